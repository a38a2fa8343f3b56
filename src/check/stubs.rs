//! Stubs: the rows that moved rows refer to and the new side lacks.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::plan::{Block, BlockId, Expr, ExprKind, Fill, How, Policy, Side, Stub};
use crate::schema::{Column, ColumnId, TableId, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Clause};

use crate::syntax::words::quoted;

use super::checker::Checker;
use super::goal::Goal;
use super::head::Head;
use super::scope::Scope;
use super::typed::has_error;
use super::types::plain_value;

impl<'a> Checker<'a, '_> {
    /// The `stub` statement of a table.
    fn stub_statement(&self, table: TableId) -> Option<&'a ast::Stub> {
        self.items.stubs.iter().copied().find(|s| {
            let parts = match s.target.parts.as_slice() {
                [first, rest @ ..] if first.text == "new" && !rest.is_empty() => rest,
                all => all,
            };
            self.names.find(Side::New, parts) == Some(table)
        })
    }

    /// A line that could fill a column, for advice; which value is left open where only the reader can know it.
    pub(super) fn example_line(&self, table: TableId, id: ColumnId) -> String {
        let holder = self.names.table(Side::New, table);
        let column = holder.column(id);
        let unique = holder.keys().any(|key| key.columns == [id]);
        let value = match &column.ty {
            // A key that was never there, or the same value twice, is no advice.
            _ if holder.foreign_keys.iter().any(|key| key.columns.contains(&id)) => "…".to_owned(),
            Type::Uuid => plain_value(&column.ty),
            ty if unique && !ty.is_textual() => "…".to_owned(),
            ty => plain_value(ty),
        };
        format!("{value} -> {}", quoted(&column.name))
    }

    /// A line of a stub; its text tells one stub from another.
    fn stub_line(&self, table: TableId, id: ColumnId) -> String {
        let column = self.names.column(Side::New, table, id);
        match &column.ty {
            Type::Text { .. } if self.reference(table, id).is_none() => {
                format!("f\"deleted {{key}}\" -> {}", quoted(&column.name))
            }
            _ => self.example_line(table, id),
        }
    }

    /// The columns of a table that a row must give a value.
    pub(super) fn required(&self, table: TableId) -> Vec<(ColumnId, &'a Column)> {
        self.names
            .table(Side::New, table)
            .iter()
            .filter(|(_, c)| !c.nullable && c.default.is_none() && !c.auto_increment && c.generated.is_none())
            .collect()
    }

    /// Says what to write where `or stub` has no `stub`.
    pub(super) fn require_stub(&mut self, table: TableId, span: Span) {
        if self.stub_statement(table).is_some() || self.items.bad {
            return;
        }
        let holder = self.names.table(Side::New, table);
        let shown = self.names.shown(Side::New, table);
        let example = self.stub_example(table);
        self.report(
            Diagnostic::new(Code::NO_STUB, span, format!("nothing says how to make a row of `{shown}`"))
                .label(holder.name_span, "the table that is referred to")
                .help(format!("write `{example}`"))
                .add_statement(example),
        );
    }

    /// A `stub` that gives every column a value that must have one.
    fn stub_example(&self, table: TableId) -> String {
        let holder = self.names.table(Side::New, table);
        let primary = holder.primary_key.as_ref().map(|k| k.columns.clone()).unwrap_or_default();
        let lines: Vec<String> = self
            .required(table)
            .iter()
            .filter(|(id, _)| !primary.contains(id))
            .map(|(id, _)| self.stub_line(table, *id))
            .collect();
        let lines = if lines.is_empty() { String::new() } else { format!(" {} ", lines.join("; ")) };
        format!("stub {} {{{lines}}}", self.names.shown(Side::New, table))
    }

    /// Marks what an attempt follows so that the row is made where it is missing.
    pub(super) fn or_stub(&mut self, attempt: &mut Expr, goal: Goal, span: Span) {
        let table = self.names.table(Side::New, goal.table);
        let column = table.column(goal.column);
        let Some(reference) = self.reference(goal.table, goal.column) else {
            if attempt.ty == Type::Error {
                return;
            }
            let part =
                table.foreign_keys.iter().find(|key| key.columns.len() > 1 && key.columns.contains(&goal.column));
            let finding = match part {
                Some(key) => of_several(span, &format!("`{}` is part of one of several", column.name))
                    .label(key.span, "the reference"),
                None => {
                    let message = format!("`{}` refers to nothing, so no row can be made for it", column.name);
                    Diagnostic::new(Code::POLICY, span, message).label(column.span, "no foreign key starts here").help(
                        format!(
                            "if it should refer to a table, say so: `reference new.{}.{} to new.TABLE.KEY`",
                            self.names.shown(Side::New, goal.table),
                            quoted(&column.name)
                        ),
                    )
                }
            };
            self.report(self.without_link(finding, span));
            return;
        };
        let to = reference.key.table;
        // The line asked for a stub all the same, so an absent `stub` is not what is wrong with it.
        self.stubs_wanted.entry(to).or_insert(span);
        if let Some(block) = follows_several(attempt, to, &self.heads) {
            let name = self.heads.get(block.0).map_or(String::new(), |head| head.name.clone());
            let finding = of_several(span, &format!("the rows of `{name}` are known by several"));
            self.report(self.without_link(finding, span));
            return;
        }
        let mut followed = false;
        set_stub(attempt, to, &self.heads, &mut followed);
        if followed {
            self.require_stub(to, span);
        } else if attempt.ty != Type::Error && !matches!(attempt.kind, ExprKind::Error) && !has_error(attempt) {
            let message = "this is no old key, so there is nothing to make a row for";
            self.report(self.without_link(Diagnostic::new(Code::POLICY, span, message), span));
        }
    }

    /// The `stub` statements, each with what it gives a row that is missing.
    pub(super) fn lower_stubs(&mut self, blocks: &[Block]) -> Vec<Stub> {
        let mut stubs: Vec<Stub> = Vec::new();
        self.relations = Vec::new();
        for statement in &self.items.stubs {
            let Some(target) = self.new_table(&statement.target) else { continue };
            if let Some(first) = stubs.iter().find(|s| s.target == target) {
                self.report(
                    Diagnostic::new(
                        Code::DEFINED_TWICE,
                        statement.target.span,
                        format!("`stub {}` is given twice", self.names.shown(Side::New, target)),
                    )
                    .label(first.span, "it is given here already")
                    .leave_out(statement.span),
                );
                continue;
            }
            if let Some(stub) = self.lower_stub(statement, target, blocks) {
                stubs.push(stub);
            }
        }
        stubs
    }

    fn lower_stub(&mut self, statement: &'a ast::Stub, target: TableId, blocks: &[Block]) -> Option<Stub> {
        let holder = self.names.table(Side::New, target);
        let Some([primary]) = holder.primary_key.as_ref().map(|k| k.columns.as_slice()) else {
            self.report(
                Diagnostic::new(
                    Code::STUB_INCOMPLETE,
                    statement.target.span,
                    format!("`{}` has no primary key of one column that a stub could get", holder.name),
                )
                .label(holder.primary_key.as_ref().map_or(holder.name_span, |k| k.span), "the table"),
            );
            return None;
        };
        let primary = *primary;
        let key = holder.column(primary).ty.clone();
        let lets =
            statement.clauses.iter().filter_map(|c| if let Clause::Let(l) = c { Some(l) } else { None }).collect();
        let scope = Scope { key: Some(key.clone()), lets, ..Scope::default() };
        let mut fills: Vec<Fill> = Vec::new();
        let mut filled: Vec<(ColumnId, Span)> = Vec::new();
        let mut broken = false;
        for clause in &statement.clauses {
            match clause {
                Clause::Flow(flow) => {
                    for name in &flow.targets {
                        let Some(column) = self.fillable(target, name, &mut filled, flow.span, usize::MAX) else {
                            broken = true;
                            continue;
                        };
                        if let Some(how) = self.flow(&scope, flow, None, target, column) {
                            fills.push(Fill { column, how, span: flow.span });
                        }
                    }
                }
                Clause::Let(_) | Clause::Allow(_) => {}
                Clause::Bad(_) => broken = true,
                other => {
                    let span = clause_span(other);
                    self.find(Code::UNKNOWN_STATEMENT, span, "a `stub` has only lines that fill columns");
                }
            }
        }
        if !filled.iter().any(|(c, _)| *c == primary) {
            let how = self.stub_primary(target, primary, &key, statement.target.span, blocks);
            fills.push(Fill { column: primary, how, span: statement.target.span });
            filled.push((primary, statement.target.span));
        }
        // A stub's own references call further stubs.
        for fill in &mut fills {
            let Some(reference) = self.reference(target, fill.column) else { continue };
            let to = reference.key.table;
            let How::Value { attempts, .. } = &mut fill.how else { continue };
            let mut followed = false;
            let there = self.stub_statement(to).is_some();
            for attempt in attempts.iter_mut() {
                if there {
                    set_stub(attempt, to, &self.heads, &mut followed);
                } else {
                    attempt.walk(&mut |e| followed |= matches!(e.kind, ExprKind::Follow(_)));
                }
            }
            if followed && there {
                self.stubs_wanted.entry(to).or_insert(statement.target.span);
            } else if followed && !holder.column(fill.column).nullable {
                let shown = self.names.shown(Side::New, to);
                let column = holder.column(fill.column);
                self.report(
                    Diagnostic::new(
                        Code::STUB_INCOMPLETE,
                        statement.target.span,
                        format!("a stub of `{}` refers to `{shown}`, for which there is no stub", holder.name),
                    )
                    .label(reference.key.span, format!("`{}` refers to it", column.name))
                    .help(format!("write `stub {shown} {{ … }}`"))
                    .add_statement(self.stub_example(to)),
                );
            }
        }
        if !broken {
            self.stub_is_whole(statement, target, &filled);
        }
        fills.sort_by_key(|f| f.column);
        Some(Stub { target, fills, span: statement.span })
    }

    /// Says which columns of a stub's table, NOT NULL and without a default, no line fills.
    fn stub_is_whole(&mut self, statement: &ast::Stub, target: TableId, filled: &[(ColumnId, Span)]) {
        let missing: Vec<(ColumnId, &Column)> =
            self.required(target).into_iter().filter(|(id, _)| !filled.iter().any(|(c, _)| c == id)).collect();
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().map(|(_, c)| format!("`{}`", c.name)).collect();
            let mut finding = Diagnostic::new(
                Code::STUB_INCOMPLETE,
                statement.target.span,
                format!("a stub of `{}` gives {} no value", self.names.table(Side::New, target).name, names.join(", ")),
            );
            let mut edits = Vec::new();
            for (id, column) in &missing {
                let line = self.example_line(target, *id);
                finding = finding.label(column.span, "NOT NULL and without a default").help(format!("add `{line}`"));
                edits.push(Edit::Line(statement.target.span, line));
            }
            let title = format!("add line{} for {}", if edits.len() == 1 { "" } else { "s" }, names.join(", "));
            if edits.iter().all(is_whole) {
                finding.fixes.push(Fix { title, edits });
            }
            self.report(finding);
        }
    }

    /// What a stub's primary key is: the missing key; followed where it is itself a reference.
    fn stub_primary(&mut self, target: TableId, primary: ColumnId, key: &Type, span: Span, blocks: &[Block]) -> How {
        let movers = self.movers(target);
        let numbered = blocks
            .iter()
            .any(|b| b.target == target && b.fills.iter().any(|f| f.column == primary && f.how == How::Auto));
        if numbered {
            return How::Auto;
        }
        let value = Expr::new(ExprKind::StubKey, key.clone(), false, span);
        let mut attempt = value.clone();
        if let Some(reference) = self.reference(target, primary) {
            // The stub's key is an old key of the rows of `target`; where their old table also
            // fills the table referred to, it is the same old key there.
            let base = |at: &usize| self.heads.get(*at).and_then(|h| h.relations.first()).map(|r| r.table);
            let bases: Vec<TableId> = movers.iter().filter_map(base).collect();
            let others = self.movers(reference.key.table);
            let same = others.iter().copied().find(|at| base(at).is_some_and(|b| bases.contains(&b)));
            attempt = match same {
                Some(mover) => self.follow(mover, vec![value], None, reference.to, span),
                None => {
                    let goal = Goal { block: None, table: target, column: primary, silent: true, line: None };
                    self.fit_column(value, goal)
                }
            };
        }
        How::Value { attempts: vec![attempt], policy: Policy::Reject }
    }
}

/// A stub gets its key from the reference that misses it, and has one column for it.
fn of_several(span: Span, why: &str) -> Diagnostic {
    Diagnostic::new(Code::POLICY, span, format!("a row is made for a key of one column only, and {why}"))
        .help("write another policy here, or let a block of its own make the missing rows")
}

/// Marks what follows old keys into `table` so that missing rows are made.
fn set_stub(expr: &mut Expr, table: TableId, heads: &[Head<'_>], found: &mut bool) {
    match &mut expr.kind {
        ExprKind::Follow(follow)
            if follow.key.len() == 1 && heads.get(follow.block.0).is_some_and(|h| h.target == table) =>
        {
            follow.stub = true;
            *found = true;
        }
        ExprKind::Case { arms, otherwise } => {
            for (_, value) in arms {
                set_stub(value, table, heads, found);
            }
            if let Some(otherwise) = otherwise {
                set_stub(otherwise, table, heads, found);
            }
        }
        ExprKind::Call { args, .. } => {
            for arg in args {
                set_stub(arg, table, heads, found);
            }
        }
        ExprKind::Fit { value, .. } | ExprKind::Cast { value, .. } => set_stub(value, table, heads, found),
        _ => {}
    }
}

/// The block into `table` that a value follows by keys of several columns.
fn follows_several(expr: &Expr, table: TableId, heads: &[Head<'_>]) -> Option<BlockId> {
    let mut found = None;
    expr.walk(&mut |e| match &e.kind {
        ExprKind::Follow(follow)
            if follow.key.len() > 1 && heads.get(follow.block.0).is_some_and(|h| h.target == table) =>
        {
            found = Some(follow.block);
        }
        _ => {}
    });
    found
}

/// Whether an edit's text can be read as it is: nothing in it is left open.
pub(super) fn is_whole(edit: &Edit) -> bool {
    !matches!(edit, Edit::Line(_, text) if text.starts_with('…'))
}

fn clause_span(clause: &Clause) -> Span {
    match clause {
        Clause::Flow(flow) => flow.span,
        Clause::Let(definition) => definition.span,
        Clause::Allow(allow) => allow.span,
        Clause::Star(span)
        | Clause::Bad(span)
        | Clause::Where { span, .. }
        | Clause::Skip { span, .. }
        | Clause::OrderBy { span, .. }
        | Clause::Key { span, .. }
        | Clause::Unique { span, .. }
        | Clause::Ignore { span, .. } => *span,
    }
}
