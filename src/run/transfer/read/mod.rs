//! Reads the rows of a query as they come: no engine's rows are gathered anywhere.

mod mysql;
mod postgres;
mod sqlite;

use super::Flow;
use super::feed::{Encoder, Feed, Stop};
use crate::run::db::Db;

/// Feeds all rows of a flow.
pub(super) async fn rows<E: Encoder>(db: &mut Db, flow: &Flow, mut feed: Feed<'_, E>) -> Result<(), Stop> {
    match db {
        Db::Mysql(connection) => mysql::rows(connection, &flow.select, &mut feed).await?,
        Db::Postgres(connection) => postgres::rows(connection, &flow.select, &mut feed).await?,
        Db::Sqlite(connection) => sqlite::rows(connection, &flow.select, &mut feed).await?,
    }
    feed.finish().await
}
