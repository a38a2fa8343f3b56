//! Statements about transactions and files that a run says to a session.

/// SQLite: makes the tables of a file (1) visible under a name (2).
pub(crate) const ATTACH: &str = "ATTACH DATABASE ? AS ?";

/// SQLite: opens the one transaction of a run, so that nobody else writes meanwhile.
pub(crate) const BEGIN: &str = "BEGIN IMMEDIATE";

/// SQLite: writes a copy into a file.
pub(crate) const SAVE: &str = "VACUUM INTO ?";

/// Ends a transaction: what it did stays.
pub(crate) const COMMIT: &str = "COMMIT";

/// Ends a transaction: what it did is undone.
pub(crate) const ROLLBACK: &str = "ROLLBACK";
