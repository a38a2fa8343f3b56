//! Floating-point numbers as text, in the one notation that the language has for them.

use crate::dialect::Conversions as _;
use crate::dialect::sqlite::Sqlite;
use crate::sql::Expr;

/// A double as text.
pub fn text(x: &Expr) -> Expr {
    Sqlite.text_from_float(x)
}

/// A number of 32 bits as the double with the fewest digits that means it.
pub fn shortest(x: &Expr) -> Expr {
    Sqlite.shortest_single(x)
}
