//! How MySQL and MariaDB compares.

use super::{Mysql, contains, exactly};
use crate::dialect::{Comparisons, charset};
use crate::form;
use crate::schema::{Charset, Collation, Type};
use crate::sql::{Expr, Literal};

impl Comparisons for Mysql {
    fn by_code_point(&self, text: &Expr) -> Expr {
        // bytes have no collation
        let bare = converted(text).map(|column| column.clone().convert("utf8mb4"));
        bare.unwrap_or_else(|| text.clone()).cast("BINARY")
    }

    fn text_key(&self, text: &Expr) -> Expr {
        form!("UNHEX(SHA2({bytes}, 256))", bytes = self.by_code_point(text))
    }

    fn beside_code_points(&self, text: &Expr) -> Expr {
        match text {
            Expr::Literal(Literal::Text(constant)) if constant.is_ascii() => text.clone(),
            // MySQL 9.7 takes the bytes of a literal for others where a query of an INSERT asks a query of a derived table
            Expr::Literal(Literal::Text(_)) => form!("_utf8mb4{text}", text),
            // a collation that is said outright wins over bytes, and pads
            _ if is_odd_beside_bytes(text) => self.by_code_point(text),
            _ => text.clone(),
        }
    }

    fn distinct_by_code_point(&self, text: &Expr) -> Expr {
        self.by_code_point(text)
    }

    fn distinct_as(&self, text: &Expr, from: &Type, held: &Type) -> Expr {
        let bare = converted(text).unwrap_or(text);
        match held {
            Type::Text { collation: Some(c), .. } if c.is_loose() && c.charset == Charset::Unicode => {
                let same = matches!(from, Type::Text { collation: Some(own), .. } if own.name == c.name);
                if same && matches!(bare, Expr::Column(_)) { bare.clone() } else { in_collation(bare, c) }
            }
            Type::Text { collation: Some(c), .. } if !c.is_loose() => self.distinct_by_code_point(text),
            _ => text.clone(),
        }
    }

    fn finds(&self, column: &Expr, held: &Type, value: &Expr, from: &Type) -> Expr {
        if !held.is_textual() {
            return column.clone().eq(value);
        }
        let plain = column.clone().eq(self.sought(value, from, held));
        match held {
            Type::Text { collation: Some(c), .. } if !c.ignores_case && !c.ignores_accents && !c.pads => plain,
            // what is equal by code point is so by every collation: that part is for the index
            _ => {
                let bytes = self.by_code_point(&self.text_operand(column, held));
                Expr::and([plain, bytes.eq(self.beside_code_points(value))])
            }
        }
    }

    /// MariaDB's hash joins (10.11, 11.8) lose null = null of a decimal, a day or a moment, which it converts first: those are compared,
    /// not joined.
    fn same_of_rows(&self, a: &Expr, b: &Expr, ty: &Type) -> Expr {
        let same = a.clone().same(b.clone());
        if matches!(ty, Type::Int { .. }) || ty.is_textual() { same } else { same.is_true() }
    }

    fn same_key(&self, a: &Expr, b: &Expr, ty: &Type) -> Expr {
        let same = self.same_of_rows(a, &widened(b, ty).unwrap_or_else(|| b.clone()), ty);
        match ty.is_textual() {
            true => Expr::and([same, self.by_code_point(a).same(self.beside_code_points(b))]),
            false => same,
        }
    }

    fn told_apart(&self, column: &Expr, ty: &Type) -> Expr {
        // a window looks at the first 1,024 bytes (`max_sort_length`) of what is longer than a VARCHAR
        match ty {
            Type::Text { max, .. } if max.is_none_or(|n| n > 250) => {
                let trimmed = form!("TRIM(TRAILING ' ' FROM {column})", column);
                let text = match ty {
                    Type::Text { collation: Some(c), .. } if c.pads => trimmed,
                    Type::Text { collation: Some(_), .. } => column.clone(),
                    // whether the column's own collation pads is asked of the column
                    _ => form!(
                        "CASE WHEN CONCAT(LEFT({column}, 0), 'a') = 'a ' THEN {trimmed} ELSE {column} END",
                        column,
                        trimmed
                    ),
                };
                form!("SHA2(WEIGHT_STRING({text}), 256)", text)
            }
            Type::Bytes { max } if max.is_none_or(|n| n > 1000) => form!("SHA2({column}, 256)", column),
            Type::Json => form!("SHA2({column}, 256)", column),
            _ => column.clone(),
        }
    }

    fn like(&self, text: &Expr, pattern: &str) -> Expr {
        like(text, Expr::text(pattern))
    }

    fn like_any(&self, text: &Expr, pattern: &Expr) -> Expr {
        like(text, in_unicode(pattern))
    }

    fn outside_charset(&self, text: &Expr, charset: &str) -> Option<Expr> {
        let outside = charset::outside(charset)?;
        let ranges = outside.iter().map(|(low, high)| format!("\\x{{{low:X}}}-\\x{{{high:X}}}"));
        let class = format!("[{}]", ranges.collect::<String>());
        // No character of the first plane has another one beyond it as its capital.
        let beyond = outside.iter().all(|(low, _)| *low > 0xFFFF);
        Some(contains(text, &if beyond { class } else { exactly(&class) }))
    }

    fn text_operand(&self, column: &Expr, ty: &Type) -> Expr {
        match ty {
            Type::Text { collation: Some(c), .. } => match charset_of(&c.name) {
                "utf8mb4" | "utf8mb3" | "utf8" => column.clone(),
                _ => column.clone().convert("utf8mb4"),
            },
            // The database's character set, which nobody said. By a collation that meets every other.
            Type::Text { collation: None, .. } => in_unicode(column),
            Type::Enum { values, .. } | Type::Set { values } if !values.iter().all(|v| v.is_ascii()) => {
                in_unicode(column)
            }
            _ => column.clone(),
        }
    }

    fn text_beside(&self, column: &Expr, _: &Type) -> Expr {
        in_unicode(column)
    }

    fn sought(&self, text: &Expr, from: &Type, held: &Type) -> Expr {
        // two columns with collations of their own do not meet, unless one is binary or of a smaller character set
        let column = converted(text);
        let bare = column.unwrap_or(text);
        if let Some(wide) = widened(bare, held) {
            return wide;
        }
        match (from, held) {
            (Type::Text { collation: Some(own), .. }, Type::Text { collation: Some(theirs), .. })
                if own.name != theirs.name
                    && own.charset == Charset::Unicode
                    && theirs.charset == Charset::Unicode
                    && [own, theirs].iter().all(|c| !c.name.ends_with("_bin")) =>
            {
                let charset = charset_of(&theirs.name);
                let converted = match own.name.starts_with(&format!("{charset}_")) {
                    true => text.clone(),
                    false => text.clone().convert(charset),
                };
                converted.collate(&theirs.name)
            }
            // What is computed of texts has a collation that nobody chose, by which MySQL refuses to compare.
            (_, Type::Text { collation: Some(theirs), .. })
                if (column.is_some() || is_computed(text) && !theirs.name.ends_with("_bin"))
                    && theirs.charset == Charset::Unicode =>
            {
                in_collation(bare, theirs)
            }
            _ => bare.clone(),
        }
    }

    fn bool_operand(&self, column: &Expr) -> Expr {
        // a TINYINT(1), which may hold 2
        column.clone().ne(0)
    }

    fn searched(&self, text: &Expr) -> Expr {
        in_unicode(converted(text).unwrap_or(text))
    }
}

/// Whether text matches a pattern by code point.
fn like(text: &Expr, pattern: Expr) -> Expr {
    // not CAST AS BINARY, in which `_` would be a byte
    in_unicode(converted(text).unwrap_or(text)).like(pattern)
}

/// Text of a column whose character set nobody said.
fn in_unicode(column: &Expr) -> Expr {
    column.clone().convert("utf8mb4").collate("utf8mb4_bin")
}

/// The column that [`in_unicode`] converts, where text is that and nothing else.
fn converted(text: &Expr) -> Option<&Expr> {
    let Expr::Collate { operand, collation } = text else { return None };
    let Expr::Convert { operand: column, charset } = &**operand else { return None };
    let plain = matches!(**column, Expr::Column(_) | Expr::Literal(_));
    (plain && charset == "utf8mb4" && collation == "utf8mb4_bin").then_some(&**column)
}

/// Whether text means something else beside bytes than its own bytes: it says a collation, or has constants beyond ASCII.
fn is_odd_beside_bytes(text: &Expr) -> bool {
    match text {
        Expr::Collate { .. } => true,
        Expr::Literal(Literal::Text(constant)) => !constant.is_ascii(),
        // whatever it says
        Expr::Raw(_) => true,
        // whatever a query says
        other => other.query().is_some() || other.operands().into_iter().any(is_odd_beside_bytes),
    }
}

/// Whether SQL is more than a column or a constant.
fn is_computed(text: &Expr) -> bool {
    !matches!(text, Expr::Column(_) | Expr::Literal(_))
}

/// Text beside a column of a wide character set, which meets no other.
fn widened(text: &Expr, held: &Type) -> Option<Expr> {
    match held {
        Type::Text { collation: Some(theirs), .. } if theirs.charset == Charset::Wide => {
            Some(in_collation(text, theirs))
        }
        _ => None,
    }
}

/// Text in the character set of a collation, and by it.
fn in_collation(text: &Expr, collation: &Collation) -> Expr {
    text.clone().convert(charset_of(&collation.name)).collate(&collation.name)
}

/// The character set of a collation.
fn charset_of(collation: &str) -> &str {
    match collation.split('_').next() {
        Some("uca1400") | None => "utf8mb4",
        Some(charset) => charset,
    }
}
