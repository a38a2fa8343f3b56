//! Looking without moving: what would be rejected, and which rows are equal to the new side.
//!
//! Nothing has moved yet, so a reference is looked for among the old rows that would move: a query inside of the query, and so on up to
//! those that lean on nothing, or to a bound. What is beyond the bound, and what merging makes equal, is said to be unknown.

use super::context::Context;
use super::expr::Scope as _;
use super::helpers;
use super::moves::{Move, pick_case};
use super::names::REJECTS;
use super::old_side::Reader;
use super::reasons;
use super::scope::{FromClause, Subject};
use super::seen::LONGEST_QUERY;
use super::statement::Statement;
use crate::dialect::Making;
use crate::plan::{BlockId, ExprKind, How, Plan, RelId, Side, StepKind, Unique, UniqueThen};
use crate::schema::ColumnId;
use crate::sql::{self, CommonTable, Item, Query, Relation, Select, TableName};

/// What rows of a block have in common that cannot move, and what would mend them on the old side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The old table that has the rows.
    pub table: String,
    /// The new table's column.
    pub column: String,
    /// Where it comes from, for a comment.
    pub place: crate::source::Span,
    /// What is wrong, as far as the program alone says it.
    pub what: String,
    /// Asks how many rows there are.
    pub count: String,
    /// Asks for the keys of a few.
    pub samples: String,
    /// Mends or deletes them.
    pub mend: String,
    /// Whether they stay, with another value.
    pub stay: bool,
}

/// The blocks of a plan with the numbers of the steps that move them and the columns they fill later.
fn moves(plan: &Plan) -> impl Iterator<Item = (usize, BlockId, &[ColumnId])> {
    (1..).zip(&plan.steps).filter_map(|(number, step)| match &step.kind {
        StepKind::Move { block, late } => Some((number, *block, late.as_slice())),
        _ => None,
    })
}

impl<'a> Move<'a> {
    /// The keys of rows that do not move, and of those that lean on them in their own table, as a query.
    fn lost_keys(&self) -> Option<Select> {
        let selves = &self.own.parents;
        let (key, false) = (self.key().into_iter().next()?, selves.is_empty()) else { return None };
        let mut from = self.from();
        let own = from.value(&key).value;
        let mut first = vec![sql::Expr::and(self.conditions(&mut from).moved()).not()];
        for column in selves {
            let parent = self.parent(&mut from, *column)?;
            let there = self.is_there(&parent)?;
            first.push(sql::Expr::and([parent.is_not_null(), there.not()]));
        }
        let first = from.select(vec![own.into()], &[sql::Expr::or(first)], Vec::new());
        let mut from = self.from();
        let own = from.value(&key).value;
        let parents: Vec<sql::Expr> = selves.iter().filter_map(|column| self.parent(&mut from, *column)).collect();
        from.join(TableName::own("lost"), "lost", true, |lost| {
            sql::Expr::or(parents.iter().map(|parent| sql::Expr::column(lost, "k").eq(parent)))
        });
        let below = from.select(vec![own.into()], &[], Vec::new());
        let query = Query::Union(vec![first.into(), below.into()]);
        let columns = vec!["k".to_owned()];
        let with = CommonTable { name: "lost".to_owned(), columns, query: query.into(), recursive: true };
        let lost = Select::of(Relation::from(TableName::own("lost")).as_it_is(), [sql::Expr::name("k")]);
        Some(Select { with: vec![with], ..lost })
    }

    /// The key in its own table that a row refers to.
    fn parent(&self, from: &mut FromClause<'a>, column: ColumnId) -> Option<sql::Expr> {
        let follow = self.self_follow(column)?;
        Some(self.unless(from, follow, follow.key.first()?))
    }

    /// Whether a key is in the block's old table.
    fn is_there(&self, key: &sql::Expr) -> Option<sql::Expr> {
        let mut inner = FromClause::inside(self.ctx, Subject::Block(self.id));
        let own = self.key();
        Some(inner.has_key(own.get(..1)?, std::slice::from_ref(key), &[false]))
    }

    /// The condition on rows that do not move since another of their own table does not.
    pub(super) fn lost_by_itself(&self, from: &mut FromClause<'a>) -> Option<sql::Expr> {
        let lost = self.lost_keys()?;
        Some(from.value(self.key().first()?).value.is_among(lost))
    }

    /// The statement that rejects such rows.
    fn reject_lost(&self) -> Option<String> {
        let ctx = self.ctx;
        let lost = self.lost_keys()?;
        if self.asks_checks() {
            // Whoever leans on what a CHECK refuses is not among them.
            ctx.more_may_be_rejected();
        }
        let mut from = self.from();
        let mut all = self.conditions(&mut from).moved();
        all.extend(self.lost_by_itself(&mut from));
        let mut cases: Vec<(sql::Expr, [sql::Expr; 3])> = Vec::new();
        for column in &self.own.parents {
            let (Some(follow), Some(fill)) = (self.self_follow(*column), self.block.fill(*column)) else { continue };
            let How::Value { attempts, .. } = &fill.how else { continue };
            let (Some(first), Some(parent)) = (attempts.first(), self.parent(&mut from, *column)) else { continue };
            let there = self.is_there(&parent)?;
            let lost = sql::Expr::or([parent.clone().is_among(lost.clone()), there.not()]);
            let what = [
                sql::Expr::text(&ctx.program.new.column(self.block.target, *column).name),
                reasons::orphan(ctx, &mut from, follow),
                reasons::value(ctx, &mut from, first),
            ];
            cases.push((sql::Expr::and([parent.is_not_null(), lost]), what));
        }
        Some(self.reject_rows(&mut from, &pick_case(&cases), &all))
    }
}

/// What a script that only looks asks of one block.
pub(super) struct Asked {
    pub step: usize,
    pub block: BlockId,
    /// Whether a run may reject more of its rows, since they lean on others.
    pub more: bool,
    /// Whether a run may find more of its rows equal, since those that they refer to are merged.
    pub merging: bool,
    /// Statements that write what is wrong into the reject table.
    pub statements: Vec<String>,
    /// Queries that answer a message where something stops the run.
    pub stops: Vec<String>,
}

/// The questions about all blocks, of so many bytes each at most. `ctx` must be previewing.
pub(super) fn questions(ctx: &Context<'_>, most: usize) -> Vec<Asked> {
    let Some(seen) = &ctx.preview else { return Vec::new() };
    let asked = |(step, block, late): (usize, BlockId, &[ColumnId]), longest: usize| {
        let mut mover = Move::new(ctx, block, step, late);
        seen.begin(block, longest);
        let alone = |write: &mut dyn FnMut() -> Vec<String>| {
            seen.begin_statement();
            write()
        };
        let mut statements = alone(&mut || mover.reject_sql().into_iter().collect());
        alone(&mut || {
            mover.reject_against_checks();
            Vec::new()
        });
        for statement in std::mem::take(&mut mover.out) {
            statements.extend(if let Statement::Sql(sql) = statement { Some(sql) } else { None });
        }
        // Of the reasons of a row the first is kept, in the order in which a run looks for them.
        statements.extend(alone(&mut || mover.reject_lost().into_iter().collect()));
        mover.checked = !statements.is_empty();
        statements.extend(alone(&mut || mover.equal_rows()));
        mover.check_lookups();
        mover.check_key();
        let stops = mover.out.into_iter().filter_map(|statement| match statement {
            Statement::Check { query, note: false, .. } => Some(query),
            _ => None,
        });
        let uniques = &ctx.block(block).uniques;
        // A row goes with the one that it is merged into.
        let rejects_merged =
            uniques.iter().position(|unique| unique.then == UniqueThen::Reject).is_some_and(|rejects| {
                uniques.iter().take(rejects).any(|unique| matches!(unique.then, UniqueThen::Keep(_)))
            });
        let merging = rejects_merged || uniques.iter().any(|unique| leans_on_merged(ctx, block, unique));
        Asked { step, block, more: seen.may_be_more(), merging, statements, stops: stops.collect() }
    };
    let size = |asked: &Asked| asked.statements.iter().map(|sql| sql.len()).sum::<usize>();
    let fitting =
        |own| Some(asked(own, LONGEST_QUERY)).filter(|all| size(all) <= most).unwrap_or_else(|| asked(own, 0));
    moves(ctx.plan).map(fitting).collect()
}

/// Whether a rule compares keys that become others where rows are merged.
fn leans_on_merged(ctx: &Context<'_>, id: BlockId, unique: &Unique) -> bool {
    let merges = |block: BlockId| ctx.block(block).uniques.iter().any(|u| matches!(u.then, UniqueThen::Keep(_)));
    let mut found = false;
    for fill in unique.columns.iter().filter_map(|column| ctx.block(id).fill(*column)) {
        let How::Value { attempts, .. } = &fill.how else { continue };
        for attempt in attempts {
            attempt.walk(&mut |expr| found |= matches!(&expr.kind, ExprKind::Follow(f) if merges(f.block)));
        }
    }
    found
}

/// The reject table as one of the session alone.
pub(super) fn reject_table(ctx: &Context<'_>) -> Vec<String> {
    let rejects = ctx.name(REJECTS);
    let own = helpers::helpers(ctx, Making::OfSession).into_iter().find(|helper| helper.name == rejects);
    let mut create = own.map(|helper| helper.create).unwrap_or_default();
    create.extend(
        ctx.statements.first_of_each(&rejects, &ctx.name("step"), &ctx.name("row_key")).map(|(alter, _)| alter),
    );
    create
}

/// What is wrong with the old rows, and how the old side could be mended; in the old engine's SQL.
pub fn faults(plan: &Plan, from: Reader<'_>) -> Vec<Fault> {
    let ctx = Context::reading(plan, from).only_look();
    let mut out = Vec::new();
    for (step, id, late) in moves(plan) {
        let mover = Move::new(&ctx, id, step, late);
        let (block, Some(base)) = (mover.block, mover.block.source.first()) else { continue };
        let keys: Vec<ColumnId> = block.key.iter().filter(|key| key.rel == RelId(0)).map(|key| key.column).collect();
        if !block.group_by.is_empty() || base.side != Side::Old || keys.is_empty() {
            continue;
        }
        let mut columns: Vec<ColumnId> =
            mover.conditions(&mut mover.from()).reject.into_iter().map(|(c, _)| c).collect();
        columns.extend(mover.conditions(&mut mover.from()).stop.into_iter().map(|(c, _)| c));
        for column in columns {
            out.extend(fault(&ctx, &mover, &keys, column));
        }
    }
    out
}

fn fault(ctx: &Context<'_>, mover: &Move<'_>, keys: &[ColumnId], column: ColumnId) -> Option<Fault> {
    let block = mover.block;
    let base = block.source.first()?;
    let old = ctx.program.old.table(base.table);
    let new = ctx.program.new.table(block.target);
    let fill = block.fill(column)?;
    let How::Value { attempts, .. } = &fill.how else { return None };
    let mut from = mover.from();
    let mut all = mover.wanted(&mut from);
    all.push(mover.fill(&mut from, fill)?.fails?);
    let names: Vec<&String> = keys.iter().map(|key| &old.column(*key).name).collect();
    let own: Vec<Item> = keys.iter().map(|key| from.column(RelId(0), *key).into()).collect();
    let shown = reasons::key_text(ctx, &mut from, &mover.key());
    let rows = from.select(own, &all, Vec::new());
    let samples = Select { limit: Some(3), ..from.select(vec![shown.into()], &all, Vec::new()) };
    let table = ctx.table_name(Side::Old, base.table);
    // Read through a table of its own: MySQL does not read the table that it deletes from.
    let own: Vec<String> = (1..=names.len()).map(|i| format!("k{i}")).collect();
    let none = Select::items(own.iter().map(|k| Item::named(sql::Expr::null(), k)));
    let none = none.and_where(sql::Expr::int(1).eq(0));
    let keys_of_rows = Query::UnionAll(vec![none.into(), rows.clone().into()]);
    let theirs = own.iter().map(|k| sql::Expr::column(&ctx.x(), k.as_str()));
    let theirs = Select::of(Relation::from(keys_of_rows).named(&ctx.x()), theirs);
    let row = match names.as_slice() {
        [one] => sql::Expr::name(one.as_str()),
        many => sql::Expr::Row(many.iter().map(|name| sql::Expr::name(name.as_str())).collect()),
    };
    let which = Some(row.is_among(theirs));
    let value = attempts.first().and_then(plain_column).filter(|_| attempts.len() == 1);
    let own_column = value.map(|id| (id, old.column(id)));
    let nullable = new.column(column).nullable;
    let (mend, stay) = match own_column {
        Some((id, own)) if own.nullable && nullable && !keys.contains(&id) => {
            let set = vec![(own.name.clone(), sql::Expr::null())];
            (sql::Statement::Update(sql::Update { table, set, filter: which }), true)
        }
        _ => (sql::Statement::Delete(sql::Delete { table, filter: which }), false),
    };
    let what = match attempts.first().map(|attempt| &attempt.kind) {
        _ if follows(attempts) => {
            format!("`{}` names a row that is not there", source_name(own_column, new.column(column).name.as_str()))
        }
        _ => format!(
            "`{}` cannot be made {} `{}`",
            source_name(own_column, new.column(column).name.as_str()),
            if own_column.is_some() { "the new" } else { "for the new" },
            new.column(column).name
        ),
    };
    Some(Fault {
        table: old.name.clone(),
        column: new.column(column).name.clone(),
        place: fill.span,
        what,
        count: ctx.query(Select::count(Relation::from(rows).named(&ctx.x()))),
        samples: ctx.query(samples),
        mend: ctx.dialect.statement(&mend),
        stay,
    })
}

fn source_name<'a>(own: Option<(ColumnId, &'a crate::schema::Column)>, other: &'a str) -> &'a str {
    own.map_or(other, |(_, column)| column.name.as_str())
}

/// Whether it is a key that leads nowhere.
fn follows(attempts: &[crate::plan::Expr]) -> bool {
    let mut found = false;
    for attempt in attempts {
        attempt.walk(&mut |expr| {
            found |= matches!(expr.kind, ExprKind::Follow(_) | ExprKind::Present { .. } | ExprKind::Lookup(_))
        });
    }
    found
}

/// The column of the first table that an attempt is made of alone.
fn plain_column(expr: &crate::plan::Expr) -> Option<ColumnId> {
    match &expr.kind {
        ExprKind::Column { rel: RelId(0), column } => Some(*column),
        ExprKind::Fit { value, .. } | ExprKind::Cast { value, .. } => plain_column(value),
        ExprKind::Follow(follow) => plain_column(follow.key.first()?),
        ExprKind::Present { key, .. } => plain_column(key),
        _ => None,
    }
}
