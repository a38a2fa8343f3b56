//! Rows that may belong to no group: who decides of them.

use crate::plan::{Block, Expr, ExprKind, How, Policy};

/// Whether a line decides of the rows whose part of the group's key cannot be made: it moves that part, and is rejected, skipped or given
/// another value. Such rows are a group of their own, which has null there. Where groups are looked up by their keys (`keeps_rows`), none
/// with an invented key is among them.
pub(crate) fn is_decided(block: &Block, keeps_rows: bool, key: &Expr) -> bool {
    let mut lines = lines_of(block, key).peekable();
    lines.peek().is_some() && (!keeps_rows || lines.any(leaves))
}

/// Whether such a group may be moved or is counted as skipped, so that two groups may have null for a key where groups are looked up
/// by it. Of a key that is made of columns, only the whole query of the groups knows whether it can be made.
pub(super) fn is_invented(block: &Block, keeps_rows: bool, key: &Expr) -> bool {
    let rejected = |(attempts, policy): (&[Expr], &Policy)| attempts.len() == 1 && *policy == Policy::Reject;
    is_decided(block, keeps_rows, key) && (key.bare_column().is_none() || !lines_of(block, key).any(rejected))
}

/// The values and policies of the lines that move a part of a group's key.
fn lines_of<'a>(block: &'a Block, key: &Expr) -> impl Iterator<Item = (&'a [Expr], &'a Policy)> {
    block.fills.iter().filter_map(move |fill| match &fill.how {
        How::Value { attempts, policy } => {
            attempts.first().is_some_and(|value| is_key(value, key)).then_some((attempts.as_slice(), policy))
        }
        How::Auto | How::Default => None,
    })
}

/// Whether a row whose first value cannot be made is not moved.
fn leaves((attempts, policy): (&[Expr], &Policy)) -> bool {
    attempts.len() == 1 && !matches!(policy, Policy::Null)
}

/// Whether a value is what is grouped by, on its way into a column.
fn is_key(value: &Expr, key: &Expr) -> bool {
    match &value.kind {
        _ if value.same(key) => true,
        ExprKind::Fit { value, .. } | ExprKind::Cast { value, .. } => is_key(value, key),
        ExprKind::Follow(follow) => matches!(follow.key.as_slice(), [value] if is_key(value, key)),
        _ => false,
    }
}
