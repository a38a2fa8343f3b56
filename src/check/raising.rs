//! SQL of the new side that the database evaluates for each row, and that ends in an error for some values: no rule can ask such rows
//! beforehand, and the insert of all of them would stop.

use crate::diag::{Code, Diagnostic};
use crate::plan::{Block, Check, Expr, ExprKind, Fill, How, Side};
use crate::schema::ddl::{Evaluated, Raised, evaluated, names_in, raised};
use crate::schema::{ColumnId, TableId, Type};

use super::checker::Checker;
use super::head::HeadKind;
use super::keys::always_null;

impl Checker<'_, '_> {
    /// Says of each table that is filled for which rows that may be.
    pub(super) fn check_raising(&mut self, blocks: &[Block], checks: &[Check]) {
        let engine = self.names.new.engine;
        let mut looked_at: Vec<(TableId, String)> = Vec::new();
        let mut found = Vec::new();
        for (block, head) in blocks.iter().zip(&self.heads) {
            if head.kind == HeadKind::Row || head.broken {
                continue;
            }
            let table = self.names.table(Side::New, block.target);
            for (of, source) in evaluated(engine, table) {
                for operation in raised(engine, table, &source.sql) {
                    let known = (block.target, operation.sql.clone());
                    if looked_at.contains(&known) || !self.may_raise(block, &operation, checks) {
                        continue;
                    }
                    looked_at.push(known);
                    let named = |what: &str| match &source.name {
                        Some(name) => format!("{what} `{name}`"),
                        None => format!("this {what}"),
                    };
                    let what = match of {
                        Evaluated::Generated => named("generated column"),
                        Evaluated::Check => named("CHECK"),
                        Evaluated::Index => named("index"),
                        Evaluated::Partitions => "the partitioning".to_owned(),
                    };
                    let sql = operation.sql.split_whitespace().collect::<Vec<_>>().join(" ");
                    found.push(
                        Diagnostic::new(
                            Code::MAY_RAISE,
                            head.span,
                            format!("rows for which `{sql}` ends in an error stop the run"),
                        )
                        .label(source.span, format!("{what} has {}", operation.what))
                        .help("leave such rows out with a `where` about these values, or say in a `check` that there are none"),
                    );
                }
            }
        }
        found.into_iter().for_each(|finding| self.report(finding));
    }

    /// Whether rows of a block may be such that an operation ends in an error: no rule leaves them out, and nothing in the program
    /// is said about the values that decide.
    fn may_raise(&self, block: &Block, operation: &Raised, checks: &[Check]) -> bool {
        let table = self.names.table(Side::New, block.target);
        let made = |column: &ColumnId| block.fill(*column).is_some_and(|fill| matches!(fill.how, How::Value { .. }));
        if let Some(rule) = &operation.rule {
            let columns = names_in(self.names.new.engine, rule);
            if columns.iter().filter_map(|name| table.find(name)).all(|column| made(&column)) {
                return false;
            }
        }
        operation.columns.iter().any(|column| match block.fill(*column) {
            Some(fill) => !always_null(fill) && !is_constant(fill) && !self.is_asked(block, fill, checks),
            None => false,
        })
    }

    /// Whether a filter of the block, or a check before the first step, names an old column that a value is made of.
    fn is_asked(&self, block: &Block, fill: &Fill, checks: &[Check]) -> bool {
        let mut sources: Vec<(TableId, ColumnId)> = Vec::new();
        let mut asked = sources.clone();
        let of_block = |expr: &Expr, out: &mut Vec<(TableId, ColumnId)>| {
            expr.walk(&mut |e| {
                if let ExprKind::Column { rel, column } = &e.kind
                    && let Some(relation) = block.source.get(rel.0).filter(|relation| relation.side == Side::Old)
                {
                    out.push((relation.table, *column));
                }
            });
        };
        fill.each_expr(&mut |expr| of_block(expr, &mut sources));
        block.filters.iter().for_each(|filter| of_block(&filter.keep, &mut asked));
        for check in checks.iter().filter(|check| !check.at_end && !check.note) {
            check.cond.walk(&mut |e| {
                if let ExprKind::Aggregate(aggregate) = &e.kind
                    && aggregate.side == Side::Old
                {
                    e.walk(&mut |inner| {
                        if let ExprKind::Inner(column) = inner.kind {
                            asked.push((aggregate.table, column));
                        }
                    });
                }
            });
        }
        sources.iter().any(|source| asked.contains(source))
    }
}

/// Whether all rows get the same value.
fn is_constant(fill: &Fill) -> bool {
    let How::Value { attempts, .. } = &fill.how else { return false };
    attempts.iter().all(|attempt| attempt.ty == Type::Error || attempt.literal().is_some())
}
