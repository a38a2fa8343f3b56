//! Another name for what the program names, everywhere; and the proof that nothing means anything else by it.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};

use lsp_types::{Position, PrepareRenameResponse, TextEdit, Uri, WorkspaceEdit};

use super::navigate::{lets, parameter_at};
use super::view::{View, path_of, range, uri_of};
use crate::check::Meaning;
use crate::compile::{Analysis, FileReader, Stamp, plain};
use crate::source::Span;
use crate::syntax::ast::Item;
use crate::syntax::words::quoted;

/// A name that can be changed.
struct Named {
    /// Where it stands, also where it is defined.
    spans: Vec<Span>,
    /// A block without an alias gets one, behind the name of its old table.
    alias_at: Option<Span>,
}

/// Other text for places of a program, in their order.
pub(super) struct Renaming {
    edits: Vec<(Span, String)>,
    /// It gives a block an alias, which then also means what its table's name meant.
    alias: bool,
}

/// The name that would be changed.
pub(super) fn prepare(view: View<'_>, at: Position) -> Option<PrepareRenameResponse> {
    let offset = view.offset(at);
    let here = |s: &Span| s.file == view.file && s.start <= offset && offset <= s.end;
    let span = named(view, offset)?.spans.into_iter().find(here)?;
    Some(PrepareRenameResponse::RangeWithPlaceholder {
        range: view.range(span),
        placeholder: view.slice(span).trim_matches('`').to_owned(),
    })
}

/// What has to be written for another name.
///
/// # Errors
/// Why it cannot be changed.
pub(super) fn renaming(view: View<'_>, at: Position, name: &str) -> Result<Renaming, String> {
    let name = name.trim();
    if name.is_empty() || name.contains(['\n', '`']) {
        return Err(format!("`{name}` is no name"));
    }
    let offset = view.offset(at);
    let found = named(view, offset)
        .ok_or("only names that the program gives can be changed: maps, `let`s, params, aliases and blocks")?;
    let siblings = |l: &&crate::syntax::ast::Let| l.params.iter().any(|p| found.spans.contains(&p.span));
    if lets(view).find(siblings).is_some_and(|l| l.params.iter().any(|p| p.text == name)) {
        return Err(taken(name));
    }
    let name = quoted(name);
    let mut edits: Vec<(Span, String)> = found.spans.into_iter().map(|span| (span, name.clone())).collect();
    edits.extend(found.alias_at.map(|at| (at, format!(" {name}"))));
    edits.sort_by_key(|(span, _)| *span);
    Ok(Renaming { edits, alias: found.alias_at.is_some() })
}

/// Why a name cannot be used.
pub(super) fn taken(name: &str) -> String {
    format!("`{name}` means something else already where it would stand")
}

/// The name at an offset, if it is one that the program gives.
fn named(view: View<'_>, offset: u32) -> Option<Named> {
    let plain = |spans| Some(Named { spans, alias_at: None });
    if let Some(spans) = parameter_at(view, offset) {
        return plain(spans);
    }
    // A definition that nothing uses is a name too.
    let defined = || {
        let params = view.items().iter().filter_map(|i| if let Item::Param(p) = i { Some(&p.name) } else { None });
        let here = |span: Span| span.start <= offset && offset <= span.end;
        let a_let = lets(view).map(|l| l.name.span).find(|s| here(*s)).map(Meaning::Let);
        a_let.or_else(|| params.map(|name| name.span).find(|s| here(*s)).map(Meaning::Param))
    };
    let what = view.meaning(offset).map(|(_, what)| what).or_else(defined)?;
    match what {
        Meaning::Let(_) | Meaning::Param(_) | Meaning::Alias(_) => plain(view.uses(what)),
        // The map of a column has the column's name.
        Meaning::Map(at) if view.maps(at).all(|map| map.name.parts.len() == 1) => plain(view.uses(what)),
        Meaning::Block(head) => {
            let table = view.all_items().find_map(|item| match item {
                Item::Table(table) if table.head_span == head => Some(table),
                _ => None,
            })?;
            let end = Span { start: table.source.span.end, ..table.source.span };
            Some(Named { spans: view.uses(what), alias_at: Some(end) })
        }
        _ => None,
    }
}

impl Renaming {
    /// As the protocol wants it.
    ///
    /// # Errors
    /// When a file of the program has no address.
    pub(super) fn workspace_edit(&self, view: View<'_>) -> Result<WorkspaceEdit, String> {
        // `WorkspaceEdit` wants addresses as keys, and compares them by their text.
        #[allow(clippy::mutable_key_type)]
        let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
        for (span, text) in &self.edits {
            let uri = path_of(view.sources(), span.file).and_then(|path| uri_of(&path)).ok_or("a file has no path")?;
            let edit = TextEdit { range: range(view.sources(), *span), new_text: text.clone() };
            changes.entry(uri).or_default().push(edit);
        }
        Ok(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() })
    }

    /// The texts of the program as they would be.
    pub(super) fn texts(&self, view: View<'_>) -> BTreeMap<PathBuf, String> {
        let mut texts = BTreeMap::new();
        for (span, with) in self.edits.iter().rev() {
            let Some(path) = path_of(view.sources(), span.file) else { continue };
            let source = || view.sources().get(span.file).map_or(String::new(), |s| s.text().to_string());
            texts.entry(path).or_insert_with(source).replace_range(span.range(), with);
        }
        texts
    }

    /// Whether everything means afterwards what it meant before.
    pub(super) fn changes_nothing(&self, before: &Analysis, after: &Analysis) -> bool {
        let findings = |analysis: &Analysis, moved: &dyn Fn(Span) -> Span| -> Vec<_> {
            let all = analysis.compilation.diagnostics.sorted();
            all.into_iter().map(|d| (d.code, moved(d.primary.span))).collect()
        };
        let names = |analysis: &Analysis, moved: &dyn Fn(Span) -> Span| -> Vec<(Span, Meaning)> {
            let all = analysis.resolved.names.iter();
            let all = all.map(|(span, what)| {
                let what = match *what {
                    Meaning::Let(span) => Meaning::Let(moved(span)),
                    Meaning::Param(span) => Meaning::Param(moved(span)),
                    Meaning::Alias(span) => Meaning::Alias(moved(span)),
                    Meaning::Block(span) => Meaning::Block(moved(span)),
                    other => other,
                };
                (moved(*span), what)
            });
            let tables = |what: &Meaning| matches!(what, Meaning::Table(..) | Meaning::Alias(_) | Meaning::Block(_));
            all.filter(|(_, what)| !(self.alias && tables(what))).collect()
        };
        let (moved, as_is) = (|span| self.moved(span), |span| span);
        names(before, &moved) == names(after, &as_is) && findings(before, &moved) == findings(after, &as_is)
    }

    /// Where a place is afterwards.
    fn moved(&self, span: Span) -> Span {
        let (mut start, mut end) = (i64::from(span.start), i64::from(span.end));
        for (edit, text) in self.edits.iter().filter(|(edit, _)| edit.file == span.file) {
            let longer = text.len() as i64 - i64::from(edit.end - edit.start);
            if edit.start < span.start {
                start += longer;
            }
            if edit.start < span.end {
                end += longer;
            }
        }
        let small = |n: i64| u32::try_from(n).unwrap_or(0);
        Span { start: small(start), end: small(end), ..span }
    }
}

/// Some texts in place of those that another reader has.
pub(super) struct Overlay<'a> {
    pub(super) reader: &'a dyn FileReader,
    pub(super) texts: &'a BTreeMap<PathBuf, String>,
}

impl FileReader for Overlay<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.texts.get(&plain(path)) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => self.reader.read(path),
        }
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        if self.texts.contains_key(&plain(path)) { None } else { self.reader.stamp(path) }
    }
}
