//! What the engine of the old side does not see to, and a look shows to be so all the same: foreign keys that all rows keep, and
//! columns whose engine does not see to it that their values are what they are declared to be, and whose values are so all the same.
//! They need no test in SQL, and are staged with their types.

use std::ops::ControlFlow;

use super::error::RunError;
use super::job::Start;
use super::journal::{self, Log};
use super::lanes::{self, Failed, Lane};
use super::old_file;
use super::profile::{Profile, VerifiedColumn};
use super::sides::{Locality, Sides};
use super::transfer::looked_through;
use crate::client::db::Db;
use crate::dialect::EngineExt as _;
use crate::dialect::Holds;
use crate::emit::staging::{self, Reader};
use crate::engine::Engine;
use crate::plan::{Plan, believable};
use crate::rows::cell::foreign::{Seen, may_be_foreign};
use crate::rows::cell::plain::{Promise, can_be_plain};
use crate::rows::{Projection, RowSource, Scratch};
use crate::schema::{Column, ColumnId, TableId, Type};
use crate::sql;

/// An old table's columns that are looked through.
struct Look {
    table: TableId,
    columns: Vec<ColumnId>,
    how: How,
}

/// How that is done.
enum How {
    /// Each value that a query answers is looked at as it is stored.
    Values(String, Vec<Seen>),
    /// The database counts the values at fault, in each column those that are impossible and those that the new engine lacks.
    Counts(String, Vec<[bool; 2]>),
}

impl Sides {
    /// The old columns that promise nothing, or not all, and whose values are all of their declared types, their dates days of the
    /// calendar, and those of a primary key not null; those that hold values which the new engine lacks; and the foreign keys that
    /// all rows keep, where a move would look them up otherwise. Each table is read once; none where both sides are SQLite files. A
    /// run that goes on trusts the columns it was begun with: another value that came since is refused where it is written.
    ///
    /// # Errors
    /// When the old side cannot be read.
    pub async fn profile(&mut self, plan: &Plan, start: Start) -> Result<Profile, RunError> {
        let new = lacks(plan, self.engine()).filter(|_| *self.locality() == Locality::Remote);
        if self.is_atomic() || (new.is_none() && (self.dump().is_some() || !may_break_types(&self.old))) {
            return Ok(Profile::default());
        }
        if start == Start::Resume
            && let Some(log) = Log::read(&mut self.new).await.map_err(|error| self.new_refused(&error))?
        {
            let kept = log.of_kind(journal::PREPARE).find_map(|line| line.last_key.as_deref());
            return Ok(Profile::parse(kept.unwrap_or_default()));
        }
        if let Some(dump) = self.dump() {
            let found =
                of_dump(&*dump, plan, Reader { engine: plan.program.old.engine, namespace: None }, self.engine())?;
            return Ok(Profile { kept: Vec::new(), ..found });
        }
        let looks = looks(plan, self.reader(), new.as_ref());
        let todo: Vec<&Look> = looks.iter().collect();
        let work = async |lane: &mut Lane<'_>, look: &Look, _: &_| look.ask(lane.old, plan).await.map_err(Failed::Old);
        let columns = lanes::spread(self.lanes(), &todo, work).await;
        let questions = orphans(plan, self.reader());
        let todo: Vec<&Question> = questions.iter().collect();
        let work = async |lane: &mut Lane<'_>, (key, query): &Question, _: &_| {
            lane.old.ask(query).await.map(|answer| answer.rows.is_empty().then_some(*key)).map_err(Failed::Old)
        };
        let keys = match columns {
            Ok(_) => lanes::spread(self.lanes(), &todo, work).await.map_err(|(_, failed)| failed),
            Err(_) => Ok(Vec::new()),
        };
        let found = columns.map_err(|(_, failed)| failed).and_then(|columns| {
            let mut found = gathered(columns);
            found.keys.extend(keys?.into_iter().flatten());
            Ok(found)
        });
        match found {
            Ok(found) => Ok(found),
            Err(Failed::Old(error)) => Err(self.old_refused(&error)),
            // Nothing is written.
            Err(_) => Ok(Profile::default()),
        }
    }
}

/// What is found of the old side in one session, for rows that go into this engine: see [`Profile`].
pub(super) async fn profiled(
    db: &mut Db,
    plan: &Plan,
    reader: Reader<'_>,
    engine: Engine,
) -> Result<Profile, sqlx::Error> {
    let mut out = Profile::default();
    for look in looks(plan, reader, lacks(plan, engine).as_ref()) {
        out.add(look.ask(db, plan).await?);
    }
    for (key, query) in orphans(plan, reader) {
        if db.ask(&query).await?.rows.is_empty() {
            out.keys.push(key);
        }
    }
    Ok(out)
}

fn gathered(found: Vec<Profile>) -> Profile {
    found.into_iter().fold(Profile::default(), |mut all, one| {
        all.add(one);
        all
    })
}

/// What the new engine holds, where it is another one than the old.
fn lacks(plan: &Plan, new: Engine) -> Option<Holds> {
    (plan.program.old.engine != new).then(|| new.capabilities().holds)
}

/// A foreign key by its table and its place there, and a query that answers no row where all rows keep it.
type Question = ((TableId, usize), String);

/// The foreign keys that are declared, that the engine does not see to, and that are worth a look.
fn orphans(plan: &Plan, reader: Reader<'_>) -> Vec<Question> {
    let schema = &plan.program.old;
    let one = |(table, nth): (TableId, usize)| {
        let key = schema.table(table).foreign_keys.get(nth)?;
        Some(((table, nth), staging::orphan(schema, table, key, reader)?))
    };
    believable(&plan.program).into_iter().filter_map(one).collect()
}

/// Whether an engine takes values that are not what they are declared to be.
fn may_break_types(db: &Db) -> bool {
    !db.engine().capabilities().keeps_types || db.engine().capabilities().zero_dates
}

/// What is to be looked through, value by value or by counting.
fn looks(plan: &Plan, reader: Reader<'_>, new: Option<&Holds>) -> Vec<Look> {
    looks_how(plan, reader, new, !reader.engine.capabilities().keeps_types)
}

/// `values`: each value is looked at, whatever the engine.
fn looks_how(plan: &Plan, reader: Reader<'_>, new: Option<&Holds>, values: bool) -> Vec<Look> {
    let schema = &plan.program.old;
    let mut looks = Vec::new();
    for (id, read) in staging::all_reads(plan).tables {
        let table = schema.table(id);
        let key = table.primary_key.as_ref().map_or(&[][..], |key| &key.columns);
        let promises = |column: &Column| {
            // SQLite's whole numbers are of 64 bits, however small they are.
            let unsure = !reader.engine.capabilities().keeps_types
                && can_be_plain(&column.ty)
                && (!column.verified || matches!(column.ty, Type::Int { .. }));
            unsure || crate::physical::may_be_impossible(schema, column)
        };
        let unproven = |c: &ColumnId| {
            let column = table.column(*c);
            let foreign = new.is_some_and(|new| !column.verified || may_be_foreign(&column.ty, new));
            (read.contains(c) || key.contains(c)) && (foreign || promises(column))
        };
        let columns: Vec<ColumnId> = table.iter().map(|(c, _)| c).filter(unproven).collect();
        if columns.is_empty() {
            continue;
        }
        let seen = |c: &ColumnId| {
            let column = table.column(*c);
            let promise = Promise::new(column.ty.clone(), column.nullable && !key.contains(c));
            Seen::new(column.ty.clone(), promises(column).then_some(promise), new.copied())
        };
        let how = match values {
            true => How::Values(staging::stored(schema, id, &columns, reader), columns.iter().map(seen).collect()),
            false => {
                let odd = |c: &ColumnId| staging::oddities(schema, table.column(*c), reader, new);
                let odd: Vec<[Option<sql::Expr>; 2]> = columns.iter().map(odd).collect();
                let conditions: Vec<sql::Expr> = odd.iter().flatten().flatten().cloned().collect();
                if conditions.is_empty() {
                    continue;
                }
                let asked = odd.iter().map(|odd| odd.each_ref().map(Option::is_some)).collect();
                How::Counts(staging::count_each(table, &conditions, reader), asked)
            }
        };
        looks.push(Look { table: id, columns, how });
    }
    looks
}

impl Look {
    /// What is found.
    async fn ask(&self, db: &mut Db, plan: &Plan) -> Result<Profile, sqlx::Error> {
        match (&self.how, db) {
            (How::Values(select, seen), Db::Sqlite(file)) => {
                Ok(self.found(looked_through(file, select.clone(), seen.clone()).await?))
            }
            (How::Values(..), _) => Ok(Profile::default()),
            (How::Counts(query, asked), db) => {
                let answer = db.ask(query).await?;
                let mut counts = answer.rows.into_iter().flatten();
                let mut out = Profile::default();
                for (column, [impossible, foreign]) in self.columns.iter().zip(asked) {
                    let mut none = || counts.next().flatten().as_deref() == Some("0");
                    if *impossible && none() {
                        let ty = plan.program.old.column(self.table, *column).ty.clone();
                        out.kept.push(VerifiedColumn { table: self.table, column: *column, ty });
                    }
                    if *foreign && !none() {
                        out.foreign.push((self.table, *column));
                    }
                }
                Ok(out)
            }
        }
    }

    fn found(&self, seen: Vec<Seen>) -> Profile {
        let mut out = Profile::default();
        for (column, seen) in self.columns.iter().zip(seen) {
            let (ty, foreign) = seen.found();
            out.kept.extend(ty.map(|ty| VerifiedColumn { table: self.table, column: *column, ty }));
            out.foreign.extend(foreign.then_some((self.table, *column)));
        }
        out
    }
}

/// What the rows of a dump hold, which is read for it from its beginning to its end.
pub(super) fn of_dump(
    dump: &dyn RowSource,
    plan: &Plan,
    reader: Reader<'_>,
    engine: Engine,
) -> Result<Profile, RunError> {
    let looks = looks_how(plan, reader, lacks(plan, engine).as_ref(), true);
    if looks.is_empty() {
        return Ok(Profile::default());
    }
    let wanted = looks.iter().map(|look| Projection { table: look.table, columns: look.columns.clone() });
    let mut reader = old_file::reader(dump, &plan.program, &wanted.collect::<Vec<_>>())?;
    let mut found: Vec<(Look, Vec<Seen>)> = Vec::new();
    for look in looks {
        let How::Values(_, seen) = &look.how else { continue };
        let seen = seen.clone();
        found.push((look, seen));
    }
    let mut scratch = Scratch::default();
    while let Some(at) = reader.next_table()? {
        let Some((_, seen)) = found.get_mut(at) else { break };
        reader.each_row(&mut |row| {
            for (column, seen) in seen.iter_mut().enumerate().filter(|(_, seen)| !seen.is_settled()) {
                // What cannot be read is said where it is written.
                seen.look_at(row.cell(column, &mut scratch).ok());
            }
            ControlFlow::Continue(())
        })?;
    }
    Ok(gathered(found.into_iter().map(|(look, seen)| look.found(seen)).collect()))
}
