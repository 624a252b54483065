//! Runs tests in a browser engine, too, where numbers have 32 bits and there are no files.

use std::fs;

use crate::{
    built::Built,
    error::{AboutFile, Result},
    place, process,
    steps::Steps,
};

/// Some tests of one package.
struct Tested {
    package: &'static str,
    tests: &'static [&'static str],
}

/// Runs all of them, or those whose names contain a part of the filter.
pub(super) fn test(steps: &Steps, built: &Built, filter: &[String]) {
    let mut all = Vec::new();
    steps.step("Find the tests in wasm", || {
        all = tested()?;
        Ok(())
    });
    for Tested { package, tests } in all {
        steps.step(&format!("Tests in wasm, {package}, {}", tests.join(" ")), || {
            let run = |part: Option<&String>| {
                let mut cargo = process::cargo();
                cargo.args(["test", "--target", "wasm32-unknown-unknown", "--package", package]).args(tests).arg("--");
                cargo.args(part).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
                // The runner takes the first driver that its environment names: here Chromium's.
                process::run(built.tell(&mut cargo).env_remove("GECKODRIVER"))
            };
            // It knows one filter only.
            if filter.is_empty() { run(None) } else { filter.iter().map(Some).try_for_each(run) }
        });
    }
}

/// Whether the filter may mean one of these tests: all words of a part of it are in one file, or in its name.
pub(super) fn named(filter: &[String]) -> bool {
    let named = |part: &String| {
        let words: Vec<&str> = part.split("::").filter(|word| !word.is_empty()).collect();
        MAY_RUN_IN_WASM.iter().any(|(_, folder)| {
            let files = place::files(&place::root().join(folder).join("src")).unwrap_or_default();
            let corpora = place::files(&place::root().join(folder).join("tests/corpus")).unwrap_or_default();
            files.into_iter().chain(corpora).any(|file| {
                let text = fs::read_to_string(&file).unwrap_or_default();
                let path = place::relative(&file, place::root());
                text.contains("wasm_bindgen_test")
                    && words.iter().all(|word| text.contains(word) || path.contains(word))
            })
        })
    };
    filter.iter().any(named)
}

fn tested() -> Result<Vec<Tested>> {
    let mut all = Vec::new();
    for &(package, folder) in MAY_RUN_IN_WASM {
        let folder = place::root().join(folder);
        for file in place::files(&folder.join("src"))? {
            if file.extension().is_some_and(|extension| extension == "rs")
                && fs::read_to_string(&file).about(&file)?.contains("#[wasm_bindgen_test]")
            {
                all.push(Tested { package, tests: &["--lib"] });
                break;
            }
        }
        // The fuzzing corpora: code with 32 bits may treat some inputs differently from code with 64.
        if folder.join("tests/corpus").is_dir() {
            all.push(Tested { package, tests: &["--test", "corpus"] });
        }
    }
    Ok(all)
}

/// Packages whose tests may run in a browser engine, too, and their folders.
const MAY_RUN_IN_WASM: &[(&str, &str)] = &[
    ("alongside", "."),
    ("alongside-peer", "crates/peer"),
    ("alongside-room", "crates/room"),
    ("alongside-wire", "crates/wire"),
];
