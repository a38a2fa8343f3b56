//! A dump as a source of rows.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file::{Content, Dump, Script};
use super::reader::{DumpReader, DumpRow};
use crate::engine::Engine;
use crate::rows::cell::Cell;
use crate::rows::error::SourceError;
use crate::rows::source::{OwnSchema, Projection, RowReader, RowSource, Scratch, SourceRow};
use crate::schema::Schema;
use crate::source::FileId;

/// A script that an engine's tool has written.
#[derive(Debug, Clone)]
pub struct DumpSource {
    path: PathBuf,
    /// The encoding that the program names.
    encoding: Option<String>,
}

impl DumpSource {
    /// The script in this file, in the encoding that the program names.
    pub fn new(path: &Path, encoding: Option<&str>) -> Self {
        Self { path: path.to_owned(), encoding: encoding.map(str::to_owned) }
    }

    fn open(&self) -> Result<Script, SourceError> {
        match Dump::new(&self.path).open()? {
            Content::Script(script) => Ok(script),
            Content::Database(_) => Err(SourceError::changed(&self.path)),
        }
    }
}

impl RowSource for DumpSource {
    fn path(&self) -> &Path {
        &self.path
    }

    fn schema(&self, assumed: Option<Engine>) -> Result<OwnSchema, SourceError> {
        let script = self.open()?;
        let engine = script.engine.or(assumed).unwrap_or(Engine::guess(""));
        let nothing = Arc::new(Schema::empty(engine, FileId::default()));
        let mut reader = DumpReader::new(script, nothing, &[], None, self.encoding.as_deref())?;
        while reader.next_table()?.is_some() {}
        Ok(OwnSchema { engine, ddl: reader.own_ddl() })
    }

    fn rows(
        &self,
        schema: &Arc<Schema>,
        namespace: Option<&str>,
        wanted: &[Projection],
    ) -> Result<Box<dyn RowReader>, SourceError> {
        let (script, schema) = (self.open()?, Arc::clone(schema));
        Ok(Box::new(DumpReader::new(script, schema, wanted, namespace, self.encoding.as_deref())?))
    }
}

impl RowReader for DumpReader {
    fn next_table(&mut self) -> Result<Option<usize>, SourceError> {
        DumpReader::next_table(self)
    }

    fn each_row(&mut self, look: &mut dyn FnMut(&dyn SourceRow) -> ControlFlow<()>) -> Result<(), SourceError> {
        while let Some(row) = self.next_row()? {
            if look(&row).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn counts(&self) -> Vec<u64> {
        self.rows()
    }

    fn own_schema(&self) -> OwnSchema {
        OwnSchema { engine: self.engine(), ddl: self.own_ddl() }
    }
}

impl SourceRow for DumpRow<'_> {
    fn size(&self) -> usize {
        DumpRow::size(self)
    }

    fn cell<'c>(&'c self, at: usize, scratch: &'c mut Scratch) -> Result<Cell<'c>, SourceError> {
        DumpRow::cell(self, at, scratch)
    }
}
