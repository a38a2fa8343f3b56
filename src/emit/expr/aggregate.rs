//! Queries in brackets: aggregates over the rows of another table, and look-ups by their rows.

use super::{Emitter, Fallible, InnerRow, Mode, either, not_found};
use crate::emit::old_side::reads_text;
use crate::plan::{Aggregate, AggregateFunction, Expr, Lookup, Side};
use crate::schema::Type;
use crate::sql::{self, Select};

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
        let value = aggregate.value.as_deref().map(|v| (self.value(v), v));
        let result = match &value {
            Some((inner, value)) => self.aggregated(aggregate.function, inner, value, expr),
            None => Fallible::new(sql::Expr::CountRows, false),
        };
        self.inner.pop();
        let of = |value: &sql::Expr| Select::of(table.clone().named(&alias), [value.clone()]);
        let exists = |condition: sql::Expr| sql::Expr::exists(of(&sql::Expr::int(1)).and_where(condition));
        let mut fails = cond.as_ref().and_then(|cond| cond.fails.clone()).map(exists);
        let holds = cond.map(|cond| cond.value);
        if let Some((inner, _)) = value
            && let Some(f) = inner.fails
        {
            fails = either(fails, Some(exists(sql::Expr::and(holds.clone().into_iter().chain([f])))));
        }
        let query = |value: &sql::Expr| {
            sql::Expr::scalar(holds.iter().cloned().fold(of(value), |query, holds| query.and_where(holds)))
        };
        fails = either(fails, result.fails.as_ref().map(query));
        Fallible::new(query(&result.value), result.nullable).unless(fails.as_ref()).failing(fails)
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
            AggregateFunction::Count => return Fallible::new(sql::Expr::call("COUNT", [inner.sql()]), false),
            AggregateFunction::Sum => return self.sum(inner, value, expr),
            AggregateFunction::Min => "min",
            AggregateFunction::Max => "max",
        };
        let extreme = match &value.ty {
            Type::Bool => self.dialect.extreme_bool(name, &inner.value),
            ty if ty.is_textual() => self.dialect.extreme_text(name, &inner.value),
            _ => sql::Expr::call(name.to_uppercase(), [inner.sql()]),
        };
        Fallible::new(extreme, true)
    }

    /// A look-up by a row of an aggregate, as a query in brackets.
    pub(super) fn lookup_query(&mut self, lookup: &Lookup, on: &[Fallible], expr: &Expr) -> Fallible {
        let alias = self.alias();
        let table = self.scope.table(lookup.side, lookup.table);
        let schema = self.schema(lookup.side);
        let by_null = lookup.by_null(schema.table(lookup.table));
        let conds = lookup
            .on
            .iter()
            .zip(on)
            .enumerate()
            .map(|(place, ((column, expr), key))| {
                let read = lookup.side == Side::Old && reads_text(self.dialect, schema, lookup.table, *column);
                let name = match read {
                    true => self.read_of(&alias, lookup.table, *column).value,
                    false => sql::Expr::column(&alias, self.held_name(lookup.side, lookup.table, *column)),
                };
                let column = schema.column(lookup.table, *column);
                let held = match self.staged(lookup.side) && column.ty.is_textual() {
                    true => self.dialect.helper_text(),
                    false => column.ty.clone(),
                };
                match by_null.contains(&place) {
                    true => self.dialect.same_key(&name, &key.value, &held),
                    false => self.dialect.finds(&name, &held, &key.value, &expr.ty),
                }
            })
            .collect::<Vec<_>>();
        let cond = sql::Expr::and(conds);
        self.inner.push(InnerRow { alias: alias.clone(), side: lookup.side, table: lookup.table, subquery: true });
        let value = self.value(&lookup.value);
        self.inner.pop();
        let of = |value: sql::Expr, cond: &sql::Expr| {
            Select::of(table.clone().named(&alias), [value]).and_where(cond.clone())
        };
        let exists = |cond: &sql::Expr| sql::Expr::exists(of(sql::Expr::int(1), cond));
        let mut fails = on.iter().fold(None, |all, k| either(all, k.fails.clone()));
        if !self.passes_over {
            fails = either(fails, Some(not_found(exists(&cond), on, &by_null)));
        }
        if let Some(f) = value.fails {
            fails = either(fails, Some(exists(&sql::Expr::and([cond.clone(), f]))));
        }
        let value = sql::Expr::scalar(Select { limit: Some(1), ..of(value.value, &cond) });
        Fallible::new(value, expr.nullable || self.passes_over).failing(fails)
    }
}
