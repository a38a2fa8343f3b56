//! Begins again: empties what the plan fills.

use super::create;
use super::error::RunError;
use super::executor::Executor;
use super::journal::{self, Log, State};
use super::tables::filled;
use crate::emit::journal::Journal;
use crate::emit::runner;
use crate::physical::STAGED;
use crate::schema::TableId;

/// Empties the new tables that the plan fills, after the run of this log.
pub(super) async fn clear(executor: &mut Executor<'_>, log: Option<&Log>) -> Result<(), RunError> {
    let plan = executor.job.plan;
    let engine = executor.sides.new.engine();
    let half_made = log.is_some_and(|log| log.of_kind(journal::CREATE).any(|line| line.state != State::Done));
    if half_made {
        create::remove(executor).await?;
        return executor.execute(&Journal::new(engine).drop(), None).await;
    }
    let there = executor.ask(&runner::tables(engine, None), None).await?;
    let there: Vec<&String> = there.rows.iter().flatten().flatten().collect();
    let is_there = |table: &TableId| there.iter().any(|t| t.eq_ignore_ascii_case(&plan.program.new.table(*table).name));
    let tables: Vec<TableId> = filled(plan).into_iter().filter(is_there).collect();
    for query in runner::refers_to(&plan.program.new, &tables, engine) {
        if let Some(message) = executor.ask(&query, None).await?.first() {
            return Err(RunError::InTheWay { message: message.to_owned() });
        }
    }
    // First of all, so that a run whose rows are gone is not gone on with.
    executor.execute(&Journal::new(engine).drop(), None).await?;
    for name in there.iter().filter(|name| name.starts_with(STAGED)) {
        executor.execute(&runner::drop_named(engine, name), None).await?;
    }
    for sql in runner::clear_all(&plan.program.new, &tables, engine) {
        executor.execute(&sql, None).await?;
    }
    Ok(())
}
