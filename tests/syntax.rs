//! The parser: whole programs, many errors in one run, and texts that nobody would write.

use migc::diag::{Code, Diagnostics, Severity};
use migc::source::{FileId, Sources};
use migc::syntax::ast::{self, Clause, File, Flow, FlowValue, Item, Or, Policy};
use migc::syntax::{parse, words};
use proptest::prelude::*;

const POLONIA: &str = include_str!("syntax/polonia.mig");
const HAITI: &str = include_str!("syntax/haiti.mig");

fn read(text: &str) -> (File, Diagnostics) {
    let mut found = Diagnostics::new();
    let file = parse(FileId(0), text, &mut found);
    (file, found)
}

/// `line:column code message | here | help`, one a line.
fn report(text: &str, found: &Diagnostics) -> String {
    let mut sources = Sources::new();
    sources.add("t.mig", text);
    let lines = found.sorted().into_iter().map(|d| {
        let at = sources.position(d.primary.span.file, d.primary.span.start);
        let help = d.help.join(" / ");
        format!("{}:{} {} {} | {} | {help}", at.line + 1, at.character + 1, d.code, d.message, d.primary.message)
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn clean(text: &str) -> File {
    let (file, found) = read(text);
    assert!(found.is_empty(), "{text}\n{}", report(text, &found));
    file
}

fn findings(text: &str) -> String {
    let (_, found) = read(text);
    assert!(found.iter().all(|d| d.severity == Severity::Error));
    report(text, &found)
}

#[test]
fn polonia_is_read() {
    let file = clean(POLONIA);
    assert_eq!(file.items.len(), 14);
    let Item::Map(map) = &file.items[4] else { panic!("{:?}", file.items[4]) };
    assert_eq!(map.arms.len(), 5);
    let Some(Item::Table(table)) =
        file.items.iter().find(|i| matches!(i, Item::Table(t) if t.target.parts[0].text == "action"))
    else {
        panic!("no block for `action`")
    };
    assert_eq!(table.clauses.len(), 8);
}

#[test]
fn haiti_has_one_part_that_is_not_there_yet() {
    let (file, found) = read(HAITI);
    assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::NOT_YET], "{}", report(HAITI, &found));
    assert_eq!(file.items.iter().filter(|i| matches!(i, Item::Bad(_))).count(), 1);
}
