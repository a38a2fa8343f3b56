//! Cuts a dump into statements, as the engine's own client would.
//!
//! One pass over the bytes, no copies: a dump is mostly data, and data only has to be stepped
//! over. [`clean`] then prepares the few statements that are read: what the grammar need not
//! know about becomes blanks *of the same length*, so that offsets stay true.

use std::borrow::Cow;

use super::flavor::Lexis;

/// How many leading words of a statement are kept.
const HEAD: usize = 14;

/// The first bare words of a statement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Head<'t> {
    words: [&'t str; HEAD],
    len: usize,
}

impl<'t> Head<'t> {
    fn push(&mut self, word: &'t str) {
        if let Some(slot) = self.words.get_mut(self.len) {
            *slot = word;
            self.len += 1;
        }
    }

    /// The words.
    pub fn words(&self) -> &[&'t str] {
        self.words.get(..self.len).unwrap_or(&[])
    }

    /// Whether the words start with these, in any case.
    pub fn starts(&self, words: &[&str]) -> bool {
        self.len >= words.len() && self.words().iter().zip(words).all(|(a, b)| a.eq_ignore_ascii_case(b))
    }

    /// Whether the word is among them.
    pub fn has(&self, word: &str) -> bool {
        self.words().iter().any(|w| w.eq_ignore_ascii_case(word))
    }
}

/// One statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement<'t> {
    /// Its first byte; blanks and comments before it are left out.
    pub start: usize,
    /// The byte after its last, the delimiter left out.
    pub end: usize,
    /// Its first words.
    pub head: Head<'t>,
}

/// The database that a line for psql connects to: `\connect shop`, `\c "my shop"`, `\connect -reuse-previous=on "dbname='shop'"`.
pub fn connects_to(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("\\connect").or_else(|| line.strip_prefix("\\c"))?;
    if !rest.starts_with([' ', '\t']) {
        return None;
    }
    let mut rest = rest.trim();
    while rest.starts_with('-') {
        rest = rest.split_once([' ', '\t']).map_or("", |(_, rest)| rest.trim_start());
    }
    let name = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or(""),
        None => rest.split_ascii_whitespace().next().unwrap_or(""),
    };
    let name = match name.strip_prefix("dbname='") {
        Some(name) => name.split('\'').next().unwrap_or(""),
        None => name.strip_prefix("dbname=").unwrap_or(name),
    };
    Some(name).filter(|name| !name.is_empty() && *name != "-")
}

/// The statements of a text.
pub fn split(text: &str, lexis: Lexis) -> Splitter<'_> {
    let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    Splitter { text, bytes: text.as_bytes(), lexis, at, delimiter: ";", cut: false, connected: None }
}

/// Walks over the statements of a text.
#[derive(Debug, Clone)]
pub struct Splitter<'t> {
    text: &'t str,
    bytes: &'t [u8],
    lexis: Lexis,
    at: usize,
    delimiter: &'t str,
    cut: bool,
    /// The database of the last `\connect`, not yet asked for.
    connected: Option<&'t str>,
}

/// Where a trigger's body is, by the rule of the engine's own client: `; END ;` ends it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    None,
    Inside,
    AfterSemicolon,
    AfterEnd,
}

impl<'t> Iterator for Splitter<'t> {
    type Item = Statement<'t>;

    fn next(&mut self) -> Option<Statement<'t>> {
        let mut start = None;
        let mut head = Head::default();
        let mut end = self.at;
        let mut body = Body::None;
        let mut begins = 0usize;
        let mut parens = 0usize;
        loop {
            let Some(&b) = self.bytes.get(self.at) else {
                self.cut = true;
                return start.map(|start| Statement { start, end, head });
            };
            if b.is_ascii_whitespace() {
                self.at += 1;
                continue;
            }
            let rest = self.rest();
            if let Some(n) = plain_comment(rest, self.lexis) {
                self.at += n;
                continue;
            }
            if start.is_none() && self.client_line() {
                continue;
            }
            if rest.starts_with(self.delimiter.as_bytes()) {
                let inside = match body {
                    Body::Inside | Body::AfterSemicolon => {
                        body = Body::AfterSemicolon;
                        true
                    }
                    Body::AfterEnd | Body::None => begins > 0 || parens > 0,
                };
                self.at += self.delimiter.len();
                if inside {
                    end = self.at;
                    continue;
                }
                match start {
                    None => continue,
                    Some(start) => {
                        if self.lexis.psql && head.starts(&["COPY"]) && ends_with_stdin(self.text, start, end) {
                            self.skip_copy_data();
                        }
                        return Some(Statement { start, end, head });
                    }
                }
            }
            start.get_or_insert(self.at);
            let from = self.at;
            if let Some(n) = self.versioned_mark(rest) {
                self.at += n;
                end = self.at;
                continue;
            }
            self.at += self.before_delimiter(token(rest, self.lexis));
            end = self.at;
            if b == b'(' && head.starts(&["CREATE"]) && head.has("RULE") {
                parens += 1;
            } else if b == b')' {
                parens = parens.saturating_sub(1);
            } else if is_word_start(b) {
                let word = self.text.get(from..self.at).unwrap_or("");
                head.push(word);
                if self.lexis.trigger_bodies {
                    body = match body {
                        Body::None if head.starts(&["CREATE"]) && is_trigger(&head) => Body::Inside,
                        Body::AfterSemicolon if word.eq_ignore_ascii_case("END") => Body::AfterEnd,
                        Body::None => Body::None,
                        _ => Body::Inside,
                    };
                } else if self.lexis.psql && parens == 0 && word.len() <= 5 && is_routine(&head) {
                    if word.eq_ignore_ascii_case("BEGIN") || (begins > 0 && word.eq_ignore_ascii_case("CASE")) {
                        begins += 1;
                    } else if word.eq_ignore_ascii_case("END") {
                        begins = begins.saturating_sub(1);
                    }
                }
            } else if body != Body::None {
                body = Body::Inside;
            }
        }
    }
}

impl<'t> Splitter<'t> {
    /// The database that psql was told to connect to before the statement that came last.
    pub fn connected(&mut self) -> Option<&'t str> {
        self.connected.take()
    }

    /// Goes on with a delimiter that was set before this text.
    #[must_use]
    pub fn delimited(mut self, delimiter: &'t str) -> Self {
        self.delimiter = delimiter;
        self
    }

    /// The byte after the last statement and its delimiter; none where the text ended first.
    pub fn after(&self) -> Option<usize> {
        (!self.cut).then_some(self.at)
    }

    fn rest(&self) -> &'t [u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }

    /// `END$$`: a delimiter of its own ends a word, whatever it is made of.
    fn before_delimiter(&self, n: usize) -> usize {
        let word = self.rest().get(..n).unwrap_or(&[]);
        if self.delimiter == ";" || !word.first().is_some_and(|b| is_word_part(*b)) {
            return n;
        }
        let delimiter = self.delimiter.as_bytes();
        word.windows(delimiter.len()).position(|w| w == delimiter).unwrap_or(n)
    }

    fn line_end(&self, from: usize) -> usize {
        self.bytes.get(from..).and_then(|r| r.iter().position(|b| *b == b'\n')).map_or(self.bytes.len(), |n| from + n)
    }

    /// A line for the client, not the server: `DELIMITER ;;`, `\connect`. Steps over it.
    fn client_line(&mut self) -> bool {
        let rest = self.rest();
        if self.lexis.psql && rest.starts_with(b"\\") {
            let end = self.line_end(self.at);
            let line = self.text.get(self.at..end).unwrap_or("");
            self.connected = connects_to(line).or(self.connected);
            self.at = end;
            return true;
        }
        let word = b"delimiter";
        if self.lexis.delimiter
            && rest.len() > word.len()
            && rest.get(..word.len()).is_some_and(|w| w.eq_ignore_ascii_case(word))
            && rest.get(word.len()).is_some_and(|b| *b == b' ' || *b == b'\t')
        {
            let end = self.line_end(self.at);
            let given = self.text.get(self.at + word.len()..end).unwrap_or("").split_ascii_whitespace().next();
            self.delimiter = given.unwrap_or(";");
            self.at = end;
            return true;
        }
        false
    }

    /// The marks around what a versioned comment holds: `/*!40101`, `/*M!100100`, `*/`.
    fn versioned_mark(&self, rest: &[u8]) -> Option<usize> {
        if !self.lexis.versioned_comments {
            return None;
        }
        if rest.starts_with(b"*/") {
            return Some(2);
        }
        versioned_open(rest).map(|(n, _)| n)
    }

    fn skip_copy_data(&mut self) {
        self.at = self.line_end(self.at);
        while self.at < self.bytes.len() {
            let from = self.at + 1;
            let end = self.line_end(from.min(self.bytes.len()));
            let line = self.bytes.get(from..end).unwrap_or(&[]);
            self.at = end;
            if line == b"\\." || line == b"\\.\r" {
                return;
            }
        }
    }
}

fn ends_with_stdin(text: &str, start: usize, end: usize) -> bool {
    let Some(statement) = text.get(start..end) else { return false };
    let mut from = false;
    statement.split(|c: char| c.is_ascii_whitespace() || c == ')' || c == '(').filter(|w| !w.is_empty()).any(|w| {
        let hit = from && w.eq_ignore_ascii_case("stdin");
        from = w.eq_ignore_ascii_case("from");
        hit
    })
}

fn is_trigger(head: &Head<'_>) -> bool {
    let words = head.words();
    let after = words.iter().skip(1).find(|w| !w.eq_ignore_ascii_case("TEMP") && !w.eq_ignore_ascii_case("TEMPORARY"));
    after.is_some_and(|w| w.eq_ignore_ascii_case("TRIGGER"))
}

fn is_routine(head: &Head<'_>) -> bool {
    let kind = if head.starts(&["CREATE", "OR", "REPLACE"]) { head.words().get(3) } else { head.words().get(1) };
    head.starts(&["CREATE"])
        && kind.is_some_and(|w| w.eq_ignore_ascii_case("FUNCTION") || w.eq_ignore_ascii_case("PROCEDURE"))
}

fn is_word_start(b: u8) -> bool {
    b.is_ascii_alphabetic() || b == b'_' || b >= 0x80
}

fn is_word_part(b: u8) -> bool {
    is_word_start(b) || b.is_ascii_digit() || b == b'$'
}

/// Length of the mark that opens a versioned comment, and whether what is inside counts.
/// A version of 99…: "newer than all there will be", which dumps use to hide something.
pub(crate) fn versioned_open(rest: &[u8]) -> Option<(usize, bool)> {
    let mark = if rest.starts_with(b"/*!") {
        3
    } else if rest.starts_with(b"/*M!") {
        4
    } else {
        return None;
    };
    let digits = rest.get(mark..).unwrap_or(&[]).iter().take(6).take_while(|b| b.is_ascii_digit()).count();
    // Five digits are a version, six are one of ten or above; fewer are part of the content.
    let digits = if digits >= 5 { digits } else { 0 };
    let never = digits == 6 && rest.get(mark..mark + 2) == Some(b"99");
    Some((mark + digits, !never))
}

/// Length of the comment that the text starts with, unless its content is to be carried out.
fn plain_comment(rest: &[u8], lexis: Lexis) -> Option<usize> {
    let line = |from: usize| {
        let tail = rest.get(from..).unwrap_or(&[]);
        from + tail.iter().position(|b| *b == b'\n').unwrap_or(tail.len())
    };
    match rest.first()? {
        b'-' if rest.get(1) == Some(&b'-') => {
            let blank = rest.get(2).is_none_or(|b| b.is_ascii_whitespace() || b.is_ascii_control());
            (!lexis.hash_comments || blank).then(|| line(2))
        }
        b'#' if lexis.hash_comments => Some(line(1)),
        b'/' if rest.get(1) == Some(&b'*') => {
            if lexis.versioned_comments && versioned_open(rest).is_some_and(|(_, counts)| counts) {
                return None;
            }
            let (mut depth, mut at) = (1usize, 2usize);
            while let Some(b) = rest.get(at) {
                match (b, rest.get(at + 1)) {
                    (b'*', Some(b'/')) => {
                        at += 2;
                        depth -= 1;
                        if depth == 0 {
                            return Some(at);
                        }
                    }
                    (b'/', Some(b'*')) if lexis.nested_comments => {
                        at += 2;
                        depth += 1;
                    }
                    _ => at += 1,
                }
            }
            Some(rest.len())
        }
        _ => None,
    }
}

/// Length of the token that the text starts with: a string, a quoted name, a word or one
/// character. An unclosed quote runs to the end.
pub(super) fn token(rest: &[u8], lexis: Lexis) -> usize {
    let Some(&first) = rest.first() else { return 0 };
    match first {
        b'\'' => quoted(rest, 0, b'\'', lexis.backslash),
        b'"' => quoted(rest, 0, b'"', lexis.backslash),
        b'`' if lexis.backticks => quoted(rest, 0, b'`', false),
        b'[' if lexis.brackets => rest.iter().position(|b| *b == b']').map_or(rest.len(), |n| n + 1),
        b'$' if lexis.postgres_strings => dollar(rest).unwrap_or(1),
        b'E' | b'e' if lexis.postgres_strings && rest.get(1) == Some(&b'\'') => quoted(rest, 1, b'\'', true),
        b if is_word_start(b) || b.is_ascii_digit() => {
            rest.iter().position(|b| !is_word_part(*b)).unwrap_or(rest.len())
        }
        _ => 1,
    }
}

/// The end of a quoted text whose quote stands at `open`.
fn quoted(rest: &[u8], open: usize, quote: u8, backslash: bool) -> usize {
    let mut at = open + 1;
    while let Some(&b) = rest.get(at) {
        if b == quote {
            if rest.get(at + 1) != Some(&quote) {
                return at + 1;
            }
            at += 2;
        } else if b == b'\\' && backslash {
            at += 2;
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// Length of a `$tag$ … $tag$` text.
fn dollar(rest: &[u8]) -> Option<usize> {
    let tag_len = rest.get(1..)?.iter().position(|b| !(is_word_part(*b) && *b != b'$'))? + 2;
    let tag = rest.get(..tag_len)?;
    if tag.last() != Some(&b'$') || rest.get(1).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let mut at = tag_len;
    while let Some(n) = rest.get(at..)?.iter().position(|b| *b == b'$') {
        at += n;
        if rest.get(at..)?.starts_with(tag) {
            return Some(at + tag_len);
        }
        at += 1;
    }
    Some(rest.len())
}

/// A statement prepared for the grammar, of exactly the same length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean<'t> {
    /// Comments, the marks of versioned ones and all white space are blanks; `\'` is `''`; `[name]` is `"name"`;
    /// in parentheses `$$text$$` is `'text'`.
    pub text: Cow<'t, str>,
    /// How deep its parentheses nest.
    pub depth: usize,
}

/// `$tag$ … $tag$` as a text in plain quotes of the same length, with blanks before it; none where so many quotes are in it that they
/// take more room than the tags.
fn undollared(text: &[u8]) -> Option<Vec<u8>> {
    let tag = text.get(1..)?.iter().position(|b| *b == b'$')? + 2;
    let inside = text.get(tag..text.len().checked_sub(tag)?)?;
    let mut out = vec![b'\''];
    for byte in inside {
        out.push(*byte);
        out.extend((*byte == b'\'').then_some(b'\''));
    }
    out.push(b'\'');
    let blanks = text.len().checked_sub(out.len())?;
    (text.ends_with(text.get(..tag)?)).then(|| [vec![b' '; blanks], out].concat())
}

/// Prepares a statement for the grammar.
pub fn clean(statement: &str, lexis: Lexis) -> Clean<'_> {
    let bytes = statement.as_bytes();
    let mut changed: Option<Vec<u8>> = None;
    let (mut at, mut depth, mut deepest) = (0usize, 0usize, 0usize);
    while let Some(&b) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or(&[]);
        // Most of a statement; an `E` may begin a string.
        if b == b' ' || (is_word_start(b) && !matches!(b, b'E' | b'e')) {
            at += token(rest, lexis);
            continue;
        }
        let blank = plain_comment(rest, lexis).or_else(|| match lexis.versioned_comments {
            true if rest.starts_with(b"*/") => Some(2),
            true => versioned_open(rest).map(|(n, _)| n),
            false => None,
        });
        if let Some(n) = blank {
            let copy = changed.get_or_insert_with(|| bytes.to_vec());
            copy.iter_mut().skip(at).take(n).for_each(|b| *b = b' ');
            at += n;
            continue;
        }
        let blank = match b {
            b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => 1,
            0xc2 if rest.get(1) == Some(&0xa0) => 2,
            _ => 0,
        };
        if blank > 0 {
            let copy = changed.get_or_insert_with(|| bytes.to_vec());
            copy.iter_mut().skip(at).take(blank).for_each(|b| *b = b' ');
            at += blank;
            continue;
        }
        match b {
            b'(' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let n = token(rest, lexis).max(1);
        let inner = rest.get(..n).unwrap_or(&[]);
        let quote = inner.iter().find(|b| matches!(b, b'\'' | b'"')).copied();
        let escapes = (lexis.backslash && matches!(b, b'\'' | b'"'))
            || (lexis.postgres_strings && matches!(b, b'E' | b'e') && inner.get(1) == Some(&b'\''));
        if let (true, Some(quote), true) = (escapes, quote, inner.contains(&b'\\')) {
            let copy = changed.get_or_insert_with(|| bytes.to_vec());
            let mut i = at;
            while i + 1 < at + n {
                if bytes.get(i) == Some(&b'\\') {
                    if bytes.get(i + 1) == Some(&quote)
                        && let Some(slot) = copy.get_mut(i)
                    {
                        *slot = quote;
                    }
                    i += 2;
                } else {
                    i += 1;
                }
            }
        } else if b == b'[' && lexis.brackets && inner.last() == Some(&b']') && !inner.contains(&b'"') {
            let copy = changed.get_or_insert_with(|| bytes.to_vec());
            for i in [at, at + n - 1] {
                if let Some(slot) = copy.get_mut(i) {
                    *slot = b'"';
                }
            }
        } else if let (b'$', true, Some(plain)) = (b, depth > 0, undollared(inner)) {
            let copy = changed.get_or_insert_with(|| bytes.to_vec());
            copy.iter_mut().skip(at).zip(plain).for_each(|(slot, byte)| *slot = byte);
        }
        at += n;
    }
    let text = match changed.map(String::from_utf8) {
        Some(Ok(text)) => Cow::Owned(text),
        // Only whole ASCII characters and whole comments were replaced, so this cannot be.
        Some(Err(_)) | None => Cow::Borrowed(statement),
    };
    Clean { text, depth: deepest }
}
