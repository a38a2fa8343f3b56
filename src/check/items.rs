//! The statements of a program, sorted by kind.

use std::collections::HashMap;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Span;
use crate::syntax::ast;

/// Every statement of all files, by kind and in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Items<'a> {
    pub from: Option<&'a ast::Side>,
    pub into: Option<&'a ast::Side>,
    /// `table`, `copy` and `row`, in their common order.
    pub blocks: Vec<BlockItem<'a>>,
    pub maps: Vec<&'a ast::Map>,
    pub stubs: Vec<&'a ast::Stub>,
    pub references: Vec<&'a ast::Reference>,
    pub requires: Vec<&'a ast::Require>,
    pub ignores: Vec<&'a ast::Ignore>,
    pub empties: Vec<&'a ast::Empty>,
    pub updates: Vec<&'a ast::Update>,
    pub checks: Vec<&'a ast::Check>,
    pub actions: Vec<&'a ast::Action>,
    pub lets: HashMap<&'a str, &'a ast::Let>,
    pub params: Vec<&'a ast::Param>,
    /// Something could not be read, so that what is missing may be there.
    pub bad: bool,
    /// Where that is.
    pub unread: Vec<Span>,
}

/// A statement that makes blocks.
#[derive(Debug, Clone, Copy)]
pub(super) enum BlockItem<'a> {
    Table(&'a ast::Table),
    Copy(&'a ast::Copy),
    Row(&'a ast::Row),
}

impl<'a> Items<'a> {
    pub(super) fn collect(files: &'a [ast::File], diagnostics: &mut Diagnostics) -> Self {
        let mut items = Items::default();
        for item in files.iter().flat_map(|f| &f.items) {
            match item {
                ast::Item::From(side) => once(&mut items.from, side, "from", diagnostics),
                ast::Item::Into(side) => once(&mut items.into, side, "into", diagnostics),
                ast::Item::Table(table) => items.blocks.push(BlockItem::Table(table)),
                ast::Item::Copy(copy) => items.blocks.push(BlockItem::Copy(copy)),
                ast::Item::Row(row) => items.blocks.push(BlockItem::Row(row)),
                ast::Item::Map(map) => items.maps.push(map),
                ast::Item::Stub(stub) => items.stubs.push(stub),
                ast::Item::Reference(reference) => items.references.push(reference),
                ast::Item::Require(require) => items.requires.push(require),
                ast::Item::Ignore(ignore) => items.ignores.push(ignore),
                ast::Item::Empty(empty) => items.empties.push(empty),
                ast::Item::Update(update) => items.updates.push(update),
                ast::Item::Check(check) => items.checks.push(check),
                ast::Item::Action(action) => items.actions.push(action),
                ast::Item::Let(definition) => {
                    if let Some(first) = items.lets.insert(&definition.name.text, definition) {
                        diagnostics.push(twice("let", &definition.name, &first.name).leave_out(definition.span));
                    }
                }
                ast::Item::Param(param) => {
                    if let Some(first) = items.params.iter().find(|p| p.name.text == param.name.text) {
                        diagnostics.push(twice("param", &param.name, &first.name).leave_out(param.span));
                    } else {
                        items.params.push(param);
                    }
                }
                ast::Item::Include(_) | ast::Item::Allow(_) => {}
                ast::Item::Bad(span) => {
                    items.bad = true;
                    items.unread.push(*span);
                }
            }
        }
        items
    }
}

fn once<'a>(slot: &mut Option<&'a ast::Side>, side: &'a ast::Side, word: &str, diagnostics: &mut Diagnostics) {
    match slot {
        Some(first) => diagnostics.push(
            Diagnostic::new(Code::SIDES, side.span, format!("`{word}` is given twice"))
                .label(first.span, "it is given here already")
                .leave_out(side.span),
        ),
        None => *slot = Some(side),
    }
}

/// The finding for a second definition of a name.
pub(super) fn twice(what: &str, name: &ast::Name, first: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::DEFINED_TWICE, name.span, format!("`{what} {}` is defined twice", name.text))
        .label(first.span, "it is defined here already")
}

/// The text of a pattern.
pub(super) fn written(parts: &[ast::Name]) -> String {
    parts.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(".")
}
