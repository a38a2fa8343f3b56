//! Mig: a language for moving data from an old database into a new one, and its compiler.

pub mod check;
pub mod cli;
pub mod compile;
pub mod diag;
pub mod dialect;
pub mod emit;
pub mod plan;
pub mod schema;
pub mod source;
pub mod syntax;
