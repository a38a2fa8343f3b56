//! The editors know the words of the language, no less and no more, and show them where they are words.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/textmate.rs"]
mod textmate;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use migc::diag::Diagnostics;
use migc::functions::FUNCTIONS;
use migc::source::FileId;
use migc::syntax::{parse, words};
use serde_json::Value;
use textmate::Grammar;

/// Names that a grammar holds beside the words of the language: the two sides, and the call of a column's map.
const NAMES: [&str; 3] = ["old", "new", "map"];

const TEXTMATE: &str = "vscode/syntaxes/mig.tmLanguage.json";
const VIM: &str = "vim/syntax/mig.vim";
const GRAMMAR: &str = "tree-sitter-mig/grammar.js";
const HIGHLIGHT_JS: &str = "highlightjs/mig.js";
const QUERY: &str = "tree-sitter-mig/queries/highlights.scm";

fn editors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("editors")
}

fn text(path: impl AsRef<Path>) -> String {
    let path = editors().join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn json(path: impl AsRef<Path>) -> Value {
    serde_json::from_str(&text(path)).unwrap()
}

fn grammar() -> Grammar {
    Grammar::new(&text(TEXTMATE))
}

fn set<'a>(words: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    words.into_iter().map(str::to_owned).collect()
}

fn functions() -> BTreeSet<String> {
    let all = set(FUNCTIONS.iter().map(|f| f.name));
    assert_eq!(all.len(), FUNCTIONS.len(), "a function is there twice");
    all
}

/// Every word that a grammar may hold.
fn known() -> BTreeSet<String> {
    let tables = [words::AGGREGATES, words::TYPES, words::ENGINES, words::LATER_ENGINES, &NAMES];
    let mut all = functions();
    all.extend(set(words::keywords()));
    all.extend(set(tables.into_iter().flatten().copied()));
    all
}

/// Holds a file of an editor to the words of the language; what it says names the file and each word.
#[track_caller]
fn same(file: &str, what: &str, held: &BTreeSet<String>, words: &BTreeSet<String>) {
    let said = |more: &BTreeSet<String>, less: &BTreeSet<String>, how: &str| -> Vec<String> {
        more.difference(less).map(|word| format!("editors/{file} {how} `{word}` ({what})")).collect()
    };
    let wrong = [said(words, held, "lacks"), said(held, words, "has, and the language does not:")].concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The words in a regular expression (and the `u` of `\\u{…}`), whose escapes are `escapes`: what is left without them and without classes.
fn words_in(pattern: &str, escapes: &[&str]) -> BTreeSet<String> {
    let mut plain = String::new();
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '\\' => escapes
                .iter()
                .find(|e| rest[1..].starts_with(**e))
                .map_or_else(|| 1 + rest[1..].chars().next().map_or(0, char::len_utf8), |escape| 1 + escape.len()),
            '[' => rest[2..].find(']').map_or(rest.len(), |end| end + 3),
            _ => {
                plain.push(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
        };
        plain.push(' ');
        rest = &rest[skipped..];
    }
    plain
        .replace("(?i:", " ")
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|w| w.starts_with(|c: char| c.is_ascii_alphabetic()))
        .map(str::to_owned)
        .collect()
}

/// The innermost scope at the `^` in a program.
fn scope(grammar: &Grammar, program: &str) -> String {
    let at = program.find('^').unwrap();
    grammar.tokens(&program.replacen('^', "", 1)).innermost(at).to_owned()
}

#[test]
fn textmate_holds_together() {
    let grammar = grammar();
    assert_eq!(grammar.loose_ends(), Vec::<String>::new(), "includes without a rule, or rules that nothing includes");
    let mut held = BTreeSet::new();
    for pattern in grammar.patterns() {
        held.extend(words_in(pattern, &[]));
    }
    held.remove("u");
    same(TEXTMATE, "words", &held, &known());
}

#[test]
fn textmate_knows_each_word_for_what_it_is() {
    let grammar = grammar();
    let mut wrong = Vec::new();
    let mut want = |program: String, scopes: &[&str]| {
        let found = scope(&grammar, &program);
        if !scopes.iter().any(|s| found == *s || found.starts_with(&format!("{s}."))) {
            wrong.push(format!("{program}: {found}, not {}", scopes.join(" or ")));
        }
    };
    for word in words::STATEMENTS {
        want(format!("^{}", word.form), &["keyword.control.statement"]);
        want(format!("table a -> b {{\n  ^{} -> x\n}}", word.word), &["meta.block", "constant.language.fresh"]);
    }
    for word in words::CLAUSES {
        let fresh = matches!(word.word, "auto" | "default");
        let scope = if fresh { "constant.language.fresh" } else { "keyword.control.clause" };
        for program in ["table a -> b {\n  ^FORM\n}", "table a -> b { x -> y; ^FORM }", "copy a { ^FORM }"] {
            want(program.replace("FORM", word.form), &[scope]);
        }
        if !fresh {
            want(format!("table a -> b {{\n  ^{} -> x\n}}", word.word), &["meta.block"]);
        }
    }
    for word in words::POLICIES {
        want(format!("table a -> b {{\n  c -> d or ^{word} -- why\n}}"), &["keyword.other.policy"]);
        want(format!("table a -> b {{\n  c or ^{word}; d\n}}"), &["keyword.other.policy"]);
    }
    for word in words::RESERVED {
        want(format!("let x = a ^{word} b"), &["keyword.operator.word", "keyword.control", "constant.language"]);
        want(format!("let x = `a ^{word} b`"), &["variable.other.quoted"]);
    }
    for word in words::OPERATORS {
        want(format!("let x = a ^{word} b"), &["keyword.operator"]);
    }
    for name in functions() {
        want(format!("let x = ^{name}(a)"), &["support.function.mig"]);
        want(format!("let x = f\"{{^{} (a)}}\"", name.to_uppercase()), &["support.function.mig"]);
        want(format!("let x = ^{name} + 1"), &["meta.statement"]);
    }
    for name in words::AGGREGATES {
        want(format!("let x = ^{name}(a)"), &["support.function.aggregate"]);
    }
    for name in words::TYPES {
        want(format!("let x = a as ^{name}"), &["storage.type"]);
        want(format!("param x ^{name}"), &["storage.type"]);
        want(format!("let x = ^{name} + 1"), &["meta.statement"]);
    }
    for name in words::ENGINES.iter().chain(words::LATER_ENGINES) {
        want(format!("from ^{name} \"x\""), &["support.constant.engine"]);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every word of `words::INNER` where it is a word.
const INNER: &str = r#"
from mysql "a.dump" database d schema s prefix "p_" encoding latin2 engine innodb
map kinds from "kinds.csv" (a -> b)
map t.c { 1 -> 2; else keep }
reference a.b split "," unless 0 to c.d
require a before b because "why"
allow M0604 for a, b because "why"
check "all" count(* from old.a where b = 1) = 0 else note
before run "x"
after sql"select 1"
let x = date "2010-01-14"
let y = datetime "2010-01-14 10:00:00"
let z = f"a"
table a
  left join b on a.id = b.id
  group by a.id having count(*) > 1
  -> c {
  order by a desc, b asc
  unique a keep first by b
  unique a keep last by b
  unique a rename b by c
}
table a each (1, b), (2, c) as d, e -> g { d }
"#;

#[test]
fn textmate_knows_the_words_inside_statements() {
    let grammar = grammar();
    let tokens = grammar.tokens(INNER);
    for word in words::INNER {
        let places = tokens.words(word);
        assert!(!places.is_empty(), "`INNER` of this test lacks `{word}`");
        for place in places {
            let scope = tokens.innermost(place);
            let shown = scope.starts_with("keyword.") || scope.starts_with("storage.type.");
            assert!(shown, "`{word}` at byte {place} is {scope}");
        }
    }
}

#[test]
fn textmate_shows_what_stands_in_texts() {
    let grammar = grammar();
    for (program, expected) in [
        (r#"let x = "a\^n""#, "constant.character.escape.mig"),
        (r#"let x = "a ^-- b""#, "string.quoted.double.mig"),
        (r#"let x = "a^\q""#, "invalid.illegal.escape.mig"),
        (r#"let x = f"a ^{{b}}""#, "constant.character.escape.mig"),
        (r#"let x = f"a {^b}""#, "source.mig"),
        (r#"let x = f"{a via ^f"{b}"}""#, "storage.type.string.mig"),
        ("after sql\"select ^1\"", "meta.embedded.block.sql"),
        ("after sql\"select '\n ^a'\"", "string.quoted.single.sql"),
        ("after sql\"select ' {^lower(a)}\"", "support.function.mig"),
        ("after sql\"select '\"\n^after note \"x\"", "keyword.control.statement.mig"),
        ("after sql\"select '[ # %{1}' / 2\n  -- it's\"\n^after note \"x\"", "keyword.control.statement.mig"),
        ("let x = 1 ^-- it's", "comment.line.double-dash.mig"),
        ("let x = a ^- 1", "keyword.operator.arithmetic.mig"),
        ("let x = ^12.5e3", "constant.numeric.mig"),
        ("table a -> b {\n  ^2fa -> c\n}", "meta.block.mig"),
        ("table a -> b {\n  ^ordery -> c\n}", "meta.block.mig"),
        ("table a -> b {\n  zażółć_^order by\n}", "meta.block.mig"),
        ("let x = ^new.t[a = 1].b", "variable.language.mig"),
        ("let x = t.^old.b", "meta.statement.let.mig"),
    ] {
        assert_eq!(scope(&grammar, program), expected, "{program}");
    }
}

/// All programs of the repository that are whole files.
fn programs() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("examples"), root.join("tests/syntax")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "mig") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(found.len() > 3, "the programs were not found");
    found
}

#[test]
fn textmate_follows_whole_programs() {
    let grammar = grammar();
    for (path, text) in programs() {
        let tokens = grammar.tokens(&text);
        let mut start = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let place = format!("{}:{}: {}", path.display(), number + 1, line.trim_end());
            for at in start..start + line.len() {
                let wrong = tokens.at(at).iter().any(|s| s.starts_with("invalid."));
                assert!(!wrong, "{place}\n{:?}", tokens.at(at));
            }
            // These programs are well laid out: a word at the margin begins a statement.
            let word = line.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or("");
            if !word.is_empty() {
                assert!(words::STATEMENTS.iter().any(|w| w.word == word), "{place}");
                assert_eq!(tokens.innermost(start), "keyword.control.statement.mig", "{place}");
            }
            if line.starts_with("--") {
                assert_eq!(tokens.innermost(start), "comment.line.double-dash.mig", "{place}");
            }
            start += line.len();
        }
    }
}

#[test]
fn vscode_finds_its_files_and_its_snippets_are_mig() {
    let package = json("vscode/package.json");
    let contributes = &package["contributes"];
    let language = &contributes["languages"][0];
    assert_eq!((&language["id"], &language["extensions"][0]), (&Value::from("mig"), &Value::from(".mig")));
    for path in [&language["configuration"], &contributes["grammars"][0]["path"], &contributes["snippets"][0]["path"]] {
        json(Path::new("vscode").join(path.as_str().unwrap()));
    }
    assert_eq!(contributes["grammars"][0]["scopeName"], "source.mig");
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(package["version"], version);
    assert!(text("vscode/README.md").contains(&format!("mig-{version}.vsix")), "the README names another version");
    assert_eq!(json("tree-sitter-mig/package.json")["version"], version);

    for (name, snippet) in json("vscode/snippets/mig.json").as_object().unwrap() {
        let lines: Vec<&str> = snippet["body"].as_array().unwrap().iter().map(|l| l.as_str().unwrap()).collect();
        let program = expand(&lines.join("\n"));
        let statement = words::STATEMENTS.iter().any(|w| program.starts_with(&format!("{} ", w.word)));
        let program = match (statement, program.starts_with("case")) {
            (true, _) => program,
            (false, true) => format!("table a -> b {{\n{program} -> c\n}}"),
            (false, false) => format!("table a -> b {{\n{program}\n}}"),
        };
        let mut found = Diagnostics::new();
        parse(FileId(0), &program, &mut found);
        let messages: Vec<_> = found.iter().map(|d| &d.message).collect();
        assert!(messages.is_empty(), "{name}: {messages:?}\n{program}");
    }
}

/// A snippet as it is when nothing is typed: `${1:a}` is `a`, `${1|a,b|}` is `a`, `$0` is nothing.
fn expand(snippet: &str) -> String {
    let mut out = String::new();
    let mut rest = snippet;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        rest = if let Some(hole) = after.strip_prefix('{') {
            let (hole, after) = hole.split_once('}').unwrap();
            let text = hole.trim_start_matches(|c: char| c.is_ascii_digit());
            let choices = text.trim_start_matches([':', '|']).trim_end_matches('|');
            out.push_str(if text.starts_with('|') { choices.split(',').next().unwrap() } else { choices });
            after
        } else {
            after.trim_start_matches(|c: char| c.is_ascii_digit())
        };
    }
    out + rest
}

/// One `syn` command of Vim.
struct Command {
    group: String,
    /// The words of `syn keyword`; else the words in the patterns.
    words: BTreeSet<String>,
}

fn vim() -> Vec<Command> {
    let joined = text(VIM).replace("\n      \\", "");
    let mut commands = Vec::new();
    for line in joined.lines() {
        let mut parts = line.split_whitespace();
        let (Some("syn"), Some(kind), Some(group)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let words = match kind {
            "keyword" => parts.filter(|w| *w != "contained").map(str::to_owned).collect(),
            "match" | "region" => {
                patterns(line).iter().flat_map(|p| words_in(p, &["zs", "ze", "@<=", "@<!"])).collect()
            }
            _ => continue,
        };
        commands.push(Command { group: group.to_owned(), words });
    }
    assert!(commands.len() > 30, "the commands were not found");
    commands
}

/// What stands between delimiters in a `syn` command.
fn patterns(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = line;
    while let Some(open) = rest.find(['"', '~', '+']) {
        let delimiter = rest.as_bytes()[open] as char;
        let Some(length) = rest[open + 1..].find(delimiter) else { break };
        out.push(&rest[open + 1..open + 1 + length]);
        rest = &rest[open + length + 2..];
    }
    out
}

#[test]
fn vim_has_the_words_of_the_language() {
    let commands = vim();
    let of = |groups: &[&str]| -> BTreeSet<String> {
        commands.iter().filter(|c| groups.contains(&c.group.as_str())).flat_map(|c| c.words.iter().cloned()).collect()
    };
    let mut called = functions();
    called.insert("map".to_owned());
    same(VIM, "functions", &of(&["migFunctionName"]), &called);
    same(VIM, "aggregates", &of(&["migOver"]), &set(words::AGGREGATES.iter().copied()));
    same(VIM, "types", &of(&["migType"]), &set(words::TYPES.iter().copied()));
    same(VIM, "engines", &of(&["migEngine"]), &set(words::ENGINES.iter().chain(words::LATER_ENGINES).copied()));
    same(
        VIM,
        "reserved words",
        &of(&["migWord", "migControl", "migNull", "migBoolean"]),
        &set(words::RESERVED.iter().copied()),
    );
    same(VIM, "statements", &of(&["migStatement"]), &set(words::STATEMENTS.iter().map(|w| w.word)));
    let mut policies = set(words::POLICIES.iter().copied());
    policies.insert("or".to_owned());
    same(VIM, "policies", &of(&["migPolicy"]), &policies);

    let clauses = of(&["migClause", "migFresh"]);
    let missing: Vec<_> = words::CLAUSES.iter().filter(|w| !clauses.contains(w.word)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let mut held: BTreeSet<String> =
        commands.iter().filter(|c| c.group != "migTodo").flat_map(|c| c.words.clone()).collect();
    held.remove("u");
    same(VIM, "words", &held, &known());
}

/// What stands in double quotes in a query; in a query, only operators have no letters.
fn quoted(query: &str) -> BTreeSet<String> {
    let code: String = query.lines().filter(|l| !l.trim_start().starts_with(';')).flat_map(|l| [l, "\n"]).collect();
    set(code.replace("\\\"", "").split('"').skip(1).step_by(2))
}

/// The words of the first `#any-of?` about a capture.
fn any_of(query: &str, capture: &str) -> BTreeSet<String> {
    let (_, list) =
        query.split_once(&format!("(#any-of? @{capture}")).unwrap_or_else(|| panic!("no list for {capture}"));
    quoted(list.split(')').next().unwrap())
}

/// The texts of the tokens in a tree-sitter grammar.
fn tokens(grammar: &Value, found: &mut BTreeSet<String>) {
    match grammar {
        Value::Object(rule) if rule.get("type").is_some_and(|t| t == "STRING") => {
            found.extend(rule["value"].as_str().map(|v| v.trim_end_matches('"').to_owned()));
        }
        Value::Object(rule) => rule.values().for_each(|v| tokens(v, found)),
        Value::Array(rules) => rules.iter().for_each(|v| tokens(v, found)),
        _ => {}
    }
}

#[test]
fn tree_sitter_has_the_words_of_the_language() {
    let grammar = json("tree-sitter-mig/src/grammar.json");
    let mut held = BTreeSet::new();
    tokens(&grammar["rules"], &mut held);
    let is_word = |w: &String| w.starts_with(|c: char| c.is_ascii_alphabetic());
    let (in_grammar, signs): (BTreeSet<String>, BTreeSet<String>) = held.into_iter().partition(is_word);
    same(GRAMMAR, "words", &in_grammar, &set(words::keywords()));
    let reserved = grammar["reserved"]["global"].as_array().unwrap().iter().map(|r| r["value"].as_str().unwrap());
    same(GRAMMAR, "reserved words", &set(reserved), &set(words::RESERVED.iter().copied()));

    let query = text(QUERY);
    let mut called = functions();
    called.extend(set(words::AGGREGATES.iter().copied()));
    called.insert("map".to_owned());
    same(QUERY, "functions", &any_of(&query, "function.builtin"), &called);
    same(QUERY, "types", &any_of(&query, "type.builtin"), &set(words::TYPES.iter().copied()));
    same(
        QUERY,
        "engines",
        &any_of(&query, "constant.builtin"),
        &set(words::ENGINES.iter().chain(words::LATER_ENGINES).copied()),
    );
    // These are nodes of their own in the tree, or the beginnings of texts.
    let mut shown = quoted(&query);
    let nodes = set(words::POLICIES.iter().copied().chain(["auto", "default", "true", "false", "f", "sql"]));
    let missing: Vec<_> = in_grammar.iter().filter(|w| !nodes.contains(*w) && !shown.contains(*w)).collect();
    assert!(missing.is_empty(), "editors/{QUERY} does not show {missing:?}");
    for operator in words::OPERATORS {
        assert!(signs.contains(*operator) && shown.contains(*operator), "`{operator}`");
    }
    shown.retain(is_word);
    let known = known();
    let more: Vec<_> = shown.difference(&known).collect();
    assert!(more.is_empty(), "editors/{QUERY} has, and the language does not: {more:?}");
}

#[test]
fn highlightjs_has_the_words_of_the_language() {
    let source = text(HIGHLIGHT_JS);
    let (lists, _) = source.split_once("export const WORDS = {").unwrap().1.split_once("\n};").unwrap();
    let lists = lists.replace("\" +\n    \"", "");
    let list = |name: &str| {
        let (_, after) = lists.split_once(&format!("\n  {name}:")).unwrap_or_else(|| panic!("no list `{name}`"));
        set(after.split('"').nth(1).unwrap().split(' '))
    };
    let plain = |words: &[&'static str]| set(words.iter().copied());
    same(HIGHLIGHT_JS, "statements", &list("statements"), &set(words::STATEMENTS.iter().map(|w| w.word)));
    same(HIGHLIGHT_JS, "clauses", &list("clauses"), &set(words::CLAUSES.iter().map(|w| w.word)));
    same(HIGHLIGHT_JS, "policies", &list("policies"), &plain(words::POLICIES));
    same(HIGHLIGHT_JS, "reserved", &list("reserved"), &plain(words::RESERVED));
    same(HIGHLIGHT_JS, "inner", &list("inner"), &plain(words::INNER));
    same(HIGHLIGHT_JS, "aggregates", &list("aggregates"), &plain(words::AGGREGATES));
    same(HIGHLIGHT_JS, "types", &list("types"), &plain(words::TYPES));
    same(HIGHLIGHT_JS, "engines", &list("engines"), &plain(&[words::ENGINES, words::LATER_ENGINES].concat()));
    same(HIGHLIGHT_JS, "functions", &list("functions"), &functions());
}

#[test]
fn vim_reads_the_findings_that_migc_writes() {
    // The form of `--format short`; a test of `diag/render.rs` holds the same form.
    let compiler = text("vim/compiler/migc.vim");
    for part in ["migc\\ check\\ --format\\ short", r"%f:%l:%c:\ %trror[M%n]:\ %m", r"%tarning[M%n]", r"%tote[M%n]"] {
        assert!(compiler.contains(part), "{part}");
    }
}
