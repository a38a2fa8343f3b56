//! Types beside flows, and the signature of the function that is being called.

use lsp_types::{
    InlayHint, InlayHintKind, InlayHintLabel, ParameterInformation, ParameterLabel, Position, Range, SignatureHelp,
    SignatureInformation,
};

use super::view::View;
use crate::check::Meaning;
use crate::functions;
use crate::plan::Side;
use crate::schema::Type;
use crate::source::Span;
use crate::syntax::ast::{Clause, Flow, FlowValue, Item};
use crate::syntax::layout::Layout;
use crate::syntax::scan::TokenKind;

/// The types of both sides of each flow, and how many columns a `*` covers.
pub(super) fn inlay(view: View<'_>, range: Range) -> Vec<InlayHint> {
    let (start, end) = (view.offset(range.start), view.offset(range.end));
    let within = |span: Span| span.file == view.file && span.start >= start && span.end <= end;
    let hint = |at: u32, label: String| InlayHint {
        position: view.position(at),
        label: InlayHintLabel::String(label),
        kind: Some(InlayHintKind::TYPE),
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    let resolved = &view.analysis.resolved;
    let mut found = Vec::new();
    for clause in view.items().iter().flat_map(clauses) {
        match clause {
            Clause::Flow(flow) if within(flow.span) => {
                if let FlowValue::Expr(value) = &flow.value {
                    let ty = resolved.values.iter().find(|(span, ..)| *span == value.span);
                    if let Some((_, ty, nullable)) = ty.filter(|(_, ty, _)| *ty != Type::Error) {
                        let null = if *nullable { " or null" } else { "" };
                        found.push(hint(value.span.end, format!("{ty}{null}")));
                    }
                }
                if !flow.bare {
                    found.extend(targets(view, flow).map(|(at, label)| hint(at, label)));
                }
            }
            Clause::Star(span) if within(*span) => {
                let covered =
                    resolved.names.iter().filter(|(s, what)| s == span && matches!(what, Meaning::Covered(..)));
                let count = covered.count();
                found.push(hint(span.end, format!("{count} column{}", if count == 1 { "" } else { "s" })));
            }
            _ => {}
        }
    }
    found
}

fn targets<'a>(view: View<'a>, flow: &'a Flow) -> impl Iterator<Item = (u32, String)> + 'a {
    flow.targets.iter().filter_map(move |name| {
        let meant = view.analysis.resolved.names.iter().find(|(span, _)| *span == name.span)?;
        let Meaning::Column(Side::New, table, column) = meant.1 else { return None };
        let column = view.column(Side::New, table, column)?;
        Some((name.span.end, format!("{}{}", column.ty, if column.nullable { " or null" } else { "" })))
    })
}

/// The lines of a statement.
pub(super) fn clauses(item: &Item) -> &[Clause] {
    match item {
        Item::Table(t) => &t.clauses,
        Item::Copy(c) => &c.clauses,
        Item::Row(r) => &r.clauses,
        Item::Stub(s) => &s.clauses,
        Item::Update(u) => &u.clauses,
        _ => &[],
    }
}

/// The signature of the call around a position, and which argument it is in.
pub(super) fn signature(view: View<'_>, laid: &Layout, at: Position) -> Option<SignatureHelp> {
    let offset = view.offset(at) as usize;
    let before = laid.tokens.iter().take_while(|t| t.end <= offset);
    // For each open bracket: the token before it, and the commas since.
    let mut open: Vec<(Option<&str>, u32)> = Vec::new();
    let mut last: Option<&str> = None;
    for token in before {
        let text = view.text().get(token.start..token.end).unwrap_or("");
        match token.kind {
            TokenKind::Open(b'(') => open.push((last, 0)),
            TokenKind::Open(_) => open.push((None, 0)),
            TokenKind::Close(_) => {
                open.pop();
            }
            TokenKind::Sign if text == "," => {
                if let Some((_, commas)) = open.last_mut() {
                    *commas += 1;
                }
            }
            _ => {}
        }
        last = (token.kind == TokenKind::Word).then_some(text);
    }
    let (name, active) = open.into_iter().rev().find_map(|(name, commas)| Some((name?, commas)))?;
    let (label, about) = signature_of(view, name)?;
    Some(help(label, about, active))
}

/// How a function, a map or a `let` is called, and what it gives.
pub(super) fn signature_of(view: View<'_>, name: &str) -> Option<(String, String)> {
    let definition = view.all_items().find_map(|item| match item {
        Item::Let(l) if l.name.text == name => Some(l),
        _ => None,
    });
    if let Some(definition) = definition {
        let params: Vec<&str> = definition.params.iter().map(|p| p.text.as_str()).collect();
        return Some((format!("{name}({})", params.join(", ")), view.slice(definition.value.span).to_owned()));
    }
    if let Some(function) = functions::find(name) {
        return Some((function.signature.to_owned(), view.about(function)));
    }
    let (label, about) = match name {
        "map" => ("map(column)", "the column's value by its value map"),
        "now" => ("now()", "the moment of the migration"),
        "concat" => ("concat(a, b, …)", "the texts put together, null as \"\""),
        "count" => ("count(* from TABLE where COND)", "how many rows there are"),
        "sum" => ("sum(x from TABLE where COND)", "the sum over the rows"),
        "min" => ("min(x from TABLE where COND)", "the least value of the rows"),
        "max" => ("max(x from TABLE where COND)", "the greatest value of the rows"),
        _ => return None,
    };
    Some((label.to_owned(), about.to_owned()))
}

fn help(label: String, about: String, active: u32) -> SignatureHelp {
    let inner = label.find('(').and_then(|at| label.get(at + 1..label.len().saturating_sub(1))).unwrap_or("");
    let parameters: Vec<ParameterInformation> = inner
        .split(", ")
        .filter(|p| !p.is_empty())
        .map(|p| ParameterInformation { label: ParameterLabel::Simple(p.to_owned()), documentation: None })
        .collect();
    let last = u32::try_from(parameters.len()).unwrap_or(0).saturating_sub(1);
    let signature = SignatureInformation {
        label,
        documentation: Some(lsp_types::Documentation::String(about)),
        parameters: Some(parameters),
        active_parameter: Some(active.min(last)),
    };
    SignatureHelp { signatures: vec![signature], active_signature: Some(0), active_parameter: Some(active.min(last)) }
}
