//! The rows that moved rows refer to and nothing moved.

use super::context::Context;
use super::expr::Scope;
use super::moves::{Move, first_success, greatest};
use super::names::{OLD_KEY, new_column, old_column};
use super::rules;
use super::scope::{FromClause, Subject};
use super::statement::Statement;
use super::texts;
use crate::physical::{key_of, keys_of, sees_stubs};
use crate::plan::{BlockId, Expr, ExprKind, Fill, How, KeyStrategy, Policy, Side, Stub};
use crate::schema::{ColumnId, Type};
use crate::sql::{self, Alias, Item, Order, Query, Relation, Select, TableName};

/// The statements of a step of stubs: the missing keys first, from the block's rows and then from
/// stub to stub; then the rows, those that others refer to first. Which rows of the block move is
/// decided before that, where it can be.
pub(crate) fn statements(
    ctx: &Context<'_>,
    step: usize,
    block: BlockId,
    of: &[BlockId],
    late: Option<&[ColumnId]>,
    hidden: &[ColumnId],
) -> Vec<Statement> {
    let mut out = Vec::new();
    let mut chosen = None;
    if late.is_none() && ctx.block_plan(block).chosen_before_stubs() {
        let mut mover = Move::new(ctx, block, ctx.block_plan(block).number(), hidden);
        mover.choose();
        chosen = Some((mover.step, mover.checked));
        out = mover.out;
    }
    let callers = Callers { ctx, step, block, of, late, hidden, chosen };
    for followed in of.iter().rev() {
        let gathered = callers.missing_keys(*followed);
        // Stubs of earlier steps have their rows by now, so only keys of this one can be among the stubs without any.
        let mut some = gathered.is_some();
        out.extend(gathered.map(Statement::Sql));
        for other in of.iter().filter(|o| *o != followed) {
            let gathered = gather_from_stubs(ctx, step, *other, *followed, some);
            some |= gathered.is_some();
            out.extend(gathered.map(Statement::Sql));
        }
    }
    for followed in of {
        make(ctx, step, *followed, &mut out);
    }
    out
}

/// A key, and a condition that holds where it has no row yet.
fn missing(ctx: &Context<'_>, from: &mut FromClause<'_>, block: BlockId, key: &Expr) -> (sql::Expr, sql::Expr) {
    let value = from.value(key).value;
    let followed = ctx.block(block);
    let absent = match &ctx.block_plan(block).keys {
        KeyStrategy::Same(columns) => {
            let column = columns.first().map(|c| ctx.column_name(Side::New, followed.target, *c)).unwrap_or_default();
            let own = columns.first().map_or(value.clone(), |c| ctx.sought(&value, &key.ty, followed.target, *c));
            let name = &ctx.program.new.table(followed.target).name;
            let is_row = |alias: &Alias| sql::Expr::column(alias, column.clone()).eq(&own);
            let alias = from.join(ctx.table_name(Side::New, followed.target), name, false, is_row);
            sql::Expr::column(&alias, column).is_null()
        }
        _ => {
            let held = ctx.in_helper(&key.ty);
            let alias = from.join(ctx.rows_of(block), &followed.name, false, |a| {
                ctx.dialect.finds(&sql::Expr::column(a, OLD_KEY), &held, &value, &key.ty)
            });
            sql::Expr::column(&alias, OLD_KEY).is_null()
        }
    };
    (value, absent)
}

/// A missing key such that each is gathered once: by code point, or as the new key compares where it becomes that.
fn distinct(ctx: &Context<'_>, followed: BlockId, ty: &Type, value: &sql::Expr) -> sql::Expr {
    match &ctx.block_plan(followed).keys {
        _ if !ty.is_textual() => value.clone(),
        KeyStrategy::Same(columns) => match columns.first() {
            // Tables that are made after another engine's definitions have no two collations.
            Some(column) if ctx.program.new.engine == ctx.dialect.engine() => {
                let held = &ctx.program.new.column(ctx.block(followed).target, *column).ty;
                ctx.dialect.distinct_as(value, ty, held)
            }
            _ => value.clone(),
        },
        _ => ctx.dialect.distinct_by_code_point(value),
    }
}

/// The step of a row of the stubs' table is this one.
fn is_of_step(step: usize) -> sql::Expr {
    sql::Expr::column(&Alias::named("s"), "step").eq(step)
}

/// The statement that gathers missing keys; none where no query answers any.
fn gather_sql(ctx: &Context<'_>, block: BlockId, mut queries: Vec<Query>) -> Option<String> {
    let keys = match queries.len() {
        0 => return None,
        1 => queries.remove(0),
        _ => Query::Union(queries),
    };
    Some(ctx.insert(ctx.stubs_of(block), vec![OLD_KEY.to_owned(), "step".to_owned()], keys))
}

/// The rows of a block in a step of stubs, which call for them.
struct Callers<'a> {
    ctx: &'a Context<'a>,
    step: usize,
    block: BlockId,
    /// The blocks of which the step makes rows.
    of: &'a [BlockId],
    /// The columns that wait for other rows, where the step is for these.
    late: Option<&'a [ColumnId]>,
    /// The columns that stay null when the rows move.
    hidden: &'a [ColumnId],
    /// Where it is decided which rows move: the number of the step that moves them, and whether they were asked against CHECKs.
    chosen: Option<(usize, bool)>,
}

impl Callers<'_> {
    /// The statement that gathers the missing keys of one of the step's blocks; none where no row can name any.
    fn missing_keys(&self, followed: BlockId) -> Option<String> {
        let Self { ctx, step, block, of, late, hidden, chosen } = *self;
        let body = ctx.block(block);
        let wanted = |fill: &&Fill| match late {
            Some(columns) => columns.contains(&fill.column),
            None => !hidden.contains(&fill.column),
        };
        let mut queries = Vec::new();
        for fill in body.fills.iter().filter(wanted) {
            for (key, before) in keys_of(fill, followed) {
                let mover = match chosen {
                    Some((step, checked)) => Move { checked, ..Move::new(ctx, block, step, hidden) },
                    None => Move::new(ctx, block, step, hidden),
                };
                let mut from = mover.from();
                // Joined first: it leaves few rows for the other joins.
                let (value, absent) = missing(ctx, &mut from, followed, &key);
                let mut all = match late {
                    // It is known which rows move, or have moved: those are meant.
                    Some(_) => super::late::moved_rows(&mover, &mut from),
                    None if chosen.is_some() => mover.chosen_rows(&mut from),
                    // Where stubs come first, a row that one of them saves calls for its own as well.
                    None => {
                        let sure = |expr: &Expr| !sees_stubs(ctx.program, of, expr);
                        let asked = |fill: &Fill, policy| match &fill.how {
                            How::Value { attempts, .. } => policy != Policy::Null && attempts.iter().all(sure),
                            _ => false,
                        };
                        mover.conditions_of(&mut from, sure, asked).moved()
                    }
                };
                let Some(failed) = mover.all_fail(&mut from, fill, before) else { continue };
                all.extend(failed);
                let frag = from.value(&key);
                if frag.nullable || frag.fails.is_some() {
                    all.push(value.clone().is_not_null());
                }
                all.push(absent);
                let items = vec![distinct(ctx, followed, &key.ty, &value).into(), sql::Expr::from(step).into()];
                queries.push(Select { distinct: true, ..from.select(items, &all, Vec::new()) }.into());
            }
        }
        gather_sql(ctx, followed, queries)
    }
}

/// The missing keys that another table's new stubs name; `some`: the step has gathered keys of the table before.
fn gather_from_stubs(ctx: &Context<'_>, step: usize, of: BlockId, followed: BlockId, some: bool) -> Option<String> {
    let stub = ctx.program.stub_of(ctx.block(of).target)?;
    let mut queries = Vec::new();
    for fill in &stub.fills {
        for (key, before) in keys_of(fill, followed) {
            let mut from = FromClause::new(ctx, Subject::Stubs(of));
            let mut tried: Vec<_> = before.iter().map(|attempt| from.value(attempt)).collect();
            rules::fail_against_checks(ctx, stub.target, fill.column, &mut tried);
            let Some(failed) = tried.into_iter().map(|attempt| attempt.fails).collect::<Option<Vec<_>>>() else {
                continue;
            };
            let (value, absent) = missing(ctx, &mut from, followed, &key);
            let mut all = vec![is_of_step(step), value.clone().is_not_null(), absent];
            if some {
                let held = ctx.in_helper(&key.ty);
                let k = Alias::named("k");
                let there = ctx.dialect.finds(&sql::Expr::column(&k, OLD_KEY), &held, &value, &key.ty);
                let known = Select::of(Relation::from(ctx.stubs_of(followed)).named(&k), [sql::Expr::int(1)]);
                all.push(sql::Expr::exists(known.and_where(there)).not());
            }
            all.extend(failed);
            // The key of a stub is held as the old key that it is, whatever the new one is.
            let own = key_of(ctx.program, ctx.block(of)).into_iter().next().map(|own| own.ty);
            let held = own.filter(|_| matches!(key.kind, ExprKind::StubKey)).unwrap_or(key.ty);
            let items = vec![distinct(ctx, followed, &held, &value).into(), sql::Expr::from(step).into()];
            queries.push(Select { distinct: true, ..from.select(items, &all, Vec::new()) }.into());
        }
    }
    gather_sql(ctx, followed, queries)
}

/// The rows for the keys gathered in this step.
fn make(ctx: &Context<'_>, step: usize, of: BlockId, out: &mut Vec<Statement>) {
    let target = ctx.block(of).target;
    let Some(stub) = ctx.program.stub_of(target) else { return };
    let mapped = ctx.block_plan(of).keys == KeyStrategy::Mapped;
    check_values(ctx, step, of, stub, out);
    let own_step = [is_of_step(step)];
    let rows = ctx.rows_of(of);
    let followed = &ctx.block_plan(of).followed;
    if mapped {
        let mut from = FromClause::new(ctx, Subject::Stubs(of));
        let mut names = vec!["n".to_owned(), old_column(0)];
        let mut values = vec![next_number(&from, "n", rows.clone()), from.stub_key()];
        for column in followed {
            let Some(value) = stub_value(ctx, &mut from, stub, *column) else { continue };
            names.push(new_column(&ctx.program.new.column(target, *column).name));
            values.push(value);
        }
        let select = from.select(values.into_iter().map(Item::from).collect(), &own_step, Vec::new());
        out.push(Statement::Sql(ctx.insert(rows.clone(), names, select)));
    }
    let mut from = FromClause::new(ctx, Subject::Stubs(of));
    let on_rows = mapped.then(|| {
        let key = from.stub_key();
        let held = ctx.in_helper(&key_of(ctx.program, ctx.block(of)).first().map_or(Type::TEXT, |k| k.ty.clone()));
        from.join(rows, "r", true, |a| ctx.dialect.finds(&sql::Expr::column(a, OLD_KEY), &held, &key, &held))
    });
    let is_first = on_rows.as_ref().and_then(|own| is_first_of_key(ctx, of, own));
    let asked: Vec<sql::Expr> = own_step.into_iter().chain(is_first.clone()).collect();
    let mut names = Vec::new();
    let mut values = Vec::new();
    for fill in &stub.fills {
        let column = ctx.program.new.column(target, fill.column);
        let value = match &on_rows {
            Some(rows) if followed.contains(&fill.column) => Some(sql::Expr::column(rows, new_column(&column.name))),
            _ => stub_value(ctx, &mut from, stub, fill.column),
        };
        if let Some(value) = value {
            names.push(column.name.clone());
            values.push(value);
        }
    }
    let identity = stub.fills.iter().any(|f| ctx.program.new.column(target, f.column).auto_increment);
    let overriding = if identity { ctx.statements.overriding_identity() } else { "" };
    let select = from.select(values.into_iter().map(Item::from).collect(), &asked, Vec::new());
    let table = ctx.table_name(Side::New, target);
    out.push(Statement::Sql(ctx.insert_overriding(table, names, overriding, select)));
    let stubs = Relation::from(ctx.stubs_of(of)).as_it_is();
    let made = match is_first {
        Some(_) => from.select(vec![sql::Expr::CountRows.into()], &asked, Vec::new()),
        None => Select::count(stubs).and_where(sql::Expr::name("step").eq(step)),
    };
    let made = sql::Expr::scalar(made);
    let name = &ctx.program.new.table(target).name;
    let zero = || sql::Expr::int(0);
    let counts = [zero(), zero(), zero(), zero(), zero(), made, zero()];
    let block = format!("stub {name}");
    out.push(Statement::Sql(super::helpers::insert_counts(ctx, step, &block, name, counts, None)));
}

/// The condition on a stub that no row before it, of the block or of a stub, has what the new side takes for the same key: that row
/// is then the one that both stand for. None: its keys are told apart by code point, as the old ones are.
fn is_first_of_key(ctx: &Context<'_>, of: BlockId, own: &Alias) -> Option<sql::Expr> {
    let target = ctx.program.new.table(ctx.block(of).target);
    let followed = &ctx.block_plan(of).followed;
    let is_exact = |column: &ColumnId| match &target.column(*column).ty {
        Type::Text { collation: Some(collation), .. } => !collation.is_loose(),
        ty => !ty.is_textual(),
    };
    if followed.iter().all(is_exact) {
        return None;
    }
    let q = Alias::named("q");
    let same = followed.iter().map(|column| {
        let name = new_column(&target.column(*column).name);
        sql::Expr::column(&q, name.as_str()).eq(sql::Expr::column(own, name.as_str()))
    });
    let before = sql::Expr::column(&q, "n").lt(sql::Expr::column(own, "n"));
    let earlier = Select::of(Relation::from(ctx.rows_of(of)).named(&q), [sql::Expr::int(1)]);
    Some(sql::Expr::exists(earlier.and_where(sql::Expr::and(same.chain([before])))).not())
}

/// A stub is not rejected: a value that cannot be made stops the run.
fn check_values(ctx: &Context<'_>, step: usize, of: BlockId, stub: &Stub, out: &mut Vec<Statement>) {
    for fill in &stub.fills {
        let How::Value { policy, .. } = &fill.how else { continue };
        let mut from = FromClause::new(ctx, Subject::Stubs(of));
        let frags = rules::tried(ctx, &mut from, stub.target, fill);
        // A reference that has a stub of its own is there by now.
        if let (Some(fails), true) = (first_success(&frags).1, *policy != Policy::Null) {
            let key = ctx.block(of).source.first().and_then(|_| key_of(ctx.program, ctx.block(of)).into_iter().next());
            let key = key.map(|key| (from.stub_key(), key.ty));
            let key = texts::columns_text(ctx, &key.into_iter().collect::<Vec<_>>());
            let shown = Item::named(texts::shown(ctx, &key, &sql::Expr::null()), "t");
            let bad = from.select(vec![shown], &[is_of_step(step), fails], Vec::new());
            let table = ctx.program.new.table(stub.target);
            let message = format!(
                "step {step}: `{}` cannot be made for a stub of `{}`",
                table.column(fill.column).name,
                table.name
            );
            out.push(ctx.check_rows(bad, &message));
        }
    }
}

/// The value of a stub's column.
fn stub_value(ctx: &Context<'_>, from: &mut FromClause<'_>, stub: &Stub, column: ColumnId) -> Option<sql::Expr> {
    let fill = stub.fills.iter().find(|f| f.column == column)?;
    match &fill.how {
        How::Value { .. } => Some(first_success(&rules::tried(ctx, from, stub.target, fill)).0),
        How::Auto => {
            let name = ctx.column_name(Side::New, stub.target, column);
            Some(next_number(from, &name, ctx.table_name(Side::New, stub.target)))
        }
        How::Default => None,
    }
}

/// A number for each stub, above every one in a column of a table.
fn next_number(from: &FromClause<'_>, column: &str, table: TableName) -> sql::Expr {
    let above = Select::of(Relation::from(table).as_it_is(), [greatest(column)]);
    sql::Expr::scalar(above).plus(sql::Expr::row_number(vec![Order::ascending(from.stub_key())]))
}
