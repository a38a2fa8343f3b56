//! What every part of the emitter needs: the plan, the dialect, and how tables are called.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::Statement;
use super::expr::Unsupported;
use super::runner;
use super::scope::{FromClause, Parts};
use super::staging::{Reader, staged_columns, staged_name, usual};
use crate::diag::{Code, Diagnostic};
use crate::dialect::EngineExt as _;
use crate::dialect::{Dialect, Statements};
use crate::engine::Engine;
use crate::plan::{self, Block, BlockId, Expr, Facts, KeyStrategy, Lookup, Plan, Program, Reads, Side, StepKind};
use crate::schema::{Check, ColumnId, Schema, TableId, Type, ddl};
use crate::sql::{self, Alias, Nulls, Order, Relation, Select, TableName};

/// The longest name every engine takes, in bytes (PostgreSQL: 63).
const LONGEST_NAME: usize = 63;

/// What rows are called that others are set with.
const X: &str = "x";

/// How many rows are shown that stop a run.
const SHOWN: i128 = 3;

/// The plan and how it is spelled.
pub(crate) struct Context<'a> {
    pub plan: &'a Plan,
    pub program: &'a Program,
    /// See [`Context::hash`].
    hash: OnceCell<String>,
    pub dialect: &'static dyn Dialect,
    pub statements: &'static dyn Statements,
    pub facts: Facts,
    /// The database, schema or attached file that holds the old tables.
    pub old: String,
    /// Whether old tables are where their own schema says, since nobody said otherwise.
    pub old_schemas: bool,
    /// Whether old tables are staged in the new database.
    pub staged: bool,
    /// Whether it is only looked at, and nothing has moved: references are looked for among the old rows.
    pub previewing: bool,
    /// What is known so far of the old rows, where it is only looked at and nothing has moved.
    pub seen: super::preview::Seen,
    /// Where long inserts are cut.
    pub cuts: Option<&'a super::Cuts>,
    /// Where old tables are read from, when it is the old side that is asked.
    reading: Option<Option<String>>,
    /// Whether followed rows are taken to be there, so that nothing asks for them.
    pub assume_found: Cell<bool>,
    /// Whether queries that give names to parts of rows get names themselves.
    pub names_queries: bool,
    /// Then those parts, by block and relation.
    pub named_parts: RefCell<BTreeMap<(BlockId, usize), Parts>>,
    /// What the engine cannot express, found on the way.
    pub unsupported: RefCell<Vec<Diagnostic>>,
    names: Names,
    /// See [`Context::rules`].
    rules: Vec<OnceCell<Vec<Check>>>,
    /// What the last block was found to read that it was asked of.
    reads: RefCell<Option<(Option<BlockId>, Reads)>>,
    must_be_empty: HashSet<TableId>,
    rows_before: Vec<bool>,
    stubs_before: Vec<StubsBefore>,
}

/// What the stubs made just before a block's rows move mean for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StubsBefore {
    /// None are made.
    None,
    /// It is decided first which rows move, and stubs are made for these.
    AfterChoice,
    /// It is decided first which rows move, and kept, since some rows would have another fate once the stubs are there.
    AfterLastingChoice,
    /// The values that decide are those of the stubs, so stubs are made for every row that may move.
    BeforeChoice,
}

/// The column names of tables, made when they are first asked for.
struct Names {
    old: Vec<OnceCell<Vec<Arc<str>>>>,
    new: Vec<OnceCell<Vec<Arc<str>>>>,
    /// The place of each column in its table by its name, of the old tables and of the new ones.
    places: [Vec<OnceCell<ColumnPlaces>>; 2],
}

/// The columns of a table by name: a table may have thousands.
pub(crate) struct ColumnPlaces {
    /// Their places.
    pub by_name: HashMap<Arc<str>, usize>,
    /// Their names in small letters.
    pub lower: HashSet<String>,
}

/// The helper tables, all in the new database.
pub(crate) const RUN: &str = "_mig_run";
pub(crate) const COUNTS: &str = "_mig_counts";
pub(crate) const REJECTS: &str = "_mig_rejects";
pub(crate) const USES: &str = "_mig_uses";

impl<'a> Context<'a> {
    /// For a plan on an engine; `old` is what holds the old tables.
    pub fn new(plan: &'a Plan, engine: Engine, old: Option<String>, staged: bool) -> Self {
        let program = &plan.program;
        let names = |schema: &Schema| schema.tables.iter().map(|_| OnceCell::new()).collect();
        let places = [&program.old, &program.new].map(|schema| schema.tables.iter().map(|_| OnceCell::new()).collect());
        let must_be_empty = tables_with_kept_keys(program);
        let rows_before = rows_before(plan, &must_be_empty);
        let stubs_before = super::stubs::stubs_before(plan);
        Self {
            plan,
            program,
            hash: OnceCell::new(),
            dialect: engine.dialect(),
            statements: engine.statements(),
            facts: Facts::of(program),
            old_schemas: old.is_none() && engine.capabilities().has_schemas,
            old: old.unwrap_or_else(|| "old".to_string()),
            staged,
            previewing: false,
            seen: super::preview::Seen::default(),
            cuts: None,
            reading: None,
            assume_found: Cell::new(false),
            names_queries: false,
            named_parts: RefCell::default(),
            unsupported: RefCell::default(),
            rules: program.new.tables.iter().map(|_| OnceCell::new()).collect(),
            names: Names { old: names(&program.old), new: names(&program.new), places },
            reads: RefCell::new(None),
            must_be_empty,
            rows_before,
            stubs_before,
        }
    }

    /// What a row of a new table must keep (see [`ddl::rules`]), gathered when it is first asked for: every line is asked against it.
    pub fn rules(&self, table: TableId) -> &[Check] {
        let new = &self.program.new;
        let gather = || ddl::rules(new.engine, new.table(table));
        self.rules.get(table.0).map_or(&[], |cell| cell.get_or_init(gather).as_slice())
    }

    /// The program's hash, made when it is first asked for: it costs as much as a small script.
    pub fn hash(&self) -> &str {
        self.hash.get_or_init(|| self.program.hash())
    }

    /// The columns of an old table that a block reads (none: what is no block). Where another block's rows go straight to
    /// their table, what only that one reads is not staged.
    pub fn read_columns(&self, by: Option<BlockId>, table: TableId) -> Vec<Arc<str>> {
        let mut last = self.reads.borrow_mut();
        let (_, reads) = match last.take() {
            Some(known) if known.0 == by => last.insert(known),
            _ => last.insert((by, Reads::of(self.program, &self.facts, by))),
        };
        let columns = reads.tables.get(&table).into_iter().flatten();
        columns.map(|column| self.column_name(Side::Old, table, *column)).collect()
    }

    /// What of the old side a block reads.
    pub fn reads_of(&self, block: &Block) -> Reads {
        let id = self.program.blocks.iter().position(|other| std::ptr::eq(other, block)).map(BlockId);
        Reads::of(self.program, &self.facts, id)
    }

    /// For what is asked of the old side itself.
    pub fn reading(plan: &'a Plan, from: Reader<'_>) -> Self {
        Self { reading: Some(from.namespace.map(str::to_owned)), ..Self::new(plan, from.engine, None, false) }
    }

    /// Whether it is the old side that is asked.
    pub fn is_reading(&self) -> bool {
        self.reading.is_some()
    }

    /// The names of a table's columns, in their order.
    pub fn columns(&self, side: Side, table: TableId) -> &[Arc<str>] {
        let (cells, schema) = match side {
            Side::Old => (&self.names.old, &self.program.old),
            Side::New => (&self.names.new, &self.program.new),
        };
        let names = || match side {
            Side::Old if self.staged => {
                let all = staged_columns(schema, table, self.dialect.engine());
                all.iter().map(|name| Arc::from(&**name)).collect()
            }
            _ => schema.table(table).columns.iter().map(|c| Arc::from(c.name.as_str())).collect(),
        };
        cells.get(table.0).map_or(&[], |cell| cell.get_or_init(names).as_slice())
    }

    /// The columns of a table by name; none of a table that is not there.
    pub fn column_places(&self, side: Side, table: TableId) -> Option<&ColumnPlaces> {
        let (cells, schema) = match side {
            Side::Old => (&self.names.places[0], &self.program.old),
            Side::New => (&self.names.places[1], &self.program.new),
        };
        let places = || ColumnPlaces {
            by_name: self.columns(side, table).iter().cloned().enumerate().map(|(at, name)| (name, at)).collect(),
            lower: schema.table(table).columns.iter().map(|column| column.name.to_lowercase()).collect(),
        };
        cells.get(table.0).map(|cell| cell.get_or_init(places))
    }

    /// What a column is called where the statements find it.
    pub fn column_name(&self, side: Side, table: TableId, column: ColumnId) -> Arc<str> {
        self.columns(side, table).get(column.0).cloned().unwrap_or_default()
    }

    pub fn block(&self, id: BlockId) -> &'a Block {
        self.program.block(id)
    }

    /// A quoted name.
    pub fn name(&self, name: &str) -> String {
        self.dialect.ident(name)
    }

    /// An expression as text.
    pub fn sql(&self, expr: &sql::Expr) -> String {
        self.dialect.print(expr)
    }

    /// The WHERE of conditions, if there are any.
    pub fn where_clause(&self, conditions: &[sql::Expr]) -> String {
        match sql::Expr::and(conditions.iter().cloned()) {
            always if always == sql::Expr::bool(true) => String::new(),
            all => format!("\nWHERE {}", self.dialect.terms(&all)),
        }
    }

    /// A text literal.
    pub fn text(&self, text: &str) -> String {
        self.dialect.text(text)
    }

    /// A table's full name, as text.
    pub fn table(&self, side: Side, table: TableId) -> String {
        self.dialect.table_name(&self.table_name(side, table))
    }

    /// A table's full name.
    pub fn table_name(&self, side: Side, table: TableId) -> TableName {
        match side {
            Side::Old if self.is_reading() => {
                let reader = Reader {
                    engine: self.dialect.engine(),
                    namespace: self.reading.as_ref().and_then(Option::as_deref),
                };
                reader.table_name(self.program.old.table(table))
            }
            Side::Old if self.staged => TableName::own(staged_name(&self.program.old, table)),
            Side::Old => {
                let table = self.program.old.table(table);
                let namespace = match &table.schema {
                    Some(schema) if self.old_schemas => schema,
                    _ => &self.old,
                };
                TableName::of(namespace, &table.name)
            }
            Side::New => runner::place(self.dialect.engine(), self.program.new.table(table)),
        }
    }

    /// A new table's full name, as text.
    pub fn new_table(&self, table: TableId) -> String {
        self.table(Side::New, table)
    }

    /// What a new table's rows are called in statements that change them.
    pub fn new_alias(&self, table: TableId) -> Alias {
        Alias::named(self.program.new.table(table).name.as_str())
    }

    /// An old key such that it is found among the keys of a new table.
    pub fn sought(&self, key: &sql::Expr, from: &Type, table: TableId, column: ColumnId) -> sql::Expr {
        // Tables that are made after another engine's definitions have no two collations.
        match self.program.old.engine == self.program.new.engine {
            true => self.dialect.sought(key, from, &self.program.new.column(table, column).ty),
            false => key.clone(),
        }
    }

    /// Whether a look-up finds its row as a foreign key does, and not by code point: the old side's in the old engine alone.
    pub fn finds_as_key(&self, lookup: &Lookup) -> bool {
        lookup.as_key && (lookup.side == Side::New || self.program.old.engine == self.dialect.engine())
    }

    /// A value such that a column of a table is compared with it as that table's foreign keys are: see [`Lookup::as_key`].
    ///
    /// [`Lookup::as_key`]: crate::plan::Lookup::as_key
    pub fn sought_on(&self, side: Side, key: &sql::Expr, from: &Type, table: TableId, column: ColumnId) -> sql::Expr {
        match side {
            Side::New => self.sought(key, from, table, column),
            Side::Old => self.dialect.sought(key, from, &self.held(side, table, column)),
        }
    }

    /// The type of a column as it is compared where the program reads it.
    pub fn held(&self, side: Side, table: TableId, column: ColumnId) -> Type {
        let schema = match side {
            Side::Old => &self.program.old,
            Side::New => &self.program.new,
        };
        let ty = &schema.column(table, column).ty;
        match (schema.engine == self.dialect.engine(), side) {
            (true, _) => ty.clone(),
            (false, Side::Old) => self.in_helper(ty),
            // It was made after another engine's definition.
            (false, Side::New) if ty.is_textual() => Type::TEXT,
            (false, Side::New) => ty.clone(),
        }
    }

    /// A type as a helper table holds it.
    pub fn in_helper(&self, ty: &Type) -> Type {
        if ty.is_textual() { self.dialect.helper_text() } else { ty.clone() }
    }

    /// A column of a table such that `GROUP BY` takes the same code points for one.
    pub fn grouped(&self, side: Side, table: TableId, column: ColumnId) -> sql::Expr {
        let name = sql::Expr::name(self.column_name(side, table, column));
        let held = self.held(side, table, column);
        match held.is_textual() {
            true => self.dialect.grouped_by_code_point(&self.dialect.text_operand(&name, &held)),
            false => name,
        }
    }

    /// The table that holds a block's rows with their old and new keys, as text.
    pub fn rows_table(&self, block: BlockId) -> String {
        self.dialect.table_name(&self.rows_of(block))
    }

    /// The table that holds a block's rows with their old and new keys.
    pub fn rows_of(&self, block: BlockId) -> TableName {
        TableName::own(self.helper("_mig_rows_", block))
    }

    /// What its rows are called in statements that change them.
    pub fn rows_alias(&self, block: BlockId) -> Alias {
        Alias::named(self.helper("_mig_rows_", block))
    }

    /// The table that holds the missing keys of a block's rows, as text.
    pub fn stubs_table(&self, block: BlockId) -> String {
        self.dialect.table_name(&self.stubs_of(block))
    }

    /// The table that holds the missing keys of a block's rows.
    pub fn stubs_of(&self, block: BlockId) -> TableName {
        TableName::own(self.helper("_mig_stubs_", block))
    }

    /// A query as text.
    pub fn query(&self, query: impl Into<sql::Query>) -> String {
        self.dialect.query(&query.into())
    }

    /// `INSERT INTO table (columns)` with the rows of a query; columns are named without quotes.
    pub fn insert(&self, table: TableName, columns: Vec<String>, rows: impl Into<sql::Query>) -> String {
        self.insert_overriding(table, columns, "", rows)
    }

    /// An [`insert`](Self::insert) with something behind its columns.
    pub fn insert_overriding(
        &self,
        table: TableName,
        columns: Vec<String>,
        overriding: &'static str,
        rows: impl Into<sql::Query>,
    ) -> String {
        let insert = sql::Insert { table, columns, overriding, rows: sql::Rows::Query(rows.into()) };
        self.dialect.statement(&sql::Statement::Insert(insert))
    }

    /// Removes the rows of a table that meet a condition.
    pub fn delete(&self, table: TableName, condition: sql::Expr) -> String {
        self.dialect.statement(&sql::Statement::Delete(sql::Delete { table, filter: Some(condition) }))
    }

    /// Sets columns of a table's rows, which are called `x` beside it, with what a query answers; columns are named without quotes.
    pub fn update_from(
        &self,
        table: &TableName,
        set: Vec<(String, sql::Expr)>,
        source: impl Into<sql::Query>,
        on: &sql::Expr,
    ) -> String {
        let set: Vec<(String, String)> =
            set.into_iter().map(|(column, value)| (self.name(&column), self.sql(&value))).collect();
        let table = self.dialect.table_name(table);
        let source = self.dialect.inner_query(&source.into());
        self.statements.update_from(&table, &set, &source, &self.name(X), &self.sql(on))
    }

    /// The rows that [`update_from`](Self::update_from) takes the values from.
    pub fn x(&self) -> Alias {
        Alias::named(X)
    }

    /// A term of a `GROUP BY`: text by code point.
    pub fn group_by(&self, from: &mut FromClause<'_>, expr: &Expr) -> sql::Expr {
        let value = not_a_position(expr, from.value(expr).value);
        if expr.ty.is_textual() { self.dialect.grouped_by_code_point(&value) } else { value }
    }

    /// A term of an ORDER BY: nulls first when ascending, text by code point.
    pub fn order(&self, value: &sql::Expr, descending: bool, textual: bool, nullable: bool) -> Order {
        let by = if textual { self.dialect.ordered_by_code_point(value) } else { value.clone() };
        let nulls = match descending {
            _ if !nullable || !self.statements.capabilities().says_nulls => None,
            true => Some(Nulls::Last),
            false => Some(Nulls::First),
        };
        Order { by, descending, nulls }
    }

    /// A check that a query answers no row; its one column `t` says what is shown of the first of them.
    pub fn check_rows(&self, bad: Select, message: &str) -> Statement {
        let x = Alias::new("x");
        let shown = self.statements.joined_texts(&sql::Expr::column(&x, "t"));
        let said = sql::Expr::concat([sql::Expr::text(format!("{message}: ")), shown]);
        let any = sql::Expr::CountRows.gt(0);
        let bad = Select { limit: Some(SHOWN), ..bad };
        self.check(Select::of(Relation::from(bad).named(&x), [said.when(any)]))
    }

    /// A check that a query answers no row.
    pub fn check_none(&self, bad: Select, message: &str) -> Statement {
        self.check(Select::values([sql::Expr::text(message).when(sql::Expr::exists(bad))]))
    }

    /// A check that what a query answers is null: else it is the message.
    pub fn check(&self, query: Select) -> Statement {
        let query = self.query(query);
        Statement::Check { sql: self.statements.check(&query), query, note: false }
    }

    /// Notes what the engine cannot express.
    pub fn cannot(&self, parts: Vec<Unsupported>) {
        let mut found = self.unsupported.borrow_mut();
        for part in parts {
            let engine = self.dialect.engine();
            let finding =
                Diagnostic::new(Code::CANNOT_EXPRESS, part.span, format!("{engine} cannot express {}", part.what));
            if !found.contains(&finding) {
                found.push(finding);
            }
        }
    }

    /// The name of the query that reads a relation of a block, with the parts of its rows that have names.
    pub fn named_query(&self, block: BlockId, rel: usize) -> TableName {
        let name = self.helper("_mig_read_", block);
        TableName::own(if rel == 0 { name } else { format!("{name}_{}", rel + 1) })
    }

    fn helper(&self, prefix: &str, block: BlockId) -> String {
        let own = &self.block(block).name;
        let name = format!("{prefix}{}", usual(own));
        if name.len() <= LONGEST_NAME && name.ends_with(own) {
            return name;
        }
        let number = format!("_{}", block.0 + 1);
        let cut = (0..=LONGEST_NAME - number.len()).rev().find(|i| name.is_char_boundary(*i)).unwrap_or(0);
        format!("{}{number}", &name[..cut])
    }

    /// Whether a block keeps a table of its rows: for followed keys, for rows that are merged,
    /// for references among its own rows that may reject.
    pub fn keeps_rows(&self, id: BlockId) -> bool {
        self.keeps_rows_anyway(id) || matches!(self.cut(id), Some((_, super::cut::By::Number)))
    }

    /// Whether a block keeps a table of its rows whatever the size of the pieces that its insert is cut into.
    pub(super) fn keeps_rows_anyway(&self, id: BlockId) -> bool {
        let block = self.block(id);
        self.plan.keys[id.0] == KeyStrategy::Mapped
            || !block.uniques.is_empty()
            || !self.rejecting_self_references(id).is_empty()
            || self.choice_lasts(id)
    }

    /// Whether it is decided which rows of a block move before the stubs are made that they refer to.
    pub fn chosen_before_stubs(&self, id: BlockId) -> bool {
        matches!(self.stubs_before.get(id.0), Some(StubsBefore::AfterChoice | StubsBefore::AfterLastingChoice))
    }

    /// Whether that must be written down, since some rows would have another fate once the stubs are there.
    pub fn choice_lasts(&self, id: BlockId) -> bool {
        self.stubs_before.get(id.0) == Some(&StubsBefore::AfterLastingChoice)
    }

    /// Columns that refer to rows of the block itself and reject rows whose partner is missing.
    pub fn rejecting_self_references(&self, id: BlockId) -> Vec<ColumnId> {
        use crate::plan::{How, Policy};
        let block = self.block(id);
        block
            .fills
            .iter()
            .filter_map(|fill| match &fill.how {
                How::Value { attempts, policy: Policy::Reject } => match attempts.as_slice() {
                    [one] => {
                        let follow = crate::plan::self_follow(id, one)?;
                        (!follow.stub && !self.facts.always_found(self.program, block, follow)).then_some(fill.column)
                    }
                    _ => None,
                },
                _ => None,
            })
            .collect()
    }

    /// Whether a new table may hold rows before a block's rows come.
    pub fn may_hold_rows(&self, id: BlockId) -> bool {
        self.rows_before.get(id.0).copied().unwrap_or(true)
    }

    /// Whether the plan insists that a table is empty before it begins: where rows keep keys, a
    /// row that is there already could be taken for another.
    pub fn must_be_empty(&self, table: TableId) -> bool {
        self.must_be_empty.contains(&table)
    }
}

/// The tables that some block fills with keys that are not fresh.
fn tables_with_kept_keys(program: &Program) -> HashSet<TableId> {
    let keys_are_fresh = |block: &Block| {
        let primary = program.new.table(block.target).primary_key.as_ref();
        primary.is_some_and(|key| {
            key.columns
                .iter()
                .all(|c| block.fill(*c).is_none_or(|f| matches!(f.how, plan::How::Auto | plan::How::Default)))
        })
    };
    program.blocks.iter().filter(|b| !keys_are_fresh(b)).map(|b| b.target).collect()
}

/// For each block, whether its table may hold rows when its turn comes.
fn rows_before(plan: &Plan, must_be_empty: &HashSet<TableId>) -> Vec<bool> {
    let program = &plan.program;
    let from_the_start = |table: TableId| match program.empties.iter().find(|e| e.table == table) {
        Some(empty) => empty.cond.is_some(),
        None => !must_be_empty.contains(&table),
    };
    let mut before: Vec<bool> = program.blocks.iter().map(|b| from_the_start(b.target)).collect();
    let mut filled: HashSet<TableId> = HashSet::new();
    let mut own_sql = false;
    for step in &plan.steps {
        match &step.kind {
            StepKind::Move { block, .. } => {
                let target = program.block(*block).target;
                if let Some(held) = before.get_mut(block.0) {
                    *held |= own_sql || filled.contains(&target);
                }
                filled.insert(target);
            }
            StepKind::Stubs { of, .. } => filled.extend(of.iter().map(|b| program.block(*b).target)),
            // it may write into any table
            StepKind::Action { action } => {
                let action = program.actions.get(*action);
                own_sql |= action.is_some_and(|action| matches!(action.what, plan::ActionWhat::Sql(_)));
            }
            _ => {}
        }
    }
    before
}

/// A value as a term of `ORDER BY` or `GROUP BY`. Engines read a number there as the position of a column, and PostgreSQL refuses
/// any other constant.
pub(crate) fn not_a_position(expr: &Expr, value: sql::Expr) -> sql::Expr {
    if expr.is_constant() { sql::Expr::scalar(Select::values([value])) } else { value }
}
