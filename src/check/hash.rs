//! The hash of a program's meaning.

use std::fmt::Write as _;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::plan::Program;

/// SHA-256 in hex over the program as JSON, without the places it was read from: comments,
/// layout and file names do not count.
pub(super) fn hash(program: &Program) -> String {
    let mut json = serde_json::to_value(program).unwrap_or_default();
    forget_places(&mut json);
    if let Value::Object(fields) = &mut json {
        fields.remove("name");
        fields.remove("hash");
    }
    let digest = Sha256::digest(json.to_string().as_bytes());
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn forget_places(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| !matches!(name.as_str(), "span" | "name_span" | "type_span" | "file" | "skipped"));
            fields.values_mut().for_each(forget_places);
        }
        Value::Array(all) => all.iter_mut().for_each(forget_places),
        _ => {}
    }
}
