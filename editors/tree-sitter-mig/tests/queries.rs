//! The queries fit the grammar, and show each part of a program as what it is.

use std::collections::BTreeMap;
use std::path::Path;

use tree_sitter::{Language, Parser, Query, QueryCursor, StreamingIterator as _};

fn language() -> Language {
    tree_sitter_mig::LANGUAGE.into()
}

fn query(text: &str) -> Query {
    Query::new(&language(), text).unwrap_or_else(|e| panic!("{e}"))
}

/// The captures of a query: the bytes of a node, and its captures.
fn captures(text: &str, query: &Query) -> BTreeMap<(usize, usize), Vec<String>> {
    let mut parser = Parser::new();
    parser.set_language(&language()).expect("the language fits the library");
    let tree = parser.parse(text, None).expect("no time limit is set");
    let mut cursor = QueryCursor::new();
    let mut found: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    let mut matches = cursor.captures(query, tree.root_node(), text.as_bytes());
    while let Some((matched, index)) = matches.next() {
        let capture = matched.captures()[*index];
        let range = capture.node.byte_range();
        found
            .entry((range.start, range.end))
            .or_default()
            .push(query.capture_names()[capture.index as usize].to_owned());
    }
    found
}

fn program(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

#[test]
fn queries_fit_the_grammar() {
    for text in [
        tree_sitter_mig::INJECTIONS_QUERY,
        tree_sitter_mig::LOCALS_QUERY,
        tree_sitter_mig::FOLDS_QUERY,
        tree_sitter_mig::INDENTS_QUERY,
    ] {
        query(text);
    }
}

/// `--   ^ capture` says what is above the `^`.
#[test]
fn each_part_is_shown_as_what_it_is() {
    let text = program("test/highlight/all.mig");
    let found = captures(&text, &query(tree_sitter_mig::HIGHLIGHTS_QUERY));
    let (mut start, mut before, mut tested, mut wrong) = (0, 0, 0, Vec::new());
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let Some((column, expected)) = line.trim_end().split_once('^').filter(|_| line.starts_with("--")) else {
            before = start;
            start += line.len();
            continue;
        };
        let at = before + column.len();
        let innermost = found.iter().filter(|((a, b), _)| (*a..*b).contains(&at)).min_by_key(|((a, b), _)| b - a);
        let names = innermost.map_or("none".to_owned(), |(_, names)| names.join(", "));
        if names != expected.trim() {
            wrong.push(format!("line {}: {names}, not {}", number + 1, expected.trim()));
        }
        tested += 1;
        start += line.len();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tested > 40, "only {tested} places were looked at");
}

/// Highlighters differ in whether the first or the last pattern wins.
#[test]
fn no_node_is_captured_twice() {
    let highlights = query(tree_sitter_mig::HIGHLIGHTS_QUERY);
    for file in ["test/highlight/all.mig", "../../tests/syntax/all.mig", "../../examples/polonia/polonia.mig"] {
        for ((start, end), names) in captures(&program(file), &highlights) {
            assert_eq!(names.len(), 1, "{file}: bytes {start} to {end} are {names:?}");
        }
    }
}

#[test]
fn sql_is_found_without_its_holes() {
    let text = "after sql\"update t set a = {{}} where b = '\\\\'\n  and c\"\n";
    let found = captures(text, &query(tree_sitter_mig::INJECTIONS_QUERY));
    let sql: Vec<&str> = found.keys().map(|(start, end)| &text[*start..*end]).collect();
    assert_eq!(sql, ["update t set a = {{}} where b = '\\\\'\n  and c"]);
}

#[test]
fn blocks_fold() {
    let text = "table a -> b {\n  case {\n    x -> 1\n  } -> c\n}\nmap d {\n  1 -> 2\n}\n";
    let found = captures(text, &query(tree_sitter_mig::FOLDS_QUERY));
    let lines: Vec<(usize, usize)> =
        found.keys().map(|(a, b)| (text[..*a].matches('\n').count(), text[..*b].matches('\n').count())).collect();
    assert_eq!(lines, [(0, 4), (1, 3), (5, 7)]);
}

#[test]
fn names_are_defined_and_used() {
    let text = "param since date\nlet full(first) = first + since\ntable a x -> b { x.c -> d }\n";
    let found = captures(text, &query(tree_sitter_mig::LOCALS_QUERY));
    let named = |what: &str| -> Vec<&str> {
        found.iter().filter(|(_, names)| names.iter().any(|n| n == what)).map(|((a, b), _)| &text[*a..*b]).collect()
    };
    assert_eq!(named("local.definition"), ["since", "first", "x"]);
    assert_eq!(named("local.reference"), ["first", "since", "x"]);
}
