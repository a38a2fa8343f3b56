//! Calls of the functions of the function table.

use super::{Emitter, Fallible, Mode, either};
use crate::dialect::functions::{self, Spelling};
use crate::dialect::{INT64, Tested};
use crate::plan::{CompareOp, Expr, ExprKind, Value};
use crate::schema::Type;

impl Emitter<'_> {
    pub(super) fn call(&mut self, name: &str, args: &[Expr], expr: &Expr) -> Fallible {
        let Some(function) = functions::find(name) else {
            return self.cannot(format!("the function `{name}`"), expr.span);
        };
        match &function.spelling {
            Spelling::Special => self.special(function.name, args, expr),
            Spelling::Templates { call, fails } => {
                let Some(template) = call.get(self.dialect.engine()) else {
                    return self.cannot(format!("the function `{}`", function.name), expr.span);
                };
                let mut frags = self.arguments(args, template);
                if function.name == "md5" {
                    frags = frags.into_iter().zip(args).map(|(frag, arg)| self.without_marks(frag, arg)).collect();
                }
                let sql = self.fill(template, args, &frags);
                let before = frags.iter().fold(None, |all, f| either(all, f.fails.clone()));
                let nullable = frags.iter().any(|f| f.nullable) || function.may_be_null;
                match fails.get(self.dialect.engine()) {
                    None => Fallible::new(sql, nullable).failing(before),
                    Some(test) => {
                        let test = self.fill(test, args, &frags);
                        let ok = format!("NOT ({test})");
                        self.tested_call(&frags, Tested::when(ok, sql), before)
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

    /// A tested call: it fails where no argument is null and the test does not hold.
    fn tested_call(&mut self, frags: &[Fallible], tested: Tested, before: Option<String>) -> Fallible {
        let nullable = frags.iter().any(|f| f.nullable);
        let Some(ok) = tested.ok else { return Fallible::new(tested.value, nullable).failing(before) };
        let mut fails: Vec<String> =
            frags.iter().filter(|f| f.may_be_null()).map(|f| format!("{} IS NOT NULL", f.operand())).collect();
        fails.push(if ok.starts_with("NOT (") { ok[4..].to_owned() } else { format!("NOT ({ok})") });
        Fallible::new(format!("CASE WHEN {ok} THEN {} END", tested.value), nullable)
            .failing(either(before, Some(fails.join(" AND "))))
    }

    /// A template with its arguments in their places.
    fn fill(&self, template: &str, args: &[Expr], frags: &[Fallible]) -> String {
        let mut out = String::new();
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            let Some(close) = rest[open..].find('}').map(|n| n + open) else { break };
            out.push_str(&rest[..open]);
            let hole = &rest[open + 1..close];
            rest = &rest[close + 1..];
            if hole == "*" {
                out.push_str(&frags.iter().map(|f| f.sql.as_str()).collect::<Vec<_>>().join(", "));
                continue;
            }
            let number = hole.trim_end_matches(char::is_alphabetic);
            let Some((frag, arg)) = number.parse::<usize>().ok().and_then(|i| frags.get(i).zip(args.get(i))) else {
                continue;
            };
            match &hole[number.len()..] {
                "n" => out.push_str(&self.count(frag, arg, 0)),
                "p" => out.push_str(&self.count(frag, arg, 1)),
                "t" => out.push_str(&self.dialect.searched(&frag.operand())),
                _ => out.push_str(&frag.operand()),
            }
        }
        out.push_str(rest);
        out
    }

    fn count(&self, frag: &Fallible, arg: &Expr, least: u8) -> String {
        match arg.literal() {
            Some(Value::Int(n)) if (i128::from(least)..=i128::from(i32::MAX)).contains(n) => n.to_string(),
            _ => self.dialect.count(&frag.sql, least),
        }
    }

    fn special(&mut self, name: &str, args: &[Expr], expr: &Expr) -> Fallible {
        match (name, args) {
            ("now", _) => Fallible::new(self.scope.now(), false),
            ("concat", all) => self.concat(all),
            ("substr", [text, from, rest @ ..]) => {
                let text = self.argument(text);
                let start = self.value(from);
                let place = self.count(&start, from, 1);
                let mut all = vec![text, start];
                let sql = match rest.first() {
                    Some(n) => {
                        let length = self.value(n);
                        let count = self.count(&length, n, 0);
                        all.push(length);
                        format!("substr({}, {place}, {count})", all[0].sql)
                    }
                    None => format!("substr({}, {place})", all[0].sql),
                };
                let fails = all.iter().fold(None, |f, a| either(f, a.fails.clone()));
                Fallible::new(sql, all.iter().any(|a| a.nullable)).failing(fails)
            }
            ("split_part", [text, separator, n]) => {
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
                match self.dialect.split_part(&text.operand(), &separator, n) {
                    Some(sql) => Fallible::new(sql, text.nullable).failing(text.fails),
                    None => self.cannot(format!("`split_part` at the separator `{separator}`"), expr.span),
                }
            }
            ("pad_left" | "pad_right", [text, length, rest @ ..]) => {
                let fill = match rest.first().map(Expr::literal) {
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
                let t = text.operand();
                let sql = format!(
                    "CASE WHEN {} < {length} THEN {} ELSE {t} END",
                    self.dialect.char_length(&text.sql),
                    self.dialect.pad(&t, length, fill, name == "pad_left")
                );
                Fallible::new(sql, text.nullable).failing(text.fails)
            }
            ("abs", [x]) => {
                let v = self.value(x);
                let least = super::number::range(x).filter(|_| matches!(x.ty, Type::Int { .. }));
                if least.is_some_and(|(low, _)| low <= INT64.0) {
                    let v = self.repeatable(v);
                    let ok = format!("{} > {}", v.operand(), INT64.0);
                    let value = format!("abs({})", v.sql);
                    return self.tested(&v, Tested::when(ok, value));
                }
                let operand = if least.is_some() { self.dialect.int64(&v.operand()) } else { v.sql };
                Fallible::new(format!("abs({operand})"), v.nullable).failing(v.fails)
            }
            ("round", [x, rest @ ..]) => self.round(x, rest.first(), expr),
            ("floor" | "ceil", [x]) => {
                let v = self.value(x);
                if matches!(x.ty, Type::Int { .. }) {
                    return v;
                }
                let v = self.repeatable(v);
                let o = v.operand();
                let sql = if name == "floor" {
                    self.dialect.floor(&o)
                } else {
                    format!("-({})", self.dialect.floor(&format!("(-{o})")))
                };
                let value = self.dialect.whole(&format!("({sql})"));
                // doubles near the bounds are whole themselves
                let ok = format!("({o} >= -9223372036854774784 AND {o} < 9223372036854774784)");
                self.tested(&v, Tested::when(ok, value))
            }
            ("div" | "mod", [a, b]) => self.whole_division(name, a, b),
            ("least" | "greatest", all) => self.extreme(name, all, expr),
            ("bit", [x, n]) => {
                let Some(place) = n.literal().and_then(|v| match v {
                    Value::Int(n) if (0..=62).contains(n) => Some(*n),
                    _ => None,
                }) else {
                    return self.cannot("`bit` unless its place is a constant from 0 to 62", expr.span);
                };
                let v = self.value(x);
                let sql = format!("({} & {}) <> 0", self.dialect.int64(&v.operand()), 1i64 << place);
                Fallible::new(sql, v.nullable).failing(v.fails)
            }
            ("add_days", [moment, days]) => {
                let (m, n) = (self.value(moment), self.value(days));
                let (m, n) = (self.repeatable(m), self.repeatable(n));
                let has_time = !matches!(moment.ty, Type::Date);
                let tested = self.dialect.add_days(&m.operand(), &n.operand(), has_time);
                let before = either(m.fails.clone(), n.fails.clone());
                let ok = tested.ok.unwrap_or_else(|| self.dialect.bool(true));
                let ok = format!("coalesce({ok}, {})", self.dialect.bool(false));
                self.tested_call(&[m, n], Tested::when(ok, tested.value), before)
            }
            ("coalesce", all) => {
                // What finds no row is passed over like null, save by the last.
                let last = all.len().saturating_sub(1);
                let mut frags: Vec<Fallible> = Vec::new();
                for (place, one) in all.iter().enumerate() {
                    let frag = if place < last { self.passed_over(one) } else { self.value(one) };
                    frags.push(frag);
                }
                let sql = format!("coalesce({})", frags.iter().map(|f| f.sql.as_str()).collect::<Vec<_>>().join(", "));
                let sql = if frags.len() == 1 { frags[0].sql.clone() } else { sql };
                let mut fails = None;
                let mut reached: Vec<String> = Vec::new();
                for frag in &frags {
                    if let Some(f) = &frag.fails {
                        let mut all = reached.clone();
                        all.push(if all.is_empty() { f.clone() } else { format!("({f})") });
                        fails = either(fails, Some(all.join(" AND ")));
                    }
                    reached.push(format!("{} IS NULL", frag.operand()));
                }
                let frag = Fallible::new(sql, frags.iter().all(|f| f.nullable)).failing(fails);
                self.null_where_it_fails(frag)
            }
            ("nullif", [a, b]) => {
                let kind =
                    ExprKind::Compare { op: CompareOp::Eq, left: Box::new(a.clone()), right: Box::new(b.clone()) };
                let same = self.condition(&Expr::new(kind, Type::Bool, false, expr.span), Mode::Filter);
                let v = self.value(a);
                let sql = format!("CASE WHEN {} THEN NULL ELSE {} END", same.sql, v.sql);
                let frag = Fallible::new(sql, true).failing(either(same.fails, v.fails));
                self.null_where_it_fails(frag)
            }
            _ => self.cannot(format!("`{name}` with these arguments"), expr.span),
        }
    }

    fn round(&mut self, x: &Expr, digits: Option<&Expr>, expr: &Expr) -> Fallible {
        let v = self.value(x);
        if matches!(x.ty, Type::Int { .. }) {
            return v;
        }
        let Some(digits) = digits else {
            let v = self.repeatable(v);
            let exact = !matches!(x.ty, Type::Float32 | Type::Float64);
            let tested = self.dialect.int_from_number(&v.operand(), exact, INT64);
            return self.tested(&v, tested);
        };
        let Some(digits) = digits.literal().and_then(|d| match d {
            Value::Int(n) if (0..=15).contains(n) => u16::try_from(*n).ok(),
            _ => None,
        }) else {
            return self.cannot("`round` unless its digits are a constant from 0 to 15", expr.span);
        };
        let v = self.repeatable(v);
        let sql = if matches!(x.ty, Type::Decimal { .. }) {
            self.dialect.round_decimal(&v.operand(), digits)
        } else {
            self.dialect.round_float(&v.operand(), u32::from(digits))
        };
        Fallible::new(sql, v.nullable).failing(v.fails)
    }

    fn whole_division(&mut self, name: &str, left: &Expr, right: &Expr) -> Fallible {
        let (a, b) = (self.value(left), self.value(right));
        let b = self.repeatable(b);
        let (x, y) = (self.dialect.int64(&a.operand()), b.operand());
        let constant = matches!(right.literal(), Some(Value::Int(n)) if *n != 0 && *n != -1);
        let divisor = if constant { y.clone() } else { format!("nullif({}, 0)", b.sql) };
        let sql = if name == "div" { self.dialect.div(&x, &divisor) } else { self.dialect.rem(&x, &divisor) };
        let before = either(a.fails.clone(), b.fails.clone());
        if constant {
            return Fallible::new(sql, a.nullable || b.nullable).failing(before);
        }
        let overflows = name == "div" && super::number::range(left).is_none_or(|(low, _)| low <= INT64.0);
        let ok = if overflows {
            format!("NOT ({y} = 0 OR ({y} = -1 AND {} = {}))", a.operand(), INT64.0)
        } else {
            format!("NOT ({y} = 0)")
        };
        self.tested_call(&[a, b], Tested::when(ok, sql), before)
    }

    fn extreme(&mut self, name: &str, args: &[Expr], expr: &Expr) -> Fallible {
        if args.iter().any(|a| a.ty.is_textual()) {
            return self.cannot(format!("`{name}` of texts"), expr.span);
        }
        let frags: Vec<Fallible> = args.iter().map(|a| self.value(a)).collect();
        if frags.len() == 1 {
            return frags.into_iter().next().unwrap_or_else(|| Fallible::new("NULL", true));
        }
        let list = frags.iter().map(|f| f.sql.as_str()).collect::<Vec<_>>().join(", ");
        let call = self.dialect.extreme(name == "greatest", &list);
        let nulls: Vec<String> =
            frags.iter().filter(|f| f.may_be_null()).map(|f| format!("{} IS NOT NULL", f.operand())).collect();
        // engines differ in whether they pass over nulls
        let sql = if nulls.is_empty() { call } else { format!("CASE WHEN {} THEN {call} END", nulls.join(" AND ")) };
        let fails = frags.iter().fold(None, |all, f| either(all, f.fails.clone()));
        Fallible::new(sql, frags.iter().any(|f| f.nullable)).failing(fails)
    }
}
