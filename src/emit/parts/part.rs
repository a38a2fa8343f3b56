//! What a script in parts is made of.

use crate::emit::staging::Staged;
use crate::schema::TableId;

/// A script in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptParts {
    /// The name of the program that is written in parts.
    pub program: String,
    /// Whether they only look.
    pub looks: bool,
    /// What all parts carry, so that parts of another program are not taken for these.
    pub hash: String,
    /// The new database, where the program names it.
    pub new: Option<String>,
    /// What holds the old tables; none: they are in the new database.
    pub old: Option<String>,
    /// In the order to paste them.
    pub parts: Vec<ScriptPart>,
    /// What to do by hand after the last one.
    pub after: Vec<String>,
    /// The helper tables they make.
    pub helpers: Vec<String>,
    /// The plan's steps, for a picture.
    pub steps: Vec<StepLine>,
}

/// A step in the picture of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepLine {
    /// The number of the step in the plan, from 1.
    pub number: usize,
    /// The old table, where rows are moved.
    pub from: Option<String>,
    /// The new table; of other steps what they do.
    pub to: String,
    /// The steps it waits for.
    pub after: Vec<usize>,
    /// The part it is in; 0 where it is done by hand.
    pub part: usize,
}

/// A part of a script, as it is pasted or uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptPart {
    /// The place of the part among all, from 1.
    pub number: usize,
    /// What it does, in a few words.
    pub title: String,
    /// The numbers of the plan's steps it carries out.
    pub steps: Vec<usize>,
    /// What the part does, one sentence for each thing.
    pub does: Vec<String>,
    /// What to do by hand before it.
    pub before: Vec<String>,
    /// Whether it is uploaded, in a compressed file.
    pub packed: bool,
    /// How many statements it has.
    pub statements: usize,
    /// Its text; where rows follow, what stands before them.
    pub text: String,
    /// The rows that are written out in it, by their place among [`Written::bodies`].
    pub body: Option<usize>,
    /// What stands after the rows.
    pub tail: String,
}

/// Old rows that are written out: where the old tables are out of reach, they come in parts of their own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// The tables that they are put into.
    pub staged: Vec<Staged>,
    /// The texts that hold them, each for a part.
    pub bodies: Vec<Body>,
}

/// Rows for one part: statements that are kept somewhere else, since they may be long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Old tables, and how many of their rows there are with this part.
    pub rows: Vec<(TableId, u64)>,
    /// How many statements it has.
    pub statements: usize,
    /// SHA-256 of its text.
    pub hash: String,
}
