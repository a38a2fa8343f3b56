//! Writes the old rows out, as inserts into the tables they are staged in.

use std::io;
use std::sync::{Arc, Mutex};

use super::connect::{self, Access};
use super::db::Db;
use super::dumped::{self, Found, OldDump};
use super::load::flow_of;
use super::sides::{self, Unversioned};
use super::stream;
use super::transfer::{self, Broken, Source, written};
use super::trouble::Trouble;
use super::trust::{self, Trust};
use super::{OLD, RunError};
use crate::address::Address;
use crate::dialect::Engine;
use crate::emit;
use crate::emit::data::{Insert, Inserts};
use crate::emit::direct::{Counted, Direct};
use crate::emit::staging::{self, Reader, Staged};
use crate::plan::{BlockId, Plan};
use crate::schema::TableId;

/// Where old rows are written out from: open, and seen as it is at one moment.
pub struct Export {
    from: Address,
    source: From,
    /// What the program reads, as tables of the new side.
    staged: Vec<Staged>,
    /// Blocks whose rows go straight into their new tables, and what the old side has of them.
    direct: Vec<(Direct, Counted)>,
    engine: Engine,
    /// The schema that holds the old tables.
    namespace: Option<String>,
    /// They are locked, by the names that rows are staged by.
    locked: bool,
    unlocked: Option<String>,
    _unpacked: Option<crate::dump::Database>,
}

enum From {
    Session(Box<Db>),
    Dump(OldDump),
}

/// How many rows of a table were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The old table.
    pub table: TableId,
    /// Its rows.
    pub rows: u64,
}

impl Export {
    /// Opens a database or a dump, for a script of this engine.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn open(from: &Address, plan: &Plan, engine: Engine) -> Result<Self, RunError> {
        let (from, unpacked) = match dumped::find(from)? {
            Some(Found::Script(dump)) => return Ok(Self::new(from.clone(), From::Dump(dump), engine)),
            Some(Found::Database(address, database)) => (address, Some(database)),
            None => (from.clone(), None),
        };
        let mut db = connect::open(&from, Access::OLD).await?;
        let refused = |error: sqlx::Error| Trouble::of(&error, &from).opening(OLD, &from);
        transfer::prepare(&mut db).await.map_err(refused)?;
        let reads = staging::all_reads(plan);
        let names: Vec<String> = reads.tables.keys().map(|id| plan.program.old.table(*id).name.clone()).collect();
        let kept = sides::lock_unversioned(&mut db, &names).await.map_err(refused)?;
        let locked = matches!(kept, Unversioned::Locked);
        if !locked {
            // A transaction would take the locks away again.
            for sql in db.engine().statements().begin_reading() {
                db.execute(sql).await.map_err(refused)?;
            }
        }
        let unlocked = if let Unversioned::Unlocked(why) = kept { Some(why) } else { None };
        let namespace = sides::old_schema(&mut db, &plan.program).await;
        let export = Self::new(from, From::Session(Box::new(db)), engine);
        Ok(Self { namespace, locked, unlocked, _unpacked: unpacked, ..export })
    }

    fn new(from: Address, source: From, engine: Engine) -> Self {
        Self {
            from,
            source,
            staged: Vec::new(),
            direct: Vec::new(),
            engine,
            namespace: None,
            locked: false,
            unlocked: None,
            _unpacked: None,
        }
    }

    /// The columns whose values are what they are declared to be, though nothing promises it. None of a dump, which is read once.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn trust(&mut self, plan: &Plan) -> Result<Trust, RunError> {
        let From::Session(db) = &mut self.source else { return Ok(Trust::default()) };
        let reader = Reader { engine: db.engine(), namespace: self.namespace.as_deref() };
        let trusted = trust::trusted(db, plan, reader).await;
        trusted.map_err(|error| Trouble::of(&error, &self.from).opening(OLD, &self.from))
    }

    /// Decides where the rows that a plan reads go. `direct`: a database shapes the rows of blocks that need
    /// nothing of the new side, which go straight into their new tables; else all are staged.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn decide(&mut self, plan: &Plan, direct: bool) -> Result<(), RunError> {
        let engine = match &self.source {
            From::Session(db) => db.engine(),
            From::Dump(_) => plan.program.old.engine,
        };
        let reader = Reader { engine, namespace: self.namespace.as_deref() };
        let mut blocks: Vec<BlockId> = (0..plan.program.blocks.len()).map(BlockId).collect();
        if let From::Session(db) = &mut self.source
            && direct
            && !self.locked
        {
            let shaped = shaped(db, plan, reader, self.engine).await;
            self.direct = shaped.map_err(|error| Trouble::of(&error, &self.from).opening(OLD, &self.from))?;
            blocks.retain(|id| self.direct.iter().all(|(direct, _)| direct.block != *id));
        }
        self.staged = staging::staging(plan, &staging::reads(plan, blocks), reader, self.engine);
        Ok(())
    }

    /// What people should know of how the rows are read.
    pub fn note(&self) -> Option<String> {
        let say = |why| format!("others may write to the old side meanwhile, see that nobody does: {why}");
        self.unlocked.as_ref().map(say)
    }

    /// The tables that the rows go into.
    pub fn staged(&self) -> &[Staged] {
        &self.staged
    }

    /// The blocks whose rows go straight into their new tables, in the order of their steps.
    pub fn direct(&self) -> &[(Direct, Counted)] {
        &self.direct
    }

    /// Hands the rows of one of these on, by its place; likewise.
    ///
    /// # Errors
    /// When something cannot be read, or `out` takes no more.
    pub async fn write_direct(
        &mut self,
        plan: &Plan,
        place: usize,
        most: usize,
        mut out: impl FnMut(&Insert) -> io::Result<()>,
    ) -> Result<(), RunError> {
        let (Some((direct, counted)), From::Session(db)) = (self.direct.get(place), &mut self.source) else {
            return Ok(());
        };
        let flow = stream::flow_of(direct, None);
        let inserts = Inserts::direct(self.engine, direct, most);
        let rows = written(Source::Session(db), &flow, inserts, |insert| out(insert)).await;
        let table = plan.program.block(direct.block).source.first().map(|relation| relation.table);
        let table = table.map_or("", |table| &plan.program.old.table(table).name);
        let rows = rows.map_err(|broken| told(table, broken, &self.from))?;
        if rows == counted.moving() {
            return Ok(());
        }
        let message = format!("{rows} of {} rows came", counted.moving());
        Err(told(table, Broken::Reading(sqlx::Error::Protocol(message)), &self.from))
    }

    /// Hands the rows on as inserts of at most so many bytes; a row that is larger is one of its own. The rows of a
    /// table come in the order of its key where a database gives them, and in its own order from a dump, where a table
    /// may come more than once.
    ///
    /// # Errors
    /// When something cannot be read, or `out` takes no more.
    pub async fn write(
        &mut self,
        plan: &Plan,
        most: usize,
        mut out: impl FnMut(&Staged, &Insert) -> io::Result<()>,
    ) -> Result<Vec<Exported>, RunError> {
        let mut rows = vec![0; self.staged.len()];
        match &mut self.source {
            From::Session(db) => {
                for (staged, rows) in self.staged.iter().zip(&mut rows) {
                    let flow = flow_of(staged, staged.rows_after(None), Vec::new());
                    let inserts = Inserts::new(self.engine, staged, most);
                    let done = written(Source::Session(db), &flow, inserts, |insert| out(staged, insert)).await;
                    *rows =
                        done.map_err(|broken| told(&plan.program.old.table(staged.table).name, broken, &self.from))?;
                }
            }
            From::Dump(dump) => {
                let reader = dump.reader(&plan.program, &dumped::wanted(&self.staged))?;
                let reader = Arc::new(Mutex::new(reader));
                while let Some(at) = dumped::next_table(&reader)? {
                    let (Some(staged), Some(rows)) = (self.staged.get(at), rows.get_mut(at)) else { break };
                    let source = Source::Thread(dumped::Run::new(&reader, staged.columns.len(), 0));
                    let flow = flow_of(staged, String::new(), Vec::new());
                    let inserts = Inserts::new(self.engine, staged, most);
                    let done = written(source, &flow, inserts, |insert| out(staged, insert)).await;
                    *rows +=
                        done.map_err(|broken| told(&plan.program.old.table(staged.table).name, broken, &self.from))?;
                }
            }
        }
        Ok(self.staged.iter().zip(rows).map(|(staged, rows)| Exported { table: staged.table, rows }).collect())
    }

    /// Says good-bye, whatever is answered.
    pub async fn close(self) {
        if let From::Session(db) = self.source {
            drop(db.close().await);
        }
    }
}

/// The blocks whose rows the old side can shape, where no value of them needs a policy, and no other block reads their
/// table: else its rows would be written twice.
async fn shaped(
    db: &mut Db,
    plan: &Plan,
    reader: Reader<'_>,
    engine: Engine,
) -> Result<Vec<(Direct, Counted)>, sqlx::Error> {
    let mut found: Vec<Direct> = Vec::new();
    for direct in emit::direct::direct(plan, reader, engine).into_iter().filter_map(|(_, direct)| direct.ok()) {
        if stream::is_sure(db, &direct).await? {
            found.push(direct);
        }
    }
    loop {
        let blocks: Vec<BlockId> = found.iter().map(|direct| direct.block).collect();
        let others = (0..plan.program.blocks.len()).map(BlockId).filter(|id| !blocks.contains(id));
        let reads = staging::reads(plan, others);
        found.retain(|direct| {
            let source = &plan.program.block(direct.block).source;
            source.iter().all(|relation| !reads.tables.contains_key(&relation.table))
                && direct.leans_on.iter().all(|id| blocks.contains(id))
        });
        if found.len() == blocks.len() {
            break;
        }
    }
    let mut out = Vec::new();
    for direct in found {
        let counted = stream::counted(db, &direct).await?;
        out.push((direct, counted));
    }
    Ok(out)
}

fn told(table: &str, broken: Broken, from: &Address) -> RunError {
    let read = |message: String, help: String| RunError::Read {
        what: format!("table `{table}`"),
        path: from.title(),
        message,
        help,
    };
    match broken {
        Broken::Reading(error) => dumped::of_the_dump(&error).unwrap_or_else(|| {
            let Trouble { message, help, .. } = Trouble::of(&error, from);
            read(message, help)
        }),
        Broken::Value(unfit) => {
            let help = "mend the value in the old database, or leave its column out of the program".to_owned();
            read(unfit.to_string(), help)
        }
        Broken::Writing(error) => read(
            format!("the script cannot be written: {error}"),
            "see that there is room, and that you may write there".to_owned(),
        ),
    }
}
