//! What a reference finds before anything has moved: an old row that would move, or a stub that would be made.
//!
//! Which rows of a block would move is said by its conditions, in which references stand again: so a query stands inside of a query, and
//! so on up to blocks that lean on nothing, or to the bounds of [`Seen`](super::seen::Seen).

use std::sync::Arc;

use super::context::Context;
use super::expr::{Fallible, Scope as _};
use super::moves::Move;
use super::scope::{FromClause, Meets, Subject};
use crate::physical::keys_of;
use crate::plan::{BlockId, Follow, KeyColumn, Side, StepKind, UniqueThen};
use crate::schema::Type;
use crate::sql::{self, Item, Query, Relation, Select};

impl FromClause<'_> {
    /// The part of the key of the old row of a block at some place, null where there is none that would move; and whether there is.
    pub(super) fn old_row(&mut self, id: BlockId, key: &[Fallible], place: usize) -> (sql::Expr, sql::Expr) {
        let ctx = self.ctx;
        let block = ctx.block(id);
        let Some(base) = block.source.first() else { return (sql::Expr::null(), sql::Expr::bool(false)) };
        let schema = ctx.program.old.table(base.table);
        let on: Vec<Meets> = block
            .key
            .iter()
            .zip(key)
            .map(|(k, value)| {
                let sought = match ctx.program.old.engine == ctx.dialect.engine() {
                    true => ctx.dialect.sought(&value.value, &Type::TEXT, &schema.column(k.column).ty),
                    false => value.sql(),
                };
                Meets::plain(ctx.column_name(Side::Old, base.table, k.column), sought)
            })
            .collect();
        let wanted = on.get(place).or(on.first()).map(|on| on.column.clone()).unwrap_or_default();
        let rows = moving_rows(ctx, id).map(Relation::Query);
        let rows = rows.unwrap_or_else(|| ctx.table_name(Side::Old, base.table).into());
        self.row(rows, &schema.name, &on, &wanted)
    }

    /// The row that a key will find when nothing has moved yet: an old one that would move, or a stub; none where that is not known.
    pub(super) fn row_to_be(&mut self, follow: &Follow, key: &[Fallible]) -> Option<(sql::Expr, sql::Expr)> {
        let ctx = self.ctx;
        let called = match (self.subject, follow.key.as_slice()) {
            (Subject::Block(own), [_]) => called_keys(ctx, own, follow.block, self.assumes_found())?,
            _ => Vec::new(),
        };
        let (mut value, mut found) = self.old_row(follow.block, key, 0);
        if let (false, Some(own), Some(expr)) = (called.is_empty(), key.first(), follow.key.first()) {
            value = own.sql();
            let k: Arc<str> = "k".into();
            for (query, ty) in called {
                let types = Some((ctx.in_helper(&ty), expr.ty.clone()));
                let on = Meets { column: k.clone(), value: own.sql(), types, finds_null: false, read: None };
                let (_, calls) = self.row_where(Relation::Query(query.into()), "called", &k, &k, &[on]);
                found = sql::Expr::or([found, calls]);
            }
        }
        Some((value, found))
    }

    /// The first key `k` of a block's rows that are not skipped; none where none is, or rows have moved already.
    pub(super) fn wanted_rows(&self, id: BlockId) -> Option<Select> {
        let ctx = self.ctx;
        ctx.preview.as_ref()?.about(id, || {
            let mover = mover(ctx, id);
            let mut from = mover.from();
            let conditions = mover.wanted(&mut from);
            let key = mover.key().first().map(|key| from.value(key).value);
            let rows = key.filter(|_| !conditions.is_empty());
            rows.map(|key| from.select(vec![Item::named(key, "k")], &conditions, Vec::new()))
        })
    }
}

/// The old keys of a block's rows that would move; none where all of them do, or that is not asked.
fn moving_rows(ctx: &Context<'_>, id: BlockId) -> Option<Arc<Query>> {
    let block = ctx.block(id);
    let seen = ctx.preview.as_ref()?;
    // Who mends the old side begins at the rows that others lean on.
    if ctx.is_reading() || seen.is_about(id) {
        return None;
    }
    let rejects = block.uniques.iter().any(|unique| unique.then == UniqueThen::Reject);
    let mover = mover(ctx, id);
    if rejects || mover.asks_checks() {
        seen.more_may_be_rejected();
    }
    if let Some(known) = seen.kept(id) {
        return known;
    }
    if seen.is_too_deep() || seen.is_asked(id) || !block.group_by.is_empty() {
        seen.more_may_be_rejected();
        return None;
    }
    let rows = seen.about(id, || {
        let mut from = mover.from();
        let mut conditions = mover.conditions(&mut from).moved();
        conditions.extend(mover.lost_by_itself(&mut from).map(sql::Expr::not));
        let mut key = |key: &KeyColumn| {
            let name = ctx.columns(Side::Old, block.source.first()?.table).get(key.column.0)?;
            Some(Item::named(from.column(key.rel, key.column), &**name))
        };
        let keys: Vec<Item> = block.key.iter().filter_map(&mut key).collect();
        let all = conditions.is_empty() && block.source.len() == 1;
        (!all).then(|| Arc::new(Query::from(from.select(keys, &conditions, Vec::new()))))
    });
    let kept = rows.clone().filter(|rows| seen.fits(ctx.dialect, rows));
    if kept.is_none() && rows.is_some() {
        seen.more_may_be_rejected();
    }
    seen.keep(id, kept.clone());
    kept
}

/// The keys that rows which would move call stubs of a block for before rows of `own` are chosen: queries of a column `k`,
/// with its type. None where that is not known. `waits`: the value that names them is made when all rows are there.
fn called_keys(ctx: &Context<'_>, own: BlockId, followed: BlockId, waits: bool) -> Option<Vec<(Query, Type)>> {
    let seen = ctx.preview.as_ref()?;
    let moving = ctx.block_plan(own);
    // A value that waits for rows is looked for when all are there.
    let before = |number: usize| waits || number < moving.number();
    let mut out = Vec::new();
    for (number, step) in (1..).zip(&ctx.plan.steps) {
        let StepKind::Stubs { block: caller, of, late } = &step.kind else { continue };
        let chosen_before = *caller == own && !late && moving.chosen_before_stubs() && !waits;
        if !of.contains(&followed) || !before(number) || chosen_before {
            continue;
        }
        let by_stubs = of.iter().filter(|other| **other != followed).any(|other| {
            let stub = ctx.program.stub_of(ctx.block(*other).target);
            stub.is_some_and(|stub| stub.fills.iter().any(|fill| !keys_of(fill, followed).is_empty()))
        });
        if by_stubs || *caller == own || seen.is_asked(*caller) {
            seen.more_may_be_rejected();
            return None;
        }
        let queries = seen.about(*caller, || calls(ctx, *caller, followed, *late));
        if !queries.iter().all(|(query, _)| seen.fits(ctx.dialect, query)) {
            seen.more_may_be_rejected();
            return None;
        }
        out.extend(queries);
    }
    Some(out)
}

/// The keys that a block's rows call stubs of another block for.
fn calls(ctx: &Context<'_>, caller: BlockId, followed: BlockId, late: bool) -> Vec<(Query, Type)> {
    let mover = mover(ctx, caller);
    if !mover.block.uniques.is_empty() || mover.asks_checks() {
        // A row that is merged or rejected by that calls for none.
        ctx.more_may_be_rejected();
    }
    let mut out = Vec::new();
    for fill in mover.block.fills.iter().filter(|fill| mover.late.contains(&fill.column) == late) {
        for (key, tried) in keys_of(fill, followed) {
            let mut from = mover.from();
            let mut all = mover.conditions(&mut from).moved();
            let Some(failed) = mover.all_fail(&mut from, fill, tried) else { continue };
            all.extend(failed);
            let value = from.value(&key).value;
            all.push(value.clone().is_not_null());
            let k = if key.ty.is_textual() { ctx.dialect.distinct_by_code_point(&value) } else { value };
            let keys = from.select(vec![Item::named(k, "k")], &all, Vec::new());
            out.push((Select { distinct: true, ..keys }.into(), key.ty));
        }
    }
    out
}

/// What is written for a block in the step that moves its rows.
fn mover<'a>(ctx: &'a Context<'a>, id: BlockId) -> Move<'a> {
    let own = ctx.block_plan(id);
    Move::new(ctx, id, own.number(), &own.late)
}
