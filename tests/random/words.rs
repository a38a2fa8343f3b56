//! What the command line and other files say: `param`, `include`, `let`; the order that `require` asks for, and columns that are left
//! to the new side.

use std::cmp::Ordering;

use super::eval::fit;
use super::expected::{Expected, Stop};
use super::program::{Goal, Last};
use super::shapes::{Head, Line, More, Place, Rows, Told, create, fates, goal, hold, insert, note, policy};
use super::value::{Kind, Val};
use super::write;

const NAMES: &[&str] = &["Ann", "ann", "Bob", "a longer one", "", "é", "x'y", "{a}", "50%"];
const WORDS: &[&str] = &["Ann", "", "x'y", "a\\b {c} \"d\"", "é", " Zoe ", "😀", "n = 1; --"];
const MOMENTS: &[&str] = &["2010-01-14 10:00:00", "1999-12-31 23:59:59", "2012-02-29 00:00:00"];

/// A `param`: its name, type and value.
struct Param {
    name: String,
    ty: &'static str,
    value: Val,
    /// Another value of its type.
    other: Val,
}

/// What a line or a filter makes of a row.
type Value<'a> = Box<dyn Fn(&[Val]) -> Val + 'a>;

/// A text beside what it means.
type Said<'a> = (String, Value<'a>);

fn some(rows: &mut Rows<'_>, of: Val) -> Val {
    if rows.dice.often(20) { Val::Null } else { of }
}

/// Rows of id, s, n and m.
fn draw(rows: &mut Rows<'_>, below: usize) -> Vec<Vec<Val>> {
    let mut all = Vec::new();
    for id in 1..=rows.dice.below(below) {
        let (s, n) = (Val::Text(rows.dice.pick(NAMES).into()), Val::Int(rows.dice.pick(&[0, 1, 2, 3, -3])));
        let m = Val::Moment(rows.dice.pick(MOMENTS).into());
        let row = vec![Val::Int(id as i64), some(rows, s), some(rows, n), some(rows, m)];
        if rows.stays() {
            all.push(row);
        }
    }
    all
}

/// Nulls first where it rises.
fn ordered(rows: &[Vec<Val>], order: Option<bool>) -> Vec<Vec<Val>> {
    let mut rows = rows.to_vec();
    rows.sort_by(|x, y| {
        let by = x[2].cmp(&y[2]);
        let by = order.map_or(Ordering::Equal, |down| if down { by.reverse() } else { by });
        by.then(x[0].cmp(&y[0]))
    });
    rows
}

/// The statements of a program in several files.
fn spread(rows: &mut Rows<'_>, prefix: &str, statements: Vec<String>) -> (String, Vec<(String, String)>) {
    let mut texts = [String::new(), String::new(), String::new()];
    let files = if rows.dice.often(70) { 1 + rows.dice.below(2) } else { 0 };
    for statement in statements {
        texts[rows.dice.below(files + 1)] += &statement;
    }
    let names = ["", "a", "b"].map(|letter| format!("{prefix}{letter}.mig"));
    // The last is included by the one before it.
    for file in (0..files).rev() {
        let include = format!("include \"{}\"\n", names[file + 1]);
        texts[file] = match rows.dice.often(50) {
            true => include + &texts[file],
            false => std::mem::take(&mut texts[file]) + &include,
        };
    }
    let [main, first, second] = texts;
    let more = names.into_iter().skip(1).zip([first, second]).take(files);
    (main, more.collect())
}

pub fn told(rows: &mut Rows<'_>, place: &Place<'_>) -> Told {
    let called = |name: &str| format!("{}{name}", place.prefix);
    let [xa, xb, ya, yb] = ["xa", "xb", "ya", "yb"].map(called);
    let sized = |size: u32| if place.new == migc::engine::Engine::Sqlite { 0 } else { size };
    let (int, number) = (goal(Kind::Int, 32, false), goal(Kind::Int, 32, true));
    let columns = [
        ("id", int.clone()),
        ("s", goal(Kind::Text, 30, true)),
        ("n", number.clone()),
        ("m", goal(Kind::Moment, 0, true)),
    ];
    // MySQL leaves out numbers between one insert of many rows and the next.
    let numbered = rows.dice.often(25);
    let first = draw(rows, if numbered { 3 } else { 9 });
    let second = draw(rows, 6);
    let mut old = String::new();
    for (table, rows) in [(&xa, &first), (&xb, &second)] {
        old += &create(place.old, table, &columns, &["primary key (id)".into()]);
        old += &insert(place.old, table, rows);
    }

    // ---- the command line --------------------------------------------------------------------------
    let param = |name: &str, ty, value, other| Param { name: called(name), ty, value, other };
    let int_of = |rows: &mut Rows<'_>| Val::Int(rows.dice.pick(&[-3, 0, 1, 2, 40_000]));
    let text_of = |rows: &mut Rows<'_>| Val::Text(rows.dice.pick(WORDS).into());
    let moment_of = |rows: &mut Rows<'_>| Val::Moment(rows.dice.pick(MOMENTS).into());
    let [least, word, flag, since] = [
        param("least", rows.dice.pick(&["int", "int32"]), int_of(rows), int_of(rows)),
        param("word", rows.dice.pick(&["text", "text(20)"]), text_of(rows), text_of(rows)),
        param("flag", "bool", Val::Bool(rows.dice.often(50)), Val::Bool(rows.dice.often(50))),
        param("since", "datetime", moment_of(rows), moment_of(rows)),
    ];
    let mut more = More::default();
    let mut statements = Vec::new();
    for param in [&least, &word, &flag, &since] {
        let (given, default) = match rows.dice.below(3) {
            0 => (false, Some(&param.value)),
            1 => (true, Some(&param.other)),
            _ => (true, None),
        };
        if given {
            more.params.push((param.name.clone(), super::eval::text(&param.value).unwrap_or_default()));
        }
        let default = default.map_or(String::new(), |value| format!(" = {}", write::literal(value)));
        statements.push(format!("param {} {}{default}\n", param.name, param.ty));
    }
    let [loud, plus] = ["loud", "plus"].map(called);
    statements.push(format!("let {loud}(a, b) = f\"{{a}}!{{b}}\"\n"));
    statements.push(format!("let {plus}(a) = a + {}\n", least.name));

    // ---- the first table ---------------------------------------------------------------------------
    let text_value = |value: &Val| super::eval::text(value).unwrap_or_default();
    let word_text = text_value(&word.value);
    let least_number = if let Val::Int(n) = least.value { n } else { 0 };
    let mut texts: Vec<Said<'_>> = vec![
        (
            format!("{loud}(s, {})", word.name),
            Box::new(|row| Val::Text(format!("{}!{word_text}", text_value(&row[1])))),
        ),
        (
            format!("case {{ {} -> s; else {} }}", flag.name, word.name),
            Box::new(|row| if flag.value == Val::Bool(true) { row[1].clone() } else { word.value.clone() }),
        ),
        (
            format!("coalesce(s, {})", word.name),
            Box::new(|row| if row[1] == Val::Null { word.value.clone() } else { row[1].clone() }),
        ),
        (
            format!("s when m >= {}", since.name),
            Box::new(|row| if row[3] != Val::Null && row[3] >= since.value { row[1].clone() } else { Val::Null }),
        ),
        (
            format!("f\"{{{}}} {{s}}\"", least.name),
            Box::new(|row| Val::Text(format!("{least_number} {}", text_value(&row[1])))),
        ),
    ];
    let mut numbers: Vec<Said<'_>> = vec![
        (
            format!("{plus}(n)"),
            Box::new(|row| if let Val::Int(n) = row[2] { Val::Int(n + least_number) } else { Val::Null }),
        ),
        (least.name.clone(), Box::new(|_| least.value.clone())),
        (
            format!("n when n != {}", least.name),
            Box::new(|row| if row[2] == least.value { Val::Null } else { row[2].clone() }),
        ),
        ("n".into(), Box::new(|row| row[2].clone())),
    ];
    // Which rows stay.
    let mut filters: Vec<Said<'_>> = vec![
        (String::new(), Box::new(|_| Val::Bool(true))),
        (format!("where n >= {}", least.name), Box::new(|row| Val::Bool(row[2] != Val::Null && row[2] >= least.value))),
        (
            format!("where {} or n > 1", flag.name),
            Box::new(|row| Val::Bool(flag.value == Val::Bool(true) || row[2] > Val::Int(1))),
        ),
        (format!("skip where s = {}", word.name), Box::new(|row| Val::Bool(row[1] != word.value))),
        (
            format!("skip where m < {}", since.name),
            Box::new(|row| Val::Bool(row[3] == Val::Null || row[3] >= since.value)),
        ),
    ];
    let (text_said, text_made) = texts.swap_remove(rows.dice.below(texts.len()));
    let (number_said, number_made) = numbers.swap_remove(rows.dice.below(numbers.len()));
    let (filter, stays) = filters.swap_remove(rows.dice.below(filters.len()));
    let text = goal(Kind::Text, sized(rows.dice.pick(&[5, 40])), rows.dice.often(60));
    let texts_last = match rows.dice.below(5) {
        0 if text.nullable => Last::Null,
        1 if text.size > 0 => Last::Cut,
        2 => Last::Skip,
        3 => Last::Reject,
        _ => Last::Nothing,
    };
    let own_number = Goal { nullable: rows.dice.often(50), ..number.clone() };
    // `or` may name a param as well.
    let other = rows.dice.often(40);
    let (default, default_shown) = rows.dice.pick(&[
        ("integer", Val::Null),
        ("integer default 7", Val::Int(7)),
        ("varchar(20) not null default 'seven'", Val::Text("seven".into())),
    ]);
    let order = rows.dice.pick(&[None, Some(false), Some(true)]);
    let key = match (numbered, place.new) {
        (false, _) | (_, migc::engine::Engine::Sqlite) => "id integer not null primary key",
        (_, migc::engine::Engine::Mysql) => "id integer not null auto_increment primary key",
        (_, migc::engine::Engine::Postgres) => "id integer generated by default as identity primary key",
    };
    let of = |goal: &Goal| if goal.nullable { "" } else { " not null" };
    let mut new = create(
        place.new,
        &ya,
        &[],
        &[
            key.to_owned(),
            format!("s {}{}", write::new_type(place.new, &text), of(&text)),
            format!("n {}{}", write::new_type(place.new, &own_number), of(&own_number)),
            format!("d {default}"),
        ],
    );
    let mut lines = vec![if numbered { "default -> id".to_owned() } else { "id".into() }];
    let local = rows.dice.often(40);
    if local {
        lines.push(format!("let said = {text_said}"));
    }
    let said = if local { "said".to_owned() } else { bracketed(&text_said) };
    lines.push(format!("{said} -> s{}", policy(texts_last)));
    let otherwise = if other { format!(" or {}", least.name) } else { String::new() };
    lines.push(format!("{} -> n{otherwise}", bracketed(&number_said)));
    lines.push("default -> d".into());
    lines.extend((!filter.is_empty()).then_some(filter));
    lines.extend(order.map(|down| format!("order by n{}, id", if down { " desc" } else { "" })));
    let named = |column: &&str| {
        let words = lines
            .iter()
            .flat_map(|line| line.rsplit_once(" -> ").map_or(Some(line.as_str()), |(value, _)| Some(value)))
            .flat_map(|line| line.split(is_no_letter));
        words.into_iter().any(|word| word == *column)
    };
    let unread: Vec<&str> = ["id", "s", "n", "m"].into_iter().filter(|column| !named(column)).collect();
    lines.extend((!unread.is_empty()).then(|| format!("ignore {}", unread.join(", "))));
    statements.push(format!("table {xa} -> {ya} {{\n  {}\n}}\n", lines.join("\n  ")));

    // ---- the second table, whose rows see how many the first has ------------------------------------
    let refers = !numbered && rows.dice.often(40);
    let asked = rows.dice.pick(&[None, Some(true), Some(false)]).filter(|first| !refers || *first);
    let mut made = vec![("id", int.clone()), ("n", number.clone())];
    let mut keys = vec!["primary key (id)".to_owned()];
    let mut lines = vec!["id".to_owned(), format!("{}(n) -> n", plus), "ignore s, m".into()];
    if refers {
        made.push(("a", number.clone()));
        keys.push(format!("foreign key (a) references {ya} (id)"));
        lines.push(format!("(n via {xa}) -> a or null"));
    }
    if refers || asked.is_some() {
        made.push(("seen", int.clone()));
        lines.push(format!("sql\"(select count(*) from {ya})\" as int -> seen"));
    }
    new += &create(place.new, &yb, &made, &keys);
    statements.push(format!("table {xb} -> {yb} {{\n  {}\n}}\n", lines.join("\n  ")));
    if let Some(first) = asked {
        let (before, after) = if first { (&ya, &yb) } else { (&yb, &ya) };
        let because = if rows.dice.often(50) { " because \"it's said\"" } else { "" };
        statements.push(format!("require {before} before {after}{because}\n"));
    }
    let (program, files) = spread(rows, place.prefix, statements);
    more.files = files;

    // ---- what must come of it ------------------------------------------------------------------------
    let expect = || -> Result<Expected, Stop> {
        let mut out = Expected::default();
        let head = |row: &Vec<Val>| {
            let number = Line::new("n", &own_number, Ok(number_made(row)), Last::Nothing);
            let others = if other { vec![Ok(least.value.clone())] } else { Vec::new() };
            Head {
                key: vec![row[0].clone()],
                lines: vec![
                    Line::new("id", &int, Ok(row[0].clone()), Last::Nothing),
                    Line::new("s", &text, Ok(text_made(row)), texts_last),
                    Line { others, ..number },
                ],
                skipped: stays(row) != Val::Bool(true),
            }
        };
        let (moving, tally) = fates(&ordered(&first, order).iter().map(head).collect::<Vec<_>>())?;
        note(&mut out, &xa, &ya, &moving, &tally);
        let there: Vec<Val> = moving.iter().map(|row| row.key[0].clone()).collect();
        hold(
            &mut out,
            &ya,
            (1..).zip(moving).map(|(place, mut row)| {
                if numbered {
                    row.values[0] = Val::Int(place);
                }
                row.values.push(default_shown.clone());
                row.values
            }),
        );
        out.counts.insert(format!("{xb} | {yb} | {0} | {0} | 0 | 0 | 0 | 0", second.len()));
        let orphans = second.iter().filter(|row| row[2] != Val::Null && !there.contains(&row[2])).count();
        if refers && orphans > 0 {
            out.uses.insert(format!("{xb} | a | null | {orphans}"));
        }
        let seen = if asked == Some(false) { 0 } else { there.len() as i64 };
        hold(
            &mut out,
            &yb,
            second.iter().map(|row| {
                let n = if let Val::Int(n) = row[2] { Val::Int(n + least_number) } else { Val::Null };
                let mut values = vec![row[0].clone(), fit(n, &number, false).unwrap_or(Val::Null)];
                if refers {
                    values.push(if there.contains(&row[2]) { row[2].clone() } else { Val::Null });
                }
                if refers || asked.is_some() {
                    values.push(Val::Int(seen));
                }
                values
            }),
        );
        Ok(out)
    };
    Told { rows: 0, expected: expect(), old, new, program, more }
}

fn is_no_letter(c: char) -> bool {
    !c.is_alphanumeric() && c != '_'
}

/// A `when` would end at the policy.
fn bracketed(text: &str) -> String {
    if text.contains(" when ") { format!("({text})") } else { text.to_owned() }
}
