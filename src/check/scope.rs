//! What an expression may name: the tables around it, `let`s and their parameters.

use crate::plan::{Expr, RelId, Side};
use crate::schema::{ColumnId, TableId, Type};
use crate::source::Span;
use crate::syntax::ast;

/// A relation whose columns an expression may name.
#[derive(Debug, Clone)]
pub(super) struct ScopeRelation {
    pub side: Side,
    pub table: TableId,
    pub alias: String,
    /// Where the program gives it this name.
    pub named: Option<Span>,
    /// Joined by `left join`, so that every column may be null.
    pub optional: bool,
}

/// The table a look-up or an aggregate looks at.
#[derive(Debug, Clone)]
pub(super) struct Inner {
    pub side: Side,
    pub table: TableId,
    pub alias: String,
    /// In a condition, where the row around it is meant as often as this one.
    pub condition: bool,
}

/// The names an expression may use.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope<'a> {
    pub relations: Vec<ScopeRelation>,
    /// Parameters of the `let`s being expanded, with what they stand for.
    pub bindings: Vec<(String, Expr)>,
    pub inner: Option<Inner>,
    /// The block's `let`s that are visible.
    pub lets: Vec<&'a ast::Let>,
    /// Statement-level `let`s being expanded, to find circles.
    pub expanding: Vec<&'a str>,
    /// The type of `key`, in a stub.
    pub key: Option<Type>,
    /// A block with `group by`.
    pub grouped: bool,
    /// A table of the head is unknown, so that any name may be one of its columns.
    pub lost: bool,
    /// Columns that the block's conditions keep from being null.
    pub not_null: Vec<(RelId, ColumnId)>,
}
