//! Mig for [tree-sitter](https://tree-sitter.github.io).
//!
//! ```
//! let mut parser = tree_sitter::Parser::new();
//! parser.set_language(&tree_sitter_mig::LANGUAGE.into()).expect("the versions of the parser and the library fit");
//! let tree = parser.parse("copy customer\n", None).expect("neither a time limit nor a cancellation was set");
//! assert!(!tree.root_node().has_error());
//! ```

use tree_sitter_language::LanguageFn;

unsafe extern "C" {
    fn tree_sitter_mig() -> *const ();
}

/// The language, for `Parser::set_language`.
// SAFETY: the function is the generated one, which gives a pointer to static tables.
pub const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_mig) };

/// The kinds of nodes and their fields, as JSON.
pub const NODE_TYPES: &str = include_str!("../../src/node-types.json");

/// The query for highlighting.
pub const HIGHLIGHTS_QUERY: &str = include_str!("../../queries/highlights.scm");

/// The query that finds SQL in `sql"..."`.
pub const INJECTIONS_QUERY: &str = include_str!("../../queries/injections.scm");

/// The query for scopes, definitions and references.
pub const LOCALS_QUERY: &str = include_str!("../../queries/locals.scm");

/// The query for folding, in the form of nvim-treesitter.
pub const FOLDS_QUERY: &str = include_str!("../../queries/folds.scm");

/// The query for indentation, in the form of nvim-treesitter.
pub const INDENTS_QUERY: &str = include_str!("../../queries/indents.scm");
