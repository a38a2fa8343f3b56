//! The codes of the engine of tests: SQLite's.

use super::Proof;
use crate::dialect::sqlite::Sqlite;
use crate::dialect::{Errors, Rule, TroubleKind};

impl Errors for Proof {
    fn trouble(&self, code: &str, words: &str) -> TroubleKind {
        Sqlite.trouble(code, words)
    }

    fn broken_rule(&self, code: &str) -> Option<Rule> {
        Sqlite.broken_rule(code)
    }
}
