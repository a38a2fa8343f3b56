//! `migc schema`

use std::path::PathBuf;

use super::failure::Failure;
use super::output::Output;
use super::runtime::wait_for;
use super::{Ended, Outcome, login};
use crate::client::address::Address;
use crate::client::catalog;
use crate::diag::{Diagnostics, render};
use crate::engine::Engine;
use crate::schema::{Schema, ddl, describe};
use crate::source::Sources;

/// Shows what is read from a dump or a database: tables, columns and keys as Mig sees them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  migc schema old.sql
  migc schema old.sql -v                  also list the statements that were skipped
  migc schema old.sql --engine postgres
  migc schema mysql://me@localhost/shop")]
pub(super) struct Arguments {
    /// The dump; or a database: `sqlite:old.db`, `mysql://user@host/old`, `postgres://user@host/old`
    #[arg(value_name = "FILE|URL")]
    source: String,

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
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let url = Address::from(arguments.source.clone());
    let schema = if url.scheme().is_some() {
        wait_for(catalog::read(&login::asked(&url)?, None, &mut sources, &mut diagnostics))??
    } else {
        dump(arguments, &mut sources, &mut diagnostics)?
    };
    if !diagnostics.is_empty() {
        output.message(&render::to_string(&sources, &diagnostics, render::Format::Pretty, output.message_color()));
    }
    output.report(&describe::describe(&schema, &sources, arguments.verbose))?;
    Ok(if diagnostics.has_errors() { Outcome::Findings } else { Outcome::Done })
}

fn dump(arguments: &Arguments, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Result<Schema, Failure> {
    let path = PathBuf::from(&arguments.source);
    let bytes = std::fs::read(&path).map_err(|source| Failure::Read { path, error: source })?;
    let (text, assumed) = ddl::decode(&bytes, arguments.encoding.as_deref());
    let engine = arguments.engine.unwrap_or_else(|| Engine::guess(&text));
    let file = sources.add(arguments.source.as_str(), text.as_str());
    ddl::encoding_finding(file, &text, assumed).into_iter().for_each(|finding| diagnostics.push(finding));
    Ok(ddl::read(file, &text, engine, diagnostics))
}
