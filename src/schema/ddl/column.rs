//! A column's clauses, which come in any order and differ by engine.

use std::borrow::Cow;
use std::ops::ControlFlow;

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

    /// The tokens from the first to the last.
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
    /// The first token of the type, and the one behind its last.
    pub ty: (usize, usize),
    /// Whether NOT NULL is said, or follows from another clause.
    pub not_null: bool,
    /// Whether NULL is said outright.
    pub null: bool,
    /// The first token of the default, and the one behind its last.
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
    /// The REFERENCES that stand in the column itself.
    pub references: Vec<Inline>,
    /// What COLLATE names: a schema, if it has one, and the collation.
    pub collate: Option<(Option<String>, String)>,
    /// The character set that the column has of its own.
    pub charset: Option<String>,
    /// The column's COMMENT, as people read it.
    pub comment: Option<String>,
    /// ON UPDATE with a moment.
    pub on_update: bool,
    /// MySQL's FIRST (`Some(None)`) and AFTER.
    pub place: Option<Option<String>>,
}

/// A REFERENCES that stands in a column.
#[derive(Debug, Clone)]
pub struct Inline {
    /// What CONSTRAINT calls it.
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
    let mut reading = Reading { words, at: 0, constraint: None, backslash, fold, found: Clauses::default() };
    reading.pass_value();
    reading.found.ty = (0, reading.at);
    while let Some(word) = words.get(reading.at) {
        let from = reading.at;
        reading.at += 1;
        if word.rule != Rule::word {
            continue;
        }
        if word.is("CONSTRAINT") {
            reading.constraint = words.get(reading.at).filter(|w| w.is_name()).map(|w| unquote(w.text, fold));
            reading.at += 1;
            continue;
        }
        if reading.clause(word, from).is_break() {
            break;
        }
        reading.constraint = None;
    }
    reading.found
}

/// The clauses of a column while they are read.
struct Reading<'w, 't> {
    words: &'w Words<'t>,
    /// The token that is read next.
    at: usize,
    /// What `CONSTRAINT` calls the clause that follows it.
    constraint: Option<String>,
    backslash: bool,
    fold: bool,
    found: Clauses,
}

impl<'t> Reading<'_, 't> {
    /// Whether these bare words are next.
    fn sees(&self, words: &[&str]) -> bool {
        self.words.at(self.at, words)
    }

    /// The next token, if it is a parenthesis: its place.
    fn group(&self) -> Option<usize> {
        self.words.get(self.at).filter(|w| w.rule == Rule::group).map(|_| self.at)
    }

    /// Steps over a type or a value, up to the clause behind it.
    fn pass_value(&mut self) {
        while self.at < self.words.len() && !starts_clause(self.words, self.at) {
            self.at += 1;
        }
    }

    /// Reads the clause that `word`, the token at `from`, begins; breaks where no clause of the column comes any more.
    fn clause(&mut self, word: &Word<'t>, from: usize) -> ControlFlow<()> {
        match word.text.to_ascii_uppercase().as_str() {
            "NOT" if self.sees(&["NULL"]) => {
                self.found.not_null = true;
                self.at += 1;
            }
            "NULL" => self.found.null = true,
            "DEFAULT" => {
                self.at += 1;
                self.pass_value();
                self.found.default = Some((from + 1, self.at));
            }
            "AUTO_INCREMENT" | "AUTOINCREMENT" => self.found.auto_increment = true,
            "GENERATED" => self.generated(),
            "AS" if self.group().is_some() => {
                self.found.generated = self.group();
                self.at += 1;
            }
            "PRIMARY" => {
                self.at += usize::from(self.sees(&["KEY"]));
                self.found.primary = Some((self.constraint.take(), from, self.sees(&["DESC"])));
            }
            "KEY" => self.found.primary = Some((self.constraint.take(), from, false)),
            "UNIQUE" => {
                self.at += usize::from(self.sees(&["KEY"]));
                let nulls_equal = self.sees(&["NULLS", "NOT", "DISTINCT"]);
                self.found.unique = Some((self.constraint.take(), from, nulls_equal));
            }
            "CHECK" if self.group().is_some() => {
                self.found.checks.push((self.constraint.take(), self.at));
                self.at += 1;
            }
            "REFERENCES" => return self.reference(from),
            "ENFORCED" => {
                let not = from > 0 && self.words.at(from - 1, &["NOT"]);
                if let Some(last) = self.found.references.last_mut() {
                    last.unchecked = not;
                }
            }
            "DEFERRABLE" => {
                let not = from > 0 && self.words.at(from - 1, &["NOT"]);
                if let Some(last) = self.found.references.last_mut() {
                    last.deferrable = !not;
                }
            }
            "ON" => self.on(),
            "COLLATE" => self.collate(),
            "CHARACTER" | "CHARSET" => {
                self.at += usize::from(self.sees(&["SET"]));
                self.at += usize::from(self.words.get(self.at).is_some_and(|w| w.text == "="));
                self.found.charset = self.words.get(self.at).map(|w| collation_name(w, self.backslash, self.fold));
                self.at += 1;
            }
            "COMMENT" => {
                let text = self.words.get(self.at).filter(|w| matches!(w.rule, Rule::string | Rule::quoted));
                self.found.comment = text.map(|w| unescape(w.text, self.backslash));
                self.at += 1;
            }
            "FIRST" => self.found.place = Some(None),
            "AFTER" => {
                self.found.place = self.words.get(self.at).map(|w| Some(unquote(w.text, self.fold)));
                self.at += 1;
            }
            "USING" => return ControlFlow::Break(()),
            _ => {}
        }
        ControlFlow::Continue(())
    }

    /// `GENERATED … AS IDENTITY`, `AS (…)` or `AS ROW START`, behind its first word.
    fn generated(&mut self) {
        while self.at < self.words.len() && !self.sees(&["AS"]) {
            self.at += 1;
        }
        self.at += 1;
        match self.words.get(self.at) {
            // Such a column is NOT NULL, written or not (PostgreSQL's manual, "Identity Columns").
            Some(w) if w.is("IDENTITY") => (self.found.auto_increment, self.found.not_null) = (true, true),
            Some(w) if w.rule == Rule::group => self.found.generated = Some(self.at),
            // MariaDB's moments of a row with a history
            Some(w) if w.is("ROW") => {
                self.at += 1;
                self.found.generated = Some(self.at);
            }
            _ => {}
        }
        self.at += 1;
    }

    /// An inline REFERENCES, whose first word is the token at `from`; breaks where the tokens end there.
    fn reference(&mut self, from: usize) -> ControlFlow<()> {
        let Some(first) = self.words.get(self.at) else { return ControlFlow::Break(()) };
        let (mut qualifier, mut table) = (None, unquote(first.text, self.fold));
        self.at += 1;
        while self.words.get(self.at).is_some_and(|w| w.text == ".") {
            let Some(next) = self.words.get(self.at + 1) else { break };
            qualifier = Some(std::mem::replace(&mut table, unquote(next.text, self.fold)));
            self.at += 2;
        }
        let columns = self.group();
        self.at += usize::from(columns.is_some());
        self.found.references.push(Inline {
            name: self.constraint.take(),
            qualifier,
            table,
            columns,
            tokens: (from, self.at),
            deferrable: false,
            unchecked: false,
        });
        ControlFlow::Continue(())
    }

    /// ON DELETE SET NULL, whose NULL is not the column's, and ON UPDATE now(), behind the first word.
    fn on(&mut self) {
        let moments = ["CURRENT_TIMESTAMP", "NOW", "LOCALTIME", "LOCALTIMESTAMP"];
        let moment = moments.iter().any(|word| self.words.at(self.at + 1, &[word]));
        self.found.on_update |= self.sees(&["UPDATE"]) && moment;
        self.at += 1;
        match () {
            () if self.sees(&["SET"]) => self.at += 2,
            () if self.sees(&["NO", "ACTION"]) => self.at += 2,
            () => self.at += 1,
        }
    }

    /// The name behind COLLATE.
    fn collate(&mut self) {
        let Some(first) = self.words.get(self.at) else { return };
        let (mut schema, mut name) = (None, collation_name(first, self.backslash, self.fold));
        self.at += 1;
        while self.words.get(self.at).is_some_and(|w| w.text == ".") {
            let Some(next) = self.words.get(self.at + 1) else { break };
            schema = Some(std::mem::replace(&mut name, collation_name(next, self.backslash, self.fold)));
            self.at += 2;
        }
        self.found.collate = Some((schema, name));
    }
}

fn collation_name(word: &Word<'_>, backslash: bool, fold: bool) -> String {
    match word.rule {
        Rule::string => unescape(word.text, backslash),
        _ => unquote(word.text, fold),
    }
}
