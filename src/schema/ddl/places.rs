//! Columns of a table that change their places: keys name columns by their place, and follow.

use crate::schema::{ColumnId, Table};

/// Moves a column, and gives its new place.
pub(super) fn move_column(table: &mut Table, from: usize, to: usize) -> usize {
    if from >= table.columns.len() {
        return from;
    }
    let column = table.columns.remove(from);
    let to = if to > from { to - 1 } else { to }.min(table.columns.len());
    table.columns.insert(to, column);
    renumber(table, |at| match at {
        at if at == from => Some(to),
        at if from < to && at > from && at <= to => Some(at - 1),
        at if to < from && at >= to && at < from => Some(at + 1),
        at => Some(at),
    });
    to
}

/// Gives the columns of keys new numbers; a key that loses a column goes.
pub(super) fn renumber(table: &mut Table, new: impl Fn(usize) -> Option<usize>) {
    let apply = |columns: &[ColumnId]| columns.iter().map(|c| new(c.0).map(ColumnId)).collect::<Option<Vec<_>>>();
    if let Some(key) = &mut table.primary_key {
        match apply(&key.columns) {
            Some(columns) => key.columns = columns,
            None => table.primary_key = None,
        }
    }
    table.unique_keys.retain_mut(|key| match apply(&key.columns) {
        Some(columns) => {
            key.columns = columns;
            true
        }
        None => false,
    });
}
