//! Values and expressions of drawn programs.

use std::fmt;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Val {
    Null,
    Bool(bool),
    Int(i64),
    /// Hundredths.
    Dec(i128),
    /// `2010-01-14 10:00:00`
    Moment(String),
    Text(String),
}

/// The kinds of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Int,
    Text,
    Dec,
    Bool,
    Moment,
}

/// What an expression does, for those that are built alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    Add,
    Sub,
    Mul,
    Rem,
    Div,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    Lit(Val),
    /// A column of a relation of the block.
    Col(usize, usize),
    Op(Op, Box<Expr>, Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    IsNull(Box<Expr>),
    In(Box<Expr>, Vec<Val>),
    Like(Box<Expr>, &'static str),
    /// `value when condition`
    When(Box<Expr>, Box<Expr>),
    /// `case { condition -> value; else value }`
    Case(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `f"…{a}…{b}…"`
    Format(Vec<Expr>),
    Call(&'static str, Vec<Expr>),
    Cast(Box<Expr>, Kind, Option<&'static str>),
    /// A map of the program.
    Map(usize, Box<Expr>),
    /// A column of the old row with this primary key.
    Lookup(usize, usize, Box<Expr>),
    /// A column of the old row that has this value in another column, which no two rows have.
    LookupBy(usize, usize, usize, Box<Expr>),
    /// The parts of a key.
    Tuple(Vec<Expr>),
    /// How many rows of a table have this value in a column.
    Count(usize, usize, Box<Expr>),
    /// Over the rows of a group; without a value, of how many it is.
    Agg(&'static str, Kind, Option<Box<Expr>>),
    /// The missing key, in a stub.
    StubKey,
}

impl Expr {
    pub fn text(text: &str) -> Self {
        Expr::Lit(Val::Text(text.to_owned()))
    }

    /// Calls `visit` for this expression and every one below it.
    pub fn walk(&self, visit: &mut dyn FnMut(&Expr)) {
        visit(self);
        match self {
            Expr::Lit(_) | Expr::Col(..) | Expr::StubKey | Expr::Agg(_, _, None) => {}
            Expr::Op(_, a, b) | Expr::And(a, b) | Expr::Or(a, b) | Expr::When(a, b) => {
                a.walk(visit);
                b.walk(visit);
            }
            Expr::Not(a)
            | Expr::IsNull(a)
            | Expr::In(a, _)
            | Expr::Like(a, _)
            | Expr::Cast(a, ..)
            | Expr::Map(_, a)
            | Expr::Lookup(_, _, a)
            | Expr::LookupBy(_, _, _, a)
            | Expr::Count(_, _, a)
            | Expr::Agg(_, _, Some(a)) => a.walk(visit),
            Expr::Case(a, b, c) => {
                a.walk(visit);
                b.walk(visit);
                c.walk(visit);
            }
            Expr::Format(all) | Expr::Call(_, all) | Expr::Tuple(all) => all.iter().for_each(|e| e.walk(visit)),
        }
    }

    /// The same for changing them.
    pub fn walk_mut(&mut self, visit: &mut dyn FnMut(&mut Expr)) {
        visit(self);
        match self {
            Expr::Lit(_) | Expr::Col(..) | Expr::StubKey | Expr::Agg(_, _, None) => {}
            Expr::Op(_, a, b) | Expr::And(a, b) | Expr::Or(a, b) | Expr::When(a, b) => {
                a.walk_mut(visit);
                b.walk_mut(visit);
            }
            Expr::Not(a)
            | Expr::IsNull(a)
            | Expr::In(a, _)
            | Expr::Like(a, _)
            | Expr::Cast(a, ..)
            | Expr::Map(_, a)
            | Expr::Lookup(_, _, a)
            | Expr::LookupBy(_, _, _, a)
            | Expr::Count(_, _, a)
            | Expr::Agg(_, _, Some(a)) => a.walk_mut(visit),
            Expr::Case(a, b, c) => {
                a.walk_mut(visit);
                b.walk_mut(visit);
                c.walk_mut(visit);
            }
            Expr::Format(all) | Expr::Call(_, all) | Expr::Tuple(all) => all.iter_mut().for_each(|e| e.walk_mut(visit)),
        }
    }

    /// Simpler expressions of the same kind that could stand in its place.
    pub fn simpler(&self) -> Vec<Expr> {
        match self {
            Expr::Op(Op::Add | Op::Sub | Op::Mul | Op::Rem | Op::Div, a, b) | Expr::And(a, b) | Expr::Or(a, b) => {
                vec![(**a).clone(), (**b).clone()]
            }
            Expr::Not(a) | Expr::When(a, _) => vec![(**a).clone()],
            Expr::Case(_, a, b) => vec![(**a).clone(), (**b).clone()],
            Expr::Agg(name, kind, Some(a)) => {
                a.simpler().into_iter().map(|a| Expr::Agg(name, *kind, Some(Box::new(a)))).collect()
            }
            Expr::Format(all) if all.len() > 1 => all.iter().map(|e| Expr::Format(vec![e.clone()])).collect(),
            Expr::Call(
                "coalesce" | "nullif" | "trim" | "ascii_upper" | "ascii_lower" | "left" | "replace" | "abs",
                all,
            ) => {
                vec![all[0].clone()]
            }
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Op::Add => "+",
            Op::Sub => "-",
            Op::Mul => "*",
            Op::Rem => "%",
            Op::Div => "div",
            Op::Eq => "=",
            Op::Ne => "!=",
            Op::Lt => "<",
            Op::Le => "<=",
            Op::Gt => ">",
            Op::Ge => ">=",
        })
    }
}

/// Hundredths as a number.
pub fn hundredths(n: i128) -> String {
    format!("{}{}.{:02}", if n < 0 { "-" } else { "" }, n.abs() / 100, n.abs() % 100)
}
