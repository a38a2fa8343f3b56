//! The keys that tell the rows of a block apart: their expressions, and which rows may lack one.

use serde::Serialize;

use super::staging::may_be_impossible;
use crate::plan::{Block, Expr, ExprKind, How, Join, KeyColumn, Policy, Program, RelId, Side};
use crate::schema::{Schema, Type};

/// A part of a block's key of which not every row may have a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OpenKey {
    /// Its place in the key.
    pub place: usize,
    /// Whether it may be null although a null is no key here.
    pub null: bool,
}

fn schema_of(program: &Program, side: Side) -> &Schema {
    if side == Side::Old { &program.old } else { &program.new }
}

/// The expressions that identify a source row of a block: what it is grouped by, else the columns of its key.
pub(crate) fn key_of(program: &Program, block: &Block) -> Vec<Expr> {
    if !block.group_by.is_empty() {
        return block.group_by.clone();
    }
    let part = |key: &KeyColumn| {
        let Some(relation) = block.source.get(key.rel.0) else { return Expr::error(block.span) };
        let column = schema_of(program, relation.side).column(relation.table, key.column);
        let nullable = key_may_be_null(program, block, *key);
        let kind = ExprKind::Column { rel: RelId(key.rel.0), column: key.column };
        if column.verified {
            return Expr::new(kind, column.ty.clone(), nullable, block.span);
        }
        let raw = Expr::new(kind, Type::TEXT, true, block.span);
        let cast = ExprKind::Cast { value: Box::new(raw), format: None, stored: true };
        Expr::new(cast, column.ty.clone(), true, block.span)
    };
    block.key.iter().map(part).collect()
}

/// Whether a part of what identifies a row may be null: of a row without a partner, or where `key` names a column that takes null.
pub(crate) fn key_may_be_null(program: &Program, block: &Block, key: KeyColumn) -> bool {
    let Some(relation) = block.source.get(key.rel.0) else { return false };
    let table = schema_of(program, relation.side).table(relation.table);
    let primary = table.primary_key.as_ref().is_some_and(|primary| primary.columns.contains(&key.column));
    matches!(relation.join, Join::Left(_)) || (table.column(key.column).nullable && !primary)
}

/// Which of the expressions that identify a block's rows may be null, and identify them even so: those of groups, those of rows
/// without a partner, and what `key` names where it is no primary key. That a filter leaves none of them makes a null no less a key.
pub(crate) fn null_keys(program: &Program, block: &Block) -> Vec<bool> {
    let alone = |key: &KeyColumn| key_may_be_null(program, block, *key);
    let column = |key: &Expr| key.bare_column().is_some_and(|(rel, column)| alone(&KeyColumn { rel, column }));
    match block.group_by.is_empty() {
        true => block.key.iter().map(alone).collect(),
        false => block.group_by.iter().map(|key| key.nullable || column(key)).collect(),
    }
}

/// The parts of a block's key of which some value may not be read, or be null where a key has none; not those that a line of
/// the block refuses by itself.
pub(super) fn open_keys(program: &Program, block: &Block, nulls: &[bool]) -> Vec<OpenKey> {
    if !block.group_by.is_empty() {
        return Vec::new();
    }
    let open = block.key.iter().zip(nulls).enumerate().filter_map(|(place, (own, null_is_one))| {
        let relation = block.source.get(own.rel.0)?;
        let schema = schema_of(program, relation.side);
        let column = schema.column(relation.table, own.column);
        let null = column.nullable && !null_is_one;
        let open = null || !column.verified || may_be_impossible(schema, column);
        (open && !is_refused(program, block, *own, null)).then_some(OpenKey { place, null })
    });
    open.collect()
}

/// Whether a line leaves out the rows of which this part of the key cannot be read; `null`: and those where it is null.
fn is_refused(program: &Program, block: &Block, key: KeyColumn, null: bool) -> bool {
    block.fills.iter().any(|fill| match &fill.how {
        How::Value { attempts, policy: Policy::Reject | Policy::Skip | Policy::Fail } => {
            let takes_null = program.new.column(block.target, fill.column).nullable;
            matches!(attempts.as_slice(), [one] if read_column(one) == Some(key)) && !(null && takes_null)
        }
        _ => false,
    })
}

/// The column that a value is, whatever is asked of it on its way.
fn read_column(expr: &Expr) -> Option<KeyColumn> {
    match &expr.kind {
        ExprKind::Column { rel, column } => Some(KeyColumn { rel: *rel, column: *column }),
        ExprKind::Fit { value, cut: false, .. } | ExprKind::Cast { value, stored: true, .. } => read_column(value),
        _ => None,
    }
}

/// Whether a null may be among what identifies a block's rows, be it in a primary key, where SQLite takes it.
pub(crate) fn key_may_hold_null(program: &Program, block: &Block) -> bool {
    let nullable = |key: &KeyColumn| {
        let relation = block.source.get(key.rel.0);
        relation.is_some_and(|relation| schema_of(program, relation.side).column(relation.table, key.column).nullable)
    };
    null_keys(program, block).contains(&true) || (block.group_by.is_empty() && block.key.iter().any(nullable))
}
