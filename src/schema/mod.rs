//! A database schema as Mig sees it, whichever engine it came from and however it was read.
//!
//! [`ddl`] reads dumps, [`catalog`](crate::client::catalog) reads databases; both give the same [`Schema`]. Every item has
//! a [`Span`] in the text it was read from (live schemas are printed as DDL into a virtual text).

pub mod ddl;
pub mod describe;
pub mod drift;
mod types;

pub use types::{Bits, Charset, Collation, Type};

use serde::{Deserialize, Serialize};

use crate::engine::Engine;
use crate::source::{FileId, Span};

/// A table of one schema, by its place in [`Schema::tables`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TableId(pub usize);

/// A column of one table, by its place in [`Table::columns`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ColumnId(pub usize);

/// The old side, so that the two schemas cannot be swapped.
#[derive(Debug, Clone, Copy)]
pub struct Old<T>(pub T);

/// The new side, so that the two schemas cannot be swapped.
#[derive(Debug, Clone, Copy)]
pub struct New<T>(pub T);

/// Everything read from one dump or database.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    /// The engine whose DDL this is.
    pub engine: Engine,
    /// The text it was read from.
    pub file: FileId,
    /// Base tables, in the order of the text; then the views, where a database was read.
    pub tables: Vec<Table>,
    /// Views and materialized views: named so that messages can say "is a view".
    pub views: Vec<(String, Span)>,
    /// Statements that were not needed, each with a few words on what it is.
    pub skipped: Vec<Skipped>,
    /// The database that alone was read, where the text has it by this name, and perhaps others.
    pub database: Option<String>,
}

/// A statement the reader had no use for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Its first words, such as `CREATE TRIGGER`.
    pub what: String,
    /// Where the whole statement stands in the text.
    pub span: Span,
}

/// A table that has rows of its own; or, where its schema is read live, a view that has columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The schema it is in, where the engine has schemas and the text names one (`public` is
    /// left out, since it is where unqualified names live).
    pub schema: Option<String>,
    /// Its name, unquoted.
    pub name: String,
    /// Where the whole definition stands in the DDL.
    pub span: Span,
    /// Its name in the definition.
    pub name_span: Span,
    /// The columns in order.
    pub columns: Vec<Column>,
    /// The columns that identify a row, if the table says so.
    pub primary_key: Option<Key>,
    /// Unique keys and unique indexes, the primary key left out.
    pub unique_keys: Vec<Key>,
    /// What it refers to: other tables, and itself.
    pub foreign_keys: Vec<ForeignKey>,
    /// CHECK constraints, of the table and of its columns.
    pub checks: Vec<Check>,
    /// What indexes compute of a row: their expressions, and the conditions of partial ones.
    #[serde(default)]
    pub indexed: Vec<Check>,
    /// The comment that the database keeps of the table.
    pub comment: Option<String>,
    /// A view of a database, with the columns that its catalogue says: rows are read from it, and none written.
    #[serde(default)]
    pub view: bool,
    /// Whether the engine enforces this table's foreign keys (MyISAM does not, SQLite does not by default).
    pub enforces_foreign_keys: bool,
    /// MySQL's storage engine, where the text names one.
    pub storage: Option<String>,
}

/// A column of a table, as its engine declares it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its name, unquoted.
    pub name: String,
    /// Where the whole definition stands in the DDL.
    pub span: Span,
    /// Its name in the definition.
    pub name_span: Span,
    /// Its type in the definition; the name again where there is none.
    pub type_span: Span,
    /// The type of its values, as Mig understands it.
    pub ty: Type,
    /// Its type as the text spells it, without nullability, default and so on: `varchar(255)`.
    pub native: String,
    /// Whether null is allowed (primary keys: no; but a key of SQLite may be null, as its catalogue
    /// says, unless it is the row number, or the table is STRICT or WITHOUT ROWID).
    pub nullable: bool,
    /// The default, as SQL text; `NULL` is no default.
    pub default: Option<ColumnDefault>,
    /// AUTO_INCREMENT, IDENTITY, serial, or SQLite's rowid.
    pub auto_increment: bool,
    /// Whether a trigger of the table may give it a value before a row is inserted.
    pub by_trigger: bool,
    /// The expression of a generated column, as SQL text.
    pub generated: Option<String>,
    /// The comment that the database keeps of the column.
    pub comment: Option<String>,
    /// Whether stored values are sure to be of the type. False in SQLite, except in STRICT
    /// tables and for the rowid.
    pub verified: bool,
    /// Whether its dates are sure to be days of the calendar, where the engine holds others as well (MySQL: `0000-00-00`).
    pub dates_exist: bool,
    /// Whether some of its values were found to be ones that the new engine lacks (NaN, a NUL in text), so that all of
    /// them come as text; such a column is not `verified`.
    #[serde(default)]
    pub foreign: bool,
    /// MySQL's ON UPDATE CURRENT_TIMESTAMP: an update that does not name it sets it to the moment.
    pub on_update: bool,
}

impl Column {
    /// How it is declared, for people.
    pub fn as_declared(&self) -> String {
        match self.native.is_empty() {
            true => format!("`{}` has no type", self.name),
            false => format!("`{}` is {}", self.name, self.native),
        }
    }

    /// How many digits of a second a column of times has, `usual` where it names no number; none where it has no times.
    pub fn digits_of_time(&self, usual: u8) -> Option<u8> {
        let inside = self.native.split_once('(').and_then(|(_, rest)| rest.split(')').next());
        let digits = inside.and_then(|digits| digits.trim().parse().ok());
        (self.ty == Type::Time).then(|| digits.unwrap_or(usual))
    }
}

/// What a column has where a row gives it nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnDefault {
    /// The default in SQL of its engine.
    pub sql: String,
    /// Where it stands in the DDL.
    pub span: Span,
}

/// A primary or unique key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Key {
    /// The constraint's or index's name.
    pub name: Option<String>,
    /// Its columns in order. Empty for a key over expressions.
    pub columns: Vec<ColumnId>,
    /// Where it stands in the DDL.
    pub span: Span,
    /// A key that does not cover all rows or compares something else than whole columns: a
    /// partial index, an expression, a prefix. It guarantees nothing that Mig can use.
    pub partial: bool,
    /// Nulls are equal to each other (`UNIQUE NULLS NOT DISTINCT`).
    pub nulls_equal: bool,
}

/// A reference from columns of one table to a key of another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForeignKey {
    /// What CONSTRAINT calls it; none where the engine makes a name.
    pub name: Option<String>,
    /// The columns that refer, in the order of those referred to.
    pub columns: Vec<ColumnId>,
    /// The table referred to.
    pub table: TableId,
    /// The columns referred to, as many as `columns`.
    pub references: Vec<ColumnId>,
    /// Where it stands in the DDL.
    pub span: Span,
    /// Whether it may be tested at the end of the transaction (`DEFERRABLE`).
    pub deferrable: bool,
    /// Written by a `reference` statement of the program, not by the schema.
    pub declared_by_program: bool,
    /// Whether all rows are sure to keep it. MySQL and SQLite let whoever loads rows switch keys off, and PostgreSQL has some that
    /// are `NOT VALID`.
    pub kept: bool,
}

/// A condition that every row of a table must meet (CHECK).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What CONSTRAINT calls it; none where the engine makes a name.
    pub name: Option<String>,
    /// The condition, as SQL text.
    pub sql: String,
    /// Where it stands in the DDL.
    pub span: Span,
    /// How many partitions the table has, where it is them that take some rows only; no null makes such a condition null.
    #[serde(default)]
    pub partitions: usize,
}

impl Check {
    /// Whether all it says is that a column holds JSON. MariaDB writes its type `JSON` so: `longtext … CHECK (json_valid(…))`.
    pub fn is_json_of(&self, column: &str) -> bool {
        let bare = |text: &str| text.replace(['`', '"', ' ', '(', ')'], "").to_lowercase();
        bare(&self.sql) == format!("json_valid{}", bare(column))
    }
}

impl Schema {
    /// A schema without tables.
    pub fn empty(engine: Engine, file: FileId) -> Self {
        Self { engine, file, tables: Vec::new(), views: Vec::new(), skipped: Vec::new(), database: None }
    }

    /// Without the views that stand among the tables, for a side that is written.
    #[must_use]
    pub fn without_views(mut self) -> Self {
        // They come last, so that no id changes.
        self.tables.retain(|table| !table.view);
        self
    }

    /// A table by id. Ids are only made by looking tables up, so it is there.
    pub fn table(&self, id: TableId) -> &Table {
        &self.tables[id.0]
    }

    /// A column by ids.
    pub fn column(&self, table: TableId, column: ColumnId) -> &Column {
        self.table(table).column(column)
    }

    /// Finds a table by the rule for names: exactly, else without regard to case where that
    /// finds exactly one.
    pub fn find(&self, schema: Option<&str>, name: &str) -> Option<TableId> {
        let at = |same: &dyn Fn(&str, &str) -> bool| {
            let mut hits = self.tables.iter().enumerate().filter(|(_, t)| {
                same(&t.name, name)
                    && schema.is_none_or(|s| t.schema.as_deref().map_or(same("public", s), |ts| same(ts, s)))
            });
            match (hits.next(), hits.next()) {
                (Some((i, _)), None) => Some(TableId(i)),
                _ => None,
            }
        };
        at(&|a, b| a == b).or_else(|| at(&|a, b| a.to_lowercase() == b.to_lowercase()))
    }

    /// All tables with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (TableId, &Table)> {
        self.tables.iter().enumerate().map(|(i, t)| (TableId(i), t))
    }
}

impl Table {
    /// A column by id.
    pub fn column(&self, id: ColumnId) -> &Column {
        &self.columns[id.0]
    }

    /// Finds a column by the rule for names.
    pub fn find(&self, name: &str) -> Option<ColumnId> {
        if let Some(i) = self.columns.iter().position(|c| c.name == name) {
            return Some(ColumnId(i));
        }
        let lower = name.to_lowercase();
        let mut hits = self.columns.iter().enumerate().filter(|(_, c)| c.name.to_lowercase() == lower);
        match (hits.next(), hits.next()) {
            (Some((i, _)), None) => Some(ColumnId(i)),
            _ => None,
        }
    }

    /// `schema.name`, or `name`.
    pub fn full_name(&self) -> String {
        match &self.schema {
            Some(schema) => format!("{schema}.{}", self.name),
            None => self.name.clone(),
        }
    }

    /// All columns with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (ColumnId, &Column)> {
        self.columns.iter().enumerate().map(|(i, c)| (ColumnId(i), c))
    }

    /// The primary key and the unique keys that guarantee something.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.primary_key.iter().chain(&self.unique_keys).filter(|k| !k.partial && !k.columns.is_empty())
    }

    /// The foreign keys that start at exactly this column.
    pub fn foreign_key_of(&self, column: ColumnId) -> Option<&ForeignKey> {
        self.foreign_keys.iter().find(|f| f.columns == [column])
    }
}
