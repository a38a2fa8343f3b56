//! What the verbs that take a program share: their arguments, and compiling with them.

use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::output::Output;
use super::runtime::wait_for;
use super::{FindingsFormat, Outcome, login};
use crate::client::address::Address;
use crate::compile::Compilation;
use crate::diag::render;
use crate::exec::{Compiled, Input};
use crate::plan::Plan;

/// A program and what the command line adds to it.
#[derive(Debug, Args)]
pub(super) struct ProgramArguments {
    /// The program, a `.mig` file
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,

    /// The old database, where `from` names no file: `sqlite:old.db`, `mysql://user@host/old`
    #[arg(long, value_name = "URL", env = "MIGC_FROM_URL", hide_env_values = true)]
    pub(super) from: Option<Address>,

    /// The new database, where `into` names no file
    #[arg(long, value_name = "URL", env = "MIGC_INTO_URL", hide_env_values = true)]
    pub(super) into: Option<Address>,

    #[command(flatten)]
    pub(super) common: Common,
}

/// What does not depend on where the databases are.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// The value of a `param` of the program; may be given many times
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = param)]
    params: Vec<(String, String)>,

    /// Let warnings stop the program too, as in automated checks
    #[arg(long, value_name = "WHAT", value_enum)]
    deny: Option<Deny>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Deny {
    /// Warnings are errors
    Warnings,
}

fn param(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err(format!("`{text}` is not NAME=VALUE")),
    }
}

/// A program that nothing stops, and its plan.
#[derive(Clone, Copy)]
pub(super) struct Ready<'a> {
    pub(super) compiled: &'a Compiled,
    pub(super) plan: &'a Plan,
}

/// What the command line does with a program that was compiled.
pub(super) trait Told {
    /// Whether findings stop the program.
    fn outcome(&self) -> Outcome;

    /// The plan, after saying on standard error what was found; none when that stops the program.
    fn plan(&self, output: &mut Output) -> Option<&Plan>;

    /// The findings in the format asked for, as the result.
    fn show(&self, format: FindingsFormat, output: &mut Output) -> Result<(), Failure>;
}

impl Told for Compiled {
    fn outcome(&self) -> Outcome {
        if self.is_stopped() { Outcome::Findings } else { Outcome::Done }
    }

    fn plan(&self, output: &mut Output) -> Option<&Plan> {
        let Compilation { sources, diagnostics, plan } = &self.compilation;
        // What stops the program is drawn; what does not has a line each: `migc check` draws it.
        let (format, plan) = match self.outcome() {
            Outcome::Findings => (render::Format::Pretty, None),
            Outcome::Done => (render::Format::Short, plan.as_ref()),
        };
        if !diagnostics.is_empty() {
            output.message(&render::to_string(sources, diagnostics, format, output.message_color()));
        }
        plan
    }

    fn show(&self, format: FindingsFormat, output: &mut Output) -> Result<(), Failure> {
        let Compilation { sources, diagnostics, .. } = &self.compilation;
        output.result(&render::to_string(sources, diagnostics, format.into(), output.result_color()))
    }
}

impl ProgramArguments {
    /// Compiles the program; a side that names no file is read from its database.
    pub(super) fn compile(&self) -> Result<Compiled, Failure> {
        self.compile_with(|_| {})
    }

    /// Compiles the program to be written out for an engine; none: for that of `into`. `creates`: with the new side itself.
    pub(super) fn compile_with(&self, more: impl FnOnce(&mut Input)) -> Result<Compiled, Failure> {
        let mut input = Input {
            file: self.file.clone(),
            params: self.common.params().to_vec(),
            deny_warnings: self.common.denies_warnings(),
            from: self.from.clone(),
            into: self.into.clone(),
            ..Input::default()
        };
        more(&mut input);
        // Nobody is asked for a password of a database that is not.
        let asks = input.asks()?;
        for (address, _) in [&mut input.from, &mut input.into].into_iter().zip(asks).filter(|(_, asks)| *asks) {
            *address = address.as_ref().map(login::asked).transpose()?;
        }
        Ok(wait_for(input.compile())??)
    }
}

impl Common {
    /// The values that are given to a program's parameters.
    pub(super) fn params(&self) -> &[(String, String)] {
        &self.params
    }

    /// Whether warnings stop a program.
    pub(super) fn denies_warnings(&self) -> bool {
        self.deny == Some(Deny::Warnings)
    }
}
