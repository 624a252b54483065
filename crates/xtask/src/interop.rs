//! The second client in `tests/interop`: its node and its packages.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use sha2::{Digest, Sha512};

use crate::{error::Result, node, npm::Package, place};

/// A node, and a folder with the client's packages in `node_modules`, where node looks for the imports of a file in
/// that folder.
pub(crate) struct Interop {
    node: PathBuf,
    folder: PathBuf,
}

impl Interop {
    /// The installed one, if it is complete.
    pub(crate) fn found() -> Option<Self> {
        let (node, folder) = (node::found()?, folder());
        PACKAGES.iter().all(|package| module(&folder, package).is_dir()).then_some(Self { node, folder })
    }

    /// Fetches what is missing.
    pub(crate) fn install() -> Result<()> {
        node::install()?;
        let folder = folder();
        PACKAGES.iter().try_for_each(|package| package.install_as(&module(&folder, package)))
    }

    /// Passes the paths to a program in its environment.
    pub(crate) fn tell(&self, command: &mut Command) {
        command.env("ALONGSIDE_NODE", &self.node).env("ALONGSIDE_INTEROP", &self.folder);
    }
}

/// Each set of versions has a folder of its own.
fn folder() -> PathBuf {
    let hashes: String = PACKAGES.iter().map(|package| package.sha512).collect();
    let digest: String = Sha512::digest(hashes).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    place::tools().join(format!("interop-{digest}"))
}

fn module(folder: &Path, package: &Package) -> PathBuf {
    folder.join("node_modules").join(package.name)
}

/// All of these are MIT. (lib0 also depends on isomorphic.js, but no file of lib0 that yjs imports does.)
const PACKAGES: &[Package] = &[
    Package {
        name: "yjs",
        version: "13.6.33",
        sha512: "q/UYvr1gOk4XII+Cu1CW2dINjYqJJFifTzogEaIARznrvX7uOlHsdTEXcnOBMuIsrCGEEKdNxi74kyMLZlKVfw==",
        files: &["dist/yjs.mjs", "package.json", "LICENSE"],
    },
    Package {
        name: "lib0",
        version: "0.2.120",
        sha512: "/a2eRImR8sZbmMVKe2we1/KukDQkuPyPf8yol6epvCu2PH6hurjcRI3mdGFFAi0uGoRJGyns99JquZgxwW1tQg==",
        files: EVERYTHING,
    },
    Package {
        name: "@noble/ciphers",
        version: "2.4.0",
        sha512: "AnjFn0Jv92laAkvMrghlFZq4qQCIN/4DxFV/eooqtC2YTjB7kBeLMS2T9KJX4Dn+ZVXLOwK0lSgqDtx9gvxtiw==",
        files: &["_arx.js", "_poly1305.js", "chacha.js", "utils.js", "package.json", "LICENSE"],
    },
    Package {
        name: "ws",
        version: "8.23.0",
        sha512: "wCkmX8QMOrKjgO8HW2WyDbTSGeqkocxgDzS9iR79rEAexty6/2qzilx3Ag8Tqf9ykop3irLKle0MtVn5qjVnoQ==",
        files: &["wrapper.mjs", "lib", "package.json", "LICENSE"],
    },
];
/// Selects every path: each begins with the empty string.
const EVERYTHING: &[&str] = &[""];
