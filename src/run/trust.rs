//! Columns whose engine does not see to it that their values are what they are declared to be, and whose values are so all the same.
//! They need no test in SQL, and are staged with their types.

use super::dumped::OldDump;
use super::journal::{self, Log};
use super::lanes::{self, Failed, Lane};
use super::transfer::kept;
use super::{RunError, Sides, Start};
use crate::cell::plain::{Promise, Stored, can_be_plain};
use crate::dialect::Engine;
use crate::dump::{Scratch, Wanted};
use crate::emit::staging::{self, Reader};
use crate::plan::Plan;
use crate::run::db::Db;
use crate::schema::{ColumnId, TableId, Type};

/// Old columns that were found to hold what they are declared to hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trust(Vec<Trusted>);

/// One of them.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Trusted {
    /// Its table.
    pub table: TableId,
    /// Itself.
    pub column: ColumnId,
    /// The type that all its values are of: its own, or a smaller one.
    pub ty: Type,
}

impl Trust {
    /// The columns.
    pub fn columns(&self) -> &[Trusted] {
        &self.0
    }

    /// As the journal keeps it.
    pub(super) fn text(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    fn parse(text: &str) -> Self {
        Self(serde_json::from_str(text).unwrap_or_default())
    }
}

/// An old table's columns that are looked through.
struct Look {
    table: TableId,
    columns: Vec<ColumnId>,
    promises: Vec<Promise>,
    how: How,
}

/// How that is done.
enum How {
    /// Each value that this query answers is looked at as it is stored.
    Values(String),
    /// The database counts the values at fault in each column.
    Counts(String),
}

impl Sides {
    /// The old columns that promise nothing, or not all, and whose values are all of their declared types, their dates days of the
    /// calendar, and those of a primary key not null. Each table is read once; none where both sides are SQLite files. A run
    /// that goes on trusts the columns it was begun with: another value that came since is refused where it is written.
    ///
    /// # Errors
    /// When the old side cannot be read.
    pub async fn trust(&mut self, plan: &Plan, start: Start) -> Result<Trust, RunError> {
        if self.is_atomic() || self.dump().is_some() || !is_doubtful(&self.old) {
            return Ok(Trust::default());
        }
        if start == Start::Resume
            && let Some(log) = Log::read(&mut self.new).await.map_err(|error| self.new_refused(&error))?
        {
            let kept = log.of_kind(journal::PREPARE).find_map(|line| line.last_key.as_deref());
            return Ok(Trust::parse(kept.unwrap_or_default()));
        }
        let looks = looks(plan, self.reader());
        let todo: Vec<&Look> = looks.iter().collect();
        let work = async |lane: &mut Lane<'_>, look: &Look, _: &_| look.ask(lane.old, plan).await.map_err(Failed::Old);
        match lanes::spread(self.lanes(), &todo, work).await {
            Ok(kept) => Ok(Trust(kept.into_iter().flatten().collect())),
            Err((_, Failed::Old(error))) => Err(self.old_refused(&error)),
            // Nothing is written.
            Err(_) => Ok(Trust::default()),
        }
    }
}

/// Likewise, in one session.
pub(super) async fn trusted(db: &mut Db, plan: &Plan, reader: Reader<'_>) -> Result<Trust, sqlx::Error> {
    let mut out = Vec::new();
    if is_doubtful(db) {
        for look in looks(plan, reader) {
            out.extend(look.ask(db, plan).await?);
        }
    }
    Ok(Trust(out))
}

/// Whether an engine takes values that are not what they are declared to be.
fn is_doubtful(db: &Db) -> bool {
    matches!(db, Db::Sqlite(_)) || db.engine().dialect().zero_dates()
}

/// What is to be looked through, value by value or by counting.
fn looks(plan: &Plan, reader: Reader<'_>) -> Vec<Look> {
    let schema = &plan.program.old;
    let values = reader.engine == Engine::Sqlite;
    let mut looks = Vec::new();
    for (id, read) in staging::all_reads(plan).tables {
        let table = schema.table(id);
        let key = table.primary_key.as_ref().map_or(&[][..], |key| &key.columns);
        let doubtful = |c: &ColumnId| {
            let column = table.column(*c);
            // SQLite's whole numbers are of 64 bits, however small they are.
            let unsure =
                values && can_be_plain(&column.ty) && (!column.trusted || matches!(column.ty, Type::Int { .. }));
            (read.contains(c) || key.contains(c)) && (unsure || staging::may_be_impossible(schema, column))
        };
        let columns: Vec<ColumnId> = table.iter().map(|(c, _)| c).filter(doubtful).collect();
        if columns.is_empty() {
            continue;
        }
        let promise = |c: &ColumnId| {
            let column = table.column(*c);
            Promise::new(column.ty.clone(), column.nullable && !key.contains(c))
        };
        let promises = columns.iter().map(promise).collect();
        let how = match values {
            true => How::Values(staging::stored(schema, id, &columns, reader)),
            false => How::Counts(staging::impossible_dates(schema, id, &columns, reader)),
        };
        looks.push(Look { table: id, columns, promises, how });
    }
    looks
}

impl Look {
    /// The columns that keep their promise.
    async fn ask(&self, db: &mut Db, plan: &Plan) -> Result<Vec<Trusted>, sqlx::Error> {
        let own = |column: &ColumnId| plan.program.old.column(self.table, *column).ty.clone();
        let kept = match (&self.how, db) {
            (How::Values(select), Db::Sqlite(file)) => {
                let promises = kept(file, select.clone(), self.promises.clone()).await?;
                promises.into_iter().map(Promise::found).collect()
            }
            (How::Values(..), _) => Vec::new(),
            (How::Counts(query), db) => {
                let counts = db.ask(query).await?.rows.into_iter().flatten().zip(&self.columns);
                counts.map(|(count, column)| (count.as_deref() == Some("0")).then(|| own(column))).collect()
            }
        };
        Ok(self.trusted(kept))
    }

    fn trusted(&self, kept: Vec<Option<Type>>) -> Vec<Trusted> {
        let kept = self.columns.iter().zip(kept);
        kept.filter_map(|(c, ty)| Some(Trusted { table: self.table, column: *c, ty: ty? })).collect()
    }
}

/// Likewise, of the rows of a dump, which is read for it from its beginning to its end.
pub(super) fn of_dump(dump: &OldDump, plan: &Plan, reader: Reader<'_>) -> Result<Trust, RunError> {
    let mut looks = looks(plan, reader);
    if looks.is_empty() {
        return Ok(Trust::default());
    }
    let wanted = looks.iter().map(|look| Wanted { table: look.table, columns: look.columns.clone() });
    let mut reader = dump.reader(&plan.program, &wanted.collect::<Vec<_>>())?;
    let mut scratch = Scratch::default();
    while let Some(at) = reader.next_table()? {
        let Some(Look { promises, .. }) = looks.get_mut(at) else { break };
        while let Some(row) = reader.next_row()? {
            for (column, promise) in promises.iter_mut().enumerate().filter(|(_, promise)| promise.is_kept()) {
                // What cannot be read is said where it is written.
                promise.look_at(row.cell(column, &mut scratch).ok().and_then(Stored::of));
            }
        }
    }
    let kept = |look: Look| {
        let types = look.promises.iter().cloned().map(Promise::found).collect();
        look.trusted(types)
    };
    Ok(Trust(looks.into_iter().flat_map(kept).collect()))
}
