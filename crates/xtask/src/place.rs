//! Paths in and beside the repository.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::error::{AboutFile, Result};

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// The folder that cargo builds into.
pub(crate) fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(elsewhere) => root().join(elsewhere),
        None => root().join("target"),
    }
}

/// The folder of what we install: cargo's programs in `bin`, npm's packages beside it.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// The folder of the finished widget, as the relay embeds it.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Every file in a folder (or the file itself), in a fixed order; none if the path does not exist.
pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).about(path)? {
        entries.push(entry.about(path)?.path());
    }
    entries.sort();
    let mut found = Vec::new();
    for entry in entries {
        found.extend(files(&entry)?);
    }
    Ok(found)
}

/// A path below the repository or `dist`, with forward slashes on every system.
pub(crate) fn relative(path: &Path, to: &Path) -> String {
    let below = path.strip_prefix(to).unwrap_or(path);
    below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The bytes of a digest as text for a file name.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
