//! Another name for what the program names: in every file, and only where nothing means anything else by it.

use serde_json::{Value, json};

use crate::client::{Client, Folder, at, uri};
use crate::{NEW, OLD, find};

const MAIN: &str = "\
from mysql \"old.sql\"
into mysql \"new.sql\"
include \"shared.mig\"
param least int = 1
table users u -> account {
  let full = short(u.login, 50)
  u.id -> id
  full -> name
  rank(kind) -> level
  where u.id >= least
  order by u.id
  key u.id
  ignore u.mail because \"not kept\"
}
table posts -> message {
  id
  f\"{shout(body)} {posts.body}\" -> body
  user_id via u -> author_id
  where count(* from posts where posts.id = 1) = 0
}
table posts again -> note {
  id
  f\"{id via posts}\" -> label
}
";

const NOTE: &str = "CREATE TABLE note (id int NOT NULL PRIMARY KEY, label text);\n";

const SHARED: &str = "\
map rank {
  \"admin\" -> 2
  else -> 1
}
map rank { \"guest\" -> 0 }
let short(text, n) = left(trim(text), n)
let shout(text) = upper(text)
";

/// Renames what stands at the `n`th `what` of a file. The texts of main.mig and shared.mig afterwards, or why not.
fn renamed(file: &str, what: &str, n: usize, name: &str) -> Result<[String; 2], String> {
    let new = format!("{NEW}{NOTE}");
    let folder = Folder::with(&[("old.sql", OLD), ("new.sql", &new), ("main.mig", MAIN), ("shared.mig", SHARED)]);
    let mut client = Client::start(&folder.root());
    let paths = [folder.path("main.mig"), folder.path("shared.mig")];
    let texts = [MAIN, SHARED];
    for (path, text) in paths.iter().zip(texts) {
        client.open(path, text);
    }
    let before: Vec<Vec<Value>> = paths.iter().map(|path| client.findings(path)).collect();
    assert!(before.iter().flatten().all(|f| f["severity"] != json!(1)), "{before:#?}");
    let main = usize::from(file != "main.mig");
    let (line, column) = find(texts[main], what, n);
    let params = json!({ "textDocument": { "uri": uri(&paths[main]) }, "position": at(line, column), "newName": name });
    let edit = match client.ask("textDocument/rename", params) {
        Ok(edit) => edit,
        Err(why) => return Err(why["message"].as_str().unwrap().to_owned()),
    };
    let mut after = texts.map(str::to_owned);
    for ((path, text), original) in paths.iter().zip(&mut after).zip(texts) {
        let Some(edits) = edit["changes"][uri(path)].as_array() else { continue };
        let place = |at: &Value| {
            let lines = original.split_inclusive('\n').take(at["line"].as_u64().unwrap() as usize);
            lines.map(str::len).sum::<usize>() + at["character"].as_u64().unwrap() as usize
        };
        for edit in edits.iter().rev() {
            let range = place(&edit["range"]["start"])..place(&edit["range"]["end"]);
            text.replace_range(range, edit["newText"].as_str().unwrap());
        }
        std::fs::write(path, text).unwrap();
    }
    client.stop();
    let mut client = Client::start(&folder.root());
    for (path, text) in paths.iter().zip(&after) {
        client.open(path, text);
    }
    let found: Vec<Vec<Value>> = paths.iter().map(|path| client.findings(path)).collect();
    let codes = |all: &[Vec<Value>]| all.iter().flatten().map(|f| f["code"].clone()).collect::<Vec<_>>();
    assert_eq!(codes(&found), codes(&before), "{after:#?}");
    client.stop();
    Ok(after)
}

/// How the texts differ after a renaming: the lines that are new.
fn lines(file: &str, what: &str, n: usize, name: &str) -> Vec<String> {
    let after = renamed(file, what, n, name).unwrap();
    let pairs = after.iter().zip([MAIN, SHARED]);
    let changed = pairs.flat_map(|(new, old)| new.lines().zip(old.lines()).filter(|(new, old)| new != old));
    changed.map(|(new, _)| new.trim().to_owned()).collect()
}

#[test]
fn every_kind_of_name_is_changed_in_all_files() {
    assert_eq!(
        lines("main.mig", "rank", 0, "grade"),
        ["grade(kind) -> level", "map grade {", "map grade { \"guest\" -> 0 }",]
    );
    assert_eq!(
        lines("shared.mig", "short", 0, "first of"),
        ["let full = `first of`(u.login, 50)", "let `first of`(text, n) = left(trim(text), n)",]
    );
    assert_eq!(lines("shared.mig", "text), n", 0, "t"), ["let short(t, n) = left(trim(t), n)"]);
    assert_eq!(
        lines("main.mig", "shout", 0, "loud"),
        ["f\"{loud(body)} {posts.body}\" -> body", "let loud(text) = upper(text)",]
    );
    assert_eq!(lines("main.mig", "least", 0, "smallest"), ["param smallest int = 1", "where u.id >= smallest",]);
    assert_eq!(lines("main.mig", "full", 1, "whole"), ["let whole = short(u.login, 50)", "whole -> name"]);
    assert_eq!(
        lines("main.mig", "u.id >=", 0, "person"),
        [
            "table users person -> account {",
            "let full = short(person.login, 50)",
            "person.id -> id",
            "where person.id >= least",
            "order by person.id",
            "key person.id",
            "ignore person.mail because \"not kept\"",
            "user_id via person -> author_id",
        ]
    );
}

#[test]
fn a_block_gets_an_alias() {
    assert_eq!(
        lines("main.mig", "posts}", 0, "first"),
        ["table posts first -> message {", "f\"{id via first}\" -> label",]
    );
}

#[test]
fn names_that_mean_something_else_are_refused() {
    let taken = |file: &str, what: &str, n: usize, name: &str| {
        let why = renamed(file, what, n, name).unwrap_err();
        assert!(why.contains("means something else already"), "{name}: {why}");
    };
    // Another definition, a parameter, a function of the language, a column that comes first, another table of the block.
    taken("shared.mig", "short", 0, "shout");
    taken("shared.mig", "text), n", 0, "n");
    taken("shared.mig", "shout", 0, "map");
    taken("main.mig", "least", 0, "login");
    taken("main.mig", "full", 0, "kind");
    taken("main.mig", "u.id", 0, "posts");
    assert!(renamed("main.mig", "login", 0, "x").unwrap_err().contains("only names that the program gives"));
    assert!(renamed("main.mig", "least", 0, " ").unwrap_err().contains("is no name"));
}
