//! The hash of a program's meaning. It is worked out when it is asked for: checking a program needs none.

use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::program::Program;
use crate::schema::{ColumnId, Schema};

/// How a place begins in JSON.
const SPAN: &[u8] = b"\"span\":{";

impl Program {
    /// SHA-256 in hex over the program as JSON, without the places it was read from (comments, layout and
    /// file names do not count), and over what both schemas declare.
    pub fn hash(&self) -> String {
        let mut meaning = Meaning::default();
        meaning.text("[");
        meaning.add(&(&self.old_namespace, &self.new_namespace, &self.new_storage));
        meaning.text(",[[");
        // One at a time: all of them together are by far the largest text of a compilation.
        for (i, block) in self.blocks.iter().enumerate() {
            meaning.text(if i > 0 { "," } else { "" });
            meaning.add(block);
        }
        meaning.text("],");
        meaning.add(&self.maps);
        meaning.text(",");
        meaning.add(&self.stubs);
        meaning.text(",");
        meaning.add(&self.requires);
        meaning.text("],");
        meaning.add(&(&self.empties, &self.updates, &self.checks, &self.actions, &self.params));
        meaning.text("]");
        for schema in [&self.old, &self.new] {
            meaning.text(&schema_text(schema));
        }
        meaning.hasher.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

#[derive(Default)]
struct Meaning {
    hasher: Sha256,
    json: Vec<u8>,
}

impl Meaning {
    fn text(&mut self, text: &str) {
        self.hasher.update(text.as_bytes());
    }

    /// A part as JSON, without places. These are all of one shape, `"span":{…}`, and nothing in quotes can look
    /// like it: quotes inside text are escaped.
    fn add(&mut self, part: &impl Serialize) {
        self.json.clear();
        // Strings, numbers and lists only, and memory to write to: it cannot fail.
        let _ = serde_json::to_writer(&mut self.json, part);
        let mut place = false;
        for piece in self.json.split_inclusive(|b| *b == b'{') {
            let end = if place { piece.iter().position(|b| *b == b'}').map_or(0, |end| end + 1) } else { 0 };
            let rest = piece.get(end..).unwrap_or(piece);
            place = rest.ends_with(SPAN);
            self.hasher.update(rest.strip_suffix(SPAN).unwrap_or(rest));
        }
    }
}

/// What a schema declares, in a form of its own.
fn schema_text(schema: &Schema) -> String {
    let ids = |all: &[ColumnId]| all.iter().map(|c| c.0.to_string()).collect::<Vec<_>>().join(",");
    let mut out = format!("\n{}", schema.engine);
    for table in &schema.tables {
        let _ = write!(out, "\nt{:?}{:?}", table.schema, table.name);
        for c in &table.columns {
            let flags = (c.nullable, c.auto_increment, c.verified);
            let marks = [(c.dates_exist, "d"), (c.foreign, "f"), (c.on_update, "u")];
            let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
            let default = c.default.as_ref().map(|d| &d.sql);
            let _ = write!(out, "\nc{:?}{:?}{flags:?}{marks}{default:?}{:?}", c.name, c.native, c.generated);
        }
        for key in table.primary_key.iter().chain(&table.unique_keys) {
            let _ = write!(out, "\nk{},{},{}", ids(&key.columns), key.partial, key.nulls_equal);
        }
        for key in &table.foreign_keys {
            let _ = write!(out, "\nf{},{},{}", ids(&key.columns), key.table.0, ids(&key.references));
        }
        for check in table.checks.iter().chain(&table.indexed) {
            let _ = write!(out, "\nx{:?}", check.sql);
        }
    }
    out
}
