//! Foreign keys and indexes of a table that is filled from empty: tested and built once for all rows instead of row by row.
//!
//! All of it is in the transaction of the step, so that nothing is left undone when that breaks.

use super::error::RunError;
use super::executor::Executor;
use super::job::NEW;
use crate::dialect::Rule;
use crate::emit::runner;
use crate::plan::{StepId, StepKind};

/// What is not kept up at the moment.
#[derive(Debug, Default)]
pub(super) struct Deferred {
    after: Vec<String>,
    tests: Vec<String>,
}

/// Stops keeping up the foreign keys and indexes of the table that a step fills, where that table is empty.
pub(super) async fn defer_constraints(executor: &mut Executor<'_>, id: StepId) -> Result<Deferred, RunError> {
    let plan = executor.job.plan;
    let Some(StepKind::Move { block, .. }) = plan.steps.get(id.0).map(|step| &step.kind) else {
        return Ok(Deferred::default());
    };
    let engine = executor.sides.new.engine();
    let table = plan.program.new.table(plan.program.block(*block).target);
    let Some(query) = runner::deferred_constraints(engine, table) else { return Ok(Deferred::default()) };
    if executor.ask(&runner::any_row(engine, table), Some(id)).await?.first().is_some() {
        return Ok(Deferred::default());
    }
    let mut deferred = Deferred::default();
    for row in executor.ask(&query, Some(id)).await?.rows {
        let [before, after, test] = [0, 1, 2].map(|i| row.get(i).cloned().flatten());
        if let (Some(before), Some(after)) = (before, after) {
            executor.execute(&before, Some(id)).await?;
            if !deferred.after.contains(&after) {
                deferred.after.push(after);
            }
        }
        deferred.tests.extend(test);
    }
    Ok(deferred)
}

/// Puts back the keys and indexes that were deferred: for all rows, and for each that comes from now on.
pub(super) async fn restore_constraints(
    executor: &mut Executor<'_>,
    id: StepId,
    deferred: Deferred,
) -> Result<(), RunError> {
    for test in &deferred.tests {
        if let Some(message) = executor.ask(test, Some(id)).await?.first() {
            let help = match executor.shows(Some(id), Rule::ForeignKey, message) {
                true => "mend the old rows, or let a line of the program reject them".to_owned(),
                false => {
                    format!("{NEW} has a foreign key that its schema file does not show: bring the file up to date")
                }
            };
            return Err(RunError::Check { step: Some(id), message: message.to_owned(), help });
        }
    }
    for sql in &deferred.after {
        executor.execute(sql, Some(id)).await?;
    }
    Ok(())
}
