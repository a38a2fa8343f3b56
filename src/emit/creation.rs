//! What `--create` carries out: the new side as its schema file writes it, or tables of ours where there is no such file.

use std::collections::{BTreeSet, HashSet};

use super::runner;
use super::statement::{Role, Script, Section, Statement};
use crate::dialect::EngineExt as _;
use crate::dialect::ddl;
use crate::engine::Engine;
use crate::plan::{How, Program};
use crate::schema::TableId;
use crate::schema::ddl::{self as read, Object, When, making};
use crate::source::Sources;
use crate::sql::{Expr, Select};

/// How the new side is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Creation {
    /// What is carried out before the rows come.
    pub before: Vec<Making>,
    /// And after them: triggers and the like, which would see every row. Empty where there is none.
    pub after: Vec<Making>,
    /// Queries for what is there already and would be made: the answer is a message, or null. Engines that undo what they have made
    /// need none.
    pub there: Vec<String>,
    /// Removes what `before` makes, where the engine does not undo it.
    pub undo: Vec<String>,
    /// Removes what `after` makes, where the engine does not undo it.
    pub undo_after: Vec<String>,
    /// What people should know of it.
    pub notes: Vec<String>,
    /// The kinds of what is made: `TABLE`, `VIEW`, `TRIGGER` and so on.
    pub kinds: BTreeSet<String>,
    /// Tables are changed after they are made (`ALTER TABLE`).
    pub alters: bool,
    /// Tables are made that refer to others.
    pub refers: bool,
    /// The schemas in which something is made, where the file says them.
    pub schemas: BTreeSet<String>,
}

/// A statement, and where it stands in the schema file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Making {
    /// The statement, without its semicolon.
    pub sql: String,
    /// `new.sql:12`; none: it is ours.
    pub place: Option<String>,
}

impl Making {
    fn own(sql: impl Into<String>) -> Self {
        Self { sql: sql.into(), place: None }
    }
}

/// The new side as its file makes it (`sources`: where the schema was read from one), or as migc writes tables: where it was not, or the
/// file is of another engine.
pub fn creation(program: &Program, engine: Engine, sources: Option<&Sources>) -> Creation {
    let file = sources.filter(|_| program.new.engine == engine);
    match file.and_then(|sources| Some((sources, sources.get(program.new.file)?))) {
        Some((sources, source)) => as_written(program, engine, sources, source.text()),
        None => of_ours(program, engine),
    }
}

fn of_ours(program: &Program, engine: Engine) -> Creation {
    let storage = program.new_storage.as_deref();
    let tables = ddl::create_tables(&program.new, engine, None, storage);
    let refers = program.new.tables.iter().any(|table| !table.foreign_keys.is_empty());
    Creation {
        before: tables.into_iter().map(Making::own).collect(),
        undo: program.new.tables.iter().map(|table| runner::drop_table(engine, table)).collect(),
        kinds: BTreeSet::from(["TABLE".to_owned()]),
        alters: refers && !engine.capabilities().tables.forward_references,
        refers,
        ..Creation::default()
    }
}

fn as_written(program: &Program, engine: Engine, sources: &Sources, text: &str) -> Creation {
    let statements = engine.statements();
    let file = program.new.file;
    let made = made_of(program, engine, text);
    let name = sources.name(file);
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let line = |at: usize| sources.position(file, u32::try_from(at).unwrap_or(u32::MAX)).line + 1;
    let mut out = Creation::default();
    let (mut first, mut last) = (Vec::new(), Vec::new());
    let mut undo: Vec<(bool, String)> = Vec::new();
    let mut searched = None;
    for part in &made.parts {
        let one = || Making { sql: part.sql.clone(), place: Some(format!("{name}:{}", line(part.at))) };
        if part.when != When::After {
            first.push(one());
        }
        if part.when != When::Before {
            last.push(one());
        }
        out.alters |= part.alters;
        out.refers |= part.refers;
        let Some(object) = &part.object else {
            if let Some(schema) = read::search_path(&read::split::clean(&part.sql, read::lexis(engine)).text) {
                searched = schema;
            }
            continue;
        };
        if !matches!(object.kind.as_str(), "SCHEMA" | "EXTENSION" | "TRIGGER") {
            out.schemas.extend(object.schema.clone().or_else(|| searched.clone()));
        }
        out.kinds.insert(object.kind.clone());
        let drop = statements.drop_object(&object.kind, &object.written);
        match part.when {
            When::After => out.undo_after.extend(drop),
            _ => undo.extend(drop.map(|drop| (object.kind != "TABLE", drop))),
        }
        out.there.extend(statements.has_object(&object.kind, &object.name).map(|there| {
            let kind = object.kind.to_lowercase();
            let message = format!("the new database has the {kind} `{}` already", object.name);
            engine.dialect().query(&Select::values([Expr::text(message).when(there)]).into())
        }));
    }
    undo.reverse();
    // Tables first: mysqldump puts one in the place of a view for a while.
    undo.sort_by_key(|(no_table, _)| *no_table);
    out.undo = undo.into_iter().map(|(_, drop)| drop).collect();
    let storage = program.new_storage.as_deref().and_then(|storage| statements.usual_storage(storage));
    let [begin, end] = statements.around_creation();
    let around = |made: Vec<Making>, storage: Option<String>| -> Vec<Making> {
        let before = begin.iter().copied().map(Making::own).chain(storage.map(Making::own));
        let after = end.iter().chain(engine.dialect().session()).copied().map(Making::own);
        before.chain(made).chain(after).collect()
    };
    out.before = around(first, storage);
    let late = || made.parts.iter().filter(|part| part.when == When::After);
    if late().next().is_some() {
        out.after = around(last, None);
    }
    for drops in [&mut out.undo, &mut out.undo_after] {
        drops.dedup();
    }
    if !made.skipped.is_empty() {
        let each = made.skipped.iter().map(|(what, times)| match times {
            1 => format!("`{what}`"),
            n => format!("`{what}` ({n} times)"),
        });
        out.notes
            .push(format!("of `{name}`, left out as no part of the schema: {}", each.collect::<Vec<_>>().join(", ")));
    }
    let triggers: Vec<String> =
        late().filter_map(|part| part.object.as_ref()).map(|o| format!("`{}`", o.name)).collect();
    if !triggers.is_empty() {
        out.notes.push(format!("made after the rows, so that no row is changed by them: {}", triggers.join(", ")));
    }
    out
}

/// What `--create` makes of a schema file: triggers after the rows, but for those that fill columns of theirs.
pub(super) fn made_of(program: &Program, engine: Engine, text: &str) -> read::Making {
    let waiting = filled_by_triggers(program);
    making(text, engine, |object| object.for_insert && waits(program, &waiting, object))
}

/// Tables with columns that the program leaves to the new side, and for which only a trigger can be meant.
fn filled_by_triggers(program: &Program) -> HashSet<TableId> {
    let left = program.blocks.iter().flat_map(|block| block.fills.iter().map(move |fill| (block.target, fill)));
    left.filter(|(table, fill)| {
        let column = program.new.column(*table, fill.column);
        fill.how == How::Default && column.default.is_none() && !column.auto_increment && column.generated.is_none()
    })
    .map(|(table, _)| table)
    .collect()
}

fn waits(program: &Program, tables: &HashSet<TableId>, trigger: &Object) -> bool {
    let is = |on: &str, table: &TableId| program.new.table(*table).name.eq_ignore_ascii_case(on);
    trigger.on.as_ref().is_some_and(|on| tables.iter().any(|table| is(on, table)))
}

impl Script {
    /// This script, which now makes the new side first.
    #[must_use]
    pub fn with_creation(mut self, creation: &Creation) -> Self {
        let statements = self.engine.statements();
        let section = |role, title: &str, notes: &[String], made: &[Making]| Section {
            role,
            step: None,
            comment: std::iter::once(title.to_owned()).chain(notes.iter().cloned()).collect(),
            statements: made.iter().map(|one| Statement::Sql(statements.in_script(&one.sql))).collect(),
        };
        let before =
            section(Role::Create, "The new side, as its schema file writes it", &creation.notes, &creation.before);
        let place = self.sections.iter().position(|section| section.role != Role::Session).unwrap_or(0);
        self.sections.insert(place, before);
        if !creation.after.is_empty() {
            let after = section(Role::Create, "What was to be made after the rows", &[], &creation.after);
            let place = self.sections.iter().rposition(|section| section.role == Role::Commit).map_or(0, |at| at + 1);
            self.sections.insert(place, after);
        }
        self
    }
}
