//! Queries.

use std::sync::atomic::{AtomicU64, Ordering};

use super::expr::Expr;

/// A relation of a query, by identity: two of one hint are two. Its name is given when the statement is printed: the hint, with a
/// number where another relation that can be named at the same place has it.
#[derive(Debug, Clone)]
pub struct Alias {
    id: u64,
    hint: String,
}

impl Alias {
    /// A relation that is none of those before.
    pub fn new(hint: impl Into<String>) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self { id: NEXT.fetch_add(1, Ordering::Relaxed), hint: hint.into() }
    }

    /// What it would like to be called.
    pub fn hint(&self) -> &str {
        &self.hint
    }

    /// Its identity.
    pub(super) fn id(&self) -> u64 {
        self.id
    }
}

impl PartialEq for Alias {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Alias {}

/// A table's name with what it is in, where that is said; without quotes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TableName {
    /// The database or schema.
    pub namespace: Option<String>,
    /// The table.
    pub name: String,
}

impl TableName {
    /// A table of the session's own database or schema.
    pub fn own(name: impl Into<String>) -> Self {
        Self { namespace: None, name: name.into() }
    }

    /// A table of another database or schema.
    pub fn of(namespace: impl Into<String>, name: impl Into<String>) -> Self {
        Self { namespace: Some(namespace.into()), name: name.into() }
    }
}

/// A query.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    /// One `SELECT`.
    Select(Box<Select>),
    /// The rows of all, one after the other.
    UnionAll(Vec<Query>),
}

/// One `SELECT`, its parts in the order in which SQL evaluates them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Select {
    /// Where the rows come from; none: one row.
    pub from: Option<FromItem>,
    /// What is joined to them.
    pub joins: Vec<Join>,
    /// The condition of rows.
    pub filter: Option<Expr>,
    /// What rows are gathered by.
    pub group: Vec<Expr>,
    /// The condition of groups.
    pub having: Option<Expr>,
    /// The columns; none: `*`.
    pub items: Vec<Item>,
    /// Equal rows once.
    pub distinct: bool,
    /// The order.
    pub order: Vec<Order>,
    /// At most so many rows.
    pub limit: Option<u64>,
}

/// A column of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its value.
    pub value: Expr,
    /// Its name, without quotes; none: what the engine makes of it.
    pub name: Option<String>,
}

/// A relation that a query reads.
#[derive(Debug, Clone, PartialEq)]
pub enum FromItem {
    /// A table; without an alias its columns are named by their names alone.
    Table(TableName, Option<Alias>),
    /// The rows of a query.
    Query(Box<Query>, Alias),
}

/// A join.
#[derive(Debug, Clone, PartialEq)]
pub struct Join {
    /// Which rows stay.
    pub kind: JoinKind,
    /// What is joined.
    pub from: FromItem,
    /// On what; none: every row with every row.
    pub on: Option<Expr>,
    /// No row finds more than one partner, because the condition names all of a key of what is joined.
    pub at_most_one: bool,
}

/// Which rows of a join stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinKind {
    /// Those with a partner.
    Inner,
    /// All of the left side.
    Left,
}

/// A part of an order.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// By what.
    pub by: Expr,
    /// The greatest first.
    pub descending: bool,
}

impl From<Select> for Query {
    fn from(select: Select) -> Self {
        Query::Select(Box::new(select))
    }
}

impl Select {
    /// Values, without a table.
    pub fn values(values: impl IntoIterator<Item = Expr>) -> Self {
        let items = values.into_iter().map(|value| Item { value, name: None }).collect();
        Self { items, ..Self::default() }
    }

    /// Values of a relation's rows.
    pub fn of(from: FromItem, values: impl IntoIterator<Item = Expr>) -> Self {
        Self { from: Some(from), ..Self::values(values) }
    }

    /// Those of its rows for which a condition holds, beside what it says already.
    #[must_use]
    pub fn and_where(mut self, condition: Expr) -> Self {
        self.filter = Some(Expr::and(self.filter.take().into_iter().chain([condition])));
        self
    }
}
