//! Texts of others, names and values of databases among them, as they may be shown: in terminals, and in comments of scripts.
//!
//! Both obey more characters than one sees. A terminal obeys control characters; marks of direction ("bidi", Unicode Standard Annex #9) let
//! a text be read as another one; and each client of a database has its own idea of where a comment ends.

use std::borrow::Cow;

/// Whether a character moves or ends something instead of being seen: a control character, the end of a line or paragraph in
/// Unicode, or a mark of direction.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}')
}

/// A text on one line, with escapes such as `\n` and `\u{202e}` for what would not be seen.
pub fn one_line(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden)
}

/// A text of several lines, with escapes for what would not be seen: line feeds and tabs stay.
pub fn lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| is_hidden(c) && !matches!(c, '\n' | '\t'))
}

fn escaped(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match hidden(c) {
            true => out.extend(c.escape_default()),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Comment lines of SQL, one for each line of the text, each with `-- ` before it and a line feed behind it. Whatever the text holds, no client takes a
/// part of it for anything but a comment.
pub fn comment(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    for line in text.split('\n') {
        // A script may be pasted into a comment of the other kind.
        let line = one_line(line.trim_end_matches('\r')).replace("*/", "* /");
        out.push_str(format!("-- {line}").trim_end());
        out.push('\n');
    }
    out
}

/// What stands in a terminal: control characters become escapes, but for line feeds, tabs and the sequences that choose colours, which are our own.
pub fn terminal(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| is_hidden(c) && c != '\n' && c != '\t') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut pieces = text.split('\x1b');
    out.push_str(&lines(pieces.next().unwrap_or_default()));
    for piece in pieces {
        let end = piece.find(|c: char| !(c.is_ascii_digit() || matches!(c, ';' | '[')));
        let chooses_colour =
            piece.starts_with('[') && end.is_some_and(|end| piece.get(end..).is_some_and(|rest| rest.starts_with('m')));
        out.push_str(if chooses_colour { "\x1b" } else { "\\u{1b}" });
        out.push_str(&lines(piece));
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_escaped() {
        assert_eq!(one_line("a\r\nb\u{85}\u{2028}c\u{202e}d\0"), "a\\r\\nb\\u{85}\\u{2028}c\\u{202e}d\\u{0}");
        assert_eq!(one_line("Łódź 👩‍👩‍👧 `a*/b`"), "Łódź 👩‍👩‍👧 `a*/b`");
        assert_eq!(lines("a\n\tb\x07"), "a\n\tb\\u{7}");
    }

    #[test]
    fn comments_stay_comments() {
        assert_eq!(comment("a\rdrop\nb */ c  "), "-- a\\rdrop\n-- b * / c\n");
        assert_eq!(comment(""), "--\n");
    }

    #[test]
    fn terminals_are_given_colours_and_nothing_else_to_obey() {
        assert_eq!(terminal("\x1b[1;32mok\x1b[0m\n"), "\x1b[1;32mok\x1b[0m\n");
        assert_eq!(terminal("a\x1b[2Jb\x1b]0;t\x07"), "a\\u{1b}[2Jb\\u{1b}]0;t\\u{7}");
        assert_eq!(terminal("a\rb"), "a\\rb");
    }
}
