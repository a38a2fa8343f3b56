//! The texts a compilation reads: `.mig` files and schemas, and positions in them.

use std::ops::Range;
use std::sync::Arc;

use codespan_reporting::files;
use serde::{Deserialize, Serialize};

/// Names one text in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
pub struct FileId(pub u32);

/// A range of bytes in one text, `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
pub struct Span {
    /// The text that it is in.
    pub file: FileId,
    /// The place of its first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The smallest span that covers both; `self` when they are in different files.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        if self.file != other.file {
            return self;
        }
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// As a range of byte offsets.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A line and a column, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 0.
    pub line: usize,
    /// Column in bytes, from 0.
    pub byte: usize,
    /// Column in characters, from 0.
    pub character: usize,
    /// Column in UTF-16 code units, from 0 (what LSP counts).
    pub utf16: usize,
}

/// One text with the name it is shown under.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: Arc<str>,
    lines: Arc<[u32]>,
}

impl Source {
    /// A text; `name` is what findings show.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let lines = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1))
            .collect();
        Self { name: name.into(), text, lines }
    }

    /// The name shown in findings: the path as the user wrote it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The byte offset of a line and a column in UTF-16 code units, both from 0. A place behind the end of its
    /// line is the line's end.
    pub fn offset(&self, line: usize, utf16: usize) -> usize {
        let Some(start) = self.lines.get(line) else { return self.text.len() };
        let start = *start as usize;
        let end = self.lines.get(line + 1).map_or(self.text.len(), |next| *next as usize);
        let line = self.text.get(start..end).unwrap_or("").trim_end_matches(['\r', '\n']);
        let mut units = 0;
        for (at, c) in line.char_indices() {
            if units >= utf16 {
                return start + at;
            }
            units += c.len_utf16();
        }
        start + line.len()
    }
}

/// Every text of one compilation.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// A set without texts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text; `name` is what findings show.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        self.put(Source::new(name, text))
    }

    /// Adds a text that is there already.
    pub fn put(&mut self, source: Source) -> FileId {
        self.files.push(source);
        FileId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// The id that the next text gets.
    pub fn next(&self) -> FileId {
        FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX))
    }

    /// All of them, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.files.iter()
    }

    /// The text of `file`, if it is one of these.
    pub fn get(&self, file: FileId) -> Option<&Source> {
        self.files.get(file.0 as usize)
    }

    /// The name of `file`, or `?`.
    pub fn name(&self, file: FileId) -> &str {
        self.get(file).map_or("?", |f| f.name())
    }

    /// The text a span covers; empty when the span lies outside its text.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).and_then(|f| f.text.get(span.range())).unwrap_or("")
    }

    /// Where a byte offset stands.
    pub fn position(&self, file: FileId, offset: u32) -> Position {
        let Some(source) = self.get(file) else {
            return Position { line: 0, byte: 0, character: 0, utf16: 0 };
        };
        let line = source.lines.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = source.lines.get(line).copied().unwrap_or(0) as usize;
        let before = source.text.get(start..offset as usize).unwrap_or("");
        Position { line, byte: before.len(), character: before.chars().count(), utf16: before.encode_utf16().count() }
    }

    /// The starts of the lines of `file`, as byte offsets.
    pub(crate) fn line_starts(&self, file: FileId) -> &[u32] {
        self.get(file).map_or(&[], |f| &f.lines)
    }

    /// The span moved inward until both ends lie in the text, at characters: what a stage computed
    /// from bytes can then be drawn whatever the text holds.
    #[must_use]
    pub(crate) fn clamp(&self, span: Span) -> Span {
        let Some(source) = self.get(span.file) else { return span };
        let floor = |at: u32| {
            let mut at = (at as usize).min(source.text.len());
            while !source.text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        Span::new(span.file, floor(span.start), floor(span.end))
    }

    /// `name:line:column`, both from 1, the column in characters.
    pub fn locate(&self, span: Span) -> String {
        let at = self.position(span.file, span.start);
        format!("{}:{}:{}", self.name(span.file), at.line + 1, at.character + 1)
    }
}

/// How codespan asks for the texts of a report.
impl<'a> files::Files<'a> for Sources {
    type FileId = FileId;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<&'a str, files::Error> {
        self.get(id).map(Source::name).ok_or(files::Error::FileMissing)
    }

    fn source(&'a self, id: FileId) -> Result<&'a str, files::Error> {
        self.get(id).map(|f| &**f.text()).ok_or(files::Error::FileMissing)
    }

    fn line_index(&'a self, id: FileId, byte_index: usize) -> Result<usize, files::Error> {
        Ok(self.line_starts(id).partition_point(|start| *start as usize <= byte_index).saturating_sub(1))
    }

    fn line_range(&'a self, id: FileId, line_index: usize) -> Result<Range<usize>, files::Error> {
        let source = self.get(id).ok_or(files::Error::FileMissing)?;
        let max = source.lines.len();
        let start = *source.lines.get(line_index).ok_or(files::Error::LineTooLarge { given: line_index, max })?;
        let end = source.lines.get(line_index + 1).map_or(source.text.len(), |end| *end as usize);
        Ok(start as usize..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_bytes_characters_and_utf16() {
        let mut sources = Sources::new();
        let file = sources.add("a.mig", "ab\né😀x\n");
        let at = sources.position(file, 9);
        assert_eq!((at.line, at.byte, at.character, at.utf16), (1, 6, 2, 3));
        assert_eq!(sources.locate(Span::new(file, 9, 10)), "a.mig:2:3");
    }
}
