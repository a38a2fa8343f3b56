//! The file that holds a dump, opened: whether it is a script, perhaps packed, or a database of SQLite.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{flavor, packed};
use crate::engine::Engine;
use crate::rows::error::SourceError;

/// A file that holds a database: a script, or a file of SQLite.
#[derive(Debug, Clone)]
pub struct Dump {
    path: PathBuf,
    read: Arc<AtomicU64>,
}

/// What a file turned out to be.
pub enum Content {
    /// A script, to be read with a [`DumpReader`].
    Script(Script),
    /// A database of SQLite, to be opened as one.
    Database(Database),
}

/// A script that is open.
pub struct Script {
    pub(super) path: PathBuf,
    pub(super) source: Box<dyn io::Read + Send>,
    /// The engine that wrote it, where its first lines tell.
    pub engine: Option<Engine>,
    /// Digits of a second that a column has not are cut off, as MariaDB does, and not rounded.
    pub(super) cuts: bool,
}

/// A database of SQLite: the file itself, or one it was unpacked into, which is gone when this is.
#[derive(Debug)]
pub struct Database {
    path: PathBuf,
    unpacked: Option<tempfile::TempPath>,
}

impl Database {
    /// The file to open.
    pub fn path(&self) -> &Path {
        self.unpacked.as_deref().unwrap_or(&self.path)
    }
}

/// Bytes at the beginning of a script that tell who wrote it.
const HEAD: usize = 4096;

impl Dump {
    /// A file, which is opened when it is read.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), read: Arc::default() }
    }

    /// Where the unpacked database is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Bytes of the file that were read since it was opened last, packed as they are.
    pub fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Opens the file, and says what it holds.
    ///
    /// # Errors
    /// When it cannot be read, or is of a kind that holds no dump.
    pub fn open(&self) -> Result<Content, SourceError> {
        use io::Read as _;
        self.read.store(0, Ordering::Relaxed);
        match packed::open(&self.path, &self.read)? {
            packed::Opened::Database(unpacked) => Ok(Content::Database(Database { path: self.path.clone(), unpacked })),
            packed::Opened::Script(mut source) => {
                let mut head = vec![0; HEAD];
                let len =
                    packed::fill(&mut source, &mut head).map_err(|error| SourceError::read(&self.path, &error))?;
                head.truncate(len);
                let text = String::from_utf8_lossy(&head);
                let (engine, cuts) = (Engine::signed(&text), flavor::cuts(&text));
                let source = Box::new(io::Cursor::new(head).chain(source));
                Ok(Content::Script(Script { path: self.path.clone(), source, engine, cuts }))
            }
        }
    }
}

impl Script {
    /// A script from any source of bytes, which findings call `name`.
    pub fn new(name: impl Into<PathBuf>, source: Box<dyn io::Read + Send>) -> Self {
        Self { path: name.into(), source, engine: None, cuts: false }
    }
}
