//! A SQLite file. Its connection lives on a thread of its own, since the library itself waits for the disk and for locks; what
//! is to be done there is handed over as a closure.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use rusqlite::fallible_iterator::FallibleIterator as _;
use rusqlite::types::ValueRef;
use rusqlite::{Batch, Connection, InterruptHandle, OpenFlags, params_from_iter};
use sqlx::error::{DatabaseError, ErrorKind};
use tokio::sync::oneshot;

use super::answer::Answer;

/// How long a file may be locked by another program before that is an error.
const LOCKED: Duration = Duration::from_secs(10);

/// An open file. Where it is dropped, the statement that runs is given up.
pub(crate) struct File {
    jobs: mpsc::Sender<Job>,
    /// Sends nothing: it ends when the connection is closed.
    closed: oneshot::Receiver<()>,
    _interrupt: Interrupt,
}

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// Ends the statement of another thread when it is dropped.
struct Interrupt(InterruptHandle);

impl Drop for Interrupt {
    fn drop(&mut self) {
        self.0.interrupt();
    }
}

/// What may be done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The file is only read.
    Read,
    /// The file is written to.
    Write,
    /// Writing, and making it where it is not there.
    Make,
}

impl File {
    /// Opens a database in a file, which may be looked at, written to or made.
    pub(crate) async fn open(file: &Path, mode: Mode) -> Result<Self, sqlx::Error> {
        let flags = match mode {
            Mode::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
            Mode::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Mode::Make => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        };
        // URIs are for attaching; a name that looks like one is a name.
        let file = Path::new(".").join(file);
        Self::start(move || {
            Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI)
        })
        .await
    }

    /// A database that is nowhere and empty.
    pub(crate) async fn in_memory() -> Result<Self, sqlx::Error> {
        Self::start(|| Connection::open_in_memory_with_flags(OpenFlags::default())).await
    }

    async fn start(open: impl FnOnce() -> rusqlite::Result<Connection> + Send + 'static) -> Result<Self, sqlx::Error> {
        let (jobs, todo) = mpsc::channel::<Job>();
        let (opened, answer) = oneshot::channel();
        let (_held, closed) = oneshot::channel();
        std::thread::Builder::new().name("sqlite".to_owned()).spawn(move || {
            let _held = _held;
            let mut connection = match open().and_then(|c| c.busy_timeout(LOCKED).map(|()| c)) {
                Ok(connection) => connection,
                Err(error) => return drop(opened.send(Err(failed(error)))),
            };
            if opened.send(Ok(Interrupt(connection.get_interrupt_handle()))).is_ok() {
                while let Ok(job) = todo.recv() {
                    job(&mut connection);
                }
            }
        })?;
        let interrupt = answer.await.map_err(|_| sqlx::Error::WorkerCrashed)??;
        Ok(Self { jobs, closed, _interrupt: interrupt })
    }

    /// Does something on the connection's thread. Where this is given up, the work ends when it next asks whether
    /// anybody takes what it gives.
    pub(crate) async fn run<T: Send + 'static>(
        &mut self,
        job: impl FnOnce(&mut Connection) -> T + Send + 'static,
    ) -> Result<T, sqlx::Error> {
        let (done, answer) = oneshot::channel();
        let job = Box::new(move |connection: &mut Connection| drop(done.send(job(connection))));
        self.jobs.send(job).map_err(|_| sqlx::Error::WorkerCrashed)?;
        answer.await.map_err(|_| sqlx::Error::WorkerCrashed)
    }

    /// Carries out statements that answer nothing.
    pub(super) async fn execute(&mut self, sql: &str) -> Result<(), sqlx::Error> {
        let sql = sql.to_owned();
        self.run(move |connection| each(connection, &sql, |_| Ok(())).map_err(failed)).await?
    }

    /// Carries out one statement with texts for its parameters.
    pub(crate) async fn execute_with<const N: usize>(
        &mut self,
        sql: &'static str,
        texts: [String; N],
    ) -> Result<(), sqlx::Error> {
        let job = move |connection: &mut Connection| connection.execute(sql, params_from_iter(texts)).map(drop);
        self.run(job).await?.map_err(failed)
    }

    /// Asks; all values as text.
    pub(crate) async fn ask(&mut self, sql: &str) -> Result<Answer, sqlx::Error> {
        let sql = sql.to_owned();
        self.run(move |connection| {
            let mut answer = Answer::default();
            let answered = each(connection, &sql, |row| {
                let names = row.as_ref().column_names();
                answer.rows.push((0..names.len()).map(|i| row.get_ref(i).map(text)).collect::<Result<_, _>>()?);
                if answer.columns.is_empty() {
                    answer.columns = names.map(str::to_owned).collect();
                }
                Ok(())
            });
            answered.map(|()| answer).map_err(failed)
        })
        .await?
    }

    /// Closes the file, and waits until it is.
    pub(super) async fn close(self) {
        drop(self.jobs);
        let _ = self.closed.await;
    }
}

/// Each row of each statement.
fn each(
    connection: &Connection,
    sql: &str,
    mut row: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statements = Batch::new(connection, sql);
    while let Some(mut statement) = statements.next()? {
        let mut rows = statement.raw_query();
        while let Some(it) = rows.next()? {
            row(it)?;
        }
    }
    Ok(())
}

/// A value of any type as text.
fn text(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(n) => Some(n.to_string()),
        ValueRef::Real(x) => Some(x.to_string()),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("File")
    }
}

/// What SQLite complains about, among the errors of the other drivers.
pub(crate) fn failed(error: rusqlite::Error) -> sqlx::Error {
    let Some(code) = error.sqlite_error().map(|inner| inner.extended_code) else {
        return sqlx::Error::Protocol(error.to_string());
    };
    let message = match error {
        rusqlite::Error::SqliteFailure(_, Some(message)) => message,
        rusqlite::Error::SqlInputError { msg, .. } => msg,
        other => other.to_string(),
    };
    sqlx::Error::Database(Box::new(Complaint { code, message }))
}

/// SQLite's words and its extended code.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Complaint {
    /// The extended code of SQLite.
    pub code: i32,
    message: String,
}

impl DatabaseError for Complaint {
    fn message(&self) -> &str {
        &self.message
    }

    fn code(&self) -> Option<Cow<'_, str>> {
        Some(self.code.to_string().into())
    }

    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }

    fn as_error(&self) -> &(dyn StdError + Send + Sync + 'static) {
        self
    }

    fn as_error_mut(&mut self) -> &mut (dyn StdError + Send + Sync + 'static) {
        self
    }

    fn into_error(self: Box<Self>) -> Box<dyn StdError + Send + Sync + 'static> {
        self
    }
}
