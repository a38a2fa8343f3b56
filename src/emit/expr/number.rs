//! Arithmetic, and when it fails: beyond the largest number, and by zero.

use super::{Emitter, Fallible, are_there, either, tested_call};
use crate::dialect::{INT64, Tested};
use crate::form;
use crate::plan::{ArithOp, Expr, ExprKind, Value};
use crate::schema::Type;
use crate::sql;

impl Emitter<'_> {
    pub(super) fn arith(&mut self, op: ArithOp, left: &Expr, right: &Expr, expr: &Expr) -> Fallible {
        let l = self.value(left);
        let r = self.value(right);
        match (op, &expr.ty) {
            (ArithOp::Div, Type::Decimal { precision, scale }) => {
                let scale = if precision.is_some() { (*scale).max(6) } else { 6 };
                self.by_number(l, r, right, |e, a, b| e.dialect.divide_decimals(a, b, scale))
            }
            (ArithOp::Div, _) => self.divide(left, l, right, r),
            (ArithOp::Rem, Type::Int { .. }) => {
                self.by_number(l, r, right, |e, a, b| e.dialect.rem(&e.dialect.int64(a), b))
            }
            (ArithOp::Rem, Type::Decimal { .. }) if self.dialect.capabilities().exact_decimals => {
                self.by_number(l, r, right, |e, a, b| e.dialect.rem(a, b))
            }
            (ArithOp::Rem, ty) => self.cannot(format!("a remainder of type `{ty}`"), expr.span),
            (_, Type::Int { .. }) => self.whole(op, left, l, right, r, expr),
            (_, Type::Decimal { precision, scale }) => self.decimal(op, left, l, right, r, precision.map(|_| *scale)),
            (_, _) => self.float(op, left, l, right, r),
        }
    }

    /// `/` of numbers of which one is no exact one.
    fn divide(&mut self, left: &Expr, l: Fallible, right: &Expr, r: Fallible) -> Fallible {
        let (l, r) = (self.repeatable(l), self.repeatable(r));
        let frag = self.by_number(l.clone(), r.clone(), right, |e, a, b| e.dialect.float_from_number(a).divided_by(b));
        if ![left, right].iter().any(|e| matches!(e.ty, Type::Float32 | Type::Float64)) {
            return frag;
        }
        let [x, y] = self.sizes(left, &l, right, &r);
        let ok = form!(
            "CASE WHEN {y} < 1 THEN {x} < 8e307 * {y} WHEN {x} < 1e-200 AND {a} <> 0 \
             THEN {y} < 1e100 ELSE {x} IS NOT NULL END",
            a = l.sql(),
            x,
            y
        );
        tested_call(&[&l, &r], Tested::when(ok, frag.value), frag.fails)
    }

    /// `+`, `-`, `*` of exact numbers.
    fn decimal(
        &mut self,
        op: ArithOp,
        left: &Expr,
        l: Fallible,
        right: &Expr,
        r: Fallible,
        scale: Option<u16>,
    ) -> Fallible {
        if [left, right].iter().all(|e| digits(e).is_some_and(|d| d <= 28)) {
            let value = self.dialect.cleaned(&l.value.binary(operator(op), r.value), scale);
            return Fallible::new(value, l.nullable || r.nullable).failing(either(l.fails, r.fails));
        }
        let (l, r) = (self.repeatable(l), self.repeatable(r));
        let value = self.dialect.cleaned(&l.sql().binary(operator(op), r.sql()), scale);
        let [x, y] = self.sizes(left, &l, right, &r);
        let ok = sql::Expr::and([x.lt(double("1e32")), y.lt(double("1e32"))]);
        pair(&l, &r, Tested::when(ok, value))
    }

    /// `+`, `-`, `*` of numbers of which one is a double.
    fn float(&mut self, op: ArithOp, left: &Expr, l: Fallible, right: &Expr, r: Fallible) -> Fallible {
        let (l, r) = (self.repeatable(l), self.repeatable(r));
        let [x, y] = self.sizes(left, &l, right, &r);
        let ok = if [left, right].iter().all(|e| matches!(e.ty, Type::Int { .. })) {
            None
        } else if op == ArithOp::Mul {
            // neither too large nor, which PostgreSQL refuses as well, too small
            Some(form!(
                "CASE WHEN {a} = 0 OR {b} = 0 THEN {x} + {y} < 1e308 WHEN {x} > 1 \
                 THEN {y} < 1e308 / {x} AND {y} > 1e-300 ELSE {y} > 1e-300 / {x} END",
                a = l.sql(),
                b = r.sql(),
                x,
                y
            ))
        } else {
            Some(sql::Expr::and([x.lt(double("8e307")), y.lt(double("8e307"))]))
        };
        let value = self.dialect.float_from_number(&l.value).binary(operator(op), r.sql());
        pair(&l, &r, Tested { ok, value })
    }

    /// A number without its sign, to compare with something large. The least whole number of 64 bits has no `abs`.
    fn size(&self, ty: &Type, number: &sql::Expr) -> sql::Expr {
        let float = matches!(ty, Type::Float32 | Type::Float64);
        let double = if float { number.clone() } else { self.dialect.float_from_number(number) };
        sql::Expr::call("abs", [double])
    }

    fn sizes(&self, left: &Expr, l: &Fallible, right: &Expr, r: &Fallible) -> [sql::Expr; 2] {
        [self.size(&left.ty, &l.value), self.size(&right.ty, &r.value)]
    }

    /// An operation that fails where its right side is 0.
    fn by_number(
        &mut self,
        l: Fallible,
        r: Fallible,
        right: &Expr,
        spell: impl Fn(&Self, &sql::Expr, &sql::Expr) -> sql::Expr,
    ) -> Fallible {
        let fails = either(l.fails.clone(), r.fails.clone());
        let nullable = l.nullable || r.nullable;
        if right.literal().is_some_and(|v| !is_zero(v)) {
            return Fallible::new(spell(self, &l.value, &r.value), nullable).failing(fails);
        }
        let r = self.repeatable(r);
        let value = spell(self, &l.value, &sql::Expr::call("nullif", [r.sql(), sql::Expr::int(0)]));
        let mut tests = are_there(&[&r, &l]);
        tests.push(r.sql().eq(0));
        Fallible::new(value, nullable).failing(either(fails, Some(sql::Expr::and(tests))))
    }

    /// `+`, `-`, `*` of whole numbers.
    fn whole(&mut self, op: ArithOp, left: &Expr, l: Fallible, right: &Expr, r: Fallible, expr: &Expr) -> Fallible {
        if let Some((low, high)) = range(expr)
            && low >= INT64.0
            && high <= INT64.1
        {
            let a = if is_wide(left) || is_wide(right) && left.literal().is_some() {
                l.sql()
            } else {
                self.dialect.int64(&l.value)
            };
            let value = a.binary(operator(op), r.value);
            return Fallible::new(value, l.nullable || r.nullable).failing(either(l.fails, r.fails));
        }
        let (l, r) = (self.repeatable(l), self.repeatable(r));
        let tested = self.dialect.checked(operator(op), &l.value, &r.value);
        pair(&l, &r, tested)
    }

    pub(super) fn negative(&mut self, value: &Expr, expr: &Expr) -> Fallible {
        let v = self.value(value);
        if !matches!(expr.ty, Type::Int { .. }) {
            let negative = v.sql().negative();
            return v.with(negative);
        }
        let zero = Expr::new(ExprKind::Literal(Value::Int(0)), Type::INT64, false, value.span);
        let z = Fallible::new(0, false);
        self.whole(ArithOp::Sub, &zero, z, value, v, expr)
    }

    /// The sum of an aggregate; nothing has the sum 0.
    pub(super) fn sum(&mut self, inner: &Fallible, value: &Expr, expr: &Expr) -> Fallible {
        if !matches!(value.ty, Type::Int { .. }) || !matches!(expr.ty, Type::Int { .. }) {
            let sum = or_zero(sql::Expr::call("SUM", [inner.sql()]));
            let scale = match value.ty {
                Type::Decimal { precision: Some(_), scale } => Some(scale),
                _ => None,
            };
            let sum = if matches!(expr.ty, Type::Decimal { .. }) { self.dialect.cleaned(&sum, scale) } else { sum };
            return Fallible::new(sum, false);
        }
        let sum = self.dialect.sum_int(&inner.value, &value.ty);
        match sum.ok {
            None => Fallible::new(or_zero(sum.value), false),
            Some(ok) => {
                let ok = sql::Expr::coalesce([ok, sql::Expr::bool(true)]);
                Fallible::new(or_zero(sum.value).when(ok.clone()), false).failing(Some(ok.not()))
            }
        }
    }
}

/// A tested operation of two values.
fn pair(l: &Fallible, r: &Fallible, tested: Tested) -> Fallible {
    tested_call(&[l, r], tested, either(l.fails.clone(), r.fails.clone()))
}

fn operator(op: ArithOp) -> sql::BinaryOp {
    match op {
        ArithOp::Add => sql::BinaryOp::Add,
        ArithOp::Sub => sql::BinaryOp::Subtract,
        ArithOp::Mul => sql::BinaryOp::Multiply,
        ArithOp::Div => sql::BinaryOp::Divide,
        ArithOp::Rem => sql::BinaryOp::Remainder,
    }
}

fn double(digits: &str) -> sql::Expr {
    sql::Literal::Double(digits.to_owned()).into()
}

/// A sum, 0 where there is nothing.
fn or_zero(sum: sql::Expr) -> sql::Expr {
    sql::Expr::coalesce([sum, sql::Expr::int(0)])
}

fn is_zero(value: &Value) -> bool {
    match value {
        Value::Int(n) => *n == 0,
        Value::Decimal(text) | Value::Float(text) => {
            !text.split(['e', 'E']).next().unwrap_or("").contains(|c: char| ('1'..='9').contains(&c))
        }
        _ => true,
    }
}

/// Whether an expression is of 64 bits in every engine, so that what is computed from it is.
fn is_wide(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Column { .. } | ExprKind::Inner(_) | ExprKind::Arith { .. } | ExprKind::Cast { .. })
        && matches!(expr.ty, Type::Int { bits: 64, unsigned: false, .. })
}

/// How many digits a number has at most, where its type says.
fn digits(expr: &Expr) -> Option<u16> {
    match &expr.ty {
        Type::Decimal { precision, .. } => *precision,
        Type::Int { .. } => Some(20),
        _ => None,
    }
}

/// The whole numbers an expression can be.
pub(super) fn range(expr: &Expr) -> Option<(i128, i128)> {
    match &expr.kind {
        ExprKind::Literal(Value::Int(n)) => Some((*n, *n)),
        ExprKind::Arith { op, left, right } if matches!(expr.ty, Type::Int { .. }) => {
            let (a, b) = range(left)?;
            let (c, d) = range(right)?;
            let all = match op {
                ArithOp::Add => [a.checked_add(c)?, b.checked_add(d)?, a + c, b + d],
                ArithOp::Sub => [a.checked_sub(d)?, b.checked_sub(c)?, a - d, b - c],
                ArithOp::Mul => [a.checked_mul(c)?, a.checked_mul(d)?, b.checked_mul(c)?, b.checked_mul(d)?],
                ArithOp::Rem => {
                    let most = c.abs().max(d.abs());
                    [a.min(0).max(-most), b.max(0).min(most), 0, 0]
                }
                ArithOp::Div => return None,
            };
            Some((*all.iter().min()?, *all.iter().max()?))
        }
        ExprKind::Neg(inner) => range(inner).map(|(low, high)| (-high, -low)),
        ExprKind::Call { function, .. } => match function.to_ascii_lowercase().as_str() {
            "length" | "position" => Some((0, i128::from(u32::MAX))),
            "year" => Some((0, 9999)),
            "month" | "day" | "hour" | "minute" | "second" => Some((0, 60)),
            "sign" => Some((-1, 1)),
            _ => expr.ty.int_range(),
        },
        _ => expr.ty.int_range(),
    }
}
