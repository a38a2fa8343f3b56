//! The door to a run: a program and two addresses in, a new side that is filled and an account of it out.
//!
//! [`Session::run`] goes all the way. Who wants to say something in between, as the command line does, takes the steps one by one. Each
//! gives what the next one needs, so that none can be left out:
//!
//! | step | what is done | gives |
//! | --- | --- | --- |
//! | [`Session::compile`] | the program is read and checked, with the databases' schemas where it names none | [`Compiled`] |
//! | [`Session::open`] | both databases are opened, and it is seen whether one sees the other | [`Opened`] |
//! | [`Opened::verify`] | the new side is locked, rights are asked for, both catalogs are compared with the program's schemas | [`Verified`] |
//! | [`Verified::prepare`] | the old side is held as it is now, its values are looked through, and each block gets its way | [`Prepared`] |
//! | [`Prepared::execute`] | the new side is saved, and the script is carried out | [`Finished`] |
//!
//! Nothing is printed and nobody is asked: [`Progress`] hears what there is to say. All of it belongs into one runtime of tokio, since
//! a connection does.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::access::{self, AccessPaths};
use super::backup::{self, Backup};
use super::compiled::{Compiled, Input};
use super::drifted;
use super::error::{RunError, SessionError};
use super::job::{Job, Limit, Start, Summary};
use super::needs::{self, Needs};
use super::preflight::{self, Preflight};
use super::profile::Profile;
use super::progress::Progress;
use super::report::{Accounts, Report};
use super::sides::{RequestedPath, Sides};
use super::steps::run_until;
use super::tables::filled;
use super::transfer::Options as Chunks;
use crate::client::address::Address;
use crate::emit::creation::Creation;
use crate::emit::{Script, runner};
use crate::plan::{Plan, Step};
use crate::sql::TableName;

/// How many tables are carried at the same time where nobody says: a server does other work, too.
const JOBS: usize = 4;

/// A run that is to be: what, between which databases, and how.
///
/// ```no_run
/// # async fn moved() -> Result<(), migc::exec::SessionError> {
/// use migc::exec::{Limit, Session, Silent};
///
/// let session = Session::new("shop.mig", "mysql://me@old.example/shop", "postgres://me@localhost/shop");
/// let summary = session.create(true).max_rejects(Limit::Percent(0.5)).run(&mut Silent).await?;
/// println!("{} of {} rows were rejected", summary.rejected, summary.rows);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Session {
    input: Input,
    from: Address,
    into: Address,
    dry_run: bool,
    start: Start,
    path: Option<RequestedPath>,
    jobs: Option<usize>,
    chunks: Chunks,
    backup: Option<PathBuf>,
    allow_run: bool,
    allow_drift: bool,
    max_rejects: Option<Limit>,
}

impl Session {
    /// A run of the program in this file, from the old database (or a dump of it) into the new one.
    pub fn new(program: impl Into<PathBuf>, from: impl Into<Address>, into: impl Into<Address>) -> Self {
        let (from, into) = (from.into(), into.into());
        Self {
            input: Input {
                file: program.into(),
                from: Some(from.clone()),
                into: Some(into.clone()),
                ..Input::default()
            },
            from,
            into,
            dry_run: false,
            start: Start::New,
            path: None,
            jobs: None,
            chunks: Chunks::default(),
            backup: None,
            allow_run: false,
            allow_drift: false,
            max_rejects: None,
        }
    }

    /// The value of a `param` of the program.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.input.params.push((name.into(), value.into()));
        self
    }

    /// Whether warnings about the program stop it, as errors do.
    #[must_use]
    pub fn deny_warnings(mut self, deny: bool) -> Self {
        self.input.deny_warnings = deny;
        self
    }

    /// Whether the new side is made first, as its schema file writes it, where the new database has none of its tables.
    #[must_use]
    pub fn create(mut self, create: bool) -> Self {
        self.input.creates = create;
        self
    }

    /// Whether all is only looked at: nothing is written, or all of it is undone. [`Opened::preflight`] says more of the databases.
    #[must_use]
    pub fn dry_run(self, dry_run: bool) -> Self {
        Self { dry_run, ..self }
    }

    /// What is done about an earlier run. [`Start::Fresh`] removes rows: see [`Verified::to_be_removed`].
    #[must_use]
    pub fn start(self, start: Start) -> Self {
        Self { start, ..self }
    }

    /// How old rows are put beside the new ones; without, as is best.
    #[must_use]
    pub fn path(self, path: RequestedPath) -> Self {
        Self { path: Some(path), ..self }
    }

    /// How many tables are carried at the same time, at most; without, as many as there are processors, up to four.
    #[must_use]
    pub fn jobs(self, jobs: usize) -> Self {
        Self { jobs: Some(jobs), ..self }
    }

    /// How many streamed rows are committed at once.
    #[must_use]
    pub fn chunk_rows(mut self, rows: u64) -> Self {
        self.chunks.rows = rows;
        self
    }

    /// Saves the new database into a file of this folder first, with the engine's own tool.
    #[must_use]
    pub fn backup(self, folder: impl Into<PathBuf>) -> Self {
        Self { backup: Some(folder.into()), ..self }
    }

    /// Whether the program may run its commands (`before run`, `after run`); without, a program that has any is not begun.
    #[must_use]
    pub fn allow_run(self, allow_run: bool) -> Self {
        Self { allow_run, ..self }
    }

    /// Whether the databases may be others than the program was checked with.
    #[must_use]
    pub fn allow_drift(self, allow_drift: bool) -> Self {
        Self { allow_drift, ..self }
    }

    /// More rejected rows than this stop the run.
    #[must_use]
    pub fn max_rejects(self, limit: Limit) -> Self {
        Self { max_rejects: Some(limit), ..self }
    }

    /// Carries the program out, from its text to the last count.
    ///
    /// # Errors
    /// Where the program has findings that stop it, and where the run cannot begin or does not come to its end. Too many rejected rows
    /// are no error: [`Summary::undone`] says so.
    pub async fn run(&self, progress: &mut dyn Progress) -> Result<Summary, SessionError> {
        let opened = self.open(self.compile().await?).await?;
        let prepared = opened.verify(progress).await?.prepare().await?;
        let finished = prepared.execute(progress, std::future::pending()).await?;
        Ok(finished.outcome?)
    }

    /// Reads and checks the program. What is wrong with it is in the answer.
    ///
    /// # Errors
    /// When the program or a schema cannot be read.
    pub async fn compile(&self) -> Result<Compiled, SessionError> {
        self.input.compile().await
    }

    /// Opens both databases.
    ///
    /// # Errors
    /// Where the program has findings that stop it, or the new database's engine cannot express it; when a database cannot be opened, or
    /// both are one.
    pub async fn open(&self, mut compiled: Compiled) -> Result<Opened, SessionError> {
        if compiled.is_stopped() {
            return Err(compiled.findings().into());
        }
        let Some(plan) = compiled.compilation.plan.take() else { return Err(compiled.findings().into()) };
        let session = Self { from: self.old_side(&compiled), ..self.clone() };
        let (from, into, create) = (&session.from, &session.into, session.input.creates);
        let sides = Sides::open(from, into, &plan.program, create, session.dry_run, session.path).await?;
        let sides = sides.with_jobs(session.jobs_now());
        let script = script(&sides, &compiled, &plan)?;
        let creation = create.then(|| compiled.creation(&plan, sides.engine()));
        let how = (session.start, session.dry_run);
        let needs = Needs::of(&sides, &plan, &script, creation.as_ref(), how);
        Ok(Opened { session, compiled, plan, sides, script, creation, needs })
    }

    /// How the old rows of each block would come to the new side; nothing is written.
    ///
    /// # Errors
    /// When a database cannot be opened, or the old side not be read.
    pub async fn paths(&self, compiled: &Compiled) -> Result<AccessPaths, SessionError> {
        let Some(plan) = &compiled.compilation.plan else { return Err(compiled.findings().into()) };
        let from = self.old_side(compiled);
        let mut sides = Sides::open(&from, &self.into, &plan.program, true, true, self.path).await?;
        let profiled = access::hold(&mut sides, plan, compiled, Start::New).await?;
        let plan = profiled.as_ref().map_or(plan, |(plan, _)| plan);
        Ok(access::decide(&mut sides, plan, self.path, Start::New).await?)
    }

    /// The old side, in the encoding that the program says.
    fn old_side(&self, compiled: &Compiled) -> Address {
        self.from.clone().in_encoding(compiled.encoding.as_deref())
    }

    fn jobs_now(&self) -> usize {
        match (self.jobs, self.dry_run) {
            (_, true) => 1,
            (Some(jobs), _) => jobs,
            (None, _) => std::thread::available_parallelism().map_or(1, |n| n.get().min(JOBS)),
        }
    }
}

/// The script of a plan, where the old tables are for it.
fn script(sides: &Sides, compiled: &Compiled, plan: &Plan) -> Result<Script, SessionError> {
    let options = access::options(sides.locality(), Some(&compiled.compilation.sources));
    Ok(compiled.script(plan, sides.engine(), &options)?)
}

/// Both databases, open. Nothing is written yet.
#[derive(Debug)]
pub struct Opened {
    session: Session,
    compiled: Compiled,
    plan: Plan,
    sides: Sides,
    script: Script,
    creation: Option<Creation>,
    needs: Needs,
}

impl Opened {
    /// What is in the way in both databases, and how many rows are to be read; nothing is written.
    ///
    /// # Errors
    /// When a database cannot be read at all.
    pub async fn preflight(&self) -> Result<Preflight, SessionError> {
        let Session { from, into, input, .. } = &self.session;
        Ok(preflight::preflight(from, into, &self.plan, input.creates, &self.needs).await?)
    }

    /// Locks the new side for this run, and sees that both databases are what the program was checked with and let it do what it
    /// does. A dry run needs none of this.
    ///
    /// # Errors
    /// When another run does not come to an end, a right is missing, or a database is another than the program knows.
    pub async fn verify(mut self, progress: &mut dyn Progress) -> Result<Verified, SessionError> {
        if !self.session.dry_run {
            self.sides.alone(|| progress.waits()).await?;
            for note in needs::rights(&mut self.sides, &self.needs).await? {
                progress.aside(&note);
            }
            let start = self.session.start;
            let drift = drifted::drifted(&mut self.sides, &self.plan, start).await?;
            drift.notes().iter().for_each(|note| progress.aside(note));
            match self.session.allow_drift {
                true => drift.differences().for_each(|one| progress.differs(&one)),
                false => drift.judged(start == Start::Resume)?,
            }
        }
        Ok(Verified { opened: self })
    }
}

/// Both databases, which are as the program wants them. This run has the lock of the new one.
#[derive(Debug)]
pub struct Verified {
    opened: Opened,
}

impl Verified {
    /// The new tables whose rows are removed before the run begins, with how many they have now; empty where the run does not
    /// begin anew.
    pub async fn to_be_removed(&mut self) -> Vec<(String, u64)> {
        let Opened { session, plan, sides, .. } = &mut self.opened;
        if session.start != Start::Fresh {
            return Vec::new();
        }
        let tables = filled(plan);
        let names: Vec<TableName> =
            tables.iter().map(|id| runner::place(sides.engine(), plan.program.new.table(*id))).collect();
        let rows = sides.rows_of(&names).await;
        let held = tables.iter().zip(rows).filter_map(|(id, rows)| Some((id, rows.filter(|rows| *rows > 0)?)));
        held.map(|(id, rows)| (plan.program.new.table(*id).name.clone(), rows)).collect()
    }

    /// Holds the old side as it is now, looks through the values of which its engine promises nothing, compiles the program again
    /// with what was seen, and finds for each block how its rows come to the new side.
    ///
    /// # Errors
    /// When the old side cannot be read.
    pub async fn prepare(self) -> Result<Prepared, SessionError> {
        let Opened { session, compiled, mut plan, mut sides, mut script, creation, .. } = self.opened;
        let mut profile = Profile::default();
        if let Some((profiled, seen)) = access::hold(&mut sides, &plan, &compiled, session.start).await? {
            // What the engine could express with all tests, it can without some of them.
            if let Ok(shorter) = self::script(&sides, &compiled, &profiled) {
                (plan, profile, script) = (profiled, seen, shorter);
            }
        }
        let paths = access::decide(&mut sides, &plan, session.path, session.start).await?;
        let report = Report::new(&plan, &sides);
        Ok(Prepared { session, compiled, plan, profile, sides, script, creation, paths, report, is_saved: false })
    }
}

/// A run of which all is decided. Nothing is written yet.
#[derive(Debug)]
pub struct Prepared {
    session: Session,
    compiled: Compiled,
    plan: Plan,
    profile: Profile,
    sides: Sides,
    script: Script,
    creation: Option<Creation>,
    paths: AccessPaths,
    report: Report,
    is_saved: bool,
}

impl Prepared {
    /// The plan that is carried out.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// How the old rows of each block come to the new side.
    pub fn paths(&self) -> &AccessPaths {
        &self.paths
    }

    /// Saves the new side, where that was asked for and is not done yet; none: there is nothing to save.
    ///
    /// # Errors
    /// When the engine's tool is missing or fails.
    pub async fn back_up(&mut self) -> Result<Option<Backup>, SessionError> {
        match &self.session.backup {
            Some(folder) if !self.is_saved => {
                let saved = backup::backup(&self.session.into, folder).await?;
                self.is_saved = true;
                Ok(saved)
            }
            _ => Ok(None),
        }
    }

    /// Carries the program out, until its end or until `stop` comes to one: a run that is stopped is undone, or goes on with
    /// [`Start::Resume`]. [`interrupted`](super::interrupted) ends with Ctrl-C.
    ///
    /// # Errors
    /// When the new side cannot be saved first. How the run itself ended is in the answer.
    pub async fn execute(
        mut self,
        progress: &mut dyn Progress,
        stop: impl Future<Output = ()>,
    ) -> Result<Finished, SessionError> {
        self.back_up().await?;
        let Self { session, compiled, plan, profile, sides, script, creation, paths, report, .. } = self;
        let job = Job {
            plan: &plan,
            profile: &profile,
            script: &script,
            old: &paths.old,
            staged: &paths.staged,
            pushdown: &paths.pushdown,
            chunks: session.chunks,
            create: creation.as_ref(),
            dry_run: session.dry_run,
            start: session.start,
            folder: session.input.file.parent().unwrap_or(Path::new("")),
            max_rejects: session.max_rejects,
            allow_run: session.allow_run,
            allow_drift: session.allow_drift,
        };
        let mut noting = Noting { progress, accounts: Accounts::default() };
        let outcome = run_until(&job, sides, &mut noting, stop).await;
        let report = report.ended(&outcome, noting.accounts);
        Ok(Finished { outcome, report, plan, compiled })
    }
}

/// A run that is over.
#[derive(Debug)]
pub struct Finished {
    /// How it ended.
    pub outcome: Result<Summary, RunError>,
    /// What it did, for other programs; also of a run that failed or was stopped.
    pub report: Report,
    /// The plan that was carried out.
    pub plan: Plan,
    /// The program, so that an error's step can be shown in its text.
    pub compiled: Compiled,
}

/// Keeps the accounts of a run that failed or was stopped.
struct Noting<'a> {
    progress: &'a mut dyn Progress,
    accounts: Accounts,
}

impl Progress for Noting<'_> {
    fn begin(&mut self, number: usize, of: usize, step: &Step) {
        self.progress.begin(number, of, step);
    }

    fn load(&mut self, table: &str, rows: u64, of: u64) {
        self.progress.load(table, rows, of);
    }

    fn rows(&mut self, number: usize, rows: u64, of: u64) {
        self.progress.rows(number, rows, of);
    }

    fn loaded(&mut self, table: &str, rows: u64, took: Duration) {
        self.progress.loaded(table, rows, took);
    }

    fn step(&mut self, number: usize, of: usize, step: &Step, rows: Option<u64>, took: Duration) {
        self.progress.step(number, of, step, rows, took);
    }

    fn accounts(&mut self, accounts: Accounts) {
        self.accounts = accounts.clone();
        self.progress.accounts(accounts);
    }

    fn note(&mut self, text: &str) {
        self.progress.note(text);
    }

    fn manual(&mut self, text: &str) {
        self.progress.manual(text);
    }
}
