//! Reads the rows of a query as they come: no engine's rows are gathered anywhere.

mod mysql;
mod postgres;
mod rows;
mod sqlite;
mod thread;

pub(crate) use rows::Rows;
pub(crate) use sqlite::looked_through;

use super::Flow;
use super::feed::{Encoder, Feed, Stop};
use crate::client::db::Db;

/// Where the rows of a flow come from.
pub(crate) enum Source<'a> {
    /// A session that answers the flow's query.
    Session(&'a mut Db),
    /// What reads them on a thread of its own.
    Thread(Box<dyn Rows>),
}

/// Feeds all rows of a flow.
pub(super) async fn rows<E: Encoder>(source: Source<'_>, flow: &Flow, mut feed: Feed<E>) -> Result<(), Stop> {
    match source {
        Source::Session(Db::Mysql(connection)) => mysql::rows(connection, &flow.select, &mut feed).await?,
        Source::Session(Db::Postgres(connection)) => postgres::rows(connection, &flow.select, &mut feed).await?,
        Source::Session(Db::Sqlite(file)) => return sqlite::rows(file, flow, feed).await,
        Source::Thread(rows) => return thread::rows(rows, flow, feed).await,
    }
    feed.finish().await
}
