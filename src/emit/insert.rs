//! The insert of a block's rows: whole or in pieces, with the keys that rows get anew.

use std::collections::HashSet;

use super::cut::Piece;
use super::moves::{Conditions, Move, greatest, order_term};
use super::names::{NUMBERS, new_column};
use super::scope::FromClause;
use super::statement::Statement;
use crate::physical::{PieceBy, Pieces};
use crate::plan::{ExprKind, How, Policy, Side, Waiting, waits_as};
use crate::schema::Column;
use crate::sql::{self, Alias, Item, Order, Relation, Select, TableName};

impl<'a> Move<'a> {
    /// All statements, without those that stood before the stubs; and, where the insert is cut, the places where
    /// its pieces begin.
    pub fn in_pieces(mut self) -> (Vec<Statement>, Vec<usize>) {
        match self.own.chosen_before_stubs() {
            true => self.checked = self.asks_checks(),
            false => self.choose(),
        }
        self.note_what_is_held();
        if self.own.keeps_rows() {
            self.number_fresh_keys();
            self.pass_on_keys();
        }
        let mut begins = Vec::new();
        match self.own.pieces {
            Pieces::Whole { .. } => self.insert(None),
            Pieces::Cut { pieces, rows, by } => {
                if let PieceBy::Key(rel, column) = by {
                    self.find_ranges(pieces, rel, column);
                }
                for number in 1..=pieces {
                    begins.push(self.out.len());
                    self.insert(Some(Piece { number, of: pieces, rows, by }));
                }
            }
        }
        self.uses();
        self.counts();
        (self.out, begins)
    }

    /// What the new table holds before the block's rows come: how many rows, and where fresh keys
    /// begin. Kept, so that the insert does not read the table it writes.
    pub(super) fn note_what_is_held(&mut self) {
        let ctx = self.ctx;
        if !self.own.may_hold_rows {
            return;
        }
        let base = match self.block.fills.iter().find(|f| f.how == How::Auto) {
            Some(fill) => greatest(ctx.column_name(Side::New, self.block.target, fill.column)),
            None => sql::Expr::int(0),
        };
        let rows = Relation::from(ctx.table_name(Side::New, self.block.target)).as_it_is();
        let what = Select::of(rows, [self.step.into(), base, sql::Expr::CountRows]);
        let names = ["step", "base", "held"].map(str::to_owned).to_vec();
        self.push(ctx.insert(TableName::own(NUMBERS), names, what));
    }

    /// The insert itself, or a piece of it.
    fn insert(&mut self, piece: Option<Piece>) {
        let ctx = self.ctx;
        let keeps_rows = self.own.keeps_rows();
        let mut from = self.from();
        let on_rows = keeps_rows.then(|| self.join_rows(&mut from));
        let decided = self.decided_columns();
        let mut names = Vec::new();
        let mut values = Vec::new();
        let mut conditions = Conditions::default();
        if !keeps_rows {
            conditions = self.conditions(&mut from);
            self.mark_inner_joins(&mut from, &mut conditions, true);
        }
        for fill in &self.block.fills {
            let column = ctx.program.new.column(self.block.target, fill.column);
            let value = match &fill.how {
                // Null until the trigger fills it, also where it is not named: but MariaDB does not take it for that in an
                // insert of a query.
                How::Default if !column.nullable && column.by_trigger && !is_given(column) => sql::Expr::null(),
                How::Default => continue,
                _ if self.late.contains(&fill.column) => match waits_as(ctx.program, self.block, fill.column) {
                    Some(Waiting::None(none)) => from.value(none).value,
                    _ => sql::Expr::null(),
                },
                _ if decided.contains(&fill.column) => {
                    let Some(rows) = &on_rows else { continue };
                    sql::Expr::column(rows, new_column(&column.name))
                }
                How::Auto => self.fresh_key(&mut from),
                How::Value { .. } => match self.fill(&mut from, fill) {
                    Some(filled) => filled.value,
                    None => continue,
                },
            };
            names.push(column.name.clone());
            values.push(value);
        }
        let mut conditions: Vec<sql::Expr> = match &on_rows {
            Some(alias) => vec![self.stays(alias)],
            None => conditions.moved().into_iter().chain(self.unchecked(&mut from)).collect(),
        };
        conditions.extend(piece.and_then(|piece| self.piece(&mut from, on_rows.as_ref(), piece)));
        let order = self.insert_order(&mut from, on_rows.as_ref());
        let overriding = match self.fills_identity() {
            true => ctx.statements.overriding_identity(),
            false => "",
        };
        let target = ctx.table_name(Side::New, self.block.target);
        if names.is_empty() {
            let rows = from.select(vec![sql::Expr::int(1).into()], &conditions, order.clone());
            let statement = ctx.statements.insert_defaults(&ctx.new_table(self.block.target), &ctx.query(rows));
            if let Some(statement) = statement {
                return self.push(statement);
            }
            let (name, value) = self.one_default();
            names.push(name);
            values.push(value);
        }
        let rows = from.select(values.into_iter().map(Item::from).collect(), &conditions, order);
        let rows = rows.without_needless_cases();
        self.push(ctx.insert_overriding(target, names, overriding, rows));
    }

    /// A number that no row of the new table has.
    fn fresh_key(&self, from: &mut FromClause<'a>) -> sql::Expr {
        let number = self.number(from);
        if !self.own.may_hold_rows {
            return number;
        }
        self.noted("base").plus(number)
    }

    /// What was [noted](Self::note_what_is_held) of the new table before the step.
    pub(super) fn noted(&self, column: &str) -> sql::Expr {
        let numbers = Relation::from(TableName::own(NUMBERS)).as_it_is();
        let of_step = sql::Expr::name("step").eq(self.step);
        sql::Expr::scalar(Select::of(numbers, [sql::Expr::name(column)]).and_where(of_step))
    }

    /// A new column, and the value that it gets where it is left to the new side.
    fn one_default(&self) -> (String, sql::Expr) {
        let columns = || self.ctx.program.new.table(self.block.target).iter().filter(|(_, c)| c.generated.is_none());
        let numbered = columns().find(|(_, c)| c.auto_increment);
        let found = numbered.or_else(|| columns().find(|(_, c)| c.default.is_none())).or_else(|| columns().next());
        let Some((_, column)) = found else { return (String::new(), sql::Expr::null()) };
        let default = column.default.as_ref().filter(|_| !column.auto_increment);
        let value = default.map_or_else(sql::Expr::null, |default| sql::Expr::Raw(default.sql.clone()));
        (column.name.clone(), value)
    }

    fn fills_identity(&self) -> bool {
        self.block
            .fills
            .iter()
            .any(|f| f.how != How::Default && self.ctx.program.new.column(self.block.target, f.column).auto_increment)
    }

    /// `ORDER BY`, where the program asks for an order and numbers do not carry it already.
    pub(super) fn insert_order(&self, from: &mut FromClause<'a>, rows: Option<&Alias>) -> Vec<Order> {
        if self.block.order_by.is_empty() || (rows.is_none() && self.has_auto()) {
            return Vec::new();
        }
        if let Some(rows) = rows {
            return vec![Order::ascending(sql::Expr::column(rows, "n"))];
        }
        self.block.order_by.iter().map(|term| order_term(self.ctx, from, term)).collect()
    }

    /// A followed key whose miss rejects the row is an inner join in the insert; one that is never
    /// missed is joined for its value only (`values`).
    pub(super) fn mark_inner_joins(&self, from: &mut FromClause<'a>, conditions: &mut Conditions, values: bool) {
        let mut joined = HashSet::new();
        for fill in self.fills_now() {
            let How::Value { attempts, policy } = &fill.how else { continue };
            let [attempt] = attempts.as_slice() else { continue };
            let (inner, not_null) = match &attempt.kind {
                ExprKind::Fit { value, cut: false, not_null, .. } if value.ty == attempt.ty => {
                    (value.as_ref(), *not_null)
                }
                _ => (attempt, false),
            };
            let key = match &inner.kind {
                ExprKind::Follow(follow) if follow.unless.is_none() => match follow.key.as_slice() {
                    [key] => key,
                    _ => continue,
                },
                ExprKind::Present { key, .. } => key,
                _ => continue,
            };
            let leaves_out = matches!(policy, Policy::Reject | Policy::Skip);
            if !leaves_out && !values {
                continue;
            }
            let joins = from.joined();
            let key_frag = from.value(key);
            let frag = from.value(inner);
            if frag.fails.is_none() && !values {
                from.forget_joins(joins);
                continue;
            }
            // Only the miss itself may be the reason: a key that may fail in other ways, or that
            // may be null and then moves, needs its condition.
            if key_frag.fails.is_some() || (key_frag.nullable && !not_null) {
                continue;
            }
            if frag.fails.is_none() && key_frag.nullable {
                continue;
            }
            if frag.fails.is_some() && !leaves_out {
                continue;
            }
            if from.mark_inner(&frag.value) {
                joined.insert(fill.column);
            }
        }
        conditions.reject.retain(|(column, _)| !joined.contains(column));
        conditions.skip.retain(|(column, _)| !joined.contains(column));
    }

    fn has_auto(&self) -> bool {
        self.block.fills.iter().any(|f| f.how == How::Auto)
    }
}

/// Whether the new side has a value for a column of itself.
fn is_given(column: &Column) -> bool {
    column.default.is_some() || column.auto_increment
}
