//! How several sessions of a run work together.

use serde::Serialize;

/// How several sessions see a database as it is at one and the same moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SnapshotSharing {
    /// A transaction that reads answers `name` with a name of what it sees, and others take it on with `take`, where `{}` is the
    /// name.
    Exported {
        /// The query that answers the name of the snapshot.
        name: &'static str,
        /// The statement, after [`begin_reading`](super::Admin::begin_reading).
        take: &'static str,
    },
    /// All begin while another session keeps the tables [still](super::Admin::keep_still); what makes that one wait for a moment
    /// only, where others write them for long.
    Locked(&'static str),
    /// Nobody wrote between the first beginning and the last where each answers this query as it did before.
    Optimistic(&'static str),
}

/// What an old table is called where it is read beside another old table, or beside itself.
pub const PARTNER: &str = "_mig_partner_";

/// The most sessions that write at the same time.
pub const LANES: usize = 16;
