//! What the new side does by itself: moments that updates set, triggers, sequences, tables that undo nothing, rules; and how a run that
//! broke off is told of and gone on with.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use std::fs;
use std::process::{Command, Output, Stdio};

use migc::engine::Engine;
use serde_json::Value;
use support::{Server, server};
use tempfile::TempDir;

/// A program between a SQLite file and a database.
struct Place {
    folder: TempDir,
    old: String,
    new: (&'static Server, String),
}

impl Place {
    /// `made`: what the database has; `shown`: its schema file, where that is another.
    fn new(engine: Engine, old: &str, rows: &str, made: &str, shown: Option<&str>, program: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (sqlite, new) = (server(Engine::Sqlite), server(engine));
        let (from, into) = (sqlite.fresh_database(), new.fresh_database());
        sqlite.load(&from, &format!("{old}\n{rows}"));
        new.load(&into, made);
        let program = format!("from sqlite \"old.sql\"\ninto {engine} \"new.sql\"\n{program}\n");
        for (name, text) in [("old.sql", old), ("new.sql", shown.unwrap_or(made)), ("x.mig", &program)] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        Self { folder, old: sqlite.url(&from), new: (new, into) }
    }

    fn migc(&self, arguments: &[&str]) -> Output {
        // Under `nohup` the tests ignore SIGHUP, and so would migc: it is to do what it does on a terminal.
        let mut command = Command::new("env");
        command.args(["--default-signal=HUP", env!("CARGO_BIN_EXE_migc")]);
        command.args(arguments).current_dir(&self.folder).stdin(Stdio::null()).env("NO_COLOR", "1");
        command.output().unwrap()
    }

    /// `migc run` with more arguments: the exit code, and all that was said.
    fn run(&self, more: &[&str]) -> (i32, String) {
        let into = self.new.0.url(&self.new.1);
        let mut all = vec!["run", "x.mig", "--from", &self.old, "--into", &into];
        all.extend(more);
        let output = self.migc(&all);
        (output.status.code().unwrap_or(-1), text(&output))
    }

    /// A script with the old rows in it, by the engine's own client.
    fn script(&self) {
        let engine = self.new.0.engine.to_string();
        let output = self.migc(&["compile", "x.mig", "--to", &engine, "--data", &self.old]);
        assert!(output.status.success(), "{}", text(&output));
        self.new.0.load(&self.new.1, &String::from_utf8_lossy(&output.stdout));
    }

    fn rows(&self, sql: &str) -> Vec<String> {
        let rows = self.new.0.query(&self.new.1, sql);
        rows.iter().map(|row| row.iter().map(|v| v.as_deref().unwrap_or("-")).collect::<Vec<_>>().join(" ")).collect()
    }

    fn write(&self, program: &str) {
        let engine = self.new.0.engine;
        let text = format!("from sqlite \"old.sql\"\ninto {engine} \"new.sql\"\n{program}\n");
        fs::write(self.folder.path().join("x.mig"), text).unwrap();
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

const CATEGORY: &str = "CREATE TABLE category (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES category(id), n INTEGER, updated DATETIME NOT NULL, ts DATETIME NOT NULL);";
const CATEGORIES: &str = "INSERT INTO category VALUES (1, 2, 0, '2009-01-01 00:00:00', '2009-01-01 00:00:00'), (2, NULL, 0, '2009-01-02 00:00:00', '2009-01-02 00:00:00'), (3, 1, 0, '2009-01-03 00:00:00', '2009-01-03 00:00:00');";
const PROGRAM: &str = "copy category { parent or null }\nupdate category { id + 1 -> n }";
const MOVED: [&str; 3] = [
    "1 2 2 2009-01-01 00:00:00 2009-01-01 00:00:00",
    "2 - 3 2009-01-02 00:00:00 2009-01-02 00:00:00",
    "3 1 4 2009-01-03 00:00:00 2009-01-03 00:00:00",
];
const ALL: &str = "SELECT id, parent, n, updated, ts FROM category ORDER BY id";

#[test]
fn later_steps_leave_moments_as_they_were_moved() {
    let made = "CREATE TABLE category (id INT PRIMARY KEY, parent INT, n INT, updated DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, \
                ts TIMESTAMP NOT NULL DEFAULT NOW() ON UPDATE NOW(), FOREIGN KEY (parent) REFERENCES category(id) ON UPDATE CASCADE);";
    for by_script in [false, true] {
        let place = Place::new(Engine::Mysql, CATEGORY, CATEGORIES, made, None, PROGRAM);
        match by_script {
            true => place.script(),
            false => assert_eq!(place.run(&[]).0, 0),
        }
        assert_eq!(place.rows(ALL), MOVED, "by script: {by_script}");
    }
}

const TRIGGERS: &str = "CREATE TABLE category (id INT PRIMARY KEY, parent INT REFERENCES category(id) DEFERRABLE INITIALLY DEFERRED, n INT, updated TIMESTAMP NOT NULL, ts TIMESTAMP NOT NULL);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated = now(); RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE UPDATE ON category FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER always BEFORE UPDATE OF n ON category FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER never BEFORE UPDATE ON category FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE category ENABLE ALWAYS TRIGGER always;
ALTER TABLE category DISABLE TRIGGER never;";

#[test]
fn later_steps_fire_no_trigger_where_the_engine_can_keep_it_quiet() {
    for by_script in [false, true] {
        let place = Place::new(Engine::Postgres, CATEGORY, CATEGORIES, TRIGGERS, None, PROGRAM);
        match by_script {
            true => place.script(),
            false => assert_eq!(place.run(&[]).0, 0),
        }
        assert_eq!(place.rows(ALL), MOVED, "by script: {by_script}");
        let states = "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1";
        assert_eq!(place.rows(states), ["always A", "never D", "touched O"]);
    }
}

#[test]
fn triggers_that_see_later_steps_are_named() {
    let table = "CREATE TABLE category (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES category(id), n INTEGER, updated DATETIME NOT NULL, ts DATETIME NOT NULL);";
    for (engine, triggers) in [
        (
            Engine::Mysql,
            "CREATE TRIGGER touched BEFORE UPDATE ON category FOR EACH ROW SET NEW.updated = NOW(); CREATE TRIGGER other BEFORE INSERT ON category FOR EACH ROW SET NEW.n = 1;",
        ),
        (
            Engine::Sqlite,
            "CREATE TRIGGER touched AFTER UPDATE OF n ON category BEGIN UPDATE category SET updated = 1 WHERE id = 0; END; CREATE TRIGGER other AFTER INSERT ON category BEGIN SELECT 1; END;",
        ),
    ] {
        let table = if engine == Engine::Mysql {
            table
                .replace("REFERENCES category(id)", "")
                .replace(");", ", FOREIGN KEY (parent) REFERENCES category(id));")
        } else {
            table.to_owned()
        };
        let place = Place::new(engine, CATEGORY, CATEGORIES, &format!("{table}\n{triggers}"), None, PROGRAM);
        let said = text(&place.migc(&["check", "x.mig"]));
        assert!(
            said.contains("M0707")
                && said.contains("the trigger `touched` of `category` sees the rows that step 2 changes"),
            "{said}"
        );
        assert!(
            said.contains("M0708") && said.contains("the trigger `other` of `category` sees every row that is moved"),
            "{said}"
        );
        // Made with the rest, they come when all rows are there.
        let to = ["--to", engine.name(), "--deny", "warnings", "--create"];
        let made = place.migc(&[&["compile", "x.mig"], &to[..]].concat());
        let said = text(&made);
        assert!(made.status.success() && !said.contains("M070"), "{said}");
        let (code, said) = place.run(&[]);
        assert!(
            code == 0 && said.contains("`category` has the trigger `touched`, which sees the rows that step 2 changes"),
            "{said}"
        );
    }
}

#[test]
fn a_trigger_that_fills_a_column_is_made_before_the_rows_and_named() {
    let old = "CREATE TABLE a (id INTEGER PRIMARY KEY);";
    let made = "CREATE TABLE b (id INT NOT NULL PRIMARY KEY, x INT NOT NULL); CREATE TRIGGER filling BEFORE INSERT ON b FOR EACH ROW SET NEW.x = 1; CREATE TABLE c (id INT NOT NULL PRIMARY KEY); CREATE TRIGGER late AFTER INSERT ON c FOR EACH ROW SET @x = 1;";
    let place =
        Place::new(Engine::Mysql, old, "", made, None, "table a -> b { id; default -> x }\ntable a -> c { id }");
    let said = text(&place.migc(&["compile", "x.mig", "--to", "mysql", "--create"]));
    assert!(said.contains("M0708") && said.contains("the trigger `filling` of `b`"), "{said}");
    assert!(!said.contains("`late` of"), "{said}");
}

#[test]
fn sequences_stand_above_what_was_moved() {
    let old = "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (id INTEGER PRIMARY KEY); CREATE TABLE c (id INTEGER PRIMARY KEY); CREATE TABLE d (id INTEGER PRIMARY KEY); CREATE TABLE e (id INTEGER PRIMARY KEY); CREATE TABLE f (id INTEGER PRIMARY KEY); CREATE TABLE g (id INTEGER PRIMARY KEY); CREATE TABLE h (id VARCHAR(40) NOT NULL PRIMARY KEY); CREATE TABLE i (id INTEGER PRIMARY KEY);";
    let rows = "INSERT INTO a VALUES (1), (9); INSERT INTO b VALUES (2); INSERT INTO c VALUES (4); INSERT INTO d VALUES (5); INSERT INTO e VALUES (6); INSERT INTO f VALUES (-30), (-40); INSERT INTO g VALUES (7); INSERT INTO h VALUES ('9), SETVAL(high, 77'); INSERT INTO i VALUES (15);";
    let postgres = "CREATE SCHEMA app; CREATE SEQUENCE shared; CREATE SEQUENCE app.\"Own Seq\"; CREATE SEQUENCE high START 50;
        CREATE TABLE a (id int PRIMARY KEY DEFAULT nextval('shared'::regclass)); CREATE TABLE b (id int PRIMARY KEY DEFAULT nextval('shared'::regclass));
        CREATE TABLE c (id int PRIMARY KEY DEFAULT nextval('app.\"Own Seq\"'::regclass)); CREATE TABLE d (id int PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY);
        CREATE TABLE e (id int PRIMARY KEY DEFAULT nextval('high'::regclass)); SELECT nextval('high');
        CREATE SEQUENCE down INCREMENT -2; CREATE TABLE f (id int PRIMARY KEY DEFAULT nextval('down'));
        CREATE SEQUENCE \"it's\"; CREATE TABLE g (id int PRIMARY KEY DEFAULT (nextval('\"it''s\"'::regclass) + 1));
        CREATE SEQUENCE said; CREATE TABLE h (id varchar(40) PRIMARY KEY DEFAULT nextval('said'::regclass));
        CREATE SEQUENCE large; CREATE TABLE i (id numeric(20, 0) PRIMARY KEY DEFAULT nextval('large'::regclass));";
    let asked = "SELECT nextval('shared'), nextval('app.\"Own Seq\"'), nextval(pg_get_serial_sequence('d', 'id')), nextval('high'), nextval('down'), nextval('\"it''s\"'), nextval('said'), nextval('large')";
    let mysql = "CREATE SEQUENCE shared; CREATE SEQUENCE `Own Seq`; CREATE SEQUENCE high START WITH 50;
        CREATE TABLE a (id int PRIMARY KEY DEFAULT nextval(shared)); CREATE TABLE b (id int PRIMARY KEY DEFAULT (NEXT VALUE FOR shared));
        CREATE TABLE c (id int PRIMARY KEY DEFAULT nextval(`Own Seq`)); CREATE TABLE d (id int PRIMARY KEY AUTO_INCREMENT); CREATE TABLE e (id int PRIMARY KEY DEFAULT nextval(high));
        CREATE SEQUENCE down INCREMENT -2; CREATE TABLE f (id int PRIMARY KEY DEFAULT nextval(down));
        CREATE SEQUENCE `it's)`; CREATE TABLE g (id int PRIMARY KEY DEFAULT (nextval(`it's)`) + 1));
        CREATE SEQUENCE said; CREATE TABLE h (id varchar(40) COLLATE utf8mb4_nopad_bin PRIMARY KEY DEFAULT nextval(said));
        CREATE SEQUENCE large; CREATE TABLE i (id decimal(20, 0) PRIMARY KEY DEFAULT nextval(large));";
    let sqlite = "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT); CREATE TABLE b (id INTEGER PRIMARY KEY); CREATE TABLE c (id INTEGER PRIMARY KEY); CREATE TABLE d (id INTEGER PRIMARY KEY); CREATE TABLE e (id INTEGER PRIMARY KEY); CREATE TABLE f (id INTEGER PRIMARY KEY); CREATE TABLE g (id INTEGER PRIMARY KEY); CREATE TABLE h (id VARCHAR(40) NOT NULL PRIMARY KEY); CREATE TABLE i (id INTEGER PRIMARY KEY);";
    for (engine, made, asked, next) in [
        (Engine::Postgres, postgres, asked, "10 5 6 51 -42 8 1 16"),
        (
            Engine::Mysql,
            mysql,
            "SELECT nextval(shared), nextval(`Own Seq`), (SELECT AUTO_INCREMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'd'), nextval(high), nextval(down), nextval(`it's)`), nextval(said), nextval(large)",
            "10 5 6 50 -42 8 1 16",
        ),
        (Engine::Sqlite, sqlite, "SELECT seq + 1 FROM sqlite_sequence WHERE name = 'a'", "10"),
    ] {
        for by_script in [false, true] {
            let place = Place::new(engine, old, rows, made, None, "copy a, b, c, d, e, f, g, h, i");
            match by_script {
                true => place.script(),
                false => {
                    let (code, said) = place.run(&[]);
                    assert_eq!(code, 0, "{engine}: {said}");
                }
            }
            assert_eq!(place.rows(asked), [next], "{engine}, by script: {by_script}");
        }
    }
}

#[test]
fn a_table_without_transactions_is_told_and_never_filled_twice() {
    let old = "CREATE TABLE a (id INTEGER PRIMARY KEY, x INTEGER NOT NULL);";
    let rows = "INSERT INTO a VALUES (1, 10), (2, 20), (3, 30);";
    for engine in ["MyISAM", "Aria", "MEMORY"] {
        let made =
            format!("CREATE TABLE b (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, x INT NOT NULL) ENGINE={engine};");
        let made = made.as_str();
        let place = Place::new(Engine::Mysql, old, rows, made, None, "table a -> b { auto -> id; x; ignore id }");
        let said = text(&place.migc(&["check", "x.mig"]));
        assert!(said.contains("M0703") && said.contains(&format!("`b` is kept by {engine}")), "{said}");
        // A rule of the database that the file does not show stops the insert in the middle.
        place.new.0.load(
            &place.new.1,
            "CREATE TRIGGER odd BEFORE INSERT ON b FOR EACH ROW SET NEW.x = IF(NEW.x = 30, NULL, NEW.x);",
        );
        let (code, said) = place.run(&[]);
        assert_eq!(code, 2, "{said}");
        place.new.0.load(&place.new.1, "DROP TRIGGER odd;");
        let (code, said) = place.run(&["--resume"]);
        assert!(code == 2 && said.contains("`b` has no transactions") && said.contains("--fresh"), "{said}");
        let (code, said) = place.run(&["--fresh", "--yes"]);
        assert_eq!(code, 0, "{said}");
        assert_eq!(place.rows("SELECT x FROM b ORDER BY x"), ["10", "20", "30"]);
    }
    let made = "CREATE TABLE b (id INT NOT NULL PRIMARY KEY, x INT NOT NULL);";
    let place = Place::new(Engine::Mysql, old, rows, made, None, "table a -> b { id; x }");
    let program = fs::read_to_string(place.folder.path().join("x.mig")).unwrap();
    fs::write(place.folder.path().join("x.mig"), program.replace("\"new.sql\"", "\"new.sql\" engine archive")).unwrap();
    let said = text(&place.migc(&["check", "x.mig"]));
    assert!(said.contains("M0703") && said.contains("archive has no transactions"), "{said}");
}

#[test]
fn a_rule_is_blamed_on_the_schema_file_only_where_it_does_not_show_it() {
    let old = "CREATE TABLE a (id INTEGER PRIMARY KEY, v INTEGER, w INTEGER);";
    let rows = "INSERT INTO a VALUES (1, 7, 7), (2, 7, 7);";
    let shown = "CREATE TABLE a (id int NOT NULL PRIMARY KEY, v int, w int);";
    for engine in Engine::ALL {
        for (rule, word) in [
            ("CREATE UNIQUE INDEX u ON a (v);", "a unique key"),
            ("CREATE TABLE a (id int NOT NULL PRIMARY KEY, v int, w int CHECK (w < 5));", "a CHECK"),
            ("CREATE TABLE a (id int NOT NULL PRIMARY KEY, v int, w int, x int NOT NULL);", "NOT NULL"),
        ] {
            let made = if rule.starts_with("CREATE TABLE") { rule.to_owned() } else { format!("{shown}\n{rule}") };
            let place = Place::new(engine, old, rows, &made, Some(shown), "copy a");
            let (code, said) = place.run(&["--allow-drift"]);
            assert!(code != 0 && said.contains("its schema file does not show"), "{engine}, {word}: {said}");
            assert!(said.contains(word) && !said.contains("`--resume` goes on here"), "{engine}, {word}: {said}");
        }
    }
    // Here the file shows it.
    let made = "CREATE TABLE p (i INT, j INT, PRIMARY KEY (i, j)); CREATE TABLE c (id INT PRIMARY KEY, i INT, j INT, FOREIGN KEY (i, j) REFERENCES p (i, j));";
    let old = "CREATE TABLE p (i INT, j INT, PRIMARY KEY (i, j)); CREATE TABLE c (id INT PRIMARY KEY, i INT, j INT);";
    let rows = "INSERT INTO p VALUES (1, 1); INSERT INTO c VALUES (1, 1, 1), (30, 1, 2), (4, NULL, 5);";
    for engine in [Engine::Mysql, Engine::Postgres] {
        let place = Place::new(engine, old, rows, made, None, "copy p, c");
        let (_, said) = place.run(&[]);
        assert!(!said.contains("schema file does not show"), "{engine}: {said}");
    }
}

const WAITING: &str = "before run \"touch begun; kill -SIGNAL $PPID; sleep 1\"\nafter run \"echo site is open again\"\ntable a -> b { id }";

#[test]
fn a_lost_terminal_stops_a_run_as_ctrl_c_does() {
    for engine in Engine::ALL {
        for signal in ["HUP", "TERM", "INT"] {
            let program = WAITING.replace("SIGNAL", signal);
            let made = "CREATE TABLE b (id integer PRIMARY KEY);";
            let place = Place::new(
                engine,
                "CREATE TABLE a (id INTEGER PRIMARY KEY);",
                "INSERT INTO a VALUES (1);",
                made,
                None,
                &program,
            );
            let (code, said) = place.run(&["--allow-run", "--placement", "staged", "--report", "report.json"]);
            assert_eq!(code, 2, "{engine}, {signal}: {said}");
            for words in ["the run was stopped", "site is open again", "--resume"] {
                assert!(said.contains(words), "{engine}, {signal}: no {words:?} in {said}");
            }
            let into = place.new.0.url(&place.new.1);
            let status = text(&place.migc(&["status", "--into", &into]));
            assert!(status.contains("stopped") && !status.contains("running"), "{engine}, {signal}: {status}");
            let report: Value =
                serde_json::from_str(&fs::read_to_string(place.folder.path().join("report.json")).unwrap()).unwrap();
            assert_eq!(report["outcome"], "stopped");
            assert!(report["started_at"].is_string() && report["steps"].as_array().unwrap().len() > 1, "{report}");
        }
    }
}

#[test]
fn the_report_of_two_files_says_which_step_failed() {
    let old = "CREATE TABLE a (id INTEGER PRIMARY KEY);";
    let made = "CREATE TABLE b (id integer PRIMARY KEY); CREATE TABLE d (id integer PRIMARY KEY, m integer);";
    let program = "table a -> b { id }\ntable a as again -> d { id; sql\"'x' || {id}\" as text as int -> m or fail }";
    let place = Place::new(Engine::Sqlite, old, "INSERT INTO a VALUES (1);", made, None, program);
    let (code, said) = place.run(&["--report", "report.json"]);
    assert_eq!(code, 2, "{said}");
    let report: Value =
        serde_json::from_str(&fs::read_to_string(place.folder.path().join("report.json")).unwrap()).unwrap();
    let states: Vec<&str> =
        report["steps"].as_array().unwrap().iter().filter_map(|step| step["state"].as_str()).collect();
    assert_eq!(states, ["undone", "failed"], "{report}");
    assert_eq!(report["outcome"], "failed", "{report}");
}

#[test]
fn a_run_that_failed_tells_why_and_goes_on_with_a_mended_line() {
    let old = "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE c (id INTEGER PRIMARY KEY, n TEXT);";
    let rows = "INSERT INTO a VALUES (1), (2); INSERT INTO c VALUES (1, 'x'), (2, 'y');";
    let made =
        "CREATE TABLE b (id integer PRIMARY KEY); CREATE TABLE d (id integer PRIMARY KEY, n varchar(9), m integer);";
    for engine in Engine::ALL {
        let program = |from: &str, to: &str| {
            // What raw SQL answers is not known before the first step.
            format!(
                "table a -> {to} {{ id }}\ntable c -> d {{ id; n -> n or null; sql\"{{n}}\" as text as int -> m {from} }}"
            )
        };
        let place = Place::new(engine, old, rows, made, None, &program("or fail", "b"));
        let (code, said) = place.run(&["--placement", "staged", "--report", "report.json"]);
        assert_eq!(code, 2, "{engine}: {said}");
        let into = place.new.0.url(&place.new.1);
        let status = text(&place.migc(&["status", "--into", &into]));
        assert!(status.contains("failed") && status.contains("or fail"), "{engine}: {status}");
        let report: Value =
            serde_json::from_str(&fs::read_to_string(place.folder.path().join("report.json")).unwrap()).unwrap();
        assert!(report["started_at"].is_string(), "{report}");
        let states: Vec<&str> =
            report["steps"].as_array().unwrap().iter().filter_map(|step| step["state"].as_str()).collect();
        assert_eq!(states, ["done", "failed"], "{engine}: {report}");
        assert_eq!(report["rows"], 2, "{engine}: {report}");
        // What is done must be the same.
        place.write(&format!("{}\n", program("or null", "b").replace("{ id }\n", "{ id; where id < 99 }\n")));
        let (code, said) = place.run(&["--placement", "staged", "--resume"]);
        assert!(code == 2 && said.contains("step 1") && !said.contains("step 2,"), "{engine}: {said}");
        place.write(&program("or null", "b"));
        let (code, said) = place.run(&["--placement", "staged", "--resume"]);
        assert_eq!(code, 0, "{engine}: {said}");
        assert_eq!(place.rows("SELECT COUNT(*) FROM b"), ["2"]);
        assert_eq!(place.rows("SELECT id, n, m FROM d ORDER BY id"), ["1 x -", "2 y -"]);
    }
}

const PARTED: &str = "CREATE TABLE r (id INTEGER PRIMARY KEY, d DATETIME NOT NULL);
    CREATE TABLE l (id INTEGER PRIMARY KEY, k VARCHAR(10));
    CREATE TABLE h (id INTEGER PRIMARY KEY, n INT);
    CREATE TABLE m (id INTEGER PRIMARY KEY, a INT, b INT);
    CREATE TABLE f (id INTEGER PRIMARY KEY, a INT);";
const PARTED_ROWS: &str =
    "INSERT INTO r VALUES (1, '2022-05-05 00:00:00'), (2, '2030-01-01 00:00:00'), (3, '2023-05-05 00:00:00');
    INSERT INTO l VALUES (1, 'a'), (2, 'b,c'), (3, NULL), (10, 'x'), (15, 'x'), (25, 'x'), (26, 'zz');
    INSERT INTO h VALUES (1, 1), (2, 2), (3, 3), (4, 4), (5, 5);
    INSERT INTO m VALUES (1, 1, NULL), (2, 1, 1), (3, 3, 4), (4, 3, 5), (5, 0, 1), (6, NULL, 1);
    INSERT INTO f VALUES (1, 1), (2, 3), (3, NULL), (4, 9);";

/// Rows for which there is no partition are rejected, in a run and in a script; those that the partitions take arrive.
#[test]
fn rows_without_a_partition_take_their_policy() {
    let postgres = "CREATE TABLE r (id INT NOT NULL, d TIMESTAMP NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
        CREATE TABLE r1 PARTITION OF r FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
        CREATE TABLE r2 (d TIMESTAMP NOT NULL, id INT NOT NULL);
        ALTER TABLE ONLY r ATTACH PARTITION r2 FOR VALUES FROM ('2024-01-01') TO (MAXVALUE);
        CREATE TABLE l (id INT, k VARCHAR(10)) PARTITION BY LIST (lower(k));
        CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', 'b,c', NULL);
        CREATE TABLE l2 PARTITION OF l FOR VALUES IN ('x') PARTITION BY RANGE (id);
        CREATE TABLE l21 PARTITION OF l2 (CHECK (id <> 15)) FOR VALUES FROM (10) TO (20);
        CREATE TABLE h (id INT, n INT) PARTITION BY HASH (id);
        CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0);
        CREATE TABLE m (id INT, a INT, b INT) PARTITION BY RANGE (a, b);
        CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (1, MINVALUE) TO (3, 5);
        CREATE TABLE f (id INT, a INT) PARTITION BY LIST (a);
        CREATE TABLE f1 PARTITION OF f FOR VALUES IN (1);
        CREATE TABLE f2 PARTITION OF f DEFAULT;";
    let mysql = "CREATE TABLE r (id INT NOT NULL, d DATETIME NOT NULL)
          PARTITION BY RANGE (year(d)) (PARTITION p0 VALUES LESS THAN (2022), PARTITION p1 VALUES LESS THAN (2024));
        CREATE TABLE l (id INT, k VARCHAR(10))
          PARTITION BY LIST COLUMNS (k) (PARTITION p0 VALUES IN ('A', 'b,c', NULL), PARTITION px VALUES IN ('x'));
        CREATE TABLE h (id INT, n INT) PARTITION BY HASH (id) PARTITIONS 3;
        CREATE TABLE m (id INT, a INT, b INT) PARTITION BY RANGE COLUMNS (a, b) (PARTITION p VALUES LESS THAN (3, 5));
        CREATE TABLE f (id INT, a INT) PARTITION BY LIST (a) (PARTITION p VALUES IN (1, 2));
        ALTER TABLE f ADD PARTITION (PARTITION q VALUES IN (9));";
    let expected = [
        (Engine::Postgres, postgres, "r 3, l 15, l 25, l 26, h 3, h 4, h 5, m 1, m 4, m 5, m 6"),
        (Engine::Mysql, mysql, "r 2, l 26, m 4, f 2, f 3"),
    ];
    for (engine, made, rejected) in expected {
        for way in ["file", "live", "script"] {
            let place = Place::new(engine, PARTED, PARTED_ROWS, made, None, "copy r, l, h, m, f");
            match way {
                "script" => place.script(),
                _ => {
                    if way == "live" {
                        let text = format!("from sqlite\ninto {engine}\ncopy r, l, h, m, f\n");
                        fs::write(place.folder.path().join("x.mig"), text).unwrap();
                    }
                    let (code, said) = place.run(&[]);
                    assert_eq!(code, 0, "{engine} {way}: {said}");
                    let table = if rejected.contains("f 2") { "f" } else { "m" };
                    assert!(said.contains(&format!("`{table}` has no partition for it")), "{engine} {way}: {said}");
                    assert!(!said.contains("number of"), "the file and the database are alike: {said}");
                }
            }
            let number = if engine == Engine::Postgres { "row_key::int" } else { "row_key + 0" };
            let rows =
                place.rows(&format!("SELECT block, row_key FROM _mig_rejects ORDER BY step, {number}")).join(", ");
            assert_eq!(rows, rejected, "{engine} {way}");
        }
    }
    // A partition that the file does not show: rows could be refused for nothing.
    let fewer = mysql.replace(", PARTITION p1 VALUES LESS THAN (2024)", "");
    let place = Place::new(Engine::Mysql, PARTED, "", mysql, Some(&fewer), "copy r, l, h, m, f");
    let (code, said) = place.run(&["--dry-run"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("number of partitions"), "{said}");
}

#[test]
fn triggers_fill_what_takes_no_null_also_in_an_insert_of_a_query() {
    let old = "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT NOT NULL);";
    let made = "CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(20), slug VARCHAR(30) NOT NULL, n INT NOT NULL);
        CREATE TRIGGER t_ins BEFORE INSERT ON t FOR EACH ROW SET NEW.slug = CONCAT(NEW.s, '-', NEW.id), NEW.n = COALESCE(NEW.n, 7);";
    let program = "table t -> t { id; s; default -> slug, n }";
    for way in ["staged", "direct", "script"] {
        let place = Place::new(Engine::Mysql, old, "INSERT INTO t VALUES (1, 'a'), (2, 'b');", made, None, program);
        match way {
            "script" => place.script(),
            placement => assert_eq!(place.run(&["--placement", placement]).0, 0, "{way}"),
        }
        assert_eq!(place.rows("SELECT id, s, slug, n FROM t ORDER BY id"), ["1 a a-1 7", "2 b b-2 7"], "{way}");
    }
}

#[test]
fn enums_of_another_schema_are_named_in_full() {
    let old = "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT);";
    let rows = "INSERT INTO t VALUES (1, 'ok'), (2, 'bad'), (3, NULL);";
    let made = "CREATE SCHEMA oth; CREATE TYPE oth.\"My mood\" AS ENUM ('sad', 'ok'); CREATE TYPE mood AS ENUM ('ok');
        CREATE DOMAIN oth.fine AS oth.\"My mood\" CHECK (value <> 'sad');
        CREATE TABLE a (id INT PRIMARY KEY, m oth.\"My mood\", n mood, o oth.fine, p oth.\"My mood\" NOT NULL);";
    let program =
        "table t -> a { id; s -> m, n or null; case { s = \"ok\" -> s; else \"sad\" } -> o or null; \"sad\" -> p }";
    for way in ["staged", "direct", "script"] {
        let place = Place::new(Engine::Postgres, old, rows, made, None, program);
        match way {
            "script" => place.script(),
            placement => assert_eq!(place.run(&["--placement", placement]).0, 0, "{way}"),
        }
        assert_eq!(
            place.rows("SELECT id, COALESCE(m::text, '-'), COALESCE(n::text, '-'), COALESCE(o::text, '-'), p FROM a ORDER BY id"),
            ["1 ok ok ok sad", "2 - - - sad", "3 - - - sad"],
            "{way}"
        );
    }
}
