//! Expressions as the checker leaves them: each with its type, and names by id.

use serde::{Deserialize, Serialize};

use super::ids::{BlockId, MapId, RelId, Side};
use crate::schema::{ColumnId, TableId, Type};
use crate::source::Span;

/// A typed expression.
///
/// Each one yields a value of `ty`, or *fails* (it cannot be made). Conditions are true or
/// false, never null.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Expr {
    /// What it is made of.
    pub kind: ExprKind,
    /// The type of its values.
    pub ty: Type,
    /// Whether it may be null.
    pub nullable: bool,
    /// Where it is written (or what it was derived from).
    pub span: Span,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExprKind {
    /// A constant of the program: a number, a text, a day, ….
    Literal(Value),
    /// A column of a relation in scope. Where the column is not verified (SQLite) the type is
    /// `text` without a length and the node is wrapped in a [`Cast`](ExprKind::Cast) with `stored`.
    Column {
        /// The relation of the block that has the column.
        rel: RelId,
        /// The column, in the table of that relation.
        column: ColumnId,
    },
    /// A column of the row an [`Aggregate`] or [`Lookup`] looks at.
    Inner(ColumnId),
    /// The missing key, in a stub.
    StubKey,
    /// The moment of the migration, as `datetime`.
    Now,
    /// A param, by its place.
    Param(usize),
    /// A comparison; operands are of comparable types (both textual, both numeric, …).
    Compare {
        /// How the operands are compared.
        op: CompareOp,
        /// The operand on the left.
        left: Box<Expr>,
        /// The operand on the right.
        right: Box<Expr>,
    },
    /// Whether all of these conditions hold.
    And(Vec<Expr>),
    /// Whether one of these conditions holds.
    Or(Vec<Expr>),
    /// True where the condition does not hold.
    Not(Box<Expr>),
    /// Whether a value is null.
    IsNull(Box<Expr>),
    /// Equals one of these.
    In {
        /// The value that is looked for in the list.
        value: Box<Expr>,
        /// The list; no nulls.
        list: Vec<Expr>,
    },
    /// Matches a pattern, by code point: `%` any text, `_` any character, `\` quotes.
    Like {
        /// The text that is compared with the pattern.
        value: Box<Expr>,
        /// The pattern, with `%` and `_`.
        pattern: Box<Expr>,
    },
    /// Arithmetic. `ty` says in what: `int64` (fails on overflow), `decimal` or `float64`.
    Arith {
        /// What is done with the operands.
        op: ArithOp,
        /// The operand on the left.
        left: Box<Expr>,
        /// The operand on the right.
        right: Box<Expr>,
    },
    /// A number with the other sign.
    Neg(Box<Expr>),
    /// Whether a number is not 0; null of null.
    Truth(Box<Expr>),
    /// The first arm whose condition holds; `otherwise`, or null. `when` is a case with one arm.
    Case {
        /// Conditions, each with the value where it is the first that holds.
        arms: Vec<(Expr, Expr)>,
        /// The value where no arm fits; none: null.
        otherwise: Option<Box<Expr>>,
    },
    /// Text of all pieces, null as "". Pieces are text already (see [`Cast`](ExprKind::Cast)).
    Concat(Vec<Expr>),
    /// A conversion to `ty` (of the whole value, whatever its length); fails where the value is
    /// not one of the type.
    Cast {
        /// The value that is converted.
        value: Box<Expr>,
        /// A format for dates, checked.
        format: Option<String>,
        /// The reading of an unverified column as its declared type.
        stored: bool,
    },
    /// The value as the new column holds it: of type `ty`, which it may fail to be by length,
    /// range, precision (rounded half away from zero, never a failure) or null. The value's type
    /// is already of the same kind as `ty`.
    Fit {
        /// The value that must fit.
        value: Box<Expr>,
        /// Text that is too long is cut.
        cut: bool,
        /// Null is a failure.
        not_null: bool,
    },
    /// A function of the function table.
    Call {
        /// Its name in the language's table of functions.
        function: String,
        /// Its arguments, of the types it wants.
        args: Vec<Expr>,
    },
    /// A value map; fails where it misses.
    Map {
        /// The map, by its place in the program.
        map: MapId,
        /// As many as the map is wide.
        args: Vec<Expr>,
    },
    /// The new key of an old row.
    Follow(Follow),
    /// A new key that must be there: fails where the new table has no such row.
    Present {
        /// The new table whose row is looked for.
        table: TableId,
        /// The column of that table that identifies the row.
        column: ColumnId,
        /// The key whose row must be there.
        key: Box<Expr>,
    },
    /// A column of another row.
    Lookup(Lookup),
    /// An aggregate over a whole table.
    Aggregate(Aggregate),
    /// An aggregate over the rows of a group (`group by`): `count`, `sum`, `min`, `max`.
    Group {
        /// What is made of the values of a group.
        function: AggregateFunction,
        /// The value; none: rows.
        value: Option<Box<Expr>>,
    },
    /// The first of these that can be made, as several attempts of a line; null where none can, so that it never fails.
    Made(Vec<Expr>),
    /// Raw SQL of the new engine, of the type the program claims.
    Raw(Vec<RawPiece>),
    /// Only after an error.
    Error,
}

/// The new key of the row that a block made of an old row. Null stays null; a key with no row
/// fails (an orphan).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Follow {
    /// The block that moved the row.
    pub block: BlockId,
    /// The old key, as many values as the block's key has columns.
    pub key: Vec<Expr>,
    /// The value that means "none" (`reference … unless`).
    pub unless: Option<Box<Expr>>,
    /// What "none" becomes; null where there is nothing here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none: Option<Box<Expr>>,
    /// The new column whose value is wanted: the key the row got.
    pub column: ColumnId,
    /// A stub is made for a missing key, so that it cannot be missing.
    pub stub: bool,
    /// The program says `via`: `coalesce` passes over a key with no row then, as it does for a look-up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub via: bool,
}

/// A column of the one row of `table` whose columns equal these values; null (not a failure)
/// where a value is null, a failure where there is no such row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lookup {
    /// The side whose table is looked into.
    pub side: Side,
    /// The table that is looked into.
    pub table: TableId,
    /// Its columns and the values they must equal.
    pub on: Vec<(ColumnId, Expr)>,
    /// The value wanted: an expression over [`ExprKind::Inner`].
    pub value: Box<Expr>,
    /// Whether a key of the table guarantees at most one row; a check is made otherwise.
    pub unique: bool,
    /// Whether the row is what a foreign key of its side asks for: it is found as that database compares, not by code point.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_key: bool,
}

impl Lookup {
    /// The places in `on` where a null finds a row whose column is null: in a look-up by several columns, of those that may be null
    /// on both sides.
    pub fn by_null(&self, table: &crate::schema::Table) -> Vec<usize> {
        if self.on.len() < 2 {
            return Vec::new();
        }
        let primary = |column: &ColumnId| table.primary_key.as_ref().is_some_and(|key| key.columns.contains(column));
        let both =
            |(column, value): &(ColumnId, Expr)| value.nullable && table.column(*column).nullable && !primary(column);
        self.on.iter().enumerate().filter(|(_, on)| both(on)).map(|(place, _)| place).collect()
    }
}

/// `max(user_id from users where …)`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Aggregate {
    /// What is made of the values: their number, sum, least, ….
    pub function: AggregateFunction,
    /// The side whose table it goes over.
    pub side: Side,
    /// The table that it goes over.
    pub table: TableId,
    /// Over [`ExprKind::Inner`]; none: rows.
    pub value: Option<Box<Expr>>,
    /// Over [`ExprKind::Inner`] and the relations in scope.
    pub cond: Option<Box<Expr>>,
}

/// An aggregate function. Sums of no rows are 0, `min` and `max` of no rows null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AggregateFunction {
    /// How many (values that are not null, or rows).
    Count,
    /// All values added up.
    Sum,
    /// The least of the values.
    Min,
    /// The greatest of the values.
    Max,
}

/// A piece of raw SQL.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RawPiece {
    /// SQL as it is.
    Sql(String),
    /// An expression between pieces of SQL.
    Expr(Expr),
}

/// A constant of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// null
    Null,
    /// true or false
    Bool(bool),
    /// A whole number.
    Int(i128),
    /// An exact number: `-12.50`, never with an exponent.
    Decimal(String),
    /// A double: `1e300`.
    Float(String),
    /// A text, as it is meant.
    Text(String),
    /// `2010-01-14`
    Date(String),
    /// `2010-01-14 10:00:00`, with up to six digits after a point.
    DateTime(String),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompareOp {
    /// Null equals only null.
    Eq,
    /// The opposite of `Eq`.
    Ne,
    /// False with a null, as are the next three.
    Lt,
    /// `<=`: at most.
    Le,
    /// `>`: more than.
    Gt,
    /// `>=`: at least.
    Ge,
}

/// An operator that reckons with two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArithOp {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`: exact, so never of type int; fails by zero.
    Div,
    /// `%`: with the sign of the left side; fails by zero.
    Rem,
}

impl Expr {
    /// An expression of this type, which the program has at `span`.
    pub fn new(kind: ExprKind, ty: Type, nullable: bool, span: Span) -> Self {
        Self { kind, ty, nullable, span }
    }

    /// What stands where nothing could be understood.
    pub fn error(span: Span) -> Self {
        Self::new(ExprKind::Error, Type::Error, true, span)
    }

    /// The constant, if it is one.
    pub fn literal(&self) -> Option<&Value> {
        match &self.kind {
            ExprKind::Literal(value) => Some(value),
            _ => None,
        }
    }

    /// The column it is, as it is or as stored.
    pub fn bare_column(&self) -> Option<(RelId, ColumnId)> {
        match &self.kind {
            ExprKind::Column { rel, column } => Some((*rel, *column)),
            ExprKind::Cast { value, stored: true, .. } => value.bare_column(),
            _ => None,
        }
    }

    /// Whether another expression is the same, wherever it is written.
    pub fn same(&self, other: &Self) -> bool {
        match (self.bare_column(), other.bare_column()) {
            (Some(own), Some(other)) => own == other,
            _ => {
                let bare = |expr: &Self| {
                    let mut json = serde_json::to_value(expr).unwrap_or_default();
                    forget_spans(&mut json);
                    json
                };
                std::mem::discriminant(&self.kind) == std::mem::discriminant(&other.kind) && bare(self) == bare(other)
            }
        }
    }

    /// Whether it is null where one of its parts is null.
    fn passes_null_on(&self) -> bool {
        match &self.kind {
            ExprKind::Follow(_)
            | ExprKind::Lookup(_)
            | ExprKind::Present { .. }
            | ExprKind::Cast { .. }
            | ExprKind::Fit { .. }
            | ExprKind::Arith { .. }
            | ExprKind::Neg(_) => true,
            // Any other function of null is null.
            ExprKind::Call { function, .. } => !matches!(function.as_str(), "concat" | "coalesce" | "nullif"),
            _ => false,
        }
    }

    /// Whether `coalesce` passes over nothing inside of it: it is made of many rows, or must not be null.
    pub fn takes_all_its_rows(&self) -> bool {
        matches!(self.kind, ExprKind::Aggregate(_) | ExprKind::Group { .. } | ExprKind::Fit { not_null: true, .. })
    }

    /// Whether a `coalesce` of these may be null.
    pub fn all_may_be_null(parts: &[Self]) -> bool {
        let last = parts.len().saturating_sub(1);
        parts.iter().enumerate().all(|(i, part)| part.nullable || (i < last && part.may_be_passed_over()))
    }

    /// Whether something in it may find no row, and `coalesce` passes over it then.
    pub fn may_be_passed_over(&self) -> bool {
        match &self.kind {
            ExprKind::Lookup(_) => true,
            ExprKind::Follow(follow) if follow.via => true,
            _ => !self.takes_all_its_rows() && self.any_child(&|part| part.may_be_passed_over()),
        }
    }

    /// Whether its value is null by itself where `coalesce` passes over it.
    pub fn is_null_where_passed_over(&self) -> bool {
        let opaque = |part: &Self| part.may_be_passed_over() && !part.is_null_where_passed_over();
        !self.may_be_passed_over() || self.passes_null_on() && !self.any_child(&opaque)
    }

    fn any_child(&self, holds: &dyn Fn(&Self) -> bool) -> bool {
        let mut found = false;
        self.for_each_child(&mut |part| found |= holds(part));
        found
    }

    /// Whether it has the same value in every row: it reads no row.
    pub fn is_constant(&self) -> bool {
        let mut constant = true;
        self.walk(&mut |e| {
            constant &= !matches!(
                e.kind,
                ExprKind::Column { .. }
                    | ExprKind::Inner(_)
                    | ExprKind::Lookup(_)
                    | ExprKind::Aggregate(_)
                    | ExprKind::Follow(_)
                    | ExprKind::Present { .. }
                    | ExprKind::StubKey
                    | ExprKind::Group { .. }
                    | ExprKind::Raw(_)
            );
        });
        constant
    }

    /// Whether a `timestamptz` is made in it, of a value of another type or by reckoning, so that it may be one that no column
    /// of that type holds.
    pub fn makes_timestamps(&self) -> bool {
        let with_zone = |ty: &Type| matches!(ty, Type::TimestampTz { .. });
        let mut makes = false;
        self.walk(&mut |e| {
            makes |= with_zone(&e.ty)
                && match &e.kind {
                    ExprKind::Cast { value, .. } => !with_zone(&value.ty),
                    ExprKind::Call { function, .. } => function == "add_days",
                    _ => false,
                };
        });
        makes
    }

    /// Calls `visit` for this expression and every one below it, outermost first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        visit(self);
        self.for_each_child(&mut |child| child.walk(visit));
    }

    /// Calls `visit` for each direct part.
    pub fn for_each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        match &self.kind {
            ExprKind::Literal(_)
            | ExprKind::Column { .. }
            | ExprKind::Inner(_)
            | ExprKind::StubKey
            | ExprKind::Now
            | ExprKind::Param(_)
            | ExprKind::Error => {}
            ExprKind::Compare { left, right, .. } | ExprKind::Arith { left, right, .. } => {
                visit(left);
                visit(right);
            }
            ExprKind::And(all) | ExprKind::Or(all) | ExprKind::Concat(all) | ExprKind::Made(all) => {
                all.iter().for_each(visit)
            }
            ExprKind::Not(one) | ExprKind::IsNull(one) | ExprKind::Neg(one) | ExprKind::Truth(one) => visit(one),
            ExprKind::In { value, list } => {
                visit(value);
                list.iter().for_each(visit);
            }
            ExprKind::Like { value, pattern } => {
                visit(value);
                visit(pattern);
            }
            ExprKind::Cast { value, .. } | ExprKind::Fit { value, .. } => visit(value),
            ExprKind::Case { arms, otherwise } => {
                for (cond, value) in arms {
                    visit(cond);
                    visit(value);
                }
                if let Some(otherwise) = otherwise {
                    visit(otherwise);
                }
            }
            ExprKind::Call { args, .. } | ExprKind::Map { args, .. } => args.iter().for_each(visit),
            ExprKind::Follow(follow) => {
                follow.key.iter().for_each(&mut *visit);
                follow.unless.iter().chain(&follow.none).for_each(|e| visit(e));
            }
            ExprKind::Present { key, .. } => visit(key),
            ExprKind::Lookup(lookup) => {
                lookup.on.iter().for_each(|(_, e)| visit(e));
                visit(&lookup.value);
            }
            ExprKind::Aggregate(aggregate) => {
                aggregate.value.iter().chain(&aggregate.cond).for_each(|e| visit(e));
            }
            ExprKind::Group { value, .. } => value.iter().for_each(|e| visit(e)),
            ExprKind::Raw(pieces) => {
                for piece in pieces {
                    if let RawPiece::Expr(expr) = piece {
                        visit(expr);
                    }
                }
            }
        }
    }
}

fn forget_spans(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.remove("span");
            fields.values_mut().for_each(forget_spans);
        }
        serde_json::Value::Array(all) => all.iter_mut().for_each(forget_spans),
        _ => {}
    }
}
