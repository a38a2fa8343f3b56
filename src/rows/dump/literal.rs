//! Values as dumps spell them, read from the window without holding more than the value.

use std::ops::Range;

use super::lexer::{Escapes, LONGEST_WORD, Lexer, digit, is_word};
use super::wrong::Wrong;

/// How deep calls may nest: `.dump` writes two.
const MAX_DEPTH: usize = 16;

/// A value. Its bytes are in the row's own memory.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Literal {
    Null,
    /// What the column has where nothing is given.
    Default,
    Bool(bool),
    /// A number as its digits are written.
    Number(Range<usize>),
    /// In the file's character set, or one of its own.
    Text(Range<usize>, Option<&'static str>),
    Bytes(Range<usize>),
    /// Bits, written as noughts and ones.
    Bits(Range<usize>),
    /// Something that only an engine can evaluate; its beginning.
    Unknown(Range<usize>),
}

impl Literal {
    /// Where its bytes are.
    pub(super) fn range(&self) -> Option<Range<usize>> {
        match self {
            Self::Number(at) | Self::Text(at, _) | Self::Bytes(at) | Self::Bits(at) | Self::Unknown(at) => {
                Some(at.clone())
            }
            Self::Null | Self::Default | Self::Bool(_) => None,
        }
    }
}

impl Lexer {
    /// A value: its bytes go into `out`, or nowhere where nobody asks for it. The value is none then.
    pub(super) fn value(&mut self, out: Option<&mut Vec<u8>>) -> Result<Literal, Wrong> {
        match out {
            Some(out) => self.whole_value(out, 0),
            None => {
                self.pass_value()?;
                Ok(Literal::Null)
            }
        }
    }

    fn whole_value(&mut self, out: &mut Vec<u8>, depth: usize) -> Result<Literal, Wrong> {
        let mut value = self.plain_value(out, depth)?;
        loop {
            match self.next()? {
                Some(b',' | b')') => return Ok(value),
                Some(_) if depth == 0 && self.assignment_ends()? => return Ok(value),
                Some(b':') if self.input.peek(2)? == b"::" => self.cast()?,
                // 'a' 'b' is one string
                Some(quote @ (b'\'' | b'"'))
                    if matches!(value, Literal::Text(..)) && (quote == b'\'' || !self.ansi_quotes) =>
                {
                    let more = self.plain_value(out, depth)?;
                    if let (Literal::Text(first, _), Literal::Text(second, _)) = (&mut value, more) {
                        first.end = second.end;
                    }
                }
                Some(b) if is_word(b) && depth == 0 && self.peek_word()? == "COLLATE" => {
                    self.word()?;
                    self.name()?;
                }
                Some(b) if is_word(b) && depth > 0 => return Ok(value),
                Some(_) => {
                    self.pass_value()?;
                    let start = out.len();
                    out.extend_from_slice(b"an expression");
                    return Ok(Literal::Unknown(start..out.len()));
                }
                None => return Err(self.cut("in a row")),
            }
        }
    }

    fn plain_value(&mut self, out: &mut Vec<u8>, depth: usize) -> Result<Literal, Wrong> {
        let start = out.len();
        let Some(first) = self.next()? else { return Err(self.cut("in a row")) };
        match first {
            b'\'' => {
                let escapes = if self.backslash { self.escapes() } else { Escapes::None };
                self.string(b'\'', escapes, Some(out))?;
                Ok(Literal::Text(start..out.len(), None))
            }
            b'"' if !self.ansi_quotes => {
                let escapes = if self.backslash { self.escapes() } else { Escapes::None };
                self.string(b'"', escapes, Some(out))?;
                Ok(Literal::Text(start..out.len(), None))
            }
            b'0' if matches!(self.input.peek(2)?, b"0x" | b"0X") => self.zero_x(out),
            b'0' if matches!(self.input.peek(2)?, b"0b" | b"0B") && self.flavor.zero_x_is_bytes => {
                self.input.skip(2);
                self.bare_word()?;
                out.extend_from_slice(&self.word);
                Ok(Literal::Bits(start..out.len()))
            }
            b'0'..=b'9' | b'.' | b'+' | b'-' => {
                self.number(out)?;
                Ok(Literal::Number(start..out.len()))
            }
            b if is_word(b) => self.word_value(out, depth),
            b'(' if depth < MAX_DEPTH => {
                self.input.skip(1);
                let value = self.whole_value(out, depth + 1)?;
                if self.sign(b')')? {
                    return Ok(value);
                }
                // more than one value, or an operator that is a word
                while !self.sign(b')')? {
                    self.pass_value()?;
                    self.sign(b',')?;
                }
                out.extend_from_slice(b"an expression");
                Ok(Literal::Unknown(out.len() - "an expression".len()..out.len()))
            }
            b'{' if self.flavor.converts => self.braces(out, depth),
            b'\\' if self.flavor.converts && self.input.peek(2)? == b"\\N" => {
                self.input.skip(2);
                Ok(Literal::Null)
            }
            _ => self.unknown(out),
        }
    }

    /// `{d '2020-01-02'}`, and `t` and `ts` for times and moments.
    fn braces(&mut self, out: &mut Vec<u8>, depth: usize) -> Result<Literal, Wrong> {
        let start = out.len();
        self.input.skip(1);
        let known = matches!(self.word()?.as_str(), "D" | "T" | "TS") && self.next()? == Some(b'\'');
        let value = if known { self.plain_value(out, depth)? } else { Literal::Null };
        if known && self.sign(b'}')? {
            return Ok(value);
        }
        out.truncate(start);
        self.pass_value()?;
        out.extend_from_slice(b"an expression");
        Ok(Literal::Unknown(start..out.len()))
    }

    /// Whether the values of `INSERT … SET` end here.
    pub(super) fn assignment_ends(&mut self) -> Result<bool, Wrong> {
        let Some(delimiter) = &self.assignments_until else { return Ok(false) };
        if self.input.peek(delimiter.len())? == delimiter.as_bytes() {
            return Ok(true);
        }
        Ok(matches!(self.peek_word()?.as_str(), "ON" | "AS" | "RETURNING"))
    }

    /// A value that begins with a word.
    fn word_value(&mut self, out: &mut Vec<u8>, depth: usize) -> Result<Literal, Wrong> {
        let start = out.len();
        self.bare_word()?;
        let word = std::mem::take(&mut self.word);
        let upper = String::from_utf8_lossy(&word).to_ascii_uppercase();
        let quoted = self.input.byte()? == Some(b'\'');
        let unicode = upper == "U" && self.input.peek(2)? == b"&'";
        match upper.as_str() {
            "X" if quoted => {
                self.string(b'\'', Escapes::None, Some(out))?;
                if self.flavor.hex_is_bits {
                    let bits: String = out.drain(start..).map(|b| format!("{:04b}", digit(b).unwrap_or(0))).collect();
                    out.extend_from_slice(bits.as_bytes());
                    return Ok(Literal::Bits(start..out.len()));
                }
                self.hex(out, start)
            }
            "B" if quoted => {
                self.string(b'\'', Escapes::None, Some(out))?;
                Ok(Literal::Bits(start..out.len()))
            }
            "N" if quoted => {
                let value = self.plain_value(out, depth)?;
                // PostgreSQL's is of the type that does not keep blanks at its end
                Ok(match value {
                    Literal::Text(at, charset) if self.lexis.postgres_strings => {
                        let blanks = out.iter().rev().take(at.len()).take_while(|b| **b == b' ').count();
                        Literal::Text(at.start..at.end - blanks, charset)
                    }
                    value => value,
                })
            }
            "E" if quoted => {
                self.string(b'\'', Escapes::Postgres, Some(out))?;
                Ok(Literal::Text(start..out.len(), None))
            }
            _ if unicode => {
                self.input.skip(1);
                self.string(b'\'', Escapes::None, Some(out))?;
                let text = out.split_off(start);
                out.extend(unicode_escapes(&text));
                Ok(Literal::Text(start..out.len(), None))
            }
            "DATE" | "TIME" | "TIMESTAMP" if self.flavor.typed_texts && self.next()? == Some(b'\'') => {
                self.plain_value(out, depth)
            }
            "NULL" => Ok(Literal::Null),
            "TRUE" => Ok(Literal::Bool(true)),
            "FALSE" => Ok(Literal::Bool(false)),
            "DEFAULT" if self.next()? != Some(b'(') => Ok(Literal::Default),
            _ if upper.starts_with('_') && self.next()? != Some(b'(') => {
                let value = self.plain_value(out, depth)?;
                let charset = CHARSETS.iter().find(|name| upper.get(1..).is_some_and(|w| w.eq_ignore_ascii_case(name)));
                Ok(match (value, charset) {
                    (Literal::Text(at, _) | Literal::Bytes(at), Some(&"binary")) => Literal::Bytes(at),
                    (Literal::Text(at, _) | Literal::Bytes(at), Some(name)) => Literal::Text(at, Some(*name)),
                    (Literal::Text(_, _), None) => {
                        out.truncate(start);
                        out.extend_from_slice(&word);
                        Literal::Unknown(start..out.len())
                    }
                    (value, _) => value,
                })
            }
            _ if self.next()? == Some(b'(') => self.call(&upper, out, depth),
            _ => {
                out.extend_from_slice(&word);
                Ok(Literal::Unknown(start..out.len()))
            }
        }
    }

    /// The few functions that dumps are written with.
    fn call(&mut self, name: &str, out: &mut Vec<u8>, depth: usize) -> Result<Literal, Wrong> {
        let start = out.len();
        let known = matches!(name, "REPLACE" | "CHAR" | "UNISTR" | "CAST" | "UNHEX") && depth < MAX_DEPTH;
        if !known {
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(b"(");
            let end = out.len();
            self.parentheses()?;
            out.extend_from_slice(b"");
            return Ok(Literal::Unknown(start..end));
        }
        self.input.skip(1);
        // a call's arguments, one after the other behind what is there
        let mut arguments: Vec<Literal> = Vec::new();
        let mut as_bytes = false;
        let mut as_it_is = true;
        loop {
            arguments.push(self.whole_value(out, depth + 1)?);
            match self.next()? {
                Some(b',') => self.input.skip(1),
                Some(b')') => {
                    self.input.skip(1);
                    break;
                }
                Some(_) if name == "CAST" && self.word()? == "AS" => {
                    let ty = self.word()?;
                    as_bytes = matches!(ty.as_str(), "BLOB" | "BINARY" | "BYTEA");
                    as_it_is = as_bytes || matches!(ty.as_str(), "TEXT" | "CHAR" | "NCHAR" | "VARCHAR" | "CLOB");
                    // a length may cut
                    as_it_is &= self.next()? != Some(b'(');
                    while !matches!(self.next()?, Some(b')') | None) {
                        if self.word()?.is_empty() {
                            self.input.skip(1);
                        }
                    }
                    if !self.sign(b')')? {
                        return Err(self.cut("in a row"));
                    }
                    break;
                }
                None => return Err(self.cut("in a row")),
                Some(_) => return Err(self.wrong(format!("the arguments of `{}` cannot be read", name.to_lowercase()))),
            }
        }
        let made = {
            let bytes = |at: usize| match arguments.get(at) {
                Some(Literal::Text(range, _) | Literal::Bytes(range) | Literal::Number(range)) => {
                    out.get(range.clone())
                }
                _ => None,
            };
            match name {
                "CAST" if !as_it_is => None,
                "REPLACE" => match (bytes(0), bytes(1), bytes(2)) {
                    (Some(text), Some(from), Some(to)) => Some(replaced(text, from, to)),
                    _ => None,
                },
                "CHAR" => {
                    let code = |at| std::str::from_utf8(bytes(at)?).ok()?.parse().ok().and_then(char::from_u32);
                    let chars: Option<String> = (0..arguments.len()).map(code).collect();
                    chars.map(String::into_bytes)
                }
                "UNISTR" => bytes(0).map(unicode_escapes),
                "UNHEX" => bytes(0).and_then(unhex),
                _ => bytes(0).map(<[u8]>::to_vec),
            }
        };
        out.truncate(start);
        match made {
            Some(made) => {
                out.extend_from_slice(&made);
                let at = start..out.len();
                Ok(if as_bytes || name == "UNHEX" { Literal::Bytes(at) } else { Literal::Text(at, None) })
            }
            None if arguments.contains(&Literal::Null) => Ok(Literal::Null),
            None => {
                out.extend_from_slice(name.as_bytes());
                Ok(Literal::Unknown(start..out.len()))
            }
        }
    }

    /// What nobody can read, up to the end of the value.
    fn unknown(&mut self, out: &mut Vec<u8>) -> Result<Literal, Wrong> {
        let start = out.len();
        let shown: Vec<u8> = self.input.peek(20)?.iter().copied().take_while(|b| !b.is_ascii_control()).collect();
        out.extend_from_slice(&shown);
        let end = out.len();
        self.pass_value()?;
        Ok(Literal::Unknown(start..end))
    }

    fn number(&mut self, out: &mut Vec<u8>) -> Result<(), Wrong> {
        if let Some(sign @ (b'-' | b'+')) = self.input.byte()? {
            if sign == b'-' {
                out.push(b'-');
            }
            self.input.skip(1);
            self.blanks()?;
        }
        let start = out.len();
        loop {
            let after_exponent = matches!(out.last(), Some(b'e' | b'E')) && out.len() > start;
            match self.input.byte()? {
                Some(b @ (b'0'..=b'9' | b'.' | b'e' | b'E')) => out.push(b),
                Some(b @ (b'+' | b'-')) if after_exponent => out.push(b),
                _ => break,
            }
            self.input.skip(1);
            if out.len() - start > LONGEST_WORD {
                return Err(self.wrong("a number is too long to be one"));
            }
        }
        if out.len() == start || self.input.byte()?.is_some_and(is_word) {
            return Err(self.wrong("a number cannot be read"));
        }
        Ok(())
    }

    /// `0x1F`: bytes, or a number.
    fn zero_x(&mut self, out: &mut Vec<u8>) -> Result<Literal, Wrong> {
        let start = out.len();
        self.input.skip(2);
        loop {
            let rest = self.input.rest()?;
            let len = rest.iter().take_while(|b| b.is_ascii_hexdigit()).count();
            let whole = len < rest.len() || rest.is_empty();
            out.extend_from_slice(rest.get(..len).unwrap_or_default());
            self.input.skip(len);
            if whole {
                break;
            }
        }
        if self.flavor.zero_x_is_bytes {
            return self.hex(out, start);
        }
        let digits = std::str::from_utf8(out.get(start..).unwrap_or_default()).ok();
        let Some(number) = digits.and_then(|t| u64::from_str_radix(t, 16).ok()) else {
            return Err(self.wrong("a number cannot be read"));
        };
        out.truncate(start);
        out.extend_from_slice((number as i64).to_string().as_bytes());
        Ok(Literal::Number(start..out.len()))
    }

    /// Digits behind `start` become the bytes they mean, where they stand.
    fn hex(&mut self, out: &mut Vec<u8>, start: usize) -> Result<Literal, Wrong> {
        let len = out.len() - start;
        // an odd number of digits lacks its first one
        let odd = len % 2;
        for i in 0..len.div_ceil(2) {
            let at = |n: Option<usize>| n.and_then(|n| out.get(start + n)).copied();
            let high = match (i, odd) {
                (0, 1) => Some(0),
                _ => at((2 * i).checked_sub(odd)).and_then(digit),
            };
            let low = at(Some(2 * i + 1 - odd)).and_then(digit);
            let (Some(high), Some(low)) = (high, low) else {
                return Err(self.wrong("hexadecimal digits cannot be read"));
            };
            if let Some(slot) = out.get_mut(start + i) {
                *slot = high << 4 | low;
            }
        }
        out.truncate(start + len.div_ceil(2));
        Ok(Literal::Bytes(start..out.len()))
    }

    /// Steps over `::type`, which says nothing that the column does not.
    fn cast(&mut self) -> Result<(), Wrong> {
        self.input.skip(2);
        loop {
            match self.next()? {
                Some(b'(') => self.parentheses()?,
                Some(b'[' | b']' | b'.') => self.input.skip(1),
                Some(b'"') => self.string(b'"', Escapes::None, None)?,
                Some(b) if is_word(b) => self.bare_word()?,
                _ => return Ok(()),
            }
        }
    }
}

/// The character sets that introducers name.
const CHARSETS: &[&str] = &[
    "binary", "utf8mb4", "utf8mb3", "utf8", "ascii", "latin1", "latin2", "latin5", "latin7", "cp1250", "cp1251",
    "cp1256", "cp1257", "koi8r", "koi8u", "greek", "hebrew", "sjis", "cp932", "ujis", "eucjpms", "euckr", "gb2312",
    "gbk", "gb18030", "big5", "tis620", "utf16", "utf16le", "ucs2",
];

/// The bytes of hexadecimal digits.
pub(super) fn unhex(text: &[u8]) -> Option<Vec<u8>> {
    let pair = |pair: &[u8]| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    };
    text.chunks(2).map(pair).collect()
}

fn replaced(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    if from.is_empty() {
        return text.to_vec();
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = 0;
    for at in memchr::memmem::find_iter(text, from) {
        out.extend_from_slice(text.get(rest..at).unwrap_or_default());
        out.extend_from_slice(to);
        rest = at + from.len();
    }
    out.extend_from_slice(text.get(rest..).unwrap_or_default());
    out
}

/// `\0041`, `\u0041`, `\+000041` and `\U00000041` are characters, and `\\` is a backslash.
fn unicode_escapes(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    let mut high: Option<u32> = None;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        out.extend_from_slice(rest.get(..at).unwrap_or_default());
        let tail = rest.get(at + 1..).unwrap_or_default();
        let (skip, len) = match tail.first() {
            Some(b'u') => (1, 4),
            Some(b'U') => (1, 8),
            Some(b'+') => (1, 6),
            _ => (0, 4),
        };
        let digits = tail.get(skip..skip + len).and_then(|d| std::str::from_utf8(d).ok());
        match digits.and_then(|d| u32::from_str_radix(d, 16).ok()) {
            Some(code) => {
                rest = tail.get(skip + len..).unwrap_or_default();
                let whole = match high.take() {
                    Some(high) => 0x10000 + ((high - 0xd800) << 10) + (code.wrapping_sub(0xdc00) & 0x3ff),
                    None if (0xd800..0xdc00).contains(&code) => {
                        high = Some(code);
                        continue;
                    }
                    None => code,
                };
                let c = char::from_u32(whole).unwrap_or(char::REPLACEMENT_CHARACTER);
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
            None => {
                out.push(b'\\');
                rest = tail.get(usize::from(tail.first() == Some(&b'\\'))..).unwrap_or_default();
            }
        }
    }
    out.extend_from_slice(rest);
    out
}
