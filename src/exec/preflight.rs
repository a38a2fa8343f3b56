//! Looks at both sides before a run: whether the databases are what the program was checked with, what
//! is in the way, which rights are missing, how many rows there are. Writes nothing.

use std::collections::BTreeMap;
use std::time::Duration;

use super::drifted::schema_of;
use super::error::{Problem, RunError};
use super::job::NEW;
use super::needs::Needs;
use super::old_file::{self, Found};
use super::sides;
use super::tables::{SWAPPED, filled, reads, swapped, writes};
use crate::client::address::Address;
use crate::client::connect::{Access, open};
use crate::client::trouble::Trouble;
use crate::diag::Diagnostics;
use crate::dialect::EngineExt as _;
use crate::emit::runner;
use crate::emit::staging::all_reads;
use crate::plan::Plan;
use crate::rows::{Projection, RowReader, RowSource, Scratch, SourceError, try_each_row};
use crate::schema::drift::{Difference, Use, Used, drift};
use crate::schema::{TableId, ddl};
use crate::source::FileId;

/// What was seen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Preflight {
    /// Of the old side.
    pub old: PreflightSide,
    /// Of the new side.
    pub new: PreflightSide,
    /// The old tables that the program reads, and how many rows each has; none: it cannot be read.
    pub rows: Vec<(String, Option<u64>)>,
}

/// What was seen of a side.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PreflightSide {
    /// What its schema has otherwise than the program was checked with.
    pub differences: Vec<Difference>,
    /// What stops the run.
    pub problems: Vec<Problem>,
    /// What people should know.
    pub notes: Vec<String>,
    /// The tables that are there.
    tables: Vec<String>,
}

/// Rows a second that a plain program moves on a small machine; one that follows keys takes longer.
const PACE: u64 = 60_000;

impl Preflight {
    /// Rows of all old tables that are read.
    pub fn all_rows(&self) -> u64 {
        self.rows.iter().filter_map(|(_, rows)| *rows).sum()
    }

    /// About how long the run takes: no more than an idea.
    pub fn estimate(&self) -> Duration {
        Duration::from_secs(self.all_rows() / PACE + 1)
    }

    /// Whether anything would stop the run.
    pub fn is_good(&self) -> bool {
        [&self.old, &self.new]
            .iter()
            .all(|side| side.problems.is_empty() && side.differences.iter().all(|d| !d.matters))
    }
}

/// Looks at both sides. `create`: the new tables are made where none is there; `needs`: the rights that the run needs.
///
/// # Errors
/// When a database cannot be opened or its schema not be read.
pub async fn preflight(
    from: &Address,
    into: &Address,
    plan: &Plan,
    create: bool,
    needs: &Needs,
) -> Result<Preflight, RunError> {
    let mut look = Preflight::default();
    old_side(from, plan, needs, &mut look).await?;
    // A file that will be made.
    if !(create && into.file().is_some_and(|file| !file.exists())) {
        look.new = new_side(into, plan, create, needs).await?;
    }
    let program = &plan.program;
    let lost: Vec<String> = reads(plan)
        .iter()
        .map(|(id, _)| program.old.table(*id).name.clone())
        .filter(|name| !look.old.tables.iter().any(|there| there.eq_ignore_ascii_case(name)))
        .collect();
    let targets: Vec<String> = filled(plan).iter().map(|id| program.new.table(*id).name.clone()).collect();
    if !lost.is_empty() && swapped(&lost, &look.old.tables, &targets, &look.new.tables) {
        let message = "each database has the tables of the other".to_owned();
        look.old.problems.push(Problem { message, help: SWAPPED.to_owned() });
    }
    Ok(look)
}

async fn old_side(from: &Address, plan: &Plan, needs: &Needs, look: &mut Preflight) -> Result<(), RunError> {
    let used = reads(plan);
    match old_file::find(from)? {
        Some(Found::Rows(dump)) => old_dump(&*dump, plan, &used, look),
        Some(Found::Database(address, _unpacked)) => old_database(&address, plan, &used, needs, look).await,
        None => old_database(from, plan, &used, needs, look).await,
    }
}

/// All of a dump is read, so that what is wrong with it is known before anything is written.
fn old_dump(dump: &dyn RowSource, plan: &Plan, used: &[Used], look: &mut Preflight) -> Result<(), RunError> {
    let program = &plan.program;
    let wanted: Vec<Projection> =
        used.iter().map(|(table, columns)| Projection { table: *table, columns: columns.clone() }).collect();
    let mut reader = old_file::reader(dump, program, &wanted)?;
    let whole = read_all(&mut *reader, &wanted);
    let own = reader.own_schema();
    let found = ddl::read_of(
        FileId::default(),
        &own.ddl,
        own.engine,
        program.old_namespace.as_deref(),
        &mut Diagnostics::new(),
    );
    if !found.tables.is_empty() {
        look.old.differences = drift(&program.old, &found, Use::Read, used);
    }
    if let Err(error) = &whole {
        let help = error.help().unwrap_or("make the dump again with the engine's own tool").to_owned();
        look.old.problems.push(Problem { message: error.to_string(), help });
    }
    for ((table, _), rows) in used.iter().zip(reader.counts()) {
        look.rows.push((program.old.table(*table).full_name(), whole.is_ok().then_some(rows)));
    }
    Ok(())
}

fn read_all(reader: &mut dyn RowReader, wanted: &[Projection]) -> Result<(), SourceError> {
    let mut scratch = Scratch::default();
    while let Some(table) = reader.next_table()? {
        let columns = wanted.get(table).map_or(0, |wanted| wanted.columns.len());
        try_each_row(reader, |row| {
            for column in 0..columns {
                row.cell(column, &mut scratch)?;
            }
            Ok(())
        })??;
    }
    Ok(())
}

async fn old_database(
    from: &Address,
    plan: &Plan,
    used: &[Used],
    needs: &Needs,
    look: &mut Preflight,
) -> Result<(), RunError> {
    let program = &plan.program;
    let found = schema_of(from, program.old_namespace.as_deref()).await?;
    look.old.differences = drift(&program.old, &found, Use::Read, used);
    look.old.tables = found.tables.iter().map(|table| table.name.clone()).collect();
    let mut db = open(from, Access::OLD).await?;
    let lacks = needs.ask_old(&mut db, from).await;
    look.old.problems = lacks.problems;
    look.old.notes = lacks.notes;
    for (id, _) in used {
        let table = program.old.table(*id);
        let answer = db.ask(&runner::count(db.engine(), &runner::place(db.engine(), table))).await;
        let rows = match answer {
            Ok(answer) => answer.count(0),
            // One that is missing is a difference.
            Err(_) if found.find(None, &table.name).is_none() => None,
            Err(error) => {
                let Trouble { message, help, kind, .. } = Trouble::of(&error, from).of_reader();
                // A right that is missing was told.
                if !kind.is_about_rights() || look.old.problems.is_empty() {
                    let message = format!("`{}` cannot be read: {message}", table.name);
                    look.old.problems.push(Problem { message, help });
                }
                None
            }
        };
        look.rows.push((table.full_name(), rows));
    }
    drop(db.close().await);
    Ok(())
}

/// How many rows the old tables have that a plan reads.
///
/// # Errors
/// When the database cannot be opened or a table not be read.
pub async fn old_rows(from: &Address, plan: &Plan) -> Result<BTreeMap<TableId, u64>, RunError> {
    let mut db = open(from, Access::OLD).await?;
    let mut out = BTreeMap::new();
    for id in all_reads(plan).tables.into_keys() {
        let table = runner::place(db.engine(), plan.program.old.table(id));
        let answer = db
            .ask(&runner::count(db.engine(), &table))
            .await
            .map_err(|error| Trouble::of(&error, from).reading("tables", from))?;
        out.extend(answer.count(0).map(|rows| (id, rows)));
    }
    drop(db.close().await);
    Ok(out)
}

/// What a database that is only read answers to queries: the first column of each.
///
/// # Errors
/// When it cannot be opened or a query fails.
pub async fn answers(from: &Address, queries: &[String]) -> Result<Vec<Vec<String>>, RunError> {
    let mut db = open(from, Access::OLD).await?;
    let mut out = Vec::new();
    for query in queries {
        let answer = db.ask(query).await.map_err(|error| Trouble::of(&error, from).reading("rows", from))?;
        out.push(answer.rows.into_iter().filter_map(|row| row.into_iter().next().flatten()).collect());
    }
    drop(db.close().await);
    Ok(out)
}

async fn new_side(into: &Address, plan: &Plan, create: bool, needs: &Needs) -> Result<PreflightSide, RunError> {
    let program = &plan.program;
    let mut seen = PreflightSide::default();
    let found = schema_of(into, program.new_namespace.as_deref()).await?.without_views();
    seen.tables = found.tables.iter().map(|table| table.name.clone()).collect();
    let targets = filled(plan);
    let there = |id: &TableId| found.find(None, &program.new.table(*id).name).is_some();
    let made = create && !targets.iter().any(there);
    if made {
        for id in &targets {
            let name = &program.new.table(*id).name;
            if found.views.iter().any(|(view, _)| view.eq_ignore_ascii_case(name)) {
                seen.problems.push(Problem {
                    message: format!("a view is called `{name}`, as a table that would be made"),
                    help: "remove or rename the view".to_owned(),
                });
            }
        }
    } else {
        seen.differences = drift(&program.new, &found, Use::Write, &writes(plan));
    }
    // For writing, since rights are asked for; nothing of what follows changes anything.
    let mut db = open(into, Access::NEW).await?;
    let tables: Vec<_> = targets.iter().map(|id| program.new.table(*id)).collect();
    if let Ok(Some(RunError::NoTable { tables, help, .. })) = sides::out_of_sight(&mut db, NEW, &tables).await {
        let message = format!("the session does not find `{}`", tables.join("`, `"));
        seen.problems.push(Problem { message, help });
    }
    let lacks = needs.ask_new(&mut db, into).await;
    seen.problems.extend(lacks.problems);
    seen.notes = lacks.notes;
    for id in targets.iter().filter(|id| there(id)) {
        let table = program.new.table(*id);
        let answer = db.ask(&runner::count(db.engine(), &runner::place(db.engine(), table))).await;
        let rows = answer.ok().and_then(|answer| answer.count(0)).unwrap_or(0);
        // Which of them the program removes itself, it says.
        let emptied = program.empties.iter().any(|empty| empty.table == *id);
        if rows > 0 && !emptied {
            let (name, were) = (&table.name, if rows == 1 { "row" } else { "rows" });
            seen.notes
                .push(format!("`{name}` has {rows} {were} already; `empty {name}` in the program would remove them"));
        }
    }
    let triggers = db.ask(db.engine().statements().triggers()).await.map(|answer| answer.rows).unwrap_or_default();
    for row in triggers {
        let [Some(table), Some(trigger)] = row.as_slice() else { continue };
        if targets.iter().any(|id| program.new.table(*id).name.eq_ignore_ascii_case(table)) {
            seen.notes.push(format!("`{table}` has the trigger `{trigger}`, which sees every row that is moved"));
        }
    }
    drop(db.close().await);
    Ok(seen)
}
