//! Rows that the new side has already or that the program gives, and tables that stay as they are.

use migc::engine::Engine;

use super::expected::{Expected, Stop, folded};
use super::program::{Goal, Last};
use super::shapes::{Head, Line, More, Moving, Place, Rows, Told, create, fates, goal, hold, insert, note, policy};
use super::value::{Kind, Val};

const NAMES: &[&str] = &["Ann", "ann", "Bob", "a longer one", "", "é", "x'y", "n", "s > n"];

/// Which of the rows that are there `empty` removes.
#[derive(Clone, Copy, PartialEq)]
enum Empty {
    Nothing,
    All,
    Above(i64),
    Named(&'static str),
    Unnumbered,
}

impl Empty {
    fn text(self, table: &str) -> String {
        match self {
            Empty::Nothing => String::new(),
            Empty::All => format!("empty {table}\n"),
            Empty::Above(n) => format!("empty {table} where id > {n}\n"),
            Empty::Named(name) => format!("empty {table} where s != \"{name}\"\n"),
            Empty::Unnumbered => format!("empty {table} where n is null or n < 2\n"),
        }
    }

    fn removes(self, row: &[Val]) -> bool {
        match self {
            Empty::Nothing => false,
            Empty::All => true,
            Empty::Above(n) => row[0] > Val::Int(n),
            // Text compares by code point, and null is not equal to it.
            Empty::Named(name) => row[1] != Val::Text(name.into()),
            Empty::Unnumbered => matches!(row[2], Val::Null) || row[2] < Val::Int(2),
        }
    }
}

/// Rows of id, s and n.
fn draw(rows: &mut Rows<'_>, most: usize, from: i64) -> Vec<Vec<Val>> {
    let mut all: Vec<Vec<Val>> = Vec::new();
    for _ in 0..rows.dice.below(most + 1) {
        let id = Val::Int(from + rows.dice.below(12) as i64);
        let s = if rows.dice.often(20) { Val::Null } else { Val::Text(rows.dice.pick(NAMES).into()) };
        let n = if rows.dice.often(20) { Val::Null } else { Val::Int(rows.dice.pick(&[0, 1, 2, 3, 40_000])) };
        if rows.stays() && all.iter().all(|row| row[0] != id) {
            all.push(vec![id, s, n]);
        }
    }
    all.sort();
    all
}

pub fn told(rows: &mut Rows<'_>, place: &Place<'_>) -> Told {
    let name = |table: &str| format!("{}{table}", place.prefix);
    let (xc, xr, xg) = (name("xc"), name("xr"), name("xg"));
    let sizes = |size: u32| if place.new == Engine::Sqlite { 0 } else { size };
    let (int, text) = (goal(Kind::Int, 32, false), goal(Kind::Text, 30, true));
    let own = [("id", int.clone()), ("s", text.clone()), ("n", goal(Kind::Int, 32, true)), ("o", text.clone())];
    let stored = draw(rows, 7, 1);
    let wider: Vec<Vec<Val>> = stored.iter().map(|row| [&row[..], &[Val::Text("o".into())]].concat()).collect();
    let mut old = create(place.old, &xc, &own, &["primary key (id)".into()]);
    old += &insert(place.old, &xc, &wider);

    // ---- a table that stays as it is -------------------------------------------------------------
    let bits = if place.new == Engine::Sqlite { 64 } else { rows.dice.pick(&[16, 32]) };
    let s = goal(Kind::Text, sizes(rows.dice.pick(&[5, 30])), rows.dice.often(60));
    let n = goal(Kind::Int, bits, rows.dice.often(60));
    let extra = rows.dice.below(3);
    let mut columns = vec![("id", int.clone()), ("s", s.clone()), ("n", n.clone())];
    let more: Vec<String> = match extra {
        0 => Vec::new(),
        1 => vec!["x integer".into(), "primary key (id)".into()],
        _ => vec!["x integer not null default 7".into(), "primary key (id)".into()],
    };
    if rows.dice.often(30) {
        columns.swap(1, 2);
    }
    let (named, policies) = match rows.dice.below(4) {
        0 => ("s", rows.dice.pick(&[Last::Reject, Last::Skip, Last::Nothing])),
        1 => ("n", if n.nullable { Last::Null } else { Last::Skip }),
        2 => ("s", if s.size > 0 { Last::Cut } else { Last::Reject }),
        _ => ("", Last::Nothing),
    };
    let filtered = rows.dice.often(30);
    // CHECKs with texts that are names of columns, or read like conditions. Only their own engine asks them.
    let checked = rows.dice.pick(&[None, None, Some("n"), Some("s > n")]);
    let more: Vec<String> = match checked {
        Some(_) if more.is_empty() => vec!["primary key (id)".into()],
        _ => more,
    };
    let more: Vec<String> = more.into_iter().chain(checked.map(|text| format!("check (s <> '{text}')"))).collect();
    let mut new = match more.is_empty() {
        true => create(place.new, &xc, &columns, &["primary key (id)".into()]),
        false => create(place.new, &xc, &columns, &more),
    };
    let mut lines = Vec::new();
    if !named.is_empty() {
        lines.push(format!("{named}{}", policy(policies)));
    }
    if filtered {
        lines.push("where n != 1".to_owned());
    }
    let ignored = rows.dice.often(50);
    if ignored {
        lines.push("ignore o".into());
    }
    let block = if lines.is_empty() { String::new() } else { format!(" {{\n  {}\n}}", lines.join("\n  ")) };
    let mut program = match rows.dice.below(3) {
        0 => format!("copy {xc}{block}\n"),
        1 => format!("copy {}x*{block}\n", place.prefix),
        _ => format!("table {xc} -> {xc} {{\n  *\n  {}\n}}\n", lines.join("\n  ")),
    };
    if !ignored {
        program += &format!("ignore {xc}.o\n");
    }

    // ---- rows that are there ---------------------------------------------------------------------
    let seeds = draw(rows, 5, 3);
    let empty = rows.dice.pick(&[
        Empty::Nothing,
        Empty::All,
        Empty::All,
        Empty::Above(6),
        Empty::Named("Ann"),
        Empty::Named("é"),
        Empty::Unnumbered,
    ]);
    let declared = rows.dice.often(40);
    let seeds: Vec<Vec<Val>> = {
        let mut kept: Vec<Vec<Val>> = Vec::new();
        for row in seeds {
            let same = |other: &Vec<Val>| {
                folded(Engine::Mysql, Engine::Mysql, other[1].clone())
                    == folded(Engine::Mysql, Engine::Mysql, row[1].clone())
            };
            if !declared || row[1] == Val::Null || !kept.iter().any(same) {
                kept.push(row);
            }
        }
        kept
    };
    let keys = empty == Empty::All && rows.dice.often(60);
    let fills = empty == Empty::Nothing || rows.dice.often(75);
    let then = rows.dice.below(3);
    let mut more = vec!["primary key (id)".to_owned()];
    more.extend(declared.then_some("unique (s)".to_owned()));
    let target = [("id", int.clone()), ("s", goal(Kind::Text, sizes(30), true)), ("n", goal(Kind::Int, 64, true))];
    new += &create(place.new, &xr, &target, &more);
    new += &insert(place.new, &xr, &seeds);
    program += &empty.text(&xr);
    let alias = name("br");
    let rule = match (declared || then == 1, then) {
        (false, _) => "",
        (_, 0) => "  unique s reject\n",
        _ => "  unique s keep first by id\n",
    };
    if fills {
        let key = if keys { "id" } else { "auto -> id" };
        program += &format!("table {xc} as {alias} -> {xr} {{\n  {key}; s; n\n{rule}}}\n");
    }

    // ---- rows that are given ---------------------------------------------------------------------
    let given = rows.dice.below(4);
    let mut constants = Vec::new();
    for place in 0..given {
        let s = if rows.dice.often(20) { Val::Null } else { Val::Text(rows.dice.pick(NAMES).into()) };
        if rows.stays() {
            constants.push(vec![Val::Int(place as i64 * 3 + 1), s, Val::Int(rows.dice.below(3) as i64)]);
        }
    }
    let wide = Goal { size: sizes(30), ..text.clone() };
    if !constants.is_empty() {
        let made = [("id", int.clone()), ("s", wide.clone()), ("n", goal(Kind::Int, 32, true))];
        new += &create(place.new, &xg, &made, &["primary key (id)".into()]);
    }
    for row in &constants {
        let [id, s, n] = [&row[0], &row[1], &row[2]].map(super::write::literal);
        program += &format!("row {xg} {{\n  {id} -> id\n  {s} -> s\n  {n} -> n\n}}\n");
    }

    // ---- what must come of it --------------------------------------------------------------------
    let expect = || -> Result<Expected, Stop> {
        let mut out = Expected::default();
        let of = |column: &str| ["id", "s", "n"].iter().position(|c| *c == column).unwrap_or(0);
        // The named line stands first where `*` is for the others.
        let copied: Vec<Head<'_>> = stored
            .iter()
            .map(|row| {
                let line = |(column, goal): &'_ (&'static str, Goal)| {
                    let last = if *column == named { policies } else { Last::Nothing };
                    (*column, goal.clone(), row[of(column)].clone(), last)
                };
                let lines = columns.iter().map(|entry| {
                    let (column, _, value, last) = line(entry);
                    let against = checked
                        .filter(|_| place.on == place.new)
                        .is_some_and(|text| column == "s" && value == Val::Text(text.into()));
                    Line { against, ..Line::new(column, &entry.1, Ok(value), last) }
                });
                Head { key: vec![row[0].clone()], lines: lines.collect(), skipped: filtered && row[2] == Val::Int(1) }
            })
            .collect();
        let (moving, tally) = fates(&copied)?;
        note(&mut out, &xc, &xc, &moving, &tally);
        let last = match extra {
            0 => None,
            1 => Some(Val::Null),
            _ => Some(Val::Int(7)),
        };
        hold(&mut out, &xc, moving.into_iter().map(|row| row.values.into_iter().chain(last.clone()).collect()));
        let mut held: Vec<Vec<Val>> = seeds.iter().filter(|row| !empty.removes(row)).cloned().collect();
        if fills {
            let all: Vec<Head<'_>> = stored
                .iter()
                .map(|row| {
                    let lines = target
                        .iter()
                        .enumerate()
                        .map(|(i, (column, goal))| Line::new(column, goal, Ok(row[i].clone()), Last::Nothing));
                    Head { key: vec![row[0].clone()], lines: lines.collect(), skipped: false }
                })
                .collect();
            let (moving, mut tally) = fates(&all)?;
            let fold = |value: &Val| folded(place.new, place.on, value.clone());
            let mut stay: Vec<Moving> = Vec::new();
            for row in moving {
                let s = fold(&row.values[1]);
                let there = held.iter().map(|row| &row[1]).chain(stay.iter().map(|row| &row.values[1]));
                let mut there = there.filter(|other| **other != Val::Null);
                if rule.is_empty() || s == Val::Null || !there.any(|other| fold(other) == s) {
                    stay.push(row);
                } else if then == 0 {
                    tally.rejected.push((row.key, "s".into()));
                } else {
                    tally.merged += 1;
                }
            }
            note(&mut out, &alias, &xr, &stay, &tally);
            let most = held.iter().map(|row| row[0].clone()).max();
            let first = if let Some(Val::Int(n)) = most { n + 1 } else { 1 };
            for (n, mut row) in (first..).zip(stay) {
                if !keys {
                    row.values[0] = Val::Int(n);
                }
                held.push(row.values);
            }
        }
        hold(&mut out, &xr, held);
        for (i, row) in constants.iter().enumerate() {
            let block = match i {
                0 => xg.clone(),
                1 => format!("{xg}_row"),
                _ => format!("{xg}_{xg}_{i}"),
            };
            out.counts.insert(format!("{block} | {xg} | 1 | 1 | 0 | 0 | 0 | 0"));
            hold(&mut out, &xg, [row.clone()]);
        }
        Ok(out)
    };
    let mut expected = expect();
    let moved = expected.as_ref().ok().map(|out| out.tables[&xc].len());
    // What must hold of both sides, and now and then does not.
    let mut check = |name: &str, counted: &str, count: usize| {
        if !rows.dice.often(40) {
            return;
        }
        let (wrong, note) = (rows.dice.often(8), rows.dice.often(40));
        let told = count + usize::from(wrong);
        let otherwise = if note { " else note" } else { "" };
        program += &format!("check \"{name}\" count(* from {counted}) = {told}{otherwise}\n");
        if wrong && !note {
            expected = Err(Stop(format!("`{name}` does not hold")));
        }
    };
    let few = stored.iter().filter(|row| row[2] == Val::Null || row[2] < Val::Int(2)).count();
    check("of the old side", &format!("old.{xc} where n is null or n < 2"), few);
    // A text's CHECK is asked by its own engine only, so that what moves is not the same everywhere.
    if let (None, Some(moved)) = (checked, moved) {
        check("of the new side", &format!("new.{xc}"), moved);
    }
    Told { rows: 0, expected, old, new, program, more: More::default() }
}
