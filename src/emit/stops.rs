//! What would stop a run, asked before its first step: `or fail`, `unique … fail`, look-ups that find several rows, keys
//! that are none. Only what old rows and constants alone decide is known then; a reference is looked for among the old rows
//! that would move.

use super::context::Context;
use super::moves::{Conditions, Move};
use super::names::{new_column, old_column};
use super::old_side::Reader;
use super::scope::FromClause;
use super::statement::{Role, Section, Statement};
use crate::plan::{
    BlockId, Expr, ExprKind, Fill, How, KeyStrategy, Plan, Policy, Side, StepId, StepKind, Unique, UniqueThen,
};
use crate::schema::ColumnId;
use crate::sql::{self, Alias, Item, Relation};

/// The sections that ask before the first step, one for each that moves rows. `ctx` must be previewing.
pub(super) fn sections(ctx: &Context<'_>) -> Vec<Section> {
    let mut out = Vec::new();
    for (i, step) in ctx.plan.steps.iter().enumerate() {
        let StepKind::Move { block, late } = &step.kind else { continue };
        let statements = of_block(ctx, *block, i + 1, late);
        if !statements.is_empty() {
            let comment = vec![format!("What would stop step {}: {}", i + 1, step.title)];
            out.push(Section { role: Role::Before, step: Some(StepId(i)), comment, statements });
        }
    }
    out
}

/// What would stop a step, as queries of the old side, each with the step that it is about: its answer is a message, or null.
/// What the new database alone knows (what it takes for equal) is asked by code point.
pub fn of_old_side(plan: &Plan, from: Reader<'_>) -> Vec<(StepId, String)> {
    let ctx = Context::reading(plan, from).only_look();
    let mut out = Vec::new();
    for section in sections(&ctx) {
        let Some(step) = section.step else { continue };
        // What it would refuse to say is not asked.
        if ctx.unsupported.take().is_empty() {
            out.extend(section.statements.into_iter().filter_map(|statement| match statement {
                Statement::Check { query, .. } => Some((step, query)),
                _ => None,
            }));
        }
    }
    out
}

fn of_block(ctx: &Context<'_>, id: BlockId, step: usize, late: &[ColumnId]) -> Vec<Statement> {
    ctx.begin_to_look(id);
    let mut mover = Move::new(ctx, id, step, late);
    let block = mover.block;
    let filled = |table| super::moves::is_written(ctx.plan, table);
    let joins_new = block.source.iter().any(|relation| relation.side == Side::New);
    let mut conditions = block.filters.iter().map(|filter| &filter.keep).chain(&block.group_by).chain(&block.having);
    let rows_known = !joins_new && conditions.all(|expr| is_known(ctx, expr));
    mover.check_lookups_where(
        |side, table| side == Side::Old || !(ctx.is_reading() || filled(table)),
        |expr| rows_known && is_known(ctx, expr),
    );
    if !rows_known {
        return mover.out;
    }
    mover.check_key();
    mover.check_groups();
    mover.check_stops_by(Move::known_conditions);
    for unique in block.uniques.iter().take_while(|unique| unique.then == UniqueThen::Fail) {
        mover.ask_unique(unique);
    }
    mover.out
}

/// Whether a value is made of old rows and constants alone. References are looked for among old rows.
fn is_known(ctx: &Context<'_>, expr: &Expr) -> bool {
    let mut known = true;
    expr.walk(&mut |e| {
        known &= match &e.kind {
            ExprKind::Raw(_) => false,
            ExprKind::Now => !ctx.is_reading(),
            ExprKind::Lookup(lookup) => lookup.side == Side::Old,
            ExprKind::Aggregate(aggregate) => aggregate.side == Side::Old,
            _ => true,
        };
    });
    known
}

/// Whether what a column gets is known.
fn is_known_fill(ctx: &Context<'_>, fill: &Fill) -> bool {
    match &fill.how {
        How::Value { attempts, .. } => attempts.iter().all(|attempt| is_known(ctx, attempt)),
        How::Auto | How::Default => false,
    }
}

/// Whether the value itself is known, not only whether it can be made: keys that rows get anew are not.
fn has_known_value(ctx: &Context<'_>, fill: &Fill) -> bool {
    let How::Value { attempts, .. } = &fill.how else { return false };
    let mut known = is_known_fill(ctx, fill);
    for attempt in attempts {
        attempt.walk(&mut |e| {
            known &= match &e.kind {
                ExprKind::Follow(follow) => matches!(ctx.block_plan(follow.block).keys, KeyStrategy::Same(_)),
                _ => true,
            };
        });
    }
    known
}

impl<'a> Move<'a> {
    /// The conditions on its rows as far as they are known beforehand.
    fn known_conditions(&self, from: &mut FromClause<'a>) -> Conditions {
        let known = |fill: &Fill, policy| policy != Policy::Null && is_known_fill(self.ctx, fill);
        let conditions = self.conditions_by(from, known);
        Conditions { keyless: self.keyless(from), ..conditions }
    }

    /// Asks whether rows are equal in unique columns: by the rows table, whose columns have the types and collations of
    /// the new ones; on the old side by code point.
    fn ask_unique(&mut self, unique: &Unique) {
        let ctx = self.ctx;
        let known = |column: &ColumnId| self.block.fill(*column).is_some_and(|fill| has_known_value(ctx, fill));
        if !unique.columns.iter().all(known) || unique.columns.iter().any(|column| self.late.contains(column)) {
            return;
        }
        let mut from = self.from();
        let conditions = self.known_conditions(&mut from).moved();
        let mut names = vec!["n".to_owned()];
        let mut values = vec![self.number(&mut from)];
        for (i, key) in self.key().iter().enumerate() {
            names.push(old_column(i));
            values.push(from.value(key).value);
        }
        let table = ctx.program.new.table(self.block.target);
        for column in &unique.columns {
            let Some(filled) = self.block.fill(*column).and_then(|fill| self.fill(&mut from, fill)) else { return };
            names.push(new_column(&table.column(*column).name));
            values.push(filled.value);
        }
        if ctx.is_reading() {
            names.push("into_n".to_owned());
            values.push(sql::Expr::null());
            let picked = values.into_iter().zip(names).map(|(value, name)| Item::named(value, name)).collect();
            let rows = from.select(picked, &conditions, Vec::new());
            self.check_unique_in(unique, Relation::from(rows).named(&Alias::named("r")));
            return;
        }
        let select = from.select(values.into_iter().map(Item::from).collect(), &conditions, Vec::new());
        let rows = ctx.rows_of(self.id);
        self.push(ctx.insert(rows.clone(), names, select));
        self.check_unique_in(unique, Relation::from(rows).as_it_is());
        self.push(ctx.clear(ctx.rows_of(self.id)));
    }
}
