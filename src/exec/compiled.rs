//! A program compiled with the databases that it is to run between: a side for which it names no file is read from its database.

use std::io;
use std::path::{Path, PathBuf};

use super::error::{Findings, RunError, SessionError};
use super::profile::{Profile, VerifiedColumn};
use crate::check::Settings;
use crate::client::address::Address;
use crate::client::catalog;
use crate::compile::{self, Compilation, Disk, Options, Unreadable};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::emit::creation::Creation;
use crate::emit::{self, Script};
use crate::engine::Engine;
use crate::plan::Plan;
use crate::rows;
use crate::rows::dump::Database;
use crate::schema::{Schema, ddl};
use crate::source::{FileId, Sources};
use crate::syntax::{
    self,
    ast::{Item, Side},
};

/// What is compiled, and with what.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The file of the program.
    pub file: PathBuf,
    /// The values of its `param`s.
    pub params: Vec<(String, String)>,
    /// Whether warnings stop it as errors do.
    pub deny_warnings: bool,
    /// The old database or its dump, whose schema is read where the program names no file of it.
    pub from: Option<Address>,
    /// The new database, whose schema is read where the program names no file of it.
    pub into: Option<Address>,
    /// The engine that it is written out for; none: that of the new side.
    pub engine: Option<Engine>,
    /// A script is written next, which says itself what the engine cannot: it is not asked twice.
    pub script_follows: bool,
    /// The new side is made, too.
    pub creates: bool,
}

impl Input {
    /// Whether the old side's schema is read from its database, and whether the new side's is.
    ///
    /// # Errors
    /// When the program cannot be read.
    pub fn asks(&self) -> Result<[bool; 2], Unreadable> {
        let (old, new) = sides(&self.file)?;
        let asks = |side: Option<Side>, address: &Option<Address>| {
            address.is_some() && side.is_some_and(|side| side.ddl.is_none())
        };
        Ok([asks(old, &self.from), asks(new, &self.into)])
    }

    /// Compiles the program. What is wrong with it is in the answer.
    ///
    /// # Errors
    /// When the program or a schema cannot be read.
    pub async fn compile(&self) -> Result<Compiled, SessionError> {
        let mut sources = Sources::new();
        let settings = Settings { params: self.params.clone() };
        let (engine, creates, script_follows) = (self.engine, self.creates, self.script_follows);
        let mut options = Options { settings, engine, creates, script_follows, ..Options::default() };
        let mut odd = Diagnostics::new();
        let (old, new) = sides(&self.file)?;
        let new_from_file = new.as_ref().is_some_and(|side| side.ddl.is_some());
        let encoding = old.as_ref().and_then(|side| side.encoding.as_ref()).map(|name| name.text.clone());
        let (from, into) = (&self.from, &self.into);
        for (side, address, schema, writes) in
            [(old, from, &mut options.old, false), (new, into, &mut options.new, true)]
        {
            // A schema that the program names is the program's word for it; a database is asked
            // only where there is none.
            if let (Some(side), Some(address)) = (side, address)
                && side.ddl.is_none()
            {
                let found = read(address, side, &mut sources, &mut odd).await?;
                *schema = Some(if writes { found.without_views() } else { found });
            }
        }
        let start = sources.clone();
        options.found = odd.iter().cloned().collect();
        let compilation = compile::compile(&Disk, &self.file, sources, &options)?;
        Ok(Compiled { compilation, encoding, new_from_file, input: self.clone(), start, settings: options.settings })
    }
}

/// A program that was compiled, with what was found in it.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The texts, the findings and the plan.
    pub compilation: Compilation,
    /// The encoding that the program says the old side is in.
    pub encoding: Option<String>,
    /// The new side's schema is read from a file that the program names.
    new_from_file: bool,
    /// What it was compiled from.
    input: Input,
    /// The texts that were there before any file was read: those of databases' schemas.
    start: Sources,
    settings: Settings,
}

impl Compiled {
    /// Whether what was found stops the program: errors, and warnings where they are denied.
    pub fn is_stopped(&self) -> bool {
        let found = &self.compilation.diagnostics;
        found.has_errors() || (self.input.deny_warnings && found.count(Severity::Warning) > 0)
    }

    /// What was found, as an error.
    pub fn findings(&self) -> Findings {
        Findings { sources: self.compilation.sources.clone(), diagnostics: self.compilation.diagnostics.clone() }
    }

    /// The plan where columns of the old side are known to hold values of their types, and keys no null, others to hold values that
    /// the new engine lacks, and foreign keys to be kept; none where nothing is known. What could be said of such a program is not said.
    pub fn profiled(&self, plan: &Plan, profile: &Profile) -> Option<Plan> {
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
        let options = Options {
            settings: self.settings.clone(),
            old: Some(old),
            new: Some(Schema::clone(&plan.program.new)),
            engine: self.input.engine,
            creates: self.input.creates,
            // What the engine cannot say of it leaves the plan as it was.
            script_follows: false,
            again: true,
            found: Vec::new(),
        };
        let as_read = AsRead(&self.compilation.sources);
        compile::compile(&as_read, &self.input.file, self.start.clone(), &options).ok()?.plan
    }

    /// How the new side is made.
    pub fn creation(&self, plan: &Plan, engine: Engine) -> Creation {
        emit::creation::creation(&plan.program, engine, self.new_from_file.then_some(&self.compilation.sources))
    }

    /// The script for an engine.
    ///
    /// # Errors
    /// Where the engine cannot express all of it.
    pub fn script(&self, plan: &Plan, engine: Engine, options: &emit::Options<'_>) -> Result<Script, Findings> {
        emit::script(plan, engine, options).map_err(|found| self.refused(found))
    }

    /// Adds what an engine cannot express to what was found: there is no plan then.
    pub fn refuse(&mut self, found: Vec<Diagnostic>) {
        found.into_iter().for_each(|finding| self.compilation.diagnostics.push(finding));
        self.compilation.plan = None;
    }

    /// What an engine cannot express, as an error.
    pub fn refused(&self, found: Vec<Diagnostic>) -> Findings {
        let mut diagnostics = Diagnostics::new();
        found.into_iter().for_each(|finding| diagnostics.push(finding));
        Findings { sources: self.compilation.sources.clone(), diagnostics }
    }
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

/// What a program says of its sides; all else about it is said by the compilation.
fn sides(file: &Path) -> Result<(Option<Side>, Option<Side>), Unreadable> {
    let bytes = std::fs::read(file).map_err(|source| Unreadable { path: file.to_owned(), source })?;
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

/// Reads a side's schema from its database or its dump. Its DDL becomes a text that findings can show.
async fn read(
    address: &Address,
    side: Side,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Schema, RunError> {
    let address = address.clone().in_encoding(side.encoding.as_ref().map(|name| name.text.as_str()));
    let engine = side.engine.text.parse().ok();
    let name = side.schema.or(side.database).map(|name| name.text);
    match of_dump(&address, engine, name.as_deref(), sources, diagnostics)? {
        Found::Schema(schema) => Ok(*schema),
        Found::Database(database) => {
            let file = Address::from(database.path());
            Ok(catalog::read(&file, None, sources, diagnostics).await?)
        }
        Found::NoDump => Ok(catalog::read(&address, name.as_deref(), sources, diagnostics).await?),
    }
}

/// What is behind the address of a dump.
enum Found {
    Schema(Box<Schema>),
    /// A file of SQLite.
    Database(Database),
    /// It is the address of a database.
    NoDump,
}

/// Reads the schema that a dump has itself. All of the dump is stepped over.
fn of_dump(
    address: &Address,
    engine: Option<Engine>,
    database: Option<&str>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Found, RunError> {
    let Some((path, encoding)) = address.dump() else { return Ok(Found::NoDump) };
    let own = match rows::find(path, encoding)? {
        rows::Found::Rows(source) => source.schema(engine)?,
        rows::Found::Database(database) => return Ok(Found::Database(database)),
    };
    let file = sources.add(path.display().to_string(), own.ddl.as_str());
    Ok(Found::Schema(Box::new(ddl::read_of(file, &own.ddl, own.engine, database, diagnostics))))
}
