//! What the new side itself does to the rows of a plan: tables that undo nothing, and triggers.

use std::collections::HashMap;

use super::creation::made_of;
use crate::diag::{Code, Diagnostic};
use crate::dialect::EngineExt as _;
use crate::engine::Engine;
use crate::plan::{Plan, StepKind};
use crate::schema::TableId;
use crate::schema::ddl::{Object, When};
use crate::source::{Sources, Span};

/// What people should know before the night. `storage`: where the program names a storage engine for tables that name none; `creates`: the
/// new side is made anew from its file (`--create`), which makes triggers when all rows are there.
pub fn surprises(plan: &Plan, sources: &Sources, storage: Option<Span>, creates: bool) -> Vec<Diagnostic> {
    let mut out = names(plan);
    out.extend(tables(plan, storage));
    out.extend(triggers(plan, sources, creates));
    out
}

/// The new tables that steps write, each with the place of the first that does.
fn written(plan: &Plan) -> Vec<(TableId, Span)> {
    let mut out: Vec<(TableId, Span)> = Vec::new();
    for block in &plan.program.blocks {
        if !out.iter().any(|(table, _)| *table == block.target) {
            out.push((block.target, block.span));
        }
    }
    out
}

/// Names of the new side that its engine refuses, or takes for another.
fn names(plan: &Plan) -> Vec<Diagnostic> {
    let schema = &plan.program.new;
    let (engine, dialect) = (schema.engine, schema.engine.dialect());
    let mut out = Vec::new();
    for (id, span) in written(plan) {
        let table = schema.table(id);
        let mut seen: HashMap<&str, &str> = HashMap::new();
        let columns = table.columns.iter().map(|column| (column.name.as_str(), column.name_span));
        for (name, place) in std::iter::once((table.name.as_str(), table.name_span)).chain(columns) {
            let message = match dialect.kept_name(name) {
                _ if let Some(strange) = dialect.strange_in_name(name) => strange_name(engine, strange, name),
                None => format!("the name `{name}` is longer than {engine} takes"),
                Some(_) if place == table.name_span => continue,
                Some(kept) => match seen.insert(kept, name) {
                    Some(other) if other != name => {
                        let bytes = kept.len();
                        format!("{engine} keeps {bytes} bytes of a name, so that `{other}` and `{name}` are one")
                    }
                    _ => continue,
                },
            };
            let finding = Diagnostic::new(Code::CANNOT_EXPRESS, span, message).label(place, "it is named here");
            out.push(finding.help("give it another name in the new schema"));
        }
    }
    out
}

fn strange_name(engine: Engine, strange: char, name: &str) -> String {
    format!("{engine} takes no `{strange}` in a name, as in `{name}`")
}

/// Names of the old side that the engine of a script cannot have, which reads the old tables by them.
pub(super) fn old_names(plan: &Plan, engine: Engine) -> Vec<Diagnostic> {
    let schema = &plan.program.old;
    if schema.engine == engine {
        return Vec::new();
    }
    let dialect = engine.dialect();
    let mut out = Vec::new();
    for (id, columns) in super::staging::all_reads(plan).tables {
        let table = schema.table(id);
        let columns = columns.iter().map(|column| table.column(*column)).map(|c| (c.name.as_str(), c.name_span));
        for (name, place) in std::iter::once((table.name.as_str(), table.name_span)).chain(columns) {
            let message = match (dialect.strange_in_name(name), dialect.kept_name(name)) {
                (Some(strange), _) => strange_name(engine, strange, name),
                (None, kept) if kept != Some(name) => format!("the name `{name}` is longer than {engine} takes"),
                _ => continue,
            };
            let help = "`migc run`, and `migc compile --data`, give it another name there";
            out.push(Diagnostic::new(Code::CANNOT_EXPRESS, place, message).help(help));
        }
    }
    out
}

fn tables(plan: &Plan, storage: Option<Span>) -> Vec<Diagnostic> {
    let program = &plan.program;
    let statements = program.new.engine.statements();
    let help = "let InnoDB keep the table, and give it its storage engine when all rows are there";
    let undone = "what a run wrote there is not undone when it stops";
    let mut out = Vec::new();
    let written = written(plan);
    for (id, span) in &written {
        let table = program.new.table(*id);
        let Some(storage) = table.storage.as_deref().filter(|storage| !statements.has_transactions(storage)) else {
            continue;
        };
        let message =
            format!("the new table `{}` is kept by {storage}, which has no transactions: {undone}", table.name);
        out.push(Diagnostic::new(Code::NO_TRANSACTIONS, *span, message).label(table.name_span, "made here").help(help));
    }
    let unnamed = written.iter().any(|(id, _)| program.new.table(*id).storage.is_none());
    if let (Some(span), Some(storage), true) = (storage, &program.new_storage, unnamed)
        && !statements.has_transactions(storage)
    {
        let message = format!("{storage} has no transactions: {undone}");
        out.push(Diagnostic::new(Code::NO_TRANSACTIONS, span, message).help("write `engine innodb`"));
    }
    out
}

fn triggers(plan: &Plan, sources: &Sources, creates: bool) -> Vec<Diagnostic> {
    let program = &plan.program;
    let engine = program.new.engine;
    let file = program.new.file;
    let Some(source) = sources.get(file) else { return Vec::new() };
    // A dump is long, and most have no trigger.
    if !source.text().to_ascii_uppercase().contains("TRIGGER") {
        return Vec::new();
    }
    let made = made_of(program, engine, source.text());
    let found: Vec<(&Object, Span)> = made
        .parts
        .iter()
        .filter(|part| !(creates && part.when == When::After))
        .filter_map(|part| {
            let first = part.sql.lines().next().unwrap_or_default().len();
            Some((
                part.object.as_ref().filter(|object| object.on.is_some())?,
                Span::new(file, part.at, part.at + first),
            ))
        })
        .collect();
    let of = |table: TableId| {
        let name = &program.new.table(table).name;
        found.iter().filter(move |(trigger, _)| trigger.on.as_ref().is_some_and(|on| on.eq_ignore_ascii_case(name)))
    };
    let mut out = Vec::new();
    for (table, span) in written(plan) {
        for (trigger, place) in of(table).filter(|(trigger, _)| trigger.for_insert) {
            let name = &program.new.table(table).name;
            let message = format!("the trigger `{}` of `{name}` sees every row that is moved", trigger.name);
            out.push(Diagnostic::new(Code::TRIGGER_SEES_ROWS, span, message).label(*place, "made here"));
        }
    }
    if engine.statements().triggers_off("").is_some() {
        return out;
    }
    for (number, step) in plan.steps.iter().enumerate() {
        let table = match &step.kind {
            StepKind::Late { block, .. } => program.block(*block).target,
            StepKind::Update { update } => match program.updates.get(*update) {
                Some(update) => update.table,
                None => continue,
            },
            _ => continue,
        };
        for (trigger, place) in of(table).filter(|(trigger, _)| trigger.for_update) {
            let name = &program.new.table(table).name;
            let message = format!(
                "the trigger `{}` of `{name}` sees the rows that step {} changes: {}",
                trigger.name,
                number + 1,
                step.title.replace('`', "")
            );
            out.push(
                Diagnostic::new(Code::TRIGGER_SEES_CHANGES, step.span, message).label(*place, "made here").help(
                    "make it when all rows are there, as `--create` does, or see that it leaves them as they are",
                ),
            );
        }
    }
    out
}
