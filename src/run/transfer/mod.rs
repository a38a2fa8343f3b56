//! Streams the rows of a query on one connection into a table on another.

use crate::schema::Type;

/// Rows of a query on the old side, and the table they go into.
#[derive(Debug, Clone)]
pub(crate) struct Flow {
    /// The query, in the dialect of the side that is read. Its rows come in the order of `key`.
    pub select: String,
    /// The table, quoted.
    pub table: String,
    /// What the query's columns become, in their order.
    pub columns: Vec<Target>,
    /// Columns that identify a row and order the query, by their place; none: the rows have no order.
    pub key: Vec<usize>,
}

/// A column that is filled.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    /// Its name, quoted.
    pub name: String,
    /// Its type on the side that is written.
    pub ty: Type,
}

/// What is committed at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chunk {
    /// Rows since the flow began.
    pub rows: u64,
    /// The key of the last of them, as text.
    pub last_key: Vec<Option<String>>,
    /// Nothing comes after it.
    pub last: bool,
}

/// The side at which a flow broke, and how.
#[derive(Debug)]
pub(crate) enum Broken {
    /// The query was refused, or its connection broke.
    Reading(sqlx::Error),
    /// The rows were refused, or their connection broke.
    Writing(sqlx::Error),
}
