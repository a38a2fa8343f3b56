//! `migc man`

use std::path::PathBuf;

use super::failure::Failure;
use super::output::Output;
use super::{Ended, Outcome};

/// Writes the manual page, or all of them into a folder
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  migc man | man -l -
  migc man -o ~/.local/share/man/man1")]
pub(super) struct Arguments {
    /// The folder, one file for each verb
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, output: &mut Output) -> Ended {
    let command = super::command();
    let Some(folder) = &arguments.output else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page).map_err(|source| Failure::Output { error: source })?;
        output.bytes(&page)?;
        return Ok(Outcome::Done);
    };
    let unwritable = |source| Failure::Write { path: folder.clone(), error: source };
    std::fs::create_dir_all(folder).map_err(unwritable)?;
    clap_mangen::generate_to(command, folder).map_err(unwritable)?;
    Ok(Outcome::Done)
}
