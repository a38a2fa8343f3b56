//! What a run asks before it writes: whether the databases are still what the program was checked with.

use std::fmt;

use futures_util::future::join;

use super::journal::{self, Log, State};
use super::preflight::{reads, schema_of, writes};
use super::{NEW, OLD, RunError, Sides, Start};
use crate::plan::Plan;
use crate::schema::drift::{Difference, Use, drift};

/// What both databases have otherwise than the schemas the program was checked with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drift {
    /// What can lose, refuse or misread rows.
    differs: Vec<(&'static str, Difference)>,
    /// How many differences do no harm.
    others: usize,
    /// Why a side could not be compared.
    unread: Vec<String>,
}

impl Drift {
    /// What can do harm, a line for each.
    pub fn differences(&self) -> impl Iterator<Item = String> {
        self.differs.iter().map(|(what, one)| format!("{what}, {one}"))
    }

    /// The error that stops the run; `begun`: something is there already that it would go on with.
    ///
    /// # Errors
    /// Where it can do harm.
    pub fn judged(self, begun: bool) -> Result<(), RunError> {
        if self.differs.is_empty() { Ok(()) } else { Err(RunError::Drift { drift: self, begun }) }
    }

    /// What is worth knowing of what does no harm.
    pub fn notes(&self) -> Vec<String> {
        let others = match self.others {
            0 => None,
            1 => Some("one difference to the schemas of the program does no harm".to_owned()),
            n => Some(format!("{n} differences to the schemas of the program do no harm")),
        };
        let others = others.map(|text| format!("{text}; `--dry-run` shows what differs"));
        self.unread.iter().cloned().chain(others).collect()
    }

    /// Adds what differs on a side.
    pub(super) fn add(&mut self, what: &'static str, differences: Vec<Difference>) {
        let (differs, others): (Vec<_>, Vec<_>) = differences.into_iter().partition(|difference| difference.matters);
        self.differs.extend(differs.into_iter().map(|difference| (what, difference)));
        self.others += others.len();
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.differences().collect::<Vec<_>>().join("\n"))
    }
}

/// Compares both databases with the schemas that the program was checked with, by their catalogs. A dump is compared when it
/// has been read. Tables that are missing are another error, and those that the run makes itself are not compared; nor
/// is anything where the run is at its end or will not begin.
///
/// # Errors
/// When the journal cannot be read.
pub async fn drifted(sides: &mut Sides, plan: &Plan, start: Start) -> Result<Drift, RunError> {
    let log = Log::read(&mut sides.new).await.map_err(|error| sides.new_refused(&error))?;
    let half_made = log.as_ref().is_some_and(|log| log.of_kind(journal::CREATE).any(|line| line.state != State::Done));
    match log {
        Some(log) if (start == Start::New && !log.is_done()) || (start == Start::Resume && log.is_done()) => {
            return Ok(Drift::default());
        }
        _ => {}
    }
    let program = &plan.program;
    let dump = sides.dump().is_some();
    let of_old = async {
        match dump {
            true => None,
            false => Some(schema_of(&sides.from, program.old_namespace.as_deref()).await),
        }
    };
    let of_new = async {
        match half_made {
            true => None,
            false => {
                let found = schema_of(&sides.into, program.new_namespace.as_deref()).await;
                Some(found.map(crate::schema::Schema::without_views))
            }
        }
    };
    let (old, new) = join(of_old, of_new).await;
    let mut out = Drift::default();
    let sides = [(OLD, old, &program.old, Use::Read, reads(plan)), (NEW, new, &program.new, Use::Write, writes(plan))];
    for (what, found, said, side, used) in sides {
        match found {
            Some(Ok(found)) => {
                let differences = drift(said, &found, side, &used);
                let gone = |one: &Difference| one.matters && one.what == "table" && one.database.is_none();
                if !differences.iter().any(gone) {
                    out.add(what, differences);
                }
            }
            Some(Err(error)) => out.unread.push(format!("{what} was not compared with the program's schema: {error}")),
            None => {}
        }
    }
    Ok(out)
}
