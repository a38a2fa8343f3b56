//! Every program of the repository, read by tree-sitter and by the compiler: both accept it, or both do not.

use std::fs;
use std::path::{Path, PathBuf};

use migc::diag::{Code, Diagnostics};
use migc::source::Sources;
use tree_sitter::{Node, Parser};

/// Findings about the shape of a text. The other ones of the parser are about a text that has one.
const SYNTAX: [Code; 3] = [Code::SYNTAX, Code::UNCLOSED, Code::UNKNOWN_STATEMENT];

/// Findings that depend on more than the shape: `date "2010-02-31"` has one, `"\\q"` has none; and how deep brackets go.
const BY_MEANING: [Code; 2] = [Code::BAD_LITERAL, Code::TOO_DEEP];

/// Files below a folder, in order.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    paths.sort();
    let below = paths.into_iter().flat_map(|path| if path.is_dir() { files(&path, extension) } else { vec![path] });
    below.filter(|path| path.extension().is_some_and(|e| e == extension)).collect()
}

/// The programs in a file: itself, the sections of a case, or the blocks of a page.
fn programs(path: &Path) -> Vec<(String, String)> {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let name = path.display().to_string();
    let mut found = Vec::new();
    match path.extension().and_then(|e| e.to_str()) {
        Some("case") => {
            for section in format!("\n{text}").split("\n=== ").skip(1) {
                let (title, body) = section.split_once('\n').unwrap_or((section, ""));
                if title.trim().ends_with(".mig") {
                    found.push((format!("{name} ({title})"), body.to_owned()));
                }
            }
        }
        Some("md") => {
            let mut block: Option<(usize, String)> = None;
            for (number, line) in text.lines().enumerate() {
                let fence = line.trim_start().strip_prefix("```");
                match (&mut block, fence) {
                    (None, Some(tag)) if tag.starts_with("mig") => block = Some((number + 1, String::new())),
                    (Some(_), Some(_)) => {
                        found.extend(block.take().map(|(line, text)| (format!("{name}:{line}"), text)));
                    }
                    (Some((_, text)), None) => {
                        text.push_str(line);
                        text.push('\n');
                    }
                    _ => {}
                }
            }
        }
        _ => found.push((name, text)),
    }
    found
}

/// The first place that tree-sitter could not read.
fn trouble(node: Node<'_>) -> Option<Node<'_>> {
    if node.is_error() || node.is_missing() {
        return Some(node);
    }
    let mut cursor = node.walk();
    node.children(&mut cursor).filter(|child| child.has_error() || child.is_missing()).find_map(trouble)
}

#[test]
fn tree_sitter_and_the_compiler_agree() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_mig::LANGUAGE.into()).expect("the language fits the library");
    let mut wrong = Vec::new();
    let mut read = [0, 0];
    let folders = [
        ("examples", "mig"),
        ("tests/syntax", "mig"),
        ("tests/cases", "case"),
        ("docs", "md"),
        ("src/diag/explain", "md"),
    ];
    for (folder, extension) in folders {
        for (name, text) in files(&root.join(folder), extension).iter().flat_map(|path| programs(path)) {
            let (mut sources, mut found) = (Sources::new(), Diagnostics::new());
            let file = sources.add(name.clone(), text.clone());
            migc::syntax::parse(file, &text, &mut found);
            if found.iter().any(|d| BY_MEANING.contains(&d.code)) {
                continue;
            }
            let refused = found.iter().find(|d| SYNTAX.contains(&d.code));
            let tree = parser.parse(&text, None).expect("no time limit is set");
            read[usize::from(refused.is_some())] += 1;
            match (refused, trouble(tree.root_node())) {
                (None, Some(node)) => {
                    let at = node.start_position();
                    let line = text.lines().nth(at.row).unwrap_or("");
                    wrong.push(format!("{name}: line {}, column {}: {line}", at.row + 1, at.column + 1));
                }
                (Some(finding), None) => {
                    let name_of = name.rsplit_once("/../").map_or(&*name, |(_, short)| short);
                    let line = text.get(..finding.primary.span.range().start).unwrap_or("").lines().count();
                    let shown = text.lines().nth(line.saturating_sub(1)).unwrap_or("");
                    wrong.push(format!("{name_of}: tree-sitter accepts: {}: {shown}", finding.message));
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(read[0] > 100 && read[1] > 10, "the programs were not found: {read:?}");
}
