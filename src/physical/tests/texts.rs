//! The physical plan as text.

use super::*;

/// The text of a plan, where a statement may take 100 old rows of tables that have 1000.
#[track_caller]
fn text_of(old_rows: OldRows, plan: &Plan) -> String {
    let tables = (0..plan.program.old.tables.len()).map(|table| (TableId(table), 1_000)).collect();
    let cuts = Cuts { rows: 100, tables };
    text::render(&PhysicalPlan::of(plan, Target { old_rows, cuts: Some(&cuts), ..target(plan) }), plan)
}

#[test]
fn each_decision_about_rows_is_said() {
    let lines = "auto -> id; name; boss -> boss_id or null; where name != \"\"; unique name keep first by users.id";
    let users = format!("table users -> account {{ {lines} }}");
    let head = "table posts join users on users.id = posts.user_id";
    let lines = "posts.id -> id; user_id -> account_id or stub; upper(title) -> title or skip";
    let stub = "stub account { \"gone\" -> name }";
    let plan = planned(ROOMY, NEW, &format!("{users}\n{head} -> post {{ {lines} }}\n{stub}\n{REST}"));
    let expected = "\
how the rows of main.mig move, on mysql: the old tables are read where they are
 1. users -> account
        keys      change, so that those who follow them look in the rows table
        rows      in `_mig_rows_users` with the new `id`, `name`: others follow keys that change; rows may be equal in unique columns
        waiting   `boss_id` until step 2
        new table may hold rows already, which are counted before
        insert    10 pieces of up to 100 old rows, by their number in the rows table
        counts    skipped rows by the conditions
 2. fill account.boss_id
        found by  their old keys in `_mig_rows_users`
 3. stubs in account for posts
        keys      gathered in `_mig_stubs_users`
        first     it is decided which rows of posts move
 4. posts -> post
        keys      followed by nobody
        stubs     made after it is decided which rows move
        new table must be empty when the run begins, since rows keep their keys
        insert    10 pieces of up to 100 old rows, by `id`
        counts    skipped rows by the conditions; rows without a partner as those that the join leaves out
";
    assert_eq!(text_of(OldRows::Colocated, &plan), expected);
}

#[test]
fn streams_are_said_with_what_goes_with_them() {
    let direct = planned(OLD, NEW, &format!("{USERS}\n{POSTS}"));
    let expected = "\
how the rows of main.mig move, on mysql: old rows are brought to the new database
 1. users -> account
        old rows  direct: the old side shapes its rows, since nothing is looked up or decided
        keys      kept in `id`, so that the new table is the look-up
        new table must be empty when the run begins, since rows keep their keys
        insert    10 pieces of up to 100 old rows, by `id`
 2. posts -> post
        old rows  direct: the old side shapes its rows, since nothing is looked up or decided; with it goes `users`
        keys      followed by nobody
        new table must be empty when the run begins, since rows keep their keys
        insert    10 pieces of up to 100 old rows, by `id`
";
    assert_eq!(text_of(OldRows::Staged, &direct), expected);
}

#[test]
fn staging_tables_are_said_with_what_they_are_found_by() {
    let old = "create table log (no integer primary key, line text); create table word (word text primary key);";
    let new = "create table entry (n int not null primary key, line text) engine=InnoDB;
               create table term (word varchar(200), n int) engine=InnoDB;";
    let program = "table log -> entry { no -> n; line }
                   table word -> term { word; count(* from old.log) -> n; unique word reject }";
    let expected = "\
how the rows of main.mig move, on mysql: old rows are brought to the new database
 1. log -> entry
        old rows  direct: the old side shapes its rows, since nothing is looked up or decided
        keys      followed by nobody
        new table must be empty when the run begins, since rows keep their keys
        insert    10 pieces of up to 100 old rows, by `no`
 2. word -> term
        old rows  staged: rows may be equal in unique columns
        keys      followed by nobody
        rows      in `_mig_rows_word` with the new `word`: rows may be equal in unique columns
        new table must be empty when the run begins, since rows keep their keys
        insert    10 pieces of up to 100 old rows, by their number in the rows table

staging tables, with the columns that are read:
  `_mig_old_log`: no; primary key `no`
  `_mig_old_word`: word (as text); index on `word`, which is no sure key
";
    let plan = planned_across(["sqlite", "mysql"], old, new, program);
    assert_eq!(text_of(OldRows::Staged, &plan), expected);
}

/// The lines of a text that begin with this word, without it.
fn said(text: &str, word: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix(word));
    lines.map(|line| line.trim().to_owned()).collect()
}

#[test]
fn what_late_rows_are_found_by_is_said() {
    let found = |new: &str, lines: &str| {
        let plan = planned(ROOMY, new, &format!("table users -> account {{ {lines} }}\n{REST}"));
        said(&text_of(OldRows::Colocated, &plan), "found by")
    };
    let lines = "id; name; boss -> boss_id or null";
    assert_eq!(found(NEW, lines), ["their keys, which they keep in `id`"]);
    assert_eq!(found(NEW, &format!("{lines}; unique name reject")), ["their old keys in `_mig_rows_users`"]);
}

#[test]
fn when_stubs_are_made_is_said() {
    let stubs = |lines: &str| {
        let block = format!("table posts -> post {{ id; user_id -> account_id or stub; {lines} }}");
        let stub = "stub account { \"gone\" -> name }";
        let plan = planned(ROOMY, NEW, &format!("{USERS}\n{block}\n{stub}\nignore users.spare, posts.*"));
        let text = text_of(OldRows::Colocated, &plan);
        (said(&text, "first"), said(&text, "stubs "))
    };
    let (first, stubs_of) = stubs("title; unique account_id reject");
    assert!(first.is_empty());
    assert_eq!(stubs_of[0], "made first, since what decides about rows is theirs");
    let (first, stubs_of) = stubs("title; where (id via users) > 3");
    assert_eq!(first, ["it is decided which rows of posts move"]);
    let lasting = "made after it is decided which rows move; the choice is kept, since stubs would change it";
    assert_eq!(stubs_of[0], lasting);
}

#[test]
fn why_an_insert_is_long_is_said() {
    let old = "create table things (note text) engine=InnoDB;";
    let new = "create table item (n int, note text) engine=InnoDB;";
    let whole = |lines: &str| {
        let plan = planned(old, new, &format!("table things {lines}"));
        said(&text_of(OldRows::Colocated, &plan), "insert")
    };
    let why = "1000 old rows in one insert, which cannot be cut into pieces: ";
    assert_eq!(whole("-> item { 1 -> n; note }"), [format!("one statement: {why}its rows have no key")]);
    let grouped = whole("group by note -> item { count(*) -> n; note }");
    assert_eq!(grouped, [format!("one statement: {why}its groups have no key of whole numbers")]);
    let row = planned(old, new, "row item { 1 -> n; \"x\" -> note }\nignore things");
    assert_eq!(said(&text_of(OldRows::Colocated, &row), "insert"), ["one statement"]);
}

#[test]
fn each_reason_for_a_rows_table_is_said() {
    let rows = |lines: &str| {
        let plan = planned(ROOMY, NEW, &format!("table users -> account {{ id; name; {lines} }}\n{REST}"));
        said(&text_of(OldRows::Colocated, &plan), "rows")
    };
    let own = "in `_mig_rows_users` with the new `id`: a row whose partner in the same table is missing is rejected";
    assert_eq!(rows("boss -> boss_id"), [own]);
    let pieces = "in `_mig_rows_users`: the pieces of its insert are taken by number";
    assert_eq!(rows("default -> boss_id; order by name"), [pieces]);
}
