//! Rows from SQLite: read and encoded on the connection's own thread.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use tokio::runtime::Handle;

use super::super::Flow;
use super::super::cell::Cell;
use super::super::feed::{Encoder, Feed, Sink, Stop};
use super::Rows;
use super::thread::fill;
use crate::run::db::sqlite::{File, failed};

/// Feeds all rows of a flow.
pub(super) async fn rows<E: Encoder>(file: &mut File, flow: &Flow, feed: Feed<E>) -> Result<(), Stop> {
    let (flow, waiting) = (flow.clone(), Handle::current());
    file.run(move |connection| fill(feed, waiting, connection, &flow)).await?
}

impl Rows for Connection {
    fn read(&mut self, flow: &Flow, sink: &mut dyn Sink) -> Result<(), Stop> {
        let mut statement = self.prepare(&flow.select).map_err(failed)?;
        let columns = statement.column_count();
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(failed)? {
            let mut size = 0;
            for i in 0..columns {
                if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = row.get_ref(i).map_err(failed)? {
                    size += bytes.len();
                }
            }
            sink.begin_row(size)?;
            for i in 0..columns {
                let cell = match row.get_ref(i).map_err(failed)? {
                    ValueRef::Null => Cell::Null,
                    ValueRef::Integer(n) => Cell::Int(n),
                    ValueRef::Real(x) => Cell::Double(x),
                    ValueRef::Blob(bytes) => Cell::Bytes(bytes),
                    ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                        Ok(text) => Cell::Text(text),
                        Err(_) => {
                            return Err(sink.unfit(
                                i,
                                String::from_utf8_lossy(bytes).into_owned(),
                                "is not text in UTF-8",
                            ));
                        }
                    },
                };
                sink.cell(i, cell)?;
            }
            sink.end_row()?;
        }
        Ok(())
    }
}
