//! Queries in lines: each in one line where it is short, else a line for each clause, and what is within them set off.

use super::{INSIDE, NOT, Names, Printer};
use crate::sql::expr::Expr;
use crate::sql::lines::{Layout, WIDTH, fill, fill_terms, line};
use crate::sql::query::{CommonTable, FromItem, Join, JoinKind, Query, Relation, Select};

/// Whether a query names more columns than there is room for in a line: each takes three bytes and what stands between two.
fn has_many_columns(query: &Query) -> bool {
    query.has_columns(WIDTH / 5)
}

/// Whether what a query reads from does.
fn reads_many_columns(select: &Select) -> bool {
    match select.from.as_ref().map(|from| &from.relation) {
        Some(Relation::Query(query)) => has_many_columns(query),
        _ => false,
    }
}

impl Printer<'_> {
    /// A query in one line, or with a line for each clause where that is too long.
    pub(super) fn broken(&self, query: &Query, steps: usize) -> String {
        self.broken_within(query, &Names::default(), steps)
    }

    fn broken_within(&self, query: &Query, outer: &Names, steps: usize) -> String {
        // Not tried in one line at every depth.
        if has_many_columns(query) {
            return self.query(query, outer, Layout::Lines(steps));
        }
        let one = self.query(query, outer, Layout::Line);
        if one.len() + 2 * steps <= WIDTH { one } else { self.query(query, outer, Layout::Lines(steps)) }
    }

    /// What stands between the brackets around a query: it in one line, or on lines of its own.
    pub(super) fn between_brackets(&self, query: &Query, outer: &Names, steps: usize) -> String {
        let query = self.broken_within(query, outer, steps + 1);
        if !query.contains('\n') {
            return query;
        }
        format!("{}{query}{}", line(steps + 1), line(steps))
    }

    pub(super) fn query(&self, query: &Query, outer: &Names, layout: Layout) -> String {
        match query {
            Query::Select(select) => self.select(select, outer, layout),
            Query::UnionAll(queries) => self.union(queries, "UNION ALL", outer, layout),
            Query::Union(queries) => self.union(queries, "UNION", outer, layout),
        }
    }

    fn union(&self, queries: &[Query], word: &str, outer: &Names, layout: Layout) -> String {
        let (queries, between): (Vec<String>, String) = match layout {
            Layout::Line => (queries.iter().map(|query| self.query(query, outer, layout)).collect(), " ".to_owned()),
            Layout::Lines(steps) => {
                (queries.iter().map(|query| self.broken_within(query, outer, steps)).collect(), line(steps))
            }
        };
        queries.join(&format!("{between}{word}{between}"))
    }

    fn select(&self, select: &Select, outer: &Names, layout: Layout) -> String {
        let Select { with, from, joins, items, distinct, .. } = select;
        let clause = match layout {
            Layout::Line => " ".to_owned(),
            Layout::Lines(steps) => line(steps),
        };
        let mut names = outer.clone();
        let sources = from.iter().chain(joins.iter().map(|join| &join.from));
        sources.filter_map(|from| from.alias.as_ref()).for_each(|alias| names.add(alias));
        let names = &names;
        let mut out = String::new();
        if !with.is_empty() {
            let table = |CommonTable { name, columns, query, .. }: &CommonTable| {
                let columns = if columns.is_empty() { String::new() } else { format!(" ({})", self.idents(columns)) };
                let query = match layout {
                    Layout::Line => self.query(query, outer, layout),
                    Layout::Lines(steps) => self.between_brackets(query, outer, steps),
                };
                format!("{}{columns} AS ({query})", self.syntax.ident(name))
            };
            let tables: Vec<String> = with.iter().map(table).collect();
            let recursive = if with.iter().any(|table| table.recursive) { "RECURSIVE " } else { "" };
            out.push_str(&format!("WITH {recursive}{}{clause}", tables.join(&format!(",{clause}"))));
        }
        let begin = if *distinct { "SELECT DISTINCT " } else { "SELECT " };
        let columns = items.iter().map(|item| self.item(item, names));
        out.push_str(&match layout {
            _ if items.is_empty() => format!("{begin}*"),
            Layout::Line => format!("{begin}{}", columns.collect::<Vec<_>>().join(", ")),
            Layout::Lines(steps) => fill(begin, columns, steps + 1),
        });
        let rest = self.after_items(select, names, layout);
        let short = layout != Layout::Line && joins.len() < 2 && !reads_many_columns(select);
        let one = short.then(|| self.after_items(select, names, Layout::Line));
        match (layout, one) {
            (Layout::Lines(steps), Some(one)) if one.len() + 2 * steps <= WIDTH && !one.is_empty() => {
                out.push_str(&clause);
                out.push_str(one.trim_start());
            }
            _ => out.push_str(&rest),
        }
        out
    }

    /// What stands behind the columns of a query.
    fn after_items(&self, select: &Select, names: &Names, layout: Layout) -> String {
        let Select { from, joins, filter, group, having, order, limit, .. } = select;
        let (clause, join, room) = match layout {
            Layout::Line => (" ".to_owned(), " ".to_owned(), 0),
            Layout::Lines(steps) => (line(steps), line(steps + 1), WIDTH),
        };
        let mut out = String::new();
        if let Some(from) = from {
            out.push_str(&format!("{clause}FROM {}", self.from(from, layout, names)));
        }
        let joined: Vec<String> = joins.iter().map(|each| self.join(each, names, layout)).collect();
        match joined.as_slice() {
            // One that is short stands beside what it is joined to.
            [one] if out.len() + one.len() < room && !one.contains('\n') => out.push_str(&format!(" {one}")),
            all => all.iter().for_each(|each| out.push_str(&format!("{join}{each}"))),
        }
        out.push_str(&self.clause_laid_out("WHERE", filter.as_ref(), names, layout));
        if !group.is_empty() {
            out.push_str(&format!("{clause}GROUP BY {}", self.list(group, names)));
        }
        out.push_str(&self.clause_laid_out("HAVING", having.as_ref(), names, layout));
        if !order.is_empty() {
            out.push_str(&format!("{clause}ORDER BY {}", self.order(order, names)));
        }
        if let Some(limit) = limit {
            out.push_str(&format!("{clause}LIMIT {limit}"));
        }
        out
    }

    fn clause_laid_out(&self, word: &str, condition: Option<&Expr>, names: &Names, layout: Layout) -> String {
        match (condition, layout) {
            (None, _) => String::new(),
            (Some(condition), Layout::Line) => format!(" {word} {}", self.slot(condition, INSIDE, names)),
            (Some(condition), Layout::Lines(steps)) => {
                self.condition(condition, names, &format!("{}{word} ", line(steps)), steps)
            }
        }
    }

    /// A clause of a statement: in its line where that is short, else on lines of its own.
    pub(super) fn clause_of_lines(&self, word: &str, condition: Option<&Expr>, names: &Names, steps: usize) -> String {
        let one = self.clause_laid_out(word, condition, names, Layout::Line);
        if one.len() <= WIDTH / 2 { one } else { self.clause_laid_out(word, condition, names, Layout::Lines(steps)) }
    }

    /// A condition behind what a line begins with: in one line, or the terms of a conjunction on several where that is too long.
    pub(super) fn condition(&self, condition: &Expr, names: &Names, begin: &str, steps: usize) -> String {
        match condition {
            Expr::And(terms) => {
                fill_terms(begin, terms.iter().map(|term| self.slot(term, NOT, names).to_string()), steps + 1)
            }
            _ => format!("{begin}{}", self.slot(condition, INSIDE, names)),
        }
    }

    pub(super) fn join(&self, Join { kind, from, on, .. }: &Join, names: &Names, layout: Layout) -> String {
        let kind = match (kind, on) {
            (JoinKind::Inner, None) => "CROSS JOIN",
            (JoinKind::Inner, Some(_)) => "JOIN",
            (JoinKind::Left, _) => "LEFT JOIN",
        };
        let layout = match layout {
            Layout::Line => Layout::Line,
            Layout::Lines(steps) => Layout::Lines(steps + 1),
        };
        format!("{kind} {}{}", self.from(from, layout, names), self.clause(" ON ", on.as_ref(), names))
    }

    fn from(&self, FromItem { relation, alias }: &FromItem, layout: Layout, names: &Names) -> String {
        let from = match (relation, layout) {
            (Relation::Table(table), _) => self.table(table),
            // It cannot name the relations around it.
            (Relation::Query(query), Layout::Line) => {
                format!("({})", self.query(query, &Names::default(), Layout::Line))
            }
            (Relation::Query(query), Layout::Lines(steps)) => {
                format!("({})", self.between_brackets(query, &Names::default(), steps))
            }
        };
        let own = |alias: &str| matches!(relation, Relation::Table(table) if self.syntax.ident(&table.name) == alias);
        match alias.as_ref().map(|alias| self.relation(alias, names)) {
            Some(alias) if !own(&alias) => format!("{from} AS {alias}"),
            _ => from,
        }
    }
}
