//! Rows as literals, for scripts.

use std::io;

use futures_util::future::join;

use super::cell::{Cell, Why};
use super::feed::{Encoder, Feed};
use super::{Broken, Flow, Options, Source, read};
use crate::emit::data::{Insert, Inserts};

impl Encoder for Inserts {
    type Load = Vec<Insert>;

    fn cell(&mut self, column: usize, cell: Cell<'_>) -> Result<(), Why> {
        Inserts::cell(self, column, cell)
    }

    fn end_row(&mut self) -> Result<(), Why> {
        Inserts::end_row(self);
        Ok(())
    }

    fn size(&self) -> usize {
        Inserts::size(self)
    }

    fn take(&mut self, _all: bool) -> Self::Load {
        Inserts::take(self)
    }
}

/// Hands all rows of a flow on as inserts, and answers how many rows they are.
pub(crate) async fn written(
    source: Source<'_>,
    flow: &Flow,
    inserts: Inserts,
    mut out: impl FnMut(&Insert) -> io::Result<()>,
) -> Result<u64, Broken> {
    let options = Options { rows: u64::MAX, bytes: usize::MAX };
    let (feed, mut receive) = Feed::new(flow, options, inserts);
    let writing = async move {
        let mut rows = 0;
        while let Some(buffer) = receive.recv().await {
            for insert in &buffer.load {
                out(insert)?;
                rows += insert.rows;
            }
        }
        Ok::<u64, io::Error>(rows)
    };
    let (read, written) = join(read::rows(source, flow, feed), writing).await;
    if let Err(stop) = read
        && let Some(broken) = stop.broken()
    {
        return Err(broken);
    }
    written.map_err(|error| Broken::Writing(error.into()))
}
