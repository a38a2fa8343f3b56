//! Whether a stored value is just what a column's type says, where the engine does not see to it.

use super::Cell;
use crate::calendar::days;
use crate::schema::Type;

/// A value as it is stored by an engine that does not look at a column's type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Stored<'a> {
    /// No value.
    Null,
    /// A whole number.
    Int(i64),
    /// An IEEE double.
    Double(f64),
    /// Text, which should be UTF-8.
    Text(&'a [u8]),
    /// Bytes.
    Bytes(&'a [u8]),
}

impl<'a> Stored<'a> {
    /// What of a value's kind such an engine tells; none where it has no such kind.
    pub fn of(cell: Cell<'a>) -> Option<Self> {
        Some(match cell {
            Cell::Null => Self::Null,
            Cell::Int(n) => Self::Int(n),
            Cell::Double(x) => Self::Double(x),
            Cell::Text(text) | Cell::Moment(text) => Self::Text(text.as_bytes()),
            Cell::NoText(text) => Self::Text(text),
            Cell::Bytes(bytes) => Self::Bytes(bytes),
            Cell::Bool(_) | Cell::Uint(_) | Cell::Single(_) | Cell::Number(_) => return None,
        })
    }
}

impl<'a> From<Stored<'a>> for Cell<'a> {
    fn from(value: Stored<'a>) -> Self {
        match value {
            Stored::Null => Cell::Null,
            Stored::Int(n) => Cell::Int(n),
            Stored::Double(x) => Cell::Double(x),
            Stored::Text(bytes) => std::str::from_utf8(bytes).map_or(Cell::NoText(bytes), Cell::Text),
            Stored::Bytes(bytes) => Cell::Bytes(bytes),
        }
    }
}

/// Digits that a double holds for sure.
const SURE_DIGITS: usize = 15;

/// Whether values of a type can be told by looking at them as they are stored. Of others only the tests in SQL know.
pub(crate) fn can_be_plain(ty: &Type) -> bool {
    match ty {
        Type::Bool
        | Type::Int { .. }
        | Type::Decimal { .. }
        | Type::Float64
        | Type::Bytes { .. }
        | Type::Date
        | Type::DateTime { .. } => true,
        Type::Text { fixed, .. } => !fixed,
        _ => false,
    }
}

/// Whether a value that is not null is stored as every engine would store one of the type, so that it is the same
/// read as it is and read by its text.
pub(crate) fn is_plain(value: Stored<'_>, ty: &Type) -> bool {
    match (ty, value) {
        (Type::Bool, Stored::Int(n)) => matches!(n, 0 | 1),
        (Type::Int { bits, unsigned, .. }, Stored::Int(n)) => {
            let bits = u32::from(*bits).clamp(1, 64);
            match unsigned {
                true => n >= 0 && (bits == 64 || n < 1 << bits),
                false => n >= i64::MIN >> (64 - bits) && n <= i64::MAX >> (64 - bits),
            }
        }
        (Type::Decimal { precision, scale }, Stored::Int(n)) => {
            let whole = n.unsigned_abs().checked_ilog10().map_or(0, |log| log + 1);
            precision.is_none_or(|precision| whole <= u32::from(precision.saturating_sub(*scale)))
        }
        (Type::Decimal { precision, scale }, Stored::Double(x)) => fits_decimal(x, *precision, *scale),
        (Type::Float64, Stored::Double(x)) => x.is_finite(),
        (Type::Text { max, fixed: false, .. }, Stored::Text(text)) => {
            let Ok(chars) = std::str::from_utf8(text) else { return false };
            let fits = max.is_none_or(|max| {
                let max = usize::try_from(max).unwrap_or(usize::MAX);
                text.len() <= max || chars.chars().count() <= max
            });
            fits && memchr::memchr(0, text).is_none()
        }
        (Type::Bytes { max }, Stored::Bytes(bytes)) => {
            max.is_none_or(|max| bytes.len() <= usize::try_from(max).unwrap_or(usize::MAX))
        }
        (Type::Date, Stored::Text(text)) => text.len() == 10 && is_date(text),
        (Type::DateTime { precision } | Type::TimestampTz { precision }, Stored::Text(text)) => {
            is_datetime(text, usize::from(*precision))
        }
        _ => false,
    }
}

/// Whether the shortest digits of a double are few enough to be exact, and have their place in the type.
fn fits_decimal(x: f64, precision: Option<u16>, scale: u16) -> bool {
    // what is shown with an exponent is no such number elsewhere
    if !x.is_finite() || x.abs() >= 1e15 || (x != 0.0 && x.abs() < 1e-4) {
        return false;
    }
    let text = x.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole = whole.trim_start_matches('0').len();
    let places = precision.is_none_or(|precision| {
        fraction.len() <= usize::from(scale) && whole <= usize::from(precision.saturating_sub(scale))
    });
    places && whole + fraction.len() <= SURE_DIGITS
}

/// What a column is looked through for, and what was found so far.
#[derive(Debug, Clone)]
pub(crate) struct Promise {
    /// All its values are plain ones of this type.
    ty: Type,
    /// Null may be among them.
    nullable: bool,
    kept: bool,
    range: (i64, i64),
}

impl Promise {
    /// All values are plain ones of a type, or null where that may be.
    pub fn new(ty: Type, nullable: bool) -> Self {
        Self { ty, nullable, kept: true, range: (0, 0) }
    }

    /// Whether all values so far keep it.
    pub fn is_kept(&self) -> bool {
        self.kept
    }

    /// Looks at a value; none: it is of a kind that no plain one is of.
    pub fn look_at(&mut self, value: Option<Stored<'_>>) {
        if let Some(Stored::Int(n)) = value {
            self.range = (self.range.0.min(n), self.range.1.max(n));
        }
        self.kept &= match value {
            Some(Stored::Null) => self.nullable,
            Some(value) => is_plain(value, &self.ty),
            None => false,
        };
    }

    /// The type that all values are of: a smaller one where whole numbers are all smaller.
    pub fn found(self) -> Option<Type> {
        let (low, high) = self.range;
        let small = i32::try_from(low).is_ok() && i32::try_from(high).is_ok();
        self.kept.then_some(match self.ty {
            Type::Int { bits: 33.., truth, .. } if small => Type::Int { bits: 32, unsigned: false, truth, year: false },
            ty => ty,
        })
    }
}

/// The number that some digits are.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
}

/// Whether text begins with a day that exists: `2010-01-14`.
fn is_date(text: &[u8]) -> bool {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, ..] = text else { return false };
    let (year, month, day) = (number(&[*y0, *y1, *y2, *y3]), number(&[*m0, *m1]), number(&[*d0, *d1]));
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return false };
    year > 0 && (1..=days(year.into(), month.into())).contains(&day.into())
}

/// Whether text is `2010-01-14 10:00:00`, with a fraction that has no idle zero and no more digits than `precision`.
fn is_datetime(text: &[u8], precision: usize) -> bool {
    let [_, _, _, _, _, _, _, _, _, _, b' ', h0, h1, b':', m0, m1, b':', s0, s1, fraction @ ..] = text else {
        return false;
    };
    let below = |pair: [u8; 2], limit: u32| number(&pair).is_some_and(|n| n < limit);
    let fraction_fits = match fraction {
        [] => true,
        [b'.', digits @ ..] => {
            (1..=precision).contains(&digits.len()) && number(digits).is_some() && digits.last() != Some(&b'0')
        }
        _ => false,
    };
    is_date(text) && below([*h0, *h1], 24) && below([*m0, *m1], 60) && below([*s0, *s1], 60) && fraction_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_in_the_range_of_their_type() {
        let int = |bits, unsigned, n| is_plain(Stored::Int(n), &Type::int(bits, unsigned));
        assert!(int(8, false, -128) && int(8, false, 127) && !int(8, false, 128) && !int(8, false, -129));
        assert!(int(8, true, 255) && !int(8, true, 256) && !int(8, true, -1));
        assert!(int(64, false, i64::MIN) && int(64, false, i64::MAX) && int(64, true, i64::MAX));
        assert!(!is_plain(Stored::Text(b"1"), &Type::INT32) && !is_plain(Stored::Double(1.0), &Type::INT32));
    }

    #[test]
    fn numbers_with_their_places() {
        let price = Type::Decimal { precision: Some(6), scale: 2 };
        for good in
            [Stored::Int(9999), Stored::Int(-9999), Stored::Int(0), Stored::Double(12.5), Stored::Double(-9999.99)]
        {
            assert!(is_plain(good, &price), "{good:?}");
        }
        let bad = [
            Stored::Int(10000),
            Stored::Double(12.505),
            Stored::Double(f64::NAN),
            Stored::Double(1e20),
            Stored::Text(b"1"),
        ];
        for bad in bad {
            assert!(!is_plain(bad, &price), "{bad:?}");
        }
        let any = Type::Decimal { precision: None, scale: 0 };
        assert!(is_plain(Stored::Double(0.1), &any) && !is_plain(Stored::Double(0.1 + 0.2), &any));
    }

    #[test]
    fn days_and_moments_that_exist() {
        let day = |text: &str| is_plain(Stored::Text(text.as_bytes()), &Type::Date);
        assert!(day("2020-02-29") && day("2000-02-29") && day("0001-01-01") && day("9999-12-31"));
        for bad in ["2021-02-29", "1900-02-29", "2020-13-01", "2020-00-01", "2020-01-00", "2020-04-31", "0000-01-01"] {
            assert!(!day(bad), "{bad}");
        }
        assert!(!day("2020-1-1") && !day("2020-01-01 ") && !day("") && !day("２020-01-1"));
        let moment = |text: &str| is_plain(Stored::Text(text.as_bytes()), &Type::DateTime { precision: 3 });
        assert!(moment("2020-02-29 23:59:59") && moment("2020-02-29 00:00:00.5") && moment("2020-02-29 00:00:00.125"));
        for bad in
            ["24:00:00", "23:60:00", "23:00:60", "23:00", "10:00:00.", "10:00:00.50", "10:00:00.1234", "10:00:00Z"]
        {
            assert!(!moment(&format!("2020-02-29 {bad}")), "{bad}");
        }
        assert!(!moment("2020-02-30 10:00:00") && !moment("2020-02-29T10:00:00") && !moment("2020-02-29"));
    }

    #[test]
    fn text_of_so_many_characters() {
        let text = Type::Text { max: Some(3), collation: None, fixed: false };
        assert!(is_plain(Stored::Text("äöü".as_bytes()), &text) && !is_plain(Stored::Text(b"abcd"), &text));
        assert!(!is_plain(Stored::Text(b"a\0"), &text) && !is_plain(Stored::Bytes(b"a"), &text));
    }
}
