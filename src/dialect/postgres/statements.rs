//! Statements of PostgreSQL.

use super::Postgres;
use crate::dialect::statements::{
    HelperColumn, HelperType, Making, SnapshotSharing, Statements, Written, create_table, plain_columns,
};
use crate::dialect::{Of, Probe, Right, rights};
use crate::form;
use crate::sql::Expr;

/// A dollar quote (PostgreSQL's manual, section 4.1.2.4) that ends in none of these texts.
fn dollar_tag(texts: &[&str]) -> String {
    let tags = std::iter::once("$mig$".to_owned()).chain((1_u32..).map(|n| format!("$mig{n}$")));
    tags.into_iter().find(|tag| !texts.iter().any(|text| text.contains(tag.as_str()))).unwrap_or_default()
}

impl Statements for Postgres {
    /// Partitions of a table have places of their own (the manual, 5.6 System Columns).
    fn row_id(&self, _: &dyn Fn(&str) -> bool) -> Vec<&'static str> {
        vec!["tableoid", "ctid"]
    }

    fn has_schemas(&self) -> bool {
        true
    }

    fn has_table(&self, name: &str) -> String {
        format!("to_regclass({name}) IS NOT NULL")
    }

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

    fn drop_table(&self, table: &str) -> String {
        format!("DROP TABLE IF EXISTS {table} CASCADE")
    }

    fn clear_all(&self, tables: &[String]) -> Vec<String> {
        vec![format!("TRUNCATE {} RESTART IDENTITY", tables.join(", "))]
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

    fn together(&self) -> SnapshotSharing {
        SnapshotSharing::Exported { name: "SELECT pg_export_snapshot()", take: "SET TRANSACTION SNAPSHOT '{}'" }
    }

    fn keep_still(&self, tables: &[String]) -> Vec<String> {
        vec!["BEGIN".to_owned(), format!("LOCK TABLE {} IN SHARE MODE", tables.join(", "))]
    }

    fn triggers(&self) -> &'static str {
        "SELECT c.relname, t.tgname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal"
    }

    fn probe(&self, right: Right, of: Of<'_>) -> Option<Probe> {
        rights::postgres(right, of)
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

    fn says_nulls(&self) -> bool {
        true
    }

    fn overriding_identity(&self) -> &'static str {
        " OVERRIDING SYSTEM VALUE"
    }

    fn insert_defaults(&self, table: &str, rows: &str) -> Option<String> {
        // A list of columns may not be empty here; a loop may insert defaults.
        Some(format!(
            "DO {tag} DECLARE r record; BEGIN FOR r IN ({rows}) LOOP INSERT INTO {table} DEFAULT VALUES; END LOOP; END {tag}",
            tag = dollar_tag(&[rows, table])
        ))
    }

    fn check(&self, query: &str) -> Vec<String> {
        vec![format!(
            "DO {tag} DECLARE message text; BEGIN\n  message := ({query});\n  IF message IS NOT NULL THEN RAISE EXCEPTION '%', message; END IF;\nEND {tag}",
            tag = dollar_tag(&[query])
        )]
    }

    fn written(&self) -> Written {
        Written {
            bool_is_number: false,
            unsigned: true,
            exact_numbers: true,
            infinity: None,
            special_numbers: true,
            odd_moments: true,
            bytes: ["'\\x", "'::bytea"],
        }
    }

    fn begin(&self) -> &'static str {
        "BEGIN"
    }

    fn makes_tables_in_transactions(&self) -> bool {
        true
    }

    fn streaming(&self) -> &'static [&'static str] {
        &[
            // A statement whose client is gone is given up, where the server can be asked to look.
            "SELECT set_config(name, '2s', false) FROM pg_settings WHERE name = 'client_connection_check_interval'",
        ]
    }

    fn json_object(&self, pairs: &[(String, Expr)]) -> Expr {
        if pairs.is_empty() {
            return Expr::text("{}");
        }
        // A function takes 100 arguments at most: longer objects are put together from several.
        let object = |chunk: &[(String, Expr)]| {
            let pairs = chunk.iter().flat_map(|(key, value)| [Expr::text(key), value.clone()]);
            Expr::call("jsonb_build_object", pairs)
        };
        let all = Expr::concat(pairs.chunks(45).map(object));
        form!("({all})::text", all)
    }

    fn joined_texts(&self, text: &Expr) -> Expr {
        Expr::call("string_agg", [text.clone(), Expr::text("; ")])
    }

    fn any_text(&self, value: &Expr) -> Expr {
        form!("{value}::text", value)
    }

    fn hex(&self, value: &Expr) -> Expr {
        form!("upper(encode({value}, 'hex'))", value)
    }

    fn create_staging(&self, table: &str, lines: &str) -> String {
        // Emptied when the server crashes, which a runner that goes on can see.
        format!("CREATE UNLOGGED TABLE {table} (\n  {lines}\n)")
    }

    fn create(&self, making: Making, table: &str, columns: &[HelperColumn], primary_key: &[String]) -> Vec<String> {
        let create = making.words();
        let key = |columns: &[String]| match columns.is_empty() {
            true => None,
            false => Some(format!("PRIMARY KEY ({})", columns.join(", "))),
        };
        let like = columns.iter().find_map(|c| match &c.ty {
            HelperType::Like { table, .. } => Some(table.clone()),
            HelperType::Sql(_) => None,
        });
        let Some(from) = like else {
            let mut lines = plain_columns(columns);
            lines.extend(key(primary_key));
            return vec![create_table(making, table, lines, "")];
        };
        let picked: Vec<String> = columns
            .iter()
            .map(|c| match &c.ty {
                HelperType::Sql(ty) => format!("NULL::{ty} AS {}", c.name),
                HelperType::Like { column, .. } => format!("t.{column} AS {}", c.name),
            })
            .collect();
        let mut statements =
            vec![format!("{create} {table} AS\nSELECT {}\nFROM {from} AS t WITH NO DATA", picked.join(", "))];
        let mut alter: Vec<String> = columns
            .iter()
            .filter_map(|c| c.default.as_ref().map(|d| format!("ALTER COLUMN {} SET DEFAULT {d}", c.name)))
            .collect();
        alter.extend(key(primary_key).map(|k| format!("ADD {k}")));
        if !alter.is_empty() {
            statements.push(format!("ALTER TABLE {table} {}", alter.join(", ")));
        }
        statements
    }

    fn set_counter(&self, [table, column]: &[String; 2], texts: &[String; 2], sequence: Option<&str>) -> Vec<String> {
        let [table_text, column_text] = texts;
        let named = sequence
            .map_or(String::new(), |name| format!("\n  UNION SELECT to_regclass('{}')", name.replace('\'', "''")));
        // Never back: not behind what it gave already, nor behind its start. Where it counts down, the least key is the last one.
        vec![format!(
            "SELECT setval(s.seq, CAST(m.last AS bigint))\n\
             FROM (\n  \
             SELECT pg_get_serial_sequence({table_text}, {column_text})::regclass AS seq{named}\n\
             ) AS s JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = s.seq, LATERAL (\n  \
             SELECT CASE WHEN q.seqincrement > 0 THEN MAX({column}) ELSE MIN({column}) END AS last FROM {table}\n\
             ) AS m\n\
             WHERE m.last BETWEEN q.seqmin AND q.seqmax\n  \
             AND sign(m.last - COALESCE(pg_sequence_last_value(s.seq), q.seqstart - q.seqincrement)) = sign(q.seqincrement)"
        )]
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

    fn index_text(&self, name: &str, table: &str, column: &str) -> String {
        format!("CREATE INDEX {name} ON {table} USING hash ({column})")
    }

    fn utc_now(&self) -> Expr {
        Expr::call("date_trunc", [Expr::text("second"), Expr::call("now", []).at_time_zone("UTC")])
    }

    fn utc_clock(&self) -> Expr {
        Expr::call("date_trunc", [Expr::text("milliseconds"), Expr::call("clock_timestamp", []).at_time_zone("UTC")])
    }
}
