//! Rows that are found by values which no index is on, joined by keys that an engine makes an index of in passing.

use super::expr::Scope;
use super::scope::{FromClause, Meets, Subject};
use crate::dialect::literal;
use crate::plan::{CompareOp, Expr, ExprKind, Lookup, RelId, Side, Value};
use crate::schema::{ColumnId, Type};
use crate::{form, sql};

/// A key in SQL, by which rows are joined with `=`: of the rows, and of what they are joined to.
pub(crate) struct Key {
    /// What the rows have.
    pub columns: Vec<sql::Expr>,
    /// What they shall have.
    pub wanted: Vec<sql::Expr>,
}

impl Key {
    /// A key of one column: each side as it is, and as it is compared. `nulls`: null equals null.
    pub fn of(ty: &Type, theirs: [sql::Expr; 2], wanted: [sql::Expr; 2], nulls: bool) -> Self {
        let ([their, a], [want, b]) = (theirs, wanted);
        if !nulls {
            return Self { columns: vec![a], wanted: vec![b] };
        }
        let other = || literal(&stand_in(ty).unwrap_or(Value::Int(0)));
        let is_null = |value: sql::Expr| value.is_null().as_number();
        Self {
            columns: vec![is_null(their), sql::Expr::coalesce([a, other()])],
            wanted: vec![is_null(want), sql::Expr::coalesce([b, other()])],
        }
    }
}

/// A value of a type that stands beside a mark for null; none where rows are not joined by values of it.
pub(crate) fn stand_in(ty: &Type) -> Option<Value> {
    Some(match ty {
        Type::Int { .. } | Type::Decimal { .. } | Type::Float32 | Type::Float64 => Value::Int(0),
        Type::Bool => Value::Bool(false),
        Type::Date | Type::DateTime { .. } | Type::TimestampTz { .. } => Value::Date("2000-01-01".to_owned()),
        ty if ty.is_textual() => Value::Text(String::new()),
        _ => return None,
    })
}

/// The parts of a condition that all hold.
pub(crate) fn parts_of<'e>(cond: &'e Expr, all: &mut Vec<&'e Expr>) {
    match &cond.kind {
        ExprKind::And(parts) => parts.iter().for_each(|part| parts_of(part, all)),
        _ => all.push(cond),
    }
}

/// The name of a part of a key.
fn part_name(place: usize) -> String {
    format!("_mig_k{}", place + 1)
}

/// The condition under which a row has these keys.
fn all_equal(alias: &str, wanted: &[sql::Expr], quoted: impl Fn(&str) -> String) -> sql::Expr {
    let part = |place| sql::Expr::spelled(format!("{alias}.{}", quoted(&part_name(place))));
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
    pub(super) fn keyed_lookup(&mut self, lookup: &Lookup, on: &[Meets]) -> Option<(String, sql::Expr)> {
        let ctx = self.ctx;
        let whole = ctx.dialect.whole_query()?;
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
            let column = on.theirs(ctx, "r");
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
            Side::Old => ctx.read_columns(by, lookup.table),
            Side::New => vec!["*".to_owned()],
        };
        let columns: Vec<String> = columns.iter().map(|column| format!("r.{column}")).collect();
        let table_as = format!("{} AS r", ctx.table(lookup.side, lookup.table));
        let (query, wanted) = self.with_keys(&table_as, columns, &keys, whole);
        let meets = |alias: &str| all_equal(alias, &wanted, |name| ctx.name(name));
        let alias = self.join(&query, &table.name, false, meets);
        let found = sql::Expr::spelled(format!("{alias}.{}", ctx.name(&part_name(0)))).is_not_null();
        Some((alias, found))
    }

    /// A joined relation, given with its alias, with the keys by which its condition compares what no index of its table is on, and
    /// the condition that they are equal; none where there is none, or the engine needs no help.
    pub(super) fn keyed_relation(&mut self, rel: usize, relation: &str, on: &Expr) -> Option<(String, sql::Expr)> {
        let ctx = self.ctx;
        let alone = ctx.dialect.answered_alone()?;
        let mut parts = Vec::new();
        parts_of(on, &mut parts);
        let keys: Vec<Key> = parts.into_iter().filter_map(|part| self.relation_key(rel, part)).collect();
        if keys.is_empty() {
            return None;
        }
        let alias = self.alias(RelId(rel));
        let (query, wanted) = self.with_keys(relation, vec![format!("{alias}.*")], &keys, alone);
        Some((format!("{query} AS {alias}"), all_equal(&alias, &wanted, |name| ctx.name(name))))
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
            if !own.ty.is_textual() || self.ctx.dialect.whole_query().is_none() {
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
        let from = self.sql();
        if has_index || dialect.answered_alone().is_none() || nulls.contains(&true) {
            let same = key.iter().zip(&own).zip(values).zip(nulls).map(|(((key, own), value), nulls)| {
                match (*nulls, self.ctx.program.old.engine == dialect.engine()) {
                    (true, _) => dialect.same_of_rows(own, value, &key.ty),
                    (false, true) => own.clone().eq(dialect.sought(value, &Type::TEXT, &key.ty)),
                    (false, false) => own.clone().eq(value),
                }
            });
            let same = dialect.print(&sql::Expr::and(same));
            return sql::Expr::spelled(format!("EXISTS (SELECT 1 {from} WHERE {same})"));
        }
        // A query that says nothing of the row around it is answered once, and its answer has an index.
        let there = sql::Expr::and(own.iter().map(|own| own.clone().is_not_null()));
        let list: Vec<String> = own.iter().map(|own| dialect.print(own)).collect();
        let row = match values {
            [one] => one.clone(),
            values => sql::Expr::Row(values.to_vec()),
        };
        let (list, there) = (list.join(", "), dialect.print(&there));
        let keys = sql::Expr::spelled(format!("SELECT {list} {from} WHERE {there}"));
        sql::Expr::coalesce([form!("{row} IN ({keys})", row, keys), sql::Expr::bool(false)])
    }

    /// A query of the rows of a table, given with its alias, with keys, and what the keys shall be.
    fn with_keys(&self, table: &str, mut columns: Vec<String>, keys: &[Key], whole: &str) -> (String, Vec<sql::Expr>) {
        let parts = keys.iter().flat_map(|key| &key.columns).enumerate();
        columns.extend(
            parts.map(|(place, part)| {
                format!("{} AS {}", self.ctx.dialect.print(part), self.ctx.name(&part_name(place)))
            }),
        );
        let wanted = keys.iter().flat_map(|key| &key.wanted).cloned().collect();
        (format!("(SELECT {} FROM {table} {whole})", columns.join(", ")), wanted)
    }
}
