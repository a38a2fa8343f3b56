//! The walls between the parts of the compiler: what each may use. They are described in
//! `ARCHITECTURE.md`; this reads the source and holds them up.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod imports;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use imports::Imports;

/// No file grows beyond what one can keep in mind.
const MOST_LINES: usize = 800;

struct File {
    /// Relative to `src/`, with `/`.
    name: String,
    lines: usize,
    /// Lines of code with their numbers: no comments, and nothing from `#[cfg(test)]` on.
    code: Vec<(usize, String)>,
}

fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(read(&root, &path));
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(found.len() > 10, "the source was not found");
    found
}

fn read(root: &Path, path: &Path) -> File {
    let text = fs::read_to_string(path).unwrap();
    let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
    let lines: Vec<&str> = text.lines().collect();
    // Where tests stand in the file itself they come last; a file of tests (`mod tests;`) is named anywhere.
    let tests_here = |at: usize| lines.get(at + 1).is_none_or(|next| next.starts_with("mod ") && next.ends_with('{'));
    let code = lines
        .iter()
        .enumerate()
        .take_while(|(at, line)| line.trim() != "#[cfg(test)]" || !tests_here(*at))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(i, line)| (i + 1, (*line).to_owned()))
        .collect();
    let is_tests = name.ends_with("/tests.rs") || name.contains("/tests/");
    File { lines: lines.len(), code: if is_tests { Vec::new() } else { code }, name }
}

/// Whether `line` uses the crate or module `what`: in a `use`, a path or an attribute.
fn uses(line: &str, what: &str) -> bool {
    let mut rest = line;
    while let Some(at) = rest.find(what) {
        let before = rest[..at].chars().next_back();
        let after = &rest[at + what.len()..];
        let starts = before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '"' && c != '`');
        if starts && after.starts_with("::") {
            return true;
        }
        rest = after;
    }
    false
}

/// Lines that hold `hit` in files outside `homes` (a folder ends with `/`).
fn outside(homes: &[&str], hit: impl Fn(&str) -> bool) -> Vec<String> {
    sources()
        .iter()
        .filter(|file| {
            !homes.iter().any(|home| file.name == *home || (home.ends_with('/') && file.name.starts_with(home)))
        })
        .flat_map(|file| file.code.iter().map(move |(number, line)| (file, number, line)))
        .filter(|(_, _, line)| hit(line))
        .map(|(file, number, line)| format!("src/{}:{number}: {}", file.name, line.trim()))
        .collect()
}

fn only_in(homes: &[&str], what: &str, hit: impl Fn(&str) -> bool) {
    let found = outside(homes, hit);
    assert!(found.is_empty(), "{what} only in {}:\n{}", homes.join(", "), found.join("\n"));
}

#[test]
fn parsers_are_where_texts_are_read() {
    only_in(&["syntax/", "schema/ddl/"], "pest", |line| uses(line, "pest") || uses(line, "pest_derive"));
}

#[test]
fn databases_are_where_they_are_talked_to() {
    only_in(&["client/", "exec/"], "sqlx", |line| uses(line, "sqlx"));
    only_in(&["client/db/sqlite.rs", "exec/transfer/"], "rusqlite", |line| uses(line, "rusqlite"));
    only_in(&["client/", "exec/"], "async", |line| line.contains("async ") || line.contains(".await"));
    only_in(&["client/", "exec/", "cli/runtime.rs"], "tokio", |line| uses(line, "tokio"));
}

#[test]
fn findings_are_drawn_in_one_place_and_failures_in_another() {
    only_in(&["source.rs", "diag/"], "codespan_reporting", |line| uses(line, "codespan_reporting"));
    only_in(&["cli/", "client/error.rs", "exec/error.rs"], "miette", |line| uses(line, "miette"));
}

#[test]
fn the_command_line_is_a_shell_around_the_rest() {
    only_in(&["cli/"], "clap", |line| ["clap", "clap_complete", "clap_mangen"].iter().any(|c| uses(line, c)));
    let print = |line: &str| line.contains("println!") || line.contains("print!(") || line.contains("dbg!");
    only_in(&[], "no file prints: text goes through `cli/output.rs`; `println!`", print);
}

#[test]
fn sql_is_written_where_it_is_spelled() {
    let begins = ["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "UPDATE ", "ATTACH "];
    let sql = |line: &str| begins.iter().any(|word| line.contains(&format!("\"{word}")));
    only_in(&["client/", "dialect/", "schema/", "sql/print.rs", "sql/print/"], "SQL", sql);
    // The emitter makes trees: not even a piece of a statement is text there.
    let pieces = [
        "SELECT", "INSERT", "DELETE", "UPDATE", "CREATE", "DROP", "ALTER", "COPY", "FROM", "JOIN", "WHERE", "UNION",
        "ORDER BY", "GROUP BY", "LIMIT",
    ];
    let piece = |line: &str| literals(line).any(|text| pieces.iter().any(|piece| has_words(text, piece)));
    let found: Vec<String> = outside(&[], piece).into_iter().filter(|at| at.starts_with("src/emit/")).collect();
    assert!(found.is_empty(), "pieces of SQL as text:\n{}", found.join("\n"));
}

/// What stands between quotes in a line.
fn literals(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

/// Whether a text has these words, and not only longer ones that begin or end so.
fn has_words(text: &str, words: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(words).any(|(at, _)| !text[..at].ends_with(part) && !text[at + words.len()..].starts_with(part))
}

#[test]
fn only_dialects_know_which_engine_it_is() {
    // The others here choose a driver, or the grammar and the catalogue of an engine's schemas, or the rules of its dumps.
    let homes = [
        "engine.rs",
        "dialect/mod.rs",
        "dialect/mysql/mod.rs",
        "dialect/postgres/mod.rs",
        "dialect/proof/mod.rs",
        "dialect/sqlite/mod.rs",
        "client/connect/mod.rs",
        "client/db/mod.rs",
        "client/trouble.rs",
        "exec/backup.rs",
        "exec/trial.rs",
        "schema/ddl/flavor.rs",
        "rows/dump/flavor.rs",
        "rows/proof/mod.rs",
    ];
    let engines = ["Engine::Mysql", "Engine::Postgres", "Engine::Sqlite", "Engine::Proof"];
    only_in(&homes, "engines by name", |line| engines.iter().any(|engine| line.contains(engine)));
}

#[test]
fn files_stay_short() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|file| file.lines > MOST_LINES)
        .map(|file| format!("src/{}: {} lines", file.name, file.lines))
        .collect();
    assert!(long.is_empty(), "files of more than {MOST_LINES} lines:\n{}", long.join("\n"));
}

/// Each folder, or file beside the folders, with those that it may import: arrows go down this list. An edge that nobody needs any more
/// is to be taken out.
const ARROWS: [(&str, &[&str]); 21] = [
    ("calendar", &[]),
    ("engine", &[]),
    ("source", &[]),
    ("sql", &[]),
    ("visible", &[]),
    ("diag", &["source", "visible"]),
    ("syntax", &["calendar", "diag", "source"]),
    ("fmt", &["diag", "source", "syntax"]),
    ("schema", &["diag", "engine", "source", "visible"]),
    ("functions", &["schema"]),
    ("plan", &["diag", "schema", "source", "syntax"]),
    ("dialect", &["engine", "plan", "schema", "sql"]),
    ("client", &["diag", "dialect", "engine", "schema", "source"]),
    ("check", &["calendar", "diag", "dialect", "engine", "functions", "plan", "schema", "source", "syntax"]),
    ("rows", &["calendar", "diag", "dialect", "engine", "schema", "source"]),
    ("physical", &["dialect", "engine", "plan", "schema"]),
    (
        "emit",
        &["diag", "dialect", "engine", "functions", "physical", "plan", "rows", "schema", "source", "sql", "visible"],
    ),
    ("compile", &["check", "diag", "emit", "engine", "plan", "schema", "source", "syntax"]),
    (
        "lsp",
        &["check", "compile", "diag", "dialect", "engine", "fmt", "functions", "plan", "schema", "source", "syntax"],
    ),
    (
        "exec",
        &[
            "calendar", "check", "client", "compile", "diag", "dialect", "emit", "engine", "physical", "plan", "rows",
            "schema", "source", "sql", "syntax", "visible",
        ],
    ),
    (
        "cli",
        &[
            "client", "compile", "diag", "dialect", "emit", "engine", "exec", "fmt", "lsp", "physical", "plan",
            "schema", "source", "visible",
        ],
    ),
];

#[test]
fn arrows_go_down() {
    let folders = Imports::of(&sources()).folders();
    let allowed: BTreeMap<&str, BTreeSet<&str>> =
        ARROWS.iter().map(|(from, to)| (*from, to.iter().copied().collect())).collect();
    let mut wrong = Vec::new();
    for (from, to) in &folders {
        let may = allowed.get(from.as_str()).cloned().unwrap_or_default();
        let to: BTreeSet<&str> = to.iter().map(String::as_str).collect();
        wrong.extend(to.difference(&may).map(|to| format!("{from} imports {to}, which it may not")));
        wrong.extend(
            may.difference(&to).map(|to| format!("{from} may import {to}, and does not: take it out of the table")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (at, (from, to)) in ARROWS.iter().enumerate() {
        let above: Vec<&str> = ARROWS[..at].iter().map(|(folder, _)| *folder).collect();
        for to in *to {
            assert!(above.contains(to), "{from} imports {to}, which must stand above it in the table");
        }
    }
}

/// The circles of files that are left, each with how many are in it and why it stays.
const CIRCLES: [(&str, usize); 1] = [
    // An expression may hold a query, and a query holds expressions.
    ("sql/expr", 2),
];

#[test]
fn circles_of_files_shrink() {
    let mut found: Vec<(String, usize, Vec<String>)> = Imports::of(&sources())
        .circles()
        .into_iter()
        .map(|circle| (circle.first().cloned().unwrap_or_default(), circle.len(), circle))
        .collect();
    found.sort();
    let told: Vec<String> =
        found.iter().map(|(first, files, all)| format!("(\"{first}\", {files}), // {}", all.join(" "))).collect();
    let found: Vec<(&str, usize)> = found.iter().map(|(first, files, _)| (first.as_str(), *files)).collect();
    assert_eq!(found, CIRCLES, "the circles of files, each by its first and with how many:\n{}", told.join("\n"));
}
