//! Which columns of the old side are read.

use super::*;
use crate::plan::Reads;

const OLD: &str = "
create table users (id int not null primary key, name varchar(20) not null, age int, note text);
create table posts (id int not null primary key, user_id int not null, title varchar(20), foreign key (user_id) references users (id)) engine=InnoDB;
";
const NEW: &str = "
create table account (id int not null primary key, name varchar(20) not null);
create table post (id int not null primary key, account_id int not null, foreign key (account_id) references account (id)) engine=InnoDB;
";

/// What all blocks of a program read, as `users(id, name)`.
#[track_caller]
fn read(old: &str, new: &str, program: &str) -> Vec<String> {
    let plan = planned(old, new, program);
    let program = &plan.program;
    let reads = Reads::of(program, &Facts::of(program), (0..program.blocks.len()).map(BlockId));
    let new = reads.new.iter().map(|table| format!("new {}", program.new.table(*table).name));
    let old = reads.tables.iter().map(|(table, columns)| {
        let table = program.old.table(*table);
        let columns: Vec<&str> = columns.iter().map(|column| table.column(*column).name.as_str()).collect();
        format!("{}({})", table.name, columns.join(", "))
    });
    old.chain(new).collect()
}

#[test]
fn a_block_that_moves_every_row_reads_what_it_names() {
    let program = "table users -> account { id; name; ignore age, note }\nignore posts";
    assert_eq!(read(OLD, NEW, program), ["users(id, name)"]);
}

#[test]
fn a_block_that_may_reject_rows_reads_what_is_written_down_of_them() {
    // `age` may be null, and a rejected row is written down whole, without what is ignored.
    let new = "create table account (id int not null primary key, age int not null);";
    let program = "table users -> account { id; age; ignore note }\nignore posts";
    assert_eq!(read(OLD, new, &program.replace("ignore note", "ignore note, name")), ["users(id, age)"]);
    let program = "table users -> account { id; age; ignore note }\nignore posts, users.name";
    assert_eq!(read(OLD, new, program), ["users(id, age)"]);
}

/// A rejected row is written down with columns that only another block has a use for.
#[test]
fn only_a_block_that_may_reject_rows_reads_what_other_blocks_need() {
    let read = |name: &str| {
        let new = format!(
            "create table account (id int not null primary key, name {name} not null);
             create table other (id int not null primary key, age int);"
        );
        let program = "table users -> account { id; name; ignore note }\n\
                       table users as second -> other { id; age; ignore note }\nignore posts";
        let plan = planned(OLD, &new, program);
        let reads = Reads::of(&plan.program, &Facts::of(&plan.program), [block(&plan.program, "users")]);
        reads.tables.values().map(|columns| columns.len()).collect::<Vec<_>>()
    };
    assert_eq!(read("varchar(20)"), [2]);
    assert_eq!(read("varchar(10)"), [3]);
}

#[test]
fn the_key_is_read_even_where_nothing_else_is() {
    let new = "create table account (n int not null auto_increment primary key, name varchar(20) not null);";
    let program = "table users -> account { auto -> n; name; ignore id, age, note }\nignore posts";
    assert_eq!(read(OLD, new, program), ["users(id, name)"]);
}

#[test]
fn a_table_that_is_only_counted_has_no_columns() {
    let new = "create table account (id int not null primary key, n int not null);";
    let program = "table users -> account { id; count(* from old.posts) -> n; ignore name, age, note }\nignore posts.*";
    assert_eq!(read(OLD, new, program)[1..], ["posts()"]);
}

#[test]
fn a_condition_over_another_table_reads_its_columns() {
    let new = "create table account (id int not null primary key, n int not null);";
    let program = "table users -> account { id; count(* from old.posts where user_id = users.id) -> n; ignore name, age, note }\nignore posts.*";
    assert_eq!(read(OLD, new, program)[1..], ["posts(user_id)"]);
}

#[test]
fn a_reference_reads_the_key_that_it_is_looked_for_by() {
    let program = "table users -> account { id; name; ignore age, note }\ntable posts -> post { id; user_id -> account_id; ignore title }";
    assert_eq!(read(OLD, NEW, program), ["users(id, name)", "posts(id, user_id)"]);
}

#[test]
fn one_block_of_several_reads_its_own_table_and_the_keys_it_follows() {
    let program = "table users -> account { id; name; ignore age, note }\ntable posts -> post { id; user_id -> account_id; ignore title }";
    let plan = planned(OLD, NEW, program);
    let reads = Reads::of(&plan.program, &Facts::of(&plan.program), [block(&plan.program, "posts")]);
    let names: Vec<(&str, usize)> = reads
        .tables
        .iter()
        .map(|(table, columns)| (plan.program.old.table(*table).name.as_str(), columns.len()))
        .collect();
    assert_eq!(names, [("users", 1), ("posts", 2)]);
}

#[test]
fn a_column_that_the_engine_computes_is_read_only_where_it_is_named() {
    let old = "create table t (id int not null primary key, a int, twice int generated always as (a * 2) stored) engine=InnoDB;";
    let new = "create table s (id int not null primary key, a int not null);";
    assert_eq!(read(old, new, "table t -> s { id; a; ignore twice }"), ["t(id, a)"]);
    assert_eq!(read(old, new, "table t -> s { id; twice -> a; ignore a }"), ["t(id, twice)"]);
}

#[test]
fn a_look_up_reads_what_it_looks_for_and_what_it_finds() {
    let new = "create table post (id int not null primary key, label varchar(20));
               create table account (id int not null primary key, name varchar(20));";
    let lines = |line: &str| {
        read(OLD, new, &format!("table posts -> post {{ id; {line} -> label or null }}\nignore posts.*, users.*"))
    };
    assert_eq!(lines("users[age = user_id].name"), ["users(name, age)", "posts(id, user_id)"]);
    assert_eq!(lines("users[user_id].name"), ["users(id, name)", "posts(id, user_id)"]);
    assert_eq!(lines("new.account[id = user_id].name"), ["posts(id, user_id)", "new account"]);
}

/// Why a key is not found is told by the rows that it should be found among.
#[test]
fn a_reference_reads_all_tables_of_the_block_that_it_follows() {
    let old = format!("{OLD}create table more (id int not null primary key);");
    let program = "table users join more on more.id = users.id -> account { users.id -> id; name }\n\
                   table posts -> post { id; user_id -> account_id; ignore title }\nignore users.*";
    let plan = planned(&old, NEW, program);
    let reads = Reads::of(&plan.program, &Facts::of(&plan.program), [block(&plan.program, "posts")]);
    let names: Vec<(&str, usize)> = reads
        .tables
        .iter()
        .map(|(table, columns)| (plan.program.old.table(*table).name.as_str(), columns.len()))
        .collect();
    assert_eq!(names, [("users", 1), ("posts", 2), ("more", 0)]);
}

#[test]
fn stubs_updates_and_checks_are_read_as_well() {
    let program = "table users -> account { id; name; ignore age, note }\nignore posts.*";
    let with = |more: &str| read(OLD, NEW, &format!("{program}\n{more}"));
    assert_eq!(with("check \"some\" count(* from old.posts where title = \"a\") > 0")[1..], ["posts(title)"]);
    assert_eq!(with("check \"some\" count(* from new.account) > 0")[1..], ["new account"]);
    assert_eq!(with("update account { upper(name) -> name }")[1..], ["new account"]);
    assert_eq!(with("update account { old.posts[id].title -> name }")[1..], ["posts(id, title)", "new account"]);
    assert_eq!(with("empty post where account_id > 3")[1..], ["new post"]);
}

#[test]
fn what_the_new_side_is_asked_for_is_listed_apart() {
    let new = "create table account (id int not null primary key, name varchar(20) not null);
               create table tally (id int not null primary key, n int not null);";
    let program = "table users -> account { id; name; ignore age, note }\n\
                   table posts -> tally { id; count(* from new.account) -> n; ignore user_id, title }";
    let found = read(OLD, new, program);
    assert_eq!(found.last().map(String::as_str), Some("new account"), "{found:?}");
}

#[test]
fn conditions_and_orders_are_read() {
    let program = "table users -> account { id; name; where age > 3; order by note }\nignore posts";
    let found = read(OLD, NEW, program);
    assert_eq!(found, ["users(id, name, age, note)"]);
}

/// Only blocks say which side a relation is of.
#[test]
fn every_relation_of_a_program_that_joins_is_read() {
    let program = "table posts join users on users.id = posts.user_id -> account { posts.id -> id; users.name -> name }\nignore users.*, posts.*";
    let plan = planned(OLD, "create table account (id int not null primary key, name varchar(20) not null);", program);
    assert!(plan.program.blocks[0].source.iter().all(|relation| relation.side == Side::Old));
    let reads = Reads::of(&plan.program, &Facts::of(&plan.program), [BlockId(0)]);
    assert_eq!(reads.tables.len(), 2);
}
