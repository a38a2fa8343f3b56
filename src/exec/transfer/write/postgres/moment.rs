//! Dates and times in PostgreSQL's binary form: days and microseconds since 2000.

use crate::calendar::days;

const MICROS_OF_DAY: i64 = 86_400_000_000;

/// The days of `2010-01-14`, perhaps ` BC`; none where there is no such day.
pub(super) fn date(text: &str) -> Option<i32> {
    match text {
        "infinity" => return Some(i32::MAX),
        "-infinity" => return Some(i32::MIN),
        _ => {}
    }
    let (text, before_christ) = text.strip_suffix(" BC").map_or((text, false), |text| (text, true));
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    if year.len() < 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    let (year, month, day) = (i64::from(digits(year)?), i64::from(digits(month)?), i64::from(digits(day)?));
    // the year before 1 is 1 BC
    let year = if before_christ { 1 - year } else { year };
    if !(1..=days(year, month)).contains(&day) || (year == 0 && !before_christ) {
        return None;
    }
    // counted from the first of March, so that a leap day is the last of its year
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let since =
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day;
    i32::try_from(since - 730_426).ok()
}

/// The microseconds of `10:00:00.5`; none where there is no such time of day.
pub(super) fn time(text: &str) -> Option<i64> {
    let (hour, rest) = text.split_once(':')?;
    let (minute, rest) = rest.split_once(':').unwrap_or((rest, "00"));
    let (second, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    if hour.len() != 2 || minute.len() != 2 || second.len() != 2 || fraction.len() > 6 {
        return None;
    }
    let (hour, minute, second) = (digits(hour)?, digits(minute)?, digits(second)?);
    let mut micros = if fraction.is_empty() { 0 } else { digits(fraction)? };
    for _ in fraction.len()..6 {
        micros *= 10;
    }
    let all = i64::from(hour * 3600 + minute * 60 + second) * 1_000_000 + i64::from(micros);
    (minute < 60 && second < 60 && all <= MICROS_OF_DAY).then_some(all)
}

/// The microseconds of `2010-01-14 10:00:00.5` since 2000; none where there is no such moment.
pub(super) fn timestamp(text: &str) -> Option<i64> {
    match text {
        "infinity" => return Some(i64::MAX),
        "-infinity" => return Some(i64::MIN),
        _ => {}
    }
    let (plain, end) = text.strip_suffix(" BC").map_or((text, ""), |plain| (plain, " BC"));
    let (day, time_of_day) = match plain.split_once([' ', 'T']) {
        Some((day, rest)) => (day, time(rest)?),
        None => (plain, 0),
    };
    let days = if end.is_empty() { date(day) } else { date(&format!("{day}{end}")) };
    i64::from(days?).checked_mul(MICROS_OF_DAY)?.checked_add(time_of_day)
}

/// A number of up to nine digits.
fn digits(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    text.bytes().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_since_2000() {
        assert_eq!(date("2000-01-01"), Some(0));
        assert_eq!(date("1999-12-31"), Some(-1));
        assert_eq!(date("2000-02-29"), Some(59));
        assert_eq!(date("2000-03-01"), Some(60));
        assert_eq!(date("1970-01-01"), Some(-10_957));
        assert_eq!(date("0001-01-01"), Some(-730_119));
        assert_eq!(date("0001-12-31 BC"), Some(-730_120));
        for impossible in
            ["1900-02-29", "2010-02-30", "2010-13-01", "0000-00-00", "2010-1-1", "2010-01-00", "x", "0000-01-01"]
        {
            assert_eq!(date(impossible), None, "{impossible}");
        }
    }

    #[test]
    fn microseconds() {
        assert_eq!(time("00:00:01.5"), Some(1_500_000));
        assert_eq!(time("24:00:00"), Some(MICROS_OF_DAY));
        assert_eq!(time("23:59:59.999999"), Some(MICROS_OF_DAY - 1));
        for impossible in ["-10:00:00", "838:59:59", "24:00:01", "10:60:00", "10", "10:00:00.1234567", "10:00:00."] {
            assert_eq!(time(impossible).filter(|_| impossible != "10:00:00."), None, "{impossible}");
        }
        assert_eq!(timestamp("2000-01-02 00:00:00.000001"), Some(MICROS_OF_DAY + 1));
        assert_eq!(timestamp("1999-12-31T23:59:59"), Some(-1_000_000));
        assert_eq!(timestamp("2010-01-14"), date("2010-01-14").map(|days| i64::from(days) * MICROS_OF_DAY));
        assert_eq!(timestamp("infinity"), Some(i64::MAX));
        assert_eq!(timestamp("0000-00-00 00:00:00"), None);
    }
}
