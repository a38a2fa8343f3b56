//! The formatter, over every program there is and random ones.
//!
//! It proves by itself that what it writes says the same (`migc::fmt::format`); these tests see to it that it
//! never has to refuse, that it does what people see in `tests/cases/fmt`, and that the command behaves.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "random/collations.rs"]
#[allow(dead_code, reason = "shared with the test of random programs")]
mod collations;
#[path = "random/draw.rs"]
#[allow(dead_code, reason = "shared with the test of random programs")]
mod draw;
#[path = "random/groups.rs"]
#[allow(dead_code, reason = "shared with the test of random programs")]
mod groups;
#[path = "random/program.rs"]
#[allow(dead_code, reason = "shared with the test of random programs")]
mod program;
#[path = "random/seconds.rs"]
#[allow(dead_code, reason = "shared with the test of random programs")]
mod seconds;
#[path = "random/terms.rs"]
#[allow(dead_code, reason = "shared with the test of random programs")]
mod terms;
#[path = "random/value.rs"]
#[allow(dead_code, reason = "shared with the test of random programs")]
mod value;
#[path = "random/write.rs"]
#[allow(dead_code, reason = "shared with the test of random programs")]
mod write;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use migc::engine::Engine;
use migc::fmt::{Unformatted, WIDTH, format};
use proptest::prelude::*;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
    found.sort();
}

/// Every program of the cases, the examples, the pages and the explanations, with where it stands.
fn programs() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    for folder in ["tests", "examples", "docs", "benches", "src/diag/explain"] {
        files(&root().join(folder), &mut paths);
    }
    let mut found = Vec::new();
    for path in paths {
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        match path.extension().and_then(|e| e.to_str()) {
            Some("mig") => found.push((name, text)),
            Some("case") => {
                let sections = format!("\n{text}").split("\n=== ").map(str::to_owned).collect::<Vec<_>>();
                let programs = sections.iter().filter_map(|s| s.split_once('\n')).filter(|(n, _)| n.ends_with(".mig"));
                found.extend(programs.map(|(section, text)| (format!("{name} {section}"), text.to_owned())));
            }
            Some("md") => {
                let blocks = text.split("```mig").skip(1).filter_map(|rest| rest.split_once('\n'));
                found.extend(blocks.map(|(_, rest)| (name.clone(), rest.split("```").next().unwrap().to_owned())));
            }
            _ => {}
        }
    }
    found
}

fn random_programs() -> impl Iterator<Item = (String, String)> {
    (0..60).map(|seed| {
        let (old, new) = (Engine::Mysql, Engine::Postgres);
        let drawn = draw::Drawer::draw(seed, old, new);
        (
            format!("random program {seed}"),
            write::Writer { drawn: &drawn, prefix: String::new(), old, new }.statements(),
        )
    })
}

/// Those that can be read, formatted.
fn formatted() -> Vec<(String, String, String)> {
    let all = programs().into_iter().chain(random_programs());
    let formatted = all.filter_map(|(name, text)| match format(&text) {
        Ok(done) => Some((name, text, done)),
        Err(Unformatted::Syntax(_)) => None,
        Err(Unformatted::Unproven) => panic!("{name} cannot be formatted:\n{text}"),
    });
    formatted.collect()
}

#[test]
fn every_program_is_formatted_and_no_line_gets_too_wide() {
    let all = formatted();
    assert!(all.len() > 250, "only {} programs", all.len());
    for (name, before, after) in all {
        assert_eq!(format(&after).unwrap(), after, "{name}");
        for line in after.lines().filter(|line| line.chars().count() > WIDTH) {
            // What cannot be broken, and comments, stay as wide as they were.
            let same = before.lines().any(|old| old.trim() == line.trim());
            let cannot = line.contains("--") || line.trim_start().chars().count() + 12 > WIDTH && line.contains('"');
            assert!(same || cannot, "{name}: {line}");
        }
    }
}

/// A small generator of numbers, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % n
    }
}

#[test]
fn how_a_program_was_indented_does_not_matter() {
    for (name, text, done) in
        formatted().into_iter().filter(|(_, text, _)| !text.contains("--") && !text.contains("sql\""))
    {
        {
            let mut dice = Dice(text.len() as u64);
            let mangled: String = text
                .lines()
                .map(|line| {
                    let (before, after) = (" ".repeat(dice.below(9) as usize), " ".repeat(dice.below(3) as usize));
                    format!("{before}{}{after}\n", line.trim())
                })
                .collect();
            assert_eq!(format(&mangled).unwrap(), done, "{name}:\n{mangled}");
        }
    }
}

#[test]
fn comments_may_stand_anywhere() {
    for (name, text, _) in formatted().into_iter().filter(|(_, text, _)| !text.contains("sql\"")) {
        {
            let mut dice = Dice(text.len() as u64);
            let mut mangled = String::new();
            for (n, line) in text.lines().enumerate() {
                match dice.below(4) {
                    0 => mangled.push_str(&format!("{line} -- beside {n}\n")),
                    1 => mangled.push_str(&format!("   -- before {n}\n{line}\n")),
                    2 => mangled.push_str(&format!("{line}\n\n")),
                    _ => mangled.push_str(&format!("{line}\n")),
                }
            }
            match format(&mangled) {
                Ok(done) => assert_eq!(format(&done).unwrap(), done, "{name}"),
                Err(Unformatted::Syntax(_)) => {}
                Err(Unformatted::Unproven) => panic!("{name} cannot be formatted:\n{mangled}"),
            }
        }
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_fail(text in "(table|map|->|case|or|when|[-a-c0-9 \n\r\"`{}(),;.*=+e]){0,60}") {
        prop_assert!(!matches!(format(&text), Err(Unformatted::Unproven)), "{text}");
    }
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let done = format("\u{FEFF}table a -> b {\r\n x->y\r\n   long_name -> z  -- é\r\n}\r\n").unwrap();
    assert_eq!(done, "\u{FEFF}table a -> b {\r\n  x         -> y\r\n  long_name -> z  -- é\r\n}\r\n");
}

#[test]
fn the_examples_are_formatted() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let haiti = read("examples/haiti/haiti.mig");
    assert_eq!(format(&haiti).unwrap(), haiti);
    // One brace of this program stands a column further left than the one below it.
    let polonia = read("examples/polonia/polonia.mig");
    assert_eq!(format(&polonia).unwrap(), polonia.replace("profile      {", "profile       {"));
}

fn migc(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_migc")).args(arguments).current_dir(folder).stdin(Stdio::null()).output().unwrap()
}

#[test]
fn the_command_writes_good_files_and_leaves_bad_ones() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("good.mig"), "ignore a\n").unwrap();
    fs::write(at("odd.mig"), "ignore  a\ncopy   b\n").unwrap();
    fs::write(at("bad.mig"), "ignore  a\ncopy 'b'\n").unwrap();

    let checked = migc(&["fmt", "--check", "good.mig", "odd.mig", "bad.mig"], folder.path());
    assert_eq!(checked.status.code(), Some(1));
    let said = String::from_utf8(checked.stdout).unwrap();
    assert_eq!(said, "odd.mig:1: not formatted\n  - ignore  a\n  + ignore a\n");
    assert!(String::from_utf8(checked.stderr).unwrap().contains("bad.mig:2:6"));
    assert_eq!(fs::read_to_string(at("odd.mig")).unwrap(), "ignore  a\ncopy   b\n");

    let written = migc(&["fmt", "good.mig", "odd.mig", "bad.mig"], folder.path());
    assert_eq!(written.status.code(), Some(1));
    assert_eq!(fs::read_to_string(at("odd.mig")).unwrap(), "ignore a\ncopy b\n");
    assert_eq!(fs::read_to_string(at("bad.mig")).unwrap(), "ignore  a\ncopy 'b'\n");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "nothing else is left in the folder");

    assert_eq!(migc(&["fmt", "--check", "good.mig", "odd.mig"], folder.path()).status.code(), Some(0));
    assert_eq!(migc(&["fmt", "missing.mig"], folder.path()).status.code(), Some(2));
}

#[test]
fn editors_ask_through_standard_input() {
    use std::io::Write as _;
    let mut child = Command::new(env!("CARGO_BIN_EXE_migc"))
        .args(["fmt", "--stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"copy   a,b\n\n\n\nignore c").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "copy a, b\n\nignore c\n");
}
