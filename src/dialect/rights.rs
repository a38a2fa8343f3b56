//! How a server is asked for a right: by statements that change nothing, so that the server itself judges, whatever gives or takes it
//! (roles, groups, columns, patterns, partial revokes).

use crate::dialect::EngineExt as _;
use crate::engine::Engine;

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
const NOBODY: &str = "_mig_probe";

/// A row of a table is read, and none comes.
fn select(engine: Engine, table: &str, columns: &[String]) -> String {
    let columns: Vec<String> = columns.iter().map(|name| engine.dialect().ident(name)).collect();
    let columns = if columns.is_empty() { "1".to_owned() } else { columns.join(", ") };
    format!("SELECT {columns} FROM {table} WHERE 1 = 0")
}

/// MySQL looks at rights before it looks whether a table is there, and preparing looks at them, too.
pub(super) fn mysql(right: Right, of: Of<'_>) -> Option<Probe> {
    let prepared = |sql: &str| format!("PREPARE _mig_probe FROM {}", Engine::Mysql.dialect().text(sql));
    let each = |columns: &[String], value: &str| -> Vec<String> {
        columns.iter().map(|name| format!("{}{value}", Engine::Mysql.dialect().ident(name))).collect()
    };
    let (right, sql) = match (right, of) {
        (Right::Select, Of::Place) => ("SELECT", format!("SELECT 1 FROM {NOBODY}")),
        (Right::Insert, Of::Place) => ("INSERT", format!("INSERT INTO {NOBODY} VALUES ()")),
        (Right::Update, Of::Place) => ("UPDATE", format!("UPDATE {NOBODY} SET a = 1")),
        (Right::Delete, Of::Place) => ("DELETE", format!("DELETE FROM {NOBODY}")),
        (Right::Create, _) => ("CREATE", prepared(&format!("CREATE TABLE {NOBODY} (a INT)"))),
        // A table that is called so after all would stay.
        (Right::Drop | Right::Truncate, _) => ("DROP", format!("DROP VIEW IF EXISTS {NOBODY}")),
        (Right::Alter, _) => ("ALTER", format!("ALTER TABLE {NOBODY} ADD b INT")),
        (Right::Index, _) => ("INDEX", format!("CREATE INDEX {NOBODY} ON {NOBODY} (a)")),
        (Right::References, _) => (
            "REFERENCES",
            prepared(&format!("CREATE TABLE {NOBODY} (a INT, FOREIGN KEY (a) REFERENCES {NOBODY}_other (a))")),
        ),
        (Right::Temporary, _) => {
            ("CREATE TEMPORARY TABLES", prepared(&format!("CREATE TEMPORARY TABLE {NOBODY} (a INT)")))
        }
        (Right::View, _) => ("CREATE VIEW", prepared(&format!("CREATE VIEW {NOBODY} AS SELECT 1"))),
        (Right::Lock, _) => ("LOCK TABLES", format!("LOCK TABLES {NOBODY} READ")),
        (Right::Event, _) => ("EVENT", format!("ALTER EVENT {NOBODY} COMMENT ''")),
        // A comment that is too long: the server looks at rights before it looks at that, and makes nothing.
        (Right::Routine, _) => {
            ("CREATE ROUTINE", format!("CREATE PROCEDURE {NOBODY}() COMMENT '{}' SELECT 1", "x".repeat(65_536)))
        }
        (Right::Trigger, Of::Place) => {
            ("TRIGGER", format!("CREATE TRIGGER {NOBODY} BEFORE INSERT ON {NOBODY} FOR EACH ROW SET @_mig_probe = 1"))
        }
        // No trigger is called so, so that none can follow it.
        (Right::Trigger, Of::Table(table, _)) => (
            "TRIGGER",
            format!(
                "CREATE TRIGGER {NOBODY} BEFORE INSERT ON {table} FOR EACH ROW FOLLOWS {NOBODY}_other SET @_mig_probe = 1"
            ),
        ),
        (Right::Select, Of::Table(table, columns)) => ("SELECT", select(Engine::Mysql, table, columns)),
        (Right::Insert, Of::Table(table, columns)) => {
            let values = vec!["NULL"; columns.len()].join(", ");
            ("INSERT", prepared(&format!("INSERT INTO {table} ({}) VALUES ({values})", each(columns, "").join(", "))))
        }
        (Right::Update, Of::Table(table, columns)) => {
            ("UPDATE", prepared(&format!("UPDATE {table} SET {}", each(columns, " = NULL").join(", "))))
        }
        (Right::Delete, Of::Table(table, _)) => ("DELETE", prepared(&format!("DELETE FROM {table}"))),
        (Right::Usage | Right::Schema | Right::Inside | Right::Counter | Right::TriggersOff, _) => return None,
    };
    let on = match of {
        Of::Table(table, _) if !matches!(right, "CREATE" | "DROP") => Some(table.to_owned()),
        _ => None,
    };
    Some(Probe { sql, right, on })
}

/// PostgreSQL has functions for it. They answer null where there is nothing of the name, which another message is about.
pub(super) fn postgres(right: Right, of: Of<'_>) -> Option<Probe> {
    let text = |name: &str| Engine::Postgres.dialect().text(name);
    let on_columns = |right: &'static str, table: &str, columns: &[String]| {
        let names = text(table);
        let each: Vec<String> =
            columns.iter().map(|c| format!("has_column_privilege({names}, {}, '{right}')", text(c))).collect();
        let each = if each.is_empty() { String::new() } else { format!(" OR ({})", each.join(" AND ")) };
        (right, format!("SELECT '{right}' WHERE NOT (has_table_privilege({names}, '{right}'){each})"))
    };
    let (right, sql) = match (right, of) {
        // Who may not use a schema has none of that name.
        (Right::Create, Of::Place) => (
            "CREATE",
            "SELECT CASE WHEN current_schema() IS NULL THEN 'USAGE, CREATE' ELSE 'CREATE' END \
             WHERE NOT COALESCE(has_schema_privilege(current_schema(), 'CREATE'), false)"
                .to_owned(),
        ),
        (Right::Usage, _) => ("USAGE", "SELECT 'USAGE' WHERE current_schema() IS NULL".to_owned()),
        (Right::Temporary, _) => (
            "TEMPORARY",
            "SELECT 'TEMPORARY', 'DATABASE ' || quote_ident(current_database()) \
             WHERE NOT has_database_privilege(current_database(), 'TEMPORARY')"
                .to_owned(),
        ),
        (Right::Schema, _) => (
            "CREATE",
            "SELECT 'CREATE', 'DATABASE ' || quote_ident(current_database()) \
             WHERE NOT has_database_privilege(current_database(), 'CREATE')"
                .to_owned(),
        ),
        // One that is not there yet is made by the file, and is the user's own.
        (Right::Inside, Of::Table(schema, _)) => (
            "CREATE",
            format!(
                "SELECT concat_ws(', ', CASE WHEN NOT has_schema_privilege(n.oid, 'USAGE') THEN 'USAGE' END, \
                 CASE WHEN NOT has_schema_privilege(n.oid, 'CREATE') THEN 'CREATE' END), 'SCHEMA ' || quote_ident(n.nspname) \
                 FROM pg_namespace AS n WHERE n.nspname = {} \
                 AND NOT (has_schema_privilege(n.oid, 'USAGE') AND has_schema_privilege(n.oid, 'CREATE'))",
                text(schema)
            ),
        ),
        (Right::Select, Of::Table(table, columns)) => ("SELECT", select(Engine::Postgres, table, columns)),
        (Right::Insert, Of::Table(table, columns)) => on_columns("INSERT", table, columns),
        (Right::Update, Of::Table(table, columns)) => on_columns("UPDATE", table, columns),
        (Right::Delete, Of::Table(table, _)) => on_columns("DELETE", table, &[]),
        (Right::Truncate, Of::Table(table, _)) => {
            let (right, sql) = on_columns("TRUNCATE", table, &[]);
            // Its counters begin again, too.
            let counters = "SELECT 1 FROM pg_depend AS d JOIN pg_class AS s ON s.oid = d.objid AND s.relkind = 'S' \
                            WHERE d.refobjid = c.oid AND d.deptype IN ('a', 'i')";
            let owner = format!(
                "SELECT 'restart counters', NULL, 'ALTER TABLE ' || c.oid::regclass || ' OWNER' FROM pg_class AS c \
                 WHERE c.oid = to_regclass({}) AND NOT pg_has_role(c.relowner, 'USAGE') AND EXISTS ({counters})",
                text(table)
            );
            (right, format!("{} UNION ALL {owner}", sql.replacen("'TRUNCATE'", "'TRUNCATE', NULL, NULL", 1)))
        }
        (Right::Counter, Of::Table(table, filled)) => {
            let filled: Vec<String> = filled.iter().map(|name| text(name)).collect();
            // A number is taken from what a default names, and what belongs to a column is set behind its rows.
            let sql = include_str!("postgres/counters.sql").trim_end();
            let sql = sql.replace(":filled", &filled.join(", ")).replace(":table", &text(table));
            ("USAGE", sql)
        }
        (Right::TriggersOff, Of::Table(table, _)) => (
            "OWNER",
            format!(
                "SELECT 'switch triggers off', NULL, 'ALTER TABLE ' || c.oid::regclass || ' OWNER' FROM pg_class AS c \
                 WHERE c.oid = to_regclass({}) AND NOT pg_has_role(c.relowner, 'USAGE') \
                 AND EXISTS (SELECT 1 FROM pg_trigger AS t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal \
                 AND t.tgtype & 16 <> 0 AND t.tgenabled IN ('O', 'A'))",
                text(table)
            ),
        ),
        _ => return None,
    };
    let on = match of {
        Of::Table(table, _) => Some(format!("TABLE {table}")),
        Of::Place => None,
    };
    Some(Probe { sql, right, on })
}
