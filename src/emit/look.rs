//! Looking without moving: what would be rejected, and which rows are equal to the new side.
//!
//! Nothing has moved yet, so a reference is looked for among the old rows themselves, and a row that others lean on is
//! not known to be rejected: a run may reject more.

use super::condition::bracket;
use super::context::Context;
use super::expr::Scope as _;
use super::moves::Move;
use super::reasons;
use super::scope::new_column;
use super::staging::Reader;
use super::{Statement, helpers};
use crate::dialect::{HelperColumn, HelperType};
use crate::plan::{BlockId, ExprKind, How, Plan, RelId, Side, StepKind, Unique};
use crate::schema::{ColumnId, Type};

/// What rows of a block have in common that cannot move, and what would mend them on the old side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The old table.
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

/// What a script that only looks asks of one block.
pub(super) struct Asked {
    pub step: usize,
    pub block: BlockId,
    /// Statements that write what is wrong into the reject table.
    pub statements: Vec<String>,
    /// Queries that answer a message where something stops the run.
    pub stops: Vec<String>,
}

/// The questions about all blocks. `ctx` must be looking.
pub(super) fn questions(ctx: &Context<'_>) -> Vec<Asked> {
    let asked = |(step, block, late): (usize, BlockId, &[ColumnId])| {
        let mut mover = Move::new(ctx, block, step, late);
        let mut statements: Vec<String> = mover.reject_sql().into_iter().collect();
        for (i, unique) in ctx.block(block).uniques.iter().enumerate() {
            statements.extend(equal_rows(ctx, &mover, i, unique));
        }
        mover.check_lookups();
        mover.check_key();
        let stops = mover.out.into_iter().filter_map(|statement| match statement {
            Statement::Check { query, note: false, .. } => Some(query),
            _ => None,
        });
        Asked { step, block, statements, stops: stops.collect() }
    };
    moves(ctx.plan).map(asked).collect()
}

/// Rows that are equal in new columns as the new database compares them: their values are put into a table whose columns have the
/// types and collations of the new ones.
fn equal_rows(ctx: &Context<'_>, mover: &Move<'_>, index: usize, unique: &Unique) -> Vec<String> {
    let block = mover.block;
    if !block.group_by.is_empty() {
        return Vec::new();
    }
    let target = ctx.program.new.table(block.target);
    let table = ctx.name(&format!("_mig_equal_{}_{}", mover.step, index + 1));
    let mut from = mover.from();
    let (mut columns, mut names, mut values, mut all) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for column in &unique.columns {
        let own = target.column(*column);
        let Some(fill) = block.fill(*column) else { return Vec::new() };
        let Some(sql) = mover.fill(&mut from, fill) else { return Vec::new() };
        let name = ctx.name(&new_column(&own.name));
        columns.push(HelperColumn {
            name: name.clone(),
            ty: HelperType::Like {
                table: ctx.new_table(block.target),
                column: ctx.name(&own.name),
                ty: own.ty.clone(),
                spelled: ctx.dialect.type_name(&own.ty),
            },
            default: None,
        });
        all.push(format!("{} IS NOT NULL", bracket(&sql.value)));
        names.push(name);
        values.push(sql.value);
    }
    let row_key = ctx.name("row_key");
    columns.push(HelperColumn {
        name: row_key.clone(),
        ty: HelperType::Sql(ctx.dialect.type_name(&Type::TEXT)),
        default: None,
    });
    let key = reasons::key_text(ctx, &mut from, &mover.key());
    let moved: Vec<String> = mover.conditions(&mut from).moved().into_iter().chain(all).collect();
    let select = mover.select(&format!("{}, {key}", values.join(", ")), &mut from, &moved);
    let mut out: Vec<String> = ctx
        .spell
        .create(&table, &columns, &[])
        .into_iter()
        .map(|sql| sql.replacen("CREATE TABLE", "CREATE TEMPORARY TABLE", 1))
        .collect();
    out.push(format!("INSERT INTO {table} ({}, {row_key})\n{select}", names.join(", ")));
    let label: Vec<&str> = unique.columns.iter().map(|column| target.column(*column).name.as_str()).collect();
    let others = format!(
        "SELECT {}, {}, MAX({row_key}), {}, {}, MIN({row_key}), NULL\nFROM {table} GROUP BY {} HAVING COUNT(*) > 1",
        mover.step,
        ctx.text(&block.name),
        ctx.text(&label.join(", ")),
        ctx.text("the new database takes it for equal to another row"),
        names.join(", ")
    );
    out.push(mover.insert_rejects(&others));
    out
}

/// The reject table as one of the session alone.
pub(super) fn reject_table(ctx: &Context<'_>) -> Vec<String> {
    let rejects = ctx.name(super::context::REJECTS);
    let own = helpers::helpers(ctx).into_iter().find(|helper| helper.name == rejects);
    let create = own.map(|helper| helper.create).unwrap_or_default();
    create.into_iter().map(|sql| sql.replacen("CREATE TABLE", "CREATE TEMPORARY TABLE", 1)).collect()
}

/// What is wrong with the old rows, and how the old side could be mended; in the old engine's SQL.
pub fn faults(plan: &Plan, from: Reader<'_>) -> Vec<Fault> {
    let mut ctx = Context::reading(plan, from);
    ctx.looking = true;
    let ctx = ctx;
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
    all.push(bracket(&mover.fill(&mut from, fill)?.fails?));
    let names: Vec<String> = keys.iter().map(|key| ctx.name(&old.column(*key).name)).collect();
    let own: Vec<String> = keys.iter().map(|key| from.column(RelId(0), *key)).collect();
    let shown = reasons::key_text(ctx, &mut from, &mover.key());
    let rows = mover.select(&own.join(", "), &mut from, &all);
    let samples = format!("{} LIMIT 3", mover.select(&shown, &mut from, &all));
    let table = ctx.table(Side::Old, base.table);
    // Read through a table of its own: MySQL does not read the table that it deletes from.
    let own: Vec<String> = (1..=names.len()).map(|i| format!("k{i}")).collect();
    let which = match names.as_slice() {
        [one] => format!("{one} IN (SELECT x.k1 FROM (SELECT NULL AS k1 WHERE 1 = 0 UNION ALL {rows}) AS x)"),
        many => format!(
            "({}) IN (SELECT {} FROM (SELECT {} WHERE 1 = 0 UNION ALL {rows}) AS x)",
            many.join(", "),
            own.iter().map(|k| format!("x.{k}")).collect::<Vec<_>>().join(", "),
            own.iter().map(|k| format!("NULL AS {k}")).collect::<Vec<_>>().join(", ")
        ),
    };
    let value = attempts.first().and_then(plain_column).filter(|_| attempts.len() == 1);
    let own_column = value.map(|id| (id, old.column(id)));
    let nullable = new.column(column).nullable;
    let (mend, stay) = match own_column {
        Some((id, own)) if own.nullable && nullable && !keys.contains(&id) => {
            (format!("UPDATE {table} SET {} = NULL\nWHERE {which}", ctx.name(&own.name)), true)
        }
        _ => (format!("DELETE FROM {table}\nWHERE {which}"), false),
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
        count: format!("SELECT COUNT(*) FROM ({rows}) AS x"),
        samples,
        mend,
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
