//! Expressions: from the tree to typed ones.

use crate::diag::{Code, Diagnostic, Edit};
use crate::dialect::format::parse_format;
use crate::plan::{ArithOp, CompareOp, Expr, ExprKind, RawPiece, Value};
use crate::schema::Type;
use crate::source::Span;
use crate::syntax::ast::{self, BinaryOp, Literal, Piece};

use super::calls::Over;
use super::checker::Checker;
use super::dates;
use super::lengths;
use super::scope::Scope;
use super::typed::{cast_to, constant_of, is_stored, literal, negate, truth_of, whole};
use super::types::{self, Conversion};

impl<'a> Checker<'a, '_> {
    /// Resolves and types an expression.
    pub(super) fn expr(&mut self, scope: &Scope<'a>, expr: &'a ast::Expr) -> Expr {
        let span = expr.span;
        match &expr.kind {
            ast::ExprKind::Literal(value) => constant_of(value, span),
            ast::ExprKind::Path(path) => self.path(scope, path),
            ast::ExprKind::Binary { op, op_span, left, right } => {
                let left = self.expr(scope, left);
                let right = self.expr(scope, right);
                self.binary(*op, *op_span, left, right, span)
            }
            ast::ExprKind::Not(inner) => {
                let inner = self.condition(scope, inner);
                Expr::new(ExprKind::Not(Box::new(inner)), Type::Bool, false, span)
            }
            ast::ExprKind::Neg(inner) => self.negative(scope, inner, span),
            ast::ExprKind::In { value, list, negated } => {
                let value = self.expr(scope, value);
                let list = list.iter().map(|e| self.expr(scope, e)).collect();
                let is_in = self.is_in(value, list, span);
                negate(is_in, *negated)
            }
            ast::ExprKind::Between { value, low, high, negated } => {
                let value = self.expr(scope, value);
                let low = self.expr(scope, low);
                let high = self.expr(scope, high);
                let copy = self.copy(&value);
                let above = self.compare(CompareOp::Ge, copy, low, span, span);
                let below = self.compare(CompareOp::Le, value, high, span, span);
                negate(Expr::new(ExprKind::And(vec![above, below]), Type::Bool, false, span), *negated)
            }
            ast::ExprKind::Like { value, pattern, negated } => self.like(scope, value, pattern, *negated, span),
            ast::ExprKind::IsNull { value, negated } => {
                let value = self.expr(scope, value);
                negate(Expr::new(ExprKind::IsNull(Box::new(value)), Type::Bool, false, span), *negated)
            }
            ast::ExprKind::When { value, cond } => {
                let cond = self.condition(scope, cond);
                let value = self.expr(scope, value);
                let ty = value.ty.clone();
                Expr::new(ExprKind::Case { arms: vec![(cond, value)], otherwise: None }, ty, true, span)
            }
            ast::ExprKind::Case { subject, arms, otherwise } => {
                self.case(scope, subject.as_deref(), arms, otherwise.as_deref(), span)
            }
            ast::ExprKind::Cast { value, ty, format } => self.cast(scope, value, ty, format.as_ref(), span),
            ast::ExprKind::Via { key, block } => self.via(scope, key, block, span),
            ast::ExprKind::Lookup { table, by, column } => self.lookup(scope, table, by, column, span),
            ast::ExprKind::Call { name, args } => self.call(scope, name, args, span),
            ast::ExprKind::Aggregate { function, value, table, cond } => {
                let over = table.as_ref().map(|table| Over { table, cond: cond.as_deref() });
                self.aggregate(scope, function, value.as_deref(), over, span)
            }
            ast::ExprKind::Format(pieces) => {
                let pieces = pieces
                    .iter()
                    .map(|piece| match piece {
                        Piece::Text(text) => constant_of(&Literal::Text(text.clone()), span),
                        Piece::Expr(inner) => self.expr(scope, inner),
                    })
                    .collect();
                self.concat(pieces, span)
            }
            ast::ExprKind::Sql(_) => {
                self.report(
                    Diagnostic::new(Code::UNKNOWN_TYPE, span, "raw SQL does not say its type")
                        .help(format!("write `{} as text`, or whichever type it is", self.text(span)))
                        .fix("add `as text`", Edit::Replace(Span { start: span.end, ..span }, " as text".to_owned())),
                );
                Expr::error(span)
            }
            ast::ExprKind::Tuple(_) => {
                self.report(
                    Diagnostic::new(Code::OPERAND, span, "a tuple is no value")
                        .help("tuples stand before `via` and in the keys of a map: `(a, b) via BLOCK`"),
                );
                Expr::error(span)
            }
            ast::ExprKind::Bad => {
                self.mark_unsure(scope);
                Expr::error(span)
            }
        }
    }

    /// An expression that is true or false, never null.
    pub(super) fn condition(&mut self, scope: &Scope<'a>, expr: &'a ast::Expr) -> Expr {
        let lowered = self.expr(scope, expr);
        self.as_condition(lowered)
    }

    fn as_condition(&mut self, expr: Expr) -> Expr {
        let span = expr.span;
        match &expr.ty {
            Type::Bool if !expr.nullable => expr,
            Type::Error => expr,
            // Null is not true, and `= true` never is null.
            Type::Bool => {
                let yes = literal(Value::Bool(true), Type::Bool, span);
                let kind = ExprKind::Compare { op: CompareOp::Eq, left: Box::new(expr), right: Box::new(yes) };
                Expr::new(kind, Type::Bool, false, span)
            }
            ty if ty.is_truth_number() => self.as_condition(truth_of(expr)),
            ty => {
                let (text, kind) = (self.text(span), self.kind(&expr));
                let finding =
                    Diagnostic::new(Code::NOT_A_CONDITION, span, format!("`{text}` is {kind}, not true or false"));
                self.report(match ty {
                    t if t.is_numeric() => finding.instead(span, format!("{text} != 0")),
                    t if t.is_textual() => finding.help(format!("write `{text} = \"…\"`")),
                    _ => finding.instead(span, format!("{text} is not null")),
                });
                Expr::error(span)
            }
        }
    }

    /// `left op right`, where `op` stands at `op_span`.
    fn binary(&mut self, op: BinaryOp, op_span: Span, left: Expr, right: Expr, span: Span) -> Expr {
        let compare = match op {
            BinaryOp::And | BinaryOp::Or => {
                // `||` is told by whoever read it; between texts it was meant to put them together.
                let bool = |side: &Expr| side.ty == Type::Bool || side.ty.is_truth_number();
                if self.text(op_span) == "||" && !(bool(&left) && bool(&right)) {
                    return Expr::error(span);
                }
                let (left, right) = (self.as_condition(left), self.as_condition(right));
                let and = op == BinaryOp::And;
                let mut all = Vec::new();
                for side in [left, right] {
                    match side.kind {
                        ExprKind::And(more) if and => all.extend(more),
                        ExprKind::Or(more) if !and => all.extend(more),
                        kind => all.push(Expr { kind, ..side }),
                    }
                }
                let kind = if and { ExprKind::And(all) } else { ExprKind::Or(all) };
                return Expr::new(kind, Type::Bool, false, span);
            }
            BinaryOp::Eq => Some(CompareOp::Eq),
            BinaryOp::Ne => Some(CompareOp::Ne),
            BinaryOp::Lt => Some(CompareOp::Lt),
            BinaryOp::Le => Some(CompareOp::Le),
            BinaryOp::Gt => Some(CompareOp::Gt),
            BinaryOp::Ge => Some(CompareOp::Ge),
            _ => None,
        };
        match compare {
            Some(op) => self.compare(op, left, right, op_span, span),
            None => self.arithmetic(op, op_span, left, right, span),
        }
    }

    fn arithmetic(&mut self, op: BinaryOp, op_span: Span, left: Expr, right: Expr, span: Span) -> Expr {
        let op = match op {
            BinaryOp::Add => ArithOp::Add,
            BinaryOp::Sub => ArithOp::Sub,
            BinaryOp::Mul => ArithOp::Mul,
            BinaryOp::Div => ArithOp::Div,
            _ => ArithOp::Rem,
        };
        if left.ty == Type::Error || right.ty == Type::Error {
            return Expr::error(span);
        }
        for side in [&left, &right] {
            if side.ty.is_numeric() || side.ty == Type::Null {
                continue;
            }
            let text = self.text(side.span);
            let mut finding =
                Diagnostic::new(Code::OPERAND, side.span, format!("`{text}` is {}, not a number", self.kind(side)))
                    .label(op_span, "reckoned with here");
            if op == ArithOp::Add && side.ty.is_textual() {
                let piece = |e: &Expr| match e.literal() {
                    Some(Value::Text(t)) => t.clone(),
                    _ => format!("{{{}}}", self.text(e.span)),
                };
                let joined = format!("f\"{}{}\"", piece(&left), piece(&right));
                finding = finding.help(format!("to join texts, write `{joined}`"));
                // A text in a hole of a text cannot be put there as it is.
                if joined.matches('"').count() == 2 {
                    finding = finding.write(span, self.as_value(span, joined));
                }
            } else if side.ty.is_textual() {
                finding = finding
                    .help(format!("write `({text} as int)` or `({text} as decimal)`"))
                    .write(side.span, format!("({text} as int)"))
                    .write(side.span, format!("({text} as decimal)"));
            } else if side.ty == Type::Bool {
                finding = finding.instead(side.span, format!("case {{ {text} -> 1; else 0 }}"));
            }
            self.report(finding);
            return Expr::error(span);
        }
        let float = |e: &Expr| matches!(e.ty, Type::Float32 | Type::Float64);
        let exact = |e: &Expr| matches!(e.ty, Type::Decimal { .. });
        let ty = if op == ArithOp::Div || float(&left) || float(&right) {
            Type::Float64
        } else if exact(&left) || exact(&right) {
            let scale = |e: &Expr| if let Type::Decimal { scale, .. } = e.ty { scale } else { 0 };
            let scale = match op {
                ArithOp::Mul => scale(&left).saturating_add(scale(&right)),
                _ => scale(&left).max(scale(&right)),
            };
            Type::Decimal { precision: None, scale }
        } else {
            Type::INT64
        };
        let nullable = left.nullable || right.nullable;
        Expr::new(ExprKind::Arith { op, left: Box::new(left), right: Box::new(right) }, ty, nullable, span)
    }

    fn negative(&mut self, scope: &Scope<'a>, inner: &'a ast::Expr, span: Span) -> Expr {
        match &inner.kind {
            ast::ExprKind::Literal(Literal::Int(digits)) => return whole(&format!("-{digits}"), span),
            ast::ExprKind::Literal(Literal::Decimal(text)) => {
                return constant_of(&Literal::Decimal(format!("-{text}")), span);
            }
            _ => {}
        }
        let value = self.expr(scope, inner);
        match &value.ty {
            Type::Error => Expr::error(span),
            ty if ty.is_numeric() => {
                let ty = if matches!(ty, Type::Int { .. }) { Type::INT64 } else { ty.clone() };
                let nullable = value.nullable;
                Expr::new(ExprKind::Neg(Box::new(value)), ty, nullable, span)
            }
            _ => {
                let kind = self.kind(&value);
                self.find(Code::OPERAND, value.span, format!("`{}` is {kind}, not a number", self.text(value.span)));
                Expr::error(span)
            }
        }
    }

    fn like(
        &mut self,
        scope: &Scope<'a>,
        value: &'a ast::Expr,
        pattern: &'a ast::Expr,
        negated: bool,
        span: Span,
    ) -> Expr {
        let value = self.expr(scope, value);
        let pattern = self.expr(scope, pattern);
        if value.ty == Type::Error || pattern.ty == Type::Error {
            return Expr::error(span);
        }
        // Null is like nothing.
        if value.ty == Type::Null || pattern.ty == Type::Null {
            return negate(literal(Value::Bool(false), Type::Bool, span), negated);
        }
        let mut both = [value, pattern];
        for (i, operand) in both.iter_mut().enumerate() {
            if !operand.ty.is_textual() {
                let text = self.text(operand.span);
                let kind = self.kind(operand);
                let finding = Diagnostic::new(Code::OPERAND, operand.span, format!("`{text}` is {kind}, not text"));
                let written = format!("({text} as text)");
                let shown = if i == 0 { format!("{written} like …") } else { format!("like {written}") };
                self.report(match types::conversion(&operand.ty, &Type::TEXT) {
                    Conversion::Impossible(_) => finding,
                    _ => finding.help(format!("write `{shown}`")).write(operand.span, written),
                });
                return Expr::error(span);
            }
            if !matches!(operand.ty, Type::Text { .. }) {
                let inner = std::mem::replace(operand, Expr::error(span));
                *operand = cast_to(inner, Type::TEXT);
            }
        }
        let [value, pattern] = both;
        let kind = ExprKind::Like { value: Box::new(value), pattern: Box::new(pattern) };
        negate(Expr::new(kind, Type::Bool, false, span), negated)
    }

    fn case(
        &mut self,
        scope: &Scope<'a>,
        subject: Option<&'a ast::Expr>,
        arms: &'a [ast::CaseArm],
        otherwise: Option<&'a ast::Expr>,
        span: Span,
    ) -> Expr {
        let subject = subject.map(|s| self.expr(scope, s));
        let mut conditions = Vec::new();
        let mut values = Vec::new();
        for arm in arms {
            let keys_span = match (arm.keys.first(), arm.keys.last()) {
                (Some(first), Some(last)) => first.span.to(last.span),
                _ => span,
            };
            let condition = match &subject {
                Some(subject) => {
                    let list = arm.keys.iter().map(|k| self.expr(scope, k)).collect();
                    let subject = self.copy(subject);
                    self.is_in(subject, list, keys_span)
                }
                None => {
                    let mut all: Vec<Expr> = arm.keys.iter().map(|k| self.condition(scope, k)).collect();
                    if all.len() == 1 {
                        all.remove(0)
                    } else {
                        Expr::new(ExprKind::Or(all), Type::Bool, false, keys_span)
                    }
                }
            };
            conditions.push(condition);
            values.push(self.expr(scope, &arm.value));
        }
        let has_else = otherwise.is_some();
        values.extend(otherwise.map(|e| self.expr(scope, e)));
        let ty = self.unify(&mut values, span, "the branches of this `case`");
        let nullable = !has_else || values.iter().any(|v| v.nullable);
        let otherwise = if has_else { values.pop().map(Box::new) } else { None };
        let arms = conditions.into_iter().zip(values).collect();
        Expr::new(ExprKind::Case { arms, otherwise }, ty, nullable, span)
    }

    /// Brings values to one type; constants become what the others are.
    pub(super) fn unify(&mut self, values: &mut [Expr], span: Span, what: &str) -> Type {
        let mut ty = Type::Null;
        for constants in [false, true] {
            for value in values.iter_mut().filter(|v| v.literal().is_some() == constants) {
                if let Some(constant) = value.literal()
                    && ty.is_temporal()
                    && let Ok(fitted) = types::constant(constant, &ty)
                {
                    value.kind = ExprKind::Literal(fitted);
                    value.ty = if value.nullable { Type::Null } else { ty.clone() };
                    continue;
                }
                // true and false beside a number that is meant so
                if let Some(Value::Bool(truth)) = value.literal()
                    && ty.is_truth_number()
                {
                    value.kind = ExprKind::Literal(Value::Int(i128::from(*truth)));
                    value.ty = ty.clone();
                    continue;
                }
                match types::common(&ty, &value.ty) {
                    Some(wider) => ty = wider,
                    None => {
                        self.report(
                            Diagnostic::new(
                                Code::OPERAND,
                                value.span,
                                format!("{what} are of different types: {} and {}", ty.said(), value.ty.said()),
                            )
                            .label(span, "all of them must be of one type")
                            .help(format!("write `{} as …`", self.text(value.span))),
                        );
                        return Type::Error;
                    }
                }
            }
        }
        for value in values.iter_mut() {
            let from = &value.ty;
            let numbers = from.is_numeric() && ty.is_numeric();
            if !from.is_unknown() && ty != Type::Error && !types::same_kind(from, &ty) && !numbers {
                let inner = std::mem::replace(value, Expr::error(span));
                *value = cast_to(inner, ty.clone());
            }
        }
        ty
    }

    fn cast(
        &mut self,
        scope: &Scope<'a>,
        value: &'a ast::Expr,
        ty: &'a ast::TypeName,
        format: Option<&ast::Text>,
        span: Span,
    ) -> Expr {
        let target = match types::named(ty) {
            Ok(target) => target,
            Err(near) => {
                let finding = Diagnostic::new(
                    Code::UNKNOWN_TYPE,
                    ty.span,
                    format!("`{}` is no type of the language", ty.name.text),
                );
                self.report(match near {
                    Some(near) => finding.meant(ty.name.span, near),
                    None => finding.help("types are bool, int, decimal(p,s), float, text, date, time, datetime, timestamptz, uuid, json, bytes"),
                });
                return Expr::error(span);
            }
        };
        if let ast::ExprKind::Sql(pieces) = &value.kind {
            let pieces = pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => RawPiece::Sql(text.clone()),
                    Piece::Expr(inner) => RawPiece::Expr(self.expr(scope, inner)),
                })
                .collect();
            self.report(
                Diagnostic::new(Code::RAW_SQL, value.span, "this SQL is passed to the new engine as it is")
                    .here("no check covers it, and another engine may not understand it"),
            );
            return Expr::new(ExprKind::Raw(pieces), target, true, span);
        }
        let value = self.expr(scope, value);
        let format = format.and_then(|f| self.format(f, &value, &target));
        self.convert_explicitly(value, target, format, span)
    }

    fn format(&mut self, format: &ast::Text, value: &Expr, target: &Type) -> Option<String> {
        let moment = matches!(target, Type::Date | Type::DateTime { .. } | Type::TimestampTz { .. });
        if !moment || !(value.ty.is_textual() || value.ty.is_unknown() || is_stored(value)) {
            self.report(
                Diagnostic::new(Code::FORMAT, format.span, "only text that becomes a date or a datetime has a format")
                    .label(value.span, format!("this is {}", self.kind(value)))
                    .fix("leave the format out", Edit::Replace(self.with_blanks_before(format.span), String::new())),
            );
            return None;
        }
        if let Err(why) = parse_format(&format.value) {
            let mut finding = Diagnostic::new(Code::FORMAT, format.span, why);
            if let Some((side, table, column)) = self.source_column(value) {
                let column = self.names.column(side, table, column);
                finding = finding.label(column.span, column.as_declared());
            }
            self.report(match dates::format_of_others(&format.value) {
                Some(ours) => finding.instead(format.span, format!("\"{ours}\"")),
                None => finding.help("a format is made of %Y %y %m %d %H %M %S %f, as in `\"%d.%m.%Y %H:%M\"`"),
            });
            return None;
        }
        Some(format.value.clone())
    }

    fn convert_explicitly(&mut self, value: Expr, target: Type, format: Option<String>, span: Span) -> Expr {
        if value.ty == Type::Error {
            return Expr::error(span);
        }
        if value.ty == Type::Null {
            return Expr { ty: target, span, ..value };
        }
        // What a column of SQLite holds is read as what the program says, not as what its
        // declaration promised.
        let value = match value.kind {
            ExprKind::Cast { value: raw, stored: true, .. } if !matches!(target, Type::Text { .. }) => {
                Expr { nullable: value.nullable, ..*raw }
            }
            ExprKind::Cast { value: raw, stored: true, .. }
                if value.ty.is_numeric() || value.ty == Type::Time || value.ty.has_no_type() =>
            {
                cast_to(Expr { nullable: value.nullable, ..*raw }, Type::TEXT)
            }
            kind => Expr { kind, ..value },
        };
        match types::conversion(&value.ty, &target) {
            // `as bool` reads the words for true and false, and 1 and 0; a flow never guesses that.
            Conversion::Impossible(_)
                if target == Type::Bool && matches!(value.ty, Type::Text { .. } | Type::Int { .. }) => {}
            Conversion::Impossible(way) => {
                let text = self.text(value.span);
                let finding = Diagnostic::new(
                    Code::IMPOSSIBLE_CAST,
                    span,
                    format!("`{text}` is {}, which does not become {target}", self.kind(&value)),
                );
                let finding = match self.column_label(&value) {
                    Some(column) => finding.label(column, "declared here"),
                    None => finding,
                };
                self.report(match way {
                    Some(way) => {
                        let way = way.replace("{}", text);
                        finding.help(format!("write `{way}`")).write(span, self.as_value(span, way))
                    }
                    None => finding,
                });
                return Expr::error(span);
            }
            Conversion::Plain if value.ty == target => return Expr { span, ..value },
            Conversion::Plain | Conversion::Cast(_) => {}
        }
        let nullable = value.nullable;
        if let Type::Text { max: Some(_), .. } = &target {
            let text = if value.ty.is_textual() && matches!(value.ty, Type::Text { .. }) {
                value
            } else {
                cast_to(value, Type::TEXT)
            };
            if !types::needs_fit(&text.ty, &target) {
                return Expr { span, ..text };
            }
            let kind = ExprKind::Fit { value: Box::new(text), cut: false, not_null: false };
            return Expr::new(kind, target, nullable, span);
        }
        // What is written as text is no longer than its type allows.
        let target = match target {
            Type::Text { max: None, collation, fixed } if !is_stored(&value) => {
                Type::Text { max: types::longest(&value.ty), collation, fixed }
            }
            other => other,
        };
        Expr::new(ExprKind::Cast { value: Box::new(value), format, stored: false }, target, nullable, span)
    }

    /// Text of all pieces.
    pub(super) fn concat(&mut self, pieces: Vec<Expr>, span: Span) -> Expr {
        let mut all = Vec::new();
        for piece in pieces {
            match &piece.ty {
                Type::Error => return Expr::error(span),
                Type::Null => {}
                Type::Text { .. } => all.push(piece),
                Type::Bytes { .. } | Type::Geometry | Type::Array(_) | Type::Other(_) => {
                    self.find(
                        Code::OPERAND,
                        piece.span,
                        format!("`{}` is {}, which has no text", self.text(piece.span), self.kind(&piece)),
                    );
                    return Expr::error(span);
                }
                _ => all.push(cast_to(piece, Type::TEXT)),
            }
        }
        let max = all.iter().map(lengths::longest).try_fold(0u32, |sum, n| n.map(|n| sum.saturating_add(n)));
        Expr::new(ExprKind::Concat(all), Type::Text { max, collation: None, fixed: false }, false, span)
    }
}
