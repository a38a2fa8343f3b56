//! How long text can get: of functions from their arguments, and by what columns were declared with.

use crate::plan::{Aggregate, Expr, ExprKind, Side, Value};
use crate::schema::{ColumnId, TableId, Type};

use super::checker::Checker;
use super::typed::is_stored;
use super::types;

/// The length of the longest text that an expression gives, whatever its type is written as.
pub(super) fn longest(expr: &Expr) -> Option<u32> {
    match &expr.kind {
        ExprKind::Cast { value, stored: false, .. } if expr.ty == Type::TEXT && !is_stored(value) => {
            types::longest(&value.ty)
        }
        _ => types::longest(&expr.ty),
    }
}

/// A constant number of characters; what is below zero is none.
fn count(expr: Option<&Expr>) -> Option<u32> {
    match expr.and_then(Expr::literal) {
        Some(Value::Int(n)) => Some(u32::try_from((*n).max(0)).unwrap_or(u32::MAX)),
        _ => None,
    }
}

/// The shorter of two lengths, of which one may have no end.
fn shorter(a: Option<u32>, b: Option<u32>) -> Option<u32> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The length of the longest text that a function gives, where `of` says how long its arguments are.
pub(super) fn of_call(function: &str, args: &[Expr], of: &dyn Fn(&Expr) -> Option<u32>) -> Option<u32> {
    let first = || args.first().and_then(of);
    match function {
        "ascii_lower" | "ascii_upper" | "trim" | "ltrim" | "rtrim" | "reverse" | "nullif" | "split_part" => first(),
        "left" | "right" => shorter(first(), count(args.get(1))),
        "substr" => {
            let skipped = count(args.get(1)).unwrap_or(1).max(1) - 1;
            shorter(first().map(|n| n.saturating_sub(skipped)), count(args.get(2)))
        }
        "replace" => {
            let (whole, by) = (first()?, args.get(2).and_then(of)?);
            let part = match args.get(1).and_then(Expr::literal) {
                Some(Value::Text(text)) => u32::try_from(text.chars().count()).unwrap_or(u32::MAX),
                _ => 1,
            };
            match part {
                0 => Some(whole),
                part if by <= part => Some(whole),
                part => Some((whole / part).saturating_mul(by).saturating_add(whole % part)),
            }
        }
        "pad_left" | "pad_right" => Some(first()?.max(count(args.get(1))?)),
        "md5" => Some(32),
        "coalesce" => args.iter().map(of).try_fold(0, |most: u32, n| Some(most.max(n?))),
        _ => None,
    }
}

impl Checker<'_, '_> {
    /// The type a value was declared with: SQLite's promises are not kept, and a warning that
    /// they are not would be on every line.
    pub(super) fn declared(&self, value: &Expr) -> Type {
        let text = |max: Option<u32>| Type::Text { max, collation: None, fixed: false };
        match &value.kind {
            ExprKind::Cast { stored: true, .. } | ExprKind::Lookup(_) => {
                self.source_column(value).map_or_else(|| value.ty.clone(), |at| self.declared_column(at))
            }
            ExprKind::Call { function, args } if matches!(value.ty, Type::Text { .. }) => {
                let of = |arg: &Expr| self.declared_length(arg);
                text(match function.as_str() {
                    // A change of case keeps the length of all but a few exotic letters.
                    "lower" | "upper" => args.first().and_then(of),
                    function => of_call(function, args, &of),
                })
            }
            ExprKind::Concat(pieces) => {
                let lengths = pieces.iter().map(|piece| self.declared_length(piece));
                text(lengths.into_iter().try_fold(0u32, |sum, n| Some(sum.saturating_add(n?))))
            }
            ExprKind::Case { arms, otherwise } if matches!(value.ty, Type::Text { .. }) => {
                let values = arms.iter().map(|(_, value)| value).chain(otherwise.as_deref());
                let lengths = values.filter(|v| !Self::is_null(v)).map(|v| self.declared_length(v));
                text(lengths.into_iter().try_fold(0u32, |most, n| Some(most.max(n?))))
            }
            ExprKind::Group { value: Some(inner), .. } if inner.ty == value.ty => self.declared(inner),
            ExprKind::Aggregate(Aggregate { value: Some(inner), side, table, .. }) if inner.ty == value.ty => {
                match &inner.kind {
                    ExprKind::Cast { value: raw, stored: true, .. } => match raw.kind {
                        ExprKind::Inner(column) => self.declared_column((*side, *table, column)),
                        _ => value.ty.clone(),
                    },
                    _ => value.ty.clone(),
                }
            }
            _ => value.ty.clone(),
        }
    }

    fn declared_column(&self, (side, table, column): (Side, TableId, ColumnId)) -> Type {
        self.names.column(side, table, column).ty.clone()
    }

    /// The length of the longest text that a value promises to be.
    fn declared_length(&self, value: &Expr) -> Option<u32> {
        match &value.kind {
            ExprKind::Cast { value: inner, stored: false, .. } if value.ty == Type::TEXT => {
                types::longest(&self.declared(inner))
            }
            _ => types::longest(&self.declared(value)),
        }
    }
}
