//! Old rows written out: multi-row inserts into the staging tables, for scripts that nobody can read the old
//! database beside.

use std::fmt::Write as _;

use super::pushdown::{Copied, Pushdown};
use super::staging::Staged;
use crate::dialect::EngineExt as _;
use crate::dialect::sessions;
use crate::dialect::transport;
use crate::dialect::{Written, push_hex};
use crate::engine::Engine;
use crate::rows::cell::{Cell, Why, is_finite, is_plain_moment};
use crate::schema::Type;

/// Bytes of a statement where nobody says: half of what the smallest usual `max_allowed_packet` takes.
pub const USUAL_SIZE: usize = 512 << 10;

/// An insert of some rows, without its semicolon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insert {
    /// Its text; a newline before each row.
    pub sql: String,
    /// How many rows it has.
    pub rows: u64,
}

/// Puts rows into inserts, value by value. An insert is no longer than it may be, unless a single row is.
#[derive(Debug)]
pub struct Inserts {
    engine: Engine,
    written: Written,
    head: String,
    types: Vec<Type>,
    /// What each row ends with.
    end: String,
    most: usize,
    /// The row under way.
    row: String,
    now: Insert,
    full: Vec<Insert>,
    /// Bytes in all of them.
    size: usize,
}

impl Inserts {
    /// Inserts into a staging table, of at most so many bytes each.
    pub fn new(engine: Engine, staged: &Staged, most: usize) -> Self {
        Self::into_table(engine, &staged.name, &staged.columns, "", most)
    }

    /// Inserts into the new table of a block, of at most `most` bytes each.
    pub fn pushdown(engine: Engine, pushdown: &Pushdown, most: usize) -> Self {
        let given = engine.statements().overriding_identity();
        Self::into_table(engine, &pushdown.table, &pushdown.columns, given, most)
    }

    /// Inserts into the new table of a block, where only the values of [`Pushdown::copied_columns`] come, and constants stand behind them.
    pub fn copied(engine: Engine, pushdown: &Pushdown, most: usize) -> Self {
        let mut columns = Vec::new();
        let mut constants = Vec::new();
        let mut end = String::new();
        for (column, copied) in pushdown.columns.iter().zip(pushdown.copies.iter().flat_map(|copies| &copies.columns)) {
            match copied {
                Copied::Column(_) => columns.push(column.clone()),
                Copied::Constant(sql) => {
                    constants.push(column.clone());
                    end.push(',');
                    end.push_str(sql);
                }
            }
        }
        let copied = columns.len();
        columns.append(&mut constants);
        let given = engine.statements().overriding_identity();
        let mut inserts = Self::into_table(engine, &pushdown.table, &columns, given, most);
        inserts.types.truncate(copied);
        end.push(')');
        Self { end, ..inserts }
    }

    /// `given`: what lets rows have the keys they come with.
    fn into_table(engine: Engine, table: &str, columns: &[(String, Type)], given: &str, most: usize) -> Self {
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        Self {
            engine,
            written: engine.capabilities().written,
            head: transport::insert(table, &names, given).trim_end().to_owned(),
            types: columns.iter().map(|(_, ty)| ty.clone()).collect(),
            end: ")".to_owned(),
            most,
            row: String::new(),
            now: Insert { sql: String::new(), rows: 0 },
            full: Vec::new(),
            size: 0,
        }
    }

    /// The next value of the row.
    ///
    /// # Errors
    /// What is wrong with it, after `the value … for …`.
    pub fn cell(&mut self, column: usize, cell: Cell<'_>) -> Result<(), Why> {
        self.row.push(if column == 0 { '(' } else { ',' });
        match self.types.get(column) {
            Some(ty) => value(self.engine, &self.written, &mut self.row, ty, cell),
            None => Ok(()),
        }
    }

    /// The row is complete.
    pub fn end_row(&mut self) {
        self.row.push_str(&self.end);
        let row = self.row.len() + 2;
        if self.now.rows > 0 && self.now.sql.len() + row > self.most {
            self.close();
        }
        if self.now.rows == 0 {
            self.now.sql.push_str(&self.head);
            self.size += self.head.len();
        } else {
            self.now.sql.push(',');
        }
        self.now.sql.push('\n');
        self.now.sql.push_str(&self.row);
        self.now.rows += 1;
        self.size += row;
        self.row.clear();
    }

    fn close(&mut self) {
        if self.now.rows > 0 {
            self.full.push(std::mem::replace(&mut self.now, Insert { sql: String::new(), rows: 0 }));
        }
    }

    /// Bytes of the rows so far.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The inserts of all rows so far.
    pub fn take(&mut self) -> Vec<Insert> {
        self.close();
        self.size = 0;
        std::mem::take(&mut self.full)
    }
}

/// The statements that make the tables for old rows.
pub fn create(staged: &[Staged]) -> Vec<String> {
    staged.iter().flat_map(|staged| std::iter::once(&staged.drop).chain(&staged.create)).cloned().collect()
}

/// The statements around the rows of a table: together they cost one wait for the disk. None where the script is one
/// transaction already.
pub fn around_rows(engine: Engine) -> Option<[&'static str; 2]> {
    let statements = engine.statements();
    (!statements.capabilities().makes_tables_in_transactions).then(|| [statements.begin(), sessions::COMMIT])
}

/// The statements before the first row and after the last one, so that rows go into these tables as they are; none where any session
/// takes them so.
pub fn around_all(staged: &[Staged], engine: Engine) -> Option<[&'static str; 2]> {
    engine.statements().odd_dates().filter(|_| staged.iter().any(|staged| staged.odd_dates))
}

/// The statements that follow when all rows are there.
pub fn index(staged: &[Staged]) -> Vec<String> {
    staged.iter().flat_map(|staged| &staged.index).cloned().collect()
}

/// The statements that remove the tables again.
pub fn drop(staged: &[Staged]) -> Vec<String> {
    staged.iter().map(|staged| staged.drop.clone()).collect()
}

/// A value as a literal for a column of this type.
fn value(engine: Engine, written: &Written, out: &mut String, ty: &Type, cell: Cell<'_>) -> Result<(), Why> {
    const NO_NUMBER: Why = "is a number that the new engine does not have";
    let is_bytes = matches!(ty, Type::Bytes { .. } | Type::Geometry);
    let is_number = ty.is_numeric();
    match cell {
        Cell::Null => out.push_str("NULL"),
        Cell::Bytes(bytes) if is_bytes || matches!(ty, Type::Other(_)) => bytes_literal(engine, out, bytes),
        Cell::Bytes(bytes) if ty.is_textual() || matches!(ty, Type::Json) => {
            return text(engine, out, std::str::from_utf8(bytes).map_err(|_| "is not text in UTF-8")?);
        }
        // a column that promises nothing
        Cell::Bytes(bytes) if is_number && !engine.declares_sizes() => bytes_literal(engine, out, bytes),
        Cell::NoText(bytes) if is_number && !engine.declares_sizes() => {
            out.push_str("CAST(");
            bytes_literal(engine, out, bytes);
            out.push_str(" AS TEXT)");
        }
        Cell::NoText(_) => return Err("is not text in UTF-8"),
        Cell::Bytes(_) => return Err("is bytes"),
        Cell::Text(given) if is_bytes => bytes_literal(engine, out, given.as_bytes()),
        Cell::Text(given) => return text(engine, out, given),
        Cell::Bool(b) if *ty == Type::Bool => out.push_str(&engine.dialect().bool(b)),
        Cell::Bool(b) if ty.is_textual() => return text(engine, out, if b { "true" } else { "false" }),
        Cell::Bool(b) => out.push(if b { '1' } else { '0' }),
        Cell::Int(n) if *ty == Type::Bool && !written.bool_is_number => match n {
            0 | 1 => out.push_str(&engine.dialect().bool(n == 1)),
            _ => return Err("is neither true nor false"),
        },
        Cell::Uint(n) if !written.unsigned && i64::try_from(n).is_err() => {
            return Err("is beyond the whole numbers of the new engine");
        }
        Cell::Int(_) | Cell::Uint(_) if is_number || (*ty == Type::Bool && written.bool_is_number) => {
            cell.push_text(out);
        }
        Cell::Single(x) if is_number && (*ty != Type::Float32 || !engine.declares_sizes()) => {
            return value(engine, written, out, ty, Cell::Double(f64::from(x)));
        }
        Cell::Single(_) | Cell::Double(_) if is_number || *ty == Type::Bool => {
            let (finite, infinite, negative) = match cell {
                Cell::Single(x) => (x.is_finite(), x.is_infinite(), x < 0.0),
                Cell::Double(x) => (x.is_finite(), x.is_infinite(), x < 0.0),
                _ => (true, false, false),
            };
            let mut digits = String::new();
            cell.push_text(&mut digits);
            match (finite, infinite, written.infinity) {
                (true, ..) if matches!(ty, Type::Float32 | Type::Float64) => {
                    out.push_str(&engine.dialect().double(&digits));
                }
                (true, ..) => out.push_str(&digits),
                (false, true, Some(infinity)) => {
                    let _ = write!(out, "{}{infinity}", if negative { "-" } else { "" });
                }
                (false, ..) if written.special_numbers => return text(engine, out, &digits),
                _ => return Err(NO_NUMBER),
            }
        }
        Cell::Number(digits) if is_number || *ty == Type::Bool => match is_finite(digits) {
            true if written.exact_numbers || matches!(ty, Type::Int { .. }) => out.push_str(digits),
            true => return text(engine, out, digits),
            false if written.special_numbers => return text(engine, out, digits),
            false => return Err(NO_NUMBER),
        },
        Cell::Moment(moment) if ty.is_temporal() && !written.odd_moments && !is_plain_moment(moment) => {
            return Err("is a moment that the new engine does not have");
        }
        Cell::Number(given) | Cell::Moment(given) => return text(engine, out, given),
        Cell::Int(_) | Cell::Uint(_) | Cell::Single(_) | Cell::Double(_) => {
            let plain = matches!(ty, Type::Other(_)) && written.bool_is_number;
            let mut digits = String::new();
            cell.push_text(&mut digits);
            if plain {
                out.push_str(&digits);
            } else {
                return text(engine, out, &digits);
            }
        }
    }
    Ok(())
}

/// A text literal. Most have nothing in them that any engine spells otherwise.
fn text(engine: Engine, out: &mut String, text: &str) -> Result<(), Why> {
    if text.bytes().all(|b| b >= b' ' && b != b'\'' && b != b'\\') {
        out.push('\'');
        out.push_str(text);
        out.push('\'');
        return Ok(());
    }
    if !engine.dialect().holds(text) {
        return Err("has a NUL in it, which text in the new engine cannot have");
    }
    out.push_str(&engine.dialect().text(text));
    Ok(())
}

fn bytes_literal(engine: Engine, out: &mut String, bytes: &[u8]) {
    let [before, after] = engine.capabilities().written.bytes;
    out.push_str(before);
    push_hex(out, bytes);
    out.push_str(after);
}
