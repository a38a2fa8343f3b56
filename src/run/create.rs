//! Makes the new side, as its schema file writes it (`--create`).
//!
//! Where the engine can, each half is one transaction with its line of the journal. Where it cannot, what was half made is removed and
//! made again: nothing of it was there before the run.

use super::RunError;
use super::carry::Carrier;
use super::journal::{self, Line, Log, State};
use crate::client::trouble::Trouble;
use crate::dialect::EngineExt as _;
use crate::emit::creation::{Creation, Making};
use crate::emit::runner;

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
pub(super) async fn make(carrier: &mut Carrier<'_>, log: &Log, kind: &'static str) -> Result<(), RunError> {
    for line in log.of_kind(kind).filter(|line| line.state != State::Done) {
        let Some(creation) = carrier.job.create else { return Err(RunError::CreateAgain) };
        let half = Half::of(creation, kind);
        if line.state != State::Waiting {
            undo(carrier, &half).await?;
        }
        if kind == journal::CREATE {
            for note in &creation.notes {
                carrier.progress.note(note);
            }
        }
        carrier.mark(&carrier.journal().begin(line.entry.id, None)).await?;
        if let Err(error) = one(carrier, &half, line).await {
            if !carrier.atomic {
                drop(carrier.target().execute(runner::ROLLBACK).await);
                drop(carrier.settle().await);
                drop(undo(carrier, &half).await);
            }
            carrier.give_up(line.entry.id, &error).await;
            return Err(error);
        }
    }
    Ok(())
}

async fn one(carrier: &mut Carrier<'_>, half: &Half<'_>, line: &Line) -> Result<(), RunError> {
    if !carrier.atomic {
        let begin = carrier.sides.new.engine().statements().begin();
        carrier.execute(begin, None).await?;
    }
    all(carrier, half.made).await?;
    carrier.mark(&carrier.journal().done(line.entry.id, None)).await?;
    if !carrier.atomic {
        carrier.execute(runner::COMMIT, None).await?;
    }
    Ok(())
}

/// Carries statements of the schema file out, and sets the session up again.
pub(super) async fn all(carrier: &mut Carrier<'_>, made: &[Making]) -> Result<(), RunError> {
    for one in made {
        if let Err(error) = carrier.target().execute(&one.sql).await {
            return Err(refused(carrier, one, &error));
        }
    }
    carrier.settle().await
}

fn refused(carrier: &Carrier<'_>, one: &Making, error: &sqlx::Error) -> RunError {
    let Some(place) = &one.place else { return carrier.refused(None, error) };
    let Trouble { message, .. } = Trouble::of(error, carrier.sides.new_address());
    let help = "the schema file is carried out as it is written: it must load into an empty database with the engine's own client; \
                nothing of it stays";
    RunError::Sql { step: None, title: format!("`{place}`"), message, help: help.to_owned() }
}

/// Removes what a half made, of which nothing was there before.
async fn undo(carrier: &mut Carrier<'_>, half: &Half<'_>) -> Result<(), RunError> {
    let [begin, end] = carrier.sides.new.engine().statements().around_creation();
    for sql in begin.iter().copied().chain(half.undo.iter().map(String::as_str)).chain(end.iter().copied()) {
        carrier.execute(sql, None).await?;
    }
    carrier.settle().await
}

/// Removes what a creation that broke off has made.
pub(super) async fn remove(carrier: &mut Carrier<'_>) -> Result<(), RunError> {
    match carrier.job.create {
        Some(creation) => undo(carrier, &Half::of(creation, journal::CREATE)).await,
        None => Err(RunError::CreateAgain),
    }
}
