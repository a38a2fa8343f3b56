//! What is asked of an engine about a database and its sessions, beside what a script says.

use std::fmt;

use super::{Capable, Errors, Of, Probe, Right};
use crate::sql::Expr;

/// What a run asks of a database, and how its sessions are made what they are to be.
pub trait Admin: Errors + Capable + Sync + fmt::Debug {
    /// A query for the names of all tables and views, of a namespace (a text literal) where one is given.
    fn tables(&self, namespace: Option<&str>) -> String;

    /// A query for those of some tables, named without their schema, that statements do not find, each with the schema where there is one;
    /// none where names lead everywhere.
    fn out_of_sight(&self, _names: &[String]) -> Option<String> {
        None
    }

    /// A query for the triggers of all tables: the table and the trigger.
    fn triggers(&self) -> &'static str;

    /// The statement that tells whether there is a right of the session's user; none: there is no such right.
    fn probe(&self, _right: Right, _of: Of<'_>) -> Option<Probe> {
        None
    }

    /// A query for the user as GRANT names it, what rights on all that is made are on, and what stands there before the name of a table
    /// alone; none: there are no users.
    fn who(&self) -> Option<&'static str> {
        None
    }

    /// What stands around the statements of a schema file: what the session is to be before them, and what makes it again what it
    /// was, whatever they have set.
    fn around_creation(&self) -> [&'static [&'static str]; 2] {
        [&[], &[]]
    }

    /// Lets tables that do not say it be kept by a storage engine; none: there are no such engines.
    fn usual_storage(&self, engine: &str) -> Option<String> {
        let _ = engine;
        None
    }

    /// Whether a storage engine can undo what was written.
    fn has_transactions(&self, storage: &str) -> bool {
        let _ = storage;
        true
    }

    /// Drops what a statement `CREATE kind name` has made; none: the engine undoes it with its transaction.
    fn drop_object(&self, kind: &str, name: &str) -> Option<String> {
        let _ = (kind, name);
        None
    }

    /// A condition: whether there is something of this kind and name, for the kinds of [`drop_object`](Self::drop_object).
    fn has_object(&self, kind: &str, name: &str) -> Option<Expr> {
        let _ = (kind, name);
        None
    }

    /// A query whose answer tells whether two connections are to one place, in which each sees the tables of
    /// the other; none: a place is a file.
    fn identity(&self) -> Option<&'static str>;

    /// A query for the number of the own connection, and the statement that ends one whose number is put for `{}`.
    fn connection(&self) -> Option<(&'static str, &'static str)> {
        None
    }

    /// A query for what an empty table need not keep up while it is filled (its name as a text literal): foreign keys, indexes. For
    /// each: the statement that stops it, the one that begins again, and, where that does not test the rows that came
    /// meanwhile, a query that does: its answer is a message, or null. None: there is nothing.
    fn deferred_constraints(&self, table: &str) -> Option<String> {
        let _ = table;
        None
    }

    /// Statements after which all keys are tested, whatever was before.
    fn strict(&self) -> &'static [&'static str] {
        &[]
    }

    /// Opens a transaction that reads, in which the tables are seen as they are when it begins.
    fn begin_reading(&self) -> &'static [&'static str];

    /// A query that answers 1 when this session alone may carry out a run in its database, until the session ends; none
    /// where nobody else can.
    fn lock_run(&self) -> Option<&'static str> {
        None
    }

    /// A query by which a session that writes beside that one says that it is there, until it ends; the answer is 1. `lane` is from 1
    /// to [`LANES`](super::LANES). None: only one session can write at a time.
    fn lock_lane(&self, lane: usize) -> Option<String> {
        let _ = lane;
        None
    }

    /// A query that answers 1 when there is no such session. Only where the run's lock is held.
    fn lanes_are_free(&self) -> Option<String> {
        None
    }

    /// Lets the planner look at the rows of a table that has just been filled; none: it does so by itself.
    fn analyze(&self, table: &str) -> Option<String> {
        let _ = table;
        None
    }

    /// A query for those of these tables (text literals) that a transaction does not see as they were when it began;
    /// none: there are no such tables.
    fn unversioned(&self, tables: &[String]) -> Option<String> {
        let _ = tables;
        None
    }

    /// Keeps others from writing tables as long as the connection is open; none: a transaction that reads does.
    fn keep_still(&self, tables: &[String]) -> Vec<String> {
        let _ = tables;
        Vec::new()
    }

    /// Beside [`session`](super::Dialect::session), for a session that rows stream from or to: it waits as long as
    /// the other side is busy, and writes values in the form that is expected.
    fn streaming(&self) -> &'static [&'static str] {
        &[]
    }

    /// Statements after which a session takes dates into a table that no calendar has, and after which it does not any more; none:
    /// no table of the engine holds such dates.
    fn odd_dates(&self) -> Option<[&'static str; 2]> {
        None
    }

    /// Statements that keep the triggers of a table (its name as a text literal) from seeing updates, and let them see them again; none:
    /// the engine cannot.
    fn triggers_off(&self, table: &str) -> Option<[String; 2]> {
        let _ = table;
        None
    }

    /// A query for the triggers that see updates of a table (its name as a text literal); none: they can be kept from it.
    fn update_triggers(&self, table: &str) -> Option<String> {
        let _ = table;
        None
    }
}
