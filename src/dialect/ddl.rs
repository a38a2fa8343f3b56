//! Makes the new side's tables (`--create`).

use super::Dialect;
use super::EngineExt as _;
use crate::engine::Engine;
use crate::schema::{Collation, Column, ColumnId, Key, Schema, Table, Type};

/// The tables of a schema in an engine's dialect, which need not be the schema's own: keys, unique
/// keys, foreign keys, defaults that are constants or the current time. Text that ignores case does so
/// where the engine can.
///
/// `namespace` is what they are put into, where it is not the current database; `storage` is MySQL's
/// storage engine.
pub fn create_tables(schema: &Schema, engine: Engine, namespace: Option<&str>, storage: Option<&str>) -> Vec<String> {
    let maker = Maker { dialect: engine.dialect(), own: schema.engine == engine, schema, namespace };
    let mut out = maker.types();
    out.extend(schema.tables.iter().map(|table| maker.table(table, storage)));
    if !maker.dialect.capabilities().tables.forward_references {
        out.extend(schema.tables.iter().flat_map(|table| maker.foreign_keys(table)));
    }
    out
}

pub(super) fn names(dialect: &dyn Dialect, table: &Table, columns: &[ColumnId]) -> String {
    columns.iter().map(|c| dialect.ident(&table.column(*c).name)).collect::<Vec<_>>().join(", ")
}

struct Maker<'a> {
    dialect: &'static dyn Dialect,
    /// The schema is of this engine: what it says is taken as it is.
    own: bool,
    schema: &'a Schema,
    namespace: Option<&'a str>,
}

impl Maker<'_> {
    /// What must be there before the tables: schemas, enums, collations.
    fn types(&self) -> Vec<String> {
        let form = self.dialect.capabilities().tables;
        let mut out: Vec<String> = Vec::new();
        if self.own && self.namespace.is_none() {
            for table in &self.schema.tables {
                if let Some(schema) = &table.schema {
                    push_new(&mut out, format!("CREATE SCHEMA IF NOT EXISTS {}", self.dialect.ident(schema)));
                }
            }
        }
        let columns = || self.schema.tables.iter().flat_map(|t| &t.columns);
        if form.enum_types {
            for column in columns() {
                if let Type::Enum { values, name: Some(name) } = &column.ty {
                    let values: Vec<String> = values.iter().map(|v| self.dialect.text(v)).collect();
                    push_new(&mut out, format!("CREATE TYPE {name} AS ENUM ({})", values.join(", ")));
                }
            }
        }
        if !self.own && columns().any(|c| loose(&c.ty).is_some()) {
            out.extend(form.before_loose_text.iter().map(|s| (*s).to_owned()));
        }
        out
    }

    fn name(&self, table: &Table) -> String {
        let namespace = self.namespace.or(if self.own { table.schema.as_deref() } else { None });
        self.dialect.table(namespace, &table.name)
    }

    fn table(&self, table: &Table, storage: Option<&str>) -> String {
        let form = self.dialect.capabilities().tables;
        let mut lines: Vec<String> = Vec::new();
        let mut key_is_said = false;
        for (id, column) in table.iter() {
            let alone = table.primary_key.as_ref().is_some_and(|k| k.columns == [id]);
            let mut line = format!("{} ", self.dialect.ident(&column.name));
            match form.numbered_key {
                Some(said) if alone && column.auto_increment => {
                    key_is_said = true;
                    line.push_str(said);
                }
                _ => line.push_str(&self.column(table, id, column)),
            }
            lines.push(line);
        }
        if let Some(key) = table.primary_key.as_ref().filter(|k| !key_is_said && !k.columns.is_empty()) {
            lines.push(format!("PRIMARY KEY ({})", names(self.dialect, table, &key.columns)));
        }
        for key in table.unique_keys.iter().filter(|k| !k.partial && !k.columns.is_empty()) {
            let nulls = match form.nulls_equal {
                Some(words) if key.nulls_equal => format!(" {words}"),
                _ => String::new(),
            };
            lines.push(format!("UNIQUE{nulls} ({})", names(self.dialect, table, &key.columns)));
        }
        if form.forward_references {
            lines.extend(self.references(table));
        }
        if self.own {
            lines.extend(table.checks.iter().filter(|c| c.partitions == 0).map(|c| format!("CHECK ({})", c.sql)));
        }
        let mut end = String::new();
        if form.storage
            && let Some(storage) = storage
        {
            // a name without quotes: nothing but what a name of an engine is made of
            let storage: String = storage.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            end = format!(" ENGINE={storage}");
        }
        format!("CREATE TABLE {} (\n  {}\n){end}", self.name(table), lines.join(",\n  "))
    }

    /// A column after its name.
    fn column(&self, table: &Table, id: ColumnId, column: &Column) -> String {
        let form = self.dialect.capabilities().tables;
        let mut out = self.column_type(table, id, column);
        if self.own
            && let Some(expression) = &column.generated
        {
            return format!("{out} GENERATED ALWAYS AS ({expression}) STORED");
        }
        if !column.nullable {
            out.push_str(" NOT NULL");
        } else if form.says_null {
            // MySQL makes a TIMESTAMP that does not say it NOT NULL
            out.push_str(" NULL");
        }
        if column.auto_increment {
            out.push_str(form.numbered);
        } else if let Some(default) = self.default(column, &out) {
            out.push_str(&format!(" DEFAULT {default}"));
        }
        if form.enum_checks
            && let Type::Enum { values, name } = &column.ty
            && !(form.enum_types && name.is_some())
            && !self.own
        {
            let values: Vec<String> = values.iter().map(|v| self.dialect.text(v)).collect();
            out.push_str(&format!(" CHECK ({} IN ({}))", self.dialect.ident(&column.name), values.join(", ")));
        }
        out
    }

    fn column_type(&self, table: &Table, id: ColumnId, column: &Column) -> String {
        let form = self.dialect.capabilities().tables;
        if !self.own {
            return self.dialect.column_type(&column.ty, self.key_width(table, id));
        }
        if form.enum_types && (column.auto_increment || matches!(column.ty, Type::Enum { name: Some(_), .. })) {
            // `serial` is a type and a default in one word
            return self.dialect.column_type(&column.ty, None);
        }
        own_type(self.dialect, column)
    }

    /// How many columns the widest key has that a column is part of.
    fn key_width(&self, table: &Table, id: ColumnId) -> Option<usize> {
        let keys = table.primary_key.iter().chain(&table.unique_keys).filter(|k| !k.partial);
        let own = keys.map(|k: &Key| &k.columns).chain(table.foreign_keys.iter().map(|f| &f.columns));
        let own = own.filter(|c| c.contains(&id)).map(Vec::len);
        own.max()
    }

    /// A default that means the same in this dialect.
    fn default(&self, column: &Column, spelled: &str) -> Option<String> {
        let sql = column.default.as_ref()?.sql.trim();
        if self.own {
            return Some(sql.to_owned());
        }
        let constant = constant(sql)?;
        let d = self.dialect;
        let value = match (constant, &column.ty) {
            (Constant::Now, Type::Date) => "CURRENT_DATE".to_owned(),
            (Constant::Now, ty) if ty.is_temporal() => match spelled.split_once('(') {
                // MySQL wants the default to be as precise as the column
                Some((name, rest)) if d.capabilities().tables.says_null && matches!(name, "DATETIME" | "TIMESTAMP") => {
                    format!("CURRENT_TIMESTAMP({})", rest.split(')').next().unwrap_or_default())
                }
                _ => "CURRENT_TIMESTAMP".to_owned(),
            },
            (Constant::Now, _) => return None,
            (Constant::Number(n), Type::Bool) => d.bool(n != "0"),
            (Constant::Text(t), Type::Bool) => match t.to_ascii_lowercase().as_str() {
                "0" | "f" | "false" => d.bool(false),
                "1" | "t" | "true" => d.bool(true),
                _ => return None,
            },
            (Constant::Bool(b), Type::Bool) => d.bool(b),
            (Constant::Bool(b), Type::Int { .. }) => u8::from(b).to_string(),
            (Constant::Number(n), ty) if ty.is_numeric() => n,
            (Constant::Number(n), ty) if ty.is_textual() => d.text(&n),
            (Constant::Text(t), ty) if ty.is_numeric() => constant_number(&t)?,
            // an impossible date is no default
            (Constant::Text(t), ty) if ty.is_temporal() && t.contains("-00") => return None,
            (Constant::Text(t), ty) if ty.is_textual() || ty.is_temporal() => d.text(&t),
            _ => return None,
        };
        let long = matches!(&column.ty, Type::Text { .. }) && !spelled.starts_with("VARCHAR");
        Some(if d.capabilities().tables.brackets_defaults && long { format!("({value})") } else { value })
    }

    /// FOREIGN KEY clauses.
    fn references(&self, table: &Table) -> Vec<String> {
        let theirs =
            |f: &&crate::schema::ForeignKey| !f.declared_by_program && (self.own || table.enforces_foreign_keys);
        table
            .foreign_keys
            .iter()
            .filter(theirs)
            .map(|f| {
                let to = self.schema.table(f.table);
                let name = if self.dialect.capabilities().tables.forward_references {
                    // within one file
                    self.dialect.ident(&to.name)
                } else {
                    self.name(to)
                };
                let deferrable = if f.deferrable && self.own { " DEFERRABLE" } else { "" };
                format!(
                    "FOREIGN KEY ({}) REFERENCES {name} ({}){deferrable}",
                    names(self.dialect, table, &f.columns),
                    names(self.dialect, to, &f.references)
                )
            })
            .collect()
    }

    fn foreign_keys(&self, table: &Table) -> Vec<String> {
        let name = self.name(table);
        self.references(table).into_iter().map(|r| format!("ALTER TABLE {name} ADD {r}")).collect()
    }
}

/// The type of a column in its own engine, with its collation.
pub(crate) fn own_type(dialect: &dyn Dialect, column: &Column) -> String {
    let form = dialect.capabilities().tables;
    let mut out = column.native.clone();
    let lower = out.to_lowercase();
    if form.storage
        && let Type::Text { collation: Some(c), .. } = &column.ty
        && !lower.contains("collate")
    {
        let charset = c.name.split('_').next().unwrap_or_default();
        let plain = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if plain(&c.name) && !lower.contains("character set") && !lower.contains("charset") {
            out.push_str(&format!(" CHARACTER SET {charset}"));
        }
        if plain(&c.name) {
            out.push_str(&format!(" COLLATE {}", c.name));
        }
    } else if !form.storage
        && !form.enum_types
        && let Type::Text { collation: Some(c), .. } = &column.ty
        && !lower.contains("collate")
    {
        out.push_str(&format!(" COLLATE {}", dialect.ident(&c.name)));
    }
    out
}

fn push_new(out: &mut Vec<String>, sql: String) {
    if !out.contains(&sql) {
        out.push(sql);
    }
}

/// The collation of text that ignores case.
fn loose(ty: &Type) -> Option<&Collation> {
    match ty {
        Type::Text { collation: Some(c), .. } if c.ignores_case => Some(c),
        _ => None,
    }
}

/// A default that every engine can say.
#[derive(Debug, PartialEq)]
enum Constant {
    Number(String),
    Text(String),
    Bool(bool),
    Now,
}

fn constant_number(text: &str) -> Option<String> {
    let body = text.trim().trim_start_matches(['+', '-']);
    let ok = !body.is_empty()
        && body.chars().all(|c| c.is_ascii_digit() || c == '.')
        && body.chars().filter(|c| *c == '.').count() <= 1
        && body.contains(|c: char| c.is_ascii_digit());
    ok.then(|| text.trim().trim_start_matches('+').to_owned())
}

/// Reads the SQL of a default.
fn constant(sql: &str) -> Option<Constant> {
    let mut sql = sql.trim();
    while let Some(inner) = sql.strip_prefix('(').and_then(|s| s.strip_suffix(')')) {
        sql = inner.trim();
    }
    if let Some(number) = constant_number(sql) {
        return Some(Constant::Number(number));
    }
    if let Some(rest) = sql.strip_prefix('\'') {
        let mut text = String::new();
        let mut chars = rest.chars();
        while let Some(c) = chars.next() {
            if c != '\'' {
                text.push(c);
                continue;
            }
            let after = chars.as_str();
            if let Some(more) = after.strip_prefix('\'') {
                text.push('\'');
                chars = more.chars();
            } else if after.trim().is_empty() || after.trim_start().starts_with("::") {
                // a backslash means one thing in one engine and another in the next
                return (!text.contains('\\')).then_some(Constant::Text(text));
            } else {
                return None;
            }
        }
        return None;
    }
    let word = sql.split("::").next().unwrap_or_default().trim().to_ascii_lowercase();
    let word = word.split('(').next().unwrap_or_default().trim();
    match word {
        "true" => Some(Constant::Bool(true)),
        "false" => Some(Constant::Bool(false)),
        "current_timestamp" | "now" | "localtimestamp" => Some(Constant::Now),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_defaults() {
        assert_eq!(constant("'it''s'::character varying"), Some(Constant::Text("it's".into())));
        assert_eq!(constant("((-1.50))"), Some(Constant::Number("-1.50".into())));
        assert_eq!(constant("current_timestamp()"), Some(Constant::Now));
        assert_eq!(constant("now()"), Some(Constant::Now));
        assert_eq!(constant("false"), Some(Constant::Bool(false)));
        assert_eq!(constant("nextval('a_seq'::regclass)"), None);
        assert_eq!(constant("'a' || 'b'"), None);
        assert_eq!(constant("'open"), None);
    }
}
