//! The commands as people and scripts use them.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const OLD: &str = "CREATE TABLE posts (\n  id INT PRIMARY KEY,\n  subject VARCHAR(100) NOT NULL\n);\n";
const NEW: &str = "CREATE TABLE post (\n  id INT PRIMARY KEY,\n  title VARCHAR(100) NOT NULL\n);\n";
const GOOD: &str =
    "from mysql \"old.sql\"\ninto mysql \"new.sql\"\n\ntable posts -> post {\n  id\n  subject -> title\n}\n";

const VERBS: [&str; 10] =
    ["check", "plan", "compile", "run", "schema", "rejects", "status", "explain", "completions", "man"];

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "old.sql", OLD);
    write(&folder, "new.sql", NEW);
    write(&folder, "good.mig", GOOD);
    write(&folder, "bad.mig", GOOD.replace("subject ->", "subjekt ->"));
    write(&folder, "warned.mig", GOOD);
    folder
}

fn write(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) {
    std::fs::write(folder.path().join(name), content).unwrap();
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    for name in ["NO_COLOR", "MIGC_FROM_URL", "MIGC_INTO_URL"] {
        command.env_remove(name);
    }
    command
}

fn migc(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn every_verb_has_help_with_an_example() {
    let folder = folder();
    let all = out(&migc(folder.path(), &["--help"]));
    for verb in VERBS {
        assert!(all.contains(&format!("\n  {verb} ")), "{all}");
        let help = migc(folder.path(), &[verb, "--help"]);
        assert_eq!(code(&help), 0);
        assert!(out(&help).contains(&format!("Examples:\n  migc {verb}")), "{}", out(&help));
        assert!(out(&help).lines().all(|line| line.chars().count() <= 100), "{}", out(&help));
    }
}

#[test]
fn wrong_usage_ends_with_2() {
    let folder = folder();
    for arguments in [
        &["chek"][..],
        &[],
        &["check"],
        &["check", "good.mig", "--format", "xml"],
        &["check", "good.mig", "--param", "novalue"],
        &["compile", "good.mig"],
        &["compile", "good.mig", "--to", "oracle"],
        &["run", "good.mig", "--from", "sqlite:a"],
        &["run", "good.mig", "--from", "sqlite:a", "--into", "sqlite:b", "--max-rejects", "many"],
        &["explain", "M9999"],
    ] {
        let output = migc(folder.path(), arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(!err(&output).is_empty(), "{arguments:?}");
        assert!(out(&output).is_empty(), "{arguments:?}: {}", out(&output));
    }
}

#[test]
fn missing_files_are_failures_with_help() {
    let folder = folder();
    for (arguments, says) in [
        (&["check", "none.mig"][..], "cannot read `none.mig`: there is no such file"),
        (&["check", "good"], "did you mean `good.mig`?"),
        (&["check", "."], "help:"),
        (&["schema", "none.sql"], "cannot read `none.sql`"),
        (&["compile", "good.mig", "--to", "mysql", "-o", "no/where.sql"], "cannot write `no/where.sql`"),
        (&["man", "-o", "good.mig/man"], "cannot write `good.mig/man`"),
    ] {
        let output = migc(folder.path(), arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", err(&output));
        assert!(err(&output).contains(says), "{arguments:?}: {}", err(&output));
        assert!(err(&output).contains("help: "), "{arguments:?}: {}", err(&output));
        assert_eq!(out(&output), "");
    }
}

#[test]
fn packed_dumps_are_told_from_text() {
    let folder = folder();
    write(&folder, "old.sql", b"\x1f\x8b\x08\x00rest");
    let output = migc(folder.path(), &["check", "good.mig"]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("unpack it first: `gunzip old.sql`"), "{}", out(&output));
    assert!(out(&output).ends_with("1 error\n"), "{}", out(&output));
}

#[test]
fn findings_end_with_1_and_go_to_standard_output() {
    let folder = folder();
    let output = migc(folder.path(), &["check", "bad.mig"]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).contains("error[M0202]"), "{}", out(&output));
    assert!(out(&output).contains("bad.mig:6:3") && out(&output).contains("old.sql:"), "{}", out(&output));

    let good = migc(folder.path(), &["check", "good.mig"]);
    assert_eq!((code(&good), out(&good).as_str()), (0, ""), "{}", out(&good));
    assert!(err(&good).contains("good, a plan of 1 step"), "{}", err(&good));
}

#[test]
fn other_verbs_say_findings_on_standard_error() {
    let folder = folder();
    for arguments in [
        &["plan", "bad.mig"][..],
        &["compile", "bad.mig", "--to", "mysql"],
        &["run", "bad.mig", "--from", "sqlite:a", "--into", "sqlite:b"],
    ] {
        let output = migc(folder.path(), arguments);
        assert_eq!((code(&output), out(&output).as_str()), (1, ""), "{arguments:?}");
        assert!(err(&output).contains("error[M0202]"), "{}", err(&output));
    }
}

#[test]
fn short_and_json_are_for_programs() {
    let folder = folder();
    let short = out(&migc(folder.path(), &["check", "bad.mig", "--format", "short"]));
    assert!(short.starts_with("bad.mig:6:3: error[M0202]: "), "{short}");
    let json = out(&migc(folder.path(), &["check", "bad.mig", "--format", "json"]));
    for line in json.lines() {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(finding["source"], "migc");
    }
    assert!(json.lines().count() >= 1);
}

#[test]
fn warnings_stop_only_when_denied() {
    let folder = folder();
    write(&folder, "old.sql", OLD.replace("100", "255"));
    assert_eq!(code(&migc(folder.path(), &["check", "good.mig"])), 0);
    let denied = migc(folder.path(), &["check", "good.mig", "--deny", "warnings"]);
    assert_eq!(code(&denied), 1);
    assert!(out(&denied).contains("1 warning"), "{}", out(&denied));
    write(&folder, "good.mig", format!("{GOOD}\nallow M0601 because \"no subject is so long\"\n"));
    let allowed = migc(folder.path(), &["check", "good.mig", "--deny", "warnings"]);
    assert_eq!((code(&allowed), out(&allowed).as_str()), (0, "1 warning allowed\n"));
    let script = migc(folder.path(), &["compile", "good.mig", "--to", "sqlite"]);
    assert!(err(&script).starts_with("1 warning allowed\n"), "{}", err(&script));
}

#[test]
fn colours_obey_pipes_and_no_color() {
    let folder = folder();
    let escape = '\x1b';
    // The output of a test is a pipe.
    assert!(!out(&migc(folder.path(), &["check", "bad.mig"])).contains(escape));
    assert!(out(&migc(folder.path(), &["check", "bad.mig", "--color", "always"])).contains(escape));
    assert!(!out(&migc(folder.path(), &["--color", "never", "check", "bad.mig"])).contains(escape));
    let failure = migc(folder.path(), &["check", "none.mig"]);
    assert!(!err(&failure).contains(escape));
    let no_color = command(folder.path(), &["check", "bad.mig"]).env("NO_COLOR", "1").output().unwrap();
    assert!(!out(&no_color).contains(escape));
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let folder = folder();
    let mut child = command(folder.path(), &["explain"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));

    let mut child = command(folder.path(), &["completions", "bash"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn every_code_is_explained() {
    let folder = folder();
    let list = out(&migc(folder.path(), &["explain"]));
    assert_eq!(list.lines().count(), migc::diag::CATALOGUE.len());
    for line in list.lines() {
        let code = line.split(' ').next().unwrap();
        let page = migc(folder.path(), &["explain", code]);
        assert!(out(&page).starts_with(&format!("{code}: ")), "{}", out(&page));
        assert!(!out(&page).contains("```"), "{}", out(&page));
    }
    assert_eq!(
        migc(folder.path(), &["explain", "error[m0401]"]).stdout,
        migc(folder.path(), &["explain", "M0401"]).stdout
    );
}

#[test]
fn passwords_are_never_printed() {
    let folder = folder();
    for arguments in [
        &["run", "good.mig", "--from", "mysql://me:s3cret@localhost/old", "--into", "sqlite:new.db"][..],
        &["run", "good.mig", "--from", "msql://me:s3cret@localhost/old", "--into", "sqlite:new.db"],
        &["rejects", "--into", "mysql://me:s3cret@127.0.0.1:1/new"],
        &["rejects", "--into", "postgres://me:s3cret@127.0.0.1:1/new"],
        &["rejects", "--into", "postgres://me:s3cret@[bad/new"],
        &["rejects", "--into", "me:s3cret@localhost"],
    ] {
        let output = migc(folder.path(), arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(err(&output).contains("help: "), "{}", err(&output));
        assert!(!err(&output).contains("s3cret") && !out(&output).contains("s3cret"), "{}", err(&output));
    }
    let help = command(folder.path(), &["run", "--help"]).env("MIGC_FROM_URL", "mysql://me:s3cret@h/d").output();
    assert!(!out(&help.unwrap()).contains("s3cret"));
}

#[test]
fn schemas_are_shown_whoever_wrote_them() {
    let folder = folder();
    write(&folder, "pg.sql", "SET search_path = public;\nCREATE TABLE a (id bigserial PRIMARY KEY);\n");
    let shown = migc(folder.path(), &["schema", "pg.sql"]);
    assert_eq!(code(&shown), 0);
    assert!(out(&shown).contains("table a") && out(&shown).contains("postgres: 1 table"), "{}", out(&shown));
    write(&folder, "latin2.sql", b"CREATE TABLE `k\xb1ty` (`id` int);\n");
    let shown = migc(folder.path(), &["schema", "latin2.sql", "--encoding", "latin2"]);
    assert!(out(&shown).contains("table kąty"), "{}{}", out(&shown), err(&shown));
    let guessed = migc(folder.path(), &["schema", "latin2.sql"]);
    assert!(err(&guessed).contains("M0806"), "{}", err(&guessed));
    write(
        &folder,
        "utf16.sql",
        "\u{feff}CREATE TABLE `ąę` (`id` int);\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
    );
    assert!(out(&migc(folder.path(), &["schema", "utf16.sql"])).contains("table ąę"));
}

#[test]
fn completions_and_manual_pages_are_written() {
    let folder = folder();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(out(&migc(folder.path(), &["completions", shell])).contains("rejects"), "{shell}");
    }
    assert!(out(&migc(folder.path(), &["man"])).contains(".TH migc 1"));
    assert_eq!(code(&migc(folder.path(), &["man", "-o", "man"])), 0);
    for verb in VERBS {
        assert!(folder.path().join(format!("man/migc-{verb}.1")).exists(), "{verb}");
    }
}

#[test]
fn plans_have_four_forms() {
    let folder = folder();
    let plan = |format: &str| out(&migc(folder.path(), &["plan", "good.mig", "--format", format]));
    assert!(plan("text").starts_with("plan of good.mig: 1 step\n"), "{}", plan("text"));
    assert!(plan("text").contains("1. posts -> post") && plan("text").contains("good.mig:4"), "{}", plan("text"));
    let json: serde_json::Value = serde_json::from_str(&plan("json")).unwrap();
    assert_eq!(json["steps"][0]["title"], "posts -> post");
    assert!(plan("mermaid").starts_with("flowchart TD\n  s1[\"1. posts -> post\"]\n"), "{}", plan("mermaid"));
    assert!(plan("dot").starts_with("digraph \"good.mig\" {"), "{}", plan("dot"));
}

#[test]
fn compiles_to_a_file_or_a_pipe() {
    let folder = folder();
    for engine in ["mysql", "postgres", "sqlite"] {
        let piped = migc(folder.path(), &["compile", "good.mig", "--to", engine]);
        assert_eq!(code(&piped), 0, "{}", err(&piped));
        let file = migc(folder.path(), &["compile", "good.mig", "--to", engine, "-o", "out.sql"]);
        assert_eq!((code(&file), out(&file).as_str()), (0, ""));
        assert_eq!(std::fs::read_to_string(folder.path().join("out.sql")).unwrap(), out(&piped));
    }
}

/// Two SQLite files beside a program that moves one into the other.
fn sqlite_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "old.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL);\n");
    write(&folder, "new.sql", "CREATE TABLE user (id INTEGER PRIMARY KEY, name VARCHAR(5) NOT NULL);\n");
    let program = "from sqlite \"old.sql\"\ninto sqlite \"new.sql\"\n\n\
        before run \"echo begun > begun.txt\"\nafter run \"echo ended > ended.txt\"\n\
        check \"there are users\" count(* from users) > 0\n\n\
        table users -> user {\n  id\n  name or reject\n}\n";
    write(&folder, "users.mig", program);
    sqlite(&folder, "old.db", &format!("{OLD_USERS} INSERT INTO users VALUES (1, 'Ann'), (2, 'Bartholomew');"));
    sqlite(&folder, "new.db", NEW_USERS);
    folder
}

const OLD_USERS: &str = "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL);";
const NEW_USERS: &str = "CREATE TABLE user (id INTEGER PRIMARY KEY, name VARCHAR(5) NOT NULL);";

fn sqlite(folder: &TempDir, name: &str, sql: &str) {
    rusqlite::Connection::open(folder.path().join(name)).unwrap().execute_batch(sql).unwrap();
}

const RUN: [&str; 6] = ["run", "users.mig", "--from", "sqlite:old.db", "--into", "sqlite:new.db"];

fn run(folder: &TempDir, more: &[&str]) -> Output {
    migc(folder.path(), &[&RUN[..], &["--allow-run"], more].concat())
}

#[test]
fn commands_run_only_when_allowed() {
    let folder = sqlite_folder();
    let before = std::fs::read(folder.path().join("new.db")).unwrap();
    let refused = migc(folder.path(), &RUN);
    assert_eq!(code(&refused), 2);
    let said = err(&refused);
    assert!(said.contains("begun.txt") && said.contains("ended.txt"), "both commands are shown: {said}");
    assert!(said.contains("add `--allow-run`"), "{said}");
    assert!(!folder.path().join("begun.txt").exists() && !folder.path().join("ended.txt").exists());
    assert_eq!(std::fs::read(folder.path().join("new.db")).unwrap(), before);
    // What runs nothing needs no leave.
    assert_eq!(code(&migc(folder.path(), &[&RUN[..], &["--dry-run"]].concat())), 0);
}

#[test]
fn runs_and_lists_what_was_rejected() {
    let folder = sqlite_folder();
    let done = run(&folder, &[]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert!(err(&done).contains("[3/4] users -> user") && err(&done).contains("1 row "), "{}", err(&done));
    assert!(out(&done).contains("1 of 2 rows was rejected; list them with `migc rejects"), "{}", out(&done));
    assert!(folder.path().join("begun.txt").exists() && folder.path().join("ended.txt").exists());
    let rejects = |format: &str| out(&migc(folder.path(), &["rejects", "--into", "sqlite:new.db", "--format", format]));
    assert!(rejects("text").contains("Bartholomew"), "{}", rejects("text"));
    assert!(rejects("csv").starts_with("step,block,row_key,column_name,reason,value,row_json\r\n3,users,2,name,"));
    let row: serde_json::Value = serde_json::from_str(rejects("json").trim()).unwrap();
    assert_eq!((&row["step"], &row["row"]["name"]), (&3.into(), &"Bartholomew".into()));

    let again = run(&folder, &[]);
    assert_eq!(code(&again), 2);
    assert!(err(&again).contains("the new table `user` is not empty"), "{}", err(&again));
}

#[test]
fn too_many_rejects_end_with_1_and_change_nothing() {
    let folder = sqlite_folder();
    let before = std::fs::read(folder.path().join("new.db")).unwrap();
    let undone = run(&folder, &["--max-rejects", "10%"]);
    assert_eq!(code(&undone), 1, "{}", err(&undone));
    assert!(out(&undone).contains("nothing was changed"), "{}", out(&undone));
    assert_eq!(code(&migc(folder.path(), &["rejects", "--into", "sqlite:new.db"])), 2);
    assert_eq!(std::fs::read(folder.path().join("new.db")).unwrap(), before);
    assert_eq!(code(&run(&folder, &["--max-rejects", "1"])), 0);
}

#[test]
fn a_dry_run_checks_and_changes_nothing() {
    let folder = sqlite_folder();
    let dry = run(&folder, &["--dry-run"]);
    assert_eq!(code(&dry), 0, "{}", err(&dry));
    assert!(out(&dry).contains("3. users -> user") && out(&dry).ends_with("nothing was changed\n"), "{}", out(&dry));
    assert!(!folder.path().join("begun.txt").exists() && !folder.path().join("ended.txt").exists());
    sqlite(&folder, "old.db", "DELETE FROM users");
    let failed = run(&folder, &["--dry-run"]);
    assert_eq!(code(&failed), 1, "{}{}", out(&failed), err(&failed));
    assert!(
        err(&failed).contains("there are users") && err(&failed).contains("users.mig:6:1"),
        "{}{}",
        out(&failed),
        err(&failed)
    );
}

#[test]
fn a_failed_run_still_does_what_comes_after() {
    let folder = sqlite_folder();
    sqlite(&folder, "old.db", "DELETE FROM users");
    let failed = run(&folder, &[]);
    assert_eq!(code(&failed), 2);
    assert!(err(&failed).contains("check failed: there are users"), "{}", err(&failed));
    assert!(folder.path().join("ended.txt").exists());
}

#[test]
fn a_run_says_what_is_wrong_with_its_files() {
    let folder = sqlite_folder();
    write(&folder, "text.db", "this is no database, only a text that is long enough to be read as one");
    for (from, into, says) in [
        ("sqlite:none.db", "sqlite:new.db", "there is no old database `none.db`"),
        ("sqlite:old.db", "sqlite:none.db", "there is no new database `none.db`"),
        ("sqlite:old.db", "sqlite:old.db", "are the same file"),
        ("sqlite:text.db", "sqlite:new.db", "not a database"),
        ("sqlite:new.db", "sqlite:old.db", "the old database has no table `users`"),
        ("sqlite:old.db", "mysql://localhost:1/new", "nobody listens at `localhost:1`"),
        ("old.db", "sqlite:new.db", "`old.db` is not the address of a database"),
    ] {
        let output = migc(folder.path(), &["run", "users.mig", "--from", from, "--into", into, "--allow-run"]);
        assert_eq!(code(&output), 2, "{from} {into}");
        assert!(err(&output).contains(says) && err(&output).contains("help: "), "{from} {into}: {}", err(&output));
    }
}

#[test]
fn schemas_may_be_read_from_databases() {
    let folder = sqlite_folder();
    write(&folder, "live.mig", "from sqlite\ninto sqlite\n\ntable users -> user {\n  id\n  name or reject\n}\n");
    let arguments = ["check", "live.mig", "--from", "sqlite:old.db", "--into", "sqlite:new.db"];
    let checked = migc(folder.path(), &arguments);
    assert_eq!(code(&checked), 0, "{}{}", out(&checked), err(&checked));
    let by_environment = command(folder.path(), &["check", "live.mig"])
        .envs([("MIGC_FROM_URL", "sqlite:old.db"), ("MIGC_INTO_URL", "sqlite:new.db")])
        .output();
    assert_eq!(code(&by_environment.unwrap()), 0);
    assert_eq!(code(&migc(folder.path(), &["check", "live.mig"])), 1);
    let refused = migc(folder.path(), &["check", "live.mig", "--from", "mysql://me:s3cret@127.0.0.1:1/old"]);
    assert_eq!(code(&refused), 2);
    assert!(!err(&refused).contains("s3cret") && err(&refused).contains("help: "), "{}", err(&refused));
    assert!(out(&migc(folder.path(), &["schema", "sqlite:old.db"])).contains("table users"));
}

#[test]
fn what_a_database_is_warned_of_can_be_allowed() {
    let folder = folder();
    sqlite(&folder, "odd.db", "CREATE TABLE a (id INTEGER PRIMARY KEY, gone_id INTEGER REFERENCES gone (id)) STRICT");
    write(&folder, "odd_new.sql", "create table a (id integer primary key, gone_id integer) strict;");
    let program = "from sqlite\ninto sqlite \"odd_new.sql\"\ncopy a\n";
    write(&folder, "odd.mig", program);
    let check = |name: &str| migc(folder.path(), &["check", name, "--from", "sqlite:odd.db", "--deny", "warnings"]);
    let warned = check("odd.mig");
    assert_eq!(code(&warned), 1, "{}", out(&warned));
    assert!(out(&warned).contains("warning[M0803]"), "{}", out(&warned));
    write(&folder, "odd.mig", format!("{program}allow M0803 because \"it is gone\"\n"));
    let allowed = check("odd.mig");
    assert_eq!(code(&allowed), 0, "{}", out(&allowed));
}

#[test]
fn makes_the_new_tables_where_there_are_none() {
    let folder = sqlite_folder();
    let into = |name: &str, more: &[&str]| {
        let url = format!("sqlite:{name}");
        migc(
            folder.path(),
            &[&["run", "users.mig", "--from", "sqlite:old.db", "--into", &url, "--create", "--allow-run"], more]
                .concat(),
        )
    };
    let dry = into("made.db", &["--dry-run"]);
    assert!(out(&dry).contains("make the tables of the new schema"), "{}{}", out(&dry), err(&dry));
    assert!(!folder.path().join("made.db").exists());
    let made = into("made.db", &[]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    assert!(out(&migc(folder.path(), &["schema", "sqlite:made.db"])).contains("table user"));
    // A run that is undone takes its tables with it.
    assert_eq!(code(&into("undone.db", &["--max-rejects", "0"])), 1);
    assert!(!out(&migc(folder.path(), &["schema", "sqlite:undone.db"])).contains("table user"));
}
