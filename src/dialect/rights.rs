//! How a server is asked for a right: by statements that change nothing, so that the server itself judges, whatever gives or takes it
//! (roles, groups, columns, patterns, partial revokes).

use crate::sql::Syntax;

/// A right that statements need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// Names without a schema lead somewhere.
    Usage,
    /// Rows are read.
    Select,
    /// Rows are inserted.
    Insert,
    /// Rows are changed.
    Update,
    /// Rows are removed.
    Delete,
    /// A table is emptied as a whole.
    Truncate,
    /// Tables are made.
    Create,
    /// Tables are removed.
    Drop,
    /// Tables are changed.
    Alter,
    /// Indexes are made.
    Index,
    /// Tables are made that refer to others.
    References,
    /// Tables of the session are made.
    Temporary,
    /// Views are made.
    View,
    /// Triggers are made, or seen.
    Trigger,
    /// Events are made.
    Event,
    /// Functions and procedures are made.
    Routine,
    /// Schemas and extensions are made.
    Schema,
    /// Something is made in a schema, which stands for the table.
    Inside,
    /// Tables are locked.
    Lock,
    /// Counters are set, or give numbers.
    Counter,
    /// Triggers are switched off.
    TriggersOff,
}

/// What a right is on.
#[derive(Debug, Clone, Copy)]
pub enum Of<'a> {
    /// The database, or the schema in it where tables are made.
    Place,
    /// A table: its quoted name, and the columns that matter, unquoted.
    Table(&'a str, &'a [String]),
}

/// A statement that tells whether a user has a right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// The statement, which changes nothing. The right is missing where it is refused for want of a right; or it answers a row for each that
    /// is missing: the right, on what where that is another, and the statement that helps where that is no GRANT.
    pub sql: String,
    /// The right, as GRANT calls it.
    pub right: &'static str,
    /// On what; none: the place.
    pub on: Option<String>,
}

/// No table is called so.
pub(super) const NOBODY: &str = "_mig_probe";

/// A row of a table is read, and none comes.
pub(super) fn select(syntax: &dyn Syntax, table: &str, columns: &[String]) -> String {
    let columns: Vec<String> = columns.iter().map(|name| syntax.ident(name)).collect();
    let columns = if columns.is_empty() { "1".to_owned() } else { columns.join(", ") };
    format!("SELECT {columns} FROM {table} WHERE 1 = 0")
}
