//! A dump file as the old side: it is read once, from its beginning to its end, for all tables that are staged.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::drift::Drift;
use super::error::RunError;
use super::executor::Executor;
use super::job::OLD;
use super::journal::{self, Log, State};
use super::load::{LoadPart, flow_of};
use super::old_file;
use super::tables::reads;
use super::transfer::feed::{Sink, Stop};
use super::transfer::{self, Broken, Flow, Rows, Source};
use crate::diag::Diagnostics;
use crate::emit::journal::Journal;
use crate::emit::runner;
use crate::emit::staging::Staged;
use crate::plan::Plan;
use crate::rows::{Projection, RowReader, RowSource, Scratch, SourceError, try_each_row};
use crate::schema::ddl;
use crate::schema::drift::{Use, drift};
use crate::source::FileId;

/// A file that is being read, by the thread that has it in hand.
pub(super) type Reading = Arc<Mutex<Box<dyn RowReader>>>;

/// What of a dump is wanted.
pub(super) fn wanted(staged: &[Staged]) -> Vec<Projection> {
    staged.iter().map(|staged| Projection { table: staged.table, columns: staged.ids.clone() }).collect()
}

/// The rows of the table that the reader stands before.
pub(super) struct Run {
    reader: Reading,
    columns: usize,
    /// Rows that are not wanted any more.
    skip: u64,
}

impl Run {
    pub(super) fn new(reader: &Reading, columns: usize, skip: u64) -> Box<Self> {
        Box::new(Self { reader: Arc::clone(reader), columns, skip })
    }
}

impl Rows for Run {
    fn read(&mut self, _: &Flow, sink: &mut dyn Sink) -> Result<(), Stop> {
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = Scratch::default();
        let read = try_each_row(&mut **reader, |row| {
            if self.skip > 0 {
                self.skip -= 1;
                return Ok(());
            }
            sink.begin_row(row.size())?;
            for column in 0..self.columns {
                sink.cell(column, row.cell(column, &mut scratch).map_err(stop)?)?;
            }
            sink.end_row()
        });
        read.map_err(stop)?
    }
}

fn stop(error: SourceError) -> Stop {
    Stop::Database(sqlx::Error::Decode(Box::new(error)))
}

/// What is wrong with the dump itself, where that broke a flow.
pub(super) fn of_the_dump(error: &sqlx::Error) -> Option<RunError> {
    match error {
        sqlx::Error::Decode(inner) => inner.downcast_ref::<SourceError>().map(|error| RunError::Dump(error.clone())),
        _ => None,
    }
}

/// The place of the next table, by its place among those wanted.
pub(super) fn next_table(reader: &Reading) -> Result<Option<usize>, RunError> {
    Ok(reader.lock().unwrap_or_else(PoisonError::into_inner).next_table()?)
}

/// How many rows of each table were read.
pub(super) fn rows(reader: &Reading) -> Vec<u64> {
    reader.lock().unwrap_or_else(PoisonError::into_inner).counts()
}

/// What the dump's own definitions, all of which are read, say otherwise than the program's schema.
fn drift_of(reader: &Reading, plan: &Plan) -> Drift {
    let reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
    let own = reader.own_schema();
    let found = ddl::read_of(
        FileId::default(),
        &own.ddl,
        own.engine,
        plan.program.old_namespace.as_deref(),
        &mut Diagnostics::new(),
    );
    let mut out = Drift::default();
    // A dump may be of rows alone.
    if !found.tables.is_empty() {
        out.add(OLD, drift(&plan.program.old, &found, Use::Read, &reads(plan)));
    }
    out
}

/// Loads all that is not loaded yet, in the order of the dump. Rows of a table that stand together in it are committed
/// together; a run that goes on steps over those it has.
pub(super) async fn load(executor: &mut Executor<'_>, log: &Log, dump: &dyn RowSource) -> Result<(), RunError> {
    let job = executor.job;
    let engine = executor.sides.new.engine();
    let journal = Journal::new(engine);
    let identity = dump.identity();
    let mut parts = Vec::new();
    for (staged, line) in job.staged.iter().zip(log.of_kind(journal::LOAD)) {
        parts.push(LoadPart::of(executor, staged, line).await?);
    }
    if parts.iter().all(LoadPart::is_complete) {
        return Ok(());
    }
    if parts.iter().any(|part| part.line.last_key.as_ref().is_some_and(|then| *then != identity && !then.is_empty())) {
        return Err(RunError::Dump(SourceError::changed(dump.path())));
    }
    // how many rows of each are there and stay
    let mut held: Vec<u64> = Vec::new();
    for part in &parts {
        let stays = part.is_intact() && part.line.state != State::Waiting;
        if !stays && part.line.state != State::Waiting {
            executor.execute(&runner::clear(engine, &part.staged.place), None).await?;
            executor.execute(&journal.restart(part.line.entry.id), None).await?;
        }
        held.push(if stays { part.held } else { 0 });
    }
    let mut begun: Vec<Option<Instant>> = vec![None; parts.len()];
    let reader = Arc::new(Mutex::new(old_file::reader(dump, &job.plan.program, &wanted(job.staged))?));
    while let Some(at) = next_table(&reader)? {
        let (Some(part), Some(have)) = (parts.get(at), held.get(at).copied()) else { break };
        let (id, name) = (part.line.entry.id, part.line.entry.title.clone());
        if let Some(started) = begun.get_mut(at)
            && started.is_none()
        {
            *started = Some(Instant::now());
            executor.mark(&journal.begin(id, None)).await?;
        }
        let seen = rows(&reader).get(at).copied().unwrap_or(0);
        let source = Source::Thread(Run::new(&reader, part.staged.columns.len(), have.saturating_sub(seen)));
        let flow = flow_of(part.staged, String::new(), Vec::new());
        let before = have.max(seen);
        let progress = &mut executor.progress;
        let told = |chunk: &transfer::Chunk| {
            progress.load(&name, before + chunk.rows, 0);
            true
        };
        let mark = |chunk: &transfer::Chunk| vec![journal.mark(id, before + chunk.rows, &identity)];
        let moved = transfer::transfer(source, &mut executor.sides.new, &flow, &job.chunks, mark, told).await;
        let title = format!("loading the old table `{name}`");
        moved.map_err(|broken| match broken {
            Broken::Reading(error) => of_the_dump(&error).unwrap_or_else(|| {
                executor.failed(None, format!("{title}, {OLD}"), &error, executor.sides.old_address())
            }),
            Broken::Writing(error) => executor.failed(None, title, &error, executor.sides.new_address()),
            Broken::Value(unfit) => {
                RunError::Sql { step: None, title, message: unfit.to_string(), help: transfer::Unfit::HELP.to_owned() }
            }
        })?;
    }
    let drift = drift_of(&reader, job.plan);
    match job.allow_drift {
        true => drift.differences().for_each(|one| executor.progress.note(&format!("differs: {one}"))),
        false => drift.judged(true)?,
    }
    for ((part, all), started) in parts.iter().zip(rows(&reader)).zip(begun) {
        let (id, name) = (part.line.entry.id, &part.line.entry.title);
        let held = executor.ask(&runner::count(engine, &part.staged.place), None).await?.count(0).unwrap_or(0);
        if held != all {
            return Err(RunError::Lost { table: name.clone(), there: all, held });
        }
        executor.mark(&journal.begin(id, Some(all))).await?;
        executor.mark(&journal.done(id, Some(all))).await?;
        executor.progress.loaded(name, all, started.map_or_else(Default::default, |started| started.elapsed()));
    }
    Ok(())
}
