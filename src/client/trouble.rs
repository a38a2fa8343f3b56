//! What databases complain about, told apart by the engines' own codes, in words that say what to do.

use std::io;
use std::time::Duration;

use sqlx::Error;
use sqlx::error::DatabaseError;
use sqlx::mysql::MySqlDatabaseError;
use sqlx::postgres::PgDatabaseError;

use super::ClientError;
use super::connect::Origin;
use super::db::sqlite::Complaint;
use crate::client::address::{Address, Server};
use crate::dialect::{EngineExt as _, Rule, TroubleKind};
use crate::engine::Engine;

/// What went wrong between a database and us. No password is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// What it is.
    pub kind: TroubleKind,
    /// In the engine's words where they say more than ours.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The right that is missing, where the engine says so.
    missing: Option<Missing>,
}

/// A right that is missing: what there is to be granted to who only reads, and to who writes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Missing {
    who_says: &'static str,
    reading: &'static str,
    writing: &'static str,
    on: String,
    to: String,
}

impl Missing {
    fn help(&self, reads: bool) -> String {
        let right = if reads { self.reading } else { self.writing };
        format!("{}: GRANT {right} ON {} TO {}", self.who_says, self.on, self.to)
    }
}

impl Trouble {
    /// What an error of the database at `address` means.
    pub(crate) fn of(error: &Error, address: &Address) -> Self {
        Self::at(error, address.server())
    }

    /// What an error of a database means; `server`: all that is known about its server.
    pub(crate) fn at(error: &Error, server: Option<&Server>) -> Self {
        let words = hidden(words(error), server);
        let kind = kind(error, &words, server);
        let message = match (message(kind, server), server) {
            (Some(message), _) => message,
            (None, Some(server)) if kind == TroubleKind::Lost => {
                format!("the connection to {} was lost: {words}", place(server))
            }
            (None, _) => words.clone(),
        };
        let missing = if kind == TroubleKind::Rights { missing(&words, server) } else { None };
        Self { kind, message, help: help(kind, &words, server), missing }
    }

    /// What is said where a server did not answer in time.
    pub(crate) fn no_answer(server: &Server, patience: Duration) -> Self {
        let message = format!("{} does not answer within {} s", place(server), patience.as_secs());
        Self { kind: TroubleKind::Timeout, message, help: help(TroubleKind::Timeout, "", Some(server)), missing: None }
    }

    /// The file is not there.
    pub(crate) fn no_file() -> Self {
        let help = help(TroubleKind::NoFile, "", None);
        Self { kind: TroubleKind::NoFile, message: "there is no such file".to_owned(), help, missing: None }
    }

    /// It is no file.
    pub(crate) fn folder() -> Self {
        let (message, help) = ("it is a folder".to_owned(), "name a file in it".to_owned());
        Self { kind: TroubleKind::NoFile, message, help, missing: None }
    }

    /// Adds where a refused password was found, if it was not in the address.
    pub(crate) fn with_password_from(mut self, origin: &Origin) -> Self {
        if let (TroubleKind::Password, Origin::Elsewhere(place)) = (self.kind, origin) {
            self.help = format!("the password is the one of `{place}`: mend it there, or write USER:PASSWORD@HOST");
        }
        self
    }

    /// Asks for no more rights than who reads only needs.
    pub(crate) fn of_reader(mut self) -> Self {
        if let Some(missing) = &self.missing {
            self.help = missing.help(true);
        }
        self
    }

    /// As the failure to open a database.
    pub(crate) fn opening(mut self, what: &'static str, address: &Address) -> ClientError {
        if what == super::connect::Access::OLD.what {
            self = self.of_reader();
        }
        ClientError::Open { what, path: address.to_string(), message: self.message, help: self.help }
    }

    /// As the failure to read something of a database that is open.
    pub(crate) fn reading(mut self, what: &str, address: &Address) -> ClientError {
        self = self.of_reader();
        ClientError::Read { what: what.to_owned(), path: address.title(), message: self.message, help: self.help }
    }
}

/// The engine's words, without sqlx's around them.
pub(crate) fn words(error: &Error) -> String {
    match error {
        Error::Database(error) => match error.try_downcast_ref::<PgDatabaseError>().and_then(PgDatabaseError::detail) {
            Some(detail) => format!("{}: {detail}", error.message()),
            None => error.message().to_owned(),
        },
        Error::Io(error) => error.to_string(),
        Error::Tls(error) => error.to_string(),
        Error::WorkerCrashed => "the connection is gone".to_owned(),
        Error::Configuration(error) => match error.to_string() {
            words if words.contains("RSA") => {
                "the server takes this password over an encrypted connection only".to_owned()
            }
            words => words,
        },
        other => other.to_string(),
    }
}

/// Whether an error says that a right is missing.
pub(crate) fn is_about_rights(error: &Error) -> bool {
    kind(error, &words(error), None).is_about_rights()
}

/// Whatever engines say, the password is not repeated.
fn hidden(text: String, server: Option<&Server>) -> String {
    match server.and_then(|server| server.password.as_ref()) {
        Some(password) if password.reveal().len() > 2 => text.replace(password.reveal(), "***"),
        _ => text,
    }
}

fn kind(error: &Error, words: &str, server: Option<&Server>) -> TroubleKind {
    match error {
        Error::Database(error) => {
            code(&**error).map_or(TroubleKind::Other, |(engine, code)| engine.statements().trouble(&code, words))
        }
        Error::Io(error) => of_system(error, words, server),
        Error::Tls(_) if is_certificate(words) => TroubleKind::Certificate,
        Error::Tls(_) | Error::Configuration(_) => TroubleKind::Tls,
        Error::WorkerCrashed => TroubleKind::Lost,
        _ => TroubleKind::Other,
    }
}

/// The engine that complains and its code.
pub(crate) fn code(error: &dyn DatabaseError) -> Option<(Engine, String)> {
    if let Some(error) = error.try_downcast_ref::<MySqlDatabaseError>() {
        return Some((Engine::Mysql, error.number().to_string()));
    }
    if let Some(error) = error.try_downcast_ref::<PgDatabaseError>() {
        return Some((Engine::Postgres, error.code().to_owned()));
    }
    error.try_downcast_ref::<Complaint>().map(|error| (Engine::Sqlite, error.code.to_string()))
}

/// The rule of its table that a row broke.
pub(crate) fn broken_rule(error: &Error) -> Option<Rule> {
    let Error::Database(error) = error else { return None };
    let (engine, code) = code(&**error)?;
    engine.statements().broken_rule(&code)
}

fn of_system(error: &io::Error, words: &str, server: Option<&Server>) -> TroubleKind {
    use io::ErrorKind as Io;
    match error.kind() {
        Io::ConnectionRefused => TroubleKind::Refused,
        Io::NotFound if server.is_some_and(|server| server.socket.is_some()) => TroubleKind::Refused,
        Io::PermissionDenied => TroubleKind::NotAllowed,
        Io::HostUnreachable | Io::NetworkUnreachable | Io::NetworkDown | Io::TimedOut => TroubleKind::Timeout,
        Io::StorageFull => TroubleKind::DiskFull,
        Io::ConnectionReset | Io::ConnectionAborted | Io::BrokenPipe | Io::UnexpectedEof | Io::NotConnected => {
            TroubleKind::Lost
        }
        _ if words.contains("lookup address") => TroubleKind::UnknownHost,
        _ if is_certificate(words) => TroubleKind::Certificate,
        Io::InvalidData => TroubleKind::Tls,
        _ => TroubleKind::Other,
    }
}

fn is_certificate(words: &str) -> bool {
    words.contains("certificate") && !words.contains("does not support")
}

/// `db.example:3306`, or the socket.
fn place(server: &Server) -> String {
    let port = server.port.or(server.engine.capabilities().port).unwrap_or_default();
    match (&server.socket, server.host.as_deref().unwrap_or("localhost")) {
        (Some(socket), _) => format!("`{}`", socket.display()),
        (None, host) if host.contains(':') => format!("`[{host}]:{port}`"),
        (None, host) => format!("`{host}:{port}`"),
    }
}

fn named(what: &str, name: Option<&str>) -> String {
    name.map_or_else(|| what.to_owned(), |name| format!("{what} `{name}`"))
}

/// What is better said by us; none: the engine's words.
fn message(kind: TroubleKind, server: Option<&Server>) -> Option<String> {
    let server = server?;
    let user = named("the user", server.user.as_deref());
    Some(match (kind, &server.socket) {
        (TroubleKind::Refused, None) => format!("nobody listens at {}", place(server)),
        (TroubleKind::Refused, Some(_)) => format!("nobody listens at the socket {}", place(server)),
        (TroubleKind::UnknownHost, _) => {
            format!("no host is called `{}`", server.host.as_deref().unwrap_or("localhost"))
        }
        (TroubleKind::Password, _) if server.password.is_none() => {
            format!("{user} needs a password, and none was given")
        }
        (TroubleKind::Password, _) => format!("the server does not accept the password of {user}"),
        (TroubleKind::NoDatabase, _) => {
            format!("the server has no {}", named("database", server.database.as_deref()))
        }
        _ => return None,
    })
}

/// What to do.
fn help(kind: TroubleKind, words: &str, server: Option<&Server>) -> String {
    let is_postgres = server.is_some_and(|server| server.engine == Engine::Postgres);
    match kind {
        TroubleKind::Refused => "see that the server runs, and that host and port, or the socket, are right",
        TroubleKind::UnknownHost => "see that the host is spelled as its administrators do, and that the network is there",
        TroubleKind::Timeout => "see that host and port are right, that no firewall is between, and how busy the server is",
        TroubleKind::Password => match is_postgres {
            true => {
                "write it into the address in MIGC_FROM_URL or MIGC_INTO_URL as USER:PASSWORD@HOST, or into ~/.pgpass, \
                 which only you may read; on a terminal migc asks for it"
            }
            false => {
                "write it into the address in MIGC_FROM_URL or MIGC_INTO_URL as USER:PASSWORD@HOST, or into ~/.my.cnf \
                 under [client]; on a terminal migc asks for it"
            }
        },
        TroubleKind::NotAllowed if is_postgres => "let an administrator allow this user and host in the server's pg_hba.conf",
        TroubleKind::NotAllowed => "let an administrator allow this user to connect from this machine",
        TroubleKind::NoDatabase => "make the database first, or name another one: migc makes tables, no databases",
        TroubleKind::Rights => return rights(words, server),
        TroubleKind::ReadOnly => "it cannot be written: name the server that is, not its replica, or let it be written again",
        TroubleKind::DiskFull => "make room on the disk it is on",
        TroubleKind::TooLarge if is_postgres => "the row has a value that the server takes nowhere: leave it out or cut it",
        TroubleKind::TooLarge => "raise `max_allowed_packet` of the server above the largest value of the old rows",
        TroubleKind::Locked => "another program is using it: see that it ends",
        TroubleKind::Deadlock => "another program changed the same rows: keep others out of the new database",
        TroubleKind::Lost => "see that the server still runs and what its log says",
        TroubleKind::NotReady => "wait until the server has started",
        TroubleKind::Tls if words.contains("encrypted connection") => {
            "leave `sslmode=disable` out of the address; where the server speaks no TLS, let its administrator switch it on"
        }
        TroubleKind::Tls => "if the server speaks no TLS, write `sslmode=disable`, or leave `sslmode` out of the address",
        TroubleKind::Certificate => {
            "name the file of the authority that signed it with `sslrootcert=FILE`, and the host as the certificate \
             does; `sslmode=require` encrypts without looking at it"
        }
        TroubleKind::TooMany => "close other connections, raise the server's limit, or run with fewer `--jobs`",
        TroubleKind::NoFile => "paths are taken from the folder you are in",
        TroubleKind::NotThere => "the database differs from its schema file: bring one of them up to date",
        TroubleKind::NotADatabase => "the file is no SQLite database, or a damaged one: see `PRAGMA integrity_check`",
        TroubleKind::Other if server.is_none() => "see that the file and its disk are sound",
        TroubleKind::Other => "see what the server's log says about it",
    }
    .to_owned()
}

/// What may help where a right is missing.
fn rights(words: &str, server: Option<&Server>) -> String {
    let Some(server) = server else { return "see that you may read and write the file and its folder".to_owned() };
    let user = server.user.as_deref().unwrap_or("USER");
    // MySQL: INSERT, SELECT command denied to user 'me'@'host' for table `db`.`t`
    if let Some((right, rest)) = words.split_once(" command denied to user ") {
        let (who, what) = rest.split_once(" for ").unwrap_or((rest, ""));
        // column 'c' in table 't'
        let (column, what) = match what.strip_prefix("column ").and_then(|what| what.split_once(" in table ")) {
            Some((column, table)) => (format!(" ({})", column.trim_matches('\'')), table),
            None => (String::new(), what.trim_start_matches("table ")),
        };
        let what = match (what.strip_prefix('\'').and_then(|what| what.strip_suffix('\'')), &server.database) {
            (Some(table), Some(database)) => format!("`{database}`.`{table}`"),
            (Some(table), None) => format!("`{table}`"),
            (None, _) if what.is_empty() => "*".to_owned(),
            (None, _) => what.to_owned(),
        };
        return format!("let an administrator say: GRANT {right}{column} ON {what} TO {who}");
    }
    if words.contains("log_bin_trust_function_creators") {
        return "let an administrator say: SET GLOBAL log_bin_trust_function_creators = 1".to_owned();
    }
    if words.contains("row-level security") {
        return format!("a policy hides rows: let an administrator say: ALTER ROLE {user} BYPASSRLS");
    }
    match missing(words, Some(server)) {
        Some(missing) => missing.help(false),
        None => format!("let an administrator give {} the right", named("the user", Some(user))),
    }
}

/// Which right is missing, where the engine says for what but not which.
fn missing(words: &str, server: Option<&Server>) -> Option<Missing> {
    let user = server?.user.as_deref().unwrap_or("USER");
    // Access denied for user 'me'@'host' to database 'db'
    if let Some((who, database)) =
        words.split_once("denied for user ").and_then(|(_, rest)| rest.split_once(" to database "))
    {
        return Some(Missing {
            who_says: "let an administrator say",
            reading: "SELECT",
            writing: "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX",
            on: format!("`{}`.*", database.trim_matches('\'')),
            to: who.to_owned(),
        });
    }
    // PostgreSQL: permission denied for table t
    let (what, name) = words.split_once("permission denied for ").and_then(|(_, what)| what.split_once(' '))?;
    let name = name.split(':').next().unwrap_or(name);
    let (reading, writing, kind) = match what {
        "schema" => ("USAGE", "USAGE, CREATE", "SCHEMA"),
        "database" => ("CONNECT", "CREATE, CONNECT", "DATABASE"),
        "sequence" => ("USAGE", "USAGE", "SEQUENCE"),
        _ => ("SELECT", "SELECT, INSERT, UPDATE, DELETE", "TABLE"),
    };
    let who_says = "let its owner say what is missing of";
    Some(Missing { who_says, reading, writing, on: format!("{kind} {name}"), to: user.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_rights_are_named() {
        let postgres = Address::from("postgres://me@h/d");
        let mysql = Address::from("mysql://me@h/d");
        for (address, words, help) in [
            (
                &mysql,
                "INSERT, UPDATE command denied to user 'me'@'h' for table `d`.`t`",
                "let an administrator say: GRANT INSERT, UPDATE ON `d`.`t` TO 'me'@'h'",
            ),
            (
                &mysql,
                "SELECT command denied to user 'me'@'h' for column 'c' in table 't'",
                "let an administrator say: GRANT SELECT (c) ON `d`.`t` TO 'me'@'h'",
            ),
            (
                &postgres,
                "permission denied for schema app",
                "let its owner say what is missing of: GRANT USAGE, CREATE ON SCHEMA app TO me",
            ),
            (&postgres, "must be owner of table t", "let an administrator give the user `me` the right"),
        ] {
            assert_eq!(rights(words, address.server()), help);
        }
    }
}
