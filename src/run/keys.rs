//! Foreign keys and indexes of a table that is filled from empty: tested and built once for all rows instead of row by row.
//!
//! All of it is in the transaction of the step, so that nothing is left undone when that breaks.

use super::carry::Carrier;
use super::rules::Rule;
use super::{NEW, RunError};
use crate::emit::runner;
use crate::plan::{StepId, StepKind};

/// What is not kept up at the moment.
#[derive(Debug, Default)]
pub(super) struct Loose {
    after: Vec<String>,
    tests: Vec<String>,
}

/// Stops keeping up the foreign keys and indexes of the table that a step fills, where that table is empty.
pub(super) async fn loosen(carrier: &mut Carrier<'_>, id: StepId) -> Result<Loose, RunError> {
    let plan = carrier.job.plan;
    let Some(StepKind::Move { block, .. }) = plan.steps.get(id.0).map(|step| &step.kind) else {
        return Ok(Loose::default());
    };
    let engine = carrier.sides.new.engine();
    let table = plan.program.new.table(plan.program.block(*block).target);
    let Some(query) = runner::loose(engine, table) else { return Ok(Loose::default()) };
    if carrier.ask(&runner::any_row(engine, table), Some(id)).await?.first().is_some() {
        return Ok(Loose::default());
    }
    let mut loose = Loose::default();
    for row in carrier.ask(&query, Some(id)).await?.rows {
        let [before, after, test] = [0, 1, 2].map(|i| row.get(i).cloned().flatten());
        if let (Some(before), Some(after)) = (before, after) {
            carrier.execute(&before, Some(id)).await?;
            if !loose.after.contains(&after) {
                loose.after.push(after);
            }
        }
        loose.tests.extend(test);
    }
    Ok(loose)
}

/// Puts back the keys and indexes that were loosened: for all rows, and for each that comes from now on.
pub(super) async fn tighten(carrier: &mut Carrier<'_>, id: StepId, loose: Loose) -> Result<(), RunError> {
    for test in &loose.tests {
        if let Some(message) = carrier.ask(test, Some(id)).await?.first() {
            let help = match carrier.shows(Some(id), Rule::ForeignKey, message) {
                true => "mend the old rows, or let a line of the program reject them".to_owned(),
                false => {
                    format!("{NEW} has a foreign key that its schema file does not show: bring the file up to date")
                }
            };
            return Err(RunError::Check { step: Some(id), message: message.to_owned(), help });
        }
    }
    for sql in &loose.after {
        carrier.execute(sql, Some(id)).await?;
    }
    Ok(())
}
