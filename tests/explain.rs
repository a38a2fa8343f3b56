//! Every code has a page, and the examples on it do what the page says.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use migc::compile::{Compilation, FileReader, Options, compile};
use migc::diag::{CATALOGUE, Code, Severity, render};
use migc::emit;
use migc::engine::Engine;
use migc::source::Sources;

/// The files of an example.
#[derive(Default, Clone)]
struct Files(HashMap<PathBuf, Vec<u8>>);

impl FileReader for Files {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// A block of code with the words after its fence.
struct Block<'a> {
    name: &'a str,
    word: &'a str,
    text: String,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<Block<'_>> = None;
    for line in page.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(info), None) => {
                let (name, word) = info.split_once(',').unwrap_or((info, ""));
                open = Some(Block { name, word, text: String::new() });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block of code is not closed");
    blocks
}

/// The codes and worst findings of a program; what its engine cannot express counts too.
fn findings(files: &Files) -> (Vec<Code>, bool, String) {
    let compiled = compile(files, Path::new("main.mig"), Sources::new(), &Options::default());
    let Compilation { sources, mut diagnostics, plan } = compiled.expect("the program is there");
    if let Some(plan) = &plan {
        let main = &files.0[Path::new("main.mig")];
        let engine: Engine = String::from_utf8_lossy(main)
            .lines()
            .find_map(|line| line.strip_prefix("into ")?.split(' ').next()?.parse().ok())
            .expect("the program says where it goes");
        let script = emit::script(plan, engine, &emit::Options::default());
        script.err().into_iter().flatten().for_each(|finding| diagnostics.push(finding));
    }
    let codes = diagnostics.iter().map(|d| d.code).collect();
    let drawn = render::to_string(&sources, &diagnostics, render::Format::Pretty, false);
    (codes, diagnostics.has_errors(), drawn)
}

/// What is wrong with the page of a code, if anything.
fn complaint(code: Code, page: &str) -> Option<String> {
    let mut files = Files::default();
    let (mut failing, mut repaired) = (0, 0);
    for block in blocks(page) {
        match (block.name, block.word) {
            ("mig", word @ ("fails" | "repaired")) => {
                let mut files = files.clone();
                files.0.insert("main.mig".into(), block.text.into_bytes());
                let (codes, errors, drawn) = findings(&files);
                if word == "fails" {
                    failing += 1;
                    if !codes.contains(&code) {
                        return Some(format!("the failing example does not give {code}, but:\n{drawn}"));
                    }
                    if code.severity() == Severity::Error && !errors {
                        return Some(format!("the failing example compiles:\n{drawn}"));
                    }
                } else {
                    repaired += 1;
                    if codes.contains(&code) || errors {
                        return Some(format!("the repaired example gives:\n{drawn}"));
                    }
                }
            }
            (name, "") => drop(files.0.insert(name.into(), block.text.into_bytes())),
            (name, "latin2") => {
                let (bytes, ..) = encoding_rs::ISO_8859_2.encode(&block.text);
                files.0.insert(name.into(), bytes.into_owned());
            }
            (name, word) => return Some(format!("nobody knows a block `{name},{word}`")),
        }
    }
    if (failing, repaired) != (1, 1) {
        return Some("it has not one failing and one repaired example".to_owned());
    }
    None
}

#[test]
fn every_code_has_a_page() {
    for entry in CATALOGUE {
        let heading = format!("# {}: {}\n\n", entry.code, entry.title);
        assert!(entry.page.starts_with(&heading), "the page of {} begins with another heading", entry.code);
        assert!(entry.page.lines().all(|line| line.chars().count() <= 100), "a line of {} is too long", entry.code);
    }
}

#[test]
fn every_example_does_what_its_page_says() {
    let complaints: Vec<String> = CATALOGUE
        .iter()
        .filter_map(|entry| Some(format!("{}: {}", entry.code, complaint(entry.code, entry.page)?)))
        .collect();
    assert!(complaints.is_empty(), "{} pages are wrong\n{}", complaints.len(), complaints.join("\n"));
}
