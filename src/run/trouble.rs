//! What databases complain about, in words that say what to do.

use std::time::Duration;

use sqlx::Error;

use super::RunError;
use crate::address::Address;

/// What went wrong between a database and us. No password is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// What it is.
    pub kind: Kind,
    /// In the engine's words where they are good.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What a complaint is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// There was no answer in time.
    Timeout,
    /// Anything else.
    Other,
}

impl Trouble {
    /// What an error of the database at `address` means.
    pub(crate) fn of(error: &Error, _address: &Address) -> Self {
        Self {
            kind: Kind::Other,
            message: words(error),
            help: "see that it is there, that its server runs, and that this user may use it".to_owned(),
        }
    }

    /// Nobody answered.
    pub(crate) fn no_answer(_address: &Address, patience: Duration) -> Self {
        Self {
            kind: Kind::Timeout,
            message: format!("no answer within {} s", patience.as_secs()),
            help: "see that the host and port are right and that no firewall is between".to_owned(),
        }
    }

    /// As the failure to read something of a database that is open.
    pub(crate) fn reading(self, what: &str, address: &Address) -> RunError {
        RunError::Read { what: what.to_owned(), path: address.title(), message: self.message, help: self.help }
    }

    /// As the failure to open a database.
    pub(crate) fn opening(self, what: &'static str, address: &Address) -> RunError {
        RunError::Open { what, path: address.to_string(), message: self.message, help: self.help }
    }
}

/// The engine's words, without sqlx's around them.
fn words(error: &Error) -> String {
    match error {
        Error::Database(error) => error.message().to_owned(),
        other => other.to_string(),
    }
}
