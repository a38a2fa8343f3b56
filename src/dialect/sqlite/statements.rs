//! The statements of SQLite.

use super::Sqlite;
use crate::dialect::statements::{HelperColumn, HelperType, Making, Statements, create_table, plain_columns};
use crate::form;
use crate::schema::Type;
use crate::sql::Expr;

impl Statements for Sqlite {
    /// Each of its names is a column's where a column is called so (<https://sqlite.org/lang_createtable.html#rowid>).
    fn row_id(&self, is_column: &dyn Fn(&str) -> bool) -> Vec<&'static str> {
        ["rowid", "_rowid_", "oid"].into_iter().find(|name| !is_column(name)).into_iter().collect()
    }

    fn has_table(&self, name: &str) -> Expr {
        form!(
            query: "EXISTS (SELECT 1 FROM main.sqlite_master AS t WHERE t.type = 'table' AND t.name = {name})",
            name = Expr::text(name)
        )
    }

    fn before_checks(&self) -> Option<&'static str> {
        Some(
            "CREATE TEMP TABLE IF NOT EXISTS _mig_stop (message TEXT, CONSTRAINT \"a check of the migration failed, \
             see the line above\" CHECK (message IS NULL))",
        )
    }

    fn drop_tables(&self, tables: &[String]) -> Vec<String> {
        tables.iter().map(|table| format!("DROP TABLE IF EXISTS {table}")).collect()
    }

    fn name_query(&self, name: &str, query: &str) -> Vec<String> {
        vec![format!("DROP VIEW IF EXISTS temp.{name}"), format!("CREATE TEMP VIEW {name} AS\n{query}")]
    }

    fn check(&self, query: &str) -> Vec<String> {
        vec![
            format!("SELECT message AS \"STOP\" FROM (SELECT ({query}) AS message) WHERE message IS NOT NULL"),
            format!("INSERT INTO temp._mig_stop SELECT ({query})"),
        ]
    }

    fn attach(&self, namespace: &str, path: &str) -> Option<String> {
        let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23").replace('\'', "''");
        Some(format!("ATTACH 'file:{path}?mode=ro' AS {namespace}"))
    }

    fn begin(&self) -> &'static str {
        "BEGIN"
    }

    fn stop_at_errors(&self) -> Option<&'static str> {
        Some(".bail on")
    }

    fn json_object(&self, pairs: &[(String, Expr)]) -> Expr {
        // A function takes 127 arguments at most: longer objects are put together from several.
        let object = |chunk: &[(String, Expr)]| {
            let pairs = chunk.iter().flat_map(|(key, value)| [Expr::text(key), value.clone()]);
            Expr::call("json_object", pairs)
        };
        let mut chunks: Vec<Expr> = pairs.chunks(60).map(object).collect();
        if chunks.len() < 2 {
            return chunks.pop().unwrap_or_else(|| Expr::text("{}"));
        }
        let mut pieces = Vec::new();
        for chunk in chunks {
            pieces.push(Expr::text(if pieces.is_empty() { "{" } else { "," }));
            pieces.push(form!("substr({chunk}, 2, length({chunk}) - 2)", chunk));
        }
        pieces.push(Expr::text("}"));
        Expr::concat(pieces)
    }

    fn joined_texts(&self, text: &Expr) -> Expr {
        Expr::call("group_concat", [text.clone(), Expr::text("; ")])
    }

    fn any_text(&self, value: &Expr) -> Expr {
        form!("CASE typeof({value}) WHEN 'blob' THEN hex({value}) ELSE CAST({value} AS TEXT) END", value)
    }

    fn create(&self, making: Making, table: &str, columns: &[HelperColumn], primary_key: &[String]) -> Vec<String> {
        let mut lines: Vec<String> = columns
            .iter()
            .zip(plain_columns(columns))
            .map(|(column, line)| match &column.ty {
                HelperType::Like { ty: Type::Text { collation: Some(c), .. }, .. } if c.ignores_case => {
                    format!("{line} COLLATE NOCASE")
                }
                HelperType::Like { ty: Type::Text { collation: Some(c), .. }, .. } if c.pads => {
                    format!("{line} COLLATE RTRIM")
                }
                _ => line,
            })
            .collect();
        if !primary_key.is_empty() {
            lines.push(format!("PRIMARY KEY ({})", primary_key.join(", ")));
        }
        vec![create_table(making, table, lines, "")]
    }

    fn utc_now(&self) -> Expr {
        Expr::call("strftime", ["%Y-%m-%d %H:%M:%S", "now"].map(Expr::text))
    }

    fn utc_clock(&self) -> Expr {
        Expr::call("strftime", ["%Y-%m-%d %H:%M:%f", "now"].map(Expr::text))
    }
}
