//! Old columns whose default stands for "none" (`parent int NOT NULL DEFAULT 0`), on their way into a reference.

use crate::diag::{Code, Diagnostic, Edit};
use crate::plan::{CompareOp, Expr, ExprKind, Side, Value};
use crate::schema::{Column, Table, TableId, Type};
use crate::source::Span;

use crate::syntax::words::quoted;

use super::checker::Checker;
use super::follow::Reference;
use super::goal::Goal;
use super::head::HeadKind;
use super::types;

/// How Mig writes the value that a column has by default, where that is one which is hardly ever the key of a row: 0, a number below it, an
/// empty text.
fn none_by_default(column: &Column) -> Option<String> {
    let sql = column.default.as_ref()?.sql.split("::").next()?.trim();
    let bare = sql.trim_matches(|c: char| matches!(c, '(' | ')' | '\'' | '"') || c.is_whitespace());
    let number = || bare.parse::<f64>().ok().filter(|n| *n <= 0.0 && n.fract() == 0.0);
    let (text, value) = match &column.ty {
        Type::Int { .. } | Type::Decimal { .. } => {
            let whole = number()? as i64;
            (whole.to_string(), Value::Int(i128::from(whole)))
        }
        Type::Text { .. } if bare.is_empty() || number().is_some() => (format!("\"{bare}\""), Value::Text(bare.into())),
        Type::Uuid if bare.chars().all(|c| matches!(c, '0' | '-')) && bare.contains('0') => {
            (format!("\"{bare}\""), Value::Text(bare.into()))
        }
        _ => return None,
    };
    types::constant(&value, &column.ty).ok().map(|_| text)
}

/// The value that a column has by default, where that is a whole number or a text.
pub(super) fn constant_default(column: &Column) -> Option<Value> {
    let mut sql = column.default.as_ref()?.sql.trim();
    while let Some(inner) = sql.strip_prefix('(').and_then(|sql| sql.strip_suffix(')')) {
        sql = inner.trim();
    }
    let text = sql.strip_prefix('\'').and_then(|rest| {
        let (text, after) = rest.split_once('\'')?;
        let plain = !text.contains('\\') && (after.is_empty() || after.starts_with("::"));
        plain.then_some(text)
    });
    let number = || text.unwrap_or(sql).trim().parse::<i128>().ok();
    let value = match &column.ty {
        Type::Int { .. } | Type::Decimal { .. } => Value::Int(number()?),
        Type::Text { .. } | Type::Enum { .. } | Type::Uuid => Value::Text(text?.to_owned()),
        _ => return None,
    };
    types::constant(&value, &column.ty).ok()
}

/// Whether the old engine lets no row have a value there to which there is no row.
fn asks_for_rows(table: &Table, column: crate::schema::ColumnId) -> bool {
    table.enforces_foreign_keys && table.foreign_key_of(column).is_some_and(|key| !key.declared_by_program)
}

impl<'a> Checker<'a, '_> {
    /// Warns where an old column whose default stands for "none" flows into a reference, by itself or in an arm of a `case`, and
    /// neither the program nor the line says so.
    pub(super) fn warn_of_none(&mut self, followed: &Expr, reference: Reference<'a>, goal: Goal) {
        self.warn_of_none_beside(followed, &[], reference, goal);
    }

    /// Warns where an old column whose default stands for "none" flows into a reference, in an arm that `conds` decide about.
    fn warn_of_none_beside(&mut self, followed: &Expr, conds: &[&Expr], reference: Reference<'a>, goal: Goal) {
        if let ExprKind::Case { arms, otherwise } = &followed.kind {
            let conds: Vec<&Expr> = conds.iter().copied().chain(arms.iter().map(|(cond, _)| cond)).collect();
            for value in arms.iter().map(|(_, value)| value).chain(otherwise.as_deref()) {
                self.warn_of_none_beside(value, &conds, reference, goal);
            }
            return;
        }
        let ExprKind::Follow(follow) = &followed.kind else { return };
        let ([value], None, false) = (follow.key.as_slice(), &follow.unless, goal.silent) else { return };
        let Some((Side::Old, table, column)) = self.source_column(value) else { return };
        let (holder, old) = (self.names.table(Side::Old, table), self.names.column(Side::Old, table, column));
        let Some(none) = none_by_default(old).filter(|_| !asks_for_rows(holder, column)) else { return };
        if conds.iter().any(|cond| self.speaks_of_none(cond, value, &none)) {
            return;
        }
        let new = self.names.column(Side::New, goal.table, goal.column);
        // Where there can be no "none", a row without a partner is one like any other.
        if !new.nullable && !reference.key.declared_by_program {
            return;
        }
        let text = self.said(value);
        let mut finding = Diagnostic::new(
            Code::MAY_BE_NONE,
            value.span,
            format!("`{text}` is {none} by default, which may mean none, and is looked for as a key"),
        )
        .label(old.span, "the default")
        .label(reference.key.span, format!("`{}` refers to a row", new.name));
        let own = holder.foreign_key_of(column).filter(|key| key.declared_by_program).map(|key| key.span);
        // what `via` names is followed whatever is declared
        finding = match self.old_end(follow.block.0).filter(|_| !follow.via) {
            Some((to, key)) => {
                let from = format!("{}.{}", self.names.shown(Side::Old, table), quoted(&old.name));
                let line =
                    format!("reference {from} unless {none} to {}.{}", self.names.shown(Side::Old, to), quoted(&key));
                let finding = finding.help(format!("say so: `{line}`"));
                match own {
                    Some(span) => finding.write(span, line),
                    None => finding.add_statement(line),
                }
            }
            None => {
                let some = format!("nullif({text}, {none})");
                let finding = match follow.via {
                    true => finding.help(format!("say so: write `{some}` before `via`")),
                    false => finding.help(format!("say so: `{some} -> {}`", quoted(&new.name))),
                };
                if self.covered.is_none() { finding.write(value.span, some) } else { finding }
            }
        };
        finding =
            finding.help("where it is a key like any other, say what becomes of rows without a partner: `or reject`");
        self.report(self.with_policy(finding, goal, &text, &new.name));
    }

    /// Whether a condition tells the value that means "none" from the others of a column.
    fn speaks_of_none(&self, cond: &Expr, value: &Expr, none: &str) -> bool {
        let column = self.source_column(value);
        let names_it = |expr: &Expr| {
            let mut found = false;
            expr.walk(&mut |e| found |= self.source_column(e) == column);
            found
        };
        let mut speaks = false;
        cond.walk(&mut |e| {
            speaks |= match &e.kind {
                ExprKind::Literal(_) => self.text(e.span) == none,
                ExprKind::Compare { op, .. } => !matches!(op, CompareOp::Eq | CompareOp::Ne) && names_it(e),
                ExprKind::Truth(inner) => names_it(inner),
                _ => false,
            };
        });
        speaks && names_it(cond)
    }

    /// The key of the old table whose rows a block moves, where it is one column that identifies a row.
    fn old_end(&self, block: usize) -> Option<(TableId, String)> {
        let head = self.heads.get(block)?;
        let base = head.relations.first().filter(|r| r.side == Side::Old)?.table;
        let [key] = head.key.as_slice() else { return None };
        let table = self.names.table(Side::Old, base);
        let unique = key.rel.0 == 0 && table.keys().any(|k| k.columns == [key.column]);
        unique.then(|| (base, table.column(key.column).name.clone()))
    }

    /// Offers `or reject` where the line ends, or as a line of its own where a `*` stands for it.
    fn with_policy(&self, finding: Diagnostic, goal: Goal, text: &str, column: &str) -> Diagnostic {
        let head = goal.block.and_then(|at| self.heads.get(at)).filter(|head| head.kind == HeadKind::Table);
        match (goal.line, head) {
            (Some(line), _) => {
                let end = Span { start: line.end, ..line };
                finding.fix("add `or reject`", Edit::Replace(end, " or reject".to_owned()))
            }
            (None, Some(head)) => {
                let line =
                    if text == quoted(column) { text.to_owned() } else { format!("{text} -> {}", quoted(column)) };
                finding.fix(format!("add `{line} or reject`"), Edit::Line(head.span, format!("{line} or reject")))
            }
            (None, None) => finding,
        }
    }
}
