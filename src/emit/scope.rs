//! The FROM clause of one query: a block's relations and the rows its expressions look up.
//!
//! What it does for groups, for parts of rows with names, for joins by a key that the engine has no index for ([`keyed`](super::keyed)) and before
//! anything has moved ([`to_be`](super::to_be)) stands in files of their own, as methods of [`FromClause`].

mod groups;
mod joins;
pub(super) mod parts;

use std::collections::HashSet;
use std::sync::Arc;

use super::context::{Context, not_a_position};
use super::expr::{Emitter, Fallible, Joined, LookedUp, Mode, Scope};
use super::join_key::Key;
use super::named::{Parts, with_names};
use super::names::{OLD_KEY, RUN, new_column, old_column};
use super::old_side::reads_text;
use crate::plan::{BlockId, Expr, Follow, Join, KeyStrategy, Lookup, RelId, Side};
use crate::schema::{ColumnId, TableId, Type};
use crate::sql::{self, Alias, FromItem, Item, Order, Relation, Select, TableName};
use joins::Joins;

/// What the query is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A block's old rows.
    Block(BlockId),
    /// The missing keys of a block's rows.
    Stubs(BlockId),
    /// The rows of a new table.
    New(TableId),
    /// No row at all.
    Nothing,
}

/// A column of a row that is looked for, and the value it must have.
pub(super) struct Meets {
    pub(super) column: Arc<str>,
    pub(super) value: sql::Expr,
    /// The types of both, where text is compared by code point; otherwise it is as the column compares.
    pub(super) types: Option<(Type, Type)>,
    /// A null finds the rows that have null there.
    pub(super) finds_null: bool,
    /// The column is one of an old table, and is held as text that is to be read first.
    pub(super) read: Option<(TableId, ColumnId)>,
}

impl Meets {
    pub(super) fn plain(column: Arc<str>, value: sql::Expr) -> Self {
        Self { column, value, types: None, finds_null: false, read: None }
    }

    /// The column of the row of this alias, as a value of its type.
    pub(super) fn theirs(&self, ctx: &Context<'_>, alias: &Alias) -> sql::Expr {
        match self.read {
            Some((table, column)) => {
                let mut nothing = FromClause::new(ctx, Subject::Nothing);
                Emitter::new(ctx.dialect, ctx.program, &mut nothing).read_of(alias, table, column).value
            }
            None => sql::Expr::column(alias, self.column.clone()),
        }
    }

    fn condition(&self, ctx: &Context<'_>, alias: &Alias) -> sql::Expr {
        let dialect = ctx.dialect;
        let column = self.theirs(ctx, alias);
        match &self.types {
            Some((held, _)) if self.finds_null => dialect.same_key(&column, &self.value, held),
            Some((held, from)) => dialect.finds(&column, held, &self.value, from),
            None => column.eq(&self.value),
        }
    }
}

/// The condition under which a row has all of them.
fn all_met(ctx: &Context<'_>, on: &[Meets], alias: &Alias) -> sql::Expr {
    sql::Expr::and(on.iter().map(|on| on.condition(ctx, alias)))
}

/// A FROM clause under construction.
pub(crate) struct FromClause<'a> {
    pub(super) ctx: &'a Context<'a>,
    pub(super) subject: Subject,
    aliases: Vec<Alias>,
    joins: Joins,
    hoisted: Parts,
    /// Conditions under which what is joined now is looked at.
    guards: Vec<sql::Expr>,
    /// Rows can be joined to those of a new table as well.
    joins_new: bool,
    /// Followed rows are taken to be there, so that nothing asks for them.
    assumes_found: bool,
    /// The groups of a block that groups its rows.
    groups: Option<Box<Groups<'a>>>,
}

/// The query of a block's groups under construction.
struct Groups<'a> {
    ctx: &'a Context<'a>,
    block: BlockId,
    /// The rows before they are grouped.
    rows: FromClause<'a>,
    /// What is known of a group: a name, and its SQL over the rows.
    columns: Vec<(String, sql::Expr)>,
    /// Names that parts of the groups have in the queries around it.
    reserved: HashSet<String>,
    /// Conditions on the rows beside the block's own.
    conditions: Vec<sql::Expr>,
    /// Also the groups of which the block's conditions keep no row.
    all: bool,
}

impl<'a> FromClause<'a> {
    pub fn new(ctx: &'a Context<'a>, subject: Subject) -> Self {
        let aliases: Vec<Alias> = match subject {
            Subject::Block(id) if !ctx.block(id).group_by.is_empty() => {
                let groups = Some(Box::new(Groups::of(ctx, id)));
                return Self { groups, ..Self::under(ctx, subject, vec![Alias::named("g")]) };
            }
            Subject::Block(id) => return Self::rows(ctx, id),
            Subject::Stubs(_) => vec![Alias::named("s")],
            Subject::New(table) => vec![ctx.new_alias(table)],
            Subject::Nothing => Vec::new(),
        };
        Self::under(ctx, subject, aliases)
    }

    /// The rows of a block's head, before they are grouped where the block does that.
    pub fn rows(ctx: &'a Context<'a>, id: BlockId) -> Self {
        let block = ctx.block(id);
        let aliases = (0..block.source.len()).map(|rel| ctx.relation_alias(block, rel)).collect();
        Self::under(ctx, Subject::Block(id), aliases)
    }

    fn under(ctx: &'a Context<'a>, subject: Subject, aliases: Vec<Alias>) -> Self {
        Self {
            ctx,
            subject,
            aliases,
            joins: Joins::default(),
            hoisted: Parts::default(),
            guards: Vec::new(),
            joins_new: false,
            assumes_found: false,
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

    /// Whether, from here on, followed rows are taken to be there; answers whether they were.
    pub fn assume_found(&mut self, found: bool) -> bool {
        if let Some(groups) = &mut self.groups {
            groups.assume_found(found);
        }
        std::mem::replace(&mut self.assumes_found, found)
    }

    /// Whether followed rows are taken to be there.
    pub fn assumes_found(&self) -> bool {
        self.assumes_found
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

    /// Joins rows once under an alias made from `name`; `on` gets that.
    pub fn join(
        &mut self,
        relation: impl Into<Relation>,
        name: &str,
        inner: bool,
        on: impl Fn(&Alias) -> sql::Expr,
    ) -> Alias {
        let guards = &self.guards;
        let on = |alias: &Alias| sql::Expr::and(std::iter::once(on(alias)).chain(guards.iter().cloned()));
        self.joins.join(relation.into(), name, inner, &self.aliases, on)
    }

    /// How many rows are joined so far.
    pub fn joined(&self) -> usize {
        self.joins.number()
    }

    /// Whether an expression names one of the joins after the first `count`.
    pub fn joined_after(&self, count: usize, expr: &sql::Expr) -> bool {
        self.joins.named_after(count, expr)
    }

    /// Forgets the joins after the first `count`.
    pub fn forget_joins(&mut self, count: usize) {
        self.joins.forget(count);
    }

    /// Marks the join that `found` is a column of as one whose miss leaves the row out; whether it is such a column.
    pub fn mark_inner(&mut self, found: &sql::Expr) -> bool {
        self.joins.mark_inner(found)
    }

    /// Every join asked for so far.
    pub fn all_joins(&self) -> Vec<sql::Join> {
        self.joins.all()
    }

    /// A table that is read. An engine may not read one that the same statement writes, but what a query answers of it.
    fn read(&self, side: Side, table: TableId) -> Relation {
        let name = self.ctx.table_name(side, table);
        match (self.subject, self.ctx.dialect.capabilities().fence_of_own_table()) {
            (Subject::New(own), Some(whole)) if side == Side::New && own == table => {
                let from = Some(Relation::from(name).as_it_is());
                Select { from, limit: Some(whole), ..Select::default() }.into()
            }
            _ => name.into(),
        }
    }

    /// The alias of a relation.
    pub fn alias(&self, rel: RelId) -> Alias {
        self.aliases.get(rel.0).cloned().unwrap_or_else(|| Alias::named("o"))
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
        if ctx.dialect.capabilities().holds.nul || !emitter.may_have_nul(expr) {
            return None;
        }
        let value = emitter.value(expr);
        Some(emitter.is_free_of_nul(&value.value).not())
    }

    /// A term of a `GROUP BY`: text by code point.
    pub fn group_term(&mut self, expr: &Expr) -> sql::Expr {
        let value = not_a_position(expr, self.value(expr).value);
        if expr.ty.is_textual() { self.ctx.dialect.grouped_by_code_point(&value) } else { value }
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

    /// A query of these columns under conditions that all hold, and in an order.
    pub fn select(&mut self, items: Vec<Item>, conditions: &[sql::Expr], order: Vec<Order>) -> Select {
        let filter = sql::Expr::and(conditions.iter().cloned());
        self.finish(Select { items, filter: (!filter.is_always_true()).then_some(filter), order, ..Select::default() })
    }

    /// How many rows there are for which conditions hold.
    pub fn count(&mut self, conditions: &[sql::Expr]) -> Select {
        self.select(vec![sql::Expr::CountRows.into()], conditions, Vec::new())
    }

    /// A query that says everything but where its rows come from, with that: every join asked for so far, and of what has a name what
    /// the query calls by it.
    pub fn finish(&mut self, select: Select) -> Select {
        let alias = self.alias(RelId(0));
        let (from, joins) = match self.subject {
            Subject::Nothing => (None, Vec::new()),
            Subject::Stubs(id) => (Some(Relation::from(self.ctx.stubs_of(id)).named(&alias)), Vec::new()),
            Subject::New(table) => (Some(Relation::from(self.ctx.table_name(Side::New, table)).as_it_is()), Vec::new()),
            Subject::Block(_) if self.groups.is_some() => return self.with_groups(select),
            Subject::Block(id) => return self.with_relations(id, select),
        };
        self.with_joins(from, joins, select)
    }

    /// A query of these rows and of what is looked up for them.
    fn with_joins(&self, from: Option<FromItem>, mut joins: Vec<sql::Join>, select: Select) -> Select {
        joins.extend(self.all_joins());
        // What is looked up or asked needs a row to be looked up for.
        let needs_row = !joins.is_empty() || select.filter.is_some() || !select.order.is_empty();
        let one = || Relation::from(Select::items([Item::named(1, "one")])).named(&Alias::named("o"));
        let from = from.or_else(|| needs_row.then(one));
        Select { from, joins, ..select }.simplified()
    }

    /// A query of the groups of a block.
    fn with_groups(&mut self, select: Select) -> Select {
        let alias = self.alias(RelId(0));
        let asked = self.parts_asked(select.exprs().chain(self.joins.conditions()));
        let parts = self.parts_to_name(0, &asked);
        let query = self.with_joins(None, Vec::new(), select);
        let query = query.with_columns(&self.aliases, &|column| self.single(&asked, column)).with_shorter_cases();
        // Of the groups, only what the query or a part of it asks for.
        let mut columns = HashSet::new();
        let mut ask = |column: &sql::Column| {
            if column.relation.as_ref() == Some(&alias) {
                columns.insert(column.name.clone());
            }
        };
        query.each_column(&mut ask);
        query.joins.iter().filter_map(|join| join.on.as_ref()).for_each(|on| on.each_column(&mut ask));
        parts.iter().for_each(|part| part.value.each_column(&mut ask));
        let Some(groups) = self.groups.as_mut().map(|groups| groups.query(&columns)) else { return query };
        let fence = self.ctx.dialect.capabilities().fence;
        Select { from: Some(with_names(groups.into(), &alias, &parts, fence)), ..query }
    }

    /// A query of the relations of a block's head.
    fn with_relations(&mut self, id: BlockId, select: Select) -> Select {
        let block = self.ctx.block(id);
        // Conditions first: they may give names to parts of the relations.
        let conditions = self.relation_conditions();
        let keys: Vec<Vec<Key>> = (0..block.source.len()).map(|rel| self.relation_keys(rel)).collect();
        let keyed = keys.iter().flatten().flat_map(|key| key.columns.iter().chain(&key.wanted));
        let asking = select.exprs().chain(conditions.iter().flatten()).chain(self.joins.conditions()).chain(keyed);
        let asked = self.parts_asked(asking);
        let (mut from, mut joins) = (None, Vec::new());
        for (rel, (relation, (on, keys))) in block.source.iter().zip(conditions.into_iter().zip(keys)).enumerate() {
            let item = self.relation_from(rel, self.ctx.table_name(relation.side, relation.table), &asked);
            let keys: Vec<Key> = keys.iter().map(|key| key.map(|expr| self.without_single(&asked, expr))).collect();
            let (item, equal) = self.with_relation_keys(rel, item, &keys);
            let kind = match &relation.join {
                Join::Base => {
                    from = Some(item);
                    continue;
                }
                Join::Inner(_) => sql::JoinKind::Inner,
                Join::Left(_) => sql::JoinKind::Left,
            };
            let on = Some(sql::Expr::and(equal.into_iter().chain(on)));
            joins.push(sql::Join { kind, from: item, on, at_most_one: false });
        }
        let query = self.with_joins(from, joins, select);
        let query = match asked.contains(&1) {
            true => query.with_columns(&self.aliases, &|column| self.single(&asked, column)),
            false => query,
        };
        query.with_shorter_cases()
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

    /// Under another alias than the usual one, inside a query of the same block.
    pub fn inside(ctx: &'a Context<'a>, subject: Subject) -> Self {
        let mut from = Self::new(ctx, subject);
        if let Some(alias) = from.aliases.first_mut() {
            *alias = Alias::named("x");
        }
        from
    }

    /// A row found by `on` in `table`: joined, or where rows cannot be joined a subquery.
    pub(super) fn row(
        &mut self,
        table: Relation,
        name: &str,
        on: &[Meets],
        wanted: &Arc<str>,
    ) -> (sql::Expr, sql::Expr) {
        let first = on.first().map(|on| on.column.clone()).unwrap_or_default();
        self.row_where(table, name, &first, wanted, on)
    }

    /// A row of `table` that meets conditions, which has no null in its column `first`.
    pub(super) fn row_where(
        &mut self,
        table: Relation,
        name: &str,
        first: &Arc<str>,
        wanted: &Arc<str>,
        on: &[Meets],
    ) -> (sql::Expr, sql::Expr) {
        let ctx = self.ctx;
        let meet = |alias: &Alias| all_met(ctx, on, alias);
        if !self.joins() {
            let alias = Alias::named("x");
            let of = |value| Select::of(table.clone().named(&alias), [value]).and_where(meet(&alias));
            let wanted = sql::Expr::scalar(of(sql::Expr::column(&alias, wanted.clone())));
            return (wanted, sql::Expr::exists(of(sql::Expr::int(1))));
        }
        let alias = self.join(table, name, false, meet);
        (sql::Expr::column(&alias, wanted.clone()), sql::Expr::column(&alias, first.clone()).is_not_null())
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
        match (self.aliases.get(rel.0), self.ctx.columns(side, table).get(column.0)) {
            (Some(alias), Some(name)) => sql::Expr::column(alias, name.clone()),
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
        sql::Expr::column(&Alias::named("s"), OLD_KEY)
    }

    fn now(&self) -> sql::Expr {
        let run = Relation::from(TableName::own(RUN)).as_it_is();
        sql::Expr::scalar(Select::of(run, [sql::Expr::name("started_at")]))
    }

    fn table(&self, side: Side, table: TableId) -> Relation {
        self.read(side, table)
    }

    fn follow(&mut self, follow: &Follow, key: &[Fallible]) -> Joined {
        let ctx = self.ctx;
        let followed = ctx.block(follow.block);
        let target = ctx.program.new.table(followed.target);
        let always = match self.subject {
            Subject::Block(id) => ctx.physical.facts.always_found(ctx.program, ctx.block(id), follow),
            _ => false,
        };
        let sure = follow.stub || always;
        if ctx.is_preview() {
            let known = followed.key.iter().all(|k| k.rel == RelId(0)) && followed.key.len() == key.len();
            let asked = known && !sure && !followed.source.is_empty();
            if let Some((value, found)) = asked.then(|| self.row_to_be(follow, key)).flatten() {
                return Joined { value, found: Some(found), by_null: Vec::new() };
            }
            return Joined::always(key.first());
        }
        match &ctx.block_plan(follow.block).keys {
            KeyStrategy::Same(columns) => {
                let place = columns.iter().position(|c| *c == follow.column).unwrap_or(0);
                if sure || self.assumes_found {
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
                        Meets::plain(ctx.column_name(Side::New, followed.target, *c), key)
                    })
                    .collect();
                let wanted = ctx.column_name(Side::New, followed.target, follow.column);
                let (value, found) = self.row(self.read(Side::New, followed.target), &target.name, &on, &wanted);
                Joined { value, found: Some(found), by_null: Vec::new() }
            }
            KeyStrategy::Mapped | KeyStrategy::Unused => {
                let nulls = &ctx.block_plan(follow.block).null_keys;
                let by_null: Vec<usize> = (0..key.len())
                    .filter(|i| nulls.get(*i) == Some(&true) && key.get(*i).is_some_and(Fallible::may_be_null))
                    .collect();
                let keys = key.iter().zip(&follow.key).enumerate();
                let on: Vec<Meets> = keys
                    .map(|(i, (k, expr))| Meets {
                        column: old_column(i).into(),
                        value: k.sql(),
                        types: Some((ctx.in_helper(&expr.ty), expr.ty.clone())),
                        finds_null: by_null.contains(&i),
                        read: None,
                    })
                    .collect();
                let first = if by_null.is_empty() { OLD_KEY.into() } else { "n".into() };
                let wanted = new_column(&target.column(follow.column).name).into();
                let rows = ctx.rows_of(follow.block).into();
                let (value, found) = self.row_where(rows, &followed.name, &first, &wanted, &on);
                Joined { value, found: (!sure && !self.assumes_found).then_some(found), by_null }
            }
        }
    }

    fn present(&mut self, table: TableId, column: ColumnId, key: &Fallible) -> Joined {
        if self.ctx.is_preview() {
            // The rows of this run are not there yet.
            return Joined::always(Some(key));
        }
        let name = self.ctx.program.new.table(table).name.clone();
        let sought = self.ctx.sought(&key.value, &Type::TEXT, table, column);
        let column = self.ctx.column_name(Side::New, table, column);
        let on = [Meets::plain(column.clone(), sought)];
        let (value, found) = self.row(self.read(Side::New, table), &name, &on, &column);
        Joined { value, found: Some(found), by_null: Vec::new() }
    }

    fn hoist(&mut self, value: sql::Expr, hint: &str) -> sql::Expr {
        self.name_part(value, hint)
    }

    fn joins(&self) -> bool {
        // An UPDATE of one table has no joins, unless its rows are queried for it.
        self.joins_new || !matches!(self.subject, Subject::New(_))
    }

    fn join_query(&mut self, query: Select, name: &str, on: &dyn Fn(&Alias) -> sql::Expr) -> Alias {
        // Short enough for a number behind it.
        let name: String = name.chars().take(40).collect();
        self.join(query, &format!("{name}_by_key"), false, on)
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
                column: ctx.column_name(lookup.side, lookup.table, *column),
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
        let meet = |alias: &Alias| all_met(ctx, &on, alias);
        let rows = self.read(lookup.side, lookup.table);
        // A column that tells whether there is a row.
        let told = on.iter().find(|on| !on.finds_null).map(|on| on.column.clone());
        let told = told.or_else(|| {
            let sure = table.iter().find(|(_, c)| c.verified && !c.nullable);
            sure.map(|(id, _)| ctx.column_name(lookup.side, lookup.table, id))
        });
        let (rows, told) = match told {
            Some(told) => (rows, told),
            None => {
                let t = Alias::named("t");
                let items = vec![sql::Expr::AllOf(t.clone()).into(), Item::named(1, "_mig_there")];
                let with_mark = Select { from: Some(rows.named(&t)), items, ..Select::default() };
                (with_mark.into(), "_mig_there".into())
            }
        };
        let alias = self.join(rows, &table.name, false, meet);
        let found = sql::Expr::column(&alias, told).is_not_null();
        LookedUp { alias, found: Some(found), by_null }
    }
}
