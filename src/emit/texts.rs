//! Texts that show values to people: in messages, and in the reject table.

use std::collections::HashSet;

use super::context::Context;
use crate::form;
use crate::plan::Side;
use crate::schema::{ColumnId, TableId, Type};
use crate::sql;

/// Bytes as hexadecimal digits.
pub(super) fn hex(ctx: &Context<'_>, bytes: &sql::Expr) -> sql::Expr {
    ctx.statements.hex(bytes)
}

/// The text of a value of any type.
pub(super) fn any_text(ctx: &Context<'_>, value: &sql::Expr) -> sql::Expr {
    ctx.statements.any_text(value)
}

/// The text that shows a value of a column which may be a date that does not exist.
pub(super) fn odd_date_text(
    ctx: &Context<'_>,
    value: &sql::Expr,
    side: Side,
    table: TableId,
    column: ColumnId,
) -> sql::Expr {
    let schema = if side == Side::Old { &ctx.program.old } else { &ctx.program.new };
    match &schema.column(table, column).ty {
        ty @ (Type::DateTime { precision: 1.. } | Type::TimestampTz { precision: 1.. })
            if schema.engine == ctx.dialect.engine() =>
        {
            text_of_stored(ctx, value, ty)
        }
        _ => any_text(ctx, value),
    }
}

/// The text that shows, in a reason, a value that a new column would have; `ty`: the column's type.
pub(super) fn text_of_stored(ctx: &Context<'_>, value: &sql::Expr, ty: &Type) -> sql::Expr {
    match ty {
        Type::Bool => {
            let arms = [(value.clone(), sql::Expr::text("true")), (value.clone().not(), sql::Expr::text("false"))];
            sql::Expr::case(arms, None)
        }
        Type::Bytes { .. } => hex(ctx, value),
        ty => ctx.dialect.text_from(value, ty).unwrap_or_else(|| any_text(ctx, value)),
    }
}

/// How a row is shown in a message: its key, and the value at fault where there is one.
pub(crate) fn shown(ctx: &Context<'_>, key: &sql::Expr, value: &sql::Expr) -> sql::Expr {
    let null = sql::Expr::null();
    match (*key == null, *value == null) {
        (true, true) => sql::Expr::text("its row"),
        (true, false) => short(ctx, value),
        (false, true) => sql::Expr::concat([sql::Expr::text("row "), short(ctx, key)]),
        (false, false) => sql::Expr::concat([
            sql::Expr::text("row "),
            short(ctx, key),
            sql::Expr::text(" ("),
            short(ctx, value),
            sql::Expr::text(")"),
        ]),
    }
}

/// The beginning of a text that may be null.
fn short(ctx: &Context<'_>, text: &sql::Expr) -> sql::Expr {
    ctx.dialect.left(&sql::Expr::coalesce([text.clone(), sql::Expr::text("null")]), 40)
}

/// How rows are shown that are equal in something: what they have in common, and two of their keys. Over a group.
pub(crate) fn shown_equal(ctx: &Context<'_>, common: &sql::Expr, keys: Option<[sql::Expr; 2]>) -> sql::Expr {
    match keys {
        None => short(ctx, common),
        Some([one, other]) => sql::Expr::concat([
            short(ctx, common),
            sql::Expr::text(" (rows "),
            short(ctx, &one),
            sql::Expr::text(" and "),
            short(ctx, &other),
            sql::Expr::text(")"),
        ]),
    }
}

/// The least and the greatest value of columns of a table in a group, as text; none where it has none of them.
pub(crate) fn ends_of(ctx: &Context<'_>, columns: &[(sql::Expr, Type)]) -> Option<[sql::Expr; 2]> {
    // The least number or date is not the one with the least text.
    let is_ordered =
        |ty: &Type| matches!(ty, Type::Int { .. } | Type::Decimal { .. } | Type::Date | Type::DateTime { .. });
    let ends = |function: &str| {
        let over = |value: sql::Expr| sql::Expr::call(function, [value]);
        match columns {
            [] => None,
            // MySQL 9.7 takes the converted text of a group for one that is to be converted.
            [(one, ty)] if is_ordered(ty) || matches!(ty, Type::Text { .. }) => {
                Some(column_text(ctx, &over(one.clone()), ty))
            }
            many => Some(over(columns_text(ctx, many))),
        }
    };
    ends("MIN").zip(ends("MAX")).map(|(one, other)| [one, other])
}

/// A column as text.
fn column_text(ctx: &Context<'_>, column: &sql::Expr, ty: &Type) -> sql::Expr {
    match ty {
        // Whatever its character set, it stands beside other texts.
        Type::Text { .. } => ctx.dialect.text_operand(column, ty),
        ty => text_of_stored(ctx, column, ty),
    }
}

/// Columns as text in one, with a comma between.
pub(crate) fn columns_text(ctx: &Context<'_>, columns: &[(sql::Expr, Type)]) -> sql::Expr {
    // No order is known of texts of several collations in one.
    let collations = columns.iter().filter_map(|(_, ty)| match ty {
        Type::Text { collation, .. } => Some(collation.as_ref().map(|collation| &collation.name)),
        _ => None,
    });
    let several = collations.collect::<HashSet<_>>().len() > 1;
    let text = |column: &sql::Expr, ty: &Type| match ty {
        Type::Text { .. } if several => ctx.dialect.text_beside(column, ty),
        ty => column_text(ctx, column, ty),
    };
    together(ctx, columns.iter().map(|(column, ty)| (text(column, ty), ty)))
}

/// Columns as text in one, with a comma between, where all rows of a group have the same in them.
pub(crate) fn common_text(ctx: &Context<'_>, columns: &[(sql::Expr, Type)]) -> sql::Expr {
    let least = |value: sql::Expr| sql::Expr::call("MIN", [value]);
    match columns {
        [(one, ty @ Type::Text { .. })] => ctx.dialect.text_operand(&least(one.clone()), ty),
        many => least(columns_text(ctx, many)),
    }
}

/// Texts of values of these types in one, such that no two lists of values read alike: text with a comma in it, or with nothing, in
/// quotes; null as nothing.
pub(super) fn together<'a>(ctx: &Context<'_>, parts: impl IntoIterator<Item = (sql::Expr, &'a Type)>) -> sql::Expr {
    let mut parts: Vec<(sql::Expr, &Type)> = parts.into_iter().collect();
    match parts.len() {
        0 => return sql::Expr::null(),
        1 => return parts.remove(0).0,
        _ => {}
    }
    let mut pieces = Vec::new();
    for (text, ty) in parts {
        if !pieces.is_empty() {
            pieces.push(sql::Expr::text(", "));
        }
        let free = matches!(
            ty,
            Type::Text { .. } | Type::Enum { .. } | Type::Set { .. } | Type::Array(_) | Type::Json | Type::Other(_)
        );
        pieces.push(match free {
            true => quoted_where_needed(ctx, text),
            false => sql::Expr::coalesce([text, sql::Expr::text("")]),
        });
    }
    sql::Expr::concat(pieces)
}

fn quoted_where_needed(ctx: &Context<'_>, text: sql::Expr) -> sql::Expr {
    let searched = ctx.dialect.looked_into(&text);
    let has = |pattern: &str| searched.clone().like(sql::Expr::text(pattern));
    let needed = sql::Expr::or([text.clone().eq(sql::Expr::text("")), has("%,%"), has("%\"%")]);
    let doubled = form!("REPLACE({searched}, '\"', '\"\"')", searched);
    let quoted = sql::Expr::concat([sql::Expr::text('"'), doubled, sql::Expr::text('"')]);
    sql::Expr::case([(text.clone().is_null(), sql::Expr::text("")), (needed, quoted)], Some(text))
}
