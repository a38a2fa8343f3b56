//! Conditions: true or false, never null.

use std::collections::HashSet;

use super::{Emitter, Fallible, Mode, either, or_false};
use crate::plan::{CompareOp, Expr, ExprKind, Side, Value};
use crate::schema::{Column, TableId, Type};
use crate::sql;

impl Emitter<'_> {
    /// A condition. In [`Mode::Filter`] it may be null for false.
    pub fn condition(&mut self, expr: &Expr, mode: Mode) -> Fallible {
        if let Some(of_group) = self.scope.grouped(expr) {
            return of_group;
        }
        match &expr.kind {
            ExprKind::Compare { op, left, right } => self.compare(*op, left, right, mode),
            ExprKind::And(all) => self.junction(all, mode, true),
            ExprKind::Or(all) => self.junction(all, mode, false),
            ExprKind::Not(inner) => match &inner.kind {
                ExprKind::IsNull(value) => self.is_null(value, true),
                ExprKind::Compare { op: CompareOp::Eq, left, right } => self.compare(CompareOp::Ne, left, right, mode),
                ExprKind::Compare { op: CompareOp::Ne, left, right } => self.compare(CompareOp::Eq, left, right, mode),
                ExprKind::In { value, list } => self.is_in(value, list, true, mode),
                _ => {
                    let inner = self.condition(inner, Mode::Exact);
                    Fallible::new(inner.value.not(), false).failing(inner.fails)
                }
            },
            ExprKind::IsNull(value) => self.is_null(value, false),
            ExprKind::In { value, list } => self.is_in(value, list, false, mode),
            ExprKind::Like { value, pattern } => {
                let value = self.value(value);
                if let Some(Value::Text(constant)) = pattern.literal() {
                    let like = self.dialect.like(&value.value, constant);
                    return exactly(like, value.may_be_null(), mode).failing(value.fails);
                }
                let pattern = self.value(pattern);
                let pattern = self.repeatable(pattern);
                let like = self.dialect.like_any(&value.value, &pattern.value);
                let null = value.may_be_null() || pattern.may_be_null();
                exactly(like, null, mode).failing(either(value.fails, pattern.fails))
            }
            _ => {
                let frag = self.value(expr);
                exactly(frag.sql(), frag.may_be_null(), mode).failing(frag.fails)
            }
        }
    }

    fn is_null(&mut self, value: &Expr, not: bool) -> Fallible {
        let value = self.value(value);
        let test = value.value.is_null();
        Fallible::new(if not { test.not() } else { test }, false).failing(value.fails)
    }

    fn junction(&mut self, all: &[Expr], mode: Mode, and: bool) -> Fallible {
        let junct = |parts: &[sql::Expr]| match and {
            true => sql::Expr::and(parts.iter().cloned()),
            false => sql::Expr::or(parts.iter().cloned()),
        };
        let mut parts: Vec<sql::Expr> = Vec::new();
        let mut fails = None;
        for part in all {
            let part = self.condition(part, mode);
            if let Some(f) = part.fails {
                // A part is not asked once those before it decide.
                let before = (!parts.is_empty()).then(|| junct(&parts));
                let reached = match before {
                    None => f,
                    // never null, which a filter may be
                    Some(before) if and && mode == Mode::Filter => or_false(sql::Expr::and([before, f])),
                    Some(before) if and => sql::Expr::and([before, f]),
                    Some(before) => sql::Expr::and([or_false(before).not(), f]),
                };
                fails = either(fails, Some(reached));
            }
            parts.push(part.value);
        }
        Fallible::new(junct(&parts), false).failing(fails)
    }

    fn compare(&mut self, op: CompareOp, left: &Expr, right: &Expr, mode: Mode) -> Fallible {
        let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
        // null = null; anything else with a null literal is false
        for (one, other) in [(left, right), (right, left)] {
            if matches!(one.literal(), Some(Value::Null)) {
                if equality {
                    return self.is_null(other, op == CompareOp::Ne);
                }
                let other = self.value(other);
                return Fallible::new(sql::Expr::bool(false), false).failing(other.fails);
            }
        }
        // `x = true` is x
        if equality && left.ty == Type::Bool && right.ty == Type::Bool {
            for (one, other) in [(left, right), (right, left)] {
                if let Some(Value::Bool(wanted)) = one.literal()
                    && (*wanted == (op == CompareOp::Eq))
                {
                    let holds = (op == CompareOp::Eq) == *wanted;
                    if holds && op == CompareOp::Eq {
                        return self.condition(other, mode);
                    }
                }
            }
        }
        let l = self.value(left);
        let r = self.value(right);
        let fails = either(l.fails.clone(), r.fails.clone());
        let (mut a, mut b) = (l.sql(), r.sql());
        if left.ty.is_textual() && right.ty.is_textual() {
            let by_code_point = self.text_side(left, &a, right, !equality);
            if by_code_point != a {
                b = self.dialect.beside_code_points(&b);
            }
            a = by_code_point;
        } else {
            (a, b) = (self.beside(&a, left, right), self.beside(&b, right, left));
        }
        let null_a = l.may_be_null();
        let null_b = r.may_be_null();
        let test = match op {
            CompareOp::Eq if null_a && null_b && of_other_rows(left, right) => {
                let ty = if matches!(right.ty, Type::Int { .. }) { &left.ty } else { &right.ty };
                self.dialect.same_of_rows(&a, &b, ty)
            }
            CompareOp::Eq if null_a && null_b || mode == Mode::Exact && (null_a || null_b) => a.same(b),
            CompareOp::Ne if null_a || null_b => a.differs(b),
            _ => return exactly(a.compare(op.into(), b), null_a || null_b, mode).failing(fails),
        };
        Fallible::new(test, false).failing(fails)
    }

    /// A value that is no text such that it is compared with another.
    pub(super) fn beside(&self, value: &sql::Expr, own: &Expr, other: &Expr) -> sql::Expr {
        match matches!(own.ty, Type::Date) && is_moment(&other.ty) {
            true => self.dialect.datetime_of(value),
            false => value.clone(),
        }
    }

    /// The left side of a comparison of texts, such that it is made by code point.
    fn text_side(&self, left: &Expr, text: &sql::Expr, right: &Expr, ordering: bool) -> sql::Expr {
        if ordering && !self.loosely_collated(left) && !self.loosely_collated(right) {
            return self.dialect.ordered_by_code_point(text);
        }
        if self.compares_plainly(left, std::slice::from_ref(right)) && !ordering {
            return text.clone();
        }
        self.dialect.by_code_point(text)
    }

    /// Whether `=` of this value and these others means "the same code points" as it stands.
    fn compares_plainly(&self, value: &Expr, others: &[Expr]) -> bool {
        if self.is_enum_with(value, others) {
            return true;
        }
        if let [other] = others
            && self.is_enum_with(other, std::slice::from_ref(value))
        {
            return true;
        }
        self.dialect.capabilities().compares_by_code_point
            && !self.loosely_collated(value)
            && !others.iter().any(|o| self.loosely_collated(o))
    }

    /// Whether a value is a column that can hold only the values of an enum, and all others are
    /// literals among them: the engine tells those apart.
    fn is_enum_with(&self, value: &Expr, others: &[Expr]) -> bool {
        let Some((side, column)) = self.read_column(value) else { return false };
        if self.staged(side) {
            return false;
        }
        let Type::Enum { values, .. } = &column.ty else { return false };
        others.iter().all(|o| matches!(o.literal(), Some(Value::Text(t)) if values.contains(t)))
    }

    /// Whether some column in an expression compares by other rules than code points.
    fn loosely_collated(&self, expr: &Expr) -> bool {
        self.is_loose(expr, None)
    }

    /// Whether some column in an expression compares by other rules than code points. `row`: the table that the row of the
    /// look-up or aggregate around it is of.
    fn is_loose(&self, expr: &Expr, row: Option<(Side, TableId)>) -> bool {
        let read = match (&expr.kind, row) {
            (ExprKind::Lookup(lookup), _) => return self.is_loose(&lookup.value, Some((lookup.side, lookup.table))),
            (ExprKind::Aggregate(aggregate), _) => {
                let row = Some((aggregate.side, aggregate.table));
                return aggregate.value.as_ref().is_some_and(|value| self.is_loose(value, row));
            }
            (ExprKind::Inner(column), Some((side, table))) => Some((side, self.schema(side).column(table, *column))),
            _ => self.read_column(expr),
        };
        let mut loose = match read {
            Some((side, Column { ty: Type::Text { collation: Some(c), .. }, .. })) => {
                (c.ignores_case || c.ignores_accents || c.pads) && (side == Side::New || !self.staged(side))
            }
            _ => false,
        };
        expr.for_each_child(&mut |child| loose |= self.is_loose(child, row));
        loose
    }

    fn is_in(&mut self, value: &Expr, list: &[Expr], not: bool, mode: Mode) -> Fallible {
        let v = self.value(value);
        if list.is_empty() {
            return Fallible::new(sql::Expr::bool(not), false).failing(v.fails);
        }
        let items: Vec<Fallible> = list.iter().map(|e| self.value(e)).collect();
        if items.iter().any(Fallible::may_be_null) {
            let parts: Vec<Expr> = list
                .iter()
                .map(|item| {
                    let kind = ExprKind::Compare {
                        op: CompareOp::Eq,
                        left: Box::new(value.clone()),
                        right: Box::new(item.clone()),
                    };
                    Expr::new(kind, Type::Bool, false, item.span)
                })
                .collect();
            let any = self.junction(&parts, if not { Mode::Exact } else { mode }, false);
            return if not { Fallible::new(any.value.not(), false).failing(any.fails) } else { any };
        }
        let fails = items.iter().fold(v.fails.clone(), |all, i| either(all, i.fails.clone()));
        let subject = self.matched_by_code_point(value, &v, list.iter());
        let items = items.into_iter().map(|item| match value.ty.is_textual() {
            true => self.dialect.beside_code_points(&item.value),
            false => item.value,
        });
        let within = subject.within(items);
        if !not {
            return exactly(within, v.may_be_null(), mode).failing(fails);
        }
        let none = within.not();
        let none = if v.may_be_null() { sql::Expr::or([v.value.is_null(), none]) } else { none };
        Fallible::new(none, false).failing(fails)
    }

    /// A value such that `IN` and `CASE x WHEN` compare it by code point with these.
    pub(super) fn matched_by_code_point<'e>(
        &self,
        value: &Expr,
        frag: &Fallible,
        others: impl Iterator<Item = &'e Expr>,
    ) -> sql::Expr {
        let others: Vec<Expr> = others.cloned().collect();
        if value.ty.is_textual() && !self.compares_plainly(value, &others) {
            self.dialect.by_code_point(&frag.value)
        } else {
            frag.sql()
        }
    }

    /// Whether a value equals a literal, which may be null; never null.
    pub(in crate::emit) fn equal_to_literal(&mut self, value: &Expr, frag: &Fallible, literal: &Expr) -> sql::Expr {
        if matches!(literal.literal(), Some(Value::Null)) {
            return frag.sql().is_null();
        }
        let subject = self.matched_by_code_point(value, frag, std::iter::once(literal));
        let textual = value.ty.is_textual();
        let literal = self.value(literal).value;
        let equal = subject.eq(if textual { self.dialect.beside_code_points(&literal) } else { literal });
        if frag.may_be_null() { sql::Expr::and([frag.sql().is_not_null(), equal]) } else { equal }
    }
}

/// A test that may be null, made false there if it must be.
fn exactly(test: sql::Expr, may_be_null: bool, mode: Mode) -> Fallible {
    Fallible::new(if mode == Mode::Exact && may_be_null { or_false(test) } else { test }, false)
}

impl From<CompareOp> for sql::CompareOp {
    fn from(op: CompareOp) -> Self {
        match op {
            CompareOp::Eq => Self::Eq,
            CompareOp::Ne => Self::Ne,
            CompareOp::Lt => Self::Lt,
            CompareOp::Le => Self::Le,
            CompareOp::Gt => Self::Gt,
            CompareOp::Ge => Self::Ge,
        }
    }
}

fn is_moment(ty: &Type) -> bool {
    matches!(ty, Type::DateTime { .. } | Type::TimestampTz { .. })
}

/// Whether each of two values is of rows that the other one is not of, so that their comparison joins rows.
fn of_other_rows(left: &Expr, right: &Expr) -> bool {
    let rows = |value: &Expr| {
        let mut rows = HashSet::new();
        value.walk(&mut |part| match part.kind {
            ExprKind::Column { rel, .. } => _ = rows.insert(Some(rel)),
            ExprKind::Inner(_) => _ = rows.insert(None),
            _ => {}
        });
        rows
    };
    let (left, right) = (rows(left), rows(right));
    !left.is_empty() && !right.is_empty() && left.is_disjoint(&right)
}
