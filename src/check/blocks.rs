//! Blocks: each is lowered when all heads are known (see `heads`).

use std::collections::HashSet;

use crate::diag::{Code, Diagnostic, Edit};
use crate::plan::{
    Block, Expr, ExprKind, Fill, Filter, How, Join, KeyColumn, OrderTerm, Policy, RelId, Relation, Side, Unique,
    UniqueThen,
};
use crate::schema::{ColumnId, TableId};
use crate::source::Span;
use crate::syntax::ast::{self, Clause};

use crate::syntax::words::quoted;

use super::checker::Checker;
use super::goal::Goal;
use super::head::{HeadKind, star_of};
use super::resolved::Meaning;
use super::scope::Scope;
use super::typed::{negate, not_null};

impl<'a> Checker<'a, '_> {
    /// The blocks of the plan, one for each head and in the order of the heads.
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
            ignored: Vec::new(),
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
        for (i, r) in relations.iter().enumerate().filter(|(_, r)| r.side == Side::Old) {
            let columns = self.names.table(r.side, r.table).iter().map(|(id, _)| id);
            let ignored = columns.filter(|id| self.ignored_column(at, r.table, *id));
            block.ignored.extend(ignored.map(|column| KeyColumn { rel: RelId(i), column }));
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
                    let keep = negate(skipped, true);
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
        let Some(column) = self.names.find_column(Side::New, table, &name.text) else {
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
                .help("leave the line out")
                .leave_out(name.span),
            );
            return None;
        }
        if let Some((_, first)) = filled.iter().find(|(c, _)| *c == column) {
            self.report(
                Diagnostic::new(Code::FILLED_TWICE, name.span, format!("`{}` is filled twice", declared.name))
                    .label(*first, "it is filled here already")
                    .label(declared.span, "the column")
                    .help("leave one of the two out")
                    .leave_out(name.span),
            );
            return None;
        }
        self.saw(name.span, Meaning::Column(Side::New, table, column));
        filled.push((column, span));
        Some(column)
    }

    fn lower_star(&mut self, at: usize, scope: &Scope<'a>, block: &mut Block, filled: &[(ColumnId, Span)], star: Span) {
        let table = block.target;
        let mut covered = false;
        let filled: HashSet<ColumnId> = filled.iter().map(|(column, _)| *column).collect();
        for (column, declared) in self.names.table(Side::New, table).iter() {
            if declared.generated.is_some() || filled.contains(&column) {
                continue;
            }
            let source = scope.relations.iter().enumerate().find_map(|(i, r)| {
                let old = self.names.find_column(r.side, r.table, &declared.name)?;
                Some((RelId(i), r.table, old))
            });
            let Some((rel, old_table, old)) = source else { continue };
            if self.ignored_column(at, old_table, old) {
                continue;
            }
            covered = true;
            if let Some(relation) = scope.relations.get(rel.0) {
                self.saw(star, Meaning::Covered(relation.side, old_table, old));
            }
            let value = self.column(scope, rel, old, star);
            let value = Expr { span: star, ..value };
            let goal = Goal { block: Some(at), table, column, silent: false, line: None };
            self.covered = scope.relations.get(rel.0).map(|r| quoted(&self.names.column(r.side, old_table, old).name));
            let value = self.fit_column(value, goal);
            self.covered = None;
            block.fills.push(Fill {
                column,
                how: How::Value { attempts: vec![value], policy: Policy::Reject },
                span: star,
            });
        }
        self.warn_of_charsets();
        let broken = self.heads.get(at).is_some_and(|h| h.broken);
        // The `*` that a `copy` implies may cover nothing: its own lines can be one for every column.
        let implied = self.heads.get(at).is_some_and(|h| star_of(h.clauses).is_none());
        if !(covered || broken || implied && !filled.is_empty()) {
            let target = self.names.shown(Side::New, table);
            self.report(
                Diagnostic::new(Code::IDLE_STAR, star, format!("`*` covers no column of `{target}`"))
                    .label(
                        self.names.table(Side::New, table).name_span,
                        "no column that is left has a name of the old table",
                    )
                    .help("leave it out")
                    .fix("remove `*`", Edit::Remove(star)),
            );
        }
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
            match self.names.find_column(Side::New, table, &name.text) {
                Some(column) => {
                    self.saw(name.span, Meaning::Column(Side::New, table, column));
                    ids.push(column);
                }
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
                .help("it is obeyed all the same; leave it out if it is not meant")
                .fix("remove the line", Edit::Remove(span)),
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
        let kept_by = block.uniques.iter().flat_map(|unique| match &unique.then {
            UniqueThen::Keep(by) => by.as_slice(),
            _ => &[],
        });
        let terms = block.order_by.iter().chain(kept_by).map(|term| &term.expr);
        for expr in block.having.iter().chain(terms) {
            loose_columns(expr, &block.group_by, &mut loose);
        }
        for span in loose {
            let text = self.text(span);
            self.report(
                Diagnostic::new(Code::OPERAND, span, format!("`{text}` is neither grouped by nor aggregated"))
                    .label(block.span, "this block is grouped")
                    .help(format!("write `max({text})`, or add it: `group by …, {text}`"))
                    .write(span, self.as_value(span, format!("max({text})"))),
            );
        }
    }
}

fn loose_columns(expr: &Expr, grouped: &[Expr], loose: &mut Vec<Span>) {
    if grouped.iter().any(|g| g.same(expr)) || matches!(expr.kind, ExprKind::Group { .. }) {
        return;
    }
    if let ExprKind::Column { .. } = expr.kind {
        loose.push(expr.span);
    }
    expr.for_each_child(&mut |child| loose_columns(child, grouped, loose));
}
