//! Rows that are equal in unique columns, found without moving: in a table of the session that has the columns of the rows table.

use super::moves::Move;
use super::rows::same_in;
use super::{helpers, reasons};
use crate::dialect::Making;
use crate::plan::{How, Unique, UniqueThen};
use crate::sql;

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
        let row_key = ctx.name("row_key");
        columns.push(helpers::text_column(ctx, "row_key"));
        let mut from = self.from();
        let moved = self.conditions(&mut from).moved();
        let (mut names, mut values) = self.decided(&mut from);
        names.push(row_key.clone());
        values.push(ctx.sql(&reasons::key_text(ctx, &mut from, &self.key())));
        for (index, unique) in uniques.iter().enumerate().filter(|(_, unique)| unique.then == UniqueThen::Reject) {
            let value = match self.block.fill(unique.columns[0]).map(|fill| &fill.how) {
                Some(How::Value { attempts, .. }) => attempts.first().map(|a| reasons::value(ctx, &mut from, a)),
                _ => None,
            };
            columns.push(helpers::text_column(ctx, &value_column(index)));
            names.push(ctx.name(&value_column(index)));
            values.push(ctx.sql(&value.unwrap_or_else(sql::Expr::null)));
        }
        let moved: Vec<sql::Expr> = moved.into_iter().chain(self.unchecked(&mut from)).collect();
        let select = self.select(&values.join(",\n  "), &mut from, &moved);
        let list = names.join(", ");
        let table = |index: usize| ctx.name(&format!("_mig_equal_{}_{}", self.step, index + 1));
        let create = |index: usize| ctx.statements.create(Making::OfSession, &table(index), &columns, &[]);
        let mut out: Vec<String> = create(0);
        out.push(format!("INSERT INTO {} ({list})\n{select}", table(0)));
        for (index, unique) in uniques.iter().enumerate() {
            let rows = table(index);
            let held = self.is_held(unique, &rows);
            if let Some(held) = &held {
                out.push(self.insert_rejects(&self.left_out_by(
                    index,
                    unique,
                    &rows,
                    "NULL",
                    &format!(" WHERE {}", ctx.sql(held)),
                )));
            }
            let first = self.first_equal(index, unique);
            let open = held.map_or_else(String::new, |held| format!(" WHERE {}", ctx.sql(&held.not())));
            let seen = format!("(\n  SELECT {rows}.*, {first}\n  FROM {rows}{open}\n) AS x");
            out.push(self.insert_rejects(&self.left_out_by(
                index,
                unique,
                &seen,
                &format!("x.{}", ctx.name("first_key")),
                &format!(" WHERE x.{0} <> x.{1}", ctx.name("first_n"), ctx.name("n")),
            )));
            if index + 1 < uniques.len() {
                out.extend(create(index + 1));
                let kept = format!("SELECT {list} FROM {seen} WHERE x.{} = x.{}", ctx.name("first_n"), ctx.name("n"));
                out.push(format!("INSERT INTO {} ({list})\n{kept}", table(index + 1)));
            }
        }
        out
    }

    /// The number and the key of the first of the rows equal to one; a row that is equal to no other is its own.
    fn first_equal(&self, index: usize, unique: &Unique) -> String {
        let ctx = self.ctx;
        let (mut by, order, not_null) = self.equal_by(index, unique);
        let n = ctx.name("n");
        if !not_null.is_empty() {
            let own = Some(sql::Expr::spelled(n.clone()));
            by.push(ctx.sql(&sql::Expr::case([(sql::Expr::and(not_null), sql::Expr::int(0))], own)));
        }
        let over = format!("OVER (PARTITION BY {} ORDER BY {})", by.join(", "), order.join(", "));
        let first = |own: &str, name: &str| format!("FIRST_VALUE({own}) {over} AS {}", ctx.name(name));
        format!("{}, {}", first(&n, "first_n"), first(&ctx.name("row_key"), "first_key"))
    }

    /// What the reject table gets of rows that a rule leaves out.
    fn left_out_by(&self, index: usize, unique: &Unique, rows: &str, kept: &str, condition: &str) -> String {
        let ctx = self.ctx;
        let table = ctx.program.new.table(self.block.target);
        let names: Vec<&str> = unique.columns.iter().map(|c| table.column(*c).name.as_str()).collect();
        let (column, reason, value) = match unique.then {
            UniqueThen::Reject => (names[..1].join(""), same_in(&names), ctx.name(&value_column(index))),
            UniqueThen::Keep(_) | UniqueThen::Fail => (names.join(", "), EQUAL.to_owned(), kept.to_owned()),
        };
        let (column, reason) = (ctx.text(&column), ctx.text(&reason));
        let row_key = ctx.name("row_key");
        format!(
            "SELECT {}, {}, {row_key}, {column}, {reason}, {value}, NULL\nFROM {rows}{condition}",
            self.step,
            ctx.text(&self.block.name),
        )
    }
}
