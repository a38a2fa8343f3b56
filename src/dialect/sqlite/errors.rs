//! The codes of SQLite: the extended ones (<https://www.sqlite.org/rescode.html>).

use super::Sqlite;
use crate::dialect::{Errors, Rule, TroubleKind};

impl Errors for Sqlite {
    fn trouble(&self, code: &str, words: &str) -> TroubleKind {
        // The last byte says the most.
        let Ok(code) = code.parse::<i32>() else { return TroubleKind::Other };
        match code & 0xff {
            // The code of whatever is wrong with a statement.
            1 if words.contains("no such table") || words.contains("no such column") => TroubleKind::NotThere,
            5 | 6 => TroubleKind::Locked,
            8 => TroubleKind::ReadOnly,
            11 | 26 => TroubleKind::NotADatabase,
            13 => TroubleKind::DiskFull,
            14 | 3 | 23 => TroubleKind::Rights,
            18 => TroubleKind::TooLarge,
            _ => TroubleKind::Other,
        }
    }

    fn broken_rule(&self, code: &str) -> Option<Rule> {
        Some(match code.parse::<i32>().ok()? {
            1555 | 2067 | 2579 => Rule::Unique,
            787 => Rule::ForeignKey,
            1299 => Rule::NotNull,
            275 => Rule::Check,
            _ => return None,
        })
    }
}
