//! Rows as lines of text.

use std::io::Write as _;

use super::super::super::cell::{Cell, Why};
use super::super::super::feed::Encoder;
use super::super::super::{Flow, Type};
use super::Format;
use crate::dialect::push_hex;
use crate::dialect::transport::Form;

/// Lines of COPY's text format.
#[derive(Debug)]
pub(in super::super) struct Lines {
    data: Vec<u8>,
    columns: Vec<PgText>,
    scratch: String,
}

/// What COPY's text depends on, of a column's type.
#[derive(Debug, Clone, Copy, PartialEq)]
enum PgText {
    Bool,
    Text,
    Double,
    Bytes,
    Geometry,
    Other,
}

impl Lines {
    pub(in super::super) fn new(flow: &Flow) -> Self {
        let kind = |ty: &Type| match ty {
            Type::Bool => PgText::Bool,
            Type::Float64 => PgText::Double,
            Type::Bytes { .. } => PgText::Bytes,
            Type::Geometry => PgText::Geometry,
            ty if ty.is_textual() => PgText::Text,
            _ => PgText::Other,
        };
        Self { data: Vec::new(), columns: flow.columns.iter().map(|c| kind(&c.ty)).collect(), scratch: String::new() }
    }

    /// Text with a backslash before what would end a value or a line.
    fn text(&mut self, text: &[u8]) -> Result<(), Why> {
        let special = |b: &u8| *b < b' ' || *b == b'\\';
        let mut rest = text;
        while let Some(at) = find(rest, special) {
            let (plain, tail) = rest.split_at(at);
            self.data.extend_from_slice(plain);
            let Some((first, tail)) = tail.split_first() else { break };
            match first {
                0 => return Err("has a NUL in it, which text in PostgreSQL cannot have"),
                b'\\' => self.data.extend_from_slice(b"\\\\"),
                b'\n' => self.data.extend_from_slice(b"\\n"),
                b'\r' => self.data.extend_from_slice(b"\\r"),
                b'\t' => self.data.extend_from_slice(b"\\t"),
                other => self.data.push(*other),
            }
            rest = tail;
        }
        self.data.extend_from_slice(rest);
        Ok(())
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.data.extend_from_slice(b"\\\\x");
        self.scratch.clear();
        for piece in bytes.chunks(4096) {
            self.scratch.clear();
            push_hex(&mut self.scratch, piece);
            self.data.extend_from_slice(self.scratch.as_bytes());
        }
    }
}

/// The first byte that is special. Sixteen at a time, since few are.
fn find(bytes: &[u8], special: impl Fn(&u8) -> bool + Copy) -> Option<usize> {
    let pieces = bytes.chunks_exact(16);
    let rest = pieces.remainder();
    for (i, piece) in pieces.enumerate() {
        if piece.iter().fold(false, |any, b| any | special(b)) {
            return piece.iter().position(special).map(|at| i * 16 + at);
        }
    }
    rest.iter().position(special).map(|at| bytes.len() - rest.len() + at)
}

impl Encoder for Lines {
    type Load = Vec<u8>;

    fn cell(&mut self, column: usize, cell: Cell<'_>) -> Result<(), Why> {
        if column > 0 {
            self.data.push(b'\t');
        }
        let kind = self.columns.get(column).copied().unwrap_or(PgText::Other);
        match (cell, kind) {
            (Cell::Null, _) => self.data.extend_from_slice(b"\\N"),
            (Cell::Bool(b), PgText::Bool | PgText::Text) => {
                self.data.extend_from_slice(if b { b"true" } else { b"false" })
            }
            (Cell::Bool(b), _) => self.data.push(if b { b'1' } else { b'0' }),
            (Cell::Int(n), _) => {
                // writing to memory does not fail
                let _ = write!(self.data, "{n}");
            }
            (Cell::Single(x), PgText::Double) => return self.cell_again(Cell::Double(f64::from(x))),
            (Cell::Uint(_) | Cell::Single(_) | Cell::Double(_), _) => return self.cell_again(cell),
            (Cell::Number(text) | Cell::Moment(text), _) => self.data.extend_from_slice(text.as_bytes()),
            (Cell::Text(text), PgText::Bytes) => self.bytes(text.as_bytes()),
            (Cell::Text(text), _) => return self.text(text.as_bytes()),
            (Cell::NoText(_), _) => return Err("is not text in UTF-8"),
            (Cell::Bytes(bytes), PgText::Bytes | PgText::Geometry) => self.bytes(bytes),
            (Cell::Bytes(bytes), _) => {
                std::str::from_utf8(bytes).map_err(|_| "is not text in UTF-8")?;
                return self.text(bytes);
            }
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Why> {
        self.data.push(b'\n');
        Ok(())
    }

    fn size(&self) -> usize {
        self.data.len()
    }

    fn reserve(&mut self, bytes: usize) {
        self.data.reserve(bytes);
    }

    fn take(&mut self, _all: bool) -> Vec<u8> {
        let size = self.data.len();
        std::mem::replace(&mut self.data, Vec::with_capacity(size.min(512 << 10)))
    }
}

impl Lines {
    fn cell_again(&mut self, cell: Cell<'_>) -> Result<(), Why> {
        self.scratch.clear();
        cell.push_text(&mut self.scratch);
        self.data.extend_from_slice(self.scratch.as_bytes());
        Ok(())
    }
}

impl Format for Lines {
    const FORM: Form = Form::Text;
    const AROUND: (&'static [u8], &'static [u8]) = (b"", b"");
}
