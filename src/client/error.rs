//! A database that cannot be opened or read.

use std::path::PathBuf;

use miette::Diagnostic;
use thiserror::Error;

use super::address::AddressError;

/// Why a database cannot be opened or read. No password is in it.
#[derive(Debug, Error, Diagnostic)]
pub enum ClientError {
    /// The old database is not there.
    #[error("there is no old database `{}`", path.display())]
    #[diagnostic(help("it is only read, never made: paths are taken from the folder you are in"))]
    NoOld {
        /// The file that is not there.
        path: PathBuf,
    },

    /// The new database is not there.
    #[error("there is no new database `{}`", path.display())]
    #[diagnostic(help("make it with its tables first, or say `--create` to let migc do that"))]
    NoNew {
        /// The file that is not there.
        path: PathBuf,
    },

    /// An address that is none.
    #[error("{}", .0.message)]
    #[diagnostic(help("{}", .0.help))]
    Address(AddressError),

    /// A database cannot be opened.
    #[error("cannot open {what} `{path}`: {message}")]
    #[diagnostic(help("{help}"))]
    Open {
        /// `the old database`.
        what: &'static str,
        /// Its address, without a password.
        path: String,
        /// The engine's words.
        message: String,
        /// What to do.
        help: String,
    },

    /// Something of a database that is open cannot be read.
    #[error("cannot read the {what} of `{path}`: {message}")]
    #[diagnostic(help("{help}"))]
    Read {
        /// What was read: `schema`, for example.
        what: String,
        /// The database's address, without user and password.
        path: String,
        /// The engine's words.
        message: String,
        /// What to do.
        help: String,
    },
}

impl From<AddressError> for ClientError {
    fn from(error: AddressError) -> Self {
        Self::Address(error)
    }
}
