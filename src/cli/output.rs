//! Where text goes: results to standard output, everything about them to standard error.

use std::io::{self, IsTerminal, Write};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};

use super::failure::Failure;
use crate::diag::render;
use crate::exec::Findings;
use crate::visible;

/// When output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

/// Emphasis for a terminal that shows it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Paint {
    color: bool,
}

impl Paint {
    /// A text in bold, as titles are.
    pub(super) fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    /// What is of less weight.
    pub(super) fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    /// What went well.
    pub(super) fn good(self, text: &str) -> String {
        self.with("1;32", text)
    }

    /// What people should look at.
    pub(super) fn warn(self, text: &str) -> String {
        self.with("1;33", text)
    }

    fn with(self, style: &str, text: &str) -> String {
        if self.color { format!("\x1b[{style}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// A failure whose words hold nothing that a terminal obeys: they may be a database's.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
struct Shown {
    message: String,
    help: Option<String>,
}

impl Diagnostic for Shown {
    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn std::fmt::Display>)
    }
}

/// Standard output and standard error, and whether each may be coloured.
pub(super) struct Output {
    result_color: bool,
    message_color: bool,
}

impl Output {
    pub(super) fn new(color: Color) -> Self {
        let auto = |terminal: bool| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
                terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        };
        Self { result_color: auto(io::stdout().is_terminal()), message_color: auto(io::stderr().is_terminal()) }
    }

    /// Whether what [`Output::result`] shows may be coloured.
    pub(super) fn result_color(&self) -> bool {
        self.result_color
    }

    /// Whether what [`Output::message`] shows may be coloured.
    pub(super) fn message_color(&self) -> bool {
        self.message_color
    }

    /// Emphasis in what [`Output::result`] shows.
    pub(super) fn result_paint(&self) -> Paint {
        Paint { color: self.result_color }
    }

    /// Emphasis in what [`Output::message`] shows.
    pub(super) fn message_paint(&self) -> Paint {
        Paint { color: self.message_color }
    }

    /// What was asked for, to standard output.
    pub(super) fn result(&mut self, text: &str) -> Result<(), Failure> {
        self.bytes(text.as_bytes())
    }

    /// What was asked for, as bytes that need not be text, to standard output.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            // Who reads has seen enough (`migc schema … | head`).
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(source) => Err(Failure::Output { error: source }),
            Ok(()) => Ok(()),
        }
    }

    /// What was asked for and is for people to read: names and values in it do nothing to a terminal.
    pub(super) fn report(&mut self, text: &str) -> Result<(), Failure> {
        self.bytes(visible::terminal(text).as_bytes())
    }

    /// What is said about it, to standard error; when that is gone, there is nobody to tell.
    pub(super) fn message(&mut self, text: &str) {
        let mut out = io::stderr().lock();
        let _ = out.write_all(visible::terminal(text).as_bytes()).and_then(|()| out.flush());
    }

    /// Draws a failure.
    pub(super) fn failure(&mut self, failure: &Failure) {
        if let Failure::Findings(found) = failure {
            let Findings { sources, diagnostics } = &**found;
            let text = render::to_string(sources, diagnostics, render::Format::Pretty, self.message_color);
            return self.message(&text);
        }
        let shown = Shown {
            message: visible::lines(&failure.to_string()).into_owned(),
            help: failure.help().map(|help| visible::lines(&help.to_string()).into_owned()),
        };
        let theme = if self.message_color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme).with_wrap_lines(false).with_links(false);
        let mut text = String::new();
        if handler.render_report(&mut text, &shown).is_err() {
            text = format!("{failure}\n");
        }
        if let Some(note) = failure.note() {
            text.push('\n');
            text.push_str(note);
        }
        self.message(&text);
    }
}
