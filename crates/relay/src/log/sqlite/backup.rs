//! `alongside-relay backup`: a copy of the whole log in one file, made while the relay runs, with a manifest that tells
//! whether the copy is still what it was.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{
    check::reading,
    claim_file::sync_folder,
    folder::{existing, with_suffix},
    inspect::{Stats, stats_of},
};
use crate::error::Error;

/// What was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    pub manifest: PathBuf,
    /// The SHA-256 of the copy, in hexadecimal.
    pub sha256: String,
    /// Bytes of the copy.
    pub bytes: u64,
    /// What is in it.
    pub stats: Stats,
}

/// Copies the log in this folder to a new file, and writes the file's manifest beside it. A relay may be using the
/// folder: the copy is the log as it was at one moment.
///
/// # Errors
/// [`Error::NoLog`] when there is none, [`Error::Backup`] when the file exists already or cannot be written,
/// [`Error::Damaged`] when the log cannot be read whole.
pub fn backup(folder: &Path, to: &Path) -> Result<Backup, Error> {
    let file = existing(folder)?;
    let refused = |reason: String| Error::Backup { path: to.to_owned(), reason };
    if to.exists() {
        return Err(refused("there is such a file already".to_owned()));
    }
    let coming = with_suffix(to, ".part");
    let name = coming.to_str().ok_or_else(|| refused("its name is not UTF-8".to_owned()))?;
    let _ = fs::remove_file(&coming);
    reading(&file)?.execute("VACUUM INTO ?1", [name]).map_err(|error| match error.into() {
        Error::Log(reason) => refused(reason),
        other => other,
    })?;
    let written = finish(&coming, to).map_err(|error| refused(error.to_string()));
    if written.is_err() {
        let _ = fs::remove_file(&coming);
    }
    written
}

/// Gives the copy its name once it and its manifest are on the disk.
fn finish(coming: &Path, to: &Path) -> io::Result<Backup> {
    let copy = File::open(coming)?;
    copy.sync_all()?;
    let stats = reading(coming).and_then(|copy| stats_of(&copy)).map_err(io::Error::other)?;
    let (sha256, bytes) = hash(coming)?;
    let manifest = manifest_of(to);
    let mut text = File::create(&manifest)?;
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    for line in stats.lines() {
        writeln!(text, "# {line}")?;
    }
    writeln!(text, "# bytes: {bytes}\n# made by: alongside-relay {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(text, "{sha256}  {name}")?;
    text.sync_all()?;
    fs::rename(coming, to)?;
    sync_folder(to)?;
    Ok(Backup { manifest, sha256, bytes, stats })
}

/// Compares a backup with its manifest, if it has one.
///
/// # Errors
/// What is wrong, in words.
pub(super) fn compare_with_manifest(backup: &Path) -> Result<(), String> {
    let Ok(text) = fs::read_to_string(manifest_of(backup)) else { return Ok(()) };
    let expected = text.lines().find(|line| !line.starts_with('#')).and_then(|line| line.split_whitespace().next());
    let (found, _) = hash(backup).map_err(|error| error.to_string())?;
    match expected {
        Some(expected) if expected == found => Ok(()),
        Some(_) => Err("it is not the file that its manifest describes: it was changed, or is not complete".to_owned()),
        None => Err("its manifest does not read".to_owned()),
    }
}

/// The manifest beside a backup. `sha256sum --check` reads it.
fn manifest_of(backup: &Path) -> PathBuf {
    with_suffix(backup, ".manifest")
}

/// The SHA-256 of a file, in hexadecimal, and its length.
fn hash(file: &Path) -> io::Result<(String, u64)> {
    let (mut file, mut hash) = (File::open(file)?, Sha256::new());
    let (mut buffer, mut bytes) = (vec![0; 1 << 20], 0);
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            read => {
                hash.update(&buffer[..read]);
                bytes += read as u64;
            }
        }
    }
    Ok((hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect(), bytes))
}
