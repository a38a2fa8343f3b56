//! Several tables at the same time: more sessions beside the two of a run, which see the same old rows.

use std::cell::{Cell, RefCell};
use std::cmp::Reverse;

use futures_util::future::join_all;

use super::error::RunError;
use super::rights;
use super::sides::{Pair, Sides};
use super::transfer::{self, Broken, Chunk, Flow, Options, Source, Unfit};
use crate::client::address::Address;
use crate::client::connect::{self, Access};
use crate::client::db::Db;
use crate::client::trouble;
use crate::dialect::EngineExt as _;
use crate::dialect::SnapshotSharing;
use crate::dialect::sessions;

/// How often it is tried to begin between two changes of a file.
const TRIES: usize = 20;

/// Two sessions that carry rows.
pub(super) struct Lane<'a> {
    /// The session that reads the old side.
    pub old: &'a mut Db,
    /// The session that writes to the new side.
    pub new: &'a mut Db,
}

/// Why rows did not come through.
pub(super) enum Failed {
    /// The old side refused.
    Old(sqlx::Error),
    /// The new side refused.
    New(sqlx::Error),
    /// A value has no place.
    Value(Unfit),
    /// So many were there, and so many came.
    Lost {
        /// On the old side.
        there: u64,
        /// On the new one.
        held: u64,
    },
}

impl From<Broken> for Failed {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Reading(error) => Failed::Old(error),
            Broken::Writing(error) => Failed::New(error),
            Broken::Value(unfit) => Failed::Value(unfit),
        }
    }
}

impl Lane<'_> {
    /// Carries out a statement on the new side.
    pub(super) async fn execute(&mut self, sql: &str) -> Result<(), Failed> {
        self.new.execute(sql).await.map_err(Failed::New)
    }

    /// A number that the new side answers.
    pub(super) async fn count(&mut self, query: &str) -> Result<u64, Failed> {
        let answer = self.new.ask(query).await.map_err(Failed::New)?;
        Ok(answer.count(0).unwrap_or(0))
    }

    /// A number that the old side answers.
    pub(super) async fn count_old(&mut self, query: &str) -> Result<u64, Failed> {
        let answer = self.old.ask(query).await.map_err(Failed::Old)?;
        Ok(answer.count(0).unwrap_or(0))
    }

    /// Streams the rows of a flow, as [`transfer`] does.
    pub(super) async fn transfer(
        &mut self,
        flow: &Flow,
        options: &Options,
        mark: impl FnMut(&Chunk) -> Vec<String>,
        told: impl FnMut(&Chunk) -> bool,
    ) -> Result<u64, Failed> {
        Ok(transfer::transfer(Source::Session(self.old), self.new, flow, options, mark, told).await?)
    }
}

/// Does something with each item, as many at the same time as there are lanes, and answers what came of each. `work` is also
/// told whether to go on: once one has failed, nothing is begun, and what runs shall end; only the first failure counts.
pub(super) async fn spread<'l, T: Copy, R>(
    lanes: Vec<Lane<'l>>,
    items: &[T],
    work: impl AsyncFn(&mut Lane<'l>, T, &Cell<bool>) -> Result<R, Failed>,
) -> Result<Vec<R>, (T, Failed)> {
    let go_on = Cell::new(true);
    let todo = RefCell::new(items.iter().copied().enumerate());
    let failed = RefCell::new(None);
    let done = RefCell::new(Vec::with_capacity(items.len()));
    let next = || todo.borrow_mut().next().filter(|_| go_on.get());
    let each = lanes.into_iter().map(async |mut lane| {
        while let Some((place, item)) = next() {
            match work(&mut lane, item, &go_on).await {
                Ok(result) => done.borrow_mut().push((place, result)),
                Err(error) if go_on.replace(false) => *failed.borrow_mut() = Some((item, error)),
                Err(_) => {}
            }
        }
    });
    join_all(each).await;
    if let Some(failed) = failed.into_inner() {
        return Err(failed);
    }
    let mut done = done.into_inner();
    done.sort_by_key(|(place, _)| *place);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}

/// Asks something of each item, and puts those with the most rows first: a large one that is begun last is carried alone in
/// the end. One lane keeps the order.
pub(super) async fn largest_first<'l, T: Copy, R>(
    lanes: Vec<Lane<'l>>,
    items: &[T],
    ask: impl AsyncFn(&mut Lane<'l>, T, &Cell<bool>) -> Result<R, Failed>,
    rows: impl Fn(&R) -> u64,
) -> Result<Vec<(T, R)>, (T, Failed)> {
    let several = lanes.len() > 1;
    let answers = spread(lanes, items, ask).await?;
    let mut out: Vec<(T, R)> = items.iter().copied().zip(answers).collect();
    if several {
        out.sort_by_key(|(_, answer)| Reverse(rows(answer)));
    }
    Ok(out)
}

impl Sides {
    /// The sessions that carry rows: the two that are always there, and those beside them.
    pub(super) fn lanes(&mut self) -> Vec<Lane<'_>> {
        let first = Lane { old: &mut self.old, new: &mut self.new };
        let more = self.more.iter_mut().map(|pair| Lane { old: &mut pair.old, new: &mut pair.new });
        std::iter::once(first).chain(more).collect()
    }

    /// Opens so many more lanes, and lets all readers see the old side as it is now. Where not so many see the same, why.
    pub(super) async fn begin_reading(&mut self, more: usize, tables: &[String]) -> Result<Option<String>, RunError> {
        if self.locked {
            // Whoever waits to write would keep other sessions from reading.
            return Ok((more > 0).then(|| "the old tables are locked, since they have no snapshots".to_owned()));
        }
        let mut lanes = Vec::new();
        let mut why = None;
        for lane in 1..=more {
            match pair(&self.from, &self.into, lane).await {
                Ok(pair) => lanes.push(pair),
                Err(reason) => {
                    why = Some(reason);
                    break;
                }
            }
        }
        match self.together(&mut lanes, tables).await {
            Ok(()) => self.more = lanes,
            Err(reason) => {
                why = Some(reason);
                // It may have begun.
                drop(self.old.execute(sessions::ROLLBACK).await);
                begin(&mut self.old).await.map_err(|error| self.old_refused(&error))?;
            }
        }
        Ok(why)
    }

    /// Begins to read in all sessions of the old side at one moment, or in none.
    async fn together(&mut self, lanes: &mut [Pair], tables: &[String]) -> Result<(), String> {
        let words = |error: sqlx::Error| trouble::words(&error);
        let statements = self.old.engine().statements();
        if lanes.is_empty() {
            return begin(&mut self.old).await.map_err(words);
        }
        match statements.capabilities().snapshot_sharing {
            SnapshotSharing::Exported { name, take } => {
                begin(&mut self.old).await.map_err(words)?;
                let name = self.old.ask(name).await.map_err(words)?.first().unwrap_or_default().to_owned();
                for lane in lanes {
                    begin(&mut lane.old).await.map_err(words)?;
                    lane.old.execute(&take.replace("{}", &name)).await.map_err(words)?;
                }
            }
            SnapshotSharing::Locked(patience) => {
                // The locks end with its session: a transaction of its own would end them before it begins.
                let mut keeper = connect::open(&self.from, Access::OLD).await.map_err(|error| error.to_string())?;
                keeper.execute(patience).await.map_err(words)?;
                for sql in statements.keep_still(tables) {
                    if let Err(error) = keeper.execute(&sql).await {
                        return Err(rights::unlocked(&mut keeper, &error).await);
                    }
                }
                begin(&mut self.old).await.map_err(words)?;
                for lane in lanes {
                    begin(&mut lane.old).await.map_err(words)?;
                }
                drop(keeper.close().await);
            }
            SnapshotSharing::Optimistic(version) => return self.unchanged(lanes, version).await,
        }
        Ok(())
    }

    /// Begins again and again, until nobody wrote meanwhile.
    async fn unchanged(&mut self, lanes: &mut [Pair], version: &str) -> Result<(), String> {
        let words = |error: sqlx::Error| trouble::words(&error);
        for _ in 0..TRIES {
            let mut before = Vec::new();
            for lane in lanes.iter_mut() {
                before.push(lane.old.ask(version).await.map_err(words)?);
            }
            begin(&mut self.old).await.map_err(words)?;
            let mut same = true;
            for (lane, before) in lanes.iter_mut().zip(before) {
                begin(&mut lane.old).await.map_err(words)?;
                same &= lane.old.ask(version).await.map_err(words)? == before;
            }
            if same {
                return Ok(());
            }
            for db in std::iter::once(&mut self.old).chain(lanes.iter_mut().map(|lane| &mut lane.old)) {
                db.execute(sessions::ROLLBACK).await.map_err(words)?;
            }
        }
        Err("others write into it all the time".to_owned())
    }
}

async fn pair(from: &Address, into: &Address, lane: usize) -> Result<Pair, String> {
    let words = |error: sqlx::Error| trouble::words(&error);
    let mut old = connect::open(from, Access::OLD).await.map_err(|error| error.to_string())?;
    let mut new = connect::open(into, Access::NEW).await.map_err(|error| error.to_string())?;
    for db in [&mut old, &mut new] {
        transfer::prepare(db).await.map_err(words)?;
    }
    if let Some(lock) = new.engine().statements().lock_lane(lane)
        && new.ask(&lock).await.map_err(words)?.first() != Some("1")
    {
        return Err("another run is at work".to_owned());
    }
    Ok(Pair { old, new })
}

async fn begin(db: &mut Db) -> Result<(), sqlx::Error> {
    for sql in db.engine().statements().begin_reading() {
        db.execute(sql).await?;
    }
    Ok(())
}
