//! The statements of the engine of tests.

use super::Proof;
use crate::dialect::Statements;
use crate::dialect::statements::{HelperColumn, Making, create_table, plain_columns};
use crate::form;
use crate::sql::Expr;

impl Statements for Proof {
    fn has_table(&self, name: &str) -> Expr {
        form!(
            query: "EXISTS (SELECT 1 FROM [sqlite_schema] AS t WHERE t.[type] = 'table' AND t.[name] = {name})",
            name = Expr::text(name)
        )
    }

    fn check(&self, query: &str) -> Vec<String> {
        // Text that is no JSON is an error that shows it.
        vec![format!("SELECT json_extract(({query}), '$')")]
    }

    fn begin(&self) -> &'static str {
        "BEGIN TRANSACTION"
    }

    fn json_object(&self, pairs: &[(String, Expr)]) -> Expr {
        Expr::call("json_object", pairs.iter().flat_map(|(key, value)| [Expr::text(key), value.clone()]))
    }

    fn joined_texts(&self, text: &Expr) -> Expr {
        Expr::call("string_agg", [text.clone(), Expr::text("; ")])
    }

    fn any_text(&self, value: &Expr) -> Expr {
        value.clone().cast("VARCHAR")
    }

    fn create(&self, making: Making, table: &str, columns: &[HelperColumn], primary_key: &[String]) -> Vec<String> {
        let mut lines = plain_columns(columns);
        if !primary_key.is_empty() {
            lines.push(format!("PRIMARY KEY ({})", primary_key.join(", ")));
        }
        vec![create_table(making, table, lines, "")]
    }

    fn utc_now(&self) -> Expr {
        Expr::call("datetime", [Expr::text("now")])
    }

    fn utc_clock(&self) -> Expr {
        Expr::call("datetime", ["now", "subsec"].map(Expr::text))
    }
}
