//! Which statements go into which part.

use super::frame;
use super::limits::{LONGEST, Limits};
use super::part::Written;
use super::piece::{Outline, PartKind, Piece};
use super::refused::Refused;
use crate::dialect::Making;
use crate::emit::context::Context;
use crate::emit::statement::{Role, Script, Section, Statement};
use crate::emit::{helpers, script};
use crate::plan::{ActionWhat, StepKind};

/// The parts of a script in their order, and what is to be done by hand after the last.
pub(super) fn outlines(
    ctx: &Context<'_>,
    script: &Script,
    limits: Limits,
    written: &Written,
) -> Result<(Vec<Outline>, Vec<String>), Refused> {
    let mut packer = Packer { limits, done: Vec::new(), before: Vec::new(), open: false, last_step: 0, rows: 0 };
    packer.start(PartKind::First, "look at both databases".to_owned());
    packer.helper_tables(ctx, written)?;
    for (i, body) in written.bodies.iter().enumerate() {
        let names: Vec<&str> = body.rows.iter().map(|(id, _)| ctx.program.old.table(*id).name.as_str()).collect();
        let title = match names.as_slice() {
            [one] => format!("rows of {one}"),
            many => format!("rows of {} tables", many.len()),
        };
        packer.start(PartKind::Rows, title);
        if let Some(last) = packer.done.last_mut() {
            last.comment = names.iter().map(|name| format!("Old rows of {name}")).collect();
            last.rows = Some(i);
        }
    }
    packer.open = false;
    packer.questions(script)?;
    for section in script.sections.iter().filter(|section| section.role == Role::Step) {
        packer.step(ctx, section)?;
    }
    packer.start(PartKind::Last, "the account".to_owned());
    for section in script.sections.iter().filter(|section| matches!(section.role, Role::Finish)) {
        for statement in &section.statements {
            let pieces = pieces(statement, &section.comment)?;
            packer.push_all(pieces, "the account")?;
        }
    }
    // A note that no part follows is for the end.
    let last = packer.done.iter_mut().last();
    let after = last.map(|outline| std::mem::take(&mut outline.before)).unwrap_or_default();
    Ok((packer.done, after))
}

struct Packer {
    limits: Limits,
    done: Vec<Outline>,
    /// What is to be done by hand before the next part.
    before: Vec<String>,
    /// Whether the last part takes more.
    open: bool,
    /// The step that the last section carried out.
    last_step: usize,
    /// How many old rows the last part reads, as far as it is known.
    rows: u64,
}

impl Packer {
    fn start(&mut self, kind: PartKind, title: String) {
        self.done.push(Outline {
            title,
            kind,
            comment: Vec::new(),
            before: std::mem::take(&mut self.before),
            steps: Vec::new(),
            body: Vec::new(),
            notes: Vec::new(),
            rows: None,
        });
        self.open = kind == PartKind::Steps;
    }

    /// Whether the last part can take these as well.
    fn fits(&self, pieces: &[Piece]) -> bool {
        let Some(last) = self.done.last() else { return false };
        let all = || last.body.iter().chain(pieces);
        let statements: usize = all().map(|piece| piece.statements).sum();
        let size: usize = all().map(|piece| piece.size(self.limits.packed)).sum();
        statements <= frame::room(last.kind) && size + LONGEST <= self.limits.size
    }

    /// Puts pieces into the last part, and into further ones like it where they do not fit.
    fn push_all(&mut self, pieces: Vec<Piece>, what: &str) -> Result<(), Refused> {
        for piece in pieces {
            if !self.fits(std::slice::from_ref(&piece)) {
                let fresh = self.done.last().is_none_or(|last| last.body.is_empty());
                if !fresh {
                    let last = self.done.last();
                    let (kind, steps) =
                        last.map_or((PartKind::Steps, Vec::new()), |last| (last.kind, last.steps.clone()));
                    self.start(kind, format!("{what}, continued"));
                    if let (Some(last), Some(step)) = (self.done.last_mut(), steps.last()) {
                        last.steps.push(*step);
                    }
                }
                if !self.fits(std::slice::from_ref(&piece)) {
                    let size = (piece.size(self.limits.packed) + LONGEST) / 1000 + 1;
                    return Err(Refused::cannot(
                        format!("{what} has a statement that is too large for a part"),
                        format!("let parts be larger: `--part-size {size}K`"),
                    ));
                }
            }
            if let Some(last) = self.done.last_mut() {
                last.body.push(piece);
            }
        }
        Ok(())
    }

    /// Helper tables: each is dropped in the part that makes it, so that a part that failed halfway can be pasted again.
    fn helper_tables(&mut self, ctx: &Context<'_>, written: &Written) -> Result<(), Refused> {
        let mut helpers = helpers::helpers(ctx, Making::New);
        helpers.extend(written.staged.iter().map(|staged| helpers::Helper {
            name: staged.name.clone(),
            create: staged.create.iter().chain(&staged.index).cloned().collect(),
            index: Vec::new(),
        }));
        helpers.extend(frame::old_rows_table(ctx));
        // Two for what stands in the last of these parts.
        let room = frame::room(PartKind::Tables) - 2;
        let mut groups: Vec<Vec<helpers::Helper>> = Vec::new();
        let mut taken = room;
        for helper in helpers {
            let own = helper.create.len() + helper.index.len();
            if taken + own > room {
                groups.push(Vec::new());
                taken = 1;
            }
            taken += own;
            if let Some(group) = groups.last_mut() {
                group.push(helper);
            }
        }
        for (i, group) in groups.iter().enumerate() {
            let title = if i == 0 { "helper tables" } else { "more helper tables" };
            self.start(PartKind::Tables, title.to_owned());
            let names: Vec<String> = group.iter().map(|helper| helper.name.clone()).collect();
            let comment = "Helper tables; all their names begin with _mig_".to_owned();
            let drops = ctx.statements.drop_tables(&names).into_iter();
            let pieces: Result<Vec<Piece>, Refused> =
                drops.map(|sql| Piece::new(vec![comment.clone()], &sql)).collect();
            let mut pieces = pieces?;
            for helper in group {
                for sql in helper.create.iter().chain(&helper.index) {
                    pieces.push(Piece::new(Vec::new(), sql)?);
                }
            }
            pieces.iter_mut().for_each(|piece| piece.commits = true);
            self.push_all(pieces, title)?;
        }
        let rows = [Some(script::note_run(ctx)), frame::note_old_rows(ctx)];
        let rows: Result<Vec<Piece>, Refused> = rows.iter().flatten().map(|sql| Piece::new(Vec::new(), sql)).collect();
        self.push_all(rows?, "helper tables")
    }

    /// What would stop a step, in parts before the first that writes rows.
    fn questions(&mut self, script: &Script) -> Result<(), Refused> {
        const TITLE: &str = "what would stop it";
        for section in script.sections.iter().filter(|section| section.role == Role::Before) {
            if !self.open {
                self.start(PartKind::Steps, TITLE.to_owned());
                if let Some(last) = self.done.last_mut() {
                    last.comment = vec!["Whether anything would stop a later part: it writes no rows".to_owned()];
                }
            }
            for statement in &section.statements {
                let pieces = pieces(statement, &section.comment)?;
                self.push_all(pieces, TITLE)?;
            }
        }
        self.open = false;
        Ok(())
    }

    fn step(&mut self, ctx: &Context<'_>, section: &Section) -> Result<(), Refused> {
        let number = section.step.map_or(0, |id| id.0 + 1);
        let step = section.step.and_then(|id| ctx.plan.steps.get(id.0));
        let title = step.map_or(String::new(), |step| step.title.replace('`', ""));
        let by_hand: Vec<String> = section
            .statements
            .iter()
            .filter_map(|statement| match statement {
                Statement::Note(note) => Some(note.replacen(" here:", ":", 1)),
                _ => None,
            })
            .collect();
        if !by_hand.is_empty() {
            // It is done between two parts, or before all of them.
            let begun = self.done.iter().any(|outline| outline.kind == PartKind::Steps);
            match self.done.first_mut().filter(|_| !begun) {
                Some(first) => first.before.extend(by_hand),
                None => self.before.extend(by_hand),
            }
            self.open = false;
            return Ok(());
        }
        let own_sql = match step.map(|step| &step.kind) {
            Some(StepKind::Action { action }) => {
                let what = ctx.program.actions.get(*action).map(|action| &action.what);
                matches!(what, Some(ActionWhat::Sql(_)))
            }
            _ => false,
        };
        let mut found = Vec::new();
        let mut notes = Vec::new();
        let mut comment = section.comment.clone();
        for statement in &section.statements {
            match statement {
                Statement::Check { query, note: true, .. } => notes.push(query.clone()),
                statement => {
                    let own = if found.is_empty() { comment.clone() } else { vec![format!("Step {number}: {title}")] };
                    found.extend(pieces(statement, &own)?);
                }
            }
        }
        comment.truncate(1);
        if let Some(StepKind::Move { block, .. }) = step.map(|step| &step.kind) {
            comment.extend(ctx.block_plan(*block).pieces.uncut().map(str::to_owned));
        }
        let rows = match step.map(|step| &step.kind) {
            Some(StepKind::Move { block, .. } | StepKind::Stubs { block, .. }) => ctx.block_plan(*block).old_rows,
            _ => 0,
        };
        // A piece of an insert that is cut is a part of its own, and not too many rows are read in one.
        let piece = self.last_step == number;
        let many = ctx.physical.piece_rows.is_some_and(|most| self.rows > 0 && self.rows + rows > most);
        self.last_step = number;
        // SQL of the program's own may commit, so nothing else is in its part.
        if !self.open || own_sql || piece || many || !self.fits(&found) {
            self.start(PartKind::Steps, String::new());
            self.rows = 0;
        }
        self.rows += rows;
        if let Some(last) = self.done.last_mut() {
            last.steps.push(number);
            if piece {
                // `Step 3: posts -> post, piece 2 of 5`
                let nth = comment.first().and_then(|line| line.rsplit_once(", ")).map_or("", |(_, nth)| nth);
                last.title = format!("step {number}, {nth}");
                self.open = false;
            }
            last.comment.extend(comment);
            last.notes.extend(notes);
            if own_sql {
                last.comment
                    .push("SQL of the program's own: what it commits itself stays if it fails later".to_owned());
            }
        }
        self.push_all(found, &format!("step {number}"))?;
        self.open = self.open && !own_sql;
        Ok(())
    }
}

fn pieces(statement: &Statement, comment: &[String]) -> Result<Vec<Piece>, Refused> {
    let sql: Vec<&String> = match statement {
        Statement::Sql(sql) | Statement::Attach { sql, .. } | Statement::Report { sql, .. } => vec![sql],
        Statement::Check { sql, .. } => sql.iter().collect(),
        Statement::Note(_) => Vec::new(),
    };
    sql.into_iter().map(|sql| Piece::new(comment.to_vec(), sql)).collect()
}
