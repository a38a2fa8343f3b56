//! Repairs: what a finding proposes mends it, and every code proposes something or has its reason not to.

use std::collections::BTreeMap;
use std::path::Path;

use migc::diag::CATALOGUE;
use serde_json::{Value, json};

use crate::client::{Client, Folder, uri};
use crate::{NEW, OLD, PROGRAM, started};

/// The repairs of findings of a code: title, and the text after it.
pub fn repairs(client: &mut Client, path: &Path, program: &str, finding: &Value) -> Vec<(String, String)> {
    let params =
        json!({ "textDocument": { "uri": uri(path) }, "range": finding["range"], "context": { "diagnostics": [] } });
    let actions = client.ask("textDocument/codeAction", params).unwrap();
    let about = |action: &&Value| {
        let it = &action["diagnostics"][0];
        it["code"] == finding["code"] && it["message"] == finding["message"]
    };
    let title = |action: &Value| action["title"].as_str().unwrap().to_owned();
    actions.as_array().unwrap().iter().filter(about).map(|a| (title(a), carried_out(program, path, a))).collect()
}

/// The text after a repair, as an editor carries it out.
fn carried_out(program: &str, path: &Path, action: &Value) -> String {
    let mut edits = action["edit"]["changes"][uri(path)].as_array().unwrap().clone();
    let place = |at: &Value| {
        let line = program.split_inclusive('\n').take(at["line"].as_u64().unwrap() as usize);
        let start: usize = line.map(str::len).sum();
        start + at["character"].as_u64().unwrap() as usize
    };
    // Of several texts for one place, the first one comes first.
    edits.reverse();
    edits.sort_by_key(|e| std::cmp::Reverse(place(&e["range"]["start"])));
    let mut text = program.to_owned();
    for edit in edits {
        let (start, end) = (place(&edit["range"]["start"]), place(&edit["range"]["end"]));
        text.replace_range(start..end, edit["newText"].as_str().unwrap());
    }
    text
}

/// Carries every repair of every finding of a code out: each mends it. The repairs, by title; or one that does not.
fn all_repairs(
    client: &mut Client,
    path: &Path,
    program: &str,
    code: &str,
) -> Result<BTreeMap<String, String>, String> {
    let found = client.findings(path);
    let wanted: Vec<&Value> = found.iter().filter(|f| f["code"] == json!(code)).collect();
    if wanted.is_empty() {
        return Err(format!("no {code}: {found:#?}\n{program}"));
    }
    let mut all = BTreeMap::new();
    for finding in wanted {
        let offered = repairs(client, path, program, finding);
        for (title, text) in &offered {
            client.change(path, json!([{ "text": text }]));
            let left = client.findings(path);
            let same = |f: &&Value| f["code"] == json!(code) && f["message"] == finding["message"];
            let unread = |f: &&Value| f["code"] == json!("M0101") && code != "M0101";
            if let Some(bad) = left.iter().find(|f| same(f) || unread(f)) {
                return Err(format!("{code}: `{title}` leaves {}:\n{text}", bad["message"]));
            }
        }
        client.change(path, json!([{ "text": program }]));
        client.findings(path);
        all.extend(offered);
    }
    Ok(all)
}

#[test]
fn repairs_repair() {
    let with = |from: &str, to: &str| PROGRAM.replace(from, to);
    let repairs = |program: String, code: &str, title: &str, expected: &str| {
        let (_folder, mut client, path) = started(&program);
        let all = all_repairs(&mut client, &path, &program, code).unwrap();
        let text = all.get(title).unwrap_or_else(|| panic!("no `{title}`: {all:#?}"));
        assert!(text.contains(expected), "{title}: {text}");
    };
    repairs(with("mail ->", "mial ->"), "M0202", "write `mail`", "  mail -> email");
    repairs(with("-> account", "-> acount"), "M0201", "write `account`", "u -> account {");
    repairs(with("trim(", "trm("), "M0204", "write `trim`", "left(trim(");
    repairs(with("via u", "via uu"), "M0208", "write `u`", "via u ->");
    repairs(with("  map(kind) -> level\n", "  ignore kind\n"), "M0401", "add line for `level`", " -> level\n}");
    repairs(with("email or cut", "email"), "M0601", "add `or cut`", "mail -> email or cut\n");
    repairs(
        with("  mail -> email or cut\n", ""),
        "M0404",
        "add `ignore mail because \"not needed\"`",
        "  ignore mail because",
    );
    repairs(
        with("\"guest\", \"member\" -> 1", "\"guest\" -> 1"),
        "M0305",
        "add `map users.kind { \"member\" -> null }`",
        "}\n\nmap users.kind",
    );
    repairs(
        with("author_id\n", "author_id or stub\n"),
        "M0504",
        "add `stub account { f\"deleted {key}\" -> name; 0 -> level }`",
        "\nstub account {",
    );
    repairs(with("\"admin\"", "'admin'"), "M0101", "write `\"admin\"`", "  \"admin\" -> 2");
    repairs(with("or cut", "or cutt"), "M0205", "write `cut`", "email or cut\n");
    repairs(
        with("mail -> email or cut", "mail or cut -> email"),
        "M0307",
        "write `-> email or cut`",
        "mail -> email or cut\n",
    );
    repairs(with("  *\n", "  *\n  order id\n"), "M0101", "add `by`", "  order by id\n");
    repairs(with("posts -> message", "posts to message"), "M0101", "write `->`", "table posts -> message {");
    repairs(with("-- who is who", "/* who\n * is who */"), "M0101", "begin its lines with `--`", "-- who\n-- is who\n");
    repairs(
        with("\"guest\", \"member\" -> 1", "\"admin\", \"guest\", \"member\" -> 1"),
        "M0207",
        "leave it out",
        "  \"guest\", ",
    );
    repairs(with("-> name", "-> name, level"), "M0402", "leave it out", "-> name, level\n  mail");
    repairs(with("  u.id -> id", "  u.id -> id; u.id -> id"), "M0402", "leave it out", "  u.id -> id\n");
    repairs(with("let short", "let idle = 1\nlet short"), "M0408", "leave it out", "}\n\nlet short");
    repairs(with("  *\n", "  id\n  body\n  *\n"), "M0407", "remove `*`", "  body\n  user_id");
    repairs(
        with("table posts -> message {\n  *\n  user_id via u -> author_id\n}\n", ""),
        "M0403",
        "add `ignore posts because \"not needed\"`",
        "}\n\nignore posts",
    );
}

#[test]
fn one_slip_makes_one_finding() {
    let found = |program: String| -> Vec<Value> {
        let (_folder, mut client, path) = started(&program);
        client.findings(&path).into_iter().map(|f| f["code"].clone()).collect()
    };
    let posts = "table posts -> message {\n  *\n  user_id via u -> author_id\n}\n";
    assert_eq!(found(PROGRAM.replace(posts, "ignore post\n")), [json!("M0405")]);
    assert_eq!(found(PROGRAM.replace("table users", "TABLE users").replace(" via u", "")), [json!("M0103")]);
    assert_eq!(found(PROGRAM.replace("or cut", "or cutt")), [json!("M0205")]);
}

/// The blocks of code of a page, with what stands behind their fence.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for part in page.split("\n```").skip(1).step_by(2) {
        let (name, text) = part.split_once('\n').unwrap();
        all.push((name.to_owned(), format!("{text}\n")));
    }
    all
}

/// The rows of the table of repairs: a code, and what is said of it.
fn table() -> BTreeMap<String, String> {
    let page = include_str!("../../docs/editors.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| M"));
    rows.map(|row| {
        let (code, said) = row.trim_end_matches(" |").rsplit_once(" | ").unwrap();
        (format!("M{}", code.split(' ').next().unwrap()), said.to_owned())
    })
    .collect()
}

/// A table for the programs below.
const EXTRA: &str =
    "CREATE TABLE extra (id int NOT NULL PRIMARY KEY, stars int NOT NULL DEFAULT 3, good tinyint(1));\n";

/// Lines that have a repair, for codes whose page shows a case without one.
const MORE: [(&str, &str); 10] = [
    ("M0106", "table users -> account { \"a\\d\" -> name }"),
    ("M0107", "include \"main.mig\""),
    ("M0205", "table users people -> account { peple.login -> name }"),
    ("M0208", "table posts p -> message { id via pp -> author_id }"),
    ("M0303", "table users -> account { where id }"),
    ("M0304", "map users.kind { \"admin\" -> 1; else -> 0 }\ntable users -> extra { map(kind) -> good }"),
    ("M0308", "table users -> account { login as date \"d.m.Y\" as text -> name }"),
    ("M0310", "row extra { 1 -> id; null -> stars }"),
    ("M0503", "table posts -> message { *; user_id -> author_id }"),
    ("M0513", "reference posts.user_id to users.id"),
];

#[test]
fn every_code_has_a_repair_or_a_reason_why_not() {
    let said = table();
    let mut wrong = Vec::new();
    for entry in CATALOGUE {
        let code = entry.code.to_string();
        let Some(said) = said.get(&code) else {
            wrong.push(format!("{code} has no row in docs/editors.md"));
            continue;
        };
        let mut files = blocks(entry.page);
        let at = files.iter().position(|(name, _)| name == "mig,fails").unwrap();
        let failing = &files.split_off(at)[0].1;
        let mut programs = vec![failing.clone()];
        let sides = "from mysql \"old.sql\"\ninto mysql \"new.sql\"\n";
        programs.extend(MORE.iter().filter(|(c, _)| *c == code).map(|(_, lines)| format!("{sides}{lines}\n")));
        let mut offered = BTreeMap::new();
        let new = format!("{NEW}{EXTRA}");
        for program in &programs {
            let mut here: Vec<(&str, &str)> = vec![("old.sql", OLD), ("new.sql", &new)];
            if program == failing {
                here = files.iter().filter(|(n, _)| !n.contains(',')).map(|(n, t)| (n.as_str(), t.as_str())).collect();
            }
            let folder = Folder::with(&here);
            let path = folder.path("main.mig");
            let mut client = Client::start(&folder.root());
            client.open(&path, program);
            let found = client.findings(&path);
            if !found.iter().any(|f| f["code"] == json!(code)) {
                continue;
            }
            client.change(&path, json!([{ "text": program }]));
            match all_repairs(&mut client, &path, program, &code) {
                Ok(all) => offered.extend(all),
                Err(why) => wrong.push(why),
            }
        }
        match (said.strip_prefix("none: "), offered.is_empty()) {
            (None, true) => wrong.push(format!("{code} has no repair, and the table says `{said}`:\n{failing}")),
            (Some(_), false) => wrong.push(format!("{code} has repairs, and the table says `{said}`: {offered:#?}")),
            _ => {}
        }
    }
    assert!(said.len() == CATALOGUE.len() && wrong.is_empty(), "{}", wrong.join("\n"));
}
