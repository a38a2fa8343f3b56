//! The types of SQLite, and what its columns hold.

use super::Sqlite;
use crate::dialect::Types;
use crate::schema::Type;
use crate::sql::Syntax as _;

impl Types for Sqlite {
    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::Bool | Type::Int { .. } => "INTEGER",
            Type::Decimal { .. } => "NUMERIC",
            Type::Float32 | Type::Float64 => "REAL",
            Type::Bytes { .. } | Type::Geometry => "BLOB",
            _ => "TEXT",
        }
        .to_owned()
    }

    fn column_type(&self, ty: &Type, _: Option<usize>) -> String {
        // names that say what the columns are for, each with the affinity its values need
        match ty {
            Type::Bool => "BOOLEAN".to_owned(),
            Type::Int { bits, .. } => match bits {
                0..=8 => "TINYINT",
                9..=16 => "SMALLINT",
                33.. => "BIGINT",
                _ => "INTEGER",
            }
            .to_owned(),
            Type::Decimal { precision: Some(p), scale } => format!("DECIMAL({p},{scale})"),
            Type::Float32 => "FLOAT".to_owned(),
            Type::Float64 => "DOUBLE".to_owned(),
            Type::Text { max, collation, .. } => {
                let name = max.map_or_else(|| "TEXT".to_owned(), |n| format!("VARCHAR({n})"));
                // accents count all the same: SQLite has no collation that ignores them
                if collation.as_ref().is_some_and(|c| c.ignores_case) { format!("{name} COLLATE NOCASE") } else { name }
            }
            Type::Date => "DATE".to_owned(),
            Type::Time => "TIME".to_owned(),
            Type::DateTime { .. } => "DATETIME".to_owned(),
            Type::TimestampTz { .. } => "TIMESTAMP".to_owned(),
            other => self.type_name(other),
        }
    }

    fn create_index(&self, namespace: Option<&str>, index: &str, table: &str, columns: &str) -> String {
        // the index says where it is, the table must not
        let place = namespace.map(|n| format!("{}.", self.ident(n))).unwrap_or_default();
        format!("CREATE INDEX {place}{index} ON {} ({columns})", self.ident(table))
    }
}
