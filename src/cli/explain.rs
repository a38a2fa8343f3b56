//! `migc explain`

use super::failure::Failure;
use super::output::Output;
use super::{Ended, Outcome};
use crate::diag::{CATALOGUE, Code, Severity};

/// Explains the code of a finding: its cause, an example, and the same repaired
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  migc explain M0401
  migc explain            all codes, a line each")]
pub(super) struct Arguments {
    /// The code, such as `M0401`; without one, all are listed
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

pub(super) fn run(arguments: &Arguments, output: &mut Output) -> Ended {
    let Some(text) = &arguments.code else {
        let mut list = String::new();
        for entry in CATALOGUE {
            let severity = match entry.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            list.push_str(&format!("{}  {severity:7}  {}\n", entry.code, entry.title));
        }
        output.result(&list)?;
        return Ok(Outcome::Done);
    };
    // As it is copied from a report: `error[M0401]`.
    let inner = text.trim().trim_end_matches(']').rsplit('[').next().unwrap_or(text);
    let Some(code) = Code::parse(inner) else {
        return Err(Failure::usage(
            format!("`{text}` is no code of a finding"),
            "codes look like M0401; `migc explain` lists them all",
        ));
    };
    output.result(&terminal(code.page(), output.result_color()))?;
    Ok(Outcome::Done)
}

/// A page of Markdown for a terminal: code indented under the name of its file, headings bold.
fn terminal(page: &str, color: bool) -> String {
    let mut out = String::new();
    let mut in_code = false;
    for line in page.trim_end().lines() {
        if let Some(info) = line.strip_prefix("```") {
            in_code = !in_code;
            let file = info.split(',').next().unwrap_or(info);
            // The program is what the text around it speaks of; the schemas need their names.
            if in_code && file != "mig" {
                out.push_str(&format!("{file}:\n\n"));
            }
        } else if in_code {
            out.push_str(format!("    {line}").trim_end());
            out.push('\n');
        } else if let Some(heading) = line.strip_prefix("# ") {
            out.push_str(&if color { format!("\x1b[1m{heading}\x1b[0m\n") } else { format!("{heading}\n") });
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}
