//! Where things stand.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::error::{AboutFile, Result};

/// The repository.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// What cargo builds into.
pub(crate) fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(elsewhere) => root().join(elsewhere),
        None => root().join("target"),
    }
}

/// What we install: cargo's programs in `bin`, npm's packages beside it.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// The finished widget, as the relay embeds it.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Every file under a folder (or the file itself), in a fixed order. What is not there has no files.
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

/// Bytes of a digest, as they stand in the name of a file.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
