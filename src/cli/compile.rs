//! `migc compile`

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::output::Output;
use super::parts;
use super::program::{ProgramArguments, Ready, Told as _};
use super::runtime::wait_for;
use super::{Ended, Outcome, data, login};
use crate::client::address::Address;
use crate::emit;
use crate::engine::Engine;
use crate::exec::{self, Compiled};
use crate::plan::Plan;

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
  migc compile shop.mig --to mysql --data sqlite:old.db -o shop.sql
  migc compile shop.mig --to mysql --data old.sql.gz --create -o shop.sql
  migc compile shop.mig --for phpmyadmin -o shop-parts
  migc compile shop.mig --for phpmyadmin --check -o shop-look
  migc compile shop.mig --repair --from mysql://me@host/shop_old -o repair.sql")]
pub(super) struct Arguments {
    #[command(flatten)]
    program: ProgramArguments,

    /// The engine that runs the script: mysql (also MariaDB), postgres or sqlite
    #[arg(long, value_name = "ENGINE", required_unless_present_any = ["tool", "repair"])]
    to: Option<Engine>,

    /// Write a script for the old database instead, that mends or deletes the rows at fault; with `--from` it says how many there are.
    /// migc never runs it
    #[arg(long, conflicts_with_all = ["to", "tool"])]
    repair: bool,

    /// Write numbered parts to paste into this tool, with a page that says how
    #[arg(long = "for", value_name = "TOOL", value_enum, requires = "output")]
    tool: Option<Tool>,

    /// The file to write, instead of standard output; with `--for`, the folder
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Write the old rows into the script, from a database or a dump: `mysql://user@host/old`, `old.sql.gz`
    #[arg(long, value_name = "SOURCE", conflicts_with = "old_name")]
    data: Option<Address>,

    /// Write the statements of the new side's schema file into the script, so that it makes the tables that it fills
    #[arg(long, conflicts_with_all = ["repair", "tool"])]
    create: bool,

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
    let plain = arguments.to.filter(|_| !arguments.repair && arguments.tool.is_none() && arguments.data.is_none());
    let mut compiled = arguments.program.compile_with(|input| {
        (input.engine, input.creates, input.script_follows) = (arguments.to, arguments.create, plain.is_some());
    })?;
    let planned = plain.zip(compiled.compilation.plan.as_ref());
    let script = match planned.map(|(to, plan)| emit::script(plan, to, &options(arguments, &compiled))) {
        Some(Err(found)) => {
            compiled.refuse(found);
            None
        }
        Some(Ok(script)) => Some(script),
        None => None,
    };
    let Some(plan) = compiled.plan(output) else { return Ok(Outcome::Findings) };
    if let (Some(to), Some(script)) = (plain, script) {
        let script = match arguments.create {
            true => script.with_creation(&compiled.creation(plan, to)),
            false => script,
        };
        return written(&script.to_text(), arguments.output.as_deref(), output);
    }
    let program = Ready { compiled: &compiled, plan };
    if arguments.repair {
        let text = repair(arguments, &compiled, plan)?;
        return written(&text, arguments.output.as_deref(), output);
    }
    let options = options(arguments, &compiled);
    if let (Some(Tool::Phpmyadmin), Some(folder)) = (arguments.tool, &arguments.output) {
        let (from, data, to) = (arguments.program.from.as_ref(), arguments.data.as_ref(), arguments.to);
        let sides = parts::PartSides { from, data, to };
        return parts::run(&arguments.parts, program, sides, &options, folder, output);
    }
    let (Some(to), Some(source)) = (arguments.to, &arguments.data) else { return Err(no_engine()) };
    let create = arguments.create.then(|| compiled.creation(plan, to));
    data::run(source, program, to, create.as_ref(), arguments.output.as_deref(), output)
}

fn options<'a>(arguments: &'a Arguments, compiled: &'a Compiled) -> emit::Options<'a> {
    emit::Options {
        staged: false,
        old: arguments.old_name.as_deref(),
        old_file: Some(&arguments.old_file),
        sources: Some(&compiled.compilation.sources),
        cuts: None,
    }
}

fn written(text: &str, path: Option<&Path>, output: &mut Output) -> Ended {
    match path {
        Some(path) => {
            std::fs::write(path, text).map_err(|error| Failure::Write { path: path.to_owned(), error })?;
        }
        None => output.result(text)?,
    }
    Ok(Outcome::Done)
}

/// The script that repairs the old database; where it is given, it is asked what there is to repair.
fn repair(arguments: &Arguments, compiled: &Compiled, plan: &Plan) -> Result<String, Failure> {
    let faults = emit::repair::all(plan);
    let seen = match &arguments.program.from {
        Some(from) => {
            let queries: Vec<String> = faults.iter().flat_map(|f| [f.count.clone(), f.samples.clone()]).collect();
            let answers = wait_for(exec::answers(&login::asked(from)?, &queries))??;
            let seen = answers.chunks(2).map(|both| emit::repair::Seen {
                rows: both.first().and_then(|rows| rows.first()).cloned().unwrap_or_default(),
                samples: both.get(1).cloned().unwrap_or_default(),
            });
            Some(seen.collect::<Vec<_>>())
        }
        None => None,
    };
    Ok(emit::repair::script(plan, &faults, seen.as_deref(), &compiled.compilation.sources))
}

fn no_engine() -> Failure {
    Failure::usage(
        "it is not said which engine is to run the script",
        "say `--to mysql`, `--to postgres` or `--to sqlite`",
    )
}
