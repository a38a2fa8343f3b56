//! Statements that were read before: while a text is written, nearly all of them stay as they are.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::source::{FileId, Span};

use super::ast::Item;
use super::spans::Spans as _;

/// Statements by their text.
#[derive(Debug, Default)]
pub struct Cache {
    known: HashMap<Arc<str>, Known>,
    /// Counts the parses of whole programs.
    round: u32,
}

/// A statement as if it began at byte 0, and what was found in it.
#[derive(Debug)]
pub(super) struct Known {
    item: Item,
    found: Vec<Diagnostic>,
    used: u32,
}

impl Cache {
    /// Ends a round: what the last rounds did not use is forgotten.
    pub fn forget(&mut self) {
        let round = self.round;
        self.known.retain(|_, known| known.used + 8 > round);
        self.round += 1;
    }

    /// The statement of this text, if it was read before, moved to where it is now.
    pub(super) fn get(&mut self, text: &str, file: FileId, at: usize) -> Option<(Item, Vec<Diagnostic>)> {
        let known = self.known.get_mut(text)?;
        known.used = self.round;
        let offset = u32::try_from(at).ok()?;
        let mut moved = |span: &mut Span| {
            *span = Span { file, start: span.start + offset, end: span.end + offset };
        };
        let mut item = known.item.clone();
        item.each_span(&mut moved);
        let mut found = known.found.clone();
        for finding in &mut found {
            finding.each_span(&mut moved);
        }
        Some((item, found))
    }

    /// Keeps a statement, if all that it says is about its own text.
    pub(super) fn put(&mut self, text: &str, at: usize, item: &Item, found: &[Diagnostic]) {
        let Ok(offset) = u32::try_from(at) else { return };
        let end = offset.saturating_add(u32::try_from(text.len()).unwrap_or(u32::MAX));
        let mut within = true;
        let mut moved = |span: &mut Span| {
            within &= span.start >= offset && span.end <= end;
            *span = Span {
                file: FileId::default(),
                start: span.start.saturating_sub(offset),
                end: span.end.saturating_sub(offset),
            };
        };
        let (mut item, mut found) = (item.clone(), found.to_vec());
        item.each_span(&mut moved);
        for finding in &mut found {
            finding.each_span(&mut moved);
        }
        if within {
            self.known.insert(Arc::from(text), Known { item, found, used: self.round });
        }
    }
}
