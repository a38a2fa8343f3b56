//! Which parts of what identifies a block's rows may be null, and which may not be readable.

use super::*;
use crate::plan::{ExprKind, KeyColumn, Side};

const INTO: &str = "create table item (n int not null primary key, label varchar(60), day date) engine=InnoDB;";

/// The first block of a program between two databases.
#[track_caller]
fn first(engines: [&str; 2], old: &str, program: &str) -> (Plan, BlockPlan) {
    let new = if engines[1] == "mysql" { INTO.to_owned() } else { INTO.replace(" engine=InnoDB", "") };
    let plan = planned_across(engines, old, &new, program);
    let target = target(&plan);
    let block = PhysicalPlan::of(&plan, target).blocks.remove(0);
    (plan, block)
}

/// For each part of its key, whether a null is a value like any other.
#[track_caller]
fn nulls(engine: &str, old: &str, program: &str) -> Vec<bool> {
    first([engine, engine], old, program).1.null_keys
}

/// Which parts of its key may not be readable, and whether by being null.
#[track_caller]
fn open(engines: [&str; 2], old: &str, program: &str) -> Vec<(usize, bool)> {
    first(engines, old, program).1.open_keys.iter().map(|key| (key.place, key.null)).collect()
}

const THINGS: &str = "
create table things (id int not null, code varchar(20), day date, primary key (id));
create table kinds (id int not null, name varchar(20), primary key (id));
";

#[test]
fn a_null_is_a_key_where_the_program_says_so_or_a_partner_is_missing() {
    let block = |head: &str, lines: &str| {
        let program = format!("table things {head} -> item {{ {lines} }}\nignore things.*, kinds.*");
        nulls("mysql", THINGS, &program)
    };
    let join = "join kinds on kinds.name = things.code";
    assert_eq!(block("", "id -> n"), [false]);
    assert_eq!(block("", "auto -> n; key code"), [true]);
    assert_eq!(block("", "auto -> n; key code; where code is not null"), [true], "whatever is filtered");
    assert_eq!(block(join, "auto -> n"), [false, false]);
    assert_eq!(block(&format!("left {join}"), "auto -> n"), [false, true]);
}

#[test]
fn a_primary_key_is_no_null_even_where_its_column_takes_one() {
    let old = "create table things (id text primary key, code text);";
    assert_eq!(nulls("sqlite", old, "table things -> item { auto -> n; ignore id, code }"), [false]);
    assert_eq!(nulls("sqlite", old, "table things -> item { auto -> n; ignore id; key code }"), [true]);
}

#[test]
fn a_group_has_a_null_key_where_what_it_is_grouped_by_may_be_null() {
    let block = |by: &str, lines: &str| {
        let program = format!("table things group by {by} -> item {{ auto -> n{lines} }}\nignore things.*, kinds");
        nulls("mysql", THINGS, &program)
    };
    assert_eq!(block("id", ""), [false]);
    assert_eq!(block("code", ""), [true]);
    assert_eq!(block("code", "; where code is not null"), [true]);
    assert_eq!(block("upper(code)", ""), [true]);
    assert_eq!(block("coalesce(code, \"\"), id", ""), [false, false]);
}

const ANYTHING: &str = "create table things (id text primary key, code integer not null, day date);";

#[test]
fn a_key_is_open_where_the_old_engine_promises_no_value_of_its_type() {
    let block = |lines: &str| {
        let program = format!("table things -> item {{ auto -> n; {lines} }}\nignore things.*");
        open(["sqlite", "sqlite"], ANYTHING, &program)
    };
    assert_eq!(block("key id"), [(0, true)]);
    assert_eq!(block("key code"), [(0, false)]);
    assert_eq!(block("key day"), [(0, false)], "null is a key there");
    assert_eq!(block("key code, id"), [(0, false), (1, true)]);
    // A column that SQLite itself numbers holds nothing else.
    let old = ANYTHING.replace("id text", "id integer");
    let program = "table things -> item { auto -> n; ignore code, day, id }";
    assert_eq!(open(["sqlite", "sqlite"], &old, program), []);
}

#[test]
fn a_day_of_mysql_may_not_exist() {
    let program = "table things -> item { auto -> n; key day, id }\nignore things.*, kinds";
    assert_eq!(open(["mysql", "mysql"], THINGS, program), [(0, false)]);
    let postgres = THINGS.replace(" engine=InnoDB", "");
    assert_eq!(open(["postgres", "postgres"], &postgres, program), []);
}

#[test]
fn groups_are_told_apart_by_values_that_were_read() {
    let program = "table things group by day -> item { auto -> n }\nignore things.*, kinds";
    assert_eq!(open(["mysql", "mysql"], THINGS, program), []);
}

#[test]
fn a_line_that_leaves_unreadable_rows_out_closes_a_key() {
    let block = |lines: &str| {
        let program = format!("table things -> item {{ auto -> n; key day; {lines} }}\nignore things.*, kinds");
        open(["mysql", "mysql"], THINGS, &program)
    };
    assert_eq!(block("day"), []);
    assert_eq!(block("day or skip"), []);
    assert_eq!(block("day or fail"), []);
    let still_open = [(0, false)];
    assert_eq!(block("day or null"), still_open);
    assert_eq!(block("day or date \"2000-01-01\""), still_open);
    assert_eq!(block("add_days(day, 1) -> day"), still_open, "made of it, and no more it");
    assert_eq!(block("code -> label"), still_open, "another column");
}

#[test]
fn a_line_into_a_column_that_takes_null_leaves_a_null_key_in() {
    let block = |line: &str| {
        let program = format!("table things -> item {{ {line} }}\nignore things.*");
        open(["sqlite", "sqlite"], ANYTHING, &program)
    };
    assert_eq!(block("auto -> n; id -> label"), [(0, true)]);
    assert_eq!(block("auto -> n; id -> label; key code"), [(0, false)], "another part");
    assert_eq!(block("auto -> n; code -> label; key code"), [(0, false)], "made into a text");
    assert_eq!(block("auto -> n; id -> label or cut"), [(0, true)]);
    assert_eq!(block("code -> n; key code"), [], "tested on its way into the column");
}

#[test]
fn nulls_may_be_among_keys_where_sqlite_takes_them() {
    let hold = |engine: &str, old: &str, lines: &str| {
        let program = format!("table things {lines}\nignore things.*");
        let (plan, _) = first([engine, engine], old, &program);
        key_may_hold_null(&plan.program, &plan.program.blocks[0])
    };
    assert!(hold("sqlite", ANYTHING, "-> item { auto -> n }"), "a null in a primary key");
    assert!(!hold("sqlite", ANYTHING, "-> item { auto -> n; key code }"));
    assert!(hold("sqlite", ANYTHING, "-> item { auto -> n; key day }"));
    let numbers = ANYTHING.replace("code integer not null", "code integer");
    assert!(!hold("sqlite", ANYTHING, "group by code -> item { auto -> n }"));
    assert!(hold("sqlite", &numbers, "group by code -> item { auto -> n }"));
    let own = "create table things (id int not null primary key, code varchar(9)) engine=InnoDB;";
    assert!(!hold("mysql", own, "-> item { auto -> n }"));
}

#[test]
fn what_identifies_a_row_is_read_as_it_is_or_tested() {
    let key = |engine: &str, old: &str, block: &str| {
        let (plan, _) = first([engine, engine], old, &format!("table things {block}\nignore things.*, {}", "kinds*"));
        key_of(&plan.program, &plan.program.blocks[0])
    };
    let own = key("mysql", THINGS, "-> item { id -> n }");
    let column = ExprKind::Column { rel: RelId(0), column: ColumnId(0) };
    assert_eq!((own.len(), &own[0].kind, own[0].nullable), (1, &column, false));
    let tested = key("sqlite", &format!("{ANYTHING} create table kinds (id int);"), "-> item { auto -> n }");
    assert!(matches!(&tested[0].kind, ExprKind::Cast { stored: true, .. }) && tested[0].nullable);
    let grouped = key("mysql", THINGS, "group by upper(code), day -> item { auto -> n }");
    assert!(matches!(grouped.as_slice(), [code, _] if matches!(code.kind, ExprKind::Call { .. })));
}

#[test]
fn a_key_of_the_new_side_is_described_by_the_new_schema() {
    let new = format!("{INTO} create table country (code varchar(20) not null primary key, id int) engine=InnoDB;");
    let program =
        "table things join new.country c on c.code = things.code -> item { auto -> n }\nignore things.*, kinds";
    let plan = planned(THINGS, &new, program);
    let block = &plan.program.blocks[0];
    assert_eq!(block.source[1].side, Side::New);
    let keys = key_of(&plan.program, block);
    assert_eq!(keys.len(), 1, "a country has its code once");
    let country = KeyColumn { rel: RelId(1), column: ColumnId(1) };
    assert!(
        key_may_be_null_of(&plan, country) && !key_may_be_null_of(&plan, KeyColumn { column: ColumnId(0), ..country })
    );
}

/// Whether a column may be null as a part of the first block's key.
fn key_may_be_null_of(plan: &Plan, key: KeyColumn) -> bool {
    crate::physical::keys::key_may_be_null(&plan.program, &plan.program.blocks[0], key)
}
