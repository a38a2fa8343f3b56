//! How large the parts of a script may be, and how many statements phpMyAdmin takes.

/// From the 50th on, phpMyAdmin shows no result and goes on after errors; a few are left for people to add.
pub const MOST_STATEMENTS: usize = 45;

/// How large a part may be where nobody says: far below what PHP takes, and the page that answers it is still quick.
pub const USUAL_SIZE: usize = 1_000_000;

/// How large an uploaded part may be where nobody says, in bytes before it is compressed: PHP takes files of 2 MB, which hold
/// about this much.
pub const USUAL_UPLOAD: usize = 8_000_000;

/// What bounds a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that the browser sends for it ([`posted`](super::posted)); of packed parts, the bytes before they are packed.
    pub size: usize,
    /// Whether they are uploaded as compressed files.
    pub packed: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { size: USUAL_SIZE, packed: false }
    }
}

/// Bytes that what stands around a body may take, as the browser sends them.
pub(super) const LONGEST: usize = 16_000;

/// How many statements a [`Body`](super::Body) may have.
pub const MOST_INSERTS: usize = MOST_STATEMENTS - 14;

/// How many bytes a [`Body`](super::Body) may have, counted as those of a part ([`Limits::size`]).
pub fn room_for_rows(limits: Limits) -> usize {
    limits.size.saturating_sub(LONGEST)
}
