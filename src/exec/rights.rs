//! Which rights a run needs, and which of them the servers do not give: asked before the first step, so that none is missing midway.

use super::preflight::{Problem, reads, writes};
use super::{Locality, NEW, OLD, RunError, Sides, Start, filled};
use crate::client::ClientError;
use crate::client::address::Address;
use crate::client::db::Db;
use crate::client::trouble::{self, Trouble, TroubleKind};
use crate::dialect::EngineExt as _;
use crate::dialect::{Of, Right};
use crate::emit::creation::Creation;
use crate::emit::staging::{Reader, all_reads, staging};
use crate::emit::{Role, Script, Statement, runner};
use crate::plan::{How, Plan, StepKind};
use crate::schema::{ColumnId, Table, TableId};

/// A right that is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Need {
    right: Right,
    /// The table, and the columns that matter; none: all that is made.
    table: Option<(String, Vec<String>)>,
    /// What is not done without it, where the run goes on.
    without: Option<String>,
}

impl Need {
    fn place(right: Right) -> Self {
        Self { right, table: None, without: None }
    }

    fn table(right: Right, name: &str, columns: Vec<String>) -> Self {
        Self { right, table: Some((name.to_owned(), columns)), without: None }
    }
}

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
        out.helpers(sides, plan, script, start);
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

    /// What is done with the tables of the run itself, `_mig_…`.
    fn helpers(&mut self, sides: &Sides, plan: &Plan, script: &Script, start: Start) {
        let staged = match sides.locality() {
            Locality::Remote => staging(plan, &all_reads(plan), sides.reader(), sides.engine()),
            Locality::Colocated { .. } => Vec::new(),
        };
        let of_script = script.sections.iter().flat_map(|section| &section.statements).filter_map(|one| match one {
            Statement::Sql(sql) => Some(sql),
            _ => None,
        });
        let all: Vec<&String> =
            of_script.chain(staged.iter().flat_map(|one| one.create.iter().chain(&one.index))).collect();
        let helper = sides.engine().dialect().ident("_mig_");
        let helper = helper.trim_end_matches(['`', '"']);
        let says =
            |verb: &str| all.iter().any(|sql| sql.strip_prefix(verb).is_some_and(|rest| rest.starts_with(helper)));
        let rights = [
            (Right::Create, true),
            (Right::Drop, true),
            (Right::Select, true),
            (Right::Insert, true),
            (Right::Update, true),
            (
                Right::Delete,
                all.iter().any(|sql| sql.starts_with(&runner::clear(helper)))
                    || !staged.is_empty()
                    || start == Start::Resume,
            ),
            (Right::Alter, says("ALTER TABLE ")),
            (Right::Index, all.iter().any(|sql| sql.starts_with("CREATE INDEX "))),
        ];
        self.new.extend(rights.into_iter().filter(|(_, needed)| *needed).map(|(right, _)| Need::place(right)));
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
    let all = || creation.before.iter().chain(&creation.after).map(|making| making.sql.as_str());
    let begins = |verb: &str| all().any(|sql| sql.get(..verb.len()).is_some_and(|s| s.eq_ignore_ascii_case(verb)));
    let kind = |kinds: &[&str]| kinds.iter().any(|kind| creation.kinds.contains(*kind));
    let rights = [
        (Right::Alter, begins("ALTER TABLE")),
        (Right::Index, kind(&["INDEX"])),
        (Right::References, all().any(|sql| sql.to_ascii_uppercase().contains("REFERENCES"))),
        (Right::View, kind(&["VIEW"])),
        (Right::Trigger, kind(&["TRIGGER"])),
        (Right::Event, kind(&["EVENT"])),
        (Right::Routine, kind(&["FUNCTION", "PROCEDURE"])),
        (Right::Schema, kind(&["SCHEMA", "EXTENSION"])),
    ];
    rights.into_iter().filter(|(_, needed)| *needed).map(|(right, _)| right).collect()
}

/// What a side does not give.
#[derive(Debug, Default)]
pub(super) struct Lacks {
    /// What stops the run.
    pub problems: Vec<Problem>,
    /// What is not done.
    pub notes: Vec<String>,
}

/// Rights on one thing that are missing.
struct Missing {
    rights: Vec<String>,
    on: String,
    /// The statement that gives them, where that is no GRANT.
    say: Option<String>,
    without: Option<String>,
}

async fn ask(db: &mut Db, address: &Address, needs: impl Iterator<Item = &Need>) -> Lacks {
    let mut out = Lacks::default();
    let statements = db.engine().statements();
    let Some(who) = statements.who() else { return out };
    let Ok(who) = db.ask(who).await else { return out };
    let [user, place, before] = [0, 1, 2].map(|at| who.at(at).unwrap_or_default().to_owned());
    let mut missing: Vec<Missing> = Vec::new();
    for need in needs {
        let of = need.table.as_ref().map_or(Of::Place, |(name, columns)| Of::Table(name, columns));
        let Some(probe) = statements.probe(need.right, of) else { continue };
        let on = probe.on.map_or_else(|| place.clone(), |on| if on.contains('.') { on } else { before.clone() + &on });
        let lacks = match db.ask(&probe.sql).await {
            Ok(answer) => answer.rows,
            Err(error) => match refused(&Trouble::of(&error, address), need) {
                Refused::Right => vec![Vec::new()],
                Refused::Other(problem) => {
                    if !out.problems.contains(&problem) {
                        out.problems.push(problem);
                    }
                    continue;
                }
                Refused::Schema(schema) => vec![vec![Some("USAGE".to_owned()), Some(format!("SCHEMA {schema}"))]],
                // A table that is missing, or has other columns, is told elsewhere.
                Refused::No => continue,
            },
        };
        for row in lacks {
            let [right, what, say] = [0, 1, 2].map(|at| row.get(at).cloned().flatten());
            let right = right.unwrap_or_else(|| probe.right.to_owned());
            let on = what.unwrap_or_else(|| on.clone());
            add(&mut missing, Missing { rights: vec![right], on, say, without: need.without.clone() });
        }
    }
    // What is missing on all is not said of each table.
    let everywhere: Vec<String> =
        missing.iter().filter(|one| one.on == place).flat_map(|one| one.rights.clone()).collect();
    for one in &mut missing {
        one.rights.retain(|right| one.on == place || one.on.contains(' ') || !everywhere.contains(right));
    }
    for one in missing.into_iter().filter(|one| !one.rights.is_empty()) {
        let rights = one.rights.join(", ");
        let say = match &one.say {
            Some(say) => format!("let an administrator say: {say} TO {user}"),
            None => format!("let an administrator say: GRANT {rights} ON {} TO {user}", one.on),
        };
        match one.without {
            Some(without) => out.notes.push(format!("{without}; {say}")),
            None => {
                let message = match one.say {
                    Some(_) => format!("the user {user} has no right to {rights} of {}", one.on),
                    None => format!("the user {user} has no right to {rights} on {}", one.on),
                };
                out.problems.push(Problem { message, help: say });
            }
        }
    }
    out
}

fn add(missing: &mut Vec<Missing>, one: Missing) {
    match missing.iter_mut().find(|m| m.on == one.on && m.say == one.say && m.without == one.without) {
        Some(there) => {
            let rights = one.rights.into_iter().filter(|right| !there.rights.contains(right)).collect::<Vec<_>>();
            there.rights.extend(rights);
        }
        None => missing.push(one),
    }
}

/// What a refused probe means.
enum Refused {
    /// The right is missing.
    Right,
    /// The right to use this schema is missing.
    Schema(String),
    /// Something else that must be allowed.
    Other(Problem),
    /// Nothing.
    No,
}

fn refused(trouble: &Trouble, need: &Need) -> Refused {
    let words = &trouble.message;
    match trouble.kind {
        TroubleKind::Rights if words.contains("denied for schema ") => {
            Refused::Schema(words.rsplit(' ').next().unwrap_or_default().to_owned())
        }
        TroubleKind::Rights if words.contains(" denied ") => Refused::Right,
        // What is only looked at need not be allowed.
        TroubleKind::Rights | TroubleKind::ReadOnly if need.without.is_none() => {
            Refused::Other(Problem { message: words.clone(), help: trouble.help.clone() })
        }
        _ => Refused::No,
    }
}

/// Why a table could not be read, by the name that the server knows the user by.
pub(super) async fn unread(db: &mut Db, address: &Address, trouble: Trouble, what: &str, table: &str) -> RunError {
    let named = db.engine().dialect().ident(table);
    let need = Need::table(Right::Select, &named, Vec::new());
    match ask(db, address, std::iter::once(&need)).await.problems.pop() {
        Some(Problem { message, help }) => {
            RunError::Client(ClientError::Read { what: what.to_owned(), path: address.title(), message, help })
        }
        None => trouble.reading(what, address).into(),
    }
}

/// Why tables could not be locked, and what would let them be.
pub(super) async fn unlocked(db: &mut Db, error: &sqlx::Error) -> String {
    let words = trouble::words(error);
    let statements = db.engine().statements();
    let (Some(who), Some(probe)) = (statements.who(), statements.probe(Right::Lock, Of::Place)) else { return words };
    let refused = matches!(db.ask(&probe.sql).await, Err(error) if trouble::is_about_rights(&error));
    match db.ask(who).await {
        Ok(who) if refused => {
            let [user, place] = [0, 1].map(|at| who.at(at).unwrap_or_default());
            format!("{words}; let an administrator say: GRANT {} ON {place} TO {user}", probe.right)
        }
        _ => words,
    }
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
