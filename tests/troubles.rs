//! What goes wrong with a database during a run: each is provoked, is said with help, and is over with `--resume`.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use std::fs;
use std::io::Write as _;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use migc::engine::Engine;
use support::Server;
use tempfile::TempDir;

const OLD: &str = "CREATE TABLE users (id INTEGER PRIMARY KEY, name LONGTEXT);";
const NEW: &str = "CREATE TABLE person (id INT PRIMARY KEY, name TEXT);";

struct Place {
    folder: TempDir,
    from: String,
    server: &'static Server,
    database: String,
}

/// A SQLite file of so many rows of so many characters, and a new side.
fn place(server: &'static Server, rows: usize, characters: usize) -> Place {
    let folder = tempfile::tempdir().unwrap();
    let engine = server.engine;
    let new = if engine == Engine::Mysql { NEW.replace("TEXT", "LONGTEXT") } else { NEW.to_owned() };
    let old = OLD.replace("LONGTEXT", "TEXT");
    let main = format!(
        "from sqlite \"old.sql\"\ninto {engine} \"new.sql\"\ntable users -> person {{\n  id\n  trim(name) -> name\n}}\n"
    );
    for (name, text) in [("old.sql", &old), ("new.sql", &new), ("main.mig", &main)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let sqlite = support::sqlite();
    let from = sqlite.fresh_database();
    let insert = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})
         INSERT INTO users SELECT i, hex(zeroblob({})) FROM n;",
        characters / 2
    );
    sqlite.load(&from, &format!("{old}\n{insert}"));
    let database = server.fresh_database();
    server.load(&database, &new);
    Place { folder, from: sqlite.url(&from), server, database }
}

impl Place {
    fn command(&self, into: &str, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
        command.args(["run", "main.mig", "--from", &self.from, "--into", into, "--placement", "staged"]).args(more);
        command.current_dir(&self.folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn url(&self) -> String {
        self.server.url(&self.database)
    }

    /// It is refused with these words.
    #[track_caller]
    fn refused(&self, into: &str, words: &[&str]) {
        self.refused_with(into, &[], words);
    }

    /// Likewise, with more options.
    #[track_caller]
    fn refused_with(&self, into: &str, more: &[&str], words: &[&str]) {
        let output = self.command(into, &[&["--resume"], more].concat()).output().unwrap();
        said(&output, words);
    }

    #[track_caller]
    fn goes_on(&self, rows: usize) {
        let output = self.command(&self.url(), &["--resume"]).output().unwrap();
        assert!(output.status.success(), "{}", text(&output));
        let moved = self.server.value(&self.database, "SELECT count(*) FROM person");
        assert_eq!(moved, Some(rows.to_string()));
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[track_caller]
fn said(output: &Output, words: &[&str]) {
    let text = text(output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    for word in words {
        assert!(text.contains(word), "`{word}` is not said:\n{text}");
    }
}

/// A client that holds what it is told to hold until it is dropped.
struct Holder(Child);

impl Holder {
    fn new(server: &Server, database: &str, script: &str) -> Self {
        let mut command = server.command(database);
        if server.engine == Engine::Postgres {
            command.arg("-q");
        }
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        child.stdin.as_mut().unwrap().write_all(format!("{script}\n").as_bytes()).unwrap();
        child.stdin.as_mut().unwrap().flush().unwrap();
        std::thread::sleep(Duration::from_millis(700));
        Self(child)
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        drop(self.0.wait());
    }
}

#[test]
fn servers_that_cannot_be_written() {
    let mariadb = support::secure(Engine::Mysql);
    let place_ = place(mariadb, 10, 10);
    mariadb.load(
        &place_.database,
        &format!(
            "CREATE USER writer@'%'; GRANT ALL ON `{}`.* TO writer@'%'; SET GLOBAL read_only = 1;",
            place_.database
        ),
    );
    let into = place_.url().replace("root@", "writer@");
    place_.refused(&into, &["--read-only option", "name the server that is, not its replica"]);
    mariadb.load(&place_.database, "SET GLOBAL read_only = 0;");
    place_.goes_on(10);

    let postgres = support::postgres();
    let place_ = place(postgres, 10, 10);
    let name = &place_.database;
    postgres.load(name, &format!("ALTER DATABASE \"{name}\" SET default_transaction_read_only = on;"));
    place_.refused(&place_.url(), &["read-only transaction", "name the server that is, not its replica"]);
    postgres.load(name, &format!("SET default_transaction_read_only = off; ALTER DATABASE \"{name}\" RESET ALL;"));
    place_.goes_on(10);
}

#[test]
fn tables_that_others_hold() {
    let postgres = support::postgres();
    let place_ = place(postgres, 10, 10);
    {
        let _holder = Holder::new(postgres, &place_.database, "BEGIN; LOCK TABLE person;");
        let into = format!("{}?options=-clock_timeout%3D300", place_.url());
        place_.refused(&into, &["lock timeout", "another program is using it: see that it ends"]);
    }
    place_.goes_on(10);

    // Only for this server: its other users wait as long as they like.
    let mariadb = support::secure(Engine::Mysql);
    let place_ = place(mariadb, 10, 10);
    mariadb.load("", "SET GLOBAL innodb_lock_wait_timeout = 1; SET GLOBAL lock_wait_timeout = 1;");
    {
        let _holder = Holder::new(mariadb, &place_.database, "LOCK TABLES person WRITE;");
        place_.refused(&place_.url(), &["Lock wait timeout exceeded", "another program is using it: see that it ends"]);
    }
    place_.goes_on(10);

    let sqlite = support::sqlite();
    let place_ = place(sqlite, 10, 10);
    {
        let _holder = Holder::new(sqlite, &place_.database, "BEGIN EXCLUSIVE;");
        place_.refused(&place_.url(), &["database is locked", "another program is using it: see that it ends"]);
    }
    place_.goes_on(10);
}

#[test]
fn connections_that_are_lost() {
    for (engine, find) in [
        (
            Engine::Mysql,
            "SELECT MAX(id) FROM information_schema.processlist WHERE db = 'NAME' AND info IS NOT NULL AND info NOT LIKE '%processlist%'",
        ),
        (
            Engine::Postgres,
            "SELECT max(pid) FROM pg_stat_activity WHERE datname = 'NAME' AND application_name = 'migc'",
        ),
    ] {
        let server = support::server(engine);
        let place = place(server, 100_000, 200);
        let child = place.command(&place.url(), &["--resume"]).spawn().unwrap();
        let find = find.replace("NAME", &place.database);
        let mut id = None;
        for _ in 0..200 {
            std::thread::sleep(Duration::from_millis(30));
            id = server.value(&place.database, &find);
            let begun = "SELECT count(*) FROM _mig_old_users";
            if id.is_some() && server.try_query(&place.database, begun).is_ok() {
                break;
            }
        }
        let id = id.expect("the run is seen");
        match engine {
            Engine::Mysql => drop(server.client("", &format!("KILL {id};"))),
            _ => drop(server.client("postgres", &format!("SELECT pg_terminate_backend({id});"))),
        }
        let output = child.wait_with_output().unwrap();
        said(&output, &["was lost", "see that the server still runs", "`--resume` goes on here"]);
        place.goes_on(100_000);
    }
}

#[test]
fn rows_that_are_too_large_for_the_server() {
    let mariadb = support::secure(Engine::Mysql);
    let place = place(mariadb, 1, 6 << 20);
    mariadb.load("", "SET GLOBAL max_allowed_packet = 2097152;");
    place.refused(&place.url(), &["max_allowed_packet", "`--resume` goes on here"]);
    mariadb.load("", "SET GLOBAL max_allowed_packet = 67108864;");
    place.goes_on(1);
}

#[test]
fn a_table_that_has_no_more_room() {
    // The one way to be out of room that can be had without a small disk.
    let mariadb = support::secure(Engine::Mysql);
    let place = place(mariadb, 200, 1000);
    let small = "SET SESSION max_heap_table_size = 16384; DROP TABLE person;
        CREATE TABLE person (id INT PRIMARY KEY, name VARCHAR(1000)) ENGINE=MEMORY;";
    mariadb.load(&place.database, small);
    place.refused_with(&place.url(), &["--allow-drift"], &["'person' is full", "make room", "`--resume` goes on here"]);
    mariadb.load(&place.database, &format!("DROP TABLE person; {}", NEW.replace("TEXT", "LONGTEXT")));
    place.goes_on(200);
}
