//! The physical plan: how the rows of a [`Plan`] move. Every decision is a value that is made once, from the plan and what is
//! known of the databases, and nothing here is SQL. `emit` spells what is decided here, and `migc plan --physical` shows it.

mod block;
mod groups;
mod keys;
mod model;
mod pieces;
mod pushdown;
mod staging;
mod stubs;
#[cfg(test)]
mod tests;
pub mod text;

use crate::engine::Engine;
use crate::plan::{BlockId, Facts, Plan, Reads};

pub(crate) use block::helper_name;
pub(crate) use groups::is_decided;
pub use keys::OpenKey;
pub(crate) use keys::{key_may_hold_null, key_of};
pub use model::{
    AccessPath, BlockPlan, Counts, NoPartnerBy, OldRows, PhysicalPlan, RowsTable, RowsTableReason, SkippedBy,
    StubTable, StubsBefore, Target,
};
pub use pieces::{Cuts, PieceBy, Pieces};
pub use staging::{FoundBy, StagedAs, StagedColumn, StagedTable, staged_tables};
pub(crate) use staging::{LONGEST_NAME, STAGED, as_text, may_be_impossible, numbered_name, staged_name, usual};
pub(crate) use stubs::{columns_in, keys_of, sees_stubs};

impl PhysicalPlan {
    /// Decides how the rows of a plan move.
    pub fn of(plan: &Plan, target: Target<'_>) -> Self {
        let facts = Facts::of(&plan.program);
        let must_be_empty = block::tables_with_kept_keys(&plan.program);
        let mut blocks = block::decide(plan, &facts, &must_be_empty, target);
        if target.old_rows == OldRows::Staged {
            pushdown::decide(plan, &facts, &mut blocks);
        }
        let staged = match target.old_rows {
            OldRows::Colocated => Vec::new(),
            OldRows::Staged => staged(plan, &facts, &blocks, target.engine),
        };
        let stub_tables = stubs::stubbed_blocks(plan);
        let stub_tables = stub_tables
            .into_iter()
            .map(|block| StubTable { block, name: helper_name(&plan.program, "_mig_stubs_", block) });
        Self {
            engine: target.engine,
            old_rows: target.old_rows,
            piece_rows: target.cuts.map(|cuts| cuts.rows),
            blocks,
            stub_tables: stub_tables.collect(),
            staged,
            must_be_empty,
            facts,
        }
    }

    /// The same plan where it was found out how the rows of some blocks come to the new side.
    pub fn with_access(mut self, plan: &Plan, decided: impl IntoIterator<Item = (BlockId, AccessPath)>) -> Self {
        for (id, access) in decided {
            if let Some(block) = self.blocks.get_mut(id.0) {
                block.access = access;
            }
        }
        if self.old_rows == OldRows::Staged {
            self.staged = staged(plan, &self.facts, &self.blocks, self.engine);
        }
        self
    }

    /// How the rows of a block move. Ids are only made by the checker, so it is there.
    pub fn block(&self, id: BlockId) -> &BlockPlan {
        &self.blocks[id.0]
    }

    /// Whether stubs are made for missing rows of a block.
    pub fn has_stubs(&self, id: BlockId) -> bool {
        self.stub_tables.iter().any(|table| table.block == id)
    }
}

/// The tables that the blocks read whose old rows are staged, and all that is no block.
fn staged(plan: &Plan, facts: &Facts, blocks: &[BlockPlan], engine: Engine) -> Vec<StagedTable> {
    let staged = blocks.iter().filter(|block| matches!(block.access, AccessPath::Staged { .. }));
    let reads = Reads::of(&plan.program, facts, staged.map(|block| block.block));
    staged_tables(&plan.program.old, &reads, engine)
}
