//! The statements that move a block's rows.
//!
//! A block whose rows cannot fail is one `INSERT … SELECT`. Rows that can fail are written to the
//! reject table first, by the same conditions that keep them out of the insert. Where rows may
//! be merged, or others follow keys that changed, a rows table (`_mig_rows_…`) decides which rows
//! stay and under which keys, before the insert.

use super::Statement;
use super::context::{COUNTS, Context, REJECTS, USES};
use super::expr::Frag;
use super::reasons;
use super::scope::{From, Subject, new_column, old_column};
use crate::plan::{
    Block, BlockId, Expr, ExprKind, Fill, Follow, How, Join, OrderTerm, Policy, RelId, Side, Unique, UniqueThen,
};
use crate::schema::{ColumnId, Type};

/// A filled column in SQL.
pub(crate) struct FillSql {
    pub value: String,
    /// When no attempt succeeds; none: one always does.
    pub fails: Option<String>,
    pub policy: Policy,
    /// For each attempt after the first: its place, and when it is used.
    pub uses: Vec<(String, String)>,
}

/// What is being written for one block.
pub(crate) struct Move<'a> {
    pub ctx: &'a Context<'a>,
    pub id: BlockId,
    pub block: &'a Block,
    pub step: usize,
    /// Columns that stay null for now.
    pub late: Vec<ColumnId>,
    pub out: Vec<Statement>,
}

/// The conditions on a block's source rows.
pub(crate) struct Conditions {
    /// Rows that `where` and `skip where` keep.
    pub keep: Vec<String>,
    /// A `where` that cannot be decided: the row is rejected.
    pub undecided: Vec<String>,
    /// Rows that policies skip.
    pub skip: Vec<String>,
    /// Rows that are rejected: the column and the condition.
    pub reject: Vec<(ColumnId, String)>,
    /// Rows that stop the run.
    pub stop: Vec<(ColumnId, String)>,
}

impl Conditions {
    /// Rows that are kept and not skipped, as conditions joined by AND.
    fn wanted(&self) -> Vec<String> {
        let mut all: Vec<String> = self.keep.iter().map(|c| bracket(c)).collect();
        all.extend(self.skip.iter().map(|c| negate(c)));
        all
    }

    /// Rows that move.
    pub fn moved(&self) -> Vec<String> {
        let mut all = self.wanted();
        all.extend(self.reject.iter().map(|(_, c)| negate(c)));
        all
    }
}

pub(crate) fn bracket(condition: &str) -> String {
    let upper = condition.to_ascii_uppercase();
    if upper.contains(" OR ") { format!("({condition})") } else { condition.to_string() }
}

pub(crate) fn negate(condition: &str) -> String {
    format!("NOT ({condition})")
}

pub(crate) fn all_of(conditions: &[String]) -> String {
    conditions.join("\n  AND ")
}

pub(crate) fn where_clause(conditions: &[String]) -> String {
    if conditions.is_empty() { String::new() } else { format!("\nWHERE {}", all_of(conditions)) }
}

fn any_of(conditions: &[String]) -> String {
    match conditions {
        [one] => one.clone(),
        many => many.iter().map(|c| format!("({c})")).collect::<Vec<_>>().join(" OR "),
    }
}

impl<'a> Move<'a> {
    pub fn new(ctx: &'a Context<'a>, id: BlockId, step: usize, late: &[ColumnId]) -> Self {
        Self { ctx, id, block: ctx.block(id), step, late: late.to_vec(), out: Vec::new() }
    }

    fn push(&mut self, sql: String) {
        self.out.push(Statement::Sql(sql));
    }

    /// All statements.
    pub fn statements(mut self) -> Vec<Statement> {
        self.check_lookups();
        self.check_key();
        self.check_groups();
        self.check_stops();
        self.rejects();
        if self.ctx.keeps_rows(self.id) {
            self.decide();
        } else if self.has_auto() {
            self.base_of_numbers();
        }
        self.insert();
        self.uses();
        self.counts();
        self.out
    }

    pub fn from(&self) -> From<'a> {
        From::new(self.ctx, Subject::Block(self.id))
    }

    fn has_auto(&self) -> bool {
        self.block.fills.iter().any(|f| f.how == How::Auto)
    }

    /// The expressions that identify a source row.
    pub fn key(&self) -> Vec<Expr> {
        key_of(self.ctx, self.block)
    }

    fn grouped(&self) -> bool {
        !self.block.group_by.is_empty()
    }

    /// A fill's value, by its attempts.
    pub fn fill(&self, from: &mut From<'a>, fill: &Fill) -> Option<FillSql> {
        let How::Value { attempts, policy } = &fill.how else { return None };
        let frags: Vec<Frag> = attempts.iter().map(|a| from.value(a)).collect();
        let mut uses = Vec::new();
        let mut failed: Vec<&str> = Vec::new();
        for (i, (frag, attempt)) in frags.iter().zip(attempts).enumerate() {
            if i > 0 {
                let what = match &attempt.kind {
                    ExprKind::Fit { cut: true, .. } => "cut".to_string(),
                    _ if attempts.len() == 2 => "or".to_string(),
                    _ => format!("or {i}"),
                };
                let mut when: Vec<String> = failed.iter().map(|c| bracket(c)).collect();
                when.extend(frag.fails.as_ref().map(|f| negate(f)));
                uses.push((what, when.join(" AND ")));
            }
            match &frag.fails {
                Some(fails) => failed.push(fails),
                None => break,
            }
        }
        let (value, fails) = first_success(&frags);
        if let (Policy::Null, Some(fails)) = (policy, &fails) {
            uses.push(("null".to_string(), fails.clone()));
        }
        Some(FillSql { value, fails, policy: *policy, uses })
    }

    /// The fills of this step.
    fn fills_now(&self) -> impl Iterator<Item = &'a Fill> + use<'a> {
        let late = self.late.clone();
        self.block.fills.iter().filter(move |f| !late.contains(&f.column))
    }

    /// Conditions on the source rows, in the scope of `from`.
    pub fn conditions(&self, from: &mut From<'a>) -> Conditions {
        let mut conditions = Conditions {
            keep: Vec::new(),
            undecided: Vec::new(),
            skip: Vec::new(),
            reject: Vec::new(),
            stop: Vec::new(),
        };
        for filter in &self.block.filters {
            let frag = from.filter(&filter.keep);
            match frag.fails {
                Some(fails) => {
                    conditions.keep.push(format!("({} OR {fails})", bracket(&frag.sql)));
                    conditions.undecided.push(fails);
                }
                None => conditions.keep.push(frag.sql),
            }
        }
        for fill in self.fills_now() {
            if let Some(sql) = self.fill(from, fill)
                && let Some(fails) = sql.fails
            {
                match sql.policy {
                    Policy::Reject => conditions.reject.push((fill.column, fails)),
                    Policy::Skip => conditions.skip.push(fails),
                    Policy::Fail => conditions.stop.push((fill.column, fails)),
                    Policy::Null => {}
                }
            }
        }
        conditions
    }

    /// Look-ups that no key guarantees must find one row at most.
    fn check_lookups(&mut self) {
        let mut seen: Vec<(Side, crate::schema::TableId, Vec<ColumnId>)> = Vec::new();
        let mut visit = |expr: &Expr| {
            expr.walk(&mut |e| {
                if let ExprKind::Lookup(lookup) = &e.kind
                    && !lookup.unique
                {
                    let on = (lookup.side, lookup.table, lookup.on.iter().map(|(c, _)| *c).collect());
                    if !seen.contains(&on) {
                        seen.push(on);
                    }
                }
            });
        };
        self.block.each_expr(&mut visit);
        for (side, table, columns) in seen {
            let schema = match side {
                Side::Old => &self.ctx.program.old,
                Side::New => &self.ctx.program.new,
            };
            let names: Vec<&str> = columns.iter().map(|c| schema.column(table, *c).name.as_str()).collect();
            let quoted: Vec<String> = names.iter().map(|n| self.ctx.name(n)).collect();
            let what = format!("`{}` holds several rows with the same {}", schema.table(table).name, names.join(", "));
            let not_null: Vec<String> = quoted.iter().map(|q| format!("{q} IS NOT NULL")).collect();
            let bad = format!(
                "SELECT 1 FROM {}{} GROUP BY {} HAVING COUNT(*) > 1",
                self.ctx.table(side, table),
                where_clause(&not_null),
                quoted.join(", ")
            );
            let message = format!("step {}: {what}, and `{}` looks for one", self.step, self.block.name);
            self.out.push(self.ctx.check_none(&bad, &message));
        }
    }

    /// A row must belong to a group.
    fn check_groups(&mut self) {
        if !self.grouped() {
            return;
        }
        let mut from = self.from();
        let fails: Vec<String> = self.block.group_by.iter().filter_map(|e| from.value(e).fails).collect();
        if fails.is_empty() {
            return;
        }
        let filters: Vec<String> = self.block.filters.iter().map(|f| bracket(&from.filter(&f.keep).sql)).collect();
        let all: Vec<String> = filters.into_iter().chain([format!("({})", any_of(&fails))]).collect();
        let bad = format!("SELECT 1 {}{}", from.sql(), where_clause(&all));
        let message = format!("step {}: what `{}` is grouped by cannot be made for a row", self.step, self.block.name);
        self.out.push(self.ctx.check_none(&bad, &message));
    }

    /// What the program calls a key must be one.
    fn check_key(&mut self) {
        let Some(base) = self.block.source.first() else { return };
        let declared = {
            let schema = if base.side == Side::Old { &self.ctx.program.old } else { &self.ctx.program.new };
            let own: Vec<ColumnId> = self.block.key.iter().filter(|k| k.rel.0 == 0).map(|k| k.column).collect();
            schema.table(base.table).keys().any(|k| k.columns.iter().all(|c| own.contains(c)))
        };
        if declared || self.grouped() || self.block.key.is_empty() || self.block.source.len() > 1 {
            return;
        }
        let mut from = self.from();
        let key: Vec<String> = self.key().iter().map(|k| from.value(k).sql).collect();
        let bad = format!("SELECT 1 {} GROUP BY {} HAVING COUNT(*) > 1", from.sql(), key.join(", "));
        let message = format!("step {}: rows of `{}` are equal in what `key` names", self.step, self.block.name);
        self.out.push(self.ctx.check_none(&bad, &message));
    }

    fn check_stops(&mut self) {
        let mut from = self.from();
        let conditions = self.conditions(&mut from);
        for (column, fails) in &conditions.stop {
            let name = &self.ctx.program.new.column(self.block.target, *column).name;
            let message = format!(
                "step {}: `{name}` cannot be made for a row of `{}`, and the program says `or fail`",
                self.step, self.block.name
            );
            let mut all = conditions.moved();
            all.push(bracket(fails));
            let bad = self.select("1", &mut from, &all);
            self.out.push(self.ctx.check_none(&bad, &message));
        }
    }

    /// `SELECT what FROM … WHERE …`, grouped if the block is.
    pub fn select(&self, what: &str, from: &mut From<'a>, conditions: &[String]) -> String {
        if !self.grouped() {
            return format!("SELECT {what}\n{}{}", from.sql(), where_clause(conditions)).replace("\n\n", "\n");
        }
        let filters: Vec<String> = self
            .block
            .filters
            .iter()
            .map(|f| {
                let frag = from.filter(&f.keep);
                frag.sql
            })
            .collect();
        let by: Vec<String> = self.block.group_by.iter().map(|e| from.value(e).sql).collect();
        let mut having: Vec<String> = self.block.having.iter().map(|e| from.filter(e).sql).collect();
        having.extend(conditions.iter().filter(|c| !filters.contains(c)).cloned());
        let having = if having.is_empty() { String::new() } else { format!("\nHAVING {}", all_of(&having)) };
        format!("SELECT {what}\n{}{}\nGROUP BY {}{having}", from.sql(), where_clause(&filters), by.join(", "))
    }

    /// Rows that cannot be moved go to the reject table.
    fn rejects(&mut self) {
        let mut from = self.from();
        let conditions = self.conditions(&mut from);
        if conditions.reject.is_empty() && conditions.undecided.is_empty() {
            return;
        }
        let mut cases: Vec<(String, String, String, String)> = conditions
            .undecided
            .iter()
            .map(|c| {
                let why = self.ctx.text("a condition of the block cannot be decided");
                (c.clone(), self.ctx.text("where"), why, "NULL".to_string())
            })
            .collect();
        for (column, fails) in &conditions.reject {
            let Some(fill) = self.block.fill(*column) else { continue };
            let How::Value { attempts, .. } = &fill.how else { continue };
            let Some(first) = attempts.first() else { continue };
            let name = self.ctx.text(&self.ctx.program.new.column(self.block.target, *column).name);
            let reason = reasons::reason(self.ctx, &mut from, first);
            let value = reasons::value(self.ctx, &mut from, first);
            cases.push((fails.clone(), name, reason, value));
        }
        let failing: Vec<String> = cases.iter().map(|c| c.0.clone()).collect();
        let pick = |get: &dyn Fn(&(String, String, String, String)) -> String| match cases.as_slice() {
            [one] => get(one),
            many => {
                let arms: Vec<String> = many.iter().map(|c| format!(" WHEN {} THEN {}", c.0, get(c))).collect();
                format!("CASE{} END", arms.join(""))
            }
        };
        let mut all = conditions.wanted();
        all.push(match failing.len() {
            1 => bracket(&failing[0]),
            _ => format!("({})", any_of(&failing)),
        });
        let columns = [pick(&|c| c.1.clone()), pick(&|c| c.2.clone()), pick(&|c| c.3.clone())];
        let sql = self.reject_rows(&mut from, &columns, &all);
        self.push(sql);
    }

    /// `INSERT INTO _mig_rejects …` for the rows that meet the conditions.
    fn reject_rows(&self, from: &mut From<'a>, [column, reason, value]: &[String; 3], conditions: &[String]) -> String {
        let key = reasons::key_text(self.ctx, from, &self.key());
        let row = reasons::row_json(self.ctx, from, self.block);
        let what = format!(
            "{}, {}, {key}, {column},\n  {reason},\n  {value},\n  {row}",
            self.step,
            self.ctx.text(&self.block.name)
        );
        let names = ["step", "block", "row_key", "column_name", "reason", "value", "row_json"];
        let names: Vec<String> = names.iter().map(|n| self.ctx.name(n)).collect();
        format!(
            "INSERT INTO {} ({})\n{}",
            self.ctx.name(REJECTS),
            names.join(", "),
            self.select(&what, from, conditions)
        )
    }

    /// The new columns a rows table holds: those whose values are followed, and those of unique rules.
    fn decided_columns(&self) -> Vec<ColumnId> {
        super::helpers::decided_columns(self.ctx, self.id)
    }

    /// Fills the rows table and decides which rows stay.
    fn decide(&mut self) {
        let ctx = self.ctx;
        let rows = ctx.rows_table(self.id);
        let mut from = self.from();
        let conditions = self.conditions(&mut from);
        let keys: Vec<String> = self.key().iter().map(|k| from.value(k).sql).collect();
        let mut names = vec![ctx.name("n")];
        let mut values = vec![self.number(&mut from)];
        for (i, key) in keys.iter().enumerate() {
            names.push(ctx.name(&old_column(i)));
            values.push(key.clone());
        }
        for column in self.decided_columns() {
            let Some(fill) = self.block.fill(column) else { continue };
            if self.late.contains(&column) {
                continue;
            }
            if let Some(sql) = self.fill(&mut from, fill) {
                names.push(ctx.name(&new_column(&ctx.program.new.column(self.block.target, column).name)));
                values.push(sql.value);
            }
        }
        for (u, unique) in self.block.uniques.iter().enumerate() {
            if let UniqueThen::Keep(by) = &unique.then {
                for (t, term) in by.iter().enumerate() {
                    names.push(ctx.name(&by_column(u, t)));
                    values.push(from.value(&term.expr).sql);
                }
            }
        }
        let selves = ctx.rejecting_self_references(self.id);
        for column in &selves {
            if let Some(follow) = self.self_follow(*column) {
                names.push(ctx.name(&parent_column(&ctx.program.new.column(self.block.target, *column).name)));
                values.push(follow.key.first().map_or("NULL".into(), |k| self.unless(&mut from, follow, k)));
            }
        }
        let select = self.select(&values.join(",\n  "), &mut from, &conditions.moved());
        self.push(format!("INSERT INTO {rows} ({})\n{select}", names.join(", ")));
        if !selves.is_empty() {
            self.reject_lost_children(&selves);
        }
        for (u, unique) in self.block.uniques.iter().enumerate() {
            self.unique(u, unique);
        }
        self.number_fresh_keys();
        self.pass_on_keys();
    }

    fn self_follow(&self, column: ColumnId) -> Option<&'a Follow> {
        match &self.block.fill(column)?.how {
            How::Value { attempts, .. } => crate::plan::self_follow(self.id, attempts.first()?),
            _ => None,
        }
    }

    /// A key, with "none" as null.
    fn unless(&self, from: &mut From<'a>, follow: &Follow, key: &Expr) -> String {
        let sql = from.value(key).sql;
        match &follow.unless {
            Some(none) => format!("NULLIF({sql}, {})", from.value(none).sql),
            None => sql,
        }
    }

    /// The place of a row: in the block's order, else by its key.
    fn number(&self, from: &mut From<'a>) -> String {
        let mut order: Vec<String> = self.block.order_by.iter().map(|t| order_term(self.ctx, from, t)).collect();
        for key in self.key() {
            order.push(order_term(self.ctx, from, &OrderTerm { expr: key, descending: false }));
        }
        match order.is_empty() {
            true => "1".to_string(),
            false => format!("ROW_NUMBER() OVER (ORDER BY {})", order.join(", ")),
        }
    }

    /// Rows whose partner in the same table is missing, and the rows that depend on those.
    fn reject_lost_children(&mut self, selves: &[ColumnId]) {
        let ctx = self.ctx;
        let rows = ctx.rows_table(self.id);
        let key = ctx.name(&old_column(0));
        let name = |c: &ColumnId| ctx.program.new.column(self.block.target, *c).name.clone();
        let parents: Vec<String> = selves.iter().map(|c| ctx.name(&parent_column(&name(c)))).collect();
        let lost: Vec<String> = parents
            .iter()
            .map(|p| format!("(r.{p} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {rows} AS p WHERE p.{key} = r.{p}))"))
            .collect();
        let below: Vec<String> = parents.iter().map(|p| format!("r.{p} = lost.{key}")).collect();
        let gone = format!(
            "WITH RECURSIVE lost ({key}) AS (\n    SELECT r.{key} FROM {rows} AS r WHERE {}\n    UNION\n    SELECT r.{key} FROM {rows} AS r JOIN lost ON {}\n  )",
            lost.join(" OR "),
            below.join(" OR ")
        );
        let mark = ctx.name("gone");
        self.push(ctx.spell.update_from(
            &rows,
            &[(mark.clone(), "1".to_string())],
            &format!("{gone} SELECT {key} AS k FROM lost"),
            "x",
            &format!("{rows}.{key} = x.k"),
        ));
        let mut from = self.from();
        let own: Vec<String> = self.key().iter().map(|k| from.value(k).sql).collect();
        let own = own.first().cloned().unwrap_or_default();
        let on_rows = from.join(&rows, "r", true, |a| format!("{a}.{key} = {own}"));
        let mut cases: [String; 3] = ["CASE".into(), "CASE".into(), "CASE".into()];
        for (column, parent) in selves.iter().zip(&parents) {
            let Some(fill) = self.block.fill(*column) else { continue };
            let How::Value { attempts, .. } = &fill.how else { continue };
            let Some(first) = attempts.first() else { continue };
            let when = format!(
                "{on_rows}.{parent} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {rows} AS p WHERE p.{key} = {on_rows}.{parent} AND p.{mark} = 0)"
            );
            let reason = reasons::lost_partner(ctx, &mut from, self.id, first);
            let value = reasons::value(ctx, &mut from, first);
            cases[0].push_str(&format!(" WHEN {when} THEN {}", ctx.text(&name(column))));
            cases[1].push_str(&format!(" WHEN {when} THEN {reason}"));
            cases[2].push_str(&format!(" WHEN {when} THEN {value}"));
        }
        let cases = cases.map(|c| c + " END");
        let sql = self.reject_rows(&mut from, &cases, &[format!("{on_rows}.{mark} = 1")]);
        self.push(sql);
        self.push(format!("DELETE FROM {rows} WHERE {mark} = 1"));
    }

    /// Rows that are equal in unique columns.
    fn unique(&mut self, index: usize, unique: &Unique) {
        let ctx = self.ctx;
        let rows = ctx.rows_table(self.id);
        let table = ctx.program.new.table(self.block.target);
        let columns: Vec<String> =
            unique.columns.iter().map(|c| ctx.name(&new_column(&table.column(*c).name))).collect();
        let names: Vec<&str> = unique.columns.iter().map(|c| table.column(*c).name.as_str()).collect();
        let (n, into) = (ctx.name("n"), ctx.name("into_n"));
        let mut open = vec![format!("{into} IS NULL")];
        open.extend(columns.iter().map(|c| format!("{c} IS NOT NULL")));
        let order: Vec<String> = match &unique.then {
            UniqueThen::Keep(by) => by
                .iter()
                .enumerate()
                .map(|(t, term)| {
                    ctx.order(
                        &ctx.name(&by_column(index, t)),
                        term.descending,
                        term.expr.ty.is_textual(),
                        term.expr.nullable,
                    )
                })
                .collect(),
            _ => Vec::new(),
        };
        let order: Vec<String> = order.into_iter().chain([n.clone()]).collect();
        let first = format!(
            "SELECT {n}, FIRST_VALUE({n}) OVER (PARTITION BY {} ORDER BY {}) AS first_n FROM {rows} WHERE {}",
            columns.join(", "),
            order.join(", "),
            open.join(" AND ")
        );
        match &unique.then {
            UniqueThen::Keep(_) => {
                self.merge_into_present(unique, &columns);
                self.push(ctx.spell.update_from(
                    &rows,
                    &[(into.clone(), "x.first_n".to_string())],
                    &first,
                    "x",
                    &format!("{rows}.{n} = x.{n} AND x.first_n <> x.{n}"),
                ));
            }
            UniqueThen::Reject => {
                let mut from = self.from();
                let on_rows = self.join_rows(&mut from);
                let what = ctx.text(&format!("another row has the same {}", names.join(", ")));
                let value = match self.block.fill(unique.columns[0]).map(|f| &f.how) {
                    Some(How::Value { attempts, .. }) => {
                        attempts.first().map_or("NULL".into(), |a| reasons::value(ctx, &mut from, a))
                    }
                    _ => "NULL".to_string(),
                };
                let cases = [ctx.text(names.first().copied().unwrap_or("")), what, value];
                let later = format!("{on_rows}.{n} IN (SELECT x.{n} FROM ({first}) AS x WHERE x.first_n <> x.{n})");
                let sql = self.reject_rows(&mut from, &cases, &[later]);
                self.push(sql);
                self.push(ctx.spell.update_from(
                    &rows,
                    &[(ctx.name("gone"), "1".to_string())],
                    &first,
                    "x",
                    &format!("{rows}.{n} = x.{n} AND x.first_n <> x.{n}"),
                ));
                self.push(format!("DELETE FROM {rows} WHERE {} = 1", ctx.name("gone")));
            }
            UniqueThen::Fail => {
                let bad = format!("SELECT 1 FROM ({first}) AS x WHERE x.first_n <> x.{n}");
                let message = format!(
                    "step {}: rows of `{}` are equal in {}, and the program says `fail`",
                    self.step,
                    self.block.name,
                    names.join(", ")
                );
                self.out.push(ctx.check_none(&bad, &message));
            }
        }
    }

    /// Rows equal to one the new table holds already are that row.
    fn merge_into_present(&mut self, unique: &Unique, columns: &[String]) {
        let ctx = self.ctx;
        if !ctx.may_hold_rows(self.id) {
            return;
        }
        let rows = ctx.rows_table(self.id);
        let table = ctx.program.new.table(self.block.target);
        let target = ctx.new_table(self.block.target);
        let meet: Vec<String> = unique
            .columns
            .iter()
            .zip(columns)
            .map(|(c, own)| format!("x.{} = {rows}.{own}", ctx.name(&table.column(*c).name)))
            .collect();
        let mut set = vec![(ctx.name("into_n"), "0".to_string())];
        for column in self.decided_columns() {
            let name = &table.column(column).name;
            if ctx.followed_columns(self.id).contains(&column) {
                set.push((ctx.name(&new_column(name)), format!("x.{}", ctx.name(name))));
            }
        }
        let mut wanted: Vec<String> = unique.columns.iter().map(|c| ctx.name(&table.column(*c).name)).collect();
        wanted.extend(ctx.followed_columns(self.id).iter().map(|c| ctx.name(&table.column(*c).name)));
        wanted.sort();
        wanted.dedup();
        self.push(ctx.spell.update_from(
            &rows,
            &set,
            &format!("SELECT {} FROM {target}", wanted.join(", ")),
            "x",
            &format!("{} AND {rows}.{} IS NULL", meet.join(" AND "), ctx.name("into_n")),
        ));
    }

    /// Joins the rows table, and answers its alias.
    pub fn join_rows(&self, from: &mut From<'a>) -> String {
        let keys: Vec<String> = self.key().iter().map(|k| from.value(k).sql).collect();
        let rows = self.ctx.rows_table(self.id);
        let ctx = self.ctx;
        from.join(&rows, "r", true, |alias| {
            let on: Vec<String> =
                keys.iter().enumerate().map(|(i, k)| format!("{alias}.{} = {k}", ctx.name(&old_column(i)))).collect();
            on.join(" AND ")
        })
    }

    /// Fresh keys for the rows that stay, above every key there is.
    fn number_fresh_keys(&mut self) {
        let ctx = self.ctx;
        let rows = ctx.rows_table(self.id);
        let (n, into) = (ctx.name("n"), ctx.name("into_n"));
        for fill in self.block.fills.iter().filter(|f| f.how == How::Auto) {
            let column = ctx.new_column(self.block.target, fill.column);
            let own = ctx.name(&new_column(&ctx.program.new.column(self.block.target, fill.column).name));
            let number = format!(
                "SELECT {n}, (SELECT COALESCE(MAX({column}), 0) FROM {}) + ROW_NUMBER() OVER (ORDER BY {n}) AS fresh FROM {rows} WHERE {into} IS NULL",
                ctx.new_table(self.block.target)
            );
            self.push(ctx.spell.update_from(
                &rows,
                &[(own, "x.fresh".to_string())],
                &number,
                "x",
                &format!("{rows}.{n} = x.{n}"),
            ));
        }
    }

    /// A merged row's new key is the key of the row it was merged into.
    fn pass_on_keys(&mut self) {
        let ctx = self.ctx;
        let merging = self.block.uniques.iter().filter(|u| matches!(u.then, UniqueThen::Keep(_))).count();
        if merging == 0 {
            return;
        }
        let rows = ctx.rows_table(self.id);
        let (n, into) = (ctx.name("n"), ctx.name("into_n"));
        let again = format!("{rows}.{into} = x.{n} AND x.{into} IS NOT NULL AND x.{into} <> 0");
        for _ in 1..merging {
            // A row merged by one rule into a row that a later rule merged on.
            let source = format!("SELECT {n}, {into} FROM {rows}");
            self.push(ctx.spell.update_from(&rows, &[(into.clone(), format!("x.{into}"))], &source, "x", &again));
        }
        let followed = ctx.followed_columns(self.id);
        if followed.is_empty() {
            return;
        }
        let names: Vec<String> = followed
            .iter()
            .map(|c| ctx.name(&new_column(&ctx.program.new.column(self.block.target, *c).name)))
            .collect();
        let set: Vec<(String, String)> = names.iter().map(|c| (c.clone(), format!("x.{c}"))).collect();
        let source = format!("SELECT {n}, {} FROM {rows}", names.join(", "));
        self.push(ctx.spell.update_from(&rows, &set, &source, "x", &format!("{rows}.{into} = x.{n}")));
    }

    /// Where fresh keys begin, kept so that the insert does not read the table it writes.
    fn base_of_numbers(&mut self) {
        let ctx = self.ctx;
        if !ctx.may_hold_rows(self.id) {
            return;
        }
        for fill in self.block.fills.iter().filter(|f| f.how == How::Auto) {
            let column = ctx.new_column(self.block.target, fill.column);
            self.push(format!(
                "INSERT INTO {} ({}, {}) SELECT {}, COALESCE(MAX({column}), 0) FROM {}",
                ctx.name(super::helpers::NUMBERS),
                ctx.name("step"),
                ctx.name("base"),
                self.step,
                ctx.new_table(self.block.target)
            ));
        }
    }

    /// The insert itself.
    fn insert(&mut self) {
        let ctx = self.ctx;
        let keeps_rows = ctx.keeps_rows(self.id);
        let mut from = self.from();
        let on_rows = keeps_rows.then(|| self.join_rows(&mut from));
        let decided = if keeps_rows { self.decided_columns() } else { Vec::new() };
        let mut names = Vec::new();
        let mut values = Vec::new();
        let mut conditions = Conditions {
            keep: Vec::new(),
            undecided: Vec::new(),
            skip: Vec::new(),
            reject: Vec::new(),
            stop: Vec::new(),
        };
        if !keeps_rows {
            conditions = self.conditions(&mut from);
            self.mark_inner_joins(&mut from, &mut conditions);
        }
        for fill in &self.block.fills {
            let column = ctx.program.new.column(self.block.target, fill.column);
            let value = match &fill.how {
                How::Default => continue,
                _ if self.late.contains(&fill.column) => "NULL".to_string(),
                _ if decided.contains(&fill.column) => {
                    format!("{}.{}", on_rows.clone().unwrap_or_default(), ctx.name(&new_column(&column.name)))
                }
                How::Auto => {
                    let number = self.number(&mut from);
                    match (ctx.may_hold_rows(self.id), number == "1") {
                        (false, _) => number,
                        (true, _) => format!(
                            "(SELECT {} FROM {} WHERE {} = {}) + {number}",
                            ctx.name("base"),
                            ctx.name(super::helpers::NUMBERS),
                            ctx.name("step"),
                            self.step
                        ),
                    }
                }
                How::Value { .. } => match self.fill(&mut from, fill) {
                    Some(sql) => sql.value,
                    None => continue,
                },
            };
            names.push(ctx.name(&column.name));
            values.push(value);
        }
        let conditions = match &on_rows {
            Some(alias) => vec![format!("{alias}.{} IS NULL", ctx.name("into_n"))],
            None => conditions.moved(),
        };
        let select = self.select(&values.join(",\n  "), &mut from, &conditions);
        let order = self.insert_order(&mut from, on_rows.as_deref());
        let overriding = match self.fills_identity() {
            true => ctx.spell.overriding_identity(),
            false => "",
        };
        let target = ctx.new_table(self.block.target);
        let statement = match names.is_empty() {
            true => ctx.spell.insert_defaults(&target, &select),
            false => format!("INSERT INTO {target} ({}){overriding}\n{select}{order}", names.join(", ")),
        };
        self.push(statement);
    }

    fn fills_identity(&self) -> bool {
        self.block
            .fills
            .iter()
            .any(|f| f.how != How::Default && self.ctx.program.new.column(self.block.target, f.column).auto_increment)
    }

    /// `ORDER BY`, where the program asks for an order and numbers do not carry it already.
    fn insert_order(&self, from: &mut From<'a>, rows: Option<&str>) -> String {
        if self.block.order_by.is_empty() {
            return String::new();
        }
        if let Some(rows) = rows {
            return format!("\nORDER BY {rows}.{}", self.ctx.name("n"));
        }
        let terms: Vec<String> = self.block.order_by.iter().map(|t| order_term(self.ctx, from, t)).collect();
        format!("\nORDER BY {}", terms.join(", "))
    }

    /// A followed key whose miss rejects the row is an inner join in the insert.
    fn mark_inner_joins(&self, from: &mut From<'a>, conditions: &mut Conditions) {
        for fill in self.fills_now() {
            let How::Value { attempts, policy: Policy::Reject | Policy::Skip } = &fill.how else { continue };
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
            let key_frag = from.value(key);
            let frag = from.value(inner);
            // Only the miss itself may be the reason: a key that may fail in other ways, or that
            // may be null and then moves, needs its condition.
            if key_frag.fails.is_some() || frag.fails.is_none() || (key_frag.nullable && !not_null) {
                continue;
            }
            let Some(on) = from.join_of(&frag.sql) else { continue };
            from.inner.push(on);
            let own = self.fill(from, fill).and_then(|f| f.fails);
            conditions.reject.retain(|(c, _)| *c != fill.column);
            conditions.skip.retain(|c| Some(c) != own.as_ref());
        }
    }

    /// How often each policy was used on rows that moved.
    fn uses(&mut self) {
        let ctx = self.ctx;
        let keeps_rows = ctx.keeps_rows(self.id);
        let names = ["step", "block", "column_name", "policy", "uses"].map(|n| ctx.name(n)).join(", ");
        for fill in self.fills_now() {
            let mut probe = self.from();
            let Some(sql) = self.fill(&mut probe, fill) else { continue };
            for (what, when) in sql.uses {
                let mut from = self.from();
                let mut all = vec![bracket(&when)];
                if keeps_rows {
                    let rows = self.join_rows(&mut from);
                    all.insert(0, format!("{rows}.{} IS NULL", ctx.name("into_n")));
                    self.fill(&mut from, fill);
                } else {
                    let mut conditions = self.conditions(&mut from);
                    self.fill(&mut from, fill);
                    self.mark_inner_joins(&mut from, &mut conditions);
                    all.splice(0..0, conditions.moved());
                }
                let column = &ctx.program.new.column(self.block.target, fill.column).name;
                let count = match self.grouped() {
                    true => format!("SELECT COUNT(*) FROM ({}) AS g", self.select("1 AS one", &mut from, &all)),
                    false => self.select("COUNT(*)", &mut from, &all),
                };
                self.push(format!(
                    "INSERT INTO {} ({names})\nSELECT {}, {}, {}, {}, ({count})",
                    ctx.name(USES),
                    self.step,
                    ctx.text(&self.block.name),
                    ctx.text(column),
                    ctx.text(&what)
                ));
            }
        }
    }

    /// How many rows of the base table an inner join leaves out.
    fn no_partner(&self) -> String {
        let inner = self.block.source.iter().any(|r| matches!(r.join, Join::Inner(_)));
        let own: Vec<Expr> =
            self.key().into_iter().zip(&self.block.key).filter(|(_, k)| k.rel.0 == 0).map(|(e, _)| e).collect();
        let Some(base) = self.block.source.first().filter(|_| inner && !own.is_empty() && !self.grouped()) else {
            return "0".to_string();
        };
        let mut from = self.from();
        let key: Vec<String> =
            own.iter().enumerate().map(|(i, k)| format!("{} AS k{}", from.value(k).sql, i + 1)).collect();
        format!(
            "(SELECT COUNT(*) FROM {}) - (SELECT COUNT(*) FROM (SELECT DISTINCT {} {}) AS d)",
            self.ctx.table(base.side, base.table),
            key.join(", "),
            from.sql()
        )
    }

    /// The row of the counts table, counted in the databases.
    fn counts(&mut self) {
        let ctx = self.ctx;
        let mut from = self.from();
        let conditions = self.conditions(&mut from);
        let target = &ctx.program.new.table(self.block.target).name;
        let mut all = conditions.wanted();
        all.retain(|c| !c.is_empty());
        // Rows rejected for an undecided condition are not skipped ones: `wanted` holds for them.
        let (rows, skipped) = if self.block.source.is_empty() {
            ("1".to_string(), "0".to_string())
        } else if self.grouped() {
            let groups = self.select("1 AS one", &mut from, &[]);
            (format!("(SELECT COUNT(*) FROM ({groups}) AS g)"), "0".to_string())
        } else if all.is_empty() {
            let mut plain = self.from();
            (format!("(SELECT COUNT(*) {})", plain.sql().replace('\n', " ")), "0".to_string())
        } else {
            let kept = format!("(SELECT COUNT(*) {}{})", from.sql(), where_clause(&all));
            let mut plain = self.from();
            let whole = format!("(SELECT COUNT(*) {})", plain.sql().replace('\n', " "));
            (whole.clone(), format!("{whole}\n  - {kept}"))
        };
        let merged = match ctx.keeps_rows(self.id) {
            true => {
                format!("(SELECT COUNT(*) FROM {} WHERE {} IS NOT NULL)", ctx.rows_table(self.id), ctx.name("into_n"))
            }
            false => "0".to_string(),
        };
        let before = match ctx.may_hold_rows(self.id) {
            true => format!(
                " - (SELECT COALESCE(SUM(moved + stubs), 0) FROM {} WHERE {} = {})",
                ctx.name(COUNTS),
                ctx.name("target"),
                ctx.text(target)
            ),
            false => String::new(),
        };
        let moved = format!("(SELECT COUNT(*) FROM {}){before}", ctx.new_table(self.block.target));
        let rejected =
            format!("(SELECT COUNT(*) FROM {} WHERE {} = {})", ctx.name(REJECTS), ctx.name("step"), self.step);
        self.push(super::helpers::count_row(
            ctx,
            self.step,
            &self.block.name,
            target,
            [&rows, &moved, &skipped, &merged, &rejected, "0", &self.no_partner()],
        ));
    }
}

/// The value of the first attempt that succeeds, and when none does.
pub(crate) fn first_success(attempts: &[Frag]) -> (String, Option<String>) {
    let tried = attempts.iter().position(|a| a.fails.is_none()).map_or(attempts.len(), |i| i + 1);
    let attempts = &attempts[..tried];
    let fails: Vec<String> = attempts.iter().filter_map(|a| a.fails.as_deref()).map(bracket).collect();
    let fails = (fails.len() == attempts.len()).then(|| fails.join(" AND "));
    let value = match attempts {
        [one] => one.sql.clone(),
        many => {
            let arms: Vec<String> = many
                .iter()
                .map(|attempt| match &attempt.fails {
                    Some(fails) => format!(" WHEN {} THEN {}", negate(fails), attempt.sql),
                    None => format!(" ELSE {}", attempt.sql),
                })
                .collect();
            format!("CASE{} END", arms.join(""))
        }
    };
    (value, fails)
}

/// A term of an ORDER BY.
pub(crate) fn order_term(ctx: &Context<'_>, from: &mut From<'_>, term: &OrderTerm) -> String {
    let frag = from.value(&term.expr);
    ctx.order(&frag.sql, term.descending, term.expr.ty.is_textual(), frag.nullable)
}

/// The expressions that identify a source row.
pub(crate) fn key_of(ctx: &Context<'_>, block: &Block) -> Vec<Expr> {
    if !block.group_by.is_empty() {
        return block.group_by.clone();
    }
    block
        .key
        .iter()
        .map(|key| {
            let Some(relation) = block.source.get(key.rel.0) else { return Expr::error(block.span) };
            let schema = if relation.side == Side::Old { &ctx.program.old } else { &ctx.program.new };
            let column = schema.column(relation.table, key.column);
            let nullable = !matches!(relation.join, Join::Base | Join::Inner(_));
            let kind = ExprKind::Column { rel: RelId(key.rel.0), column: key.column };
            if column.trusted {
                return Expr::new(kind, column.ty.clone(), nullable, block.span);
            }
            let raw = Expr::new(kind, Type::TEXT, true, block.span);
            let cast = ExprKind::Cast { value: Box::new(raw), format: None, stored: true };
            Expr::new(cast, column.ty.clone(), true, block.span)
        })
        .collect()
}

/// The column of a rows table that holds what a `keep` goes by.
pub(crate) fn by_column(unique: usize, term: usize) -> String {
    format!("by_{}_{}", unique + 1, term + 1)
}

/// The column of a rows table that holds the old key a self-reference names.
pub(crate) fn parent_column(name: &str) -> String {
    format!("to_{name}")
}

/// An operand of a postfix operator.
pub(crate) fn bracket_operand(sql: &str) -> String {
    let simple = sql.chars().all(|c| c.is_alphanumeric() || "._`\"".contains(c));
    if simple { sql.to_string() } else { format!("({sql})") }
}
