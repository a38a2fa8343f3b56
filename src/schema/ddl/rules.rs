//! What the rows of a table must keep, and what is evaluated of each.

use super::condition::put_for;
use super::flavor;
use super::raising::tamed;
use crate::engine::Engine;
use crate::schema::{Check, Column, Table, Type};

/// What a row of a table must keep, over the columns that rows are given: in CHECKs a generated column stands for its expression,
/// and one that is NOT NULL is a CHECK as well, and so is its type.
pub fn rules(engine: Engine, table: &Table) -> Vec<Check> {
    let filled = table.columns.iter().filter(|column| !column.nullable && made(column).is_some());
    let filled = filled.map(|column| Check {
        name: Some(format!("{} NOT NULL", column.name)),
        sql: format!("({}) IS NOT NULL", made(column).unwrap_or_default()),
        span: column.span,
        partitions: 0,
    });
    let fitting = table.columns.iter().filter_map(|column| {
        let sql = fits(engine, column, &made(column)?)?;
        let name = Some(format!("{} {}", column.name, column.native));
        Some(Check { name, sql, span: column.span, partitions: 0 })
    });
    let mut all: Vec<Check> = table.checks.iter().cloned().chain(filled).chain(fitting).collect();
    // First those whose names say most.
    let rules = all.len();
    all.extend(computed(table).map(|(_, check)| check));
    put_generated(engine, table, &mut all);
    all.rotate_left(rules);
    // Nothing ends in an error for a 0 that it is divided by: that is a rule of its own.
    let mut divided: Vec<Check> = Vec::new();
    for check in &mut all {
        let Some(tamed) = tamed(engine, &check.sql) else { continue };
        for sql in tamed.conditions {
            if !divided.iter().any(|known| known.sql == sql) {
                let name = check.name.as_ref().map(|name| format!("{name} not divided by 0"));
                divided.push(Check { name, sql, span: check.span, partitions: 0 });
            }
        }
        check.sql = tamed.sql;
    }
    let mut all = all.split_off(all.len() - rules);
    all.extend(divided);
    all
}

/// What of a table has SQL that is evaluated for each row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evaluated {
    /// A generated column.
    Generated,
    /// A CHECK.
    Check,
    /// The partitions.
    Partitions,
    /// An index.
    Index,
}

/// The SQL that is evaluated for each row of a table, over the columns that rows are given.
pub fn evaluated(engine: Engine, table: &Table) -> Vec<(Evaluated, Check)> {
    let check = |check: &Check| match check.partitions {
        0 => (Evaluated::Check, check.clone()),
        _ => (Evaluated::Partitions, check.clone()),
    };
    let (what, mut all): (Vec<_>, Vec<_>) = computed(table).chain(table.checks.iter().map(check)).unzip();
    put_generated(engine, table, &mut all);
    what.into_iter().zip(all).collect()
}

/// What is computed of a row beside its CHECKs: generated columns, and what indexes are over.
fn computed(table: &Table) -> impl Iterator<Item = (Evaluated, Check)> {
    let generated = table.columns.iter().filter_map(|column| {
        let check = Check { name: Some(column.name.clone()), sql: made(column)?, span: column.span, partitions: 0 };
        Some((Evaluated::Generated, check))
    });
    generated.chain(table.indexed.iter().map(|check| (Evaluated::Index, check.clone())))
}

/// The expression of a generated column. MariaDB's moments of a row with a history are none.
fn made(column: &Column) -> Option<String> {
    column.generated.clone().filter(|sql| !sql.starts_with("ROW "))
}

/// Puts the expressions of generated columns for their names.
fn put_generated(engine: Engine, table: &Table, all: &mut [Check]) {
    // Expressions name columns before theirs.
    for column in table.columns.iter().rev() {
        let Some(made) = made(column) else { continue };
        for check in &mut *all {
            if let Some(sql) = put_for(engine, &check.sql, &column.name, &format!("({made})")) {
                check.sql = sql;
            }
        }
    }
}

/// What must hold of the expression of a generated column for its type to hold the value; none where the engine asks for nothing, or
/// nothing is larger. The engine rounds a number, and cuts blanks at the end of a text, by itself.
fn fits(engine: Engine, column: &Column, made: &str) -> Option<String> {
    let sizes = flavor::of(engine).sizes.as_ref()?;
    let made = |form: &str| form.replace("{}", made);
    match &column.ty {
        Type::Text { max: Some(max), .. } => {
            Some(format!("CHAR_LENGTH(TRIM(TRAILING ' ' FROM {})) <= {max}", made(sizes.text)))
        }
        Type::Bytes { max: Some(max) } => Some(format!("{} <= {max}", made(sizes.bytes?))),
        ty @ Type::Int { bits: ..=32, .. } => {
            let (low, high) = ty.int_range()?;
            // `year` takes no other year than some.
            (*ty != Type::YEAR).then(|| format!("ROUND({}) BETWEEN {low} AND {high}", made(sizes.number)))
        }
        Type::Decimal { precision: Some(precision), scale } => {
            let nines = |n: u16| "9".repeat(usize::from(n));
            let (whole, part) = (nines(precision.checked_sub(*scale)?), nines(*scale));
            let whole = if whole.is_empty() { "0".to_owned() } else { whole };
            let most = if part.is_empty() { whole } else { format!("{whole}.{part}") };
            Some(format!("ROUND({}, {scale}) BETWEEN -{most} AND {most}", made(sizes.number)))
        }
        _ => None,
    }
}
