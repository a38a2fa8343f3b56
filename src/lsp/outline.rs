//! The statements of a file as symbols, and what can be folded.

use lsp_types::{DocumentSymbol, FoldingRange, FoldingRangeKind, SymbolKind};

use super::view::View;
use crate::source::Span;
use crate::syntax::ast::Item;
use crate::syntax::layout::Layout;

/// The statements of a file, with what people call them.
pub(super) fn symbols(view: View<'_>) -> Vec<DocumentSymbol> {
    let named = |item: &Item| -> Option<(String, SymbolKind, Span, Span)> {
        let said = |span: Span| view.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
        Some(match item {
            Item::Table(t) => {
                let name = format!("{} -> {}", said(t.source.span), said(t.target.span));
                (name, SymbolKind::CLASS, t.head_span, t.span)
            }
            Item::Copy(c) => {
                let names: Vec<String> = c.tables.iter().map(|p| said(p.span)).collect();
                let first = c.tables.first()?.span;
                (format!("copy {}", names.join(", ")), SymbolKind::CLASS, first, c.span)
            }
            Item::Map(m) => (format!("map {}", said(m.name.span)), SymbolKind::ENUM, m.name.span, m.span),
            Item::Row(r) => (format!("row {}", said(r.target.span)), SymbolKind::OBJECT, r.target.span, r.span),
            Item::Stub(s) => (format!("stub {}", said(s.target.span)), SymbolKind::OBJECT, s.target.span, s.span),
            Item::Update(u) => (format!("update {}", said(u.table.span)), SymbolKind::EVENT, u.table.span, u.span),
            Item::Empty(e) => (format!("empty {}", said(e.table.span)), SymbolKind::EVENT, e.table.span, e.span),
            Item::Check(c) => (format!("check {}", said(c.what.span)), SymbolKind::BOOLEAN, c.what.span, c.span),
            Item::Let(l) => (format!("let {}", l.name.text), SymbolKind::FUNCTION, l.name.span, l.span),
            Item::Param(p) => (format!("param {}", p.name.text), SymbolKind::CONSTANT, p.name.span, p.span),
            Item::Reference(r) => {
                (format!("reference {}", said(r.column.span)), SymbolKind::KEY, r.column.span, r.span)
            }
            Item::From(side) | Item::Into(side) => (said(side.span), SymbolKind::FILE, side.engine.span, side.span),
            Item::Include(text) => (format!("include {}", said(text.span)), SymbolKind::FILE, text.span, text.span),
            Item::Require(_) | Item::Ignore(_) | Item::Allow(_) | Item::Action(_) | Item::Bad(_) => return None,
        })
    };
    let symbol = |item: &Item| {
        let (name, kind, selection, span) = named(item)?;
        #[allow(deprecated, reason = "the field must be given")]
        Some(DocumentSymbol {
            name,
            detail: None,
            kind,
            tags: None,
            deprecated: None,
            range: view.range(span),
            selection_range: view.range(selection),
            children: None,
        })
    };
    view.items().iter().filter_map(symbol).collect()
}

/// Blocks and comments of several lines.
pub(super) fn folds(view: View<'_>, laid: &Layout) -> Vec<FoldingRange> {
    let line = |at: usize| view.position(u32::try_from(at).unwrap_or(u32::MAX)).line;
    let fold = |start_line: u32, end_line: u32, kind: Option<FoldingRangeKind>| FoldingRange {
        start_line,
        end_line,
        kind,
        ..FoldingRange::default()
    };
    let mut found = Vec::new();
    for block in laid.units.iter().filter_map(|unit| unit.block.as_ref()) {
        let (first, last) = (line(block.open), line(block.end.saturating_sub(1)));
        if last > first {
            // The line of the `}` stays.
            found.push(fold(first, last - 1, None));
        }
    }
    let mut run: Option<(u32, u32)> = None;
    for (start, _) in &laid.comments {
        let alone = view
            .text()
            .get(..*start)
            .is_some_and(|before| before.rsplit('\n').next().is_some_and(|line| line.trim().is_empty()));
        if !alone {
            continue;
        }
        let here = line(*start);
        run = match run {
            Some((first, last)) if here == last + 1 => Some((first, here)),
            ended => {
                found.extend(ended.filter(|(a, b)| b > a).map(|(a, b)| fold(a, b, Some(FoldingRangeKind::Comment))));
                Some((here, here))
            }
        };
    }
    found.extend(run.filter(|(a, b)| b > a).map(|(a, b)| fold(a, b, Some(FoldingRangeKind::Comment))));
    found.sort_by_key(|f| f.start_line);
    found
}
