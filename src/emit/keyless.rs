//! Rows whose own key cannot be read, or is null in a primary key, in a block that tells its rows apart by it.

use super::moves::Move;
use super::reasons;
use super::scope::FromClause;
use crate::sql;

impl<'a> Move<'a> {
    /// The conditions on rows that are rejected since nothing tells them from others, and what is written of them.
    pub(super) fn keyless(&self, from: &mut FromClause<'a>) -> Vec<(sql::Expr, [sql::Expr; 3])> {
        if !self.own.keeps_rows_anyway() {
            return Vec::new();
        }
        let keys = self.key();
        let mut out = Vec::new();
        for open in &self.own.open_keys {
            let Some(key) = keys.get(open.place) else { continue };
            let read = from.value(key);
            let is_null = open.null.then(|| read.value.is_null());
            let conditions = [(read.fails, "the row's own key cannot be read"), (is_null, "the row's own key is null")];
            for (condition, why) in conditions {
                let Some(condition) = condition else { continue };
                let value = reasons::value(self.ctx, from, key);
                out.push((condition, [sql::Expr::text("key"), sql::Expr::text(why), value]));
            }
        }
        out
    }
}
