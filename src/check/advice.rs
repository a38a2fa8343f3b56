//! Warnings about values that may be lost on their way, and what to write then: only what the column takes.

use crate::diag::{Code, Diagnostic, Edit};
use crate::plan::{Expr, ExprKind, Side};
use crate::schema::{Column, ColumnId, TableId, Type};
use crate::source::Span;

use crate::syntax::words::quoted;

use super::checker::Checker;
use super::goal::Goal;
use super::head::HeadKind;
use super::noted::Covered;
use super::types::{Loss, plain_value};

/// A column's type for people: as its schema writes it where the language has no such type.
pub(super) fn said_of(column: &Column) -> String {
    match &column.ty {
        Type::Other(_) | Type::Array(_) | Type::Geometry if !column.native.is_empty() => column.native.clone(),
        Type::Int { .. } if column.native.to_ascii_lowercase().starts_with("bit") => column.native.clone(),
        ty => ty.said(),
    }
}

/// What a column takes, for people: one that is meant as true or false takes truth values.
pub(super) fn taken_of(column: &Column) -> String {
    if column.ty.is_truth_number() { Type::Bool.said() } else { said_of(column) }
}

/// Whether SQL names a column, or may: a word in a text counts too.
fn names_column(sql: &str, column: &str) -> bool {
    let (sql, column) = (sql.to_lowercase(), column.to_lowercase());
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    sql.match_indices(&column).any(|(at, _)| {
        let (before, after) = (sql.get(..at).unwrap_or(""), sql.get(at + column.len()..).unwrap_or(""));
        !part(before.chars().next_back()) && !part(after.chars().next())
    })
}

impl<'a> Checker<'a, '_> {
    /// The type of a value for people.
    pub(super) fn kind(&self, value: &Expr) -> String {
        match (&value.ty, self.source_column(value)) {
            (Type::Other(_) | Type::Array(_) | Type::Geometry | Type::Int { .. }, Some((side, table, column))) => {
                said_of(self.names.column(side, table, column))
            }
            (ty, _) => ty.said(),
        }
    }

    /// Whether a column is in a key of its table, so that one value for many rows is none for it.
    fn in_key(&self, table: TableId, column: ColumnId) -> bool {
        let table = self.names.table(Side::New, table);
        table.primary_key.iter().chain(&table.unique_keys).any(|key| key.columns.contains(&column))
    }

    /// A constant that a column takes for any row; none where a key, a reference or a CHECK is about it.
    pub(super) fn plain_for(&self, table: TableId, column: ColumnId) -> Option<String> {
        let holder = self.names.table(Side::New, table);
        let declared = holder.column(column);
        if self.in_key(table, column)
            || holder.foreign_keys.iter().any(|key| key.columns.contains(&column))
            || holder.checks.iter().any(|check| names_column(&check.sql, &declared.name))
        {
            return None;
        }
        match &declared.ty {
            Type::Text { .. } | Type::Set { .. } | Type::Bytes { .. } => Some("\"\"".to_owned()),
            Type::Other(_) | Type::Array(_) | Type::Geometry | Type::Error | Type::Null => None,
            ty => Some(plain_value(ty)),
        }
    }

    /// The line that a warning is about, without a policy: what stands there, or what a `*` stands for.
    fn line(&self, text: &str, value: &Expr, column: &Column, goal: Goal) -> String {
        let rest = goal.line.filter(|line| line.start == value.span.start && line.file == value.span.file);
        let rest = rest.and_then(|line| self.text(line).get(value.span.range().len()..));
        match rest.and_then(|rest| rest.trim_start().strip_prefix("->")) {
            Some(targets) if targets.contains(',') => {
                let targets: Vec<&str> = targets.lines().map(str::trim).collect();
                format!("{text} -> {}", targets.join(" ").trim())
            }
            _ => format!("{text} -> {}", quoted(&column.name)),
        }
    }

    /// Warns of what a value may lose.
    pub(super) fn warn(&mut self, value: &Expr, column: &Column, loss: Loss, goal: Goal) {
        match self.covered.clone() {
            Some(said) if loss.code == Code::CHARSET => {
                self.charsets.push(Covered { said, value: value.clone(), loss, goal });
            }
            _ => self.warn_of_one(value, column, loss, goal),
        }
    }

    /// Warns of the columns that a `*` or a `copy` stands for and whose character set may not hold all text: once for each set.
    pub(super) fn warn_of_charsets(&mut self) {
        let mut open = std::mem::take(&mut self.charsets);
        while let Some(first) = open.first() {
            let message = first.loss.message.clone();
            let (same, rest) = open.into_iter().partition(|covered| covered.loss.message == message);
            open = rest;
            self.warn_of_charset(same);
        }
    }

    fn warn_of_charset(&mut self, mut covered: Vec<Covered>) {
        if covered.len() == 1
            && let Some(Covered { said, value, loss, goal }) = covered.pop()
        {
            self.covered = Some(said);
            let column = self.names.column(Side::New, goal.table, goal.column);
            self.warn_of_one(&value, column, loss, goal);
            self.covered = None;
            return;
        }
        let Some(first) = covered.first() else { return };
        let column = self.names.column(Side::New, first.goal.table, first.goal.column);
        let names: Vec<&str> = covered.iter().map(|c| c.said.as_str()).collect();
        let message = format!("text of {} columns may not be held: {}", covered.len(), first.loss.message);
        let mut finding = Diagnostic::new(first.loss.code, first.value.span, message)
            .here(names.join(", "))
            .label(column.span, column.as_declared());
        if let Some((side, table, old)) = self.source_column(&first.value) {
            let old = self.names.column(side, table, old);
            finding = finding.label(old.span, old.as_declared());
        }
        // In a `copy` a line would hold for all its tables.
        let head = first.goal.block.and_then(|at| self.heads.get(at)).filter(|head| head.kind == HeadKind::Table);
        let new = |c: &Covered| self.names.column(Side::New, c.goal.table, c.goal.column);
        let null = covered.iter().all(|c| new(c).nullable).then_some("or null");
        for policy in null.into_iter().chain(["or reject"]) {
            let Some(head) = head else { continue };
            let line = |c: &Covered| match quoted(&new(c).name) {
                name if name == c.said => format!("{name} {policy}"),
                name => format!("{} -> {name} {policy}", c.said),
            };
            let lines: Vec<String> = covered.iter().map(line).collect();
            finding = finding.fix(format!("add `{policy}` to them"), Edit::Line(head.span, lines.join("; ")));
        }
        let one = format!("say what happens then: `{} -> {} or reject`, and so on", first.said, quoted(&column.name));
        self.report(finding.help(one));
    }

    fn warn_of_one(&mut self, value: &Expr, column: &Column, loss: Loss, goal: Goal) {
        let text = self.said(value);
        let line = self.line(&text, value, column, goal);
        let flow = |rest: &str| format!("say what happens then: `{line} {rest}`");
        let mut finding = Diagnostic::new(loss.code, value.span, loss.message).label(column.span, column.as_declared());
        if let Some((side, table, old)) = self.source_column(value) {
            let old = self.names.column(side, table, old);
            finding = finding.label(old.span, old.as_declared());
        }
        let nullable = column.nullable;
        let reference = self.reference(goal.table, goal.column).is_some();
        let cuttable = matches!(column.ty, Type::Text { .. }) && !reference && !self.in_key(goal.table, goal.column);
        // In a `copy` a line would hold for all its tables.
        let head = goal.block.and_then(|at| self.heads.get(at)).filter(|head| head.kind == HeadKind::Table);
        let cut = (loss.code == Code::MAY_BE_TOO_LONG && cuttable).then_some("or cut");
        let null = (nullable && loss.code != Code::MAY_BE_NULL).then_some("or null");
        for policy in cut.into_iter().chain(null).chain(["or reject"]) {
            finding = match (goal.line, head) {
                (Some(line), _) => {
                    let end = Span { start: line.end, ..line };
                    finding.fix(format!("add `{policy}`"), Edit::Replace(end, format!(" {policy}")))
                }
                // A `*` stands for the line.
                (None, Some(head)) => {
                    let line = if text == quoted(&column.name) {
                        text.clone()
                    } else {
                        format!("{text} -> {}", quoted(&column.name))
                    };
                    finding.fix(format!("add `{line} {policy}`"), Edit::Line(head.span, format!("{line} {policy}")))
                }
                (None, None) => finding,
            };
        }
        finding = match loss.code {
            Code::MAY_BE_TOO_LONG if cuttable => {
                finding.help(flow("or cut")).help("or keep such rows out: `or reject`")
            }
            Code::MAY_BE_NULL => match self.plain_for(goal.table, goal.column) {
                Some(instead) => finding
                    .help(format!("give it another value: `{line} or {instead}`"))
                    .help("or keep such rows out: `or reject`"),
                None => finding
                    .help(format!("keep such rows out: `{line} or reject`"))
                    .help("or leave them behind without a word: `or skip`"),
            },
            Code::MAY_NOT_FIT if super::types::taken_as(&value.ty, &column.ty) == Type::Bool => finding
                .help(flow(if nullable { "or null" } else { "or reject" }))
                .help(format!("or say which numbers are true: `{text} != 0 -> {}`", quoted(&column.name))),
            Code::MAY_NOT_PARSE | Code::MAY_NOT_FIT => {
                let finding = finding.help(flow(if nullable { "or null" } else { "or reject" }));
                let moment = matches!(column.ty, Type::Date | Type::DateTime { .. } | Type::TimestampTz { .. });
                match (&value.kind, &column.ty) {
                    (ExprKind::Cast { format: None, .. } | ExprKind::Column { .. }, ty)
                        if moment && !text.contains(" as ") =>
                    {
                        let ty = if *ty == Type::Date { "date" } else { "datetime" };
                        finding.help(format!(
                            "where it is written in another way, say how: `{text} as {ty} \"%d.%m.%Y\" -> {}`",
                            quoted(&column.name)
                        ))
                    }
                    _ => finding,
                }
            }
            _ => finding.help(flow("or reject")),
        };
        self.report(finding);
    }

    /// Whether a value comes from a column whose declaration says nothing about its size.
    pub(super) fn sizeless(&self, value: &Expr) -> bool {
        self.source_column(value).is_some_and(|(side, ..)| !self.names.schema(side).engine.declares_sizes())
    }

    /// How the program says an expression; a column that a `*` stands for by its name.
    pub(super) fn said(&self, value: &Expr) -> String {
        self.covered.clone().unwrap_or_else(|| self.text(value.span).to_owned())
    }
}
