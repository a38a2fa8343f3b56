//! `migc completions`

use clap_complete::Shell;

use super::output::Output;
use super::{Ended, Outcome};

/// Writes the completions of a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  migc completions bash > ~/.local/share/bash-completion/completions/migc
  migc completions fish > ~/.config/fish/completions/migc.fish
  migc completions zsh  > ~/.zfunc/_migc")]
pub(super) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, output: &mut Output) -> Ended {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::command(), "migc", &mut text);
    output.bytes(&text)?;
    Ok(Outcome::Done)
}
