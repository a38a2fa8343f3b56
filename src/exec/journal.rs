//! What a run has done so far, as the journal in the new database says.

use sha2::{Digest as _, Sha256};

use super::error::RunError;
use super::job::Job;
use crate::client::db::{Answer, Db};
use crate::emit::creation::Making;
use crate::emit::journal::{Entry, Journal};
use crate::emit::{Role, Section, Statement};

/// How far an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// The part was not begun.
    Waiting,
    /// Begun; what of it is there was committed.
    Running,
    /// Undone after a failure.
    Failed,
    /// Stopped by somebody; what of it is there was committed.
    Stopped,
    /// The part was carried out and committed.
    Done,
}

/// An entry and how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub entry: Entry,
    pub state: State,
    /// None where it has no rows, or none yet.
    pub rows: Option<u64>,
    /// How many there are to be.
    pub all: Option<u64>,
    /// The key of the last row, as JSON.
    pub last_key: Option<String>,
    /// When it began the last time, in UTC.
    pub began_at: Option<String>,
    /// When it ended.
    pub ended_at: Option<String>,
}

impl Line {
    /// Whether something of it may be there. Of a step that failed nothing is, and helper tables are made for all steps.
    fn is_begun(&self) -> bool {
        match (self.state, self.entry.kind) {
            (_, PREPARE | CREATE) => true,
            (State::Waiting, _) => false,
            // Stopped before it began.
            _ if self.began_at.is_none() => false,
            (State::Failed | State::Stopped, STEP | FINISH | AFTER) => false,
            (State::Failed, _) => self.rows.is_some_and(|rows| rows > 0),
            _ => true,
        }
    }

    /// The key of the last row, where there is one.
    pub(super) fn key(&self) -> Option<Vec<String>> {
        let key: Vec<String> = serde_json::from_str(self.last_key.as_deref()?).ok()?;
        (!key.is_empty()).then_some(key)
    }

    /// What it took, in seconds.
    pub(super) fn seconds(&self) -> Option<f64> {
        let [began, ended] = [&self.began_at, &self.ended_at].map(|at| at.as_deref().and_then(milliseconds));
        Some(ended?.checked_sub(began?)?.max(0) as f64 / 1000.0)
    }
}

/// A moment like `2010-01-14 10:00:00.123`, as milliseconds since some day.
pub(super) fn milliseconds(moment: &str) -> Option<i64> {
    let (day, time) = moment.split_once([' ', 'T'])?;
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<i64>().ok());
    let mut parts = day.split('-').map(Some);
    let [year, month, day] = [(); 3].map(|()| number(parts.next().flatten()));
    let mut parts = time.split([':', '.']).map(Some);
    let [hour, minute, second] = [(); 3].map(|()| number(parts.next().flatten()));
    let fraction: String = parts.next().flatten().unwrap_or("").chars().chain("000".chars()).take(3).collect();
    // The year begins in March, so that the odd day is its last.
    let (year, month) = if month? > 2 { (year?, month? - 3) } else { (year? - 1, month? + 9) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day?;
    Some((((days * 24 + hour?) * 60 + minute?) * 60 + second?) * 1000 + number(Some(&fraction))?)
}

/// All entries of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Log {
    pub lines: Vec<Line>,
}

/// The kinds of entries.
pub(super) const PREPARE: &str = "prepare";
pub(super) const CREATE: &str = "create";
pub(super) const LOAD: &str = "load";
pub(super) const STEP: &str = "step";
pub(super) const STREAM: &str = "stream";
pub(super) const FINISH: &str = "finish";
pub(super) const AFTER: &str = "after";

impl Log {
    /// The entries of a job, all waiting.
    pub(super) fn of(job: &Job<'_>, create: bool) -> Self {
        let mut lines: Vec<Line> = Vec::new();
        let mut push = |kind, step, title: String, hash| {
            let entry = Entry { id: lines.len(), kind, step, title, hash };
            lines.push(Line {
                entry,
                state: State::Waiting,
                rows: None,
                all: None,
                last_key: None,
                began_at: None,
                ended_at: None,
            });
        };
        let prepare = job.script.sections.iter().filter(|section| section.role == Role::Prepare);
        // One of them notes the program's hash, which also changes with what no step needs.
        let own = job.plan.program.hash();
        let prepare = prepare.flat_map(texts).filter(|text| !text.contains(&own));
        push(PREPARE, None, "helper tables".to_owned(), hash(&prepare.collect::<Vec<_>>()));
        if create {
            let made = job.create.map_or(String::new(), |creation| hash_of(&creation.before));
            push(CREATE, None, "tables of the new schema".to_owned(), made);
        }
        for staged in job.staged {
            let table = &job.plan.program.old.table(staged.table).name;
            push(LOAD, None, table.clone(), hash(&[staged.create.join(";"), staged.select.clone()]));
        }
        for section in job.script.sections.iter().filter(|section| section.role == Role::Step) {
            let Some(id) = section.step else { continue };
            let title = job.plan.steps.get(id.0).map_or(String::new(), |step| step.title.clone());
            match job.pushdown.iter().find(|pushdown| pushdown.step == id) {
                Some(pushdown) => push(STREAM, Some(id.0 + 1), title, hash(&[pushdown.rows_after(None)])),
                None => push(STEP, Some(id.0 + 1), title, hash(&texts(section))),
            }
        }
        push(FINISH, None, "counts and counters".to_owned(), String::new());
        if let Some(creation) = job.create.filter(|creation| create && !creation.after.is_empty()) {
            push(AFTER, None, "triggers of the new schema".to_owned(), hash_of(&creation.after));
        }
        Self { lines }
    }

    /// The entries as they are in the journal; none where there is no journal.
    pub(super) async fn read(db: &mut Db) -> Result<Option<Self>, sqlx::Error> {
        let journal = Journal::new(db.engine());
        if db.ask(&journal.exists()).await?.first() != Some("1") {
            return Ok(None);
        }
        let log = Self::parse(&db.ask(&journal.read()).await?);
        // A journal without lines was being made.
        Ok((!log.lines.is_empty()).then_some(log))
    }

    fn parse(answer: &Answer) -> Self {
        let line = |row: &Vec<Option<String>>| {
            let at = |i: usize| row.get(i).and_then(Option::as_deref);
            let number = |i: usize| at(i).and_then(|n| n.trim().parse::<usize>().ok());
            let kind =
                [PREPARE, CREATE, LOAD, STEP, STREAM, FINISH, AFTER].into_iter().find(|kind| at(1) == Some(kind))?;
            let state = match at(4)? {
                "running" => State::Running,
                "failed" => State::Failed,
                "stopped" => State::Stopped,
                "done" => State::Done,
                _ => State::Waiting,
            };
            let [title, hash] = [3, 8].map(|i| at(i).unwrap_or_default().to_owned());
            let entry = Entry { id: number(0)?, kind, step: number(2), title, hash };
            let rows = |i| at(i).and_then(|n| n.trim().parse().ok());
            let [last_key, began_at, ended_at] = [7, 9, 10].map(|i| at(i).map(str::to_owned));
            Some(Line { entry, state, rows: rows(5), all: rows(6), last_key, began_at, ended_at })
        };
        Self { lines: answer.rows.iter().filter_map(line).collect() }
    }

    /// Whether everything is done.
    pub(super) fn is_done(&self) -> bool {
        self.lines.iter().all(|line| line.state == State::Done)
    }

    /// How many entries are done.
    pub(super) fn done(&self) -> usize {
        self.lines.iter().filter(|line| line.state == State::Done).count()
    }

    /// Whether an entry of this kind is there.
    pub(super) fn has(&self, kind: &str) -> bool {
        self.lines.iter().any(|line| line.entry.kind == kind)
    }

    /// The line of a step.
    pub(super) fn step(&self, number: usize) -> Option<&Line> {
        self.lines.iter().find(|line| line.entry.step == Some(number))
    }

    /// The lines of a kind.
    pub(super) fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Line> {
        self.lines.iter().filter(move |line| line.entry.kind == kind)
    }

    /// Goes on with the entries of `now`: those that were begun must be among them as they were, the others may be others. Answers
    /// the log as it is from now on, and the statements that write it.
    /// `creates`: `--create` was said again.
    pub(super) fn continued(
        self,
        mut now: Self,
        creates: bool,
        journal: Journal,
    ) -> Result<(Self, Vec<String>), RunError> {
        if !creates {
            let of_creation = |line: &&Line| matches!(line.entry.kind, CREATE | AFTER);
            if self.lines.iter().filter(of_creation).any(|line| line.state != State::Done) {
                return Err(RunError::CreateAgain);
            }
            now.lines.retain(|line| !of_creation(&line));
            now.lines.extend(self.lines.iter().filter(of_creation).cloned());
            now.lines.sort_by_key(|line| line.entry.id);
        }
        let (stays, goes): (Vec<Line>, Vec<Line>) = self.lines.into_iter().partition(Line::is_begun);
        let said = |e: &Entry| match e.step {
            Some(step) => format!("step {step}, {}", e.title),
            None => e.title.clone(),
        };
        let is_in = |entry: &Entry, lines: &[Line]| lines.iter().any(|line| line.entry == *entry);
        let changed: Vec<String> =
            stays.iter().map(|l| &l.entry).filter(|entry| !is_in(entry, &now.lines)).map(said).collect();
        if !changed.is_empty() {
            return Err(RunError::Changed { changed });
        }
        let new: Vec<Entry> =
            now.lines.iter().map(|line| &line.entry).filter(|entry| !is_in(entry, &stays)).cloned().collect();
        let same = goes.len() == new.len() && new.iter().all(|entry| is_in(entry, &goes));
        let replace = match same {
            true => Vec::new(),
            false => journal.replace(&goes.iter().map(|line| line.entry.id).collect::<Vec<_>>(), &new),
        };
        let known = |line: Line| match stays.iter().chain(&goes).find(|old| old.entry == line.entry) {
            Some(old) => old.clone(),
            None => line,
        };
        Ok((Self { lines: now.lines.into_iter().map(known).collect() }, replace))
    }
}

/// What a section does, without its comments.
fn texts(section: &Section) -> Vec<String> {
    section
        .statements
        .iter()
        .map(|statement| match statement {
            Statement::Sql(sql) | Statement::Report { sql, .. } | Statement::Attach { sql, .. } => sql.clone(),
            Statement::Check { query, .. } => query.clone(),
            Statement::Note(note) => note.clone(),
        })
        .collect()
}

fn hash_of(made: &[Making]) -> String {
    hash(&made.iter().map(|one| one.sql.clone()).collect::<Vec<_>>())
}

fn hash(texts: &[String]) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::milliseconds;

    #[test]
    fn moments_can_be_subtracted() {
        let between = |a, b| Some(milliseconds(b)? - milliseconds(a)?);
        assert_eq!(between("2012-02-28 23:59:59.5", "2012-03-01 00:00:00"), Some(86_400_500));
        assert_eq!(between("2011-12-31 23:59:59.123", "2012-01-01T00:00:00.123456"), Some(1000));
        assert_eq!(between("2010-01-14 10:00:00", "2010-01-14 10:00:00.010"), Some(10));
        assert_eq!(milliseconds("yesterday"), None);
    }
}
