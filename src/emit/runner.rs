//! What only a runner asks of a database: the script does not need it.

use super::journal::JOURNAL;
pub(crate) use super::names::place;
use super::names::{COUNTS, NUMBERS, REJECTS};
use crate::dialect::EngineExt as _;
use crate::engine::Engine;
use crate::schema::{Schema, Table, TableId, Type};
use crate::sql::{Delete, Expr, FromItem, Order, Relation, Select, Statement, TableName};

fn query(engine: Engine, select: Select) -> String {
    engine.dialect().query(&select.into())
}

fn rows_of(table: TableName) -> FromItem {
    Relation::from(table).as_it_is()
}

fn counts() -> FromItem {
    rows_of(TableName::own(COUNTS))
}

fn of_step(step: usize) -> Expr {
    Expr::name("step").eq(step)
}

/// The sum of a value over all rows, 0 where there are none.
fn sum(value: Expr) -> Expr {
    Expr::coalesce([Expr::call("SUM", [value]), Expr::int(0)])
}

/// The rejected rows; each value as text.
pub(crate) fn rejects(engine: Engine) -> String {
    let columns = ["block", "row_key", "column_name", "reason", "value", "row_json"].map(Expr::name);
    let step = Expr::name("step").cast("CHAR(10)");
    let all = Select::of(rows_of(TableName::own(REJECTS)), std::iter::once(step).chain(columns));
    let order = ["step", "block", "row_key", "column_name"].map(|name| Order::ascending(Expr::name(name)));
    query(engine, Select { order: order.into(), ..all })
}

/// The time, as the journal has it.
pub(crate) fn now(engine: Engine) -> String {
    query(engine, Select::values([engine.statements().utc_now()]))
}

/// The names of the tables and views that a database holds, in `namespace` where that is given.
pub(crate) fn tables(engine: Engine, namespace: Option<&str>) -> String {
    engine.statements().tables(namespace.map(|n| engine.dialect().text(n)).as_deref())
}

/// How many rows a table has.
pub(crate) fn count(engine: Engine, table: &TableName) -> String {
    query(engine, Select::count(rows_of(table.clone())))
}

/// A table without its rows.
pub(crate) fn clear(engine: Engine, table: &TableName) -> String {
    delete(engine, table.clone(), None)
}

fn delete(engine: Engine, table: TableName, filter: Option<Expr>) -> String {
    engine.dialect().statement(&Statement::Delete(Delete { table, filter }))
}

/// The rows a step moved or made.
pub(crate) fn moved(engine: Engine, step: usize) -> String {
    let [moved, stubs] = ["moved", "stubs"].map(|name| Expr::coalesce([Expr::name(name), Expr::int(0)]));
    query(engine, Select::of(counts(), [Expr::call("SUM", [moved.plus(stubs)])]).and_where(of_step(step)))
}

/// What became of a step's rows: all, moved, skipped, merged, rejected. No row where the step moves none.
pub(crate) fn fates(engine: Engine, step: usize) -> String {
    let fates = ["rows", "moved", "skipped", "merged", "rejected"].map(Expr::name);
    query(engine, Select::of(counts(), fates).and_where(of_step(step)))
}

/// The rows of an entry of the journal that are done.
pub(crate) fn done_rows(engine: Engine, entry: usize) -> String {
    let done = Select::of(rows_of(TableName::own(JOURNAL)), [Expr::name("done_rows")]);
    query(engine, done.and_where(Expr::name("id").eq(entry)))
}

/// The rows of a new table; those it had when step `first` began to move some into it; those that these steps, `first`
/// among them, moved into it or made in it.
pub(crate) fn held(engine: Engine, table: &Table, first: usize, steps: &[usize]) -> String {
    let all = engine.statements().count_all(&place(engine, table));
    let held = Select::of(rows_of(TableName::own(NUMBERS)), [Expr::name("held")]).and_where(of_step(first));
    let came = Expr::name("moved").plus(Expr::name("stubs"));
    let of_steps = Expr::name("step").within(steps.iter().map(|step| Expr::from(*step)));
    let came = Select::of(counts(), [Expr::call("SUM", [came])])
        .and_where(Expr::name("target").eq(Expr::text(&table.name)))
        .and_where(of_steps);
    let [held, came] = [held, came].map(|one| Expr::coalesce([Expr::scalar(one), Expr::int(0)]));
    query(engine, Select::values([all, held, came]))
}

/// All rows, and those rejected.
pub(crate) fn rejected(engine: Engine) -> String {
    query(engine, Select::of(counts(), ["rows", "rejected"].map(|name| sum(Expr::name(name)))))
}

/// A row, where a new table has any.
pub(crate) fn any_row(engine: Engine, table: &Table) -> String {
    let any = Select::of(rows_of(place(engine, table)), [Expr::int(1)]);
    query(engine, Select { limit: Some(1), ..any })
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
pub(crate) fn forget_numbers(engine: Engine, step: usize) -> String {
    delete(engine, TableName::own(NUMBERS), Some(of_step(step)))
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
    query(engine, Select::values([engine.statements().has_table(&name).as_number()]))
}

/// Drops a helper table.
pub(crate) fn drop_named(engine: Engine, name: &str) -> String {
    engine.dialect().statement(&Statement::DropTable(TableName::own(name)))
}

/// Empties tables of the new side, whatever refers to what among them.
pub(crate) fn clear_all(schema: &Schema, tables: &[TableId], engine: Engine) -> Vec<String> {
    let names: Vec<String> = tables.iter().rev().map(|id| qualified(engine, schema.table(*id))).collect();
    if names.is_empty() { Vec::new() } else { engine.statements().clear_all(&names) }
}

/// A query for what stands in the way of emptying tables: rows of other tables that refer to theirs.
/// Its answer is a message, or null.
pub(crate) fn refers_to(schema: &Schema, tables: &[TableId], engine: Engine) -> Vec<String> {
    let others = schema.tables.iter().enumerate().filter(|(i, _)| !tables.contains(&TableId(*i)));
    others
        .flat_map(|(_, table)| table.foreign_keys.iter().map(move |key| (table, key)))
        .filter(|(_, key)| tables.contains(&key.table) && !key.declared_by_program)
        .map(|(table, key)| {
            let set = key.columns.iter().map(|c| Expr::name(table.column(*c).name.as_str()).is_not_null());
            let to = &schema.table(key.table).name;
            let message =
                format!("rows of `{}` refer to rows of `{to}`, which are to be removed: empty it first", table.name);
            let referring = Select::of(rows_of(place(engine, table)), [Expr::int(1)]).and_where(Expr::and(set));
            query(engine, Select::values([Expr::text(message).when(Expr::exists(referring))]))
        })
        .collect()
}

/// A new table's name, quoted.
pub(crate) fn qualified(engine: Engine, table: &Table) -> String {
    engine.dialect().table_name(&place(engine, table))
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
