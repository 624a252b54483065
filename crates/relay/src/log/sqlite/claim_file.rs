//! The claim file, `log.claim`: what the relay remembers of its log outside of the database.
//!
//! A database that was restored from a backup knows less than the relay had given out: its next numbers would name
//! other frames than those that devices have under these numbers. So the relay keeps, beside the database, the id of
//! the log, the highest sequence number that it made durable, and the number that its last run began with. A database
//! that is behind its claim file was restored; one without a claim file, or with another database's, may have been.
//! `[P 15]`
//!
//! The database is always written first, so a crash leaves the claim file behind the database and never ahead of it.
//! The claim file is synced when a run begins and ends. In between it is overwritten after every commit without being
//! synced: a killed process loses nothing of it, and after a power cut it may be as old as the beginning of the run.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use alongside_wire::{LogId, Seq};
use sha2::{Digest, Sha256};

/// The content of the claim file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Claimed {
    pub(super) log: LogId,
    /// The number that the last run began with. It is written once the database's own file holds it and not only the
    /// write-ahead log: that reveals a write-ahead log which belongs to another file.
    pub(super) run: Seq,
    /// The highest number that was claimed or made durable.
    pub(super) highest: Seq,
}

/// What was found in place of the claim file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A claim, in the file that the relay wrote.
    Ours(Claimed),
    /// A claim in a copied file: the database beside it is a copy, too.
    Copied(Claimed),
    /// No readable claim.
    Nothing,
}

/// The claim file, open.
#[derive(Debug)]
pub(super) struct ClaimFile {
    file: File,
    path: PathBuf,
    /// Of the open file, which keeps it.
    inode: u64,
}

const NAME: &str = "log.claim";

/// Log id, run, highest, inode, checksum.
const BYTES: usize = 16 + 8 + 8 + 8 + 8;

/// Reads the claim file of this folder.
pub(super) fn read(folder: &Path) -> Found {
    let path = folder.join(NAME);
    let Ok(bytes) = fs::read(&path) else { return Found::Nothing };
    let Some((claimed, inode)) = decode(&bytes) else { return Found::Nothing };
    match inode_of(&path) {
        Ok(actual) if actual == inode => Found::Ours(claimed),
        _ => Found::Copied(claimed),
    }
}

impl ClaimFile {
    /// Opens the claim file for writing, or makes an empty one.
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        let path = folder.join(NAME);
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path)?;
        let inode = inode_of(&path)?;
        Ok(Self { file, path, inode })
    }

    /// Overwrites the claim.
    pub(super) fn write(&mut self, claimed: Claimed) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&encode(claimed, self.inode))
    }

    /// Makes the last write survive a power cut.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_all()?;
        sync_folder(&self.path)
    }
}

fn encode(claimed: Claimed, inode: u64) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    bytes[..16].copy_from_slice(&claimed.log.0);
    bytes[16..24].copy_from_slice(&claimed.run.0.to_le_bytes());
    bytes[24..32].copy_from_slice(&claimed.highest.0.to_le_bytes());
    bytes[32..40].copy_from_slice(&inode.to_le_bytes());
    let checksum = Sha256::digest(&bytes[..40]);
    bytes[40..].copy_from_slice(&checksum[..8]);
    bytes
}

fn decode(bytes: &[u8]) -> Option<(Claimed, u64)> {
    let bytes: &[u8; BYTES] = bytes.try_into().ok()?;
    let number = |at: usize| Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
    let log = LogId(bytes[..16].try_into().ok()?);
    let claimed = Claimed { log, run: Seq(number(16)?), highest: Seq(number(24)?) };
    let inode = number(32)?;
    (encode(claimed, inode) == *bytes).then_some((claimed, inode))
}

/// Identifies the file within its file system: a copy has another number.
#[cfg(unix)]
fn inode_of(path: &Path) -> io::Result<u64> {
    use std::os::unix::fs::MetadataExt;
    Ok(fs::metadata(path)?.ino())
}

#[cfg(not(unix))]
fn inode_of(_path: &Path) -> io::Result<u64> {
    Ok(0)
}

/// A new file name is durable only once its folder is synced.
#[cfg(unix)]
pub(super) fn sync_folder(of: &Path) -> io::Result<()> {
    of.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_of: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLAIMED: Claimed = Claimed { log: LogId([7; 16]), run: Seq(5), highest: Seq(9) };

    fn written() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let mut file = ClaimFile::open(folder.path()).unwrap();
        file.write(CLAIMED).unwrap();
        file.sync().unwrap();
        folder
    }

    #[test]
    fn a_claim_is_read_as_it_was_written() {
        let folder = written();
        assert_eq!(read(folder.path()), Found::Ours(CLAIMED));
        assert_eq!(read(&folder.path().join("elsewhere")), Found::Nothing);
    }

    #[test]
    fn a_claim_with_one_byte_changed_is_none() {
        let folder = written();
        let path = folder.path().join(NAME);
        let good = fs::read(&path).unwrap();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            fs::write(&path, bad).unwrap();
            assert_eq!(read(folder.path()), Found::Nothing, "byte {at}");
        }
        fs::write(&path, &good[..BYTES - 1]).unwrap();
        assert_eq!(read(folder.path()), Found::Nothing);
    }

    #[cfg(unix)]
    #[test]
    fn a_claim_in_a_copied_folder_is_recognised_as_a_copy() {
        let (folder, copy) = (written(), tempfile::tempdir().unwrap());
        // An extra file, so that the copy cannot get the inode number of the first.
        fs::copy(folder.path().join(NAME), copy.path().join(NAME)).unwrap();
        assert_eq!(read(copy.path()), Found::Copied(CLAIMED));
    }
}
