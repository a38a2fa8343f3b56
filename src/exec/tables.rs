//! The tables that a plan reads and fills, and which of them are not there.

use std::collections::HashSet;

use crate::emit::staging::all_reads;
use crate::plan::{Plan, StepKind};
use crate::schema::TableId;
use crate::schema::drift::Used;

/// The old tables that are read, and their columns that are.
pub(super) fn reads(plan: &Plan) -> Vec<Used> {
    all_reads(plan).tables.into_iter().map(|(id, columns)| (id, columns.into_iter().collect())).collect()
}

/// The new tables that are filled, and their columns that are.
pub(super) fn writes(plan: &Plan) -> Vec<Used> {
    let program = &plan.program;
    let blocks = program.blocks.iter().map(|block| (block.target, &block.fills));
    let stubs = program.stubs.iter().map(|stub| (stub.target, &stub.fills));
    let mut out: Vec<Used> = Vec::new();
    for (table, fills) in blocks.chain(stubs) {
        let columns = fills.iter().map(|fill| fill.column);
        match out.iter_mut().find(|(id, _)| *id == table) {
            Some((_, all)) => all.extend(columns),
            None => out.push((table, columns.collect())),
        }
    }
    out
}

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

/// Which of these tables are missing from those; names may differ in case.
pub(super) fn missing(wanted: &[String], there: &[String]) -> Vec<String> {
    wanted.iter().filter(|name| !there.iter().any(|t| t.eq_ignore_ascii_case(name))).cloned().collect()
}

/// What to do where each side has the tables of the other.
pub(super) const SWAPPED: &str =
    "the two sides are swapped: the database after `--into` has these tables; change `--from` and `--into`";

/// Whether each database has the tables of the other: `lost` are old tables that the old one (`old`) lacks, `targets` are the
/// program's new tables.
pub(super) fn swapped(lost: &[String], old: &[String], targets: &[String], new: &[String]) -> bool {
    missing(lost, new).is_empty() && missing(targets, old).is_empty() && !missing(targets, new).is_empty()
}
