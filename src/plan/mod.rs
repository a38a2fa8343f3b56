//! The program as resolved, typed blocks ([`Program`]) and as ordered steps with reasons
//! ([`Plan`]). Free of any engine: nothing here is SQL, and nothing asks which engine it is.

mod analysis;
mod expr;
pub mod graph;
mod hash;
mod late_rules;
mod order;
mod reads;
pub mod text;

pub use analysis::{Facts, Waiting, bare, believable, converts_always, waits_as};
pub use expr::*;
pub use order::plan;
pub(crate) use order::self_follow;
pub use reads::Reads;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::schema::{ColumnId, Schema, TableId};
use crate::source::Span;

/// A block (a `table`, one table of a `copy`, or a `row`) of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BlockId(pub usize);

/// A value map of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MapId(pub usize);

/// A step of a plan; also its number less one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StepId(pub usize);

/// A relation of a block's source: 0 is the table the block is about, the others its joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RelId(pub usize);

/// One of the two databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Read, never written.
    Old,
    /// The new database: what it gets is written.
    New,
}

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
    /// What is written.
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

/// Where a column's value comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The first attempt that succeeds; if none does, the policy.
    Value {
        /// Never empty. Each yields a value of the column's type (see [`ExprKind::Fit`]).
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
/// [`Follow::stub`] and [`ExprKind::Fit`].)
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
    /// The run stops.
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
    /// The new table.
    pub target: TableId,
    /// The filled columns. [`ExprKind::StubKey`] is the missing key. The primary key's column is
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
    /// What is set.
    pub fills: Vec<Fill>,
    /// The condition on the rows of the new table that are meant; none: all of them.
    pub cond: Option<Expr>,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `check "…" COND`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// What must hold.
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
    /// After, not before.
    pub after: bool,
    /// The new table whose steps it stands at; none: the whole run.
    pub table: Option<TableId>,
    /// What is done.
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
    /// A manual step.
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
    /// Its first statement.
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
    /// The value itself.
    Keep,
    /// The value of a line `else -> VALUE`.
    Value(Expr),
}

/// The program as ordered steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What the steps refer to.
    pub program: Program,
    /// In the order of execution.
    pub steps: Vec<Step>,
    /// How each block's old keys become new keys, by block.
    pub keys: Vec<KeyStrategy>,
}

/// A step of a plan, with the reasons for its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What is done.
    pub kind: StepKind,
    /// In a few words: `posty -> forum_post`.
    pub title: String,
    /// Why it stands where it stands.
    pub reasons: Vec<Reason>,
    /// The line it comes from.
    pub span: Span,
}

/// What a step does; indices are into [`Program`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum StepKind {
    /// A command, SQL or a note.
    Action {
        /// Its place in `actions` of the program.
        action: usize,
    },
    /// Looks whether what a `check` says holds.
    Check {
        /// Its place in `checks` of the program.
        check: usize,
    },
    /// Removes rows of the new side.
    Empty {
        /// Its place in `empties` of the program.
        empty: usize,
    },
    /// Makes the rows that a block's rows refer to and nothing moved.
    Stubs {
        /// The block whose rows refer to them.
        block: BlockId,
        /// The blocks whose rows are missing (a stub stands for a row of one of them), those
        /// that others refer to first.
        of: Vec<BlockId>,
        /// For the columns that are filled late, not for those that are filled at once.
        late: bool,
    },
    /// Moves a block's rows.
    Move {
        /// The block whose rows move.
        block: BlockId,
        /// Columns that stay null until a later step.
        late: Vec<ColumnId>,
    },
    /// Fills columns that had to wait for other rows.
    Late {
        /// The block whose rows get the values.
        block: BlockId,
        /// The new columns that are filled.
        columns: Vec<ColumnId>,
    },
    /// Fills columns of rows that are there (`update`).
    Update {
        /// Its place in `updates` of the program.
        update: usize,
    },
}

/// Why a step stands after another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The step it must follow, if it is one of the plan.
    pub after: Option<StepId>,
    /// In words: "`author_id` refers to `profile`".
    pub text: String,
    /// The line or DDL it comes from.
    pub span: Option<Span>,
}

/// How a block's old keys become new keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyStrategy {
    /// Nobody follows its keys.
    Unused,
    /// The old key is the new key, in these new columns: a look-up in the new table suffices.
    Same(Vec<ColumnId>),
    /// A key map is kept.
    Mapped,
}

#[cfg(test)]
pub(crate) mod tests;
