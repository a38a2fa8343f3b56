//! `migc run --backup DIR` and `migc status`, and that no password gets out on the way.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use migc::engine::Engine;
use support::Server;
use tempfile::TempDir;

const PASSWORD: &str = "s3cret\"'\\:#";
const ENCODED: &str = "s3cret%22%27%5C%3A%23";
const OLD: &str = "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(100));";
const NEW: &str = "CREATE TABLE person (id INT PRIMARY KEY, name VARCHAR(100)); CREATE TABLE kept (word VARCHAR(20));";
const MAIN: &str = "table users -> person {\n  id\n  name\n}\n";

struct Place {
    folder: TempDir,
    server: &'static Server,
    database: String,
    into: String,
}

/// Two databases on one server, a program, and the new side's address for a user with a password.
fn place(engine: Engine) -> Place {
    let folder = tempfile::tempdir().unwrap();
    let server = if engine == Engine::Sqlite { support::sqlite() } else { support::secure(engine) };
    let (old, new) = (support::sqlite(), server);
    let from = old.fresh_database();
    let database = new.fresh_database();
    old.load(&from, &format!("{OLD} INSERT INTO users VALUES (1, 'a'), (2, 'b');"));
    new.load(&database, &format!("{NEW} INSERT INTO kept VALUES ('here');"));
    let user = new.fresh_name("saver");
    let quoted = PASSWORD.replace('\'', "''");
    match engine {
        Engine::Mysql => new.load(
            &database,
            &format!(
                "CREATE USER {user}@'%' IDENTIFIED BY '{}'; GRANT ALL ON `{database}`.* TO {user}@'%';",
                quoted.replace('\\', "\\\\")
            ),
        ),
        Engine::Postgres => new.load(
            &database,
            &format!(
                "CREATE ROLE {user} LOGIN PASSWORD '{quoted}'; GRANT ALL ON SCHEMA public TO {user};
                 GRANT ALL ON ALL TABLES IN SCHEMA public TO {user};"
            ),
        ),
        Engine::Sqlite => {}
    }
    let main = format!("from sqlite \"old.sql\"\ninto {engine} \"new.sql\"\n{MAIN}");
    for (name, text) in [("old.sql", OLD), ("new.sql", NEW), ("main.mig", &main)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::create_dir(folder.path().join("saved")).unwrap();
    let into = match engine {
        Engine::Mysql => format!("mysql://{user}:{ENCODED}@127.0.0.1:{}/{database}", new.port()),
        Engine::Postgres => format!("postgres://{user}:{ENCODED}@127.0.0.1:{}/{database}", new.port()),
        Engine::Sqlite => new.url(&database),
    };
    fs::write(folder.path().join("from"), old.url(&from)).unwrap();
    Place { folder, server, database, into }
}

impl Place {
    fn migc(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
        // The addresses are not arguments, which others could see.
        let from = fs::read_to_string(self.folder.path().join("from")).unwrap();
        command.args(arguments).current_dir(&self.folder).env("MIGC_FROM_URL", from).env("MIGC_INTO_URL", &self.into);
        command.env("HOME", self.folder.path()).stdin(Stdio::null());
        command
    }

    fn saved(&self) -> Vec<std::path::PathBuf> {
        fs::read_dir(self.folder.path().join("saved")).unwrap().map(|entry| entry.unwrap().path()).collect()
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn hides(text: &str) {
    assert!(!text.contains("s3cret"), "the password is shown:\n{text}");
}

/// Puts a slow copy of a tool before the real one, so that there is time to look at it.
fn slow(folder: &Path, tool: &str) -> std::ffi::OsString {
    let bin = folder.join("bin");
    fs::create_dir_all(&bin).unwrap();
    let path = std::env::var_os("PATH").unwrap();
    let real = std::env::split_paths(&path).map(|folder| folder.join(tool)).find(|file| file.is_file()).unwrap();
    let file = bin.join(tool);
    fs::write(&file, format!("#!/bin/sh\n{} \"$@\" || exit\nsleep 0.4\n", real.display())).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    std::env::join_paths([bin].into_iter().chain(std::env::split_paths(&path))).unwrap()
}

/// Whether some process has the password among its arguments, as long as `on`.
fn watched(on: &AtomicBool) -> Vec<String> {
    let mut found = Vec::new();
    while on.load(Ordering::Relaxed) {
        for entry in fs::read_dir("/proc").unwrap().flatten() {
            let line = fs::read(entry.path().join("cmdline")).unwrap_or_default();
            let line = String::from_utf8_lossy(&line).replace('\0', " ");
            if line.contains("s3cret") {
                found.push(line);
            }
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    found
}

#[test]
fn backups_bring_the_new_side_back_and_hide_the_password() {
    for engine in Engine::ALL {
        let place = place(engine);
        let mut command = place.migc(&["run", "main.mig", "--backup", "saved"]);
        match engine {
            Engine::Mysql => drop(command.env("PATH", slow(place.folder.path(), "mariadb-dump"))),
            Engine::Postgres => drop(command.env("PATH", slow(place.folder.path(), "pg_dump"))),
            Engine::Sqlite => {}
        }
        let on = AtomicBool::new(true);
        let (output, seen) = std::thread::scope(|scope| {
            let watch = scope.spawn(|| watched(&on));
            let output = command.output().unwrap();
            on.store(false, Ordering::Relaxed);
            (output, watch.join().unwrap())
        });
        let said = text(&output);
        assert!(output.status.success(), "{engine}: {said}");
        assert!(said.contains("brings it back"), "{engine}: {said}");
        assert!(seen.is_empty(), "{engine}: the password is an argument: {seen:?}");
        hides(&said);
        // What the run wrote into the database does not have it either.
        let status = place.migc(&["status", "--format", "json"]).output().unwrap();
        assert!(status.status.success(), "{engine}: {}", text(&status));
        hides(&text(&status));
        for table in ["_mig_journal", "_mig_run", "_mig_counts"] {
            for row in place.server.query(&place.database, &format!("SELECT * FROM {table}")) {
                hides(&format!("{row:?}"));
            }
        }

        let [file] = place.saved().try_into().unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o077, 0, "{engine}: others may read it");
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with(&format!("{}-20", place.database)) && name.contains("Z."), "{name}");
        let back = place.server.fresh_database();
        match engine {
            Engine::Mysql => place.server.load(&back, &fs::read_to_string(&file).unwrap()),
            Engine::Postgres => {
                let mut restore = Command::new("pg_restore");
                restore.arg("-h").arg(place.server.dir()).args(["-p", &place.server.port().to_string()]);
                let done = restore.args(["-U", "postgres", "-d", &back]).arg(&file).output().unwrap();
                assert!(done.status.success(), "{}", text(&done));
            }
            Engine::Sqlite => drop(fs::copy(&file, place.server.file(&back)).unwrap()),
        }
        assert_eq!(place.server.value(&back, "SELECT word FROM kept"), Some("here".into()), "{engine}");
        assert_eq!(place.server.value(&back, "SELECT count(*) FROM person"), Some("0".into()), "{engine}");
        assert_eq!(place.server.value(&place.database, "SELECT count(*) FROM person"), Some("2".into()), "{engine}");
    }
}

#[test]
fn a_backup_that_fails_stops_the_run() {
    for (engine, tool) in [(Engine::Mysql, "mysqldump"), (Engine::Postgres, "pg_dump")] {
        let place = place(engine);
        let empty = tempfile::tempdir().unwrap();
        let output = place.migc(&["run", "main.mig", "--backup", "saved"]).env("PATH", empty.path()).output().unwrap();
        let said = text(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(&format!("the program `{tool}` is not there")) && said.contains("install it"), "{said}");
        hides(&said);
        assert!(place.saved().is_empty(), "half a backup stays");
        assert_eq!(place.server.value(&place.database, "SELECT count(*) FROM person"), Some("0".into()));
    }
    let place = place(Engine::Sqlite);
    let nowhere = place.migc(&["run", "main.mig", "--backup", "nowhere"]).output().unwrap();
    assert!(text(&nowhere).contains("name a folder after `--backup`"), "{}", text(&nowhere));
    // A file of that second.
    let out = Command::new("date").args(["-u", "+%s"]).output().unwrap();
    let now: u64 = String::from_utf8(out.stdout).unwrap().trim().parse().unwrap();
    for second in now..now + 20 {
        let stamp = Command::new("date").args(["-u", "-d", &format!("@{second}"), "+%Y%m%dT%H%M%SZ"]).output().unwrap();
        let stamp = String::from_utf8(stamp.stdout).unwrap();
        let file = format!("saved/{}-{}.db", place.database, stamp.trim());
        fs::write(place.folder.path().join(file), "mine").unwrap();
    }
    let output = place.migc(&["run", "main.mig", "--backup", "saved"]).output().unwrap();
    assert!(text(&output).contains("there is a file") && output.status.code() == Some(2), "{}", text(&output));
    assert!(place.saved().iter().all(|file| fs::read(file).unwrap() == b"mine"));
}

#[test]
fn status_shows_what_is_done() {
    for engine in Engine::ALL {
        let place = place(engine);
        let none = place.migc(&["status"]).output().unwrap();
        assert_eq!(none.status.code(), Some(2));
        assert!(text(&none).contains("no run was begun"), "{}", text(&none));
        let run = place.migc(&["run", "main.mig", "--placement", "staged"]).output().unwrap();
        assert!(run.status.success(), "{engine}: {}", text(&run));
        let said = text(&place.migc(&["status"]).output().unwrap());
        for part in ["state", "read users", "users -> person", "all is done"] {
            assert!(said.contains(part), "{engine}: `{part}` is not said:\n{said}");
        }
        assert!(!said.contains("waiting"), "{said}");
        let json = text(&place.migc(&["status", "--format", "json"]).output().unwrap());
        let load = json.lines().find(|line| line.contains("\"load\"")).unwrap();
        let load: serde_json::Value = serde_json::from_str(load).unwrap();
        assert_eq!((&load["title"], &load["state"], &load["rows"]), (&"users".into(), &"done".into(), &2.into()));
        assert_eq!((&load["of"], load["seconds"].is_u64()), (&2.into(), true), "{load}");
    }
}
