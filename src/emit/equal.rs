//! Rows that are equal in unique columns, found without moving: in a table of the session that has the columns of the rows table.

use super::moves::Move;
use super::rows::same_in;
use super::{helpers, reasons};
use crate::dialect::Making;
use crate::plan::{How, Unique, UniqueThen};
use crate::sql::{self, Alias, FromItem, Item, Relation, Select, TableName};

/// Why a row is listed that would be merged into another.
pub(super) const EQUAL: &str = "the new database takes it for equal to another row";

/// The column that holds the value of which a rule says that another row has it too.
fn value_column(index: usize) -> String {
    format!("value_{}", index + 1)
}

impl Move<'_> {
    /// Statements that write the rows that `unique` leaves out into the reject table, each row once. MySQL reads a table of the session
    /// once in a statement, so each rule has a table of its own, with the rows that the rules before it left.
    pub(super) fn equal_rows(&self) -> Vec<String> {
        let ctx = self.ctx;
        let uniques = &self.block.uniques;
        if uniques.is_empty() {
            return Vec::new();
        }
        let (_, mut columns, _) = helpers::rows_table(ctx, self.id);
        columns.push(helpers::text_column(ctx, "row_key"));
        let mut from = self.from();
        let moved = self.conditions(&mut from).moved();
        let (mut names, mut values) = self.decided(&mut from);
        names.push("row_key".to_owned());
        values.push(reasons::key_text(ctx, &mut from, &self.key()));
        for (index, unique) in uniques.iter().enumerate().filter(|(_, unique)| unique.then == UniqueThen::Reject) {
            let value = match self.block.fill(unique.columns[0]).map(|fill| &fill.how) {
                Some(How::Value { attempts, .. }) => attempts.first().map(|a| reasons::value(ctx, &mut from, a)),
                _ => None,
            };
            columns.push(helpers::text_column(ctx, &value_column(index)));
            names.push(value_column(index));
            values.push(value.unwrap_or_else(sql::Expr::null));
        }
        let moved: Vec<sql::Expr> = moved.into_iter().chain(self.unchecked(&mut from)).collect();
        let select = from.select(values.into_iter().map(Item::from).collect(), &moved, Vec::new());
        let table = |index: usize| format!("_mig_equal_{}_{}", self.step, index + 1);
        let create = |index| ctx.statements.create(Making::OfSession, &ctx.name(&table(index)), &columns, &[]);
        let mut out: Vec<String> = create(0);
        out.push(ctx.insert(TableName::own(table(0)), names.clone(), select));
        let x = ctx.x();
        let [first_n, first_key, n] = ["first_n", "first_key", "n"].map(|name| sql::Expr::column(&x, name));
        for (index, unique) in uniques.iter().enumerate() {
            let rows = Alias::named(table(index));
            let from = Relation::from(TableName::own(table(index))).as_it_is();
            let held = self.is_held(unique, &rows);
            if let Some(held) = &held {
                let left_out = self.left_out_by(index, unique, from.clone(), sql::Expr::null());
                out.push(self.insert_rejects(left_out.and_where(held.clone())));
            }
            let items = std::iter::once(sql::Expr::AllOf(rows).into()).chain(self.first_equal(index, unique)).collect();
            let seen = Select { from: Some(from), items, ..Select::default() };
            let seen = held.into_iter().fold(seen, |seen, held| seen.and_where(held.not()));
            let seen = Relation::from(seen).named(&x);
            let left_out = self.left_out_by(index, unique, seen.clone(), first_key.clone());
            out.push(self.insert_rejects(left_out.and_where(first_n.clone().ne(n.clone()))));
            if index + 1 < uniques.len() {
                out.extend(create(index + 1));
                let kept = Select::of(seen, names.iter().map(|name| sql::Expr::name(name.as_str())));
                let kept = kept.and_where(first_n.clone().eq(n.clone()));
                out.push(ctx.insert(TableName::own(table(index + 1)), names.clone(), kept));
            }
        }
        out
    }

    /// The number and the key of the first of the rows equal to one; a row that is equal to no other is its own.
    fn first_equal(&self, index: usize, unique: &Unique) -> [Item; 2] {
        let (mut by, order, not_null) = self.equal_by(index, unique);
        if !not_null.is_empty() {
            let own = Some(sql::Expr::name("n"));
            by.push(sql::Expr::case([(sql::Expr::and(not_null), sql::Expr::int(0))], own));
        }
        [("n", "first_n"), ("row_key", "first_key")].map(|(own, name)| {
            let first = sql::Expr::call("FIRST_VALUE", [sql::Expr::name(own)]);
            Item::named(first.over(by.clone(), order.clone()), name)
        })
    }

    /// What the reject table gets of rows that a rule leaves out.
    fn left_out_by(&self, index: usize, unique: &Unique, rows: FromItem, kept: sql::Expr) -> Select {
        let table = self.ctx.program.new.table(self.block.target);
        let names: Vec<&str> = unique.columns.iter().map(|c| table.column(*c).name.as_str()).collect();
        let (column, reason, value) = match unique.then {
            UniqueThen::Reject => (names[..1].join(""), same_in(&names), sql::Expr::name(value_column(index))),
            UniqueThen::Keep(_) | UniqueThen::Fail => (names.join(", "), EQUAL.to_owned(), kept),
        };
        let block = sql::Expr::text(&self.block.name);
        let [column, reason] = [column, reason].map(sql::Expr::text);
        let null = sql::Expr::null();
        Select::of(rows, [self.step.into(), block, sql::Expr::name("row_key"), column, reason, value, null])
    }
}
