//! Text to tree. [`parse`] never fails: what it cannot read is a `Bad` node and a finding.
//!
//! `scan` finds strings, comments and brackets, `layout` applies the line rule and cuts the text into
//! statements and lines, `quick` reads the usual lines and `grammar/mig.pest` the others, each by itself, and `parse`, `statements`, `clauses`
//! and `expr` build the tree. So a bad line costs that line only, and one run reports them all.

pub mod ast;
mod cache;
mod clauses;
mod explain;
mod expr;
mod grammar;
pub(crate) mod layout;
mod literal;
mod operators;
mod parse;
mod quick;
pub(crate) mod scan;
pub mod spans;
mod statements;
pub mod words;

pub use cache::Cache;

use crate::diag::Diagnostics;
use crate::source::FileId;

/// Parses one `.mig` text.
pub fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> ast::File {
    parse::parse(file, text, None, diagnostics)
}
