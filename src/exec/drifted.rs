//! What a run asks before it writes: whether the databases are still what the program was checked with.

use futures_util::future::join;

use super::drift::Drift;
use super::error::RunError;
use super::job::{NEW, OLD, Start};
use super::journal::{self, Log, State};
use super::sides::Sides;
use super::tables::{reads, writes};
use crate::client::address::Address;
use crate::client::catalog;
use crate::diag::Diagnostics;
use crate::dialect::EngineExt as _;
use crate::plan::Plan;
use crate::schema::Schema;
use crate::schema::drift::{Difference, Use, drift};
use crate::source::Sources;

impl Drift {
    /// The error that stops the run; `begun`: something is there already that it would go on with.
    ///
    /// # Errors
    /// Where it can do harm.
    pub fn judged(self, begun: bool) -> Result<(), RunError> {
        if self.differs.is_empty() { Ok(()) } else { Err(RunError::Drift { drift: self, begun }) }
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
                Some(found.map(Schema::without_views))
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

/// A database's own schema.
pub(super) async fn schema_of(address: &Address, namespace: Option<&str>) -> Result<Schema, RunError> {
    let schemas = address.engine()?.capabilities().has_schemas;
    let named = address.server().is_some_and(|server| server.database.is_some());
    let namespace = namespace.filter(|_| schemas || !named);
    Ok(catalog::read(address, namespace, &mut Sources::new(), &mut Diagnostics::new()).await?)
}
