//! Conditions: true or false, never null.

use std::collections::HashSet;

use super::{Emitter, Fallible, Mode, either};
use crate::plan::{CompareOp, Expr, ExprKind, Side, Value};
use crate::schema::{Column, TableId, Type};

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
                    Fallible::new(format!("NOT {}", inner.operand()), false).failing(inner.fails)
                }
            },
            ExprKind::IsNull(value) => self.is_null(value, false),
            ExprKind::In { value, list } => self.is_in(value, list, false, mode),
            ExprKind::Like { value, pattern } => {
                let value = self.value(value);
                if let Some(Value::Text(constant)) = pattern.literal() {
                    let sql = self.dialect.like(&value.operand(), constant);
                    return self.exactly(sql, &value, mode).failing(value.fails);
                }
                let pattern = self.value(pattern);
                let pattern = self.repeatable(pattern);
                let sql = self.dialect.like_any(&value.operand(), &pattern.operand());
                let both =
                    Fallible::new("", value.nullable || pattern.nullable).failing(either(value.fails, pattern.fails));
                self.exactly(sql, &both, mode).failing(both.fails)
            }
            _ => {
                let frag = self.value(expr);
                let null = frag.may_be_null() && mode == Mode::Exact;
                let sql = if null { format!("coalesce({}, {})", frag.sql, self.dialect.bool(false)) } else { frag.sql };
                Fallible::new(sql, false).failing(frag.fails)
            }
        }
    }

    /// A test that is null where `operand` is, made false there if it must be.
    fn exactly(&self, sql: String, operand: &Fallible, mode: Mode) -> Fallible {
        if mode == Mode::Exact && operand.may_be_null() {
            Fallible::new(format!("coalesce({sql}, {})", self.dialect.bool(false)), false)
        } else {
            Fallible::new(sql, false)
        }
    }

    fn is_null(&mut self, value: &Expr, not: bool) -> Fallible {
        let value = self.value(value);
        Fallible::new(format!("{} IS {}NULL", value.operand(), if not { "NOT " } else { "" }), false)
            .failing(value.fails)
    }

    fn junction(&mut self, all: &[Expr], mode: Mode, and: bool) -> Fallible {
        let Some((first, rest)) = all.split_first() else {
            return Fallible::new(self.dialect.bool(and), false);
        };
        let mut frag = self.condition(first, mode);
        let mut fails = frag.fails.take();
        let mut sql = junct(&frag.sql, and);
        // the parts so far, for a part that is not asked once they decide
        let mut so_far = frag.sql.clone();
        for part in rest {
            let part = self.condition(part, mode);
            if let Some(f) = part.fails {
                let reached = if and {
                    format!("{} AND ({f})", bracketed(&so_far))
                } else {
                    format!("NOT coalesce({so_far}, {}) AND ({f})", self.dialect.bool(false))
                };
                let reached = if and && mode == Mode::Filter {
                    // never null, which a filter may be
                    format!("coalesce({reached}, {})", self.dialect.bool(false))
                } else {
                    reached
                };
                fails = either(fails, Some(reached));
            }
            sql = format!("{sql} {} {}", if and { "AND" } else { "OR" }, junct(&part.sql, and));
            so_far.clone_from(&sql);
        }
        Fallible::new(sql, false).failing(fails)
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
                return Fallible::new(self.dialect.bool(false), false).failing(other.fails);
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
        let (mut a, mut b) = (l.operand(), r.operand());
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
        let sql = match op {
            CompareOp::Eq if null_a && null_b && of_other_rows(left, right) => {
                let ty = if matches!(right.ty, Type::Int { .. }) { &left.ty } else { &right.ty };
                self.dialect.same_of_rows(&a, &b, ty)
            }
            CompareOp::Eq if null_a && null_b || mode == Mode::Exact && (null_a || null_b) => self.dialect.same(&a, &b),
            CompareOp::Ne if null_a || null_b => self.dialect.differs(&a, &b),
            _ => {
                let sign = match op {
                    CompareOp::Eq => "=",
                    CompareOp::Ne => "<>",
                    CompareOp::Lt => "<",
                    CompareOp::Le => "<=",
                    CompareOp::Gt => ">",
                    CompareOp::Ge => ">=",
                };
                let plain = format!("{a} {sign} {b}");
                if mode == Mode::Exact && (null_a || null_b) {
                    format!("coalesce({plain}, {})", self.dialect.bool(false))
                } else {
                    plain
                }
            }
        };
        Fallible::new(sql, false).failing(fails)
    }

    /// A value that is no text such that it is compared with another.
    pub(super) fn beside(&self, sql: &str, own: &Expr, other: &Expr) -> String {
        match matches!(own.ty, Type::Date) && is_moment(&other.ty) {
            true => format!("({})", self.dialect.datetime_of(sql)),
            false => sql.to_owned(),
        }
    }

    /// The left side of a comparison of texts, such that it is made by code point.
    fn text_side(&self, left: &Expr, sql: &str, right: &Expr, ordering: bool) -> String {
        if ordering && !self.loosely_collated(left) && !self.loosely_collated(right) {
            return self.dialect.ordered_by_code_point(sql);
        }
        if self.compares_plainly(left, std::slice::from_ref(right)) && !ordering {
            return sql.to_owned();
        }
        self.dialect.by_code_point(sql)
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
        self.dialect.compares_by_code_point()
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
            return Fallible::new(self.dialect.bool(not), false).failing(v.fails);
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
            return if not { Fallible::new(format!("NOT ({})", any.sql), false).failing(any.fails) } else { any };
        }
        let fails = items.iter().fold(v.fails.clone(), |all, i| either(all, i.fails.clone()));
        let subject = self.matched_by_code_point(value, &v, list.iter());
        let spelled = |i: &Fallible| match value.ty.is_textual() {
            true => self.dialect.beside_code_points(&i.sql),
            false => i.sql.clone(),
        };
        let items: Vec<String> = items.iter().map(spelled).collect();
        let items = items.join(", ");
        let sql = if not && v.may_be_null() {
            format!("({} IS NULL OR {subject} NOT IN ({items}))", v.operand())
        } else if not {
            format!("{subject} NOT IN ({items})")
        } else {
            return self.exactly(format!("{subject} IN ({items})"), &v, mode).failing(fails);
        };
        Fallible::new(sql, false).failing(fails)
    }

    /// A value such that `IN` and `CASE x WHEN` compare it by code point with these.
    pub(super) fn matched_by_code_point<'e>(
        &self,
        value: &Expr,
        frag: &Fallible,
        others: impl Iterator<Item = &'e Expr>,
    ) -> String {
        let others: Vec<Expr> = others.cloned().collect();
        let sql = frag.operand();
        if value.ty.is_textual() && !self.compares_plainly(value, &others) {
            self.dialect.by_code_point(&sql)
        } else {
            sql
        }
    }

    /// Whether a value equals a literal, which may be null; never null.
    pub(in crate::emit) fn equal_to_literal(&mut self, value: &Expr, frag: &Fallible, literal: &Expr) -> String {
        if matches!(literal.literal(), Some(Value::Null)) {
            return format!("{} IS NULL", frag.operand());
        }
        let subject = self.matched_by_code_point(value, frag, std::iter::once(literal));
        let textual = value.ty.is_textual();
        let literal = self.value(literal).operand();
        let literal = if textual { self.dialect.beside_code_points(&literal) } else { literal };
        if frag.may_be_null() {
            format!("({} IS NOT NULL AND {subject} = {literal})", frag.operand())
        } else {
            format!("{subject} = {literal}")
        }
    }
}

fn is_moment(ty: &Type) -> bool {
    matches!(ty, Type::DateTime { .. } | Type::TimestampTz { .. })
}

fn bracketed(sql: &str) -> String {
    if super::is_atom(sql) { sql.to_owned() } else { format!("({sql})") }
}

/// A part of an AND or OR, in brackets where it could be read otherwise.
fn junct(sql: &str, and: bool) -> String {
    let upper = format!(" {sql} ");
    let mixes = if and { upper.contains(" OR ") } else { upper.contains(" AND ") };
    // brackets around a literal that contains the word do no harm
    if mixes && !super::is_atom(sql) { format!("({sql})") } else { sql.to_owned() }
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
