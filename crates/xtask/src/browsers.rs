//! The browser that the tests drive, and its driver.

use std::{env, path::PathBuf, process::Command};

use crate::{
    error::{Error, Result},
    process,
};

/// A browser and its driver, both on this machine.
pub(crate) struct Browser {
    chrome: PathBuf,
    chromedriver: PathBuf,
}

impl Browser {
    /// Finds Chromium, and installs it through the system's packages where that is ours to do.
    pub(crate) fn ensure() -> Result<Self> {
        if let Some(browser) = Self::found() {
            return Ok(browser);
        }
        match packages() {
            Packages::As(prefix) => {
                let line = format!("{}apt-get install {}", prefix.join(" "), PACKAGES.join(" "));
                println!("Missing on this machine: Chromium and its driver. Installing them now: {line}");
                install(prefix)?;
            }
            Packages::NotOurs => {}
        }
        Self::found().ok_or_else(|| Error::Missing {
            what: "Chromium, or its driver,".to_owned(),
            how: format!(
                "Install both, of one version, and have `{}` and `{}` on the PATH (or their paths in CHROME and \
                 CHROMEDRIVER). Debian: sudo apt-get install {}. Fedora: sudo dnf install chromium chromedriver. \
                 macOS: brew install --cask chromium chromedriver.",
                CHROME[0],
                CHROMEDRIVER[0],
                PACKAGES.join(" ")
            ),
        })
    }

    /// Tells a program where they are.
    pub(crate) fn tell(&self, command: &mut Command) {
        command.env("CHROME", &self.chrome).env("CHROMEDRIVER", &self.chromedriver);
    }

    fn found() -> Option<Self> {
        Some(Self { chrome: find("CHROME", CHROME)?, chromedriver: find("CHROMEDRIVER", CHROMEDRIVER)? })
    }
}

/// What the environment names, else the first of these on the PATH.
fn find(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(told) = env::var_os(variable) {
        return Some(PathBuf::from(told));
    }
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|file| file.is_file())
}

/// Whether the system's packages are ours to install.
enum Packages {
    /// With this before the command.
    As(&'static [&'static str]),
    NotOurs,
}

fn packages() -> Packages {
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

fn install(prefix: &[&str]) -> Result<()> {
    let apt_get = |arguments: &[&str]| {
        let words = [prefix, &["apt-get", "--yes"], arguments].concat();
        process::run(process::program(words[0]).args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt_get(&["update"])?;
    apt_get(&[&["install", "--no-install-recommends"], PACKAGES].concat())
}

const CHROME: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const CHROMEDRIVER: &[&str] = &["chromedriver"];
const PACKAGES: &[&str] = &["chromium", "chromium-driver"];
