//! What the passes share: the program, both schemas, what was found so far, and how a finding is reported.

use std::collections::{HashMap, HashSet};

use crate::diag::{Code, Diagnostic, Diagnostics, Edit};
use crate::plan::{Expr, Param, Side, ValueMap};
use crate::schema::{ColumnId, TableId};
use crate::source::{Sources, Span};
use crate::syntax::ast;

use super::head::Head;
use super::items::Items;
use super::names::Names;
use super::noted::{Covered, Ignored, MapInfo, Used};
use super::resolved::{Meaning, Resolved};
use super::scope::ScopeRelation;

/// More nodes than any program written by people copies; some 100 MB.
pub(super) const MOST_COPIED: usize = 500_000;

/// What the passes share.
pub(super) struct Checker<'a, 'd> {
    pub items: &'a Items<'a>,
    pub names: Names<'a>,
    pub sources: &'a Sources,
    pub diagnostics: &'d mut Diagnostics,
    pub resolved: &'d mut Resolved,
    /// What every block reads and writes.
    pub heads: Vec<Head<'a>>,
    /// Params with their values.
    pub params: Vec<Param>,
    pub params_used: HashSet<usize>,
    /// Value maps, and how programs find them.
    pub maps: Vec<ValueMap>,
    pub map_info: Vec<MapInfo>,
    /// Statement-level `let`s that something uses.
    pub lets_used: HashSet<String>,
    /// New tables some `or stub` asks a row of, with one place that does.
    pub stubs_wanted: HashMap<TableId, Span>,
    /// Blocks whose old keys something follows, with one place that does.
    pub followed: HashMap<usize, Span>,
    /// `reference … unless`: the value that means "none".
    pub unless: HashMap<(Side, TableId, ColumnId), Expr>,
    /// What `ignore` statements leave behind, and what each of their patterns is about.
    pub ignores: Vec<(&'a ast::Pattern, Ignored)>,
    pub ignored_tables: HashSet<TableId>,
    pub ignored_columns: HashSet<(TableId, ColumnId)>,
    /// Which parts of the old side are named.
    pub used: Used,
    /// Findings about tables that are referred to and that nothing fills.
    pub unfilled: Vec<(TableId, Diagnostic)>,
    /// How many nodes of expressions were copied: `let`s and `case` write expressions out.
    pub copied: usize,
    /// The value of the line being lowered, if it is a bare name.
    pub bare: Option<Span>,
    /// The old column that a `*` (or a `copy`) stands for where it is being lowered.
    pub covered: Option<String>,
    /// What was found of character sets of columns that it stands for: they are said together.
    pub charsets: Vec<Covered>,
    /// Words of the statements that could not be read: what they define is not there for that reason alone.
    pub unread: HashSet<String>,
    /// The relations of the block being lowered, for labels and references.
    pub relations: Vec<ScopeRelation>,
}

impl<'a, 'd> Checker<'a, 'd> {
    pub(super) fn new(
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

    /// Notes what a name is.
    pub(super) fn saw(&mut self, span: Span, what: Meaning) {
        self.resolved.names.push((span, what));
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
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

    pub(super) fn find(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.report(Diagnostic::new(code, span, message));
    }

    /// A copy of an expression that is written out once more. Copies of copies grow without
    /// bound, so there is one.
    pub(super) fn copy(&mut self, expr: &Expr) -> Expr {
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
    pub(super) fn text(&self, span: Span) -> &'a str {
        self.sources.slice(span)
    }

    /// What to write in the place of a value: on a line that is a bare name, the new column's name stays.
    pub(super) fn as_value(&self, value: Span, text: String) -> String {
        if self.bare != Some(value) {
            return text;
        }
        format!("{text} -> {}", self.text(value).rsplit('.').next().unwrap_or_default())
    }

    /// A place with the blanks before it.
    pub(super) fn with_blanks_before(&self, span: Span) -> Span {
        let before = self.sources.get(span.file).and_then(|s| s.text().get(..span.start as usize)).unwrap_or("");
        Span::new(span.file, before.trim_end().len(), span.end as usize)
    }

    /// A link after `or`, with its `or`.
    pub(super) fn link(&self, span: Span) -> Span {
        let before = self.sources.get(span.file).and_then(|s| s.text().get(..span.start as usize)).unwrap_or("");
        let or = before.trim_end().strip_suffix("or").unwrap_or(before);
        Span::new(span.file, or.trim_end().len(), span.end as usize)
    }

    /// Adds the repair that takes a link after `or` out.
    pub(super) fn without_link(&self, finding: Diagnostic, span: Span) -> Diagnostic {
        let title = format!("leave `or {}` out", self.text(span));
        finding.fix(title, Edit::Replace(self.link(span), String::new()))
    }

    /// A table of the new side by the name a statement gives it.
    pub(super) fn new_table(&mut self, path: &ast::Path) -> Option<TableId> {
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
