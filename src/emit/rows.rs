//! The rows table of a block: which rows stay, which are merged, and under which keys.

use super::helpers::null_keys;
use super::moves::{Move, by_column, parent_column, pick_case};
use super::reasons;
use super::scope::{FromClause, column_of, new_column, old_column};
use crate::plan::{Expr, Follow, How, Side, Unique, UniqueThen};
use crate::schema::{ColumnId, Type};
use crate::{form, sql};

/// Why a row is rejected that is equal to another in these columns.
pub(super) fn same_in(columns: &[&str]) -> String {
    format!("another row has the same {}", columns.join(", "))
}

impl<'a> Move<'a> {
    /// The new columns a rows table holds: those whose values are followed, and those of unique rules.
    pub(super) fn decided_columns(&self) -> Vec<ColumnId> {
        super::helpers::decided_columns(self.ctx, self.id)
    }

    /// Fills the rows table and decides which rows stay.
    pub(super) fn decide(&mut self) {
        let ctx = self.ctx;
        let rows = ctx.rows_table(self.id);
        let mut from = self.from();
        let conditions = self.conditions(&mut from);
        let (names, values) = self.decided(&mut from);
        let moved: Vec<sql::Expr> = conditions.moved().into_iter().chain(self.unchecked(&mut from)).collect();
        let select = self.select(&values.join(",\n  "), &mut from, &moved);
        self.push(format!("INSERT INTO {rows} ({})\n{select}", names.join(", ")));
        let selves = ctx.rejecting_self_references(self.id);
        if !selves.is_empty() {
            self.reject_lost_children(&selves);
        }
        for (u, unique) in self.block.uniques.iter().enumerate() {
            self.unique(u, unique);
        }
    }

    /// The columns of the rows table that are known of a row when it comes to it, and their values.
    pub(super) fn decided(&self, from: &mut FromClause<'a>) -> (Vec<String>, Vec<String>) {
        let ctx = self.ctx;
        let keys: Vec<String> = self.key().iter().map(|k| ctx.sql(&from.value(k).value)).collect();
        let mut names = vec![ctx.name("n")];
        let mut values = vec![self.number(from)];
        for (i, key) in keys.into_iter().enumerate() {
            names.push(ctx.name(&old_column(i)));
            values.push(key);
        }
        for column in self.decided_columns() {
            let Some(fill) = self.block.fill(column) else { continue };
            if self.late.contains(&column) {
                continue;
            }
            if let Some(sql) = self.fill(from, fill) {
                names.push(ctx.name(&new_column(&ctx.program.new.column(self.block.target, column).name)));
                values.push(ctx.sql(&sql.value));
            }
        }
        for (u, unique) in self.block.uniques.iter().enumerate() {
            if let UniqueThen::Keep(by) = &unique.then {
                for (t, term) in by.iter().enumerate() {
                    names.push(ctx.name(&by_column(u, t)));
                    values.push(ctx.sql(&from.value(&term.expr).value));
                }
            }
        }
        for column in ctx.rejecting_self_references(self.id) {
            if let Some(follow) = self.self_follow(column) {
                names.push(ctx.name(&parent_column(&ctx.program.new.column(self.block.target, column).name)));
                let parent = follow.key.first().map(|k| self.unless(from, follow, k));
                values.push(ctx.sql(&parent.unwrap_or_else(sql::Expr::null)));
            }
        }
        (names, values)
    }

    pub(super) fn self_follow(&self, column: ColumnId) -> Option<&'a Follow> {
        match &self.block.fill(column)?.how {
            How::Value { attempts, .. } => crate::plan::self_follow(self.id, attempts.first()?),
            _ => None,
        }
    }

    /// A key, with "none" as null.
    pub(super) fn unless(&self, from: &mut FromClause<'a>, follow: &Follow, key: &Expr) -> sql::Expr {
        let value = from.value(key).value;
        match &follow.unless {
            Some(none) if key.ty.is_textual() => {
                let by_code_point = self.ctx.dialect.by_code_point(&value);
                let same = by_code_point.eq(self.ctx.dialect.beside_code_points(&from.value(none).value));
                sql::Expr::case([(same, sql::Expr::null())], Some(value))
            }
            Some(none) => sql::Expr::call("NULLIF", [value, from.value(none).value]),
            None => value,
        }
    }

    /// Rows whose partner in the same table is missing, and the rows that depend on those.
    pub(super) fn reject_lost_children(&mut self, selves: &[ColumnId]) {
        let ctx = self.ctx;
        let rows = ctx.rows_table(self.id);
        let key = ctx.name(&old_column(0));
        let name = |c: &ColumnId| ctx.program.new.column(self.block.target, *c).name.clone();
        let parents: Vec<String> = selves.iter().map(|c| ctx.name(&parent_column(&name(c)))).collect();
        let held = ctx.in_helper(&self.key().first().map_or(Type::TEXT, |k| k.ty.clone()));
        let meet = |a: &sql::Expr, b: &sql::Expr| ctx.dialect.finds(a, &held, b, &held);
        let partner = |parent: &sql::Expr, more: Option<sql::Expr>| {
            let there = meet(&column_of("p", &key), parent);
            let there = ctx.sql(&sql::Expr::and(std::iter::once(there).chain(more)));
            sql::Expr::spelled(format!("EXISTS (SELECT 1 FROM {rows} AS p WHERE {there})"))
        };
        let lost = sql::Expr::or(parents.iter().map(|parent| {
            let parent = column_of("r", parent);
            sql::Expr::and([parent.clone().is_not_null(), partner(&parent, None).not()])
        }));
        let below = sql::Expr::or(parents.iter().map(|p| meet(&column_of("r", p), &column_of("lost", &key))));
        let (lost, below) = (ctx.sql(&lost), ctx.sql(&below));
        let n = ctx.name("n");
        // by their numbers, since two keys may be one for a UNION
        let gone = format!(
            "WITH RECURSIVE lost ({n}, {key}) AS (\n    SELECT r.{n}, r.{key} FROM {rows} AS r WHERE {lost}\n    UNION\n    SELECT r.{n}, r.{key} FROM {rows} AS r JOIN lost ON {below}\n  )"
        );
        let mark = ctx.name("gone");
        self.push(ctx.statements.update_from(
            &rows,
            &[(mark.clone(), "1".to_string())],
            &format!("{gone} SELECT {n} AS k FROM lost"),
            "x",
            &format!("{rows}.{n} = x.k"),
        ));
        let mut from = self.from();
        let own: Vec<sql::Expr> = self.key().iter().map(|k| from.value(k).value).collect();
        let own = own.into_iter().next().unwrap_or_else(sql::Expr::null);
        let on_rows = from.join(&rows, "r", true, |a| meet(&column_of(a, &key), &own));
        let mut cases: Vec<(sql::Expr, [sql::Expr; 3])> = Vec::new();
        for (column, parent) in selves.iter().zip(&parents) {
            let Some(fill) = self.block.fill(*column) else { continue };
            let How::Value { attempts, .. } = &fill.how else { continue };
            let Some(first) = attempts.first() else { continue };
            let parent = column_of(&on_rows, parent);
            let marked = |as_gone: i32| Some(column_of("p", &mark).eq(as_gone));
            let stays = partner(&parent, marked(0));
            let gone = partner(&parent, marked(1));
            let reason = reasons::lost_partner(ctx, &mut from, self.id, first, &gone);
            let value = reasons::value(ctx, &mut from, first);
            let when = sql::Expr::and([parent.is_not_null(), stays.not()]);
            cases.push((when, [sql::Expr::text(name(column)), reason, value]));
        }
        let sql = self.reject_rows(&mut from, &pick_case(&cases), &[column_of(&on_rows, &mark).eq(1)]);
        self.push(sql);
        self.push(format!("DELETE FROM {rows} WHERE {mark} = 1"));
    }

    /// Whether nulls are equal in a key that unique columns decide (`UNIQUE NULLS NOT DISTINCT`).
    fn nulls_equal(&self, unique: &Unique) -> bool {
        let table = self.ctx.program.new.table(self.block.target);
        table.keys().any(|key| key.nulls_equal && unique.columns.iter().all(|column| key.columns.contains(column)))
    }

    /// That no unique column is null, where rows with a null in one are equal to no other.
    fn not_null(&self, unique: &Unique, columns: &[String]) -> Vec<sql::Expr> {
        let asked = if self.nulls_equal(unique) { &[] } else { columns };
        asked.iter().map(|column| sql::Expr::spelled(column.clone()).is_not_null()).collect()
    }

    /// Whether two values of a unique column are equal, as the new table compares them.
    fn equal_in(&self, unique: &Unique, a: sql::Expr, b: sql::Expr) -> sql::Expr {
        if self.nulls_equal(unique) { a.same(b) } else { a.eq(b) }
    }

    /// By which columns of the rows table rows are equal, in which order the first of them comes, and what must hold of a row that can be
    /// equal to another.
    pub(super) fn equal_by(&self, index: usize, unique: &Unique) -> (Vec<String>, Vec<String>, Vec<sql::Expr>) {
        let ctx = self.ctx;
        let table = ctx.program.new.table(self.block.target);
        let columns: Vec<String> =
            unique.columns.iter().map(|c| ctx.name(&new_column(&table.column(*c).name))).collect();
        let apart: Vec<String> = unique
            .columns
            .iter()
            .zip(&columns)
            .map(|(c, own)| {
                let own = sql::Expr::spelled(own.clone());
                ctx.sql(&ctx.dialect.told_apart(&own, &ctx.held(Side::New, self.block.target, *c)))
            })
            .collect();
        let order: Vec<String> = match &unique.then {
            UniqueThen::Keep(by) => by
                .iter()
                .enumerate()
                .map(|(t, term)| {
                    ctx.order(
                        &sql::Expr::spelled(ctx.name(&by_column(index, t))),
                        term.descending,
                        term.expr.ty.is_textual(),
                        // What cannot be made is null here.
                        self.from().value(&term.expr).may_be_null(),
                    )
                })
                .collect(),
            _ => Vec::new(),
        };
        let order: Vec<String> = order.into_iter().chain([ctx.name("n")]).collect();
        (apart, order, self.not_null(unique, &columns))
    }

    /// Rows that are equal in unique columns.
    pub(super) fn unique(&mut self, index: usize, unique: &Unique) {
        let ctx = self.ctx;
        let rows = ctx.rows_table(self.id);
        let table = ctx.program.new.table(self.block.target);
        let columns: Vec<String> =
            unique.columns.iter().map(|c| ctx.name(&new_column(&table.column(*c).name))).collect();
        let names: Vec<&str> = unique.columns.iter().map(|c| table.column(*c).name.as_str()).collect();
        let (n, into) = (ctx.name("n"), ctx.name("into_n"));
        let (apart, order, not_null) = self.equal_by(index, unique);
        let stays = sql::Expr::spelled(into.clone()).is_null();
        let open = ctx.sql(&sql::Expr::and(std::iter::once(stays.clone()).chain(not_null)));
        let first = format!(
            "SELECT {n}, FIRST_VALUE({n}) OVER (PARTITION BY {} ORDER BY {}) AS first_n FROM {rows} WHERE {open}",
            apart.join(", "),
            order.join(", "),
        );
        match &unique.then {
            UniqueThen::Keep(_) => {
                self.merge_into_present(unique, &columns);
                self.push(ctx.statements.update_from(
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
                let what = sql::Expr::text(same_in(&names));
                let value = match self.block.fill(unique.columns[0]).map(|fill| &fill.how) {
                    Some(How::Value { attempts, .. }) => attempts.first().map(|a| reasons::value(ctx, &mut from, a)),
                    _ => None,
                };
                let value = value.unwrap_or_else(sql::Expr::null);
                let column = sql::Expr::text(names.first().copied().unwrap_or(""));
                if let Some(held) = self.is_held(unique, &on_rows) {
                    let cases = [column.clone(), what.clone(), value.clone()];
                    let sql = self.reject_rows(&mut from, &cases, &[self.stays(&on_rows), held]);
                    self.push(sql);
                    let held = self.is_held(unique, &rows);
                    let open = ctx.sql(&sql::Expr::and(std::iter::once(stays).chain(held)));
                    match self.merges_before(index) {
                        0 => self.push(format!("DELETE FROM {rows} WHERE {open}")),
                        _ => {
                            self.push(format!("UPDATE {rows} SET {} = 1 WHERE {open}", ctx.name("gone")));
                            self.reject_gone(index, &column);
                        }
                    }
                }
                let cases = [column.clone(), what, value];
                let later = format!("SELECT x.{n} FROM ({first}) AS x WHERE x.first_n <> x.{n}");
                let later = form!("{n} IN ({later})", n = column_of(&on_rows, &n), later = sql::Expr::spelled(later));
                let sql = self.reject_rows(&mut from, &cases, &[later]);
                self.push(sql);
                self.push(ctx.statements.update_from(
                    &rows,
                    &[(ctx.name("gone"), "1".to_string())],
                    &first,
                    "x",
                    &format!("{rows}.{n} = x.{n} AND x.first_n <> x.{n}"),
                ));
                self.reject_gone(index, &column);
            }
            UniqueThen::Fail => {
                if let Some(held) = self.is_held(unique, &rows) {
                    self.check_held(unique, &rows, &held);
                }
                self.check_unique_in(unique, &rows);
            }
        }
    }

    /// How many of the rules before this one merge rows.
    fn merges_before(&self, index: usize) -> usize {
        self.block.uniques.iter().take(index).filter(|unique| matches!(unique.then, UniqueThen::Keep(_))).count()
    }

    /// Takes out the rows that are marked as gone, which are in the list of rejects, and with them those that an earlier rule merged
    /// into one of them.
    fn reject_gone(&mut self, index: usize, column: &sql::Expr) {
        let ctx = self.ctx;
        let rows = ctx.rows_table(self.id);
        let (n, into, gone) = (ctx.name("n"), ctx.name("into_n"), ctx.name("gone"));
        let merges = self.merges_before(index);
        for _ in 0..merges {
            self.push(ctx.statements.update_from(
                &rows,
                &[(gone.clone(), "1".to_string())],
                &format!("SELECT {n} FROM {rows} WHERE {gone} = 1"),
                "x",
                &format!("{rows}.{into} = x.{n}"),
            ));
        }
        if merges > 0 {
            let mut from = self.from();
            let on_rows = self.join_rows(&mut from);
            let why = sql::Expr::text("the row that it is merged into was rejected");
            let cases = [column.clone(), why, sql::Expr::null()];
            let merged = [column_of(&on_rows, &gone).eq(1), self.stays(&on_rows).not()];
            let sql = self.reject_rows(&mut from, &cases, &merged);
            self.push(sql);
        }
        self.push(format!("DELETE FROM {rows} WHERE {gone} = 1"));
    }

    /// That no rows are equal in unique columns, among `rows`, which has the columns of the rows table.
    pub(super) fn check_unique_in(&mut self, unique: &Unique, rows: &str) {
        let ctx = self.ctx;
        let table = ctx.program.new.table(self.block.target);
        let own = |c: &ColumnId| {
            let column = table.column(*c);
            let name = ctx.name(&new_column(&column.name));
            (sql::Expr::spelled(name), ctx.held(Side::New, self.block.target, *c))
        };
        let columns: Vec<(sql::Expr, Type)> = unique.columns.iter().map(own).collect();
        let keys: Vec<(sql::Expr, Type)> =
            (0..).zip(self.key()).map(|(i, key)| (sql::Expr::spelled(ctx.name(&old_column(i))), key.ty)).collect();
        let by: Vec<String> = columns.iter().map(|(name, _)| ctx.sql(name)).collect();
        let mut open = vec![sql::Expr::spelled(ctx.name("into_n")).is_null()];
        open.extend(self.not_null(unique, &by));
        let common = reasons::common_text(ctx, &columns);
        let bad = format!(
            "SELECT {} AS {}\nFROM {}{}\nGROUP BY {} HAVING COUNT(*) > 1\nORDER BY MIN({})",
            ctx.sql(&reasons::shown_equal(ctx, &common, reasons::ends_of(ctx, &keys))),
            ctx.name("t"),
            rows,
            ctx.where_clause(&open),
            by.join(", "),
            ctx.name("n")
        );
        let names: Vec<&str> = unique.columns.iter().map(|c| table.column(*c).name.as_str()).collect();
        let message = format!(
            "step {}: rows of `{}` are equal in {}, and the program says `fail`",
            self.step,
            self.block.name,
            names.join(", ")
        );
        self.out.push(ctx.check_rows(&bad, &message));
    }

    /// That the new table holds no row already that is equal to one of the rows table.
    fn check_held(&mut self, unique: &Unique, rows: &str, held: &sql::Expr) {
        let ctx = self.ctx;
        let table = ctx.program.new.table(self.block.target);
        let own = |c: &ColumnId| {
            let column = table.column(*c);
            let name = ctx.name(&new_column(&column.name));
            (column_of(rows, &name), ctx.held(Side::New, self.block.target, *c))
        };
        let columns: Vec<(sql::Expr, Type)> = unique.columns.iter().map(own).collect();
        let keys = (0..).zip(self.key()).map(|(i, key)| (column_of(rows, &ctx.name(&old_column(i))), key.ty));
        let keys: Vec<(sql::Expr, Type)> = keys.collect();
        let (key, common) = (reasons::columns_text(ctx, &keys), reasons::columns_text(ctx, &columns));
        let bad = format!(
            "SELECT {} AS {}\nFROM {rows}{}\nORDER BY {}",
            ctx.sql(&reasons::shown(ctx, &key, &common)),
            ctx.name("t"),
            ctx.where_clause(&[sql::Expr::spelled(ctx.name("into_n")).is_null(), held.clone()]),
            ctx.name("n")
        );
        let names: Vec<&str> = unique.columns.iter().map(|c| table.column(*c).name.as_str()).collect();
        let message = format!(
            "step {}: rows of `{}` are equal in {} to rows that `{}` holds already, and the program says `fail`",
            self.step,
            self.block.name,
            names.join(", "),
            table.name
        );
        self.out.push(ctx.check_rows(&bad, &message));
    }

    /// Whether the new table holds a row already that is equal to one of the rows table, as the new table compares; none where it
    /// holds none.
    pub(super) fn is_held(&self, unique: &Unique, rows: &str) -> Option<sql::Expr> {
        let ctx = self.ctx;
        if !ctx.may_hold_rows(self.id) {
            return None;
        }
        let table = ctx.program.new.table(self.block.target);
        let meet = sql::Expr::and(unique.columns.iter().map(|c| {
            let name = &table.column(*c).name;
            let own = column_of(rows, &ctx.name(&new_column(name)));
            self.equal_in(unique, column_of("x", &ctx.name(name)), own)
        }));
        let (target, meet) = (ctx.new_table(self.block.target), ctx.sql(&meet));
        Some(sql::Expr::spelled(format!("EXISTS (SELECT 1 FROM {target} AS x WHERE {meet})")))
    }

    /// Rows equal to one the new table holds already are that row.
    pub(super) fn merge_into_present(&mut self, unique: &Unique, columns: &[String]) {
        let ctx = self.ctx;
        if !ctx.may_hold_rows(self.id) {
            return;
        }
        let rows = ctx.rows_table(self.id);
        let table = ctx.program.new.table(self.block.target);
        let target = ctx.new_table(self.block.target);
        let meet = unique.columns.iter().zip(columns).map(|(c, own)| {
            self.equal_in(unique, column_of("x", &ctx.name(&table.column(*c).name)), column_of(&rows, own))
        });
        let meet = ctx.sql(&sql::Expr::and(meet.chain([self.stays(&rows)])));
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
        self.push(ctx.statements.update_from(
            &rows,
            &set,
            &format!("SELECT {} FROM {target}", wanted.join(", ")),
            "x",
            &meet,
        ));
    }

    /// Joins the rows table, and answers its alias.
    pub fn join_rows(&self, from: &mut FromClause<'a>) -> String {
        let keys = self.key();
        let keys: Vec<_> = keys.iter().map(|k| (from.value(k), k.ty.clone())).collect();
        let rows = self.ctx.rows_table(self.id);
        let ctx = self.ctx;
        from.join(&rows, "r", true, |alias| {
            let keys = keys.iter().zip(null_keys(self.ctx, self.block)).enumerate();
            sql::Expr::and(keys.flat_map(|(i, ((key, ty), may_be_null))| {
                let own = column_of(alias, &ctx.name(&old_column(i)));
                let meets = match may_be_null {
                    true => ctx.dialect.same_key(&own, &key.value, ty),
                    false => ctx.dialect.finds(&own, &ctx.in_helper(ty), &key.value, ty),
                };
                // What cannot be read is null here, and is not the row whose key is null.
                let unread = key.fails.clone().filter(|_| may_be_null && !self.grouped());
                std::iter::once(meets).chain(unread.map(sql::Expr::not))
            }))
        })
    }

    /// Fresh keys for the rows that stay, above every key there is.
    pub(super) fn number_fresh_keys(&mut self) {
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
            self.push(ctx.statements.update_from(
                &rows,
                &[(own, "x.fresh".to_string())],
                &number,
                "x",
                &format!("{rows}.{n} = x.{n}"),
            ));
        }
    }

    /// A merged row's new key is the key of the row it was merged into.
    pub(super) fn pass_on_keys(&mut self) {
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
            self.push(ctx.statements.update_from(&rows, &[(into.clone(), format!("x.{into}"))], &source, "x", &again));
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
        self.push(ctx.statements.update_from(&rows, &set, &source, "x", &format!("{rows}.{into} = x.{n}")));
    }
}
