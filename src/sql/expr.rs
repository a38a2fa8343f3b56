//! Expressions.

use super::query::{Alias, Query};

/// How tightly a node binds, from 0 (anything) to 10 (one operand). One table for all engines: what they bind differently is
/// always bracketed, because an operand's slot asks for more than its level.
pub type Level = u8;

/// An expression. Conditions are expressions whose value is true, false or null.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A column.
    Column(Column),
    /// A constant.
    Literal(Literal),
    /// `-a`
    Minus(Box<Expr>),
    /// `a + b`
    Binary {
        /// The operator.
        op: BinaryOp,
        /// The left operand.
        left: Box<Expr>,
        /// The right operand.
        right: Box<Expr>,
    },
    /// Texts one after the other; null where one is null.
    Concat(Vec<Expr>),
    /// `a = b`
    Compare {
        /// The comparison.
        op: CompareOp,
        /// The left operand.
        left: Box<Expr>,
        /// The right operand.
        right: Box<Expr>,
    },
    /// `a IS NULL`; `negated`: `a IS NOT NULL`.
    IsNull {
        /// What is tested.
        operand: Box<Expr>,
        /// The opposite.
        negated: bool,
    },
    /// `a IS TRUE`, which is never null; `negated`: `a IS NOT TRUE`.
    IsTrue {
        /// The condition.
        operand: Box<Expr>,
        /// The opposite.
        negated: bool,
    },
    /// `a IN (…)`; `negated`: `a NOT IN (…)`.
    In {
        /// What is looked for.
        operand: Box<Expr>,
        /// Where.
        list: InList,
        /// The opposite.
        negated: bool,
    },
    /// `a BETWEEN low AND high`; `negated`: `a NOT BETWEEN low AND high`.
    Between {
        /// What is tested.
        operand: Box<Expr>,
        /// The least value.
        low: Box<Expr>,
        /// The greatest value.
        high: Box<Expr>,
        /// The opposite.
        negated: bool,
    },
    /// `a LIKE pattern ESCAPE 'escape'`; `negated`: `a NOT LIKE …`.
    Like {
        /// The text.
        operand: Box<Expr>,
        /// The pattern.
        pattern: Box<Expr>,
        /// The character that makes the next one stand for itself.
        escape: Option<char>,
        /// The opposite.
        negated: bool,
    },
    /// `NOT a`
    Not(Box<Expr>),
    /// All hold. Made by [`Expr::and`], which keeps it flat.
    And(Vec<Expr>),
    /// One holds. Made by [`Expr::or`], which keeps it flat.
    Or(Vec<Expr>),
    /// `CASE WHEN … THEN … ELSE … END`, or `CASE operand WHEN …`.
    Case {
        /// What each arm's `when` is compared with; none: each is a condition.
        operand: Option<Box<Expr>>,
        /// The arms, the first that fits counts.
        arms: Vec<Arm>,
        /// The value where none fits; none: null.
        otherwise: Option<Box<Expr>>,
    },
    /// `CAST(a AS ty)`
    Cast {
        /// What is converted.
        operand: Box<Expr>,
        /// The type as the engine calls it.
        ty: String,
    },
    /// `a COLLATE collation`
    Collate {
        /// The text.
        operand: Box<Expr>,
        /// The collation as the engine calls it.
        collation: String,
    },
    /// `a AT TIME ZONE 'zone'`, of PostgreSQL.
    AtTimeZone {
        /// A moment.
        operand: Box<Expr>,
        /// The zone's name.
        zone: String,
    },
    /// `name(a, b)`, `name(DISTINCT a)`; without arguments `name()`.
    Call {
        /// The function as the engine calls it.
        function: String,
        /// Its arguments.
        arguments: Vec<Expr>,
        /// Whether an aggregate takes equal values once.
        distinct: bool,
    },
    /// `COUNT(*)`
    CountRows,
    /// `(a, b)`
    Row(Vec<Expr>),
    /// `EXISTS (…)`
    Exists(Box<Query>),
    /// The one value of a query, null where it has no row.
    Scalar(Box<Query>),
    /// What a user wrote as SQL. Nothing is known of it, so that it is bracketed within anything else.
    Raw(String),
}

/// A column, of a relation or by its name alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Whose it is.
    pub relation: Option<Alias>,
    /// Its name, without quotes.
    pub name: String,
}

/// A constant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `NULL`
    Null,
    /// `TRUE`, `FALSE`
    Bool(bool),
    /// A whole number.
    Int(i128),
    /// An exact number, as its digits: `-12.50`.
    Decimal(String),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// An operator between numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`: of whole numbers a whole number in SQLite and PostgreSQL, a fraction in MySQL.
    Divide,
    /// `%`
    Remainder,
}

/// A comparison. Null with a null, but for the last two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompareOp {
    /// `=`
    Eq,
    /// `<>`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// Null equals null, and nothing else; never null.
    Same,
    /// The opposite of [`Same`](Self::Same).
    Differs,
}

/// What `IN` looks through.
#[derive(Debug, Clone, PartialEq)]
pub enum InList {
    /// Values.
    Values(Vec<Expr>),
    /// The rows of a query.
    Query(Box<Query>),
}

/// `WHEN when THEN then`
#[derive(Debug, Clone, PartialEq)]
pub struct Arm {
    /// The condition, or the value that the case's operand is compared with.
    pub when: Expr,
    /// The value.
    pub then: Expr,
}

impl From<Literal> for Expr {
    fn from(literal: Literal) -> Self {
        Expr::Literal(literal)
    }
}

impl Expr {
    /// A column of a relation.
    pub fn column(relation: &Alias, name: impl Into<String>) -> Self {
        Expr::Column(Column { relation: Some(relation.clone()), name: name.into() })
    }

    /// A column by its name alone.
    pub fn name(name: impl Into<String>) -> Self {
        Expr::Column(Column { relation: None, name: name.into() })
    }

    /// `NULL`
    pub fn null() -> Self {
        Literal::Null.into()
    }

    /// A whole number.
    pub fn int(number: impl Into<i128>) -> Self {
        Literal::Int(number.into()).into()
    }

    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Literal::Text(text.into()).into()
    }

    /// A call of a function that every engine has by this name.
    pub fn call(function: impl Into<String>, arguments: impl IntoIterator<Item = Expr>) -> Self {
        Expr::Call { function: function.into(), arguments: arguments.into_iter().collect(), distinct: false }
    }

    /// `self op right`
    pub fn binary(self, op: BinaryOp, right: Expr) -> Self {
        Expr::Binary { op, left: Box::new(self), right: Box::new(right) }
    }

    /// `self op right`
    pub fn compare(self, op: CompareOp, right: Expr) -> Self {
        Expr::Compare { op, left: Box::new(self), right: Box::new(right) }
    }

    /// `self = right`
    pub fn eq(self, right: Expr) -> Self {
        self.compare(CompareOp::Eq, right)
    }

    /// `self IS NULL`
    pub fn is_null(self) -> Self {
        Expr::IsNull { operand: Box::new(self), negated: false }
    }

    /// `self IN (…)`. In no values there is none: false.
    pub fn within(self, values: impl IntoIterator<Item = Expr>) -> Self {
        let values: Vec<Expr> = values.into_iter().collect();
        if values.is_empty() {
            return Literal::Bool(false).into();
        }
        Expr::In { operand: Box::new(self), list: InList::Values(values), negated: false }
    }

    /// `CAST(self AS ty)`
    pub fn cast(self, ty: impl Into<String>) -> Self {
        Expr::Cast { operand: Box::new(self), ty: ty.into() }
    }

    /// `self AT TIME ZONE 'zone'`
    pub fn at_time_zone(self, zone: impl Into<String>) -> Self {
        Expr::AtTimeZone { operand: Box::new(self), zone: zone.into() }
    }

    /// All of the conditions hold. Conditions of a conjunction within are taken out of it, what is always true and what is said
    /// twice is left out; of none it is true.
    pub fn and(conditions: impl IntoIterator<Item = Expr>) -> Self {
        match flat(conditions, true) {
            Flat::Decided => Literal::Bool(false).into(),
            Flat::Terms(mut terms) => match terms.len() {
                0 => Literal::Bool(true).into(),
                1 => terms.remove(0),
                _ => Expr::And(terms),
            },
        }
    }

    /// One of the conditions holds. Conditions of a disjunction within are taken out of it, what is always false and what is said
    /// twice is left out; of none it is false.
    pub fn or(conditions: impl IntoIterator<Item = Expr>) -> Self {
        match flat(conditions, false) {
            Flat::Decided => Literal::Bool(true).into(),
            Flat::Terms(mut terms) => match terms.len() {
                0 => Literal::Bool(false).into(),
                1 => terms.remove(0),
                _ => Expr::Or(terms),
            },
        }
    }

    /// The opposite of a condition, null where the condition is null. It says `IS NOT NULL`, `NOT IN`, `<>` and the like where there is
    /// such a form, and takes a `NOT` away that is there already.
    #[expect(clippy::should_implement_trait, reason = "`!` would hide that it is SQL's NOT")]
    pub fn not(self) -> Self {
        match self {
            Expr::Not(inner) => *inner,
            Expr::Literal(Literal::Bool(value)) => Literal::Bool(!value).into(),
            Expr::IsNull { operand, negated } => Expr::IsNull { operand, negated: !negated },
            Expr::IsTrue { operand, negated } => Expr::IsTrue { operand, negated: !negated },
            Expr::In { operand, list, negated } => Expr::In { operand, list, negated: !negated },
            Expr::Between { operand, low, high, negated } => Expr::Between { operand, low, high, negated: !negated },
            Expr::Like { operand, pattern, escape, negated } => {
                Expr::Like { operand, pattern, escape, negated: !negated }
            }
            // Rows are compared column by column: `(a, b) <> (c, d)` is not the opposite of `=` on every engine where one is null.
            Expr::Compare { op, left, right } if !matches!(*left, Expr::Row(_)) => {
                Expr::Compare { op: op.opposite(), left, right }
            }
            other => Expr::Not(Box::new(other)),
        }
    }
}

impl CompareOp {
    /// What holds where this does not.
    pub fn opposite(self) -> Self {
        match self {
            CompareOp::Eq => CompareOp::Ne,
            CompareOp::Ne => CompareOp::Eq,
            CompareOp::Lt => CompareOp::Ge,
            CompareOp::Ge => CompareOp::Lt,
            CompareOp::Le => CompareOp::Gt,
            CompareOp::Gt => CompareOp::Le,
            CompareOp::Same => CompareOp::Differs,
            CompareOp::Differs => CompareOp::Same,
        }
    }
}

/// The terms of a conjunction (`all`) or disjunction.
enum Flat {
    /// One term decides it.
    Decided,
    /// The terms that are left.
    Terms(Vec<Expr>),
}

fn flat(conditions: impl IntoIterator<Item = Expr>, all: bool) -> Flat {
    let mut terms: Vec<Expr> = Vec::new();
    let mut next: Vec<Expr> = conditions.into_iter().collect();
    next.reverse();
    while let Some(condition) = next.pop() {
        match condition {
            Expr::And(inner) if all => next.extend(inner.into_iter().rev()),
            Expr::Or(inner) if !all => next.extend(inner.into_iter().rev()),
            Expr::Literal(Literal::Bool(value)) if value == all => {}
            Expr::Literal(Literal::Bool(_)) => return Flat::Decided,
            other if terms.contains(&other) => {}
            other => terms.push(other),
        }
    }
    Flat::Terms(terms)
}
