//! What the verbs that take a program share: their arguments, and compiling with them.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::output::Output;
use super::runtime::wait_for;
use super::{FindingsFormat, Outcome, login};
use crate::check::Settings;
use crate::client::address::Address;
use crate::client::catalog;
use crate::compile::{self, Compilation, Disk, Options};
use crate::diag::{Diagnostic, Diagnostics, Severity, render};
use crate::dump::{Content, Dump, DumpReader};
use crate::emit::creation::Creation;
use crate::emit::{self, Script};
use crate::engine::Engine;
use crate::exec::{Profile, RunError, VerifiedColumn};
use crate::plan::Plan;
use crate::schema::{Schema, ddl};
use crate::source::{FileId, Sources};
use crate::syntax::{
    self,
    ast::{Item, Side},
};

/// A program and what the command line adds to it.
#[derive(Debug, Args)]
pub(super) struct ProgramArguments {
    /// The program, a `.mig` file
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,

    /// The old database, where `from` names no file: `sqlite:old.db`, `mysql://user@host/old`
    #[arg(long, value_name = "URL", env = "MIGC_FROM_URL", hide_env_values = true)]
    pub(super) from: Option<Address>,

    /// The new database, where `into` names no file
    #[arg(long, value_name = "URL", env = "MIGC_INTO_URL", hide_env_values = true)]
    pub(super) into: Option<Address>,

    #[command(flatten)]
    pub(super) common: Common,
}

/// What does not depend on where the databases are.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// The value of a `param` of the program; may be given many times
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = param)]
    params: Vec<(String, String)>,

    /// Let warnings stop the program too, as in automated checks
    #[arg(long, value_name = "WHAT", value_enum)]
    deny: Option<Deny>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Deny {
    /// Warnings are errors
    Warnings,
}

fn param(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err(format!("`{text}` is not NAME=VALUE")),
    }
}

/// A compilation, and whether it may go on.
pub(super) struct Compiled {
    pub(super) compilation: Compilation,
    /// The encoding that the program says the old side is in.
    pub(super) encoding: Option<String>,
    denied: bool,
    /// The new side's schema is read from a file that the program names.
    new_from_file: bool,
    /// What it was compiled from.
    file: PathBuf,
    start: Sources,
    settings: Settings,
    engine: Option<Engine>,
    creates: bool,
}

/// Files as they were when a program was compiled.
struct AsRead<'a>(&'a Sources);

impl compile::FileReader for AsRead<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let name = path.display().to_string();
        let text = self.0.iter().find(|source| source.name() == name).ok_or(io::ErrorKind::NotFound)?.text();
        Ok(text.as_bytes().to_vec())
    }
}

impl Compiled {
    /// Whether findings stop the program.
    pub(super) fn outcome(&self) -> Outcome {
        if self.compilation.diagnostics.has_errors() || self.denied { Outcome::Findings } else { Outcome::Done }
    }

    /// The plan, after saying on standard error what was found; none when that stops the program.
    pub(super) fn plan(&self, output: &mut Output) -> Option<&Plan> {
        self.tell(output);
        match self.outcome() {
            Outcome::Done => self.compilation.plan.as_ref(),
            Outcome::Findings => None,
        }
    }

    /// The plan where columns of the old side are known to hold values of their types, and keys no null, others to hold values that
    /// the new engine lacks, and foreign keys to be kept; none where nothing is known. What could be said of such a program is not said.
    pub(super) fn profiled(&self, plan: &Plan, profile: &Profile) -> Option<Plan> {
        if profile.is_empty() {
            return None;
        }
        let mut old = Schema::clone(&plan.program.old);
        for VerifiedColumn { table, column, ty } in &profile.kept {
            let table = old.tables.get_mut(table.0)?;
            let in_key = table.primary_key.as_ref().is_some_and(|key| key.columns.contains(column));
            let column = table.columns.get_mut(column.0)?;
            column.ty = ty.clone();
            column.verified = true;
            column.dates_exist = true;
            column.nullable &= !in_key;
        }
        for (table, column) in &profile.foreign {
            let column = old.tables.get_mut(table.0)?.columns.get_mut(column.0)?;
            column.verified = false;
            column.foreign = true;
        }
        for (table, nth) in &profile.keys {
            old.tables.get_mut(table.0)?.foreign_keys.get_mut(*nth)?.kept = true;
        }
        let new = Some(Schema::clone(&plan.program.new));
        let options = Options {
            settings: self.settings.clone(),
            old: Some(old),
            new,
            engine: self.engine,
            creates: self.creates,
        };
        compile::compile(&AsRead(&self.compilation.sources), &self.file, self.start.clone(), &options).ok()?.plan
    }

    /// How `--create` makes the new side.
    pub(super) fn creation(&self, plan: &Plan, engine: Engine) -> Creation {
        emit::creation::creation(&plan.program, engine, self.new_from_file.then_some(&self.compilation.sources))
    }

    /// Writes the script for an engine; none, after saying why, where the engine cannot express it.
    pub(super) fn script(
        &self,
        plan: &Plan,
        engine: Engine,
        options: &emit::Options<'_>,
        output: &mut Output,
    ) -> Option<Script> {
        match emit::script(plan, engine, options) {
            Ok(script) => Some(script),
            Err(found) => {
                self.draw(found, output);
                None
            }
        }
    }

    /// Draws what an engine cannot express.
    pub(super) fn draw(&self, found: Vec<Diagnostic>, output: &mut Output) {
        let mut diagnostics = Diagnostics::new();
        found.into_iter().for_each(|finding| diagnostics.push(finding));
        let sources = &self.compilation.sources;
        let text = render::to_string(sources, &diagnostics, render::Format::Pretty, output.message_color());
        output.message(&text);
    }

    /// Says on standard error what was found; for verbs whose result is something else.
    fn tell(&self, output: &mut Output) {
        let Compilation { sources, diagnostics, .. } = &self.compilation;
        if !diagnostics.is_empty() {
            // What stops the program is drawn; what does not has a line each: `migc check` draws it.
            let format = match self.outcome() {
                Outcome::Findings => render::Format::Pretty,
                Outcome::Done => render::Format::Short,
            };
            output.message(&render::to_string(sources, diagnostics, format, output.message_color()));
        }
    }

    /// The findings in the format asked for, as the result.
    pub(super) fn show(&self, format: FindingsFormat, output: &mut Output) -> Result<(), Failure> {
        let Compilation { sources, diagnostics, .. } = &self.compilation;
        output.result(&render::to_string(sources, diagnostics, format.into(), output.result_color()))
    }
}

impl ProgramArguments {
    /// Compiles the program; a side that names no file is read from its database.
    pub(super) fn compile(&self) -> Result<Compiled, Failure> {
        self.compile_for(None, false)
    }

    /// Compiles the program to be written out for an engine; none: for that of `into`. `creates`: with the new side itself.
    pub(super) fn compile_for(&self, engine: Option<Engine>, creates: bool) -> Result<Compiled, Failure> {
        self.common.compile(&self.file, self.from.as_ref(), self.into.as_ref(), engine, creates)
    }
}

impl Common {
    /// Compiles a program for an engine (none: for that of `into`), with the databases given apart; `creates`: the new side is made, too.
    pub(super) fn compile(
        &self,
        file: &Path,
        from: Option<&Address>,
        into: Option<&Address>,
        engine: Option<Engine>,
        creates: bool,
    ) -> Result<Compiled, Failure> {
        let mut sources = Sources::new();
        let settings = Settings { params: self.params.clone() };
        let mut options = Options { settings, engine, creates, ..Options::default() };
        let mut odd = Diagnostics::new();
        let (old, new) = sides(file)?;
        let new_from_file = new.as_ref().is_some_and(|side| side.ddl.is_some());
        let encoding = old.as_ref().and_then(|side| side.encoding.as_ref()).map(|name| name.text.clone());
        for (side, url, schema, writes) in [(old, from, &mut options.old, false), (new, into, &mut options.new, true)] {
            // A schema that the program names is the program's word for it; a database is asked
            // only where there is none.
            if let (Some(side), Some(url)) = (side, url)
                && side.ddl.is_none()
            {
                let url = login::asked(url)?.in_encoding(side.encoding.as_ref().map(|name| name.text.as_str()));
                let engine = side.engine.text.parse().ok();
                let name = side.schema.or(side.database).map(|name| name.text);
                let found = match dump_schema(&url, engine, name.as_deref(), &mut sources, &mut odd)? {
                    Some(schema) => schema,
                    None => live_schema(&url, name.as_deref(), &mut sources, &mut odd)?,
                };
                *schema = Some(if writes { found.without_views() } else { found });
            }
        }
        let start = sources.clone();
        let mut compilation = compile::compile(&Disk, file, sources, &options)?;
        odd.iter().for_each(|finding| compilation.diagnostics.push(finding.clone()));
        let denied = self.deny == Some(Deny::Warnings) && compilation.diagnostics.count(Severity::Warning) > 0;
        Ok(Compiled {
            compilation,
            encoding,
            denied,
            new_from_file,
            file: file.to_owned(),
            start,
            settings: options.settings,
            engine,
            creates,
        })
    }
}

/// What a program says of its sides; all else about it is said by the compilation.
fn sides(file: &Path) -> Result<(Option<Side>, Option<Side>), Failure> {
    let bytes = std::fs::read(file).map_err(|source| Failure::Read { path: file.to_owned(), error: source })?;
    let text = String::from_utf8_lossy(&bytes);
    let parsed = syntax::parse(FileId::default(), &text, &mut Diagnostics::new());
    let (mut from, mut into) = (None, None);
    for item in parsed.items {
        match item {
            Item::From(side) => from = from.or(Some(side)),
            Item::Into(side) => into = into.or(Some(side)),
            _ => {}
        }
    }
    Ok((from, into))
}

/// Reads the schema that a dump has itself; none where the address names no dump. All of the dump is stepped over.
fn dump_schema(
    url: &Address,
    engine: Option<Engine>,
    database: Option<&str>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Schema>, Failure> {
    let Some((path, encoding)) = url.dump() else { return Ok(None) };
    let script = match Dump::new(path).open().map_err(RunError::from)? {
        Content::Script(script) => script,
        Content::Database(database) => {
            return live_schema(&Address::from(database.path()), None, sources, diagnostics).map(Some);
        }
    };
    let engine = script.engine.or(engine).unwrap_or(Engine::guess(""));
    let nothing = Arc::new(Schema::empty(engine, FileId::default()));
    let mut reader = DumpReader::new(script, nothing, &[], None, encoding).map_err(RunError::from)?;
    while reader.next_table().map_err(RunError::from)?.is_some() {}
    let text = reader.own_ddl();
    let file = sources.add(path.display().to_string(), text.as_str());
    Ok(Some(ddl::read_of(file, &text, engine, database, diagnostics)))
}

/// Reads the schema of a database. Its DDL becomes a text that findings can show.
pub(super) fn live_schema(
    url: &Address,
    name: Option<&str>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Schema, Failure> {
    Ok(wait_for(catalog::read(url, name, sources, diagnostics))??)
}
