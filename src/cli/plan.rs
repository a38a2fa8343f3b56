//! `migc plan`

use clap::ValueEnum;
use serde_json::{Value, json};

use super::failure::Failure;
use super::output::Output;
use super::program::{ProgramArguments, Told as _};
use super::runtime::wait_for;
use super::{Ended, Outcome, login};
use crate::client::address::Address;
use crate::exec::{AccessPaths, BlockPath, Compiled, Session};
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
        (Some(from), Some(into)) => Some(paths(arguments, &compiled, from, into)?),
        _ => None,
    };
    let text = match arguments.format {
        PlanFormat::Text => {
            let paths = paths.map_or(String::new(), |paths| paths_text(&paths, plan));
            output.report(&(text::render(plan, sources) + &paths))?;
            return Ok(Outcome::Done);
        }
        PlanFormat::Json => match paths.map(|paths| (paths_json(&paths, plan), serde_json::to_value(plan))) {
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
fn paths(arguments: &Arguments, compiled: &Compiled, from: &Address, into: &Address) -> Result<AccessPaths, Failure> {
    let session = Session::new(&arguments.program.file, login::asked(from)?, login::asked(into)?);
    Ok(wait_for(session.paths(compiled))??)
}

/// A line for each step that moves rows.
fn paths_text(paths: &AccessPaths, plan: &Plan) -> String {
    let mut out = format!("\nhow the old rows come to the new side ({}):\n", paths.reason());
    let steps: Vec<_> = paths.steps(plan).collect();
    let width = steps.iter().map(|(_, title, ..)| title.chars().count()).max().unwrap_or(0);
    for (number, title, BlockPath { way, reason, .. }) in steps {
        out.push_str(&format!("{number:>4}. {title:<width$}  {way}: {reason}\n"));
    }
    out
}

/// How the old rows come to the new side, as JSON.
fn paths_json(paths: &AccessPaths, plan: &Plan) -> Value {
    let one = |(step, _, BlockPath { block, way, reason }): (usize, &str, &BlockPath)| json!({ "step": step, "block": block, "placement": way, "reason": reason });
    Value::Array(paths.steps(plan).map(one).collect())
}
