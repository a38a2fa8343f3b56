//! The helper tables (`_mig_…`): what they hold and the rows every script writes into them.

use super::context::{COUNTS, Context, REJECTS, RUN, USES};
use super::cut::{By, RANGES};
use super::moves::{by_column, key_of, parent_column};
use super::scope::{OLD_KEY, new_column, old_column};
use super::stubs::stubbed_blocks;
use crate::dialect::{HelperColumn, HelperType, Making};
use crate::plan::{Block, BlockId, Expr, How, KeyColumn, Side, StepKind, UniqueThen};
use crate::schema::{ColumnId, Type};
use crate::sql::{self, FromItem, Select, TableName};

/// What a step found in its new table: the highest key and how many rows.
pub(crate) const NUMBERS: &str = "_mig_numbers";

/// A helper table.
pub(crate) struct Helper {
    /// Its name, quoted.
    pub name: String,
    /// The statements that make it.
    pub create: Vec<String>,
    /// The statements that make its indexes.
    pub index: Vec<String>,
}

/// The statements that remove the helper tables of an earlier run and create this one's.
pub(crate) fn create_all(ctx: &Context<'_>) -> Vec<String> {
    let all = helpers(ctx, Making::New);
    let names: Vec<String> = all.iter().map(|helper| helper.name.clone()).collect();
    let creates = all.iter().flat_map(|helper| helper.create.clone());
    ctx.statements
        .drop_tables(&names)
        .into_iter()
        .chain(creates)
        .chain(all.iter().flat_map(|helper| helper.index.clone()))
        .collect()
}

/// The helper tables of a plan.
pub(crate) fn helpers(ctx: &Context<'_>, making: Making) -> Vec<Helper> {
    let mut tables: Vec<(String, Vec<HelperColumn>, Vec<String>)> = vec![
        (
            ctx.name(RUN),
            columns(
                ctx,
                &[("program", Type::TEXT), ("hash", Type::TEXT), ("started_at", Type::DateTime { precision: 0 })],
            ),
            Vec::new(),
        ),
        (ctx.name(COUNTS), counts_columns(ctx), Vec::new()),
        (
            ctx.name(REJECTS),
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
            ctx.name(USES),
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
            ctx.name(NUMBERS),
            columns(ctx, &[("step", Type::INT32), ("base", Type::INT64), ("held", Type::INT64)]),
            Vec::new(),
        ),
    ];
    for index in 0..ctx.program.blocks.len() {
        let id = BlockId(index);
        if ctx.keeps_rows(id) {
            tables.push(rows_table(ctx, id));
        }
    }
    for id in stubbed_blocks(ctx.plan) {
        tables.push(stubs_table(ctx, id));
    }
    if ctx.has_ranges() {
        let low = Type::Decimal { precision: Some(20), scale: 0 };
        let own = columns(ctx, &[("step", Type::INT32), ("piece", Type::INT32), ("low", low)]);
        tables.push((ctx.name(RANGES), own, vec![ctx.name("step"), ctx.name("piece")]));
    }
    let cut = |id: &BlockId| matches!(ctx.cut(*id), Some((_, By::Number)));
    let blocks = || (0..ctx.program.blocks.len()).map(BlockId);
    let cut: Vec<String> = blocks().filter(cut).map(|id| ctx.rows_table(id)).collect();
    let loose: Vec<String> =
        blocks().filter(|id| has_null_keys(ctx, ctx.block(*id))).map(|id| ctx.rows_table(id)).collect();
    let rejects = ctx.name(REJECTS);
    let helper = |(name, columns, key): (String, Vec<HelperColumn>, Vec<String>)| {
        let mut index = Vec::new();
        if name == rejects {
            // Reasons look for rejected rows by their keys.
            index.push(ctx.statements.index_text(&ctx.name("_mig_rejects_key"), &rejects, &ctx.name("row_key")));
        }
        if cut.contains(&name) {
            // Pieces find their rows by their numbers.
            index.push(format!("CREATE INDEX {} ON {name} ({})", ctx.name("_mig_by_number"), ctx.name("n")));
        }
        let nth = loose.iter().position(|table| *table == name);
        if let Some(nth) = nth {
            // No primary key has nulls.
            let called = ctx.name(&format!("_mig_by_key_{}", nth + 1));
            index.push(format!("CREATE INDEX {called} ON {name} ({})", key.join(", ")));
        }
        let primary = if nth.is_some() { &[][..] } else { &key };
        Helper { create: ctx.statements.create(making, &name, &columns, primary), index, name }
    };
    tables.into_iter().map(helper).collect()
}

/// Which of the expressions that identify a block's rows may be null, and identify them even so: those of groups, those of rows
/// without a partner, and what `key` names where it is no primary key. That a filter leaves none of them makes a null no less a key.
pub(crate) fn null_keys(ctx: &Context<'_>, block: &Block) -> Vec<bool> {
    let alone = |key: &KeyColumn| super::moves::key_may_be_null(ctx, block, *key);
    let column = |key: &Expr| key.bare_column().is_some_and(|(rel, column)| alone(&KeyColumn { rel, column }));
    let groups = block.group_by.iter().map(|key| key.nullable || column(key));
    match block.group_by.is_empty() {
        true => block.key.iter().map(alone).collect(),
        false => groups.collect(),
    }
}

/// Whether a null may be among what identifies a block's rows, be it in a primary key, where SQLite takes it.
pub(crate) fn may_be_null(ctx: &Context<'_>, block: &Block) -> bool {
    let nullable = |key: &KeyColumn| {
        let relation = block.source.get(key.rel.0);
        relation.is_some_and(|relation| {
            let schema = if relation.side == Side::Old { &ctx.program.old } else { &ctx.program.new };
            schema.column(relation.table, key.column).nullable
        })
    };
    has_null_keys(ctx, block) || (block.group_by.is_empty() && block.key.iter().any(nullable))
}

fn has_null_keys(ctx: &Context<'_>, block: &Block) -> bool {
    null_keys(ctx, block).contains(&true)
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

/// The new columns a rows table holds: those whose values are followed, and those of unique rules.
pub(crate) fn decided_columns(ctx: &Context<'_>, id: BlockId) -> Vec<ColumnId> {
    let block = ctx.block(id);
    let mut out = ctx.followed_columns(id);
    if block.uniques.iter().any(|u| matches!(u.then, UniqueThen::Keep(_))) {
        // Fresh keys are given when it is known which rows stay.
        out.extend(block.fills.iter().filter(|f| f.how == How::Auto).map(|f| f.column));
    }
    out.extend(block.fills.iter().filter(|f| f.how == How::Auto).map(|f| f.column));
    for unique in &block.uniques {
        out.extend(unique.columns.iter().copied());
    }
    out.sort();
    out.dedup();
    out.retain(|c| block.fill(*c).is_some_and(|f| f.how != How::Default));
    out
}

/// The rows table of a block: its name, its columns and its key.
pub(super) fn rows_table(ctx: &Context<'_>, id: BlockId) -> (String, Vec<HelperColumn>, Vec<String>) {
    let block = ctx.block(id);
    let keys = key_of(ctx, block);
    let int64 = ctx.dialect.type_name(&Type::INT64);
    let mut columns = vec![plain(ctx, "n", int64.clone())];
    for (i, key) in keys.iter().enumerate() {
        columns.push(plain(ctx, &old_column(i), ctx.dialect.key_type_name(&key.ty, keys.len())));
    }
    columns.push(plain(ctx, "into_n", int64));
    let mut gone = plain(ctx, "gone", ctx.dialect.type_name(&Type::INT32));
    gone.default = Some("0".to_string());
    columns.push(gone);
    columns.extend(decided_columns(ctx, id).into_iter().map(|c| like(ctx, id, c)));
    for (u, unique) in block.uniques.iter().enumerate() {
        if let UniqueThen::Keep(by) = &unique.then {
            for (t, term) in by.iter().enumerate() {
                columns.push(plain(ctx, &by_column(u, t), ctx.dialect.type_name(&term.expr.ty)));
            }
        }
    }
    for column in ctx.rejecting_self_references(id) {
        let name = &ctx.program.new.column(block.target, column).name;
        if let Some(key) = keys.first() {
            columns.push(plain(ctx, &parent_column(name), ctx.dialect.type_name(&key.ty)));
        }
    }
    let primary = (0..keys.len()).map(|i| ctx.name(&old_column(i))).collect();
    (ctx.rows_table(id), columns, primary)
}

fn stubs_table(ctx: &Context<'_>, id: BlockId) -> (String, Vec<HelperColumn>, Vec<String>) {
    let key = key_of(ctx, ctx.block(id));
    let ty = key.first().map_or(Type::TEXT, |k| k.ty.clone());
    let columns = vec![
        plain(ctx, OLD_KEY, ctx.dialect.key_type_name(&ty, 1)),
        plain(ctx, "step", ctx.dialect.type_name(&Type::INT32)),
    ];
    (ctx.stubs_table(id), columns, vec![ctx.name(OLD_KEY)])
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

impl Context<'_> {
    /// The new columns of a block whose values others follow, or that a later step finds its rows by.
    pub fn followed_columns(&self, id: BlockId) -> Vec<ColumnId> {
        let mut out = self.facts.followed(id).to_vec();
        let late = self.plan.steps.iter().any(|s| matches!(&s.kind, StepKind::Late { block, .. } if *block == id));
        if late && let Some(primary) = &self.program.new.table(self.block(id).target).primary_key {
            out.extend(primary.columns.iter().copied());
        }
        out.sort();
        out.dedup();
        out
    }
}
