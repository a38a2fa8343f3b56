//! One open connection of any engine: statements in, text out.
//!
//! `sqlx`'s own connection for "any" engine knows nine kinds of values; this is an enum of its two for servers, and a
//! SQLite file by `rusqlite`, which answers rows ten times as fast. Everything that a run asks, it asks as text; rows in bulk go through
//! [`transfer`](crate::exec::transfer).

mod answer;
mod mysql;
mod postgres;
pub(crate) mod sqlite;

#[cfg(debug_assertions)]
use std::sync::{LazyLock, atomic::AtomicU64, atomic::Ordering};

use sqlx::mysql::MySqlConnection;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Column as _, Connection as _, Executor as _};

use self::sqlite::File;
use crate::engine::Engine;

pub(crate) use self::answer::Answer;

/// An open connection to a database, which every engine has its own kind of.
#[derive(Debug)]
pub(crate) enum Db {
    /// To a file, which is read in this process.
    Sqlite(File),
    /// To a server of MySQL or MariaDB.
    Mysql(MySqlConnection),
    /// To a server of PostgreSQL.
    Postgres(PgConnection),
}

impl Db {
    /// The engine that the connection speaks to.
    pub(crate) fn engine(&self) -> Engine {
        match self {
            Db::Sqlite(_) => Engine::Sqlite,
            Db::Mysql(_) => Engine::Mysql,
            Db::Postgres(_) => Engine::Postgres,
        }
    }

    /// Carries out statements that answer nothing.
    pub(crate) async fn execute(&mut self, sql: &str) -> Result<(), sqlx::Error> {
        #[cfg(debug_assertions)]
        before_a_statement();
        let statements = |sql: &str| sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        match self {
            Db::Sqlite(file) => file.execute(sql).await,
            Db::Mysql(connection) => connection.execute(statements(sql)).await.map(drop),
            Db::Postgres(connection) => connection.execute(statements(sql)).await.map(drop),
        }
    }

    /// Asks; all values as text.
    pub(crate) async fn ask(&mut self, sql: &str) -> Result<Answer, sqlx::Error> {
        macro_rules! answer {
            ($connection:expr, $text:path) => {{
                let rows = $connection.fetch_all(sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))).await?;
                let columns: Vec<String> = rows.first().map_or(Vec::new(), |row| {
                    sqlx::Row::columns(row).iter().map(|column| column.name().to_owned()).collect()
                });
                let rows = rows.iter().map(|row| (0..columns.len()).map(|i| $text(row, i)).collect()).collect();
                Answer { columns, rows }
            }};
        }
        Ok(match self {
            Db::Sqlite(file) => file.ask(sql).await?,
            Db::Mysql(connection) => answer!(connection, mysql::text),
            Db::Postgres(connection) => answer!(connection, postgres::text),
        })
    }

    /// Says good-bye. A connection that is only dropped is closed too.
    pub(crate) async fn close(self) -> Result<(), sqlx::Error> {
        match self {
            Db::Sqlite(file) => {
                file.close().await;
                Ok(())
            }
            Db::Mysql(connection) => connection.close().await,
            Db::Postgres(connection) => connection.close().await,
        }
    }
}

/// In builds for tests only: ends the process before the statement whose number `MIGC_DIE_BEFORE` is, as if it were
/// killed there. Statements that only ask are not counted: to die before one of them is to die after the last that
/// changed something.
#[cfg(debug_assertions)]
fn before_a_statement() {
    static DOOMED: LazyLock<Option<u64>> = LazyLock::new(|| std::env::var("MIGC_DIE_BEFORE").ok()?.parse().ok());
    static COUNT: AtomicU64 = AtomicU64::new(0);
    if let Some(number) = *DOOMED
        && COUNT.fetch_add(1, Ordering::Relaxed) + 1 == number
    {
        std::process::exit(DEAD);
    }
}

/// The exit code of a process that died so.
pub const DEAD: i32 = 137;
