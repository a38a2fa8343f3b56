//! Rows on their way: their values ([`cell`]), and what they are read out of that is no database ([`RowSource`]). A database is asked in
//! SQL and shapes rows itself; a file is read as it comes.

pub mod cell;
pub mod dump;
mod error;
#[cfg(test)]
mod proof;
mod source;

use std::path::Path;
use std::sync::Arc;

pub use error::SourceError;
pub use source::{OwnSchema, Projection, RowReader, RowSource, Scratch, SourceRow, try_each_row};

use dump::source::DumpSource;
use dump::{Content, Database, Dump};

/// What a file turned out to hold.
pub enum Found {
    /// Rows, to be read as they come.
    Rows(Arc<dyn RowSource>),
    /// A database of SQLite, to be opened as one while this is kept.
    Database(Database),
}

/// Looks what a file holds, by its first bytes. `encoding`: the one that the program names.
///
/// # Errors
/// When it cannot be read, or is of a kind that holds no rows.
pub fn find(path: &Path, encoding: Option<&str>) -> Result<Found, SourceError> {
    #[cfg(test)]
    if let Some(source) = proof::ProofSource::of(path) {
        return Ok(Found::Rows(Arc::new(source)));
    }
    Ok(match Dump::new(path).open()? {
        Content::Script(_) => Found::Rows(Arc::new(DumpSource::new(path, encoding))),
        Content::Database(database) => Found::Database(database),
    })
}
