//! Expressions. What they are made of is shared: a copy costs little, and trees are copied often.

use std::borrow::Cow;
use std::sync::Arc;

use super::level::Level;
use super::query::{Alias, Order, Query, Select};

/// An expression. Conditions are expressions whose value is true, false or null.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Expr {
    /// A column.
    Column(Column),
    /// A constant.
    Literal(Literal),
    /// `-a`
    Minus(Arc<Expr>),
    /// `a + b`
    Binary {
        /// The operator.
        op: BinaryOp,
        /// The left operand.
        left: Arc<Expr>,
        /// The right operand.
        right: Arc<Expr>,
    },
    /// Texts one after the other; null where one is null.
    Concat(Vec<Expr>),
    /// `a = b`
    Compare {
        /// The comparison.
        op: CompareOp,
        /// The left operand.
        left: Arc<Expr>,
        /// The right operand.
        right: Arc<Expr>,
    },
    /// `a IS NULL`; `negated`: `a IS NOT NULL`.
    IsNull {
        /// What is tested.
        operand: Arc<Expr>,
        /// The opposite.
        negated: bool,
    },
    /// `a IS TRUE`, which is never null; `negated`: `a IS NOT TRUE`.
    IsTrue {
        /// The condition.
        operand: Arc<Expr>,
        /// The opposite.
        negated: bool,
    },
    /// `a IN (…)`; `negated`: `a NOT IN (…)`.
    In {
        /// What is looked for.
        operand: Arc<Expr>,
        /// Where.
        list: InList,
        /// The opposite.
        negated: bool,
    },
    /// `a BETWEEN low AND high`; `negated`: `a NOT BETWEEN low AND high`.
    Between {
        /// What is tested.
        operand: Arc<Expr>,
        /// The least value.
        low: Arc<Expr>,
        /// The greatest value.
        high: Arc<Expr>,
        /// The opposite.
        negated: bool,
    },
    /// `a LIKE pattern ESCAPE 'escape'`; `negated`: `a NOT LIKE …`.
    Like {
        /// The text.
        operand: Arc<Expr>,
        /// The pattern.
        pattern: Arc<Expr>,
        /// The character that makes the next one stand for itself.
        escape: Option<char>,
        /// The opposite.
        negated: bool,
    },
    /// `a GLOB pattern`, and what other engines have for patterns of their own; `negated`: the opposite.
    Matches {
        /// The text.
        operand: Arc<Expr>,
        /// The operator.
        op: MatchOp,
        /// The pattern.
        pattern: Arc<Expr>,
        /// The opposite.
        negated: bool,
    },
    /// `NOT a`
    Not(Arc<Expr>),
    /// All hold. Made by [`Expr::and`], which keeps it flat.
    And(Vec<Expr>),
    /// One holds. Made by [`Expr::or`], which keeps it flat.
    Or(Vec<Expr>),
    /// `CASE WHEN … THEN … ELSE … END`, or `CASE operand WHEN …`.
    Case {
        /// What each arm's `when` is compared with; none: each is a condition.
        operand: Option<Arc<Expr>>,
        /// The arms, the first that fits counts.
        arms: Vec<Arm>,
        /// The value where none fits; none: null.
        otherwise: Option<Arc<Expr>>,
    },
    /// `CAST(a AS ty)`
    Cast {
        /// What is converted.
        operand: Arc<Expr>,
        /// The type as the engine calls it.
        ty: String,
    },
    /// `CONVERT(a USING charset)`, of MySQL.
    Convert {
        /// The text.
        operand: Arc<Expr>,
        /// The character set as the engine calls it.
        charset: String,
    },
    /// `a COLLATE collation`
    Collate {
        /// The text.
        operand: Arc<Expr>,
        /// The collation as the engine calls it.
        collation: String,
    },
    /// `a AT TIME ZONE 'zone'`, of PostgreSQL.
    AtTimeZone {
        /// A moment.
        operand: Arc<Expr>,
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
    /// `function OVER (PARTITION BY … ORDER BY …)`
    Over {
        /// The function.
        function: Arc<Expr>,
        /// Rows are looked at together that are equal in these; none: all rows.
        partition: Vec<Expr>,
        /// In which order.
        order: Vec<Order>,
    },
    /// `a.*`: all columns of a relation. Only as a column of a query.
    AllOf(Alias),
    /// `(a, b)`
    Row(Vec<Expr>),
    /// `EXISTS (…)`
    Exists(Arc<Query>),
    /// The one value of a query, null where it has no row.
    Scalar(Arc<Query>),
    /// What one engine has and no other node says.
    Form(Form),
    /// What a user wrote as SQL. Nothing is known of it, so that it is bracketed within anything else.
    Raw(String),
}

/// SQL that no other node says, such as a call with words between its arguments: text of the dialect's own with holes, in which
/// operands are nodes. An operand is bracketed where it needs it, and so is the whole within another node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Form {
    pub(super) pieces: Vec<Piece>,
    pub(super) level: Level,
    /// Whether its own text has a query in it.
    pub(super) asks: bool,
}

/// A part of a [`Form`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Piece {
    /// Text as it stands.
    Text(Cow<'static, str>),
    /// An operand, and how tightly it must bind at least.
    Operand(Arc<Expr>, Level),
}

/// A column, of a relation or by its name alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Column {
    /// Whose it is.
    pub relation: Option<Alias>,
    /// Its name, without quotes.
    pub name: Arc<str>,
}

/// A constant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Literal {
    /// `NULL`
    Null,
    /// `TRUE`, `FALSE`
    Bool(bool),
    /// A whole number.
    Int(i128),
    /// An exact number, as its digits: `-12.50`.
    Decimal(String),
    /// A double, as its digits: `1.5e300`.
    Double(String),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A day: `2010-01-14`.
    Date(String),
    /// A moment: `2010-01-14 10:00:00`.
    DateTime(String),
}

/// An operator between numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// An operator that matches text against a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MatchOp {
    /// `GLOB`, of SQLite.
    Glob,
    /// `REGEXP`, of MySQL.
    Regexp,
    /// `~`, of PostgreSQL.
    Tilde,
}

/// A comparison. Null with a null, but for the last two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum InList {
    /// Values.
    Values(Vec<Expr>),
    /// The rows of a query.
    Query(Arc<Query>),
}

/// `WHEN when THEN then`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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

impl From<&Expr> for Expr {
    fn from(expr: &Expr) -> Self {
        expr.clone()
    }
}

/// Whole numbers as constants.
macro_rules! from_numbers {
    ($($number:ty)*) => {$(
        impl From<$number> for Expr {
            fn from(number: $number) -> Self {
                Expr::int(number)
            }
        }
    )*};
}

from_numbers!(i128 i64 i32 u64 u32 u16 u8);

impl From<usize> for Expr {
    fn from(number: usize) -> Self {
        Expr::int(i128::try_from(number).unwrap_or(i128::MAX))
    }
}

impl Expr {
    /// A column of a relation.
    pub fn column(relation: &Alias, name: impl Into<Arc<str>>) -> Self {
        Expr::Column(Column { relation: Some(relation.clone()), name: name.into() })
    }

    /// A column by its name alone.
    pub fn name(name: impl Into<Arc<str>>) -> Self {
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
    pub fn text(text: impl ToString) -> Self {
        Literal::Text(text.to_string()).into()
    }

    /// A call of a function that every engine has by this name.
    pub fn call(function: impl Into<String>, arguments: impl IntoIterator<Item = Expr>) -> Self {
        Expr::Call { function: function.into(), arguments: arguments.into_iter().collect(), distinct: false }
    }

    /// `self op right`
    pub fn binary(self, op: BinaryOp, right: Expr) -> Self {
        Expr::Binary { op, left: Arc::new(self), right: Arc::new(right) }
    }

    /// `self op right`
    pub fn compare(self, op: CompareOp, right: Expr) -> Self {
        Expr::Compare { op, left: Arc::new(self), right: Arc::new(right) }
    }

    /// `self = right`
    pub fn eq(self, right: impl Into<Expr>) -> Self {
        self.compare(CompareOp::Eq, right.into())
    }

    /// `self <> right`
    pub fn ne(self, right: impl Into<Expr>) -> Self {
        self.compare(CompareOp::Ne, right.into())
    }

    /// `self < right`
    pub fn lt(self, right: impl Into<Expr>) -> Self {
        self.compare(CompareOp::Lt, right.into())
    }

    /// `self <= right`
    pub fn le(self, right: impl Into<Expr>) -> Self {
        self.compare(CompareOp::Le, right.into())
    }

    /// `self > right`
    pub fn gt(self, right: impl Into<Expr>) -> Self {
        self.compare(CompareOp::Gt, right.into())
    }

    /// `self >= right`
    pub fn ge(self, right: impl Into<Expr>) -> Self {
        self.compare(CompareOp::Ge, right.into())
    }

    /// `self + right`
    pub fn plus(self, right: impl Into<Expr>) -> Self {
        self.binary(BinaryOp::Add, right.into())
    }

    /// `self - right`
    pub fn minus(self, right: impl Into<Expr>) -> Self {
        self.binary(BinaryOp::Subtract, right.into())
    }

    /// `self * right`
    pub fn times(self, right: impl Into<Expr>) -> Self {
        self.binary(BinaryOp::Multiply, right.into())
    }

    /// `self / right`
    pub fn divided_by(self, right: impl Into<Expr>) -> Self {
        self.binary(BinaryOp::Divide, right.into())
    }

    /// `self % right`
    pub fn remainder(self, right: impl Into<Expr>) -> Self {
        self.binary(BinaryOp::Remainder, right.into())
    }

    /// `-self`
    pub fn negative(self) -> Self {
        Expr::Minus(Arc::new(self))
    }

    /// Whether a query has a row.
    pub fn exists(query: impl Into<Query>) -> Self {
        Expr::Exists(Arc::new(query.into()))
    }

    /// The one value that a query answers.
    pub fn scalar(query: impl Into<Query>) -> Self {
        Expr::Scalar(Arc::new(query.into()))
    }

    /// The number of a row in an order of all rows, from 1.
    pub fn row_number(order: Vec<Order>) -> Self {
        Expr::call("ROW_NUMBER", []).over(Vec::new(), order)
    }

    /// What a function says of the rows that are equal in `partition`, in an order.
    pub fn over(self, partition: Vec<Expr>, order: Vec<Order>) -> Self {
        Expr::Over { function: Arc::new(self), partition, order }
    }

    /// `self IN (SELECT …)`
    pub fn is_among(self, query: Select) -> Self {
        Expr::In { operand: Arc::new(self), list: InList::Query(Arc::new(query.into())), negated: false }
    }

    /// Whether it says nothing, as a condition.
    pub fn is_always_true(&self) -> bool {
        *self == Expr::Literal(Literal::Bool(true))
    }

    /// Whether both are equal, where null equals null; never null.
    pub fn same(self, right: Expr) -> Self {
        self.compare(CompareOp::Same, right)
    }

    /// Whether both differ, where null equals null; never null.
    pub fn differs(self, right: Expr) -> Self {
        self.compare(CompareOp::Differs, right)
    }

    /// `self IS NULL`
    pub fn is_null(self) -> Self {
        Expr::IsNull { operand: Arc::new(self), negated: false }
    }

    /// `self IN (…)`. In no values there is none: false.
    pub fn within(self, values: impl IntoIterator<Item = Expr>) -> Self {
        let values: Vec<Expr> = values.into_iter().collect();
        if values.is_empty() {
            return Literal::Bool(false).into();
        }
        Expr::In { operand: Arc::new(self), list: InList::Values(values), negated: false }
    }

    /// `self IS NOT NULL`
    pub fn is_not_null(self) -> Self {
        self.is_null().not()
    }

    /// `self IS TRUE`
    pub fn is_true(self) -> Self {
        Expr::IsTrue { operand: Arc::new(self), negated: false }
    }

    /// `self BETWEEN low AND high`
    pub fn between(self, low: impl Into<Expr>, high: impl Into<Expr>) -> Self {
        let (low, high) = (Arc::new(low.into()), Arc::new(high.into()));
        Expr::Between { operand: Arc::new(self), low, high, negated: false }
    }

    /// Whether the text matches a pattern.
    pub fn matches(self, op: MatchOp, pattern: impl Into<Expr>) -> Self {
        Expr::Matches { operand: Arc::new(self), op, pattern: Arc::new(pattern.into()), negated: false }
    }

    /// `self LIKE pattern`, where `\\` quotes.
    pub fn like(self, pattern: Expr) -> Self {
        Expr::Like { operand: Arc::new(self), pattern: Arc::new(pattern), escape: None, negated: false }
    }

    /// `self COLLATE collation`
    pub fn collate(self, collation: impl Into<String>) -> Self {
        Expr::Collate { operand: Arc::new(self), collation: collation.into() }
    }

    /// `CONVERT(self USING charset)`
    pub fn convert(self, charset: impl Into<String>) -> Self {
        Expr::Convert { operand: Arc::new(self), charset: charset.into() }
    }

    /// `coalesce(…)`: the first that is not null.
    pub fn coalesce(values: impl IntoIterator<Item = Expr>) -> Self {
        Expr::call("coalesce", values)
    }

    /// `CASE WHEN … THEN … ELSE … END`; no `otherwise`: null where no condition holds. Without arms it is `otherwise`.
    pub fn case(arms: impl IntoIterator<Item = (Expr, Expr)>, otherwise: Option<Expr>) -> Self {
        Expr::case_of(None, arms, otherwise)
    }

    /// [`case`](Self::case), or with a subject `CASE subject WHEN … THEN … ELSE … END`, which is compared with each `when`.
    pub fn case_of(
        subject: Option<Expr>,
        arms: impl IntoIterator<Item = (Expr, Expr)>,
        otherwise: Option<Expr>,
    ) -> Self {
        let mut arms: Vec<Arm> = arms.into_iter().map(|(when, then)| Arm { when, then }).collect();
        if arms.is_empty() {
            return otherwise.unwrap_or_else(Expr::null);
        }
        let otherwise = match otherwise {
            // A case where no condition of another one holds: its arms are more of the same.
            Some(Expr::Case { operand: None, arms: more, otherwise }) if subject.is_none() => {
                arms.extend(more);
                otherwise
            }
            otherwise => otherwise.filter(|value| *value != Expr::null()).map(Arc::new),
        };
        Expr::Case { operand: subject.map(Arc::new), arms, otherwise }
    }

    /// A condition as 1, or 0 where it does not hold.
    pub fn as_number(self) -> Self {
        Expr::case([(self, Expr::int(1))], Some(Expr::int(0)))
    }

    /// `CASE WHEN condition THEN self END`: null where it does not hold.
    pub fn when(self, condition: Expr) -> Self {
        Expr::case([(condition, self)], None)
    }

    /// Texts one after the other.
    pub fn concat(parts: impl IntoIterator<Item = Expr>) -> Self {
        let mut parts: Vec<Expr> = parts.into_iter().collect();
        if parts.len() == 1 { parts.remove(0) } else { Expr::Concat(parts) }
    }

    /// A truth.
    pub fn bool(truth: bool) -> Self {
        Literal::Bool(truth).into()
    }

    /// `CAST(self AS ty)`
    pub fn cast(self, ty: impl Into<String>) -> Self {
        Expr::Cast { operand: Arc::new(self), ty: ty.into() }
    }

    /// `self AT TIME ZONE 'zone'`
    pub fn at_time_zone(self, zone: impl Into<String>) -> Self {
        Expr::AtTimeZone { operand: Arc::new(self), zone: zone.into() }
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
            Expr::Not(inner) => Arc::unwrap_or_clone(inner),
            Expr::Literal(Literal::Bool(value)) => Literal::Bool(!value).into(),
            Expr::IsNull { operand, negated } => Expr::IsNull { operand, negated: !negated },
            Expr::IsTrue { operand, negated } => Expr::IsTrue { operand, negated: !negated },
            Expr::In { operand, list, negated } => Expr::In { operand, list, negated: !negated },
            Expr::Between { operand, low, high, negated } => Expr::Between { operand, low, high, negated: !negated },
            Expr::Like { operand, pattern, escape, negated } => {
                Expr::Like { operand, pattern, escape, negated: !negated }
            }
            Expr::Matches { operand, op, pattern, negated } => {
                Expr::Matches { operand, op, pattern, negated: !negated }
            }
            // Rows are compared column by column: `(a, b) <> (c, d)` is not the opposite of `=` on every engine where one is null.
            Expr::Compare { op, left, right } if !matches!(*left, Expr::Row(_)) => {
                Expr::Compare { op: op.opposite(), left, right }
            }
            other => Expr::Not(Arc::new(other)),
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
