//! `migc plan`

use clap::ValueEnum;
use serde_json::Value;

use super::access::{self, AccessPaths};
use super::failure::Failure;
use super::output::Output;
use super::program::{Compiled, ProgramArguments};
use super::runtime::wait_for;
use super::{Ended, Outcome, login};
use crate::client::address::Address;
use crate::exec::{Sides, Start};
use crate::plan::{Plan, graph, text};

/// Shows the steps of a program in the order of execution, each with its reasons
///
/// With both databases it also shows how the old rows of each block come to the new side, and why.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  migc plan shop.mig
  migc plan shop.mig --from mysql://me@old.example/shop --into postgres://me@localhost/shop
  migc plan shop.mig --format mermaid > plan.mmd
  migc plan shop.mig --format dot | dot -Tsvg > plan.svg")]
pub(super) struct Arguments {
    #[command(flatten)]
    program: ProgramArguments,

    /// How the plan is shown
    #[arg(long, value_enum, default_value_t = PlanFormat::Text)]
    format: PlanFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum PlanFormat {
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
    let paths = match (&arguments.program.from, &arguments.program.into) {
        (Some(from), Some(into)) => Some(paths(&compiled, plan, &login::asked(from)?, &login::asked(into)?)?),
        _ => None,
    };
    let text = match arguments.format {
        PlanFormat::Text => {
            let paths = paths.map_or(String::new(), |(sides, paths)| paths.text(plan, &sides));
            output.report(&(text::render(plan, sources) + &paths))?;
            return Ok(Outcome::Done);
        }
        PlanFormat::Json => match paths.map(|(_, paths)| (paths.json(plan), serde_json::to_value(plan))) {
            Some((placement, Ok(Value::Object(mut whole)))) => {
                whole.insert("placement".to_owned(), placement);
                format!("{:#}\n", Value::Object(whole))
            }
            _ => text::json(plan),
        },
        PlanFormat::Mermaid => graph::mermaid(plan),
        PlanFormat::Dot => graph::dot(plan),
    };
    output.result(&text)?;
    Ok(Outcome::Done)
}

/// How the old rows would come to the new side; nothing is written.
fn paths(compiled: &Compiled, plan: &Plan, from: &Address, into: &Address) -> Result<(Sides, AccessPaths), Failure> {
    let mut sides = wait_for(Sides::open(from, into, &plan.program, true, true, None))??;
    let locality = sides.locality().clone();
    let options = access::options(&locality, &compiled.compilation.sources);
    let profiled = access::hold(&mut sides, plan, compiled, &options, Start::New)?;
    let plan = profiled.as_ref().map_or(plan, |(plan, _)| plan);
    let paths = access::decide(&mut sides, plan, &options, None, Start::New)?;
    Ok((sides, paths))
}
