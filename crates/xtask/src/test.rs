//! Every test there is.

use std::{fs, path::PathBuf, process::Command};

use crate::{
    browsers::{Browser, CHROMIUM, FIREFOX},
    check,
    error::{About, Result},
    interop::Interop,
    place, process, relay, size,
    steps::Steps,
    tools::{self, Tool},
    widget,
};

/// With a filter, only the tests whose name contains it, and no checks.
pub(crate) fn run(filter: &[String]) -> Result<()> {
    let mut steps = Steps::default();
    let mut built = Built::default();
    let ready = steps.step("Tools", check::tools)
        && steps.step("Widget", widget::build)
        && steps.step("Relay", || {
            built.relay = Some(relay::build()?);
            Ok(())
        });
    for make in [&CHROMIUM, &FIREFOX] {
        steps.step(make.name, || {
            built.browsers.push(Browser::ensure(make)?);
            Ok(())
        });
    }

    steps.step("Second client", || {
        tools::ensure(&[Tool::Interop])?;
        built.interop = Interop::found();
        Ok(())
    });

    if filter.is_empty() {
        check::take(&mut steps);
        if ready {
            steps.step("Size", size::check);
        }
    }
    steps.step("Tests", || {
        let mut tests = process::cargo();
        tests.args(["test", "--workspace", "--no-fail-fast", "--"]).args(filter);
        process::run(built.tell(&mut tests))
    });
    steps.step("Stories in Firefox", || {
        let mut tests = process::cargo();
        tests.args(["test", "--package", "alongside", "--test", "browser", "--no-fail-fast", "--"]);
        match filter {
            [] => tests.args(IN_EVERY_BROWSER),
            named => tests.args(named),
        };
        process::run(built.tell(&mut tests).env("ALONGSIDE_BROWSER", "firefox"))
    });
    for (package, tests) in tested_in_wasm()? {
        steps.step(&format!("Tests in wasm, {package}, {}", tests.join(" ")), || {
            let mut cargo = process::cargo();
            cargo.args(["test", "--target", "wasm32-unknown-unknown", "--package", package]).args(tests).arg("--");
            cargo.args(filter).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
            // The runner takes the first driver that it is told of: here Chromium's.
            process::run(built.tell(&mut cargo).env_remove("GECKODRIVER"))
        });
    }
    steps.summary()
}

/// What the tests of the whole product are told about, as far as it could be had.
#[derive(Default)]
pub(crate) struct Built {
    pub(crate) relay: Option<PathBuf>,
    pub(crate) browsers: Vec<Browser>,
    pub(crate) interop: Option<Interop>,
}

impl Built {
    pub(crate) fn tell<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("ALONGSIDE_DIST", place::dist());
        if let Some(relay) = &self.relay {
            command.env("ALONGSIDE_RELAY", relay);
        }
        for browser in &self.browsers {
            browser.tell(command);
        }
        if let Some(interop) = &self.interop {
            interop.tell(command);
        }
        command
    }
}

/// Packages, and which of their tests run in a browser engine too.
fn tested_in_wasm() -> Result<Vec<(&'static str, &'static [&'static str])>> {
    let mut tested: Vec<(_, &[_])> = Vec::new();
    for &(package, folder) in MAY_RUN_IN_WASM {
        let folder = place::root().join(folder);
        for file in place::files(&folder.join("src"))? {
            if file.extension().is_some_and(|extension| extension == "rs")
                && fs::read_to_string(&file).about(&file)?.contains("#[wasm_bindgen_test]")
            {
                tested.push((package, &["--lib"]));
                break;
            }
        }
        // What fuzzers found: 32 bits see some of it otherwise than 64.
        if folder.join("tests/corpus").is_dir() {
            tested.push((package, &["--test", "corpus"]));
        }
    }
    Ok(tested)
}

/// The stories that are told in Firefox, too, by their files: what two people do in a session from the first minute to
/// its end, all that they type, and all that is kept for them. What is left to Chromium alone is what is no browser's
/// matter (the wire, the second client) or is the same again at greater length.
const IN_EVERY_BROWSER: &[&str] =
    &["finding::", "first_minute::", "agenda::", "notes::", "tasks::", "timer::", "sync::", "keyboard::"];

/// Packages whose tests may run in a browser engine too, and where they are.
const MAY_RUN_IN_WASM: &[(&str, &str)] = &[
    ("alongside", "."),
    ("alongside-peer", "crates/peer"),
    ("alongside-room", "crates/room"),
    ("alongside-wire", "crates/wire"),
];
