//! Names of tables and columns on both sides.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::diag::{Code, Diagnostic, Guesses};
use crate::plan::Side;
use crate::schema::{Column, ColumnId, Schema, Table, TableId};
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::words::quoted;

/// How many columns of a table are listed.
const LISTED: usize = 50;

/// Both schemas with what `from` and `into` say about their names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'a> {
    pub old: &'a Schema,
    pub new: &'a Schema,
    pub from: Option<&'a ast::Side>,
    pub into: Option<&'a ast::Side>,
    pub index: &'a Index,
}

/// Tables by their exact name, where only one has it: schemas may have thousands.
#[derive(Debug, Default)]
pub(super) struct Index {
    old: ByName,
    new: ByName,
    columns: [Vec<OnceLock<ColumnsByName>>; 2],
    guesses: Guesses,
}

/// The columns of a table by name: tables may have thousands as well.
#[derive(Debug)]
struct ColumnsByName {
    exactly: HashMap<String, ColumnId>,
    /// None where several have it.
    in_lower_case: HashMap<String, Option<ColumnId>>,
}

impl ColumnsByName {
    fn of(table: &Table) -> Self {
        let mut all = Self { exactly: HashMap::new(), in_lower_case: HashMap::new() };
        for (id, column) in table.iter() {
            all.exactly.entry(column.name.clone()).or_insert(id);
            let several = all.in_lower_case.entry(column.name.to_lowercase());
            several.and_modify(|several| *several = None).or_insert(Some(id));
        }
        all
    }
}

/// The tables of a schema by name; none where several have it.
#[derive(Debug, Default)]
struct ByName {
    exactly: HashMap<String, Option<TableId>>,
    in_lower_case: HashMap<String, Option<TableId>>,
}

impl ByName {
    fn of(schema: &Schema) -> Self {
        let mut all = Self { exactly: HashMap::new(), in_lower_case: HashMap::new() };
        for (id, table) in schema.iter() {
            for (names, name) in
                [(&mut all.exactly, table.name.clone()), (&mut all.in_lower_case, table.name.to_lowercase())]
            {
                names.entry(name).and_modify(|several| *several = None).or_insert(Some(id));
            }
        }
        all
    }
}

impl Index {
    pub(super) fn of(old: &Schema, new: &Schema) -> Self {
        let columns = [old, new].map(|schema| schema.tables.iter().map(|_| OnceLock::new()).collect());
        Self { old: ByName::of(old), new: ByName::of(new), columns, guesses: Guesses::default() }
    }

    /// [`Table::find`], without a look at every column.
    fn column(&self, side: Side, id: TableId, table: &Table, name: &str) -> Option<ColumnId> {
        let Some(known) = self.columns[usize::from(side == Side::New)].get(id.0) else { return table.find(name) };
        let known = known.get_or_init(|| ColumnsByName::of(table));
        let exactly = known.exactly.get(name).copied();
        exactly.or_else(|| known.in_lower_case.get(&name.to_lowercase()).copied().flatten())
    }

    /// [`Schema::find`], without a look at every table.
    fn find(&self, side: Side, all: &Schema, schema: Option<&str>, name: &str) -> Option<TableId> {
        let known = if side == Side::Old { &self.old } else { &self.new };
        let exactly = || known.exactly.get(name).copied().flatten();
        if schema.is_none()
            && let Some(table) = exactly()
        {
            return Some(table);
        }
        let in_any_case = *known.in_lower_case.get(&name.to_lowercase())?;
        if schema.is_none() { in_any_case } else { all.find(schema, name) }
    }
}

impl<'a> Names<'a> {
    pub(super) fn schema(self, side: Side) -> &'a Schema {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }

    pub(super) fn table(self, side: Side, table: TableId) -> &'a Table {
        self.schema(side).table(table)
    }

    pub(super) fn column(self, side: Side, table: TableId, column: ColumnId) -> &'a Column {
        self.schema(side).column(table, column)
    }

    /// A column of a table by the rule for names.
    pub(super) fn find_column(self, side: Side, table: TableId, name: &str) -> Option<ColumnId> {
        self.index.column(side, table, self.table(side, table), name)
    }

    fn said(self, side: Side) -> Option<&'a ast::Side> {
        match side {
            Side::Old => self.from,
            Side::New => self.into,
        }
    }

    fn prefix(self, side: Side) -> &'a str {
        self.said(side).and_then(|s| s.prefix.as_ref()).map_or("", |p| p.value.as_str())
    }

    /// Finds a table by its name as the program writes it: with or without the side's prefix,
    /// with or without its schema.
    pub(super) fn find(self, side: Side, parts: &[ast::Name]) -> Option<TableId> {
        let (schema, name) = match parts {
            [name] => (None, name.text.as_str()),
            [schema, name] => (Some(schema.text.as_str()), name.text.as_str()),
            _ => return None,
        };
        let said = self.said(side).and_then(|s| s.schema.as_ref()).map(|n| n.text.as_str());
        let prefix = self.prefix(side);
        let all = self.schema(side);
        let find = |schema: Option<&str>| {
            let one = |name: &str| self.index.find(side, all, schema, name);
            let prefixed = (!prefix.is_empty()).then(|| one(&format!("{prefix}{name}"))).flatten();
            prefixed.or_else(|| one(name))
        };
        match schema {
            Some(schema) => find(Some(schema)),
            None => said.and_then(|s| find(Some(s))).or_else(|| find(None)).or_else(|| find(Some("public"))),
        }
    }

    /// A table of one of the sides: `new.T`, `old.T`, or `T`, which is of side `usual`.
    pub(super) fn find_on_either(self, usual: Side, parts: &[ast::Name]) -> Option<(Side, TableId)> {
        if let [first, rest @ ..] = parts
            && !rest.is_empty()
        {
            let side = match first.text.as_str() {
                "new" => Some(Side::New),
                "old" => Some(Side::Old),
                _ => None,
            };
            if let Some(side) = side
                && let Some(table) = self.find(side, rest)
            {
                return Some((side, table));
            }
        }
        self.find(usual, parts).map(|t| (usual, t))
    }

    /// A table's name as the program writes it.
    pub(super) fn shown(self, side: Side, table: TableId) -> String {
        let table = self.table(side, table);
        let prefix = self.prefix(side);
        let name = table.name.strip_prefix(prefix).unwrap_or(&table.name);
        match &table.schema {
            Some(schema) if self.said(side).and_then(|s| s.schema.as_ref()).is_none_or(|n| n.text != *schema) => {
                format!("{}.{}", quoted(schema), quoted(name))
            }
            _ => quoted(name),
        }
    }

    /// All names of tables of a side, as programs write them.
    pub(super) fn tables(self, side: Side) -> impl Iterator<Item = String> + use<'a> {
        self.schema(side).iter().map(move |(id, _)| self.shown(side, id))
    }

    /// What an unknown name may mean; none where there are more of them than anyone reads.
    pub(super) fn nearest<N: AsRef<str>>(self, name: &str, candidates: impl IntoIterator<Item = N>) -> Option<N> {
        self.index.guesses.nearest(name, candidates)
    }

    /// The finding for a table that is not there.
    pub(super) fn no_table(self, side: Side, path: &[ast::Name], span: Span) -> Diagnostic {
        let which = match side {
            Side::Old => "old",
            Side::New => "new",
        };
        let parts: Vec<&str> = path.iter().map(|n| n.text.as_str()).collect();
        let name = parts.join(".");
        let mut finding = Diagnostic::new(Code::UNKNOWN_TABLE, span, format!("the {which} side has no table `{name}`"));
        let last = parts.last().copied().unwrap_or_default();
        if let Some((view, at)) = self.schema(side).views.iter().find(|(v, _)| v.eq_ignore_ascii_case(last)) {
            let why = match side {
                Side::Old => "views are read only where the schema is read from the database",
                Side::New => "only tables can be filled",
            };
            finding.message = format!("`{view}` is a view of the {which} side, and {why}");
            let finding = finding.label(*at, "the view");
            return match side {
                Side::Old => finding.help(
                    "a schema file does not say what columns a view has: leave the file out of `from`, and the old database is asked",
                ),
                Side::New => finding,
            };
        }
        let other = match side {
            Side::Old => Side::New,
            Side::New => Side::Old,
        };
        if let Some(near) = self.nearest(&name, self.tables(side)) {
            let written = path.first().zip(path.last()).map_or(span, |(first, last)| first.span.to(last.span));
            finding = finding.meant(written, &near);
            if let Some(table) = self.schema(side).find(None, &near) {
                finding = finding.label(self.table(side, table).name_span, "a table of this name is here");
            }
        } else if let Some(table) = self.find(other, path) {
            let side = if other == Side::New { "new" } else { "old" };
            finding = finding
                .label(self.table(other, table).name_span, format!("the {side} side has it"))
                .help("write old tables on the left and new ones on the right: `table OLD -> NEW { … }`");
        }
        finding
    }

    /// The finding for a column that is not there.
    pub(super) fn no_column(self, side: Side, table: TableId, name: &ast::Name) -> Diagnostic {
        let which = match side {
            Side::Old => "old",
            Side::New => "new",
        };
        let holder = self.table(side, table);
        let finding = Diagnostic::new(
            Code::UNKNOWN_COLUMN,
            name.span,
            format!("the {which} table `{}` has no column `{}`", holder.name, name.text),
        );
        match self.nearest(&name.text, holder.columns.iter().map(|c| c.name.as_str())) {
            Some(near) => {
                let at = holder.columns.iter().find(|c| c.name == near).map_or(holder.name_span, |c| c.name_span);
                finding
                    .label(at, "the nearest name")
                    .help(format!("did you mean `{near}`?"))
                    .write(name.span, quoted(near))
            }
            None => {
                let mut has: Vec<String> = holder.columns.iter().take(LISTED).map(|c| quoted(&c.name)).collect();
                if holder.columns.len() > LISTED {
                    has.push(format!("and {} more", holder.columns.len() - LISTED));
                }
                finding.label(holder.name_span, "the table is here").help(format!("it has {}", has.join(", ")))
            }
        }
    }
}

/// Whether a name matches a pattern with `*`, without regard to case.
pub(super) fn glob(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let name: Vec<char> = name.to_lowercase().chars().collect();
    // The classic two-pointer match: on a mismatch, let the last `*` swallow one more.
    let (mut p, mut n) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                retry = Some((p + 1, n));
                p += 1;
            }
            Some(c) if name.get(n) == Some(c) => {
                p += 1;
                n += 1;
            }
            _ => match retry {
                Some((after, from)) => {
                    p = after;
                    n = from + 1;
                    retry = Some((after, from + 1));
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|c| *c == '*')
}

/// Names as a list for messages, each as a program writes it: the columns of a key.
pub(super) fn listed(names: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    names.into_iter().map(|n| quoted(n.as_ref())).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn globs_match_whole_names() {
        assert!(glob("cache_*", "cache_menu"));
        assert!(glob("*_log_*", "a_log_b_log_c"));
        assert!(!glob("cache_*", "my_cache_x"));
        assert!(glob("*", ""));
    }
}
