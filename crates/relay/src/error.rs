//! What can go wrong for the operator. What clients do wrong is answered in frames, never here.

use std::{io, net::SocketAddr, path::PathBuf};

/// Why the relay, or one use of its log, failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operator's fault: the data folder cannot be created or written.
    #[error("cannot write to the data folder {}: {source}. Name another with --data.", path.display())]
    DataFolder { path: PathBuf, source: io::Error },
    /// The operator's fault: one folder serves one relay.
    #[error("another relay is using the data folder {}. Stop it, or give this one its own with --data.", .0.display())]
    DataInUse(PathBuf),
    /// The operator's fault: the log was written by a newer relay.
    #[error("the log is of version {found} and this relay reads {known} at most. Use the newer relay again.")]
    NewerLog {
        /// The version of the file.
        found: i64,
        /// The newest version that this relay reads.
        known: i64,
    },
    /// The operator's fault: the address is in use or belongs to another machine.
    #[error("cannot listen on {address}: {source}. Name another address with --listen.")]
    Listen { address: SocketAddr, source: io::Error },
    /// The machine's fault: the disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The machine's fault: the log's file does not hold what was written to it.
    #[error(
        "the log's file is damaged ({0}). Stop the relay and put a backup in its place with `alongside-relay restore`; \
         without one, `alongside-relay repair` keeps what can be read: every device has a whole copy and fills the rest again."
    )]
    Damaged(String),
    /// The operator's fault: the backup that was to be restored is not a log.
    #[error("cannot restore {}: {reason}", path.display())]
    Restore { path: PathBuf, reason: String },
    /// The operator's fault: the certificate or its key cannot be used.
    #[error("cannot use {}: {reason}. --tls-cert names the certificate with its chain, --tls-key its private key, both as PEM.", path.display())]
    Certificate { path: PathBuf, reason: String },
    /// The operator's fault: there is no log where one was looked for.
    #[error("there is no log in {}. Name the relay's data folder with --data.", .0.display())]
    NoLog(PathBuf),
    /// The operator's fault: the backup cannot be written there.
    #[error("cannot write the backup {}: {reason}", path.display())]
    Backup { path: PathBuf, reason: String },
    /// The operator's fault: the words name no room, or more than one.
    #[error("cannot tell which room {room:?} is: {reason}")]
    Room { room: String, reason: String },
    /// The operator's fault, or NATS's: the log in NATS cannot be used.
    #[error("cannot keep the log in NATS at {servers}: {reason}")]
    Nats { servers: String, reason: String },
    /// What keeps the log does not answer, or another relay has taken the room: it will be otherwise in a moment.
    #[error("the log does not answer: {0}")]
    Away(String),
    /// The operator's fault: this is not done to a log in NATS.
    #[error("{task} is not for a log in NATS: {instead}")]
    NotInNats { task: &'static str, instead: &'static str },
    /// The machine's fault: a check of the log has found damage.
    #[error(
        "{report}\n\n{count} faults. Stop the relay, then run `alongside-relay repair`, or `alongside-relay restore` with a backup."
    )]
    Faults { count: usize, report: String },
    /// The machine's fault: the log cannot be read or written.
    #[error("the log failed: {0}")]
    Log(String),
    /// The machine's fault: the listener or a thread failed.
    #[error("the system failed: {0}")]
    System(#[from] io::Error),
}
