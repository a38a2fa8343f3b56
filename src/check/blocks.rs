//! Blocks: `table`, `copy` and `row`. Heads are resolved first, so that keys can be followed
//! whatever the order of the text; then each block is lowered.

use std::collections::HashSet;

use crate::diag::{Code, Diagnostic, nearest};
use crate::plan::{
    Block, CompareOp, Expr, ExprKind, Fill, Filter, How, Join, KeyColumn, OrderTerm, Policy, RelId, Relation, Side,
    Unique, UniqueThen,
};
use crate::schema::{ColumnId, TableId, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Clause};

use super::Checker;
use super::fill::Goal;
use super::items::BlockItem;
use super::names::{glob, quoted};
use super::scope::{Scope, ScopeRelation};

/// Which statement a block comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadKind {
    Table,
    Copy,
    Row,
}

/// What a block reads and writes.
#[derive(Debug)]
pub(super) struct Head<'a> {
    pub kind: HeadKind,
    pub name: String,
    pub relations: Vec<ScopeRelation>,
    /// The joins of all relations but the first.
    joins: Vec<&'a ast::Join>,
    /// Their conditions.
    on: Vec<Expr>,
    pub target: TableId,
    /// What identifies a row; see [`Block::key`].
    pub key: Vec<KeyColumn>,
    pub clauses: &'a [Clause],
    /// Where a `*` stands, if it has one (a `copy` has one of its own).
    star: Option<Span>,
    group_by: &'a [ast::Expr],
    having: Option<&'a ast::Expr>,
    pub span: Span,
    /// Something in it could not be read or found, so that what seems missing may be there.
    pub broken: bool,
    /// A table that it reads is unknown.
    lost: bool,
    alias: Option<&'a ast::Name>,
}

impl Head<'_> {
    /// Whether rows of it are merged, so that several old keys become one new key.
    pub(super) fn merges(&self) -> bool {
        self.clauses.iter().any(|c| matches!(c, Clause::Unique { then: ast::UniqueThen::Keep { .. }, .. }))
    }

    pub(super) fn grouped(&self) -> bool {
        !self.group_by.is_empty()
    }
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
        // A glob stands for what no other statement moves, so it is read last; its blocks stand
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
            relations.push(ScopeRelation {
                side: Side::Old,
                table: id,
                alias: alias(&table.alias, &table.source),
                optional: false,
            });
        }
        let mut broken = source.is_none();
        for join in &table.joins {
            match self.names.find_on_either(Side::Old, &join.table.parts) {
                Some((side, id)) => {
                    self.used.table(side, id, join.table.span);
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
                    relations.push(ScopeRelation { side, table: id, alias: name, optional: join.left });
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
            star: star(&table.clauses),
            group_by: &table.group_by,
            having: table.having.as_ref(),
            span: table.head_span,
            broken,
            lost,
            alias: table.alias.as_ref(),
        });
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
            .help(format!("write `table {old_name} -> {new_name} {{ … }}`, and turn its lines round as well")),
        );
        true
    }

    /// Reports an unknown old table; the one that was meant is not left behind as well.
    fn no_old_table(&mut self, parts: &[ast::Name], span: Span) {
        let tables = self.names.tables(Side::Old);
        let meant = nearest(&super::items::written(parts), tables.iter().map(String::as_str));
        self.used.unsure.extend(meant.and_then(|m| self.names.old.find(None, m)));
        self.report(self.names.no_table(Side::Old, parts, span));
    }

    fn row_head(&mut self, row: &'a ast::Row) {
        let Some(target) = self.new_table(&row.target) else { return };
        for clause in &row.clauses {
            let (span, what) = match clause {
                Clause::Flow(_) | Clause::Let(_) | Clause::Bad(_) => continue,
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
            relations: vec![ScopeRelation { side: Side::Old, table: source, alias, optional: false }],
            joins: Vec::new(),
            on: Vec::new(),
            target,
            key: Vec::new(),
            clauses: &copy.clauses,
            star: star(&copy.clauses).or(Some(span)),
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
        let moved: HashSet<TableId> = self
            .heads
            .iter()
            .flat_map(|h| h.relations.first())
            .filter(|r| r.side == Side::Old)
            .map(|r| r.table)
            .collect();
        let mut made = Vec::new();
        let wanted = super::items::written(&pattern.parts);
        for (id, table) in self.names.old.iter() {
            let shown = self.names.shown(Side::Old, id);
            let bare = shown.trim_matches('`');
            if moved.contains(&id) || !(glob(&wanted, bare) || glob(&wanted, &table.name)) || self.ignored_table(id) {
                continue;
            }
            let name = ast::Name { text: bare.to_owned(), span: pattern.span };
            let Some(target) = self.names.find(Side::New, std::slice::from_ref(&name)) else {
                continue;
            };
            self.used.table(Side::Old, id, pattern.span);
            made.push(self.copy_of(copy, id, target, bare.to_owned(), pattern.span));
        }
        if made.is_empty() {
            self.report(
                Diagnostic::new(Code::IDLE_STAR, pattern.span, format!("`copy {wanted}` covers no table"))
                    .here("no table of this pattern is on both sides and not moved or ignored otherwise"),
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
        for (i, head) in self.heads.iter().enumerate() {
            let Some(slot) = names.get_mut(i).filter(|s| s.is_none()) else { continue };
            let new = &self.names.table(Side::New, head.target).name;
            let base = head.relations.first().map_or(new, |r| &self.names.table(r.side, r.table).name);
            let mut name = base.clone();
            if taken.contains(&name) {
                name = if head.kind == HeadKind::Row { format!("{base}_row") } else { format!("{base}_{new}") };
            }
            let mut n = 2;
            while taken.contains(&name) {
                name = format!("{base}_{new}_{n}");
                n += 1;
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

    /// Lowers all blocks.
    pub(super) fn lower_blocks(&mut self) -> Vec<Block> {
        (0..self.heads.len()).map(|at| self.lower_block(at)).collect()
    }

    fn lower_block(&mut self, at: usize) -> Block {
        let mut block = Block {
            name: String::new(),
            source: Vec::new(),
            target: TableId(0),
            filters: Vec::new(),
            fills: Vec::new(),
            order_by: Vec::new(),
            key: Vec::new(),
            group_by: Vec::new(),
            having: None,
            uniques: Vec::new(),
            span: Span::default(),
        };
        let Some(head) = self.heads.get(at) else { return block };
        let (clauses, group_by, having, lost) = (head.clauses, head.group_by, head.having, head.lost);
        let relations = head.relations.clone();
        block.name.clone_from(&head.name);
        block.target = head.target;
        block.key.clone_from(&head.key);
        block.span = head.span;
        for (i, r) in relations.iter().enumerate() {
            let join = match (i, head.on.get(i.wrapping_sub(1))) {
                (0, _) | (_, None) => Join::Base,
                (_, Some(on)) if r.optional => Join::Left(on.clone()),
                (_, Some(on)) => Join::Inner(on.clone()),
            };
            block.source.push(Relation { side: r.side, table: r.table, alias: r.alias.clone(), join });
        }
        self.relations = relations.clone();
        let lets = clauses.iter().filter_map(|c| if let Clause::Let(l) = c { Some(l) } else { None }).collect();
        let mut scope = Scope { relations, lets, lost, ..Scope::default() };
        for clause in clauses {
            match clause {
                Clause::Where { cond, span } => {
                    let keep = self.condition(&scope, cond);
                    block.filters.push(Filter { keep, because: None, span: *span });
                }
                Clause::Skip { cond, because, span } => {
                    let skipped = self.condition(&scope, cond);
                    let keep = super::expr::negate(skipped, true);
                    let because = because.as_ref().map(|b| b.value.clone());
                    block.filters.push(Filter { keep, because, span: *span });
                }
                _ => {}
            }
        }
        for filter in &block.filters {
            not_null(&filter.keep, &mut scope.not_null);
        }
        block.group_by = group_by.iter().map(|e| self.expr(&scope, e)).collect();
        scope.grouped = !block.group_by.is_empty();
        block.having = having.map(|h| self.condition(&scope, h));
        self.lower_fills(at, &scope, &mut block);
        for clause in clauses {
            match clause {
                Clause::OrderBy { terms, .. } => {
                    for term in terms {
                        let expr = self.expr(&scope, &term.expr);
                        block.order_by.push(OrderTerm { expr, descending: term.descending });
                    }
                }
                Clause::Unique { columns, then, span } => {
                    if let Some(unique) = self.unique(&scope, block.target, columns, then, *span) {
                        block.uniques.push(unique);
                    }
                }
                _ => {}
            }
        }
        if scope.grouped {
            self.check_grouped(&block);
        }
        block
    }

    fn lower_fills(&mut self, at: usize, scope: &Scope<'a>, block: &mut Block) {
        let Some(head) = self.heads.get(at) else { return };
        let (clauses, star, kind) = (head.clauses, head.star, head.kind);
        let table = block.target;
        let mut filled: Vec<(ColumnId, Span)> = Vec::new();
        for clause in clauses {
            let Clause::Flow(flow) = clause else { continue };
            let mut read = false;
            for name in &flow.targets {
                let Some(column) = self.fillable(table, name, &mut filled, flow.span, at) else { continue };
                read = true;
                if let Some(how) = self.flow(scope, flow, Some(at), table, column) {
                    block.fills.push(Fill { column, how, span: flow.span });
                }
            }
            if !read && let ast::FlowValue::Expr(value) = &flow.value {
                // It goes nowhere, and what is wrong with it is said all the same.
                self.expr(scope, value);
            }
        }
        if let Some(star) = star
            && kind != HeadKind::Row
        {
            self.lower_star(at, scope, block, &filled, star);
        }
        block.fills.sort_by_key(|f| f.column);
    }

    /// The column a line fills, unless it cannot be filled or is filled already.
    pub(super) fn fillable(
        &mut self,
        table: TableId,
        name: &ast::Name,
        filled: &mut Vec<(ColumnId, Span)>,
        span: Span,
        block: usize,
    ) -> Option<ColumnId> {
        let Some(column) = self.names.table(Side::New, table).find(&name.text) else {
            if let Some(head) = self.heads.get_mut(block) {
                head.broken = true;
            }
            self.report(self.names.no_column(Side::New, table, name));
            return None;
        };
        let declared = self.names.column(Side::New, table, column);
        if declared.generated.is_some() {
            self.report(
                Diagnostic::new(
                    Code::GENERATED,
                    name.span,
                    format!("`{}` is reckoned by the new side and cannot be filled", declared.name),
                )
                .label(declared.span, "a generated column")
                .help("leave the line out"),
            );
            return None;
        }
        if let Some((_, first)) = filled.iter().find(|(c, _)| *c == column) {
            self.report(
                Diagnostic::new(Code::FILLED_TWICE, name.span, format!("`{}` is filled twice", declared.name))
                    .label(*first, "it is filled here already")
                    .label(declared.span, "the column")
                    .help("leave one of the two out"),
            );
            return None;
        }
        filled.push((column, span));
        Some(column)
    }

    fn lower_star(&mut self, at: usize, scope: &Scope<'a>, block: &mut Block, filled: &[(ColumnId, Span)], star: Span) {
        let table = block.target;
        let mut covered = false;
        for (column, declared) in self.names.table(Side::New, table).iter() {
            if declared.generated.is_some() || filled.iter().any(|(c, _)| *c == column) {
                continue;
            }
            let source = scope.relations.iter().enumerate().find_map(|(i, r)| {
                let old = self.names.table(r.side, r.table).find(&declared.name)?;
                Some((RelId(i), r.table, old))
            });
            let Some((rel, old_table, old)) = source else { continue };
            if self.ignored_column(at, old_table, old) {
                continue;
            }
            covered = true;
            let value = self.column(scope, rel, old, self.star_span(old_table, old, star));
            let value = Expr { span: star, ..value };
            let goal = Goal { block: Some(at), table, column, silent: false };
            let value = self.fit_column(value, goal);
            block.fills.push(Fill {
                column,
                how: How::Value { attempts: vec![value], policy: Policy::Reject },
                span: star,
            });
        }
        let broken = self.heads.get(at).is_some_and(|h| h.broken);
        if !covered && !broken {
            let target = self.names.shown(Side::New, table);
            self.report(
                Diagnostic::new(Code::IDLE_STAR, star, format!("`*` covers no column of `{target}`"))
                    .label(
                        self.names.table(Side::New, table).name_span,
                        "no column that is left has a name of the old table",
                    )
                    .help("leave it out"),
            );
        }
    }

    /// Where the use of a column by `*` is noted.
    fn star_span(&self, _table: TableId, _column: ColumnId, star: Span) -> Span {
        star
    }

    fn unique(
        &mut self,
        scope: &Scope<'a>,
        table: TableId,
        columns: &[ast::Name],
        then: &'a ast::UniqueThen,
        span: Span,
    ) -> Option<Unique> {
        let mut ids = Vec::new();
        let mut whole = true;
        for name in columns {
            match self.names.table(Side::New, table).find(&name.text) {
                Some(column) => ids.push(column),
                None => {
                    self.report(self.names.no_column(Side::New, table, name));
                    whole = false;
                }
            }
        }
        let then = match then {
            ast::UniqueThen::Keep { last, by } => UniqueThen::Keep(
                by.iter().map(|e| OrderTerm { expr: self.expr(scope, e), descending: *last }).collect(),
            ),
            ast::UniqueThen::Reject => UniqueThen::Reject,
            ast::UniqueThen::Fail => UniqueThen::Fail,
        };
        if !whole {
            return None;
        }
        let holder = self.names.table(Side::New, table);
        let asked = holder.keys().any(|k| ids.iter().all(|c| k.columns.contains(c)));
        if !asked {
            let names: Vec<&str> = columns.iter().map(|c| c.text.as_str()).collect();
            self.report(
                Diagnostic::new(
                    Code::IDLE_UNIQUE,
                    span,
                    format!("no key of `{}` asks that ({}) be unique", holder.name, names.join(", ")),
                )
                .label(holder.name_span, "its primary and unique keys are others")
                .help("it is obeyed all the same; leave it out if it is not meant"),
            );
        }
        Some(Unique { columns: ids, then, span })
    }

    /// In a grouped block, every column stands in `group by` or inside an aggregate.
    fn check_grouped(&mut self, block: &Block) {
        let mut loose = Vec::new();
        for fill in &block.fills {
            if let How::Value { attempts, .. } = &fill.how {
                attempts.iter().for_each(|e| loose_columns(e, &block.group_by, &mut loose));
            }
        }
        if let Some(having) = &block.having {
            loose_columns(having, &block.group_by, &mut loose);
        }
        for span in loose {
            let text = self.text(span);
            self.report(
                Diagnostic::new(Code::OPERAND, span, format!("`{text}` is neither grouped by nor aggregated"))
                    .label(block.span, "this block is grouped")
                    .help(format!("write `max({text})`, or add it: `group by …, {text}`")),
            );
        }
    }
}

fn loose_columns(expr: &Expr, grouped: &[Expr], loose: &mut Vec<Span>) {
    if grouped.iter().any(|g| same(g, expr)) || matches!(expr.kind, ExprKind::Group { .. }) {
        return;
    }
    if let ExprKind::Column { .. } = expr.kind {
        loose.push(expr.span);
    }
    expr.for_each_child(&mut |child| loose_columns(child, grouped, loose));
}

/// The same expression, wherever it is written.
fn same(a: &Expr, b: &Expr) -> bool {
    match (bare_column(a), bare_column(b)) {
        (Some(a), Some(b)) => a == b,
        _ => {
            let bare = |e: &Expr| {
                let mut json = serde_json::to_value(e).unwrap_or_default();
                forget_spans(&mut json);
                json
            };
            std::mem::discriminant(&a.kind) == std::mem::discriminant(&b.kind) && bare(a) == bare(b)
        }
    }
}

fn forget_spans(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.remove("span");
            fields.values_mut().for_each(forget_spans);
        }
        serde_json::Value::Array(all) => all.iter_mut().for_each(forget_spans),
        _ => {}
    }
}

fn star(clauses: &[Clause]) -> Option<Span> {
    clauses.iter().find_map(|c| if let Clause::Star(span) = c { Some(*span) } else { None })
}

/// The column an expression is, as it is or as stored.
pub(super) fn bare_column(expr: &Expr) -> Option<KeyColumn> {
    match &expr.kind {
        ExprKind::Column { rel, column } => Some(KeyColumn { rel: *rel, column: *column }),
        ExprKind::Cast { value, stored: true, .. } => bare_column(value),
        _ => None,
    }
}

/// Whether an expression reads a relation.
fn reads(expr: &Expr, wanted: RelId) -> bool {
    let mut found = false;
    expr.walk(&mut |e| found |= matches!(e.kind, ExprKind::Column { rel, .. } if rel == wanted));
    found
}

/// The columns that cannot be null where a condition holds.
fn not_null(cond: &Expr, known: &mut Vec<(RelId, ColumnId)>) {
    match &cond.kind {
        ExprKind::And(all) => all.iter().for_each(|c| not_null(c, known)),
        ExprKind::Not(inner) => match &inner.kind {
            ExprKind::IsNull(value) => known.extend(bare_column(value).map(|k| (k.rel, k.column))),
            ExprKind::Or(all) => {
                for one in all {
                    if let ExprKind::IsNull(value) = &one.kind {
                        known.extend(bare_column(value).map(|k| (k.rel, k.column)));
                    }
                }
            }
            _ => {}
        },
        ExprKind::Compare { op, left, right } if *op != CompareOp::Ne => {
            // Equal to what is not null, or in any order with something.
            let sure = |e: &Expr| *op != CompareOp::Eq || !e.nullable;
            if sure(right) {
                known.extend(bare_column(left).map(|k| (k.rel, k.column)));
            }
            if sure(left) {
                known.extend(bare_column(right).map(|k| (k.rel, k.column)));
            }
        }
        ExprKind::In { value, list } if list.iter().all(|e| !e.nullable) => {
            known.extend(bare_column(value).map(|k| (k.rel, k.column)));
        }
        ExprKind::Like { value, .. } => known.extend(bare_column(value).map(|k| (k.rel, k.column))),
        _ => {}
    }
}

/// A name for messages: the columns of a key.
pub(super) fn listed(names: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    names.into_iter().map(|n| quoted(n.as_ref())).collect::<Vec<_>>().join(", ")
}
