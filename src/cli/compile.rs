//! `migc compile`

use std::path::PathBuf;

use super::failure::Failure;
use super::output::Output;
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
  migc compile shop.mig --to sqlite --old-file old.db | sqlite3 -bail new.db")]
pub(super) struct Arguments {
    #[command(flatten)]
    program: ProgramArguments,

    /// The engine that runs the script: mysql (also MariaDB), postgres or sqlite
    #[arg(long, value_name = "ENGINE")]
    to: Engine,

    /// The file to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The old database (PostgreSQL: schema; SQLite: attached name), instead of the one `from` names
    #[arg(long, value_name = "NAME")]
    old_name: Option<String>,

    /// SQLite: the old file that the script attaches
    #[arg(long, value_name = "FILE", default_value = "old.db")]
    old_file: String,
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
    let Some(script) = compiled.script(plan, arguments.to, &options, output) else { return Ok(Outcome::Findings) };
    let text = script.to_text();
    match &arguments.output {
        Some(path) => {
            std::fs::write(path, text).map_err(|source| Failure::Write { path: path.clone(), error: source })?;
        }
        None => output.result(&text)?,
    }
    Ok(Outcome::Done)
}
