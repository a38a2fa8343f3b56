//! The FROM clause of one query: a block's relations and the rows its expressions look up.

mod joins;
mod parts;

use std::collections::HashSet;

use super::context::Context;
use super::expr::{Emitter, Fallible, Joined, LookedUp, Mode, Scope};
use super::groups::Groups;
use super::staging::{reads_text, usual};
use crate::plan::{Block, BlockId, Expr, Follow, Join, KeyStrategy, Lookup, RelId, Side};
use crate::schema::{ColumnId, TableId, Type};
use crate::sql;
use joins::{Joining, Joins};
pub(crate) use parts::Parts;
pub(super) use parts::named_queries;

/// What the query is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A block's old rows.
    Block(BlockId),
    /// The missing keys of a block's rows.
    Stubs(BlockId),
    /// A new table.
    New(TableId),
    /// No row at all.
    Nothing,
}

/// A column of a row that is looked for, and the value it must have.
pub(super) struct Meets {
    /// Quoted, without its table.
    pub(super) column: String,
    pub(super) value: sql::Expr,
    /// The types of both, where text is compared by code point; otherwise it is as the column compares.
    pub(super) types: Option<(Type, Type)>,
    /// A null finds the rows that have null there.
    pub(super) finds_null: bool,
    /// The column is one of an old table, and is held as text that is to be read first.
    pub(super) read: Option<(TableId, ColumnId)>,
}

impl Meets {
    fn plain(column: String, value: sql::Expr) -> Self {
        Self { column, value, types: None, finds_null: false, read: None }
    }

    /// The column of the row of this alias, as a value of its type.
    pub(super) fn theirs(&self, ctx: &Context<'_>, alias: &str) -> sql::Expr {
        match self.read {
            Some((table, column)) => {
                let mut nothing = FromClause::new(ctx, Subject::Nothing);
                Emitter::new(ctx.dialect, ctx.program, &mut nothing).read_of(alias, table, column).value
            }
            None => column_of(alias, &self.column),
        }
    }

    fn condition(&self, ctx: &Context<'_>, alias: &str) -> sql::Expr {
        let dialect = ctx.dialect;
        let column = self.theirs(ctx, alias);
        match &self.types {
            Some((held, _)) if self.finds_null => dialect.same_key(&column, &self.value, held),
            Some((held, from)) => dialect.finds(&column, held, &self.value, from),
            None => column.eq(&self.value),
        }
    }
}

/// A column of a relation, both given in quotes.
pub(super) fn column_of(alias: &str, column: &str) -> sql::Expr {
    sql::Expr::spelled([alias, ".", column].concat())
}

/// The condition under which a row has all of them.
fn all_met(ctx: &Context<'_>, on: &[Meets], alias: &str) -> sql::Expr {
    sql::Expr::and(on.iter().map(|on| on.condition(ctx, alias)))
}

/// A FROM clause under construction.
pub(crate) struct FromClause<'a> {
    pub(super) ctx: &'a Context<'a>,
    pub(super) subject: Subject,
    aliases: Vec<String>,
    /// The aliases in their order, quoted as the engine quotes names.
    quoted: Vec<String>,
    joins: Joins,
    hoisted: Parts,
    /// Conditions under which what is joined now is looked at.
    guards: Vec<sql::Expr>,
    /// Joins whose miss leaves the row out anyway, by their ON: written as inner joins.
    pub inner: HashSet<String>,
    /// Rows can be joined to those of a new table as well.
    joins_new: bool,
    /// The groups of a block that groups its rows.
    groups: Option<Box<Groups<'a>>>,
}

impl<'a> FromClause<'a> {
    pub fn new(ctx: &'a Context<'a>, subject: Subject) -> Self {
        let aliases: Vec<String> = match subject {
            Subject::Block(id) if !ctx.block(id).group_by.is_empty() => {
                let groups = Some(Box::new(Groups::of(ctx, id)));
                return Self { groups, ..Self::under(ctx, subject, vec!["g".to_string()]) };
            }
            Subject::Block(id) => return Self::rows(ctx, id),
            Subject::Stubs(_) => vec!["s".to_string()],
            Subject::New(table) => vec![ctx.program.new.table(table).name.clone()],
            Subject::Nothing => Vec::new(),
        };
        Self::under(ctx, subject, aliases)
    }

    /// The rows of a block's head, before they are grouped where the block does that.
    pub fn rows(ctx: &'a Context<'a>, id: BlockId) -> Self {
        let block = ctx.block(id);
        let aliases = block.source.iter().enumerate().map(|(i, r)| alias(ctx, block, i, &r.alias)).collect();
        Self::under(ctx, Subject::Block(id), aliases)
    }

    fn under(ctx: &'a Context<'a>, subject: Subject, aliases: Vec<String>) -> Self {
        let quoted = aliases.iter().map(|a| ctx.name(a)).collect();
        Self {
            ctx,
            subject,
            aliases,
            quoted,
            joins: Joins::default(),
            hoisted: Parts::default(),
            guards: Vec::new(),
            inner: HashSet::new(),
            joins_new: false,
            groups: None,
        }
    }

    /// From here on, all groups that the rows of the head have, also those of which the block's conditions keep no row.
    pub fn take_all_groups(mut self) -> Self {
        if let Some(groups) = &mut self.groups {
            groups.take_all();
        }
        self
    }

    /// Whether its rows are groups.
    pub fn has_groups(&self) -> bool {
        self.groups.is_some()
    }

    /// What is said of the rows of a group; none where rows are not grouped.
    pub fn said_of_rows(&mut self, say: impl FnOnce(&mut FromClause<'a>) -> sql::Expr) -> Option<sql::Expr> {
        let alias = self.alias(RelId(0));
        Some(self.groups.as_mut()?.said_of_rows(&alias, say))
    }

    /// Only rows that meet a condition: for groups, it is a condition on their rows. Answers it where it is for the
    /// query itself.
    pub fn take_rows(&mut self, condition: impl FnOnce(&mut FromClause<'a>) -> sql::Expr) -> Option<sql::Expr> {
        match &mut self.groups {
            Some(groups) => {
                groups.take_rows(condition);
                None
            }
            None => Some(condition(self)),
        }
    }

    /// From here on, rows are joined to those of a new table.
    pub fn join_rows(&mut self) {
        self.joins_new = true;
    }

    /// A table that is read. An engine may not read one that the same statement writes, but what a query answers of it.
    fn read(&self, side: Side, table: TableId) -> String {
        let name = self.ctx.table(side, table);
        match (self.subject, self.ctx.dialect.whole_query()) {
            (Subject::New(own), Some(whole)) if side == Side::New && own == table => {
                format!("(SELECT * FROM {name} {whole})")
            }
            _ => name,
        }
    }

    /// The alias of a relation, quoted.
    pub fn alias(&self, rel: RelId) -> String {
        self.quoted.get(rel.0).cloned().unwrap_or_else(|| self.ctx.name("o"))
    }

    /// The value of an expression here.
    pub fn value(&mut self, expr: &Expr) -> Fallible {
        self.emit(|emitter| emitter.value(expr))
    }

    /// Whether a value, spelled already, is this literal.
    pub fn equal_to_literal(&mut self, value: &Expr, spelled: &Fallible, literal: &Expr) -> sql::Expr {
        self.emit(|emitter| Fallible::new(emitter.equal_to_literal(value, spelled, literal), false)).value
    }

    /// The value of an expression that goes into a column as it is.
    pub fn flow(&mut self, expr: &Expr) -> Fallible {
        self.emit(|emitter| emitter.flow(expr))
    }

    /// The value of one of several expressions for a column.
    pub fn flow_among(&mut self, expr: &Expr) -> Fallible {
        self.emit(|emitter| emitter.flow_among(expr))
    }

    /// Text of an expression as people can read it.
    pub fn shown(&mut self, expr: &Expr) -> Fallible {
        self.emit(|emitter| {
            let text = emitter.value(expr);
            emitter.shown(text, expr)
        })
    }

    /// Whether the values of a column are sure to be what they are declared to be.
    pub fn is_sure(&self, rel: RelId, column: ColumnId) -> bool {
        let (side, table) = self.relation(rel);
        let schema = if side == Side::Old { &self.ctx.program.old } else { &self.ctx.program.new };
        schema.column(table, column).verified
    }

    /// Whether a column that was put into this engine from another one holds bytes.
    pub fn holds_bytes(&self, rel: RelId, column: ColumnId) -> bool {
        let (side, table) = self.relation(rel);
        let schema = if side == Side::Old { &self.ctx.program.old } else { &self.ctx.program.new };
        schema.engine != self.ctx.dialect.engine() && matches!(schema.column(table, column).ty, Type::Bytes { .. })
    }

    /// Where an expression for a column has a NUL that the engine's text cannot have, although it can be made; none: nowhere.
    pub fn has_nul(&mut self, expr: &Expr) -> Option<sql::Expr> {
        let ctx = self.ctx;
        let mut emitter = Emitter::new(ctx.dialect, ctx.program, self);
        if ctx.dialect.held().nul || !emitter.may_have_nul(expr) {
            return None;
        }
        let value = emitter.value(expr);
        Some(emitter.is_free_of_nul(&value.value).not())
    }

    /// A condition here, where null may stand for false.
    pub fn filter(&mut self, expr: &Expr) -> Fallible {
        self.emit(|emitter| emitter.condition(expr, Mode::Filter))
    }

    fn emit(&mut self, spell: impl FnOnce(&mut Emitter<'_>) -> Fallible) -> Fallible {
        let ctx = self.ctx;
        let mut emitter = Emitter::new(ctx.dialect, ctx.program, self);
        let frag = spell(&mut emitter);
        ctx.cannot(emitter.finish());
        frag
    }

    /// [`sql`](Self::sql) for a query with these other parts: what none of them mentions gets no name.
    pub fn sql_for(&mut self, parts: &[&str]) -> String {
        if self.groups.is_some() {
            let joins: Vec<String> = self.joins.all.iter().map(|join| join.on.clone()).collect();
            let asked = |name: &str| {
                let has = |sql: &str| sql.contains(name);
                parts.iter().any(|part| has(part)) || joins.iter().any(|on| has(on))
            };
            return self.sql_with(asked, None);
        }
        let conditions = self.relation_conditions();
        let conditions: Vec<String> = conditions.iter().flatten().map(|on| self.ctx.sql(on)).collect();
        let mut texts: Vec<&str> = parts.to_vec();
        texts.extend(conditions.iter().map(String::as_str));
        texts.extend(self.joins.all.iter().map(|join| join.on.as_str()));
        let asked = self.parts_asked(texts);
        self.sql_with(|_| true, Some(&asked))
    }

    fn relation_conditions(&mut self) -> Vec<Option<sql::Expr>> {
        let Subject::Block(id) = self.subject else { return Vec::new() };
        if self.groups.is_some() {
            return Vec::new();
        }
        self.ctx
            .block(id)
            .source
            .iter()
            .map(|relation| match &relation.join {
                Join::Base => None,
                Join::Inner(on) | Join::Left(on) => Some(self.filter(on).value),
            })
            .collect()
    }

    /// `FROM …` with every join asked for so far.
    pub fn sql(&mut self) -> String {
        self.sql_with(|_| true, None)
    }

    /// `FROM …` with every join asked for so far; of a query of groups, only the columns that are asked for, and of parts
    /// that have names those of `parts`.
    fn sql_with(&mut self, asked: impl Fn(&str) -> bool, parts: Option<&[bool]>) -> String {
        let ctx = self.ctx;
        let alias = self.alias(RelId(0));
        let mut out = match self.subject {
            Subject::Nothing => String::new(),
            Subject::Stubs(id) => format!("FROM {} AS {}", ctx.stubs_table(id), ctx.name("s")),
            Subject::New(table) => format!("FROM {}", ctx.new_table(table)),
            Subject::Block(_) if self.groups.is_some() => {
                format!("FROM {}", self.groups.as_mut().map(|groups| groups.sql(&alias, asked)).unwrap_or_default())
            }
            Subject::Block(id) => {
                let block = ctx.block(id);
                let mut out = String::new();
                // Conditions first: they may give names to parts of the relations.
                let conditions = self.relation_conditions();
                for (i, (relation, on)) in block.source.iter().zip(conditions).enumerate() {
                    let mut table = self.relation_sql(i, &ctx.table(relation.side, relation.table), parts);
                    let mut on = on.unwrap_or_else(|| sql::Expr::bool(true));
                    if let Join::Inner(cond) | Join::Left(cond) = &relation.join
                        && let Some((keyed, equal)) = self.keyed_relation(i, &table, cond)
                    {
                        (table, on) = (keyed, sql::Expr::and([equal, on]));
                    }
                    let on = ctx.sql(&on);
                    match &relation.join {
                        Join::Base => out.push_str(&format!("FROM {table}")),
                        Join::Inner(_) => out.push_str(&format!("\n  JOIN {table} ON {on}")),
                        Join::Left(_) => out.push_str(&format!("\n  LEFT JOIN {table} ON {on}")),
                    }
                }
                out
            }
        };
        if out.is_empty() && !self.joins.all.is_empty() {
            // What is looked up needs a row to be looked up for.
            out = format!("FROM (SELECT 1 AS {}) AS {}", ctx.name("one"), ctx.name("o"));
        }
        out.push_str(&self.joined_sql());
        out
    }

    /// Every join asked for so far, each on a line.
    pub fn joined_sql(&self) -> String {
        let spelled = |join: &Joining| {
            let word = if join.inner || self.inner.contains(&join.on) { "JOIN" } else { "LEFT JOIN" };
            format!("\n  {word} {} AS {} ON {}", join.table, self.ctx.name(&join.alias), join.on)
        };
        self.joins.all.iter().map(spelled).collect()
    }

    /// Under another alias than the usual one, inside a query of the same block.
    pub fn inside(ctx: &'a Context<'a>, subject: Subject) -> Self {
        let mut from = Self::new(ctx, subject);
        if let (Some(alias), Some(quoted)) = (from.aliases.first_mut(), from.quoted.first_mut()) {
            *alias = "x".to_string();
            *quoted = ctx.name("x");
        }
        from
    }

    /// The part of the key of the old row of a block at some place, null where there is none that would move; and whether there is.
    fn old_row(&mut self, id: BlockId, key: &[Fallible], place: usize) -> (sql::Expr, sql::Expr) {
        let ctx = self.ctx;
        let block = ctx.block(id);
        let Some(base) = block.source.first() else { return (sql::Expr::null(), sql::Expr::bool(false)) };
        let schema = ctx.program.old.table(base.table);
        let on: Vec<Meets> = block
            .key
            .iter()
            .zip(key)
            .map(|(k, value)| {
                let sought = match ctx.program.old.engine == ctx.dialect.engine() {
                    true => ctx.dialect.sought(&value.value, &Type::TEXT, &schema.column(k.column).ty),
                    false => value.sql(),
                };
                Meets::plain(ctx.column(Side::Old, base.table, k.column), sought)
            })
            .collect();
        let wanted = on.get(place).or(on.first()).map(|on| on.column.clone()).unwrap_or_default();
        let rows = super::preview::moving_rows(ctx, id).unwrap_or_else(|| ctx.table(Side::Old, base.table));
        self.row(&rows, &schema.name, &on, &wanted)
    }

    /// The row that a key will find when nothing has moved yet: an old one that would move, or a stub; none where that is not known.
    fn row_to_be(&mut self, follow: &Follow, key: &[Fallible]) -> Option<(sql::Expr, sql::Expr)> {
        let ctx = self.ctx;
        let called = match (self.subject, follow.key.as_slice()) {
            (Subject::Block(own), [_]) => super::preview::called_keys(ctx, own, follow.block)?,
            _ => Vec::new(),
        };
        let (mut value, mut found) = self.old_row(follow.block, key, 0);
        if let (false, Some(own), Some(expr)) = (called.is_empty(), key.first(), follow.key.first()) {
            value = own.sql();
            let k = ctx.name("k");
            for (query, ty) in called {
                let types = Some((ctx.in_helper(&ty), expr.ty.clone()));
                let on = Meets { column: k.clone(), value: own.sql(), types, finds_null: false, read: None };
                let (_, calls) = self.row_where(&query, "called", &k, &k, &[on]);
                found = sql::Expr::or([found, calls]);
            }
        }
        Some((value, found))
    }

    /// A row found by `on` in `table`: joined, or where rows cannot be joined a subquery.
    fn row(&mut self, table: &str, name: &str, on: &[Meets], wanted: &str) -> (sql::Expr, sql::Expr) {
        let first = on.first().map_or("", |on| on.column.as_str());
        self.row_where(table, name, first, wanted, on)
    }

    /// A row of `table` that meets conditions, which has no null in its column `first`.
    fn row_where(
        &mut self,
        table: &str,
        name: &str,
        first: &str,
        wanted: &str,
        on: &[Meets],
    ) -> (sql::Expr, sql::Expr) {
        let ctx = self.ctx;
        let meet = |alias: &str| all_met(ctx, on, alias);
        if !self.joins() {
            let alias = self.ctx.name("x");
            let on = ctx.sql(&meet(&alias));
            return (
                sql::Expr::spelled(format!("(SELECT {alias}.{wanted} FROM {table} AS {alias} WHERE {on})")),
                sql::Expr::spelled(format!("EXISTS (SELECT 1 FROM {table} AS {alias} WHERE {on})")),
            );
        }
        let alias = self.join(table, name, false, meet);
        (column_of(&alias, wanted), column_of(&alias, first).is_not_null())
    }
}

/// The quoted names in SQL that stand before the name of a column.
fn aliases_in(sql: &str) -> impl Iterator<Item = &str> {
    sql.match_indices('.').filter_map(|(end, _)| {
        let before = sql.get(..end)?;
        let quote = before.chars().next_back().filter(|c| matches!(c, '`' | '"'))?;
        let mut begin = before.get(..end - 1)?.rfind(quote)?;
        // a quote in a name is doubled
        while before.get(..begin)?.ends_with(quote) {
            begin = before.get(..begin - 1)?.rfind(quote)?;
        }
        before.get(begin..)
    })
}

/// Whether SQL reads a column of the relation of this quoted alias.
pub(super) fn mentions(sql: &str, alias: &str) -> bool {
    sql.match_indices(alias).any(|(at, _)| sql.as_bytes().get(at + alias.len()) == Some(&b'.'))
}

/// The alias of a block's relation: the program's, or a short one where the program has none.
fn alias(ctx: &Context<'_>, block: &Block, index: usize, written: &str) -> String {
    let relation = &block.source[index];
    let table = match relation.side {
        Side::Old => ctx.program.old.table(relation.table),
        Side::New => ctx.program.new.table(relation.table),
    };
    match written == table.name {
        true if index == 0 => "o".to_string(),
        true => format!("o{}", index + 1),
        false => usual(written),
    }
}

impl Scope for FromClause<'_> {
    fn grouped(&mut self, expr: &Expr) -> Option<Fallible> {
        let alias = self.alias(RelId(0));
        self.groups.as_mut()?.value(&alias, expr)
    }

    fn column(&mut self, rel: RelId, column: ColumnId) -> sql::Expr {
        let alias = self.alias(RelId(0));
        if let Some(groups) = &mut self.groups {
            return groups.stored(&alias, rel, column);
        }
        let (side, table) = match self.subject {
            Subject::Block(id) => match self.ctx.block(id).source.get(rel.0) {
                Some(relation) => (relation.side, relation.table),
                None => return sql::Expr::null(),
            },
            Subject::New(table) => (Side::New, table),
            Subject::Stubs(_) | Subject::Nothing => return sql::Expr::null(),
        };
        match (self.quoted.get(rel.0), self.ctx.columns(side, table).get(column.0)) {
            (Some(alias), Some(name)) => column_of(alias, name),
            _ => sql::Expr::null(),
        }
    }

    fn relation(&self, rel: RelId) -> (Side, TableId) {
        match self.subject {
            Subject::New(table) => (Side::New, table),
            Subject::Block(id) => match self.ctx.block(id).source.get(rel.0) {
                Some(relation) => (relation.side, relation.table),
                None => (Side::Old, TableId(0)),
            },
            Subject::Stubs(id) => (Side::New, self.ctx.block(id).target),
            Subject::Nothing => (Side::Old, TableId(0)),
        }
    }

    fn stub_key(&self) -> sql::Expr {
        column_of(&self.ctx.name("s"), &self.ctx.name(OLD_KEY))
    }

    fn now(&self) -> sql::Expr {
        let (moment, run) = (self.ctx.name("started_at"), self.ctx.name(super::context::RUN));
        sql::Expr::spelled(format!("(SELECT {moment} FROM {run})"))
    }

    fn table(&self, side: Side, table: TableId) -> String {
        self.read(side, table)
    }

    fn follow(&mut self, follow: &Follow, key: &[Fallible]) -> Joined {
        let ctx = self.ctx;
        let followed = ctx.block(follow.block);
        let target = ctx.program.new.table(followed.target);
        let always = match self.subject {
            Subject::Block(id) => ctx.facts.always_found(ctx.program, ctx.block(id), follow),
            _ => false,
        };
        let sure = follow.stub || always;
        if ctx.previewing {
            let known = followed.key.iter().all(|k| k.rel == RelId(0)) && followed.key.len() == key.len();
            let asked = known && !sure && !followed.source.is_empty();
            if let Some((value, found)) = asked.then(|| self.row_to_be(follow, key)).flatten() {
                return Joined { value, found: Some(found), by_null: Vec::new() };
            }
            return Joined::always(key.first());
        }
        match &ctx.plan.keys[follow.block.0] {
            KeyStrategy::Same(columns) => {
                let place = columns.iter().position(|c| *c == follow.column).unwrap_or(0);
                if sure || ctx.assume_found.get() {
                    return Joined::always(key.get(place));
                }
                if ctx.is_reading() {
                    // All rows of the block move under their keys, so its old table tells.
                    let (value, found) = self.old_row(follow.block, key, place);
                    return Joined { value, found: Some(found), by_null: Vec::new() };
                }
                let on: Vec<Meets> = columns
                    .iter()
                    .zip(key.iter().zip(&follow.key))
                    .map(|(c, (k, expr))| {
                        let key = ctx.sought(&k.value, &expr.ty, followed.target, *c);
                        Meets::plain(ctx.new_column(followed.target, *c), key)
                    })
                    .collect();
                let wanted = ctx.new_column(followed.target, follow.column);
                let (value, found) = self.row(&self.read(Side::New, followed.target), &target.name, &on, &wanted);
                Joined { value, found: Some(found), by_null: Vec::new() }
            }
            KeyStrategy::Mapped | KeyStrategy::Unused => {
                let nulls = super::helpers::null_keys(ctx, followed);
                let by_null: Vec<usize> = (0..key.len())
                    .filter(|i| nulls.get(*i) == Some(&true) && key.get(*i).is_some_and(Fallible::may_be_null))
                    .collect();
                let keys = key.iter().zip(&follow.key).enumerate();
                let on: Vec<Meets> = keys
                    .map(|(i, (k, expr))| Meets {
                        column: ctx.name(&old_column(i)),
                        value: k.sql(),
                        types: Some((ctx.in_helper(&expr.ty), expr.ty.clone())),
                        finds_null: by_null.contains(&i),
                        read: None,
                    })
                    .collect();
                let first = if by_null.is_empty() { ctx.name(&old_column(0)) } else { ctx.name("n") };
                let wanted = ctx.name(&new_column(&target.column(follow.column).name));
                let rows = ctx.rows_table(follow.block);
                let (value, found) = self.row_where(&rows, &followed.name, &first, &wanted, &on);
                Joined { value, found: (!sure && !ctx.assume_found.get()).then_some(found), by_null }
            }
        }
    }

    fn present(&mut self, table: TableId, column: ColumnId, key: &Fallible) -> Joined {
        if self.ctx.previewing {
            // The rows of this run are not there yet.
            return Joined::always(Some(key));
        }
        let name = self.ctx.program.new.table(table).name.clone();
        let sought = self.ctx.sought(&key.value, &Type::TEXT, table, column);
        let column = self.ctx.new_column(table, column);
        let on = [Meets::plain(column.clone(), sought)];
        let (value, found) = self.row(&self.read(Side::New, table), &name, &on, &column);
        Joined { value, found: Some(found), by_null: Vec::new() }
    }

    fn hoist(&mut self, sql: String, hint: &str) -> String {
        self.name_part(sql, hint)
    }

    fn joins(&self) -> bool {
        // An UPDATE of one table has no joins, unless its rows are queried for it.
        self.joins_new || !matches!(self.subject, Subject::New(_))
    }

    fn join_query(&mut self, query: &str, name: &str, on: &dyn Fn(&str) -> sql::Expr) -> String {
        // Short enough for a number behind it.
        let name: String = name.chars().take(40).collect();
        self.join(&format!("({query})"), &format!("{name}_by_key"), false, on)
    }

    fn joins_queries(&self) -> bool {
        self.joins()
    }

    fn enter(&mut self, condition: &sql::Expr) {
        self.guards.push(condition.clone());
    }

    fn leave(&mut self) {
        self.guards.pop();
    }

    fn lookup(&mut self, lookup: &Lookup, on: &[Fallible]) -> LookedUp {
        let ctx = self.ctx;
        let table = match lookup.side {
            Side::Old => ctx.program.old.table(lookup.table),
            Side::New => ctx.program.new.table(lookup.table),
        };
        let by_null = lookup.by_null(table);
        let on: Vec<Meets> = lookup
            .on
            .iter()
            .zip(on)
            .enumerate()
            .map(|(place, ((column, expr), value))| Meets {
                column: ctx.column(lookup.side, lookup.table, *column),
                value: match ctx.finds_as_key(lookup) {
                    true => ctx.sought_on(lookup.side, &value.value, &expr.ty, lookup.table, *column),
                    false => value.sql(),
                },
                types: (!ctx.finds_as_key(lookup) || by_null.contains(&place))
                    .then(|| (ctx.held(lookup.side, lookup.table, *column), expr.ty.clone())),
                finds_null: by_null.contains(&place),
                read: (lookup.side == Side::Old && reads_text(ctx.dialect, &ctx.program.old, lookup.table, *column))
                    .then_some((lookup.table, *column)),
            })
            .collect();
        if let Some((alias, found)) = self.keyed_lookup(lookup, &on) {
            return LookedUp { alias, found: Some(found), by_null };
        }
        let meet = |alias: &str| all_met(ctx, &on, alias);
        let name = self.read(lookup.side, lookup.table);
        // A column that tells whether there is a row.
        let told = on.iter().find(|on| !on.finds_null).map(|on| on.column.clone());
        let told = told.or_else(|| {
            let sure = table.iter().find(|(_, c)| c.verified && !c.nullable);
            sure.map(|(id, _)| ctx.column(lookup.side, lookup.table, id))
        });
        let (name, told) = match told {
            Some(told) => (name, told),
            None => {
                let there = ctx.name("_mig_there");
                (format!("(SELECT t.*, 1 AS {there} FROM {name} AS t)"), there)
            }
        };
        let alias = self.join(&name, &table.name, false, meet);
        let found = column_of(&alias, &told).is_not_null();
        LookedUp { alias, found: Some(found), by_null }
    }
}

/// The column of a stubs table that holds the missing key.
pub(crate) const OLD_KEY: &str = "old_key";

/// The column of a rows table that holds part of the old key.
pub(crate) fn old_column(index: usize) -> String {
    match index {
        0 => OLD_KEY.to_string(),
        n => format!("{OLD_KEY}_{}", n + 1),
    }
}

/// The column of a rows table that holds the value of a new column.
pub(crate) fn new_column(name: &str) -> String {
    format!("new_{name}")
}
