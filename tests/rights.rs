//! Rights that are missing are asked for before the first step, on both sides: each by its own name, with the GRANT to type, and with no
//! more than these the run goes through.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use std::fs;
use std::process::{Command, Stdio};

use migc::engine::Engine;
use support::{Server, server};
use tempfile::TempDir;

const OLD: &str = "CREATE TABLE town (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL);
CREATE TABLE person (id INT PRIMARY KEY, town INT, mail VARCHAR(80) NOT NULL, boss INT, secret VARCHAR(20));
";

const ROWS: &str = "INSERT INTO town VALUES (1, 'Oslo'), (2, 'Rome');
INSERT INTO person VALUES (10, 1, 'a@x', NULL, 's'), (11, 2, 'b@x', 10, 's'), (12, 2, 'B@x', 11, 's'), (13, 1, 'b@x', 12, 's');
";

/// With fresh keys, a merge, a circle, a removal and an update.
const PROGRAM: &str = r#"
table town -> place { id; name; default -> people }
table person -> human {
  auto -> id
  town -> place_id
  mail
  boss -> boss_id or null
  unique mail keep first by id
  ignore secret because "never read"
}
empty tally
table town second -> tally { id -> n }
update place { count(* from new.human where human.place_id = place.id) -> people }
"#;

fn new_side(engine: Engine) -> String {
    let id = if engine == Engine::Mysql { "INT AUTO_INCREMENT PRIMARY KEY" } else { "SERIAL PRIMARY KEY" };
    format!(
        "CREATE TABLE place (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL, people INT);
CREATE TABLE human (id {id}, place_id INT, mail VARCHAR(80) NOT NULL UNIQUE, boss_id INT,
  FOREIGN KEY (place_id) REFERENCES place (id), FOREIGN KEY (boss_id) REFERENCES human (id));
CREATE TABLE tally (n INT PRIMARY KEY);
"
    )
}

/// Two databases, and a user of each who may do nothing.
struct Place {
    from: &'static Server,
    into: &'static Server,
    folder: TempDir,
    old: String,
    new: String,
    reader: String,
    writer: String,
}

impl Place {
    fn new(from: Engine, into: Engine, with_tables: bool) -> Self {
        let (from, into) = (server(from), server(into));
        let folder = tempfile::tempdir().unwrap();
        let main = format!("from {} \"old.sql\"\ninto {} \"new.sql\"\n{PROGRAM}", from.engine, into.engine);
        for (name, text) in [("old.sql", OLD), ("new.sql", &new_side(into.engine)), ("main.mig", &main)] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let (old, new) = (from.fresh_database(), into.fresh_database());
        from.load(&old, &format!("{OLD}{ROWS}"));
        if with_tables {
            into.load(&new, &format!("{}INSERT INTO tally VALUES (7);", new_side(into.engine)));
        }
        let (reader, writer) = (from.fresh_name("reader"), into.fresh_name("writer"));
        for (server, database, user) in [(from, &old, &reader), (into, &new, &writer)] {
            match server.engine {
                Engine::Mysql => {
                    // who has no right at all on a database cannot even connect to it
                    let role = format!("{user}_role");
                    server.load(database, &format!("CREATE USER {user}@'%'; CREATE ROLE {role}; GRANT SHOW VIEW ON `{database}`.* TO {user}@'%';"));
                }
                _ => server.load(
                    database,
                    &format!("CREATE ROLE {user} LOGIN; REVOKE TEMPORARY ON DATABASE \"{database}\" FROM PUBLIC;"),
                ),
            }
        }
        Self { from, into, folder, old, new, reader, writer }
    }

    fn run(&self, more: &[&str]) -> (i32, String) {
        let url = |server: &Server, database: &str, user: &str| {
            let url = server.url(database);
            url.replacen("root@", &format!("{user}@"), 1).replacen("postgres@", &format!("{user}@"), 1)
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
        command.args(["run", "main.mig", "--from", &url(self.from, &self.old, &self.reader)]);
        command.args(["--into", &url(self.into, &self.new, &self.writer)]).args(more);
        let output = command.current_dir(&self.folder).env("NO_COLOR", "1").stdin(Stdio::null()).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        (output.status.code().unwrap(), text)
    }

    /// Types what the message says; answers the statements for the new side.
    fn give(&self, said: &str) -> Vec<String> {
        let mut given = Vec::new();
        for line in said.lines() {
            let Some((before, say)) = line.split_once("let an administrator say: ") else { continue };
            let say = format!("{};", say.trim());
            assert!(!say.contains("GRANT ALL"), "{said}");
            let (server, database) = match say.contains(&self.reader) {
                true => (self.from, &self.old),
                false => (self.into, &self.new),
            };
            assert!(!before.contains("note:"), "nothing that can be missing: {said}");
            server.load(database, &say);
            if !say.contains(&self.reader) {
                given.push(say);
            }
        }
        given
    }

    fn helpers(&self) -> u64 {
        let query = match self.into.engine {
            Engine::Mysql => {
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE '\\_mig%'"
            }
            _ => "SELECT count(*) FROM pg_tables WHERE tablename LIKE '\\_mig%'",
        };
        self.into.value(&self.new, query).unwrap().parse().unwrap()
    }

    #[track_caller]
    fn moved(&self) {
        let value = |sql: &str| self.into.value(&self.new, sql).unwrap();
        let people = if self.into.engine == Engine::Mysql { "2" } else { "3" };
        assert_eq!(value("SELECT COUNT(*) FROM human"), people);
        assert_eq!(value("SELECT COUNT(*) FROM place WHERE people > 0"), "2");
        assert_eq!(value("SELECT MIN(n) FROM tally"), "1");
    }
}

fn pairs() -> [(Engine, Engine); 4] {
    [
        (Engine::Mysql, Engine::Mysql),
        (Engine::Postgres, Engine::Postgres),
        (Engine::Mysql, Engine::Postgres),
        (Engine::Postgres, Engine::Mysql),
    ]
}

#[test]
fn what_the_message_says_is_enough_and_nothing_less_is() {
    for (from, into) in pairs() {
        let place = Place::new(from, into, true);
        let (code, said) = place.run(&[]);
        assert_eq!(code, 2, "{from} {into}: {said}");
        assert!(said.contains("rights are missing, and nothing was changed"), "{said}");
        assert_eq!(place.helpers(), 0, "{said}");
        let (code, looked) = place.run(&["--dry-run"]);
        assert_eq!(code, 1, "{from} {into}: {looked}");
        for line in said.lines().filter_map(|line| line.split_once("let an administrator say: ")) {
            assert!(looked.contains(line.1), "{}\n{looked}", line.1);
        }
        let given = place.give(&said);
        assert!(!given.is_empty(), "{said}");

        // Each right alone is missed, and by its name.
        for say in &given {
            let (rights, rest) = say.strip_prefix("GRANT ").unwrap().split_once(" ON ").unwrap();
            let (on, to) = rest.split_once(" TO ").unwrap();
            for right in rights.split(", ") {
                place.into.load(&place.new, &format!("REVOKE {right} ON {on} FROM {to}"));
                let (code, said) = place.run(&["--resume"]);
                let says = format!("say: GRANT {right} ON {on} TO {}", to.trim_end_matches(';'));
                assert!(code == 2 && said.contains(&says), "{says}: {said}");
                assert_eq!(place.helpers(), 0, "{said}");
                place.into.load(&place.new, &format!("GRANT {right} ON {on} TO {to}"));
            }
        }

        let (code, said) = place.run(&[]);
        assert_eq!(code, 0, "{from} {into}: {said}");
        place.moved();
        // What has its rows is emptied as a whole.
        let (code, said) = place.run(&["--fresh", "--yes"]);
        if code != 0 {
            place.moved();
            place.give(&said);
            let (code, said) = place.run(&["--fresh", "--yes"]);
            assert_eq!(code, 0, "{from} {into}: {said}");
        }
        place.moved();
    }
}

#[test]
fn rights_that_come_by_a_role_or_by_columns_are_rights() {
    let place = Place::new(Engine::Mysql, Engine::Mysql, true);
    let (role, reader, old) = (format!("{}_role", place.writer), &place.reader, &place.old);
    place.into.load(
        &place.new,
        &format!(
            "GRANT ALL ON `{}`.* TO {role}; GRANT SELECT ON `{old}`.* TO {role}; GRANT {role} TO {writer}@'%'; SET DEFAULT ROLE {role} {}{writer}@'%';
             GRANT SELECT (id, town, mail, boss) ON `{old}`.person TO {reader}@'%'; GRANT SELECT ON `{old}`.town TO {reader}@'%';",
            place.new,
            if place.into.value("", "SELECT VERSION()").unwrap().contains("MariaDB") { "FOR " } else { "TO " },
            writer = place.writer,
        ),
    );
    let (code, said) = place.run(&[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("let an administrator say: GRANT LOCK TABLES ON `"), "{said}");

    let place = Place::new(Engine::Postgres, Engine::Postgres, true);
    place.from.load(
        &place.old,
        &format!("GRANT SELECT (id, town, mail, boss) ON person TO {r}; GRANT SELECT ON town TO {r}", r = place.reader),
    );
    place.into.load(
        &place.new,
        &format!(
            "CREATE ROLE {w}_group; GRANT {w}_group TO {w}; GRANT CREATE ON SCHEMA public TO {w}_group;
             GRANT SELECT, DELETE, INSERT ON place, tally, human TO {w}_group; GRANT UPDATE (people) ON place TO {w}_group;
             GRANT UPDATE (boss_id) ON human TO {w}_group; GRANT USAGE, UPDATE ON SEQUENCE human_id_seq TO {w}_group;",
            w = place.writer
        ),
    );
    let (code, said) = place.run(&[]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn making_the_new_side_needs_more() {
    for engine in [Engine::Mysql, Engine::Postgres] {
        let place = Place::new(engine, engine, false);
        let trigger = match engine {
            Engine::Mysql => {
                "CREATE VIEW seen AS SELECT id FROM human;\nCREATE TRIGGER watch BEFORE INSERT ON place FOR EACH ROW SET NEW.name = NEW.name;\nCREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN 2 * n;\nCREATE PROCEDURE nothing() SELECT 1;\n"
            }
            _ => {
                // Schemas of somebody else: one that names say, one that is searched, one that is made only where it is missing.
                place.into.load(&place.new, "CREATE SCHEMA \"Theirs\"; CREATE SCHEMA found; CREATE SCHEMA kept");
                "CREATE SCHEMA aside;\nCREATE VIEW seen AS SELECT id FROM human;\nCREATE TABLE aside.own (a INT);\n\
                 CREATE TABLE \"Theirs\".t (a INT);\nCREATE SCHEMA IF NOT EXISTS kept;\nCREATE FUNCTION kept.f() RETURNS INT LANGUAGE sql AS 'SELECT 1';\n\
                 SET search_path TO found, public;\nCREATE TYPE mood AS ENUM ('a');\nSET search_path TO public;\n"
            }
        };
        fs::write(place.folder.path().join("new.sql"), new_side(engine) + trigger).unwrap();
        if engine == Engine::Mysql {
            place.into.load("", "SET GLOBAL log_bin_trust_function_creators = 1");
        }
        let (code, said) = place.run(&["--create"]);
        assert_eq!(code, 2, "{said}");
        assert_eq!(place.helpers(), 0, "{said}");
        let more = if engine == Engine::Mysql {
            "REFERENCES, CREATE VIEW, TRIGGER, CREATE ROUTINE"
        } else {
            "GRANT CREATE ON DATABASE"
        };
        assert!(said.contains(more), "{said}");
        if engine == Engine::Postgres {
            for schema in ["\"Theirs\"", "found", "kept"] {
                assert!(said.contains(&format!("GRANT USAGE, CREATE ON SCHEMA {schema} TO")), "{said}");
            }
            assert!(!said.contains("SCHEMA aside"), "{said}");
        }
        place.give(&said);
        let (code, said) = place.run(&["--create"]);
        assert_eq!(code, 0, "{said}");
        place.moved();
    }
}

#[test]
fn who_may_do_nothing_in_a_database_is_told_the_least() {
    let place = Place::new(Engine::Mysql, Engine::Mysql, true);
    let (reader, writer) = (&place.reader, &place.writer);
    place.from.load("", &format!("REVOKE ALL PRIVILEGES, GRANT OPTION FROM {reader}@'%'; REVOKE ALL PRIVILEGES, GRANT OPTION FROM {writer}@'%';"));
    let (_, said) = place.run(&[]);
    assert!(said.contains("GRANT SELECT ON") && !said.contains("INSERT"), "{said}");
    place.from.load("", &format!("GRANT SELECT ON `{}`.* TO {reader}@'%'", place.old));
    let (_, said) = place.run(&[]);
    assert!(said.contains("GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX ON"), "{said}");
    assert!(!said.contains("GRANT ALL"), "{said}");
}

#[test]
fn what_is_revoked_again_is_missing() {
    let place = Place::new(Engine::Mysql, Engine::Mysql, true);
    if place.into.value("", "SELECT VERSION()").unwrap().contains("MariaDB") {
        return; // it has no partial revokes
    }
    let (writer, new) = (&place.writer, &place.new);
    place.into.load(
        "",
        &format!(
            "SET GLOBAL partial_revokes = ON; GRANT ALL ON *.* TO {writer}@'%'; REVOKE INSERT, INDEX ON `{new}`.* FROM {writer}@'%';
             GRANT SELECT ON `{}`.* TO {}@'%';",
            place.old, place.reader
        ),
    );
    let (code, said) = place.run(&[]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains(&format!("GRANT INSERT, INDEX ON `{new}`.* TO '{writer}'@'%'")), "{said}");
    place.into.load("", &format!("GRANT INSERT, INDEX ON `{new}`.* TO {writer}@'%'"));
    let (code, said) = place.run(&[]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn what_a_run_has_left_is_read_by_who_may() {
    for engine in [Engine::Mysql, Engine::Postgres] {
        let place = Place::new(engine, engine, true);
        let tables = "CREATE TABLE _mig_rejects (step INT, block TEXT, row_key TEXT, column_name TEXT, reason TEXT, value TEXT, row_json TEXT);
            CREATE TABLE _mig_journal (id INT, kind TEXT, step INT, title TEXT, state TEXT, done_rows INT, all_rows INT, last_key TEXT, hash TEXT, began_at TEXT, ended_at TEXT, reason TEXT);";
        place.into.load(&place.new, tables);
        for (verb, table) in [("rejects", "_mig_rejects"), ("status", "_mig_journal")] {
            let look = || {
                let url = place.into.url(&place.new);
                let writer = &place.writer;
                let url = url.replacen("root@", &format!("{writer}:s3cret@"), 1).replacen(
                    "postgres@",
                    &format!("{writer}:s3cret@"),
                    1,
                );
                let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
                let output = command.args([verb, "--into", &url]).env("NO_COLOR", "1").output().unwrap();
                let text =
                    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
                assert!(!text.contains("s3cret"), "{text}");
                (output.status.code().unwrap(), text)
            };
            if engine == Engine::Mysql {
                place.into.load("", &format!("ALTER USER {}@'%' IDENTIFIED BY 's3cret'", place.writer));
            }
            let (code, said) = look();
            assert_eq!(code, 2, "{said}");
            assert!(said.contains("cannot read the ") && said.contains("has no right to SELECT on "), "{said}");
            assert!(said.contains(table), "{said}");
            assert_eq!(place.give(&said).len(), 1, "{said}");
            let (code, said) = look();
            assert!(!said.contains("right"), "{code}: {said}");
        }
    }
}
