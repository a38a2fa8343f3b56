//! Which old tables are staged in the new database, with which columns and keys, and what their tables are called there.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::dialect::EngineExt as _;
use crate::engine::Engine;
use crate::plan::Reads;
use crate::schema::{Column, ColumnId, Schema, TableId, Type};

/// The longest name every engine takes, in bytes (PostgreSQL: 63).
pub(crate) const LONGEST_NAME: usize = 63;

/// What the names of staging tables begin with.
pub(crate) const STAGED: &str = "_mig_old_";

/// An old table that is staged in the new database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StagedTable {
    /// The old table.
    pub table: TableId,
    /// The name of the staging table.
    pub name: String,
    /// The old columns that are brought along, in their order: those that are read, and the primary key.
    pub columns: Vec<StagedColumn>,
    /// The primary key of the old table, in its order; empty where it has none.
    pub key: Vec<ColumnId>,
    /// Whether the key is sure to identify a row, so that rows come in its order and a load can be taken up again.
    pub sure_key: bool,
    /// How the staging table finds rows by that key.
    pub found_by: FoundBy,
}

/// A column of a staging table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StagedColumn {
    /// The old column.
    pub column: ColumnId,
    /// As what its values are held.
    pub held_as: StagedAs,
}

/// As what the values of an old column are staged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StagedAs {
    /// As values of the column's type.
    Typed,
    /// As text that is tested where it is read: a value need not be of the column's type.
    Text,
}

/// How a staging table finds rows by the old primary key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundBy {
    /// By its primary key.
    PrimaryKey,
    /// By an index: the key may hold nulls or values that are equal.
    Index,
    /// The old table has no key.
    Nothing,
}

/// The old tables that are read, as tables of an engine: only the columns that are read and the primary key.
pub fn staged_tables(schema: &Schema, reads: &Reads, engine: Engine) -> Vec<StagedTable> {
    reads.tables.iter().map(|(id, read)| staged_table(schema, *id, read, engine)).collect()
}

fn staged_table(schema: &Schema, id: TableId, read: &BTreeSet<ColumnId>, engine: Engine) -> StagedTable {
    let table = schema.table(id);
    let own = schema.engine == engine;
    let key = table.primary_key.as_ref().filter(|k| !k.partial && !k.columns.is_empty());
    let key: &[ColumnId] = key.map_or(&[], |k| &k.columns);
    let mut columns: BTreeSet<ColumnId> = read.iter().chain(key).copied().collect();
    if columns.is_empty() {
        // Its rows are counted.
        columns.extend(table.iter().next().map(|(id, _)| id));
    }
    let held_as = |column: ColumnId| match !own && as_text(schema, table.column(column)) {
        true => StagedAs::Text,
        false => StagedAs::Typed,
    };
    // A key of unverified columns may hold nulls and equal values: it only helps to find rows.
    let sure_key =
        !key.is_empty() && key.iter().all(|c| table.column(*c).verified && !as_text(schema, table.column(*c)));
    // Text whose last blanks do not count is no key of what another engine tells apart.
    let pads = matches!(engine.dialect().helper_text(), Type::Text { collation: Some(c), .. } if c.pads);
    let pads = pads && !own && key.iter().any(|c| table.column(*c).ty.is_textual());
    StagedTable {
        table: id,
        name: staged_name(schema, id),
        columns: columns.into_iter().map(|column| StagedColumn { column, held_as: held_as(column) }).collect(),
        found_by: match (sure_key && !pads, key.is_empty()) {
            (true, _) => FoundBy::PrimaryKey,
            (false, false) => FoundBy::Index,
            (false, true) => FoundBy::Nothing,
        },
        key: key.to_vec(),
        sure_key,
    }
}

/// What an old table is called where it is staged.
pub(crate) fn staged_name(schema: &Schema, id: TableId) -> String {
    let table = &schema.table(id).name;
    let name = format!("{STAGED}{}", usual(table));
    let namesake = schema.tables.iter().enumerate().any(|(i, t)| i != id.0 && t.name.eq_ignore_ascii_case(table));
    if !namesake && name.len() <= LONGEST_NAME && name.ends_with(table) {
        return name;
    }
    numbered_name(&name, id.0 + 1)
}

/// A name without the characters that some engine takes in none: MySQL those beyond U+FFFF.
pub(crate) fn usual(name: &str) -> String {
    name.replace(|c| c > '\u{ffff}', "_")
}

/// A name with a number behind it, cut so that every engine takes it.
pub(crate) fn numbered_name(name: &str, number: usize) -> String {
    let number = format!("_{number}");
    let longest = name.len().min(LONGEST_NAME - number.len());
    let cut = (0..=longest).rev().find(|i| name.is_char_boundary(*i)).unwrap_or(0);
    format!("{}{number}", &name[..cut])
}

/// Whether values of an old column are put into another engine as text, to be tested there. Bytes need no test.
pub(crate) fn as_text(schema: &Schema, column: &Column) -> bool {
    let bytes = matches!(column.ty, Type::Bytes { .. });
    (!column.verified && !bytes) || may_be_impossible(schema, column)
}

/// Whether a column may hold dates that no calendar has.
pub(crate) fn may_be_impossible(schema: &Schema, column: &Column) -> bool {
    let dates = matches!(column.ty, Type::Date | Type::DateTime { .. } | Type::TimestampTz { .. });
    dates && !column.dates_exist && schema.engine.capabilities().zero_dates
}
