//! Parts that only look: what would be rejected, and why, before anything is written.

use super::frame::{cell, line, new_tables_are_here};
use super::text::comment_line;
use super::{MOST_STATEMENTS, Piece, Refused, ScriptPart, ScriptParts, frame};
use crate::emit::context::{Context, REJECTS};
use crate::emit::equal::EQUAL;
use crate::emit::preview::{Asked, questions, reject_table};
use crate::emit::{Options, Statement, script};
use crate::engine::Engine;
use crate::plan::{Plan, UniqueThen};

/// Writes parts that look at the old rows, and at what the new database makes of them. They write nothing: the tables they fill are of
/// their own session.
///
/// # Errors
/// As [`super::parts`].
pub fn looks(
    plan: &Plan,
    engine: Engine,
    options: &Options<'_>,
    limits: super::Limits,
) -> Result<ScriptParts, Refused> {
    let ctx = super::context(plan, engine, options)?.only_look();
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
            all().map(|piece| piece.statements).sum::<usize>() <= room && size + frame::LONGEST <= limits.size
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
    let [rejects, step, block, column, reason, key, value] =
        [REJECTS, "step", "block", "column_name", "reason", "row_key", "value"].map(|name| ctx.name(name));
    let [rows, example, its_value] = ["rows", "for example", "its value"].map(|name| ctx.name(name));
    push(
        "What is wrong, with an example of each",
        &format!(
            "SELECT {block}, {column}, {reason}, COUNT(*) AS {rows}, LEFT(MIN({key}), 50) AS {example}, LEFT(MIN({value}), 50) AS {its_value}\n\
             FROM {rejects} GROUP BY {step}, {block}, {column}, {reason} ORDER BY {step}, {column}, {reason} LIMIT 1000"
        ),
    )?;
    let preconditions = if number == 1 { script::preconditions(ctx) } else { Vec::new() };
    let of_all = preconditions.iter().filter_map(|statement| match statement {
        Statement::Check { query, .. } => Some(query),
        _ => None,
    });
    let stops: Vec<&String> = of_all.chain(asked.iter().flat_map(|asked| &asked.stops)).collect();
    let mut lines: Vec<String> = stop(ctx, &stops).into_iter().collect();
    // A table of a session can be read once in a statement.
    let [n, b, m] = ["n", "b", "m"].map(|name| ctx.name(name));
    let mut kinds: Vec<String> = Vec::new();
    for asked in asked {
        let block = ctx.block(asked.block);
        let merges = block.uniques.iter().any(|unique| unique.then != UniqueThen::Reject);
        for merged in [0, 1].iter().take(1 + usize::from(merges)) {
            kinds.push(format!("SELECT {} AS {n}, {} AS {b}, {merged} AS {m}", asked.step, ctx.text(&block.name)));
        }
    }
    let check = cell(&format!(
        "CONCAT('rows of ', a.{b}, CASE a.{m} WHEN 0 THEN ' that would be rejected' ELSE ' that would be merged' END)"
    ));
    let found = format!("COUNT(r.{step})");
    let verdict = format!("CASE WHEN {found} = 0 THEN 'ok' ELSE 'see the table above' END");
    lines.push(format!(
        "{}\n  FROM (\n    {}) AS a LEFT JOIN {rejects} AS r ON r.{step} = a.{n} AND (r.{reason} = {}) = a.{m} GROUP BY a.{n}, a.{b}, a.{m}",
        line(ctx, &format!("10000 + 2 * a.{n} + a.{m}"), [&check, &found, "0", &verdict]),
        kinds.join("\n    UNION ALL "),
        ctx.text(EQUAL)
    ));
    for (place, when, [check, found, verdict]) in [
        (
            "2000000",
            asked.iter().any(|asked| asked.more),
            ["'rows that lean on others'", "'not all are known'", "'a move may reject more'"],
        ),
        (
            "2000001",
            asked.iter().any(|asked| asked.merging),
            ["'rows equal once others are merged'", "'not known'", "'a move may merge more'"],
        ),
    ] {
        if when {
            lines.push(line(ctx, place, [check, found, "'-'", verdict]));
        }
    }
    let next = match number == of {
        true => format!("{name} is done: nothing was written"),
        false => format!("{name} is done: go on with look {}", number + 1),
    };
    lines.push(line(ctx, "3000000", [&ctx.text(&name), "'done'", "'done'", &ctx.text(&next)]));
    push("What became of it", &frame::table_of(ctx, &lines))?;
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

/// What would stop a part: a line for each message, and one for all that would not.
fn stop(ctx: &Context<'_>, queries: &[&String]) -> Option<String> {
    let m = ctx.name("m");
    let all: Vec<String> = queries.iter().map(|query| format!("SELECT ({query}) AS {m}")).collect();
    let found = format!("COALESCE({}, 'nothing')", cell(&m));
    let verdict = format!("CASE WHEN {m} IS NULL THEN CONCAT(COUNT(*), ' checks hold') ELSE 'this would stop it' END");
    let line = line(ctx, "1", ["'what would stop it'", &found, "'nothing'", &verdict]);
    let all = all.join("\n    UNION ALL ");
    (!queries.is_empty()).then(|| format!("{line}\n  FROM (\n    {all}) AS stops GROUP BY {m}"))
}
