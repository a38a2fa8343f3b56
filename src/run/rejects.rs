//! The rejected rows of the last run, from the new database of any engine.

use std::path::Path;

use sqlx::mysql::MySqlConnection;
use sqlx::postgres::PgConnection;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

use super::{RunError, Table};
use crate::dialect::Engine;
use crate::emit::runner;

const COLUMNS: [&str; 7] = ["step", "block", "row_key", "column_name", "reason", "value", "row_json"];

type Row = (String, String, Option<String>, Option<String>, String, Option<String>, Option<String>);

/// Reads the rejected rows.
///
/// `address` is for connecting, `shown` is how it is called in messages (its password masked), and
/// `file` is what it names where the engine is one of files.
///
/// # Errors
/// When the database cannot be opened or holds no rejects.
pub async fn rejects(engine: Engine, address: &str, file: &Path, shown: &str) -> Result<Table, RunError> {
    let rows = match engine {
        Engine::Sqlite => read_sqlite(file).await,
        Engine::Mysql => read_mysql(address).await,
        Engine::Postgres => read_postgres(address).await,
    };
    let mut rows = rows.map_err(|error| failed(shown, &error))?;
    // Numbers, which the query gave as text, since engines disagree about their size.
    let number = |text: Option<&str>| text.and_then(|t| t.trim().parse::<i64>().ok()).unwrap_or(i64::MAX);
    rows.sort_by_cached_key(|row| (number(Some(&row.0)), row.1.clone(), number(row.2.as_deref()), row.2.clone()));
    let rows = rows
        .into_iter()
        .map(|(step, block, key, column, reason, value, row)| {
            vec![Some(step.trim().to_owned()), Some(block), key, column, Some(reason), value, row]
        })
        .collect();
    Ok(Table { title: "rejected rows".to_owned(), columns: COLUMNS.map(str::to_owned).to_vec(), rows })
}

async fn read_sqlite(file: &Path) -> Result<Vec<Row>, sqlx::Error> {
    let mut connection = SqliteConnectOptions::new().filename(file).read_only(true).connect().await?;
    let rows = sqlx::query_as(runner::REJECTS).fetch_all(&mut connection).await?;
    connection.close().await?;
    Ok(rows)
}

async fn read_mysql(address: &str) -> Result<Vec<Row>, sqlx::Error> {
    // sqlx knows one name for both.
    let address = address.strip_prefix("mariadb:").map_or(address.to_owned(), |rest| format!("mysql:{rest}"));
    let mut connection = MySqlConnection::connect(&address).await?;
    let rows = sqlx::query_as(runner::REJECTS).fetch_all(&mut connection).await?;
    connection.close().await?;
    Ok(rows)
}

async fn read_postgres(address: &str) -> Result<Vec<Row>, sqlx::Error> {
    let mut connection = PgConnection::connect(address).await?;
    let rows = sqlx::query_as(runner::REJECTS).fetch_all(&mut connection).await?;
    connection.close().await?;
    Ok(rows)
}

fn failed(shown: &str, error: &sqlx::Error) -> RunError {
    let message = match error {
        sqlx::Error::Database(error) => error.message().to_owned(),
        // sqlx's own words about an address may repeat it.
        sqlx::Error::Configuration(_) => "its address cannot be read".to_owned(),
        other => other.to_string(),
    };
    if message.contains("_mig_rejects") {
        let help = format!("no migration has written into `{shown}` yet");
        return RunError::NoTable { what: "the new database", tables: vec!["_mig_rejects".to_owned()], help };
    }
    let help = match error {
        sqlx::Error::Configuration(_) => {
            "write sqlite:FILE, mysql://USER@HOST/DATABASE or postgres://USER@HOST/DATABASE"
        }
        _ => "see that it is there, that its server runs, and that this user may read it",
    };
    let help = help.to_owned();
    RunError::Open { what: "the new database", path: shown.to_owned(), message, help }
}
