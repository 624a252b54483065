//! wasm-opt: npm's `binaryen` is JavaScript and runs wherever node does.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    error::{AboutFile, Result},
    node,
    npm::Package,
    place, process,
};

pub(crate) struct Optimizer {
    node: PathBuf,
    script: PathBuf,
}

impl Optimizer {
    /// The installed one, if it is complete.
    pub(crate) fn found() -> Option<Self> {
        let node = node::found()?;
        let script = BINARYEN.folder(&place::tools()).join("bin/wasm-opt");
        script.is_file().then_some(Self { node, script })
    }

    /// Fetches what is missing.
    pub(crate) fn install() -> Result<()> {
        node::install()?;
        BINARYEN.install(&place::tools())?;
        Ok(())
    }

    /// Optimises a module in place, for the size of its download.
    pub(crate) fn shrink(&self, module: &Path) -> Result<()> {
        let small = module.with_extension("small");
        let mut wasm_opt = process::program(&self.node);
        wasm_opt.arg(&self.script).arg(LEVEL).args(FEATURES).arg(module).arg("-o").arg(&small);
        process::run(&mut wasm_opt)?;
        fs::rename(&small, module).about(module)
    }
}

const BINARYEN: Package = Package {
    name: "binaryen",
    version: "132.0.0",
    sha512: "4Usg7yEvwO3FMso3Oov6qkOOHSod1IEv+boKkh77kTljM+eNBouqCTbqWswGzbG+vDNO/b/v2C4gfEh1WgB9Lg==",
    files: &["bin/wasm-opt", "bin/package.json", "LICENSE"],
};
/// A higher level makes the module smaller but its download larger, by 2 % at `-Oz`: the code compresses worse.
const LEVEL: &str = "-O1";
/// The features that rustc assumes of browsers, and no others: with `--all-features`, wasm-opt writes types that
/// browsers of 2023 refuse (and that compress worse).
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];
