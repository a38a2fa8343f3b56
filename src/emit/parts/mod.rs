//! A script in parts to paste into phpMyAdmin, one after the other.
//!
//! Nothing survives from one paste to the next but tables, and a person may paste anything at any time. So each part
//! carries its own settings, asks the journal whether it is its turn, is one transaction, and ends with a table that
//! says what became of it. What phpMyAdmin does with a text bounds a part: from the 50th statement on an error no longer stops
//! the script, and a paste that is too large does nothing in silence.

mod frame;
mod pack;
mod page;
mod preview;
mod text;

pub use preview::looks;
pub use text::posted;

use sha2::{Digest as _, Sha256};

use super::{Options, Role, Section, Statement};
use crate::diag::Diagnostic;
use crate::dialect::EngineExt as _;
use crate::engine::Engine;
use crate::plan::{Plan, Side, StepKind};
use frame::Frame;

use super::context::Context;
use super::staging::Staged;
use crate::schema::TableId;

/// From the 50th on, phpMyAdmin shows no result and goes on after errors; a few are left for people to add.
pub const MOST_STATEMENTS: usize = 45;

/// How large a part may be where nobody says: far below what PHP takes, and the page that answers it is still quick.
pub const USUAL_SIZE: usize = 1_000_000;

/// How large an uploaded part may be where nobody says, in bytes before it is compressed: PHP takes files of 2 MB, which hold
/// about this much.
pub const USUAL_UPLOAD: usize = 8_000_000;

/// What bounds a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that the browser sends for it ([`posted`]); of packed parts, the bytes before they are packed.
    pub size: usize,
    /// Whether they are uploaded as compressed files.
    pub packed: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { size: USUAL_SIZE, packed: false }
    }
}

/// A script in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptParts {
    /// The program's name.
    pub program: String,
    /// Whether they only look.
    pub looks: bool,
    /// What all parts carry, so that parts of another program are not taken for these.
    pub hash: String,
    /// The new database, where the program names it.
    pub new: Option<String>,
    /// What holds the old tables; none: they are in the new database.
    pub old: Option<String>,
    /// In the order to paste them.
    pub parts: Vec<ScriptPart>,
    /// What to do by hand after the last one.
    pub after: Vec<String>,
    /// The helper tables they make.
    pub helpers: Vec<String>,
    /// The plan's steps, for a picture.
    pub steps: Vec<StepLine>,
}

/// A step in the picture of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepLine {
    /// The number of the step in the plan, from 1.
    pub number: usize,
    /// The old table, where rows are moved.
    pub from: Option<String>,
    /// The new table; of other steps what they do.
    pub to: String,
    /// The steps it waits for.
    pub after: Vec<usize>,
    /// The part it is in; 0 where it is done by hand.
    pub part: usize,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptPart {
    /// The place of the part among all, from 1.
    pub number: usize,
    /// What it does, in a few words.
    pub title: String,
    /// The numbers of the plan's steps it carries out.
    pub steps: Vec<usize>,
    /// What the part does, one sentence for each thing.
    pub does: Vec<String>,
    /// What to do by hand before it.
    pub before: Vec<String>,
    /// Whether it is uploaded, in a compressed file.
    pub packed: bool,
    /// How many statements it has.
    pub statements: usize,
    /// Its text; where rows follow, what stands before them.
    pub text: String,
    /// The rows that are written out in it, by their place among [`Written::bodies`].
    pub body: Option<usize>,
    /// What stands after the rows.
    pub tail: String,
}

/// Old rows that are written out: where the old tables are out of reach, they come in parts of their own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// The tables that they are put into.
    pub staged: Vec<Staged>,
    /// The texts that hold them, each for a part.
    pub bodies: Vec<Body>,
}

/// Rows for one part: statements that are kept somewhere else, since they may be long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Old tables, and how many of their rows there are with this part.
    pub rows: Vec<(TableId, u64)>,
    /// How many statements it has.
    pub statements: usize,
    /// SHA-256 of its text.
    pub hash: String,
}

/// How many statements a [`Body`] may have.
pub const MOST_INSERTS: usize = MOST_STATEMENTS - 14;

/// How many bytes a [`Body`] may have, counted as those of a part ([`Limits::size`]).
pub fn room_for_rows(limits: Limits) -> usize {
    limits.size.saturating_sub(frame::LONGEST)
}

/// Why there are no parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The engine cannot express it.
    Unsupported(Vec<Diagnostic>),
    /// It cannot be said in parts: the reason and what to do about it.
    Cannot {
        /// Why not, as a sentence.
        message: String,
        /// A help line.
        help: String,
    },
}

impl Refused {
    fn cannot(message: impl Into<String>, help: impl Into<String>) -> Self {
        Refused::Cannot { message: message.into(), help: help.into() }
    }
}

/// Writes a plan as parts.
///
/// # Errors
/// What the engine cannot express, and what does not fit into a part.
pub fn parts(
    plan: &Plan,
    engine: Engine,
    options: &Options<'_>,
    limits: Limits,
    written: &Written,
) -> Result<ScriptParts, Refused> {
    let ctx = context(plan, engine, options)?;
    let script = super::script::script(plan, engine, options).map_err(Refused::Unsupported)?;
    let (outlines, after) = pack::outlines(&ctx, &script, limits, written)?;
    let mut hasher = Sha256::new();
    hasher.update(ctx.hash().as_bytes());
    for piece in outlines.iter().flat_map(|outline| &outline.body) {
        hasher.update(piece.sql.as_bytes());
        hasher.update([0]);
    }
    written.bodies.iter().for_each(|body| hasher.update(body.hash.as_bytes()));
    let hash: String = hasher.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let frame = Frame { ctx: &ctx, hash: &hash, outlines: &outlines, packed: limits.packed, written };
    let parts = (1..).zip(&outlines).map(|(number, outline)| frame.part(number, outline)).collect();
    let unsupported = ctx.unsupported.take();
    if !unsupported.is_empty() {
        return Err(Refused::Unsupported(unsupported));
    }
    let parts: Vec<ScriptPart> = parts;
    Ok(ScriptParts {
        helpers: frame::helper_names(&ctx),
        steps: steps(plan, &parts),
        looks: false,
        program: plan.program.name.clone(),
        new: plan.program.new_namespace.clone(),
        old: ctx.old.beside().map(str::to_owned),
        hash,
        parts,
        after,
    })
}

fn context<'a>(plan: &'a Plan, engine: Engine, options: &Options<'a>) -> Result<Context<'a>, Refused> {
    if !engine.capabilities().pastes {
        let help = format!(
            "say `--to mysql`; without `--for`, `migc compile --to {engine}` writes one script for {engine}'s own client"
        );
        return Err(Refused::cannot(format!("phpMyAdmin does not work with {engine}"), help));
    }
    if !options.staged && options.old.is_none() && plan.program.old_namespace.is_none() {
        return Err(Refused::cannot(
            "the program does not say which database holds the old tables",
            "give its name as `--old-name NAME`, or write `database NAME` in the line `from`",
        ));
    }
    Ok(super::script::context(plan, engine, options))
}

fn steps(plan: &Plan, parts: &[ScriptPart]) -> Vec<StepLine> {
    let line = |(number, step): (usize, &crate::plan::Step)| {
        let (from, to) = match &step.kind {
            StepKind::Move { block, .. } => {
                let block = plan.program.block(*block);
                let old = block.source.first().map(|relation| {
                    let joined = if block.source.len() > 1 { " and others" } else { "" };
                    let schema = if relation.side == Side::Old { &plan.program.old } else { &plan.program.new };
                    format!("{}{joined}", schema.table(relation.table).name)
                });
                (old, plan.program.new.table(block.target).name.clone())
            }
            _ => (None, step.title.replace('`', "")),
        };
        let after = step.reasons.iter().filter_map(|reason| reason.after.map(|id| id.0 + 1));
        let mut after: Vec<usize> = after.collect();
        after.dedup();
        let part = parts.iter().find(|part| part.steps.contains(&number)).map_or(0, |part| part.number);
        StepLine { number, from, to, after, part }
    };
    (1..).zip(&plan.steps).map(line).collect()
}

/// A part before its number and the number of all are known.
struct Outline {
    title: String,
    kind: PartKind,
    /// What it does, line by line.
    comment: Vec<String>,
    before: Vec<String>,
    steps: Vec<usize>,
    body: Vec<Piece>,
    /// Queries that answer a message where something is to be looked at.
    notes: Vec<String>,
    /// The rows that are written out in it.
    rows: Option<usize>,
}

/// What a part is for, which decides what stands around its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartKind {
    /// Looks whether this is the right database, and begins the journal.
    First,
    /// Makes helper tables, at each of which MySQL commits.
    Tables,
    /// It brings old rows.
    Rows,
    /// Steps of the plan.
    Steps,
    /// It gives the account and ends the run.
    Last,
}

/// A statement with the comment that stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    comment: Vec<String>,
    /// As it is pasted, without its last semicolon.
    sql: String,
    /// What phpMyAdmin counts.
    statements: usize,
    /// Whether the engine commits at it.
    commits: bool,
}

impl Piece {
    fn new(comment: Vec<String>, sql: &str) -> Result<Self, Refused> {
        match text::pasted(sql) {
            Ok(pasted) => Ok(Self { comment, sql: pasted.sql, statements: pasted.statements, commits: false }),
            Err(why) => {
                let place = comment.first().map_or(String::new(), |line| format!(" ({line})"));
                Err(Refused::cannot(
                    format!("phpMyAdmin would not survive {}{place}", why.what()),
                    "say it in another way, or carry the program out with `migc run` or a script for the client",
                ))
            }
        }
    }

    fn size(&self, packed: bool) -> usize {
        if packed { self.text().len() } else { posted(&self.text()) }
    }

    fn text(&self) -> String {
        let mut out = String::new();
        for line in &self.comment {
            out.push_str(&text::comment_line(line));
            out.push('\n');
        }
        out.push_str(&self.sql);
        out.push_str(";\n");
        out
    }
}
