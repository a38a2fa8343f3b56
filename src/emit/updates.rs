//! `update` and `empty`: statements over the new side's own rows.

use std::collections::HashSet;

use super::Statement;
use super::context::Context;
use super::expr::Unsupported;
use super::moves::first_success;
use super::scope::{FromClause, Subject, column_of};
use super::{late, reasons};
use crate::plan::{Empty, Expr, ExprKind, Fill, How, Policy, RawPiece, RelId, Update};
use crate::schema::{ColumnId, Key, Table, TableId};
use crate::sql;

/// What an `empty` does before anything is moved.
pub(super) fn empty(ctx: &Context<'_>, empty: &Empty, step: usize) -> Vec<Statement> {
    let table = ctx.new_table(empty.table);
    let Some(cond) = &empty.cond else { return vec![Statement::Sql(format!("DELETE FROM {table}"))] };
    let mut from = FromClause::new(ctx, Subject::New(empty.table));
    from.join_rows();
    let (cond, undecided) = decided(ctx, &mut from, empty.table, cond, step);
    undecided.into_iter().chain([Statement::Sql(removal(ctx, &mut from, empty, &table, &cond))]).collect()
}

fn removal(ctx: &Context<'_>, from: &mut FromClause<'_>, empty: &Empty, table: &str, cond: &sql::Expr) -> String {
    let cond = ctx.sql(cond);
    if from.joined() == 0 {
        return format!("DELETE FROM {table} WHERE {cond}");
    }
    // A DELETE joins nothing, but a query of the rows that go does.
    let key = row_key(ctx, empty.table);
    if key.is_empty() {
        let joined = ctx.statements.delete_joined(table, &from.joined_sql(), &format!("\nWHERE {cond}"));
        return joined.unwrap_or_else(|| {
            no_key(ctx, empty.table, empty.span);
            String::new()
        });
    }
    let own: Vec<String> = key.iter().map(|column| format!("{table}.{column}")).collect();
    let whole = ctx.dialect.whole_query().map_or(String::new(), |whole| format!("\n{whole}"));
    format!(
        "DELETE FROM {table} WHERE ({}) IN (SELECT {} FROM (SELECT {}\n{}\nWHERE {cond}{whole}) AS x)",
        key.join(", "),
        key.iter().map(|column| format!("x.{column}")).collect::<Vec<_>>().join(", "),
        own.join(", "),
        from.sql()
    )
}

/// A condition on rows of a new table, and a check that it can be told of each of them: there is no row to reject.
fn decided(
    ctx: &Context<'_>,
    from: &mut FromClause<'_>,
    table: TableId,
    cond: &Expr,
    step: usize,
) -> (sql::Expr, Option<Statement>) {
    let frag = from.filter(cond);
    let check = frag.fails.map(|fails| no_rows(ctx, from, table, &[fails], "where", Some(cond), step));
    (frag.value, check)
}

/// A check that there are no rows of a new table for which something cannot be made.
fn no_rows(
    ctx: &Context<'_>,
    from: &mut FromClause<'_>,
    table: TableId,
    bad: &[sql::Expr],
    name: &str,
    value: Option<&Expr>,
    step: usize,
) -> Statement {
    let of = ctx.program.new.table(table);
    let key = of.primary_key.iter().flat_map(|key| &key.columns).map(|column| {
        let kind = ExprKind::Column { rel: RelId(0), column: *column };
        Expr::new(kind, of.column(*column).ty.clone(), false, of.name_span)
    });
    let key = reasons::key_text(ctx, from, &key.collect::<Vec<_>>());
    let value = value.map_or_else(sql::Expr::null, |value| reasons::value(ctx, from, value));
    let shown = ctx.sql(&reasons::shown(ctx, &key, &value));
    let bad = format!("SELECT {shown} AS {}\n{}{}", ctx.name("t"), from.sql(), ctx.where_clause(bad));
    ctx.check_rows(&bad, &format!("step {step}: `{name}` cannot be made for a row of `{}`", of.name))
}

/// What tells a new table's rows apart: the columns of its primary key, or of a unique one, where none of them is null; else what
/// the engine calls them. Empty: nothing does.
fn row_key(ctx: &Context<'_>, table: TableId) -> Vec<String> {
    let schema = ctx.program.new.table(table);
    let never_null = |key: &&Key| key.columns.iter().all(|column| !schema.column(*column).nullable);
    match schema.keys().find(never_null) {
        Some(key) => key.columns.iter().map(|column| ctx.new_column(table, *column)).collect(),
        None => {
            let is_column = |name: &str| schema.iter().any(|(_, column)| column.name.eq_ignore_ascii_case(name));
            ctx.statements.row_id(&is_column).into_iter().map(str::to_owned).collect()
        }
    }
}

fn no_key(ctx: &Context<'_>, table: TableId, span: crate::source::Span) {
    let name = &ctx.program.new.table(table).name;
    let what = format!("this change of `{name}`, which has no key that tells its rows apart");
    ctx.cannot(vec![Unsupported { what, span }]);
}

/// What an `update` does, after everything is moved. Its values are made of the rows as they were before it.
pub(super) fn update(ctx: &Context<'_>, update: &Update, step: usize) -> Vec<Statement> {
    let table = ctx.program.new.table(update.table);
    let mut from = FromClause::new(ctx, Subject::New(update.table));
    from.join_rows();
    let cond = update.cond.as_ref().map(|cond| decided(ctx, &mut from, update.table, cond, step));
    let (cond, undecided) = cond.map_or((None, None), |(cond, undecided)| (Some(cond), undecided));
    let mut statements: Vec<Statement> = undecided.into_iter().collect();
    let mut set: Vec<(String, sql::Expr)> = Vec::new();
    let in_turn = if ctx.statements.assigns_in_turn() {
        in_turn(table, &update.fills)
    } else {
        Some(update.fills.iter().collect())
    };
    let fills: Vec<&Fill> = in_turn.clone().unwrap_or_else(|| update.fills.iter().collect());
    for fill in fills {
        let How::Value { attempts, policy } = &fill.how else { continue };
        let frags: Vec<_> = attempts.iter().map(|a| from.value(a)).collect();
        let name = &table.column(fill.column).name;
        let (value, fails) = first_success(&frags);
        if let (Some(fails), true) = (fails, *policy != Policy::Null) {
            let all: Vec<sql::Expr> = cond.iter().cloned().chain([fails]).collect();
            statements.push(no_rows(ctx, &mut from, update.table, &all, name, attempts.first(), step));
        }
        set.push((ctx.name(name), value));
    }
    let cond = cond.map_or(String::new(), |cond| format!("\nWHERE {}", ctx.sql(&cond)));
    let name = ctx.new_table(update.table);
    let named: Vec<ColumnId> = update.fills.iter().map(|fill| fill.column).collect();
    let kept: Vec<String> = late::kept(table, &named).map(|column| ctx.name(&column.name)).collect();
    if from.joined() == 0 && in_turn.is_some() {
        let set = set.iter().map(|(column, value)| format!("{column} = {}", ctx.sql(value)));
        let set: Vec<String> = set.chain(kept.iter().map(|name| format!("{name} = {name}"))).collect();
        statements.push(Statement::Sql(format!("UPDATE {name} SET\n  {}{cond}", set.join(",\n  "))));
        return late::untriggered(ctx, update.table, statements);
    }
    let kept = kept.into_iter().map(|column| (column.clone(), column_of(&name, &column)));
    let spelled = |set: &[(String, sql::Expr)]| -> Vec<(String, String)> {
        set.iter().map(|(column, value)| (column.clone(), ctx.sql(value))).collect()
    };
    let key = row_key(ctx, update.table);
    let update_rows = if key.is_empty() {
        set.extend(kept);
        let joins = from.joined_sql();
        let joined = in_turn.and_then(|_| ctx.statements.update_joined(&name, &joins, &spelled(&set), &cond));
        joined.unwrap_or_else(|| {
            no_key(ctx, update.table, update.span);
            String::new()
        })
    } else {
        // A constant takes the type of its column only where it stands beside it.
        let of_row = |value: sql::Expr, i: usize| match value {
            sql::Expr::Literal(_) => value,
            _ => column_of("x", &format!("v{i}")),
        };
        // An UPDATE joins nothing, but a query of the rows and their new values does.
        let keys = key.iter().enumerate().map(|(i, column)| format!("{name}.{column} AS k{}", i + 1));
        let values = set.iter().enumerate().map(|(i, (_, value))| format!("{} AS v{}", ctx.sql(value), i + 1));
        let picked: Vec<String> = keys.chain(values).collect();
        let whole = ctx.dialect.whole_query().map_or(String::new(), |whole| format!("\n{whole}"));
        let source = format!("SELECT {}\n{}{cond}{whole}", picked.join(",\n  "), from.sql());
        let set = set.into_iter().enumerate().map(|(i, (column, value))| (column, of_row(value, i + 1)));
        let set: Vec<(String, sql::Expr)> = set.chain(kept).collect();
        let on = key.iter().enumerate();
        let on = on.map(|(i, column)| column_of(&name, column).eq(column_of("x", &format!("k{}", i + 1))));
        ctx.statements.update_from(&name, &spelled(&set), &source, "x", &ctx.sql(&sql::Expr::and(on)))
    };
    statements.push(Statement::Sql(update_rows));
    late::untriggered(ctx, update.table, statements)
}

/// The order in which columns can be set one after the other so that each value is made of the row as it was: a column after those
/// whose values read it. None: there is no such order.
fn in_turn<'f>(table: &Table, fills: &'f [Fill]) -> Option<Vec<&'f Fill>> {
    let mut waiting: Vec<(&Fill, HashSet<ColumnId>)> =
        fills.iter().map(|fill| (fill, own_columns(table, fill))).collect();
    let mut order = Vec::new();
    while !waiting.is_empty() {
        let free = waiting.iter().position(|(fill, _)| {
            waiting.iter().all(|(other, reads)| other.column == fill.column || !reads.contains(&fill.column))
        })?;
        order.push(waiting.remove(free).0);
    }
    Some(order)
}

/// The columns of the row itself that a value reads; of SQL by hand, those whose names stand in it.
fn own_columns(table: &Table, fill: &Fill) -> HashSet<ColumnId> {
    let mut columns = HashSet::new();
    fill.each_expr(&mut |expr| {
        expr.walk(&mut |part| match &part.kind {
            ExprKind::Column { rel: RelId(0), column } => {
                columns.insert(*column);
            }
            ExprKind::Raw(pieces) => {
                for piece in pieces {
                    let RawPiece::Sql(sql) = piece else { continue };
                    let sql = sql.to_lowercase();
                    columns
                        .extend(table.iter().filter(|(_, c)| sql.contains(&c.name.to_lowercase())).map(|(id, _)| id));
                }
            }
            _ => {}
        });
    });
    columns
}
