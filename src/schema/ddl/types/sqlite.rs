//! SQLite's types: a column's declared type is any words, and only gives it an *affinity*.
//!
//! A well-known name means what people mean by it (`BOOLEAN`, `DATETIME`, `NUMERIC(10,2)`);
//! any other goes by the engine's rules of affinity. Whole numbers are 64 bits whatever the
//! declared size. `CHAR(n)` and `VARCHAR(n)` keep their `n`, which the engine ignores, since it is
//! what the old program promised; nothing is padded. A column without a type, and a STRICT
//! table's ANY, holds anything: `other("any")`. A name that only the last rule covers (NUMERIC
//! affinity, as in `STRING`) is a type that Mig does not know. Dates carry no fractions of a
//! second unless the type says so: `DATETIME(3)`.

use super::{Mapped, TypeContext, digits, words_and_numbers};
use crate::schema::Type;
use crate::schema::ddl::column::{Word, Words};
use crate::schema::ddl::grammar::Rule;

/// Reads a type.
pub fn map(words: &Words<'_>, context: &TypeContext<'_>) -> Mapped {
    // A type may stand in quotes of any kind, with all that it says.
    let plain = words.iter().map(unquoted).collect::<Vec<_>>().join(" ");
    let (name, numbers) = words_and_numbers(&Words::lex(&plain, 0));
    let text = |max: Option<u32>| Type::Text { max, collation: context.collation.cloned(), fixed: false };
    if name.is_empty() || name == "any" {
        return Type::Other("any".to_owned()).into();
    }
    let first = numbers.first();
    let base = name.split(' ').next().unwrap_or("");
    match name.as_str() {
        "boolean" | "bool" => return Type::Bool.into(),
        // any number may be there, as in MySQL, from where such a table comes
        "tinyint" if first == Some(&1) => {
            return Type::Int { bits: 64, unsigned: false, truth: true, year: false }.into();
        }
        "date" => return Type::Date.into(),
        "time" => return Type::Time.into(),
        "datetime" | "timestamp" | "timestamp without time zone" => {
            return Type::DateTime { precision: digits(first, 0) }.into();
        }
        "timestamptz" | "timestamp with time zone" => {
            return Type::TimestampTz { precision: digits(first, 0) }.into();
        }
        "uuid" | "guid" => return Type::Uuid.into(),
        "json" | "jsonb" => return Type::Json.into(),
        _ => {}
    }
    // The engine's rules, in its order.
    if name.contains("int") {
        return Type::INT64.into();
    }
    if name.contains("char") || name.contains("clob") || name.contains("text") {
        let sized = name.contains("char").then_some(first).flatten().copied();
        return text(sized).into();
    }
    if name.contains("blob") {
        return Type::Bytes { max: first.copied() }.into();
    }
    if name.contains("real") || name.contains("floa") || name.contains("doub") {
        return Type::Float64.into();
    }
    if matches!(base, "numeric" | "decimal" | "dec" | "number") {
        let precision = first.and_then(|n| u16::try_from(*n).ok());
        let scale = numbers.get(1).and_then(|n| u16::try_from(*n).ok()).unwrap_or(0);
        return Type::Decimal { precision, scale }.into();
    }
    Mapped::unknown(name)
}

fn unquoted<'t>(word: &Word<'t>) -> &'t str {
    match word.rule {
        Rule::string | Rule::quoted => word.text.get(1..word.text.len().saturating_sub(1)).unwrap_or_default(),
        _ => word.text,
    }
}
