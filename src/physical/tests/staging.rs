//! What old tables are staged as.

use super::*;
use crate::engine::Engine;
use crate::schema::Schema;

/// The old tables as they are staged, all columns of the first and whatever more is read.
#[track_caller]
fn staged_in(engines: [&str; 2], old: &str) -> (Plan, Vec<StagedTable>) {
    let new = "create table item (n int not null primary key);";
    let plan = planned_across(engines, old, new, "row item { 1 -> n }\nignore *");
    let every = |schema: &Schema| {
        let tables = schema.tables.iter().enumerate();
        tables.map(|(at, table)| (TableId(at), table.iter().map(|(id, _)| id).collect())).collect()
    };
    let reads = Reads { tables: every(&plan.program.old), ..Reads::default() };
    let staged = staged_tables(&plan.program.old, &reads, plan.program.new.engine);
    (plan, staged)
}

/// The columns that are held as text.
#[track_caller]
fn texts(engines: [&str; 2], old: &str) -> Vec<String> {
    let (plan, staged) = staged_in(engines, old);
    let texts = staged[0].columns.iter().filter(|column| column.held_as == StagedAs::Text);
    texts.map(|column| plan.program.old.tables[0].columns[column.column.0].name.clone()).collect()
}

#[test]
fn days_that_may_not_exist_and_values_of_any_kind_are_held_as_text() {
    let old = "create table t (id int not null primary key, day date, at datetime, moment timestamp, data blob,
               label varchar(9))";
    let nothing: [&str; 0] = [];
    assert_eq!(texts(["mysql", "postgres"], old), ["day", "at", "moment"]);
    assert_eq!(texts(["mysql", "mysql"], old), nothing, "the same engine holds them too");
    assert_eq!(texts(["postgres", "mysql"], &old.replace("datetime", "timestamp").replace("blob", "bytea")), nothing);
    // SQLite holds whatever was put there; bytes need no test.
    assert_eq!(texts(["sqlite", "mysql"], &old.replace("int not null", "integer")), ["day", "at", "moment", "label"]);
    assert_eq!(texts(["sqlite", "sqlite"], old), nothing);
}

#[test]
fn days_that_were_looked_at_are_days() {
    let old = "create table t (day date not null, label varchar(9), primary key (day))";
    let (mut plan, staged) = staged_in(["mysql", "postgres"], old);
    assert_eq!((staged[0].found_by, staged[0].sure_key), (FoundBy::Index, false));
    std::sync::Arc::make_mut(&mut plan.program.old).tables[0].columns[0].dates_exist = true;
    let reads = Reads { tables: [(TableId(0), [ColumnId(0)].into())].into(), ..Reads::default() };
    let staged = staged_tables(&plan.program.old, &reads, Engine::Postgres);
    assert_eq!((staged[0].found_by, staged[0].sure_key), (FoundBy::PrimaryKey, true));
    assert_eq!(staged[0].columns[0].held_as, StagedAs::Typed);
}

/// How the staging table finds rows by the old key, and whether the key is sure.
#[track_caller]
fn found(engines: [&str; 2], columns: &str) -> (FoundBy, bool, usize) {
    let (_, staged) = staged_in(engines, &format!("create table t ({columns})"));
    (staged[0].found_by, staged[0].sure_key, staged[0].key.len())
}

#[test]
fn a_key_that_tells_rows_apart_is_the_primary_key_of_the_staging_table() {
    let whole = "id int not null, n int not null, label varchar(9), primary key (n, id)";
    assert_eq!(found(["mysql", "postgres"], whole), (FoundBy::PrimaryKey, true, 2));
    assert_eq!(found(["mysql", "postgres"], "id int, label varchar(9)"), (FoundBy::Nothing, false, 0));
    let part = "id int, label varchar(9), primary key (label(5))";
    assert_eq!(found(["mysql", "mysql"], part), (FoundBy::Nothing, false, 0), "a key of a part of a column");
    assert_eq!(found(["sqlite", "mysql"], "id text primary key"), (FoundBy::Index, false, 1));
    assert_eq!(found(["sqlite", "mysql"], "id integer primary key"), (FoundBy::PrimaryKey, true, 1));
    let mixed = "id int not null, day date not null, primary key (id, day)";
    assert_eq!(found(["mysql", "postgres"], mixed), (FoundBy::Index, false, 2), "one part is not sure");
}

#[test]
fn texts_are_no_primary_key_where_their_last_blanks_do_not_count() {
    let text = "code varchar(9) not null primary key, n int";
    assert_eq!(found(["postgres", "mysql"], text), (FoundBy::Index, true, 1));
    assert_eq!(
        found(["mysql", "mysql"], text),
        (FoundBy::PrimaryKey, true, 1),
        "the same engine takes them for equal too"
    );
    assert_eq!(found(["mysql", "postgres"], text), (FoundBy::PrimaryKey, true, 1));
    assert_eq!(found(["postgres", "mysql"], "id int not null primary key, code text"), (FoundBy::PrimaryKey, true, 1));
}

#[test]
fn only_the_columns_that_are_read_are_staged_and_the_key() {
    let (plan, _) =
        staged_in(["mysql", "mysql"], "create table t (a int, b int, id int not null, c int, primary key (id))");
    let staged = |columns: &[usize]| {
        let read = columns.iter().map(|at| ColumnId(*at)).collect();
        let reads = Reads { tables: [(TableId(0), read)].into(), ..Reads::default() };
        let staged = staged_tables(&plan.program.old, &reads, Engine::Mysql);
        staged[0].columns.iter().map(|column| column.column.0).collect::<Vec<_>>()
    };
    assert_eq!(staged(&[3, 0]), [0, 2, 3], "in their order");
    assert_eq!(staged(&[]), [2]);
}

#[test]
fn a_staging_table_has_a_name_of_its_own_that_every_engine_takes() {
    let names = |engine: &str, tables: &[&str]| {
        let quote = if engine == "mysql" { '`' } else { '"' };
        let table = |name: &&str| format!("create table {quote}{name}{quote} (id int not null primary key);\n");
        let old: String = tables.iter().map(table).collect();
        let (plan, staged) = staged_in([engine, "mysql"], &old);
        assert!(staged.iter().all(|table| staged_name(&plan.program.old, table.table) == table.name));
        staged.into_iter().map(|table| table.name).collect::<Vec<_>>()
    };
    assert_eq!(names("mysql", &["users"]), ["_mig_old_users"]);
    let alike = ["_mig_old_users_1", "_mig_old_posts", "_mig_old_Users_3"];
    assert_eq!(names("postgres", &["users", "posts", "Users"]), alike);
    assert_eq!(names("mysql", &[&"a".repeat(54)]), [format!("_mig_old_{}", "a".repeat(54))]);
    assert_eq!(names("mysql", &[&"a".repeat(55)]), [format!("_mig_old_{}_1", "a".repeat(52))]);
    assert_eq!(names("mysql", &["a😀"]), ["_mig_old_a__1"]);
}

#[test]
fn characters_that_mysql_has_in_no_name_are_left_out() {
    assert_eq!(usual("zażółć\u{ffff}"), "zażółć\u{ffff}");
    assert_eq!(usual("a\u{10000}b😀"), "a_b_");
}

#[test]
fn a_number_behind_a_name_leaves_it_short_enough() {
    assert_eq!(numbered_name("short", 12), "short_12");
    assert_eq!(numbered_name(&"a".repeat(80), 7), format!("{}_7", "a".repeat(61)));
    assert_eq!(numbered_name(&"a".repeat(80), 1234), format!("{}_1234", "a".repeat(58)));
    assert_eq!(numbered_name(&"é".repeat(40), 7), format!("{}_7", "é".repeat(30)), "cut between two characters");
}
