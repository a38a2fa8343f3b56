//! The statements of MySQL and MariaDB.

use super::Mysql;
use crate::dialect::statements::{HelperColumn, HelperType, Making, Statements, create_table, plain_columns};
use crate::form;
use crate::sql::{Expr, Syntax as _, TableName, fill};

impl Statements for Mysql {
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

    fn has_table(&self, name: &str) -> Expr {
        form!(
            query: "EXISTS (SELECT 1 FROM information_schema.TABLES AS t WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_NAME = {name})",
            name = Expr::text(name)
        )
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

    fn set_counter(&self, [table, column]: &[String; 2], _: &[String; 2], sequence: Option<&str>) -> Vec<String> {
        // AUTO_INCREMENT counts by itself. A sequence of MariaDB takes a number and no query, and never goes back; where it counts
        // down, the least key is the last one.
        let Some(sequence) = sequence else { return Vec::new() };
        vec![
            format!(
                "SET @_mig_counter = (SELECT COALESCE(CONCAT({}, CAST(IF((SELECT increment FROM {sequence}) < 0, MIN({column}), MAX({column})) AS SIGNED), ')'), 'DO 0') FROM {table})",
                Mysql.text(&format!("SELECT SETVAL({sequence}, "))
            ),
            "PREPARE _mig_counter FROM @_mig_counter".to_owned(),
            "EXECUTE _mig_counter".to_owned(),
            "DEALLOCATE PREPARE _mig_counter".to_owned(),
        ]
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

    fn begin(&self) -> &'static str {
        "START TRANSACTION"
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
