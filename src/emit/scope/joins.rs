//! The rows that are joined to those of a query, because its expressions look something up.

use std::collections::HashMap;

use crate::physical::usual;
use crate::sql::{Alias, Expr, Join, JoinKind, Relation};

#[derive(Debug, Clone)]
struct Joining {
    alias: Alias,
    relation: Relation,
    on: Expr,
    inner: bool,
    /// The condition with [`ANY`] for the alias.
    of_any: Expr,
    /// What it is called after, and the number behind that.
    name: String,
    number: usize,
}

/// Joins in their order, found without a look at each: there may be very many.
#[derive(Debug, Clone, Default)]
pub(super) struct Joins {
    all: Vec<Joining>,
    /// By relation, and condition with [`ANY`] for the alias.
    by_rows: HashMap<(Relation, Expr), usize>,
    by_alias: HashMap<Alias, usize>,
    /// Names that are taken with all numbers below these.
    numbers: HashMap<String, usize>,
}

/// What no join is called.
const ANY: &str = "\u{1}";

impl Joins {
    /// Whether a join is called so.
    pub(super) fn has(&self, alias: &Alias) -> bool {
        self.by_alias.contains_key(alias)
    }

    /// What the joins are on.
    pub(super) fn conditions(&self) -> impl Iterator<Item = &Expr> {
        self.all.iter().map(|join| &join.on)
    }

    /// Joins rows once under an alias made from `name`, which is none of those that are `taken`; `on` gets it.
    pub(super) fn join(
        &mut self,
        relation: Relation,
        name: &str,
        inner: bool,
        taken: &[Alias],
        on: impl Fn(&Alias) -> Expr,
    ) -> Alias {
        let key = (relation, on(&Alias::named(ANY)));
        if let Some(known) = self.by_rows.get(&key).and_then(|at| self.all.get(*at)) {
            return known.alias.clone();
        }
        let name = usual(name);
        let first = self.numbers.get(&name).copied().unwrap_or(1);
        let numbered = (first..).map(|n| if n == 1 { (n, name.clone()) } else { (n, format!("{name}_{n}")) });
        let mut numbered = numbered.map(|(number, name)| (number, Alias::named(name)));
        let free = |alias: &Alias| !self.has(alias) && !taken.contains(alias);
        let (number, alias) =
            numbered.find(|(_, alias)| free(alias)).unwrap_or_else(|| (0, Alias::named(name.as_str())));
        let at = self.all.len();
        self.numbers.insert(name.clone(), number + 1);
        self.by_alias.insert(alias.clone(), at);
        self.all.push(Joining {
            alias: alias.clone(),
            relation: key.0.clone(),
            on: on(&alias),
            inner,
            of_any: key.1.clone(),
            name,
            number,
        });
        self.by_rows.insert(key, at);
        alias
    }

    /// How many there are so far.
    pub(super) fn number(&self) -> usize {
        self.all.len()
    }

    /// Whether an expression names one of those after the first `count`.
    pub(super) fn named_after(&self, count: usize, expr: &Expr) -> bool {
        let mut names = false;
        expr.each_column(&mut |column| {
            let at = column.relation.as_ref().and_then(|alias| self.by_alias.get(alias));
            names |= at.is_some_and(|at| *at >= count);
        });
        names
    }

    /// Forgets those after the first `count`.
    pub(super) fn forget(&mut self, count: usize) {
        for join in self.all.drain(count.min(self.all.len())..) {
            self.by_alias.remove(&join.alias);
            self.by_rows.remove(&(join.relation, join.of_any));
            let next = self.numbers.entry(join.name).or_default();
            *next = join.number.min(*next);
        }
    }

    /// Marks the join that `found` is a column of as one whose miss leaves the row out; whether it is such a column.
    pub(super) fn mark_inner(&mut self, found: &Expr) -> bool {
        let Expr::Column(column) = found else { return false };
        let at = column.relation.as_ref().and_then(|alias| self.by_alias.get(alias));
        let join = at.and_then(|at| self.all.get_mut(*at));
        join.map(|join| join.inner = true).is_some()
    }

    /// All of them, as a query has them.
    pub(super) fn all(&self) -> Vec<Join> {
        let join = |join: &Joining| Join {
            kind: if join.inner { JoinKind::Inner } else { JoinKind::Left },
            from: join.relation.clone().named(&join.alias),
            on: Some(join.on.clone()),
            // What is looked up is one row, or the run has stopped before.
            at_most_one: true,
        };
        self.all.iter().map(join).collect()
    }
}
