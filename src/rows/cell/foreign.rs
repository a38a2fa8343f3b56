//! Values that one engine has and another one lacks, and the text in which they are carried all the same.

use super::plain::{Promise, Stored};
use super::{Cell, is_finite, is_plain_moment};
use crate::dialect::{Holds, NO_TEXT_MARK, NUL_MARK, push_hex};
use crate::schema::Type;

/// Whether a column of a type may hold values that another engine lacks, as `new` says.
pub(crate) fn may_be_foreign(ty: &Type, new: &Holds) -> bool {
    match ty {
        Type::Text { .. } => true,
        Type::Int { bits, unsigned, .. } => *bits == 64 && *unsigned && !new.unsigned,
        Type::Decimal { .. } => !new.odd_numbers || new.whole_digits.or(new.digits).is_some(),
        Type::Float32 | Type::Float64 => !new.nan || !new.infinity,
        Type::Date | Type::DateTime { .. } | Type::TimestampTz { .. } => !new.odd_moments,
        Type::Time => !new.long_times,
        Type::Json => !new.odd_json,
        _ => false,
    }
}

/// Whether a value of a column is one that another engine lacks, as `new` says.
pub(crate) fn is_foreign(cell: Cell<'_>, ty: &Type, new: &Holds) -> bool {
    match cell {
        Cell::Null | Cell::Bool(_) | Cell::Int(_) => false,
        Cell::Uint(n) => !new.unsigned && matches!(ty, Type::Int { .. }) && i64::try_from(n).is_err(),
        Cell::Single(x) => is_odd(f64::from(x), new),
        Cell::Double(x) => is_odd(x, new),
        Cell::Number(digits) => match (is_finite(digits), ty) {
            (false, _) => !new.odd_numbers,
            (true, Type::Decimal { .. }) => has_too_many_digits(digits, new),
            (true, Type::Int { .. }) => !new.unsigned && digits.parse::<u64>().is_ok_and(|n| i64::try_from(n).is_err()),
            (true, _) => false,
        },
        Cell::Moment(text) => match ty {
            Type::Time => !new.long_times && is_long_time(text),
            _ => !new.odd_moments && !is_plain_moment(text),
        },
        Cell::Text(text) => {
            (!new.nul && memchr::memchr(0, text.as_bytes()).is_some())
                || has_marks(text)
                || (*ty == Type::Json && !new.odd_json && has_odd_escape(text))
        }
        Cell::Bytes(_) => ty.has_no_type() || !matches!(ty, Type::Bytes { .. } | Type::Geometry | Type::Other(_)),
        Cell::NoText(_) => true,
    }
}

fn is_odd(x: f64, new: &Holds) -> bool {
    (x.is_nan() && !new.nan) || (x.is_infinite() && !new.infinity)
}

fn has_too_many_digits(number: &str, new: &Holds) -> bool {
    let (whole, fraction) =
        number.trim_start_matches('-').split_once('.').unwrap_or((number.trim_start_matches('-'), ""));
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let leading = if whole.is_empty() { fraction.len() - fraction.trim_start_matches('0').len() } else { 0 };
    new.whole_digits.is_some_and(|most| whole.len() > most)
        || new.digits.is_some_and(|most| whole.len() + fraction.len() - leading > most)
}

/// Whether a time is below zero, or 24 hours or more.
fn is_long_time(text: &str) -> bool {
    let hours = text.split(':').next().unwrap_or_default();
    hours.starts_with('-') || hours.parse::<u32>().is_ok_and(|hours| hours >= 24)
}

/// Whether JSON may have an escape that stands for no character of text.
fn has_odd_escape(json: &str) -> bool {
    memchr::memmem::find_iter(json.as_bytes(), "\\u").any(|at| {
        let digits = json.as_bytes().get(at + 2..at + 6).unwrap_or_default().to_ascii_lowercase();
        matches!(digits.as_slice(), b"0000" | [b'd', b'8'..=b'9' | b'a'..=b'f', ..])
    })
}

/// Both begin with the same three bytes, which few other characters do.
fn has_marks(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"\xF4\x8F\xBF").is_some() && text.contains([NUL_MARK, NO_TEXT_MARK])
}

/// The text of a value, whatever the value is, as staging tables of an engine have it: a NUL is
/// [`NUL_MARK`] where the engine lacks it, and what is no text is its bytes in digits after [`NO_TEXT_MARK`].
pub(crate) fn push_marked(cell: Cell<'_>, new: &Holds, out: &mut String) {
    match cell {
        Cell::Bytes(bytes) | Cell::NoText(bytes) => push_bytes(bytes, out),
        Cell::Text(text) if has_marks(text) => push_bytes(text.as_bytes(), out),
        Cell::Text(text) if !new.nul => {
            out.extend(text.chars().map(|c| if c == '\0' { NUL_MARK } else { c }));
        }
        cell => cell.push_text(out),
    }
}

/// What a column is looked through for: whether it keeps a promise, and whether another engine lacks one of its values.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// None: that is of no account.
    promise: Option<Promise>,
    ty: Type,
    new: Option<Holds>,
    foreign: bool,
}

impl Seen {
    /// A column of a type, which may promise something, for an engine that holds so much; none: nothing has to be carried to
    /// another one.
    pub fn new(ty: Type, promise: Option<Promise>, new: Option<Holds>) -> Self {
        Self { promise, ty, new, foreign: false }
    }

    fn is_kept(&self) -> bool {
        self.promise.as_ref().is_some_and(Promise::is_kept)
    }

    /// Whether no other value can change what was found.
    pub fn is_settled(&self) -> bool {
        !self.is_kept() && (self.new.is_none() || self.foreign)
    }

    /// Looks at a value; none: one that cannot be read.
    pub fn look_at(&mut self, cell: Option<Cell<'_>>) {
        if let Some(promise) = self.promise.as_mut().filter(|promise| promise.is_kept()) {
            promise.look_at(cell.and_then(Stored::of));
        }
        if let (Some(new), Some(cell), false) = (&self.new, cell, self.foreign) {
            self.foreign = is_foreign(cell, &self.ty, new);
        }
    }

    /// The type that all values are of, if they are; and whether one of them is foreign.
    pub fn found(self) -> (Option<Type>, bool) {
        (self.promise.and_then(Promise::found), self.foreign)
    }
}

fn push_bytes(bytes: &[u8], out: &mut String) {
    out.push(NO_TEXT_MARK);
    push_hex(out, bytes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::EngineExt as _;
    use crate::engine::Engine;

    fn foreign(cell: Cell<'_>, ty: &Type, new: Engine) -> bool {
        is_foreign(cell, ty, &new.capabilities().holds)
    }

    #[test]
    fn what_an_engine_lacks() {
        let number = Type::Decimal { precision: None, scale: 0 };
        let many = "1".repeat(36);
        for (cell, ty, lacks) in [
            (Cell::Text("a\0b"), Type::TEXT, [false, true, false]),
            (Cell::NoText(b"\xFF"), Type::TEXT, [true; 3]),
            (Cell::Bytes(b"a"), Type::TEXT, [true; 3]),
            (Cell::Bytes(b"a"), Type::Bytes { max: None }, [false; 3]),
            (Cell::Double(f64::NAN), Type::Float64, [true, false, true]),
            (Cell::Double(f64::INFINITY), Type::Float64, [true, false, false]),
            (Cell::Number("NaN"), number.clone(), [true, false, true]),
            (Cell::Number(&many), number.clone(), [true, false, true]),
            (Cell::Number("-0.000012345678901234500"), number.clone(), [false; 3]),
            (Cell::Uint(u64::MAX), Type::int(64, true), [false, false, true]),
            (Cell::Moment("infinity"), Type::Date, [true, false, true]),
            (Cell::Moment("0044-03-15 BC"), Type::Date, [true, false, true]),
            (Cell::Moment("838:59:59"), Type::Time, [false, true, false]),
            (Cell::Moment("-00:00:01"), Type::Time, [false, true, false]),
            (Cell::Moment("23:59:59"), Type::Time, [false; 3]),
            (Cell::Text("\"\\u0000\""), Type::Json, [true, true, false]),
            (Cell::Text("\"\\uD800\""), Type::Json, [true, true, false]),
            (Cell::Text("\"\\u00e9\""), Type::Json, [false; 3]),
        ] {
            let found = [Engine::Mysql, Engine::Postgres, Engine::Sqlite].map(|new| foreign(cell, &ty, new));
            assert_eq!(found, lacks, "{cell:?}");
        }
    }

    #[test]
    fn what_cannot_be_held_is_marked() {
        let marked = |cell, new: Engine| {
            let mut out = String::new();
            push_marked(cell, &new.capabilities().holds, &mut out);
            out
        };
        assert_eq!(marked(Cell::Text("a\0b"), Engine::Postgres), "a\u{10FFFF}b");
        assert_eq!(marked(Cell::Text("a\0b"), Engine::Mysql), "a\0b");
        assert_eq!(marked(Cell::NoText(b"\xFFA"), Engine::Mysql), "\u{10FFFE}FF41");
        assert_eq!(marked(Cell::Text("\u{10FFFF}"), Engine::Postgres), "\u{10FFFE}F48FBFBF");
        assert_eq!(marked(Cell::Uint(u64::MAX), Engine::Sqlite), "18446744073709551615");
    }
}
