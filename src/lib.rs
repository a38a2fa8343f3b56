//! Mig moves rows from an old database into a new one. This is its compiler and what carries programs out, as a library; the
//! command line ([`cli`]) is a shell around it.
//!
//! A program is moved by [`exec::Session`]:
//!
//! ```
//! use migc::client::address::Address;
//! use migc::exec::{Session, Silent};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = tempfile::tempdir()?;
//! let at = |name: &str| folder.path().join(name);
//! let old = rusqlite::Connection::open(at("old.db"))?;
//! old.execute_batch("CREATE TABLE people (no INTEGER PRIMARY KEY, name TEXT); INSERT INTO people VALUES (1, ' Ann'), (2, NULL)")?;
//! std::fs::write(at("new.sql"), "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL);")?;
//! std::fs::write(
//!     at("people.mig"),
//!     "from sqlite\ninto sqlite \"new.sql\"\n\ntable people -> person {\n  no -> id\n  trim(name) -> name\n}\n",
//! )?;
//!
//! let [from, into] = ["old.db", "new.db"].map(|name| Address::from(at(name).as_path()));
//! let summary = Session::new(at("people.mig"), from, into).create(true).run(&mut Silent).await?;
//!
//! assert_eq!((summary.rows, summary.rejected), (2, 1));
//! let new = rusqlite::Connection::open(at("new.db"))?;
//! assert_eq!(new.query_row("SELECT name FROM person", [], |row| row.get::<_, String>(0))?, "Ann");
//! # Ok(())
//! # }
//! ```
//!
//! The compiler alone is [`compile::compile`], and [`emit::script`] makes SQL of its plan.
//!
#![doc = include_str!("../ARCHITECTURE.md")]
// Tests have tables, which are long: so this is not said in `Cargo.toml`.
#![cfg_attr(not(test), warn(clippy::too_many_lines))]

#[cfg(test)]
extern crate self as migc;

mod calendar;
pub mod check;
pub mod cli;
pub mod client;
pub mod compile;
pub mod diag;
pub mod dialect;
pub mod emit;
pub mod engine;
pub mod exec;
pub mod fmt;
pub mod functions;
pub mod lsp;
pub mod physical;
pub mod plan;
pub mod rows;
pub mod schema;
pub mod source;
pub mod sql;
pub mod syntax;
pub mod visible;
