//! Streams old rows into the tables they are staged in.

use std::time::Instant;

use super::carry::Carrier;
use super::journal::{self, Line, Log, State};
use super::transfer::{self, Broken, Flow, Source, Target};
use super::{OLD, RunError};
use crate::emit::journal::Journal;
use crate::emit::runner;
use crate::emit::staging::Staged;

/// Loads all that is not loaded yet.
pub(super) async fn load(carrier: &mut Carrier<'_>, log: &Log) -> Result<(), RunError> {
    let job = carrier.job;
    let mut parts = Vec::new();
    for (staged, line) in job.staged.iter().zip(log.of_kind(journal::LOAD)) {
        let held = match line.state {
            State::Waiting => 0,
            _ => carrier.ask(&runner::count(&staged.name), None).await?.count(0).unwrap_or(0),
        };
        parts.push(Part { staged, line, held });
    }
    if parts.iter().all(Part::is_complete) {
        return Ok(());
    }
    // Rows of two moments do not fit together. Nobody can see all changes, but most change a number of rows.
    for part in &parts {
        if let Some(then) = part.line.all
            && let now = old_rows(carrier, part.staged).await?
            && then != now
        {
            return Err(RunError::OldChanged { table: part.line.entry.title.clone(), then, now });
        }
    }
    for part in parts.iter().filter(|part| !part.is_complete()) {
        one(carrier, part).await?;
    }
    Ok(())
}

/// An old table that is staged, and how far it is.
struct Part<'a> {
    staged: &'a Staged,
    line: &'a Line,
    /// Rows of the staging table.
    held: u64,
}

impl Part<'_> {
    /// What the journal says is there, unless the server lost it: such tables are not logged.
    fn is_intact(&self) -> bool {
        self.held == self.line.rows.unwrap_or(0)
    }

    fn is_complete(&self) -> bool {
        self.is_intact() && self.line.state == State::Done
    }
}

async fn one(carrier: &mut Carrier<'_>, part: &Part<'_>) -> Result<(), RunError> {
    let Part { staged, line, held } = *part;
    let id = line.entry.id;
    let journal = Journal::new(carrier.sides.new.engine());
    let title = format!("loading the old table `{}`", line.entry.title);
    let key: Option<Vec<String>> = line.last_key.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let intact = part.is_intact();
    let after = key.filter(|key| intact && key.len() == staged.key.len() && !key.is_empty());
    let before = if after.is_some() { held } else { 0 };
    if after.is_none() && line.state != State::Waiting {
        carrier.execute(&runner::clear(&staged.name), None).await?;
        carrier.execute(&journal.restart(id), None).await?;
    }
    let started = Instant::now();
    let all = old_rows(carrier, staged).await?;
    carrier.mark(&journal.begin(id, Some(all))).await?;
    carrier.progress.load(&line.entry.title, before, all);
    let flow = Flow {
        select: staged.rows_after(after.as_deref()),
        table: staged.name.clone(),
        columns: staged.columns.iter().map(|(name, ty)| Target { name: name.clone(), ty: ty.clone() }).collect(),
        key: staged.key.clone(),
    };
    let progress = &mut carrier.progress;
    let told = |chunk: &transfer::Chunk| progress.load(&line.entry.title, before + chunk.rows, all);
    let mark = |chunk: &transfer::Chunk| {
        let rows = before + chunk.rows;
        let mut marks = vec![journal.mark(id, rows, &chunk.key_text())];
        if chunk.last {
            marks.push(journal.done(id, Some(rows)));
        }
        marks
    };
    let sides = &mut *carrier.sides;
    let moved =
        transfer::transfer(Source::Session(&mut sides.old), &mut sides.new, &flow, &carrier.job.chunks, mark, told)
            .await;
    let goes_on = "when that is mended, `--resume` goes on here".to_owned();
    let moved = moved.map_err(|broken| match broken {
        Broken::Reading(error) => carrier.failed(None, format!("{title}, {OLD}"), &error, carrier.sides.old_address()),
        Broken::Writing(error) => carrier.failed(None, title, &error, carrier.sides.new_address()),
        Broken::Value(unfit) => RunError::Sql { step: None, title, message: unfit.to_string(), help: goes_on },
    })?;
    let rows = before + moved;
    let held = carrier.ask(&runner::count(&staged.name), None).await?.count(0).unwrap_or(0);
    if rows != all || held != all {
        return Err(RunError::Lost { table: line.entry.title.clone(), there: all, held });
    }
    carrier.progress.loaded(&line.entry.title, all, started.elapsed());
    Ok(())
}

async fn old_rows(carrier: &mut Carrier<'_>, staged: &Staged) -> Result<u64, RunError> {
    let answer = carrier.sides.old.ask(&staged.count()).await;
    let answer = answer.map_err(|error| carrier.sides.old_refused(&error))?;
    Ok(answer.count(0).unwrap_or(0))
}
