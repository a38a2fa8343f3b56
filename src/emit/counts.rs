//! Counting: how often policies were used, and the row of the counts table of a block.

use std::collections::HashSet;

use super::helpers;
use super::moves::Move;
use super::names::{REJECTS, SKIP, USES};
use crate::physical::{NoPartnerBy, SkippedBy};
use crate::plan::{Expr, Fill, Filter, How, Policy, Side};
use crate::schema::ColumnId;
use crate::sql::{self, Alias, Item, Relation, Select, TableName};

impl Move<'_> {
    /// How often each policy was used on rows that moved.
    pub(super) fn uses(&mut self) {
        let keeps_rows = self.own.keeps_rows();
        let counted = |fill: &&Fill| match &fill.how {
            How::Value { attempts, policy } => attempts.len() > 1 || *policy == Policy::Null,
            How::Auto | How::Default => false,
        };
        let fills: Vec<&Fill> = self.fills_now().filter(counted).collect();
        if fills.is_empty() {
            return;
        }
        // What can keep a row from moving: a block may have hundreds of lines, and most can not.
        let tested: HashSet<ColumnId> = match keeps_rows {
            true => HashSet::new(),
            false => {
                let conditions = self.conditions(&mut self.from());
                conditions.skip.iter().chain(&conditions.reject).map(|(column, _)| *column).collect()
            }
        };
        for fill in fills {
            let several = self.fill(&mut self.from(), fill).map_or(0, |sql| sql.uses.len());
            for nth in 0..several {
                // Joins and lengthy parts have names in one query only, so each spells its own condition.
                let mut from = self.from();
                let mut all = Vec::new();
                let used = if keeps_rows {
                    let rows = self.join_rows(&mut from);
                    all.push(self.stays(&rows));
                    self.fill(&mut from, fill)
                } else {
                    // Joined first: it leaves few rows for the other joins.
                    let used = self.fill(&mut from, fill);
                    let mut conditions = self.conditions_by(&mut from, |fill, _| tested.contains(&fill.column));
                    self.mark_inner_joins(&mut from, &mut conditions, false);
                    all.extend(conditions.moved().into_iter().chain(self.unchecked(&mut from)));
                    used
                };
                let Some((what, when)) = used.and_then(|sql| sql.uses.into_iter().nth(nth)) else { continue };
                // First, since it leaves few rows for the other conditions.
                all.insert(0, when);
                let items = self.used_items(Some(fill.column), &what, sql::Expr::CountRows);
                let used = from.select(items, &all, Vec::new());
                self.push(self.insert_use(used));
            }
        }
    }

    /// How many rows each rule skips: a row is skipped by the first that does not keep it.
    pub(super) fn skips(&mut self) {
        let groups = self.grouped();
        if groups && !self.block.filters.is_empty() {
            let mut groups = [self.from().take_all_groups(), self.from()];
            let [all, kept] = groups.each_mut().map(|groups| sql::Expr::scalar(groups.count(&[])));
            // Which of several conditions left nothing of a group is not asked.
            let names = self.filter_names();
            let name = match names.as_slice() {
                [one] => one.as_str(),
                _ => "where",
            };
            self.push(self.used(None, name, all.minus(kept)));
        }
        let names = match groups {
            true => self.block.having.iter().map(|_| "having".to_owned()).collect(),
            false => self.filter_names(),
        };
        let mut rules: Vec<(Option<ColumnId>, String)> = names.into_iter().map(|name| (None, name)).collect();
        let skipping = self.skipping(&mut self.from()).skip;
        rules.extend(skipping.into_iter().map(|(column, _)| (Some(column), SKIP.to_string())));
        for (nth, (column, rule)) in rules.into_iter().enumerate() {
            let mut from = self.from();
            let mut conditions = self.wanted(&mut from);
            conditions.truncate(nth + 1);
            // Null keeps no row.
            let skipped = conditions.pop().map(|keeps| keeps.as_number().eq(0));
            conditions.extend(skipped);
            let items = self.used_items(column, &rule, sql::Expr::CountRows);
            let used = from.select(items, &conditions, Vec::new());
            self.push(self.insert_use(used));
        }
    }

    /// The names of the filters: their reasons, or `where`.
    pub(super) fn filter_names(&self) -> Vec<String> {
        let name = |filter: &Filter| filter.because.clone().unwrap_or_else(|| "where".to_string());
        self.block.filters.iter().map(name).collect()
    }

    /// Notes how often a policy of a column, or a rule that skips rows, was used.
    pub(super) fn used(&self, column: Option<ColumnId>, what: &str, count: sql::Expr) -> String {
        self.insert_use(Select { items: self.used_items(column, what, count), ..Select::default() })
    }

    /// What is noted of a policy of a column, or of a rule that skips rows: the columns of the table of uses.
    pub(super) fn used_items(&self, column: Option<ColumnId>, what: &str, count: sql::Expr) -> Vec<Item> {
        let name = |c: ColumnId| sql::Expr::text(&self.ctx.program.new.column(self.block.target, c).name);
        let column = column.map_or_else(sql::Expr::null, name);
        let items = [self.step.into(), sql::Expr::text(&self.block.name), column, sql::Expr::text(what), count];
        items.map(Item::from).to_vec()
    }

    /// The statement that writes such rows into the table of uses.
    pub(super) fn insert_use(&self, rows: Select) -> String {
        let names = ["step", "block", "column_name", "policy", "uses"].map(str::to_owned).to_vec();
        self.ctx.insert(TableName::own(USES), names, rows)
    }

    /// How many rows of the base table an inner join leaves out, where `whole` counts the rows of the head.
    pub(super) fn no_partner(&self, whole: sql::Expr) -> sql::Expr {
        let by = self.own.counts.no_partner;
        let Some(base) = self.block.source.first().filter(|_| by != NoPartnerBy::None) else {
            return sql::Expr::int(0);
        };
        let base = Relation::from(self.ctx.table_name(base.side, base.table)).as_it_is();
        let base = sql::Expr::scalar(Select::count(base));
        if by == NoPartnerBy::Rows {
            return base.minus(whole);
        }
        let own: Vec<Expr> =
            self.key().into_iter().zip(&self.block.key).filter(|(_, k)| k.rel.0 == 0).map(|(e, _)| e).collect();
        let mut from = self.from();
        let distinct = |k: &Expr| match k.ty.is_textual() {
            true => self.ctx.dialect.distinct_by_code_point(&from.value(k).value),
            false => from.value(k).value,
        };
        let key = own.iter().map(distinct).enumerate();
        let key: Vec<Item> = key.map(|(i, k)| Item::named(k, format!("k{}", i + 1))).collect();
        let keys = Select { distinct: true, ..from.select(key, &[], Vec::new()) };
        base.minus(sql::Expr::scalar(Select::count(Relation::from(keys).named(&Alias::named("d")))))
    }

    /// How many rows the new table got, counted in it.
    pub(super) fn moved_count(&self) -> sql::Expr {
        let ctx = self.ctx;
        let now = ctx.statements.count_all(&ctx.table_name(Side::New, self.block.target));
        if self.own.may_hold_rows { now.minus(self.noted("held")) } else { now }
    }

    /// The row of the counts table, counted in the databases.
    pub(super) fn counts(&mut self) {
        let ctx = self.ctx;
        let zero = || sql::Expr::int(0);
        let mut from = self.from();
        let wanted = self.wanted(&mut from);
        let target = &ctx.program.new.table(self.block.target).name;
        let constant = self.block.source.is_empty();
        let everything = |name: Option<&str>| {
            let count = Item { value: sql::Expr::CountRows, name: name.map(str::to_owned) };
            self.from().take_all_groups().select(vec![count], &[], Vec::new())
        };
        let c = Alias::named("c");
        let counted = sql::Expr::column(&c, "rows");
        let rejects = Select::count(Relation::from(TableName::own(REJECTS)).as_it_is());
        let rejected = sql::Expr::scalar(rejects.and_where(sql::Expr::name("step").eq(self.step)));
        let all_are_wanted = wanted.is_empty() && (!self.grouped() || self.block.filters.is_empty());
        let rows_table = || Select::count(Relation::from(ctx.rows_of(self.id)).as_it_is());
        let skipped = match all_are_wanted {
            true => zero(),
            // With the stubs, its conditions would say something else by now.
            false if self.own.counts.skipped == SkippedBy::Rest => {
                counted.clone().minus(rejected.clone()).minus(sql::Expr::scalar(rows_table()))
            }
            false => {
                let whole = if constant { sql::Expr::int(1) } else { counted.clone() };
                whole.minus(sql::Expr::scalar(from.count(&wanted)))
            }
        };
        let no_partner = self.no_partner(counted.clone());
        let merged = match self.own.keeps_rows() {
            true => sql::Expr::scalar(rows_table().and_where(sql::Expr::name("into_n").is_not_null())),
            false => zero(),
        };
        // What is needed twice is counted once.
        let twice = skipped.uses(&c) || no_partner.uses(&c);
        let rows = match (twice, constant) {
            (true, _) => counted,
            (false, true) => sql::Expr::int(1),
            (false, false) => sql::Expr::scalar(everything(None)),
        };
        let counts = [rows, self.moved_count(), skipped, merged, rejected, zero(), no_partner];
        let from = twice.then(|| Relation::from(everything(Some("rows"))).named(&c));
        self.push(helpers::insert_counts(ctx, self.step, &self.block.name, target, counts, from));
    }
}
