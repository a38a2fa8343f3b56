//! A conversion with its test.

use crate::sql::Expr;

/// A conversion that is tested before it is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Tested {
    /// Holds where `value` can be computed. Never null for an operand that is not null, never true
    /// for a null one; none: always.
    pub ok: Option<Expr>,
    /// The converted value; raises an error where `ok` does not hold.
    pub value: Expr,
}

impl Tested {
    /// A conversion that always succeeds.
    pub fn always(value: Expr) -> Self {
        Self { ok: None, value }
    }

    /// A conversion under a condition.
    pub fn when(ok: Expr, value: Expr) -> Self {
        Self { ok: Some(ok), value }
    }
}
