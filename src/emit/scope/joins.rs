//! The rows that are joined to those of a query, because its expressions look something up.

use std::collections::HashMap;

use super::{FromClause, mentions};
use crate::emit::staging::usual;
use crate::sql;

#[derive(Debug, Clone)]
pub(super) struct Joining {
    pub(super) alias: String,
    pub(super) table: String,
    pub(super) on: String,
    pub(super) inner: bool,
    /// The condition with [`ANY`] for the alias.
    of_any: String,
    /// What it is called after, and the number behind that.
    name: String,
    number: usize,
}

/// Joins in their order, found without a look at each: there may be very many.
#[derive(Debug, Clone, Default)]
pub(super) struct Joins {
    pub(super) all: Vec<Joining>,
    /// By table, and condition with [`ANY`] for the alias.
    by_rows: HashMap<(String, String), usize>,
    /// By quoted alias.
    by_alias: HashMap<String, usize>,
    /// Names that are taken with all numbers below these.
    numbers: HashMap<String, usize>,
}

/// An alias that no join has.
const ANY: &str = "\u{1}";

impl Joins {
    pub(super) fn has_alias(&self, quoted: &str) -> bool {
        self.by_alias.contains_key(quoted)
    }
}

impl FromClause<'_> {
    /// Joins `table` once under an alias made from `name`; `on` gets the quoted alias.
    pub fn join(&mut self, table: &str, name: &str, inner: bool, on: impl Fn(&str) -> sql::Expr) -> String {
        let ctx = self.ctx;
        let guards = &self.guards;
        let on = |alias: &str| ctx.sql(&sql::Expr::and(std::iter::once(on(alias)).chain(guards.iter().cloned())));
        let key = (table.to_string(), on(&ctx.name(ANY)));
        if let Some(known) = self.joins.by_rows.get(&key).and_then(|at| self.joins.all.get(*at)) {
            return ctx.name(&known.alias);
        }
        let name = usual(name);
        let first = self.joins.numbers.get(&name).copied().unwrap_or(1);
        let mut numbered = (first..).map(|n| if n == 1 { (n, name.clone()) } else { (n, format!("{name}_{n}")) });
        let free = |alias: &str| !self.joins.has_alias(&ctx.name(alias)) && self.aliases.iter().all(|own| own != alias);
        let (number, alias) = numbered.find(|(_, alias)| free(alias)).unwrap_or_default();
        let quoted = ctx.name(&alias);
        let at = self.joins.all.len();
        self.joins.numbers.insert(name.clone(), number + 1);
        self.joins.by_alias.insert(quoted.clone(), at);
        self.joins.all.push(Joining {
            alias,
            table: key.0.clone(),
            on: on(&quoted),
            inner,
            of_any: key.1.clone(),
            name,
            number,
        });
        self.joins.by_rows.insert(key, at);
        quoted
    }

    /// How many rows are joined so far.
    pub fn joined(&self) -> usize {
        self.joins.all.len()
    }

    /// Whether an expression names one of the joins after the first `count`.
    pub fn joined_after(&self, count: usize, expr: &sql::Expr) -> bool {
        let sql = &self.ctx.sql(expr);
        self.joins.all.iter().skip(count).any(|join| mentions(sql, &self.ctx.name(&join.alias)))
    }

    /// Forgets the joins after the first `count`.
    pub fn forget_joins(&mut self, count: usize) {
        for join in self.joins.all.drain(count.min(self.joins.all.len())..) {
            self.joins.by_alias.remove(&self.ctx.name(&join.alias));
            self.joins.by_rows.remove(&(join.table, join.of_any));
            let next = self.joins.numbers.entry(join.name).or_default();
            *next = join.number.min(*next);
        }
    }

    /// The ON of the join that `found` begins with a column of, to mark it as an inner join.
    pub fn join_of(&self, found: &sql::Expr) -> Option<String> {
        let found = &self.ctx.sql(found);
        let alias = super::aliases_in(found).next().filter(|alias| found.starts_with(alias))?;
        let at = self.joins.by_alias.get(alias)?;
        self.joins.all.get(*at).map(|join| join.on.clone())
    }
}
