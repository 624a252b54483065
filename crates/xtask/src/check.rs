//! The checks that need not run the code.

use std::process::Command;

use crate::{
    error::Result,
    process, size,
    steps::{Outcome, Steps},
    tools::{self, Tool},
    widget,
};

pub(crate) fn run() -> Result<()> {
    let steps = Steps::begin();
    format(&steps);
    if steps.step("Tools", tools) {
        let steps = &steps;
        steps.at_once([
            (
                "code",
                Box::new(move || {
                    take(steps);
                    steps.step("Architecture", || {
                        process::run(process::cargo().args(["test", "--package", "xtask", "--test", "architecture"]))
                    });
                }),
            ),
            (
                "widget",
                Box::new(move || {
                    if steps.step("Widget", widget::build) {
                        steps.step("Size", size::check);
                    }
                }),
            ),
        ]);
    }
    steps.summary()
}

/// Installs what the checks need.
pub(crate) fn tools() -> Result<()> {
    tools::ensure(&[tools::WIDGET, &[Tool::CargoDeny]].concat())
}

/// Checks the format, which takes a moment.
pub(crate) fn format(steps: &Steps) {
    steps.step("Format", || process::run(process::cargo().args(["fmt", "--all", "--check"])));
}

/// The other checks of the code, which `test` runs too. (`test` builds the widget and runs the architecture test
/// itself.)
pub(crate) fn take(steps: &Steps) {
    steps.step("Licences, bans, sources", || process::run(deny("check").args(["licenses", "bans", "sources"])));
    steps.try_step("Advisories", advisories);
    steps.step("Lints, host", || {
        process::run(process::cargo().args(["clippy", "--workspace", "--all-targets", "--", "-Dwarnings"]))
    });
    steps.step("Docs", || {
        process::run(
            process::cargo()
                .args(["doc", "--workspace", "--no-deps", "--document-private-items"])
                .env("RUSTDOCFLAGS", "-Dwarnings"),
        )
    });
    steps.step("Lints, browser", || process::run(&mut lint_browser()));
}

fn lint_browser() -> Command {
    let mut clippy = process::cargo();
    clippy.args(["clippy", "--target", "wasm32-unknown-unknown", "--lib", "--bins"]);
    for package in IN_THE_BROWSER {
        clippy.args(["--package", package]);
    }
    clippy.args(["--", "-Dwarnings"]);
    clippy
}

fn deny(command: &str) -> Command {
    let mut deny = process::program("cargo-deny");
    deny.args(["--workspace", "--all-features", command]);
    deny
}

/// Checks for advisories. Their database is a git repository, which some networks do not let through.
fn advisories() -> Result<Outcome> {
    let fetched = process::ask(deny("fetch").arg("db"))?;
    if !fetched.status.success() {
        println!("The database of advisories cannot be reached from here; nothing was checked against it.");
        return Ok(Outcome::Skipped("its database cannot be reached from here".to_owned()));
    }
    process::run(deny("check").args(["--disable-fetch", "advisories"])).map(|()| Outcome::Passed)
}

/// The packages that are compiled for the browser.
const IN_THE_BROWSER: &[&str] = &["alongside", "alongside-peer", "alongside-room", "alongside-wire"];
