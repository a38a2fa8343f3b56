//! A kind of file that only these tests have. It shows what a source of rows takes: this folder, and a line in [`find`](super::find).
//!
//! ```text
//! rows of mig
//! ! CREATE TABLE people (no INTEGER PRIMARY KEY, name TEXT)
//! people
//! [1, "Ann"]
//! ```

mod tests;

use std::fs::File;
use std::io::{BufRead as _, BufReader, Lines};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::cell::Cell;
use super::error::SourceError;
use super::source::{OwnSchema, Projection, RowReader, RowSource, Scratch, SourceRow};
use crate::engine::Engine;
use crate::schema::Schema;

/// The first line of such a file.
const FIRST: &str = "rows of mig";

/// A file in which a line is a statement of SQLite's DDL behind `!`, the name of a table, or a row of it as JSON.
#[derive(Debug)]
pub(super) struct ProofSource(PathBuf);

impl ProofSource {
    /// The file, where it is one of this kind.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let first = BufReader::new(File::open(path).ok()?).lines().next()?.ok()?;
        (first == FIRST).then(|| Self(path.to_owned()))
    }

    fn reader(&self, tables: Vec<(String, Vec<usize>)>) -> Result<Reader, SourceError> {
        let file = File::open(&self.0).map_err(|error| SourceError::read(&self.0, &error))?;
        let counts = vec![0; tables.len()];
        let lines = BufReader::new(file).lines();
        Ok(Reader { path: self.0.clone(), lines, line: 0, next: None, tables, at: None, counts, ddl: String::new() })
    }
}

impl RowSource for ProofSource {
    fn path(&self) -> &Path {
        &self.0
    }

    fn schema(&self, _: Option<Engine>) -> Result<OwnSchema, SourceError> {
        let mut reader = self.reader(Vec::new())?;
        while reader.next_table()?.is_some() {}
        Ok(reader.own_schema())
    }

    fn rows(
        &self,
        schema: &Arc<Schema>,
        _: Option<&str>,
        wanted: &[Projection],
    ) -> Result<Box<dyn RowReader>, SourceError> {
        let columns = |wanted: &Projection| wanted.columns.iter().map(|column| column.0).collect();
        let tables = wanted.iter().map(|wanted| (schema.table(wanted.table).name.clone(), columns(wanted)));
        Ok(Box::new(self.reader(tables.collect())?))
    }
}

/// Reads such a file line by line.
struct Reader {
    path: PathBuf,
    lines: Lines<BufReader<File>>,
    /// The number of the line that was read last.
    line: u64,
    /// A line that was read, and is not looked at yet.
    next: Option<String>,
    /// The names of the wanted tables, and the places of their columns.
    tables: Vec<(String, Vec<usize>)>,
    /// The wanted table whose rows stand here.
    at: Option<usize>,
    counts: Vec<u64>,
    ddl: String,
}

impl Reader {
    fn line(&mut self) -> Result<Option<String>, SourceError> {
        if let Some(line) = self.next.take() {
            return Ok(Some(line));
        }
        self.line += 1;
        self.lines.next().transpose().map_err(|error| SourceError::read(&self.path, &error))
    }
}

impl RowReader for Reader {
    fn next_table(&mut self) -> Result<Option<usize>, SourceError> {
        while let Some(line) = self.line()? {
            if let Some(ddl) = line.strip_prefix('!') {
                self.ddl += ddl.trim();
                self.ddl += ";\n";
            } else if !line.starts_with('[') && line != FIRST {
                self.at = self.tables.iter().position(|(name, _)| *name == line);
                if self.at.is_some() {
                    return Ok(self.at);
                }
            }
        }
        Ok(None)
    }

    fn each_row(&mut self, look: &mut dyn FnMut(&dyn SourceRow) -> ControlFlow<()>) -> Result<(), SourceError> {
        let Some(at) = self.at else { return Ok(()) };
        while let Some(line) = self.line()? {
            if !line.starts_with('[') {
                self.next = Some(line);
                break;
            }
            let values = serde_json::from_str(&line).map_err(|error| SourceError::Line {
                file: self.path.clone(),
                line: self.line,
                message: format!("this is no row: {error}"),
                help: None,
            })?;
            self.counts[at] += 1;
            if look(&Row { size: line.len(), values, columns: &self.tables[at].1 }).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn counts(&self) -> Vec<u64> {
        self.counts.clone()
    }

    fn own_schema(&self) -> OwnSchema {
        OwnSchema { engine: Engine::Sqlite, ddl: self.ddl.clone() }
    }
}

struct Row<'r> {
    size: usize,
    values: Vec<Value>,
    columns: &'r [usize],
}

impl SourceRow for Row<'_> {
    fn size(&self) -> usize {
        self.size
    }

    fn cell<'c>(&'c self, at: usize, scratch: &'c mut Scratch) -> Result<Cell<'c>, SourceError> {
        Ok(match &self.values[self.columns[at]] {
            Value::Null => Cell::Null,
            Value::Bool(truth) => Cell::Int(i64::from(*truth)),
            Value::String(text) => Cell::Text(text),
            Value::Number(number) => match number.as_i64() {
                Some(number) => Cell::Int(number),
                None => Cell::Double(number.as_f64().unwrap_or(f64::NAN)),
            },
            nested => {
                scratch.text = nested.to_string();
                Cell::Text(&scratch.text)
            }
        })
    }
}
