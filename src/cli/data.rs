//! `migc compile --data`: one script with the old rows in it.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use super::failure::Failure;
use super::output::Output;
use super::program::Ready;
use super::runtime::wait_for;
use super::{Ended, Outcome, login};
use crate::client::address::Address;
use crate::emit::creation::Creation;
use crate::emit::{self, Options, data};
use crate::engine::Engine;
use crate::exec::{Export, RunError};
use crate::plan::Plan;
use crate::schema::TableId;
use crate::visible;

/// Where the script goes.
enum Into<'a> {
    File(&'a Path, BufWriter<File>),
    Output(&'a mut Output),
}

impl Into<'_> {
    fn put(&mut self, text: &str) -> io::Result<()> {
        match self {
            Into::File(_, file) => file.write_all(text.as_bytes()),
            Into::Output(output) => output.result(text).map_err(io::Error::other),
        }
    }

    fn statement(&mut self, sql: &str) -> io::Result<()> {
        self.put(sql)?;
        self.put(";\n")
    }

    fn end(&mut self) -> io::Result<()> {
        match self {
            Into::File(_, file) => file.flush(),
            Into::Output(_) => Ok(()),
        }
    }
}

pub(super) fn run(
    source: &Address,
    Ready { compiled, plan }: Ready<'_>,
    to: Engine,
    create: Option<&Creation>,
    path: Option<&Path>,
    output: &mut Output,
) -> Ended {
    let options = Options { staged: true, sources: Some(&compiled.compilation.sources), ..Options::default() };
    let script = compiled.script(plan, to, &options)?;
    let (mut export, profiled) = open(source, Ready { compiled, plan }, to, true)?;
    let (plan, script) = match &profiled {
        Some(plan) => (plan, compiled.script(plan, to, &options)?),
        None => (plan, script),
    };
    let script = match create {
        Some(creation) => script.with_creation(creation),
        None => script,
    };
    export.note().into_iter().for_each(|note| output.message(&format!("note: {note}\n")));
    let made = match path {
        Some(path) => {
            let failed = |error| Failure::Write { path: path.to_owned(), error };
            let mut into = Into::File(path, BufWriter::with_capacity(1 << 20, File::create(path).map_err(failed)?));
            let made = write(&mut export, script, plan, to, &mut into);
            if made.is_err() {
                // half a script must not be taken for a whole one
                drop(std::fs::remove_file(path));
            }
            made
        }
        None => write(&mut export, script, plan, to, &mut Into::Output(output)),
    };
    wait_for(export.close())?;
    made.map(|()| Outcome::Done)
}

/// Opens what the old rows are in, and looks at them: the plan where columns that promise nothing are known to hold what they are
/// declared to hold; none where nothing is known beyond `plan`. `pushdown`: as [`Export::decide`] has it.
pub(super) fn open(
    source: &Address,
    Ready { compiled, plan }: Ready<'_>,
    to: Engine,
    pushdown: bool,
) -> Result<(Export, Option<Plan>), Failure> {
    let source = login::asked(source)?.in_encoding(compiled.encoding.as_deref());
    let mut export = wait_for(Export::open(&source, plan, to))??;
    let profile = wait_for(export.profile(plan))??;
    let profiled = compiled.profiled(plan, &profile);
    wait_for(export.decide(profiled.as_ref().unwrap_or(plan), pushdown))??;
    Ok((export, profiled))
}

fn write(
    export: &mut Export,
    script: emit::Script,
    plan: &Plan,
    to: Engine,
    into: &mut Into<'_>,
) -> Result<(), Failure> {
    let steps = export.pushdown().map(|pushdown| (pushdown.step, pushdown.before.clone()));
    let mut pieces = script.around(steps.collect()).into_iter();
    let staged = export.staged().to_vec();
    let failed = |into: &Into<'_>, error| match into {
        Into::File(path, _) => Failure::Write { path: path.to_path_buf(), error },
        Into::Output(_) => Failure::Output { error },
    };
    let mut head = pieces.next().unwrap_or_default();
    if !staged.is_empty() {
        head.push_str("\n-- The old rows that the program reads; all their tables begin with _mig_old_\n");
    }
    let odd = data::around_all(&staged, to);
    for sql in data::create(&staged).iter().map(String::as_str).chain(odd.map(|[before, _]| before)) {
        head.push_str(sql);
        head.push_str(";\n");
    }
    into.put(&head).map_err(|error| failed(into, error))?;
    let around = data::around_rows(to);
    let mut open: Option<TableId> = None;
    let rows = wait_for(export.write(plan, data::USUAL_SIZE, |staged, insert| {
        if open != Some(staged.table) {
            if let (Some(_), Some([_, commit])) = (open.replace(staged.table), around) {
                into.statement(commit)?;
            }
            into.put(&format!(
                "\n{}",
                visible::comment(&visible::one_line(&plan.program.old.table(staged.table).name))
            ))?;
            if let Some([begin, _]) = around {
                into.statement(begin)?;
            }
        }
        into.statement(&insert.sql)
    }))?;
    rows.map_err(|error: RunError| Failure::Run(error))?;
    let mut tail = String::new();
    let mut statement = |sql: &str| {
        tail.push_str(sql);
        tail.push_str(";\n");
    };
    if let (Some(_), Some([_, commit])) = (open, around) {
        statement(commit);
    }
    odd.iter().for_each(|[_, after]| statement(after));
    data::index(&staged).iter().for_each(|sql| statement(sql));
    for (place, piece) in pieces.enumerate() {
        // Before the second piece and each that follows are the rows of a block.
        if let Some(block) = place.checked_sub(1) {
            into.put(&std::mem::take(&mut tail)).map_err(|error| failed(into, error))?;
            let rows = export.write_direct(plan, block, data::USUAL_SIZE, |insert| into.statement(&insert.sql));
            tail.push('\n');
            for sql in wait_for(rows)?.map_err(Failure::Run)? {
                tail.push_str(&sql);
                tail.push_str(";\n");
            }
        }
        tail.push_str(&piece);
    }
    if !staged.is_empty() {
        tail.push_str("\n-- The old rows have moved\n");
    }
    for sql in data::drop(&staged) {
        tail.push_str(&sql);
        tail.push_str(";\n");
    }
    into.put(&tail).and_then(|()| into.end()).map_err(|error| failed(into, error))
}
