//! Spells typed expressions in a dialect.
//!
//! SQL has no way to catch a failing cast inside an `INSERT … SELECT`, so every expression is
//! spelled twice: as a *value* that never raises an error (null where it fails) and as a
//! *condition* under which it fails. Conversions are tested with `CASE`, the only construct that
//! every engine evaluates in the order it is written.

mod aggregate;
mod bits;
mod call;
mod cast;
mod compare;
mod gathered;
mod map;
mod number;
mod stored;

use std::borrow::Cow;

use super::old_side::staged_column;
use crate::dialect::{self, Dialect, Tested};
use crate::physical::may_be_impossible;
use crate::plan::{Expr, ExprKind, Follow, Lookup, Program, RawPiece, RelId, Side, Value};
use crate::schema::{Column, ColumnId, Schema, TableId, Type};
use crate::source::Span;
use crate::sql::{self, Alias, Form, Relation, Select};

/// An expression in SQL.
#[derive(Debug, Clone, PartialEq)]
pub struct Fallible {
    /// The value; null where it fails. Never raises an error.
    pub value: sql::Expr,
    /// True exactly where it fails, never null; none: it cannot fail.
    pub fails: Option<sql::Expr>,
    /// Whether the value may be null although it did not fail.
    pub nullable: bool,
}

impl Fallible {
    /// A value that cannot fail.
    pub fn new(value: impl Into<sql::Expr>, nullable: bool) -> Self {
        Self { value: value.into(), fails: None, nullable }
    }

    /// Null, which can always be made.
    pub fn null() -> Self {
        Self::new(sql::Expr::null(), true)
    }

    /// The value, said to fail where a condition holds; never where there is none.
    #[must_use]
    pub fn failing(self, fails: Option<sql::Expr>) -> Self {
        Self { fails, ..self }
    }

    /// Another value that is null and fails just where this one does.
    #[must_use]
    pub fn with(self, value: sql::Expr) -> Self {
        Self { value, ..self }
    }

    /// It fails in these cases as well.
    pub fn fail_where(&mut self, cases: impl IntoIterator<Item = sql::Expr>) {
        let Some(any) = cases.into_iter().map(Some).fold(None, either) else { return };
        self.value = self.sql().when(any.clone().not());
        self.fails = either(self.fails.take(), Some(any));
    }

    /// The value, null where a condition holds that is never null.
    fn unless(self, fails: Option<&sql::Expr>) -> Self {
        let Some(fails) = fails else { return self };
        Self { value: self.value.when(fails.clone().not()), ..self }
    }

    /// Whether the SQL may be null for any reason.
    pub fn may_be_null(&self) -> bool {
        self.nullable || self.fails.is_some()
    }

    /// The value as an operand of a node.
    pub fn sql(&self) -> sql::Expr {
        self.value.clone()
    }
}

/// Where the one or the other fails.
pub(crate) fn either(one: Option<sql::Expr>, other: Option<sql::Expr>) -> Option<sql::Expr> {
    match (one, other) {
        (Some(one), Some(other)) => Some(sql::Expr::or([one, other])),
        (one, other) => one.or(other),
    }
}

/// What surrounds an expression: the block's joins and aliases.
pub trait Scope {
    /// A column of a relation of the block: `` p.`author_id` ``.
    fn column(&mut self, rel: RelId, column: ColumnId) -> sql::Expr;
    /// What an expression is of a group, in a block that groups its rows: none, where it is to be spelled by its parts.
    fn grouped(&mut self, expr: &Expr) -> Option<Fallible> {
        let _ = expr;
        None
    }
    /// Which table a relation is.
    fn relation(&self, rel: RelId) -> (Side, TableId);
    /// The missing key of a stub.
    fn stub_key(&self) -> sql::Expr;
    /// The moment of the migration.
    fn now(&self) -> sql::Expr;
    /// A table, as it can be read here.
    fn table(&self, side: Side, table: TableId) -> Relation;
    /// Joins the key map of a block. `value` of the answer is the new key, `found` holds where there is one.
    fn follow(&mut self, follow: &Follow, key: &[Fallible]) -> Joined;
    /// Joins a new table on a key that must be there.
    fn present(&mut self, table: TableId, column: ColumnId, key: &Fallible) -> Joined;
    /// Joins the row of a look-up (which depends on nothing but the block's relations).
    fn lookup(&mut self, lookup: &Lookup, on: &[Fallible]) -> LookedUp;
    /// Gives a lengthy subexpression a name of its own in an inner query, so that it is not
    /// written many times; may answer with the expression itself. `hint` says what it is, in a
    /// word for the name.
    fn hoist(&mut self, value: sql::Expr, hint: &str) -> sql::Expr {
        let _ = hint;
        value
    }
    /// Whether rows can be joined; else they are looked up in queries of their own.
    fn joins(&self) -> bool {
        true
    }
    /// Joins the rows of a query, where it joins queries; the answer is their alias.
    fn join_query(&mut self, query: Select, name: &str, on: &dyn Fn(&Alias) -> sql::Expr) -> Alias {
        let _ = (query, on);
        Alias::named(name)
    }
    /// Whether it joins queries.
    fn joins_queries(&self) -> bool {
        false
    }
    /// What is joined from here on is looked at only where this condition holds.
    fn enter(&mut self, condition: &sql::Expr) {
        let _ = condition;
    }
    /// Ends the last [`enter`](Self::enter).
    fn leave(&mut self) {}
}

/// What is no longer than this may be written several times.
const SHORT: usize = 36;
/// What is longer than this makes a statement hard to read.
const LENGTHY: usize = 160;

/// The new key of a row that was joined by its old one.
#[derive(Debug, Clone, PartialEq)]
pub struct Joined {
    /// The new key of the row that was found.
    pub value: sql::Expr,
    /// A condition that holds where the row was found, never null; none: it is always found.
    pub found: Option<sql::Expr>,
    /// The parts of the key, by their places, that find a row by null as well.
    pub by_null: Vec<usize>,
}

impl Joined {
    /// A part of a key that is there wherever it is followed; null where there is none.
    pub fn always(key: Option<&Fallible>) -> Self {
        Self { value: key.map_or_else(sql::Expr::null, Fallible::sql), found: None, by_null: Vec::new() }
    }
}

/// The row that a look-up joined.
#[derive(Debug, Clone, PartialEq)]
pub struct LookedUp {
    /// What the row is called where it is joined.
    pub alias: Alias,
    /// A condition that holds where the row was found, never null; none: it is always found.
    pub found: Option<sql::Expr>,
    /// The parts of the key, by their places, that find a row by null as well.
    pub by_null: Vec<usize>,
}

/// Something the engine cannot express, for finding M0701.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsupported {
    /// What, in words that fit after "sqlite cannot express".
    pub what: String,
    /// Where the expression stands in the program.
    pub span: Span,
}

/// What a null condition counts as where it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The condition must be true or false.
    Exact,
    /// Null counts as false, as in a `WHERE` or `WHEN`, so that simpler SQL will do.
    Filter,
}

/// The row that an aggregate or look-up looks at.
struct InnerRow {
    alias: Alias,
    side: Side,
    table: TableId,
    /// In a query of its own, where the scope can join nothing.
    subquery: bool,
}

/// Spells expressions of one block.
pub struct Emitter<'a> {
    dialect: &'static dyn Dialect,
    program: &'a Program,
    scope: &'a mut dyn Scope,
    inner: Vec<InnerRow>,
    aliases: usize,
    unsupported: Vec<Unsupported>,
    /// What finds no row counts as null here, not as a failure.
    passes_over: bool,
}

impl<'a> Emitter<'a> {
    /// An emitter for expressions of `program` in `scope`.
    pub fn new(dialect: &'static dyn Dialect, program: &'a Program, scope: &'a mut dyn Scope) -> Self {
        Self { dialect, program, scope, inner: Vec::new(), aliases: 0, unsupported: Vec::new(), passes_over: false }
    }

    /// What could not be expressed.
    pub fn finish(self) -> Vec<Unsupported> {
        self.unsupported
    }

    /// The scope, between expressions.
    pub fn scope(&mut self) -> &mut dyn Scope {
        self.scope
    }

    /// A value: null where it fails, and never an error.
    pub fn value(&mut self, expr: &Expr) -> Fallible {
        if let Some(of_group) = self.scope.grouped(expr) {
            return of_group;
        }
        if self.passes_over && expr.takes_all_its_rows() {
            return self.with_passing_over(false, |own| own.value(expr));
        }
        let frag = self.value_of(expr);
        let nullable = frag.nullable || self.passes_over && expr.may_be_passed_over();
        Fallible { nullable, ..frag }
    }

    fn value_of(&mut self, expr: &Expr) -> Fallible {
        match &expr.kind {
            ExprKind::Literal(value) => self.literal(value, expr),
            ExprKind::Column { rel, column } => {
                let (side, table) = self.scope.relation(*rel);
                let read = self.scope.column(*rel, *column);
                self.column(read, side, table, *column, expr)
            }
            ExprKind::Inner(column) => match self.inner.last() {
                Some(row) => {
                    let (side, table) = (row.side, row.table);
                    let read = self.inner_value(row, *column);
                    self.column(read, side, table, *column, expr)
                }
                None => self.cannot("a column of a row outside its look-up", expr.span),
            },
            ExprKind::StubKey => Fallible::new(self.scope.stub_key(), expr.nullable),
            ExprKind::Now => Fallible::new(self.scope.now(), false),
            ExprKind::Param(n) => match self.program.params.get(*n) {
                Some(param) => self.value(&param.value),
                None => self.cannot("a param that is not there", expr.span),
            },
            ExprKind::Compare { .. }
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Not(_)
            | ExprKind::IsNull(_)
            | ExprKind::In { .. }
            | ExprKind::Like { .. } => {
                let frag = self.condition(expr, Mode::Exact);
                self.null_where_it_fails(frag)
            }
            ExprKind::Arith { op, left, right } => self.arith(*op, left, right, expr),
            ExprKind::Neg(value) => self.negative(value, expr),
            ExprKind::Truth(number) => {
                let x = self.value(number);
                let truth = x.sql().ne(0);
                x.with(truth)
            }
            ExprKind::Case { arms, otherwise } => self.case(arms, otherwise.as_deref(), expr),
            ExprKind::Concat(pieces) => self.concat(pieces),
            ExprKind::Cast { value, format, stored } => self.cast(value, format.as_deref(), *stored, expr),
            ExprKind::Fit { value, cut, not_null } => self.fit(value, *cut, *not_null, expr),
            ExprKind::Call { function, args } => self.call(function, args, expr),
            ExprKind::Map { map, args } => self.map(*map, args, expr),
            ExprKind::Follow(follow) => self.follow(follow, expr),
            ExprKind::Present { table, column, key } => {
                if self.in_subquery() && mentions_inner(key) {
                    return self.cannot("a test for a key inside an aggregate", expr.span);
                }
                let key = self.value(key);
                let joined = self.scope.present(*table, *column, &key);
                self.with_passing_over(false, |own| own.found(joined, &[key]))
            }
            ExprKind::Lookup(lookup) => self.lookup(lookup, expr),
            ExprKind::Aggregate(aggregate) => self.aggregate(aggregate, expr),
            ExprKind::Group { function, value } => match value {
                None => Fallible::new(sql::Expr::CountRows, false),
                Some(value) => {
                    let inner = self.value(value);
                    let fails = inner.fails.as_ref().map(|fails| or_false(self.dialect.any(fails)));
                    let frag = self.aggregated(*function, &inner, value, expr).unless(fails.as_ref());
                    Fallible { fails: either(fails, frag.fails.clone()), ..frag }
                }
            },
            ExprKind::Made(attempts) => self.made(attempts),
            ExprKind::Raw(pieces) => self.written(pieces, expr),
            ExprKind::Error => self.cannot("an expression with an error", expr.span),
        }
    }

    /// The first of several values that can be made, else null.
    fn made(&mut self, attempts: &[Expr]) -> Fallible {
        let mut made = Fallible::null();
        for attempt in attempts.iter().rev() {
            let frag = self.with_passing_over(false, |own| own.value(attempt));
            made = match &frag.fails {
                None => frag,
                Some(fails) => {
                    let nullable = made.nullable || frag.nullable;
                    let value = sql::Expr::case([(fails.clone(), made.value)], Some(frag.value));
                    Fallible::new(value, nullable)
                }
            };
        }
        made
    }

    /// SQL that the program says, with its expressions in it.
    fn written(&mut self, pieces: &[RawPiece], expr: &Expr) -> Fallible {
        let mut fails = None;
        let mut written = Vec::new();
        for piece in pieces {
            written.push(match piece {
                RawPiece::Sql(text) => Err(text.clone()),
                RawPiece::Expr(part) => {
                    let part = self.value(part);
                    fails = either(fails, part.fails);
                    Ok(part.value)
                }
            });
        }
        let value = self.dialect.claimed(&Form::by_hand(written).into(), &expr.ty);
        Fallible::new(value, true).failing(fails)
    }

    /// A part of a `coalesce`: null where something in it finds no row, which is no failure then.
    fn passed_over(&mut self, part: &Expr) -> Fallible {
        let frag = self.with_passing_over(true, |own| own.value(part));
        if part.is_null_where_passed_over() {
            return frag;
        }
        // What is around the look-up would make something of its null.
        let strict = self.with_passing_over(false, |own| own.value(part));
        let strict = self.null_where_it_fails(strict);
        Fallible::new(strict.value, true).failing(frag.fails)
    }

    fn with_passing_over<T>(&mut self, passes: bool, make: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.passes_over, passes);
        let made = make(self);
        self.passes_over = before;
        made
    }

    /// A value on its way into a column and nowhere else: a bare column flows as it is, since the engine
    /// converts its character set by itself.
    pub fn flow(&mut self, expr: &Expr) -> Fallible {
        let frag = self.flowing(expr, &expr.ty);
        self.without_marks(frag, expr)
    }

    /// A value that is one of several for a column, as in an arm of `CASE`: it must have the type of the others.
    pub fn flow_among(&mut self, expr: &Expr) -> Fallible {
        let frag = self.value(expr);
        self.without_marks(frag, expr)
    }

    fn cannot(&mut self, what: impl Into<String>, span: Span) -> Fallible {
        let unsupported = Unsupported { what: what.into(), span };
        if !self.unsupported.contains(&unsupported) {
            self.unsupported.push(unsupported);
        }
        Fallible::null()
    }

    fn schema(&self, side: Side) -> &'a Schema {
        match side {
            Side::Old => &self.program.old,
            Side::New => &self.program.new,
        }
    }

    fn inner_column(&self, row: &InnerRow, column: ColumnId) -> &'a Column {
        self.schema(row.side).column(row.table, column)
    }

    fn in_subquery(&self) -> bool {
        self.inner.iter().any(|row| row.subquery)
    }

    /// A column of the row of an aggregate or look-up.
    fn inner_value(&self, row: &InnerRow, column: ColumnId) -> sql::Expr {
        sql::Expr::column(&row.alias, self.held_name(row.side, row.table, column))
    }

    /// What a column is called where this engine has its table.
    fn held_name(&self, side: Side, table: TableId, column: ColumnId) -> Cow<'a, str> {
        staged_column(self.schema(side), table, column, self.dialect.engine())
    }

    /// Whether tables of a side were put into this engine from another one.
    fn staged(&self, side: Side) -> bool {
        self.schema(side).engine != self.dialect.engine()
    }

    /// Whether the tables of a side are this engine's own, with its own types, although their schema is another's: those of the new
    /// side are never put there by anybody.
    fn retargeted(&self, side: Side) -> bool {
        side == Side::New && self.staged(side)
    }

    /// The column an expression reads, through conversions that keep its text, if it reads one.
    fn read_column(&self, expr: &Expr) -> Option<(Side, &'a Column)> {
        match &expr.kind {
            ExprKind::Column { rel, column } => {
                let (side, table) = self.scope.relation(*rel);
                Some((side, self.schema(side).column(table, *column)))
            }
            ExprKind::Inner(column) => self.inner.last().map(|row| (row.side, self.inner_column(row, *column))),
            _ => None,
        }
    }

    fn literal(&mut self, value: &Value, expr: &Expr) -> Fallible {
        let nullable = matches!(value, Value::Null);
        if let Value::Int(n) = value
            && let Some((low, high)) = self.dialect.int_range(&Type::int(64, *n >= 0))
            && (*n < low || *n > high)
        {
            return self.cannot(format!("the number {n}"), expr.span);
        }
        Fallible::new(dialect::literal(value), nullable)
    }

    /// A column as an operand.
    fn column(&mut self, read: sql::Expr, side: Side, table: TableId, column: ColumnId, expr: &Expr) -> Fallible {
        let schema = self.schema(side);
        let declared = schema.column(table, column);
        let frag = Fallible::new(read, expr.nullable);
        if !declared.verified {
            return frag;
        }
        if may_be_impossible(schema, declared) && !self.retargeted(side) {
            if self.staged(side) {
                // put there as text, since nothing else holds an impossible date
                return self.parse_text(&frag, &declared.ty, None, expr.span);
            }
            // MySQL takes a zero date for null, too, where a column that is NOT NULL is asked whether it is.
            let frag = match frag.nullable && !declared.nullable && self.dialect.capabilities().zero_dates {
                true => frag.clone().with(sql::Expr::call("COALESCE", [frag.value])),
                false => frag,
            };
            let exists = self.dialect.date_exists(&frag.value);
            return self.tested(&frag, Tested::when(exists, frag.sql()));
        }
        if matches!(declared.ty, Type::Int { .. }) && self.dialect.bits_need_reckoning(&declared.native) {
            return frag.clone().with(frag.value.plus(0));
        }
        if declared.ty == Type::Float32
            && let Some(widened) = self.dialect.widened(&frag.value)
        {
            return frag.with(widened);
        }
        if self.staged(side) {
            return frag;
        }
        let value = match &declared.ty {
            Type::Bool => self.dialect.bool_operand(&frag.value),
            ty if ty.is_textual() => self.dialect.text_operand(&frag.value, ty),
            _ => return frag,
        };
        frag.with(value)
    }

    /// A tested conversion of `x`.
    fn tested(&mut self, x: &Fallible, tested: Tested) -> Fallible {
        self.tested_unless(None, x, tested)
    }

    /// A tested conversion of `x`, which is spared where a condition holds: it is the second of the pair then.
    fn tested_unless(&mut self, plain: Option<(sql::Expr, sql::Expr)>, x: &Fallible, tested: Tested) -> Fallible {
        let Some(slow) = tested.ok else {
            return x.clone().with(tested.value);
        };
        let ok = match &plain {
            Some((plain, _)) => sql::Expr::case([(plain.clone(), sql::Expr::bool(true))], Some(slow.clone())),
            None => slow.clone(),
        };
        let bad = ok.not();
        let fails = if x.may_be_null() { sql::Expr::and([x.sql().is_not_null(), bad]) } else { bad };
        let named = self.named(fails.clone(), "bad");
        let hidden = named != fails;
        let ok = if hidden { named.clone().not() } else { slow };
        let arms = plain.into_iter().chain([(ok, tested.value)]);
        let mut value = sql::Expr::case(arms, None);
        if hidden && self.dialect.is_longer(&value, LENGTHY) {
            value = self.named(value, "read");
        }
        x.clone().with(value).failing(either(x.fails.clone(), Some(named)))
    }

    /// An expression under a name of its own, where it is long and the scope can give it one.
    fn named(&mut self, expr: sql::Expr, hint: &str) -> sql::Expr {
        let plain = matches!(expr, sql::Expr::Column(_) | sql::Expr::Literal(_));
        if self.in_subquery() || plain || !self.dialect.is_longer(&expr, SHORT) {
            return expr;
        }
        self.scope.hoist(expr, hint)
    }

    /// The value made null where it fails, for operations that would make something of a null.
    fn null_where_it_fails(&self, frag: Fallible) -> Fallible {
        match &frag.fails {
            Some(fails) => frag.clone().with(frag.sql().when(fails.clone().not())),
            None => frag,
        }
    }

    /// The value such that it may be written several times.
    fn repeatable(&mut self, frag: Fallible) -> Fallible {
        self.repeatable_as(frag, "value")
    }

    fn repeatable_as(&mut self, frag: Fallible, hint: &str) -> Fallible {
        let value = self.named(frag.sql(), hint);
        frag.with(value)
    }

    fn case(&mut self, arms: &[(Expr, Expr)], otherwise: Option<&Expr>, expr: &Expr) -> Fallible {
        let (mut values, mut fails) = (Vec::new(), Vec::new());
        let mut any = false;
        let no = sql::Expr::bool(false);
        // The last condition that does not fail, and when its value does.
        let mut only = None;
        for (cond, value) in arms {
            let cond = self.condition(cond, Mode::Filter);
            let value = self.where_it_holds(&cond, |own| own.value(value));
            if let Some(f) = &cond.fails {
                any = true;
                fails.push((f.clone(), sql::Expr::bool(true)));
            }
            any |= value.fails.is_some();
            fails.push((cond.sql(), value.fails.clone().unwrap_or_else(|| no.clone())));
            only = value.fails.filter(|_| cond.fails.is_none()).map(|fails| (cond.sql(), fails));
            values.push((cond.value, value.value));
        }
        let mut last = no.clone();
        let mut other = None;
        if let Some(otherwise) = otherwise {
            let value = self.value(otherwise);
            other = Some(value.value);
            if let Some(f) = value.fails {
                any = true;
                last = f;
            }
        }
        let fails = match (arms, only) {
            // `x when c` fails where `c` holds and `x` fails, which engines see through better than a CASE.
            ([(cond, _)], Some((holds, bad))) if last == no && self.condition(cond, Mode::Exact).value == holds => {
                sql::Expr::and([holds, bad])
            }
            _ => sql::Expr::case(fails, Some(last)),
        };
        let frag = Fallible::new(sql::Expr::case(values, other), expr.nullable).failing(any.then_some(fails));
        // an arm after a condition that fails would be taken for the answer
        if arms.iter().any(|(c, _)| may_fail(c)) { self.null_where_it_fails(frag) } else { frag }
    }

    /// SQL that counts only where a condition holds, so that its joins need not find rows elsewhere.
    fn where_it_holds<T>(&mut self, cond: &Fallible, make: impl FnOnce(&mut Self) -> T) -> T {
        // In a subquery the condition may speak of rows that the joins cannot see.
        if self.in_subquery() || cond.value.has_query() {
            return make(self);
        }
        self.scope.enter(&cond.value);
        let made = make(self);
        self.scope.leave();
        made
    }

    fn concat(&mut self, pieces: &[Expr]) -> Fallible {
        let mut texts = Vec::new();
        let mut fails = None;
        let mut hidden = false;
        for piece in pieces {
            if matches!(piece.literal(), Some(Value::Text(t)) if t.is_empty()) {
                continue;
            }
            let frag = self.value(piece);
            hidden |= frag.nullable && frag.fails.is_some();
            fails = either(fails, frag.fails);
            texts.push(match frag.nullable {
                true => sql::Expr::coalesce([frag.value, sql::Expr::text("")]),
                false => frag.value,
            });
        }
        let text = if texts.is_empty() { sql::Expr::text("") } else { sql::Expr::concat(texts) };
        let frag = Fallible::new(text, false).failing(fails);
        if hidden { self.null_where_it_fails(frag) } else { frag }
    }

    fn follow(&mut self, follow: &Follow, expr: &Expr) -> Fallible {
        if self.in_subquery() && follow.key.iter().any(mentions_inner) {
            return self.cannot("a reference that is followed inside an aggregate", expr.span);
        }
        let keys = self.followed_keys(follow);
        let joined = self.scope.follow(follow, &keys);
        let joined = if follow.stub { Joined { found: None, ..joined } } else { joined };
        let passes = self.passes_over && follow.via;
        let frag = self.with_passing_over(passes, |own| own.found(joined, &keys));
        let (Some(none), Some(unless), [written]) = (&follow.none, &follow.unless, follow.key.as_slice()) else {
            return frag;
        };
        let key = self.value(written);
        let is_none = self.equal_to_literal(written, &key, unless);
        let none = self.value(none);
        let fails = either(frag.fails, none.fails.map(|fails| sql::Expr::and([is_none.clone(), fails])));
        let value = sql::Expr::case([(is_none, none.value)], Some(frag.value));
        Fallible::new(value, written.nullable).failing(fails)
    }

    /// The parts of the key of a followed reference: null where it refers to nothing.
    fn followed_keys(&mut self, follow: &Follow) -> Vec<Fallible> {
        // A part that finds no row is not one that is null.
        let passes = self.passes_over && follow.key.len() == 1;
        let mut keys: Vec<Fallible> =
            self.with_passing_over(passes, |own| follow.key.iter().map(|k| own.value(k)).collect());
        if let (Some(unless), [key], [written]) = (&follow.unless, keys.as_mut_slice(), follow.key.as_slice()) {
            let none = self.value(unless);
            let value = if written.ty.is_textual() {
                let same = self.equal_to_literal(written, key, unless);
                sql::Expr::case([(same, sql::Expr::null())], Some(key.sql()))
            } else {
                sql::Expr::call("nullif", [key.sql(), none.value])
            };
            *key = Fallible::new(value, true).failing(key.fails.clone());
        }
        keys
    }

    /// A joined key: null where a part of the key is null, a failure where it finds nothing.
    fn found(&mut self, joined: Joined, keys: &[Fallible]) -> Fallible {
        let nullable = keys.iter().any(|k| k.nullable) || (self.passes_over && joined.found.is_some());
        let mut fails = keys.iter().fold(None, |all, k| either(all, k.fails.clone()));
        if let Some(found) = joined.found.filter(|_| !self.passes_over) {
            fails = either(fails, Some(not_found(found, keys, &joined.by_null)));
        }
        Fallible::new(joined.value, nullable).failing(fails)
    }

    fn lookup(&mut self, lookup: &Lookup, expr: &Expr) -> Fallible {
        let passes = self.passes_over && lookup.on.len() == 1;
        let on: Vec<Fallible> =
            self.with_passing_over(passes, |own| lookup.on.iter().map(|(_, e)| own.value(e)).collect());
        let subquery = !self.scope.joins() || self.in_subquery() && lookup.on.iter().any(|(_, e)| mentions_inner(e));
        if subquery {
            return self.lookup_query(lookup, &on, expr);
        }
        let joined = self.scope.lookup(lookup, &on);
        self.inner.push(InnerRow {
            alias: joined.alias.clone(),
            side: lookup.side,
            table: lookup.table,
            subquery: false,
        });
        let value = self.value(&lookup.value);
        self.inner.pop();
        let mut fails = on.iter().fold(None, |all, k| either(all, k.fails.clone()));
        if let Some(found) = joined.found {
            if !self.passes_over {
                fails = either(fails, Some(not_found(found.clone(), &on, &joined.by_null)));
            }
            fails = either(fails, value.fails.map(|f| sql::Expr::and([found, f])));
        } else {
            fails = either(fails, value.fails);
        }
        Fallible { value: value.value, fails, nullable: expr.nullable || self.passes_over }
    }

    fn alias(&mut self) -> Alias {
        self.aliases += 1;
        Alias::named(format!("a{}", self.aliases))
    }
}

/// When no row is found by a key that is there: where a part is null by which none can be found, it looks for nothing; nor does it
/// where all of its parts are null.
fn not_found(found: sql::Expr, keys: &[Fallible], by_null: &[usize]) -> sql::Expr {
    let mut tests = vec![found.not()];
    let is_there = |k: &Fallible| k.sql().is_not_null();
    let plain = keys.iter().enumerate().filter(|(place, k)| k.may_be_null() && !by_null.contains(place));
    tests.extend(plain.map(|(_, k)| is_there(k)));
    if !keys.is_empty() && keys.iter().enumerate().all(|(place, k)| k.may_be_null() && by_null.contains(&place)) {
        tests.push(sql::Expr::or(keys.iter().map(is_there)));
    }
    sql::Expr::and(tests)
}

/// A tested call: it fails where no argument is null and the test does not hold.
fn tested_call(frags: &[&Fallible], tested: Tested, before: Option<sql::Expr>) -> Fallible {
    let nullable = frags.iter().any(|f| f.nullable);
    let Some(ok) = tested.ok else { return Fallible::new(tested.value, nullable).failing(before) };
    let mut fails = are_there(frags);
    fails.push(ok.clone().not());
    Fallible::new(tested.value.when(ok), nullable).failing(either(before, Some(sql::Expr::and(fails))))
}

/// That none is null of those that may be.
fn are_there(frags: &[&Fallible]) -> Vec<sql::Expr> {
    frags.iter().filter(|f| f.may_be_null()).map(|f| f.sql().is_not_null()).collect()
}

/// A condition that is false where it would be null.
pub(super) fn or_false(condition: sql::Expr) -> sql::Expr {
    sql::Expr::coalesce([condition, sql::Expr::bool(false)])
}

/// Whether an expression reads the row of the aggregate or look-up around it.
fn mentions_inner(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Inner(_) => true,
        // these have a row of their own
        ExprKind::Aggregate(_) => false,
        ExprKind::Lookup(lookup) => lookup.on.iter().any(|(_, e)| mentions_inner(e)),
        _ => {
            let mut found = false;
            expr.for_each_child(&mut |child| found |= mentions_inner(child));
            found
        }
    }
}

/// Whether anything in an expression could fail, as far as its form tells.
fn may_fail(expr: &Expr) -> bool {
    let mut found = false;
    expr.walk(&mut |e| {
        found |= !matches!(
            e.kind,
            ExprKind::Literal(_)
                | ExprKind::Inner(_)
                | ExprKind::Compare { .. }
                | ExprKind::And(_)
                | ExprKind::Or(_)
                | ExprKind::Not(_)
                | ExprKind::IsNull(_)
                | ExprKind::In { .. }
                | ExprKind::Like { .. }
        ) && (!matches!(e.kind, ExprKind::Column { .. }) || e.ty.is_temporal());
    });
    found
}
