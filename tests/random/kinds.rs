//! Columns of every type, at the edges of what they hold and on their way into others, and texts with collations and
//! character sets.

use migc::engine::Engine;

use super::collations;
use super::eval::{Fails, Made};
use super::expected::{Expected, Stop, equal_as};
use super::program::Last;
use super::shapes::{Head, Line, More, Place, Rows, Told, create, fates, goal, hold, note, policy, unique};
use super::types::{Type, made};
use super::value::{Kind, Val};
use super::write;

/// Whether the language asks for the conversion to be written.
fn said(from: Type, to: Type) -> bool {
    matches!((from, to), (Type::Text | Type::Char, Type::Truth))
}

const NAMES: &[&str] = &["Ann", "ann", "ANN", "Bob", "bob ", "é", "e", "E", "", "x", "ż", "😀", "€"];

/// A column on its way.
struct Way {
    from: Type,
    to: Type,
    nullable: bool,
    /// What `or` says after the column itself: another column, or a value.
    others: Vec<Other>,
    last: Last,
}

#[derive(Clone, Copy)]
enum Other {
    Column(usize),
    Value(&'static str, &'static str),
}

/// A value of a column's type as it is written in a program, and as the tests show it.
fn constant(to: Type) -> Option<Other> {
    let (written, shown) = match to {
        Type::Small | Type::Big | Type::Tiny | Type::Count | Type::Huge => ("9", "9"),
        Type::Year => ("1984", "1984"),
        Type::Decimal => ("0.125", "0.125"),
        Type::Tenths => ("7.5", "7.5"),
        Type::Truth | Type::Flag => ("true", "1"),
        Type::Text => ("\"other\"", "other"),
        Type::Char => ("\"oth\"", "oth"),
        Type::Date => ("date \"2001-02-03\"", "2001-02-03"),
        Type::Time => ("\"01:02:03\"", "01:02:03"),
        Type::Moment | Type::Stamp => ("datetime \"2001-02-03 04:05:06\"", "2001-02-03 04:05:06"),
        Type::Choice => ("\"x\"", "x"),
        Type::Float | Type::Single => ("0.5", "0.5"),
        Type::Bits | Type::Uuid | Type::Json | Type::Bytes => return None,
    };
    Some(Other::Value(written, shown))
}

pub fn told(rows: &mut Rows<'_>, place: &Place<'_>) -> Told {
    let (xk, yk) = (format!("{}xk", place.prefix), format!("{}yk", place.prefix));
    let mut columns: Vec<Way> = Vec::new();
    for _ in 0..2 + rows.dice.below(3) {
        let from: Vec<Type> = Type::ALL.into_iter().filter(|ty| ty.name(place.old).is_some()).collect();
        let from = if rows.dice.often(30) { Type::Text } else { rows.dice.pick(&from) };
        // PostgreSQL makes no JSON of a text.
        let takes = |ty: &Type| match (*ty, place.new) {
            (Type::Json, Engine::Postgres) => from == Type::Json,
            (ty, new) => ty.name(new).is_some(),
        };
        let to: Vec<Type> = from.goals().iter().copied().filter(takes).collect();
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
        let mut others = Vec::new();
        let fits = |way: &Way| way.from.goals().contains(&to) && !said(way.from, to) && !said(from, to);
        if let Some(other) = columns.iter().position(fits).filter(|_| rows.dice.often(40)) {
            others.push(Other::Column(other));
        }
        others.extend(constant(to).filter(|_| rows.dice.often(20)));
        columns.push(Way { from, to, nullable, others, last });
    }
    let collated = rows.dice.pick(collations::of_old(place.old));
    let new_collated = rows.dice.pick(collations::of_new(place.new));
    let words = rows.dice.pick(&[Last::Nothing, Last::Reject, Last::Skip]);
    let other_word = rows.dice.often(30);
    // id, the columns, and a text
    let mut drawn: Vec<(i64, Vec<Option<&str>>, &str)> = Vec::new();
    for id in 1..=rows.dice.below(10) {
        let cells = columns.iter().map(|way| match rows.dice.often(12) {
            true => None,
            false => Some(rows.dice.pick(way.from.values())),
        });
        let cells: Vec<Option<&str>> = cells.collect();
        let word = rows.dice.pick(&NAMES[..if collated.contains("latin1") { 10 } else { NAMES.len() }]);
        if rows.stays() {
            drawn.push((id as i64, cells, word));
        }
    }
    let (int, any) = (goal(Kind::Int, 32, false), |nullable| goal(Kind::Text, 0, nullable));
    let mut lines: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(c, Way { from, .. })| {
            let null = if (*from, place.old) == (Type::Stamp, Engine::Mysql) { " null default null" } else { "" };
            format!("c{c} {}{null}", from.name(place.old).unwrap_or_default())
        })
        .collect();
    lines.extend([format!("w varchar(20){collated}"), "primary key (id)".into()]);
    let mut old = create(place.old, &xk, &[("id", int.clone())], &lines);
    for (id, cells, word) in &drawn {
        let cells = cells.iter().zip(&columns).map(|(cell, way)| way.from.sql(place.old, *cell) + ", ");
        let cells: String = cells.collect();
        old +=
            &format!("insert into {xk} values ({id}, {cells}{});\n", write::sql(place.old, &Val::Text((*word).into())));
    }

    // ---- what moves -----------------------------------------------------------------------------
    let mut lines: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(c, Way { to, nullable, .. })| {
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
    let flow = |(c, way): (usize, &Way)| {
        let others = way.others.iter().map(|other| match other {
            Other::Column(other) => format!(" or c{other}"),
            Other::Value(written, _) => format!(" or {written}"),
        });
        let said = if said(way.from, way.to) { " as bool" } else { "" };
        format!("  c{c}{said} -> c{c}{}{}\n", others.collect::<String>(), policy(way.last))
    };
    let flows: Vec<String> = columns.iter().enumerate().map(flow).collect();
    let filter = if cond.is_empty() { String::new() } else { format!("  where {cond}\n") };
    let program = format!(
        "table {xk} -> {yk} {{\n  id\n{}  w{}{}\n{filter}{rule}}}\n",
        flows.concat(),
        if other_word { " or \"zed\"" } else { "" },
        policy(words)
    );

    // ---- what must come of it --------------------------------------------------------------------
    let expect = || -> Result<Expected, Stop> {
        let mut out = Expected::default();
        let names: Vec<String> = (0..columns.len()).map(|c| format!("c{c}")).collect();
        let goals: Vec<_> = columns.iter().map(|way| any(way.nullable)).collect();
        let word_goal = any(false);
        let heads: Vec<Head<'_>> = drawn
            .iter()
            .map(|(id, cells, word)| {
                let mut lines = vec![Line::new("id", &int, Ok(Val::Int(*id)), Last::Nothing)];
                let value = |c: usize, to: Type| -> Made {
                    cells[c].map_or(Ok(Val::Null), |cell| made(place, columns[c].from, to, cell).map(Val::Text))
                };
                lines.extend(columns.iter().enumerate().map(|(c, way)| {
                    let others = way.others.iter().map(|other| match other {
                        Other::Column(other) => value(*other, way.to),
                        Other::Value(_, shown) => Ok(Val::Text((*shown).into())),
                    });
                    let others = others.collect();
                    Line { others, ..Line::new(&names[c], &goals[c], value(c, way.to), way.last) }
                }));
                let known = collations::holds(new_collated, word);
                let word_made = if known { Ok(Val::Text((*word).into())) } else { Err(Fails) };
                let others = if other_word { vec![Ok(Val::Text("zed".into()))] } else { Vec::new() };
                lines.push(Line { others, ..Line::new("w", &word_goal, word_made, words) });
                Head { key: vec![Val::Int(*id)], lines, skipped: !holds(word) }
            })
            .collect();
        let (mut moving, mut tally) = fates(&heads)?;
        if !rule.is_empty() {
            // Unique keys go by the collation of the new side.
            let fold = |value: Val| equal_as(new_collated, place.new, place.on, value);
            let same = |row: &super::shapes::Moving| Some(vec![fold(row.values.last()?.clone())]);
            unique(&mut moving, &mut tally, &same, (then == 1).then_some("w"), false);
        }
        note(&mut out, &xk, &yk, &moving, &tally);
        hold(&mut out, &yk, moving.into_iter().map(|row| row.values));
        Ok(out)
    };
    let expected = expect();
    let makes = |from: Type, to: Type| columns.iter().any(|way| way.from == from && way.to == to);
    let mut more = More::default();
    if makes(Type::Text, Type::Json) {
        more.not_on.push(Engine::Postgres);
    }
    if place.new == Engine::Postgres && columns.iter().any(|way| way.to == Type::Bits) {
        more.not_on.push(Engine::Sqlite);
    }
    Told { rows: 0, expected, old, new, program, more }
}
