//! Where circles are cut, what may be written where a column is filled later, and which circles are errors.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::plan::StepKind;

const OLD: &str = "
create table users (id int not null primary key, name varchar(20) not null, boss_id int, forum_id int, other_id int);
create table forums (id int not null primary key, title varchar(20) not null, owner_id int);
";

/// Users have a forum and forums have an owner.
const CIRCLE: &str = "
create table account (id int not null primary key, name varchar(20) not null, board_id int,
                      foreign key (board_id) references board (id));
create table board (id int not null primary key, title varchar(20) not null, owner_id int not null,
                    foreign key (owner_id) references account (id));
";
const FORUMS: &str = "table forums -> board { id; title; owner_id }";
/// Users have a boss, who is a user.
const SELF: &str = "
create table account (id int not null primary key, name varchar(20) not null, boss_id int,
                      foreign key (boss_id) references account (id));
";

/// The errors of a program in which the forum of a user has this line, if any.
#[track_caller]
fn late(line: &str, more: &str) -> Vec<String> {
    let users = format!("table users -> account {{ id; name; {line}; ignore boss_id, other_id }}");
    errors(&compiled(OLD, CIRCLE, &format!("{users}\n{FORUMS}\n{more}")))
}

/// What is said of a column that cannot reject any more, with this help.
fn too_late(column: &str, help: &str) -> Vec<String> {
    let message = "is filled after its rows were moved, and cannot reject or skip them then";
    vec![format!("M0514: `{column}` {message} | {help}")]
}

#[test]
fn a_column_that_is_filled_later_has_a_value_for_every_row() {
    for line in ["forum_id -> board_id or null", "forum_id -> board_id or fail", "null -> board_id; ignore forum_id"] {
        assert_eq!(late(line, ""), Vec::<String>::new(), "{line}");
    }
    let stub = "stub board { \"gone\" -> title; key -> owner_id or stub }\nstub account { \"gone\" -> name }";
    assert_eq!(late("forum_id -> board_id or stub", stub), Vec::<String>::new());
    for line in [
        "forum_id -> board_id",
        "forum_id -> board_id or skip",
        "forum_id when id > 3 -> board_id or reject",
        // There may be no board of this number.
        "forum_id -> board_id or 1",
    ] {
        let help = "let this line end in `or null` or `or fail`";
        assert_eq!(late(line, ""), too_late("board_id", help), "{line}");
    }
}

#[test]
fn a_stub_is_proposed_where_the_program_says_how_to_make_one() {
    let stub = "stub board { \"gone\" -> title; 1 -> owner_id }";
    let help = "let this line end in `or null` or `or stub` or `or fail`";
    assert_eq!(late("forum_id -> board_id", stub), too_late("board_id", help));
    let stub = "stub account { \"gone\" -> name }";
    let help = "let this line end in `or null` or `or fail`";
    assert_eq!(late("forum_id -> board_id", stub), too_late("board_id", help));
}

/// A reference that the old side guarantees finds its row, and needs no policy.
#[test]
fn a_reference_that_finds_every_row_may_be_filled_later() {
    let users = "table users -> account { id; name; forum_id -> board_id; ignore boss_id, other_id }";
    let forums = FORUMS.replace("owner_id", "owner_id or fail");
    let found = |old: &str, forums: &str| errors(&between("postgres", old, CIRCLE, &format!("{users}\n{forums}")));
    let declared = format!("{OLD}alter table users add foreign key (forum_id) references forums (id);");
    assert_eq!(found(&declared, &forums), Vec::<String>::new());
    // It is not declared, or rows are left out.
    assert_eq!(found(OLD, &forums).len(), 1);
    assert_eq!(found(&declared, FORUMS).len(), 1);
}

#[test]
fn where_the_value_has_no_line_of_its_own_one_is_proposed() {
    let old = "create table account (id int not null primary key, board_id int);
               create table board (id int not null primary key, owner_id int not null);";
    let new = "create table account (id int not null primary key, board_id int,
                                     foreign key (board_id) references board (id));
               create table board (id int not null primary key, owner_id int not null,
                                   foreign key (owner_id) references account (id));";
    for (account, help) in [
        ("table account -> account { id; board_id }", "write a line for it: `board_id or null`, or with `or fail`"),
        ("table account -> account { * }", "write a line for it: `board_id or null`, or with `or fail`"),
        ("copy account", "give the statement a block with a line for it: `{ board_id or null }`, or with `or fail`"),
        ("table account -> account { id; board_id or skip }", "let this line end in `or null` or `or fail`"),
    ] {
        let found = errors(&compiled(old, new, &format!("{account}\ntable board -> board {{ id; owner_id }}")));
        assert_eq!(found, too_late("board_id", help), "{account}");
    }
}

#[test]
fn a_column_that_takes_no_null_waits_with_the_word_for_none() {
    let schemas = |key: &str, none: &str| {
        let user = format!("create table users (id {key} primary key, best {key} default {none})");
        let post = format!("create table posts (id {key} primary key, author {key}");
        (format!("{user};\n{post});"), format!("{user};\n{post}, foreign key (author) references users (id));"))
    };
    for (key, none, help) in [
        ("int not null", "0", "write a line for it: `best or 0`, or with `or fail`"),
        ("varchar(9) not null", "'-'", "write a line for it: `best or \"-\"`, or with `or fail`"),
    ] {
        let (old, new) = schemas(key, none);
        let none = none.replace('\'', "\"");
        let references = format!(
            "reference new.users.best unless {none} to posts.id\nreference users.best unless {none} to posts.id\n\
             reference posts.author to users.id"
        );
        let program =
            format!("{references}\ntable users -> users {{ id; best }}\ntable posts -> posts {{ id; author }}");
        assert_eq!(errors(&compiled(&old, &new, &program)), too_late("best", help));
        let plan = planned(&old, &new, &program.replace("best }", &format!("best or {none} }}")));
        assert_eq!(titles(&plan), ["users -> users", "posts -> posts", "fill users.best"]);
    }
}

/// The errors of a program in which the boss of a user has this line.
#[track_caller]
fn own(line: &str) -> Vec<String> {
    let users = format!("table users -> account {{ id; name; {line}; ignore forum_id, other_id }}");
    errors(&compiled(OLD, SELF, &format!("{users}\nignore forums")))
}

#[test]
fn a_row_whose_partner_in_its_own_table_is_missing_can_be_rejected() {
    // Those rows are found before any is moved.
    assert_eq!(own("boss_id"), Vec::<String>::new());
    assert_eq!(own("boss_id or reject"), Vec::<String>::new());
    let help = "let this line end in `or null` or `or reject` or `or fail`";
    assert_eq!(own("boss_id or skip"), too_late("boss_id", help));
    // Not where the value is more than that partner's key.
    let help = "let this line end in `or null` or `or fail`";
    assert_eq!(own("boss_id when id > 3 -> boss_id"), too_late("boss_id", help));
    let users = "table users -> account { id; name; boss_id or other_id; ignore forum_id }\nignore forums";
    assert_eq!(errors(&compiled(OLD, SELF, users)), too_late("boss_id", help));
}

#[test]
fn a_key_of_another_size_is_still_the_key_of_a_partner() {
    let new = SELF.replace("id int not null primary key", "id bigint not null primary key");
    let users = "table users -> account { id; name; boss_id; ignore forum_id, other_id }\nignore forums";
    assert_eq!(errors(&between("postgres", OLD, &new, users)), Vec::<String>::new());
}

#[test]
fn a_check_of_a_column_that_is_filled_later_is_a_warning() {
    let users = "table users -> account { id; name; boss_id or null; ignore forum_id, other_id }\nignore forums";
    let warnings = |check: &str| -> Vec<String> {
        let new = SELF.replace("references account (id)", &format!("references account (id), check ({check})"));
        let found = compiled(OLD, &new, users).diagnostics;
        let late = found.sorted().into_iter().filter(|d| d.code.to_string() == "M0517");
        late.map(|d| d.message.clone()).collect()
    };
    let message = "`boss_id` is filled after its rows were moved, and one that is against a CHECK then stops the run";
    assert_eq!(warnings("boss_id <> id"), [message]);
    assert_eq!(warnings("id > 0"), Vec::<String>::new());
}

/// Tables `t0` and so on, with columns that refer to each other, and a program that fills them. `edges`: which refers
/// to which, and whether that column may be null.
fn chained(tables: usize, edges: &[(usize, usize, bool)]) -> [String; 3] {
    let (mut old, mut new, mut program) = (String::new(), String::new(), String::new());
    for t in 0..tables {
        let own = || edges.iter().filter(move |(from, ..)| *from == t);
        let columns: String =
            own().map(|(_, to, null)| format!(", r{to} int{}", if *null { "" } else { " not null" })).collect();
        let keys: String = own().map(|(_, to, _)| format!(", foreign key (r{to}) references t{to} (id)")).collect();
        let lines: String =
            own().map(|(_, to, null)| format!("; r{to} or {}", if *null { "null" } else { "reject" })).collect();
        old += &format!("create table t{t} (id int not null primary key{columns}) engine=MyISAM;\n");
        new += &format!("create table t{t} (id int not null primary key{columns}{keys}) engine=InnoDB;\n");
        program += &format!("table t{t} -> t{t} {{ id{lines} }}\n");
        program += &own().map(|(_, to, _)| format!("reference t{t}.r{to} to t{to}.id\n")).collect::<String>();
    }
    [old, new, program]
}

/// Which tables each of them leads to, by one edge or more.
fn reach(tables: usize, edges: &[(usize, usize, bool)]) -> Vec<BTreeSet<usize>> {
    let mut reach = vec![BTreeSet::new(); tables];
    for _ in 0..tables {
        for (from, to, _) in edges {
            let further = reach[*to].clone();
            reach[*from].insert(*to);
            reach[*from].extend(further);
        }
    }
    reach
}

/// Where the steps of a plan move each table, and where they fill each column that waits, by its table and the one it
/// refers to.
fn places(plan: &Plan) -> (HashMap<usize, usize>, HashMap<(usize, usize), usize>) {
    let (mut moved, mut filled) = (HashMap::new(), HashMap::new());
    for (at, step) in plan.steps.iter().enumerate() {
        match &step.kind {
            StepKind::Move { block, .. } => drop(moved.insert(block.0, at)),
            StepKind::Late { block, columns } => {
                let table = plan.program.new.table(plan.block(*block).target);
                for column in columns {
                    let to = table.column(*column).name[1..].parse().expect("`r` and a number");
                    assert_eq!(filled.insert((block.0, to), at), None);
                }
            }
            other => panic!("{other:?}"),
        }
    }
    (moved, filled)
}

/// What must be so of any order of these tables.
fn check_order(tables: usize, edges: &[(usize, usize, bool)]) -> Result<(), TestCaseError> {
    let [old, new, program] = chained(tables, edges);
    let done = compiled(&old, &new, &program);
    let hard: Vec<(usize, usize, bool)> = edges.iter().copied().filter(|(.., null)| !null).collect();
    let rigid = reach(tables, &hard);
    let found = errors(&done);
    if (0..tables).any(|t| rigid[t].contains(&t)) {
        prop_assert!(!found.is_empty(), "{edges:?}");
        for error in &found {
            let (code, rest) = error.split_once(": ").expect("a code");
            prop_assert_eq!(code, "M0502");
            let Some((_, circle)) = rest.split_once("the order goes round in a circle: ") else { continue };
            let circle: Vec<usize> = circle
                .split(" | ")
                .next()
                .into_iter()
                .flat_map(|names| names.split(" needs "))
                .map(|name| name.trim_matches('`')[1..].parse().expect("`t` and a number"))
                .collect();
            prop_assert!(circle.len() > 2 && circle.first() == circle.last(), "{error}");
            let real = |pair: &[usize]| edges.iter().any(|(from, to, _)| pair == [*from, *to]);
            prop_assert!(circle.windows(2).all(real), "{error}");
        }
        return Ok(());
    }
    prop_assert_eq!(&found, &Vec::<String>::new());
    let plan = done.plan.expect("a plan without errors");
    let (moved, filled) = places(&plan);
    prop_assert_eq!(moved.len(), tables);
    let all = reach(tables, edges);
    for (from, to, null) in edges {
        match filled.get(&(*from, *to)) {
            // What waits is part of a circle, and is filled once both are there.
            Some(at) => {
                prop_assert!(*null && all[*to].contains(from), "{edges:?}: {:?}", titles(&plan));
                prop_assert!(*at > moved[from] && *at > moved[to], "{edges:?}: {:?}", titles(&plan));
            }
            None => prop_assert!(moved[to] < moved[from], "{edges:?}: {:?}", titles(&plan)),
        }
    }
    Ok(())
}

#[test]
fn a_circle_that_waits_for_another_is_cut_when_that_is_there() {
    // `t2` and `t3`; `t0` refers to one of them, and to `t1`, which refers to it.
    let edges = [(0, 1, true), (0, 2, true), (1, 0, true), (2, 3, true), (3, 2, true)];
    let [old, new, program] = chained(4, &edges);
    let plan = planned(&old, &new, &program);
    assert_eq!(titles(&plan), ["t2 -> t2", "t3 -> t3", "fill t2.r3", "t0 -> t0", "t1 -> t1", "fill t0.r1"]);
    for (from, to) in [(0, 2), (0, 3), (1, 2), (1, 3)] {
        let edges = [(0, 1, true), (1, 0, true), (2, 3, true), (3, 2, true), (from, to, true)];
        check_order(4, &edges).expect("rows come after those they refer to");
        let turned = edges.map(|(from, to, null)| (3 - from, 3 - to, null));
        check_order(4, &turned).expect("rows come after those they refer to");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_come_after_those_they_refer_to_or_are_filled_in_later(
        edges in proptest::collection::hash_map((0..6_usize, 0..6_usize), any::<bool>(), 3..10),
    ) {
        let edges = edges.into_iter().map(|((from, to), null)| (from, to, null));
        let edges: Vec<(usize, usize, bool)> = edges.filter(|(from, to, null)| from != to || *null).collect();
        check_order(6, &edges)?;
    }
}

/// The circle that a program of requirements is told of: each pair is `before`, `after`.
#[track_caller]
fn circle(tables: usize, requires: &[(usize, usize)]) -> String {
    let [old, new, mut program] = chained(tables, &[]);
    for (first, second) in requires {
        program += &format!("require t{first} before t{second}\n");
    }
    let found = errors(&compiled(&old, &new, &program));
    let [error] = found.as_slice() else { panic!("{found:?}") };
    error.split(" | ").next().unwrap_or("").replace("M0501: the order goes round in a circle: ", "")
}

#[test]
fn the_circle_that_is_told_is_the_shortest_way_back() {
    assert_eq!(circle(2, &[(0, 1), (1, 0)]), "`t0` needs `t1` needs `t0`");
    assert_eq!(circle(3, &[(1, 0), (2, 1), (0, 2)]), "`t0` needs `t1` needs `t2` needs `t0`");
    // `t1` needs `t2` first, and `t0` as well.
    assert_eq!(circle(3, &[(1, 0), (2, 1), (0, 1), (0, 2)]), "`t0` needs `t1` needs `t0`");
    // `t3` is no way back to `t0`.
    let both = [(1, 0), (2, 1), (3, 2), (4, 2), (1, 3), (0, 4)];
    assert_eq!(circle(5, &both), "`t0` needs `t1` needs `t2` needs `t4` needs `t0`");
    // The way does not come back to where it has been.
    assert_eq!(
        circle(4, &[(1, 0), (2, 1), (1, 2), (3, 2), (0, 3)]),
        "`t0` needs `t1` needs `t2` needs `t3` needs `t0`"
    );
}

#[test]
fn what_only_waits_for_a_circle_is_no_part_of_it() {
    // `t0` waits for both circles.
    let circles = [(5, 6), (6, 5), (1, 2), (2, 1)];
    let waits = |more: &[(usize, usize)]| circle(7, &[&circles[..], more].concat());
    assert_eq!(waits(&[(5, 0), (1, 0)]), "`t1` needs `t2` needs `t1`");
    // One of the circles waits for the other as well.
    assert_eq!(waits(&[(5, 0), (1, 0), (5, 2)]), "`t1` needs `t2` needs `t1`");
    assert_eq!(waits(&[(1, 0), (5, 0), (1, 6)]), "`t1` needs `t2` needs `t1`");
    // What comes first and is done is none either.
    assert_eq!(waits(&[(0, 1), (0, 5)]), "`t1` needs `t2` needs `t1`");
}
