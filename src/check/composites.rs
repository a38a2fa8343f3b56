//! References of several columns: the old values that flow into them are a key of an old row, and follow it.

use crate::diag::{Code, Diagnostic};
use crate::plan::{Block, Expr, ExprKind, Fill, How, KeyColumn, Lookup, Policy, Side, Value};
use crate::schema::{ColumnId, ForeignKey, TableId, Type};
use crate::syntax::words::quoted;

use super::checker::Checker;
use super::goal::Goal;
use super::head::Head;
use super::keys::{always_null, unfitted};
use super::typed::bare_column;
use super::types;

/// What flows into a column of such a reference.
struct Part {
    /// The place of its fill in the block.
    fill: usize,
    /// The value, which is read or computed from the old side.
    value: Expr,
    /// It follows another reference, of this column alone.
    follows: bool,
}

/// What gives a column of such a reference its value.
enum Given {
    /// A line of the block fills it.
    Line,
    /// The new side, always the same one.
    Constant(Box<Expr>),
    /// The new side, always null.
    Null,
    /// The new side, or the numbers of new rows.
    Unknown,
}

impl<'a> Checker<'a, '_> {
    /// Follows references of several columns. Answers the blocks as they were, where that changed any.
    pub(super) fn follow_composites(&mut self, blocks: &mut [Block]) -> Option<Vec<Block>> {
        let many = |b: &Block| self.names.table(Side::New, b.target).foreign_keys.iter().any(|f| f.columns.len() > 1);
        if !blocks.iter().any(many) {
            return None;
        }
        for at in 0..blocks.len() {
            self.check_composites(blocks, at);
        }
        let before = blocks.to_vec();
        for (at, block) in blocks.iter_mut().enumerate() {
            let Some(head) = self.heads.get(at).filter(|head| !head.broken) else { continue };
            let grouped = head.grouped();
            self.relations.clone_from(&head.relations);
            let keys = self.names.table(Side::New, block.target).foreign_keys.iter();
            for key in keys.filter(|f| f.columns.len() > 1) {
                if grouped || self.follow_composite(&before, at, block, key).is_none() {
                    self.look_composite(&before, at, block, key, None);
                }
            }
        }
        self.relations.clear();
        Some(before)
    }

    fn follow_composite(&mut self, before: &[Block], at: usize, block: &mut Block, key: &'a ForeignKey) -> Option<()> {
        let own = before.get(at)?;
        let parts: Vec<Part> = key.columns.iter().map(|c| part(own, *c)).collect::<Option<_>>()?;
        let mover = self.pick_for(&parts, key)?;
        let other = before.get(mover)?;
        let base = other.source.first().filter(|r| r.side == Side::Old && other.group_by.is_empty())?.table;
        if other.key.is_empty() || other.key.iter().any(|k| k.rel.0 != 0) {
            return None;
        }
        // The old columns that those flow from to which it refers.
        let there: Vec<Part> = key.references.iter().map(|c| part(other, *c)).collect::<Option<_>>()?;
        let from: Vec<KeyColumn> = there.iter().map(|p| bare_column(&p.value)).collect::<Option<_>>()?;
        if from.iter().any(|k| k.rel.0 != 0) {
            return None;
        }
        let mut values = Vec::new();
        for (part, from) in parts.iter().zip(&from) {
            let theirs = self.inner_column(Side::Old, base, from.column, part.value.span);
            values.push(self.as_key(theirs, part.value.clone(), None, None)?);
        }
        let old_key = self.old_key(base, &other.key, &from, &values);
        // Where the rows keep these values, one of the columns tells whether there is a row.
        let merged = self.heads.get(mover).is_some_and(Head::merges);
        let changed = merged || there.iter().any(|part| part.follows);
        let free = || parts.iter().enumerate().filter(|(_, part)| !part.follows).map(|(i, _)| i);
        let says = |i: &usize| {
            let how = parts.get(*i).and_then(|part| own.fills.get(part.fill)).map(|fill| &fill.how);
            matches!(how, Some(How::Value { policy, attempts }) if *policy != Policy::Reject || attempts.len() > 1)
        };
        let nullable =
            |i: &usize| key.columns.get(*i).is_some_and(|c| self.names.column(Side::New, own.target, *c).nullable);
        let one = free().find(says).or_else(|| free().find(nullable)).or_else(|| free().next());
        let chosen: Vec<usize> = if changed { free().collect() } else { one.into_iter().collect() };
        for i in chosen {
            let (Some(part), Some(column), Some(to)) = (parts.get(i), key.columns.get(i), key.references.get(i)) else {
                continue;
            };
            let span = part.value.span;
            let mut followed = self.follow(mover, old_key.clone(), None, *to, span);
            // Where there is no row, the line of one column decides, and the values of the others stay.
            let stays = one != Some(i);
            if let ExprKind::Follow(follow) = &mut followed.kind {
                follow.via = stays;
            }
            // Its own null is asked for where one could be found there.
            let finds_null =
                |at: usize| from.get(at).is_some_and(|k| self.names.column(Side::Old, base, k.column).nullable);
            let others =
                parts.iter().enumerate().filter(|(at, part)| part.value.nullable && (*at != i || finds_null(*at)));
            let is_null = |value: &Expr| Expr::new(ExprKind::IsNull(Box::new(value.clone())), Type::Bool, false, span);
            let mut none: Vec<Expr> = others.map(|(_, part)| is_null(&part.value)).collect();
            let goal = Goal { block: Some(at), table: own.target, column: *column, silent: true, line: None };
            let mut followed = self.fit_column(followed, goal);
            let Some(How::Value { attempts, .. }) = own.fills.get(part.fill).map(|fill| &fill.how) else { continue };
            let Some(plain) = attempts.first().cloned() else { continue };
            if stays {
                let (ty, nullable) = (followed.ty.clone(), plain.nullable);
                let kind = ExprKind::Call { function: "coalesce".into(), args: vec![followed, plain.clone()] };
                followed = Expr::new(kind, ty, nullable, span);
            }
            // With a null in it, it refers to nothing, and the rest is a value.
            let value = match none.len() {
                0 => followed,
                n => {
                    let any =
                        if n == 1 { none.remove(0) } else { Expr::new(ExprKind::Or(none), Type::Bool, false, span) };
                    let (ty, nullable) = (followed.ty.clone(), followed.nullable || plain.nullable);
                    let kind = ExprKind::Case { arms: vec![(any, plain)], otherwise: Some(Box::new(followed)) };
                    Expr::new(kind, ty, nullable, span)
                }
            };
            if let Some(How::Value { attempts, .. }) = block.fills.get_mut(part.fill).map(|fill| &mut fill.how)
                && let Some(first) = attempts.first_mut()
            {
                *first = value;
            }
        }
        if let Some(decides) = one {
            self.look_composite(before, at, block, key, Some(decides));
        }
        Some(())
    }

    /// What is not followed (a constant in one of the columns, another value after `or`) is a key of the new side already: its row must be
    /// there. The line of one column decides. `followed`: the column whose first value is followed.
    fn look_composite(
        &mut self,
        before: &[Block],
        at: usize,
        block: &mut Block,
        key: &ForeignKey,
        followed: Option<usize>,
    ) -> Option<()> {
        let own = before.get(at)?;
        let fills: Vec<Option<usize>> =
            key.columns.iter().map(|c| own.fills.iter().position(|f| f.column == *c)).collect();
        let fill_of = |i: usize| own.fills.get((*fills.get(i)?)?);
        let given: Vec<Given> = (0..fills.len())
            .map(|i| match fill_of(i).map(|fill| &fill.how) {
                Some(How::Value { .. }) => Given::Line,
                Some(How::Auto) => Given::Unknown,
                Some(How::Default) | None => self.given_by_new_side(own, *key.columns.get(i).unwrap_or(&ColumnId(0))),
            })
            .collect();
        let made = |i: usize| match (given.get(i)?, fill_of(i).map(|fill| &fill.how)) {
            (Given::Line, Some(How::Value { attempts, policy })) => Some((attempts.as_slice(), policy)),
            (Given::Constant(value), _) => Some((std::slice::from_ref(value.as_ref()), &Policy::Reject)),
            _ => None,
        };
        let lines: Vec<usize> = (0..fills.len()).filter(|i| matches!(given.get(*i), Some(Given::Line))).collect();
        if let Some(unknown) = given.iter().position(|given| matches!(given, Given::Unknown)) {
            let always_null = fills.iter().flatten().any(|i| own.fills.get(*i).is_some_and(always_null));
            if !always_null && !lines.is_empty() && !given.iter().any(|given| matches!(given, Given::Null)) {
                self.warn_of_part(own, at, key, unknown, fill_of(unknown));
            }
            return None;
        }
        let values: Vec<(&[Expr], &Policy)> = (0..fills.len()).map(made).collect::<Option<_>>()?;
        let unknown = |(attempts, _): &(&[Expr], &Policy)| attempts.iter().any(|value| value.ty == Type::Error);
        let is_null = |value: &Expr| value.literal() == Some(&Value::Null);
        if values.iter().any(|value| unknown(value) || value.0.iter().all(is_null)) {
            return None;
        }
        let types = |i: usize| {
            let (ours, theirs) = (key.columns.get(i)?, key.references.get(i)?);
            let ours = &self.names.column(Side::New, own.target, *ours).ty;
            Some((ours, &self.names.column(Side::New, key.table, *theirs).ty))
        };
        if !(0..fills.len()).all(|i| types(i).is_some_and(|(ours, theirs)| types::comparable(ours, theirs))) {
            return None;
        }
        let says = |i: &usize| {
            values.get(*i).is_some_and(|(attempts, policy)| **policy != Policy::Reject || attempts.len() > 1)
        };
        let nullable =
            |i: &usize| key.columns.get(*i).is_some_and(|c| self.names.column(Side::New, own.target, *c).nullable);
        let all = || lines.iter().copied();
        let decides =
            followed.or_else(|| all().find(says)).or_else(|| all().find(nullable)).or_else(|| all().next())?;
        let (column, to) = (*key.columns.get(decides)?, *key.references.get(decides)?);
        let there: Vec<Option<Expr>> =
            values.iter().map(|(attempts, policy)| finally(attempts, **policy == Policy::Null)).collect();
        let after = usize::from(followed.is_some());
        for (nth, plain) in values.get(decides)?.0.iter().enumerate().skip(after).filter(|(_, plain)| !is_null(plain)) {
            let span = plain.span;
            let mut on = Vec::new();
            for (i, (theirs, value)) in key.references.iter().zip(&there).enumerate() {
                on.push((*theirs, if i == decides { plain.clone() } else { value.clone()? }));
            }
            let missing = |value: &Expr| Expr::new(ExprKind::IsNull(Box::new(value.clone())), Type::Bool, false, span);
            let mut none: Vec<Expr> = on.iter().filter(|(_, v)| v.nullable).map(|(_, v)| missing(v)).collect();
            let wanted = self.inner_column(Side::New, key.table, to, span);
            let ty = wanted.ty.clone();
            let lookup =
                Lookup { side: Side::New, table: key.table, on, value: Box::new(wanted), unique: true, as_key: true };
            let found = Expr::new(ExprKind::Lookup(lookup), ty, plain.nullable, span);
            let goal = Goal { block: Some(at), table: own.target, column, silent: true, line: None };
            let alone = self.reference(own.target, column).is_none();
            let found = if alone { self.fit_column(found, goal) } else { found };
            // With a null in it, it refers to nothing, and the rest is a value.
            let value = match none.len() {
                0 => found,
                n => {
                    let any =
                        if n == 1 { none.remove(0) } else { Expr::new(ExprKind::Or(none), Type::Bool, false, span) };
                    let (ty, nullable) = (found.ty.clone(), found.nullable || plain.nullable);
                    let kind = ExprKind::Case { arms: vec![(any, plain.clone())], otherwise: Some(Box::new(found)) };
                    Expr::new(kind, ty, nullable, span)
                }
            };
            let fill = block.fills.get_mut((*fills.get(decides)?)?)?;
            if let How::Value { attempts, .. } = &mut fill.how
                && let Some(attempt) = attempts.get_mut(nth)
            {
                *attempt = value;
            }
        }
        Some(())
    }

    /// What the new side puts into a column of a block's table that is left to it.
    fn given_by_new_side(&self, block: &Block, column: ColumnId) -> Given {
        let of = self.names.column(Side::New, block.target, column);
        match super::absent::constant_default(of) {
            _ if of.auto_increment || of.by_trigger || of.generated.is_some() => Given::Unknown,
            Some(value) => {
                Given::Constant(Box::new(Expr::new(ExprKind::Literal(value), of.ty.clone(), false, block.span)))
            }
            None if of.default.is_some() => Given::Unknown,
            None => Given::Null,
        }
    }

    /// Warns of a part of a reference that only the new database knows.
    fn warn_of_part(&mut self, block: &Block, at: usize, key: &ForeignKey, part: usize, line: Option<&Fill>) {
        let Some(column) = key.columns.get(part) else { return };
        let column = self.names.column(Side::New, block.target, *column);
        if column.generated.is_some() {
            return;
        }
        let span =
            line.map(|fill| fill.span).or_else(|| self.heads.get(at).map(|head| head.span)).unwrap_or(block.span);
        let what = match line.map(|fill| &fill.how) {
            Some(How::Auto) => "is numbered anew",
            _ => "is left to the new side",
        };
        let shown = self.names.shown(Side::New, key.table);
        let finding = Diagnostic::new(
            Code::PART_UNKNOWN,
            span,
            format!("`{}` {what}, and is a part of a reference to `{shown}`", column.name),
        )
        .here("whether there is such a row is not known before the database refuses it")
        .label(key.span, "the reference")
        .help(format!("give it a value, so that the row is looked for: `EXPR -> {}`", quoted(&column.name)));
        self.report(finding);
    }

    /// The block whose row this is: by the old reference of the same columns, else the only candidate.
    fn pick_for(&self, parts: &[Part], key: &ForeignKey) -> Option<usize> {
        let mut movers = self.movers(key.table);
        let columns: Vec<Option<(Side, TableId, ColumnId)>> =
            parts.iter().map(|part| self.source_column(&part.value)).collect();
        if columns.iter().flatten().any(|(side, ..)| *side == Side::New) {
            return None;
        }
        // What is computed of columns is no old reference, but may be the key of a row all the same.
        let columns: Option<Vec<(Side, TableId, ColumnId)>> = columns.into_iter().collect();
        if let Some(columns) = columns
            && let Some((_, table, _)) = columns.first()
        {
            let same = |f: &&ForeignKey| {
                f.columns.len() == columns.len() && columns.iter().all(|(_, t, c)| t == table && f.columns.contains(c))
            };
            if let Some(old) = self.names.table(Side::Old, *table).foreign_keys.iter().find(same) {
                movers.retain(|at| {
                    let base = self.heads.get(*at).and_then(|h| h.relations.first());
                    base.is_some_and(|r| r.side == Side::Old && r.table == old.table)
                });
            }
        }
        match movers.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The key of the old row that has these values: they are it, or it is looked up by them.
    fn old_key(&mut self, table: TableId, key: &[KeyColumn], from: &[KeyColumn], values: &[Expr]) -> Vec<Expr> {
        let value_of = |k: &KeyColumn| from.iter().position(|f| f == k).and_then(|i| values.get(i)).cloned();
        // Where they are more than the key, all of them must be that row's.
        if from.iter().all(|column| key.contains(column))
            && let Some(all) = key.iter().map(value_of).collect::<Option<Vec<Expr>>>()
        {
            return all;
        }
        let columns: Vec<ColumnId> = from.iter().map(|f| f.column).collect();
        let unique = self.names.table(Side::Old, table).keys().any(|k| k.columns.iter().all(|c| columns.contains(c)));
        let on: Vec<(ColumnId, Expr)> = columns.into_iter().zip(values.iter().cloned()).collect();
        let nullable = values.iter().any(|v| v.nullable);
        let parts = key.iter().filter_map(|part| {
            let span = values.first()?.span;
            let wanted = self.inner_column(Side::Old, table, part.column, span);
            let (ty, nullable) = (wanted.ty.clone(), wanted.nullable || nullable);
            let lookup =
                Lookup { side: Side::Old, table, on: on.clone(), value: Box::new(wanted), unique, as_key: false };
            Some(Expr::new(ExprKind::Lookup(lookup), ty, nullable, span))
        });
        parts.collect()
    }
}

/// The value that a line's attempts give in the end, however they fail. `or_null`: its policy is null.
fn finally(attempts: &[Expr], or_null: bool) -> Option<Expr> {
    let (first, rest) = attempts.split_first()?;
    if rest.is_empty() && !or_null {
        return Some(first.clone());
    }
    let nullable = or_null || attempts.iter().any(|value| value.nullable);
    Some(Expr::new(ExprKind::Made(attempts.to_vec()), first.ty.clone(), nullable, first.span))
}

/// The old value that flows into a column, as it is, computed, or as a followed key.
fn part(block: &Block, column: ColumnId) -> Option<Part> {
    let at = block.fills.iter().position(|f| f.column == column)?;
    let fill = block.fills.get(at)?;
    let How::Value { attempts, .. } = &fill.how else { return None };
    let first = unfitted(attempts.first()?);
    if let ExprKind::Follow(follow) = &first.kind {
        let [only] = follow.key.as_slice() else { return None };
        return is_old(block, only).then(|| Part { fill: at, value: only.clone(), follows: true });
    }
    (!always_null(fill) && is_old(block, first)).then(|| Part { fill: at, value: first.clone(), follows: false })
}

/// Whether a value is read or computed from the old side, and in no case a constant, a new row's or a key that is followed already.
fn is_old(block: &Block, value: &Expr) -> bool {
    let old_or_null = |value: &Expr| value.literal() == Some(&Value::Null) || is_old(block, value);
    match &value.kind {
        ExprKind::Case { arms, otherwise } => {
            return arms.iter().map(|(_, value)| value).chain(otherwise.as_deref()).all(old_or_null);
        }
        ExprKind::Call { function, args } if function == "coalesce" => return args.iter().all(old_or_null),
        _ => {}
    }
    let (mut reads, mut other) = (false, false);
    value.walk(&mut |part| match &part.kind {
        ExprKind::Column { rel, .. } => match block.source.get(rel.0) {
            Some(relation) if relation.side == Side::Old => reads = true,
            _ => other = true,
        },
        ExprKind::Lookup(lookup) => other |= lookup.side == Side::New,
        ExprKind::Aggregate(aggregate) => other |= aggregate.side == Side::New,
        ExprKind::Case { .. }
        | ExprKind::Map { .. }
        | ExprKind::Follow(_)
        | ExprKind::Present { .. }
        | ExprKind::StubKey
        | ExprKind::Group { .. }
        | ExprKind::Raw(_) => other = true,
        ExprKind::Call { function, .. } => other |= function == "coalesce",
        _ => {}
    });
    reads && !other
}
