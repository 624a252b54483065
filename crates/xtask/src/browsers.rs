//! The browsers that the tests drive, and their drivers.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    error::{Error, Result},
    place, process,
    tools::{self, Tool},
};

/// A browser and its driver, both installed on this machine.
pub(crate) struct Browser {
    make: &'static Make,
    browser: PathBuf,
    driver: PathBuf,
}

/// What is known of one kind of browser.
pub(crate) struct Make {
    pub(crate) name: &'static str,
    /// The environment variable for a browser that is not on the `PATH`, and its names there.
    browser: (&'static str, &'static [&'static str]),
    /// The environment variable for its driver, and the driver's name on the `PATH`.
    driver: (&'static str, &'static str),
    /// The Debian packages of what our tools do not include.
    packages: &'static [&'static str],
    /// Those of our tools that belong to it.
    tools: &'static [Tool],
    /// How to install it by hand.
    how: &'static str,
}

impl Browser {
    /// Finds the browser, or installs it by the system's package manager if we may.
    pub(crate) fn ensure(make: &'static Make) -> Result<Self> {
        if make.find_browser().is_none() || (make.tools.is_empty() && make.find_driver().is_none()) {
            match packages() {
                Packages::As(prefix) => {
                    let line = format!("{}apt-get install {}", prefix.join(" "), make.packages.join(" "));
                    println!("Missing on this machine: {}. Installing it now: {line}", make.name);
                    install(prefix, make.packages)?;
                }
                Packages::NotOurs => {}
            }
        }
        if env::var_os(make.driver.0).is_none() {
            tools::ensure(make.tools)?;
        }
        match (make.find_browser(), make.find_driver()) {
            (Some(browser), Some(driver)) => Ok(Self { make, browser, driver }),
            _ => Err(Error::Missing { what: format!("{}, or its driver,", make.name), how: make.how.to_owned() }),
        }
    }

    /// Passes the paths to a program in its environment.
    pub(crate) fn tell(&self, command: &mut Command) {
        command.env(self.make.browser.0, &self.browser).env(self.make.driver.0, &self.driver);
    }
}

impl Make {
    fn find_browser(&self) -> Option<PathBuf> {
        find(self.browser.0, self.browser.1)
    }

    fn find_driver(&self) -> Option<PathBuf> {
        find(self.driver.0, &[self.driver.1])
    }
}

/// Finds the NATS server that relays share a log in, or installs it by the system's package manager if we may.
pub(crate) fn ensure_nats() -> Result<()> {
    const NATS: (&str, &[&str]) = ("NATS_SERVER", &["nats-server"]);
    let is_there = || find(NATS.0, NATS.1).is_some() || Path::new("/usr/sbin/nats-server").is_file();
    if !is_there()
        && let Packages::As(prefix) = packages()
    {
        let line = format!("{}apt-get install nats-server", prefix.join(" "));
        println!("Missing on this machine: a NATS server. Installing it now: {line}");
        install(prefix, &["nats-server"])?;
    }
    if is_there() {
        return Ok(());
    }
    Err(Error::Missing {
        what: "A NATS server".to_owned(),
        how: "Have `nats-server` (2.9 or newer) on the PATH, or its path in NATS_SERVER. Debian: sudo apt-get install nats-server. \
              macOS: brew install nats-server."
            .to_owned(),
    })
}

/// The path that the environment variable names, else the first of these names among our tools or on the `PATH`.
fn find(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(told) = env::var_os(variable) {
        return Some(PathBuf::from(told));
    }
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = [place::tools().join("bin")].into_iter().chain(env::split_paths(&path)).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|file| file.is_file())
}

/// Whether we may install packages of the system.
enum Packages {
    /// We may, with this before the command.
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

fn install(prefix: &[&str], packages: &[&str]) -> Result<()> {
    let apt_get = |arguments: &[&str]| {
        let words = [prefix, &["apt-get", "--yes"], arguments].concat();
        process::run(process::program(words[0]).args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt_get(&["update"])?;
    apt_get(&[&["install", "--no-install-recommends"], packages].concat())
}

pub(crate) const CHROMIUM: Make = Make {
    name: "Chromium",
    browser: ("CHROME", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]),
    driver: ("CHROMEDRIVER", "chromedriver"),
    packages: &["chromium", "chromium-driver"],
    tools: &[],
    how: "Install both, of one version, and have `chromium` and `chromedriver` on the PATH (or their paths in CHROME and \
          CHROMEDRIVER). Debian: sudo apt-get install chromium chromium-driver. Fedora: sudo dnf install chromium \
          chromedriver. macOS: brew install --cask chromium chromedriver.",
};

pub(crate) const FIREFOX: Make = Make {
    name: "Firefox",
    browser: ("FIREFOX", &["firefox-esr", "firefox"]),
    driver: ("GECKODRIVER", "geckodriver"),
    packages: &["firefox-esr"],
    tools: &[Tool::Geckodriver],
    how: "Have `firefox` or `firefox-esr` on the PATH (or its path in FIREFOX); its driver is compiled from crates.io, \
          or named in GECKODRIVER. Debian: sudo apt-get install firefox-esr. Fedora: sudo dnf install firefox. macOS: \
          brew install --cask firefox, with FIREFOX=/Applications/Firefox.app/Contents/MacOS/firefox.",
};
