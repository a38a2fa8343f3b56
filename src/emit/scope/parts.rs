//! Names for parts of a relation's rows: a long test stands once, in a query around the table, and is called by its name.

use std::sync::Arc;

use super::{FromClause, Subject};
use crate::emit::context::Context;
use crate::emit::named::{Part, with_names};
use crate::physical::usual;
use crate::plan::{BlockId, Join, RelId, Side};
use crate::sql::{Column, Expr, FromItem, Query, Relation, TableName};

/// The queries that steps ask for by name, with their names.
pub(crate) fn named_queries(ctx: &Context<'_>) -> Vec<(TableName, Arc<Query>)> {
    let Some(known) = ctx.shared_parts.as_ref().map(|parts| parts.borrow()) else { return Vec::new() };
    let queries = known.iter().filter_map(|((id, rel), parts)| {
        let block = ctx.block(*id);
        let relation = block.source.get(*rel)?;
        let used: Vec<Part> = parts.all.iter().filter(|part| part.used).cloned().collect();
        let (alias, fence) = (ctx.relation_alias(block, *rel), ctx.dialect.capabilities().fence);
        let table = ctx.table_name(relation.side, relation.table);
        match with_names(table.into(), &alias, &used, fence).relation {
            Relation::Query(query) => Some((ctx.named_query(*id, *rel), query)),
            Relation::Table(_) => None,
        }
    });
    queries.collect()
}

impl FromClause<'_> {
    /// The places of the parts that an expression calls by their names.
    fn parts_in(&self, value: &Expr) -> Vec<usize> {
        let mut places = Vec::new();
        value.each_column(&mut |column| {
            let rel = column.relation.as_ref().and_then(|alias| self.aliases.iter().position(|own| own == alias));
            places.extend(rel.and_then(|rel| self.hoisted.place(rel, &column.name)));
        });
        places
    }

    /// How often parts are called by their names in expressions, or in what such a part is made of.
    pub(super) fn parts_asked<'e>(&'e self, exprs: impl IntoIterator<Item = &'e Expr>) -> Vec<usize> {
        let mut asked = vec![0; self.hoisted.all.len()];
        if asked.is_empty() {
            return asked;
        }
        // Each expression is looked through once, since there may be very many parts.
        let mut exprs: Vec<&Expr> = exprs.into_iter().collect();
        while let Some(expr) = exprs.pop() {
            for at in self.parts_in(expr) {
                asked[at] += 1;
                if asked[at] == 1 {
                    exprs.push(&self.hoisted.all[at].value);
                }
            }
        }
        asked
    }

    /// What a column is where it is a part that is asked for once: that needs no name.
    pub(super) fn single(&self, asked: &[usize], column: &Column) -> Option<Expr> {
        let rel = self.aliases.iter().position(|own| Some(own) == column.relation.as_ref())?;
        let at = self.hoisted.place(rel, &column.name)?;
        let single = asked.get(at) == Some(&1) && self.shares_names(rel).is_none();
        single.then(|| self.without_single(asked, &self.hoisted.all[at].value))
    }

    /// An expression with what such columns are.
    pub(super) fn without_single(&self, asked: &[usize], value: &Expr) -> Expr {
        value.with_columns(&self.aliases, &|column| self.single(asked, column))
    }

    /// A relation under its alias, and around it the queries that name parts of its rows: those that are asked for.
    pub(super) fn relation_from(&self, rel: usize, table: TableName, asked: &[usize]) -> FromItem {
        let alias = self.alias(RelId(rel));
        let Some(block) = self.shares_names(rel) else {
            let fence = self.ctx.dialect.capabilities().fence;
            return with_names(table.into(), &alias, &self.parts_to_name(rel, asked), fence);
        };
        let all = self.hoisted.all.iter().zip(asked);
        let asked = all.filter(|(part, asked)| part.rel == rel && **asked > 0).map(|(part, _)| part);
        let asked: Vec<&Part> = asked.collect();
        if asked.is_empty() {
            return Relation::from(table).named(&alias);
        }
        if let Some(named) = &self.ctx.shared_parts {
            let mut named = named.borrow_mut();
            let known = named.entry((block, rel)).or_default();
            for part in asked {
                if let Some(at) = known.place(rel, &part.name) {
                    known.all[at].used = true;
                }
            }
        }
        Relation::from(self.ctx.named_query(block, rel)).named(&alias)
    }

    /// The parts of a relation that are asked for more than once: these have names in the query itself.
    pub(super) fn parts_to_name(&self, rel: usize, asked: &[usize]) -> Vec<Part> {
        let all = self.hoisted.all.iter().zip(asked).filter(|(part, asked)| part.rel == rel && **asked > 1);
        all.map(|(part, _)| Part { value: self.without_single(asked, &part.value), ..part.clone() }).collect()
    }

    /// The block whose queries of a relation all use the same names, in a query that has a name itself.
    fn shares_names(&self, rel: usize) -> Option<BlockId> {
        let Subject::Block(id) = self.subject else { return None };
        if self.groups.is_some() {
            return None;
        }
        let block = self.ctx.block(id);
        let own = self.aliases.get(rel).filter(|_| rel < block.source.len());
        let usual = own.is_some_and(|own| *own == self.ctx.relation_alias(block, rel));
        (self.ctx.shared_parts.is_some() && usual).then_some(id)
    }

    /// The only relation of whose columns an expression is made, where parts of its rows may have names.
    fn named_relation(&self, value: &Expr) -> Option<usize> {
        let Subject::Block(id) = self.subject else { return None };
        // A subquery may use names of its own.
        if value.has_query() {
            return None;
        }
        let (mut of, mut several) = (None, false);
        value.each_column(&mut |column| {
            let Some(alias) = &column.relation else { return };
            match self.aliases.iter().position(|own| own == alias) {
                Some(rel) => several |= of.replace(rel).is_some_and(|of| of != rel),
                None => several |= self.joins.has(alias),
            }
        });
        // A row that an outer join fills with nulls has no names.
        of.filter(|rel| {
            let relation = self.ctx.block(id).source.get(*rel);
            let joined = relation.is_some_and(|relation| !matches!(relation.join, Join::Left(_)));
            !several && (self.groups.is_some() || joined)
        })
    }

    /// A name for an expression, or the expression where it can have none; `hint` says what it is.
    pub(super) fn name_part(&mut self, value: Expr, hint: &str) -> Expr {
        let ctx = self.ctx;
        let (Some(rel), Subject::Block(id)) = (self.named_relation(&value), self.subject) else { return value };
        let alias = self.alias(RelId(rel));
        if let Some(known) = self.hoisted.of_value(&value) {
            return known.column(&alias);
        }
        if value.is_column() {
            return value;
        }
        let shared = self.shares_names(rel);
        let mut known = ctx.shared_parts.as_ref().map(|parts| parts.borrow_mut());
        let mut known = shared.zip(known.as_mut()).map(|(id, parts)| parts.entry((id, rel)).or_default());
        if let Some(part) = known.as_ref().and_then(|known| known.of_value(&value)) {
            self.hoisted.push(part.clone());
            return part.column(&alias);
        }
        let below = self.parts_in(&value);
        let level = 1 + below.iter().map(|at| self.hoisted.all[*at].level).max().unwrap_or(0);
        // Called after the column it is made of.
        let about = self.first_column(id, rel, &value).or_else(|| {
            let below = &self.hoisted.all[*below.iter().min()?];
            Some(below.name.rsplit_once('_').map_or(&*below.name, |(about, _)| about).into())
        });
        let about: String = usual(about.as_deref().unwrap_or("value")).chars().take(24).collect();
        let wanted = format!("{about}_{hint}");
        let taken = |name: &str| {
            let shared = known.as_ref().is_some_and(|known| known.has_name(rel, name));
            self.has_column(id, rel, name) || shared || self.hoisted.has_name(rel, name)
        };
        let key = (rel, wanted.clone());
        let numbers = [Some(&self.hoisted), known.as_deref()];
        let first =
            numbers.into_iter().flatten().filter_map(|parts| parts.numbers.get(&key)).copied().max().unwrap_or(1);
        let mut numbered = (first..).map(|n| if n == 1 { (n, wanted.clone()) } else { (n, format!("{wanted}{n}")) });
        let (number, name) = numbered.find(|(_, name)| !taken(name)).unwrap_or_default();
        let part = Part { rel, level, name: name.into(), value, used: false };
        let named = part.column(&alias);
        if let Some(known) = &mut known {
            known.numbers.insert(key.clone(), number + 1);
            known.push(part.clone());
        }
        if let Some(groups) = &mut self.groups {
            groups.reserve(&part.name);
        }
        self.hoisted.numbers.insert(key, number + 1);
        self.hoisted.push(part);
        named
    }

    /// The name of the first column of a relation, or of the groups, that an expression reads.
    fn first_column(&self, id: BlockId, rel: usize, value: &Expr) -> Option<Arc<str>> {
        let alias = self.alias(RelId(rel));
        let mut names = Vec::new();
        value.each_column(&mut |column| {
            if column.relation.as_ref() == Some(&alias) {
                names.push(column.name.clone());
            }
        });
        if let Some(groups) = &self.groups {
            return names.into_iter().find(|name| groups.has_column(name));
        }
        let relation = self.ctx.block(id).source.get(rel)?;
        let own = self.ctx.column_places(relation.side, relation.table)?;
        let first = names.iter().filter_map(|name| own.by_name.get(name)).min()?;
        let schema = if relation.side == Side::Old { &self.ctx.program.old } else { &self.ctx.program.new };
        schema.table(relation.table).columns.get(*first).map(|column| column.name.as_str().into())
    }

    /// Whether a relation, or the groups, have a column of this name already.
    fn has_column(&self, id: BlockId, rel: usize, name: &str) -> bool {
        if let Some(groups) = &self.groups {
            return groups.has_column(name);
        }
        let relation = self.ctx.block(id).source.get(rel);
        let own = relation.and_then(|relation| self.ctx.column_places(relation.side, relation.table));
        own.is_some_and(|own| own.lower.contains(&name.to_lowercase()))
    }
}
