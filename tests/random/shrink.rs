//! Smaller programs, for those that fail.

use super::program::{Block, Bound, Check, Drawn, Fill, Keys, Last, Then, Update};
use super::value::Expr;

/// Programs that are a little smaller, the much smaller ones first. Some of them do not check.
pub fn smaller(drawn: &Drawn) -> Vec<Drawn> {
    let mut all = Vec::new();
    let mut add = |change: &dyn Fn(&mut Drawn)| {
        let mut copy = drawn.clone();
        change(&mut copy);
        if copy != *drawn {
            all.push(copy);
        }
    };
    for b in 0..drawn.blocks.len() {
        add(&|d| remove_block(d, b));
    }
    for t in 0..drawn.tables.len() {
        add(&|d| remove_table(d, t));
    }
    for u in 0..drawn.updates.len() {
        add(&|d| {
            d.updates.remove(u);
        });
    }
    for (t, table) in drawn.tables.iter().enumerate() {
        let half = table.rows.len() / 2;
        if half > 1 {
            add(&|d| {
                d.tables[t].rows.drain(..half);
            });
            add(&|d| d.tables[t].rows.truncate(half));
        }
    }
    for (b, block) in drawn.blocks.iter().enumerate() {
        for f in 0..block.fills.len() {
            add(&|d| remove_fill(d, b, f));
        }
        add(&|d| d.blocks[b].filters.clear());
        add(&|d| d.blocks[b].order.clear());
        add(&|d| d.blocks[b].group.iter_mut().for_each(|group| group.having = None));
        for c in 0..block.checks.len() {
            add(&|d| {
                d.blocks[b].checks.remove(c);
            });
        }
        for u in 0..block.uniques.len() {
            add(&|d| {
                d.blocks[b].uniques.remove(u);
            });
        }
    }
    for (t, table) in drawn.tables.iter().enumerate() {
        for r in 0..table.rows.len() {
            add(&|d| {
                d.tables[t].rows.remove(r);
            });
        }
        for c in 1..table.columns.len() {
            add(&|d| remove_column(d, t, c));
        }
    }
    for (b, block) in drawn.blocks.iter().enumerate() {
        for (f, fill) in block.fills.iter().enumerate() {
            if fill.attempts.len() > 1 {
                add(&|d| {
                    d.blocks[b].fills[f].attempts.pop();
                });
            }
            for (a, attempt) in fill.attempts.iter().enumerate() {
                for simple in attempt.simpler() {
                    add(&|d| d.blocks[b].fills[f].attempts[a] = simple.clone());
                }
            }
            if !fill.goal.written.is_empty() {
                add(&|d| {
                    let target = d.target(b);
                    d.filling(target).into_iter().for_each(|b| d.blocks[b].fills[f].goal.written = "");
                });
            }
            if fill.last == Last::Reject {
                add(&|d| d.blocks[b].fills[f].last = Last::Nothing);
            }
        }
        for simple in block.group.iter().filter_map(|g| g.having.as_ref()).flat_map(Expr::simpler) {
            add(&|d| d.blocks[b].group.iter_mut().for_each(|group| group.having = Some(simple.clone())));
        }
        for (f, (_, filter)) in block.filters.iter().enumerate() {
            for simple in filter.simpler() {
                add(&|d| d.blocks[b].filters[f].1 = simple.clone());
            }
        }
        let simple = block.join.is_none() && block.group.is_none() && drawn.filling(b).len() == 1;
        add(&|d| d.blocks[b].keys = if simple { Keys::Keep } else { block.keys });
        let alone = drawn.blocks.iter().filter(|other| other.table == block.table).count() == 1;
        add(&|d| d.blocks[b].alias = block.join.is_some() || !alone);
    }
    all
}

fn remove_block(drawn: &mut Drawn, b: usize) {
    let refers = |d: &Drawn| {
        let fills = d.blocks.iter().enumerate().filter(|(i, _)| *i != b);
        fills.clone().any(|(_, block)| block.keys == Keys::Shared(b) || block.into == Some(b))
            || fills.flat_map(|(_, block)| &block.fills).any(|f| f.goal.refers == Some(b))
    };
    if refers(drawn) || drawn.blocks.len() == 1 {
        return;
    }
    drawn.blocks.remove(b);
    drawn.updates.retain_mut(|update| update.block != b && *update.value.reads().0 != b);
    for update in &mut drawn.updates {
        for block in [&mut update.block, update.value.reads().0] {
            if *block > b {
                *block -= 1;
            }
        }
    }
    for block in &mut drawn.blocks {
        if let Keys::Shared(first) = &mut block.keys
            && *first > b
        {
            *first -= 1;
        }
        block.into.iter_mut().filter(|into| **into > b).for_each(|into| *into -= 1);
        for to in block.fills.iter_mut().filter_map(|f| f.goal.refers.as_mut()) {
            if *to > b {
                *to -= 1;
            }
        }
    }
}

fn remove_fill(drawn: &mut Drawn, b: usize, f: usize) {
    if drawn.blocks[b].into.is_some() {
        return;
    }
    let named = |update: &mut Update| -> Vec<usize> {
        let (of, mut fills) = update.value.reads();
        let mut all: Vec<usize> = fills.iter_mut().filter(|_| *of == b).map(|fill| **fill).collect();
        if update.block == b {
            all.extend([Some(update.fill), update.filter].into_iter().flatten());
        }
        all
    };
    if drawn.updates.iter_mut().any(|update| named(update).contains(&f)) {
        return;
    }
    for update in &mut drawn.updates {
        let (of, fills) = update.value.reads();
        if *of == b {
            fills.into_iter().filter(|fill| **fill > f).for_each(|fill| *fill -= 1);
        }
        if update.block == b {
            let own = std::iter::once(&mut update.fill).chain(&mut update.filter);
            own.filter(|fill| **fill > f).for_each(|fill| *fill -= 1);
        }
    }
    for b in drawn.filling(b) {
        remove_fill_of(&mut drawn.blocks[b], f);
    }
    for b in 0..drawn.blocks.len() {
        if drawn.blocks[b].into.is_some() {
            continue;
        }
        let filling = drawn.filling(b);
        let calls = |fill: &Fill| fill.last == Last::Stub && fill.goal.refers.is_some_and(|to| filling.contains(&to));
        drawn.blocks[b].stub = drawn
            .blocks
            .iter()
            .any(|block| block.keys == Keys::Shared(b) && block.stub || block.fills.iter().any(calls));
    }
}

fn remove_fill_of(block: &mut Block, f: usize) {
    block.fills.remove(f);
    block.uniques.retain(|u| !u.names(f));
    block.checks.retain(|check| !check.names(f));
    let bounds = |check: &mut Check| match check.bound {
        Bound::Fill(other) if other > f => check.bound = Bound::Fill(other - 1),
        _ => {}
    };
    block.checks.iter_mut().for_each(bounds);
    let checked = block.checks.iter_mut().map(|check| &mut check.fill);
    for fill in block.uniques.iter_mut().flat_map(|u| u.fill.as_mut().into_iter().chain(u.also.as_mut())).chain(checked)
    {
        if *fill > f {
            *fill -= 1;
        }
    }
}

/// Every expression of a program with the tables of its block's relations.
fn each_expr(drawn: &mut Drawn, visit: &mut dyn FnMut(&mut Expr, &[usize])) {
    for block in &mut drawn.blocks {
        let relations: Vec<usize> = std::iter::once(block.table).chain(block.join.as_ref().map(|j| j.table)).collect();
        let mut all: Vec<&mut Expr> = block.fills.iter_mut().flat_map(|f| &mut f.attempts).collect();
        all.extend(block.filters.iter_mut().map(|(_, e)| e));
        all.extend(block.order.iter_mut().map(|(e, _)| e));
        all.extend(block.group.iter_mut().filter_map(|g| g.having.as_mut()));
        all.extend(block.uniques.iter_mut().filter_map(|u| match &mut u.then {
            Then::Keep(by, _) => Some(by),
            _ => None,
        }));
        all.into_iter().for_each(|e| e.walk_mut(&mut |e| visit(e, &relations)));
    }
}

fn remove_table(drawn: &mut Drawn, t: usize) {
    let mut used = drawn.tables.len() == 1
        || drawn.blocks.iter().any(|b| b.table == t || b.join.as_ref().is_some_and(|j| j.table == t))
        || drawn
            .tables
            .iter()
            .enumerate()
            .any(|(i, table)| i != t && table.columns.iter().any(|c| c.refers.is_some_and(|r| r.table == t)));
    each_expr(drawn, &mut |e, _| {
        used |= matches!(e, Expr::Lookup(x, ..) | Expr::LookupBy(x, ..) | Expr::Count(x, ..) if *x == t)
    });
    if used {
        return;
    }
    drawn.tables.remove(t);
    let down = |x: &mut usize| {
        if *x > t {
            *x -= 1;
        }
    };
    each_expr(drawn, &mut |e, _| {
        if let Expr::Lookup(x, ..) | Expr::LookupBy(x, ..) | Expr::Count(x, ..) = e {
            down(x);
        }
    });
    for block in &mut drawn.blocks {
        down(&mut block.table);
        block.join.iter_mut().for_each(|j| down(&mut j.table));
    }
    for column in drawn.tables.iter_mut().flat_map(|t| &mut t.columns) {
        column.refers.iter_mut().for_each(|r| down(&mut r.table));
    }
}

fn remove_column(drawn: &mut Drawn, t: usize, c: usize) {
    let mut used = drawn.blocks.iter().any(|b| b.table == t && b.join.as_ref().is_some_and(|j| j.column == c));
    used |= drawn.blocks.iter().any(|b| b.table == t && b.group.as_ref().is_some_and(|g| g.columns.contains(&c)));
    let of = |e: &mut Expr, relations: &[usize]| -> Option<usize> {
        match e {
            Expr::Col(r, _) => relations.get(*r).copied(),
            Expr::Lookup(x, ..) | Expr::LookupBy(x, ..) | Expr::Count(x, ..) => Some(*x),
            _ => None,
        }
    };
    each_expr(drawn, &mut |e, relations| {
        let table = of(e, relations);
        if let Expr::Col(_, x) | Expr::Lookup(_, x, _) | Expr::Count(_, x, _) = e {
            used |= table == Some(t) && *x == c;
        }
        if let Expr::LookupBy(_, x, y, _) = e {
            used |= table == Some(t) && (*x == c || *y == c);
        }
    });
    if used {
        return;
    }
    drawn.tables[t].columns.remove(c);
    for row in &mut drawn.tables[t].rows {
        row.remove(c);
    }
    each_expr(drawn, &mut |e, relations| {
        let table = of(e, relations);
        if let Expr::Col(_, x) | Expr::Lookup(_, x, _) | Expr::Count(_, x, _) = e
            && table == Some(t)
            && *x > c
        {
            *x -= 1;
        }
        if let Expr::LookupBy(_, x, y, _) = e
            && table == Some(t)
        {
            [x, y].into_iter().filter(|place| **place > c).for_each(|place| *place -= 1);
        }
    });
    for block in drawn.blocks.iter_mut().filter(|b| b.table == t) {
        if let Some(join) = &mut block.join
            && join.column > c
        {
            join.column -= 1;
        }
        for column in block.group.iter_mut().flat_map(|g| &mut g.columns).filter(|own| **own > c) {
            *column -= 1;
        }
    }
}
