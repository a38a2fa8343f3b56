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
use crate::physical::{self, OldRows, PhysicalPlan, Target};
use crate::plan::{Plan, graph, text};

/// Shows the steps of a program in the order of execution, each with its reasons
///
/// With both databases it also shows how the old rows of each block come to the new side, and why.
/// With --physical it shows what was decided about how the rows move: tables of rows and of missing keys, what is staged, how inserts
/// are cut.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  migc plan shop.mig
  migc plan shop.mig --from mysql://me@old.example/shop --into postgres://me@localhost/shop
  migc plan shop.mig --physical
  migc plan shop.mig --format mermaid > plan.mmd
  migc plan shop.mig --format dot | dot -Tsvg > plan.svg")]
pub(super) struct Arguments {
    #[command(flatten)]
    program: ProgramArguments,

    /// Also shows how the rows move: what is decided about each step that moves rows
    #[arg(long)]
    physical: bool,

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
    if arguments.physical && matches!(arguments.format, PlanFormat::Mermaid | PlanFormat::Dot) {
        let help = "say `--format text` or `--format json`, or leave `--physical` out";
        return Err(Failure::usage("a picture does not show how the rows move", help));
    }
    let physical = arguments.physical.then(|| match &paths {
        Some(paths) => paths.physical().clone(),
        None => assumed(plan),
    });
    let text = match arguments.format {
        PlanFormat::Text => {
            let paths = paths.map_or(String::new(), |paths| paths_text(&paths, plan));
            let physical = physical.map_or(String::new(), |it| format!("\n{}", physical::text::render(&it, plan)));
            output.report(&(text::render(plan, sources) + &paths + &physical))?;
            return Ok(Outcome::Done);
        }
        PlanFormat::Json => {
            let placement = paths.map(|paths| ("placement", paths_json(&paths, plan)));
            let physical = physical.map(|physical| ("physical", serde_json::to_value(physical).unwrap_or_default()));
            text::json_with(plan, placement.into_iter().chain(physical))
        }
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

/// How the rows would move where nothing is known of the databases but their engines: on one engine the new side sees the old
/// tables, on two it does not.
fn assumed(plan: &Plan) -> PhysicalPlan {
    let (old, engine) = (plan.program.old.engine, plan.program.new.engine);
    let old_rows = if old == engine { OldRows::Colocated } else { OldRows::Staged };
    PhysicalPlan::of(plan, Target { engine, old_rows, cuts: None })
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
