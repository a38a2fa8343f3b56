//! What a connection is for.

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Access {
    /// How the database is called in messages.
    pub what: &'static str,
    /// Whether anything can be written.
    pub write: bool,
    /// Whether a file that is not there is made.
    pub make: bool,
}

impl Access {
    /// The old side: nothing can be written.
    pub(crate) const OLD: Access = Access { what: "the old database", write: false, make: false };
    /// The new side, which is there.
    pub(crate) const NEW: Access = Access { what: "the new database", write: true, make: false };
    /// The new side; a file that is not there is made.
    pub(crate) const MAKE: Access = Access { what: "the new database", write: true, make: true };
    /// The new side, only looked at.
    pub(crate) const LOOK: Access = Access { what: "the new database", write: false, make: false };
    /// Either side, for its schema.
    pub(crate) const SCHEMA: Access = Access { what: "the database", write: false, make: false };
}
