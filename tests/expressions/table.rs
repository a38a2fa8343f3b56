//! The table that the expressions read, how they are written down, and what each is on an engine.

use migc::dialect::{EngineExt as _, literal};
use migc::emit::expr::{Emitter, Fallible, Joined, LookedUp, Mode, Scope};
use migc::engine::Engine;
use migc::plan::*;
use migc::schema::*;
use migc::source::{FileId, Span};
use migc::sql;

// ---- the table the expressions read ----------------------------------------------------------------

/// Its columns: name, type, and the type in MySQL, PostgreSQL and SQLite. Texts compare loosely
/// wherever they can, so that a test sees it.
pub fn columns() -> Vec<(&'static str, Type, [&'static str; 3])> {
    let loose = |name: &str, charset, pads| Type::Text {
        max: Some(200),
        collation: Some(Collation { name: name.into(), charset, ignores_case: true, ignores_accents: true, pads }),
        fixed: false,
    };
    let general = "VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";
    vec![
        ("t", loose("utf8mb4_general_ci", Charset::Unicode, true), [general, "text", "TEXT COLLATE NOCASE"]),
        ("u", loose("utf8mb4_general_ci", Charset::Unicode, true), [general, "text", "TEXT COLLATE NOCASE"]),
        (
            "l",
            loose("latin2_general_ci", Charset::SingleByte, true),
            ["VARCHAR(200) CHARACTER SET latin2 COLLATE latin2_general_ci", "text", "TEXT COLLATE NOCASE"],
        ),
        ("i", Type::INT64, ["BIGINT", "bigint", "INTEGER"]),
        ("k", Type::INT64, ["BIGINT", "bigint", "INTEGER"]),
        ("j", Type::INT32, ["INT", "integer", "INTEGER"]),
        ("s", Type::int(16, false), ["SMALLINT", "smallint", "INTEGER"]),
        ("n", Type::int(32, true), ["INT UNSIGNED", "bigint", "INTEGER"]),
        ("d", Type::Decimal { precision: Some(10), scale: 2 }, ["DECIMAL(10,2)", "numeric(10,2)", "NUMERIC"]),
        ("f", Type::Float64, ["DOUBLE", "double precision", "REAL"]),
        ("b", Type::Bool, ["TINYINT(1)", "boolean", "INTEGER"]),
        ("day", Type::Date, ["DATE", "date", "TEXT"]),
        ("at", Type::DateTime { precision: 6 }, ["DATETIME(6)", "timestamp(6)", "TEXT"]),
    ]
}

pub fn schema(engine: Engine, verified: bool) -> Schema {
    let span = Span::default();
    let column = |(name, ty, _): (&str, Type, _)| Column {
        name: name.into(),
        span,
        name_span: span,
        type_span: span,
        ty,
        native: String::new(),
        nullable: true,
        default: None,
        auto_increment: false,
        generated: None,
        comment: None,
        verified,
        dates_exist: false,
        by_trigger: false,
        foreign: false,
        on_update: false,
    };
    let table = Table {
        schema: None,
        name: "data".into(),
        span,
        name_span: span,
        columns: columns().into_iter().map(column).collect(),
        primary_key: None,
        unique_keys: vec![],
        foreign_keys: vec![],
        checks: vec![],
        indexed: vec![],
        comment: None,
        view: false,
        enforces_foreign_keys: false,
        storage: None,
    };
    Schema { tables: vec![table], ..Schema::empty(engine, FileId(0)) }
}

pub fn program(engine: Engine, verified: bool) -> Program {
    let old = if verified { schema(engine, true) } else { schema(Engine::Sqlite, false) };
    let ty = Type::TEXT;
    let arm = |key: Expr, value: Expr| MapArm { key: vec![key], value, span: Span::default() };
    let map = |otherwise, null: bool| ValueMap {
        name: "m".into(),
        width: 1,
        arms: {
            let mut arms = vec![arm(txt("a"), int(1)), arm(txt("é"), int(2)), arm(txt("a "), int(3))];
            if null {
                arms.push(arm(null_of(ty.clone()), int(9)));
            }
            arms
        },
        otherwise,
        span: Span::default(),
    };
    Program {
        name: "test".into(),
        old: old.into(),
        old_namespace: None,
        new: schema(engine, true).into(),
        new_namespace: None,
        new_storage: None,
        blocks: vec![],
        maps: vec![
            map(Otherwise::Miss, false),
            map(Otherwise::Miss, true),
            map(Otherwise::Value(int(7)), false),
            map(Otherwise::Value(int(7)), true),
        ],
        stubs: vec![],
        requires: vec![],
        empties: vec![],
        updates: vec![],
        checks: vec![],
        actions: vec![],
        params: vec![],
    }
}

pub struct OneTable;

impl Scope for OneTable {
    fn column(&mut self, _: RelId, column: ColumnId) -> sql::Expr {
        sql::Expr::column(&sql::Alias::named("d"), columns()[column.0].0)
    }
    fn relation(&self, _: RelId) -> (Side, TableId) {
        (Side::Old, TableId(0))
    }
    fn stub_key(&self) -> sql::Expr {
        sql::Expr::int(0)
    }
    fn now(&self) -> sql::Expr {
        sql::Literal::DateTime("2020-01-01 00:00:00".into()).into()
    }
    fn table(&self, _: Side, _: TableId) -> sql::Relation {
        sql::TableName::own("data").into()
    }
    fn follow(&mut self, _: &Follow, _: &[Fallible]) -> Joined {
        unreachable!("no test follows a reference")
    }
    fn present(&mut self, _: TableId, _: ColumnId, _: &Fallible) -> Joined {
        unreachable!("no test asks for a key")
    }
    fn lookup(&mut self, _: &Lookup, _: &[Fallible]) -> LookedUp {
        unreachable!("no test looks anything up")
    }
}

// ---- expressions -----------------------------------------------------------------------------------

pub fn expr(kind: ExprKind, ty: Type, nullable: bool) -> Expr {
    Expr::new(kind, ty, nullable, Span::default())
}
pub fn col(name: &str) -> Expr {
    let at = columns().iter().position(|(n, ..)| *n == name).expect("a column of the table");
    expr(ExprKind::Column { rel: RelId(0), column: ColumnId(at) }, columns()[at].1.clone(), true)
}
pub fn inner(name: &str) -> Expr {
    let at = columns().iter().position(|(n, ..)| *n == name).expect("a column of the table");
    expr(ExprKind::Inner(ColumnId(at)), columns()[at].1.clone(), true)
}
/// An unverified column, as the checker reads it.
pub fn stored(name: &str) -> Expr {
    let mut raw = col(name);
    let ty = std::mem::replace(&mut raw.ty, Type::TEXT);
    expr(ExprKind::Cast { value: Box::new(raw), format: None, stored: true }, ty, true)
}
pub fn txt(text: &str) -> Expr {
    expr(ExprKind::Literal(Value::Text(text.into())), Type::TEXT, false)
}
pub fn int(n: i128) -> Expr {
    expr(ExprKind::Literal(Value::Int(n)), Type::INT64, false)
}
pub fn dec(text: &str) -> Expr {
    let scale = text.split_once('.').map_or(0, |(_, f)| f.len());
    let ty = Type::Decimal { precision: Some(text.len() as u16), scale: scale as u16 };
    expr(ExprKind::Literal(Value::Decimal(text.into())), ty, false)
}
pub fn truth(value: bool) -> Expr {
    expr(ExprKind::Literal(Value::Bool(value)), Type::Bool, false)
}
pub fn null_of(_: Type) -> Expr {
    expr(ExprKind::Literal(Value::Null), Type::Null, true)
}
pub fn cmp(left: Expr, op: CompareOp, right: Expr) -> Expr {
    expr(ExprKind::Compare { op, left: Box::new(left), right: Box::new(right) }, Type::Bool, false)
}
pub fn not(inner: Expr) -> Expr {
    expr(ExprKind::Not(Box::new(inner)), Type::Bool, false)
}
pub fn any(all: Vec<Expr>) -> Expr {
    expr(ExprKind::Or(all), Type::Bool, false)
}
pub fn all(all: Vec<Expr>) -> Expr {
    expr(ExprKind::And(all), Type::Bool, false)
}
pub fn within(value: Expr, list: Vec<Expr>) -> Expr {
    expr(ExprKind::In { value: Box::new(value), list }, Type::Bool, false)
}
pub fn like(value: Expr, pattern: &str) -> Expr {
    expr(ExprKind::Like { value: Box::new(value), pattern: Box::new(txt(pattern)) }, Type::Bool, false)
}
pub fn cast(value: Expr, ty: Type) -> Expr {
    let nullable = value.nullable;
    expr(ExprKind::Cast { value: Box::new(value), format: None, stored: false }, ty, nullable)
}
pub fn formatted(value: Expr, ty: Type, format: &str) -> Expr {
    let nullable = value.nullable;
    expr(ExprKind::Cast { value: Box::new(value), format: Some(format.into()), stored: false }, ty, nullable)
}
pub fn fit(value: Expr, ty: Type) -> Expr {
    let nullable = value.nullable;
    expr(ExprKind::Fit { value: Box::new(value), cut: false, not_null: false }, ty, nullable)
}
pub fn cut(value: Expr, max: u32) -> Expr {
    expr(ExprKind::Fit { value: Box::new(value), cut: true, not_null: false }, text_of(max), true)
}
pub fn required(value: Expr, ty: Type) -> Expr {
    expr(ExprKind::Fit { value: Box::new(value), cut: false, not_null: true }, ty, false)
}
pub fn arith(left: Expr, op: ArithOp, right: Expr, ty: Type) -> Expr {
    let nullable = left.nullable || right.nullable;
    expr(ExprKind::Arith { op, left: Box::new(left), right: Box::new(right) }, ty, nullable)
}
pub fn call(name: &str, args: Vec<Expr>) -> Expr {
    let function = migc::functions::find(name).expect("a function of the table");
    let types: Vec<Type> = args.iter().map(|a| a.ty.clone()).collect();
    let nullable = function.may_be_null || args.iter().any(|a| a.nullable);
    expr(ExprKind::Call { function: name.into(), args }, (function.result)(&types), nullable)
}
pub fn map(n: usize, arg: Expr) -> Expr {
    expr(ExprKind::Map { map: MapId(n), args: vec![arg] }, Type::INT64, true)
}
pub fn when(cond: Expr, value: Expr) -> Expr {
    let ty = value.ty.clone();
    expr(ExprKind::Case { arms: vec![(cond, value)], otherwise: None }, ty, true)
}
pub fn concat(pieces: Vec<Expr>) -> Expr {
    expr(ExprKind::Concat(pieces), Type::TEXT, false)
}
pub fn aggregate(function: AggregateFunction, value: Option<Expr>, cond: Option<Expr>, ty: Type) -> Expr {
    let aggregate = Aggregate {
        function,
        side: Side::Old,
        table: TableId(0),
        value: value.map(Box::new),
        cond: cond.map(Box::new),
    };
    expr(ExprKind::Aggregate(aggregate), ty, true)
}
pub fn text_of(max: u32) -> Type {
    Type::Text { max: Some(max), collation: None, fixed: false }
}
pub fn enumeration(values: &[&str]) -> Type {
    Type::Enum { values: values.iter().map(|v| (*v).to_owned()).collect(), name: None }
}
pub const DATETIME: Type = Type::DateTime { precision: 0 };
pub const DECIMAL: Type = Type::Decimal { precision: None, scale: 0 };
pub fn int_of(bits: u8, unsigned: bool) -> Type {
    Type::int(bits, unsigned)
}

// ---- values of the row -----------------------------------------------------------------------------

pub type Row = Vec<(&'static str, Value)>;

pub fn t(text: &str) -> Row {
    vec![("t", Value::Text(text.into()))]
}
pub fn tu(a: &str, b: &str) -> Row {
    vec![("t", Value::Text(a.into())), ("u", Value::Text(b.into()))]
}
pub fn i(n: i128) -> Row {
    vec![("i", Value::Int(n))]
}
pub fn ik(n: i128, m: i128) -> Row {
    vec![("i", Value::Int(n)), ("k", Value::Int(m))]
}
pub fn d(text: &str) -> Row {
    vec![("d", Value::Decimal(text.into()))]
}
pub fn f(text: &str) -> Row {
    vec![("f", Value::Float(text.into()))]
}
pub fn at(text: &str) -> Row {
    vec![("at", Value::DateTime(text.into()))]
}
pub fn day(text: &str) -> Row {
    vec![("day", Value::Date(text.into()))]
}
pub fn none() -> Row {
    vec![]
}

/// What is expected: a text, null, or that it cannot be made.
#[derive(Debug, Clone, PartialEq)]
pub enum Want {
    Is(&'static str),
    Null,
    Fails,
}
pub use Want::{Fails, Is, Null};
pub const YES: Want = Is("true");
pub const NO: Want = Is("false");

pub struct Check {
    pub row: Row,
    pub expr: Expr,
    pub want: Want,
}

pub fn check(list: &mut Vec<Check>, row: Row, expr: Expr, want: Want) {
    list.push(Check { row, expr, want });
}

/// Evaluates everything on one engine; what differs from what is wanted, one line each. `carried_out` is the rows of a query after
/// a script.
pub fn differences(
    engine: Engine,
    checks: &[Check],
    verified: bool,
    carried_out: impl FnOnce(&str, &str) -> Vec<Vec<Option<String>>>,
) -> Vec<String> {
    let dialect = engine.dialect();
    let program = program(engine, verified);
    let at = Engine::ALL.iter().position(|e| *e == engine);
    let mut script = String::new();
    let mut say = |sql: &str| {
        script.push_str(sql);
        script.push_str(";\n");
    };
    for sql in dialect.session() {
        say(sql);
    }
    // not what the expressions run under, but what lets an old database hold what it does
    let lax = "SET SESSION sql_mode = ''";
    let defs: Vec<String> = columns()
        .iter()
        .map(|(name, ty, types)| {
            let ty = match at {
                None => dialect.column_type(ty, None),
                Some(at) if verified || !dialect.capabilities().keeps_types => types[at].to_owned(),
                Some(_) => "text".to_owned(),
            };
            format!("{} {ty}", dialect.ident(name))
        })
        .collect();
    say(&format!("CREATE TABLE {} (id integer, {})", dialect.ident("data"), defs.join(", ")));
    say(&format!("CREATE TABLE result (id integer, fails integer, value {})", dialect.type_name(&Type::TEXT)));
    if engine == Engine::Mysql {
        say(lax);
    }
    for (n, check) in checks.iter().enumerate() {
        let names: Vec<String> = check.row.iter().map(|(c, _)| format!(", {}", dialect.ident(c))).collect();
        let values: Vec<String> = check
            .row
            .iter()
            .map(|(_, v)| match v {
                // what is staged in another engine is text
                Value::Int(n) if !verified && dialect.capabilities().keeps_types => {
                    format!(", {}", dialect.text(&n.to_string()))
                }
                // a lax MySQL takes impossible dates, a temporal literal does not
                Value::Date(d) | Value::DateTime(d) if engine == Engine::Mysql => format!(", {}", dialect.text(d)),
                v => format!(", {}", dialect.print(&literal(v))),
            })
            .collect();
        say(&format!("INSERT INTO {} (id{}) VALUES ({n}{})", dialect.ident("data"), names.concat(), values.concat()));
    }
    for sql in dialect.session() {
        say(sql);
    }
    let mut out = Vec::new();
    for (n, check) in checks.iter().enumerate() {
        let mut scope = OneTable;
        let mut emitter = Emitter::new(dialect, &program, &mut scope);
        let as_text =
            if check.expr.ty.is_textual() { check.expr.clone() } else { cast(check.expr.clone(), Type::TEXT) };
        let value = emitter.value(&as_text);
        let filter = (check.expr.ty == Type::Bool).then(|| emitter.condition(&check.expr, Mode::Filter));
        let unsupported = emitter.finish();
        if !unsupported.is_empty() {
            out.push(format!("{n}: {unsupported:?}"));
            continue;
        }
        let fails = value.fails.clone().unwrap_or_else(|| sql::Expr::bool(false));
        let outcome = [(fails.clone(), 1), (fails.not(), 0)].map(|(when, then)| (when, sql::Expr::int(then)));
        let outcome = dialect.print(&sql::Expr::case(outcome, Some(sql::Expr::int(2))));
        let from = format!("FROM {} d WHERE d.id = {n}", dialect.ident("data"));
        say(&format!("-- check {n}\nINSERT INTO result SELECT {n}, {outcome}, {} {from}", dialect.print(&value.value)));
        if let Some(filter) = filter {
            say(&format!(
                "INSERT INTO result SELECT {}, 0, CASE WHEN {} THEN 'true' ELSE 'false' END {from}",
                n + 100_000,
                dialect.print(&filter.value)
            ));
        }
        if !value.nullable && check.want == Null {
            out.push(format!("{n}: said never to be null"));
        }
    }
    for row in carried_out(&script, "SELECT id, fails, value FROM result ORDER BY id") {
        let [Some(id), Some(fails), value] = row.as_slice() else { panic!("{row:?}") };
        let id: usize = id.parse().expect("a number");
        let n = id % 100_000;
        let want = &checks[n].want;
        let got = match (fails.as_str(), value.as_deref()) {
            ("0", Some(v)) => format!("Is({v:?})"),
            ("0", None) => "Null".to_owned(),
            ("1", None) => "Fails".to_owned(),
            (other, v) => format!("fails = {other} and value {v:?}"),
        };
        // a filter says nothing of a failure
        if got != format!("{want:?}") && !(id >= 100_000 && *want == Fails) {
            out.push(format!("{n}: wanted {want:?}, got {got}: {:?} of {:?}", checks[n].expr.kind, checks[n].row));
        }
    }
    out
}
