//! The commands. One file a verb; everything they share is here or in [`program`].
//!
//! Exit codes: 0 done, 1 findings that stop the program (or rows rejected beyond what was
//! allowed), 2 a failure or wrong usage.

mod check;
mod compile;
mod completions;
mod data;
mod dry_run;
mod explain;
mod failure;
mod fmt;
mod login;
mod lsp;
mod man;
mod output;
mod parts;
mod plan;
mod program;
mod rejects;
mod report;
mod report_file;
mod run;
mod runtime;
mod schema;
mod status;
mod watch;
mod written;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::diag::render::Format;
use failure::Failure;
use output::{Color, Output};

/// Mig says how the rows of an old database become rows of a new one.
///
/// `migc` checks a .mig program against both schemas, says in which order rows move and why, and
/// writes the SQL that moves them, or moves them itself.
#[derive(Debug, Parser)]
#[command(
    name = "migc",
    version,
    max_term_width = 100,
    after_help = "\
Examples:
  migc check shop.mig                        say what is wrong
  migc compile shop.mig --to mysql           write the SQL
  migc explain M0401                         what a finding means

Exit codes: 0 done, 1 findings that stop the program or too many rejected rows, 2 failure or wrong usage"
)]
struct Arguments {
    /// When to use colours; `auto` obeys NO_COLOR and pipes
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,

    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Check(check::Arguments),
    Plan(plan::Arguments),
    Compile(compile::Arguments),
    Run(run::Arguments),
    Schema(schema::Arguments),
    Rejects(rejects::Arguments),
    Status(status::Arguments),
    Fmt(fmt::Arguments),
    Lsp(lsp::Arguments),
    Explain(explain::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FindingsFormat {
    /// Drawn, with the lines of all files concerned
    Pretty,
    /// One line a finding: `file:line:col: error[M0203]: message`
    Short,
    /// One JSON object a finding and a line, with the positions LSP uses; last, where the program allows warnings, `{"allowed": [...]}`
    Json,
}

impl From<FindingsFormat> for Format {
    fn from(format: FindingsFormat) -> Self {
        match format {
            FindingsFormat::Pretty => Format::Pretty,
            FindingsFormat::Short => Format::Short,
            FindingsFormat::Json => Format::Json,
        }
    }
}

/// How a verb ended, when nothing failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// What was asked for was done.
    Done,
    /// Findings stop the program, or too many rows were rejected.
    Findings,
}

/// Runs the command that these arguments name.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(usage) => {
            // Also `--help` and `--version`, which end with 0. Nobody is there to be told when
            // the terminal is gone.
            let _ = usage.print();
            return ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(2));
        }
    };
    let mut output = Output::new(arguments.color);
    let outcome = match &arguments.verb {
        Verb::Check(verb) => check::run(verb, &mut output),
        Verb::Plan(verb) => plan::run(verb, &mut output),
        Verb::Compile(verb) => compile::run(verb, &mut output),
        Verb::Run(verb) => run::run(verb, &mut output),
        Verb::Schema(verb) => schema::run(verb, &mut output),
        Verb::Rejects(verb) => rejects::run(verb, &mut output),
        Verb::Status(verb) => status::run(verb, &mut output),
        Verb::Fmt(verb) => fmt::run(verb, &mut output),
        Verb::Lsp(verb) => lsp::run(verb),
        Verb::Explain(verb) => explain::run(verb, &mut output),
        Verb::Completions(verb) => completions::run(verb, &mut output),
        Verb::Man(verb) => man::run(verb, &mut output),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(failure) => {
            output.failure(&failure);
            ExitCode::from(if failure.is_finding() { 1 } else { 2 })
        }
    }
}

/// The whole command line, for completions and manual pages.
fn command() -> clap::Command {
    Arguments::command()
}

type Ended = Result<Outcome, Failure>;
