//! MySQL's values as text, which is what its text protocol sends.

use sqlx::Row as _;
use sqlx::mysql::MySqlRow;

/// A value of any type as text.
pub(super) fn text(row: &MySqlRow, index: usize) -> Option<String> {
    let bytes: Option<Vec<u8>> = row.try_get_unchecked(index).ok()?;
    bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
