//! `update` and `empty`: statements over the new side's own rows.

use std::collections::HashSet;
use std::sync::Arc;

use super::context::Context;
use super::expr::Unsupported;
use super::moves::first_success;
use super::scope::{FromClause, Subject};
use super::statement::Statement;
use super::{late, reasons, rules, texts};
use crate::plan::{Empty, Expr, ExprKind, Fill, How, Policy, RawPiece, RelId, Side, Update};
use crate::schema::{ColumnId, Key, Table, TableId};
use crate::sql::{self, Item, Relation, Select};

/// What an `empty` does before anything is moved.
pub(super) fn empty(ctx: &Context<'_>, empty: &Empty, step: usize) -> Vec<Statement> {
    let table = ctx.table_name(Side::New, empty.table);
    let delete = |filter| {
        let delete = sql::Delete { table: table.clone(), filter };
        Statement::Sql(ctx.dialect.statement(&sql::Statement::Delete(delete)))
    };
    let Some(cond) = &empty.cond else { return vec![delete(None)] };
    let mut from = FromClause::new(ctx, Subject::New(empty.table));
    from.join_rows();
    let (cond, undecided) = decided(ctx, &mut from, empty.table, cond, step);
    let removal = match from.joined() {
        0 => delete(Some(cond)),
        _ => remove_joined(ctx, &mut from, empty, cond),
    };
    undecided.into_iter().chain([removal]).collect()
}

/// A DELETE joins nothing, but a query of the rows that go does.
fn remove_joined(ctx: &Context<'_>, from: &mut FromClause<'_>, empty: &Empty, cond: sql::Expr) -> Statement {
    let key = row_key(ctx, empty.table);
    if key.is_empty() {
        let (table, joins) = (ctx.new_table(empty.table), ctx.dialect.joins(&from.all_joins()));
        let joined = ctx.statements.delete_joined(&table, &joins, &ctx.where_clause(&[cond]));
        return Statement::Sql(joined.unwrap_or_else(|| {
            no_key(ctx, empty.table, empty.span);
            String::new()
        }));
    }
    let alias = ctx.new_alias(empty.table);
    let own = key.iter().map(|column| sql::Expr::column(&alias, column.clone()).into()).collect();
    let going =
        Select { limit: ctx.dialect.capabilities().fence_of_own_table(), ..from.select(own, &[cond], Vec::new()) };
    let theirs = key.iter().map(|column| sql::Expr::column(&ctx.x(), column.clone()));
    let going = Select::of(Relation::from(going).named(&ctx.x()), theirs);
    let row = match key.as_slice() {
        [one] => sql::Expr::name(one.clone()),
        many => sql::Expr::Row(many.iter().map(|column| sql::Expr::name(column.clone())).collect()),
    };
    Statement::Sql(ctx.delete(ctx.table_name(Side::New, empty.table), row.is_among(going)))
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
    let check = frag.fails.map(|fails| {
        let made = Made { table, name: "where", value: Some(cond), step };
        no_rows(ctx, from, &made, &[fails])
    });
    (frag.value, check)
}

/// What an `update` or `empty` makes for the rows of a new table.
struct Made<'e> {
    table: TableId,
    /// What it is called in a message.
    name: &'e str,
    /// The expression, where it is shown for a row of which it cannot be made.
    value: Option<&'e Expr>,
    /// The number of the step that makes it.
    step: usize,
}

/// A check that there are no rows of a new table for which something cannot be made: none that meet the conditions `bad`.
fn no_rows(ctx: &Context<'_>, from: &mut FromClause<'_>, made: &Made<'_>, bad: &[sql::Expr]) -> Statement {
    let Made { table, name, value, step } = *made;
    let of = ctx.program.new.table(table);
    let key = of.primary_key.iter().flat_map(|key| &key.columns).map(|column| {
        let kind = ExprKind::Column { rel: RelId(0), column: *column };
        Expr::new(kind, of.column(*column).ty.clone(), false, of.name_span)
    });
    let key = reasons::key_text(ctx, from, &key.collect::<Vec<_>>());
    let value = value.map_or_else(sql::Expr::null, |value| reasons::value(ctx, from, value));
    let shown = Item::named(texts::shown(ctx, &key, &value), "t");
    let bad = from.select(vec![shown], bad, Vec::new());
    ctx.check_rows(bad, &format!("step {step}: `{name}` cannot be made for a row of `{}`", of.name))
}

/// What tells a new table's rows apart: the columns of its primary key, or of a unique one, where none of them is null; else what
/// the engine calls them. Empty: nothing does.
fn row_key(ctx: &Context<'_>, table: TableId) -> Vec<Arc<str>> {
    let schema = ctx.program.new.table(table);
    let never_null = |key: &&Key| key.columns.iter().all(|column| !schema.column(*column).nullable);
    match schema.keys().find(never_null) {
        Some(key) => key.columns.iter().map(|column| ctx.column_name(Side::New, table, *column)).collect(),
        None => {
            let is_column = |name: &str| schema.iter().any(|(_, column)| column.name.eq_ignore_ascii_case(name));
            ctx.statements.row_id(&is_column).into_iter().map(Arc::from).collect()
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
    let in_turn = if ctx.statements.capabilities().assigns_in_turn {
        in_turn(table, &update.fills)
    } else {
        Some(update.fills.iter().collect())
    };
    let fills: Vec<&Fill> = in_turn.clone().unwrap_or_else(|| update.fills.iter().collect());
    for fill in fills {
        let How::Value { attempts, policy } = &fill.how else { continue };
        let frags = rules::tried(ctx, &mut from, update.table, fill);
        let name = &table.column(fill.column).name;
        let (value, fails) = first_success(&frags);
        if let (Some(fails), true) = (fails, *policy != Policy::Null) {
            let all: Vec<sql::Expr> = cond.iter().cloned().chain([fails]).collect();
            let made = Made { table: update.table, name, value: attempts.first(), step };
            statements.push(no_rows(ctx, &mut from, &made, &all));
        }
        set.push((name.clone(), value));
    }
    let cond: Vec<sql::Expr> = cond.into_iter().collect();
    let name = ctx.table_name(Side::New, update.table);
    let named: Vec<ColumnId> = update.fills.iter().map(|fill| fill.column).collect();
    let kept: Vec<&str> = late::kept(table, &named).map(|column| column.name.as_str()).collect();
    if from.joined() == 0 && in_turn.is_some() {
        set.extend(kept.into_iter().map(|name| (name.to_owned(), sql::Expr::name(name))));
        let update_rows = sql::Update { table: name, set, filter: cond.into_iter().next() };
        statements.push(Statement::Sql(ctx.dialect.statement(&sql::Statement::Update(update_rows))));
        return late::untriggered(ctx, update.table, statements);
    }
    let alias = ctx.new_alias(update.table);
    let kept = kept.into_iter().map(|column| (column.to_owned(), sql::Expr::column(&alias, column)));
    let key = row_key(ctx, update.table);
    let update_rows = if key.is_empty() {
        set.extend(kept);
        let set: Vec<(String, String)> = set.iter().map(|(column, value)| (ctx.name(column), ctx.sql(value))).collect();
        let (table, joins) = (ctx.new_table(update.table), ctx.dialect.joins(&from.all_joins()));
        let cond = ctx.where_clause(&cond);
        let joined = in_turn.and_then(|_| ctx.statements.update_joined(&table, &joins, &set, &cond));
        joined.unwrap_or_else(|| {
            no_key(ctx, update.table, update.span);
            String::new()
        })
    } else {
        let x = ctx.x();
        // A constant takes the type of its column only where it stands beside it.
        let of_row = |value: sql::Expr, i: usize| match value {
            sql::Expr::Literal(_) => value,
            _ => sql::Expr::column(&x, format!("v{i}")),
        };
        // An UPDATE joins nothing, but a query of the rows and their new values does.
        let keys = key.iter().enumerate();
        let keys = keys.map(|(i, c)| Item::named(sql::Expr::column(&alias, c.clone()), format!("k{}", i + 1)));
        let values = set.iter().enumerate();
        let values = values.map(|(i, (_, value))| Item::named(value.clone(), format!("v{}", i + 1)));
        let source = from.select(keys.chain(values).collect(), &cond, Vec::new());
        let source = Select { limit: ctx.dialect.capabilities().fence_of_own_table(), ..source };
        let set = set.into_iter().enumerate().map(|(i, (column, value))| (column, of_row(value, i + 1)));
        let set: Vec<(String, sql::Expr)> = set.chain(kept).collect();
        let on = key.iter().enumerate();
        let on = on.map(|(i, column)| {
            sql::Expr::column(&alias, column.clone()).eq(sql::Expr::column(&x, format!("k{}", i + 1)))
        });
        ctx.update_from(&name, set, source, &sql::Expr::and(on))
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
