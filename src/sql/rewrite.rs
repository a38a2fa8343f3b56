//! Changes of trees that leave the value as it is.

use std::collections::HashMap;
use std::sync::Arc;

use super::expr::{Arm, Column, CompareOp, Expr, InList};
use super::query::{Alias, FromItem, Item, Join, JoinKind, Order, Query, Relation, Select};

impl Expr {
    /// The operands of a node, without queries within it.
    pub fn operands(&self) -> Vec<&Expr> {
        match self {
            Expr::Column(_)
            | Expr::Literal(_)
            | Expr::CountRows
            | Expr::AllOf(_)
            | Expr::Exists(_)
            | Expr::Scalar(_)
            | Expr::Raw(_) => Vec::new(),
            Expr::Form(form) => form.operands().collect(),
            Expr::Minus(operand)
            | Expr::IsNull { operand, .. }
            | Expr::IsTrue { operand, .. }
            | Expr::Not(operand)
            | Expr::Cast { operand, .. }
            | Expr::Convert { operand, .. }
            | Expr::Collate { operand, .. }
            | Expr::AtTimeZone { operand, .. }
            | Expr::In { operand, list: InList::Query(_), .. } => vec![operand],
            Expr::Binary { left, right, .. } | Expr::Compare { left, right, .. } => vec![left, right],
            Expr::Concat(parts) | Expr::And(parts) | Expr::Or(parts) | Expr::Row(parts) => parts.iter().collect(),
            Expr::Call { arguments, .. } => arguments.iter().collect(),
            Expr::Over { function, partition, order } => {
                let order = order.iter().map(|order| &order.by);
                std::iter::once(&**function).chain(partition).chain(order).collect()
            }
            Expr::In { operand, list: InList::Values(values), .. } => {
                std::iter::once(&**operand).chain(values).collect()
            }
            Expr::Between { operand, low, high, .. } => vec![operand, low, high],
            Expr::Like { operand, pattern, .. } | Expr::Matches { operand, pattern, .. } => vec![operand, pattern],
            Expr::Case { operand, arms, otherwise } => {
                let arms = arms.iter().flat_map(|Arm { when, then }| [when, then]);
                operand.iter().map(|operand| &**operand).chain(arms).chain(otherwise.iter().map(|o| &**o)).collect()
            }
        }
    }

    /// The query within a node.
    pub fn query(&self) -> Option<&Query> {
        match self {
            Expr::Exists(query) | Expr::Scalar(query) | Expr::In { list: InList::Query(query), .. } => Some(query),
            _ => None,
        }
    }

    /// The conditions that it joins by AND; itself where it joins none.
    pub fn conjuncts(&self) -> &[Expr] {
        match self {
            Expr::And(all) => all,
            one => std::slice::from_ref(one),
        }
    }

    /// The conditions that it joins by AND; itself where it joins none.
    fn into_conjuncts(self) -> Vec<Expr> {
        match self {
            Expr::And(all) => all,
            one => vec![one],
        }
    }

    /// Whether it is a column of a relation.
    fn is_column_of(&self, alias: &Alias) -> bool {
        matches!(self, Expr::Column(column) if column.relation.as_ref() == Some(alias))
    }

    /// Whether it says that a value is equal to something.
    fn equates(&self, value: &Expr) -> bool {
        matches!(self, Expr::Compare { op: CompareOp::Eq, left, right } if **left == *value || **right == *value)
    }

    /// It with other expressions for some columns of these relations. A query within it that calls one of its own relations so is left
    /// as it is.
    #[must_use]
    pub fn with_columns(&self, of: &[Alias], other: &dyn Fn(&Column) -> Option<Expr>) -> Expr {
        let of_query = |query: &Arc<Query>| Arc::new(query.with_columns(of, other));
        match self {
            Expr::Column(column) => other(column).unwrap_or_else(|| self.clone()),
            Expr::Exists(query) => Expr::Exists(of_query(query)),
            Expr::Scalar(query) => Expr::Scalar(of_query(query)),
            Expr::In { operand, list: InList::Query(query), negated } => Expr::In {
                operand: Arc::new(operand.with_columns(of, other)),
                list: InList::Query(of_query(query)),
                negated: *negated,
            },
            _ => self.map_operands(&|operand| operand.with_columns(of, other)),
        }
    }

    /// It with other operands, without a look into queries.
    fn map_operands(&self, f: &dyn Fn(&Expr) -> Expr) -> Expr {
        let one = |operand: &Arc<Expr>| Arc::new(f(operand));
        let many = |operands: &[Expr]| operands.iter().map(f).collect::<Vec<_>>();
        match self.clone() {
            Expr::Form(form) => Expr::Form(form.map_operands(f)),
            Expr::Minus(operand) => Expr::Minus(one(&operand)),
            Expr::IsNull { operand, negated } => Expr::IsNull { operand: one(&operand), negated },
            Expr::IsTrue { operand, negated } => Expr::IsTrue { operand: one(&operand), negated },
            Expr::Not(operand) => f(&operand).not(),
            Expr::Cast { operand, ty } => Expr::Cast { operand: one(&operand), ty },
            Expr::Convert { operand, charset } => Expr::Convert { operand: one(&operand), charset },
            Expr::Collate { operand, collation } => Expr::Collate { operand: one(&operand), collation },
            Expr::AtTimeZone { operand, zone } => Expr::AtTimeZone { operand: one(&operand), zone },
            Expr::In { operand, list, negated } => {
                let list = match list {
                    InList::Values(values) => InList::Values(many(&values)),
                    InList::Query(query) => InList::Query(query),
                };
                Expr::In { operand: one(&operand), list, negated }
            }
            Expr::Binary { op, left, right } => Expr::Binary { op, left: one(&left), right: one(&right) },
            Expr::Compare { op, left, right } => Expr::Compare { op, left: one(&left), right: one(&right) },
            Expr::Concat(parts) => Expr::Concat(many(&parts)),
            Expr::And(terms) => Expr::and(many(&terms)),
            Expr::Or(terms) => Expr::or(many(&terms)),
            Expr::Row(values) => Expr::Row(many(&values)),
            Expr::Call { function, arguments, distinct } => {
                Expr::Call { function, arguments: many(&arguments), distinct }
            }
            Expr::Between { operand, low, high, negated } => {
                Expr::Between { operand: one(&operand), low: one(&low), high: one(&high), negated }
            }
            Expr::Like { operand, pattern, escape, negated } => {
                Expr::Like { operand: one(&operand), pattern: one(&pattern), escape, negated }
            }
            Expr::Matches { operand, op, pattern, negated } => {
                Expr::Matches { operand: one(&operand), op, pattern: one(&pattern), negated }
            }
            Expr::Case { operand, arms, otherwise } => Expr::Case {
                operand: operand.as_ref().map(one),
                arms: arms.iter().map(|Arm { when, then }| Arm { when: f(when), then: f(then) }).collect(),
                otherwise: otherwise.as_ref().map(one),
            },
            Expr::Over { function, partition, order } => {
                let order = order.into_iter().map(|order| Order { by: f(&order.by), ..order }).collect();
                Expr::Over { function: one(&function), partition: many(&partition), order }
            }
            same @ (Expr::Column(_)
            | Expr::Literal(_)
            | Expr::CountRows
            | Expr::AllOf(_)
            | Expr::Exists(_)
            | Expr::Scalar(_)
            | Expr::Raw(_)) => same,
        }
    }

    fn takes_columns(&self, left: &mut usize) -> bool {
        if let Expr::Column(_) = self {
            let Some(rest) = left.checked_sub(1) else { return false };
            *left = rest;
        }
        self.operands().into_iter().all(|operand| operand.takes_columns(left))
            && self.query().is_none_or(|query| query.takes_columns(left))
    }

    /// How many relations are joined in queries within it.
    fn joins(&self) -> usize {
        self.query().map_or(0, Query::joins) + self.operands().into_iter().map(Expr::joins).sum::<usize>()
    }

    /// Whether it is a column and nothing else.
    pub fn is_column(&self) -> bool {
        matches!(self, Expr::Column(_))
    }

    /// Whether there is a query in it; there may be one in SQL by hand.
    pub fn has_query(&self) -> bool {
        match self {
            Expr::Raw(_) => true,
            Expr::Form(form) if form.has_query() => true,
            _ => self.query().is_some() || self.operands().into_iter().any(Expr::has_query),
        }
    }

    /// Does something with each column in it, also in queries within it. Of SQL by hand nothing is known.
    pub fn each_column(&self, see: &mut dyn FnMut(&Column)) {
        if let Expr::Column(column) = self {
            see(column);
        }
        self.operands().into_iter().for_each(|operand| operand.each_column(see));
        if let Some(query) = self.query() {
            query.each_column(see);
        }
    }

    /// Whether there may be SQL by hand in it.
    fn is_by_hand(&self) -> bool {
        match self {
            Expr::Raw(_) => true,
            Expr::Form(form) if form.has_query() => true,
            _ => self.operands().into_iter().any(Expr::is_by_hand),
        }
    }

    /// Whether a relation is named in it, also in queries within it. SQL by hand may name any.
    pub fn uses(&self, alias: &Alias) -> bool {
        match self {
            Expr::Raw(_) => true,
            Expr::Column(column) => column.relation.as_ref() == Some(alias),
            Expr::AllOf(relation) => relation == alias,
            _ => {
                self.operands().into_iter().any(|operand| operand.uses(alias))
                    || self.query().is_some_and(|query| query.uses(alias))
            }
        }
    }
}

impl Query {
    /// Whether it names a relation.
    pub fn uses(&self, alias: &Alias) -> bool {
        match self {
            Query::Select(select) => select.uses(alias),
            Query::UnionAll(queries) | Query::Union(queries) => queries.iter().any(|query| query.uses(alias)),
        }
    }

    fn with_columns(&self, of: &[Alias], other: &dyn Fn(&Column) -> Option<Expr>) -> Query {
        let all = |queries: &[Query]| queries.iter().map(|query| query.with_columns(of, other)).collect();
        match self {
            Query::Select(select) => {
                let mut own = select.from.iter().chain(select.joins.iter().map(|join| &join.from));
                match own.any(|from| from.alias.as_ref().is_some_and(|alias| of.contains(alias))) {
                    true => self.clone(),
                    false => select.with_columns(of, other).into(),
                }
            }
            Query::UnionAll(queries) => Query::UnionAll(all(queries)),
            Query::Union(queries) => Query::Union(all(queries)),
        }
    }

    /// Whether it names more than so many columns, in queries within it as well.
    pub fn has_columns(&self, more_than: usize) -> bool {
        let mut left = more_than;
        !self.takes_columns(&mut left)
    }

    /// Takes a column off for each that it names; whether there were enough.
    fn takes_columns(&self, left: &mut usize) -> bool {
        match self {
            Query::Select(select) => select.takes_columns(left),
            Query::UnionAll(queries) | Query::Union(queries) => queries.iter().all(|query| query.takes_columns(left)),
        }
    }

    /// How many relations are joined in it, in queries within it as well.
    pub fn joins(&self) -> usize {
        match self {
            Query::Select(select) => select.all_joins(),
            Query::UnionAll(queries) | Query::Union(queries) => queries.iter().map(Query::joins).sum(),
        }
    }

    fn each_column(&self, see: &mut dyn FnMut(&Column)) {
        match self {
            Query::Select(select) => select.each_column(see),
            Query::UnionAll(queries) | Query::Union(queries) => queries.iter().for_each(|query| query.each_column(see)),
        }
    }
}

impl Select {
    /// It with other expressions for some columns of these relations, which queries that it reads from cannot name.
    #[must_use]
    pub fn with_columns(&self, of: &[Alias], other: &dyn Fn(&Column) -> Option<Expr>) -> Select {
        let f = |expr: &Expr| expr.with_columns(of, other);
        Select {
            joins: self.joins.iter().map(|join| Join { on: join.on.as_ref().map(f), ..join.clone() }).collect(),
            filter: self.filter.as_ref().map(f),
            group: self.group.iter().map(f).collect(),
            having: self.having.as_ref().map(f),
            items: self.items.iter().map(|item| Item { value: f(&item.value), name: item.name.clone() }).collect(),
            order: self.order.iter().map(|order| Order { by: f(&order.by), ..order.clone() }).collect(),
            ..self.clone()
        }
    }

    fn takes_columns(&self, left: &mut usize) -> bool {
        let on = self.joins.iter().filter_map(|join| join.on.as_ref());
        let mut from = self.from.iter().chain(self.joins.iter().map(|join| &join.from));
        self.exprs().chain(on).all(|expr| expr.takes_columns(left))
            && from.all(|from| match &from.relation {
                Relation::Query(query) => query.takes_columns(left),
                Relation::Table(_) => true,
            })
    }

    fn all_joins(&self) -> usize {
        let within = |from: &FromItem| match &from.relation {
            Relation::Query(query) => query.joins(),
            Relation::Table(_) => 0,
        };
        let on = self.joins.iter().filter_map(|join| join.on.as_ref());
        let from = self.from.iter().chain(self.joins.iter().map(|join| &join.from));
        self.joins.len()
            + from.map(within).sum::<usize>()
            + self.exprs().chain(on).map(Expr::joins).sum::<usize>()
            + self.with.iter().map(|with| with.query.joins()).sum::<usize>()
    }

    /// Whether it names a relation, in its own parts or in queries within it.
    pub fn uses(&self, alias: &Alias) -> bool {
        let within = |from: &FromItem| matches!(&from.relation, Relation::Query(query) if query.uses(alias));
        self.exprs().any(|expr| expr.uses(alias))
            || self.with.iter().any(|with| with.query.uses(alias))
            || self.from.iter().any(within)
            || self.joins.iter().any(|join| within(&join.from) || join.on.as_ref().is_some_and(|on| on.uses(alias)))
    }

    /// Does something with each column that it names, in queries within it as well.
    pub fn each_column(&self, see: &mut dyn FnMut(&Column)) {
        self.exprs()
            .chain(self.joins.iter().filter_map(|join| join.on.as_ref()))
            .for_each(|expr| expr.each_column(see));
        for with in &self.with {
            with.query.each_column(see);
        }
        for from in self.from.iter().chain(self.joins.iter().map(|join| &join.from)) {
            if let Relation::Query(query) = &from.relation {
                query.each_column(see);
            }
        }
    }

    /// Its expressions, without those that its joins are on.
    pub fn exprs(&self) -> impl Iterator<Item = &Expr> {
        let items = self.items.iter().map(|item| &item.value);
        let order = self.order.iter().map(|order| &order.by);
        items.chain(&self.filter).chain(&self.group).chain(&self.having).chain(order)
    }

    /// The same rows, said in fewer words: outer joins whose rows without a partner are left out are inner, and those that nothing reads go.
    #[must_use]
    pub fn simplified(self) -> Self {
        self.with_inner_joins().without_unused_joins()
    }

    /// With inner joins in the place of outer ones whose rows without a partner the condition leaves out (`t.c IS NOT NULL`). The
    /// condition goes where the join itself compares the column, since what is equal is not null.
    fn with_inner_joins(mut self) -> Self {
        let Some(filter) = self.filter.take() else { return self };
        let mut asked = filter.into_conjuncts();
        for join in self.joins.iter_mut().filter(|join| join.kind == JoinKind::Left) {
            let Some(alias) = &join.from.alias else { continue };
            let compared = join.on.as_ref().map_or(&[][..], Expr::conjuncts);
            asked.retain(|one| {
                let Expr::IsNull { operand, negated: true } = one else { return true };
                if !operand.is_column_of(alias) {
                    return true;
                }
                join.kind = JoinKind::Inner;
                !compared.iter().any(|on| on.equates(operand))
            });
        }
        self.filter = (!asked.is_empty()).then(|| Expr::and(asked));
        self
    }

    /// With `t.c` in the place of a column `CASE WHEN … THEN t.c END` where `t` is joined under that condition: without a partner `t.c`
    /// is null as well. Only for rows that go into a table: the column has a collation, which a `CASE` has not everywhere, so that
    /// `DISTINCT`, `UNION` and `ORDER BY` may take other values for equal.
    #[must_use]
    pub fn without_needless_cases(mut self) -> Self {
        if !self.group.is_empty() || self.distinct {
            return self;
        }
        let joins = &self.joins;
        let shorter = |value: &Expr| {
            let Expr::Case { operand: None, arms, otherwise: None } = value else { return None };
            let [Arm { when, then }] = arms.as_slice() else { return None };
            let joined = joins.iter().any(|join| {
                let on = join.on.as_ref().map_or(&[][..], Expr::conjuncts);
                join.from.alias.as_ref().is_some_and(|alias| then.is_column_of(alias))
                    && when.conjuncts().iter().all(|asked| on.contains(asked))
            });
            joined.then(|| then.clone())
        };
        for item in &mut self.items {
            if let Some(shorter) = shorter(&item.value) {
                item.value = shorter;
            }
        }
        self
    }

    /// Without the outer joins that nothing reads: such a join keeps every row and adds none. From the last to the first, so that
    /// one goes that only another one read. A query of all columns (`*`) reads all of them, and so may SQL by hand.
    fn without_unused_joins(mut self) -> Self {
        let may_go = |join: &Join| join.kind == JoinKind::Left && join.at_most_one;
        let reads_all = |expr: &Expr| matches!(expr, Expr::AllOf(_)) || expr.is_by_hand();
        let all = self.items.is_empty()
            || self.exprs().chain(self.joins.iter().filter_map(|join| join.on.as_ref())).any(reads_all);
        if all || !self.joins.iter().any(may_go) {
            return self;
        }
        let mut read: HashMap<Alias, usize> = HashMap::new();
        self.each_column(&mut |column| count(&mut read, column));
        for at in (0..self.joins.len()).rev() {
            let Some(alias) = &self.joins[at].from.alias else { continue };
            let on = self.joins[at].on.as_ref();
            // Its own condition names it.
            let mut own = HashMap::new();
            on.iter().for_each(|on| on.each_column(&mut |column| count(&mut own, column)));
            if may_go(&self.joins[at]) && read.get(alias) == own.get(alias) {
                for (alias, times) in own {
                    read.entry(alias).and_modify(|read| *read = read.saturating_sub(times));
                }
                self.joins.remove(at);
            }
        }
        self
    }
}

/// Counts the relation of a column.
fn count(times: &mut HashMap<Alias, usize>, column: &Column) {
    if let Some(alias) = &column.relation {
        *times.entry(alias.clone()).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use crate::sql::{Literal, TableName};

    use super::*;

    fn left(alias: &Alias, on: Expr) -> Join {
        let from = Relation::from(TableName::own(alias.hint())).named(alias);
        Join { kind: JoinKind::Left, from, on: Some(on), at_most_one: true }
    }

    #[test]
    fn conditions_are_flat_and_said_once() {
        let [a, b] = ["a", "b"].map(Expr::name);
        let truth = || Expr::from(Literal::Bool(true));
        assert_eq!(Expr::and([a.clone(), Expr::and([b.clone(), a.clone()]), truth()]), Expr::And(vec![a.clone(), b]));
        assert_eq!(Expr::and([]), truth());
        assert_eq!(Expr::or([a.clone(), truth()]), truth());
        assert_eq!(Expr::or([a.clone()]), a);
    }

    #[test]
    fn the_opposite_has_no_needless_not() {
        let a = || Expr::name("a");
        assert_eq!(a().not().not(), a());
        assert_eq!(a().is_null().not(), Expr::IsNull { operand: Arc::new(a()), negated: true });
        assert_eq!(a().eq(Expr::int(1)).not().not(), a().eq(Expr::int(1)));
        let rows = Expr::Row(vec![a()]).eq(Expr::Row(vec![Expr::null()]));
        assert!(matches!(rows.not(), Expr::Not(_)));
    }

    #[test]
    fn a_join_whose_rows_without_a_partner_are_left_out_is_an_inner_one() {
        let [o, p] = ["o", "p"].map(Alias::new);
        let [there, id] = ["there", "id"].map(|name| Expr::column(&p, name));
        let mut select = Select::of(Relation::from(TableName::own("o")).named(&o), [id.clone()]);
        select.joins.push(left(&p, id.clone().eq(Expr::column(&o, "p_id"))));
        let kept = || Expr::column(&o, "kept").eq(Expr::int(1));
        let found = |filter: Expr| {
            let found = select.clone().and_where(filter).simplified();
            (found.joins[0].kind, found.filter)
        };
        assert_eq!(found(Expr::and([id.clone().is_not_null(), kept()])), (JoinKind::Inner, Some(kept())));
        assert_eq!(found(id.clone().is_not_null()), (JoinKind::Inner, None));
        assert_eq!(found(there.clone().is_not_null()), (JoinKind::Inner, Some(there.clone().is_not_null())));
        for stays in [id.clone().is_null(), Expr::or([id.clone().is_not_null(), kept()]), kept().is_not_null()] {
            assert_eq!(found(stays.clone()), (JoinKind::Left, Some(stays)));
        }
    }

    #[test]
    fn what_a_join_decides_is_not_asked_again() {
        let [o, p] = ["o", "p"].map(Alias::new);
        let id = Expr::column(&p, "id");
        let [a, b] = ["a", "b"].map(|name| Expr::column(&o, name).eq(Expr::int(1)));
        let value = |item: Expr, kind: JoinKind, distinct: bool| {
            let mut select = Select::of(Relation::from(TableName::own("o")).named(&o), [item, id.clone()]);
            let on = Expr::and([id.clone().eq(Expr::column(&o, "p_id")), a.clone()]);
            select.joins.push(Join { kind, ..left(&p, on) });
            select.distinct = distinct;
            select.without_needless_cases().items[0].value.clone()
        };
        let asked = id.clone().when(a.clone());
        assert_eq!(value(asked.clone(), JoinKind::Left, false), id);
        assert_eq!(value(asked.clone(), JoinKind::Inner, false), id);
        assert_eq!(value(asked.clone(), JoinKind::Left, true), asked);
        for other in [id.clone().when(Expr::and([a.clone(), b.clone()])), id.clone().when(b)] {
            assert_eq!(value(other.clone(), JoinKind::Left, false), other);
        }
    }

    #[test]
    fn joins_that_nobody_reads_go_with_those_that_only_they_read() {
        let [o, p, q] = ["o", "p", "q"].map(Alias::new);
        let mut select = Select::of(Relation::from(TableName::own("o")).named(&o), [Expr::column(&o, "id")]);
        select.joins.push(left(&p, Expr::column(&p, "id").eq(Expr::column(&o, "p_id"))));
        select.joins.push(left(&q, Expr::column(&q, "id").eq(Expr::column(&p, "q_id"))));
        assert_eq!(select.clone().simplified().joins, Vec::new());
        let read = select.clone().and_where(Expr::column(&q, "id").is_null());
        assert_eq!(read.clone().simplified(), read);
        let mut many = select.clone();
        many.joins[1].at_most_one = false;
        assert_eq!(many.clone().simplified(), many);
        let twice = select.simplified();
        assert_eq!(twice.clone().simplified(), twice);
    }
}
