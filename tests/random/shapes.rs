//! Constructs that are drawn on their own, with tables of their own, beside the rest of a program: each with what it must do.

use std::collections::{BTreeMap, BTreeSet};

use migc::engine::Engine;

use super::draw::Dice;
use super::eval::{Fails, Made, fit, shown, text};
use super::expected::{Expected, Stop};
use super::program::{Goal, Last};
use super::value::{Kind, Val};
use super::write;
use super::{callers, given, kinds, made, pairs, sides, words};

/// A construct, drawn again from its seed whenever it is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    pub which: Which,
    pub seed: u64,
    /// Rows that are left out, to make it smaller.
    pub without: BTreeSet<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Which {
    /// Keys of two columns.
    Pairs,
    /// Rows that are there, or given.
    Given,
    /// Joins with the new side, and updates.
    Sides,
    /// Columns of every type.
    Kinds,
    /// Stubs, called for by rows with keys of two columns.
    Callers,
    /// What the command line and other files say.
    Words,
    /// What the new side makes or refuses of its own.
    Made,
}

impl Which {
    const ALL: [(&str, Which); 7] = [
        ("pairs", Which::Pairs),
        ("given", Which::Given),
        ("sides", Which::Sides),
        ("kinds", Which::Kinds),
        ("callers", Which::Callers),
        ("words", Which::Words),
        ("made", Which::Made),
    ];
}

/// What is drawn, and what must come of it.
pub struct Told {
    pub old: String,
    pub new: String,
    pub program: String,
    /// How many rows were drawn.
    pub rows: usize,
    pub expected: Result<Expected, Stop>,
    pub more: More,
}

/// What stands beside the texts.
#[derive(Default)]
pub struct More {
    /// Files that the program includes.
    pub files: Vec<(String, String)>,
    /// `--param NAME=VALUE`
    pub params: Vec<(String, String)>,
    /// Engines that cannot carry it out (`M0701`).
    pub not_on: Vec<Engine>,
    /// It reads columns that the old side computes, whose values no dump has.
    pub computed: bool,
}

/// Where a shape stands.
pub struct Place<'a> {
    pub prefix: &'a str,
    pub old: Engine,
    pub new: Engine,
    /// The engine that the script runs on.
    pub on: Engine,
}

impl Shape {
    /// Most programs have one; all have the one that `MIG_RANDOM_SHAPE` names, and none with `general`.
    pub fn draw(seed: u64) -> Option<Self> {
        let mut dice = Dice::new(seed ^ 0x50A9E);
        let wanted = std::env::var("MIG_RANDOM_SHAPE").ok();
        if wanted.as_deref() == Some("general") {
            return None;
        }
        let wanted = Which::ALL.into_iter().find(|(name, _)| Some(*name) == wanted.as_deref()).map(|(_, which)| which);
        let drawn = dice.pick(&Which::ALL).1;
        (wanted.is_some() || dice.often(80)).then(|| Self {
            which: wanted.unwrap_or(drawn),
            seed,
            without: BTreeSet::new(),
        })
    }

    pub fn told(&self, place: &Place<'_>) -> Told {
        let mut rows = Rows { dice: Dice::new(self.seed ^ 0x0DD), without: &self.without, drawn: 0 };
        let mut told = match self.which {
            Which::Pairs => pairs::told(&mut rows, place),
            Which::Given => given::told(&mut rows, place),
            Which::Sides => sides::told(&mut rows, place),
            Which::Kinds => kinds::told(&mut rows, place),
            Which::Callers => callers::told(&mut rows, place),
            Which::Words => words::told(&mut rows, place),
            Which::Made => made::told(&mut rows, place),
        };
        told.rows = rows.drawn;
        told
    }

    /// The same with fewer rows.
    pub fn smaller(&self, rows: usize) -> Vec<Self> {
        let kept: Vec<usize> = (0..rows).filter(|row| !self.without.contains(row)).collect();
        let half = kept.chunks(kept.len().div_ceil(2).max(2)).map(<[usize]>::to_vec);
        let each = kept.iter().map(|row| vec![*row]);
        let less = |rows: Vec<usize>| {
            let mut shape = self.clone();
            shape.without.extend(rows);
            shape
        };
        half.chain(each).map(less).collect()
    }
}

/// Draws rows, some of which are left out.
pub struct Rows<'a> {
    pub dice: Dice,
    without: &'a BTreeSet<usize>,
    drawn: usize,
}

impl Rows<'_> {
    /// Whether the next row is one of those that stay.
    pub fn stays(&mut self) -> bool {
        self.drawn += 1;
        !self.without.contains(&(self.drawn - 1))
    }
}

/// A column of a table.
pub fn goal(kind: Kind, size: u32, nullable: bool) -> Goal {
    Goal { kind, size, nullable, refers: None, written: "" }
}

/// A table as DDL; `more` are lines after its columns.
pub fn create(engine: Engine, name: &str, columns: &[(&str, Goal)], more: &[String]) -> String {
    let null = |goal: &Goal| if goal.nullable { "" } else { " not null" };
    let mut lines: Vec<String> =
        columns.iter().map(|(name, goal)| format!("{name} {}{}", write::new_type(engine, goal), null(goal))).collect();
    lines.extend_from_slice(more);
    let end = match engine {
        Engine::Mysql => " engine=InnoDB default charset=utf8mb4 collate=utf8mb4_unicode_ci",
        _ => "",
    };
    format!("create table {name} (\n  {}\n){end};\n", lines.join(",\n  "))
}

/// Rows as an insert.
pub fn insert(engine: Engine, name: &str, rows: &[Vec<Val>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let row =
        |row: &Vec<Val>| format!("({})", row.iter().map(|v| write::sql(engine, v)).collect::<Vec<_>>().join(", "));
    format!("insert into {name} values\n  {};\n", rows.iter().map(row).collect::<Vec<_>>().join(",\n  "))
}

/// A line of a block, for one row: the column, its value and its policy.
pub struct Line<'a> {
    pub column: &'a str,
    pub goal: &'a Goal,
    pub value: Made,
    /// What `or` says instead, in this order.
    pub others: Vec<Made>,
    pub last: Last,
    /// Against a CHECK of the column alone.
    pub against: bool,
}

impl<'a> Line<'a> {
    pub fn new(column: &'a str, goal: &'a Goal, value: Made, last: Last) -> Self {
        Self { column, goal, value, others: Vec::new(), last, against: false }
    }
}

/// A row of a block's head.
pub struct Head<'a> {
    pub key: Vec<Val>,
    pub lines: Vec<Line<'a>>,
    /// Left out by `where`.
    pub skipped: bool,
}

/// A row that moves: its place among those of the head, its key, its values, and the policies that made them.
#[derive(Debug, Clone)]
pub struct Moving {
    pub place: usize,
    pub key: Vec<Val>,
    pub values: Vec<Val>,
    uses: Vec<(String, String)>,
}

/// What is counted of a block.
#[derive(Default)]
pub struct Tally {
    rows: usize,
    skipped: BTreeMap<String, usize>,
    pub merged: usize,
    pub rejected: Vec<(Vec<Val>, String)>,
}

/// What becomes of rows by their own values. Stops where a line says `fail`.
pub fn fates(heads: &[Head<'_>]) -> Result<(Vec<Moving>, Tally), Stop> {
    let mut tally = Tally { rows: heads.len(), ..Tally::default() };
    let mut moving = Vec::new();
    'rows: for (place, head) in heads.iter().enumerate() {
        if head.skipped {
            *tally.skipped.entry("null | where".into()).or_default() += 1;
            continue;
        }
        let mut row = Moving { place, key: head.key.clone(), values: Vec::new(), uses: Vec::new() };
        let mut failed: Vec<&Line<'_>> = Vec::new();
        let mut against = None;
        for line in &head.lines {
            let mut made = line.value.clone().and_then(|value| fit(value, line.goal, false));
            // What the row is rejected for in the end, the CHECK itself rejects.
            match line.last {
                _ if !line.against => {}
                Last::Nothing | Last::Reject if line.others.is_empty() => against = against.or(Some(line)),
                _ => made = Err(Fails),
            }
            if made.is_err() {
                let mut others = line.others.iter().cloned().map(|value| value.and_then(|v| fit(v, line.goal, false)));
                if let Some((place, value)) = others.by_ref().enumerate().find(|(_, value)| value.is_ok()) {
                    made = value;
                    row.uses.push((line.column.to_owned(), format!("or {}", place + 1)));
                }
            }
            match (made, line.last) {
                (Ok(value), _) => row.values.push(value),
                (Err(_), Last::Null) => {
                    row.values.push(Val::Null);
                    row.uses.push((line.column.to_owned(), "null".into()));
                }
                // What is cut is the last value of the line.
                (Err(_), Last::Cut) if line.against => against = against.or(Some(line)),
                (Err(_), Last::Cut) => {
                    let last = line.others.last().unwrap_or(&line.value);
                    match last.clone().and_then(|value| fit(value, line.goal, true)) {
                        Ok(value) => {
                            row.values.push(value);
                            row.uses.push((line.column.to_owned(), "cut".into()));
                        }
                        Err(Fails) => failed.push(line),
                    }
                }
                (Err(_), _) => failed.push(line),
            }
        }
        if let Some(line) = failed.iter().find(|line| line.last == Last::Skip) {
            *tally.skipped.entry(format!("{} | skip", line.column)).or_default() += 1;
            continue 'rows;
        }
        if let Some(line) = failed.iter().find(|line| line.last != Last::Fail) {
            tally.rejected.push((head.key.clone(), line.column.to_owned()));
            continue 'rows;
        }
        match (failed.first(), against) {
            (Some(line), _) => return Err(Stop(format!("`{}` cannot be made", line.column))),
            (None, Some(line)) => tally.rejected.push((head.key.clone(), line.column.to_owned())),
            (None, None) => moving.push(row),
        }
    }
    Ok((moving, tally))
}

/// Takes out the rows that are equal in these columns to an earlier one, by this order; answers where they went.
pub fn unique(
    moving: &mut Vec<Moving>,
    tally: &mut Tally,
    same: &dyn Fn(&Moving) -> Option<Vec<Val>>,
    rejects: Option<&str>,
    last: bool,
) -> BTreeMap<Vec<Val>, Vec<Val>> {
    let mut first: BTreeMap<Vec<Val>, usize> = BTreeMap::new();
    let mut order: Vec<usize> = (0..moving.len()).collect();
    order.sort_by_key(|i| moving[*i].key.clone());
    if last {
        order.reverse();
    }
    let (mut gone, mut into) = (BTreeSet::new(), BTreeMap::new());
    for i in order {
        let Some(values) = same(&moving[i]) else { continue };
        let kept = *first.entry(values).or_insert(i);
        if kept == i {
            continue;
        }
        gone.insert(moving[i].place);
        match rejects {
            Some(column) => tally.rejected.push((moving[i].key.clone(), column.to_owned())),
            None => {
                tally.merged += 1;
                into.insert(moving[i].key.clone(), moving[kept].key.clone());
            }
        }
    }
    moving.retain(|row| !gone.contains(&row.place));
    into
}

/// Writes down what a block did.
pub fn note(out: &mut Expected, block: &str, target: &str, moving: &[Moving], tally: &Tally) {
    let skipped: usize = tally.skipped.values().sum();
    out.counts.insert(format!(
        "{block} | {target} | {} | {} | {skipped} | {} | {} | 0",
        tally.rows,
        moving.len(),
        tally.merged,
        tally.rejected.len()
    ));
    out.uses.extend(tally.skipped.iter().map(|(rule, n)| format!("{block} | {rule} | {n}")));
    let mut uses: BTreeMap<(&String, &String), usize> = BTreeMap::new();
    for (column, policy) in moving.iter().flat_map(|row| &row.uses) {
        *uses.entry((column, policy)).or_default() += 1;
    }
    out.uses.extend(uses.into_iter().map(|((column, policy), n)| format!("{block} | {column} | {policy} | {n}")));
    out.rejects.extend(tally.rejected.iter().map(|(key, column)| format!("{block} | {} | {column}", key_text(key))));
}

/// Rows of a new table.
pub fn hold(out: &mut Expected, table: &str, rows: impl IntoIterator<Item = Vec<Val>>) {
    let rows = rows.into_iter().map(|row| row.iter().map(shown).collect());
    out.tables.entry(table.to_owned()).or_default().extend(rows);
}

/// A key as reports show it: texts of several parts are quoted where they could be taken for others.
pub fn key_text(key: &[Val]) -> String {
    let alone = key.len() == 1;
    let part = |value: &Val| match (value, text(value).unwrap_or_default()) {
        (Val::Text(_), text) if !alone && (text.is_empty() || text.contains([',', '"'])) => {
            format!("\"{}\"", text.replace('"', "\"\""))
        }
        (_, text) => text,
    };
    key.iter().map(part).collect::<Vec<_>>().join(", ")
}

/// A policy as it is written.
pub fn policy(last: Last) -> &'static str {
    write::policy(last)
}
