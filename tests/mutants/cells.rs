//! Programs cut down to one block and what it needs, so that thousands of their mutants can be compiled in a minute.

use std::path::Path;

use migc::compile::{Options, compile};
use migc::diag::Diagnostics;
use migc::schema::{Schema, TableId};
use migc::source::{FileId, Span};
use migc::syntax::ast::{Item, Stub, Table};
use migc::syntax::parse;

use super::{Parent, With};

/// A program that mutants are made of.
pub struct Cell {
    pub text: String,
    pub old: Schema,
    pub new: Schema,
}

/// The tables of a schema that a text names, and no others.
fn pruned(schema: &Schema, text: &str) -> Schema {
    let text = text.to_lowercase();
    let kept: Vec<usize> =
        (0..schema.tables.len()).filter(|i| named(&text, &schema.tables[*i].name.to_lowercase())).collect();
    let place = |id: TableId| kept.iter().position(|i| *i == id.0).map(TableId);
    let tables = kept.iter().map(|i| {
        let mut table = schema.tables[*i].clone();
        table.foreign_keys.retain_mut(|key| place(key.table).map(|id| key.table = id).is_some());
        table
    });
    Schema { tables: tables.collect(), ..schema.clone() }
}

/// Whether a name stands in a text as a word.
fn named(text: &str, name: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| !text[..at].ends_with(word) && !text[at + name.len()..].starts_with(word))
}

/// The programs that a program can be cut down to: one for each block that can stand with few others. Nothing of them is found at fault.
pub fn of(parent: &Parent) -> Vec<Cell> {
    let file = parse(FileId(0), &parent.text, &mut Diagnostics::new());
    let slice = |span: Span| parent.text.get(span.range()).unwrap_or_default();
    let sides: Vec<&str> = file
        .items
        .iter()
        .filter_map(|item| match item {
            Item::From(side) | Item::Into(side) => Some(slice(side.span)),
            _ => None,
        })
        .collect();
    let blocks: Vec<&Table> =
        file.items.iter().filter_map(|i| if let Item::Table(block) = i { Some(block) } else { None }).collect();
    let stubs: Vec<&Stub> =
        file.items.iter().filter_map(|i| if let Item::Stub(stub) = i { Some(stub) } else { None }).collect();
    let last = |path: &migc::syntax::ast::Path| path.parts.last().map_or(String::new(), |p| p.text.clone());
    let mut cells = Vec::new();
    for block in &blocks {
        let mut items = vec![slice(block.span)];
        // Alone, else with the blocks that it names or refers to.
        for _ in 0..4 {
            let text = items.join("\n");
            let helpers: Vec<&str> = file
                .items
                .iter()
                .filter_map(|item| match item {
                    Item::Map(map) => named(&text, &last(&map.name)).then_some(slice(map.span)),
                    Item::Let(inner) => named(&text, &inner.name.text).then_some(slice(inner.span)),
                    Item::Param(param) => named(&text, &param.name.text).then_some(slice(param.span)),
                    Item::Reference(to) => named(&text, &last(&to.column)).then_some(slice(to.span)),
                    _ => None,
                })
                .collect();
            let stubs = stubs.iter().filter(|s| named(&text, &last(&s.target))).map(|s| slice(s.span));
            let program: Vec<&str> = items.iter().copied().chain(stubs).chain(helpers).collect();
            let program = program.join("\n\n") + "\n";
            let (old, mut new) = (pruned(&parent.old, &program), pruned(&parent.new, &program));
            new.tables.retain(|t| t.foreign_keys.iter().all(|k| k.columns.len() == k.references.len()));
            let cell = Cell { text: format!("{}\n\n{program}", sides.join("\n")), old, new };
            if checks(parent, &cell) {
                cells.push(cell);
                break;
            }
            let target = parent.new.find(None, &last(&block.target)).map(|id| parent.new.table(id));
            let referred: Vec<&str> = target
                .into_iter()
                .flat_map(|t| t.foreign_keys.iter().map(|k| parent.new.table(k.table).name.as_str()))
                .collect();
            let more = blocks.iter().find(|other| {
                let taken = items.contains(&slice(other.span));
                let alias = other.alias.as_ref().map_or(String::new(), |a| a.text.clone());
                let target = last(&other.target);
                !taken
                    && (referred.contains(&target.as_str())
                        || named(&text, &last(&other.source))
                        || named(&text, &target)
                        || (!alias.is_empty() && named(&text, &alias)))
            });
            let Some(more) = more else { break };
            items.push(slice(more.span));
        }
    }
    cells
}

fn checks(parent: &Parent, cell: &Cell) -> bool {
    let options = Options { old: Some(cell.old.clone()), new: Some(cell.new.clone()), ..Options::default() };
    let files = With(&parent.files, &cell.text);
    compile(&files, Path::new("main.mig"), parent.sources.clone(), &options).is_ok_and(|done| done.plan.is_some())
}
