//! Tables that old rows are staged in, where the new database cannot see the old tables.

pub use super::old_side::Reader;
use super::old_side::staged_columns;
use super::runner::after;
use crate::dialect::EngineExt as _;
use crate::dialect::ddl::own_type;
use crate::dialect::{Dialect, Holds, PARTNER};
use crate::engine::Engine;
use crate::physical::{FoundBy, StagedAs, StagedColumn, StagedTable, may_be_impossible, staged_tables};
use crate::plan::{Facts, Plan, Reads};
use crate::schema::{Column, ColumnId, ForeignKey, Schema, Table, TableId, Type};
use crate::sql::{Alias, Expr, Item, Join, JoinKind, Order, Relation, Select, Statement, TableName};

/// An old table to be staged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    /// The old table whose rows are staged.
    pub table: TableId,
    /// The staging table, in the new database.
    pub place: TableName,
    /// The name of the staging table, quoted.
    pub name: String,
    /// The statements that make it, without rows.
    pub create: Vec<String>,
    /// What finds its rows, where no key does.
    pub index: Vec<String>,
    /// Removes it where it is.
    pub drop: String,
    /// The query on the old side that answers its rows, without their order.
    pub select: String,
    /// The query on the old side for its rows, as a tree.
    rows: Select,
    /// The columns it is ordered by, on the old side, and their types; none where nothing is sure to
    /// identify a row.
    order: Vec<(Expr, Type)>,
    /// The engine that the old rows are read from.
    engine: Engine,
    /// What it answers: names on the new side, quoted, and types there.
    pub columns: Vec<(String, Type)>,
    /// For each of them: whether its values come as marked text, for an engine that holds so much.
    pub marked: Vec<Option<Holds>>,
    /// The old columns, in the same order.
    pub ids: Vec<ColumnId>,
    /// The places of the columns it is ordered by.
    pub key: Vec<usize>,
    /// It may hold dates as such that no calendar has.
    pub odd_dates: bool,
}

/// The old tables that a plan's steps read, as tables of the new database: only the columns that are
/// read, exact types where values are sure to be of them and text where not, and the primary key.
///
/// `from` is where they are read from, which need not be the engine that the program says. Where the program's
/// old engine is the new one, the types are the old ones. Between two engines dates are text
/// like `2010-01-14`, datetimes like `2010-01-14 10:00:00.5` (without idle zeros), where the old engine
/// holds impossible ones, and so are the values of columns that promise nothing.
pub fn staging(plan: &Plan, reads: &Reads, from: Reader<'_>, engine: Engine) -> Vec<Staged> {
    spelled(plan, &staged_tables(&plan.program.old, reads, engine), from, engine)
}

/// The statements for these staging tables.
pub fn spelled(plan: &Plan, tables: &[StagedTable], from: Reader<'_>, engine: Engine) -> Vec<Staged> {
    tables.iter().map(|table| staged(&plan.program.old, table, from, engine)).collect()
}

/// What these blocks, and all that is no block, read.
pub fn reads(plan: &Plan, blocks: impl IntoIterator<Item = crate::plan::BlockId>) -> Reads {
    Reads::of(&plan.program, &Facts::of(&plan.program), blocks)
}

/// What all steps of a plan read.
pub fn all_reads(plan: &Plan) -> Reads {
    let blocks = (0..plan.program.blocks.len()).map(crate::plan::BlockId);
    Reads::of(&plan.program, &Facts::of(&plan.program), blocks)
}

/// For a column of an old table, conditions under which a value of it is a date that no calendar has, and one that an
/// engine lacks which holds `new`; none where no value can be.
pub(crate) fn oddities(schema: &Schema, column: &Column, from: Reader<'_>, new: Option<&Holds>) -> [Option<Expr>; 2] {
    let dialect = from.engine.dialect();
    let name = Expr::name(column.name.as_str());
    let impossible = may_be_impossible(schema, column).then(|| dialect.is_impossible_date(&name));
    [impossible, new.and_then(|new| dialect.is_foreign(&name, &column.ty, new))]
}

/// A query that counts the rows of an old table for which conditions hold.
pub(crate) fn count_each(table: &Table, conditions: &[Expr], from: Reader<'_>) -> String {
    let count = |condition: &Expr| Expr::call("COUNT", [Expr::int(1).when(condition.clone())]);
    from.engine.dialect().query_line(&Select::of(from.rows_of(table), conditions.iter().map(count)).into())
}

/// A query that answers a row where a row of an old table breaks a foreign key of one column.
pub(crate) fn orphan(schema: &Schema, table: TableId, key: &ForeignKey, from: Reader<'_>) -> Option<String> {
    let ([column], [wanted]) = (key.columns.as_slice(), key.references.as_slice()) else { return None };
    let (child, parent) = (schema.table(table), schema.table(key.table));
    let [own, partner] = [child.name.clone(), format!("{PARTNER}{}", parent.name)].map(Alias::named);
    let wanted = Expr::column(&partner, parent.column(*wanted).name.as_str());
    let value = Expr::column(&own, child.column(*column).name.as_str());
    let join = Join {
        kind: JoinKind::Left,
        from: Relation::from(from.table_name(parent)).named(&partner),
        on: Some(wanted.clone().eq(value.clone())),
        at_most_one: false,
    };
    let rows = Select::of(Relation::from(from.table_name(child)).named(&own), [Expr::int(1)]);
    let orphans = Select { joins: vec![join], limit: Some(1), ..rows }.and_where(value.is_not_null());
    Some(from.engine.dialect().query_line(&orphans.and_where(wanted.is_null()).into()))
}

fn staged(schema: &Schema, plan: &StagedTable, from: Reader<'_>, engine: Engine) -> Staged {
    let id = plan.table;
    let table = schema.table(id);
    let dialect = engine.dialect();
    let own = schema.engine == engine;
    let called: Vec<String> = staged_columns(schema, id, engine).iter().map(|name| dialect.ident(name)).collect();
    let mut lines = Vec::new();
    let mut targets = Vec::new();
    for StagedColumn { column, held_as } in &plan.columns {
        let of = table.column(*column);
        let is_key = plan.key.contains(column);
        let (ty, spelled) = if own {
            // as a number, whatever is no number stays what it is: text, or bytes
            let kept = if of.verified { of.ty.clone() } else { Type::Decimal { precision: None, scale: 0 } };
            (kept, staged_own_type(dialect, of))
        } else {
            let ty = if *held_as == StagedAs::Text { Type::TEXT } else { of.ty.clone() };
            let spelled = match is_key {
                true => dialect.key_type_name(&ty, plan.key.len()),
                false => dialect.type_name(&ty),
            };
            (ty, spelled)
        };
        let null = match plan.sure_key && is_key {
            true => " NOT NULL",
            false if engine.capabilities().tables.says_null => " NULL",
            false => "",
        };
        let name = called[column.0].clone();
        lines.push(format!("{name} {spelled}{null}"));
        targets.push((name, ty));
    }
    let key_names = || plan.key.iter().map(|c| called[c.0].as_str()).collect::<Vec<_>>().join(", ");
    let mut index = Vec::new();
    match plan.found_by {
        FoundBy::PrimaryKey => lines.push(format!("PRIMARY KEY ({})", key_names())),
        FoundBy::Index => {
            let called = dialect.ident(&format!("_mig_key_{}", id.0 + 1));
            index.push(dialect.create_index(None, &called, &plan.name, &key_names()));
        }
        FoundBy::Nothing => {}
    }
    let place = TableName::own(plan.name.as_str());
    let name = dialect.table_name(&place);
    let ordered: &[ColumnId] = if plan.sure_key { &plan.key } else { &[] };
    let columns: Vec<ColumnId> = plan.columns.iter().map(|staged| staged.column).collect();
    let rows = select(from, table, &columns);
    Staged {
        table: id,
        create: vec![engine.statements().create_staging(&name, &lines.join(",\n  "))],
        drop: dialect.statement(&Statement::DropTable(place.clone())),
        place,
        name,
        index,
        select: from.engine.dialect().query_line(&rows.clone().into()),
        rows,
        order: ordered
            .iter()
            .map(|c| (Expr::name(table.column(*c).name.as_str()), table.column(*c).ty.clone()))
            .collect(),
        engine: from.engine,
        key: ordered.iter().filter_map(|k| columns.iter().position(|c| c == k)).collect(),
        columns: targets,
        marked: columns.iter().map(|c| table.column(*c).foreign.then(|| dialect.capabilities().holds)).collect(),
        odd_dates: own && columns.iter().any(|c| may_be_impossible(schema, table.column(*c))),
        ids: columns,
    }
}

/// A type of the old engine that is sure to be there in another database of it.
fn staged_own_type(dialect: &dyn Dialect, column: &Column) -> String {
    match &column.ty {
        ty if dialect.capabilities().tables.enum_types
            && (column.auto_increment || matches!(ty, Type::Enum { .. })) =>
        {
            dialect.type_name(ty)
        }
        Type::Other(_) if dialect.capabilities().tables.enum_types => dialect.type_name(&Type::TEXT),
        _ => own_type(dialect, column),
    }
}

/// The query for some columns of an old table, as they are stored.
pub(crate) fn stored(schema: &Schema, table: TableId, columns: &[ColumnId], from: Reader<'_>) -> String {
    from.engine.dialect().query_line(&select(from, schema.table(table), columns).into())
}

/// The rows of an old table.
fn select(from: Reader<'_>, table: &Table, columns: &[ColumnId]) -> Select {
    let dialect = from.engine.dialect();
    let items = columns.iter().map(|id| {
        let column = table.column(*id);
        let value = Expr::name(column.name.as_str());
        match dialect.pads_on_its_way(&column.ty) {
            true => Item::named(dialect.text_operand(&value, &column.ty), column.name.as_str()),
            false => value.into(),
        }
    });
    Select { from: Some(from.rows_of(table)), ..Select::items(items) }
}

impl Staged {
    /// How many rows there are.
    pub fn count(&self) -> String {
        let count = Select { items: vec![Expr::CountRows.into()], ..self.rows.clone() };
        self.engine.dialect().query_line(&count.into())
    }

    /// The rows in order, after those up to a key where one is given.
    pub fn rows_after(&self, key: Option<&[String]>) -> String {
        if self.order.is_empty() {
            return self.select.clone();
        }
        let order = self.order.iter().map(|(column, _)| Order::ascending(column)).collect();
        let mut rows = Select { order, ..self.rows.clone() };
        if let Some(key) = key {
            rows = rows.and_where(after(&self.order, key));
        }
        self.engine.dialect().query_line(&rows.into())
    }
}
