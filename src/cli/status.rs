//! `migc status`

use clap::ValueEnum;

use super::output::Output;
use super::runtime::wait_for;
use super::watch::{grouped, speed};
use super::{Ended, Outcome, login};
use crate::client::address::Address;
use crate::exec::{self, PartStatus, TextTable};

/// How wide a reader's screen is taken to be.
const SCREEN: usize = 100;

/// Shows how far a run is, from any terminal: what is done, runs and waits
///
/// Reads the journal in the new database's table `_mig_journal`, which the run keeps. A run between two SQLite files is
/// one transaction, and is seen only when it is done.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  migc status --into postgres://me@localhost/shop
  watch migc status --into postgres://me@localhost/shop
  migc status --into mysql://me@localhost/shop --format json")]
pub(super) struct Arguments {
    /// The new database: `sqlite:new.db`, `mysql://user@host/new`, `postgres://user@host/new`
    #[arg(long, value_name = "URL", env = "MIGC_INTO_URL", hide_env_values = true)]
    into: Address,

    /// How it is shown
    #[arg(long, value_enum, default_value_t = StatusFormat::Text)]
    format: StatusFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum StatusFormat {
    /// In columns
    Text,
    /// One JSON object a part and a line
    Json,
}

pub(super) fn run(arguments: &Arguments, output: &mut Output) -> Ended {
    let into = login::asked(&arguments.into)?;
    let parts = wait_for(exec::status(&into))??;
    match arguments.format {
        StatusFormat::Text => output.report(&text(&parts))?,
        // A part is numbers and texts, which JSON has.
        StatusFormat::Json => {
            let lines = parts.iter().filter_map(|part| serde_json::to_string(part).ok()).map(|line| line + "\n");
            output.result(&lines.collect::<String>())?;
        }
    }
    Ok(Outcome::Done)
}

fn text(parts: &[PartStatus]) -> String {
    let columns = ["state", "step", "what", "rows", "of", "seconds", "rows/s"];
    let rows = parts.iter().map(|part| {
        let what = if part.kind == "load" { format!("read {}", part.title) } else { part.title.clone() };
        let speed = match (part.rows, part.seconds) {
            (Some(rows), Some(seconds)) if seconds > 0 => {
                speed(rows, std::time::Duration::from_secs(seconds)).trim_end_matches(" rows/s").to_owned()
            }
            _ => String::new(),
        };
        let number = |number: Option<u64>| Some(number.map_or(String::new(), |n| n.to_string()));
        let count = |number: Option<u64>| Some(number.map_or(String::new(), grouped));
        vec![
            Some(part.state.clone()),
            number(part.step),
            Some(what),
            count(part.rows),
            count(part.of),
            number(part.seconds),
            Some(speed),
        ]
    });
    let table = TextTable { title: String::new(), columns: columns.map(str::to_owned).to_vec(), rows: rows.collect() };
    let is = |state: &str| parts.iter().filter(|part| part.state == state).count();
    let (done, all) = (is("done"), parts.len());
    let reasons = parts.iter().filter_map(|part| Some((part, part.reason.as_deref()?)));
    let reasons: String = reasons
        .map(|(part, reason)| match part.step {
            Some(step) => format!("step {step} failed: {}\n", reason.trim_start_matches(&format!("step {step}, "))),
            None => format!("{} failed: {reason}\n", part.title),
        })
        .collect();
    let end = match (is("failed"), is("running")) {
        _ if done == all => "all is done\n".to_owned(),
        (0, 0) if is("stopped") > 0 => {
            format!("{done} of {all} parts are done, and it was stopped: `--resume` goes on\n")
        }
        (0, 0) => format!("{done} of {all} parts are done; if no migc runs, `--resume` goes on\n"),
        (0, _) => format!("{done} of {all} parts are done; if no migc runs any more, `--resume` goes on\n"),
        _ => format!("{done} of {all} parts are done, and one failed: `--resume` goes on\n"),
    };
    format!("{}\n{reasons}{end}", table.to_text(SCREEN))
}
