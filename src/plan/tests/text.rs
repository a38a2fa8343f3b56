//! The plan as text and as JSON, and what its pictures show.

use super::*;
use crate::plan::{StepKind, graph, text};

const OLD: &str = "
create table users (id int not null primary key, name varchar(20) not null, boss_id int);
create table posts (id int not null primary key, user_id int not null, editor_id int);
";
const NEW: &str = "
create table account (id int not null primary key, name varchar(20) not null, boss_id int,
                      foreign key (boss_id) references account (id));
create table post (
  id int not null primary key,
  author_id int not null,
  editor_id int,
  authors int,
  foreign key (author_id) references account (id),
  foreign key (editor_id) references account (id)
);
";

/// The plan as text, of a program whose first line is the third of its file.
#[track_caller]
fn rendered(new: &str, program: &str) -> String {
    let done = compiled(OLD, new, program);
    let sources = done.sources.clone();
    text::render(&plan_of(done), &sources)
}

const USERS: &str = "table users -> account { id; name; boss_id or null }";

#[test]
fn steps_are_numbered_and_stand_beside_their_places_and_above_their_reasons() {
    let posts = "table posts -> post { id; user_id -> author_id; editor_id or stub; null -> authors }\n\
                 stub account { \"gone\" -> name }";
    assert_eq!(
        rendered(NEW, &format!("{posts}\n{USERS}")),
        "plan of main.mig: 4 steps\n \
         1. users -> account                                                    main.mig:5\n        \
         first: nothing it needs\n \
         2. fill account.boss_id                                                main.mig:5\n        \
         after 1: `boss_id` refers to `account`                          (new.sql:3)\n \
         3. stubs in account for posts                                          main.mig:3\n        \
         after 1: `author_id` refers to `account`                        (new.sql:9)\n        \
         after 1: `editor_id` refers to `account`                        (new.sql:10)\n \
         4. posts -> post                                                       main.mig:3\n        \
         after 1: `author_id` refers to `account`                        (new.sql:9)\n        \
         after 1: `editor_id` refers to `account`                        (new.sql:10)\n        \
         after 3: the stubs that its rows refer to are there\n"
    );
}

#[test]
fn one_step_is_no_steps() {
    let program = "table users -> account { id; name; ignore boss_id }\nignore posts";
    let plan = rendered(NEW, program);
    assert_eq!(plan.lines().next(), Some("plan of main.mig: 1 step"));
}

#[test]
fn a_reason_from_several_places_is_said_once() {
    let posts = "table posts -> post {\n  id\n  user_id -> author_id\n  ignore editor_id\n  \
                 count(* from new.account)\n    + count(id from new.account) -> authors\n}";
    let plan = rendered(NEW, &format!("{USERS}\n{posts}"));
    let line = "        after 1: `authors` looks into `account` of the new side         (main.mig:8, 9)";
    assert_eq!(plan.lines().filter(|one| one.contains("looks into")).collect::<Vec<_>>(), [line], "{plan}");
}

#[test]
fn a_step_of_more_than_nine_has_room_for_its_number() {
    let notes: String = (0..9).map(|n| format!("before note \"{n}\"\n")).collect();
    let plan = rendered(NEW, &format!("{notes}{USERS}\nignore posts"));
    let lines: Vec<&str> = plan.lines().collect();
    assert!(lines[9].starts_with("  9. before note: 8   "), "{plan}");
    assert!(lines[10].starts_with(" 10. users -> account   "), "{plan}");
    assert_eq!(lines[11], "         first: nothing it needs");
}

#[test]
fn a_reason_without_a_place_has_none() {
    let plan = rendered(NEW, &format!("{USERS}\nupdate account {{ upper(name) -> name }}\nignore posts"));
    assert_eq!(plan.lines().last(), Some("        updates come after all rows"));
}

#[test]
fn a_line_that_is_too_long_has_its_place_behind_it() {
    let long = "x".repeat(80);
    let plan = rendered(NEW, &format!("before note \"{long}\"\n{USERS}\nignore posts"));
    assert_eq!(plan.lines().nth(1), Some(format!(" 1. before note: {long}  main.mig:3").as_str()));
}

/// Which steps of a plan are marked as raw SQL.
#[track_caller]
fn raw(program: &str) -> Vec<String> {
    let plan = rendered(NEW, program);
    let marked = plan.lines().filter_map(|line| line.split_once(" (raw SQL: no check covers it)"));
    marked.map(|(step, _)| step.split_once(". ").map_or(step, |(_, title)| title).to_owned()).collect()
}

#[test]
fn steps_that_carry_out_sql_of_the_program_are_marked() {
    let posts = "table posts -> post { id; user_id -> author_id; editor_id; null -> authors }";
    let of = |more: &str| raw(&format!("{USERS}\n{posts}\n{more}"));
    assert!(of("before note \"select 1\"\nupdate account { upper(name) -> name }\nempty post where id > 1").is_empty());
    assert_eq!(of("before sql\"select 1\""), ["before sql: select 1"]);
    assert_eq!(of("check \"one\" (sql\"1\" as int) = 1"), ["check: one"]);
    assert_eq!(of("empty post where (sql\"1\" as int) = id"), ["empty post"]);
    assert_eq!(of("update account { sql\"user()\" as text -> name }"), ["update account"]);
    assert_eq!(of("update account { \"x\" -> name; where (sql\"1\" as int) = id }"), ["update account"]);
    let user = USERS.replace("name;", "sql\"user()\" as text -> name; ignore name;");
    assert_eq!(raw(&format!("{user}\nignore posts")), ["users -> account"]);
    // A column that is filled later has its line in both steps.
    let boss = USERS.replace("boss_id or null", "boss_id or (sql\"1\" as int) or null");
    assert_eq!(raw(&format!("{boss}\nignore posts")), ["users -> account", "fill account.boss_id"]);
    // Stubs have what `stub` says.
    let stub = |name: &str| {
        raw(&format!(
            "{USERS}\ntable posts -> post {{ id; user_id -> author_id or stub; editor_id; null -> authors }}\n\
             stub account {{ {name} -> name }}"
        ))
    };
    assert_eq!(stub("sql\"user()\" as text"), ["stubs in account for posts"]);
    assert!(stub("\"gone\"").is_empty());
}

#[test]
fn files_of_one_name_are_told_apart_by_their_folders() {
    let texts = [
        ("main.mig", "from mysql \"a/db.sql\"\ninto mysql \"b/db.sql\"\ninclude \"c/db.sql\"\n"),
        ("a/db.sql", "create table t (id int not null primary key, r int);"),
        ("b/db.sql", "create table t (id int not null primary key, r int, foreign key (r) references t (id));"),
        ("c/db.sql", "table t -> t { id; r or null }"),
    ];
    let texts = Texts(texts.map(|(name, text)| (PathBuf::from(name), text.to_owned())).into());
    let done =
        compile(&texts, Path::new("main.mig"), Sources::new(), &Options::default()).expect("the program is there");
    let sources = done.sources.clone();
    let plan = text::render(&plan_of(done), &sources);
    assert!(plan.contains("fill t.r") && plan.contains(" c/db.sql:1\n") && plan.contains("(b/db.sql:1)"), "{plan}");
}

#[test]
fn other_programs_read_the_plan_as_json() {
    let plan = planned(OLD, NEW, &format!("{USERS}\nignore posts"));
    let json = text::json(&plan);
    assert!(json.ends_with("}\n"));
    let read: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(read["steps"][0]["title"], "users -> account");
    assert_eq!(read["program"]["hash"], plan.program.hash());
    assert_eq!(serde_json::from_str::<Plan>(&json).expect("it is a plan"), plan);
    let more = text::json_with(&plan, [("engine", "sqlite".into())]);
    let more: serde_json::Value = serde_json::from_str(&more).expect("it is JSON");
    assert_eq!(more["engine"], "sqlite");
    assert_eq!(more["steps"], read["steps"]);
}

/// Two steps wait for one, and one of them has two reasons for it.
#[test]
fn a_picture_has_one_arrow_from_a_step_to_each_that_waits_for_it() {
    let posts = "table posts -> post { id; user_id -> author_id; editor_id; null -> authors }";
    let plan = planned(OLD, NEW, &format!("{USERS}\n{posts}"));
    let steps = ["users -> account", "fill account.boss_id", "posts -> post"];
    assert_eq!(titles(&plan), steps);
    let arrows = |text: &str, arrow: &str| {
        text.lines().filter(|line| line.contains(arrow)).map(|line| line.trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(arrows(&graph::mermaid(&plan), " --> "), ["s1 --> s2", "s1 --> s3"]);
    assert_eq!(arrows(&graph::dot(&plan), " -> s"), ["s1 -> s2;", "s1 -> s3;"]);
}

#[test]
fn pictures_show_by_their_shape_what_a_step_does() {
    let posts = "table posts -> post { id; user_id -> author_id or stub; editor_id; null -> authors }";
    let more = "stub account { \"gone\" -> name }\ncheck \"some\" count(* from old.users) > 0";
    let plan = planned(OLD, NEW, &format!("{USERS}\n{posts}\n{more}"));
    let shapes = ["diamond", "box", "box", "ellipse", "box"];
    let (dot, mermaid) = (graph::dot(&plan), graph::mermaid(&plan));
    for (n, (step, shape)) in plan.steps.iter().zip(shapes).enumerate() {
        let line = format!("  s{} [label=\"{}. {}\", shape={shape}];", n + 1, n + 1, step.title);
        assert!(dot.contains(&line), "{line}\n{dot}");
        let (open, close) = match step.kind {
            StepKind::Check { .. } => ("{{", "}}"),
            StepKind::Stubs { .. } => ("([", "])"),
            _ => ("[", "]"),
        };
        let line = format!("  s{}{open}\"{}. {}\"{close}", n + 1, n + 1, step.title);
        assert!(mermaid.contains(&line), "{line}\n{mermaid}");
    }
}
