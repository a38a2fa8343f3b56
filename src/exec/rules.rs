//! Whether the schema shows the rule of the new database that a row broke.

use crate::dialect::Rule;
use crate::schema::{Schema, Table, TableId};

/// Whether a table of the schema has the rule that the engine's words name.
pub(super) fn is_shown(rule: Rule, schema: &Schema, table: TableId, message: &str) -> bool {
    let table = schema.table(table);
    let words = Words::of(message);
    match rule {
        Rule::Unique => {
            let primary = table.primary_key.iter().map(|key| (key, format!("{}_pkey", table.name)));
            let unique = table
                .unique_keys
                .iter()
                .map(|key| (key, format!("{}_{}_key", table.name, joined(table, &key.columns, "_"))));
            let is_primary = words.has("primary") && table.primary_key.is_some();
            is_primary
                || primary
                    .chain(unique)
                    .any(|(key, usual)| words.has_any(table, key.name.as_deref(), &usual, &key.columns))
        }
        Rule::ForeignKey => {
            table.foreign_keys.iter().any(|key| {
                let usual = format!("{}_{}_fkey", table.name, joined(table, &key.columns, "_"));
                !key.declared_by_program && words.has_any(table, key.name.as_deref(), &usual, &key.columns)
            }) || words.says_nothing() && !table.foreign_keys.is_empty()
        }
        Rule::NotNull => table.columns.iter().any(|column| !column.nullable && words.has(&column.name)),
        Rule::Check => table.checks.iter().any(|check| match &check.name {
            Some(name) => words.has(name),
            None => true,
        }),
    }
}

/// The names in an engine's message.
struct Words(Vec<String>);

impl Words {
    fn of(message: &str) -> Self {
        let part = |c: char| !(c.is_alphanumeric() || c == '_' || c == '$');
        Self(message.to_lowercase().split(part).filter(|word| !word.is_empty()).map(str::to_owned).collect())
    }

    fn has(&self, name: &str) -> bool {
        let name = Self::of(name).0;
        !name.is_empty() && self.0.windows(name.len()).any(|words| words == name)
    }

    /// A key by its name, by the name that the engine gives it, or by all of its columns one after the other.
    fn has_any(&self, table: &Table, name: Option<&str>, usual: &str, columns: &[crate::schema::ColumnId]) -> bool {
        let [first, rest @ ..] = columns else { return name.is_some_and(|name| self.has(name)) };
        let first = &table.column(*first).name;
        // MySQL calls a key after its first column; SQLite names `table.column, table.column`.
        let by_first = rest.is_empty() && self.has(first);
        let by_table = self.has(
            &columns.iter().map(|c| format!("{}.{}", table.name, table.column(*c).name)).collect::<Vec<_>>().join(", "),
        );
        name.is_some_and(|name| self.has(name))
            || self.has(usual)
            || by_first
            || by_table
            || self.has(&joined(table, columns, ", "))
    }

    /// `FOREIGN KEY constraint failed`
    fn says_nothing(&self) -> bool {
        self.0 == ["foreign", "key", "constraint", "failed"]
    }
}

fn joined(table: &Table, columns: &[crate::schema::ColumnId], by: &str) -> String {
    columns.iter().map(|c| table.column(*c).name.as_str()).collect::<Vec<_>>().join(by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::engine::Engine;
    use crate::schema::ddl;
    use crate::source::FileId;

    #[test]
    fn rules_of_the_schema_are_known_by_the_words_of_each_engine() {
        let sql = "CREATE TABLE a (id int NOT NULL PRIMARY KEY, n int NOT NULL, m int, l int, o int, CONSTRAINT own UNIQUE (m, l), UNIQUE (n), CHECK (m > 0), \
                   FOREIGN KEY (m, l) REFERENCES a (id, n))";
        let schema = ddl::read(FileId(0), sql, Engine::Postgres, &mut Diagnostics::new());
        for (rule, message, shown) in [
            (Rule::Unique, "Duplicate entry '1' for key 'PRIMARY'", true),
            (Rule::Unique, "Duplicate entry '1' for key 'a.n'", true),
            (Rule::Unique, "Duplicate entry 'x' for key 'o'", false),
            (
                Rule::Unique,
                "duplicate key value violates unique constraint \"a_n_key\": Key (n)=(1) already exists.",
                true,
            ),
            (Rule::Unique, "duplicate key value violates unique constraint \"own\"", true),
            (Rule::Unique, "UNIQUE constraint failed: a.m, a.l", true),
            (Rule::Unique, "UNIQUE constraint failed: a.o", false),
            (Rule::ForeignKey, "CONSTRAINT `a_ibfk_1` FOREIGN KEY (`m`, `l`) REFERENCES `a` (`id`, `n`)", true),
            (Rule::ForeignKey, "CONSTRAINT `a_ibfk_1` FOREIGN KEY (`o`) REFERENCES `b` (`x`)", false),
            (Rule::ForeignKey, "FOREIGN KEY constraint failed", true),
            (Rule::NotNull, "null value in column \"n\" of relation \"a\" violates not-null constraint", true),
            (Rule::NotNull, "NOT NULL constraint failed: a.o", false),
            (Rule::Check, "CHECK constraint failed: m > 0", true),
        ] {
            assert_eq!(is_shown(rule, &schema, TableId(0), message), shown, "{message}");
        }
    }
}
