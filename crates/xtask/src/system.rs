//! Programs of the system, and its packages.

use std::{env, path::PathBuf};

use crate::{error::Result, place, process};

/// The path that the environment variable names, else the first of these names among our tools or on the `PATH`.
pub(crate) fn find(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(told) = env::var_os(variable) {
        return Some(PathBuf::from(told));
    }
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = [place::tools().join("bin")].into_iter().chain(env::split_paths(&path)).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|file| file.is_file())
}

/// Whether we may install packages of the system.
pub(crate) enum Packages {
    /// We may, with this before the command.
    As(&'static [&'static str]),
    NotOurs,
}

pub(crate) fn packages() -> Packages {
    let says = |program: &str, argument: &str| process::answer(process::program(program).arg(argument));
    if says("apt-get", "--version").is_none() {
        return Packages::NotOurs;
    }
    if says("id", "-u").as_deref() == Some("0") {
        return Packages::As(&[]);
    }
    match process::answer(process::program("sudo").args(["--non-interactive", "true"])) {
        Some(_) => Packages::As(&["sudo", "--non-interactive"]),
        None => Packages::NotOurs,
    }
}

/// Installs packages, and says so before: what is missing, and the command.
pub(crate) fn install(prefix: &[&str], missing: &str, packages: &[&str]) -> Result<()> {
    println!(
        "Missing on this machine: {missing}. Installing it now: {}",
        [prefix, &["apt-get", "install"], packages].concat().join(" ")
    );
    let apt_get = |arguments: &[&str]| {
        let words = [prefix, &["apt-get", "--yes"], arguments].concat();
        process::run(process::program(words[0]).args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt_get(&["update"])?;
    apt_get(&[&["install", "--no-install-recommends"], packages].concat())
}
