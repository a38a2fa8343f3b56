//! The keys of the rows so far, and what is known of the insert that is read.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use roaring::RoaringTreemap;

use crate::rows::cell::Cell;

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

/// The insert that is read.
#[derive(Debug)]
pub(super) struct Insert {
    pub line: u64,
    pub repeat: Repeat,
    /// It has rows that were counted, and rows with numbers of their own.
    pub counted: bool,
    pub numbered: bool,
    /// The line of a row with a unique value that is there already.
    pub repeats: Option<u64>,
    /// Not all rows before it are known.
    pub blind: bool,
}

impl Insert {
    /// One that says nothing of rows that are there.
    pub(super) fn plain() -> Self {
        Self { line: 0, repeat: Repeat::Refused, counted: false, numbered: false, repeats: None, blind: false }
    }
}
