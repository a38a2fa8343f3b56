//! Carries a script out in SQLite, in this process, on rows of any kind: whatever was written is SQL that the engine takes.

use migc::dialect::EngineExt as _;
use migc::dialect::ddl;
use migc::emit::{self, Statement};
use migc::engine::Engine;
use migc::plan::{ActionWhat, Plan};
use migc::schema::{Column, Schema, Type};
use rusqlite::Connection;

use super::mutate::Dice;

/// Values that a column without a promise may have.
const WILD: &[&str] = &[
    "NULL",
    "0",
    "1",
    "2",
    "-7",
    "2.5",
    "9223372036854775807",
    "'Ann'",
    "'ann'",
    "''",
    "' 12 '",
    "'O''Neil'",
    "'2010-01-14'",
    "'2010-02-31'",
    "'14.01.2010 10:00'",
    "'2010-01-14 10:00:00'",
    "'0000-00-00 00:00:00'",
    "x'00ff'",
    "1e308",
    "'a,b;c'",
    "'{\"a\": 1}'",
];

/// A value of a type, as SQL.
fn value(column: &Column, dice: &mut Dice) -> String {
    if column.nullable && dice.often(25) {
        return "NULL".into();
    }
    let pool: &[&str] = match &column.ty {
        _ if !column.verified => WILD,
        Type::Enum { values, .. } | Type::Set { values } => {
            return dice.pick(values).map_or("''".into(), |v| Engine::Sqlite.dialect().text(v));
        }
        Type::Bool => &["0", "1"],
        Type::Int { .. } => &["0", "1", "2", "3", "1", "2"],
        Type::Decimal { .. } => &["0", "1.5", "2"],
        Type::Float32 | Type::Float64 => &["0.0", "1.5", "-2.25"],
        Type::Date => &["'2010-01-14'", "'2012-02-29'"],
        Type::Time => &["'10:00:00'", "'23:59:59'"],
        Type::DateTime { .. } | Type::TimestampTz { .. } => &["'2010-01-14 10:00:00'", "'1999-12-31 23:59:59'"],
        Type::Bytes { .. } => &["x''", "x'00ff'"],
        Type::Uuid => &["'123e4567-e89b-12d3-a456-426614174000'"],
        Type::Json => &["'{}'", "'[1, null]'"],
        Type::Text { max: Some(..3), .. } => &["''", "'a'", "'B'", "'1'"],
        _ => &["''", "'a'", "'Ann'", "'ann'", "'1'", "'O''Neil'", "'x-y'"],
    };
    dice.pick(pool).map_or("NULL".into(), |v| (*v).to_owned())
}

fn rows(schema: &Schema, dice: &mut Dice) -> Vec<String> {
    let dialect = Engine::Sqlite.dialect();
    let mut out = Vec::new();
    for table in &schema.tables {
        for _ in 0..3 {
            let columns: Vec<&Column> = table.columns.iter().filter(|c| c.generated.is_none()).collect();
            let names: Vec<String> = columns.iter().map(|c| dialect.ident(&c.name)).collect();
            let values: Vec<String> = columns.iter().map(|c| value(c, dice)).collect();
            let name = dialect.table(Some("old"), &table.name);
            out.push(format!("INSERT INTO {name} ({}) VALUES ({})", names.join(", "), values.join(", ")));
        }
    }
    out
}

/// Carries the script of a plan out; `warned`: it was said that an expression of the new side may fail for a row.
pub fn carry_out(plan: &Plan, warned: bool, dice: &mut Dice) -> Result<(), String> {
    let by_hand = plan.program.actions.iter().any(|a| matches!(a.what, ActionWhat::Sql(_)));
    // What the program says in SQL of its own is its own affair.
    if by_hand || plan.program.old.tables.iter().any(|t| t.view) {
        return Ok(());
    }
    let database = Connection::open_in_memory().map_err(|e| e.to_string())?;
    let made = ddl::create_tables(&plan.program.old, Engine::Sqlite, Some("old"), None);
    let made = std::iter::once("ATTACH ':memory:' AS old".to_owned()).chain(made);
    let made = made.chain(ddl::create_tables(&plan.program.new, Engine::Sqlite, None, None));
    for sql in made {
        database.execute_batch(&sql).map_err(|e| format!("a table cannot be made: {e}\n{sql}"))?;
    }
    for sql in rows(&plan.program.old, dice) {
        // Rows that are not unique are left out.
        let _ = database.execute_batch(&sql);
    }
    let options = emit::Options { old: Some("old"), ..emit::Options::default() };
    let script = emit::script(plan, Engine::Sqlite, &options).map_err(|_| "it is refused")?;
    for statement in script.sections.into_iter().flat_map(|section| section.statements) {
        let (sql, done) = match statement {
            Statement::Attach { .. } | Statement::Note(_) => continue,
            Statement::Sql(sql) => {
                let done = database.execute_batch(&sql);
                (sql, done)
            }
            Statement::Report { sql, .. } => {
                let done = database.prepare(&sql).and_then(|mut query| query.query([])?.next().map(|_| ()));
                (sql, done)
            }
            Statement::Check { query, note, .. } => {
                match database.query_row(&query, [], |row| row.get::<_, Option<String>>(0)) {
                    // It stops as it says.
                    Ok(Some(_)) if !note => return Ok(()),
                    Ok(_) => continue,
                    Err(error) => (query, Err(error)),
                }
            }
        };
        if let Err(error) = done {
            let error = error.to_string();
            // Keys that are in the new tables' schemas and no `unique` of the program speaks of.
            if error.contains("UNIQUE constraint") || error.contains("FOREIGN KEY constraint") {
                return Ok(());
            }
            if warned && error.contains("malformed JSON") {
                return Ok(());
            }
            let error = error.split(" in ").next().unwrap_or_default();
            return Err(format!("SQLite: {error}\n{sql}\n"));
        }
    }
    Ok(())
}
