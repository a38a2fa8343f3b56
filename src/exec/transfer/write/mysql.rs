//! Rows for MySQL and MariaDB: prepared inserts of many rows. They cost the server what `LOAD DATA` does, two thirds of what
//! literals cost; and unlike `LOAD DATA LOCAL` they refuse a value that does not fit.

use sqlx::mysql::{MySqlArguments, MySqlConnection};
use sqlx::{Arguments as _, AssertSqlSafe, Executor as _, MySql};
use tokio::sync::mpsc::Receiver;

use super::super::cell::{Cell, Why, is_finite, is_plain_moment};
use super::super::feed::{Buffer, Encoder, End};
use super::super::{Flow, Type};
use super::Bulk;
use crate::client::db::Db;
use crate::dialect::transport;

/// The most rows of one insert, and the most values: MySQL takes 65,535.
const ROWS: usize = 500;
const VALUES: usize = 60_000;

/// From this size on, an insert ends as soon as its rows are a power of two, so that few inserts differ; and from
/// [`LONG`] on, in any case.
const LARGE: usize = 256 << 10;

/// An insert of another number of rows is kept by the server where it has at most so many values. Else it is closed, to
/// which the server does not answer: over TCP the next statement waits up to 40 ms for the acknowledgement, since the driver
/// leaves Nagle's algorithm on (RFC 896).
const KEPT: usize = 1000;

/// What a packet has beside the values: for each a type and whether it is null, and its head.
const BESIDE: usize = 1024;

/// From this size on a value is sent in pieces, since of a parameter the driver makes two more copies.
const LONG: usize = 4 << 20;

/// The most pieces of a value: the server copies what is there for each.
const PIECES: usize = 32;

/// What a parameter depends on, of a column's type.
#[derive(Debug, Clone, Copy, PartialEq)]
enum MySqlParameter {
    Whole,
    Single,
    Number,
    Bytes,
    Text,
}

/// The rows of one insert as its parameters.
#[derive(Debug, Default)]
pub(super) struct Batch {
    rows: usize,
    values: MySqlArguments,
    /// Bytes of the values.
    size: usize,
    /// Values that are sent before, each with the number of values before it.
    long: Vec<(usize, Long)>,
}

/// A large value.
#[derive(Debug)]
enum Long {
    Text(String),
    Bytes(Vec<u8>),
}

/// The parameters of some inserts.
#[derive(Debug)]
pub(super) struct Parameters {
    columns: Vec<MySqlParameter>,
    /// Rows of an insert.
    most: usize,
    full: Vec<Batch>,
    /// Bytes of the values of the full ones.
    size: usize,
    now: Batch,
    /// The most bytes the server takes at once.
    packet: usize,
    scratch: String,
}

impl Parameters {
    pub(super) fn new(flow: &Flow, packet: u64) -> Self {
        let kind = |ty: &Type| match ty {
            Type::Int { .. } => MySqlParameter::Whole,
            Type::Float32 => MySqlParameter::Single,
            Type::Bool | Type::Decimal { .. } | Type::Float64 => MySqlParameter::Number,
            Type::Bytes { .. } | Type::Geometry | Type::Other(_) => MySqlParameter::Bytes,
            ty if ty.is_temporal() => MySqlParameter::Number,
            _ => MySqlParameter::Text,
        };
        Self {
            columns: flow.columns.iter().map(|c| kind(&c.ty)).collect(),
            most: rows_of_insert(flow),
            full: Vec::new(),
            size: 0,
            now: Batch::default(),
            packet: usize::try_from(packet).unwrap_or(usize::MAX),
            scratch: String::new(),
        }
    }

    fn add<'v>(&mut self, bytes: usize, value: impl sqlx::Encode<'v, MySql> + sqlx::Type<MySql>) -> Result<(), Why> {
        self.now.size += bytes + 2;
        self.now.values.add(value).map_err(|_| "cannot be handed to MySQL")
    }

    fn text(&mut self, text: &str) -> Result<(), Why> {
        if text.len() < LONG {
            self.add(text.len() + 4, text)
        } else {
            self.long(text.len(), Long::Text(text.to_owned()))
        }
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<(), Why> {
        if bytes.len() < LONG {
            self.add(bytes.len() + 4, bytes)
        } else {
            self.long(bytes.len(), Long::Bytes(bytes.to_owned()))
        }
    }

    fn end_insert(&mut self) {
        self.size += self.now.size;
        self.full.push(std::mem::take(&mut self.now));
    }

    fn long(&mut self, bytes: usize, value: Long) -> Result<(), Why> {
        self.now.size += bytes;
        self.now.long.push((self.now.values.len() + self.now.long.len(), value));
        Ok(())
    }
}

impl Encoder for Parameters {
    type Load = Vec<Batch>;

    fn cell(&mut self, column: usize, cell: Cell<'_>) -> Result<(), Why> {
        let kind = self.columns.get(column).copied().unwrap_or(MySqlParameter::Bytes);
        match (cell, kind) {
            (Cell::Null, _) => self.add(0, None::<i64>),
            (Cell::Bytes(bytes), MySqlParameter::Bytes) => self.bytes(bytes),
            (Cell::Bytes(bytes), MySqlParameter::Text) => {
                self.text(std::str::from_utf8(bytes).map_err(|_| "is not text in UTF-8")?)
            }
            (Cell::NoText(_), _) => Err("is not text in UTF-8"),
            (Cell::Bytes(_), _) => Err("is bytes"),
            (Cell::Text(text), _) => self.text(text),
            (Cell::Number(digits), kind) if kind != MySqlParameter::Text && !is_finite(digits) => {
                Err("is a number that MySQL does not have")
            }
            (Cell::Moment(text), kind) if kind != MySqlParameter::Text && !is_plain_moment(text) => {
                Err("is a moment that MySQL does not have")
            }
            (Cell::Number(text) | Cell::Moment(text), _) => self.text(text),
            (cell, MySqlParameter::Text) => {
                let mut text = std::mem::take(&mut self.scratch);
                text.clear();
                cell.push_text(&mut text);
                let added = self.text(&text);
                self.scratch = text;
                added
            }
            (Cell::Bool(b), _) => self.add(8, i64::from(b)),
            (Cell::Int(n), _) => self.add(8, n),
            (Cell::Uint(n), _) => self.add(8, n),
            (Cell::Single(x), _) if !x.is_finite() => Err("is a number that MySQL does not have"),
            (Cell::Double(x), _) if !x.is_finite() => Err("is a number that MySQL does not have"),
            (Cell::Double(x), MySqlParameter::Whole) if x.fract() != 0.0 => Err("is no whole number"),
            (Cell::Single(x), MySqlParameter::Single) => self.add(4, x),
            (Cell::Single(x), _) => self.add(8, f64::from(x)),
            (Cell::Double(x), _) => self.add(8, x),
        }
    }

    fn end_row(&mut self) -> Result<(), Why> {
        if self.now.size + BESIDE + self.columns.len() > self.packet {
            return Err("makes a row that is larger than the server's `max_allowed_packet`");
        }
        self.now.rows += 1;
        let Batch { rows, size, .. } = self.now;
        let large = size >= LARGE && rows.is_power_of_two() || size >= LONG.min(self.packet / 4);
        if rows == self.most || large {
            self.end_insert();
        }
        Ok(())
    }

    fn size(&self) -> usize {
        self.size
    }

    fn reserve(&mut self, bytes: usize) {
        self.now.values.reserve(self.columns.len(), bytes.min(LONG));
    }

    fn take(&mut self, all: bool) -> Self::Load {
        if all && self.now.rows > 0 {
            self.end_insert();
        }
        self.size = 0;
        std::mem::take(&mut self.full)
    }
}

/// How many rows an insert has.
fn rows_of_insert(flow: &Flow) -> usize {
    (VALUES / flow.columns.len().max(1)).clamp(1, ROWS)
}

impl Bulk for Parameters {
    async fn chunk(
        db: &mut Db,
        flow: &Flow,
        first: Buffer<Self::Load>,
        receive: &mut Receiver<Buffer<Self::Load>>,
        mut sent: impl FnMut(u64) -> bool,
    ) -> Result<Option<End>, sqlx::Error> {
        let Db::Mysql(connection) = db else { return Ok(None) };
        let columns: Vec<&str> = flow.columns.iter().map(|c| c.name.as_str()).collect();
        let most = rows_of_insert(flow);
        let full = transport::insert_parameters(&flow.table, &columns, most);
        let mut next = Some(first);
        while let Some(buffer) = next {
            for batch in buffer.load {
                let mut variables = Vec::new();
                for (nth, (at, value)) in batch.long.into_iter().enumerate() {
                    let variable = transport::variable(nth);
                    value.send(connection, &variable).await?;
                    variables.push((at, variable));
                }
                let rows = batch.rows;
                let usual = rows == most || rows.is_power_of_two() || rows * columns.len() <= KEPT;
                let sql = if rows == most && variables.is_empty() {
                    full.clone()
                } else {
                    transport::insert_values(&flow.table, &columns, rows, &variables)
                };
                let insert = sqlx::query_with(AssertSqlSafe(sql), batch.values);
                connection.execute(insert.persistent(usual && variables.is_empty())).await?;
                for (_, variable) in variables {
                    connection.execute(AssertSqlSafe(transport::forget(&variable))).await?;
                }
            }
            let go_on = sent(buffer.rows);
            if let Some(end) = buffer.end {
                return Ok(Some(end));
            }
            next = if go_on { receive.recv().await } else { None };
        }
        Ok(None)
    }
}

impl Long {
    /// Puts the value together in a variable of the session, and lets go of it.
    async fn send(self, connection: &mut MySqlConnection, variable: &str) -> Result<(), sqlx::Error> {
        let (mut from, length) = (0, self.bytes().len());
        let piece = LONG.max(length.div_ceil(PIECES));
        while from < length {
            let sql = AssertSqlSafe(transport::append(variable, from == 0));
            let to = (from + piece).min(length);
            let query = sqlx::query(sql);
            let (to, query) = match &self {
                Long::Bytes(bytes) => (to, query.bind(bytes.get(from..to))),
                Long::Text(text) => {
                    let to = text.floor_char_boundary(to);
                    (to, query.bind(text.get(from..to)))
                }
            };
            connection.execute(query).await?;
            from = to;
        }
        // What is longer than a server takes would be null.
        let there: Option<i64> =
            sqlx::query_scalar(AssertSqlSafe(transport::length(variable))).fetch_one(connection).await?;
        match there.and_then(|there| usize::try_from(there).ok()) == Some(length) {
            true => Ok(()),
            false => Err(sqlx::Error::Protocol(format!("a value of {length} bytes did not arrive whole"))),
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Long::Text(text) => text.as_bytes(),
            Long::Bytes(bytes) => bytes,
        }
    }
}
