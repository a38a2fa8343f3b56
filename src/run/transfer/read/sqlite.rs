//! Rows from SQLite.

use futures_util::TryStreamExt as _;
use sqlx::sqlite::{SqliteConnection, SqliteValueRef};
use sqlx::{AssertSqlSafe, Executor as _, Row as _, TypeInfo as _, ValueRef as _};

use super::super::cell::Cell;
use super::super::feed::{Encoder, Feed, Stop};

/// Feeds all rows of a query.
pub(super) async fn rows<E: Encoder>(
    connection: &mut SqliteConnection,
    select: &str,
    feed: &mut Feed<'_, E>,
) -> Result<(), Stop> {
    let mut rows = connection.fetch(sqlx::raw_sql(AssertSqlSafe(select.to_owned())));
    while let Some(row) = rows.try_next().await? {
        let mut size = 0;
        for i in 0..row.len() {
            let value = row.try_get_raw(i)?;
            if matches!(value.type_info().name(), "TEXT" | "BLOB") {
                size += decode::<&[u8]>(value)?.len();
            }
        }
        feed.begin_row(size).await?;
        for i in 0..row.len() {
            let value = row.try_get_raw(i)?;
            let cell = match value.type_info().name() {
                _ if value.is_null() => Cell::Null,
                "INTEGER" => Cell::Int(decode(value)?),
                "REAL" => Cell::Double(decode(value)?),
                "BLOB" => Cell::Bytes(decode(value)?),
                _ => {
                    let bytes: &[u8] = decode(value)?;
                    match std::str::from_utf8(bytes) {
                        Ok(text) => Cell::Text(text),
                        Err(_) => {
                            let shown = String::from_utf8_lossy(bytes).into_owned();
                            return Err(feed.unfit(i, shown, "is not text in UTF-8"));
                        }
                    }
                }
            };
            feed.cell(i, cell)?;
        }
        drop(row);
        feed.end_row().await?;
    }
    Ok(())
}

fn decode<'r, T: sqlx::Decode<'r, sqlx::Sqlite>>(value: SqliteValueRef<'r>) -> Result<T, sqlx::Error> {
    T::decode(value).map_err(sqlx::Error::Decode)
}
