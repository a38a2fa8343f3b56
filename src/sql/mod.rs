//! SQL as a tree: expressions, queries and statements, made by builders, changed as nodes, and printed by one printer.
//!
//! The same tree is printed for every engine; a [`Syntax`] says what differs. Brackets are no nodes: [`print`] puts them where the
//! levels of an operator and of its operand ask for them, and nowhere else does anything put brackets around SQL. Names of
//! relations are given when a statement is printed ([`Alias`]).

mod expr;
mod print;
mod query;
mod rewrite;
mod statement;

pub use expr::{Arm, BinaryOp, Column, CompareOp, Expr, InList, Level, Literal};
pub(crate) use print::quoted;
pub use print::{Brackets, Concat, NullSafe, Printer, Syntax};
pub use query::{Alias, FromItem, Item, Join, JoinKind, Order, Query, Select, TableName};
pub use statement::{Delete, Insert, Rows, Statement, Update};
