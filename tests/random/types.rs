//! Types of columns: what each engine calls them, what they hold, and what a value is in a column of another type.

use migc::engine::Engine;

use super::eval::Fails;
use super::shapes::Place;
use super::value::Val;
use super::write;

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Type {
    Small,
    Big,
    /// Without a sign, of 8, 32 and 64 bits.
    Tiny,
    Count,
    Huge,
    /// Meant as true or false, of which it may hold others.
    Flag,
    Bits,
    Single,
    Choice,
    Year,
    Decimal,
    Tenths,
    Float,
    Truth,
    Text,
    Char,
    Date,
    Time,
    Moment,
    Stamp,
    Uuid,
    Json,
    Bytes,
}

impl Type {
    pub const ALL: [Type; 23] = [
        Type::Small,
        Type::Big,
        Type::Tiny,
        Type::Count,
        Type::Huge,
        Type::Flag,
        Type::Bits,
        Type::Single,
        Type::Choice,
        Type::Year,
        Type::Decimal,
        Type::Tenths,
        Type::Float,
        Type::Truth,
        Type::Text,
        Type::Char,
        Type::Date,
        Type::Time,
        Type::Moment,
        Type::Stamp,
        Type::Uuid,
        Type::Json,
        Type::Bytes,
    ];

    /// What an engine calls it; none: it has no such type.
    pub fn name(self, engine: Engine) -> Option<&'static str> {
        use Engine::{Mysql, Postgres, Sqlite};
        Some(match (self, engine) {
            // Of any size there.
            (Type::Small | Type::Year | Type::Stamp | Type::Char, Sqlite) => return None,
            (Type::Year, Postgres) | (Type::Uuid, Mysql | Sqlite) => return None,
            // Whether a text is JSON is not asked everywhere.
            (Type::Json, Sqlite) => return None,
            (Type::Tiny | Type::Count | Type::Huge | Type::Choice, Postgres | Sqlite) => return None,
            (Type::Flag, Postgres) | (Type::Bits | Type::Single, Sqlite) => return None,
            (Type::Tiny, _) => "tinyint unsigned",
            (Type::Count, _) => "int unsigned",
            (Type::Huge, _) => "bigint unsigned",
            (Type::Flag, _) => "tinyint(1)",
            (Type::Bits, _) => "bit(4)",
            (Type::Single, Postgres) => "real",
            (Type::Single, _) => "float",
            (Type::Choice, _) => "enum('ab', 'x', 'é', '7')",
            (Type::Small, _) => "smallint",
            (Type::Big, Sqlite) => "integer",
            (Type::Big, _) => "bigint",
            (Type::Year, _) => "year",
            (Type::Decimal, _) => "decimal(10,3)",
            (Type::Tenths, _) => "decimal(6,1)",
            (Type::Float, Sqlite) => "real",
            (Type::Float, Mysql) => "double",
            (Type::Float, Postgres) => "double precision",
            (Type::Truth, Mysql) => "tinyint(1)",
            (Type::Truth, _) => "boolean",
            (Type::Text, _) => "varchar(40)",
            (Type::Char, _) => "char(5)",
            (Type::Date, _) => "date",
            (Type::Time, _) => "time",
            (Type::Moment, Postgres) => "timestamp(0)",
            (Type::Moment, _) => "datetime",
            (Type::Stamp, Postgres) => "timestamptz(0)",
            (Type::Stamp, _) => "timestamp",
            (Type::Uuid, _) => "uuid",
            (Type::Json, _) => "json",
            (Type::Bytes, Postgres) => "bytea",
            (Type::Bytes, Mysql) => "varbinary(20)",
            (Type::Bytes, Sqlite) => "blob",
        })
    }

    /// Values of it.
    pub fn values(self) -> &'static [&'static str] {
        match self {
            Type::Small => &["0", "1", "-32768", "32767", "1901", "2155", "70"],
            Type::Big => {
                &["0", "1", "9223372036854775807", "-9223372036854775808", "32768", "2156", "1900", "99999", "7"]
            }
            Type::Tiny => &["0", "1", "15", "16", "255", "128"],
            Type::Count => &["0", "1", "2000", "4294967295", "2147483648", "32768"],
            Type::Huge => &["0", "1", "9", "9223372036854775807", "4294967296"],
            Type::Flag => &["0", "1", "2", "-5", "1"],
            Type::Bits => &["0", "1", "5", "15"],
            Type::Single => &["0.1", "-2.5", "0", "16.25", "1e10", "0.5", "2000"],
            Type::Choice => &["ab", "x", "é", "7"],
            Type::Year => &["1901", "2155", "2000", "1970"],
            Type::Decimal => {
                &["0.005", "-1.500", "9999999.999", "-0.050", "2.500", "99999.949", "99999.950", "0.000", "12.340"]
            }
            Type::Tenths => &["0.5", "-0.5", "99999.9", "-99999.9", "2.5", "3.0"],
            Type::Float => &["0.1", "-2.5", "1e20", "1e-7", "0", "123456.75"],
            Type::Truth => &["1", "0"],
            Type::Text => &[
                "7",
                "-5",
                "+5",
                " 12 ",
                "3.7",
                "1e3",
                "abc",
                "",
                "99999999999",
                "yes",
                "T",
                "0",
                " No ",
                "2010-01-14",
                "2010-02-31",
                "2012-02-29",
                "2010-01-14 10:00:00",
                "2010-01-14T10:00",
                "2010-01-14 10:00:00Z",
                "0000-00-00",
                "550E8400-E29B-41D4-A716-446655440000",
                "{550e8400e29b41d4a716446655440000}",
                "[1,2]",
                "{\"a\":1}",
                "{a}",
                " {\"b\": [1.50, null], \"a\": \"\\u00e9\"} ",
                "{\"a\":1,\"a\":2}",
                "[1,]",
                "'x'",
                "null",
                "\"é\"",
                "-0.05",
                "99999.95",
                "2155",
                "é",
                "a'b",
                "ab",
                "AB",
                "x ",
                "255",
                "256",
                "4294967295",
                "18446744073709551615",
                "18446744073709551616",
                "16777217",
                "10:00",
                "23:59:58.5",
                "24:00:00",
                " 07:08:09 ",
                "15",
            ],
            Type::Char => &["ab", "é", "x", "12345", "1", "0", "AB", "7"],
            Type::Date => &["2010-01-14", "1000-01-01", "9999-12-31", "2012-02-29", "1970-01-01"],
            Type::Time => &["00:00:00", "23:59:59", "12:30:01"],
            Type::Moment => {
                &["2010-01-14 10:00:00", "9999-12-31 23:59:59", "1000-01-01 00:00:00", "2038-01-19 03:14:08"]
            }
            Type::Stamp => &["2010-01-14 10:00:00", "1970-01-02 00:00:00", "2037-12-31 23:59:59"],
            Type::Uuid => &["550e8400-e29b-41d4-a716-446655440000", "00000000-0000-0000-0000-000000000000"],
            Type::Json => &["{\"a\":1}", "[]", "[1,\"é\",null]", "\"x\"", "7"],
            Type::Bytes => &["00FF", "41", "E9", "27005C"],
        }
    }

    pub fn sql(self, engine: Engine, value: Option<&str>) -> String {
        let Some(value) = value else { return "null".into() };
        match (self, engine) {
            (Type::Small | Type::Big | Type::Year | Type::Decimal | Type::Tenths | Type::Float, _) => value.to_owned(),
            (Type::Tiny | Type::Count | Type::Huge | Type::Flag | Type::Single, _) => value.to_owned(),
            (Type::Bits, Engine::Postgres) => format!("b'{}'", digits(value)),
            (Type::Bits, _) => value.to_owned(),
            (Type::Truth, Engine::Postgres) => (value == "1").to_string(),
            (Type::Truth, _) => value.to_owned(),
            (Type::Bytes, Engine::Postgres) => format!("'\\x{value}'"),
            (Type::Bytes, _) => format!("x'{value}'"),
            _ => write::sql(engine, &Val::Text(value.to_owned())),
        }
    }

    /// Into what the language makes values of it.
    pub fn goals(self) -> &'static [Type] {
        match self {
            Type::Small | Type::Big | Type::Tiny | Type::Count | Type::Huge | Type::Flag => &[
                Type::Small,
                Type::Big,
                Type::Tiny,
                Type::Count,
                Type::Huge,
                Type::Flag,
                Type::Bits,
                Type::Year,
                Type::Decimal,
                Type::Tenths,
                Type::Truth,
                Type::Text,
                Type::Char,
            ],
            Type::Bits => &[Type::Bits, Type::Small, Type::Big, Type::Tiny, Type::Truth, Type::Text],
            Type::Year => &[Type::Year, Type::Small, Type::Big, Type::Tiny, Type::Text, Type::Tenths],
            Type::Decimal | Type::Tenths => {
                &[Type::Decimal, Type::Tenths, Type::Small, Type::Big, Type::Tiny, Type::Huge, Type::Text, Type::Float]
            }
            Type::Single | Type::Float => &[
                Type::Float,
                Type::Single,
                Type::Text,
                Type::Small,
                Type::Big,
                Type::Count,
                Type::Huge,
                Type::Decimal,
                Type::Tenths,
            ],
            Type::Text => &[
                Type::Text,
                Type::Char,
                Type::Small,
                Type::Big,
                Type::Tiny,
                Type::Count,
                Type::Huge,
                Type::Year,
                Type::Decimal,
                Type::Tenths,
                Type::Float,
                Type::Single,
                Type::Truth,
                Type::Date,
                Type::Time,
                Type::Moment,
                Type::Uuid,
                Type::Choice,
                Type::Bytes,
                Type::Json,
            ],
            Type::Char => &[Type::Char, Type::Text, Type::Choice],
            Type::Choice => &[Type::Choice, Type::Text, Type::Char],
            Type::Date => &[Type::Date, Type::Moment, Type::Text],
            Type::Time => &[Type::Time, Type::Text],
            Type::Moment => &[Type::Moment, Type::Text, Type::Date, Type::Time, Type::Stamp],
            Type::Stamp => &[Type::Stamp, Type::Moment, Type::Date, Type::Time, Type::Text],
            Type::Uuid => &[Type::Uuid, Type::Text],
            Type::Truth => &[Type::Truth, Type::Small, Type::Tenths],
            Type::Json => &[Type::Json],
            Type::Bytes => &[Type::Bytes],
        }
    }

    fn is_whole(self) -> bool {
        matches!(
            self,
            Type::Small | Type::Big | Type::Tiny | Type::Count | Type::Huge | Type::Flag | Type::Bits | Type::Year
        )
    }
}

/// A number of four bits in base 2.
fn digits(value: &str) -> String {
    value.parse::<u8>().map_or_else(|_| value.to_owned(), |n| format!("{n:04b}"))
}

/// A number as whole thousandths, rounded half away from zero from as many digits as there are; none: it is none.
fn thousandths(text: &str) -> Option<i128> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) || fraction.len() > 3 {
        return None;
    }
    Some(sign * (whole.parse::<i128>().ok()? * 1000 + format!("{fraction:0<3}").parse::<i128>().ok()?))
}

fn rounded(n: i128, by: i128) -> i128 {
    (n.abs() + by / 2) / by * n.signum()
}

/// Thousandths without the zeros at the end.
fn short(n: i128) -> String {
    let text = format!("{}{}.{:03}", if n < 0 { "-" } else { "" }, n.abs() / 1000, n.abs() % 1000);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.to_owned()
}

/// A binary number as whole thousandths, rounded half away from zero; none: it has too many digits for any of the types here.
fn binary(n: f64) -> Option<i128> {
    (n.abs() < 1e25).then(|| {
        let whole = n.trunc();
        whole as i128 * 1000 + ((n - whole) * 1000.0).round() as i128
    })
}

/// A value in a column of another type, as the tests show it.
pub fn made(place: &Place<'_>, from: Type, to: Type, value: &str) -> Result<String, Fails> {
    let number = |n: Option<i128>| -> Result<String, Fails> {
        let n = n.ok_or(Fails)?;
        let within = |low: i128, high: i128, n: i128| if (low..=high).contains(&n) { Ok(n) } else { Err(Fails) };
        let whole = rounded(n, 1000);
        let most = if place.on == Engine::Sqlite { i64::MAX as i128 } else { u64::MAX.into() };
        Ok(match to {
            Type::Small => within(-32768, 32767, whole)?.to_string(),
            Type::Big => within(i64::MIN.into(), i64::MAX.into(), whole)?.to_string(),
            Type::Tiny => within(0, 255, whole)?.to_string(),
            Type::Count => within(0, u32::MAX.into(), whole)?.to_string(),
            Type::Huge => within(0, most, whole)?.to_string(),
            Type::Year if whole == 0 => "0".into(),
            Type::Year => within(1901, 2155, whole)?.to_string(),
            Type::Decimal => short(within(-9_999_999_999, 9_999_999_999, n)?),
            Type::Tenths => short(within(-999_999, 999_999, rounded(n, 100))? * 100),
            // A number that is meant as true or false stays what it is in another one.
            Type::Truth | Type::Flag if from == Type::Flag && (to == Type::Flag || place.new == Engine::Mysql) => {
                whole.to_string()
            }
            Type::Truth | Type::Flag => within(0, 1, whole)?.to_string(),
            Type::Bits if place.new == Engine::Postgres => digits(&within(0, 15, whole)?.to_string()),
            Type::Bits => within(0, 15, whole)?.to_string(),
            _ => short(n),
        })
    };
    let plain = |n: f64| if n.abs() < 1e15 { n.to_string() } else { format!("{n:?}") };
    let parsed = |text: &str| text.parse::<f64>().map_err(|_| Fails);
    // The fewest digits that are read back as the same number.
    let single = |text: &str| match text.parse::<f32>() {
        Ok(n) if n.abs() < 1e15 => Ok(n.to_string()),
        Ok(n) => Ok(format!("{n:?}")),
        Err(_) => Err(Fails),
    };
    let trimmed = value.trim_matches(' ');
    Ok(match (from, to) {
        (Type::Bits, Type::Text) if place.old == Engine::Postgres => digits(value),
        (from, Type::Text) if from.is_whole() => value.to_owned(),
        (from, Type::Char) if from.is_whole() && value.len() > 5 => return Err(Fails),
        (from, Type::Char) if from.is_whole() => value.to_owned(),
        // As it is stored there.
        (Type::Decimal | Type::Tenths, Type::Text) if place.old == Engine::Sqlite => {
            short(thousandths(value).ok_or(Fails)?)
        }
        (Type::Decimal | Type::Tenths, Type::Text) => value.to_owned(),
        (Type::Decimal | Type::Tenths, Type::Float) => plain(parsed(value)?),
        (from, _) if from.is_whole() || matches!(from, Type::Decimal | Type::Tenths) => number(thousandths(value))?,
        (Type::Truth, _) => value.to_owned(),
        (Type::Float, Type::Float) => plain(parsed(value)?),
        // The test itself puts there what the old server shows of it.
        (Type::Single, Type::Float) if (place.old, place.on) == (Engine::Postgres, Engine::Sqlite) => {
            plain(parsed(value)?)
        }
        (Type::Single, Type::Float) => plain(f64::from(value.parse::<f32>().map_err(|_| Fails)?)),
        (Type::Float | Type::Single, Type::Single) => single(value)?,
        (Type::Single, Type::Text) if value == "1e10" => "10000000000".into(),
        (Type::Float | Type::Single, Type::Text) => value.to_owned(),
        (Type::Float, _) => number(binary(parsed(value)?))?,
        (Type::Single, _) => number(binary(f64::from(value.parse::<f32>().map_err(|_| Fails)?)))?,
        (Type::Date, Type::Moment) => format!("{value} 00:00:00"),
        (Type::Moment | Type::Stamp, Type::Date) => value[..10].to_owned(),
        (Type::Moment | Type::Stamp, Type::Time) => value[11..].to_owned(),
        // What MySQL's does not reach.
        (Type::Moment, Type::Stamp)
            if place.new == Engine::Mysql && !("1970-01-01 00:00:01".."2038-01-19 03:14:08").contains(&value) =>
        {
            return Err(Fails);
        }
        (Type::Text | Type::Char, Type::Char) if value.chars().count() > 5 => return Err(Fails),
        (Type::Text | Type::Char, Type::Char) => value.trim_end_matches(' ').to_owned(),
        (Type::Text | Type::Char, to) if to.is_whole() => {
            if trimmed.contains('.') {
                return Err(Fails);
            }
            number(thousandths(trimmed))?
        }
        (Type::Text | Type::Char, Type::Decimal | Type::Tenths) => number(thousandths(trimmed))?,
        (Type::Text, Type::Float | Type::Single) => {
            let digits = trimmed.trim_start_matches(['+', '-']);
            if !digits.starts_with(|c: char| c.is_ascii_digit()) {
                return Err(Fails);
            }
            match to {
                Type::Float => plain(parsed(trimmed)?),
                _ => single(trimmed)?,
            }
        }
        (Type::Text | Type::Char, Type::Truth) => match trimmed.to_lowercase().as_str() {
            "true" | "t" | "1" | "yes" | "y" => "1".into(),
            "false" | "f" | "0" | "no" | "n" => "0".into(),
            _ => return Err(Fails),
        },
        (Type::Text | Type::Char, Type::Choice) => match ["ab", "x", "é", "7"].contains(&trimmed) {
            true => trimmed.to_owned(),
            false => return Err(Fails),
        },
        (Type::Text, Type::Bytes) => {
            let bytes = value.as_bytes();
            let most = if place.new == Engine::Mysql { 20 } else { usize::MAX };
            if bytes.len() > most {
                return Err(Fails);
            }
            bytes.iter().map(|byte| format!("{byte:02X}")).collect()
        }
        (Type::Text, Type::Time) => match trimmed {
            "10:00" => "10:00:00".into(),
            // Time has whole seconds in MySQL.
            "23:59:58.5" if place.new == Engine::Mysql => "23:59:59".into(),
            "07:08:09" | "23:59:58.5" => trimmed.to_owned(),
            _ => return Err(Fails),
        },
        (Type::Text, Type::Date | Type::Moment) => {
            let text = trimmed.strip_suffix('Z').unwrap_or(trimmed).replace('T', " ");
            let (day, time) = text.split_once(' ').unwrap_or((&text, ""));
            let known = ["2010-01-14", "2012-02-29"].contains(&day);
            match (to, time) {
                _ if !known => return Err(Fails),
                (Type::Date, "") => day.to_owned(),
                (Type::Date, _) => return Err(Fails),
                (_, "") => format!("{day} 00:00:00"),
                (_, time) if time.len() == 5 => format!("{day} {time}:00"),
                _ => text.clone(),
            }
        }
        (Type::Text, Type::Json) => {
            let json: serde_json::Value = serde_json::from_str(value).map_err(|_| Fails)?;
            json.to_string()
        }
        (Type::Text, Type::Uuid) => {
            let bare: String = trimmed.chars().filter(|c| !"{}-".contains(*c)).collect::<String>().to_lowercase();
            if bare.len() != 32 || !bare.bytes().all(|b| b.is_ascii_hexdigit()) {
                return Err(Fails);
            }
            format!("{}-{}-{}-{}-{}", &bare[..8], &bare[8..12], &bare[12..16], &bare[16..20], &bare[20..])
        }
        _ => value.to_owned(),
    })
}
