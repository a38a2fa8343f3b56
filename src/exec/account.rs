//! Accounts for every row: asks the databases, not the run's own counters.

use super::error::RunError;
use super::executor::Executor;
use super::journal::{self, Log, State};
use super::report::Held;
use super::tables::filled;
use crate::emit::runner;
use crate::emit::staging::{Staged, all_reads};
use crate::plan::{ActionWhat, BlockId, Plan, Program, Side, StepId, StepKind};
use crate::schema::TableId;

/// What became of the rows of one step, as the counts table says.
#[derive(Debug, Clone, Copy, Default)]
struct RowOutcomes {
    rows: i128,
    moved: i128,
    skipped: i128,
    merged: i128,
    rejected: i128,
}

/// Every row of a block has one fate. Asked in the step's transaction, which is `undone` otherwise; where rows are
/// streamed they are committed chunk by chunk.
pub(super) async fn step(executor: &mut Executor<'_>, id: StepId, log: &Log, undone: bool) -> Result<(), RunError> {
    let plan = executor.job.plan;
    let Some((block, step)) = block_of(plan, id).zip(plan.steps.get(id.0)) else { return Ok(()) };
    let engine = executor.sides.new.engine();
    let answer = executor.ask(&runner::fates(engine, id.0 + 1), Some(id)).await?;
    // None in scripts that are not written by the compiler.
    if answer.rows.is_empty() {
        return Ok(());
    }
    let number = |column| answer.at(column).and_then(|n| n.split('.').next()?.parse().ok()).unwrap_or(0);
    let [rows, moved, skipped, merged, rejected] = [0, 1, 2, 3, 4].map(number);
    let fates = RowOutcomes { rows, moved, skipped, merged, rejected };
    let target = &plan.program.new.table(plan.program.block(block).target).name;
    let place = format!("step {}, {}", id.0 + 1, step.title);
    if let Some(what) = fates.unexplained() {
        let then = if undone { "the step was undone" } else { "the step is done: begin again with `--fresh`" };
        let help = format!(
            "see whether a trigger or a rule of `{target}` drops or adds rows, or somebody else writes into it; {then}"
        );
        return Err(RunError::Unexplained { step: Some(id), message: format!("{place}: {what}"), help });
    }
    // What arrived in the staging table is still there.
    if let Some(source) = only_source(&plan.program, block) {
        let name = &plan.program.old.table(source).name;
        let loaded = log.of_kind(journal::LOAD).zip(executor.job.staged).find(|(_, staged)| staged.table == source);
        if let Some((line, staged)) = loaded {
            let arrived = executor.ask(&runner::done_rows(engine, line.entry.id), Some(id)).await?.count(0);
            if let Some(arrived) = arrived.filter(|arrived| i128::from(*arrived) != rows) {
                let message = format!("{place}: {arrived} rows of `{name}` were staged, but {rows} are there");
                let help = format!("see that nobody else writes into {}; the step was undone", staged.name);
                return Err(RunError::Unexplained { step: Some(id), message, help });
            }
        }
    }
    Ok(())
}

impl RowOutcomes {
    /// What is wrong with them, if anything is.
    fn unexplained(self) -> Option<String> {
        let RowOutcomes { rows, moved, skipped, merged, rejected } = self;
        let known = moved + skipped + merged + rejected;
        if known == rows {
            return None;
        }
        let (n, what) = if known < rows { (rows - known, "have no fate") } else { (known - rows, "are too many") };
        let fates = [(moved, "moved"), (skipped, "skipped"), (merged, "merged"), (rejected, "rejected")];
        let fates: Vec<String> = fates
            .iter()
            .filter(|(n, fate)| *n != 0 || *fate == "moved")
            .map(|(n, fate)| format!("{n} {fate}"))
            .collect();
        Some(format!("{n} of {rows} rows {what}: {}", fates.join(", ")))
    }
}

/// Each new table holds what was there before and what was moved into it, and nothing else.
///
/// # Errors
/// [`RunError::Unexplained`] where one does not.
pub(super) async fn tables(executor: &mut Executor<'_>) -> Result<Vec<Held>, RunError> {
    let plan = executor.job.plan;
    let engine = executor.sides.new.engine();
    let mut out = Vec::new();
    for table in filled(plan) {
        let Some(first) = first_move(plan, table) else { continue };
        let steps: Vec<usize> = (first..plan.steps.len()).filter(|i| writes(plan, *i, table)).map(|i| i + 1).collect();
        let name = &plan.program.new.table(table).name;
        let query = runner::held(engine, plan.program.new.table(table), first + 1, &steps);
        let answer = executor.ask(&query, None).await?;
        let number = |column| answer.count(column).unwrap_or(0);
        let held = Held { table: name.clone(), before: number(1), added: number(2), rows: number(0) };
        let expected = held.before + held.added;
        // What the program does with SQL of its own is its own affair.
        if held.rows != expected && !has_sql_after(plan, first) {
            let message = format!(
                "the new table `{name}` has {} rows, but should have {expected}: {} from before and {} that were moved",
                held.rows, held.before, held.added
            );
            let help = format!("see who else writes into `{name}`: another program, a trigger, a cascade");
            return Err(RunError::Unexplained { step: None, message, help });
        }
        out.push(held);
    }
    Ok(out)
}

/// Whether the old tables still have as many rows as the steps that are done found there. For a run that goes on
/// where the old tables are beside the new ones.
pub(super) async fn old_tables(executor: &mut Executor<'_>, log: &Log) -> Result<(), RunError> {
    let plan = executor.job.plan;
    let engine = executor.sides.new.engine();
    let reads = all_reads(plan);
    for (i, _) in plan.steps.iter().enumerate() {
        let Some(source) = block_of(plan, StepId(i)).and_then(|block| only_source(&plan.program, block)) else {
            continue;
        };
        let name = reads.tables.keys().zip(executor.job.old).find(|(id, _)| **id == source).map(|(_, name)| name);
        let (Some(name), true) = (name, log.step(i + 1).is_some_and(|line| line.state == State::Done)) else {
            continue;
        };
        let then = executor.ask(&runner::fates(engine, i + 1), None).await?.count(0);
        let now = executor.ask(&runner::count(engine, name), None).await?.count(0);
        if let (Some(then), Some(now)) = (then, now)
            && then != now
        {
            return Err(RunError::OldChanged { table: plan.program.old.table(source).name.clone(), then, now });
        }
    }
    Ok(())
}

/// How many rows all blocks have, where that can be known before they are moved.
pub(super) fn all_rows(plan: &Plan, log: &Log, staged: &[Staged]) -> Option<u64> {
    let loads: Vec<_> = log.of_kind(journal::LOAD).zip(staged).collect();
    let rows = |block: BlockId| {
        let source = only_source(&plan.program, block)?;
        loads.iter().find(|(_, staged)| staged.table == source).and_then(|(line, _)| line.all)
    };
    (0..plan.steps.len()).filter_map(|i| block_of(plan, StepId(i))).map(rows).sum()
}

/// The block a step moves.
pub(super) fn block_of(plan: &Plan, step: StepId) -> Option<BlockId> {
    match plan.steps.get(step.0)?.kind {
        StepKind::Move { block, .. } => Some(block),
        _ => None,
    }
}

/// The old table whose rows are a block's rows, one by one.
fn only_source(program: &Program, block: BlockId) -> Option<TableId> {
    let block = program.block(block);
    match block.source.as_slice() {
        [only] if only.side == Side::Old && block.group_by.is_empty() => Some(only.table),
        _ => None,
    }
}

fn first_move(plan: &Plan, table: TableId) -> Option<usize> {
    (0..plan.steps.len()).find(|i| block_of(plan, StepId(*i)).is_some_and(|b| plan.program.block(b).target == table))
}

/// Whether a step puts rows into a table.
fn writes(plan: &Plan, step: usize, table: TableId) -> bool {
    match plan.steps.get(step).map(|step| &step.kind) {
        Some(StepKind::Move { block, .. }) => plan.program.block(*block).target == table,
        Some(StepKind::Stubs { of, .. }) => of.iter().any(|b| plan.program.block(*b).target == table),
        _ => false,
    }
}

fn has_sql_after(plan: &Plan, step: usize) -> bool {
    plan.steps.iter().skip(step).any(|step| match step.kind {
        StepKind::Action { action } => {
            plan.program.actions.get(action).is_some_and(|action| matches!(action.what, ActionWhat::Sql(_)))
        }
        _ => false,
    })
}
