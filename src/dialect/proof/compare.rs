//! How the engine of tests compares: each text says its collation.

use super::Proof;
use crate::dialect::Comparisons;
use crate::dialect::sqlite::Sqlite;
use crate::sql::Expr;

impl Comparisons for Proof {
    fn by_code_point(&self, text: &Expr) -> Expr {
        text.clone().collate("BINARY")
    }

    fn like(&self, text: &Expr, pattern: &str) -> Expr {
        Sqlite.like(text, pattern)
    }

    fn like_any(&self, text: &Expr, pattern: &Expr) -> Expr {
        Sqlite.like_any(text, pattern)
    }

    fn outside_charset(&self, text: &Expr, charset: &str) -> Option<Expr> {
        Sqlite.outside_charset(text, charset)
    }
}
