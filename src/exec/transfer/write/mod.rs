//! Writes rows with each engine's bulk statement, in transactions that carry their mark.

mod mysql;
mod postgres;
mod sqlite;

use futures_util::future::join;
use tokio::sync::mpsc::Receiver;

use super::feed::{Buffer, Encoder, End, Feed};
use super::{Broken, Chunk, Flow, Options, Source, read};
use crate::client::db::Db;
use crate::dialect::EngineExt as _;
use crate::dialect::sessions;
use crate::dialect::transport;

/// A way to write rows in bulk.
trait Bulk: Encoder {
    /// Sends one chunk, whose first buffer is there already; none: the reader broke off before its end, or `sent` wants no more.
    async fn chunk(
        db: &mut Db,
        flow: &Flow,
        first: Buffer<Self::Load>,
        receive: &mut Receiver<Buffer<Self::Load>>,
        sent: impl FnMut(u64) -> bool,
    ) -> Result<Option<End>, sqlx::Error>;
}

/// Reads and writes at the same time; how many rows there were.
pub(super) async fn flow(
    source: Source<'_>,
    writer: &mut Db,
    flow: &Flow,
    options: &Options,
    mark: impl FnMut(&Chunk) -> Vec<String>,
    told: impl FnMut(&Chunk) -> bool,
) -> Result<u64, Broken> {
    match writer {
        Db::Postgres(connection) => match postgres::tuples(connection, flow).await {
            Some(tuples) => both(source, writer, flow, Feed::new(flow, *options, tuples), mark, told).await,
            None => both(source, writer, flow, Feed::new(flow, *options, postgres::Lines::new(flow)), mark, told).await,
        },
        Db::Sqlite(_) => {
            both(source, writer, flow, Feed::new(flow, *options, sqlite::Parameters::new(flow)), mark, told).await
        }
        Db::Mysql(_) => {
            let packet = writer.ask(transport::PACKET).await.map_err(Broken::Writing)?.count(0);
            let encoder = mysql::Parameters::new(flow, packet.unwrap_or(u64::MAX));
            let odd = writer.engine().statements().odd_dates().filter(|_| flow.odd_dates);
            if let Some([take, _]) = odd {
                writer.execute(take).await.map_err(Broken::Writing)?;
            }
            let written = both(source, writer, flow, Feed::new(flow, *options, encoder), mark, told).await;
            if let Some([_, refuse]) = odd {
                let refused = writer.execute(refuse).await;
                // A connection that is gone takes nothing any more.
                if written.is_ok() {
                    refused.map_err(Broken::Writing)?;
                }
            }
            written
        }
    }
}

async fn both<B: Bulk>(
    source: Source<'_>,
    writer: &mut Db,
    flow: &Flow,
    (feed, receive): (Feed<B>, Receiver<Buffer<B::Load>>),
    mark: impl FnMut(&Chunk) -> Vec<String>,
    told: impl FnMut(&Chunk) -> bool,
) -> Result<u64, Broken> {
    let (read, written) = join(read::rows(source, flow, feed), chunks::<B>(writer, flow, receive, mark, told)).await;
    if let Err(stop) = read
        && let Some(broken) = stop.broken()
    {
        return Err(broken);
    }
    written.map_err(Broken::Writing)
}

/// Writes chunk after chunk, until the last one or until the reader breaks off.
async fn chunks<B: Bulk>(
    db: &mut Db,
    flow: &Flow,
    mut receive: Receiver<Buffer<B::Load>>,
    mut mark: impl FnMut(&Chunk) -> Vec<String>,
    mut told: impl FnMut(&Chunk) -> bool,
) -> Result<u64, sqlx::Error> {
    let (mut rows, mut go_on) = (0, true);
    while go_on && let Some(first) = receive.recv().await {
        db.execute(db.engine().statements().begin()).await?;
        let sent = |more: u64| {
            rows += more;
            go_on = told(&Chunk { rows, last_key: Vec::new(), last: false });
            go_on
        };
        let done = match B::chunk(db, flow, first, &mut receive, sent).await {
            Ok(Some(End { key, last })) => {
                let chunk = Chunk { rows, last_key: key, last };
                commit(db, mark(&chunk)).await.map(|()| Some(chunk))
            }
            Ok(None) => Ok(None),
            Err(error) => Err(error),
        };
        match done {
            Ok(Some(chunk)) => go_on = told(&chunk),
            broken => {
                // A connection that is gone needs no rollback, and what broke it is told already.
                let undone = db.execute(sessions::ROLLBACK).await;
                broken?;
                undone?;
            }
        }
    }
    Ok(rows)
}

async fn commit(db: &mut Db, mark: Vec<String>) -> Result<(), sqlx::Error> {
    for sql in mark {
        db.execute(&sql).await?;
    }
    db.execute(sessions::COMMIT).await?;
    Ok(())
}
