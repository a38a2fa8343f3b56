//! Statements of PostgreSQL.

use super::Postgres;
use crate::dialect::statements::{HelperColumn, HelperType, Making, Statements, create_table, plain_columns};
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

    fn has_table(&self, name: &str) -> Expr {
        Expr::call("to_regclass", [Expr::text(name)]).is_not_null()
    }

    fn drop_table(&self, table: &str) -> String {
        format!("DROP TABLE IF EXISTS {table} CASCADE")
    }

    fn clear_all(&self, tables: &[String]) -> Vec<String> {
        vec![format!("TRUNCATE {} RESTART IDENTITY", tables.join(", "))]
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

    fn begin(&self) -> &'static str {
        "BEGIN"
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
