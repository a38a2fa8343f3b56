//! Writes the old rows out, as inserts into the tables they are staged in.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read as _, Seek as _, Write as _};
use std::sync::{Arc, Mutex};

use super::dumped;
use super::error::RunError;
use super::job::OLD;
use super::load::flow_of;
use super::needs;
use super::old_file::{self, Found};
use super::profile::Profile;
use super::profiling;
use super::pushdown;
use super::references;
use super::sides::{self, Unversioned};
use super::stream;
use super::tables::{filled, missing};
use super::transfer::{self, Broken, Flow, Source, written};
use crate::client::ClientError;
use crate::client::address::Address;
use crate::client::connect::{self, Access};
use crate::client::db::Db;
use crate::client::trouble::Trouble;
use crate::dialect::EngineExt as _;
use crate::emit::data::{Insert, Inserts};
use crate::emit::pushdown::{Copied, Counted, Pushdown};
use crate::emit::staging::{self, Reader, Staged};
use crate::emit::{self, runner};
use crate::engine::Engine;
use crate::plan::{BlockId, Plan};
use crate::rows::{Projection, RowSource};
use crate::schema::TableId;

/// Where old rows are written out from: open, and seen as it is at one moment.
pub struct Export {
    from: Address,
    source: OldRows,
    /// What the program reads, as tables of the new side.
    staged: Vec<Staged>,
    /// Blocks whose rows go straight into their new tables, in the order of their steps.
    straight: Vec<Straight>,
    engine: Engine,
    /// The schema that holds the old tables.
    namespace: Option<String>,
    /// They are locked, by the names that rows are staged by.
    locked: bool,
    unlocked: Option<String>,
    _unpacked: Option<crate::rows::dump::Database>,
}

/// A block whose rows go straight into its new table.
struct Straight {
    pushdown: Pushdown,
    /// What the old side has of it; of a dump, known when it is read.
    counted: Counted,
    /// The rows out of a dump, which come before their place in the script does.
    waiting: Option<Waiting>,
}

/// Inserts that wait in a file for their place.
struct Waiting(BufWriter<File>);

impl Waiting {
    fn new() -> io::Result<Self> {
        Ok(Self(BufWriter::with_capacity(1 << 18, tempfile::tempfile()?)))
    }

    fn put(&mut self, insert: &Insert) -> io::Result<()> {
        self.0.write_all(&insert.rows.to_le_bytes())?;
        self.0.write_all(&(insert.sql.len() as u64).to_le_bytes())?;
        self.0.write_all(insert.sql.as_bytes())
    }

    fn each(self, mut out: impl FnMut(&Insert) -> io::Result<()>) -> io::Result<()> {
        let mut file = self.0.into_inner().map_err(io::IntoInnerError::into_error)?;
        let end = file.stream_position()?;
        file.rewind()?;
        let mut file = BufReader::with_capacity(1 << 18, file);
        let mut at = 0;
        while at < end {
            let mut numbers = [[0; 8]; 2];
            for number in &mut numbers {
                file.read_exact(number)?;
            }
            let [rows, size] = numbers.map(u64::from_le_bytes);
            let mut sql = String::new();
            (&mut file).take(size).read_to_string(&mut sql)?;
            out(&Insert { sql, rows })?;
            at += 16 + size;
        }
        Ok(())
    }
}

enum OldRows {
    Session(Box<Db>),
    Dump(Arc<dyn RowSource>),
}

/// How many rows of a table were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The old table.
    pub table: TableId,
    /// How many rows were written out.
    pub rows: u64,
}

impl Export {
    /// Opens a database or a dump, for a script of this engine.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn open(from: &Address, plan: &Plan, engine: Engine) -> Result<Self, RunError> {
        let (from, unpacked) = match old_file::find(from)? {
            Some(Found::Rows(dump)) => return Ok(Self::new(from.clone(), OldRows::Dump(dump), engine)),
            Some(Found::Database(address, database)) => (address, Some(database)),
            None => (from.clone(), None),
        };
        let mut db = connect::open(&from, Access::OLD).await?;
        let refused = |error: sqlx::Error| Trouble::of(&error, &from).opening(OLD, &from);
        transfer::prepare(&mut db).await.map_err(refused)?;
        let namespace = sides::old_schema(&mut db, &plan.program).await;
        look_for_tables(&mut db, &from, plan, namespace.as_deref()).await?;
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
        let export = Self::new(from, OldRows::Session(Box::new(db)), engine);
        Ok(Self { namespace, locked, unlocked, _unpacked: unpacked, ..export })
    }

    fn new(from: Address, source: OldRows, engine: Engine) -> Self {
        Self {
            from,
            source,
            staged: Vec::new(),
            straight: Vec::new(),
            engine,
            namespace: None,
            locked: false,
            unlocked: None,
            _unpacked: None,
        }
    }

    /// The columns whose values are what they are declared to be, though nothing promises it. A dump with such columns is read for it.
    ///
    /// # Errors
    /// When the old side cannot be read.
    pub async fn profile(&mut self, plan: &Plan) -> Result<Profile, RunError> {
        let reader = Reader { engine: self.reads(plan), namespace: self.namespace.as_deref() };
        match &mut self.source {
            OldRows::Session(db) => {
                let profiled = profiling::profiled(db, plan, reader, self.engine).await;
                Ok(profiled.map_err(|error| Trouble::of(&error, &self.from).opening(OLD, &self.from))?)
            }
            OldRows::Dump(dump) => profiling::of_dump(&**dump, plan, reader, self.engine),
        }
    }

    /// The engine whose rows are read.
    fn reads(&self, plan: &Plan) -> Engine {
        match &self.source {
            OldRows::Session(db) => db.engine(),
            OldRows::Dump(_) => plan.program.old.engine,
        }
    }

    /// Decides where the rows that a plan reads go. `pushdown`: those of blocks that need nothing of the new side go
    /// straight into their new tables where the old database can shape them, or a dump has them as they shall be; else all
    /// are staged.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn decide(&mut self, plan: &Plan, pushdown: bool) -> Result<(), RunError> {
        let reader = Reader { engine: self.reads(plan), namespace: self.namespace.as_deref() };
        let mut blocks: Vec<BlockId> = (0..plan.program.blocks.len()).map(BlockId).collect();
        if pushdown && !self.locked {
            let found = emit::pushdown::pushdown(plan, reader, self.engine)
                .into_iter()
                .filter_map(|(_, pushdown)| pushdown.ok());
            self.straight = match &mut self.source {
                OldRows::Session(db) => {
                    let shaped = shaped(db, plan, found.collect()).await;
                    shaped.map_err(|error| Trouble::of(&error, &self.from).opening(OLD, &self.from))?
                }
                OldRows::Dump(dump) => as_they_are(&**dump, plan, found.collect())?,
            };
            blocks.retain(|id| self.straight.iter().all(|straight| straight.pushdown.block != *id));
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
    pub fn pushdown(&self) -> impl Iterator<Item = &Pushdown> {
        self.straight.iter().map(|straight| &straight.pushdown)
    }

    /// Hands the rows of one of these on, by its place, when [`Export::write`] is done, and answers the statements that
    /// account for them.
    ///
    /// # Errors
    /// When something cannot be read, or `out` takes no more.
    pub async fn write_direct(
        &mut self,
        plan: &Plan,
        place: usize,
        most: usize,
        mut out: impl FnMut(&Insert) -> io::Result<()>,
    ) -> Result<Vec<String>, RunError> {
        let Some(Straight { pushdown, counted, waiting }) = self.straight.get_mut(place) else { return Ok(Vec::new()) };
        let table = plan.program.block(pushdown.block).source.first().map(|relation| relation.table);
        let table = table.map_or("", |table| &plan.program.old.table(table).name);
        let db = match &mut self.source {
            OldRows::Session(db) => db,
            OldRows::Dump(_) => {
                let rows = waiting.take().map_or(Ok(()), |waiting| waiting.each(out));
                rows.map_err(|error| told(table, Broken::Writing(error.into()), &self.from))?;
                return Ok(pushdown.account(plan, self.engine, counted));
            }
        };
        let flow = stream::flow_of(pushdown, None);
        let inserts = Inserts::pushdown(self.engine, pushdown, most);
        let rows = written(Source::Session(db), &flow, inserts, |insert| out(insert)).await;
        let rows = rows.map_err(|broken| told(table, broken, &self.from))?;
        if rows == counted.moving() {
            return Ok(pushdown.account(plan, self.engine, counted));
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
            OldRows::Session(db) => {
                for (staged, rows) in self.staged.iter().zip(&mut rows) {
                    let flow = flow_of(staged, staged.rows_after(None), Vec::new());
                    let inserts = Inserts::new(self.engine, staged, most);
                    let done = written(Source::Session(db), &flow, inserts, |insert| out(staged, insert)).await;
                    *rows =
                        done.map_err(|broken| told(&plan.program.old.table(staged.table).name, broken, &self.from))?;
                }
            }
            OldRows::Dump(dump) => {
                let mut wanted = dumped::wanted(&self.staged);
                wanted.extend(self.straight.iter().filter_map(|straight| straight.wanted(plan)));
                let reader = Arc::new(Mutex::new(old_file::reader(&**dump, &plan.program, &wanted)?));
                while let Some(at) = dumped::next_table(&reader)? {
                    let Some(Projection { table, columns }) = wanted.get(at) else { break };
                    let source = Source::Thread(dumped::Run::new(&reader, columns.len(), 0));
                    let failed = |broken| told(&plan.program.old.table(*table).name, broken, &self.from);
                    if let (Some(staged), Some(rows)) = (self.staged.get(at), rows.get_mut(at)) {
                        let flow = flow_of(staged, String::new(), Vec::new());
                        let inserts = Inserts::new(self.engine, staged, most);
                        let done = written(source, &flow, inserts, |insert| out(staged, insert)).await;
                        *rows += done.map_err(failed)?;
                    } else if let Some(straight) = self.straight.get_mut(at - self.staged.len()) {
                        let pushdown = &straight.pushdown;
                        let flow = copying(pushdown);
                        let inserts = Inserts::copied(self.engine, pushdown, most);
                        let waiting = match &mut straight.waiting {
                            Some(waiting) => waiting,
                            none => none.insert(Waiting::new().map_err(|error| failed(Broken::Writing(error.into())))?),
                        };
                        let done = written(source, &flow, inserts, |insert| waiting.put(insert)).await;
                        straight.counted.rows += done.map_err(failed)?;
                    }
                }
            }
        }
        Ok(self.staged.iter().zip(rows).map(|(staged, rows)| Exported { table: staged.table, rows }).collect())
    }

    /// Says good-bye, whatever is answered.
    pub async fn close(self) {
        if let OldRows::Session(db) = self.source {
            drop(db.close().await);
        }
    }
}

impl Straight {
    /// What of a dump is wanted for it.
    fn wanted(&self, plan: &Plan) -> Option<Projection> {
        let table = plan.program.block(self.pushdown.block).source.first()?.table;
        Some(Projection { table, columns: self.pushdown.copied_columns() })
    }
}

/// The flow of the columns that are as they are in the dump.
fn copying(pushdown: &Pushdown) -> Flow {
    let mut flow = Flow { key: Vec::new(), ..stream::flow_of(pushdown, None) };
    let mut copies = pushdown.copies.iter().flat_map(|copies| &copies.columns);
    flow.columns.retain(|_| matches!(copies.next(), Some(Copied::Column(_))));
    flow
}

/// The blocks whose rows the old database can shape, where no value of them needs a policy.
async fn shaped(db: &mut Db, plan: &Plan, found: Vec<Pushdown>) -> Result<Vec<Straight>, sqlx::Error> {
    let mut sure = Vec::new();
    for pushdown in found {
        if pushdown::preconditions_hold(db, &pushdown).await? {
            sure.push(pushdown);
        }
    }
    let mut out = Vec::new();
    for pushdown in alone(plan, sure) {
        let counted = pushdown::counted(db, &pushdown).await?;
        out.push(Straight { pushdown, counted, waiting: None });
    }
    Ok(out)
}

/// The blocks whose rows a dump has as they shall be.
fn as_they_are(dump: &dyn RowSource, plan: &Plan, mut found: Vec<Pushdown>) -> Result<Vec<Straight>, RunError> {
    found.retain(|pushdown| !pushdown.copied_columns().is_empty());
    // A dump's rows are handed to one of them only.
    let table = |pushdown: &Pushdown| plan.program.block(pushdown.block).source.first().map(|relation| relation.table);
    let tables: Vec<_> = found.iter().map(table).collect();
    found.retain(|pushdown| tables.iter().filter(|other| **other == table(pushdown)).count() == 1);
    let straight = |pushdown| Straight { pushdown, counted: Counted::default(), waiting: None };
    let found = alone(plan, references::kept(dump, plan, alone(plan, found))?);
    Ok(found.into_iter().map(straight).collect())
}

/// Those whose tables no other block reads: else the rows would be written twice.
fn alone(plan: &Plan, mut found: Vec<Pushdown>) -> Vec<Pushdown> {
    loop {
        let blocks: Vec<BlockId> = found.iter().map(|pushdown| pushdown.block).collect();
        let others = (0..plan.program.blocks.len()).map(BlockId).filter(|id| !blocks.contains(id));
        let reads = staging::reads(plan, others);
        found.retain(|pushdown| {
            let source = &plan.program.block(pushdown.block).source;
            source.iter().all(|relation| !reads.tables.contains_key(&relation.table))
                && pushdown.leans_on.iter().all(|id| blocks.contains(id))
        });
        if found.len() == blocks.len() {
            return found;
        }
    }
}

fn told(table: &str, broken: Broken, from: &Address) -> RunError {
    let read = |message: String, help: String| {
        RunError::Client(ClientError::Read { what: format!("table `{table}`"), path: from.title(), message, help })
    };
    match broken {
        Broken::Reading(error) => dumped::of_the_dump(&error).unwrap_or_else(|| {
            let Trouble { message, help, .. } = Trouble::of(&error, from).of_reader();
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

/// Looks whether the old tables that are read are there, and may be read.
async fn look_for_tables(db: &mut Db, from: &Address, plan: &Plan, namespace: Option<&str>) -> Result<(), RunError> {
    let program = &plan.program;
    needs::may_read(db, from, plan, Reader { engine: db.engine(), namespace }).await?;
    let failed = |error: sqlx::Error| Trouble::of(&error, from).opening(OLD, from);
    let reads = staging::all_reads(plan);
    let tables: Vec<_> = reads.tables.keys().map(|id| program.old.table(*id)).collect();
    if namespace.is_none()
        && let Some(error) = sides::out_of_sight(db, OLD, &tables).await.map_err(failed)?
    {
        return Err(error);
    }
    let there = db.ask(&runner::tables(db.engine(), namespace)).await.map_err(failed)?;
    let there: Vec<String> = there.rows.into_iter().flatten().flatten().collect();
    let names: Vec<String> = tables.iter().map(|table| table.name.clone()).collect();
    let lost = missing(&names, &there);
    if lost.is_empty() {
        return Ok(());
    }
    let targets: Vec<String> = filled(plan).iter().map(|id| program.new.table(*id).name.clone()).collect();
    let help = match missing(&targets, &there).is_empty() {
        true => "it has the tables of the new side: name the database that the old rows are in",
        false => "name the database that the old rows are in",
    };
    Err(RunError::NoTable { what: OLD, tables: lost, help: help.to_owned() })
}
