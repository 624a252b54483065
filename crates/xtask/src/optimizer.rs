//! wasm-opt and esbuild, which make modules and scripts smaller: npm's `binaryen` and `esbuild-wasm` run wherever node does.

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
    wasm_opt: PathBuf,
    esbuild: PathBuf,
}

impl Optimizer {
    /// The installed ones, if they are complete.
    pub(crate) fn found() -> Option<Self> {
        let node = node::found()?;
        let wasm_opt = BINARYEN.folder(&place::tools()).join("bin/wasm-opt");
        let esbuild = ESBUILD.folder(&place::tools()).join("bin/esbuild");
        (wasm_opt.is_file() && esbuild.is_file()).then_some(Self { node, wasm_opt, esbuild })
    }

    /// Fetches what is missing.
    pub(crate) fn install() -> Result<()> {
        node::install()?;
        BINARYEN.install(&place::tools())?;
        ESBUILD.install(&place::tools())?;
        Ok(())
    }

    /// Optimises a module in place, for the size of its download.
    pub(crate) fn shrink(&self, module: &Path) -> Result<()> {
        let small = module.with_extension("small");
        let mut wasm_opt = process::program(&self.node);
        wasm_opt.arg(&self.wasm_opt).arg(LEVEL).args(FEATURES).arg(module).arg("-o").arg(&small);
        process::run(&mut wasm_opt)?;
        fs::rename(&small, module).about(module)
    }

    /// Minifies a script in place. It stays a module of its own and loads what it loaded.
    pub(crate) fn minify(&self, script: &Path) -> Result<()> {
        let small = script.with_extension("small");
        let mut esbuild = process::program(&self.node);
        esbuild.arg(&self.esbuild).arg(script).args(["--minify", "--target=es2022", "--log-level=error"]);
        process::run(esbuild.arg(format!("--outfile={}", small.display())))?;
        fs::rename(&small, script).about(script)
    }
}

const BINARYEN: Package = Package {
    name: "binaryen",
    version: "132.0.0",
    sha512: "4Usg7yEvwO3FMso3Oov6qkOOHSod1IEv+boKkh77kTljM+eNBouqCTbqWswGzbG+vDNO/b/v2C4gfEh1WgB9Lg==",
    files: &["bin/wasm-opt", "bin/package.json", "LICENSE"],
};
const ESBUILD: Package = Package {
    name: "esbuild-wasm",
    version: "0.28.2",
    sha512: "GccVwhv3mmOUVQHCQm2Ox/rby8n/EqUwvZxE6Pjfikrq/lWw9g9WX/u9EykWnpot3Ko6j426DgQdea2xWKIAQA==",
    files: &["bin/esbuild", "esbuild.wasm", "wasm_exec.js", "wasm_exec_node.js", "package.json", "LICENSE.md"],
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
