//! One run at a time into a SQLite file, which knows no locks that outlast a transaction and let others read.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// A lock on a file beside the database. It goes with the process that holds it, whatever becomes of that.
#[derive(Debug)]
pub(super) struct FileLock {
    file: File,
    path: PathBuf,
}

impl FileLock {
    /// Locks a database's file, which need not be there yet; none where another process holds the lock.
    ///
    /// # Errors
    /// When the file beside it cannot be made.
    pub fn take(database: &Path) -> io::Result<Option<Self>> {
        let mut path = database.as_os_str().to_owned();
        path.push("-migc-lock");
        let path = PathBuf::from(path);
        let file = File::create(&path)?;
        match file.try_lock() {
            // The one before may have removed it between the two.
            Ok(()) if is_at(&file, &path) => Ok(Some(Self { file, path })),
            Ok(()) | Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        // A file that stays is in nobody's way.
        drop(fs::remove_file(&self.path));
        drop(self.file.unlock());
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |found: io::Result<fs::Metadata>| found.ok().map(|m| (m.dev(), m.ino()));
    place(file.metadata()) == place(fs::metadata(path))
}

/// An open file cannot be removed there.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = folder.path().join("new.db");
        let lock = FileLock::take(&database).expect("a lock").expect("the first");
        assert!(FileLock::take(&database).expect("an answer").is_none());
        drop(lock);
        assert!(FileLock::take(&database).expect("an answer").is_some());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0, "nothing is left");
    }
}
