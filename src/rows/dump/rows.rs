//! One row after the other: of an insert, and of a COPY.

use super::lexer::{Escapes, Lexer};
use super::literal::Literal;
use super::wrong::Wrong;

/// What a column has where a row gives it nothing.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Preset {
    Null,
    /// A constant, whose bytes are beside it.
    Constant(Literal, Vec<u8>),
    /// The next number of a column that numbers itself.
    Count,
    /// What only a server knows: what is wrong, and what to do.
    Server((String, &'static str)),
}

/// Which values of a row are wanted.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    /// For numbers of values that a row may have: the place of each wanted column's value; none: it is not given.
    pub forms: Vec<(usize, Vec<Option<usize>>)>,
    /// What each wanted column has where it is not given.
    pub presets: Vec<Preset>,
    /// The wanted column that numbers itself.
    pub counted: Option<usize>,
    /// The place of the moment at which a row ceased to be, where a dump has such rows.
    pub row_end: Option<usize>,
    /// Whether a value is wanted in some form.
    wanted: Vec<bool>,
}

impl Shape {
    pub(super) fn of(forms: Vec<(usize, Vec<Option<usize>>)>, row_end: Option<usize>) -> Self {
        let len = forms.iter().map(|(len, _)| *len).max().unwrap_or(0);
        let wanted = |i| row_end == Some(i) || forms.iter().any(|(_, places)| places.contains(&Some(i)));
        let wanted = (0..len).map(wanted).collect();
        Self { forms, wanted, row_end, ..Self::default() }
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
    /// The number that the row gets where it is counted.
    pub number: u64,
}

impl RowParts {
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.literals.clear();
    }

    /// The bytes of a literal of the row.
    pub(super) fn bytes_of(&self, literal: &Literal) -> &[u8] {
        literal.range().and_then(|at| self.bytes.get(at)).unwrap_or_default()
    }
}

/// What stands behind the rows of an insert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// The end, or nothing that concerns them.
    Nothing,
    /// What to do with a row that is there already.
    Conflict,
}

/// Steps over what stands behind the rows, up to the end.
pub(super) fn behind_rows(lexer: &mut Lexer, delimiter: &str) -> Result<After, Wrong> {
    let mut after = After::Nothing;
    loop {
        let Some(first) = lexer.next()? else { return Err(lexer.cut("in an insert")) };
        if lexer.input.peek(delimiter.len())? == delimiter.as_bytes() {
            lexer.input.skip(delimiter.len());
            return Ok(after);
        }
        if matches!(first, b'o' | b'O') && lexer.peek_word()? == "ON" {
            after = After::Conflict;
        }
        lexer.pass_token()?;
    }
}

/// What comes next in an insert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// A row of so many values.
    Row(usize),
    /// No more rows; the statement is read to its end.
    End(After),
}

/// Reads a row of an insert.
pub(super) fn inserted(lexer: &mut Lexer, shape: &Shape, row: &mut RowParts, delimiter: &str) -> Result<Next, Wrong> {
    if lexer.next()? == Some(b',') {
        lexer.input.skip(1);
        lexer.next()?;
    }
    row.line = lexer.input.here();
    match lexer.input.byte()? {
        Some(b'(') => lexer.input.skip(1),
        None => return Err(lexer.cut("in an insert")),
        _ if lexer.input.peek(delimiter.len())? == delimiter.as_bytes() => {
            return behind_rows(lexer, delimiter).map(Next::End);
        }
        Some(b) if b.is_ascii_alphabetic() => match lexer.peek_word()?.as_str() {
            "ROW" => {
                lexer.word()?;
                if !lexer.sign(b'(')? {
                    return Err(lexer.wrong("the rows of an insert cannot be read"));
                }
            }
            "ON" | "AS" | "RETURNING" => return behind_rows(lexer, delimiter).map(Next::End),
            _ => return Err(lexer.wrong("the rows of an insert cannot be read")),
        },
        Some(_) => return Err(lexer.wrong("the rows of an insert cannot be read")),
    }
    let mut values = 0;
    if lexer.sign(b')')? {
        return Ok(Next::Row(0));
    }
    loop {
        let literal = lexer.value(shape.wants(values).then_some(&mut row.bytes))?;
        row.literals.push(literal);
        values += 1;
        match lexer.next()? {
            Some(b',') => lexer.input.skip(1),
            Some(b')') => {
                lexer.input.skip(1);
                return Ok(Next::Row(values));
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

/// Reads a line of a COPY.
pub(super) fn copied(lexer: &mut Lexer, shape: &Shape, row: &mut RowParts) -> Result<Next, Wrong> {
    if copy_ends(lexer)? {
        return Ok(Next::End(After::Nothing));
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
                return Ok(Next::Row(values));
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
