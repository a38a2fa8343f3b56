//! Rows against the CHECK constraints of their new table.
//!
//! A CHECK is SQL of the new engine, and is asked as it stands ([`rules`]): over a query whose columns are called like the new ones.

use super::expr::or_false;
use super::moves::{Conditions, Move};
use super::names::REJECTS;
use super::reasons;
use super::rules::{self, broken, in_this_engine};
use super::scope::FromClause;
use super::texts;
use crate::dialect::EngineExt as _;
use crate::engine::Engine;
use crate::physical::{columns_in, key_may_hold_null};
use crate::plan::{Expr, Fill, How, Policy, Side};
use crate::schema::{Check, Column, ColumnId, Type};
use crate::sql::{self, Alias, Item, Relation, Select, TableName};

impl<'a> Move<'a> {
    /// Rejects the rows that a CHECK of the new table would refuse. [`unchecked`](Self::unchecked)
    /// leaves them out from then on.
    pub(super) fn reject_against_checks(&mut self) {
        let ctx = self.ctx;
        let table = ctx.program.new.table(self.block.target);
        let key = self.key();
        if key.is_empty() && !self.block.source.is_empty() {
            return;
        }
        for check in ctx.rules(self.block.target) {
            let Some(columns) = self.columns_of(check).filter(|columns| !self.policy_decides(columns)) else {
                continue;
            };
            let Some(condition) = in_this_engine(ctx, self.block.target, check) else { continue };
            let mut from = self.from();
            let conditions: Conditions = self.conditions(&mut from);
            let mut picked = Vec::new();
            for column in &columns {
                let Some(sql) = self.block.fill(*column).and_then(|fill| self.fill(&mut from, fill)) else { continue };
                let column = table.column(*column);
                let value = if sql.value == sql::Expr::null() { ctx.dialect.null_of(&column.ty) } else { sql.value };
                picked.push(Item::named(value, &column.name));
            }
            let key_text = reasons::key_text(ctx, &mut from, &key);
            let row = reasons::row_json(ctx, &mut from, self.block);
            picked.push(Item::named(key_text, "_mig_key"));
            picked.push(Item::named(row, "_mig_row"));
            let moved: Vec<sql::Expr> = conditions.moved().into_iter().chain(self.unchecked(&mut from)).collect();
            let rows = from.select(picked, &moved, Vec::new());
            let v = Alias::named("v");
            let of_row = |name: &str| sql::Expr::column(&v, name);
            let first = columns.first().map(|c| table.column(*c));
            let reason = broken(check, &table.name);
            let value = first.map(|c| texts::text_of_stored(ctx, &of_row(&c.name), &c.ty));
            let what = [
                self.step.into(),
                sql::Expr::text(&self.block.name),
                of_row("_mig_key"),
                first.map_or_else(sql::Expr::null, |c| sql::Expr::text(&c.name)),
                sql::Expr::text(&reason),
                value.unwrap_or_else(sql::Expr::null),
                of_row("_mig_row"),
            ];
            let broken = Select::of(Relation::from(rows).named(&v), what);
            let insert = self.insert_rejects(broken.and_where(sql::Expr::Raw(condition).not()));
            self.push(insert);
            // MySQL does not read a table of the session while it fills it: who only looks finds a row again, and keeps the first reason.
            self.checked = !ctx.is_preview();
        }
    }

    /// Whether rows are asked against a CHECK.
    pub(super) fn asks_checks(&self) -> bool {
        if self.key().is_empty() && !self.block.source.is_empty() {
            return false;
        }
        let checks = self.ctx.rules(self.block.target);
        let asked = |columns: Vec<ColumnId>| !self.policy_decides(&columns);
        checks.iter().any(|check| {
            self.columns_of(check).is_some_and(asked) && in_this_engine(self.ctx, self.block.target, check).is_some()
        })
    }

    /// Whether a line's policy leaves no row that is against a CHECK of its column.
    fn policy_decides(&self, columns: &[ColumnId]) -> bool {
        let policy = match columns {
            [only] => self.block.fill(*only).map(|fill| &fill.how),
            _ => None,
        };
        matches!(policy, Some(How::Value { policy: Policy::Skip | Policy::Fail, .. }))
    }

    /// When a fill's value is against the CHECKs of its column alone, and what is said then. Of a column that waits for rows, it is
    /// asked when they are there.
    pub(super) fn against_checks(&self, fill: &Fill, value: &sql::Expr) -> Vec<(sql::Expr, String)> {
        match self.late.contains(&fill.column) {
            true => Vec::new(),
            false => rules::against_checks(self.ctx, self.block.target, fill.column, value),
        }
    }

    /// When a time would be rounded to the midnight at the end of its day, which is no time of it, and what is said then.
    pub(super) fn against_rounding(&self, fill: &Fill, value: &Expr, sql: &sql::Expr) -> Option<(sql::Expr, String)> {
        let program = self.ctx.program;
        let digits = |column: &Column, engine: Engine| column.digits_of_time(engine.capabilities().digits_of_time);
        let keeps = digits(program.new.column(self.block.target, fill.column), program.new.engine)?;
        let source = value.bare_column().and_then(|(rel, column)| {
            let relation = self.block.source.get(rel.0).filter(|relation| relation.side == Side::Old)?;
            digits(program.old.column(relation.table, column), program.old.engine)
        });
        if source.unwrap_or(6) <= keeps || value.literal().is_some() {
            return None;
        }
        let nines = "9".repeat(usize::from(keeps));
        let [from, to] = [format!("{nines}5"), "999999".to_owned()].map(|f| sql::Expr::text(format!("23:59:59.{f}")));
        let late = or_false(sql.clone().between(from, to));
        Some((late, "rounded, it is the end of the day".to_owned()))
    }

    /// The condition on rows that no CHECK has rejected, where one was asked.
    pub(super) fn unchecked(&self, from: &mut FromClause<'a>) -> Option<sql::Expr> {
        self.checked.then(|| {
            let key = self.key();
            let key_text = reasons::key_text(self.ctx, from, &key);
            let may_be_null = key.len() == 1 && key_may_hold_null(self.ctx.program, self.block);
            self.left_out(&key_text, may_be_null)
        })
    }

    fn left_out(&self, key_text: &sql::Expr, may_be_null: bool) -> sql::Expr {
        let ctx = self.ctx;
        let j = Alias::named("j");
        let of_step = sql::Expr::column(&j, "step").eq(self.step);
        let own = sql::Expr::column(&j, "row_key");
        let rejects = |what| Select::of(Relation::from(TableName::own(REJECTS)).named(&j), [what]);
        let exists = |condition: sql::Expr| sql::Expr::exists(rejects(sql::Expr::int(1)).and_where(condition));
        if self.block.source.is_empty() {
            // A constant row has no key, and is the only one.
            return exists(of_step).not();
        }
        if may_be_null {
            return exists(sql::Expr::and([of_step, ctx.dialect.same_of_rows(&own, key_text, &Type::TEXT)])).not();
        }
        let there = sql::Expr::and([of_step, own.clone().is_not_null()]);
        key_text.clone().is_among(rejects(own).and_where(there)).not()
    }

    /// The columns a CHECK names, in the order of the table, where the block makes all of their values.
    fn columns_of(&self, check: &Check) -> Option<Vec<ColumnId>> {
        let columns = columns_in(self.ctx.program, self.block.target, check);
        let made = columns
            .iter()
            .all(|c| !self.late.contains(c) && self.block.fill(*c).is_some_and(|f| matches!(f.how, How::Value { .. })));
        (made && !columns.is_empty()).then_some(columns)
    }
}
