//! What a block keeps of its rows, which rows may be there before it, and how its rows are counted.

use super::*;

/// The first block's plan.
#[track_caller]
fn first(new: &str, program: &str) -> BlockPlan {
    decided(new, program).blocks.remove(0)
}

/// The first block's plan, whatever columns the program leaves.
#[track_caller]
fn first_of_some(new: &str, program: &str) -> BlockPlan {
    decided_of_some(new, program).blocks.remove(0)
}

#[test]
fn an_own_reference_rejects_rows_unless_stubs_are_made() {
    let users = "table users -> account { id; name; boss -> boss_id }";
    assert_eq!(first_of_some(NEW, users).parents, [ColumnId(2)]);
    let stub = users.replace("boss -> boss_id", "boss -> boss_id or stub");
    let stub = first_of_some(NEW, &format!("{stub}\nstub account {{ \"gone\" -> name }}"));
    assert_eq!(stub.parents, []);
}

#[test]
fn only_a_late_step_needs_to_find_the_rows_of_a_block_that_nobody_follows() {
    assert_eq!(first(NEW, &format!("{USERS}\nignore posts")).followed, []);
    assert_eq!(first(NEW, &format!("{USERS}\n{POSTS}")).followed, [ColumnId(0)]);
}

#[test]
fn a_rows_table_holds_fresh_keys_and_unique_columns_once() {
    let lines = "auto -> id; name; ignore boss, born; default -> boss_id; unique id, name reject; key id";
    let table = first(NEW, &format!("table users -> account {{ {lines} }}\n{POSTS}")).rows_table.expect("a rows table");
    assert_eq!(table.columns, [ColumnId(0), ColumnId(1)]);
    assert!(!table.null_keys);
}

#[test]
fn a_rows_table_whose_key_may_be_null_has_no_primary_key() {
    let by = |columns: &str| {
        let lines = format!("id; name; default -> boss_id; unique name reject; key {columns}");
        let block = first_of_some(NEW, &format!("table users -> account {{ {lines} }}"));
        assert_eq!(block.rows_table.expect("a rows table").null_keys, block.null_keys.contains(&true));
        block.null_keys
    };
    assert_eq!(by("id"), [false]);
    assert_eq!(by("born"), [true]);
    assert_eq!(by("name, born"), [false, true]);
}

const FRESH: &str = "table users -> account { auto -> id; name; default -> boss_id }";
const KEPT: &str = "table users -> account { id; name; default -> boss_id }";
const ROW: &str = "row account { 7 -> id; \"root\" -> name; default -> boss_id }";

#[test]
fn a_table_may_hold_rows_where_fresh_keys_let_it_or_something_put_them_there() {
    let holds = |before: &str, block: &str| first_of_some(NEW, &format!("{before}\n{block}")).may_hold_rows;
    assert!(!holds("", KEPT), "it must be empty");
    assert!(holds("", FRESH));
    assert!(!holds("empty account", FRESH));
    assert!(holds("empty account where id < 3", FRESH));
    assert!(holds("empty post", FRESH), "another table");
    assert!(!holds("empty post where id < 3", KEPT));
    assert!(holds("before sql\"delete from post\"", KEPT), "it may write into any table");
    assert!(holds("before sql\"delete from post\"\nbefore note \"look\"", KEPT));
    assert!(!holds("before note \"look\"", KEPT));
    assert!(!holds("after sql\"delete from post\"", KEPT));
}

#[test]
fn a_table_holds_the_rows_of_blocks_and_stubs_that_came_before() {
    let posts = "table posts -> post { id; user_id via users -> account_id; title }";
    let plan = decided_of_some(NEW, &format!("{ROW}\n{KEPT}\n{posts}"));
    let held: Vec<bool> = plan.blocks.iter().map(|block| block.may_hold_rows).collect();
    assert_eq!(held, [false, true, false]);
}

#[test]
fn a_table_must_be_empty_where_any_block_keeps_a_key() {
    let must = |new: &str, program: &str| decided_of_some(new, program).must_be_empty;
    assert_eq!(must(NEW, FRESH), [].into());
    assert_eq!(must(NEW, &format!("{FRESH}\n{ROW}")), [TableId(0)].into());
    let no_key = NEW.replace("account (id int not null primary key", "account (id int not null");
    let no_key = no_key.replace(", foreign key (boss_id) references account (id)", "");
    let no_key = no_key.replace(", foreign key (account_id) references account (id)", "");
    assert_eq!(must(&no_key, KEPT), [TableId(0)].into());
}

#[test]
fn rows_are_skipped_by_conditions_of_rows_and_groups_and_by_policies() {
    let skipped = |head: &str, lines: &str| {
        let program = format!("table users {head} -> account {{ {lines}; default -> boss_id }}");
        first_of_some(NEW, &program).counts.skipped
    };
    assert_eq!(skipped("", "id; name"), SkippedBy::None);
    assert_eq!(skipped("", "id; name; where id > 3"), SkippedBy::Conditions);
    assert_eq!(skipped("", "id; upper(name) -> name or skip"), SkippedBy::Conditions);
    let group = "group by id";
    assert_eq!(skipped(group, "id; min(name) -> name"), SkippedBy::None);
    assert_eq!(skipped(&format!("{group} having count(*) > 1"), "id; min(name) -> name"), SkippedBy::Conditions);
}

#[test]
fn rows_that_an_inner_join_leaves_out_are_counted_by_what_is_known_of_its_first_table() {
    let without = |head: &str, lines: &str| {
        let head = format!("table posts {head} -> account");
        let program = format!("{head} {{ {lines}; default -> boss_id }}");
        first_of_some(NEW, &program).counts.no_partner
    };
    let join = "join users on users.id = posts.user_id";
    let lines = "posts.id -> id; title -> name";
    assert_eq!(without(join, lines), NoPartnerBy::Rows);
    assert_eq!(without(&join.replace("join", "left join"), lines), NoPartnerBy::None);
    let grouped = format!("{join} group by posts.id");
    assert_eq!(without(&grouped, "posts.id -> id; min(title) -> name"), NoPartnerBy::None);
    assert_eq!(without(join, &format!("{lines}; key users.id")), NoPartnerBy::None, "any row of the first table");
    assert_eq!(without(join, &format!("{lines}; key posts.id, users.id")), NoPartnerBy::Keys);
}

#[test]
fn the_name_of_a_helper_table_is_one_that_every_engine_takes() {
    let name = |table: &str| {
        let old = format!("create table `{table}` (id int not null primary key) engine=InnoDB;");
        let block =
            format!("table `{table}` -> account {{ id; \"x\" -> name; default -> boss_id; unique name reject }}");
        let plan = planned(&old, NEW, &block);
        let target = target(&plan);
        let table = PhysicalPlan::of(&plan, target).blocks.remove(0).rows_table;
        table.expect("a rows table").name
    };
    assert_eq!(name("short"), "_mig_rows_short");
    assert_eq!(name("a b"), "_mig_rows_a b");
    assert_eq!(name("a😀"), "_mig_rows_a__1", "MySQL has no such names");
    assert_eq!(name(&"a".repeat(53)), format!("_mig_rows_{}", "a".repeat(53)));
    assert_eq!(name(&"a".repeat(54)), format!("_mig_rows_{}_1", "a".repeat(51)));
    assert_eq!(name(&"é".repeat(40)), format!("_mig_rows_{}_1", "é".repeat(25)), "cut between two characters");
}

#[test]
fn a_rows_table_is_kept_for_pieces_alone_or_anyway() {
    let plan = decided(NEW, &format!("{USERS}\n{POSTS}"));
    let numbers: Vec<usize> = plan.blocks.iter().map(BlockPlan::number).collect();
    assert_eq!(numbers, [1, 2]);
    assert!(plan.blocks.iter().all(|block| !block.keeps_rows() && !block.keeps_rows_anyway()));
    let unique = first(NEW, &format!("{}\nignore posts", USERS.replace("id;", "id; unique name reject;")));
    assert!(unique.keeps_rows() && unique.keeps_rows_anyway());
}
