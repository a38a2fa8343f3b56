//! Queries.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::expr::Expr;

/// A relation of a query, by identity. Its name is given when the statement is printed: the hint, with a number where another relation
/// that can be named at the same place has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Alias {
    identity: Identity,
    hint: Arc<str>,
}

/// Which relation it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Identity {
    /// One of its own.
    Number(u64),
    /// The one of that hint.
    Hint,
}

impl Alias {
    /// A relation that is none of those before: two of one hint are two.
    pub fn new(hint: impl Into<Arc<str>>) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self { identity: Identity::Number(NEXT.fetch_add(1, Ordering::Relaxed)), hint: hint.into() }
    }

    /// The relation that is called so: two of one hint are one. Who names one sees to it that none around it is called so.
    pub fn named(hint: impl Into<Arc<str>>) -> Self {
        Self { identity: Identity::Hint, hint: hint.into() }
    }

    /// What it would like to be called.
    pub fn hint(&self) -> &str {
        &self.hint
    }
}

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

    /// A table of a database or schema where one is given, else of the session's own.
    pub fn within(namespace: Option<&str>, name: impl Into<String>) -> Self {
        Self { namespace: namespace.map(str::to_owned), name: name.into() }
    }

    /// A table of another database or schema.
    pub fn of(namespace: impl Into<String>, name: impl Into<String>) -> Self {
        Self { namespace: Some(namespace.into()), name: name.into() }
    }
}

/// A query.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Query {
    /// One `SELECT`.
    Select(Box<Select>),
    /// The rows of all, one after the other.
    UnionAll(Vec<Query>),
    /// The rows of all, equal ones once.
    Union(Vec<Query>),
}

/// One `SELECT`, its parts in the order in which SQL evaluates them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Select {
    /// Queries that it reads by their names, each after those that it reads itself.
    pub with: Vec<CommonTable>,
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
    /// At most so many rows; less than none: all of them, in SQLite.
    pub limit: Option<i128>,
}

/// A common table expression: `name (columns) AS (query)` behind `WITH`, or `WITH RECURSIVE`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CommonTable {
    /// What it is called, without quotes.
    pub name: String,
    /// What its columns are called, without quotes; none: as the query calls them.
    pub columns: Vec<String>,
    /// Its rows; of one that reads itself, those to begin with, and those that come from rows which it has already.
    pub query: Arc<Query>,
    /// Whether it reads itself.
    pub recursive: bool,
}

/// A column of a query.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Item {
    /// Its value.
    pub value: Expr,
    /// Its name, without quotes; none: what the engine makes of it.
    pub name: Option<String>,
}

/// A relation that a query reads, under the name by which it calls it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FromItem {
    /// What is read.
    pub relation: Relation,
    /// What it is called; none: a table's columns are named by their names alone, or by the table's.
    pub alias: Option<Alias>,
}

/// What rows are read from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Relation {
    /// A table.
    Table(TableName),
    /// The rows that a query answers.
    Query(Arc<Query>),
}

impl Relation {
    /// This relation as an item of a FROM clause, called by a name.
    pub fn named(self, alias: &Alias) -> FromItem {
        FromItem { relation: self, alias: Some(alias.clone()) }
    }

    /// This relation as an item of a FROM clause, without another name.
    pub fn as_it_is(self) -> FromItem {
        FromItem { relation: self, alias: None }
    }
}

impl From<TableName> for Relation {
    fn from(table: TableName) -> Self {
        Relation::Table(table)
    }
}

impl<Q: Into<Query>> From<Q> for Relation {
    fn from(query: Q) -> Self {
        Relation::Query(Arc::new(query.into()))
    }
}

/// A join.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JoinKind {
    /// Those with a partner.
    Inner,
    /// All of the left side.
    Left,
}

/// A part of an order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Order {
    /// By what.
    pub by: Expr,
    /// The greatest first.
    pub descending: bool,
    /// Where nulls come; none: where the engine has them.
    pub nulls: Option<Nulls>,
}

/// Where nulls come in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nulls {
    /// Before all values.
    First,
    /// After all values.
    Last,
}

impl Order {
    /// The least first.
    pub fn ascending(by: impl Into<Expr>) -> Self {
        Self { by: by.into(), descending: false, nulls: None }
    }
}

impl From<Expr> for Item {
    fn from(value: Expr) -> Self {
        Self { value, name: None }
    }
}

impl Item {
    /// A value under a name, which is given without quotes.
    pub fn named(value: impl Into<Expr>, name: impl Into<String>) -> Self {
        Self { value: value.into(), name: Some(name.into()) }
    }
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

    /// Columns, without rows to take them from yet.
    pub fn items(items: impl IntoIterator<Item = impl Into<Item>>) -> Self {
        Self { items: items.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// How many rows a relation has.
    pub fn count(from: FromItem) -> Self {
        Self::of(from, [Expr::CountRows])
    }

    /// Those of its rows for which a condition holds, beside what it says already.
    #[must_use]
    pub fn and_where(mut self, condition: Expr) -> Self {
        let all = Expr::and(self.filter.take().into_iter().chain([condition]));
        self.filter = (!all.is_always_true()).then_some(all);
        self
    }
}
