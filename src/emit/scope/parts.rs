//! Names for parts of a relation's rows: a long test stands once, in a query around the table, and is called by its name.

use std::collections::{HashMap, HashSet};

use super::{FromClause, Subject, alias, aliases_in};
use crate::emit::context::Context;
use crate::emit::staging::usual;
use crate::plan::{BlockId, Join, RelId, Side};

/// An expression that has a name of its own in the query of a relation.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    rel: usize,
    /// 1 for those made of the table's columns, 2 for those made of these, …
    level: usize,
    name: String,
    /// The name with its relation's alias, as other expressions write it.
    column: String,
    sql: String,
    /// Whether a query asks for it.
    used: bool,
}

/// Parts in the order in which they got their names, found without a look at each: there may be very many.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    all: Vec<Part>,
    by_sql: HashMap<String, usize>,
    by_column: HashMap<String, usize>,
    /// Their names in small letters, with their relations.
    names: HashSet<(usize, String)>,
    /// Names that are taken with all numbers below these.
    numbers: HashMap<(usize, String), usize>,
}

impl Parts {
    /// The part that is this SQL.
    fn of_sql(&self, sql: &str) -> Option<&Part> {
        self.by_sql.get(sql).and_then(|at| self.all.get(*at))
    }

    /// The place of the part that other expressions call so.
    fn place(&self, column: &str) -> Option<usize> {
        self.by_column.get(column).copied()
    }

    /// The places of the parts that SQL calls by their names.
    fn named_in<'p>(&'p self, sql: &'p str, alias: &'p str) -> impl Iterator<Item = usize> + 'p {
        columns_of(sql, alias).filter_map(|column| self.place(column))
    }

    fn has_name(&self, rel: usize, name: &str) -> bool {
        self.names.contains(&(rel, name.to_ascii_lowercase()))
    }

    fn push(&mut self, part: Part) {
        let at = self.all.len();
        self.by_sql.insert(part.sql.clone(), at);
        self.by_column.insert(part.column.clone(), at);
        self.names.insert((part.rel, part.name.to_ascii_lowercase()));
        self.all.push(part);
    }
}

/// A table with its alias, and around it the queries that name parts of its rows.
fn query_with_names(ctx: &Context<'_>, table: &str, alias: &str, parts: &[&Part]) -> String {
    let mut sql = format!("{table} AS {alias}");
    let deepest = parts.iter().map(|part| part.level).max().unwrap_or(0);
    for level in 1..=deepest {
        let named: Vec<String> = parts
            .iter()
            .filter(|part| part.level == level)
            .map(|part| format!(",\n    {} AS {}", part.sql, ctx.name(&part.name)))
            .collect();
        sql = format!("(SELECT {alias}.*{}\n  FROM {sql}) AS {alias}", named.join(""));
    }
    sql
}

/// The queries that steps ask for by name, with their names.
pub(in crate::emit) fn named_queries(ctx: &Context<'_>) -> Vec<(String, String)> {
    let known = ctx.named_parts.borrow();
    let queries = known.iter().filter_map(|((id, rel), parts)| {
        let block = ctx.block(*id);
        let relation = block.source.get(*rel)?;
        let used: Vec<&Part> = parts.all.iter().filter(|part| part.used).collect();
        let alias = ctx.name(&alias(ctx, block, *rel, &relation.alias));
        let sql = query_with_names(ctx, &ctx.table(relation.side, relation.table), &alias, &used);
        let query = sql.strip_prefix('(')?.strip_suffix(&format!(") AS {alias}"))?.to_string();
        Some((ctx.named_query(*id, *rel), query))
    });
    queries.collect()
}

/// The columns of the relation of this quoted alias that SQL reads, with the alias.
fn columns_of<'t>(sql: &'t str, alias: &'t str) -> impl Iterator<Item = &'t str> {
    sql.match_indices(alias).filter_map(move |(at, _)| {
        let rest = sql.get(at..)?;
        let name = rest.get(alias.len()..)?.strip_prefix('.')?;
        let quote = name.chars().next().filter(|c| matches!(c, '`' | '"'))?;
        let mut end = 1;
        loop {
            end += name.get(end..)?.find(quote)? + 1;
            // a quote in a name is doubled
            match name.get(end..)?.strip_prefix(quote) {
                Some(_) => end += 1,
                None => return rest.get(..alias.len() + 1 + end),
            }
        }
    })
}

impl FromClause<'_> {
    /// Which parts are called by their names in these texts, or in what such a part is made of.
    pub(super) fn parts_asked<'t>(&'t self, mut texts: Vec<&'t str>) -> Vec<bool> {
        let mut asked = vec![false; self.hoisted.all.len()];
        // Each text is looked through once, since there may be very many parts.
        while let Some(text) = texts.pop() {
            for alias in &self.quoted {
                for at in self.hoisted.named_in(text, alias) {
                    if !asked[at] {
                        asked[at] = true;
                        texts.push(&self.hoisted.all[at].sql);
                    }
                }
            }
        }
        asked
    }

    /// A relation with its alias, and around it the queries that name parts of its rows: those that are asked for, or all.
    pub(super) fn relation_sql(&self, rel: usize, table: &str, asked: Option<&[bool]>) -> String {
        let alias = self.alias(RelId(rel));
        let is_asked = |at: usize| asked.and_then(|asked| asked.get(at)).copied().unwrap_or(true);
        let all = self.hoisted.all.iter().enumerate();
        let asked: Vec<&Part> =
            all.filter(|(at, part)| part.rel == rel && is_asked(*at)).map(|(_, part)| part).collect();
        let Some(block) = self.shares_names(rel).filter(|_| !asked.is_empty()) else {
            return query_with_names(self.ctx, table, &alias, &asked);
        };
        let mut known = self.ctx.named_parts.borrow_mut();
        let known = known.entry((block, rel)).or_default();
        for part in asked {
            if let Some(at) = known.place(&part.column) {
                known.all[at].used = true;
            }
        }
        format!("{} AS {alias}", self.ctx.named_query(block, rel))
    }

    /// The block whose queries of a relation all use the same names, in a query that has a name itself.
    fn shares_names(&self, rel: usize) -> Option<BlockId> {
        let Subject::Block(id) = self.subject else { return None };
        let usual = self.aliases.get(rel).zip(self.ctx.block(id).source.get(rel));
        let usual = usual.is_some_and(|(own, r)| *own == alias(self.ctx, self.ctx.block(id), rel, &r.alias));
        (self.ctx.names_queries && usual).then_some(id)
    }

    /// The only relation of whose columns an expression is made, where parts of its rows may have names.
    fn named_relation(&self, sql: &str) -> Option<usize> {
        let Subject::Block(id) = self.subject else { return None };
        // Groups are no rows of a table, and a subquery may use names of its own.
        if self.groups.is_some() || sql.contains("(SELECT") {
            return None;
        }
        let mut of = None;
        for alias in aliases_in(sql) {
            if self.joins.has_alias(alias) {
                return None;
            }
            if let Some(rel) = self.quoted.iter().position(|own| own == alias) {
                if of.is_some_and(|of| of != rel) {
                    return None;
                }
                of = Some(rel);
            }
        }
        // A row that an outer join fills with nulls has no names.
        of.filter(|rel| self.ctx.block(id).source.get(*rel).is_some_and(|r| !matches!(r.join, Join::Left(_))))
    }

    /// A name for an expression, or the expression where it can have none; `hint` says what it is.
    pub(super) fn name_part(&mut self, sql: String, hint: &str) -> String {
        let ctx = self.ctx;
        let (Some(rel), Subject::Block(id)) = (self.named_relation(&sql), self.subject) else { return sql };
        if let Some(known) = self.hoisted.of_sql(&sql) {
            return known.column.clone();
        }
        let alias = self.alias(RelId(rel));
        let relation = &ctx.block(id).source[rel];
        let Some(own) = ctx.column_places(relation.side, relation.table) else { return sql };
        let schema = if relation.side == Side::Old { &ctx.program.old } else { &ctx.program.new };
        let columns = &schema.table(relation.table).columns;
        // As it stands in the SQL, without the alias.
        let place = |column: &str| own.quoted.get(column.get(alias.len() + 1..)?).copied();
        if self.hoisted.place(&sql).is_some() || sql.strip_prefix(&alias).is_some() && place(&sql).is_some() {
            return sql;
        }
        let shared = self.shares_names(rel);
        let mut known = ctx.named_parts.borrow_mut();
        let mut known = shared.map(|id| known.entry((id, rel)).or_default());
        if let Some(part) = known.as_ref().and_then(|known| known.of_sql(&sql)) {
            self.hoisted.push(part.clone());
            return part.column.clone();
        }
        let below: Vec<usize> = self.hoisted.named_in(&sql, &alias).collect();
        let level = 1 + below.iter().map(|at| self.hoisted.all[*at].level).max().unwrap_or(0);
        // Called after the column it is made of.
        let about = columns_of(&sql, &alias).filter_map(&place).min();
        let about = about.and_then(|at| columns.get(at)).map(|column| column.name.as_str());
        let about = about.or_else(|| {
            let below = &self.hoisted.all[*below.iter().min()?];
            Some(below.name.rsplit_once('_').map_or(below.name.as_str(), |(about, _)| about))
        });
        let about: String = usual(about.unwrap_or("value")).chars().take(24).collect();
        let wanted = format!("{about}_{hint}");
        let taken = |name: &str| {
            let shared = known.as_ref().is_some_and(|known| known.has_name(rel, name));
            own.lower.contains(&name.to_lowercase()) || shared || self.hoisted.has_name(rel, name)
        };
        let key = (rel, wanted.clone());
        let numbers = [Some(&self.hoisted), known.as_deref()];
        let first =
            numbers.into_iter().flatten().filter_map(|parts| parts.numbers.get(&key)).copied().max().unwrap_or(1);
        let mut numbered = (first..).map(|n| if n == 1 { (n, wanted.clone()) } else { (n, format!("{wanted}{n}")) });
        let (number, name) = numbered.find(|(_, name)| !taken(name)).unwrap_or_default();
        let named = format!("{alias}.{}", ctx.name(&name));
        let part = Part { rel, level, name, column: named.clone(), sql, used: false };
        if let Some(known) = &mut known {
            known.numbers.insert(key.clone(), number + 1);
            known.push(part.clone());
        }
        self.hoisted.numbers.insert(key, number + 1);
        self.hoisted.push(part);
        named
    }
}
