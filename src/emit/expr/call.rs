//! Calls of the functions of the function table.

use super::{Emitter, Fallible, Mode, are_there, either, tested_call};
use crate::dialect::{INT64, Tested};
use crate::form;
use crate::functions::{self, Spelling};
use crate::plan::{CompareOp, Expr, ExprKind, Value};
use crate::schema::Type;
use crate::sql;

impl Emitter<'_> {
    pub(super) fn call(&mut self, name: &str, args: &[Expr], expr: &Expr) -> Fallible {
        let Some(function) = functions::find(name) else {
            return self.cannot(format!("the function `{name}`"), expr.span);
        };
        match function.spelling {
            Spelling::Special => self.special(function.name, args, expr),
            Spelling::Template => {
                let Some(template) = self.dialect.template(function.name) else {
                    return self.cannot(format!("the function `{}`", function.name), expr.span);
                };
                let mut frags = self.arguments(args, template.call);
                if function.name == "md5" {
                    frags = frags.into_iter().zip(args).map(|(frag, arg)| self.without_marks(frag, arg)).collect();
                }
                let value = self.fill(template.call, args, &frags);
                let before = all_fails(&frags);
                match template.fails {
                    None => {
                        let nullable = frags.iter().any(|f| f.nullable) || function.may_be_null;
                        Fallible::new(value, nullable).failing(before)
                    }
                    Some(test) => {
                        let ok = self.fill(test, args, &frags).not();
                        tested_call(&frags.iter().collect::<Vec<_>>(), Tested::when(ok, value), before)
                    }
                }
            }
        }
    }

    fn arguments(&mut self, args: &[Expr], template: &str) -> Vec<Fallible> {
        let frags: Vec<Fallible> = args.iter().map(|a| self.argument(a)).collect();
        frags
            .into_iter()
            .enumerate()
            .map(|(i, f)| if template.matches(&format!("{{{i}")).count() > 1 { self.repeatable(f) } else { f })
            .collect()
    }

    fn argument(&mut self, arg: &Expr) -> Fallible {
        match arg.literal() {
            Some(Value::Text(text)) => Fallible::new(self.dialect.typed_text(text), false),
            _ => self.value(arg),
        }
    }

    /// A template with its arguments in their places.
    fn fill(&self, template: &'static str, args: &[Expr], frags: &[Fallible]) -> sql::Expr {
        let holes = template.split('{').filter_map(|piece| piece.split_once('}')).map(|(hole, _)| hole);
        let operands: Vec<(&str, sql::Expr)> =
            holes.filter_map(|hole| Some((hole, self.filling(hole, args, frags)?))).collect();
        sql::Form::new(template, &operands).into()
    }

    /// What stands in a hole of a template; none: there is no such argument.
    fn filling(&self, hole: &str, args: &[Expr], frags: &[Fallible]) -> Option<sql::Expr> {
        let number = hole.trim_end_matches(char::is_alphabetic);
        let place: usize = number.parse().ok()?;
        let (frag, arg) = frags.get(place).zip(args.get(place))?;
        Some(match &hole[number.len()..] {
            "n" => self.count(frag, arg, 0),
            "t" => self.dialect.searched(&frag.value),
            _ => frag.sql(),
        })
    }

    fn count(&self, frag: &Fallible, arg: &Expr, least: u8) -> sql::Expr {
        match arg.literal() {
            Some(Value::Int(n)) if (i128::from(least)..=i128::from(i32::MAX)).contains(n) => sql::Expr::int(*n),
            _ => self.dialect.count(&frag.value, least),
        }
    }

    fn special(&mut self, name: &str, args: &[Expr], expr: &Expr) -> Fallible {
        match (name, args) {
            ("now", _) => Fallible::new(self.scope.now(), false),
            ("concat", all) => self.concat(all),
            ("substr", [text, from, rest @ ..]) => self.substr(text, from, rest.first()),
            ("split_part", [text, separator, n]) => self.split_part(text, separator, n, expr),
            ("leading_int", [text]) => {
                let text = self.argument(text);
                let text = self.repeatable(text);
                let tested = self.dialect.leading_int(&text.value);
                self.tested(&text, tested)
            }
            ("pad_left" | "pad_right", [text, length, rest @ ..]) => self.pad(name, text, length, rest.first(), expr),
            ("abs", [x]) => self.abs(x),
            ("round", [x, rest @ ..]) => self.round(x, rest.first(), expr),
            ("floor" | "ceil", [x]) => self.floor_or_ceil(name, x),
            ("div" | "mod", [a, b]) => self.whole_division(name, a, b),
            ("least" | "greatest", all) => self.extreme(name, all, expr),
            ("bit", [x, n]) => self.bit(x, n, expr),
            ("add_days", [moment, days]) => self.add_days(moment, days),
            ("coalesce", all) => self.coalesce(all),
            ("nullif", [a, b]) => self.nullif(a, b, expr),
            _ => self.cannot(format!("`{name}` with these arguments"), expr.span),
        }
    }

    fn substr(&mut self, text: &Expr, from: &Expr, length: Option<&Expr>) -> Fallible {
        let text = self.argument(text);
        let start = self.value(from);
        let mut arguments = vec![text.sql(), self.count(&start, from, 1)];
        let mut all = vec![text, start];
        if let Some(n) = length {
            let length = self.value(n);
            arguments.push(self.count(&length, n, 0));
            all.push(length);
        }
        Fallible::new(sql::Expr::call("substr", arguments), all.iter().any(|a| a.nullable)).failing(all_fails(&all))
    }

    fn split_part(&mut self, text: &Expr, separator: &Expr, n: &Expr, expr: &Expr) -> Fallible {
        let constants = match (separator.literal(), n.literal()) {
            (Some(Value::Text(s)), Some(Value::Int(n))) if !s.is_empty() => {
                u32::try_from(*n).ok().filter(|n| *n > 0).map(|n| (s.clone(), n))
            }
            _ => None,
        };
        let Some((separator, n)) = constants else {
            return self.cannot("`split_part` unless its separator and number are constants", expr.span);
        };
        let text = self.argument(text);
        let text = self.repeatable(text);
        match self.dialect.split_part(&text.value, &separator, n) {
            Some(part) => text.with(part),
            None => self.cannot(format!("`split_part` at the separator `{separator}`"), expr.span),
        }
    }

    fn pad(&mut self, name: &str, text: &Expr, length: &Expr, fill: Option<&Expr>, expr: &Expr) -> Fallible {
        let fill = match fill.map(Expr::literal) {
            None => Some(' '),
            Some(Some(Value::Text(t))) if t.chars().count() == 1 => t.chars().next(),
            Some(_) => None,
        };
        let length = match length.literal() {
            Some(Value::Int(n)) => u32::try_from(*n).ok().filter(|n| *n <= 10_000),
            _ => None,
        };
        let (Some(fill), Some(length)) = (fill, length) else {
            return self.cannot(
                format!("`{name}` unless its length is a constant up to 10000 and its filling one character"),
                expr.span,
            );
        };
        let text = self.argument(text);
        let text = self.repeatable(text);
        let is_shorter = self.dialect.char_length(&text.value).lt(length);
        let padded = self.dialect.pad(&text.value, length, fill, name == "pad_left");
        let value = sql::Expr::case([(is_shorter, padded)], Some(text.sql()));
        text.with(value)
    }

    fn abs(&mut self, x: &Expr) -> Fallible {
        let v = self.value(x);
        let range = super::number::range(x).filter(|_| matches!(x.ty, Type::Int { .. }));
        if range.is_some_and(|(low, _)| low <= INT64.0) {
            let v = self.repeatable(v);
            let (ok, value) = (v.sql().gt(INT64.0), sql::Expr::call("abs", [v.sql()]));
            return self.tested(&v, Tested::when(ok, value));
        }
        if matches!(x.ty, Type::Decimal { .. }) && !self.dialect.capabilities().exact_decimals {
            // what is held may be a whole number, of which the least one has no `abs`
            let v = self.repeatable(v);
            let value = sql::Expr::case([(v.sql().lt(0), v.sql().negative())], Some(v.sql()));
            return v.with(value);
        }
        let operand = if range.is_some() { self.dialect.int64(&v.value) } else { v.sql() };
        v.with(sql::Expr::call("abs", [operand]))
    }

    fn floor_or_ceil(&mut self, name: &str, x: &Expr) -> Fallible {
        let v = self.value(x);
        if matches!(x.ty, Type::Int { .. }) {
            return v;
        }
        let v = self.repeatable(v);
        let whole = match name {
            "floor" => self.dialect.floor(&v.value),
            _ => self.dialect.floor(&v.sql().negative()).negative(),
        };
        // doubles near the bounds are whole themselves
        let bound = 9_223_372_036_854_774_784_i64;
        let ok = sql::Expr::and([v.sql().ge(-bound), v.sql().lt(bound)]);
        self.tested(&v, Tested::when(ok, self.dialect.whole(&whole)))
    }

    fn bit(&mut self, x: &Expr, n: &Expr, expr: &Expr) -> Fallible {
        let Some(Value::Int(place @ 0..=62)) = n.literal() else {
            return self.cannot("`bit` unless its place is a constant from 0 to 62", expr.span);
        };
        let v = self.value(x);
        let bit = form!("{int} & {mask}", int = self.dialect.int64(&v.value), mask = 1i64 << place);
        v.with(bit.ne(0))
    }

    fn add_days(&mut self, moment: &Expr, days: &Expr) -> Fallible {
        let (m, n) = (self.value(moment), self.value(days));
        let (m, n) = (self.repeatable(m), self.repeatable(n));
        let has_time = !matches!(moment.ty, Type::Date);
        let tested = self.dialect.add_days(&m.value, &n.value, has_time);
        let before = either(m.fails.clone(), n.fails.clone());
        let ok = tested.ok.unwrap_or_else(|| sql::Expr::bool(true));
        let ok = sql::Expr::coalesce([ok, sql::Expr::bool(false)]);
        tested_call(&[&m, &n], Tested::when(ok, tested.value), before)
    }

    fn coalesce(&mut self, all: &[Expr]) -> Fallible {
        // What finds no row is passed over like null, save by the last.
        let last = all.len().saturating_sub(1);
        let mut frags: Vec<Fallible> = Vec::new();
        for (place, one) in all.iter().enumerate() {
            let frag = if place < last { self.passed_over(one) } else { self.value(one) };
            frags.push(frag);
        }
        let value = match frags.as_slice() {
            [one] => one.sql(),
            many => sql::Expr::coalesce(many.iter().map(Fallible::sql)),
        };
        let mut fails = None;
        let mut reached: Vec<sql::Expr> = Vec::new();
        for frag in &frags {
            if let Some(f) = &frag.fails {
                fails = either(fails, Some(sql::Expr::and(reached.iter().chain([f]).cloned())));
            }
            reached.push(frag.sql().is_null());
        }
        let frag = Fallible::new(value, frags.iter().all(|f| f.nullable)).failing(fails);
        self.null_where_it_fails(frag)
    }

    fn nullif(&mut self, a: &Expr, b: &Expr, expr: &Expr) -> Fallible {
        let kind = ExprKind::Compare { op: CompareOp::Eq, left: Box::new(a.clone()), right: Box::new(b.clone()) };
        let same = self.condition(&Expr::new(kind, Type::Bool, false, expr.span), Mode::Filter);
        let v = self.value(a);
        let value = sql::Expr::case([(same.value, sql::Expr::null())], Some(v.value));
        let frag = Fallible::new(value, true).failing(either(same.fails, v.fails));
        self.null_where_it_fails(frag)
    }

    fn round(&mut self, x: &Expr, digits: Option<&Expr>, expr: &Expr) -> Fallible {
        let v = self.value(x);
        if matches!(x.ty, Type::Int { .. }) {
            return v;
        }
        let Some(digits) = digits else {
            let v = self.repeatable(v);
            let exact = !matches!(x.ty, Type::Float32 | Type::Float64);
            let tested = self.dialect.int_from_number(&v.value, exact, INT64);
            return self.tested(&v, tested);
        };
        let Some(digits) = digits.literal().and_then(|d| match d {
            Value::Int(n) if (0..=15).contains(n) => u16::try_from(*n).ok(),
            _ => None,
        }) else {
            return self.cannot("`round` unless its digits are a constant from 0 to 15", expr.span);
        };
        let v = self.repeatable(v);
        let rounded = match x.ty {
            Type::Decimal { .. } => self.dialect.round_decimal(&v.value, digits),
            _ => self.dialect.round_float(&v.value, u32::from(digits)),
        };
        v.with(rounded)
    }

    fn whole_division(&mut self, name: &str, left: &Expr, right: &Expr) -> Fallible {
        let (a, b) = (self.value(left), self.value(right));
        let b = self.repeatable(b);
        let dividend = self.dialect.int64(&a.value);
        let constant = matches!(right.literal(), Some(Value::Int(n)) if *n != 0 && *n != -1);
        let divisor = if constant { b.sql() } else { sql::Expr::call("nullif", [b.sql(), sql::Expr::int(0)]) };
        let value = match name {
            "div" => self.dialect.div(&dividend, &divisor),
            _ => self.dialect.rem(&dividend, &divisor),
        };
        let before = either(a.fails.clone(), b.fails.clone());
        if constant {
            return Fallible::new(value, a.nullable || b.nullable).failing(before);
        }
        let by_zero = b.sql().eq(0);
        let overflows = name == "div" && super::number::range(left).is_none_or(|(low, _)| low <= INT64.0);
        let bad = match overflows {
            true => sql::Expr::or([by_zero, sql::Expr::and([b.sql().eq(-1), a.sql().eq(INT64.0)])]),
            false => by_zero,
        };
        tested_call(&[&a, &b], Tested::when(bad.not(), value), before)
    }

    fn extreme(&mut self, name: &str, args: &[Expr], expr: &Expr) -> Fallible {
        if args.iter().any(|a| a.ty.is_textual()) {
            return self.cannot(format!("`{name}` of texts"), expr.span);
        }
        let frags: Vec<Fallible> = args.iter().map(|a| self.value(a)).collect();
        if frags.len() == 1 {
            return frags.into_iter().next().unwrap_or_else(Fallible::null);
        }
        let call = self.dialect.extreme(name == "greatest", frags.iter().map(Fallible::sql).collect());
        let there = are_there(&frags.iter().collect::<Vec<_>>());
        // engines differ in whether they pass over nulls
        let value = if there.is_empty() { call } else { call.when(sql::Expr::and(there)) };
        Fallible::new(value, frags.iter().any(|f| f.nullable)).failing(all_fails(&frags))
    }
}

/// Where one of them fails.
fn all_fails(frags: &[Fallible]) -> Option<sql::Expr> {
    frags.iter().fold(None, |all, f| either(all, f.fails.clone()))
}
