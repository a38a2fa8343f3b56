//! How tables are made.

use serde::Serialize;

/// How an engine makes tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TableForm {
    /// After the type of a column that numbers its rows.
    pub numbered: &'static str,
    /// After the type of a column that numbers its rows and is the whole primary key, where that says the key as well.
    pub numbered_key: Option<&'static str>,
    /// Foreign keys may refer to tables that are made later.
    pub forward_references: bool,
    /// Enums are types with names of their own.
    pub enum_types: bool,
    /// Columns of enums need a CHECK.
    pub enum_checks: bool,
    /// Nullable columns must say so.
    pub says_null: bool,
    /// Defaults are put in brackets for long text.
    pub brackets_defaults: bool,
    /// Unique keys in which nulls are equal.
    pub nulls_equal: Option<&'static str>,
    /// A table may say how it is stored.
    pub storage: bool,
    /// Statements before any table with text that ignores case.
    pub before_loose_text: &'static [&'static str],
}
