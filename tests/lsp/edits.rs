//! Random edits, applied one after the other by the real server: afterwards it has what a fresh start has.

use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Client, Folder, at};
use crate::{NEW, OLD, PROGRAM};

const PIECES: [&str; 16] =
    ["\n", " ", "->", "{", "}", "users", "kind", "\"", "--", "or null", "😀", "é", "\r\n", "\n}\n", ",", "map(kind)"];

/// A small generator of numbers, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

/// The position of a byte offset, by counting.
fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let line = before.rsplit('\n').next().unwrap();
    at(before.matches('\n').count() as u64, line.encode_utf16().count() as u64)
}

/// A random change of a text, carried out, as the protocol says it.
fn edit(text: &mut String, dice: &mut Dice) -> Value {
    let mut place = |upto: usize| {
        let mut at = dice.below(upto + 1);
        while !text.is_char_boundary(at) || text[..at].ends_with('\r') {
            at -= 1;
        }
        at
    };
    let start = place(text.len());
    let end = start + place((text.len() - start).min(8));
    let whole = |e: &usize| text.is_char_boundary(*e) && !text[..*e].ends_with('\r');
    let end = (end..=text.len()).find(whole).unwrap_or(start);
    let with = if dice.below(3) == 0 { "" } else { PIECES[dice.below(PIECES.len())] };
    let range = json!({ "start": position(text, start), "end": position(text, end) });
    text.replace_range(start..end, with);
    json!({ "range": range, "text": with })
}

/// What the server has of a file: its text, and what it makes of it.
fn known(client: &mut Client, path: &Path) -> (String, Vec<Value>, Value, Value) {
    let text = client.ask_of("mig/text", path).as_str().unwrap().to_owned();
    let tokens = client.ask_of("textDocument/semanticTokens/full", path);
    let symbols = client.ask_of("textDocument/documentSymbol", path);
    (text, client.findings(path), tokens, symbols)
}

#[test]
fn ten_thousand_edits_leave_what_a_fresh_start_has() {
    let folder = Folder::with(&[("old.sql", OLD), ("new.sql", NEW), ("main.mig", PROGRAM)]);
    let path = folder.path("main.mig");
    let mut client = Client::start(&folder.root());
    let mut text = PROGRAM.to_owned();
    client.open(&path, &text);
    let mut dice = Dice(5);
    for n in 1..=10_000 {
        let change = edit(&mut text, &mut dice);
        client.change(&path, json!([change]));
        // From time to time something good again, so that not only rubbish is tested.
        if n % 100 == 50 {
            text = PROGRAM.to_owned();
            client.change(&path, json!([{ "text": text }]));
        }
        if n % 100 == 0 {
            let mut fresh = Client::start(&folder.root());
            fresh.open(&path, &text);
            let kept = known(&mut client, &path);
            assert_eq!(kept.0, text, "after {n} edits");
            assert_eq!(kept, known(&mut fresh, &path), "after {n} edits:\n{text}");
        }
    }
    client.stop();
}
