//! Checks that stop a run before a block's rows are written. What they ask of old rows alone is also asked before the
//! first step, see [`stops`](super::stops).

use super::condition::{any_of, bracket, where_clause};
use super::moves::{Conditions, Move, key_of};
use super::reasons;
use super::scope::{From, Subject};
use crate::plan::{Expr, ExprKind, How, RelId, Side};
use crate::schema::{ColumnId, TableId, Type};

/// A column that is looked through: the constant it is compared with, and whether a null finds rows as well.
type Wanted = (ColumnId, Option<String>, bool);

impl<'a> Move<'a> {
    /// Look-ups that no key guarantees must find one row at most.
    pub(super) fn check_lookups(&mut self) {
        self.check_lookups_where(|_, _| true);
    }

    /// Look-ups that no key guarantees must find one row at most, in the tables of which `asked` is true.
    pub(super) fn check_lookups_where(&mut self, asked: impl Fn(Side, TableId) -> bool) {
        let ctx = self.ctx;
        // By each table and columns once; columns that are compared with a constant by that constant, and those that are looked
        // for by null as well.
        let mut seen: Vec<(Side, TableId, Vec<Wanted>)> = Vec::new();
        let constant = |expr: &Expr| expr.is_constant().then(|| From::new(ctx, Subject::Nothing).value(expr).operand());
        let mut visit = |expr: &Expr| {
            expr.walk(&mut |e| {
                if let ExprKind::Lookup(lookup) = &e.kind
                    && !lookup.unique
                    && asked(lookup.side, lookup.table)
                {
                    let schema = if lookup.side == Side::Old { &ctx.program.old } else { &ctx.program.new };
                    let by_null = lookup.by_null(schema.table(lookup.table));
                    let on = lookup.on.iter().enumerate();
                    let on = on.map(|(place, (column, e))| (*column, constant(e), by_null.contains(&place)));
                    let on = (lookup.side, lookup.table, on.collect());
                    if !seen.contains(&on) {
                        seen.push(on);
                    }
                }
            });
        };
        self.block.each_expr(&mut visit);
        for (side, table, on) in seen {
            let columns: Vec<ColumnId> = on.iter().map(|(column, ..)| *column).collect();
            let schema = match side {
                Side::Old => &self.ctx.program.old,
                Side::New => &self.ctx.program.new,
            };
            let own = |c: &ColumnId| {
                let column = schema.column(table, *c);
                let ty = if column.trusted || side == Side::New { column.ty.clone() } else { Type::Error };
                (self.ctx.name(&column.name), ty)
            };
            let names: Vec<&str> = columns.iter().map(|c| schema.column(table, *c).name.as_str()).collect();
            let grouped: Vec<String> = columns.iter().map(|c| self.ctx.grouped(side, table, *c)).collect();
            let grouped = grouped.join(", ");
            let columns: Vec<(String, Type)> = columns.iter().map(own).collect();
            let primary = schema.table(table).primary_key.as_ref();
            let key: Vec<(String, Type)> = primary.iter().flat_map(|key| &key.columns).map(own).collect();
            let quoted: Vec<String> = columns.iter().map(|(name, _)| name.clone()).collect();
            let what = format!("`{}` holds several rows with the same {}", schema.table(table).name, names.join(", "));
            let asked_for = quoted.iter().zip(&on).filter_map(|(column, (_, constant, by_null))| match constant {
                Some(constant) => Some(format!("{column} = {constant}")),
                None => (!by_null).then(|| format!("{column} IS NOT NULL")),
            });
            let asked_for: Vec<String> = asked_for.collect();
            let common = reasons::columns_text(self.ctx, &columns);
            let bad = format!(
                "SELECT {} AS {}\nFROM {}{}\nGROUP BY {} HAVING COUNT(*) > 1\nORDER BY {}",
                reasons::shown_equal(self.ctx, &format!("MIN({common})"), reasons::ends_of(self.ctx, &key)),
                self.ctx.name("t"),
                self.ctx.table(side, table),
                where_clause(&asked_for),
                grouped,
                grouped,
            );
            let message = format!("step {}: {what}, and `{}` looks for one", self.step, self.block.name);
            self.out.push(self.ctx.check_rows(&bad, &message));
        }
    }

    /// A row must belong to a group.
    pub(super) fn check_groups(&mut self) {
        if !self.grouped() {
            return;
        }
        let mut from = From::rows(self.ctx, self.id);
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
        let key = reasons::key_text(self.ctx, &mut from, &self.first_key());
        let value = self.block.group_by.first().map_or("NULL".to_owned(), |e| reasons::value(self.ctx, &mut from, e));
        let shown = format!("{} AS {}", reasons::shown(self.ctx, &key, &value), self.ctx.name("t"));
        let bad = self.select(&shown, &mut from, &all);
        let message = format!("step {}: what `{}` is grouped by cannot be made for a row", self.step, self.block.name);
        self.out.push(self.ctx.check_rows(&bad, &message));
    }

    /// The primary key of the first table of the head.
    fn first_key(&self) -> Vec<Expr> {
        let Some(base) = self.block.source.first() else { return Vec::new() };
        let schema = if base.side == Side::Old { &self.ctx.program.old } else { &self.ctx.program.new };
        let key = schema.table(base.table).primary_key.iter().flat_map(|key| &key.columns);
        key.map(|column| {
            let own = schema.column(base.table, *column);
            let ty = if own.trusted { own.ty.clone() } else { Type::TEXT };
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
        let own = key_of(self.ctx, self.block);
        let mut grouped = |k: &Expr| self.ctx.group_by(&mut from, k);
        let key = own.iter().map(&mut grouped).collect::<Vec<_>>().join(", ");
        let text = format!("MIN({})", reasons::key_text(self.ctx, &mut from, &own));
        let shown = format!("{} AS {}", reasons::shown_equal(self.ctx, &text, None), self.ctx.name("t"));
        let rest = format!("\nGROUP BY {key} HAVING COUNT(*) > 1\nORDER BY {key}");
        let bad = format!("SELECT {shown}\n{}{rest}", from.sql_for(&[&shown, &rest]));
        let message = format!("step {}: rows of `{}` are equal in what `key` names", self.step, self.block.name);
        self.out.push(self.ctx.check_rows(&bad, &message));
    }

    /// Values of which the program says `or fail`.
    pub(super) fn check_stops(&mut self) {
        self.check_stops_by(Self::conditions);
    }

    /// Stops where a row has a value that cannot be made and whose line says `or fail`; `conditions` says which values these are.
    pub(super) fn check_stops_by(&mut self, conditions: impl Fn(&Self, &mut From<'a>) -> Conditions) {
        let columns: Vec<ColumnId> =
            conditions(self, &mut self.from()).stop.into_iter().map(|(column, _)| column).collect();
        for (nth, column) in columns.into_iter().enumerate() {
            let mut from = self.from();
            let conditions = conditions(self, &mut from);
            let Some((_, fails)) = conditions.stop.get(nth) else { continue };
            let mut all = conditions.moved();
            all.push(bracket(fails));
            let name = &self.ctx.program.new.column(self.block.target, column).name;
            let message = format!(
                "step {}: `{name}` cannot be made for a row of `{}`, and the program says `or fail`",
                self.step, self.block.name
            );
            let key = reasons::key_text(self.ctx, &mut from, &self.key());
            let value = match self.block.fill(column).map(|fill| &fill.how) {
                Some(How::Value { attempts, .. }) => {
                    attempts.first().map_or("NULL".to_owned(), |first| reasons::value(self.ctx, &mut from, first))
                }
                _ => "NULL".to_owned(),
            };
            let shown = format!("{} AS {}", reasons::shown(self.ctx, &key, &value), self.ctx.name("t"));
            let order = self.by_key(&mut from);
            let bad = self.select_ordered(&shown, &mut from, &all, &order);
            self.out.push(self.ctx.check_rows(&bad, &message));
        }
    }
}
