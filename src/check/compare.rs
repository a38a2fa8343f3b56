//! Comparisons: operands are brought to one kind.

use crate::diag::{Code, Diagnostic};
use crate::plan::{CompareOp, Expr, ExprKind, Value};
use crate::schema::{Column, Type};
use crate::source::Span;

use super::checker::Checker;
use super::typed::{cast_to, literal, negate, truth_of};
use super::types::{self, Misfit};

impl<'a> Checker<'a, '_> {
    /// `left op right`.
    pub(super) fn compare(&mut self, op: CompareOp, left: Expr, right: Expr, op_span: Span, span: Span) -> Expr {
        let null = |e: &Expr| e.literal() == Some(&Value::Null);
        // Null equals only null, and any order with it is false.
        if null(&left) || null(&right) {
            let other = if null(&left) { right } else { left };
            let is_null = Expr::new(ExprKind::IsNull(Box::new(other)), Type::Bool, false, span);
            return match op {
                CompareOp::Eq => is_null,
                CompareOp::Ne => negate(is_null, true),
                _ => {
                    self.report(
                        Diagnostic::new(Code::OPERAND, op_span, "nothing is smaller or larger than null")
                            .help("write `is null` or `is not null`"),
                    );
                    Expr::error(span)
                }
            };
        }
        let Some((left, right)) = self.pair(left, right, op_span) else {
            return Expr::error(span);
        };
        let kind = ExprKind::Compare { op, left: Box::new(left), right: Box::new(right) };
        Expr::new(kind, Type::Bool, false, span)
    }

    /// `value in (list)`; null in the list stands for null.
    pub(super) fn is_in(&mut self, value: Expr, list: Vec<Expr>, span: Span) -> Expr {
        let (nulls, list): (Vec<Expr>, Vec<Expr>) = list.into_iter().partition(|e| e.literal() == Some(&Value::Null));
        let mut common = value.clone();
        let mut values = Vec::new();
        let mut pairs = Vec::new();
        let mut all_alike = true;
        for one in list {
            let at = one.span;
            let Some((left, right)) = self.pair(value.clone(), one, at) else {
                return Expr::error(span);
            };
            // true and 1 are of two kinds beside a number that is meant as a truth value
            if !values.is_empty() && common.ty != left.ty {
                all_alike = false;
            }
            common = left.clone();
            pairs.push((left, right.clone()));
            values.push(right);
        }
        let mut any = Vec::new();
        match values.len() {
            0 => {}
            _ if !all_alike => any.extend(pairs.into_iter().map(|(left, right)| {
                let kind = ExprKind::Compare { op: CompareOp::Eq, left: Box::new(left), right: Box::new(right) };
                Expr::new(kind, Type::Bool, false, span)
            })),
            1 => {
                let right = values.remove(0);
                let kind = ExprKind::Compare { op: CompareOp::Eq, left: Box::new(common), right: Box::new(right) };
                any.push(Expr::new(kind, Type::Bool, false, span));
            }
            _ => any.push(Expr::new(ExprKind::In { value: Box::new(common), list: values }, Type::Bool, false, span)),
        }
        if !nulls.is_empty() {
            any.push(Expr::new(ExprKind::IsNull(Box::new(value)), Type::Bool, false, span));
        }
        match any.len() {
            0 => literal(Value::Bool(false), Type::Bool, span),
            1 => any.remove(0),
            _ => Expr::new(ExprKind::Or(any), Type::Bool, false, span),
        }
    }

    /// Brings two operands to one kind, or says why they cannot be compared.
    pub(super) fn pair(&mut self, left: Expr, right: Expr, at: Span) -> Option<(Expr, Expr)> {
        if left.ty == Type::Error || right.ty == Type::Error {
            return None;
        }
        for (one, other) in [(&left, &right), (&right, &left)] {
            if types::has_no_meaning(&one.ty) && other.ty != Type::Null {
                let said = self.text(one.span);
                let mut finding = Diagnostic::new(
                    Code::OPERAND,
                    one.span,
                    format!("`{said}` is of a type that the language does not have, and is compared with nothing"),
                )
                .help(format!("compare what the new engine makes of it: `(sql\"…{{{said}}}…\" as text)`"));
                if let Some(column) = self.column_label(one) {
                    finding = finding.label(column, "declared here");
                }
                self.report(finding);
                return None;
            }
        }
        if left.ty.is_truth_number() && right.ty == Type::Bool {
            return Some((truth_of(left), right));
        }
        if left.ty == Type::Bool && right.ty.is_truth_number() {
            return Some((left, truth_of(right)));
        }
        if left.literal().is_some() && right.literal().is_none() {
            return self.pair(right, left, at).map(|(r, l)| (l, r));
        }
        if let Some(value) = right.literal().cloned() {
            return self.pair_constant(left, right, &value, at);
        }
        if left.ty.is_textual() && right.ty.is_textual() {
            return Some((textual(left), textual(right)));
        }
        if (left.ty.is_numeric() && right.ty.is_numeric()) || types::same_kind(&left.ty, &right.ty) {
            return Some((left, right));
        }
        if left.ty.is_temporal()
            && right.ty.is_temporal()
            && let Some(ty) = types::common(&left.ty, &right.ty)
        {
            let to = |e: Expr| if types::same_kind(&e.ty, &ty) { e } else { cast_to(e, ty.clone()) };
            return Some((to(left), to(right)));
        }
        if left.ty == Type::Uuid && right.ty.is_textual() {
            return Some((cast_to(left, Type::TEXT), textual(right)));
        }
        if right.ty == Type::Uuid && left.ty.is_textual() {
            return Some((textual(left), cast_to(right, Type::TEXT)));
        }
        self.cannot_compare(&left, &right, at, None);
        None
    }

    fn pair_constant(&mut self, left: Expr, right: Expr, value: &Value, at: Span) -> Option<(Expr, Expr)> {
        match (&left.ty, value) {
            (Type::Null, _) => return Some((left, right)),
            (ty, Value::Int(_) | Value::Decimal(_) | Value::Float(_)) if ty.is_numeric() => return Some((left, right)),
            // 1 and 0 say true and false to many.
            (Type::Bool, Value::Int(n @ (0 | 1))) => {
                let constant = literal(Value::Bool(*n == 1), Type::Bool, right.span);
                return Some((left, constant));
            }
            (Type::Enum { values, .. }, Value::Text(text)) if !values.contains(text) => {
                let near = self.names.nearest(text, values.iter().map(String::as_str));
                let mut finding =
                    Diagnostic::new(Code::OPERAND, right.span, format!("`{}` is never {text:?}", self.text(left.span)))
                        .help(format!("its values are {}", types::quoted(values)));
                if let Some(near) = near {
                    finding = finding.help(format!("did you mean {near:?}?")).write(right.span, format!("{near:?}"));
                }
                if let Some(column) = self.column_label(&left) {
                    finding = finding.label(column, "the enum");
                }
                self.report(finding);
                return None;
            }
            (Type::Enum { .. }, Value::Text(_)) => return Some((left, right)),
            (ty, Value::Text(_)) if ty.is_textual() => return Some((left, right)),
            (Type::Uuid, Value::Text(text)) => {
                let text = text.to_lowercase();
                let ty = right.ty.clone();
                return Some((cast_to(left, Type::TEXT), literal(Value::Text(text), ty, right.span)));
            }
            (Type::Date, Value::DateTime(_)) => {
                return Some((cast_to(left, Type::DateTime { precision: 0 }), right));
            }
            (Type::Date, Value::Text(text)) if super::dates::date(text).is_none() => {
                if let Some(moment) = super::dates::datetime(text) {
                    let ty = Type::DateTime { precision: 6 };
                    let constant = literal(Value::DateTime(moment), ty, right.span);
                    return Some((cast_to(left, Type::DateTime { precision: 0 }), constant));
                }
            }
            (ty, _) if ty.is_textual() || ty.is_numeric() => {
                let way = match value {
                    Value::Int(_) | Value::Decimal(_) if left.ty.is_textual() => {
                        Some(format!("{} = \"{}\"", self.text(left.span), self.text(right.span)))
                    }
                    Value::Text(text) if text.parse::<f64>().is_ok() => {
                        Some(format!("{} = {text}", self.text(left.span)))
                    }
                    _ => None,
                };
                self.cannot_compare(&left, &right, at, way);
                return None;
            }
            _ => {}
        }
        match types::constant(value, &left.ty) {
            Ok(value) => {
                let ty = left.ty.clone();
                let constant = literal(value, ty, right.span);
                Some((left, constant))
            }
            Err(Misfit::Value(why, help)) => {
                let mut finding = Diagnostic::new(
                    Code::OPERAND,
                    right.span,
                    format!(
                        "`{}` is {}, which {} never is",
                        self.text(left.span),
                        self.kind(&left),
                        self.text(right.span)
                    ),
                )
                .here(why);
                if let Some(help) = help {
                    finding = finding.help(help);
                }
                self.report(finding);
                None
            }
            Err(Misfit::Kind(way)) => {
                let way = way.map(|w| format!("{} = {w}", self.text(left.span)));
                self.cannot_compare(&left, &right, at, way);
                None
            }
        }
    }

    /// What is wrong where a look-up seeks a value of another kind than its column has, and what to write.
    pub(super) fn seeks_another_kind(&self, column: &Column, theirs: &Expr, ours: &Expr) -> Option<Diagnostic> {
        let said = self.text(ours.span);
        let way = match (&theirs.ty, ours.literal()) {
            (_, Some(Value::Text(text))) if theirs.ty.is_numeric() => text.parse::<f64>().is_ok().then(|| text.clone()),
            (ty, Some(Value::Int(_) | Value::Decimal(_))) if ty.is_textual() => Some(format!("\"{said}\"")),
            (ty, None) if ty.is_numeric() && ours.ty.is_textual() || ty.is_textual() && ours.ty.is_numeric() => {
                let whole = said.chars().all(|c| c.is_alphanumeric() || "_.`()".contains(c));
                Some(if whole { format!("{said} as {}", family(ty)) } else { format!("({said}) as {}", family(ty)) })
            }
            _ => return None,
        };
        let finding = Diagnostic::new(
            Code::OPERAND,
            ours.span,
            format!("`{}` is {}, and {} is sought in it", column.name, self.kind(theirs), self.kind(ours)),
        )
        .label(column.span, "declared here");
        Some(match way {
            Some(way) => finding.help(format!("write `{way}`")),
            None => finding,
        })
    }

    fn cannot_compare(&mut self, left: &Expr, right: &Expr, at: Span, way: Option<String>) {
        let mut finding = Diagnostic::new(
            Code::OPERAND,
            at,
            format!("`{}` and `{}` cannot be compared", self.text(left.span), self.text(right.span)),
        )
        .label(left.span, format!("this is {}", self.kind(left)))
        .label(right.span, format!("this is {}", self.kind(right)));
        if let Some(column) = self.column_label(left) {
            finding = finding.label(column, "declared here");
        }
        let bools = [left, right].iter().any(|e| e.ty == Type::Bool);
        self.report(match way {
            None if bools => {
                let (yes, other) = if left.ty == Type::Bool { (left, right) } else { (right, left) };
                let said = self.text(yes.span);
                if other.literal().is_some() {
                    finding.help(format!("`{said}` is true or false: write `{said}` or `not {said}`"))
                } else {
                    finding.help(format!("make both true or false: `{said} = ({} != 0)`", self.text(other.span)))
                }
            }
            Some(way) => finding.help(format!("write `{way}`")),
            None => {
                // Only a conversion that there is.
                let ways = [(left, right), (right, left)];
                let becomes = |(from, to): &&(&Expr, &Expr)| {
                    !matches!(types::conversion(&from.ty, &to.ty), types::Conversion::Impossible(_))
                        && types::named_by(&to.ty)
                };
                match ways.iter().find(becomes) {
                    Some((from, to)) => {
                        let way = format!("({} as {})", self.text(from.span), family(&to.ty));
                        finding.help(format!("convert one of them: `{way}`"))
                    }
                    None => finding.help(format!(
                        "the language has no conversion for them: let the new engine do it, `sql\"… {{{}}} …\" as {}`",
                        self.text(left.span),
                        if types::named_by(&right.ty) { family(&right.ty) } else { "text".to_owned() }
                    )),
                }
            }
        });
    }
}

/// Enums and sets compare as the text they are.
fn textual(expr: Expr) -> Expr {
    if matches!(expr.ty, Type::Text { .. }) { expr } else { cast_to(expr, Type::TEXT) }
}

/// A type's name without its size, for advice.
pub(super) fn family(ty: &Type) -> String {
    match ty {
        Type::Int { .. } => "int".to_owned(),
        Type::Decimal { .. } => "decimal".to_owned(),
        t if t.is_textual() => "text".to_owned(),
        other => other.to_string(),
    }
}
