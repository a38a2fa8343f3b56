//! What a query answered, the same for every engine.

/// What a query answered, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The columns' names; none where there is no row.
    pub columns: Vec<String>,
    /// The rows, in the order they came.
    pub rows: Vec<Vec<Option<String>>>,
}

impl Answer {
    /// The first column of the first row.
    pub(crate) fn first(&self) -> Option<&str> {
        self.at(0)
    }

    /// A column of the first row.
    pub(crate) fn at(&self, column: usize) -> Option<&str> {
        self.rows.first()?.get(column)?.as_deref()
    }

    /// A column of the first row, as a number of rows.
    pub(crate) fn count(&self, column: usize) -> Option<u64> {
        // MySQL sums to decimals.
        self.at(column)?.split('.').next()?.parse().ok()
    }
}
