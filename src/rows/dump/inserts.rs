//! Statements that bring rows, up to the rows: which table they are for, and which of their values are wanted.

use std::sync::Arc;

use super::input::Input;
use super::keys::Repeat;
use super::lexer::Lexer;
use super::literal::Literal;
use super::reader::{DumpReader, State};
use super::rows::{Preset, Shape, copy_ends};
use super::wrong::Wrong;
use crate::schema::Column;

impl DumpReader {
    /// An insert up to its rows; none where nobody wants them, which are stepped over.
    pub(super) fn insert(&mut self) -> Result<Option<State>, Wrong> {
        let line = self.lexer.input.here();
        let replaces = self.lexer.word()? == "REPLACE";
        let mut repeat = if replaces { Repeat::Replaced } else { Repeat::Refused };
        loop {
            match self.lexer.peek_word()?.as_str() {
                "LOW_PRIORITY" | "DELAYED" | "HIGH_PRIORITY" => drop(self.lexer.word()?),
                "IGNORE" => {
                    self.lexer.word()?;
                    repeat = Repeat::Skipped;
                }
                "OR" => {
                    self.lexer.word()?;
                    match self.lexer.word()?.as_str() {
                        "IGNORE" => repeat = Repeat::Skipped,
                        "REPLACE" => repeat = Repeat::Replaced,
                        _ => {}
                    }
                }
                "INTO" => {
                    self.lexer.word()?;
                    break;
                }
                _ => break,
            }
        }
        let path = self.path()?;
        self.inherited(&path, line)?;
        self.filled(&path, line);
        let Some(at) = self.wanted_table(path)? else {
            self.pass_statement()?;
            return Ok(None);
        };
        let Some(id) = self.wanted.get(at).map(|t| t.id) else { return Ok(None) };
        let name = self.schema.table(id).name.clone();
        self.begin_insert(at, repeat, line)?;
        if self.lexer.peek_word()? == "AS" {
            self.lexer.word()?;
            self.lexer.name()?;
        }
        if self.lexer.peek_word()? == "PARTITION" {
            self.lexer.word()?;
            if self.lexer.next()? == Some(b'(') {
                self.lexer.parentheses()?;
            }
        }
        let columns = match self.lexer.next()? == Some(b'(') {
            true => Some(self.columns()?),
            false => None,
        };
        if self.lexer.peek_word()? == "OVERRIDING" {
            for _ in 0..3 {
                self.lexer.word()?;
            }
        }
        let word = self.lexer.peek_word()?;
        let columns = match word.as_str() {
            "VALUES" | "VALUE" => {
                self.lexer.word()?;
                columns
            }
            "DEFAULT" => {
                self.lexer.word()?;
                self.lexer.word()?;
                self.one_row(Vec::new(), line)
            }
            "SET" if self.lexer.flavor.databases => self.assignments(line)?,
            _ => {
                let message = format!(
                    "rows of `{name}` are inserted by `{word}` instead of `VALUES`, which only a server can do"
                );
                let wrong = Wrong::at(line, message);
                return Err(wrong.help("make a dump whose inserts have values, as the engine's own tool does"));
            }
        };
        let shape = self.shape(at, columns, line)?;
        Ok(Some(State::Rows { table: at, shape, copy: false }))
    }

    /// The columns and values of `SET a = 1, b = 2`, as a row with a list.
    fn assignments(&mut self, line: u64) -> Result<Option<Vec<String>>, Wrong> {
        self.lexer.word()?;
        self.row.clear();
        self.lexer.assignments_until = Some(self.delimiter.clone());
        let mut columns = Vec::new();
        loop {
            let Some(column) = self.path()?.pop() else {
                return Err(self.lexer.wrong("the columns of an insert cannot be read"));
            };
            self.lexer.sign(b':')?;
            if !self.lexer.sign(b'=')? {
                return Err(self.lexer.wrong("the columns of an insert cannot be read"));
            }
            columns.push(column);
            let literal = self.lexer.value(Some(&mut self.row.bytes))?;
            self.row.literals.push(literal);
            if !self.lexer.sign(b',')? {
                break;
            }
        }
        self.lexer.assignments_until = None;
        Ok(self.one_row(columns, line))
    }

    /// Notes that the row that was read is the statement's only one.
    fn one_row(&mut self, columns: Vec<String>, line: u64) -> Option<Vec<String>> {
        if columns.is_empty() {
            self.row.clear();
        }
        self.row.line = line;
        self.pending = Some(columns.len());
        Some(columns)
    }

    /// `COPY … FROM stdin` up to its rows; none where nobody wants them.
    pub(super) fn copy(&mut self) -> Result<Option<State>, Wrong> {
        let line = self.lexer.input.here();
        self.lexer.word()?;
        let path = self.path()?;
        let columns = match self.lexer.next()? == Some(b'(') && !path.is_empty() {
            true => Some(self.columns()?),
            false => None,
        };
        let from = self.lexer.word()? == "FROM";
        let stdin = self.lexer.peek_word()? == "STDIN";
        let table = if path.is_empty() || !from { None } else { self.wanted_table(path.clone())? };
        if !stdin {
            if table.is_some() && from {
                let wrong = Wrong::at(line, "rows are copied from another file, which the dump does not hold");
                return Err(wrong.help("make a dump with its rows: `pg_dump`"));
            }
            self.pass_statement()?;
            return Ok(None);
        }
        self.lexer.word()?;
        let plain = self.lexer.next()? == Some(b';');
        if table.is_some() && !plain {
            let wrong = Wrong::at(line, "rows are copied in a form of their own");
            return Err(wrong.help("make a dump with `pg_dump`, which writes them as plain text"));
        }
        self.pass_statement()?;
        self.lexer.line()?;
        if !self.lexer.input.peek(2)?.starts_with(b"\\.") {
            self.inherited(&path, line)?;
            self.filled(&path, line);
        } else {
            self.named(&path);
        }
        match table {
            Some(at) => {
                self.begin_insert(at, Repeat::Refused, line)?;
                let shape = self.shape(at, columns, line)?;
                Ok(Some(State::Rows { table: at, shape, copy: true }))
            }
            None => {
                while !copy_ends(&mut self.lexer)? {
                    if self.lexer.input.byte()?.is_none() {
                        return Err(self.lexer.cut("in the rows of a table"));
                    }
                    self.lexer.line()?;
                }
                Ok(None)
            }
        }
    }

    /// The names in parentheses.
    fn columns(&mut self) -> Result<Vec<String>, Wrong> {
        self.lexer.input.skip(1);
        let mut columns = Vec::new();
        while let Some((bytes, quoted)) = self.lexer.name()? {
            let text = self.name_text(&bytes);
            columns.push(if !quoted && self.lexer.lexis.psql { text.to_lowercase() } else { text });
            if !self.lexer.sign(b',')? {
                break;
            }
        }
        if !self.lexer.sign(b')')? {
            return Err(self.lexer.wrong("the columns of an insert cannot be read"));
        }
        Ok(columns)
    }

    /// Which values of the rows are wanted. Found out once where the inserts of a table look alike.
    pub(super) fn shape(&mut self, at: usize, listed: Option<Vec<String>>, line: u64) -> Result<Arc<Shape>, Wrong> {
        if let Some((own, columns, shape)) = self.shapes.get(&at)
            && *own == self.own.len()
            && *columns == listed
        {
            return Ok(Arc::clone(shape));
        }
        let shape = Arc::new(self.new_shape(at, listed.as_deref(), line)?);
        self.shapes.insert(at, (self.own.len(), listed, Arc::clone(&shape)));
        Ok(shape)
    }

    fn new_shape(&self, at: usize, listed: Option<&[String]>, line: u64) -> Result<Shape, Wrong> {
        let Some(table) = self.wanted.get(at) else { return Ok(Shape::default()) };
        let of = self.schema.table(table.id);
        let name = &of.name;
        let own = self.own_schema(name);
        let defined = own.find(of.schema.as_deref(), name).or_else(|| own.find(None, name)).map(|id| own.table(id));
        let there = defined.unwrap_or(of);
        // without a list: all columns of the table as the dump defines it, or all that are not computed
        let forms: Vec<Vec<String>> = match listed {
            Some(listed) => vec![listed.to_vec()],
            None => {
                let names = |computed: bool| {
                    let columns = there.columns.iter().filter(|c| computed || c.generated.is_none());
                    columns.map(|c| c.name.clone()).collect()
                };
                vec![names(true), names(false), Vec::new()]
            }
        };
        if let (Some(listed), Some(there), false) = (listed, defined, self.session.history) {
            let hidden = self.lexer.flavor.hidden;
            let is_hidden = |column: &str| hidden.iter().any(|name| name.eq_ignore_ascii_case(column));
            let known = |column: &&String| there.find(column).is_some() || is_hidden(column);
            if let Some(column) = listed.iter().find(|column| !known(column)) {
                return Err(Wrong::at(line, no_column(name, column)).help(
                    "a database refuses the row: take it out, or the definition of the table that is not meant",
                ));
            }
        }
        let mut shapes: Vec<(usize, Vec<Option<usize>>)> = Vec::new();
        for form in &forms {
            // a row without values has all defaults, to an engine that takes it
            let empty = form.is_empty() && listed.is_none() && !self.lexer.flavor.converts;
            if empty || shapes.iter().any(|(len, _)| *len == form.len()) {
                continue;
            }
            let places = table.targets.iter().map(|target| place_of(form.iter(), &target.name));
            shapes.push((form.len(), places.collect()));
        }
        let presets: Vec<Preset> = table
            .targets
            .iter()
            .map(|target| match place_of(there.columns.iter().map(|c| &c.name), &target.name) {
                Some(at) => there.columns.get(at).map_or(Preset::Null, |column| self.preset(name, column)),
                None if target.nullable => Preset::Null,
                None => Preset::Server(no_value(name, &target.name)),
            })
            .collect();
        let shown = table.targets.iter().zip(&presets).enumerate().take(table.shown);
        for (i, (target, preset)) in shown {
            let placed = |(_, places): &(usize, Vec<Option<usize>>)| places.get(i).is_some_and(Option::is_some);
            if listed.is_none() && defined.is_some() && there.find(&target.name).is_none() {
                return Err(Wrong::at(line, no_column(name, &target.name)).help(
                    "make the dump anew, from the database that the program was written for; or, where it makes the table anew \
                     further on, take out what stands before",
                ));
            }
            if let (Preset::Server((message, help)), false) = (preset, shapes.iter().any(placed)) {
                return Err(Wrong::at(line, message).help(*help));
            }
        }
        let row_end = match (self.session.history, listed) {
            (true, Some(listed)) => row_end(there, listed),
            _ => None,
        };
        let counted = presets.iter().position(|preset| *preset == Preset::Count);
        let mut shape = Shape::of(shapes, row_end);
        (shape.presets, shape.counted) = (presets, counted);
        Ok(shape)
    }

    /// What a column has where nothing is given.
    fn preset(&self, table: &str, column: &Column) -> Preset {
        if column.generated.is_some() {
            let message =
                format!("`{table}.{}` is computed by the server, and the dump has no values for it", column.name);
            return Preset::Server((message, "compute it in the program, from the columns it is made of"));
        }
        let flavor = self.lexer.flavor;
        match &column.default {
            _ if column.auto_increment && flavor.counts_on => Preset::Count,
            None if column.nullable && !column.auto_increment => Preset::Null,
            Some(default) if !column.auto_increment => match self.constant(&default.sql) {
                Some((Literal::Null, _)) => Preset::Null,
                Some((literal, bytes)) => Preset::Constant(literal, bytes),
                None => Preset::Server(no_value(table, &column.name)),
            },
            _ => Preset::Server(no_value(table, &column.name)),
        }
    }

    /// The value of an SQL text; none where it is no constant.
    fn constant(&self, sql: &str) -> Option<(Literal, Vec<u8>)> {
        let input = Input::new(Box::new(std::io::Cursor::new(format!("{sql})").into_bytes())));
        let mut lexer = Lexer::new(input, self.lexer.flavor, self.lexer.lexis);
        let mut bytes = Vec::new();
        let literal = lexer.value(Some(&mut bytes)).ok()?;
        let whole = lexer.sign(b')').ok()? && lexer.next().ok()?.is_none();
        let text = literal.range().and_then(|at| bytes.get(at)).unwrap_or_default();
        // moments that PostgreSQL makes of words
        let word = ["now", "today", "tomorrow", "yesterday"].iter().any(|w| text.eq_ignore_ascii_case(w.as_bytes()));
        match literal {
            Literal::Unknown(_) | Literal::Default => None,
            _ if !whole || word && self.lexer.lexis.postgres_strings => None,
            // the text is UTF-8, whatever the dump is
            Literal::Text(at, None) => Some((Literal::Text(at, Some("utf8mb4")), bytes)),
            literal => Some((literal, bytes)),
        }
    }

    /// Steps over the rest of a statement.
    pub(super) fn pass_statement(&mut self) -> Result<(), Wrong> {
        let stops = {
            let mut stops = [false; 256];
            let lexis = self.lexer.lexis;
            let first = self.delimiter.bytes().next().unwrap_or(b';');
            for b in [b'\'', b'"', b'-', b'/', b'#', b'*', first] {
                if let Some(slot) = stops.get_mut(usize::from(b)) {
                    *slot = true;
                }
            }
            for (b, counts) in [
                (b'`', lexis.backticks),
                (b'[', lexis.brackets),
                (b'E', lexis.postgres_strings),
                (b'e', lexis.postgres_strings),
            ] {
                if let Some(slot) = stops.get_mut(usize::from(b)) {
                    *slot = counts;
                }
            }
            stops
        };
        let delimiter = self.delimiter.clone();
        loop {
            let rest = self.lexer.input.rest()?;
            if rest.is_empty() {
                return Err(self.lexer.cut("in a statement"));
            }
            let hit = rest.iter().position(|b| stops.get(usize::from(*b)).copied().unwrap_or(false));
            let n = hit.unwrap_or(rest.len());
            let stop = rest.get(n).copied();
            self.lexer.input.skip(n);
            match stop {
                None => {}
                Some(b'-' | b'/' | b'#' | b'*') => {
                    let before = self.lexer.input.position();
                    self.lexer.blanks()?;
                    if self.lexer.input.position() == before {
                        self.lexer.input.skip(1);
                    }
                }
                Some(_) if self.lexer.input.peek(delimiter.len())? == delimiter.as_bytes() => {
                    self.lexer.input.skip(delimiter.len());
                    return Ok(());
                }
                Some(_) => self.lexer.pass_token()?,
            }
        }
    }
}

/// The place of a name: exactly, else without regard to case.
fn place_of<'n>(names: impl Iterator<Item = &'n String> + Clone, name: &str) -> Option<usize> {
    let exact = names.clone().position(|n| n == name);
    exact.or_else(|| {
        let lower = name.to_lowercase();
        let mut names = names;
        names.position(|n| n.to_lowercase() == lower)
    })
}

fn no_column(table: &str, column: &str) -> String {
    format!("the dump's own table `{table}` has no column `{column}`")
}

fn no_value(table: &str, column: &str) -> (String, &'static str) {
    (
        format!("the rows of `{table}` have no value for `{column}`"),
        "make the dump anew, from the database that the program was written for",
    )
}

/// The place of the moment at which a row of a table with system versioning ceased to be.
fn row_end(table: &crate::schema::Table, listed: &[String]) -> Option<usize> {
    let said = |c: &&Column| c.generated.as_ref().is_some_and(|g| g.to_ascii_uppercase().contains("ROW END"));
    let name = table.columns.iter().find(said).map_or("row_end", |c| c.name.as_str());
    listed.iter().position(|column| column.eq_ignore_ascii_case(name))
}
