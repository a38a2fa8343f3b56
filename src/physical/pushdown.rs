//! How the old rows of a block come to the new side, as far as the program alone decides it.

use std::collections::{BTreeSet, HashSet};

use super::model::{AccessPath, BlockPlan};
use crate::plan::{BlockId, ExprKind, Facts, How, Join, KeyStrategy, Plan, Reads, Side};
use crate::schema::ddl::rules;
use crate::schema::{ColumnId, TableId};

/// Decides for all blocks whose old rows the new side does not see.
pub(super) fn decide(plan: &Plan, facts: &Facts, blocks: &mut [BlockPlan]) {
    let mut whole: HashSet<BlockId> = HashSet::new();
    let mut steps: Vec<usize> = (0..blocks.len()).collect();
    steps.sort_by_key(|at| blocks[*at].step);
    for at in steps {
        let block = &mut blocks[at];
        let id = block.block;
        block.access = match why_not(plan, facts, block, &whole) {
            Some(why) => AccessPath::Staged { why: why.to_owned() },
            None => AccessPath::Pushdown { leans_on: leans_on(plan, facts, id) },
        };
        let all = plan.program.block(id).filters.is_empty();
        if all && matches!(block.access, AccessPath::Pushdown { .. }) {
            whole.insert(id);
        }
    }
}

/// What makes a block's rows depend on the new side, or on each other; `whole`: blocks of which all rows are streamed.
fn why_not(plan: &Plan, facts: &Facts, own: &BlockPlan, whole: &HashSet<BlockId>) -> Option<&'static str> {
    let (program, id) = (&plan.program, own.block);
    let block = program.block(id);
    if !own.late.is_empty() {
        return Some("a circle is filled later");
    }
    let Some(base) = block.source.first() else { return Some("it is a constant row") };
    if block.source.iter().any(|r| r.side == Side::New) {
        return Some("it joins rows of the new side");
    }
    if !block.group_by.is_empty() {
        return Some("its rows are grouped");
    }
    if !block.uniques.is_empty() {
        return Some("rows may be equal in unique columns");
    }
    if own.keys == KeyStrategy::Mapped {
        return Some("others follow keys that change");
    }
    if !rules(program.new.engine, program.new.table(block.target)).is_empty() {
        return Some("its new table has CHECKs");
    }
    if block.fills.iter().all(|fill| fill.how == How::Default) {
        return Some("all its columns are left to the new side");
    }
    let key: Vec<_> = block.key.iter().filter(|k| k.rel.0 == 0).map(|k| k.column).collect();
    if !program.old.table(base.table).keys().any(|k| k.columns.iter().all(|c| key.contains(c))) {
        return Some("no key of the old table identifies its rows");
    }
    let reason = needs_the_new_side(plan, facts, id, whole);
    reason.or_else(|| {
        let foreign = |(table, columns): (&TableId, &BTreeSet<ColumnId>)| {
            columns.iter().any(|column| program.old.column(*table, *column).foreign)
        };
        if Reads::of(program, facts, [id]).tables.iter().any(foreign) {
            return Some("the new engine lacks a value of it");
        }
        let numbered = block.fills.iter().any(|fill| fill.how == How::Auto);
        (own.may_hold_rows && numbered).then_some("its keys are numbered above those that are there")
    })
}

/// What an expression of a block asks of the new side, or leaves to it.
fn needs_the_new_side(plan: &Plan, facts: &Facts, id: BlockId, whole: &HashSet<BlockId>) -> Option<&'static str> {
    let program = &plan.program;
    let block = program.block(id);
    let mut why = None;
    block.each_expr(&mut |expr| {
        expr.walk(&mut |e| {
            let found = match &e.kind {
                ExprKind::Now => Some("it asks for the moment of the migration"),
                ExprKind::Raw(_) => Some("it has SQL of the new engine"),
                ExprKind::Present { .. } => Some("it looks for rows of the new side"),
                ExprKind::Lookup(l) if l.side == Side::New => Some("it looks for rows of the new side"),
                ExprKind::Lookup(l) if !l.unique => Some("a look-up may find several rows"),
                ExprKind::Aggregate(a) if a.side == Side::New => Some("it looks for rows of the new side"),
                ExprKind::Follow(f) if f.stub => Some("rows that others lack are made for it"),
                ExprKind::Follow(f) => match plan.keys.get(f.block.0) {
                    Some(KeyStrategy::Same(_)) => {
                        let sure = facts.always_found(program, block, f);
                        let all = whole.contains(&f.block);
                        let source = program.block(f.block).source.iter().skip(1);
                        let plain = source.into_iter().all(|r| matches!(r.join, Join::Left(_)));
                        (!(sure || all && plain)).then_some("it follows rows that may not all move")
                    }
                    _ => Some("it follows keys that change"),
                },
                _ => None,
            };
            why = why.or(found);
        });
    });
    why
}

/// The blocks whose rows a block follows without the old side being sure of them.
fn leans_on(plan: &Plan, facts: &Facts, id: BlockId) -> Vec<BlockId> {
    let block = plan.program.block(id);
    let mut out = Vec::new();
    block.each_expr(&mut |expr| {
        expr.walk(&mut |e| {
            if let ExprKind::Follow(follow) = &e.kind
                && !facts.always_found(&plan.program, block, follow)
                && !out.contains(&follow.block)
            {
                out.push(follow.block);
            }
        });
    });
    out
}
