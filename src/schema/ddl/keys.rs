//! Keys of the usual shapes, read from their words: the grammar takes ten times as long for them, and a large
//! schema has many. What is not plain is `None`, and the grammar reads it.

use super::column::{Word, Words};
use super::grammar::{Name, Path, Rule, unquote};
use super::reader::{Draft, One, PendingForeignKey};
use crate::schema::{ColumnId, Key};

/// A key among the lines of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlainKey {
    name: Option<String>,
    kind: KeyKind,
    columns: Vec<Name>,
    /// What a foreign key refers to.
    references: Option<(Path, Vec<Name>)>,
    /// Its first byte, and the byte after its last.
    place: (usize, usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeyKind {
    Primary,
    Unique,
    Foreign,
    /// Says nothing that counts.
    Index,
}

/// The words that may follow a foreign key.
const ACTIONS: &[&str] = &["ON", "DELETE", "UPDATE", "CASCADE", "RESTRICT", "NO", "ACTION", "SET", "NULL", "DEFAULT"];

/// Reads a line that stands at `base`. `keyed`: indexes stand among the columns; `fold`: how names without
/// quotes are meant.
pub(super) fn read(text: &str, base: usize, keyed: bool, fold: bool) -> Option<PlainKey> {
    let words = Words::lex(text, base);
    let said = |word: &Word<'_>| unquote(word.text, fold);
    let own = |at: usize| words.get(at).filter(|w| keyed && w.rule == Rule::quoted);
    let index = |at: usize| keyed && (words.at(at, &["KEY"]) || words.at(at, &["INDEX"]));
    let named = words.at(0, &["CONSTRAINT"]);
    let mut name = if named { Some(said(words.get(1).filter(|w| w.is_name())?)) } else { None };
    let mut at = if named { 2 } else { 0 };
    let kind = if words.at(at, &["PRIMARY", "KEY"]) {
        at += 2;
        KeyKind::Primary
    } else if words.at(at, &["FOREIGN", "KEY"]) {
        at += 2;
        KeyKind::Foreign
    } else if words.at(at, &["UNIQUE"]) {
        at += 1 + usize::from(index(at + 1));
        name = name.or_else(|| own(at).map(said));
        at += usize::from(own(at).is_some());
        KeyKind::Unique
    } else if index(at) && !named && own(at + 1).is_some() {
        at += 2;
        KeyKind::Index
    } else {
        return None;
    };
    let columns = names(words.get(at)?, fold)?;
    at += 1;
    let mut references = None;
    if kind == KeyKind::Foreign && words.at(at, &["REFERENCES"]) {
        let mut table = Vec::from([name_of(words.get(at + 1)?, fold)?]);
        at += 2;
        if words.get(at).is_some_and(|w| w.text == ".") {
            table.push(name_of(words.get(at + 1)?, fold)?);
            at += 2;
        }
        let start = table.first()?.start;
        let name = table.pop()?;
        let path = Path { qualifier: table.pop().map(|n| n.text), name, start };
        let columns = words.get(at).filter(|w| w.rule == Rule::group);
        at += usize::from(columns.is_some());
        references = Some((path, columns.map_or(Some(Vec::new()), |c| names(c, fold))?));
    }
    let rest = words.slice(at, words.len());
    let plain = match kind {
        KeyKind::Foreign => references.is_some() && rest.iter().all(|w| ACTIONS.iter().any(|action| w.is(action))),
        _ => rest.len() == 0 || (rest.len() == 2 && rest.at(0, &["USING", "BTREE"])),
    };
    plain.then_some(PlainKey { name, kind, columns, references, place: words.bounds()? })
}

/// The names in parentheses, where there is nothing but names.
fn names(group: &Word<'_>, fold: bool) -> Option<Vec<Name>> {
    let inner = group.text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).filter(|_| group.rule == Rule::group)?;
    let mut start = group.start + 1;
    let name = |part: &str| {
        let text = part.trim();
        let from = start + part.len() - part.trim_start().len();
        start += part.len() + 1;
        is_plain(text).then(|| Name { text: unquote(text, fold), start: from, end: from + text.len() })
    };
    inner.split(',').map(name).collect()
}

fn name_of(word: &Word<'_>, fold: bool) -> Option<Name> {
    is_plain(word.text).then(|| Name { text: unquote(word.text, fold), start: word.start, end: word.end })
}

/// Whether this is one name, without a quote inside its quotes.
fn is_plain(name: &str) -> bool {
    let inside = |quote: char| name.strip_prefix(quote).and_then(|n| n.strip_suffix(quote)).map(|n| (n, quote));
    match inside('`').or_else(|| inside('"')) {
        Some((inner, quote)) => !inner.contains(quote),
        None => {
            name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        }
    }
}

impl One<'_, '_> {
    /// Adds a key to its table.
    pub(super) fn plain_key(&mut self, draft: &mut Draft, key: PlainKey) {
        let span = self.span(key.place.0, key.place.1);
        if let Some((table, references)) = key.references {
            let texts = |names: Vec<Name>| names.into_iter().map(|n| n.text).collect();
            draft.foreign_keys.push(PendingForeignKey {
                name: key.name,
                columns: texts(key.columns),
                qualifier: table.qualifier,
                table: table.name.text,
                references: texts(references),
                span,
                deferrable: false,
                unchecked: false,
            });
            return;
        }
        if key.kind == KeyKind::Index {
            return;
        }
        let columns: Option<Vec<ColumnId>> = key.columns.iter().map(|name| self.key_column(draft, name)).collect();
        let Some(columns) = columns else { return };
        let made = Key { name: key.name, columns, span, partial: false, nulls_equal: false };
        match key.kind {
            KeyKind::Primary => self.set_primary_key(draft, made),
            _ => draft.table.unique_keys.push(made),
        }
    }
}
