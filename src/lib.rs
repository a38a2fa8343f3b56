#![doc = include_str!("../ARCHITECTURE.md")]

mod calendar;
pub mod cell;
pub mod check;
pub mod cli;
pub mod client;
pub mod compile;
pub mod diag;
pub mod dialect;
pub mod dump;
pub mod emit;
pub mod engine;
pub mod exec;
pub mod fmt;
pub mod lsp;
pub mod plan;
pub mod schema;
pub mod source;
pub mod sql;
pub mod syntax;
pub mod visible;
