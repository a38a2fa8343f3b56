//! `migc plan`

use clap::ValueEnum;

use super::output::Output;
use super::program::ProgramArguments;
use super::{Ended, Outcome};
use crate::plan::{graph, text};

/// Shows the steps of a program in the order of execution, each with its reasons
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  migc plan shop.mig
  migc plan shop.mig --format mermaid > plan.mmd
  migc plan shop.mig --format dot | dot -Tsvg > plan.svg")]
pub(super) struct Arguments {
    #[command(flatten)]
    program: ProgramArguments,

    /// How the plan is shown
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Numbered steps with their reasons
    Text,
    /// Everything, for other programs
    Json,
    /// A picture for Markdown
    Mermaid,
    /// A picture for Graphviz
    Dot,
}

pub(super) fn run(arguments: &Arguments, output: &mut Output) -> Ended {
    let compiled = arguments.program.compile()?;
    let Some(plan) = compiled.plan(output) else { return Ok(Outcome::Findings) };
    let sources = &compiled.compilation.sources;
    output.result(&match arguments.format {
        Format::Text => text::render(plan, sources),
        Format::Json => text::json(plan),
        Format::Mermaid => graph::mermaid(plan),
        Format::Dot => graph::dot(plan),
    })?;
    Ok(Outcome::Done)
}
