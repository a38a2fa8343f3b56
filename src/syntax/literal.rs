//! What stands in quotes: escapes, and dates that exist.

use crate::calendar::days;

/// Which escapes hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// `"…"`
    Plain,
    /// `f"…"`: also `{{` and `}}`.
    Format,
    /// `sql"…"`: also `{{` and `}}`; SQL has backslashes of its own, so only those before `"` and `\` are ours.
    Raw,
}

/// An escape that says nothing: its range in the raw text, and what is wrong.
pub(super) struct BadEscape {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) message: String,
}

/// The text that `raw`, the inside of quotes, stands for.
pub(super) fn unescape(raw: &str, quotes: Quotes, bad: &mut Vec<BadEscape>) -> String {
    let mut value = String::with_capacity(raw.len());
    let mut chars = raw.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if quotes != Quotes::Plain && (c == '{' || c == '}') {
            if chars.peek().is_some_and(|(_, next)| *next == c) {
                chars.next();
            }
            value.push(c);
            continue;
        }
        if c != '\\' {
            value.push(c);
            continue;
        }
        if quotes == Quotes::Raw && chars.peek().is_some_and(|(_, next)| !matches!(next, '"' | '\\')) {
            value.push('\\');
            continue;
        }
        let Some((at, escape)) = chars.next() else {
            value.push('\\');
            break;
        };
        match escape {
            '"' | '\\' => value.push(escape),
            '{' | '}' if quotes != Quotes::Plain => value.push(escape),
            'n' => value.push('\n'),
            't' => value.push('\t'),
            'r' => value.push('\r'),
            'u' => {
                let rest = raw.get(at + 1..).unwrap_or("");
                let digits = rest.strip_prefix('{').and_then(|r| r.split_once('}')).map(|(digits, _)| digits);
                let Some(digits) = digits.filter(|d| d.chars().all(|c| c.is_ascii_hexdigit())) else {
                    let message = "`\\u` needs a number in braces, as in `\\u{e9}`".to_owned();
                    bad.push(BadEscape { start, end: at + 1, message });
                    continue;
                };
                let end = at + 1 + digits.len() + 2;
                match u32::from_str_radix(digits, 16).ok().and_then(char::from_u32) {
                    Some(c) => value.push(c),
                    None => bad.push(BadEscape { start, end, message: format!("`\\u{{{digits}}}` is no character") }),
                }
                while chars.peek().is_some_and(|(i, _)| *i < end) {
                    chars.next();
                }
            }
            other => {
                let message = format!("the escape `\\{other}` does not exist");
                bad.push(BadEscape { start, end: at + other.len_utf8(), message });
            }
        }
    }
    value
}

fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    (digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// A day of the calendar, `YYYY-MM-DD`.
pub(super) fn date(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, month, day) = (number(year, 4..=4)?, number(month, 2..=2)?, number(day, 2..=2)?);
    let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
    (year > 0 && (1..=days(year, month)).contains(&day)).then(|| text.to_owned())
}

/// `YYYY-MM-DD HH:MM[:SS[.ffffff]]`, with a blank or a `T` between; written with a blank and seconds.
pub(super) fn datetime(text: &str) -> Option<String> {
    let (day, time) = text.split_once([' ', 'T'])?;
    let day = date(day)?;
    let mut parts = time.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next().unwrap_or("00"));
    if parts.next().is_some() {
        return None;
    }
    let (whole, fraction) = second.split_once('.').map_or((second, None), |(w, f)| (w, Some(f)));
    if let Some(fraction) = fraction {
        number(fraction, 1..=6)?;
    }
    let fits = number(hour, 2..=2)? < 24 && number(minute, 2..=2)? < 60 && number(whole, 2..=2)? < 60;
    fits.then(|| format!("{day} {hour}:{minute}:{second}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_of_the_calendar() {
        assert!(date("2020-02-29").is_some());
        for wrong in
            ["2020-02-30", "2019-02-29", "0000-00-00", "2020-13-01", "20-01-01", "2020-1-1", "x", "2020-01-01-"]
        {
            assert_eq!(date(wrong), None, "{wrong}");
        }
        assert_eq!(datetime("2010-01-14T10:00").as_deref(), Some("2010-01-14 10:00:00"));
        assert_eq!(datetime("2010-01-14 10:00:59.25").as_deref(), Some("2010-01-14 10:00:59.25"));
        for wrong in ["2010-01-14", "2010-01-14 24:00", "2010-01-14 10:60:00", "2010-01-14 10:00:00:00", "é é"] {
            assert_eq!(datetime(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn escapes() {
        let mut bad = Vec::new();
        assert_eq!(unescape(r#"a\n\t\r\\\"\u{e9}"#, Quotes::Plain, &mut bad), "a\n\t\r\\\"é");
        assert_eq!(unescape(r"{{x}}\{", Quotes::Format, &mut bad), "{x}{");
        assert_eq!(unescape(r#"'a\_b' \"x\""#, Quotes::Raw, &mut bad), r#"'a\_b' "x""#);
        assert_eq!(unescape(r"\{{\}}\\{{\d\", Quotes::Raw, &mut bad), r"\{\}\{\d\");
        assert!(bad.is_empty());
        assert_eq!(unescape(r"\q\u{110000}\u1é", Quotes::Plain, &mut bad), "1é");
        assert_eq!(bad.len(), 3);
    }
}
