//! Blocks whose rows the old engine can shape by itself, so that they are streamed straight into the
//! new table: no row of the new side is looked up, and nothing has to be decided.
//!
//! The SQL is that of the block in the old engine's dialect. What a policy would be needed for is a
//! *precondition*: a query on the old side that must answer no row. Where one does, the block's rows are staged.

use std::collections::HashSet;
use std::mem::discriminant;
use std::sync::Arc;

use super::context::Context;
use super::helpers::insert_counts;
use super::moves::{Conditions, Move};
use super::names::SKIP;
use super::old_side::{OldTables, Reader};
use super::runner::after;
use super::scope::FromClause;
use super::statement::Statement;
use crate::dialect::EngineExt as _;
use crate::engine::Engine;
use crate::physical::{AccessPath, OldRows, PhysicalPlan, Target};
use crate::plan::{BlockId, Expr, ExprKind, Fill, How, Plan, RelId, StepId, StepKind, bare};
use crate::schema::{Column, ColumnId, Type};
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
    /// The values are those of an old column.
    Column(ColumnId),
    /// The values are all this, in SQL of the new engine.
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
    /// All its queries: of the rows, of those that a join leaves out, and of those that rules keep.
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

/// For each block, in the order of the steps, how it is streamed, or why it cannot be.
pub fn pushdown(plan: &Plan, from: Reader<'_>, engine: Engine) -> Vec<(BlockId, Result<Pushdown, String>)> {
    let target = Target { engine, old_rows: OldRows::Staged, cuts: None };
    let physical = Arc::new(PhysicalPlan::of(plan, target));
    let reading = Context::reading_as(plan, physical.clone(), from);
    let writing = Context::new(plan, physical.clone(), engine, OldTables::Staged);
    let mut refused: HashSet<BlockId> = HashSet::new();
    let mut out = Vec::new();
    for (i, step) in plan.steps.iter().enumerate() {
        let StepKind::Move { block, .. } = &step.kind else { continue };
        let found = match &physical.block(*block).access {
            // What it leans on cannot be said in the old engine's SQL after all.
            AccessPath::Pushdown { leans_on } if leans_on.iter().any(|other| refused.contains(other)) => {
                Err("it follows rows that may not all move".to_owned())
            }
            AccessPath::Pushdown { leans_on } => {
                let spelled = one(&reading, &writing, StepId(i), *block);
                spelled.map(|spelled| Pushdown { leans_on: leans_on.clone(), ..spelled })
            }
            AccessPath::Staged { why } => Err(why.clone()),
            AccessPath::Colocated => Err(String::new()),
        };
        if found.is_err() {
            refused.insert(*block);
        }
        out.push((*block, found));
    }
    out
}

fn one(reading: &Context<'_>, writing: &Context<'_>, step: StepId, id: BlockId) -> Result<Pushdown, String> {
    let block = reading.block(id);
    let program = reading.program;
    let mv = Move::new(reading, id, step.0 + 1, &[]);
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
    let mv = Move { assumes_found: true, ..mv };
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
        leans_on: Vec::new(),
        before: before.collect(),
        copies: copies
            .filter(|_| block.source.len() == 1 && keep.is_empty() && !others)
            .and_then(|columns| Some(Copies { columns, references: references(reading, id)? })),
        query,
        order,
        reader: reading.dialect.engine(),
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
                && !ctx.physical.facts.always_found(ctx.program, block, follow)
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
        let target = Target { engine, old_rows: OldRows::Staged, cuts: None };
        let ctx = Context::new(plan, Arc::new(PhysicalPlan::of(plan, target)), engine, OldTables::Staged);
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
