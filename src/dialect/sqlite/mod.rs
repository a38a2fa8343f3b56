//! SQLite, without the mathematical functions, which many builds lack.

mod admin;
mod capabilities;
mod compare;
mod convert;
mod digits;
mod errors;
mod functions;
mod statements;
mod types;

use super::{Dialect, standard_bytes};
use crate::engine::Engine;
use crate::sql::{Expr, MatchOp, NullSafe, Syntax};

/// SQLite.
#[derive(Debug)]
pub(super) struct Sqlite;

/// Whether text matches a pattern of GLOB.
fn matches(text: &Expr, pattern: &str) -> Expr {
    text.clone().matches(MatchOp::Glob, Expr::text(pattern))
}

impl Syntax for Sqlite {
    fn text(&self, text: &str) -> String {
        // line ends are spelled out: the command line tool drops a CR before a LF
        if !text.contains(['\n', '\r', '\0']) {
            return format!("'{}'", text.replace('\'', "''"));
        }
        let mut pieces = Vec::new();
        let mut plain = String::new();
        for c in text.chars() {
            if matches!(c, '\n' | '\r' | '\0') {
                if !plain.is_empty() {
                    pieces.push(format!("'{}'", plain.replace('\'', "''")));
                    plain.clear();
                }
                pieces.push(format!("char({})", u32::from(c)));
            } else {
                plain.push(c);
            }
        }
        if !plain.is_empty() {
            pieces.push(format!("'{}'", plain.replace('\'', "''")));
        }
        if pieces.len() > 100 {
            // deep expressions are refused
            return format!("CAST(x'{}' AS TEXT)", super::hex(text.as_bytes()));
        }
        match pieces.len() {
            1 => pieces.concat(),
            _ => format!("({})", pieces.join(" || ")),
        }
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        standard_bytes(bytes)
    }

    fn date(&self, iso: &str) -> String {
        self.text(iso)
    }

    fn datetime(&self, iso: &str) -> String {
        let iso = if iso.contains('.') { iso.trim_end_matches('0').trim_end_matches('.') } else { iso };
        self.text(iso)
    }

    fn null_safe_form(&self) -> NullSafe {
        NullSafe::Is
    }
}

impl Dialect for Sqlite {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    fn session(&self) -> &'static [&'static str] {
        // off, as it is unless an application asks for it: keys are tested by the script itself
        &["PRAGMA foreign_keys = OFF"]
    }

    fn connection(&self, write: bool) -> &'static [&'static str] {
        if write { &[] } else { &["PRAGMA query_only = ON"] }
    }
}
