//! Rows from SQLite: read and encoded on the connection's own thread.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use tokio::runtime::Handle;

use super::super::Flow;
use super::super::cell::foreign::Seen;
use super::super::cell::plain::Stored;
use super::super::feed::{Encoder, Feed, Sink, Stop};
use super::Rows;
use super::thread::fill;
use crate::client::db::sqlite::{File, failed};
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
                sink.cell(i, Stored::from(row.get_ref(i).map_err(failed)?).into())?;
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
pub(crate) async fn looked_through(
    file: &mut File,
    select: String,
    mut columns: Vec<Seen>,
) -> Result<Vec<Seen>, sqlx::Error> {
    let look = move |connection: &mut Connection| -> rusqlite::Result<Vec<Seen>> {
        let mut statement = connection.prepare(&select)?;
        let mut rows = statement.raw_query();
        while columns.iter().any(|column| !column.is_settled())
            && let Some(row) = rows.next()?
        {
            for (i, column) in columns.iter_mut().enumerate().filter(|(_, column)| !column.is_settled()) {
                column.look_at(Some(Stored::from(row.get_ref(i)?).into()));
            }
        }
        Ok(columns)
    };
    file.run(look).await?.map_err(failed)
}
