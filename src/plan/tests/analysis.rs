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

#[test]
fn a_group_is_no_row_that_is_sure_to_move() {
    let program = "table posts group by posts.user_id -> account { posts.user_id -> id; \"x\" -> name }\n\
                   ignore posts.id, users";
    let plan = planned(OLD, NEW, program);
    assert!(!Facts::of(&plan.program).moves_all(BlockId(0)));
}

/// Whether every row of `t` is sure to move, where this value flows into a column that takes all of its type.
#[track_caller]
fn always_made(engine: &str, value: &str, ty: &str) -> bool {
    let old = "create table t (id int not null primary key, n int not null, words text not null);";
    let new = format!("create table s (id serial primary key, x {ty});");
    let program = format!("table t -> s {{ default -> id; {value} -> x }}\nignore t.*");
    let plan = plan_of(between(engine, old, &new, &program));
    Facts::of(&plan.program).moves_all(BlockId(0))
}

#[test]
fn only_values_that_can_always_be_made_are_sure() {
    for (value, ty, sure) in [
        ("n", "int", true),
        ("n", "bigint", true),
        ("n as text", "text", true),
        ("words", "text", true),
        ("case { n > 1 -> words; else \"x\" }", "text", true),
        ("words as int", "bigint", false),
        ("words as uuid", "uuid", false),
        ("n + 1", "bigint", false),
        ("-n", "bigint", false),
        ("left(words, 3)", "text", false),
        ("sql\"now()\" as text", "text", false),
        // What may fail is only a part of it.
        ("case { n > 1 -> words as int; else 7 }", "bigint", false),
        ("case { n > 1 -> 7; else words as int }", "bigint", false),
        ("case { (words as int) > 1 -> 7; else 8 }", "bigint", false),
    ] {
        assert_eq!(always_made("postgres", value, ty), sure, "{value} into {ty}");
    }
}

#[test]
fn what_sqlite_holds_need_not_be_of_the_declared_type() {
    let moves = |strict: &str| {
        let old = format!("create table t (id integer primary key, words text not null) {strict};");
        let new = "create table s (id integer primary key, words text not null);";
        let plan = plan_of(between("sqlite", &old, new, "table t -> s { id; words }"));
        Facts::of(&plan.program).moves_all(BlockId(0))
    };
    assert!(moves("strict"));
    assert!(!moves(""));
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

#[test]
fn an_engine_that_lets_keys_be_switched_off_guarantees_nothing() {
    let plan = planned(OLD, NEW, &format!("{USERS}\n{POSTS}"));
    assert!(!Facts::of(&plan.program).moves_all(block(&plan.program, "posts")));
}

#[test]
fn a_block_moves_every_row_where_each_finds_the_row_it_refers_to() {
    let moves = |old: &str, users: &str, posts: &str| {
        let program = format!("{users}\n{posts}\nstub account {{ \"gone\" -> name }}");
        let plan = plan_of(between("postgres", old, &NEW.replace(" engine=InnoDB", ""), &program));
        Facts::of(&plan.program).moves_all(block(&plan.program, "posts"))
    };
    let some = "table users -> account { id; name; age; where id > 1 }";
    let undeclared = GUARANTEED.replace(", foreign key (user_id) references users (id)", "");
    assert!(moves(GUARANTEED, USERS, POSTS));
    assert!(!moves(GUARANTEED, some, POSTS));
    assert!(!moves(&undeclared, USERS, POSTS));
    // A stub is made where there is none.
    let stub = POSTS.replace("account_id", "account_id or stub");
    assert!(moves(GUARANTEED, some, &stub));
    assert!(moves(&undeclared, USERS, &stub));
}

/// Whether a key that a block of this head and line follows is sure to have its row, where all rows of `users` move.
#[track_caller]
fn sure(old: &str, users: &str, head: &str, line: &str) -> bool {
    let new = "create table account (id int not null primary key, name varchar(20));
               create table mirror (id int not null primary key, user_id int not null);
               create table post (id serial primary key, account_id int,
                           foreign key (account_id) references account (id));";
    let program = format!("{users}\ntable {head} -> post {{ default -> id; {line} -> account_id }}\nignore *.*");
    let plan = plan_of(between("postgres", old, new, &program));
    let program = &plan.program;
    let (facts, last) = (Facts::of(program), &program.blocks[program.blocks.len() - 1]);
    let mut found = Vec::new();
    last.each_expr(&mut |expr| {
        expr.walk(&mut |e| {
            if let crate::plan::ExprKind::Follow(follow) = &e.kind {
                found.push(facts.moves_all(follow.block) && facts.always_found(program, last, follow));
            }
        });
    });
    let [found] = found.as_slice() else { panic!("{line}: {found:?}") };
    *found
}

#[test]
fn a_row_is_sure_to_be_found_by_its_own_key_or_by_a_key_that_refers_to_it() {
    let old = "create table users (id int not null primary key, name varchar(20), boss_id int,
                           code int not null unique);
               create table posts (id int not null primary key, user_id int not null, writer_id int not null,
                           guest_id int not null, code int not null, foreign key (writer_id) references users (id),
                           foreign key (guest_id) references guests (id),
                           foreign key (code) references users (code));
               create table guests (id int not null primary key, user_id int not null unique);";
    let users = "table users -> account { id; name }";
    for (head, line, found) in [
        ("posts p", "p.writer_id via users", true),
        ("users u", "u.id via users", true),
        // No key says that these are there: neither one of another column, nor one to another column.
        ("posts p", "p.user_id via users", false),
        ("posts p", "p.id via users", false),
        ("posts p", "p.code via users", false),
        ("posts p", "p.guest_id via users", false),
        ("users u", "u.boss_id via users", false),
        ("guests g", "g.user_id via users", false),
        // What the new side holds may be anything.
        ("posts p join new.mirror m on m.id = p.id", "m.user_id via users", false),
    ] {
        assert_eq!(sure(old, users, head, line), found, "{head}: {line}");
    }
    // Rows that are called by the key of a joined table are not those that the reference is about.
    let users = "table users left join guests on guests.user_id = users.id\n  \
                 -> account { guests.id -> id or fail; users.name -> name; key guests.id }";
    assert!(!sure(old, users, "posts p", "p.writer_id via users"));
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
    let others = format!("empty post where id < 10\n{USERS}\n{POSTS}");
    assert!(matches!(strategy(NEW, &others), KeyStrategy::Same(_)));
}

#[test]
fn sql_by_hand_that_names_the_table_may_put_rows_there() {
    let by_hand = |sql: &str| strategy(NEW, &format!("{sql}\n{USERS}\n{POSTS}"));
    assert_eq!(by_hand("before sql\"insert into ACCOUNT values (1, 'x', 1)\""), KeyStrategy::Mapped);
    assert!(matches!(by_hand("before sql\"delete from post\""), KeyStrategy::Same(_)));
    assert!(matches!(by_hand("after account sql\"delete from account\""), KeyStrategy::Same(_)));
    assert!(matches!(by_hand("after sql\"delete from account\""), KeyStrategy::Same(_)));
    assert!(matches!(by_hand("before note \"look at account\""), KeyStrategy::Same(_)));
    assert_eq!(by_hand("after post sql\"delete from account\""), KeyStrategy::Mapped);
    assert_eq!(by_hand("before account sql\"delete from account\""), KeyStrategy::Mapped);
}

#[test]
fn a_column_that_is_filled_late_needs_its_rows_again() {
    let old = "create table users (id int not null primary key, boss_id int) engine=InnoDB;";
    let new = "create table account (n int not null primary key auto_increment, boss_id int,
                           foreign key (boss_id) references account (n)) engine=InnoDB;";
    let plan = planned(old, new, "table users -> account { auto -> n; boss_id or null  }");
    assert_eq!(plan.keys, [KeyStrategy::Mapped]);
}

/// How the old keys of `users` become new keys, between two PostgreSQL databases with other types of keys, and a line.
#[track_caller]
fn retyped(old: &str, new: &str, line: &str) -> KeyStrategy {
    let tables = |[user, key, post, refers]: [&str; 4], ty: &str| {
        format!(
            "create table {user} ({key} {ty} not null primary key, name varchar(20));
             create table {post} (id int not null primary key, {refers} {ty},
                         foreign key ({refers}) references {user} ({key}));"
        )
    };
    let old = tables(["users", "id", "posts", "user_id"], old);
    let new = tables(["account", "id", "post", "account_id"], new);
    let program = format!("table users -> account {{ {line}; name; unique id reject }}\n{POSTS} ");
    let plan = plan_of(between("postgres", &old, &new, &program));
    plan.keys[0].clone()
}

#[test]
fn a_key_that_becomes_another_value_is_mapped() {
    for (old, new, line, same) in [
        ("int", "int", "id", true),
        ("int", "smallint", "id", true),
        ("int", "bigint", "id as int -> id", true),
        ("varchar(20)", "varchar(10)", "id", true),
        ("uuid", "uuid", "id", true),
        ("int", "varchar(20)", "id as text -> id", false),
        ("varchar(20)", "varchar(10)", "id or cut", false),
        ("numeric(9, 2)", "numeric(9, 1)", "id", false),
        ("int", "int", "id or 7", false),
    ] {
        let found = retyped(old, new, line);
        assert_eq!(matches!(found, KeyStrategy::Same(_)), same, "{old} to {new}: {line}: {found:?}");
    }
}

#[test]
fn a_key_of_sqlite_is_the_same_though_it_is_tested() {
    let sqlite = |text: &str| text.replace(" engine=InnoDB", "");
    let plan = plan_of(between("sqlite", &sqlite(OLD), &sqlite(NEW), &format!("{USERS}\n{POSTS}")));
    assert!(matches!(plan.keys[0], KeyStrategy::Same(_)), "{:?}", plan.keys);
}

#[test]
fn a_reference_to_a_column_that_is_no_key_is_mapped() {
    let old = "create table users (id int not null primary key, code int not null, unique key (code)) engine=InnoDB;
               create table posts (id int not null primary key, code int,
                           foreign key (code) references users (code)) engine=InnoDB;";
    let new = old.replace("users", "account").replace("posts", "post");
    let plan = planned(old, &new, "table users -> account { id; code }\ntable posts -> post { id; code }");
    assert_eq!(plan.keys[0], KeyStrategy::Mapped);
    let facts = Facts::of(&plan.program);
    let (users, posts) = (block(&plan.program, "users"), block(&plan.program, "posts"));
    let code = plan.program.new.table(plan.program.block(users).target).find("code").expect("the column");
    assert_eq!(facts.followed(users), [code]);
    assert_eq!(facts.followed(posts), []);
}

#[test]
fn a_key_that_is_only_a_part_of_the_new_one_is_mapped() {
    let new = "create table account (site int not null, id int not null, name varchar(20), age int,
                           primary key (site, id), unique (id));
               create table post (id int not null primary key, account_id int,
                           foreign key (account_id) references account (id));";
    let users = "table users -> account { 1 -> site; id; name; age }";
    let plan = plan_of(between("postgres", GUARANTEED, new, &format!("{users}\n{POSTS}")));
    assert_eq!(plan.keys[0], KeyStrategy::Mapped);
}

#[test]
fn a_block_that_nobody_follows_needs_its_rows_again_for_a_late_step() {
    let keys = |id: &str, line: &str| {
        let new = format!(
            "create table account ({id} primary key, name varchar(20) not null, post_id int,
                                   foreign key (post_id) references post (id)) engine=InnoDB;
             create table post (id int not null primary key) engine=InnoDB;"
        );
        let program = format!(
            "table users -> account {{ {line}; name; age -> post_id or null }}\n\
             table posts -> post {{ id; ignore user_id }}\nrequire account before post"
        );
        let plan = planned(OLD, &new, &program);
        assert_eq!(titles(&plan), ["users -> account", "posts -> post", "fill account.post_id"]);
        plan.keys[block(&plan.program, "users").0].clone()
    };
    assert!(matches!(keys("id int not null", "id"), KeyStrategy::Same(_)));
    assert_eq!(keys("n int not null auto_increment", "auto -> n; ignore id"), KeyStrategy::Mapped);
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
fn a_key_of_which_the_program_says_that_it_is_one_is_not_worth_a_look() {
    let old = OLD.replace(", foreign key (user_id) references users (id)", "");
    assert_eq!(worth_a_look(&old, &format!("{USERS}\n{POSTS}\nreference posts.user_id to users.id")), 0);
}

#[test]
fn a_key_of_a_table_that_is_not_moved_is_not_worth_a_look() {
    let old = OLD.replace("create table posts", "create table old_posts");
    let posts = POSTS.replace("table posts", "table new_posts");
    let key = "foreign key (user_id) references users (id)";
    let more = format!(
        "{old}\ncreate table new_posts (id int not null primary key, user_id int not null, {key}) engine=InnoDB;"
    );
    assert_eq!(worth_a_look(&more, &format!("{USERS}\n{posts}\nignore old_posts")), 1);
}

#[test]
fn a_key_to_another_table_than_is_followed_is_not_worth_a_look() {
    let old = format!("{OLD}\ncreate table members (id int not null primary key) engine=InnoDB;");
    let members = "table members -> account { id; \"x\" -> name }";
    let posts = POSTS.replace("user_id ->", "user_id via members ->");
    assert_eq!(worth_a_look(&old, &format!("{members}\n{posts}\nignore users")), 0);
}

#[test]
fn a_key_of_values_that_are_looked_at_is_worth_it_even_where_rows_are_left_out() {
    let sqlite = |text: &str| text.replace(" engine=InnoDB", "");
    let some = "table users -> account { id; name; age; where id > 1 }";
    let plan = plan_of(between("sqlite", &sqlite(OLD), &sqlite(NEW), &format!("{some}\n{POSTS}")));
    assert_eq!(believable(&plan.program).len(), 1);
}

#[test]
fn a_key_of_texts_is_not_worth_a_look() {
    let text = |text: &str| text.replace("id int", "id varchar(9)");
    let plan = planned(&text(OLD), &text(NEW), &format!("{USERS}\n{POSTS}"));
    assert_eq!(believable(&plan.program), []);
}

#[test]
fn a_column_without_a_line_has_no_value() {
    let plan = planned(OLD, NEW, "table users -> account { id; name; ignore age }\nignore posts");
    let users = &plan.program.blocks[0];
    let fill = |name: &str| {
        let column = plan.program.new.table(users.target).find(name).expect("the column");
        users.fill(column).map(|fill| fill.column == column)
    };
    assert_eq!([fill("id"), fill("name"), fill("age")], [Some(true), Some(true), None]);
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
    // A key of another size as well.
    let new = undeclared(NEW).replace("account (id int", "account (id bigint");
    let plan = planned(&undeclared(OLD), &new, &format!("{USERS}\n{POSTS}\n{references}"));
    assert!(matches!(waits_as(&plan.program, &plan.program.blocks[1], column), Some(Waiting::None(_))));
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
    assert!(converts_always(&int(64, false), &Type::Float64));
    assert!(converts_always(&int(64, false), &Type::Decimal { precision: None, scale: 0 }));
    assert!(converts_always(&Type::Float64, &Type::Float64));
    assert!(converts_always(&Type::Uuid, &Type::TEXT));
    assert!(!converts_always(&Type::TEXT, &Type::Uuid));
    assert!(converts_always(&Type::TEXT, &Type::TEXT));
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

/// Scripts and journals carry it: a run that began with an older version goes on only with the same.
#[test]
fn the_hash_of_a_program_stays_what_it_is() {
    assert_eq!(
        hash(OLD, NEW, &format!("{USERS}\n{POSTS}")),
        "fa65eaffcd182fc1e133ee97a1554cbaf40846166adfb27221b758d4a6b19eb6"
    );
}

#[test]
fn an_older_engine_is_another_program() {
    let sqlite = |text: &str| text.replace(" engine=InnoDB", "");
    let program = format!("{USERS}\n{POSTS}");
    let other = plan_of(between("sqlite", &sqlite(OLD), &sqlite(NEW), &program)).program.hash();
    assert_ne!(hash(OLD, NEW, &program), other);
}
