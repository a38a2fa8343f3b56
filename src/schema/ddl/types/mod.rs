//! What each engine's types become. Sizes of text are in characters, of bytes in bytes.

pub mod collation;
pub mod mysql;
pub mod postgres;
pub mod sqlite;

use super::column::Words;
use super::grammar::Rule;
use crate::schema::{Collation, Type};

/// What a column says beside its type's words.
#[derive(Debug, Clone, Copy, Default)]
pub struct TypeContext<'c> {
    /// How its text compares: by the column, else the table, else the database.
    pub collation: Option<&'c Collation>,
}

/// A type read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// The type.
    pub ty: Type,
    /// Mig does not know the type's name (a type passed on as it is on purpose is known).
    pub unknown: bool,
    /// The type alone makes the column number itself (`serial`).
    pub auto_increment: bool,
    /// The type alone forbids null (`serial`).
    pub not_null: bool,
    /// The type alone makes the column unique (MySQL's `serial`).
    pub unique: bool,
}

impl From<Type> for Mapped {
    fn from(ty: Type) -> Self {
        Self { ty, unknown: false, auto_increment: false, not_null: false, unique: false }
    }
}

impl Mapped {
    /// A type that nobody knows.
    pub fn unknown(text: impl Into<String>) -> Self {
        Self { unknown: true, ..Type::Other(text.into()).into() }
    }
}

/// A type's words, lowered and joined by one blank, without what is in parentheses; and the
/// numbers of its first parentheses.
pub(super) fn words_and_numbers(words: &Words<'_>) -> (String, Vec<u32>) {
    let mut text = String::new();
    let mut numbers = Vec::new();
    let mut seen = false;
    for word in words.iter() {
        match word.rule {
            Rule::group if !seen => {
                seen = true;
                let inner = word.text.trim_matches(['(', ')']);
                numbers = inner.split(',').filter_map(|n| n.trim().parse().ok()).collect();
            }
            Rule::word | Rule::quoted => {
                if !text.is_empty() && !text.ends_with('.') {
                    text.push(' ');
                }
                text.push_str(&word.text.trim_matches(['"', '`']).to_lowercase());
            }
            Rule::sign if word.text == "." => text.push('.'),
            _ => {}
        }
    }
    (text, numbers)
}

/// The tokens as they are written, one blank at most between them.
pub(super) fn spelled(words: &Words<'_>, text: &str) -> String {
    let Some((start, end)) = words.bounds() else { return String::new() };
    let mut out = String::with_capacity(end - start);
    let mut last = start;
    for word in words.iter() {
        if word.start > last {
            out.push(' ');
        }
        out.push_str(text.get(word.start..word.end).unwrap_or(word.text));
        last = word.end;
    }
    out
}

/// `n` as a size, where it is not beyond all sizes.
pub(super) fn digits(n: Option<&u32>, default: u8) -> u8 {
    n.map_or(default, |n| u8::try_from(*n).unwrap_or(6).min(6))
}
