//! What is decided about how rows move, from programs read as text.

mod blocks;
mod groups;
mod keys;
mod pieces;
mod pushdown;
mod staging;
mod stubs;
mod texts;

use super::*;
use crate::plan::tests::{planned, planned_across};
use crate::plan::{KeyStrategy, RelId, StepId};
use crate::schema::{ColumnId, TableId};

const OLD: &str = "
create table users (id int not null primary key, name varchar(20) not null, boss int, born date) engine=InnoDB;
create table posts (id int not null primary key, user_id int not null, title varchar(20) not null) engine=InnoDB;
";
const NEW: &str = "
create table account (id int not null primary key, name varchar(20) not null, boss_id int, foreign key (boss_id) references account (id)) engine=InnoDB;
create table post (id int not null primary key, account_id int not null, title varchar(20) not null, foreign key (account_id) references account (id)) engine=InnoDB;
";
/// The same tables with a column that nothing uses, so that all that a program leaves can be ignored at once.
const ROOMY: &str = "
create table users (id int not null primary key, name varchar(20) not null, boss int, born date, spare int) engine=InnoDB;
create table posts (id int not null primary key, user_id int not null, title varchar(20) not null, spare int) engine=InnoDB;
";
const REST: &str = "ignore users.*, posts.*";
const USERS: &str = "table users -> account { id; name; ignore boss, born; default -> boss_id }";
const POSTS: &str = "table posts -> post { id; user_id -> account_id; title }";

fn target(plan: &Plan) -> Target<'static> {
    let engine = plan.program.new.engine;
    let old_rows = if plan.program.old.engine == engine { OldRows::Colocated } else { OldRows::Staged };
    Target { engine, old_rows, cuts: None }
}

/// The physical plan between two MySQL databases side by side.
#[track_caller]
fn decided(new: &str, program: &str) -> PhysicalPlan {
    let plan = planned(OLD, new, program);
    let target = target(&plan);
    PhysicalPlan::of(&plan, target)
}

/// The physical plan between two MySQL databases side by side, whatever columns the program leaves.
#[track_caller]
fn decided_of_some(new: &str, program: &str) -> PhysicalPlan {
    let plan = planned(ROOMY, new, &format!("{program}\n{REST}"));
    let target = target(&plan);
    PhysicalPlan::of(&plan, target)
}

/// The physical plan from SQLite into MySQL.
#[track_caller]
fn from_afar(program: &str) -> PhysicalPlan {
    let old = OLD.replace(" engine=InnoDB", "");
    let plan = planned_across(["sqlite", "mysql"], &old, NEW, program);
    let target = target(&plan);
    PhysicalPlan::of(&plan, target)
}

/// The physical plan of two blocks between two servers of MySQL.
#[track_caller]
fn between_servers(program: &str) -> PhysicalPlan {
    let plan = planned(OLD, NEW, program);
    PhysicalPlan::of(&plan, Target { old_rows: OldRows::Staged, ..target(&plan) })
}

/// The physical plan where a statement may take 100 old rows, and each old table has so many.
fn cut_plan(plan: &Plan, rows: u64) -> PhysicalPlan {
    let tables = (0..plan.program.old.tables.len()).map(|table| (TableId(table), rows)).collect();
    let cuts = Cuts { rows: 100, tables };
    PhysicalPlan::of(plan, Target { cuts: Some(&cuts), ..target(plan) })
}

/// Why the first block has a rows table.
#[track_caller]
fn reasons(new: &str, program: &str) -> Vec<RowsTableReason> {
    let plan = decided(new, program);
    plan.blocks[0].rows_table.as_ref().map(|table| table.why.clone()).unwrap_or_default()
}

#[test]
fn kept_keys_need_no_rows_table() {
    let plan = decided(NEW, &format!("{USERS}\n{POSTS}"));
    assert_eq!(plan.blocks[0].keys, KeyStrategy::Same(vec![ColumnId(0)]));
    assert_eq!(plan.blocks[0].rows_table, None);
    assert_eq!(plan.blocks[0].step, Some(StepId(0)));
    assert_eq!(plan.blocks[0].number(), 1);
    assert_eq!(plan.must_be_empty, [TableId(0), TableId(1)].into());
    assert!(!plan.blocks[0].may_hold_rows);
}

#[test]
fn keys_that_change_are_in_a_rows_table_where_others_follow_them() {
    let fresh = "table users -> account { auto -> id; name; ignore boss, born; default -> boss_id; key id }";
    let plan = decided(NEW, &format!("{fresh}\n{POSTS}"));
    let table = plan.blocks[0].rows_table.as_ref().expect("a rows table");
    assert_eq!(table.why, [RowsTableReason::KeysChange]);
    assert_eq!(table.name, "_mig_rows_users");
    assert_eq!(table.columns, [ColumnId(0)]);
    assert!(plan.blocks[0].may_hold_rows, "rows with fresh keys may join others");
    assert_eq!(plan.blocks[1].rows_table, None);
    let alone = decided(NEW, &format!("{fresh}\nignore posts"));
    assert_eq!(alone.blocks[0].rows_table, None, "nobody follows them");
}

#[test]
fn unique_columns_need_a_rows_table_of_their_values() {
    let program =
        "table users -> account { id; name; ignore boss, born; default -> boss_id; unique name reject }\nignore posts";
    let plan = decided(NEW, program);
    let table = plan.blocks[0].rows_table.as_ref().expect("a rows table");
    assert_eq!(
        (table.why.as_slice(), table.columns.as_slice()),
        (&[RowsTableReason::UniqueColumns][..], &[ColumnId(1)][..])
    );
}

#[test]
fn a_reference_to_a_row_of_its_own_that_may_be_missing_needs_one() {
    let program = "table users -> account { id; name; ignore born; boss -> boss_id }\nignore posts";
    assert_eq!(reasons(NEW, program), [RowsTableReason::OwnReferences]);
    let plan = decided(NEW, program);
    assert_eq!(plan.blocks[0].parents, [ColumnId(2)]);
    assert_eq!(reasons(NEW, &program.replace("boss_id }", "boss_id or null }")), []);
}

#[test]
fn a_circle_waits_for_its_late_step_and_its_rows_are_found_by_their_key() {
    let program = "table users -> account { id; name; ignore born; boss -> boss_id or null }\nignore posts";
    let plan = decided(NEW, program);
    assert_eq!(plan.blocks[0].late, [ColumnId(2)]);
    assert_eq!(plan.blocks[0].late_step, Some(StepId(1)));
    assert_eq!(plan.blocks[0].followed, [ColumnId(0)]);
}

/// What the stubs of accounts mean for posts, with these lines in their block.
#[track_caller]
fn stubs_for(lines: &str) -> StubsBefore {
    let posts = format!("table posts -> post {{ id; user_id -> account_id or stub; {lines} }}");
    let plan = decided(NEW, &format!("{USERS}\nstub account {{ \"gone\" -> name }}\n{posts}"));
    assert_eq!(plan.blocks[0].stubs, StubsBefore::None);
    assert!(plan.has_stubs(BlockId(0)) && !plan.has_stubs(BlockId(1)));
    assert_eq!(plan.stub_tables[0].name, "_mig_stubs_users");
    plan.blocks[1].stubs
}

#[test]
fn stubs_are_made_for_rows_of_which_it_is_decided_that_they_move() {
    assert_eq!(stubs_for("title"), StubsBefore::AfterChoice);
    assert_eq!(stubs_for("title; where id > 3"), StubsBefore::AfterChoice);
}

#[test]
fn stubs_come_first_where_the_value_that_decides_is_theirs() {
    assert_eq!(stubs_for("title; unique account_id reject"), StubsBefore::BeforeChoice);
}

#[test]
fn between_servers_a_block_that_looks_nothing_up_is_shaped_by_the_old_side() {
    let plan = between_servers(&format!("{USERS}\n{POSTS}"));
    assert_eq!(plan.blocks[0].access, AccessPath::Pushdown { leans_on: Vec::new() });
    assert_eq!(plan.blocks[1].access, AccessPath::Pushdown { leans_on: vec![BlockId(0)] });
    assert_eq!(plan.staged, []);
}

#[test]
fn a_block_that_decides_between_rows_is_staged_with_those_that_follow_it() {
    let users = USERS.replace("default -> boss_id", "default -> boss_id; unique name reject");
    let plan = between_servers(&format!("{users}\n{POSTS}"));
    let why = |at: usize| match &plan.blocks[at].access {
        AccessPath::Staged { why } => why.as_str(),
        _ => "",
    };
    assert_eq!(why(0), "rows may be equal in unique columns");
    assert_eq!(why(1), "it follows rows that may not all move");
    let tables: Vec<&str> = plan.staged.iter().map(|staged| staged.name.as_str()).collect();
    assert_eq!(tables, ["_mig_old_users", "_mig_old_posts"]);
}

#[test]
fn what_is_found_out_of_a_block_changes_what_is_staged() {
    let plan = planned(OLD, NEW, &format!("{USERS}\n{POSTS}"));
    let physical = PhysicalPlan::of(&plan, Target { old_rows: OldRows::Staged, ..target(&plan) });
    let found = [(BlockId(1), AccessPath::Staged { why: "a value of it needs a policy".to_owned() })];
    let physical = physical.with_access(&plan, found);
    // The reason why a key is not found says what became of its old row.
    let tables: Vec<TableId> = physical.staged.iter().map(|staged| staged.table).collect();
    assert_eq!(tables, [TableId(0), TableId(1)]);
    assert_eq!(physical.blocks[0].access, AccessPath::Pushdown { leans_on: Vec::new() });
}

#[test]
fn values_that_promise_nothing_are_staged_as_text_under_an_index() {
    let users =
        "table users -> account { id; name; ignore boss; default -> boss_id; where born is null; unique name reject }";
    let plan = from_afar(&format!("{users}\nignore posts"));
    let staged = &plan.staged[0];
    // A column of SQLite holds whatever was put there.
    assert!(staged.columns.iter().all(|column| column.held_as == StagedAs::Text));
    assert_eq!((staged.found_by, staged.sure_key), (FoundBy::Index, false));
    assert_eq!(staged.key, [ColumnId(0)]);
}

#[test]
fn a_table_of_which_only_the_number_of_rows_matters_is_staged_with_one_column() {
    let plan = planned(OLD, NEW, &format!("{USERS}\nignore posts"));
    let schema = &plan.program.old;
    let reads = Reads { tables: [(TableId(1), std::collections::BTreeSet::new())].into(), ..Reads::default() };
    let staged = staged_tables(schema, &reads, schema.engine);
    assert_eq!(staged[0].columns, [StagedColumn { column: ColumnId(0), held_as: StagedAs::Typed }]);
    assert_eq!(staged[0].found_by, FoundBy::PrimaryKey);
}

#[test]
fn rows_are_counted_by_the_conditions_that_may_skip_them() {
    let counts = |lines: &str| {
        let users = USERS.replace("default -> boss_id", &format!("default -> boss_id{lines}"));
        decided(NEW, &format!("{users}\nignore posts")).blocks[0].counts
    };
    assert_eq!(counts("").skipped, SkippedBy::None);
    assert_eq!(counts("; where id > 3").skipped, SkippedBy::Conditions);
    assert_eq!(counts("").no_partner, NoPartnerBy::None);
}

#[test]
fn rows_without_a_partner_are_those_that_an_inner_join_leaves_out() {
    let posts = |join: &str| {
        let block = format!("table posts {join} users on users.id = posts.user_id");
        let rest = "ignore users.name, users.boss, users.born";
        decided(NEW, &format!("{block} -> account {{ posts.id -> id; title -> name; default -> boss_id }}\n{rest}"))
    };
    assert_eq!(posts("left join").blocks[0].counts.no_partner, NoPartnerBy::None);
    assert_eq!(posts("join").blocks[0].counts.no_partner, NoPartnerBy::Rows);
    // A user has many posts.
    let users = "table users join posts on posts.user_id = users.id";
    let block = format!(
        "{users} -> account {{ posts.id -> id; title -> name; default -> boss_id; ignore users.name; unique id reject }}"
    );
    let several = decided(NEW, &format!("{block}\nignore users.boss, users.born"));
    assert_eq!(several.blocks[0].counts.no_partner, NoPartnerBy::Keys);
}

#[test]
fn a_name_too_long_for_an_engine_is_cut_and_numbered() {
    let long = "a".repeat(60);
    let old = format!("create table {long} (id int not null primary key) engine=InnoDB;");
    let plan = planned(
        &old,
        NEW,
        &format!("table {long} -> account {{ id; \"x\" -> name; default -> boss_id; unique name reject }}"),
    );
    let physical = PhysicalPlan::of(&plan, target(&plan));
    let name = &physical.blocks[0].rows_table.as_ref().expect("a rows table").name;
    assert_eq!(name.len(), 63);
    assert!(name.ends_with("_1"), "{name}");
}

#[test]
fn the_text_says_below_each_step_what_was_decided() {
    let users = USERS.replace("default -> boss_id", "default -> boss_id; unique name reject");
    let plan = planned(OLD, NEW, &format!("{users}\n{POSTS}"));
    let physical = PhysicalPlan::of(&plan, Target { old_rows: OldRows::Staged, ..target(&plan) });
    let expected = "\
how the rows of main.mig move, on mysql: old rows are brought to the new database
 1. users -> account
        old rows  staged: rows may be equal in unique columns
        keys      kept in `id`, so that the new table is the look-up
        rows      in `_mig_rows_users` with the new `id`, `name`: rows may be equal in unique columns
        new table must be empty when the run begins, since rows keep their keys
        insert    one statement
 2. posts -> post
        old rows  staged: it follows rows that may not all move
        keys      followed by nobody
        new table must be empty when the run begins, since rows keep their keys
        insert    one statement

staging tables, with the columns that are read:
  `_mig_old_users`: id, name; primary key `id`
  `_mig_old_posts`: id, user_id, title; primary key `id`
";
    assert_eq!(text::render(&physical, &plan), expected);
}

#[test]
fn the_plan_can_be_read_by_other_programs() {
    let physical = decided(NEW, &format!("{USERS}\n{POSTS}"));
    let json = serde_json::to_value(&physical).expect("numbers, texts and lists");
    assert_eq!(json["old_rows"], "colocated");
    assert_eq!(json["blocks"][0]["access"]["path"], "colocated");
    assert_eq!(json["blocks"][0]["pieces"]["insert"], "whole");
    assert_eq!(json["blocks"][1]["stubs"], "none");
}
