//! The tree and both schemas become a [`Program`], or findings say why not.
//!
//! Passes, in order: `items` sorts the statements, `references` adds the foreign keys the
//! schemas lack, `params` reads constants, `heads` resolves what every block reads and writes
//! (so that keys can be followed), `maps` reads value maps, then each block is lowered: `expr`,
//! `calls` and `compare` type expressions, `fill` makes flows of them, `follow` makes old keys
//! new ones. `stubs` and `statements` lower the rest; `keys` and `coverage` look at the whole.
//!
//! An unknown name has the type [`Type::Error`](crate::schema::Type::Error), which fits
//! everything and says nothing, so that one mistake makes one finding.

mod absent;
mod advice;
mod blocks;
mod calls;
mod compare;
mod composites;
mod coverage;
mod dates;
mod expr;
mod fill;
mod follow;
mod heads;
mod items;
mod keys;
mod lengths;
mod looser;
mod maps;
mod names;
mod params;
mod raising;
mod references;
mod resolved;
mod scope;
mod statements;
mod stubs;
#[cfg(test)]
mod tests;
mod types;
mod unseen;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Diagnostics, Edit};
use crate::plan::{Block, Expr, Param, Program, Side, ValueMap};
use crate::schema::{ColumnId, New, Old, Schema, TableId};
use crate::source::{Sources, Span};
use crate::syntax::ast;

pub use resolved::{BlockNames, Meaning, Resolved};
pub(crate) use types::{Conversion, conversion, same_kind};

use items::Items;
use names::{Index, Names, Used};

/// What the command line adds to a program.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// `--param NAME=VALUE`, as text.
    pub params: Vec<(String, String)>,
}

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

/// More nodes than any program written by people copies; some 100 MB.
const MOST_COPIED: usize = 500_000;

/// What the passes share.
struct Checker<'a, 'd> {
    items: &'a Items<'a>,
    names: Names<'a>,
    sources: &'a Sources,
    diagnostics: &'d mut Diagnostics,
    resolved: &'d mut Resolved,
    /// What every block reads and writes.
    heads: Vec<heads::Head<'a>>,
    /// Params with their values.
    params: Vec<Param>,
    params_used: HashSet<usize>,
    /// Value maps, and how programs find them.
    maps: Vec<ValueMap>,
    map_info: Vec<maps::MapInfo>,
    /// Statement-level `let`s that something uses.
    lets_used: HashSet<String>,
    /// New tables some `or stub` asks a row of, with one place that does.
    stubs_wanted: HashMap<TableId, Span>,
    /// Blocks whose old keys something follows, with one place that does.
    followed: HashMap<usize, Span>,
    /// `reference … unless`: the value that means "none".
    unless: HashMap<(Side, TableId, ColumnId), Expr>,
    /// What `ignore` statements leave behind, and what each of their patterns is about.
    ignores: Vec<(&'a ast::Pattern, coverage::Ignored)>,
    ignored_tables: HashSet<TableId>,
    ignored_columns: HashSet<(TableId, ColumnId)>,
    /// Which parts of the old side are named.
    used: Used,
    /// Findings about tables that are referred to and that nothing fills.
    unfilled: Vec<(TableId, Diagnostic)>,
    /// How many nodes of expressions were copied: `let`s and `case` write expressions out.
    copied: usize,
    /// The value of the line being lowered, if it is a bare name.
    bare: Option<Span>,
    /// The old column that a `*` (or a `copy`) stands for where it is being lowered.
    covered: Option<String>,
    /// What was found of character sets of columns that it stands for: they are said together.
    charsets: Vec<advice::Covered>,
    /// Words of the statements that could not be read: what they define is not there for that reason alone.
    unread: HashSet<String>,
    /// The relations of the block being lowered, for labels and references.
    relations: Vec<scope::ScopeRelation>,
}

impl<'a, 'd> Checker<'a, 'd> {
    fn new(
        items: &'a Items<'a>,
        names: Names<'a>,
        sources: &'a Sources,
        diagnostics: &'d mut Diagnostics,
        resolved: &'d mut Resolved,
    ) -> Self {
        Self {
            items,
            names,
            sources,
            diagnostics,
            resolved,
            heads: Vec::new(),
            params: Vec::new(),
            params_used: HashSet::new(),
            maps: Vec::new(),
            map_info: Vec::new(),
            lets_used: HashSet::new(),
            stubs_wanted: HashMap::new(),
            followed: HashMap::new(),
            unless: HashMap::new(),
            ignores: Vec::new(),
            ignored_tables: HashSet::new(),
            ignored_columns: HashSet::new(),
            used: Used::default(),
            unfilled: Vec::new(),
            copied: 0,
            bare: None,
            covered: None,
            charsets: Vec::new(),
            unread: items.unread.iter().flat_map(|span| first_words(sources.slice(*span))).collect(),
            relations: Vec::new(),
        }
    }

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

    /// Notes what a name is.
    fn saw(&mut self, span: Span, what: Meaning) {
        self.resolved.names.push((span, what));
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

    fn report(&mut self, diagnostic: Diagnostic) {
        if !self.may_be_unread(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether a finding says of something that it is unknown which a statement that could not be read may define.
    fn may_be_unread(&self, diagnostic: &Diagnostic) -> bool {
        if self.unread.is_empty() {
            return false;
        }
        let text = self.text(diagnostic.primary.span);
        match diagnostic.code {
            Code::UNKNOWN_TABLE | Code::UNKNOWN_COLUMN | Code::UNKNOWN_FUNCTION | Code::UNKNOWN_NAME => {
                text.split('.').next().is_some_and(|name| self.unread.contains(name.trim_matches('`')))
            }
            Code::UNKNOWN_MAP => self.unread.contains("map"),
            _ => false,
        }
    }

    fn find(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.report(Diagnostic::new(code, span, message));
    }

    /// A copy of an expression that is written out once more. Copies of copies grow without
    /// bound, so there is one.
    fn copy(&mut self, expr: &Expr) -> Expr {
        if self.copied > MOST_COPIED {
            return Expr::error(expr.span);
        }
        expr.walk(&mut |_| self.copied += 1);
        if self.copied > MOST_COPIED {
            self.report(
                Diagnostic::new(Code::TOO_DEEP, expr.span, "written out, the expressions of this program are too large")
                    .help("a `let`, and the value of a `case` or `between`, is written out wherever it is used: use fewer of them inside each other"),
            );
        }
        expr.clone()
    }

    /// The text of the program (or DDL) at a span.
    fn text(&self, span: Span) -> &'a str {
        self.sources.slice(span)
    }

    /// What to write in the place of a value: on a line that is a bare name, the new column's name stays.
    fn as_value(&self, value: Span, text: String) -> String {
        if self.bare != Some(value) {
            return text;
        }
        format!("{text} -> {}", self.text(value).rsplit('.').next().unwrap_or_default())
    }

    /// A place with the blanks before it.
    fn with_blanks_before(&self, span: Span) -> Span {
        let before = self.sources.get(span.file).and_then(|s| s.text().get(..span.start as usize)).unwrap_or("");
        Span::new(span.file, before.trim_end().len(), span.end as usize)
    }

    /// A link after `or`, with its `or`.
    fn link(&self, span: Span) -> Span {
        let before = self.sources.get(span.file).and_then(|s| s.text().get(..span.start as usize)).unwrap_or("");
        let or = before.trim_end().strip_suffix("or").unwrap_or(before);
        Span::new(span.file, or.trim_end().len(), span.end as usize)
    }

    /// Adds the repair that takes a link after `or` out.
    fn without_link(&self, finding: Diagnostic, span: Span) -> Diagnostic {
        let title = format!("leave `or {}` out", self.text(span));
        finding.fix(title, Edit::Replace(self.link(span), String::new()))
    }

    /// A table of the new side by the name a statement gives it.
    fn new_table(&mut self, path: &ast::Path) -> Option<TableId> {
        let parts = match path.parts.as_slice() {
            [first, rest @ ..] if first.text == "new" && !rest.is_empty() => rest,
            all => all,
        };
        let found = self.names.find(Side::New, parts);
        match found {
            Some(table) => self.saw(path.span, Meaning::Table(Side::New, table)),
            None => self.report(self.names.no_table(Side::New, parts, path.span)),
        }
        found
    }
}

/// The words before the block of a statement, or on its first line.
fn first_words(statement: &str) -> Vec<String> {
    let head = statement.lines().next().unwrap_or("").split('{').next().unwrap_or("");
    let words = head.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
