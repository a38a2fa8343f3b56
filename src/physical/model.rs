//! The values that a physical plan is made of.

use std::collections::BTreeSet;

use serde::Serialize;

use super::keys::OpenKey;
use super::pieces::{Cuts, Pieces};
use super::staging::StagedTable;
use crate::engine::Engine;
use crate::plan::{BlockId, Facts, KeyStrategy, StepId};
use crate::schema::{ColumnId, TableId};

/// What a physical plan is made for.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The engine of the new database, which carries the statements out.
    pub engine: Engine,
    /// Where that engine finds the old rows.
    pub old_rows: OldRows,
    /// Where long inserts are cut into pieces; none: nowhere.
    pub cuts: Option<&'a Cuts>,
}

/// Where the new database finds the old rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OldRows {
    /// In the old tables, which are in another database, schema or file that the session of the new side sees.
    Colocated,
    /// In tables of the new database that they are brought to first.
    Staged,
}

/// Every decision about how the rows of a plan move.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PhysicalPlan {
    /// The engine of the new database.
    pub engine: Engine,
    /// Where it finds the old rows.
    pub old_rows: OldRows,
    /// How many old rows a statement may take, where long inserts are cut.
    pub piece_rows: Option<u64>,
    /// For each block of the program, by its number, how its rows move.
    pub blocks: Vec<BlockPlan>,
    /// The blocks of which missing rows are made, each with a table of the missing keys.
    pub stub_tables: Vec<StubTable>,
    /// The old tables that are brought to the new database before the first step, in their order in the old schema.
    pub staged: Vec<StagedTable>,
    /// The new tables that must have no rows when the first step begins: a row that is there already could be taken for one that
    /// keeps its key.
    pub must_be_empty: BTreeSet<TableId>,
    /// What is known of the blocks as a whole.
    #[serde(skip)]
    pub facts: Facts,
}

/// How the rows of one block move.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BlockPlan {
    /// The block.
    pub block: BlockId,
    /// The step that moves its rows; none: no step does.
    pub step: Option<StepId>,
    /// How its old rows come to the new side.
    pub access: AccessPath,
    /// How its old keys become new keys.
    pub keys: KeyStrategy,
    /// The new columns whose values others follow, or by which a later step finds its rows.
    pub followed: Vec<ColumnId>,
    /// The table of its rows with their old and new keys; none: the new table itself suffices.
    pub rows_table: Option<RowsTable>,
    /// The new columns that refer to rows of the block itself, and that reject a row whose partner is missing.
    pub parents: Vec<ColumnId>,
    /// Whether a null is a value like any other in a part of its key, by the place in the key.
    pub null_keys: Vec<bool>,
    /// The parts of its key of which not every row may have a value that can be read.
    pub open_keys: Vec<OpenKey>,
    /// What the stubs made just before its rows move mean for them.
    pub stubs: StubsBefore,
    /// The new columns that stay null, or hold their "none", until the late step.
    pub late: Vec<ColumnId>,
    /// The step that fills those.
    pub late_step: Option<StepId>,
    /// Whether its new table may hold rows when the step begins, so that those are counted first.
    pub may_hold_rows: bool,
    /// How many old rows it begins with, as far as that is known; 0: it is not.
    pub old_rows: u64,
    /// How its insert is cut.
    pub pieces: Pieces,
    /// How its rows are counted.
    pub counts: Counts,
}

/// A table in the new database of the rows of a block: the old key, the new values that others need, and which rows are one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowsTable {
    /// Its name.
    pub name: String,
    /// Why it is needed; never empty.
    pub why: Vec<RowsTableReason>,
    /// The new columns whose values it holds: those that others follow, fresh keys, and those of unique rules.
    pub columns: Vec<ColumnId>,
    /// Its key may hold nulls, so that it has an index in place of a primary key.
    pub null_keys: bool,
}

/// Why a block needs a table of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowsTableReason {
    /// Others follow keys that the rows get anew.
    KeysChange,
    /// Rows that are equal in unique columns are merged, rejected or refused.
    UniqueColumns,
    /// A row is rejected whose partner in the same table is missing.
    OwnReferences,
    /// Which rows move is decided before the stubs are made, and some rows would have another fate afterwards.
    ChoiceLasts,
    /// The pieces of its insert are taken by their number.
    Pieces,
}

/// A table of the keys of a block that others name and that have no row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StubTable {
    /// The block whose rows are missing.
    pub block: BlockId,
    /// Its name.
    pub name: String,
}

/// What the stubs made just before a block's rows move mean for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StubsBefore {
    /// None are made.
    None,
    /// It is decided first which rows move, and stubs are made for these.
    AfterChoice,
    /// It is decided first which rows move, and kept, since some rows would have another fate once the stubs are there.
    AfterLastingChoice,
    /// The values that decide are those of the stubs, so stubs are made for every row that may move.
    BeforeChoice,
}

/// How the rows of a block are counted: in the databases, never by counters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Rows that conditions or policies leave out.
    pub skipped: SkippedBy,
    /// Old rows that an inner join leaves out.
    pub no_partner: NoPartnerBy,
}

/// How the rows are counted that are skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SkippedBy {
    /// None can be.
    None,
    /// All rows less those that meet the conditions.
    Conditions,
    /// All rows less those that were rejected or are in the rows table: the conditions would say something else by now.
    Rest,
}

/// How the old rows are counted that an inner join leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoPartnerBy {
    /// None can be, or it is not known which row of the first table is meant.
    None,
    /// The rows of the first table less those of the join: each has one partner at most.
    Rows,
    /// The rows of the first table less its keys in the join.
    Keys,
}

/// How a block's rows come to the new side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "path")]
pub enum AccessPath {
    /// Its statements read the old tables where they are.
    Colocated,
    /// The old engine shapes its rows, and they are streamed straight into the new table: nothing is looked up on the new side, and
    /// nothing is decided. A run stages them all the same where a value turns out to need a policy.
    Pushdown {
        /// The blocks whose rows it is sure to find only where they come that way too.
        leans_on: Vec<BlockId>,
    },
    /// Its old tables are staged.
    Staged {
        /// Why, in words for people.
        why: String,
    },
}

impl BlockPlan {
    /// The number, from 1, of the step that moves its rows; 0 where none does.
    pub fn number(&self) -> usize {
        self.step.map_or(0, |step| step.0 + 1)
    }

    /// Whether it has a table of its rows.
    pub fn keeps_rows(&self) -> bool {
        self.rows_table.is_some()
    }

    /// Whether it has a table of its rows whatever the size of the pieces that its insert is cut into.
    pub fn keeps_rows_anyway(&self) -> bool {
        let why = |table: &RowsTable| table.why.iter().any(|why| *why != RowsTableReason::Pieces);
        self.rows_table.as_ref().is_some_and(why)
    }

    /// Whether it is decided which of its rows move before the stubs are made that they refer to.
    pub fn chosen_before_stubs(&self) -> bool {
        matches!(self.stubs, StubsBefore::AfterChoice | StubsBefore::AfterLastingChoice)
    }
}
