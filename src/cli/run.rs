//! `migc run`

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::failure::Failure;
use super::output::Output;
use super::program::{Common, Compiled};
use super::runtime::wait_for;
use super::{Ended, Outcome, report as tables};
use crate::address::Address;
use crate::diag::render;
use crate::dialect::Engine;
use crate::emit;
use crate::plan::{Plan, Step, StepKind};
use crate::run::{self, Job, Limit, Progress, RunError, Summary};

/// Carries a program out: reads the old database, fills the new one, and prints the counts
///
/// Everything is done in one transaction: when a check does not hold or a statement is refused,
/// nothing was changed. The old database is opened for reading only. Rejected rows are in the new
/// database's table `_mig_rejects`; `migc rejects` lists them. They do not fail the run, unless there are
/// more than `--max-rejects` allows: then nothing is changed and the exit code is 1.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  migc run shop.mig --from sqlite:old.db --into sqlite:new.db
  migc run shop.mig --from sqlite:old.db --into sqlite:new.db --create
  migc run shop.mig --from sqlite:old.db --into sqlite:new.db --dry-run
  migc run shop.mig --from sqlite:old.db --into sqlite:new.db --max-rejects 0.5%")]
pub(super) struct Arguments {
    /// The program, a `.mig` file
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The old database: `sqlite:old.db`
    #[arg(long, value_name = "URL", env = "MIGC_FROM_URL", hide_env_values = true)]
    from: Address,

    /// The new database: `sqlite:new.db`
    #[arg(long, value_name = "URL", env = "MIGC_INTO_URL", hide_env_values = true)]
    into: Address,

    /// Make the new side's tables from its schema first, where the new database has none of them
    #[arg(long)]
    create: bool,

    /// Connect and check, say what would be done, and change nothing
    #[arg(long)]
    dry_run: bool,

    /// Let the program run its commands: `before run "…"`, `after run "…"`
    #[arg(long)]
    allow_run: bool,

    /// How many rejected rows are allowed: a number, or a part of all rows such as `0.5%`
    #[arg(long, value_name = "N|P%", value_parser = limit)]
    max_rejects: Option<Limit>,

    #[command(flatten)]
    common: Common,
}

fn limit(text: &str) -> Result<Limit, String> {
    let limit = match text.strip_suffix('%') {
        Some(percent) => percent.trim().parse().ok().filter(|p| (0.0..=100.0).contains(p)).map(Limit::Percent),
        None => text.parse().ok().map(Limit::Rows),
    };
    limit.ok_or_else(|| "write a number of rows, such as 100, or a part of all, such as 0.5%".to_owned())
}

pub(super) fn run(arguments: &Arguments, output: &mut Output) -> Ended {
    supported(&arguments.from)?;
    supported(&arguments.into)?;
    let compiled = arguments.common.compile(&arguments.file, Some(&arguments.from), Some(&arguments.into))?;
    let Some(plan) = compiled.plan(output) else { return Ok(Outcome::Findings) };
    let options = emit::Options { sources: Some(&compiled.compilation.sources), ..emit::Options::default() };
    let Some(script) = compiled.script(plan, Engine::Sqlite, &options, output) else { return Ok(Outcome::Findings) };
    // The storage engine that `into` may name is no matter of SQLite's.
    let create = arguments.create.then(|| emit::ddl::create_tables(&plan.program.new, Engine::Sqlite, None, None));
    let job = Job {
        plan,
        script: &script,
        old: arguments.from.file().unwrap_or(Path::new("")),
        new: arguments.into.file().unwrap_or(Path::new("")),
        create: create.as_deref(),
        dry_run: arguments.dry_run,
        folder: arguments.file.parent().unwrap_or(Path::new("")),
        max_rejects: arguments.max_rejects,
        allow_run: arguments.allow_run,
    };
    let longest = plan.steps.iter().map(|step| step.title.chars().count()).max().unwrap_or(0);
    let mut told =
        Told { output, number_width: plan.steps.len().to_string().len(), title_width: longest.min(TITLE_WIDTH) };
    let outcome = wait_for(run::run_sqlite(&job, &mut told))?;
    let summary = outcome.map_err(|error| at_its_line(error, plan, &compiled, output))?;
    report(arguments, plan, &summary, output)
}

/// Other engines than SQLite are read and written by scripts only.
fn supported(url: &Address) -> Result<(), Failure> {
    let engine = url.engine()?;
    if engine == Engine::Sqlite {
        return Ok(());
    }
    Err(RunError::NotYet {
        what: format!("`migc run` works on SQLite files only; {engine} comes with the next version"),
        help: format!("write the script with `migc compile FILE --to {engine}` and run it with the engine's client"),
    }
    .into())
}

/// A failure of a step, with the line of the program it comes from.
fn at_its_line(error: RunError, plan: &Plan, compiled: &Compiled, output: &Output) -> Failure {
    match error.step().and_then(|id| Some((id, plan.steps.get(id.0)?))) {
        Some((id, step)) => {
            let message = format!("step {}, {}, comes from here", id.0 + 1, step.title);
            let sources = &compiled.compilation.sources;
            let note = render::note(sources, step.span, &message, "", output.message_color());
            Failure::Step { error, note }
        }
        None => Failure::Run(error),
    }
}

fn report(arguments: &Arguments, plan: &Plan, summary: &Summary, output: &mut Output) -> Ended {
    if arguments.dry_run {
        let mut text = format!("would be done, in {}:\n", arguments.into);
        if summary.created {
            text.push_str("      make the tables of the new schema\n");
        }
        for (i, step) in plan.steps.iter().enumerate() {
            text.push_str(&format!("{:>4}. {}\n", i + 1, step.title));
        }
        text.push_str("nothing was changed\n");
        output.result(&text)?;
        return Ok(Outcome::Done);
    }
    let paint = output.result_paint();
    let mut text = String::from("\n");
    text.push_str(&tables::tables(&summary.tables, paint));
    let (rejected, rows) = (summary.rejected, summary.rows);
    let were = if rejected == 1 { "was" } else { "were" };
    text.push_str(&if summary.undone {
        format!(
            "{}: {rejected} of {rows} rows would be rejected, more than `--max-rejects` allows\n",
            paint.warn("nothing was changed")
        )
    } else if rejected > 0 {
        let count = paint.warn(&format!("{rejected} of {rows} rows {were} rejected"));
        format!("{count}; list them with `migc rejects --into {}`\n", arguments.into)
    } else {
        format!("{}, of {rows} rows in all\n", paint.good("no row was rejected"))
    });
    output.result(&text)?;
    Ok(if summary.undone { Outcome::Findings } else { Outcome::Done })
}

/// Says on standard error how far the run is.
struct Told<'a> {
    output: &'a mut Output,
    number_width: usize,
    title_width: usize,
}

/// How wide the titles of steps are, unless all are shorter.
const TITLE_WIDTH: usize = 60;

impl Progress for Told<'_> {
    fn step(&mut self, number: usize, of: usize, step: &Step, rows: Option<u64>, took: Duration) {
        let rows = match (&step.kind, rows) {
            (_, None) => String::new(),
            (StepKind::Stubs { .. }, Some(0)) => "none needed".to_owned(),
            (_, Some(1)) => "1 row ".to_owned(),
            (_, Some(n)) => format!("{n} rows"),
        };
        let paint = self.output.message_paint();
        let number = paint.dim(&format!("[{number:>width$}/{of}]", width = self.number_width));
        let took = paint.dim(&format!("{:>8}", seconds(took)));
        let width = self.title_width;
        self.output.message(&format!("{number} {:<width$}  {rows:>14}  {took}\n", step.title));
    }

    fn note(&mut self, text: &str) {
        self.output.message(&format!("{}\n", text.trim_end()));
    }
}

fn seconds(took: Duration) -> String {
    match took.as_millis() {
        0..1000 => format!("{} ms", took.as_millis()),
        _ => format!("{:.1} s", took.as_secs_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_numbers_or_parts() {
        assert_eq!(limit("100"), Ok(Limit::Rows(100)));
        assert_eq!(limit("0.5%"), Ok(Limit::Percent(0.5)));
        for wrong in ["", "-1", "101%", "x%", "NaN%", "1.5"] {
            assert!(limit(wrong).is_err(), "{wrong}");
        }
    }
}
