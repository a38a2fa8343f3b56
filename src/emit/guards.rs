//! Checks that stop a run before a block's rows are written. What they ask of old rows alone is also asked before the
//! first step, see [`stops`](super::stops).

use super::moves::{Conditions, Move};
use super::reasons;
use super::scope::FromClause;
use super::texts;
use crate::physical::is_decided;
use crate::plan::{Expr, ExprKind, Fill, How, Policy, RelId, Side};
use crate::schema::{ColumnId, Type};
use crate::sql::{self, Item, Order, Select};

impl<'a> Move<'a> {
    /// A row must belong to a group.
    pub(super) fn check_groups(&mut self) {
        if !self.grouped() {
            return;
        }
        let mut from = FromClause::rows(self.ctx, self.id);
        let keeps_rows = self.own.keeps_rows_anyway();
        let stopping: Vec<&Expr> =
            self.block.group_by.iter().filter(|key| !is_decided(self.block, keeps_rows, key)).collect();
        let mut fails: Vec<sql::Expr> = stopping.iter().filter_map(|e| from.value(e).fails).collect();
        let filters: Vec<_> = self.block.filters.iter().map(|f| from.filter(&f.keep)).collect();
        let undecided: Vec<sql::Expr> = filters.iter().filter_map(|f| f.fails.clone()).collect();
        if fails.is_empty() && undecided.is_empty() {
            return;
        }
        // A row whose filter cannot be decided belongs to no group either.
        let mut all: Vec<sql::Expr> = Vec::new();
        if undecided.is_empty() {
            all.extend(filters.into_iter().map(|f| f.value));
        }
        fails.extend(undecided);
        all.push(sql::Expr::or(fails));
        let key = reasons::key_text(self.ctx, &mut from, &self.first_key());
        let value = stopping.first().map_or_else(sql::Expr::null, |e| reasons::value(self.ctx, &mut from, e));
        let shown = Item::named(texts::shown(self.ctx, &key, &value), "t");
        let bad = from.select(vec![shown], &all, Vec::new());
        let message = format!("step {}: what `{}` is grouped by cannot be made for a row", self.step, self.block.name);
        self.out.push(self.ctx.check_rows(bad, &message));
    }

    /// The primary key of the first table of the head.
    fn first_key(&self) -> Vec<Expr> {
        let Some(base) = self.block.source.first() else { return Vec::new() };
        let schema = if base.side == Side::Old { &self.ctx.program.old } else { &self.ctx.program.new };
        let key = schema.table(base.table).primary_key.iter().flat_map(|key| &key.columns);
        key.map(|column| {
            let own = schema.column(base.table, *column);
            let ty = if own.verified { own.ty.clone() } else { Type::TEXT };
            Expr::new(ExprKind::Column { rel: RelId(0), column: *column }, ty, true, self.block.span)
        })
        .collect()
    }

    /// What the program calls a key must be one.
    pub(super) fn check_key(&mut self) {
        let Some(base) = self.block.source.first() else { return };
        let declared = {
            let schema = if base.side == Side::Old { &self.ctx.program.old } else { &self.ctx.program.new };
            let own: Vec<ColumnId> = self.block.key.iter().filter(|k| k.rel.0 == 0).map(|k| k.column).collect();
            schema.table(base.table).keys().any(|k| k.columns.iter().all(|c| own.contains(c)))
        };
        if declared || self.grouped() || self.block.key.is_empty() || self.block.source.len() > 1 {
            return;
        }
        let mut from = self.from();
        let own = self.key();
        let group: Vec<sql::Expr> = own.iter().map(|key| from.group_term(key)).collect();
        let text = sql::Expr::call("MIN", [reasons::key_text(self.ctx, &mut from, &own)]);
        // What cannot be read is equal to nothing.
        let readable = sql::Expr::and(own.iter().filter_map(|key| from.value(key).fails).map(sql::Expr::not));
        let equal = Select {
            order: group.iter().cloned().map(Order::ascending).collect(),
            group,
            having: Some(sql::Expr::CountRows.gt(1)),
            ..Select::items([Item::named(texts::shown_equal(self.ctx, &text, None), "t")])
        };
        let bad = from.finish(equal.and_where(readable));
        let message = format!("step {}: rows of `{}` are equal in what `key` names", self.step, self.block.name);
        self.out.push(self.ctx.check_rows(bad, &message));
    }

    /// Values of which the program says `or fail`.
    pub(super) fn check_stops(&mut self) {
        self.check_stops_by(Self::conditions);
    }

    /// Stops where a row has a value that cannot be made and whose line says `or fail`; `conditions` says which values these are.
    pub(super) fn check_stops_by(&mut self, conditions: impl Fn(&Self, &mut FromClause<'a>) -> Conditions) {
        let stops = |fill: &Fill| matches!(fill.how, How::Value { policy: Policy::Fail, .. });
        if !self.block.fills.iter().any(stops) {
            return;
        }
        let columns: Vec<ColumnId> =
            conditions(self, &mut self.from()).stop.into_iter().map(|(column, _)| column).collect();
        for (nth, column) in columns.into_iter().enumerate() {
            let mut from = self.from();
            let conditions = conditions(self, &mut from);
            let Some((_, fails)) = conditions.stop.get(nth) else { continue };
            let mut all = conditions.moved();
            all.push(fails.clone());
            let name = &self.ctx.program.new.column(self.block.target, column).name;
            let message = format!(
                "step {}: `{name}` cannot be made for a row of `{}`, and the program says `or fail`",
                self.step, self.block.name
            );
            let key = reasons::key_text(self.ctx, &mut from, &self.key());
            let value = match self.block.fill(column).map(|fill| &fill.how) {
                Some(How::Value { attempts, .. }) => {
                    attempts.first().map(|first| reasons::value(self.ctx, &mut from, first))
                }
                _ => None,
            };
            let value = value.unwrap_or_else(sql::Expr::null);
            let shown = Item::named(texts::shown(self.ctx, &key, &value), "t");
            let order = self.by_key(&mut from);
            let bad = from.select(vec![shown], &all, order);
            self.out.push(self.ctx.check_rows(bad, &message));
        }
    }
}
