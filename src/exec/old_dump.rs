//! A dump file as the old side, before it is read.

use std::path::PathBuf;
use std::sync::Arc;

use super::error::RunError;
use crate::client::address::Address;
use crate::dump::{Content, Database, Dump, DumpError, DumpReader, Projection, Script};
use crate::plan::Program;

/// The dump of a run.
#[derive(Debug, Clone)]
pub(super) struct OldDump {
    pub(super) path: PathBuf,
    /// The encoding that the program names.
    encoding: Option<String>,
}

/// What an address of a file turned out to hold.
pub(super) enum Found {
    /// A script.
    Script(OldDump),
    /// A database of SQLite, at this address while it is kept.
    Database(Address, Database),
}

/// Opens the dump that an address names; none: it names no dump.
pub(super) fn find(address: &Address) -> Result<Option<Found>, RunError> {
    let Some((path, encoding)) = address.dump() else { return Ok(None) };
    let dump = OldDump { path: path.to_owned(), encoding: encoding.map(str::to_owned) };
    Ok(Some(match Dump::new(path).open()? {
        Content::Script(_) => Found::Script(dump),
        Content::Database(database) => Found::Database(Address::from(database.path()), database),
    }))
}

impl OldDump {
    fn open(&self) -> Result<Script, RunError> {
        match Dump::new(&self.path).open()? {
            Content::Script(script) => Ok(script),
            Content::Database(_) => Err(RunError::Dump(DumpError::changed(&self.path))),
        }
    }

    /// A reader of these tables, from the beginning.
    pub(super) fn reader(&self, program: &Program, wanted: &[Projection]) -> Result<DumpReader, RunError> {
        let namespace = program.old_namespace.as_deref();
        let schema = Arc::clone(&program.old);
        Ok(DumpReader::new(self.open()?, schema, wanted, namespace, self.encoding.as_deref())?)
    }

    /// What tells this file from another one of its name.
    pub(super) fn identity(&self) -> String {
        let meta = std::fs::metadata(&self.path).ok();
        let changed =
            meta.as_ref().and_then(|m| m.modified().ok()).and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
        let parts = [meta.map_or(0, |m| m.len()).to_string(), changed.map_or(0, |t| t.as_millis()).to_string()];
        serde_json::to_string(&parts).unwrap_or_default()
    }
}
