//! What MySQL stores where a value is not spelled as its column has it: numbers as text, texts as numbers, days and times
//! in all the forms that it takes. What cannot be understood here is none, and stays as it is written.

use super::moment::{civil, days};

/// A number in digits: those before the point, and those after it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Exact {
    negative: bool,
    whole: String,
    fraction: String,
}

/// More digits than any column has.
const MOST_DIGITS: i32 = 400;

impl Exact {
    /// A number as it is spelled, with or without an exponent.
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (digits, exponent) = match digits.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse().ok()?),
            None => (digits, 0i32),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let numeric = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !numeric(whole) || !numeric(fraction) || exponent.abs() > MOST_DIGITS {
            return None;
        }
        let (mut whole, mut fraction) = (whole.to_owned(), fraction.to_owned());
        for _ in 0..exponent.unsigned_abs() {
            if exponent > 0 {
                whole.push(if fraction.is_empty() { '0' } else { fraction.remove(0) });
            } else {
                fraction.insert(0, whole.pop().unwrap_or('0'));
            }
        }
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole }.to_owned();
        Some(Self { negative, whole, fraction })
    }

    /// Rounded to so many digits after the point, halves away from zero, and with zeros up to them.
    fn rounded(mut self, scale: usize) -> Self {
        let up = self.fraction.as_bytes().get(scale).is_some_and(|b| *b >= b'5');
        self.fraction.truncate(scale);
        while self.fraction.len() < scale {
            self.fraction.push('0');
        }
        if up {
            let mut digits = format!("0{}{}", self.whole, self.fraction).into_bytes();
            for digit in digits.iter_mut().rev() {
                match *digit {
                    b'9' => *digit = b'0',
                    _ => {
                        *digit += 1;
                        break;
                    }
                }
            }
            let digits = String::from_utf8_lossy(&digits).into_owned();
            let (whole, fraction) = digits.split_at(digits.len() - scale);
            let whole = whole.trim_start_matches('0');
            self = Self {
                whole: if whole.is_empty() { "0" } else { whole }.to_owned(),
                fraction: fraction.to_owned(),
                ..self
            };
        }
        self
    }

    fn text(&self) -> String {
        let zero = self.whole == "0" && self.fraction.bytes().all(|b| b == b'0');
        let sign = if self.negative && !zero { "-" } else { "" };
        let point = if self.fraction.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{}", self.whole, self.fraction)
    }
}

/// Whether an unquoted number is an approximate one.
fn is_float(spelled: &str) -> bool {
    spelled.contains(['e', 'E'])
}

/// An unquoted number as text.
pub(super) fn number_as_text(spelled: &str) -> Option<String> {
    if !is_float(spelled) {
        return Exact::parse(spelled).map(|exact| exact.text());
    }
    let value: f64 = spelled.parse().ok().filter(|value: &f64| value.is_finite())?;
    let shortest = format!("{value:e}");
    let (_, exponent) = shortest.split_once('e')?;
    // an exponent only where there would be more than fifteen digits, or zeros
    match exponent.parse::<i32>().ok()? + 1 {
        -14..=15 => Exact::parse(&shortest).map(|exact| exact.text()),
        _ => Some(shortest),
    }
}

/// A number as a whole one; `quoted`: it is a text.
pub(super) fn whole(spelled: &str, quoted: bool) -> Option<i128> {
    if !quoted && is_float(spelled) {
        let value: f64 = spelled.trim().parse().ok()?;
        let rounded = value.round_ties_even();
        return (rounded.abs() < 1e30).then_some(rounded as i128);
    }
    Exact::parse(spelled)?.rounded(0).text().parse().ok()
}

/// A number with the digits of its column; none where it has more before the point.
pub(super) fn decimal(spelled: &str, precision: Option<u16>, scale: u16) -> Option<String> {
    let rounded = Exact::parse(spelled)?.rounded(usize::from(scale));
    let most = precision.map_or(usize::MAX, |p| usize::from(p.saturating_sub(scale)));
    (rounded.whole == "0" || rounded.whole.len() <= most).then(|| rounded.text())
}

/// The year of a `YEAR`: two digits are of 1970 to 2069.
pub(super) fn year(spelled: &str, quoted: bool) -> Option<i128> {
    let number = whole(spelled, quoted)?;
    Some(match number {
        0 if quoted && spelled.trim().len() == 4 => 0,
        0 if quoted => 2000,
        0 => 0,
        1..=69 => number + 2000,
        70..=99 => number + 1900,
        _ => number,
    })
}

/// A day and a time of day, or a time alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Parts {
    day: (i64, i64, i64),
    seconds: i64,
    /// Millionths of a second, and ten times as many: the seventh digit decides how the sixth is rounded.
    tenths: i64,
}

/// How much of a second is kept, and what becomes of the rest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Digits {
    /// From 0 to 6.
    pub kept: u32,
    /// Cut off, as MariaDB does; else rounded, as MySQL does.
    pub cut: bool,
}

impl Digits {
    /// Whole seconds, and millionths without idle digits.
    fn of(self, parts: &Parts) -> (i64, i64) {
        let unit = 10i64.pow(6 - self.kept.min(6));
        if self.cut {
            return (parts.seconds, parts.tenths / 10 / unit * unit);
        }
        // to millionths first
        let millionths = (parts.tenths + 5) / 10;
        let millionths = (millionths + unit / 2) / unit * unit;
        (parts.seconds + millionths / 1_000_000, millionths % 1_000_000)
    }
}

fn fraction(millionths: i64) -> String {
    match millionths {
        0 => String::new(),
        n => format!(".{n:06}").trim_end_matches('0').to_owned(),
    }
}

fn tenths(digits: &str) -> Option<i64> {
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seven: String = digits.chars().chain(std::iter::repeat('0')).take(7).collect();
    seven.parse().ok()
}

fn clock(hour: i64, minute: i64, second: i64) -> Option<i64> {
    ((0..60).contains(&minute) && (0..60).contains(&second)).then_some(hour * 3600 + minute * 60 + second)
}

/// `20200102103005`, with a year of four digits.
fn compact(digits: &str, tenths: i64) -> Option<Parts> {
    let part = |from: usize, to: usize| digits.get(from..to).map_or(Some(0), |d| d.parse::<i64>().ok());
    let hour = part(8, 10)?;
    let day = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    (hour < 24).then_some(())?;
    Some(Parts { day, seconds: clock(hour, part(10, 12)?, part(12, 14)?)?, tenths })
}

/// A year of two digits.
fn century(year: i64) -> i64 {
    year + if year < 70 { 2000 } else { 1900 }
}

/// A text as a day, or a moment, and whether it can be nothing else: digits alone (`20200102030405`), or numbers with any
/// punctuation between them (`2020.1.2 3.4.5`). What only MySQL or only MariaDB takes is read as that one does.
fn moment_of_text(text: &str) -> Option<(Parts, bool)> {
    let mut rest = text.trim_ascii().as_bytes();
    let digits = |text: &[u8]| text.iter().take_while(|b| b.is_ascii_digit()).count();
    let run = rest.iter().take_while(|b| b.is_ascii_digit() || **b == b'T').count();
    let alone = matches!(rest.get(run), None | Some(b'.'));
    let century_too = matches!(run, 4 | 8) || run >= 14;
    let (mut fields, mut count, mut two, mut timed) = ([0i64; 6], 0, false, alone);
    while count < fields.len() && rest.first().is_some_and(u8::is_ascii_digit) {
        let widest = match count {
            0 if alone && century_too => 4,
            _ if alone => 2,
            // an hour may have minutes and seconds behind it
            3 if digits(rest) == 6 => 2,
            4 | 5 if digits(rest) > 2 => 2,
            _ => usize::MAX,
        };
        let (number, mut tail) = rest.split_at_checked(digits(rest).min(widest))?;
        two |= count == 0 && number.len() == 2;
        let number: i64 = std::str::from_utf8(number).ok()?.parse().ok()?;
        *fields.get_mut(count)? = number;
        count += 1;
        if count < fields.len() {
            if count == 3 && tail.first() == Some(&b'T') {
                timed = true;
                tail = tail.get(1..)?;
            }
            while let Some(sign) = tail.first()
                && (sign.is_ascii_punctuation() || count == 3 && sign.is_ascii_whitespace())
            {
                timed |= sign.is_ascii_whitespace();
                tail = tail.get(1..)?;
            }
        }
        rest = tail;
    }
    let fraction = match rest.split_first() {
        Some((b'.', fraction)) if count == fields.len() => tenths(std::str::from_utf8(fraction).ok()?)?,
        // a zone, or what nobody reads
        Some(_) => return None,
        None => 0,
    };
    let [year, month, day, hour, minute, second] = fields;
    let year = match two && fields.iter().any(|n| *n != 0) {
        true => century(year),
        false => year,
    };
    (count >= 3 && year <= 9999 && hour < 24).then_some(())?;
    Some((Parts { day: (year, month, day), seconds: clock(hour, minute, second)?, tenths: fraction }, timed))
}

/// A number as a day, or a moment: `20200102`, `200102`, `20200102103005`.
fn moment_of_number(spelled: &str) -> Option<Parts> {
    let exact = Exact::parse(spelled)?;
    let n: i64 = exact.whole.parse().ok().filter(|_| !exact.negative)?;
    // a day alone has none
    let tenths = if n < 100_000_000 { 0 } else { tenths(&exact.fraction)? };
    let full = match n {
        0 => return Some(Parts::default()),
        101..=691_231 => (n + 20_000_000) * 1_000_000,
        700_101..=991_231 => (n + 19_000_000) * 1_000_000,
        10_000_101..=99_991_231 => n * 1_000_000,
        101_000_000..=691_231_235_959 => n + 20_000_000_000_000,
        700_101_000_000..=991_231_235_959 => n + 19_000_000_000_000,
        10_000_101_000_000..=99_991_231_235_959 => n,
        _ => return None,
    };
    compact(&format!("{full:014}"), tenths)
}

/// A number as a time of day, `101112`, or as the time of a moment.
fn time_of_number(spelled: &str) -> Option<Parts> {
    let exact = Exact::parse(spelled)?;
    let n: i64 = exact.whole.parse().ok()?;
    if n > 8_385_959 {
        return moment_of_number(spelled);
    }
    let seconds = clock(n / 10_000, n / 100 % 100, n % 100)?;
    Some(Parts { seconds, tenths: tenths(&exact.fraction)?, ..Parts::default() })
}

/// What a moment is once its fraction is as its column has it.
fn settled(parts: Parts, digits: Digits) -> Option<((i64, i64, i64), i64, i64)> {
    let (year, month, date) = parts.day;
    let zero = month == 0 || date == 0;
    if month > 12 || date > 31 {
        return None;
    }
    let (seconds, millionths) = digits.of(&parts);
    if seconds < 86_400 {
        return Some((parts.day, seconds, millionths));
    }
    let next = (!zero).then(|| civil(days(year, month, date) + 1))?;
    (next.0 <= 9999).then_some((next, seconds - 86_400, millionths))
}

fn parts_of(spelled: &str, quoted: bool) -> Option<Parts> {
    if quoted { Some(moment_of_text(spelled)?.0) } else { moment_of_number(spelled) }
}

/// A day; a time of day that comes with it is left out.
pub(super) fn date(spelled: &str, quoted: bool, cut: bool) -> Option<String> {
    let ((year, month, day), ..) = settled(parts_of(spelled, quoted)?, Digits { kept: 0, cut })?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// A day with a time of day.
pub(super) fn datetime(spelled: &str, quoted: bool, digits: Digits) -> Option<String> {
    let ((year, month, day), seconds, millionths) = settled(parts_of(spelled, quoted)?, digits)?;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let fraction = fraction(millionths);
    Some(format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}{fraction}"))
}

/// The largest time, in seconds: 838:59:59.
const LARGEST_TIME: i64 = 838 * 3600 + 59 * 60 + 59;

/// A time.
pub(super) fn time(spelled: &str, quoted: bool, digits: Digits) -> Option<String> {
    let text = spelled.trim();
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    // from twelve characters on, or with what no time has in it, it may be a moment
    let dated = |b: u8| b == b'T' || b.is_ascii_punctuation() && !matches!(b, b':' | b'.');
    let moment = match quoted {
        true if text.len() >= 12 || text.bytes().any(dated) => {
            moment_of_text(text).filter(|(_, timed)| *timed).map(|(parts, _)| parts)
        }
        true => None,
        false => Some(time_of_number(text)?),
    };
    let parts = match moment {
        Some(parts) => parts,
        // MySQL takes `1e3` for a number and keeps no time of it; MariaDB refuses it, or keeps the same with a warning
        None if text.is_empty() || quoted && is_float(text) && Exact::parse(text).is_some() => Parts::default(),
        None => {
            let (clock_text, fraction) = text.split_once('.').unwrap_or((text, ""));
            // blanks before the first colon do not make days of the hours
            let after_blank = clock_text.split_once(' ').map(|(first, rest)| (first, rest.trim_start()));
            let hours = after_blank.filter(|(_, rest)| rest.starts_with(':'));
            let together = hours.map(|(first, rest)| format!("{first}{rest}"));
            let (days, clock_text) = match (after_blank, &together) {
                (_, Some(together)) => (0, together.as_str()),
                (Some((days, rest)), None) => (days.parse::<i64>().ok()?, rest),
                (None, None) => (0, clock_text),
            };
            let with_days = after_blank.is_some() && together.is_none();
            let numbers: Vec<&str> = clock_text.split(':').collect();
            let number = |text: &str| {
                let plain = !text.is_empty() && text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit());
                plain.then(|| text.parse::<i64>().ok()).flatten()
            };
            let seconds = match numbers.as_slice() {
                [hour] if with_days => number(hour)? * 3600,
                // from the right: seconds, minutes, hours
                [one] => {
                    let n: i64 = one.parse().ok().filter(|_| one.bytes().all(|b| b.is_ascii_digit()))?;
                    clock(n / 10_000, n / 100 % 100, n % 100)?
                }
                [hour, minute] => clock(number(hour)?, number(minute)?, 0)?,
                [hour, minute, second] => clock(number(hour)?, number(minute)?, number(second)?)?,
                _ => return None,
            };
            Parts { seconds: days * 86_400 + seconds, tenths: tenths(fraction)?, ..Parts::default() }
        }
    };
    let (seconds, millionths) = digits.of(&parts);
    if seconds > LARGEST_TIME {
        return None;
    }
    let sign = if negative && seconds + millionths > 0 { "-" } else { "" };
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    Some(format!("{sign}{hour:02}:{minute:02}:{second:02}{}", fraction(millionths)))
}

/// The value of an `ENUM`, by its text or its place.
pub(super) fn of_enum<'v>(values: &'v [String], text: &str, quoted: bool) -> Option<&'v str> {
    let place = |text: &str| match whole(text, false)? {
        0 if !quoted => Some(""),
        n => values.get(usize::try_from(n).ok()?.checked_sub(1)?).map(String::as_str),
    };
    if quoted {
        let text = text.trim_end_matches(' ');
        let lower = text.to_lowercase();
        let found = values.iter().find(|v| *v == text).or_else(|| values.iter().find(|v| v.to_lowercase() == lower));
        return found.map(String::as_str).or_else(|| place(text));
    }
    place(text)
}

/// The values of a `SET`, each once and in their order, by their texts or a number of bits.
pub(super) fn of_set(values: &[String], text: &str, quoted: bool) -> Option<String> {
    let mut chosen = vec![false; values.len()];
    let mut by_name = quoted;
    if quoted && !text.is_empty() {
        for part in text.split(',') {
            let part = part.trim_end_matches(' ');
            let lower = part.to_lowercase();
            let at = values.iter().position(|v| v == part);
            match at.or_else(|| values.iter().position(|v| v.to_lowercase() == lower)).and_then(|i| chosen.get_mut(i)) {
                Some(slot) => *slot = true,
                None => by_name = false,
            }
        }
    }
    if !by_name {
        let bits = u64::try_from(whole(text, false)?).ok()?;
        if values.len() < 64 && bits >> values.len() != 0 {
            return None;
        }
        chosen = (0..values.len()).map(|i| bits >> i & 1 == 1).collect();
    }
    let named: Vec<&str> = values.iter().zip(chosen).filter(|(_, is)| *is).map(|(v, _)| v.as_str()).collect();
    Some(named.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    // what MariaDB 10.11, MariaDB 11.8 and MySQL 9.7 were seen to store

    #[test]
    fn numbers_become_text() {
        for (spelled, text) in [
            ("1e3", "1000"),
            ("00012", "12"),
            ("1.50", "1.50"),
            ("007.50", "7.50"),
            (".5", "0.5"),
            ("1.", "1"),
            ("1e20", "1e20"),
            ("1.5e-7", "0.00000015"),
            ("1e15", "1e15"),
            ("1e14", "100000000000000"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
            ("-0", "0"),
            ("-0.0", "0.0"),
            ("+5", "5"),
            ("1.0e0", "1"),
            ("12345678.9e0", "12345678.9"),
            ("1.23456789012345678e0", "1.2345678901234567"),
            ("-1e3", "-1000"),
            ("1e-300", "1e-300"),
        ] {
            assert_eq!(number_as_text(spelled).as_deref(), Some(text), "{spelled}");
        }
    }

    #[test]
    fn numbers_are_rounded() {
        for (spelled, quoted, n) in [
            ("1e3", true, Some(1000)),
            ("2.5", false, Some(3)),
            ("2.5e0", false, Some(2)),
            ("2.5e0", true, Some(3)),
            ("25e-1", true, Some(3)),
            (" 5 ", true, Some(5)),
            ("-2.5", true, Some(-3)),
            (".5", true, Some(1)),
            ("5 x", true, None),
            ("", true, None),
            ("0x41", true, None),
        ] {
            assert_eq!(whole(spelled, quoted), n, "{spelled}");
        }
        for (spelled, text) in [
            ("1.255", "1.26"),
            ("1e3", "1000.00"),
            ("-1.255", "-1.26"),
            (".5", "0.50"),
            ("+5", "5.00"),
            ("0.005", "0.01"),
        ] {
            assert_eq!(decimal(spelled, Some(10), 2).as_deref(), Some(text), "{spelled}");
        }
        assert_eq!(decimal("99.995", Some(4), 2), None);
        for (spelled, quoted, n) in [("99", true, 1999), ("0", false, 0), ("0", true, 2000), ("1", false, 2001)] {
            assert_eq!(year(spelled, quoted), Some(n));
        }
    }

    #[test]
    fn days_and_times_are_read_in_many_forms() {
        for (spelled, quoted, day) in [
            ("20200102", true, Some("2020-01-02")),
            ("200102", false, Some("2020-01-02")),
            ("20-1-2", true, Some("2020-01-02")),
            ("70-01-01", true, Some("1970-01-01")),
            ("2020@01@02", true, Some("2020-01-02")),
            ("2020-01-02T10:00:00", true, Some("2020-01-02")),
            ("20200102103000", true, Some("2020-01-02")),
            ("0", false, Some("0000-00-00")),
            ("2020-01-00", true, Some("2020-01-00")),
            ("101", false, Some("2000-01-01")),
            ("101", true, None),
            ("2020-01-02abc", true, None),
            ("10:11:12", true, Some("2010-11-12")),
            ("2020.01.02 03.04.05", true, Some("2020-01-02")),
            ("69/12*31", true, Some("2069-12-31")),
            ("1-2-3", true, Some("0001-02-03")),
            ("00-01-02", true, Some("2000-01-02")),
            ("0000-00-00", true, Some("0000-00-00")),
            ("2020--01-02", true, Some("2020-01-02")),
            ("20200102.5", false, Some("2020-01-02")),
            ("20201302", true, None),
            ("2020-01", true, None),
        ] {
            assert_eq!(date(spelled, quoted, true).as_deref(), day, "{spelled}");
        }
        assert_eq!(date("2020-12-31 23:59:59.9", true, false).as_deref(), Some("2021-01-01"));
        for (spelled, quoted, kept, rounded, cut) in [
            ("2020-01-01 10:00:00.5", true, 0, "2020-01-01 10:00:01", "2020-01-01 10:00:00"),
            ("2020-01-01 10:00:00.4999999", true, 0, "2020-01-01 10:00:01", "2020-01-01 10:00:00"),
            ("2020-12-31 23:59:59.5", true, 0, "2021-01-01 00:00:00", "2020-12-31 23:59:59"),
            ("2020-01-01 10:00:00.12355", true, 3, "2020-01-01 10:00:00.124", "2020-01-01 10:00:00.123"),
            ("2020-01-01 10:00:00.5", true, 3, "2020-01-01 10:00:00.5", "2020-01-01 10:00:00.5"),
            ("20200102103005.5", false, 0, "2020-01-02 10:30:06", "2020-01-02 10:30:05"),
            ("20200102T103005", true, 0, "2020-01-02 10:30:05", "2020-01-02 10:30:05"),
            ("200102103005", true, 0, "2020-01-02 10:30:05", "2020-01-02 10:30:05"),
            ("2020-01-02 10", true, 0, "2020-01-02 10:00:00", "2020-01-02 10:00:00"),
            ("20-1-2 1:2:3", true, 0, "2020-01-02 01:02:03", "2020-01-02 01:02:03"),
            ("2020-01-01 10:00:00.", true, 0, "2020-01-01 10:00:00", "2020-01-01 10:00:00"),
            ("2020.01.02 03.04.05.5", true, 1, "2020-01-02 03:04:05.5", "2020-01-02 03:04:05.5"),
            ("2020/1/2-3*4^5", true, 0, "2020-01-02 03:04:05", "2020-01-02 03:04:05"),
            ("20-01-02 \t 03:04.5", true, 6, "2020-01-02 03:04:05", "2020-01-02 03:04:05"),
            ("2020.01.02 030405.25", true, 2, "2020-01-02 03:04:05.25", "2020-01-02 03:04:05.25"),
            ("20200102030405", false, 0, "2020-01-02 03:04:05", "2020-01-02 03:04:05"),
            ("20200102.5", false, 6, "2020-01-02 00:00:00", "2020-01-02 00:00:00"),
        ] {
            for (cut, expected) in [(false, rounded), (true, cut)] {
                let found = datetime(spelled, quoted, Digits { kept, cut });
                assert_eq!(found.as_deref(), Some(expected), "{spelled}");
            }
        }
        assert_eq!(datetime("2020-01-01 10:00:00+02:00", true, Digits { kept: 0, cut: true }), None);
        for (spelled, quoted, expected) in [
            ("10:00:00.5", true, Some("10:00:01")),
            ("1 10:00:00", true, Some("34:00:00")),
            ("1 10", true, Some("34:00:00")),
            ("10:05", true, Some("10:05:00")),
            ("1005", false, Some("00:10:05")),
            ("100500", true, Some("10:05:00")),
            ("-10:00:00.5", true, Some("-10:00:01")),
            ("838:59:59.5", true, None),
            ("2020-01-02 10:11:12", true, Some("10:11:12")),
            ("100500.6", false, Some("10:05:01")),
            ("20200102103005", false, Some("10:30:05")),
            ("-1 2:3:4", true, Some("-26:03:04")),
            ("100:00", true, Some("100:00:00")),
            ("2020.01.02 03.04.05", true, Some("03:04:05")),
            ("20-01-02 03", true, Some("03:00:00")),
            ("200102T0304", true, Some("03:04:00")),
            ("101112.4e0", false, Some("10:11:12")),
            ("20200102", false, Some("00:00:00")),
            ("838:59:59.00", true, Some("838:59:59")),
            ("", true, Some("00:00:00")),
            ("10-11-12", true, None),
            ("10 :05", true, Some("10:05:00")),
            ("-10  :05:06.5", true, Some("-10:05:07")),
            ("0 :5", true, Some("00:05:00")),
            ("10 :", true, None),
            ("10: 05", true, None),
            ("1 10 :05", true, None),
            ("1e3", true, Some("00:00:00")),
            ("-2.5E-1", true, Some("00:00:00")),
            ("1e", true, None),
            ("1e3", false, Some("00:10:00")),
        ] {
            assert_eq!(time(spelled, quoted, Digits { kept: 0, cut: false }).as_deref(), expected, "{spelled}");
        }
    }

    #[test]
    fn values_of_lists_are_found_by_name_and_by_place() {
        let values: Vec<String> = ["a", "Bc", "1"].map(str::to_owned).to_vec();
        for (text, quoted, value) in [
            ("1", false, Some("a")),
            ("1", true, Some("1")),
            ("2", true, Some("Bc")),
            ("BC ", true, Some("Bc")),
            ("4", false, None),
        ] {
            assert_eq!(of_enum(&values, text, quoted), value, "{text}");
        }
        for (text, quoted, value) in
            [("bc,a", true, Some("a,Bc")), ("3", false, Some("a,Bc")), ("A,a", true, Some("a")), ("", true, Some(""))]
        {
            assert_eq!(of_set(&values, text, quoted).as_deref(), value, "{text}");
        }
    }
}
