//! The tree of a `.mig` file, as written. Nothing is resolved; every node has its span.

use crate::source::{FileId, Span};

/// A parsed file. What could not be read is an [`Item::Bad`] (or [`Clause::Bad`],
/// [`ExprKind::Bad`]) and a finding.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// Which of the sources it was read from.
    pub file: FileId,
    /// The statements in order.
    pub items: Vec<Item>,
}

/// A name as written, without its backticks.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// The name as it is meant, without quotes.
    pub text: String,
    /// Where it stands in the text.
    pub span: Span,
}

/// `a`, `a.b`, `a.b.c`; never empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The names between the dots.
    pub parts: Vec<Name>,
    /// Where it stands in the text, from its first word to its last.
    pub span: Span,
}

/// A table name or a glob (`cache_*`, `*`, `T.C` in `ignore`).
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// The names between the dots; a part may hold `*`.
    pub parts: Vec<Name>,
    /// Where it stands in the text, from its first word to its last.
    pub span: Span,
}

/// A string literal, unescaped.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The text as it is meant, without quotes and escapes.
    pub value: String,
    /// Where it stands in the text, with its quotes.
    pub span: Span,
}

/// A statement of a program.
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
    /// `allow M0604 [for BLOCK, …] because "…"`
    Allow(Allow),
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
    /// The database that the program names on the server (`database D`).
    pub database: Option<Name>,
    /// The schema that the program names in the database (`schema S`).
    pub schema: Option<Name>,
    /// `prefix "phpbb_"`: names in the program are without it.
    pub prefix: Option<Text>,
    /// `encoding latin2`: of the dump.
    pub encoding: Option<Name>,
    /// `engine innodb`: storage engine for tables that are created.
    pub storage: Option<Name>,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `table OLD [as NAME] … -> NEW { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The old table.
    pub source: Path,
    /// `as NAME`, or a bare alias.
    pub alias: Option<Name>,
    /// The joins, in the order of the text.
    pub joins: Vec<Join>,
    /// What the rows are grouped by (`group by`); empty: they are not.
    pub group_by: Vec<Expr>,
    /// The condition on groups (`having`).
    pub having: Option<Expr>,
    /// The new table.
    pub target: Path,
    /// The lines of the block.
    pub clauses: Vec<Clause>,
    /// From `table` to the new table's name.
    pub head_span: Span,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `[left] join [new.]T [alias] on COND`
#[derive(Debug, Clone, PartialEq)]
pub struct Join {
    /// Whether it is a `left join`, which keeps rows without a partner.
    pub left: bool,
    /// The table; `new.T` for a table of the new side.
    pub table: Path,
    /// The name that the joined table has in the block.
    pub alias: Option<Name>,
    /// The condition under which rows are partners.
    pub on: Expr,
    /// Where it stands in the text, from its first word to its last.
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
        /// Where the whole line stands in the text.
        span: Span,
    },
    /// `skip where COND [because "…"]`
    Skip {
        /// Rows that meet it are left out.
        cond: Expr,
        /// The reason that the program gives after `because`.
        because: Option<Text>,
        /// Where the whole line stands in the text.
        span: Span,
    },
    /// `order by EXPR [desc], …`
    OrderBy {
        /// In order of weight.
        terms: Vec<Order>,
        /// Where the whole line stands in the text.
        span: Span,
    },
    /// `key COLUMN, …`
    Key {
        /// The old columns that identify a row.
        columns: Vec<Path>,
        /// Where the whole line stands in the text.
        span: Span,
    },
    /// `unique COL, … POLICY`
    Unique {
        /// The new columns whose values no two rows may share.
        columns: Vec<Name>,
        /// What becomes of the rows after the first.
        then: UniqueThen,
        /// Where the whole line stands in the text.
        span: Span,
    },
    /// `ignore COL, … [because "…"]`
    Ignore {
        /// The old columns that are left behind.
        columns: Vec<Pattern>,
        /// The reason that the program gives after `because`.
        because: Option<Text>,
        /// Where the whole line stands in the text.
        span: Span,
    },
    /// `allow M0604 [for COLUMN, …] because "…"`
    Allow(Allow),
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
        /// Whether the last row is kept (`last`), not the first.
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
    /// Whether the greatest come first (`desc`).
    pub descending: bool,
}

/// `EXPR -> column, … [or POLICY …]`
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// What flows into the columns.
    pub value: FlowValue,
    /// New columns; a bare name stands for `name -> name`.
    pub targets: Vec<Name>,
    /// What happens when it cannot be made, in order.
    pub or: Vec<Or>,
    /// Written as a bare name.
    pub bare: bool,
    /// Where the whole line stands in the text.
    pub span: Span,
}

/// The left side of a flow.
#[derive(Debug, Clone, PartialEq)]
pub enum FlowValue {
    /// A value that is made of the row.
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
    /// Another expression, tried where those before it have no value.
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

impl Policy {
    /// The policy of this name.
    pub(super) fn named(word: &str) -> Option<Self> {
        Some(match word {
            "reject" => Policy::Reject,
            "null" => Policy::Null,
            "skip" => Policy::Skip,
            "stub" => Policy::Stub,
            "cut" => Policy::Cut,
            "fail" => Policy::Fail,
            _ => return None,
        })
    }
}

/// `copy T, U [{ … }]`
#[derive(Debug, Clone, PartialEq)]
pub struct Copy {
    /// The tables, by name or by a pattern with `*`.
    pub tables: Vec<Pattern>,
    /// Lines that hold for each.
    pub clauses: Vec<Clause>,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `map T.COLUMN VALUE, … -> VALUE` or `map T.COLUMN { … }` or `map NAME { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// `NAME` or `T.COLUMN`.
    pub name: Path,
    /// The lines of the map, tried from the first on.
    pub arms: Vec<Arm>,
    /// Where the whole statement stands in the text.
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
        /// Where the whole line stands in the text.
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
    /// The lines that fill its columns, and `let`s.
    pub clauses: Vec<Clause>,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `stub NEW { EXPR -> column … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Stub {
    /// The new table.
    pub target: Path,
    /// Flows (and lets); `key` names the missing key.
    pub clauses: Vec<Clause>,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `reference T.C [unless V] to U.K`
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// `T.C`, or `new.T.C`.
    pub column: Path,
    /// The value that means "none".
    pub unless: Option<Expr>,
    /// The column that is referred to.
    pub to: Path,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `require A before B [because "…"]`
#[derive(Debug, Clone, PartialEq)]
pub struct Require {
    /// The new table that is filled first.
    pub first: Path,
    /// The new table that waits for it.
    pub second: Path,
    /// The reason that the program gives after `because`.
    pub because: Option<Text>,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `ignore … [because "…"]`
#[derive(Debug, Clone, PartialEq)]
pub struct Ignore {
    /// Tables, columns or globs.
    pub patterns: Vec<Pattern>,
    /// The reason that the program gives after `because`.
    pub because: Option<Text>,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `allow M0604 [for NAME, …] because "…"`
#[derive(Debug, Clone, PartialEq)]
pub struct Allow {
    /// The code of the warnings.
    pub code: Name,
    /// What they are allowed for: blocks in a statement, new columns in a line; empty: for all.
    pub names: Vec<Name>,
    /// The reason that the program gives.
    pub because: Text,
    /// Where the whole statement or line stands in the text.
    pub span: Span,
}

/// `empty NEW [where …]`
#[derive(Debug, Clone, PartialEq)]
pub struct Empty {
    /// The new table.
    pub table: Path,
    /// The condition on the rows of the new table that are meant; none: all of them.
    pub cond: Option<Expr>,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `update NEW { EXPR -> column; where COND }`
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    /// The new table.
    pub table: Path,
    /// Flows, `where` and lets.
    pub clauses: Vec<Clause>,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `check "what must hold" COND [else note]`
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// What must hold, in words.
    pub what: Text,
    /// The condition, over aggregates of `old.` and `new.` tables.
    pub cond: Expr,
    /// `else note`: do not stop.
    pub note: bool,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// `before [NEW] …`, `after [NEW] …`
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Whether it is an `after`, not a `before`.
    pub after: bool,
    /// The new table whose step it stands at; none: the whole run.
    pub table: Option<Path>,
    /// What is to be done.
    pub what: ActionWhat,
    /// Where the whole statement stands in the text.
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
    /// The name that stands for the expression.
    pub name: Name,
    /// The names of its parameters; empty: it takes none.
    pub params: Vec<Name>,
    /// The expression that the name stands for.
    pub value: Expr,
    /// Where the whole line stands in the text.
    pub span: Span,
}

/// `param NAME TYPE [= LITERAL]`
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    /// The name, as `--param` gives it.
    pub name: Name,
    /// The type that its value must have.
    pub ty: TypeName,
    /// The value when none is given.
    pub default: Option<Expr>,
    /// Where the whole line stands in the text.
    pub span: Span,
}

/// A type as written: `text(20)`, `decimal(10, 2)`, `datetime`, `int`.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeName {
    /// The word that names the type.
    pub name: Name,
    /// The numbers in brackets: `decimal(10, 2)`.
    pub args: Vec<u32>,
    /// Where it stands in the text, from its first word to its last.
    pub span: Span,
}

/// An expression with its place in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is made of.
    pub kind: ExprKind,
    /// Where it stands in the text.
    pub span: Span,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A constant of the program: a number, a text, a day, ….
    Literal(Literal),
    /// A column, an alias's column, a let, a param, `key`.
    Path(Path),
    /// `a + b`, `a = b`, `a and b`
    Binary {
        /// The operator between the operands.
        op: BinaryOp,
        /// Where the operator stands in the text.
        op_span: Span,
        /// The operand on the left.
        left: Box<Expr>,
        /// The operand on the right.
        right: Box<Expr>,
    },
    /// `not a`
    Not(Box<Expr>),
    /// `-a`
    Neg(Box<Expr>),
    /// `a [not] in (b, …)`
    In {
        /// The value that is looked for in the list.
        value: Box<Expr>,
        /// The values that it may be.
        list: Vec<Expr>,
        /// Whether `not in` was written.
        negated: bool,
    },
    /// `a [not] between b and c`
    Between {
        /// The value that is compared with both bounds.
        value: Box<Expr>,
        /// The least value that is between them.
        low: Box<Expr>,
        /// The greatest value that is between them.
        high: Box<Expr>,
        /// Whether `not between` was written.
        negated: bool,
    },
    /// `a [not] like "…"`
    Like {
        /// The text that is compared with the pattern.
        value: Box<Expr>,
        /// `%` any text, `_` any character, `\` takes the next one as it is.
        pattern: Box<Expr>,
        /// Whether `not like` was written.
        negated: bool,
    },
    /// `a is [not] null`
    IsNull {
        /// The value that may be null.
        value: Box<Expr>,
        /// `is not null`.
        negated: bool,
    },
    /// `a when cond`: null otherwise
    When {
        /// The value where the condition holds.
        value: Box<Expr>,
        /// The condition without which there is no value.
        cond: Box<Expr>,
    },
    /// `case { cond -> e; else e }`, `case x { 1, 2 -> e; else e }`
    Case {
        /// What is compared with each arm (`case x { … }`); none: each arm has a condition.
        subject: Option<Box<Expr>>,
        /// In order; `keys` has one condition when there is no subject.
        arms: Vec<CaseArm>,
        /// `else`; null when left out.
        otherwise: Option<Box<Expr>>,
    },
    /// `a as TYPE`, `a as datetime "%d/%m/%Y"`
    Cast {
        /// The value that is converted.
        value: Box<Expr>,
        /// The type that it is converted to.
        ty: TypeName,
        /// How a date is written in a text (`"%d.%m.%Y"`).
        format: Option<Text>,
    },
    /// `a via block`, `(a, b) via block`
    Via {
        /// The old key that is followed.
        key: Box<Expr>,
        /// The block that moved the row of that key.
        block: Name,
    },
    /// `tematy[temat_id].forum_id`, `new.country[code = kraj].id`
    Lookup {
        /// The table; `new.T` for one of the new side.
        table: Path,
        /// How the row is found.
        by: LookupBy,
        /// The column whose value is wanted.
        column: Name,
    },
    /// `lower(a)`, a value map or a let with arguments
    Call {
        /// The name of the function.
        name: Name,
        /// The arguments, in their order.
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
        /// The condition on the rows that count (`where`).
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
    /// Conditions; or, below a subject, values that it may equal.
    pub keys: Vec<Expr>,
    /// The value where the condition of the arm holds.
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

/// A constant as it is written.
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

/// An operator between two expressions.
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
