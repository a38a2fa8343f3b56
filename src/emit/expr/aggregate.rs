//! Aggregates: queries in brackets over the rows of another table.

use super::{Emitter, Frag, InnerRow, Mode};
use crate::emit::condition::{bracket, either};
use crate::plan::{Aggregate, AggregateFunction, Expr};
use crate::schema::Type;

impl Emitter<'_> {
    pub(super) fn aggregate(&mut self, aggregate: &Aggregate, expr: &Expr) -> Frag {
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
            None => Frag::new("COUNT(*)", false),
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
        Frag::new(format!("(SELECT {} {from})", result.sql), result.nullable).failing(fails)
    }

    /// An aggregate function over a value, inside its query.
    pub(super) fn aggregated(&mut self, function: AggregateFunction, inner: &Frag, value: &Expr, expr: &Expr) -> Frag {
        let name = match function {
            AggregateFunction::Count => return Frag::new(format!("COUNT({})", inner.sql), false),
            AggregateFunction::Sum => return self.sum(inner, value, expr),
            AggregateFunction::Min => "min",
            AggregateFunction::Max => "max",
        };
        let sql = match &value.ty {
            Type::Bool => self.dialect.extreme_bool(name, &inner.sql),
            ty if ty.is_textual() => self.dialect.extreme_text(name, &inner.operand()),
            _ => format!("{}({})", name.to_uppercase(), inner.sql),
        };
        Frag::new(sql, true)
    }
}
