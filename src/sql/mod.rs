//! SQL as a tree: expressions, queries and statements, made by builders, changed as nodes, and printed by one printer.
//!
//! The same tree is printed for every engine; a [`Syntax`] says what differs. Brackets are no nodes: [`print`] puts them where the
//! levels of an operator and of its operand ask for them, and nowhere else does anything put brackets around SQL. Names of
//! relations are given when a statement is printed ([`Alias`]).

mod cases;
mod expr;
mod form;
mod level;
mod lines;
mod print;
mod query;
mod rewrite;
mod statement;
#[cfg(test)]
mod tests;

pub use expr::{Arm, BinaryOp, Column, CompareOp, Expr, Form, InList, Literal, MatchOp};
pub use level::Level;
pub(crate) use lines::{WIDTH, fill};
pub(crate) use print::quoted;
pub use print::{Brackets, Concat, NullSafe, Printer, Syntax};
pub use query::{Alias, CommonTable, FromItem, Item, Join, JoinKind, Nulls, Order, Query, Relation, Select, TableName};
pub use statement::{Delete, Insert, Rows, Statement, Update};
