//! One row after the other: of an insert, and of a COPY.

use super::Wrong;
use super::lexer::{Escapes, Lexer};
use super::literal::Literal;

/// Which values of a row are wanted.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    /// For numbers of values that a row may have: the place of each wanted column's value; none: it is null.
    pub forms: Vec<(usize, Vec<Option<usize>>)>,
    /// Whether a value is wanted in some form.
    wanted: Vec<bool>,
}

impl Shape {
    pub(super) fn of(forms: Vec<(usize, Vec<Option<usize>>)>) -> Self {
        let len = forms.iter().map(|(len, _)| *len).max().unwrap_or(0);
        let wanted = (0..len).map(|i| forms.iter().any(|(_, places)| places.contains(&Some(i)))).collect();
        Self { forms, wanted }
    }

    /// Where the values are in a row of so many.
    pub(super) fn places(&self, values: usize) -> Option<&[Option<usize>]> {
        self.forms.iter().find(|(len, _)| *len == values).map(|(_, places)| places.as_slice())
    }

    fn wants(&self, place: usize) -> bool {
        self.wanted.get(place).copied().unwrap_or(false)
    }
}

/// The row that was read last.
#[derive(Debug, Default)]
pub(super) struct RowParts {
    pub bytes: Vec<u8>,
    pub literals: Vec<Literal>,
    pub line: u64,
}

/// Reads a row of an insert, and says how many values it has; none where there are no more, behind the end.
pub(super) fn inserted(
    lexer: &mut Lexer,
    shape: &Shape,
    row: &mut RowParts,
    delimiter: &str,
) -> Result<Option<usize>, Wrong> {
    if lexer.next()? == Some(b',') {
        lexer.input.skip(1);
        lexer.next()?;
    }
    row.line = lexer.input.here();
    match lexer.input.byte()? {
        Some(b'(') => lexer.input.skip(1),
        None => return Err(lexer.cut("in an insert")),
        _ if lexer.input.peek(delimiter.len())? == delimiter.as_bytes() => {
            lexer.input.skip(delimiter.len());
            return Ok(None);
        }
        Some(b) if b.is_ascii_alphabetic() => {
            let word = lexer.word()?;
            if word == "ROW" && lexer.next()? == Some(b'(') {
                lexer.input.skip(1);
            } else if matches!(word.as_str(), "ON" | "AS" | "RETURNING") {
                // what to do with rows that are there already: there are none
                loop {
                    if lexer.next()?.is_none() {
                        return Err(lexer.cut("in an insert"));
                    }
                    if lexer.input.peek(delimiter.len())? == delimiter.as_bytes() {
                        lexer.input.skip(delimiter.len());
                        return Ok(None);
                    }
                    lexer.pass_token()?;
                }
            } else {
                return Err(lexer.wrong("the rows of an insert cannot be read"));
            }
        }
        Some(_) => return Err(lexer.wrong("the rows of an insert cannot be read")),
    }
    let mut values = 0;
    if lexer.sign(b')')? {
        return Ok(Some(0));
    }
    loop {
        let literal = lexer.value(shape.wants(values).then_some(&mut row.bytes))?;
        row.literals.push(literal);
        values += 1;
        match lexer.next()? {
            Some(b',') => lexer.input.skip(1),
            Some(b')') => {
                lexer.input.skip(1);
                return Ok(Some(values));
            }
            None => return Err(lexer.cut("in a row")),
            Some(_) => return Err(lexer.wrong("a row cannot be read")),
        }
    }
}

/// Whether the rows of a COPY end here; steps over the mark.
pub(super) fn copy_ends(lexer: &mut Lexer) -> Result<bool, Wrong> {
    let ends = matches!(lexer.input.peek(3)?, [b'\\', b'.'] | [b'\\', b'.', b'\n' | b'\r']);
    if ends {
        lexer.line()?;
    }
    Ok(ends)
}

/// Reads a line of a COPY, and says how many values it has; none behind the last.
pub(super) fn copied(lexer: &mut Lexer, shape: &Shape, row: &mut RowParts) -> Result<Option<usize>, Wrong> {
    if copy_ends(lexer)? {
        return Ok(None);
    }
    let mut values = 0;
    loop {
        let start = row.bytes.len();
        let wanted = shape.wants(values);
        let there = lexer.field(wanted.then_some(&mut row.bytes))?;
        row.literals.push(if there && wanted { Literal::Text(start..row.bytes.len(), None) } else { Literal::Null });
        values += 1;
        match lexer.input.byte()? {
            Some(b'\t') => lexer.input.skip(1),
            Some(b'\n') => {
                lexer.input.skip(1);
                return Ok(Some(values));
            }
            _ => return Err(lexer.cut("in the rows of a table")),
        }
    }
}

impl Lexer {
    /// One field of a line of COPY, up to the tab or line end behind it; false where it is null.
    /// The end of the line is left for the caller.
    pub(super) fn field(&mut self, mut out: Option<&mut Vec<u8>>) -> Result<bool, Wrong> {
        let start = out.as_ref().map_or(0, |out| out.len());
        let null = self.input.peek(3)?;
        if matches!(null, [b'\\', b'N'] | [b'\\', b'N', b'\t' | b'\n' | b'\r']) {
            self.input.skip(2);
            if self.input.byte()? == Some(b'\r') {
                self.input.skip(1);
            }
            return Ok(false);
        }
        // a line end of two characters; one in a value is escaped
        let mut raw_cr = false;
        loop {
            let rest = self.input.rest()?;
            if rest.is_empty() {
                return Err(self.cut("in a row"));
            }
            let hit = memchr::memchr3(b'\t', b'\n', b'\\', rest);
            let span = rest.get(..hit.unwrap_or(rest.len())).unwrap_or_default();
            if let Some(last) = span.last() {
                raw_cr = *last == b'\r';
            }
            if let Some(out) = &mut out {
                out.extend_from_slice(span);
            }
            let len = span.len();
            self.input.skip(len);
            match hit.and(self.input.byte()?) {
                None => {}
                Some(b'\\') => {
                    raw_cr = false;
                    let Some(next) = self.input.peek(2)?.get(1).copied() else { return Err(self.cut("in a row")) };
                    self.input.skip(2);
                    if let Some(out) = &mut out {
                        self.escaped(next, Escapes::Copy, out)?;
                    }
                }
                Some(end) => {
                    if end == b'\n'
                        && raw_cr
                        && let Some(out) = &mut out
                        && out.len() > start
                    {
                        out.pop();
                    }
                    return Ok(true);
                }
            }
        }
    }
}
