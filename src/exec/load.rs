//! Streams old rows into the tables they are staged in.

use std::cell::{Cell, RefCell};
use std::time::Instant;

use super::error::RunError;
use super::executor::Executor;
use super::journal::{self, Line, Log, State};
use super::lanes::{self, Failed, Lane};
use super::progress::Progress;
use super::transfer::{Chunk, Flow, Options, Target};
use crate::dialect::EngineExt as _;
use crate::emit::journal::Journal;
use crate::emit::runner;
use crate::emit::staging::Staged;

/// Loads all that is not loaded yet, from a database.
pub(super) async fn load(executor: &mut Executor<'_>, log: &Log) -> Result<(), RunError> {
    let job = executor.job;
    let mut parts = Vec::new();
    for (staged, line) in job.staged.iter().zip(log.of_kind(journal::LOAD)) {
        parts.push(LoadPart::of(executor, staged, line).await?);
    }
    if parts.iter().all(LoadPart::is_complete) {
        return Ok(());
    }
    // Rows of two moments do not fit together. Nobody can see all changes, but most change a number of rows.
    for part in &parts {
        if let Some(then) = part.line.all
            && let now = old_rows(executor, part.staged).await?
            && then != now
        {
            return Err(RunError::OldChanged { table: part.line.entry.title.clone(), then, now });
        }
    }
    let todo: Vec<&LoadPart<'_>> = parts.iter().filter(|part| !part.is_complete()).collect();
    let count =
        async |lane: &mut Lane<'_>, part: &LoadPart<'_>, _: &Cell<bool>| lane.count_old(&part.staged.count()).await;
    let todo = lanes::largest_first(executor.sides.lanes(), &todo, count, |rows| *rows).await;
    let todo = todo.map_err(|(part, failed)| not_loaded(executor, part, failed))?;
    let progress: RefCell<&mut dyn Progress> = RefCell::new(&mut *executor.progress);
    let chunks = &job.chunks;
    let work = async |lane: &mut Lane<'_>, (part, all): &(&LoadPart<'_>, u64), go_on: &Cell<bool>| {
        one(lane, part, *all, chunks, &progress, go_on).await
    };
    let todo: Vec<_> = todo.iter().collect();
    let loaded = lanes::spread(executor.sides.lanes(), &todo, work).await;
    loaded.map(drop).map_err(|((part, _), failed)| not_loaded(executor, part, failed))
}

fn not_loaded(executor: &Executor<'_>, part: &LoadPart<'_>, failed: Failed) -> RunError {
    let title = format!("loading the old table `{}`", part.line.entry.title);
    executor.not_carried(None, title, &part.line.entry.title, failed)
}

/// An old table that is staged, and how far it is.
pub(super) struct LoadPart<'a> {
    pub staged: &'a Staged,
    pub line: &'a Line,
    /// Rows of the staging table.
    pub held: u64,
}

/// Rows into a staging table.
pub(super) fn flow_of(staged: &Staged, select: String, key: Vec<usize>) -> Flow {
    Flow {
        select,
        table: staged.name.clone(),
        columns: staged
            .columns
            .iter()
            .zip(&staged.marked)
            .map(|((name, ty), marked)| Target { name: name.clone(), ty: ty.clone(), marked: *marked })
            .collect(),
        key,
        odd_dates: staged.odd_dates,
    }
}

impl<'a> LoadPart<'a> {
    pub(super) async fn of(executor: &mut Executor<'_>, staged: &'a Staged, line: &'a Line) -> Result<Self, RunError> {
        let held = match line.state {
            State::Waiting => 0,
            _ => executor
                .ask(&runner::count(executor.sides.new.engine(), &staged.place), None)
                .await?
                .count(0)
                .unwrap_or(0),
        };
        Ok(Self { staged, line, held })
    }

    /// What the journal says is there, unless the server lost it: such tables are not logged.
    pub(super) fn is_intact(&self) -> bool {
        self.held == self.line.rows.unwrap_or(0)
    }

    pub(super) fn is_complete(&self) -> bool {
        self.is_intact() && self.line.state == State::Done
    }
}

async fn one(
    lane: &mut Lane<'_>,
    part: &LoadPart<'_>,
    all: u64,
    chunks: &Options,
    progress: &RefCell<&mut dyn Progress>,
    go_on: &Cell<bool>,
) -> Result<(), Failed> {
    let LoadPart { staged, line, held } = *part;
    let (id, title) = (line.entry.id, &line.entry.title);
    let journal = Journal::new(lane.new.engine());
    let after = line.key().filter(|key| part.is_intact() && key.len() == staged.key.len());
    let before = if after.is_some() { held } else { 0 };
    if after.is_none() && line.state != State::Waiting {
        lane.execute(&runner::clear(lane.new.engine(), &staged.place)).await?;
        lane.execute(&journal.restart(id)).await?;
    }
    let started = Instant::now();
    lane.execute(&journal.begin(id, Some(all))).await?;
    progress.borrow_mut().load(title, before, all);
    let flow = flow_of(staged, staged.rows_after(after.as_deref()), staged.key.clone());
    let told = |chunk: &Chunk| {
        progress.borrow_mut().load(title, before + chunk.rows, all);
        go_on.get()
    };
    let mark = |chunk: &Chunk| {
        let rows = before + chunk.rows;
        let mut marks = vec![journal.mark(id, rows, &chunk.key_text())];
        if chunk.last {
            marks.push(journal.done(id, Some(rows)));
        }
        marks
    };
    let there = before + lane.transfer(&flow, chunks, mark, told).await?;
    let held = lane.count(&runner::count(lane.new.engine(), &staged.place)).await?;
    if there != all || held != all {
        return Err(Failed::Lost { there: all, held });
    }
    if let Some(sql) = lane.new.engine().statements().analyze(&staged.name) {
        lane.execute(&sql).await?;
    }
    progress.borrow_mut().loaded(title, all, started.elapsed());
    Ok(())
}

async fn old_rows(executor: &mut Executor<'_>, staged: &Staged) -> Result<u64, RunError> {
    let answer = executor.sides.old.ask(&staged.count()).await;
    let answer = answer.map_err(|error| executor.sides.old_refused(&error))?;
    Ok(answer.count(0).unwrap_or(0))
}
