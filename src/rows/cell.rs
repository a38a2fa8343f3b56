//! A value between two engines.

pub(crate) mod foreign;
pub(crate) mod plain;

use crate::dialect::push_hex;

/// A value, borrowed from the row it was read in. What the old engine knows of its kind, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// No value.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number of an unsigned column.
    Uint(u64),
    /// An IEEE single.
    Single(f32),
    /// An IEEE double.
    Double(f64),
    /// An exact number in digits, or `NaN` and the like where an engine has them.
    Number(&'a str),
    /// A date, a time or both: `2010-01-14 10:00:00.5`, without idle zeros; an engine may have others, as `infinity`.
    Moment(&'a str),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// What an engine calls text though it is not UTF-8.
    NoText(&'a [u8]),
}

/// What is wrong with a value, after `the value … for …`.
pub type Why = &'static str;

impl Cell<'_> {
    /// The text of it: in a text column, a key, a message. Bytes become hexadecimal digits.
    pub fn push_text(&self, out: &mut String) {
        use std::fmt::Write as _;
        // writing to a string does not fail
        match self {
            Cell::Null => {}
            Cell::Bool(b) => drop(write!(out, "{b}")),
            Cell::Int(n) => drop(write!(out, "{n}")),
            Cell::Uint(n) => drop(write!(out, "{n}")),
            Cell::Single(x) => push_float(out, f64::from(*x), x),
            Cell::Double(x) => push_float(out, *x, x),
            Cell::Number(text) | Cell::Moment(text) | Cell::Text(text) => out.push_str(text),
            Cell::Bytes(bytes) | Cell::NoText(bytes) => push_hex(out, bytes),
        }
    }
}

/// The shortest digits that mean this number; an exponent only where there would be many zeros.
fn push_float(out: &mut String, value: f64, number: &(impl std::fmt::Display + std::fmt::LowerExp)) {
    use std::fmt::Write as _;
    let size = value.abs();
    let _ = if value.is_nan() {
        write!(out, "NaN")
    } else if value.is_infinite() {
        write!(out, "{}Infinity", if value < 0.0 { "-" } else { "" })
    } else if size != 0.0 && !(1e-4..1e15).contains(&size) {
        write!(out, "{number:e}")
    } else {
        write!(out, "{number}")
    };
}

/// Whether a number in digits is one that every engine has.
pub(crate) fn is_finite(digits: &str) -> bool {
    digits.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit() || c == '.')
}

/// Whether a moment is one that every engine can write: a year of four digits, or a time of day.
pub(crate) fn is_plain_moment(text: &str) -> bool {
    let digits = text.trim_start_matches('-').bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&digits) && !text.ends_with("BC")
}

/// A moment put together from its parts, in a place on the stack.
#[derive(Debug, Default)]
pub(crate) struct MomentText {
    text: String,
}

impl MomentText {
    /// Forgets what was written.
    pub(crate) fn clear(&mut self) -> &mut Self {
        self.text.clear();
        self
    }

    /// What is written.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Characters between the parts.
    pub(crate) fn mark(&mut self, c: char) -> &mut Self {
        self.text.push(c);
        self
    }

    /// A number with at least so many digits.
    pub(crate) fn digits(&mut self, number: u32, width: u32) -> &mut Self {
        let mut weight = 10u32.pow(width.saturating_sub(1));
        while number / weight >= 10 {
            weight *= 10;
        }
        while weight > 0 {
            self.text.push(char::from(b'0' + u8::try_from(number / weight % 10).unwrap_or(0)));
            weight /= 10;
        }
        self
    }

    /// The fraction of a second, without idle zeros.
    pub(crate) fn micros(&mut self, micros: u32) -> &mut Self {
        if micros > 0 {
            self.mark('.').digits(micros, 6);
            let end = self.text.trim_end_matches('0').len();
            self.text.truncate(end);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cell: Cell<'_>) -> String {
        let mut out = String::new();
        cell.push_text(&mut out);
        out
    }

    #[test]
    fn numbers_keep_all_their_digits() {
        assert_eq!(text(Cell::Double(0.1)), "0.1");
        assert_eq!(text(Cell::Double(-0.0)), "-0");
        assert_eq!(text(Cell::Double(1e300)), "1e300");
        assert_eq!(text(Cell::Double(5e-324)), "5e-324");
        assert_eq!(text(Cell::Double(2.0)), "2");
        assert_eq!(text(Cell::Double(f64::MAX)), "1.7976931348623157e308");
        assert_eq!(text(Cell::Single(1.1)), "1.1");
        assert_eq!(text(Cell::Double(f64::NEG_INFINITY)), "-Infinity");
        assert_eq!(text(Cell::Uint(u64::MAX)), "18446744073709551615");
        assert_eq!(text(Cell::Bytes(&[0, 255])), "00FF");
    }

    #[test]
    fn moments_have_no_idle_zeros() {
        let mut moment = MomentText::default();
        moment.digits(2010, 4).mark('-').digits(1, 2).mark(' ').digits(838, 2).micros(500_000);
        assert_eq!(moment.as_str(), "2010-01 838.5");
        assert_eq!(moment.clear().digits(0, 2).micros(0).as_str(), "00");
        assert_eq!(moment.clear().micros(1).as_str(), ".000001");
    }

    #[test]
    fn what_only_one_engine_has() {
        assert!(is_finite("-12.5") && is_finite("0") && !is_finite("NaN") && !is_finite("-Infinity"));
        assert!(is_plain_moment("2010-01-14") && is_plain_moment("-12:00:00") && is_plain_moment("0000-00-00"));
        assert!(!is_plain_moment("infinity") && !is_plain_moment("0044-03-15 BC") && !is_plain_moment("10000-01-01"));
    }
}
