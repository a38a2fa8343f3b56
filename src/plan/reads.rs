//! What of the old side the steps read: for whoever has to put it somewhere else first.

use std::collections::{BTreeMap, BTreeSet};

use super::analysis::Facts;
use super::expr::{Expr, ExprKind};
use super::ids::{BlockId, RelId, Side};
use super::program::{Block, Program};
use crate::schema::{ColumnId, TableId};

/// The old tables that are read, and the columns of each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reads {
    /// By table; a table of which only the number of rows matters has no columns.
    pub tables: BTreeMap<TableId, BTreeSet<ColumnId>>,
    /// The new tables that are read.
    pub new: BTreeSet<TableId>,
}

impl Reads {
    /// What these blocks, and everything else of the program, read.
    pub fn of(program: &Program, facts: &Facts, blocks: impl IntoIterator<Item = BlockId>) -> Self {
        let mut reads = Self::default();
        for id in blocks {
            reads.block(program, facts, id);
        }
        let none: &[(Side, TableId)] = &[];
        for stub in &program.stubs {
            stub.fills.iter().for_each(|fill| fill.each_expr(&mut |e| reads.expr(program, none, None, e)));
        }
        for update in &program.updates {
            let scope = [(Side::New, update.table)];
            update.fills.iter().for_each(|fill| fill.each_expr(&mut |e| reads.expr(program, &scope, None, e)));
            update.cond.iter().for_each(|e| reads.expr(program, &scope, None, e));
        }
        for empty in &program.empties {
            empty.cond.iter().for_each(|e| reads.expr(program, &[(Side::New, empty.table)], None, e));
        }
        program.checks.iter().for_each(|check| reads.expr(program, none, None, &check.cond));
        reads
    }

    fn block(&mut self, program: &Program, facts: &Facts, id: BlockId) {
        let block = program.block(id);
        let scope: Vec<(Side, TableId)> = block.source.iter().map(|r| (r.side, r.table)).collect();
        // A row that is rejected is written down whole, but for what is left behind on purpose.
        let whole = !facts.moves_all(id);
        for (rel, (side, table)) in scope.iter().enumerate() {
            if *side == Side::New {
                self.new.insert(*table);
            } else {
                let columns = self.tables.entry(*table).or_default();
                if whole {
                    // What the engine computes can be computed again, and a dump does not have it.
                    let stored = program.old.table(*table).iter().filter(|(_, column)| column.generated.is_none());
                    columns.extend(stored.map(|(id, _)| id).filter(|column| !block.ignores(RelId(rel), *column)));
                }
            }
        }
        self.key(block);
        block.each_expr(&mut |e| self.expr(program, &scope, None, e));
    }

    /// The columns that identify a block's rows.
    fn key(&mut self, block: &Block) {
        for key in &block.key {
            if let Some(relation) = block.source.get(key.rel.0)
                && relation.side == Side::Old
            {
                self.tables.entry(relation.table).or_default().insert(key.column);
            }
        }
    }

    /// `inner` is the table a look-up or aggregate around the expression looks at.
    fn expr(&mut self, program: &Program, scope: &[(Side, TableId)], inner: Option<(Side, TableId)>, expr: &Expr) {
        let mut see = |of: Option<(Side, TableId)>, column: Option<ColumnId>| match of {
            Some((Side::Old, table)) => self.tables.entry(table).or_default().extend(column),
            Some((Side::New, table)) => {
                self.new.insert(table);
            }
            None => {}
        };
        match &expr.kind {
            ExprKind::Column { rel, column } => see(scope.get(rel.0).copied(), Some(*column)),
            ExprKind::Inner(column) => see(inner, Some(*column)),
            ExprKind::Lookup(lookup) => {
                let of = Some((lookup.side, lookup.table));
                lookup.on.iter().for_each(|(column, _)| see(of, Some(*column)));
                lookup.on.iter().for_each(|(_, e)| self.expr(program, scope, inner, e));
                self.expr(program, scope, of, &lookup.value);
                return;
            }
            ExprKind::Aggregate(aggregate) => {
                let of = Some((aggregate.side, aggregate.table));
                see(of, None);
                aggregate.value.iter().chain(&aggregate.cond).for_each(|e| self.expr(program, scope, of, e));
                return;
            }
            ExprKind::Follow(follow) => {
                // Why a key is not found is told by the rows it should be found among.
                let followed = program.block(follow.block);
                for relation in followed.source.iter().filter(|r| r.side == Side::Old) {
                    self.tables.entry(relation.table).or_default();
                }
                self.key(followed);
            }
            _ => {}
        }
        expr.for_each_child(&mut |child| self.expr(program, scope, inner, child));
    }
}
