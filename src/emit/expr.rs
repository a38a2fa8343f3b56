//! Spells typed expressions in a dialect.
//!
//! SQL has no way to catch a failing cast inside an `INSERT … SELECT`, so every expression is
//! spelled twice: as a *value* that never raises an error (null where it fails) and as a
//! *condition* under which it fails.

use crate::plan::{Follow, Lookup, RelId, Side};
use crate::schema::{ColumnId, TableId};

/// An expression in SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frag {
    /// The value; null where it fails. Never raises an error.
    pub sql: String,
    /// True exactly where it fails, never null; none: it cannot fail.
    pub fails: Option<String>,
    /// Whether the value may be null although it did not fail.
    pub nullable: bool,
    /// Whether `sql` can stand as an operand without brackets.
    pub atom: bool,
}

/// What surrounds an expression: the block's joins and aliases.
pub trait Scope {
    /// A column of a relation of the block: `` p.`author_id` ``.
    fn column(&self, rel: RelId, column: ColumnId) -> String;
    /// Which table a relation is.
    fn relation(&self, rel: RelId) -> (Side, TableId);
    /// The missing key of a stub.
    fn stub_key(&self) -> String;
    /// The moment of the migration.
    fn now(&self) -> String;
    /// A table's full name.
    fn table(&self, side: Side, table: TableId) -> String;
    /// Joins the key map of a block. `sql` of the answer is the new key, `found` holds where there is one.
    fn follow(&mut self, follow: &Follow, key: &[Frag]) -> Joined;
    /// Joins a new table on a key that must be there.
    fn present(&mut self, table: TableId, column: ColumnId, key: &Frag) -> Joined;
    /// Joins the row of a look-up (which depends on nothing but the block's relations).
    fn lookup(&mut self, lookup: &Lookup, on: &[Frag]) -> Joined;
    /// Gives a lengthy subexpression a name of its own in an inner query, so that it is not
    /// written many times; may answer with the expression itself.
    fn hoist(&mut self, sql: String) -> String {
        sql
    }
}

/// A joined row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// For a follow or present: the key. For a look-up: the alias of the row.
    pub sql: String,
    /// A condition that holds where the row was found, never null; none: it is always found.
    pub found: Option<String>,
}
