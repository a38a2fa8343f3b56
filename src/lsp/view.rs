//! One file of a compiled program, and what stands where in it.

use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use lsp_types::{Location, Position, Range, Uri};

use crate::check::{BlockNames, Meaning};
use crate::compile::{Analysis, plain};
use crate::dialect::EngineExt as _;
use crate::engine::Engine;
use crate::functions::{Function, Spelling};
use crate::plan::Side;
use crate::schema::{Column, ColumnId, Schema, Table, TableId};
use crate::source::{FileId, Source, Sources, Span};
use crate::syntax::ast::{self, Item};

/// One file of a program.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) file: FileId,
    pub(super) source: &'a Source,
}

impl<'a> View<'a> {
    /// The file at `path`, if the program has it.
    pub(super) fn of(analysis: &'a Analysis, path: &Path) -> Option<Self> {
        let sources = &analysis.compilation.sources;
        let file = analysis.files.iter().map(|f| f.file).find(|f| path_of(sources, *f).as_deref() == Some(path))?;
        Some(Self { analysis, file, source: sources.get(file)? })
    }

    pub(super) fn sources(&self) -> &'a Sources {
        &self.analysis.compilation.sources
    }

    pub(super) fn text(&self) -> &'a str {
        self.source.text()
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.sources().slice(span)
    }

    /// The statements of this file.
    pub(super) fn items(&self) -> &'a [Item] {
        self.analysis.files.iter().find(|f| f.file == self.file).map_or(&[], |f| &f.items)
    }

    /// The statements of the whole program.
    pub(super) fn all_items(&self) -> impl Iterator<Item = &'a Item> {
        self.analysis.files.iter().flat_map(|f| &f.items)
    }

    pub(super) fn offset(&self, at: Position) -> u32 {
        u32::try_from(self.source.offset(at.line as usize, at.character as usize)).unwrap_or(u32::MAX)
    }

    pub(super) fn position(&self, offset: u32) -> Position {
        position(self.sources(), self.file, offset)
    }

    pub(super) fn range(&self, span: Span) -> Range {
        range(self.sources(), span)
    }

    pub(super) fn location(&self, span: Span) -> Option<Location> {
        location(self.sources(), span)
    }

    pub(super) fn schema(&self, side: Side) -> Option<&'a Schema> {
        match side {
            Side::Old => self.analysis.old.as_deref(),
            Side::New => self.analysis.new.as_deref(),
        }
    }

    /// The new engine, where it cannot express a function.
    pub(super) fn lacks(&self, function: &Function) -> Option<Engine> {
        let engine = self.schema(Side::New)?.engine;
        let spelled = function.spelling == Spelling::Special || engine.dialect().template(function.name).is_some();
        (!spelled).then_some(engine)
    }

    /// What a function does, and whether the new engine can.
    pub(super) fn about(&self, function: &Function) -> String {
        match self.lacks(function) {
            Some(engine) => format!("{}\n\n{engine} cannot express it", function.about),
            None => function.about.to_owned(),
        }
    }

    pub(super) fn table(&self, side: Side, table: TableId) -> Option<&'a Table> {
        self.schema(side)?.tables.get(table.0)
    }

    pub(super) fn column(&self, side: Side, table: TableId, column: ColumnId) -> Option<&'a Column> {
        self.table(side, table)?.columns.get(column.0)
    }

    /// The name that covers an offset, and what it is; the shortest, where several do.
    pub(super) fn meaning(&self, offset: u32) -> Option<(Span, Meaning)> {
        let here = |span: &Span| span.file == self.file && span.start <= offset && offset <= span.end;
        let names = self
            .analysis
            .resolved
            .names
            .iter()
            .filter(|(span, what)| here(span) && !matches!(what, Meaning::Covered(..)));
        names.min_by_key(|(span, _)| (span.end - span.start, span.start)).copied()
    }

    /// Where a meaning is defined.
    pub(super) fn definitions(&self, what: Meaning) -> Vec<Span> {
        match what {
            Meaning::Table(side, table) => self.table(side, table).map(|t| t.name_span).into_iter().collect(),
            Meaning::Column(side, table, column) | Meaning::Covered(side, table, column) => {
                self.column(side, table, column).map(|c| c.name_span).into_iter().collect()
            }
            Meaning::Let(span) | Meaning::Param(span) | Meaning::Alias(span) | Meaning::Block(span) => vec![span],
            Meaning::Map(at) => self.maps(at).map(|map| map.name.span).collect(),
        }
    }

    /// The statements that add to a map.
    pub(super) fn maps(&self, at: usize) -> impl Iterator<Item = &'a ast::Map> {
        let names = &self.analysis.resolved.names;
        self.all_items().filter_map(move |item| match item {
            Item::Map(map) if names.contains(&(map.name.span, Meaning::Map(at))) => Some(map),
            _ => None,
        })
    }

    /// Every place that means the same, definitions in the program included, in order and once.
    pub(super) fn uses(&self, what: Meaning) -> Vec<Span> {
        let names = self.analysis.resolved.names.iter();
        let mut spans: Vec<Span> = names.filter(|(_, w)| *w == what).map(|(span, _)| *span).collect();
        if let Meaning::Let(span) | Meaning::Param(span) = what {
            spans.push(span);
        }
        spans.sort_unstable();
        spans.dedup();
        spans
    }

    /// The block whose head or lines cover an offset, by its head.
    pub(super) fn block(&self, head: Span) -> Option<&'a BlockNames> {
        self.analysis
            .resolved
            .blocks
            .iter()
            .find(|b| b.span.file == head.file && b.span.start >= head.start && b.span.end <= head.end.max(head.start))
    }
}

/// The path of a text, if it is a file.
pub(super) fn path_of(sources: &Sources, file: FileId) -> Option<PathBuf> {
    sources.get(file).map(|source| plain(Path::new(source.name())))
}

pub(super) fn position(sources: &Sources, file: FileId, offset: u32) -> Position {
    let at = sources.position(file, offset);
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Position { line: small(at.line), character: small(at.utf16) }
}

pub(super) fn range(sources: &Sources, span: Span) -> Range {
    Range { start: position(sources, span.file, span.start), end: position(sources, span.file, span.end) }
}

pub(super) fn location(sources: &Sources, span: Span) -> Option<Location> {
    Some(Location { uri: uri_of(&path_of(sources, span.file)?)?, range: range(sources, span) })
}

/// The address of a file.
pub(super) fn uri_of(path: &Path) -> Option<Uri> {
    let path = path.to_str()?.replace('\\', "/");
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    Uri::from_str(&uri).ok()
}

/// The file an address names; a text that is no file yet has its address for a path.
pub(super) fn path_from(uri: &Uri) -> PathBuf {
    let Some(rest) = uri.as_str().strip_prefix("file://") else { return PathBuf::from(uri.as_str()) };
    // A host may stand before the path, and is this machine.
    let rest = rest.find('/').map_or(rest, |at| rest.get(at..).unwrap_or(rest));
    let mut bytes = Vec::with_capacity(rest.len());
    let mut all = rest.bytes();
    while let Some(byte) = all.next() {
        let hex = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
        let mut ahead = all.clone();
        match (byte, hex(ahead.next()), hex(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                all = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    let path = String::from_utf8_lossy(&bytes).into_owned();
    // `/C:/folder` of Windows.
    let drive = path.as_bytes().get(2) == Some(&b':');
    plain(Path::new(if drive { path.trim_start_matches('/') } else { &path }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_paths_are_each_others_inverse() {
        for path in ["/a/b.mig", "/with blank/é😀%/x#y.mig"] {
            assert_eq!(path_from(&uri_of(Path::new(path)).unwrap()), Path::new(path));
        }
    }
}
