//! The keys of the rows so far: whether a row is there already, which an insert may say what to do about.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use roaring::RoaringTreemap;

use super::Wrong;
use super::moment;
use super::reader::{DumpReader, DumpRow};
use super::rows::{After, Shape};
use crate::rows::cell::Cell;
use crate::rows::source::Scratch;

/// So many keys that are no whole numbers are kept in mind for a table.
const MOST: usize = 1 << 20;

/// What an insert does with a row whose key is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    /// Nothing is said, or only behind the rows.
    Refused,
    /// The row is left out.
    Skipped,
    /// It takes the other's place.
    Replaced,
}

/// Whether a key is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Found {
    New,
    /// That depends on how the server compares.
    Perhaps,
    Same,
}

/// The keys of one primary or unique key of a table.
#[derive(Debug)]
pub(super) struct Keys {
    /// The places of its columns among the targets.
    pub at: Vec<usize>,
    pub primary: bool,
    whole: RoaringTreemap,
    /// By what may be equal: what is.
    others: HashMap<u128, u128>,
    /// Not all rows so far are in it.
    pub blind: bool,
}

/// A key of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    Whole(u64),
    Other { loose: u128, exact: u128 },
}

impl Keys {
    pub(super) fn new(at: Vec<usize>, primary: bool) -> Self {
        Self { at, primary, whole: RoaringTreemap::new(), others: HashMap::new(), blind: false }
    }

    pub(super) fn find(&self, value: Value) -> Found {
        match value {
            Value::Whole(n) if self.whole.contains(n) => Found::Same,
            Value::Other { loose, exact } => match self.others.get(&loose) {
                Some(there) if *there == exact => Found::Same,
                Some(_) => Found::Perhaps,
                None => Found::New,
            },
            Value::Whole(_) => Found::New,
        }
    }

    /// `all`: keys that take room are kept in mind, too.
    pub(super) fn add(&mut self, value: Value, all: bool) {
        match value {
            Value::Whole(n) => drop(self.whole.insert(n)),
            Value::Other { loose, exact } if all && self.others.len() < MOST => {
                self.others.insert(loose, exact);
            }
            Value::Other { .. } => self.blind = true,
        }
    }
}

/// The insert that is read.
#[derive(Debug)]
pub(super) struct Insert {
    line: u64,
    repeat: Repeat,
    /// It has rows that were counted, and rows with numbers of their own.
    counted: bool,
    numbered: bool,
    /// The line of a row with a unique value that is there already.
    repeats: Option<u64>,
    /// Not all rows before it are known.
    blind: bool,
}

impl Insert {
    /// One that says nothing of rows that are there.
    pub(super) fn plain() -> Self {
        Self { line: 0, repeat: Repeat::Refused, counted: false, numbered: false, repeats: None, blind: false }
    }
}

impl DumpReader {
    /// Begins to read rows of a wanted table.
    pub(super) fn begin_insert(&mut self, at: usize, repeat: Repeat, line: u64) -> Result<(), Wrong> {
        let Some(table) = self.wanted.get(at) else { return Ok(()) };
        let blind = table.rows > 0 && table.keys.iter().any(|keys| keys.blind);
        self.insert = Insert { line, repeat, counted: false, numbered: false, repeats: None, blind };
        // what a tool wrote as a whole has each row once
        if blind && repeat != Repeat::Refused && self.lexer.footer.is_none() {
            return Err(self.unknown_keys(at, line));
        }
        Ok(())
    }

    fn unknown_keys(&self, at: usize, line: u64) -> Wrong {
        let name = self.wanted.get(at).map_or("", |table| &self.schema.table(table.id).name);
        let message = format!("whether rows of `{name}` are there already only a server can know here");
        Wrong::at(line, message).help("make a dump of the database as it is now")
    }

    pub(super) fn end_insert(&mut self, at: usize, after: After) -> Result<(), Wrong> {
        if after == After::Nothing {
            return Ok(());
        }
        match self.insert.repeats {
            Some(line) => Err(self.repeated(at, line, "only a server can do what the insert says then")),
            None if self.insert.blind && self.lexer.footer.is_none() => Err(self.unknown_keys(at, self.insert.line)),
            None => Ok(()),
        }
    }

    fn repeated(&self, at: usize, line: u64, why: &str) -> Wrong {
        let name = self.wanted.get(at).map_or("", |table| &self.schema.table(table.id).name);
        let message = format!("a row of `{name}` has a key that a row before it has, and {why}");
        Wrong::at(line, message).help("make a dump of the database as it is now")
    }

    /// Whether the row that was read is one that the table has in the end: not one of its history, and none that an insert
    /// leaves out. Numbers it where that is to be done.
    pub(super) fn is_there(&mut self, at: usize, shape: &Shape, values: usize, copy: bool) -> Result<bool, Wrong> {
        let Some(places) = shape.places(values) else { return Ok(true) };
        let Some(table) = self.wanted.get_mut(at) else { return Ok(true) };
        if let Some(end) = shape.row_end.and_then(|place| self.row.literals.get(place))
            && !moment::is_end_of_time(self.row.bytes_of(end), self.session.offset)
        {
            return Ok(false);
        }
        self.row.number = table.next;
        let row = DumpRow {
            parts: &self.row,
            shape,
            places,
            targets: &table.targets,
            session: &self.session,
            file: &self.file,
        };
        let line = self.row.line;
        if let Some(counted) = shape.counted {
            let given = row.given(counted);
            if row.is_counted(given) {
                self.insert.counted = true;
                table.next += 1;
            } else if let Some(n) = given.and_then(|l| std::str::from_utf8(self.row.bytes_of(l)).ok()?.parse().ok()) {
                self.insert.numbered = true;
                table.next = table.next.max(u64::saturating_add(n, 1));
            }
            if self.insert.counted && self.insert.numbered && self.lexer.flavor.counts_by_statement {
                let name = &self.schema.table(table.id).name;
                let message = format!(
                    "rows of `{name}` with numbers of their own stand beside rows without, whose numbers only a server knows"
                );
                return Err(Wrong::at(line, message).help("give each row its number, or make a dump of the database"));
            }
        }
        let framed = self.lexer.footer.is_some();
        let mut scratch = Scratch::default();
        let mut found = Vec::new();
        for keys in &table.keys {
            found.push(if copy { None } else { row.key(&keys.at, &mut scratch) });
        }
        let worst = |primary: Option<bool>| {
            let keys = table.keys.iter().zip(&found).filter(|(keys, _)| primary.is_none_or(|p| p == keys.primary));
            keys.filter_map(|(keys, value)| value.map(|value| keys.find(value))).max().unwrap_or(Found::New)
        };
        match (worst(None), self.insert.repeat) {
            (Found::New, _) => {}
            (Found::Same, Repeat::Skipped) => return Ok(false),
            (Found::Perhaps, Repeat::Skipped) => {
                return Err(self.repeated(at, line, "whether it is left out depends on how a server compares"));
            }
            (_, Repeat::Replaced) => {
                return Err(self.repeated(at, line, "only a server can replace that row"));
            }
            (_, Repeat::Refused) => {
                if worst(Some(true)) == Found::Same {
                    return Err(self.repeated(at, line, "only a server knows what becomes of the two"));
                }
                self.insert.repeats = self.insert.repeats.or(Some(line));
            }
        }
        let all = !framed;
        for (keys, value) in table.keys.iter_mut().zip(found) {
            match value {
                Some(value) => keys.add(value, all),
                None => keys.blind |= copy,
            }
        }
        Ok(true)
    }
}

/// Takes the cells of a key.
#[derive(Debug)]
pub(super) struct Collector {
    whole: Option<u64>,
    cells: usize,
    hashers: [DefaultHasher; 4],
}

impl Collector {
    pub(super) fn new() -> Self {
        let hasher = |seed: u8| {
            let mut hasher = DefaultHasher::new();
            seed.hash(&mut hasher);
            hasher
        };
        Self { whole: None, cells: 0, hashers: [hasher(0), hasher(1), hasher(2), hasher(3)] }
    }

    /// Takes a cell; false where it is null, and nothing is equal to it. `loose`: `A` may equal `a`.
    pub(super) fn take(&mut self, cell: &Cell<'_>, loose: bool) -> bool {
        self.whole = match cell {
            Cell::Null => return false,
            Cell::Int(n) if self.cells == 0 => u64::try_from(*n).ok(),
            Cell::Uint(n) if self.cells == 0 => Some(*n),
            _ => None,
        };
        self.cells += 1;
        let mut text = String::new();
        cell.push_text(&mut text);
        let folded = if loose { text.trim_end_matches(' ').to_lowercase() } else { text.clone() };
        for (hasher, text) in self.hashers.iter_mut().zip([&folded, &folded, &text, &text]) {
            text.hash(hasher);
        }
        true
    }

    pub(super) fn value(&self) -> Value {
        if let (Some(n), 1) = (self.whole, self.cells) {
            return Value::Whole(n);
        }
        let [a, b, c, d] = &self.hashers;
        let both =
            |high: &DefaultHasher, low: &DefaultHasher| u128::from(high.finish()) << 64 | u128::from(low.finish());
        Value::Other { loose: both(a, b), exact: both(c, d) }
    }
}
