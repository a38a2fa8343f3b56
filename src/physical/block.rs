//! What is decided of each block: its rows table, what its new table holds before, and how its rows are counted.

use std::collections::{BTreeSet, HashSet};

use super::keys::{null_keys, open_keys};
use super::model::{
    AccessPath, BlockPlan, Counts, NoPartnerBy, OldRows, RowsTable, RowsTableReason, SkippedBy, StubsBefore, Target,
};
use super::pieces::{PieceBy, Pieces, old_rows, pieces};
use super::staging::{LONGEST_NAME, usual};
use super::stubs::stubs_before;
use crate::plan::{
    ActionWhat, Block, BlockId, Facts, How, Join, KeyStrategy, Plan, Policy, Program, RelId, StepId, StepKind,
    self_follow,
};
use crate::schema::{ColumnId, TableId};

/// What is decided of all blocks, in their order. Where old rows are staged, all are.
pub(super) fn decide(
    plan: &Plan,
    facts: &Facts,
    must_be_empty: &BTreeSet<TableId>,
    target: Target<'_>,
) -> Vec<BlockPlan> {
    let held = rows_before(plan, must_be_empty);
    let mut steps: Vec<(Option<StepId>, Vec<ColumnId>, Option<StepId>)> =
        vec![(None, Vec::new(), None); plan.program.blocks.len()];
    for (place, step) in plan.steps.iter().enumerate() {
        match &step.kind {
            StepKind::Move { block, late } => {
                let (step, columns, _) = &mut steps[block.0];
                (*step, *columns) = (Some(StepId(place)), late.clone());
            }
            StepKind::Late { block, .. } => steps[block.0].2 = Some(StepId(place)),
            _ => {}
        }
    }
    let stubs = stubs_before(plan, |id| &steps[id.0].1);
    let each = plan.program.blocks.iter().zip(steps).zip(stubs.into_iter().zip(held)).enumerate();
    let one = |(at, ((block, (step, late, late_step)), (stubs, may_hold_rows)))| {
        let known = Known { plan, facts, block, id: BlockId(at), late_step, stubs };
        let nulls = null_keys(&plan.program, block);
        let open = open_keys(&plan.program, block, &nulls);
        let parents = known.parents();
        let mut why = known.rows_table_reasons(&parents);
        let pieces = pieces(&plan.program, block, target.cuts, (!why.is_empty(), !open.is_empty()));
        if why.is_empty() && matches!(pieces, Pieces::Cut { by: PieceBy::Number, .. }) {
            why.push(RowsTableReason::Pieces);
        }
        let followed = known.followed();
        let table = |why| RowsTable {
            name: helper_name(&plan.program, "_mig_rows_", BlockId(at)),
            why,
            columns: decided_columns(block, followed.clone()),
            null_keys: nulls.contains(&true),
        };
        BlockPlan {
            block: BlockId(at),
            step,
            access: match target.old_rows {
                OldRows::Colocated => AccessPath::Colocated,
                OldRows::Staged => AccessPath::Staged { why: String::new() },
            },
            keys: plan.keys[at].clone(),
            rows_table: (!why.is_empty()).then(|| table(why)),
            parents,
            open_keys: open,
            stubs,
            late,
            late_step,
            may_hold_rows,
            old_rows: old_rows(target.cuts, block),
            pieces,
            counts: known.counts(),
            null_keys: nulls,
            followed,
        }
    };
    each.map(one).collect()
}

/// What the decisions about a block are made of.
struct Known<'a> {
    plan: &'a Plan,
    facts: &'a Facts,
    block: &'a Block,
    id: BlockId,
    late_step: Option<StepId>,
    stubs: StubsBefore,
}

impl Known<'_> {
    /// Why it needs a rows table, pieces aside.
    fn rows_table_reasons(&self, parents: &[ColumnId]) -> Vec<RowsTableReason> {
        let reasons = [
            (self.plan.keys[self.id.0] == KeyStrategy::Mapped, RowsTableReason::KeysChange),
            (!self.block.uniques.is_empty(), RowsTableReason::UniqueColumns),
            (!parents.is_empty(), RowsTableReason::OwnReferences),
            (self.stubs == StubsBefore::AfterLastingChoice, RowsTableReason::ChoiceLasts),
        ];
        reasons.into_iter().filter(|(holds, _)| *holds).map(|(_, why)| why).collect()
    }

    /// The columns that refer to rows of the block itself and reject rows whose partner is missing.
    fn parents(&self) -> Vec<ColumnId> {
        let parent = |fill: &crate::plan::Fill| {
            let How::Value { attempts, policy: Policy::Reject } = &fill.how else { return None };
            let [one] = attempts.as_slice() else { return None };
            let follow = self_follow(self.id, one)?;
            (!follow.stub).then_some(fill.column)
        };
        self.block.fills.iter().filter_map(parent).collect()
    }

    /// The new columns whose values others follow, or that a later step finds its rows by.
    fn followed(&self) -> Vec<ColumnId> {
        let mut out = self.facts.followed(self.id).to_vec();
        let table = self.plan.program.new.table(self.block.target);
        if let (Some(_), Some(primary)) = (self.late_step, &table.primary_key) {
            out.extend(primary.columns.iter().copied());
        }
        out.sort();
        out.dedup();
        out
    }

    fn counts(&self) -> Counts {
        let block = self.block;
        let grouped = !block.group_by.is_empty();
        let by_policy = |fill: &crate::plan::Fill| matches!(fill.how, How::Value { policy: Policy::Skip, .. });
        let skips = !block.filters.is_empty() || block.having.is_some() || block.fills.iter().any(by_policy);
        let skipped = match (skips, self.stubs) {
            (false, _) => SkippedBy::None,
            (true, StubsBefore::AfterLastingChoice) => SkippedBy::Rest,
            (true, _) => SkippedBy::Conditions,
        };
        let inner = block.source.iter().any(|relation| matches!(relation.join, Join::Inner(_)));
        let own = block.key.iter().filter(|key| key.rel == RelId(0)).count();
        let no_partner = match inner && own > 0 && !grouped {
            false => NoPartnerBy::None,
            // Where its key alone tells rows apart, a row of the base has one partner at most.
            true if own == block.key.len() => NoPartnerBy::Rows,
            true => NoPartnerBy::Keys,
        };
        Counts { skipped, no_partner }
    }
}

/// The new columns that a rows table holds: those whose values are followed, fresh keys, and those of unique rules.
fn decided_columns(block: &Block, followed: Vec<ColumnId>) -> Vec<ColumnId> {
    let mut out = followed;
    out.extend(block.fills.iter().filter(|fill| fill.how == How::Auto).map(|fill| fill.column));
    out.extend(block.uniques.iter().flat_map(|unique| unique.columns.iter().copied()));
    out.sort();
    out.dedup();
    out.retain(|column| block.fill(*column).is_some_and(|fill| fill.how != How::Default));
    out
}

/// The name of a helper table of a block, which every engine takes.
pub(crate) fn helper_name(program: &Program, prefix: &str, block: BlockId) -> String {
    let own = &program.block(block).name;
    let name = format!("{prefix}{}", usual(own));
    if name.len() <= LONGEST_NAME && name.ends_with(own) {
        return name;
    }
    let number = format!("_{}", block.0 + 1);
    let cut = (0..=LONGEST_NAME - number.len()).rev().find(|i| name.is_char_boundary(*i)).unwrap_or(0);
    format!("{}{number}", &name[..cut])
}

/// The tables that some block fills with keys that are not fresh.
pub(super) fn tables_with_kept_keys(program: &Program) -> BTreeSet<TableId> {
    let keys_are_fresh = |block: &Block| {
        let primary = program.new.table(block.target).primary_key.as_ref();
        primary.is_some_and(|key| {
            key.columns.iter().all(|c| block.fill(*c).is_none_or(|f| matches!(f.how, How::Auto | How::Default)))
        })
    };
    program.blocks.iter().filter(|b| !keys_are_fresh(b)).map(|b| b.target).collect()
}

/// For each block, whether its table may hold rows when its turn comes.
fn rows_before(plan: &Plan, must_be_empty: &BTreeSet<TableId>) -> Vec<bool> {
    let program = &plan.program;
    let from_the_start = |table: TableId| match program.empties.iter().find(|e| e.table == table) {
        Some(empty) => empty.cond.is_some(),
        None => !must_be_empty.contains(&table),
    };
    let mut before: Vec<bool> = program.blocks.iter().map(|b| from_the_start(b.target)).collect();
    let mut filled: HashSet<TableId> = HashSet::new();
    let mut own_sql = false;
    for step in &plan.steps {
        match &step.kind {
            StepKind::Move { block, .. } => {
                let target = program.block(*block).target;
                if let Some(held) = before.get_mut(block.0) {
                    *held |= own_sql || filled.contains(&target);
                }
                filled.insert(target);
            }
            StepKind::Stubs { of, .. } => filled.extend(of.iter().map(|b| program.block(*b).target)),
            // it may write into any table
            StepKind::Action { action } => {
                let action = program.actions.get(*action);
                own_sql |= action.is_some_and(|action| matches!(action.what, ActionWhat::Sql(_)));
            }
            _ => {}
        }
    }
    before
}
