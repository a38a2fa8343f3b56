//! How far a run is, as its journal says to anybody who asks.

use serde::Serialize;

use super::error::RunError;
use super::job::NEW;
use super::journal::milliseconds;
use super::rights;
use crate::client::address::Address;
use crate::client::connect::{Access, open};
use crate::client::trouble::Trouble;
use crate::emit::journal::{JOURNAL, Journal};
use crate::emit::runner;

/// A part of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartStatus {
    /// Its place, from 0.
    pub id: u64,
    /// `prepare`, `create`, `load`, `step` or `finish`.
    pub kind: String,
    /// The step's number in the plan, from 1.
    pub step: Option<u64>,
    /// The step, or the old table that is read.
    pub title: String,
    /// `waiting`, `running`, `stopped`, `failed` or `done`.
    pub state: String,
    /// Why it failed.
    pub reason: Option<String>,
    /// Rows that are there.
    pub rows: Option<u64>,
    /// Rows that there will be.
    pub of: Option<u64>,
    /// How long it took, or takes up to now.
    pub seconds: Option<u64>,
}

/// Reads the journal of a run, begun or done.
///
/// # Errors
/// When the database cannot be opened, or no run was ever begun in it.
pub async fn status(address: &Address) -> Result<Vec<PartStatus>, RunError> {
    let mut db = open(address, Access::LOOK).await?;
    let engine = db.engine();
    let journal = Journal::new(engine);
    let failed = |error: sqlx::Error| Trouble::of(&error, address).reading("journal", address);
    if db.ask(&journal.exists()).await.map_err(failed)?.first() != Some("1") {
        // Who has no right on a table may not see that it is there.
        if let Err(error) = db.ask(&journal.read()).await {
            let trouble = Trouble::of(&error, address);
            if trouble.kind.is_about_rights() {
                return Err(rights::unread(&mut db, address, trouble, "journal", JOURNAL).await);
            }
        }
        let help = format!("no run was begun in `{address}`, or what it wrote was removed");
        return Err(RunError::NoTable { what: NEW, tables: vec!["_mig_journal".to_owned()], help });
    }
    let now = db.ask(&runner::now(engine)).await.map_err(failed)?;
    let lines = match db.ask(&journal.read()).await {
        Ok(lines) => lines,
        Err(error) => {
            let trouble = Trouble::of(&error, address);
            return Err(match trouble.kind.is_about_rights() {
                true => rights::unread(&mut db, address, trouble, "journal", JOURNAL).await,
                false => trouble.reading("journal", address).into(),
            });
        }
    };
    drop(db.close().await);
    let now = now.first().and_then(moment);
    Ok(lines.rows.iter().filter_map(|row| part(row, now)).collect())
}

/// A line of the journal, in the order of its columns.
fn part(row: &[Option<String>], now: Option<u64>) -> Option<PartStatus> {
    let at = |i: usize| row.get(i).and_then(Option::as_deref);
    let text = |i: usize| at(i).map(str::to_owned);
    let number = |i: usize| at(i).and_then(|text| text.trim().parse().ok());
    let ended = at(10).and_then(moment).or(now);
    Some(PartStatus {
        id: number(0)?,
        kind: text(1)?,
        step: number(2),
        title: text(3)?,
        state: text(4)?,
        reason: text(11),
        rows: number(5),
        of: number(6),
        seconds: at(9).and_then(moment).and_then(|began| Some(ended?.saturating_sub(began))),
    })
}

/// Seconds since some day long ago of a text like `2026-01-31 23:59:59.5`.
fn moment(text: &str) -> Option<u64> {
    u64::try_from(milliseconds(text)? / 1000).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_seconds_apart() {
        let between = |a: &str, b: &str| moment(b).zip(moment(a)).map(|(b, a)| b - a);
        assert_eq!(between("2026-01-31 23:59:58", "2026-02-01 00:00:03"), Some(5));
        assert_eq!(between("2024-02-28 12:00:00", "2024-03-01T12:00:00.25"), Some(2 * 86_400));
        assert_eq!(between("2025-12-31 00:00:00", "2026-01-01 00:00:00"), Some(86_400));
        assert_eq!(moment("yesterday"), None);
    }
}
