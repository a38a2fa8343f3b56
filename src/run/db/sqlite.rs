//! SQLite's values as text.

use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, TypeInfo as _, Value as _, ValueRef as _};

/// A value of any type as text.
pub(super) fn text(row: &SqliteRow, index: usize) -> Option<String> {
    let value = row.try_get_raw(index).ok()?;
    if value.is_null() {
        return None;
    }
    let value = value.to_owned();
    match value.type_info().name() {
        "INTEGER" | "BOOLEAN" => value.try_decode::<i64>().ok().map(|n| n.to_string()),
        "REAL" => value.try_decode::<f64>().ok().map(|n| n.to_string()),
        "BLOB" => value.try_decode::<Vec<u8>>().ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        _ => value.try_decode::<String>().ok(),
    }
}
