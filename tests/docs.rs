//! The pages under `docs/`: what they show must be what the compiler reads.
//!
//! A block tagged `mig` is read without errors; one tagged `mig,broken` gives at least one.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use migc::diag::Diagnostics;
use migc::functions::FUNCTIONS;
use migc::source::Sources;
use migc::syntax::{parse, words};

/// The fenced blocks of a page: tag, line, text.
fn blocks(page: &str) -> Vec<(String, usize, String)> {
    let mut found = Vec::new();
    let mut open: Option<(String, usize, String)> = None;
    for (number, line) in page.lines().enumerate() {
        match (line.trim_start().strip_prefix("```"), open.take()) {
            (Some(tag), None) => open = Some((tag.trim().to_owned(), number + 1, String::new())),
            (Some(_), Some(block)) => found.push(block),
            (None, Some((tag, at, text))) => open = Some((tag, at, text + line + "\n")),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    found
}

fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut pages: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    pages.sort();
    pages
}

#[test]
fn every_block_is_what_it_says() {
    let mut read = 0;
    for (name, page) in pages() {
        for (tag, line, text) in blocks(&page) {
            let broken = match tag.as_str() {
                "mig" => false,
                "mig,broken" => true,
                _ => continue,
            };
            let (mut sources, mut found) = (Sources::new(), Diagnostics::new());
            let file = sources.add(name.clone(), text.clone());
            parse(file, &text, &mut found);
            let messages: Vec<&str> = found.iter().map(|d| d.message.as_str()).collect();
            assert_eq!(found.has_errors(), broken, "{name}:{line}: {messages:#?}\n{text}");
            read += 1;
        }
    }
    assert!(read >= 15, "only {read} blocks");
}

#[test]
fn the_reference_names_every_word_and_function() {
    let (_, page) = pages().into_iter().find(|(name, _)| name.ends_with("language.md")).unwrap();
    for word in words::keywords() {
        let named = page.split(|c: char| !c.is_alphanumeric() && c != '_').any(|w| w == word);
        assert!(named, "`{word}` is not in docs/language.md");
    }
    for function in FUNCTIONS {
        assert!(
            page.contains(&format!("`{}", function.signature)),
            "`{}` is not in docs/language.md",
            function.signature
        );
    }
}
