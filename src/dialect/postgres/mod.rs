//! PostgreSQL.

mod admin;
mod capabilities;
mod compare;
mod convert;
mod digits;
mod errors;
mod functions;
mod statements;
mod types;

use super::{Dialect, NUL_MARK, hex};
use crate::engine::Engine;
use crate::sql::{Expr, MatchOp, Syntax};

/// PostgreSQL.
#[derive(Debug)]
pub(super) struct Postgres;

/// The collation that compares by code point.
const BY_CODE_POINT: &str = "\"C\"";

/// Whether the whole of a text matches a regular expression.
fn matches(text: &Expr, pattern: &str) -> Expr {
    text.clone().matches(MatchOp::Tilde, Expr::text(format!("^{pattern}$")))
}

impl Syntax for Postgres {
    fn text(&self, text: &str) -> String {
        if !text.contains(['\'', '\0', '\n', '\r']) {
            return format!("'{text}'");
        }
        let escape = text.contains(['\n', '\r']);
        let mut out = String::with_capacity(text.len() + 3);
        out.push_str(if escape { "E'" } else { "'" });
        for c in text.chars() {
            match c {
                '\'' => out.push_str("''"),
                // where text may come to have one, this stands for it
                '\0' => out.push(NUL_MARK),
                '\\' if escape => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                c => out.push(c),
            }
        }
        out.push('\'');
        out
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        format!("'\\x{}'::bytea", hex(bytes))
    }

    fn double(&self, digits: &str) -> String {
        format!("CAST({digits} AS double precision)")
    }
}

impl Dialect for Postgres {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    fn session(&self) -> &'static [&'static str] {
        &[
            "SET client_encoding = 'UTF8'",
            "SET standard_conforming_strings = on",
            "SET TimeZone = 'UTC'",
            "SET DateStyle = 'ISO, YMD'",
            "SET extra_float_digits = 1",
            "SET bytea_output = 'hex'",
            "SET IntervalStyle = 'postgres'",
            "SET lc_monetary = 'C'",
            "SET statement_timeout = 0",
            "SET idle_in_transaction_session_timeout = 0",
            "SET gin_fuzzy_search_limit = 0",
            "SET transform_null_equals = off",
            // a policy that hides rows is an error
            "SET row_security = off",
            "SET client_min_messages = warning",
            // what has no schema in its name is looked for in public as well, wherever the path leads
            "DO $$ BEGIN PERFORM set_config('search_path', array_to_string(array_append(ARRAY(SELECT quote_ident(s) \
             FROM unnest(current_schemas(false)) AS s), 'public'), ', '), false) \
             WHERE NOT 'public' = ANY (current_schemas(false)) AND EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public'); \
             END $$",
            // it takes longer than most of what it would make faster, and PostgreSQL 10 has none
            "DO $$ BEGIN PERFORM set_config('jit', 'off', false) FROM pg_settings WHERE name = 'jit'; END $$",
        ]
    }

    fn connection(&self, write: bool) -> &'static [&'static str] {
        const BOTH: [&str; 4] = [
            // joins and sorts of whole tables, one statement at a time
            "SELECT set_config('work_mem', '32MB', false) \
             WHERE pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('32MB')",
            "SELECT set_config('lock_timeout', '60s', false) WHERE current_setting('lock_timeout') = '0'",
            // networks that drop what is idle see that this is not
            "SET tcp_keepalives_idle = 60",
            "SET default_transaction_read_only = on",
        ];
        if write { BOTH.split_at(3).0 } else { BOTH.split_at(1).1 }
    }
}
