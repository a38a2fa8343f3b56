//! The committed parser is what the grammar gives.

use std::fs;
use std::path::Path;

use tree_sitter_generate::{OptLevel, generate_parser_in_directory};

/// Regenerates into another folder and compares; `BLESS=1` writes into `src/`. Needs `node`, which reads `grammar.js`.
#[test]
fn the_parser_is_what_the_grammar_gives() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let out = if std::env::var_os("BLESS").is_some() { root.join("src") } else { folder.path().to_owned() };
    let mut remarks = Vec::new();
    let made = generate_parser_in_directory(
        root,
        Some(&out),
        None::<&Path>,
        15,
        None,
        None,
        true,
        OptLevel::default(),
        &mut remarks,
    );
    made.unwrap_or_else(|e| panic!("{e}"));
    assert!(remarks.is_empty(), "{remarks:?}");
    for file in ["grammar.json", "node-types.json", "parser.c", "tree_sitter/parser.h"] {
        let text = |folder: &Path| fs::read_to_string(folder.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
        let same = text(&out) == text(&root.join("src"));
        assert!(same, "`src/{file}` is not what `grammar.js` gives: run `BLESS=1 cargo test -p tree-sitter-mig`");
    }
}
