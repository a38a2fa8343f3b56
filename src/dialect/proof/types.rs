//! The types of the engine of tests: names that SQLite reads for what they are kept as.

use super::Proof;
use crate::dialect::Types;
use crate::schema::Type;

impl Types for Proof {
    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::Bool | Type::Int { .. } => "BIGINT",
            Type::Decimal { .. } => "DECIMAL",
            Type::Float32 | Type::Float64 => "DOUBLE PRECISION",
            Type::Bytes { .. } | Type::Geometry => "BLOB",
            _ => "VARCHAR",
        }
        .to_owned()
    }

    fn column_type(&self, ty: &Type, _: Option<usize>) -> String {
        match ty {
            Type::Text { collation: Some(c), .. } if c.ignores_case => "VARCHAR COLLATE NOCASE".to_owned(),
            other => self.type_name(other),
        }
    }
}
