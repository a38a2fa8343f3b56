//! What the findings of the cases propose: every repair that an editor offers and every line of Mig in a help, carried out, mends the finding.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use migc::compile::{Options, compile};
use migc::diag::{Code, Diagnostic, Diagnostics};
use migc::source::{Sources, Span};
use migc::syntax::ast::{Clause, File, Item};
use migc::syntax::parse;
use serde_json::{Value, json};

use crate::case::{Case, Files, find};
use crate::client::{Client, Folder};
use crate::repairs::repairs;

const MAIN: &str = "main.mig";

/// The cases with findings: their files, by name.
fn cases() -> Vec<(String, Files)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut all = Vec::new();
    for path in find(&root, "case") {
        let case = Case::read(&path).unwrap();
        let name = path.strip_prefix(&root).unwrap().with_extension("").display().to_string();
        let reports = case.section("report").is_some_and(|report| !report.trim().is_empty());
        if reports {
            all.push((name, case.files()));
        }
    }
    all
}

/// What is found in a program.
fn found(files: &Files) -> Vec<Diagnostic> {
    let compiled = compile(files, Path::new(MAIN), Sources::new(), &Options::default()).unwrap();
    compiled.diagnostics.iter().cloned().collect()
}

/// What is found in its own text, not in a schema or a file that it includes.
fn ours(files: &Files) -> Vec<Diagnostic> {
    let compiled = compile(files, Path::new(MAIN), Sources::new(), &Options::default()).unwrap();
    let own = |finding: &&Diagnostic| compiled.sources.name(finding.primary.span.file) == MAIN;
    compiled.diagnostics.iter().filter(own).cloned().collect()
}

fn with(files: &Files, text: &str) -> Files {
    let mut changed = Files(files.0.clone());
    changed.0.insert(PathBuf::from(MAIN), text.as_bytes().to_vec());
    changed
}

/// What is wrong with a program after a proposal: the finding is there still, or something cannot be read or is no policy.
fn left(files: &Files, before: &[Diagnostic], finding: (Code, &str), text: &str) -> Option<String> {
    let after = found(&with(files, text));
    let count = |all: &[Diagnostic], one: &Diagnostic| {
        all.iter().filter(|f| f.code == one.code && f.message == one.message).count()
    };
    let worse = |f: &&Diagnostic| {
        let same = f.code == finding.0 && f.message == finding.1;
        let unread =
            matches!(f.code, Code::SYNTAX | Code::UNKNOWN_STATEMENT | Code::POLICY | Code::NOT_YET | Code::LATE_REJECT);
        (same || unread) && count(&after, f) >= count(before, f) + usize::from(!same)
    };
    after.iter().find(worse).map(|f| format!("{}: {}", f.code, f.message))
}

/// The texts in backticks that can be written as they are.
fn said(help: &str) -> Vec<&str> {
    // Not what to write: a form, and what a bracket stands before.
    if help.starts_with("the form is") || help.starts_with("close it") {
        return Vec::new();
    }
    let placeholders = ["…", "...", "EXPR", "COLUMN", "OLD", "NEW", "COND", "NAME", "TABLE", "ENGINE", "TYPE"];
    let texts = help.split('`').skip(1).step_by(2);
    // Elsewhere a policy belongs to the line that the help says before.
    let policies = help.starts_with("write `or ") || help.starts_with("let this line end");
    let texts = texts.filter(|text| policies || !text.starts_with("or "));
    texts.filter(|text| !placeholders.iter().any(|p| text.contains(p))).collect()
}

fn read(text: &str) -> Option<File> {
    let mut findings = Diagnostics::new();
    let mut sources = Sources::new();
    let file = parse(sources.add("x.mig", text), text, &mut findings);
    (findings.iter().count() == 0).then_some(file)
}

/// The clauses of a statement that is a block, and where one more may stand: behind its `{`.
fn block(item: &Item) -> Option<&[Clause]> {
    match item {
        Item::Table(table) => Some(&table.clauses),
        Item::Copy(copy) => Some(&copy.clauses),
        Item::Row(row) => Some(&row.clauses),
        Item::Stub(stub) => Some(&stub.clauses),
        Item::Update(update) => Some(&update.clauses),
        _ => None,
    }
}

fn span(clause: &Clause) -> Span {
    match clause {
        Clause::Flow(flow) => flow.span,
        Clause::Let(named) => named.span,
        Clause::Allow(allow) => allow.span,
        Clause::Star(span)
        | Clause::Where { span, .. }
        | Clause::Skip { span, .. }
        | Clause::OrderBy { span, .. }
        | Clause::Key { span, .. }
        | Clause::Unique { span, .. }
        | Clause::Ignore { span, .. }
        | Clause::Bad(span) => *span,
    }
}

/// The program with a proposed line in the place of the one that the finding is about, or beside it; or a proposed statement behind it.
fn put(text: &str, at: Span, proposed: &str) -> Option<String> {
    let reads_as_statement = read(&format!("{proposed}\n")).is_some_and(|file| file.items.len() == 1);
    let line = read(&format!("table a -> b {{\n  {proposed}\n}}\n"));
    if reads_as_statement && !proposed.starts_with("ignore") {
        return Some(format!("{text}\n{proposed}\n"));
    }
    let mut sources = Sources::new();
    let file = parse(sources.add(MAIN, text), text, &mut Diagnostics::new());
    if let Some(policy) = proposed.strip_prefix("or ") {
        return policy_instead(text, &file, at, policy);
    }
    let inside = |span: Span| span.start <= at.start && at.start < span.end;
    let clauses = file.items.iter().filter_map(block).find(|clauses| clauses.iter().any(|c| inside(span(c))));
    if let (Some(_), Some(clauses)) = (&line, clauses) {
        let own = clauses.iter().find(|c| inside(span(c)))?;
        let place = span(own).range();
        let mut changed = text.to_owned();
        let flow = matches!(own, Clause::Flow(_)) && (proposed.contains("->") || is_flow(proposed));
        match flow || matches!(own, Clause::Bad(_)) {
            true => changed.replace_range(place, proposed),
            false => changed.insert_str(place.start, &format!("{proposed}\n  ")),
        }
        return Some(changed);
    }
    reads_as_statement.then(|| format!("{text}\n{proposed}\n"))
}

/// The program with another policy: in the place of the one that the finding is about, or at the end of its line.
fn policy_instead(text: &str, file: &File, at: Span, policy: &str) -> Option<String> {
    let mut changed = text.to_owned();
    if text.get(..at.range().start)?.trim_end().ends_with(" or") {
        changed.replace_range(at.range(), policy);
        return Some(changed);
    }
    let clauses = file.items.iter().filter_map(block).flatten();
    let flow = clauses.map(span).find(|line| line.start <= at.start && at.end <= line.end)?;
    let line = text.get(flow.range())?;
    let before = line.split(" or ").next()?;
    changed.replace_range(flow.range(), &format!("{before} or {policy}"));
    Some(changed)
}

fn is_flow(line: &str) -> bool {
    let file = read(&format!("table a -> b {{\n  {line}\n}}\n"));
    let items = file.map(|file| file.items).unwrap_or_default();
    items.first().and_then(block).is_some_and(|clauses| matches!(clauses, [Clause::Flow(_)]))
}

#[test]
fn every_line_that_a_help_says_mends_its_finding() {
    let mut wrong = BTreeMap::new();
    let mut tried = 0;
    for (name, files) in cases() {
        let text = files.text(MAIN);
        let before = found(&files);
        for finding in ours(&files) {
            for proposed in finding.help.iter().flat_map(|help| said(help)) {
                // A value or a word: what an editor offers for it is tried by the test below.
                let line = proposed.contains("->")
                    || ["or ", "where ", "skip where ", "unique ", "ignore ", "copy ", "reference ", "key "]
                        .iter()
                        .any(|word| proposed.starts_with(word))
                    || (proposed.contains(" or ") && is_flow(proposed));
                let Some(changed) = line.then(|| put(&text, finding.primary.span, proposed)).flatten() else {
                    continue;
                };
                tried += 1;
                if let Some(bad) = left(&files, &before, (finding.code, &finding.message), &changed) {
                    wrong.insert(
                        format!("{name}: {} `{proposed}`", finding.code),
                        format!("leaves {bad}\n{}\n{changed}", finding.message),
                    );
                }
            }
        }
    }
    assert!(tried > 50, "only {tried} were tried");
    let all: Vec<String> = wrong.iter().map(|(what, why)| format!("{what} {why}")).collect();
    assert!(all.is_empty(), "{} of {tried}:\n{}", all.len(), all.join("\n\n"));
}

#[test]
fn every_repair_of_a_case_mends_its_finding() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for (name, files) in cases() {
        let texts: Vec<(String, String)> = files.names().map(|file| (file.to_owned(), files.text(file))).collect();
        let there: Vec<(&str, &str)> = texts.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
        let text = files.text(MAIN);
        // The client counts in ASCII.
        if !text.is_ascii() {
            continue;
        }
        let folder = Folder::with(&there);
        let path = folder.path(MAIN);
        let mut client = Client::start(&folder.root());
        client.open(&path, &text);
        let before = found(&files);
        let shown: Vec<Value> = client.findings(&path);
        for finding in &shown {
            for (title, changed) in repairs(&mut client, &path, &text, finding) {
                tried += 1;
                let message = finding["message"].as_str().unwrap();
                let Some(own) = before
                    .iter()
                    .find(|f| json!(f.code.to_string()) == finding["code"] && message.starts_with(&f.message))
                else {
                    continue;
                };
                if let Some(bad) = left(&files, &before, (own.code, &own.message), &changed) {
                    wrong.push(format!("{name}: {} `{title}` leaves {bad}\n{}\n{changed}", own.code, own.message));
                }
            }
        }
    }
    assert!(tried > 50, "only {tried} were tried");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n\n"));
}
