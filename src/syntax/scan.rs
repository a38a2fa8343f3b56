//! Text to tokens, just enough to know where strings, comments, brackets and lines end. The
//! grammar reads what is inside; this only has to agree with it about where things begin and end.

use crate::diag::{Code, Diagnostic, Diagnostics, Edit};
use crate::source::{FileId, Span};

/// How deep strings in holes of strings go.
const MAX_STRINGS: usize = 8;

/// How long a hole can be. Without a bound, many strings that are not closed would each be searched
/// for their end through the rest of the file.
const MAX_HOLE: usize = 8192;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A bare name, a word or a number.
    Word,
    /// A name in backticks.
    Quoted,
    /// `"…"`, `f"…"` or `sql"…"`.
    Text,
    /// Operators and commas.
    Sign,
    /// `(`, `[` or `{`.
    Open(u8),
    /// `)`, `]` or `}`.
    Close(u8),
    /// `;`
    Semicolon,
    /// The end of a line that holds no open string.
    Newline,
    /// Already reported; its unit is not read.
    Bad,
}

/// A token: a kind and a range of bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Whether a character belongs to a bare name; agrees with `word_char` of the grammar.
pub(crate) fn is_word_char(c: char) -> bool {
    c == '_' || c.is_alphanumeric() || ('\u{300}'..='\u{36F}').contains(&c)
}

/// Blank for the reader: spaces of every kind, byte order marks and zero-width spaces.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}')
}

/// Where a string ends, or the byte of the opener that is not closed.
type Ended = Result<usize, usize>;

pub(super) struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    file: FileId,
    /// The text as the grammar will see it.
    pub(super) mask: Vec<u8>,
    pub(super) tokens: Vec<Token>,
    /// From `--` to the end of the line.
    pub(super) comments: Vec<(usize, usize)>,
    /// No `*/` follows any more: it is not searched for again.
    no_more_ends: bool,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(file: FileId, text: &'a str, diagnostics: &'a mut Diagnostics) -> Self {
        let bytes = text.as_bytes();
        let tokens = Vec::with_capacity(text.len() / 5);
        Self { text, bytes, file, mask: bytes.to_vec(), tokens, comments: Vec::new(), no_more_ends: false, diagnostics }
    }

    fn at(&self, i: usize) -> u8 {
        self.bytes.get(i).copied().unwrap_or(0)
    }

    fn starts(&self, i: usize, with: &str) -> bool {
        self.bytes.get(i..).is_some_and(|rest| rest.starts_with(with.as_bytes()))
    }

    fn char_at(&self, i: usize) -> Option<char> {
        self.text.get(i..).and_then(|rest| rest.chars().next())
    }

    fn line_end(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or(&[]);
        from + rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len())
    }

    fn blank(&mut self, start: usize, end: usize) {
        if let Some(range) = self.mask.get_mut(start..end) {
            range.fill(b' ');
        }
    }

    fn push(&mut self, kind: TokenKind, start: usize, end: usize) -> usize {
        self.tokens.push(Token { kind, start, end });
        end
    }

    fn finding(&self, code: Code, start: usize, end: usize, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, self.span(start, end), message)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    /// Reads the whole text.
    pub(super) fn run(&mut self) {
        let mut i = 0;
        while i < self.bytes.len() {
            i = self.token(i).max(i + 1);
        }
    }

    fn token(&mut self, i: usize) -> usize {
        match self.at(i) {
            b'\n' => self.push(TokenKind::Newline, i, i + 1),
            b' ' | b'\t' => i + 1,
            b'-' if self.starts(i, "--") => self.comment(i),
            b'/' if self.starts(i, "//") => self.foreign_comment(i, "//", self.line_end(i)),
            b'#' => self.foreign_comment(i, "#", self.line_end(i)),
            b'/' if self.starts(i, "/*") => {
                let rest = if self.no_more_ends { None } else { self.text.get(i + 2..) };
                let end = rest.and_then(|rest| rest.find("*/")).map(|n| i + n + 4);
                self.no_more_ends |= end.is_none();
                self.foreign_comment(i, "/*", end.unwrap_or_else(|| self.line_end(i)))
            }
            b'"' => self.string(i, i),
            b'f' if self.at(i + 1) == b'"' => self.string(i, i + 1),
            b's' if self.starts(i, "sql\"") => self.string(i, i + 3),
            b'\'' => self.single_quotes(i),
            b'`' => self.quoted(i),
            b @ (b'(' | b'[' | b'{') => self.push(TokenKind::Open(b), i, i + 1),
            b @ (b')' | b']' | b'}') => self.push(TokenKind::Close(b), i, i + 1),
            b';' => self.push(TokenKind::Semicolon, i, i + 1),
            b if b.is_ascii_alphanumeric() || b == b'_' => self.word(i),
            b if b.is_ascii_punctuation() => self.sign(i),
            _ => self.other(i),
        }
    }

    fn word(&mut self, i: usize) -> usize {
        let rest = self.text.get(i..).unwrap_or("");
        let length = rest.find(|c| !is_word_char(c)).unwrap_or(rest.len());
        self.push(TokenKind::Word, i, i + length)
    }

    fn sign(&mut self, i: usize) -> usize {
        const LONG: [&str; 9] = ["->", "=>", "==", "!=", "<>", "<=", ">=", "&&", "||"];
        let length = LONG.iter().find(|s| self.starts(i, s)).map_or(1, |s| s.len());
        self.push(TokenKind::Sign, i, i + length)
    }

    /// A character outside ASCII, or a control character.
    fn other(&mut self, i: usize) -> usize {
        let Some(c) = self.char_at(i) else { return i + 1 };
        let end = i + c.len_utf8();
        if is_blank(c) {
            self.blank(i, end);
        } else if is_word_char(c) {
            return self.word(i);
        } else if c == '→' {
            return self.push(TokenKind::Sign, i, end);
        } else if matches!(c, '“' | '”' | '„' | '‘' | '’' | '«' | '»') {
            self.diagnostics.push(
                self.finding(Code::SYNTAX, i, end, format!("`{c}` is a quote of printed text"))
                    .here("not a quote of a program")
                    .help("write text in plain double quotes: \"text\"")
                    .write(self.span(i, end), "\""),
            );
            self.blank(i, end);
            return self.push(TokenKind::Bad, i, end);
        } else {
            let message = format!("the character U+{:04X} has no meaning here", u32::from(c));
            self.diagnostics.push(
                self.finding(Code::SYNTAX, i, end, message)
                    .here("cannot be read")
                    .help("remove it, or put the name in backticks")
                    .fix("remove it", Edit::Replace(self.span(i, end), String::new())),
            );
            self.blank(i, end);
            return self.push(TokenKind::Bad, i, end);
        }
        end
    }

    fn comment(&mut self, i: usize) -> usize {
        let end = self.line_end(i);
        let follows = self.tokens.last().is_some_and(|t| t.kind != TokenKind::Newline);
        if self.starts(i, "-->") && follows {
            self.diagnostics.push(
                self.finding(Code::SYNTAX, i, i + 3, "`-->` begins a comment")
                    .here("all that follows is a comment")
                    .help("write `->`; or `-- >` if a comment is meant")
                    .write(self.span(i, i + 3), "->")
                    .write(self.span(i, i + 3), "-- >"),
            );
            self.push(TokenKind::Bad, i, i + 3);
        }
        self.blank(i, end);
        self.comments.push((i, end));
        end
    }

    fn foreign_comment(&mut self, i: usize, opener: &str, end: usize) -> usize {
        let written = self.text.get(i..end).unwrap_or("");
        let inner = written.get(opener.len()..).unwrap_or("").trim_end_matches("*/").trim();
        let lines: Vec<String> =
            inner.lines().map(|line| format!("-- {}", line.trim().trim_start_matches('*').trim_start())).collect();
        // What follows the comment on its last line does not become a part of it.
        let code = self.text.get(end..self.line_end(end)).is_some_and(|rest| !rest.trim().is_empty());
        let comment = format!("{}{}", lines.join("\n"), if code { "\n" } else { "" });
        let title = if lines.len() == 1 { "begin the comment with `--`" } else { "begin its lines with `--`" };
        self.diagnostics.push(
            self.finding(Code::SYNTAX, i, i + opener.len(), format!("`{opener}` does not begin a comment"))
                .here("a comment begins with `--`")
                .help("write `-- ` before each line of the comment")
                .fix(title, Edit::Replace(self.span(i, end), comment)),
        );
        self.blank(i, end);
        end
    }

    fn single_quotes(&mut self, i: usize) -> usize {
        let line = self.line_end(i);
        let inner = self.text.get(i + 1..line).unwrap_or("");
        let Some(length) = inner.find('\'') else {
            self.diagnostics.push(
                self.finding(Code::UNCLOSED, i, i + 1, "`'` does not begin a text")
                    .here("nothing closes it on this line")
                    .help("write text in double quotes: \"text\""),
            );
            self.blank(i, i + 1);
            return self.push(TokenKind::Bad, i, i + 1);
        };
        let end = i + 1 + length + 1;
        let value = inner.get(..length).unwrap_or("").replace('\\', "\\\\").replace('"', "\\\"");
        let span = self.span(i, end);
        self.diagnostics.push(
            self.finding(Code::SYNTAX, i, end, "text is written in double quotes")
                .here("single quotes mean nothing here")
                .help(format!("write `\"{value}\"`"))
                .write(span, format!("\"{value}\"")),
        );
        // It is read as the text it was meant to be, so that the rest of the line is checked too.
        for at in i..end {
            if let Some(byte) = self.mask.get_mut(at) {
                if at == i || at + 1 == end {
                    *byte = b'"';
                } else if matches!(*byte, b'"' | b'\\') {
                    *byte = b' ';
                }
            }
        }
        self.push(TokenKind::Text, i, end)
    }

    fn quoted(&mut self, i: usize) -> usize {
        let line = self.line_end(i);
        let mut end = i + 1;
        while end < line {
            if self.at(end) == b'`' {
                if self.at(end + 1) != b'`' || end == i + 1 {
                    return self.push(TokenKind::Quoted, i, end + 1);
                }
                end += 1;
            }
            end += 1;
        }
        self.unclosed(i, i + 1, line, "a name in backticks is not closed", "close it with a backtick on this line")
    }

    fn unclosed(&mut self, i: usize, opened: usize, line: usize, message: &str, help: &str) -> usize {
        let end = self.before_closing_brace(opened, line);
        let finding = self.finding(Code::UNCLOSED, i, opened, message).here("opened here").help(help);
        let quote = self.text.get(opened.saturating_sub(1)..opened).filter(|c| matches!(*c, "\"" | "`"));
        let rest = self.text.get(opened..end).unwrap_or("");
        self.diagnostics.push(match quote {
            Some(quote) => {
                // An arrow is hardly text.
                let at = opened
                    + rest
                        .find(" ->")
                        .map_or(rest.trim_end().len(), |arrow| rest.get(..arrow).map_or(arrow, |t| t.trim_end().len()));
                finding.fix("close it", Edit::Replace(self.span(at, at), quote.to_owned()))
            }
            None => finding,
        });
        self.blank(i, end);
        self.push(TokenKind::Bad, i, end)
    }

    /// The `}` at the end of a line whose text is not closed belongs to a block that was opened on the
    /// same line; without it, the block would be reported as well.
    fn before_closing_brace(&self, from: usize, line: usize) -> usize {
        let on_line = self.tokens.iter().rev().take_while(|t| t.kind != TokenKind::Newline);
        let open = on_line.fold(0i32, |n, t| match t.kind {
            TokenKind::Open(b'{') => n + 1,
            TokenKind::Close(b'}') => n - 1,
            _ => n,
        });
        let rest = self.text.get(from..line).unwrap_or("").trim_end();
        if open > 0 && rest.ends_with('}') { from + rest.len() - 1 } else { line }
    }

    /// A string whose prefix begins at `start` and whose quote is at `quote`.
    fn string(&mut self, start: usize, quote: usize) -> usize {
        match self.string_end(start, quote, 0) {
            Ok(end) => self.push(TokenKind::Text, start, end),
            Err(opener) => {
                let line = self.line_end(start);
                let brace = self.at(opener) == b'{';
                let (message, help) = if brace {
                    ("a `{` in a text is not closed", "close it with `}`; write `{{` for a brace that is text")
                } else {
                    ("a text is not closed", "close it with `\"` on this line; a line break in a text is written \\n")
                };
                let opened = if brace { opener + 1 } else { quote.max(opener) + 1 };
                self.unclosed(if brace { opener } else { start.min(opener) }, opened, line.max(opened), message, help)
            }
        }
    }

    /// Where the string ends. Only `sql"…"` may run over lines.
    fn string_end(&self, start: usize, quote: usize, depth: usize) -> Ended {
        let (holes, lines) = (quote > start, quote > start + 1);
        let mut i = quote + 1;
        while i < self.bytes.len() {
            match self.at(i) {
                b'"' => return Ok(i + 1),
                b'\n' if !lines => return Err(quote),
                // There it is SQL's own, unless it stands before one of these.
                b'\\' if lines => i += usize::from(matches!(self.at(i + 1), b'"' | b'\\')),
                b'\\' if holes && self.starts(i, "\\u{") => {
                    i += 3;
                    while self.at(i).is_ascii_hexdigit() {
                        i += 1;
                    }
                    if self.at(i) != b'}' {
                        continue;
                    }
                }
                b'\\' if self.at(i + 1) != b'\n' => i += 1,
                b'{' if holes && self.at(i + 1) == b'{' => i += 1,
                b'{' if holes => {
                    i = self.hole_end(i, lines, depth)?;
                    continue;
                }
                _ => {}
            }
            i += 1;
        }
        Err(quote)
    }

    /// Where the hole that opens at `open` ends.
    fn hole_end(&self, open: usize, lines: bool, depth: usize) -> Ended {
        if depth >= MAX_STRINGS {
            return Err(open);
        }
        let mut nested = 0usize;
        let mut i = open + 1;
        while i < self.bytes.len().min(open + MAX_HOLE) {
            match self.at(i) {
                b'\n' if !lines => return Err(open),
                b'"' => {
                    let before = |n: usize| i.checked_sub(n).map_or(0, |at| self.at(at));
                    let name =
                        |n: usize| i.checked_sub(n).and_then(|at| self.char_before(at)).is_some_and(is_word_char);
                    let start = if before(1) == b'f' && !name(1) {
                        i - 1
                    } else if before(3) == b's' && before(2) == b'q' && before(1) == b'l' && !name(3) {
                        i - 3
                    } else {
                        i
                    };
                    i = self.string_end(start, i, depth + 1).map_err(|_| open)?;
                    continue;
                }
                b'`' => {
                    i += 1;
                    while i < self.bytes.len() && !matches!(self.at(i), b'`' | b'\n') {
                        i += 1;
                    }
                }
                b'{' => nested += 1,
                b'}' if nested == 0 => return Ok(i + 1),
                b'}' => nested -= 1,
                _ => {}
            }
            i += 1;
        }
        Err(open)
    }

    fn char_before(&self, i: usize) -> Option<char> {
        self.text.get(..i).and_then(|before| before.chars().next_back())
    }
}
