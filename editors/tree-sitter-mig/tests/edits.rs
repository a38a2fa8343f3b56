//! A tree that follows edits is the tree of the text as it is then.

use std::path::Path;

use tree_sitter::{InputEdit, Parser, Point, Tree};

/// Numbers that look random, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }
}

/// What people type, and what breaks things: words, signs, halves of brackets and texts.
const TYPED: [&str; 28] = [
    "a", " ", "\n", "\n\n", "->", "{", "}", "(", ")", "[", "]", "\"", "f\"{", "sql\"", "`", "--", ";", ",", "+", "or ",
    "and ", "join ", "where ", "table ", "case {", "\\", "ż", "😀",
];

fn point(text: &str, at: usize) -> Point {
    let before = &text[..at];
    Point { row: before.matches('\n').count(), column: at - before.rfind('\n').map_or(0, |n| n + 1) }
}

/// Puts `new` in the place of some bytes, in the text and in the tree.
fn edit(text: &mut String, tree: &mut Tree, start: usize, end: usize, new: &str) {
    let (start_position, old_end_position) = (point(text, start), point(text, end));
    text.replace_range(start..end, new);
    let new_end_byte = start + new.len();
    let new_end_position = point(text, new_end_byte);
    let change = InputEdit {
        start_byte: start,
        old_end_byte: end,
        new_end_byte,
        start_position,
        old_end_position,
        new_end_position,
    };
    tree.edit(&change);
}

#[test]
fn a_tree_follows_edits() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/syntax/all.mig");
    let whole = std::fs::read_to_string(path).expect("the program is there");
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_mig::LANGUAGE.into()).expect("the language fits the library");
    let mut numbers = Numbers(1);
    for round in 0..20 {
        let mut text = whole.clone();
        let mut tree = parser.parse(&text, None).expect("no time limit is set");
        for _ in 0..20 {
            let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let first = numbers.below(boundaries.len());
            let start = boundaries[first];
            let end = boundaries[(first + numbers.below(4)).min(boundaries.len() - 1)];
            let before = text[start..end].to_owned();
            let new = TYPED[numbers.below(TYPED.len())];
            edit(&mut text, &mut tree, start, end, new);
            tree = parser.parse(&text, Some(&tree)).expect("no time limit is set");
            // Where a text is broken, there are several ways to go on after it, and which one is taken may differ.
            let fresh = parser.parse(&text, None).expect("no time limit is set");
            if !fresh.root_node().has_error() {
                let (found, expected) = (tree.root_node().to_sexp(), fresh.root_node().to_sexp());
                assert_eq!(found, expected, "round {round}: {before:?} became {new:?} at {start} in\n{text}");
            }
            // And mended again, it is as before.
            if numbers.below(2) == 0 {
                edit(&mut text, &mut tree, start, start + new.len(), &before);
                tree = parser.parse(&text, Some(&tree)).expect("no time limit is set");
            }
        }
    }
}

#[test]
fn a_tree_is_whole_again_after_each_mended_slip() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/syntax/all.mig");
    let mut text = std::fs::read_to_string(path).expect("the program is there");
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_mig::LANGUAGE.into()).expect("the language fits the library");
    let mut tree = parser.parse(&text, None).expect("no time limit is set");
    let expected = tree.root_node().to_sexp();
    let mut numbers = Numbers(2);
    for _ in 0..300 {
        let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let start = boundaries[numbers.below(boundaries.len())];
        let new = TYPED[numbers.below(TYPED.len())];
        edit(&mut text, &mut tree, start, start, new);
        tree = parser.parse(&text, Some(&tree)).expect("no time limit is set");
        edit(&mut text, &mut tree, start, start + new.len(), "");
        tree = parser.parse(&text, Some(&tree)).expect("no time limit is set");
        assert_eq!(tree.root_node().to_sexp(), expected, "after {new:?} at {start}");
    }
}
