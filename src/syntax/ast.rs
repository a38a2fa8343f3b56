//! The tree of a `.mig` file, as written. Nothing is resolved; every node has its span.

use crate::source::{FileId, Span};

/// A parsed file. What could not be read is an [`Item::Bad`] (or [`Clause::Bad`],
/// [`ExprKind::Bad`]) and a finding.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// Which text.
    pub file: FileId,
    /// The statements in order.
    pub items: Vec<Item>,
}

/// A name as written, without its backticks.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// `a`, `a.b`, `a.b.c`; never empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The names between the dots.
    pub parts: Vec<Name>,
    /// The whole.
    pub span: Span,
}

/// A table name or a glob (`cache_*`, `*`, `T.C` in `ignore`).
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// The names between the dots; a part may hold `*`.
    pub parts: Vec<Name>,
    /// The whole.
    pub span: Span,
}

/// A string literal, unescaped.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The value.
    pub value: String,
    /// With its quotes.
    pub span: Span,
}

/// A statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// `from ENGINE "schema.sql" …`
    From(Side),
    /// `into ENGINE "schema.sql" …`
    Into(Side),
    /// `table OLD … -> NEW { … }`
    Table(Table),
    /// `copy T, U [{ … }]`
    Copy(Copy),
    /// `map …`
    Map(Map),
    /// `row NEW { … }`
    Row(Row),
    /// `stub NEW { … }`
    Stub(Stub),
    /// `reference T.C [unless V] to U.K`
    Reference(Reference),
    /// `require A before B [because "…"]`
    Require(Require),
    /// `ignore … [because "…"]`
    Ignore(Ignore),
    /// `empty NEW [where …]`
    Empty(Empty),
    /// `update NEW { … }`
    Update(Update),
    /// `check "…" COND [else note]`
    Check(Check),
    /// `before …`, `after …`
    Action(Action),
    /// `let NAME(a, …) = EXPR`
    Let(Let),
    /// `param NAME TYPE [= LITERAL]`
    Param(Param),
    /// `include "other.mig"`
    Include(Text),
    /// What could not be read, or is not there yet; already reported.
    Bad(Span),
}

/// One side of the move.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// `mysql`, `postgres`, `sqlite`, …
    pub engine: Name,
    /// The DDL, relative to the `.mig` file; none: read live.
    pub ddl: Option<Text>,
    /// `database D`.
    pub database: Option<Name>,
    /// `schema S`.
    pub schema: Option<Name>,
    /// `prefix "phpbb_"`: names in the program are without it.
    pub prefix: Option<Text>,
    /// `encoding latin2`: of the dump.
    pub encoding: Option<Name>,
    /// `engine innodb`: storage engine for tables that are created.
    pub storage: Option<Name>,
    /// The statement.
    pub span: Span,
}

/// `table OLD [as NAME] … -> NEW { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The old table.
    pub source: Path,
    /// `as NAME`, or a bare alias.
    pub alias: Option<Name>,
    /// Joins in order.
    pub joins: Vec<Join>,
    /// `group by`.
    pub group_by: Vec<Expr>,
    /// `having`.
    pub having: Option<Expr>,
    /// The new table.
    pub target: Path,
    /// The lines of the block.
    pub clauses: Vec<Clause>,
    /// From `table` to the new table's name.
    pub head_span: Span,
    /// The whole statement.
    pub span: Span,
}

/// `[left] join [new.]T [alias] on COND`
#[derive(Debug, Clone, PartialEq)]
pub struct Join {
    /// `left join`.
    pub left: bool,
    /// The table; `new.T` for a table of the new side.
    pub table: Path,
    /// Its alias.
    pub alias: Option<Name>,
    /// The condition.
    pub on: Expr,
    /// The whole.
    pub span: Span,
}

/// A line of a block.
#[derive(Debug, Clone, PartialEq)]
pub enum Clause {
    /// `EXPR -> column, … [or …]`, `auto -> c`, `default -> c`, or a bare name.
    Flow(Flow),
    /// `*`
    Star(Span),
    /// `where COND`
    Where {
        /// The condition rows must meet.
        cond: Expr,
        /// The line.
        span: Span,
    },
    /// `skip where COND [because "…"]`
    Skip {
        /// Rows that meet it are left out.
        cond: Expr,
        /// Why.
        because: Option<Text>,
        /// The line.
        span: Span,
    },
    /// `order by EXPR [desc], …`
    OrderBy {
        /// In order of weight.
        terms: Vec<Order>,
        /// The line.
        span: Span,
    },
    /// `key COLUMN, …`
    Key {
        /// Old columns.
        columns: Vec<Path>,
        /// The line.
        span: Span,
    },
    /// `unique COL, … POLICY`
    Unique {
        /// New columns.
        columns: Vec<Name>,
        /// What becomes of the rows after the first.
        then: UniqueThen,
        /// The line.
        span: Span,
    },
    /// `ignore COL, … [because "…"]`
    Ignore {
        /// Old columns.
        columns: Vec<Pattern>,
        /// Why.
        because: Option<Text>,
        /// The line.
        span: Span,
    },
    /// `let NAME = EXPR`
    Let(Let),
    /// What could not be read; already reported.
    Bad(Span),
}

/// What a `unique` does with rows that are equal.
#[derive(Debug, Clone, PartialEq)]
pub enum UniqueThen {
    /// `keep first|last by EXPR, …`
    Keep {
        /// `last`.
        last: bool,
        /// In order of weight.
        by: Vec<Expr>,
    },
    /// `reject`
    Reject,
    /// `fail`
    Fail,
}

/// A term of `order by`.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// What to order by.
    pub expr: Expr,
    /// `desc`.
    pub descending: bool,
}

/// `EXPR -> column, … [or POLICY …]`
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// The value.
    pub value: FlowValue,
    /// New columns; a bare name stands for `name -> name`.
    pub targets: Vec<Name>,
    /// What happens when it cannot be made, in order.
    pub or: Vec<Or>,
    /// Written as a bare name.
    pub bare: bool,
    /// The line.
    pub span: Span,
}

/// The left side of a flow.
#[derive(Debug, Clone, PartialEq)]
pub enum FlowValue {
    /// An expression.
    Expr(Expr),
    /// `auto`
    Auto(Span),
    /// `default`
    Default(Span),
}

/// One link of an `or` chain.
#[derive(Debug, Clone, PartialEq)]
pub enum Or {
    /// `or reject`, `or null`, …
    Policy(Policy, Span),
    /// Another expression.
    Expr(Expr),
}

/// A policy word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// The row goes to the reject table.
    Reject,
    /// The column becomes null.
    Null,
    /// The row is skipped.
    Skip,
    /// A stub is made for the missing key.
    Stub,
    /// Text is cut to the column's length.
    Cut,
    /// The run stops and changes nothing.
    Fail,
}

/// `copy T, U [{ … }]`
#[derive(Debug, Clone, PartialEq)]
pub struct Copy {
    /// Tables or globs.
    pub tables: Vec<Pattern>,
    /// Lines that hold for each.
    pub clauses: Vec<Clause>,
    /// The statement.
    pub span: Span,
}

/// `map T.COLUMN VALUE, … -> VALUE` or `map T.COLUMN { … }` or `map NAME { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// `NAME` or `T.COLUMN`.
    pub name: Path,
    /// The arms.
    pub arms: Vec<Arm>,
    /// The statement.
    pub span: Span,
}

/// `VALUE, … -> VALUE` or `else …`
#[derive(Debug, Clone, PartialEq)]
pub enum Arm {
    /// `VALUE, … -> VALUE`
    Values {
        /// Each a literal or a tuple of literals.
        keys: Vec<Expr>,
        /// A literal (or any expression without columns).
        value: Expr,
        /// The line.
        span: Span,
    },
    /// `else keep`
    ElseKeep(Span),
    /// `else -> VALUE` or `else VALUE`
    Else(Expr, Span),
    /// What could not be read; already reported.
    Bad(Span),
}

/// `row NEW { EXPR -> column … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The new table.
    pub target: Path,
    /// Flows (and lets).
    pub clauses: Vec<Clause>,
    /// The statement.
    pub span: Span,
}

/// `stub NEW { EXPR -> column … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Stub {
    /// The new table.
    pub target: Path,
    /// Flows (and lets); `key` names the missing key.
    pub clauses: Vec<Clause>,
    /// The statement.
    pub span: Span,
}

/// `reference T.C [unless V] to U.K`
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// `T.C`, or `new.T.C`.
    pub column: Path,
    /// The value that means "none".
    pub unless: Option<Expr>,
    /// `U.K`.
    pub to: Path,
    /// The statement.
    pub span: Span,
}

/// `require A before B [because "…"]`
#[derive(Debug, Clone, PartialEq)]
pub struct Require {
    /// New table.
    pub first: Path,
    /// New table.
    pub second: Path,
    /// Why.
    pub because: Option<Text>,
    /// The statement.
    pub span: Span,
}

/// `ignore … [because "…"]`
#[derive(Debug, Clone, PartialEq)]
pub struct Ignore {
    /// Tables, columns or globs.
    pub patterns: Vec<Pattern>,
    /// Why.
    pub because: Option<Text>,
    /// The statement.
    pub span: Span,
}

/// `empty NEW [where …]`
#[derive(Debug, Clone, PartialEq)]
pub struct Empty {
    /// The new table.
    pub table: Path,
    /// Which rows.
    pub cond: Option<Expr>,
    /// The statement.
    pub span: Span,
}

/// `update NEW { EXPR -> column; where COND }`
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    /// The new table.
    pub table: Path,
    /// Flows, `where` and lets.
    pub clauses: Vec<Clause>,
    /// The statement.
    pub span: Span,
}

/// `check "what must hold" COND [else note]`
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// What must hold.
    pub what: Text,
    /// The condition, over aggregates of `old.` and `new.` tables.
    pub cond: Expr,
    /// `else note`: do not stop.
    pub note: bool,
    /// The statement.
    pub span: Span,
}

/// `before [NEW] …`, `after [NEW] …`
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// `after`.
    pub after: bool,
    /// The new table whose step it stands at; none: the whole run.
    pub table: Option<Path>,
    /// What to do.
    pub what: ActionWhat,
    /// The statement.
    pub span: Span,
}

/// What an action does.
#[derive(Debug, Clone, PartialEq)]
pub enum ActionWhat {
    /// `run "command"`
    Run(Text),
    /// `sql"…"` on the new side
    Sql(Text),
    /// `note "a manual step"`
    Note(Text),
}

/// `let NAME(a, …) = EXPR`
#[derive(Debug, Clone, PartialEq)]
pub struct Let {
    /// Its name.
    pub name: Name,
    /// Parameters.
    pub params: Vec<Name>,
    /// The expression.
    pub value: Expr,
    /// The line.
    pub span: Span,
}

/// `param NAME TYPE [= LITERAL]`
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeName,
    /// The value when none is given.
    pub default: Option<Expr>,
    /// The line.
    pub span: Span,
}

/// A type as written: `text(20)`, `decimal(10, 2)`, `datetime`, `int`.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeName {
    /// The word.
    pub name: Name,
    /// Numbers in brackets.
    pub args: Vec<u32>,
    /// The whole.
    pub span: Span,
}

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where.
    pub span: Span,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A constant.
    Literal(Literal),
    /// A column, an alias's column, a let, a param, `key`.
    Path(Path),
    /// `a + b`, `a = b`, `a and b`
    Binary {
        /// The operator.
        op: BinaryOp,
        /// Its span.
        op_span: Span,
        /// Left.
        left: Box<Expr>,
        /// Right.
        right: Box<Expr>,
    },
    /// `not a`
    Not(Box<Expr>),
    /// `-a`
    Neg(Box<Expr>),
    /// `a [not] in (b, …)`
    In {
        /// The value.
        value: Box<Expr>,
        /// The list.
        list: Vec<Expr>,
        /// `not in`.
        negated: bool,
    },
    /// `a [not] between b and c`
    Between {
        /// The value.
        value: Box<Expr>,
        /// Lower bound, included.
        low: Box<Expr>,
        /// Upper bound, included.
        high: Box<Expr>,
        /// `not between`.
        negated: bool,
    },
    /// `a [not] like "…"`
    Like {
        /// The value.
        value: Box<Expr>,
        /// `%` any text, `_` any character, `\` takes the next one as it is.
        pattern: Box<Expr>,
        /// `not like`.
        negated: bool,
    },
    /// `a is [not] null`
    IsNull {
        /// The value.
        value: Box<Expr>,
        /// `is not null`.
        negated: bool,
    },
    /// `a when cond`: null otherwise
    When {
        /// The value.
        value: Box<Expr>,
        /// The condition.
        cond: Box<Expr>,
    },
    /// `case { cond -> e; else e }`, `case x { 1, 2 -> e; else e }`
    Case {
        /// `x`.
        subject: Option<Box<Expr>>,
        /// In order; `keys` has one condition when there is no subject.
        arms: Vec<CaseArm>,
        /// `else`; null when left out.
        otherwise: Option<Box<Expr>>,
    },
    /// `a as TYPE`, `a as datetime "%d/%m/%Y"`
    Cast {
        /// The value.
        value: Box<Expr>,
        /// To what.
        ty: TypeName,
        /// The format.
        format: Option<Text>,
    },
    /// `a via block`, `(a, b) via block`
    Via {
        /// The old key.
        key: Box<Expr>,
        /// The block's name.
        block: Name,
    },
    /// `tematy[temat_id].forum_id`, `new.country[code = kraj].id`
    Lookup {
        /// The table; `new.T` for one of the new side.
        table: Path,
        /// How the row is found.
        by: LookupBy,
        /// The column wanted.
        column: Name,
    },
    /// `lower(a)`, a value map or a let with arguments
    Call {
        /// The name.
        name: Name,
        /// The arguments.
        args: Vec<Expr>,
    },
    /// `max(user_id from users where …)`, `count(* from T where …)`
    Aggregate {
        /// `count`, `sum`, `min`, `max`.
        function: Name,
        /// The value; none for `*`.
        value: Option<Box<Expr>>,
        /// The table; `new.T` for one of the new side; none inside `group by` blocks.
        table: Option<Path>,
        /// `where`.
        cond: Option<Box<Expr>>,
    },
    /// `f"text {expr}"`
    Format(Vec<Piece>),
    /// `sql"… {expr} …"`
    Sql(Vec<Piece>),
    /// `(a, b)`
    Tuple(Vec<Expr>),
    /// What could not be read; already reported.
    Bad,
}

/// One arm of a `case`.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseArm {
    /// Conditions or values.
    pub keys: Vec<Expr>,
    /// The value.
    pub value: Expr,
}

/// How a look-up finds its row.
#[derive(Debug, Clone, PartialEq)]
pub enum LookupBy {
    /// `T[a, b]`: by the primary key.
    Key(Vec<Expr>),
    /// `T[c = a, d = b]`: by these columns.
    Columns(Vec<(Name, Expr)>),
}

/// A piece of `f"…"` or `sql"…"`.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Text as it is.
    Text(String),
    /// `{expr}`
    Expr(Expr),
}

/// A constant.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// Digits only, no sign; kept as text so that nothing is lost.
    Int(String),
    /// With a point or an exponent; kept as text.
    Decimal(String),
    /// `"…"`
    Text(String),
    /// `date "2010-01-14"`, checked to be a date
    Date(String),
    /// `datetime "2010-01-14 10:00:00"`, checked and written with a blank between
    DateTime(String),
}

/// A binary operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOp {
    /// `or`
    Or,
    /// `and`
    And,
    /// `=`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`, exact
    Div,
    /// `%`
    Rem,
}
