//! Arithmetic.

use super::{Emitter, Fallible, either};
use crate::dialect::{INT64, Tested};
use crate::plan::{ArithOp, Expr, ExprKind, Value};
use crate::schema::Type;

impl Emitter<'_> {
    pub(super) fn arith(&mut self, op: ArithOp, left: &Expr, right: &Expr, expr: &Expr) -> Fallible {
        let l = self.value(left);
        let r = self.value(right);
        match (op, &expr.ty) {
            (ArithOp::Div, Type::Decimal { precision, scale }) => {
                let scale = if precision.is_some() { (*scale).max(6) } else { 6 };
                self.by_number(l, r, right, |e, a, b| e.dialect.divide_decimals(a, b, scale))
            }
            (ArithOp::Div, _) => {
                let (l, r) = (self.repeatable(l), self.repeatable(r));
                let float = matches!(left.ty, Type::Float32 | Type::Float64)
                    || matches!(right.ty, Type::Float32 | Type::Float64);
                let guard = float.then(|| {
                    let a = l.operand();
                    let [x, y] = self.sizes(left, &l, right, &r);
                    format!(
                        "CASE WHEN {y} < 1 THEN {x} < 8e307 * {y} WHEN {x} < 1e-200 AND {a} <> 0 \
                         THEN {y} < 1e100 ELSE {x} IS NOT NULL END"
                    )
                });
                let frag = self.by_number(l.clone(), r.clone(), right, |e, a, b| {
                    format!("{} / {b}", e.dialect.float_from_number(a))
                });
                match guard {
                    Some(ok) => self.guarded_pair(frag, &l, &r, &ok),
                    None => frag,
                }
            }
            (ArithOp::Rem, Type::Int { .. }) => {
                self.by_number(l, r, right, |e, a, b| e.dialect.rem(&e.dialect.int64(a), b))
            }
            (ArithOp::Rem, Type::Decimal { .. }) if self.dialect.exact_decimals() => {
                self.by_number(l, r, right, |e, a, b| e.dialect.rem(a, b))
            }
            (ArithOp::Rem, ty) => self.cannot(format!("a remainder of type `{ty}`"), expr.span),
            (_, Type::Int { .. }) => self.whole(op, left, l, right, r, expr),
            (_, Type::Decimal { precision, scale }) => {
                let sign = sign(op);
                let sql = format!("{} {sign} {}", l.operand(), r.operand());
                let known = precision.map(|_| *scale);
                let small = [left, right].iter().all(|e| digits(e).is_some_and(|d| d <= 28));
                if small {
                    let sql = self.dialect.cleaned(&bracket(&sql), known);
                    let fails = either(l.fails.clone(), r.fails.clone());
                    return Fallible::new(sql, l.nullable || r.nullable).failing(fails);
                }
                let (l, r) = (self.repeatable(l), self.repeatable(r));
                let (a, b) = (l.operand(), r.operand());
                let value = self.dialect.cleaned(&format!("({a} {sign} {b})"), known);
                let [x, y] = self.sizes(left, &l, right, &r);
                self.pair(&l, &r, Tested::when(format!("({x} < 1e32 AND {y} < 1e32)"), value))
            }
            (_, _) => {
                let (l, r) = (self.repeatable(l), self.repeatable(r));
                let (a, b) = (l.operand(), r.operand());
                let [x, y] = self.sizes(left, &l, right, &r);
                let ok = if op == ArithOp::Mul {
                    // neither too large nor, which PostgreSQL refuses as well, too small
                    format!(
                        "CASE WHEN {a} = 0 OR {b} = 0 THEN {x} + {y} < 1e308 WHEN {x} > 1 \
                         THEN {y} < 1e308 / {x} AND {y} > 1e-300 ELSE {y} > 1e-300 / {x} END"
                    )
                } else {
                    format!("({x} < 8e307 AND {y} < 8e307)")
                };
                let ok = if [left, right].iter().all(|e| matches!(e.ty, Type::Int { .. })) { None } else { Some(ok) };
                let value = format!("{} {} {b}", self.dialect.float_from_number(&a), sign(op));
                self.pair(&l, &r, Tested { ok, value })
            }
        }
    }

    /// A number without its sign, to compare with something large. The least whole number of 64 bits has no `abs`.
    fn size(&self, ty: &Type, sql: &str) -> String {
        let float = matches!(ty, Type::Float32 | Type::Float64);
        if float { format!("abs({sql})") } else { format!("abs({})", self.dialect.float_from_number(sql)) }
    }

    fn sizes(&self, left: &Expr, l: &Fallible, right: &Expr, r: &Fallible) -> [String; 2] {
        [self.size(&left.ty, &l.operand()), self.size(&right.ty, &r.operand())]
    }

    /// An operation that fails where its right side is 0.
    fn by_number(
        &mut self,
        l: Fallible,
        r: Fallible,
        right: &Expr,
        spell: impl Fn(&Self, &str, &str) -> String,
    ) -> Fallible {
        let fails = either(l.fails.clone(), r.fails.clone());
        let nullable = l.nullable || r.nullable;
        if right.literal().is_some_and(|v| !is_zero(v)) {
            return Fallible::new(spell(self, &l.operand(), &r.operand()), nullable).failing(fails);
        }
        let r = self.repeatable(r);
        let sql = spell(self, &l.operand(), &format!("nullif({}, 0)", r.sql));
        let mut tests = Vec::new();
        if r.may_be_null() {
            tests.push(format!("{} IS NOT NULL", r.operand()));
        }
        if l.may_be_null() {
            tests.push(format!("{} IS NOT NULL", l.operand()));
        }
        tests.push(format!("{} = 0", r.operand()));
        Fallible::new(sql, nullable).failing(either(fails, Some(tests.join(" AND "))))
    }

    /// A tested operation of two values.
    fn pair(&mut self, l: &Fallible, r: &Fallible, tested: Tested) -> Fallible {
        let nullable = l.nullable || r.nullable;
        let before = either(l.fails.clone(), r.fails.clone());
        let Some(ok) = tested.ok else { return Fallible::new(tested.value, nullable).failing(before) };
        let mut fails: Vec<String> =
            [l, r].iter().filter(|f| f.may_be_null()).map(|f| format!("{} IS NOT NULL", f.operand())).collect();
        fails.push(format!("NOT ({ok})"));
        Fallible::new(format!("CASE WHEN {ok} THEN {} END", tested.value), nullable)
            .failing(either(before, Some(fails.join(" AND "))))
    }

    fn guarded_pair(&mut self, frag: Fallible, l: &Fallible, r: &Fallible, ok: &str) -> Fallible {
        let mut fails: Vec<String> =
            [l, r].iter().filter(|f| f.may_be_null()).map(|f| format!("{} IS NOT NULL", f.operand())).collect();
        fails.push(format!("NOT ({ok})"));
        Fallible::new(format!("CASE WHEN {ok} THEN {} END", frag.sql), frag.nullable)
            .failing(either(frag.fails, Some(fails.join(" AND "))))
    }

    /// `+`, `-`, `*` of whole numbers.
    fn whole(&mut self, op: ArithOp, left: &Expr, l: Fallible, right: &Expr, r: Fallible, expr: &Expr) -> Fallible {
        if let Some((low, high)) = range(expr)
            && low >= INT64.0
            && high <= INT64.1
        {
            let a = if is_wide(left) || is_wide(right) && left.literal().is_some() {
                l.operand()
            } else {
                self.dialect.int64(&l.operand())
            };
            let sql = format!("{a} {} {}", sign(op), r.operand());
            return Fallible::new(sql, l.nullable || r.nullable).failing(either(l.fails, r.fails));
        }
        let (l, r) = (self.repeatable(l), self.repeatable(r));
        let tested = self.dialect.checked(sign(op), &l.operand(), &r.operand());
        self.pair(&l, &r, tested)
    }

    pub(super) fn negative(&mut self, value: &Expr, expr: &Expr) -> Fallible {
        let v = self.value(value);
        if !matches!(expr.ty, Type::Int { .. }) {
            return Fallible::new(format!("-{}", bracket(&v.sql)), v.nullable).failing(v.fails);
        }
        let zero = Expr::new(ExprKind::Literal(Value::Int(0)), Type::INT64, false, value.span);
        let z = Fallible::new("0", false);
        self.whole(ArithOp::Sub, &zero, z, value, v, expr)
    }

    /// The sum of an aggregate; nothing has the sum 0.
    pub(super) fn sum(&mut self, inner: &Fallible, value: &Expr, expr: &Expr) -> Fallible {
        if !matches!(value.ty, Type::Int { .. }) || !matches!(expr.ty, Type::Int { .. }) {
            let sql = format!("coalesce(SUM({}), 0)", inner.sql);
            let scale = match value.ty {
                Type::Decimal { precision: Some(_), scale } => Some(scale),
                _ => None,
            };
            let sql = if matches!(expr.ty, Type::Decimal { .. }) { self.dialect.cleaned(&sql, scale) } else { sql };
            return Fallible::new(sql, false);
        }
        let sum = self.dialect.sum_int(&inner.operand(), &value.ty);
        match sum.ok {
            None => Fallible::new(format!("coalesce({}, 0)", sum.value), false),
            Some(ok) => {
                let no = self.dialect.bool(true);
                Fallible::new(format!("CASE WHEN coalesce({ok}, {no}) THEN coalesce({}, 0) END", sum.value), false)
                    .failing(Some(format!("NOT coalesce({ok}, {no})")))
            }
        }
    }
}

fn sign(op: ArithOp) -> &'static str {
    match op {
        ArithOp::Add => "+",
        ArithOp::Sub => "-",
        ArithOp::Mul => "*",
        ArithOp::Div => "/",
        ArithOp::Rem => "%",
    }
}

fn bracket(sql: &str) -> String {
    if super::is_atom(sql) { sql.to_owned() } else { format!("({sql})") }
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
