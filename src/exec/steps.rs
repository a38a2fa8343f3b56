//! Carries a plan out: loads what must be staged, then step by step, each in a transaction with its
//! line of the journal.
//!
//! Between two SQLite files everything is one transaction instead: nothing is lost by beginning
//! again, and a run that fails leaves the new file as it was.

use std::time::Instant;

use super::error::RunError;
use super::executor::Executor;
use super::job::{Job, Limit, NEW, Start, Summary};
use super::journal::{self, Log, State};
use super::keys::Deferred;
use super::progress::Progress;
use super::sides::{Locality, Sides};
use super::tables::missing;
use super::{account, accounts, command, create, dumped, fresh, keys, load, stop, stream};
use crate::dialect::EngineExt as _;
use crate::dialect::sessions;
use crate::emit::{Role, Section, Statement, runner};
use crate::plan::{ActionWhat, StepId, StepKind};
use crate::schema::TableId;

/// Runs a job.
///
/// # Errors
/// When a check does not hold, a statement is refused or a connection breaks. The error says what
/// became of what was done so far.
pub async fn run(job: &Job<'_>, mut sides: Sides, progress: &mut dyn Progress) -> Result<Summary, RunError> {
    command::allowed(job)?;
    let atomic = sides.is_atomic();
    let mut executor = Executor { job, progress: &mut *progress, sides: &mut sides, atomic, begun: false };
    let outcome = executor.run().await;
    let begun = executor.begun;
    let into = sides.new_address().clone();
    // What failed is told, not how closing went: a connection that is dropped is closed as well.
    sides.close().await;
    if let Err(error) = &outcome
        && begun
    {
        last_commands(job, error.step(), progress);
        if !atomic {
            stop::ended(job, &into, Some(error), progress).await;
        }
    }
    outcome
}

/// Runs a job as [`run`] does, until `stop` comes to an end.
///
/// # Errors
/// As a run that is not stopped; [`RunError::Stopped`] where it was.
pub async fn run_until(
    job: &Job<'_>,
    mut sides: Sides,
    progress: &mut dyn Progress,
    stop: impl Future<Output = ()>,
) -> Result<Summary, RunError> {
    let atomic = sides.is_atomic();
    let into = sides.new_address().clone();
    let ids = sides.connections().await;
    tokio::select! {
        // First, so that it is heard whatever the run does: a command of the program keeps this thread.
        biased;
        () = stop => {}
        outcome = run(job, sides, progress) => return outcome,
    }
    // The connections are gone, which undoes what was not committed. A server notices that only when its statement
    // is done.
    for (address, end) in ids {
        let _ = tokio::time::timeout(stop::PATIENCE, stop::kill(&address, &end)).await;
    }
    if !job.dry_run {
        last_commands(job, None, progress);
        if !atomic {
            stop::ended(job, &into, None, progress).await;
        }
    }
    Err(RunError::Stopped { undone: atomic || job.dry_run })
}

/// The commands that end a run, also one that failed (at step `failed`) or was stopped.
pub(super) fn last_commands(job: &Job<'_>, failed: Option<StepId>, progress: &mut dyn Progress) {
    for step in command::at_the_end(job.plan).filter(|step| failed != Some(*step)) {
        if let Some(text) = command::of(job.plan, step)
            && let Err(error) = command::run(text, step, job.folder)
        {
            progress.note(&error.to_string());
        }
    }
}

impl<'a> Executor<'a> {
    async fn run(&mut self) -> Result<Summary, RunError> {
        for section in self.sections(Role::Session) {
            self.section(section).await?;
        }
        self.sides.has_old_tables(self.job.plan).await?;
        for note in self.sides.notes() {
            self.progress.note(&note);
        }
        if !self.atomic {
            return if self.job.dry_run { self.look().await } else { self.inside().await };
        }
        self.execute(sessions::BEGIN, None).await?;
        let outcome = if self.job.dry_run { self.look().await } else { self.inside().await };
        match &outcome {
            Ok(summary) if !self.job.dry_run && !summary.undone => self.execute(sessions::COMMIT, None).await?,
            Err(_) if self.begun => {
                if let Ok(log) = self.log().await {
                    let accounts = accounts::accounts(self.job.plan, &log, &[], Vec::new());
                    self.progress.accounts(accounts.undone());
                }
                drop(self.target().execute(sessions::ROLLBACK).await);
            }
            // What failed is told, not what became of undoing it: closing undoes it as well.
            _ => drop(self.target().execute(sessions::ROLLBACK).await),
        }
        outcome
    }

    /// Everything, once the connections are set up.
    async fn inside(&mut self) -> Result<Summary, RunError> {
        let log = match Log::read(self.target()).await.map_err(|error| self.refused(None, &error))? {
            log if self.job.start == Start::Fresh => {
                fresh::clear(self, log.as_ref()).await?;
                self.begin().await?
            }
            Some(log) if self.job.start == Start::Resume => {
                let now = Log::of(self.job, log.has(journal::CREATE));
                let (log, replace) = log.continued(now, self.job.create.is_some(), self.journal())?;
                self.replace(&replace).await?;
                if !log.is_done() {
                    match self.sides.locality() {
                        Locality::Colocated { .. } => account::old_tables(self, &log).await?,
                        Locality::Remote => stream::unchanged(self, &log).await?,
                    }
                }
                log
            }
            Some(log) if !log.is_done() => {
                return Err(RunError::HalfDone { done: log.done(), of: log.lines.len() });
            }
            _ => self.begin().await?,
        };
        let created = log.has(journal::CREATE);
        if log.is_done() {
            self.progress.note("the run is finished: nothing was left to do");
            return self.finish(&log).await;
        }
        self.begun = true;
        self.prepare(&log).await?;
        // The last thing that needs the staged rows comes before the last line is done.
        match self.sides.dump() {
            Some(dump) => dumped::load(self, &log, &*dump).await?,
            None => load::load(self, &log).await?,
        }
        self.questions(&log).await?;
        let all = match self.job.max_rejects {
            // A part of all rows can only be judged when all are counted.
            Some(Limit::Percent(_)) if !self.job.staged.is_empty() => {
                account::all_rows(self.job.plan, &self.log().await?, self.job.staged)
            }
            _ => None,
        };
        let sections: Vec<&Section> = self.sections(Role::Step).collect();
        let mut rest = sections.as_slice();
        while let Some((section, others)) = rest.split_first() {
            let streams = stream::together(self.job, rest, &log);
            match streams.len() {
                0 => {
                    self.step(section, &log).await?;
                    rest = others;
                }
                n => {
                    stream::streams(self, &streams, &log).await?;
                    rest = rest.get(n..).unwrap_or_default();
                }
            }
            let counted = matches!(self.job.max_rejects, Some(Limit::Rows(_))) || all.is_some();
            if counted && self.rejects(all).await?.undone {
                break;
            }
        }
        let mut summary = self.finish(&log).await?;
        summary.created = created;
        Ok(summary)
    }

    /// What must hold before anything is written, and a new journal.
    async fn begin(&mut self) -> Result<Log, RunError> {
        let create = self.new_tables().await?;
        if !create {
            self.preconditions().await?;
        }
        let log = Log::of(self.job, create);
        let entries: Vec<_> = log.lines.iter().map(|line| line.entry.clone()).collect();
        for sql in self.journal().create(&entries, &self.job.profile.text()) {
            self.execute(&sql, None).await?;
        }
        Ok(log)
    }

    /// Writes other entries into the journal, all or none.
    async fn replace(&mut self, statements: &[String]) -> Result<(), RunError> {
        if statements.is_empty() {
            return Ok(());
        }
        if !self.atomic {
            let begin = self.sides.new.engine().statements().begin();
            self.execute(begin, None).await?;
        }
        for sql in statements {
            self.execute(sql, None).await?;
        }
        if self.atomic { Ok(()) } else { self.execute(sessions::COMMIT, None).await }
    }

    async fn preconditions(&mut self) -> Result<(), RunError> {
        for statement in self.sections(Role::Prepare).flat_map(|section| &section.statements) {
            if let Statement::Check { query, note, .. } = statement {
                self.check(query, *note, None).await?;
            }
        }
        Ok(())
    }

    /// The new side's tables and the helper tables; what was half made is made again.
    async fn prepare(&mut self, log: &Log) -> Result<(), RunError> {
        create::make(self, log, journal::CREATE).await?;
        for line in log.of_kind(journal::PREPARE).filter(|line| line.state != State::Done) {
            self.mark(&self.journal().begin(line.entry.id, None)).await?;
            for statement in self.sections(Role::Prepare).flat_map(|section| &section.statements) {
                if let Statement::Sql(sql) = statement {
                    self.execute(sql, None).await?;
                }
            }
            for staged in self.job.staged {
                self.execute(&staged.drop, None).await?;
                for sql in staged.create.iter().chain(&staged.index) {
                    self.execute(sql, None).await?;
                }
            }
            self.mark(&self.journal().done(line.entry.id, None)).await?;
        }
        Ok(())
    }

    /// What would stop a step, asked before the first has begun: then nothing is changed, and it is as if there had been no run.
    async fn questions(&mut self, log: &Log) -> Result<(), RunError> {
        let begun = |kind| log.of_kind(kind).any(|line| line.state != State::Waiting);
        // What is undone as a whole needs no questions.
        if self.atomic || begun(journal::STEP) || begun(journal::STREAM) {
            return Ok(());
        }
        let asked = self.ask_before().await;
        if matches!(asked, Err(RunError::Check { .. })) {
            self.undo().await;
            self.forget(log).await?;
        }
        asked
    }

    async fn ask_before(&mut self) -> Result<(), RunError> {
        let streamed =
            |section: &&Section| self.job.pushdown.iter().any(|pushdown| Some(pushdown.step) == section.step);
        let sections: Vec<&Section> = self.sections(Role::Before).filter(|section| !streamed(section)).collect();
        if sections.is_empty() {
            return Ok(());
        }
        // What streamed blocks read is not staged, and rows of others may refer to theirs.
        if !self.job.pushdown.is_empty() && !self.job.staged.is_empty() {
            return self.ask_old_side().await;
        }
        if !self.atomic {
            let begin = self.sides.new.engine().statements().begin();
            self.execute(begin, None).await?;
        }
        for section in sections {
            let step = section.step;
            self.section(section).await.map_err(|error| match error {
                RunError::Check { message, .. } => RunError::Check { step, message, help: self.afterwards(None) },
                error => error,
            })?;
        }
        if !self.atomic {
            self.execute(sessions::COMMIT, None).await?;
        }
        Ok(())
    }

    /// Asks the old side what would stop a step, before the first. What a dump's rows answer is known when they are staged.
    async fn ask_old_side(&mut self) -> Result<(), RunError> {
        if self.sides.dump().is_some() {
            return Ok(());
        }
        let queries = crate::emit::stops::of_old_side(self.job.plan, self.sides.reader());
        for (step, query) in queries {
            let answer = self.sides.old.ask(&query).await;
            let answer = answer.map_err(|error| self.sides.old_refused(&error))?;
            if let Some(message) = answer.first() {
                let help = self.afterwards(None);
                return Err(RunError::Check { step: Some(step), message: message.to_owned(), help });
            }
        }
        Ok(())
    }

    /// Removes what a run has made that did not move a row.
    async fn forget(&mut self, log: &Log) -> Result<(), RunError> {
        let drop = self.journal().drop();
        self.execute(&drop, None).await?;
        for staged in self.job.staged {
            self.execute(&staged.drop, None).await?;
        }
        for sql in &self.job.script.helpers.drop {
            self.execute(sql, None).await?;
        }
        if log.has(journal::CREATE) {
            create::remove(self).await?;
        }
        Ok(())
    }

    /// Asks what would stop a step where nothing may be written: to the old side where its rows would be staged, else with helper
    /// tables of the session alone.
    async fn ask_only(&mut self) -> Result<(), RunError> {
        if *self.sides.locality() == Locality::Remote {
            return self.ask_old_side().await;
        }
        if self.sections(Role::Before).next().is_none() {
            return Ok(());
        }
        for sql in &self.job.script.helpers.of_session {
            self.execute(sql, None).await?;
        }
        self.ask_before().await
    }

    /// Only looks: what must hold before, and the program's own checks of the old side.
    async fn look(&mut self) -> Result<Summary, RunError> {
        let created = self.new_tables().await?;
        if self.atomic {
            // All of it is undone.
            if created {
                let made = self.job.create.map_or(&[][..], |creation| &creation.before);
                create::all(self, made).await?;
            }
            for section in self.sections(Role::Prepare) {
                self.section(section).await?;
            }
            self.ask_before().await?;
        } else if !created {
            self.preconditions().await?;
            self.ask_only().await?;
        }
        if self.job.staged.is_empty() {
            for section in self.sections(Role::Step) {
                if self.checks_the_old_side(section.step) {
                    self.section(section).await?;
                }
            }
        }
        Ok(Summary { created, ..Summary::default() })
    }

    /// Whether a step is a check that needs none of the steps before it.
    fn checks_the_old_side(&self, step: Option<StepId>) -> bool {
        let kind = step.and_then(|id| self.job.plan.steps.get(id.0)).map(|step| &step.kind);
        let Some(StepKind::Check { check }) = kind else { return false };
        self.job.plan.program.checks.get(*check).is_some_and(|check| !check.at_end)
    }

    /// A step and its line of the journal, in one transaction.
    async fn step(&mut self, section: &'a Section, log: &Log) -> Result<(), RunError> {
        let Some((id, step)) = section.step.and_then(|id| Some((id, self.job.plan.steps.get(id.0)?))) else {
            return self.section(section).await;
        };
        let number = id.0 + 1;
        let line = log.step(number);
        if line.is_some_and(|line| line.state == State::Done) {
            return Ok(());
        }
        if line.is_some_and(|line| line.began_at.is_some()) {
            self.undone(id).await?;
        }
        self.triggered(id).await?;
        let started = Instant::now();
        let entry = line.map_or(0, |line| line.entry.id);
        self.progress.begin(number, self.job.plan.steps.len(), step);
        self.mark(&self.journal().begin(entry, None)).await?;
        let mut outcome = self.one_step(id, section, log, !self.atomic).await;
        // Rows that MariaDB takes in bulk are all gone, without a word, where two have one key: one by one, it says so.
        let in_bulk = !self.atomic && !self.sides.new.engine().statements().strict().is_empty();
        if in_bulk && matches!(outcome, Err(RunError::Unexplained { .. })) && self.undone(id).await.is_ok() {
            self.undo().await;
            outcome = self.one_step(id, section, log, false).await;
        }
        let moved = match outcome {
            Ok(moved) => moved,
            Err(error) => {
                self.give_up(entry, &error).await;
                return Err(error);
            }
        };
        self.progress.step(number, self.job.plan.steps.len(), step, moved, started.elapsed());
        Ok(())
    }

    /// Refuses to do a step again of which something may be there, since its table has no transactions.
    async fn undone(&mut self, id: StepId) -> Result<(), RunError> {
        let plan = self.job.plan;
        let tables: Vec<TableId> = match plan.steps.get(id.0).map(|step| &step.kind) {
            Some(StepKind::Move { block, .. }) => vec![plan.program.block(*block).target],
            Some(StepKind::Stubs { of, .. }) => of.iter().map(|block| plan.program.block(*block).target).collect(),
            Some(StepKind::Update { update }) => {
                plan.program.updates.get(*update).map(|u| u.table).into_iter().collect()
            }
            _ => Vec::new(),
        };
        for table in tables {
            let table = plan.program.new.table(table);
            let Some(query) = runner::keeps_all(self.sides.new.engine(), table) else { continue };
            if self.ask(&query, Some(id)).await?.first().is_some() {
                return Err(RunError::NotUndone { step: id, table: table.name.clone() });
            }
        }
        Ok(())
    }

    /// Says which triggers see the rows that a later step changes, where they cannot be kept from it.
    async fn triggered(&mut self, id: StepId) -> Result<(), RunError> {
        let plan = self.job.plan;
        let table = match plan.steps.get(id.0).map(|step| &step.kind) {
            Some(StepKind::Late { block, .. }) => Some(plan.program.block(*block).target),
            Some(StepKind::Update { update }) => plan.program.updates.get(*update).map(|update| update.table),
            _ => None,
        };
        let Some(table) = table.map(|table| plan.program.new.table(table)) else { return Ok(()) };
        let Some(query) = runner::update_triggers(self.sides.new.engine(), table) else { return Ok(()) };
        for trigger in self.ask(&query, Some(id)).await?.rows.into_iter().flatten().flatten() {
            self.progress.note(&format!(
                "`{}` has the trigger `{trigger}`, which sees the rows that step {} changes",
                table.name,
                id.0 + 1
            ));
        }
        Ok(())
    }

    /// `deferred`: the keys of an empty table are tested when all its rows are there.
    async fn one_step(
        &mut self,
        id: StepId,
        section: &Section,
        log: &Log,
        deferred: bool,
    ) -> Result<Option<u64>, RunError> {
        let entry = log.step(id.0 + 1).map_or(0, |line| line.entry.id);
        if let Some(command) = command::of(self.job.plan, id) {
            command::run(command, id, self.job.folder)?;
            // The thread was the command's, so nobody has listened to signals. What comes next need not wait for anything, where a
            // server's answers are there before they are asked for: then nobody would until the end.
            tokio::task::yield_now().await;
            self.mark(&self.journal().done(entry, None)).await?;
            return Ok(None);
        }
        if let Some(note) = self.manual(id) {
            self.progress.manual(&note);
            self.mark(&self.journal().done(entry, None)).await?;
            return Ok(None);
        }
        if !self.atomic {
            let begin = self.sides.new.engine().statements().begin();
            self.execute(begin, Some(id)).await?;
        }
        let deferred = if deferred { keys::defer_constraints(self, id).await? } else { Deferred::default() };
        self.section(section).await?;
        keys::restore_constraints(self, id, deferred).await?;
        account::step(self, id, log, true).await?;
        let moved = self.ask(&runner::moved(self.sides.new.engine(), id.0 + 1), Some(id)).await?.count(0);
        let done = self.journal().done(entry, moved);
        self.execute(&done, Some(id)).await?;
        if !self.atomic {
            self.execute(sessions::COMMIT, Some(id)).await?;
        }
        Ok(moved)
    }

    /// How many rows were rejected so far, and whether that is too many.
    /// `all`: of how many rows, where more are known than were counted.
    async fn rejects(&mut self, all: Option<u64>) -> Result<Summary, RunError> {
        let counts = self.ask(&runner::rejected(self.sides.new.engine()), None).await?;
        let (rows, rejected) = (counts.count(0).unwrap_or(0), counts.count(1).unwrap_or(0));
        let undone = self.job.max_rejects.is_some_and(|limit| limit.is_exceeded(rows.max(all.unwrap_or(0)), rejected));
        Ok(Summary { rows, rejected, undone, stays: !self.atomic, ..Summary::default() })
    }

    /// What people have to do as a step.
    fn manual(&self, id: StepId) -> Option<String> {
        let StepKind::Action { action } = self.job.plan.steps.get(id.0)?.kind else { return None };
        match &self.job.plan.program.actions.get(action)?.what {
            ActionWhat::Note(note) => Some(format!("to do by hand now: {note}")),
            _ => None,
        }
    }

    /// What is verified at the end, and the report.
    async fn finish(&mut self, log: &Log) -> Result<Summary, RunError> {
        let mut summary = self.rejects(None).await?;
        let mut held = Vec::new();
        if !summary.undone {
            for line in log.of_kind(journal::FINISH).filter(|line| line.state != State::Done) {
                if !self.atomic {
                    let begin = self.sides.new.engine().statements().begin();
                    self.execute(begin, None).await?;
                }
                self.mark(&self.journal().begin(line.entry.id, None)).await?;
                held = account::tables(self).await?;
                for section in self.sections(Role::Finish) {
                    self.section(section).await?;
                }
                let done = self.journal().done(line.entry.id, None);
                self.execute(&done, None).await?;
                if !self.atomic {
                    self.execute(sessions::COMMIT, None).await?;
                }
            }
            create::make(self, log, journal::AFTER).await?;
            for staged in self.job.staged {
                self.execute(&staged.drop, None).await?;
            }
        }
        for statement in self.sections(Role::Report).flat_map(|section| &section.statements) {
            if let Statement::Report { title, sql } = statement {
                summary.tables.push(self.table(title, sql).await?);
            }
        }
        summary.accounts = accounts::accounts(self.job.plan, &self.log().await?, &summary.tables, held);
        Ok(summary)
    }

    /// Whether the new tables are to be made.
    async fn new_tables(&mut self) -> Result<bool, RunError> {
        let program = &self.job.plan.program;
        let mut wanted: Vec<String> =
            program.blocks.iter().map(|block| program.new.table(block.target).name.clone()).collect();
        wanted.sort();
        wanted.dedup();
        let tables = runner::tables(self.sides.new.engine(), None);
        let there: Vec<String> = self.ask(&tables, None).await?.rows.into_iter().flatten().flatten().collect();
        let missing = missing(&wanted, &there);
        if missing.is_empty() {
            self.sides.in_sight(NEW, program).await?;
            return Ok(false);
        }
        if self.job.create.is_none() {
            let help =
                "make its tables first, or say `--create` to let migc make them".to_owned() + &self.sides.unseen(NEW);
            return Err(RunError::NoTable { what: NEW, tables: missing, help });
        }
        // Also those that the program does not fill: all of them are made, and removed when making them breaks off.
        for table in &program.new.tables {
            let known = runner::has_table(self.sides.new.engine(), table);
            if self.ask(&known, None).await?.first() == Some("1") {
                let there = &table.name;
                let help = format!("it has `{there}` already: `--create` makes all of the new schema's tables or none");
                return Err(RunError::NoTable { what: NEW, tables: missing, help });
            }
        }
        for query in self.job.create.iter().flat_map(|creation| &creation.there) {
            if let Some(message) = self.ask(query, None).await?.first() {
                let help =
                    "`--create` makes all of the new schema or none: remove it, or make the schema yourself".to_owned();
                return Err(RunError::Check { step: None, message: message.to_owned(), help });
            }
        }
        Ok(true)
    }
}
