//! The file of `--report`: there when the run is over, and never half of it. What is no plain file is written to as it is.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::exec::report::Report;

/// A report to be written.
pub(super) struct ReportFile {
    path: PathBuf,
    /// What it is called until it is whole. None where something else than a plain file has the name (a device, a pipe, a
    /// link): it is written to, and never replaced.
    part: Option<PathBuf>,
}

impl ReportFile {
    /// Sees that the file can be written, before anything else is.
    pub(super) fn new(path: &Path) -> Result<Self, Failure> {
        let part = match fs::symlink_metadata(path) {
            Ok(there) if there.is_dir() => return Err(failed(path, io::Error::from(io::ErrorKind::IsADirectory))),
            Ok(there) if there.is_symlink() => match fs::metadata(path).map_err(|error| failed(path, error))? {
                there if there.is_dir() => return Err(failed(path, io::Error::from(io::ErrorKind::IsADirectory))),
                _ => None,
            },
            Ok(there) if !there.is_file() => None,
            _ => {
                let mut name: OsString = path.file_name().unwrap_or_default().to_owned();
                name.push(".part");
                Some(path.with_file_name(name))
            }
        };
        if let Some(part) = &part {
            fs::write(part, "").map_err(|error| failed(path, error))?;
        }
        Ok(Self { path: path.to_owned(), part })
    }

    /// Writes the report to its place, all of it or nothing.
    pub(super) fn write(self, report: &Report) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(report).map_err(|error| failed(&self.path, error.into()))?;
        let written = match &self.part {
            Some(part) => fs::write(part, text + "\n").and_then(|()| fs::rename(part, &self.path)),
            None => fs::OpenOptions::new().write(true).open(&self.path).and_then(|mut file| {
                // A link to a plain file may have had more in it; devices and pipes have no length.
                if file.metadata()?.is_file() {
                    file.set_len(0)?;
                }
                file.write_all((text + "\n").as_bytes())
            }),
        };
        written.map_err(|error| failed(&self.path, error))
    }
}

impl Drop for ReportFile {
    fn drop(&mut self) {
        if let Some(part) = &self.part {
            // Gone already where the report is written.
            let _ = fs::remove_file(part);
        }
    }
}

fn failed(path: &Path, error: io::Error) -> Failure {
    Failure::Write { path: path.to_owned(), error }
}
