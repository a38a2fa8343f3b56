//! What stops a command that is not about the program's text.

use std::io;
use std::path::PathBuf;

use miette::Diagnostic;
use thiserror::Error;

use crate::client::ClientError;
use crate::client::address::AddressError;
use crate::compile::Unreadable;
use crate::exec::RunError;

/// A failure of a command: drawn with a help line, ends with exit code 2.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum Failure {
    #[error("cannot read `{}`: {}", path.display(), why(error))]
    #[diagnostic(help("{}", help_read(path, error)))]
    Read { path: PathBuf, error: io::Error },

    #[error("cannot write `{}`: {}", path.display(), why(error))]
    #[diagnostic(help("name a file in a folder that exists and that you may write to"))]
    Write { path: PathBuf, error: io::Error },

    #[error("cannot write the result: {error}")]
    Output { error: io::Error },

    #[error("{message}")]
    #[diagnostic(help("{help}"))]
    Usage { message: String, help: String },

    #[error(transparent)]
    #[diagnostic(transparent)]
    Run(#[from] RunError),

    /// A step of the plan was undone; the note shows its line.
    #[error("{error}")]
    #[diagnostic(forward(error))]
    Step { error: RunError, note: String },

    #[error("cannot start: {error}")]
    #[diagnostic(help("the system lets no more files or threads be opened"))]
    Start { error: io::Error },
}

impl Failure {
    /// What was asked cannot be done as it was asked.
    pub(super) fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), help: help.into() }
    }

    /// What is drawn below: the line of the program where it happened.
    pub(super) fn note(&self) -> Option<&str> {
        match self {
            Failure::Step { note, .. } => Some(note),
            _ => None,
        }
    }
}

impl From<AddressError> for Failure {
    fn from(error: AddressError) -> Self {
        Self::Run(error.into())
    }
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        Self::Run(error.into())
    }
}

impl From<Unreadable> for Failure {
    fn from(unreadable: Unreadable) -> Self {
        Self::Read { path: unreadable.path, error: unreadable.source }
    }
}

/// The system's words without its numbers.
fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}

fn help_read(path: &std::path::Path, error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound && path.extension().is_none() {
        return format!("did you mean `{}.mig`?", path.display());
    }
    match error.kind() {
        io::ErrorKind::NotFound => "paths are taken from the folder you are in".to_owned(),
        io::ErrorKind::IsADirectory => "name a file in it".to_owned(),
        _ => "see that it is a file you may read".to_owned(),
    }
}
