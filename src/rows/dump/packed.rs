//! Opens a dump file: plain, or packed with gzip or zip, told by its first bytes and not by its name.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::{DeflateDecoder, MultiGzDecoder};

use crate::rows::error::SourceError;

/// What a file turned out to hold.
pub(super) enum Opened {
    /// The bytes of a script.
    Script(Box<dyn Read + Send>),
    /// A database of SQLite; unpacked into a file of its own where it was packed.
    Database(Option<tempfile::TempPath>),
}

/// How a file that is no dump begins, what it is, and what to do.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (b"PGDMP", "an archive of pg_dump", "make a script of it: `pg_restore --file=old.sql FILE`"),
    (b"BZh", "packed with bzip2", "unpack it first: `bunzip2 FILE`"),
    (b"\xfd7zXZ", "packed with xz", "unpack it first: `unxz FILE`"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd", "unpack it first: `unzstd FILE`"),
    (b"7z\xbc\xaf", "packed with 7-Zip", "unpack it first"),
    (b"Rar!", "packed with RAR", "unpack it first"),
];

/// How a database of SQLite begins.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// Opens a file; `read` counts the bytes of the file that were read so far.
pub(super) fn open(path: &Path, read: &Arc<AtomicU64>) -> Result<Opened, SourceError> {
    let failed = |error| SourceError::read(path, &error);
    let mut file = Counted { file: File::open(path).map_err(failed)?, read: Arc::clone(read) };
    let mut head = [0; 20];
    let len = fill(&mut file, &mut head).map_err(failed)?;
    let first = head.get(..len).unwrap_or_default();
    if first.starts_with(SQLITE) {
        return Ok(Opened::Database(None));
    }
    if first.starts_with(b"PK\x03\x04") || first.starts_with(b"PK\x05\x06") {
        return within(zipped(path, file)?, path);
    }
    refuse(first, path)?;
    let is_packed = first.starts_with(b"\x1f\x8b");
    let whole = io::Cursor::new(first.to_vec()).chain(file);
    if is_packed {
        return within(Box::new(MultiGzDecoder::new(BufReader::with_capacity(64 << 10, whole))), path);
    }
    Ok(Opened::Script(Box::new(whole)))
}

fn refuse(first: &[u8], path: &Path) -> Result<(), SourceError> {
    match OTHERS.iter().find(|(magic, ..)| first.starts_with(magic)) {
        Some((_, what, help)) => Err(SourceError::Other {
            message: format!("`{}` is {what}, which cannot be read", path.display()),
            help: help.replace("FILE", &path.display().to_string()),
        }),
        None => Ok(()),
    }
}

/// What a packed file holds.
fn within(mut source: Box<dyn Read + Send>, path: &Path) -> Result<Opened, SourceError> {
    let mut head = [0; 20];
    let len = fill(&mut source, &mut head).map_err(|error| SourceError::read(path, &error))?;
    let first = head.get(..len).unwrap_or_default().to_vec();
    refuse(&first, path)?;
    let is_database = first.starts_with(SQLITE);
    let mut source: Box<dyn Read + Send> = Box::new(io::Cursor::new(first).chain(source));
    if !is_database {
        return Ok(Opened::Script(source));
    }
    let mut file = tempfile::NamedTempFile::new().map_err(|error| SourceError::read(path, &error))?;
    io::copy(&mut source, &mut file).map_err(|error| SourceError::read(path, &error))?;
    Ok(Opened::Database(Some(file.into_temp_path())))
}

/// The one file in a zip that is a dump.
fn zipped(path: &Path, file: Counted) -> Result<Box<dyn Read + Send>, SourceError> {
    let other = |message: String, help: &str| SourceError::Other { message, help: help.to_owned() };
    let unzip = "unpack it first: `unzip`, and name the file";
    let broken = |error: zip::result::ZipError| {
        other(format!("`{}` is a zip that cannot be read: {error}", path.display()), "fetch the file again")
    };
    let directory = File::open(path).map_err(|e| SourceError::read(path, &e))?;
    let mut archive = zip::ZipArchive::new(BufReader::new(directory)).map_err(broken)?;
    let mut found: Vec<(usize, PathBuf)> = Vec::new();
    for i in 0..archive.len() {
        let entry = archive.by_index_raw(i).map_err(broken)?;
        let name = PathBuf::from(entry.name().map_err(broken)?.into_owned());
        let hidden = name.components().any(|c| c.as_os_str().to_string_lossy().starts_with(['.', '_']));
        if entry.is_file() && !hidden {
            found.push((i, name));
        }
    }
    let is_dump = |name: &Path| {
        let extension = name.extension().map(|e| e.to_string_lossy().to_lowercase());
        extension.is_some_and(|e| ["sql", "sqlite", "sqlite3", "db", "dump"].contains(&e.as_str()))
    };
    if found.len() > 1 {
        found.retain(|(_, name)| is_dump(name));
    }
    let (index, shown) = match found.as_slice() {
        [(index, name)] => (*index, name.display().to_string()),
        [] => return Err(other(format!("`{}` holds no dump", path.display()), unzip)),
        _ => return Err(other(format!("`{}` holds {} dumps", path.display(), found.len()), unzip)),
    };
    let entry = archive.by_index_raw(index).map_err(broken)?;
    if entry.encrypted() {
        return Err(other(format!("`{shown}` in `{}` is encrypted", path.display()), unzip));
    }
    let Some(start) = entry.data_start() else {
        return Err(other(format!("`{shown}` in `{}` cannot be found", path.display()), unzip));
    };
    let mut file = file;
    file.file.seek(SeekFrom::Start(start)).map_err(|error| SourceError::read(path, &error))?;
    let packed = BufReader::with_capacity(64 << 10, file.take(entry.compressed_size()));
    let source: Box<dyn Read + Send> = match entry.compression() {
        zip::CompressionMethod::Stored => Box::new(packed),
        method if method == zip::CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(packed)),
        method => return Err(other(format!("`{shown}` in `{}` is packed with {method}", path.display()), unzip)),
    };
    Ok(Box::new(Summed { source, sum: flate2::Crc::new(), expected: entry.crc32(), len: entry.size() }))
}

/// Reads until the buffer is full or the source ends.
pub(super) fn fill(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut len = 0;
    while let Some(room) = buffer.get_mut(len..).filter(|room| !room.is_empty()) {
        match source.read(room) {
            Ok(0) => break,
            Ok(n) => len += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(len)
}

/// Counts what is read.
struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Sees at the end whether all has arrived as it was packed.
struct Summed {
    source: Box<dyn Read + Send>,
    sum: flate2::Crc,
    expected: u32,
    len: u64,
}

impl Read for Summed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read(buffer)?;
        self.sum.update(buffer.get(..n).unwrap_or_default());
        self.len = self.len.saturating_sub(n as u64);
        match n == 0 && !buffer.is_empty() {
            true if self.len > 0 => Err(io::ErrorKind::UnexpectedEof.into()),
            true if self.sum.sum() != self.expected => {
                Err(io::Error::new(io::ErrorKind::InvalidData, "its checksum is wrong"))
            }
            _ => Ok(n),
        }
    }
}
