//! The types of MySQL and MariaDB, and what its columns hold.

use super::{Mysql, contains};
use crate::dialect::{Holds, Types};
use crate::form;
use crate::schema::{Charset, Collation, Type};
use crate::sql::{Expr, Literal, Syntax as _};

impl Types for Mysql {
    fn is_foreign(&self, column: &Expr, ty: &Type, new: &Holds) -> Option<Expr> {
        let found = |what: Expr, text: &Expr| form!("LOCATE({what}, {text})", what, text).gt(0);
        Some(match ty {
            Type::Text { .. } if !new.nul => {
                // as bytes, since collations take no notice of a NUL, with the characters that mark one
                let bytes = column.clone().convert("utf8mb4").cast("BINARY");
                let marks: [&[u8]; 3] = [b"\0", b"\xF4\x8F\xBF\xBF", b"\xF4\x8F\xBF\xBE"];
                Expr::or(marks.map(|mark| found(Literal::Bytes(mark.to_vec()).into(), &bytes)))
            }
            Type::Int { bits: 64, unsigned: true, .. } if !new.unsigned => column.clone().gt(i64::MAX),
            Type::Decimal { precision, .. } => {
                let most = new.digits.filter(|most| precision.is_none_or(|p| usize::from(p) > *most))?;
                form!("LENGTH(TRIM(LEADING '0' FROM REPLACE(REPLACE({column}, '-', ''), '.', '')))", column).gt(most)
            }
            Type::Time if !new.long_times => {
                let [first, end] = ["00:00:00", "24:00:00"].map(Expr::text);
                Expr::or([column.clone().lt(first), column.clone().ge(end)])
            }
            Type::Json if !new.odd_json => {
                let text = column.clone().convert("utf8mb4");
                let surrogate = contains(&form!("LOWER({text})", text), r"\\ud[89a-f]");
                Expr::or([found(Expr::text(r"\u0000"), &text), surrogate])
            }
            _ => return None,
        })
    }

    fn type_name(&self, ty: &Type) -> String {
        let unicode = "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
        match ty {
            Type::Bool => "TINYINT(1)".to_owned(),
            Type::Int { bits, unsigned, .. } => {
                let name = match bits {
                    0..=8 => "TINYINT",
                    9..=16 => "SMALLINT",
                    17..=24 => "MEDIUMINT",
                    25..=32 => "INT",
                    _ => "BIGINT",
                };
                format!("{name}{}", if *unsigned { " UNSIGNED" } else { "" })
            }
            Type::Decimal { precision: Some(p), scale } if *p <= 65 && *scale <= 30 => format!("DECIMAL({p},{scale})"),
            Type::Decimal { .. } => "DECIMAL(65,30)".to_owned(),
            Type::Float32 => "FLOAT".to_owned(),
            Type::Float64 => "DOUBLE".to_owned(),
            Type::Text { max: Some(n), .. } if *n <= 1000 => format!("VARCHAR({n}) {unicode}"),
            Type::Bytes { max: Some(n) } if *n <= 3000 => format!("VARBINARY({n})"),
            Type::Bytes { .. } | Type::Geometry => "LONGBLOB".to_owned(),
            Type::Date => "DATE".to_owned(),
            Type::Time => "TIME(6)".to_owned(),
            Type::DateTime { precision: 0 } | Type::TimestampTz { precision: 0 } => "DATETIME".to_owned(),
            Type::DateTime { precision } | Type::TimestampTz { precision } => format!("DATETIME({precision})"),
            Type::Uuid => format!("CHAR(36) {unicode}"),
            Type::Enum { values, .. } => {
                let longest = values.iter().map(|v| v.chars().count()).max().unwrap_or(1).max(1);
                format!("VARCHAR({longest}) {unicode}")
            }
            _ => format!("LONGTEXT {unicode}"),
        }
    }

    fn key_type_name(&self, ty: &Type, columns: usize) -> String {
        // InnoDB takes 3072 bytes in a key, and a character has up to four.
        let room = 3072 / columns.max(1);
        let most = u32::try_from(room / 4).unwrap_or(1);
        match ty {
            Type::Text { max, .. } => {
                self.type_name(&Type::Text { max: Some(max.unwrap_or(most).min(most)), collation: None, fixed: false })
            }
            Type::Bytes { max } => {
                let most = u32::try_from(room).unwrap_or(1);
                self.type_name(&Type::Bytes { max: Some(max.unwrap_or(most).min(most)) })
            }
            Type::Set { .. } | Type::Json | Type::Array(_) | Type::Other(_) | Type::Null | Type::Error => {
                self.key_type_name(&Type::TEXT, columns)
            }
            other => self.type_name(other),
        }
    }

    fn column_type(&self, ty: &Type, key: Option<usize>) -> String {
        match ty {
            Type::Text { max, collation, .. } => {
                let collation = match collation {
                    // not every server has every collation, and this one is on all of them
                    Some(c) if c.ignores_case => "utf8mb4_general_ci",
                    _ => "utf8mb4_bin",
                };
                let name = match (key, max) {
                    (Some(columns), _) => self.key_type_name(ty, columns),
                    (None, Some(n)) if *n <= 4000 => format!("VARCHAR({n})"),
                    _ => "LONGTEXT".to_owned(),
                };
                let name = name.split(' ').next().unwrap_or_default();
                format!("{name} CHARACTER SET utf8mb4 COLLATE {collation}")
            }
            Type::Enum { values, .. } => {
                let values: Vec<String> = values.iter().map(|v| self.text(v)).collect();
                format!("ENUM({}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", values.join(", "))
            }
            Type::Set { values } => {
                let values: Vec<String> = values.iter().map(|v| self.text(v)).collect();
                format!("SET({}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", values.join(", "))
            }
            Type::Json => "JSON".to_owned(),
            Type::TimestampTz { precision: 0 } => "TIMESTAMP".to_owned(),
            Type::TimestampTz { precision } => format!("TIMESTAMP({precision})"),
            other => match key {
                Some(columns) => self.key_type_name(other, columns),
                None => self.type_name(other),
            },
        }
    }

    fn kept_name<'n>(&self, name: &'n str) -> Option<&'n str> {
        // (manual, "Identifier Length Limits")
        (name.chars().count() <= 64).then_some(name)
    }

    fn helper_text(&self) -> Type {
        let collation = Collation {
            name: "utf8mb4_bin".to_owned(),
            charset: Charset::Unicode,
            ignores_case: false,
            ignores_accents: false,
            pads: true,
        };
        Type::Text { max: None, collation: Some(collation), fixed: false }
    }
}
