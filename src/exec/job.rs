//! What is to be carried out, and how it ended.

use std::path::Path;

use super::profile::Profile;
use super::report::Accounts;
use super::table::TextTable;
use super::transfer::Options as Chunks;
use crate::client::connect::Access;
use crate::emit::Script;
use crate::emit::creation::Creation;
use crate::emit::pushdown::Pushdown;
use crate::emit::staging::Staged;
use crate::plan::Plan;
use crate::sql::TableName;

/// What is to be carried out, and where.
#[derive(Debug, Clone, Copy)]
pub struct Job<'a> {
    /// The plan that is carried out.
    pub plan: &'a Plan,
    /// The old columns of which it takes for granted that they hold what they are declared to hold.
    pub profile: &'a Profile,
    /// The plan's statements.
    pub script: &'a Script,
    /// The old tables that are read, as the script names them.
    pub old: &'a [TableName],
    /// The blocks that are streamed straight into their new tables.
    pub pushdown: &'a [Pushdown],
    /// What is streamed before the steps.
    pub staged: &'a [Staged],
    /// What makes the new side, when the database has none of its tables.
    pub create: Option<&'a Creation>,
    /// Only looked at: nothing is written, or all of it is undone.
    pub dry_run: bool,
    /// How much of what is streamed is committed at once.
    pub chunks: Chunks,
    /// What is done about an earlier run.
    pub start: Start,
    /// The folder commands of the program are started in: the program's.
    pub folder: &'a Path,
    /// Whether the program may run its commands; without, a program that has any is not begun.
    pub allow_run: bool,
    /// Whether the old side may be another than the program was checked with. Only a dump is compared under way.
    pub allow_drift: bool,
    /// More rejected rows than this undo the run.
    pub max_rejects: Option<Limit>,
}

/// What is done about an earlier run that was begun and not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Start {
    /// There is none.
    #[default]
    New,
    /// It goes on where it stopped.
    Resume,
    /// What it wrote is removed, with all other rows of the tables that the plan fills.
    Fresh,
}

/// How the old database is called in messages.
pub(super) const OLD: &str = Access::OLD.what;

/// How the new database is called in messages.
pub(super) const NEW: &str = Access::NEW.what;

/// How many rejected rows are allowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    /// At most so many rows.
    Rows(u64),
    /// So many of a hundred rows.
    Percent(f64),
}

impl Limit {
    /// Whether `rejected` of `rows` rows are more than is allowed.
    pub fn is_exceeded(self, rows: u64, rejected: u64) -> bool {
        match self {
            Limit::Rows(most) => rejected > most,
            // Exact enough: counts of rows are far below 2^52.
            Limit::Percent(most) => rejected > 0 && rejected as f64 * 100.0 > most * rows as f64,
        }
    }
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Summary {
    /// The counts and the rejects by reason.
    pub tables: Vec<TextTable>,
    /// Rows of all blocks.
    pub rows: u64,
    /// How many rows were rejected.
    pub rejected: u64,
    /// More were rejected than allowed, so that the run stopped.
    pub undone: bool,
    /// What was done until then stays.
    pub stays: bool,
    /// The new tables were made.
    pub created: bool,
    /// What a report says of the run, for other programs.
    pub accounts: Accounts,
}

#[cfg(test)]
mod tests {
    use super::Limit;

    #[test]
    fn limits_are_inclusive() {
        assert!(!Limit::Rows(3).is_exceeded(10, 3));
        assert!(Limit::Rows(3).is_exceeded(10, 4));
        assert!(!Limit::Percent(1.5).is_exceeded(200, 3));
        assert!(Limit::Percent(1.5).is_exceeded(200, 4));
        assert!(!Limit::Percent(0.0).is_exceeded(0, 0));
        assert!(Limit::Percent(0.0).is_exceeded(1, 1));
    }
}
