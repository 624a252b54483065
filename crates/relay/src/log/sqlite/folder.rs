//! The data folder: created if it is missing, closed to other users, locked by one relay.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::error::Error;

/// A data folder that no other relay can use while this value exists.
#[derive(Debug)]
pub(super) struct DataFolder {
    path: PathBuf,
    _lock: File,
}

impl DataFolder {
    /// Creates the folder if it is missing, and locks it.
    pub(super) fn lock(path: &Path) -> Result<Self, Error> {
        let refused = |source| Error::DataFolder { path: path.to_owned(), source };
        fs::create_dir_all(path).map_err(refused)?;
        keep_private(path).map_err(refused)?;
        let lock = File::create(path.join("lock")).map_err(refused)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(Error::DataInUse(path.to_owned())),
            Err(TryLockError::Error(source)) => Err(refused(source)),
        }
    }

    /// The path of a file in it.
    pub(super) fn path(&self, file: &str) -> PathBuf {
        self.path.join(file)
    }
}

/// The database in a data folder.
pub(super) fn database(folder: &Path) -> PathBuf {
    folder.join("log.sqlite")
}

/// The database in a data folder that should have one.
pub(super) fn existing(folder: &Path) -> Result<PathBuf, Error> {
    let file = database(folder);
    if file.is_file() { Ok(file) } else { Err(Error::NoLog(folder.to_owned())) }
}

/// Renames the database and its write-ahead log, which belong together.
pub(super) fn set_aside(file: &Path, as_what: &str) -> io::Result<()> {
    for suffix in ["", "-wal"] {
        let (from, to) = (with_suffix(file, suffix), with_suffix(file, &format!("{as_what}{suffix}")));
        let _ = fs::remove_file(&to);
        if from.exists() {
            fs::rename(from, to)?;
        }
    }
    let _ = fs::remove_file(with_suffix(file, "-shm"));
    Ok(())
}

/// The path with something appended to its file name.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[cfg(unix)]
fn keep_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    // A folder that belongs to another user and that we may write to is theirs to protect.
    match fs::set_permissions(folder, fs::Permissions::from_mode(0o700)) {
        Err(error) if error.kind() != io::ErrorKind::PermissionDenied => Err(error),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn keep_private(_folder: &Path) -> io::Result<()> {
    Ok(())
}
