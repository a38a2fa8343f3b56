//! The front door: a path in, findings, a program and a plan out. Reads files through a
//! [`FileReader`], so that tests and editors can put texts of their own in their place.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use crate::check::{self, Resolved, Settings};
use crate::diag::{Code, Diagnostic, Diagnostics, Edit, nearest};
use crate::emit;
use crate::engine::Engine;
use crate::plan::{self, Plan};
use crate::schema::{New, Old, Schema, ddl};
use crate::source::{FileId, Source, Sources, Span};
use crate::syntax::{
    self,
    ast::{self, Item},
};

/// Where a program and what it includes are read from: the disk, or the texts of an editor or a test.
pub trait FileReader {
    /// The bytes of a file.
    ///
    /// # Errors
    /// As [`std::fs::read`].
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// What changes when the file does; none: only its bytes say.
    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let _ = path;
        None
    }
}

/// When a file was written, and how long it is.
pub type Stamp = (SystemTime, u64);

/// Reads from the disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl FileReader for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let file = std::fs::metadata(path).ok()?;
        Some((file.modified().ok()?, file.len()))
    }
}

/// What a compilation starts from.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the command line adds.
    pub settings: Settings,
    /// A schema read live, in place of `from`'s DDL. Its text is in the `Sources` given to [`compile`].
    pub old: Option<Schema>,
    /// A schema read live, in place of `into`'s DDL. Its text is in the `Sources` given to [`compile`].
    pub new: Option<Schema>,
    /// What was found when these schemas were read.
    pub found: Vec<Diagnostic>,
    /// The engine that carries the program out, which must be able to say all of it; none: that of `into`.
    pub engine: Option<Engine>,
    /// A script is written next, which says itself what the engine cannot: it is not asked twice.
    pub script_follows: bool,
    /// It was compiled before with less known of the old side, and what is to be said of the program was said then.
    pub again: bool,
    /// The new side is made anew from its schema file, as `--create` does.
    pub creates: bool,
}

/// What a compilation gives.
#[derive(Debug, Clone, Default)]
pub struct Compilation {
    /// Every text that was read.
    pub sources: Sources,
    /// What was found in the program and in the schemas.
    pub diagnostics: Diagnostics,
    /// The plan; none when there are errors.
    pub plan: Option<Plan>,
}

/// A compilation with what editors ask for beside it.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// The findings and the plan.
    pub compilation: Compilation,
    /// The files of the program in the order of inclusion.
    pub files: Vec<ast::File>,
    /// The old side as its DDL declares it; none where it cannot be read.
    pub old: Option<Arc<Schema>>,
    /// The new side as its DDL declares it; none where it cannot be read.
    pub new: Option<Arc<Schema>>,
    /// What names mean; empty where a side is missing.
    pub resolved: Resolved,
}

/// What one compilation leaves to the next one of the same program: nothing is read twice that did not change.
#[derive(Debug, Default)]
pub struct Cache {
    dumps: Vec<Arc<Dump>>,
    /// None: there will be no next compilation.
    syntax: Option<syntax::Cache>,
}

impl Cache {
    /// An empty one for many compilations.
    pub fn new() -> Self {
        Self { dumps: Vec::new(), syntax: Some(syntax::Cache::default()) }
    }
}

/// A dump that was read, with what its file looked like then.
#[derive(Debug)]
struct Dump {
    name: DumpName,
    /// Its bytes, where there is no stamp to know it by.
    bytes: Vec<u8>,
    file: FileId,
    source: Source,
    assumed: ddl::Assumed,
    /// What it declares, and what was found in it; read when it is first asked for.
    read: OnceLock<(Arc<Schema>, Diagnostics)>,
}

/// Which dump it is, and how it is read.
#[derive(Debug, PartialEq, Eq)]
struct DumpName {
    path: PathBuf,
    stamp: Option<Stamp>,
    engine: Engine,
    encoding: Option<String>,
    database: Option<String>,
}

impl Dump {
    fn new(name: DumpName, bytes: Vec<u8>, sources: &mut Sources) -> Self {
        let (text, assumed) = ddl::decode(&bytes, name.encoding.as_deref());
        let source = Source::new(name.path.display().to_string(), text.as_str());
        let file = sources.put(source.clone());
        let bytes = if name.stamp.is_some() { Vec::new() } else { bytes };
        Self { name, bytes, file, source, assumed, read: OnceLock::new() }
    }

    fn read(&self) -> &(Arc<Schema>, Diagnostics) {
        self.read.get_or_init(|| {
            let mut found = Diagnostics::new();
            let schema = ddl::read_of(
                self.file,
                self.source.text(),
                self.name.engine,
                self.name.database.as_deref(),
                &mut found,
            );
            (Arc::new(schema), found)
        })
    }
}

/// A file of the program that cannot be read at all.
#[derive(Debug, thiserror::Error)]
#[error("cannot read `{}`: {source}", path.display())]
pub struct Unreadable {
    /// The file that cannot be read.
    pub path: PathBuf,
    /// What the system said of it.
    pub source: io::Error,
}

/// Reads, checks and plans the program at `path`.
///
/// # Errors
/// When the program itself cannot be read; everything else is a finding.
pub fn compile(
    reader: &dyn FileReader,
    path: &Path,
    sources: Sources,
    options: &Options,
) -> Result<Compilation, Unreadable> {
    analyse(reader, path, sources, options, &mut Cache::default()).map(|analysis| analysis.compilation)
}

/// [`compile`] with what editors ask for beside it.
///
/// # Errors
/// When the program itself cannot be read.
pub fn analyse(
    reader: &dyn FileReader,
    path: &Path,
    sources: Sources,
    options: &Options,
    cache: &mut Cache,
) -> Result<Analysis, Unreadable> {
    let bytes = reader.read(path).map_err(|source| Unreadable { path: path.to_owned(), source })?;
    let mut done = Compilation { sources, ..Compilation::default() };
    let mut files = Files { reader, files: Vec::new(), read: Vec::new(), cache: cache.syntax.as_mut() };
    files.read_text(path, &bytes, &mut done);
    let files = files.files;
    if let Some(syntax) = &mut cache.syntax {
        syntax.forget();
    }
    let statement =
        |wanted: fn(&Item) -> Option<&ast::Side>| files.iter().flat_map(|f| &f.items).find_map(wanted).cloned();
    let from = statement(|i| if let Item::From(side) = i { Some(side) } else { None });
    let into = statement(|i| if let Item::Into(side) = i { Some(side) } else { None });
    let main = files.first().map(|f| f.file).unwrap_or_default();
    let known = std::mem::take(&mut cache.dumps);
    let unread = unread_sides(&files, &done.sources);
    let mut sides = SchemaFinder { reader, program: path, main, known, unread };
    let old = sides.side("from", from.as_ref(), options.old.as_ref(), &mut done);
    let new = sides.side("into", into.as_ref(), options.new.as_ref(), &mut done);
    cache.dumps.extend([&old, &new].into_iter().flatten().filter_map(Side::dump));
    let (old, new) = schemas(old, new, &mut done.diagnostics);
    options.found.iter().for_each(|finding| done.diagnostics.push(finding.clone()));
    let mut analysis = Analysis { compilation: done, files, old, new, resolved: Resolved::default() };
    let (Some(old), Some(new)) = (&analysis.old, &analysis.new) else {
        return Ok(analysis);
    };
    let done = &mut analysis.compilation;
    let declared = new;
    let (old, new) = (Old(Arc::clone(old)), New(Arc::clone(new)));
    let (program, resolved) =
        check::resolve(&analysis.files, old, new, &options.settings, &done.sources, &mut done.diagnostics);
    analysis.resolved = resolved;
    if let Some(program) = program {
        let plan = plan::plan(program, &mut done.diagnostics);
        let storage = into.as_ref().and_then(|side| side.storage.as_ref()).map(|name| name.span);
        for finding in emit::surprises(&plan, &done.sources, storage, options.creates) {
            done.diagnostics.push(finding);
        }
        if !done.diagnostics.has_errors() && !options.script_follows {
            let engine = options.engine.unwrap_or(plan.program.new.engine);
            emit::unsupported(&plan, engine).into_iter().for_each(|finding| done.diagnostics.push(finding));
        }
        done.plan = (!done.diagnostics.has_errors()).then_some(plan);
    }
    // a new side that is made, and an old one of which more is known, are warned of less
    let judged = done.plan.is_some() && !options.creates && !options.again;
    check::allow(&analysis.files, &mut analysis.resolved, declared, judged, &mut done.diagnostics);
    if done.diagnostics.has_errors() {
        done.plan = None;
    }
    Ok(analysis)
}

/// The files of a program, in the order of inclusion.
struct Files<'a> {
    reader: &'a dyn FileReader,
    files: Vec<ast::File>,
    /// Every path that was read, so that a file is read once and circles end.
    read: Vec<PathBuf>,
    cache: Option<&'a mut syntax::Cache>,
}

impl Files<'_> {
    fn read_text(&mut self, path: &Path, bytes: &[u8], done: &mut Compilation) {
        self.read.push(plain(path));
        let (text, assumed) = ddl::decode(bytes, Some("utf-8"));
        let id = done.sources.add(path.display().to_string(), text.as_str());
        if assumed != ddl::Assumed::Nothing {
            done.diagnostics.push(
                Diagnostic::new(Code::SYNTAX, Span::new(id, 0, 0), "the file is not UTF-8 text")
                    .help("save it as UTF-8"),
            );
        }
        let file = match &mut self.cache {
            Some(cache) => cache.parse(id, &text, &mut done.diagnostics),
            None => syntax::parse(id, &text, &mut done.diagnostics),
        };
        let includes: Vec<ast::Text> = file
            .items
            .iter()
            .filter_map(|i| if let Item::Include(text) = i { Some(text.clone()) } else { None })
            .collect();
        self.files.push(file);
        for include in includes {
            let wanted = beside(path, &include.value);
            if self.read.contains(&plain(&wanted)) {
                let circle = if plain(&wanted) == plain(path) { "itself" } else { "a file that is read already" };
                done.diagnostics.push(
                    Diagnostic::new(Code::INCLUDE, include.span, format!("`{}` is {circle}", include.value))
                        .help("leave the line out: each file is included once")
                        .leave_out(include.span),
                );
                continue;
            }
            match self.reader.read(&wanted) {
                Ok(bytes) => self.read_text(&wanted, &bytes, done),
                Err(error) => done.diagnostics.push(
                    Diagnostic::new(
                        Code::INCLUDE,
                        include.span,
                        format!("`{}` cannot be read: {}", include.value, unreadable(&error)),
                    )
                    .here(format!("looked for as `{}`", wanted.display()))
                    .help("write the path as it is seen from the folder of this file"),
                ),
            }
        }
    }
}

/// Where one side's schema comes from.
enum Side<'a> {
    Given(&'a Schema),
    Ddl {
        /// The file as the program names it.
        name: &'a ast::Text,
        dump: Arc<Dump>,
    },
}

impl Side<'_> {
    fn dump(&self) -> Option<Arc<Dump>> {
        match self {
            Side::Given(_) => None,
            Side::Ddl { dump, .. } => Some(Arc::clone(dump)),
        }
    }

    /// The schema; none where it has no table.
    fn read(self) -> (Option<Arc<Schema>>, Diagnostics) {
        let (name, dump) = match self {
            Side::Given(schema) => return (Some(Arc::new(schema.clone())), Diagnostics::new()),
            Side::Ddl { name, dump } => (name, dump),
        };
        let (schema, found) = dump.read();
        if !schema.tables.is_empty() {
            return (Some(Arc::clone(schema)), found.clone());
        }
        // Every table of the program would be unknown: that is said once, where the file is named.
        let mut said = Diagnostics::new();
        for finding in found.iter() {
            let mut finding = finding.clone();
            if finding.code == Code::DDL_EMPTY {
                finding.message = format!("`{}` defines no table", name.value);
                finding.primary.span = name.span;
            }
            said.push(finding);
        }
        (None, said)
    }
}

/// Both schemas, read at the same time: they are most of the text of a large program.
fn schemas(
    old: Option<Side<'_>>,
    new: Option<Side<'_>>,
    diagnostics: &mut Diagnostics,
) -> (Option<Arc<Schema>>, Option<Arc<Schema>>) {
    let read = |side: Option<Side<'_>>| side.map(Side::read).unwrap_or_default();
    let (old, new) = std::thread::scope(|scope| {
        let old = scope.spawn(|| read(old));
        let new = read(new);
        (old.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), new)
    });
    old.1.iter().chain(new.1.iter()).for_each(|finding| diagnostics.push(finding.clone()));
    (old.0, new.0)
}

/// Finds the schemas of both sides.
struct SchemaFinder<'a> {
    reader: &'a dyn FileReader,
    program: &'a Path,
    main: FileId,
    /// Dumps that the last compilation read.
    known: Vec<Arc<Dump>>,
    /// Sides whose statement is there and could not be read, which is said already.
    unread: Vec<&'static str>,
}

/// The sides of which a statement could not be read.
fn unread_sides(files: &[ast::File], sources: &Sources) -> Vec<&'static str> {
    let begins = |item: &Item, word: &str| matches!(item, Item::Bad(span) if sources.slice(*span).split(|c: char| !c.is_alphanumeric()).next() == Some(word));
    ["from", "into"].into_iter().filter(|word| files.iter().flat_map(|f| &f.items).any(|i| begins(i, word))).collect()
}

impl SchemaFinder<'_> {
    /// A dump that was read before and has not changed since; its text is among the sources then.
    fn known(&mut self, same: impl Fn(&Dump) -> bool, sources: &mut Sources) -> Option<Arc<Dump>> {
        let at = self.known.iter().position(|dump| dump.file == sources.next() && same(dump))?;
        let dump = self.known.swap_remove(at);
        sources.put(dump.source.clone());
        Some(dump)
    }

    /// The bytes of a dump, if it can be read and is not packed.
    fn bytes(&self, path: &Path, ddl: &ast::Text, done: &mut Compilation) -> Option<Vec<u8>> {
        let bytes = match self.reader.read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                done.diagnostics.push(
                    Diagnostic::new(
                        Code::SIDES,
                        ddl.span,
                        format!("`{}` cannot be read: {}", ddl.value, unreadable(&error)),
                    )
                    .here(format!("looked for as `{}`", path.display()))
                    .help("write the path as it is seen from the folder of the program"),
                );
                return None;
            }
        };
        let Some(unpack) = unpacked_with(&bytes) else { return Some(bytes) };
        done.diagnostics.push(
            Diagnostic::new(Code::SIDES, ddl.span, format!("`{}` is compressed, and only text can be read", ddl.value))
                .help(format!("unpack it first: `{unpack} {}`", ddl.value)),
        );
        None
    }

    /// One side: the schema given, else the DDL that its statement names.
    fn side<'a>(
        &mut self,
        word: &str,
        said: Option<&'a ast::Side>,
        given: Option<&'a Schema>,
        done: &mut Compilation,
    ) -> Option<Side<'a>> {
        if let Some(schema) = given {
            return Some(Side::Given(schema));
        }
        let Some(said) = said else {
            if self.unread.contains(&word) {
                return None;
            }
            let which = if word == "from" { "old" } else { "new" };
            done.diagnostics.push(
                Diagnostic::new(
                    Code::SIDES,
                    Span::new(self.main, 0, 0),
                    format!("the program does not say where the {which} side is: `{word}` is missing"),
                )
                .help(format!("begin with `{word} mysql \"{which}.sql\"`"))
                .fix(
                    format!("add `{word} mysql \"{which}.sql\"`"),
                    Edit::Replace(Span::new(self.main, 0, 0), format!("{word} mysql \"{which}.sql\"\n")),
                ),
            );
            return None;
        };
        let engine = engine_of(said, &mut done.diagnostics)?;
        let Some(ddl) = &said.ddl else {
            done.diagnostics.push(Diagnostic::new(Code::SIDES, said.span, format!("`{word}` names no schema")).help(
                format!(
                    "name a dump: `{word} {} \"schema.sql\"`, or give the database's URL on the command line",
                    said.engine.text
                ),
            ));
            return None;
        };
        // The side's program file may be an included one; paths are taken from its folder.
        let folder = done
            .sources
            .get(said.span.file)
            .map(|s| PathBuf::from(s.name()))
            .unwrap_or_else(|| self.program.to_owned());
        let path = beside(&folder, &ddl.value);
        let name = DumpName {
            stamp: self.reader.stamp(&path),
            path,
            engine,
            encoding: said.encoding.as_ref().map(|n| n.text.clone()),
            database: said.database.as_ref().map(|n| n.text.clone()),
        };
        let stamped = name.stamp.is_some();
        let dump = match self.known(|dump| stamped && dump.name == name, &mut done.sources) {
            Some(dump) => dump,
            None => {
                let bytes = self.bytes(&name.path, ddl, done)?;
                match self.known(|dump| dump.name == name && dump.bytes == bytes, &mut done.sources) {
                    Some(dump) => dump,
                    None => Arc::new(Dump::new(name, bytes, &mut done.sources)),
                }
            }
        };
        doubt_dump(word, said, ddl, &dump, &mut done.diagnostics);
        Some(Side::Ddl { name: ddl, dump })
    }
}

/// The engine that a side names; none: it is said that there is no such engine.
fn engine_of(said: &ast::Side, diagnostics: &mut Diagnostics) -> Option<Engine> {
    let name = &said.engine;
    if let Ok(engine) = Engine::from_str(&name.text) {
        return Some(engine);
    }
    let finding = Diagnostic::new(Code::UNKNOWN_TYPE, name.span, format!("`{}` is no engine Mig knows", name.text));
    let near = nearest(&name.text, ["mysql", "mariadb", "postgres", "postgresql", "sqlite"]);
    diagnostics.push(match near {
        Some(near) => finding.meant(name.span, near),
        None => finding.help("engines are `mysql`, `postgres` and `sqlite`"),
    });
    None
}

/// Says where a dump is not what its side says of it: in another encoding, or of another engine.
fn doubt_dump(word: &str, said: &ast::Side, ddl: &ast::Text, dump: &Dump, diagnostics: &mut Diagnostics) {
    let (text, assumed, file, engine) = (dump.source.text(), dump.assumed, dump.file, dump.name.engine);
    if let (ddl::Assumed::UnknownName, Some(name)) = (assumed, &said.encoding) {
        diagnostics.push(
            Diagnostic::new(Code::DDL_ENCODING, name.span, format!("`{}` is no encoding Mig knows", name.text))
                .help("say `latin1`, `latin2`, `cp1250`, or another name of the web's encodings"),
        );
    } else if let Some(finding) = ddl::encoding_finding(file, text, assumed) {
        diagnostics.push(finding);
    }
    if let Some(signed) = Engine::signed(text).filter(|signed| *signed != engine) {
        diagnostics.push(
            Diagnostic::new(
                Code::DDL_ENGINE,
                said.engine.span,
                format!("`{}` is a dump of {signed}, and is read as one of {engine}", ddl.value),
            )
            .label(
                Span::new(file, 0, text.lines().next().map_or(0, str::len)),
                "it begins as that engine's tools begin",
            )
            .help(format!("write `{word} {signed} \"{}\"`", ddl.value))
            .write(said.engine.span, signed.to_string()),
        );
    }
}

/// The command that unpacks a file of these first bytes, if it is packed.
fn unpacked_with(bytes: &[u8]) -> Option<&'static str> {
    let magic: [(&[u8], &str); 4] =
        [(b"\x1f\x8b", "gunzip"), (b"PK\x03\x04", "unzip"), (b"BZh", "bunzip2"), (b"\xfd7zXZ", "unxz")];
    magic.iter().find(|(first, _)| bytes.starts_with(first)).map(|(_, command)| *command)
}

/// Why a file cannot be read, without the system's numbers.
fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}

/// A path as `file` would say it: relative to its folder.
fn beside(file: &Path, wanted: &str) -> PathBuf {
    file.parent().map_or_else(|| PathBuf::from(wanted), |folder| folder.join(wanted))
}

/// A path without `.` and `..`, for comparison.
pub(crate) fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}
