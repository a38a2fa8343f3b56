//! The heads of blocks (`table`, `copy` and `row`): what each reads and writes, resolved before any
//! block is lowered, so that keys can be followed whatever the order of the text.

use std::collections::{HashMap, HashSet};

use crate::diag::{Code, Diagnostic};
use crate::plan::{CompareOp, Expr, ExprKind, KeyColumn, RelId, Side};
use crate::schema::{TableId, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Clause};

use super::checker::Checker;
use super::head::{Head, HeadKind, star_of};
use super::items::BlockItem;
use super::names::glob;
use super::resolved::Meaning;
use super::scope::{Scope, ScopeRelation};
use super::typed::{bare_column, reads};

/// The patterns of the lines of a block that say `ignore`.
fn ignores_of(clauses: &[Clause]) -> Vec<&ast::Pattern> {
    let ignored = clauses.iter().filter_map(|clause| match clause {
        Clause::Ignore { columns, .. } => Some(columns),
        _ => None,
    });
    ignored.flatten().collect()
}

impl<'a> Checker<'a, '_> {
    /// Resolves the heads of all blocks, their names and their keys.
    pub(super) fn resolve_heads(&mut self) {
        let mut globs = Vec::new();
        for item in &self.items.blocks {
            match item {
                BlockItem::Table(table) => self.table_head(table),
                BlockItem::Row(row) => self.row_head(row),
                BlockItem::Copy(copy) => {
                    for pattern in &copy.tables {
                        if pattern.parts.iter().any(|p| p.text.contains('*')) {
                            globs.push((*copy, pattern, self.heads.len()));
                        } else {
                            self.copy_head(copy, pattern);
                        }
                    }
                }
            }
        }
        // A glob stands for what no other statement fills, so it is read last; its blocks stand
        // where it was written all the same.
        for (copy, pattern, at) in globs.into_iter().rev() {
            let mut made = self.glob_heads(copy, pattern);
            let rest = self.heads.split_off(at.min(self.heads.len()));
            self.heads.append(&mut made);
            self.heads.extend(rest);
        }
        self.name_heads();
        for simple in [true, false] {
            for at in 0..self.heads.len() {
                if self.heads.get(at).is_some_and(|h| h.joins.is_empty() == simple) {
                    self.join_and_key(at);
                }
            }
        }
    }

    fn table_head(&mut self, table: &'a ast::Table) {
        if self.sides_are_swapped(table) {
            return;
        }
        let source = match self.names.find_on_either(Side::Old, &table.source.parts) {
            Some((Side::Old, id)) => Some(id),
            _ => {
                self.no_old_table(&table.source.parts, table.source.span);
                None
            }
        };
        let target = self.new_table(&table.target);
        let mut relations = Vec::new();
        let alias = |alias: &Option<ast::Name>, path: &ast::Path| {
            alias.as_ref().or(path.parts.last()).map_or_else(String::new, |n| n.text.clone())
        };
        if let Some(id) = source {
            self.used.table(Side::Old, id, table.source.span);
            self.saw(table.source.span, Meaning::Table(Side::Old, id));
            relations.push(ScopeRelation {
                side: Side::Old,
                table: id,
                alias: alias(&table.alias, &table.source),
                named: self.saw_alias(table.alias.as_ref()),
                optional: false,
            });
        }
        let mut broken = source.is_none();
        for join in &table.joins {
            match self.names.find_on_either(Side::Old, &join.table.parts) {
                Some((side, id)) => {
                    self.used.table(side, id, join.table.span);
                    self.saw(join.table.span, Meaning::Table(side, id));
                    let named = self.saw_alias(join.alias.as_ref());
                    let name = alias(&join.alias, &join.table);
                    if relations.iter().any(|r| r.alias == name) {
                        self.report(
                            Diagnostic::new(
                                Code::DEFINED_TWICE,
                                join.span,
                                format!("two tables of this block are called `{name}`"),
                            )
                            .help(format!(
                                "give one another name: `join {} {}2 on …`",
                                self.text(join.table.span),
                                name
                            )),
                        );
                        broken = true;
                    }
                    relations.push(ScopeRelation { side, table: id, alias: name, named, optional: join.left });
                }
                None => {
                    self.no_old_table(&join.table.parts, join.table.span);
                    broken = true;
                }
            }
        }
        let Some(target) = target else {
            self.used.unsure.extend(relations.iter().filter(|r| r.side == Side::Old).map(|r| r.table));
            return;
        };
        if broken {
            self.used.unsure.extend(relations.iter().filter(|r| r.side == Side::Old).map(|r| r.table));
        }
        if source.is_none() {
            relations.clear();
        }
        let lost = broken;
        let broken = broken || table.clauses.iter().any(|c| matches!(c, Clause::Bad(_)));
        self.heads.push(Head {
            kind: HeadKind::Table,
            name: String::new(),
            joins: if broken && relations.len() != table.joins.len() + 1 {
                Vec::new()
            } else {
                table.joins.iter().collect()
            },
            relations,
            on: Vec::new(),
            target,
            key: Vec::new(),
            clauses: &table.clauses,
            ignores: ignores_of(&table.clauses),
            star: star_of(&table.clauses),
            group_by: &table.group_by,
            having: table.having.as_ref(),
            span: table.head_span,
            broken,
            lost,
            alias: table.alias.as_ref(),
        });
    }

    fn saw_alias(&mut self, alias: Option<&ast::Name>) -> Option<Span> {
        let span = alias?.span;
        self.saw(span, Meaning::Alias(span));
        Some(span)
    }

    /// `table NEW -> OLD`: reported as the one slip it is.
    fn sides_are_swapped(&mut self, table: &'a ast::Table) -> bool {
        let (left, right) = (&table.source.parts, &table.target.parts);
        let (Some(old), Some(new)) = (self.names.find(Side::Old, right), self.names.find(Side::New, left)) else {
            return false;
        };
        if self.names.find_on_either(Side::Old, left).is_some_and(|(side, _)| side == Side::Old)
            || self.names.find(Side::New, right).is_some()
        {
            return false;
        }
        self.used.unsure.insert(old);
        let (old_name, new_name) = (self.names.shown(Side::Old, old), self.names.shown(Side::New, new));
        self.report(
            Diagnostic::new(
                Code::UNKNOWN_TABLE,
                table.head_span,
                "the old table stands on the right, the new one on the left",
            )
            .here("rows move from left to right")
            .label(self.names.table(Side::Old, old).name_span, format!("`{old_name}` is a table of the old side"))
            .label(self.names.table(Side::New, new).name_span, format!("`{new_name}` is a table of the new side"))
            .help(format!("write `table {old_name} -> {new_name} {{ … }}`, and turn its lines round as well"))
            .help("or turn round what the two sides are, where they are swapped: `from` and `into`, `--from` and `--into`"),
        );
        true
    }

    /// Reports an unknown old table; the one that was meant is not left behind as well.
    fn no_old_table(&mut self, parts: &[ast::Name], span: Span) {
        let meant = self.names.nearest(&super::items::written(parts), self.names.tables(Side::Old));
        self.used.unsure.extend(meant.and_then(|m| self.names.old.find(None, &m)));
        self.report(self.names.no_table(Side::Old, parts, span));
    }

    fn row_head(&mut self, row: &'a ast::Row) {
        let Some(target) = self.new_table(&row.target) else { return };
        for clause in &row.clauses {
            let (span, what) = match clause {
                Clause::Flow(_) | Clause::Let(_) | Clause::Allow(_) | Clause::Bad(_) => continue,
                Clause::Star(span) => (*span, "`*`"),
                Clause::Where { span, .. } | Clause::Skip { span, .. } => (*span, "`where`"),
                Clause::OrderBy { span, .. } => (*span, "`order by`"),
                Clause::Key { span, .. } => (*span, "`key`"),
                Clause::Unique { span, .. } => (*span, "`unique`"),
                Clause::Ignore { span, .. } => (*span, "`ignore`"),
            };
            self.find(
                Code::UNKNOWN_STATEMENT,
                span,
                format!("{what} has no meaning in a `row`, which reads no old rows"),
            );
        }
        self.heads.push(Head {
            kind: HeadKind::Row,
            name: String::new(),
            relations: Vec::new(),
            joins: Vec::new(),
            on: Vec::new(),
            target,
            key: Vec::new(),
            clauses: &row.clauses,
            ignores: ignores_of(&row.clauses),
            star: None,
            group_by: &[],
            having: None,
            span: row.target.span,
            broken: row.clauses.iter().any(|c| matches!(c, Clause::Bad(_))),
            lost: false,
            alias: None,
        });
    }

    fn copy_of(&self, copy: &'a ast::Copy, source: TableId, target: TableId, alias: String, span: Span) -> Head<'a> {
        Head {
            kind: HeadKind::Copy,
            name: String::new(),
            relations: vec![ScopeRelation { side: Side::Old, table: source, alias, named: None, optional: false }],
            joins: Vec::new(),
            on: Vec::new(),
            target,
            key: Vec::new(),
            clauses: &copy.clauses,
            ignores: ignores_of(&copy.clauses),
            star: star_of(&copy.clauses).or(Some(span)),
            group_by: &[],
            having: None,
            span,
            broken: copy.clauses.iter().any(|c| matches!(c, Clause::Bad(_))),
            lost: false,
            alias: None,
        }
    }

    fn copy_head(&mut self, copy: &'a ast::Copy, pattern: &'a ast::Pattern) {
        let Some(source) = self.names.find(Side::Old, &pattern.parts) else {
            self.no_old_table(&pattern.parts, pattern.span);
            return;
        };
        self.used.table(Side::Old, source, pattern.span);
        self.saw(pattern.span, Meaning::Table(Side::Old, source));
        let Some(target) = self.names.find(Side::New, &pattern.parts) else {
            self.used.unsure.insert(source);
            let name = super::items::written(&pattern.parts);
            let mut finding = self.names.no_table(Side::New, &pattern.parts, pattern.span);
            finding.help.insert(0, format!("if it has another name there, write `table {name} -> NEW {{ * }}`"));
            self.report(finding);
            return;
        };
        let alias = pattern.parts.last().map_or_else(String::new, |n| n.text.clone());
        let head = self.copy_of(copy, source, target, alias, pattern.span);
        self.heads.push(head);
    }

    fn glob_heads(&mut self, copy: &'a ast::Copy, pattern: &'a ast::Pattern) -> Vec<Head<'a>> {
        let filled: HashSet<TableId> =
            self.heads.iter().filter(|head| head.kind != HeadKind::Row).map(|head| head.target).collect();
        let mut made = Vec::new();
        let wanted = super::items::written(&pattern.parts);
        for (id, table) in self.names.old.iter() {
            let shown = self.names.shown(Side::Old, id);
            let bare = shown.trim_matches('`');
            if table.view || !(glob(&wanted, bare) || glob(&wanted, &table.name)) || self.ignored_table(id) {
                continue;
            }
            let name = ast::Name { text: bare.to_owned(), span: pattern.span };
            let Some(target) = self.names.find(Side::New, std::slice::from_ref(&name)) else {
                continue;
            };
            if filled.contains(&target) {
                continue;
            }
            self.used.table(Side::Old, id, pattern.span);
            made.push(self.copy_of(copy, id, target, bare.to_owned(), pattern.span));
        }
        if made.is_empty() {
            self.report(
                Diagnostic::new(Code::IDLE_STAR, pattern.span, format!("`copy {wanted}` covers no table"))
                    .here("no table of this pattern is on both sides and not filled or ignored otherwise")
                    .leave_out(pattern.span),
            );
        }
        made
    }

    /// Aliases first, then old tables' names; where that is taken, with the new table's name.
    fn name_heads(&mut self) {
        let mut taken: HashSet<String> = HashSet::new();
        let mut names: Vec<Option<String>> = vec![None; self.heads.len()];
        let mut findings = Vec::new();
        for (i, head) in self.heads.iter().enumerate() {
            if let (Some(alias), Some(slot)) = (head.alias, names.get_mut(i)) {
                if taken.insert(alias.text.clone()) {
                    *slot = Some(alias.text.clone());
                } else if alias.text.len() > 2
                    && let Some(first) =
                        self.heads.iter().filter_map(|h| h.alias).find(|a| a.text == alias.text && a.span != alias.span)
                {
                    findings.push(super::items::twice("table … as", alias, first));
                }
            }
        }
        // The numbers that are free, since very many blocks may be of one table.
        let mut numbers: HashMap<(&String, &String), usize> = HashMap::new();
        for (i, head) in self.heads.iter().enumerate() {
            let Some(slot) = names.get_mut(i).filter(|s| s.is_none()) else { continue };
            let new = &self.names.table(Side::New, head.target).name;
            let base = head.relations.first().map_or(new, |r| &self.names.table(r.side, r.table).name);
            let mut name = base.clone();
            if taken.contains(&name) {
                name = if head.kind == HeadKind::Row { format!("{base}_row") } else { format!("{base}_{new}") };
            }
            if taken.contains(&name) {
                let n = numbers.entry((base, new)).or_insert(2);
                while taken.contains(&name) {
                    name = format!("{base}_{new}_{n}");
                    *n += 1;
                }
            }
            taken.insert(name.clone());
            *slot = Some(name);
        }
        for (head, name) in self.heads.iter_mut().zip(names) {
            head.name = name.unwrap_or_default();
        }
        findings.into_iter().for_each(|f| self.report(f));
    }

    /// Types the joins of a head and finds what identifies its rows.
    fn join_and_key(&mut self, at: usize) {
        let Some(head) = self.heads.get(at) else { return };
        let (joins, relations, clauses, grouped, lost) =
            (head.joins.clone(), head.relations.clone(), head.clauses, head.grouped(), head.lost);
        self.relations = relations.clone();
        let mut on = Vec::new();
        for (i, join) in joins.iter().enumerate() {
            let visible = relations.iter().take(i + 2).cloned().collect();
            let scope = Scope { relations: visible, lost, ..Scope::default() };
            on.push(self.condition(&scope, &join.on));
        }
        let mut key: Vec<KeyColumn> = Vec::new();
        let said = clauses.iter().find_map(|c| if let Clause::Key { columns, .. } = c { Some(columns) } else { None });
        if let Some(columns) = said {
            let scope = Scope { relations: relations.clone(), lost, ..Scope::default() };
            for path in columns {
                let column = self.path(&scope, path);
                match bare_column(&column) {
                    Some(part) => key.push(part),
                    None if column.ty == Type::Error => {
                        if let Some(head) = self.heads.get_mut(at) {
                            head.broken = true;
                        }
                    }
                    None => self.find(Code::NO_KEY, path.span, "a key is made of columns of the old table"),
                }
            }
        } else if !grouped {
            let mut complete = true;
            for (i, relation) in relations.iter().enumerate() {
                // A joined row that the others determine adds nothing to the key.
                if i > 0 && on.get(i - 1).is_some_and(|on| self.joins_one(on, RelId(i), relation)) {
                    continue;
                }
                match &self.names.table(relation.side, relation.table).primary_key {
                    Some(primary) if !primary.columns.is_empty() => {
                        key.extend(primary.columns.iter().map(|c| KeyColumn { rel: RelId(i), column: *c }));
                    }
                    _ => complete = false,
                }
            }
            if !complete {
                key.clear();
            }
        }
        if let Some(head) = self.heads.get_mut(at) {
            head.on = on;
            head.key = key;
        }
    }

    /// Whether a join finds at most one row of `relation` for each row of the relations before it.
    fn joins_one(&self, on: &Expr, rel: RelId, relation: &ScopeRelation) -> bool {
        let mut bound = Vec::new();
        let conjuncts: Vec<&Expr> = match &on.kind {
            ExprKind::And(all) => all.iter().collect(),
            _ => vec![on],
        };
        for conjunct in conjuncts {
            if let ExprKind::Compare { op: CompareOp::Eq, left, right } = &conjunct.kind {
                for (ours, theirs) in [(left, right), (right, left)] {
                    if let Some(part) = bare_column(ours)
                        && part.rel == rel
                        && !reads(theirs, rel)
                    {
                        bound.push(part.column);
                    }
                }
            }
        }
        self.names.table(relation.side, relation.table).keys().any(|k| k.columns.iter().all(|c| bound.contains(c)))
    }

    /// Whether each row of the first relation is read at most once.
    pub(super) fn one_to_one(&self, at: usize) -> bool {
        self.heads.get(at).is_some_and(|head| {
            head.relations
                .iter()
                .enumerate()
                .skip(1)
                .all(|(i, r)| head.on.get(i - 1).is_some_and(|on| self.joins_one(on, RelId(i), r)))
        })
    }
}
