//! Errors, in words for the person at the terminal.

use std::{io, path::PathBuf, process::ExitStatus};

pub(crate) type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Error {
    /// The caller asked for something that does not exist.
    #[error("{0}")]
    Usage(String),
    /// The machine lacks something that we may not or cannot install.
    #[error("{what} is missing. {how}")]
    Missing { what: String, how: String },
    #[error("cannot start {program}: {source}")]
    Start { program: String, source: io::Error },
    /// A program failed; it has printed the reason itself.
    #[error("`{command}` ended with {status}.")]
    Ended { command: String, status: ExitStatus },
    #[error("{path}: {source}")]
    File { path: PathBuf, source: io::Error },
    /// The network, or a proxy between us and the registry, failed.
    #[error("cannot fetch {url}: {why}")]
    Fetch { url: String, why: String },
    /// The bytes were changed on the way, or the pinned hash is wrong.
    #[error("{url} has not the SHA-512 that is pinned here; nothing of it was used.")]
    Tampered { url: String },
    /// The repository differs from what these tools expect.
    #[error("{0}")]
    Repository(String),
    #[error("{failed} of {all} steps failed.")]
    Steps { failed: usize, all: usize },
}

/// Adds to an input or output error the file that it is about.
pub(crate) trait AboutFile<T> {
    fn about(self, path: impl Into<PathBuf>) -> Result<T>;
}

impl<T> AboutFile<T> for io::Result<T> {
    fn about(self, path: impl Into<PathBuf>) -> Result<T> {
        self.map_err(|source| Error::File { path: path.into(), source })
    }
}
