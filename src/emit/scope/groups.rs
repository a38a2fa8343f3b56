//! The groups of a `group by` block: a query that groups the rows of the head, and around it the block's
//! expressions, which see what is grouped by and what goes over a group as columns.

use std::collections::HashSet;
use std::sync::Arc;

use super::{FromClause, Groups};
use crate::emit::context::Context;
use crate::emit::expr::{Fallible, Scope as _};
use crate::emit::texts;
use crate::physical::{is_decided, may_be_impossible};
use crate::plan::{BlockId, Expr, ExprKind, RelId, Side};
use crate::schema::{ColumnId, Schema};
use crate::sql::{self, Alias, Item, Select};

impl<'a> Groups<'a> {
    pub fn of(ctx: &'a Context<'a>, block: BlockId) -> Self {
        Self {
            ctx,
            block,
            rows: FromClause::rows(ctx, block),
            columns: Vec::new(),
            reserved: HashSet::new(),
            conditions: Vec::new(),
            all: false,
        }
    }

    /// Whether a line decides of the rows whose part of the key cannot be made.
    fn decides(&self, key: &Expr) -> bool {
        is_decided(self.ctx.block(self.block), self.ctx.block_plan(self.block).keeps_rows_anyway(), key)
    }

    /// Whether, from here on, rows that the rows of a group follow are taken to be there.
    pub fn assume_found(&mut self, found: bool) {
        self.rows.assume_found(found);
    }

    /// From here on, all groups that the rows of the head have.
    pub fn take_all(&mut self) {
        self.all = true;
    }

    /// From here on, only the groups of rows that meet a condition, which `condition` spells over them.
    pub fn take_rows(&mut self, condition: impl FnOnce(&mut FromClause<'a>) -> sql::Expr) {
        let condition = condition(&mut self.rows);
        self.conditions.push(condition);
    }

    /// What an expression is of a group, where it goes over it or is what is grouped by.
    pub fn value(&mut self, alias: &Alias, expr: &Expr) -> Option<Fallible> {
        let grouped = &self.ctx.block(self.block).group_by;
        let is = |key: &Expr| std::mem::discriminant(&key.kind) == std::mem::discriminant(&expr.kind) && key.same(expr);
        let key = expr.literal().is_none() && grouped.iter().any(is);
        let over = matches!(expr.kind, ExprKind::Group { .. });
        if !key && !over {
            return None;
        }
        let frag = self.rows.value(expr);
        // Rows of which it is not known which group they belong to have stopped the run, where no line decides.
        let decided = key && self.decides(expr);
        let fails = frag.fails.filter(|_| over || decided).map(|fails| {
            let fails = if key { sql::Expr::call("MAX", [fails.as_number()]).eq(1) } else { fails };
            self.column(alias, "bad", fails)
        });
        let hint = match expr.bare_column().filter(|_| key) {
            Some((rel, column)) => self.name_of(rel, column),
            None if key => "key".to_owned(),
            None => "value".to_owned(),
        };
        let value = self.column(alias, &hint, frag.value);
        Some(Fallible { value, fails, nullable: frag.nullable })
    }

    /// What is said of the rows of a group: of one of them, where it is said of several.
    pub fn said_of_rows(&mut self, alias: &Alias, say: impl FnOnce(&mut FromClause<'a>) -> sql::Expr) -> sql::Expr {
        let said = sql::Expr::call("MIN", [say(&mut self.rows)]);
        self.column(alias, "said", said)
    }

    /// A column of the rows of a group, which is the same in all of them.
    pub fn stored(&mut self, alias: &Alias, rel: RelId, column: ColumnId) -> sql::Expr {
        let hint = self.name_of(rel, column);
        let (side, table) = self.rows.relation(rel);
        let schema = self.schema(side);
        let mut stored = self.rows.column(rel, column);
        // No table of the engine's own takes a date that does not exist for one.
        if may_be_impossible(schema, schema.column(table, column)) {
            stored = texts::odd_date_text(self.ctx, &stored, side, table, column);
        }
        self.column(alias, &hint, sql::Expr::call("MIN", [stored]))
    }

    fn name_of(&self, rel: RelId, column: ColumnId) -> String {
        let (side, table) = self.rows.relation(rel);
        self.schema(side).column(table, column).name.clone()
    }

    fn schema(&self, side: Side) -> &'a Schema {
        match side {
            Side::Old => &self.ctx.program.old,
            Side::New => &self.ctx.program.new,
        }
    }

    /// An expression over the rows as a column of the groups.
    fn column(&mut self, alias: &Alias, hint: &str, value: sql::Expr) -> sql::Expr {
        let known = self.columns.iter().find(|(_, own)| *own == value).map(|(name, _)| name.clone());
        let name = known.unwrap_or_else(|| {
            let taken = |name: &String| self.has_column(name) || self.reserved.contains(&name.to_lowercase());
            let names = std::iter::once(hint.to_owned()).chain((2..).map(|n| format!("{hint}_{n}")));
            let name = names.into_iter().find(|name| !taken(name)).unwrap_or_default();
            self.columns.push((name.clone(), value));
            name
        });
        sql::Expr::column(alias, name)
    }

    /// Whether something known of a group is called so.
    pub fn has_column(&self, name: &str) -> bool {
        self.columns.iter().any(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    /// From here on, nothing of the rows is called so.
    pub fn reserve(&mut self, name: &str) {
        self.reserved.insert(name.to_lowercase());
    }

    /// The query, with the columns that are asked for.
    pub fn query(&mut self, asked: &HashSet<Arc<str>>) -> Select {
        let block = self.ctx.block(self.block);
        let mut conditions = Vec::new();
        if !self.all {
            conditions.extend(block.filters.iter().map(|filter| self.rows.filter(&filter.keep).value));
        }
        conditions.extend(self.conditions.iter().cloned());
        let mut group: Vec<sql::Expr> = block.group_by.iter().map(|expr| self.rows.group_term(expr)).collect();
        for key in &block.group_by {
            if self.decides(key) {
                group.extend(self.rows.value(key).fails.map(sql::Expr::as_number));
            }
        }
        let columns = self.columns.iter().filter(|(name, _)| asked.contains(name.as_str()));
        let mut items: Vec<Item> = columns.map(|(name, value)| Item::named(value.clone(), name)).collect();
        if items.is_empty() {
            items.push(Item::named(1, "one"));
        }
        let query = Select { items, group, ..Select::default() }.and_where(sql::Expr::and(conditions));
        self.rows.finish(query)
    }
}
