//! Typed expressions that are made or looked at without regard to the program around them.

use crate::plan::{CompareOp, Expr, ExprKind, KeyColumn, RelId, Value};
use crate::schema::{Column, ColumnId, Type};
use crate::source::Span;
use crate::syntax::ast::Literal;

/// A constant of this type; only null may be null.
pub(super) fn literal(value: Value, ty: Type, span: Span) -> Expr {
    let nullable = value == Value::Null;
    Expr::new(ExprKind::Literal(value), ty, nullable, span)
}

/// The typed constant a literal of the program is.
pub(super) fn constant_of(value: &Literal, span: Span) -> Expr {
    match value {
        Literal::Null => literal(Value::Null, Type::Null, span),
        Literal::Bool(b) => literal(Value::Bool(*b), Type::Bool, span),
        Literal::Int(digits) => whole(digits, span),
        Literal::Decimal(text) if text.contains(['e', 'E']) => literal(Value::Float(text.clone()), Type::Float64, span),
        Literal::Decimal(text) => decimal(text, span),
        Literal::Text(text) => {
            let max = u32::try_from(text.chars().count()).ok();
            literal(Value::Text(text.clone()), Type::Text { max, collation: None, fixed: false }, span)
        }
        Literal::Date(text) => literal(Value::Date(text.clone()), Type::Date, span),
        Literal::DateTime(text) => literal(Value::DateTime(text.clone()), Type::DateTime { precision: 6 }, span),
    }
}

pub(super) fn whole(digits: &str, span: Span) -> Expr {
    match digits.parse::<i128>() {
        Ok(n) if i64::try_from(n).is_ok() => literal(Value::Int(n), Type::INT64, span),
        Ok(n) if u64::try_from(n).is_ok() => literal(Value::Int(n), Type::int(64, true), span),
        _ => decimal(digits, span),
    }
}

fn decimal(text: &str, span: Span) -> Expr {
    let digits = text.trim_start_matches('-').replace('.', "");
    let scale = text.split_once('.').map_or(0, |(_, after)| after.len());
    let small = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let ty = Type::Decimal { precision: Some(small(digits.len())), scale: small(scale) };
    // `.5` and `5.` are numbers to people, and not to every engine.
    let text = match text.split_once('.') {
        Some((whole, after)) => {
            let sign = if whole.starts_with('-') { "-" } else { "" };
            let whole = whole.trim_start_matches('-');
            let whole = if whole.is_empty() { "0" } else { whole };
            let after = if after.is_empty() { "0" } else { after };
            format!("{sign}{whole}.{after}")
        }
        None => text.to_owned(),
    };
    literal(Value::Decimal(text), ty, span)
}

/// A cast the program did not write.
pub(super) fn cast_to(value: Expr, ty: Type) -> Expr {
    let (nullable, span) = (value.nullable, value.span);
    Expr::new(ExprKind::Cast { value: Box::new(value), format: None, stored: false }, ty, nullable, span)
}

/// Of a number that is meant as true or false, whether it is true: not 0, as MySQL has it.
pub(super) fn truth_of(number: Expr) -> Expr {
    let (nullable, span) = (number.nullable, number.span);
    Expr::new(ExprKind::Truth(Box::new(number)), Type::Bool, nullable, span)
}

/// A truth value as the number that a column for such numbers holds.
pub(super) fn as_number(value: Expr, column: &Column) -> Expr {
    let wanted = column.ty.is_truth_number() && value.ty == Type::Bool;
    if wanted { cast_to(value, column.ty.clone()) } else { value }
}

/// Whether it is an unverified column, read as its declared type.
pub(super) fn is_stored(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Cast { stored: true, .. })
}

/// `not` where it was written.
pub(super) fn negate(expr: Expr, negated: bool) -> Expr {
    if !negated || expr.ty == Type::Error {
        return expr;
    }
    let span = expr.span;
    Expr::new(ExprKind::Not(Box::new(expr)), Type::Bool, false, span)
}

/// The column an expression is, as it is or as stored.
pub(super) fn bare_column(expr: &Expr) -> Option<KeyColumn> {
    expr.bare_column().map(|(rel, column)| KeyColumn { rel, column })
}

/// Whether an expression reads a relation.
pub(super) fn reads(expr: &Expr, wanted: RelId) -> bool {
    let mut found = false;
    expr.walk(&mut |e| found |= matches!(e.kind, ExprKind::Column { rel, .. } if rel == wanted));
    found
}

/// The columns that cannot be null where a condition holds.
pub(super) fn not_null(cond: &Expr, known: &mut Vec<(RelId, ColumnId)>) {
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
        ExprKind::Like { value, pattern } => {
            known.extend([value, pattern].into_iter().filter_map(|e| bare_column(e)).map(|k| (k.rel, k.column)));
        }
        _ => {}
    }
}

/// Whether something in it was found to be wrong, which is said already.
pub(super) fn has_error(expr: &Expr) -> bool {
    let mut found = false;
    expr.walk(&mut |e| found |= e.ty == Type::Error);
    found
}
