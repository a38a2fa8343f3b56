//! Begins again: empties what the plan fills.

use std::collections::HashSet;

use super::RunError;
use super::carry::Carrier;
use crate::emit::runner;
use crate::plan::{Plan, StepKind};
use crate::schema::TableId;

/// The new tables a plan writes rows into, in the order it first does.
pub fn filled(plan: &Plan) -> Vec<TableId> {
    let program = &plan.program;
    let mut out = Vec::new();
    for step in &plan.steps {
        match &step.kind {
            StepKind::Move { block, .. } => out.push(program.block(*block).target),
            StepKind::Stubs { of, .. } => out.extend(of.iter().map(|b| program.block(*b).target)),
            _ => {}
        }
    }
    let mut seen = HashSet::new();
    out.retain(|table| seen.insert(*table));
    out
}

/// Empties the new tables that the plan fills.
pub(super) async fn clear(carrier: &mut Carrier<'_>) -> Result<(), RunError> {
    let plan = carrier.job.plan;
    let engine = carrier.sides.new.engine();
    let tables = filled(plan);
    for query in runner::refers_to(&plan.program.new, &tables, engine) {
        if let Some(message) = carrier.ask(&query, None).await?.first() {
            return Err(RunError::InTheWay { message: message.to_owned() });
        }
    }
    for sql in runner::clear_all(&plan.program.new, &tables, engine) {
        carrier.execute(&sql, None).await?;
    }
    Ok(())
}
