//! Rows for MySQL and MariaDB: inserts of many rows, with the values as literals.

use std::fmt::Write as _;

use sqlx::{AssertSqlSafe, Executor as _};
use tokio::sync::mpsc::Receiver;

use super::super::cell::{Cell, Why, is_finite, is_plain_moment};
use super::super::feed::{Buffer, Encoder, End};
use super::super::{Flow, Type};
use super::Bulk;
use crate::dialect::Dialect;
use crate::emit::transport;
use crate::run::db::Db;

/// What a literal depends on, of a column's type.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Whole,
    Double,
    Text,
    Other,
}

/// An insert.
#[derive(Debug)]
pub(super) struct Insert {
    dialect: &'static dyn Dialect,
    /// What it begins with.
    head: String,
    sql: String,
    columns: Vec<Kind>,
    /// The most bytes the server takes at once.
    packet: usize,
    scratch: String,
}

impl Insert {
    pub(super) fn new(dialect: &'static dyn Dialect, flow: &Flow, packet: u64) -> Self {
        let kind = |ty: &Type| match ty {
            Type::Int { .. } => Kind::Whole,
            Type::Float64 => Kind::Double,
            Type::Bool | Type::Decimal { .. } | Type::Float32 => Kind::Number,
            Type::Bytes { .. } | Type::Geometry | Type::Other(_) => Kind::Other,
            ty if ty.is_temporal() => Kind::Number,
            _ => Kind::Text,
        };
        let columns: Vec<&str> = flow.columns.iter().map(|c| c.name.as_str()).collect();
        Self {
            dialect,
            head: transport::insert(&flow.table, &columns),
            sql: String::new(),
            columns: flow.columns.iter().map(|c| kind(&c.ty)).collect(),
            packet: usize::try_from(packet).unwrap_or(usize::MAX),
            scratch: String::new(),
        }
    }

    fn float(&mut self, value: f64, digits: impl std::fmt::LowerExp) -> Result<(), Why> {
        if !value.is_finite() {
            return Err("is a number that MySQL does not have");
        }
        // with an exponent, or it would be an exact number, which has no negative zero
        let _ = write!(self.sql, "{digits:e}");
        Ok(())
    }
}

impl Encoder for Insert {
    type Load = String;

    fn cell(&mut self, column: usize, cell: Cell<'_>) -> Result<(), Why> {
        self.sql.push_str(match (column, self.sql.is_empty()) {
            (0, true) => &self.head,
            (0, false) => ",",
            _ => "",
        });
        self.sql.push(if column == 0 { '(' } else { ',' });
        let kind = self.columns.get(column).copied().unwrap_or(Kind::Other);
        match (cell, kind) {
            (Cell::Null, _) => self.sql.push_str("NULL"),
            (Cell::Text(text), _) => self.dialect.push_text(&mut self.sql, text),
            (Cell::Bytes(bytes), Kind::Other) => self.dialect.push_bytes(&mut self.sql, bytes),
            (Cell::Bytes(bytes), Kind::Text) => {
                let text = std::str::from_utf8(bytes).map_err(|_| "is not text in UTF-8")?;
                self.dialect.push_text(&mut self.sql, text);
            }
            (Cell::Bytes(_), _) => return Err("is bytes"),
            (Cell::Number(digits), _) if !is_finite(digits) && kind != Kind::Text => {
                return Err("is a number that MySQL does not have");
            }
            (Cell::Moment(text), _) => {
                if !is_plain_moment(text) && kind != Kind::Text {
                    return Err("is a moment that MySQL does not have");
                }
                self.dialect.push_text(&mut self.sql, text);
            }
            (Cell::Double(x), Kind::Whole) if x.fract() != 0.0 => return Err("is no whole number"),
            (cell, Kind::Text) => {
                self.scratch.clear();
                cell.push_text(&mut self.scratch);
                self.dialect.push_text(&mut self.sql, &self.scratch);
            }
            (Cell::Bool(b), _) => self.sql.push(if b { '1' } else { '0' }),
            (Cell::Single(x), Kind::Double) => return self.float(x.into(), f64::from(x)),
            (Cell::Single(x), _) => return self.float(x.into(), x),
            (Cell::Double(x), _) => return self.float(x, x),
            (cell @ (Cell::Int(_) | Cell::Uint(_) | Cell::Number(_)), _) => cell.push_text(&mut self.sql),
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Why> {
        self.sql.push(')');
        // one for the command itself
        if self.sql.len() + 1 > self.packet {
            return Err("makes a row that is larger than the server's `max_allowed_packet`");
        }
        Ok(())
    }

    fn size(&self) -> usize {
        self.sql.len()
    }

    fn reserve(&mut self, bytes: usize) {
        self.sql.reserve(bytes);
    }

    fn take(&mut self) -> String {
        let size = self.sql.len();
        std::mem::replace(&mut self.sql, String::with_capacity(size.min(512 << 10)))
    }
}

impl Bulk for Insert {
    async fn chunk(
        db: &mut Db,
        _: &Flow,
        first: Buffer<Self::Load>,
        receive: &mut Receiver<Buffer<Self::Load>>,
        mut sent: impl FnMut(u64),
    ) -> Result<Option<End>, sqlx::Error> {
        let Db::Mysql(connection) = db else { return Ok(None) };
        let mut next = Some(first);
        while let Some(buffer) = next {
            if !buffer.load.is_empty() {
                connection.execute(sqlx::raw_sql(AssertSqlSafe(buffer.load))).await?;
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
