//! The statements that fill columns which had to wait for other rows.

use std::sync::Arc;

use super::context::Context;
use super::moves::Move;
use super::names::{OLD_KEY, new_column};
use super::reasons;
use super::scope::FromClause;
use super::statement::Statement;
use super::texts;
use crate::plan::{BlockId, How, KeyStrategy, Policy, Side};
use crate::schema::{Column, ColumnId, Table, TableId, Type};
use crate::sql::{self, Alias, Item, Relation, Select};

/// Joins what tells which of a block's source rows moved, and answers the conditions.
pub(crate) fn moved_rows<'a>(mover: &Move<'a>, from: &mut FromClause<'a>) -> Vec<sql::Expr> {
    let ctx = mover.ctx;
    let keys: Vec<sql::Expr> = mover.key().iter().map(|k| from.value(k).value).collect();
    // A stub stands for a row that is not there or did not move, and has nothing of it.
    let no_stub = keys.first().filter(|_| ctx.physical.has_stubs(mover.id)).map(|key| {
        let k = Alias::named("k");
        let ty = mover.key().first().map_or(Type::TEXT, |k| k.ty.clone());
        let there = ctx.dialect.finds(&sql::Expr::column(&k, OLD_KEY), &ctx.in_helper(&ty), key, &ty);
        let stubs = Relation::from(ctx.stubs_of(mover.id)).named(&k);
        sql::Expr::exists(Select::of(stubs, [sql::Expr::int(1)]).and_where(there)).not()
    });
    if mover.own.keeps_rows() {
        let rows = mover.join_rows(from);
        return std::iter::once(mover.stays(&rows)).chain(no_stub).collect();
    }
    let columns = match &mover.own.keys {
        KeyStrategy::Same(columns) => columns.clone(),
        _ => Vec::new(),
    };
    let name = |c: &ColumnId| ctx.column_name(Side::New, mover.block.target, *c);
    let names: Vec<Arc<str>> = columns.iter().map(name).collect();
    let keys: Vec<sql::Expr> = columns
        .iter()
        .zip(keys.iter().zip(mover.key()))
        .map(|(c, (sql, key))| ctx.sought(sql, &key.ty, mover.block.target, *c))
        .collect();
    from.join(ctx.table_name(Side::New, mover.block.target), "moved", true, |alias| {
        sql::Expr::and(names.iter().zip(&keys).map(|(name, key)| sql::Expr::column(alias, name.clone()).eq(key)))
    });
    no_stub.into_iter().collect()
}

/// The columns that an update of these others would set to the moment by itself: it sets them to what they are.
pub(super) fn kept<'t>(table: &'t Table, set: &'t [ColumnId]) -> impl Iterator<Item = &'t Column> {
    let by_itself = table.iter().filter(|(id, column)| column.on_update && !set.contains(id));
    by_itself.map(|(_, column)| column)
}

/// Updates between statements that keep the table's triggers from changing the rows, where the engine can.
pub(super) fn untriggered(ctx: &Context<'_>, table: TableId, updates: Vec<Statement>) -> Vec<Statement> {
    match ctx.statements.triggers_off(&ctx.text(&ctx.new_table(table))) {
        Some([off, on]) if !updates.is_empty() => {
            std::iter::once(Statement::Sql(off)).chain(updates).chain([Statement::Sql(on)]).collect()
        }
        _ => updates,
    }
}

/// The statements of a late step.
pub(crate) fn statements(ctx: &Context<'_>, step: usize, block: BlockId, columns: &[ColumnId]) -> Vec<Statement> {
    let mover = Move::new(ctx, block, step, &[]);
    let target = ctx.program.new.table(mover.block.target);
    let target_alias = ctx.new_alias(mover.block.target);
    let x = ctx.x();
    let mut out = Vec::new();
    let primary: Vec<ColumnId> = target.primary_key.as_ref().map(|k| k.columns.clone()).unwrap_or_default();
    for column in columns {
        let Some(fill) = mover.block.fill(*column) else { continue };
        let mut from = mover.from();
        let mut all = moved_rows(&mover, &mut from);
        let Some(sql) = mover.fill(&mut from, fill) else { continue };
        let name = &target.column(*column).name;
        if let (Policy::Fail | Policy::Reject | Policy::Skip, Some(fails)) = (sql.policy, &sql.fails) {
            let mut bad = all.clone();
            bad.push(fails.clone());
            let key = reasons::key_text(ctx, &mut from, &mover.key());
            let value = match &fill.how {
                How::Value { attempts, .. } => attempts.first().map(|first| reasons::value(ctx, &mut from, first)),
                _ => None,
            };
            let shown = texts::shown(ctx, &key, &value.unwrap_or_else(sql::Expr::null));
            let bad = from.select(vec![Item::named(shown, "t")], &bad, Vec::new());
            let why = match sql.policy {
                Policy::Fail => "and the program says `or fail`",
                _ => "which has moved already: say `or null` or another value",
            };
            let message = format!("step {step}: `{name}` cannot be made for a row of `{}`, {why}", mover.block.name);
            out.push(ctx.check_rows(bad, &message));
        }
        // Where keys are kept, they are listed in the order of the block's key.
        let places: Vec<ColumnId> = match (&mover.own.keys, mover.own.keeps_rows()) {
            (KeyStrategy::Same(columns), false) => columns.clone(),
            _ => primary.clone(),
        };
        let identities: Vec<sql::Expr> = match mover.own.keeps_rows() {
            true => {
                let rows = mover.join_rows(&mut from);
                let own = |c: &ColumnId| sql::Expr::column(&rows, new_column(&target.column(*c).name));
                primary.iter().map(own).collect()
            }
            false => {
                let keys = mover.key();
                let each = places.iter().zip(&keys);
                each.map(|(c, k)| ctx.sought(&from.value(k).value, &k.ty, mover.block.target, *c)).collect()
            }
        };
        let picked = identities.into_iter().enumerate().map(|(i, own)| Item::named(own, format!("k{}", i + 1)));
        let on = sql::Expr::and(places.iter().enumerate().map(|(i, c)| {
            let own = sql::Expr::column(&target_alias, target.column(*c).name.as_str());
            own.eq(sql::Expr::column(&x, format!("k{}", i + 1)))
        }));
        let uses = sql.uses.clone();
        let plain = all.clone();
        all.push(sql.value.clone().is_not_null());
        // A null alone has no type that the column takes on every engine.
        let value = match sql.value == sql::Expr::null() {
            true => ctx.dialect.null_of(&target.column(*column).ty),
            false => sql.value,
        };
        let picked = picked.chain([Item::named(value, "v")]).collect();
        let source = from.select(picked, &all, Vec::new());
        let mut set = vec![(name.clone(), sql::Expr::column(&x, "v"))];
        let as_it_is = |c: &Column| (c.name.clone(), sql::Expr::column(&target_alias, c.name.as_str()));
        set.extend(kept(target, &[*column]).map(as_it_is));
        let target_name = ctx.table_name(Side::New, mover.block.target);
        out.push(Statement::Sql(ctx.update_from(&target_name, set, source, &on)));
        for (what, when) in uses {
            let mut conditions = plain.clone();
            conditions.push(when);
            let count =
                from.select(mover.used_items(Some(*column), &what, sql::Expr::CountRows), &conditions, Vec::new());
            out.push(Statement::Sql(mover.insert_use(count)));
        }
    }
    untriggered(ctx, mover.block.target, out)
}
