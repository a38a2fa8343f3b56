//! The rows that moved rows refer to and nothing moved: whose they are, and when they are made.

use super::model::StubsBefore;
use crate::plan::{BlockId, CompareOp, Expr, ExprKind, Fill, How, Plan, Policy, Program, Side, StepKind, Value};
use crate::schema::ddl::{names_in, rules};
use crate::schema::{Check, ColumnId, TableId, Type};

/// The blocks that have a table of stubs.
pub(super) fn stubbed_blocks(plan: &Plan) -> Vec<BlockId> {
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

/// The columns of a new table that a CHECK names, in the order of the table.
pub(crate) fn columns_in(program: &Program, table: TableId, check: &Check) -> Vec<ColumnId> {
    let names: Vec<String> = names_in(program.new.engine, &check.sql).iter().map(|name| name.to_lowercase()).collect();
    let columns = program.new.table(table).iter();
    columns.filter(|(_, column)| names.contains(&column.name.to_lowercase())).map(|(id, _)| id).collect()
}

/// For each block, what the stubs made just before its rows move mean for them; `late`: the columns of a block that a later step fills.
pub(super) fn stubs_before<'p>(plan: &Plan, late: impl Fn(BlockId) -> &'p Vec<ColumnId>) -> Vec<StubsBefore> {
    let program = &plan.program;
    let mut out = vec![StubsBefore::None; program.blocks.len()];
    for step in &plan.steps {
        let StepKind::Stubs { block: id, of, late: false } = &step.kind else { continue };
        let block = program.block(*id);
        let targets: Vec<TableId> = of.iter().map(|b| program.block(*b).target).collect();
        let calls = |fill: &Fill| of.iter().any(|b| !keys_of(fill, *b).is_empty());
        let table = program.new.table(block.target);
        let late = late(*id);
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
pub(crate) fn sees_stubs(program: &Program, of: &[BlockId], expr: &Expr) -> bool {
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
                    ExprKind::Compare { op: CompareOp::Ne, left: Box::new(key.clone()), right: none.clone() },
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
                    let none = |e: &Expr| Expr::new(ExprKind::Literal(Value::Null), ty.clone(), true, e.span);
                    let mut guarded: Vec<(Expr, Expr)> = arms[..i].iter().map(|(c, v)| (c.clone(), none(v))).collect();
                    guarded.push((arms[i].0.clone(), key));
                    out.push(Expr::new(ExprKind::Case { arms: guarded, otherwise: None }, ty.clone(), true, span));
                }
            }
            for key in otherwise.iter().flat_map(|o| keys(o, block)) {
                let (ty, span) = (key.ty.clone(), key.span);
                let none = Expr::new(ExprKind::Literal(Value::Null), ty.clone(), true, span);
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
pub(crate) fn keys_of(fill: &Fill, block: BlockId) -> Vec<(Expr, &[Expr])> {
    let How::Value { attempts, .. } = &fill.how else { return Vec::new() };
    let own = |(i, attempt)| keys(attempt, block).into_iter().map(move |key| (key, &attempts[..i]));
    attempts.iter().enumerate().flat_map(own).collect()
}
