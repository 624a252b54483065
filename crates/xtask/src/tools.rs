//! The programs that a build needs, and how to install each.

use std::fs;

use crate::{
    axe,
    error::{AboutFile, Error, Result},
    interop::Interop,
    optimizer::Optimizer,
    place, process, splitter,
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tool {
    /// The standard library for the browser.
    WasmTarget,
    /// Builds the page with the wasm module and its JavaScript glue.
    Trunk,
    /// Writes the JavaScript glue of the wasm module, and runs wasm tests in a browser.
    WasmBindgen,
    /// Splits the wasm module into what the first screen needs and the rest.
    WasmSplit,
    /// Make modules and scripts smaller: wasm-opt and esbuild. The only ones whose absence is not an error.
    Optimizer,
    /// Checks licences and sources of the dependencies.
    CargoDeny,
    /// Makes the Debian package.
    CargoDeb,
    /// Drives Firefox in the tests.
    Geckodriver,
    /// Node and the npm packages of `tests/interop`.
    Interop,
    /// Finds what breaks a rule of accessibility.
    Axe,
}

/// Lists which of these tools are missing, then installs them.
pub(crate) fn ensure(tools: &[Tool]) -> Result<()> {
    let mut missing = Vec::new();
    for tool in tools {
        if !tool.installed()? {
            missing.push(*tool);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    eprintln!("Missing on this machine, and installed now (once; minutes as on two cores):");
    for tool in &missing {
        eprintln!("  {}", tool.announcement()?);
    }
    for tool in missing {
        eprintln!("\n==> {}", tool.name());
        match tool.install() {
            Err(error) if tool == Tool::Optimizer => {
                eprintln!(
                    "{error}\nGoing on without wasm-opt and esbuild: the widget works, but is larger than it may be."
                );
            }
            result => result?,
        }
    }
    eprintln!();
    Ok(())
}

impl Tool {
    fn name(self) -> &'static str {
        match self {
            Self::WasmTarget => WASM,
            Self::Trunk => "trunk",
            Self::WasmBindgen => "wasm-bindgen",
            Self::WasmSplit => splitter::PROGRAM,
            Self::Optimizer => "wasm-opt and esbuild",
            Self::CargoDeny => "cargo-deny",
            Self::CargoDeb => "cargo-deb",
            Self::Geckodriver => "geckodriver",
            Self::Interop => "the second client's packages",
            Self::Axe => "axe-core",
        }
    }

    fn announcement(self) -> Result<String> {
        let into = place::tools();
        let into = into.display();
        Ok(match self {
            Self::WasmTarget => {
                format!("{WASM}: Rust's library for the browser, by rustup into its toolchain, 1 minute")
            }
            Self::Trunk => format!("trunk {TRUNK}: compiled from crates.io into {into}, 7 minutes"),
            Self::WasmBindgen => {
                format!("wasm-bindgen {}: compiled from crates.io into {into}, 2 minutes", wasm_bindgen()?)
            }
            Self::WasmSplit => {
                format!(
                    "{} {}: from crates.io, compiled with a patch of ours into {into}, 2 minutes",
                    splitter::PROGRAM,
                    splitter::VERSION
                )
            }
            Self::Optimizer => {
                format!("wasm-opt and esbuild (and node, if needed) from npm's registry into {into}, 1 minute")
            }
            Self::CargoDeb => format!("cargo-deb {CARGO_DEB}: compiled from crates.io into {into}, 2 minutes"),
            Self::CargoDeny => format!("cargo-deny {CARGO_DENY}: compiled from crates.io into {into}, 6 minutes"),
            Self::Geckodriver => {
                format!("geckodriver {GECKODRIVER}: compiled from crates.io into {into}, 3 minutes")
            }
            Self::Interop => {
                format!("yjs, ws, @noble/ciphers (and node, if needed): from npm's registry into {into}, seconds")
            }
            Self::Axe => format!("axe-core: from npm's registry into {into}, seconds"),
        })
    }

    fn installed(self) -> Result<bool> {
        let says = |program: &str, version: &str| {
            process::answer(process::program(program).arg("--version"))
                .is_some_and(|said| said.split_whitespace().nth(1) == Some(version))
        };
        Ok(match self {
            Self::WasmTarget => {
                let mut rustc = process::program("rustc");
                rustc.args(["--print", "target-libdir", "--target", WASM]);
                process::answer(&mut rustc).is_some_and(|folder| std::path::Path::new(&folder).is_dir())
            }
            Self::Trunk => says("trunk", TRUNK),
            Self::WasmBindgen => says("wasm-bindgen", &wasm_bindgen()?),
            Self::WasmSplit => splitter::is_installed(),
            Self::Optimizer => Optimizer::found().is_some(),
            Self::CargoDeny => says("cargo-deny", CARGO_DENY),
            Self::CargoDeb => has_installed(&format!("cargo-deb {CARGO_DEB} ")),
            Self::Geckodriver => says("geckodriver", GECKODRIVER),
            Self::Interop => Interop::found().is_some(),
            Self::Axe => axe::found().is_some(),
        })
    }

    fn install(self) -> Result<()> {
        match self {
            Self::WasmTarget => process::run(process::program("rustup").args(["target", "add", WASM])),
            Self::Trunk => compile(&["trunk", "--version", TRUNK]),
            Self::WasmBindgen => compile(&["--path", "crates/xtask/wasm-bindgen"]),
            Self::WasmSplit => {
                let source = splitter::source(&place::tools().join("build"))?;
                compile(&["--path", &source.to_string_lossy(), "--features", "build-binary"])
            }
            Self::Optimizer => Optimizer::install(),
            Self::CargoDeny => compile(&["cargo-deny", "--version", CARGO_DENY]),
            // Compressed by the machine's xz, if it has one, else by gzip.
            Self::CargoDeb => compile(&["cargo-deb", "--version", CARGO_DEB, "--no-default-features"]),
            Self::Geckodriver => compile(&["geckodriver", "--version", GECKODRIVER]),
            Self::Interop => Interop::install(),
            Self::Axe => axe::install(),
        }
    }
}

/// Installs a program by `cargo install --locked`, from crates.io or from a package of this repository, and deletes the build
/// folder.
fn compile(which: &[&str]) -> Result<()> {
    let tools = place::tools();
    let scratch = tools.join("build");
    let mut install = process::cargo();
    install.args(["install", "--locked"]).args(which);
    install.arg("--root").arg(&tools).arg("--target-dir").arg(&scratch);
    // The tools run for seconds: a short compile time is worth more than fast code.
    install.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_DEBUG", "false");
    process::run(&mut install)?;
    if scratch.is_dir() {
        fs::remove_dir_all(&scratch).about(&scratch)?;
    }
    Ok(())
}

/// Whether cargo notes this package among those that it has installed there: for a program that does not tell its version.
fn has_installed(package: &str) -> bool {
    fs::read_to_string(place::tools().join(".crates.toml")).is_ok_and(|noted| noted.contains(&format!("\"{package}")))
}

/// The version of the crate wasm-bindgen in Cargo.lock: the tool refuses glue of any other version.
fn wasm_bindgen() -> Result<String> {
    let lock = place::root().join("Cargo.lock");
    let text = fs::read_to_string(&lock).about(&lock)?;
    let version = text.split_once("name = \"wasm-bindgen\"\nversion = \"").and_then(|(_, after)| after.split_once('"'));
    match version {
        Some((version, _)) => Ok(version.to_owned()),
        None => Err(Error::Repository("Cargo.lock names no version of wasm-bindgen.".to_owned())),
    }
}

const WASM: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";
const CARGO_DENY: &str = "0.20.2";
const CARGO_DEB: &str = "3.8.0";
const GECKODRIVER: &str = "0.37.1";
/// The tools that build the widget.
pub(crate) const WIDGET: &[Tool] =
    &[Tool::WasmTarget, Tool::Trunk, Tool::WasmBindgen, Tool::WasmSplit, Tool::Optimizer];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tool_that_is_compiled_here_is_of_the_version_of_the_crate() {
        let manifest = place::root().join("crates/xtask/wasm-bindgen/Cargo.toml");
        let text = fs::read_to_string(&manifest).unwrap();
        let version = wasm_bindgen().unwrap();
        assert!(text.contains(&format!("wasm-bindgen-cli = {{ version = \"={version}\"")), "{version}\n{text}");
        assert!(text.contains(&format!("\nversion = \"{version}\"")), "{version}\n{text}");
    }
}
