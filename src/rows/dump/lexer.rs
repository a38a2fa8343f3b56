//! The signs that dumps are made of: blanks and comments, words, names, and strings of any length.

use super::flavor::Flavor;
use super::input::Input;
use super::wrong::Wrong;
use crate::schema::ddl::{self, Lexis};

/// Words and numbers longer than this are none.
pub(super) const LONGEST_WORD: usize = 4096;

/// Reads the texts of an engine's dumps.
pub(super) struct Lexer {
    pub input: Input,
    pub flavor: &'static Flavor,
    pub lexis: Lexis,
    /// `\n` in a plain string is a line end.
    pub backslash: bool,
    /// `"…"` is a name.
    pub ansi_quotes: bool,
    /// What the dump should end with and did not have yet.
    pub footer: Option<&'static str>,
    /// The word that was read last.
    pub word: Vec<u8>,
    /// What ends a statement whose values are read as assignments: `INSERT … SET a = 1`.
    pub assignments_until: Option<String>,
}

impl Lexer {
    pub(super) fn new(input: Input, flavor: &'static Flavor, lexis: Lexis) -> Self {
        let ansi_quotes = !flavor.double_quoted_strings;
        Self {
            input,
            flavor,
            lexis,
            backslash: flavor.backslash,
            ansi_quotes,
            footer: None,
            word: Vec::new(),
            assignments_until: None,
        }
    }

    /// Steps over blanks and comments. What a versioned comment holds is not one.
    pub(super) fn blanks(&mut self) -> Result<(), Wrong> {
        loop {
            let rest = self.input.rest()?;
            let blanks = rest.iter().take_while(|b| b.is_ascii_whitespace() || **b == 0x0b).count();
            let all = blanks == rest.len();
            let next = rest.get(blanks).copied();
            self.input.skip(blanks);
            match next {
                None if all && blanks > 0 => {}
                Some(b'-' | b'/' | b'#' | b'*') => {
                    if !self.comment()? {
                        return Ok(());
                    }
                }
                _ => return Ok(()),
            }
        }
    }

    /// Steps over a comment, or over a mark of a versioned one.
    fn comment(&mut self) -> Result<bool, Wrong> {
        let lexis = self.lexis;
        let head = self.input.peek(4)?;
        match head {
            [b'-', b'-', ..] => {
                let blank = head.get(2).is_none_or(|b| b.is_ascii_whitespace() || b.is_ascii_control());
                if lexis.hash_comments && !blank {
                    return Ok(false);
                }
                self.frame()?;
                self.line()?;
                Ok(true)
            }
            [b'#', ..] if lexis.hash_comments => {
                self.line()?;
                Ok(true)
            }
            [b'*', b'/', ..] if lexis.versioned_comments => {
                self.input.skip(2);
                Ok(true)
            }
            [b'/', b'*', ..] => {
                if lexis.versioned_comments && (head.starts_with(b"/*!") || head.starts_with(b"/*M!")) {
                    let (mark, counts) = ddl::split::versioned_open(self.input.peek(12)?).unwrap_or((3, true));
                    if counts {
                        self.input.skip(mark);
                        return Ok(true);
                    }
                }
                self.input.skip(2);
                self.block_comment()?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Notes what the tools write at the top and at the end.
    fn frame(&mut self) -> Result<(), Wrong> {
        for (header, footer) in self.flavor.frames {
            if self.input.peek(footer.len())? == footer.as_bytes() {
                self.footer = None;
                return Ok(());
            }
            if self.input.peek(header.len())? == header.as_bytes() {
                self.footer = Some(footer);
                return Ok(());
            }
        }
        Ok(())
    }

    fn block_comment(&mut self) -> Result<(), Wrong> {
        if self.input.peek(22)?.ends_with(b"CORRUPTION ERROR") {
            let wrong = self.wrong("the tool that made the dump notes here that the database is damaged");
            return Err(wrong.help("mend the database, and make the dump again"));
        }
        let mut depth = 1;
        while depth > 0 {
            let rest = self.input.rest()?;
            if rest.is_empty() {
                return Err(self.cut("in a comment"));
            }
            let at = memchr::memchr2(b'*', b'/', rest).unwrap_or(rest.len());
            self.input.skip(at);
            match self.input.peek(2)? {
                b"*/" => {
                    depth -= 1;
                    self.input.skip(2);
                }
                b"/*" if self.lexis.nested_comments => {
                    depth += 1;
                    self.input.skip(2);
                }
                _ => self.input.skip(1),
            }
        }
        Ok(())
    }

    /// Steps over the rest of the line.
    pub(super) fn line(&mut self) -> Result<(), Wrong> {
        loop {
            let rest = self.input.rest()?;
            match memchr::memchr(b'\n', rest) {
                Some(at) => {
                    self.input.skip(at + 1);
                    return Ok(());
                }
                None if rest.is_empty() => return Ok(()),
                None => {
                    let len = rest.len();
                    self.input.skip(len);
                }
            }
        }
    }

    /// The next byte that is neither blank nor comment.
    pub(super) fn next(&mut self) -> Result<Option<u8>, Wrong> {
        match self.input.byte()? {
            Some(b) if !b.is_ascii_whitespace() && !matches!(b, b'-' | b'/' | b'#' | b'*') => Ok(Some(b)),
            _ => {
                self.blanks()?;
                Ok(self.input.byte()?)
            }
        }
    }

    /// Steps over a sign if it is next.
    pub(super) fn sign(&mut self, sign: u8) -> Result<bool, Wrong> {
        let is = self.next()? == Some(sign);
        if is {
            self.input.skip(1);
        }
        Ok(is)
    }

    /// The word that is next, in capitals; steps over it. Empty where there is none.
    pub(super) fn word(&mut self) -> Result<String, Wrong> {
        self.next()?;
        self.bare_word()?;
        Ok(String::from_utf8_lossy(&self.word).to_ascii_uppercase())
    }

    /// The word that is next, in capitals, without stepping over it. Empty where there is none.
    pub(super) fn peek_word(&mut self) -> Result<String, Wrong> {
        self.next()?;
        let mut wanted = 32;
        loop {
            let seen = self.input.peek(wanted)?;
            let len = seen.iter().take_while(|b| is_word(**b)).count();
            if len < seen.len() || seen.len() < wanted || wanted > LONGEST_WORD {
                return Ok(String::from_utf8_lossy(seen.get(..len).unwrap_or_default()).to_ascii_uppercase());
            }
            wanted *= 2;
        }
    }

    /// Takes the bytes of a word into `self.word`.
    pub(super) fn bare_word(&mut self) -> Result<(), Wrong> {
        self.word.clear();
        loop {
            let rest = self.input.rest()?;
            let len = rest.iter().take_while(|b| is_word(**b)).count();
            self.word.extend_from_slice(rest.get(..len).unwrap_or_default());
            let whole = len < rest.len() || rest.is_empty();
            self.input.skip(len);
            if whole {
                return Ok(());
            }
            if self.word.len() > LONGEST_WORD {
                return Err(self.wrong("a word is too long to be one"));
            }
        }
    }

    /// A name, unquoted, in the file's bytes; none where there is none. Whether it was quoted.
    pub(super) fn name(&mut self) -> Result<Option<(Vec<u8>, bool)>, Wrong> {
        let quote = match self.next()? {
            Some(quote @ (b'"' | b'`' | b'\'')) => quote,
            Some(b'[') if self.lexis.brackets => b']',
            Some(b) if is_word(b) => {
                self.bare_word()?;
                return Ok(Some((self.word.clone(), false)));
            }
            _ => return Ok(None),
        };
        let mut name = Vec::new();
        self.string(quote, Escapes::None, Some(&mut name))?;
        Ok(Some((name, true)))
    }

    /// Steps over a value: up to the comma or parenthesis behind it.
    pub(super) fn pass_value(&mut self) -> Result<(), Wrong> {
        let mut depth = 0usize;
        loop {
            match self.next()? {
                None => return Err(self.cut("in a row")),
                Some(b',' | b')') if depth == 0 => return Ok(()),
                Some(_) if depth == 0 && self.assignment_ends()? => return Ok(()),
                Some(b'(') => {
                    depth += 1;
                    self.input.skip(1);
                }
                Some(b')') => {
                    depth -= 1;
                    self.input.skip(1);
                }
                Some(_) => self.pass_token()?,
            }
        }
    }

    /// Steps over a parenthesis and all that is in it.
    pub(super) fn parentheses(&mut self) -> Result<(), Wrong> {
        self.input.skip(1);
        loop {
            self.pass_value()?;
            if self.sign(b')')? {
                return Ok(());
            }
            self.input.skip(1);
        }
    }

    /// Steps over a string, a name, a word, or one sign.
    pub(super) fn pass_token(&mut self) -> Result<(), Wrong> {
        match self.input.byte()? {
            Some(quote @ (b'\'' | b'"')) => {
                let escapes = self.backslash && (quote == b'\'' || !self.ansi_quotes);
                self.string(quote, if escapes { self.escapes() } else { Escapes::None }, None)
            }
            Some(b'`') if self.lexis.backticks => self.string(b'`', Escapes::None, None),
            Some(b'[') if self.lexis.brackets => self.string(b']', Escapes::None, None),
            Some(b'$') if self.lexis.postgres_strings => {
                self.input.skip(1);
                Ok(())
            }
            Some(b) if is_word(b) => {
                self.bare_word()?;
                if matches!(self.word.as_slice(), b"E" | b"e")
                    && self.lexis.postgres_strings
                    && self.input.byte()? == Some(b'\'')
                {
                    return self.string(b'\'', Escapes::Postgres, None);
                }
                Ok(())
            }
            _ => {
                self.input.skip(1);
                Ok(())
            }
        }
    }

    pub(super) fn escapes(&self) -> Escapes {
        if self.flavor.patterns_in_strings { Escapes::Mysql } else { Escapes::Postgres }
    }

    /// A string whose opening quote is next.
    pub(super) fn string(&mut self, quote: u8, escapes: Escapes, mut out: Option<&mut Vec<u8>>) -> Result<(), Wrong> {
        self.input.skip(1);
        loop {
            let rest = self.input.rest()?;
            if rest.is_empty() {
                return Err(self.cut("in a string"));
            }
            let hit = match escapes {
                Escapes::None => memchr::memchr(quote, rest),
                _ => memchr::memchr2(quote, b'\\', rest),
            };
            let len = hit.unwrap_or(rest.len());
            if let Some(out) = &mut out {
                out.extend_from_slice(rest.get(..len).unwrap_or_default());
            }
            self.input.skip(len);
            let two = match hit {
                None => continue,
                Some(_) => self.input.peek(2)?,
            };
            match *two {
                [b'\\', next] if escapes != Escapes::None => {
                    self.input.skip(2);
                    if let Some(out) = &mut out {
                        self.escaped(next, escapes, out)?;
                    }
                }
                [q, again] if q == again && q == quote && quote != b']' => {
                    self.input.skip(2);
                    if let Some(out) = &mut out {
                        out.push(quote);
                    }
                }
                [q, ..] if q == quote => {
                    self.input.skip(1);
                    return Ok(());
                }
                _ => return Err(self.cut("in a string")),
            }
        }
    }

    /// What `\` and the character after it mean.
    pub(super) fn escaped(&mut self, next: u8, escapes: Escapes, out: &mut Vec<u8>) -> Result<(), Wrong> {
        let mysql = escapes == Escapes::Mysql;
        match next {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'0' if mysql => out.push(0),
            b'Z' if mysql => out.push(0x1a),
            b'%' | b'_' if mysql => out.extend_from_slice(&[b'\\', next]),
            b'f' if !mysql => out.push(0x0c),
            b'v' if escapes == Escapes::Copy => out.push(0x0b),
            b'0'..=b'7' if !mysql => {
                let more = self.input.peek(2)?.iter().take_while(|b| (b'0'..=b'7').contains(*b)).count();
                let digits =
                    self.input.peek(more)?.iter().fold(u32::from(next - b'0'), |n, b| n << 3 | u32::from(b - b'0'));
                out.push((digits & 0xff) as u8);
                self.input.skip(more);
            }
            b'x' if !mysql => {
                let more = self.input.peek(2)?.iter().take_while(|b| b.is_ascii_hexdigit()).count();
                match more {
                    0 => out.push(b'x'),
                    _ => {
                        let digits = self.input.peek(more)?.iter().fold(0, |n, b| n << 4 | digit(*b).unwrap_or(0));
                        out.push(digits);
                        self.input.skip(more);
                    }
                }
            }
            b'u' | b'U' if escapes == Escapes::Postgres => {
                let len = if next == b'u' { 4 } else { 8 };
                let code =
                    std::str::from_utf8(self.input.peek(len)?).ok().and_then(|t| u32::from_str_radix(t, 16).ok());
                let Some(code) = code else { return Err(self.wrong("an escape in a string cannot be read")) };
                self.input.skip(len);
                let mut code = code;
                // a pair of surrogates is one character
                if (0xd800..0xdc00).contains(&code) {
                    let low = self.input.peek(6)?.get(2..).and_then(|t| std::str::from_utf8(t).ok());
                    let low = low.and_then(|t| u32::from_str_radix(t, 16).ok()).unwrap_or(0);
                    self.input.skip(6);
                    code = 0x10000 + ((code - 0xd800) << 10) + (low.wrapping_sub(0xdc00) & 0x3ff);
                }
                let c = char::from_u32(code).ok_or_else(|| self.wrong("an escape in a string cannot be read"))?;
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
            other => out.push(other),
        }
        Ok(())
    }

    /// What is wrong, at the line that is read.
    pub(super) fn wrong(&self, message: impl Into<String>) -> Wrong {
        Wrong::at(self.input.line(), message)
    }

    /// The file ends too early.
    pub(super) fn cut(&self, place: &str) -> Wrong {
        let wrong = self.wrong(format!("the dump ends {place}: it is not whole"));
        wrong.help("make the dump again, or fetch it again: its end is missing")
    }
}

/// What a backslash does in a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    None,
    Mysql,
    Postgres,
    Copy,
}

pub(super) fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_' || b == b'$' || b >= 0x80
}

/// The value of a hexadecimal digit.
pub(super) fn digit(b: u8) -> Option<u8> {
    char::from(b).to_digit(16).and_then(|n| u8::try_from(n).ok())
}
