//! A fourth engine, for tests alone: it shows what a new engine takes, and that nobody else has to know.
//!
//! It spells as no other does (`[name]`, `substring`, `CAST(… AS VARCHAR)`, `IS NOT DISTINCT FROM`), in words that SQLite happens to
//! understand, so that the table of expressions of `tests/expressions` runs on it in the test's own process.
//! What it does not say in its own way it says as SQLite does, like an engine that was made after another.

mod admin;
mod capabilities;
mod compare;
mod convert;
mod digits;
mod errors;
mod functions;
mod statements;
mod tests;
mod types;

use super::{Dialect, hex};
use crate::engine::Engine;
use crate::sql::{Syntax, quoted};

/// The engine of tests.
#[derive(Debug)]
pub(super) struct Proof;

impl Syntax for Proof {
    fn ident(&self, name: &str) -> String {
        // A bracket cannot be written in brackets.
        if name.contains([']', '\0']) { quoted(name, '"') } else { format!("[{name}]") }
    }

    fn text(&self, text: &str) -> String {
        match text.contains(['\n', '\r', '\0']) {
            true => format!("CAST({} AS VARCHAR)", self.bytes(text.as_bytes())),
            false => format!("'{}'", text.replace('\'', "''")),
        }
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        format!("X'{}'", hex(bytes))
    }

    fn date(&self, iso: &str) -> String {
        self.text(iso)
    }

    fn datetime(&self, iso: &str) -> String {
        let iso = if iso.contains('.') { iso.trim_end_matches('0').trim_end_matches('.') } else { iso };
        self.text(iso)
    }
}

impl Dialect for Proof {
    fn engine(&self) -> Engine {
        Engine::Proof
    }

    fn session(&self) -> &'static [&'static str] {
        &[]
    }

    fn connection(&self, _: bool) -> &'static [&'static str] {
        &[]
    }
}
