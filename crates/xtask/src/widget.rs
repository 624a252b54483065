//! The widget, built in release mode by Trunk and finished into `dist`.

use std::{env, fs, path::PathBuf};

use sha2::{Digest, Sha256};

use crate::{
    dist,
    error::{AboutFile, Result},
    optimizer::Optimizer,
    place::{self, hex},
    process, split, tools,
};

/// Installs what is missing and builds, unless `dist` is up to date with its inputs.
pub(crate) fn build() -> Result<()> {
    tools::ensure(tools::WIDGET)?;
    let optimizer = Optimizer::found();
    let inputs = inputs(optimizer.is_some())?;
    if stamp().is_some_and(|stamp| dist_digest().is_ok_and(|outputs| stamp == (inputs.clone(), outputs))) {
        return Ok(());
    }
    eprintln!("==> The widget, in release through Trunk (a first time takes minutes)");
    let mut trunk = process::program("trunk");
    trunk.args(["build", "--release", "--features", "split"]).env("TRUNK_SKIP_VERSION_CHECK", "true");
    trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", without_this_machine());
    // Trunk 0.21 wants `true` or `false` there and stops at the customary `1`.
    trunk.env_remove("NO_COLOR");
    process::run(&mut trunk)?;
    split::split(&place::dist())?;
    dist::finish(&place::dist(), optimizer.as_ref())?;
    remember(&inputs, &dist_digest()?)
}

/// Flags after which the module says nothing of where this machine keeps its crates: each panic has a path, and the module, its hash and its
/// address would be others on each machine. (Cargo adds them to those of `.cargo/config.toml`, and splits them at blanks.)
fn without_this_machine() -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let folders = registries.into_iter().flatten().filter_map(|folder| Some(folder.ok()?.path().display().to_string()));
    let flags = folders.filter(|path| !path.contains(' ')).map(|path| format!("--remap-path-prefix={path}=crates.io"));
    flags.collect::<Vec<_>>().join(" ")
}

fn inputs(optimized: bool) -> Result<String> {
    let mut files = Vec::new();
    for input in INPUTS {
        files.extend(place::files(&place::root().join(input))?);
    }
    for copied in copied()? {
        files.extend(place::files(&copied)?);
    }
    let mut digest = digest(files)?;
    digest.update([u8::from(optimized)]);
    Ok(hex(&digest.finalize()))
}

/// What index.html asks Trunk to copy.
fn copied() -> Result<Vec<PathBuf>> {
    let page = place::root().join("index.html");
    let text = fs::read_to_string(&page).about(&page)?;
    let links = text.split('<').filter(|tag| tag.starts_with("link") && tag.contains("data-trunk"));
    let hrefs = links.filter_map(|tag| Some(tag.split_once("href=\"")?.1.split_once('"')?.0));
    Ok(hrefs.map(|href| place::root().join(href)).collect())
}

fn dist_digest() -> Result<String> {
    Ok(hex(&digest(place::files(&place::dist())?)?.finalize()))
}

fn digest(files: Vec<PathBuf>) -> Result<Sha256> {
    let mut digest = Sha256::new();
    for file in files {
        let bytes = fs::read(&file).about(&file)?;
        digest.update(place::relative(&file, place::root()));
        digest.update([0]);
        digest.update((bytes.len() as u64).to_be_bytes());
        digest.update(bytes);
    }
    Ok(digest)
}

fn stamp_file() -> PathBuf {
    place::target().join("xtask").join("widget")
}

/// The digest of the inputs and of the `dist` that was made from them.
fn stamp() -> Option<(String, String)> {
    let text = fs::read_to_string(stamp_file()).ok()?;
    let (inputs, outputs) = text.trim().split_once(' ')?;
    Some((inputs.to_owned(), outputs.to_owned()))
}

fn remember(inputs: &str, outputs: &str) -> Result<()> {
    let file = stamp_file();
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).about(folder)?;
    }
    fs::write(&file, format!("{inputs} {outputs}\n")).about(&file)
}

/// The inputs of the widget, relative to the root; what index.html copies is added to them.
const INPUTS: &[&str] = &[
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "build.rs",
    "crates/peer/Cargo.toml",
    "crates/peer/src",
    "crates/room/Cargo.toml",
    "crates/room/src",
    "crates/texts/Cargo.toml",
    "crates/texts/src",
    "crates/wire/Cargo.toml",
    "crates/wire/src",
    // Code that finishes the build.
    "crates/xtask/src/dist.rs",
    "crates/xtask/src/imports.rs",
    "crates/xtask/src/optimizer.rs",
    "crates/xtask/src/split.rs",
    "index.html",
    "src",
];
