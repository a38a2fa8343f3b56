//! The journal of a run, `_mig_journal`: what is done, what is being done and what waits.
//!
//! One row an entry, all there from the start. The mark of progress is written in the transaction that
//! writes the rows it speaks of.

use crate::dialect::{EngineExt as _, HelperColumn, HelperType, Making};
use crate::engine::Engine;
use crate::schema::Type;
use crate::sql::{
    Alias, CompareOp, Delete, Expr, FromItem, Insert, Order, Query, Relation, Rows, Select, Statement, TableName,
    Update,
};

/// The table in which the journal is kept.
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

/// The columns that an entry is written into.
const WRITTEN: [&str; 6] = ["id", "kind", "step", "title", "state", "hash"];

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

    fn print(self, statement: &Statement) -> String {
        self.engine.printer().statement(statement)
    }

    fn now(self) -> Expr {
        self.engine.statements().utc_clock()
    }

    /// Whether there is one: 1 or 0.
    pub(crate) fn exists(self) -> String {
        let there = self.engine.statements().has_table(JOURNAL);
        self.print(&Statement::Query(Select::values([there.as_number()]).into()))
    }

    /// Removes the journal, with all that stands in it.
    pub(crate) fn drop(self) -> String {
        self.print(&Statement::DropTable(table()))
    }

    /// Makes a new one with all its entries waiting, in the place of an old one. The first one keeps a text for
    /// whoever goes on.
    pub(crate) fn create(self, entries: &[Entry], kept: &str) -> Vec<String> {
        let mut out = vec![self.drop()];
        out.extend(self.table_itself(Making::New));
        // In one statement, so that a journal without all its lines is one without any.
        let kept = std::iter::once(Expr::text(kept)).chain(std::iter::repeat(Expr::null()));
        let rows = entries.iter().zip(kept).map(|(entry, kept)| entry.row().into_iter().chain([kept]).collect());
        out.push(self.insert(WRITTEN.iter().chain(&["last_key"]), Rows::Values(rows.collect())));
        out
    }

    /// Makes one where there is none, and the statement that writes the entries where there are none, all waiting.
    pub(crate) fn create_where_missing(self, entries: &[Entry]) -> (String, String) {
        let create = self.table_itself(Making::WhereMissing).join(";\n");
        // The rows that it has not give the columns their names and types.
        let none = Select { filter: Some(Expr::int(1).eq(Expr::int(0))), ..written() };
        let rows = entries.iter().map(|entry| Select::values(entry.row()));
        let all = Query::UnionAll(std::iter::once(none).chain(rows).map(Query::from).collect());
        let any = Select::of(from(), [Expr::int(1)]);
        let missing = Select {
            from: Some(Relation::from(all).named(&Alias::new("entries"))),
            filter: Some(Expr::exists(any).not()),
            ..written()
        };
        (create, self.insert(&WRITTEN, Rows::Query(missing.into())))
    }

    fn table_itself(self, making: Making) -> Vec<String> {
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
                HelperColumn { name: dialect.ident(name), ty: HelperType::Sql(dialect.type_name(&ty)), default: None }
            })
            .collect();
        self.engine.statements().create(making, &dialect.ident(JOURNAL), &columns, &[dialect.ident("id")])
    }

    fn insert<'a>(self, columns: impl IntoIterator<Item = &'a &'a str>, rows: Rows) -> String {
        let columns = columns.into_iter().map(|name| (*name).to_owned()).collect();
        self.print(&Statement::Insert(Insert { table: table(), overriding: "", columns, rows }))
    }

    /// The whole journal, in order.
    pub(crate) fn read(self) -> String {
        let order = vec![Order::ascending(Expr::name("id"))];
        self.print(&Statement::Query(Select { order, ..Select::of(from(), COLUMNS.map(Expr::name)) }.into()))
    }

    fn set(self, filter: Expr, set: impl IntoIterator<Item = (&'static str, Expr)>) -> String {
        let set = set.into_iter().map(|(column, value)| (column.to_owned(), value)).collect();
        self.print(&Statement::Update(Update { table: table(), set, filter: Some(filter) }))
    }

    /// An entry is begun, with as many rows before it as are known.
    pub(crate) fn begin(self, id: usize, all: Option<u64>) -> String {
        let begun = [
            ("state", Expr::text("running")),
            ("began_at", self.now()),
            ("ended_at", Expr::null()),
            ("reason", Expr::null()),
        ];
        self.set(entry(id), begun.into_iter().chain(all.map(|rows| ("all_rows", Expr::int(rows)))))
    }

    /// It is an entry's turn, which is not done yet.
    pub(crate) fn turn(self, id: usize) -> String {
        let open = Expr::name("state").compare(CompareOp::Ne, Expr::text("done"));
        self.set(Expr::and([entry(id), open]), [("state", Expr::text("running")), ("began_at", self.now())])
    }

    /// So many rows of an entry are there, up to this key.
    pub(crate) fn mark(self, id: usize, rows: u64, last_key: &str) -> String {
        self.set(entry(id), [("done_rows", Expr::int(rows)), ("last_key", Expr::text(last_key))])
    }

    /// An entry is done.
    pub(crate) fn done(self, id: usize, rows: Option<u64>) -> String {
        let done = [("state", Expr::text("done")), ("ended_at", self.now())];
        self.set(entry(id), done.into_iter().chain(rows.map(|rows| ("done_rows", Expr::int(rows)))))
    }

    /// An entry is done that was begun: where it was not, nothing changes.
    pub(crate) fn done_if_running(self, id: usize) -> String {
        let done = [("state", Expr::text("done")), ("ended_at", self.now())];
        self.set(Expr::and([entry(id), running()]), done)
    }

    /// An entry was undone, and why.
    pub(crate) fn failed(self, id: usize, why: &str) -> String {
        let failed = [("state", Expr::text("failed")), ("ended_at", self.now()), ("reason", Expr::text(why))];
        self.set(entry(id), failed)
    }

    /// What was being done was stopped by somebody.
    pub(crate) fn stopped(self) -> String {
        self.set(running(), [("state", Expr::text("stopped")), ("ended_at", self.now())])
    }

    /// It was stopped before an entry began.
    pub(crate) fn stopped_before(self, id: usize) -> String {
        self.set(entry(id), [("state", Expr::text("stopped"))])
    }

    /// Puts other entries in the place of those that were not begun.
    pub(crate) fn replace(self, old: &[usize], new: &[Entry]) -> Vec<String> {
        let ids = old.iter().map(|id| number(*id));
        let delete = Delete { table: table(), filter: Some(Expr::name("id").within(ids)) };
        let delete = (!old.is_empty()).then(|| self.print(&Statement::Delete(delete)));
        let rows = new.iter().map(|entry| entry.row().to_vec()).collect();
        let insert = (!new.is_empty()).then(|| self.insert(&WRITTEN, Rows::Values(rows)));
        delete.into_iter().chain(insert).collect()
    }

    /// An entry begins again from its first row.
    pub(crate) fn restart(self, id: usize) -> String {
        self.set(entry(id), [("done_rows", Expr::int(0)), ("last_key", Expr::null())])
    }
}

impl Entry {
    /// Its values for the columns of [`WRITTEN`], waiting.
    fn row(&self) -> [Expr; 6] {
        let [kind, title, waiting, hash] = [self.kind, &self.title, "waiting", &self.hash].map(Expr::text);
        [number(self.id), kind, self.step.map_or(Expr::null(), number), title, waiting, hash]
    }
}

fn table() -> TableName {
    TableName::own(JOURNAL)
}

fn from() -> FromItem {
    Relation::from(table()).as_it_is()
}

/// The columns of [`WRITTEN`], of all entries.
fn written() -> Select {
    Select::of(from(), WRITTEN.map(Expr::name))
}

fn number(number: usize) -> Expr {
    Expr::int(i128::try_from(number).unwrap_or(i128::MAX))
}

fn entry(id: usize) -> Expr {
    Expr::name("id").eq(number(id))
}

fn running() -> Expr {
    Expr::name("state").eq(Expr::text("running"))
}
