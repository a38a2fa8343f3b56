//! SQL as a tree: expressions, queries and statements, made by builders, changed as nodes, and printed by one printer.
//!
//! The same tree is printed for every engine; a [`Syntax`] says what differs. Brackets are no nodes: [`print`] puts them where the
//! levels of an operator and of its operand ask for them, and nowhere else does anything put brackets around SQL. Names of
//! relations are given when a statement is printed ([`Alias`]).

mod expr;
mod form;
mod level;
mod lines;
mod print;
mod query;
mod rewrite;
mod statement;

pub use expr::{Arm, BinaryOp, Column, CompareOp, Expr, Form, InList, Literal, MatchOp};
pub use level::Level;
pub(crate) use lines::{WIDTH, fill};
pub(crate) use print::quoted;
pub use print::{Brackets, Concat, NullSafe, Printer, Syntax};
pub use query::{Alias, CommonTable, FromItem, Item, Join, JoinKind, Nulls, Order, Query, Relation, Select, TableName};
pub use statement::{Delete, Insert, Rows, Statement, Update};

#[cfg(test)]
mod test {
    /// What the SQL standard says.
    #[derive(Debug)]
    pub struct Standard;

    impl super::Syntax for Standard {
        fn text(&self, text: &str) -> String {
            format!("'{}'", text.replace('\'', "''"))
        }

        fn bytes(&self, bytes: &[u8]) -> String {
            format!("x'{}'", bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
        }
    }
}
