//! Why a plan cannot be written in parts, and what is asked of it before.

use crate::diag::Diagnostic;
use crate::dialect::EngineExt as _;
use crate::emit::context::Context;
use crate::emit::script;
use crate::emit::statement::Options;
use crate::engine::Engine;
use crate::plan::Plan;

/// Why there are no parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The engine cannot express it.
    Unsupported(Vec<Diagnostic>),
    /// It cannot be said in parts: the reason and what to do about it.
    Cannot {
        /// Why not, as a sentence.
        message: String,
        /// What to do about it.
        help: String,
    },
}

impl Refused {
    /// It cannot be said in parts, for this reason and with this help.
    pub(super) fn cannot(message: impl Into<String>, help: impl Into<String>) -> Self {
        Refused::Cannot { message: message.into(), help: help.into() }
    }
}

/// The context of a script in parts, where there can be one.
pub(super) fn context<'a>(plan: &'a Plan, engine: Engine, options: &Options<'a>) -> Result<Context<'a>, Refused> {
    if !engine.capabilities().pastes {
        let help = format!(
            "say `--to mysql`; without `--for`, `migc compile --to {engine}` writes one script for {engine}'s own client"
        );
        return Err(Refused::cannot(format!("phpMyAdmin does not work with {engine}"), help));
    }
    if !options.staged && options.old.is_none() && plan.program.old_namespace.is_none() {
        return Err(Refused::cannot(
            "the program does not say which database holds the old tables",
            "give its name as `--old-name NAME`, or write `database NAME` in the line `from`",
        ));
    }
    Ok(script::context(plan, engine, options))
}
