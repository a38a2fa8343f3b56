//! The plan: the program as ordered steps, each with the reasons for its place.

use serde::{Deserialize, Serialize};

use super::ids::{BlockId, StepId};
use super::program::Program;
use crate::schema::ColumnId;
use crate::source::Span;

/// The program as ordered steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What the steps refer to.
    pub program: Program,
    /// In the order of execution.
    pub steps: Vec<Step>,
    /// How each block's old keys become new keys, by block.
    pub keys: Vec<KeyStrategy>,
}

/// A step of a plan, with the reasons for its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What is done in this step.
    pub kind: StepKind,
    /// In a few words: `posty -> forum_post`.
    pub title: String,
    /// Why it stands where it stands.
    pub reasons: Vec<Reason>,
    /// The line it comes from.
    pub span: Span,
}

/// What a step does; indices are into [`Program`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum StepKind {
    /// A command, SQL or a note.
    Action {
        /// Its place in `actions` of the program.
        action: usize,
    },
    /// Looks whether what a `check` says holds.
    Check {
        /// Its place in `checks` of the program.
        check: usize,
    },
    /// Removes rows of the new side.
    Empty {
        /// Its place in `empties` of the program.
        empty: usize,
    },
    /// Makes the rows that a block's rows refer to and nothing moved.
    Stubs {
        /// The block whose rows refer to them.
        block: BlockId,
        /// The blocks whose rows are missing (a stub stands for a row of one of them), those
        /// that others refer to first.
        of: Vec<BlockId>,
        /// For the columns that are filled late, not for those that are filled at once.
        late: bool,
    },
    /// Moves a block's rows.
    Move {
        /// The block whose rows move.
        block: BlockId,
        /// Columns that stay null until a later step.
        late: Vec<ColumnId>,
    },
    /// Fills columns that had to wait for other rows.
    Late {
        /// The block whose rows get the values.
        block: BlockId,
        /// The new columns that are filled.
        columns: Vec<ColumnId>,
    },
    /// Fills columns of rows that are there (`update`).
    Update {
        /// Its place in `updates` of the program.
        update: usize,
    },
}

/// Why a step stands after another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The step it must follow, if it is one of the plan.
    pub after: Option<StepId>,
    /// In words: "`author_id` refers to `profile`".
    pub text: String,
    /// The line or DDL it comes from.
    pub span: Option<Span>,
}

/// How a block's old keys become new keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyStrategy {
    /// Nobody follows its keys.
    Unused,
    /// The old key is the new key, in these new columns: a look-up in the new table suffices.
    Same(Vec<ColumnId>),
    /// A key map is kept.
    Mapped,
}
