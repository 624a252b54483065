//! What can go wrong for the person who runs a relay. What clients do wrong is answered in frames, never here.

use std::{io, net::SocketAddr, path::PathBuf};

/// Why the relay, or one use of its log, failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operator's: the data folder cannot be made or written.
    #[error("cannot write to the data folder {}: {source}. Name another with --data.", path.display())]
    DataFolder {
        /// As it was given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The operator's: one folder serves one relay.
    #[error("another relay is using the data folder {}. Stop it, or give this one its own with --data.", .0.display())]
    DataInUse(PathBuf),
    /// The operator's: the log was written by a newer relay.
    #[error("the log is of version {found} and this relay reads {known} at most. Use the newer relay again.")]
    NewerLog {
        /// The version in the file.
        found: i64,
        /// The newest that this relay reads.
        known: i64,
    },
    /// The operator's: the address is taken or not ours.
    #[error("cannot listen on {address}: {source}. Name another address with --listen.")]
    Listen {
        /// As it was given.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The machine's: no room left to write.
    #[error("the disk is full")]
    DiskFull,
    /// The machine's: what is in the log's file is not what was written there.
    #[error(
        "the log's file is damaged ({0}). Stop the relay and put a backup in its place with `alongside-relay restore`; \
         without one, move the file away: every device has a whole copy and fills the relay again."
    )]
    Damaged(String),
    /// The operator's: what should be put in the log's place is no log.
    #[error("cannot restore {}: {reason}", path.display())]
    Restore {
        /// As it was given.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// The machine's: the log cannot be read or written.
    #[error("the log failed: {0}")]
    Log(String),
    /// The machine's: the listener or a thread failed.
    #[error("the system failed: {0}")]
    System(#[from] io::Error),
}
