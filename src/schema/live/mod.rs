//! Databases to schemas.
//!
//! Each engine's catalogue is printed as DDL into a virtual text, which the reader of dumps then
//! reads: so a live schema and its dump are the same, and every item has a span that a finding can
//! show. MySQL and SQLite keep or print their own DDL; PostgreSQL's is put together by the
//! queries beside this file.

mod address;

use std::str::FromStr;

use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row};

use self::address::Address;
use super::{Schema, ddl};
use crate::diag::Diagnostics;
use crate::dialect::Engine;
use crate::source::Sources;

/// Why a live schema could not be read. No password is in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LiveError {
    /// The URL is of no engine that Mig knows.
    #[error("`{0}` is no database that Mig can read: write `sqlite:FILE`, `mysql://…` or `postgres://…`")]
    Url(String),
    /// No connection.
    #[error("cannot connect to `{database}`: {reason}")]
    Connect {
        /// The database, without user and password.
        database: String,
        /// What the engine says.
        reason: String,
    },
    /// The catalogue cannot be read.
    #[error("cannot read the schema of `{database}`: {reason}")]
    Catalogue {
        /// The database, without user and password.
        database: String,
        /// What the engine says.
        reason: String,
    },
}

/// Reads the schema of the database at `url`. Its DDL becomes a text of `sources`, named after
/// the database without user and password. `schema` narrows PostgreSQL to one schema, and names
/// MySQL's database where the URL does not.
///
/// # Errors
/// When the database cannot be reached or its catalogue not be read; what is odd in the schema
/// itself is a finding.
pub async fn read(
    url: &str,
    schema: Option<&str>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Schema, LiveError> {
    let address = Address::parse(url).ok_or_else(|| LiveError::Url(address::public(url)))?;
    let ddl = match address.engine {
        Engine::Mysql => mysql(url, schema).await,
        Engine::Postgres => postgres(url, schema).await,
        Engine::Sqlite => sqlite(url).await,
    };
    let database = address.public.clone();
    let text = ddl.map_err(|step| match step {
        Failed::Connecting(error) => LiveError::Connect { database, reason: address.hide(&error) },
        Failed::Asking(error) => LiveError::Catalogue { database, reason: address.hide(&error) },
    })?;
    let file = sources.add(address.public, text.as_str());
    Ok(ddl::read(file, &text, address.engine, diagnostics))
}

enum Failed {
    Connecting(sqlx::Error),
    Asking(sqlx::Error),
}

impl From<sqlx::Error> for Failed {
    fn from(error: sqlx::Error) -> Self {
        Failed::Asking(error)
    }
}

/// Statements one below the other.
fn joined(statements: impl IntoIterator<Item = String>) -> String {
    let mut text = String::new();
    for statement in statements {
        text.push_str(&statement);
        text.push_str("\n\n");
    }
    text
}

async fn sqlite(url: &str) -> Result<String, Failed> {
    let options = sqlx::sqlite::SqliteConnectOptions::from_str(url).map_err(Failed::Connecting)?;
    let options = options.read_only(true).disable_statement_logging();
    let mut connection = sqlx::SqliteConnection::connect_with(&options).await.map_err(Failed::Connecting)?;
    let rows: Vec<String> = sqlx::query_scalar(include_str!("sqlite.sql")).fetch_all(&mut connection).await?;
    connection.close().await?;
    Ok(joined(rows))
}

async fn mysql(url: &str, schema: Option<&str>) -> Result<String, Failed> {
    let options = sqlx::mysql::MySqlConnectOptions::from_str(url).map_err(Failed::Connecting)?;
    let options = options.disable_statement_logging();
    let mut connection = sqlx::MySqlConnection::connect_with(&options).await.map_err(Failed::Connecting)?;
    // So that definitions are printed in the one way the reader of dumps expects.
    sqlx::raw_sql("SET SESSION sql_mode = '', sql_quote_show_create = 1").execute(&mut connection).await?;
    let mut statements: Vec<String> =
        sqlx::query_scalar(include_str!("mysql_database.sql")).bind(schema).fetch_all(&mut connection).await?;
    let shows: Vec<String> =
        sqlx::query_scalar(include_str!("mysql_tables.sql")).bind(schema).fetch_all(&mut connection).await?;
    for show in shows {
        let row = sqlx::raw_sql(AssertSqlSafe(show)).fetch_one(&mut connection).await?;
        let ddl: String = row.try_get_unchecked(1)?;
        statements.push(format!("{ddl};"));
    }
    let views: Vec<String> =
        sqlx::query_scalar(include_str!("mysql_views.sql")).bind(schema).fetch_all(&mut connection).await?;
    statements.extend(views);
    connection.close().await?;
    Ok(joined(statements))
}

async fn postgres(url: &str, schema: Option<&str>) -> Result<String, Failed> {
    let options = sqlx::postgres::PgConnectOptions::from_str(url).map_err(Failed::Connecting)?;
    let options = options.disable_statement_logging();
    let mut connection = sqlx::PgConnection::connect_with(&options).await.map_err(Failed::Connecting)?;
    // With an empty path every name is printed with its schema, as pg_dump does.
    sqlx::raw_sql("SET search_path = ''").execute(&mut connection).await?;
    let mut statements: Vec<String> =
        sqlx::query_scalar(include_str!("postgres_types.sql")).fetch_all(&mut connection).await?;
    let tables: Vec<String> =
        sqlx::query_scalar(include_str!("postgres_tables.sql")).bind(schema).fetch_all(&mut connection).await?;
    statements.extend(tables);
    connection.close().await?;
    Ok(joined(statements))
}
