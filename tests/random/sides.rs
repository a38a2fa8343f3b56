//! Joins with rows of the new side, keys with nulls in them, and columns that are filled at the end.

use std::collections::BTreeMap;

use migc::engine::Engine;

use super::eval::{Fails, Made, fit};
use super::expected::{Expected, Stop};
use super::program::{Goal, Last};
use super::shapes::{Head, Line, More, Place, Rows, Told, create, fates, goal, hold, insert, note, policy};
use super::value::{Kind, Val};

const NAMES: &[&str] = &["Ann", "ann", "Bob", "a longer one", "", "é", "e", "x'y", "bob "];

/// What a row of the old table is joined to one of the new side by.
#[derive(Clone, Copy, PartialEq)]
enum On {
    Code,
    Text,
    Key,
}

/// What a line makes of a row.
type Value<'a> = Box<dyn Fn(&[Val]) -> Made + 'a>;

/// A line of an `update`: the text, the column that it fills, and what it makes of a row.
struct Late<'a> {
    text: String,
    column: usize,
    last: Last,
    value: Value<'a>,
}

/// A condition on rows.
type Cond = (&'static str, fn(&[Val]) -> bool);

/// The columns of the joined table: id, q, l, s, n, u, t.
const WHERES: &[Cond] = &[
    ("", |_| true),
    ("", |_| true),
    ("n is not null", |row| row[4] != Val::Null),
    ("s != \"Ann\"", |row| row[3] != Val::Text("Ann".into())),
    ("u is null and q > 2", |row| row[5] == Val::Null && row[1] > Val::Int(2)),
    ("n > 1 or s = \"é\"", |row| row[4] > Val::Int(1) || row[3] == Val::Text("é".into())),
];

fn some(rows: &mut Rows<'_>, of: &[i64]) -> Val {
    if rows.dice.often(20) { Val::Null } else { Val::Int(rows.dice.pick(of)) }
}

fn name(rows: &mut Rows<'_>) -> Val {
    if rows.dice.often(20) { Val::Null } else { Val::Text(rows.dice.pick(NAMES).into()) }
}

pub fn told(rows: &mut Rows<'_>, place: &Place<'_>) -> Told {
    let called = |table: &str| format!("{}{table}", place.prefix);
    let [xw, xv, xl, xt, xm] = ["xw", "xv", "xl", "xt", "xm"].map(called);
    let [bw, q, m, l] = ["bw", "q", "m", "l"].map(called);
    let sizes = |size: u32| if place.new == Engine::Sqlite { 0 } else { size };
    let (int, maybe) = (goal(Kind::Int, 32, false), goal(Kind::Int, 32, true));
    let text = goal(Kind::Text, 30, true);

    // a, b, s: known by a and b, of which one may be null
    let mut owners: Vec<Vec<Val>> = Vec::new();
    for _ in 0..rows.dice.below(6) {
        let row = vec![some(rows, &[1, 2, 3]), Val::Int(1 + rows.dice.below(3) as i64), name(rows)];
        if rows.stays() && owners.iter().all(|other| other[..2] != row[..2]) {
            owners.push(row);
        }
    }
    owners.sort();
    // id, k, s, n
    let mut members: Vec<Vec<Val>> = Vec::new();
    for id in 1..=rows.dice.below(9) {
        let row = vec![Val::Int(id as i64), some(rows, &[1, 2, 3, 4]), name(rows), some(rows, &[0, 1, 2, 3])];
        if rows.stays() {
            members.push(row);
        }
    }
    // id, code, s
    let mut seeds: Vec<Vec<Val>> = Vec::new();
    for id in 1..=rows.dice.below(5) {
        let row = vec![Val::Int(id as i64), some(rows, &[1, 2, 3]), name(rows)];
        if rows.stays() {
            seeds.push(row);
        }
    }
    let mut old = create(place.old, &xw, &[("a", maybe.clone()), ("b", int.clone()), ("s", text.clone())], &[]);
    old += &insert(place.old, &xw, &owners);
    let columns = [("id", int.clone()), ("k", maybe.clone()), ("s", text.clone()), ("n", maybe.clone())];
    old += &create(place.old, &xv, &columns, &["primary key (id)".into()]);
    old += &insert(place.old, &xv, &members);

    // ---- rows that are there, and more of them ---------------------------------------------------
    let long = Goal { size: sizes(30), ..text.clone() };
    let columns = [("id", int.clone()), ("code", maybe.clone()), ("s", long.clone())];
    let mut new = create(place.new, &xl, &columns, &["primary key (id)".into()]);
    new += &insert(place.new, &xl, &seeds);
    let more = rows.dice.often(60);
    let mut program = String::new();
    if more {
        program += &format!("table {xw} as {bw} -> {xl} {{\n  auto -> id\n  a -> code\n  s\n  key a, b\n}}\n");
    } else {
        program += &format!("ignore {xw}\n");
    }

    // ---- the join --------------------------------------------------------------------------------
    let on = rows.dice.pick(&[On::Code, On::Code, On::Text, On::Key]);
    let left = rows.dice.often(50);
    let filtered = rows.dice.below(4);
    let s = Goal { size: sizes(rows.dice.pick(&[5, 30])), ..text.clone() };
    let s = Goal { nullable: rows.dice.often(60), ..s };
    let names = match rows.dice.below(5) {
        0 if s.nullable => Last::Null,
        1 if s.size > 0 => Last::Cut,
        2 => Last::Skip,
        3 => Last::Reject,
        _ => Last::Nothing,
    };
    let short = goal(Kind::Text, sizes(5), true);
    let made = [
        ("id", int.clone()),
        ("q", int.clone()),
        ("l", maybe.clone()),
        ("s", s.clone()),
        ("n", maybe.clone()),
        ("u", maybe.clone()),
        ("t", short.clone()),
    ];
    // Known by a number, or by both rows.
    let numbered = left || rows.dice.often(60);
    let key = if numbered { "primary key (id)" } else { "primary key (q, l)" };
    let made = match numbered {
        true => made,
        false => made.map(|(name, goal)| (name, Goal { nullable: goal.nullable && name != "l", ..goal })),
    };
    new += &create(place.new, &xt, &made, &[key.into()]);
    let condition = match on {
        On::Code => format!("{l}.code = {q}.k"),
        On::Text => format!("{l}.s = {q}.s"),
        On::Key => format!("{l}.id = {q}.k"),
    };
    let filter = match filtered {
        0 => format!("  where {l}.code != 2\n"),
        1 => format!("  where {q}.n > 0\n"),
        _ => String::new(),
    };
    program += &format!(
        "table {xv} as {q}\n  {}join new.{xl} as {l} on {condition}\n  -> {xt} {{\n  {} -> id\n  {q}.id -> q\n  {l}.id -> l\n  \
         {l}.s -> s{}\n  {q}.n -> n\n  null -> u, t\n{filter}}}\n",
        if left { "left " } else { "" },
        if numbered { "auto".to_owned() } else { format!("{q}.id") },
        policy(names),
    );

    // ---- references by keys with nulls -----------------------------------------------------------
    let refers = more && rows.dice.often(70);
    let orphans = rows.dice.pick(&[Last::Null, Last::Null, Last::Skip, Last::Reject]);
    let owner = Goal { nullable: rows.dice.often(70), ..maybe.clone() };
    let orphans = if orphans == Last::Null && !owner.nullable { Last::Skip } else { orphans };
    if refers {
        let more = ["primary key (id)".to_owned(), format!("foreign key (owner) references {xl} (id)")];
        new += &create(place.new, &xm, &[("id", int.clone()), ("owner", owner.clone())], &more);
        program += &format!("table {xv} as {m} -> {xm} {{\n  id\n  (k, n) via {bw} -> owner{}\n}}\n", policy(orphans));
    }
    if !(refers || on != On::Text) {
        program += &format!("ignore {xv}.k\n");
    }
    if on != On::Text {
        program += &format!("ignore {xv}.s\n");
    }

    // ---- what is filled at the end ---------------------------------------------------------------
    let mut held = seeds.clone();
    let mut became: BTreeMap<Vec<Val>, Val> = BTreeMap::new();
    if more {
        let first = seeds.last().map_or(1, |row| if let Val::Int(n) = row[0] { n + 1 } else { 1 });
        for (n, row) in (first..).zip(&owners) {
            held.push(vec![Val::Int(n), row[0].clone(), row[2].clone()]);
            became.insert(row[..2].to_vec(), Val::Int(n));
        }
    }
    let held = &held;
    let mut updates: Vec<(Vec<Late<'_>>, Cond)> = Vec::new();
    for _ in 0..rows.dice.below(4) {
        let late = |text: String, column, last, value| Late { text, column, last, value };
        let plain = |from: usize| -> Value<'_> { Box::new(move |row| Ok(row[from].clone())) };
        let lines = match rows.dice.below(5) {
            0 => {
                let count: Value<'_> =
                    Box::new(|row| Ok(Val::Int(held.iter().filter(|other| other[1] == row[4]).count() as i64)));
                vec![late(format!("count(* from new.{xl} where new.{xl}.code = {xt}.n)"), 5, Last::Nothing, count)]
            }
            1 => vec![late("n".into(), 5, Last::Nothing, plain(4)), late("u".into(), 4, Last::Nothing, plain(5))],
            2 => {
                let last = rows.dice.pick(&[Last::Null, Last::Null, Last::Nothing]);
                let last = if short.size > 0 && rows.dice.often(50) { Last::Cut } else { last };
                vec![late("s".into(), 6, last, plain(3))]
            }
            3 => {
                let code: Value<'_> = Box::new(|row| match held.iter().find(|other| other[0] == row[1]) {
                    Some(other) => Ok(other[1].clone()),
                    None => Err(Fails),
                });
                let text = format!("new.{xl}[id = q].code");
                let add: Value<'_> = Box::new(|row| match &row[4] {
                    Val::Int(n) => Ok(Val::Int(n + 1)),
                    _ => Ok(Val::Null),
                });
                vec![late(text, 5, Last::Null, code), late("n + 1".into(), 4, Last::Nothing, add)]
            }
            _ => vec![late("l".into(), 4, Last::Nothing, plain(2)), late("q".into(), 5, Last::Nothing, plain(1))],
        };
        updates.push((lines, rows.dice.pick(WHERES)));
    }
    for (lines, (cond, _)) in &updates {
        let names = made.each_ref().map(|(name, _)| *name);
        let mut all: Vec<String> =
            lines.iter().map(|line| format!("{} -> {}{}", line.text, names[line.column], policy(line.last))).collect();
        all.extend((!cond.is_empty()).then(|| format!("where {cond}")));
        program += &format!("update {xt} {{\n  {}\n}}\n", all.join("\n  "));
    }

    // ---- what must come of it --------------------------------------------------------------------
    let expect = || -> Result<Expected, Stop> {
        let mut out = Expected::default();
        if more {
            out.counts.insert(format!("{bw} | {xl} | {0} | {0} | 0 | 0 | 0 | 0", owners.len()));
            hold(&mut out, &xl, held.clone());
        }
        let mut heads = Vec::new();
        for row in &members {
            // Null equals only null, and text compares by code point.
            let meets = |other: &&Vec<Val>| match on {
                On::Code => other[1] == row[1],
                On::Text => other[2] == row[2],
                On::Key => other[0] == row[1],
            };
            let mut partners: Vec<Vec<Val>> = held.iter().filter(meets).cloned().collect();
            if partners.is_empty() && left {
                partners.push(vec![Val::Null; 3]);
            }
            for other in partners {
                let line = |column, goal, value: &Val, last| Line::new(column, goal, Ok(value.clone()), last);
                heads.push(Head {
                    key: if on == On::Key { vec![row[0].clone()] } else { vec![row[0].clone(), other[0].clone()] },
                    lines: vec![
                        line("q", &int, &row[0], Last::Nothing),
                        line("l", &maybe, &other[0], Last::Nothing),
                        line("s", &s, &other[2], names),
                        line("n", &maybe, &row[3], Last::Nothing),
                    ],
                    skipped: match filtered {
                        0 => other[1] == Val::Int(2),
                        1 => !matches!(row[3], Val::Int(n) if n > 0),
                        _ => false,
                    },
                });
            }
        }
        let (moving, tally) = fates(&heads)?;
        note(&mut out, &q, &xt, &moving, &tally);
        let joined = (1..).zip(moving).map(|(id, row)| {
            let id = if numbered { Val::Int(id) } else { row.values[0].clone() };
            std::iter::once(id).chain(row.values).chain([Val::Null, Val::Null]).collect::<Vec<Val>>()
        });
        let mut joined: Vec<Vec<Val>> = joined.collect();
        for (lines, (_, holds)) in &updates {
            for row in joined.iter_mut().filter(|row| holds(row)) {
                // Each line reads the row as it was.
                let before = row.clone();
                for line in lines {
                    let goal = &made[line.column].1;
                    let value = (line.value)(&before);
                    row[line.column] = match value.clone().and_then(|value| fit(value, goal, line.last == Last::Cut)) {
                        Ok(value) => value,
                        Err(Fails) if line.last == Last::Null => Val::Null,
                        Err(Fails) => {
                            return Err(Stop(format!("`{}` cannot be made in an update", made[line.column].0)));
                        }
                    };
                }
            }
        }
        hold(&mut out, &xt, joined);
        if refers {
            let heads: Vec<Head<'_>> = members
                .iter()
                .map(|row| {
                    let pair = [row[1].clone(), row[3].clone()];
                    let value = match became.get(&pair[..]) {
                        Some(to) => Ok(to.clone()),
                        // No owner has a null there.
                        None if pair[1] == Val::Null => Ok(Val::Null),
                        None => Err(Fails),
                    };
                    let lines = vec![
                        Line::new("id", &int, Ok(row[0].clone()), Last::Nothing),
                        Line::new("owner", &owner, value, orphans),
                    ];
                    Head { key: vec![row[0].clone()], lines, skipped: false }
                })
                .collect();
            let (moving, tally) = fates(&heads)?;
            note(&mut out, &m, &xm, &moving, &tally);
            hold(&mut out, &xm, moving.into_iter().map(|row| row.values));
        }
        Ok(out)
    };
    let expected = expect();
    Told { rows: 0, expected, old, new, program, more: More::default() }
}
