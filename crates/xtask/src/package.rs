//! Makes the Debian package: the relay with the widget in it, its service, its conffile, manual pages and completions. Then it is
//! installed on a machine that is this one with its changes dropped, started, used, removed, and installed again.
//!
//! What is in the package, and where, is in `crates/relay/Cargo.toml`; `cargo-deb` reads it there.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    element_package,
    error::{AboutFile, Error, Result},
    place, process, relay,
    tools::{self, Tool},
    widget,
};

/// Makes the package and looks at what is in it.
pub(crate) fn run() -> Result<()> {
    tools::ensure(&[tools::WIDGET, &[Tool::CargoDeb]].concat())?;
    widget::build()?;
    let relay = relay::build()?;
    let folder = place::target().join("package");
    if folder.is_dir() {
        fs::remove_dir_all(&folder).about(&folder)?;
    }
    document(&relay, &folder)?;
    let mut deb = process::program("cargo-deb");
    // Stripped already, by the profile.
    deb.args(["--package", "alongside-relay", "--profile", "native", "--no-build", "--no-strip", "--output"])
        .arg(&folder);
    process::run(&mut deb)?;
    let package = made(&folder)?;
    inspect(&package)?;
    install(&package)?;
    element_package::pack()?;
    println!("\n{} is made. Install it with: sudo apt install {}", name(&package), package.display());
    Ok(())
}

/// Has the relay write its manual pages and completions, where `crates/relay/Cargo.toml` names them.
fn document(relay: &Path, folder: &Path) -> Result<()> {
    let (pages, completions) = (folder.join("man"), folder.join("completions"));
    for folder in [&pages, &completions] {
        fs::create_dir_all(folder).about(folder)?;
    }
    process::run(Command::new(relay).arg("man").arg(&pages))?;
    for (shell, file) in [("bash", "alongside-relay"), ("zsh", "_alongside-relay"), ("fish", "alongside-relay.fish")] {
        let script = process::listen(Command::new(relay).args(["completions", shell]))?;
        let file = completions.join(file);
        fs::write(&file, script).about(&file)?;
    }
    Ok(())
}

fn made(folder: &Path) -> Result<PathBuf> {
    let files = place::files(folder)?;
    let package = files.into_iter().find(|file| file.extension().is_some_and(|extension| extension == "deb"));
    package.ok_or_else(|| Error::Repository(format!("cargo-deb has made no package in {}.", folder.display())))
}

/// Unpacks the package into an empty folder, looks for what must be there, and runs the relay that is in it.
fn inspect(package: &Path) -> Result<()> {
    let root = package.with_extension("root");
    process::run(Command::new("dpkg-deb").arg("--extract").arg(package).arg(&root))?;
    for file in PACKED {
        if !root.join(file).exists() {
            return Err(Error::Repository(format!("{} has no {file}.", name(package))));
        }
    }
    let control = process::listen(Command::new("dpkg-deb").arg("--info").arg(package))?;
    if !control.contains("conffiles") {
        return Err(Error::Repository(format!("{} has no conffile.", name(package))));
    }
    process::run(Command::new(root.join("usr/bin/alongside-relay")).arg("--version"))?;
    fs::remove_dir_all(&root).about(&root)
}

/// Has the tests install it, where they may.
fn install(package: &Path) -> Result<()> {
    if process::answer(process::program("id").arg("-u")).as_deref() != Some("0") {
        println!("It was not installed on a machine of its own, which takes root.");
        return Ok(());
    }
    let mut tests = process::cargo();
    tests.args(["test", "--package", "alongside-relay", "--test", "relay", "--", "--ignored", "packaged::"]);
    process::run(tests.env("ALONGSIDE_PACKAGE", package))
}

fn name(package: &Path) -> String {
    package.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What must be in it.
const PACKED: &[&str] = &[
    "usr/bin/alongside-relay",
    "usr/lib/systemd/system/alongside-relay.service",
    "etc/alongside/relay.conf",
    "usr/share/man/man1/alongside-relay.1.gz",
    "usr/share/man/man1/alongside-relay-backup.1.gz",
    "usr/share/bash-completion/completions/alongside-relay",
    "usr/share/zsh/vendor-completions/_alongside-relay",
    "usr/share/fish/vendor_completions.d/alongside-relay.fish",
    "usr/share/doc/alongside-relay/alerts.yml",
    "usr/share/doc/alongside-relay/grafana-dashboard.json",
    "usr/share/doc/alongside-relay/operating.md",
    "usr/share/doc/alongside-relay/proxies.md",
];
