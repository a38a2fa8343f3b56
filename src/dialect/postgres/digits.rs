//! Floating-point numbers as text, in the one notation that the language has for them: the fewest digits that are read back
//! as the same number, plain from 0.0001 up to below 1e15, else as `1.5e20` and `1e-7`.

use crate::form;
use crate::sql::Expr;

/// A double as text.
pub fn text(x: &Expr) -> Expr {
    form!("replace(replace(CAST({x} + 0 AS text), 'e+', 'e'), 'e-0', 'e-')", x)
}

/// A number of 32 bits as the double with the fewest digits that means it.
pub fn shortest(x: &Expr) -> Expr {
    x.clone().cast("real").cast("text").cast("double precision")
}
