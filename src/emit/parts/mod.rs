//! A script in parts to paste into phpMyAdmin, one after the other.
//!
//! Nothing survives from one paste to the next but tables, and a person may paste anything at any time. So each part
//! carries its own settings, asks the journal whether it is its turn, is one transaction, and ends with a table that
//! says what became of it. What phpMyAdmin does with a text bounds a part: from the 50th statement on an error no longer stops
//! the script, and a paste that is too large does nothing in silence.

mod frame;
mod limits;
mod pack;
mod page;
mod part;
mod piece;
mod preview;
mod refused;
mod text;

pub use limits::{Limits, MOST_INSERTS, MOST_STATEMENTS, USUAL_SIZE, USUAL_UPLOAD, room_for_rows};
pub use part::{Body, ScriptPart, ScriptParts, StepLine, Written};
pub use preview::looks;
pub use refused::Refused;
pub use text::posted;

use sha2::{Digest as _, Sha256};

use super::statement::Options;
use crate::engine::Engine;
use crate::plan::{Plan, Side, StepKind};
use frame::Frame;
use refused::context;

/// Writes a plan as parts.
///
/// # Errors
/// What the engine cannot express, and what does not fit into a part.
pub fn parts(
    plan: &Plan,
    engine: Engine,
    options: &Options<'_>,
    limits: Limits,
    written: &Written,
) -> Result<ScriptParts, Refused> {
    let ctx = context(plan, engine, options)?;
    let script = super::script::script(plan, engine, options).map_err(Refused::Unsupported)?;
    let (outlines, after) = pack::outlines(&ctx, &script, limits, written)?;
    let mut hasher = Sha256::new();
    hasher.update(ctx.hash().as_bytes());
    for piece in outlines.iter().flat_map(|outline| &outline.body) {
        hasher.update(piece.sql.as_bytes());
        hasher.update([0]);
    }
    written.bodies.iter().for_each(|body| hasher.update(body.hash.as_bytes()));
    let hash: String = hasher.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let frame = Frame { ctx: &ctx, hash: &hash, outlines: &outlines, packed: limits.packed, written };
    let parts = (1..).zip(&outlines).map(|(number, outline)| frame.part(number, outline)).collect();
    let unsupported = ctx.unsupported.take();
    if !unsupported.is_empty() {
        return Err(Refused::Unsupported(unsupported));
    }
    let parts: Vec<ScriptPart> = parts;
    Ok(ScriptParts {
        helpers: frame::helper_names(&ctx),
        steps: steps(plan, &parts),
        looks: false,
        program: plan.program.name.clone(),
        new: plan.program.new_namespace.clone(),
        old: ctx.old.beside().map(str::to_owned),
        hash,
        parts,
        after,
    })
}

fn steps(plan: &Plan, parts: &[ScriptPart]) -> Vec<StepLine> {
    let line = |(number, step): (usize, &crate::plan::Step)| {
        let (from, to) = match &step.kind {
            StepKind::Move { block, .. } => {
                let block = plan.program.block(*block);
                let old = block.source.first().map(|relation| {
                    let joined = if block.source.len() > 1 { " and others" } else { "" };
                    let schema = if relation.side == Side::Old { &plan.program.old } else { &plan.program.new };
                    format!("{}{joined}", schema.table(relation.table).name)
                });
                (old, plan.program.new.table(block.target).name.clone())
            }
            _ => (None, step.title.replace('`', "")),
        };
        let after = step.reasons.iter().filter_map(|reason| reason.after.map(|id| id.0 + 1));
        let mut after: Vec<usize> = after.collect();
        after.dedup();
        let part = parts.iter().find(|part| part.steps.contains(&number)).map_or(0, |part| part.number);
        StepLine { number, from, to, after, part }
    };
    (1..).zip(&plan.steps).map(line).collect()
}
