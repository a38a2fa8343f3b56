//! `migc schema`

use std::path::PathBuf;

use super::failure::Failure;
use super::output::Output;
use super::{Ended, Outcome};
use crate::diag::{Diagnostics, render};
use crate::dialect::Engine;
use crate::schema::{ddl, describe};
use crate::source::Sources;

/// Shows what is read from a dump: tables, columns and keys as Mig sees them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  migc schema old.sql
  migc schema old.sql -v                  also list the statements that were skipped
  migc schema old.sql --engine postgres")]
pub(super) struct Arguments {
    /// The dump
    #[arg(value_name = "FILE")]
    source: PathBuf,

    /// Whose dump it is: mysql, postgres or sqlite; guessed from the text when not given
    #[arg(long, value_name = "ENGINE")]
    engine: Option<Engine>,

    /// The dump's encoding, such as `latin2`, where it is not UTF-8
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,

    /// Also list statements that were skipped, and where everything stands
    #[arg(short, long)]
    verbose: bool,
}

pub(super) fn run(arguments: &Arguments, output: &mut Output) -> Ended {
    let path = &arguments.source;
    let bytes = std::fs::read(path).map_err(|source| Failure::Read { path: path.clone(), source })?;
    let (text, assumed) = ddl::decode(&bytes, arguments.encoding.as_deref());
    let engine = arguments.engine.unwrap_or_else(|| Engine::guess(&text));
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let file = sources.add(path.display().to_string(), text.clone());
    if let Some(finding) = ddl::encoding_finding(file, &text, assumed) {
        diagnostics.push(finding);
    }
    let schema = ddl::read(file, &text, engine, &mut diagnostics);
    if !diagnostics.is_empty() {
        output.message(&render::to_string(&sources, &diagnostics, render::Format::Pretty, output.message_color()));
    }
    output.result(&describe(&schema, &sources, arguments.verbose))?;
    Ok(if diagnostics.has_errors() { Outcome::Findings } else { Outcome::Done })
}
