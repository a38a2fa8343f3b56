//! The statements that rows in bulk are read and written with.

/// What comes before the rows of an insert of many.
pub(crate) fn insert(table: &str, columns: &[&str]) -> String {
    format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "))
}

/// Likewise, with parameters for so many rows.
pub(crate) fn insert_parameters(table: &str, columns: &[&str], rows: usize) -> String {
    let row = format!("({})", vec!["?"; columns.len()].join(","));
    insert(table, columns) + &vec![row; rows].join(",")
}

/// How PostgreSQL takes rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As lines of text.
    Text,
    /// In binary.
    Binary,
}

/// PostgreSQL: takes rows.
pub(crate) fn copy_from(table: &str, columns: &[&str], form: Form) -> String {
    let form = if form == Form::Binary { " (FORMAT binary)" } else { "" };
    format!("COPY {table} ({}) FROM STDIN{form}", columns.join(", "))
}

/// Columns of a table, and no rows.
pub(crate) fn columns_of(table: &str, columns: &[&str]) -> String {
    format!("SELECT {} FROM {table} LIMIT 0", columns.join(", "))
}

/// PostgreSQL: gives the rows of a query as lines of text.
pub(crate) fn copy_to(select: &str) -> String {
    format!("COPY ({select}) TO STDOUT")
}

/// MySQL: the most bytes it takes at once.
pub(crate) const PACKET: &str = "SELECT @@SESSION.max_allowed_packet";

/// Whether a connection answers.
pub(crate) const ALIVE: &str = "SELECT 1";
