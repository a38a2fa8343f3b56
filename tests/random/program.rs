//! What is drawn: a program, its schemas and its rows.

use super::value::{Expr, Kind, Op, Val};

/// One program with what it works on. All names are made from places: `t0`, `c0_1`.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    pub tables: Vec<Table>,
    pub maps: Vec<Map>,
    pub blocks: Vec<Block>,
    pub updates: Vec<Update>,
}

/// `update TABLE { VALUE -> COLUMN; [where COLUMN is not null] }`
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    pub block: usize,
    pub fill: usize,
    pub value: Counted,
    pub filter: Option<usize>,
}

/// What is counted of the rows of a new table whose column `by` refers to the row.
#[derive(Debug, Clone, PartialEq)]
pub enum Counted {
    Rows { of: usize, by: usize },
    Values { name: &'static str, of: usize, by: usize, value: usize },
}

impl Counted {
    /// The block of which it counts, and the fills that it reads of it.
    pub fn reads(&mut self) -> (&mut usize, Vec<&mut usize>) {
        match self {
            Counted::Rows { of, by } => (of, vec![by]),
            Counted::Values { of, by, value, .. } => (of, vec![by, value]),
        }
    }
}

/// An old table; its first column is its primary key.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// MyISAM has no foreign keys.
    pub loose_engine: bool,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Val>>,
}

/// An old column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub kind: Kind,
    pub nullable: bool,
    /// The values of an ENUM.
    pub values: Option<Vec<&'static str>>,
    /// 64 bits, for numbers.
    pub wide: bool,
    pub refers: Option<Refers>,
    /// Holds values that are not of its type (SQLite), or impossible dates (MySQL).
    pub dirty: bool,
    /// Its collation or character set as it is written.
    pub written: &'static str,
}

/// What a column refers to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Refers {
    pub table: usize,
    /// By a foreign key, by `reference`, or not at all.
    pub said: Said,
    /// `unless VALUE`
    pub none: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Said {
    Declared,
    Told,
    Nowhere,
}

/// A map by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    pub arms: Vec<(Val, Val)>,
    pub otherwise: Otherwise,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Otherwise {
    Miss,
    Keep,
    Value(Val),
}

/// How a block's rows get keys.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Keys {
    Keep,
    Auto,
    /// `f"k{id}"`
    Text,
    /// The key that the same old row got in another block.
    Shared(usize),
}

impl Drawn {
    /// The block whose new table a block fills: its own, or that of an earlier one.
    pub fn target(&self, block: usize) -> usize {
        self.blocks[block].into.unwrap_or(block)
    }

    /// The blocks that fill the new table of a block.
    pub fn filling(&self, block: usize) -> Vec<usize> {
        let target = self.target(block);
        (0..self.blocks.len()).filter(|b| self.target(*b) == target).collect()
    }
}

/// A block.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    pub table: usize,
    /// The earlier block into whose new table its rows go as well, with fills for the same columns; none: it has one of its own.
    pub into: Option<usize>,
    pub alias: bool,
    pub keys: Keys,
    pub join: Option<Join>,
    pub group: Option<Group>,
    pub fills: Vec<Fill>,
    pub filters: Vec<(bool, Expr)>,
    pub uniques: Vec<Unique>,
    /// CHECKs of the new table.
    pub checks: Vec<Check>,
    pub order: Vec<(Expr, bool)>,
    pub stub: bool,
}

/// `check (COLUMN OP BOUND)`, of a column of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Into the block's fills.
    pub fill: usize,
    pub op: Op,
    /// A number, or a column with a smaller place. Of lists and ranges only `!=` says that the value is not among them.
    pub bound: Bound,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    Number(i64),
    Fill(usize),
    List(&'static [i64]),
    Range(i64, i64),
}

impl Check {
    /// Whether it speaks of a fill.
    pub fn names(&self, fill: usize) -> bool {
        self.fill == fill || self.bound == Bound::Fill(fill)
    }

    /// Whether a row may stand, by its columns' values. Null is no reason against it.
    pub fn holds<'v>(&self, value: impl Fn(usize) -> Option<&'v Val>) -> bool {
        let number = |value: Option<&Val>| match value {
            Some(Val::Int(n)) => Some(i128::from(*n) * 100),
            Some(Val::Dec(n)) => Some(*n),
            _ => None,
        };
        let hundredths = |n: i64| i128::from(n) * 100;
        let among = |found: fn(i128, &[i128]) -> bool, of: &[i64]| {
            let of: Vec<i128> = of.iter().copied().map(hundredths).collect();
            number(value(self.fill)).is_none_or(|n| found(n, &of) != (self.op == Op::Ne))
        };
        let bound = match self.bound {
            Bound::Number(n) => Some(hundredths(n)),
            Bound::Fill(fill) => number(value(fill)),
            Bound::List(of) => return among(|n, of| of.contains(&n), of),
            Bound::Range(low, high) => return among(|n, of| (of[0]..=of[1]).contains(&n), &[low, high]),
        };
        let (Some(left), Some(right)) = (number(value(self.fill)), bound) else { return true };
        match self.op {
            Op::Ne => left != right,
            Op::Lt => left < right,
            Op::Le => left <= right,
            Op::Gt => left > right,
            _ => left >= right,
        }
    }
}

/// `group by COLUMN, … [having COND]`
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub columns: Vec<usize>,
    pub having: Option<Expr>,
}

impl Block {
    /// The column of its table that its rows are known by.
    pub fn key_column(&self) -> usize {
        self.group.as_ref().map_or(0, |group| group.columns[0])
    }
}

/// `join TABLE on own column = its key`.
#[derive(Debug, Clone, PartialEq)]
pub struct Join {
    pub table: usize,
    pub column: usize,
    pub left: bool,
}

/// A filled column.
#[derive(Debug, Clone, PartialEq)]
pub struct Fill {
    pub goal: Goal,
    pub attempts: Vec<Expr>,
    pub last: Last,
}

/// A new column.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    pub kind: Kind,
    /// Bits of a number, characters of a text.
    pub size: u32,
    pub nullable: bool,
    /// The block whose new table it refers to.
    pub refers: Option<usize>,
    /// Its collation or character set as it is written.
    pub written: &'static str,
}

/// The end of an `or` chain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Last {
    Nothing,
    Reject,
    Null,
    Skip,
    Stub,
    Cut,
    Fail,
}

/// `unique COLUMN …`
#[derive(Debug, Clone, PartialEq)]
pub struct Unique {
    /// Into the block's fills; none: the key.
    pub fill: Option<usize>,
    /// A second column.
    pub also: Option<usize>,
    pub declared: bool,
    pub then: Then,
}

impl Unique {
    /// Whether it speaks of a fill.
    pub fn names(&self, fill: usize) -> bool {
        self.fill == Some(fill) || self.also == Some(fill)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Then {
    Keep(Expr, bool),
    Reject,
    Fail,
}
