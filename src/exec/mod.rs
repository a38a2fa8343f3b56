//! Carries a plan out between two databases: what must be staged is streamed, then step by step, and the
//! report at the end. The SQL is the script's; nothing here computes a value. [`Session`] is the door.

mod access;
mod account;
mod accounts;
mod backup;
mod command;
mod compiled;
mod create;
mod drift;
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
mod needs;
mod old_file;
mod preflight;
mod profile;
mod profiling;
mod progress;
mod pushdown;
mod references;
mod rejects;
pub mod report;
mod rights;
mod rules;
mod session;
mod sides;
mod status;
mod steps;
mod stop;
mod stream;
mod table;
mod tables;
pub(crate) mod transfer;
#[doc(hidden)]
pub mod trial;

pub use access::{AccessPaths, BlockPath};
pub use backup::{Backup, backup};
pub use compiled::{Compiled, Input};
pub use drift::Drift;
pub use drifted::drifted;
pub use error::{Findings, Problem, RunError, SessionError};
pub use export::{Export, Exported};
pub use job::{Job, Limit, Start, Summary};

pub use needs::{Needs, rights};
pub use preflight::{Preflight, PreflightSide, answers, old_rows, preflight};
pub use profile::{Profile, VerifiedColumn};
pub use progress::{Progress, Silent};
pub use rejects::rejects;
pub use session::{Finished, Opened, Prepared, Session, Verified};
pub use sides::{AccessPath, Locality, RequestedPath, Sides};
pub use status::{PartStatus, status};
pub use steps::{run, run_until};
pub use stop::interrupted;
pub use table::{TextRow, TextTable};
pub use tables::filled;
pub use transfer::Options as Chunks;
