//! A file as the old side: looked at before it is read.

use std::sync::Arc;

use super::error::RunError;
use crate::client::address::Address;
use crate::plan::Program;
use crate::rows::dump::Database;
use crate::rows::{self, Projection, RowReader, RowSource};

/// What an address of a file turned out to hold.
pub(super) enum Found {
    /// Rows, to be read as they come.
    Rows(Arc<dyn RowSource>),
    /// A database of SQLite, at this address while it is kept.
    Database(Address, Database),
}

/// Looks into the file that an address names; none: it names a database.
pub(super) fn find(address: &Address) -> Result<Option<Found>, RunError> {
    let Some((path, encoding)) = address.dump() else { return Ok(None) };
    Ok(Some(match rows::find(path, encoding)? {
        rows::Found::Rows(source) => Found::Rows(source),
        rows::Found::Database(database) => Found::Database(Address::from(database.path()), database),
    }))
}

/// A reader of these tables, from the beginning.
pub(super) fn reader(
    source: &dyn RowSource,
    program: &Program,
    wanted: &[Projection],
) -> Result<Box<dyn RowReader>, RunError> {
    Ok(source.rows(&program.old, program.old_namespace.as_deref(), wanted)?)
}
