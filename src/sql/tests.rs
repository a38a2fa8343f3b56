//! Trees made by builders: what they say, how they are changed, and how they are printed.

mod expressions;
mod layout;
mod nodes;
mod rewriting;
mod statements;

use super::*;

/// What the SQL standard says.
#[derive(Debug)]
pub(super) struct Standard;

impl Syntax for Standard {
    fn text(&self, text: &str) -> String {
        format!("'{}'", text.replace('\'', "''"))
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        format!("x'{}'", bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
    }
}

/// The standard with names as they are, which is easier to read.
#[derive(Debug)]
struct Plain;

impl Syntax for Plain {
    fn ident(&self, name: &str) -> String {
        name.to_owned()
    }

    fn text(&self, text: &str) -> String {
        Standard.text(text)
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        Standard.bytes(bytes)
    }
}

fn plain() -> Printer<'static> {
    Printer::new(&Plain)
}

/// An expression in one line, names without quotes.
fn said(expr: &Expr) -> String {
    plain().expr(expr)
}

/// A query in one line, names without quotes.
fn asked(query: impl Into<Query>) -> String {
    plain().query_line(&query.into())
}

fn n(name: &str) -> Expr {
    Expr::name(name)
}

/// A table under a name.
fn table(name: &str, alias: &Alias) -> FromItem {
    Relation::from(TableName::own(name)).named(alias)
}

fn join(kind: JoinKind, from: FromItem, on: Option<Expr>) -> Join {
    Join { kind, from, on, at_most_one: true }
}
