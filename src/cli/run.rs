//! `migc run`

use std::io::IsTerminal as _;
use std::path::PathBuf;

use super::failure::Failure;
use super::output::Output;
use super::program::{Common, Told as _};
use super::report_file::ReportFile;
use super::runtime::wait_for;
use super::watch::{Before, Watch};
use super::{Ended, Outcome, dry_run, login, report as tables};
use crate::client::address::Address;
use crate::diag::render;
use crate::exec::{self, Compiled, Finished, Limit, RequestedPath, RunError, Session, Start, Summary};
use crate::plan::Plan;

/// Carries a program out: reads the old database, fills the new one, and prints the counts
///
/// Between any two of SQLite, MySQL or MariaDB, and PostgreSQL. The old database is only read. Where the new
/// one cannot see the old tables, the rows that the program needs are streamed into tables
/// `_mig_old_…` of the new database first, which are removed at the end. Each step is a transaction with its mark in the
/// new database's `_mig_journal`: a run that was stopped at any moment goes on with `--resume`. Between two
/// SQLite files all is one transaction instead: a run that fails changes nothing. Rejected rows are in the new
/// database's table `_mig_rejects`; `migc rejects` lists them. They do not fail the run, unless there are
/// more than `--max-rejects` allows: then the exit code is 1.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  migc run shop.mig --from sqlite:old.db --into sqlite:new.db
  migc run shop.mig --from sqlite:old.db --into sqlite:new.db --create
  migc run shop.mig --from mysql://me@old.example/shop --into postgres://me@localhost/shop
  migc run shop.mig --from mysql://me@old.example/shop --into postgres://me@localhost/shop --resume
  migc run shop.mig --from old.sql.gz --into postgres://me@localhost/shop
  migc run shop.mig --from sqlite:old.db --into sqlite:new.db --dry-run
  migc run shop.mig --from sqlite:old.db --into sqlite:new.db --max-rejects 0.5%")]
pub(super) struct Arguments {
    /// The program, a `.mig` file
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The old database: `sqlite:old.db`, `mysql://user@host/old`, `postgres://user@host/old`; or a dump of it: `old.sql`, `old.sql.gz`
    #[arg(long, value_name = "URL", env = "MIGC_FROM_URL", hide_env_values = true)]
    from: Address,

    /// The new database: `sqlite:new.db`, `mysql://user@host/new`, `postgres://user@host/new`
    #[arg(long, value_name = "URL", env = "MIGC_INTO_URL", hide_env_values = true)]
    into: Address,

    /// Make the new side first, as its schema file writes it, where the new database has none of its tables
    #[arg(long)]
    create: bool,

    /// Connect and check, say what would be done, and change nothing
    #[arg(long)]
    dry_run: bool,

    /// Go on with a run that was stopped; begin one where there is none
    #[arg(long, conflicts_with_all = ["fresh", "dry_run"])]
    resume: bool,

    /// Empty the tables that the program fills, and begin anew
    #[arg(long, conflicts_with = "dry_run")]
    fresh: bool,

    /// Do not ask before rows are removed
    #[arg(long, requires = "fresh")]
    yes: bool,

    /// How old rows are put beside the new ones; without, as is best
    #[arg(long, value_enum)]
    placement: Option<PlacementArgument>,

    /// How many tables are carried at the same time, at most; without, as many as there are processors, up to 4
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=16))]
    jobs: Option<u8>,

    /// Save the new database into a file of this folder first, with the engine's own tool
    #[arg(long, value_name = "DIR", conflicts_with = "dry_run")]
    backup: Option<PathBuf>,

    /// Let the program run its commands: `before run "…"`, `after run "…"`
    #[arg(long)]
    allow_run: bool,

    /// Go on where a database is not what the program was checked with
    #[arg(long, conflicts_with = "dry_run")]
    allow_drift: bool,

    /// How many rejected rows are allowed: a number, or a part of all rows such as `0.5%`
    #[arg(long, value_name = "N|P%", value_parser = limit)]
    max_rejects: Option<Limit>,

    /// Write what was counted and how long it took to a file, as JSON
    #[arg(long, value_name = "FILE", conflicts_with = "dry_run")]
    report: Option<PathBuf>,

    /// How many streamed rows are committed at once
    #[arg(long, value_name = "N", hide = true)]
    chunk_rows: Option<u64>,

    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum PlacementArgument {
    /// The new side's SQL reads the old tables: on one server, or attached
    Beside,
    /// Shaped by the old side and streamed straight into the new tables, where nothing has to be looked up or decided
    #[value(name = "direct")]
    Pushdown,
    /// Streamed into staging tables first
    Staged,
}

fn limit(text: &str) -> Result<Limit, String> {
    let limit = match text.strip_suffix('%') {
        Some(percent) => percent.trim().parse().ok().filter(|p| (0.0..=100.0).contains(p)).map(Limit::Percent),
        None => text.parse().ok().map(Limit::Rows),
    };
    limit.ok_or_else(|| "write a number of rows, such as 100, or a part of all, such as 0.5%".to_owned())
}

impl Arguments {
    /// The run that these arguments ask for.
    fn session(&self) -> Result<Session, Failure> {
        let session = Session::new(&self.file, login::asked(&self.from)?, login::asked(&self.into)?)
            .deny_warnings(self.common.denies_warnings())
            .create(self.create)
            .dry_run(self.dry_run)
            .start(match (self.resume, self.fresh) {
                (true, _) => Start::Resume,
                (_, true) => Start::Fresh,
                _ => Start::New,
            })
            .allow_run(self.allow_run)
            .allow_drift(self.allow_drift);
        let placement = self.placement.map(|placement| match placement {
            PlacementArgument::Beside => RequestedPath::Colocated,
            PlacementArgument::Pushdown => RequestedPath::Pushdown,
            PlacementArgument::Staged => RequestedPath::Staged,
        });
        let session = self.common.params().iter().fold(session, |session, (name, value)| session.param(name, value));
        let session = placement.into_iter().fold(session, Session::path);
        let session = self.jobs.into_iter().fold(session, |session, jobs| session.jobs(jobs.into()));
        let session = self.backup.iter().fold(session, Session::backup);
        let session = self.max_rejects.into_iter().fold(session, Session::max_rejects);
        Ok(self.chunk_rows.into_iter().fold(session, Session::chunk_rows))
    }
}

pub(super) fn run(arguments: &Arguments, output: &mut Output) -> Ended {
    let session = arguments.session()?;
    let compiled = wait_for(session.compile())??;
    if compiled.plan(output).is_none() {
        return Ok(Outcome::Findings);
    }
    let opened = wait_for(session.open(compiled))??;
    if arguments.dry_run {
        let look = wait_for(opened.preflight())??;
        output.report(&dry_run::text(&look, &arguments.from, &arguments.into, output.result_paint()))?;
        if !look.is_good() {
            output.result("nothing was changed\n")?;
            return Ok(Outcome::Findings);
        }
    }
    let mut verified = wait_for(opened.verify(&mut Before(output)))??;
    if !arguments.yes {
        confirm(&wait_for(verified.to_be_removed())?, arguments, output)?;
    }
    let mut prepared = wait_for(verified.prepare())??;
    let file = arguments.report.as_deref().map(ReportFile::new).transpose()?;
    if arguments.backup.is_some() {
        match wait_for(prepared.back_up())?? {
            Some(backup) => {
                let (file, restore) = (backup.file.display(), backup.restore);
                output.message(&format!("saved {} in {file}; `{restore}` brings it back\n", arguments.into));
            }
            None => output.message("there is nothing to save yet\n"),
        }
    }
    let plan = prepared.plan().clone();
    let mut watch = Watch::new(output, &plan);
    let finished = wait_for(prepared.execute(&mut watch, exec::interrupted()));
    watch.end();
    let finished = finished??;
    if let Some(file) = file {
        file.write(&finished.report)?;
    }
    let Finished { outcome, plan, compiled, .. } = finished;
    match outcome {
        Ok(summary) => report(arguments, &plan, &summary, output),
        Err(error) => {
            // What is only looked at finds, as `check` does.
            let finding = error.is_finding() || (arguments.dry_run && matches!(error, RunError::Check { .. }));
            let failure = at_its_line(error, &plan, &compiled, output);
            Err(if finding { Failure::Found(Box::new(failure)) } else { failure })
        }
    }
}

/// Asks before the rows of these new tables are removed.
fn confirm(held: &[(String, u64)], arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    if held.is_empty() {
        return Ok(());
    }
    let line =
        |(table, rows): &(String, u64)| format!("  {table}: {rows} {}\n", if *rows == 1 { "row" } else { "rows" });
    let lines: String = held.iter().map(line).collect();
    output.message(&format!("to be removed from {}:\n{lines}", arguments.into));
    if !std::io::stdin().is_terminal() {
        return Err(Failure::usage(
            "nobody is there to ask whether these rows may be removed",
            "say `--fresh --yes` when they may",
        ));
    }
    output.message("remove them? [y/N] ");
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    match read {
        Ok(_) if matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") => Ok(()),
        _ => Err(Failure::usage("nothing was removed", "answer `y`, or say `--fresh --yes`")),
    }
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
        output.report(&text)?;
        return Ok(Outcome::Done);
    }
    let paint = output.result_paint();
    let mut text = String::from("\n");
    text.push_str(&tables::tables(&summary.tables, paint));
    let (rejected, rows) = (summary.rejected, summary.rows);
    let were = if rejected == 1 { "was" } else { "were" };
    text.push_str(&if summary.undone && summary.stays {
        format!(
            "{}: {rejected} of {rows} rows were rejected, more than `--max-rejects` allows\n\
             `--resume` with a higher limit goes on, `--fresh` begins again\n",
            paint.warn("the run stopped")
        )
    } else if summary.undone {
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
    output.report(&text)?;
    Ok(if summary.undone { Outcome::Findings } else { Outcome::Done })
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
