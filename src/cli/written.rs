//! Old rows written out for parts: each part's rows in a file of their own until the number of all parts is known.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use super::data;
use super::failure::Failure;
use super::program::Ready;
use super::runtime::wait_for;
use crate::client::address::Address;
use crate::emit::parts::{Body, Limits, MOST_INSERTS, Written, posted, room_for_rows};
use crate::emit::staging::Staged;
use crate::engine::Engine;
use crate::exec::RunError;
use crate::plan::Plan;
use crate::schema::TableId;

/// The rows, and the files that hold them until they are put into their parts.
pub(super) struct Rows {
    pub(super) written: Written,
    /// What people should know of how they were read.
    pub(super) note: Option<String>,
    /// The plan where something is known of them.
    pub(super) plan: Option<Plan>,
    folder: TempDir,
}

impl Rows {
    /// The rows of a part.
    pub(super) fn file(&self, body: usize) -> PathBuf {
        self.folder.path().join(body.to_string())
    }

    /// How many rows each old table has.
    pub(super) fn counts(&self) -> impl Iterator<Item = (TableId, u64)> {
        // What is said last of a table is its whole number.
        self.written.bodies.iter().flat_map(|body| body.rows.iter().copied())
    }
}

/// Writes all rows that a plan reads.
pub(super) fn write(source: &Address, program: Ready<'_>, to: Engine, limits: Limits) -> Result<Rows, Failure> {
    let folder = tempfile::tempdir().map_err(|error| Failure::Start { error })?;
    let (mut export, profiled) = data::open(source, program, to, false)?;
    let plan = profiled.as_ref().unwrap_or(program.plan);
    let note = export.note();
    let mut writer = Writer { folder: &folder, limits, bodies: Vec::new(), open: None, so_far: Vec::new() };
    // A browser sends at most six bytes for one.
    let most = if limits.packed { 256 << 10 } else { (room_for_rows(limits) / 6).min(256 << 10) };
    let rows = wait_for(export.write(plan, most, |staged, insert| writer.insert(staged, &insert.sql, insert.rows)))?;
    let rows = rows.map_err(|error: RunError| Failure::Run(error));
    let staged = export.staged().to_vec();
    wait_for(export.close())?;
    rows?;
    writer.close().map_err(|error| Failure::Output { error })?;
    let bodies = writer.bodies;
    Ok(Rows { written: Written { staged, bodies }, note, plan: profiled, folder })
}

/// Bytes of rows in an upload, packed: less than PHP takes, since other statements stand around them.
const ROOM_IN_UPLOAD: usize = 1_900_000;

/// Counts what is written.
struct Counter(usize);

impl io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Writer<'a> {
    folder: &'a TempDir,
    limits: Limits,
    bodies: Vec<Body>,
    open: Option<Open>,
    /// How many rows of each table there are.
    so_far: Vec<(TableId, u64)>,
}

struct Open {
    file: BufWriter<File>,
    /// How large it will be at most, packed.
    packed: GzEncoder<Counter>,
    hash: Sha256,
    statements: usize,
    size: usize,
    tables: Vec<TableId>,
}

impl Writer<'_> {
    fn insert(&mut self, staged: &Staged, sql: &str, rows: u64) -> io::Result<()> {
        let size = 8 + if self.limits.packed { sql.len() } else { posted(sql) };
        let room = room_for_rows(self.limits);
        if size > room {
            let message = format!(
                "a row of {} is too large for a part: let parts be larger with `--upload` or `--part-size`",
                staged.name
            );
            return Err(io::Error::other(message));
        }
        // What is packed now may stay as large as it is.
        let too_large = |open: &Open| self.limits.packed && open.packed.get_ref().0 + sql.len() > ROOM_IN_UPLOAD;
        let full = |open: &Open| open.size + size > room || open.statements == MOST_INSERTS || too_large(open);
        if self.open.as_ref().is_some_and(full) {
            self.close()?;
        }
        let open = match &mut self.open {
            Some(open) => open,
            none => none.insert(Open {
                file: BufWriter::new(File::create(self.folder.path().join(self.bodies.len().to_string()))?),
                packed: GzEncoder::new(Counter(0), Compression::fast()),
                hash: Sha256::new(),
                statements: 0,
                size: 0,
                tables: Vec::new(),
            }),
        };
        open.file.write_all(sql.as_bytes())?;
        open.file.write_all(b";\n")?;
        if self.limits.packed {
            open.packed.write_all(sql.as_bytes())?;
            // A single row can be as large as this, and larger.
            open.packed.flush()?;
            if open.packed.get_ref().0 > ROOM_IN_UPLOAD {
                let what =
                    format!("a row of {} is too large for an upload, packed as it is: PHP takes 2 MB", staged.name);
                return Err(io::Error::other(what));
            }
        }
        open.hash.update(sql.as_bytes());
        open.statements += 1;
        open.size += size;
        if !open.tables.contains(&staged.table) {
            open.tables.push(staged.table);
        }
        match self.so_far.iter_mut().find(|(table, _)| *table == staged.table) {
            Some((_, so_far)) => *so_far += rows,
            None => self.so_far.push((staged.table, rows)),
        }
        Ok(())
    }

    /// The part under way has all its rows.
    fn close(&mut self) -> io::Result<()> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        open.file.flush()?;
        let so_far = |table: &TableId| self.so_far.iter().find(|(own, _)| own == table).copied();
        self.bodies.push(Body {
            rows: open.tables.iter().filter_map(so_far).collect(),
            statements: open.statements,
            hash: open.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect(),
        });
        Ok(())
    }
}
