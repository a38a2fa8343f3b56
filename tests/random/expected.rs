//! What a run must do.

use std::collections::{BTreeMap, BTreeSet};

use migc::engine::Engine;

use super::value::Val;

/// What is expected of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Expected {
    /// Rows of each new table, by key.
    pub tables: BTreeMap<String, Vec<Vec<Option<String>>>>,
    /// Block, target, rows, moved, skipped, merged, rejected, stubs.
    pub counts: BTreeSet<String>,
    /// Block, column, policy, uses.
    pub uses: BTreeSet<String>,
    /// Block, key, column.
    pub rejects: BTreeSet<String>,
}

impl Expected {
    pub fn extend(&mut self, more: Expected) {
        self.tables.extend(more.tables);
        self.counts.extend(more.counts);
        self.uses.extend(more.uses);
        self.rejects.extend(more.rejects);
    }
}

/// The run must stop.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop(pub String);

/// Text as a unique key of a table that is made for `new` compares it on another engine.
pub fn folded(new: Engine, on: Engine, value: Val) -> Val {
    let Val::Text(text) = value else { return value };
    let plain = |t: &str| t.to_lowercase().replace('é', "e").replace('ö', "o");
    let text = match (new, on) {
        (Engine::Mysql, Engine::Mysql) => plain(text.trim_end_matches(' ')),
        (Engine::Mysql, Engine::Postgres) => plain(&text),
        (Engine::Mysql, Engine::Sqlite) => text.to_ascii_lowercase(),
        (_, Engine::Mysql) => text.trim_end_matches(' ').to_owned(),
        _ => text,
    };
    Val::Text(text)
}

/// Text as a unique key of a column that is written so in a table for `new` compares it on another engine.
pub fn equal_as(written: &str, new: Engine, on: Engine, value: Val) -> Val {
    match (value, on) {
        (Val::Text(text), Engine::Sqlite) if written.contains("nocase") => Val::Text(text.to_ascii_lowercase()),
        // There the tests make a collation that ignores accents too.
        (value, Engine::Postgres) if written.contains("nocase") => folded(Engine::Mysql, on, value),
        // There it is a collation of the test's own, which only takes no notice of blanks at the end.
        (value, Engine::Mysql) if written.contains("nocase") => folded(Engine::Sqlite, on, value),
        (value, _) => folded(if written.ends_with("_bin") { Engine::Postgres } else { new }, on, value),
    }
}
