//! The old side as statements find it: where its tables are, and what their columns are called there.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::dialect::Dialect;
use crate::dialect::EngineExt as _;
use crate::engine::Engine;
use crate::physical::{LONGEST_NAME, OldRows, as_text, numbered_name, usual};
use crate::schema::{ColumnId, Schema, Table, TableId};
use crate::sql::{FromItem, Relation, TableName};

/// Where statements find the old tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OldTables {
    /// Beside the new ones, where the session of the new side sees them.
    Beside {
        /// The database, schema or attached file that holds them.
        namespace: String,
        /// Whether nobody said so, and a table of which its own schema is known is there.
        own_schemas: bool,
    },
    /// In staging tables of the new database.
    Staged,
    /// In the old database, which is asked itself.
    Here {
        /// The schema that holds them; none: where their own schema says.
        namespace: Option<String>,
    },
}

impl OldTables {
    /// Where the new side's session finds them; `namespace`: what it was told.
    pub fn of(engine: Engine, rows: OldRows, namespace: Option<String>) -> Self {
        let own_schemas = namespace.is_none() && engine.capabilities().has_schemas;
        match rows {
            OldRows::Colocated => {
                Self::Beside { namespace: namespace.unwrap_or_else(|| "old".to_string()), own_schemas }
            }
            OldRows::Staged => Self::Staged,
        }
    }

    /// The database, schema or attached file beside the new tables that holds them; none: they are not there.
    pub fn beside(&self) -> Option<&str> {
        if let Self::Beside { namespace, .. } = self { Some(namespace) } else { None }
    }
}

/// Where old rows are read from.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The engine that holds them.
    pub engine: Engine,
    /// The schema that holds the old tables; none: where their own schema says.
    pub namespace: Option<&'a str>,
}

impl Reader<'_> {
    /// An old table's name there, quoted.
    pub(crate) fn table(self, table: &Table) -> String {
        self.engine.dialect().table_name(&self.table_name(table))
    }

    /// The rows of an old table there.
    pub(super) fn rows_of(self, table: &Table) -> FromItem {
        Relation::from(self.table_name(table)).as_it_is()
    }

    /// An old table's name there.
    pub(crate) fn table_name(self, table: &Table) -> TableName {
        let own = table.schema.as_deref().filter(|_| self.engine.capabilities().has_schemas);
        TableName::within(self.namespace.or(own), &table.name)
    }
}

/// What the columns of an old table are called in an engine: where it is staged on another one, which may not tell `id` from `ID`,
/// a column whose name another has as well gets a number.
pub(super) fn staged_columns(schema: &Schema, table: TableId, engine: Engine) -> Vec<Cow<'_, str>> {
    let columns = &schema.table(table).columns;
    let plain = || columns.iter().map(|column| Cow::Borrowed(column.name.as_str()));
    if schema.engine == engine {
        return plain().collect();
    }
    // As an engine knows them that has the shortest names, and does not tell case.
    let known = |name: &str| name[..name.floor_char_boundary(LONGEST_NAME)].to_lowercase();
    let mut taken: HashMap<String, usize> = HashMap::new();
    columns.iter().for_each(|column| *taken.entry(known(&column.name)).or_default() += 1);
    plain()
        .enumerate()
        .map(|(place, name)| match taken.get(&known(&name)) {
            Some(1) if usual(&name) == name => name,
            _ => {
                let name = usual(&name);
                let several = (place + 1..).step_by(columns.len()).map(|number| numbered_name(&name, number));
                several
                    .into_iter()
                    .find(|name| !taken.contains_key(&known(name)))
                    .map_or(Cow::Owned(name.clone()), Cow::Owned)
            }
        })
        .collect()
}

/// What one of them is called: see [`staged_columns`].
pub(super) fn staged_column(schema: &Schema, table: TableId, column: ColumnId, engine: Engine) -> Cow<'_, str> {
    if schema.engine == engine {
        return Cow::Borrowed(&schema.column(table, column).name);
    }
    staged_columns(schema, table, engine).swap_remove(column.0)
}

/// Whether an engine holds an old column as text although its values are of another type.
pub(super) fn reads_text(dialect: &dyn Dialect, schema: &Schema, table: TableId, column: ColumnId) -> bool {
    let column = schema.column(table, column);
    schema.engine != dialect.engine() && !column.ty.is_textual() && as_text(schema, column)
}
