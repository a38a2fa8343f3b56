//! Which names a condition of a table has in it: the words of texts, comments and types are none.

use std::ops::Range;

use super::flavor;
use crate::engine::Engine;

/// Words after which a name is that of a type or a collation.
const BEFORE_TYPES: [&str; 2] = ["AS", "COLLATE"];

/// Words that go on the name of a type.
const IN_TYPES: [&str; 6] = ["VARYING", "PRECISION", "WITHOUT", "WITH", "TIME", "ZONE"];

/// What a condition is made of, as far as names are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Word(&'a str),
    /// In quotes, which are left out.
    Name(&'a str),
    Text,
    /// The digits of a number, as far as no point is among them.
    Number(&'a str),
    Sign(char),
    /// `::`
    Cast,
}

/// The names that could be columns in SQL of an engine, as they are written and without their quotes.
pub fn names_in(engine: Engine, sql: &str) -> Vec<String> {
    names(&tokens(engine, sql)).map(|(_, name)| name).collect()
}

/// SQL of an engine with a value for each place where a column is named; none where it is named together with its table.
pub fn put_for(engine: Engine, sql: &str, column: &str, value: &str) -> Option<String> {
    Some(around(engine, sql, column)?.join(value))
}

/// What stands in SQL of an engine around the places where a column is named: before the first, between each two, behind the last.
/// None where it is named together with its table.
pub fn around<'s>(engine: Engine, sql: &'s str, column: &str) -> Option<Vec<&'s str>> {
    let tokens = tokens(engine, sql);
    let (mut out, mut done) = (Vec::new(), 0);
    for (i, _) in names(&tokens).filter(|(_, name)| name.eq_ignore_ascii_case(column)) {
        let (range, _) = tokens.get(i)?;
        if i.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|(_, before)| *before == Token::Sign('.')) {
            return None;
        }
        out.push(sql.get(done..range.start)?);
        done = range.end;
    }
    out.push(sql.get(done..)?);
    Some(out)
}

/// The names that could be columns, each with its token.
fn names(tokens: &[(Range<usize>, Token<'_>)]) -> impl Iterator<Item = (usize, String)> {
    let mut out = Vec::new();
    let mut of_a_type = false;
    for (i, (_, token)) in tokens.iter().enumerate() {
        let next = tokens.get(i + 1).map(|(_, token)| token);
        let before = i.checked_sub(1).and_then(|i| tokens.get(i)).map(|(_, token)| token);
        let name = match token {
            Token::Word(word) | Token::Name(word) => *word,
            _ => {
                of_a_type = false;
                continue;
            }
        };
        let is_word = matches!(token, Token::Word(_));
        let begins_type = match before {
            Some(Token::Cast) => true,
            Some(Token::Word(word)) => BEFORE_TYPES.iter().any(|known| word.eq_ignore_ascii_case(known)),
            _ => false,
        };
        of_a_type = begins_type
            || (of_a_type && is_word && IN_TYPES.iter().any(|known| name.eq_ignore_ascii_case(known)))
            || (of_a_type && before == Some(&Token::Sign('.')));
        // `lower(…)`, `schema.` and `DATE '2010-01-01'`; a column has quotes where it could be taken for one of these.
        let is_other =
            is_word && matches!(next, Some(Token::Sign('(') | Token::Text)) || next == Some(&Token::Sign('.'));
        if !of_a_type && !is_other {
            out.push((i, name.replace("``", "`").replace("\"\"", "\"")));
        }
    }
    out.into_iter()
}

/// The tokens, each with its place.
pub(super) fn tokens(engine: Engine, sql: &str) -> Vec<(Range<usize>, Token<'_>)> {
    let lexis = &flavor::of(engine).lexis;
    let mut out = Vec::new();
    let mut rest = sql;
    while let Some(c) = rest.chars().next() {
        let line_comment = rest.starts_with("--") || (lexis.hash_comments && c == '#');
        let (token, length) = if line_comment {
            (None, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            (None, comment(rest, lexis.nested_comments))
        } else if c == '\'' || (c == '"' && lexis.backslash) {
            (Some(Token::Text), quoted(rest, c, lexis.backslash))
        } else if lexis.postgres_strings && (rest.starts_with("E'") || rest.starts_with("e'")) {
            (Some(Token::Text), 1 + quoted(&rest[1..], '\'', true))
        } else if let Some(length) = lexis.postgres_strings.then(|| dollar_quoted(rest)).flatten() {
            (Some(Token::Text), length)
        } else if c == '"' || (c == '`' && lexis.backticks) || (c == '[' && lexis.brackets) {
            let length = quoted(rest, if c == '[' { ']' } else { c }, false);
            (Some(Token::Name(rest.get(1..length - 1).unwrap_or_default())), length)
        } else if c.is_alphanumeric() || c == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len());
            let word = rest.get(..length).unwrap_or_default();
            (Some(if c.is_ascii_digit() { Token::Number(word) } else { Token::Word(word) }), length)
        } else if rest.starts_with("::") {
            (Some(Token::Cast), 2)
        } else {
            ((!c.is_whitespace()).then_some(Token::Sign(c)), c.len_utf8())
        };
        let at = sql.len() - rest.len();
        out.extend(token.map(|token| (at..at + length, token)));
        rest = rest.get(length.max(1)..).unwrap_or_default();
    }
    out
}

/// How long something in quotes is, the quotes and doubled ones in it included.
fn quoted(text: &str, end: char, backslash: bool) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && backslash {
            chars.next();
        } else if c == end && chars.next_if(|(_, next)| *next == end).is_none() {
            return at + c.len_utf8();
        }
    }
    text.len()
}

/// How long a comment is.
fn comment(text: &str, nested: bool) -> usize {
    let (mut depth, mut at) = (0usize, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") && (nested || depth == 0) {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// How long a text like `$tag$ … $tag$` is, if it is one.
fn dollar_quoted(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('$')?;
    let end = inside.find('$')?;
    let tag = text.get(..end + 2)?;
    let plain = inside.get(..end)?.chars().all(|c| c.is_alphanumeric() || c == '_');
    let closes = text.get(tag.len()..)?.find(tag)?;
    plain.then_some(2 * tag.len() + closes)
}

#[cfg(test)]
mod tests {
    use super::{names_in, put_for};
    use crate::engine::Engine::{self, Mysql, Postgres, Sqlite};

    fn columns(engine: Engine, sql: &str) -> Vec<String> {
        let keywords = ["IN", "AND", "OR", "NOT", "ANY", "ARRAY", "IS", "NULL", "BETWEEN", "LIKE", "COLLATE", "AS"];
        let own = |name: &String| !keywords.contains(&name.to_uppercase().as_str());
        names_in(engine, sql).into_iter().filter(own).collect()
    }

    #[test]
    fn a_value_stands_for_a_column() {
        let put = |engine, sql| put_for(engine, sql, "kind", "(x + 1)");
        assert_eq!(
            put(Postgres, "((kind)::text <> 'kind' AND kind(1) > 0)").as_deref(),
            Some("(((x + 1))::text <> 'kind' AND kind(1) > 0)")
        );
        assert_eq!(put(Mysql, "`Kind` > 0 -- kind").as_deref(), Some("(x + 1) > 0 -- kind"));
        assert_eq!(put(Sqlite, "t.kind > 0"), None);
    }

    #[test]
    fn words_of_texts_comments_and_types_are_no_names() {
        assert_eq!(columns(Sqlite, "sort IN ('id', 'it''s title') -- id\n/* kind */"), ["sort"]);
        assert_eq!(columns(Mysql, "`sort` in ('id','a\\'id',\"title\") # kind"), ["sort"]);
        assert_eq!(columns(Mysql, "(`a``b` > 0 and json_valid(`note`))"), ["a`b", "note"]);
        let dumped = "(((sort)::text = ANY ((ARRAY['id'::character varying, 'zone'::character varying])::text[])))";
        assert_eq!(columns(Postgres, dumped), ["sort"]);
        assert_eq!(columns(Postgres, "\"Sort\" <> $t$ id $t$ AND e'\\'id' < x /* a /* id */ id */"), ["Sort", "x"]);
        assert_eq!(columns(Postgres, "(since >= '2010-01-01'::timestamp without time zone)"), ["since"]);
        assert_eq!(columns(Postgres, "day > DATE '2010-01-01' AND CAST(n AS date) > lower(t)"), ["day", "n", "t"]);
        assert_eq!(
            columns(Sqlite, "[unit no] > 1e3 AND t COLLATE nocase BETWEEN a AND list.b"),
            ["unit no", "t", "a", "b"]
        );
    }
}
