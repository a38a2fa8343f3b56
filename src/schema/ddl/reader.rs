//! The statements of a dump, one after another, into drafts of tables.

use std::collections::{HashMap, HashSet};

use pest::Parser;
use pest::iterators::Pair;

use super::column::Words;
use super::flavor::{self, Flavor};
use super::grammar::{self, Ddl, Name, Path, Rule};
use super::partitions::{Bound, Partitioning};
use super::session;
use super::split::{self, Head, Statement};
use super::types::collation;
use crate::diag::{Code, Diagnostic, Diagnostics, Guesses};
use crate::engine::Engine;
use crate::schema::{Check, Collation, ColumnDefault, Schema, Skipped, Table, Type};
use crate::source::{FileId, Span};

/// Parentheses nested deeper than this are not read: no schema has them, and the grammar's
/// own recursion must end somewhere.
const MAX_DEPTH: usize = 100;

/// Reads one dump.
pub(super) struct DdlReader<'r> {
    pub(super) file: FileId,
    pub(super) text: &'r str,
    pub(super) engine: Engine,
    pub(super) flavor: &'static Flavor,
    pub(super) diagnostics: &'r mut Diagnostics,
    /// Tables so far; a dropped one leaves its place empty.
    pub(super) drafts: Vec<Option<Draft>>,
    /// Places in `drafts` by lower-case name.
    by_name: HashMap<String, Vec<usize>>,
    pub(super) guesses: Guesses,
    pub(super) views: Vec<(String, Span)>,
    /// Whether a table that stands in for a view is kept as the view.
    keeps_views: bool,
    pub(super) skipped: Vec<Skipped>,
    pub(super) user_types: HashMap<(Option<String>, String), UserType>,
    collations: HashMap<String, Collation>,
    /// The database's collation, where the dump names one.
    pub(super) database_collation: Option<Collation>,
    /// Where PostgreSQL's unqualified names live; none is `public`.
    search_path: Option<String>,
    /// Inside a database that belongs to the engine.
    in_system_database: bool,
    /// The database that alone is read, whether it was met, and whether what is read now is of another.
    only: Option<String>,
    met: bool,
    elsewhere: bool,
    /// SQLite's virtual tables, whose shadow tables are not tables either.
    pub(super) virtual_tables: HashSet<String>,
}

/// A type that the dump itself makes.
#[derive(Debug, Clone)]
pub(super) struct UserType {
    pub(super) ty: Type,
    pub(super) not_null: bool,
    pub(super) default: Option<ColumnDefault>,
    pub(super) checks: Vec<Check>,
    /// False for a domain over a type that nobody knows.
    pub(super) known: bool,
}

/// A table, with what can be settled only when all tables are known.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) table: Table,
    pub(super) foreign_keys: Vec<PendingForeignKey>,
    /// The table of which it is a partition, with its schema where that is said: it is no table of its own.
    pub(super) part_of: Option<(Option<String>, String)>,
    /// How it is cut into partitions.
    pub(super) parted: Option<Partitioning>,
    /// Which rows a partition takes.
    pub(super) bound: Option<Bound>,
    /// What a column without its own collation has.
    pub(super) collation: Option<Collation>,
    pub(super) strict: bool,
    /// PRIMARY KEY DESC, said at the column.
    pub(super) descending_key: bool,
    /// Where columns are, by their names: there may be thousands.
    pub(super) places: HashMap<String, usize>,
}

impl Draft {
    /// Where the column of exactly this name is.
    pub(super) fn place(&mut self, name: &str) -> Option<usize> {
        let columns = &self.table.columns;
        if self.places.len() != columns.len() {
            self.places = columns.iter().enumerate().rev().map(|(at, column)| (column.name.clone(), at)).collect();
        }
        self.known_place(name)
    }

    /// The place of a column of this name, where the draft has noted it already; none where it has not, or there is no such column.
    pub(super) fn known_place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied().filter(|at| self.table.columns.get(*at).is_some_and(|c| c.name == name))
    }
}

/// A foreign key whose table may come later.
#[derive(Debug, Clone)]
pub(super) struct PendingForeignKey {
    pub(super) name: Option<String>,
    pub(super) columns: Vec<String>,
    pub(super) qualifier: Option<String>,
    pub(super) table: String,
    pub(super) references: Vec<String>,
    pub(super) span: Span,
    pub(super) deferrable: bool,
    /// NOT VALID, or NOT ENFORCED.
    pub(super) unchecked: bool,
}

/// What to do with a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StatementKind {
    Table,
    Alter,
    Index,
    Type,
    Domain,
    Collation,
    View,
    Comment,
    Drop,
    Rename,
    Database,
    Use,
    SearchPath,
    Virtual,
    Master,
    Skip,
}

/// Words between CREATE and what is created.
const MODIFIERS: &[&str] = &[
    "OR",
    "REPLACE",
    "GLOBAL",
    "LOCAL",
    "TEMPORARY",
    "TEMP",
    "UNLOGGED",
    "UNIQUE",
    "FULLTEXT",
    "SPATIAL",
    "ALGORITHM",
    "UNDEFINED",
    "MERGE",
    "TEMPTABLE",
    "DEFINER",
    "INVOKER",
    "CURRENT_USER",
    "SQL",
    "SECURITY",
    "MATERIALIZED",
    "RECURSIVE",
    "FORCE",
    "FOREIGN",
    "AGGREGATE",
    "CONSTRAINT",
    "OFFLINE",
    "ONLINE",
    "VECTOR",
];

/// The words from the object on: `TABLE IF NOT EXISTS` for `CREATE TEMPORARY TABLE IF NOT EXISTS`.
fn object<'h, 't>(head: &'h Head<'t>) -> &'h [&'t str] {
    let words = head.words().get(1..).unwrap_or(&[]);
    let skip = words.iter().take_while(|w| MODIFIERS.iter().any(|m| w.eq_ignore_ascii_case(m))).count();
    words.get(skip..).unwrap_or(&[])
}

fn kind(head: &Head<'_>, flavor: &Flavor) -> StatementKind {
    let words = head.words();
    let is = |at: usize, word: &str| words.get(at).is_some_and(|w| w.eq_ignore_ascii_case(word));
    let Some(first) = words.first() else { return StatementKind::Skip };
    match first.to_ascii_uppercase().as_str() {
        "CREATE" => {
            let object = object(head).first().map(|w| w.to_ascii_uppercase());
            match object.as_deref() {
                Some("TABLE") if temporary(head) => StatementKind::Skip,
                Some("TABLE") => StatementKind::Table,
                Some("INDEX") => StatementKind::Index,
                Some("TYPE") => StatementKind::Type,
                Some("DOMAIN") => StatementKind::Domain,
                Some("COLLATION") => StatementKind::Collation,
                Some("VIEW") => StatementKind::View,
                Some("DATABASE" | "SCHEMA") if !flavor.has_schemas => StatementKind::Database,
                Some("VIRTUAL") => StatementKind::Virtual,
                _ => StatementKind::Skip,
            }
        }
        "ALTER" if is(1, "TABLE") || (is(1, "FOREIGN") && is(2, "TABLE")) || (is(1, "IGNORE") && is(2, "TABLE")) => {
            StatementKind::Alter
        }
        "ALTER" if is(1, "DATABASE") && !flavor.has_schemas => StatementKind::Database,
        "COMMENT" if is(1, "ON") && (is(2, "TABLE") || is(2, "COLUMN")) => StatementKind::Comment,
        "DROP" if is(1, "TABLE") || is(1, "VIEW") => StatementKind::Drop,
        "RENAME" if is(1, "TABLE") => StatementKind::Rename,
        "USE" if !flavor.has_schemas => StatementKind::Use,
        "SET" if (is(1, "search_path") || is(2, "search_path")) && flavor.has_schemas => StatementKind::SearchPath,
        "INSERT" if is(2, "sqlite_schema") || is(2, "sqlite_master") => StatementKind::Master,
        _ => StatementKind::Skip,
    }
}

/// TEMPORARY stands before TABLE, not somewhere after it.
fn temporary(head: &Head<'_>) -> bool {
    head.words()
        .iter()
        .take_while(|w| !w.eq_ignore_ascii_case("TABLE"))
        .any(|w| w.eq_ignore_ascii_case("TEMPORARY") || w.eq_ignore_ascii_case("TEMP"))
}

/// A few words on a statement: `CREATE TRIGGER`.
fn what(head: &Head<'_>) -> String {
    let words = head.words();
    let Some(first) = words.first() else { return "?".to_owned() };
    let first = first.to_ascii_uppercase();
    let second = match first.as_str() {
        "CREATE" => object(head).first(),
        "SET" | "BEGIN" | "COMMIT" | "START" | "SELECT" | "PRAGMA" | "USE" | "COPY" | "GRANT" | "REVOKE" | "UPDATE"
        | "CALL" => None,
        _ => words.get(1),
    };
    match second {
        Some(second) => format!("{first} {}", second.to_ascii_uppercase()),
        None => first,
    }
}

impl<'r> DdlReader<'r> {
    pub(super) fn new(file: FileId, text: &'r str, engine: Engine, diagnostics: &'r mut Diagnostics) -> Self {
        Self {
            file,
            text,
            engine,
            flavor: flavor::of(engine),
            diagnostics,
            drafts: Vec::new(),
            by_name: HashMap::new(),
            guesses: Guesses::default(),
            views: Vec::new(),
            keeps_views: false,
            skipped: Vec::new(),
            user_types: HashMap::new(),
            collations: HashMap::new(),
            database_collation: None,
            search_path: None,
            in_system_database: false,
            only: None,
            met: false,
            elsewhere: false,
            virtual_tables: HashSet::new(),
        }
    }

    /// Keeps the tables that stand in for views, as views.
    pub(super) fn with_views(mut self) -> Self {
        self.keeps_views = true;
        self
    }

    /// Reads only what is of this database.
    pub(super) fn only(mut self, database: &str) -> Self {
        self.only = Some(database.to_owned());
        self
    }

    /// What follows is of this database.
    fn enters(&mut self, database: &str) {
        self.in_system_database = self.flavor.system_databases.contains(&database);
        let Some(only) = &self.only else { return };
        self.elsewhere = !only.eq_ignore_ascii_case(database);
        self.met |= !self.elsewhere;
    }

    /// The whole dump.
    pub(super) fn read(mut self) -> Schema {
        let text = self.text;
        let mut statements = split::split(text, self.flavor.lexis);
        while let Some(statement) = statements.next() {
            if let Some(database) = statements.connected() {
                self.enters(database);
            }
            let used = self.statement(&statement);
            if !used {
                self.skip(&statement);
            }
        }
        self.resolve();
        self.triggers();
        let mut schema = Schema::empty(self.engine, self.file);
        schema.tables = self.drafts.into_iter().flatten().map(|d| d.table).collect();
        schema.views = self.views;
        schema.skipped = self.skipped;
        schema.database = self.only.filter(|_| self.met);
        schema
    }

    /// Lists a statement as skipped; a run of the same kind, such as a table's data, is one entry.
    fn skip(&mut self, statement: &Statement<'_>) {
        let what = what(&statement.head);
        let span = Span::new(self.file, statement.start, statement.end);
        match self.skipped.last_mut() {
            Some(last) if last.what == what && (what.starts_with("INSERT") || what == "COPY") => {
                last.span = last.span.to(span);
            }
            _ => self.skipped.push(Skipped { what, span }),
        }
    }

    /// Reads one statement; false when it was not needed.
    fn statement(&mut self, statement: &Statement<'_>) -> bool {
        let kind = kind(&statement.head, self.flavor);
        let unread = self.in_system_database || (self.elsewhere && kind != StatementKind::Database);
        if kind == StatementKind::Skip || (unread && kind != StatementKind::Use) {
            return false;
        }
        let Some(source) = self.text.get(statement.start..statement.end) else { return false };
        let clean = split::clean(source, self.flavor.lexis);
        let mut one = One { reader: self, base: statement.start, text: &clean.text };
        if clean.depth > MAX_DEPTH {
            if matches!(kind, StatementKind::Table | StatementKind::Alter) {
                one.unreadable(0, clean.text.len().min(60), "a definition is nested too deep to be read");
                return true;
            }
            return false;
        }
        match kind {
            StatementKind::Table => one.table(),
            StatementKind::Alter => one.alter(),
            StatementKind::Index => one.index(&statement.head),
            StatementKind::Type => one.user_type(),
            StatementKind::Domain => one.domain(),
            StatementKind::Collation => one.collation(),
            StatementKind::View => one.view(),
            StatementKind::Comment => one.comment(),
            StatementKind::Drop => one.drop_table(),
            StatementKind::Rename => one.rename(),
            StatementKind::Database => one.database(),
            StatementKind::Use => one.use_database(&statement.head),
            StatementKind::SearchPath => one.search_path(),
            StatementKind::Virtual | StatementKind::Master => one.virtual_table(),
            StatementKind::Skip => false,
        }
    }

    /// Puts a schema's name into the form it has in [`Table::schema`].
    pub(super) fn schema_of(&self, qualifier: Option<&str>) -> Option<String> {
        if !self.flavor.has_schemas {
            return None;
        }
        let schema = qualifier.map(str::to_owned).or_else(|| self.search_path.clone());
        schema.filter(|s| s != "public")
    }

    /// The place of a table.
    pub(super) fn find(&self, qualifier: Option<&str>, name: &str) -> Option<usize> {
        let schema = self.schema_of(qualifier);
        let places = self.by_name.get(&name.to_lowercase())?;
        let there = |exact: bool| {
            places.iter().rev().copied().find(|i| {
                self.drafts
                    .get(*i)
                    .and_then(Option::as_ref)
                    .is_some_and(|d| d.table.schema == schema && (!exact || d.table.name == name))
            })
        };
        there(true).or_else(|| if self.flavor.folds_names { None } else { there(false) })
    }

    /// The draft of a table.
    pub(super) fn draft_mut(&mut self, qualifier: Option<&str>, name: &str) -> Option<&mut Draft> {
        let at = self.find(qualifier, name)?;
        self.drafts.get_mut(at).and_then(Option::as_mut)
    }

    /// Adds a table.
    pub(super) fn add(&mut self, draft: Draft) {
        self.by_name.entry(draft.table.name.to_lowercase()).or_default().push(self.drafts.len());
        self.drafts.push(Some(draft));
    }

    /// Takes a table away.
    pub(super) fn remove(&mut self, qualifier: Option<&str>, name: &str) -> Option<Draft> {
        let at = self.find(qualifier, name)?;
        if let Some(places) = self.by_name.get_mut(&name.to_lowercase()) {
            places.retain(|i| *i != at);
        }
        self.drafts.get_mut(at).and_then(Option::take)
    }

    /// A collation by the engine's name.
    pub(super) fn collation_named(&self, name: &str) -> Option<Collation> {
        if self.flavor.has_schemas {
            // `default` is the database's own, which a dump does not tell.
            return match self.collations.get(name) {
                Some(known) => Some(known.clone()),
                None => (name != "default").then(|| collation::postgres(name, None)),
            };
        }
        Some(if self.flavor.typed { collation::mysql(name) } else { collation::sqlite(name) })
    }
}

/// One statement on its way.
pub(super) struct One<'o, 'r> {
    pub(super) reader: &'o mut DdlReader<'r>,
    /// Where it stands in the dump.
    pub(super) base: usize,
    /// Its cleaned text.
    pub(super) text: &'o str,
}

impl<'o> One<'o, '_> {
    /// A span in the dump from offsets in the statement.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.reader.file, self.base + start, self.base + end)
    }

    pub(super) fn pair_span(&self, pair: &Pair<'_, Rule>) -> Span {
        self.span(pair.as_span().start(), pair.as_span().end())
    }

    pub(super) fn fold(&self) -> bool {
        self.reader.flavor.folds_names
    }

    pub(super) fn backslash(&self) -> bool {
        self.reader.flavor.lexis.backslash
    }

    pub(super) fn parse(&self, rule: Rule) -> Result<Pair<'o, Rule>, usize> {
        use pest::error::InputLocation;
        match Ddl::parse(rule, self.text) {
            Ok(mut pairs) => pairs.next().ok_or(0),
            Err(error) => Err(match error.location {
                InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
            }),
        }
    }

    pub(super) fn unreadable(&mut self, start: usize, end: usize, message: impl Into<String>) {
        let finding = Diagnostic::new(Code::DDL_UNREADABLE, self.span(start, end), message);
        self.reader.diagnostics.push(finding);
    }

    pub(super) fn path_in(&self, pair: &Pair<'_, Rule>) -> Option<Path> {
        let path = pair.clone().into_inner().find(|p| p.as_rule() == Rule::path)?;
        grammar::path(&path, self.fold())
    }

    fn user_type(&mut self) -> bool {
        if let Ok(pair) = self.parse(Rule::create_enum) {
            let Some(path) = self.path_in(&pair) else { return false };
            let values = pair
                .into_inner()
                .filter(|p| p.as_rule() == Rule::string)
                .map(|p| grammar::unescape(p.as_str(), false))
                .collect();
            let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
            let name = match self.reader.schema_of(path.qualifier.as_deref()) {
                Some(schema) => format!("{}.{}", quoted(&schema), quoted(&path.name.text)),
                None => quoted(&path.name.text),
            };
            self.define(&path, UserType::plain(Type::Enum { values, name: Some(name) }));
            return true;
        }
        // A composite or a range: passed on as it is, and known.
        if let Ok(pair) = self.parse(Rule::create_type)
            && let Some(path) = self.path_in(&pair)
        {
            self.define(&path, UserType::plain(Type::Other(path.name.text.clone())));
        }
        false
    }

    fn define(&mut self, path: &Path, ty: UserType) {
        let schema = self.reader.schema_of(path.qualifier.as_deref());
        self.reader.user_types.insert((schema, path.name.text.clone()), ty);
    }

    fn domain(&mut self) -> bool {
        let Ok(pair) = self.parse(Rule::create_domain) else { return false };
        let Some(path) = self.path_in(&pair) else { return false };
        let parts = pair
            .into_inner()
            .filter(|p| !matches!(p.as_rule(), Rule::CREATE | Rule::DOMAIN | Rule::path | Rule::AS | Rule::EOI));
        let words = Words::of(parts);
        let name = Name { text: path.name.text.clone(), start: path.name.start, end: path.name.end };
        let column = self.column(&name, &words, None, false);
        let ty = UserType {
            ty: column.column.ty,
            not_null: !column.column.nullable,
            default: column.column.default,
            checks: column.checks,
            known: !column.unknown,
        };
        self.define(&path, ty);
        true
    }

    fn collation(&mut self) -> bool {
        let Ok(pair) = self.parse(Rule::create_collation) else { return false };
        let Some(path) = self.path_in(&pair) else { return false };
        let group = pair.into_inner().find(|p| p.as_rule() == Rule::group);
        let options = group.map_or("", |g| g.as_str());
        let option = |name: &str| {
            options.trim_matches(['(', ')']).split(',').find_map(|o| {
                let (key, value) = o.split_once('=')?;
                key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('\'').to_owned())
            })
        };
        let deterministic = option("deterministic").is_none_or(|v| !v.eq_ignore_ascii_case("false"));
        let locale = option("locale").filter(|_| !deterministic);
        let made = collation::postgres(&path.name.text, locale.as_deref());
        self.reader.collations.insert(path.name.text, made);
        true
    }

    fn view(&mut self) -> bool {
        let Ok(pair) = self.parse(Rule::create_view) else { return false };
        let Some(path) = self.path_in(&pair) else { return false };
        // The table that stood in for the view, so that other views could be made.
        match self.reader.keeps_views {
            true => {
                if let Some(draft) = self.reader.draft_mut(path.qualifier.as_deref(), &path.name.text) {
                    draft.table.view = true;
                }
            }
            false => {
                self.reader.remove(path.qualifier.as_deref(), &path.name.text);
            }
        }
        let name = match self.reader.schema_of(path.qualifier.as_deref()) {
            Some(schema) => format!("{schema}.{}", path.name.text),
            None => path.name.text,
        };
        let span = self.span(path.name.start, path.name.end);
        match self.reader.views.iter_mut().find(|(n, _)| *n == name) {
            Some(view) => view.1 = span,
            None => self.reader.views.push((name, span)),
        }
        true
    }

    fn comment(&mut self) -> bool {
        let Ok(pair) = self.parse(Rule::comment_on) else { return false };
        let Some(path) = pair.clone().into_inner().find(|p| p.as_rule() == Rule::path) else { return false };
        let of_column = pair.clone().into_inner().any(|p| p.as_rule() == Rule::COLUMN);
        // E'…' escapes with backslashes.
        let escaped =
            pair.clone().into_inner().any(|p| p.as_rule() == Rule::word && p.as_str().eq_ignore_ascii_case("E"));
        let string = pair.into_inner().find(|p| p.as_rule() == Rule::string);
        let comment = string.map(|p| grammar::unescape(p.as_str(), escaped));
        let mut names: Vec<Name> = path.into_inner().map(|p| grammar::name(&p, self.fold())).collect();
        let column = if of_column { names.pop() } else { None };
        let Some(table) = names.pop() else { return false };
        let qualifier = names.pop().map(|n| n.text);
        let Some(draft) = self.reader.draft_mut(qualifier.as_deref(), &table.text) else { return false };
        match column {
            None => draft.table.comment = comment,
            Some(name) => {
                let Some(column) = draft.table.columns.iter_mut().find(|c| c.name == name.text) else { return false };
                column.comment = comment;
            }
        }
        true
    }

    fn drop_table(&mut self) -> bool {
        let Ok(pair) = self.parse(Rule::drop) else { return false };
        let fold = self.fold();
        let mut used = false;
        for path in pair.into_inner().filter(|p| p.as_rule() == Rule::path).filter_map(|p| grammar::path(&p, fold)) {
            used |= self.reader.remove(path.qualifier.as_deref(), &path.name.text).is_some();
        }
        used
    }

    fn rename(&mut self) -> bool {
        let Ok(pair) = self.parse(Rule::rename) else { return false };
        let fold = self.fold();
        let paths: Vec<Path> =
            pair.into_inner().filter(|p| p.as_rule() == Rule::path).filter_map(|p| grammar::path(&p, fold)).collect();
        for two in paths.chunks(2) {
            if let [from, to] = two {
                self.rename_to(from.qualifier.as_deref(), &from.name.text, &to.name.text);
            }
        }
        true
    }

    pub(super) fn rename_to(&mut self, qualifier: Option<&str>, from: &str, to: &str) {
        if let Some(mut draft) = self.reader.remove(qualifier, from) {
            draft.table.name = to.to_owned();
            self.reader.add(draft);
        }
    }

    fn database(&mut self) -> bool {
        let Ok(pair) = self.parse(Rule::database) else { return false };
        let words = Words::of(pair.into_inner());
        if let Some(found) = self.table_collation(&words) {
            self.reader.database_collation = Some(found);
        }
        true
    }

    fn use_database(&mut self, head: &Head<'_>) -> bool {
        let quoted = self.text.split_whitespace().nth(1).unwrap_or("");
        let name = head.words().get(1).copied().unwrap_or(quoted);
        let name = grammar::unquote(name, true);
        self.reader.enters(&name);
        true
    }

    fn search_path(&mut self) -> bool {
        let schema = session::search_path(&split::clean(self.text, self.reader.flavor.lexis).text).flatten();
        self.reader.search_path = schema.filter(|name| name != "public");
        true
    }

    fn virtual_table(&mut self) -> bool {
        let lower = self.text.to_ascii_lowercase();
        let Some(at) = lower.find("virtual table") else { return false };
        let mut rest = self.text.get(at + "virtual table".len()..).unwrap_or("").trim_start();
        if rest.get(..13).is_some_and(|r| r.eq_ignore_ascii_case("if not exists")) {
            rest = rest.get(13..).unwrap_or("").trim_start();
        }
        let path = Ddl::parse(Rule::path, rest).ok().and_then(|mut p| p.next()).and_then(|p| grammar::path(&p, false));
        if let Some(path) = path {
            self.reader.virtual_tables.insert(path.name.text.to_lowercase());
        }
        false
    }
}

impl UserType {
    fn plain(ty: Type) -> Self {
        Self { ty, not_null: false, default: None, checks: Vec::new(), known: true }
    }
}

/// What is said of a second definition of a table.
pub(super) fn defined_twice(first: &Table, second: &Table) -> Diagnostic {
    let names = |table: &Table| -> Vec<String> {
        let mut names: Vec<String> = table.columns.iter().map(|c| c.name.to_lowercase()).collect();
        names.sort_unstable();
        names
    };
    let other = names(second) != names(first);
    let with = if other { ", with other columns" } else { "" };
    let message = format!("table `{}` is defined twice{with}", second.full_name());
    let finding = Diagnostic::new(Code::DDL_TWICE, second.name_span, message)
        .here("this definition is left out")
        .label(first.name_span, "the first definition");
    match other {
        true => finding.help("a database keeps the first one: take out the one that is not meant, with its rows"),
        false => finding,
    }
}
