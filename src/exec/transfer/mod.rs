//! Streams the rows of a query on one connection into a table on another.

pub(crate) mod feed;
mod flow;
mod read;
mod write;
mod written;

pub use flow::{Broken, Chunk, Flow, Options, Target, Unfit};
pub(crate) use read::{Rows, Source, looked_through};
pub(crate) use written::written;

use crate::client::db::Db;
use crate::dialect::EngineExt as _;
use crate::rows::cell;
use crate::schema::Type;

/// Sets a session up so that values are read and written as [`transfer`] means them, and so that it waits
/// for the other side. Once for each connection, in no transaction.
pub(crate) async fn prepare(db: &mut Db) -> Result<(), sqlx::Error> {
    let engine = db.engine();
    for sql in engine.dialect().session().iter().chain(engine.statements().streaming()) {
        db.execute(sql).await?;
    }
    Ok(())
}

/// Streams all rows of a flow and answers how many they were.
///
/// The writer's rows are committed chunk by chunk, each with the statements that `mark` gives in the same
/// transaction; then `told` hears of it. `told` also hears of rows that are on their way, with no key, and
/// answers whether to go on.
/// A flow without a key cannot be taken up again within, so it is one chunk. The last chunk may have no rows.
///
/// # Errors
///
/// Where the flow broke. The chunks before it are committed and nothing of the one it broke in is. The writer can be
/// used again unless it is what broke; the reader cannot, since rows may be under way.
pub(crate) async fn transfer(
    source: Source<'_>,
    writer: &mut Db,
    flow: &Flow,
    options: &Options,
    mark: impl FnMut(&Chunk) -> Vec<String>,
    told: impl FnMut(&Chunk) -> bool,
) -> Result<u64, Broken> {
    write::flow(source, writer, flow, options, mark, told).await
}
