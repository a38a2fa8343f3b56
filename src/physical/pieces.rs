//! Long inserts cut into pieces, so that no statement runs long on a slow machine.
//!
//! Only the insert into the new table is cut. What decides about rows (rejects, which of equal rows stays, fresh keys, stubs) looks at
//! all of them at once, before, and writes little.

use std::collections::BTreeMap;

use serde::Serialize;

use super::groups::is_invented;
use crate::plan::{Block, Expr, How, Program, RelId, Side};
use crate::schema::{ColumnId, TableId, Type};

/// How long an insert may be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cuts {
    /// No piece takes many more old rows than this.
    pub rows: u64,
    /// How many rows old tables have, as far as it is known.
    pub tables: BTreeMap<TableId, u64>,
}

/// How the insert of a block is cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "insert")]
pub enum Pieces {
    /// It is one statement.
    Whole {
        /// Why it is not cut although it is long.
        #[serde(skip_serializing_if = "Option::is_none")]
        uncut: Option<String>,
    },
    /// It is several statements, each for a range of its rows.
    Cut {
        /// How many there are: 2 or more.
        pieces: u64,
        /// How many old rows a piece takes.
        rows: u64,
        /// By what the rows are told apart.
        by: PieceBy,
    },
}

impl Pieces {
    /// Why a long insert is not cut.
    pub fn uncut(&self) -> Option<&str> {
        if let Self::Whole { uncut } = self { uncut.as_deref() } else { None }
    }
}

/// By what an insert is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PieceBy {
    /// A whole number of the first table's key, or one that rows are grouped by: it is looked up where pieces begin.
    Key(RelId, ColumnId),
    /// The numbers that its rows table gives the rows.
    Number,
}

/// How many rows a block begins with, as far as it is known.
pub(super) fn old_rows(cuts: Option<&Cuts>, block: &Block) -> u64 {
    let base = block.source.first().filter(|relation| relation.side == Side::Old);
    let rows = |table| cuts.and_then(|cuts| cuts.tables.get(&table)).copied();
    base.and_then(|relation| rows(relation.table)).unwrap_or(0)
}

/// How the insert of a block is cut; `keeps_rows`: it has a rows table anyway; `open_keys`: a key of it may not be read.
pub(super) fn pieces(
    program: &Program,
    block: &Block,
    cuts: Option<&Cuts>,
    (keeps_rows, open_keys): (bool, bool),
) -> Pieces {
    let Some(cuts) = cuts else { return Pieces::Whole { uncut: None } };
    let rows = old_rows(Some(cuts), block);
    match cut_by(program, block, rows.div_ceil(cuts.rows.max(1)), keeps_rows, open_keys) {
        Some((pieces, by)) => Pieces::Cut { pieces, rows: cuts.rows.max(1), by },
        None => {
            let why = match block.group_by.is_empty() {
                true => "its rows have no key",
                false => "its groups have no key of whole numbers",
            };
            let said = || format!("{rows} old rows in one insert, which cannot be cut into pieces: {why}");
            Pieces::Whole { uncut: (rows > cuts.rows).then(said) }
        }
    }
}

fn cut_by(program: &Program, block: &Block, pieces: u64, keeps_rows: bool, open_keys: bool) -> Option<(u64, PieceBy)> {
    let grouped = !block.group_by.is_empty();
    if pieces < 2 || (block.key.is_empty() && !grouped) {
        return None;
    }
    let numbered = !block.order_by.is_empty() || block.fills.iter().any(|fill| fill.how == How::Auto) || keeps_rows;
    // All rows of a group are in one piece, since they have the same value there.
    let keys: Vec<(RelId, ColumnId)> = match grouped {
        true => block.group_by.iter().filter_map(Expr::bare_column).collect(),
        false => block.key.iter().map(|key| (key.rel, key.column)).collect(),
    };
    let whole = |(rel, column): &(RelId, ColumnId)| {
        let relation = block.source.get(rel.0).filter(|relation| relation.side == Side::Old);
        let column = relation.map(|relation| program.old.column(relation.table, *column));
        (grouped || *rel == RelId(0)) && column.is_some_and(|c| c.verified && matches!(c.ty, Type::Int { .. }))
    };
    let key = keys.into_iter().filter(whole).min_by_key(|(rel, _)| *rel);
    match key.filter(|_| !numbered) {
        Some((rel, column)) => Some((pieces, PieceBy::Key(rel, column))),
        // A rows table made for this alone must be able to hold the groups.
        None if grouped && !keeps_rows && !block.group_by.iter().all(fits_a_key) => None,
        // Nor can one hold rows whose key cannot be read, which are no worse for it otherwise.
        None if !keeps_rows && open_keys => None,
        // Two groups may have null for a key there.
        None if block.group_by.iter().any(|key| is_invented(block, keeps_rows, key)) => None,
        None => Some((pieces, PieceBy::Number)),
    }
}

/// Whether what rows are grouped by can be the key of a rows table, whatever it is in a row.
fn fits_a_key(expr: &Expr) -> bool {
    match expr.ty {
        Type::Text { max, .. } => max.is_some_and(|max| max <= 255),
        Type::Int { .. } | Type::Decimal { .. } | Type::Bool | Type::Date | Type::DateTime { .. } => true,
        _ => false,
    }
}
