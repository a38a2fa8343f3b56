//! Streams a block's rows, shaped by the old side, straight into their new table.

use std::cell::{Cell, RefCell};
use std::time::Instant;

use super::account;
use super::error::RunError;
use super::executor::Executor;
use super::job::Job;
use super::journal::{Line, Log, State};
use super::lanes::{self, Failed, Lane};
use super::progress::Progress;
use super::pushdown::counted;
use super::transfer::{Chunk, Flow, Target};
use crate::dialect::EngineExt as _;
use crate::dialect::sessions;
use crate::emit::Section;
use crate::emit::journal::Journal;
use crate::emit::pushdown::{Counted, Pushdown};
use crate::emit::runner;

/// A block to be streamed, and how far it is.
pub(super) struct StreamPart<'a> {
    pushdown: &'a Pushdown,
    line: &'a Line,
}

/// The next steps, as far as they are streamed and can be at the same time.
pub(super) fn together<'j>(job: &Job<'j>, steps: &[&Section], log: &'j Log) -> Vec<StreamPart<'j>> {
    let program = &job.plan.program;
    let target = |pushdown: &Pushdown| program.block(pushdown.block).target;
    // A foreign key wants the other table's rows first.
    let refers = |from, to| program.new.table(from).foreign_keys.iter().any(|key| key.table == to);
    let mut parts: Vec<StreamPart<'j>> = Vec::new();
    for section in steps {
        let pushdown = job.pushdown.iter().find(|pushdown| Some(pushdown.step) == section.step);
        let line = section.step.and_then(|id| log.step(id.0 + 1));
        let (Some(pushdown), Some(line)) = (pushdown, line) else { break };
        let own = target(pushdown);
        let others = parts.iter().map(|part| target(part.pushdown));
        if others.into_iter().any(|other| other == own || refers(own, other) || refers(other, own)) {
            break;
        }
        parts.push(StreamPart { pushdown, line });
    }
    parts
}

/// Streams the rows of steps at the same time, then accounts for each.
pub(super) async fn streams(executor: &mut Executor<'_>, parts: &[StreamPart<'_>], log: &Log) -> Result<(), RunError> {
    let job = executor.job;
    let steps = &job.plan.steps;
    let todo: Vec<&StreamPart<'_>> = parts.iter().filter(|part| part.line.state != State::Done).collect();
    let count = async |lane: &mut Lane<'_>, part: &StreamPart<'_>, _: &Cell<bool>| {
        counted(lane.old, part.pushdown).await.map_err(Failed::Old)
    };
    let todo = lanes::largest_first(executor.sides.lanes(), &todo, count, Counted::moving).await;
    let todo = todo.map_err(|(part, failed)| not_streamed(executor, part, failed))?;
    let progress: RefCell<&mut dyn Progress> = RefCell::new(&mut *executor.progress);
    let work = async |lane: &mut Lane<'_>, (part, counted): &(&StreamPart<'_>, Counted), go_on: &Cell<bool>| {
        let started = Instant::now();
        if let Some(step) = steps.get(part.pushdown.step.0) {
            progress.borrow_mut().begin(part.pushdown.step.0 + 1, steps.len(), step);
        }
        let moved = one(lane, part, counted, job, &progress, go_on).await?;
        Ok((part.pushdown.step, moved, started.elapsed()))
    };
    let todo: Vec<_> = todo.iter().collect();
    let mut done = match lanes::spread(executor.sides.lanes(), &todo, work).await {
        Ok(done) => done,
        Err(((part, _), failed)) => {
            let error = not_streamed(executor, part, failed);
            executor.give_up(part.line.entry.id, &error).await;
            return Err(error);
        }
    };
    done.sort_by_key(|(id, ..)| *id);
    for (id, moved, took) in done {
        if let Err(error) = account::step(executor, id, log, false).await {
            executor.give_up(log.step(id.0 + 1).map_or(0, |line| line.entry.id), &error).await;
            return Err(error);
        }
        if let Some(step) = steps.get(id.0) {
            executor.progress.step(id.0 + 1, steps.len(), step, Some(moved), took);
        }
    }
    Ok(())
}

fn not_streamed(executor: &Executor<'_>, part: &StreamPart<'_>, failed: Failed) -> RunError {
    let id = Some(part.pushdown.step);
    executor.not_carried(id, executor.title(id), &part.line.entry.title, failed)
}

/// The rows of a block into its table, after those up to a key where one is given.
pub(super) fn flow_of(pushdown: &Pushdown, after: Option<&[String]>) -> Flow {
    Flow {
        select: pushdown.rows_after(after),
        table: pushdown.table.clone(),
        columns: pushdown
            .columns
            .iter()
            .map(|(name, ty)| Target { name: name.clone(), ty: ty.clone(), marked: None })
            .collect(),
        key: pushdown.key.clone(),
        odd_dates: false,
    }
}

/// Streams what is not there yet, and answers how many rows the step moved.
async fn one(
    lane: &mut Lane<'_>,
    part: &StreamPart<'_>,
    counted: &Counted,
    job: &Job<'_>,
    progress: &RefCell<&mut dyn Progress>,
    go_on: &Cell<bool>,
) -> Result<u64, Failed> {
    let StreamPart { pushdown, line } = *part;
    let (id, number) = (line.entry.id, pushdown.step.0 + 1);
    let engine = lane.new.engine();
    let journal = Journal::new(engine);
    let done = line.rows.unwrap_or(0);
    let begun = line.state != State::Waiting && done > 0;
    if !begun {
        lane.execute(engine.statements().begin()).await?;
        lane.execute(&runner::forget_numbers(engine, number)).await?;
        for sql in &pushdown.before {
            lane.execute(sql).await?;
        }
        lane.execute(&journal.begin(id, Some(counted.moving()))).await?;
        lane.execute(sessions::COMMIT).await?;
    }
    let there = lane.count(&pushdown.there).await?;
    if there != done {
        return Err(Failed::Lost { there: done, held: there });
    }
    let after = line.key().filter(|_| begun);
    let before = if after.is_some() { done } else { 0 };
    let flow = flow_of(pushdown, after.as_deref());
    let mark = |chunk: &Chunk| {
        let rows = before + chunk.rows;
        let mut marks = vec![journal.mark(id, rows, &chunk.key_text())];
        if chunk.last {
            marks.extend(pushdown.account(job.plan, engine, counted));
            marks.push(journal.done(id, Some(rows)));
        }
        marks
    };
    let told = |chunk: &Chunk| {
        progress.borrow_mut().rows(number, before + chunk.rows, counted.moving());
        go_on.get()
    };
    let moved = before + lane.transfer(&flow, &job.chunks, mark, told).await?;
    if moved != counted.moving() {
        return Err(Failed::Lost { there: counted.moving(), held: moved });
    }
    Ok(moved)
}

/// Whether the old side still has as many rows as it had when a run was begun that goes on now.
pub(super) async fn unchanged(executor: &mut Executor<'_>, log: &Log) -> Result<(), RunError> {
    let (plan, engine) = (executor.job.plan, executor.sides.new.engine());
    for pushdown in executor.job.pushdown {
        let Some(line) = log.step(pushdown.step.0 + 1).filter(|line| line.state != State::Waiting) else { continue };
        let counted = counted(&mut executor.sides.old, pushdown).await;
        let counted = counted.map_err(|error| executor.sides.old_refused(&error))?;
        let (then, now) = match line.state {
            State::Done => {
                (executor.ask(&runner::fates(engine, pushdown.step.0 + 1), None).await?.count(0), counted.rows)
            }
            _ => (line.all, counted.moving()),
        };
        if let Some(then) = then.filter(|then| *then != now) {
            let table = account::block_of(plan, pushdown.step)
                .and_then(|block| plan.program.block(block).source.first())
                .map_or(String::new(), |relation| plan.program.old.table(relation.table).name.clone());
            return Err(RunError::OldChanged { table, then, now });
        }
    }
    Ok(())
}
