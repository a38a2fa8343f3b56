//! Makes the new side, as its schema file writes it (`--create`).
//!
//! Where the engine can, each half is one transaction with its line of the journal. Where it cannot, what was half made is removed and
//! made again: nothing of it was there before the run.

use super::error::RunError;
use super::executor::Executor;
use super::journal::{self, Line, Log, State};
use crate::client::trouble::Trouble;
use crate::dialect::EngineExt as _;
use crate::dialect::sessions;
use crate::emit::creation::{Creation, Making};

/// A half of a creation.
struct Half<'a> {
    made: &'a [Making],
    undo: &'a [String],
}

impl<'a> Half<'a> {
    fn of(creation: &'a Creation, kind: &str) -> Self {
        match kind {
            journal::CREATE => Half { made: &creation.before, undo: &creation.undo },
            _ => Half { made: &creation.after, undo: &creation.undo_after },
        }
    }
}

/// Makes what a half of the creation makes, and marks it as done.
pub(super) async fn make(executor: &mut Executor<'_>, log: &Log, kind: &'static str) -> Result<(), RunError> {
    for line in log.of_kind(kind).filter(|line| line.state != State::Done) {
        let Some(creation) = executor.job.create else { return Err(RunError::CreateAgain) };
        let half = Half::of(creation, kind);
        if line.state != State::Waiting {
            undo(executor, &half).await?;
        }
        if kind == journal::CREATE {
            for note in &creation.notes {
                executor.progress.note(note);
            }
        }
        executor.mark(&executor.journal().begin(line.entry.id, None)).await?;
        if let Err(error) = one(executor, &half, line).await {
            if !executor.atomic {
                drop(executor.target().execute(sessions::ROLLBACK).await);
                drop(executor.settle().await);
                drop(undo(executor, &half).await);
            }
            executor.give_up(line.entry.id, &error).await;
            return Err(error);
        }
    }
    Ok(())
}

async fn one(executor: &mut Executor<'_>, half: &Half<'_>, line: &Line) -> Result<(), RunError> {
    if !executor.atomic {
        let begin = executor.sides.new.engine().statements().begin();
        executor.execute(begin, None).await?;
    }
    all(executor, half.made).await?;
    executor.mark(&executor.journal().done(line.entry.id, None)).await?;
    if !executor.atomic {
        executor.execute(sessions::COMMIT, None).await?;
    }
    Ok(())
}

/// Carries statements of the schema file out, and sets the session up again.
pub(super) async fn all(executor: &mut Executor<'_>, made: &[Making]) -> Result<(), RunError> {
    for one in made {
        if let Err(error) = executor.target().execute(&one.sql).await {
            return Err(refused(executor, one, &error));
        }
    }
    executor.settle().await
}

fn refused(executor: &Executor<'_>, one: &Making, error: &sqlx::Error) -> RunError {
    let Some(place) = &one.place else { return executor.refused(None, error) };
    let Trouble { message, .. } = Trouble::of(error, executor.sides.new_address());
    let help = "the schema file is carried out as it is written: it must load into an empty database with the engine's own client; \
                nothing of it stays";
    RunError::Sql { step: None, title: format!("`{place}`"), message, help: help.to_owned() }
}

/// Removes what a half made, of which nothing was there before.
async fn undo(executor: &mut Executor<'_>, half: &Half<'_>) -> Result<(), RunError> {
    let [begin, end] = executor.sides.new.engine().statements().around_creation();
    for sql in begin.iter().copied().chain(half.undo.iter().map(String::as_str)).chain(end.iter().copied()) {
        executor.execute(sql, None).await?;
    }
    executor.settle().await
}

/// Removes what a creation that broke off has made.
pub(super) async fn remove(executor: &mut Executor<'_>) -> Result<(), RunError> {
    match executor.job.create {
        Some(creation) => undo(executor, &Half::of(creation, journal::CREATE)).await,
        None => Err(RunError::CreateAgain),
    }
}
