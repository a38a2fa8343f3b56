//! What is known while statements are written that only look at old rows, of which none has moved.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

use crate::dialect::Dialect;
use crate::plan::BlockId;
use crate::sql::Query;

/// How many tables are joined to know which rows others lean on: MySQL joins up to 61 at once.
const MOST_JOINS: usize = 20;

/// How many bytes a query may have that knows it.
pub(super) const LONGEST_QUERY: usize = 40_000;

/// What is known while a statement is written that only looks.
#[derive(Default)]
pub(crate) struct Seen {
    /// The blocks whose rows are being asked about, each for the one before it.
    path: RefCell<Vec<BlockId>>,
    /// What was written for blocks already in the statement.
    rows: RefCell<HashMap<BlockId, Option<Arc<Query>>>>,
    /// How many bytes such a query may have.
    longest: Cell<usize>,
    /// Whether rows may be rejected that the statement does not find.
    more: Cell<bool>,
}

impl Seen {
    /// Begins the questions about a block's rows; `longest`: how many bytes a query in them may have.
    pub(super) fn begin(&self, block: BlockId, longest: usize) {
        self.longest.set(longest);
        self.more.set(false);
        *self.path.borrow_mut() = vec![block];
        self.begin_statement();
    }

    /// Begins a statement, in which nothing is written yet.
    pub(super) fn begin_statement(&self) {
        self.rows.borrow_mut().clear();
    }

    /// Notes that rows may be rejected that the statement does not find.
    pub(super) fn more_may_be_rejected(&self) {
        self.more.set(true);
    }

    /// Whether rows may be rejected that the statements do not find.
    pub(super) fn may_be_more(&self) -> bool {
        self.more.get()
    }

    /// Whether it is a block's rows that are being asked about, and not those of another for them.
    pub(super) fn is_about(&self, block: BlockId) -> bool {
        self.path.borrow().last() == Some(&block)
    }

    /// Whether the rows of a block are being asked about, be it for those of others.
    pub(super) fn is_asked(&self, block: BlockId) -> bool {
        self.path.borrow().contains(&block)
    }

    /// Whether so many blocks are being asked about, each for the one before it, that no other is.
    pub(super) fn is_too_deep(&self) -> bool {
        self.path.borrow().len() > MOST_JOINS + 1
    }

    /// What is written while the rows of a block are asked about, for those that are asked about now.
    pub(super) fn about<T>(&self, block: BlockId, write: impl FnOnce() -> T) -> T {
        self.path.borrow_mut().push(block);
        let written = write();
        self.path.borrow_mut().pop();
        written
    }

    /// Whether a statement may have a query in it.
    pub(super) fn fits(&self, dialect: &'static dyn Dialect, query: &Query) -> bool {
        query.joins() <= MOST_JOINS && dialect.query_line(query).len() <= self.longest.get()
    }

    /// What was [kept](Self::keep) of a block in this statement.
    pub(super) fn kept(&self, block: BlockId) -> Option<Option<Arc<Query>>> {
        self.rows.borrow().get(&block).cloned()
    }

    /// Keeps the query of a block's rows that would move for the rest of the statement; none where all rows are taken.
    pub(super) fn keep(&self, block: BlockId, rows: Option<Arc<Query>>) {
        self.rows.borrow_mut().insert(block, rows);
    }
}
