//! Parts that only look: what would be rejected, and why, before anything is written.

use super::frame;
use super::frame::{cell, line, new_tables_are_here};
use super::limits::{LONGEST, Limits, MOST_STATEMENTS};
use super::part::{ScriptPart, ScriptParts};
use super::piece::Piece;
use super::refused::{Refused, context};
use super::text::comment_line;
use crate::emit::context::Context;
use crate::emit::equal::EQUAL;
use crate::emit::names::REJECTS;
use crate::emit::preview::{Asked, questions, reject_table};
use crate::emit::script;
use crate::emit::statement::Options;
use crate::engine::Engine;
use crate::plan::{Plan, UniqueThen};
use crate::sql::{Alias, Expr, Item, Join, JoinKind, Order, Query, Relation, Select, TableName};

/// Writes parts that look at the old rows, and at what the new database makes of them. They write nothing: the tables they fill are of
/// their own session.
///
/// # Errors
/// What the engine cannot express, and what does not fit into a part, as of [`super::parts`].
pub fn looks(plan: &Plan, engine: Engine, options: &Options<'_>, limits: Limits) -> Result<ScriptParts, Refused> {
    let ctx = context(plan, engine, options)?.only_look();
    // Settings 4, both databases 2, the table of rejects 2, two results.
    let room = MOST_STATEMENTS - 10;
    let mut groups: Vec<(Vec<Asked>, Vec<Piece>)> = Vec::new();
    // Of what is sent, up to a third is what encodes it.
    for asked in questions(&ctx, limits.size / 2) {
        let title = format!("Step {}: {}", asked.step, ctx.block(asked.block).name);
        let pieces: Result<Vec<Piece>, Refused> =
            asked.statements.iter().map(|sql| Piece::new(vec![title.clone()], sql)).collect();
        let pieces = pieces?;
        let fits = groups.last().is_some_and(|(_, held)| {
            let all = || held.iter().chain(&pieces);
            let size: usize = all().map(|piece| piece.size(limits.packed)).sum();
            all().map(|piece| piece.statements).sum::<usize>() <= room && size + LONGEST <= limits.size
        });
        if !fits {
            groups.push((Vec::new(), Vec::new()));
        }
        if let Some((all, held)) = groups.last_mut() {
            held.extend(pieces);
            all.push(asked);
        }
    }
    let of = groups.len();
    let mut parts = Vec::new();
    for (number, (asked, pieces)) in (1..).zip(&groups) {
        parts.push(part(&ctx, number, of, asked, pieces, limits.packed)?);
    }
    let unsupported = ctx.unsupported.take();
    if !unsupported.is_empty() {
        return Err(Refused::Unsupported(unsupported));
    }
    Ok(ScriptParts {
        program: plan.program.name.clone(),
        hash: format!("look {}", ctx.hash()),
        looks: true,
        new: plan.program.new_namespace.clone(),
        old: ctx.old.beside().map(str::to_owned),
        parts,
        after: Vec::new(),
        helpers: Vec::new(),
        steps: Vec::new(),
    })
}

fn part(
    ctx: &Context<'_>,
    number: usize,
    of: usize,
    asked: &[Asked],
    pieces: &[Piece],
    packed: bool,
) -> Result<ScriptPart, Refused> {
    let name = format!("look {number} of {of}");
    let mut out = String::new();
    let mut statements = 0;
    for head in [
        format!("{}, {name}: what would not move, and why", ctx.program.name),
        "It writes nothing. Paste all of this into the tab SQL of the new database, and press Go.".to_owned(),
        format!("Written by migc {}; program {}", env!("CARGO_PKG_VERSION"), ctx.hash()),
    ] {
        out.push_str(&comment_line(&head));
        out.push('\n');
    }
    let mut push = |comment: &str, sql: &str| -> Result<(), Refused> {
        let comment = if comment.is_empty() { Vec::new() } else { vec![comment.to_owned()] };
        let piece = Piece::new(comment, sql)?;
        out.push_str(&piece.text());
        statements += piece.statements;
        Ok(())
    };
    for sql in ctx.dialect.session() {
        push("", sql)?;
    }
    for sql in new_tables_are_here(ctx, &name) {
        push("Is this the new database, and can the old tables be seen?", &sql)?;
    }
    for sql in reject_table(ctx) {
        push("A table of this session alone, gone at its end", &sql)?;
    }
    for piece in pieces {
        push(piece.comment.first().map_or("", String::as_str), &piece.sql)?;
    }
    push("What is wrong, with an example of each", &ctx.query(wrong()))?;
    let preconditions = if number == 1 { script::precondition_queries(ctx) } else { Vec::new() };
    let mut stops: Vec<Expr> = preconditions.into_iter().map(Expr::scalar).collect();
    stops.extend(asked.iter().flat_map(|asked| &asked.stops).map(|query| frame::answer(query)));
    let mut lines: Vec<Select> = stop(stops).into_iter().collect();
    lines.push(found(ctx, asked));
    for (place, when, [check, found, verdict]) in [
        (
            2_000_000,
            asked.iter().any(|asked| asked.more),
            ["rows that lean on others", "not all are known", "a move may reject more"],
        ),
        (
            2_000_001,
            asked.iter().any(|asked| asked.merging),
            ["rows equal once others are merged", "not known", "a move may merge more"],
        ),
    ] {
        if when {
            lines.push(line(place, [check, found, "-", verdict].map(Expr::text)));
        }
    }
    let next = match number == of {
        true => format!("{name} is done: nothing was written"),
        false => format!("{name} is done: go on with look {}", number + 1),
    };
    lines.push(line(3_000_000, [name.as_str(), "done", "done", &next].map(Expr::text)));
    push("What became of it", &frame::table_of(ctx, lines))?;
    let does = asked.iter().map(|asked| format!("{} (step {})", ctx.block(asked.block).name, asked.step)).collect();
    Ok(ScriptPart {
        number,
        title: "look".to_owned(),
        does,
        steps: asked.iter().map(|asked| asked.step).collect(),
        before: Vec::new(),
        packed,
        statements,
        text: out,
        body: None,
        tail: String::new(),
    })
}

/// What is wrong, with an example of each.
fn wrong() -> Select {
    let [step, block, column, reason] = ["step", "block", "column_name", "reason"].map(Expr::name);
    let example = |name: &str| cell(Expr::call("MIN", [Expr::name(name)]));
    let by = [step.clone(), block.clone(), column.clone(), reason.clone()];
    let mut wrong = Select::of(Relation::from(TableName::own(REJECTS)).as_it_is(), by[1..].to_vec());
    wrong.items.extend([
        Item::named(Expr::CountRows, "rows"),
        Item::named(example("row_key"), "for example"),
        Item::named(example("value"), "its value"),
    ]);
    let order = [step, column, reason].map(Order::ascending).into();
    Select { group: by.into(), order, limit: Some(frame::MOST_LINES), ..wrong }
}

/// How many rows of each block would be rejected, and merged.
fn found(ctx: &Context<'_>, asked: &[Asked]) -> Select {
    // A table of a session can be read once in a statement.
    let mut kinds: Vec<Query> = Vec::new();
    for asked in asked {
        let block = ctx.block(asked.block);
        let merges = block.uniques.iter().any(|unique| unique.then != UniqueThen::Reject);
        for merged in [0, 1].into_iter().take(1 + usize::from(merges)) {
            let kind = [(Expr::from(asked.step), "n"), (Expr::text(&block.name), "b"), (Expr::int(merged), "m")];
            kinds.push(Select::items(kind.map(|(value, name)| Item::named(value, name))).into());
        }
    }
    let [a, r] = ["a", "r"].map(Alias::named);
    let [n, b, m] = ["n", "b", "m"].map(|name| Expr::column(&a, name));
    let [step, reason] = ["step", "reason"].map(|name| Expr::column(&r, name));
    let [rejected, merged] = [" that would be rejected", " that would be merged"].map(Expr::text);
    let fate = Expr::case_of(Some(m.clone()), [(0.into(), rejected)], Some(merged));
    let check = cell(Expr::concat([Expr::text("rows of "), b.clone(), fate]));
    let found = Expr::call("COUNT", [step.clone()]);
    let verdict = frame::if_so(found.clone().eq(0), "ok", "see the table above");
    let place = Expr::int(10_000).plus(Expr::int(2).times(n.clone())).plus(m.clone());
    let is_equal = reason.eq(Expr::text(EQUAL)).eq(m.clone());
    let join = Join {
        kind: JoinKind::Left,
        from: Relation::from(TableName::own(REJECTS)).named(&r),
        on: Some(Expr::and([step.eq(n.clone()), is_equal])),
        at_most_one: false,
    };
    let from = Some(Relation::from(Query::UnionAll(kinds)).named(&a));
    Select { from, joins: vec![join], group: vec![n, b, m], ..line(place, [check, found, 0.into(), verdict]) }
}

/// What would stop a part: a line for each message, and one for all that would not.
fn stop(messages: Vec<Expr>) -> Option<Select> {
    let m = Expr::name("m");
    let nothing = Expr::text("nothing");
    let found = Expr::coalesce([cell(m.clone()), nothing.clone()]);
    let hold = Expr::concat([Expr::CountRows, Expr::text(" checks hold")]);
    let verdict = Expr::case([(m.clone().is_null(), hold)], Some(Expr::text("this would stop it")));
    let all: Vec<Query> = messages.into_iter().map(|one| Select::items([Item::named(one, "m")]).into()).collect();
    if all.is_empty() {
        return None;
    }
    let from = Some(Relation::from(Query::UnionAll(all)).named(&Alias::named("stops")));
    let line = line(1, [Expr::text("what would stop it"), found, nothing, verdict]);
    Some(Select { from, group: vec![m], ..line })
}
