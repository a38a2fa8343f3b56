//! Type names, common types, and what a value of one type may become.

use crate::diag::{Code, nearest};
use crate::plan::Value;
use crate::schema::{Charset, Type};
use crate::syntax::ast;
use crate::syntax::words::TYPES;

use super::dates;

/// The type a program names, or the nearest name there is.
pub(super) fn named(ty: &ast::TypeName) -> Result<Type, Option<&'static str>> {
    let arg = |n: usize| ty.args.get(n).copied();
    let int = Type::int;
    let seconds = |n: Option<u32>| u8::try_from(n.unwrap_or(6).min(6)).unwrap_or(6);
    Ok(match ty.name.text.to_lowercase().as_str() {
        "bool" | "boolean" => Type::Bool,
        "int" | "integer" | "int64" | "bigint" => Type::INT64,
        "int8" => int(8, false),
        "int16" => int(16, false),
        "int32" => int(32, false),
        "uint8" => int(8, true),
        "uint16" => int(16, true),
        "uint32" => int(32, true),
        "uint64" => int(64, true),
        "decimal" | "numeric" => Type::Decimal {
            precision: arg(0).map(|n| u16::try_from(n).unwrap_or(u16::MAX)),
            scale: arg(1).map_or(0, |n| u16::try_from(n).unwrap_or(u16::MAX)),
        },
        "float32" => Type::Float32,
        "float" | "float64" | "double" => Type::Float64,
        "text" | "varchar" => Type::Text { max: arg(0), collation: None, fixed: false },
        "bytes" => Type::Bytes { max: arg(0) },
        "date" => Type::Date,
        "time" => Type::Time,
        "datetime" | "timestamp" => Type::DateTime { precision: seconds(arg(0)) },
        "timestamptz" => Type::TimestampTz { precision: seconds(arg(0)) },
        "uuid" => Type::Uuid,
        "json" => Type::Json,
        other => return Err(nearest(other, TYPES.iter().copied())),
    })
}

/// The type that values of both fit, for the branches of a `case`, the arms of a map, `coalesce`.
pub(super) fn common(a: &Type, b: &Type) -> Option<Type> {
    if a == b {
        return Some(a.clone());
    }
    Some(match (a, b) {
        (Type::Error, _) | (_, Type::Error) => Type::Error,
        (Type::Null, other) | (other, Type::Null) => other.clone(),
        // every truth value is a number of theirs
        (number, Type::Bool) | (Type::Bool, number) if number.is_truth_number() => number.clone(),
        (Type::Int { bits: x, unsigned: p, truth: s, .. }, Type::Int { bits: y, unsigned: q, truth: t, .. })
            if p == q =>
        {
            Type::Int { bits: *x.max(y), unsigned: *p, truth: *s && *t, year: false }
        }
        (Type::Int { .. }, Type::Int { .. }) => Type::INT64,
        (Type::Int { .. }, Type::Decimal { .. })
        | (Type::Decimal { .. }, Type::Int { .. })
        | (Type::Decimal { .. }, Type::Decimal { .. }) => {
            let scale = |t: &Type| if let Type::Decimal { scale, .. } = t { *scale } else { 0 };
            Type::Decimal { precision: None, scale: scale(a).max(scale(b)) }
        }
        (x, y) if x.is_numeric() && y.is_numeric() => Type::Float64,
        (Type::Text { max: m, collation: c, .. }, Type::Text { max: n, collation: d, .. }) => Type::Text {
            max: m.zip(*n).map(|(m, n)| m.max(n)),
            collation: if c == d { c.clone() } else { None },
            fixed: false,
        },
        (x, y) if x.is_textual() && y.is_textual() => Type::TEXT,
        (Type::Date, Type::DateTime { precision }) | (Type::DateTime { precision }, Type::Date) => {
            Type::DateTime { precision: *precision }
        }
        (Type::DateTime { precision: p }, Type::DateTime { precision: q }) => Type::DateTime { precision: *p.max(q) },
        (Type::TimestampTz { precision: p }, Type::TimestampTz { precision: q }) => {
            Type::TimestampTz { precision: *p.max(q) }
        }
        (Type::Date, Type::TimestampTz { precision })
        | (Type::TimestampTz { precision }, Type::Date | Type::DateTime { .. })
        | (Type::DateTime { .. }, Type::TimestampTz { precision }) => Type::TimestampTz { precision: *precision },
        (Type::Bytes { max: m }, Type::Bytes { max: n }) => Type::Bytes { max: m.zip(*n).map(|(m, n)| m.max(n)) },
        _ => return None,
    })
}

/// A value of a type, to begin with.
pub(super) fn plain_value(ty: &Type) -> String {
    match ty {
        ty if ty.is_truth() => "false".to_owned(),
        Type::Enum { values, .. } => values.first().map_or("\"…\"".to_owned(), |v| format!("{v:?}")),
        ty if ty.is_numeric() => "0".to_owned(),
        Type::Date | Type::DateTime { .. } | Type::TimestampTz { .. } => "now()".to_owned(),
        Type::Time => "\"00:00:00\"".to_owned(),
        Type::Uuid => "uuid()".to_owned(),
        Type::Json => "\"{}\"".to_owned(),
        _ => "\"…\"".to_owned(),
    }
}

/// Whether both are written the same way in SQL, so that no conversion is needed to put one
/// where the other is expected (sizes aside).
pub(crate) fn same_kind(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Enum { values: x, name: n }, Type::Enum { values: y, name: m }) => x == y && n == m,
        (Type::Set { values: x }, Type::Set { values: y }) => x == y,
        (Type::Array(x), Type::Array(y)) => same_kind(x, y),
        (Type::Other(x), Type::Other(y)) => {
            // A size more or less makes no other type of it.
            let base = |name: &str| name.split('(').next().unwrap_or_default().trim().to_ascii_lowercase();
            x.eq_ignore_ascii_case(y) || (base(x) == base(y) && !y.contains('('))
        }
        (x, y) => std::mem::discriminant(x) == std::mem::discriminant(y),
    }
}

/// Whether it is a type that the language does not have: its values are passed on, and nothing else is known of them.
pub(super) fn has_no_meaning(ty: &Type) -> bool {
    matches!(ty, Type::Other(_) | Type::Array(_) | Type::Geometry)
}

/// Whether values of both can be compared with `=` and `<` after the conversions comparisons make.
pub(super) fn comparable(a: &Type, b: &Type) -> bool {
    a.is_unknown()
        || b.is_unknown()
        || (a.is_textual() && b.is_textual())
        || (a.is_numeric() && b.is_numeric())
        || same_kind(a, b)
        || common(a, b).is_some()
}

/// Whether a program can name a type.
pub(super) fn named_by(ty: &Type) -> bool {
    !matches!(
        ty,
        Type::Enum { .. }
            | Type::Set { .. }
            | Type::Array(_)
            | Type::Geometry
            | Type::Other(_)
            | Type::Null
            | Type::Error
    )
}

/// What can go wrong with some values on their way into a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Loss {
    pub code: Code,
    pub message: String,
}

/// How a value of one type becomes one of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Conversion {
    /// The same kind: nothing to convert, sizes may differ.
    Plain,
    /// Through a cast to this type.
    Cast(Type),
    /// Never; with the way to say it, where `{}` stands for the expression.
    Impossible(Option<&'static str>),
}

/// What a column takes values of `from` as: one that is meant as true or false takes numbers that are meant so
/// themselves as they are, and all else as truth values.
pub(super) fn taken_as(from: &Type, column: &Type) -> Type {
    if column.is_truth_number() && !from.is_truth_number() && !from.is_unknown() { Type::Bool } else { column.clone() }
}

/// How values of `from` become values of the kind of `to`.
pub(crate) fn conversion(from: &Type, to: &Type) -> Conversion {
    use Conversion::{Cast, Impossible, Plain};
    if from.is_unknown() || to.is_unknown() {
        return Plain;
    }
    match (from, to) {
        (Type::Enum { .. } | Type::Set { .. }, Type::Enum { .. } | Type::Set { .. }) if same_kind(from, to) => Plain,
        (Type::Enum { .. }, Type::Enum { .. }) | (Type::Set { .. }, Type::Set { .. }) => Cast(to.clone()),
        (x, y) if same_kind(x, y) => Plain,
        (x, y) if x.bits().is_some() && y.bits().is_some() => Cast(to.clone()),
        (Type::Int { .. } | Type::Bool, y) if y.bits().is_some() => Cast(to.clone()),
        (x, Type::Int { .. }) if x.bits().is_some() => Cast(wide_int(to)),
        (x, Type::Bool | Type::Text { .. }) if x.bits().is_some() => {
            Cast(if *to == Type::Bool { Type::Bool } else { Type::TEXT })
        }
        (Type::Bool, Type::Int { .. } | Type::Decimal { .. } | Type::Float32 | Type::Float64) => Cast(to.clone()),
        (Type::Bool, Type::Text { .. }) => Impossible(Some("case { {} -> \"yes\"; else \"no\" }")),
        // 0 and 1 are truth values; any other number is none, and the line's policy decides.
        (Type::Int { .. }, Type::Bool) => Cast(Type::Bool),
        (Type::Decimal { .. } | Type::Float32 | Type::Float64, Type::Bool) => Impossible(Some("{} != 0")),
        (x, Type::Bool) if x.is_textual() => Impossible(Some("{} = \"t\"")),
        (x, Type::Bool) if x.is_temporal() => Impossible(Some("{} is not null")),
        (Type::Int { .. }, Type::Decimal { .. }) => Cast(Type::Decimal { precision: None, scale: 0 }),
        (Type::Decimal { .. } | Type::Float32 | Type::Float64, Type::Int { .. }) => Cast(wide_int(to)),
        (x, Type::Float32 | Type::Float64) if x.is_numeric() => Cast(Type::Float64),
        (Type::Float32 | Type::Float64, Type::Decimal { scale, .. }) => {
            Cast(Type::Decimal { precision: None, scale: *scale })
        }
        (x, Type::Text { .. })
            if x.is_numeric() || x.is_textual() || x.is_temporal() || matches!(x, Type::Uuid | Type::Json) =>
        {
            Cast(Type::TEXT)
        }
        (Type::Int { .. } | Type::Decimal { .. }, y) if y.is_temporal() => Impossible(Some("from_unix({})")),
        (x, Type::Int { .. } | Type::Decimal { .. } | Type::Float32 | Type::Float64) if x.is_temporal() => {
            Impossible(Some("to_unix({})"))
        }
        (Type::Text { .. }, Type::Int { .. }) => Cast(wide_int(to)),
        (Type::Text { .. }, Type::Decimal { scale, .. }) => Cast(Type::Decimal { precision: None, scale: *scale }),
        (Type::Text { .. }, Type::Float32 | Type::Float64) => Cast(Type::Float64),
        (Type::Text { .. }, Type::Enum { .. } | Type::Set { .. } | Type::Uuid | Type::Json) => Cast(to.clone()),
        (Type::Text { .. }, y) if y.is_temporal() => Cast(to.clone()),
        (Type::Text { .. }, Type::Bytes { .. }) => Cast(Type::Bytes { max: None }),
        (Type::Enum { .. }, Type::Set { .. }) => Cast(to.clone()),
        (Type::Date, Type::DateTime { .. } | Type::TimestampTz { .. })
        | (Type::DateTime { .. } | Type::TimestampTz { .. }, Type::Date | Type::Time)
        | (Type::DateTime { .. }, Type::TimestampTz { .. })
        | (Type::TimestampTz { .. }, Type::DateTime { .. }) => Cast(to.clone()),
        // What a column without a type holds is read as what the program says.
        (Type::Other(_), y) if from.has_no_type() => Impossible(match y {
            Type::Text { .. } | Type::Enum { .. } | Type::Set { .. } => Some("{} as text"),
            Type::Int { .. } => Some("{} as int"),
            Type::Decimal { .. } => Some("{} as decimal"),
            Type::Float32 | Type::Float64 => Some("{} as float64"),
            Type::Bool => Some("{} as bool"),
            Type::Date => Some("{} as date"),
            Type::Time => Some("{} as time"),
            Type::Bytes { .. } => Some("{} as bytes"),
            Type::DateTime { .. } | Type::TimestampTz { .. } => Some("{} as datetime"),
            Type::Uuid => Some("{} as uuid"),
            Type::Json => Some("{} as json"),
            _ => None,
        }),
        _ => Impossible(None),
    }
}

/// The 64 bit type with the sign of `ty`.
fn wide_int(ty: &Type) -> Type {
    Type::int(64, matches!(ty, Type::Int { unsigned: true, bits: 64, .. }))
}

/// How many digits a whole number of this type may have, at most.
fn int_digits(ty: &Type) -> Option<u32> {
    ty.int_range().map(|(low, high)| {
        let digits = |n: i128| n.unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
        digits(low).max(digits(high))
    })
}

/// The longest text a value of this type is written as, in characters.
pub(super) fn longest(ty: &Type) -> Option<u32> {
    let chars = |s: &String| u32::try_from(s.chars().count()).unwrap_or(u32::MAX);
    match ty {
        Type::Bool => Some(1),
        Type::Int { unsigned, .. } => int_digits(ty).map(|n| n + u32::from(!unsigned)),
        Type::Decimal { precision: Some(p), .. } => Some(u32::from(*p) + 3),
        Type::Text { max, .. } => *max,
        Type::Enum { values, .. } => Some(values.iter().map(chars).max().unwrap_or(0)),
        Type::Set { values } => Some(values.iter().map(|v| chars(v) + 1).sum::<u32>()),
        Type::Date => Some(10),
        Type::Time => Some(15),
        Type::DateTime { precision: 0 } => Some(19),
        Type::DateTime { .. } => Some(26),
        Type::TimestampTz { .. } => Some(32),
        Type::Uuid => Some(36),
        other => other.bits().and_then(|bits| bits.size),
    }
}

/// Text columns of about this size hold what programs call long text; whether it is 65,535 bytes
/// or more is not worth a warning.
const LONG_TEXT: u32 = 16_000;

/// What a value of type `from` may lose in a column of type `to`, null aside. Empty: every value fits.
pub(super) fn losses(from: &Type, to: &Type) -> Vec<Loss> {
    let mut all = Vec::new();
    let mut add = |code, message: String| all.push(Loss { code, message });
    match (from, to) {
        (x, y) if x.is_unknown() || y.is_unknown() => {}
        (Type::Text { .. }, Type::Text { max: Some(n), .. })
            if longest(from).is_none_or(|m| m > *n) && *n < LONG_TEXT =>
        {
            add(Code::MAY_BE_TOO_LONG, format!("{from} does not always fit {to}"));
        }
        (x, Type::Text { max: Some(n), .. }) if longest(x).is_none_or(|m| m > *n) && *n < LONG_TEXT => {
            add(Code::MAY_BE_TOO_LONG, format!("{x}, written as text, does not always fit {to}"));
        }
        (Type::Bytes { max: m }, Type::Bytes { max: Some(n) }) if m.is_none_or(|m| m > *n) && *n < LONG_TEXT => {
            add(Code::MAY_BE_TOO_LONG, format!("{from} does not always fit {to}"));
        }
        (x, y) if (x.bits().is_some() || y.bits().is_some()) && !y.is_textual() => {
            // all values are numbers without a sign
            let most = |size: Option<u32>| size.map_or(i128::MAX, |n| 1i128.checked_shl(n).unwrap_or(i128::MAX) - 1);
            let range = |ty: &Type| match ty.bits() {
                Some(bits) => Some((0, most(bits.size.filter(|n| *n < 127)))),
                None if *ty == Type::Bool => Some((0, 1)),
                None => ty.int_range(),
            };
            if let (Some((a, b)), Some((c, d))) = (range(from), range(to))
                && (a < c || b > d)
            {
                add(Code::MAY_NOT_FIT, format!("{} does not always fit {}", from.said(), to.said()));
            }
        }
        (x, y) if (x.is_numeric() || *x == Type::Bool) && (y.is_numeric() || *y == Type::Bool) => {
            if let Some(Loss { code, message }) = loss_of_number(from, to) {
                add(code, message);
            }
        }
        (Type::Text { .. }, y)
            if y.is_numeric()
                || y.is_temporal()
                || matches!(y, Type::Uuid | Type::Json | Type::Enum { .. } | Type::Set { .. }) =>
        {
            add(Code::MAY_NOT_PARSE, format!("not every text is a value of {to}"));
        }
        (
            Type::Enum { values: old, .. } | Type::Set { values: old },
            Type::Enum { values: new, .. } | Type::Set { values: new },
        ) => {
            let missing: Vec<String> = old.iter().filter(|v| !new.contains(v)).map(|v| format!("`{v}`")).collect();
            if !missing.is_empty() {
                add(Code::MAY_NOT_PARSE, format!("the new column does not know {}", missing.join(", ")));
            }
        }
        (Type::DateTime { .. } | Type::TimestampTz { .. }, Type::Date) => {
            add(Code::PRECISION, "a date drops the time of day".to_owned());
        }
        (Type::DateTime { .. } | Type::TimestampTz { .. }, Type::Time) => {
            add(Code::PRECISION, "a time drops the date".to_owned());
        }
        (
            Type::DateTime { precision: p } | Type::TimestampTz { precision: p },
            Type::DateTime { precision: q } | Type::TimestampTz { precision: q },
        ) if p > q => add(Code::PRECISION, format!("the new column keeps {q} digits of a second, the old one {p}")),
        _ => {}
    }
    if let (Type::Text { collation: old, .. }, Type::Text { collation: Some(new), .. }) = (from, to) {
        let old = old.as_ref().map(|c| c.charset);
        let lost = match new.charset {
            // where nothing is said it is all of Unicode, or may be
            Charset::SingleByte => old != Some(Charset::SingleByte),
            Charset::UnicodeBmp => matches!(old, None | Some(Charset::Unicode | Charset::Wide)),
            Charset::Unicode | Charset::Wide => false,
        };
        if lost {
            add(Code::CHARSET, format!("`{}` does not hold every character", new.name));
        }
    }
    all
}

/// What a number, or a truth, may lose as another kind of number or as a truth.
fn loss_of_number(from: &Type, to: &Type) -> Option<Loss> {
    let mut found = None;
    let mut add = |code, message: String| found = Some(Loss { code, message });
    match (from, to) {
        (Type::Int { .. }, Type::Bool) if from.int_range() != Some((0, 1)) => {
            add(Code::MAY_NOT_FIT, "of numbers only 0 and 1 are true or false".to_owned());
        }
        (Type::Int { .. } | Type::Bool, to) if *to == Type::YEAR && *from != Type::YEAR => {
            add(Code::MAY_NOT_FIT, format!("{from} does not always fit {to}, which holds 0 and 1901 to 2155"));
        }
        (Type::Int { .. }, Type::Int { .. }) => {
            if let (Some((a, b)), Some((c, d))) = (from.int_range(), to.int_range())
                && (a < c || b > d)
            {
                add(Code::MAY_NOT_FIT, format!("{from} does not always fit {to}, which holds {c} to {d}"));
            }
        }
        (Type::Int { .. }, Type::Decimal { precision: Some(p), scale }) => {
            let whole = u32::from(p.saturating_sub(*scale));
            if int_digits(from).is_some_and(|n| n > whole) {
                add(
                    Code::MAY_NOT_FIT,
                    format!("{from} does not always fit {to}, which holds {whole} digits before the point"),
                );
            }
        }
        (Type::Int { bits: 64, .. }, Type::Float32 | Type::Float64) | (Type::Int { bits: 32, .. }, Type::Float32) => {
            add(Code::PRECISION, format!("{to} does not hold every {from} exactly"));
        }
        (Type::Decimal { precision, scale }, Type::Decimal { precision: Some(p), scale: s }) => {
            let whole = p.saturating_sub(*s);
            if precision.is_none_or(|old| old.saturating_sub(*scale) > whole) {
                add(Code::MAY_NOT_FIT, format!("{from} does not always fit {to}"));
            } else if scale > s {
                add(Code::PRECISION, format!("{to} keeps {s} digits after the point, {from} has {scale}"));
            }
        }
        (Type::Decimal { precision, scale }, Type::Int { .. }) => {
            if *scale > 0 || precision.is_none() {
                add(Code::PRECISION, format!("{to} keeps nothing after the point, {from} does"));
            } else if precision.is_some_and(|p| u32::from(p) >= int_digits(to).unwrap_or(0)) {
                add(Code::MAY_NOT_FIT, format!("{from} does not always fit {to}"));
            }
        }
        (Type::Decimal { precision, .. }, Type::Float32 | Type::Float64) => {
            let exact = if *to == Type::Float32 { 6 } else { 15 };
            if precision.is_none_or(|p| p > exact) {
                add(Code::PRECISION, format!("{to} does not hold every {from} exactly"));
            }
        }
        (Type::Float32 | Type::Float64, Type::Int { .. } | Type::Decimal { .. }) | (Type::Float64, Type::Float32) => {
            add(Code::PRECISION, format!("{to} does not hold every {from}"));
        }
        _ => {}
    }
    found
}

/// Whether a value of type `from`, already of the kind of `to`, may fail to be one or need rounding.
pub(super) fn needs_fit(from: &Type, to: &Type) -> bool {
    match (from, to) {
        (x, y) if x.is_unknown() || y.is_unknown() => false,
        (Type::Text { collation: old, .. }, Type::Text { collation: Some(new), .. })
            if matches!(new.charset, Charset::SingleByte | Charset::UnicodeBmp)
                && old.as_ref().map(|c| c.name.split('_').next()) != Some(new.name.split('_').next()) =>
        {
            true
        }
        (Type::Text { max: m, .. }, Type::Text { max: Some(n), .. })
        | (Type::Bytes { max: m }, Type::Bytes { max: Some(n) }) => m.is_none_or(|m| m > *n),
        _ => losses(from, to).iter().any(|l| l.code != Code::CHARSET),
    }
}

/// Why a constant cannot stand in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Misfit {
    /// The kind is wrong; with what to write.
    Kind(Option<String>),
    /// The kind is right and the value is not.
    Value(String, Option<String>),
}

/// A constant as the column's type holds it.
pub(super) fn constant(value: &Value, to: &Type) -> Result<Value, Misfit> {
    let out = |why: String| Err(Misfit::Value(why, None));
    let whole = |n: i128| -> Result<Value, Misfit> {
        match to.int_range() {
            Some(_) if *to == Type::YEAR && !Type::is_held_year(n) => out(format!("{to} holds 0 and 1901 to 2155")),
            Some((low, high)) if n < low || n > high => out(format!("{to} holds {low} to {high}")),
            _ => Ok(Value::Int(n)),
        }
    };
    match (value, to) {
        (_, Type::Error) | (Value::Null, _) => Ok(value.clone()),
        (Value::Text(t), _) => text_constant(t, to),
        (Value::Bool(_), Type::Bool) => Ok(value.clone()),
        (Value::Bool(b), Type::Int { .. } | Type::Decimal { .. } | Type::Float32 | Type::Float64) => {
            Ok(Value::Int(i128::from(*b)))
        }
        (Value::Int(n @ (0 | 1)), Type::Bool) => Err(Misfit::Kind(Some((*n == 1).to_string()))),
        (Value::Int(n), Type::Int { .. }) => whole(*n),
        (Value::Int(n), Type::Decimal { precision: Some(p), scale }) => {
            let digits = n.unsigned_abs().checked_ilog10().map_or(0, |d| d + 1);
            if digits > u32::from(p.saturating_sub(*scale)) {
                out(format!("it is too large for {to}"))
            } else {
                Ok(value.clone())
            }
        }
        (Value::Int(_), Type::Decimal { .. } | Type::Float32 | Type::Float64) => Ok(value.clone()),
        (Value::Int(n), Type::Text { .. }) => constant(&Value::Text(n.to_string()), to),
        (Value::Decimal(d), Type::Int { .. }) => match d.split_once('.') {
            Some((n, zeros)) if zeros.bytes().all(|b| b == b'0') => {
                n.parse().map_or_else(|_| out(String::new()), whole)
            }
            _ => out(format!("{to} keeps nothing after the point")),
        },
        (Value::Decimal(d), Type::Decimal { precision: Some(p), scale }) => {
            let (n, after) = d.trim_start_matches('-').split_once('.').unwrap_or((d.trim_start_matches('-'), ""));
            let whole = p.saturating_sub(*scale);
            if n.trim_start_matches('0').len() > usize::from(whole) {
                out(format!("it is too large for {to}"))
            } else if after.trim_end_matches('0').len() > usize::from(*scale) {
                out(format!("{to} keeps {scale} digits after the point"))
            } else {
                Ok(value.clone())
            }
        }
        (Value::Decimal(_), Type::Decimal { .. } | Type::Float32 | Type::Float64)
        | (Value::Float(_), Type::Float32 | Type::Float64) => Ok(value.clone()),
        (Value::Decimal(d), Type::Text { .. }) => constant(&Value::Text(d.clone()), to),
        (Value::Int(n), y) if y.bits().is_some() => {
            let (size, varying) = y.bits().map_or((None, true), |bits| (bits.size, bits.varying));
            match u128::try_from(*n).ok().filter(|n| size.is_none_or(|size| size >= 128 - n.leading_zeros())) {
                Some(n) => {
                    let size = size.filter(|_| !varying).and_then(|size| usize::try_from(size).ok()).unwrap_or(1);
                    Ok(Value::Text(format!("{n:0size$b}")))
                }
                None => out(format!("{} does not hold it", y.said())),
            }
        }
        (Value::Bool(b), y) if y.bits().is_some() => constant(&Value::Int(i128::from(*b)), to),
        (Value::Date(_), Type::Date) | (Value::DateTime(_), Type::DateTime { .. } | Type::TimestampTz { .. }) => {
            Ok(value.clone())
        }
        (Value::Date(d), Type::DateTime { .. } | Type::TimestampTz { .. }) => {
            Ok(Value::DateTime(format!("{d} 00:00:00")))
        }
        (Value::Date(d) | Value::DateTime(d), Type::Text { .. }) => constant(&Value::Text(d.clone()), to),
        (Value::DateTime(_), Type::Date) => out("a date drops the time of day".to_owned()),
        _ => Err(Misfit::Kind(None)),
    }
}

/// A text as the column's type holds it.
fn text_constant(t: &str, to: &Type) -> Result<Value, Misfit> {
    let out = |why: String| Err(Misfit::Value(why, None));
    match to {
        Type::Text { max, .. } => match max {
            Some(n) if t.chars().count() > *n as usize => {
                out(format!("it has {} characters, {to} holds {n}", t.chars().count()))
            }
            _ => Ok(Value::Text(t.to_owned())),
        },
        Type::Enum { values, .. } => {
            if values.iter().any(|known| known == t) {
                return Ok(Value::Text(t.to_owned()));
            }
            let near = nearest(t, values.iter().map(String::as_str));
            Err(Misfit::Value(
                format!("the column knows {}", quoted(values)),
                Some(match near {
                    Some(near) => format!("did you mean `\"{near}\"`?"),
                    None => format!("write one of {}, or add it to the new column's ENUM", quoted(values)),
                }),
            ))
        }
        Type::Set { values } => match t.split(',').find(|part| !part.is_empty() && !values.iter().any(|v| v == part)) {
            None => Ok(Value::Text(t.to_owned())),
            Some(_) => out(format!("the column knows {}", quoted(values))),
        },
        Type::Date => match dates::date(t) {
            Some(date) => Ok(Value::Date(date)),
            None => out("it is no date: write \"2010-01-14\"".to_owned()),
        },
        Type::DateTime { .. } | Type::TimestampTz { .. } => match dates::datetime(t) {
            Some(moment) => Ok(Value::DateTime(moment)),
            None => out("it is no moment: write \"2010-01-14 10:00:00\"".to_owned()),
        },
        Type::Time => match dates::time(t) {
            true => Ok(Value::Text(t.to_owned())),
            false => out("it is no time of day: write \"10:00:00\"".to_owned()),
        },
        Type::Uuid => match dates::uuid(t) {
            Some(uuid) => Ok(Value::Text(uuid)),
            None => out("it is no uuid".to_owned()),
        },
        Type::Json => match serde_json::from_str::<serde_json::Value>(t) {
            Ok(_) => Ok(Value::Text(t.to_owned())),
            Err(_) => out("it is no JSON".to_owned()),
        },
        Type::Bytes { .. } | Type::Other(_) => Ok(Value::Text(t.to_owned())),
        Type::Int { .. } => Err(Misfit::Kind(t.parse::<i128>().ok().map(|n| n.to_string()))),
        Type::Decimal { .. } | Type::Float32 | Type::Float64 => {
            Err(Misfit::Kind(t.parse::<f64>().ok().filter(|n| n.is_finite()).map(|_| t.to_owned())))
        }
        Type::Bool => Err(Misfit::Kind(match t.to_lowercase().as_str() {
            "t" | "true" | "y" | "yes" | "1" => Some("true".to_owned()),
            "f" | "false" | "n" | "no" | "0" => Some("false".to_owned()),
            _ => None,
        })),
        _ => Err(Misfit::Kind(None)),
    }
}

/// `"a", "b"`, cut short when there are many.
pub(super) fn quoted(values: &[String]) -> String {
    let mut shown: Vec<String> = values.iter().take(8).map(|v| format!("{v:?}")).collect();
    if values.len() > 8 {
        shown.push(format!("and {} more", values.len() - 8));
    }
    shown.join(", ")
}

/// Whether equal values of a unique old column stay the only equal ones under the new column's
/// comparison: the old side must take for equal whatever the new side does.
///
/// `old` and `new` say how the two databases compare text where a column does not say.
pub(super) fn keeps_apart(old_ty: &Type, new_ty: &Type, old: TextRule, new: TextRule, same_engine: bool) -> bool {
    match (old_ty, new_ty) {
        (Type::Text { collation: None, .. }, Type::Text { collation: None, .. }) if same_engine => true,
        (Type::Text { .. }, Type::Text { .. }) => {
            let (old, new) = (rule_of(old_ty, old), rule_of(new_ty, new));
            old.ignores_case >= new.ignores_case && old.ignores_accents >= new.ignores_accents && old.pads >= new.pads
        }
        _ => true,
    }
}

/// How a column compares its text, where its collation says so; else as its database does.
pub(super) fn rule_of(ty: &Type, default: TextRule) -> TextRule {
    match ty {
        Type::Text { collation: Some(c), .. } => {
            TextRule { ignores_case: c.ignores_case, ignores_accents: c.ignores_accents, pads: c.pads }
        }
        _ => default,
    }
}

/// What a comparison of text takes for equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TextRule {
    pub ignores_case: bool,
    pub ignores_accents: bool,
    pub pads: bool,
}

impl TextRule {
    /// How databases of an engine compare where a column does not say.
    pub(super) fn of(engine: crate::engine::Engine) -> Self {
        let (ignores_case, ignores_accents, pads) = engine.compares_text();
        Self { ignores_case, ignores_accents, pads }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_types_are_wide_enough() {
        assert_eq!(common(&Type::INT32, &Type::INT64), Some(Type::INT64));
        assert_eq!(common(&Type::Null, &Type::Date), Some(Type::Date));
        assert_eq!(common(&Type::Bool, &Type::Date), None);
    }

    #[test]
    fn constants_are_checked() {
        let tiny = Type::int(8, false);
        assert_eq!(constant(&Value::Int(7), &tiny), Ok(Value::Int(7)));
        assert!(constant(&Value::Int(300), &tiny).is_err());
        assert_eq!(constant(&Value::Int(1), &Type::Bool), Err(Misfit::Kind(Some("true".into()))));
        assert!(constant(&Value::Text("2010-02-31".into()), &Type::Date).is_err());
    }

    #[test]
    fn losses_name_what_may_happen() {
        let short = Type::Text { max: Some(10), collation: None, fixed: false };
        assert_eq!(losses(&Type::TEXT, &short)[0].code, Code::MAY_BE_TOO_LONG);
        assert!(losses(&short, &Type::TEXT).is_empty());
        assert_eq!(losses(&short, &Type::INT32)[0].code, Code::MAY_NOT_PARSE);
    }
}
