//! Look-ups that no key guarantees: each must find one row at most. Only values are asked about that a row of the block looks for.

use super::expr::Emitter;
use super::moves::Move;
use super::old_side::reads_text;
use super::scope::{FromClause, Subject};
use super::texts;
use crate::plan::{Expr, ExprKind, How, Join, Lookup, Side, UniqueThen};
use crate::schema::{ColumnId, TableId, Type};
use crate::sql::{self, Alias, Item, Order, Relation, Select};

/// Which rows a look-up is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// It depends on other rows than the block's.
    Others,
    /// All rows of the head.
    Rows,
    /// The rows that the block's conditions keep.
    KeptRows,
    /// All groups that the rows of the head have.
    Groups,
    /// The groups that `having` keeps.
    KeptGroups,
}

/// A look-up that may find several rows, and where it is made.
struct Ask<'a> {
    lookup: &'a Lookup,
    rows: For,
    /// Conditions that hold there.
    guards: Vec<&'a Expr>,
}

/// A column that is looked through: the constant it is compared with, and whether a null finds rows as well.
type WantedColumn = (ColumnId, Option<sql::Expr>, bool);

/// A table and the columns of it that are looked through.
type Looked = (Side, TableId, Vec<WantedColumn>);

impl<'a> Move<'a> {
    /// Look-ups that no key guarantees must find one row at most.
    pub(super) fn check_lookups(&mut self) {
        self.check_lookups_where(|_, _| true, |_| true);
    }

    /// Those in the tables of which `asked` is true, where `known` is true of all that decides which values are looked for.
    pub(super) fn check_lookups_where(&mut self, asked: impl Fn(Side, TableId) -> bool, known: impl Fn(&Expr) -> bool) {
        let ctx = self.ctx;
        // By each table and columns once; columns that are compared with a constant by that constant, and those that are looked
        // for by null as well.
        let mut seen: Vec<(Looked, Vec<Ask<'a>>)> = Vec::new();
        let constant =
            |expr: &Expr| expr.is_constant().then(|| FromClause::new(ctx, Subject::Nothing).value(expr).value);
        for ask in self.asks() {
            let lookup = ask.lookup;
            if !asked(lookup.side, lookup.table) {
                continue;
            }
            let schema = if lookup.side == Side::Old { &ctx.program.old } else { &ctx.program.new };
            let by_null = lookup.by_null(schema.table(lookup.table));
            let on = lookup.on.iter().enumerate();
            let on = on.map(|(place, (column, e))| (*column, constant(e), by_null.contains(&place)));
            let on = (lookup.side, lookup.table, on.collect());
            match seen.iter_mut().find(|(same, _)| *same == on) {
                Some((_, asks)) => asks.push(ask),
                None => seen.push((on, vec![ask])),
            }
        }
        for ((side, table, on), asks) in seen {
            let decides = |ask: &Ask<'_>| {
                let mut on = ask.lookup.on.iter().map(|(_, e)| e).chain(ask.guards.iter().copied());
                ask.rows == For::Others || on.all(&known)
            };
            // The rest is asked when it is known.
            let asks: Vec<Ask<'a>> = asks.into_iter().filter(decides).collect();
            if !asks.is_empty() {
                self.check_lookup(side, table, &on, &asks);
            }
        }
    }

    fn check_lookup(&mut self, side: Side, table: TableId, on: &[WantedColumn], asks: &[Ask<'a>]) {
        let ctx = self.ctx;
        let schema = if side == Side::Old { &ctx.program.old } else { &ctx.program.new };
        let read = |c: ColumnId| side == Side::Old && reads_text(ctx.dialect, schema, table, c);
        let r = Alias::named("r");
        let any_read = on.iter().any(|(column, ..)| read(*column));
        // Its SQL and its type, as it is compared.
        let own = |c: ColumnId| {
            let column = schema.column(table, c);
            if read(c) {
                let mut nothing = FromClause::new(ctx, Subject::Nothing);
                let value = Emitter::new(ctx.dialect, ctx.program, &mut nothing).read_of(&r, table, c);
                return (value.value, column.ty.clone());
            }
            let ty = if column.verified || side == Side::New { column.ty.clone() } else { Type::Error };
            (sql::Expr::name(column.name.as_str()), ty)
        };
        let names: Vec<&str> = on.iter().map(|(c, ..)| schema.column(table, *c).name.as_str()).collect();
        let grouped = on.iter().map(|(c, ..)| if read(*c) { own(*c).0 } else { ctx.grouped(side, table, *c) });
        let grouped: Vec<sql::Expr> = grouped.collect();
        let columns: Vec<(sql::Expr, Type)> = on.iter().map(|(c, ..)| own(*c)).collect();
        let primary = schema.table(table).primary_key.as_ref();
        let stored = |c: ColumnId| sql::Expr::name(ctx.column_name(side, table, c));
        let key = |c: &ColumnId| if read(*c) { (stored(*c), Type::TEXT) } else { own(*c) };
        let key: Vec<(sql::Expr, Type)> = primary.iter().flat_map(|key| &key.columns).map(key).collect();
        let mut asked_for: Vec<sql::Expr> = Vec::new();
        for ((column, _), (id, constant, by_null)) in columns.iter().zip(on) {
            let there = column.clone().is_not_null();
            match constant {
                Some(constant) => asked_for.push(column.clone().eq(constant)),
                None if !by_null => asked_for.push(there),
                None if read(*id) => asked_for.push(sql::Expr::or([there, stored(*id).is_null()])),
                None => {}
            }
        }
        let common = texts::common_text(ctx, &columns);
        let shown = texts::shown_equal(ctx, &common, texts::ends_of(ctx, &key));
        let rows = Relation::from(ctx.table_name(side, table));
        let rows = if any_read { rows.named(&r) } else { rows.as_it_is() };
        let wanted: Option<Vec<sql::Expr>> = match on.iter().all(|(_, constant, _)| constant.is_some()) {
            true => None,
            false => asks.iter().map(|ask| self.is_looked_for(ask)).collect(),
        };
        let several = Select {
            from: Some(rows),
            group: grouped.clone(),
            having: Some(sql::Expr::CountRows.gt(1)),
            ..Select::items([Item::named(shown, "t")])
        };
        let several = several.and_where(sql::Expr::and(asked_for));
        let bad = match wanted {
            None => Select { order: grouped.into_iter().map(Order::ascending).collect(), ..several },
            // There are few such values, so that each of them can be looked for.
            Some(wanted) => {
                let found = Alias::named(FOUND);
                let order = (0..grouped.len()).map(|i| Order::ascending(sql::Expr::column(&found, found_name(i))));
                let order = order.collect();
                let named = grouped.into_iter().enumerate().map(|(i, column)| Item::named(column, found_name(i)));
                let items = several.items.iter().cloned().chain(named).collect();
                let several = Relation::from(Select { items, ..several }).named(&found);
                let bad = Select::of(several, [sql::Expr::column(&found, "t")]).and_where(sql::Expr::or(wanted));
                Select { order, ..bad }
            }
        };
        let what = format!("`{}` holds several rows with the same {}", schema.table(table).name, names.join(", "));
        let message = format!("step {}: {what}, and `{}` looks for one", self.step, self.block.name);
        self.out.push(ctx.check_rows(bad, &message));
    }

    /// Whether a row looks for values that several rows have; none where the block's rows do not tell.
    fn is_looked_for(&self, ask: &Ask<'a>) -> Option<sql::Expr> {
        let (ctx, block) = (self.ctx, self.block);
        let mut from = match ask.rows {
            For::Others => return None,
            For::Rows | For::KeptRows => FromClause::rows(ctx, self.id),
            For::Groups | For::KeptGroups => self.from(),
        };
        let mut all = Vec::new();
        match ask.rows {
            For::KeptRows => all.extend(block.filters.iter().map(|filter| from.filter(&filter.keep).value)),
            For::KeptGroups => all.extend(block.having.iter().map(|having| from.filter(having).value)),
            _ => {}
        }
        for cond in &ask.guards {
            let holds = from.filter(cond).value;
            // Else the row is joined whether it holds or not.
            if !holds.has_query() {
                all.push(holds);
            }
        }
        let lookup = ask.lookup;
        let schema = if lookup.side == Side::Old { &ctx.program.old } else { &ctx.program.new };
        let by_null = lookup.by_null(schema.table(lookup.table));
        for (place, (column, value)) in lookup.on.iter().enumerate() {
            let (theirs, ours) = (sql::Expr::column(&Alias::named(FOUND), found_name(place)), from.value(value).value);
            let ours = match ctx.held(lookup.side, lookup.table, *column).is_textual() {
                true => ctx.dialect.grouped_by_code_point(&ours),
                false => ours,
            };
            all.push(match by_null.contains(&place) {
                true => ctx.dialect.same_of_rows(&theirs, &ours, &ctx.held(lookup.side, lookup.table, *column)),
                false => theirs.eq(ours),
            });
        }
        Some(sql::Expr::exists(from.select(vec![sql::Expr::int(1).into()], &all, Vec::new())))
    }

    /// The look-ups of the block that may find several rows.
    fn asks(&self) -> Vec<Ask<'a>> {
        let block = self.block;
        let (all, kept) = if self.grouped() { (For::Groups, For::KeptGroups) } else { (For::Rows, For::KeptRows) };
        let mut found = Vec::new();
        let mut ask = |expr: &'a Expr, rows: For| self.look(expr, rows, &mut Vec::new(), &mut found);
        for relation in &block.source {
            if let Join::Inner(on) | Join::Left(on) = &relation.join {
                ask(on, For::Others);
            }
        }
        block.filters.iter().for_each(|filter| ask(&filter.keep, For::Rows));
        for fill in &block.fills {
            if let How::Value { attempts, .. } = &fill.how {
                attempts.iter().for_each(|attempt| ask(attempt, kept));
            }
        }
        block.order_by.iter().for_each(|term| ask(&term.expr, kept));
        block.group_by.iter().for_each(|expr| ask(expr, For::Rows));
        block.having.iter().for_each(|having| ask(having, all));
        for unique in &block.uniques {
            if let UniqueThen::Keep(by) = &unique.then {
                by.iter().for_each(|term| ask(&term.expr, kept));
            }
        }
        found
    }

    fn look(&self, expr: &'a Expr, rows: For, guards: &mut Vec<&'a Expr>, found: &mut Vec<Ask<'a>>) {
        let of_groups = matches!(rows, For::Groups | For::KeptGroups);
        // What rows are grouped by is asked of the rows.
        if of_groups && self.block.group_by.iter().any(|key| key.same(expr)) {
            return;
        }
        match &expr.kind {
            ExprKind::Case { arms, otherwise } => {
                for (cond, value) in arms {
                    self.look(cond, rows, guards, found);
                    guards.push(cond);
                    self.look(value, rows, guards, found);
                    guards.pop();
                }
                otherwise.iter().for_each(|value| self.look(value, rows, guards, found));
            }
            ExprKind::Group { value, .. } => {
                value.iter().for_each(|value| self.look(value, For::KeptRows, &mut Vec::new(), found));
            }
            ExprKind::Aggregate(_) => expr.for_each_child(&mut |e| self.look(e, For::Others, guards, found)),
            ExprKind::Lookup(lookup) => {
                if !lookup.unique {
                    found.push(Ask { lookup, rows, guards: guards.clone() });
                }
                lookup.on.iter().for_each(|(_, value)| self.look(value, rows, guards, found));
                self.look(&lookup.value, For::Others, guards, found);
            }
            _ => expr.for_each_child(&mut |e| self.look(e, rows, guards, found)),
        }
    }
}

/// The alias of values that several rows have.
const FOUND: &str = "_mig_found";

/// The name of one of them.
fn found_name(place: usize) -> String {
    format!("k{}", place + 1)
}
