//! Streams a block's rows, shaped by the old side, straight into their new table.

use super::account;
use super::carry::Carrier;
use super::journal::{Line, Log, State};
use super::transfer::{self, Broken, Chunk, Flow, Source, Target};
use super::{OLD, RunError};
use crate::emit::direct::{Counted, Direct};
use crate::emit::journal::Journal;
use crate::emit::runner;

/// Streams what is not there yet, and answers how many rows the step moved.
pub(super) async fn stream(carrier: &mut Carrier<'_>, direct: &Direct, line: &Line) -> Result<Option<u64>, RunError> {
    let (id, step) = (line.entry.id, Some(direct.step));
    let engine = carrier.sides.new.engine();
    let journal = Journal::new(engine);
    let counted = count(carrier, direct).await?;
    let done = line.rows.unwrap_or(0);
    let begun = line.state != State::Waiting && done > 0;
    if !begun {
        carrier.execute(engine.statements().begin(), step).await?;
        carrier.execute(&runner::forget_numbers(direct.step.0 + 1), step).await?;
        for sql in &direct.before {
            carrier.execute(sql, step).await?;
        }
        carrier.execute(&journal.begin(id, Some(counted.kept)), step).await?;
        carrier.execute(runner::COMMIT, step).await?;
    }
    let there = carrier.ask(&direct.there, step).await?.count(0).unwrap_or(0);
    if there != done {
        return Err(RunError::Lost { table: line.entry.title.clone(), there: done, held: there });
    }
    let key: Option<Vec<String>> = line.last_key.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let after = key.filter(|key| begun && !key.is_empty());
    let before = if after.is_some() { done } else { 0 };
    let flow = Flow {
        select: direct.rows_after(after.as_deref()),
        table: direct.table.clone(),
        columns: direct.columns.iter().map(|(name, ty)| Target { name: name.clone(), ty: ty.clone() }).collect(),
        key: direct.key.clone(),
    };
    let plan = carrier.job.plan;
    let mark = |chunk: &Chunk| {
        let rows = before + chunk.rows;
        let mut marks = vec![journal.mark(id, rows, &chunk.key_text())];
        if chunk.last {
            marks.extend(direct.account(plan, engine, counted));
            marks.push(journal.done(id, Some(rows)));
        }
        marks
    };
    let progress = &mut carrier.progress;
    let told = |chunk: &Chunk| progress.rows(before + chunk.rows, counted.kept);
    let sides = &mut *carrier.sides;
    let moved =
        transfer::transfer(Source::Session(&mut sides.old), &mut sides.new, &flow, &carrier.job.chunks, mark, told)
            .await;
    let moved = before
        + moved.map_err(|broken| match broken {
            Broken::Reading(error) => {
                let title = format!("{}, {OLD}", carrier.title(step));
                carrier.failed(step, title, &error, carrier.sides.old_address())
            }
            Broken::Writing(error) => carrier.refused(step, &error),
            Broken::Value(unfit) => carrier.broken(step, "a value", &unfit.to_string()),
        })?;
    if moved != counted.kept {
        let table = line.entry.title.clone();
        return Err(RunError::Lost { table, there: counted.kept, held: moved });
    }
    Ok(Some(moved))
}

/// Whether the old side still has as many rows as it had when a run was begun that goes on now.
pub(super) async fn unchanged(carrier: &mut Carrier<'_>, log: &Log) -> Result<(), RunError> {
    let (plan, engine) = (carrier.job.plan, carrier.sides.new.engine());
    for direct in carrier.job.direct {
        let Some(line) = log.step(direct.step.0 + 1).filter(|line| line.state != State::Waiting) else { continue };
        let counted = count(carrier, direct).await?;
        let (then, now) = match line.state {
            State::Done => (carrier.ask(&runner::fates(engine, direct.step.0 + 1), None).await?.count(0), counted.rows),
            _ => (line.all, counted.kept),
        };
        if let Some(then) = then.filter(|then| *then != now) {
            let table = account::block_of(plan, direct.step)
                .and_then(|block| plan.program.block(block).source.first())
                .map_or(String::new(), |relation| plan.program.old.table(relation.table).name.clone());
            return Err(RunError::OldChanged { table, then, now });
        }
    }
    Ok(())
}

async fn count(carrier: &mut Carrier<'_>, direct: &Direct) -> Result<Counted, RunError> {
    let mut found = [0; 3];
    for (place, query) in found.iter_mut().zip(&direct.counts) {
        let answer = carrier.sides.old.ask(query).await;
        *place = answer.map_err(|error| carrier.sides.old_refused(&error))?.count(0).unwrap_or(0);
    }
    let [rows, kept, no_partner] = found;
    Ok(Counted { rows, kept, no_partner })
}
