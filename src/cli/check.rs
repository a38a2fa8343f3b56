//! `migc check`

use super::output::Output;
use super::program::{ProgramArguments, Told as _};
use super::{Ended, FindingsFormat, Outcome};
use crate::diag::Severity;

/// Says what is wrong with a program; nothing is run
///
/// Reads the program and both schemas and reports everything found, with the lines of all three.
/// Nothing is connected to unless a side names no file. Of each code the first hundred findings are
/// shown and the others counted; `--format json` has all of them.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  migc check shop.mig
  migc check shop.mig --format short --deny warnings
  migc check shop.mig --format json | jq .message")]
pub(super) struct Arguments {
    #[command(flatten)]
    program: ProgramArguments,

    /// How findings are shown
    #[arg(long, value_enum, default_value_t = FindingsFormat::Pretty)]
    format: FindingsFormat,
}

pub(super) fn run(arguments: &Arguments, output: &mut Output) -> Ended {
    let compiled = arguments.program.compile()?;
    compiled.show(arguments.format, output)?;
    let outcome = compiled.outcome();
    if outcome == Outcome::Done && arguments.format == FindingsFormat::Pretty {
        let steps = compiled.compilation.plan.as_ref().map_or(0, |plan| plan.steps.len());
        output.message(&format!(
            "{}: good, a plan of {steps} step{}\n",
            arguments.program.file.display(),
            if steps == 1 { "" } else { "s" }
        ));
    }
    if outcome == Outcome::Findings && arguments.format == FindingsFormat::Pretty {
        let errors = compiled.compilation.diagnostics.sorted();
        if let Some(first) = errors.iter().find(|d| d.severity == Severity::Error) {
            output.message(&format!("`migc explain {}` says more, with an example\n", first.code));
        }
    }
    Ok(outcome)
}
