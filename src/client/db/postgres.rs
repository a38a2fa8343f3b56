//! PostgreSQL's values as text, which is what its simple query protocol sends.

use sqlx::Row as _;
use sqlx::postgres::PgRow;

/// A value of any type as text.
pub(super) fn text(row: &PgRow, index: usize) -> Option<String> {
    row.try_get_raw(index).ok()?.as_str().ok().map(str::to_owned)
}
