//! Aggregates over the rows of another table that belong to a row: gathered once by what they are found by, and joined. A query
//! for each row would read the whole table for each of them.

use super::{Emitter, Fallible, InnerRow, Mode, either, mentions_inner, or_false};
use crate::emit::join_key::{Key, parts_of, stand_in};
use crate::plan::{Aggregate, AggregateFunction, CompareOp, Expr, ExprKind};
use crate::sql::{self, Alias, Item, Relation, Select};

/// A part of the condition of an aggregate.
enum Part<'e> {
    /// What the rows have in common with the row that they belong to: theirs, and its own.
    Key(&'e Expr, &'e Expr),
    /// A condition on the rows alone.
    Own(&'e Expr),
}

/// The rows that an aggregate may go over.
struct Rows<'s> {
    /// The table that has the rows.
    table: Relation,
    /// What it is called in the query.
    alias: Alias,
    /// What the table is called.
    name: &'s str,
}

impl Emitter<'_> {
    /// An aggregate as a column of a joined query; none where the rows are not found by values that are equal.
    pub(super) fn gathered(&mut self, aggregate: &Aggregate, expr: &Expr) -> Option<Fallible> {
        if !self.scope.joins_queries() || self.in_subquery() {
            return None;
        }
        let mut all = Vec::new();
        parts_of(aggregate.cond.as_deref()?, &mut all);
        let parts: Vec<Part<'_>> = all.into_iter().map(part).collect::<Option<_>>()?;
        let own = aggregate.value.as_deref().is_none_or(is_own);
        if !own || !parts.iter().any(|part| matches!(part, Part::Key(..))) {
            return None;
        }
        let table = self.scope.table(aggregate.side, aggregate.table);
        let name = &self.schema(aggregate.side).table(aggregate.table).name;
        let rows = Rows { table, alias: Alias::named("r"), name };
        self.inner.push(InnerRow {
            alias: rows.alias.clone(),
            side: aggregate.side,
            table: aggregate.table,
            subquery: true,
        });
        let theirs: Vec<Fallible> = parts
            .iter()
            .map(|part| match part {
                Part::Key(theirs, _) => self.value(theirs),
                Part::Own(cond) => self.condition(cond, Mode::Filter),
            })
            .collect();
        let value = aggregate.value.as_deref().map(|value| (self.value(value), value));
        let result = match &value {
            Some((inner, value)) => self.aggregated(aggregate.function, inner, value, expr),
            None => Fallible::new(sql::Expr::CountRows, false),
        };
        self.inner.pop();
        let (mut keys, mut filters, mut fails) = (Vec::new(), Vec::new(), None);
        for (part, theirs) in parts.iter().zip(theirs) {
            // Like in any AND, what comes after a part that does not hold is not asked.
            if let Some(f) = &theirs.fails {
                fails = either(fails, Some(self.any(&rows, &keys, &filters, Some(f))));
            }
            match part {
                Part::Own(_) => filters.push(theirs.value),
                Part::Key(inner, outer) => {
                    let wanted = self.value(outer);
                    let wanted = self.repeatable(wanted);
                    if let Some(f) = &wanted.fails {
                        let any = self.any(&rows, &keys, &filters, None);
                        fails = either(fails, Some(sql::Expr::and([f.clone(), any])));
                    }
                    keys.push(self.key(inner, &theirs, outer, &wanted));
                }
            }
        }
        if let Some(f) = value.as_ref().and_then(|(inner, _)| inner.fails.as_ref()) {
            fails = either(fails, Some(self.any(&rows, &keys, &filters, Some(f))));
        }
        let mut columns = vec![Item::named(result.sql(), "v")];
        columns.extend(result.fails.clone().map(|f| Item::named(f, "bad")));
        let alias = self.join_gathered(&rows, &keys, &filters, columns);
        let of_join = |name: &str| sql::Expr::column(&alias, name);
        if result.fails.is_some() {
            fails = either(fails, Some(or_false(of_join("bad"))));
        }
        let gathered = match aggregate.function {
            AggregateFunction::Min | AggregateFunction::Max => of_join("v"),
            _ if result.fails.is_some() => {
                sql::Expr::case([(of_join("k1").is_null(), sql::Expr::int(0))], Some(of_join("v")))
            }
            _ => sql::Expr::coalesce([of_join("v"), sql::Expr::int(0)]),
        };
        Some(Fallible::new(gathered, result.nullable).unless(fails.as_ref()).failing(fails))
    }

    /// Whether there is a row with these keys that meets conditions.
    fn any(
        &mut self,
        rows: &Rows<'_>,
        keys: &[Key],
        filters: &[sql::Expr],
        condition: Option<&sql::Expr>,
    ) -> sql::Expr {
        let all: Vec<sql::Expr> = filters.iter().chain(condition).cloned().collect();
        if !keys.is_empty() {
            let alias = self.join_gathered(rows, keys, &all, Vec::new());
            return sql::Expr::column(&alias, "k1").is_not_null();
        }
        let any = Select::of(rows.table.clone().named(&rows.alias), [sql::Expr::int(1)]);
        sql::Expr::exists(any.and_where(sql::Expr::and(all)))
    }

    /// Joins the rows that meet conditions, gathered by their keys (`k1`, `k2`, ...), with more columns.
    fn join_gathered(&mut self, rows: &Rows<'_>, keys: &[Key], conditions: &[sql::Expr], more: Vec<Item>) -> Alias {
        let columns: Vec<&sql::Expr> = keys.iter().flat_map(|key| &key.columns).collect();
        let wanted: Vec<&sql::Expr> = keys.iter().flat_map(|key| &key.wanted).collect();
        // By their places: an expression said again need not be the same to an engine.
        let group = (1..=columns.len()).map(sql::Expr::from).collect();
        let keys = columns.into_iter().cloned().enumerate().map(|(i, key)| Item::named(key, format!("k{}", i + 1)));
        let from = Some(rows.table.clone().named(&rows.alias));
        let query = Select { from, group, ..Select::items(keys.chain(more)) };
        let query = query.and_where(sql::Expr::and(conditions.iter().cloned()));
        self.scope.join_query(query, rows.name, &|alias| {
            let key = |i: usize| sql::Expr::column(alias, format!("k{}", i + 1));
            sql::Expr::and(wanted.iter().enumerate().map(|(i, wanted)| key(i).eq(*wanted)))
        })
    }

    /// A key by which rows are joined with `=`, also where null shall equal null.
    fn key(&self, inner: &Expr, theirs: &Fallible, outer: &Expr, wanted: &Fallible) -> Key {
        let key = |own: &Expr, frag: &Fallible, other: &Expr| match own.ty.is_textual() {
            true => self.dialect.text_key(&frag.value),
            false => self.beside(&frag.value, own, other),
        };
        let (a, b) = (key(inner, theirs, outer), key(outer, wanted, inner));
        let nulls = theirs.may_be_null() && wanted.may_be_null();
        Key::of(&inner.ty, [theirs.sql(), a], [wanted.sql(), b], nulls)
    }
}

/// What a part of a condition is; none where it is neither.
fn part(cond: &Expr) -> Option<Part<'_>> {
    if is_own(cond) {
        return Some(Part::Own(cond));
    }
    let ExprKind::Compare { op: CompareOp::Eq, left, right } = &cond.kind else { return None };
    let pairs = [(left, right), (right, left)];
    let (theirs, wanted) = pairs.into_iter().find(|(theirs, wanted)| is_own(theirs) && !mentions_inner(wanted))?;
    let keys = [theirs, wanted].iter().all(|side| stand_in(&side.ty).is_some() && !is_new_each_time(side));
    (keys && mentions_inner(theirs)).then_some(Part::Key(theirs, wanted))
}

/// Whether an expression reads nothing but the row of the aggregate.
fn is_own(expr: &Expr) -> bool {
    let mut own = !is_new_each_time(expr);
    expr.walk(&mut |e| {
        own &= !matches!(
            e.kind,
            ExprKind::Column { .. }
                | ExprKind::StubKey
                | ExprKind::Follow(_)
                | ExprKind::Present { .. }
                | ExprKind::Aggregate(_)
                | ExprKind::Group { .. }
                | ExprKind::Raw(_)
                | ExprKind::Error
        );
    });
    own
}

fn is_new_each_time(expr: &Expr) -> bool {
    let mut new = false;
    expr.walk(&mut |e| new |= matches!(&e.kind, ExprKind::Call { function, .. } if function == "uuid"));
    new
}
