//! Watching a run on a terminal, and stopping it: Ctrl-C leaves nothing half done and says how to go on.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use std::fs;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use migc::engine::Engine;
use support::{Server, server};
use tempfile::TempDir;

const ROWS: usize = 40_000;

struct Place {
    folder: TempDir,
    from: (&'static Server, String),
    into: (&'static Server, String),
}

/// A table of many rows that each take a little to make, between two engines.
fn place(old: Engine, new: Engine) -> Place {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (
        "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(100) NOT NULL);",
        "CREATE TABLE person (id INT PRIMARY KEY, name VARCHAR(100) NOT NULL);",
    );
    let main = format!(
        "from {old} \"old.sql\"\ninto {new} \"new.sql\"\ntable users -> person {{\n  id\n  trim(name) -> name or reject\n}}\n"
    );
    for (name, text) in [("old.sql", a), ("new.sql", b), ("main.mig", &main)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let (old, new) = (server(old), server(new));
    let (from, into) = (old.fresh_database(), new.fresh_database());
    let rows: Vec<String> = (1..=ROWS).map(|i| format!("({i}, '{}')", "name ".repeat(16))).collect();
    let inserts: Vec<String> =
        rows.chunks(5000).map(|rows| format!("INSERT INTO users VALUES {};", rows.join(","))).collect();
    old.load(&from, &format!("{a}\n{}", inserts.join("\n")));
    new.load(&into, b);
    Place { folder, from: (old, from), into: (new, into) }
}

impl Place {
    fn arguments(&self, more: &[&str]) -> Vec<String> {
        let mut all = vec!["run".to_owned(), "main.mig".to_owned()];
        all.extend([
            "--from".to_owned(),
            self.from.0.url(&self.from.1),
            "--into".to_owned(),
            self.into.0.url(&self.into.1),
        ]);
        all.extend(more.iter().map(|word| (*word).to_owned()));
        all
    }

    fn start(&self, more: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
        command.args(self.arguments(more)).current_dir(&self.folder).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    fn moved(&self) -> usize {
        self.into.0.value(&self.into.1, "SELECT count(*) FROM person").unwrap().parse().unwrap()
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn interrupt(child: &Child) {
    // The standard library cannot send it.
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

#[test]
fn an_interrupted_run_says_how_to_go_on_and_does() {
    for (old, new) in [
        (Engine::Mysql, Engine::Postgres),
        (Engine::Sqlite, Engine::Mysql),
        (Engine::Postgres, Engine::Sqlite),
        (Engine::Sqlite, Engine::Sqlite),
    ] {
        let place = place(old, new);
        let mut stopped = 0;
        // From before it does anything to near its end.
        for wait in [60, 200, 500] {
            let child = place.start(&["--resume"]);
            std::thread::sleep(Duration::from_millis(wait));
            interrupt(&child);
            let asked = Instant::now();
            let output = child.wait_with_output().unwrap();
            assert!(asked.elapsed() < Duration::from_secs(10), "{old} to {new} goes on for {:?}", asked.elapsed());
            let text = text(&output);
            if output.status.success() {
                break;
            }
            // Before it can be told, the signal ends it.
            if output.status.code().is_some() {
                stopped += 1;
                assert_eq!(output.status.code(), Some(2), "{old} to {new}: {text}");
                assert!(text.contains("the run was stopped"), "{old} to {new}: {text}");
                let help = if (old, new) == (Engine::Sqlite, Engine::Sqlite) {
                    "nothing was changed"
                } else {
                    "`--resume` goes on here"
                };
                assert!(text.contains(help), "{old} to {new}: {text}");
                assert!([0, ROWS].contains(&place.moved()), "{old} to {new}: half a step stays");
            }
        }
        if place.moved() < ROWS {
            let output = place.start(&["--resume"]).wait_with_output().unwrap();
            assert!(output.status.success(), "{old} to {new}: {}", text(&output));
        }
        assert_eq!(place.moved(), ROWS, "{old} to {new}, stopped {stopped} times");
    }
}

/// What a program draws on a terminal.
fn on_a_terminal(place: &Place, command: &str) -> String {
    let output = Command::new("script")
        .args(["-qefc", command, "/dev/null"])
        .current_dir(&place.folder)
        .env("TERM", "xterm")
        .stdin(Stdio::null())
        .output()
        .expect("the tests need `script` of the Debian package `bsdutils`");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn on_a_terminal_there_are_bars_and_in_a_pipe_lines() {
    let place = place(Engine::Mysql, Engine::Postgres);
    // A fast machine may be done before the first rate is known.
    let draws = |placement: &str, parts: &[&str]| {
        let mut drawn = String::new();
        for fresh in [&[][..], &["--fresh", "--yes"], &["--fresh", "--yes"]] {
            let arguments = place.arguments(&[&["--placement", placement], fresh].concat());
            let words: Vec<String> = arguments.iter().map(|word| format!("'{word}'")).collect();
            let command = format!("stty cols 120; {} {}", env!("CARGO_BIN_EXE_migc"), words.join(" "));
            drawn = on_a_terminal(&place, &command);
            if parts.iter().all(|part| drawn.contains(part)) {
                return;
            }
        }
        panic!("one of {parts:?} is not drawn:\n{drawn}");
    };
    draws(
        "staged",
        &["1 wait: users -> person", "reading users", "rows/s", "left", "━", "nothing waits", "read users"],
    );
    draws("direct", &["users -> person", "rows/s", "left", "━"]);
    let output = place.start(&["--fresh", "--yes", "--placement", "staged"]).wait_with_output().unwrap();
    let said = text(&output);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("read users") && said.contains("users -> person") && said.contains("40000 rows"), "{said}");
    assert!(!said.contains('\u{1b}') && !said.contains('\r') && !said.contains("wait"), "{said}");
}

#[test]
fn a_note_waits_for_enter_on_a_terminal_and_is_listed_in_a_pipe() {
    let place = place(Engine::Sqlite, Engine::Sqlite);
    let main = fs::read_to_string(place.folder.path().join("main.mig")).unwrap();
    let noted = main.replace("table users", "before person note \"switch the old site off\"\ntable users");
    fs::write(place.folder.path().join("main.mig"), noted).unwrap();
    let words: Vec<String> = place.arguments(&[]).iter().map(|word| format!("'{word}'")).collect();
    let migc = format!("{} {}", env!("CARGO_BIN_EXE_migc"), words.join(" "));
    let typed = format!("(sleep 3; echo; sleep 1) | script -qefc \"{migc}\" /dev/null");
    let started = Instant::now();
    let output = Command::new("sh").args(["-c", &typed]).current_dir(&place.folder).output().unwrap();
    let drawn = text(&output);
    assert!(output.status.success() && place.moved() == ROWS, "{drawn}");
    assert!(drawn.contains("switch the old site off") && drawn.contains("press Enter when it is done"), "{drawn}");
    assert!(started.elapsed() > Duration::from_secs(3), "nobody waited: {drawn}");

    let output = place.start(&["--fresh", "--yes"]).wait_with_output().unwrap();
    let said = text(&output);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("switch the old site off") && !said.contains("press Enter"), "{said}");
}
