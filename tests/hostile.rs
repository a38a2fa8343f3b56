//! Names and values that are made to do harm: in comments of scripts, in spreadsheets, on terminals, in files of reports; and scripts whose client
//! does not stop at errors.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output};

use migc::dialect::EngineExt as _;
use migc::engine::Engine;
use migc::visible;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use support::Brand;

/// Pieces of which the texts are made.
const PIECES: &[&str] = &[
    "\n",
    "\r",
    "\r\n",
    "\u{b}",
    "\u{c}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\0",
    "\u{1a}",
    "\u{1b}[2J",
    "\u{202e}",
    "*/",
    "/*",
    "/*!",
    "--",
    "-- ",
    "#",
    ";",
    "'",
    "\"",
    "`",
    "\\",
    "\\!",
    "\\q",
    "\\g",
    "\\c",
    "$$",
    "$mig$",
    "delimiter //",
    "DELIMITER",
    ".quit",
    "\n.quit\n",
    "\r\\q\r",
    "\\",
    ":x",
    "select 1/0",
    "insert into t values (99)",
    "drop table t",
    "exit",
    "quit",
    "go",
    " ",
    "ż",
    "👩‍👩‍👧",
    "a",
    "e'",
];

#[test]
fn what_stands_in_comments_is_no_statement() {
    let texts = proptest::collection::vec(proptest::sample::select(PIECES), 0..6).prop_map(|pieces| pieces.concat());
    let mut runner = TestRunner::deterministic();
    let texts: Vec<String> = (0..400).map(|_| texts.new_tree(&mut runner).unwrap().current()).collect();
    for engine in Engine::ALL {
        let server = support::server(engine);
        let db = server.fresh_database();
        let mut script = String::from("create table t (n int);\n");
        for (n, text) in texts.iter().enumerate() {
            script.push_str(&visible::comment(text));
            script.push_str(&format!("insert into t values ({n});\n"));
        }
        server.load(&db, &script);
        let rows = server.query(&db, "select n from t order by n");
        let expected: Vec<Vec<Option<String>>> = (0..texts.len()).map(|n| vec![Some(n.to_string())]).collect();
        assert_eq!(rows, expected, "{engine}: each statement between comments ran once, and nothing else");
    }
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn migc(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
        command.args(arguments).current_dir(self.path()).env("NO_COLOR", "1").output().unwrap()
    }

    fn sqlite(&self, file: &str, script: &str) {
        let output = support::process::feed(Command::new("sqlite3").arg(file).current_dir(self.path()), script);
        assert!(output.success, "{output}");
    }
}

/// The name of a table that ends a comment where one lets it, and a statement behind it. No longer than each engine takes.
const NAME: &str = "a\rinsert into log values('x');\n--*/insert into log values('x');";

#[test]
fn a_name_ends_no_comment_of_a_script() {
    for engine in Engine::ALL {
        let server = support::server(engine);
        let folder = Folder::new();
        let name = engine.dialect().ident(NAME);
        let log = "create table log (what varchar(20));";
        folder.write("old.sql", &format!("create table {name} (id int primary key, b varchar(9));"));
        folder.write("new.sql", &format!("create table {name} (id int primary key, b varchar(9) not null);{log}"));
        folder.write(
            "x.mig",
            &format!("from {engine} \"old.sql\"\ninto {engine} \"new.sql\"\ncopy *\n", engine = engine.name()),
        );
        let to = engine.name();
        for arguments in
            [&["compile", "x.mig", "--to", to, "-o", "x.sql"][..], &["compile", "x.mig", "--repair", "-o", "r.sql"]]
        {
            let output = folder.migc(arguments);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        // Not one of the comments has a line of its own that the client would run.
        for script in ["x.sql", "r.sql"] {
            let text = fs::read_to_string(folder.path().join(script)).unwrap();
            let db = server.fresh_database();
            server.load(&db, log);
            let comments: String =
                text.lines().filter(|line| line.starts_with("--")).map(|line| format!("{line}\n")).collect();
            assert!(comments.contains("\\r"), "{script} names the table in a comment: {comments}");
            server.load(&db, &format!("{comments}select 1;"));
            assert_eq!(server.value(&db, "select count(*) from log").as_deref(), Some("0"), "{engine}, {script}");
        }
    }
}

#[test]
fn a_script_stops_by_itself_at_a_check_that_fails() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let server = support::server(engine);
        let folder = Folder::new();
        folder.write("old.sql", "create table t (id int primary key);");
        folder.write("new.sql", "create table t (id int primary key); create table u (id int primary key);");
        let name = engine.name();
        folder.write("x.mig", &format!("from {name} \"old.sql\" database old_rows\ninto {name} \"new.sql\"\ncopy t\n"));
        let db = server.fresh_database();
        server.load(&db, "create table t (id int primary key); insert into t values (7);");
        let script = folder.migc(&["compile", "x.mig", "--to", name]);
        let text = String::from_utf8(script.stdout).unwrap();
        let mut command = match engine {
            Engine::Postgres => {
                let mut command = Command::new(support::process::postgres_program("psql"));
                command.args([
                    "-X",
                    "-q",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    &server.port().to_string(),
                    "-U",
                    "postgres",
                    "-d",
                    &db,
                ]);
                server.load(&db, "create schema old_rows; create table old_rows.t (id int primary key); insert into old_rows.t values (1);");
                command
            }
            _ => {
                let mut command = Command::new("sqlite3");
                command.arg(server.file(&db)).current_dir(folder.path());
                folder.sqlite("old.db", "create table t (id int primary key); insert into t values (1);");
                command
            }
        };
        let output = support::process::feed(&mut command, &text);
        let said = format!("{}{}", output.stdout, output.stderr);
        assert!(said.contains("is not empty"), "{engine}: {said}");
        assert_eq!(server.query(&db, "select id from t"), [[Some("7".to_owned())]], "{engine}: nothing was changed");
    }
}

#[test]
fn a_report_replaces_nothing_but_plain_files() {
    let folder = Folder::new();
    folder.write("old.sql", "create table t (id int primary key);");
    folder.write("x.mig", "from sqlite \"old.sql\"\ninto sqlite \"old.sql\"\ncopy t\n");
    folder.sqlite("old.db", "create table t (id int primary key); insert into t values (1);");
    let run = |report: &str, into: &str| {
        let into = format!("sqlite:{into}");
        folder.migc(&["run", "x.mig", "--from", "sqlite:old.db", "--into", &into, "--create", "--report", report])
    };
    // A link stays one, and what it leads to gets the report.
    folder.write("real.json", &"x".repeat(100_000));
    std::os::unix::fs::symlink("real.json", folder.path().join("link.json")).unwrap();
    let output = run("link.json", "a.db");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(fs::symlink_metadata(folder.path().join("link.json")).unwrap().is_symlink());
    let report = fs::read_to_string(folder.path().join("real.json")).unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&report).is_ok(), "{report}");
    // A pipe stays one, and whoever reads gets the report.
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || {
            let mut text = String::new();
            fs::File::open(pipe).unwrap().read_to_string(&mut text).unwrap();
            text
        }
    });
    assert!(run("pipe", "b.db").status.success());
    assert!(serde_json::from_str::<serde_json::Value>(&reader.join().unwrap()).is_ok());
    assert!(!fs::symlink_metadata(&pipe).unwrap().is_file());
}

#[test]
fn a_spreadsheet_runs_no_rejected_value_and_a_terminal_obeys_none() {
    let folder = Folder::new();
    folder.write("old.sql", "create table t (id text primary key, n text);");
    folder.write("new.sql", "create table t (id text primary key, n integer not null);");
    folder.write(
        "x.mig",
        "from sqlite \"old.sql\"\ninto sqlite \"new.sql\"\ntable t -> t { id; n as int -> n or reject }\n",
    );
    folder.sqlite(
        "old.db",
        "create table t (id text primary key, n text);
         insert into t values ('=1+1', '@SUM(1)'), ('b', char(27) || '[2J' || char(8238) || 'x'), ('-5', '-');",
    );
    let output = folder.migc(&["run", "x.mig", "--from", "sqlite:old.db", "--into", "sqlite:new.db", "--create"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let csv = folder.migc(&["rejects", "--into", "sqlite:new.db", "--format", "csv"]);
    let csv = String::from_utf8(csv.stdout).unwrap();
    assert!(csv.contains("\"'=1+1\"") && csv.contains("\"'@SUM(1)\"") && csv.contains(",-5,"), "{csv}");
    let text = folder.migc(&["rejects", "--into", "sqlite:new.db"]);
    let shown = [output.stdout, output.stderr, text.stdout].concat();
    let shown = String::from_utf8(shown).unwrap();
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
}

/// MySQL takes nothing beyond U+FFFF in names: what it holds of such a table is called something else.
#[test]
fn names_with_emoji_are_read_into_engines_without_them() {
    let folder = Folder::new();
    let old = "create table `t😀` (id integer primary key, `a😀` text, `a😁` text);
        create table `k😀` (`t😀` integer, `a😀` text unique);";
    let rows = "insert into `t😀` values (1, 'x', '😀'), (2, null, 'y'); insert into `k😀` values (1, 'x'), (1, 'z'), (5, 'y');";
    folder.write("old.sql", old);
    folder.sqlite("old.db", &format!("{old} {rows}"));
    let new =
        "create table u (id int primary key, a varchar(9), b varchar(9) character set utf8mb4, n int not null, k int);";
    folder.write("new.sql", new);
    folder.write(
        "x.mig",
        "from sqlite \"old.sql\"\ninto mysql \"new.sql\"\ntable `t😀` -> u {\n  id\n  `a😀` -> a\n  `a😁` -> b or null
  count(* from `k😀` where `k😀`.`t😀` = `t😀`.id) -> n\n  `k😀`[`a😀` = `a😁`].`t😀` -> k or null\n}\n",
    );
    let said = |output: &Output| {
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    };
    for brand in Brand::all_of(Engine::Mysql) {
        let server = support::of_brand(brand);
        let fresh = || {
            let db = server.fresh_database();
            server.load(&db, &folder.read("new.sql"));
            db
        };
        let rows = |db: &str, way: &str| {
            let rows = server.query(db, "select id, a, b, n, k from u order by id");
            let rows: Vec<_> =
                rows.iter().map(|row| row.iter().map(|v| v.as_deref().unwrap_or("-")).collect::<String>()).collect();
            assert_eq!(rows, ["1x😀2-", "2-y05"], "{brand}, {way}");
        };
        for placement in ["staged", "direct"] {
            let db = fresh();
            let into = server.url(&db);
            let output =
                folder.migc(&["run", "x.mig", "--from", "sqlite:old.db", "--into", &into, "--placement", placement]);
            assert!(output.status.success(), "{brand}, {placement}: {}", said(&output));
            rows(&db, placement);
        }
        let output = folder.migc(&["compile", "x.mig", "--to", "mysql", "--data", "sqlite:old.db", "-o", "x.sql"]);
        assert!(output.status.success(), "{}", said(&output));
        let db = fresh();
        server.load(&db, &folder.read("x.sql"));
        rows(&db, "written out");
    }
    // A script that reads the old tables by their names cannot be had.
    let output = folder.migc(&["compile", "x.mig", "--to", "mysql", "-o", "x.sql"]);
    let text = said(&output);
    assert!(!output.status.success(), "{text}");
    for words in ["mysql takes no `😀` in a name, as in `t😀`", "`migc compile --data`"] {
        assert!(text.contains(words), "`{words}` is not said: {text}");
    }
}
