//! What a value of a dump is once it is in its column: by the column's type, as the engine would store it.

use encoding_rs::Encoding;

use super::flavor::Flavor;
use super::literal::{Literal, unhex};
use super::moment;
use crate::cell::Cell;
use crate::schema::ddl::encoding;
use crate::schema::{Column, Type};

/// A column that is read.
#[derive(Debug)]
pub(super) struct Target {
    pub name: String,
    pub nullable: bool,
    pub has_default: bool,
    pub generated: bool,
    kind: Kind,
    /// The character set of its own, where the dump has each text in its own.
    charset: Option<&'static Encoding>,
}

/// What a column makes of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bool,
    Whole {
        unsigned: bool,
    },
    Number,
    Single,
    Double,
    Bit,
    Moment {
        timed: bool,
        zoned: bool,
    },
    /// `spelled`: in text, as `\x1F` or `\037`.
    Bytes {
        spelled: bool,
    },
    Text {
        trimmed: bool,
    },
    /// SQLite's: what the column would rather have.
    Affinity(Affinity),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Affinity {
    Whole,
    Text,
    None,
    Real,
    Numeric,
}

/// What a dump says for all of its texts and moments.
#[derive(Debug, Clone, Copy)]
pub(super) struct Session {
    /// The character set of the file; none: UTF-8.
    pub charset: Option<&'static Encoding>,
    /// The bytes of each text are in its column's own character set.
    pub binary: bool,
    /// What bytes are taken for that are not UTF-8.
    pub fallback: Option<&'static Encoding>,
    /// Seconds to the east of UTC that moments are at.
    pub offset: i64,
}

/// Memory for one value.
#[derive(Debug, Default)]
pub struct Scratch {
    text: String,
    bytes: Vec<u8>,
}

impl Target {
    pub(super) fn new(column: &Column, flavor: &Flavor) -> Self {
        let kind = if flavor.by_affinity { Kind::Affinity(affinity(&column.native)) } else { kind(&column.ty, flavor) };
        let collation = match &column.ty {
            Type::Text { collation, .. } => collation.as_ref(),
            _ => None,
        };
        let charset = collation.and_then(|c| encoding(c.name.split('_').next().unwrap_or(&c.name)));
        Self {
            name: column.name.clone(),
            nullable: column.nullable,
            has_default: column.default.is_some() || column.auto_increment,
            generated: column.generated.is_some(),
            kind,
            charset: charset.filter(|c| *c != encoding_rs::UTF_8),
        }
    }

    /// The value of a literal, whose bytes are in `row`.
    pub(super) fn cell<'a>(
        &self,
        literal: &Literal,
        row: &'a [u8],
        session: &Session,
        scratch: &'a mut Scratch,
    ) -> Result<Cell<'a>, String> {
        let bytes: &'a [u8] = match literal {
            Literal::Number(at)
            | Literal::Text(at, _)
            | Literal::Bytes(at)
            | Literal::Bits(at)
            | Literal::Unknown(at) => row.get(at.clone()).unwrap_or_default(),
            _ => &[],
        };
        let charset = match literal {
            Literal::Text(_, Some(name)) => encoding(name).filter(|c| *c != encoding_rs::UTF_8),
            _ if session.binary => self.charset,
            _ => session.charset,
        };
        let Scratch { text, bytes: out } = scratch;
        match (literal, self.kind) {
            (Literal::Null, _) => Ok(Cell::Null),
            (Literal::Default, _) => Err("is left to the column's default, which only a server knows".to_owned()),
            (Literal::Unknown(_), _) => {
                Err(format!("is `{}`, which only a server can evaluate", String::from_utf8_lossy(bytes)))
            }
            (_, Kind::Affinity(affinity)) => liked(literal, affinity, bytes, text),
            (Literal::Text(..), Kind::Bytes { spelled: true }) => {
                *out = spelled_bytes(bytes).ok_or("is not bytes as PostgreSQL writes them")?;
                Ok(Cell::Bytes(out))
            }
            (Literal::Number(_) | Literal::Bytes(_) | Literal::Text(..), Kind::Bytes { .. }) => Ok(Cell::Bytes(bytes)),
            (Literal::Bits(_), Kind::Bytes { .. }) => {
                *out = bits(bytes)?.to_be_bytes().into_iter().skip_while(|b| *b == 0).collect();
                Ok(Cell::Bytes(out))
            }
            (Literal::Bits(_), Kind::Text { .. }) => utf8(bytes).map(Cell::Text),
            (Literal::Bits(_), _) => Ok(Cell::Uint(bits(bytes)?)),
            (Literal::Bytes(_) | Literal::Text(..), Kind::Bit) => Ok(Cell::Uint(big(bytes)?)),
            (Literal::Number(_), Kind::Bit) => number(utf8(bytes)?).map(Cell::Uint),
            (Literal::Bytes(_), Kind::Whole { .. } | Kind::Bool | Kind::Number) => Ok(Cell::Uint(big(bytes)?)),
            (Literal::Bytes(_), Kind::Text { .. }) => decoded(bytes, charset, session, text).map(Cell::Text),
            (Literal::Bool(b), Kind::Text { .. }) => Ok(Cell::Text(if *b { "1" } else { "0" })),
            (Literal::Bool(b), _) => Ok(Cell::Bool(*b)),
            (_, Kind::Text { trimmed }) => {
                let text = decoded(bytes, charset, session, text)?;
                Ok(Cell::Text(if trimmed { text.trim_end_matches(' ') } else { text }))
            }
            (_, Kind::Moment { timed, zoned }) => {
                let offset = zoned.then_some(session.offset);
                moment::plain(utf8(bytes)?, timed, offset, text);
                Ok(Cell::Moment(text))
            }
            (_, Kind::Bool) => match bytes {
                b"t" | b"true" => Ok(Cell::Bool(true)),
                b"f" | b"false" => Ok(Cell::Bool(false)),
                _ => number(utf8(bytes)?).map(Cell::Int),
            },
            (_, Kind::Whole { unsigned: true }) => number(utf8(bytes)?).map(Cell::Uint),
            (_, Kind::Whole { unsigned: false }) => number(utf8(bytes)?).map(Cell::Int),
            (_, Kind::Number) => utf8(bytes).map(Cell::Number),
            (_, Kind::Single) => number(utf8(bytes)?).map(Cell::Single),
            (_, Kind::Double) => number(utf8(bytes)?).map(Cell::Double),
        }
    }
}

fn kind(ty: &Type, flavor: &Flavor) -> Kind {
    match ty {
        Type::Bool => Kind::Bool,
        Type::Int { unsigned, .. } => Kind::Whole { unsigned: *unsigned },
        Type::Decimal { .. } => Kind::Number,
        Type::Float32 => Kind::Single,
        Type::Float64 => Kind::Double,
        Type::Date | Type::Time => Kind::Moment { timed: false, zoned: false },
        Type::DateTime { .. } => Kind::Moment { timed: true, zoned: false },
        Type::TimestampTz { .. } => Kind::Moment { timed: true, zoned: true },
        Type::Bytes { .. } => Kind::Bytes { spelled: flavor.bytes_in_text },
        Type::Geometry if !flavor.bytes_in_text => Kind::Bytes { spelled: false },
        Type::Other(name) if !flavor.bytes_in_text && name.starts_with("bit") => Kind::Bit,
        Type::Other(name) if !flavor.bytes_in_text && name.starts_with("vector") => Kind::Bytes { spelled: false },
        Type::Text { fixed: true, .. } => Kind::Text { trimmed: !flavor.bytes_in_text },
        _ => Kind::Text { trimmed: false },
    }
}

/// SQLite's rules, in its order.
fn affinity(native: &str) -> Affinity {
    let name = native.to_ascii_lowercase();
    let has = |part: &str| name.contains(part);
    if has("int") {
        Affinity::Whole
    } else if has("char") || has("clob") || has("text") {
        Affinity::Text
    } else if name.is_empty() || has("blob") || name == "any" {
        Affinity::None
    } else if has("real") || has("floa") || has("doub") {
        Affinity::Real
    } else {
        Affinity::Numeric
    }
}

/// What SQLite stores.
fn liked<'a>(literal: &Literal, like: Affinity, bytes: &'a [u8], text: &'a mut String) -> Result<Cell<'a>, String> {
    if let Literal::Bytes(_) = literal {
        return Ok(Cell::Bytes(bytes));
    }
    if let Literal::Bool(b) = literal {
        return liked_number(Num::Whole(i64::from(*b)), like, text);
    }
    let spelled = utf8(bytes)?;
    match literal {
        Literal::Number(_) => liked_number(parsed(spelled).ok_or("is no number")?, like, text),
        _ if matches!(like, Affinity::Whole | Affinity::Numeric | Affinity::Real) => {
            match parsed(spelled.trim_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}'])) {
                Some(number) => liked_number(number, like, text),
                None => Ok(Cell::Text(spelled)),
            }
        }
        _ => Ok(Cell::Text(spelled)),
    }
}

#[derive(Debug, Clone, Copy)]
enum Num {
    Whole(i64),
    Real(f64),
}

/// A number as SQLite reads one.
fn parsed(text: &str) -> Option<Num> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    match text.parse() {
        Ok(n) => Some(Num::Whole(n)),
        Err(_) => text.parse().ok().map(Num::Real),
    }
}

fn liked_number(number: Num, like: Affinity, text: &mut String) -> Result<Cell<'_>, String> {
    let number = match (number, like) {
        (Num::Whole(n), Affinity::Real) => Num::Real(n as f64),
        // a real that is a whole number is stored as one
        (Num::Real(x), Affinity::Whole | Affinity::Numeric)
            if x.fract() == 0.0 && x.abs() < 9_007_199_254_740_992.0 =>
        {
            Num::Whole(x as i64)
        }
        (number, _) => number,
    };
    Ok(match (number, like) {
        (Num::Whole(n), Affinity::Text) => {
            *text = n.to_string();
            Cell::Text(text)
        }
        (Num::Real(x), Affinity::Text) => {
            text.clear();
            Cell::Double(x).push_text(text);
            if !text.contains(['.', 'e', 'I', 'N']) {
                text.push_str(".0");
            }
            Cell::Text(text)
        }
        (Num::Whole(n), _) => Cell::Int(n),
        (Num::Real(x), _) => Cell::Double(x),
    })
}

fn utf8(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|_| "is not text in UTF-8".to_owned())
}

/// Text in a character set, as UTF-8.
fn decoded<'a>(
    bytes: &'a [u8],
    charset: Option<&'static Encoding>,
    session: &Session,
    out: &'a mut String,
) -> Result<&'a str, String> {
    let charset = match charset {
        Some(charset) => charset,
        None => match (std::str::from_utf8(bytes), session.fallback) {
            (Ok(text), _) => return Ok(text),
            (Err(_), Some(named)) => named,
            (Err(_), None) => return Err("is not text in UTF-8".to_owned()),
        },
    };
    match charset.decode_without_bom_handling(bytes) {
        (_, true) => Err(format!("is not text in {}", charset.name())),
        (std::borrow::Cow::Borrowed(text), false) => Ok(text),
        (std::borrow::Cow::Owned(text), false) => {
            *out = text;
            Ok(out)
        }
    }
}

fn number<T: std::str::FromStr + Copy>(text: &str) -> Result<T, String> {
    let spelled = text.trim();
    let plain = spelled.strip_suffix(".0").unwrap_or(spelled);
    plain.parse().or_else(|_| spelled.parse()).map_err(|_| "is no number that its column can hold".to_owned())
}

/// `\x1F20`, or the older form: `\037` and `\\`.
fn spelled_bytes(text: &[u8]) -> Option<Vec<u8>> {
    if let [b'\\', b'x', digits @ ..] = text {
        return unhex(digits);
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        match (first, tail) {
            (b'\\', [b'\\', after @ ..]) => {
                out.push(b'\\');
                rest = after;
            }
            (b'\\', [a, b, c, after @ ..]) => {
                let digit = |d: &u8| char::from(*d).to_digit(8);
                out.push(u8::try_from(digit(a)? << 6 | digit(b)? << 3 | digit(c)?).ok()?);
                rest = after;
            }
            (b'\\', _) => return None,
            _ => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    Some(out)
}

/// The number that noughts and ones are.
fn bits(bytes: &[u8]) -> Result<u64, String> {
    let text = utf8(bytes)?;
    if text.is_empty() {
        return Ok(0);
    }
    u64::from_str_radix(text, 2).map_err(|_| "is no number of up to 64 bits".to_owned())
}

/// The number whose highest byte comes first.
fn big(bytes: &[u8]) -> Result<u64, String> {
    let significant = bytes.iter().skip_while(|b| **b == 0);
    if significant.clone().count() > 8 {
        return Err("is no number of up to 64 bits".to_owned());
    }
    Ok(significant.fold(0, |n, b| n << 8 | u64::from(*b)))
}
