//! Everything that is written of a plan without a server.

use migc::compile::{FileReader as Files, Options, compile};
use migc::dialect::EngineExt as _;
use migc::emit::parts::{Limits, Refused, Written, parts};
use migc::emit::staging::{self, Reader};
use migc::emit::{self, creation, data, preview, pushdown, repair, stops};
use migc::engine::Engine;
use migc::physical::Cuts;
use migc::plan::{self, Plan};
use migc::schema::{Schema, TableId};
use migc::source::Sources;
use std::path::Path;

/// The database that the old tables are said to be in.
const OLD: &str = "old";

/// Writes all that an engine can be given of a plan. `check` said that it can, so nothing is refused.
pub fn all(plan: &Plan, engine: Engine, sources: &Sources) -> Result<(), String> {
    let from = Reader { engine: plan.program.old.engine, namespace: None };
    let blocks = (0..plan.program.blocks.len()).map(migc::plan::BlockId);
    let staged = staging::staging(plan, &staging::reads(plan, blocks), from, engine);
    let streamed = pushdown::pushdown(plan, from, engine);
    for inserts in streamed.iter().filter_map(|(_, made)| made.as_ref().ok()) {
        let _ = data::Inserts::pushdown(engine, inserts, 1_000_000);
        let _ = data::Inserts::copied(engine, inserts, 1_000_000);
        let _ = inserts.rows_after(None);
    }
    for staged in &staged {
        let _ = (staged.count(), staged.rows_after(None), data::Inserts::new(engine, staged, 1_000_000));
    }
    let _ = (data::create(&staged), data::index(&staged), data::drop(&staged));
    let _ = stops::of_old_side(plan, from);
    let _ = preview::faults(plan, from);
    let _ = repair::script(plan, &repair::all(plan), None, sources);
    let made = creation::creation(&plan.program, engine, Some(sources));
    for placed in [false, true] {
        let options = emit::Options {
            old: Some(OLD),
            old_file: Some("old.db"),
            staged: placed,
            sources: Some(sources),
            cuts: None,
        };
        let how = if placed { "staged" } else { "beside" };
        let script = emit::script(plan, engine, &options).map_err(|found| {
            let found: Vec<String> = found.iter().map(|d| d.message.clone()).collect();
            format!("{engine}, {how}: check says good, but: {}", found.join("; "))
        })?;
        let _ = script.clone().around(vec![(plan::StepId(0), Vec::new())]);
        let _ = script.with_creation(&made).to_text();
        if engine.capabilities().pastes {
            let tables = (0..plan.program.old.tables.len()).map(|id| (TableId(id), 7)).collect();
            let cuts = Cuts { rows: 2, tables };
            let written = Written { staged: if placed { staged.clone() } else { Vec::new() }, bodies: Vec::new() };
            let options = emit::Options { cuts: (!placed).then_some(&cuts), ..options };
            let refused = |why| match why {
                Refused::Unsupported(found) => {
                    format!("{engine}, parts {how}: {:?}", found.iter().map(|d| &d.message).collect::<Vec<_>>())
                }
                Refused::Cannot { message, .. } => format!("{engine}, parts {how}: {message}"),
            };
            let limits = Limits::default();
            parts(plan, engine, &options, limits, &written).map_err(refused)?.read_me();
            if !placed {
                emit::parts::looks(plan, engine, &options, limits).map_err(refused)?;
            }
        }
    }
    let _ = (plan::text::render(plan, sources), plan::text::json(plan), plan.program.hash());
    Ok(())
}

/// The plan once the old rows were looked through and every column kept its promise, or some did not; none where migc goes on with the
/// one it has.
pub fn profiled(files: &dyn Files, plan: &Plan, start: &Sources, engine: Engine, foreign: bool) -> Option<Plan> {
    let mut old = Schema::clone(&plan.program.old);
    for table in &mut old.tables {
        let key = table.primary_key.as_ref().map(|key| key.columns.clone()).unwrap_or_default();
        for (i, column) in table.columns.iter_mut().enumerate() {
            if foreign && i % 2 == 1 {
                (column.verified, column.foreign) = (false, true);
                continue;
            }
            (column.verified, column.dates_exist) = (true, true);
            column.nullable &= !key.iter().any(|id| id.0 == i);
        }
        table.foreign_keys.iter_mut().for_each(|key| key.kept = true);
    }
    let new = Schema::clone(&plan.program.new);
    let options = Options { old: Some(old), new: Some(new), engine: Some(engine), ..Options::default() };
    compile(files, Path::new("main.mig"), start.clone(), &options).ok()?.plan
}
