//! Opens databases: who connects and with which password, encryption, time limits, and a session
//! that means the same on every server. The old side is opened so that nothing can be written.

use std::path::Path;
use std::time::Duration;

use sqlx::mysql::{MySqlConnectOptions, MySqlSslMode};
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Error};

use super::RunError;
use super::db::Db;
use super::trouble::Trouble;
use crate::address::{Address, Place, Server, TlsMode};
use crate::dialect::Engine;
use crate::emit::runner;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Access {
    /// How the database is called in messages.
    pub what: &'static str,
    /// Whether anything can be written.
    pub write: bool,
    /// Whether a file that is not there is made.
    pub make: bool,
}

impl Access {
    /// The old side: nothing can be written.
    pub(crate) const OLD: Access = Access { what: "the old database", write: false, make: false };
    /// The new side, which is there.
    pub(crate) const NEW: Access = Access { what: "the new database", write: true, make: false };
    /// The new side; a file that is not there is made.
    pub(crate) const MAKE: Access = Access { what: "the new database", write: true, make: true };
    /// The new side, only looked at.
    pub(crate) const LOOK: Access = Access { what: "the new database", write: false, make: false };
    /// Either side, for its schema.
    pub(crate) const SCHEMA: Access = Access { what: "the database", write: false, make: false };
}

/// How long connecting may take where the address does not say.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long a SQLite file may be locked by another program before that is an error.
const LOCKED: Duration = Duration::from_secs(10);

/// Opens a database and sets its session up.
///
/// # Errors
/// When the address is none, the database cannot be reached, or refuses.
pub(crate) async fn open(address: &Address, access: Access) -> Result<Db, RunError> {
    let place = address.place()?;
    let failed = |error: &Error| failed(address, access, error);
    let mut db = match place {
        Place::File(file) => open_file(file, access).await?,
        Place::Server(server) => {
            let patience = server.patience.unwrap_or(PATIENCE);
            match tokio::time::timeout(patience, open_server(server)).await {
                Ok(db) => db.map_err(|error| failed(&error))?,
                Err(_) => return Err(Trouble::no_answer(address, patience).opening(access.what, address)),
            }
        }
    };
    let dialect = db.engine().dialect();
    for statement in dialect.session().iter().chain(dialect.connection(access.write)) {
        db.execute(statement).await.map_err(|error| failed(&error))?;
    }
    Ok(db)
}

fn failed(address: &Address, access: Access, error: &Error) -> RunError {
    Trouble::of(error, address).opening(access.what, address)
}

async fn open_file(file: &Path, access: Access) -> Result<Db, RunError> {
    if !access.make && !file.exists() {
        let path = file.to_owned();
        return Err(if access.what == Access::OLD.what { RunError::NoOld { path } } else { RunError::NoNew { path } });
    }
    let options = SqliteConnectOptions::new()
        .filename(file)
        .read_only(!access.write)
        .create_if_missing(access.make)
        .busy_timeout(LOCKED)
        .disable_statement_logging();
    let address = Address::from(format!("sqlite:{}", file.display()));
    let failed = |error: Error| failed(&address, access, &error);
    let mut db = Db::Sqlite(options.connect().await.map_err(failed)?);
    // Opening looks at nothing; this does.
    db.ask(runner::PROBE).await.map_err(failed)?;
    Ok(db)
}

async fn open_server(server: &Server) -> Result<Db, Error> {
    match server.engine {
        Engine::Postgres => postgres(server).connect().await.map(Db::Postgres),
        _ => mysql(server).connect().await.map(Db::Mysql),
    }
}

fn mysql(server: &Server) -> MySqlConnectOptions {
    let mut options = MySqlConnectOptions::new()
        // The session says these itself.
        .pipes_as_concat(false)
        .no_engine_substitution(false)
        .timezone(None)
        .disable_statement_logging()
        .ssl_mode(match server.tls.mode {
            Some(TlsMode::Disable) => MySqlSslMode::Disabled,
            Some(TlsMode::Require) => MySqlSslMode::Required,
            Some(TlsMode::VerifyCa) => MySqlSslMode::VerifyCa,
            Some(TlsMode::VerifyFull) => MySqlSslMode::VerifyIdentity,
            Some(TlsMode::Prefer) | None => MySqlSslMode::Preferred,
        });
    options = with(options, server.user.as_deref(), |o, user| o.username(user));
    options = with(options, server.password.as_ref(), |o, password| o.password(password.reveal()));
    options = with(options, server.host.as_deref(), |o, host| o.host(host));
    options = with(options, server.port, |o, port| o.port(port));
    options = with(options, server.socket.as_deref(), |o, socket| o.socket(socket));
    options = with(options, server.database.as_deref(), |o, database| o.database(database));
    options = with(options, server.tls.ca.as_deref(), |o, file| o.ssl_ca(file));
    options = with(options, server.tls.cert.as_deref(), |o, file| o.ssl_client_cert(file));
    with(options, server.tls.key.as_deref(), |o, file| o.ssl_client_key(file))
}

fn postgres(server: &Server) -> PgConnectOptions {
    let mut options = PgConnectOptions::new_without_pgpass()
        .application_name("migc")
        .extra_float_digits(None)
        .disable_statement_logging();
    options = with(options, server.tls.mode, |o, mode| {
        o.ssl_mode(match mode {
            TlsMode::Disable => PgSslMode::Disable,
            TlsMode::Prefer => PgSslMode::Prefer,
            TlsMode::Require => PgSslMode::Require,
            TlsMode::VerifyCa => PgSslMode::VerifyCa,
            TlsMode::VerifyFull => PgSslMode::VerifyFull,
        })
    });
    options = with(options, server.user.as_deref(), |o, user| o.username(user));
    options = with(options, server.password.as_ref(), |o, password| o.password(password.reveal()));
    options = with(options, server.host.as_deref(), |o, host| o.host(host));
    options = with(options, server.port, |o, port| o.port(port));
    options = with(options, server.socket.as_deref(), |o, socket| o.socket(socket));
    options = with(options, server.database.as_deref(), |o, database| o.database(database));
    options = with(options, server.tls.ca.as_deref(), |o, file| o.ssl_root_cert(file));
    options = with(options, server.tls.cert.as_deref(), |o, file| o.ssl_client_cert(file));
    options = with(options, server.tls.key.as_deref(), |o, file| o.ssl_client_key(file));
    options.options(server.settings.iter().map(|(name, value)| (name, value)))
}

/// Options with one more, where there is one.
fn with<O, T>(options: O, value: Option<T>, set: impl FnOnce(O, T) -> O) -> O {
    match value {
        Some(value) => set(options, value),
        None => options,
    }
}
