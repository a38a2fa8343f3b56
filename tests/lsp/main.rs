//! The language server, as an editor talks to it: each capability over the real protocol.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../support/case.rs"]
#[allow(dead_code, reason = "the tests of cases use the rest")]
mod case;
mod client;
mod edits;
mod neovim;
mod proposals;
mod rename;
mod repairs;

use std::fs;

use client::{Client, Folder, at, uri};
use serde_json::{Value, json};

const OLD: &str = "\
CREATE TABLE users (
  id int NOT NULL PRIMARY KEY,
  login varchar(50) NOT NULL COMMENT 'as typed',
  mail varchar(255) DEFAULT NULL,
  kind enum('admin','guest','member') NOT NULL
) ENGINE=InnoDB;
CREATE TABLE posts (
  id int NOT NULL PRIMARY KEY,
  user_id int NOT NULL,
  body text NOT NULL,
  CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE=InnoDB;
";

const NEW: &str = "\
CREATE TABLE account (
  id int NOT NULL PRIMARY KEY,
  name varchar(50) NOT NULL,
  email varchar(100) DEFAULT NULL,
  level int NOT NULL
) ENGINE=InnoDB;
CREATE TABLE message (
  id int NOT NULL PRIMARY KEY,
  author_id int NOT NULL,
  body text NOT NULL,
  CONSTRAINT fk FOREIGN KEY (author_id) REFERENCES account (id)
) ENGINE=InnoDB;
";

const PROGRAM: &str = "\
from mysql \"old.sql\"
into mysql \"new.sql\"

-- who is who
map users.kind {
  \"admin\" -> 2
  \"guest\", \"member\" -> 1
}

let short(text, n) = left(trim(text), n)

table users u -> account {
  u.id -> id
  short(login, 50) -> name
  mail -> email or cut
  map(kind) -> level
}

table posts -> message {
  *
  user_id via u -> author_id
}
";

fn started(program: &str) -> (Folder, Client, std::path::PathBuf) {
    let folder = Folder::with(&[("old.sql", OLD), ("new.sql", NEW), ("main.mig", program)]);
    let mut client = Client::start(&folder.root());
    let path = folder.path("main.mig");
    client.open(&path, program);
    (folder, client, path)
}

/// The line and the column of the `n`th place (from 0) of a text, in ASCII.
fn find(text: &str, what: &str, n: usize) -> (u64, u64) {
    let (offset, _) = text.match_indices(what).nth(n).unwrap();
    let before = &text[..offset];
    let line = before.matches('\n').count();
    (line as u64, (offset - before.rfind('\n').map_or(0, |at| at + 1)) as u64)
}

fn labels(items: &Value) -> Vec<String> {
    items.as_array().unwrap().iter().map(|i| i["label"].as_str().unwrap().to_owned()).collect()
}

/// What is offered at the `|` of a program, whose text is sent without it.
fn offered(program: &str) -> Vec<String> {
    let (line, column) = find(program, "|", 0);
    let (_folder, mut client, path) = started(&program.replacen('|', "", 1));
    labels(&client.ask_at("textDocument/completion", &path, line, column))
}

#[test]
fn what_a_program_allows_is_not_found() {
    let allowed = PROGRAM.replace("mail -> email or cut", "mail -> email\n  allow M0601 for email because \"short\"");
    let (_folder, mut client, path) = started(&allowed);
    assert_eq!(client.findings(&path), Vec::<Value>::new());
    client.stop();
    let offers = offered(&PROGRAM.replace("mail -> email or cut", "mail -> email\n  allow |"));
    assert!(offers.iter().any(|label| label == "M0601"), "{offers:?}");
}

#[test]
fn findings_point_into_all_files_and_go_when_the_text_is_good() {
    let broken = PROGRAM.replace("mail -> email or cut", "mail -> email");
    let (folder, mut client, path) = started(&broken);
    let found = client.findings(&path);
    assert_eq!(found.len(), 1, "{found:#?}");
    let finding = &found[0];
    assert_eq!(
        (&finding["code"], &finding["severity"], &finding["source"]),
        (&json!("M0601"), &json!(2), &json!("migc"))
    );
    let (line, column) = find(&broken, "mail ->", 0);
    assert_eq!(finding["range"], json!({ "start": at(line, column), "end": at(line, column + 4) }));
    let related = finding["relatedInformation"].as_array().unwrap();
    let places: Vec<&Value> = related.iter().map(|r| &r["location"]["uri"]).collect();
    assert_eq!(places, [&json!(uri(&folder.path("new.sql"))), &json!(uri(&folder.path("old.sql")))]);
    assert_eq!(related[0]["location"]["range"]["start"]["line"], json!(find(NEW, "email", 0).0));

    let end = at(line, column + "mail -> email".len() as u64);
    client.change(&path, json!([{ "range": { "start": end, "end": end }, "text": " or cut" }]));
    assert_eq!(client.findings(&path), Vec::<Value>::new());
    client.stop();
}

#[test]
fn a_name_says_what_it_is() {
    let (_folder, mut client, path) = started(PROGRAM);
    let mut hover = |what: &str, n: usize| {
        let (line, column) = find(PROGRAM, what, n);
        let answer = client.ask_at("textDocument/hover", &path, line, column + 1);
        answer["contents"]["value"].as_str().unwrap_or("").to_owned()
    };
    let login = hover("login", 0);
    assert!(login.contains("users.login varchar(50) NOT NULL") && login.contains("as typed"), "{login}");
    let id = hover("id\n", 0);
    assert!(id.contains("account.id int NOT NULL PRIMARY KEY") && id.contains("new side"), "{id}");
    let author = hover("author_id", 0);
    assert!(author.contains("refers to account (id)"), "{author}");
    assert!(hover("map(kind)", 0).contains("\"guest\", \"member\" -> 1"));
    assert!(hover("cut", 0).contains("cut to the column's length"));
    assert!(hover("left", 0).contains("the first `n` characters"));
    assert!(hover("short", 1).contains("let short(text, n)"));
    assert!(hover("posts", 0).contains("user_id int NOT NULL"));
    assert!(hover("*", 0).contains("covers 2 columns: `id`, `body`"));
    assert!(hover("u ->", 1).contains("table users u -> account"));
    client.stop();
}

#[test]
fn a_finding_explains_itself() {
    let broken = PROGRAM.replace("mail -> email", "mial -> email");
    let (_folder, mut client, path) = started(&broken);
    let (line, column) = find(&broken, "mial", 0);
    let answer = client.ask_at("textDocument/hover", &path, line, column + 1);
    let text = answer["contents"]["value"].as_str().unwrap();
    assert!(text.contains("**M0202** an unknown column"), "{text}");
}

#[test]
fn names_lead_to_their_definitions() {
    let (folder, mut client, path) = started(PROGRAM);
    let mut goes = |what: &str, n: usize, file: &str, text: &str, target: &str, m: usize| {
        let (line, column) = find(PROGRAM, what, n);
        let answer = client.ask_at("textDocument/definition", &path, line, column);
        let (line, column) = find(text, target, m);
        assert_eq!(answer[0]["uri"], json!(uri(&folder.path(file))), "{what}: {answer}");
        assert_eq!(answer[0]["range"]["start"], at(line, column), "{what}: {answer}");
    };
    goes("login", 0, "old.sql", OLD, "login", 0);
    goes("level", 0, "new.sql", NEW, "level", 0);
    goes("message", 0, "new.sql", NEW, "message", 0);
    goes("short(login", 0, "main.mig", PROGRAM, "short", 0);
    goes("map(kind)", 0, "main.mig", PROGRAM, "users.kind", 0);
    goes("u -> author_id", 0, "main.mig", PROGRAM, "u -> account", 0);
    goes("text)", 0, "main.mig", PROGRAM, "text", 0);
    goes("old.sql", 0, "old.sql", OLD, "CREATE", 0);
    client.stop();
}

#[test]
fn uses_are_found_and_local_names_renamed() {
    let (_folder, mut client, path) = started(PROGRAM);
    let (line, column) = find(PROGRAM, "u -> account", 0);
    let context = json!({ "textDocument": { "uri": uri(&path) }, "position": at(line, column), "context": { "includeDeclaration": true } });
    let uses = client.ask("textDocument/references", context).unwrap();
    let starts: Vec<Value> = uses.as_array().unwrap().iter().map(|u| u["range"]["start"].clone()).collect();
    let expected: Vec<Value> = [("u -> account", 0), ("u.id", 0), ("u -> author_id", 0)]
        .iter()
        .map(|(what, n)| find(PROGRAM, what, *n))
        .map(|(line, column)| at(line, column))
        .collect();
    assert_eq!(starts, expected);

    let mut renamed = |what: &str, n: usize, name: &str| -> Result<usize, Value> {
        let (line, column) = find(PROGRAM, what, n);
        let params = json!({ "textDocument": { "uri": uri(&path) }, "position": at(line, column), "newName": name });
        let edit = client.ask("textDocument/rename", params)?;
        Ok(edit["changes"][uri(&path)].as_array().unwrap().len())
    };
    assert_eq!(renamed("u -> account", 0, "person"), Ok(3));
    assert_eq!(renamed("short", 1, "first_of"), Ok(2));
    assert_eq!(renamed("text)", 0, "t"), Ok(2));
    let refused = renamed("login", 0, "name").unwrap_err();
    assert!(refused["message"].as_str().unwrap().contains("names that the program gives"), "{refused}");
    let (line, column) = find(PROGRAM, "short", 1);
    let prepared = client.ask_at("textDocument/prepareRename", &path, line, column);
    assert_eq!(prepared["placeholder"], json!("short"));
    client.stop();
}

#[test]
fn editors_know_what_the_new_engine_cannot_express() {
    for (engine, can) in [("mysql", true), ("sqlite", false)] {
        let program = PROGRAM.replace("into mysql", &format!("into {engine}"));
        let offered = offered(&program.replace("  map(kind) -> level\n", "  low|\n"));
        assert_eq!(offered.contains(&"lower".to_owned()), can, "{engine}: {offered:?}");
        assert!(offered.contains(&"ascii_lower".to_owned()), "{engine}: {offered:?}");
        let called = program.replace("  map(kind) -> level\n", "  lower(kind) -> level\n");
        let (_folder, mut client, path) = started(&called);
        let (line, column) = find(&called, "lower(", 0);
        let answer = client.ask_at("textDocument/hover", &path, line, column + 1);
        let text = answer["contents"]["value"].as_str().unwrap_or("");
        assert_eq!(!text.contains("sqlite cannot express it"), can, "{text}");
        client.stop();
    }
}

#[test]
fn completion_knows_where_it_is() {
    let with = |line: &str| PROGRAM.replace("  map(kind) -> level\n", &format!("{line}\n"));
    // What is not filled yet comes first, the most alike at the top.
    assert_eq!(offered(&with("  kind -> |"))[0], "level");
    // A key for a key, and what is of its type.
    assert_eq!(offered(&PROGRAM.replace("u.id -> id", "u.id -> |"))[0], "id");
    assert_eq!(offered(&PROGRAM.replace("  *\n", "  body -> |\n"))[0], "body");
    // Behind a value come operators, before one come values.
    assert_eq!(offered(&with("  kind |"))[..2], ["->", "when"]);
    assert!(!offered(&with("  where kind |")).contains(&"->".to_owned()));
    assert_eq!(offered(&with("  kind -> level or null |")), ["or"]);
    assert_eq!(offered(&with("  1 -> level\n  order by login |"))[10..], ["asc", "desc"]);
    // Values of an ENUM where it is compared.
    assert_eq!(offered(&with("  where kind = |"))[..3], ["\"admin\"", "\"guest\"", "\"member\""]);
    assert_eq!(offered(&with("  where u.kind not in (\"admin\", \"|\")")), ["admin", "guest", "member"]);
    // In the hole of a text, behind an alias in one, and tables behind `from`.
    assert_eq!(offered(&with("  f\"{|}\" -> level"))[..2], ["kind", "id"]);
    assert!(offered(&with("  f\"a {u.|}\" -> level")).contains(&"mail".to_owned()));
    assert_eq!(offered(&with("  count(* from |) -> level"))[..2], ["users", "posts"]);
    assert!(
        !offered(&PROGRAM.replace("table posts -> message {\n  *", "stub account {\n  |")).contains(&"*".to_owned())
    );
    // Functions have signatures.
    let (line, column) = find(PROGRAM, "trim(", 0);
    let (_folder, mut client, path) = started(PROGRAM);
    let items = client.ask_at("textDocument/completion", &path, line, column);
    let pad = items.as_array().unwrap().iter().find(|item| item["label"] == json!("pad_left")).unwrap();
    assert_eq!(pad["detail"], json!("pad_left(text, n, \"0\")"), "{pad}");
    // Old columns that nothing uses come first.
    assert_eq!(offered(&with("  |"))[..2], ["kind", "id"]);
    assert!(offered(&with("  |")).contains(&"unique".to_owned()));
    assert!(offered(&with("  u.|")).contains(&"mail".to_owned()));
    assert_eq!(offered(&with("  kind -> level or |"))[..6], ["reject", "null", "skip", "stub", "cut", "fail"]);
    assert!(offered(&with("  kind as |")).contains(&"datetime".to_owned()));
    assert_eq!(offered(&PROGRAM.replace("via u", "via |"))[..2], ["u", "posts"]);
    assert!(offered(&with("  skip |")).contains(&"where".to_owned()));
    assert!(offered(&with("  posts[id].|")).contains(&"body".to_owned()));
    assert!(offered(&with("  where pad|")).contains(&"pad_left".to_owned()));
    assert_eq!(offered(&with("  unique |"))[..2], ["id", "name"]);
    // Heads and statements.
    assert_eq!(offered(&PROGRAM.replace("posts -> message", "|")), ["posts", "users"]);
    assert_eq!(offered(&PROGRAM.replace("posts -> message", "posts -> |")), ["message", "account"]);
    assert!(offered(&format!("{PROGRAM}\n|")).contains(&"stub".to_owned()));
    assert_eq!(offered(&format!("{PROGRAM}\nstub |")), ["account", "message"]);
    // The values of an ENUM that no arm names yet.
    assert_eq!(offered(&PROGRAM.replace("\"guest\", \"member\" -> 1", "|"))[..2], ["\"guest\"", "\"member\""]);
    assert_eq!(offered(&PROGRAM.replace("\"guest\", \"member\" -> 1", "\"guest\" -> 1\n  \"|\""))[..1], ["member"]);
    assert_eq!(offered(&PROGRAM.replace("old.sql", "|")), ["new.sql", "old.sql"]);
    // Nothing in comments.
    assert_eq!(offered(&PROGRAM.replace("who is who", "who |")), Vec::<String>::new());
}

#[test]
fn a_call_shows_its_signature() {
    let (_folder, mut client, path) = started(PROGRAM);
    let (line, column) = find(PROGRAM, "50) -> name", 0);
    let help = client.ask_at("textDocument/signatureHelp", &path, line, column);
    assert_eq!(help["signatures"][0]["label"], json!("short(text, n)"));
    assert_eq!(help["activeParameter"], json!(1));
    let (line, column) = find(PROGRAM, "trim(text)", 0);
    let help = client.ask_at("textDocument/signatureHelp", &path, line, column + 5);
    assert_eq!((&help["signatures"][0]["label"], &help["activeParameter"]), (&json!("trim(text)"), &json!(0)));
}

#[test]
fn hints_show_the_types_of_both_sides() {
    let (_folder, mut client, path) = started(PROGRAM);
    let range = json!({ "start": at(0, 0), "end": at(99, 0) });
    let hints =
        client.ask("textDocument/inlayHint", json!({ "textDocument": { "uri": uri(&path) }, "range": range })).unwrap();
    let (line, _) = find(PROGRAM, "mail ->", 0);
    let of_line: Vec<&Value> = hints
        .as_array()
        .unwrap()
        .iter()
        .filter(|h| h["position"]["line"] == json!(line))
        .map(|h| &h["label"])
        .collect();
    assert_eq!(of_line, [&json!("text(255) or null"), &json!("text(100) or null")]);
    assert!(hints.as_array().unwrap().iter().any(|h| h["label"] == json!("2 columns")), "{hints}");
}

#[test]
fn symbols_folds_and_colours() {
    let (_folder, mut client, path) = started(PROGRAM);
    let symbols = client.ask_of("textDocument/documentSymbol", &path);
    let names: Vec<&str> = symbols.as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "from mysql \"old.sql\"",
            "into mysql \"new.sql\"",
            "map users.kind",
            "let short",
            "users -> account",
            "posts -> message"
        ]
    );
    let folds = client.ask_of("textDocument/foldingRange", &path);
    let (first, _) = find(PROGRAM, "map users", 0);
    assert_eq!((&folds[0]["startLine"], &folds[0]["endLine"]), (&json!(first), &json!(first + 2)));

    let legend = client.capabilities["semanticTokensProvider"]["legend"]["tokenTypes"].clone();
    let tokens = client.ask_of("textDocument/semanticTokens/full", &path);
    let data: Vec<u64> = tokens["data"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect();
    let (mut line, mut start) = (0, 0);
    let mut seen = Vec::new();
    for token in data.chunks(5) {
        start = if token[0] == 0 { start + token[1] } else { token[1] };
        line += token[0];
        let text = PROGRAM.lines().nth(line as usize).unwrap();
        let text = &text[start as usize..(start + token[2]) as usize];
        seen.push((text.to_owned(), legend[token[3] as usize].as_str().unwrap().to_owned()));
    }
    for (text, kind) in [
        ("from", "keyword"),
        ("\"old.sql\"", "string"),
        ("-- who is who", "comment"),
        ("users", "class"),
        ("login", "property"),
        ("short", "variable"),
        ("trim", "function"),
        ("50", "number"),
        ("->", "operator"),
        ("u", "namespace"),
        ("via", "keyword"),
        ("cut", "keyword"),
    ] {
        assert!(seen.contains(&(text.to_owned(), kind.to_owned())), "{text} is no {kind}: {seen:?}");
    }
}

#[test]
fn a_file_is_formatted_by_the_lines_that_differ() {
    let (_folder, mut client, path) = started("ignore a\ncopy   b\nignore c\n");
    let options = json!({ "textDocument": { "uri": uri(&path) }, "options": { "tabSize": 2, "insertSpaces": true } });
    let edits = client.ask("textDocument/formatting", options.clone()).unwrap();
    let range = json!({ "start": at(1, 0), "end": at(2, 0) });
    assert_eq!(edits, json!([{ "range": range, "newText": "copy b\n" }]));
    client.change(&path, json!([{ "text": "copy 'b'" }]));
    assert_eq!(client.ask("textDocument/formatting", options).unwrap(), json!([]));
}

#[test]
fn the_plan_is_shown_on_demand() {
    let (_folder, mut client, path) = started(PROGRAM);
    let mut plan = |arguments: Value| {
        client.ask("workspace/executeCommand", json!({ "command": "mig.plan", "arguments": arguments }))
    };
    let text = plan(json!([uri(&path)])).unwrap();
    assert!(text.as_str().unwrap().contains("account"), "{text}");
    assert!(plan(json!([uri(&path), "mermaid"])).unwrap().as_str().unwrap().starts_with("flowchart"));
    assert!(plan(json!([])).is_err());
}

#[test]
fn positions_are_right_with_emoji_and_crlf() {
    let program = "from mysql \"old.sql\"\r\ninto mysql \"new.sql\"\r\ncopy x -- 😀é\r\ntable users -> account {\r\n  f\"😀{lgin}\" -> name\r\n}\r\n";
    let (_folder, mut client, path) = started(program);
    let found = client.findings(&path);
    let unknown = found.iter().find(|f| f["code"] == json!("M0202")).unwrap();
    // An emoji counts twice.
    assert_eq!(unknown["range"], json!({ "start": at(4, 7), "end": at(4, 11) }));
    client.change(&path, json!([{ "range": { "start": at(4, 7), "end": at(4, 11) }, "text": "login" }]));
    let found = client.findings(&path);
    assert!(found.iter().all(|f| f["code"] != json!("M0202")), "{found:#?}");
    let hover = client.ask_at("textDocument/hover", &path, 4, 8);
    assert!(hover["contents"]["value"].as_str().unwrap().contains("users.login"), "{hover}");
}

#[test]
fn includes_belong_to_the_program_that_includes_them() {
    let main = "from mysql \"old.sql\"\ninto mysql \"new.sql\"\ninclude \"part.mig\"\nignore posts\n";
    let part =
        "table users -> account {\n  id\n  login -> name\n  mial -> email or cut\n  1 -> level\n  ignore kind\n}\n";
    let folder = Folder::with(&[("old.sql", OLD), ("new.sql", NEW), ("main.mig", main), ("part.mig", part)]);
    let mut client = Client::start(&folder.root());
    let path = folder.path("part.mig");
    client.open(&path, part);
    let found = client.findings(&path);
    assert_eq!(found.iter().map(|f| f["code"].clone()).collect::<Vec<_>>(), [json!("M0202")], "{found:#?}");
    let answer = client.ask_at("textDocument/definition", &path, 2, 3);
    assert_eq!(answer[0]["uri"], json!(uri(&folder.path("old.sql"))));
    // The main file, when it is opened, has what its include has.
    client.open(&folder.path("main.mig"), main);
    assert_eq!(client.findings(&folder.path("main.mig")), Vec::<Value>::new());
}

#[test]
fn changed_dumps_are_read_again() {
    let (folder, mut client, path) = started(PROGRAM);
    assert_eq!(client.findings(&path), Vec::<Value>::new());
    let registered = client.wait(|m| m["method"] == json!("client/registerCapability"));
    assert_eq!(registered["params"]["registrations"][0]["method"], json!("workspace/didChangeWatchedFiles"));
    fs::write(folder.path("old.sql"), OLD.replace("login varchar", "logon varchar")).unwrap();
    let changes = json!([{ "uri": uri(&folder.path("old.sql")), "type": 2 }]);
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    let found = client.findings(&path);
    assert!(found.iter().any(|f| f["code"] == json!("M0202")), "{found:#?}");
    // A dump that is open counts as it is in the editor.
    client.open(&folder.path("old.sql"), OLD);
    assert_eq!(client.findings(&path), Vec::<Value>::new());
}

#[test]
fn files_that_are_not_there_do_no_harm() {
    let (folder, mut client, path) = started(&PROGRAM.replace("old.sql", "gone.sql"));
    let found = client.findings(&path);
    assert!(found[0]["message"].as_str().unwrap().contains("there is no such file"), "{found:#?}");
    let missing = folder.path("missing.mig");
    let params = json!({ "textDocument": { "uri": uri(&missing) }, "position": at(0, 0) });
    let error = client.ask("textDocument/hover", params.clone()).unwrap_err();
    assert!(error["message"].as_str().unwrap().contains("is not open"), "{error}");
    client.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": uri(&missing), "version": 2 }, "contentChanges": [{ "text": "x" }] }),
    );
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri(&missing) } }));
    client.tell("mig/unknown", json!({ "what": 1 }));
    assert_eq!(client.ask("mig/unknown", json!({})).unwrap_err()["code"], json!(-32601));
    assert_eq!(client.ask("textDocument/hover", json!({ "nonsense": true })).unwrap_err()["code"], json!(-32602));
    // It was never saved.
    client.open(&missing, "copy 'x'\n");
    assert!(!client.findings(&missing).is_empty());
    client.stop();
}

#[test]
fn what_is_taken_back_is_not_answered() {
    let (_folder, mut client, path) = started(PROGRAM);
    client.findings(&path);
    // All of it in one write, so that the server has it before it begins.
    let params = json!({ "textDocument": { "uri": uri(&path) }, "position": at(11, 3) });
    let mut text = String::new();
    let mut add = |message: Value| {
        let body = message.to_string();
        text.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    };
    for id in 1000..1100 {
        add(json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/completion", "params": params }));
    }
    for id in 1000..1100 {
        add(json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": id } }));
    }
    client.send_raw(&text);
    let mut cancelled = 0;
    for id in 1000..1100 {
        match client.answer(id) {
            Ok(_) => {}
            Err(error) => {
                assert_eq!(error["code"], json!(-32800));
                cancelled += 1;
            }
        }
    }
    assert!(cancelled > 0, "each request is answered, and those taken back in time with an error");
}

#[test]
fn the_last_text_counts_when_many_changes_come_at_once() {
    let (_folder, mut client, path) = started("");
    for n in 0..50 {
        client.change(&path, json!([{ "text": format!("copy x{n}\n") }]));
    }
    let found = client.findings(&path);
    assert!(found.iter().any(|f| f["code"] == json!("M0108")), "{found:#?}");
}

#[test]
fn a_message_that_cannot_be_read_is_answered_and_the_next_one_is_served() {
    let (_folder, mut client, path) = started(PROGRAM);
    client.send_raw("Content-Length: 9\r\n\r\n{\"id\": 1,");
    let error = client.wait(|m| m["error"]["code"] == json!(-32700));
    assert_eq!(error["id"], Value::Null);
    client.send_raw("Content-Length: nine\r\n\r\n");
    client.wait(|m| m["error"]["code"] == json!(-32700));
    let odd = json!({ "jsonrpc": "2.0", "id": 77, "method": 1 }).to_string();
    client.send_raw(&format!("Content-Length: {}\r\n\r\n{odd}", odd.len()));
    assert_eq!(client.answer(77).unwrap_err()["code"], json!(-32600));
    assert!(client.ask_at("textDocument/hover", &path, 11, 8).is_object());
}
