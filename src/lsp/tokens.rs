//! What each word is, for colours: unlike a grammar, this knows which names are tables and which columns.

use std::collections::HashMap;

use lsp_types::{SemanticToken, SemanticTokenModifier, SemanticTokenType};

use super::view::View;
use crate::check::Meaning;
use crate::functions;
use crate::plan::Side;
use crate::syntax::layout::Layout;
use crate::syntax::scan::{Token, TokenKind};
use crate::syntax::words;

/// The kinds of tokens, in the order of their numbers.
pub(super) const TYPES: [SemanticTokenType; 11] = [
    SemanticTokenType::KEYWORD,
    SemanticTokenType::STRING,
    SemanticTokenType::NUMBER,
    SemanticTokenType::OPERATOR,
    SemanticTokenType::COMMENT,
    SemanticTokenType::CLASS,
    SemanticTokenType::PROPERTY,
    SemanticTokenType::FUNCTION,
    SemanticTokenType::VARIABLE,
    SemanticTokenType::ENUM,
    SemanticTokenType::NAMESPACE,
];

/// What is said of a token beside its kind, in the order of the bits: of the new side.
pub(super) const MODIFIERS: [SemanticTokenModifier; 1] = [SemanticTokenModifier::MODIFICATION];

#[derive(Debug, Clone, Copy)]
enum Colour {
    Keyword,
    String,
    Number,
    Operator,
    Comment,
    Table,
    Column,
    Function,
    Variable,
    Map,
    Alias,
}

/// All tokens of a file.
pub(super) fn tokens(view: View<'_>, laid: &Layout) -> Vec<SemanticToken> {
    let meanings: HashMap<u32, (u32, Meaning)> = view
        .analysis
        .resolved
        .names
        .iter()
        .filter(|(span, what)| span.file == view.file && !matches!(what, Meaning::Covered(..)))
        .map(|(span, what)| (span.start, (span.end, *what)))
        .collect();
    let mut all: Vec<(usize, usize, Colour, bool)> = Vec::new();
    all.extend(laid.comments.iter().map(|(start, end)| (*start, *end, Colour::Comment, false)));
    let mut begins = true;
    for (at, token) in laid.tokens.iter().enumerate() {
        let text = view.text().get(token.start..token.end).unwrap_or("");
        let meant = u32::try_from(token.start).ok().and_then(|start| meanings.get(&start));
        let next = laid.tokens.get(at + 1);
        let colour = match token.kind {
            TokenKind::Text => {
                strings(view, token, &meanings, &mut all);
                None
            }
            TokenKind::Word | TokenKind::Quoted => match meant {
                Some((_, what)) => Some(of(*what)),
                None if token.kind == TokenKind::Quoted => None,
                None => word(text, next.is_some_and(|n| n.kind == TokenKind::Open(b'(')), begins).map(|c| (c, false)),
            },
            TokenKind::Sign if text != "," && text != "." => Some((Colour::Operator, false)),
            _ => None,
        };
        begins = matches!(token.kind, TokenKind::Newline | TokenKind::Semicolon | TokenKind::Open(b'{'));
        all.extend(colour.map(|(colour, new)| (token.start, token.end, colour, new)));
    }
    all.sort_by_key(|(start, ..)| *start);
    encoded(view, &all)
}

fn of(what: Meaning) -> (Colour, bool) {
    match what {
        Meaning::Table(side, _) => (Colour::Table, side == Side::New),
        Meaning::Column(side, ..) | Meaning::Covered(side, ..) => (Colour::Column, side == Side::New),
        Meaning::Map(_) => (Colour::Map, false),
        Meaning::Let(_) | Meaning::Param(_) => (Colour::Variable, false),
        Meaning::Alias(_) | Meaning::Block(_) => (Colour::Alias, false),
    }
}

/// A word that is no name.
fn word(text: &str, called: bool, begins: bool) -> Option<Colour> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(Colour::Number);
    }
    if words::is_reserved(text) {
        return Some(Colour::Keyword);
    }
    if called && (functions::find(text).is_some() || words::AGGREGATES.contains(&text) || text == "map") {
        return Some(Colour::Function);
    }
    let begun = begins && words::STATEMENTS.iter().chain(words::CLAUSES).any(|w| w.word == text);
    let inner = !begins && (words::INNER.contains(&text) || words::POLICIES.contains(&text));
    (begun || inner).then_some(Colour::Keyword)
}

/// A string, around the names in its holes.
fn strings(
    view: View<'_>,
    token: &Token,
    meanings: &HashMap<u32, (u32, Meaning)>,
    all: &mut Vec<(usize, usize, Colour, bool)>,
) {
    let text = view.text().get(token.start..token.end).unwrap_or("");
    let mut from = token.start;
    if !text.starts_with('"') {
        let mut names: Vec<(usize, usize, Meaning)> = (token.start..token.end)
            .filter_map(|at| meanings.get(&u32::try_from(at).ok()?).map(|(end, what)| (at, *end as usize, *what)))
            .collect();
        names.dedup_by_key(|(start, ..)| *start);
        for (start, end, what) in names.into_iter().filter(|(_, end, _)| *end <= token.end) {
            if start < from {
                continue;
            }
            all.push((from, start, Colour::String, false));
            let (colour, new) = of(what);
            all.push((start, end, colour, new));
            from = end;
        }
    }
    all.push((from, token.end, Colour::String, false));
}

/// As the protocol wants them: each line on its own, places relative to the token before.
fn encoded(view: View<'_>, all: &[(usize, usize, Colour, bool)]) -> Vec<SemanticToken> {
    let mut out = Vec::with_capacity(all.len());
    let (mut last_line, mut last_start) = (0, 0);
    for (start, end, colour, new) in all {
        let mut from = *start;
        for part in view.text().get(*start..*end).unwrap_or("").split_inclusive('\n') {
            let at = view.position(u32::try_from(from).unwrap_or(u32::MAX));
            from += part.len();
            let length = part.trim_end_matches(['\r', '\n']).encode_utf16().count();
            if length == 0 {
                continue;
            }
            out.push(SemanticToken {
                delta_line: at.line - last_line,
                delta_start: if at.line == last_line { at.character - last_start } else { at.character },
                length: u32::try_from(length).unwrap_or(u32::MAX),
                token_type: *colour as u32,
                token_modifiers_bitset: u32::from(*new),
            });
            (last_line, last_start) = (at.line, at.character);
        }
    }
    out
}
