//! Rows for SQLite: inserts of many rows, with the values as parameters.

use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments as _, AssertSqlSafe, Executor as _, Sqlite};
use tokio::sync::mpsc::Receiver;

use super::super::cell::{Cell, Why, is_finite, is_plain_moment};
use super::super::feed::{Buffer, Encoder, End};
use super::super::{Flow, Type};
use super::Bulk;
use super::batch::{Batch, Batches, rows_of_insert};
use crate::emit::transport;
use crate::run::db::Db;

/// The most rows of one insert, and the most values: SQLite takes 32,766.
const ROWS: usize = 100;
const VALUES: usize = 32_000;

/// What a parameter depends on, of a column's type.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Whole,
    Number,
    Single,
    Moment,
    Bytes,
    Text,
}

/// The parameters of some inserts.
#[derive(Debug)]
pub(super) struct Parameters {
    columns: Vec<Kind>,
    batches: Batches<SqliteArguments>,
}

impl Parameters {
    pub(super) fn new(flow: &Flow) -> Self {
        let kind = |ty: &Type| match ty {
            Type::Int { .. } | Type::Bool => Kind::Whole,
            Type::Float32 => Kind::Single,
            Type::Float64 | Type::Decimal { .. } => Kind::Number,
            Type::Bytes { .. } | Type::Geometry | Type::Other(_) => Kind::Bytes,
            ty if ty.is_temporal() => Kind::Moment,
            _ => Kind::Text,
        };
        Self {
            columns: flow.columns.iter().map(|c| kind(&c.ty)).collect(),
            batches: Batches::of(rows_of_insert(flow, ROWS, VALUES)),
        }
    }

    fn add<'v>(&mut self, bytes: usize, value: impl sqlx::Encode<'v, Sqlite> + sqlx::Type<Sqlite>) -> Result<(), Why> {
        self.batches.next(bytes + 32).add(value).map_err(|_| "cannot be handed to SQLite")
    }

    fn text(&mut self, text: String) -> Result<(), Why> {
        self.add(text.len(), text)
    }

    fn float(&mut self, value: f64) -> Result<(), Why> {
        if value.is_nan() { Err("is a number that SQLite does not have") } else { self.add(0, value) }
    }
}

impl Encoder for Parameters {
    type Load = Vec<Batch<SqliteArguments>>;

    fn cell(&mut self, column: usize, cell: Cell<'_>) -> Result<(), Why> {
        let kind = self.columns.get(column).copied().unwrap_or(Kind::Text);
        match (cell, kind) {
            (Cell::Null, _) => self.add(0, None::<i64>),
            (Cell::Bytes(bytes), Kind::Text) => {
                self.text(std::str::from_utf8(bytes).map_err(|_| "is not text in UTF-8")?.to_owned())
            }
            (Cell::Bytes(bytes), _) => self.add(bytes.len(), bytes),
            (Cell::Text(text), Kind::Bytes) => self.add(text.len(), text.as_bytes()),
            (Cell::Text(text), _) => self.text(text.to_owned()),
            (Cell::Moment(text), kind) => {
                if kind == Kind::Moment && !is_plain_moment(text) {
                    return Err("is a moment that SQLite does not have");
                }
                self.text(text.to_owned())
            }
            (cell, Kind::Text) => {
                let mut text = String::new();
                cell.push_text(&mut text);
                self.text(text)
            }
            (Cell::Bool(b), _) => self.add(0, i64::from(b)),
            (Cell::Int(n), _) => self.add(0, n),
            (Cell::Uint(n), _) => self.add(0, i64::try_from(n).map_err(|_| "is beyond the whole numbers of SQLite")?),
            (Cell::Double(x), _) => self.float(x),
            (Cell::Single(x), Kind::Single) => {
                // the number people wrote: a double has other digits behind it
                let digits: f64 = x.to_string().parse().unwrap_or(f64::from(x));
                self.float(digits)
            }
            (Cell::Single(x), _) => self.float(f64::from(x)),
            (Cell::Number(digits), Kind::Whole) => {
                self.add(0, digits.parse::<i64>().map_err(|_| "is beyond the whole numbers of SQLite")?)
            }
            (Cell::Number(digits), _) if !is_finite(digits) => Err("is a number that SQLite does not have"),
            // the column makes a number of it
            (Cell::Number(digits), _) => self.text(digits.to_owned()),
        }
    }

    fn end_row(&mut self) -> Result<(), Why> {
        self.batches.end_row();
        Ok(())
    }

    fn size(&self) -> usize {
        self.batches.size()
    }

    fn take(&mut self) -> Self::Load {
        self.batches.take()
    }
}

impl Bulk for Parameters {
    async fn chunk(
        db: &mut Db,
        flow: &Flow,
        first: Buffer<Self::Load>,
        receive: &mut Receiver<Buffer<Self::Load>>,
        mut sent: impl FnMut(u64),
    ) -> Result<Option<End>, sqlx::Error> {
        let Db::Sqlite(connection) = db else { return Ok(None) };
        let columns: Vec<&str> = flow.columns.iter().map(|c| c.name.as_str()).collect();
        let most = rows_of_insert(flow, ROWS, VALUES);
        let full = transport::insert_parameters(&flow.table, &columns, most);
        let mut next = Some(first);
        while let Some(buffer) = next {
            for batch in buffer.load {
                let is_full = batch.rows == most;
                let sql = if is_full {
                    full.clone()
                } else {
                    transport::insert_parameters(&flow.table, &columns, batch.rows)
                };
                connection.execute(sqlx::query_with(AssertSqlSafe(sql), batch.values).persistent(is_full)).await?;
            }
            sent(buffer.rows);
            if let Some(end) = buffer.end {
                return Ok(Some(end));
            }
            next = receive.recv().await;
        }
        Ok(None)
    }
}
