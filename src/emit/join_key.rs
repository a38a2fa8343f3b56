//! What rows are joined by.

use crate::dialect::literal;
use crate::plan::{Expr, ExprKind, Value};
use crate::schema::Type;
use crate::sql;

/// A key in SQL, by which rows are joined with `=`: of the rows, and of what they are joined to.
pub(crate) struct Key {
    /// What the rows have.
    pub columns: Vec<sql::Expr>,
    /// What they shall have.
    pub wanted: Vec<sql::Expr>,
}

impl Key {
    /// A key of one column: each side as it is, and as it is compared. `nulls`: null equals null.
    pub fn of(ty: &Type, theirs: [sql::Expr; 2], wanted: [sql::Expr; 2], nulls: bool) -> Self {
        let ([their, a], [want, b]) = (theirs, wanted);
        if !nulls {
            return Self { columns: vec![a], wanted: vec![b] };
        }
        let other = || literal(&stand_in(ty).unwrap_or(Value::Int(0)));
        let is_null = |value: sql::Expr| value.is_null().as_number();
        Self {
            columns: vec![is_null(their), sql::Expr::coalesce([a, other()])],
            wanted: vec![is_null(want), sql::Expr::coalesce([b, other()])],
        }
    }
}

impl Key {
    /// This key with each side of its comparisons changed alike, such as to another relation's names; which columns are compared stays.
    pub fn map(&self, other: impl Fn(&sql::Expr) -> sql::Expr) -> Self {
        let all = |exprs: &[sql::Expr]| exprs.iter().map(&other).collect();
        Self { columns: all(&self.columns), wanted: all(&self.wanted) }
    }
}

/// A value of a type that stands beside a mark for null; none where rows are not joined by values of it.
pub(crate) fn stand_in(ty: &Type) -> Option<Value> {
    Some(match ty {
        Type::Int { .. } | Type::Decimal { .. } | Type::Float32 | Type::Float64 => Value::Int(0),
        Type::Bool => Value::Bool(false),
        Type::Date | Type::DateTime { .. } | Type::TimestampTz { .. } => Value::Date("2000-01-01".to_owned()),
        ty if ty.is_textual() => Value::Text(String::new()),
        _ => return None,
    })
}

/// The parts of a condition that all hold.
pub(crate) fn parts_of<'e>(cond: &'e Expr, all: &mut Vec<&'e Expr>) {
    match &cond.kind {
        ExprKind::And(parts) => parts.iter().for_each(|part| parts_of(part, all)),
        _ => all.push(cond),
    }
}
