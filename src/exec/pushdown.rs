//! What the old side answers of a block whose rows it would shape.

use crate::client::db::Db;
use crate::emit::pushdown::{Counted, Pushdown};

/// What the old side has of a block.
pub(super) async fn counted(old: &mut Db, pushdown: &Pushdown) -> Result<Counted, sqlx::Error> {
    let mut found = Vec::new();
    for query in pushdown.counts.queries() {
        found.push(old.ask(query).await?.count(0).unwrap_or(0));
    }
    Ok(Counted::of(&found))
}

/// Whether no value of a block needs a policy: none of its preconditions' queries answers a row.
pub(super) async fn preconditions_hold(old: &mut Db, pushdown: &Pushdown) -> Result<bool, sqlx::Error> {
    for query in &pushdown.preconditions {
        if !old.ask(query).await?.rows.is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}
