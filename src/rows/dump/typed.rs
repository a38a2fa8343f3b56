//! What a value of a dump is once it is in its column: by the column's type, as the engine would store it.

use encoding_rs::Encoding;

use super::flavor::Flavor;
use super::literal::{Literal, unhex};
use super::moment;
use super::stored;
use crate::rows::cell::Cell;
use crate::rows::source::Scratch;
use crate::schema::ddl::encoding;
use crate::schema::{Column, Type};

/// A column that is read.
#[derive(Debug)]
pub(super) struct Target {
    pub name: String,
    pub nullable: bool,
    kind: DumpType,
    /// A value that is not spelled as the column has it is made to fit.
    converts: bool,
    /// The character set of its own, where the dump has each text in its own.
    charset: Option<&'static Encoding>,
    /// The values of an `ENUM` or a `SET`.
    values: Vec<String>,
    /// `A` may equal `a` in a key.
    pub loose: bool,
}

/// What a column makes of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DumpType {
    Bool,
    Whole {
        unsigned: bool,
        bits: u8,
    },
    Year,
    Number {
        precision: Option<u16>,
        scale: u16,
    },
    /// With so many digits after the point, where it says so.
    Single(Option<i32>),
    Double(Option<i32>),
    /// Of so many bits.
    Bit(u32),
    Moment(Moments),
    /// `spelled`: in text, as `\x1F` or `\037`. `padded`: with zeros, to so many.
    Bytes {
        spelled: bool,
        padded: usize,
    },
    Text {
        trimmed: bool,
        /// Of at most so many characters.
        max: Option<u32>,
    },
    Enum,
    Set,
    /// SQLite's: what the column would rather have.
    Affinity(Affinity),
}

/// The moments that a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Moments {
    form: Form,
    zoned: bool,
    /// Digits of a second.
    kept: u32,
}

/// What of a moment a column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Day,
    Time,
    Both,
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
    /// Digits of a second that a column does not have are cut off, and not rounded.
    pub cut: bool,
    /// A column that numbers itself does so where 0 is given.
    pub counts_zero: bool,
    /// Rows come with those that they were before.
    pub history: bool,
}

impl Target {
    pub(super) fn new(column: &Column, flavor: &Flavor) -> Self {
        let kind = if flavor.by_affinity { DumpType::Affinity(affinity(&column.native)) } else { kind(column, flavor) };
        let collation = match &column.ty {
            Type::Text { collation, .. } => collation.as_ref(),
            _ => None,
        };
        let charset = collation.and_then(|c| encoding(c.name.split('_').next().unwrap_or(&c.name)));
        Self {
            name: column.name.clone(),
            nullable: column.nullable,
            kind,
            converts: flavor.converts,
            charset: charset.filter(|c| *c != encoding_rs::UTF_8),
            values: match &column.ty {
                Type::Enum { values, .. } | Type::Set { values } => values.clone(),
                _ => Vec::new(),
            },
            loose: collation.map_or(flavor.converts, |c| c.ignores_case || c.ignores_accents || c.pads),
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
        let bytes: &'a [u8] = literal.range().and_then(|at| row.get(at)).unwrap_or_default();
        let charset = match literal {
            Literal::Text(_, Some(name)) => encoding(name).filter(|c| *c != encoding_rs::UTF_8),
            _ if session.binary => self.charset,
            _ => session.charset,
        };
        let Scratch { text, bytes: out } = scratch;
        let quoted = !matches!(literal, Literal::Number(_) | Literal::Bool(_));
        match (literal, self.kind) {
            (Literal::Null, _) => Ok(Cell::Null),
            (Literal::Default, _) => Err("is left to the column's default, which only a server knows".to_owned()),
            (Literal::Unknown(_), _) => {
                Err(format!("is `{}`, which only a server can evaluate", String::from_utf8_lossy(bytes)))
            }
            (_, DumpType::Affinity(affinity)) => liked(literal, affinity, bytes, text),
            (_, DumpType::Bytes { spelled, padded }) => self.bytes(literal, bytes, spelled, padded, out),
            (Literal::Bits(_), DumpType::Text { .. }) if !self.converts => utf8(bytes).map(Cell::Text),
            (Literal::Bits(_), DumpType::Text { .. }) => {
                *out = bits_as_bytes(bytes)?;
                self.text(decoded(out, charset, session, text)?)
            }
            (Literal::Bits(_), DumpType::Bit(width)) => within(bits(bytes)?, width),
            (Literal::Bits(_), _) => Ok(Cell::Uint(bits(bytes)?)),
            (Literal::Bool(truth), _) => self.truth_value(*truth, text),
            (Literal::Bytes(_) | Literal::Text(..), DumpType::Bit(width)) => within(big(bytes)?, width),
            (Literal::Number(_), DumpType::Bit(width)) => match stored::whole(utf8(bytes)?, false).map(u64::try_from) {
                Some(Ok(n)) => within(n, width),
                _ => Err(NO_NUMBER.to_owned()),
            },
            (Literal::Bytes(_), DumpType::Whole { .. } | DumpType::Bool | DumpType::Year) => {
                Ok(Cell::Uint(big(bytes)?))
            }
            (Literal::Bytes(_), DumpType::Number { precision, scale }) => {
                *text = stored::decimal(&big(bytes)?.to_string(), precision, scale).ok_or(NO_NUMBER)?;
                Ok(Cell::Number(text))
            }
            (Literal::Number(_), DumpType::Text { .. }) if self.converts => {
                *text = self.number_text(bytes)?;
                self.text(text)
            }
            (_, DumpType::Text { .. }) => self.text(decoded(bytes, charset, session, text)?),
            (_, DumpType::Enum | DumpType::Set) => {
                let spelled = decoded(bytes, charset, session, text)?.to_owned();
                *text = self.listed_value(spelled, quoted)?;
                Ok(Cell::Text(text))
            }
            (_, DumpType::Moment(moments)) => {
                self.moment(moments, utf8(bytes)?, quoted, session, text);
                Ok(Cell::Moment(text))
            }
            (_, DumpType::Bool) => match bytes {
                _ if self.converts => self.whole(bytes, quoted, i64::from(i8::MIN).into(), i64::from(i8::MAX).into()),
                _ => truth(bytes).map(Cell::Bool).ok_or(NO_NUMBER.to_owned()),
            },
            (_, DumpType::Year) => {
                let year = stored::year(utf8(bytes)?, quoted).filter(|n| matches!(n, 0 | 1901..=2155));
                Ok(Cell::Int(year.and_then(|n| i64::try_from(n).ok()).ok_or(NO_NUMBER)?))
            }
            (_, DumpType::Whole { unsigned: true, bits }) => self.whole(bytes, quoted, 0, (1i128 << bits) - 1),
            (_, DumpType::Whole { unsigned: false, bits }) => {
                self.whole(bytes, quoted, -(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1)
            }
            (_, DumpType::Number { precision: None, scale: 0 }) => utf8(bytes).map(Cell::Number),
            (_, DumpType::Number { precision, scale }) => {
                let spelled = utf8(bytes)?;
                match stored::decimal(spelled, precision, scale) {
                    Some(made) => *text = made,
                    None if self.converts => return Err(NO_NUMBER.to_owned()),
                    // `NaN`
                    None => return Ok(Cell::Number(spelled)),
                }
                Ok(Cell::Number(text))
            }
            (_, DumpType::Single(digits)) => match digits {
                None => number(utf8(bytes)?).map(Cell::Single),
                Some(digits) => number(utf8(bytes)?).map(|x| Cell::Single(cut_to(x, digits) as f32)),
            },
            (_, DumpType::Double(digits)) => {
                let x = number(utf8(bytes)?)?;
                Ok(Cell::Double(digits.map_or(x, |digits| cut_to(x, digits))))
            }
        }
    }

    /// What a column of bytes has of a literal; `spelled` and `padded` as the column's type says.
    fn bytes<'a>(
        &self,
        literal: &Literal,
        bytes: &'a [u8],
        spelled: bool,
        padded: usize,
        out: &'a mut Vec<u8>,
    ) -> Result<Cell<'a>, String> {
        match literal {
            Literal::Text(..) if spelled => {
                *out = spelled_bytes(bytes).ok_or("is not bytes as PostgreSQL writes them")?;
                return Ok(Cell::Bytes(out));
            }
            Literal::Bool(b) => *out = vec![if *b { b'1' } else { b'0' }],
            Literal::Bits(_) => *out = bits_as_bytes(bytes)?,
            Literal::Number(_) if self.converts => *out = self.number_text(bytes)?.into_bytes(),
            _ if bytes.len() >= padded => return Ok(Cell::Bytes(bytes)),
            _ => *out = bytes.to_vec(),
        }
        pad(out, padded);
        Ok(Cell::Bytes(out))
    }

    /// What a column that holds no bytes has of `true` or `false`.
    fn truth_value<'a>(&self, truth: bool, text: &'a mut String) -> Result<Cell<'a>, String> {
        Ok(match self.kind {
            DumpType::Bit(_) => Cell::Uint(u64::from(truth)),
            DumpType::Text { .. } => Cell::Text(if truth { "1" } else { "0" }),
            DumpType::Whole { .. } => Cell::Int(i64::from(truth)),
            DumpType::Year => Cell::Int(if truth { 2001 } else { 0 }),
            DumpType::Number { precision, scale } => {
                *text = stored::decimal(if truth { "1" } else { "0" }, precision, scale).ok_or(NO_NUMBER)?;
                Cell::Number(text)
            }
            DumpType::Moment(Moments { form, .. }) if self.converts => match (form, truth) {
                (Form::Time, true) => Cell::Moment("00:00:01"),
                (Form::Time, false) => Cell::Moment("00:00:00"),
                (Form::Day, false) => Cell::Moment("0000-00-00"),
                (Form::Both, false) => Cell::Moment("0000-00-00 00:00:00"),
                (_, true) => return Err("is no moment that its column can hold".to_owned()),
            },
            _ => Cell::Bool(truth),
        })
    }

    /// What an `ENUM` or a `SET` has of a value that is spelled so; what it does not list it may hold all the same.
    fn listed_value(&self, spelled: String, quoted: bool) -> Result<String, String> {
        let found = match self.kind {
            _ if !self.converts => None,
            DumpType::Enum => stored::of_enum(&self.values, &spelled, quoted).map(str::to_owned),
            _ => stored::of_set(&self.values, &spelled, quoted),
        };
        if found.is_none() && !quoted {
            return Err("is no value of its column".to_owned());
        }
        Ok(found.unwrap_or(spelled))
    }

    /// Writes a moment that is spelled so as a column of such moments has it.
    fn moment(
        &self,
        Moments { form, zoned, kept }: Moments,
        spelled: &str,
        quoted: bool,
        session: &Session,
        out: &mut String,
    ) {
        // MariaDB takes no zone.
        let zone = (self.converts && !session.cut && form != Form::Time).then_some(session.offset);
        let moved = zone.and_then(|offset| moment::in_session(spelled, offset));
        let spelled = moved.as_deref().unwrap_or(spelled);
        let digits = stored::Digits { kept, cut: session.cut };
        let made = match form {
            _ if !self.converts && !finer(spelled, kept) => None,
            Form::Day => stored::date(spelled, quoted, session.cut),
            Form::Both => stored::datetime(spelled, quoted, digits),
            Form::Time => stored::time(spelled, quoted, digits),
        };
        let offset = zoned.then_some(session.offset);
        moment::plain(made.as_deref().unwrap_or(spelled), form == Form::Both, offset, out);
    }

    /// A number as the text that it becomes.
    fn number_text(&self, bytes: &[u8]) -> Result<String, String> {
        stored::number_as_text(utf8(bytes)?).ok_or_else(|| NO_NUMBER.to_owned())
    }

    /// A text that its column can hold. Blanks at its end that have no room are left out.
    fn text<'a>(&self, text: &'a str) -> Result<Cell<'a>, String> {
        let DumpType::Text { trimmed, max } = self.kind else { return Ok(Cell::Text(text)) };
        let text = if trimmed { text.trim_end_matches(' ') } else { text };
        let most = max.map_or(usize::MAX, |max| usize::try_from(max).unwrap_or(usize::MAX));
        // bytes are at least as many as characters
        if text.len() <= most {
            return Ok(Cell::Text(text));
        }
        match text.char_indices().nth(most) {
            None => Ok(Cell::Text(text)),
            Some((at, _)) => match text.split_at_checked(at) {
                Some((kept, rest)) if rest.bytes().all(|b| b == b' ') => Ok(Cell::Text(kept)),
                _ => Err(format!("is longer than the {most} characters that its column holds")),
            },
        }
    }

    /// A whole number of a range; rounded where the engine does so.
    fn whole(&self, bytes: &[u8], quoted: bool, least: i128, most: i128) -> Result<Cell<'static>, String> {
        let spelled = utf8(bytes)?;
        let plain = spelled.trim().parse().ok();
        let n: Option<i128> = plain.or_else(|| match self.converts || !quoted {
            // where numbers have no approximate form, `2.5e0` is an exact one
            true => stored::whole(spelled, quoted || !self.converts),
            false => number(spelled).ok(),
        });
        let n = n.filter(|n| (least..=most).contains(n)).ok_or(NO_NUMBER)?;
        match i64::try_from(n) {
            Ok(n) => Ok(if least == 0 { Cell::Uint(n.unsigned_abs()) } else { Cell::Int(n) }),
            Err(_) => u64::try_from(n).map(Cell::Uint).map_err(|_| NO_NUMBER.to_owned()),
        }
    }
}

const NO_NUMBER: &str = "is no number that its column can hold";

fn kind(column: &Column, flavor: &Flavor) -> DumpType {
    let native = column.native.to_ascii_lowercase();
    let size = || native.split_once('(').and_then(|(_, rest)| rest.split([')', ',']).next()?.trim().parse().ok());
    let digits = || native.split_once(',')?.1.split(')').next()?.trim().parse().ok();
    match &column.ty {
        _ if flavor.converts && native.starts_with("year") => DumpType::Year,
        Type::Bool => DumpType::Bool,
        Type::Int { .. } if flavor.converts && native.starts_with("bit") => DumpType::Bit(size().unwrap_or(1)),
        Type::Int { unsigned, bits, .. } => DumpType::Whole { unsigned: *unsigned, bits: *bits },
        Type::Decimal { precision, scale } => DumpType::Number { precision: *precision, scale: *scale },
        Type::Float32 => DumpType::Single(digits()),
        Type::Float64 => DumpType::Double(digits()),
        Type::Date => DumpType::Moment(Moments { form: Form::Day, zoned: false, kept: 0 }),
        Type::Time => {
            let kept = size().unwrap_or(if flavor.converts { 0 } else { 6 });
            DumpType::Moment(Moments { form: Form::Time, zoned: false, kept })
        }
        Type::DateTime { precision } => {
            DumpType::Moment(Moments { form: Form::Both, zoned: false, kept: u32::from(*precision) })
        }
        Type::TimestampTz { precision } => {
            DumpType::Moment(Moments { form: Form::Both, zoned: true, kept: u32::from(*precision) })
        }
        Type::Bytes { max } => {
            let padded = flavor.converts && native.starts_with("binary");
            let padded = max.filter(|_| padded).and_then(|max| usize::try_from(max).ok()).unwrap_or(0);
            DumpType::Bytes { spelled: flavor.bytes_in_text, padded }
        }
        Type::Geometry if !flavor.bytes_in_text => DumpType::Bytes { spelled: false, padded: 0 },
        Type::Enum { .. } => DumpType::Enum,
        Type::Set { .. } => DumpType::Set,
        Type::Other(name) if !flavor.bytes_in_text && name.starts_with("vector") => {
            DumpType::Bytes { spelled: false, padded: 0 }
        }
        Type::Text { fixed, max, .. } => {
            // the sizes of TEXT are in bytes
            let sized = native.contains('(') || native.contains("char");
            DumpType::Text { trimmed: *fixed, max: max.filter(|_| sized && flavor.converts) }
        }
        _ => DumpType::Text { trimmed: false, max: None },
    }
}

/// Whether a moment has more digits of a second than these.
fn finer(spelled: &str, kept: u32) -> bool {
    let digits = spelled.split_once('.').map_or(0, |(_, rest)| rest.bytes().take_while(u8::is_ascii_digit).count());
    digits > kept as usize
}

/// What PostgreSQL takes for a truth.
fn truth(bytes: &[u8]) -> Option<bool> {
    let word = std::str::from_utf8(bytes).ok()?.trim().to_ascii_lowercase();
    let begins = |whole: &str, least: usize| word.len() >= least && whole.starts_with(word.as_str());
    if begins("true", 1) || begins("yes", 1) || begins("on", 2) || word == "1" {
        return Some(true);
    }
    (begins("false", 1) || begins("no", 1) || begins("off", 2) || word == "0").then_some(false)
}

/// An approximate number with so many digits after the point.
fn cut_to(x: f64, digits: i32) -> f64 {
    let (whole, unit) = (x.floor(), 10f64.powi(digits));
    whole + ((x - whole) * unit).round_ties_even() / unit
}

fn pad(bytes: &mut Vec<u8>, to: usize) {
    if bytes.len() < to {
        bytes.resize(to, 0);
    }
}

fn within(n: u64, width: u32) -> Result<Cell<'static>, String> {
    let fits = width >= 64 || n >> width == 0;
    if fits { Ok(Cell::Uint(n)) } else { Err(format!("has more than {width} bits")) }
}

/// The bytes that noughts and ones are.
fn bits_as_bytes(digits: &[u8]) -> Result<Vec<u8>, String> {
    let len = digits.len().div_ceil(8);
    let bytes = bits(digits)?.to_be_bytes();
    Ok(bytes.get(8usize.saturating_sub(len)..).unwrap_or_default().to_vec())
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

/// What SQLite stores of a literal in a column of this affinity.
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
    plain.parse().or_else(|_| spelled.parse()).map_err(|_| NO_NUMBER.to_owned())
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
