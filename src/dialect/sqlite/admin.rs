//! What SQLite is asked about a database and its sessions.

use super::Sqlite;
use crate::dialect::Admin;

impl Admin for Sqlite {
    fn identity(&self) -> Option<&'static str> {
        None
    }

    fn begin_reading(&self) -> &'static [&'static str] {
        // The snapshot is taken by the first look.
        &["BEGIN", "SELECT COUNT(*) FROM sqlite_master"]
    }

    fn triggers(&self) -> &'static str {
        "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    }

    fn update_triggers(&self, table: &str) -> Option<String> {
        // Its text begins with the events.
        Some(format!(
            "SELECT name FROM main.sqlite_master WHERE type = 'trigger' AND tbl_name = {table} COLLATE NOCASE \
             AND instr(upper(substr(sql, 1, instr(upper(sql), ' ON '))), 'UPDATE') > 0 ORDER BY name"
        ))
    }

    fn tables(&self, namespace: Option<&str>) -> String {
        format!("SELECT name FROM pragma_table_list WHERE schema = {}", namespace.unwrap_or("'main'"))
    }

    fn deferred_constraints(&self, table: &str) -> Option<String> {
        Some(include_str!("deferred.sql").trim_end().replace(":table", table))
    }
}
