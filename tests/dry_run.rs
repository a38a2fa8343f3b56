//! What is seen of both sides before a run, on all engines: by `migc run --dry-run`, which writes nothing, and by a run before it writes.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use std::fs;
use std::process::{Command, Stdio};

use migc::engine::Engine;
use support::{Server, server};
use tempfile::TempDir;

const OLD: &str = "CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(100) NOT NULL, note VARCHAR(20));";
const NEW: &str = "CREATE TABLE person (id INT PRIMARY KEY, email VARCHAR(100) NOT NULL, city VARCHAR(20));";

struct Place {
    server: &'static Server,
    folder: TempDir,
    old: String,
    new: String,
}

impl Place {
    /// A program, and two databases whose tables are as these say.
    fn new(engine: Engine, old: &str, new: &str) -> Self {
        let server = server(engine);
        let folder = tempfile::tempdir().unwrap();
        let main = format!(
            "from {engine} \"old.sql\"\ninto {engine} \"new.sql\"\ntable users -> person {{\n  id\n  email\n  ignore note\n  default -> city\n}}\n"
        );
        for (name, text) in [("old.sql", OLD), ("new.sql", NEW), ("main.mig", &main)] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let (a, b) = (server.fresh_database(), server.fresh_database());
        server.load(&a, old);
        server.load(&b, new);
        Self { server, folder, old: a, new: b }
    }

    /// Its exit code and all that it says.
    fn look(&self, into: Option<&str>, more: &[&str]) -> (i32, String) {
        self.migc(into, &[more, &["--dry-run"]].concat(), None)
    }

    /// Likewise, for a run.
    fn run(&self, more: &[&str]) -> (i32, String) {
        self.migc(None, more, None)
    }

    /// Whether there is a table of a run in the new database.
    fn has_helpers(&self) -> bool {
        let helpers = match self.server.engine {
            Engine::Sqlite => "SELECT count(*) FROM sqlite_master WHERE name LIKE '~_mig%' ESCAPE '~'",
            Engine::Mysql => {
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE '~_mig%' ESCAPE '~'"
            }
            Engine::Postgres => "SELECT count(*) FROM pg_tables WHERE tablename LIKE '~_mig%' ESCAPE '~'",
        };
        self.server.value(&self.new, helpers) != Some("0".into())
    }

    fn migc(&self, into: Option<&str>, more: &[&str], die_before: Option<usize>) -> (i32, String) {
        let into = into.map_or_else(|| self.server.url(&self.new), str::to_owned);
        let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
        command.args(["run", "main.mig", "--from", &self.server.url(&self.old), "--into", &into]);
        command.envs(die_before.map(|statement| ("MIGC_DIE_BEFORE", statement.to_string())));
        let output = command.args(more).current_dir(&self.folder).stdin(Stdio::null()).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        (output.status.code().unwrap(), text)
    }
}

#[track_caller]
fn says(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.contains(line), "`{line}` is not said:\n{text}");
    }
}

#[test]
fn what_is_as_expected_is_counted() {
    for engine in Engine::ALL {
        let rows = "INSERT INTO users VALUES (1, 'a@example.org', NULL), (2, 'b@example.org', 'x');";
        let place = Place::new(engine, &format!("{OLD}\n{rows}"), NEW);
        let (code, text) = place.look(None, &[]);
        assert_eq!(code, 0, "{engine}: {text}");
        says(&text, &["as the program was checked with, and nothing is in the way", "1. users -> person"]);
        assert!(!text.contains("differs:") && !text.contains("note:"), "{engine}: {text}");
        assert!(text.contains("users             2") && text.ends_with("nothing was changed\n"), "{engine}: {text}");
        assert_eq!(place.server.value(&place.new, "SELECT count(*) FROM person"), Some("0".into()));
        assert!(!place.has_helpers(), "{engine}");
    }
}

#[test]
fn differences_are_shown_with_both_sides() {
    for engine in Engine::ALL {
        let old =
            "CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(50), note VARCHAR(20)); CREATE TABLE log (id INT);";
        let new = "CREATE TABLE person (id INT PRIMARY KEY, email VARCHAR(100) NOT NULL, age INT NOT NULL);";
        let (code, text) = Place::new(engine, old, new).look(None, &[]);
        assert_eq!(code, 1, "{engine}: {text}");
        let text = text.to_lowercase();
        says(
            &text,
            &[
                "differs: `users.email`: null: not null in the program's schema, null in the database",
                "differs: `person.age`: column: none in the program's schema, int",
                "note: `log`: table: none in the program's schema, a table in the database",
                "`person.city`: column: ",
                "nothing was changed",
            ],
        );
    }
    let old = OLD.replace("100", "50");
    let (_, text) = Place::new(Engine::Mysql, &old, NEW).look(None, &[]);
    says(&text, &["differs: `users.email`: type: VARCHAR(100) in the program's schema, varchar(50) in the database"]);
}

#[test]
fn what_is_in_the_way_is_listed() {
    let trigger = |engine| match engine {
        Engine::Mysql => "CREATE TRIGGER watch BEFORE INSERT ON person FOR EACH ROW SET NEW.city = 'x';",
        Engine::Sqlite => "CREATE TRIGGER watch AFTER INSERT ON person BEGIN SELECT 1; END;",
        Engine::Postgres => {
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
             CREATE TRIGGER watch BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION f();"
        }
    };
    for engine in Engine::ALL {
        let rows = "INSERT INTO person VALUES (7, 'c@example.org', NULL);";
        let place = Place::new(engine, OLD, &format!("{NEW}\n{rows}\n{}", trigger(engine)));
        let (_, text) = place.look(None, &[]);
        says(&text, &["`person` has 1 row already; `empty person`", "`person` has the trigger `watch`"]);

        let view = "CREATE TABLE people (id INT); CREATE VIEW person AS SELECT id FROM people;";
        let place = Place::new(engine, OLD, view);
        let (code, text) = place.look(None, &["--create"]);
        assert_eq!(code, 1, "{engine}: {text}");
        says(&text, &["a view is called `person`, as a table that would be made", "remove or rename the view"]);
        let (code, text) = place.look(None, &[]);
        assert_eq!(code, 1, "{engine}: {text}");
        says(&text, &["differs: `person`: table: a table in the program's schema, a view in the database"]);
    }
}

#[test]
fn missing_rights_are_named() {
    for engine in [Engine::Mysql, Engine::Postgres] {
        let place = Place::new(engine, OLD, NEW);
        let (old, new) = (&place.old, &place.new);
        let user = place.server.fresh_name("reader");
        match engine {
            Engine::Mysql => place.server.load(
                new,
                &format!("CREATE USER {user}@'%' IDENTIFIED BY 's3cret'; GRANT SELECT ON `{new}`.* TO {user}@'%'; GRANT INSERT ON `{old}`.* TO {user}@'%';"),
            ),
            _ => {
                place.server.load(new, &format!("CREATE ROLE {user} LOGIN; GRANT SELECT ON person TO {user};"));
                place.server.load(old, &format!("GRANT INSERT ON users TO {user};"));
            }
        }
        let into = place.server.url(new).replacen("root@", &format!("{user}:s3cret@"), 1).replacen(
            "postgres@",
            &format!("{user}@"),
            1,
        );
        let (code, text) = place.look(Some(&into), &[]);
        assert_eq!(code, 1, "{engine}: {text}");
        assert!(!text.contains("s3cret"), "{text}");
        match engine {
            Engine::Mysql => says(
                &text,
                &[
                    &format!("the user '{user}'@'%' has no right to CREATE, DROP, INSERT, UPDATE"),
                    &format!("ON `{new}`.* TO '{user}'@'%'"),
                ],
            ),
            _ => says(
                &text,
                &[
                    &format!("let an administrator say: GRANT CREATE ON SCHEMA public TO {user}"),
                    &format!("let an administrator say: GRANT INSERT ON TABLE \"person\" TO {user}"),
                ],
            ),
        }
        // And a side that cannot be read.
        let from = into.replace(new.as_str(), old);
        let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
        command.args(["run", "main.mig", "--from", &from, "--into", &place.server.url(new), "--dry-run"]);
        let output = command.current_dir(&place.folder).stdin(Stdio::null()).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{engine}: {text}");
        says(&text, &["GRANT SELECT"]);
    }
}

/// Old tables as the program knows them, with two rows.
fn two_rows(users: &str) -> String {
    format!("{users} INSERT INTO users VALUES (1, 'a@example.org', NULL), (2, 'b@example.org', 'x');")
}

#[test]
fn a_run_stops_before_it_writes_where_a_database_is_another() {
    for engine in Engine::ALL {
        let nullable = two_rows(&OLD.replace("email VARCHAR(100) NOT NULL", "email VARCHAR(100)"));
        let more = "CREATE TABLE person (id INT PRIMARY KEY, email VARCHAR(100) NOT NULL, city VARCHAR(20), age INT NOT NULL);";
        let place = Place::new(engine, &nullable, more);
        let (code, text) = place.run(&[]);
        assert_eq!(code, 1, "{engine}: {text}");
        says(
            &text,
            &[
                "the old database, `users.email`: null: not null in the program's schema, null in the database",
                "the new database, `person.age`: column: none in the program's schema, ",
                "or go on with `--allow-drift`",
            ],
        );
        assert!(!place.has_helpers(), "{engine}");

        // What does no harm to these rows can be allowed.
        let place = Place::new(engine, &nullable, NEW);
        assert_eq!(place.run(&[]).0, 1);
        let (code, text) = place.run(&["--allow-drift"]);
        assert_eq!(code, 0, "{engine}: {text}");
        says(&text, &["differs: the old database, `users.email`: null:"]);
        assert_eq!(place.server.value(&place.new, "SELECT count(*) FROM person"), Some("2".into()));
    }
}

#[test]
fn a_run_goes_on_where_other_tables_are_others() {
    for engine in Engine::ALL {
        let old = two_rows(OLD) + "CREATE TABLE log (id INT);";
        let place = Place::new(engine, &old, NEW);
        let (code, text) = place.run(&[]);
        assert_eq!(code, 0, "{engine}: {text}");
        says(
            &text,
            &["note: one difference to the schemas of the program does no harm; `--dry-run` shows what differs"],
        );

        // Tables that the run makes itself are not compared.
        let place = Place::new(engine, &two_rows(OLD), "CREATE TABLE other (id INT);");
        let (code, text) = place.run(&["--create"]);
        assert_eq!(code, 0, "{engine}: {text}");
        assert!(!text.contains("note:") && !text.contains("differ"), "{engine}: {text}");
        // What others do to them afterwards is no affair of a run that is finished.
        place.server.load(&place.new, "ALTER TABLE person ADD COLUMN age INT NOT NULL DEFAULT 7; DROP TABLE other;");
        place.server.load(&place.new, "ALTER TABLE person ADD COLUMN more INT;");
        let (code, text) = place.run(&["--resume"]);
        assert_eq!(code, 0, "{engine}: {text}");
        says(&text, &["the run is finished"]);
    }
}

#[test]
fn a_run_that_goes_on_looks_again() {
    for engine in [Engine::Mysql, Engine::Postgres] {
        let place = Place::new(engine, &two_rows(OLD), NEW);
        let begun = (30..200).step_by(4).any(|before| {
            place.migc(None, &["--placement", "staged", "--fresh", "--yes"], Some(before));
            let done = "SELECT count(*) FROM _mig_journal WHERE state = 'done'";
            place.server.try_query(&place.new, done).is_ok_and(|rows| rows != [[Some("0".to_owned())]])
        });
        assert!(begun, "{engine}: never killed under way");
        place.server.load(&place.old, "ALTER TABLE users DROP COLUMN note;");
        place.server.load(&place.new, "ALTER TABLE person ADD COLUMN age INT NOT NULL;");
        let (code, text) = place.run(&["--placement", "staged", "--resume"]);
        assert_eq!(code, 1, "{engine}: {text}");
        says(&text, &["the new database, `person.age`: column: none", "or go on with `--resume --allow-drift`"]);
        place.server.load(&place.new, "ALTER TABLE person DROP COLUMN age;");
        let (code, text) = place.run(&["--placement", "staged", "--resume"]);
        assert_eq!(code, 0, "{engine}: {text}");
        assert_eq!(place.server.value(&place.new, "SELECT count(*) FROM person"), Some("2".into()));
    }
}

#[test]
fn sides_that_are_swapped_are_told_of_before_anything_is_changed() {
    for engine in Engine::ALL {
        // Each database is what the other should be.
        let place = Place::new(engine, NEW, &two_rows(OLD));
        let ways: [&[&str]; 6] =
            [&[], &["--dry-run"], &["--create"], &["--resume"], &["--fresh", "--yes"], &["--placement", "staged"]];
        for way in ways {
            let (code, text) = place.run(way);
            assert_ne!(code, 0, "{engine} {way:?}: {text}");
            says(&text, &["the two sides are swapped", "change `--from` and `--into`"]);
            assert!(!place.has_helpers(), "{engine} {way:?}: {text}");
        }
        assert_eq!(place.server.value(&place.new, "SELECT count(*) FROM users"), Some("2".into()));

        // Where only one is asked, it has the wrong tables.
        let (from, into) = (place.server.url(&place.old), place.server.url(&place.new));
        let migc = |arguments: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
            let output = command.args(arguments).current_dir(&place.folder).stdin(Stdio::null()).output().unwrap();
            let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
            (output.status.code().unwrap(), text)
        };
        let (code, text) = migc(&["compile", "main.mig", "--to", engine.name(), "--data", &from, "-o", "out.sql"]);
        assert_eq!(code, 2, "{engine}: {text}");
        says(
            &text,
            &["has no table `users`", "it has the tables of the new side: name the database that the old rows are in"],
        );
        assert!(!place.folder.path().join("out.sql").exists());

        // And where the schemas are those of the databases.
        let main = fs::read_to_string(place.folder.path().join("main.mig")).unwrap();
        fs::write(place.folder.path().join("main.mig"), main.replace(" \"old.sql\"", "").replace(" \"new.sql\"", ""))
            .unwrap();
        for verb in [&["check"][..], &["run"], &["run", "--dry-run"]] {
            let (code, text) =
                migc(&[&verb[..1], &["main.mig", "--from", &from, "--into", &into], &verb[1..]].concat());
            assert_eq!(code, 1, "{engine}: {text}");
            says(&text, &["where they are swapped: `from` and `into`, `--from` and `--into`"]);
        }
    }
}
