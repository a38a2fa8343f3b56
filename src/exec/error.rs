//! What stops a run.

use std::fmt;
use std::path::PathBuf;

use miette::Diagnostic;
use thiserror::Error;

use crate::client::ClientError;
use crate::client::address::AddressError;
use crate::compile::Unreadable;
use crate::diag::{Diagnostics, render};
use crate::plan::StepId;
use crate::source::Sources;

/// Why a session came to no run, or its run to no end.
#[derive(Debug, Error)]
pub enum SessionError {
    /// The program cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),

    /// What was found in the program stops it.
    #[error("{0}")]
    Findings(Box<Findings>),

    /// The run cannot begin, failed, or found what must not be.
    #[error(transparent)]
    Run(#[from] RunError),
}

impl From<Findings> for SessionError {
    fn from(findings: Findings) -> Self {
        Self::Findings(Box::new(findings))
    }
}

/// What was found in a program, with the texts that it was found in. Shown as a line for each.
#[derive(Debug, Clone, Error)]
pub struct Findings {
    /// The texts that the findings point into.
    pub sources: Sources,
    /// What was found in them.
    pub diagnostics: Diagnostics,
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = render::to_string(&self.sources, &self.diagnostics, render::Format::Short, false);
        f.write_str(text.trim_end())
    }
}

/// A run that could not begin or was undone.
#[derive(Debug, Error, Diagnostic)]
pub enum RunError {
    /// A database that cannot be opened or read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Client(#[from] ClientError),

    /// A dump file that cannot be read.
    #[error("{0}")]
    #[diagnostic(help("{}", .0.help().unwrap_or("make the dump again with the engine's own tool, or mend this line")))]
    Dump(crate::rows::SourceError),

    /// Both sides are one file.
    #[error("the old and the new database are the same file, `{}`", path.display())]
    #[diagnostic(help("the old side is never written: name another file after `--into`"))]
    SameFile {
        /// The file that both sides name.
        path: PathBuf,
    },

    /// Tables of the program are not in the database.
    #[error("{what} has no table {}", names(tables))]
    #[diagnostic(help("{help}"))]
    NoTable {
        /// `the old database`.
        what: &'static str,
        /// The new tables that are not there.
        tables: Vec<String>,
        /// What to do.
        help: String,
    },

    /// A check does not hold.
    #[error("{message}")]
    #[diagnostic(help("{help}"))]
    Check {
        /// The step that checks.
        step: Option<StepId>,
        /// What does not hold.
        message: String,
        /// What became of the rest, and what to do.
        help: String,
    },

    /// The database refused a statement.
    #[error("{title}: the database refused a statement: {message}")]
    #[diagnostic(help("{help}"))]
    Sql {
        /// The step it carries out.
        step: Option<StepId>,
        /// `step 3, posty -> forum_post`.
        title: String,
        /// The engine's words.
        message: String,
        /// What to do.
        help: String,
    },

    /// The connection broke, or the server did not answer in time.
    #[error("{title}: {message}")]
    #[diagnostic(help("{help}"))]
    Interrupted {
        /// The step it carried out.
        step: Option<StepId>,
        /// `step 3, posty -> forum_post`.
        title: String,
        /// What happened, as a sentence.
        message: String,
        /// What to do.
        help: String,
    },

    /// The program has commands, and nobody allowed them.
    #[error("the program runs commands on this machine: {commands}")]
    #[diagnostic(help("nothing was changed; read them, and add `--allow-run` if you trust them"))]
    Commands {
        /// The commands of the program, as one text.
        commands: String,
    },

    /// A command of the program ended badly.
    #[error("step {}: the command `{command}` {ended}", step.0 + 1)]
    #[diagnostic(help("nothing was changed in the database; what the command itself did stays"))]
    Command {
        /// The step that the command belongs to.
        step: StepId,
        /// The command, as the program says it.
        command: String,
        /// How it ended: its exit code, or the signal.
        ended: String,
    },

    /// No backup could be made.
    #[error("no backup was made: {message}")]
    #[diagnostic(help("{help}"))]
    Backup {
        /// Why it could not be made.
        message: String,
        /// What to do.
        help: String,
    },

    /// Somebody stopped the run.
    #[error("the run was stopped")]
    #[diagnostic(help("{}", stopped(*undone)))]
    Stopped {
        /// Nothing of it stays.
        undone: bool,
    },

    /// An earlier run was begun and not finished.
    #[error("an earlier run stopped here: {done} of {of} parts are done")]
    #[diagnostic(help("`--resume` goes on where it stopped, `--fresh` empties the tables it fills and begins again"))]
    HalfDone {
        /// Parts that are done.
        done: usize,
        /// How many parts the run has.
        of: usize,
    },

    /// The run that was begun is not the one that is to go on.
    #[error("the program, the schemas or the placement changed since the run was begun: {}", listed(changed))]
    #[diagnostic(help("go on with what it was begun with, or begin again with `--fresh`"))]
    Changed {
        /// Steps and tables that are not what they were.
        changed: Vec<String>,
    },

    /// A step would be done again whose table does not undo what it has written.
    #[error("step {}: `{table}` has no transactions, so what the step wrote before it was stopped is still there", step.0 + 1)]
    #[diagnostic(help(
        "begin again with `--fresh`, or let a storage engine with transactions (InnoDB) keep the table"
    ))]
    NotUndone {
        /// The step whose rows stay.
        step: StepId,
        /// The new table.
        table: String,
    },

    /// A run that was making the new tables goes on without a word about it.
    #[error("the run that was begun is to make the new side's tables, and has not yet")]
    #[diagnostic(help("say `--create` again, beside `--resume`"))]
    CreateAgain,

    /// Another session carries out a run.
    #[error("another session carries out a run in the new database")]
    #[diagnostic(help(
        "wait for its end; when its migc is gone, the server ends its session after the statement it is at, or when you end it"
    ))]
    Busy,

    /// The new file cannot be locked for one run.
    #[error("cannot lock `{file}` for this run: {error}")]
    #[diagnostic(help("the folder it is in must be writable, since the lock is a file beside it"))]
    NoLock {
        /// The new file.
        file: String,
        /// The system's words.
        error: std::io::Error,
    },

    /// The old side is not what it was when the run was begun.
    #[error("the old table `{table}` had {then} rows when the run was begun, and has {now} now")]
    #[diagnostic(help(
        "what was read then and what would be read now do not fit together: see that nobody writes to the old side, and begin again with `--fresh`"
    ))]
    OldChanged {
        /// The old table.
        table: String,
        /// Its rows when it was read.
        then: u64,
        /// Its rows now.
        now: u64,
    },

    /// Rows that refer to those to be removed.
    #[error("{message}")]
    #[diagnostic(help("nothing was removed"))]
    InTheWay {
        /// What refers to what.
        message: String,
    },

    /// Rights that the run needs.
    #[error("rights are missing, and nothing was changed:\n{}", lines(missing, |problem| &problem.message))]
    #[diagnostic(help("{}", lines(missing, |problem| &problem.help)))]
    Rights {
        /// On which side, and what.
        missing: Vec<(&'static str, Problem)>,
    },

    /// A database is not what the program was checked with.
    #[error("the schemas that the program was checked with are not those of the databases:\n{drift}")]
    #[diagnostic(help(
        "check the program with the schemas as they are now (`from` and `into` name their files; without a file the database is asked), or go on with `{}--allow-drift`",
        if *begun { "--resume " } else { "" }
    ))]
    Drift {
        /// What it has otherwise.
        drift: super::drift::Drift,
        /// Something is there already that a run goes on with.
        begun: bool,
    },

    /// The old tables cannot be beside the new ones.
    #[error("the old tables cannot be read from the new side: {why}")]
    #[diagnostic(help("leave `--placement` out, or say `--placement staged`: then they are streamed"))]
    NotColocated {
        /// Why the new side does not see the old tables.
        why: String,
    },

    /// Rows that are missing or too many, which nothing explains.
    #[error("{message}")]
    #[diagnostic(help("{help}"))]
    Unexplained {
        /// The step whose rows they are.
        step: Option<StepId>,
        /// Which and how many.
        message: String,
        /// Where to look, and what became of the step.
        help: String,
    },

    /// Rows got lost on the way, which nothing explains.
    #[error("the old table `{table}` has {there} rows, but {held} arrived")]
    #[diagnostic(help("see that nobody writes to the old side, and begin again with `--fresh`"))]
    Lost {
        /// The old table.
        table: String,
        /// Rows of the old side.
        there: u64,
        /// Rows of the staging table.
        held: u64,
    },
}

impl RunError {
    /// The step of the plan that was being carried out.
    pub fn step(&self) -> Option<StepId> {
        match self {
            RunError::Check { step, .. }
            | RunError::Sql { step, .. }
            | RunError::Interrupted { step, .. }
            | RunError::Unexplained { step, .. } => *step,
            RunError::Command { step, .. } | RunError::NotUndone { step, .. } => Some(*step),
            _ => None,
        }
    }
}

fn stopped(undone: bool) -> &'static str {
    match undone {
        true => "nothing was changed; run it again to begin again",
        false => "what is done stays: `--resume` goes on here, `--fresh` empties the tables it fills and begins again",
    }
}

impl RunError {
    /// Whether it is not a failure of the run, but what the run found: rows that nothing explains, or other databases than
    /// the program knows.
    pub fn is_finding(&self) -> bool {
        matches!(self, RunError::Unexplained { .. } | RunError::Lost { .. } | RunError::Drift { .. })
    }
}

/// A line for each, with its side.
fn lines(missing: &[(&'static str, Problem)], text: impl Fn(&Problem) -> &String) -> String {
    missing.iter().map(|(what, problem)| format!("{what}: {}", text(problem))).collect::<Vec<_>>().join("\n")
}

fn listed(texts: &[String]) -> String {
    match texts {
        [] => "the order of the steps".to_owned(),
        texts => texts.join("; "),
    }
}

impl From<crate::rows::SourceError> for RunError {
    fn from(error: crate::rows::SourceError) -> Self {
        Self::Dump(error)
    }
}

impl From<AddressError> for RunError {
    fn from(error: AddressError) -> Self {
        Self::Client(error.into())
    }
}

fn names(tables: &[String]) -> String {
    let quoted: Vec<String> = tables.iter().map(|table| format!("`{table}`")).collect();
    quoted.join(", ")
}

/// Something that stops a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub message: String,
    /// What to do.
    pub help: String,
}
