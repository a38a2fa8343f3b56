//! Rows out of dump files: what mysqldump, phpMyAdmin, pg_dump and SQLite's shell write, plain or packed.
//!
//! A dump is read from its beginning to its end, and never held: [`file`] opens it, [`packed`] unpacks, [`input`] is a
//! window on the bytes, [`literal`] reads values as they are spelled, and [`typed`] makes of them what the engine
//! would store. Statements without rows are cut out by the splitter that reads schemas. What cannot be understood, and
//! a dump that is not whole, is an error with its line: no row gets lost.

mod changes;
mod encoded;
mod file;
mod flavor;
mod input;
mod inserts;
mod keys;
mod lexer;
mod literal;
mod moment;
mod packed;
mod reader;
mod repeats;
mod rows;
pub(super) mod source;
mod statements;
mod stored;
mod typed;
mod wrong;

pub use super::error::SourceError;
pub use super::source::{Projection, Scratch};
pub use file::{Content, Database, Dump, Script};
pub use reader::{DumpReader, DumpRow};
