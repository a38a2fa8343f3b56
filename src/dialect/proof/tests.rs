//! The cases of `tests/expressions` on the engine of tests, in this process.

#[path = "../../../tests/expressions/cases.rs"]
mod cases;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use self::cases::table::{Check, differences};
use crate::dialect::EngineExt as _;
use crate::engine::Engine;
use crate::sql::{Alias, Expr};

/// The rows of the query after a script.
fn carried_out(script: &str, query: &str) -> rusqlite::Result<Vec<Vec<Option<String>>>> {
    let db = Connection::open_in_memory()?;
    db.execute_batch(script)?;
    let mut query = db.prepare(query)?;
    let columns = query.column_count();
    let text = |value: ValueRef<'_>| match value {
        ValueRef::Null => None,
        ValueRef::Integer(n) => Some(n.to_string()),
        ValueRef::Real(x) => Some(x.to_string()),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
    };
    let rows = query.query_map([], |row| (0..columns).map(|at| Ok(text(row.get_ref(at)?))).collect())?;
    rows.collect()
}

/// Compares what all expressions of a list are with what they should be.
fn run(checks: &[Check], verified: bool) {
    let wrong = differences(Engine::Proof, checks, verified, |script, query| {
        carried_out(script, query).unwrap_or_else(|error| panic!("{error}\n--- script ---\n{script}"))
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn it_spells_as_no_other_engine_does() {
    let alias = Alias::named("t");
    let [odd, name] = ["na]me", "name"].map(|name| Expr::column(&alias, name));
    let dialect = Engine::Proof.dialect();
    let same = dialect.print(&odd.same(Expr::text("it's\n")));
    assert_eq!(same, "[t].\"na]me\" IS NOT DISTINCT FROM CAST(X'697427730A' AS VARCHAR)");
    assert_eq!(dialect.print(&dialect.left(&name, 3)), "substring([t].[name], 1, 3)");
    assert_eq!(dialect.print(&dialect.text_from_number(&name)), "CAST([t].[name] AS VARCHAR)");
}
