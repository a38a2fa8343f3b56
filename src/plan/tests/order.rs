//! In which order steps come, why, and where circles are cut.

use super::*;
use crate::plan::graph;

const OLD: &str = "
create table users (id int not null primary key, name varchar(20) not null, boss_id int, forum_id int);
create table forums (id int not null primary key, title varchar(20) not null, owner_id int);
create table posts (id int not null primary key, user_id int not null);
";

/// An old side in which whatever refers to something may refer to nothing.
fn new(user: &str, forum: &str) -> String {
    format!(
        "create table account (id int not null primary key, name varchar(20) not null{user});
         create table board (id int not null primary key, title varchar(20) not null{forum});
         create table post (id int not null primary key, account_id int not null, foreign key (account_id) references account (id));"
    )
}

const USERS: &str = "table users -> account { id; name; ignore boss_id, forum_id }";
const FORUMS: &str = "table forums -> board { id; title; ignore owner_id }";
const POSTS: &str = "table posts -> post { id; user_id -> account_id }";

fn joined(blocks: &[&str]) -> String {
    blocks.join("\n")
}

#[test]
fn what_others_refer_to_comes_first() {
    let plan = planned(OLD, &new("", ""), &joined(&[POSTS, USERS, "ignore forums"]));
    assert_eq!(titles(&plan), ["users -> account", "posts -> post"]);
    assert_eq!(reasons(&plan, "posts -> post"), ["after 1: `account_id` refers to `account`"]);
    assert_eq!(reasons(&plan, "users -> account"), Vec::<String>::new());
}

#[test]
fn what_needs_nothing_stays_in_the_order_of_the_text() {
    let plan = planned(OLD, &new("", ""), &joined(&[FORUMS, USERS, "ignore posts"]));
    assert_eq!(titles(&plan), ["forums -> board", "users -> account"]);
    let plan = planned(OLD, &new("", ""), &joined(&[USERS, FORUMS, "ignore posts"]));
    assert_eq!(titles(&plan), ["users -> account", "forums -> board"]);
}

#[test]
fn require_is_a_reason_of_its_own() {
    let program =
        |because: &str| joined(&[USERS, FORUMS, "ignore posts", &format!("require board before account{because}")]);
    let plan = planned(OLD, &new("", ""), &program(""));
    assert_eq!(titles(&plan), ["forums -> board", "users -> account"]);
    assert_eq!(reasons(&plan, "users -> account"), ["after 1: required before `account`"]);
    let plan = planned(OLD, &new("", ""), &program(" because \"boards are few\""));
    assert_eq!(reasons(&plan, "users -> account"), ["after 1: boards are few"]);
}

#[test]
fn blocks_into_one_table_keep_their_order() {
    let plan = planned(
        OLD,
        &new("", ""),
        &joined(&["row account { 7 -> id; \"root\" -> name }", USERS, "ignore posts, forums"]),
    );
    assert_eq!(titles(&plan), ["row -> account", "users -> account"]);
    assert_eq!(reasons(&plan, "users -> account"), ["after 1: both fill `account`, in the order of the text"]);
}

#[test]
fn a_look_into_the_new_side_waits_for_its_rows() {
    let old = "create table users (id int not null primary key, name varchar(20) not null);
               create table posts (id int not null primary key);";
    let new = "create table tally (id int not null primary key, users int not null);
               create table account (id int not null primary key, name varchar(20) not null);";
    let program =
        "table posts -> tally { id; count(* from new.account) -> users }\ntable users -> account { id; name }";
    let plan = planned(old, new, program);
    assert_eq!(titles(&plan), ["users -> account", "posts -> tally"]);
    assert_eq!(reasons(&plan, "posts -> tally"), ["after 1: `users` looks into `account` of the new side"]);
}

const TO_BOARD: &str = ", board_id int, foreign key (board_id) references board (id)";
const TO_ACCOUNT: &str = ", owner_id int, foreign key (owner_id) references account (id)";

#[test]
fn a_circle_is_cut_at_a_column_that_may_be_null() {
    let users = "table users -> account { id; name; forum_id -> board_id or null; ignore boss_id }";
    let forums = "table forums -> board { id; title; owner_id or null }";
    let plan = planned(OLD, &new(TO_BOARD, TO_ACCOUNT), &joined(&[users, forums, "ignore posts"]));
    assert_eq!(titles(&plan), ["users -> account", "forums -> board", "fill account.board_id"]);
    assert_eq!(reasons(&plan, "forums -> board"), ["after 1: `owner_id` refers to `account`"]);
    assert_eq!(
        reasons(&plan, "fill account.board_id"),
        ["after 1: the rows of `account` are there, with null in its place", "after 2: `board_id` refers to `board`"]
    );
}

#[test]
fn a_circle_is_cut_where_all_that_holds_a_block_back_may_wait() {
    // The first block of the text cannot wait.
    let users = "table users -> account { id; name; forum_id -> board_id; ignore boss_id }";
    let forums = "table forums -> board { id; title; owner_id or null }";
    let needed = TO_BOARD.replace("board_id int", "board_id int not null");
    let plan = planned(OLD, &new(&needed, TO_ACCOUNT), &joined(&[users, forums, "ignore posts"]));
    assert_eq!(titles(&plan), ["forums -> board", "users -> account", "fill board.owner_id"]);
}

#[test]
fn a_column_that_is_filled_late_cannot_reject() {
    let users = "table users -> account { id; name; forum_id -> board_id; ignore boss_id }";
    let forums = "table forums -> board { id; title; owner_id or reject }";
    let found = errors(&compiled(OLD, &new(TO_BOARD, TO_ACCOUNT), &joined(&[users, forums, "ignore posts"])));
    assert_eq!(
        found,
        ["M0514: `board_id` is filled after its rows were moved, and cannot reject or skip them then | \
          let this line end in `or null` or `or fail`"]
    );
}

#[test]
fn a_circle_of_columns_that_may_not_be_null_is_an_error_that_names_them() {
    let users = "table users -> account { id; name; forum_id -> board_id; ignore boss_id }";
    let forums = "table forums -> board { id; title; owner_id }";
    let needed = |column: &str, text: &str| text.replace(&format!("{column} int"), &format!("{column} int not null"));
    let new = new(&needed("board_id", TO_BOARD), &needed("owner_id", TO_ACCOUNT));
    let found = errors(&compiled(OLD, &new, &joined(&[users, forums, "ignore posts"])));
    assert_eq!(
        found,
        ["M0502: the order goes round in a circle: `users` needs `forums` needs `users` | \
          take NOT NULL from `account.board_id` or `board.owner_id` in the new schema: Mig then fills it in a later step"]
    );
}

#[test]
fn a_circle_of_requirements_is_an_error() {
    let program =
        joined(&[USERS, FORUMS, "ignore posts", "require account before board", "require board before account"]);
    let found = errors(&compiled(OLD, &new("", ""), &program));
    assert_eq!(
        found,
        ["M0501: the order goes round in a circle: `users` needs `forums` needs `users` | \
          take one of the reasons out: a `require`, or a look-up in the new side"]
    );
}

const TO_ITSELF: &str = ", boss_id int, foreign key (boss_id) references account (id)";

#[test]
fn a_table_that_refers_to_itself_is_filled_in_two_steps() {
    let users = "table users -> account { id; name; boss_id or null; ignore forum_id }";
    let plan = planned(OLD, &new(TO_ITSELF, ""), &joined(&[users, "ignore posts, forums"]));
    assert_eq!(titles(&plan), ["users -> account", "fill account.boss_id"]);
    assert_eq!(reasons(&plan, "fill account.boss_id"), ["after 1: `boss_id` refers to `account`"]);
}

#[test]
fn a_reference_to_its_own_table_must_be_able_to_wait() {
    let users = "table users -> account { id; name; boss_id; ignore forum_id }";
    let needed = TO_ITSELF.replace("boss_id int", "boss_id int not null");
    let found = errors(&compiled(OLD, &new(&needed, ""), &joined(&[users, "ignore posts, forums"])));
    assert_eq!(
        found,
        ["M0502: `boss_id` refers to rows of `account` itself and may not be null | \
          let `boss_id` be null in the new schema; circles of NOT NULL keys are not there yet"]
    );
}

#[test]
fn stubs_come_just_before_the_rows_that_refer_to_them() {
    let posts = "table posts -> post { id; user_id -> account_id or stub }";
    let plan =
        planned(OLD, &new("", ""), &joined(&[USERS, posts, "stub account { \"gone\" -> name }", "ignore forums"]));
    assert_eq!(titles(&plan), ["users -> account", "stubs in account for posts", "posts -> post"]);
    assert_eq!(reasons(&plan, "stubs in account for posts"), ["after 1: `account_id` refers to `account`"]);
    assert_eq!(
        reasons(&plan, "posts -> post"),
        ["after 1: `account_id` refers to `account`", "after 2: the stubs that its rows refer to are there"]
    );
}

#[test]
fn tables_that_others_refer_to_are_emptied_last() {
    let plan = planned(OLD, &new("", ""), &joined(&["empty account", "empty post", USERS, POSTS, "ignore forums"]));
    assert_eq!(titles(&plan), ["empty post", "empty account", "users -> account", "posts -> post"]);
}

#[test]
fn steps_by_hand_stand_around_the_tables_that_they_name() {
    let program = joined(&[
        "after note \"the end\"",
        "after account sql\"delete from account where id < 0\"",
        "before post sql\"delete from post\"",
        POSTS,
        USERS,
        "ignore forums",
    ]);
    let plan = planned(OLD, &new("", ""), &program);
    assert_eq!(
        titles(&plan),
        [
            "users -> account",
            "after sql: delete from account where id < 0",
            "before sql: delete from post",
            "posts -> post",
            "after note: the end"
        ]
    );
}

#[test]
fn updates_and_checks_of_the_new_side_come_after_all_rows() {
    let program = joined(&[
        "update account { upper(name) -> name }",
        "check \"all are there\" count(* from new.account) = count(* from old.users)",
        USERS,
        "ignore posts, forums",
    ]);
    let plan = planned(OLD, &new("", ""), &program);
    assert_eq!(titles(&plan), ["users -> account", "update account", "check: all are there"]);
    assert_eq!(reasons(&plan, "update account"), ["updates come after all rows"]);
    assert_eq!(reasons(&plan, "check: all are there"), ["it looks at the new side"]);
}

#[test]
fn pictures_have_an_arrow_for_each_reason() {
    let plan = planned(OLD, &new("", ""), &joined(&[POSTS, USERS, "ignore forums"]));
    assert_eq!(
        graph::mermaid(&plan),
        "flowchart TD\n  s1[\"1. users -> account\"]\n  s2[\"2. posts -> post\"]\n  s1 --> s2\n"
    );
    assert_eq!(
        graph::dot(&plan),
        "digraph \"main.mig\" {\n  node [shape=box];\n  s1 [label=\"1. users -> account\", shape=box];\n  \
         s2 [label=\"2. posts -> post\", shape=box];\n  s1 -> s2;\n}\n"
    );
}

#[test]
fn pictures_quote_what_their_formats_take_for_their_own() {
    let program = joined(&[USERS, "ignore posts, forums", "before note \"say \\\"#1\\\"\""]);
    let plan = planned(OLD, &new("", ""), &program);
    assert!(
        graph::mermaid(&plan).contains("[/\"1. before note: say #quot;#35;1#quot;\"/]"),
        "{}",
        graph::mermaid(&plan)
    );
    assert!(
        graph::dot(&plan).contains("[label=\"1. before note: say \\\"#1\\\"\", shape=note]"),
        "{}",
        graph::dot(&plan)
    );
}
