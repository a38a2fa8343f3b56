//! What passes note for others that come after them.

use std::collections::{HashMap, HashSet};

use crate::plan::{Expr, Side};
use crate::schema::{ColumnId, TableId, Type};
use crate::source::Span;

use super::goal::Goal;
use super::head::Head;
use super::types::Loss;

/// Which parts of the old side the program names.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// Tables some block, join, look-up or aggregate reads, with one place that does.
    pub tables: HashMap<TableId, Span>,
    /// Columns some expression, `*` or followed key names.
    pub columns: HashMap<(TableId, ColumnId), Span>,
    /// Tables about which findings were made that leave open what is used.
    pub unsure: HashSet<TableId>,
}

impl Used {
    pub(super) fn table(&mut self, side: Side, table: TableId, span: Span) {
        if side == Side::Old {
            self.tables.entry(table).or_insert(span);
        }
    }

    pub(super) fn column(&mut self, side: Side, table: TableId, column: ColumnId, span: Span) {
        if side == Side::Old {
            self.tables.entry(table).or_insert(span);
            self.columns.entry((table, column)).or_insert(span);
        }
    }

    /// The columns that identify a block's rows.
    pub(super) fn key(&mut self, head: &Head<'_>, span: Span) {
        for part in &head.key {
            if let Some(relation) = head.relations.get(part.rel.0) {
                self.column(relation.side, relation.table, part.column, span);
            }
        }
    }
}

/// What is known of a map beside its arms.
#[derive(Debug)]
pub(super) struct MapInfo {
    /// The old column it is of; none for a map by name.
    pub column: Option<(TableId, ColumnId)>,
    /// The types of a key's values.
    pub keys: Vec<Type>,
    /// The type of what it yields (`else keep` aside).
    pub yields: Type,
    /// Whether some arm yields null.
    pub yields_null: bool,
    /// Whether some arm names null.
    pub names_null: bool,
    /// The values on the left of its arms: there may be very many.
    pub named: HashSet<String>,
    /// Where something uses it.
    pub used: bool,
    /// Some arm could not be read.
    pub broken: bool,
    /// Where the `else` stands.
    pub otherwise: Option<Span>,
}

/// What a pattern of `ignore` is about.
pub(super) enum Ignored {
    Tables(Vec<TableId>),
    Columns(Vec<(TableId, ColumnId)>),
}

/// What a value may lose of a column that a `*` or a `copy` stands for.
pub(super) struct Covered {
    /// How the program says the old column, which no line of it names.
    pub said: String,
    pub value: Expr,
    pub loss: Loss,
    pub goal: Goal,
}
