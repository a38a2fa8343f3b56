//! MySQL's and MariaDB's types.
//!
//! `tinyint(1)` is a number that is meant as a truth value, as every tool of that world has it, and may
//! be any number of 8 bits all the same; `tinyint(1) unsigned` is only a number. `bit(n)` is a number
//! without a sign, and `bit(1)` one that is meant as a truth value. `year` is a
//! whole number of 16 bits. `timestamp` is a moment, `datetime` is not. A MariaDB `json` is printed as
//! `longtext … CHECK (json_valid(…))`; the reader makes it JSON again where it sees the check.
//!
//! The sizes of `tinytext`, `text` and `mediumtext` are limits in *bytes*: 255, 65,535 and
//! 16,777,215. They are given as that many characters, which text beyond ASCII does not reach.
//! `longtext` and `longblob` are without limit for all that matters.

use super::{Mapped, TypeContext, collation, digits, words_and_numbers};
use crate::schema::ddl::column::Words;
use crate::schema::ddl::grammar::{Rule, unescape};
use crate::schema::{Charset, Type};

/// Reads a type.
pub fn map(words: &Words<'_>, context: &TypeContext<'_>) -> Mapped {
    let (full, numbers) = words_and_numbers(words);
    let has = |word: &str| full.split(' ').any(|w| w == word);
    let unsigned = has("unsigned") || has("zerofill");
    let first = numbers.first();
    let int = |bits| Mapped::from(Type::int(bits, unsigned));
    let truth = |bits, unsigned| Mapped::from(Type::Int { bits, unsigned, truth: true, year: false });
    let text = |max: Option<u32>, fixed| {
        if context.collation.is_some_and(|c| c.name == "binary") {
            return Mapped::from(Type::Bytes { max });
        }
        let mut collation = context.collation.cloned();
        if has("binary")
            && let Some(c) = &mut collation
        {
            *c = collation::mysql(&format!("{}_bin", collation::mysql_charset_of(&c.name)));
        }
        Mapped::from(Type::Text { max, collation, fixed })
    };
    let national = |max, fixed| {
        let given = context.collation.filter(|c| c.charset == Charset::UnicodeBmp).cloned();
        let collation = given.unwrap_or_else(|| collation::mysql("utf8mb3_general_ci"));
        Mapped::from(Type::Text { max, collation: Some(collation), fixed })
    };
    let bytes = |max| Mapped::from(Type::Bytes { max });
    // The smallest kind that holds `n` characters, as the engine picks it for `text(n)`.
    let sized = |n: u64| match n {
        0..=255 => Some(255),
        256..=65_535 => Some(65_535),
        65_536..=16_777_215 => Some(16_777_215),
        _ => None,
    };
    let mut parts = full.split(' ').filter(|w| !matches!(*w, "unsigned" | "signed" | "zerofill"));
    let base = parts.next().unwrap_or("");
    let second = parts.next().unwrap_or("");
    match (base, second) {
        ("bool" | "boolean", _) => truth(8, false),
        ("tinyint" | "int1", _) if first == Some(&1) && !unsigned => truth(8, false),
        ("bit", _) => match first.map_or(1, |n| u8::try_from(*n).unwrap_or(64).clamp(1, 64)) {
            1 => truth(1, true),
            bits => Type::int(bits, true).into(),
        },
        ("tinyint" | "int1", _) => int(8),
        ("smallint" | "int2", _) => int(16),
        ("mediumint" | "middleint" | "int3", _) => int(24),
        ("int" | "integer" | "int4", _) => int(32),
        ("bigint" | "int8", _) => int(64),
        ("serial", _) => Mapped { auto_increment: true, not_null: true, unique: true, ..Type::int(64, true).into() },
        ("year", _) => Type::YEAR.into(),
        ("decimal" | "numeric" | "dec" | "fixed", _) => {
            let precision = first.and_then(|n| u16::try_from(*n).ok()).unwrap_or(10);
            let scale = numbers.get(1).and_then(|n| u16::try_from(*n).ok()).unwrap_or(0);
            Type::Decimal { precision: Some(precision), scale }.into()
        }
        ("float" | "float4", _) => {
            if numbers.len() == 1 && first.is_some_and(|n| *n > 24) { Type::Float64 } else { Type::Float32 }.into()
        }
        ("double" | "real" | "float8", _) => Type::Float64.into(),
        ("national", second) if second.starts_with("var") => national(first.copied(), false),
        ("national", _) if has("varying") => national(first.copied(), false),
        ("nvarchar", _) => national(first.copied(), false),
        ("national" | "nchar", _) => national(Some(first.copied().unwrap_or(1)), !has("varying")),
        ("char" | "character", "varying") => text(first.copied(), false),
        ("char" | "character", "byte") => bytes(Some(first.copied().unwrap_or(1))),
        ("char" | "character", _) => text(Some(first.copied().unwrap_or(1)), true),
        ("varchar" | "varcharacter", _) => text(first.copied(), false),
        ("tinytext", _) => text(Some(255), false),
        ("text", _) => text(first.map_or(Some(65_535), |n| sized(u64::from(*n))), false),
        ("mediumtext", _) => text(Some(16_777_215), false),
        ("long", "varbinary") => bytes(Some(16_777_215)),
        ("long", _) => text(Some(16_777_215), false),
        ("longtext", _) => text(None, false),
        ("binary", _) => bytes(Some(first.copied().unwrap_or(1))),
        ("varbinary", _) => bytes(first.copied()),
        ("tinyblob", _) => bytes(Some(255)),
        ("blob", _) => bytes(first.map_or(Some(65_535), |n| sized(u64::from(*n)))),
        ("mediumblob", _) => bytes(Some(16_777_215)),
        ("longblob", _) => bytes(None),
        ("date", _) => Type::Date.into(),
        ("time", _) => Type::Time.into(),
        ("datetime", _) => Type::DateTime { precision: digits(first, 0) }.into(),
        ("timestamp", _) => Type::TimestampTz { precision: digits(first, 0) }.into(),
        ("json", _) => Type::Json.into(),
        ("uuid", _) => Type::Uuid.into(),
        ("enum", _) => Type::Enum { values: values(words), name: None }.into(),
        ("set", _) => Type::Set { values: values(words) }.into(),
        (
            "geometry" | "point" | "linestring" | "polygon" | "multipoint" | "multilinestring" | "multipolygon"
            | "geometrycollection" | "geomcollection",
            _,
        ) => Type::Geometry.into(),
        ("inet4" | "inet6" | "vector", _) => Type::Other(super::spelled(words, "")).into(),
        _ => Mapped::unknown(super::spelled(words, "")),
    }
}

/// The values in the parentheses of an enum or a set. Trailing blanks of a value do not count,
/// to the engine either.
fn values(words: &Words<'_>) -> Vec<String> {
    let Some(group) = words.iter().find(|w| w.rule == Rule::group) else { return Vec::new() };
    super::super::strings(group.text)
        .into_iter()
        .map(|text| unescape(text, true).trim_end_matches(' ').to_owned())
        .collect()
}
