//! What expressions of drawn programs are, and what columns make of values.

use migc::engine::Engine;

use super::collations;
use super::model::{Model, Source};
use super::program::{Goal, Otherwise};
use super::value::{Expr, Kind, Op, Val, hundredths};

/// A value that cannot be made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fails;
pub type Made = Result<Val, Fails>;

impl<'a> Model<'a> {
    /// A stored value as one of its column's type.
    pub fn read(&self, t: usize, c: usize, stored: &Val) -> Made {
        match (self.drawn.tables[t].columns[c].kind, stored) {
            (_, Val::Null)
            | (Kind::Int, Val::Int(_))
            | (Kind::Text, Val::Text(_))
            | (Kind::Dec, Val::Dec(_))
            | (Kind::Bool, Val::Bool(_)) => Ok(stored.clone()),
            (Kind::Moment, Val::Moment(text)) if !text.starts_with("0000") => Ok(stored.clone()),
            _ => Err(Fails),
        }
    }

    pub fn row(&self, t: usize, key: &Val) -> Option<&'a Vec<Val>> {
        self.drawn.tables[t].rows.iter().find(|r| r[0] == *key)
    }

    /// The table of a relation of a block.
    fn relation(&self, b: usize, r: usize) -> usize {
        let block = &self.drawn.blocks[b];
        if r == 0 { block.table } else { block.join.as_ref().map_or(0, |j| j.table) }
    }

    fn kind_of(&self, b: usize, r: usize, c: usize) -> Kind {
        self.drawn.tables[self.relation(b, r)].columns[c].kind
    }

    pub fn cond(&self, b: usize, expr: &Expr, source: &Source) -> Result<bool, Fails> {
        Ok(self.eval(b, expr, source)? == Val::Bool(true))
    }

    pub fn eval(&self, b: usize, expr: &Expr, source: &Source) -> Made {
        let at = |e: &Expr| self.eval(b, e, source);
        let truth = |e: &Expr| self.cond(b, e, source);
        match expr {
            Expr::Lit(value) => Ok(value.clone()),
            Expr::Col(r, c) => match source.get(*r) {
                Some(Some(row)) => self.read(self.relation(b, *r), *c, &row[*c]),
                _ => Ok(Val::Null),
            },
            Expr::Op(op, x, y) => operation(*op, &at(x)?, &at(y)?),
            Expr::And(x, y) => Ok(Val::Bool(truth(x)? && truth(y)?)),
            Expr::Or(x, y) => Ok(Val::Bool(truth(x)? || truth(y)?)),
            Expr::Not(x) => Ok(Val::Bool(!truth(x)?)),
            Expr::IsNull(x) => Ok(Val::Bool(at(x)? == Val::Null)),
            Expr::In(x, list) => Ok(Val::Bool(list.contains(&at(x)?))),
            Expr::Like(x, pattern) => Ok(Val::Bool(match at(x)? {
                Val::Text(text) => like(&text.chars().collect::<Vec<_>>(), &pattern.chars().collect::<Vec<_>>()),
                _ => false,
            })),
            Expr::When(x, cond) => {
                if truth(cond)? {
                    at(x)
                } else {
                    Ok(Val::Null)
                }
            }
            Expr::Case(cond, x, y) => {
                if truth(cond)? {
                    at(x)
                } else {
                    at(y)
                }
            }
            Expr::Format(pieces) => {
                let mut out = String::new();
                for piece in pieces {
                    out.push_str(&text(&at(piece)?).unwrap_or_default());
                }
                Ok(Val::Text(out))
            }
            Expr::Call(name, args) => self.call(b, name, args, source),
            Expr::Cast(x, kind, format) => match (self.writer.old, &**x) {
                // What SQLite holds is asked for as the type named, not as the one that was declared; a moment is none before it is text.
                (Engine::Sqlite, Expr::Col(r, c)) => match source.get(*r) {
                    Some(Some(_)) if *kind == Kind::Text && self.kind_of(b, *r, *c) == Kind::Moment => {
                        cast(at(x)?, *kind, *format)
                    }
                    Some(Some(row)) => cast(row[*c].clone(), *kind, *format),
                    _ => Ok(Val::Null),
                },
                _ => cast(at(x)?, *kind, *format),
            },
            Expr::Map(m, x) => {
                let value = at(x)?;
                let map = &self.drawn.maps[*m];
                match map.arms.iter().find(|(key, _)| *key == value) {
                    Some((_, yielded)) => Ok(yielded.clone()),
                    None if value == Val::Null && !matches!(map.otherwise, Otherwise::Value(_)) => Ok(Val::Null),
                    None => match &map.otherwise {
                        Otherwise::Miss => Err(Fails),
                        Otherwise::Keep => Ok(value),
                        Otherwise::Value(value) => Ok(value.clone()),
                    },
                }
            }
            Expr::Lookup(t, c, key) => match at(key)? {
                Val::Null => Ok(Val::Null),
                key => self.row(*t, &key).map_or(Err(Fails), |row| self.read(*t, *c, &row[*c])),
            },
            Expr::LookupBy(t, by, c, key) => match at(key)? {
                Val::Null => Ok(Val::Null),
                key => {
                    let rows = &self.drawn.tables[*t].rows;
                    rows.iter().find(|r| r[*by] == key).map_or(Err(Fails), |row| self.read(*t, *c, &row[*c]))
                }
            },
            Expr::Tuple(parts) => Ok(together(&parts.iter().map(at).collect::<Result<Vec<_>, _>>()?)),
            Expr::Count(t, c, key) => {
                let key = at(key)?;
                let rows = &self.drawn.tables[*t].rows;
                Ok(Val::Int(rows.iter().filter(|r| self.read(*t, *c, &r[*c]) == Ok(key.clone())).count() as i64))
            }
            Expr::Agg(name, kind, value) => self.aggregate(b, name, *kind, value.as_deref(), source),
            Expr::StubKey => Err(Fails),
        }
    }

    /// Over the rows of a group. One value that cannot be made is enough.
    fn aggregate(&self, b: usize, name: &str, kind: Kind, value: Option<&Expr>, source: &Source) -> Made {
        let rows = &source[1..];
        let Some(value) = value else { return Ok(Val::Int(rows.len() as i64)) };
        let made: Result<Vec<Val>, Fails> = rows.iter().map(|row| self.eval(b, value, &vec![row.clone()])).collect();
        let values: Vec<Val> = made?.into_iter().filter(|value| *value != Val::Null).collect();
        match name {
            "count" => Ok(Val::Int(values.len() as i64)),
            "min" => Ok(values.into_iter().min().unwrap_or(Val::Null)),
            "max" => Ok(values.into_iter().max().unwrap_or(Val::Null)),
            "sum" => {
                let sum = values.iter().map(|value| match value {
                    Val::Int(n) => i128::from(*n),
                    Val::Dec(n) => *n,
                    _ => 0,
                });
                let sum: i128 = sum.sum();
                match kind {
                    Kind::Dec => Ok(Val::Dec(sum)),
                    _ => i64::try_from(sum).map(Val::Int).map_err(|_| Fails),
                }
            }
            other => panic!("the model does not know the aggregate `{other}`"),
        }
    }

    fn call(&self, b: usize, name: &str, args: &[Expr], source: &Source) -> Made {
        if name == "coalesce" {
            for arg in args {
                match self.passing(b, arg, source)? {
                    Val::Null => {}
                    value => return Ok(value),
                }
            }
            return Ok(Val::Null);
        }
        Self::apply(name, &args.iter().map(|a| self.eval(b, a, source)).collect::<Result<Vec<_>, _>>()?)
    }

    /// What `coalesce` sees: a look-up that finds nothing is null.
    fn passing(&self, b: usize, expr: &Expr, source: &Source) -> Made {
        let at = |e: &Expr| self.passing(b, e, source);
        let found = |t: usize, c: usize, row: Option<&Vec<Val>>| row.map_or(Ok(Val::Null), |r| self.read(t, c, &r[c]));
        match expr {
            Expr::Lookup(t, c, key) => found(*t, *c, self.row(*t, &at(key)?)),
            Expr::LookupBy(t, by, c, key) => match at(key)? {
                Val::Null => Ok(Val::Null),
                key => found(*t, *c, self.drawn.tables[*t].rows.iter().find(|r| r[*by] == key)),
            },
            Expr::Op(op @ (Op::Add | Op::Sub | Op::Mul | Op::Rem | Op::Div), x, y) => operation(*op, &at(x)?, &at(y)?),
            Expr::Cast(x, kind, format) if !matches!(**x, Expr::Col(..)) => cast(at(x)?, *kind, *format),
            Expr::Call(name, args) if !matches!(*name, "coalesce" | "nullif") => {
                Self::apply(name, &args.iter().map(at).collect::<Result<Vec<_>, _>>()?)
            }
            _ => self.eval(b, expr, source),
        }
    }

    fn apply(name: &str, values: &[Val]) -> Made {
        if name == "nullif" {
            return Ok(if values[0] == values[1] { Val::Null } else { values[0].clone() });
        }
        let Val::Text(text) = &values[0] else { return Ok(Val::Null) };
        Ok(match name {
            "leading_int" => return leading(text),
            "length" => Val::Int(text.chars().count() as i64),
            "trim" => Val::Text(text.trim_matches(' ').to_owned()),
            "ascii_upper" => Val::Text(text.to_ascii_uppercase()),
            "ascii_lower" => Val::Text(text.to_ascii_lowercase()),
            "left" => match &values[1] {
                Val::Int(n) => Val::Text(text.chars().take(usize::try_from(*n).unwrap_or(0)).collect()),
                _ => Val::Null,
            },
            "replace" => match (&values[1], &values[2]) {
                (Val::Text(part), Val::Text(by)) => Val::Text(text.replace(part.as_str(), by)),
                _ => Val::Null,
            },
            other => panic!("the model does not know the function `{other}`"),
        })
    }
}

/// A key of several parts as one value.
pub fn together(parts: &[Val]) -> Val {
    Val::Text(format!("{parts:?}"))
}

/// Whether a key is null, in all its parts.
pub fn is_none_at_all(key: &Val) -> bool {
    *key == Val::Null || (2..5).any(|parts| *key == together(&vec![Val::Null; parts]))
}

/// Nulls first where it rises.
pub fn compare_terms(x: &[(Val, bool)], y: &[(Val, bool)]) -> std::cmp::Ordering {
    for ((x, down), (y, _)) in x.iter().zip(y) {
        let order = x.cmp(y);
        let order = if *down { order.reverse() } else { order };
        if order.is_ne() {
            return order;
        }
    }
    std::cmp::Ordering::Equal
}

fn operation(op: Op, x: &Val, y: &Val) -> Made {
    let null = *x == Val::Null || *y == Val::Null;
    let truth = |holds: bool| Ok(Val::Bool(holds));
    match op {
        Op::Eq => return truth(x == y),
        Op::Ne => return truth(x != y),
        Op::Lt => return truth(!null && x < y),
        Op::Le => return truth(!null && x <= y),
        Op::Gt => return truth(!null && x > y),
        Op::Ge => return truth(!null && x >= y),
        _ if null => return Ok(Val::Null),
        _ => {}
    }
    match (x, y) {
        (Val::Int(x), Val::Int(y)) => {
            let value = match op {
                Op::Add => x.checked_add(*y),
                Op::Sub => x.checked_sub(*y),
                Op::Mul => x.checked_mul(*y),
                Op::Div => x.checked_div(*y),
                Op::Rem if *y == -1 => Some(0),
                _ => x.checked_rem(*y),
            };
            value.map(Val::Int).ok_or(Fails)
        }
        (Val::Dec(x), Val::Dec(y)) => Ok(Val::Dec(if op == Op::Add { x + y } else { x - y })),
        _ => panic!("the model does not reckon with {x:?} and {y:?}"),
    }
}

fn like(text: &[char], pattern: &[char]) -> bool {
    match pattern {
        [] => text.is_empty(),
        ['%', rest @ ..] => (0..=text.len()).any(|i| like(&text[i..], rest)),
        ['_', rest @ ..] => !text.is_empty() && like(&text[1..], rest),
        ['\\', c, rest @ ..] | [c, rest @ ..] => text.first() == Some(c) && like(&text[1..], rest),
    }
}

fn cast(value: Val, kind: Kind, format: Option<&str>) -> Made {
    match (value, kind) {
        (Val::Null, _) => Ok(Val::Null),
        (Val::Text(t), Kind::Int) => whole(&t),
        (Val::Text(t), Kind::Moment) => match format {
            Some(_) => {
                let t = t.trim_matches(' ');
                let parts: Vec<&str> = t.split('.').collect();
                let [d, m, y] = parts.as_slice() else { return Err(Fails) };
                moment(&format!("{y}-{m}-{d}"))
            }
            None => moment(t.trim_matches(' ')),
        },
        (Val::Int(n), Kind::Dec) => cast(Val::Dec(i128::from(n) * 100), kind, format),
        // decimal(12,2)
        (Val::Dec(n), Kind::Dec) => {
            if n.abs() < 1_000_000_000_000 {
                Ok(Val::Dec(n))
            } else {
                Err(Fails)
            }
        }
        (Val::Text(_), Kind::Dec) => Err(Fails),
        // A number with a fraction where whole ones were declared.
        (Val::Dec(n), Kind::Text) => Ok(shown(&Val::Dec(n)).map_or(Val::Null, Val::Text)),
        (value, Kind::Text) => Ok(text(&value).map_or(Val::Null, Val::Text)),
        (value, kind) => panic!("the model does not make {kind:?} of {value:?}"),
    }
}

fn whole(text: &str) -> Made {
    let text = text.trim_matches(' ');
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Fails);
    }
    text.strip_prefix('+').unwrap_or(text).parse().map(Val::Int).map_err(|_| Fails)
}

/// The whole number that a text begins with.
fn leading(text: &str) -> Made {
    let text = text.trim_start_matches(' ');
    let signed = usize::from(text.starts_with(['+', '-']));
    let digits = text[signed..].bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 { Err(Fails) } else { whole(&text[..signed + digits]) }
}

fn moment(text: &str) -> Made {
    let (date, time) = text.split_once(' ').unwrap_or((text, "00:00:00"));
    let number = |t: &str, len: usize| {
        (t.len() == len && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse::<u32>().ok()).flatten().ok_or(Fails)
    };
    let parts: Vec<&str> = date.split('-').collect();
    let [y, m, d] = parts.as_slice() else { return Err(Fails) };
    let (y, m, d) = (number(y, 4)?, number(m, 2)?, number(d, 2)?);
    let leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
    let days = match m {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    let parts: Vec<&str> = time.split(':').collect();
    let [h, min, s] = parts.as_slice() else { return Err(Fails) };
    let clock = number(h, 2)? < 24 && number(min, 2)? < 60 && number(s, 2)? < 60;
    if y == 0 || d == 0 || d > days || !clock { Err(Fails) } else { Ok(Val::Moment(format!("{date} {time}"))) }
}

/// A value as text; none for null.
pub fn text(value: &Val) -> Option<String> {
    Some(match value {
        Val::Null => return None,
        Val::Bool(b) => b.to_string(),
        Val::Int(n) => n.to_string(),
        Val::Dec(n) => hundredths(*n),
        Val::Moment(text) | Val::Text(text) => text.clone(),
    })
}

/// A value as the new column holds it.
pub fn fit(value: Val, goal: &Goal, cut: bool) -> Made {
    let value = match (value, goal.kind) {
        (Val::Null, _) => return if goal.nullable { Ok(Val::Null) } else { Err(Fails) },
        (Val::Text(t), Kind::Int) => whole(&t)?,
        (Val::Text(t), Kind::Moment) => moment(t.trim_matches(' '))?,
        (Val::Dec(n), Kind::Int) => Val::Int(i64::try_from(rounded(n, 100)).map_err(|_| Fails)?),
        (Val::Int(n), Kind::Dec) => Val::Dec(i128::from(n) * 100),
        (value, Kind::Text) => Val::Text(text(&value).unwrap_or_default()),
        (value, _) => value,
    };
    match value {
        Val::Int(n) if goal.kind == Kind::Int => {
            let (low, high) = match goal.size {
                16 => (i64::from(i16::MIN), i64::from(i16::MAX)),
                32 => (i64::from(i32::MIN), i64::from(i32::MAX)),
                _ => (i64::MIN, i64::MAX),
            };
            if (low..=high).contains(&n) { Ok(Val::Int(n)) } else { Err(Fails) }
        }
        // decimal(6,1)
        Val::Dec(n) => {
            let tenths = rounded(n, 10);
            if tenths.abs() < 1_000_000 { Ok(Val::Dec(tenths * 10)) } else { Err(Fails) }
        }
        Val::Text(t) => {
            let max = if goal.size == 0 { usize::MAX } else { goal.size as usize };
            match t.chars().count() > max {
                true if cut => Ok(t.chars().take(max).collect()),
                true => Err(Fails),
                false => Ok(t),
            }
            .and_then(|text: String| {
                if collations::holds(goal.written, &text) { Ok(Val::Text(text)) } else { Err(Fails) }
            })
        }
        value => Ok(value),
    }
}

/// Half away from zero.
fn rounded(n: i128, by: i128) -> i128 {
    (n.abs() + by / 2) / by * n.signum()
}

/// A value as the tests show it.
pub fn shown(value: &Val) -> Option<String> {
    Some(match value {
        Val::Null => return None,
        Val::Bool(b) => u8::from(*b).to_string(),
        Val::Dec(n) => {
            let whole = hundredths(*n);
            let short = whole.trim_end_matches('0').trim_end_matches('.');
            if matches!(short, "" | "-" | "-0") { "0".into() } else { short.to_owned() }
        }
        Val::Int(n) => n.to_string(),
        Val::Moment(text) | Val::Text(text) => text.clone(),
    })
}
