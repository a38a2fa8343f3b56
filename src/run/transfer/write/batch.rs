//! Rows as parameters of inserts: as many inserts of one size as there are rows for, and a smaller one at the end of
//! a buffer.

use super::super::Flow;

/// The parameters of one insert.
#[derive(Debug, Default)]
pub(super) struct Batch<A> {
    /// How many rows it has.
    pub rows: usize,
    /// Their values.
    pub values: A,
}

/// The parameters of several.
#[derive(Debug)]
pub(super) struct Batches<A> {
    full: Vec<Batch<A>>,
    now: Batch<A>,
    most: usize,
    size: usize,
}

impl<A: Default> Batches<A> {
    /// Inserts of so many rows each.
    pub(super) fn of(rows: usize) -> Self {
        Self { full: Vec::new(), now: Batch::default(), most: rows, size: 0 }
    }

    /// Where the next value goes, of about so many bytes.
    pub(super) fn next(&mut self, bytes: usize) -> &mut A {
        self.size += bytes;
        &mut self.now.values
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self) {
        self.now.rows += 1;
        if self.now.rows == self.most {
            self.full.push(std::mem::take(&mut self.now));
        }
    }

    /// About how many bytes there are.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// All of them, which are handed on.
    pub(super) fn take(&mut self) -> Vec<Batch<A>> {
        self.size = 0;
        if self.now.rows > 0 {
            self.full.push(std::mem::take(&mut self.now));
        }
        std::mem::take(&mut self.full)
    }
}

/// How many rows an insert has, where it may have so many rows and so many values.
pub(super) fn rows_of_insert(flow: &Flow, rows: usize, values: usize) -> usize {
    (values / flow.columns.len().max(1)).clamp(1, rows)
}
