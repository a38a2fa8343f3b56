//! The corpus in `test/corpus`: programs and their trees. `BLESS=1 cargo test -p tree-sitter-mig` rewrites the trees.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use tree_sitter::Parser;

/// One test of a corpus file.
struct Entry<'a> {
    name: &'a str,
    program: &'a str,
    tree: String,
}

/// A rule of `=` or `-` alone on its line.
fn is_rule(line: &str, of: char) -> bool {
    line.len() >= 3 && line.trim_end().chars().all(|c| c == of)
}

fn entries(text: &str) -> Vec<Entry<'_>> {
    let lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .scan(0, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, line))
        })
        .collect();
    let heads: Vec<usize> = (0..lines.len())
        .filter(|&i| is_rule(lines[i].1, '=') && lines.get(i + 2).is_some_and(|l| is_rule(l.1, '=')))
        .collect();
    let mut found = Vec::new();
    for (number, &head) in heads.iter().enumerate() {
        let last = heads.get(number + 1).copied().unwrap_or(lines.len());
        let end = lines.get(last).map_or(text.len(), |l| l.0);
        let rule =
            (head + 3..last).find(|&i| is_rule(lines[i].1, '-')).expect("a `---` between the program and its tree");
        found.push(Entry {
            name: lines[head + 1].1.trim(),
            program: &text[lines[head + 3].0..lines[rule].0],
            tree: text[lines[rule].0 + lines[rule].1.len()..end].trim().to_owned(),
        });
    }
    found
}

/// A tree with a node a line.
fn pretty(sexp: &str) -> String {
    let (mut out, mut depth, mut field) = (String::new(), 0usize, false);
    for word in sexp.split_whitespace() {
        if !field && !out.is_empty() {
            let _ = write!(out, "\n{}", "  ".repeat(depth));
        }
        out.push_str(word);
        field = word.ends_with(':');
        if field || (word == "(MISSING") {
            out.push(' ');
            field = true;
        }
        depth = depth + word.matches('(').count() - word.matches(')').count();
    }
    out
}

#[test]
fn programs_have_their_trees() {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_mig::LANGUAGE.into()).expect("the language fits the library");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("test/corpus");
    let mut wrong = Vec::new();
    let mut read = 0;
    for entry in fs::read_dir(folder).expect("the corpus is there") {
        let path = entry.expect("an entry can be read").path();
        let text = fs::read_to_string(&path).expect("a corpus file is text");
        let mut blessed = String::new();
        for Entry { name, program, tree } in entries(&text) {
            let found = pretty(&parser.parse(program, None).expect("no time limit is set").root_node().to_sexp());
            if found != tree {
                wrong.push(format!("{}: {name}\n{found}", path.display()));
            }
            let rule = "=".repeat(20);
            let _ = write!(blessed, "{rule}\n{name}\n{rule}\n{program}---\n\n{found}\n\n");
            read += 1;
        }
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, blessed.trim_end().to_owned() + "\n").expect("the corpus can be written");
        }
    }
    assert!(std::env::var_os("BLESS").is_some() || wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(read > 20, "only {read} tests were found");
}
