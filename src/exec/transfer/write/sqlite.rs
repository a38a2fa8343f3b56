//! Rows for SQLite: a prepared insert, again and again, on the connection's own thread.

use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, ValueRef};
use tokio::sync::mpsc::Receiver;

use super::super::cell::{Cell, Why, is_finite, is_plain_moment};
use super::super::feed::{Buffer, Encoder, End};
use super::super::{Flow, Type};
use super::Bulk;
use crate::client::db::Db;
use crate::client::db::sqlite::failed;
use crate::dialect::transport;

/// What a parameter depends on, of a column's type.
#[derive(Debug, Clone, Copy, PartialEq)]
enum SqliteParameter {
    Whole,
    Number,
    Moment,
    Bytes,
    Text,
    /// Text or bytes, as they come.
    Any,
}

/// The values of some rows, one after the other.
#[derive(Debug, Default)]
pub(super) struct Values {
    values: Vec<Value>,
    /// What texts and blobs are made of.
    bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy)]
enum Value {
    Null,
    Int(i64),
    Real(f64),
    /// So many of the bytes.
    Text(usize),
    Blob(usize),
}

/// Rows as values.
#[derive(Debug)]
pub(super) struct Parameters {
    columns: Vec<SqliteParameter>,
    rows: Values,
}

impl Parameters {
    pub(super) fn new(flow: &Flow) -> Self {
        let kind = |ty: &Type| match ty {
            Type::Int { .. } | Type::Bool => SqliteParameter::Whole,
            Type::Float32 | Type::Float64 | Type::Decimal { .. } => SqliteParameter::Number,
            Type::Bytes { .. } | Type::Geometry => SqliteParameter::Bytes,
            Type::Other(_) => SqliteParameter::Any,
            ty if ty.is_temporal() => SqliteParameter::Moment,
            _ => SqliteParameter::Text,
        };
        Self { columns: flow.columns.iter().map(|c| kind(&c.ty)).collect(), rows: Values::default() }
    }

    fn add(&mut self, value: Value) -> Result<(), Why> {
        self.rows.values.push(value);
        Ok(())
    }

    fn int(&mut self, n: i64) -> Result<(), Why> {
        self.add(Value::Int(n))
    }

    fn text(&mut self, text: &str) -> Result<(), Why> {
        self.rows.bytes.extend_from_slice(text.as_bytes());
        self.add(Value::Text(text.len()))
    }

    fn blob(&mut self, bytes: &[u8]) -> Result<(), Why> {
        self.rows.bytes.extend_from_slice(bytes);
        self.add(Value::Blob(bytes.len()))
    }

    fn float(&mut self, value: f64) -> Result<(), Why> {
        if value.is_nan() { Err("is a number that SQLite does not have") } else { self.add(Value::Real(value)) }
    }
}

impl Encoder for Parameters {
    type Load = Values;

    fn cell(&mut self, column: usize, cell: Cell<'_>) -> Result<(), Why> {
        let kind = self.columns.get(column).copied().unwrap_or(SqliteParameter::Text);
        match (cell, kind) {
            (Cell::Null, _) => self.add(Value::Null),
            (Cell::Bytes(bytes), SqliteParameter::Text) => {
                self.text(std::str::from_utf8(bytes).map_err(|_| "is not text in UTF-8")?)
            }
            (Cell::Bytes(bytes), _) => self.blob(bytes),
            // it takes what it gave
            (Cell::NoText(bytes), _) => {
                self.rows.bytes.extend_from_slice(bytes);
                self.add(Value::Text(bytes.len()))
            }
            (Cell::Text(text), SqliteParameter::Bytes) => self.blob(text.as_bytes()),
            (Cell::Text(text), _) => self.text(text),
            (Cell::Moment(text), kind) => {
                if kind == SqliteParameter::Moment && !is_plain_moment(text) {
                    return Err("is a moment that SQLite does not have");
                }
                self.text(text)
            }
            (cell, SqliteParameter::Text) => {
                let mut text = String::new();
                cell.push_text(&mut text);
                self.text(&text)
            }
            (Cell::Bool(b), _) => self.int(b.into()),
            (Cell::Int(n), _) => self.int(n),
            (Cell::Uint(n), _) => self.int(i64::try_from(n).map_err(|_| "is beyond the whole numbers of SQLite")?),
            (Cell::Double(x), _) => self.float(x),
            (Cell::Single(x), _) => self.float(f64::from(x)),
            (Cell::Number(digits), SqliteParameter::Whole) => {
                self.int(digits.parse::<i64>().map_err(|_| "is beyond the whole numbers of SQLite")?)
            }
            (Cell::Number(digits), _) if !is_finite(digits) => Err("is a number that SQLite does not have"),
            // the column makes a number of it
            (Cell::Number(digits), _) => self.text(digits),
        }
    }

    fn end_row(&mut self) -> Result<(), Why> {
        Ok(())
    }

    fn size(&self) -> usize {
        self.rows.bytes.len() + self.rows.values.len() * size_of::<Value>()
    }

    fn reserve(&mut self, bytes: usize) {
        self.rows.bytes.reserve_exact(bytes);
    }

    fn take(&mut self, _all: bool) -> Self::Load {
        std::mem::take(&mut self.rows)
    }
}

impl Bulk for Parameters {
    async fn chunk(
        db: &mut Db,
        flow: &Flow,
        first: Buffer<Self::Load>,
        receive: &mut Receiver<Buffer<Self::Load>>,
        mut sent: impl FnMut(u64) -> bool,
    ) -> Result<Option<End>, sqlx::Error> {
        let Db::Sqlite(file) = db else { return Ok(None) };
        let names: Vec<&str> = flow.columns.iter().map(|c| c.name.as_str()).collect();
        let sql = transport::insert_parameters(&flow.table, &names, 1);
        let columns = names.len();
        let mut next = Some(first);
        while let Some(Buffer { load, rows, end }) = next {
            let sql = sql.clone();
            file.run(move |connection| insert(connection, &sql, columns, load).map_err(failed)).await??;
            let go_on = sent(rows);
            if let Some(end) = end {
                return Ok(Some(end));
            }
            next = if go_on { receive.recv().await } else { None };
        }
        Ok(None)
    }
}

fn insert(connection: &Connection, sql: &str, columns: usize, rows: Values) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let Values { values, mut bytes } = rows;
    let mut at = 0;
    let mut rows = values.chunks(columns).peekable();
    while let Some(row) = rows.next() {
        for (i, value) in row.iter().enumerate() {
            let mut take = |length: usize| {
                at += length;
                bytes.get(at - length..at).unwrap_or_default()
            };
            let value = match *value {
                Value::Null => ValueRef::Null,
                Value::Int(n) => ValueRef::Integer(n),
                Value::Real(x) => ValueRef::Real(x),
                Value::Text(length) => ValueRef::Text(take(length)),
                Value::Blob(length) => ValueRef::Blob(take(length)),
            };
            statement.raw_bind_parameter(i + 1, ToSqlOutput::Borrowed(value))?;
        }
        if rows.peek().is_none() {
            // SQLite has a copy now and makes another one, which for a large row is enough.
            bytes = Vec::new();
        }
        statement.raw_execute()?;
    }
    Ok(())
}
