//! What was found out of the old side by looking at its values.

use crate::schema::{ColumnId, TableId, Type};

/// What was found out of the old side.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Profile {
    /// Columns that hold what they are declared to hold.
    pub kept: Vec<VerifiedColumn>,
    /// Columns that hold values which the new engine lacks.
    pub foreign: Vec<(TableId, ColumnId)>,
    /// Foreign keys that all rows keep: each by its table and its place there.
    #[serde(default)]
    pub keys: Vec<(TableId, usize)>,
}

/// An old column that was found to hold what it is declared to hold.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct VerifiedColumn {
    /// The old table that has the column.
    pub table: TableId,
    /// The column, in its table.
    pub column: ColumnId,
    /// The type that all its values are of: its own, or a smaller one.
    pub ty: Type,
}

impl Profile {
    /// As the journal keeps it.
    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn parse(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty() && self.foreign.is_empty() && self.keys.is_empty()
    }

    pub(super) fn add(&mut self, other: Self) {
        self.kept.extend(other.kept);
        self.foreign.extend(other.foreign);
        self.keys.extend(other.keys);
    }
}
