//! Stopping a run that somebody wants to stop: no row is half written, and the servers are told.

use std::task::Poll;
use std::time::Duration;

use super::accounts;
use super::error::RunError;
use super::job::Job;
use super::journal::{Log, State};
use super::progress::Progress;
use super::report::Accounts;
use super::table::TextTable;
use crate::client::address::Address;
use crate::client::connect::{self, Access};
use crate::client::db::Answer;
use crate::emit::journal::Journal;
use crate::emit::{Role, Statement};

/// How long we try to tell a server that its statement is not wanted any more.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Notes in the journal what a run that failed or was stopped was at, and tells what it did until then.
pub(super) async fn ended(job: &Job<'_>, into: &Address, failed: Option<&RunError>, progress: &mut dyn Progress) {
    // What failed is told already; a database that is gone says no more.
    if let Ok(Some(accounts)) = tokio::time::timeout(PATIENCE, noted(job, into, failed)).await {
        progress.accounts(accounts);
    }
}

async fn noted(job: &Job<'_>, into: &Address, failed: Option<&RunError>) -> Option<Accounts> {
    let mut db = connect::open(into, Access::NEW).await.ok()?;
    let journal = Journal::new(db.engine());
    if let Some(error) = failed {
        let log = Log::read(&mut db).await.ok()??;
        let number = error.step().map(|step| step.0 + 1);
        let at = log.lines.iter().find(|line| line.state == State::Running && line.entry.step == number);
        if let Some(line) = at {
            db.execute(&journal.failed(line.entry.id, &error.to_string())).await.ok()?;
        }
    }
    db.execute(&journal.stopped()).await.ok()?;
    let log = Log::read(&mut db).await.ok()??;
    let is = |state: State| log.lines.iter().find(|line| line.state == state);
    if let (None, None, Some(next)) = (failed, is(State::Stopped), is(State::Waiting)) {
        // Between two parts: nothing of the next one is there.
        db.execute(&journal.stopped_before(next.entry.id)).await.ok()?;
    }
    let log = Log::read(&mut db).await.ok()??;
    let mut tables = Vec::new();
    let report = job.script.sections.iter().filter(|section| section.role == Role::Report);
    for statement in report.flat_map(|section| &section.statements) {
        if let Statement::Report { title, sql } = statement
            && let Ok(Answer { columns, rows }) = db.ask(sql).await
        {
            tables.push(TextTable { title: title.clone(), columns, rows });
        }
    }
    drop(db.close().await);
    Some(accounts::accounts(job.plan, &log, &tables, Vec::new()))
}

pub(super) async fn kill(address: &Address, end: &str) {
    if let Ok(mut db) = connect::open(address, Access::LOOK).await {
        // One that has ended by itself cannot be ended.
        drop(db.execute(end).await);
        drop(db.close().await);
    }
}

/// Comes to an end when somebody presses Ctrl-C, closes the terminal, or ends the process kindly.
pub async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut wanted = vec![SignalKind::terminate()];
        if !ignores_hangup() {
            wanted.push(SignalKind::hangup());
        }
        let mut signals: Vec<_> = wanted.into_iter().filter_map(|kind| signal(kind).ok()).collect();
        if !signals.is_empty() {
            let any = std::future::poll_fn(move |context| {
                match signals.iter_mut().any(|signal| signal.poll_recv(context).is_ready()) {
                    true => Poll::Ready(()),
                    false => Poll::Pending,
                }
            });
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                () = any => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        // Nobody can stop it this way.
        std::future::pending().await
    }
}

/// Whether the process was started to outlive its terminal, as `nohup` does. Where the system does not say, it was not.
#[cfg(unix)]
fn ignores_hangup() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    // The first bit is signal 1, SIGHUP.
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
}
