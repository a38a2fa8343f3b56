//! How tightly nodes bind.

/// How tightly a node binds, from 0 (anything) to 10 (one operand). One table for all engines: what they bind differently is
/// always bracketed, because an operand's slot asks for more than its level.
pub type Level = u8;

// Levels of nodes, and what their slots ask of operands at least. `||` binds tighter than `*` in SQLite and looser than `+` in
// PostgreSQL, and BETWEEN, IN, LIKE and IS stand at several places beside the comparisons: so all of those ask for more than
// each engine needs.
pub(super) const OR: Level = 1;
pub(super) const AND: Level = 2;
pub(super) const NOT: Level = 3;
pub(super) const PREDICATE: Level = 4;
pub(super) const CONCAT: Level = 5;
/// These bind tightly everywhere, but PostgreSQL takes neither COLLATE nor AT TIME ZONE in the lower bound of BETWEEN (`b_expr` in its grammar).
pub(super) const COLLATE: Level = 5;
pub(super) const SUM: Level = 6;
pub(super) const PRODUCT: Level = 7;
pub(super) const SIGN: Level = 8;
pub(super) const PRIMARY: Level = 10;
/// The slot of what stands between delimiters of its own.
pub(super) const INSIDE: Level = 0;
