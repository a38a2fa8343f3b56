//! PostgreSQL's types. Domains and enums are the dump's own; the reader resolves them first.
//!
//! Types that Mig passes on as they are: `interval`, `money`, `bit`, network addresses, `xml`,
//! text search, ranges, `timetz` and the like. `numeric` without precision is as large as the engine can.
//! `name` is text of 63 characters. PostGIS's types are geometry.

use super::{Mapped, TypeContext, digits, words_and_numbers};
use crate::schema::ddl::column::Words;
use crate::schema::ddl::grammar::Rule;
use crate::schema::{Charset, Collation, Type};

/// Reads a type of the engine itself.
pub fn map(words: &Words<'_>, context: &TypeContext<'_>) -> Mapped {
    let (name, numbers) = words_and_numbers(words);
    let dimensions = words.iter().filter(|w| w.rule == Rule::sign && w.text == "[").count()
        + usize::from(words.iter().skip(1).any(|w| w.is("array")) && !words.iter().any(|w| w.text == "["));
    let name = name.strip_suffix(" array").unwrap_or(&name);
    let mut mapped = scalar(name, &numbers, context, words);
    if mapped.unknown {
        return mapped;
    }
    // However many dimensions a column declares, the engine has one type for all of them.
    if dimensions > 0 {
        mapped.ty = Type::Array(Box::new(mapped.ty));
    }
    mapped
}

/// `citext` compares without regard to case.
pub fn citext() -> Type {
    let collation = Collation {
        name: "citext".to_owned(),
        charset: Charset::Unicode,
        ignores_case: true,
        ignores_accents: false,
        pads: false,
    };
    Type::Text { max: None, collation: Some(collation), fixed: false }
}

fn scalar(full: &str, numbers: &[u32], context: &TypeContext<'_>, words: &Words<'_>) -> Mapped {
    let name = full.rsplit('.').next().unwrap_or(full);
    let first = numbers.first();
    let int = |bits| Mapped::from(Type::int(bits, false));
    let serial = |bits| Mapped { auto_increment: true, not_null: true, ..int(bits) };
    let text = |max: Option<u32>, fixed| Mapped::from(Type::Text { max, collation: context.collation.cloned(), fixed });
    // One name for each type, whichever of its names stands there.
    let sized = |name: &str| match numbers.is_empty() {
        true => name.to_owned(),
        false => format!("{name}({})", numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(",")),
    };
    let other = || Mapped::from(Type::Other(sized(name)));
    match name {
        "boolean" | "bool" => Type::Bool.into(),
        "smallint" | "int2" => int(16),
        "integer" | "int" | "int4" => int(32),
        "bigint" | "int8" => int(64),
        "smallserial" | "serial2" => serial(16),
        "serial" | "serial4" => serial(32),
        "bigserial" | "serial8" => serial(64),
        "real" | "float4" => Type::Float32.into(),
        "double precision" | "float8" => Type::Float64.into(),
        "float" => if first.is_some_and(|n| *n <= 24) { Type::Float32 } else { Type::Float64 }.into(),
        "numeric" | "decimal" | "dec" => {
            let precision = first.and_then(|n| u16::try_from(*n).ok());
            let scale = numbers.get(1).and_then(|n| u16::try_from(*n).ok()).unwrap_or(0);
            Type::Decimal { precision, scale }.into()
        }
        "text" => text(None, false),
        "character varying" | "varchar" | "char varying" | "national character varying" => text(first.copied(), false),
        // "char" in quotes is another type: one byte.
        "char" if words.iter().next().is_some_and(|w| w.rule == Rule::quoted) => text(Some(1), false),
        "character" | "char" | "national character" | "nchar" => text(Some(first.copied().unwrap_or(1)), true),
        "bpchar" => text(first.copied(), first.is_some()),
        "name" => text(Some(63), false),
        "citext" => citext().into(),
        "bytea" => Type::Bytes { max: None }.into(),
        "date" => Type::Date.into(),
        "time" | "time without time zone" => Type::Time.into(),
        "timestamp" | "timestamp without time zone" => Type::DateTime { precision: digits(first, 6) }.into(),
        "timestamptz" | "timestamp with time zone" => Type::TimestampTz { precision: digits(first, 6) }.into(),
        "uuid" => Type::Uuid.into(),
        "json" | "jsonb" => Type::Json.into(),
        "geometry" | "geography" => Type::Geometry.into(),
        "point" | "line" | "lseg" | "box" | "path" | "polygon" | "circle" => other(),
        "timetz" | "time with time zone" => Type::Other(sized("timetz")).into(),
        "varbit" | "bit varying" => Type::Other(sized("bit varying")).into(),
        "bit" => Type::Other(format!("bit({})", first.unwrap_or(&1))).into(),
        "money" | "inet" | "cidr" | "macaddr" | "macaddr8" | "xml" | "tsvector" | "tsquery" | "hstore" | "ltree"
        | "lquery" | "oid" | "regclass" | "regtype" | "regproc" | "pg_lsn" | "txid_snapshot" | "pg_snapshot"
        | "xid" | "xid8" | "jsonpath" | "int4range" | "int8range" | "numrange" | "tsrange" | "tstzrange"
        | "daterange" | "int4multirange" | "int8multirange" | "nummultirange" | "tsmultirange" | "tstzmultirange"
        | "datemultirange" | "cube" | "vector" => other(),
        _ if name.starts_with("interval") => other(),
        _ => Mapped::unknown(super::spelled(words, "")),
    }
}
