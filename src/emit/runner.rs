//! What only a runner asks of a database: the script does not need it.

use super::helpers::NUMBERS;
use crate::dialect::EngineExt as _;
use crate::engine::Engine;
use crate::plan::Program;
use crate::schema::{Schema, Table, TableId, Type};
use crate::sql::{Expr, TableName};

/// SQLite: makes the tables of a file (1) visible under a name (2).
pub(crate) const ATTACH: &str = "ATTACH DATABASE ? AS ?";

/// SQLite: opens the one transaction of a run, so that nobody else writes meanwhile.
pub(crate) const BEGIN: &str = "BEGIN IMMEDIATE";

/// SQLite: writes a copy into a file.
pub(crate) const SAVE: &str = "VACUUM INTO ?";

/// Ends a transaction: what it did stays.
pub(crate) const COMMIT: &str = "COMMIT";

/// Ends a transaction: what it did is undone.
pub(crate) const ROLLBACK: &str = "ROLLBACK";

/// The rejected rows, on any engine; each value as text.
pub(crate) const REJECTS: &str = "SELECT CAST(step AS CHAR(10)), block, row_key, column_name, reason, value, row_json \
     FROM _mig_rejects ORDER BY step, block, row_key, column_name";

/// The time, as the journal has it.
pub(crate) fn now(engine: Engine) -> String {
    format!("SELECT {}", engine.printer().expr(&engine.statements().utc_now()))
}

/// The names of the tables and views that a database holds, in `namespace` where that is given.
pub(crate) fn tables(engine: Engine, namespace: Option<&str>) -> String {
    engine.statements().tables(namespace.map(|n| engine.dialect().text(n)).as_deref())
}

/// How many rows a table has; its name is quoted.
pub(crate) fn count(table: &str) -> String {
    format!("SELECT COUNT(*) FROM {table}")
}

/// A table without its rows; its name is quoted.
pub(crate) fn clear(table: &str) -> String {
    format!("DELETE FROM {table}")
}

/// The rows a step moved or made.
pub(crate) fn moved(step: usize) -> String {
    format!("SELECT SUM(COALESCE(moved, 0) + COALESCE(stubs, 0)) FROM _mig_counts WHERE step = {step}")
}

/// What became of a step's rows: all, moved, skipped, merged, rejected. No row where the step moves none.
pub(crate) fn fates(engine: Engine, step: usize) -> String {
    let names = ["rows", "moved", "skipped", "merged", "rejected"].map(|name| engine.dialect().ident(name));
    format!("SELECT {} FROM _mig_counts WHERE step = {step}", names.join(", "))
}

/// The rows of an entry of the journal that are done.
pub(crate) fn done_rows(entry: usize) -> String {
    format!("SELECT done_rows FROM {} WHERE id = {entry}", super::journal::JOURNAL)
}

/// The rows of a new table; those it had when step `first` began to move some into it; those that these steps, `first`
/// among them, moved into it or made in it.
pub(crate) fn held(engine: Engine, table: &Table, first: usize, steps: &[usize]) -> String {
    let all = engine.dialect().print(&engine.statements().count_all(&place(engine, table)));
    let steps: Vec<String> = steps.iter().map(ToString::to_string).collect();
    format!(
        "SELECT {all}, COALESCE((SELECT held FROM {} WHERE step = {first}), 0), \
         COALESCE((SELECT SUM(moved + stubs) FROM _mig_counts WHERE target = {} AND step IN ({})), 0)",
        super::helpers::NUMBERS,
        engine.dialect().text(&table.name),
        steps.join(", ")
    )
}

/// All rows, and those rejected.
pub(crate) fn rejected(engine: Engine) -> String {
    let rows = engine.dialect().ident("rows");
    format!("SELECT COALESCE(SUM({rows}), 0), COALESCE(SUM(rejected), 0) FROM _mig_counts")
}

/// A row, where a new table has any.
pub(crate) fn any_row(engine: Engine, table: &Table) -> String {
    format!("SELECT 1 FROM {} LIMIT 1", qualified(engine, table))
}

/// See [`Admin::deferred_constraints`](crate::dialect::Admin::deferred_constraints).
pub(crate) fn deferred_constraints(engine: Engine, table: &Table) -> Option<String> {
    let dialect = engine.dialect();
    let name = match engine.capabilities().has_schemas {
        true => dialect.text(&qualified(engine, table)),
        false => dialect.text(&table.name),
    };
    engine.statements().deferred_constraints(&name)
}

/// A query for the triggers of a new table that see updates and cannot be kept from it.
pub(crate) fn update_triggers(engine: Engine, table: &Table) -> Option<String> {
    engine.statements().update_triggers(&engine.dialect().text(&table.name))
}

/// A query that answers a new table's name where a transaction in it cannot be undone.
pub(crate) fn keeps_all(engine: Engine, table: &Table) -> Option<String> {
    engine.statements().unversioned(&[engine.dialect().text(&table.name)])
}

/// What an attempt at a step that was undone noted of its new table.
pub(crate) fn forget_numbers(step: usize) -> String {
    format!("DELETE FROM {NUMBERS} WHERE step = {step}")
}

/// Drops a new table that a run has made itself.
pub(crate) fn drop_table(engine: Engine, table: &Table) -> String {
    engine.statements().drop_table(&qualified(engine, table))
}

/// Whether a new table is there: 1 or 0.
pub(crate) fn has_table(engine: Engine, table: &Table) -> String {
    let name = match engine.capabilities().has_schemas {
        true => qualified(engine, table),
        false => table.name.clone(),
    };
    format!("SELECT CASE WHEN {} THEN 1 ELSE 0 END", engine.statements().has_table(&engine.dialect().text(&name)))
}

/// Drops a helper table.
pub(crate) fn drop_named(engine: Engine, name: &str) -> String {
    format!("DROP TABLE IF EXISTS {}", engine.dialect().ident(name))
}

/// Empties tables of the new side, whatever refers to what among them.
pub(crate) fn clear_all(schema: &Schema, tables: &[TableId], engine: Engine) -> Vec<String> {
    let names: Vec<String> = tables.iter().rev().map(|id| qualified(engine, schema.table(*id))).collect();
    if names.is_empty() { Vec::new() } else { engine.statements().clear_all(&names) }
}

/// A query for what stands in the way of emptying tables: rows of other tables that refer to theirs.
/// Its answer is a message, or null.
pub(crate) fn refers_to(schema: &Schema, tables: &[TableId], engine: Engine) -> Vec<String> {
    let dialect = engine.dialect();
    let others = schema.tables.iter().enumerate().filter(|(i, _)| !tables.contains(&TableId(*i)));
    others
        .flat_map(|(_, table)| table.foreign_keys.iter().map(move |key| (table, key)))
        .filter(|(_, key)| tables.contains(&key.table) && !key.declared_by_program)
        .map(|(table, key)| {
            let set: Vec<String> =
                key.columns.iter().map(|c| format!("{} IS NOT NULL", dialect.ident(&table.column(*c).name))).collect();
            let to = &schema.table(key.table).name;
            let message =
                format!("rows of `{}` refer to rows of `{to}`, which are to be removed: empty it first", table.name);
            format!(
                "SELECT CASE WHEN EXISTS (SELECT 1 FROM {} WHERE {}) THEN {} END",
                qualified(engine, table),
                set.join(" AND "),
                dialect.text(&message)
            )
        })
        .collect()
}

/// A new table's name, with its schema where the engine has any.
pub(crate) fn place(engine: Engine, table: &Table) -> TableName {
    TableName::within(table.schema.as_deref().filter(|_| engine.capabilities().has_schemas), &table.name)
}

/// A new table's name, quoted.
pub(crate) fn qualified(engine: Engine, table: &Table) -> String {
    engine.dialect().table_name(&place(engine, table))
}

/// The name of one of the program's new tables, quoted.
pub fn new_table_name(program: &Program, table: TableId, engine: Engine) -> String {
    qualified(engine, program.new.table(table))
}

/// Whether a row comes after the one of this key, in the order of these columns.
pub(crate) fn after(columns: &[(Expr, Type)], key: &[String]) -> Expr {
    let value = |(value, (_, ty)): (&String, &(Expr, Type))| match (ty, value.parse::<i128>()) {
        (Type::Int { .. }, Ok(number)) => Expr::int(number),
        _ => Expr::text(value),
    };
    let mut values: Vec<Expr> = key.iter().zip(columns).map(value).collect();
    match columns {
        [(one, _)] if values.len() == 1 => one.clone().gt(values.remove(0)),
        many => Expr::Row(many.iter().map(|(column, _)| column.clone()).collect()).gt(Expr::Row(values)),
    }
}
