//! Columns of every type, at the edges of what they hold and on their way into others, and texts with collations.

use migc::engine::Engine;

use super::eval::{Fails, Made};
use super::expected::{Expected, Stop, folded};
use super::program::Last;
use super::shapes::{Head, Line, Place, Rows, Told, create, fates, goal, hold, note, policy, unique};
use super::value::{Kind, Val};
use super::write;

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Type {
    Small,
    Big,
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
    const ALL: [Type; 16] = [
        Type::Small,
        Type::Big,
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
    fn name(self, engine: Engine) -> Option<&'static str> {
        use Engine::{Mysql, Postgres, Sqlite};
        Some(match (self, engine) {
            // Of any size there.
            (Type::Small | Type::Year | Type::Stamp | Type::Char, Sqlite) => return None,
            (Type::Year, Postgres) | (Type::Uuid, Mysql | Sqlite) => return None,
            // Whether a text is JSON is not asked everywhere.
            (Type::Json, Sqlite) => return None,
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
    fn values(self) -> &'static [&'static str] {
        match self {
            Type::Small => &["0", "1", "-32768", "32767", "1901", "2155", "70"],
            Type::Big => {
                &["0", "1", "9223372036854775807", "-9223372036854775808", "32768", "2156", "1900", "99999", "7"]
            }
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
                "-0.05",
                "99999.95",
                "2155",
                "é",
                "a'b",
            ],
            Type::Char => &["ab", "é", "x", "12345", "1", "0"],
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

    fn sql(self, engine: Engine, value: Option<&str>) -> String {
        let Some(value) = value else { return "null".into() };
        match (self, engine) {
            (Type::Small | Type::Big | Type::Year | Type::Decimal | Type::Tenths | Type::Float, _) => value.to_owned(),
            (Type::Truth, Engine::Postgres) => (value == "1").to_string(),
            (Type::Truth, _) => value.to_owned(),
            (Type::Bytes, Engine::Postgres) => format!("'\\x{value}'"),
            (Type::Bytes, _) => format!("x'{value}'"),
            _ => write::sql(engine, &Val::Text(value.to_owned())),
        }
    }

    /// Into what the language makes values of it.
    fn goals(self) -> &'static [Type] {
        match self {
            Type::Small => {
                &[Type::Small, Type::Big, Type::Year, Type::Decimal, Type::Tenths, Type::Float, Type::Truth, Type::Text]
            }
            Type::Big => {
                &[Type::Small, Type::Big, Type::Year, Type::Decimal, Type::Tenths, Type::Truth, Type::Text, Type::Char]
            }
            Type::Year => &[Type::Year, Type::Small, Type::Big, Type::Text, Type::Tenths],
            Type::Decimal => &[Type::Decimal, Type::Tenths, Type::Small, Type::Big, Type::Text, Type::Float],
            Type::Tenths => &[Type::Decimal, Type::Tenths, Type::Small, Type::Text],
            Type::Float => &[Type::Float, Type::Text],
            Type::Text => &[
                Type::Text,
                Type::Char,
                Type::Small,
                Type::Big,
                Type::Year,
                Type::Decimal,
                Type::Tenths,
                Type::Float,
                Type::Truth,
                Type::Date,
                Type::Moment,
                Type::Uuid,
            ],
            Type::Char => &[Type::Char, Type::Text],
            Type::Date => &[Type::Date, Type::Moment, Type::Text],
            Type::Moment => &[Type::Moment, Type::Text],
            Type::Uuid => &[Type::Uuid, Type::Text],
            Type::Truth => &[Type::Truth],
            Type::Time => &[Type::Time],
            Type::Stamp => &[Type::Stamp],
            Type::Json => &[Type::Json],
            Type::Bytes => &[Type::Bytes],
        }
    }
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

/// A value in a column of another type, as the tests show it.
fn made(place: &Place<'_>, from: Type, to: Type, value: &str) -> Result<String, Fails> {
    let number = |n: Option<i128>| -> Result<String, Fails> {
        let n = n.ok_or(Fails)?;
        let within = |low: i128, high: i128, n: i128| if (low..=high).contains(&n) { Ok(n) } else { Err(Fails) };
        let whole = rounded(n, 1000);
        Ok(match to {
            Type::Small => within(-32768, 32767, whole)?.to_string(),
            Type::Big => within(i64::MIN.into(), i64::MAX.into(), whole)?.to_string(),
            Type::Year if whole == 0 => "0".into(),
            Type::Year => within(1901, 2155, whole)?.to_string(),
            Type::Decimal => short(within(-9_999_999_999, 9_999_999_999, n)?),
            Type::Tenths => short(within(-999_999, 999_999, rounded(n, 100))? * 100),
            Type::Truth => within(0, 1, whole)?.to_string(),
            _ => short(n),
        })
    };
    let float = |text: &str| -> Result<String, Fails> {
        let n: f64 = text.parse().map_err(|_| Fails)?;
        Ok(if n.abs() < 1e15 { n.to_string() } else { format!("{n:?}") })
    };
    let trimmed = value.trim_matches(' ');
    Ok(match (from, to) {
        (Type::Small | Type::Big | Type::Year | Type::Decimal | Type::Tenths, Type::Float) => float(value)?,
        (Type::Small | Type::Big | Type::Year, Type::Text) => value.to_owned(),
        (Type::Small | Type::Big | Type::Year, Type::Char) if value.len() > 5 => return Err(Fails),
        (Type::Small | Type::Big | Type::Year, Type::Char) => value.to_owned(),
        // As it is stored there.
        (Type::Decimal | Type::Tenths, Type::Text) if place.old == Engine::Sqlite => {
            short(thousandths(value).ok_or(Fails)?)
        }
        (Type::Decimal | Type::Tenths, Type::Text) => value.to_owned(),
        (Type::Small | Type::Big | Type::Year | Type::Decimal | Type::Tenths, _) => number(thousandths(value))?,
        (Type::Float, Type::Float) => float(value)?,
        (Type::Date, Type::Moment) => format!("{value} 00:00:00"),
        (Type::Text | Type::Char, Type::Char) if value.chars().count() > 5 => return Err(Fails),
        (Type::Text | Type::Char, Type::Char) => value.trim_end_matches(' ').to_owned(),
        (Type::Text | Type::Char, Type::Small | Type::Big | Type::Year) => {
            if trimmed.contains('.') {
                return Err(Fails);
            }
            number(thousandths(trimmed))?
        }
        (Type::Text | Type::Char, Type::Decimal | Type::Tenths) => number(thousandths(trimmed))?,
        (Type::Text, Type::Float) => {
            let digits = trimmed.trim_start_matches(['+', '-']);
            if !digits.starts_with(|c: char| c.is_ascii_digit()) {
                return Err(Fails);
            }
            float(trimmed)?
        }
        (Type::Text | Type::Char, Type::Truth) => match trimmed.to_lowercase().as_str() {
            "true" | "t" | "1" | "yes" | "y" => "1".into(),
            "false" | "f" | "0" | "no" | "n" => "0".into(),
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
        (Type::Text, Type::Uuid) => {
            let bare: String = trimmed.chars().filter(|c| !"{}-".contains(*c)).collect::<String>().to_lowercase();
            if bare.len() != 32 {
                return Err(Fails);
            }
            format!("{}-{}-{}-{}-{}", &bare[..8], &bare[8..12], &bare[12..16], &bare[16..20], &bare[20..])
        }
        _ => value.to_owned(),
    })
}

/// A collation of a text, as it is written.
fn collations(engine: Engine) -> &'static [&'static str] {
    match engine {
        Engine::Mysql => &["", " character set latin1", " collate utf8mb4_bin", " collate utf8mb4_general_ci"],
        Engine::Sqlite => &["", " collate nocase"],
        Engine::Postgres => &["", " collate \"C\""],
    }
}

const NAMES: &[&str] = &["Ann", "ann", "ANN", "Bob", "bob ", "é", "e", "E", "", "x"];

pub fn told(rows: &mut Rows<'_>, place: &Place<'_>) -> Told {
    let (xk, yk) = (format!("{}xk", place.prefix), format!("{}yk", place.prefix));
    let mut columns: Vec<(Type, Type, bool, Last)> = Vec::new();
    for _ in 0..2 + rows.dice.below(3) {
        let from: Vec<Type> = Type::ALL.into_iter().filter(|ty| ty.name(place.old).is_some()).collect();
        let from = if rows.dice.often(30) { Type::Text } else { rows.dice.pick(&from) };
        let to: Vec<Type> = from.goals().iter().copied().filter(|ty| ty.name(place.new).is_some()).collect();
        if to.is_empty() {
            continue;
        }
        let (to, nullable) = (rows.dice.pick(&to), rows.dice.often(70));
        let last = match rows.dice.below(5) {
            0 => Last::Skip,
            1 => Last::Reject,
            2 | 3 if nullable => Last::Null,
            _ => Last::Nothing,
        };
        columns.push((from, to, nullable, last));
    }
    // id, the columns, and a text
    let mut drawn: Vec<(i64, Vec<Option<&str>>, &str)> = Vec::new();
    for id in 1..=rows.dice.below(10) {
        let cells = columns.iter().map(|(from, ..)| match rows.dice.often(12) {
            true => None,
            false => Some(rows.dice.pick(from.values())),
        });
        let cells: Vec<Option<&str>> = cells.collect();
        let word = rows.dice.pick(NAMES);
        if rows.stays() {
            drawn.push((id as i64, cells, word));
        }
    }
    let collated = rows.dice.pick(collations(place.old));
    let new_collations = if place.new == Engine::Mysql {
        &["", " collate utf8mb4_bin", " collate utf8mb4_general_ci"][..]
    } else {
        &[""]
    };
    let new_collated = rows.dice.pick(new_collations);

    let (int, any) = (goal(Kind::Int, 32, false), |nullable| goal(Kind::Text, 0, nullable));
    let mut lines: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(c, (from, ..))| {
            let null = if (*from, place.old) == (Type::Stamp, Engine::Mysql) { " null default null" } else { "" };
            format!("c{c} {}{null}", from.name(place.old).unwrap_or_default())
        })
        .collect();
    lines.extend([format!("w varchar(20){collated}"), "primary key (id)".into()]);
    let mut old = create(place.old, &xk, &[("id", int.clone())], &lines);
    for (id, cells, word) in &drawn {
        let cells = cells.iter().zip(&columns).map(|(cell, (from, ..))| from.sql(place.old, *cell) + ", ");
        let cells: String = cells.collect();
        old +=
            &format!("insert into {xk} values ({id}, {cells}{});\n", write::sql(place.old, &Val::Text((*word).into())));
    }

    // ---- what moves -----------------------------------------------------------------------------
    let mut lines: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(c, (_, to, nullable, _))| {
            let null = match (to, place.new, nullable) {
                (_, _, false) => " not null",
                (Type::Stamp, Engine::Mysql, true) => " null default null",
                _ => "",
            };
            format!("c{c} {}{null}", to.name(place.new).unwrap_or_default())
        })
        .collect();
    let then = rows.dice.below(4);
    let rule = match then {
        0 => "  unique w keep first by id\n",
        1 => "  unique w reject\n",
        _ => "",
    };
    lines.extend([format!("w varchar(20){new_collated} not null"), "primary key (id)".into()]);
    lines.extend((!rule.is_empty()).then(|| "unique (w)".to_owned()));
    let new = create(place.new, &yk, &[("id", int.clone())], &lines);
    // Comparisons go by code point, whatever the collation.
    type Cond = (&'static str, fn(&str) -> bool);
    let conds: [Cond; 5] = [
        ("", |_| true),
        ("", |_| true),
        ("w != \"Ann\"", |w| w != "Ann"),
        ("not (w in (\"ann\", \"e\", \"bob\"))", |w| !["ann", "e", "bob"].contains(&w)),
        ("w < \"b\" or w like \"b%\"", |w| w < "b" || w.starts_with('b')),
    ];
    let (cond, holds) = rows.dice.pick(&conds);
    let flow = |(c, (from, to, _, last)): (usize, &(Type, Type, bool, Last))| {
        let said = matches!((from, to), (Type::Text | Type::Char, Type::Truth));
        format!("  c{c}{} -> c{c}{}\n", if said { " as bool" } else { "" }, policy(*last))
    };
    let flows: Vec<String> = columns.iter().enumerate().map(flow).collect();
    let filter = if cond.is_empty() { String::new() } else { format!("  where {cond}\n") };
    let program = format!("table {xk} -> {yk} {{\n  id\n{}  w\n{filter}{rule}}}\n", flows.concat());

    // ---- what must come of it --------------------------------------------------------------------
    let expect = || -> Result<Expected, Stop> {
        let mut out = Expected::default();
        let names: Vec<String> = (0..columns.len()).map(|c| format!("c{c}")).collect();
        let goals: Vec<_> = columns.iter().map(|(_, _, nullable, _)| any(*nullable)).collect();
        let word_goal = any(false);
        let heads: Vec<Head<'_>> = drawn
            .iter()
            .map(|(id, cells, word)| {
                let mut lines = vec![Line::new("id", &int, Ok(Val::Int(*id)), Last::Nothing)];
                lines.extend(cells.iter().enumerate().map(|(c, cell)| {
                    let (from, to, _, last) = columns[c];
                    let value: Made = cell.map_or(Ok(Val::Null), |cell| made(place, from, to, cell).map(Val::Text));
                    Line::new(&names[c], &goals[c], value, last)
                }));
                lines.push(Line::new("w", &word_goal, Ok(Val::Text((*word).into())), Last::Nothing));
                Head { key: vec![Val::Int(*id)], lines, skipped: !holds(word) }
            })
            .collect();
        let (mut moving, mut tally) = fates(&heads)?;
        if !rule.is_empty() {
            // Unique keys go by the collation of the new side.
            let like = if new_collated.ends_with("_bin") { Engine::Postgres } else { place.new };
            let same = |row: &super::shapes::Moving| Some(vec![folded(like, place.on, row.values.last()?.clone())]);
            unique(&mut moving, &mut tally, &same, (then == 1).then_some("w"), false);
        }
        note(&mut out, &xk, &yk, &moving, &tally);
        hold(&mut out, &yk, moving.into_iter().map(|row| row.values));
        Ok(out)
    };
    let expected = expect();
    Told { rows: 0, expected, old, new, program }
}
