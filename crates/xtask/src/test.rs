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
            [] => tests.args(IN_FIREFOX_TOO),
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

/// The stories that are told in Firefox, too. All about what each browser makes in its own way: text fields and carets,
/// keys and focus, what it keeps and loses, a paste, a drag. And of each other file that plays in a browser the first,
/// which goes the whole way of what the file is about.
const IN_FIREFOX_TOO: &[&str] = &[
    "finding::",
    "keyboard::",
    "notes::",
    "sync::a_browser_that_is_killed_loses_nothing_that_it_said_was_saved",
    "sync::a_hidden_page_is_away",
    "sync::a_room_opens_without_a_network_and_what_was_done_there_arrives",
    "sync::one_who_loses_the_network_comes_back_by_himself",
    "sync::two_tabs_of_one_browser_see_each_others_edits_without_a_network",
    "sync::where_nothing_may_be_stored_it_says_so_and_works",
    "agenda::a_row_dragged_by_its_handle_moves_on_both_screens",
    "agenda::several_pasted_lines_make_several_things",
    "agenda::both_type_points_at_once_and_have_the_same_in_the_same_order",
    "first_minute::a_room_starts_with_a_name_and_a_click_and_asks_a_question",
    "leaving::what_is_erased_for_both_stays_with_each_who_can_start_again_from_it",
    "looks::the_room_fits_at_every_width_in_light_and_dark",
    "security::the_page_runs_under_a_strict_policy_and_breaks_none_of_it",
    "session::a_session_has_a_date_a_call_and_can_be_postponed",
    "tasks::a_task_is_added_ticked_let_go_and_shown_again",
    "timer::the_clock_starts_pauses_goes_on_and_stops_on_both_screens",
];

/// Packages whose tests may run in a browser engine too, and where they are.
const MAY_RUN_IN_WASM: &[(&str, &str)] = &[
    ("alongside", "."),
    ("alongside-peer", "crates/peer"),
    ("alongside-room", "crates/room"),
    ("alongside-wire", "crates/wire"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_story_to_be_told_in_firefox_is_there() {
        for named in IN_FIREFOX_TOO {
            let (file, story) = named.split_once("::").unwrap();
            let stories =
                fs::read_to_string(place::root().join("tests/browser").join(file).with_extension("rs")).unwrap();
            assert!(stories.contains(&format!("fn {story}")), "{named}");
        }
    }
}
