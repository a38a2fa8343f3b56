//! Rows from PostgreSQL: `COPY (…) TO STDOUT`, as text, one line in each message.

use futures_util::TryStreamExt as _;
use sqlx::postgres::{PgColumn, PgConnection};
use sqlx::{AssertSqlSafe, Column as _, Executor as _, SqlSafeStr as _, Statement as _, TypeInfo as _};

use super::super::cell::Cell;
use super::super::feed::{Encoder, Feed, Stop};
use crate::emit::transport;

/// How a column's text is to be read.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Bool,
    Single,
    Double,
    Number,
    Moment,
    Zoned,
    Bytes,
    Text,
}

impl Kind {
    fn of(column: &PgColumn) -> Self {
        match column.type_info().name() {
            "BOOL" => Kind::Bool,
            "INT2" | "INT4" | "INT8" | "NUMERIC" | "OID" => Kind::Number,
            "FLOAT4" => Kind::Single,
            "FLOAT8" => Kind::Double,
            "DATE" | "TIME" | "TIMESTAMP" => Kind::Moment,
            "TIMESTAMPTZ" => Kind::Zoned,
            "BYTEA" => Kind::Bytes,
            _ => Kind::Text,
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
    let kinds: Vec<Kind> = statement.columns().iter().map(Kind::of).collect();
    let mut lines = connection.copy_out_raw(&transport::copy_to(select)).await?;
    let (mut plain, mut bytes) = (String::new(), Vec::new());
    while let Some(line) = lines.try_next().await? {
        feed.begin_row(line.len());
        let text = std::str::from_utf8(&line).map_err(|e| sqlx::Error::Decode(e.into()))?;
        let text = text.strip_suffix('\n').unwrap_or(text);
        for (i, (kind, value)) in kinds.iter().zip(text.split('\t')).enumerate() {
            if value == "\\N" {
                feed.cell(i, Cell::Null)?;
                continue;
            }
            let value = if value.contains('\\') { unescape(value, &mut plain) } else { value };
            let cell = match kind {
                Kind::Bool => Cell::Bool(value == "t"),
                Kind::Number => Cell::Number(value),
                Kind::Single => value.parse().map_or(Cell::Text(value), Cell::Single),
                Kind::Double => value.parse().map_or(Cell::Text(value), Cell::Double),
                Kind::Moment => Cell::Moment(value),
                // the session's zone is UTC
                Kind::Zoned => Cell::Moment(value.strip_suffix("+00").unwrap_or(value)),
                Kind::Text => Cell::Text(value),
                Kind::Bytes => {
                    unhex(value.strip_prefix("\\x").unwrap_or(value), &mut bytes);
                    Cell::Bytes(&bytes)
                }
            };
            feed.cell(i, cell)?;
        }
        drop(line);
        feed.end_row()?;
        if feed.is_full() {
            feed.settle().await?;
        }
    }
    Ok(())
}

/// The value that COPY's text format has written with backslashes.
fn unescape<'a>(value: &str, out: &'a mut String) -> &'a str {
    out.clear();
    let mut rest = value;
    while let Some(at) = rest.find('\\') {
        out.push_str(rest.get(..at).unwrap_or_default());
        let mut tail = rest.get(at + 1..).unwrap_or_default().chars();
        match tail.next() {
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('v') => out.push('\u{b}'),
            Some(other) => out.push(other),
            None => {}
        }
        rest = tail.as_str();
    }
    out.push_str(rest);
    out
}

/// The bytes of hexadecimal digits.
fn unhex(text: &str, out: &mut Vec<u8>) {
    out.clear();
    let digit = |b: u8| match b {
        b'0'..=b'9' => b - b'0',
        _ => b.to_ascii_lowercase().wrapping_sub(b'a').wrapping_add(10),
    };
    out.extend(text.as_bytes().chunks_exact(2).map(|pair| match pair {
        [high, low] => digit(*high) << 4 | digit(*low),
        _ => 0,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backslashes_of_copy() {
        let mut out = String::new();
        assert_eq!(unescape(r"a\\b\tc\nd\N\\", &mut out), "a\\b\tc\ndN\\");
    }

    #[test]
    fn digits_become_bytes() {
        let mut out = Vec::new();
        unhex("00ffA0", &mut out);
        assert_eq!(out, [0, 255, 160]);
    }
}
