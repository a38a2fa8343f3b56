//! `migc lsp`

use super::failure::Failure;
use super::{Ended, Outcome};
use crate::lsp;

/// Serves an editor: findings, completion, definitions and more while a program is written
///
/// Speaks the Language Server Protocol on standard input and output; editors start it by themselves.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Accepted because some editors say so; there is no other way
    #[arg(long, hide = true)]
    stdio: bool,
}

pub(super) fn run(_: &Arguments) -> Ended {
    lsp::serve().map_err(|gone| Failure::usage(gone.to_string(), "an editor starts this by itself"))?;
    Ok(Outcome::Done)
}
