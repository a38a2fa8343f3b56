//! What a run says of itself to other programs: `--report FILE.json`.

use serde::Serialize;

/// The form of [`Report`]. A field may be added without a new number; none is removed or changes its meaning.
pub const FORMAT: u32 = 1;

/// A run as JSON. Rows are counts, times are UTC.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The number of this form of a report: [`FORMAT`].
    pub format: u32,
    /// The version of migc.
    pub migc: &'static str,
    /// The program's name.
    pub program: String,
    /// SHA-256 of its meaning, in hex.
    pub hash: String,
    /// `done`, `too many rejects`, `failed`, `stopped`.
    pub outcome: &'static str,
    /// Why it failed.
    pub error: Option<String>,
    /// The old side.
    pub from: Place,
    /// The new side.
    pub into: Place,
    /// `beside` or `staged`: how the old rows were put beside the new ones.
    pub placement: String,
    /// Why the old rows come to the new side that way.
    pub placement_reason: String,
    /// What was counted.
    #[serde(flatten)]
    pub accounts: Accounts,
}

/// A side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// `mysql`, `postgres` or `sqlite`.
    pub engine: String,
    /// Without a password.
    pub address: String,
}

/// What a run did, counted in the databases and timed by the journal.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Accounts {
    /// When it was begun, like `2010-01-14 10:00:00.123`; of one that was resumed, the first time.
    pub started_at: Option<String>,
    /// When its last part ended.
    pub ended_at: Option<String>,
    /// What its parts took together, in seconds; the time between a stop and `--resume` is not among them.
    pub seconds: f64,
    /// Rows of all blocks.
    pub rows: u64,
    /// Of these, rows that were moved.
    pub moved: u64,
    /// Of these, rows that were rejected.
    pub rejected: u64,
    /// Old tables that were staged.
    pub loads: Vec<ReportPart>,
    /// The steps, in their order.
    pub steps: Vec<ReportPart>,
    /// What became of the rows of each block, and of stubs.
    pub blocks: Vec<Block>,
    /// The new tables.
    pub tables: Vec<Held>,
}

/// A part of a run.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ReportPart {
    /// The step's number, from 1; none for loads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<usize>,
    /// The step's title, or the old table.
    pub title: String,
    /// `done`, `failed`, `stopped`, `running` or `waiting`; `undone` where the whole run was undone.
    pub state: &'static str,
    /// Its rows; none where it moves none.
    pub rows: Option<u64>,
    /// What it took.
    pub seconds: Option<f64>,
    /// Rows in a second.
    pub rows_per_second: Option<f64>,
}

/// What became of the rows of a block: `rows = moved + skipped + merged + rejected`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Block {
    /// The number of its step, from 1.
    pub step: usize,
    /// Its name; of a step that makes stubs, `stub` and the name.
    pub block: String,
    /// The new table.
    pub target: String,
    /// Its old rows.
    pub rows: u64,
    /// Rows that are in the new table.
    pub moved: u64,
    /// Rows that a rule of the program leaves out.
    pub skipped: u64,
    /// Rows that were equal to others that were kept.
    pub merged: u64,
    /// Rows that were there already.
    pub matched: u64,
    /// Rows that could not be moved.
    pub rejected: u64,
    /// Rows that were made since others refer to them.
    pub stubs: u64,
    /// Rows of its old table that have no partner in a join, and so are no rows of the block.
    pub no_partner: u64,
    /// What its step took.
    pub seconds: Option<f64>,
    /// Rows in a second.
    pub rows_per_second: Option<f64>,
    /// Why rows were rejected.
    pub rejects: Vec<Reason>,
    /// Which rules skipped rows.
    pub skips: Vec<Skip>,
    /// How often a policy gave a value in the place of one that could not be made.
    pub policies: Vec<Policy>,
}

/// A reason of rejects.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The new column.
    pub column: String,
    /// Why rows were rejected, in the words of the list.
    pub reason: String,
    /// How many rows.
    pub rows: u64,
    /// The key of one of them.
    pub for_example: Option<String>,
}

/// A rule that skips rows. A row that several rules skip counts for the first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Skip {
    /// Why: what the program says after `because`, else `where`, or `or skip`.
    pub rule: String,
    /// The new column whose policy it is; none: it is a rule of the whole row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// How many rows.
    pub rows: u64,
}

/// A policy that was used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// The new column.
    pub column: String,
    /// What was done in place of the value: `null`, `skip`, `stub`, ….
    pub policy: String,
    /// How many values it was done for.
    pub uses: u64,
}

impl Accounts {
    /// The account of a failed run of which nothing stays: what was done is said to be undone, what was being done has failed.
    pub(super) fn undone(mut self) -> Self {
        for part in self.steps.iter_mut().chain(&mut self.loads) {
            part.state = match part.state {
                "done" => "undone",
                "running" => "failed",
                other => other,
            };
        }
        self
    }
}

/// A new table at the end of a run.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Held {
    /// Its name.
    pub table: String,
    /// Rows that were there when the first step wrote into it.
    pub before: u64,
    /// Rows that steps moved into it, stubs among them.
    pub added: u64,
    /// Rows that are there.
    pub rows: u64,
}
