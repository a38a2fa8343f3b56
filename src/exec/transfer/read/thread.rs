//! Rows that are read, and encoded, on a thread which waits for nobody but the writer.

use tokio::runtime::Handle;

use super::super::Flow;
use super::super::cell::Cell;
use super::super::feed::{Encoder, Feed, Sink, Stop};
use super::Rows;

/// Reads on a thread that ends with the rows. Where this is given up, the thread ends when its next buffer is full.
pub(super) async fn rows<E: Encoder>(mut rows: Box<dyn Rows>, flow: &Flow, feed: Feed<E>) -> Result<(), Stop> {
    let (flow, waiting) = (flow.clone(), Handle::current());
    let (done, ended) = tokio::sync::oneshot::channel();
    let work = move || drop(done.send(fill(feed, waiting, &mut *rows, &flow)));
    std::thread::Builder::new().name("rows".to_owned()).spawn(work).map_err(sqlx::Error::Io)?;
    ended.await.map_err(|_| sqlx::Error::WorkerCrashed)?
}

/// Fills a feed from a thread that may wait.
pub(super) fn fill<E: Encoder>(feed: Feed<E>, waiting: Handle, rows: &mut dyn Rows, flow: &Flow) -> Result<(), Stop> {
    let mut waiter = Waiter { feed, waiting };
    rows.read(flow, &mut waiter)?;
    waiter.waiting.block_on(waiter.feed.finish())
}

/// A feed that waits where it is full.
struct Waiter<E: Encoder> {
    feed: Feed<E>,
    waiting: Handle,
}

impl<E: Encoder> Sink for Waiter<E> {
    fn begin_row(&mut self, bytes: usize) -> Result<(), Stop> {
        // Not before the next row is there: only then does SQLite let go of the room that a large one took.
        if self.feed.is_full() {
            self.waiting.block_on(self.feed.settle())?;
        }
        self.feed.begin_row(bytes);
        Ok(())
    }

    fn cell(&mut self, column: usize, cell: Cell<'_>) -> Result<(), Stop> {
        self.feed.cell(column, cell)
    }

    fn end_row(&mut self) -> Result<(), Stop> {
        self.feed.end_row()
    }
}
