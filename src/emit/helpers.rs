//! The helper tables (`_mig_…`): what they hold and the rows every script writes into them.

use super::context::Context;
use super::names::{
    COUNTS, NUMBERS, OLD_KEY, RANGES, REJECTS, RUN, USES, by_column, new_column, old_column, parent_column,
};
use super::statement::HelperTables;
use crate::dialect::{HelperColumn, HelperType, Making};
use crate::physical::{BlockPlan, PieceBy, Pieces, RowsTable, key_of};
use crate::plan::{BlockId, UniqueThen};
use crate::schema::{ColumnId, Type};
use crate::sql::{self, FromItem, Select, TableName};

/// A helper table, with the statements that make it.
pub(crate) struct Helper {
    /// The name of the table, quoted.
    pub name: String,
    /// The statements that make it.
    pub create: Vec<String>,
    /// The statements that make its indexes.
    pub index: Vec<String>,
}

/// The statements that remove the helper tables of an earlier run and create this one's.
pub(crate) fn create_all(ctx: &Context<'_>) -> Vec<String> {
    let all = helpers(ctx, Making::New);
    drop(ctx, &all).into_iter().chain(create(all)).collect()
}

/// What a runner does with them, where the row that says which program runs is `note_run`.
pub(super) fn for_runner(ctx: &Context<'_>, note_run: String) -> HelperTables {
    let all = helpers(ctx, Making::New);
    let is_text = |block: &BlockPlan, column: ColumnId| {
        ctx.program.new.column(ctx.block(block.block).target, column).ty.is_textual()
    };
    let mut columns = ctx.physical.blocks.iter().flat_map(|block| {
        block.rows_table.iter().flat_map(move |table| table.columns.iter().map(move |column| (block, *column)))
    });
    HelperTables {
        drop: drop(ctx, &all),
        of_session: create(helpers(ctx, Making::OfSession)).chain([note_run]).collect(),
        // A table that takes texts of a new table as they are there gets its other columns and its key afterwards. (PostgreSQL changes
        // those with numbers as well, and asks for no right.)
        alters: columns.any(|(block, column)| is_text(block, column)),
    }
}

fn drop(ctx: &Context<'_>, helpers: &[Helper]) -> Vec<String> {
    let names: Vec<String> = helpers.iter().map(|helper| helper.name.clone()).collect();
    ctx.statements.drop_tables(&names)
}

/// All tables, then their indexes.
fn create(helpers: Vec<Helper>) -> impl Iterator<Item = String> {
    let (creates, indexes): (Vec<_>, Vec<_>) = helpers.into_iter().map(|helper| (helper.create, helper.index)).unzip();
    creates.into_iter().chain(indexes).flatten()
}

/// The helper tables of a plan.
pub(crate) fn helpers(ctx: &Context<'_>, making: Making) -> Vec<Helper> {
    let mut tables: Vec<(TableName, Vec<HelperColumn>, Vec<String>)> = vec![
        (
            TableName::own(RUN),
            columns(
                ctx,
                &[("program", Type::TEXT), ("hash", Type::TEXT), ("started_at", Type::DateTime { precision: 0 })],
            ),
            Vec::new(),
        ),
        (TableName::own(COUNTS), counts_columns(ctx), Vec::new()),
        (
            TableName::own(REJECTS),
            columns(
                ctx,
                &[
                    ("step", Type::INT32),
                    ("block", Type::TEXT),
                    ("row_key", Type::TEXT),
                    ("column_name", Type::TEXT),
                    ("reason", Type::TEXT),
                    ("value", Type::TEXT),
                    ("row_json", Type::TEXT),
                ],
            ),
            Vec::new(),
        ),
        (
            TableName::own(USES),
            columns(
                ctx,
                &[
                    ("step", Type::INT32),
                    ("block", Type::TEXT),
                    ("column_name", Type::TEXT),
                    ("policy", Type::TEXT),
                    ("uses", Type::INT64),
                ],
            ),
            Vec::new(),
        ),
        (
            TableName::own(NUMBERS),
            columns(ctx, &[("step", Type::INT32), ("base", Type::INT64), ("held", Type::INT64)]),
            Vec::new(),
        ),
    ];
    for block in ctx.physical.blocks.iter().filter(|block| block.keeps_rows()) {
        tables.push(rows_table(ctx, block.block));
    }
    for stubs in &ctx.physical.stub_tables {
        tables.push(stubs_table(ctx, stubs.block));
    }
    let cut_by_key = |block: &BlockPlan| matches!(block.pieces, Pieces::Cut { by: PieceBy::Key(..), .. });
    if ctx.physical.blocks.iter().any(cut_by_key) {
        let low = Type::Decimal { precision: Some(20), scale: 0 };
        let own = columns(ctx, &[("step", Type::INT32), ("piece", Type::INT32), ("low", low)]);
        tables.push((TableName::own(RANGES), own, vec![ctx.name("step"), ctx.name("piece")]));
    }
    let tables_of = |which: &dyn Fn(&BlockPlan, &RowsTable) -> bool| -> Vec<TableName> {
        let blocks = ctx.physical.blocks.iter().filter_map(|block| Some((block, block.rows_table.as_ref()?)));
        blocks.filter(|(block, table)| which(block, table)).map(|(block, _)| ctx.rows_of(block.block)).collect()
    };
    let cut = tables_of(&|block, _| matches!(block.pieces, Pieces::Cut { by: PieceBy::Number, .. }));
    let loose = tables_of(&|_, table| table.null_keys);
    let helper = |(table, columns, key): (TableName, Vec<HelperColumn>, Vec<String>)| {
        let name = ctx.dialect.table_name(&table);
        let by = |called: &str, columns: &[String]| {
            ctx.dialect.create_index(None, &ctx.name(called), &table.name, &columns.join(", "))
        };
        let mut index = Vec::new();
        if table.name == REJECTS {
            // Reasons look for rejected rows by their keys.
            index.push(ctx.statements.index_text(&ctx.name("_mig_rejects_key"), &name, &ctx.name("row_key")));
        }
        if cut.contains(&table) {
            // Pieces find their rows by their numbers.
            index.push(by("_mig_by_number", &[ctx.name("n")]));
        }
        let nth = loose.iter().position(|loose| *loose == table);
        if let Some(nth) = nth {
            // No primary key has nulls.
            index.push(by(&format!("_mig_by_key_{}", nth + 1), &key));
        }
        let primary = if nth.is_some() { &[][..] } else { &key };
        Helper { create: ctx.statements.create(making, &name, &columns, primary), index, name }
    };
    tables.into_iter().map(helper).collect()
}

fn columns(ctx: &Context<'_>, list: &[(&str, Type)]) -> Vec<HelperColumn> {
    list.iter().map(|(name, ty)| plain(ctx, name, ctx.dialect.type_name(ty))).collect()
}

/// The columns of the counts table: a count that is not said is 0.
fn counts_columns(ctx: &Context<'_>) -> Vec<HelperColumn> {
    let mut all = columns(ctx, &[("step", Type::INT32), ("block", Type::TEXT), ("target", Type::TEXT)]);
    for name in ["rows", "moved", "skipped", "merged", "rejected", "stubs", "no_partner"] {
        let count = plain(ctx, name, ctx.dialect.type_name(&Type::INT64));
        all.push(HelperColumn { default: Some("0".to_owned()), ..count });
    }
    all
}

fn plain(ctx: &Context<'_>, name: &str, ty: String) -> HelperColumn {
    HelperColumn { name: ctx.name(name), ty: HelperType::Sql(ty), default: None }
}

/// A column of text.
pub(super) fn text_column(ctx: &Context<'_>, name: &str) -> HelperColumn {
    plain(ctx, name, ctx.dialect.type_name(&Type::TEXT))
}

fn like(ctx: &Context<'_>, id: BlockId, column: ColumnId) -> HelperColumn {
    let target = ctx.block(id).target;
    let own = ctx.program.new.column(target, column);
    HelperColumn {
        name: ctx.name(&new_column(&own.name)),
        ty: HelperType::Like {
            table: ctx.new_table(target),
            column: ctx.name(&own.name),
            ty: own.ty.clone(),
            spelled: ctx.dialect.type_name(&own.ty),
        },
        default: None,
    }
}

/// The rows table of a block: its name, its columns and its key.
pub(super) fn rows_table(ctx: &Context<'_>, id: BlockId) -> (TableName, Vec<HelperColumn>, Vec<String>) {
    let block = ctx.block(id);
    let keys = key_of(ctx.program, block);
    let int64 = ctx.dialect.type_name(&Type::INT64);
    let mut columns = vec![plain(ctx, "n", int64.clone())];
    for (i, key) in keys.iter().enumerate() {
        columns.push(plain(ctx, &old_column(i), ctx.dialect.key_type_name(&key.ty, keys.len())));
    }
    columns.push(plain(ctx, "into_n", int64));
    let mut gone = plain(ctx, "gone", ctx.dialect.type_name(&Type::INT32));
    gone.default = Some("0".to_string());
    columns.push(gone);
    let own = ctx.block_plan(id);
    let decided = own.rows_table.iter().flat_map(|table| &table.columns);
    columns.extend(decided.map(|c| like(ctx, id, *c)));
    for (u, unique) in block.uniques.iter().enumerate() {
        if let UniqueThen::Keep(by) = &unique.then {
            for (t, term) in by.iter().enumerate() {
                columns.push(plain(ctx, &by_column(u, t), ctx.dialect.type_name(&term.expr.ty)));
            }
        }
    }
    for column in &own.parents {
        let name = &ctx.program.new.column(block.target, *column).name;
        if let Some(key) = keys.first() {
            columns.push(plain(ctx, &parent_column(name), ctx.dialect.type_name(&key.ty)));
        }
    }
    let primary = (0..keys.len()).map(|i| ctx.name(&old_column(i))).collect();
    (ctx.rows_of(id), columns, primary)
}

fn stubs_table(ctx: &Context<'_>, id: BlockId) -> (TableName, Vec<HelperColumn>, Vec<String>) {
    let key = key_of(ctx.program, ctx.block(id));
    let ty = key.first().map_or(Type::TEXT, |k| k.ty.clone());
    let columns = vec![
        plain(ctx, OLD_KEY, ctx.dialect.key_type_name(&ty, 1)),
        plain(ctx, "step", ctx.dialect.type_name(&Type::INT32)),
    ];
    (ctx.stubs_of(id), columns, vec![ctx.name(OLD_KEY)])
}

/// The statement that writes a row of the counts table: rows, moved, skipped, merged, rejected, stubs, rows with no partner in a join;
/// what is 0 is not said.
pub(crate) fn insert_counts(
    ctx: &Context<'_>,
    step: usize,
    block: &str,
    target: &str,
    counts: [sql::Expr; 7],
    from: Option<FromItem>,
) -> String {
    let names = ["rows", "moved", "skipped", "merged", "rejected", "stubs", "no_partner"];
    let said = names.into_iter().zip(counts).filter(|(_, count)| *count != sql::Expr::int(0));
    let of = [("step", step.into()), ("block", sql::Expr::text(block)), ("target", sql::Expr::text(target))];
    let (names, values): (Vec<String>, Vec<sql::Expr>) =
        of.into_iter().chain(said).map(|(name, value)| (name.to_owned(), value)).unzip();
    ctx.insert(TableName::own(COUNTS), names, Select { from, ..Select::values(values) })
}
