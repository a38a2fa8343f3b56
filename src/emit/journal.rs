//! The journal of a run, `_mig_journal`: what is done, what is being done and what waits.
//!
//! One row an entry, all there from the start. The mark of progress is written in the transaction that
//! writes the rows it speaks of.

use crate::dialect::EngineExt as _;
use crate::dialect::{HelperColumn, HelperType};
use crate::engine::Engine;
use crate::schema::Type;

/// The journal's table.
pub(crate) const JOURNAL: &str = "_mig_journal";

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its place, from 0, in the order of execution.
    pub id: usize,
    /// `prepare`, `create`, `load`, `step`, `stream` or `finish`; `part` of a script in parts.
    pub kind: &'static str,
    /// The step's number in the plan, from 1.
    pub step: Option<usize>,
    /// What is done: a step's title, an old table.
    pub title: String,
    /// SHA-256 of the statements, in hex: to see what a changed program changes.
    pub hash: String,
}

/// The columns, in the order of [`Journal::read`].
pub(crate) const COLUMNS: [&str; 12] = [
    "id",
    "kind",
    "step",
    "title",
    "state",
    "done_rows",
    "all_rows",
    "last_key",
    "hash",
    "began_at",
    "ended_at",
    "reason",
];

/// The statements about the journal in the new side's dialect.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Journal {
    engine: Engine,
}

impl Journal {
    /// For a new side of this engine.
    pub(crate) fn new(engine: Engine) -> Self {
        Self { engine }
    }

    fn name(self, name: &str) -> String {
        self.engine.dialect().ident(name)
    }

    fn text(self, text: &str) -> String {
        self.engine.dialect().text(text)
    }

    fn table(self) -> String {
        self.name(JOURNAL)
    }

    /// Whether there is one: 1 or 0.
    pub(crate) fn exists(self) -> String {
        format!("SELECT CASE WHEN {} THEN 1 ELSE 0 END", self.engine.statements().has_table(&self.text(JOURNAL)))
    }

    /// Removes it.
    pub(crate) fn drop(self) -> String {
        format!("DROP TABLE IF EXISTS {}", self.table())
    }

    /// Makes a new one with all its entries waiting, in the place of an old one. The first one keeps a text for
    /// whoever goes on.
    pub(crate) fn create(self, entries: &[Entry], kept: &str) -> Vec<String> {
        let mut out = vec![self.drop()];
        out.extend(self.table_itself());
        // In one statement, so that a journal without all its lines is one without any.
        let row = |(i, entry): (usize, &Entry)| {
            let kept = if i == 0 { self.text(kept) } else { "NULL".to_owned() };
            format!("({}, {kept})", self.row(entry))
        };
        let rows: Vec<String> = entries.iter().enumerate().map(row).collect();
        let names = format!("{}, {}", self.entry_names(), self.name("last_key"));
        out.push(format!("INSERT INTO {} ({names}) VALUES\n{}", self.table(), rows.join(",\n")));
        out
    }

    /// Makes one where there is none, and the statement that writes the entries where there are none, all waiting.
    pub(crate) fn create_where_missing(self, entries: &[Entry]) -> (String, String) {
        let create = self.table_itself().join(";\n").replacen("CREATE TABLE", "CREATE TABLE IF NOT EXISTS", 1);
        let names = self.entry_names();
        let rows: Vec<String> = entries.iter().map(|entry| format!("SELECT {}", self.row(entry))).collect();
        let none = format!("SELECT {names} FROM {} WHERE 1 = 0", self.table());
        let fill = format!(
            "INSERT INTO {} ({names})\nSELECT {names} FROM (\n  {none}\n  UNION ALL {}\n) AS entries\nWHERE NOT EXISTS (SELECT 1 FROM {})",
            self.table(),
            rows.join("\n  UNION ALL "),
            self.table()
        );
        (create, fill)
    }

    fn table_itself(self) -> Vec<String> {
        let dialect = self.engine.dialect();
        let columns: Vec<HelperColumn> = COLUMNS
            .iter()
            .map(|name| {
                let ty = match *name {
                    "id" | "step" => Type::INT32,
                    "done_rows" | "all_rows" => Type::INT64,
                    "began_at" | "ended_at" => Type::DateTime { precision: 3 },
                    _ => Type::TEXT,
                };
                HelperColumn { name: self.name(name), ty: HelperType::Sql(dialect.type_name(&ty)), default: None }
            })
            .collect();
        self.engine.statements().create(&self.table(), &columns, &[self.name("id")])
    }

    fn entry_names(self) -> String {
        ["id", "kind", "step", "title", "state", "hash"].map(|n| self.name(n)).join(", ")
    }

    fn row(self, entry: &Entry) -> String {
        let step = entry.step.map_or("NULL".to_owned(), |n| n.to_string());
        let [kind, title, hash] = [entry.kind, &entry.title, &entry.hash].map(|t| self.text(t));
        format!("{}, {kind}, {step}, {title}, 'waiting', {hash}", entry.id)
    }

    /// The whole journal, in order.
    pub(crate) fn read(self) -> String {
        let names: Vec<String> = COLUMNS.iter().map(|n| self.name(n)).collect();
        format!("SELECT {} FROM {} ORDER BY {}", names.join(", "), self.table(), self.name("id"))
    }

    fn set(self, id: usize, what: &[(&str, String)]) -> String {
        let set: Vec<String> = what.iter().map(|(name, value)| format!("{} = {value}", self.name(name))).collect();
        format!("UPDATE {} SET {} WHERE {} = {id}", self.table(), set.join(", "), self.name("id"))
    }

    /// An entry is begun, with as many rows before it as are known.
    pub(crate) fn begin(self, id: usize, all: Option<u64>) -> String {
        let now = self.engine.statements().utc_clock().to_owned();
        let null = || "NULL".to_owned();
        let mut what =
            vec![("state", "'running'".to_owned()), ("began_at", now), ("ended_at", null()), ("reason", null())];
        what.extend(all.map(|n| ("all_rows", n.to_string())));
        self.set(id, &what)
    }

    /// So many rows of an entry are there, up to this key.
    pub(crate) fn mark(self, id: usize, rows: u64, last_key: &str) -> String {
        self.set(id, &[("done_rows", rows.to_string()), ("last_key", self.text(last_key))])
    }

    /// An entry is done.
    pub(crate) fn done(self, id: usize, rows: Option<u64>) -> String {
        let now = self.engine.statements().utc_clock().to_owned();
        let mut what = vec![("state", "'done'".to_owned()), ("ended_at", now)];
        what.extend(rows.map(|n| ("done_rows", n.to_string())));
        self.set(id, &what)
    }

    /// An entry was undone, and why.
    pub(crate) fn failed(self, id: usize, why: &str) -> String {
        let now = self.engine.statements().utc_clock().to_owned();
        self.set(id, &[("state", "'failed'".to_owned()), ("ended_at", now), ("reason", self.text(why))])
    }

    /// What was being done was stopped by somebody.
    pub(crate) fn stopped(self) -> String {
        let set = [("state", "'stopped'"), ("ended_at", self.engine.statements().utc_clock())];
        let set: Vec<String> = set.iter().map(|(name, value)| format!("{} = {value}", self.name(name))).collect();
        format!("UPDATE {} SET {} WHERE {} = 'running'", self.table(), set.join(", "), self.name("state"))
    }

    /// It was stopped before an entry began.
    pub(crate) fn stopped_before(self, id: usize) -> String {
        self.set(id, &[("state", "'stopped'".to_owned())])
    }

    /// Puts other entries in the place of those that were not begun.
    pub(crate) fn replace(self, old: &[usize], new: &[Entry]) -> Vec<String> {
        let ids: Vec<String> = old.iter().map(ToString::to_string).collect();
        let rows: Vec<String> = new.iter().map(|entry| format!("({})", self.row(entry))).collect();
        let mut out = Vec::new();
        if !ids.is_empty() {
            out.push(format!("DELETE FROM {} WHERE {} IN ({})", self.table(), self.name("id"), ids.join(", ")));
        }
        if !rows.is_empty() {
            let names = self.entry_names();
            out.push(format!("INSERT INTO {} ({names}) VALUES\n{}", self.table(), rows.join(",\n")));
        }
        out
    }

    /// An entry begins again from its first row.
    pub(crate) fn restart(self, id: usize) -> String {
        self.set(id, &[("done_rows", "0".to_owned()), ("last_key", "NULL".to_owned())])
    }
}
