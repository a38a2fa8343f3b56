//! What MySQL and MariaDB is asked about a database and its sessions.

use super::Mysql;
use crate::dialect::rights::{NOBODY, select};
use crate::dialect::{Admin, LANES, Of, PARTNER, Probe, Right, Statements as _};
use crate::form;
use crate::sql::{Expr, Syntax as _};

impl Admin for Mysql {
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

    fn has_object(&self, kind: &str, name: &str) -> Option<Expr> {
        if matches!(kind, "TABLE" | "VIEW" | "SEQUENCE") {
            return Some(self.has_table(name));
        }
        let name = Expr::text(name);
        match kind {
            "TRIGGER" => Some(form!(
                query: "EXISTS (SELECT 1 FROM information_schema.TRIGGERS AS t WHERE t.TRIGGER_SCHEMA = DATABASE() AND t.TRIGGER_NAME = {name})",
                name
            )),
            "EVENT" => Some(form!(
                query: "EXISTS (SELECT 1 FROM information_schema.EVENTS AS t WHERE t.EVENT_SCHEMA = DATABASE() AND t.EVENT_NAME = {name})",
                name
            )),
            "FUNCTION" | "PROCEDURE" | "PACKAGE" => Some(form!(
                query: "EXISTS (SELECT 1 FROM information_schema.ROUTINES AS t WHERE t.ROUTINE_SCHEMA = DATABASE() AND t.ROUTINE_NAME = {name} AND t.ROUTINE_TYPE = {kind})",
                name,
                kind = Expr::text(kind)
            )),
            _ => None,
        }
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

    fn probe(&self, right: Right, of: Of<'_>) -> Option<Probe> {
        probe(right, of)
    }

    fn who(&self) -> Option<&'static str> {
        // Without the name of a host in front of it, `@` may be part of a user's name.
        Some(
            "SELECT CONCAT(QUOTE(LEFT(w.who, CHAR_LENGTH(w.who) - CHAR_LENGTH(w.host) - 1)), '@', QUOTE(w.host)), \
             CONCAT(w.place, '.*'), CONCAT(w.place, '.') FROM (SELECT CURRENT_USER() AS who, \
             SUBSTRING_INDEX(CURRENT_USER(), '@', -1) AS host, CONCAT('`', REPLACE(DATABASE(), '`', '``'), '`') AS place) AS w",
        )
    }

    fn tables(&self, namespace: Option<&str>) -> String {
        let namespace = namespace.unwrap_or("DATABASE()");
        format!("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = {namespace}")
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
}

/// MySQL looks at rights before it looks whether a table is there, and preparing looks at them, too.
fn probe(right: Right, of: Of<'_>) -> Option<Probe> {
    let prepared = |sql: &str| format!("PREPARE _mig_probe FROM {}", Mysql.text(sql));
    let each = |columns: &[String], value: &str| -> Vec<String> {
        columns.iter().map(|name| format!("{}{value}", Mysql.ident(name))).collect()
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
        (Right::Select, Of::Table(table, columns)) => ("SELECT", select(&Mysql, table, columns)),
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
