//! The statements that move a block's rows.
//!
//! A block whose rows cannot fail is one `INSERT … SELECT`. Rows that can fail are written to the
//! reject table first, by the same conditions that keep them out of the insert. Where rows may
//! be merged, or others follow keys that changed, a rows table (`_mig_rows_…`) decides which rows
//! stay and under which keys, before the insert.

use std::sync::Arc;

use super::context::{Context, not_a_position};
use super::expr::Fallible;
use super::names::REJECTS;
use super::reasons;
use super::rules::fail_against_checks;
use super::scope::{FromClause, Subject};
use super::statement::Statement;
use crate::physical::{BlockPlan, key_of};
use crate::plan::{ActionWhat, Block, BlockId, Expr, ExprKind, Fill, How, OrderTerm, Plan, Policy};
use crate::schema::{ColumnId, TableId};
use crate::sql::{self, Alias, Item, Order, Select, TableName};

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

    /// Rows that move, as conditions that all hold.
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
            frag.fail_where(against.map(|(against, _)| against));
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

    /// When all attempts of a fill fail that others follow; none where one cannot.
    pub(super) fn all_fail(&self, from: &mut FromClause<'a>, fill: &Fill, attempts: &[Expr]) -> Option<Vec<sql::Expr>> {
        let tried = |attempt: &Expr| {
            let mut frag = from.flow_among(attempt);
            let rounded = self.against_rounding(fill, attempt, &frag.value);
            frag.fail_where(rounded.map(|(against, _)| against));
            fail_against_checks(self.ctx, self.block.target, fill.column, std::slice::from_mut(&mut frag));
            frag.fails
        };
        attempts.iter().map(tried).collect()
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
}

/// The greatest value of a column, 0 where there is none.
pub(super) fn greatest(column: impl Into<Arc<str>>) -> sql::Expr {
    sql::Expr::call("COALESCE", [sql::Expr::call("MAX", [sql::Expr::name(column)]), sql::Expr::int(0)])
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
