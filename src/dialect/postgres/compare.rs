//! How PostgreSQL compares.

use super::{BY_CODE_POINT, Postgres};
use crate::dialect::{Comparisons, charset};
use crate::form;
use crate::schema::Type;
use crate::sql::{Expr, MatchOp};

impl Comparisons for Postgres {
    fn grouped_by_code_point(&self, text: &Expr) -> Expr {
        // It would not select the bare text beside another collation of it, and equal is the same bytes anyway.
        text.clone()
    }

    fn distinct_by_code_point(&self, text: &Expr) -> Expr {
        self.by_code_point(text)
    }

    fn by_code_point(&self, text: &Expr) -> Expr {
        text.clone().collate(BY_CODE_POINT)
    }

    fn like(&self, text: &Expr, pattern: &str) -> Expr {
        // a `\` at the end would be an error
        let alone = pattern.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
        is_like(text, Expr::text(format!("{pattern}{}", if alone { "\\" } else { "" })))
    }

    fn like_any(&self, text: &Expr, pattern: &Expr) -> Expr {
        // as above: a `\` at the end that no other one takes as it is stands for itself
        let whole = form!(
            "{pattern} || CASE WHEN (length({pattern}) - length(rtrim({pattern}, '\\'))) % 2 = 1 THEN '\\' ELSE '' END",
            pattern
        );
        is_like(text, whole)
    }

    fn outside_charset(&self, text: &Expr, charset: &str) -> Option<Expr> {
        let outside = charset::outside(charset)?;
        let ranges = outside.iter().map(|(low, high)| format!("\\U{:08X}-\\U{high:08X}", low.max(&1)));
        Some(text.clone().matches(MatchOp::Tilde, Expr::text(format!("[{}]", ranges.collect::<String>()))))
    }

    fn same_of_rows(&self, a: &Expr, b: &Expr, ty: &Type) -> Expr {
        self.same_key(a, b, ty)
    }

    fn same_key(&self, a: &Expr, b: &Expr, ty: &Type) -> Expr {
        // It joins by hashing what is equal, but not what IS NOT DISTINCT.
        let some = match ty {
            Type::Int { .. } | Type::Decimal { .. } | Type::Float32 | Type::Float64 => Expr::int(0),
            Type::Bool => Expr::bool(false),
            Type::Text { .. } | Type::Set { .. } | Type::Bytes { .. } => Expr::text(""),
            Type::Date | Type::DateTime { .. } | Type::TimestampTz { .. } => Expr::text("epoch"),
            _ => return a.clone().same(b.clone()),
        };
        let filled = |value: &Expr| Expr::coalesce([value.clone(), some.clone()]);
        Expr::and([filled(a).eq(filled(b)), a.clone().is_null().eq(b.clone().is_null())])
    }

    fn text_operand(&self, column: &Expr, ty: &Type) -> Expr {
        match ty {
            Type::Enum { .. } | Type::Set { .. } | Type::Text { fixed: true, .. } => column.clone().cast("text"),
            Type::Text { collation: Some(c), .. } if c.name == "citext" => column.clone().cast("text"),
            // Up to PostgreSQL 17, no pattern is sought in text of a collation that takes different texts for equal; and no
            // group is made of it by code point. Bytes have no collation.
            Type::Text { collation: Some(c), .. } if c.ignores_case || c.ignores_accents => {
                form!("convert_from(convert_to({column}, 'UTF8'), 'UTF8')", column)
            }
            _ => column.clone(),
        }
    }

    fn text_beside(&self, column: &Expr, ty: &Type) -> Expr {
        self.text_operand(column, ty).collate(BY_CODE_POINT)
    }

    fn looked_into(&self, text: &Expr) -> Expr {
        text.clone().collate(BY_CODE_POINT)
    }
}

/// `text LIKE pattern`, by code point and with `\` as the escape.
fn is_like(text: &Expr, pattern: Expr) -> Expr {
    text.clone().collate(BY_CODE_POINT).like(pattern)
}
