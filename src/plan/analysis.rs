//! Facts about a program's blocks that the order and the SQL depend on: which rows are sure to
//! move, which keys are sure to be found, and how old keys become new keys.

use std::sync::Arc;

use super::expr::{Expr, ExprKind, Follow};
use super::ids::{BlockId, Side};
use super::program::{Action, ActionWhat, Block, How, Join, Policy, Program, UniqueThen};
use super::steps::KeyStrategy;
use crate::schema::ddl::rules;
use crate::schema::{ColumnId, ForeignKey, TableId, Type};

/// What is known about a program's blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    moves_all: Vec<bool>,
    keys: Vec<KeyStrategy>,
    followed: Vec<Vec<ColumnId>>,
}

impl Facts {
    /// What is known of a program's blocks: which of them move all their rows, under which keys, and what follows them.
    pub fn of(program: &Program) -> Self {
        let mut memo = vec![None; program.blocks.len()];
        let moves_all = (0..program.blocks.len()).map(|b| moves_all(program, BlockId(b), &mut memo)).collect();
        let mut followed: Vec<Vec<ColumnId>> = vec![Vec::new(); program.blocks.len()];
        program.each_expr(&mut |expr| {
            expr.walk(&mut |e| {
                if let ExprKind::Follow(follow) = &e.kind
                    && let Some(columns) = followed.get_mut(follow.block.0)
                    && !columns.contains(&follow.column)
                {
                    columns.push(follow.column);
                }
            });
        });
        let keys = followed.iter().enumerate().map(|(b, columns)| key_strategy(program, BlockId(b), columns)).collect();
        Self { moves_all, keys, followed }
    }

    /// The new columns of a block whose values others follow.
    pub fn followed(&self, block: BlockId) -> &[ColumnId] {
        &self.followed[block.0]
    }

    /// How the block's old keys become new keys.
    pub fn key(&self, block: BlockId) -> &KeyStrategy {
        &self.keys[block.0]
    }

    /// Whether every row of a block is sure to move or to be merged.
    pub fn moves_all(&self, block: BlockId) -> bool {
        self.moves_all.get(block.0).copied().unwrap_or(false)
    }

    /// All strategies, by block.
    pub fn into_keys(self) -> Vec<KeyStrategy> {
        self.keys
    }

    /// Whether an old key of `block`'s source is sure to have its row: the old side guarantees the
    /// reference, and the block followed moves every row.
    pub fn always_found(&self, program: &Program, block: &Block, follow: &Follow) -> bool {
        guaranteed(program, block, follow) && self.moves_all[follow.block.0]
    }
}

/// The foreign keys that the old side declares and does not see to, and that would spare a look-up if all rows kept them: each
/// by its table and its place there.
pub fn believable(program: &Program) -> Vec<(TableId, usize)> {
    let mut open: Vec<(TableId, usize)> = Vec::new();
    let mut believed = program.clone();
    for (at, table) in Arc::make_mut(&mut believed.old).tables.iter_mut().enumerate() {
        let plain: Vec<bool> = table.columns.iter().map(|c| matches!(c.ty, Type::Int { .. } | Type::Uuid)).collect();
        for (nth, key) in table.foreign_keys.iter_mut().enumerate().filter(|(_, key)| !key.kept) {
            // Engines do not agree on which texts are equal.
            let whole = matches!(key.columns.as_slice(), [one] if plain.get(one.0) == Some(&true));
            if whole && !key.declared_by_program {
                key.kept = true;
                open.push((TableId(at), nth));
            }
        }
    }
    let facts = Facts::of(&believed);
    open.retain(|(table, nth)| {
        let Some(key) = program.old.table(*table).foreign_keys.get(*nth) else { return false };
        believed.blocks.iter().any(|block| {
            let mut found = false;
            block.each_expr(&mut |expr| {
                expr.walk(&mut |e| {
                    if let ExprKind::Follow(follow) = &e.kind
                        && let [value] = follow.key.as_slice()
                        && let ExprKind::Column { rel, column } = bare(value).kind
                        && block.source.get(rel.0).is_some_and(|r| r.side == Side::Old && r.table == *table)
                        && key.columns == [column]
                    {
                        // Of values that are looked at as well, more is known then.
                        let sure = program.old.column(*table, column).verified;
                        found |= guaranteed(&believed, block, follow) && (!sure || facts.moves_all(follow.block));
                    }
                });
            });
            found
        })
    });
    open
}

/// Whether the old side enforces that the key of `follow` is there.
fn guaranteed(program: &Program, block: &Block, follow: &Follow) -> bool {
    let followed = program.block(follow.block);
    let [key] = follow.key.as_slice() else { return false };
    let ExprKind::Column { rel, column } = bare(key).kind else { return false };
    let (Some(relation), Some(base)) = (block.source.get(rel.0), followed.source.first()) else { return false };
    let [identity] = followed.key.as_slice() else { return false };
    if relation.side != Side::Old || identity.rel.0 != 0 {
        return false;
    }
    let table = program.old.table(relation.table);
    // A row of the very table that is followed, named by its own key.
    if relation.table == base.table && column == identity.column {
        return true;
    }
    let same =
        |key: &&ForeignKey| key.columns == [column] && key.table == base.table && key.references == [identity.column];
    table.foreign_keys.iter().any(|key| key.kept && same(&key))
}

fn moves_all(program: &Program, id: BlockId, memo: &mut Vec<Option<bool>>) -> bool {
    match memo[id.0] {
        Some(known) => known,
        None => {
            memo[id.0] = Some(false); // while it is being found out, for circles
            let block = program.block(id);
            let simple = block.source.iter().skip(1).all(|r| matches!(r.join, Join::Left(_)))
                && block.filters.is_empty()
                && block.group_by.is_empty()
                && block.having.is_none()
                // A CHECK rejects rows.
                && rules(program.new.engine, program.new.table(block.target)).is_empty()
                && block.uniques.iter().all(|u| matches!(u.then, UniqueThen::Keep(_) | UniqueThen::Fail));
            let answer = simple
                && block.fills.iter().all(|fill| match &fill.how {
                    How::Value { attempts, policy } => {
                        !matches!(policy, Policy::Reject | Policy::Skip)
                            || attempts.iter().any(|attempt| !may_fail(program, block, attempt, memo))
                    }
                    How::Auto | How::Default => true,
                });
            memo[id.0] = Some(answer);
            answer
        }
    }
}

fn may_fail(program: &Program, block: &Block, expr: &Expr, memo: &mut Vec<Option<bool>>) -> bool {
    let own = match &expr.kind {
        ExprKind::Cast { value, stored, .. } => *stored || !converts_always(&value.ty, &expr.ty),
        ExprKind::Follow(follow) => {
            let found = guaranteed(program, block, follow) && moves_all(program, follow.block, memo);
            !(follow.stub || found)
        }
        ExprKind::Fit { .. }
        | ExprKind::Arith { .. }
        | ExprKind::Neg(_)
        | ExprKind::Map { .. }
        | ExprKind::Present { .. }
        | ExprKind::Lookup(_)
        | ExprKind::Call { .. }
        | ExprKind::Raw(_)
        | ExprKind::Error => true,
        _ => false,
    };
    let mut fails = own;
    expr.for_each_child(&mut |child| fails = fails || may_fail(program, block, child, memo));
    fails
}

/// Whether every value of `from` is one of `to`, lengths aside.
pub fn converts_always(from: &Type, to: &Type) -> bool {
    if from == to {
        return true;
    }
    match (from, to) {
        (Type::Text { .. } | Type::Enum { .. } | Type::Set { .. }, Type::Text { .. }) => true,
        (Type::Bool | Type::Int { .. } | Type::Uuid, Type::Text { .. }) => true,
        (Type::Bool, Type::Int { .. }) => true,
        (Type::Int { .. }, Type::Int { .. }) => match (from.int_range(), to.int_range()) {
            (Some((low, high)), Some((least, most))) => least <= low && high <= most,
            _ => false,
        },
        (Type::Int { .. }, Type::Float64 | Type::Decimal { precision: None, .. }) => true,
        _ => false,
    }
}

/// What a column holds while it waits for the rows that it refers to: null, or the "none" of its reference; none where it cannot wait.
pub fn waits_as<'a>(program: &Program, block: &'a Block, column: ColumnId) -> Option<Waiting<'a>> {
    if program.new.column(block.target, column).nullable {
        return Some(Waiting::Null);
    }
    match &block.fill(column)?.how {
        How::Value { attempts, .. } => attempts.iter().find_map(none_of).map(Waiting::None),
        How::Auto | How::Default => None,
    }
}

fn none_of(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::Follow(follow) => follow.none.as_deref().filter(|none| none.literal().is_some()),
        ExprKind::Fit { value, .. } => none_of(value),
        _ => None,
    }
}

/// What stands in a column until the rows that it refers to are there: see [`waits_as`].
#[derive(Debug, Clone, Copy)]
pub enum Waiting<'a> {
    /// It is null until its row is there.
    Null,
    /// It holds the value that means "none" (`unless`).
    None(&'a Expr),
}

/// The expression below conversions that keep the value: the reading of an unverified column, and
/// a fit that does not cut.
pub fn bare(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Cast { value, stored: true, .. } => bare(value),
        ExprKind::Fit { value, cut: false, .. } if keeps_value(&value.ty, &expr.ty) => bare(value),
        ExprKind::Cast { value, format: None, .. } if keeps_value(&value.ty, &expr.ty) => bare(value),
        _ => expr,
    }
}

fn keeps_value(from: &Type, to: &Type) -> bool {
    matches!(
        (from, to),
        (Type::Int { .. }, Type::Int { .. }) | (Type::Text { .. }, Type::Text { .. }) | (Type::Uuid, Type::Uuid)
    )
}

fn key_strategy(program: &Program, id: BlockId, columns: &[ColumnId]) -> KeyStrategy {
    if columns.is_empty() {
        return KeyStrategy::Unused;
    }
    match same_key(program, id) {
        Some(kept) if columns.iter().all(|c| kept.contains(c)) => KeyStrategy::Same(kept),
        _ => KeyStrategy::Mapped,
    }
}

/// Whether SQL of the program's own may put rows into a new table before all rows have moved: it names the table.
fn may_put_rows(action: &Action, table: TableId, name: &str) -> bool {
    let ActionWhat::Sql(sql) = &action.what else { return false };
    let later = action.after && action.table.is_none_or(|at| at == table);
    !later && sql.to_lowercase().contains(&name.to_lowercase())
}

/// The new columns that hold the old key as it is, in the order of the block's key, where the new
/// table is sure to hold no other rows under such keys.
pub fn same_key(program: &Program, id: BlockId) -> Option<Vec<ColumnId>> {
    let block = program.block(id);
    let table = program.new.table(block.target);
    let primary = table.primary_key.as_ref()?;
    let alone = program.blocks_into(block.target).nth(1).is_none();
    let merges = block.uniques.iter().any(|u| matches!(u.then, UniqueThen::Keep(_)));
    // `empty T where …` leaves rows, and one of them may have the key of a row that does not move.
    let shared = program.empties.iter().any(|empty| empty.table == block.target && empty.cond.is_some())
        || program.actions.iter().any(|action| may_put_rows(action, block.target, &table.name));
    if !alone || merges || shared || primary.columns.len() != block.key.len() || !block.group_by.is_empty() {
        return None;
    }
    block
        .key
        .iter()
        .map(|key| {
            primary.columns.iter().copied().find(|column| {
                block.fills.iter().any(|fill| {
                    fill.column == *column
                        && match &fill.how {
                            How::Value { attempts, .. } => match attempts.as_slice() {
                                [one] => matches!(bare(one).kind,
                                    ExprKind::Column { rel, column } if rel == key.rel && column == key.column),
                                _ => false,
                            },
                            _ => false,
                        }
                })
            })
        })
        .collect()
}
