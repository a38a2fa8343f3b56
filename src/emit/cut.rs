//! Long inserts cut into pieces, so that no statement runs long on a slow machine.
//!
//! Only the insert into the new table is cut. What decides about rows (rejects, which of equal rows stays, fresh keys, stubs) looks at
//! all of them at once, before, and writes little.

use std::collections::BTreeMap;

use super::condition::bracket;
use super::context::Context;
use super::expr::Scope as _;
use super::moves::Move;
use super::scope::From;
use crate::plan::{BlockId, How, RelId, Side};
use crate::schema::{ColumnId, TableId, Type};

/// Where the pieces of a step begin.
pub(super) const RANGES: &str = "_mig_ranges";

/// How long an insert may be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cuts {
    /// No piece takes many more old rows than this.
    pub rows: u64,
    /// How many rows old tables have, as far as it is known.
    pub tables: BTreeMap<TableId, u64>,
}

/// By what an insert is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// A whole number of the first table's key: it is looked up where pieces begin.
    Key(ColumnId),
    /// The numbers that its rows table gives the rows.
    Number,
}

impl Context<'_> {
    /// How many rows a block begins with, as far as it is known.
    pub fn old_rows(&self, id: BlockId) -> u64 {
        let base = self.block(id).source.first().filter(|relation| relation.side == Side::Old);
        let rows = |table| self.cuts.and_then(|cuts| cuts.tables.get(&table)).copied();
        base.and_then(|relation| rows(relation.table)).unwrap_or(0)
    }

    /// Into how many pieces a block's insert is cut, and by what; none where it is not.
    pub(super) fn cut(&self, id: BlockId) -> Option<(u64, By)> {
        let pieces = self.old_rows(id).div_ceil(self.cuts?.rows.max(1));
        let block = self.block(id);
        // Groups of rows have no place in an order of keys.
        if pieces < 2 || !block.group_by.is_empty() || block.key.is_empty() {
            return None;
        }
        let numbered = !block.order_by.is_empty()
            || block.fills.iter().any(|fill| fill.how == How::Auto)
            || self.keeps_rows_anyway(id);
        let whole = |column: &ColumnId| {
            let base = block.source.first().map(|relation| self.program.old.column(relation.table, *column));
            base.is_some_and(|column| column.trusted && matches!(column.ty, Type::Int { .. }))
        };
        let key = block.key.iter().filter(|key| key.rel == RelId(0)).map(|key| key.column).find(whole);
        let by = key.filter(|_| !numbered).map_or(By::Number, By::Key);
        Some((pieces, by))
    }

    /// Whether some block is cut by its keys.
    pub fn has_ranges(&self) -> bool {
        (0..self.program.blocks.len()).any(|id| matches!(self.cut(BlockId(id)), Some((_, By::Key(_)))))
    }
}

impl<'a> Move<'a> {
    /// Writes down where the pieces begin that are cut by a key.
    pub(super) fn find_ranges(&mut self, pieces: u64, column: ColumnId) {
        let ctx = self.ctx;
        let from = self.from();
        let Some(base) = self.block.source.first() else { return };
        let key = from.column(RelId(0), column);
        let alias = from.alias(RelId(0));
        let [step, piece, low, k] = ["step", "piece", "low", "k"].map(|name| ctx.name(name));
        self.push(format!(
            "INSERT INTO {} ({step}, {piece}, {low})\nSELECT {}, {piece}, MIN({k})\nFROM (SELECT {key} AS {k}, NTILE({pieces}) OVER (ORDER BY {key}) AS {piece}\n  FROM {} AS {alias}) AS x\nGROUP BY {piece}",
            ctx.name(RANGES),
            self.step,
            ctx.table(base.side, base.table),
        ));
    }

    /// The condition on the rows of a piece, from 1. The first has no lower end and the last no upper one, so that no row is
    /// between two pieces.
    pub(super) fn piece(
        &self,
        from: &mut From<'a>,
        rows: Option<&str>,
        pieces: u64,
        by: By,
        piece: u64,
    ) -> Option<String> {
        let ctx = self.ctx;
        let mut ends = Vec::new();
        match by {
            By::Number => {
                let n = format!("{}.{}", rows?, ctx.name("n"));
                let size = ctx.cuts.map_or(1, |cuts| cuts.rows.max(1));
                if piece > 1 {
                    ends.push(format!("{n} > {}", (piece - 1) * size));
                }
                if piece < pieces {
                    ends.push(format!("{n} <= {}", piece * size));
                }
            }
            By::Key(column) => {
                let key = bracket(&from.column(RelId(0), column));
                let low = |piece: u64| {
                    let [ranges, step, number, low] = [RANGES, "step", "piece", "low"].map(|name| ctx.name(name));
                    format!("(SELECT {low} FROM {ranges} WHERE {step} = {} AND {number} = {piece})", self.step)
                };
                if piece > 1 {
                    ends.push(format!("{key} >= {}", low(piece)));
                }
                if piece < pieces {
                    // There may be fewer rows than pieces by now.
                    ends.push(format!("{key} < COALESCE({}, 18446744073709551615)", low(piece + 1)));
                }
            }
        }
        (!ends.is_empty()).then(|| ends.join(" AND "))
    }
}
