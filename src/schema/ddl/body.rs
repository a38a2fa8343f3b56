//! Cuts a table's definition into its lines, so that the grammar has to read only those that are no
//! columns: most lines of a large schema are columns, and their clauses are cut into words anyway.
//!
//! What does not look plain is not cut, and the grammar reads it as a whole.

/// Words that a line may begin with that is no column, or not for sure.
const NOT_COLUMNS: &[&str] = &[
    "CONSTRAINT",
    "PRIMARY",
    "FOREIGN",
    "UNIQUE",
    "CHECK",
    "EXCLUDE",
    "PERIOD",
    "KEY",
    "INDEX",
    "FULLTEXT",
    "SPATIAL",
    "VECTOR",
    "LIKE",
];

/// A definition in pieces, by their places in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// Where the lines' parenthesis opens.
    pub open: usize,
    /// What stands between the commas.
    pub lines: Vec<Line>,
    /// The byte after the closing parenthesis.
    pub tail: usize,
}

/// A line of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its first byte.
    pub start: usize,
    /// The comma or parenthesis after it.
    pub end: usize,
    /// The byte after the name, where the line is a column.
    pub column: Option<usize>,
}

/// Cuts a cleaned `CREATE TABLE`; none where it is not plain.
pub fn cut(text: &str) -> Option<Cut> {
    let bytes = text.as_bytes();
    let open = next(bytes, 0, b"(")?;
    let mut lines = Vec::new();
    let mut from = open + 1;
    loop {
        let end = next(bytes, from, b",)")?;
        let last = bytes.get(end) == Some(&b')');
        let start = from + bytes.get(from..end)?.iter().take_while(|b| **b == b' ').count();
        if start < end {
            lines.push(Line { start, end, column: column(text.get(start..end)?)?.map(|n| start + n) });
        } else if !last || lines.is_empty() {
            return None;
        }
        from = end + 1;
        if last {
            break;
        }
    }
    // Nothing in the rest may be open, or close what is not.
    let mut at = from;
    while at < bytes.len() {
        at = step(bytes, at)?;
    }
    Some(Cut { open, lines, tail: from })
}

/// The next of these bytes outside quotes and parentheses.
fn next(bytes: &[u8], from: usize, wanted: &[u8]) -> Option<usize> {
    let mut at = from;
    while !wanted.contains(bytes.get(at)?) {
        at = step(bytes, at)?;
    }
    Some(at)
}

/// Steps over one byte, a quoted text or what is in parentheses; none where they are not closed.
fn step(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        b')' => None,
        b'(' => {
            let mut depth = 1usize;
            let mut at = at + 1;
            while depth > 0 {
                match bytes.get(at)? {
                    b'(' => depth += 1,
                    b')' => depth -= 1,
                    b'\'' | b'"' | b'`' => at = quoted(bytes, at)? - 1,
                    _ => {}
                }
                at += 1;
            }
            Some(at)
        }
        b'\'' | b'"' | b'`' => quoted(bytes, at),
        _ => Some(at + 1),
    }
}

/// The byte after a quoted text; a doubled quote begins another one beside it, which is as good.
fn quoted(bytes: &[u8], open: usize) -> Option<usize> {
    let quote = bytes.get(open)?;
    let len = bytes.get(open + 1..)?.iter().position(|b| b == quote)?;
    Some(open + len + 2)
}

/// Where the name of a line ends if it is a column; the outer none: who knows.
fn column(line: &str) -> Option<Option<usize>> {
    let bytes = line.as_bytes();
    let first = *bytes.first()?;
    let end = match first {
        b'"' | b'`' => {
            let mut end = quoted(bytes, 0)?;
            while bytes.get(end) == Some(&first) {
                end = quoted(bytes, end)?;
            }
            end
        }
        b if b.is_ascii_alphabetic() || b == b'_' || b >= 0x80 => {
            let part = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_' || *b == b'$' || *b == b'#' || *b >= 0x80;
            let end = bytes.iter().position(|b| !part(b)).unwrap_or(bytes.len());
            if NOT_COLUMNS.iter().any(|w| line.get(..end).is_some_and(|n| n.eq_ignore_ascii_case(w))) {
                return Some(None);
            }
            end
        }
        _ => return None,
    };
    matches!(bytes.get(end), None | Some(b' ')).then_some(Some(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Option<Vec<(&str, Option<&str>)>> {
        let cut = cut(text)?;
        let line = |l: &Line| Some((text.get(l.start..l.end)?, l.column.and_then(|end| text.get(l.start..end))));
        cut.lines.iter().map(line).collect()
    }

    #[test]
    fn columns_are_told_from_keys() {
        let text = "CREATE TABLE `t` (  `a``b` enum('x,)','y''') , c int, PRIMARY KEY (`a``b`, c), `key` int) x=(1)";
        let found = lines(text).unwrap_or_default();
        let names: Vec<Option<&str>> = found.iter().map(|l| l.1).collect();
        assert_eq!(names, [Some("`a``b`"), Some("c"), None, Some("`key`")]);
        assert_eq!(found.first().map(|l| l.0.trim_end()), Some("`a``b` enum('x,)','y''')"));
    }

    #[test]
    fn what_is_not_plain_is_not_cut() {
        for text in
            ["CREATE TABLE t", "CREATE TABLE t (a int", "CREATE TABLE t (a int, 'b' int)", "t (a) )", "t (a) 'x"]
        {
            assert_eq!(lines(text), None, "{text}");
        }
    }
}
