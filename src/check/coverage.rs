//! Coverage: nothing is left out in silence, on either side.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::plan::{Block, Side};
use crate::schema::{Column, ColumnId, TableId, Type};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Clause, Pattern};
use crate::syntax::scan::is_word_char;

use crate::syntax::words::quoted;

use super::checker::Checker;
use super::head::Head;
use super::items::written;
use super::names::{Names, glob, listed};
use super::noted::Ignored;
use super::resolved::Meaning;
use super::stubs::is_whole;
use super::types::{self, Conversion};

/// The old tables by every name that `ignore` may give them, in lower case.
struct OldTables(HashMap<String, Vec<TableId>>);

impl OldTables {
    fn of(names: Names<'_>) -> Self {
        let mut all: HashMap<String, Vec<TableId>> = HashMap::new();
        for (id, table) in names.old.iter() {
            let shown = names.shown(Side::Old, id);
            for name in [shown.trim_matches('`'), &table.name, &table.full_name()] {
                let named = all.entry(name.to_lowercase()).or_default();
                if named.last() != Some(&id) {
                    named.push(id);
                }
            }
        }
        Self(all)
    }

    /// The tables a pattern covers, in the schema's order. Only one with `*` takes a look at every table.
    fn matching(&self, pattern: &str) -> Vec<TableId> {
        if !pattern.contains('*') {
            return self.0.get(&pattern.to_lowercase()).cloned().unwrap_or_default();
        }
        let named = self.0.iter().filter(|(name, _)| glob(pattern, name));
        let found: BTreeSet<TableId> = named.flat_map(|(_, tables)| tables).copied().collect();
        found.into_iter().collect()
    }
}

impl<'a> Checker<'a, '_> {
    /// Findings about what is left out.
    pub(super) fn check_coverage(&mut self, blocks: &[Block]) {
        for at in 0..blocks.len() {
            self.check_filled(blocks, at);
        }
        self.check_ignores();
        if !self.items.bad {
            self.check_left_behind();
        }
    }

    fn check_filled(&mut self, blocks: &[Block], at: usize) {
        let (Some(block), Some(head)) = (blocks.get(at), self.heads.get(at)) else { return };
        if head.broken {
            return;
        }
        let filled: HashSet<ColumnId> = block.fills.iter().map(|fill| fill.column).collect();
        let flows = head.clauses.iter().filter_map(|c| if let Clause::Flow(flow) = c { Some(flow) } else { None });
        let named: HashSet<String> =
            flows.flat_map(|flow| &flow.targets).map(|target| target.text.to_ascii_lowercase()).collect();
        let missing: Vec<(ColumnId, &'a Column)> = self
            .required(block.target)
            .into_iter()
            .filter(|(id, c)| !filled.contains(id) && !named.contains(&c.name.to_ascii_lowercase()))
            .collect();
        if missing.is_empty() {
            return;
        }
        let table = self.names.table(Side::New, block.target);
        let names: Vec<String> = missing.iter().map(|(_, c)| format!("`{}`", c.name)).collect();
        let mut finding = Diagnostic::new(
            Code::UNFILLED,
            head.span,
            format!("nothing fills {} of `{}`", names.join(", "), table.name),
        );
        let (mut offered, mut lines) = (Vec::new(), Vec::new());
        let mut idle = self.idle_columns_of(at);
        let keys = table.keys().filter_map(|key| match key.columns.as_slice() {
            [only] => Some(table.column(*only).name.as_str()),
            _ => None,
        });
        let keys: HashSet<&str> = keys.collect();
        let head_span = head.span;
        for (new, column) in missing {
            let source = head.relations.iter().find_map(|r| {
                let old = self.names.table(r.side, r.table);
                self.names.nearest(&column.name, old.columns.iter().map(|c| c.name.as_str()))
            });
            let line = match source {
                Some(old) if old.eq_ignore_ascii_case(&column.name) => quoted(old),
                Some(old) => format!("{} -> {}", quoted(old), quoted(&column.name)),
                None if keys.contains(column.name.as_str()) && column.ty.is_numeric() => {
                    format!("auto -> {}", quoted(&column.name))
                }
                None => match idle_source(&mut idle, column) {
                    Some((table, id, line)) => {
                        offered.push((table, id));
                        finding = finding
                            .label(self.names.column(Side::Old, table, id).span, "no line uses this old column yet");
                        line
                    }
                    None => self.example_line(block.target, new),
                },
            };
            finding = finding.label(column.span, "NOT NULL and without a default").help(format!("add `{line}`"));
            lines.push(Edit::Line(head_span, line));
        }
        let title = format!("add line{} for {}", if lines.len() == 1 { "" } else { "s" }, names.join(", "));
        if lines.iter().all(is_whole) {
            finding.fixes.push(Fix { title, edits: lines });
        }
        // One slip, one finding: what could fill the column is not said to be left behind as well.
        for (table, column) in offered {
            self.used.column(Side::Old, table, column, head_span);
        }
        self.report(finding);
    }

    /// The old columns of a block that nothing uses.
    fn idle_columns_of(&self, block: usize) -> Vec<(TableId, ColumnId, &'a Column)> {
        let Some(head) = self.heads.get(block).filter(|_| !self.items.bad) else { return Vec::new() };
        let olds = head.relations.iter().filter(|r| r.side == Side::Old);
        let all = olds.flat_map(|r| self.names.table(Side::Old, r.table).iter().map(|(c, old)| (r.table, c, old)));
        let idle = all.filter(|(table, id, old)| {
            let used = self.used.columns.contains_key(&(*table, *id));
            !used && old.generated.is_none() && !self.ignored_column(block, *table, *id)
        });
        idle.collect()
    }

    fn ignored(&self, pattern: &Pattern, tables: &OldTables) -> Ignored {
        let parts: Vec<&str> = pattern.parts.iter().map(|p| p.text.as_str()).collect();
        let parts = match parts.as_slice() {
            ["old", rest @ ..] if !rest.is_empty() => rest,
            all => all,
        };
        let Some((last, holder)) = parts.split_last() else { return Ignored::Tables(Vec::new()) };
        if holder.is_empty() {
            return Ignored::Tables(tables.matching(last));
        }
        let holders = tables.matching(&holder.join("."));
        if holders.is_empty() {
            return Ignored::Tables(tables.matching(&parts.join(".")));
        }
        Ignored::Columns(
            holders
                .into_iter()
                .flat_map(|t| self.names.table(Side::Old, t).iter().map(move |(c, column)| (t, c, column)))
                .filter(|(_, _, column)| glob(last, &column.name))
                .map(|(t, c, _)| (t, c))
                .collect(),
        )
    }

    /// Reads what the `ignore` statements leave behind, once: schemas may be large.
    pub(super) fn read_ignores(&mut self) {
        let mut patterns = self.items.ignores.iter().flat_map(|i| &i.patterns).peekable();
        if patterns.peek().is_none() {
            return;
        }
        let tables = OldTables::of(self.names);
        for pattern in patterns {
            let found = self.ignored(pattern, &tables);
            match &found {
                Ignored::Tables(all) => {
                    if let [table] = all.as_slice() {
                        self.saw(pattern.span, Meaning::Table(Side::Old, *table));
                    }
                    self.ignored_tables.extend(all);
                }
                Ignored::Columns(all) => {
                    if let [(table, column)] = all.as_slice() {
                        self.saw(pattern.span, Meaning::Column(Side::Old, *table, *column));
                    }
                    self.ignored_columns.extend(all);
                }
            }
            self.ignores.push((pattern, found));
        }
    }

    /// Whether an `ignore` statement leaves this table behind.
    pub(super) fn ignored_table(&self, table: TableId) -> bool {
        self.ignored_tables.contains(&table)
    }

    /// Whether an `ignore` (of the block, or a statement) leaves this column behind.
    pub(super) fn ignored_column(&self, block: usize, table: TableId, column: ColumnId) -> bool {
        self.ignored_columns.contains(&(table, column))
            || self.block_ignores(block, table, &self.names.column(Side::Old, table, column).name)
    }

    fn block_ignores(&self, block: usize, table: TableId, name: &str) -> bool {
        let Some(head) = self.heads.get(block) else { return false };
        head.ignores.iter().any(|p| self.clause_covers(head, p, table, name))
    }

    fn clause_covers(&self, head: &Head<'_>, pattern: &Pattern, table: TableId, name: &str) -> bool {
        match pattern.parts.as_slice() {
            [column] => {
                head.relations.iter().any(|r| r.table == table && r.side == Side::Old) && glob(&column.text, name)
            }
            [alias, column] => {
                head.relations.iter().any(|r| {
                    r.table == table
                        && r.side == Side::Old
                        && (r.alias.eq_ignore_ascii_case(&alias.text)
                            || self.names.table(r.side, r.table).name.eq_ignore_ascii_case(&alias.text))
                }) && glob(&column.text, name)
            }
            _ => false,
        }
    }

    fn check_ignores(&mut self) {
        for (pattern, found) in std::mem::take(&mut self.ignores) {
            let idle = match found {
                Ignored::Tables(all) => {
                    // One slip, one finding: the table that was meant is not left behind as well.
                    let meant = all.is_empty().then(|| self.meant_table(pattern)).flatten();
                    self.used.unsure.extend(meant.and_then(|name| self.names.old.find(None, name.trim_matches('`'))));
                    self.idle_tables(pattern, &all)
                }
                Ignored::Columns(all) => self.idle_columns(pattern, &all),
            };
            if let Some(finding) = idle {
                self.report(finding);
            }
        }
        let (mut findings, mut seen) = (Vec::new(), Vec::new());
        for head in &self.heads {
            for clause in head.clauses {
                let Clause::Ignore { columns, .. } = clause else { continue };
                for pattern in columns {
                    let mut hits = Vec::new();
                    for r in head.relations.iter().filter(|r| r.side == Side::Old) {
                        for (id, column) in self.names.table(Side::Old, r.table).iter() {
                            if self.clause_covers(head, pattern, r.table, &column.name) {
                                hits.push((r.table, id));
                            }
                        }
                    }
                    let of_one = hits.first().filter(|(table, _)| hits.iter().all(|(t, _)| t == table));
                    if let (Some((table, _)), [holder, _]) = (of_one, pattern.parts.as_slice()) {
                        let named = head.relations.iter().find(|r| r.alias.eq_ignore_ascii_case(&holder.text));
                        let what = named.and_then(|r| r.named).map(Meaning::Alias);
                        seen.push((holder.span, what.unwrap_or(Meaning::Table(Side::Old, *table))));
                    }
                    if let ([(table, column)], Some(name)) = (hits.as_slice(), pattern.parts.last()) {
                        seen.push((name.span, Meaning::Column(Side::Old, *table, *column)));
                    }
                    let finding = if hits.is_empty()
                        && let Some(base) = head.relations.first()
                        && let Some(name) = pattern.parts.last()
                        && !name.text.contains('*')
                    {
                        Some(self.names.no_column(base.side, base.table, name))
                    } else {
                        self.idle_columns(pattern, &hits)
                    };
                    findings.extend(finding);
                }
            }
        }
        self.resolved.names.append(&mut seen);
        findings.into_iter().for_each(|f| self.report(f));
    }

    /// The old table that a pattern without one is nearest to.
    fn meant_table(&self, pattern: &Pattern) -> Option<String> {
        self.names.nearest(&written(&pattern.parts), self.names.tables(Side::Old))
    }

    fn idle_tables(&self, pattern: &Pattern, all: &[TableId]) -> Option<Diagnostic> {
        let shown = written(&pattern.parts);
        if all.is_empty() {
            let finding =
                Diagnostic::new(Code::IDLE_IGNORE, pattern.span, format!("`ignore {shown}` matches no old table"));
            return Some(
                match self.meant_table(pattern) {
                    Some(near) => finding.meant(pattern.span, &near),
                    None => finding.help("leave it out"),
                }
                .leave_out(pattern.span),
            );
        }
        let used: Vec<(TableId, Span)> =
            all.iter().filter_map(|t| self.used.tables.get(t).map(|span| (*t, *span))).collect();
        if used.len() < all.len() {
            return None;
        }
        let (table, span) = *used.first()?;
        let shown = self.names.shown(Side::Old, table);
        Some(
            Diagnostic::new(Code::IDLE_IGNORE, pattern.span, format!("`{shown}` is ignored and used"))
                .label(span, "it is used here")
                .help(format!("leave it out, or ignore what is not used of it: `ignore {shown}.*`"))
                .leave_out(pattern.span),
        )
    }

    fn idle_columns(&self, pattern: &Pattern, all: &[(TableId, ColumnId)]) -> Option<Diagnostic> {
        let shown = written(&pattern.parts);
        if all.is_empty() {
            return Some(
                Diagnostic::new(Code::IDLE_IGNORE, pattern.span, format!("`ignore {shown}` matches no old column"))
                    .help("leave it out")
                    .leave_out(pattern.span),
            );
        }
        let used: Vec<Span> = all.iter().filter_map(|c| self.used.columns.get(c).copied()).collect();
        if used.len() < all.len() {
            return None;
        }
        Some(
            Diagnostic::new(Code::IDLE_IGNORE, pattern.span, format!("`{shown}` is ignored and used"))
                .label(*used.first()?, "it is used here")
                .help("leave the `ignore` out, or the use")
                .leave_out(pattern.span),
        )
    }

    fn check_left_behind(&mut self) {
        let at = self.items.from.map(|f| f.span);
        let mut readers: HashMap<TableId, Vec<usize>> = HashMap::new();
        for (i, head) in self.heads.iter().enumerate() {
            for relation in head.relations.iter().filter(|r| r.side == Side::Old) {
                readers.entry(relation.table).or_default().push(i);
            }
        }
        for (id, table) in self.names.old.iter() {
            if self.used.unsure.contains(&id) || self.ignored_table(id) {
                continue;
            }
            let shown = self.names.shown(Side::Old, id);
            let Some(used) = self.used.tables.get(&id).copied() else {
                // What a view shows are the tables' rows.
                let ignored =
                    !table.columns.is_empty() && table.iter().all(|(c, _)| self.ignored_columns.contains(&(id, c)));
                if table.view || ignored {
                    continue;
                }
                let same = self.names.new.find(None, &table.name).is_some();
                let mut finding = Diagnostic::new(
                    Code::TABLE_LEFT_BEHIND,
                    at.unwrap_or(table.name_span),
                    format!("the old table `{shown}` is neither moved nor ignored"),
                )
                .label(table.name_span, "the table");
                finding = finding.help(match same {
                    true => format!("move it: `copy {shown}`"),
                    false => format!("move it: `table {shown} -> NEW_TABLE {{ … }}`"),
                });
                if same {
                    finding = finding.add_statement(format!("copy {shown}"));
                }
                self.report(
                    finding
                        .help(format!("or leave it behind on purpose: `ignore {shown} because \"…\"`"))
                        .add_statement(format!("ignore {shown} because \"not needed\"")),
                );
                continue;
            };
            let reading = readers.get(&id).cloned().unwrap_or_default();
            if reading.iter().any(|i| self.heads.get(*i).is_some_and(|h| h.broken)) {
                continue;
            }
            let left: Vec<&'a Column> = table
                .iter()
                .filter(|(c, column)| {
                    column.generated.is_none()
                        && !self.used.columns.contains_key(&(id, *c))
                        && !reading.iter().any(|b| self.block_ignores(*b, id, &column.name))
                        && !self.ignored_column(usize::MAX, id, *c)
                })
                .map(|(_, column)| column)
                .collect();
            if left.is_empty() {
                continue;
            }
            let names: Vec<&str> = left.iter().map(|c| c.name.as_str()).collect();
            let place = reading.first().and_then(|i| self.heads.get(*i)).map_or(used, |h| h.span);
            let mut finding = Diagnostic::new(
                Code::COLUMN_LEFT_BEHIND,
                place,
                format!(
                    "{} of the old table `{shown}` {} neither used nor ignored",
                    listed_ticks(&names),
                    if names.len() == 1 { "is" } else { "are" }
                ),
            );
            for column in left.iter().take(8) {
                finding = finding.label(column.span, "left behind");
            }
            finding = if reading.is_empty() {
                let all: Vec<String> = names.iter().map(|n| format!("{shown}.{}", quoted(n))).collect();
                finding
                    .help(format!("leave it behind on purpose: `ignore {} because \"…\"`", all.join(", ")))
                    .add_statement(format!("ignore {} because \"not needed\"", all.join(", ")))
            } else {
                let one = names.len() == 1;
                finding
                    .help(match names.first() {
                        Some(name) if one => format!("move it: `{} -> NEW_COLUMN`", quoted(name)),
                        _ => "move them, each with a line `old_column -> NEW_COLUMN`".to_owned(),
                    })
                    .help(format!(
                        "or leave {} behind on purpose, with this line in the block: `ignore {} because \"…\"`",
                        if one { "it" } else { "them" },
                        listed(&names)
                    ))
                    .add_line(format!("ignore {} because \"not needed\"", listed(&names)))
            };
            self.report(finding);
        }
    }

    /// Whether a definition may be used where something else is wrong: its word stands in the program more often than it is defined.
    pub(super) fn may_be_meant(&self, word: &str, defined: usize, place: Span) -> bool {
        if !self.diagnostics.has_errors() {
            return false;
        }
        let files: BTreeSet<FileId> = self.heads.iter().map(|head| head.span.file).chain([place.file]).collect();
        let words =
            |file: FileId| self.sources.get(file).map_or("", |source| source.text()).split(|c| !is_word_char(c));
        files.into_iter().flat_map(words).filter(|found| *found == word).nth(defined).is_some()
    }

    /// Definitions that nothing uses.
    pub(super) fn check_unused(&mut self) {
        if self.items.bad || self.heads.iter().any(|h| h.broken) {
            return;
        }
        let mut lets: Vec<_> = self.items.lets.values().filter(|l| !self.lets_used.contains(&l.name.text)).collect();
        lets.sort_by_key(|l| l.span);
        for unused in lets {
            if self.may_be_meant(&unused.name.text, 1, unused.name.span) {
                continue;
            }
            let message = format!("nothing uses `let {}`", unused.name.text);
            self.report(Diagnostic::new(Code::UNUSED, unused.name.span, message).leave_out(unused.name.span));
        }
        for (i, param) in self.items.params.iter().enumerate() {
            if !self.params_used.contains(&i) && !self.may_be_meant(&param.name.text, 1, param.name.span) {
                let message = format!("nothing uses `param {}`", param.name.text);
                self.report(Diagnostic::new(Code::UNUSED, param.name.span, message).leave_out(param.name.span));
            }
        }
        for stub in &self.items.stubs {
            let Some(table) = self.names.find(Side::New, &stub.target.parts) else { continue };
            let asked = self.stubs_wanted.contains_key(&table);
            if !asked && !self.may_be_meant("stub", self.items.stubs.len(), stub.span) {
                let shown = self.names.shown(Side::New, table);
                self.report(
                    Diagnostic::new(Code::UNUSED, stub.target.span, format!("nothing asks for a stub of `{shown}`"))
                        .help(format!("write `or stub` after a line that fills a reference to `{shown}`"))
                        .leave_out(stub.span),
                );
            }
        }
    }
}

fn listed_ticks(names: &[&str]) -> String {
    names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")
}

/// The first of some old columns that could fill a new one, which is taken out of them, and the line that does.
fn idle_source(idle: &mut Vec<(TableId, ColumnId, &Column)>, column: &Column) -> Option<(TableId, ColumnId, String)> {
    let value = |old: &Column| match types::conversion(&old.ty, &column.ty) {
        // Everything becomes text; that says nothing.
        Conversion::Cast(_) if matches!(column.ty, Type::Text { .. }) => None,
        Conversion::Plain | Conversion::Cast(_) => Some(quoted(&old.name)),
        Conversion::Impossible(way) => Some(way?.replace("{}", &quoted(&old.name))),
    };
    let (at, value) = idle.iter().enumerate().find_map(|(at, (_, _, old))| Some((at, value(old)?)))?;
    let (table, id, _) = idle.remove(at);
    // A table may stand in the head twice.
    idle.retain(|(of, column, _)| (*of, *column) != (table, id));
    Some((table, id, format!("{value} -> {}", quoted(&column.name))))
}
