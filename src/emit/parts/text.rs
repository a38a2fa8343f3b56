//! What phpMyAdmin does to the text of a statement, and how a statement is written so that it survives.

use crate::visible;

/// A statement as it can be pasted, and how many statements phpMyAdmin takes it for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pasted {
    pub sql: String,
    pub statements: usize,
}

/// Why a statement would not survive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unpastable {
    /// A name with a backslash: the splitter takes it for an escape and loses the end of the statement.
    Backslash,
    /// The bare word `delimiter`, which is taken for a command.
    Delimiter,
    /// `USE`, which holds in one statement only.
    Use,
}

impl Unpastable {
    /// What the statement has.
    pub fn what(self) -> &'static str {
        match self {
            Unpastable::Backslash => "a name with a backslash",
            Unpastable::Delimiter => "the word `delimiter` outside of quotes",
            Unpastable::Use => "`use`, which phpMyAdmin forgets after each statement",
        }
    }
}

/// Line breaks inside of quotes become escapes, since a browser sends each of them as CRLF.
pub(super) fn pasted(sql: &str) -> Result<Pasted, Unpastable> {
    let sql = sql.trim();
    let mut out = String::with_capacity(sql.len());
    let mut chars = sql.char_indices().peekable();
    let mut statements = 1;
    let mut begins = true;
    // Whether the last thing was a comment up to the end of its line.
    let mut comment = false;
    while let Some((at, c)) = chars.next() {
        let rest = sql.get(at..).unwrap_or_default();
        comment &= c.is_whitespace() || c == ';';
        match c {
            '\'' | '"' | '`' => {
                out.push(c);
                while let Some((_, inner)) = chars.next() {
                    match inner {
                        '\\' if c == '`' => return Err(Unpastable::Backslash),
                        '\\' => {
                            out.push('\\');
                            match chars.next() {
                                Some((_, '\n')) => out.push('n'),
                                Some((_, '\r')) => out.push('r'),
                                Some((_, escaped)) => out.push(escaped),
                                None => {}
                            }
                        }
                        '\n' if c != '`' => out.push_str("\\n"),
                        '\r' if c != '`' => out.push_str("\\r"),
                        inner => out.push(inner),
                    }
                    if inner == c {
                        break;
                    }
                }
                begins = false;
            }
            '-' | '#' if c == '#' || rest.starts_with("-- ") || rest.starts_with("--\n") => {
                copy_until(rest, "\n", &mut chars, &mut out);
                comment = true;
            }
            '/' if rest.starts_with("/*") => copy_until(rest, "*/", &mut chars, &mut out),
            ';' => {
                statements += usize::from(!begins);
                begins = true;
                out.push(c);
            }
            c if c.is_alphabetic() || c == '_' => {
                let word = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
                if word.to_ascii_lowercase().ends_with("delimiter") {
                    return Err(Unpastable::Delimiter);
                }
                if begins && word.eq_ignore_ascii_case("use") {
                    return Err(Unpastable::Use);
                }
                begins = false;
                out.push_str(word);
                for _ in 1..word.chars().count() {
                    chars.next();
                }
            }
            c => {
                begins &= c.is_whitespace();
                out.push(c);
            }
        }
    }
    // What follows the last semicolon is no statement of its own.
    let ends = out.trim_end().trim_end_matches(';').trim_end().len();
    if begins && statements > 1 {
        statements -= 1;
    }
    out.truncate(ends);
    // The semicolon that follows must not become a part of a comment.
    if comment {
        out.push('\n');
    }
    Ok(Pasted { sql: out, statements })
}

fn copy_until(rest: &str, end: &str, chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>, out: &mut String) {
    let length = rest.find(end).map_or(rest.len(), |at| at + end.len());
    let comment = rest.get(..length).unwrap_or(rest);
    out.push_str(comment);
    for _ in 1..comment.chars().count() {
        chars.next();
    }
}

/// How many bytes a browser sends for a text: letters and digits are one, a line break is six, what is encoded is
/// three for each byte.
pub fn posted(text: &str) -> usize {
    let byte = |b: u8| match b {
        b'\n' => 6,
        b' ' | b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')' => 1,
        b if b.is_ascii_alphanumeric() => 1,
        _ => 3,
    };
    text.bytes().map(byte).sum()
}

/// A line of a comment, without its line break.
pub(super) fn comment_line(line: &str) -> String {
    visible::comment(&visible::one_line(line)).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ok(sql: &str) -> (String, usize) {
        let pasted = pasted(sql).expect("it can be pasted");
        (pasted.sql, pasted.statements)
    }

    #[test]
    fn line_breaks_in_quotes_are_escaped_and_others_stay() {
        assert_eq!(ok("select 'a\nb',\n \"c\r\n\""), ("select 'a\\nb',\n \"c\\r\\n\"".to_owned(), 1));
        assert_eq!(ok("select 'it''s\n', 'x\\'\n'"), ("select 'it''s\\n', 'x\\'\\n'".to_owned(), 1));
        assert_eq!(ok("select 'a\\\nb'"), ("select 'a\\nb'".to_owned(), 1));
        assert_eq!(ok("select 'żółć; -- no', `a;b`"), ("select 'żółć; -- no', `a;b`".to_owned(), 1));
        assert_eq!(ok("select 1 -- one\n;\n"), ("select 1 -- one\n".to_owned(), 1));
    }

    #[test]
    fn statements_are_counted_as_phpmyadmin_counts_them() {
        assert_eq!(ok("select 1;").1, 1);
        assert_eq!(ok("select 1; select ';'; -- a; comment").1, 2);
        assert_eq!(ok("select 1;;\n;select 2").1, 2);
        assert_eq!(ok("/* a; */ select 1 # b;\n; update t set a = 1;").1, 2);
    }

    #[test]
    fn what_would_not_survive_is_refused() {
        assert_eq!(pasted("select `a\\b`"), Err(Unpastable::Backslash));
        assert_eq!(pasted("select my_delimiter from t"), Err(Unpastable::Delimiter));
        assert_eq!(pasted("select 1; use shop"), Err(Unpastable::Use));
        assert!(pasted("select `my_delimiter`, 'delimiter x' from t use index (a)").is_ok());
    }

    #[test]
    fn what_is_sent_is_larger_than_the_text() {
        assert_eq!(posted("abc 1"), 5);
        assert_eq!(posted("ä;\n"), 6 + 3 + 6);
    }
}
