//! axe-core, which finds in a page what breaks a rule of accessibility. A tool of the tests: nothing of it is in the product.

use std::path::PathBuf;

use crate::{error::Result, npm::Package, place};

/// The script, if it is installed.
pub(crate) fn found() -> Option<PathBuf> {
    let script = AXE.folder(&place::tools()).join(SCRIPT);
    script.is_file().then_some(script)
}

/// Fetches it.
pub(crate) fn install() -> Result<()> {
    AXE.install(&place::tools()).map(drop)
}

const SCRIPT: &str = "axe.min.js";

/// MPL-2.0.
const AXE: Package = Package {
    name: "axe-core",
    version: "4.14.1",
    sha512: "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    files: &[SCRIPT, "package.json", "LICENSE"],
};
