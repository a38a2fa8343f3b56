//! `migc fmt`

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::output::Output;
use super::{Ended, Outcome};
use crate::diag::render;
use crate::fmt::{Unformatted, format};
use crate::source::Sources;

/// Writes programs in the one style of the language
///
/// Arrows stand below each other, lines are at most 100 columns wide, comments and empty lines stay. What
/// is written has been read again and says the same; a file that cannot be read is left as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  migc fmt shop.mig parts/*.mig
  migc fmt --check shop.mig                  write nothing; exit code 1 where it is not formatted
  migc fmt --stdin < shop.mig                for editors")]
pub(super) struct Arguments {
    /// The programs
    #[arg(value_name = "FILE", required_unless_present = "stdin", conflicts_with = "stdin")]
    files: Vec<PathBuf>,

    /// Write nothing, and name the files that are not formatted
    #[arg(long)]
    check: bool,

    /// Read the program from standard input, and write it to standard output
    #[arg(long)]
    stdin: bool,
}

pub(super) fn run(arguments: &Arguments, output: &mut Output) -> Ended {
    if arguments.stdin {
        return from_stdin(arguments.check, output);
    }
    let mut outcome = Outcome::Done;
    for path in &arguments.files {
        let before = std::fs::read(path).map_err(|error| Failure::Read { path: path.clone(), error })?;
        let before = text(before, path)?;
        let Some(after) = formatted(&path.display().to_string(), &before, output)? else {
            outcome = Outcome::Findings;
            continue;
        };
        if after == before {
            continue;
        }
        if arguments.check {
            output.result(&unformatted(&path.display().to_string(), &before, &after))?;
            outcome = Outcome::Findings;
        } else {
            write(path, &after)?;
        }
    }
    Ok(outcome)
}

fn from_stdin(check: bool, output: &mut Output) -> Ended {
    let name = Path::new("standard input");
    let mut before = Vec::new();
    std::io::stdin().lock().read_to_end(&mut before).map_err(|error| Failure::Read { path: name.to_owned(), error })?;
    let before = text(before, name)?;
    let Some(after) = formatted("standard input", &before, output)? else { return Ok(Outcome::Findings) };
    if !check {
        output.result(&after)?;
    } else if after != before {
        output.result(&unformatted("standard input", &before, &after))?;
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Done)
}

fn text(bytes: Vec<u8>, path: &Path) -> Result<String, Failure> {
    String::from_utf8(bytes)
        .map_err(|_| Failure::usage(format!("`{}` is not UTF-8 text", path.display()), "save it as UTF-8"))
}

/// The formatted text; none, after saying why, where it cannot be read.
fn formatted(name: &str, text: &str, output: &mut Output) -> Result<Option<String>, Failure> {
    match format(text) {
        Ok(after) => Ok(Some(after)),
        Err(Unformatted::Syntax(found)) => {
            let mut sources = Sources::new();
            sources.add(name, text);
            output.message(&render::to_string(&sources, &found, render::Format::Pretty, output.message_color()));
            Ok(None)
        }
        Err(Unformatted::Unproven) => Err(Failure::usage(
            format!("`{name}` is left as it is: formatted, it would say something else"),
            "this is a mistake of migc; please report it with the file",
        )),
    }
}

/// The first line that would change.
fn unformatted(name: &str, before: &str, after: &str) -> String {
    let mut lines = before.lines().zip(after.lines());
    let same = lines.by_ref().take_while(|(a, b)| a == b).count();
    let mut out = format!("{name}:{}: not formatted\n", same + 1);
    if let (Some(old), Some(new)) = (before.lines().nth(same), after.lines().nth(same)) {
        out.push_str(&format!("  - {old}\n  + {new}\n"));
    }
    out
}

/// Puts the text in the place of the file at once, so that nobody finds half of it.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error| Failure::Write { path: path.to_owned(), error };
    // A link stays a link: the file it leads to is written.
    let place = path.canonicalize().map_err(failed)?;
    let beside = place.with_extension(format!("mig.{}", std::process::id()));
    let done = std::fs::write(&beside, text)
        .and_then(|()| std::fs::set_permissions(&beside, std::fs::metadata(&place)?.permissions()))
        .and_then(|()| std::fs::rename(&beside, &place));
    done.map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        failed(error)
    })
}
