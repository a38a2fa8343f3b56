//! "An expression means the same on every engine": a table of expressions and values, evaluated inside
//! `INSERT … SELECT` on real SQLite, MariaDB (under strict mode) and PostgreSQL. The engine of tests (`src/dialect/proof`) runs the
//! same cases in the library's own tests.

#[path = "cases.rs"] // as the library names it, so that its own module is found beside it
mod cases;
#[path = "../support/mod.rs"]
mod support;

use cases::table::Check;
use cases::table::*;
use migc::engine::Engine;
use migc::plan::*;
use migc::schema::*;

/// What differs on an engine.
fn on(engine: Engine, checks: &[Check], verified: bool) -> Vec<String> {
    let server = support::server(engine);
    let db = server.fresh_database();
    let wrong = differences(engine, checks, verified, |script, query| {
        server.load(&db, script);
        server.query(&db, query)
    });
    server.drop_database(&db);
    wrong
}

/// Compares what all expressions of a list are with what they should be, on every engine.
fn run(checks: &[Check], verified: bool) {
    let wrong = |engine| on(engine, checks, verified).into_iter().map(move |line| format!("{engine} {line}"));
    let all: Vec<String> = Engine::ALL.into_iter().flat_map(wrong).collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn a_lax_mysql_holds_impossible_dates() {
    let mut c = Vec::new();
    let list = &mut c;
    check(list, day("0000-00-00"), col("day"), Fails);
    check(list, day("2010-00-10"), col("day"), Fails);
    check(list, at("0000-00-00 00:00:00"), col("at"), Fails);
    check(list, at("0000-00-00 00:00:00"), cast(col("at"), Type::Date), Fails);
    check(list, day("0000-00-00"), cmp(col("day"), CompareOp::Lt, col("at")), Fails);
    check(list, day("2010-01-10"), col("day"), Is("2010-01-10"));
    check(list, none(), col("day"), Null);
    check(list, vec![("b", Value::Int(2))], cmp(col("b"), CompareOp::Eq, truth(true)), YES);
    check(list, vec![("b", Value::Int(2))], cast(col("b"), Type::INT64), Is("1"));
    let wrong = on(Engine::Mysql, &c, true);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
