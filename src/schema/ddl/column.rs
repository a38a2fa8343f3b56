//! A column's clauses, which come in any order and differ by engine.

use std::borrow::Cow;

use pest::iterators::Pair;

use super::grammar::{Rule, unescape, unquote};

/// One token of a statement.
#[derive(Debug, Clone, Copy)]
pub struct Word<'t> {
    /// What the grammar took it for.
    pub rule: Rule,
    /// The word as it stands in the statement.
    pub text: &'t str,
    /// First byte, in the statement.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

impl<'t> Word<'t> {
    fn of(pair: &Pair<'t, Rule>) -> Self {
        let span = pair.as_span();
        Self { rule: pair.as_rule(), text: pair.as_str(), start: span.start(), end: span.end() }
    }

    /// A bare word, in any case.
    pub fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// A name, quoted or not.
    pub fn is_name(&self) -> bool {
        matches!(self.rule, Rule::word | Rule::quoted)
    }
}

/// A row of tokens.
#[derive(Debug, Clone)]
pub struct Words<'t> {
    words: Cow<'t, [Word<'t>]>,
}

impl<'t> Words<'t> {
    /// The tokens directly below these pairs.
    pub fn of(pairs: impl Iterator<Item = Pair<'t, Rule>>) -> Self {
        Self { words: pairs.map(|p| Word::of(&p)).collect() }
    }

    /// The tokens of a text that stands at `base`: what the grammar's `part` would find there. Cutting them
    /// here and not in the grammar is what keeps large schemas fast.
    pub fn lex(text: &'t str, base: usize) -> Self {
        let bytes = text.as_bytes();
        let mut words = Vec::new();
        let mut at = 0;
        while let Some(&b) = bytes.get(at) {
            if b.is_ascii_whitespace() {
                at += 1;
                continue;
            }
            let (rule, len) = token(bytes.get(at..).unwrap_or(&[]));
            let len = if rule == Rule::sign {
                text.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8).max(len)
            } else {
                len
            };
            let end = (at + len).min(text.len());
            if let Some(token) = text.get(at..end).filter(|t| *t != ",") {
                words.push(Word { rule, text: token, start: base + at, end: base + end });
            }
            at = end;
        }
        Self { words: Cow::Owned(words) }
    }

    /// The token at a place.
    pub fn get(&self, at: usize) -> Option<&Word<'t>> {
        self.words.get(at)
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Word<'t>> {
        self.words.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether these bare words stand at a place.
    pub fn at(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(i, w)| self.get(at + i).is_some_and(|x| x.is(w)))
    }

    /// Where these bare words first stand together.
    pub fn find(&self, words: &[&str]) -> Option<usize> {
        (0..self.len()).find(|i| self.at(*i, words))
    }

    /// Whether this bare word is there.
    pub fn has(&self, word: &str) -> bool {
        self.iter().any(|w| w.is(word))
    }

    /// A part of them.
    pub fn slice(&self, from: usize, to: usize) -> Words<'_> {
        let to = to.min(self.len());
        Words { words: Cow::Borrowed(self.words.get(from.min(to)..to).unwrap_or(&[])) }
    }

    /// The first and last byte they cover.
    pub fn bounds(&self) -> Option<(usize, usize)> {
        Some((self.words.first()?.start, self.words.last()?.end))
    }
}

/// The kind and length of the token that a cleaned text starts with.
fn token(rest: &[u8]) -> (Rule, usize) {
    let is_word = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'@' | b'$' | b'#') || *b >= 0x80;
    let run = |from: usize, hit: &dyn Fn(&u8) -> bool| {
        let tail = rest.get(from..).unwrap_or(&[]);
        from + tail.iter().position(|b| !hit(b)).unwrap_or(tail.len())
    };
    let quoted = |from: usize, quote: u8| {
        let mut at = from + 1;
        while let Some(n) = rest.get(at..).and_then(|r| r.iter().position(|b| *b == quote)) {
            at += n + 1;
            if rest.get(at) != Some(&quote) {
                return at;
            }
            at += 1;
        }
        rest.len()
    };
    match rest.first() {
        Some(b'\'') => (Rule::string, quoted(0, b'\'')),
        Some(q @ (b'"' | b'`')) => (Rule::quoted, quoted(0, *q)),
        Some(b'(') => {
            let (mut depth, mut at) = (0usize, 0usize);
            while let Some(b) = rest.get(at) {
                at = match b {
                    q @ (b'\'' | b'"' | b'`') => quoted(at, *q),
                    _ => at + 1,
                };
                match b {
                    b'(' => depth += 1,
                    b')' if depth <= 1 => break,
                    b')' => depth -= 1,
                    _ => {}
                }
            }
            (Rule::group, at)
        }
        Some(b':') if rest.get(1) == Some(&b':') => (Rule::sign, 2),
        Some(b) if b.is_ascii_digit() => match run(0, &is_word) {
            end if run(0, &u8::is_ascii_digit) < end => (Rule::word, end),
            end => (Rule::number, run(end, &|b| b.is_ascii_digit() || *b == b'.')),
        },
        Some(b) if is_word(b) && *b != b'$' && *b != b'#' => (Rule::word, run(0, &is_word)),
        _ => (Rule::sign, 1),
    }
}

/// One clause of a column.
#[derive(Debug, Clone, Default)]
pub struct Clauses {
    /// The type's tokens.
    pub ty: (usize, usize),
    /// NOT NULL.
    pub not_null: bool,
    /// NULL, said outright.
    pub null: bool,
    /// The default's tokens.
    pub default: Option<(usize, usize)>,
    /// AUTO_INCREMENT, AUTOINCREMENT, GENERATED … AS IDENTITY.
    pub auto_increment: bool,
    /// The token with the expression in parentheses.
    pub generated: Option<usize>,
    /// PRIMARY KEY, with its constraint's name; and whether DESC follows.
    pub primary: Option<(Option<String>, usize, bool)>,
    /// UNIQUE, with its constraint's name, and whether nulls are equal.
    pub unique: Option<(Option<String>, usize, bool)>,
    /// CHECKs, each with its constraint's name and the token with the condition.
    pub checks: Vec<(Option<String>, usize)>,
    /// Inline REFERENCES.
    pub references: Vec<Inline>,
    /// COLLATE.
    pub collate: Option<(Option<String>, String)>,
    /// CHARACTER SET.
    pub charset: Option<String>,
    /// COMMENT.
    pub comment: Option<String>,
    /// ON UPDATE with a moment.
    pub on_update: bool,
    /// MySQL's FIRST (`Some(None)`) and AFTER.
    pub place: Option<Option<String>>,
}

/// An inline REFERENCES.
#[derive(Debug, Clone)]
pub struct Inline {
    /// The constraint's name.
    pub name: Option<String>,
    /// The schema of the table.
    pub qualifier: Option<String>,
    /// The table that is referred to.
    pub table: String,
    /// The token with the columns in parentheses.
    pub columns: Option<usize>,
    /// First and last token.
    pub tokens: (usize, usize),
    /// Whether it may be tested at the end of the transaction (DEFERRABLE).
    pub deferrable: bool,
    /// Whether the engine does not test it (NOT ENFORCED).
    pub unchecked: bool,
}

/// Words that start a clause, so that a type or a default ends before them.
fn starts_clause(words: &Words<'_>, at: usize) -> bool {
    let Some(word) = words.get(at) else { return true };
    if word.rule != Rule::word {
        return false;
    }
    let next = |w: &str| words.get(at + 1).is_some_and(|x| x.is(w));
    match word.text.to_ascii_uppercase().as_str() {
        "NOT" => next("NULL") || next("DEFERRABLE") || next("ENFORCED") || next("HIDDEN"),
        "CHARACTER" => next("SET"),
        "PRIMARY" => next("KEY"),
        "ON" | "NULL" | "DEFAULT" | "UNIQUE" | "KEY" | "CHECK" | "REFERENCES" | "CONSTRAINT" | "COLLATE"
        | "GENERATED" | "AS" | "AUTO_INCREMENT" | "AUTOINCREMENT" | "COMMENT" | "CHARSET" | "STORED" | "VIRTUAL"
        | "PERSISTENT" | "INVISIBLE" | "VISIBLE" | "SRID" | "REF_SYSTEM_ID" | "STORAGE" | "COMPRESSION"
        | "COLUMN_FORMAT" | "DEFERRABLE" | "INITIALLY" | "COMPRESSED" | "FIRST" | "AFTER" | "USING" => true,
        _ => false,
    }
}

/// Reads the tokens that follow a column's name. `backslash`: how strings escape; `fold`: how
/// names without quotes are meant.
pub fn clauses(words: &Words<'_>, backslash: bool, fold: bool) -> Clauses {
    let mut out = Clauses::default();
    let mut at = 0;
    while at < words.len() && !starts_clause(words, at) {
        at += 1;
    }
    out.ty = (0, at);
    let mut constraint: Option<String> = None;
    while let Some(word) = words.get(at) {
        if word.rule != Rule::word {
            at += 1;
            continue;
        }
        let from = at;
        at += 1;
        match word.text.to_ascii_uppercase().as_str() {
            "CONSTRAINT" => {
                constraint = words.get(at).filter(|w| w.is_name()).map(|w| unquote(w.text, fold));
                at += 1;
                continue;
            }
            "NOT" if words.at(at, &["NULL"]) => {
                out.not_null = true;
                at += 1;
            }
            "NULL" => out.null = true,
            "DEFAULT" => {
                at += 1;
                while at < words.len() && !starts_clause(words, at) {
                    at += 1;
                }
                out.default = Some((from + 1, at));
            }
            "AUTO_INCREMENT" | "AUTOINCREMENT" => out.auto_increment = true,
            "GENERATED" => {
                while at < words.len() && !words.at(at, &["AS"]) {
                    at += 1;
                }
                at += 1;
                match words.get(at) {
                    // Such a column is NOT NULL, written or not (PostgreSQL's manual, "Identity Columns").
                    Some(w) if w.is("IDENTITY") => (out.auto_increment, out.not_null) = (true, true),
                    Some(w) if w.rule == Rule::group => out.generated = Some(at),
                    // MariaDB's moments of a row with a history
                    Some(w) if w.is("ROW") => {
                        at += 1;
                        out.generated = Some(at);
                    }
                    _ => {}
                }
                at += 1;
            }
            "AS" if words.get(at).is_some_and(|w| w.rule == Rule::group) => {
                out.generated = Some(at);
                at += 1;
            }
            "PRIMARY" => {
                at += usize::from(words.at(at, &["KEY"]));
                out.primary = Some((constraint.take(), from, words.at(at, &["DESC"])));
            }
            "KEY" => out.primary = Some((constraint.take(), from, false)),
            "UNIQUE" => {
                at += usize::from(words.at(at, &["KEY"]));
                let nulls_equal = words.at(at, &["NULLS", "NOT", "DISTINCT"]);
                out.unique = Some((constraint.take(), from, nulls_equal));
            }
            "CHECK" if words.get(at).is_some_and(|w| w.rule == Rule::group) => {
                out.checks.push((constraint.take(), at));
                at += 1;
            }
            "REFERENCES" => {
                let Some(first) = words.get(at) else { break };
                let (mut qualifier, mut table) = (None, unquote(first.text, fold));
                at += 1;
                while words.get(at).is_some_and(|w| w.text == ".") {
                    let Some(next) = words.get(at + 1) else { break };
                    qualifier = Some(std::mem::replace(&mut table, unquote(next.text, fold)));
                    at += 2;
                }
                let columns = words.get(at).filter(|w| w.rule == Rule::group).map(|_| at);
                at += usize::from(columns.is_some());
                let tokens = (from, at);
                out.references.push(Inline {
                    name: constraint.take(),
                    qualifier,
                    table,
                    columns,
                    tokens,
                    deferrable: false,
                    unchecked: false,
                });
            }
            "ENFORCED" => {
                let not = from > 0 && words.at(from - 1, &["NOT"]);
                if let Some(last) = out.references.last_mut() {
                    last.unchecked = not;
                }
            }
            "DEFERRABLE" => {
                let not = from > 0 && words.at(from - 1, &["NOT"]);
                if let Some(last) = out.references.last_mut() {
                    last.deferrable = !not;
                }
            }
            "ON" => {
                // ON DELETE SET NULL: its NULL is not the column's. ON UPDATE now() likewise.
                let moments = ["CURRENT_TIMESTAMP", "NOW", "LOCALTIME", "LOCALTIMESTAMP"];
                out.on_update |= words.at(at, &["UPDATE"]) && moments.iter().any(|word| words.at(at + 1, &[word]));
                at += 1;
                match () {
                    () if words.at(at, &["SET"]) => at += 2,
                    () if words.at(at, &["NO", "ACTION"]) => at += 2,
                    () => at += 1,
                }
            }
            "COLLATE" => {
                if let Some(first) = words.get(at) {
                    let (mut schema, mut name) = (None, collation_name(first, backslash, fold));
                    at += 1;
                    while words.get(at).is_some_and(|w| w.text == ".") {
                        let Some(next) = words.get(at + 1) else { break };
                        schema = Some(std::mem::replace(&mut name, collation_name(next, backslash, fold)));
                        at += 2;
                    }
                    out.collate = Some((schema, name));
                }
            }
            "CHARACTER" | "CHARSET" => {
                at += usize::from(words.at(at, &["SET"]));
                at += usize::from(words.get(at).is_some_and(|w| w.text == "="));
                out.charset = words.get(at).map(|w| collation_name(w, backslash, fold));
                at += 1;
            }
            "COMMENT" => {
                out.comment = words
                    .get(at)
                    .filter(|w| matches!(w.rule, Rule::string | Rule::quoted))
                    .map(|w| unescape(w.text, backslash));
                at += 1;
            }
            "FIRST" => out.place = Some(None),
            "AFTER" => {
                out.place = words.get(at).map(|w| Some(unquote(w.text, fold)));
                at += 1;
            }
            "USING" => break,
            _ => {}
        }
        constraint = None;
    }
    out
}

fn collation_name(word: &Word<'_>, backslash: bool, fold: bool) -> String {
    match word.rule {
        Rule::string => unescape(word.text, backslash),
        _ => unquote(word.text, fold),
    }
}
