//! The grammar, and names as it reads them.

#![allow(missing_docs)] // pest names the rules; `grammar/ddl.pest` documents them

use pest::iterators::Pair;
use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "../grammar/ddl.pest"]
pub struct Ddl;

/// A name with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Unquoted, and folded where the engine does so.
    pub text: String,
    /// First byte, in the statement.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

/// A name with the schema or database before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// What stands before the last dot.
    pub qualifier: Option<String>,
    /// The last name.
    pub name: Name,
    /// First byte of the whole.
    pub start: usize,
}

/// Unquotes a name; `fold` lowers one without quotes.
pub fn unquote(text: &str, fold: bool) -> String {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '`' | '\''));
    if let Some(quote) = quote
        && let Some(inner) = text.strip_prefix(quote).and_then(|t| t.strip_suffix(quote))
    {
        return match inner.contains(quote) {
            true => inner.replace(&format!("{quote}{quote}"), &quote.to_string()),
            false => inner.to_owned(),
        };
    }
    if fold { text.to_lowercase() } else { text.to_owned() }
}

/// Reads a `name`.
pub fn name(pair: &Pair<'_, Rule>, fold: bool) -> Name {
    let span = pair.as_span();
    Name { text: unquote(pair.as_str(), fold), start: span.start(), end: span.end() }
}

/// Reads a `path`.
pub fn path(pair: &Pair<'_, Rule>, fold: bool) -> Option<Path> {
    let mut names: Vec<Name> = pair.clone().into_inner().map(|p| name(&p, fold)).collect();
    let last = names.pop()?;
    let start = names.first().map_or(last.start, |n| n.start);
    Some(Path { qualifier: names.pop().map(|n| n.text), name: last, start })
}

/// The text of a string as its engine means it.
pub fn unescape(text: &str, backslash: bool) -> String {
    let Some(quote) = text.chars().next() else { return String::new() };
    let inner = text.strip_prefix(quote).unwrap_or(text);
    let inner = inner.strip_suffix(quote).unwrap_or(inner);
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        if c == quote {
            chars.next();
            out.push(quote);
        } else if c == '\\' && backslash {
            match chars.next() {
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('t') => out.push('\t'),
                Some('0') => out.push('\0'),
                Some('b') => out.push('\u{8}'),
                Some('Z') => out.push('\u{1a}'),
                Some(other) => out.push(other),
                None => {}
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// What is inside a group's parentheses.
pub(super) fn inside(group: &str) -> &str {
    group.strip_prefix('(').and_then(|g| g.strip_suffix(')')).unwrap_or(group).trim()
}
