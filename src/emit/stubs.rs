//! The rows that moved rows refer to and nothing moved.

use super::Statement;
use super::checks::columns_in;
use super::context::{Context, StubsBefore};
use super::expr::Scope;
use super::moves::{Move, first_success, greatest};
use super::reasons;
use super::scope::{FromClause, OLD_KEY, Subject, new_column, old_column};
use crate::plan::{BlockId, Expr, ExprKind, Fill, How, KeyStrategy, Plan, Policy, Program, Side, StepKind, Stub};
use crate::schema::ddl::rules;
use crate::schema::{ColumnId, TableId, Type};
use crate::sql::{self, Alias, Item, Order, Query, Relation, Select, TableName};

/// The blocks that have a table of stubs.
pub(crate) fn stubbed_blocks(plan: &Plan) -> Vec<BlockId> {
    let mut out: Vec<BlockId> = Vec::new();
    for step in &plan.steps {
        if let StepKind::Stubs { of, .. } = &step.kind {
            out.extend(of.iter().copied());
        }
    }
    out.sort();
    out.dedup();
    out
}

/// For each block, what the stubs made just before its rows move mean for them.
pub(crate) fn stubs_before(plan: &Plan) -> Vec<StubsBefore> {
    let program = &plan.program;
    let mut out = vec![StubsBefore::None; program.blocks.len()];
    for step in &plan.steps {
        let StepKind::Stubs { block: id, of, late: false } = &step.kind else { continue };
        let block = program.block(*id);
        let targets: Vec<TableId> = of.iter().map(|b| program.block(*b).target).collect();
        let calls = |fill: &Fill| of.iter().any(|b| !keys_of(fill, *b).is_empty());
        let table = program.new.table(block.target);
        let late = late_columns(plan, *id);
        let made = |c: &ColumnId| {
            !late.contains(c) && block.fill(*c).is_some_and(|fill| matches!(fill.how, How::Value { .. }))
        };
        // A CHECK about what is not known yet when the rows move decides about none.
        let checks =
            rules(program.new.engine, table).into_iter().map(|check| columns_in(program, block.target, &check));
        let checks: Vec<Vec<ColumnId>> = checks.filter(|columns| columns.iter().all(made)).collect();
        let decides = |column: ColumnId| {
            let own = block.uniques.iter().any(|unique| unique.columns.contains(&column));
            let primary = table.primary_key.as_ref().is_some_and(|key| key.columns.contains(&column));
            own || primary || checks.iter().any(|columns| columns.contains(&column))
        };
        let sees_stubs = |expr: &Expr| sees_stubs(program, of, expr);
        let lasts = block.group_by.is_empty()
            && !block.key.is_empty()
            && (block.filters.iter().any(|filter| sees_stubs(&filter.keep))
                || block.fills.iter().any(|fill| match &fill.how {
                    How::Value { attempts, policy } => *policy != Policy::Null && attempts.iter().any(sees_stubs),
                    _ => false,
                }));
        let Some(before) = out.get_mut(id.0) else { continue };
        // What becomes of such a value where it is not found yet is not known before the stubs are there.
        let falls_back = |fill: &Fill| match &fill.how {
            How::Value { attempts, policy } => {
                (*policy == Policy::Null || attempts.len() > 1) && attempts.iter().any(sees_stubs)
            }
            _ => false,
        };
        let stubs_decide = block.fills.iter().any(|fill| decides(fill.column) && (calls(fill) || falls_back(fill)));
        *before = match stubs_decide || targets.contains(&block.target) {
            true => StubsBefore::BeforeChoice,
            false if lasts => StubsBefore::AfterLastingChoice,
            false => StubsBefore::AfterChoice,
        };
    }
    out
}

/// Whether a value may be another one once these blocks' stubs are there.
fn sees_stubs(program: &Program, of: &[BlockId], expr: &Expr) -> bool {
    let stubbed = |table: &TableId| of.iter().any(|b| program.block(*b).target == *table);
    let mut sees = false;
    expr.walk(&mut |e| {
        sees |= match &e.kind {
            ExprKind::Follow(follow) => !follow.stub && of.contains(&follow.block),
            ExprKind::Present { table, .. } => stubbed(table),
            ExprKind::Lookup(lookup) => lookup.side == Side::New && stubbed(&lookup.table),
            ExprKind::Aggregate(aggregate) => aggregate.side == Side::New && stubbed(&aggregate.table),
            _ => false,
        };
    });
    sees
}

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
    if late.is_none() && ctx.chosen_before_stubs(block) {
        let mut mover = Move::new(ctx, block, move_step(ctx, block), hidden);
        mover.choose();
        chosen = Some((mover.step, mover.checked));
        out = mover.out;
    }
    for followed in of.iter().rev() {
        out.extend(gather_from_block(ctx, step, block, (*followed, of), late, hidden, chosen).map(Statement::Sql));
        for other in of.iter().filter(|o| *o != followed) {
            out.extend(gather_from_stubs(ctx, step, *other, *followed).map(Statement::Sql));
        }
    }
    for followed in of {
        make(ctx, step, *followed, &mut out);
    }
    out
}

/// The columns of a block that a later step fills.
fn late_columns(plan: &Plan, id: BlockId) -> &[ColumnId] {
    let late = plan.steps.iter().find_map(|step| match &step.kind {
        StepKind::Move { block, late, .. } if *block == id => Some(late.as_slice()),
        _ => None,
    });
    late.unwrap_or_default()
}

/// The number of the step that moves a block's rows.
fn move_step(ctx: &Context<'_>, block: BlockId) -> usize {
    let moves = |kind: &StepKind| matches!(kind, StepKind::Move { block: own, .. } if *own == block);
    ctx.plan.steps.iter().position(|step| moves(&step.kind)).map_or(0, |place| place + 1)
}

/// The keys that an expression follows with `or stub` into one block, under the conditions that
/// stand around them, as expressions.
fn keys(expr: &Expr, block: BlockId) -> Vec<Expr> {
    match &expr.kind {
        ExprKind::Follow(follow) if follow.stub && follow.block == block => {
            let mut key = match follow.key.first() {
                Some(key) => key.clone(),
                None => return Vec::new(),
            };
            if let Some(none) = &follow.unless {
                let (ty, span) = (key.ty.clone(), key.span);
                let differs = Expr::new(
                    ExprKind::Compare {
                        op: crate::plan::CompareOp::Ne,
                        left: Box::new(key.clone()),
                        right: none.clone(),
                    },
                    Type::Bool,
                    false,
                    span,
                );
                key = Expr::new(ExprKind::Case { arms: vec![(differs, key)], otherwise: None }, ty, true, span);
            }
            vec![key]
        }
        ExprKind::Fit { value, .. } => keys(value, block),
        ExprKind::Case { arms, otherwise } => {
            let mut out = Vec::new();
            for (i, (_, value)) in arms.iter().enumerate() {
                for key in keys(value, block) {
                    // The arms before it must not hold: they yield null here.
                    let (ty, span) = (key.ty.clone(), key.span);
                    let none =
                        |e: &Expr| Expr::new(ExprKind::Literal(crate::plan::Value::Null), ty.clone(), true, e.span);
                    let mut guarded: Vec<(Expr, Expr)> = arms[..i].iter().map(|(c, v)| (c.clone(), none(v))).collect();
                    guarded.push((arms[i].0.clone(), key));
                    out.push(Expr::new(ExprKind::Case { arms: guarded, otherwise: None }, ty.clone(), true, span));
                }
            }
            for key in otherwise.iter().flat_map(|o| keys(o, block)) {
                let (ty, span) = (key.ty.clone(), key.span);
                let none = Expr::new(ExprKind::Literal(crate::plan::Value::Null), ty.clone(), true, span);
                let guarded = arms.iter().map(|(c, _)| (c.clone(), none.clone())).collect();
                out.push(Expr::new(ExprKind::Case { arms: guarded, otherwise: Some(Box::new(key)) }, ty, true, span));
            }
            out
        }
        _ => Vec::new(),
    }
}

/// The keys that a fill follows with `or stub` into one block, each with the attempts before its
/// own, which must have failed.
pub(super) fn keys_of(fill: &Fill, block: BlockId) -> Vec<(Expr, &[Expr])> {
    let How::Value { attempts, .. } = &fill.how else { return Vec::new() };
    let own = |(i, attempt)| keys(attempt, block).into_iter().map(move |key| (key, &attempts[..i]));
    attempts.iter().enumerate().flat_map(own).collect()
}

/// The conditions under which attempts fail; none where one of them never does.
pub(super) fn all_fail(from: &mut FromClause<'_>, attempts: &[Expr]) -> Option<Vec<sql::Expr>> {
    attempts.iter().map(|attempt| from.value(attempt).fails).collect()
}

/// A key, and a condition that holds where it has no row yet.
fn missing(ctx: &Context<'_>, from: &mut FromClause<'_>, block: BlockId, key: &Expr) -> (sql::Expr, sql::Expr) {
    let value = from.value(key).value;
    let followed = ctx.block(block);
    let absent = match &ctx.plan.keys[block.0] {
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
fn distinct(ctx: &Context<'_>, followed: BlockId, key: &Expr, value: &sql::Expr) -> sql::Expr {
    match ctx.plan.keys[followed.0] == KeyStrategy::Mapped && key.ty.is_textual() {
        true => ctx.dialect.distinct_by_code_point(value),
        false => value.clone(),
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

/// The missing keys of one of the step's blocks that a block's rows name; `chosen`, where it is decided which of them move: the number of the
/// step that moves them, and whether they were asked against CHECKs.
fn gather_from_block(
    ctx: &Context<'_>,
    step: usize,
    block: BlockId,
    (followed, of): (BlockId, &[BlockId]),
    late: Option<&[ColumnId]>,
    hidden: &[ColumnId],
    chosen: Option<(usize, bool)>,
) -> Option<String> {
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
            let Some(failed) = all_fail(&mut from, before) else { continue };
            all.extend(failed);
            let frag = from.value(&key);
            if frag.nullable || frag.fails.is_some() {
                all.push(value.clone().is_not_null());
            }
            all.push(absent);
            let items = vec![distinct(ctx, followed, &key, &value).into(), sql::Expr::from(step).into()];
            queries.push(Select { distinct: true, ..from.select(items, &all, Vec::new()) }.into());
        }
    }
    gather_sql(ctx, followed, queries)
}

/// The missing keys that another table's new stubs name.
fn gather_from_stubs(ctx: &Context<'_>, step: usize, of: BlockId, followed: BlockId) -> Option<String> {
    let stub = ctx.program.stub_of(ctx.block(of).target)?;
    let mut queries = Vec::new();
    for fill in &stub.fills {
        for (key, before) in keys_of(fill, followed) {
            let mut from = FromClause::new(ctx, Subject::Stubs(of));
            let Some(failed) = all_fail(&mut from, before) else { continue };
            let (value, absent) = missing(ctx, &mut from, followed, &key);
            let held = ctx.in_helper(&key.ty);
            let k = Alias::named("k");
            let there = ctx.dialect.finds(&sql::Expr::column(&k, OLD_KEY), &held, &value, &key.ty);
            let known = Select::of(Relation::from(ctx.stubs_of(followed)).named(&k), [sql::Expr::int(1)]);
            let known = sql::Expr::exists(known.and_where(there));
            let mut all = vec![is_of_step(step), value.clone().is_not_null(), absent, known.not()];
            all.extend(failed);
            let items = vec![distinct(ctx, followed, &key, &value).into(), sql::Expr::from(step).into()];
            queries.push(Select { distinct: true, ..from.select(items, &all, Vec::new()) }.into());
        }
    }
    gather_sql(ctx, followed, queries)
}

/// The rows for the keys gathered in this step.
fn make(ctx: &Context<'_>, step: usize, of: BlockId, out: &mut Vec<Statement>) {
    let target = ctx.block(of).target;
    let Some(stub) = ctx.program.stub_of(target) else { return };
    let mapped = ctx.plan.keys[of.0] == KeyStrategy::Mapped;
    check_values(ctx, step, of, stub, out);
    let own_step = [is_of_step(step)];
    let rows = ctx.rows_of(of);
    let followed = ctx.followed_columns(of);
    if mapped {
        let mut from = FromClause::new(ctx, Subject::Stubs(of));
        let mut names = vec!["n".to_owned(), old_column(0)];
        let mut values = vec![next_number(&from, "n", rows.clone()), from.stub_key()];
        for column in &followed {
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
        let held =
            ctx.in_helper(&super::moves::key_of(ctx, ctx.block(of)).first().map_or(Type::TEXT, |k| k.ty.clone()));
        from.join(rows, "r", true, |a| ctx.dialect.finds(&sql::Expr::column(a, OLD_KEY), &held, &key, &held))
    });
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
    let select = from.select(values.into_iter().map(Item::from).collect(), &own_step, Vec::new());
    let table = ctx.table_name(Side::New, target);
    out.push(Statement::Sql(ctx.insert_overriding(table, names, overriding, select)));
    let stubs = Relation::from(ctx.stubs_of(of)).as_it_is();
    let made = sql::Expr::scalar(Select::count(stubs).and_where(sql::Expr::name("step").eq(step)));
    let name = &ctx.program.new.table(target).name;
    let zero = || sql::Expr::int(0);
    let counts = [zero(), zero(), zero(), zero(), zero(), made, zero()];
    let block = format!("stub {name}");
    out.push(Statement::Sql(super::helpers::insert_counts(ctx, step, &block, name, counts, None)));
}

/// A stub is not rejected: a value that cannot be made stops the run.
fn check_values(ctx: &Context<'_>, step: usize, of: BlockId, stub: &Stub, out: &mut Vec<Statement>) {
    for fill in &stub.fills {
        let How::Value { attempts, policy } = &fill.how else { continue };
        let mut from = FromClause::new(ctx, Subject::Stubs(of));
        let frags: Vec<_> = attempts.iter().map(|a| from.value(a)).collect();
        // A reference that has a stub of its own is there by now.
        if let (Some(fails), true) = (first_success(&frags).1, *policy != Policy::Null) {
            let key =
                ctx.block(of).source.first().and_then(|_| super::moves::key_of(ctx, ctx.block(of)).into_iter().next());
            let key = key.map(|key| (from.stub_key(), key.ty));
            let key = reasons::columns_text(ctx, &key.into_iter().collect::<Vec<_>>());
            let shown = Item::named(reasons::shown(ctx, &key, &sql::Expr::null()), "t");
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
        How::Value { attempts, .. } => {
            let frags: Vec<_> = attempts.iter().map(|a| from.value(a)).collect();
            Some(first_success(&frags).0)
        }
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
