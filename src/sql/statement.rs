//! Statements that change rows.

use super::expr::Expr;
use super::query::{Query, TableName};

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Statement {
    /// Answers rows.
    Query(Query),
    /// Adds rows.
    Insert(Insert),
    /// Changes rows.
    Update(Update),
    /// Takes rows away.
    Delete(Delete),
    /// Takes a table away, where there is one.
    DropTable(TableName),
}

/// `INSERT INTO table (columns) …`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Insert {
    /// The table.
    pub table: TableName,
    /// The columns that get a value, without quotes.
    pub columns: Vec<String>,
    /// What stands behind the columns, which lets an engine take values for what it counts itself.
    pub overriding: &'static str,
    /// The rows.
    pub rows: Rows,
}

/// Where new rows come from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Rows {
    /// They are said, each with a value for each column.
    Values(Vec<Vec<Expr>>),
    /// A query answers them.
    Query(Query),
}

/// `UPDATE table SET column = value WHERE …`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Update {
    /// The table.
    pub table: TableName,
    /// The columns, without quotes, with their new values.
    pub set: Vec<(String, Expr)>,
    /// Which rows; none: all.
    pub filter: Option<Expr>,
}

/// `DELETE FROM table WHERE …`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Delete {
    /// The table.
    pub table: TableName,
    /// Which rows; none: all.
    pub filter: Option<Expr>,
}
