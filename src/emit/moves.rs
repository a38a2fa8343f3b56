//! The statements that move a block's rows.
//!
//! A block whose rows cannot fail is one `INSERT … SELECT`. Rows that can fail are written to the
//! reject table first, by the same conditions that keep them out of the insert. Where rows may
//! be merged, or others follow keys that changed, a rows table (`_mig_rows_…`) decides which rows
//! stay and under which keys, before the insert.

use std::collections::HashSet;
use std::sync::Arc;

use super::context::{Context, not_a_position};
use super::cut::Piece;
use super::expr::{Fallible, either};
use super::names::{NUMBERS, REJECTS, new_column};
use super::reasons;
use super::scope::{FromClause, Subject};
use super::statement::Statement;
use crate::physical::{BlockPlan, PieceBy, Pieces, key_of};
use crate::plan::{
    ActionWhat, Block, BlockId, Expr, ExprKind, Fill, How, OrderTerm, Plan, Policy, Side, Waiting, waits_as,
};
use crate::schema::{Column, ColumnId, TableId};
use crate::sql::{self, Alias, Item, Order, Relation, Select, TableName};

/// A filled column in SQL.
pub(crate) struct FillSql {
    pub value: sql::Expr,
    /// When no attempt succeeds; none: one always does.
    pub fails: Option<sql::Expr>,
    pub policy: Policy,
    /// For each attempt after the first: its place, and when it is used.
    pub uses: Vec<(String, sql::Expr)>,
}

/// What is being written for one block.
pub(crate) struct Move<'a> {
    pub ctx: &'a Context<'a>,
    pub id: BlockId,
    pub block: &'a Block,
    /// How its rows move.
    pub own: &'a BlockPlan,
    pub step: usize,
    /// Columns that stay null for now.
    pub late: Vec<ColumnId>,
    /// Whether rows were asked against the CHECKs of the new table.
    pub checked: bool,
    /// Whether followed rows are taken to be there, so that nothing asks for them.
    pub assumes_found: bool,
    pub out: Vec<Statement>,
}

/// The conditions on a block's source rows.
#[derive(Default)]
pub(crate) struct Conditions {
    /// Rows that `where` and `skip where` keep.
    pub keep: Vec<sql::Expr>,
    /// A `where` that cannot be decided: the row is rejected.
    pub undecided: Vec<sql::Expr>,
    /// Rows that policies skip: the column and the condition.
    pub skip: Vec<(ColumnId, sql::Expr)>,
    /// Rows that are rejected: the column and the condition.
    pub reject: Vec<(ColumnId, sql::Expr)>,
    /// Rows that stop the run.
    pub stop: Vec<(ColumnId, sql::Expr)>,
    /// Rows whose own key cannot be read where they are told apart by it: what is written of them, and the condition.
    pub keyless: Vec<(sql::Expr, [sql::Expr; 3])>,
}

impl Conditions {
    /// Rows that are kept and not skipped, as conditions that all hold.
    pub(super) fn wanted(&self) -> Vec<sql::Expr> {
        let skipped = self.skip.iter().map(|(_, c)| c.clone().not());
        self.keep.iter().cloned().chain(skipped).collect()
    }

    /// Rows that move.
    pub fn moved(&self) -> Vec<sql::Expr> {
        let rejected = self.undecided.iter().chain(self.reject.iter().map(|(_, c)| c));
        let rejected = rejected.chain(self.keyless.iter().map(|(c, _)| c));
        self.wanted().into_iter().chain(rejected.map(|c| c.clone().not())).collect()
    }
}

impl<'a> Move<'a> {
    pub fn new(ctx: &'a Context<'a>, id: BlockId, step: usize, late: &[ColumnId]) -> Self {
        Self {
            ctx,
            id,
            block: ctx.block(id),
            own: ctx.block_plan(id),
            step,
            late: late.to_vec(),
            checked: false,
            assumes_found: false,
            out: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, sql: String) {
        self.out.push(Statement::Sql(sql));
    }

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

    /// Decides which rows move.
    pub(super) fn choose(&mut self) {
        self.check_lookups();
        self.check_key();
        self.check_groups();
        self.check_stops();
        self.skips();
        self.rejects();
        self.reject_against_checks();
        if self.own.keeps_rows() {
            self.decide();
        }
    }

    /// The condition on rows of which is decided that they move.
    pub(super) fn chosen_rows(&self, from: &mut FromClause<'a>) -> Vec<sql::Expr> {
        if self.own.keeps_rows() {
            return vec![self.stays(&self.join_rows(from))];
        }
        self.conditions(from).moved().into_iter().chain(self.unchecked(from)).collect()
    }

    /// The condition under which a row of the rows table, given by its alias, is not merged into another.
    pub(super) fn stays(&self, rows: &Alias) -> sql::Expr {
        sql::Expr::column(rows, "into_n").is_null()
    }

    pub fn from(&self) -> FromClause<'a> {
        let mut from = FromClause::new(self.ctx, Subject::Block(self.id));
        from.assume_found(self.assumes_found);
        from
    }

    fn has_auto(&self) -> bool {
        self.block.fills.iter().any(|f| f.how == How::Auto)
    }

    /// The expressions that identify a source row.
    pub fn key(&self) -> Vec<Expr> {
        key_of(self.ctx.program, self.block)
    }

    pub(super) fn grouped(&self) -> bool {
        !self.block.group_by.is_empty()
    }

    /// A fill's value, by its attempts.
    pub fn fill(&self, from: &mut FromClause<'a>, fill: &Fill) -> Option<FillSql> {
        let How::Value { attempts, policy } = &fill.how else { return None };
        let mut frags: Vec<Fallible> = match attempts.as_slice() {
            [one] => vec![from.flow(one)],
            many => many.iter().map(|a| from.flow_among(a)).collect(),
        };
        // The last one is rejected by the check itself, where the policy is that.
        let last = frags.len() - usize::from(*policy == Policy::Reject);
        for (place, (frag, attempt)) in frags.iter_mut().zip(attempts).enumerate() {
            let checks = if place < last { self.against_checks(fill, &frag.value) } else { Vec::new() };
            let against = self.against_rounding(fill, attempt, &frag.value).into_iter().chain(checks);
            let Some(any) = against.map(|(against, _)| Some(against)).fold(None, either) else { continue };
            frag.value = frag.sql().when(any.clone().not());
            frag.fails = either(frag.fails.take(), Some(any));
        }
        let mut uses = Vec::new();
        let mut failed: Vec<sql::Expr> = Vec::new();
        for (i, (frag, attempt)) in frags.iter().zip(attempts).enumerate() {
            if i > 0 {
                let what = match &attempt.kind {
                    ExprKind::Fit { cut: true, .. } => "cut".to_string(),
                    _ if attempts.len() == 2 => "or".to_string(),
                    _ => format!("or {i}"),
                };
                let succeeds = frag.fails.clone().map(sql::Expr::not);
                uses.push((what, sql::Expr::and(failed.iter().cloned().chain(succeeds))));
            }
            match &frag.fails {
                Some(fails) => failed.push(fails.clone()),
                None => break,
            }
        }
        let (value, fails) = first_success(&frags);
        let value = match (&fails, policy) {
            // Rows for which it fails are not in the query, so a column need not be guarded.
            (Some(fails), Policy::Reject | Policy::Skip | Policy::Fail) => unguarded(value, fails),
            _ => value,
        };
        if let (Policy::Null, Some(fails)) = (policy, &fails) {
            uses.push(("null".to_string(), fails.clone()));
        }
        Some(FillSql { value, fails, policy: *policy, uses })
    }

    /// The fills of this step.
    pub(super) fn fills_now(&self) -> impl Iterator<Item = &'a Fill> + use<'a> {
        let late = self.late.clone();
        self.block.fills.iter().filter(move |f| !late.contains(&f.column))
    }

    /// Conditions on the source rows, in the scope of `from`.
    pub fn conditions(&self, from: &mut FromClause<'a>) -> Conditions {
        // `or null` keeps every row.
        let conditions = self.conditions_by(from, |_, policy| policy != Policy::Null);
        Conditions { keyless: self.keyless(from), ..conditions }
    }

    /// The conditions on rows that are neither skipped by a `where` nor by a policy.
    pub(super) fn wanted(&self, from: &mut FromClause<'a>) -> Vec<sql::Expr> {
        self.skipping(from).wanted()
    }

    pub(super) fn skipping(&self, from: &mut FromClause<'a>) -> Conditions {
        self.conditions_by(from, |_, policy| policy == Policy::Skip)
    }

    /// The conditions of the filters, and of the fills with some policies.
    pub(super) fn conditions_by(&self, from: &mut FromClause<'a>, asked: impl Fn(&Fill, Policy) -> bool) -> Conditions {
        self.conditions_of(from, |_| true, asked)
    }

    /// The conditions of some of the filters, and of the fills with some policies.
    pub(super) fn conditions_of(
        &self,
        from: &mut FromClause<'a>,
        filtering: impl Fn(&Expr) -> bool,
        asked: impl Fn(&Fill, Policy) -> bool,
    ) -> Conditions {
        let mut conditions = Conditions::default();
        // Rows are filtered before they are grouped, and groups by `having`.
        let filters: Vec<&Expr> = match self.grouped() {
            true => self.block.having.iter().collect(),
            false => self.block.filters.iter().map(|filter| &filter.keep).collect(),
        };
        for filter in filters.into_iter().filter(|filter| filtering(filter)) {
            let frag = from.filter(filter);
            match frag.fails {
                Some(fails) => {
                    conditions.keep.push(sql::Expr::or([frag.value, fails.clone()]));
                    conditions.undecided.push(fails);
                }
                None => conditions.keep.push(frag.value),
            }
        }
        for fill in &self.block.fills {
            if !matches!(fill.how, How::Value { policy, .. } if asked(fill, policy)) {
                continue;
            }
            let joins = from.joined();
            // Of a value that waits for rows is known now whether it can be made when they are there.
            let waits = self.late.contains(&fill.column);
            if !waits && self.ctx.never_fails(self.id, fill.column) {
                continue;
            }
            let assumed = from.assume_found(from.assumes_found() || waits);
            let sql = self.fill(from, fill);
            from.assume_found(assumed);
            let Some(mut sql) = sql else { continue };
            if sql.fails.is_none() && !waits && !from.assumes_found() {
                self.ctx.note_never_fails(self.id, fill.column);
            }
            if waits {
                sql.fails = sql.fails.filter(|fails| !from.joined_after(joins, fails));
                from.forget_joins(joins);
            }
            match (sql.policy, sql.fails) {
                (Policy::Reject, Some(fails)) => conditions.reject.push((fill.column, fails)),
                (Policy::Skip, Some(fails)) => conditions.skip.push((fill.column, fails)),
                (Policy::Fail, Some(fails)) => conditions.stop.push((fill.column, fails)),
                // Its value is of no account here, so its joins are not needed.
                (Policy::Null, _) | (_, None) => from.forget_joins(joins),
            }
        }
        conditions
    }

    /// Rows that cannot be moved go to the reject table.
    fn rejects(&mut self) {
        let sql = self.reject_sql();
        self.out.extend(sql.map(Statement::Sql));
    }

    /// The statement that writes them there; none where no row can fail.
    pub(super) fn reject_sql(&self) -> Option<String> {
        let mut from = self.from();
        let mut conditions = self.conditions(&mut from);
        if self.ctx.is_preview() {
            // Who only looks wants to see these as well.
            conditions.reject.append(&mut conditions.stop);
        }
        if conditions.reject.is_empty() && conditions.undecided.is_empty() && conditions.keyless.is_empty() {
            return None;
        }
        // When, and what is written then: column, reason, value.
        let mut cases: Vec<(sql::Expr, [sql::Expr; 3])> = conditions
            .undecided
            .iter()
            .map(|c| {
                let why = sql::Expr::text("a condition of the block cannot be decided");
                (c.clone(), [sql::Expr::text("where"), why, sql::Expr::null()])
            })
            .collect();
        for (column, fails) in &conditions.reject {
            let Some(fill) = self.block.fill(*column) else { continue };
            let How::Value { attempts, .. } = &fill.how else { continue };
            let Some(first) = attempts.first() else { continue };
            let name = sql::Expr::text(&self.ctx.program.new.column(self.block.target, *column).name);
            let mut reason = reasons::reason(self.ctx, &mut from, first);
            let value = from.flow_among(first).value;
            let against = self.against_checks(fill, &value);
            for (against, why) in against.into_iter().chain(self.against_rounding(fill, first, &value)) {
                reason = sql::Expr::case([(against, sql::Expr::text(why))], Some(reason));
            }
            let value = reasons::value(self.ctx, &mut from, first);
            cases.push((fails.clone(), [name, reason, value]));
        }
        cases.append(&mut conditions.keyless);
        let mut all = conditions.wanted();
        all.push(sql::Expr::or(cases.iter().map(|(fails, _)| fails.clone())));
        let columns = pick_case(&cases);
        Some(self.reject_rows(&mut from, &columns, &all))
    }

    /// `INSERT INTO _mig_rejects …` for the rows that meet the conditions.
    pub(super) fn reject_rows(
        &self,
        from: &mut FromClause<'a>,
        [column, reason, value]: &[sql::Expr; 3],
        conditions: &[sql::Expr],
    ) -> String {
        let key = reasons::key_text(self.ctx, from, &self.key());
        let row = reasons::row_json(self.ctx, from, self.block);
        let [column, reason, value] = [column, reason, value].map(Clone::clone);
        let what = [self.step.into(), sql::Expr::text(&self.block.name), key, column, reason, value, row];
        let select = from.select(what.into_iter().map(Item::from).collect(), conditions, Vec::new());
        self.insert_rejects(select)
    }

    /// Writes rows of a query into the reject table.
    pub(super) fn insert_rejects(&self, rows: Select) -> String {
        let names = ["step", "block", "row_key", "column_name", "reason", "value", "row_json"].map(str::to_owned);
        let insert = self.ctx.insert(TableName::own(REJECTS), names.to_vec(), rows);
        let rejects = self.ctx.name(REJECTS);
        // Who only looks finds a row again for every reason.
        let first = match self.ctx.is_preview() {
            true => self.ctx.statements.first_of_each(&rejects, &self.ctx.name("step"), &self.ctx.name("row_key")),
            false => None,
        };
        let end = first.map_or_else(String::new, |(_, end)| format!("\n{end}"));
        insert + &end
    }

    /// `ORDER BY` its key, for rows that are shown.
    pub(super) fn by_key(&self, from: &mut FromClause<'a>) -> Vec<Order> {
        let term = |expr| order_term(self.ctx, from, &OrderTerm { expr, descending: false });
        self.key().into_iter().map(term).collect()
    }

    /// The place of a row: in the block's order, else by its key.
    pub(super) fn number(&self, from: &mut FromClause<'a>) -> sql::Expr {
        let mut order: Vec<Order> = self.block.order_by.iter().map(|t| order_term(self.ctx, from, t)).collect();
        for key in self.key() {
            let term = order_term(self.ctx, from, &OrderTerm { expr: key, descending: false });
            if !order.contains(&term) {
                order.push(term);
            }
        }
        if order.is_empty() { sql::Expr::int(1) } else { sql::Expr::row_number(order) }
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
}

/// The greatest value of a column, 0 where there is none.
pub(super) fn greatest(column: impl Into<Arc<str>>) -> sql::Expr {
    sql::Expr::call("COALESCE", [sql::Expr::call("MAX", [sql::Expr::name(column)]), sql::Expr::int(0)])
}

/// Whether the new side has a value for a column of itself.
fn is_given(column: &Column) -> bool {
    column.default.is_some() || column.auto_increment
}

/// `v` of `CASE WHEN NOT fails THEN v END`.
fn guarded<'e>(value: &'e sql::Expr, fails: &sql::Expr) -> Option<&'e sql::Expr> {
    match value {
        sql::Expr::Case { operand: None, arms, otherwise: None } => match arms.as_slice() {
            [arm] if arm.when == fails.clone().not() => Some(&arm.then),
            _ => None,
        },
        _ => None,
    }
}

/// `v` of `CASE WHEN NOT fails THEN v END` where `v` is a plain column.
fn unguarded(value: sql::Expr, fails: &sql::Expr) -> sql::Expr {
    guarded(&value, fails).filter(|column| column.is_column()).cloned().unwrap_or(value)
}

/// The value of the first attempt that succeeds, and when none does.
pub(crate) fn first_success(attempts: &[Fallible]) -> (sql::Expr, Option<sql::Expr>) {
    let tried = attempts.iter().position(|a| a.fails.is_none()).map_or(attempts.len(), |i| i + 1);
    let attempts = &attempts[..tried];
    if let [one] = attempts {
        return (one.sql(), one.fails.clone());
    }
    let (mut arms, mut failed, mut otherwise) = (Vec::new(), Vec::new(), None);
    for attempt in attempts {
        match &attempt.fails {
            Some(fails) => {
                failed.push(fails.clone());
                // Under the same condition its own guard says nothing.
                let value = guarded(&attempt.value, fails).unwrap_or(&attempt.value);
                arms.push((fails.clone().not(), value.clone()));
            }
            None => otherwise = Some(attempt.sql()),
        }
    }
    let fails = otherwise.is_none().then(|| sql::Expr::and(failed));
    (sql::Expr::case(arms, otherwise), fails)
}

/// The case that takes each part of what is written under the first condition that holds; of one condition, just that.
pub(super) fn pick_case<const N: usize>(cases: &[(sql::Expr, [sql::Expr; N])]) -> [sql::Expr; N] {
    std::array::from_fn(|part| match cases {
        [(_, one)] => one[part].clone(),
        many => sql::Expr::case(many.iter().map(|(when, then)| (when.clone(), then[part].clone())), None),
    })
}

/// Whether a program may write into a new table.
pub(super) fn is_written(plan: &Plan, table: TableId) -> bool {
    let program = &plan.program;
    program.blocks.iter().any(|block| block.target == table)
        || program.stubs.iter().any(|stub| stub.target == table)
        || program.updates.iter().any(|update| update.table == table)
        || program.empties.iter().any(|empty| empty.table == table)
        || program.actions.iter().any(|action| matches!(action.what, ActionWhat::Sql(_) | ActionWhat::Run(_)))
}

/// A term of an ORDER BY.
pub(crate) fn order_term(ctx: &Context<'_>, from: &mut FromClause<'_>, term: &OrderTerm) -> Order {
    let frag = from.value(&term.expr);
    let nullable = frag.may_be_null();
    ctx.order(&not_a_position(&term.expr, frag.value), term.descending, term.expr.ty.is_textual(), nullable)
}
