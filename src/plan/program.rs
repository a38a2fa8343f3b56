//! The program as the checker makes it: blocks and statements, resolved and typed, in the order of the text.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::expr::Expr;
use super::ids::{BlockId, RelId, Side};
use crate::schema::{ColumnId, Schema, TableId};
use crate::source::Span;

/// What the checker makes of a program: everything resolved and typed, in the order of the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// The `.mig` file's name, for headers.
    pub name: String,
    /// The old side's schema.
    #[serde(with = "shared")]
    pub old: Arc<Schema>,
    /// `database D` (or `schema S`) of the old side: where its tables are found.
    pub old_namespace: Option<String>,
    /// The new side's schema.
    #[serde(with = "shared")]
    pub new: Arc<Schema>,
    /// `database D` of the new side, for headers.
    pub new_namespace: Option<String>,
    /// `engine innodb` of `into`: storage engine for tables that migc creates.
    pub new_storage: Option<String>,
    /// Blocks in the order of the text.
    pub blocks: Vec<Block>,
    /// The value maps, which expressions name by their place.
    pub maps: Vec<ValueMap>,
    /// How missing rows are made; at most one per table.
    pub stubs: Vec<Stub>,
    /// The orders that the program asks for (`require`).
    pub requires: Vec<Require>,
    /// New tables that lose rows first (`empty`).
    pub empties: Vec<Empty>,
    /// New columns that are filled at the end (`update`).
    pub updates: Vec<Update>,
    /// What must hold before or after (`check`).
    pub checks: Vec<Check>,
    /// What is done by hand before or after all, or at a table (`before`, `after`).
    pub actions: Vec<Action>,
    /// `param`, with the values given.
    pub params: Vec<Param>,
}

impl Program {
    /// A block by id. Ids are only made by the checker, so it is there.
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0]
    }

    /// The blocks that fill a table, in the order of the text.
    pub fn blocks_into(&self, table: TableId) -> impl Iterator<Item = (BlockId, &Block)> {
        self.blocks.iter().enumerate().filter(move |(_, b)| b.target == table).map(|(i, b)| (BlockId(i), b))
    }

    /// The stub of a table.
    pub fn stub_of(&self, table: TableId) -> Option<&Stub> {
        self.stubs.iter().find(|s| s.target == table)
    }

    /// Calls `visit` for every expression of blocks, stubs, updates and checks.
    pub fn each_expr(&self, visit: &mut dyn FnMut(&Expr)) {
        for block in &self.blocks {
            block.each_expr(visit);
        }
        for fills in self.stubs.iter().map(|s| &s.fills).chain(self.updates.iter().map(|u| &u.fills)) {
            fills.iter().for_each(|fill| fill.each_expr(visit));
        }
        self.updates.iter().filter_map(|u| u.cond.as_ref()).for_each(&mut *visit);
        self.empties.iter().filter_map(|e| e.cond.as_ref()).for_each(&mut *visit);
        self.checks.iter().map(|c| &c.cond).for_each(visit);
    }
}

/// A schema that others hold too, as JSON.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::schema::Schema;

    pub(super) fn serialize<S: Serializer>(schema: &Arc<Schema>, to: S) -> Result<S::Ok, S::Error> {
        schema.as_ref().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Schema>, D::Error> {
        Schema::deserialize(from).map(Arc::new)
    }
}

/// How rows of the old side become rows of one new table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// The name `via` uses and reports show; unique in the program.
    pub name: String,
    /// What is read. Empty for a constant `row`.
    pub source: Vec<Relation>,
    /// The new table that gets the rows.
    pub target: TableId,
    /// `where` and `skip where`.
    pub filters: Vec<Filter>,
    /// One for each new column that is filled, in the order of the new table's columns.
    pub fills: Vec<Fill>,
    /// The order of insertion.
    pub order_by: Vec<OrderTerm>,
    /// The columns that identify a source row: the `key` clause, else the primary keys of its
    /// relations. Empty only for a constant row or a grouped block.
    pub key: Vec<KeyColumn>,
    /// What the rows are grouped by (`group by`); empty: they are not.
    pub group_by: Vec<Expr>,
    /// The condition on groups (`having`).
    pub having: Option<Expr>,
    /// What becomes of rows that are equal in unique columns.
    pub uniques: Vec<Unique>,
    /// Columns of its old relations that the program ignores: they need not even be there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<KeyColumn>,
    /// From `table` to the new table's name.
    pub span: Span,
}

impl Block {
    /// Whether the program leaves a column of a relation behind on purpose.
    pub fn ignores(&self, rel: RelId, column: ColumnId) -> bool {
        self.ignored.contains(&KeyColumn { rel, column })
    }

    /// Calls `visit` for every expression of the block.
    pub fn each_expr(&self, visit: &mut dyn FnMut(&Expr)) {
        for relation in &self.source {
            if let Join::Inner(on) | Join::Left(on) = &relation.join {
                visit(on);
            }
        }
        self.filters.iter().map(|f| &f.keep).for_each(&mut *visit);
        self.fills.iter().for_each(|fill| fill.each_expr(visit));
        self.order_by.iter().map(|t| &t.expr).for_each(&mut *visit);
        self.group_by.iter().chain(&self.having).for_each(&mut *visit);
        for unique in &self.uniques {
            if let UniqueThen::Keep(by) = &unique.then {
                by.iter().map(|t| &t.expr).for_each(&mut *visit);
            }
        }
    }

    /// The fill of a column.
    pub fn fill(&self, column: ColumnId) -> Option<&Fill> {
        // They are in the order of their columns, of which there may be thousands.
        match self.fills.binary_search_by_key(&column, |fill| fill.column) {
            Ok(at) => self.fills.get(at),
            Err(_) => self.fills.iter().find(|f| f.column == column),
        }
    }
}

/// A column of a source relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KeyColumn {
    /// The relation of the block that has the column.
    pub rel: RelId,
    /// The column, in the table of that relation.
    pub column: ColumnId,
}

/// A table a block reads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// Which database (`join new.T`).
    pub side: Side,
    /// The table, on its side.
    pub table: TableId,
    /// How the program calls it.
    pub alias: String,
    /// How it is joined; the first relation has [`Join::Base`].
    pub join: Join,
}

/// How a relation is joined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Join {
    /// The table the block is about.
    Base,
    /// Rows that meet the condition.
    Inner(Expr),
    /// Rows that meet the condition; nulls where none does.
    Left(Expr),
}

/// `where COND` or `skip where COND`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// Rows that meet this are read; `skip where` is negated already.
    pub keep: Expr,
    /// Why the others are skipped.
    pub because: Option<String>,
    /// Where the whole line stands in the text.
    pub span: Span,
}

/// How one new column gets its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fill {
    /// The new column that is filled.
    pub column: ColumnId,
    /// Where its values come from.
    pub how: How,
    /// Where the whole line stands in the text.
    pub span: Span,
}

impl Fill {
    /// Calls `visit` for every attempt.
    pub fn each_expr(&self, visit: &mut dyn FnMut(&Expr)) {
        if let How::Value { attempts, .. } = &self.how {
            attempts.iter().for_each(visit);
        }
    }
}

/// Where a column's value comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The first attempt that succeeds; if none does, the policy.
    Value {
        /// Never empty. Each yields a value of the column's type (see [`ExprKind::Fit`](super::ExprKind::Fit)).
        attempts: Vec<Expr>,
        /// What happens when all fail. `or null` is `Null`; without an `or` it is `Reject`.
        policy: Policy,
    },
    /// Fresh keys, numbered in the block's order.
    Auto,
    /// Left to the new side's default.
    Default,
}

/// What happens to a value that cannot be made. (`stub` and `cut` are part of the attempts: see
/// [`Follow::stub`](super::Follow::stub) and [`ExprKind::Fit`](super::ExprKind::Fit).)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// The row goes to the reject table.
    Reject,
    /// The column becomes null.
    Null,
    /// The row is skipped.
    Skip,
    /// The run stops and changes nothing.
    Fail,
}

/// `unique COL, …` or a key of the new table that must be decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unique {
    /// New columns. Rows with a null in one of them are equal to no other, unless the key of the new table says so.
    pub columns: Vec<ColumnId>,
    /// What becomes of the others.
    pub then: UniqueThen,
    /// Where the whole line stands in the text.
    pub span: Span,
}

/// What a `unique` does with rows that are equal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UniqueThen {
    /// The first in this order is kept (`keep last` is turned round already); the others are merged into it.
    Keep(Vec<OrderTerm>),
    /// All but the first by key are rejected.
    Reject,
    /// The run stops where there are any.
    Fail,
}

/// A term of an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderTerm {
    /// What to order by; nulls come first when ascending, text is compared by code point.
    pub expr: Expr,
    /// From high to low.
    pub descending: bool,
}

/// How to make the row that moved rows refer to but the new side lacks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stub {
    /// The new table that gets the row.
    pub target: TableId,
    /// The filled columns. [`ExprKind::StubKey`](super::ExprKind::StubKey) is the missing key. The primary key's column is
    /// always among them: filled with the key (followed where the column is itself a reference),
    /// or [`How::Auto`] where the table's blocks number their rows.
    pub fills: Vec<Fill>,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `require first before second`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Require {
    /// The new table that is filled first.
    pub first: TableId,
    /// The new table that waits for it.
    pub second: TableId,
    /// The reason that the program gives after `because`.
    pub because: Option<String>,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `empty NEW [where …]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Empty {
    /// The new table, relation 0 of the condition.
    pub table: TableId,
    /// The condition on the rows of the new table that are meant; none: all of them.
    pub cond: Option<Expr>,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `update NEW { EXPR -> column }`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Update {
    /// The new table, relation 0 of the expressions.
    pub table: TableId,
    /// The columns that are set, each with its value.
    pub fills: Vec<Fill>,
    /// The condition on the rows of the new table that are meant; none: all of them.
    pub cond: Option<Expr>,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `check "…" COND`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// What must hold, in the words of the program.
    pub what: String,
    /// A condition without relations.
    pub cond: Expr,
    /// At the end (it looks at the new side), not before anything is written.
    pub at_end: bool,
    /// Whether it is only noted where it does not hold (`else note`).
    pub note: bool,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `before …`, `after …`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Whether it is done after the rows move, and not before.
    pub after: bool,
    /// The new table whose steps it stands at; none: the whole run.
    pub table: Option<TableId>,
    /// What is done there.
    pub what: ActionWhat,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// What an action does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionWhat {
    /// A command of the shell.
    Run(String),
    /// SQL on the new side.
    Sql(String),
    /// Something to be done by hand, in words.
    Note(String),
}

/// A param with its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Param {
    /// The name, as `--param` gives it.
    pub name: String,
    /// Its value: a literal.
    pub value: Expr,
}

/// A map of values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValueMap {
    /// `akcje.akcja`, or its name.
    pub name: String,
    /// How many values a key has (1, or the width of its tuples).
    pub width: usize,
    /// The arms; no key occurs twice.
    pub arms: Vec<MapArm>,
    /// For values no arm names. Null that no arm names stays null.
    pub otherwise: Otherwise,
    /// Where its first statement stands in the text.
    pub span: Span,
}

/// One key of a map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapArm {
    /// Literals, as many as the map is wide.
    pub key: Vec<Expr>,
    /// An expression without columns.
    pub value: Expr,
    /// Where the whole line stands in the text.
    pub span: Span,
}

/// What a map does with a value no arm names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Otherwise {
    /// It cannot be made.
    Miss,
    /// The value stays as it is.
    Keep,
    /// The value of a line `else -> VALUE`.
    Value(Expr),
}
