//! Rows whose own key cannot be read, or is null in a primary key, in a block that tells its rows apart by it.

use super::helpers::null_keys;
use super::moves::{Move, key_of};
use super::reasons;
use super::scope::FromClause;
use super::staging::may_be_impossible;
use crate::plan::{Expr, ExprKind, How, KeyColumn, Policy, Side};
use crate::sql;

/// A part of a key of which not every row may have a value.
pub(super) struct Open {
    key: Expr,
    /// Whether it may be null although a key is none then.
    null: bool,
}

impl<'a> Move<'a> {
    /// The parts of the rows' key of which some value may not be read, or be null where a key has none; not those that a line of
    /// the block refuses by itself.
    pub(super) fn open_keys(&self) -> Vec<Open> {
        if self.grouped() {
            return Vec::new();
        }
        let nulls = null_keys(self.ctx, self.block);
        let parts = self.block.key.iter().zip(key_of(self.ctx, self.block)).zip(nulls);
        let open = parts.filter_map(|((own, key), null_is_one)| {
            let relation = self.block.source.get(own.rel.0)?;
            let schema = if relation.side == Side::Old { &self.ctx.program.old } else { &self.ctx.program.new };
            let column = schema.column(relation.table, own.column);
            let null = column.nullable && !null_is_one;
            let open = null || !column.verified || may_be_impossible(schema, column);
            (open && !self.is_refused(*own, null)).then_some(Open { key, null })
        });
        open.collect()
    }

    /// Whether a line leaves out the rows of which this part of the key cannot be read; `null`: and those where it is null.
    fn is_refused(&self, key: KeyColumn, null: bool) -> bool {
        self.block.fills.iter().any(|fill| match &fill.how {
            How::Value { attempts, policy: Policy::Reject | Policy::Skip | Policy::Fail } => {
                let takes_null = self.ctx.program.new.column(self.block.target, fill.column).nullable;
                matches!(attempts.as_slice(), [one] if read_column(one) == Some(key)) && !(null && takes_null)
            }
            _ => false,
        })
    }

    /// The conditions on rows that are rejected since nothing tells them from others, and what is written of them.
    pub(super) fn keyless(&self, from: &mut FromClause<'a>) -> Vec<(sql::Expr, [sql::Expr; 3])> {
        if !self.ctx.keeps_rows_anyway(self.id) {
            return Vec::new();
        }
        let mut out = Vec::new();
        for Open { key, null } in self.open_keys() {
            let read = from.value(&key);
            let is_null = null.then(|| read.value.is_null());
            let conditions = [(read.fails, "the row's own key cannot be read"), (is_null, "the row's own key is null")];
            for (condition, why) in conditions {
                let Some(condition) = condition else { continue };
                let value = reasons::value(self.ctx, from, &key);
                out.push((condition, [sql::Expr::text("key"), sql::Expr::text(why), value]));
            }
        }
        out
    }
}

/// The column that a value is, whatever is asked of it on its way.
fn read_column(expr: &Expr) -> Option<KeyColumn> {
    match &expr.kind {
        ExprKind::Column { rel, column } => Some(KeyColumn { rel: *rel, column: *column }),
        ExprKind::Fit { value, cut: false, .. } | ExprKind::Cast { value, stored: true, .. } => read_column(value),
        _ => None,
    }
}
