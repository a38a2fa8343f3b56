//! The rights that a run needs: asked for before the first step, so that none is missing midway.

use super::error::{Problem, RunError};
use super::job::{NEW, OLD, Start};
use super::rights::{Lacks, Need, ask};
use super::sides::{Locality, Sides};
use super::tables::{filled, reads, writes};
use crate::client::address::Address;
use crate::client::db::Db;
use crate::dialect::Right;
use crate::emit::creation::Creation;
use crate::emit::staging::{Reader, all_reads};
use crate::emit::{Role, Script, runner};
use crate::plan::{How, Plan, StepKind};
use crate::schema::{ColumnId, Table, TableId};

/// The rights that the statements of a run need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    old: Vec<Need>,
    new: Vec<Need>,
    /// Where the new side's tables are made as well.
    making: Vec<Need>,
    /// The new tables that are filled.
    targets: Vec<String>,
}

impl Needs {
    /// Of a run of `script`, which begins with `create`.
    pub fn of(
        sides: &Sides,
        plan: &Plan,
        script: &Script,
        create: Option<&Creation>,
        (start, dry_run): (Start, bool),
    ) -> Self {
        let program = &plan.program;
        let mut out = Self {
            targets: filled(plan).iter().map(|id| program.new.table(*id).name.clone()).collect(),
            ..Self::default()
        };
        if !sides.is_dump() {
            out.old = of_old_side(plan, sides.reader());
        }
        out.helpers(script);
        let asks = || script.sections.iter().any(|section| section.role == Role::Before);
        if dry_run && *sides.locality() != Locality::Remote && asks() {
            out.new.push(Need::place(Right::Temporary));
        }
        out.steps(sides, plan, start);
        out.making.extend(create.iter().flat_map(|creation| made(creation)).map(Need::place));
        let schemas = create.iter().flat_map(|creation| &creation.schemas);
        out.making.extend(schemas.map(|schema| Need::table(Right::Inside, schema, Vec::new())));
        out
    }

    /// What is done with the tables of the run itself, `_mig_…`. Rows are deleted at the latest where a run that failed goes on.
    fn helpers(&mut self, script: &Script) {
        let always =
            [Right::Create, Right::Drop, Right::Select, Right::Insert, Right::Update, Right::Delete, Right::Index];
        let rights = always.into_iter().chain(script.helpers.alters.then_some(Right::Alter));
        self.new.extend(rights.map(Need::place));
    }

    /// What the steps do with the new tables.
    fn steps(&mut self, sides: &Sides, plan: &Plan, start: Start) {
        let program = &plan.program;
        let engine = sides.engine();
        let named = |id: TableId| runner::qualified(engine, program.new.table(id));
        let on = |right, id: TableId, columns: &[ColumnId]| {
            Need::table(right, &named(id), columns_of(program.new.table(id), columns))
        };
        for (id, columns) in writes(plan) {
            self.new.push(on(Right::Select, id, &[]));
            let fills = program.blocks.iter().filter(|block| block.target == id).flat_map(|block| &block.fills);
            let left: Vec<ColumnId> = fills.filter(|fill| fill.how == How::Default).map(|fill| fill.column).collect();
            let columns: Vec<ColumnId> = columns.into_iter().filter(|column| !left.contains(column)).collect();
            self.new.push(on(Right::Insert, id, &columns));
            self.new.push(on(Right::Counter, id, &columns));
            if start == Start::Fresh {
                self.new.push(on(Right::Truncate, id, &[]));
            }
        }
        self.new.extend(all_reads(plan).new.into_iter().map(|id| on(Right::Select, id, &[])));
        for step in &plan.steps {
            let (id, columns) = match &step.kind {
                StepKind::Empty { empty } => {
                    self.new.extend(program.empties.get(*empty).map(|empty| on(Right::Delete, empty.table, &[])));
                    continue;
                }
                StepKind::Late { block, columns } => (program.block(*block).target, columns.clone()),
                StepKind::Update { update } => match program.updates.get(*update) {
                    Some(update) => (update.table, update.fills.iter().map(|fill| fill.column).collect()),
                    None => continue,
                },
                _ => continue,
            };
            self.new.push(on(Right::Update, id, &columns));
            self.new.push(on(Right::TriggersOff, id, &[]));
            let name = &program.new.table(id).name;
            let without = format!("whether triggers of `{name}` see the rows that a later step changes is not known");
            self.new.push(Need { without: Some(without), ..on(Right::Trigger, id, &[]) });
        }
    }

    /// Asks the old side.
    pub(super) async fn ask_old(&self, db: &mut Db, address: &Address) -> Lacks {
        ask(db, address, self.old.iter()).await
    }

    /// Asks the new side.
    pub(super) async fn ask_new(&self, db: &mut Db, address: &Address) -> Lacks {
        let there = db.ask(&runner::tables(db.engine(), None)).await.map(|answer| answer.rows).unwrap_or_default();
        let there: Vec<&String> = there.iter().flatten().flatten().collect();
        let made = !self.targets.iter().any(|name| there.iter().any(|t| t.eq_ignore_ascii_case(name)));
        ask(db, address, self.new.iter().chain(self.making.iter().filter(|_| made))).await
    }
}

/// What is read of the old side.
fn of_old_side(plan: &Plan, reader: Reader<'_>) -> Vec<Need> {
    let mut out = Vec::new();
    for (id, columns) in reads(plan) {
        let table = plan.program.old.table(id);
        let usage = Need::place(Right::Usage);
        if reader.namespace.is_none() && table.schema.is_none() && !out.contains(&usage) {
            out.push(usage);
        }
        out.push(Need::table(Right::Select, &reader.table(table), columns_of(table, &columns)));
    }
    out
}

/// Asks the old side alone.
///
/// # Errors
/// Where a right is missing.
pub(super) async fn may_read(db: &mut Db, address: &Address, plan: &Plan, reader: Reader<'_>) -> Result<(), RunError> {
    let lacks = ask(db, address, of_old_side(plan, reader).iter()).await;
    let missing: Vec<_> = lacks.problems.into_iter().map(|problem| (OLD, problem)).collect();
    if missing.is_empty() { Ok(()) } else { Err(RunError::Rights { missing }) }
}

fn columns_of(table: &Table, ids: &[ColumnId]) -> Vec<String> {
    ids.iter().map(|id| table.column(*id).name.clone()).collect()
}

/// What making the new side needs.
fn made(creation: &Creation) -> Vec<Right> {
    let kind = |kinds: &[&str]| kinds.iter().any(|kind| creation.kinds.contains(*kind));
    let rights = [
        (Right::Alter, creation.alters),
        (Right::Index, kind(&["INDEX"])),
        (Right::References, creation.refers),
        (Right::View, kind(&["VIEW"])),
        (Right::Trigger, kind(&["TRIGGER"])),
        (Right::Event, kind(&["EVENT"])),
        (Right::Routine, kind(&["FUNCTION", "PROCEDURE"])),
        (Right::Schema, kind(&["SCHEMA", "EXTENSION"])),
    ];
    rights.into_iter().filter(|(_, needed)| *needed).map(|(right, _)| right).collect()
}

/// Asks both sides for the rights that a run needs, and answers what is worth knowing.
///
/// # Errors
/// Where one is missing.
pub async fn rights(sides: &mut Sides, needs: &Needs) -> Result<Vec<String>, RunError> {
    let old = needs.ask_old(&mut sides.old, &sides.from).await;
    let new = needs.ask_new(&mut sides.new, &sides.into).await;
    let missing: Vec<(&'static str, Problem)> = [(OLD, old.problems), (NEW, new.problems)]
        .into_iter()
        .flat_map(|(what, problems)| problems.into_iter().map(move |problem| (what, problem)))
        .collect();
    match missing.is_empty() {
        true => Ok(old.notes.into_iter().chain(new.notes).collect()),
        false => Err(RunError::Rights { missing }),
    }
}
