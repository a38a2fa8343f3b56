//! Repairs that findings propose.

use std::collections::HashMap;

use lsp_types::{CodeAction, CodeActionKind, CodeActionOrCommand, Range, TextEdit, Uri, WorkspaceEdit};

use super::view::{View, path_of, range, uri_of};
use super::workspace::diagnostic;
use crate::diag::{Diagnostics, Edit, Fix};
use crate::source::{FileId, Span};
use crate::syntax::layout::{self, Unit};
use crate::syntax::scan::{Token, TokenKind};

/// The repairs of the findings that touch a range.
pub(super) fn actions(view: View<'_>, wanted: Range) -> Vec<CodeActionOrCommand> {
    let (start, end) = (view.offset(wanted.start), view.offset(wanted.end));
    let mut found = Vec::new();
    for finding in view.analysis.compilation.diagnostics.sorted() {
        let span = view.sources().clamp(finding.primary.span);
        if span.file != view.file || span.start > end || span.end < start {
            continue;
        }
        for (at, fix) in finding.fixes.iter().enumerate() {
            let Some(edit) = workspace_edit(view, fix) else { continue };
            found.push(CodeActionOrCommand::CodeAction(CodeAction {
                title: fix.title.clone(),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![diagnostic(view.sources(), finding)]),
                edit: Some(edit),
                is_preferred: Some(at == 0 && finding.fixes.len() == 1),
                ..CodeAction::default()
            }));
        }
    }
    found
}

fn workspace_edit(view: View<'_>, fix: &Fix) -> Option<WorkspaceEdit> {
    // `WorkspaceEdit` wants addresses as keys, and compares them by their text.
    #[allow(clippy::mutable_key_type)]
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for edit in &fix.edits {
        let (span, new_text) = text_edit(view, edit)?;
        let uri = uri_of(&path_of(view.sources(), span.file)?)?;
        changes.entry(uri).or_default().push(TextEdit { range: range(view.sources(), span), new_text });
    }
    Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() })
}

/// A change as a place and the text that comes there.
fn text_edit(view: View<'_>, edit: &Edit) -> Option<(Span, String)> {
    let text = |file: FileId| view.sources().get(file).map(|source| source.text().as_ref());
    match edit {
        Edit::Replace(span, with) => Some((*span, with.clone())),
        Edit::Remove(span) => removal(text(span.file)?, *span),
        Edit::Element(span) => {
            let text = text(span.file)?;
            let laid = layout::layout(span.file, text, &mut Diagnostics::new());
            let (start, end) = (span.start as usize, span.end as usize);
            let tokens: Vec<_> = laid.tokens.iter().filter(|t| t.kind != TokenKind::Newline).collect();
            let comma = |t: &&&Token| text.get(t.start..t.end) == Some(",");
            let next = tokens.partition_point(|t| t.start < end);
            if tokens.get(next).filter(comma).is_some() {
                let after = tokens.get(next + 1).map_or(end, |t| t.start);
                return Some((Span::new(span.file, start, after), String::new()));
            }
            let before = tokens.partition_point(|t| t.end <= start).checked_sub(1).and_then(|at| tokens.get(at));
            if let Some(before) = before.filter(comma) {
                return Some((Span::new(span.file, before.start, end), String::new()));
            }
            let (start, end) = smallest(&laid.units, start, end)?;
            removal(text, Span::new(span.file, start, end))
        }
        Edit::Statement(at, statement) => {
            let text = text(at.file)?;
            let newline = newline(text);
            let end = text.trim_end().len();
            Some((Span::new(at.file, end, text.len()), format!("{newline}{newline}{statement}{newline}")))
        }
        Edit::Line(at, line) => {
            let text = text(at.file)?;
            let newline = newline(text);
            let laid = layout::layout(at.file, text, &mut Diagnostics::new());
            let start = at.start as usize;
            let unit = laid.units.iter().find(|unit| unit.range().0 <= start && start <= unit.range().1)?;
            let Some(block) = &unit.block else {
                let end = unit.head.1;
                return Some((Span::new(at.file, end, end), format!(" {{{newline}  {line}{newline}}}")));
            };
            let close = block.end.checked_sub(1).filter(|close| text.get(*close..block.end) == Some("}"))?;
            let before = text.get(block.open..close)?;
            if !before.contains('\n') {
                let inner = before.get(1..)?.trim();
                let place = Span::new(at.file, close - before.len() + before.trim_end().len(), close);
                let with = if inner.is_empty() { format!(" {line} ") } else { format!("; {line} ") };
                return Some((place, with));
            }
            // Before the line of the `}`.
            let place = text.get(..close)?.rfind('\n').map_or(close, |at| at + 1);
            Some((Span::new(at.file, place, place), format!("  {line}{newline}")))
        }
    }
}

/// Takes a line or statement out.
fn removal(text: &str, span: Span) -> Option<(Span, String)> {
    let (start, end) = (span.start as usize, span.end as usize);
    let line = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(end..)?;
    let next = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let alone = text.get(line..start)?.trim().is_empty();
    let after = rest.get(..next)?;
    if alone && (after.trim().is_empty() || after.trim_start().starts_with("--")) {
        return Some((Span::new(span.file, line, end + next), String::new()));
    }
    // One of several on a line: a `;` beside it goes too.
    let gone = if after.trim_start().starts_with(';') { after.find(';').map_or(0, |at| at + 1) } else { 0 };
    let blanks = after.get(gone..)?.chars().take_while(|c| *c == ' ').count();
    let last = gone == 0 && text.get(..start)?.trim_end_matches(' ').ends_with(';');
    let start = if last { text.get(..start)?.trim_end_matches([' ', ';']).len() } else { start };
    let blanks = if last { 0 } else { blanks };
    Some((Span::new(span.file, start, end + gone + blanks), String::new()))
}

/// The smallest line or statement around a place.
fn smallest(units: &[Unit], start: usize, end: usize) -> Option<(usize, usize)> {
    let unit = units.iter().find(|unit| unit.range().0 <= start && end <= unit.range().1)?;
    let inner = unit.block.as_ref().and_then(|block| smallest(&block.units, start, end));
    Some(inner.unwrap_or(unit.range()))
}

fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}
