//! The accounts of a run, gathered from its journal and its tables of counts.

use super::error::RunError;
use super::job::Summary;
use super::journal::{self, Line, Log, State};
use super::report::{Accounts, Block, FORMAT, Held, Place, Policy, Reason, Report, ReportPart, Skip};
use super::sides::{Locality, Sides};
use super::table::{TextRow, TextTable};
use crate::emit::SKIP;
use crate::plan::{Plan, StepId};

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
