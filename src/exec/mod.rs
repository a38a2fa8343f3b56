//! Carries a plan out between two databases: what must be staged is streamed, then step by step, and the
//! report at the end. The SQL is the script's; nothing here computes a value. [`Session`] is the door.

mod access;
mod account;
mod backup;
mod command;
mod compiled;
mod create;
mod drifted;
mod dumped;
mod error;
mod executor;
mod export;
mod fresh;
mod job;
mod journal;
mod keys;
mod lanes;
mod load;
mod lock;
mod preflight;
mod profile;
mod progress;
mod references;
mod rejects;
pub mod report;
mod rights;
mod rules;
mod session;
mod sides;
mod status;
mod stop;
mod stream;
mod table;
pub(crate) mod transfer;
#[doc(hidden)]
pub mod trial;

pub use access::{AccessPaths, BlockPath};
pub use account::Held;
pub use backup::{Backup, backup};
pub use compiled::{Compiled, Input};
pub use drifted::{Drift, drifted};
pub use error::{Findings, RunError, SessionError};
pub use executor::run;
pub use export::{Export, Exported};
pub use fresh::filled;
pub use job::{Job, Limit, Start, Summary};
use job::{NEW, OLD};

pub use preflight::{Preflight, PreflightSide, Problem, answers, old_rows, preflight};
pub use profile::{Profile, VerifiedColumn};
pub use progress::{Progress, Silent};
pub use rejects::rejects;
pub use rights::{Needs, rights};
pub use session::{Finished, Opened, Prepared, Session, Verified};
pub use sides::{AccessPath, Locality, RequestedPath, Sides};
pub use status::{PartStatus, status};
pub use stop::{interrupted, run_until};
pub use table::{TextRow, TextTable};
pub use transfer::Options as Chunks;
