//! Which blocks the old side can shape by itself, and what makes the others wait for the new side.

use super::*;

const ALL_USERS: &str = "table users -> account { id; name; default -> boss_id }";

/// How the old rows of a block come to the new side, between two servers: the blocks that it leans on, or why they are
/// staged.
#[track_caller]
fn path(plan: &Plan, at: usize) -> Result<Vec<usize>, String> {
    let physical = PhysicalPlan::of(plan, Target { old_rows: OldRows::Staged, ..target(plan) });
    match &physical.blocks[at].access {
        AccessPath::Pushdown { leans_on } => Ok(leans_on.iter().map(|id| id.0).collect()),
        AccessPath::Staged { why } => Err(why.clone()),
        AccessPath::Colocated => Err("it is where the new side is".to_owned()),
    }
}

/// The path of the block of posts, beside that of all users.
#[track_caller]
fn posts(block: &str) -> Result<Vec<usize>, String> {
    posts_into(NEW, block)
}

#[track_caller]
fn posts_into(new: &str, block: &str) -> Result<Vec<usize>, String> {
    path(&planned(ROOMY, new, &format!("{ALL_USERS}\n{block}\nstub account {{ \"gone\" -> name }}\n{REST}")), 1)
}

fn staged(why: &str) -> Result<Vec<usize>, String> {
    Err(why.to_owned())
}

#[test]
fn what_looks_at_the_new_side_is_staged() {
    let title = |value: &str| posts(&format!("table posts -> post {{ id; user_id -> account_id; {value} -> title }}"));
    assert_eq!(title("title"), Ok(vec![0]));
    assert_eq!(title("upper(title)"), Ok(vec![0]));
    assert_eq!(title("users[user_id].name"), Ok(vec![0]), "one row of the old side");
    assert_eq!(title("count(* from old.users) as text"), Ok(vec![0]));
    assert_eq!(title("now() as text"), staged("it asks for the moment of the migration"));
    assert_eq!(title("(sql\"'x'\" as text)"), staged("it has SQL of the new engine"));
    let looks = staged("it looks for rows of the new side");
    assert_eq!(title("new.account[id = user_id].name"), looks);
    assert_eq!(title("count(* from new.account) as text"), looks);
    assert_eq!(title("users[boss = user_id].name"), staged("a look-up may find several rows"));
}

#[test]
fn a_row_that_must_be_there_is_looked_for_on_the_new_side() {
    let block = "table posts -> post { id; 7 -> account_id; title }";
    assert_eq!(posts(block), staged("it looks for rows of the new side"));
}

#[test]
fn what_is_decided_between_rows_is_staged() {
    let post = |head: &str, lines: &str| posts(&format!("table posts {head} -> post {{ {lines} }}"));
    let lines = "posts.id -> id; user_id -> account_id; title";
    assert_eq!(post("", "id; user_id -> account_id or stub; title"), staged("rows that others lack are made for it"));
    assert_eq!(post("", &format!("{lines}; unique title reject")), staged("rows may be equal in unique columns"));
    let grouped = post("group by id", "id; min(user_id) -> account_id; min(title) -> title");
    assert_eq!(grouped, staged("its rows are grouped"));
    let join = post("join new.account on account.id = posts.user_id", &lines.replace("user_id ->", "account.id ->"));
    assert_eq!(join, staged("it joins rows of the new side"));
    assert_eq!(
        post("", "id; user_id -> account_id; title; key title"),
        staged("no key of the old table identifies its rows")
    );
    assert_eq!(post("", "id; user_id -> account_id; title; key title, id"), Ok(vec![0]), "more than its key");
    assert_eq!(posts("row post { 1 -> id; 7 -> account_id; \"x\" -> title }"), staged("it is a constant row"));
}

#[test]
fn what_the_new_table_does_itself_is_left_to_it() {
    let checked = NEW.replace("title varchar(20) not null", "title varchar(20) not null, check (title <> '')");
    let block = "table posts -> post { id; user_id -> account_id; title }";
    assert_eq!(posts_into(&checked, block), staged("its new table has CHECKs"));
    let filled =
        "create table account (id int not null primary key, name varchar(20) not null, boss_id int) engine=InnoDB;
                  create table post (id int not null primary key auto_increment, title varchar(20)) engine=InnoDB;";
    let all = posts_into(filled, "table posts -> post { default -> id, title }");
    assert_eq!(all, staged("all its columns are left to the new side"));
    assert_eq!(posts_into(filled, "table posts -> post { default -> id; title }"), Ok(vec![]));
}

#[test]
fn fresh_keys_are_numbered_by_the_old_side_where_no_row_is_there() {
    let new = NEW.replace("post (id int not null primary key", "post (id int not null primary key auto_increment");
    let block = "table posts -> post { auto -> id; user_id -> account_id; title }";
    assert_eq!(posts_into(&new, block), staged("its keys are numbered above those that are there"));
    assert_eq!(posts_into(&new, &format!("{block}\nempty post")), Ok(vec![0]));
    let given = block.replace("auto", "default");
    assert_eq!(posts_into(&new, &given), Ok(vec![0]), "the new side numbers them");
}

#[test]
fn rows_that_wait_for_a_late_step_are_staged() {
    let users = "table users -> account { id; name; ignore born; boss -> boss_id or null }\nignore posts";
    assert_eq!(path(&planned(OLD, NEW, users), 0), staged("a circle is filled later"));
}

#[test]
fn keys_that_change_are_staged_with_those_that_follow_them() {
    let users = ALL_USERS.replace("id;", "auto -> id;");
    let plan = planned(ROOMY, NEW, &format!("{users}\n{POSTS}\n{REST}"));
    assert_eq!(path(&plan, 0), staged("others follow keys that change"));
    assert_eq!(path(&plan, 1), staged("it follows keys that change"));
}

#[test]
fn rows_are_followed_only_where_all_of_them_come_the_same_way() {
    let follows = |users: &str| path(&planned(ROOMY, NEW, &format!("{users}\n{POSTS}\n{REST}")), 1);
    let some = staged("it follows rows that may not all move");
    assert_eq!(follows(ALL_USERS), Ok(vec![0]));
    assert_eq!(follows(&ALL_USERS.replace("name;", "name; where id > 3;")), some);
    assert_eq!(follows(&ALL_USERS.replace("name;", "now() as text -> name;")), some, "they are staged");
    let joined = |join: &str| {
        let head = format!("table users {join} posts on posts.id = users.boss -> account");
        follows(&format!("{head} {{ users.id -> id; name; default -> boss_id }}"))
    };
    assert_eq!(joined("left join"), Ok(vec![0]));
    assert_eq!(joined("join"), some);
}

#[test]
fn a_block_leans_once_on_each_block_that_it_is_not_sure_of() {
    let twice = "table posts -> post { id; user_id -> account_id; f\"{user_id via users}\" -> title or cut }";
    assert_eq!(posts(twice), Ok(vec![0]));
    let own = |text: &str| text.replace(" engine=InnoDB", "");
    let kept = own(OLD).replace(
        "title varchar(20) not null",
        "title varchar(20) not null, foreign key (user_id) references users (id)",
    );
    let plan = planned_across(["postgres", "postgres"], &kept, &own(NEW), &format!("{USERS}\n{POSTS}"));
    assert_eq!(path(&plan, 1), Ok(vec![]), "the old side is sure of them");
}

#[test]
fn values_that_the_new_engine_lacks_are_staged_where_they_are_read() {
    let mut plan = planned(OLD, NEW, &format!("{USERS}\n{POSTS}"));
    let find_foreign = |plan: &mut Plan, table: usize, column: usize| {
        std::sync::Arc::make_mut(&mut plan.program.old).tables[table].columns[column].foreign = true;
    };
    find_foreign(&mut plan, 0, 3);
    assert_eq!((path(&plan, 0), path(&plan, 1)), (Ok(vec![]), Ok(vec![0])), "nothing reads it");
    find_foreign(&mut plan, 0, 1);
    assert_eq!(path(&plan, 0), staged("the new engine lacks a value of it"));
    assert_eq!(path(&plan, 1), staged("it follows rows that may not all move"));
}

#[test]
fn where_the_old_tables_are_seen_nothing_is_streamed() {
    let plan = decided(NEW, &format!("{USERS}\n{POSTS}"));
    assert!(plan.blocks.iter().all(|block| block.access == AccessPath::Colocated));
    assert_eq!(plan.staged, []);
}
