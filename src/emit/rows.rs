//! The rows table of a block: which rows stay, which are merged, and under which keys.

use std::sync::Arc;

use super::moves::{Move, greatest, pick_case};
use super::names::{OLD_KEY, by_column, new_column, old_column, parent_column};
use super::reasons;
use super::scope::FromClause;
use super::texts;
use crate::plan::{Expr, Follow, How, Side, Unique, UniqueThen};
use crate::schema::{ColumnId, Type};
use crate::sql::{self, Alias, CommonTable, FromItem, Item, Order, Query, Relation, Select, TableName};

/// Why a row is rejected that is equal to another in these columns.
pub(super) fn same_in(columns: &[&str]) -> String {
    format!("another row has the same {}", columns.join(", "))
}

impl<'a> Move<'a> {
    /// The new columns a rows table holds: those whose values are followed, and those of unique rules.
    pub(super) fn decided_columns(&self) -> &'a [ColumnId] {
        self.own.rows_table.as_ref().map_or(&[], |table| &table.columns)
    }

    /// Fills the rows table and decides which rows stay.
    pub(super) fn decide(&mut self) {
        let ctx = self.ctx;
        let mut from = self.from();
        let conditions = self.conditions(&mut from);
        let (names, values) = self.decided(&mut from);
        let moved: Vec<sql::Expr> = conditions.moved().into_iter().chain(self.unchecked(&mut from)).collect();
        let select = from.select(values.into_iter().map(Item::from).collect(), &moved, Vec::new());
        self.push(ctx.insert(ctx.rows_of(self.id), names, select));
        if !self.own.parents.is_empty() {
            self.reject_lost_children(&self.own.parents);
        }
        for (u, unique) in self.block.uniques.iter().enumerate() {
            self.unique(u, unique);
        }
    }

    /// The columns of the rows table that are known of a row when it comes to it, and their values.
    pub(super) fn decided(&self, from: &mut FromClause<'a>) -> (Vec<String>, Vec<sql::Expr>) {
        let ctx = self.ctx;
        let keys: Vec<sql::Expr> = self.key().iter().map(|k| from.value(k).value).collect();
        let mut names = vec!["n".to_owned()];
        let mut values = vec![self.number(from)];
        for (i, key) in keys.into_iter().enumerate() {
            names.push(old_column(i));
            values.push(key);
        }
        for column in self.decided_columns() {
            let Some(fill) = self.block.fill(*column) else { continue };
            if self.late.contains(column) {
                continue;
            }
            if let Some(sql) = self.fill(from, fill) {
                names.push(new_column(&ctx.program.new.column(self.block.target, *column).name));
                values.push(sql.value);
            }
        }
        for (u, unique) in self.block.uniques.iter().enumerate() {
            if let UniqueThen::Keep(by) = &unique.then {
                for (t, term) in by.iter().enumerate() {
                    names.push(by_column(u, t));
                    values.push(from.value(&term.expr).value);
                }
            }
        }
        for column in &self.own.parents {
            if let Some(follow) = self.self_follow(*column) {
                names.push(parent_column(&ctx.program.new.column(self.block.target, *column).name));
                let parent = follow.key.first().map(|k| self.unless(from, follow, k));
                values.push(parent.unwrap_or_else(sql::Expr::null));
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
        let table = ctx.rows_of(self.id);
        let key: Arc<str> = OLD_KEY.into();
        let name = |c: &ColumnId| ctx.program.new.column(self.block.target, *c).name.clone();
        let parents: Vec<String> = selves.iter().map(|c| parent_column(&name(c))).collect();
        let held = ctx.in_helper(&self.key().first().map_or(Type::TEXT, |k| k.ty.clone()));
        let meet = |a: &sql::Expr, b: &sql::Expr| ctx.dialect.finds(a, &held, b, &held);
        let [p, r, lost] = ["p", "r", "lost"].map(Alias::named);
        let partner = |parent: &sql::Expr, more: Option<sql::Expr>| {
            let there = meet(&sql::Expr::column(&p, key.clone()), parent);
            let rows = Select::of(Relation::from(table.clone()).named(&p), [sql::Expr::int(1)]);
            sql::Expr::exists(rows.and_where(sql::Expr::and(std::iter::once(there).chain(more))))
        };
        let is_lost = sql::Expr::or(parents.iter().map(|parent| {
            let parent = sql::Expr::column(&r, parent.as_str());
            sql::Expr::and([parent.clone().is_not_null(), partner(&parent, None).not()])
        }));
        let leans =
            |parent: &String| meet(&sql::Expr::column(&r, parent.as_str()), &sql::Expr::column(&lost, key.clone()));
        let below = sql::Expr::or(parents.iter().map(leans));
        // by their numbers, since two keys may be one for a UNION
        let own = [sql::Expr::column(&r, "n"), sql::Expr::column(&r, key.clone())];
        let rows = || Select::of(Relation::from(table.clone()).named(&r), own.clone());
        let lean = sql::Join {
            kind: sql::JoinKind::Inner,
            from: Relation::from(TableName::own("lost")).as_it_is(),
            on: Some(below),
            at_most_one: false,
        };
        let query = Query::Union(vec![rows().and_where(is_lost).into(), Select { joins: vec![lean], ..rows() }.into()]);
        let columns = vec!["n".to_owned(), key.to_string()];
        let with = vec![CommonTable { name: "lost".to_owned(), columns, query: query.into(), recursive: true }];
        let all_lost = Relation::from(TableName::own("lost")).as_it_is();
        let gone = Select { with, from: Some(all_lost), ..Select::items([Item::named(sql::Expr::name("n"), "k")]) };
        let mark = "gone";
        let is_gone = self.rows_column("n").eq(sql::Expr::column(&ctx.x(), "k"));
        self.push(ctx.update_from(&table, vec![(mark.to_owned(), sql::Expr::int(1))], gone, &is_gone));
        let mut from = self.from();
        let own: Vec<sql::Expr> = self.key().iter().map(|k| from.value(k).value).collect();
        let own = own.into_iter().next().unwrap_or_else(sql::Expr::null);
        let on_rows = from.join(table.clone(), "r", true, |a| meet(&sql::Expr::column(a, key.clone()), &own));
        let mut cases: Vec<(sql::Expr, [sql::Expr; 3])> = Vec::new();
        for (column, parent) in selves.iter().zip(&parents) {
            let Some(fill) = self.block.fill(*column) else { continue };
            let How::Value { attempts, .. } = &fill.how else { continue };
            let Some(first) = attempts.first() else { continue };
            let parent = sql::Expr::column(&on_rows, parent.as_str());
            let marked = |as_gone: i32| Some(sql::Expr::column(&p, mark).eq(as_gone));
            let stays = partner(&parent, marked(0));
            let gone = partner(&parent, marked(1));
            let reason = reasons::lost_partner(ctx, &mut from, self.id, first, &gone);
            let value = reasons::value(ctx, &mut from, first);
            let when = sql::Expr::and([parent.is_not_null(), stays.not()]);
            cases.push((when, [sql::Expr::text(name(column)), reason, value]));
        }
        let is_marked = sql::Expr::column(&on_rows, mark).eq(1);
        let sql = self.reject_rows(&mut from, &pick_case(&cases), &[is_marked]);
        self.push(sql);
        self.push(ctx.delete(table, sql::Expr::name(mark).eq(1)));
    }

    /// A column of the rows table in a statement that changes it.
    fn rows_column(&self, name: impl Into<Arc<str>>) -> sql::Expr {
        sql::Expr::column(&self.ctx.rows_alias(self.id), name)
    }

    /// Sets columns of the rows table with what a query of it answers, row by row: by `n`.
    fn update_rows(&mut self, set: Vec<(String, sql::Expr)>, source: Select, by: &str) {
        let on = self.rows_column(by).eq(sql::Expr::column(&self.ctx.x(), "n"));
        self.update_rows_on(set, source, &on);
    }

    fn update_rows_on(&mut self, set: Vec<(String, sql::Expr)>, source: Select, on: &sql::Expr) {
        self.push(self.ctx.update_from(&self.ctx.rows_of(self.id), set, source, on));
    }

    /// A query of columns of the rows table.
    fn of_rows(&self, items: impl IntoIterator<Item = Item>) -> Select {
        let from = Some(Relation::from(self.ctx.rows_of(self.id)).as_it_is());
        Select { from, ..Select::items(items) }
    }

    /// Whether nulls are equal in a key that unique columns decide (`UNIQUE NULLS NOT DISTINCT`).
    fn nulls_equal(&self, unique: &Unique) -> bool {
        let table = self.ctx.program.new.table(self.block.target);
        table.keys().any(|key| key.nulls_equal && unique.columns.iter().all(|column| key.columns.contains(column)))
    }

    /// That no unique column is null, where rows with a null in one are equal to no other.
    fn not_null(&self, unique: &Unique, columns: &[sql::Expr]) -> Vec<sql::Expr> {
        let asked = if self.nulls_equal(unique) { &[] } else { columns };
        asked.iter().map(|column| column.clone().is_not_null()).collect()
    }

    /// Whether two values of a unique column are equal, as the new table compares them.
    fn equal_in(&self, unique: &Unique, a: sql::Expr, b: sql::Expr) -> sql::Expr {
        if self.nulls_equal(unique) { a.same(b) } else { a.eq(b) }
    }

    /// By which columns of the rows table rows are equal, in which order the first of them comes, and what must hold of a row that can be
    /// equal to another.
    pub(super) fn equal_by(&self, index: usize, unique: &Unique) -> (Vec<sql::Expr>, Vec<Order>, Vec<sql::Expr>) {
        let ctx = self.ctx;
        let table = ctx.program.new.table(self.block.target);
        let columns: Vec<sql::Expr> =
            unique.columns.iter().map(|c| sql::Expr::name(new_column(&table.column(*c).name))).collect();
        let apart = unique.columns.iter().zip(&columns);
        let apart = apart.map(|(c, own)| ctx.dialect.told_apart(own, &ctx.held(Side::New, self.block.target, *c)));
        let order: Vec<Order> = match &unique.then {
            UniqueThen::Keep(by) => by
                .iter()
                .enumerate()
                .map(|(t, term)| {
                    ctx.order(
                        &sql::Expr::name(by_column(index, t)),
                        term.descending,
                        term.expr.ty.is_textual(),
                        // What cannot be made is null here.
                        self.from().value(&term.expr).may_be_null(),
                    )
                })
                .collect(),
            _ => Vec::new(),
        };
        let order = order.into_iter().chain([Order::ascending(sql::Expr::name("n"))]).collect();
        (apart.collect(), order, self.not_null(unique, &columns))
    }

    /// Rows that are equal in unique columns.
    pub(super) fn unique(&mut self, index: usize, unique: &Unique) {
        let ctx = self.ctx;
        let rows = ctx.rows_alias(self.id);
        let table = ctx.program.new.table(self.block.target);
        let columns: Vec<String> = unique.columns.iter().map(|c| new_column(&table.column(*c).name)).collect();
        let names: Vec<&str> = unique.columns.iter().map(|c| table.column(*c).name.as_str()).collect();
        let n = || sql::Expr::name("n");
        let (apart, order, not_null) = self.equal_by(index, unique);
        let stays = sql::Expr::name("into_n").is_null();
        let open = sql::Expr::and(std::iter::once(stays.clone()).chain(not_null));
        let number = sql::Expr::call("FIRST_VALUE", [n()]).over(apart, order);
        let first = self.of_rows([n().into(), Item::named(number, "first_n")]).and_where(open);
        let x = ctx.x();
        let [first_n, own_n] = ["first_n", "n"].map(|name| sql::Expr::column(&x, name));
        let later = first_n.clone().ne(own_n.clone());
        let by_number = sql::Expr::and([self.rows_column("n").eq(own_n.clone()), later.clone()]);
        match &unique.then {
            UniqueThen::Keep(_) => {
                self.merge_into_present(unique, &columns);
                self.update_rows_on(vec![("into_n".to_owned(), first_n)], first, &by_number);
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
                    let open = sql::Expr::and(std::iter::once(stays).chain(held));
                    match self.merges_before(index) {
                        0 => self.push(ctx.delete(ctx.rows_of(self.id), open)),
                        _ => {
                            let set = vec![("gone".to_owned(), sql::Expr::int(1))];
                            let mark = sql::Update { table: ctx.rows_of(self.id), set, filter: Some(open) };
                            self.push(ctx.dialect.statement(&sql::Statement::Update(mark)));
                            self.reject_gone(index, &column);
                        }
                    }
                }
                let cases = [column.clone(), what, value];
                let later = Select::of(Relation::from(first.clone()).named(&x), [own_n]).and_where(later);
                let later = sql::Expr::column(&on_rows, "n").is_among(later);
                let sql = self.reject_rows(&mut from, &cases, &[later]);
                self.push(sql);
                self.update_rows_on(vec![("gone".to_owned(), sql::Expr::int(1))], first, &by_number);
                self.reject_gone(index, &column);
            }
            UniqueThen::Fail => {
                if let Some(held) = self.is_held(unique, &rows) {
                    self.check_held(unique, held);
                }
                self.check_unique_in(unique, Relation::from(ctx.rows_of(self.id)).as_it_is());
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
        let merges = self.merges_before(index);
        let is_gone = || sql::Expr::name("gone").eq(1);
        for _ in 0..merges {
            let gone = self.of_rows([sql::Expr::name("n").into()]).and_where(is_gone());
            self.update_rows(vec![("gone".to_owned(), sql::Expr::int(1))], gone, "into_n");
        }
        if merges > 0 {
            let mut from = self.from();
            let on_rows = self.join_rows(&mut from);
            let why = sql::Expr::text("the row that it is merged into was rejected");
            let cases = [column.clone(), why, sql::Expr::null()];
            let merged = [sql::Expr::column(&on_rows, "gone").eq(1), self.stays(&on_rows).not()];
            let sql = self.reject_rows(&mut from, &cases, &merged);
            self.push(sql);
        }
        self.push(ctx.delete(ctx.rows_of(self.id), is_gone()));
    }

    /// That no rows are equal in unique columns, among `rows`, which has the columns of the rows table.
    pub(super) fn check_unique_in(&mut self, unique: &Unique, rows: FromItem) {
        let ctx = self.ctx;
        let table = ctx.program.new.table(self.block.target);
        let own = |c: &ColumnId| {
            let name = sql::Expr::name(new_column(&table.column(*c).name));
            (name, ctx.held(Side::New, self.block.target, *c))
        };
        let columns: Vec<(sql::Expr, Type)> = unique.columns.iter().map(own).collect();
        let keys = (0..).zip(self.key()).map(|(i, key)| (sql::Expr::name(old_column(i)), key.ty));
        let keys: Vec<(sql::Expr, Type)> = keys.collect();
        let by: Vec<sql::Expr> = columns.iter().map(|(name, _)| name.clone()).collect();
        let mut open = vec![sql::Expr::name("into_n").is_null()];
        open.extend(self.not_null(unique, &by));
        let common = texts::common_text(ctx, &columns);
        let shown = texts::shown_equal(ctx, &common, texts::ends_of(ctx, &keys));
        let bad = Select {
            from: Some(rows),
            group: by,
            having: Some(sql::Expr::CountRows.gt(1)),
            order: vec![Order::ascending(sql::Expr::call("MIN", [sql::Expr::name("n")]))],
            ..Select::items([Item::named(shown, "t")])
        };
        let bad = bad.and_where(sql::Expr::and(open));
        let names: Vec<&str> = unique.columns.iter().map(|c| table.column(*c).name.as_str()).collect();
        let message = format!(
            "step {}: rows of `{}` are equal in {}, and the program says `fail`",
            self.step,
            self.block.name,
            names.join(", ")
        );
        self.out.push(ctx.check_rows(bad, &message));
    }

    /// That the new table holds no row already that is equal to one of the rows table.
    fn check_held(&mut self, unique: &Unique, held: sql::Expr) {
        let ctx = self.ctx;
        let table = ctx.program.new.table(self.block.target);
        let own = |c: &ColumnId| {
            let name = new_column(&table.column(*c).name);
            (self.rows_column(name), ctx.held(Side::New, self.block.target, *c))
        };
        let columns: Vec<(sql::Expr, Type)> = unique.columns.iter().map(own).collect();
        let keys = (0..).zip(self.key()).map(|(i, key)| (self.rows_column(old_column(i)), key.ty));
        let keys: Vec<(sql::Expr, Type)> = keys.collect();
        let (key, common) = (texts::columns_text(ctx, &keys), texts::columns_text(ctx, &columns));
        let bad = self.of_rows([Item::named(texts::shown(ctx, &key, &common), "t")]);
        let bad = bad.and_where(sql::Expr::name("into_n").is_null()).and_where(held);
        let bad = Select { order: vec![Order::ascending(sql::Expr::name("n"))], ..bad };
        let names: Vec<&str> = unique.columns.iter().map(|c| table.column(*c).name.as_str()).collect();
        let message = format!(
            "step {}: rows of `{}` are equal in {} to rows that `{}` holds already, and the program says `fail`",
            self.step,
            self.block.name,
            names.join(", "),
            table.name
        );
        self.out.push(ctx.check_rows(bad, &message));
    }

    /// Whether the new table holds a row already that is equal to one of the rows table, as the new table compares; none where it
    /// holds none.
    pub(super) fn is_held(&self, unique: &Unique, rows: &Alias) -> Option<sql::Expr> {
        let ctx = self.ctx;
        if !self.own.may_hold_rows {
            return None;
        }
        let table = ctx.program.new.table(self.block.target);
        let meet = sql::Expr::and(unique.columns.iter().map(|c| {
            let name = &table.column(*c).name;
            let own = sql::Expr::column(rows, new_column(name));
            self.equal_in(unique, sql::Expr::column(&ctx.x(), name.as_str()), own)
        }));
        let target = Relation::from(ctx.table_name(Side::New, self.block.target)).named(&ctx.x());
        Some(sql::Expr::exists(Select::of(target, [sql::Expr::int(1)]).and_where(meet)))
    }

    /// Rows equal to one the new table holds already are that row.
    pub(super) fn merge_into_present(&mut self, unique: &Unique, columns: &[String]) {
        let ctx = self.ctx;
        if !self.own.may_hold_rows {
            return;
        }
        let x = ctx.x();
        let table = ctx.program.new.table(self.block.target);
        let theirs = |name: &str| sql::Expr::column(&x, name);
        let meet = unique.columns.iter().zip(columns);
        let meet =
            meet.map(|(c, own)| self.equal_in(unique, theirs(&table.column(*c).name), self.rows_column(own.as_str())));
        let meet = sql::Expr::and(meet.chain([self.stays(&ctx.rows_alias(self.id))]));
        let mut set = vec![("into_n".to_owned(), sql::Expr::int(0))];
        for column in self.decided_columns() {
            let name = &table.column(*column).name;
            if self.own.followed.contains(column) {
                set.push((new_column(name), theirs(name)));
            }
        }
        let mut wanted: Vec<&str> = unique.columns.iter().map(|c| table.column(*c).name.as_str()).collect();
        wanted.extend(self.own.followed.iter().map(|c| table.column(*c).name.as_str()));
        wanted.sort_unstable();
        wanted.dedup();
        let target = Relation::from(ctx.table_name(Side::New, self.block.target)).as_it_is();
        self.update_rows_on(set, Select::of(target, wanted.into_iter().map(sql::Expr::name)), &meet);
    }

    /// Joins the rows table, and answers its alias.
    pub fn join_rows(&self, from: &mut FromClause<'a>) -> Alias {
        let keys = self.key();
        let keys: Vec<_> = keys.iter().map(|k| (from.value(k), k.ty.clone())).collect();
        let ctx = self.ctx;
        from.join(ctx.rows_of(self.id), "r", true, |alias| {
            let keys = keys.iter().zip(&self.own.null_keys).enumerate();
            sql::Expr::and(keys.flat_map(|(i, ((key, ty), may_be_null))| {
                let own = sql::Expr::column(alias, old_column(i));
                let meets = match may_be_null {
                    true => ctx.dialect.same_key(&own, &key.value, ty),
                    false => ctx.dialect.finds(&own, &ctx.in_helper(ty), &key.value, ty),
                };
                // What cannot be read is null here, and is not the row whose key is null.
                let unread = key.fails.clone().filter(|_| *may_be_null && !self.grouped());
                std::iter::once(meets).chain(unread.map(sql::Expr::not))
            }))
        })
    }

    /// Fresh keys for the rows that stay, above every key there is.
    pub(super) fn number_fresh_keys(&mut self) {
        let ctx = self.ctx;
        for fill in self.block.fills.iter().filter(|f| f.how == How::Auto) {
            let name = ctx.column_name(Side::New, self.block.target, fill.column);
            let own = new_column(&ctx.program.new.column(self.block.target, fill.column).name);
            let target = Relation::from(ctx.table_name(Side::New, self.block.target)).as_it_is();
            let above = sql::Expr::scalar(Select::of(target, [greatest(name)]));
            let number = sql::Expr::row_number(vec![Order::ascending(sql::Expr::name("n"))]);
            let fresh = [sql::Expr::name("n").into(), Item::named(above.plus(number), "fresh")];
            let fresh = self.of_rows(fresh).and_where(sql::Expr::name("into_n").is_null());
            self.update_rows(vec![(own, sql::Expr::column(&ctx.x(), "fresh"))], fresh, "n");
        }
    }

    /// A merged row's new key is the key of the row it was merged into.
    pub(super) fn pass_on_keys(&mut self) {
        let ctx = self.ctx;
        let merging = self.block.uniques.iter().filter(|u| matches!(u.then, UniqueThen::Keep(_))).count();
        if merging == 0 {
            return;
        }
        let x = ctx.x();
        let [n, into] = ["n", "into_n"].map(|name| sql::Expr::column(&x, name));
        let again = sql::Expr::and([self.rows_column("into_n").eq(n), into.clone().is_not_null(), into.clone().ne(0)]);
        for _ in 1..merging {
            // A row merged by one rule into a row that a later rule merged on.
            let source = self.of_rows(["n", "into_n"].map(|name| sql::Expr::name(name).into()));
            self.update_rows_on(vec![("into_n".to_owned(), into.clone())], source, &again);
        }
        let followed = &self.own.followed;
        if followed.is_empty() {
            return;
        }
        let name = |c: &ColumnId| new_column(&ctx.program.new.column(self.block.target, *c).name);
        let names: Vec<String> = followed.iter().map(name).collect();
        let set = names.iter().map(|name| (name.clone(), sql::Expr::column(&x, name.as_str()))).collect();
        let columns = std::iter::once("n").chain(names.iter().map(String::as_str));
        let source = self.of_rows(columns.map(|name| sql::Expr::name(name).into()));
        self.update_rows(set, source, "into_n");
    }
}
