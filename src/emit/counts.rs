//! Counting: how often policies were used, and the row of the counts table of a block.

use std::collections::HashSet;

use super::context::{REJECTS, USES};
use super::helpers::NUMBERS;
use super::moves::Move;
use crate::plan::{Expr, Filter, Join};
use crate::schema::ColumnId;

/// What a policy that skips rows is called in the table of uses.
pub(crate) const SKIP: &str = "skip";

impl Move<'_> {
    /// How often each policy was used on rows that moved.
    pub(super) fn uses(&mut self) {
        let ctx = self.ctx;
        let keeps_rows = ctx.keeps_rows(self.id);
        // What can keep a row from moving: a block may have hundreds of lines, and most can not.
        let tested: HashSet<ColumnId> = match keeps_rows {
            true => HashSet::new(),
            false => {
                let conditions = self.conditions(&mut self.from());
                conditions.skip.iter().chain(&conditions.reject).map(|(column, _)| *column).collect()
            }
        };
        for fill in self.fills_now() {
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
                let count = self.select("COUNT(*)", &mut from, &all);
                self.push(self.used(Some(fill.column), &what, &format!("({count})")));
            }
        }
    }

    /// How many rows each rule skips: a row is skipped by the first that does not keep it.
    pub(super) fn skips(&mut self) {
        let groups = self.grouped();
        if groups && !self.block.filters.is_empty() {
            let (all, kept) = (self.from().take_all_groups().sql(), self.from().sql());
            // Which of several conditions left nothing of a group is not asked.
            let names = self.filter_names();
            let name = match names.as_slice() {
                [one] => one.as_str(),
                _ => "where",
            };
            let count = format!("(SELECT COUNT(*) {all}) - (SELECT COUNT(*) {kept})");
            self.push(self.used(None, name, &count));
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
            let count = self.select("COUNT(*)", &mut from, &conditions);
            self.push(self.used(column, &rule, &format!("({count})")));
        }
    }

    /// The names of the filters: their reasons, or `where`.
    pub(super) fn filter_names(&self) -> Vec<String> {
        let name = |filter: &Filter| filter.because.clone().unwrap_or_else(|| "where".to_string());
        self.block.filters.iter().map(name).collect()
    }

    /// Notes how often a policy of a column, or a rule that skips rows, was used.
    pub(super) fn used(&self, column: Option<ColumnId>, what: &str, count: &str) -> String {
        let ctx = self.ctx;
        let names = ["step", "block", "column_name", "policy", "uses"].map(|n| ctx.name(n)).join(", ");
        let column = column.map(|c| ctx.text(&ctx.program.new.column(self.block.target, c).name));
        format!(
            "INSERT INTO {} ({names})\nSELECT {}, {}, {}, {}, {count}",
            ctx.name(USES),
            self.step,
            ctx.text(&self.block.name),
            column.as_deref().unwrap_or("NULL"),
            ctx.text(what)
        )
    }

    /// How many rows of the base table an inner join leaves out, where `whole` counts the rows of the head.
    pub(super) fn no_partner(&self, whole: &str) -> String {
        let inner = self.block.source.iter().any(|r| matches!(r.join, Join::Inner(_)));
        let own: Vec<Expr> =
            self.key().into_iter().zip(&self.block.key).filter(|(_, k)| k.rel.0 == 0).map(|(e, _)| e).collect();
        let Some(base) = self.block.source.first().filter(|_| inner && !own.is_empty() && !self.grouped()) else {
            return "0".to_string();
        };
        let base = format!("(SELECT COUNT(*) FROM {})", self.ctx.table(base.side, base.table));
        // Where its key alone tells rows apart, a row of the base has one partner at most.
        if own.len() == self.block.key.len() {
            return format!("{base} - {whole}");
        }
        let mut from = self.from();
        let distinct = |k: &Expr| match k.ty.is_textual() {
            true => self.ctx.dialect.distinct_by_code_point(&from.value(k).value),
            false => from.value(k).value,
        };
        let key = own.iter().map(distinct).enumerate();
        let key: Vec<String> = key.map(|(i, k)| format!("{} AS k{}", self.ctx.sql(&k), i + 1)).collect();
        format!("{base} - (SELECT COUNT(*) FROM (SELECT DISTINCT {} {}) AS d)", key.join(", "), from.sql())
    }

    /// How many rows the new table got, counted in it.
    pub(super) fn moved_count(&self) -> String {
        let ctx = self.ctx;
        let before = match ctx.may_hold_rows(self.id) {
            true => format!(
                " - (SELECT {} FROM {} WHERE {} = {})",
                ctx.name("held"),
                ctx.name(NUMBERS),
                ctx.name("step"),
                self.step
            ),
            false => String::new(),
        };
        format!("({}){before}", ctx.statements.count_all(&ctx.new_table(self.block.target)))
    }

    /// The row of the counts table, counted in the databases.
    pub(super) fn counts(&mut self) {
        let ctx = self.ctx;
        let mut from = self.from();
        let wanted = self.wanted(&mut from);
        let target = &ctx.program.new.table(self.block.target).name;
        let everything = self.from().take_all_groups().sql_for(&[]);
        let whole = match self.block.source.is_empty() {
            true => "1".to_string(),
            false => format!("(SELECT COUNT(*) {everything})"),
        };
        let counted = format!("c.{}", ctx.name("rows"));
        let rejected =
            format!("(SELECT COUNT(*) FROM {} WHERE {} = {})", ctx.name(REJECTS), ctx.name("step"), self.step);
        let all_are_wanted = wanted.is_empty() && (!self.grouped() || self.block.filters.is_empty());
        let skipped = match (all_are_wanted, self.block.source.is_empty()) {
            (true, _) => "0".to_string(),
            (false, true) => format!("1 - ({})", self.select("COUNT(*)", &mut from, &wanted)),
            (false, false) => {
                let conditions = ctx.where_clause(&wanted);
                format!("{counted} - (SELECT COUNT(*) {}{conditions})", from.sql_for(&[&conditions]))
            }
        };
        // With the stubs, its conditions would say something else by now.
        let skipped = match ctx.choice_lasts(self.id) && skipped != "0" {
            true => format!("{counted} - {rejected} - (SELECT COUNT(*) FROM {})", ctx.rows_table(self.id)),
            false => skipped,
        };
        let no_partner = self.no_partner(&counted);
        let merged = match ctx.keeps_rows(self.id) {
            true => {
                format!("(SELECT COUNT(*) FROM {} WHERE {} IS NOT NULL)", ctx.rows_table(self.id), ctx.name("into_n"))
            }
            false => "0".to_string(),
        };
        let moved = self.moved_count();
        // What is needed twice is counted once.
        let twice = skipped.contains(&counted) || no_partner.contains(&counted);
        let rows = if twice { &counted } else { &whole };
        let mut sql = super::helpers::count_row(
            ctx,
            self.step,
            &self.block.name,
            target,
            [rows, &moved, &skipped, &merged, &rejected, "0", &no_partner],
        );
        if twice {
            sql.push_str(&format!("\nFROM (SELECT COUNT(*) AS {} {everything}) AS c", ctx.name("rows")));
        }
        self.push(sql);
    }
}
