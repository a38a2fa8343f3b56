//! Which blocks move every row, how old keys become new keys, and what the hash of a program is made of.

use super::*;
use crate::plan::{KeyStrategy, Waiting, believable, converts_always, waits_as};
use crate::schema::Type;

const OLD: &str = "
create table users (id int not null primary key, name varchar(20) not null, age int) engine=InnoDB;
create table posts (id int not null primary key, user_id int not null, foreign key (user_id) references users (id)) engine=InnoDB;
";
const NEW: &str = "
create table account (id int not null primary key, name varchar(20) not null, age int) engine=InnoDB;
create table post (id int not null primary key, account_id int not null, foreign key (account_id) references account (id)) engine=InnoDB;
";
const USERS: &str = "table users -> account { id; name; age }";
const POSTS: &str = "table posts -> post { id; user_id -> account_id }";

/// Whether every row of `users` is sure to move, with these lines in the block.
#[track_caller]
fn all_move(new: &str, lines: &str) -> bool {
    let rest = if lines.contains("age") { "" } else { "; ignore age" };
    let plan = planned(OLD, new, &format!("table users -> account {{ {lines}{rest} }}\nignore posts"));
    Facts::of(&plan.program).moves_all(BlockId(0))
}

#[test]
fn rows_whose_values_can_always_be_made_all_move() {
    assert!(all_move(NEW, "id; name"));
    assert!(all_move(NEW, "id; name; age"));
}

#[test]
fn a_condition_leaves_rows_behind() {
    assert!(!all_move(NEW, "id; name; where id > 3"));
    assert!(!all_move(NEW, "id; name; skip where id > 3"));
}

#[test]
fn a_value_that_may_not_fit_rejects_rows_unless_a_policy_takes_it() {
    let narrow = NEW.replace("varchar(20)", "varchar(10)");
    assert!(!all_move(&narrow, "id; name"));
    assert!(!all_move(&narrow, "id; name or skip"));
    assert!(all_move(&narrow, "id; name or \"?\""));
    assert!(all_move(&narrow, "id; name or fail"));
}

#[test]
fn a_check_of_the_new_table_may_reject_rows() {
    assert!(!all_move(&NEW.replace("age int)", "age int, check (id > 0))"), "id; name"));
}

#[test]
fn rows_that_are_merged_are_there_and_rows_that_are_rejected_are_not() {
    let unique = NEW.replace("age int)", "age int, unique key (name))");
    assert!(all_move(&unique, "id; name; unique name keep first by id"));
    assert!(!all_move(&unique, "id; name; unique name reject"));
}

#[test]
fn only_a_left_join_keeps_every_row() {
    let moves = |join: &str| {
        let program = format!(
            "table posts {join} users on users.id = posts.user_id -> account {{ posts.id -> id; \"x\" -> name }}\nignore users.name, users.age"
        );
        Facts::of(&planned(OLD, NEW, &program).program).moves_all(BlockId(0))
    };
    assert!(moves("left join"));
    assert!(!moves("join"));
}

const GUARANTEED: &str = "
create table users (id int not null primary key, name varchar(20) not null, age int);
create table posts (id int not null primary key, user_id int not null, foreign key (user_id) references users (id));
";

/// Whether the references of `posts` are sure to have their rows.
#[track_caller]
fn found(old: &str, users: &str) -> bool {
    // The one engine that does not let whoever loads rows switch foreign keys off.
    let new = NEW.replace(" engine=InnoDB", "");
    let plan = plan_of(between("postgres", old, &new, &format!("{users}\n{POSTS}")));
    let program = &plan.program;
    let facts = Facts::of(program);
    let posts = program.block(block(program, "posts"));
    let mut found = Vec::new();
    posts.each_expr(&mut |expr| {
        expr.walk(&mut |e| {
            if let crate::plan::ExprKind::Follow(follow) = &e.kind {
                found.push(facts.always_found(program, posts, follow));
            }
        });
    });
    assert_eq!(found.len(), 1);
    found[0]
}

#[test]
fn a_reference_that_the_old_side_guarantees_finds_its_row_where_all_rows_move() {
    assert!(found(GUARANTEED, USERS));
}

#[test]
fn a_reference_to_a_block_that_leaves_rows_behind_may_find_none() {
    assert!(!found(GUARANTEED, "table users -> account { id; name; age; where id > 1 }"));
}

#[test]
fn a_reference_that_is_not_declared_may_find_none() {
    let users_only = GUARANTEED.replace(", foreign key (user_id) references users (id)", "");
    assert!(!found(&users_only, USERS));
}

/// How the old keys of `users` become new keys.
#[track_caller]
fn strategy(new: &str, program: &str) -> KeyStrategy {
    let plan = planned(OLD, new, program);
    Facts::of(&plan.program).key(block(&plan.program, "users")).clone()
}

#[test]
fn keys_that_nobody_follows_need_nothing() {
    assert_eq!(strategy(NEW, &format!("{USERS}\nignore posts")), KeyStrategy::Unused);
}

#[test]
fn keys_that_stay_are_looked_up_in_the_new_table() {
    let same = strategy(NEW, &format!("{USERS}\n{POSTS}"));
    assert!(matches!(&same, KeyStrategy::Same(columns) if columns.len() == 1), "{same:?}");
}

#[test]
fn fresh_keys_are_mapped() {
    let new = NEW.replace("id int not null primary key, name", "id int not null auto_increment primary key, name");
    let program = format!("table users -> account {{ auto -> id; name; age  }}\n{POSTS}");
    assert_eq!(strategy(&new, &program), KeyStrategy::Mapped);
}

#[test]
fn keys_that_are_computed_are_mapped() {
    let program = format!("table users -> account {{ id + 1000 -> id; name; age; unique id reject }}\n{POSTS}");
    assert_eq!(strategy(NEW, &program), KeyStrategy::Mapped);
}

#[test]
fn rows_that_are_merged_are_mapped_to_the_one_kept() {
    let unique = NEW.replace("age int)", "age int, unique key (name))");
    let program = format!("table users -> account {{ id; name; age; unique name keep first by id }}\n{POSTS}");
    assert_eq!(strategy(&unique, &program), KeyStrategy::Mapped);
}

#[test]
fn a_table_that_holds_other_rows_cannot_be_looked_up_in() {
    let second = format!("{USERS}\nrow account {{ 99 -> id; \"root\" -> name; null -> age }}\n{POSTS}");
    assert_eq!(strategy(NEW, &second), KeyStrategy::Mapped);
    let left = format!("empty account where id < 10\n{USERS}\n{POSTS}");
    assert_eq!(strategy(NEW, &left), KeyStrategy::Mapped);
    let emptied = format!("empty account\n{USERS}\n{POSTS}");
    assert!(matches!(strategy(NEW, &emptied), KeyStrategy::Same(_)));
}

#[test]
fn sql_by_hand_that_names_the_table_may_put_rows_there() {
    let by_hand = |sql: &str| strategy(NEW, &format!("{sql}\n{USERS}\n{POSTS}"));
    assert_eq!(by_hand("before sql\"insert into ACCOUNT values (1, 'x', 1)\""), KeyStrategy::Mapped);
    assert!(matches!(by_hand("before sql\"delete from post\""), KeyStrategy::Same(_)));
    assert!(matches!(by_hand("after account sql\"delete from account\""), KeyStrategy::Same(_)));
}

#[test]
fn a_column_that_is_filled_late_needs_its_rows_again() {
    let old = "create table users (id int not null primary key, boss_id int) engine=InnoDB;";
    let new = "create table account (n int not null primary key auto_increment, boss_id int, foreign key (boss_id) references account (n)) engine=InnoDB;";
    let plan = planned(old, new, "table users -> account { auto -> n; boss_id or null  }");
    assert_eq!(plan.keys, [KeyStrategy::Mapped]);
}

/// The old foreign keys that would spare a look-up if all rows kept them.
#[track_caller]
fn worth_a_look(old: &str, program: &str) -> usize {
    believable(&planned(old, NEW, program).program).len()
}

#[test]
fn a_key_that_nobody_sees_to_is_worth_a_look_where_it_spares_a_look_up() {
    // MySQL lets whoever loads rows switch foreign keys off.
    assert_eq!(worth_a_look(OLD, &format!("{USERS}\n{POSTS}")), 1);
    assert_eq!(worth_a_look(OLD, &format!("{USERS}\nignore posts")), 0);
    let some = "table users -> account { id; name; age; where id > 1 }";
    assert_eq!(worth_a_look(OLD, &format!("{some}\n{POSTS}")), 0);
}

#[test]
fn a_key_of_texts_is_not_worth_a_look() {
    let text = |text: &str| text.replace("id int", "id varchar(9)");
    let plan = planned(&text(OLD), &text(NEW), &format!("{USERS}\n{POSTS}"));
    assert_eq!(believable(&plan.program), []);
}

#[test]
fn a_column_waits_as_null_or_not_at_all() {
    let plan = planned(OLD, NEW, &format!("{USERS}\n{POSTS}"));
    let program = &plan.program;
    let users = program.block(block(program, "users"));
    let column = |name: &str| program.new.table(users.target).find(name).expect("the column");
    assert!(matches!(waits_as(program, users, column("age")), Some(Waiting::Null)));
    assert!(waits_as(program, users, column("name")).is_none());
}

#[test]
fn a_reference_with_a_word_for_none_waits_as_that() {
    let undeclared = |text: &str| {
        let text = text.replace(", foreign key (user_id) references users (id)", "");
        text.replace(", foreign key (account_id) references account (id)", "")
    };
    let references =
        "reference posts.user_id unless 0 to users.id\nreference new.post.account_id unless 0 to account.id";
    let plan = planned(&undeclared(OLD), &undeclared(NEW), &format!("{USERS}\n{POSTS}\n{references}"));
    let program = &plan.program;
    let posts = program.block(block(program, "posts"));
    let column = program.new.table(posts.target).find("account_id").expect("the column");
    assert!(matches!(waits_as(program, posts, column), Some(Waiting::None(_))));
}

#[test]
fn only_types_that_hold_all_values_convert_always() {
    let int = |bits: u8, signed: bool| Type::Int { bits, unsigned: !signed, truth: false, year: false };
    assert!(converts_always(&int(32, true), &int(64, true)));
    assert!(converts_always(&int(32, false), &int(64, true)));
    assert!(!converts_always(&int(64, true), &int(32, true)));
    assert!(!converts_always(&int(32, true), &int(32, false)));
    assert!(converts_always(&int(32, true), &Type::TEXT));
    assert!(!converts_always(&Type::TEXT, &int(32, true)));
    assert!(converts_always(&Type::Bool, &int(8, true)));
    assert!(!converts_always(&Type::Float64, &int(32, true)));
}

/// The hash of a program's meaning.
#[track_caller]
fn hash(old: &str, new: &str, program: &str) -> String {
    planned(old, new, program).program.hash()
}

#[test]
fn layout_and_comments_do_not_change_what_a_program_means() {
    let program = format!("{USERS}\n{POSTS}");
    let plain = hash(OLD, NEW, &program);
    assert_eq!(plain.len(), 64);
    assert_eq!(plain, hash(OLD, NEW, &format!("-- a comment\n{}", program.replace("; ", "\n  "))));
    assert_eq!(plain, hash(&OLD.replace(", ", ",\n  "), NEW, &program));
}

#[test]
fn what_a_program_or_a_schema_says_changes_what_it_means() {
    let program = format!("{USERS}\n{POSTS}");
    let plain = hash(OLD, NEW, &program);
    let others = [
        hash(OLD, NEW, &program.replace("age }", "age or null }")),
        hash(OLD, NEW, &program.replace("name;", "upper(name) -> name;")),
        hash(&OLD.replace("varchar(20)", "varchar(21)"), &NEW.replace("varchar(20)", "varchar(30)"), &program),
        hash(OLD, &NEW.replace("age int)", "age int default 7)"), &program),
        hash(OLD, &NEW.replace("age int)", "age int, check (age > 0))"), &program),
        hash(OLD, &NEW.replace("age int)", "age int, unique key (id, age))"), &program),
        hash(&OLD.replace(", foreign key (user_id) references users (id)", ""), NEW, &program),
        hash(&OLD.replace("age int)", "age int, extra int)"), NEW, &format!("{program}\nignore users.extra")),
    ];
    for (n, other) in others.iter().enumerate() {
        assert_ne!(&plain, other, "change {n}");
        assert!(!others[..n].contains(other), "change {n}");
    }
}

#[test]
fn an_older_engine_is_another_program() {
    let sqlite = |text: &str| text.replace(" engine=InnoDB", "");
    let program = format!("{USERS}\n{POSTS}");
    let other = plan_of(between("sqlite", &sqlite(OLD), &sqlite(NEW), &program)).program.hash();
    assert_ne!(hash(OLD, NEW, &program), other);
}
