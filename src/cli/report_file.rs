//! The file of `--report`: there when the run is over, and never half of it.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::plan::Plan;
use crate::run::report::{FORMAT, Place, Report};
use crate::run::{Placement, RunError, Sides, Summary};

/// A report to be written.
pub(super) struct ReportFile {
    path: PathBuf,
    /// What it is called until it is whole.
    part: PathBuf,
    report: Report,
}

impl ReportFile {
    /// Sees that the file can be written, before anything else is.
    pub(super) fn new(path: &Path, plan: &Plan, sides: &Sides) -> Result<Self, Failure> {
        let mut name: OsString = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let part = path.with_file_name(name);
        fs::write(&part, "").map_err(|error| failed(path, error))?;
        let [from, into] = sides.addresses().map(|address| Place {
            engine: address.engine().map_or(String::new(), |engine| engine.name().to_owned()),
            address: address.to_string(),
        });
        let placement = match sides.placement() {
            Placement::Beside { .. } => "beside",
            Placement::Staged => "staged",
        };
        let report = Report {
            format: FORMAT,
            migc: env!("CARGO_PKG_VERSION"),
            program: plan.program.name.clone(),
            hash: plan.program.hash(),
            outcome: "failed",
            error: None,
            from,
            into,
            placement: placement.to_owned(),
            placement_reason: sides.reason().to_owned(),
            accounts: Default::default(),
        };
        Ok(Self { path: path.to_owned(), part, report })
    }

    /// Writes it.
    pub(super) fn write(mut self, outcome: &Result<Summary, RunError>) -> Result<(), Failure> {
        match outcome {
            Ok(summary) => {
                self.report.outcome = if summary.undone { "too many rejects" } else { "done" };
                self.report.accounts = summary.accounts.clone();
            }
            Err(RunError::Stopped { .. }) => self.report.outcome = "stopped",
            Err(error) => self.report.error = Some(error.to_string()),
        }
        let text = serde_json::to_string_pretty(&self.report).map_err(|error| failed(&self.path, error.into()))?;
        fs::write(&self.part, text + "\n").map_err(|error| failed(&self.path, error))?;
        fs::rename(&self.part, &self.path).map_err(|error| failed(&self.path, error))
    }
}

impl Drop for ReportFile {
    fn drop(&mut self) {
        // Gone already where the report is written.
        let _ = fs::remove_file(&self.part);
    }
}

fn failed(path: &Path, error: io::Error) -> Failure {
    Failure::Write { path: path.to_owned(), error }
}
