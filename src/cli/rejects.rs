//! `migc rejects`

use clap::ValueEnum;

use super::output::Output;
use super::runtime::wait_for;
use super::{Ended, Outcome, login, report};
use crate::client::address::Address;
use crate::exec::{self, TextTable};

/// Lists the rows that the last run rejected, with the reasons
///
/// Each is in the new database's table `_mig_rejects`: the step, the block, the row's key, the column,
/// the reason, the value, and the old row as JSON.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  migc rejects --into sqlite:new.db
  migc rejects --into mysql://me@localhost/shop --format csv > rejects.csv")]
pub(super) struct Arguments {
    /// The new database: `sqlite:new.db`, `mysql://user@host/new`, `postgres://user@host/new`
    #[arg(long, value_name = "URL", env = "MIGC_INTO_URL", hide_env_values = true)]
    into: Address,

    /// How they are shown
    #[arg(long, value_enum, default_value_t = RejectsFormat::Text)]
    format: RejectsFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RejectsFormat {
    /// By reason, in columns
    Text,
    /// Values with commas between, for spreadsheets
    Csv,
    /// One JSON object a row and a line
    Json,
}

pub(super) fn run(arguments: &Arguments, output: &mut Output) -> Ended {
    let rejects = wait_for(exec::rejects(&login::asked(&arguments.into)?))??;
    match arguments.format {
        RejectsFormat::Text if rejects.rows.is_empty() => output.result("no row was rejected\n")?,
        RejectsFormat::Text => output.report(&report::rejects(&rejects, output.result_paint()))?,
        RejectsFormat::Csv => output.result(&rejects.to_csv())?,
        RejectsFormat::Json => output.result(&json(&rejects))?,
    }
    Ok(Outcome::Done)
}

fn json(rejects: &TextTable) -> String {
    let mut out = String::new();
    for row in &rejects.rows {
        let pairs = rejects.columns.iter().zip(row).map(|(column, value)| {
            let text = value.as_deref();
            // Numbers and objects as what they are.
            let inner = match column.as_str() {
                "step" | "row_json" => text.and_then(|text| serde_json::from_str(text).ok()),
                _ => None,
            };
            let name = if column == "row_json" { "row" } else { column };
            (name.to_owned(), inner.unwrap_or_else(|| text.into()))
        });
        out.push_str(&serde_json::Value::Object(pairs.collect()).to_string());
        out.push('\n');
    }
    out
}
