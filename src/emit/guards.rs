//! Checks that stop a run before a block's rows are written.

use super::condition::{any_of, bracket, where_clause};
use super::moves::Move;
use crate::plan::{Expr, ExprKind, Side};
use crate::schema::ColumnId;

impl Move<'_> {
    /// Look-ups that no key guarantees must find one row at most.
    pub(super) fn check_lookups(&mut self) {
        let mut seen: Vec<(Side, crate::schema::TableId, Vec<ColumnId>)> = Vec::new();
        let mut visit = |expr: &Expr| {
            expr.walk(&mut |e| {
                if let ExprKind::Lookup(lookup) = &e.kind
                    && !lookup.unique
                {
                    let on = (lookup.side, lookup.table, lookup.on.iter().map(|(c, _)| *c).collect());
                    if !seen.contains(&on) {
                        seen.push(on);
                    }
                }
            });
        };
        self.block.each_expr(&mut visit);
        for (side, table, columns) in seen {
            let schema = match side {
                Side::Old => &self.ctx.program.old,
                Side::New => &self.ctx.program.new,
            };
            let names: Vec<&str> = columns.iter().map(|c| schema.column(table, *c).name.as_str()).collect();
            let quoted: Vec<String> = names.iter().map(|n| self.ctx.name(n)).collect();
            let what = format!("`{}` holds several rows with the same {}", schema.table(table).name, names.join(", "));
            let not_null: Vec<String> = quoted.iter().map(|q| format!("{q} IS NOT NULL")).collect();
            let bad = format!(
                "SELECT 1 FROM {}{} GROUP BY {} HAVING COUNT(*) > 1",
                self.ctx.table(side, table),
                where_clause(&not_null),
                columns.iter().map(|c| self.ctx.grouped(side, table, *c)).collect::<Vec<_>>().join(", ")
            );
            let message = format!("step {}: {what}, and `{}` looks for one", self.step, self.block.name);
            self.out.push(self.ctx.check_none(&bad, &message));
        }
    }

    /// A row must belong to a group.
    pub(super) fn check_groups(&mut self) {
        if !self.grouped() {
            return;
        }
        let mut from = self.from();
        let mut fails: Vec<String> = self.block.group_by.iter().filter_map(|e| from.value(e).fails).collect();
        let filters: Vec<_> = self.block.filters.iter().map(|f| from.filter(&f.keep)).collect();
        let undecided: Vec<String> = filters.iter().filter_map(|f| f.fails.clone()).collect();
        if fails.is_empty() && undecided.is_empty() {
            return;
        }
        // A row whose filter cannot be decided belongs to no group either.
        let mut all: Vec<String> = Vec::new();
        if undecided.is_empty() {
            all.extend(filters.iter().map(|f| bracket(&f.sql)));
        }
        fails.extend(undecided);
        all.push(format!("({})", any_of(&fails)));
        let bad = format!("SELECT 1 {}{}", from.sql(), where_clause(&all));
        let message = format!("step {}: what `{}` is grouped by cannot be made for a row", self.step, self.block.name);
        self.out.push(self.ctx.check_none(&bad, &message));
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
        let grouped = |k: &Expr| match k.ty.is_textual() {
            true => self.ctx.dialect.grouped_by_code_point(&from.value(k).operand()),
            false => from.value(k).sql,
        };
        let key: Vec<String> = self.key().iter().map(grouped).collect();
        let bad = format!("SELECT 1 {} GROUP BY {} HAVING COUNT(*) > 1", from.sql(), key.join(", "));
        let message = format!("step {}: rows of `{}` are equal in what `key` names", self.step, self.block.name);
        self.out.push(self.ctx.check_none(&bad, &message));
    }

    pub(super) fn check_stops(&mut self) {
        let mut from = self.from();
        let conditions = self.conditions(&mut from);
        for (column, fails) in &conditions.stop {
            let name = &self.ctx.program.new.column(self.block.target, *column).name;
            let message = format!(
                "step {}: `{name}` cannot be made for a row of `{}`, and the program says `or fail`",
                self.step, self.block.name
            );
            let mut all = conditions.moved();
            all.push(bracket(fails));
            let bad = self.select("1", &mut from, &all);
            self.out.push(self.ctx.check_none(&bad, &message));
        }
    }
}
