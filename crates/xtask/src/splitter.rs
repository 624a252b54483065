//! What splits the module: `wasm_split_cli_support` from crates.io, with a patch of ours (decision 22).

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    error::{AboutFile, Error, Result},
    place, process,
};

/// Belongs to the version of `wasm_split_helpers` in Cargo.toml, and the patch to it.
pub(crate) const VERSION: &str = "0.2.4";

/// The program.
pub(crate) const PROGRAM: &str = "wasm-split-cli";

/// Lets the splitter know which parts are there before another.
const PATCH: &str = "crates/xtask/wasm-split/after.diff";

/// The parts that are not loaded after the screen of a room, each with the one that is there before it. (What is said of the first
/// goes for those after it.)
const AFTER: &[(&str, Option<&str>)] = &[("engine", None), ("screen", Some("engine")), ("pairing", Some("engine"))];

/// Whether the patched program is installed.
pub(crate) fn is_installed() -> bool {
    process::answer(process::program(PROGRAM).arg("--help")).is_some_and(|help| help.contains("--after"))
}

/// Puts the patched source into a folder of its own, to be compiled there.
pub(crate) fn source(scratch: &Path) -> Result<PathBuf> {
    let source = scratch.join("wasm-split");
    if source.is_dir() {
        fs::remove_dir_all(&source).about(&source)?;
    }
    copy(&fetched(&scratch.join("wasm-split-source"))?, &source)?;
    let patch = place::root().join(PATCH);
    let mut apply = process::program("git");
    // As in a folder without a repository: else git looks for the files from the repository's root.
    apply.arg("apply").arg(&patch).current_dir(&source).env("GIT_CEILING_DIRECTORIES", scratch);
    process::run(&mut apply)?;
    // Below this repository, but no member of its workspace.
    let manifest = source.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).about(&manifest)? + "\n[workspace]\n";
    fs::write(&manifest, text).about(&manifest)?;
    Ok(source)
}

/// Lets cargo fetch the package, and returns where its source is.
fn fetched(folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder).about(folder)?;
    let manifest = folder.join("Cargo.toml");
    let text = format!(
        "[package]\nname = \"wasm-split-source\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[lib]\npath = \"lib.rs\"\n\
         [dependencies]\nwasm_split_cli_support = \"={VERSION}\"\n[workspace]\n"
    );
    fs::write(&manifest, text).about(&manifest)?;
    fs::write(folder.join("lib.rs"), "").about(folder)?;
    let mut metadata = process::cargo();
    metadata.args(["metadata", "--format-version", "1", "--manifest-path"]).arg(&manifest);
    let said: serde_json::Value = serde_json::from_str(&process::listen(&mut metadata)?)
        .map_err(|error| Error::Repository(format!("`cargo metadata` is not to be read: {error}")))?;
    let packages = said["packages"].as_array().into_iter().flatten();
    let found = packages.filter(|package| package["name"] == "wasm_split_cli_support");
    let manifest = found.filter_map(|package| package["manifest_path"].as_str()).next();
    let folder = manifest.and_then(|manifest| Path::new(manifest).parent()).map(Path::to_owned);
    folder.ok_or_else(|| Error::Repository("cargo did not fetch wasm_split_cli_support.".to_owned()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in place::files(from)? {
        let Ok(name) = file.strip_prefix(from) else { continue };
        let copy = to.join(name);
        if let Some(folder) = copy.parent() {
            fs::create_dir_all(folder).about(folder)?;
        }
        fs::copy(&file, &copy).about(&file)?;
    }
    Ok(())
}

/// Splits a module into parts that are put into a folder.
pub(crate) fn run(whole: &Path, into: &Path) -> Result<()> {
    let module = fs::read(whole).about(whole)?;
    let mut split = process::program(PROGRAM);
    split.arg(whole).arg(into).args(["--out-name", "alongside"]);
    for part in parts(&module) {
        let named = AFTER.iter().find(|(name, _)| *name == part);
        if let Some(earlier) = named.map_or(Some("screen"), |(_, earlier)| *earlier) {
            split.arg("--after").arg(format!("{part}={earlier}"));
        }
    }
    process::run(&mut split)
}

/// The parts that a module has entrances to, by the names of these.
fn parts(module: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(module);
    let names = text.split("__wasm_split_00").skip(1).filter_map(|after| after.split_once("00_export_"));
    let mut names: Vec<_> = names
        .map(|(name, _)| name.to_owned())
        .filter(|name| name.chars().all(|letter| letter == '_' || letter.is_ascii_alphanumeric()))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_found_by_the_names_of_their_entrances() {
        let module = b"\0asm__wasm_split_00engine00_import_5eed\xff__wasm_split_00engine00_export_5eed__wasm_split_00shapes00_export_1";
        assert_eq!(parts(module), ["engine", "shapes"]);
    }
}
