//! SQLite: the new file is opened, the old one attached beside it, read-only.

use std::path::Path;
use std::time::Instant;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow};
use sqlx::{
    AssertSqlSafe, Column as _, ConnectOptions as _, Connection as _, Row as _, TypeInfo as _, Value as _,
    ValueRef as _,
};

use super::{Job, Progress, RunError, Summary, Table, command};
use crate::emit::{Role, Section, Statement, runner};
use crate::plan::{Side, StepId, StepKind};

const OLD: &str = "the old database";
const NEW: &str = "the new database";

/// Runs a job on two SQLite files.
///
/// # Errors
/// When a database cannot be opened, a check does not hold or a statement is refused; then nothing
/// was changed.
pub async fn run_sqlite(job: &Job<'_>, progress: &mut dyn Progress) -> Result<Summary, RunError> {
    command::allowed(job)?;
    probe_old(job.old).await?;
    let mut connection = open_new(job).await?;
    let outcome = Runner { job, progress, connection: &mut connection }.run().await;
    // Dropping the connection closes it too; only its last words are lost.
    let _ = connection.close().await;
    if let Err(error) = &outcome
        && !job.dry_run
    {
        for step in command::at_the_end(job.plan).filter(|step| error.step() != Some(*step)) {
            if let Some(text) = command::of(job.plan, step)
                && let Err(error) = command::run(text, step, job.folder)
            {
                progress.note(&error.to_string());
            }
        }
    }
    outcome
}

/// Opens the old file for itself, so that what is wrong with it is said of it.
async fn probe_old(path: &Path) -> Result<(), RunError> {
    if !path.exists() {
        return Err(RunError::NoOld { path: path.to_owned() });
    }
    let failed = |error: sqlx::Error| open_error(OLD, path, &error);
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    let mut connection = options.connect().await.map_err(failed)?;
    sqlx::query(runner::PROBE).fetch_one(&mut connection).await.map_err(failed)?;
    connection.close().await.map_err(failed)
}

async fn open_new(job: &Job<'_>) -> Result<SqliteConnection, RunError> {
    let exists = job.new.exists();
    if !exists && job.create.is_none() {
        return Err(RunError::NoNew { path: job.new.to_owned() });
    }
    if let (Ok(old), Ok(new)) = (job.old.canonicalize(), job.new.canonicalize())
        && old == new
    {
        return Err(RunError::SameFile { path: job.new.to_owned() });
    }
    let options = if exists || !job.dry_run {
        SqliteConnectOptions::new().filename(job.new).create_if_missing(job.create.is_some())
    } else {
        SqliteConnectOptions::new().in_memory(true)
    };
    let failed = |error: sqlx::Error| open_error(NEW, job.new, &error);
    // The script says itself what it wants of foreign keys.
    let mut connection = options.foreign_keys(false).connect().await.map_err(failed)?;
    sqlx::query(runner::PROBE).fetch_one(&mut connection).await.map_err(failed)?;
    Ok(connection)
}

fn open_error(what: &'static str, path: &Path, error: &sqlx::Error) -> RunError {
    let message = words(error);
    let help = if message.contains("not a database") {
        "the file is not a SQLite database".to_owned()
    } else if message.contains("locked") {
        "another program is using it: close that first".to_owned()
    } else {
        "see that the file and its folder exist and that you may open them".to_owned()
    };
    RunError::Open { what, path: path.display().to_string(), message, help }
}

/// The engine's words, without sqlx's around them.
fn words(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(error) => error.message().to_owned(),
        other => other.to_string(),
    }
}

struct Runner<'a> {
    job: &'a Job<'a>,
    progress: &'a mut dyn Progress,
    connection: &'a mut SqliteConnection,
}

impl Runner<'_> {
    async fn run(mut self) -> Result<Summary, RunError> {
        let sections = &self.job.script.sections;
        for section in sections.iter().filter(|section| section.role == Role::Session) {
            self.section(section).await?;
        }
        self.old_tables().await?;
        self.execute(runner::BEGIN, None).await?;
        let outcome = self.inside().await;
        match &outcome {
            Ok(summary) if !self.job.dry_run && !summary.undone => self.execute(runner::COMMIT, None).await?,
            // What failed is told, not what became of undoing it: closing undoes it as well.
            _ => drop(sqlx::query(runner::ROLLBACK).execute(&mut *self.connection).await),
        }
        outcome
    }

    /// Everything in the one transaction.
    async fn inside(&mut self) -> Result<Summary, RunError> {
        let created = self.new_tables().await?;
        let mut summary = Summary { created, ..Summary::default() };
        let sections = &self.job.script.sections;
        for section in sections {
            match section.role {
                Role::Prepare => self.section(section).await?,
                Role::Step | Role::Finish if !self.job.dry_run => self.step(section).await?,
                Role::Step if self.checks_the_old_side(section.step) => self.section(section).await?,
                Role::Session | Role::Begin | Role::Step | Role::Finish | Role::Commit | Role::Report => {}
            }
        }
        if self.job.dry_run {
            return Ok(summary);
        }
        let counts = sqlx::query(runner::REJECTED).fetch_one(&mut *self.connection).await;
        let counts = counts.map_err(|error| self.refused(None, &error))?;
        summary.rows = count(&counts, 0).unwrap_or(0);
        summary.rejected = count(&counts, 1).unwrap_or(0);
        summary.undone = self.job.max_rejects.is_some_and(|limit| limit.is_exceeded(summary.rows, summary.rejected));
        for section in sections.iter().filter(|section| section.role == Role::Report) {
            for statement in &section.statements {
                if let Statement::Report { title, sql } = statement {
                    summary.tables.push(self.table(title, sql).await?);
                }
            }
        }
        Ok(summary)
    }

    /// Whether a step is a check that needs none of the steps before it.
    fn checks_the_old_side(&self, step: Option<StepId>) -> bool {
        let kind = step.and_then(|id| self.job.plan.steps.get(id.0)).map(|step| &step.kind);
        let Some(StepKind::Check { check }) = kind else { return false };
        self.job.plan.program.checks.get(*check).is_some_and(|check| !check.at_end)
    }

    async fn step(&mut self, section: &Section) -> Result<(), RunError> {
        let started = Instant::now();
        let command = section.step.and_then(|step| Some((step, command::of(self.job.plan, step)?)));
        if let Some((step, command)) = command {
            command::run(command, step, self.job.folder)?;
        } else {
            self.section(section).await?;
        }
        if let Some(id) = section.step
            && let Some(step) = self.job.plan.steps.get(id.0)
        {
            let number = id.0 + 1;
            let moved = sqlx::query(runner::MOVED).bind(i64::try_from(number).unwrap_or(i64::MAX));
            let moved = moved.fetch_one(&mut *self.connection).await.map_err(|error| self.refused(Some(id), &error))?;
            self.progress.step(number, self.job.plan.steps.len(), step, count(&moved, 0), started.elapsed());
        }
        Ok(())
    }

    async fn section(&mut self, section: &Section) -> Result<(), RunError> {
        for statement in &section.statements {
            match statement {
                Statement::Sql(sql) => self.execute(sql, section.step).await?,
                Statement::Attach { namespace, .. } => self.attach(namespace).await?,
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

    async fn attach(&mut self, namespace: &str) -> Result<(), RunError> {
        let attach = sqlx::query(runner::ATTACH).bind(read_only(self.job.old)).bind(namespace.to_owned());
        let attached = attach.execute(&mut *self.connection).await;
        attached.map(drop).map_err(|error| open_error(OLD, self.job.old, &error))
    }

    async fn check(&mut self, query: &str, note: bool, step: Option<StepId>) -> Result<(), RunError> {
        let row = sqlx::query(AssertSqlSafe(query.to_owned())).fetch_optional(&mut *self.connection).await;
        let row = row.map_err(|error| self.refused(step, &error))?;
        match row.and_then(|row| text(&row, 0)) {
            None => Ok(()),
            Some(message) if note => {
                self.progress.note(&message);
                Ok(())
            }
            Some(message) => Err(RunError::Check { step, message }),
        }
    }

    async fn execute(&mut self, sql: &str, step: Option<StepId>) -> Result<(), RunError> {
        let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut *self.connection).await;
        done.map(drop).map_err(|error| self.refused(step, &error))
    }

    async fn table(&mut self, title: &str, sql: &str) -> Result<Table, RunError> {
        let rows = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(&mut *self.connection).await;
        let rows = rows.map_err(|error| self.refused(None, &error))?;
        let columns = rows
            .first()
            .map_or(Vec::new(), |row| row.columns().iter().map(|c| c.name().to_owned()).collect::<Vec<_>>());
        let rows = rows.iter().map(|row| (0..columns.len()).map(|i| text(row, i)).collect()).collect();
        Ok(Table { title: title.to_owned(), columns, rows })
    }

    fn refused(&self, step: Option<StepId>, error: &sqlx::Error) -> RunError {
        let title = match step.and_then(|id| Some((id, self.job.plan.steps.get(id.0)?))) {
            Some((id, step)) => format!("step {}, {}", id.0 + 1, step.title),
            None => "before the first step or after the last".to_owned(),
        };
        let message = words(error);
        let help = if message.contains("locked") {
            "another program is using the database: close that and run again; nothing was changed".to_owned()
        } else if message.contains("readonly") {
            format!("you may not write to `{}` or its folder; nothing was changed", self.job.new.display())
        } else if message.contains("FOREIGN KEY") || message.contains("UNIQUE") || message.contains("NOT NULL") {
            "the new database has a rule that its schema file does not show: bring the file up to date; \
             nothing was changed"
                .to_owned()
        } else if message.contains("no such table") || message.contains("no such column") {
            "the database differs from its schema file: bring one of them up to date; nothing was changed".to_owned()
        } else {
            "nothing was changed; `migc compile --to sqlite` shows the statements".to_owned()
        };
        RunError::Sql { step, title, message, help }
    }

    async fn tables_of(&mut self, namespace: &str) -> Result<Vec<String>, RunError> {
        let rows = sqlx::query(runner::TABLES).bind(namespace.to_owned()).fetch_all(&mut *self.connection).await;
        let rows = rows.map_err(|error| self.refused(None, &error))?;
        Ok(rows.iter().filter_map(|row| text(row, 0)).collect())
    }

    /// Which of these tables are missing from those; SQLite's names have no case.
    fn missing(wanted: &[String], there: &[String]) -> Vec<String> {
        wanted.iter().filter(|name| !there.iter().any(|t| t.eq_ignore_ascii_case(name))).cloned().collect()
    }

    /// The old tables that the program reads are in the attached file.
    async fn old_tables(&mut self) -> Result<(), RunError> {
        let program = &self.job.plan.program;
        let namespace = self.job.script.sections.iter().flat_map(|section| &section.statements).find_map(|s| match s {
            Statement::Attach { namespace, .. } => Some(namespace.clone()),
            _ => None,
        });
        let Some(namespace) = namespace else { return Ok(()) };
        let mut wanted: Vec<String> = Vec::new();
        for relation in program.blocks.iter().flat_map(|block| &block.source) {
            if relation.side == Side::Old {
                let name = &program.old.table(relation.table).name;
                if !wanted.contains(name) {
                    wanted.push(name.clone());
                }
            }
        }
        let missing = Self::missing(&wanted, &self.tables_of(&namespace).await?);
        if missing.is_empty() {
            return Ok(());
        }
        let help = format!("is `{}` the right file? the old schema says it has them", self.job.old.display());
        Err(RunError::NoTable { what: OLD, tables: missing, help })
    }

    /// The new tables are there, or are made now; whether they were.
    async fn new_tables(&mut self) -> Result<bool, RunError> {
        let program = &self.job.plan.program;
        let mut wanted: Vec<String> =
            program.blocks.iter().map(|block| program.new.table(block.target).name.clone()).collect();
        wanted.sort();
        wanted.dedup();
        let missing = Self::missing(&wanted, &self.tables_of("main").await?);
        if missing.is_empty() {
            return Ok(false);
        }
        match self.job.create {
            Some(statements) if missing.len() == wanted.len() => {
                for statement in statements {
                    self.execute(statement, None).await?;
                }
                Ok(true)
            }
            Some(_) => Err(RunError::NoTable {
                what: NEW,
                tables: missing,
                help: "it has others of the program's tables: `--create` makes all of them or none, so name a new file"
                    .to_owned(),
            }),
            None => Err(RunError::NoTable {
                what: NEW,
                tables: missing,
                help: "make its tables first, or say `--create` to let migc make them".to_owned(),
            }),
        }
    }
}

/// The URI that opens a file only for reading, whatever its name holds.
fn read_only(path: &Path) -> String {
    let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?mode=ro")
}

fn count(row: &SqliteRow, index: usize) -> Option<u64> {
    row.try_get::<Option<i64>, _>(index).ok().flatten().and_then(|n| u64::try_from(n).ok())
}

/// A value of any type as text.
fn text(row: &SqliteRow, index: usize) -> Option<String> {
    let value = row.try_get_raw(index).ok()?;
    if value.is_null() {
        return None;
    }
    let value = value.to_owned();
    match value.type_info().name() {
        "INTEGER" | "BOOLEAN" => value.try_decode::<i64>().ok().map(|n| n.to_string()),
        "REAL" => value.try_decode::<f64>().ok().map(|n| n.to_string()),
        "BLOB" => value.try_decode::<Vec<u8>>().ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        _ => value.try_decode::<String>().ok(),
    }
}
