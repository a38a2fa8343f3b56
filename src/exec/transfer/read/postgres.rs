//! Rows from PostgreSQL: `COPY (…) TO STDOUT` in binary, one row in each message. Unlike text it has no escapes, and no digits for
//! bytes, so a large value can be handed on out of the driver's own buffer.

use futures_util::TryStreamExt as _;
use sqlx::postgres::{PgColumn, PgConnection};
use sqlx::{AssertSqlSafe, Column as _, Executor as _, SqlSafeStr as _, Statement as _, TypeInfo as _};

use super::super::cell::Cell;
use super::super::feed::{Encoder, Feed, Stop};
use crate::dialect::transport::{self, Sent};

/// More than a system hands over at once.
const TOGETHER: usize = 8 << 20;

/// How a column's values are to be read.
#[derive(Debug, Clone, Copy, PartialEq)]
enum PgType {
    Bool,
    Int,
    Single,
    Double,
    Number,
    Moment,
    Zoned,
    Bytes,
    Text,
    Other,
}

impl PgType {
    fn of(column: &PgColumn) -> Self {
        match column.type_info().name() {
            "BOOL" => PgType::Bool,
            "INT2" | "INT4" | "INT8" => PgType::Int,
            "NUMERIC" | "OID" => PgType::Number,
            "FLOAT4" => PgType::Single,
            "FLOAT8" => PgType::Double,
            "DATE" | "TIME" | "TIMESTAMP" => PgType::Moment,
            "TIMESTAMPTZ" => PgType::Zoned,
            "BYTEA" => PgType::Bytes,
            "TEXT" | "VARCHAR" | "CHAR" | "JSON" => PgType::Text,
            _ => PgType::Other,
        }
    }

    /// What the server is to send.
    fn sent(self) -> Sent {
        match self {
            PgType::Bool | PgType::Int | PgType::Single | PgType::Double | PgType::Bytes | PgType::Text => Sent::Itself,
            PgType::Number | PgType::Moment | PgType::Zoned => Sent::Cast,
            PgType::Other => Sent::Output,
        }
    }
}

/// Feeds all rows of a query.
pub(super) async fn rows<E: Encoder>(
    connection: &mut PgConnection,
    select: &str,
    feed: &mut Feed<E>,
) -> Result<(), Stop> {
    let statement = (&mut *connection).prepare(AssertSqlSafe(select.to_owned()).into_sql_str()).await?;
    let kinds: Vec<PgType> = statement.columns().iter().map(PgType::of).collect();
    let sent: Vec<Sent> = kinds.iter().map(|kind| kind.sent()).collect();
    let mut messages = connection.copy_out_raw(&transport::copy_to(select, &sent)).await?;
    let mut since = 0;
    while let Some(message) = messages.try_next().await? {
        // The driver lets go of the room that a large row took when it is through with all that came together with it.
        since = if feed.holds_large() { since + message.len() } else { 0 };
        if feed.is_full() && (since == 0 || since > TOGETHER) {
            feed.settle().await?;
            since = 0;
        }
        let mut rest = after_header(&message);
        if rest.is_empty() || end(rest) {
            continue;
        }
        feed.begin_row(rest.len());
        take::<2>(&mut rest)?;
        for (i, kind) in kinds.iter().enumerate() {
            let cell = match usize::try_from(i32::from_be_bytes(take(&mut rest)?)) {
                Err(_) => Cell::Null,
                Ok(length) => {
                    let (value, after) = rest.split_at_checked(length).ok_or_else(broken)?;
                    rest = after;
                    cell(*kind, value)?
                }
            };
            feed.cell(i, cell)?;
        }
        drop(message);
        feed.end_row()?;
    }
    Ok(())
}

/// What is left of a message without the head of all rows, which stands before the first.
fn after_header(message: &[u8]) -> &[u8] {
    // a signature, flags, and the length of what may follow, which is nothing
    const HEAD: &[u8] = b"PGCOPY\n\xFF\r\n\0\0\0\0\0\0\0\0\0";
    message.strip_prefix(HEAD).unwrap_or(message)
}

/// Whether there are no more rows: where the next one has its number of columns, there is -1.
fn end(rest: &[u8]) -> bool {
    rest == [0xFF, 0xFF]
}

fn broken() -> sqlx::Error {
    sqlx::Error::Protocol("the server sent a row that ends too early".to_owned())
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], sqlx::Error> {
    let (bytes, after) = rest.split_first_chunk().ok_or_else(broken)?;
    *rest = after;
    Ok(*bytes)
}

/// What the bytes mean.
fn cell(kind: PgType, value: &[u8]) -> Result<Cell<'_>, sqlx::Error> {
    let text = || std::str::from_utf8(value).map_err(|error| sqlx::Error::Decode(error.into()));
    let mut bytes = value;
    Ok(match kind {
        PgType::Bool => Cell::Bool(value != [0]),
        PgType::Int => Cell::Int(match *value {
            [a, b] => i64::from(i16::from_be_bytes([a, b])),
            [a, b, c, d] => i64::from(i32::from_be_bytes([a, b, c, d])),
            _ => i64::from_be_bytes(take(&mut bytes)?),
        }),
        PgType::Single => Cell::Single(f32::from_be_bytes(take(&mut bytes)?)),
        PgType::Double => Cell::Double(f64::from_be_bytes(take(&mut bytes)?)),
        PgType::Number => Cell::Number(text()?),
        PgType::Moment => Cell::Moment(text()?),
        // the session's zone is UTC
        PgType::Zoned => Cell::Moment(text().map(|text| text.strip_suffix("+00").unwrap_or(text))?),
        PgType::Bytes => Cell::Bytes(value),
        // a database without an encoding of its own sends any bytes
        PgType::Text => std::str::from_utf8(value).map_or(Cell::NoText(value), Cell::Text),
        PgType::Other => Cell::Text(text()?),
    })
}
