//! The hash of a program's meaning.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::plan::Program;
use crate::schema::{ColumnId, Schema};

/// How a place begins.
const SPAN: &[u8] = b"\"span\":{";

/// SHA-256 in hex over the program as JSON, without the places it was read from (comments,
/// layout and file names do not count), and over what both schemas declare.
pub(super) fn hash(program: &Program) -> String {
    let parts = (
        (&program.old_namespace, &program.new_namespace, &program.new_storage),
        (&program.blocks, &program.maps, &program.stubs, &program.requires),
        (&program.empties, &program.updates, &program.checks, &program.actions, &program.params),
    );
    let json = serde_json::to_vec(&parts).unwrap_or_default();
    let mut hasher = Sha256::new();
    // Places are all of one shape, `"span":{…}`, and nothing in quotes can look like it: quotes
    // inside text are escaped.
    let mut place = false;
    for piece in json.split_inclusive(|b| *b == b'{') {
        let end = if place { piece.iter().position(|b| *b == b'}').map_or(0, |end| end + 1) } else { 0 };
        let rest = piece.get(end..).unwrap_or(piece);
        place = rest.ends_with(SPAN);
        hasher.update(rest.strip_suffix(SPAN).unwrap_or(rest));
    }
    for schema in [&program.old, &program.new] {
        hasher.update(schema_text(schema).as_bytes());
    }
    hasher.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What a schema declares, in a form of its own.
fn schema_text(schema: &Schema) -> String {
    let ids = |all: &[ColumnId]| all.iter().map(|c| c.0.to_string()).collect::<Vec<_>>().join(",");
    let mut out = format!("\n{}", schema.engine);
    for table in &schema.tables {
        let _ = write!(out, "\nt{:?}{:?}", table.schema, table.name);
        for c in &table.columns {
            let flags = (c.nullable, c.auto_increment, c.trusted);
            let default = c.default.as_ref().map(|d| &d.sql);
            let _ = write!(out, "\nc{:?}{:?}{flags:?}{default:?}{:?}", c.name, c.native, c.generated);
        }
        for key in table.primary_key.iter().chain(&table.unique_keys) {
            let _ = write!(out, "\nk{},{},{}", ids(&key.columns), key.partial, key.nulls_equal);
        }
        for key in &table.foreign_keys {
            let _ = write!(out, "\nf{},{},{}", ids(&key.columns), key.table.0, ids(&key.references));
        }
        for check in &table.checks {
            let _ = write!(out, "\nx{:?}", check.sql);
        }
    }
    out
}
