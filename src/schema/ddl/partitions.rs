//! Partitions as a rule of their table: a row for which there is no partition is refused, like one that is against a CHECK.
//!
//! The rule is a condition in the SQL of the engine, over the columns of the row, which is never null.

use super::column::Words;
use super::grammar::{Rule, inside};
use super::session::up_to_comma;
use crate::schema::{Table, Type};
use crate::source::Span;

/// How a table is cut into partitions.
#[derive(Debug, Clone)]
pub(super) struct Partitioning {
    kind: BoundKind,
    /// By what: columns, or expressions over them.
    by: Vec<String>,
    /// MySQL's partitions, which the table's own definition lists: name and bound.
    pub(super) own: Vec<(String, Bound)>,
    pub(super) span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BoundKind {
    Range,
    List,
    Hash,
}

/// Which rows a partition takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Bound {
    /// From the first values on (PostgreSQL), and below the second.
    Range(Option<Vec<String>>, Vec<String>),
    /// One of these; of several columns each is a tuple.
    List(Vec<Vec<String>>),
    /// One of so many remainders.
    Hash(u32, u32),
    /// All others.
    Others,
}

/// A partition, with what it does with its own rows.
#[derive(Debug, Clone)]
pub(super) struct Partition {
    pub(super) bound: Bound,
    /// The rule of a partition that has partitions, and its own CHECKs.
    pub(super) own: Option<String>,
    /// How many tables the rows are in.
    pub(super) leaves: usize,
}

/// What is between commas.
fn list(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = Some(inside(text));
    while let Some(text) = rest {
        let (part, after) = up_to_comma(text);
        out.push(part.trim().to_owned());
        rest = after;
    }
    out.retain(|part| !part.is_empty());
    out
}

fn is_word(text: &str, word: &str) -> bool {
    text.eq_ignore_ascii_case(word)
}

impl Partitioning {
    /// `PARTITION BY …` among the words that follow a table's lines.
    pub(super) fn read(words: &Words<'_>, span: Span) -> Option<Self> {
        let mut at = words.find(&["PARTITION", "BY"])? + 2;
        at += usize::from(words.at(at, &["LINEAR"]));
        let kind = match words.get(at)?.text.to_ascii_uppercase().as_str() {
            "RANGE" => BoundKind::Range,
            "LIST" => BoundKind::List,
            "HASH" => BoundKind::Hash,
            // KEY and SYSTEM_TIME take every row.
            _ => return None,
        };
        at += 1;
        at += usize::from(words.at(at, &["COLUMNS"]));
        let by = words.get(at).filter(|w| w.rule == Rule::group)?;
        let by = list(by.text).iter().map(|part| without_class(part)).collect();
        let parts = words.iter().skip(at + 1).filter(|w| w.rule == Rule::group);
        let own = parts.flat_map(|group| own_parts(group.text)).collect();
        Some(Self { kind, by, own, span })
    }

    /// The condition on the rows that some partition takes; none where that is every row.
    pub(super) fn rule(&self, table: &Table, parts: &[Partition], postgres: bool) -> Option<String> {
        let by: Vec<String> =
            self.by.iter().map(|key| if postgres { key.clone() } else { collated(table, key) }).collect();
        if self.kind == BoundKind::Hash {
            return self.hash_rule(table, parts, postgres);
        }
        let takes = |part: &Partition| match &part.bound {
            Bound::Range(from, to) if postgres => {
                let from = from.as_deref().map_or_else(|| "TRUE".to_owned(), |from| above(&by, from));
                Some(format!("({from} AND {})", below(&by, to, false)))
            }
            Bound::Range(_, to) => Some(below(&by, to, true)),
            Bound::List(values) => Some(one_of(&by, values)),
            Bound::Hash(..) | Bound::Others => None,
        };
        let others = parts.iter().find(|part| part.bound == Bound::Others);
        let bounds: Vec<(String, &Partition)> = parts.iter().filter_map(|part| Some((takes(part)?, part))).collect();
        if others.is_some_and(|part| part.own.is_none()) && bounds.iter().all(|(_, part)| part.own.is_none()) {
            return None;
        }
        let mut some: Vec<String> = Vec::new();
        for (bound, part) in &bounds {
            some.push(part.own.as_ref().map_or_else(|| bound.clone(), |own| format!("({bound} AND {own})")));
        }
        let there = || by.iter().map(|key| format!("{key} IS NOT NULL")).collect::<Vec<_>>().join(" AND ");
        if let Some(others) = others {
            let not: Vec<&str> = bounds.iter().map(|(bound, _)| bound.as_str()).collect();
            let rest =
                if not.is_empty() { "TRUE".to_owned() } else { format!("NOT coalesce({}, FALSE)", not.join(" OR ")) };
            some.push(others.own.as_ref().map_or_else(|| rest.clone(), |own| format!("({rest} AND {own})")));
        }
        if some.is_empty() {
            // It names the columns all the same.
            return by.first().map(|key| format!("{key} IS NULL AND {key} IS NOT NULL"));
        }
        let any = format!("coalesce({}, FALSE)", some.join(" OR "));
        let nulls_have_none = postgres && self.kind == BoundKind::Range && others.is_none();
        Some(if nulls_have_none { format!("{} AND {any}", there()) } else { any })
    }

    /// PostgreSQL's remainders, where one is left out.
    fn hash_rule(&self, table: &Table, parts: &[Partition], postgres: bool) -> Option<String> {
        let sizes = parts
            .iter()
            .filter_map(|part| if let Bound::Hash(of, _) = part.bound { Some(1.0 / f64::from(of)) } else { None });
        if !postgres || (sizes.sum::<f64>() > 0.999 && parts.iter().all(|part| part.own.is_none())) {
            return None;
        }
        let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
        let name = format!("{}.{}", quoted(table.schema.as_deref().unwrap_or("public")), quoted(&table.name));
        let some: Vec<String> = parts
            .iter()
            .filter_map(|part| {
                let Bound::Hash(of, remainder) = part.bound else { return None };
                let name = name.replace('\'', "''");
                let takes =
                    format!("satisfies_hash_partition('{name}'::regclass, {of}, {remainder}, {})", self.by.join(", "));
                Some(part.own.as_ref().map_or_else(|| takes.clone(), |own| format!("({takes} AND {own})")))
            })
            .collect();
        match some.as_slice() {
            [] => self.by.first().map(|key| format!("{key} IS NULL AND {key} IS NOT NULL")),
            some => Some(some.join(" OR ")),
        }
    }
}

impl Bound {
    /// `FOR VALUES …` or `DEFAULT` of PostgreSQL.
    pub(super) fn read(words: &Words<'_>) -> Option<Self> {
        if words.at(0, &["DEFAULT"]) {
            return Some(Bound::Others);
        }
        let at = words.find(&["FOR", "VALUES"])? + 2;
        let group = |at: usize| words.get(at).filter(|w| w.rule == Rule::group).map(|w| list(w.text));
        if words.at(at, &["IN"]) {
            return Some(Bound::List(group(at + 1)?.into_iter().map(|value| vec![value]).collect()));
        }
        if words.at(at, &["FROM"]) && words.at(at + 2, &["TO"]) {
            return Some(Bound::Range(Some(group(at + 1)?), group(at + 3)?));
        }
        let hash = group(words.find(&["WITH"])? + 1)?;
        let number = |word: &str| {
            let part = hash.iter().find(|part| part.to_ascii_lowercase().starts_with(word))?;
            part.get(word.len()..)?.trim().parse().ok()
        };
        Some(Bound::Hash(number("modulus")?, number("remainder")?))
    }
}

/// MySQL's `(PARTITION p VALUES …, …)`.
pub(super) fn own_parts(group: &str) -> Vec<(String, Bound)> {
    let read = |part: &String| {
        let words = Words::lex(part, 0);
        let name = words.at(0, &["PARTITION"]).then(|| words.get(1)).flatten()?.text.trim_matches('`').to_owned();
        let at = words.find(&["VALUES"]).map(|at| at + 1);
        let group = |at: usize| words.get(at).filter(|w| w.rule == Rule::group).map(|w| list(w.text));
        let bound = match at {
            Some(at) if words.at(at, &["LESS", "THAN"]) => {
                Bound::Range(None, group(at + 2).unwrap_or_else(|| vec!["MAXVALUE".to_owned()]))
            }
            Some(at) if words.at(at, &["IN"]) => {
                let values = group(at + 1)?;
                Bound::List(
                    values
                        .iter()
                        .map(|value| if value.starts_with('(') { list(value) } else { vec![value.clone()] })
                        .collect(),
                )
            }
            None if words.has("DEFAULT") => Bound::Others,
            _ => return None,
        };
        Some((name, bound))
    };
    list(group).iter().filter_map(read).collect()
}

/// What is partitioned by without the class of its operators.
fn without_class(part: &str) -> String {
    let words = Words::lex(part, 0);
    let mut end = words.get(0).map_or(0, |w| w.end);
    let mut at = 1;
    if let Some(call) = words.get(1).filter(|w| w.rule == Rule::group) {
        (end, at) = (call.end, 2);
    } else if !words.get(1).is_none_or(|w| w.is("COLLATE") || w.is_name()) {
        // An expression (MySQL).
        return part.to_owned();
    }
    if words.at(at, &["COLLATE"]) {
        let mut last = at + 1;
        while words.at(last + 1, &["."]) {
            last += 2;
        }
        end = words.get(last).map_or(end, |w| w.end);
    } else if words.get(at).is_some_and(|w| !w.is_name()) {
        return part.to_owned();
    }
    part.get(..end).unwrap_or(part).to_owned()
}

/// A column of text of MySQL, compared as the table compares it: as the server does by default where its definition does not say.
fn collated(table: &Table, key: &str) -> String {
    let column = table.find(key.trim_matches('`')).map(|id| table.column(id));
    let Some(Type::Text { collation, .. }) = column.map(|c| &c.ty) else { return key.to_owned() };
    let said = collation.as_ref().and_then(|said| Some((said.name.split_once('_')?.0, said.name.as_str())));
    match said.filter(|(charset, _)| *charset != "uca1400") {
        Some((charset, name)) => format!("CONVERT({key} USING {charset}) COLLATE {name}"),
        None => format!("CONVERT({key} USING utf8mb4)"),
    }
}

/// Not below the first of some bounds.
fn above(by: &[String], bounds: &[String]) -> String {
    match (by, bounds) {
        ([key, keys @ ..], [bound, rest @ ..]) => match () {
            () if is_word(bound, "MINVALUE") => "TRUE".to_owned(),
            () if is_word(bound, "MAXVALUE") => "FALSE".to_owned(),
            () if rest.is_empty() => format!("{key} >= {bound}"),
            () => format!("({key} > {bound} OR ({key} = {bound} AND {}))", above(keys, rest)),
        },
        _ => "TRUE".to_owned(),
    }
}

/// Below some bounds; a null is below every value where it is said so.
fn below(by: &[String], bounds: &[String], nulls: bool) -> String {
    match (by, bounds) {
        ([key, keys @ ..], [bound, rest @ ..]) => {
            let less = if nulls { format!("{key} IS NULL OR {key} < {bound}") } else { format!("{key} < {bound}") };
            match () {
                () if is_word(bound, "MINVALUE") => "FALSE".to_owned(),
                () if is_word(bound, "MAXVALUE") => "TRUE".to_owned(),
                () if rest.is_empty() => format!("({less})"),
                () => format!("({less} OR ({key} = {bound} AND {}))", below(keys, rest, nulls)),
            }
        }
        _ => "FALSE".to_owned(),
    }
}

/// One of some values, of which null is one.
fn one_of(by: &[String], values: &[Vec<String>]) -> String {
    let same = |tuple: &Vec<String>| {
        let pairs = by.iter().zip(tuple).map(|(key, value)| match is_word(value, "NULL") {
            true => format!("{key} IS NULL"),
            false => format!("({key} IS NOT NULL AND {key} = {value})"),
        });
        format!("({})", pairs.collect::<Vec<_>>().join(" AND "))
    };
    match values {
        [] => "FALSE".to_owned(),
        values => format!("({})", values.iter().map(same).collect::<Vec<_>>().join(" OR ")),
    }
}
