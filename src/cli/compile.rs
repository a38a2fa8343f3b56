//! `migc compile`

use std::path::PathBuf;

use super::failure::Failure;
use super::output::Output;
use super::parts;
use super::program::ProgramArguments;
use super::{Ended, Outcome};
use crate::dialect::Engine;
use crate::emit;

/// Writes a program as one script of SQL, to run with the engine's own client
///
/// The script checks first, moves the rows step by step, and ends with the counts. It begins with
/// what to run it on.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  migc compile shop.mig --to mysql -o shop.sql && mariadb shop_new < shop.sql
  migc compile shop.mig --to postgres | psql -v ON_ERROR_STOP=1 shop_new
  migc compile shop.mig --to sqlite --old-file old.db | sqlite3 -bail new.db
  migc compile shop.mig --for phpmyadmin -o shop-parts")]
pub(super) struct Arguments {
    #[command(flatten)]
    program: ProgramArguments,

    /// The engine that runs the script: mysql (also MariaDB), postgres or sqlite
    #[arg(long, value_name = "ENGINE", required_unless_present = "tool")]
    to: Option<Engine>,

    /// Write numbered parts to paste into this tool, with a page that says how
    #[arg(long = "for", value_name = "TOOL", value_enum, requires = "output")]
    tool: Option<Tool>,

    /// The file to write, instead of standard output; with `--for`, the folder
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    parts: parts::Arguments,

    /// The old database (PostgreSQL: schema; SQLite: attached name), instead of the one `from` names
    #[arg(long, value_name = "NAME")]
    old_name: Option<String>,

    /// SQLite: the old file that the script attaches
    #[arg(long, value_name = "FILE", default_value = "old.db")]
    old_file: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Tool {
    /// MySQL and MariaDB through a browser
    Phpmyadmin,
}

pub(super) fn run(arguments: &Arguments, output: &mut Output) -> Ended {
    let compiled = arguments.program.compile()?;
    let Some(plan) = compiled.plan(output) else { return Ok(Outcome::Findings) };
    let options = emit::Options {
        staged: false,
        old: arguments.old_name.as_deref(),
        old_file: Some(&arguments.old_file),
        sources: Some(&compiled.compilation.sources),
    };
    if let (Some(Tool::Phpmyadmin), Some(folder)) = (arguments.tool, &arguments.output) {
        return parts::run(&arguments.parts, &compiled, plan, arguments.to, &options, folder, output);
    }
    let Some(to) = arguments.to else { return Err(no_engine()) };
    let Some(script) = compiled.script(plan, to, &options, output) else { return Ok(Outcome::Findings) };
    let text = script.to_text();
    match &arguments.output {
        Some(path) => {
            std::fs::write(path, text).map_err(|source| Failure::Write { path: path.clone(), error: source })?;
        }
        None => output.result(&text)?,
    }
    Ok(Outcome::Done)
}

fn no_engine() -> Failure {
    Failure::usage(
        "it is not said which engine is to run the script",
        "say `--to mysql`, `--to postgres` or `--to sqlite`",
    )
}
