//! What each engine can do, as plain facts: whoever would ask which engine it is asks for one of them.
//!
//! Each engine has one constant of them (`capabilities.rs` in its folder). `capabilities.md` shows all engines beside each other,
//! and a test holds it to the constants.

use serde::Serialize;

use super::{Holds, SnapshotSharing, TableForm, Written};

/// The facts of an engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Capabilities {
    /// A database has schemas with tables in them (PostgreSQL's manual, 5.10).
    pub has_schemas: bool,
    /// Where its servers listen unless they are told otherwise; none: it has no servers.
    pub port: Option<u16>,
    /// phpMyAdmin works with it, so that its scripts may come in parts to paste.
    pub pastes: bool,
    /// The longest name.
    pub longest_name: LongestName,
    /// Names may have characters beyond U+FFFF (not in MySQL: manual, "Schema Object Names").
    pub astral_names: bool,
    /// Values are sure to be of the type that their column declares (not in SQLite: <https://www.sqlite.org/datatype3.html>).
    pub keeps_types: bool,
    /// Numbers with a point are exact. Where not, they are doubles.
    pub exact_decimals: bool,
    /// `=` between texts of ordinary columns means "the same code points" (not in MySQL: manual, "Collation Naming Conventions").
    pub compares_by_code_point: bool,
    /// Columns of dates can hold impossible ones, `0000-00-00` (MySQL's manual, "The DATE, DATETIME, and TIMESTAMP Types").
    pub zero_dates: bool,
    /// Columns of enums can hold a value that is not one of them, as number 0 (MySQL's manual, "The ENUM Type").
    pub zero_enums: bool,
    /// The moments that a column for moments can hold, where they are fewer than those of a datetime.
    pub moment_range: Option<(&'static str, &'static str)>,
    /// How many digits of a second a column of times has where its type does not say.
    pub digits_of_time: u8,
    /// The LIMIT that leaves no row out and makes the engine answer a query in FROM by itself, not as a part of the one that reads it. Through
    /// queries that are put one into the other, an engine works with as many copies of a part of a row as there are ways to it, and
    /// SQLite's shell before 3.46 does not read queries that are nested deeply (`parser stack overflow`).
    pub fence: i128,
    /// A query of the table that the statement writes needs the fence, and so does a look-up by text, whose rows are then joined by an index that
    /// the engine makes in passing.
    pub fences_own_table: bool,
    /// Rows of a query are joined by an index that the engine makes in passing only where the fence is in it.
    pub fences_joins: bool,
    /// An order has to say that nulls come first in ascending order, last in descending (PostgreSQL's manual, 7.5).
    pub says_nulls: bool,
    /// A value in an UPDATE is made of what the assignments before it have set, and not of the row as it was
    /// (<https://dev.mysql.com/doc/refman/9.5/en/update.html>: "evaluated from left to right").
    pub assigns_in_turn: bool,
    /// Tables are made in transactions as well, so that a script can be one transaction from its first check on: after an
    /// error nothing of it is done, whether its client stops or not.
    pub makes_tables_in_transactions: bool,
    /// Tables are not seen by who has no right on them.
    pub hides_tables_without_rights: bool,
    /// How several sessions see the same.
    pub snapshot_sharing: SnapshotSharing,
    /// Which of the values that not every engine has it has.
    pub holds: Holds,
    /// How tables with numbered rows, foreign keys and so on are made.
    pub tables: TableForm,
    /// How rows are written out as literals.
    pub written: Written,
}

/// The longest name that an engine takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LongestName {
    /// There is none.
    Any,
    /// So many characters; longer ones are refused.
    Characters(usize),
    /// So many bytes; longer ones are cut in silence.
    Bytes(usize),
}

impl Capabilities {
    /// The [`fence`](Self::fence) in a query of the table that the statement writes, or that is looked up by text; none: it needs none.
    pub fn fence_of_own_table(&self) -> Option<i128> {
        self.fences_own_table.then_some(self.fence)
    }

    /// The [`fence`](Self::fence) in a query whose rows are joined by values that no index is on; none: it needs none.
    pub fn fence_of_joins(&self) -> Option<i128> {
        self.fences_joins.then_some(self.fence)
    }
}

/// What has such facts.
pub trait Capable {
    /// What the engine can do.
    fn capabilities(&self) -> &'static Capabilities;
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::dialect::EngineExt as _;
    use crate::engine::Engine;

    /// Each fact by its path.
    fn flat(path: &str, value: &Value, out: &mut Vec<(String, String)>) {
        match value {
            Value::Object(fields) if path.is_empty() || fields.len() > 1 && !path.contains('.') => {
                for (name, value) in fields {
                    flat(&if path.is_empty() { name.clone() } else { format!("{path}.{name}") }, value, out);
                }
            }
            Value::Bool(yes) => out.push((path.to_owned(), if *yes { "yes" } else { "no" }.to_owned())),
            Value::Null => out.push((path.to_owned(), "-".to_owned())),
            other => out.push((path.to_owned(), format!("`{other}`"))),
        }
    }

    #[test]
    fn the_table_shows_them() {
        let columns: Vec<Vec<(String, String)>> = Engine::ALL
            .iter()
            .map(|engine| {
                let mut out = Vec::new();
                flat("", &serde_json::to_value(engine.capabilities()).unwrap_or_default(), &mut out);
                out
            })
            .collect();
        let mut table = format!(
            "# Capabilities of the engines\n\nMade of `capabilities.rs` in each engine's folder; what each means is in `capabilities.rs` here.\n\n| fact | {} |\n|{}\n",
            Engine::ALL.map(Engine::name).join(" | "),
            " --- |".repeat(Engine::ALL.len() + 1)
        );
        for (at, (path, _)) in columns[0].iter().enumerate() {
            let values: Vec<&str> = columns.iter().map(|column| column[at].1.as_str()).collect();
            assert!(columns.iter().all(|column| column[at].0 == *path), "{path}");
            table += &format!("| `{path}` | {} |\n", values.join(" | "));
        }
        if std::env::var_os("BLESS").is_some() {
            let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/dialect/capabilities.md");
            std::fs::write(file, &table).expect("the table can be written");
        } else {
            assert_eq!(table, include_str!("capabilities.md"), "BLESS=1 writes it");
        }
    }
}
