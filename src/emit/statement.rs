//! What a script is made of, and what its writer is told: a [`Script`] has [`Section`]s, and these have [`Statement`]s.

use serde::Serialize;

use crate::engine::Engine;
use crate::physical::{Cuts, OldRows, Target};
use crate::plan::StepId;
use crate::source::{Sources, Span};

/// What a script is told beside the plan.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// The database, schema or attached name the old tables are under; none: what the program says, else `old`.
    pub old: Option<&'a str>,
    /// The old tables are staged in the new database, under names of their own (see [`staging`](super::staging)).
    pub staged: bool,
    /// The file to attach, where the engine attaches files; none: `old.db`.
    pub old_file: Option<&'a str>,
    /// The texts, so that comments can name lines.
    pub sources: Option<&'a Sources>,
    /// Where long inserts are cut into pieces; none: nowhere.
    pub cuts: Option<&'a Cuts>,
}

impl<'a> Options<'a> {
    /// Where the new side's session finds the old rows.
    pub fn old_rows(&self) -> OldRows {
        if self.staged { OldRows::Staged } else { OldRows::Colocated }
    }

    /// What the physical plan of a script for an engine is made for.
    pub fn target(&self, engine: Engine) -> Target<'a> {
        Target { engine, old_rows: self.old_rows(), cuts: self.cuts }
    }

    /// ` (polonia.mig:12)`, where the texts are known.
    pub(super) fn place(&self, span: Span) -> String {
        self.sources.map_or(String::new(), |sources| {
            let at = sources.position(span.file, span.start);
            let name = sources.name(span.file);
            let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
            format!(" ({name}:{})", at.line + 1)
        })
    }
}

/// A script: sections in the order of execution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Script {
    /// The engine it is for.
    pub engine: Engine,
    /// Comment lines at the top: program, version, hash, what to run it on.
    pub header: Vec<String>,
    /// The sections of the script, in their order.
    pub sections: Vec<Section>,
    /// What a runner does with the helper tables beside.
    #[serde(skip)]
    pub helpers: HelperTables,
}

/// What a runner does with helper tables beside making them, which is a section of the script.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HelperTables {
    /// Removes them where they are.
    pub drop: Vec<String>,
    /// Makes them for the session alone, with the rows that they begin with: for a run that only looks.
    pub of_session: Vec<String>,
    /// Some are changed once they are made (`ALTER TABLE`).
    pub alters: bool,
}

/// A part of a script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// What it is for.
    pub role: Role,
    /// The step it carries out.
    pub step: Option<StepId>,
    /// Comment lines above it.
    pub comment: Vec<String>,
    /// The statements of the section, in their order.
    pub statements: Vec<Statement>,
}

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Role {
    /// Session settings and, for SQLite, the ATTACH of the old file. A runner that has its own
    /// connection set up skips the ATTACH, which is a [`Statement::Attach`].
    Session,
    /// Makes the new side (`--create`): its tables before all else, its triggers at the very end.
    Create,
    /// Checks that must hold before anything is written, and helper tables (`_mig_…`). Before the transaction.
    Prepare,
    /// Opens the transaction.
    Begin,
    /// Asks what would stop a step, before the first. A script needs none of it, since it is one transaction.
    Before,
    /// A step of the plan.
    Step,
    /// Counters, verification of the counts.
    Finish,
    /// Closes the transaction.
    Commit,
    /// Queries whose results are the report.
    Report,
}

/// A statement of a script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Statement {
    /// SQL without its semicolon.
    Sql(String),
    /// SQLite's `ATTACH`; a runner attaches the file it was given as `namespace`.
    Attach {
        /// The name the old tables are under.
        namespace: String,
        /// The statement, for the script.
        sql: String,
    },
    /// Stops the script when a condition does not hold.
    Check {
        /// A query of one row and one column: the message when it fails, else null. For runners.
        query: String,
        /// The statements that stop a script, each without its semicolon.
        sql: Vec<String>,
        /// Only noted: a runner prints the message and goes on, a script selects it.
        note: bool,
    },
    /// A query for people to look at, with its heading.
    Report {
        /// What its rows show.
        title: String,
        /// The query whose rows are shown.
        sql: String,
    },
    /// A manual step or a command, which a script can only show as a comment.
    Note(String),
}
