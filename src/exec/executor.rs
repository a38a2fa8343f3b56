//! The hands of a run: statements and questions to the new side, each refusal told with its step.

use super::error::RunError;
use super::job::{Job, OLD};
use super::journal::Log;
use super::lanes::Failed;
use super::progress::Progress;
use super::rules;
use super::sides::Sides;
use super::table::TextTable;
use super::transfer::Unfit;
use crate::client::address::Address;
use crate::client::connect;
use crate::client::db::{Answer, Db};
use crate::client::trouble::{self, Trouble};
use crate::dialect::sessions;
use crate::dialect::{EngineExt as _, Rule, TroubleKind};
use crate::emit::journal::Journal;
use crate::emit::{Role, Section, Statement};
use crate::plan::{StepId, StepKind};

/// A run under way.
pub(super) struct Executor<'a> {
    pub job: &'a Job<'a>,
    pub progress: &'a mut dyn Progress,
    pub sides: &'a mut Sides,
    /// Everything is one transaction.
    pub atomic: bool,
    /// Commands of the program may have been run.
    pub begun: bool,
}

impl<'a> Executor<'a> {
    /// The sections of a role.
    pub(super) fn sections(&self, role: Role) -> impl Iterator<Item = &'a Section> + use<'a> {
        let job = self.job;
        job.script.sections.iter().filter(move |section| section.role == role)
    }

    pub(super) fn target(&mut self) -> &mut Db {
        &mut self.sides.new
    }

    pub(super) fn journal(&self) -> Journal {
        Journal::new(self.sides.new.engine())
    }

    /// The journal as it is now.
    pub(super) async fn log(&mut self) -> Result<Log, RunError> {
        let log = Log::read(self.target()).await.map_err(|error| self.refused(None, &error))?;
        Ok(log.unwrap_or_default())
    }

    /// Sets the session up again, after statements that were not ours.
    pub(super) async fn settle(&mut self) -> Result<(), RunError> {
        let done = connect::set_up(self.target(), true).await;
        done.map_err(|error| self.refused(None, &error))
    }

    /// A line of the journal, committed at once.
    pub(super) async fn mark(&mut self, sql: &str) -> Result<(), RunError> {
        self.execute(sql, None).await
    }

    /// Undoes what is not committed, and notes that this part of the run failed.
    pub(super) async fn give_up(&mut self, entry: usize, why: &RunError) {
        if self.atomic {
            return;
        }
        self.undo().await;
        let failed = self.journal().failed(entry, &why.to_string());
        drop(self.target().execute(&failed).await);
    }

    /// Undoes what is not committed; keys are tested again.
    pub(super) async fn undo(&mut self) {
        // The error is what is told; a connection that is gone undoes the step by itself.
        drop(self.target().execute(sessions::ROLLBACK).await);
        for sql in self.sides.new.engine().statements().strict() {
            drop(self.target().execute(sql).await);
        }
    }

    pub(super) async fn section(&mut self, section: &Section) -> Result<(), RunError> {
        for statement in &section.statements {
            match statement {
                Statement::Sql(sql) => self.execute(sql, section.step).await?,
                Statement::Attach { namespace, .. } => self.sides.attach(namespace).await?,
                Statement::Check { query, note, .. } => self.check(query, *note, section.step).await?,
                Statement::Report { title, sql } => {
                    let table = self.table(title, sql).await?;
                    self.progress.note(&format!("{title}\n{}", table.to_text(100)));
                }
                Statement::Note(text) => self.progress.note(text),
            }
        }
        Ok(())
    }

    pub(super) async fn check(&mut self, query: &str, note: bool, step: Option<StepId>) -> Result<(), RunError> {
        let answer = self.ask(query, step).await?;
        match answer.first() {
            None => Ok(()),
            Some(message) if note => {
                self.progress.note(message);
                Ok(())
            }
            Some(message) => Err(RunError::Check { step, message: message.to_owned(), help: self.afterwards(step) }),
        }
    }

    /// Carries out a statement on the new side.
    pub(super) async fn execute(&mut self, sql: &str, step: Option<StepId>) -> Result<(), RunError> {
        let done = self.target().execute(sql).await;
        done.map_err(|error| self.refused(step, &error))
    }

    /// Asks the new side.
    pub(super) async fn ask(&mut self, sql: &str, step: Option<StepId>) -> Result<Answer, RunError> {
        let answer = self.target().ask(sql).await;
        answer.map_err(|error| self.refused(step, &error))
    }

    pub(super) async fn table(&mut self, title: &str, sql: &str) -> Result<TextTable, RunError> {
        let Answer { columns, rows } = self.ask(sql, None).await?;
        Ok(TextTable { title: title.to_owned(), columns, rows })
    }

    /// What became of what was done so far, and what to do.
    pub(super) fn afterwards(&self, step: Option<StepId>) -> String {
        match (self.atomic || self.job.dry_run, step) {
            (true, _) => "nothing was changed; mend the data or the program, and run it again".to_owned(),
            (false, None) => "no row was moved; mend the data or the program, and run it again".to_owned(),
            (false, Some(_)) => {
                "the steps before it are done and stay: when the data is mended `--resume` goes on here; \
                 after a change of the program `--fresh` begins again"
                    .to_owned()
            }
        }
    }

    /// Why rows of an old table, or of a step, were not carried.
    pub(super) fn not_carried(&self, step: Option<StepId>, title: String, table: &str, failed: Failed) -> RunError {
        match failed {
            Failed::Old(error) => self.failed(step, format!("{title}, {OLD}"), &error, self.sides.old_address()),
            Failed::New(error) => self.failed(step, title, &error, self.sides.new_address()),
            Failed::Value(unfit) => {
                let help = Unfit::HELP.to_owned();
                RunError::Sql { step, title: format!("{title}, a value"), message: unfit.to_string(), help }
            }
            Failed::Lost { there, held } => RunError::Lost { table: table.to_owned(), there, held },
        }
    }

    /// What the new side complains about.
    pub(super) fn refused(&self, step: Option<StepId>, error: &sqlx::Error) -> RunError {
        self.failed(step, self.title(step), error, self.sides.new_address())
    }

    /// `step 3, posty -> forum_post`.
    pub(super) fn title(&self, step: Option<StepId>) -> String {
        match step.and_then(|id| Some((id, self.job.plan.steps.get(id.0)?))) {
            Some((id, step)) => format!("step {}, {}", id.0 + 1, step.title),
            None => "before the first step or after the last".to_owned(),
        }
    }

    /// What the database at `address` complains about while something is done.
    pub(super) fn failed(
        &self,
        step: Option<StepId>,
        title: String,
        error: &sqlx::Error,
        address: &Address,
    ) -> RunError {
        let Trouble { kind, message, help, .. } = Trouble::of(error, address);
        let after = if self.atomic || self.job.dry_run { "nothing was changed" } else { "`--resume` goes on here" };
        let rule = trouble::broken_rule(error).map(|rule| (rule, self.shows(step, rule, &message)));
        let help = if kind != TroubleKind::Other {
            format!("{help}; {after}")
        } else if let Some((rule, false)) = rule {
            let then = match self.atomic || self.job.dry_run {
                true => "; nothing was changed",
                false => ", then `--fresh` begins again",
            };
            format!(
                "the new database has a rule ({}) that its schema file does not show: bring the file up to date{then}",
                rule.name()
            )
        } else if let Some((rule, true)) = rule {
            format!(
                "rows break {} of the new table: mend the old rows, or let a line of the program reject them; {after}",
                rule.one()
            )
        } else {
            format!("{after}; `migc compile --to {}` shows the statements", self.sides.new.engine())
        };
        match kind {
            TroubleKind::Lost | TroubleKind::NotReady | TroubleKind::Timeout => {
                RunError::Interrupted { step, title, message, help }
            }
            _ => RunError::Sql { step, title, message, help },
        }
    }

    /// Whether the schema that the program was checked with shows the rule that a message is about.
    pub(super) fn shows(&self, step: Option<StepId>, rule: Rule, message: &str) -> bool {
        let program = &self.job.plan.program;
        let table = match step.and_then(|id| self.job.plan.steps.get(id.0)).map(|step| &step.kind) {
            Some(StepKind::Move { block, .. } | StepKind::Late { block, .. }) => program.block(*block).target,
            Some(StepKind::Update { update }) => match program.updates.get(*update) {
                Some(update) => update.table,
                None => return false,
            },
            _ => return false,
        };
        rules::is_shown(rule, &program.new, table, message)
    }
}
