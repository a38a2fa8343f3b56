//! The texts that are open, and the programs they belong to.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, NumberOrString, Position, Range,
    TextDocumentContentChangeEvent, WorkspaceEdit,
};

use super::rename::{Overlay, renaming, taken};
use super::view::{View, location, path_of, range};
use crate::compile::{Analysis, Cache, Disk, FileReader, Options, Stamp, analyse, plain};
use crate::diag::{self, Severity};
use crate::source::{Source, Sources};
use crate::syntax::{self, ast::Item};

/// Everything that an editor has open. Texts that are not open are read from the disk.
#[derive(Debug, Default)]
pub struct Workspace {
    texts: Texts,
    /// By the path of the main file.
    programs: BTreeMap<PathBuf, Program>,
    /// The main file of each text that is open.
    mains: BTreeMap<PathBuf, PathBuf>,
    /// Files that had findings when the last ones were told.
    told: BTreeSet<PathBuf>,
}

/// The texts that are open.
#[derive(Debug, Default)]
struct Texts(BTreeMap<PathBuf, Text>);

#[derive(Debug)]
struct Text {
    text: String,
    version: i32,
}

#[derive(Debug, Default)]
struct Program {
    cache: Cache,
    analysis: Option<Analysis>,
    /// Something it may read has changed.
    stale: bool,
}

impl FileReader for Texts {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.0.get(&plain(path)) {
            Some(open) => Ok(open.text.clone().into_bytes()),
            None => Disk.read(path),
        }
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        if self.0.contains_key(&plain(path)) { None } else { Disk.stamp(path) }
    }
}

/// The findings of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Findings {
    /// The file.
    pub path: PathBuf,
    /// The version of the text they are about, if it is open.
    pub version: Option<i32>,
    /// What was found; may be nothing.
    pub found: Vec<Diagnostic>,
}

impl Workspace {
    /// A text was opened, or is to be taken as a whole.
    pub fn open(&mut self, path: &Path, text: String, version: i32) {
        let path = plain(path);
        self.texts.0.insert(path.clone(), Text { text, version });
        if is_program(&path) {
            let main = self.main_of(&path);
            self.programs.entry(main.clone()).or_insert_with(|| Program { cache: Cache::new(), ..Program::default() });
            self.mains.insert(path, main);
        }
        self.forget_idle();
        self.touch();
    }

    /// Parts of a text were replaced, one after the other. False: the text is not open.
    pub fn change(&mut self, path: &Path, changes: Vec<TextDocumentContentChangeEvent>, version: i32) -> bool {
        let path = plain(path);
        let Some(open) = self.texts.0.get_mut(&path) else { return false };
        open.version = version;
        for change in changes {
            match change.range {
                Some(range) => replace(&mut open.text, range, &change.text),
                None => open.text = change.text,
            }
        }
        // A file that gets its own `from` becomes a program of its own, and the other way round.
        if is_program(&path) {
            let main = self.main_of(&path);
            if self.mains.get(&path) != Some(&main) {
                self.programs
                    .entry(main.clone())
                    .or_insert_with(|| Program { cache: Cache::new(), ..Program::default() });
                self.mains.insert(path, main);
                self.forget_idle();
            }
        }
        self.touch();
        true
    }

    /// A text was closed; from now on the file counts.
    pub fn close(&mut self, path: &Path) {
        let path = plain(path);
        self.texts.0.remove(&path);
        self.mains.remove(&path);
        self.forget_idle();
        self.touch();
    }

    /// Files on the disk may have changed.
    pub fn touch(&mut self) {
        self.programs.values_mut().for_each(|program| program.stale = true);
    }

    /// The text of a file that is open.
    pub fn text(&self, path: &Path) -> Option<&str> {
        self.texts.0.get(&plain(path)).map(|open| open.text.as_str())
    }

    /// What is found in all programs now: every file that has findings, or had some when this was asked last.
    pub fn findings(&mut self) -> Vec<Findings> {
        let mut all: BTreeMap<PathBuf, Vec<Diagnostic>> =
            self.texts.0.keys().filter(|p| is_program(p)).map(|p| (p.clone(), Vec::new())).collect();
        all.extend(std::mem::take(&mut self.told).into_iter().map(|path| (path, Vec::new())));
        for main in self.programs.keys().cloned().collect::<Vec<_>>() {
            let Some(analysis) = self.analysis(&main) else { continue };
            let sources = &analysis.compilation.sources;
            for finding in analysis.compilation.diagnostics.sorted() {
                let Some(path) = path_of(sources, finding.primary.span.file) else { continue };
                let shown = diagnostic(sources, finding);
                let found = all.entry(path).or_default();
                // Two programs may include the same file.
                if !found.contains(&shown) {
                    found.push(shown);
                }
            }
        }
        self.told = all.iter().filter(|(_, found)| !found.is_empty()).map(|(path, _)| path.clone()).collect();
        let version = |path: &PathBuf| self.texts.0.get(path).map(|open| open.version);
        all.into_iter().map(|(path, found)| Findings { version: version(&path), path, found }).collect()
    }

    /// The program that a file belongs to, compiled as it is now.
    pub(super) fn analysis(&mut self, path: &Path) -> Option<&Analysis> {
        let path = plain(path);
        let main = self.mains.get(&path).cloned().unwrap_or(path);
        let program = self.programs.get_mut(&main)?;
        if program.stale || program.analysis.is_none() {
            program.stale = false;
            program.analysis =
                analyse(&self.texts, &main, Sources::new(), &Options::default(), &mut program.cache).ok();
        }
        program.analysis.as_ref()
    }

    /// A file as its program sees it now.
    pub(super) fn view(&mut self, path: &Path) -> Option<View<'_>> {
        let path = plain(path);
        View::of(self.analysis(&path)?, &path)
    }

    /// Another name for what stands at a position; none: the file is not open, or no part of its program.
    pub(super) fn rename(&mut self, path: &Path, at: Position, name: &str) -> Option<Result<WorkspaceEdit, String>> {
        let path = plain(path);
        self.analysis(&path)?;
        let main = self.mains.get(&path).cloned().unwrap_or_else(|| path.clone());
        let Program { analysis, cache, .. } = self.programs.get_mut(&main)?;
        let before = analysis.as_ref()?;
        let view = View::of(before, &path)?;
        let renaming = match renaming(view, at, name) {
            Ok(renaming) => renaming,
            Err(why) => return Some(Err(why)),
        };
        let texts = renaming.texts(view);
        let reader = Overlay { reader: &self.texts, texts: &texts };
        let after = analyse(&reader, &main, Sources::new(), &Options::default(), cache).ok()?;
        let sound = renaming.changes_nothing(before, &after);
        Some(if sound { renaming.workspace_edit(view) } else { Err(taken(name)) })
    }

    /// The main file of the program a file belongs to: itself, unless it lacks the sides and another file
    /// nearby includes it.
    fn main_of(&self, path: &Path) -> PathBuf {
        let items = |path: &Path| {
            let bytes = self.texts.read(path).unwrap_or_default();
            let mut found = diag::Diagnostics::new();
            syntax::parse(Default::default(), &String::from_utf8_lossy(&bytes), &mut found).items
        };
        let text = self.text(path).unwrap_or("");
        // Reading it all at each change would take long, and sides stand at the beginning of a line.
        let has_sides = text.lines().any(|line| line.starts_with("from ") || line.starts_with("into "));
        if has_sides {
            return path.to_owned();
        }
        let includes = |main: &Path| {
            items(main).iter().any(|item| match item {
                Item::Include(text) => main.parent().is_some_and(|folder| plain(&folder.join(&text.value)) == path),
                _ => false,
            })
        };
        if let Some(main) = self.mains.get(path).filter(|main| main.as_path() != path) {
            return main.clone();
        }
        let folders = path.parent().into_iter().chain(path.parent().and_then(Path::parent));
        let near = folders.filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
        let mut near: Vec<PathBuf> = near
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
            .map(|entry| entry.path())
            .filter(|p| p.extension().is_some_and(|e| e == "mig") && p != path)
            .collect();
        near.extend(self.texts.0.keys().filter(|p| is_program(p) && p.as_path() != path).cloned());
        near.sort();
        near.iter().take(200).find(|main| includes(main)).cloned().unwrap_or_else(|| path.to_owned())
    }

    /// Programs of which no file is open any more are forgotten.
    fn forget_idle(&mut self) {
        let used: BTreeSet<&PathBuf> = self.mains.values().collect();
        self.programs.retain(|main, _| used.contains(main));
    }
}

fn is_program(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "mig") || path.extension().is_none()
}

/// Replaces a range of a text.
fn replace(text: &mut String, range: Range, with: &str) {
    let (start, end) = (offset(text, range.start), offset(text, range.end));
    text.replace_range(start..end.max(start), with);
}

/// The byte offset of a position.
fn offset(text: &str, at: Position) -> usize {
    let mut start = 0;
    for _ in 0..at.line {
        match text.get(start..).and_then(|rest| rest.find('\n')) {
            Some(end) => start += end + 1,
            None => return text.len(),
        }
    }
    let line = text.get(start..).and_then(|rest| rest.split('\n').next()).unwrap_or("");
    start + Source::new("", line).offset(0, at.character as usize)
}

/// A finding as editors show it.
pub(super) fn diagnostic(sources: &Sources, finding: &diag::Diagnostic) -> Diagnostic {
    let related = finding.secondary.iter().filter_map(|label| {
        let message = if label.message.is_empty() { "see here".to_owned() } else { label.message.clone() };
        Some(DiagnosticRelatedInformation { location: location(sources, sources.clamp(label.span))?, message })
    });
    let mut message = finding.message.clone();
    if !finding.primary.message.is_empty() {
        message.push_str(&format!("\n{}", finding.primary.message));
    }
    for help in &finding.help {
        message.push_str(&format!("\nhelp: {help}"));
    }
    let code = finding.code.to_string();
    let mut span = sources.clamp(finding.primary.span);
    let kept = sources.slice(span).trim_end().len();
    if kept > 0 {
        span.end = span.start + u32::try_from(kept).unwrap_or(0);
    }
    Diagnostic {
        range: range(sources, span),
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Note => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(code)),
        code_description: None::<CodeDescription>,
        source: Some("migc".to_owned()),
        message,
        related_information: Some(related.collect::<Vec<_>>()).filter(|all| !all.is_empty()),
        tags: None,
        data: None,
    }
}
