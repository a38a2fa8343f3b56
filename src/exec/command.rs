//! Commands of the program: `before run "…"`, `after run "…"`.

use std::path::Path;
use std::process::{Command, Stdio};

use super::error::RunError;
use super::job::Job;
use crate::plan::{ActionWhat, Plan, StepId, StepKind};

/// The command that a step runs, if it runs one.
pub(super) fn of(plan: &Plan, step: StepId) -> Option<&str> {
    let StepKind::Action { action } = plan.steps.get(step.0)?.kind else { return None };
    match &plan.program.actions.get(action)?.what {
        ActionWhat::Run(command) => Some(command),
        ActionWhat::Sql(_) | ActionWhat::Note(_) => None,
    }
}

/// Refuses a program with commands that nobody allowed.
pub(super) fn allowed(job: &Job<'_>) -> Result<(), RunError> {
    if job.allow_run || job.dry_run {
        return Ok(());
    }
    let commands: Vec<String> = (0..job.plan.steps.len())
        .filter_map(|i| of(job.plan, StepId(i)))
        .map(|command| format!("`{command}`"))
        .collect();
    if commands.is_empty() { Ok(()) } else { Err(RunError::Commands { commands: commands.join(", ") }) }
}

/// The steps that run a command at the very end, also of a run that failed.
pub(super) fn at_the_end(plan: &Plan) -> impl Iterator<Item = StepId> {
    plan.steps.iter().enumerate().filter_map(|(i, step)| {
        let StepKind::Action { action } = step.kind else { return None };
        let action = plan.program.actions.get(action)?;
        (action.after && action.table.is_none() && matches!(action.what, ActionWhat::Run(_))).then_some(StepId(i))
    })
}

/// Runs a command with the shell, in the program's folder. What it prints goes to standard error,
/// since standard output is the report's.
pub(super) fn run(command: &str, step: StepId, folder: &Path) -> Result<(), RunError> {
    let failed = |ended: String| RunError::Command { step, command: command.to_owned(), ended };
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let output = Command::new(shell)
        .args([flag, command])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(std::io::stderr())
        .status()
        .map_err(|error| failed(format!("cannot be started: {error}")))?;
    match output.code() {
        Some(0) => Ok(()),
        Some(code) => Err(failed(format!("ended with code {code}"))),
        None => Err(failed("was stopped by a signal".to_owned())),
    }
}
