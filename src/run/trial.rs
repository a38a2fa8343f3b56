//! A door for tests and benchmarks of [`transfer`](super::transfer): one flow between two addresses.

use std::str::FromStr as _;

use sqlx::ConnectOptions as _;
use sqlx::mysql::MySqlConnectOptions;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use super::db::Db;
pub use super::transfer::{Broken, Chunk, Flow, Options, Target, Unfit};
use super::transfer::{prepare, transfer};
use crate::dialect::Engine;
use crate::emit::transport;

/// Carries a flow out and answers its chunks. `mark` gives what is committed with each.
pub fn flow(
    from: (Engine, &str),
    into: (Engine, &str),
    flow: &Flow,
    options: &Options,
    mark: impl FnMut(&Chunk) -> Vec<String>,
) -> Result<Vec<Chunk>, Broken> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Broken::Reading(sqlx::Error::Io(error)))?;
    runtime.block_on(async {
        let mut reader = open(from).await.map_err(Broken::Reading)?;
        let mut writer = open(into).await.map_err(Broken::Writing)?;
        let mut chunks = Vec::new();
        let told = |chunk: &Chunk| {
            if chunk.last || !chunk.last_key.is_empty() {
                chunks.push(chunk.clone());
            }
        };
        let rows = transfer(&mut reader, &mut writer, flow, options, mark, told).await;
        // what failed has left the new side as it can be used
        writer.ask(transport::ALIVE).await.map_err(Broken::Writing)?;
        rows.map(|_| chunks)
    })
}

async fn open((engine, url): (Engine, &str)) -> Result<Db, sqlx::Error> {
    let mut db = match engine {
        Engine::Sqlite => Db::Sqlite(SqliteConnectOptions::from_str(url)?.create_if_missing(true).connect().await?),
        Engine::Mysql => Db::Mysql(MySqlConnectOptions::from_str(url)?.connect().await?),
        Engine::Postgres => Db::Postgres(PgConnectOptions::from_str(url)?.connect().await?),
    };
    prepare(&mut db).await?;
    Ok(db)
}
