//! What the new side makes or refuses of its own: generated columns (the old side has them too), partitions, triggers, and columns
//! that are left to a trigger or keep their value in a later step.

use migc::engine::Engine;

use super::eval::Fails;
use super::expected::{Expected, Stop};
use super::program::{Goal, Last};
use super::shapes::{Head, Line, More, Place, Rows, Told, create, fates, goal, hold, insert, note, policy};
use super::value::{Kind, Val};

const NAMES: &[&str] = &["Ann", "ann", "Bob", "a longer one", "", "é", "x'y", "😀"];
const NUMBERS: &[i64] = &[0, 1, 2, 3, 5, 7, 40_000, -3];

/// What a generated column has.
#[derive(Clone, Copy, PartialEq)]
enum Generated {
    Twice,
    Letters,
    Loud,
}

impl Generated {
    fn goal(self) -> Goal {
        goal(if self == Generated::Loud { Kind::Text } else { Kind::Int }, 32, true)
    }

    /// As a line of a table.
    fn line(self, rows: &mut Rows<'_>, name: &str, engine: Engine) -> String {
        let (ty, value) = match (self, engine) {
            (Generated::Twice, _) => ("integer", "n * 2"),
            (Generated::Letters, Engine::Sqlite) => ("integer", "length(s)"),
            (Generated::Letters, _) => ("integer", "char_length(s)"),
            (Generated::Loud, Engine::Mysql) => ("varchar(40)", "concat(s, '!')"),
            (Generated::Loud, _) => ("varchar(40)", "s || '!'"),
        };
        let kept = if engine == Engine::Postgres || rows.dice.often(50) { "stored" } else { "virtual" };
        format!("{name} {ty} generated always as ({value}) {kept}")
    }

    /// A CHECK that a value is against.
    fn check(self) -> &'static str {
        match self {
            Generated::Twice => "check (made <> 4)",
            Generated::Letters => "check (made <> 3)",
            Generated::Loud => "check (made <> 'Bob!')",
        }
    }

    fn against(self, made: &Val) -> bool {
        *made
            == match self {
                Generated::Twice => Val::Int(4),
                Generated::Letters => Val::Int(3),
                Generated::Loud => Val::Text("Bob!".into()),
            }
    }

    fn of(self, s: &Val, n: &Val) -> Val {
        match (self, s, n) {
            (Generated::Twice, _, Val::Int(n)) => Val::Int(n * 2),
            (Generated::Letters, Val::Text(s), _) => Val::Int(s.chars().count() as i64),
            (Generated::Loud, Val::Text(s), _) => Val::Text(format!("{s}!")),
            _ => Val::Null,
        }
    }
}

/// How the new table is cut, by `n`.
#[derive(Clone, Copy, PartialEq)]
enum Cut {
    /// From 0 (PostgreSQL) below 3, and below 10.
    Range,
    /// 0, 1, 3; and 2, 40000.
    List,
    Hash,
}

#[derive(Clone, Copy)]
struct Parts {
    cut: Cut,
    /// A partition for all others.
    others: bool,
    /// Null is one of the list.
    null: bool,
}

impl Parts {
    /// The end of the table, and the statements after it.
    fn sql(self, engine: Engine, table: &str) -> (String, String) {
        let null = if self.null { ", null" } else { "" };
        if engine == Engine::Mysql {
            let others = if self.others { ", partition p2 values less than maxvalue" } else { "" };
            let end = match self.cut {
                Cut::Range => {
                    format!("range (n) (partition p0 values less than (3), partition p1 values less than (10){others})")
                }
                Cut::List => {
                    format!("list (n) (partition p0 values in (0, 1, 3), partition p1 values in (2, 40000{null}))")
                }
                Cut::Hash => "hash (n) partitions 3".into(),
            };
            return (format!(" partition by {end}"), String::new());
        }
        let (by, bounds) = match self.cut {
            Cut::Range => ("range", ["values from (0) to (3)".to_owned(), "values from (3) to (10)".into()]),
            Cut::List => ("list", ["values in (0, 1, 3)".to_owned(), format!("values in (2, 40000{null})")]),
            Cut::Hash => ("hash", [0, 1].map(|n| format!("values with (modulus 2, remainder {n})"))),
        };
        let mut after: String = bounds
            .iter()
            .enumerate()
            .map(|(i, bound)| format!("create table {table}_p{i} partition of {table} for {bound};\n"))
            .collect();
        if self.others && self.cut != Cut::Hash {
            after += &format!("create table {table}_p2 partition of {table} default;\n");
        }
        (format!(" partition by {by} (n)"), after)
    }

    fn takes(self, engine: Engine, n: &Val) -> bool {
        let mysql = engine == Engine::Mysql;
        match (self.cut, n) {
            (Cut::Hash, _) => true,
            // MySQL's lists have none for all others.
            (Cut::Range, _) if self.others && !mysql => true,
            (Cut::List, _) if self.others && !mysql => true,
            // Below all others there.
            (Cut::Range, Val::Null) => mysql,
            (Cut::Range, Val::Int(n)) => (mysql || *n >= 0) && (*n < 10 || self.others),
            (Cut::List, Val::Int(n)) => [0, 1, 2, 3, 40_000].contains(n),
            (Cut::List, _) => self.null,
            (Cut::Range, _) => false,
        }
    }
}

/// A trigger of the new table, and what it needs.
fn trigger(engine: Engine, table: &str, inserts: bool) -> String {
    let (when, column, value) = match (inserts, engine) {
        (true, Engine::Mysql) => ("insert", "t", "concat('by ', coalesce(new.n, 'none'))"),
        (true, _) => ("insert", "t", "concat('by ', coalesce(new.n::text, 'none'))"),
        (false, _) => ("update", "w", "1"),
    };
    match engine {
        Engine::Mysql => {
            format!("create trigger {table}_{when} before {when} on {table} for each row set new.{column} = {value};\n")
        }
        Engine::Postgres => format!(
            "create function {table}_{when}() returns trigger language plpgsql as $$ begin new.{column} := {value}; return new; end $$;\n\
             create trigger {table}_{when} before {when} on {table} for each row execute function {table}_{when}();\n"
        ),
        Engine::Sqlite => format!(
            "create trigger {table}_{when} after {when} on {table} begin update {table} set {column} = {value} where id = new.id; end;\n"
        ),
    }
}

pub fn told(rows: &mut Rows<'_>, place: &Place<'_>) -> Told {
    let called = |name: &str| format!("{}{name}", place.prefix);
    let [xa, ya] = ["xa", "ya"].map(called);
    let sized = |size: u32| if place.new == Engine::Sqlite { 0 } else { size };
    let (int, number) = (goal(Kind::Int, 32, false), goal(Kind::Int, 32, true));
    let own = place.on == place.new;

    // ---- the old side: id, s, n, p, and what it generates ---------------------------------------------
    let mut stored: Vec<Vec<Val>> = Vec::new();
    for id in 1..=rows.dice.below(9) {
        let s = if rows.dice.often(20) { Val::Null } else { Val::Text(rows.dice.pick(NAMES).into()) };
        let n = if rows.dice.often(20) { Val::Null } else { Val::Int(rows.dice.pick(NUMBERS)) };
        let p = if rows.dice.often(40) { Val::Null } else { Val::Int(1 + rows.dice.below(9) as i64) };
        if rows.stays() {
            stored.push(vec![Val::Int(id as i64), s, n, p]);
        }
    }
    let all = [Generated::Twice, Generated::Letters, Generated::Loud];
    let generated: Vec<Generated> = all.into_iter().filter(|_| rows.dice.often(35)).collect();
    let columns =
        [("id", int.clone()), ("s", goal(Kind::Text, 30, true)), ("n", number.clone()), ("p", number.clone())];
    let mut lines = vec!["primary key (id)".to_owned()];
    lines.extend(generated.iter().enumerate().map(|(i, g)| g.line(rows, &format!("g{i}"), place.old)));
    if rows.dice.often(50) {
        lines.rotate_left(1);
    }
    // SQLite has no columns after a key.
    lines.sort_by_key(|line| line.starts_with("primary"));
    let mut old = create(place.old, &xa, &columns, &lines);
    old += &insert(place.old, &format!("{xa} (id, s, n, p)"), &stored);

    // ---- the new side: id, s, n, what the old side generated, and what it makes itself ------------------
    let parts = (place.new != Engine::Sqlite && rows.dice.often(50)).then(|| Parts {
        cut: rows.dice.pick(&[Cut::Range, Cut::Range, Cut::List, Cut::Hash]),
        others: rows.dice.often(30),
        null: rows.dice.often(50),
    });
    let makes = rows.dice.often(45).then(|| rows.dice.pick(&all));
    // MariaDB has no NOT NULL of them.
    let (checked, filled) = (rows.dice.often(35), place.new != Engine::Mysql && rows.dice.often(25));
    let fills = place.new != Engine::Sqlite && rows.dice.often(40);
    let updates = rows.dice.often(50);
    let touches = updates && rows.dice.often(60);
    let stamped = updates && place.new == Engine::Mysql && rows.dice.often(60);
    // A later step that a trigger sees changes what the trigger says.
    let itself = parts.is_none() && rows.dice.often(40) && (!touches || place.new == Engine::Postgres);
    let s = goal(Kind::Text, sized(rows.dice.pick(&[5, 30])), rows.dice.often(60));
    let texts = match rows.dice.below(5) {
        0 if s.nullable => Last::Null,
        1 if s.size > 0 => Last::Cut,
        2 => Last::Skip,
        _ => Last::Nothing,
    };
    let n = Goal { nullable: rows.dice.often(70), ..number.clone() };
    let other = rows.dice.often(25);
    let numbers = match rows.dice.below(12) {
        0 => Last::Fail,
        1..=3 => Last::Skip,
        4..=7 if n.nullable => Last::Null,
        8 => Last::Reject,
        _ => Last::Nothing,
    };
    let (end, after) = parts.map_or_else(Default::default, |parts| parts.sql(place.new, &ya));
    let mut made = vec![("id", int.clone()), ("s", s.clone()), ("n", n.clone())];
    let names: Vec<String> = (0..generated.len()).map(|i| format!("g{i}")).collect();
    made.extend(names.iter().zip(&generated).map(|(name, g)| (name.as_str(), g.goal())));
    let small = Goal { size: sized(40), ..goal(Kind::Text, 0, true) };
    let mut more = Vec::new();
    if fills {
        made.push(("t", small.clone()));
    }
    if touches || stamped {
        made.push(("w", number.clone()));
    }
    if updates {
        made.push(("u", number.clone()));
    }
    if itself {
        made.push(("p", number.clone()));
        more.push(format!("foreign key (p) references {ya} (id)"));
    }
    if parts.is_none() {
        more.insert(0, "primary key (id)".into());
    }
    let mut others = Vec::new();
    if let Some(makes) = makes {
        let null = if filled { " not null" } else { "" };
        let check = if checked { makes.check() } else { "" };
        others.push(format!("{}{null} {check}", makes.line(rows, "made", place.new)));
    }
    if stamped {
        others.push("z datetime null default null on update current_timestamp".into());
    }
    others.extend(more);
    let mut new = create(place.new, &ya, &made, &others);
    if !end.is_empty() {
        new = new.trim_end().trim_end_matches(';').to_owned() + &end + ";\n";
    }
    new += &after;
    if fills {
        new += &trigger(place.new, &ya, true);
    }
    if touches {
        new += &trigger(place.new, &ya, false);
    }

    let mut lines = vec!["id".to_owned(), format!("s{}", policy(texts))];
    lines.push(format!("n{}{}", if other { " or 3" } else { "" }, policy(numbers)));
    lines.extend(names.iter().cloned());
    if fills {
        lines.push("default -> t".into());
    }
    if touches || stamped {
        lines.push("0 -> w".into());
    }
    if updates {
        lines.push("null -> u".into());
    }
    if stamped {
        lines.push("datetime \"2001-02-03 04:05:06\" -> z".into());
    }
    if itself {
        lines.push("p or null".into());
    }
    let filtered = rows.dice.often(30);
    if filtered {
        lines.push("where n != 2".into());
    }
    let mut program = format!("table {xa} -> {ya} {{\n  {}\n}}\n", lines.join("\n  "));
    if !itself {
        program += &format!("ignore {xa}.p\n");
    }
    let some = rows.dice.often(50);
    if updates {
        let condition = if some { "  where s is not null\n" } else { "" };
        program += &format!("update {ya} {{\n  id + 1 -> u\n{condition}}}\n");
    }

    // ---- what must come of it ---------------------------------------------------------------------------
    let expect = || -> Result<Expected, Stop> {
        let mut out = Expected::default();
        let takes = |n: &Val| !own || parts.is_none_or(|parts| parts.takes(place.new, n));
        // Whether the column that the new side computes may have what it makes of this; number is what every engine understands.
        let asked = own || makes == Some(Generated::Twice);
        let stands = |makes: Generated, s: &Val, n: &Val| {
            let made = makes.of(s, n);
            !asked || !(checked && makes.against(&made) || filled && made == Val::Null)
        };
        let good_text = |s: &Val| makes.is_none_or(|m| m == Generated::Twice || stands(m, s, &Val::Null));
        let good_number = |n: &Val| takes(n) && makes.is_none_or(|m| m != Generated::Twice || stands(m, &Val::Null, n));
        // Where null cannot stand there either, nothing is left of the policy.
        let numbers = if numbers == Last::Null && !good_number(&Val::Null) { Last::Reject } else { numbers };
        let texts = if texts == Last::Null && !good_text(&Val::Null) { Last::Reject } else { texts };
        let goals: Vec<Goal> = generated.iter().map(|g| g.goal()).collect();
        let head = |row: &Vec<Val>| {
            let [text, value] = [&row[1], &row[2]];
            let others =
                if other { vec![if takes(&Val::Int(3)) { Ok(Val::Int(3)) } else { Err(Fails) }] } else { Vec::new() };
            let mut lines = vec![
                Line::new("id", &int, Ok(row[0].clone()), Last::Nothing),
                Line { against: !good_text(text), ..Line::new("s", &s, Ok(text.clone()), texts) },
                Line { others, against: !good_number(value), ..Line::new("n", &n, Ok(value.clone()), numbers) },
            ];
            let more = names.iter().zip(&generated).zip(&goals);
            lines.extend(more.map(|((name, g), goal)| Line::new(name, goal, Ok(g.of(text, value)), Last::Nothing)));
            Head { key: vec![row[0].clone()], lines, skipped: filtered && *value == Val::Int(2) }
        };
        let (moving, tally) = fates(&stored.iter().map(head).collect::<Vec<_>>())?;
        note(&mut out, &xa, &ya, &moving, &tally);
        let there: Vec<Val> = moving.iter().map(|row| row.values[0].clone()).collect();
        let mut lost = 0;
        let mut held = Vec::new();
        for row in moving {
            let mut values = row.values;
            let (id, text, value) = (values[0].clone(), values[1].clone(), values[2].clone());
            let touched = updates && !(some && text == Val::Null);
            if fills {
                let by = if let Val::Int(n) = value { n.to_string() } else { "none".into() };
                values.push(if own { Val::Text(format!("by {by}")) } else { Val::Null });
            }
            if touches || stamped {
                // PostgreSQL's trigger is off meanwhile.
                let seen = touches && touched && own && place.new != Engine::Postgres;
                values.push(Val::Int(seen.into()));
            }
            if updates {
                values.push(match id {
                    Val::Int(id) if touched => Val::Int(id + 1),
                    _ => Val::Null,
                });
            }
            if itself {
                let p = &stored[row.place][3];
                let found = there.contains(p);
                lost += usize::from(*p != Val::Null && !found);
                values.push(if found { p.clone() } else { Val::Null });
            }
            if let Some(makes) = makes {
                values.push(if own { makes.of(&text, &value) } else { Val::Null });
            }
            if stamped {
                values.push(Val::Moment("2001-02-03 04:05:06".into()));
            }
            held.push(values);
        }
        if lost > 0 {
            out.uses.insert(format!("{xa} | p | null | {lost}"));
        }
        hold(&mut out, &ya, held);
        Ok(out)
    };
    Told {
        rows: 0,
        expected: expect(),
        old,
        new,
        program,
        more: More { computed: !generated.is_empty(), ..More::default() },
    }
}
