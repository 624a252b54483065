//! The shared clock.

use alongside_testkit::story::{
    browser::Make,
    element::Finds,
    patience::together,
    person::{Person, Story},
};

#[test]
fn the_clock_starts_pauses_goes_on_and_stops_on_both_screens() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.radio("50 minutes").click();
    ana.time().reads("50:00");
    ana.button("Start").click();
    ana.button("Pause").is_focused();
    ana.hears("Timer started");
    ana.time().shows("runs".into(), |time| time.starts_with("49:"));
    ben.time().shows("runs".into(), |time| time.starts_with("49:"));
    ben.hears("started the clock");
    ben.page_becomes("the tab says it", r"return /^49:\d\d · /.test(document.title) || document.title");
    let icon = "document.querySelector('link[rel=icon]').getAttribute('href')";
    ben.page_becomes("so does its icon", &format!("return {icon}.startsWith('data:image/svg') || {icon}"));
    ben.radiogroup("Length").is_gone();

    ben.lets_controls_settle();
    ben.button("Pause").click();
    ana.button("Resume").is_there();
    ana.region("Timer").mentions("Paused by Ben");
    let stands = ana.time().text();
    ben.time().reads(&stands);

    ben.button("Add 5 minutes").click();
    ana.time().shows("has five more".into(), |time| time.starts_with("54:"));
    ben.button("Resume").click();
    ana.button("Pause").is_there();
    ana.time().shows("runs on".into(), |time| time.starts_with("54:") && time != stands);

    ana.lets_controls_settle();
    ana.button("Stop").click();
    ana.button("Start").is_focused();
    ben.button("Start").is_there();
    ben.page_becomes("the tab has its own icon again", &format!("return {icon}.includes('icon-') || {icon}"));
    ben.radiogroup("Length").is_there();
}

#[test]
fn both_screens_agree_to_within_three_tenths_of_a_second() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.button("Start").click();
    ben.button("Pause").is_there();
    ticks_agree(&ana, &ben);
}

#[test]
fn a_computers_clock_that_is_wrong_changes_nothing() {
    let story = Story::begin();
    let ana = story.person("Ana");
    ana.starts_a_room();
    let ben = story.person("Ben");
    ben.before_each_page(
        "const right = Date.now.bind(Date); Date.now = () => right() + 300_000; self.__right = right;",
    );
    ben.joins_by(&ana.invite_link());
    ana.sees("Ben");
    ana.adds_point("One edit");
    ben.knows_that_has_it("Ana");
    ben.button("Start").click();
    ana.button("Pause").is_there();
    ana.time().shows("begins at 25".into(), |time| time.starts_with("24:5"));
    ticks_agree(&ana, &ben);
}

/// Records when each second is drawn on both screens, and compares the times.
fn ticks_agree(ana: &Person, ben: &Person) {
    let watch = "
        const right = self.__right ?? Date.now.bind(Date);
        const clock = deep('[role=timer]')[0];
        self.__ticks = {};
        new MutationObserver(() => { self.__ticks[clock.textContent] ??= right(); })
            .observe(clock, { characterData: true, childList: true, subtree: true });
        return true";
    for person in [ana, ben] {
        person.page_becomes("the clock is watched", watch);
    }
    for person in [ana, ben] {
        person.page_becomes("six seconds", "return Object.keys(self.__ticks).length > 6 || self.__ticks");
    }
    let ticks = |person: &Person| person.ask_page("return self.__ticks");
    let (hers, his) = (ticks(ana), ticks(ben));
    let at = |ticks: &serde_json::Value, time: &str| ticks[time].as_i64();
    let mut apart: Vec<i64> = hers
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(time, _)| Some((at(&hers, time)? - at(&his, time)?).abs()))
        .collect();
    apart.sort_unstable();
    assert!(apart.len() >= 4, "the same seconds were seen on both: {hers} {his}");
    assert!(apart[apart.len() / 2] <= 300, "milliseconds apart: {apart:?}");
}

#[test]
fn both_pausing_at_once_stays_paused() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.button("Start").click();
    ben.button("Pause").is_there();
    ben.lets_controls_settle();
    together(|| ana.button("Pause").click(), || ben.button("Pause").click());
    for person in [&ana, &ben] {
        person.button("Resume").is_there();
        person.region("Timer").mentions("Paused by");
    }
    ana.knows_that_has_it("Ben");
    assert_eq!(ana.time().text(), ben.time().text());
}

#[test]
fn my_click_meant_for_what_the_button_was_is_not_taken() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.button("Start").click();
    ben.button("Pause").is_there();
    // At the moment when Ana's pause shows, Ben clicks: he meant to pause.
    ben.ask_page(
        "const button = deep('[data-go]')[0];
         new MutationObserver((_, watch) => { if (button.textContent === 'Resume') { watch.disconnect(); button.click(); } })
             .observe(button, { characterData: true, childList: true, subtree: true })",
    );
    ana.lets_controls_settle();
    ana.button("Pause").click();
    ben.button("Resume").is_there();
    ana.knows_that_has_it("Ben");
    ana.button("Resume").is_there();
    ben.lets_controls_settle();
    ben.button("Resume").is_there();
    ben.button("Resume").click();
    ana.button("Pause").is_there();
}

#[test]
fn a_second_press_does_nothing_to_what_the_first_put_in_its_place() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.button("Start").click();
    ana.button("Stop").is_there();
    ana.lets_controls_settle();
    // Two clicks at the place of Stop, where the lengths are after the first.
    let again = ana.ask_page(
        "const press = (e, x, y) => e.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, clientX: x, clientY: y }));
         const stop = deep('.stop')[0], { x, y } = stop.getBoundingClientRect();
         press(stop, x + 5, y + 5);
         return new Promise((done) => setTimeout(() => {
             const other = deep('.segments input').find((e) => !e.checked);
             press(other, x + 6, y + 5);
             done(other.checked);
         }, 100))",
    );
    assert_eq!(again, serde_json::Value::Bool(false), "the length stays");
    ana.button("Start").is_there();
    ana.time().reads("25:00");
}

#[test]
fn my_five_minutes_add_up_and_wait_a_moment_after_the_others() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.button("Start").click();
    ben.button("Pause").is_there();
    for _ in 0..3 {
        ana.button("Add 5 minutes").click();
    }
    for person in [&ana, &ben] {
        person.time().shows("has fifteen more".into(), |time| time.starts_with("39:"));
    }
    // At the moment when Ana's five minutes show, Ben clicks: he wanted five minutes in all.
    ben.lets_controls_settle();
    ben.ask_page(
        "const clock = deep('[role=timer]')[0], button = deep('[aria-label=\"Add 5 minutes\"]')[0];
         new MutationObserver((_, watch) => { if (clock.textContent.startsWith('44:')) { watch.disconnect(); button.click(); } })
             .observe(clock, { characterData: true, childList: true, subtree: true })",
    );
    ana.button("Add 5 minutes").click();
    ben.time().shows("has five more".into(), |time| time.starts_with("44:"));
    ben.lets_controls_settle();
    ben.knows_that_has_it("Ana");
    for person in [&ana, &ben] {
        person.time().shows("has no more than that".into(), |time| time.starts_with("44:"));
    }
    ben.button("Add 5 minutes").click();
    ana.time().shows("has his, too".into(), |time| time.starts_with("49:"));
}

#[test]
fn pausing_what_is_paused_says_by_whom() {
    let mut story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.button("Start").click();
    ben.button("Pause").is_there();
    ana.knows_that_has_it("Ben");
    ben.lets_controls_settle();
    // Neither hears of the other's pause; the later one learns that the clock was paused already.
    story.relay.kill();
    for person in [&ana, &ben] {
        person.sync().reads("Offline");
        person.button("Pause").click();
        person.button("Resume").is_there();
    }
    story.relay.start_again();
    for person in [&ana, &ben] {
        person.sync().shows("is well".into(), |words| words.ends_with("has it"));
        person.region("Timer").mentions("Paused by");
    }
    assert_eq!(ana.time().text(), ben.time().text());
    assert_eq!(
        ana.region("Timer").text().contains("Paused by Ana"),
        ben.region("Timer").text().contains("Paused by Ana")
    );
}

#[test]
fn an_intention_is_asked_about_at_the_end_and_only_of_who_had_one() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.textbox("My intention").type_text("finish the plan");
    ana.button("Start").click();
    ben.list("Intentions").mentions("finish the plan");
    ana.button("Stop").click();
    ana.radiogroup("How did it go?").is_there();
    ben.button("Start").is_there();
    ben.radiogroup("How did it go?").is_gone();

    ana.radio("Partly").click();
    ana.textbox("What happened").enter("half of it, and an idea");
    ana.radiogroup("How did it go?").is_gone();
    for person in [&ana, &ben] {
        person.button("Clock options").click();
        person.menuitem("History").click();
        let history = person.dialog("History");
        history.mentions("finish the plan");
        history.mentions("half of it, and an idea");
        history.mentions("1 block · 0 minutes · ◐ 1 partly");
        person.press("Escape");
    }

    // In a low frame, too.
    ben.textbox("My intention").type_text("read");
    ben.button("Start").click();
    ben.resize(320, 240);
    ben.textbox("My intention").is_gone();
    ben.button("Stop").click();
    ben.radiogroup("How did it go?").radio("Done").click();
    ben.textbox("What happened").enter("a chapter");
    ben.radiogroup("How did it go?").is_gone();

    ben.resize(1280, 900);
    ben.textbox("My intention").type_text("write");
    ben.button("Start").click();
    ben.button("Stop").click();
    ben.radiogroup("How did it go?").is_there();
    ben.textbox("My intention").reads("");
    // The next block does not need the answer first, and the question comes back after that block.
    ben.button("Start").click();
    ben.radiogroup("How did it go?").is_gone();
    ben.textbox("My intention").reads("");
    ben.button("Stop").click();
    ben.region("Timer").mentions("write");
    ben.button("Skip").click();
    ben.textbox("My intention").is_there();
    ben.radiogroup("How did it go?").is_gone();
}

#[test]
fn what_came_of_a_block_stands_on_both_screens_until_the_next_one() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.textbox("My intention").type_text("Listen first");
    ben.textbox("My intention").type_text("Write the letter");
    ana.button("Start").click();
    ana.list("Intentions").mentions("Write the letter");
    ana.button("Stop").click();

    ana.radiogroup("How did it go?").radio("Partly").click();
    ana.textbox("What happened").enter("two options agreed");
    ben.hears("said it is partly done");
    // Beside my own question, and from then on.
    ben.list("Results").mentions("Partly");
    ben.list("Results").mentions("two options agreed");
    ana.list("Results").mentions("Write the letter");
    ana.button("Break 5").is_gone();
    let place =
        || ana.button("That’s it").ask("return [e.getBoundingClientRect().left, e.getBoundingClientRect().top]");
    let before = place();
    ben.radiogroup("How did it go?").radio("Done").click();
    ben.textbox("What happened").enter("and sent it");
    for person in [&ana, &ben] {
        for words in ["Listen first", "Partly", "two options agreed", "Write the letter", "Done", "and sent it"] {
            person.list("Results").mentions(words);
        }
        person.button("Break 5").is_there();
    }
    assert_eq!(place(), before, "the other’s answer moves nothing");

    // Who puts them away has the field for what comes next, after a reload, too; the other keeps them.
    ana.button("That’s it").click();
    ana.list("Results").is_gone();
    ana.reload();
    ana.textbox("My intention").is_there();
    ana.list("Results").is_gone();
    ben.button("Another 25").click();
    for person in [&ana, &ben] {
        person.button("Pause").is_there();
        person.list("Results").is_gone();
    }
}

#[test]
fn a_block_that_was_stopped_goes_on_with_what_was_left_and_what_was_set_out() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.textbox("My intention").type_text("finish the plan");
    ana.button("Start").click();
    ben.list("Intentions").mentions("finish the plan");
    ana.press("-");
    ana.time().shows("is five less".into(), |time| time.starts_with("19:"));
    ana.lets_controls_settle();
    ben.button("Stop").click();
    ana.button("Go on").is_there();
    ana.lets_controls_settle();
    ana.button("Go on").click();
    for person in [&ana, &ben] {
        person.time().shows("goes on".into(), |time| time.starts_with("19:"));
        person.button("Go on").is_gone();
    }
    ben.list("Intentions").mentions("finish the plan");
    ana.textbox("My intention").reads("finish the plan");
}

#[test]
fn who_comes_late_sees_what_runs_and_joins_it() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.button("Start").click();
    let primary = "const primary = deep('.primary').map((e) => e.textContent); return primary.join() === ";
    ana.page_becomes("inviting comes first", &format!("{primary} 'Invite' || primary"));
    let ben = story.person("Ben");
    ben.joins_by(&ana.invite_link());
    ana.page_becomes("the clock comes first", &format!("{primary} 'Pause' || primary"));
    ben.region("Timer").mentions("Ana is in a block");
    ben.region("Timer").mentions("Ana started at ");
    ben.region("Timer").mentions(" left");
    ben.button("Stop").is_gone();
    // In a low frame, too.
    ben.resize(320, 240);
    ben.region("Timer").no_longer_mentions("Ana started at ");
    ben.region("Timer").mentions("Ana is in a block");
    ben.region("Timer").button("Join").click();
    ben.button("Pause").is_there();
    ben.button("Stop").is_there();
}

#[test]
fn a_length_can_be_anything_and_a_clock_can_count_up() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.radio("Custom").click();
    ana.spinbutton("Custom minutes").retype("90");
    ana.time().reads("1:30:00");
    ana.spinbutton("Custom minutes").retype("1200");
    ana.region("Timer").mentions("A block has 1 to 999 minutes.");
    ana.button("Start").click();
    ana.spinbutton("Custom minutes").is_focused();
    ana.spinbutton("Custom minutes").reads("1200");
    ana.spinbutton("Custom minutes").retype("120");
    ana.region("Timer").no_longer_mentions("A block has");
    ana.time().reads("2:00:00");
    ana.radio("Open-ended").click();
    ana.time().reads("00:00");
    ana.button("Start").click();
    ana.time().shows("counts up".into(), |time| time > "00:00" && time < "05:00");
    ana.button("Add 5 minutes").is_gone();
    ana.button("Stop").click();
    ana.radio("Open-ended").is_ticked(true);
}

#[test]
fn the_end_is_said_and_counts_over() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.textbox("My intention").type_text("read for a while");
    ana.radio("15 minutes").click();
    ana.button("Start").click();
    ben.button("Pause").is_there();
    ana.hears("Timer started");
    // Takes five minutes off, three times.
    for left in ["09:", "04:"] {
        ana.press("-");
        ana.time().shows(format!("shows {left}"), |time| time.starts_with(left));
    }
    let top = || ana.region("Agenda").ask("return e.getBoundingClientRect().top");
    let before = top();
    ana.press("-");
    for person in [&ana, &ben] {
        person.time().shows("counts over".into(), |time| time.starts_with("+00:0"));
        person.hears("Time is up");
        person.region("Timer").mentions("Time is up");
    }
    ana.region("Timer").mentions("You set out to: read for a while");
    ana.radiogroup("How did it go?").is_there();
    assert_eq!(top(), before, "the question moves nothing");
    ana.radiogroup("How did it go?").radio("Done").click();
    ana.button("Stop").click();
    ben.button("Start").is_there();
    ben.radiogroup("How did it go?").is_gone();
}

#[test]
fn what_was_begun_outlives_the_page() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.textbox("My intention").type_text("Read chapter four");
    ana.textbox("Add to the agenda").type_text("Half a point");
    // A page that is left at once may lose the last letters.
    ana.lets_controls_settle();
    ana.reload();
    ana.textbox("Add to the agenda").reads("Half a point");
    ana.textbox("My intention").reads("Read chapter four");
    ben.button("Start").click();
    ben.region("Timer").mentions("Read chapter four");
    ana.lets_controls_settle();
    ana.button("Stop").click();
    ana.button("Skip").click();
    ana.textbox("My intention").reads("");
}

#[test]
fn a_strip_stops_what_is_past_its_end_and_says_what_is_not_well() {
    let mut story = Story::begin();
    let ana = story.ana_alone();
    ana.radio("15 minutes").click();
    ana.button("Start").click();
    for left in ["09:", "04:", "+00:"] {
        ana.press("-");
        ana.time().shows(format!("shows {left}"), |time| time.starts_with(left));
    }
    ana.resize(240, 64);
    ana.button("Pause").is_gone();
    ana.sync().is_gone();
    ana.button("Stop").click();
    ana.button("Start").is_there();
    story.relay.kill();
    ana.sync().shows("is worried".into(), |words| words.starts_with("Offline"));
}

#[test]
fn a_line_about_a_block_is_no_report_until_an_outcome_is_chosen() {
    let story = Story::begin();
    let ana = story.ana_alone();
    let history = |sums: &str, is_reported: bool| {
        ana.button("Clock options").click();
        ana.menuitem("History").click();
        ana.dialog("History").mentions(sums);
        ana.dialog("History").shows(format!("reports: {is_reported}"), |text| text.contains(" done") == is_reported);
        ana.press("Escape");
    };
    ana.textbox("My intention").type_text("finish the plan");
    ana.button("Start").click();
    ana.lets_controls_settle();
    ana.button("Stop").click();
    ana.textbox("What happened").type_text("all of it");
    history("1 block · 0 minutes", false);
    ana.radio("Done").click();
    ana.textbox("What happened").reads("all of it");
    ana.button("Close").click();
    ana.button("Start").is_focused();
    history("1 block · 0 minutes · ✓ 1 done", true);
}

#[test]
fn two_who_start_the_clock_apart_have_one_and_lose_nothing() {
    let mut story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    story.relay.kill();
    for (person, words) in [(&ana, "finish the plan"), (&ben, "read chapter four")] {
        person.sync().reads("Offline");
        person.textbox("My intention").type_text(words);
        person.button("Start").click();
        person.button("Pause").is_there();
    }
    story.relay.start_again();
    for (person, mine, theirs, other) in
        [(&ana, "finish the plan", "read chapter four", "Ben"), (&ben, "read chapter four", "finish the plan", "Ana")]
    {
        person.sync().shows("is well".into(), |words| words.ends_with("has it"));
        person.list("Intentions").mentions(theirs);
        person.textbox("My intention").reads(mine);
        person.button("Pause").is_there();
        person.hears(&format!("{other} had started the clock, too"));
    }
    ana.lets_controls_settle();
    ana.button("Pause").click();
    ben.region("Timer").mentions("Paused by Ana");
    ana.knows_that_has_it("Ben");
    assert_eq!(ana.time().text(), ben.time().text());
    ben.lets_controls_settle();
    ben.button("Stop").click();
    ana.button("Start").is_there();
    for person in [&ana, &ben] {
        person.button("Clock options").click();
        person.menuitem("History").click();
        for words in ["2 blocks", "finish the plan", "read chapter four"] {
            person.dialog("History").mentions(words);
        }
        person.press("Escape");
    }
}

#[test]
fn nothing_starts_on_waking_and_a_night_is_not_counted() {
    let mut story = Story::begin();
    let ana = story.person("Ana");
    ana.before_each_page(
        "const right = Date.now.bind(Date); self.__slept = 0; Date.now = () => right() + self.__slept;",
    );
    ana.starts_a_room();
    ana.chooses_in_menu("Sound");
    ana.dialog("Sound").checkbox("Start breaks automatically").click();
    ana.press("Escape");
    ana.radio("15 minutes").click();
    ana.button("Start").click();
    ana.button("Pause").is_there();
    ana.sync().reads("Sent");
    story.relay.kill();
    ana.sync().reads("Offline");
    ana.ask_page("self.__slept = 14 * 3_600_000");
    ana.time().shows("is far over".into(), |time| time.starts_with("+13:4"));
    ana.lets_controls_settle();
    ana.region("Timer").mentions("Time is up");
    ana.time().shows("is far over still".into(), |time| time.starts_with("+13:4"));
    ana.button("Stop").click();
    ana.button("Clock options").click();
    ana.menuitem("History").click();
    ana.dialog("History").mentions("1 block · 15 minutes");
    ana.dialog("History").mentions("15 min · left running");
}

/// `R10`: a press on the time dims the rest, as the clock's menu does.
#[test]
fn a_press_on_the_digits_brings_quiet_and_takes_it_back() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("Growth plan");
    ana.time().click();
    let quiet = "return deep('.hushed').length > 0";
    assert_eq!(ana.ask_page(quiet), false, "there is nothing to be quiet for");
    ana.button("Start").click();
    ana.button("Pause").is_there();
    ana.time().click();
    ana.page_becomes("the rest is dimmed", quiet);
    ana.time().click();
    ana.page_becomes("the rest is back", "return deep('.hushed').length === 0 || 'dimmed'");
}

/// `R10`: what one wants of a break is a matter of this device.
#[test]
fn the_break_that_is_offered_has_the_length_that_was_chosen() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.chooses_in_menu("Sound");
    ana.dialog("Sound").combobox("Break").choose("15 min");
    ana.dialog("Sound").combobox("Sound of the bell").choose("Singing bowl");
    ana.dialog("Sound").button("Try it").click();
    ana.press("Escape");
    for person in [&ana, &ben] {
        person.textbox("My intention").enter("Listen first");
    }
    ana.button("Start").click();
    ana.button("Stop").click();
    for person in [&ana, &ben] {
        person.radiogroup("How did it go?").radio("Done").click();
        person.textbox("What happened").enter("agreed");
    }
    ana.button("Break 15").is_there();
    ben.button("Break 5").is_there();
    ana.reload();
    ana.chooses_in_menu("Sound");
    ana.dialog("Sound").combobox("Sound of the bell").property_is("value", "bowl".into());
    ana.press("Escape");
    ana.button("Break 15").click();
    ben.time().shows("a break of a quarter of an hour".to_owned(), |time| time.starts_with("14:") || time == "15:00");
}

/// `R10`: the clock has a window of its own, where the browser has such windows, and its buttons are those of the room.
#[test]
fn the_clock_leaves_the_page_for_a_window_of_its_own() {
    let Some(story) = Story::only_in(Make::Chromium, "no other browser has windows that stay in front") else { return };
    let (ana, ben) = story.ana_and_ben();
    let pops_out = || {
        ana.button("Clock options").click();
        ana.menuitem("Pop out the clock").click();
        ana.page_becomes("the window has a clock", &format!("{POPPED_OUT} return !!face('.digits') || 'no clock'"));
    };
    let in_window = |what: &str, script: &str| ana.page_becomes(what, &format!("{POPPED_OUT} return {script}"));
    ana.button("Start").click();
    ben.button("Pause").is_there();
    pops_out();
    in_window("it looks like the room’s", "getComputedStyle(face('.digits')).fontWeight === '300' || 'other letters'");
    in_window(
        "it runs",
        "/^2[45]:/.test(face('.digits').textContent) && face('.digits').textContent !== '25:00' || face('.digits').textContent",
    );
    ana.button("Session 1").click();
    ana.dialog("Session").is_there();
    in_window("a dialog leaves it alone", "!!face('.digits') || 'no clock'");
    ana.press("Escape");
    ana.ask_page(&format!("{POPPED_OUT} face('.go').click()"));
    ben.button("Resume").is_there();
    in_window("it stands", "face('.go').textContent === 'Resume' || face('.go').textContent");
    ben.lets_controls_settle();
    ben.button("Resume").click();
    in_window("it goes on", "face('.go').textContent === 'Pause' || face('.go').textContent");
    ana.lets_controls_settle();
    ana.ask_page(&format!("{POPPED_OUT} face('.add5').click()"));
    ben.time().shows("five minutes more".to_owned(), |time| time.starts_with("29:"));
    // Closed, it can come again.
    ana.ask_page("documentPictureInPicture.window.close()");
    ana.page_becomes("the window is gone", "return !documentPictureInPicture.window || 'still there'");
    ana.time().shows("the room’s clock goes on".to_owned(), |time| time.starts_with("29:"));
    pops_out();
    ana.chooses_in_menu("All rooms");
    ana.page_becomes("the window goes with the room", "return !documentPictureInPicture.window || 'still there'");
}

const POPPED_OUT: &str = "const face = (part) => documentPictureInPicture.window?.document.querySelector('div')?.shadowRoot?.querySelector(part);";

/// `R10`: what is pressed on the notification was meant for the clock that was seen. A driver presses no notification: the code of the service
/// worker runs in the page here, and the notifications that it shows are kept.
#[test]
fn what_is_pressed_on_the_notification_is_done_if_the_clock_is_still_that_one() {
    let story = Story::begin();
    let ana = story.person("Ana");
    ana.before_each_page("Object.defineProperty(Notification, 'permission', { get: () => 'granted' });");
    ana.starts_a_room();
    let worker = include_str!("../../sw.js");
    ana.ask_page(&format!("{AROUND_WORKER} ((self, caches) => {{ {worker} }})(worker, {{}});"));
    ana.textbox("My intention").type_text("read for a while");
    ana.radio("15 minutes").click();
    ana.button("Start").click();
    for left in ["09:", "04:"] {
        ana.press("-");
        ana.time().shows(format!("shows {left}"), |time| time.starts_with(left));
    }
    ana.ask_page("Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })");
    ana.press("-");
    ana.page_becomes("a notification", "return __shown.length === 1 || __shown.length");
    assert_eq!(
        ana.ask_page("return __shown[0].actions.map((each) => [each.action, each.title])"),
        serde_json::json!([["add", "Add 5"], ["report", "How did it go?"]])
    );
    ana.ask_page("__press(0, 'report')");
    ana.radio("Done").is_focused();
    ana.ask_page("__press(0, 'add')");
    ana.time().shows("five minutes more".to_owned(), |time| time.starts_with("04:"));
    // Five minutes were meant, and not ten; and nothing is asked while the block runs.
    ana.ask_page("__press(0, 'add')");
    ana.hears("The clock has changed since: nothing was added");
    ana.ask_page("__press(0, 'report')");
    ana.hears("There is nothing to answer any more");
    ana.time().shows("no more".to_owned(), |time| time.starts_with("04:"));
}

const AROUND_WORKER: &str = "
    const heard = {}, shown = self.__shown = [];
    // As between a worker and a page: later.
    const tell = (data) => setTimeout(() => navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data })));
    const tab = { id: 'tab', url: location.href, postMessage: tell, focus() {} };
    const worker = {
        location: new URL('/sw.js', location).href,
        addEventListener: (name, act) => { heard[name] = act; },
        registration: { showNotification: (title, options) => { shown.push({ title, ...options }); } },
        clients: { matchAll: async () => [tab], openWindow: async () => {} },
    };
    Object.defineProperty(ServiceWorkerContainer.prototype, 'controller', {
        get: () => Object.assign(Object.create(ServiceWorker.prototype), {
            postMessage: (data) => heard.message({ data, source: tab, waitUntil() {} }),
        }),
    });
    self.__press = (at, action) =>
        heard.notificationclick({ action, notification: { data: shown[at].data, close() {} }, waitUntil() {} });";

/// `R10`: where the browser shows no notifications, the switches say so.
#[test]
fn where_notifications_are_refused_the_dialog_of_sounds_says_so() {
    let story = Story::begin();
    let ana = story.person("Ana");
    ana.before_each_page("Object.defineProperty(Notification, 'permission', { get: () => 'denied' });");
    ana.starts_a_room();
    ana.chooses_in_menu("Sound");
    ana.dialog("Sound").mentions("Notifications are off");
    ana.dialog("Sound").button("Notify me at the end").is_gone();
}
