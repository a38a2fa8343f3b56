//! Both databases, open, and where the old tables are for the new one.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::error::RunError;
use super::job::{NEW, OLD, Start};
use super::journal::{self, Log};
use super::lock::FileLock;
use super::old_file::{self, Found};
use super::pushdown;
use super::rights;
use super::tables::{SWAPPED, missing, swapped};
use super::transfer;
use crate::client::address::Address;
use crate::client::connect::{self, Access};
use crate::client::db::Db;
use crate::client::trouble::{self, Trouble};
use crate::dialect::EngineExt as _;
use crate::dialect::sessions;
use crate::dialect::{LANES, Of, Right};
use crate::emit::pushdown::Pushdown;
use crate::emit::runner;
use crate::emit::staging::{Reader, all_reads};
use crate::engine::Engine;
use crate::physical;
use crate::plan::{BlockId, Facts, Plan, Program, Reads, Side};
use crate::rows::RowSource;
use crate::rows::dump::Database;
use crate::schema::Table;
use crate::sql::TableName;

/// Where the old tables are for the SQL that runs on the new side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Locality {
    /// The new connection sees them: in another database of the server, another schema of the database, or
    /// an attached file.
    Colocated {
        /// What they are under; none: where the program or their own schema says.
        namespace: Option<String>,
    },
    /// Only the old connection sees them, so that their rows are streamed.
    Remote,
}

/// How old rows are to come to the new side, where it is not left to the runner (`--placement`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestedPath {
    /// Read where they are, which needs both sides in one place (`beside`).
    Colocated,
    /// Streamed straight into the new tables where the block allows it, else into staging tables (`direct`).
    Pushdown,
    /// Always streamed into staging tables (`staged`).
    Staged,
}

/// How a block's rows come to the new side.
#[derive(Debug, Clone, PartialEq)]
pub enum AccessPath {
    /// Its SQL reads the old tables where they are.
    Colocated,
    /// The old side shapes them, and they are streamed into the new table.
    Pushdown(Box<Pushdown>),
    /// Its old tables are staged; why.
    Staged(String),
}

impl AccessPath {
    /// The path as the physical plan says it.
    pub(super) fn as_planned(&self) -> physical::AccessPath {
        match self {
            Self::Colocated => physical::AccessPath::Colocated,
            Self::Pushdown(pushdown) => physical::AccessPath::Pushdown { leans_on: pushdown.leans_on.clone() },
            Self::Staged(why) => physical::AccessPath::Staged { why: why.clone() },
        }
    }
}

/// Two sessions of an own.
#[derive(Debug)]
pub(super) struct Pair {
    /// Reads the old side as the first session does.
    pub old: Db,
    /// Writes the new one.
    pub new: Db,
}

/// How long a run waits for the end of another one.
const PATIENCE: Duration = Duration::from_secs(60);

/// Both databases, open.
#[derive(Debug)]
pub struct Sides {
    /// Of a dump, an empty database: nobody asks it anything.
    pub(super) old: Db,
    pub(super) new: Db,
    pub(super) from: Address,
    pub(super) into: Address,
    locality: Locality,
    /// The schema of the old tables, where the program says one and the old database has it.
    old_schema: Option<String>,
    /// Why the old tables are seen, or not, in words for people.
    reason: String,
    /// Why others may write to the old side meanwhile, if they may.
    unlocked: Option<String>,
    /// The old tables are locked, so that only plain queries can read them.
    pub(super) locked: bool,
    /// How many tables are carried at the same time, at most.
    jobs: usize,
    /// The sessions for that, beside the first two.
    pub(super) more: Vec<Pair>,
    /// Why there are fewer than could be.
    fewer: Option<String>,
    /// Keeps other runs from the new file.
    lock: Option<FileLock>,
    /// The old side is a dump.
    dump: Option<Arc<dyn RowSource>>,
    /// The old file, where it had to be unpacked.
    _unpacked: Option<Database>,
}

impl Sides {
    /// Opens both and finds out how they are to each other. A new SQLite file is made where `create` says so,
    /// but not for a `dry_run`.
    ///
    /// # Errors
    /// When one cannot be opened, both are the same, or `wanted` cannot be.
    pub async fn open(
        from: &Address,
        into: &Address,
        program: &Program,
        create: bool,
        dry_run: bool,
        wanted: Option<RequestedPath>,
    ) -> Result<Self, RunError> {
        let (mut from, mut dump, mut unpacked) = (from.clone(), None, None);
        match old_file::find(&from)? {
            Some(Found::Rows(found)) => dump = Some(found),
            Some(Found::Database(address, database)) => {
                from = address;
                unpacked = Some(database);
            }
            None => {}
        }
        let from = &from;
        let mut old = match dump {
            Some(_) => memory(into).await?,
            None => connect::open(from, Access::OLD).await?,
        };
        if let (Some(a), Some(b)) = (from.file(), into.file())
            && let (Ok(a), Ok(b)) = (a.canonicalize(), b.canonicalize())
            && a == b
        {
            return Err(RunError::SameFile { path: b });
        }
        let missing = into.file().is_some_and(|file| !file.exists());
        let mut new = match (missing, create, dry_run) {
            (true, true, true) => memory(into).await?,
            (_, true, false) => connect::open(into, Access::MAKE).await?,
            _ => connect::open(into, Access::NEW).await?,
        };
        let beside = match dump {
            Some(_) => Err("the old side is a dump, which is read once".to_owned()),
            None => beside(&mut old, &mut new, from, program).await?,
        };
        let (locality, reason) = match (wanted, beside) {
            (None | Some(RequestedPath::Colocated), Ok((namespace, why))) => (Locality::Colocated { namespace }, why),
            (Some(RequestedPath::Staged | RequestedPath::Pushdown), _) => {
                (Locality::Remote, "it was asked for".to_owned())
            }
            (None, Err(why)) => (Locality::Remote, why),
            (Some(RequestedPath::Colocated), Err(why)) => return Err(RunError::NotColocated { why }),
        };
        let old_schema = old_schema(&mut old, program).await;
        let mut sides = Self {
            old,
            new,
            from: from.clone(),
            into: into.clone(),
            locality,
            old_schema,
            reason,
            unlocked: None,
            locked: false,
            jobs: 1,
            more: Vec::new(),
            fewer: None,
            lock: None,
            dump,
            _unpacked: unpacked,
        };
        if sides.dump.is_none() {
            sides.in_sight(OLD, program).await?;
        }
        Ok(sides)
    }

    /// Lets so many tables be carried at the same time, where both sides can.
    #[must_use]
    pub fn with_jobs(self, jobs: usize) -> Self {
        Self { jobs, ..self }
    }

    /// Where the old tables are for the new side.
    pub fn locality(&self) -> &Locality {
        &self.locality
    }

    /// The dump that the old side is.
    pub(super) fn dump(&self) -> Option<Arc<dyn RowSource>> {
        self.dump.clone()
    }

    /// Whether the old side is a dump, which is read once.
    pub fn is_dump(&self) -> bool {
        self.dump.is_some()
    }

    /// Why they are there.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The old side's address and the new one's, which show no password.
    pub fn addresses(&self) -> [&Address; 2] {
        [&self.from, &self.into]
    }

    /// The new side's engine.
    pub fn engine(&self) -> Engine {
        self.new.engine()
    }

    /// Where old rows are read from.
    pub fn reader(&self) -> Reader<'_> {
        Reader { engine: self.old.engine(), namespace: self.old_schema.as_deref() }
    }

    /// Whether the whole run is one transaction.
    pub fn is_atomic(&self) -> bool {
        self.new.engine().statements().attach("", "").is_some() && self.locality != Locality::Remote
    }

    /// How many rows each of these tables of the new side has; none where it is not there.
    pub async fn rows_of(&mut self, tables: &[TableName]) -> Vec<Option<u64>> {
        let mut out = Vec::with_capacity(tables.len());
        for table in tables {
            out.push(
                self.new.ask(&runner::count(self.new.engine(), table)).await.ok().and_then(|answer| answer.count(0)),
            );
        }
        out
    }

    /// For each connection to a server: its address, and the statement that ends the connection from another one.
    pub(super) async fn connections(&mut self) -> Vec<(Address, String)> {
        let mut out = Vec::new();
        let more = self.more.iter_mut().flat_map(|p| [(&mut p.old, &self.from), (&mut p.new, &self.into)]);
        for (db, address) in [(&mut self.old, &self.from), (&mut self.new, &self.into)].into_iter().chain(more) {
            let Some((own, end)) = db.engine().statements().connection() else { continue };
            if let Some(id) = db.ask(own).await.ok().and_then(|answer| answer.count(0)) {
                out.push((address.clone(), end.replace("{}", &id.to_string())));
            }
        }
        out
    }

    /// Waits until no other session carries out a run in the new database: one whose migc was killed may still be
    /// at the statement it was given last, and commit it. `told` is called before a wait.
    ///
    /// # Errors
    /// When the other one does not come to an end.
    pub async fn alone(&mut self, told: impl FnOnce()) -> Result<(), RunError> {
        let patience = Instant::now() + PATIENCE;
        let mut told = Some(told);
        loop {
            if self.lock().await? {
                return Ok(());
            }
            if Instant::now() > patience {
                return Err(RunError::Busy);
            }
            if let Some(told) = told.take() {
                told();
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Locks the new side for this run; not where another run holds the lock.
    async fn lock(&mut self) -> Result<bool, RunError> {
        let statements = self.new.engine().statements();
        if let Some(file) = self.into.file() {
            let taken = FileLock::take(file);
            self.lock = taken.map_err(|error| RunError::NoLock { file: file.display().to_string(), error })?;
            return Ok(self.lock.is_some());
        }
        let free = statements.lanes_are_free();
        for lock in statements.lock_run().into_iter().chain(free.as_deref()) {
            let answer = self.new.ask(lock).await.map_err(|error| self.new_refused(&error))?;
            if answer.first() != Some("1") {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What people should know of how the old side is read.
    pub(super) fn notes(&self) -> Vec<String> {
        let unlocked = self.unlocked.iter();
        let unlocked =
            unlocked.map(|why| format!("others may write to the old side meanwhile, see that nobody does: {why}"));
        let fewer = self.fewer.iter().map(|why| match self.more.len() {
            0 => format!("one table after the other is carried: {why}"),
            more => format!("no more than {} tables are carried at the same time: {why}", more + 1),
        });
        unlocked.chain(fewer).collect()
    }

    /// From now on the old side is seen as it is now; `tables` are those that are read, as the new side's SQL names
    /// them.
    ///
    /// # Errors
    /// When the old side cannot be read.
    pub async fn hold(&mut self, plan: &Plan, tables: &[String]) -> Result<(), RunError> {
        self.has_old_tables(plan).await?;
        if !self.is_atomic() {
            self.unlocked = self.keep_still(plan, tables).await?;
        }
        Ok(())
    }

    /// Whether what is written into a block's table stays when its step breaks off.
    async fn undoes_nothing(&mut self, plan: &Plan, id: BlockId) -> Result<bool, RunError> {
        let table = plan.program.new.table(plan.program.block(id).target);
        let Some(query) = runner::keeps_all(self.new.engine(), table) else { return Ok(false) };
        let answer = self.new.ask(&query).await.map_err(|error| self.new_refused(&error))?;
        Ok(answer.first().is_some())
    }

    /// Decides which of the blocks that could be streamed are: all where `wanted` does not
    /// forbid it and its preconditions hold; in a run that goes on, those it was begun with.
    ///
    /// # Errors
    /// When the old side cannot be read.
    pub async fn decide(
        &mut self,
        plan: &Plan,
        found: Vec<(BlockId, Result<Pushdown, String>)>,
        wanted: Option<RequestedPath>,
        start: Start,
    ) -> Result<Vec<(BlockId, AccessPath)>, RunError> {
        if self.locality != Locality::Remote {
            return Ok(found.into_iter().map(|(id, _)| (id, AccessPath::Colocated)).collect());
        }
        let begun = match start {
            Start::Resume => Log::read(&mut self.new).await.map_err(|error| self.new_refused(&error))?,
            _ => None,
        };
        let mut streamed: Vec<BlockId> = Vec::new();
        let mut out = Vec::new();
        for (id, found) in found {
            let path = match (found, wanted) {
                _ if self.dump.is_some() => AccessPath::Staged("a dump can only be read as it comes".to_owned()),
                (_, Some(RequestedPath::Staged)) => AccessPath::Staged("it was asked for".to_owned()),
                (Err(why), _) => AccessPath::Staged(why),
                _ if self.locked => {
                    AccessPath::Staged("the old tables are locked, since they have no snapshots".to_owned())
                }
                (Ok(_), _) if self.undoes_nothing(plan, id).await? => {
                    AccessPath::Staged("its new table has no transactions".to_owned())
                }
                (Ok(pushdown), _) => match self.declined(plan, &pushdown, &streamed, begun.as_ref()).await? {
                    Some(why) => AccessPath::Staged(why),
                    None => AccessPath::Pushdown(Box::new(pushdown)),
                },
            };
            if matches!(path, AccessPath::Pushdown(_)) {
                streamed.push(id);
            }
            out.push((id, path));
        }
        Ok(out)
    }

    /// Why a block that could be streamed is staged after all; none where it is streamed.
    async fn declined(
        &mut self,
        plan: &Plan,
        pushdown: &Pushdown,
        streamed: &[BlockId],
        begun: Option<&Log>,
    ) -> Result<Option<String>, RunError> {
        if let Some(log) = begun {
            let streams = log.step(pushdown.step.0 + 1).is_some_and(|line| line.entry.kind == journal::STREAM);
            return Ok((!streams).then(|| "the run was begun so".to_owned()));
        }
        if let Some(other) = pushdown.leans_on.iter().find(|id| !streamed.contains(id)) {
            return Ok(Some(format!("it follows rows of `{}`, which are staged", plan.program.block(*other).name)));
        }
        let sure =
            pushdown::preconditions_hold(&mut self.old, pushdown).await.map_err(|error| self.old_refused(&error))?;
        Ok((!sure).then(|| "a value of it needs a policy".to_owned()))
    }

    /// The old side stays as it is now for as long as it is open; why not, where the server does not let us.
    async fn keep_still(&mut self, plan: &Plan, tables: &[String]) -> Result<Option<String>, RunError> {
        let statements = self.old.engine().statements();
        transfer::prepare(&mut self.new).await.map_err(|error| self.new_refused(&error))?;
        if self.locality == Locality::Remote {
            transfer::prepare(&mut self.old).await.map_err(|error| self.old_refused(&error))?;
            let tables = self.read_tables(plan);
            let unlocked = self.lock_unversioned(&tables).await?;
            let several = self.new.engine().statements().lock_lane(1).is_some();
            let jobs = if several && self.dump.is_none() { self.jobs.min(tables.len()).min(LANES) } else { 1 };
            let names: Vec<String> = tables.iter().map(|name| self.old.engine().dialect().ident(name)).collect();
            self.fewer = self.begin_reading(jobs.saturating_sub(1), &names).await?;
            return Ok(unlocked);
        }
        // Each step is a transaction of its own, so no transaction can hold the picture: the tables are locked.
        for sql in statements.keep_still(tables) {
            if let Err(error) = self.old.execute(&sql).await {
                return Ok(Some(rights::unlocked(&mut self.old, &error).await));
            }
        }
        Ok(None)
    }

    /// The old tables that are read.
    fn read_tables(&self, plan: &Plan) -> Vec<String> {
        all_reads(plan).tables.keys().map(|id| plan.program.old.table(*id).name.clone()).collect()
    }

    /// Locks the old tables where a transaction would not see all of them as they were when it began; why not, where
    /// the server does not let us.
    async fn lock_unversioned(&mut self, names: &[String]) -> Result<Option<String>, RunError> {
        match lock_unversioned(&mut self.old, names).await.map_err(|error| self.old_refused(&error))? {
            Unversioned::None => Ok(None),
            Unversioned::Unlocked(why) => Ok(Some(why)),
            Unversioned::Locked => {
                self.locked = true;
                Ok(None)
            }
        }
    }

    /// Makes the old file's tables visible to the new connection.
    pub(super) async fn attach(&mut self, namespace: &str) -> Result<(), RunError> {
        let (Db::Sqlite(new), Some(file)) = (&mut self.new, self.from.file()) else { return Ok(()) };
        let uri = format!("file:{}?mode=ro", escaped(&file.to_string_lossy()));
        let attached = new.execute_with(sessions::ATTACH, [uri, namespace.to_owned()]).await;
        attached.map_err(|error| self.old_refused(&error))
    }

    /// The tables of the old side.
    pub(super) async fn old_table_names(&mut self) -> Result<Vec<String>, RunError> {
        let answer = self.old.ask(&runner::tables(self.old.engine(), None)).await;
        let answer = answer.map_err(|error| self.old_refused(&error))?;
        Ok(answer.rows.into_iter().flatten().flatten().collect())
    }

    /// Looks whether the old tables are there. Those of a dump are known at its end.
    ///
    /// # Errors
    /// When one is not, or the sides are swapped.
    pub(super) async fn has_old_tables(&mut self, plan: &Plan) -> Result<(), RunError> {
        if self.dump.is_some() {
            return Ok(());
        }
        let program = &plan.program;
        let mut wanted: Vec<String> = Vec::new();
        for relation in program.blocks.iter().flat_map(|block| &block.source).filter(|r| r.side == Side::Old) {
            let name = &program.old.table(relation.table).name;
            if !wanted.contains(name) {
                wanted.push(name.clone());
            }
        }
        let there = self.old_table_names().await?;
        let missing = missing(&wanted, &there);
        if missing.is_empty() {
            return Ok(());
        }
        let new = self.new.ask(&runner::tables(self.new.engine(), None)).await;
        let new = new.map_err(|error| self.new_refused(&error))?;
        let new: Vec<String> = new.rows.into_iter().flatten().flatten().collect();
        let targets: Vec<String> = program.blocks.iter().map(|b| program.new.table(b.target).name.clone()).collect();
        let help = match swapped(&missing, &there, &targets, &new) {
            true => SWAPPED.to_owned(),
            false => {
                let said = format!("is `{}` the right one? the old schema says it has them", self.from);
                said + &self.unseen(OLD)
            }
        };
        Err(RunError::NoTable { what: OLD, tables: missing, help })
    }

    /// Looks whether a side's tables are found by their names alone, as statements name them.
    ///
    /// # Errors
    /// When one is in a schema where the session does not look.
    pub(super) async fn in_sight(&mut self, what: &'static str, program: &Program) -> Result<(), RunError> {
        let old = what == OLD;
        // What is beside or in a schema that the program names is named with it.
        if old && (self.locality != Locality::Remote || self.old_schema.is_some()) {
            return Ok(());
        }
        let reads = program.blocks.iter().flat_map(|block| &block.source).filter(|r| r.side == Side::Old);
        let tables: Vec<_> = match old {
            true => reads.map(|relation| program.old.table(relation.table)).collect(),
            false => program.blocks.iter().map(|block| program.new.table(block.target)).collect(),
        };
        let db = if old { &mut self.old } else { &mut self.new };
        match out_of_sight(db, what, &tables).await {
            Ok(None) => Ok(()),
            Ok(Some(error)) => Err(error),
            Err(error) if old => Err(self.old_refused(&error)),
            Err(error) => Err(self.new_refused(&error)),
        }
    }

    /// What may be where a server shows no tables on which the user has no right.
    pub(super) fn unseen(&self, what: &'static str) -> String {
        let old = what == OLD;
        let (db, address) = if old { (&self.old, &self.from) } else { (&self.new, &self.into) };
        match address.server().filter(|_| db.engine().capabilities().hides_tables_without_rights) {
            Some(server) => format!(
                "; the server hides tables from who has no right on them: GRANT {} ON `{}`.* TO {}",
                if old { "SELECT" } else { "SELECT, INSERT, UPDATE, DELETE" },
                server.database.as_deref().unwrap_or("DATABASE"),
                server.user.as_deref().unwrap_or("USER"),
            ),
            None => String::new(),
        }
    }

    /// What the old side complains about.
    pub(super) fn old_refused(&self, error: &sqlx::Error) -> RunError {
        Trouble::of(error, &self.from).opening(OLD, &self.from).into()
    }

    pub(super) fn new_refused(&self, error: &sqlx::Error) -> RunError {
        Trouble::of(error, &self.into).opening(NEW, &self.into).into()
    }

    /// The new side's address, without its password.
    pub(super) fn new_address(&self) -> &Address {
        &self.into
    }

    /// The old side's address, without its password.
    pub(super) fn old_address(&self) -> &Address {
        &self.from
    }

    /// Says good-bye to both, whatever they answer.
    pub async fn close(self) {
        for Pair { old, new } in self.more {
            drop(old.close().await);
            drop(new.close().await);
        }
        drop(self.old.close().await);
        drop(self.new.close().await);
    }
}

/// The first of these tables that is in a schema where the session does not look.
pub(super) async fn out_of_sight(
    db: &mut Db,
    what: &'static str,
    tables: &[&Table],
) -> Result<Option<RunError>, sqlx::Error> {
    let names: Vec<String> = tables.iter().filter(|t| t.schema.is_none()).map(|t| t.name.clone()).collect();
    let Some(query) = db.engine().statements().out_of_sight(&names) else { return Ok(None) };
    let answer = db.ask(&query).await?;
    let Some([Some(table), Some(schema)]) = answer.rows.first().map(Vec::as_slice) else { return Ok(None) };
    let help = format!(
        "`{table}` is in the schema `{schema}`, where the session does not look: add \
         `options=-csearch_path%3D{schema}` to the address, as in `…/DATABASE?options=-csearch_path%3D{schema}`"
    );
    Ok(Some(RunError::NoTable { what, tables: vec![table.clone()], help }))
}

/// What a name of a file is in a URI.
fn escaped(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

async fn memory(into: &Address) -> Result<Db, RunError> {
    Ok(connect::in_memory().await.map_err(|error| Trouble::of(&error, into).opening(NEW, into))?)
}

/// Whether the new connection sees the old tables: what they are under and why, or why not.
async fn beside(
    old: &mut Db,
    new: &mut Db,
    from: &Address,
    program: &Program,
) -> Result<Result<(Option<String>, String), String>, RunError> {
    if old.engine() != new.engine() {
        return Ok(Err(format!("{} does not see tables of {}", new.engine(), old.engine())));
    }
    let Some(identity) = new.engine().statements().identity() else {
        return Ok(Ok((None, "the old file can be attached".to_owned())));
    };
    let failed = |error: sqlx::Error, what| Trouble::of(&error, from).opening(what, from);
    let there = old.ask(identity).await.map_err(|error| failed(error, OLD))?;
    let here = new.ask(identity).await.map_err(|error| failed(error, NEW))?;
    if there != here {
        return Ok(Err("they are in two places".to_owned()));
    }
    let namespace = match new.engine().capabilities().has_schemas {
        true => None,
        false => from.server().and_then(|server| server.database.clone()),
    };
    let names = new.ask(&runner::tables(new.engine(), namespace.as_deref())).await;
    let names = names.map_err(|error| failed(error, NEW))?;
    let sees = |name: &String| names.rows.iter().flatten().flatten().any(|n| n.eq_ignore_ascii_case(name));
    match program.old.tables.iter().filter(|t| !t.view).map(|t| &t.name).find(|name| !sees(name)) {
        // The old connection may not have it either, which is said later.
        Some(name) if old_has(old, name).await => {
            Ok(Err(format!("the user of the new connection does not see the old table `{name}`")))
        }
        _ => match unreadable(new, namespace.as_deref(), program).await {
            Some(name) => Ok(Err(format!("the user of the new connection may not read the old table `{name}`"))),
            None => Ok(Ok((namespace, "both are on one server".to_owned()))),
        },
    }
}

/// An old table that is read, and that the new connection's user has no right to read.
async fn unreadable(new: &mut Db, namespace: Option<&str>, program: &Program) -> Option<String> {
    let engine = new.engine();
    let blocks = (0..program.blocks.len()).map(BlockId);
    for (id, columns) in Reads::of(program, &Facts::of(program), blocks).tables {
        let table = program.old.table(id);
        let place = namespace.or(program.old_namespace.as_deref()).or(table.schema.as_deref());
        let columns: Vec<String> = columns.iter().map(|id| table.column(*id).name.clone()).collect();
        let named = engine.dialect().table(place, &table.name);
        let probe = engine.statements().probe(Right::Select, Of::Table(&named, &columns))?;
        if let Err(error) = new.ask(&probe.sql).await
            && trouble::is_about_rights(&error)
        {
            return Some(table.name.clone());
        }
    }
    None
}

/// The schema that the program says the old tables are in; what it says may be a database, too.
pub(super) async fn old_schema(old: &mut Db, program: &Program) -> Option<String> {
    let named = program.old_namespace.clone().filter(|_| old.engine().capabilities().has_schemas)?;
    let tables = old.ask(&runner::tables(old.engine(), Some(&named))).await.ok()?;
    (!tables.rows.is_empty()).then_some(named)
}

async fn old_has(old: &mut Db, name: &str) -> bool {
    let tables = runner::tables(old.engine(), None);
    match old.ask(&tables).await {
        Ok(answer) => answer.rows.iter().flatten().flatten().any(|n| n.eq_ignore_ascii_case(name)),
        Err(_) => false,
    }
}

/// Old tables that a transaction does not see as they were when it began.
pub(super) enum Unversioned {
    /// There are none.
    None,
    /// They are locked against writing, together with the others.
    Locked,
    /// The server does not let us lock them, and why.
    Unlocked(String),
}

/// Locks these tables where one of them is of that kind.
pub(super) async fn lock_unversioned(db: &mut Db, names: &[String]) -> Result<Unversioned, sqlx::Error> {
    let (dialect, statements) = (db.engine().dialect(), db.engine().statements());
    let literals: Vec<String> = names.iter().map(|name| dialect.text(name)).collect();
    let Some(query) = statements.unversioned(&literals).filter(|_| !names.is_empty()) else {
        return Ok(Unversioned::None);
    };
    if db.ask(&query).await?.rows.is_empty() {
        return Ok(Unversioned::None);
    }
    let names: Vec<String> = names.iter().map(|name| dialect.ident(name)).collect();
    for sql in statements.keep_still(&names) {
        if let Err(error) = db.execute(&sql).await {
            return Ok(Unversioned::Unlocked(rights::unlocked(db, &error).await));
        }
    }
    Ok(Unversioned::Locked)
}
