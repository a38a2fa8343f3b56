//! Opens databases: who connects and with which password, encryption, time limits, and a session
//! that means the same on every server. The old side is opened so that nothing can be written.

mod access;
mod login;

use std::path::Path;
use std::time::Duration;

use sqlx::mysql::{MySqlConnectOptions, MySqlSslMode};
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{ConnectOptions as _, Error};

use self::login::{Key, Surroundings};
use super::ClientError;
use super::db::Db;
use super::db::sqlite::{File, Mode};
use super::trouble::Trouble;
use crate::client::address::{Address, Place, Server, TlsMode};
use crate::dialect::{EngineExt as _, TroubleKind};
use crate::engine::Engine;

pub(crate) use self::access::Access;
pub(crate) use self::login::Origin;

/// Whether a file is a database of SQLite at all.
const PROBE: &str = "SELECT COUNT(*) FROM sqlite_master";

/// How long connecting may take where the address does not say.
const PATIENCE: Duration = Duration::from_secs(15);

/// Opens a database and sets its session up.
///
/// # Errors
/// When the address is none, the database cannot be reached, or refuses.
pub(crate) async fn open(address: &Address, access: Access) -> Result<Db, ClientError> {
    match address.place()? {
        Place::File(file) => open_file(file, address, access).await,
        Place::Server(server) => {
            let (opened, _) = open_server(server, access).await;
            opened.map_err(|trouble| trouble.opening(access.what, address))
        }
        Place::Dump { .. } => Err(ClientError::Address(address.no_database())),
    }
}

/// Whether a server refuses us only because nobody said a password.
pub async fn lacks_password(address: &Address) -> bool {
    let Some(server) = address.server() else { return false };
    let (opened, origin) = open_server(server, Access::LOOK).await;
    origin == Origin::Nowhere && opened.is_err_and(|trouble| trouble.kind == TroubleKind::Password)
}

async fn open_file(file: &Path, address: &Address, access: Access) -> Result<Db, ClientError> {
    let failed = |error: Error| Trouble::of(&error, address).opening(access.what, address);
    if !access.make && !file.exists() {
        let path = file.to_owned();
        return Err(match access {
            Access::OLD => ClientError::NoOld { path },
            Access::NEW => ClientError::NoNew { path },
            _ => Trouble::no_file().opening(access.what, address),
        });
    }
    if file.is_dir() {
        return Err(Trouble::folder().opening(access.what, address));
    }
    let mode = match access {
        Access { write: false, .. } => Mode::Read,
        Access { make: false, .. } => Mode::Write,
        _ => Mode::Make,
    };
    let mut db = Db::Sqlite(File::open(file, mode).await.map_err(failed)?);
    // Opening looks at nothing; this does.
    db.ask(PROBE).await.map_err(failed)?;
    set_up(&mut db, access.write).await.map_err(failed)?;
    Ok(db)
}

/// Opens a SQLite database that is nowhere and empty.
pub(crate) async fn in_memory() -> Result<Db, Error> {
    let mut db = Db::Sqlite(File::in_memory().await?);
    set_up(&mut db, true).await?;
    Ok(db)
}

/// Opens a server's database, and says where the password came from.
async fn open_server(server: &Server, access: Access) -> (Result<Db, Trouble>, Origin) {
    let (server, origin) = complete(server);
    let patience = server.patience.unwrap_or(PATIENCE);
    let opened = match tokio::time::timeout(patience, enter(&server, access)).await {
        Ok(opened) => opened.map_err(|error| {
            let trouble = Trouble::at(&error, Some(&server)).with_password_from(&origin);
            if access.write { trouble } else { trouble.of_reader() }
        }),
        Err(_) => Err(Trouble::no_answer(&server, patience)),
    };
    (opened, origin)
}

async fn enter(server: &Server, access: Access) -> Result<Db, Error> {
    let db = match server.engine {
        Engine::Postgres => postgres(server).connect().await.map(Db::Postgres),
        _ => match mysql(server, tls_mode(server)).connect().await {
            // MySQL 8 wants a password that it does not remember over an encrypted connection, even by a socket.
            Err(Error::Configuration(_)) if server.socket.is_some() && server.tls.mode.is_none() => {
                mysql(server, MySqlSslMode::Preferred).connect().await.map(Db::Mysql)
            }
            opened => opened.map(Db::Mysql),
        },
    };
    let mut db = db?;
    set_up(&mut db, access.write).await?;
    Ok(db)
}

/// Makes a session what all of migc's are.
pub(crate) async fn set_up(db: &mut Db, write: bool) -> Result<(), Error> {
    let dialect = db.engine().dialect();
    for statement in dialect.session().iter().chain(dialect.connection(write)) {
        db.execute(statement).await?;
    }
    Ok(())
}

/// The server with all that its address leaves to the files and variables of the engine's own clients,
/// and where the password came from.
pub(crate) fn complete(server: &Server) -> (Server, Origin) {
    let around = Surroundings::real();
    let Engine::Postgres = server.engine else { return login::mysql(server, &around) };
    let options = postgres(server);
    let mut done = server.clone();
    done.user = Some(options.get_username().to_owned());
    done.port = Some(options.get_port());
    done.database = options.get_database().map(str::to_owned).or_else(|| done.user.clone());
    match options.get_socket() {
        Some(_) => {}
        None if options.get_host().starts_with('/') => done.socket = Some(options.get_host().into()),
        None => done.host = Some(options.get_host().to_owned()),
    }
    if done.password.is_some() {
        return (done, Origin::Address);
    }
    let folder = done.socket.as_ref().map(|folder| folder.display().to_string());
    let key = Key {
        host: folder.as_deref().or(done.host.as_deref()).unwrap_or_default(),
        local: folder.as_deref().is_some_and(|folder| folder.ends_with("/run/postgresql") || folder == "/tmp"),
        port: options.get_port(),
        database: done.database.as_deref().unwrap_or_default(),
        user: options.get_username(),
    };
    let (password, origin) = login::postgres(&key, &around);
    done.password = password;
    (done, origin)
}

fn tls_mode(server: &Server) -> MySqlSslMode {
    match server.tls.mode {
        // What goes through a socket leaves the machine nowhere.
        None if server.socket.is_some() => MySqlSslMode::Disabled,
        Some(TlsMode::Disable) => MySqlSslMode::Disabled,
        Some(TlsMode::Require) => MySqlSslMode::Required,
        Some(TlsMode::VerifyCa) => MySqlSslMode::VerifyCa,
        Some(TlsMode::VerifyFull) => MySqlSslMode::VerifyIdentity,
        Some(TlsMode::Prefer) | None => MySqlSslMode::Preferred,
    }
}

fn mysql(server: &Server, mode: MySqlSslMode) -> MySqlConnectOptions {
    let mut options = MySqlConnectOptions::new()
        // The session says these itself.
        .pipes_as_concat(false)
        .no_engine_substitution(false)
        .timezone(None)
        .disable_statement_logging()
        .ssl_mode(mode);
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
    match server.settings.is_empty() {
        true => options,
        false => options.options(server.settings.iter().map(|(name, value)| (name, value))),
    }
}

/// Options with one more, where there is one.
fn with<O, T>(options: O, value: Option<T>, set: impl FnOnce(O, T) -> O) -> O {
    match value {
        Some(value) => set(options, value),
        None => options,
    }
}
