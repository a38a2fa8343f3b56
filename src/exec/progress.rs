//! Who is told how far a run is.

use std::time::Duration;

use super::report::Accounts;
use crate::plan::Step;

/// Hears how far a run is.
pub trait Progress {
    /// A step begins.
    fn begin(&mut self, number: usize, of: usize, step: &Step) {
        let _ = (number, of, step);
    }
    /// So many of the rows of an old table are staged.
    fn load(&mut self, table: &str, rows: u64, of: u64) {
        let _ = (table, rows, of);
    }
    /// So many of the rows of a running step are there.
    fn rows(&mut self, number: usize, rows: u64, of: u64) {
        let _ = (number, rows, of);
    }
    /// An old table is staged.
    fn loaded(&mut self, table: &str, rows: u64, took: Duration) {
        let _ = (table, rows, took);
    }
    /// A step is done; `rows` is none where it moves none.
    fn step(&mut self, number: usize, of: usize, step: &Step, rows: Option<u64>, took: Duration);
    /// What a run that failed or was stopped did until then.
    fn accounts(&mut self, accounts: Accounts) {
        drop(accounts);
    }
    /// Another session is at work on a run in the new database, and its end is waited for.
    fn waits(&mut self) {
        self.note("another session is at work on a run in the new database: waiting for its end");
    }
    /// Something that is worth knowing, and does no harm.
    fn aside(&mut self, text: &str) {
        self.note(text);
    }
    /// How a database differs from what the program was checked with, where that is allowed.
    fn differs(&mut self, difference: &str) {
        self.note(difference);
    }
    /// Something people should read.
    fn note(&mut self, text: &str);
    /// Something people should do now; where somebody is there to say so, it is waited for.
    fn manual(&mut self, text: &str) {
        self.note(text);
    }
}

/// Hears all and says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn step(&mut self, _: usize, _: usize, _: &Step, _: Option<u64>, _: Duration) {}

    fn note(&mut self, _: &str) {}
}
