//! Flows: how a new column gets its value, and what happens when it cannot be made.

use std::collections::HashSet;

use crate::diag::{Code, Diagnostic, Edit, Fix, nearest};
use crate::dialect::EngineExt as _;
use crate::plan::{Expr, ExprKind, How, Otherwise, Policy, Side, Value};
use crate::schema::{Column, ColumnId, TableId, Type};
use crate::source::Span;
use crate::syntax::ast::{self, FlowValue, Or};
use crate::syntax::words::POLICIES;

use crate::syntax::words::quoted;

use super::advice::{said_of, taken_of};
use super::checker::Checker;
use super::goal::Goal;
use super::scope::{Scope, ScopeRelation};
use super::typed::{as_number, cast_to, literal};
use super::types::{self, Conversion, Loss, Misfit};

impl<'a> Checker<'a, '_> {
    /// How a line fills one of its columns.
    pub(super) fn flow(
        &mut self,
        scope: &Scope<'a>,
        flow: &'a ast::Flow,
        block: Option<usize>,
        table: TableId,
        column: ColumnId,
    ) -> Option<How> {
        let goal = Goal { block, table, column, silent: !flow.or.is_empty(), line: Some(flow.span) };
        let how = match &flow.value {
            FlowValue::Auto(span) => self.auto(goal, *span)?,
            FlowValue::Default(span) => self.left_to_default(goal, *span)?,
            FlowValue::Expr(value) => {
                if self.policy_before_arrow(scope, value, flow) {
                    return None;
                }
                self.bare = flow.bare.then_some(value.span);
                let first = self.attempt(scope, value, goal);
                return self.chain(scope, first, &flow.or, goal);
            }
        };
        if let Some(or) = flow.or.first() {
            let span = match or {
                Or::Policy(_, span) => *span,
                Or::Expr(e) => e.span,
            };
            let finding =
                Diagnostic::new(Code::POLICY, span, "this value can always be made, so nothing comes after `or`");
            self.report(self.without_link(finding, span));
        }
        Some(how)
    }

    /// `login or skip -> name`: there `or` joins two conditions, and `skip` is a name.
    fn policy_before_arrow(&mut self, scope: &Scope<'a>, value: &ast::Expr, flow: &ast::Flow) -> bool {
        let ast::ExprKind::Binary { op: ast::BinaryOp::Or, op_span, right, .. } = &value.kind else { return false };
        let ast::ExprKind::Path(path) = &right.kind else { return false };
        let [name] = path.parts.as_slice() else { return false };
        let is_column = |r: &ScopeRelation| self.names.find_column(r.side, r.table, &name.text).is_some();
        if !POLICIES.contains(&name.text.as_str()) || scope.relations.iter().any(is_column) {
            return false;
        }
        let policy = op_span.to(right.span);
        let targets: Vec<String> = flow.targets.iter().map(|t| quoted(&t.text)).collect();
        let written = format!("-> {} or {}", targets.join(", "), name.text);
        let mut finding =
            Diagnostic::new(Code::POLICY, policy, format!("`or {}` stands after the new column", name.text))
                .help(format!("write `{written}`"));
        let end = Span { start: flow.span.end, ..flow.span };
        let edits = vec![
            Edit::Replace(self.with_blanks_before(policy), String::new()),
            Edit::Replace(end, format!(" or {}", name.text)),
        ];
        finding.fixes.push(Fix { title: format!("write `{written}`"), edits });
        self.report(finding);
        true
    }

    fn auto(&mut self, goal: Goal, span: Span) -> Option<How> {
        let table = self.names.table(Side::New, goal.table);
        let column = table.column(goal.column);
        let whole = matches!(column.ty, Type::Int { .. } | Type::Decimal { scale: 0, .. } | Type::Error);
        let key = column.auto_increment || table.keys().any(|k| k.columns == [goal.column]);
        if goal.block.is_none() {
            self.find(Code::AUTO, span, "only a block that moves rows can number them");
            return None;
        }
        if whole && key {
            return Some(How::Auto);
        }
        let why = if whole { "is no key by itself".to_owned() } else { format!("is {}", said_of(column)) };
        self.report(
            Diagnostic::new(Code::AUTO, span, format!("`{}` cannot be numbered: it {why}", column.name))
                .label(column.span, "declared here")
                .help(format!("give it a value: `EXPR -> {}`", quoted(&column.name))),
        );
        None
    }

    fn left_to_default(&mut self, goal: Goal, span: Span) -> Option<How> {
        let column = self.names.column(Side::New, goal.table, goal.column);
        let given = column.default.is_some() || column.auto_increment || column.by_trigger;
        if given || column.nullable || column.generated.is_some() {
            return Some(How::Default);
        }
        self.report(
            Diagnostic::new(Code::UNFILLED, span, format!("`{}` has no default to be left to", column.name))
                .label(column.span, "NOT NULL and without a default")
                .help(format!("give it a value: `EXPR -> {}`", quoted(&column.name))),
        );
        None
    }

    /// The `or` chain after a first attempt.
    pub(super) fn chain(&mut self, scope: &Scope<'a>, first: Expr, or: &'a [Or], goal: Goal) -> Option<How> {
        let column = self.names.column(Side::New, goal.table, goal.column);
        let mut attempts = vec![first];
        let mut policy = Policy::Reject;
        let mut ended: Option<Span> = None;
        for link in or {
            let span = match link {
                Or::Policy(_, span) => *span,
                Or::Expr(e) => e.span,
            };
            if let Some(end) = ended {
                let finding = Diagnostic::new(Code::POLICY, span, "nothing comes after a policy that always applies")
                    .label(end, "this one does");
                self.report(self.without_link(finding, span));
                break;
            }
            match link {
                Or::Expr(value) if self.slip_of_policy(scope, value) => return None,
                Or::Expr(value) => {
                    let attempt = self.attempt(scope, value, Goal { silent: true, ..goal });
                    attempts.push(attempt);
                }
                Or::Policy(ast::Policy::Stub, span) => {
                    if let Some(last) = attempts.last_mut() {
                        let mut last_taken = std::mem::replace(last, Expr::error(*span));
                        self.or_stub(&mut last_taken, goal, *span);
                        if let Some(slot) = attempts.last_mut() {
                            *slot = last_taken;
                        }
                    }
                }
                Or::Policy(ast::Policy::Cut, span) => {
                    let cuttable = matches!(column.ty, Type::Text { max: Some(_), .. } | Type::Error)
                        && self.reference(goal.table, goal.column).is_none();
                    if !cuttable {
                        let message = format!(
                            "`{}` is {}, and only text of a limited length can be cut",
                            column.name,
                            taken_of(column)
                        );
                        let finding = Diagnostic::new(Code::POLICY, *span, message).label(column.span, "declared here");
                        self.report(self.without_link(finding, *span));
                        continue;
                    }
                    let cut = match attempts.last().map(|a| (&a.kind, a)) {
                        Some((ExprKind::Fit { value, not_null, .. }, whole)) => Some(Expr {
                            kind: ExprKind::Fit { value: value.clone(), cut: true, not_null: *not_null },
                            ..whole.clone()
                        }),
                        _ => None,
                    };
                    attempts.extend(cut);
                }
                Or::Policy(ast::Policy::Null, span) => {
                    if !column.nullable {
                        let mut finding =
                            Diagnostic::new(Code::POLICY, *span, format!("`{}` cannot be null", column.name))
                                .label(column.span, "NOT NULL");
                        let (policies, value) = self.taken_for_null(goal);
                        for policy in &policies {
                            finding = finding.write(*span, *policy);
                        }
                        let ways: Vec<String> = policies.iter().rev().map(|policy| format!("`or {policy}`")).collect();
                        let instead = match value {
                            Some(value) => format!("write {}, or another value: `or {value}`", ways.join(", ")),
                            None => format!("write {}", ways.join(" or ")),
                        };
                        self.report(finding.help(instead));
                    }
                    policy = Policy::Null;
                    ended = Some(*span);
                }
                Or::Policy(other, span) => {
                    policy = match other {
                        ast::Policy::Skip => Policy::Skip,
                        ast::Policy::Fail => Policy::Fail,
                        _ => Policy::Reject,
                    };
                    if policy == Policy::Skip && goal.block.is_none() {
                        let finding = Diagnostic::new(Code::POLICY, *span, "there is no row to skip here");
                        self.report(self.without_link(finding, *span));
                    }
                    ended = Some(*span);
                }
            }
        }
        Some(How::Value { attempts, policy })
    }

    /// What a line may say instead of `or null`: the policies that can be obeyed there, and a value.
    fn taken_for_null(&self, goal: Goal) -> (Vec<&'static str>, Option<String>) {
        let none = self.unless.get(&(Side::New, goal.table, goal.column));
        let reference = self.reference(goal.table, goal.column);
        match (none, reference) {
            // It is filled when its rows have moved already, if it is where a circle is cut.
            (Some(none), Some(reference)) if self.leads_to(reference.key.table, goal.table) => {
                (vec!["fail"], Some(self.text(none.span).to_owned()))
            }
            _ if goal.block.is_none() => (vec!["reject"], self.plain_for(goal.table, goal.column)),
            _ => (vec!["reject", "skip"], self.plain_for(goal.table, goal.column)),
        }
    }

    /// Whether the references of the new side lead from a table to another.
    fn leads_to(&self, from: TableId, to: TableId) -> bool {
        let (mut seen, mut open) = (HashSet::from([from]), vec![from]);
        while let Some(table) = open.pop() {
            if table == to {
                return true;
            }
            let keys = self.names.table(Side::New, table).foreign_keys.iter();
            open.extend(keys.map(|key| key.table).filter(|next| seen.insert(*next)));
        }
        false
    }

    /// Reports a name after `or` that is unknown and nearly a policy.
    fn slip_of_policy(&mut self, scope: &Scope<'a>, value: &ast::Expr) -> bool {
        let ast::ExprKind::Path(path) = &value.kind else { return false };
        let [name] = path.parts.as_slice() else { return false };
        let Some(near) = nearest(&name.text, POLICIES.iter().copied()) else { return false };
        let column = |r: &ScopeRelation| {
            let table = self.names.table(r.side, r.table);
            table.find(&name.text).is_some()
                || self.names.nearest(&name.text, table.columns.iter().map(|c| c.name.as_str())).is_some()
        };
        let known = scope.relations.iter().any(column)
            || scope.lets.iter().any(|l| l.name.text == name.text)
            || self.items.lets.contains_key(name.text.as_str())
            || self.items.params.iter().any(|p| p.name.text == name.text);
        if known || self.text(value.span).starts_with('`') {
            return false;
        }
        let message = format!("`{}` is no policy, and no column of this block", name.text);
        self.report(Diagnostic::new(Code::UNKNOWN_NAME, value.span, message).meant(value.span, near));
        true
    }

    /// One way to make the value: lowered, followed where it is a reference, fitted to its column.
    fn attempt(&mut self, scope: &Scope<'a>, value: &'a ast::Expr, goal: Goal) -> Expr {
        let lowered = self.expr(scope, value);
        self.resolved.values.push((value.span, lowered.ty.clone(), lowered.nullable));
        self.fit_column(lowered, goal)
    }

    /// A value as a column takes it.
    pub(super) fn fit_column(&mut self, value: Expr, goal: Goal) -> Expr {
        let span = value.span;
        if value.ty == Type::Error {
            return Expr::error(span);
        }
        let value = match self.reference(goal.table, goal.column) {
            Some(reference) => {
                if self.check_key_arithmetic(&value, reference) {
                    return Expr::error(span);
                }
                let followed = self.refer(goal.block, value, reference);
                self.warn_of_none(&followed, reference, goal);
                self.warn_of_looser(&followed, goal);
                followed
            }
            None => value,
        };
        if value.ty == Type::Error {
            return Expr::error(span);
        }
        let column = self.names.column(Side::New, goal.table, goal.column);
        if Self::is_null(&value) && !column.nullable {
            let finding = Diagnostic::new(Code::LITERAL_RANGE, span, format!("`{}` cannot be null", column.name))
                .label(column.span, "NOT NULL");
            let to_default = format!("leave it to its default: `default -> {}`", quoted(&column.name));
            self.report(if column.default.is_some() || column.auto_increment {
                finding.help(format!("give it a value, or {to_default}")).write(span, "default")
            } else {
                finding.help("give it a value")
            });
            return Expr::error(span);
        }
        let original = value.clone();
        let mut losses = Vec::new();
        let mut fit = false;
        let Some(value) = self.convert(value, column, &mut losses, &mut fit) else {
            return Expr::error(span);
        };
        let not_null = value.nullable && !column.nullable;
        if not_null {
            losses.push(Loss {
                code: Code::MAY_BE_NULL,
                message: format!("`{}` may be null, and `{}` is NOT NULL", self.said(&original), column.name),
            });
        }
        if !goal.silent {
            for loss in losses {
                self.warn(&original, column, loss, goal);
            }
        }
        if !fit && !not_null {
            return value;
        }
        let nullable = value.nullable && column.nullable;
        let kind = ExprKind::Fit { value: Box::new(value), cut: false, not_null };
        Expr::new(kind, column.ty.clone(), nullable, span)
    }

    /// A value of the kind of its column. `fit` says whether it must still be tested against its size.
    pub(super) fn convert(
        &mut self,
        value: Expr,
        column: &Column,
        losses: &mut Vec<Loss>,
        fit: &mut bool,
    ) -> Option<Expr> {
        let span = value.span;
        if mixes_kinds(&value, column) {
            return self.convert_type(value, column, losses, fit);
        }
        match value.kind {
            ExprKind::Literal(Value::Null) => Some(Expr { ty: column.ty.clone(), ..value }),
            // what stands beside a number that is meant as true or false
            ExprKind::Literal(Value::Int(n)) if value.ty.is_truth_number() && column.ty.is_truth() => {
                let truth = Type::Bool == column.ty;
                Some(literal(if truth { Value::Bool(n != 0) } else { Value::Int(n) }, column.ty.clone(), span))
            }
            ExprKind::Cast { value: truth, format: None, stored: false }
                if value.ty.is_truth_number() && truth.ty == Type::Bool =>
            {
                self.convert(*truth, column, losses, fit)
            }
            ExprKind::Literal(ref constant) => match self.held(constant, column) {
                Ok(Value::Bool(truth)) if column.ty.is_truth_number() => {
                    Some(literal(Value::Int(i128::from(truth)), column.ty.clone(), span))
                }
                Ok(constant) => Some(literal(constant, column.ty.clone(), span)),
                Err(misfit) => {
                    self.misfit(&misfit, span, column);
                    None
                }
            },
            ExprKind::Case { arms, otherwise } => {
                let mut whole = true;
                let mut converted = Vec::new();
                for (cond, arm) in arms {
                    match self.convert(arm, column, losses, fit) {
                        Some(arm) => converted.push((cond, arm)),
                        None => whole = false,
                    }
                }
                let otherwise = match otherwise.map(|o| self.convert(*o, column, losses, fit)) {
                    Some(None) => return None,
                    Some(Some(o)) => Some(Box::new(o)),
                    None => None,
                };
                let nullable =
                    otherwise.as_ref().is_none_or(|o| o.nullable) || converted.iter().any(|(_, v)| v.nullable);
                let ty = together(converted.iter().map(|(_, v)| v).chain(otherwise.as_deref()), column);
                whole.then(|| Expr::new(ExprKind::Case { arms: converted, otherwise }, ty, nullable, span))
            }
            ExprKind::Call { function, args } if function == "coalesce" => {
                let mut converted = Vec::new();
                for arg in args {
                    converted.push(self.convert(arg, column, losses, fit)?);
                }
                let nullable = Expr::all_may_be_null(&converted);
                let ty = together(converted.iter(), column);
                Some(Expr::new(ExprKind::Call { function, args: converted }, ty, nullable, span))
            }
            ExprKind::Map { map, .. } => self.convert_map(map.0, value, column, losses, fit),
            // The new engine reads it as a value of the column.
            ExprKind::Raw(_) if types::has_no_meaning(&column.ty) => {
                Some(Expr { ty: Type::Other(column.native.clone()), ..value })
            }
            _ => self.convert_type(value, column, losses, fit),
        }
    }

    /// A constant as a column of the new side holds it.
    fn held(&self, constant: &Value, column: &Column) -> Result<Value, Misfit> {
        let held = types::constant(constant, &types::taken_as(&Type::Bool, &column.ty))?;
        if let (Value::DateTime(moment), Type::TimestampTz { .. }) = (&held, &column.ty)
            && let Some((low, high)) = self.names.schema(Side::New).engine.capabilities().moment_range
            && !(low..=high).contains(&moment.split('.').next().unwrap_or(moment))
        {
            return Err(Misfit::Value(format!("it holds moments from {low} to {high}, UTC"), None));
        }
        Ok(held)
    }

    pub(super) fn convert_map(
        &mut self,
        at: usize,
        value: Expr,
        column: &Column,
        losses: &mut Vec<Loss>,
        fit: &mut bool,
    ) -> Option<Expr> {
        let map = self.maps.get(at)?.clone();
        let span = value.span;
        let mut fine = true;
        let otherwise = match &map.otherwise {
            Otherwise::Value(v) => Some(v),
            Otherwise::Miss | Otherwise::Keep => None,
        };
        for yielded in map.arms.iter().map(|a| &a.value).chain(otherwise) {
            let Some(constant) = yielded.literal() else { continue };
            if let Err(misfit) = self.held(constant, column) {
                let mut repair = None;
                let (why, help) = match misfit {
                    Misfit::Value(why, help) => (why, help),
                    Misfit::Kind(way) => {
                        repair.clone_from(&way);
                        (format!("it is {}", taken_of(column)), way.map(|w| format!("write `-> {w}`")))
                    }
                };
                let mut finding = Diagnostic::new(
                    Code::MAP_YIELDS,
                    yielded.span,
                    format!(
                        "`map {}` yields {}, which `{}` cannot hold",
                        map.name,
                        self.text(yielded.span),
                        column.name
                    ),
                )
                .label(span, "used here")
                .label(column.span, why);
                if let Some(help) = help {
                    finding = finding.help(help);
                }
                if let Some(way) = repair {
                    finding = finding.write(yielded.span, way);
                }
                self.report(finding);
                fine = false;
            }
        }
        if !fine {
            return None;
        }
        let constants = map.arms.iter().map(|a| &a.value).chain(otherwise).all(|v| v.literal().is_some());
        let checked = if map.otherwise == Otherwise::Keep {
            // What is kept is a value of the old column.
            match &value.kind {
                ExprKind::Map { args, .. } => args.first().map(|a| (self.declared(a), a.ty.clone())),
                _ => None,
            }
        } else {
            None
        };
        if let Some((declared, actual)) = &checked
            && constants
        {
            let column_takes = types::taken_as(actual, &column.ty);
            if let Conversion::Impossible(_) = types::conversion(actual, &column_takes) {
                return self.convert_type(value, column, losses, fit);
            }
            let unsized_ints =
                matches!(&value.kind, ExprKind::Map { args, .. } if args.iter().any(|a| self.sizeless(a)));
            losses.extend(
                types::losses(declared, &column_takes)
                    .into_iter()
                    .filter(|l| l.code != Code::MAY_NOT_FIT || column_takes == Type::Bool || !unsized_ints),
            );
            *fit |= types::needs_fit(actual, &column_takes);
        } else if !constants {
            return self.convert_type(value, column, losses, fit);
        }
        let value = match types::conversion(&value.ty, &types::taken_as(&value.ty, &column.ty)) {
            Conversion::Cast(ty) => cast_to(value, ty),
            Conversion::Plain | Conversion::Impossible(_) => value,
        };
        Some(as_number(value, column))
    }

    fn convert_type(&mut self, value: Expr, column: &Column, losses: &mut Vec<Loss>, fit: &mut bool) -> Option<Expr> {
        let (from, to) = (value.ty.clone(), types::taken_as(&value.ty, &column.ty));
        // A column that promises nothing is read as what is wanted.
        let value = match value.kind {
            ExprKind::Cast { stored: true, .. } if from.is_truth_number() && to == Type::Bool => {
                Expr { ty: Type::Bool, ..value }
            }
            kind => Expr { kind, ..value },
        };
        let from = value.ty.clone();
        let key = matches!(value.kind, ExprKind::Follow(_) | ExprKind::Present { .. });
        if !self.passes_on(&value, column) {
            self.impossible(&value, column, None);
            return None;
        }
        let cast = match types::conversion(&from, &to) {
            Conversion::Impossible(way) => {
                self.impossible(&value, column, way);
                return None;
            }
            Conversion::Plain => None,
            Conversion::Cast(ty) => Some(ty),
        };
        if !key {
            let computed = self.source_column(&value).is_none();
            // Whoever reckons knows about sizes; the value is tested all the same.
            let unsized_ints = self.sizeless(&value);
            losses.extend(types::losses(&self.declared(&value), &to).into_iter().filter(|l| match l.code {
                Code::MAY_NOT_FIT => to == Type::Bool || (!computed && !unsized_ints),
                Code::PRECISION => !computed,
                _ => true,
            }));
            losses.extend(self.lost_to_the_engine(&value, column));
        }
        *fit |= self.may_be_no_moment(&value, &to);
        match cast {
            None => {
                *fit |= types::needs_fit(&from, &to);
                Some(as_number(value, column))
            }
            Some(ty) => {
                // A cast to the column's own type tests it; one to a wider type of its kind does not.
                let wide = if ty == to { false } else { after_cast(&from, &ty, &to) };
                *fit |= wide;
                Some(as_number(cast_to(value, ty), column))
            }
        }
    }

    /// Whether values of a type that the language does not have are of the new column's as well: the same one of the same engine.
    fn passes_on(&self, value: &Expr, column: &Column) -> bool {
        if !types::has_no_meaning(&value.ty) || !types::has_no_meaning(&column.ty) {
            return true;
        }
        let geometry = |ty: &Type| *ty == Type::Geometry;
        let engines = (self.names.schema(Side::Old).engine, self.names.schema(Side::New).engine);
        if geometry(&value.ty) && geometry(&column.ty) {
            // Of any kind into a column of any kind.
            let base = |native: &str| native.split(['(', ' ']).next().unwrap_or_default().to_lowercase();
            let new = base(&column.native);
            let any = new == "geometry" || new.ends_with(".geometry") || new.ends_with("geography");
            let old = self.source_column(value).map(|(s, t, c)| base(&self.names.column(s, t, c).native));
            return any || (engines.0 == engines.1 && old.is_some_and(|old| old == new));
        }
        engines.0 == engines.1
    }

    /// Whether a moment may be one that a column for moments of the new engine does not reach.
    fn may_be_no_moment(&self, value: &Expr, to: &Type) -> bool {
        let range = |side| self.names.schema(side).engine.capabilities().moment_range;
        matches!(to, Type::TimestampTz { .. })
            && range(Side::New).is_some()
            && (value.ty.is_temporal() || value.ty.is_textual())
            && !(matches!(value.ty, Type::TimestampTz { .. })
                && !value.makes_timestamps()
                && range(Side::Old).is_some())
    }

    /// What a value may lose because the new engine has less of its type than the old one.
    fn lost_to_the_engine(&self, value: &Expr, column: &Column) -> Option<Loss> {
        let dialect = |side| self.names.schema(side).engine.dialect();
        let to = &column.ty;
        if matches!(to, Type::Decimal { .. })
            && !dialect(Side::New).capabilities().exact_decimals
            && dialect(Side::Old).capabilities().exact_decimals
        {
            // what is computed of such a number has as many digits
            let mut most = Some(0);
            value.walk(&mut |part| {
                if let (Some(_), Type::Decimal { precision, .. }) = (self.source_column(part), &part.ty) {
                    most = most.zip(*precision).map(|(most, digits)| most.max(digits));
                }
            });
            return most.is_none_or(|most| most > 15).then(|| Loss {
                code: Code::PRECISION,
                message: format!("the new engine keeps 15 digits of {}", column.native),
            });
        }
        if value.ty.is_temporal()
            && self.may_be_no_moment(value, to)
            && let Some((low, high)) = dialect(Side::New).capabilities().moment_range
        {
            let message = format!("`{}` holds moments from {low} to {high}, UTC", column.name);
            return Some(Loss { code: Code::MOMENT_RANGE, message });
        }
        let (_, table, old) = self.source_column(value).filter(|(side, ..)| *side == Side::Old)?;
        let old = self.names.column(Side::Old, table, old);
        let digits = |side: Side, column: &Column| column.digits_of_time(dialect(side).capabilities().digits_of_time);
        let (has, keeps) = (digits(Side::Old, old)?, digits(Side::New, column)?);
        (has > keeps).then(|| Loss {
            code: Code::PRECISION,
            message: format!("the new column keeps {keeps} digits of a second, the old one {has}"),
        })
    }

    fn impossible(&mut self, value: &Expr, column: &Column, way: Option<&'static str>) {
        let text = self.said(value);
        let mut finding = Diagnostic::new(
            Code::IMPOSSIBLE_FLOW,
            value.span,
            format!("`{text}` is {}, which does not become {}", self.kind(value), taken_of(column)),
        )
        .label(column.span, column.as_declared());
        if let Some((side, table, old)) = self.source_column(value) {
            let old = self.names.column(side, table, old);
            finding = finding.label(old.span, old.as_declared());
        }
        if types::has_no_meaning(&column.ty) {
            finding = finding.help(format!(
                "say in SQL of the new engine what it becomes: `sql\"…\" as text -> {}`",
                quoted(&column.name)
            ));
        }
        if let Some(way) = way {
            let written = way.replace("{}", &text);
            finding = finding.help(format!("write `{written} -> {}`", quoted(&column.name)));
            if self.covered.is_none() {
                finding = finding.write(value.span, self.as_value(value.span, written));
            }
        }
        self.report(finding);
    }

    pub(super) fn misfit(&mut self, misfit: &Misfit, span: Span, column: &Column) {
        let text = self.text(span);
        let finding = match misfit {
            Misfit::Value(why, help) => {
                let finding =
                    Diagnostic::new(Code::LITERAL_RANGE, span, format!("`{}` cannot hold {text}", column.name))
                        .here(why.clone());
                match help {
                    Some(help) => finding.help(help.clone()),
                    None => finding,
                }
            }
            Misfit::Kind(way) => {
                let finding = Diagnostic::new(
                    Code::IMPOSSIBLE_FLOW,
                    span,
                    format!("{text} does not become {}", taken_of(column)),
                );
                match way {
                    Some(way) => {
                        finding.help(format!("write `{way} -> {}`", quoted(&column.name))).write(span, way.clone())
                    }
                    None => finding,
                }
            }
        };
        self.report(finding.label(column.span, column.as_declared()));
    }
}

/// Whether constants that the column does not take stand beside values that are none: they become of its kind together.
fn mixes_kinds(value: &Expr, column: &Column) -> bool {
    fn branches<'a>(value: &'a Expr, all: &mut Vec<&'a Expr>) {
        match &value.kind {
            ExprKind::Case { arms, otherwise } => {
                arms.iter().map(|(_, arm)| arm).chain(otherwise.as_deref()).for_each(|one| branches(one, all));
            }
            ExprKind::Call { function, args } if function == "coalesce" => {
                args.iter().for_each(|one| branches(one, all))
            }
            _ => all.push(value),
        }
    }
    let mut all = Vec::new();
    branches(value, &mut all);
    let wanted = types::taken_as(&Type::Bool, &column.ty);
    let misfits = |one: &&Expr| {
        let truth = one.ty.is_truth_number() && column.ty.is_truth();
        let constant = one.literal().filter(|constant| **constant != Value::Null && !truth);
        constant.is_some_and(|constant| matches!(types::constant(constant, &wanted), Err(Misfit::Kind(_))))
    };
    all.iter().any(|one| one.literal().is_none()) && all.iter().any(misfits)
}

/// The type that every branch's value is of: of the column's kind, but of a size that the branches may exceed.
fn together<'a>(branches: impl Iterator<Item = &'a Expr>, column: &Column) -> Type {
    let mut all = branches.filter(|b| !matches!(b.literal(), Some(Value::Null))).map(|b| b.ty.clone());
    let Some(first) = all.next() else { return column.ty.clone() };
    all.try_fold(first, |a, b| types::common(&a, &b)).unwrap_or_else(|| column.ty.clone())
}

/// Whether a value cast from `from` to `via` must still be tested against `to`.
fn after_cast(from: &Type, via: &Type, to: &Type) -> bool {
    match (from, to) {
        // Sizes of numbers and of written values are known from what they were.
        (Type::Text { .. }, Type::Text { .. }) => types::needs_fit(from, to),
        (Type::Text { .. }, _) => types::needs_fit(via, to),
        (Type::Bool, _) => false,
        _ => types::losses(from, to).iter().any(|l| l.code != Code::CHARSET),
    }
}
