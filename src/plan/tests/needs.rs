//! What a block waits for: keys it follows, rows it looks for, tables it reads, and stubs.

use super::*;
use crate::plan::StepKind;

const OLD: &str = "
create table users (id int not null primary key, name varchar(20) not null, boss_id int);
create table guests (id int not null primary key, name varchar(20) not null);
create table posts (id int not null primary key, user_id int not null, editor_id int, kind varchar(9) not null);
";
/// Accounts of users and guests, and posts that refer to them.
const NEW: &str = "
create table account (id int not null primary key, name varchar(20) not null);
create table post (id int not null primary key, author_id int not null, editor_id int, kind varchar(9),
                   foreign key (author_id) references account (id));
";
const USERS: &str = "table users -> account { id; name; ignore boss_id }";
const GUESTS: &str = "table guests -> account { id + 1000 -> id; name; unique id reject }";

fn joined(blocks: &[&str]) -> String {
    blocks.join("\n")
}

/// The block of posts with these lines.
fn posts(lines: &str) -> String {
    format!("table posts -> post {{ id; {lines} }}\nignore posts.*")
}

/// Why the block of posts stands where it does, with the other blocks behind it in the text.
#[track_caller]
fn why(lines: &str, others: &[&str]) -> Vec<String> {
    let plan = planned(OLD, NEW, &format!("{}\n{}", posts(lines), joined(others)));
    reasons(&plan, "posts -> post")
}

#[test]
fn a_key_of_a_column_with_a_reference_refers_to_its_table() {
    let others = [USERS, "ignore guests"];
    assert_eq!(
        why("user_id -> author_id; null -> editor_id; null -> kind", &others),
        ["after 1: `author_id` refers to `account`"]
    );
}

#[test]
fn a_key_of_a_column_without_one_follows_a_block() {
    // `editor_id` refers to nothing that the new schema knows of.
    let others = [USERS, "ignore guests"];
    assert_eq!(
        why("user_id -> author_id; editor_id via users -> editor_id; null -> kind", &others),
        ["after 1: `author_id` refers to `account`", "after 1: `editor_id` follows the keys of `users`"]
    );
    // A text that holds a key is no reference, nor is what a condition follows.
    assert_eq!(
        why("f\"{user_id via users}\" -> kind; null -> editor_id; sql\"1\" as int -> author_id", &others),
        ["after 1: `author_id` refers to `account`", "after 1: `kind` follows the keys of `users`"]
    );
    assert_eq!(
        why("user_id -> author_id; null -> editor_id, kind; where (editor_id via users) is not null", &others),
        ["after 1: a condition follows the keys of `users`", "after 1: `author_id` refers to `account`"]
    );
}

#[test]
fn a_block_that_follows_one_block_does_not_wait_for_another_of_its_table() {
    let program = joined(&[USERS, &posts("user_id via users -> author_id; null -> editor_id, kind"), GUESTS]);
    let plan = planned(OLD, NEW, &program);
    assert_eq!(titles(&plan), ["users -> account", "posts -> post", "guests -> account"]);
}

#[test]
fn a_reference_whose_value_nobody_knows_waits_for_all_rows_of_its_table() {
    let program = joined(&[USERS, &posts("sql\"1\" as int -> author_id; null -> editor_id, kind"), GUESTS]);
    let plan = planned(OLD, NEW, &program);
    assert_eq!(titles(&plan), ["users -> account", "guests -> account", "posts -> post"]);
    assert_eq!(
        reasons(&plan, "posts -> post"),
        ["after 1: `author_id` refers to `account`", "after 2: `author_id` refers to `account`"]
    );
}

#[test]
fn a_key_of_the_new_side_waits_for_all_rows_of_its_table() {
    let program = joined(&[USERS, &posts("7 -> author_id; null -> editor_id, kind"), GUESTS]);
    let plan = planned(OLD, NEW, &program);
    assert_eq!(titles(&plan), ["users -> account", "guests -> account", "posts -> post"]);
}

#[test]
fn what_is_left_to_the_new_side_waits_for_nothing() {
    let new = NEW.replace("author_id int not null", "author_id int default null");
    let program = joined(&[&posts("default -> author_id; null -> editor_id, kind"), USERS, "ignore guests"]);
    let plan = planned(OLD, &new, &program);
    assert_eq!(titles(&plan), ["posts -> post", "users -> account"]);
}

/// Whatever a line or a condition looks at on the old side is there before the first step.
#[test]
fn a_look_into_the_old_side_waits_for_nothing() {
    // Each old table has the place among its tables that a new one has among its own.
    let new = "create table account (id int not null primary key, name varchar(20) not null);
               create table guest (id int not null primary key, name varchar(20) not null);
               create table post (id int not null primary key, label varchar(20), n int);";
    let program = "table posts -> post { id; users[user_id].name -> label; count(* from guests) -> n }\n\
                   table users -> account { id; name; ignore boss_id }\ntable guests -> guest { id; name }\n\
                   ignore posts.*";
    let plan = planned(OLD, new, program);
    assert_eq!(titles(&plan), ["posts -> post", "users -> account", "guests -> guest"]);
}

#[test]
fn whatever_looks_at_the_new_side_waits_for_its_rows() {
    let new = "create table account (id int not null primary key, name varchar(20) not null);
               create table post (id int not null primary key, label varchar(20));";
    for (head, lines, reason) in [
        ("posts", "new.account[id = user_id].name -> label or null", "`label` looks into `account` of the new side"),
        ("posts", "f\"{count(* from new.account)}\" -> label", "`label` looks into `account` of the new side"),
        (
            "posts",
            "kind -> label; where count(* from new.account) > id",
            "a condition looks into `account` of the new side",
        ),
        (
            "posts",
            "kind -> label; order by count(* from new.account)",
            "the order looks into `account` of the new side",
        ),
        ("posts join new.account a on a.id = posts.user_id", "a.name -> label", "it reads `account` of the new side"),
        (
            "posts left join guests on guests.id = count(* from new.account)",
            "kind -> label",
            "a join looks into `account` of the new side",
        ),
    ] {
        let id = if head == "posts" { "id" } else { "posts.id -> id" };
        let lines =
            lines.replace("kind -> label", if head == "posts" { "kind -> label" } else { "posts.kind -> label" });
        let program = format!("table {head} -> post {{ {id}; {lines} }}\n{USERS}\nignore posts.*, guests.*");
        let plan = planned(OLD, new, &program);
        assert_eq!(titles(&plan), ["users -> account", "posts -> post"], "{lines}");
        assert_eq!(reasons(&plan, "posts -> post"), [format!("after 1: {reason}")], "{lines}");
    }
}

#[test]
fn a_condition_on_groups_may_look_at_the_new_side() {
    let new = "create table account (id int not null primary key, name varchar(20) not null);
               create table kind (kind varchar(9) not null primary key, n int not null);";
    let program = format!(
        "table posts group by posts.kind having count(*) > count(* from new.account)\n  \
         -> kind {{ posts.kind; count(*) -> n }}\n\
         {USERS}\nignore posts.*, guests"
    );
    let plan = planned(OLD, new, &program);
    assert_eq!(reasons(&plan, "posts -> kind"), ["after 1: the grouping looks into `account` of the new side"]);
}

/// Parts have a key of two columns, and votes refer to them.
const PARTS: [&str; 2] = [
    "create table part (a int not null, b varchar(9) not null, c varchar(9) not null, primary key (a, b)) engine=InnoDB;
     create table thing (a int not null, b varchar(9) not null, primary key (a, b)) engine=InnoDB;
     create table vote (id int not null primary key, n int, code varchar(9), up int) engine=InnoDB;",
    "create table part (a int not null, b varchar(9) not null, c varchar(9) not null, primary key (a, b)) engine=InnoDB;
     create table thing (a int not null, b varchar(9) not null, primary key (a, b)) engine=InnoDB;
     create table vote (id int not null primary key, a int, b varchar(9), more varchar(9),
                        foreign key (a, b) references part (a, b)) engine=InnoDB;",
];

/// Why the block of votes with these lines stands where it does.
#[track_caller]
fn votes(lines: &str) -> Vec<String> {
    let program = format!(
        "table vote -> vote {{ id; {lines} }}\ntable part -> part {{ a; b; c }}\n\
         table thing -> thing {{ a; b }}\nignore vote.*"
    );
    reasons(&planned(PARTS[0], PARTS[1], &program), "vote -> vote")
}

#[test]
fn a_look_up_of_the_row_that_a_reference_asks_for_is_that_reference() {
    for (lines, reason) in [
        ("n -> a; new.part[a = n, b = \"x\"].b -> b or null; null -> more", "`b` refers to `part`"),
        ("n -> a; new.part[b = \"x\", a = n].b -> b or null; null -> more", "`b` refers to `part`"),
        // Another column, other columns, fewer of them, or another table.
        ("null -> a, b; new.part[a = n, b = \"x\"].b -> more or null", "`more` looks into `part` of the new side"),
        ("null -> a; new.part[a = n, c = \"x\"].b -> b or null; null -> more", "`b` looks into `part` of the new side"),
        ("null -> a; new.part[a = n].b -> b or null; null -> more", "`b` looks into `part` of the new side"),
        (
            "null -> a; new.thing[a = n, b = \"x\"].b -> b or null; null -> more",
            "`b` looks into `thing` of the new side",
        ),
    ] {
        let found = votes(lines);
        let texts: Vec<&str> = found.iter().filter_map(|reason| Some(reason.split_once(": ")?.1)).collect();
        assert!(texts.contains(&reason), "{lines}: {texts:?}");
    }
}

#[test]
fn a_look_up_by_one_column_is_no_reference() {
    let plan = planned(
        OLD,
        NEW,
        &joined(&[
            &posts("new.account[id = user_id].id -> author_id; null -> editor_id, kind"),
            USERS,
            "ignore guests",
        ]),
    );
    assert!(
        reasons(&plan, "posts -> post").contains(&"after 1: `author_id` looks into `account` of the new side".into())
    );
}

/// Of a reference of two columns, the one that decides waits, and the other stays.
#[test]
fn only_the_column_that_decides_waits_for_the_row() {
    let old = "create table node (id int not null primary key, tree int not null, up int) engine=InnoDB;";
    let new = "create table node (tree int not null, id int not null, up int, primary key (tree, id),
                                  foreign key (tree, up) references node (tree, id)) engine=InnoDB;";
    let plan = planned(old, new, "table node -> node { tree; id; up or null }");
    assert_eq!(titles(&plan), ["node -> node", "fill node.up"]);
    let plan = planned(old, new, "table node -> node { 1 -> tree; id; up or null; ignore tree }");
    assert_eq!(titles(&plan), ["node -> node", "fill node.up"]);
}

/// That many blocks fill `account`, the one in the middle with this line more.
#[track_caller]
fn crowd(blocks: usize, line: &str) -> Plan {
    let new = "
        create table account (id int not null primary key, boss_id int, foreign key (boss_id) references account (id));
        create table post (id int not null primary key, author_id int not null,
                           foreign key (author_id) references account (id));";
    let mut program = "table posts -> post { id; 7 -> author_id; ignore user_id, editor_id, kind }\n".to_owned();
    for n in 0..blocks {
        let line = if n == blocks / 2 { line } else { "" };
        program += &format!("row account {{ {n} -> id{line} }}\n");
    }
    planned(OLD, new, &format!("{program}ignore users, guests"))
}

#[test]
fn of_many_blocks_that_fill_a_table_the_last_is_reason_enough() {
    for (blocks, said) in [(1, 1), (8, 8), (9, 1)] {
        let plan = crowd(blocks, "");
        let why = reasons(&plan, "posts -> post");
        assert_eq!(why.len(), said, "{why:?}");
        assert_eq!(why.last(), Some(&format!("after {blocks}: `author_id` refers to `account`")));
        assert_eq!(titles(&plan).last(), Some(&"posts -> post"));
    }
}

#[test]
fn one_of_many_blocks_that_fill_a_table_may_refer_to_it() {
    for blocks in [3, 9] {
        let plan = crowd(blocks, "; 7 -> boss_id or null");
        let titles = titles(&plan);
        let last = titles.iter().rposition(|title| *title == "row -> account").expect("a row");
        let filled = titles.iter().position(|title| *title == "fill account.boss_id").expect("the step");
        assert!(filled > last, "{titles:?}");
        assert_eq!(titles.len(), blocks + 2, "{titles:?}");
    }
}

/// Posts refer to accounts and boards, and accounts to boards; whoever is missing can be made.
const BOARDS: [&str; 2] = [
    "create table users (id int not null primary key, board int);
     create table boards (id int not null primary key, owner int);
     create table posts (id int not null primary key, author int, board int);",
    "create table account (id int not null primary key, board_id int,
                           foreign key (board_id) references board (id));
     create table board (id int not null primary key, owner_id int);
     create table post (id int not null primary key, board_id int, author_id int,
                        foreign key (author_id) references account (id),
                        foreign key (board_id) references board (id));",
];

/// The plan of a program with these lines about posts, and these about stubs of accounts and of boards.
#[track_caller]
fn boards(post: &str, account: &str, board: &str) -> Plan {
    let program = format!(
        "table posts -> post {{ id; {post} }}\ntable users -> account {{ id; board -> board_id or null }}\n\
         table boards -> board {{ id; owner -> owner_id or null }}\n\
         stub account {{ {account} }}\nstub board {{ {board} }}"
    );
    planned(BOARDS[0], BOARDS[1], &program)
}

/// The tables whose rows the first step of stubs makes, in this order.
#[track_caller]
fn stubbed(plan: &Plan) -> Vec<&str> {
    let of = plan.steps.iter().find_map(|step| match &step.kind {
        StepKind::Stubs { of, .. } => Some(of),
        _ => None,
    });
    let tables = of.expect("a step of stubs").iter().map(|block| plan.block(*block).target);
    tables.map(|table| plan.program.new.table(table).name.as_str()).collect()
}

#[test]
fn only_lines_that_say_so_make_stubs() {
    let (account, board) = ("null -> board_id", "null -> owner_id");
    let plan = boards("author -> author_id or stub; board -> board_id or null", account, board);
    assert_eq!(stubbed(&plan), ["account"]);
    let plan = boards("author -> author_id or null; board -> board_id or stub", account, board);
    assert_eq!(stubbed(&plan), ["board"]);
}

#[test]
fn stubs_that_others_refer_to_are_made_first() {
    let (account, board) = ("key -> board_id or stub", "null -> owner_id");
    let plan = boards("author -> author_id or stub; ignore board", account, board);
    assert_eq!(stubbed(&plan), ["board", "account"]);
    assert_eq!(
        reasons(&plan, "stubs in account, board for posts"),
        ["after 1: a stub of `account` may need one in `board`", "after 2: `author_id` refers to `account`"]
    );
    assert_eq!(
        reasons(&plan, "posts -> post"),
        ["after 2: `author_id` refers to `account`", "after 3: the stubs that its rows refer to are there"]
    );
    // A board that is found first is referred to by an account that is found later.
    let both = "author -> author_id or stub; board -> board_id or stub";
    assert_eq!(stubbed(&boards(both, account, board)), ["board", "account"]);
    // Where none refers to another, they are made in the order of the new columns.
    assert_eq!(stubbed(&boards(both, "null -> board_id", board)), ["board", "account"]);
}

#[test]
fn stubs_that_refer_to_each_other_are_all_made() {
    let new = BOARDS[1].replace("owner_id int", "owner_id int, foreign key (owner_id) references account (id)");
    let program = "table posts -> post { id; author -> author_id or stub; null -> board_id; ignore board }
                   table users -> account { id; board -> board_id or null }
                   table boards -> board { id; owner -> owner_id or null }
                   stub account { key -> board_id or stub }\nstub board { key -> owner_id or stub }";
    assert_eq!(stubbed(&planned(BOARDS[0], &new, program)), ["account", "board"]);
}

#[test]
fn a_step_of_stubs_stands_at_the_line_that_asks_for_them() {
    let plan = boards("author -> author_id or stub; board -> board_id or null", "null -> board_id", "null -> owner_id");
    let step = plan.steps.iter().find(|step| matches!(step.kind, StepKind::Stubs { .. })).expect("a step of stubs");
    let StepKind::Stubs { block, .. } = step.kind else { panic!("{step:?}") };
    let lines: Vec<bool> = plan.block(block).fills.iter().map(|fill| fill.span == step.span).collect();
    // Of `id`, `board_id` and `author_id`.
    assert_eq!(lines, [false, false, true]);
}
