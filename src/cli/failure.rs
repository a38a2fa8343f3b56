//! What stops a command that is not about the program's text.

use std::io;
use std::path::PathBuf;

use miette::Diagnostic;
use thiserror::Error;

use crate::client::ClientError;
use crate::client::address::AddressError;
use crate::compile::Unreadable;
use crate::exec::{Findings, RunError, SessionError};

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

    /// What was found in the program stops it.
    #[error("{0}")]
    Findings(Box<Findings>),

    /// What a run found in the databases.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Found(Box<Failure>),

    #[error("cannot start: {error}")]
    #[diagnostic(help("the system lets no more files or threads be opened"))]
    Start { error: io::Error },
}

impl Failure {
    /// What was asked cannot be done as it was asked.
    pub(super) fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), help: help.into() }
    }

    /// Whether it is no failure of the command, but what it found.
    pub(super) fn is_finding(&self) -> bool {
        matches!(self, Failure::Findings(_) | Failure::Found(_))
    }

    /// What is drawn below: the line of the program where it happened.
    pub(super) fn note(&self) -> Option<&str> {
        match self {
            Failure::Step { note, .. } => Some(note),
            Failure::Found(failure) => failure.note(),
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

impl From<Findings> for Failure {
    fn from(findings: Findings) -> Self {
        Self::Findings(Box::new(findings))
    }
}

impl From<SessionError> for Failure {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Unreadable(unreadable) => unreadable.into(),
            SessionError::Findings(findings) => Self::Findings(findings),
            SessionError::Run(error) if error.is_finding() => Self::Found(Box::new(Self::Run(error))),
            SessionError::Run(error) => Self::Run(error),
        }
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
