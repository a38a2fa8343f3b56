//! Rows from MySQL and MariaDB: a prepared statement, whose rows come in binary. As text, a `FLOAT` would come with
//! six digits, and the driver would take a first column of 16 MB or more for the end of the rows.

use futures_util::TryStreamExt as _;
use sqlx::mysql::{MySqlColumn, MySqlConnection, MySqlValueRef};
use sqlx::{AssertSqlSafe, Column as _, Executor as _, MySql, Row as _, TypeInfo as _};

use super::super::cell::{Cell, MomentText};
use super::super::feed::{Encoder, Feed, Stop};

/// How a column's values come.
#[derive(Debug, Clone, Copy, PartialEq)]
enum MySqlType {
    Int,
    Uint,
    Single,
    Double,
    Number,
    Bit,
    Date,
    DateTime,
    Time,
    Text,
    Bytes,
}

impl MySqlType {
    fn of(column: &MySqlColumn) -> Self {
        let ty = column.type_info();
        match ty.name() {
            "YEAR" => MySqlType::Uint,
            "BIT" => MySqlType::Bit,
            // by the flag: `tinyint(1) unsigned` is called a boolean like any other
            _ if <u64 as sqlx::Type<MySql>>::compatible(ty) => MySqlType::Uint,
            "BOOLEAN" | "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INT" | "BIGINT" => MySqlType::Int,
            "FLOAT" => MySqlType::Single,
            "DOUBLE" => MySqlType::Double,
            "DECIMAL" => MySqlType::Number,
            "DATE" => MySqlType::Date,
            "DATETIME" | "TIMESTAMP" => MySqlType::DateTime,
            "TIME" => MySqlType::Time,
            "GEOMETRY" => MySqlType::Bytes,
            "ENUM" | "SET" | "JSON" => MySqlType::Text,
            // by the character set: the names are about a flag, which collations by code point have too
            _ if <str as sqlx::Type<MySql>>::compatible(ty) => MySqlType::Text,
            _ => MySqlType::Bytes,
        }
    }
}

/// Feeds all rows of a query.
pub(super) async fn rows<E: Encoder>(
    connection: &mut MySqlConnection,
    select: &str,
    feed: &mut Feed<E>,
) -> Result<(), Stop> {
    let query = sqlx::query(AssertSqlSafe(select.to_owned())).persistent(false);
    let mut rows = connection.fetch(query);
    let mut kinds: Vec<MySqlType> = Vec::new();
    let mut moment = MomentText::default();
    while let Some(row) = rows.try_next().await? {
        if kinds.is_empty() {
            kinds = row.columns().iter().map(MySqlType::of).collect();
        }
        let mut size = 0;
        for i in 0..kinds.len() {
            size += bytes(row.try_get_raw(i)?).map_or(0, <[u8]>::len);
        }
        feed.begin_row(size);
        for (i, kind) in kinds.iter().enumerate() {
            let Some(value) = bytes(row.try_get_raw(i)?) else {
                feed.cell(i, Cell::Null)?;
                continue;
            };
            match cell(*kind, value, &mut moment) {
                Some(cell) => feed.cell(i, cell)?,
                None => return Err(feed.unfit(i, String::from_utf8_lossy(value).into_owned(), "is not text in UTF-8")),
            }
        }
        drop(row);
        feed.end_row()?;
        if feed.is_full() {
            feed.settle().await?;
        }
    }
    Ok(())
}

/// The bytes of a value. Not by the driver's `Option`, which takes an impossible date for none.
fn bytes<'r>(value: MySqlValueRef<'r>) -> Option<&'r [u8]> {
    <&'r [u8] as sqlx::Decode<'r, MySql>>::decode(value).ok()
}

/// What the bytes mean; none: not what the kind says.
fn cell<'a>(kind: MySqlType, value: &'a [u8], moment: &'a mut MomentText) -> Option<Cell<'a>> {
    Some(match kind {
        MySqlType::Int => Cell::Int(match *value {
            [a] => i64::from(i8::from_le_bytes([a])),
            [a, b] => i64::from(i16::from_le_bytes([a, b])),
            [a, b, c, d] => i64::from(i32::from_le_bytes([a, b, c, d])),
            _ => i64::from_le_bytes(value.try_into().ok()?),
        }),
        MySqlType::Uint => Cell::Uint(little(value)),
        MySqlType::Bit => Cell::Uint(value.iter().fold(0, |n, b| n << 8 | u64::from(*b))),
        MySqlType::Single => Cell::Single(f32::from_le_bytes(value.try_into().ok()?)),
        MySqlType::Double => Cell::Double(f64::from_le_bytes(value.try_into().ok()?)),
        MySqlType::Number => Cell::Number(std::str::from_utf8(value).ok()?),
        MySqlType::Text => Cell::Text(std::str::from_utf8(value).ok()?),
        MySqlType::Bytes => Cell::Bytes(value),
        MySqlType::Date | MySqlType::DateTime | MySqlType::Time => {
            // a byte says how many follow; what is left out at the end is zero
            let part = |from: usize, to: usize| little(value.get(from..to).unwrap_or_default()) as u32;
            moment.clear();
            if kind == MySqlType::Time {
                if part(1, 2) == 1 {
                    moment.mark('-');
                }
                let hours = part(2, 6) * 24 + part(6, 7);
                moment.digits(hours, 2).mark(':').digits(part(7, 8), 2).mark(':').digits(part(8, 9), 2);
                moment.micros(part(9, 13));
            } else {
                moment.digits(part(1, 3), 4).mark('-').digits(part(3, 4), 2).mark('-').digits(part(4, 5), 2);
                if kind == MySqlType::DateTime {
                    moment.mark(' ').digits(part(5, 6), 2).mark(':').digits(part(6, 7), 2);
                    moment.mark(':').digits(part(7, 8), 2).micros(part(8, 12));
                }
            }
            Cell::Moment(moment.as_str())
        }
    })
}

/// A number whose lowest byte comes first.
fn little(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b))
}
