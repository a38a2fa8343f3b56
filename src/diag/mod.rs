//! Findings about texts: what is wrong, where, and what to write instead.
//!
//! A stage reports into [`Diagnostics`] and goes on; [`render`] draws them at the end. Every
//! finding has a [`Code`] with a page under `explain/`.

mod codes;
pub mod render;
mod suggest;

pub use codes::{CATALOGUE, Code, Entry, Severity};
pub use suggest::{Guesses, nearest};

use std::collections::HashMap;

use crate::source::Span;

/// A place a finding points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place in a text that it points to.
    pub span: Span,
    /// What is to be seen there; may be empty.
    pub message: String,
}

/// A finding about texts: what is wrong, where, and what to write instead.
///
/// Messages are lower case, one sentence, no full stop, with user text in backticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which page explains it.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where the reader must edit.
    pub primary: Label,
    /// Other places concerned, often in the old and new DDL.
    pub secondary: Vec<Label>,
    /// The text to write instead; each a line of its own.
    pub help: Vec<String>,
    /// Repairs that need no thought; editors offer them.
    pub fixes: Vec<Fix>,
}

/// A repair of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, for a menu.
    pub title: String,
    /// All of it, at once.
    pub edits: Vec<Edit>,
}

/// A change of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Other text in a place; none takes it out.
    Replace(Span, String),
    /// One more line in the block of the statement that stands in a place.
    Line(Span, String),
    /// One more statement at the end of the file of a place.
    Statement(Span, String),
    /// Takes a line or statement out, with its line break.
    Remove(Span),
    /// Takes one of a list out, with its comma; where it is the only one, the line or statement it stands in.
    Element(Span),
}

impl Diagnostic {
    /// A finding of the code's usual severity.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            primary: Label { span, message: String::new() },
            secondary: Vec::new(),
            help: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// The text beside the primary place.
    #[must_use]
    pub fn here(mut self, message: impl Into<String>) -> Self {
        self.primary.message = message.into();
        self
    }

    /// Adds a place concerned.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.secondary.push(Label { span, message: message.into() });
        self
    }

    /// Adds a help line: the text to write.
    #[must_use]
    pub fn help(mut self, message: impl Into<String>) -> Self {
        self.help.push(message.into());
        self
    }

    /// Adds a repair of one change.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, edit: Edit) -> Self {
        self.fixes.push(Fix { title: title.into(), edits: vec![edit] });
        self
    }

    /// Adds a repair: other text in a place.
    #[must_use]
    pub fn write(self, span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        self.fix(format!("write `{text}`"), Edit::Replace(span, text))
    }

    /// Adds the text to write in a place, as help and as a repair.
    #[must_use]
    pub fn instead(self, span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        self.help(format!("write `{text}`")).write(span, text)
    }

    /// Adds a repair: one of a list is left out.
    #[must_use]
    pub fn leave_out(self, span: Span) -> Self {
        self.fix("leave it out", Edit::Element(span))
    }

    /// Adds the name that was probably meant, as help and as a repair.
    #[must_use]
    pub fn meant(self, span: Span, name: &str) -> Self {
        self.help(format!("did you mean `{name}`?")).write(span, name)
    }

    /// Adds a repair: one more line in the block that the primary place is in.
    #[must_use]
    pub fn add_line(self, text: impl Into<String>) -> Self {
        let (span, text) = (self.primary.span, text.into());
        self.fix(format!("add `{text}`"), Edit::Line(span, text))
    }

    /// Adds a repair: one more statement.
    #[must_use]
    pub fn add_statement(self, text: impl Into<String>) -> Self {
        let (span, text) = (self.primary.span, text.into());
        self.fix(format!("add `{text}`"), Edit::Statement(span, text))
    }

    /// Another severity than the code's usual one.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

/// The sink every stage reports into.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    /// Where in `found` the findings of a place are: a text can be wrong in very many places.
    places: HashMap<(Code, Span), Vec<usize>>,
    /// Warnings that the program allows.
    allowed: Vec<Allowed>,
}

/// A warning that the program allows: it is counted and not told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// The warning.
    pub finding: Diagnostic,
    /// The reason that the program gives.
    pub because: String,
}

impl Diagnostics {
    /// A list for findings that has none yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding; the same finding at the same place is kept once.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let same_place = self.places.entry((diagnostic.code, diagnostic.primary.span)).or_default();
        if !same_place.iter().any(|at| self.found.get(*at) == Some(&diagnostic)) {
            same_place.push(self.found.len());
            self.found.push(diagnostic);
        }
    }

    /// Takes findings out that the program allows, each with its reason; of two reasons the first counts.
    pub fn allow(&mut self, allowed: Vec<Allowed>) {
        if allowed.is_empty() {
            return;
        }
        let before = std::mem::take(self);
        self.allowed = before.allowed;
        for finding in before.found {
            match allowed.iter().find(|one| one.finding == finding) {
                Some(one) => self.allowed.push(one.clone()),
                None => self.push(finding),
            }
        }
    }

    /// What the program allows.
    pub fn allowed(&self) -> &[Allowed] {
        &self.allowed
    }

    /// Whether any finding stops the compilation.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|d| d.severity == severity).count()
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// The findings after the first `n`.
    pub fn since(&self, n: usize) -> &[Diagnostic] {
        self.found.get(n..).unwrap_or(&[])
    }

    /// Whether nothing was found, nor allowed.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty() && self.allowed.is_empty()
    }

    /// The findings in the order of the text they point at.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<&Diagnostic> = self.found.iter().collect();
        all.sort_by_key(|d| (d.primary.span.file, d.primary.span.start, d.code));
        all
    }

    /// The findings in the order they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }
}
