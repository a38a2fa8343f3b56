//! A physical plan for people: below each step that moves rows, what was decided about it.

use std::fmt::Write as _;

use super::model::{
    AccessPath, BlockPlan, NoPartnerBy, OldRows, PhysicalPlan, RowsTable, RowsTableReason, SkippedBy, StubsBefore,
};
use super::pieces::{PieceBy, Pieces};
use super::staging::{FoundBy, StagedAs, StagedColumn};
use crate::plan::{BlockId, KeyStrategy, Plan, Program, Side, StepKind};
use crate::schema::{ColumnId, Table};

/// The physical plan as text. It ends in a newline.
pub fn render(physical: &PhysicalPlan, plan: &Plan) -> String {
    let place = match physical.old_rows {
        OldRows::Colocated => "the old tables are read where they are",
        OldRows::Staged => "old rows are brought to the new database",
    };
    let mut out = format!("how the rows of {} move, on {}: {place}\n", plan.program.name, physical.engine);
    let width = plan.steps.len().to_string().len() + 1;
    for (at, step) in plan.steps.iter().enumerate() {
        let lines = match &step.kind {
            StepKind::Move { block, .. } => moved(physical, &plan.program, physical.block(*block)),
            StepKind::Stubs { block, of, late } => stubs(physical, &plan.program, *block, of, *late),
            StepKind::Late { block, .. } => vec![("found by", found_by(&plan.program, physical.block(*block)))],
            _ => continue,
        };
        let _ = writeln!(out, "{:>width$}. {}", at + 1, step.title);
        for (name, text) in lines {
            let _ = writeln!(out, "{:indent$}{name:<9} {text}", "", indent = width + 6);
        }
    }
    out + &staged(physical, plan)
}

/// What was decided about the rows of a block: what it is about, and what was decided.
fn moved(physical: &PhysicalPlan, program: &Program, own: &BlockPlan) -> Vec<(&'static str, String)> {
    let block = program.block(own.block);
    let table = program.new.table(block.target);
    let mut lines = Vec::new();
    match &own.access {
        AccessPath::Colocated => {}
        AccessPath::Pushdown { leans_on } => {
            let others = match leans_on.is_empty() {
                true => String::new(),
                false => {
                    format!("; with it goes {}", names(leans_on.iter().map(|id| program.block(*id).name.as_str())))
                }
            };
            let why = "direct: the old side shapes its rows, since nothing is looked up or decided";
            lines.push(("old rows", format!("{why}{others}")));
        }
        AccessPath::Staged { why } => lines.push(("old rows", format!("staged: {why}"))),
    }
    lines.push((
        "keys",
        match &own.keys {
            KeyStrategy::Unused => "followed by nobody".to_owned(),
            KeyStrategy::Same(kept) => {
                format!("kept in {}, so that the new table is the look-up", columns(table, kept))
            }
            KeyStrategy::Mapped => "change, so that those who follow them look in the rows table".to_owned(),
        },
    ));
    if let Some(rows) = &own.rows_table {
        lines.push(("rows", rows_table(rows, table)));
    }
    let stubs = match own.stubs {
        StubsBefore::None => None,
        StubsBefore::AfterChoice => Some("made after it is decided which rows move"),
        StubsBefore::AfterLastingChoice => {
            Some("made after it is decided which rows move; the choice is kept, since stubs would change it")
        }
        StubsBefore::BeforeChoice => Some("made first, since what decides about rows is theirs"),
    };
    lines.extend(stubs.map(|stubs| ("stubs", stubs.to_owned())));
    if !own.late.is_empty() {
        let step = own.late_step.map_or(String::new(), |step| format!(" until step {}", step.0 + 1));
        lines.push(("waiting", format!("{}{step}", columns(table, &own.late))));
    }
    let before = match (physical.must_be_empty.contains(&block.target), own.may_hold_rows) {
        (true, false) => Some("must be empty when the run begins, since rows keep their keys"),
        (_, true) => Some("may hold rows already, which are counted before"),
        (false, false) => None,
    };
    lines.extend(before.map(|before| ("new table", before.to_owned())));
    lines.push(("insert", insert(own, program)));
    lines.extend(counts(own).map(|counts| ("counts", counts)));
    lines
}

fn rows_table(rows: &RowsTable, table: &Table) -> String {
    let why = |why: &RowsTableReason| match why {
        RowsTableReason::KeysChange => "others follow keys that change",
        RowsTableReason::UniqueColumns => "rows may be equal in unique columns",
        RowsTableReason::OwnReferences => "a row whose partner in the same table is missing is rejected",
        RowsTableReason::ChoiceLasts => "which rows move is decided before the stubs are made",
        RowsTableReason::Pieces => "the pieces of its insert are taken by number",
    };
    let why: Vec<&str> = rows.why.iter().map(why).collect();
    let held = match rows.columns.is_empty() {
        true => String::new(),
        false => format!(" with the new {}", columns(table, &rows.columns)),
    };
    format!("in `{}`{held}: {}", rows.name, why.join("; "))
}

fn insert(own: &BlockPlan, program: &Program) -> String {
    match &own.pieces {
        Pieces::Whole { uncut: None } => "one statement".to_owned(),
        Pieces::Whole { uncut: Some(why) } => format!("one statement: {why}"),
        Pieces::Cut { pieces, rows, by } => {
            let by = match by {
                PieceBy::Number => "their number in the rows table".to_owned(),
                PieceBy::Key(rel, column) => {
                    let relation = program.block(own.block).source.get(rel.0);
                    relation.map_or_else(String::new, |relation| {
                        let schema = if relation.side == Side::Old { &program.old } else { &program.new };
                        format!("`{}`", schema.column(relation.table, *column).name)
                    })
                }
            };
            format!("{pieces} pieces of up to {rows} old rows, by {by}")
        }
    }
}

/// What is not counted in the plain way: the old rows, the new ones, and the rejects.
fn counts(own: &BlockPlan) -> Option<String> {
    let skipped = match own.counts.skipped {
        SkippedBy::None => None,
        SkippedBy::Conditions => Some("skipped rows by the conditions"),
        SkippedBy::Rest => Some("skipped rows as what is left, since the conditions would say something else by then"),
    };
    let no_partner = match own.counts.no_partner {
        NoPartnerBy::None => None,
        NoPartnerBy::Rows => Some("rows without a partner as those that the join leaves out"),
        NoPartnerBy::Keys => Some("rows without a partner as keys that the join leaves out"),
    };
    let said: Vec<&str> = skipped.into_iter().chain(no_partner).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

fn stubs(
    physical: &PhysicalPlan,
    program: &Program,
    block: BlockId,
    of: &[BlockId],
    late: bool,
) -> Vec<(&'static str, String)> {
    let tables = physical.stub_tables.iter().filter(|table| of.contains(&table.block));
    let mut lines = vec![("keys", format!("gathered in {}", names(tables.map(|table| table.name.as_str()))))];
    if !late && physical.block(block).chosen_before_stubs() {
        lines.push(("first", format!("it is decided which rows of {} move", program.block(block).name)));
    }
    lines
}

/// By what a late step finds the rows that have moved.
fn found_by(program: &Program, own: &BlockPlan) -> String {
    match (&own.rows_table, &own.keys) {
        (Some(rows), _) => format!("their old keys in `{}`", rows.name),
        (None, KeyStrategy::Same(kept)) => {
            let table = program.new.table(program.block(own.block).target);
            format!("their keys, which they keep in {}", columns(table, kept))
        }
        (None, _) => "their new keys".to_owned(),
    }
}

fn staged(physical: &PhysicalPlan, plan: &Plan) -> String {
    let mut out = String::new();
    if physical.staged.is_empty() {
        return out;
    }
    out.push_str("\nstaging tables, with the columns that are read:\n");
    for staged in &physical.staged {
        let table = plan.program.old.table(staged.table);
        let column = |staged: &StagedColumn| {
            let name = &table.column(staged.column).name;
            match staged.held_as {
                StagedAs::Typed => name.clone(),
                StagedAs::Text => format!("{name} (as text)"),
            }
        };
        let all: Vec<String> = staged.columns.iter().map(column).collect();
        let found = match staged.found_by {
            FoundBy::PrimaryKey => format!("; primary key {}", columns(table, &staged.key)),
            FoundBy::Index => format!("; index on {}, which is no sure key", columns(table, &staged.key)),
            FoundBy::Nothing => "; no key".to_owned(),
        };
        let _ = writeln!(out, "  `{}`: {}{found}", staged.name, all.join(", "));
    }
    out
}

fn columns(table: &Table, columns: &[ColumnId]) -> String {
    names(columns.iter().map(|column| table.column(*column).name.as_str()))
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
