//! The names of the helper tables (`_mig_…`), which are all in the new database, and of their columns.

use crate::dialect::EngineExt as _;
use crate::engine::Engine;
use crate::schema::Table;
use crate::sql::TableName;

/// The helper table that says which program runs, and since when.
pub(crate) const RUN: &str = "_mig_run";

/// The helper table that says what became of the rows of each step.
pub(crate) const COUNTS: &str = "_mig_counts";

/// The helper table of the rows that do not move, with the reasons.
pub(crate) const REJECTS: &str = "_mig_rejects";

/// The helper table that says how often each policy was used.
pub(crate) const USES: &str = "_mig_uses";

/// What a policy that skips rows is called in the table of uses.
pub(crate) const SKIP: &str = "skip";

/// The helper table of what a step found in its new table: the highest key and how many rows.
pub(crate) const NUMBERS: &str = "_mig_numbers";

/// The helper table that says where the pieces of a step begin.
pub(super) const RANGES: &str = "_mig_ranges";

/// The column of a stubs table that holds the missing key.
pub(crate) const OLD_KEY: &str = "old_key";

/// The column of a rows table that holds part of the old key.
pub(crate) fn old_column(index: usize) -> String {
    match index {
        0 => OLD_KEY.to_string(),
        n => format!("{OLD_KEY}_{}", n + 1),
    }
}

/// The column of a rows table that holds the value of a new column.
pub(crate) fn new_column(name: &str) -> String {
    format!("new_{name}")
}

/// The column of a rows table that holds what a `keep` goes by.
pub(crate) fn by_column(unique: usize, term: usize) -> String {
    format!("by_{}_{}", unique + 1, term + 1)
}

/// The column of a rows table that holds the old key a self-reference names.
pub(crate) fn parent_column(name: &str) -> String {
    format!("to_{name}")
}

/// A new table's name, with its schema where the engine has any.
pub(crate) fn place(engine: Engine, table: &Table) -> TableName {
    TableName::within(table.schema.as_deref().filter(|_| engine.capabilities().has_schemas), &table.name)
}
