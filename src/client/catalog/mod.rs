//! Databases to schemas.
//!
//! Each engine's catalogue is printed as DDL into a virtual text, which the reader of dumps then
//! reads: so a live schema and its dump are the same, and every item has a span that a finding can
//! show. MySQL and SQLite keep or print their own DDL; PostgreSQL's is put together by the
//! queries beside this file.

use sqlx::mysql::MySqlConnection;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Row};

use super::ClientError;
use crate::client::address::Address;
use crate::client::connect::{Access, open};
use crate::client::db::Db;
use crate::client::db::sqlite::File;
use crate::client::trouble::Trouble;
use crate::diag::Diagnostics;
use crate::schema::{Schema, ddl};
use crate::source::Sources;

/// Reads the schema of a database. Its DDL becomes a text of `sources`, named after
/// the database without user and password. `schema` narrows PostgreSQL to one schema, where it has one of that name, and names
/// MySQL's database where the address does not. Views are tables there too (see [`Schema::without_views`]).
///
/// # Errors
/// When the database cannot be reached or its catalogue not be read; what is odd in the schema
/// itself is a finding.
pub async fn read(
    address: &Address,
    schema: Option<&str>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Schema, ClientError> {
    let mut db = open(address, Access::SCHEMA).await?;
    let ddl = match &mut db {
        Db::Mysql(connection) => mysql(connection, schema).await,
        Db::Postgres(connection) => postgres(connection, schema).await,
        Db::Sqlite(file) => sqlite(file).await,
    };
    let text = ddl.map_err(|error| Trouble::of(&error, address).reading("schema", address))?;
    let engine = db.engine();
    // All that was wanted is there; a connection that is dropped is closed too.
    let _ = db.close().await;
    let file = sources.add(address.title(), text.as_str());
    Ok(ddl::read_live(file, &text, engine, diagnostics))
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

async fn sqlite(file: &mut File) -> Result<String, sqlx::Error> {
    let answer = file.ask(include_str!("sqlite.sql")).await?;
    let mut statements: Vec<String> = answer.rows.into_iter().flatten().flatten().collect();
    let views = file.ask("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY rowid").await?;
    let views = views.rows.into_iter().flatten().flatten();
    for view in views {
        let name = format!("'{}'", view.replace('\'', "''"));
        // A view of what is not there any more has no columns.
        if let Ok(made) = file.ask(&include_str!("sqlite_view.sql").replace("$1", &name)).await {
            statements.extend(made.rows.into_iter().flatten().flatten());
        }
    }
    Ok(joined(statements))
}

async fn mysql(connection: &mut MySqlConnection, schema: Option<&str>) -> Result<String, sqlx::Error> {
    // So that definitions are printed in the one way the reader of dumps expects.
    sqlx::raw_sql("SET SESSION sql_mode = '', sql_quote_show_create = 1, group_concat_max_len = 1000000")
        .execute(&mut *connection)
        .await?;
    let mut statements: Vec<String> =
        sqlx::query_scalar(include_str!("mysql_database.sql")).bind(schema).fetch_all(&mut *connection).await?;
    let shows: Vec<String> =
        sqlx::query_scalar(include_str!("mysql_tables.sql")).bind(schema).fetch_all(&mut *connection).await?;
    for show in shows {
        let row = sqlx::raw_sql(AssertSqlSafe(show)).fetch_one(&mut *connection).await?;
        let ddl: String = row.try_get_unchecked(1)?;
        statements.push(format!("{ddl};"));
    }
    let views: Vec<Option<String>> =
        sqlx::query_scalar(include_str!("mysql_views.sql")).bind(schema).fetch_all(&mut *connection).await?;
    statements.extend(views.into_iter().flatten());
    Ok(joined(statements))
}

async fn postgres(connection: &mut PgConnection, schema: Option<&str>) -> Result<String, sqlx::Error> {
    // With an empty path every name is printed with its schema, as pg_dump does.
    sqlx::raw_sql("SET search_path = ''").execute(&mut *connection).await?;
    // What a program says may be the database, which is not a schema.
    let known = "SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1)";
    let schema = match schema {
        Some(name) if sqlx::query_scalar(known).bind(name).fetch_one(&mut *connection).await? => Some(name),
        _ => None,
    };
    let mut statements: Vec<String> =
        sqlx::query_scalar(include_str!("postgres_types.sql")).fetch_all(&mut *connection).await?;
    let tables: Vec<String> =
        sqlx::query_scalar(include_str!("postgres_tables.sql")).bind(schema).fetch_all(&mut *connection).await?;
    statements.extend(tables);
    Ok(joined(statements))
}
