//! The statements of MySQL and MariaDB.

use super::Mysql;
use crate::dialect::EngineExt as _;
use crate::dialect::statements::{
    HelperColumn, HelperType, LANES, Making, PARTNER, SnapshotSharing, Statements, Written, create_table, plain_columns,
};
use crate::dialect::{Of, Probe, Right, rights};
use crate::form;
use crate::sql::{Expr, TableName, fill};

impl Statements for Mysql {
    fn pastes(&self) -> bool {
        true
    }

    fn update_from(&self, table: &str, set: &[(String, String)], source: &str, alias: &str, condition: &str) -> String {
        let set: Vec<String> = set.iter().map(|(column, value)| format!("{table}.{column} = {value}")).collect();
        format!("UPDATE {table} JOIN ({source}) AS {alias} ON {condition} SET {}", set.join(", "))
    }

    fn first_of_each(&self, table: &str, number: &str, text: &str) -> Option<(String, String)> {
        let alter = format!(
            "ALTER TABLE {table} ADD COLUMN `_mig_hash` BINARY(32) AS (UNHEX(SHA2({text}, 256))) STORED, ADD UNIQUE INDEX ({number}, `_mig_hash`)"
        );
        Some((alter, format!("ON DUPLICATE KEY UPDATE {table}.{number} = {table}.{number}")))
    }

    fn update_joined(&self, table: &str, joins: &str, set: &[(String, String)], condition: &str) -> Option<String> {
        let set: Vec<String> = set.iter().map(|(column, value)| format!("{table}.{column} = {value}")).collect();
        Some(format!("UPDATE {table}{joins}\nSET\n  {}{condition}", set.join(",\n  ")))
    }

    fn delete_joined(&self, table: &str, joins: &str, condition: &str) -> Option<String> {
        Some(format!("DELETE {table} FROM {table}{joins}{condition}"))
    }

    /// <https://dev.mysql.com/doc/refman/9.5/en/update.html>: "evaluated from left to right".
    fn assigns_in_turn(&self) -> bool {
        true
    }

    fn has_table(&self, name: &str) -> String {
        format!(
            "EXISTS (SELECT 1 FROM information_schema.TABLES AS t WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_NAME = {name})"
        )
    }

    fn connection(&self) -> Option<(&'static str, &'static str)> {
        Some(("SELECT CONNECTION_ID()", "KILL {}"))
    }

    fn identity(&self) -> Option<&'static str> {
        Some("SELECT CONCAT_WS('|', @@hostname, @@port, @@datadir)")
    }

    /// With both tests off, MariaDB fills an empty InnoDB table and its indexes from sorted rows, as it does for what `mariadb-dump`
    /// writes (<https://mariadb.com/kb/en/how-to-quickly-insert-data-into-mariadb/>). Without the second one the server
    /// may take a value twice into a unique index: so only where there is none but the primary key.
    fn deferred_constraints(&self, table: &str) -> Option<String> {
        Some(include_str!("deferred.sql").trim_end().replace(":table", table))
    }

    fn strict(&self) -> &'static [&'static str] {
        &["SET foreign_key_checks = 1, unique_checks = 1"]
    }

    fn around_creation(&self) -> [&'static [&'static str]; 2] {
        [
            &[
                "SET SESSION sql_mode = DEFAULT",
                "SET SESSION time_zone = DEFAULT",
                "SET NAMES utf8mb4",
                "SET foreign_key_checks = 0",
            ],
            &[
                "SET foreign_key_checks = 1, unique_checks = 1, sql_notes = 1, default_storage_engine = DEFAULT",
                "SET SESSION sql_mode = DEFAULT",
            ],
        ]
    }

    fn usual_storage(&self, engine: &str) -> Option<String> {
        // A name without quotes: nothing but what a name of an engine is made of.
        let engine: String = engine.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        Some(format!("SET default_storage_engine = {engine}"))
    }

    fn has_transactions(&self, storage: &str) -> bool {
        // MyISAM, Aria, MEMORY, ARCHIVE, CSV, BLACKHOLE, MERGE and whatever else there is have none.
        let with =
            ["innodb", "xtradb", "innobase", "ndb", "ndbcluster", "rocksdb", "myrocks", "tokudb", "bdb", "berkeleydb"];
        with.contains(&storage.to_ascii_lowercase().as_str())
    }

    fn drop_object(&self, kind: &str, name: &str) -> Option<String> {
        let known =
            ["TABLE", "VIEW", "TRIGGER", "FUNCTION", "PROCEDURE", "EVENT", "SEQUENCE", "PACKAGE"].contains(&kind);
        known.then(|| format!("DROP {kind} IF EXISTS {name}"))
    }

    fn has_object(&self, kind: &str, name: &str) -> Option<String> {
        let (list, place, called) = match kind {
            "TABLE" | "VIEW" | "SEQUENCE" => return Some(self.has_table(name)),
            "TRIGGER" => ("TRIGGERS", "TRIGGER_SCHEMA", "TRIGGER_NAME"),
            "EVENT" => ("EVENTS", "EVENT_SCHEMA", "EVENT_NAME"),
            "FUNCTION" | "PROCEDURE" | "PACKAGE" => ("ROUTINES", "ROUTINE_SCHEMA", "ROUTINE_NAME"),
            _ => return None,
        };
        let of_kind = if list == "ROUTINES" { format!(" AND t.ROUTINE_TYPE = '{kind}'") } else { String::new() };
        Some(format!(
            "EXISTS (SELECT 1 FROM information_schema.{list} AS t WHERE t.{place} = DATABASE() AND t.{called} = {name}{of_kind})"
        ))
    }

    fn in_script(&self, sql: &str) -> String {
        let ends = [";;", "//", "$$", "~~"];
        match ends.into_iter().find(|end| !sql.contains(end)).filter(|_| sql.contains(';')) {
            // What follows is the `;` of the last line.
            Some(end) => format!("DELIMITER {end}\n{sql}\n{end}\nDELIMITER "),
            None => sql.to_owned(),
        }
    }

    fn drop_table(&self, table: &str) -> String {
        format!("SET foreign_key_checks = 0; DROP TABLE IF EXISTS {table}; SET foreign_key_checks = 1")
    }

    fn clear_all(&self, tables: &[String]) -> Vec<String> {
        let each = tables.iter().map(|table| format!("TRUNCATE TABLE {table}"));
        let (off, on) = ("SET foreign_key_checks = 0".to_owned(), "SET foreign_key_checks = 1".to_owned());
        std::iter::once(off).chain(each).chain([on]).collect()
    }

    fn begin_reading(&self) -> &'static [&'static str] {
        &[
            "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
            "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
        ]
    }

    fn lock_run(&self) -> Option<&'static str> {
        Some("SELECT GET_LOCK(CONCAT('migc ', LEFT(SHA2(DATABASE(), 256), 40)), 0)")
    }

    fn lock_lane(&self, lane: usize) -> Option<String> {
        Some(format!("SELECT GET_LOCK(CONCAT('migc {lane} ', LEFT(SHA2(DATABASE(), 256), 40)), 0)"))
    }

    fn lanes_are_free(&self) -> Option<String> {
        let free =
            (1..=LANES).map(|lane| format!("IS_FREE_LOCK(CONCAT('migc {lane} ', LEFT(SHA2(DATABASE(), 256), 40)))"));
        Some(format!("SELECT {}", free.collect::<Vec<_>>().join(" AND ")))
    }

    fn together(&self) -> SnapshotSharing {
        SnapshotSharing::Locked("SET SESSION lock_wait_timeout = 3")
    }

    fn unversioned(&self, tables: &[String]) -> Option<String> {
        Some(format!(
            "SELECT t.TABLE_NAME FROM information_schema.TABLES AS t JOIN information_schema.ENGINES AS e ON e.ENGINE = t.ENGINE \
             WHERE t.TABLE_SCHEMA = DATABASE() AND COALESCE(e.TRANSACTIONS, '') <> 'YES' AND t.TABLE_NAME IN ({})",
            tables.join(", ")
        ))
    }

    fn keep_still(&self, tables: &[String]) -> Vec<String> {
        // A locked table is read by the names that are locked, and once by each.
        let each = tables.iter().map(|table| {
            let name = table.rsplit_once("`.`").map_or(table.trim_matches('`'), |(_, name)| name.trim_end_matches('`'));
            format!("{table} READ, {table} AS `{PARTNER}{name}` READ")
        });
        let each: Vec<String> = each.collect();
        vec![format!("LOCK TABLES {}", each.join(", "))]
    }

    fn triggers(&self) -> &'static str {
        "SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()"
    }

    fn update_triggers(&self, table: &str) -> Option<String> {
        Some(format!(
            "SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() \
             AND EVENT_OBJECT_TABLE = {table} AND EVENT_MANIPULATION = 'UPDATE' ORDER BY TRIGGER_NAME"
        ))
    }

    fn set_counter(&self, [table, column]: &[String; 2], _: &[String; 2], sequence: Option<&str>) -> Vec<String> {
        // AUTO_INCREMENT counts by itself. A sequence of MariaDB takes a number and no query, and never goes back; where it counts
        // down, the least key is the last one.
        let Some(sequence) = sequence else { return Vec::new() };
        vec![
            format!(
                "SET @_mig_counter = (SELECT COALESCE(CONCAT({}, CAST(IF((SELECT increment FROM {sequence}) < 0, MIN({column}), MAX({column})) AS SIGNED), ')'), 'DO 0') FROM {table})",
                crate::engine::Engine::Mysql.dialect().text(&format!("SELECT SETVAL({sequence}, "))
            ),
            "PREPARE _mig_counter FROM @_mig_counter".to_owned(),
            "EXECUTE _mig_counter".to_owned(),
            "DEALLOCATE PREPARE _mig_counter".to_owned(),
        ]
    }

    fn probe(&self, right: Right, of: Of<'_>) -> Option<Probe> {
        rights::mysql(right, of)
    }

    fn who(&self) -> Option<&'static str> {
        // Without the name of a host in front of it, `@` may be part of a user's name.
        Some(
            "SELECT CONCAT(QUOTE(LEFT(w.who, CHAR_LENGTH(w.who) - CHAR_LENGTH(w.host) - 1)), '@', QUOTE(w.host)), \
             CONCAT(w.place, '.*'), CONCAT(w.place, '.') FROM (SELECT CURRENT_USER() AS who, \
             SUBSTRING_INDEX(CURRENT_USER(), '@', -1) AS host, CONCAT('`', REPLACE(DATABASE(), '`', '``'), '`') AS place) AS w",
        )
    }

    fn hides_tables_without_rights(&self) -> bool {
        true
    }

    fn tables(&self, namespace: Option<&str>) -> String {
        let namespace = namespace.unwrap_or("DATABASE()");
        format!("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = {namespace}")
    }

    fn count_all(&self, table: &TableName) -> Expr {
        // In an index other than the rows themselves InnoDB has to look up every row of an open transaction.
        form!(query: "(SELECT COUNT(*) FROM {table} USE INDEX ())", table = Expr::name(table.name.as_str()))
    }

    fn check(&self, query: &str) -> Vec<String> {
        // The one way to stop with a message of one's own that needs no right and no procedure: a
        // variable cannot be set to it, and the error shows what it could not be set to. MySQL does not set it to text
        // that is a number.
        vec![format!("SET sql_safe_updates = COALESCE(({query}), IF(@@sql_safe_updates, 'ON', 'OFF'))")]
    }

    fn written(&self) -> Written {
        Written {
            bool_is_number: true,
            unsigned: true,
            exact_numbers: true,
            infinity: None,
            special_numbers: false,
            odd_moments: false,
            bytes: ["x'", "'"],
        }
    }

    fn begin(&self) -> &'static str {
        "START TRANSACTION"
    }

    fn streaming(&self) -> &'static [&'static str] {
        &["SET SESSION net_write_timeout = 86400, net_read_timeout = 86400, wait_timeout = 86400"]
    }

    fn odd_dates(&self) -> Option<[&'static str; 2]> {
        Some([
            "SET SESSION sql_mode = CONCAT(@@sql_mode, ',ALLOW_INVALID_DATES')",
            "SET SESSION sql_mode = REPLACE(@@sql_mode, 'ALLOW_INVALID_DATES', '')",
        ])
    }

    fn json_object(&self, pairs: &[(String, Expr)]) -> Expr {
        Expr::call("JSON_OBJECT", pairs.iter().flat_map(|(key, value)| [Expr::text(key), value.clone()]))
    }

    fn joined_texts(&self, text: &Expr) -> Expr {
        form!("GROUP_CONCAT({text} SEPARATOR '; ')", text)
    }

    fn any_text(&self, value: &Expr) -> Expr {
        value.clone().convert("utf8mb4")
    }

    fn create_staging(&self, table: &str, lines: &str) -> String {
        format!("CREATE TABLE {table} (\n  {lines}\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin")
    }

    fn create(&self, making: Making, table: &str, columns: &[HelperColumn], primary_key: &[String]) -> Vec<String> {
        // Where the server counts rows anew in the background, it takes a table that an open transaction has filled in bulk for empty,
        // and MariaDB then joins by a hash table of one slot. Without that it counts what is inserted.
        let options = "ENGINE=InnoDB STATS_AUTO_RECALC=0 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";
        // The table's own character set need not be said again for each column.
        let plain = |columns: &[HelperColumn]| -> Vec<String> {
            plain_columns(columns).iter().map(|c| c.replace(" CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", "")).collect()
        };
        // A blank at the end makes no other key there.
        let pads = columns.iter().any(|c| {
            let text = matches!(&c.ty, HelperType::Sql(ty) if ty.contains("COLLATE utf8mb4_bin"));
            text && primary_key.contains(&c.name)
        });
        let kind = if pads { "KEY" } else { "PRIMARY KEY" };
        let key = (!primary_key.is_empty()).then(|| format!("{kind} ({})", primary_key.join(", ")));
        let (like, declared): (Vec<HelperColumn>, Vec<HelperColumn>) =
            columns.iter().cloned().partition(|c| matches!(&c.ty, HelperType::Like { ty, .. } if ty.is_textual()));
        let picked: Vec<String> = like
            .iter()
            .filter_map(|c| match &c.ty {
                HelperType::Like { column, .. } => Some(format!("NULLIF(t.{column}, '') AS {}", c.name)),
                HelperType::Sql(_) => None,
            })
            .collect();
        let from = like.iter().find_map(|c| match &c.ty {
            HelperType::Like { table, .. } => Some(table),
            HelperType::Sql(_) => None,
        });
        match from {
            None => {
                let mut lines = plain(&declared);
                lines.extend(key);
                vec![create_table(making, table, lines, options)]
            }
            // Columns whose collation only the database knows are taken from there.
            Some(from) => {
                let mut add: Vec<String> = plain(&declared).iter().map(|c| format!("ADD COLUMN {c}")).collect();
                add.extend(key.map(|k| format!("ADD {k}")));
                vec![
                    format!(
                        "{} {table} {options}\nSELECT {} FROM {from} AS t WHERE FALSE",
                        making.words(),
                        picked.join(", ")
                    ),
                    fill(&format!("ALTER TABLE {table} "), add, 1),
                ]
            }
        }
    }

    fn index_text(&self, name: &str, table: &str, column: &str) -> String {
        format!("CREATE INDEX {name} ON {table} ({column}(100))")
    }

    fn utc_now(&self) -> Expr {
        Expr::call("UTC_TIMESTAMP", [])
    }

    fn utc_clock(&self) -> Expr {
        Expr::call("UTC_TIMESTAMP", [Expr::int(3)])
    }
}
