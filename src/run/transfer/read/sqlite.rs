//! Rows from SQLite: read and encoded on the connection's own thread.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use tokio::runtime::Handle;

use super::super::Flow;
use super::super::cell::Cell;
use super::super::cell::plain::{Promise, Stored};
use super::super::feed::{Encoder, Feed, Sink, Stop};
use super::Rows;
use super::thread::fill;
use crate::run::db::sqlite::{File, failed};
use crate::schema::Type;

/// Feeds all rows of a flow.
pub(super) async fn rows<E: Encoder>(file: &mut File, flow: &Flow, feed: Feed<E>) -> Result<(), Stop> {
    let (flow, waiting) = (flow.clone(), Handle::current());
    file.run(move |connection| fill(feed, waiting, connection, &flow)).await?
}

impl Rows for Connection {
    fn read(&mut self, flow: &Flow, sink: &mut dyn Sink) -> Result<(), Stop> {
        let mut statement = self.prepare(&flow.select).map_err(failed)?;
        let columns = statement.column_count();
        let wide: Vec<usize> =
            flow.columns.iter().enumerate().filter(|(_, column)| may_be_wide(&column.ty)).map(|(i, _)| i).collect();
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(failed)? {
            let mut size = 0;
            for &i in &wide {
                if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = row.get_ref(i).map_err(failed)? {
                    size += bytes.len();
                }
            }
            sink.begin_row(size)?;
            for i in 0..columns {
                let value = row.get_ref(i).map_err(failed)?;
                let Some(cell) = cell(value) else {
                    let bytes = value.as_bytes().unwrap_or_default();
                    let text = String::from_utf8_lossy(bytes).into_owned();
                    return Err(sink.unfit(i, text, "is not text in UTF-8"));
                };
                sink.cell(i, cell)?;
            }
            sink.end_row()?;
        }
        Ok(())
    }
}

/// Whether a value of the type may take so much room that it is asked for before.
fn may_be_wide(ty: &Type) -> bool {
    match ty {
        Type::Text { max, .. } | Type::Bytes { max } => max.is_none_or(|max| max > 4096),
        ty => {
            !(ty.is_temporal()
                || matches!(ty, Type::Bool | Type::Int { .. } | Type::Decimal { .. } | Type::Float32 | Type::Float64))
        }
    }
}

/// A value as it is stored; none for text that is not UTF-8.
fn cell(value: ValueRef<'_>) -> Option<Cell<'_>> {
    Some(match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(n) => Cell::Int(n),
        ValueRef::Real(x) => Cell::Double(x),
        ValueRef::Blob(bytes) => Cell::Bytes(bytes),
        ValueRef::Text(bytes) => Cell::Text(std::str::from_utf8(bytes).ok()?),
    })
}

impl<'a> From<ValueRef<'a>> for Stored<'a> {
    fn from(value: ValueRef<'a>) -> Self {
        match value {
            ValueRef::Null => Stored::Null,
            ValueRef::Integer(n) => Stored::Int(n),
            ValueRef::Real(x) => Stored::Double(x),
            ValueRef::Blob(bytes) => Stored::Bytes(bytes),
            ValueRef::Text(bytes) => Stored::Text(bytes),
        }
    }
}

/// What was found of each column of a query, in all rows.
pub(crate) async fn kept(
    file: &mut File,
    select: String,
    mut promises: Vec<Promise>,
) -> Result<Vec<Promise>, sqlx::Error> {
    let look = move |connection: &mut Connection| -> rusqlite::Result<Vec<Promise>> {
        let mut statement = connection.prepare(&select)?;
        let mut rows = statement.raw_query();
        while promises.iter().any(Promise::is_kept)
            && let Some(row) = rows.next()?
        {
            for (i, promise) in promises.iter_mut().enumerate().filter(|(_, promise)| promise.is_kept()) {
                promise.look_at(Some(row.get_ref(i)?.into()));
            }
        }
        Ok(promises)
    };
    file.run(look).await?.map_err(failed)
}
