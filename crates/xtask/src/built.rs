//! What was built or found for tests and benchmarks of the whole product.

use std::{path::PathBuf, process::Command};

use crate::{
    axe,
    browsers::{Browser, CHROMIUM, FIREFOX},
    interop::Interop,
    place,
    steps::Steps,
    tools::{self, Tool},
};

/// The paths that are passed to tests of the whole product, as far as they exist.
#[derive(Default)]
pub(crate) struct Built {
    pub(crate) relay: Option<PathBuf>,
    pub(crate) browsers: Vec<Browser>,
    pub(crate) interop: Option<Interop>,
    pub(crate) axe: Option<PathBuf>,
}

impl Built {
    /// Finds or installs both browsers, the packages of the second client and axe-core.
    pub(crate) fn find_browsers(&mut self, steps: &Steps) {
        for make in [&CHROMIUM, &FIREFOX] {
            steps.step(make.name, || Browser::ensure(make).map(|browser| self.browsers.push(browser)));
        }
        steps.step("Second client", || {
            tools::ensure(&[Tool::Interop])?;
            self.interop = Interop::found();
            Ok(())
        });
        self.find_axe(steps);
    }

    /// Finds or installs what finds broken rules of accessibility.
    pub(crate) fn find_axe(&mut self, steps: &Steps) -> bool {
        steps.step("axe-core", || {
            tools::ensure(&[Tool::Axe])?;
            self.axe = axe::found();
            Ok(())
        })
    }

    pub(crate) fn tell<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("ALONGSIDE_DIST", place::dist());
        if let Some(relay) = &self.relay {
            command.env("ALONGSIDE_RELAY", relay);
        }
        for browser in &self.browsers {
            browser.tell(command);
        }
        if let Some(axe) = &self.axe {
            command.env("ALONGSIDE_AXE", axe);
        }
        if let Some(interop) = &self.interop {
            interop.tell(command);
        }
        command
    }
}
