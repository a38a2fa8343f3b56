//! What only a runner asks of a database: the script does not need it.

/// SQLite: makes the tables of a file (1) visible under a name (2).
pub(crate) const ATTACH: &str = "ATTACH DATABASE ? AS ?";

/// SQLite: whether a file is a database at all.
pub(crate) const PROBE: &str = "SELECT COUNT(*) FROM sqlite_master";

/// SQLite: the tables and views under a name.
pub(crate) const TABLES: &str = "SELECT name FROM pragma_table_list WHERE schema = ?";

/// SQLite: opens the one transaction of a run, so that nobody else writes meanwhile.
pub(crate) const BEGIN: &str = "BEGIN IMMEDIATE";

/// Ends it.
pub(crate) const COMMIT: &str = "COMMIT";

/// Undoes it.
pub(crate) const ROLLBACK: &str = "ROLLBACK";

/// The rows a step (its number) moved or made.
pub(crate) const MOVED: &str = "SELECT SUM(COALESCE(moved, 0) + COALESCE(stubs, 0)) FROM _mig_counts WHERE step = ?";

/// All rows, and those rejected.
pub(crate) const REJECTED: &str = "SELECT COALESCE(SUM(\"rows\"), 0), COALESCE(SUM(rejected), 0) FROM _mig_counts";

/// The rejected rows, on any engine; each value as text.
pub(crate) const REJECTS: &str = "SELECT CAST(step AS CHAR(10)), block, row_key, column_name, reason, value, row_json \
     FROM _mig_rejects ORDER BY step, block, row_key, column_name";

/// What comes before the rows of an insert of many.
pub(crate) fn insert(table: &str, columns: &[&str]) -> String {
    format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "))
}
