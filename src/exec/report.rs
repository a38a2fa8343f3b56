//! What a run says of itself to other programs: `--report FILE.json`.

use serde::Serialize;

use super::account::Held;
use super::error::RunError;
use super::job::Summary;
use super::journal::{self, Line, Log, State};
use super::sides::{Locality, Sides};
use super::table::{TextRow, TextTable};
use crate::emit::SKIP;
use crate::plan::{Plan, StepId};

/// The form of [`Report`]. A field may be added without a new number; none is removed or changes its meaning.
pub const FORMAT: u32 = 1;

/// A run as JSON. Rows are counts, times are UTC.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// [`FORMAT`].
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
    /// Why so.
    pub placement_reason: String,
    /// What was counted.
    #[serde(flatten)]
    pub accounts: Accounts,
}

impl Report {
    /// Of a run that has not ended.
    pub(super) fn new(plan: &Plan, sides: &Sides) -> Self {
        let [from, into] = sides.addresses().map(|address| Place {
            engine: address.engine().map_or(String::new(), |engine| engine.name().to_owned()),
            address: address.to_string(),
        });
        let placement = match sides.locality() {
            Locality::Colocated { .. } => "beside",
            Locality::Remote => "staged",
        };
        Self {
            format: FORMAT,
            migc: env!("CARGO_PKG_VERSION"),
            program: plan.program.name.clone(),
            hash: plan.program.hash(),
            outcome: "failed",
            error: None,
            from,
            into,
            placement: placement.to_owned(),
            placement_reason: sides.reason().to_owned(),
            accounts: Accounts::default(),
        }
    }

    /// With how the run ended; `accounts`: of one that failed or was stopped.
    pub(super) fn ended(mut self, outcome: &Result<Summary, RunError>, accounts: Accounts) -> Self {
        self.accounts = accounts;
        match outcome {
            Ok(summary) => {
                self.outcome = if summary.undone { "too many rejects" } else { "done" };
                self.accounts = summary.accounts.clone();
            }
            Err(RunError::Stopped { .. }) => self.outcome = "stopped",
            Err(error) => self.error = Some(error.to_string()),
        }
        self
    }
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
    /// Why.
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
    /// The policy.
    pub policy: String,
    /// How often.
    pub uses: u64,
}

/// The accounts of a run from its journal, its tables of counts, rejects and policies, and what the new tables hold.
pub(super) fn accounts(plan: &Plan, log: &Log, tables: &[TextTable], held: Vec<Held>) -> Accounts {
    let [counts, rejects, uses] =
        ["moved", "reason", "policy"].map(|column| tables.iter().find(|t| t.columns.iter().any(|c| c == column)));
    let parts = |kind| log.of_kind(kind).map(part).collect::<Vec<ReportPart>>();
    let steps: Vec<ReportPart> = log.lines.iter().filter(|line| line.entry.step.is_some()).map(part).collect();
    let mut blocks: Vec<Block> = counts.map_or(Vec::new(), |table| table.named().map(block).collect());
    for block in &mut blocks {
        let of_block = |row: &TextRow<'_>| row.number("step") == block.step as u64 && row.text("block") == block.block;
        let timed = steps.iter().find(|part| part.step == Some(block.step));
        // Stubs of several blocks are made in one step.
        let alone = counts.is_some_and(|t| t.named().filter(|r| r.number("step") == block.step as u64).count() == 1);
        block.seconds = timed.and_then(|part| part.seconds).filter(|_| alone);
        block.rows_per_second = block.seconds.and_then(|seconds| pace(block.rows.max(block.stubs), seconds));
        block.rejects = rejects.map_or(Vec::new(), |t| t.named().filter(of_block).map(reason).collect());
        let (skips, policies): (Vec<TextRow>, Vec<TextRow>) =
            uses.map_or(Vec::new(), |t| t.named().filter(of_block).collect()).into_iter().partition(skips_rows);
        block.skips = skips.into_iter().map(skip).collect();
        block.policies = policies.into_iter().map(policy).collect();
    }
    let sum = |of: fn(&Block) -> u64| blocks.iter().map(of).sum();
    Accounts {
        started_at: log.lines.iter().filter_map(|line| line.began_at.clone()).min(),
        ended_at: log.lines.iter().filter_map(|line| line.ended_at.clone()).max(),
        seconds: rounded(log.lines.iter().filter_map(Line::seconds).sum()),
        rows: sum(|b| b.rows),
        moved: sum(|b| b.moved),
        rejected: sum(|b| b.rejected),
        loads: parts(journal::LOAD),
        steps: steps.into_iter().filter(|part| known(plan, part)).collect(),
        blocks,
        tables: held,
    }
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

fn known(plan: &Plan, part: &ReportPart) -> bool {
    part.step.is_some_and(|number| number.checked_sub(1).map(StepId).is_some_and(|id| id.0 < plan.steps.len()))
}

fn part(line: &Line) -> ReportPart {
    let state = match line.state {
        State::Waiting => "waiting",
        State::Running => "running",
        State::Failed => "failed",
        State::Stopped => "stopped",
        State::Done => "done",
    };
    let seconds = line.seconds();
    let rows = line.rows;
    let pace = rows.zip(seconds).and_then(|(rows, seconds)| pace(rows, seconds));
    ReportPart {
        step: line.entry.step,
        title: line.entry.title.clone(),
        state,
        rows,
        seconds: seconds.map(rounded),
        rows_per_second: pace,
    }
}

fn pace(rows: u64, seconds: f64) -> Option<f64> {
    (seconds > 0.0 && rows > 0).then(|| (rows as f64 / seconds).round())
}

/// To the millisecond, which is what the journal knows.
fn rounded(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}

fn block(row: TextRow<'_>) -> Block {
    Block {
        step: usize::try_from(row.number("step")).unwrap_or(usize::MAX),
        block: row.text("block"),
        target: row.text("target"),
        rows: row.number("rows"),
        moved: row.number("moved"),
        skipped: row.number("skipped"),
        merged: row.number("merged"),
        matched: row.number("matched"),
        rejected: row.number("rejected"),
        stubs: row.number("stubs"),
        no_partner: row.number("no_partner"),
        ..Block::default()
    }
}

fn reason(row: TextRow<'_>) -> Reason {
    Reason {
        column: row.text("column_name"),
        reason: row.text("reason"),
        rows: row.number("rejected"),
        for_example: row.get("for_example").map(str::to_owned),
    }
}

/// Whether a row of the table of uses is about a rule that skips rows.
fn skips_rows(row: &TextRow<'_>) -> bool {
    row.get("column_name").is_none() || row.get("policy") == Some(SKIP)
}

fn skip(row: TextRow<'_>) -> Skip {
    let column = row.get("column_name").map(str::to_owned);
    let rule = if column.is_some() { "or skip".to_owned() } else { row.text("policy") };
    Skip { rule, column, rows: row.number("uses") }
}

fn policy(row: TextRow<'_>) -> Policy {
    Policy { column: row.text("column_name"), policy: row.text("policy"), uses: row.number("uses") }
}
