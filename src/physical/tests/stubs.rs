//! When stubs are made, for which keys, and what they mean for the rows that come after them.

use super::*;
use crate::plan::{Expr, ExprKind, Fill, How};

const FROM: &str = "
create table users (id int not null primary key, name varchar(20) not null, kind int not null) engine=InnoDB;
create table posts (id int not null primary key, user_id int not null, editor_id int, title varchar(20) not null,
  spare int) engine=InnoDB;
";
const INTO: &str = "
create table account (id int not null primary key, name varchar(20) not null) engine=InnoDB;
create table post (id int not null primary key, account_id int, editor_id int, title varchar(20), n int,
  foreign key (account_id) references account (id), foreign key (editor_id) references account (id)) engine=InnoDB;
create table tag (id int not null primary key, label varchar(20)) engine=InnoDB;
";
const ACCOUNTS: &str =
    "table users -> account { id; name }\nstub account { \"gone\" -> name }\nignore users.*, posts.*";

#[track_caller]
fn with_posts(new: &str, block: &str) -> Plan {
    planned(FROM, new, &format!("{ACCOUNTS}\n{block}"))
}

/// What stubs of accounts mean for posts, with these lines in their block.
#[track_caller]
fn before(lines: &str) -> StubsBefore {
    before_in(INTO, &format!("table posts -> post {{ {lines} }}"))
}

#[track_caller]
fn before_in(new: &str, block: &str) -> StubsBefore {
    let plan = with_posts(new, block);
    let target = target(&plan);
    let physical = PhysicalPlan::of(&plan, target);
    let stubs = physical.blocks[1].stubs;
    let chosen = matches!(stubs, StubsBefore::AfterChoice | StubsBefore::AfterLastingChoice);
    assert_eq!(physical.blocks[1].chosen_before_stubs(), chosen);
    stubs
}

#[test]
fn rows_are_chosen_before_the_stubs_that_they_refer_to() {
    assert_eq!(before("id; user_id -> account_id or stub"), StubsBefore::AfterChoice);
    assert_eq!(before("id; user_id -> account_id; 1 -> n"), StubsBefore::None);
    let other = before("id; user_id -> account_id or editor_id or stub");
    assert_eq!(other, StubsBefore::AfterLastingChoice, "the first may find the other's stub once it is there");
}

#[test]
fn the_choice_is_kept_where_rows_would_have_another_fate_once_stubs_are_there() {
    let lasting = StubsBefore::AfterLastingChoice;
    let stub = "id; user_id -> account_id or stub";
    assert_eq!(
        before(&format!("{stub}; editor_id -> editor_id")),
        lasting,
        "rejected, though a stub may be there later"
    );
    assert_eq!(before(&format!("{stub}; editor_id -> editor_id or null")), StubsBefore::AfterChoice);
    assert_eq!(before(&format!("{stub}; title; where (editor_id via users) > 3")), lasting);
    assert_eq!(before(&format!("{stub}; count(* from new.account) -> n")), lasting);
    for elsewhere in
        ["count(* from old.users) -> n", "count(* from new.tag) -> n", "new.tag[id = user_id].label -> title"]
    {
        assert_eq!(before(&format!("{stub}; {elsewhere}")), StubsBefore::AfterChoice, "{elsewhere}");
    }
    assert_eq!(before(&format!("{stub}; new.account[id = user_id].name -> title")), lasting);
    assert_eq!(before(&format!("{stub}; users[user_id].name -> title")), StubsBefore::AfterChoice);
    assert_eq!(before(&format!("{stub}; 7 -> editor_id")), lasting, "a row that must be there");
    assert_eq!(before(&format!("{stub}; title")), StubsBefore::AfterChoice);
    // Only where there is a key to keep them by.
    let lines = "user_id -> account_id or stub; auto -> id; min(editor_id) -> editor_id";
    let groups = format!("table posts group by user_id -> post {{ {lines} }}");
    assert_eq!(before_in(INTO, &groups), StubsBefore::AfterChoice);
}

#[test]
fn stubs_come_first_where_a_rule_is_about_the_column_that_calls_for_them() {
    let first = StubsBefore::BeforeChoice;
    let stub = "id; user_id -> account_id or stub; title";
    assert_eq!(before(&format!("{stub}; unique account_id reject")), first);
    assert_eq!(before(&format!("{stub}; unique title reject")), StubsBefore::AfterChoice);
    let key = "id int not null, account_id int not null primary key";
    let key = INTO.replace("id int not null primary key, account_id int", key);
    let old = FROM.replace("user_id int not null", "user_id int not null unique");
    let plan = planned(&old, &key, &format!("{ACCOUNTS}\ntable posts -> post {{ {stub} }}"));
    let target = target(&plan);
    assert_eq!(PhysicalPlan::of(&plan, target).blocks[1].stubs, first, "the primary key");
    let checked = |rule: &str| INTO.replace("n int,", &format!("n int, check ({rule}),"));
    let block = |lines: &str| format!("table posts -> post {{ {stub}; {lines} }}");
    assert_eq!(before_in(&checked("ACCOUNT_ID > 0"), &block("1 -> n")), first);
    assert_eq!(before_in(&checked("n > 0"), &block("1 -> n")), StubsBefore::AfterChoice);
    assert_eq!(before_in(&checked("account_id > n"), &block("1 -> n")), first);
    // A CHECK about a column that the new side fills is none of the rows that move.
    assert_eq!(before_in(&checked("account_id > n"), &block("default -> n")), StubsBefore::AfterChoice);
}

#[test]
fn stubs_come_first_where_a_rule_is_about_what_falls_back_while_they_are_missing() {
    let first = StubsBefore::BeforeChoice;
    let lines = |line: &str| format!("id; user_id -> account_id or stub; {line}; unique editor_id reject");
    assert_eq!(before(&lines("editor_id -> editor_id or null")), first);
    assert_eq!(before(&lines("editor_id -> editor_id or 7 or reject")), first);
    assert_eq!(before(&lines("editor_id -> editor_id")), StubsBefore::AfterLastingChoice, "it is rejected instead");
    assert_eq!(before(&lines("null -> editor_id or null")), StubsBefore::AfterChoice, "it finds no stub");
}

#[test]
fn each_block_that_is_called_for_has_one_table_of_missing_keys() {
    let names = |lines: &str| {
        let plan = with_posts(INTO, &format!("table posts -> post {{ id; {lines} }}"));
        let target = target(&plan);
        PhysicalPlan::of(&plan, target)
            .stub_tables
            .into_iter()
            .map(|table| (table.block, table.name))
            .collect::<Vec<_>>()
    };
    let users = (BlockId(0), "_mig_stubs_users".to_owned());
    assert_eq!(names("user_id -> account_id or stub; editor_id or stub"), [users]);
    assert_eq!(names("user_id -> account_id; editor_id"), []);
}

#[test]
fn a_check_names_columns_in_whatever_case() {
    let new = INTO.replace("n int,", "n int, check (N > 0 and `Title` <> 'id'),");
    let plan = with_posts(&new, "table posts -> post { id; user_id -> account_id; title; 1 -> n; ignore editor_id }");
    let check = &plan.program.new.tables[1].checks[0];
    assert_eq!(columns_in(&plan.program, TableId(1), check), [ColumnId(3), ColumnId(4)]);
}

/// The line of `account_id` in the block of posts.
fn line(plan: &Plan) -> &Fill {
    plan.program.blocks[1].fill(ColumnId(1)).expect("the line")
}

/// The keys that a line calls for, with how many attempts stand before each.
#[track_caller]
fn keys(value: &str) -> Vec<(Expr, usize)> {
    let plan = with_posts(INTO, &format!("table posts -> post {{ id; {value} }}"));
    keys_of(line(&plan), BlockId(0)).into_iter().map(|(key, before)| (key, before.len())).collect()
}

fn is_column(expr: &Expr, column: usize) -> bool {
    expr.bare_column() == Some((RelId(0), ColumnId(column)))
}

#[test]
fn a_line_calls_for_the_keys_that_it_follows_with_or_stub() {
    assert_eq!(keys("user_id -> account_id"), []);
    assert!(matches!(keys("user_id -> account_id or stub").as_slice(), [(key, 0)] if is_column(key, 1)));
    let later = keys("editor_id -> account_id or user_id or stub");
    assert!(matches!(later.as_slice(), [(key, 1)] if is_column(key, 1)), "where the attempt before failed: {later:?}");
    let plan = with_posts(INTO, "table posts -> post { id; user_id -> account_id or stub }");
    assert_eq!(keys_of(line(&plan), BlockId(1)), [], "another block");
    let default = with_posts(INTO, "table posts -> post { id; default -> account_id; user_id -> editor_id }");
    assert!(matches!(line(&default).how, How::Default));
    assert_eq!(keys_of(line(&default), BlockId(0)), []);
}

#[test]
fn a_key_is_called_for_whatever_size_its_column_has() {
    let small = INTO.replace("account_id int", "account_id smallint");
    let plan = with_posts(&small, "table posts -> post { id; user_id -> account_id or stub }");
    assert!(matches!(keys_of(line(&plan), BlockId(0)).as_slice(), [(key, [])] if is_column(key, 1)));
}

#[test]
fn an_arm_of_a_case_calls_for_its_key_where_those_before_it_do_not_hold() {
    let found = keys("case { id < 3 -> user_id; id < 5 -> editor_id; else user_id } -> account_id or stub");
    let arms: Vec<(Vec<usize>, bool)> = found
        .iter()
        .map(|(key, _)| match &key.kind {
            ExprKind::Case { arms, otherwise } => {
                let column = |value: &Expr| value.bare_column().map_or(0, |(_, column)| column.0);
                (arms.iter().map(|(_, value)| column(value)).collect(), otherwise.is_some())
            }
            _ => panic!("{key:?}"),
        })
        .collect();
    // 0 is null: that arm calls for nothing.
    assert_eq!(arms, [(vec![1], false), (vec![0, 2], false), (vec![0, 0], true)]);
}

#[test]
fn the_word_for_none_calls_for_no_stub() {
    let block =
        "reference posts.user_id unless 0 to users.id\ntable posts -> post { id; user_id -> account_id or stub }";
    let plan = with_posts(INTO, block);
    let found = keys_of(line(&plan), BlockId(0));
    let ExprKind::Case { arms, otherwise: None } = &found[0].0.kind else { panic!("{found:?}") };
    assert!(matches!(arms.as_slice(), [(_, key)] if is_column(key, 1)));
}
