//! What the reject table says of a row: why, the value at fault, its key and the whole row.

use super::context::Context;
use super::expr::Scope;
use super::names::REJECTS;
use super::old_side::OldTables;
use super::scope::{FromClause, Subject};
use super::texts::{any_text, hex, odd_date_text, together};
use crate::plan::{Block, BlockId, Expr, ExprKind, Follow, RelId, Side};
use crate::schema::Type;
use crate::sql::{self, Alias, Relation, Select, TableName};

/// Text of a value for people, whatever its type.
fn text_of(ctx: &Context<'_>, from: &mut FromClause<'_>, expr: &Expr) -> sql::Expr {
    match &expr.ty {
        // Bytes of an engine that does not see to types are bytes in every other.
        Type::Text { .. } if matches!(&expr.kind, ExprKind::Column { rel, column } if from.holds_bytes(*rel, *column)) => {
            hex(ctx, &from.value(expr).value)
        }
        Type::Text { .. } => {
            let text = from.shown(expr).value;
            match (&expr.kind, ctx.dialect.is_no_bytes(&text)) {
                // whatever it was declared
                (ExprKind::Column { rel, column }, Some(fine)) if !from.is_sure(*rel, *column) => {
                    sql::Expr::case([(fine, text.clone())], Some(hex(ctx, &text)))
                }
                _ => text,
            }
        }
        Type::Bytes { .. } => hex(ctx, &from.value(expr).value),
        Type::Geometry | Type::Other(_) | Type::Array(_) | Type::Set { .. } | Type::Error => {
            any_text(ctx, &from.value(expr).value)
        }
        Type::Null => sql::Expr::null(),
        _ => {
            let frag = from.value(expr);
            match (&expr.kind, frag.fails) {
                // A column that fails as it is (a zero date): shown as the engine shows it.
                (ExprKind::Column { rel, column }, Some(_)) if from.has_groups() => from.column(*rel, *column),
                (ExprKind::Column { rel, column }, Some(_)) => {
                    let (side, table) = from.relation(*rel);
                    odd_date_text(ctx, &from.column(*rel, *column), side, table, *column)
                }
                _ => from.value(&as_text(expr.clone())).value,
            }
        }
    }
}

fn as_text(expr: Expr) -> Expr {
    let (nullable, span) = (expr.nullable, expr.span);
    Expr::new(ExprKind::Cast { value: Box::new(expr), format: None, stored: false }, Type::TEXT, nullable, span)
}

/// The key of a row as text: its parts with a comma between.
pub(crate) fn key_text(ctx: &Context<'_>, from: &mut FromClause<'_>, key: &[Expr]) -> sql::Expr {
    let parts: Vec<sql::Expr> = key.iter().map(|k| text_of_key(ctx, from, k)).collect();
    together(ctx, parts.into_iter().zip(key.iter().map(|k| &unread(k).ty)))
}

/// A part of a key as text: of a group whose part cannot be made, what is at fault.
fn text_of_key(ctx: &Context<'_>, from: &mut FromClause<'_>, key: &Expr) -> sql::Expr {
    let text = text_of(ctx, from, unread(key));
    match from.has_groups().then(|| from.value(key).fails).flatten() {
        Some(fails) => match at_fault(ctx, from, key) {
            Some(fault) => sql::Expr::case([(fails, fault)], Some(text)),
            None => text,
        },
        None => text,
    }
}

/// What is stored, not what it is read as.
fn unread(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Cast { value, stored: true, .. } => value,
        _ => expr,
    }
}

/// The row as a JSON object.
pub(crate) fn row_json(ctx: &Context<'_>, from: &mut FromClause<'_>, block: &Block) -> sql::Expr {
    let mut pairs = Vec::new();
    if !block.group_by.is_empty() {
        for (i, expr) in block.group_by.iter().enumerate() {
            pairs.push((format!("group {}", i + 1), text_of(ctx, from, expr)));
        }
        return ctx.statements.json_object(&pairs);
    }
    // Of a row that the old engine would not let be at fault, only what is read was staged; and what it computes is not
    // written down unless it is read.
    let reads = ctx.reads_of(block);
    let there = |table, column| {
        let of = ctx.program.old.table(table);
        let key = of.primary_key.as_ref().is_some_and(|key| key.columns.contains(&column));
        let stored = ctx.old != OldTables::Staged && of.column(column).generated.is_none();
        key || stored
            || reads.and_then(|reads| reads.tables.get(&table)).is_some_and(|columns| columns.contains(&column))
    };
    for (rel, relation) in block.source.iter().enumerate() {
        let schema = if relation.side == Side::Old { &ctx.program.old } else { &ctx.program.new };
        for (id, column) in schema.table(relation.table).iter() {
            if relation.side == Side::Old && (block.ignores(RelId(rel), id) || !there(relation.table, id)) {
                continue;
            }
            let key = if rel == 0 { column.name.clone() } else { format!("{}.{}", relation.alias, column.name) };
            let ty = if column.verified { column.ty.clone() } else { Type::TEXT };
            let expr = Expr::new(ExprKind::Column { rel: RelId(rel), column: id }, ty, true, block.span);
            let value = match expr.ty {
                Type::Int { .. } => from.value(&expr).value,
                _ => text_of(ctx, from, &expr),
            };
            pairs.push((key, value));
        }
    }
    ctx.statements.json_object(&pairs)
}

/// The value at fault as text.
pub(crate) fn value(ctx: &Context<'_>, from: &mut FromClause<'_>, attempt: &Expr) -> sql::Expr {
    at_fault(ctx, from, attempt).unwrap_or_else(sql::Expr::null)
}

fn at_fault(ctx: &Context<'_>, from: &mut FromClause<'_>, expr: &Expr) -> Option<sql::Expr> {
    let parts: Vec<&Expr> = match &expr.kind {
        ExprKind::Fit { value, .. } | ExprKind::Truth(value) => return at_fault(ctx, from, value),
        ExprKind::Cast { value, stored: true, .. } => return Some(text_of(ctx, from, value)),
        ExprKind::Cast { value, .. } => return at_fault(ctx, from, value),
        ExprKind::Present { key, .. } => return at_fault(ctx, from, key),
        ExprKind::Column { .. } | ExprKind::Inner(_) => return Some(text_of(ctx, from, expr)),
        ExprKind::Case { arms, otherwise } => return arm_at_fault(ctx, from, arms, otherwise.as_deref()),
        // A key is all of its parts.
        ExprKind::Follow(follow) => return tuple(ctx, from, &follow.key.iter().collect::<Vec<_>>()),
        ExprKind::Lookup(lookup) => {
            return tuple(ctx, from, &lookup.on.iter().map(|(_, key)| key).collect::<Vec<_>>());
        }
        ExprKind::Map { args, .. } => return tuple(ctx, from, &args.iter().collect::<Vec<_>>()),
        ExprKind::Arith { left, right, .. } => vec![left, right],
        ExprKind::Call { args, .. } | ExprKind::Concat(args) => args.iter().collect(),
        _ => return None,
    };
    // The first part that fails, else the first there is.
    let mut failing: Vec<(sql::Expr, sql::Expr)> = Vec::new();
    for part in &parts {
        let Some(fails) = from.value(part).fails else { continue };
        let Some(text) = at_fault(ctx, from, part) else { continue };
        failing.push((fails, text));
    }
    // Where the parts are good and what they make is not, the first is shown, as where no part can fail.
    let first = parts.iter().find_map(|part| at_fault(ctx, from, part))?;
    if failing.iter().all(|(_, text)| *text == first) {
        return Some(first);
    }
    Some(sql::Expr::case(failing, Some(first)))
}

/// The values of a key that looks for a row: one as it is, several with a comma between.
fn tuple(ctx: &Context<'_>, from: &mut FromClause<'_>, parts: &[&Expr]) -> Option<sql::Expr> {
    match parts {
        [] => None,
        [only] => at_fault(ctx, from, only),
        many => {
            let mut pieces = Vec::new();
            for part in many {
                if !pieces.is_empty() {
                    pieces.push(sql::Expr::text(", "));
                }
                let text = match part.literal() {
                    Some(_) => from.value(&as_text((*part).clone())).value,
                    None => value(ctx, from, part),
                };
                pieces.push(sql::Expr::coalesce([text, sql::Expr::text("null")]));
            }
            Some(sql::Expr::concat(pieces))
        }
    }
}

/// What is at fault in the arm that a row takes.
fn arm_at_fault(
    ctx: &Context<'_>,
    from: &mut FromClause<'_>,
    arms: &[(Expr, Expr)],
    otherwise: Option<&Expr>,
) -> Option<sql::Expr> {
    // An arm that has nothing to show, such as `null`: what the others would be made of.
    let first = arms.iter().find_map(|(_, value)| at_fault(ctx, from, value));
    by_arm(from, arms, otherwise, &mut |from, value| at_fault(ctx, from, value).or_else(|| first.clone()))
}

/// What is said of the arm that a row takes; none where nothing can be said of any.
fn by_arm(
    from: &mut FromClause<'_>,
    arms: &[(Expr, Expr)],
    otherwise: Option<&Expr>,
    say: &mut dyn FnMut(&mut FromClause<'_>, &Expr) -> Option<sql::Expr>,
) -> Option<sql::Expr> {
    let mut said_of = Vec::new();
    let mut any = false;
    for (cond, value) in arms {
        let cond = from.filter(cond).value;
        // As the value itself is spelled, so that the rows that it joins are not joined once more.
        let guarded = !cond.has_query();
        if guarded {
            from.enter(&cond);
        }
        let said = say(from, value);
        if guarded {
            from.leave();
        }
        any |= said.is_some();
        said_of.push((cond, said.unwrap_or_else(sql::Expr::null)));
    }
    let last = otherwise.and_then(|value| say(from, value));
    any |= last.is_some();
    any.then(|| sql::Expr::case(said_of, last))
}

/// Why an attempt failed, as a text: the innermost part that fails says it.
pub(crate) fn reason(ctx: &Context<'_>, from: &mut FromClause<'_>, attempt: &Expr) -> sql::Expr {
    let mut arms: Vec<(sql::Expr, sql::Expr)> = Vec::new();
    collect(ctx, from, attempt, &mut arms);
    if let Some(nul) = from.has_nul(attempt) {
        arms.push((nul, sql::Expr::text("it has a NUL in it, which text of the new side cannot have")));
    }
    match arms.pop() {
        None => sql::Expr::text("it cannot be made"),
        Some((_, last)) => sql::Expr::case(arms, Some(last)),
    }
}

/// Adds why an expression cannot be made, its innermost parts first: conditions, each with what is said then.
fn collect(ctx: &Context<'_>, from: &mut FromClause<'_>, expr: &Expr, arms: &mut Vec<(sql::Expr, sql::Expr)>) {
    for part in parts_of(expr) {
        collect(ctx, from, part, arms);
    }
    let frag = from.value(expr);
    let Some(fails) = frag.fails else { return };
    if arms.iter().any(|(when, _)| *when == fails) {
        return;
    }
    let text = why(ctx, from, expr);
    arms.push((fails, text));
}

/// The parts of an expression that say for themselves why they cannot be made.
fn parts_of(expr: &Expr) -> Vec<&Expr> {
    let mut parts: Vec<&Expr> = Vec::new();
    match &expr.kind {
        // A case fails by the branch taken, so its parts' conditions alone would mislead.
        ExprKind::Case { arms: inner, .. } => parts.extend(inner.iter().map(|(cond, _)| cond)),
        ExprKind::Lookup(lookup) => parts.extend(lookup.on.iter().map(|(_, key)| key)),
        ExprKind::Follow(follow) => parts.extend(&follow.key),
        // It passes over a look-up that finds no row, but for the last.
        ExprKind::Call { function, args } if function == "coalesce" => {
            for (place, arg) in args.iter().enumerate() {
                match &arg.kind {
                    ExprKind::Lookup(lookup) if place + 1 < args.len() => {
                        parts.extend(lookup.on.iter().map(|(_, key)| key));
                    }
                    _ => parts.push(arg),
                }
            }
        }
        // What goes over rows is said over them.
        ExprKind::Aggregate(_) | ExprKind::Group { .. } => {}
        _ => expr.for_each_child(&mut |child| parts.push(child)),
    }
    parts
}

/// Why an expression cannot be made of which all parts can.
fn why(ctx: &Context<'_>, from: &mut FromClause<'_>, expr: &Expr) -> sql::Expr {
    match &expr.kind {
        ExprKind::Fit { value, not_null, .. } => misfit(ctx, from, expr, value, *not_null),
        ExprKind::Cast { format: Some(format), .. } => {
            sql::Expr::text(format_args!("it is not a {} in the format {format}", expr.ty))
        }
        ExprKind::Cast { .. } => sql::Expr::text(format_args!("it is not {}", with_article(&expr.ty))),
        ExprKind::Follow(follow) => orphan(ctx, from, follow),
        ExprKind::Present { table, .. } => {
            sql::Expr::text(format_args!("`{}` has no row with this key", ctx.program.new.table(*table).name))
        }
        ExprKind::Map { map, .. } => {
            let name = ctx.program.maps.get(map.0).map_or("", |m| m.name.as_str());
            sql::Expr::text(format_args!("the map `{name}` does not have it"))
        }
        ExprKind::Lookup(lookup) => {
            let schema = if lookup.side == Side::Old { &ctx.program.old } else { &ctx.program.new };
            sql::Expr::text(format_args!("`{}` has no such row", schema.table(lookup.table).name))
        }
        ExprKind::Column { .. } => match expr.ty.is_temporal() {
            true => sql::Expr::text("it is a date that does not exist"),
            false => sql::Expr::text("it is not one of the values of its column"),
        },
        ExprKind::Arith { .. } | ExprKind::Neg(_) => sql::Expr::text("it is out of range, or divided by zero"),
        ExprKind::Case { arms: inner, otherwise } => {
            let mut say = |from: &mut FromClause<'_>, value: &Expr| {
                from.value(value).fails.is_some().then(|| reason(ctx, from, value))
            };
            let said = by_arm(from, inner, otherwise.as_deref(), &mut say);
            said.unwrap_or_else(|| sql::Expr::text("it cannot be made"))
        }
        ExprKind::Group { value: Some(value), .. } => {
            let said = from.said_of_rows(|rows| match rows.value(value).fails {
                Some(fails) => reason(ctx, rows, value).when(fails),
                None => sql::Expr::text("it is out of range"),
            });
            let otherwise = sql::Expr::text("it is out of range");
            match said {
                Some(said) => sql::Expr::coalesce([said, otherwise]),
                None => otherwise,
            }
        }
        _ => sql::Expr::text("it cannot be made"),
    }
}

/// Why a value does not fit into a column; `expr` is the value as the column takes it.
fn misfit(ctx: &Context<'_>, from: &mut FromClause<'_>, expr: &Expr, value: &Expr, not_null: bool) -> sql::Expr {
    let what = match &expr.ty {
        ty @ Type::Text { max, .. } => {
            let longer = max.map(|max| sql::Expr::text(format_args!("it is longer than {max} characters")));
            let longer = longer.filter(|_| !never_too_large(value, expr));
            let lacks = sql::Expr::text("it has a character that the new column's character set lacks");
            match (longer, max, ty.lacks_characters()) {
                (Some(longer), Some(max), true) => {
                    let length = ctx.dialect.char_length(&from.value(value).value);
                    sql::Expr::case([(length.gt(*max), longer)], Some(lacks))
                }
                (Some(longer), ..) => longer,
                (None, ..) => lacks,
            }
        }
        Type::Int { .. } | Type::Decimal { .. } | Type::Float32 | Type::Float64 => {
            sql::Expr::text(format_args!("it is out of the range of {}", expr.ty))
        }
        Type::Enum { .. } => sql::Expr::text("it is not one of the values of the new column"),
        Type::Bytes { max: Some(max) } => sql::Expr::text(format_args!("it is longer than {max} bytes")),
        ty => sql::Expr::text(format_args!("it does not fit {ty}")),
    };
    let null = sql::Expr::text("it is null, and the new column takes no null");
    match (not_null && value.nullable, never_too_large(value, expr) && !expr.ty.lacks_characters()) {
        (true, true) => null,
        (true, false) => {
            let is_null = from.value(value).value.is_null();
            sql::Expr::case([(is_null, null)], Some(what))
        }
        (false, _) => what,
    }
}

fn never_too_large(value: &Expr, fit: &Expr) -> bool {
    match (&value.ty, &fit.ty) {
        (Type::Text { max: has, .. }, Type::Text { max, .. }) => {
            max.is_none_or(|max| has.is_some_and(|has| has <= max))
        }
        (value, fit) => value == fit,
    }
}

fn with_article(ty: &Type) -> String {
    match ty {
        Type::Int { .. } => format!("a whole number in the range of {ty}"),
        Type::Decimal { .. } | Type::Float32 | Type::Float64 => "a number".to_string(),
        Type::Bool => "true or false".to_string(),
        Type::Enum { .. } => "one of the values of the new column".to_string(),
        Type::Uuid => "a UUID".to_string(),
        Type::Json => "JSON".to_string(),
        Type::Text { .. } => "text".to_string(),
        ty if ty.bits().is_some() => format!("a number of {}", ty.said()),
        _ => format!("a {ty} that exists"),
    }
}

/// A key with no row: it never was, or its row was rejected or skipped.
pub(super) fn orphan(ctx: &Context<'_>, from: &mut FromClause<'_>, follow: &Follow) -> sql::Expr {
    let told = orphan_or(ctx, from, follow, None);
    let (Some(unless), [key]) = (&follow.unless, follow.key.as_slice()) else { return told };
    // What stands for none becomes null, and no row was looked for.
    let value = from.value(key);
    let is_none = from.equal_to_literal(key, &value, unless);
    let none = sql::Expr::text("it stands for none, and the new column takes no null");
    sql::Expr::case([(is_none, none)], Some(told))
}

/// [`orphan`], where another condition may tell as well that the row was rejected.
fn orphan_or(
    ctx: &Context<'_>,
    from: &mut FromClause<'_>,
    follow: &Follow,
    also_rejected: Option<&sql::Expr>,
) -> sql::Expr {
    let block = ctx.block(follow.block);
    let Some(base) = block.source.first() else { return sql::Expr::text("no row has this key") };
    let table = &ctx.program.old.table(base.table).name;
    let never = sql::Expr::text(format_args!("`{table}` has no row with this key"));
    if ctx.is_preview() && ctx.is_reading() {
        return never;
    }
    let keys = crate::physical::key_of(ctx.program, block);
    if keys.len() != follow.key.len() || keys.is_empty() || block.source.len() != 1 {
        return never;
    }
    let values: Vec<sql::Expr> = follow.key.iter().map(|k| from.value(k).value).collect();
    let key_as_text = key_text(ctx, from, &follow.key);
    let mut inner = FromClause::inside(ctx, Subject::Block(follow.block));
    let nulls = &ctx.block_plan(follow.block).null_keys;
    let exists = inner.has_key(&keys, &values, nulls);
    let was_rejected = sql::Expr::text(format_args!("the row of `{table}` with this key was rejected"));
    let was_skipped = sql::Expr::text(format_args!("the row of `{table}` with this key was skipped"));
    let rejected = if ctx.is_preview() {
        match (from.wanted_rows(follow.block), values.as_slice()) {
            (Some(wanted), [value]) => {
                let x = ctx.x();
                exists_in(wanted.into(), &x, sql::Expr::column(&x, "k").eq(value))
            }
            _ => exists.clone(),
        }
    } else {
        let j = Alias::named("j");
        let of_block = sql::Expr::column(&j, "block").eq(sql::Expr::text(&block.name));
        let of_key = sql::Expr::column(&j, "row_key").eq(key_as_text);
        let noted = exists_in(TableName::own(REJECTS).into(), &j, sql::Expr::and([of_block, of_key]));
        sql::Expr::or(std::iter::once(noted).chain(also_rejected.cloned()))
    };
    sql::Expr::case([(exists.not(), never), (rejected, was_rejected)], Some(was_skipped))
}

/// Whether one of these rows meets a condition.
fn exists_in(rows: Relation, alias: &Alias, condition: sql::Expr) -> sql::Expr {
    sql::Expr::exists(Select::of(rows.named(alias), [sql::Expr::int(1)]).and_where(condition))
}

/// Why a row's partner in the same table is missing; `gone` holds where the partner is being rejected too.
pub(crate) fn lost_partner(
    ctx: &Context<'_>,
    from: &mut FromClause<'_>,
    id: BlockId,
    attempt: &Expr,
    gone: &sql::Expr,
) -> sql::Expr {
    match crate::plan::self_follow(id, attempt) {
        Some(follow) => {
            let follow = follow.clone();
            orphan_or(ctx, from, &follow, Some(gone))
        }
        None => sql::Expr::text("no row has this key"),
    }
}
