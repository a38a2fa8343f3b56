//! Keys of two columns: kept or not, referred to, looked up and joined, and what stops a run on their way.

use std::collections::BTreeMap;

use migc::engine::Engine;

use super::eval::{Fails, Made};
use super::expected::{Expected, Stop, folded};
use super::program::Last;
use super::shapes::{Head, Line, More, Place, Rows, Told, create, fates, goal, hold, insert, note, policy, unique};
use super::value::{Kind, Val};

const TEXTS: &[&str] = &["Q", "é", "P", "p", "q", "e", "a,b"];
const NAMES: &[&str] = &["Ann", "ann", "Bob", "a longer one", "", "é", "x'y"];

/// What becomes of rows that are equal in a key.
#[derive(Clone, Copy, PartialEq)]
enum Then {
    First,
    Last,
    Reject,
    Fail,
}

pub fn told(rows: &mut Rows<'_>, place: &Place<'_>) -> Told {
    let textual = rows.dice.often(30);
    let second: Vec<Val> = match textual {
        // An old side that takes some for equal holds only one of these.
        true => {
            TEXTS[if place.old == Engine::Mysql { 3 } else { 0 }..].iter().map(|t| Val::Text((*t).into())).collect()
        }
        false => (1..4).map(Val::Int).collect(),
    };
    // a, b, s, n
    let mut owners: Vec<Vec<Val>> = Vec::new();
    for _ in 0..rows.dice.below(9) {
        let (a, b) = (Val::Int(1 + rows.dice.below(4) as i64), rows.dice.pick(&second));
        let s = if rows.dice.often(20) { Val::Null } else { Val::Text(rows.dice.pick(NAMES).into()) };
        let n = if rows.dice.often(20) { Val::Null } else { Val::Int(rows.dice.below(4) as i64) };
        let known = owners.iter().any(|row| row[0] == a && row[1] == b);
        if rows.stays() && !known {
            owners.push(vec![a, b, s, n]);
        }
    }
    owners.sort();
    let declared = rows.dice.often(40);
    // id, pa, pb, t
    let mut members: Vec<Vec<Val>> = Vec::new();
    for id in 1..=rows.dice.below(9) {
        let mut pair = [Val::Int(1 + rows.dice.below(5) as i64), rows.dice.pick(&second)];
        if !owners.is_empty() && rows.dice.often(70) {
            let owner = rows.dice.pick(&owners);
            pair = [owner[0].clone(), owner[1].clone()];
        }
        for part in &mut pair {
            if rows.dice.often(15) {
                *part = Val::Null;
            }
        }
        let there = owners.iter().any(|row| row[..2] == pair) || pair.contains(&Val::Null);
        let [a, b] = pair;
        let t = Val::Text(rows.dice.pick(NAMES).into());
        if rows.stays() && (there || !declared || place.old == Engine::Sqlite) {
            members.push(vec![Val::Int(id as i64), a, b, t]);
        }
    }
    let (xp, xq) = (format!("{}xp", place.prefix), format!("{}xq", place.prefix));
    let (int, part) = (goal(Kind::Int, 32, false), goal(if textual { Kind::Text } else { Kind::Int }, 30, false));
    let some = |g: &super::program::Goal| super::program::Goal { nullable: true, ..g.clone() };
    let text = goal(Kind::Text, 30, true);
    let mut old = create(
        place.old,
        &xp,
        &[("a", int.clone()), ("b", part.clone()), ("s", text.clone()), ("n", some(&int))],
        &["primary key (a, b)".into()],
    );
    let key = format!("foreign key (pa, pb) references {xp} (a, b)");
    old += &create(
        place.old,
        &xq,
        &[("id", int.clone()), ("pa", some(&int)), ("pb", some(&part)), ("t", text.clone())],
        &std::iter::once("primary key (id)".into()).chain(declared.then_some(key)).collect::<Vec<_>>(),
    );
    old += &insert(place.old, &xp, &owners);
    old += &insert(place.old, &xq, &members);

    // ---- what moves -----------------------------------------------------------------------------
    let keep = rows.dice.often(60);
    let filtered = rows.dice.often(35);
    let size = if place.new == Engine::Sqlite { 0 } else { rows.dice.pick(&[5, 30]) };
    let name = goal(Kind::Text, size, rows.dice.often(60));
    let names = match rows.dice.below(12) {
        11 => Last::Fail,
        other => match other % 5 {
            0 if name.nullable => Last::Null,
            1 if size > 0 => Last::Cut,
            2 => Last::Skip,
            3 => Last::Reject,
            _ => Last::Nothing,
        },
    };
    let number = goal(Kind::Int, 32, true);
    let blurred = textual && keep && place.new == Engine::Mysql && place.old != Engine::Mysql;
    // Which columns of a, b, s and n are a key of the new table beside the primary one.
    let three = rows.dice.often(40);
    let key = rows.dice.pick(&[&[2usize, 3][..], &[2, 3], &[0, 2], &[1, 2, 3]][if three { 0..4 } else { 0..3 }]);
    let key = rows.dice.often(60).then_some(key);
    let then = match rows.dice.below(10) {
        0 => Then::Fail,
        1..=4 => Then::Reject,
        5..=7 => Then::Last,
        _ => Then::First,
    };
    let (yp, yq, yj) = (format!("{}yp", place.prefix), format!("{}yq", place.prefix), format!("{}yj", place.prefix));
    let columns = ["a", "b", "s", "n"];
    let listed = |key: &[usize]| key.iter().map(|c| columns[*c]).collect::<Vec<_>>().join(", ");
    let mut more = vec![if keep { "primary key (a, b)".to_owned() } else { "primary key (id)".into() }];
    more.extend(key.filter(|_| rows.dice.often(70)).map(|key| format!("unique ({})", listed(key))));
    let mut made = vec![("a", int.clone()), ("b", part.clone()), ("s", name.clone()), ("n", number.clone())];
    if !keep {
        made.insert(0, ("id", int.clone()));
    }
    let mut new = create(place.new, &yp, &made, &more);
    let alias = format!("{}bp", place.prefix);
    let mut program = format!("table {xp} as {alias} -> {yp} {{\n  a; b; s -> s{}; n\n", policy(names));
    if !keep {
        program += "  auto -> id\n";
    }
    if filtered {
        program += "  where n > 0\n";
    }
    let mut rules: Vec<(&[usize], Then)> = Vec::new();
    if blurred {
        rules.push((&[0, 1], Then::First));
    }
    rules.extend(key.map(|key| (key, then)));
    for (key, then) in &rules {
        let then = match then {
            Then::Reject => "reject",
            Then::Last => "keep last by a, b",
            Then::First => "keep first by a, b",
            Then::Fail => "fail",
        };
        // The order of a merging rule is that of the old key.
        program += &format!("  unique {} {then}\n", listed(key));
    }
    program += "}\n";
    // How members refer to their owners, and what they read of them.
    let refers = rows.dice.often(80);
    let at = rows.dice.below(2);
    let orphans = match rows.dice.often(10) {
        true => Last::Fail,
        false => rows.dice.pick(&[Last::Null, Last::Null, Last::Skip, Last::Reject, Last::Nothing, Last::Nothing]),
    };
    let looks = rows.dice.below(3);
    let lost = rows.dice.pick(&[Last::Null, Last::Null, Last::Skip, Last::Nothing]);
    let mut made = vec![("id", int.clone())];
    let mut lines = vec!["id".to_owned()];
    let mut more = vec!["primary key (id)".to_owned()];
    match (refers, keep) {
        (true, true) => {
            made.extend([("pa", some(&int)), ("pb", some(&part))]);
            let policies: Vec<&str> = (0..2).map(|p| if p == at { policy(orphans) } else { "" }).collect();
            lines.push(format!("pa{}\n  pb{}", policies[0], policies[1]));
            more.push(format!("foreign key (pa, pb) references {yp} (a, b)"));
        }
        (true, false) => {
            made.push(("owner", some(&int)));
            lines.push(format!("(pa, pb) via {alias} -> owner{}", policy(orphans)));
            more.push(format!("foreign key (owner) references {yp} (id)"));
        }
        _ => {}
    }
    if looks > 0 {
        made.push(("s", goal(Kind::Text, if place.new == Engine::Sqlite { 0 } else { 30 }, true)));
        let look = if looks == 1 { "a = pa, b = pb" } else { "b = pb, a = pa" };
        lines.push(format!("{xp}[{look}].s -> s{}", policy(lost)));
    }
    new += &create(place.new, &yq, &made, &more);
    program += &format!("table {xq} -> {yq} {{\n  {}\n}}\n", lines.join("\n  "));
    let mut unread: Vec<&str> = Vec::new();
    // Joins of several columns, or with several partners.
    let joined = rows.dice.below(4);
    let (left, many) = (joined > 1, rows.dice.often(50));
    if joined > 0 {
        let name = if place.new == Engine::Sqlite { 0 } else { 30 };
        let made = [
            ("id", int.clone()),
            ("q", int.clone()),
            ("t", goal(Kind::Text, name, true)),
            ("s", goal(Kind::Text, name, true)),
        ];
        new += &create(place.new, &yj, &made, &["primary key (id)".into()]);
        let on = if many { "p.a = q.pa" } else { "p.a = q.pa and p.b = q.pb" };
        let left = if left { "left " } else { "" };
        program += &format!(
            "table {xq} as q\n  {left}join {xp} as p on {on}\n  -> {yj} {{\n  auto -> id\n  q.id -> q\n  q.t -> t\n  p.s -> s\n}}\n"
        )
        .replace(" as q\n", &format!(" as {}q\n", place.prefix))
        .replace("q.", &format!("{}q.", place.prefix))
        .replace(" as p ", &format!(" as {}p ", place.prefix))
        .replace(" p.", &format!(" {}p.", place.prefix));
    } else {
        unread.push("t");
    }
    let reads = joined > 0 && !many || refers || looks > 0;
    if !reads {
        unread.push("pb");
        if joined == 0 {
            unread.push("pa");
        }
    }
    if !unread.is_empty() {
        let unread: Vec<String> = unread.iter().map(|c| format!("{xq}.{c}")).collect();
        program += &format!("ignore {}\n", unread.join(", "));
    }

    // ---- what must come of it --------------------------------------------------------------------
    let expect = || -> Result<Expected, Stop> {
        let mut out = Expected::default();
        let heads: Vec<Head<'_>> = owners
            .iter()
            .map(|row| {
                let line = |column, goal, value: &Val, last| Line::new(column, goal, Ok(value.clone()), last);
                Head {
                    key: row[..2].to_vec(),
                    lines: vec![
                        line("a", &int, &row[0], Last::Nothing),
                        line("b", &part, &row[1], Last::Nothing),
                        line("s", &name, &row[2], names),
                        line("n", &number, &row[3], Last::Nothing),
                    ],
                    skipped: filtered && !matches!(&row[3], Val::Int(n) if *n > 0),
                }
            })
            .collect();
        let (mut moving, mut tally) = fates(&heads)?;
        // The old key to the one of the row that it became.
        let mut became: BTreeMap<Vec<Val>, Vec<Val>> = moving.iter().map(|r| (r.key.clone(), r.key.clone())).collect();
        for (key, then) in &rules {
            let same = |row: &super::shapes::Moving| {
                let values: Vec<Val> =
                    key.iter().map(|c| folded(place.new, place.on, row.values[*c].clone())).collect();
                (!values.contains(&Val::Null)).then_some(values)
            };
            let column = (*then == Then::Reject).then_some(columns[key[0]]);
            let into = unique(&mut moving, &mut tally, &same, column, *then == Then::Last);
            if *then == Then::Fail && !into.is_empty() {
                return Err(Stop(format!("rows are equal in {}", listed(key))));
            }
            let stay: Vec<Vec<Val>> = moving.iter().map(|row| row.key.clone()).collect();
            became.values_mut().for_each(|to| {
                if let Some(kept) = into.get(to) {
                    *to = kept.clone();
                }
            });
            became.retain(|_, to| stay.contains(to));
        }
        note(&mut out, &alias, &yp, &moving, &tally);
        let mut numbers: BTreeMap<Vec<Val>, Val> = BTreeMap::new();
        let mut all = Vec::new();
        for (n, row) in (1..).zip(&moving) {
            numbers.insert(row.key.clone(), Val::Int(n));
            let mut values = row.values.clone();
            if !keep {
                values.insert(0, Val::Int(n));
            }
            all.push(values);
        }
        hold(&mut out, &yp, all);
        let number = |pair: &[Val]| -> Made {
            match became.get(pair) {
                _ if pair.contains(&Val::Null) => Ok(Val::Null),
                Some(to) => Ok(numbers.get(to).cloned().unwrap_or(Val::Null)),
                None => Err(Fails),
            }
        };
        let found = |pair: &[Val]| -> Made {
            match owners.iter().find(|row| row[..2] == *pair) {
                _ if pair.contains(&Val::Null) => Ok(Val::Null),
                Some(row) => Ok(row[2].clone()),
                None => Err(Fails),
            }
        };
        let (int, part, wide) = (some(&int), some(&part), goal(Kind::Text, 30, true));
        let heads: Vec<Head<'_>> = members
            .iter()
            .map(|row| {
                let pair = &row[1..3];
                let mut lines = vec![Line::new("id", &int, Ok(row[0].clone()), Last::Nothing)];
                if refers && keep {
                    let null = pair.contains(&Val::Null);
                    // `or reject` says what holds anyway.
                    let says = !matches!(orphans, Last::Nothing | Last::Reject);
                    let to = if null { Ok(pair.to_vec()) } else { became.get(pair).cloned().ok_or(Fails) };
                    for (p, (column, goal)) in [("pa", &int), ("pb", &part)].into_iter().enumerate() {
                        let (value, last) = match (&to, p == at) {
                            (Ok(to), _) => (Ok(to[p].clone()), Last::Nothing),
                            // The line with the policy has it; the other is as it is where the row moves.
                            (Err(Fails), true) if says => (Err(Fails), orphans),
                            (Err(Fails), false) if says => (Ok(pair[p].clone()), Last::Nothing),
                            (Err(Fails), _) if p == 0 => (Err(Fails), Last::Nothing),
                            _ => (Ok(pair[p].clone()), Last::Nothing),
                        };
                        lines.push(Line::new(column, goal, value, last));
                    }
                } else if refers {
                    lines.push(Line::new("owner", &int, number(pair), orphans));
                }
                if looks > 0 {
                    lines.push(Line::new("s", &wide, found(pair), lost));
                }
                Head { key: vec![row[0].clone()], lines, skipped: false }
            })
            .collect();
        let (moving, tally) = fates(&heads)?;
        note(&mut out, &xq, &yq, &moving, &tally);
        hold(&mut out, &yq, moving.into_iter().map(|row| row.values));
        if joined > 0 {
            let mut all: Vec<Vec<Val>> = Vec::new();
            for row in &members {
                let meets = |owner: &&Vec<Val>| owner[0] == row[1] && (many || owner[1] == row[2]);
                let mut partners: Vec<Val> = owners.iter().filter(meets).map(|owner| owner[2].clone()).collect();
                if partners.is_empty() && left {
                    partners.push(Val::Null);
                }
                for s in partners {
                    all.push(vec![Val::Int(all.len() as i64 + 1), row[0].clone(), row[3].clone(), s]);
                }
            }
            let block = format!("{}q", place.prefix);
            out.counts.insert(format!("{block} | {yj} | {0} | {0} | 0 | 0 | 0 | 0", all.len()));
            hold(&mut out, &yj, all);
        }
        Ok(out)
    };
    Told { rows: 0, expected: expect(), old, new, program, more: More::default() }
}
