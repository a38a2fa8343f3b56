//! Where a value goes.

use crate::schema::{ColumnId, TableId};
use crate::source::Span;

/// Where a value goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Goal {
    /// The block, if one moves the row.
    pub block: Option<usize>,
    /// The new table that gets the row.
    pub table: TableId,
    /// The new column that is filled.
    pub column: ColumnId,
    /// The line says what happens when the value cannot be made, so no warning is due.
    pub silent: bool,
    /// The line; none where a `*` stands for it.
    pub line: Option<Span>,
}
