//! What is wrong with a file that rows are read out of.

use std::io;
use std::path::{Path, PathBuf};

/// Why a file with rows cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// The file cannot be read.
    #[error("{message}")]
    Other {
        /// What is wrong.
        message: String,
        /// What to do.
        help: String,
    },
    /// Something in it cannot be understood, or is missing.
    #[error("{file}:{line}: {message}", file = file.display())]
    Line {
        /// The file that is read.
        file: PathBuf,
        /// The line, counted from 1; of a packed file, in what is packed.
        line: u64,
        /// What is wrong.
        message: String,
        /// What to do, where something can be said.
        help: Option<String>,
    },
}

impl SourceError {
    pub(super) fn read(path: &Path, error: &io::Error) -> Self {
        let file = path.display();
        let (message, help) = match error.kind() {
            io::ErrorKind::NotFound => (format!("there is no file `{file}`"), "see that the path is right"),
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => (
                format!("`{file}` is damaged or not whole: {error}"),
                "make the dump again, or fetch it again: in binary mode, where FTP asks",
            ),
            _ => (format!("`{file}` cannot be read: {error}"), "see that it is a file that you may read"),
        };
        Self::Other { message, help: help.to_owned() }
    }

    /// The file is another one than before.
    pub fn changed(path: &Path) -> Self {
        Self::Other {
            message: format!("`{}` is not the dump that the run was begun with", path.display()),
            help: "go on with the same file, or begin again with `--fresh`".to_owned(),
        }
    }

    /// What to do, where something can be said.
    pub fn help(&self) -> Option<&str> {
        match self {
            Self::Other { help, .. } => Some(help),
            Self::Line { help, .. } => help.as_deref(),
        }
    }
}
