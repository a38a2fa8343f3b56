//! Rows known by two columns that call for stubs, find those of others, or stop the run where they cannot be made.

use std::collections::{BTreeMap, BTreeSet};

use migc::engine::Engine;

use super::eval::{Fails, Made};
use super::expected::{Expected, Stop, folded};
use super::program::{Goal, Last};
use super::shapes::{
    Head, Line, More, Moving, Place, Rows, Tally, Told, create, fates, goal, hold, insert, note, policy, unique,
};
use super::value::{Kind, Val};

const NAMES: &[&str] = &["Ann", "ann", "Bob", "a longer one", "", "é"];

pub fn told(rows: &mut Rows<'_>, place: &Place<'_>) -> Told {
    let name = |table: &str| format!("{}{table}", place.prefix);
    let (xr, xu, yr, yu) = (name("xr"), name("xu"), name("yr"), name("yu"));
    let (br, bu) = (name("br"), name("bu"));
    let (int, number) = (goal(Kind::Int, 32, false), goal(Kind::Int, 32, true));
    let text = goal(Kind::Text, 30, true);
    let sized = |size: u32| if place.new == Engine::Sqlite { 0 } else { size };
    let textual = rows.dice.often(40);
    let part = goal(if textual { Kind::Text } else { Kind::Int }, 30, false);

    // ---- the old side: id, s, n; and a, b, r, q, s ------------------------------------------------
    let mut owners: Vec<Vec<Val>> = Vec::new();
    for id in 1..=6 {
        let s = if rows.dice.often(25) { Val::Null } else { Val::Text(rows.dice.pick(NAMES).into()) };
        let n = if rows.dice.often(20) { Val::Null } else { Val::Int(rows.dice.below(3) as i64) };
        let there = rows.dice.often(60);
        if rows.stays() && there {
            owners.push(vec![Val::Int(id), s, n]);
        }
    }
    let none = rows.dice.often(30).then_some(rows.dice.pick(&[0, 3, 7]));
    let mut callers: Vec<Vec<Val>> = Vec::new();
    for a in 1..=3 {
        for b in 1..=3 {
            let b = if textual { Val::Text(["P", "q,1", "é"][b - 1].into()) } else { Val::Int(b as i64) };
            let mut refers = || match rows.dice.often(15) {
                true => Val::Null,
                false => Val::Int(rows.dice.below(10) as i64),
            };
            let (r, q) = (refers(), refers());
            let s = if rows.dice.often(25) { Val::Null } else { Val::Text(rows.dice.pick(NAMES).into()) };
            let there = rows.dice.often(65);
            if rows.stays() && there {
                callers.push(vec![Val::Int(a), b, r, q, s]);
            }
        }
    }
    callers.sort();
    let columns = [("id", int.clone()), ("s", text.clone()), ("n", number.clone())];
    let mut old = create(place.old, &xr, &columns, &["primary key (id)".into()]);
    old += &insert(place.old, &xr, &owners);
    let columns =
        [("a", int.clone()), ("b", part.clone()), ("r", number.clone()), ("q", number.clone()), ("s", text.clone())];
    old += &create(place.old, &xu, &columns, &["primary key (a, b)".into()]);
    old += &insert(place.old, &xu, &callers);

    // ---- what moves -------------------------------------------------------------------------------
    let keep = rows.dice.often(50);
    let filtered = rows.dice.often(30);
    // What becomes of owners that are equal in s.
    let merging = rows.dice.pick(&[None, None, Some(false), Some(true)]);
    let short = goal(Kind::Text, sized(rows.dice.pick(&[5, 30])), rows.dice.often(60));
    let shorts = rows.dice.pick(&[Last::Nothing, Last::Skip, Last::Reject]);
    let fit_text = goal(Kind::Text, sized(30), true);
    let note_goal = goal(Kind::Text, sized(40), false);
    let key_to_n = rows.dice.often(40);
    let mut new = create(
        place.new,
        &yr,
        &[("id", int.clone()), ("s", fit_text.clone()), ("n", number.clone()), ("note", note_goal.clone())],
        &std::iter::once("primary key (id)".to_owned())
            .chain(merging.map(|_| "unique (s)".to_owned()))
            .collect::<Vec<_>>(),
    );
    let calls = match rows.dice.below(12) {
        0 => Last::Fail,
        1 => Last::Skip,
        _ => Last::Stub,
    };
    // A second reference, which may find what the first calls for.
    let finds = rows.dice.pick(&[None, Some(Last::Null), Some(Last::Null), Some(Last::Skip), Some(Last::Stub)]);
    let strict = none.is_none() && rows.dice.often(30);
    let when = rows.dice.often(30);
    let strict = strict && !when;
    let called = Goal { nullable: !strict, ..number.clone() };
    // Which of a, b, r and q are a key of the new table beside the primary one, and what becomes of equal rows.
    let mut keys: Vec<&[usize]> = vec![&[2], &[0, 2], &[1, 4]];
    if finds.is_some() {
        keys.extend([&[0usize, 3][..], &[3]]);
    }
    let key = rows.dice.often(50).then(|| rows.dice.pick(&keys));
    let (rejecting, last) = (rows.dice.often(40), rows.dice.often(40));
    let names = ["a", "b", "r", "q", "s"];
    let listed = |key: &[usize]| key.iter().map(|c| names[*c]).collect::<Vec<_>>().join(", ");
    let mut made = vec![("a", int.clone()), ("b", part.clone()), ("r", called.clone())];
    made.extend(finds.map(|_| ("q", number.clone())));
    made.push(("s", short.clone()));
    let mut more = vec!["primary key (a, b)".to_owned(), format!("foreign key (r) references {yr} (id)")];
    more.extend(finds.map(|_| format!("foreign key (q) references {yr} (id)")));
    more.extend(key.filter(|_| rows.dice.often(60)).map(|key| format!("unique ({})", listed(key))));
    new += &create(place.new, &yu, &made, &more);

    let mut program = String::new();
    for column in ["r", "q"].iter().take(if finds.is_some() { 2 } else { 1 }) {
        let unless = none.map_or(String::new(), |none| format!(" unless {none}"));
        program += &format!("reference {xu}.{column}{unless} to {xr}.id\n");
    }
    let id = if keep { "id" } else { "auto -> id" };
    program += &format!("table {xr} as {br} -> {yr} {{\n  {id}\n  s\n  n\n  \"here\" -> note\n");
    if filtered {
        program += "  where n > 0\n";
    }
    match merging {
        Some(true) => program += "  unique s keep first by id\n",
        Some(false) => program += "  unique s reject\n",
        None => {}
    }
    let condition = if when { " when s is not null" } else { "" };
    program += &format!("}}\ntable {xu} as {bu} -> {yu} {{\n  a; b\n  r{condition} -> r{}\n", policy(calls));
    if let Some(finds) = finds {
        program += &format!("  q -> q{}\n", policy(finds));
    }
    program += &format!("  s -> s{}\n", policy(shorts));
    if let Some(key) = key {
        let then = match (rejecting, last) {
            (true, _) => "reject",
            (_, true) => "keep last by a, b",
            _ => "keep first by a, b",
        };
        program += &format!("  unique {} {then}\n", listed(key));
    }
    program += "}\n";
    let stubs = calls == Last::Stub || finds == Some(Last::Stub);
    if stubs {
        let n = if key_to_n { "; key -> n" } else { "" };
        program += &format!("stub {yr} {{ f\"gone {{key}}\" -> note{n} }}\n");
    }
    if finds.is_none() {
        program += &format!("ignore {xu}.q\n");
    }

    // ---- what must come of it ---------------------------------------------------------------------
    let expect = || -> Result<Expected, Stop> {
        let mut out = Expected::default();
        let fold = |value: &Val| folded(place.new, place.on, value.clone());
        let heads: Vec<Head<'_>> = owners
            .iter()
            .map(|row| {
                let line = |column, goal, value: &Val| Line::new(column, goal, Ok(value.clone()), Last::Nothing);
                let note = Val::Text("here".into());
                Head {
                    key: vec![row[0].clone()],
                    lines: vec![
                        line("id", &int, &row[0]),
                        line("s", &fit_text, &row[1]),
                        line("n", &number, &row[2]),
                        line("note", &note_goal, &note),
                    ],
                    skipped: filtered && !matches!(row[2], Val::Int(n) if n > 0),
                }
            })
            .collect();
        let (mut moving, mut tally) = fates(&heads)?;
        let mut became: BTreeMap<Val, Val> = moving.iter().map(|r| (r.key[0].clone(), r.key[0].clone())).collect();
        if let Some(merges) = merging {
            let same = |row: &Moving| Some(vec![fold(&row.values[1])]).filter(|v| v[0] != Val::Null);
            let into = unique(&mut moving, &mut tally, &same, (!merges).then_some("s"), false);
            for (gone, kept) in into {
                became.insert(gone[0].clone(), kept[0].clone());
            }
            let stay: BTreeSet<Val> = moving.iter().map(|row| row.key[0].clone()).collect();
            became.retain(|_, to| stay.contains(to));
        }
        note(&mut out, &br, &yr, &moving, &tally);
        let mut numbers: BTreeMap<Val, Val> = BTreeMap::new();
        let mut held: Vec<Vec<Val>> = Vec::new();
        for (n, row) in (1..).zip(&moving) {
            let id = if keep { row.key[0].clone() } else { Val::Int(n) };
            numbers.insert(row.key[0].clone(), id.clone());
            held.push([&[id][..], &row.values[1..]].concat());
        }
        let mut found: BTreeMap<Val, Val> =
            became.iter().map(|(old, kept)| (old.clone(), numbers[kept].clone())).collect();

        // The rows of callers, as far as what they refer to is there; with `or stub` it is sure to be.
        let refers = |row: &[Val], column: usize, found: &BTreeMap<Val, Val>, last: Last| -> Made {
            let key = &row[column];
            if *key == Val::Null || none.is_some_and(|none| *key == Val::Int(none)) {
                return Ok(Val::Null);
            }
            if column == 2 && when && row[4] == Val::Null {
                return Ok(Val::Null);
            }
            match found.get(key) {
                Some(new) => Ok(new.clone()),
                None if last == Last::Stub => Ok(Val::Int(0)),
                None => Err(Fails),
            }
        };
        // `first`: a reference that a stub may save is not asked yet.
        let heads = |found: &BTreeMap<Val, Val>, first: bool| -> Vec<Head<'_>> {
            let head = |row: &Vec<Val>| {
                let refers = |column, last: Last| match refers(row, column, found, last) {
                    Err(Fails) if first && last != Last::Null => Ok(Val::Int(0)),
                    made => made,
                };
                // What cannot be made with `or stub` is rejected.
                let end = |last: Last| if last == Last::Stub { Last::Nothing } else { last };
                let mut lines = vec![
                    Line::new("a", &int, Ok(row[0].clone()), Last::Nothing),
                    Line::new("b", &part, Ok(row[1].clone()), Last::Nothing),
                    Line::new("r", &called, refers(2, calls), end(calls)),
                ];
                lines.extend(finds.map(|last| Line::new("q", &number, refers(3, last), end(last))));
                lines.push(Line::new("s", &short, Ok(row[4].clone()), shorts));
                Head { key: row[..2].to_vec(), lines, skipped: false }
            };
            callers.iter().map(head).collect()
        };
        let mut wanted = |moving: &[Moving], found: &mut BTreeMap<Val, Val>| {
            let mut missing: BTreeSet<Val> = BTreeSet::new();
            for row in moving.iter().map(|row| &callers[row.place]) {
                for (column, last) in [(2, Some(calls)), (3, finds)] {
                    if last == Some(Last::Stub) && refers(row, column, found, Last::Stub) == Ok(Val::Int(0)) {
                        missing.insert(row[column].clone());
                    }
                }
            }
            if !missing.is_empty() {
                out.counts.insert(format!("stub {yr} | {yr} | 0 | 0 | 0 | 0 | 0 | {}", missing.len()));
            }
            let most = held.iter().map(|row| row[0].clone()).max();
            let next = if let Some(Val::Int(n)) = most { n + 1 } else { 1 };
            for (n, key) in (next..).zip(missing) {
                let id = if keep { key.clone() } else { Val::Int(n) };
                let gone = Val::Text(format!("gone {}", super::eval::text(&key).unwrap_or_default()));
                held.push(vec![id.clone(), Val::Null, if key_to_n { key.clone() } else { Val::Null }, gone]);
                found.insert(key, id);
            }
        };
        // Where a rule is about what is called for, or about what may find it, stubs come first.
        let may_find = finds.is_some_and(|last| last == Last::Stub || (last == Last::Null && stubs));
        let decides = key.is_some_and(|key| key.contains(&2) && calls == Last::Stub || key.contains(&3) && may_find);
        if decides {
            wanted(&fates(&heads(&found, true))?.0, &mut found);
        }
        let (mut moving, mut tally): (Vec<Moving>, Tally) = fates(&heads(&found, false))?;
        if let Some(key) = key {
            let at = |column: usize| if column == 4 && finds.is_none() { 3 } else { column };
            let same = |row: &Moving| {
                let values: Vec<Val> = key.iter().map(|c| fold(&row.values[at(*c)])).collect();
                (!values.contains(&Val::Null)).then_some(values)
            };
            let column = rejecting.then_some(names[key[0]]);
            unique(&mut moving, &mut tally, &same, column, last && !rejecting);
        }
        if !decides {
            wanted(&moving, &mut found);
            let stay: BTreeSet<usize> = moving.iter().map(|row| row.place).collect();
            moving = fates(&heads(&found, false))?.0;
            moving.retain(|row| stay.contains(&row.place));
        }
        note(&mut out, &bu, &yu, &moving, &tally);
        hold(&mut out, &yu, moving.into_iter().map(|row| row.values));
        hold(&mut out, &yr, held);
        Ok(out)
    };
    Told { rows: 0, expected: expect(), old, new, program, more: More::default() }
}
