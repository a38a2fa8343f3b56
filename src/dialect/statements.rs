//! How each engine spells the statements of a script, as [`Dialect`](super::Dialect) spells
//! expressions. Names and values given to these methods are SQL already.

use super::Admin;
use crate::schema::Type;
use crate::sql::{Expr, Relation, Select, TableName, WIDTH, fill};

/// A column of a helper table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelperColumn {
    /// Its name, quoted.
    pub name: String,
    /// Its type, spelled; or a new column whose type and collation it has.
    pub ty: HelperType,
    /// What it is before it is set.
    pub default: Option<String>,
}

/// How a helper table is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Making {
    /// There is none of its name.
    New,
    /// Where there is none of its name.
    WhereMissing,
    /// For the session alone.
    OfSession,
}

impl Making {
    /// The words before the table's name.
    pub(super) fn words(self) -> &'static str {
        match self {
            Making::New => "CREATE TABLE",
            Making::WhereMissing => "CREATE TABLE IF NOT EXISTS",
            Making::OfSession => "CREATE TEMPORARY TABLE",
        }
    }
}

/// The type of a helper table's column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelperType {
    /// A type in SQL of the engine.
    Sql(String),
    /// That of a column of a new table, which is known to the database alone (its collation may
    /// be the database's).
    Like {
        /// The table, quoted.
        table: String,
        /// The column, quoted.
        column: String,
        /// Its type, for engines that know no more than the program does.
        ty: Type,
        /// Its type, as the column's declaration spells it.
        spelled: String,
    },
}

/// What an engine's scripts look like.
pub trait Statements: Admin {
    /// A condition: whether the new database has a table of this name.
    fn has_table(&self, name: &str) -> Expr;

    /// Drops tables where they are there, to which nothing refers.
    fn drop_tables(&self, tables: &[String]) -> Vec<String> {
        vec![format!("DROP TABLE IF EXISTS {}", tables.join(", "))]
    }

    /// Drops a table where it is there, whatever refers to it.
    fn drop_table(&self, table: &str) -> String {
        format!("DROP TABLE IF EXISTS {table}")
    }

    /// A statement that may have others in it, as a script for the engine's own client has it, without its last `;`.
    fn in_script(&self, sql: &str) -> String {
        sql.to_owned()
    }

    /// Empties tables that may refer to each other.
    fn clear_all(&self, tables: &[String]) -> Vec<String> {
        tables.iter().map(|table| format!("DELETE FROM {table}")).collect()
    }

    /// Sets columns of the rows of `table` that meet `condition` with a row of `source`, called `alias`.
    fn update_from(&self, table: &str, set: &[(String, String)], source: &str, alias: &str, condition: &str) -> String {
        let set: Vec<String> = set.iter().map(|(column, value)| format!("{column} = {value}")).collect();
        format!("UPDATE {table} SET {} FROM ({source}) AS {alias} WHERE {condition}", set.join(", "))
    }

    /// Sets columns of rows of `table`, which conditions and values find others for by `joins`; none: an UPDATE joins nothing.
    fn update_joined(&self, table: &str, joins: &str, set: &[(String, String)], condition: &str) -> Option<String> {
        let _ = (table, joins, set, condition);
        None
    }

    /// Removes the rows of `table` that meet a condition, which finds others by `joins`; none: a DELETE joins nothing.
    fn delete_joined(&self, table: &str, joins: &str, condition: &str) -> Option<String> {
        let _ = (table, joins, condition);
        None
    }

    /// What tells the rows of a table apart, whatever they hold, within one statement; empty: nothing does.
    fn row_id(&self, is_column: &dyn Fn(&str) -> bool) -> Vec<&'static str> {
        let _ = is_column;
        Vec::new()
    }

    /// What allows an insert to give a generated identity its value.
    fn overriding_identity(&self) -> &'static str {
        ""
    }

    /// Inserts a row of defaults for each row of a query; none: one column has to be named.
    fn insert_defaults(&self, _table: &str, _rows: &str) -> Option<String> {
        None
    }

    /// How many rows there are in a table that this transaction has written.
    fn count_all(&self, table: &TableName) -> Expr {
        Expr::scalar(Select::count(Relation::from(table.clone()).as_it_is()))
    }

    /// What a session needs before a [`check`](Self::check).
    fn before_checks(&self) -> Option<&'static str> {
        None
    }

    /// Stops the script with the message that `query` answers; goes on when it answers null.
    fn check(&self, query: &str) -> Vec<String>;

    /// Statements that give a query a name for the session, in which the tables it reads need not be there yet; empty:
    /// the engine has no such names.
    fn name_query(&self, _name: &str, _query: &str) -> Vec<String> {
        Vec::new()
    }

    /// Makes a file's tables visible under a name.
    fn attach(&self, namespace: &str, path: &str) -> Option<String> {
        let _ = (namespace, path);
        None
    }

    /// Opens a transaction.
    fn begin(&self) -> &'static str;

    /// What makes the engine's client stop at the first error, at the top of a script: a command of the client, and no SQL.
    fn stop_at_errors(&self) -> Option<&'static str> {
        None
    }

    /// Text of a JSON object of these keys and values.
    fn json_object(&self, pairs: &[(String, Expr)]) -> Expr;

    /// An aggregate: the texts of all rows in one, in the order of a query inside.
    fn joined_texts(&self, text: &Expr) -> Expr;

    /// The text of a value of any type.
    fn any_text(&self, value: &Expr) -> Expr;

    /// Bytes as hexadecimal digits.
    fn hex(&self, value: &Expr) -> Expr {
        Expr::call("HEX", [value.clone()])
    }

    /// Creates a table that old rows are staged in, the cheapest way that a restart of the server
    /// leaves nothing half done.
    fn create_staging(&self, table: &str, lines: &str) -> String {
        format!("CREATE TABLE {table} (\n  {lines}\n)")
    }

    /// What makes a table keep the first of the rows that have the same number and text: a statement for the table, and the end of
    /// each insert. None where nobody looks by a table of the session.
    fn first_of_each(&self, _table: &str, _number: &str, _text: &str) -> Option<(String, String)> {
        None
    }

    /// Creates a helper table.
    fn create(&self, making: Making, table: &str, columns: &[HelperColumn], primary_key: &[String]) -> Vec<String>;

    /// An index by which rows are found by a long text, whatever its length.
    fn index_text(&self, name: &str, table: &str, column: &str) -> String {
        format!("CREATE INDEX {name} ON {table} ({column})")
    }

    /// Sets the counter behind a column (its table and itself, as names and as text literals) above every value in it, where the engine
    /// does not do that itself; never lower than it is, since other columns may take from it. `sequence`: the one that the column's
    /// default names, as it is written.
    fn set_counter(&self, names: &[String; 2], texts: &[String; 2], sequence: Option<&str>) -> Vec<String> {
        let _ = (names, texts, sequence);
        Vec::new()
    }

    /// The moment now in UTC, to the second.
    fn utc_now(&self) -> Expr;

    /// The moment now in UTC, to the millisecond, also within a transaction.
    fn utc_clock(&self) -> Expr;
}

/// `CREATE TABLE table (…) options`, in one line where it is short.
pub(super) fn create_table(making: Making, table: &str, parts: Vec<String>, options: &str) -> String {
    let begin = format!("{} {table} (", making.words());
    let end = format!("){}{options}", if options.is_empty() { "" } else { " " });
    let one = format!("{begin}{}{end}", parts.join(", "));
    match one.len() {
        short if short <= WIDTH => one,
        // What stands behind the columns has a line of its own.
        whole if whole - options.len() <= WIDTH => format!("{begin}{})\n  {options}", parts.join(", ")),
        _ => format!("{begin}{}\n{end}", fill("\n  ", parts, 1)),
    }
}

pub(super) fn plain_columns(columns: &[HelperColumn]) -> Vec<String> {
    columns
        .iter()
        .map(|c| {
            let ty = match &c.ty {
                HelperType::Sql(ty) | HelperType::Like { spelled: ty, .. } => ty,
            };
            let default = c.default.as_ref().map_or(String::new(), |d| format!(" DEFAULT {d}"));
            format!("{} {ty}{default}", c.name)
        })
        .collect()
}
