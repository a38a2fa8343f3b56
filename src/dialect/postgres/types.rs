//! The types of PostgreSQL, and what its columns hold.

use super::Postgres;
use crate::dialect::{Holds, Types};
use crate::form;
use crate::schema::Type;
use crate::sql::{Expr, Literal};

impl Types for Postgres {
    fn is_foreign(&self, column: &Expr, ty: &Type, new: &Holds) -> Option<Expr> {
        let mut bad: Vec<Expr> = Vec::new();
        match ty {
            Type::Float32 | Type::Float64 => {
                let infinite = ["Infinity", "-Infinity"].map(Expr::text);
                bad.extend((!new.nan).then(|| column.clone().eq(Expr::text("NaN"))));
                bad.extend((!new.infinity).then(|| column.clone().within(infinite)));
            }
            Type::Decimal { precision, scale } => {
                let odd = ["NaN", "Infinity", "-Infinity"].map(Expr::text);
                bad.extend((!new.odd_numbers).then(|| column.clone().cast("text").within(odd)));
                let whole = precision.map_or(usize::MAX, |p| usize::from(p.saturating_sub(*scale)));
                if let Some(most) = new.whole_digits.filter(|most| whole > *most) {
                    let too_large = Literal::Decimal(format!("1e{most}"));
                    bad.push(Expr::call("abs", [column.clone()]).ge(too_large));
                }
                if let Some(most) = new.digits.filter(|most| precision.is_none_or(|p| usize::from(p) > *most)) {
                    let digits = form!(
                        "length(trim(LEADING '-0.' FROM replace(CAST(trim_scale({column}) AS text), '.', '')))",
                        column
                    );
                    bad.push(digits.gt(most));
                }
            }
            Type::Date | Type::DateTime { .. } | Type::TimestampTz { .. } if !new.odd_moments => {
                let first = column.clone().ge(Expr::text("0001-01-01"));
                bad.push(Expr::and([first, column.clone().lt(Expr::text("10000-01-01"))]).not());
            }
            Type::Json if !new.odd_json => {
                let odd = Expr::text(r"\\u(0000|[dD][89a-fA-F])");
                bad.push(form!("CAST({column} AS text) ~ {odd}", column, odd));
            }
            _ => {}
        }
        (!bad.is_empty()).then(|| Expr::or(bad))
    }

    fn null_of(&self, ty: &Type) -> Expr {
        // a query makes text of it, which is compared with nothing else
        Expr::null().cast(self.type_name(ty))
    }

    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "boolean".to_owned(),
            Type::Int { bits: 64, unsigned: true, .. } => "numeric(20,0)".to_owned(),
            Type::Int { bits, unsigned, .. } => match u16::from(*bits) + u16::from(*unsigned) {
                0..=16 => "smallint",
                17..=32 => "integer",
                _ => "bigint",
            }
            .to_owned(),
            Type::Decimal { precision: Some(p), scale } => format!("numeric({p},{scale})"),
            Type::Decimal { precision: None, .. } => "numeric".to_owned(),
            Type::Float32 => "real".to_owned(),
            Type::Float64 => "double precision".to_owned(),
            Type::Bytes { .. } | Type::Geometry => "bytea".to_owned(),
            Type::Date => "date".to_owned(),
            Type::Time => "time".to_owned(),
            Type::DateTime { precision } => format!("timestamp({precision})"),
            Type::TimestampTz { precision } => format!("timestamp({precision}) with time zone"),
            Type::Uuid => "uuid".to_owned(),
            // which keeps its text
            Type::Json => "json".to_owned(),
            _ => "text".to_owned(),
        }
    }

    fn column_type(&self, ty: &Type, key: Option<usize>) -> String {
        match ty {
            Type::Text { max, collation, .. } => {
                let name = max.map_or_else(|| "text".to_owned(), |n| format!("varchar({n})"));
                match collation {
                    // only where rows are told apart by it: such text knows no LIKE
                    Some(c) if c.ignores_case && c.ignores_accents && key.is_some() => {
                        format!("{name} COLLATE \"mig_ignores_case_and_accents\"")
                    }
                    Some(c) if c.ignores_case && key.is_some() => format!("{name} COLLATE \"mig_ignores_case\""),
                    _ => name,
                }
            }
            Type::Enum { name: Some(name), .. } => name.clone(),
            Type::Json => "jsonb".to_owned(),
            other => self.type_name(other),
        }
    }

    fn kept_name<'n>(&self, name: &'n str) -> Option<&'n str> {
        // NAMEDATALEN - 1 bytes, cut in silence (manual, section 4.1.1)
        name.get(..name.floor_char_boundary(63))
    }

    fn pads_on_its_way(&self, ty: &Type) -> bool {
        matches!(ty, Type::Text { fixed: true, .. })
    }
}
