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

/// PostgreSQL: takes rows as lines of text.
pub(crate) fn copy_from(table: &str, columns: &[&str]) -> String {
    format!("COPY {table} ({}) FROM STDIN", columns.join(", "))
}

/// PostgreSQL: gives the rows of a query as lines of text.
pub(crate) fn copy_to(select: &str) -> String {
    format!("COPY ({select}) TO STDOUT")
}

/// MySQL: the most bytes it takes at once.
pub(crate) const PACKET: &str = "SELECT @@SESSION.max_allowed_packet";

/// Whether a connection answers.
pub(crate) const ALIVE: &str = "SELECT 1";
