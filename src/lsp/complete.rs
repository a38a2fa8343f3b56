//! What can stand at a position, the likeliest first.

use std::path::Path;

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, Documentation, InsertTextFormat, MarkupContent, MarkupKind,
    Position, TextEdit,
};

use super::context::{BlockSides, Context, find_table, sides, tables};
use super::hints::{clauses, signature_of};
use super::hover::{declared, policy};
use super::view::{View, path_of};
use crate::check::{Conversion, Meaning, conversion, same_kind};
use crate::diag::{CATALOGUE, Severity};
use crate::functions::FUNCTIONS;
use crate::plan::Side;
use crate::schema::{Column, ColumnId, Table, TableId, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Arm, Clause, ExprKind, Item, Literal};
use crate::syntax::layout::Layout;
use crate::syntax::scan::TokenKind;
use crate::syntax::words;
use crate::syntax::words::quoted;

/// Tables are offered for look-ups where there are not more of them: most values are no look-up.
const MOST_TABLES: usize = 300;

/// What is offered, in the order of likeliness.
struct Offers<'a> {
    view: View<'a>,
    context: Context<'a>,
    sides: BlockSides,
    all: Vec<CompletionItem>,
}

/// What can stand at a position.
pub(super) fn complete(view: View<'_>, laid: &Layout, at: Position) -> Vec<CompletionItem> {
    let offset = view.offset(at) as usize;
    let Some(context) = Context::at(view, laid, offset) else { return Vec::new() };
    let (start, sides) = (context.start, sides(view, &context));
    let mut offers = Offers { view, context, sides, all: Vec::new() };
    offers.gather();
    let mut end = offset;
    if offers.context.text.is_none() {
        let rest = view.text().get(offset..).unwrap_or("");
        end += rest.find(|c| !crate::syntax::scan::is_word_char(c)).unwrap_or(rest.len());
    }
    // What is before the pointer is replaced, and the rest of the word with it.
    let range = view.range(Span::new(view.file, start, end));
    for (rank, item) in offers.all.iter_mut().enumerate() {
        item.sort_text = Some(format!("{rank:05}"));
        let new_text = item.insert_text.take().unwrap_or_else(|| item.label.clone());
        item.text_edit = Some(CompletionTextEdit::Edit(TextEdit { range, new_text }));
    }
    offers.all
}

impl<'a> Offers<'a> {
    fn offer(&mut self, label: impl Into<String>, kind: CompletionItemKind, detail: impl Into<String>) {
        let (label, detail) = (label.into(), detail.into());
        if self.all.iter().all(|item| item.label != label || item.kind != Some(kind)) {
            let detail = Some(detail).filter(|d| !d.is_empty());
            self.all.push(CompletionItem { label, kind: Some(kind), detail, ..CompletionItem::default() });
        }
    }

    fn words(&mut self, all: &[&str]) {
        for word in all {
            self.offer(*word, CompletionItemKind::KEYWORD, "");
        }
    }

    fn gather(&mut self) {
        if let Some(text) = self.context.text {
            return self.in_text(text);
        }
        if self.context.in_hole {
            return if self.context.last() == "." { self.after_point() } else { self.value(false) };
        }
        if !self.context.in_block {
            return if self.context.before.is_empty() { self.statements() } else { self.in_head() };
        }
        match self.context.statement {
            "map" => self.in_map(),
            _ => self.in_line(),
        }
    }

    // ---- statements ----------------------------------------------------------------------------

    fn statements(&mut self) {
        for word in words::STATEMENTS.iter().filter(|w| w.ready) {
            self.offer(word.word, CompletionItemKind::KEYWORD, word.form);
        }
    }

    fn in_head(&mut self) {
        let last = self.context.last();
        let count = self.context.before.len();
        if last == "." {
            return self.after_point();
        }
        match self.context.statement {
            "from" | "into" if count == 1 => self.words(words::ENGINES),
            "from" | "into" => self.words(&["database", "schema", "prefix", "encoding", "engine"]),
            "table" => self.in_head_of_table(),
            "copy" => {
                let new: Vec<&str> = tables(self.view, Side::New).map(|(_, name)| name).collect();
                let both: Vec<_> = tables(self.view, Side::Old).filter(|(_, name)| new.contains(name)).collect();
                self.tables_of(Side::Old, both);
                self.offer(
                    "*",
                    CompletionItemKind::OPERATOR,
                    "every table that both sides have and nothing else fills",
                );
            }
            "ignore" | "reference" => {
                if last == "to" || count == 1 || last == "," {
                    self.tables(Side::Old);
                    self.words(if self.context.statement == "reference" { &["new"] } else { &[] });
                } else if self.context.statement == "reference" {
                    self.words(&["to", "unless"]);
                } else {
                    self.words(&["because"]);
                }
            }
            "allow" if count == 1 => self.codes(),
            "allow" if matches!(last, "for" | ",") => self.blocks(),
            "allow" => self.words(&["for", "because"]),
            "map" => match count {
                1 => self.tables(Side::Old),
                _ => self.in_map(),
            },
            "row" | "stub" | "update" | "empty" if count == 1 => self.tables(Side::New),
            "empty" if self.context.before.iter().any(|p| p.text == "where") => self.expression(),
            "empty" => self.words(&["where"]),
            "require" => match last {
                "require" | "before" => self.tables(Side::New),
                _ => self.words(&["before", "because"]),
            },
            "before" | "after" if count == 1 => {
                self.words(&["run", "note", "sql"]);
                self.tables(Side::New);
            }
            "before" | "after" => self.words(&["run", "note", "sql"]),
            "param" if count == 2 => self.types(),
            "let" | "check" if count > 1 => {
                self.value(false);
                if self.context.statement == "check" && self.context.behind_value() {
                    self.words(&["else note"]);
                }
            }
            _ => {}
        }
    }

    fn in_head_of_table(&mut self) {
        let pieces = &self.context.before;
        let arrow = pieces.iter().any(|p| p.text == "->");
        match self.context.last() {
            "->" => self.tables(Side::New),
            "table" => self.tables(Side::Old),
            "join" => {
                self.tables(Side::Old);
                self.words(&["new"]);
            }
            _ if arrow => {}
            _ if pieces.iter().any(|p| matches!(p.text, "on" | "by" | "having")) => {
                self.value(false);
                if self.context.behind_value() {
                    self.words(&["->", "join", "left join", "group by", "having"]);
                }
            }
            _ if pieces.iter().any(|p| p.text == "join") => self.words(&["on", "as"]),
            _ => self.words(&["->", "as", "join", "left join", "group by"]),
        }
    }

    /// A value, or what can follow the one that stands there; at the end, where the line is one that `fills` a column, its arrow.
    fn value(&mut self, fills: bool) {
        if !self.context.behind_value() {
            return self.expression();
        }
        if fills {
            self.words(&["->"]);
        }
        self.words(&["when", "and", "or", "as", "via", "in", "between", "like", "is null", "is not null"]);
        if self.context.before.iter().any(|p| words::AGGREGATES.contains(&p.text)) {
            self.words(&["from", "where"]);
        }
    }

    // ---- lines of blocks -----------------------------------------------------------------------

    fn in_line(&mut self) {
        let last = self.context.last();
        if last == "." {
            return self.after_point();
        }
        let depth = self.context.before.iter().fold(0i32, |n, p| match p.kind {
            TokenKind::Open(_) => n + 1,
            TokenKind::Close(_) => n - 1,
            _ => n,
        });
        let arrow = depth <= 0 && self.context.before.iter().any(|p| p.text == "->");
        if last == "via" {
            return self.blocks();
        }
        if last == "as" {
            return self.types();
        }
        if arrow {
            let links = self.context.after("->").unwrap_or(&[]);
            let after_or = links.iter().any(|p| p.text == "or");
            if matches!(last, "->" | ",") && !after_or {
                return self.new_columns();
            }
            if last == "or" {
                self.policies();
                return self.expression();
            }
            if after_or && !self.context.behind_value() {
                return self.expression();
            }
            if after_or && depth > 0 {
                return self.value(false);
            }
            return self.words(&["or"]);
        }
        match self.context.first() {
            "" => {
                self.old_columns();
                for word in words::CLAUSES.iter().filter(|w| w.ready) {
                    if self.takes(word.word) {
                        self.offer(word.word, CompletionItemKind::KEYWORD, word.form);
                    }
                }
                if matches!(self.context.statement, "table" | "copy") {
                    self.offer("*", CompletionItemKind::OPERATOR, "every new column that no other line fills");
                }
                self.expression();
            }
            "unique" => {
                let words = [("keep", vec!["first by", "last by"]), ("first", vec!["by"]), ("last", vec!["by"])];
                if self.context.before.iter().any(|p| p.text == "by") {
                    self.value(false);
                } else if let Some((_, next)) = words.iter().find(|(w, _)| *w == last) {
                    self.words(next);
                } else if matches!(last, "unique" | ",") {
                    self.all_new_columns();
                } else {
                    self.words(&["keep first by", "keep last by", "reject", "fail"]);
                }
            }
            "skip" if self.context.before.len() == 1 => self.words(&["where"]),
            "order" if self.context.before.len() == 1 => self.words(&["by"]),
            "ignore" => {
                self.unused_columns();
                self.words(&["because"]);
            }
            "allow" if self.context.before.len() == 1 => self.codes(),
            "allow" if matches!(last, "for" | ",") => self.all_new_columns(),
            "allow" => self.words(&["for", "because"]),
            "key" => self.old_columns(),
            "auto" | "default" => self.words(&["->"]),
            first => {
                self.value(depth <= 0 && !matches!(first, "where" | "skip" | "order" | "let"));
                match first {
                    "order" if self.context.behind_value() => self.words(&["asc", "desc"]),
                    "skip" if self.context.behind_value() => self.words(&["because"]),
                    _ => {}
                }
            }
        }
        if self.context.in_case {
            self.words(&["else"]);
        }
    }

    /// The codes of warnings.
    fn codes(&mut self) {
        for entry in CATALOGUE.iter().filter(|entry| entry.severity == Severity::Warning) {
            self.offer(entry.code.to_string(), CompletionItemKind::CONSTANT, entry.title);
        }
    }

    /// Whether the block takes a line of this word.
    fn takes(&self, word: &str) -> bool {
        match self.context.statement {
            "row" | "stub" => matches!(word, "let" | "allow"),
            "update" => matches!(word, "let" | "where" | "allow"),
            _ => true,
        }
    }

    /// After `x.`: an alias's or a table's columns, or the tables of the new side.
    fn after_point(&mut self) {
        let holder = self.context.back(1);
        if holder == "]" {
            // The column of a look-up: the table stands before its `[`.
            let open = self.context.before.iter().rposition(|p| p.text == "[");
            let Some(open) = open else { return };
            let name = open.checked_sub(1).and_then(|at| self.context.before.get(at)).map_or("", |p| p.text);
            let of_new =
                open.checked_sub(3).and_then(|at| self.context.before.get(at)).is_some_and(|p| p.text == "new");
            let side = if of_new { Side::New } else { Side::Old };
            if let Some(table) = find_table(self.view, side, name) {
                self.columns(side, table);
            }
            return;
        }
        let of_new = self.context.back(2) == "." && self.context.back(3) == "new";
        let of_old = self.context.back(2) == "." && self.context.back(3) == "old";
        match holder {
            "new" => return self.tables(Side::New),
            "old" => return self.tables(Side::Old),
            _ => {}
        }
        let alias =
            self.sides.reads.iter().find(|(_, _, alias)| alias == holder).map(|(side, table, _)| (*side, *table));
        let found = match (of_new, of_old, alias) {
            (false, false, Some(found)) => Some(found),
            (true, ..) => find_table(self.view, Side::New, holder).map(|t| (Side::New, t)),
            _ => find_table(self.view, Side::Old, holder).map(|t| (Side::Old, t)),
        };
        if let Some((side, table)) = found {
            self.columns(side, table);
        }
    }

    fn columns(&mut self, side: Side, table: TableId) {
        let Some(table) = self.view.table(side, table) else { return };
        for column in &table.columns {
            self.offer(quoted(&column.name), CompletionItemKind::FIELD, declared(table, column));
        }
    }

    /// What an expression can begin with.
    fn expression(&mut self) {
        match self.context.last() {
            "via" => return self.blocks(),
            "as" => return self.types(),
            "from" => {
                self.tables(Side::Old);
                return self.words(&["old", "new"]);
            }
            _ => {}
        }
        self.compared_values(true);
        self.old_columns();
        let lets = self.view.all_items().filter_map(|item| match item {
            Item::Let(l) => Some((l, !l.params.is_empty())),
            _ => None,
        });
        for (definition, called) in lets.collect::<Vec<_>>() {
            let detail = self.view.slice(definition.value.span).to_owned();
            if called {
                self.call(&definition.name.text);
            } else {
                self.offer(definition.name.text.clone(), CompletionItemKind::VARIABLE, detail);
            }
        }
        let inner: Vec<&ast::Let> = self
            .view
            .items()
            .iter()
            .flat_map(clauses)
            .filter_map(|c| if let Clause::Let(l) = c { Some(l) } else { None })
            .filter(|l| self.context.span.is_some_and(|span| l.span.to(span) == span))
            .collect();
        for definition in inner {
            let detail = self.view.slice(definition.value.span).to_owned();
            self.offer(definition.name.text.clone(), CompletionItemKind::VARIABLE, detail);
        }
        let view = self.view;
        for item in view.all_items() {
            match item {
                Item::Param(p) => {
                    self.offer(p.name.text.clone(), CompletionItemKind::CONSTANT, view.slice(p.ty.span));
                }
                Item::Map(m) if m.name.parts.len() == 1 => {
                    let name = m.name.parts.first().map_or("", |n| n.text.as_str());
                    self.snippet(name, format!("{name}($1)"), CompletionItemKind::FUNCTION, "value map", "");
                }
                _ => {}
            }
        }
        if self.context.statement == "stub" {
            self.offer("key", CompletionItemKind::VARIABLE, "the missing key");
        }
        for name in ["map", "now", "concat", "count", "sum", "min", "max"] {
            self.call(name);
        }
        let view = self.view;
        for function in FUNCTIONS.iter().filter(|function| view.lacks(function).is_none()) {
            self.call(function.name);
        }
        self.snippet(
            "case",
            "case { $1 -> $2; else $3 }".to_owned(),
            CompletionItemKind::KEYWORD,
            "the first that holds",
            "",
        );
        self.words(&["not", "null", "true", "false", "new"]);
        // For look-ups.
        let few = self.view.schema(Side::Old).is_some_and(|schema| schema.tables.len() <= MOST_TABLES);
        if few && self.context.statement != "stub" {
            self.tables(Side::Old);
        }
    }

    fn call(&mut self, name: &str) {
        let Some((signature, about)) = signature_of(self.view, name) else { return };
        let text = if signature.contains("()") { format!("{name}()$0") } else { format!("{name}($1)") };
        self.snippet(name, text, CompletionItemKind::FUNCTION, &signature, &about);
    }

    fn snippet(&mut self, label: &str, text: String, kind: CompletionItemKind, detail: &str, about: &str) {
        let before = self.all.len();
        self.offer(label, kind, detail);
        if let Some(item) = self.all.get_mut(before) {
            item.insert_text = Some(text);
            item.insert_text_format = Some(InsertTextFormat::SNIPPET);
            item.documentation = Some(Documentation::MarkupContent(MarkupContent {
                kind: MarkupKind::Markdown,
                value: about.to_owned(),
            }))
            .filter(|_| !about.is_empty());
        }
    }

    // ---- columns -------------------------------------------------------------------------------

    /// The columns an expression of the block can read: those that nothing uses yet come first.
    fn old_columns(&mut self) {
        let several = self.sides.reads.len() > 1;
        let used = self.used_columns();
        let mut found: Vec<(bool, String, String)> = Vec::new();
        for (side, table, alias) in self.sides.reads.clone() {
            let Some(holder) = self.view.table(side, table) else { continue };
            for (id, column) in holder.iter() {
                let name = quoted(&column.name);
                let name = if several { format!("{}.{name}", quoted(&alias)) } else { name };
                found.push((used.contains(&(side, table, id)), name, declared(holder, column)));
            }
        }
        found.sort_by_key(|(used, ..)| *used);
        for (_, name, detail) in found {
            self.offer(name, CompletionItemKind::FIELD, detail);
        }
    }

    /// The columns that the lines of this statement name.
    fn used_columns(&self) -> Vec<(Side, TableId, ColumnId)> {
        let Some(span) = self.context.span else { return Vec::new() };
        let names = self.view.analysis.resolved.names.iter();
        let columns = names.filter(|(at, _)| at.to(span) == span).filter_map(|(_, what)| match what {
            Meaning::Column(side, table, column) | Meaning::Covered(side, table, column) => {
                Some((*side, *table, *column))
            }
            _ => None,
        });
        columns.filter(|(side, table, _)| self.sides.reads.iter().any(|(s, t, _)| s == side && t == table)).collect()
    }

    fn unused_columns(&mut self) {
        let used = self.used_columns();
        for (side, table, _) in self.sides.reads.clone().into_iter().filter(|(side, ..)| *side == Side::Old) {
            let Some(holder) = self.view.table(side, table) else { continue };
            for (_, column) in holder.iter().filter(|(id, _)| !used.contains(&(side, table, *id))) {
                self.offer(quoted(&column.name), CompletionItemKind::FIELD, declared(holder, column));
            }
        }
    }

    /// New columns to fill: those that nothing fills come first, the most alike to the value at the top.
    fn new_columns(&mut self) {
        let Some((_, table)) = self.target() else { return };
        let value = self.flowing();
        let filled = self.sides.names.as_ref().map(|b| b.filled.clone()).unwrap_or_default();
        let mut here: Vec<_> =
            self.context.after("->").unwrap_or(&[]).iter().map(|p| p.text.trim_matches('`')).collect();
        here.retain(|text| *text != ",");
        // In stubs and updates nobody lists what is filled: the lines say.
        let said = |column: &Column| {
            let named = |clause: &Clause| matches!(clause, Clause::Flow(f) if f.targets.iter().any(|t| t.text.eq_ignore_ascii_case(&column.name)));
            let block =
                self.view.items().iter().find(|item| {
                    self.context.head.is_some_and(|head| head_start(item).is_some_and(|at| at == head.start))
                });
            block.is_some_and(|item| clauses(item).iter().any(named))
        };
        let mut found: Vec<(bool, i64, &Column)> = Vec::new();
        for (column_id, column) in
            table.iter().filter(|(_, c)| c.generated.is_none() && !here.contains(&c.name.as_str()))
        {
            let taken = filled.contains(&column_id) || said(column);
            found.push((taken, -value.as_ref().map_or(0, |value| value.suits(table, column_id)), column));
        }
        found.sort_by_key(|(taken, worse, _)| (*taken, *worse));
        for (taken, _, column) in found {
            let mut detail = declared(table, column);
            if taken {
                detail.push_str(", filled already");
            }
            self.offer(quoted(&column.name), CompletionItemKind::FIELD, detail);
        }
    }

    /// The value left of the arrow, if it begins with a name.
    fn flowing(&self) -> Option<Flowing<'a>> {
        let pieces = &self.context.before;
        let arrow = pieces.iter().position(|p| p.text == "->")?;
        let value = pieces.get(..arrow)?;
        let at = value.iter().position(|p| {
            matches!(p.kind, TokenKind::Word | TokenKind::Quoted)
                && self.read_column(None, p.text.trim_matches('`')).is_some()
        });
        let first = value.iter().position(|p| matches!(p.kind, TokenKind::Word | TokenKind::Quoted));
        let name = value.get(at.or(first)?)?.text.trim_matches('`');
        let alone = matches!(value, [_]) || matches!(value, [_, point, _] if point.text == ".");
        let column = self.read_column(None, name).filter(|_| alone);
        Some(Flowing { name: name.to_lowercase(), column })
    }

    /// A column that the block reads, by its name.
    fn read_column(&self, holder: Option<&str>, name: &str) -> Option<(&'a Table, ColumnId)> {
        self.sides.reads.iter().filter(|(.., alias)| holder.is_none_or(|h| h == alias)).find_map(|(side, table, _)| {
            let table = self.view.table(*side, *table)?;
            Some((table, table.find(name)?))
        })
    }

    /// The values of the ENUM with which the one that is being written is compared.
    fn compared_values(&mut self, quotes: bool) {
        let Some((holder, name)) = self.context.compared() else { return };
        let Some((table, column)) = self.read_column(holder, name) else { return };
        self.values_of(table.column(column), &[], quotes);
    }

    fn all_new_columns(&mut self) {
        if let Some((id, _)) = self.target() {
            self.columns(Side::New, id);
        }
    }

    fn target(&self) -> Option<(TableId, &'a Table)> {
        let id = self.sides.target?;
        Some((id, self.view.table(Side::New, id)?))
    }

    // ---- the rest ------------------------------------------------------------------------------

    fn tables(&mut self, side: Side) {
        let all: Vec<_> = tables(self.view, side).collect();
        self.tables_of(side, all);
    }

    /// Tables, those that no statement names first.
    fn tables_of(&mut self, side: Side, mut all: Vec<(TableId, &'a str)>) {
        let names = &self.view.analysis.resolved.names;
        let used: std::collections::HashSet<TableId> = names
            .iter()
            .filter_map(|(_, what)| match what {
                Meaning::Table(s, table) if *s == side => Some(*table),
                _ => None,
            })
            .collect();
        all.sort_by_key(|(id, _)| used.contains(id));
        for (id, name) in all {
            let count = self.view.table(side, id).map_or(0, |t| t.columns.len());
            let which = if side == Side::Old { "old" } else { "new" };
            // Thousands of names are not compared with each other: names of tables differ.
            self.all.push(CompletionItem {
                label: quoted(name),
                kind: Some(CompletionItemKind::CLASS),
                detail: Some(format!("{which} table, {count} columns")),
                ..CompletionItem::default()
            });
        }
    }

    fn policies(&mut self) {
        for word in words::POLICIES {
            self.offer(*word, CompletionItemKind::KEYWORD, policy(word).unwrap_or(""));
        }
    }

    fn types(&mut self) {
        for name in words::TYPES {
            self.offer(*name, CompletionItemKind::TYPE_PARAMETER, "");
        }
    }

    fn blocks(&mut self) {
        for block in &self.view.analysis.resolved.blocks {
            let table = self.view.table(Side::New, block.target).map_or("", |t| t.name.as_str());
            self.offer(quoted(&block.name), CompletionItemKind::MODULE, format!("fills {table}"));
        }
    }

    // ---- maps and texts ------------------------------------------------------------------------

    /// The column a map is of, and the keys that its arms have already.
    fn map_column(&self) -> Option<(&'a Column, Vec<String>)> {
        let head = self.context.head?;
        let resolved = &self.view.analysis.resolved;
        let column = resolved.names.iter().find_map(|(span, what)| match what {
            Meaning::Column(side, table, column)
                if span.file == head.file && head.start <= span.start && span.end <= head.end =>
            {
                self.view.column(*side, *table, *column)
            }
            _ => None,
        });
        // A `map` that cannot be read has its name all the same.
        let column = column.or_else(|| {
            let path = self.view.slice(head).split_whitespace().nth(1)?;
            let (table, column) = path.rsplit_once('.')?;
            let table = self.view.table(Side::Old, find_table(self.view, Side::Old, table)?)?;
            table.find(column.trim_matches('`')).map(|id| table.column(id))
        })?;
        let name = self.view.slice(head).split_whitespace().nth(1)?;
        let mut keys = Vec::new();
        for item in self.view.all_items() {
            let Item::Map(map) = item else { continue };
            if self.view.slice(map.name.span) != name {
                continue;
            }
            for arm in &map.arms {
                let Arm::Values { keys: all, .. } = arm else { continue };
                keys.extend(all.iter().filter_map(|key| match &key.kind {
                    ExprKind::Literal(Literal::Text(text)) => Some(text.clone()),
                    _ => None,
                }));
            }
        }
        Some((column, keys))
    }

    fn in_map(&mut self) {
        if self.context.before.iter().any(|p| p.text == "->") {
            return self.words(&["null", "true", "false"]);
        }
        self.enum_values(true);
        self.words(if self.context.last() == "else" { &["keep", "->"] } else { &["else", "else keep", "null"] });
    }

    /// The values of an ENUM that the map does not name yet.
    fn enum_values(&mut self, quotes: bool) {
        if let Some((column, named)) = self.map_column() {
            self.values_of(column, &named, quotes);
        }
    }

    fn values_of(&mut self, column: &Column, named: &[String], quotes: bool) {
        let (Type::Enum { values, .. } | Type::Set { values, .. }) = &column.ty else { return };
        for value in values.iter().filter(|v| !named.contains(v)) {
            let text = value.replace('\\', "\\\\").replace('"', "\\\"");
            let label = if quotes { format!("\"{text}\"") } else { text };
            self.offer(label, CompletionItemKind::ENUM_MEMBER, format!("value of {}", column.name));
        }
    }

    /// Inside quotes: values of an ENUM, or names of files.
    fn in_text(&mut self, written: &str) {
        match self.context.statement {
            "map" if !self.context.before.iter().any(|p| p.text == "->") => self.enum_values(false),
            "from" | "into" => self.files(written, "sql"),
            "include" => self.files(written, "mig"),
            _ => self.compared_values(false),
        }
    }

    fn files(&mut self, written: &str, extension: &str) {
        let Some(here) = path_of(self.view.sources(), self.view.file) else { return };
        let folder = written.rsplit_once('/').map_or("", |(folder, _)| folder);
        let Some(parent) = here.parent() else { return };
        let Ok(entries) = std::fs::read_dir(parent.join(Path::new(folder))) else { return };
        let mut names: Vec<String> = entries
            .flatten()
            .filter(|e| e.path() != here && e.path().extension().is_some_and(|x| x == extension))
            .map(|e| e.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        for name in names {
            let label = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            self.offer(label, CompletionItemKind::FILE, "");
        }
    }
}

/// A value that flows into a column that is not said yet.
struct Flowing<'a> {
    /// In lower case.
    name: String,
    /// The old column, where the value is one.
    column: Option<(&'a Table, ColumnId)>,
}

impl Flowing<'_> {
    /// How likely it is meant for a column: by name, by type, and a key for a key.
    fn suits(&self, table: &Table, id: ColumnId) -> i64 {
        let column = table.column(id);
        // From 0, not at all alike, to 1000.
        let mut points = (strsim::jaro_winkler(&self.name, &column.name.to_lowercase()) * 1000.0) as i64;
        if column.nullable || column.default.is_some() || column.auto_increment {
            points -= 100;
        }
        let Some((from, old)) = self.column else { return points };
        let is_key = |table: &Table, id| table.primary_key.as_ref().is_some_and(|k| k.columns == [id]);
        let refers = |table: &Table, id| table.foreign_keys.iter().any(|f| f.columns == [id]);
        if is_key(from, old) && is_key(table, id) {
            points += 500;
        } else if refers(from, old) && refers(table, id) {
            points += 200;
        }
        let (from, to) = (&from.column(old).ty, &column.ty);
        points
            + match conversion(from, to) {
                Conversion::Plain if same_kind(from, to) => 150,
                Conversion::Impossible(_) => -500,
                _ => 0,
            }
    }
}

/// Where a statement begins.
fn head_start(item: &Item) -> Option<u32> {
    Some(match item {
        Item::Table(t) => t.span.start,
        Item::Copy(c) => c.span.start,
        Item::Row(r) => r.span.start,
        Item::Stub(s) => s.span.start,
        Item::Update(u) => u.span.start,
        Item::Map(m) => m.span.start,
        _ => return None,
    })
}
