//! Arithmetic, and when it fails: beyond the largest number, and by zero.

use super::{Emitter, Fallible, are_there, either, tested_call};
use crate::dialect::{INT64, Tested};
use crate::form;
use crate::plan::{ArithOp, Expr, ExprKind, Value};
use crate::schema::Type;
use crate::sql;

/// The two sides of an operation, as the program says them and as they are spelled.
#[derive(Clone)]
struct Operands<'e> {
    left: &'e Expr,
    l: Fallible,
    right: &'e Expr,
    r: Fallible,
}

impl<'e> Operands<'e> {
    /// Both sides as the program says them.
    fn exprs(&self) -> [&'e Expr; 2] {
        [self.left, self.right]
    }

    /// An operation of both that is tested: it fails as well where one of them does.
    fn tested(&self, operation: Tested) -> Fallible {
        tested_call(&[&self.l, &self.r], operation, either(self.l.fails.clone(), self.r.fails.clone()))
    }
}

impl Emitter<'_> {
    pub(super) fn arith(&mut self, op: ArithOp, left: &Expr, right: &Expr, expr: &Expr) -> Fallible {
        let of = Operands { left, l: self.value(left), right, r: self.value(right) };
        match (op, &expr.ty) {
            (ArithOp::Div, Type::Decimal { precision, scale }) => {
                let scale = if precision.is_some() { (*scale).max(6) } else { 6 };
                self.by_number(of, |e, a, b| e.dialect.divide_decimals(a, b, scale))
            }
            (ArithOp::Div, _) => self.divide(of),
            (ArithOp::Rem, Type::Int { .. }) => self.by_number(of, |e, a, b| e.dialect.rem(&e.dialect.int64(a), b)),
            (ArithOp::Rem, Type::Decimal { .. }) if self.dialect.capabilities().exact_decimals => {
                self.by_number(of, |e, a, b| e.dialect.rem(a, b))
            }
            (ArithOp::Rem, ty) => self.cannot(format!("a remainder of type `{ty}`"), expr.span),
            (_, Type::Int { .. }) => self.whole(op, of, expr),
            (_, Type::Decimal { precision, scale }) => self.decimal(op, of, precision.map(|_| *scale)),
            (_, _) => self.float(op, of),
        }
    }

    /// `/` of numbers of which one is no exact one.
    fn divide(&mut self, of: Operands<'_>) -> Fallible {
        let of = self.repeatable_operands(of);
        let frag = self.by_number(of.clone(), |e, a, b| e.dialect.float_from_number(a).divided_by(b));
        if !of.exprs().iter().any(|e| matches!(e.ty, Type::Float32 | Type::Float64)) {
            return frag;
        }
        let [x, y] = self.sizes(&of);
        let ok = form!(
            "CASE WHEN {y} < 1 THEN {x} < 8e307 * {y} WHEN {x} < 1e-200 AND {a} <> 0 \
             THEN {y} < 1e100 ELSE {x} IS NOT NULL END",
            a = of.l.sql(),
            x,
            y
        );
        tested_call(&[&of.l, &of.r], Tested::when(ok, frag.value), frag.fails)
    }

    /// `+`, `-`, `*` of exact numbers.
    fn decimal(&mut self, op: ArithOp, of: Operands<'_>, scale: Option<u16>) -> Fallible {
        if of.exprs().iter().all(|e| digits(e).is_some_and(|d| d <= 28)) {
            let Operands { l, r, .. } = of;
            let value = self.dialect.cleaned(&l.value.binary(operator(op), r.value), scale);
            return Fallible::new(value, l.nullable || r.nullable).failing(either(l.fails, r.fails));
        }
        let of = self.repeatable_operands(of);
        let value = self.dialect.cleaned(&of.l.sql().binary(operator(op), of.r.sql()), scale);
        let [x, y] = self.sizes(&of);
        let ok = sql::Expr::and([x.lt(double("1e32")), y.lt(double("1e32"))]);
        of.tested(Tested::when(ok, value))
    }

    /// `+`, `-`, `*` of numbers of which one is a double.
    fn float(&mut self, op: ArithOp, of: Operands<'_>) -> Fallible {
        let of = self.repeatable_operands(of);
        let [x, y] = self.sizes(&of);
        let ok = if of.exprs().iter().all(|e| matches!(e.ty, Type::Int { .. })) {
            None
        } else if op == ArithOp::Mul {
            // neither too large nor, which PostgreSQL refuses as well, too small
            Some(form!(
                "CASE WHEN {a} = 0 OR {b} = 0 THEN {x} + {y} < 1e308 WHEN {x} > 1 \
                 THEN {y} < 1e308 / {x} AND {y} > 1e-300 ELSE {y} > 1e-300 / {x} END",
                a = of.l.sql(),
                b = of.r.sql(),
                x,
                y
            ))
        } else {
            Some(sql::Expr::and([x.lt(double("8e307")), y.lt(double("8e307"))]))
        };
        let value = self.dialect.float_from_number(&of.l.value).binary(operator(op), of.r.sql());
        of.tested(Tested { ok, value })
    }

    /// A number without its sign, to compare with something large. The least whole number of 64 bits has no `abs`.
    fn size(&self, ty: &Type, number: &sql::Expr) -> sql::Expr {
        let float = matches!(ty, Type::Float32 | Type::Float64);
        let double = if float { number.clone() } else { self.dialect.float_from_number(number) };
        sql::Expr::call("abs", [double])
    }

    fn sizes(&self, of: &Operands<'_>) -> [sql::Expr; 2] {
        [self.size(&of.left.ty, &of.l.value), self.size(&of.right.ty, &of.r.value)]
    }

    /// The same operands such that each may be written several times.
    fn repeatable_operands<'e>(&mut self, of: Operands<'e>) -> Operands<'e> {
        Operands { l: self.repeatable(of.l), r: self.repeatable(of.r), ..of }
    }

    /// An operation that fails where its right side is 0.
    fn by_number(
        &mut self,
        Operands { l, right, r, .. }: Operands<'_>,
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
    fn whole(&mut self, op: ArithOp, of: Operands<'_>, expr: &Expr) -> Fallible {
        if let Some((low, high)) = range(expr)
            && low >= INT64.0
            && high <= INT64.1
        {
            let Operands { left, l, right, r } = of;
            let a = if is_wide(left) || is_wide(right) && left.literal().is_some() {
                l.sql()
            } else {
                self.dialect.int64(&l.value)
            };
            let value = a.binary(operator(op), r.value);
            return Fallible::new(value, l.nullable || r.nullable).failing(either(l.fails, r.fails));
        }
        let of = self.repeatable_operands(of);
        let tested = self.dialect.checked(operator(op), &of.l.value, &of.r.value);
        of.tested(tested)
    }

    pub(super) fn negative(&mut self, value: &Expr, expr: &Expr) -> Fallible {
        let v = self.value(value);
        if !matches!(expr.ty, Type::Int { .. }) {
            let negative = v.sql().negative();
            return v.with(negative);
        }
        let zero = Expr::new(ExprKind::Literal(Value::Int(0)), Type::INT64, false, value.span);
        let z = Fallible::new(0, false);
        self.whole(ArithOp::Sub, Operands { left: &zero, l: z, right: value, r: v }, expr)
    }

    /// The sum of an aggregate; nothing has the sum 0.
    pub(super) fn sum(&mut self, inner: &Fallible, value: &Expr, expr: &Expr) -> Fallible {
        if !matches!(value.ty, Type::Int { .. }) || !matches!(expr.ty, Type::Int { .. }) {
            let decimal = matches!(expr.ty, Type::Decimal { .. });
            let sum =
                if decimal { self.dialect.sum_decimal(&inner.value) } else { sql::Expr::call("SUM", [inner.sql()]) };
            let sum = or_zero(sum);
            let scale = match value.ty {
                Type::Decimal { precision: Some(_), scale } => Some(scale),
                _ => None,
            };
            let sum = if decimal { self.dialect.cleaned(&sum, scale) } else { sum };
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
