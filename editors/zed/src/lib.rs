//! Starts `migc lsp` in Zed.

use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct Mig;

impl zed::Extension for Mig {
    fn new() -> Self {
        Mig
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let command = worktree.which("migc").ok_or("`migc` is not in the search path: install it with `cargo install --path .`")?;
        Ok(Command { command, args: vec!["lsp".to_owned()], env: worktree.shell_env() })
    }
}

zed::register_extension!(Mig);
