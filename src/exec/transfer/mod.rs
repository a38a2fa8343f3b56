//! Streams the rows of a query on one connection into a table on another.

pub(crate) mod feed;
mod read;
mod write;
mod written;

use std::fmt;

pub(crate) use read::{Rows, Source, looked_through};
pub(crate) use written::written;

use crate::cell;
use crate::client::db::Db;
use crate::dialect::EngineExt as _;
use crate::dialect::Holds;
use crate::schema::Type;

/// Rows of a query on the old side, and the table they go into.
#[derive(Debug, Clone)]
pub struct Flow {
    /// The query, in the dialect of the side that is read. Its rows come in the order of `key`.
    pub select: String,
    /// The table, quoted.
    pub table: String,
    /// What the query's columns become, in their order.
    pub columns: Vec<Target>,
    /// Columns that identify a row and order the query, by their place; none: the rows have no order.
    pub key: Vec<usize>,
    /// Dates that no calendar has go into the table as they are.
    pub odd_dates: bool,
}

/// A column that is filled.
#[derive(Debug, Clone)]
pub struct Target {
    /// Its name, quoted.
    pub name: String,
    /// Its type on the side that is written.
    pub ty: Type,
    /// Its values come as marked text, for an engine that holds so much.
    pub marked: Option<Holds>,
}

/// What is committed at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Rows since the flow began.
    pub rows: u64,
    /// The key of the last of them, as text.
    pub last_key: Vec<Option<String>>,
    /// Nothing comes after it.
    pub last: bool,
}

impl Chunk {
    /// The last key as JSON; nothing where a part of it is null.
    pub(crate) fn key_text(&self) -> String {
        let key: Option<Vec<&str>> = self.last_key.iter().map(Option::as_deref).collect();
        key.and_then(|key| serde_json::to_string(&key).ok()).unwrap_or_default()
    }
}

/// How much is committed at once: whichever is reached first.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Rows of a chunk.
    pub rows: u64,
    /// Its bytes, as they are sent.
    pub bytes: usize,
}

/// The side at which a flow broke, and how.
#[derive(Debug)]
pub enum Broken {
    /// The query was refused, or its connection broke.
    Reading(sqlx::Error),
    /// The rows were refused, or their connection broke.
    Writing(sqlx::Error),
    /// A value has no place in its column.
    Value(Unfit),
}

/// A value that the new side cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// Rows of the flow before it.
    pub row: u64,
    /// The column, quoted.
    pub column: String,
    /// The value, or its beginning.
    pub value: String,
    /// What is wrong with it, after `the value`.
    pub why: &'static str,
}

impl Unfit {
    /// What can be done about it: the old side is never written.
    pub(super) const HELP: &str = "where the value or the server's limit can be changed, `--resume` goes on here; \
        else keep its row out with `skip where`, or leave its column out, and begin anew with `--fresh`";
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the value `{}` for {} {}", self.value, self.column, self.why)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self { rows: 100_000, bytes: 64 << 20 }
    }
}

/// Sets a session up so that values are read and written as [`transfer`] means them, and so that it waits
/// for the other side. Once for each connection, in no transaction.
pub(crate) async fn prepare(db: &mut Db) -> Result<(), sqlx::Error> {
    let engine = db.engine();
    for sql in engine.dialect().session().iter().chain(engine.statements().streaming()) {
        db.execute(sql).await?;
    }
    Ok(())
}

/// Streams all rows of a flow and answers how many they were.
///
/// The writer's rows are committed chunk by chunk, each with the statements that `mark` gives in the same
/// transaction; then `told` hears of it. `told` also hears of rows that are on their way, with no key, and
/// answers whether to go on.
/// A flow without a key cannot be taken up again within, so it is one chunk. The last chunk may have no rows.
///
/// # Errors
///
/// Where the flow broke. The chunks before it are committed and nothing of the one it broke in is. The writer can be
/// used again unless it is what broke; the reader cannot, since rows may be under way.
pub(crate) async fn transfer(
    source: Source<'_>,
    writer: &mut Db,
    flow: &Flow,
    options: &Options,
    mark: impl FnMut(&Chunk) -> Vec<String>,
    told: impl FnMut(&Chunk) -> bool,
) -> Result<u64, Broken> {
    write::flow(source, writer, flow, options, mark, told).await
}
