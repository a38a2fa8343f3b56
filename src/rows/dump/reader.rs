//! From statement to statement and from row to row.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use encoding_rs::UTF_8;

use super::encoded::{decoded, unsafe_bytes};
use super::file::Script;
use super::flavor;
use super::keys::{Collector, Insert, Keys, Value};
use super::lexer::Lexer;
use super::literal::Literal;
use super::moment;
use super::rows::{Next, Preset, RowParts, Shape, copied, inserted};
use super::statements::{self, Says};
use super::typed::{Session, Target};
use super::wrong::Wrong;
use crate::diag::Diagnostics;
use crate::engine::Engine;
use crate::rows::cell::Cell;
use crate::rows::error::SourceError;
use crate::rows::source::{Projection, Scratch};
use crate::schema::{Schema, TableId, ddl};
use crate::source::FileId;

/// How many tables there were, the columns that the statement lists, and the shape of its rows.
type LastShape = (usize, Option<Vec<String>>, Arc<Shape>);

/// Reads the rows of a dump: `next_table`, then `next_row` until there is none, and again.
pub struct DumpReader {
    pub(super) file: PathBuf,
    pub(super) lexer: Lexer,
    /// Moments are cut off unless it says otherwise.
    cuts: bool,
    /// The bytes were made UTF-8 before they are read here.
    transcoded: bool,
    engine: Engine,
    pub(super) schema: Arc<Schema>,
    pub(super) wanted: Vec<Table>,
    /// The wanted table of a table of the schema.
    place: HashMap<TableId, usize>,
    namespace: Option<String>,
    pub(super) session: Session,
    /// What a statement ends with.
    pub(super) delimiter: String,
    /// The dump's own schema, statement by statement.
    pub(super) own: Vec<String>,
    /// Tables whose rows are another table's.
    parts: HashMap<Vec<String>, Vec<String>>,
    /// Tables whose rows are also rows of others.
    heirs: HashMap<Vec<String>, Vec<Vec<String>>>,
    search_path: Option<String>,
    /// What the dump says of the character set of what follows.
    client: ddl::Client,
    /// The database that `USE` names.
    pub(super) database: Option<String>,
    /// Tables that have rows, and the line where these began.
    pub(super) filled: HashMap<Vec<String>, u64>,
    /// Tables that the dump names, whether it has rows of them or not.
    pub(super) named: HashSet<Vec<String>>,
    /// Whether the dump defines tables of its own.
    defines: bool,
    /// The shape of the rows of each wanted table as it was last, and what it is made from.
    pub(super) shapes: HashMap<usize, LastShape>,
    /// The line where rows began that are not valid yet.
    open_since: Option<u64>,
    state: State,
    pub(super) row: RowParts,
    /// The row that is read already, which is the only one of its statement: how many values it has.
    pub(super) pending: Option<usize>,
    pub(super) insert: Insert,
}

pub(super) struct Table {
    pub id: TableId,
    /// The columns that are wanted, and those of keys.
    pub targets: Vec<Target>,
    /// How many of them are wanted.
    pub shown: usize,
    pub rows: u64,
    /// The database whose rows these are.
    database: Option<String>,
    /// The number of the next row that is counted.
    pub(super) next: u64,
    pub(super) keys: Vec<Keys>,
}

/// Where the reader is.
#[derive(Debug)]
pub(super) enum State {
    /// Between two statements: what comes next is not known yet.
    Between,
    /// Before a row of this wanted table.
    Rows { table: usize, shape: Arc<Shape>, copy: bool },
    /// At the end of the dump.
    Ended,
}

/// A row. It is read on from when it is dropped.
pub struct DumpRow<'r> {
    pub(super) parts: &'r RowParts,
    pub(super) shape: &'r Shape,
    pub(super) places: &'r [Option<usize>],
    pub(super) targets: &'r [Target],
    pub(super) session: &'r Session,
    pub(super) file: &'r PathBuf,
}

impl DumpRow<'_> {
    /// About how many bytes it has.
    pub fn size(&self) -> usize {
        self.parts.bytes.len()
    }

    /// The value of one of the wanted columns, by its place among them.
    ///
    /// # Errors
    /// When it is not what the column can hold, or nothing that can be evaluated here.
    pub fn cell<'c>(&'c self, at: usize, scratch: &'c mut Scratch) -> Result<Cell<'c>, SourceError> {
        let Some(target) = self.targets.get(at) else { return Ok(Cell::Null) };
        let given = self.given(at);
        let preset = self.shape.presets.get(at).unwrap_or(&Preset::Null);
        if *preset == Preset::Count && self.is_counted(given) {
            return Ok(i64::try_from(self.parts.number).map_or(Cell::Uint(self.parts.number), Cell::Int));
        }
        let (literal, bytes) = match (given, preset) {
            (None, Preset::Server((message, help))) => {
                let (message, help) = (message.clone(), Some((*help).to_owned()));
                return Err(SourceError::Line { file: self.file.clone(), line: self.parts.line, message, help });
            }
            (None | Some(Literal::Default), Preset::Constant(literal, bytes)) => (literal, bytes),
            (None, _) | (Some(Literal::Default), Preset::Null) => (&Literal::Null, &self.parts.bytes),
            (Some(literal), _) => (literal, &self.parts.bytes),
        };
        if *literal == Literal::Null && !target.nullable {
            return Err(self.wrong(target, "is null, and the column takes none"));
        }
        target.cell(literal, bytes, self.session, scratch).map_err(|why| self.wrong(target, &why))
    }

    /// What the row itself has for a column.
    pub(super) fn given(&self, at: usize) -> Option<&Literal> {
        self.places.get(at).copied().flatten().and_then(|place| self.parts.literals.get(place))
    }

    /// Whether a column that numbers itself does so for a value.
    pub(super) fn is_counted(&self, given: Option<&Literal>) -> bool {
        match given {
            None | Some(Literal::Null | Literal::Default) => true,
            Some(literal) => self.session.counts_zero && self.parts.bytes_of(literal) == b"0",
        }
    }

    /// The key that some columns have; none where one of them is null, or cannot be read.
    pub(super) fn key(&self, at: &[usize], scratch: &mut Scratch) -> Option<Value> {
        let mut key = Collector::new();
        for place in at {
            let loose = self.targets.get(*place).is_some_and(|target| target.loose);
            key.take(&self.cell(*place, scratch).ok()?, loose).then_some(())?;
        }
        Some(key.value())
    }

    fn wrong(&self, target: &Target, why: &str) -> SourceError {
        let help = why
            .starts_with("is not text")
            .then(|| "say which encoding the dump has: `from mysql \"old.sql\" encoding latin2`".to_owned());
        SourceError::Line {
            file: self.file.clone(),
            line: self.parts.line,
            message: format!("the value for `{}` {why}", target.name),
            help,
        }
    }
}

impl DumpReader {
    /// A reader of the rows of some tables of `schema`.
    ///
    /// The engine is the one that wrote the dump, as far as it says, else the schema's. `namespace` is the database or
    /// schema that the program says the old tables are in, `encoding` the one it says the dump is in.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn new(
        script: Script,
        schema: Arc<Schema>,
        wanted: &[Projection],
        namespace: Option<&str>,
        encoding: Option<&str>,
    ) -> Result<Self, SourceError> {
        let engine = script.engine.unwrap_or(schema.engine);
        let flavor = flavor::of(engine);
        let file = script.path;
        let named = encoding.and_then(ddl::encoding);
        let (input, transcoded) = decoded(script.source, named).map_err(|error| SourceError::read(&file, &error))?;
        let table = |wanted: &Projection| {
            let of = schema.table(wanted.table);
            let mut columns = wanted.columns.clone();
            let mut keys = Vec::new();
            for key in of.keys() {
                let mut at = Vec::new();
                for id in &key.columns {
                    at.push(columns.iter().position(|c| c == id).unwrap_or_else(|| {
                        columns.push(*id);
                        columns.len() - 1
                    }));
                }
                let primary = of.primary_key.as_ref().is_some_and(|primary| primary.columns == key.columns);
                keys.push(Keys::new(at, primary));
            }
            let targets = columns.iter().map(|id| Target::new(of.column(*id), flavor)).collect();
            let shown = wanted.columns.len();
            Table { id: wanted.table, targets, shown, rows: 0, database: None, next: 1, keys }
        };
        let tables = wanted.iter().map(table).collect();
        Ok(Self {
            file,
            lexer: Lexer::new(input, flavor, ddl::lexis(engine)),
            cuts: script.cuts,
            transcoded,
            engine,
            schema,
            wanted: tables,
            place: wanted.iter().enumerate().map(|(i, w)| (w.table, i)).collect(),
            namespace: namespace.map(str::to_owned),
            session: Session {
                charset: None,
                binary: false,
                fallback: named,
                offset: 0,
                cut: script.cuts,
                counts_zero: flavor.databases,
                history: false,
            },
            delimiter: ";".to_owned(),
            own: Vec::new(),
            parts: HashMap::new(),
            heirs: HashMap::new(),
            search_path: None,
            client: ddl::Client::default(),
            database: None,
            filled: HashMap::new(),
            named: HashSet::new(),
            defines: false,
            shapes: HashMap::new(),
            open_since: None,
            state: State::Between,
            row: RowParts::default(),
            pending: None,
            insert: Insert::plain(),
        })
    }

    /// The engine whose rules the dump is read by.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The table whose rows come next, as its place in what is wanted; none at the end of the dump. A table
    /// may come more than once.
    ///
    /// # Errors
    /// What cannot be understood.
    pub fn next_table(&mut self) -> Result<Option<usize>, SourceError> {
        self.table().map_err(|wrong| wrong.within(&self.file))
    }

    /// The next row of the table; none: there is another table, or the end.
    ///
    /// # Errors
    /// What cannot be understood.
    pub fn next_row(&mut self) -> Result<Option<DumpRow<'_>>, SourceError> {
        let found = self.row().map_err(|wrong| wrong.within(&self.file))?;
        let (Some(values), State::Rows { table, shape, .. }) = (found, &self.state) else { return Ok(None) };
        let (Some(places), Some(of)) = (shape.places(values), self.wanted.get_mut(*table)) else { return Ok(None) };
        of.rows += 1;
        let (parts, session, file) = (&self.row, &self.session, &self.file);
        Ok(Some(DumpRow { parts, shape, places, targets: &of.targets, session, file }))
    }

    /// How many rows of each wanted table there were so far.
    pub fn rows(&self) -> Vec<u64> {
        self.wanted.iter().map(|table| table.rows).collect()
    }

    /// The schema that the dump itself has, as DDL; at the end, all of it.
    pub fn own_ddl(&self) -> String {
        self.own.concat()
    }

    fn table(&mut self) -> Result<Option<usize>, Wrong> {
        if matches!(self.state, State::Between) {
            self.find()?;
        }
        Ok(match &self.state {
            State::Rows { table, .. } => Some(*table),
            _ => None,
        })
    }

    /// Reads the next row of this table, and says how many values it has.
    fn row(&mut self) -> Result<Option<usize>, Wrong> {
        loop {
            let State::Rows { table, shape, copy } = &self.state else { return Ok(None) };
            let (table, copy) = (*table, *copy);
            let next = match self.pending.take() {
                Some(values) => Next::Row(values),
                None => {
                    self.row.clear();
                    self.row.line = self.lexer.input.here();
                    match copy {
                        true => copied(&mut self.lexer, shape, &mut self.row)?,
                        false => inserted(&mut self.lexer, shape, &mut self.row, &self.delimiter)?,
                    }
                }
            };
            match next {
                Next::Row(values) if shape.places(values).is_some() => {
                    let shape = Arc::clone(shape);
                    if self.is_there(table, &shape, values, copy)? {
                        return Ok(Some(values));
                    }
                }
                Next::Row(values) => {
                    let name = self.wanted.get(table).map_or("", |t| &self.schema.table(t.id).name);
                    let should = shape.forms.iter().filter(|(len, _)| *len > 0).map(|(len, _)| len.to_string());
                    let should: Vec<String> = should.collect();
                    let had = if values == 1 { "value" } else { "values" };
                    let message = format!("a row of `{name}` has {values} {had} instead of {}", should.join(" or "));
                    return Err(Wrong::at(self.row.line, message));
                }
                Next::End(after) => {
                    self.end_insert(table, after)?;
                    self.state = State::Between;
                    self.find()?;
                    match &self.state {
                        State::Rows { table: next, .. } if *next == table => {}
                        _ => return Ok(None),
                    }
                }
            }
        }
    }

    /// Goes to the next rows of a wanted table, or to the end.
    fn find(&mut self) -> Result<(), Wrong> {
        loop {
            let Some(first) = self.lexer.next()? else {
                self.state = State::Ended;
                return self.ended();
            };
            let psql = self.lexer.lexis.psql;
            if self.lexer.input.peek(self.delimiter.len())? == self.delimiter.as_bytes() {
                self.lexer.input.skip(self.delimiter.len());
                continue;
            }
            if psql && first == b'\\' {
                self.client_line()?;
                continue;
            }
            let word = self.lexer.peek_word()?;
            let found = match word.as_str() {
                "INSERT" | "REPLACE" => self.insert()?,
                "COPY" if psql => self.copy()?,
                "DELIMITER" if self.lexer.lexis.delimiter => {
                    self.lexer.word()?;
                    let line = self.rest_of_line()?;
                    let given = line.split_ascii_whitespace().next().unwrap_or(";").to_owned();
                    self.delimiter = given;
                    None
                }
                _ => {
                    let line = self.lexer.input.here();
                    if let Some(text) = self.statement()? {
                        self.obey(&text, line)?;
                    }
                    None
                }
            };
            if let Some(state) = found {
                self.state = state;
                return Ok(());
            }
        }
    }

    /// What must be so at the end of a dump that is whole.
    fn ended(&mut self) -> Result<(), Wrong> {
        if let Some(line) = self.open_since {
            let wrong = self.lexer.cut("without the `COMMIT` that makes its rows valid");
            return Err(match wrong {
                Wrong::Line { line: end, message, help } => {
                    Wrong::Line { line: end, message: format!("{message} (it was begun in line {line})"), help }
                }
                other => other,
            });
        }
        if let Some(footer) = self.lexer.footer {
            return Err(self.lexer.cut(&format!("without its last line, `{footer}`")));
        }
        let missing = self.wanted.iter().find(|t| t.rows == 0 && self.defines && !self.makes(t.id));
        match missing.map(|t| &self.schema.table(t.id).name) {
            Some(name) => {
                let message = format!("the dump has neither a definition nor rows of the old table `{name}`");
                Err(self.lexer.wrong(message).help("see that it is a dump of the whole database, with this table"))
            }
            None => Ok(()),
        }
    }

    /// Whether the dump defines a table.
    fn makes(&self, id: TableId) -> bool {
        let name = &self.schema.table(id).name;
        if self.named.iter().any(|path| path.last().is_some_and(|last| last.eq_ignore_ascii_case(name))) {
            return true;
        }
        let own = self.own_schema(name);
        own.find(None, name).is_some() || own.tables.iter().any(|t| t.name.eq_ignore_ascii_case(name))
    }

    /// The dump's own tables, as far as their definitions name a table.
    pub(super) fn own_schema(&self, name: &str) -> Schema {
        let lower = name.to_lowercase();
        let enters =
            |text: &str| text.starts_with('\\') || text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("USE "));
        let about = |text: &&String| enters(text) || text.to_lowercase().contains(&lower);
        let names: Vec<&String> = self.own.iter().filter(about).collect();
        let leans = |text: &&String| ["INHERITS", "LIKE", "PARTITION"].iter().any(|word| text.contains(word));
        let text: String = match names.iter().copied().any(|text| leans(&text)) {
            true => self.own.concat(),
            false => names.into_iter().map(String::as_str).collect(),
        };
        ddl::read_of(FileId::default(), &text, self.engine, self.namespace.as_deref(), &mut Diagnostics::new())
    }

    /// A line for psql.
    fn client_line(&mut self) -> Result<(), Wrong> {
        let line = self.rest_of_line()?;
        if let Some(database) = ddl::connects_to(&line) {
            self.own.push(format!("{line}\n"));
            self.database = Some(database.to_owned());
        }
        let mut words = line.split_ascii_whitespace();
        let first = words.next();
        if first == Some("\\encoding")
            && let Some(name) = words.next()
            && self.client.assign("CLIENT_ENCODING", name.trim_matches('\''))
        {
            return self.charset(self.lexer.input.line());
        }
        Ok(())
    }

    fn rest_of_line(&mut self) -> Result<String, Wrong> {
        let mut len = 0;
        let line = loop {
            let seen = self.lexer.input.peek(len + 256)?;
            if let Some(end) = memchr::memchr(b'\n', seen) {
                break seen.get(..end).unwrap_or_default().to_vec();
            }
            if seen.len() < len + 256 {
                break seen.to_vec();
            }
            len = seen.len();
        };
        self.lexer.input.skip(line.len());
        Ok(String::from_utf8_lossy(&line).into_owned())
    }

    /// A statement without rows, as text; steps over it.
    fn statement(&mut self) -> Result<Option<String>, Wrong> {
        loop {
            let window = self.lexer.input.buffered();
            // what is not ASCII is a letter to the splitter
            let text: Cow<'_, str> = match std::str::from_utf8(window) {
                Ok(text) => Cow::Borrowed(text),
                Err(_) => Cow::Owned(window.iter().map(|b| if b.is_ascii() { char::from(*b) } else { 'x' }).collect()),
            };
            let lexis = ddl::Lexis { backslash: self.lexer.backslash, ..self.lexer.lexis };
            let mut splitter = ddl::split::split(&text, lexis).delimited(&self.delimiter);
            let found = splitter.next().map(|found| found.start..found.end);
            if let (Some(found), Some(after)) = (found.clone(), splitter.after()) {
                let text = self.name_text(window.get(found).unwrap_or_default());
                self.lexer.input.skip(after);
                return Ok(Some(text));
            }
            let any = found.is_some();
            if self.lexer.input.more()? {
                continue;
            }
            let window = self.lexer.input.buffered();
            let len = window.len();
            let text = self.name_text(window);
            self.lexer.input.skip(len);
            // the last statement needs no end, but a long one without it was cut
            if ["CREATE", "ALTER"]
                .iter()
                .any(|word| text.get(..word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word)))
            {
                return Err(self.lexer.cut("in a statement"));
            }
            return Ok(any.then_some(text));
        }
    }

    /// Names and definitions as text.
    pub(super) fn name_text(&self, bytes: &[u8]) -> String {
        match (std::str::from_utf8(bytes), self.session.charset.or(self.session.fallback)) {
            (Ok(text), _) => text.to_owned(),
            (Err(_), Some(charset)) => charset.decode_without_bom_handling(bytes).0.into_owned(),
            (Err(_), None) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        }
    }

    /// Does what a statement without rows says.
    fn obey(&mut self, text: &str, line: u64) -> Result<(), Wrong> {
        let fold = !self.lexer.flavor.databases && !self.lexer.flavor.by_affinity;
        for says in statements::says(text, self.lexer.lexis, fold) {
            match says {
                Says::Client(name, value) => {
                    if self.client.assign(&name, &value) {
                        self.charset(line)?;
                    }
                }
                Says::Mode(mode) => {
                    let has = |word: &str| mode.split(',').any(|w| w.trim() == word);
                    self.lexer.backslash = self.lexer.flavor.backslash && !has("NO_BACKSLASH_ESCAPES");
                    self.session.counts_zero = !has("NO_AUTO_VALUE_ON_ZERO");
                    if self.lexer.flavor.converts {
                        self.session.cut =
                            has("TIME_TRUNCATE_FRACTIONAL") || self.cuts && !has("TIME_ROUND_FRACTIONAL");
                    }
                    self.lexer.ansi_quotes = !self.lexer.flavor.double_quoted_strings
                        || ["ANSI", "ANSI_QUOTES", "DB2", "MSSQL", "ORACLE", "POSTGRESQL", "MAXDB"]
                            .iter()
                            .any(|w| has(w));
                }
                Says::PlainBackslashes(on) => self.lexer.backslash = on,
                Says::Zone(zone) => {
                    let zone = zone.as_deref().map(str::trim).filter(|z| !z.eq_ignore_ascii_case("system"));
                    self.session.offset = match zone {
                        None => 0,
                        Some(zone) => moment::east(zone).ok_or_else(|| {
                            Wrong::at(
                                line,
                                format!("the dump has moments in the time zone `{zone}`, which only a server knows"),
                            )
                            .help("make the dump with its moments in UTC: `mysqldump --tz-utc`")
                        })?,
                    };
                }
                Says::SearchPath(path) => {
                    self.search_path = path;
                    self.own.push(format!("{text};\n"));
                }
                Says::Use(name) => {
                    self.database = Some(name);
                    self.own.push(format!("{text};\n"));
                }
                Says::Begin => self.open_since = self.open_since.or(Some(line)),
                Says::Commit => self.open_since = None,
                Says::Rollback => {
                    let message = "the dump takes its own rows back with `ROLLBACK`: what made it found errors";
                    return Err(Wrong::at(line, message).help("mend the database, and make the dump again"));
                }
                Says::Schema => {
                    let mut words = text.split_ascii_whitespace().take(5);
                    self.defines |= words.next().is_some_and(|word| word.eq_ignore_ascii_case("CREATE"))
                        && words.any(|word| word.eq_ignore_ascii_case("TABLE"));
                    self.own.push(format!("{text};\n"));
                }
                Says::Altered(path) => self.altered(&path, text, line)?,
                Says::Columns(path, names) => self.columns_changed(&path, &names, line)?,
                Says::Renamed(from, to) => self.renamed(from, to, line)?,
                Says::Moved(from, to) => self.moved(&from, &to, line)?,
                Says::Exchanged(path) => self.exchanged(&path, line)?,
                Says::Gone(name) => self.gone(&name, line)?,
                Says::Named(path) => self.named(&path),
                Says::Made(path) => self.made(path, line)?,
                Says::Counter(path, next) => {
                    if let Some(table) = self.wanted_table(path)?.and_then(|at| self.wanted.get_mut(at)) {
                        table.next = table.next.max(next);
                    }
                }
                Says::History(on) => self.session.history = on,
                Says::Part(child, parent) => {
                    let (child, parent) = (self.full(child), self.full(parent));
                    self.parts.insert(child, parent);
                }
                Says::Inherits(child, parents) => {
                    let parents = parents.into_iter().map(|parent| self.full(parent)).collect();
                    self.heirs.insert(self.full(child), parents);
                }
                Says::Cleared { table, others } => self.cleared(table, others, line)?,
                Says::Changed(how) => self.changed(how, text, line)?,
            }
        }
        Ok(())
    }

    /// Reads on in the character set that the dump says; the program's word comes before the dump's.
    fn charset(&mut self, line: u64) -> Result<(), Wrong> {
        self.session.binary = false;
        self.session.charset = None;
        let Some(name) = self.client.charset().map(str::to_owned) else { return Ok(()) };
        if self.transcoded {
            return Ok(());
        }
        let binary = name.eq_ignore_ascii_case("binary") || name.eq_ignore_ascii_case("SQL_ASCII");
        let plain = name.to_ascii_lowercase().replace(['-', '_'], "");
        let plain = if plain.starts_with("iso8859") || plain.starts_with("win") {
            name.replace('_', "-").to_lowercase()
        } else {
            plain
        };
        let known = ddl::encoding(&plain);
        if let Some(named) = self.session.fallback {
            self.session.charset = Some(named).filter(|_| binary || known != Some(UTF_8)).filter(|c| *c != UTF_8);
            return Ok(());
        }
        if binary {
            self.session.binary = true;
            return Ok(());
        }
        let Some(charset) = known else {
            return Err(Wrong::at(line, format!("the dump is in a character set `{name}` that Mig does not know")));
        };
        if unsafe_bytes(charset) {
            return Err(Wrong::at(
                line,
                format!("the dump is in `{name}`, in which parts of characters look like quotes"),
            )
            .help(format!("say it in the program: `encoding {}`", plain)));
        }
        self.session.charset = Some(charset).filter(|c| *c != UTF_8);
        Ok(())
    }

    /// A path with the schema or database it is in.
    pub(super) fn full(&self, mut path: Vec<String>) -> Vec<String> {
        if path.len() == 1 && !self.lexer.flavor.databases {
            path.insert(0, self.search_path.clone().unwrap_or_else(|| "public".to_owned()));
        }
        path
    }

    /// The wanted table that a path names; none: nobody wants its rows.
    pub(super) fn wanted_table(&mut self, path: Vec<String>) -> Result<Option<usize>, Wrong> {
        let mut path = self.full(path);
        while let Some(parent) = self.parts.get(&path) {
            path.clone_from(parent);
        }
        let Some(name) = path.pop() else { return Ok(None) };
        let qualifier = path.pop();
        let database = qualifier.as_ref().filter(|_| self.lexer.flavor.databases).or(self.database.as_ref());
        let elsewhere = |only: &String| database.is_some_and(|name| !name.eq_ignore_ascii_case(only));
        if self.schema.database.as_ref().is_some_and(elsewhere) {
            return Ok(None);
        }
        let id = if self.lexer.flavor.databases {
            let database = qualifier.as_ref().or(self.database.as_ref());
            if database.is_some_and(|d| ddl::system_databases(self.engine).contains(&d.as_str())) {
                return Ok(None);
            }
            self.schema.find(None, &name)
        } else if self.lexer.flavor.by_affinity {
            self.schema.find(None, &name)
        } else {
            let schema = qualifier.as_deref().unwrap_or("public");
            let there = self.schema.find(Some(schema), &name);
            there.or_else(|| {
                let same = self.namespace.as_deref() == Some(schema);
                same.then(|| self.schema.find(None, &name)).flatten()
            })
        };
        let Some(at) = id.and_then(|id| self.place.get(&id)).copied() else { return Ok(None) };
        let database = qualifier.filter(|_| self.lexer.flavor.databases).or_else(|| self.database.clone());
        let said = self.namespace.as_ref();
        if let (Some(table), Some(database)) = (self.wanted.get_mut(at), database) {
            let known = table.database.get_or_insert_with(|| database.clone());
            if !known.eq_ignore_ascii_case(&database) {
                let wanted = said.filter(|s| s.eq_ignore_ascii_case(&database) || s.eq_ignore_ascii_case(known));
                match wanted {
                    // the other database's rows are nobody's
                    Some(said) if !said.eq_ignore_ascii_case(&database) => return Ok(None),
                    _ => {
                        let name = self.schema.table(table.id).name.clone();
                        let message =
                            format!("the dump has rows of `{name}` in two databases, `{known}` and `{database}`");
                        let help =
                            format!("make a dump of one database, or say which in the program: `database {database}`");
                        return Err(self.lexer.wrong(message).help(help));
                    }
                }
            }
        }
        Ok(Some(at))
    }

    /// Refuses rows that are also rows of a wanted table.
    pub(super) fn inherited(&mut self, path: &[String], line: u64) -> Result<(), Wrong> {
        let mut waiting = vec![self.full(path.to_vec())];
        while let Some(heir) = waiting.pop() {
            for parent in self.heirs.get(&heir).cloned().unwrap_or_default() {
                if self.wanted_table(parent.clone())?.is_some() {
                    let (child, parent) = (self.full(path.to_vec()).join("."), parent.join("."));
                    let message = format!("rows of `{child}` are rows of `{parent}` too, from which it inherits");
                    return Err(Wrong::at(line, message).help("give the address of the database instead of a dump"));
                }
                if waiting.len() < self.heirs.len() {
                    waiting.push(parent);
                }
            }
        }
        Ok(())
    }

    /// A path of names.
    pub(super) fn path(&mut self) -> Result<Vec<String>, Wrong> {
        let mut path = Vec::new();
        while let Some((bytes, quoted)) = self.lexer.name()? {
            let text = self.name_text(&bytes);
            let fold = !quoted && self.lexer.lexis.psql;
            path.push(if fold { text.to_lowercase() } else { text });
            if !self.lexer.sign(b'.')? {
                break;
            }
        }
        Ok(path)
    }
}
