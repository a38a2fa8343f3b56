//! Long inserts cut into pieces, so that no statement runs long on a slow machine.
//!
//! Only the insert into the new table is cut. What decides about rows (rejects, which of equal rows stays, fresh keys, stubs) looks at
//! all of them at once, before, and writes little.

use std::collections::BTreeMap;

use super::context::Context;
use super::expr::Scope as _;
use super::moves::Move;
use super::scope::FromClause;
use crate::form;
use crate::plan::{BlockId, Expr, ExprKind, How, RelId, Side};
use crate::schema::{ColumnId, TableId, Type};
use crate::sql::{self, Alias, Item, Order, Relation, Select, TableName};

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
    /// A whole number of the first table's key, or one that rows are grouped by: it is looked up where pieces begin.
    Key(RelId, ColumnId),
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
        let grouped = !block.group_by.is_empty();
        if pieces < 2 || (block.key.is_empty() && !grouped) {
            return None;
        }
        let numbered = !block.order_by.is_empty()
            || block.fills.iter().any(|fill| fill.how == How::Auto)
            || self.keeps_rows_anyway(id);
        // All rows of a group are in one piece, since they have the same value there.
        let keys: Vec<(RelId, ColumnId)> = match grouped {
            true => block.group_by.iter().filter_map(bare_column).collect(),
            false => block.key.iter().map(|key| (key.rel, key.column)).collect(),
        };
        let whole = |(rel, column): &(RelId, ColumnId)| {
            let relation = block.source.get(rel.0).filter(|relation| relation.side == Side::Old);
            let column = relation.map(|relation| self.program.old.column(relation.table, *column));
            (grouped || *rel == RelId(0)) && column.is_some_and(|c| c.verified && matches!(c.ty, Type::Int { .. }))
        };
        let key = keys.into_iter().filter(whole).min_by_key(|(rel, _)| *rel);
        match key.filter(|_| !numbered) {
            Some((rel, column)) => Some((pieces, By::Key(rel, column))),
            // A rows table made for this alone must be able to hold the groups.
            None if grouped && !self.keeps_rows_anyway(id) && !block.group_by.iter().all(fits_a_key) => None,
            // Nor can one hold rows whose key cannot be read, which are no worse for it otherwise.
            None if !self.keeps_rows_anyway(id) && !Move::new(self, id, 0, &[]).open_keys().is_empty() => None,
            // Two groups may have null for a key there.
            None if block.group_by.iter().any(|key| super::groups::is_invented(self, id, key)) => None,
            None => Some((pieces, By::Number)),
        }
    }

    /// Why a block's insert is not cut, though it is long.
    pub fn uncut(&self, id: BlockId) -> Option<String> {
        let rows = self.old_rows(id);
        let long = self.cuts.is_some_and(|cuts| rows > cuts.rows) && self.cut(id).is_none();
        let why = match self.block(id).group_by.is_empty() {
            true => "its rows have no key",
            false => "its groups have no key of whole numbers",
        };
        long.then(|| format!("{rows} old rows in one insert, which cannot be cut into pieces: {why}"))
    }

    /// Whether some block is cut by its keys.
    pub fn has_ranges(&self) -> bool {
        (0..self.program.blocks.len()).any(|id| matches!(self.cut(BlockId(id)), Some((_, By::Key(..)))))
    }
}

impl<'a> Move<'a> {
    /// Writes down where the pieces begin that are cut by a key.
    pub(super) fn find_ranges(&mut self, pieces: u64, rel: RelId, column: ColumnId) {
        let ctx = self.ctx;
        let mut from = FromClause::rows(ctx, self.id);
        let Some(relation) = self.block.source.get(rel.0) else { return };
        let key = from.column(rel, column);
        let rows = Relation::from(ctx.table_name(relation.side, relation.table)).named(&from.alias(rel));
        let piece = || sql::Expr::name("piece");
        let number = sql::Expr::call("NTILE", [pieces.into()]);
        let number = number.over(Vec::new(), vec![Order::ascending(key.clone())]);
        let items = [Item::named(key.clone(), "k"), Item::named(number, "piece")];
        let tiles = Select { from: Some(rows), ..Select::items(items) }.and_where(key.is_not_null());
        let low = sql::Expr::call("MIN", [sql::Expr::name("k")]);
        let lows = Select::of(Relation::from(tiles).named(&ctx.x()), [self.step.into(), piece(), low]);
        let names = ["step", "piece", "low"].map(str::to_owned).to_vec();
        self.push(ctx.insert(TableName::own(RANGES), names, Select { group: vec![piece()], ..lows }));
    }

    /// The condition on the rows of a piece, from 1. The first has no lower end and the last no upper one, so that no row is
    /// between two pieces.
    pub(super) fn piece(
        &self,
        from: &mut FromClause<'a>,
        rows: Option<&Alias>,
        pieces: u64,
        by: By,
        piece: u64,
    ) -> Option<sql::Expr> {
        let ctx = self.ctx;
        let mut ends = Vec::new();
        match by {
            By::Number => {
                let n = sql::Expr::column(rows?, "n");
                let size = ctx.cuts.map_or(1, |cuts| cuts.rows.max(1));
                if piece > 1 {
                    ends.push(n.clone().gt((piece - 1) * size));
                }
                if piece < pieces {
                    ends.push(n.le(piece * size));
                }
            }
            By::Key(rel, column) => {
                let low = |piece: u64| {
                    let ranges = Relation::from(TableName::own(RANGES)).as_it_is();
                    let of_step = sql::Expr::name("step").eq(self.step);
                    let low = Select::of(ranges, [sql::Expr::name("low")]).and_where(of_step);
                    sql::Expr::scalar(low.and_where(sql::Expr::name("piece").eq(piece)))
                };
                let grouped = self.grouped();
                return from.take_rows(|rows| {
                    let key = rows.column(rel, column);
                    if piece > 1 {
                        ends.push(key.clone().ge(low(piece)));
                    }
                    if piece < pieces {
                        // There may be fewer rows than pieces by now.
                        let end = low(piece + 1);
                        ends.push(key.clone().lt(form!("COALESCE({end}, 18446744073709551615)", end)));
                    }
                    // Rows without a value are a group as well.
                    let within = sql::Expr::and(ends);
                    if grouped && piece == 1 { sql::Expr::or([key.is_null(), within]) } else { within }
                });
            }
        }
        (!ends.is_empty()).then(|| sql::Expr::and(ends))
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

/// The column that an expression is.
fn bare_column(expr: &Expr) -> Option<(RelId, ColumnId)> {
    match expr.kind {
        ExprKind::Column { rel, column } => Some((rel, column)),
        _ => None,
    }
}
