//! The pieces of an insert that is cut ([`Pieces`](crate::physical::Pieces)), and where each begins.

use super::expr::Scope as _;
use super::moves::Move;
use super::names::RANGES;
use super::scope::FromClause;
use crate::form;
use crate::physical::PieceBy;
use crate::plan::RelId;
use crate::schema::ColumnId;
use crate::sql::{self, Alias, Item, Order, Relation, Select, TableName};

/// One of the pieces of an insert.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// The number of the piece, from 1.
    pub number: u64,
    /// How many pieces there are.
    pub of: u64,
    /// How many old rows a piece takes.
    pub rows: u64,
    /// By what they are told apart.
    pub by: PieceBy,
}

impl<'a> Move<'a> {
    /// Writes down where the pieces begin that are cut by a key.
    pub(super) fn find_ranges(&mut self, pieces: u64, rel: RelId, column: ColumnId) {
        let ctx = self.ctx;
        let mut from = FromClause::rows(ctx, self.id);
        let Some(relation) = self.block.source.get(rel.0) else { return };
        let key = from.column(rel, column);
        let rows = Relation::from(ctx.table_name(relation.side, relation.table)).named(&from.alias(rel));
        let piece = || sql::Expr::name("piece");
        let number = sql::Expr::call("NTILE", [pieces.into()]);
        let number = number.over(Vec::new(), vec![Order::ascending(key.clone())]);
        let items = [Item::named(key.clone(), "k"), Item::named(number, "piece")];
        let tiles = Select { from: Some(rows), ..Select::items(items) }.and_where(key.is_not_null());
        let low = sql::Expr::call("MIN", [sql::Expr::name("k")]);
        let lows = Select::of(Relation::from(tiles).named(&ctx.x()), [self.step.into(), piece(), low]);
        let names = ["step", "piece", "low"].map(str::to_owned).to_vec();
        self.push(ctx.insert(TableName::own(RANGES), names, Select { group: vec![piece()], ..lows }));
    }

    /// The condition on the rows of a piece, from 1. The first has no lower end and the last no upper one, so that no row is
    /// between two pieces.
    pub(super) fn piece(
        &self,
        from: &mut FromClause<'a>,
        rows: Option<&Alias>,
        Piece { number: piece, of: pieces, rows: size, by }: Piece,
    ) -> Option<sql::Expr> {
        let mut ends = Vec::new();
        match by {
            PieceBy::Number => {
                let n = sql::Expr::column(rows?, "n");
                if piece > 1 {
                    ends.push(n.clone().gt((piece - 1) * size));
                }
                if piece < pieces {
                    ends.push(n.le(piece * size));
                }
            }
            PieceBy::Key(rel, column) => {
                let low = |piece: u64| {
                    let ranges = Relation::from(TableName::own(RANGES)).as_it_is();
                    let of_step = sql::Expr::name("step").eq(self.step);
                    let low = Select::of(ranges, [sql::Expr::name("low")]).and_where(of_step);
                    sql::Expr::scalar(low.and_where(sql::Expr::name("piece").eq(piece)))
                };
                let grouped = self.grouped();
                return from.take_rows(|rows| {
                    let key = rows.column(rel, column);
                    if piece > 1 {
                        ends.push(key.clone().ge(low(piece)));
                    }
                    if piece < pieces {
                        // There may be fewer rows than pieces by now.
                        let end = low(piece + 1);
                        ends.push(key.clone().lt(form!("COALESCE({end}, 18446744073709551615)", end)));
                    }
                    // Rows without a value are a group as well.
                    let within = sql::Expr::and(ends);
                    if grouped && piece == 1 { sql::Expr::or([key.is_null(), within]) } else { within }
                });
            }
        }
        (!ends.is_empty()).then(|| sql::Expr::and(ends))
    }
}
