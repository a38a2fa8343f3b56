//! The tree and both schemas become a [`Program`], or findings say why not.
//!
//! Passes, in order: `items` sorts the statements, `references` adds the foreign keys the
//! schemas lack, `params` reads constants, `heads` resolves what every block reads and writes
//! (so that keys can be followed), `maps` reads value maps, then each block is lowered: `expr`,
//! `calls` and `compare` type expressions, `fill` makes flows of them, `follow` makes old keys
//! new ones. `stubs` and `statements` lower the rest; `keys` and `coverage` look at the whole.
//!
//! Below the passes stands what they share: `checker` (the program, both schemas, what was found so far), `noted` (what one
//! pass notes for a later one), `head`, `scope` and `goal` (what is known of a block, a place in it, and a column that is
//! filled), `typed` and `types` (expressions and types by themselves).
//!
//! An unknown name has the type [`Type::Error`](crate::schema::Type::Error), which fits
//! everything and says nothing, so that one mistake makes one finding.

mod absent;
mod advice;
mod allows;
mod blocks;
mod calls;
mod checker;
mod compare;
mod composites;
mod coverage;
mod dates;
mod expr;
mod fill;
mod follow;
mod goal;
mod head;
mod heads;
mod items;
mod keys;
mod lengths;
mod looser;
mod maps;
mod names;
mod noted;
mod params;
mod paths;
mod raising;
mod references;
mod resolved;
mod scope;
mod statements;
mod stubs;
#[cfg(test)]
mod tests;
mod typed;
mod types;
mod unseen;

use std::sync::Arc;

use crate::diag::Diagnostics;
use crate::plan::{Block, Param, Program, ValueMap};
use crate::schema::{New, Old, Schema};
use crate::source::Sources;
use crate::syntax::ast;

pub use allows::allow;
pub use params::Settings;
pub use resolved::{BlockNames, Meaning, Resolved};
pub(crate) use types::{Conversion, conversion, same_kind};

use checker::Checker;
use items::Items;
use names::{Index, Names};

/// Checks a program (its files in the order of inclusion, the main file first).
///
/// The answer is `None` when there are errors.
pub fn check(
    files: &[ast::File],
    old: Old<Arc<Schema>>,
    new: New<Arc<Schema>>,
    settings: &Settings,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Program> {
    resolve(files, old, new, settings, sources, diagnostics).0
}

/// [`check`], and what every name of the program turned out to be.
pub fn resolve(
    files: &[ast::File],
    old: Old<Arc<Schema>>,
    new: New<Arc<Schema>>,
    settings: &Settings,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> (Option<Program>, Resolved) {
    let items = Items::collect(files, diagnostics);
    let (Old(mut old), New(mut new)) = (old, new);
    let mut resolved = Resolved::default();
    let declared = references::declare(&items, &mut old, &mut new, &mut resolved, diagnostics);
    let index = Index::of(&old, &new);
    let names = Names { old: &old, new: &new, from: items.from, into: items.into, index: &index };
    let parts = Checker::new(&items, names, sources, diagnostics, &mut resolved).run(settings, &declared);
    if diagnostics.has_errors() {
        return (None, resolved);
    }
    let namespace =
        |side: Option<&ast::Side>| side.and_then(|s| s.database.as_ref().or(s.schema.as_ref())).map(|n| n.text.clone());
    let name = files.first().map_or("", |f| sources.name(f.file)).to_owned();
    let program = Program {
        name: name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
        old_namespace: namespace(items.from),
        new_namespace: namespace(items.into),
        new_storage: items.into.and_then(|s| s.storage.as_ref()).map(|n| n.text.clone()),
        old,
        new,
        blocks: parts.blocks,
        maps: parts.maps,
        stubs: parts.stubs,
        requires: parts.requires,
        empties: parts.empties,
        updates: parts.updates,
        checks: parts.checks,
        actions: parts.actions,
        params: parts.params,
    };
    (Some(program), resolved)
}

/// What the passes make, without the schemas they borrow.
#[derive(Default)]
struct Parts {
    blocks: Vec<Block>,
    maps: Vec<ValueMap>,
    stubs: Vec<crate::plan::Stub>,
    requires: Vec<crate::plan::Require>,
    empties: Vec<crate::plan::Empty>,
    updates: Vec<crate::plan::Update>,
    checks: Vec<crate::plan::Check>,
    actions: Vec<crate::plan::Action>,
    params: Vec<Param>,
}

impl<'a> Checker<'a, '_> {
    fn run(mut self, settings: &Settings, declared: &[references::Declared<'a>]) -> Parts {
        self.read_params(settings);
        self.read_unless(declared);
        self.read_ignores();
        self.read_maps();
        self.resolve_heads();
        let mut blocks = self.lower_blocks();
        let before = self.follow_composites(&mut blocks);
        let stubs = self.lower_stubs(&blocks);
        let requires = self.lower_requires();
        let empties = self.lower_empties();
        let updates = self.lower_updates();
        let checks = self.lower_checks();
        let actions = self.lower_actions();
        std::mem::take(&mut self.unfilled).into_iter().for_each(|(_, finding)| self.report(finding));
        self.check_keys(&blocks, before.as_deref());
        self.check_raising(&blocks, &checks);
        self.check_maps();
        self.check_coverage(&blocks);
        self.check_unused();
        self.note_blocks(&blocks);
        Parts { blocks, maps: self.maps, stubs, requires, empties, updates, checks, actions, params: self.params }
    }

    fn note_blocks(&mut self, blocks: &[Block]) {
        for (head, block) in self.heads.iter().zip(blocks) {
            self.resolved.blocks.push(BlockNames {
                name: head.name.clone(),
                span: head.span,
                reads: head.relations.iter().map(|r| (r.side, r.table, r.alias.clone())).collect(),
                target: head.target,
                filled: block.fills.iter().map(|f| f.column).collect(),
            });
        }
        self.resolved.maps = self.maps.iter().map(|m| m.name.clone()).collect();
    }
}
