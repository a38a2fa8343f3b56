//! What is carried, how much at once, and how it can break.

use std::fmt;

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

impl Default for Options {
    fn default() -> Self {
        Self { rows: 100_000, bytes: 64 << 20 }
    }
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
    pub(crate) const HELP: &str = "where the value or the server's limit can be changed, `--resume` goes on here; \
        else keep its row out with `skip where`, or leave its column out, and begin anew with `--fresh`";
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the value `{}` for {} {}", self.value, self.column, self.why)
    }
}
