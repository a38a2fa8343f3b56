//! Changes of trees that leave the value as it is.

use super::expr::{Arm, Expr, InList};
use super::query::{Alias, FromItem, JoinKind, Query, Select};

impl Expr {
    /// The operands of a node, without queries within it.
    pub fn operands(&self) -> Vec<&Expr> {
        match self {
            Expr::Column(_)
            | Expr::Literal(_)
            | Expr::CountRows
            | Expr::Exists(_)
            | Expr::Scalar(_)
            | Expr::Spelled(_)
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

    /// Whether it is a column and nothing else.
    pub fn is_column(&self) -> bool {
        match self {
            Expr::Column(_) => true,
            Expr::Spelled(text) => text.chars().all(|c| c.is_alphanumeric() || "._`\"".contains(c)),
            _ => false,
        }
    }

    /// Whether there is a query in it. SQL that is text is searched for one.
    pub fn has_query(&self) -> bool {
        match self {
            Expr::Spelled(text) => text.contains("(SELECT"),
            Expr::Raw(text) => text.contains("(SELECT"),
            Expr::Form(form) if form.has_query() => true,
            _ => self.query().is_some() || self.operands().into_iter().any(Expr::has_query),
        }
    }

    /// Whether a relation is named in it, also in queries within it. SQL by hand may name any.
    pub fn uses(&self, alias: &Alias) -> bool {
        match self {
            Expr::Spelled(_) | Expr::Raw(_) => true,
            Expr::Column(column) => column.relation.as_ref() == Some(alias),
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
            Query::UnionAll(queries) => queries.iter().any(|query| query.uses(alias)),
        }
    }
}

impl Select {
    /// Whether it names a relation, in its own parts or in queries within it.
    pub fn uses(&self, alias: &Alias) -> bool {
        let within = |from: &FromItem| matches!(from, FromItem::Query(query, _) if query.uses(alias));
        self.exprs().any(|expr| expr.uses(alias))
            || self.from.iter().any(within)
            || self.joins.iter().any(|join| within(&join.from) || join.on.as_ref().is_some_and(|on| on.uses(alias)))
    }

    /// Its expressions, without those that its joins are on.
    fn exprs(&self) -> impl Iterator<Item = &Expr> {
        let items = self.items.iter().map(|item| &item.value);
        let order = self.order.iter().map(|order| &order.by);
        items.chain(&self.filter).chain(&self.group).chain(&self.having).chain(order)
    }

    /// Without the outer joins that nothing reads: such a join keeps every row and adds none. FromItem the last to the first, so that
    /// one goes that only another one read. A query of all columns (`*`) reads all of them.
    #[must_use]
    pub fn without_unused_joins(mut self) -> Self {
        if self.items.is_empty() {
            return self;
        }
        for at in (0..self.joins.len()).rev() {
            let join = &self.joins[at];
            let (FromItem::Table(_, Some(alias)) | FromItem::Query(_, alias)) = &join.from else { continue };
            let later = || self.joins[at + 1..].iter();
            let read = self.exprs().any(|expr| expr.uses(alias))
                || later().any(|join| join.on.as_ref().is_some_and(|on| on.uses(alias)));
            if join.kind == JoinKind::Left && join.at_most_one && !read {
                self.joins.remove(at);
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use crate::sql::{Join, Literal, TableName};

    use super::*;

    fn left(alias: &Alias, on: Expr) -> Join {
        let from = FromItem::Table(TableName::own(alias.hint()), Some(alias.clone()));
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
        assert_eq!(a().is_null().not(), Expr::IsNull { operand: std::sync::Arc::new(a()), negated: true });
        assert_eq!(a().eq(Expr::int(1)).not().not(), a().eq(Expr::int(1)));
        let rows = Expr::Row(vec![a()]).eq(Expr::Row(vec![Expr::null()]));
        assert!(matches!(rows.not(), Expr::Not(_)));
    }

    #[test]
    fn joins_that_nobody_reads_go_with_those_that_only_they_read() {
        let [o, p, q] = ["o", "p", "q"].map(Alias::new);
        let mut select = Select::of(FromItem::Table(TableName::own("o"), Some(o.clone())), [Expr::column(&o, "id")]);
        select.joins.push(left(&p, Expr::column(&p, "id").eq(Expr::column(&o, "p_id"))));
        select.joins.push(left(&q, Expr::column(&q, "id").eq(Expr::column(&p, "q_id"))));
        assert_eq!(select.clone().without_unused_joins().joins, Vec::new());
        let read = select.clone().and_where(Expr::column(&q, "id").is_null());
        assert_eq!(read.clone().without_unused_joins(), read);
        let mut many = select.clone();
        many.joins[1].at_most_one = false;
        assert_eq!(many.clone().without_unused_joins(), many);
        let twice = select.without_unused_joins();
        assert_eq!(twice.clone().without_unused_joins(), twice);
    }
}
