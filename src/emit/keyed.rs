//! Rows that are found by values which no index is on, joined by keys that an engine makes an index of in passing.

use super::expr::{Scope, or_false};
use super::join_key::{Key, parts_of, stand_in};
use super::scope::{FromClause, Meets, Subject};
use crate::plan::{CompareOp, Expr, ExprKind, Join, Lookup, RelId, Side};
use crate::schema::{ColumnId, Type};
use crate::sql::{self, Alias, FromItem, Item, Relation, Select};

/// The name of a part of a key.
fn part_name(place: usize) -> String {
    format!("_mig_k{}", place + 1)
}

/// The condition under which a row has these keys.
fn all_equal(alias: &Alias, wanted: &[sql::Expr]) -> sql::Expr {
    let part = |place| sql::Expr::column(alias, part_name(place));
    sql::Expr::and(wanted.iter().enumerate().map(|(place, wanted)| part(place).eq(wanted)))
}

/// Whether an expression is made of columns alone, at least one, all of relations that satisfy `is`.
fn columns_are(expr: &Expr, is: impl Fn(RelId) -> bool) -> bool {
    let (mut some, mut all) = (false, true);
    expr.walk(&mut |e| match &e.kind {
        ExprKind::Column { rel, .. } => {
            some = true;
            all &= is(*rel);
        }
        ExprKind::Literal(_) | ExprKind::Param(_) | ExprKind::Cast { .. } | ExprKind::Call { .. } => {}
        ExprKind::Concat(_) | ExprKind::Arith { .. } | ExprKind::Neg(_) | ExprKind::Case { .. } => {}
        _ => all = false,
    });
    some && all
}

/// Whether values of two types are compared as they are.
fn alike(a: &Type, b: &Type) -> bool {
    let number = |ty: &Type| matches!(ty, Type::Int { .. } | Type::Decimal { .. });
    a.is_textual() && b.is_textual()
        || number(a) && number(b)
        || std::mem::discriminant(a) == std::mem::discriminant(b)
            && matches!(a, Type::Bool | Type::Date | Type::DateTime { .. })
}

impl FromClause<'_> {
    /// Joins the row of a look-up by text or by what is read from it, where the engine would compare it with each row; the answer is its alias, and a
    /// condition that holds where it is found.
    pub(super) fn keyed_lookup(&mut self, lookup: &Lookup, on: &[Meets]) -> Option<(Alias, sql::Expr)> {
        let ctx = self.ctx;
        let r = Alias::named("r");
        let whole = ctx.dialect.capabilities().fence_of_own_table()?;
        let text = |on: &Meets| on.types.as_ref().is_some_and(|(held, _)| held.is_textual());
        let read = on.iter().any(|on| on.read.is_some());
        if !read && (lookup.unique || !on.iter().any(text)) {
            return None;
        }
        let mut keys = Vec::new();
        for on in on {
            let (held, _) = on.types.as_ref()?;
            if on.finds_null {
                stand_in(held)?;
            }
            let column = on.theirs(ctx, &r);
            let (a, b) = match held.is_textual() {
                true => {
                    let own = ctx.dialect.text_operand(&column, held);
                    (ctx.dialect.text_key(&own), ctx.dialect.text_key(&on.value))
                }
                false => (column.clone(), on.value.clone()),
            };
            keys.push(Key::of(held, [column, a], [on.value.clone(), b], on.finds_null));
        }
        let table = match lookup.side {
            Side::Old => ctx.program.old.table(lookup.table),
            Side::New => ctx.program.new.table(lookup.table),
        };
        let by = match self.subject {
            Subject::Block(id) | Subject::Stubs(id) => Some(id),
            Subject::New(_) | Subject::Nothing => None,
        };
        let columns = match lookup.side {
            Side::Old => ctx.read_columns(by, lookup.table).into_iter().map(|c| sql::Expr::column(&r, c)).collect(),
            Side::New => vec![sql::Expr::AllOf(r.clone())],
        };
        let rows = Relation::from(ctx.table_name(lookup.side, lookup.table)).named(&r);
        let (query, wanted) = with_keys(rows, columns, &keys, whole);
        let alias = self.join(query, &table.name, false, |alias| all_equal(alias, &wanted));
        let found = sql::Expr::column(&alias, part_name(0)).is_not_null();
        Some((alias, found))
    }

    /// The keys by which the condition of a joined relation compares what no index of its table is on; none where the engine needs
    /// no help.
    pub(super) fn relation_keys(&mut self, rel: usize) -> Vec<Key> {
        let Subject::Block(id) = self.subject else { return Vec::new() };
        let Some(Join::Inner(on) | Join::Left(on)) = self.ctx.block(id).source.get(rel).map(|relation| &relation.join)
        else {
            return Vec::new();
        };
        if self.ctx.dialect.capabilities().fence_of_joins().is_none() {
            return Vec::new();
        }
        let mut parts = Vec::new();
        parts_of(on, &mut parts);
        parts.into_iter().filter_map(|part| self.relation_key(rel, part)).collect()
    }

    /// A joined relation with its [keys](Self::relation_keys), and the condition that they are equal.
    pub(super) fn with_relation_keys(&self, rel: usize, item: FromItem, keys: &[Key]) -> (FromItem, Option<sql::Expr>) {
        let Some(alone) = self.ctx.dialect.capabilities().fence_of_joins().filter(|_| !keys.is_empty()) else {
            return (item, None);
        };
        let alias = self.alias(RelId(rel));
        let (query, wanted) = with_keys(item, vec![sql::Expr::AllOf(alias.clone())], keys, alone);
        (Relation::from(query).named(&alias), Some(all_equal(&alias, &wanted)))
    }

    /// The key by which a part of a relation's condition joins its rows to those before them. It is equal wherever the part holds.
    fn relation_key(&mut self, rel: usize, part: &Expr) -> Option<Key> {
        let ExprKind::Compare { op: CompareOp::Eq, left, right } = &part.kind else { return None };
        let pairs = [(left, right), (right, left)];
        let (own, other) = pairs.into_iter().find(|(own, other)| {
            columns_are(own, |of| of.0 == rel) && columns_are(other, |of| of.0 < rel) && alike(&own.ty, &other.ty)
        })?;
        let (theirs, wanted) = (self.value(own), self.value(other));
        let mut operand = theirs.sql();
        if let Some((of, column)) = self.as_stored(own, &theirs.value) {
            // It may be in an index, but for MySQL's own comparison of texts, which is not that of the language.
            if !own.ty.is_textual() || self.ctx.dialect.capabilities().fence_of_own_table().is_none() {
                return None;
            }
            let (side, table) = Scope::relation(self, of);
            operand = self.ctx.dialect.text_operand(&theirs.value, &self.ctx.held(side, table, column));
        }
        let key = |value: &sql::Expr| match own.ty.is_textual() {
            true => self.ctx.dialect.text_key(value),
            false => value.clone(),
        };
        let (a, b) = (key(&operand), key(&wanted.value));
        let nulls = (own.nullable || theirs.may_be_null()) && wanted.may_be_null();
        Some(Key::of(&own.ty, [operand, a], [wanted.value, b], nulls))
    }

    /// The column that an expression is, where its SQL is that column as it is stored: an index may be on it.
    fn as_stored(&mut self, expr: &Expr, value: &sql::Expr) -> Option<(RelId, ColumnId)> {
        let (rel, column) = expr.bare_column()?;
        (*value == Scope::column(self, rel, column)).then_some((rel, column))
    }

    /// Whether one of these rows has these values as its key; `nulls`: where null equals null.
    pub(super) fn has_key(&mut self, key: &[Expr], values: &[sql::Expr], nulls: &[bool]) -> sql::Expr {
        let dialect = self.ctx.dialect;
        let own: Vec<sql::Expr> = key.iter().map(|own| self.value(own).value).collect();
        let has_index = key.iter().zip(&own).all(|(key, own)| self.as_stored(key, own).is_some());
        if has_index || dialect.capabilities().fence_of_joins().is_none() || nulls.contains(&true) {
            let same = key.iter().zip(&own).zip(values).zip(nulls).map(|(((key, own), value), nulls)| {
                match (*nulls, self.ctx.program.old.engine == dialect.engine()) {
                    (true, _) => dialect.same_of_rows(own, value, &key.ty),
                    (false, true) => own.clone().eq(dialect.sought(value, &Type::TEXT, &key.ty)),
                    (false, false) => own.clone().eq(value),
                }
            });
            let same: Vec<sql::Expr> = same.collect();
            return sql::Expr::exists(self.select(vec![sql::Expr::int(1).into()], &same, Vec::new()));
        }
        // A query that says nothing of the row around it is answered once, and its answer has an index.
        let there: Vec<sql::Expr> = own.iter().map(|own| own.clone().is_not_null()).collect();
        let row = match values {
            [one] => one.clone(),
            values => sql::Expr::Row(values.to_vec()),
        };
        let keys = self.select(own.into_iter().map(Into::into).collect(), &there, Vec::new());
        or_false(row.is_among(keys))
    }
}

/// A query of rows with keys, and what the keys shall be.
fn with_keys(rows: FromItem, columns: Vec<sql::Expr>, keys: &[Key], whole: i128) -> (Select, Vec<sql::Expr>) {
    let parts = keys.iter().flat_map(|key| &key.columns).enumerate();
    let parts = parts.map(|(place, part)| Item::named(part.clone(), part_name(place)));
    let items = columns.into_iter().map(Item::from).chain(parts).collect();
    let wanted = keys.iter().flat_map(|key| &key.wanted).cloned().collect();
    (Select { from: Some(rows), items, limit: Some(whole), ..Select::default() }, wanted)
}
