//! Dates, times and UUIDs as constants.

use crate::calendar::days;

/// `2010-01-14`, if it is a date of the calendar.
pub(super) fn date(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || y.len() != 4 || m.len() != 2 || d.len() != 2 {
        return None;
    }
    let number = |s: &str| s.bytes().all(|b| b.is_ascii_digit()).then(|| s.parse::<u32>().ok()).flatten();
    let (y, m, d) = (number(y)?, number(m)?, number(d)?);
    let (y, m, d) = (i64::from(y), i64::from(m), i64::from(d));
    (y > 0 && (1..=days(y, m)).contains(&d)).then(|| text.to_owned())
}

/// `10:00`, `10:00:00` or `10:00:00.123456`, with the seconds written out.
fn clock(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(w, f)| (w, Some(f)));
    let parts: Vec<&str> = whole.split(':').collect();
    let two = |s: &&str, below: u32| {
        s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit()) && s.parse::<u32>().is_ok_and(|n| n < below)
    };
    let seconds = match parts.as_slice() {
        [h, m] if two(h, 24) && two(m, 60) && fraction.is_none() => "00",
        [h, m, s] if two(h, 24) && two(m, 60) && two(s, 60) => s,
        _ => return None,
    };
    let (h, m) = (parts.first()?, parts.get(1)?);
    match fraction {
        None => Some(format!("{h}:{m}:{seconds}")),
        Some(f) if (1..=6).contains(&f.len()) && f.bytes().all(|b| b.is_ascii_digit()) => {
            Some(format!("{h}:{m}:{seconds}.{f}"))
        }
        Some(_) => None,
    }
}

/// `2010-01-14 10:00:00` from what people write: with `T`, without seconds, or a date alone.
pub(super) fn datetime(text: &str) -> Option<String> {
    match text.split_once([' ', 'T']) {
        None => date(text).map(|d| format!("{d} 00:00:00")),
        Some((day, rest)) => Some(format!("{} {}", date(day)?, clock(rest)?)),
    }
}

/// Whether it is a time of day.
pub(super) fn time(text: &str) -> bool {
    clock(text).is_some()
}

/// A UUID in its usual form, of one with dashes or without, in braces or not.
pub(super) fn uuid(text: &str) -> Option<String> {
    let bare = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    let groups: Vec<&str> = bare.split('-').collect();
    let whole = groups.iter().map(|g| g.len()).eq([8, 4, 4, 4, 12]) || groups.iter().map(|g| g.len()).eq([32]);
    let digits = groups.concat().to_ascii_lowercase();
    if !whole || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let part = |from, to| digits.get(from..to).unwrap_or_default();
    Some([part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-"))
}

/// The format that is meant by one of PHP (`d.m.Y H:i`), of Java or Excel (`dd.mm.yyyy`), or of
/// PostgreSQL (`YYYY-MM-DD HH24:MI:SS`).
pub(super) fn format_of_others(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    let long = ["yy", "dd", "mm"].iter().any(|twice| text.to_lowercase().contains(twice));
    while let Some(c) = rest.chars().next() {
        let letters = rest.find(|other| other != c).unwrap_or(rest.len());
        let (run, after) = rest.split_at(if c.is_ascii_alphabetic() { letters } else { c.len_utf8() });
        rest = after;
        let timed = out.contains("%H");
        out.push_str(match (c, run.len()) {
            _ if !c.is_ascii_alphabetic() => run,
            ('Y' | 'y', 4) | ('Y', 1) => "%Y",
            ('Y' | 'y', 2) | ('y', 1) => "%y",
            ('m', 2) | ('M', 2) if long && timed => "%M",
            ('m', 2) | ('M', 2) if long => "%m",
            ('m', 1) if !long => "%m",
            ('D' | 'd', 2) | ('d', 1) => "%d",
            ('H' | 'h', 2) | ('H', 1) => {
                rest = rest.strip_prefix("24").unwrap_or(rest);
                "%H"
            }
            // `MI` of PostgreSQL, which has two letters everywhere else.
            ('M', 1) if rest.starts_with('I') => {
                rest = rest.get(1..).unwrap_or("");
                "%M"
            }
            ('M', 1) if !long => "%m",
            ('i', 1) => "%M",
            ('S' | 's', 1 | 2) => "%S",
            _ => return None,
        });
    }
    crate::dialect::format::parse_format(&out).is_ok().then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_others_become_ours() {
        for (theirs, ours) in [
            ("d.m.Y", "%d.%m.%Y"),
            ("d/m/y H:i:s", "%d/%m/%y %H:%M:%S"),
            ("dd.mm.yyyy", "%d.%m.%Y"),
            ("yyyy-MM-dd HH:mm:ss", "%Y-%m-%d %H:%M:%S"),
            ("YYYY-MM-DD HH24:MI:SS", "%Y-%m-%d %H:%M:%S"),
        ] {
            assert_eq!(format_of_others(theirs).as_deref(), Some(ours), "{theirs}");
        }
        for none in ["", "%d.%m", "j F Y", "d.m", "x"] {
            assert_eq!(format_of_others(none), None, "{none}");
        }
    }

    #[test]
    fn impossible_dates_are_no_dates() {
        assert_eq!(date("2020-02-29").as_deref(), Some("2020-02-29"));
        assert_eq!(date("2019-02-29"), None);
        assert_eq!(datetime("2010-01-14T10:00").as_deref(), Some("2010-01-14 10:00:00"));
        assert_eq!(datetime("2010-01-14 25:00:00"), None);
    }
}
