//! Programs against small schemas: which findings they make, and what they become.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use crate::compile::{Compilation, FileReader, Options, compile};
use crate::diag::Severity;
use crate::plan::{Expr, ExprKind, How, Policy, Program};
use crate::source::Sources;

struct Texts(HashMap<PathBuf, String>);

impl FileReader for Texts {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.get(path).map(|t| t.clone().into_bytes()).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

fn run(engines: (&str, &str), old: &str, new: &str, program: &str) -> Compilation {
    let (from, into) = engines;
    let program = format!("from {from} \"old.sql\"\ninto {into} \"new.sql\"\n{program}\n");
    let texts = Texts(HashMap::from([
        (PathBuf::from("main.mig"), program),
        (PathBuf::from("old.sql"), old.to_owned()),
        (PathBuf::from("new.sql"), new.to_owned()),
    ]));
    compile(&texts, Path::new("main.mig"), Sources::new(), &Options::default()).expect("the program is there")
}

/// The findings as `M0202: message | help | help`.
fn findings(old: &str, new: &str, program: &str) -> Vec<String> {
    lines(&run(("mysql", "mysql"), old, new, program))
}

fn lines(done: &Compilation) -> Vec<String> {
    done.diagnostics
        .sorted()
        .into_iter()
        .map(|d| {
            let help: Vec<&str> = d.help.iter().map(String::as_str).collect();
            let help = if help.is_empty() { String::new() } else { format!(" | {}", help.join(" | ")) };
            format!("{}: {}{help}", d.code, d.message)
        })
        .collect()
}

/// The program, which must be without errors.
fn program(engines: (&str, &str), old: &str, new: &str, program: &str) -> Program {
    let done = run(engines, old, new, program);
    let errors: Vec<String> = done
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .map(|d| format!("{}: {}", d.code, d.message))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    done.plan.expect("a plan without errors").program
}

fn value<'a>(program: &'a Program, block: &str, column: &str) -> (&'a [Expr], Policy) {
    let block = program.blocks.iter().find(|b| b.name == block).expect("the block");
    let id = program.new.table(block.target).find(column).expect("the column");
    match &block.fills.iter().find(|f| f.column == id).expect("the fill").how {
        How::Value { attempts, policy } => (attempts, *policy),
        other => panic!("{other:?}"),
    }
}

const USERS: &str = "CREATE TABLE users (id int NOT NULL PRIMARY KEY, login varchar(40) NOT NULL, \
    mail varchar(255), kind enum('a','b','c') NOT NULL, born date, level int NOT NULL, note text);";
const PEOPLE: &str = "CREATE TABLE people (id int NOT NULL PRIMARY KEY, name varchar(100) NOT NULL);";

#[track_caller]
fn assert_finds(program: &str, new: &str, wanted: &[&str]) {
    let ignored = format!("{program}\n");
    let found = findings(USERS, new, &ignored);
    let found: Vec<&String> = found.iter().filter(|f| !f.starts_with("M0404")).collect();
    assert_eq!(found.len(), wanted.len(), "{found:#?}");
    for (found, wanted) in found.iter().zip(wanted) {
        assert!(found.contains(wanted), "wanted {wanted:?}, found {found:#?}");
    }
}

#[test]
fn a_plain_flow_is_a_plain_column() {
    let done = program(
        ("mysql", "mysql"),
        USERS,
        PEOPLE,
        "table users -> people { id; login -> name; ignore mail, kind, born, level, note }",
    );
    for column in ["id", "name"] {
        let (attempts, policy) = value(&done, "users", column);
        assert!(matches!(attempts, [Expr { kind: ExprKind::Column { .. }, .. }]), "{attempts:?}");
        assert_eq!(policy, Policy::Reject);
    }
    assert_eq!(done.hash().len(), 64);
}

#[test]
fn unknown_names_are_found_once_each() {
    assert_finds(
        "table users -> people { id; logn -> name }",
        PEOPLE,
        &["M0202: the old table `users` has no column `logn` | did you mean `login`?"],
    );
    assert_finds(
        "table usrs -> people { id; login -> name }",
        PEOPLE,
        &["M0201: the old side has no table `usrs` | did you mean `users`?"],
    );
    assert_finds(
        "table users -> people { id; login -> nam }",
        PEOPLE,
        &["M0202: the new table `people` has no column `nam` | did you mean `name`?"],
    );
    assert_finds("table users -> people { id; lowr(login) -> name }", PEOPLE, &["M0204: `lowr` is no function"]);
}

#[test]
fn policies_stand_after_the_arrow() {
    assert_finds(
        "table users -> people { id; login or skip -> name }",
        PEOPLE,
        &["M0307: `or skip` stands after the new column | write `-> name or skip`"],
    );
}

#[test]
fn columns_must_be_filled_once() {
    assert_finds(
        "table users -> people { id }",
        PEOPLE,
        &["M0401: nothing fills `name` of `people` | add `login -> name`"],
    );
    assert_finds(
        "table users -> people { id; login -> name; note -> name }",
        PEOPLE,
        &["M0402: `name` is filled twice"],
    );
}

#[test]
fn nothing_is_left_behind_in_silence() {
    let found = findings(USERS, PEOPLE, "table users -> people { id; login -> name }");
    assert_eq!(
        found,
        ["M0404: `mail`, `kind`, `born`, `level`, `note` of the old table `users` are neither used nor ignored \
          | move them, each with a line `old_column -> NEW_COLUMN` \
          | or leave them behind on purpose, with this line in the block: \
          `ignore mail, kind, born, level, note because \"…\"`"]
    );
    let found = findings(USERS, PEOPLE, "ignore users\nignore sesions");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("M0405: `ignore sesions` matches no old table"), "{found:#?}");
}

#[test]
fn ignores_that_do_nothing() {
    assert_finds(
        "table users -> people { id; login -> name; ignore login }",
        PEOPLE,
        &["M0405: `login` is ignored and used"],
    );
    assert_finds(
        "table users -> people { id; login -> name }\nignore users",
        PEOPLE,
        &["M0405: `users` is ignored and used"],
    );
}

#[test]
fn losses_are_warned_of_until_the_line_says_or() {
    let new = "CREATE TABLE t (id int PRIMARY KEY, a varchar(10) NOT NULL, b tinyint, c date);";
    assert_finds(
        "table users -> t { id; mail -> a; level -> b; note -> c }",
        new,
        &["M0601", "M0602", "M0604", "M0603"],
    );
    assert_finds("table users -> t { id; mail -> a or cut or skip; level -> b or null; note -> c or null }", new, &[]);
}

#[test]
fn or_cut_is_a_second_attempt() {
    let new = "CREATE TABLE t (id int PRIMARY KEY, a varchar(10) NOT NULL);";
    let done = program(
        ("mysql", "mysql"),
        USERS,
        new,
        "table users -> t { id; login -> a or cut; ignore mail, kind, born, level, note }",
    );
    let (attempts, _) = value(&done, "users", "a");
    assert!(matches!(
        attempts,
        [Expr { kind: ExprKind::Fit { cut: false, .. }, .. }, Expr { kind: ExprKind::Fit { cut: true, .. }, .. }]
    ));
}

#[test]
fn impossible_flows_propose_a_conversion() {
    let new = "CREATE TABLE t (id int PRIMARY KEY, ok tinyint(1) NOT NULL);";
    assert_finds(
        "table users -> t { id; level * 0.5 -> ok }",
        new,
        &["M0301: `level * 0.5` is decimal, which does not become bool | write `level * 0.5 != 0 -> ok`"],
    );
    // 0 and 1 are truth values, so a whole number is one where it is one of these.
    assert_finds(
        "table users -> t { id; level -> ok }",
        new,
        &["M0604: of numbers only 0 and 1 are true or false | say what happens then: `level -> ok or reject`"],
    );
    assert_finds("table users -> t { id; 1 -> ok }", new, &["M0301: 1 does not become bool | write `true -> ok`"]);
}

#[test]
fn operands_must_fit_each_other() {
    let new = "CREATE TABLE t (id int PRIMARY KEY, ok tinyint(1) NOT NULL);";
    assert_finds("table users -> t { id; kind = \"d\" -> ok }", new, &["M0302: `kind` is never \"d\""]);
    assert_finds(
        "table users -> t { id; level = \"5\" -> ok }",
        new,
        &["M0302: `level` and `\"5\"` cannot be compared | write `level = 5`"],
    );
    assert_finds("table users -> t { id; born > \"2001-01-01\" -> ok }", new, &[]);
    assert_finds("table users -> t { id; born > \"2001-02-31\" -> ok }", new, &["M0302"]);
    assert_finds(
        "table users -> t { id; not level -> ok }",
        new,
        &["M0303: `level` is int32, not true or false | write `level != 0`"],
    );
    let text = "CREATE TABLE t (id int PRIMARY KEY, a varchar(255) NOT NULL);";
    assert_finds(
        "table users -> t { id; login + \"!\" -> a }",
        text,
        &["M0302: `login` is text(40), not a number | to join texts, write `f\"{login}!\"`"],
    );
}

#[test]
fn policies_must_fit_their_columns() {
    let new = "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL);";
    assert_finds("table users -> t { id; level -> a or null }", new, &["M0307: `a` cannot be null"]);
    assert_finds("table users -> t { id; level -> a or cut }", new, &["M0307: `a` is int32, and only text"]);
    assert_finds("table users -> t { id; level -> a or stub }", new, &["M0307: `a` refers to nothing"]);
    assert_finds("table users -> t { id; level -> a or skip or 0 }", new, &["M0307: nothing comes after"]);
}

#[test]
fn maps_are_whole_and_yield_what_fits() {
    let new = "CREATE TABLE t (id int PRIMARY KEY, a tinyint NOT NULL);";
    let block = "table users -> t { id; map(kind) -> a }\n";
    assert_finds(
        &format!("{block}map users.kind {{ \"a\" -> 1; \"b\" -> 2 }}"),
        new,
        &["M0305: `map users.kind` says nothing of \"c\" | add `\"c\" -> …`"],
    );
    assert_finds(
        &format!("{block}map users.kind {{ \"a\" -> 1; else -> 200 }}"),
        new,
        &["M0304: `map users.kind` yields 200"],
    );
    assert_finds(
        &format!("{block}map users.kind {{ \"a\" -> 1; \"x\" -> 3; else -> 2 }}"),
        new,
        &["M0406: `kind` is never \"x\""],
    );
    assert_finds(
        &format!("{block}map users.kind {{ \"a\" -> 1; else -> 2 }}\nmap users.kind \"a\" -> 4"),
        new,
        &["M0207"],
    );
    assert_finds(block, new, &["M0203: there is no `map users.kind`"]);
    assert_finds(
        "table users -> t { id; level -> a or 0 }\nmap users.kind { else -> 1 }",
        new,
        &["M0408: nothing uses `map users.kind`"],
    );
}

const POSTS: &str = "CREATE TABLE users (id int NOT NULL PRIMARY KEY, login varchar(40) NOT NULL);
CREATE TABLE posts (id int NOT NULL PRIMARY KEY, author int, body text NOT NULL);";
const NEW_POSTS: &str = "CREATE TABLE people (id int NOT NULL PRIMARY KEY, name varchar(100) NOT NULL);
CREATE TABLE articles (id int NOT NULL PRIMARY KEY, people_id int, body text NOT NULL,
  CONSTRAINT f FOREIGN KEY (people_id) REFERENCES people (id));";

#[test]
fn references_follow_their_rows() {
    let done = program(
        ("mysql", "mysql"),
        POSTS,
        NEW_POSTS,
        "table users -> people { auto -> id; login -> name }\ntable posts -> articles { id; author -> people_id; body }",
    );
    let (attempts, _) = value(&done, "posts", "people_id");
    let [Expr { kind: ExprKind::Follow(follow), .. }] = attempts else { panic!("{attempts:?}") };
    assert_eq!(follow.block.0, 0);
    assert!(!follow.stub);
}

#[test]
fn references_need_somebody_to_fill_them() {
    let found = findings(POSTS, NEW_POSTS, "table posts -> articles { id; author -> people_id; body }\nignore users");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("M0503: `people_id` refers to `people`, which nothing fills"), "{found:#?}");
}

#[test]
fn stubs_are_asked_for_and_complete() {
    let blocks = "table users -> people { id; login -> name }\n\
        table posts -> articles { id; author -> people_id or stub; body }\n";
    let found = findings(POSTS, NEW_POSTS, blocks);
    assert_eq!(
        found,
        ["M0504: nothing says how to make a row of `people` | write `stub people { f\"deleted {key}\" -> name }`"]
    );
    let found = findings(POSTS, NEW_POSTS, &format!("{blocks}stub people {{ }}"));
    assert_eq!(found, ["M0512: a stub of `people` gives `name` no value | add `\"…\" -> name`"]);
    let done =
        program(("mysql", "mysql"), POSTS, NEW_POSTS, &format!("{blocks}stub people {{ f\"user {{key}}\" -> name }}"));
    assert_eq!(done.stubs.len(), 1);
    assert_eq!(done.stubs[0].fills.len(), 2);
}

#[test]
fn arithmetic_on_a_key_finds_nothing() {
    let found = findings(
        POSTS,
        NEW_POSTS,
        "reference posts.author to users.id\ntable users -> people { id; login -> name }\n\
         table posts -> articles { id; author + 100 -> people_id; body }",
    );
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("M0309: `author` is a key"), "{found:#?}");
    assert!(found[0].contains("say `author via users`"), "{found:#?}");
}

#[test]
fn several_candidates_need_via() {
    let program = "table users -> people { id; login -> name; unique id reject }\n\
        table users as gone -> people { id; login -> name; where login = \"x\"; unique id reject }\n\
        table posts -> articles { id; author -> people_id; body }";
    let found = findings(POSTS, NEW_POSTS, program);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("M0508: `author` could be a key of several blocks"), "{found:#?}");
    assert!(findings(POSTS, NEW_POSTS, &program.replace("author ->", "author via gone ->")).is_empty());
}

#[test]
fn unique_keys_are_guaranteed_or_decided() {
    let new = "CREATE TABLE t (id int PRIMARY KEY, name varchar(40) NOT NULL, UNIQUE KEY n (name));";
    let rest = "ignore mail, kind, born, level, note }";
    let found = findings(USERS, new, &format!("table users -> t {{ id; login -> name; {rest}"));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("M0505: `name` must be unique in `t`"), "{found:#?}");
    assert!(found[0].contains("`unique name keep first by id`"), "{found:#?}");
    let decided = format!("table users -> t {{ id; login -> name; unique name keep first by id; {rest}");
    assert!(findings(USERS, new, &decided).is_empty());
    let computed = format!("table users -> t {{ id; f\"u{{id}}\" -> name; ignore login\n{rest}");
    assert!(findings(USERS, new, &computed).is_empty(), "{:#?}", findings(USERS, new, &computed));
}

#[test]
fn collations_count() {
    let old = "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);";
    let new = "CREATE TABLE a (id int PRIMARY KEY, name varchar(40) NOT NULL UNIQUE);";
    let found = lines(&run(("sqlite", "mysql"), old, new, "copy a { name or cut; * }"));
    assert!(found.iter().any(|f| f.starts_with("M0505: `name` must be unique")), "{found:#?}");
    let found = lines(&run(("sqlite", "sqlite"), old, old, "copy a"));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn rows_without_a_key_need_one() {
    let old = "CREATE TABLE a (x int NOT NULL, y varchar(100) NOT NULL);";
    let new = "CREATE TABLE b (x int NOT NULL, y varchar(10) NOT NULL);";
    let found = findings(old, new, "table a -> b { x; y or reject }");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].starts_with("M0507: nothing identifies the rows of `a` | say what does: `key x, y`"),
        "{found:#?}"
    );
    assert!(findings(old, new, "table a -> b { x; y or reject; key x }").is_empty());
}

#[test]
fn lets_are_hygienic_and_end() {
    let new = "CREATE TABLE t (id int PRIMARY KEY, a varchar(255));";
    assert_finds("let twice(x) = f\"{x}{x}\"\ntable users -> t { id; twice(login) -> a }", new, &[]);
    assert_finds(
        "let f(x) = g(x)\nlet g(x) = f(x)\ntable users -> t { id; f(login) -> a }",
        new,
        &["M0205: `let f` is defined by itself"],
    );
    assert_finds("let f = login\ntable users -> t { id; f -> a }", new, &["M0205: `login` is unknown here"]);
    assert_finds("table users -> t { let l = lower(login); id; l -> a }", new, &[]);
    assert_finds("let unused = 1\ntable users -> t { id; login -> a }", new, &["M0408"]);
}

#[test]
fn look_ups_and_aggregates() {
    let new = "CREATE TABLE t (id int PRIMARY KEY, a varchar(255), n bigint NOT NULL);";
    assert_finds(
        "table users -> t { id; users[level].login -> a; count(* from users where old.users.level = 1) -> n }",
        new,
        &[],
    );
    assert_finds("table users -> t { id; users[login = mail].note -> a or null; 0 -> n }", new, &["M0509"]);
    assert_finds(
        "check \"all there\" count(* from old.users) = count(* from new.t)\ntable users -> t { id; 1 -> n }",
        new,
        &[],
    );
}

#[test]
fn copies_take_what_has_the_same_name() {
    let old = "CREATE TABLE a (id int PRIMARY KEY, x int);\nCREATE TABLE b (id int PRIMARY KEY);\nCREATE TABLE c (id int PRIMARY KEY);";
    let done = program(("mysql", "mysql"), old, old, "copy *\nignore c");
    assert_eq!(done.blocks.iter().map(|b| b.name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(findings(old, old, "copy z*\nignore a, b, c").len(), 1);
}

#[test]
fn the_rest_of_the_statements() {
    let new = "CREATE TABLE t (id int PRIMARY KEY, n int NOT NULL);";
    assert_finds(
        "param least int = 3\nempty t where n < least\nupdate t { n + 1 -> n or reject; where n > 1 }\n\
         before note \"x\"\nafter t sql\"select 1\"\nrow t { 1 -> id; 2 -> n }\n\
         table users -> t { id; level -> n; where level > least }",
        new,
        &[],
    );
    assert_finds("require t before t\ntable users -> t { id; level -> n }", new, &["M0510"]);
    assert_finds("table users -> t { auto -> n; id }", new, &["M0511"]);
    assert_finds("reference users.level to users.login\ntable users -> t { id; level -> n }", new, &["M0513"]);
}

#[test]
fn includes_are_read_once() {
    let texts = Texts(HashMap::from([
        (
            PathBuf::from("a/main.mig"),
            "from mysql \"old.sql\"\ninto mysql \"new.sql\"\ninclude \"more.mig\"\ninclude \"main.mig\"\ninclude \"no.mig\"\n".to_owned(),
        ),
        (PathBuf::from("a/more.mig"), "table users -> people { id; login -> name; ignore mail, kind, born, level, note }\n".to_owned()),
        (PathBuf::from("a/old.sql"), USERS.to_owned()),
        (PathBuf::from("a/new.sql"), PEOPLE.to_owned()),
    ]));
    let done = compile(&texts, Path::new("a/main.mig"), Sources::new(), &Options::default()).expect("readable");
    let found = lines(&done);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found.iter().all(|f| f.starts_with("M0107")), "{found:#?}");
}

#[test]
fn copies_of_copies_end() {
    let mut text = String::from("let f0(x) = f\"{x}{x}\"\n");
    for i in 1..40 {
        text.push_str(&format!("let f{i}(x) = f{}(f\"{{x}}{{x}}\")\n", i - 1));
    }
    text.push_str("table users -> people { id; f39(login) -> name or cut }");
    let found = findings(USERS, PEOPLE, &text);
    assert!(found.iter().any(|f| f.starts_with("M0105")), "{found:#?}");
}

#[test]
fn references_of_several_columns_must_keep_their_keys() {
    let old = "CREATE TABLE a (x int NOT NULL, y int NOT NULL, PRIMARY KEY (x, y));
        CREATE TABLE b (id int NOT NULL PRIMARY KEY, x int NOT NULL, y int NOT NULL);";
    let new = "CREATE TABLE a (x int NOT NULL, y int NOT NULL, PRIMARY KEY (x, y));
        CREATE TABLE b (id int NOT NULL PRIMARY KEY, x int NOT NULL, y int NOT NULL,
          CONSTRAINT f FOREIGN KEY (x, y) REFERENCES a (x, y));";
    assert!(findings(old, new, "copy a, b").is_empty(), "{:#?}", findings(old, new, "copy a, b"));
    let found = findings(old, new, "table a -> a { x + 1 -> x; y; unique x, y fail }\ncopy b");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("M0508"), "{found:#?}");
}

#[test]
fn the_hash_is_of_the_meaning() {
    let block = "table users -> people { id; login -> name; ignore mail, kind, born, level, note }";
    let one = program(("mysql", "mysql"), USERS, PEOPLE, block);
    let spaced =
        program(("mysql", "mysql"), USERS, PEOPLE, &format!("-- a comment\n\n{}", block.replace("; ", "\n  ")));
    let other = program(("mysql", "mysql"), USERS, PEOPLE, &block.replace("login ->", "lower(login) ->"));
    assert_eq!(one.hash(), spaced.hash());
    assert_ne!(one.hash(), other.hash());
}
