//! What names and values turned out to be, for editors: the checker notes it as it goes.

use crate::plan::Side;
use crate::schema::{ColumnId, TableId, Type};
use crate::source::Span;

/// What is known of the places of a program, also where it has errors.
#[derive(Debug, Clone, Default)]
pub struct Resolved {
    /// Every name that was found, in the order of looking; a place can be there several times.
    pub names: Vec<(Span, Meaning)>,
    /// The types of the values of flows, by their expressions.
    pub values: Vec<(Span, Type, bool)>,
    /// The blocks, in the order of the program.
    pub blocks: Vec<BlockNames>,
    /// The names of the value maps; `T.COLUMN`, or the map's own.
    pub maps: Vec<String>,
}

/// What a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A table of a side.
    Table(Side, TableId),
    /// A column of a side.
    Column(Side, TableId, ColumnId),
    /// A value map, by its place in [`Resolved::maps`]. Each statement that adds to it is named too.
    Map(usize),
    /// A `let`, by the place of its name.
    Let(Span),
    /// A `param`, by the place of its name.
    Param(Span),
    /// The alias of a table, by its place.
    Alias(Span),
    /// A block without an alias, by the place of its old table's name.
    Block(Span),
    /// An old column that a `*` covers.
    Covered(Side, TableId, ColumnId),
}

/// The names that the lines of a block can use.
#[derive(Debug, Clone)]
pub struct BlockNames {
    /// What `via` calls it.
    pub name: String,
    /// Its head; for a `copy`, the pattern.
    pub span: Span,
    /// The tables it reads, with the names they have in it.
    pub reads: Vec<(Side, TableId, String)>,
    /// The new table.
    pub target: TableId,
    /// The new columns that are filled.
    pub filled: Vec<ColumnId>,
}
