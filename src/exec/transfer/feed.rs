//! Between the reading and the writing side: rows encoded for the writer, in buffers.

use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::cell::foreign::push_marked;
use super::cell::{Cell, Why};
use super::{Broken, Flow, Options, Unfit};
use crate::dialect::{Holds, push_hex};

/// Bytes of an ordinary buffer. A row that is larger has one of its own.
const BUFFER: usize = 256 << 10;

/// From this size on, only one buffer is under way at a time.
const LARGE: usize = 4 << 20;

/// Buffers that wait for the writer.
const WAITING: usize = 4;

/// How much of a value is shown in a message.
const SHOWN: usize = 60;

/// Rows as a writer takes them.
pub(super) trait Encoder: Send + 'static {
    /// Encoded rows.
    type Load: Default + Send;

    /// The next value of the row.
    fn cell(&mut self, column: usize, cell: Cell<'_>) -> Result<(), Why>;

    /// The row is complete.
    fn end_row(&mut self) -> Result<(), Why>;

    /// Bytes of the rows that [`take`](Self::take) would hand on.
    fn size(&self) -> usize;

    /// Room for a row of about so many bytes.
    fn reserve(&mut self, bytes: usize) {
        let _ = bytes;
    }

    /// The rows so far, which are handed on. But for `all` of them, it may keep the last ones for the next time.
    fn take(&mut self, all: bool) -> Self::Load;
}

/// Some encoded rows.
#[derive(Debug, Default)]
pub(super) struct Buffer<L> {
    /// The encoded rows.
    pub load: L,
    /// How many rows are in `load`.
    pub rows: u64,
    /// A chunk ends with them.
    pub end: Option<End>,
}

/// The end of a chunk.
#[derive(Debug)]
pub(super) struct End {
    /// The key of its last row.
    pub key: Vec<Option<String>>,
    /// Nothing comes after it.
    pub last: bool,
}

/// Where a reader puts its rows. It borrows each value only for the call.
pub(crate) trait Sink {
    /// A row of about so many bytes begins. Waits where the writer is behind.
    fn begin_row(&mut self, bytes: usize) -> Result<(), Stop>;

    /// The next value of the row; they come in the order of the flow's columns.
    fn cell(&mut self, column: usize, cell: Cell<'_>) -> Result<(), Stop>;

    /// The row is complete.
    fn end_row(&mut self) -> Result<(), Stop>;
}

/// Why reading stopped before the end.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The query was refused, or its connection broke.
    Database(sqlx::Error),
    /// A value has no place in its column.
    Value(Unfit),
    /// The writer takes no more, and says why itself.
    Writer,
}

impl From<sqlx::Error> for Stop {
    fn from(error: sqlx::Error) -> Self {
        Stop::Database(error)
    }
}

impl Stop {
    /// What is wrong on the reading side.
    pub(super) fn broken(self) -> Option<Broken> {
        match self {
            Stop::Database(error) => Some(Broken::Reading(error)),
            Stop::Value(unfit) => Some(Broken::Value(unfit)),
            Stop::Writer => None,
        }
    }
}

/// Takes values from a reader, encodes them and hands them on in buffers, cut into chunks.
pub(super) struct Feed<E: Encoder> {
    columns: Vec<String>,
    /// Columns whose values are written as marked text.
    marked: Vec<Option<Holds>>,
    scratch: String,
    options: Options,
    encoder: E,
    /// What is to be sent.
    ready: Vec<Buffer<E::Load>>,
    /// One of them is so large that no other such may be under way.
    large: bool,
    send: Sender<Buffer<E::Load>>,
    /// For each column, its place in the key.
    key_places: Vec<Option<usize>>,
    key: Vec<Key>,
    rows: u64,
    /// Of the buffer.
    buffered: u64,
    chunk_rows: u64,
    chunk_bytes: usize,
}

/// A value of a key. Most are numbers, whose digits nobody needs but for the last row of a chunk.
#[derive(Debug, Clone)]
enum Key {
    Null,
    Int(i64),
    Text(String),
}

impl<E: Encoder> Feed<E> {
    /// A feed and where its buffers come out.
    pub(super) fn new(flow: &Flow, options: Options, encoder: E) -> (Self, Receiver<Buffer<E::Load>>) {
        let (send, receive) = channel(WAITING);
        let place = |column| flow.key.iter().position(|k| *k == column);
        let feed = Self {
            columns: flow.columns.iter().map(|column| column.name.clone()).collect(),
            marked: flow.columns.iter().map(|column| column.marked).collect(),
            scratch: String::new(),
            options,
            encoder,
            ready: Vec::new(),
            large: false,
            send,
            key_places: (0..flow.columns.len()).map(place).collect(),
            key: vec![Key::Null; flow.key.len()],
            rows: 0,
            buffered: 0,
            chunk_rows: 0,
            chunk_bytes: 0,
        };
        (feed, receive)
    }

    /// A row of about so many bytes begins.
    pub(super) fn begin_row(&mut self, bytes: usize) {
        if bytes > BUFFER {
            self.flush(true, None);
            self.encoder.reserve(bytes + bytes / 64);
        }
    }

    /// The next value of the row.
    pub(super) fn cell(&mut self, column: usize, cell: Cell<'_>) -> Result<(), Stop> {
        if let Some(key) = self.key_places.get(column).copied().flatten().and_then(|place| self.key.get_mut(place)) {
            key.set(cell);
        }
        let encoded = match self.marked.get(column).copied().flatten() {
            Some(holds) if cell != Cell::Null => {
                self.scratch.clear();
                push_marked(cell, &holds, &mut self.scratch);
                self.encoder.cell(column, Cell::Text(&self.scratch))
            }
            _ => self.encoder.cell(column, cell),
        };
        encoded.map_err(|why| {
            let mut value = String::new();
            match cell {
                Cell::Bytes(bytes) | Cell::NoText(bytes) => push_hex(&mut value, bytes.get(..SHOWN).unwrap_or(bytes)),
                Cell::Text(text) => value.extend(text.chars().take(SHOWN + 1)),
                other => other.push_text(&mut value),
            }
            self.unfit(column, value, why)
        })
    }

    /// What is wrong with a value of the row.
    pub(super) fn unfit(&self, column: usize, value: String, why: Why) -> Stop {
        let mut shown: String = value.chars().take(SHOWN).collect();
        if shown.len() < value.len() {
            shown.push('…');
        }
        let column = self.columns.get(column).cloned().unwrap_or_default();
        Stop::Value(Unfit { row: self.rows, column, value: shown, why })
    }

    /// The row is complete. After it, [`settle`](Self::settle) where the feed [is full](Self::is_full).
    pub(super) fn end_row(&mut self) -> Result<(), Stop> {
        self.encoder.end_row().map_err(|why| self.unfit(0, self.key_text(), why))?;
        self.rows += 1;
        self.buffered += 1;
        self.chunk_rows += 1;
        let size = self.encoder.size();
        let full = self.chunk_rows >= self.options.rows || self.chunk_bytes + size >= self.options.bytes;
        if full && !self.key.is_empty() {
            let key = self.key_values();
            self.flush(true, Some(End { key, last: false }));
            (self.chunk_rows, self.chunk_bytes) = (0, 0);
        } else if size >= BUFFER {
            self.flush(false, None);
        }
        Ok(())
    }

    /// There are no more rows.
    pub(super) async fn finish(mut self) -> Result<(), Stop> {
        let key = if self.rows == 0 { Vec::new() } else { self.key_values() };
        self.flush(true, Some(End { key, last: true }));
        self.settle().await
    }

    fn flush(&mut self, all: bool, end: Option<End>) {
        if self.buffered == 0 && end.is_none() {
            return;
        }
        let size = self.encoder.size();
        self.chunk_bytes += size;
        self.large |= size >= LARGE;
        self.ready.push(Buffer { load: self.encoder.take(all), rows: std::mem::take(&mut self.buffered), end });
    }

    /// Whether there is something to be sent.
    pub(super) fn is_full(&self) -> bool {
        !self.ready.is_empty()
    }

    /// Whether a large row is to be sent.
    pub(super) fn holds_large(&self) -> bool {
        self.large
    }

    /// Sends what is to be sent, and waits while the writer is behind.
    pub(super) async fn settle(&mut self) -> Result<(), Stop> {
        for buffer in self.ready.drain(..) {
            self.send.send(buffer).await.map_err(|_| Stop::Writer)?;
        }
        if std::mem::take(&mut self.large) {
            // The next row may be as large: it is not read before the writer is through with this one,
            // which it is when it took the next buffer, one with nothing in it.
            self.send.send(Buffer { load: E::Load::default(), rows: 0, end: None }).await.map_err(|_| Stop::Writer)?;
            self.send.reserve_many(WAITING).await.map_err(|_| Stop::Writer)?;
        }
        Ok(())
    }

    fn key_values(&self) -> Vec<Option<String>> {
        self.key
            .iter()
            .map(|key| match key {
                Key::Null => None,
                Key::Int(n) => Some(n.to_string()),
                Key::Text(text) => Some(text.clone()),
            })
            .collect()
    }

    fn key_text(&self) -> String {
        self.key_values().iter().map(|v| v.as_deref().unwrap_or("null")).collect::<Vec<_>>().join(", ")
    }
}

impl Key {
    fn set(&mut self, cell: Cell<'_>) {
        match (cell, &mut *self) {
            (Cell::Null, _) => *self = Key::Null,
            (Cell::Int(n), _) => *self = Key::Int(n),
            (cell, Key::Text(text)) => {
                text.clear();
                cell.push_text(text);
            }
            (cell, _) => {
                let mut text = String::new();
                cell.push_text(&mut text);
                *self = Key::Text(text);
            }
        }
    }
}
