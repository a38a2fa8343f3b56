//! The one style of `.mig` files, without options.
//!
//! Works on tokens, so that nothing that is written can get lost: `nodes` groups them by lines and
//! brackets, `lines` lays the groups out, and `align` puts arrows below each other. What comes out is read
//! again before anybody sees it (see [`format`]).

mod align;
mod line;
mod lines;
mod nodes;

pub use line::WIDTH;

use crate::diag::Diagnostics;
use crate::source::{FileId, Span};
use crate::syntax::layout::{self, Layout};
use crate::syntax::spans::Spans as _;
use crate::syntax::{ast, parse};

/// Why a text is left as it is.
#[derive(Debug, Clone)]
pub enum Unformatted {
    /// It cannot be read.
    Syntax(Diagnostics),
    /// What would be written does not say the same. This is a mistake of the formatter.
    Unproven,
}

/// Formats a text; line ends and a byte order mark stay as they are.
///
/// What is given back has been read again: it has the same tree and the same comments in the same order,
/// and would be formatted to itself.
///
/// # Errors
/// When the text cannot be read, or the result cannot be proved to say the same.
pub fn format(text: &str) -> Result<String, Unformatted> {
    let mut found = Diagnostics::new();
    let before = parse(FileId::default(), text, &mut found);
    if found.has_errors() {
        return Err(Unformatted::Syntax(found));
    }
    let done = rewrite(text);
    let mut found = Diagnostics::new();
    let after = parse(FileId::default(), &done, &mut found);
    let proved = !found.has_errors()
        && without_spans(before) == without_spans(after)
        && comments(text) == comments(&done)
        && rewrite(&done) == done;
    if proved { Ok(done) } else { Err(Unformatted::Unproven) }
}

/// Writes the text anew.
fn rewrite(text: &str) -> String {
    let laid = cut(text);
    let mut lines = lines::lines(&nodes::body(text, &laid));
    align::comments(&mut lines);
    let newline = if text.find('\n').is_some_and(|at| text[..at].ends_with('\r')) { "\r\n" } else { "\n" };
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    if text.starts_with('\u{FEFF}') {
        out.push('\u{FEFF}');
    }
    for (at, line) in lines.iter().enumerate() {
        if line.blank && at > 0 {
            out.push_str(newline);
        }
        line.write(&mut out);
        out.push_str(newline);
    }
    out
}

fn cut(text: &str) -> Layout {
    layout::layout(FileId::default(), text, &mut Diagnostics::new())
}

fn without_spans(mut file: ast::File) -> ast::File {
    file.each_span(&mut |span| *span = Span::default());
    file
}

/// The comments of a text, without the blanks after them.
fn comments(text: &str) -> Vec<&str> {
    cut(text).comments.iter().map(|(start, end)| text.get(*start..*end).unwrap_or("").trim_end()).collect()
}
