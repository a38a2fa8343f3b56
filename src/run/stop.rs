//! Stopping a run that somebody wants to stop: no row is half written, and the servers are told.

use std::time::Duration;

use super::connect::{self, Access};
use super::{Job, Progress, RunError, Sides, Summary, carry};
use crate::address::Address;

/// How long we try to tell a server that its statement is not wanted any more.
const PATIENCE: Duration = Duration::from_secs(5);

/// Runs a job as [`run`](super::run) does, until `stop` comes to an end.
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
    let ids = sides.connections().await;
    tokio::select! {
        outcome = carry::run(job, sides, progress) => return outcome,
        () = stop => {}
    }
    // The connections are gone, which undoes what was not committed. A server notices that only when its statement
    // is done.
    for (address, end) in ids {
        let _ = tokio::time::timeout(PATIENCE, kill(&address, &end)).await;
    }
    if !job.dry_run {
        carry::last_commands(job, None, progress);
    }
    Err(RunError::Stopped { undone: atomic || job.dry_run })
}

async fn kill(address: &Address, end: &str) {
    if let Ok(mut db) = connect::open(address, Access::LOOK).await {
        // One that has ended by itself cannot be ended.
        drop(db.execute(end).await);
        drop(db.close().await);
    }
}

/// Comes to an end when somebody presses Ctrl-C or ends the process kindly.
pub async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        // Nobody can stop it this way.
        std::future::pending().await
    }
}
