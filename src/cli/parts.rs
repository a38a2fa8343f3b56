//! `migc compile --for phpmyadmin`: a folder of parts.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::failure::Failure;
use super::output::Output;
use super::program::Ready;
use super::runtime::wait_for;
use super::{Ended, Outcome, login, written};
use crate::client::address::Address;
use crate::dialect::EngineExt as _;
use crate::emit;
use crate::emit::parts::{self, Limits, Refused, ScriptPart, ScriptParts, Written};
use crate::engine::Engine;
use crate::exec;
use crate::physical::Cuts;

/// What bounds the parts.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Arguments {
    /// With `--for`: how large a part may be, counted as the browser sends it; `1M` where nobody says
    #[arg(long, value_name = "BYTES", value_parser = bytes, requires = "tool")]
    part_size: Option<usize>,

    /// With `--for`: write compressed parts to upload in the tab Import, which may be larger
    #[arg(long, requires = "tool")]
    upload: bool,

    /// With `--for`: write parts that only look, and show which rows would not move and why
    #[arg(long, requires = "tool")]
    check: bool,

    /// With `--for`: cut longer inserts into pieces of about so many old rows; 100000 where the rows can be counted (`--from`)
    #[arg(long, value_name = "ROWS", requires = "tool", value_parser = clap::value_parser!(u64).range(100..))]
    rows_per_part: Option<u64>,
}

/// About how many rows a slow machine inserts before somebody loses patience.
const ROWS_PER_PART: u64 = 100_000;

/// What PHP takes as a file where nobody says otherwise.
const LARGEST_UPLOAD: u64 = 2_000_000;

/// `900K`, `2M` or plain bytes.
fn bytes(text: &str) -> Result<usize, String> {
    let (digits, unit) = match text.trim().to_ascii_uppercase() {
        text if text.ends_with('K') => (text.trim_end_matches('K').to_owned(), 1000),
        text if text.ends_with('M') => (text.trim_end_matches('M').to_owned(), 1_000_000),
        text => (text, 1),
    };
    let bytes = digits.parse::<usize>().ok().and_then(|n| n.checked_mul(unit));
    match bytes {
        Some(bytes) if (100_000..=8_000_000).contains(&bytes) => Ok(bytes),
        Some(_) => Err("a part may have from 100K to 8M: PHP takes no more, and says nothing about it".to_owned()),
        None => Err("write a number of bytes like `900K` or `2M`".to_owned()),
    }
}

/// Where the rows come from, as far as it is known, and which engine they go to.
#[derive(Debug, Clone, Copy)]
pub(super) struct PartSides<'a> {
    /// Where old rows can be counted.
    pub(super) from: Option<&'a Address>,
    /// Where they are taken from, to be written out.
    pub(super) data: Option<&'a Address>,
    /// The new engine.
    pub(super) to: Option<Engine>,
}

/// Writes the parts of a plan into a folder.
pub(super) fn run(
    arguments: &Arguments,
    program: Ready<'_>,
    sides: PartSides<'_>,
    options: &emit::Options<'_>,
    folder: &Path,
    output: &mut Output,
) -> Ended {
    let Ready { compiled, plan } = program;
    let to = sides.to.unwrap_or(plan.program.new.engine);
    let usual = if arguments.upload { parts::USUAL_UPLOAD } else { parts::USUAL_SIZE };
    let limits = Limits { size: arguments.part_size.unwrap_or(usual), packed: arguments.upload };
    if arguments.check && sides.data.is_some() {
        return Err(Failure::usage(
            "parts that only look find no old rows where these are written out",
            "say `--check` without `--data`, where the old tables are on the new database's server",
        ));
    }
    // Where another engine cannot be pasted into, nothing need be written out.
    let rows = match sides.data.filter(|_| to.capabilities().pastes) {
        Some(data) => Some(written::write(data, program, to, limits)?),
        None => None,
    };
    if let Some(note) = rows.as_ref().and_then(|rows| rows.note.as_ref()) {
        output.message(&format!("note: {note}\n"));
    }
    let plan = rows.as_ref().and_then(|rows| rows.plan.as_ref()).unwrap_or(plan);
    let size = arguments.rows_per_part.unwrap_or(ROWS_PER_PART);
    let cuts = match (sides.from, arguments.rows_per_part) {
        _ if rows.is_some() => Some(Cuts { rows: size, tables: rows.iter().flat_map(written::Rows::counts).collect() }),
        (Some(from), _) => {
            let tables = wait_for(exec::old_rows(&login::asked(from)?, plan))??;
            Some(Cuts { rows: size, tables })
        }
        (None, None) => None,
        (None, Some(_)) => {
            return Err(Failure::usage(
                "it is not known how many rows the old tables have",
                "add `--from mysql://USER@HOST/DATABASE`, so that they can be counted, or `--data old.sql.gz`, so that they come along",
            ));
        }
    };
    let options = &emit::Options { cuts: cuts.as_ref(), staged: rows.is_some(), ..*options };
    let none = Written::default();
    let written = rows.as_ref().map_or(&none, |rows| &rows.written);
    let made = match arguments.check {
        true => parts::looks(plan, to, options, limits),
        false => parts::parts(plan, to, options, limits, written),
    };
    let parts = match made {
        Ok(parts) => parts,
        Err(Refused::Unsupported(found)) => return Err(compiled.refused(found).into()),
        Err(Refused::Cannot { message, help }) => return Err(Failure::usage(message, help)),
    };
    clear(folder)?;
    for part in &parts.parts {
        let path = folder.join(part.file(parts.parts.len()));
        let body = part.body.and_then(|body| Some(rows.as_ref()?.file(body)));
        write_part(part, body.as_deref(), &path).map_err(|error| Failure::Write { path: path.clone(), error })?;
        let size = fs::metadata(&path).map_or(0, |file| file.len());
        if part.packed && size > LARGEST_UPLOAD {
            return Err(Failure::usage(
                format!("`{}` would be larger than the 2 MB that PHP takes", path.display()),
                "let parts be smaller: `--part-size 4M`",
            ));
        }
    }
    write(&folder.join(READ_ME), parts.read_me().as_bytes())?;
    output.report(&said(&parts, folder))?;
    Ok(Outcome::Done)
}

/// Makes the folder, or removes the parts that an earlier compilation left in it.
fn clear(folder: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::Write { path: folder.to_owned(), error };
    fs::create_dir_all(folder).map_err(failed)?;
    let entries: Result<Vec<_>, _> = fs::read_dir(folder).map_err(failed)?.collect();
    let entries = entries.map_err(failed)?;
    // `01-look.sql`, `02-steps-1-to-4.sql.gz`, `00-read-me.html`
    let ours = |name: &str| {
        let numbered = name.split_once('-').is_some_and(|(n, _)| n.len() > 1 && n.bytes().all(|b| b.is_ascii_digit()));
        numbered && [".sql", ".sql.gz", ".html"].iter().any(|end| name.ends_with(end))
    };
    if !entries.iter().all(|entry| ours(&entry.file_name().to_string_lossy())) {
        return Err(Failure::usage(
            format!("the folder `{}` holds other files", folder.display()),
            "name a new folder, so that nobody pastes what does not belong to these parts",
        ));
    }
    for entry in entries {
        fs::remove_file(entry.path()).map_err(|error| Failure::Write { path: entry.path(), error })?;
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(|error| Failure::Write { path: path.to_owned(), error })
}

/// Writes a part, with the rows that belong into it.
fn write_part(part: &ScriptPart, rows: Option<&Path>, path: &Path) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let all = |into: &mut dyn io::Write| {
        into.write_all(part.text.as_bytes())?;
        if let Some(rows) = rows {
            io::copy(&mut File::open(rows)?, into)?;
        }
        into.write_all(part.tail.as_bytes())
    };
    if part.packed {
        let mut packer = GzEncoder::new(&mut file, Compression::default());
        all(&mut packer)?;
        packer.finish()?;
    } else {
        all(&mut file)?;
    }
    file.flush()
}

/// The page that says how.
const READ_ME: &str = "00-read-me.html";

fn said(parts: &ScriptParts, folder: &Path) -> String {
    format!(
        "{} parts for phpMyAdmin: open {} and go on from there\n",
        parts.parts.len(),
        folder.join(READ_ME).display()
    )
}
