//! Doors for tests and benchmarks: one flow of [`transfer`](super::transfer) between two addresses.

use std::path::Path;
use std::str::FromStr as _;

use sqlx::ConnectOptions as _;
use sqlx::mysql::MySqlConnectOptions;
use sqlx::postgres::PgConnectOptions;

pub use super::transfer::{Broken, Chunk, Flow, Options, Target, Unfit};
use super::transfer::{Source, prepare, transfer};
use crate::client::db::Db;
use crate::client::db::sqlite::{File, Mode};
use crate::dialect::transport;
use crate::engine::Engine;

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
            true
        };
        let rows = transfer(Source::Session(&mut reader), &mut writer, flow, options, mark, told).await;
        // what failed has left the new side as it can be used
        writer.ask(transport::ALIVE).await.map_err(Broken::Writing)?;
        rows.map(|_| chunks)
    })
}

async fn open((engine, url): (Engine, &str)) -> Result<Db, sqlx::Error> {
    let mut db = match engine {
        Engine::Mysql => Db::Mysql(MySqlConnectOptions::from_str(url)?.connect().await?),
        Engine::Postgres => Db::Postgres(PgConnectOptions::from_str(url)?.connect().await?),
        _ => Db::Sqlite(File::open(Path::new(url.trim_start_matches("sqlite:")), Mode::Make).await?),
    };
    prepare(&mut db).await?;
    Ok(db)
}

pub use crate::client::db::DEAD;
