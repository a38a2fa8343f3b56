//! The codes of PostgreSQL, which has those of the standard and more of its own (manual, appendix A).

use super::Postgres;
use crate::dialect::{Errors, Rule, TroubleKind};

impl Errors for Postgres {
    fn trouble(&self, code: &str, words: &str) -> TroubleKind {
        match code {
            "28P01" => TroubleKind::Password,
            "28000" if words.contains("pg_hba") || words.contains("not permitted") => TroubleKind::NotAllowed,
            "28000" => TroubleKind::Password,
            "3D000" => TroubleKind::NoDatabase,
            "42501" => TroubleKind::Rights,
            "25006" => TroubleKind::ReadOnly,
            "42P01" | "42703" => TroubleKind::NotThere,
            "53100" => TroubleKind::DiskFull,
            "53300" => TroubleKind::TooMany,
            "54000" => TroubleKind::TooLarge,
            "55P03" => TroubleKind::Locked,
            "40P01" | "40001" => TroubleKind::Deadlock,
            "57P03" => TroubleKind::NotReady,
            "57014" => TroubleKind::Timeout,
            "57P01" | "57P02" | "57P05" | "25P03" => TroubleKind::Lost,
            _ if code.starts_with("08") => TroubleKind::Lost,
            _ => TroubleKind::Other,
        }
    }

    fn broken_rule(&self, code: &str) -> Option<Rule> {
        Some(match code {
            "23505" | "23P01" => Rule::Unique,
            "23503" => Rule::ForeignKey,
            "23502" => Rule::NotNull,
            "23514" => Rule::Check,
            _ => return None,
        })
    }
}
