//! CHECK constraints of the new tables as conditions on values. They are SQL of the new engine. For another engine, only
//! those are asked that mean the same everywhere: columns compared with constants and each other.

use super::context::Context;
use super::expr::Fallible;
use super::scope::FromClause;
use crate::form;
use crate::physical::columns_in;
use crate::plan::{Fill, How, Policy};
use crate::schema::ddl::around;
use crate::schema::{Check, Column, ColumnId, TableId, Type};
use crate::sql;

/// The words of a condition that every engine understands alike.
const PORTABLE: [&str; 7] = ["AND", "OR", "NOT", "IN", "BETWEEN", "IS", "NULL"];

/// What is said of a row that is against a CHECK.
pub(super) fn broken(check: &Check, table: &str) -> String {
    let name = check.name.as_ref().map_or(String::new(), |name| format!(" `{name}`"));
    match check.partitions {
        0 => format!("it is against the check{name} of `{table}`"),
        _ => format!("`{table}` has no partition for it"),
    }
}

/// The condition of a CHECK in the script's engine.
pub(super) fn in_this_engine(ctx: &Context<'_>, table: TableId, check: &Check) -> Option<String> {
    if ctx.program.new.engine == ctx.dialect.engine() {
        return Some(check.sql.clone());
    }
    let table = ctx.program.new.table(table);
    let mut tokens: Vec<(&str, Option<&Column>)> = Vec::new();
    let mut rest = check.sql.trim_start();
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '`' | '"' => rest[1..].find(c).map(|end| end + 2)?,
            // Text would be compared by the collation of the engine.
            '\'' => return None,
            c if c.is_alphabetic() || c == '_' => {
                rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
            }
            c if c.is_ascii_digit() => rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len()),
            '<' | '>' | '!' => {
                let two = rest.get(..2).is_some_and(|t| ["<=", ">=", "<>", "!="].contains(&t));
                if two { 2 } else { 1 }
            }
            '=' | '(' | ')' | ',' | '+' | '-' | '*' => 1,
            _ => return None,
        };
        let (token, after) = rest.split_at(length);
        rest = after.trim_start();
        let named = c.is_alphabetic() || "_`\"".contains(c);
        let column = named.then(|| table.find(token.trim_matches(['`', '"']))).flatten();
        if named && column.is_none() && !PORTABLE.contains(&token.to_ascii_uppercase().as_str()) {
            return None;
        }
        tokens.push((token, column.map(|c| table.column(c))));
    }
    // A truth value that is compared is a number on the engines that have no others.
    let is_one_of = |place: Option<usize>, words: &[&str]| {
        let token = place.and_then(|place| tokens.get(place));
        token.is_none_or(|(token, _)| words.contains(&token.to_ascii_uppercase().as_str()))
    };
    let spelled = tokens.iter().enumerate().map(|(at, (token, column))| {
        let Some(column) = column else { return (*token).to_owned() };
        let stands_alone = is_one_of(at.checked_sub(1), &["(", "AND", "OR", "NOT"])
            && is_one_of(Some(at + 1), &[")", "AND", "OR", "IS"]);
        let name = ctx.name(&column.name);
        match &column.ty {
            Type::Bool if !stands_alone => ctx.sql(&ctx.dialect.int_from_bool(&sql::Expr::name(column.name.as_str()))),
            ty if ty.is_truth_number() && stands_alone => format!("({name} <> 0)"),
            _ => name,
        }
    });
    Some(spelled.collect::<Vec<_>>().join(" "))
}

/// When a value of a column is against the CHECKs that name it alone, and what is said then.
pub(super) fn against_checks(
    ctx: &Context<'_>,
    table: TableId,
    column: ColumnId,
    value: &sql::Expr,
) -> Vec<(sql::Expr, String)> {
    let all = ctx.rules(table);
    if all.is_empty() {
        return Vec::new();
    }
    let of = ctx.program.new.table(table);
    let own = of.column(column);
    let value = if *value == sql::Expr::null() { ctx.dialect.null_of(&own.ty) } else { value.clone() };
    let alone = all.iter().filter(|check| columns_in(ctx.program, table, check) == [column]);
    alone
        .filter_map(|check| {
            let condition = in_this_engine(ctx, table, check)?;
            let texts = around(ctx.dialect.engine(), &condition, &own.name)?;
            let condition = sql::Expr::from(sql::Form::of_condition(&texts, &value));
            Some((form!("{condition} IS FALSE", condition), broken(check, &of.name)))
        })
        .collect()
}

/// What the line of a stub or an `update` tries in turn. Where the last value is against a CHECK, the CHECK stops the run.
pub(super) fn tried(ctx: &Context<'_>, from: &mut FromClause<'_>, table: TableId, fill: &Fill) -> Vec<Fallible> {
    let How::Value { attempts, policy } = &fill.how else { return Vec::new() };
    let mut tried: Vec<Fallible> = attempts.iter().map(|attempt| from.value(attempt)).collect();
    let asked = tried.len() - usize::from(*policy != Policy::Null);
    fail_against_checks(ctx, table, fill.column, &mut tried[..asked]);
    tried
}

/// Where the value of an attempt is against a CHECK of its column alone, the attempt has failed.
pub(super) fn fail_against_checks(ctx: &Context<'_>, table: TableId, column: ColumnId, attempts: &mut [Fallible]) {
    for attempt in attempts {
        let against = against_checks(ctx, table, column, &attempt.value);
        attempt.fail_where(against.into_iter().map(|(against, _)| against));
    }
}
