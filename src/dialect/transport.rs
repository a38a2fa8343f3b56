//! The statements that rows in bulk are read and written with.

/// What comes before the rows of an insert of many. `given`: what lets them have the keys they come with, or nothing.
pub(crate) fn insert(table: &str, columns: &[&str], given: &str) -> String {
    format!("INSERT INTO {table} ({}){given} VALUES ", columns.join(", "))
}

/// An insert of so many rows, a parameter for each value.
pub(crate) fn insert_parameters(table: &str, columns: &[&str], rows: usize) -> String {
    insert_values(table, columns, rows, &[])
}

/// An insert of so many rows, a parameter for each value but those in variables: each of these with the number of values before it.
pub(crate) fn insert_values(table: &str, columns: &[&str], rows: usize, variables: &[(usize, String)]) -> String {
    let mut sql = insert(table, columns, "");
    let mut variables = variables.iter().peekable();
    for at in 0..rows * columns.len() {
        sql.push_str(match (at, at % columns.len()) {
            (0, _) => "(",
            (_, 0) => "),(",
            _ => ",",
        });
        sql.push_str(variables.next_if(|(place, _)| *place == at).map_or("?", |(_, variable)| variable));
    }
    sql + ")"
}

/// MySQL: a variable of the session.
pub(crate) fn variable(nth: usize) -> String {
    format!("@_mig_value_{nth}")
}

/// MySQL: adds a piece to a variable, or begins with it.
pub(crate) fn append(variable: &str, first: bool) -> String {
    if first { format!("SET {variable} = ?") } else { format!("SET {variable} = CONCAT({variable}, ?)") }
}

/// MySQL: the bytes of a variable.
pub(crate) fn length(variable: &str) -> String {
    format!("SELECT OCTET_LENGTH({variable})")
}

/// MySQL: empties a variable.
pub(crate) fn forget(variable: &str) -> String {
    format!("SET {variable} = NULL")
}

/// How PostgreSQL takes rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As lines of text.
    Text,
    /// As the rows of its binary COPY.
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

/// How PostgreSQL gives the values of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sent {
    /// As they are.
    Itself,
    /// As text, which a cast spells as PostgreSQL shows it.
    Cast,
    /// As text, as PostgreSQL shows it; a cast may spell it otherwise, as it does addresses.
    Output,
}

/// PostgreSQL: gives the rows of a query in binary, its columns one after the other as they shall be sent.
pub(crate) fn copy_to(select: &str, columns: &[Sent]) -> String {
    if columns.iter().all(|sent| *sent == Sent::Itself) {
        return format!("COPY ({select}) TO STDOUT (FORMAT binary)");
    }
    let sent = |(i, sent): (usize, &Sent)| match sent {
        Sent::Itself => format!("c{i}"),
        Sent::Cast => format!("c{i}::text"),
        // a row of nulls is null as well, but not to `num_nulls`
        Sent::Output => format!("CASE WHEN num_nulls(c{i}) = 0 THEN concat(c{i}) END"),
    };
    let names: Vec<String> = (0..columns.len()).map(|i| format!("c{i}")).collect();
    let values: Vec<String> = columns.iter().enumerate().map(sent).collect();
    format!("COPY (SELECT {} FROM ({select}) AS q ({})) TO STDOUT (FORMAT binary)", values.join(", "), names.join(", "))
}

/// MySQL: the most bytes it takes at once.
pub(crate) const PACKET: &str = "SELECT @@SESSION.max_allowed_packet";

/// Whether a connection answers.
pub(crate) const ALIVE: &str = "SELECT 1";
