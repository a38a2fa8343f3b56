//! What every part of the emitter needs: the plan, the dialect, and how tables are called.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::expr::Unsupported;
use super::named::Parts;
use super::names::place;
use super::old_side::{OldTables, Reader, staged_columns};
use super::seen::{LONGEST_QUERY, Seen};
use super::statement::Statement;
use crate::diag::{Code, Diagnostic};
use crate::dialect::EngineExt as _;
use crate::dialect::{Dialect, Statements};
use crate::engine::Engine;
use crate::physical::{BlockPlan, OldRows, PhysicalPlan, Target, helper_name, staged_name, usual};
use crate::plan::{Block, BlockId, Expr, Lookup, Plan, Program, Reads, Side};
use crate::schema::{Check, ColumnId, Schema, TableId, Type, ddl};
use crate::sql::{self, Alias, Nulls, Order, Relation, Select, TableName};

/// What rows are called that others are set with.
const X: &str = "x";

/// How many rows are shown that stop a run.
const SHOWN: i128 = 3;

/// The parts of old rows that have names, by block and relation, where all queries of a block share them.
pub(crate) type SharedParts = RefCell<BTreeMap<(BlockId, usize), Parts>>;

/// The plan and how it is spelled.
pub(crate) struct Context<'a> {
    pub plan: &'a Plan,
    pub program: &'a Program,
    /// How rows move, as it was decided before.
    pub physical: Arc<PhysicalPlan>,
    /// What [`Context::hash`] answers, once it was asked for.
    hash: OnceCell<String>,
    pub dialect: &'static dyn Dialect,
    pub statements: &'static dyn Statements,
    /// Where the old tables are.
    pub old: OldTables,
    /// What is known so far of the old rows, where it is only looked at: nothing has moved, so references are looked for among the
    /// old rows. None: the rows move, and what earlier steps wrote is there.
    pub preview: Option<Seen>,
    /// The parts of rows that have names in queries which have names themselves; none: each query names its own.
    pub shared_parts: Option<SharedParts>,
    /// What the engine cannot express, found on the way.
    pub unsupported: RefCell<Vec<Diagnostic>>,
    names: Names,
    /// What [`Context::rules`] answers of each new table, once it was asked for.
    rules: Vec<OnceCell<Vec<Check>>>,
    /// The columns of blocks whose values were seen never to fail.
    never_fails: RefCell<HashSet<(BlockId, ColumnId)>>,
    /// What each block reads, and at the end what is no block.
    reads: Vec<OnceCell<Reads>>,
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
    /// The places of the columns, by their names.
    pub by_name: HashMap<Arc<str>, usize>,
    /// The names of the columns in small letters.
    pub lower: HashSet<String>,
}

impl<'a> Context<'a> {
    /// For a plan whose rows move as `physical` says, in the SQL of an engine.
    pub fn new(plan: &'a Plan, physical: Arc<PhysicalPlan>, engine: Engine, old: OldTables) -> Self {
        let program = &plan.program;
        let names = |schema: &Schema| schema.tables.iter().map(|_| OnceCell::new()).collect();
        let places = [&program.old, &program.new].map(|schema| schema.tables.iter().map(|_| OnceCell::new()).collect());
        Self {
            plan,
            program,
            physical,
            hash: OnceCell::new(),
            dialect: engine.dialect(),
            statements: engine.statements(),
            old,
            preview: None,
            shared_parts: None,
            unsupported: RefCell::default(),
            rules: program.new.tables.iter().map(|_| OnceCell::new()).collect(),
            names: Names { old: names(&program.old), new: names(&program.new), places },
            never_fails: RefCell::default(),
            reads: (0..=program.blocks.len()).map(|_| OnceCell::new()).collect(),
        }
    }

    /// How the rows of a block move.
    pub fn block_plan(&self, id: BlockId) -> &BlockPlan {
        self.physical.block(id)
    }

    /// Whether nothing has moved, and old rows are only looked at.
    pub fn is_preview(&self) -> bool {
        self.preview.is_some()
    }

    /// From here on, nothing has moved, and old rows are only looked at.
    pub fn only_look(self) -> Self {
        Self { preview: Some(Seen::default()), ..self }
    }

    /// Begins a question about a block's rows, where they are only looked at.
    pub fn begin_to_look(&self, id: BlockId) {
        if let Some(seen) = &self.preview {
            seen.begin(id, LONGEST_QUERY);
        }
    }

    /// Notes that rows may be rejected that a statement does not find which only looks.
    pub fn more_may_be_rejected(&self) {
        if let Some(seen) = &self.preview {
            seen.more_may_be_rejected();
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
        let columns = self.reads_by(by).and_then(|reads| reads.tables.get(&table)).into_iter().flatten();
        columns.map(|column| self.column_name(Side::Old, table, *column)).collect()
    }

    /// What of the old side a block reads.
    pub fn reads_of(&self, block: &Block) -> Option<&Reads> {
        let id = self.program.blocks.iter().position(|other| std::ptr::eq(other, block)).map(BlockId);
        self.reads_by(id)
    }

    fn reads_by(&self, by: Option<BlockId>) -> Option<&Reads> {
        let cell = self.reads.get(by.map_or(self.program.blocks.len(), |id| id.0));
        cell.map(|cell| cell.get_or_init(|| Reads::of(self.program, &self.physical.facts, by)))
    }

    /// Whether the value of a block's column is known never to fail, so that nobody need spell it to see when it does.
    pub fn never_fails(&self, block: BlockId, column: ColumnId) -> bool {
        self.never_fails.borrow().contains(&(block, column))
    }

    /// Notes that the value of a block's column never fails. Not while it is only looked: there it depends on what is asked around it.
    pub fn note_never_fails(&self, block: BlockId, column: ColumnId) {
        if !self.is_preview() {
            self.never_fails.borrow_mut().insert((block, column));
        }
    }

    /// For what is asked of the old side itself.
    pub fn reading(plan: &'a Plan, from: Reader<'_>) -> Self {
        let target = Target { engine: plan.program.new.engine, old_rows: OldRows::Colocated, cuts: None };
        Self::reading_as(plan, Arc::new(PhysicalPlan::of(plan, target)), from)
    }

    /// For what is asked of the old side itself, where rows move as `physical` says.
    pub fn reading_as(plan: &'a Plan, physical: Arc<PhysicalPlan>, from: Reader<'_>) -> Self {
        let old = OldTables::Here { namespace: from.namespace.map(str::to_owned) };
        Self::new(plan, physical, from.engine, old)
    }

    /// Whether it is the old side that is asked.
    pub fn is_reading(&self) -> bool {
        matches!(self.old, OldTables::Here { .. })
    }

    /// The names of a table's columns, in their order.
    pub fn columns(&self, side: Side, table: TableId) -> &[Arc<str>] {
        let (cells, schema) = match side {
            Side::Old => (&self.names.old, &self.program.old),
            Side::New => (&self.names.new, &self.program.new),
        };
        let names = || match side {
            Side::Old if self.old == OldTables::Staged => {
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

    /// A name in the quotes of the engine.
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

    /// A text as a literal of the engine.
    pub fn text(&self, text: &str) -> String {
        self.dialect.text(text)
    }

    /// A table's full name, as text.
    pub fn table(&self, side: Side, table: TableId) -> String {
        self.dialect.table_name(&self.table_name(side, table))
    }

    /// A table's full name.
    pub fn table_name(&self, side: Side, table: TableId) -> TableName {
        let old = match side {
            Side::New => return place(self.dialect.engine(), self.program.new.table(table)),
            Side::Old => self.program.old.table(table),
        };
        match &self.old {
            OldTables::Here { namespace } => {
                Reader { engine: self.dialect.engine(), namespace: namespace.as_deref() }.table_name(old)
            }
            OldTables::Staged => TableName::own(staged_name(&self.program.old, table)),
            OldTables::Beside { namespace, own_schemas } => {
                let own = old.schema.as_ref().filter(|_| *own_schemas);
                TableName::of(own.unwrap_or(namespace), &old.name)
            }
        }
    }

    /// A new table's full name, as text.
    pub fn new_table(&self, table: TableId) -> String {
        self.table(Side::New, table)
    }

    /// What a relation of a block's head is called: as in the program, or by a short name where the program has none.
    pub fn relation_alias(&self, block: &Block, place: usize) -> Alias {
        let relation = &block.source[place];
        let table = match relation.side {
            Side::Old => self.program.old.table(relation.table),
            Side::New => self.program.new.table(relation.table),
        };
        Alias::named(match relation.alias == table.name {
            true if place == 0 => "o".to_string(),
            true => format!("o{}", place + 1),
            false => usual(&relation.alias),
        })
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

    /// The table that holds a block's rows with their old and new keys.
    pub fn rows_of(&self, block: BlockId) -> TableName {
        TableName::own(self.helper("_mig_rows_", block))
    }

    /// What its rows are called in statements that change them.
    pub fn rows_alias(&self, block: BlockId) -> Alias {
        Alias::named(self.helper("_mig_rows_", block))
    }

    /// The table that holds the missing keys of a block's rows.
    pub fn stubs_of(&self, block: BlockId) -> TableName {
        TableName::own(self.helper("_mig_stubs_", block))
    }

    /// A query as text.
    pub fn query(&self, query: impl Into<sql::Query>) -> String {
        self.dialect.query(&query.into())
    }

    /// A query as text in one line.
    pub fn query_line(&self, query: impl Into<sql::Query>) -> String {
        self.dialect.query_line(&query.into())
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

    /// Removes all rows of a table.
    pub fn clear(&self, table: TableName) -> String {
        self.dialect.statement(&sql::Statement::Delete(sql::Delete { table, filter: None }))
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

    /// A term of an ORDER BY: nulls first when ascending, text by code point.
    pub fn order(&self, value: &sql::Expr, descending: bool, textual: bool, nullable: bool) -> Order {
        let by = if textual { self.dialect.by_code_point(value) } else { value.clone() };
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
        self.check(none(bad, message))
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
        helper_name(self.program, prefix, block)
    }
}

/// A query that answers the message where another one answers a row, else null.
pub(crate) fn none(bad: Select, message: &str) -> Select {
    Select::values([sql::Expr::text(message).when(sql::Expr::exists(bad))])
}

/// A value as a term of `ORDER BY` or `GROUP BY`. Engines read a number there as the position of a column, and PostgreSQL refuses
/// any other constant.
pub(crate) fn not_a_position(expr: &Expr, value: sql::Expr) -> sql::Expr {
    if expr.is_constant() { sql::Expr::scalar(Select::values([value])) } else { value }
}
