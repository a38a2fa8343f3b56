//! What each engine can do, and how it spells it.
//!
//! Outside this module nobody asks *which* engine it is: ask a [`Dialect`] what it can do or
//! let it spell something. The methods of the trait have a generic body (the spelling of the SQL
//! standard) where there is one; each engine overrides what it does differently.

mod admin;
mod capabilities;
mod charset;
mod compare;
mod convert;
pub mod ddl;
mod errors;
pub mod format;
mod functions;
mod holds;
mod mysql;
mod patterns;
mod postgres;
#[cfg(test)]
mod proof;
mod rights;
pub(crate) mod sessions;
mod sharing;
mod sqlite;
mod statements;
mod table_form;
mod tested;
pub(crate) mod transport;
mod types;
mod written;

pub use admin::Admin;
pub use capabilities::{Capabilities, Capable, LongestName};
pub use compare::Comparisons;
pub use convert::Conversions;
pub use errors::{Errors, Rule, TroubleKind};
pub use functions::{Functions, Template, Templates};
pub use holds::Holds;
pub use rights::{Of, Probe, Right};
pub use sharing::{LANES, PARTNER, SnapshotSharing};
pub use statements::{HelperColumn, HelperType, Making, Statements};
pub use table_form::TableForm;
pub use tested::Tested;
pub use types::Types;
pub use written::Written;

use crate::engine::Engine;
use crate::plan::Value;
use crate::sql::{Expr, Join, Literal, Printer, Query, TableName};

/// From an engine to how it spells things.
pub trait EngineExt {
    /// What it can do, and how it spells expressions.
    fn dialect(self) -> &'static dyn Dialect;

    /// The plain facts of it.
    fn capabilities(self) -> &'static Capabilities;

    /// How it spells statements.
    fn statements(self) -> &'static dyn Statements;

    /// What prints trees of SQL for it.
    fn printer(self) -> Printer<'static>;
}

/// What spells expressions and statements for each engine. A new engine is a folder beside this file and a line here.
fn of(engine: Engine) -> (&'static dyn Dialect, &'static dyn Statements) {
    match engine {
        Engine::Mysql => (&mysql::Mysql, &mysql::Mysql),
        Engine::Postgres => (&postgres::Postgres, &postgres::Postgres),
        Engine::Sqlite => (&sqlite::Sqlite, &sqlite::Sqlite),
        #[cfg(test)]
        Engine::Proof => (&proof::Proof, &proof::Proof),
    }
}

impl EngineExt for Engine {
    fn dialect(self) -> &'static dyn Dialect {
        of(self).0
    }

    fn capabilities(self) -> &'static Capabilities {
        of(self).0.capabilities()
    }

    fn statements(self) -> &'static dyn Statements {
        of(self).1
    }

    fn printer(self) -> Printer<'static> {
        Printer::new(self.dialect())
    }
}

/// A constant.
pub fn literal(value: &Value) -> Expr {
    match value {
        Value::Null => Literal::Null,
        Value::Bool(b) => Literal::Bool(*b),
        Value::Int(n) => Literal::Int(*n),
        Value::Decimal(d) => Literal::Decimal(d.clone()),
        Value::Float(f) => Literal::Double(f.clone()),
        Value::Text(t) => Literal::Text(t.clone()),
        Value::Date(d) => Literal::Date(d.clone()),
        Value::DateTime(d) => Literal::DateTime(d.clone()),
    }
    .into()
}

impl dyn Dialect {
    /// An expression as text.
    pub fn print(&self, expr: &Expr) -> String {
        Printer::new(self).expr(expr)
    }

    /// A condition as text, with each of its terms that all hold on a line.
    pub fn terms(&self, condition: &Expr) -> String {
        Printer::new(self).terms(condition)
    }

    /// A query as text.
    pub fn query(&self, query: &Query) -> String {
        Printer::new(self).whole_query(query)
    }

    /// A query as text in one line.
    pub fn query_line(&self, query: &Query) -> String {
        Printer::new(self).query_line(query)
    }

    /// A query as it stands between brackets.
    pub fn inner_query(&self, query: &Query) -> String {
        Printer::new(self).inner_query(query)
    }

    /// A statement as text, without a semicolon.
    pub fn statement(&self, statement: &crate::sql::Statement) -> String {
        Printer::new(self).statement(statement)
    }

    /// A query's rows into a table, as text in one line.
    pub fn insert_line(&self, table: &TableName, columns: &[String], rows: &Query) -> String {
        Printer::new(self).insert_line(table, columns, rows)
    }

    /// Joins as text, each on a line.
    pub fn joins(&self, joins: &[Join]) -> String {
        Printer::new(self).joins(joins)
    }

    /// A table's name as text.
    pub fn table_name(&self, table: &TableName) -> String {
        Printer::new(self).table_name(table)
    }

    /// Whether the text of an expression is longer than this many bytes.
    pub fn is_longer(&self, expr: &Expr, bytes: usize) -> bool {
        Printer::new(self).is_longer(expr, bytes)
    }
}

/// Stands in staged text for a NUL, where the engine's text cannot have one. Unicode has no character there.
pub const NUL_MARK: char = '\u{10FFFF}';
/// Stands in staged text before the hexadecimal digits of bytes that are no text.
pub const NO_TEXT_MARK: char = '\u{10FFFE}';

/// What an engine can do and how it spells it.
pub trait Dialect: Conversions + Sync {
    /// Whose dialect it is: for headers and schemas, not for decisions.
    fn engine(&self) -> Engine;

    /// Statements for the start of a session, so that scripts mean the same whatever the server's settings.
    fn session(&self) -> &'static [&'static str];

    /// Statements for the start of a connection of migc's own: waiting for others ends, the server waits for us, and a side
    /// that is only read cannot be written.
    fn connection(&self, write: bool) -> &'static [&'static str];

    /// Whether a column of whole numbers must be reckoned with to be one: in MySQL text of a `BIT` is its bytes.
    fn bits_need_reckoning(&self, _native: &str) -> bool {
        false
    }
}

/// `x'00ff'`
fn standard_bytes(bytes: &[u8]) -> String {
    format!("x'{}'", hex(bytes))
}

fn hex(bytes: &[u8]) -> String {
    let mut out = String::new();
    push_hex(&mut out, bytes);
    out
}

/// Two digits a byte, in capitals.
pub(crate) fn push_hex(out: &mut String, bytes: &[u8]) {
    out.reserve(bytes.len() * 2);
    let digit = |half: u8| char::from(if half < 10 { b'0' + half } else { b'A' + half - 10 });
    for byte in bytes {
        out.push(digit(byte >> 4));
        out.push(digit(byte & 15));
    }
}

/// The 64 bit range.
pub const INT64: (i128, i128) = (i64::MIN as i128, i64::MAX as i128);
