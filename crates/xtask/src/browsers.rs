//! The browsers that the tests drive, and their drivers.

use std::{env, path::PathBuf, process::Command};

use crate::{
    error::{Error, Result},
    system::{self, Packages, find},
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
        if (make.find_browser().is_none() || (make.tools.is_empty() && make.find_driver().is_none()))
            && let Packages::As(prefix) = system::packages()
        {
            system::install(prefix, make.name, make.packages)?;
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
