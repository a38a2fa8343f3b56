//! The head of a block: what is known of it before its lines are read.

use crate::plan::{Expr, KeyColumn};
use crate::schema::TableId;
use crate::source::Span;
use crate::syntax::ast::{self, Clause};

use super::scope::ScopeRelation;

/// Which statement a block comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadKind {
    Table,
    Copy,
    Row,
}

/// What a block reads and writes.
#[derive(Debug)]
pub(super) struct Head<'a> {
    pub kind: HeadKind,
    pub name: String,
    pub relations: Vec<ScopeRelation>,
    /// The joins of all relations but the first.
    pub(super) joins: Vec<&'a ast::Join>,
    /// The conditions of the joins, in their order.
    pub(super) on: Vec<Expr>,
    pub target: TableId,
    /// What identifies a row; see [`Block::key`].
    pub key: Vec<KeyColumn>,
    pub clauses: &'a [Clause],
    /// What they leave behind.
    pub(super) ignores: Vec<&'a ast::Pattern>,
    /// Where a `*` stands, if it has one (a `copy` has one of its own).
    pub(super) star: Option<Span>,
    pub(super) group_by: &'a [ast::Expr],
    pub(super) having: Option<&'a ast::Expr>,
    pub span: Span,
    /// Something in it could not be read or found, so that what seems missing may be there.
    pub broken: bool,
    /// A table that it reads is unknown.
    pub(super) lost: bool,
    pub(super) alias: Option<&'a ast::Name>,
}

impl Head<'_> {
    /// Whether rows of it are merged, so that several old keys become one new key.
    pub(super) fn merges(&self) -> bool {
        self.clauses.iter().any(|c| matches!(c, Clause::Unique { then: ast::UniqueThen::Keep { .. }, .. }))
    }

    pub(super) fn grouped(&self) -> bool {
        !self.group_by.is_empty()
    }
}

/// Where the `*` of a block stands, if one of its lines is one.
pub(super) fn star_of(clauses: &[Clause]) -> Option<Span> {
    clauses.iter().find_map(|c| if let Clause::Star(span) = c { Some(*span) } else { None })
}
