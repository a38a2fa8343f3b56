//! Queries in brackets: aggregates over the rows of another table, and look-ups by their rows.

use super::{Emitter, Fallible, InnerRow, Mode, not_found};
use crate::emit::condition::{bracket, either};
use crate::emit::staging::reads_text;
use crate::plan::{Aggregate, AggregateFunction, Expr, Lookup, Side};
use crate::schema::Type;

impl Emitter<'_> {
    pub(super) fn aggregate(&mut self, aggregate: &Aggregate, expr: &Expr) -> Fallible {
        if let Some(frag) = self.gathered(aggregate, expr) {
            return frag;
        }
        let alias = self.alias();
        let table = self.scope.table(aggregate.side, aggregate.table);
        self.inner.push(InnerRow {
            alias: alias.clone(),
            side: aggregate.side,
            table: aggregate.table,
            subquery: true,
        });
        let cond = aggregate.cond.as_deref().map(|c| self.condition(c, Mode::Filter));
        let spelled = aggregate.value.as_deref().map(|v| (self.value(v), v));
        let result = match &spelled {
            Some((inner, value)) => self.aggregated(aggregate.function, inner, value, expr),
            None => Fallible::new("COUNT(*)", false),
        };
        self.inner.pop();
        let mut from = format!("FROM {table} {alias}");
        let mut fails = None;
        if let Some(cond) = cond {
            if let Some(f) = cond.fails {
                fails = either(fails, Some(format!("EXISTS (SELECT 1 {from} WHERE {f})")));
            }
            from.push_str(&format!(" WHERE {}", bracket(&cond.sql)));
        }
        if let Some((inner, _)) = &spelled
            && let Some(f) = &inner.fails
        {
            let and = if aggregate.cond.is_some() { "AND" } else { "WHERE" };
            fails = either(fails, Some(format!("EXISTS (SELECT 1 {from} {and} ({f}))")));
        }
        if let Some(f) = &result.fails {
            fails = either(fails, Some(format!("(SELECT {f} {from})")));
        }
        let sql = format!("(SELECT {} {from})", result.sql);
        Fallible::new(sql, result.nullable).unless(fails.as_deref()).failing(fails)
    }

    /// An aggregate function over a value, inside its query.
    pub(super) fn aggregated(
        &mut self,
        function: AggregateFunction,
        inner: &Fallible,
        value: &Expr,
        expr: &Expr,
    ) -> Fallible {
        let name = match function {
            AggregateFunction::Count => return Fallible::new(format!("COUNT({})", inner.sql), false),
            AggregateFunction::Sum => return self.sum(inner, value, expr),
            AggregateFunction::Min => "min",
            AggregateFunction::Max => "max",
        };
        let sql = match &value.ty {
            Type::Bool => self.dialect.extreme_bool(name, &inner.sql),
            ty if ty.is_textual() => self.dialect.extreme_text(name, &inner.operand()),
            _ => format!("{}({})", name.to_uppercase(), inner.sql),
        };
        Fallible::new(sql, true)
    }

    /// A look-up by a row of an aggregate, as a query in brackets.
    pub(super) fn lookup_query(&mut self, lookup: &Lookup, on: &[Fallible], expr: &Expr) -> Fallible {
        let alias = self.alias();
        let table = self.scope.table(lookup.side, lookup.table);
        let schema = self.schema(lookup.side);
        let by_null = lookup.by_null(schema.table(lookup.table));
        let conds: Vec<String> = lookup
            .on
            .iter()
            .zip(on)
            .enumerate()
            .map(|(place, ((column, expr), key))| {
                let read = lookup.side == Side::Old && reads_text(self.dialect, schema, lookup.table, *column);
                let name = match read {
                    true => format!("({})", self.read_of(&alias, lookup.table, *column).sql),
                    false => format!("{alias}.{}", self.held_name(lookup.side, lookup.table, *column)),
                };
                let column = schema.column(lookup.table, *column);
                let held = match self.staged(lookup.side) && column.ty.is_textual() {
                    true => self.dialect.helper_text(),
                    false => column.ty.clone(),
                };
                match by_null.contains(&place) {
                    true => self.dialect.same_key(&name, &key.operand(), &held),
                    false => self.dialect.finds(&name, &held, &key.operand(), &expr.ty),
                }
            })
            .collect();
        self.inner.push(InnerRow { alias: alias.clone(), side: lookup.side, table: lookup.table, subquery: true });
        let value = self.value(&lookup.value);
        self.inner.pop();
        let from = format!("FROM {table} {alias} WHERE {}", conds.join(" AND "));
        let found = format!("EXISTS (SELECT 1 {from})");
        let mut fails = on.iter().fold(None, |all, k| either(all, k.fails.clone()));
        if !self.passes_over {
            fails = either(fails, Some(not_found(&found, on, &by_null)));
        }
        if let Some(f) = value.fails {
            fails = either(fails, Some(format!("EXISTS (SELECT 1 {from} AND ({f}))")));
        }
        Fallible::new(format!("(SELECT {} {from} LIMIT 1)", value.sql), expr.nullable || self.passes_over)
            .failing(fails)
    }
}
