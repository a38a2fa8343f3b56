//! Where rows come from that no database answers for: a file, read once from its beginning to its end. A kind of file is a folder
//! beside this one with a [`RowSource`], and a line in [`find`](super::find).

use std::fmt;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use super::cell::Cell;
use super::error::SourceError;
use crate::engine::Engine;
use crate::schema::{ColumnId, Schema, TableId};

/// A table of which rows are wanted, and the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projection {
    /// The table, of the schema that the reader is given.
    pub table: TableId,
    /// Its columns that are read, in the order in which they are given.
    pub columns: Vec<ColumnId>,
}

/// Memory for one value.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(super) text: String,
    pub(super) bytes: Vec<u8>,
}

/// The schema that a file has itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSchema {
    /// The engine whose rules it follows.
    pub engine: Engine,
    /// As DDL; empty where the file has rows alone.
    pub ddl: String,
}

/// A file with the rows of tables. It is opened anew each time that something is read.
pub trait RowSource: fmt::Debug + Send + Sync {
    /// The file.
    fn path(&self) -> &Path;

    /// The schema that it has itself, for which all of it may have to be read. `assumed`: the engine, where it does not say.
    ///
    /// # Errors
    /// When it cannot be read.
    fn schema(&self, assumed: Option<Engine>) -> Result<OwnSchema, SourceError>;

    /// The rows of some tables of `schema`, from the beginning. `namespace`: the database or schema that the old tables are in,
    /// where the program says one.
    ///
    /// # Errors
    /// When it cannot be read.
    fn rows(
        &self,
        schema: &Arc<Schema>,
        namespace: Option<&str>,
        wanted: &[Projection],
    ) -> Result<Box<dyn RowReader>, SourceError>;

    /// What tells this file from another one of its name: a run goes on with the same one only.
    fn identity(&self) -> String {
        let meta = std::fs::metadata(self.path()).ok();
        let changed = meta.as_ref().and_then(|m| m.modified().ok()).and_then(|t| t.duration_since(UNIX_EPOCH).ok());
        let parts = [meta.map_or(0, |m| m.len()).to_string(), changed.map_or(0, |t| t.as_millis()).to_string()];
        serde_json::to_string(&parts).unwrap_or_default()
    }
}

/// Reads rows as they come, and holds no more than one: the next table, all of its rows that stand together, and again.
pub trait RowReader: Send {
    /// Goes to the next rows, and says of which of the wanted tables they are, by its place among these; none at the end. A table
    /// may come more than once.
    ///
    /// # Errors
    /// When the file cannot be understood or is not whole.
    fn next_table(&mut self) -> Result<Option<usize>, SourceError>;

    /// Hands on the rows that stand together here, until `look` breaks off.
    ///
    /// # Errors
    /// When the file cannot be understood or is not whole.
    fn each_row(&mut self, look: &mut dyn FnMut(&dyn SourceRow) -> ControlFlow<()>) -> Result<(), SourceError>;

    /// How many rows of each wanted table were read so far.
    fn counts(&self) -> Vec<u64>;

    /// The schema that the file has itself; at the end, all of it.
    fn own_schema(&self) -> OwnSchema;
}

/// A row under way.
pub trait SourceRow {
    /// About how many bytes it has.
    fn size(&self) -> usize;

    /// The value of one of the wanted columns, by its place among them.
    ///
    /// # Errors
    /// When it is not what the column can hold, or nothing that can be evaluated here.
    fn cell<'c>(&'c self, at: usize, scratch: &'c mut Scratch) -> Result<Cell<'c>, SourceError>;
}

/// Hands on the rows that stand together, until `look` fails: then why it did is inside.
///
/// # Errors
/// When the file cannot be read on.
pub fn try_each_row<E>(
    reader: &mut dyn RowReader,
    mut look: impl FnMut(&dyn SourceRow) -> Result<(), E>,
) -> Result<Result<(), E>, SourceError> {
    let mut outcome = Ok(());
    reader.each_row(&mut |row| match look(row) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            outcome = Err(error);
            ControlFlow::Break(())
        }
    })?;
    Ok(outcome)
}
