//! What the name below the pointer is.

use std::fmt::Write as _;

use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use super::view::View;
use crate::check::Meaning;
use crate::diag::Diagnostic;
use crate::functions;
use crate::plan::Side;
use crate::schema::{Column, ColumnId, Table, TableId};
use crate::source::Span;
use crate::syntax::ast::Item;
use crate::syntax::{scan, words};

/// How many columns of a table, and arms of a map, are listed.
const MOST: usize = 30;

/// What stands at a position, as Markdown; none where nothing is to be said.
pub(super) fn hover(view: View<'_>, at: Position) -> Option<Hover> {
    let offset = view.offset(at);
    let mut parts = Vec::new();
    let mut span = None;
    if let Some((place, what)) = view.meaning(offset) {
        span = Some(place);
        parts.extend(meaning(view, what));
    } else if let Some((place, text)) = covered(view, offset).or_else(|| word(view, offset)) {
        span = Some(place);
        parts.push(text);
    }
    for finding in view.analysis.compilation.diagnostics.iter().filter(|f| is_at(f, view, offset)) {
        span = span.or(Some(finding.primary.span));
        parts.push(explanation(finding));
    }
    if parts.is_empty() {
        return None;
    }
    let value = parts.join("\n\n---\n\n");
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
    Some(Hover { contents, range: span.map(|span| view.range(span)) })
}

fn is_at(finding: &Diagnostic, view: View<'_>, offset: u32) -> bool {
    let span = view.sources().clamp(finding.primary.span);
    span.file == view.file && span.start <= offset && offset <= span.end
}

/// The cause of a finding, from its page.
fn explanation(finding: &Diagnostic) -> String {
    let page = finding.code.page();
    let cause = page.split("\n```").next().unwrap_or("").trim();
    format!("**{}** {}\n\n{}", finding.code, finding.code.title(), cause.trim_start_matches('#').trim())
}

/// What a meaning is, as Markdown.
pub(super) fn meaning(view: View<'_>, what: Meaning) -> Option<String> {
    match what {
        Meaning::Table(side, table) => Some(about_table(side, view.table(side, table)?)),
        Meaning::Column(side, table, column) | Meaning::Covered(side, table, column) => {
            about_column(view, side, table, column)
        }
        Meaning::Map(at) => {
            let mut lines = String::new();
            for statement in view.maps(at) {
                lines.push_str(view.slice(statement.span));
                lines.push('\n');
            }
            Some(format!("```mig\n{}```", shortened(&lines)))
        }
        Meaning::Let(span) | Meaning::Param(span) => Some(format!("```mig\n{}\n```", line_of(view, span))),
        Meaning::Alias(span) | Meaning::Block(span) => {
            let head = view.all_items().find_map(|item| match item {
                Item::Table(table) if table.head_span.to(span) == table.head_span => Some(table.head_span),
                _ => None,
            })?;
            Some(format!("```mig\n{}\n```", view.slice(head)))
        }
    }
}

fn line_of(view: View<'_>, span: Span) -> String {
    let text = view.sources().get(span.file).map_or("", |s| s.text());
    let start = text.get(..span.start as usize).and_then(|t| t.rfind('\n')).map_or(0, |at| at + 1);
    text.get(start..).and_then(|t| t.lines().next()).unwrap_or("").trim().to_owned()
}

fn side_name(side: Side) -> &'static str {
    match side {
        Side::Old => "old",
        Side::New => "new",
    }
}

fn about_table(side: Side, table: &Table) -> String {
    let mut out = format!("**{}** table of the {} side", table.full_name(), side_name(side));
    if let Some(comment) = table.comment.as_deref().filter(|c| !c.is_empty()) {
        let _ = write!(out, "\n\n{comment}");
    }
    out.push_str("\n\n```sql\n");
    for column in table.columns.iter().take(MOST) {
        let _ = writeln!(out, "{}", declared(table, column));
    }
    if table.columns.len() > MOST {
        let _ = writeln!(out, "-- and {} more", table.columns.len() - MOST);
    }
    out.push_str("```");
    out
}

/// A column as SQL would declare it.
pub(super) fn declared(table: &Table, column: &Column) -> String {
    let mut out = format!("{} {}", column.name, column.native);
    if !column.nullable {
        out.push_str(" NOT NULL");
    }
    if let Some(default) = &column.default {
        let _ = write!(out, " DEFAULT {}", default.sql);
    }
    if column.auto_increment {
        out.push_str(" AUTO_INCREMENT");
    }
    let is = |key: &crate::schema::Key| {
        key.columns.len() == 1 && key.columns.iter().any(|c| std::ptr::eq(table.column(*c), column))
    };
    if table.primary_key.as_ref().is_some_and(is) {
        out.push_str(" PRIMARY KEY");
    } else if table.unique_keys.iter().any(is) {
        out.push_str(" UNIQUE");
    }
    out
}

fn about_column(view: View<'_>, side: Side, table: TableId, column: ColumnId) -> Option<String> {
    let (holder, it) = (view.table(side, table)?, view.column(side, table, column)?);
    let mut out = format!("```sql\n{}.{}\n```\n", holder.full_name(), declared(holder, it));
    let _ = write!(out, "column of the {} side, {}", side_name(side), it.ty);
    if it.nullable {
        out.push_str(" or null");
    }
    for key in holder.primary_key.iter().chain(&holder.unique_keys).filter(|k| k.columns.contains(&column)) {
        let names: Vec<&str> = key.columns.iter().map(|c| holder.column(*c).name.as_str()).collect();
        let primary = holder.primary_key.as_ref() == Some(key);
        let _ = write!(out, "\n- {} ({})", if primary { "primary key" } else { "unique key" }, names.join(", "));
    }
    for reference in holder.foreign_keys.iter().filter(|f| f.columns.contains(&column)) {
        if let Some(to) = view.table(side, reference.table) {
            let names: Vec<&str> = reference.references.iter().map(|c| to.column(*c).name.as_str()).collect();
            let _ = write!(out, "\n- refers to {} ({})", to.full_name(), names.join(", "));
        }
    }
    if let Some(generated) = &it.generated {
        let _ = write!(out, "\n- generated as `{generated}`");
    }
    if let Some(comment) = it.comment.as_deref().filter(|c| !c.is_empty()) {
        let _ = write!(out, "\n\n{comment}");
    }
    Some(out)
}

/// The columns that a `*` covers.
fn covered(view: View<'_>, offset: u32) -> Option<(Span, String)> {
    let here = |span: &Span| span.file == view.file && span.start <= offset && offset <= span.end;
    let mut names = Vec::new();
    let mut place = None;
    for (span, what) in &view.analysis.resolved.names {
        if let Meaning::Covered(side, table, column) = what
            && here(span)
        {
            place = Some(*span);
            names.extend(view.column(*side, *table, *column).map(|c| format!("`{}`", c.name)));
        }
    }
    let count = names.len();
    Some((place?, format!("covers {count} column{}: {}", if count == 1 { "" } else { "s" }, names.join(", "))))
}

/// What a word of the language does.
fn word(view: View<'_>, offset: u32) -> Option<(Span, String)> {
    let (start, end) = word_at(view.text(), offset as usize)?;
    let span = Span::new(view.file, start, end);
    let word = view.text().get(start..end)?;
    let called = view.text().get(end..).is_some_and(|rest| rest.trim_start().starts_with('('));
    if called && let Some(function) = functions::find(word) {
        return Some((span, format!("```mig\n{}\n```\n{}", function.signature, view.about(function))));
    }
    let before = view.text().get(..start).unwrap_or("").trim_end();
    if before.ends_with(" or")
        && let Some(about) = policy(word)
    {
        return Some((span, format!("`or {word}`: {about}")));
    }
    let stub = |item: &Item| matches!(item, Item::Stub(s) if s.span.to(span) == s.span);
    if word == "key" && view.items().iter().any(stub) {
        return Some((span, "the missing key, which the row gets as its own".to_owned()));
    }
    // Words of statements are words only where a line or a statement begins; the `{` of a hole stands in a text.
    let opens = before.strip_suffix('{').is_some_and(|text| text.is_empty() || text.ends_with(char::is_whitespace));
    let begins = before.is_empty() || opens || before.ends_with(['\n', ';', '}']) || {
        let gap = view.text().get(before.len()..start).unwrap_or("");
        gap.contains('\n')
    };
    let entry = words::STATEMENTS.iter().chain(words::CLAUSES).find(|w| w.word == word && begins)?;
    Some((span, format!("```mig\n{}\n```", entry.form)))
}

/// What a policy does with the row.
pub(super) fn policy(word: &str) -> Option<&'static str> {
    Some(match word {
        "reject" => "the row goes to the reject table with its reason; the default",
        "null" => "the row has null there",
        "skip" => "the row is skipped, and counted",
        "stub" => "the row refers to a row made by the `stub` of the table",
        "cut" => "the row has its text cut to the column's length",
        "fail" => "the run stops, and nothing is changed",
        _ => return None,
    })
}

/// The bounds of the word around an offset.
pub(super) fn word_at(text: &str, offset: usize) -> Option<(usize, usize)> {
    let (before, after) = (text.get(..offset)?, text.get(offset..)?);
    let start = before
        .rfind(|c| !scan::is_word_char(c))
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let end = offset + after.find(|c| !scan::is_word_char(c)).unwrap_or(after.len());
    (start < end).then_some((start, end))
}

fn shortened(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out: String = lines.iter().take(MOST).map(|line| format!("{line}\n")).collect();
    if lines.len() > MOST {
        let _ = writeln!(out, "-- and {} lines more", lines.len() - MOST);
    }
    out
}
