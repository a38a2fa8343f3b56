//! Days and moments as dumps write them, in the form that all engines read.

use std::fmt::Write as _;

/// Writes a moment without idle zeros, with a time of day where `timed`, and at UTC where it, or the
/// dump, says how far from it: `offset`, in seconds to the east.
pub(super) fn plain(text: &str, timed: bool, offset: Option<i64>, out: &mut String) {
    let spelled = loose(text);
    let text = spelled.as_deref().unwrap_or(text);
    out.clear();
    if let Some(offset) = offset
        && shifted(text, offset, out).is_some()
    {
        return;
    }
    out.clear();
    let (before, era) = match text.strip_suffix(" BC") {
        Some(before) => (before, " BC"),
        None => (text, ""),
    };
    out.push_str(before);
    if before.contains('.') {
        out.truncate(before.trim_end_matches('0').trim_end_matches('.').len());
    }
    if timed && before.len() == "2010-01-14".len() && before.bytes().next().is_some_and(|b| b.is_ascii_digit()) {
        out.push_str(" 00:00:00");
    }
    out.push_str(era);
}

/// Whether a row that ceases to be then is one that is there: MariaDB's last moment, or its last transaction.
pub(super) fn is_end_of_time(text: &[u8], offset: i64) -> bool {
    let Ok(text) = std::str::from_utf8(text) else { return false };
    let mut at_utc = String::new();
    plain(text, true, Some(offset), &mut at_utc);
    let ends = ["2038-01-19 03:14:07.999999", "2106-02-07 06:28:15.999999", "18446744073709551615"];
    ends.iter().any(|end| *end == at_utc || *end == text)
}

/// `2010/1/14 9:5:00`, which the engines take too, with its dashes and zeros; none where nothing is to be done.
fn loose(text: &str) -> Option<String> {
    let (day, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let [year, month, date] = parts.as_slice() else { return None };
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(date, 2) {
        return None;
    }
    let (clock, rest) = time.split_at_checked(time.find(['.', '+', '-', 'Z', ' ']).unwrap_or(time.len()))?;
    let clock: Vec<&str> = clock.split(':').filter(|part| !part.is_empty()).collect();
    if !clock.iter().all(|part| digits(part, 2)) {
        return None;
    }
    let clock: Vec<String> = clock.iter().map(|part| format!("{part:0>2}")).collect();
    let blank = if time.is_empty() { "" } else { " " };
    let plain = format!("{year}-{month:0>2}-{date:0>2}{blank}{}{rest}", clock.join(":"));
    (plain != text).then_some(plain)
}

/// `2010-01-14 10:00:00.5+01` at UTC; none where it cannot be read.
fn shifted(text: &str, default: i64, out: &mut String) -> Option<()> {
    let (text, bc) = match text.strip_suffix(" BC") {
        Some(text) => (text, true),
        None => (text, false),
    };
    let (day, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00:00"));
    let mut parts = day.splitn(3, '-');
    let mut number = || parts.next()?.parse::<i64>().ok();
    let (year, month, date) = (number()?, number()?, number()?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&date) || !(1..=1_000_000).contains(&year) {
        return None;
    }
    let (clock, offset) = match time.find(['+', '-', 'Z']) {
        Some(at) => (time.get(..at)?, east(time.get(at..)?)?),
        None => (time, default),
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut parts = clock.splitn(3, ':');
    let mut number = || parts.next()?.parse::<i64>().ok();
    let (hour, minute, second) = (number()?, number()?, number().unwrap_or(0));
    let year = if bc { 1 - year } else { year };
    let seconds = days(year, month, date) * 86_400 + hour * 3600 + minute * 60 + second - offset;
    let (year, month, date) = civil(seconds.div_euclid(86_400));
    let clock = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    let shown = if year > 0 { year } else { 1 - year };
    write!(out, "{shown:04}-{month:02}-{date:02} {hour:02}:{minute:02}:{second:02}").ok()?;
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        write!(out, ".{fraction}").ok()?;
    }
    if year <= 0 {
        out.push_str(" BC");
    }
    Some(())
}

/// A moment that says its zone, `2020-01-02 03:04:05+02:00`, as it is in a session that is `session` seconds to the east, as MySQL
/// stores it from 8.0.19 on; none where it is not spelled so, or says no zone or day that there is.
pub(super) fn in_session(text: &str, session: i64) -> Option<String> {
    let (clock, zone) = text.split_at_checked(text.len().checked_sub("+02:00".len())?)?;
    let digits = |at: usize| zone.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let spelled = zone.starts_with(['+', '-']) && zone.get(3..4) == Some(":") && [1, 2, 4, 5].into_iter().all(digits);
    let (day, time) = clock.split_once([' ', 'T'])?;
    if !spelled || zone == "-00:00" || !time.ends_with(|c: char| c.is_ascii_digit()) || time.matches(':').count() != 2 {
        return None;
    }
    let east = east(zone).filter(|seconds| seconds.abs() <= 14 * 3600)?;
    let mut parts = day.splitn(3, '-').map(str::parse::<i64>);
    let mut number = || parts.next()?.ok();
    let day = (number()?, number()?, number()?);
    let mut out = String::new();
    (civil(days(day.0, day.1, day.2)) == day).then(|| shifted(clock, east - session, &mut out)).flatten()?;
    Some(out)
}

/// Seconds to the east: `+01`, `-03:30`, `+00:19:32`, `Z`.
pub(super) fn east(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "UTC" | "GMT") {
        return Some(0);
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let mut seconds = 0;
    for (part, unit) in rest.split(':').zip([3600, 60, 1]) {
        seconds += part.parse::<i64>().ok().filter(|n| (0..=59).contains(n))? * unit;
    }
    Some(sign * seconds)
}

/// Days since 1970-01-01 of a day of the Gregorian calendar, which has a year 0.
pub(super) fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The day of the calendar.
pub(super) fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_that_of_the_session() {
        // what MySQL 9.7 was seen to store in a session at `+01:00`
        for (text, expected) in [
            ("2020-01-02 03:04:05+02:00", Some("2020-01-02 02:04:05")),
            ("2020-01-02T03:04:05.25-05:30", Some("2020-01-02 09:34:05.25")),
            ("2020-01-02 03:04:05+14:00", Some("2020-01-01 14:04:05")),
            ("2020-01-02 03:04:05-14:00", Some("2020-01-02 18:04:05")),
            ("2020-1-2 3:4:5+02:00", Some("2020-01-02 02:04:05")),
            ("2020-01-02 03:04:05+00:00", Some("2020-01-02 04:04:05")),
            ("2020-01-02 03:04:05+14:01", None),
            ("2020-01-02 03:04:05-00:00", None),
            ("2020-01-02 03:04:05+5:00", None),
            ("2020-01-02 03:04:05+02", None),
            ("2020-01-02 03:04:05 +02:00", None),
            ("2020-01-02 03:04+02:00", None),
            ("2020-01-02+02:00", None),
            ("2020-02-31 03:04:05+02:00", None),
            ("0000-00-00 00:00:00+02:00", None),
            ("2020-01-02 03:04:05Z", None),
        ] {
            assert_eq!(in_session(text, 3600).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn moments_come_at_utc_and_without_idle_zeros() {
        for (text, timed, offset, expected) in [
            ("2010-01-14 10:00:00.500000", true, None, "2010-01-14 10:00:00.5"),
            ("2010-01-14 10:00:00.000000", true, None, "2010-01-14 10:00:00"),
            ("2010-01-14", true, None, "2010-01-14 00:00:00"),
            ("2010-01-14", false, None, "2010-01-14"),
            ("0000-00-00 00:00:00", true, Some(3600), "0000-00-00 00:00:00"),
            ("2010-01-01 00:30:00.25+01", true, Some(0), "2009-12-31 23:30:00.25"),
            ("2012-02-28 23:30:00-00:45", true, Some(0), "2012-02-29 00:15:00"),
            ("1900-02-28 20:00:00-08", true, Some(0), "1900-03-01 04:00:00"),
            ("2000-02-28 20:00:00-08", true, Some(0), "2000-02-29 04:00:00"),
            ("0044-03-15 00:00:00+00 BC", true, Some(0), "0044-03-15 00:00:00 BC"),
            ("0001-01-01 00:00:00+01", true, Some(0), "0001-12-31 23:00:00 BC"),
            ("infinity", true, Some(0), "infinity"),
            ("0044-03-15 BC", false, None, "0044-03-15 BC"),
            ("2010-06-01 12:00:00", true, Some(7200), "2010-06-01 10:00:00"),
            ("-838:59:59.000", false, None, "-838:59:59"),
            ("1962/2/18", true, None, "1962-02-18 00:00:00"),
            ("2010-1-4 9:05:00.50", true, None, "2010-01-04 09:05:00.5"),
            ("2010-01-14T10:00:00", true, None, "2010-01-14 10:00:00"),
        ] {
            let mut out = String::new();
            plain(text, timed, offset, &mut out);
            assert_eq!(out, expected, "{text}");
        }
    }

    #[test]
    fn days_are_counted_there_and_back() {
        for day in (-1_000_000..1_000_000).step_by(37) {
            let (year, month, date) = civil(day);
            assert_eq!(days(year, month, date), day);
        }
        assert_eq!(civil(0), (1970, 1, 1));
    }
}
