//! Runs every test, in as few minutes as two cores allow: first everything that the stories need is built, in two
//! lanes; then several stories run at a time, while everything that needs no browser runs in their pauses.

mod in_wasm;
pub(crate) mod suite;

use std::{env, process::Command, thread};

use crate::{
    browsers::{Browser, CHROMIUM, FIREFOX},
    built::Built,
    check,
    error::{Error, Result},
    flags, hosts, process, relay, servers, size,
    steps::Steps,
    widget,
};
use suite::Suite;

/// Runs all tests and checks; with a filter, only the tests whose name contains a part of it, and no checks.
pub(crate) fn run(asked: &flags::Test) -> Result<()> {
    let steps = Steps::begin();
    let settings = Settings { long: asked.long };
    match asked.filter.as_slice() {
        [] => everything(&steps, settings),
        filter => only(&steps, settings, filter),
    }
    steps.summary()
}

fn everything(steps: &Steps, settings: Settings) {
    let ready = steps.step("Tools", check::tools);
    let mut built = Built::default();
    built.find_browsers(steps);
    steps.step("Servers", servers::ensure);
    steps.step("Wikis", hosts::ensure);
    check::format(steps);

    let (mut suites, mut widget, mut relay) = (Vec::new(), false, None);
    steps.at_once([
        (
            "tests",
            Box::new(|| {
                steps.step("Build the tests", || suite::build().map(|built| suites = built));
            }),
        ),
        (
            "widget",
            Box::new(|| {
                widget = ready && steps.step("Widget", widget::build);
                steps.step("Relay", || relay::build().map(|built| relay = Some(built)));
            }),
        ),
    ]);
    built.relay = relay;

    let (stories, others): (Vec<Suite>, Vec<Suite>) = suites.into_iter().partition(Suite::is_stories);
    let built = &built;
    steps.at_once([
        (
            "stories",
            Box::new(move || {
                for suite in stories.iter().filter(|_| widget) {
                    tell_stories(steps, settings, built, suite, &[]);
                }
            }),
        ),
        (
            "others",
            Box::new(move || {
                process::yielding(|| {
                    if widget {
                        steps.step("Size", size::check);
                    }
                    for suite in &others {
                        steps.step(&format!("Tests of {}", suite.name), || {
                            suite.run(steps, &[], |tests| settings.tell(tests))
                        });
                        test_hub_over_every_log(steps, suite);
                    }
                    check::take(steps);
                    steps.step("Tests in documents", || {
                        process::run(process::cargo().args(["test", "--workspace", "--doc"]))
                    });
                    in_wasm::test(steps, built, &[]);
                });
            }),
        ),
    ]);
}

/// Builds and runs only what the named tests need.
fn only(steps: &Steps, settings: Settings, filter: &[String]) {
    let mut suites = Vec::new();
    if !steps.step("Build the tests", || suite::build().map(|all| suites = all)) {
        return;
    }
    suites.retain(|suite| suite.has(filter));
    let in_wasm = in_wasm::named(filter);
    let mut built = Built::default();
    let stories = suites.iter().any(Suite::is_stories);
    if stories {
        built.find_browsers(steps);
        if suites.iter().any(|suite| suite.tells(filter, "real_hosts::")) {
            steps.step("Wikis", hosts::ensure);
        }
        if steps.step("Widget", widget::build) {
            steps.step("Relay", || relay::build().map(|relay| built.relay = Some(relay)));
        }
    } else if in_wasm {
        steps.step("Tools", check::tools);
        steps.step(CHROMIUM.name, || Browser::ensure(&CHROMIUM).map(|browser| built.browsers.push(browser)));
    }
    if suites.iter().any(|suite| suite.name.starts_with("relay, ")) {
        steps.step("Servers", servers::ensure);
    }
    let words: Vec<&str> = filter.iter().map(String::as_str).collect();
    for suite in &suites {
        if suite.is_stories() {
            tell_stories(steps, settings, &built, suite, &words);
        } else {
            steps.step(&format!("Tests of {}", suite.name), || suite.run(steps, &words, |tests| settings.tell(tests)));
        }
    }
    if in_wasm {
        in_wasm::test(steps, &built, filter);
    }
    if suites.is_empty() && !in_wasm {
        let error = || Err(Error::Usage(format!("no test has “{}” in its name.", filter.join("” or “"))));
        steps.step("Find the tests", error);
    }
}

/// Runs the tests of the relay's hub, which run over a log in memory, over one on disk and one in NATS as well.
fn test_hub_over_every_log(steps: &Steps, suite: &Suite) {
    for log in ["sqlite", "nats"].into_iter().filter(|_| suite.name == "relay, lib") {
        steps.step(&format!("Tests of relay, hub over {log}"), || {
            // The random tests have found what they find over a log in memory; here they look at the log.
            suite.run(steps, &["hub::"], |tests| {
                tests.env("ALONGSIDE_TEST_LOG", log).env("PROPTEST_CASES", "24");
            })
        });
    }
}

/// Runs the stories in both browsers. Without a filter, all in Chromium and those of [`IN_FIREFOX_TOO`] in Firefox.
fn tell_stories(steps: &Steps, settings: Settings, built: &Built, suite: &Suite, filter: &[&str]) {
    let in_firefox = if filter.is_empty() { IN_FIREFOX_TOO } else { filter };
    // Two browsers wait most of the time: for a server, for a timer of the page, for the story's next look.
    let at_once = thread::available_parallelism().map_or(1, usize::from) + 1;
    for (make, told, filter) in [(CHROMIUM.name, "chromium", filter), (FIREFOX.name, "firefox", in_firefox)] {
        steps.step(&format!("Stories in {make}"), || {
            suite.run(steps, filter, |tests| {
                tests.args(["--test-threads", &at_once.to_string()]).env("ALONGSIDE_BROWSER", told);
                // What runs beside the stories slows them down, which is no failure.
                if env::var_os("ALONGSIDE_PATIENCE").is_none() {
                    tests.env("ALONGSIDE_PATIENCE", "60");
                }
                settings.tell(tests);
                built.tell(tests);
            })
        });
    }
}

/// How far the random tests go.
#[derive(Clone, Copy)]
struct Settings {
    long: bool,
}

impl Settings {
    fn tell(self, tests: &mut Command) {
        if self.long {
            tests.env("ALONGSIDE_LONG", "1").env("PROPTEST_CASES", LONG_CASES);
        }
    }
}

/// The stories that run in Firefox, too: all about what browsers do in ways of their own (text fields and carets,
/// keys and focus, storage, paste, drag), and the first story of every other file that runs in a browser.
const IN_FIREFOX_TOO: &[&str] = &[
    "dates::a_day_that_is_cleared_leaves_its_time_for_the_next_one_wherever_it_is_set",
    "dates::a_due_day_is_the_same_day_everywhere",
    "dates::a_sessions_time_is_one_moment_in_both_zones_also_across_a_change_of_clocks",
    "dates::a_year_of_two_digits_is_one_of_this_century_and_one_that_nobody_means_is_not_saved",
    "dates::what_says_today_follows_midnight_and_the_zone_of_who_travels",
    "fields::",
    "finding::",
    "embed::one_line_of_script_makes_a_frame_whose_place_remembers_its_room",
    "embed::a_room_goes_from_a_frame_to_a_window_of_its_own_and_the_page_around_sees_nothing_of_it",
    "embed_hostile::a_hostile_page_gets_nothing_out_of_the_frame",
    "host::a_guest_takes_no_focus_and_scrolls_nothing_before_a_hand_touches_it",
    "host::keys_typed_in_a_guest_are_the_guests_and_keys_of_the_page_are_the_pages",
    "host_moves::a_frame_in_a_hidden_tab_is_there_before_it_is_looked_at",
    "keyboard::",
    "killed::a_page_that_is_left_within_a_key_keeps_the_key",
    "languages::another_language_pulls_nothing_from_under_a_hand",
    "motion::",
    "handoffs::a_task_is_handed_over_given_back_and_offered_again_one_level_closer",
    "next::",
    "notes::",
    "printing::",
    "real_hosts::",
    "agreement::two_agree_to_the_very_same_words_and_see_what_changed_since",
    "shapes::two_go_through_the_steps_of_a_session_with_the_clock_only_offered",
    "stored::",
    "sync::a_browser_that_is_killed_loses_nothing_that_it_said_was_saved",
    "sync::a_hidden_page_is_away",
    "sync::a_room_opens_without_a_network_and_what_was_done_there_arrives",
    "sync::one_who_loses_the_network_comes_back_by_himself",
    "sync::two_tabs_of_one_browser_see_each_others_edits_without_a_network",
    "sync::where_nothing_may_be_stored_it_says_so_and_works",
    "agenda::a_drag_is_cancelled_by_escape_and_outside_and_makes_a_task_on_the_tasks",
    "agenda::a_row_dragged_by_its_handle_moves_on_both_screens",
    "agenda::several_pasted_lines_make_several_things",
    "agenda::both_type_points_at_once_and_have_the_same_in_the_same_order",
    "first_minute::a_room_starts_with_a_name_and_a_click_and_asks_a_question",
    "front::a_link_without_the_slash_of_its_path_opens_the_room_whatever_the_proxy_does_with_the_path",
    "front::a_sign_on_that_ran_out_while_the_page_was_closed_leaves_the_kept_room_and_a_way_in",
    "front::a_sign_on_that_runs_out_in_an_open_room_is_said_and_what_is_written_meanwhile_arrives",
    "front::the_page_of_a_sign_on_is_never_kept_for_the_page_of_the_room",
    "front::two_relays_on_one_host_share_no_room_and_delete_nothing_of_each_other",
    "leaving::what_is_erased_for_both_stays_with_each_who_can_start_again_from_it",
    "looks::the_room_fits_at_every_width",
    "security::the_page_runs_under_a_strict_policy_and_breaks_none_of_it",
    "pairing::two_pair_by_a_code_that_is_read_out_with_the_keyboard_alone_in_a_narrow_and_a_wide_window",
    "notes_history::what_the_other_took_out_of_the_notes_is_brought_back_to_where_it_stood",
    "session::a_day_that_is_often_meant_is_one_press_and_the_time_waits_for_a_day",
    "session::a_dialog_stays_with_the_session_that_was_closed_in_it",
    "session::a_session_has_a_date_a_call_and_can_be_postponed",
    "tasks::a_plan_can_be_said_as_if_and_then",
    "tasks::a_task_is_added_ticked_let_go_and_shown_again",
    "timer::what_is_pressed_on_the_notification_is_done_if_the_clock_is_still_that_one",
    "timer::the_clock_starts_pauses_goes_on_and_stops_on_both_screens",
];

/// How many cases each property is tried with in long runs; 256 are usual.
const LONG_CASES: &str = "2000";

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::place;

    #[test]
    fn every_story_listed_for_firefox_exists() {
        for named in IN_FIREFOX_TOO {
            let (file, story) = named.split_once("::").unwrap();
            let stories =
                fs::read_to_string(place::root().join("tests/browser").join(file).with_extension("rs")).unwrap();
            assert!(stories.contains(&format!("fn {story}")), "{named}");
        }
    }
}
