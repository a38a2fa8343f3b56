//! What is wrong with a dump, as its readers say it.

use std::io;
use std::path::Path;

use crate::rows::error::SourceError;

/// What is wrong, before it is known in which file.
#[derive(Debug)]
pub(super) enum Wrong {
    Io(io::Error),
    Line { line: u64, message: String, help: Option<String> },
}

impl Wrong {
    pub(super) fn at(line: u64, message: impl Into<String>) -> Self {
        Self::Line { line, message: message.into(), help: None }
    }

    pub(super) fn help(mut self, text: impl Into<String>) -> Self {
        if let Self::Line { help, .. } = &mut self {
            *help = Some(text.into());
        }
        self
    }

    pub(super) fn within(self, file: &Path) -> SourceError {
        match self {
            Self::Io(error) => SourceError::read(file, &error),
            Self::Line { line, message, help } => SourceError::Line { file: file.to_owned(), line, message, help },
        }
    }
}

impl From<io::Error> for Wrong {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
