//! What PostgreSQL is asked about a database and its sessions.

use super::Postgres;
use crate::dialect::rights::select;
use crate::dialect::{Admin, Of, Probe, Right};
use crate::sql::Syntax as _;

impl Admin for Postgres {
    fn connection(&self) -> Option<(&'static str, &'static str)> {
        Some(("SELECT pg_backend_pid()", "SELECT pg_terminate_backend({})"))
    }

    fn identity(&self) -> Option<&'static str> {
        Some("SELECT current_database() || '|' || pg_postmaster_start_time()")
    }

    fn deferred_constraints(&self, table: &str) -> Option<String> {
        Some(include_str!("deferred.sql").trim_end().replace(":table", table))
    }

    fn around_creation(&self) -> [&'static [&'static str]; 2] {
        [&["SET check_function_bodies = off"], &["RESET ALL"]]
    }

    fn begin_reading(&self) -> &'static [&'static str] {
        &["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"]
    }

    fn lock_run(&self) -> Option<&'static str> {
        // Of this database: no other one knows it.
        Some("SELECT CASE WHEN pg_try_advisory_lock(hashtext('migc'), hashtext('run')) THEN 1 ELSE 0 END")
    }

    fn lock_lane(&self, _: usize) -> Option<String> {
        let lock = "pg_try_advisory_lock_shared(hashtext('migc'), hashtext('lane'))";
        Some(format!("SELECT CASE WHEN {lock} THEN 1 ELSE 0 END"))
    }

    fn lanes_are_free(&self) -> Option<String> {
        let lane = "(hashtext('migc'), hashtext('lane'))";
        Some(format!("SELECT CASE WHEN pg_try_advisory_lock{lane} THEN pg_advisory_unlock{lane}::int ELSE 0 END"))
    }

    fn analyze(&self, table: &str) -> Option<String> {
        // 3,000 rows tell as much of keys as the usual 30,000, and long texts are read for nothing
        Some(format!("SET LOCAL default_statistics_target = 10; ANALYZE {table}"))
    }

    fn keep_still(&self, tables: &[String]) -> Vec<String> {
        vec!["BEGIN".to_owned(), format!("LOCK TABLE {} IN SHARE MODE", tables.join(", "))]
    }

    fn triggers(&self) -> &'static str {
        "SELECT c.relname, t.tgname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal"
    }

    fn probe(&self, right: Right, of: Of<'_>) -> Option<Probe> {
        probe(right, of)
    }

    fn who(&self) -> Option<&'static str> {
        Some("SELECT quote_ident(current_user), 'SCHEMA ' || quote_ident(COALESCE(current_schema(), 'public')), ''")
    }

    fn tables(&self, namespace: Option<&str>) -> String {
        let place = namespace.map_or(String::new(), |n| format!(" AND n.nspname = {n}"));
        format!(
            "SELECT c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace \
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT LIKE 'pg\\_%' \
             AND n.nspname <> 'information_schema'{place}"
        )
    }

    fn out_of_sight(&self, names: &[String]) -> Option<String> {
        let names: Vec<String> = names.iter().map(|name| format!("'{}'", name.replace('\'', "''"))).collect();
        let query = include_str!("sight.sql").trim_end();
        (!names.is_empty()).then(|| query.replace(":names", &names.join(", ")))
    }

    fn streaming(&self) -> &'static [&'static str] {
        &[
            // A statement whose client is gone is given up, where the server can be asked to look.
            "SELECT set_config(name, '2s', false) FROM pg_settings WHERE name = 'client_connection_check_interval'",
        ]
    }

    fn triggers_off(&self, table: &str) -> Option<[String; 2]> {
        // What was done is kept in a setting of the transaction. Bit 4 of `tgtype`: UPDATE.
        let off = format!(
            "DO $mig$ DECLARE r record; back text := '';\nBEGIN\n  \
             FOR r IN SELECT t.tgname, t.tgenabled, t.tgrelid::regclass AS name FROM pg_trigger AS t\n    \
             WHERE NOT t.tgisinternal AND t.tgtype & 16 <> 0 AND t.tgenabled IN ('O', 'A') AND (t.tgrelid = {table}::regclass\n    \
             OR t.tgrelid IN (SELECT relid FROM pg_partition_tree({table}::regclass)))\n  LOOP\n    \
             IF back = '' THEN SET CONSTRAINTS ALL IMMEDIATE; END IF;\n    \
             EXECUTE format('ALTER TABLE ONLY %s DISABLE TRIGGER %I', r.name, r.tgname);\n    \
             back := back || format('ALTER TABLE ONLY %s ENABLE %s TRIGGER %I;', r.name, \
             CASE r.tgenabled WHEN 'A' THEN 'ALWAYS' ELSE '' END, r.tgname);\n  END LOOP;\n  \
             PERFORM set_config('mig.triggers', back, true);\nEND $mig$"
        );
        let on = "DO $mig$ BEGIN\n  IF current_setting('mig.triggers') <> '' THEN EXECUTE current_setting('mig.triggers'); END IF;\nEND $mig$";
        Some([off, on.to_owned()])
    }
}

/// PostgreSQL has functions for it. They answer null where there is nothing of the name, which another message is about.
fn probe(right: Right, of: Of<'_>) -> Option<Probe> {
    let text = |name: &str| Postgres.text(name);
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
        (Right::Select, Of::Table(table, columns)) => ("SELECT", select(&Postgres, table, columns)),
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
            let sql = include_str!("counters.sql").trim_end();
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
