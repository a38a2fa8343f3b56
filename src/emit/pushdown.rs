//! Blocks whose rows the old engine can shape by itself, so that they are streamed straight into the
//! new table: no row of the new side is looked up, and nothing has to be decided.
//!
//! The SQL is that of the block in the old engine's dialect. What a policy would be needed for is a
//! *precondition*: a query on the old side that must answer no row. Where one does, the block's rows are staged.

use std::collections::{BTreeSet, HashSet};
use std::mem::discriminant;

use super::Statement;
use super::context::Context;
use super::counts::SKIP;
use super::helpers::insert_counts;
use super::moves::{Conditions, Move};
use super::runner::after;
use super::scope::FromClause;
use super::staging::Reader;
use crate::dialect::EngineExt as _;
use crate::engine::Engine;
use crate::plan::{BlockId, Expr, ExprKind, Fill, How, Join, KeyStrategy, Plan, RelId, Side, StepId, StepKind, bare};
use crate::schema::{Column, ColumnId, TableId, Type};
use crate::sql::{self, Item, Order, Select};

/// A block whose rows are streamed.
#[derive(Debug, Clone, PartialEq)]
pub struct Pushdown {
    /// The block that is shaped by the old side.
    pub block: BlockId,
    /// The step that moves it.
    pub step: StepId,
    /// Queries on the old side that must answer no row; where one does, the block is staged.
    pub preconditions: Vec<String>,
    /// Asks the old side what it has.
    pub counts: Counts,
    /// The new table, quoted.
    pub table: String,
    /// What is filled: names on the new side, quoted, and types there.
    pub columns: Vec<(String, Type)>,
    /// The places of the columns it is ordered by; none: it cannot be taken up in the middle.
    pub key: Vec<usize>,
    /// Asks the new side how many of its rows are there.
    pub there: String,
    /// Blocks whose rows it is sure to find only where they are streamed too.
    pub leans_on: Vec<BlockId>,
    /// What the new table holds before the first row comes.
    pub before: Vec<String>,
    /// Where its columns come from, if no engine is needed to make their values.
    pub copies: Option<Copies>,
    /// The query for its rows, in their order where they are not ordered by their key.
    query: Select,
    /// The columns that they are ordered by, with their types.
    order: Vec<(sql::Expr, Type)>,
    reader: Engine,
}

/// A block whose rows nobody has to make, as long as all its references are to rows that are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copies {
    /// Where the values of its columns come from.
    pub columns: Vec<Copied>,
    /// Old columns that refer to rows of blocks, of which the old side is not sure.
    pub references: Vec<(ColumnId, BlockId)>,
}

/// Where a column's values come from that nobody has to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Copied {
    /// They are an old column's.
    Column(ColumnId),
    /// They are all this, in SQL of the new engine.
    Constant(String),
}

/// Queries for what the old side has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// Asks how many rows the block begins with.
    pub rows: String,
    /// Those that the first rule keeps, those that the first two keep, …
    pub kept: Vec<String>,
    /// Rows that a join leaves out.
    pub no_partner: String,
}

impl Counts {
    /// All of them.
    pub fn queries(&self) -> impl Iterator<Item = &str> {
        [&self.rows, &self.no_partner].into_iter().chain(&self.kept).map(String::as_str)
    }
}

/// What the old side counted: the answers to [`Counts`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counted {
    /// How many rows the block begins with.
    pub rows: u64,
    /// Those that the first rule keeps, those that the first two keep, …
    pub kept: Vec<u64>,
    /// Rows that a join leaves out.
    pub no_partner: u64,
}

impl Counted {
    /// What the queries of [`Pushdown::counts`] answered, in their order.
    pub fn of(found: &[u64]) -> Self {
        match found {
            [rows, no_partner, kept @ ..] => Self { rows: *rows, kept: kept.to_vec(), no_partner: *no_partner },
            _ => Self::default(),
        }
    }

    /// Rows that every rule keeps.
    pub fn moving(&self) -> u64 {
        self.kept.last().copied().unwrap_or(self.rows)
    }
}

/// For each block, how it is streamed, or why it cannot be.
pub fn pushdown(plan: &Plan, from: Reader<'_>, engine: Engine) -> Vec<(BlockId, Result<Pushdown, String>)> {
    let reading = Context::reading(plan, from);
    let writing = Context::new(plan, engine, None, true);
    let mut streamed: HashSet<BlockId> = HashSet::new();
    let mut out = Vec::new();
    for (i, step) in plan.steps.iter().enumerate() {
        let StepKind::Move { block, late } = &step.kind else { continue };
        let found = match late.is_empty() {
            true => one(&reading, &writing, StepId(i), *block, &streamed, from.engine),
            false => Err("a circle is filled later".to_owned()),
        };
        if found.is_ok() && reading.block(*block).filters.is_empty() {
            streamed.insert(*block);
        }
        out.push((*block, found));
    }
    out
}

fn one(
    reading: &Context<'_>,
    writing: &Context<'_>,
    step: StepId,
    id: BlockId,
    streamed: &HashSet<BlockId>,
    reader: Engine,
) -> Result<Pushdown, String> {
    let block = reading.block(id);
    let program = reading.program;
    why_not(reading, id, streamed)?;
    let foreign = |(table, columns): (&TableId, &BTreeSet<ColumnId>)| {
        columns.iter().any(|column| program.old.column(*table, *column).foreign)
    };
    if reading.reads_of(block).tables.iter().any(foreign) {
        return Err("the new engine lacks a value of it".to_owned());
    }
    if writing.may_hold_rows(id) && block.fills.iter().any(|f| f.how == How::Auto) {
        return Err("its keys are numbered above those that are there".to_owned());
    }
    let mv = Move::new(reading, id, step.0 + 1, &[]);
    reading.assume_found.set(false);
    let mut from = mv.from();
    let conditions = mv.conditions(&mut from);
    let unproven = unproven(&mv, &mut from, &conditions);
    let mut preconditions = Vec::new();
    if !unproven.is_empty() {
        let mut all = conditions.keep;
        all.push(sql::Expr::or(unproven));
        let unproven = from.select(vec![sql::Expr::int(1).into()], &all, Vec::new());
        preconditions.push(reading.query(Select { limit: Some(1), ..unproven }));
    }
    reading.assume_found.set(true);
    let mut from = mv.from();
    let conditions = mv.conditions(&mut from);
    let others = !self::unproven(&mv, &mut from, &conditions).is_empty();
    let keep = conditions.keep;
    let mut from = mv.from();
    let mut columns = Vec::new();
    let mut values = Vec::new();
    let mut copies = Some(Vec::new());
    let writer = Move::new(writing, id, step.0 + 1, &[]);
    for fill in &block.fills {
        let value = match &fill.how {
            How::Default => continue,
            How::Auto => mv.number(&mut from),
            How::Value { .. } => match mv.fill(&mut from, fill) {
                Some(filled) => filled.value,
                None => continue,
            },
        };
        let column = program.new.column(block.target, fill.column);
        columns.push((writing.name(&column.name), column.ty.clone()));
        copies = copies.zip(copied(reading, &writer, fill, &from, &value)).map(|(mut copies, copied)| {
            copies.push(copied);
            copies
        });
        values.push(value);
    }
    if columns.is_empty() {
        return Err("it fills no column".to_owned());
    }
    let order = key_columns(reading, id);
    let rest = match order.is_empty() {
        true => mv.insert_order(&mut from, None),
        false => Vec::new(),
    };
    let query = from.select(values.into_iter().map(Item::from).collect(), &keep, rest);
    let key: Vec<usize> = order.iter().map(|(_, _, place)| *place).collect();
    let order = order.into_iter().map(|(name, ty, _)| (name, ty)).collect();
    let counts = counts(&mv, keep.len());
    reading.assume_found.set(false);
    let mut noting = Move::new(writing, id, step.0 + 1, &[]);
    noting.note_what_is_held();
    let there = writing.query(Select::values([noting.moved_count()]));
    let before = noting.out.into_iter().filter_map(|s| if let Statement::Sql(sql) = s { Some(sql) } else { None });
    let unsupported = reading.unsupported.take();
    if let Some(part) = unsupported.first() {
        return Err(part.message.clone());
    }
    Ok(Pushdown {
        block: id,
        step,
        preconditions,
        counts,
        table: writing.new_table(block.target),
        columns,
        key,
        there,
        leans_on: leans_on(reading, id),
        before: before.collect(),
        copies: copies
            .filter(|_| block.source.len() == 1 && keep.is_empty() && !others)
            .and_then(|columns| Some(Copies { columns, references: references(reading, id)? })),
        query,
        order,
        reader,
    })
}

/// When a policy would be needed.
fn unproven<'a>(mv: &Move<'a>, from: &mut FromClause<'a>, conditions: &Conditions) -> Vec<sql::Expr> {
    let mut out = conditions.undecided.clone();
    out.extend(conditions.reject.iter().chain(&conditions.skip).chain(&conditions.stop).map(|(_, c)| c.clone()));
    for fill in &mv.block.fills {
        out.extend(mv.fill(from, fill).into_iter().flat_map(|filled| filled.uses).map(|(_, when)| when));
    }
    out
}

/// The references of which the old side is not sure; none where one of them is more than a column.
fn references(ctx: &Context<'_>, id: BlockId) -> Option<Vec<(ColumnId, BlockId)>> {
    let block = ctx.block(id);
    let mut out = Some(Vec::new());
    block.each_expr(&mut |expr| {
        expr.walk(&mut |e| {
            if let ExprKind::Follow(follow) = &e.kind
                && !ctx.facts.always_found(ctx.program, block, follow)
            {
                let column = match follow.key.as_slice() {
                    [key] if follow.unless.is_none() => match bare(key).kind {
                        ExprKind::Column { rel: RelId(0), column } => Some((column, follow.block)),
                        _ => None,
                    },
                    _ => None,
                };
                out = out.take().zip(column).map(|(mut out, column)| {
                    out.push(column);
                    out
                });
            }
        });
    });
    out
}

/// Where a column's values come from, where `value`, in SQL of the old engine, does nothing to them.
fn copied(
    reading: &Context<'_>,
    writer: &Move<'_>,
    fill: &Fill,
    from: &FromClause<'_>,
    value: &sql::Expr,
) -> Option<Copied> {
    let program = reading.program;
    let How::Value { attempts, .. } = &fill.how else { return None };
    if let [one] = attempts.as_slice()
        && matches!(bare(one).kind, ExprKind::Literal(_))
    {
        let filled = writer.fill(&mut writer.from(), fill)?;
        return Some(Copied::Constant(writer.ctx.sql(&filled.value)));
    }
    let ty = &program.new.column(writer.block.target, fill.column).ty;
    let old = program.old.table(writer.block.source.first()?.table);
    let own = |name: &str| sql::Expr::column(&from.alias(RelId(0)), name);
    // a truth value is as good as the number that it is made
    let made = |column: &Column| {
        let own = own(&column.name);
        let number = column.ty == Type::Bool && ty.is_truth_number();
        own == *value || (number && reading.dialect.int_from_bool(&own) == *value)
    };
    let (column, of) = old.iter().find(|(_, column)| made(column))?;
    let same = discriminant(&of.ty) == discriminant(ty)
        || matches!(
            (&of.ty, ty),
            (Type::Enum { .. } | Type::Set { .. }, Type::Text { .. })
                | (Type::TimestampTz { .. }, Type::DateTime { .. })
        )
        || (of.ty == Type::Bool && ty.is_truth_number());
    same.then_some(Copied::Column(column))
}

impl Pushdown {
    /// The old columns that some of its columns are as they are, in their order.
    pub fn copied_columns(&self) -> Vec<ColumnId> {
        let column = |copied: &Copied| if let Copied::Column(column) = copied { Some(*column) } else { None };
        self.copies.iter().flat_map(|copies| &copies.columns).filter_map(column).collect()
    }
}

/// What makes a block's rows depend on the new side, or on each other.
fn why_not(ctx: &Context<'_>, id: BlockId, streamed: &HashSet<BlockId>) -> Result<(), String> {
    let (block, program) = (ctx.block(id), ctx.program);
    let no = |why: &str| Err(why.to_owned());
    let Some(base) = block.source.first() else { return no("it is a constant row") };
    if block.source.iter().any(|r| r.side == Side::New) {
        return no("it joins rows of the new side");
    }
    if !block.group_by.is_empty() {
        return no("its rows are grouped");
    }
    if !block.uniques.is_empty() {
        return no("rows may be equal in unique columns");
    }
    if ctx.plan.keys.get(id.0) == Some(&KeyStrategy::Mapped) {
        return no("others follow keys that change");
    }
    if !ctx.rules(block.target).is_empty() {
        return no("its new table has CHECKs");
    }
    if block.fills.iter().all(|fill| fill.how == How::Default) {
        return no("all its columns are left to the new side");
    }
    let own: Vec<_> = block.key.iter().filter(|k| k.rel.0 == 0).map(|k| k.column).collect();
    if !program.old.table(base.table).keys().any(|k| k.columns.iter().all(|c| own.contains(c))) {
        return no("no key of the old table identifies its rows");
    }
    let mut why = None;
    block.each_expr(&mut |expr| {
        expr.walk(&mut |e| {
            let found = match &e.kind {
                ExprKind::Now => Some("it asks for the moment of the migration"),
                ExprKind::Raw(_) => Some("it has SQL of the new engine"),
                ExprKind::Present { .. } => Some("it looks for rows of the new side"),
                ExprKind::Lookup(l) if l.side == Side::New => Some("it looks for rows of the new side"),
                ExprKind::Lookup(l) if !l.unique => Some("a look-up may find several rows"),
                ExprKind::Aggregate(a) if a.side == Side::New => Some("it looks for rows of the new side"),
                ExprKind::Follow(f) if f.stub => Some("rows that others lack are made for it"),
                ExprKind::Follow(f) => match ctx.plan.keys.get(f.block.0) {
                    Some(KeyStrategy::Same(_)) => {
                        let sure = ctx.facts.always_found(program, block, f);
                        let whole = f.block != id && streamed.contains(&f.block);
                        let plain = ctx.block(f.block).source.iter().skip(1).all(|r| matches!(r.join, Join::Left(_)));
                        (!(sure || whole && plain)).then_some("it follows rows that may not all move")
                    }
                    _ => Some("it follows keys that change"),
                },
                _ => None,
            };
            why = why.or(found);
        });
    });
    why.map_or(Ok(()), no)
}

/// The blocks whose rows a block follows without the old side being sure of them.
fn leans_on(ctx: &Context<'_>, id: BlockId) -> Vec<BlockId> {
    let block = ctx.block(id);
    let mut out = Vec::new();
    block.each_expr(&mut |expr| {
        expr.walk(&mut |e| {
            if let ExprKind::Follow(follow) = &e.kind
                && !ctx.facts.always_found(ctx.program, block, follow)
                && !out.contains(&follow.block)
            {
                out.push(follow.block);
            }
        });
    });
    out
}

/// The old columns that identify a row and become new columns as they are: as the old side names them, with
/// their types and the places of the new ones. None where the rows have another order.
fn key_columns(ctx: &Context<'_>, id: BlockId) -> Vec<(sql::Expr, Type, usize)> {
    let block = ctx.block(id);
    let filled: Vec<_> = block.fills.iter().filter(|f| f.how != How::Default).collect();
    if block.source.len() != 1 || !block.order_by.is_empty() {
        return Vec::new();
    }
    let mv = Move::new(ctx, id, 0, &[]);
    let from = mv.from();
    let keys: Option<Vec<(sql::Expr, Type, usize)>> = block
        .key
        .iter()
        .map(|key| {
            let old = ctx.program.old.column(block.source.first()?.table, key.column);
            let keeps = |attempts: &[Expr]| {
                matches!(attempts, [one] if matches!(bare(one).kind,
                    ExprKind::Column { rel, column } if rel == key.rel && column == key.column))
            };
            let place = filled
                .iter()
                .position(|f| matches!(&f.how, How::Value { attempts, .. } if keeps(attempts)))
                .filter(|_| old.verified && matches!(old.ty, Type::Int { .. }))?;
            Some((sql::Expr::column(&from.alias(key.rel), old.name.as_str()), old.ty.clone(), place))
        })
        .collect();
    keys.unwrap_or_default()
}

fn counts(mv: &Move<'_>, rules: usize) -> Counts {
    let rows = mv.from().count(&[]);
    let kept = (1..=rules).map(|rules| {
        let mut from = mv.from();
        let keep: Vec<sql::Expr> = mv.conditions(&mut from).keep.into_iter().take(rules).collect();
        mv.ctx.query(from.count(&keep))
    });
    let no_partner = Select::values([mv.no_partner(sql::Expr::scalar(rows.clone()))]);
    Counts { kept: kept.collect(), rows: mv.ctx.query(rows), no_partner: mv.ctx.query(no_partner) }
}

impl Pushdown {
    /// The rows in order, after those up to a key where one is given.
    pub fn rows_after(&self, key: Option<&[String]>) -> String {
        let mut query = self.query.clone();
        if !self.order.is_empty() {
            query.order = self.order.iter().map(|(column, _)| Order::ascending(column)).collect();
        }
        if let Some(key) = key.filter(|_| !self.order.is_empty()) {
            query = query.and_where(after(&self.order, key));
        }
        self.reader.dialect().query(&query.into())
    }

    /// The statements that account for its rows when all are there.
    pub fn account(&self, plan: &Plan, engine: Engine, counted: &Counted) -> Vec<String> {
        let ctx = Context::new(plan, engine, None, true);
        let mv = Move::new(&ctx, self.block, self.step.0 + 1, &[]);
        let mut out = Vec::new();
        let before = std::iter::once(&counted.rows).chain(&counted.kept);
        for (rule, (before, kept)) in mv.filter_names().iter().zip(before.zip(&counted.kept)) {
            out.push(mv.used(None, rule, before.saturating_sub(*kept).into()));
        }
        // None of these was used, or it would have been a precondition.
        for (column, _) in mv.skipping(&mut mv.from()).skip {
            out.push(mv.used(Some(column), SKIP, 0.into()));
        }
        for fill in &mv.block.fills {
            for (what, _) in mv.fill(&mut mv.from(), fill).into_iter().flat_map(|filled| filled.uses) {
                out.push(mv.used(Some(fill.column), &what, 0.into()));
            }
        }
        let numbers = [counted.rows, counted.rows.saturating_sub(counted.moving()), counted.no_partner];
        let [rows, skipped, no_partner] = numbers.map(sql::Expr::from);
        let target = &ctx.program.new.table(mv.block.target).name;
        let zero = || sql::Expr::int(0);
        let counts = [rows, mv.moved_count(), skipped, zero(), zero(), zero(), no_partner];
        out.push(insert_counts(&ctx, mv.step, &mv.block.name, target, counts, None));
        out
    }
}
