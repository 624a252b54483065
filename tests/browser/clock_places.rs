//! The clock's places: whatever it does, no control of it moves, and nothing below it is covered or pushed.

use std::collections::BTreeMap;

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
};
use serde_json::Value;

/// Sizes at which the clock is drawn in different ways: width, and the text in percent of the usual one.
const SIZES: [(u32, u32); 6] = [(320, 100), (760, 100), (1280, 100), (320, 200), (760, 200), (1280, 200)];

/// Where each control of the clock is, by its name; the one button that starts, pauses, resumes and joins is one control.
fn places(person: &Person) -> BTreeMap<String, Value> {
    let script = "
        const round = (number) => Math.round(number * 2) / 2;
        const controls = deep('.timer button, .timer input').filter((e) => e.checkVisibility({ visibilityProperty: true }));
        const named = controls.map((e) => [e.matches('[data-go]') ? 'go' : e.ariaLabel ?? e.textContent, e.getBoundingClientRect()]);
        const below = deep('.columns')[0].getBoundingClientRect();
        return { ...Object.fromEntries(named.map(([name, r]) => [name, [r.left, r.top, r.width, r.height].map(round)])), below: [round(below.top)] }";
    let places = person.ask_page(script);
    places.as_object().into_iter().flatten().map(|(name, place)| (name.clone(), place.clone())).collect()
}

/// What was there before is where it was. Whether the row of the question may come or go is for the caller to say.
fn stay(before: &BTreeMap<String, Value>, after: &BTreeMap<String, Value>, when: &str) {
    for (name, place) in after {
        if let Some(was) = before.get(name) {
            assert_eq!(place, was, "“{name}” moved, {when}");
        }
    }
}

#[test]
fn no_control_of_the_clock_moves_or_changes_its_size_whatever_the_clock_does() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.radio("15 minutes").click();
    ben.textbox("My intention").type_text("Write the first three paragraphs of the letter");
    for (width, text) in SIZES {
        let size = format!("at {width} px and {text} % text");
        ana.resize(width, 900);
        ana.ask_page(&format!("document.documentElement.style.fontSize = '{text}%'"));
        ana.textbox("My intention").retype("Listen first, then two options");
        ana.button("Start").focus();
        ana.is_still();
        let mut before = places(&ana);
        let then = |before: &mut BTreeMap<String, Value>, when: &str| {
            ana.is_still();
            let after = places(&ana);
            stay(before, &after, &format!("{when}, {size}"));
            *before = after;
        };
        ana.button("Start").click();
        ana.button("Stop").is_there();
        then(&mut before, "started");
        ana.lets_controls_settle();
        ana.button("Pause").click();
        ana.button("Resume").is_there();
        then(&mut before, "paused");
        ana.button("Resume").click();
        ana.button("Pause").is_there();
        then(&mut before, "resumed");
        for left in ["09:", "04:", "+00:0"] {
            ana.press("-");
            ana.time().shows(format!("shows {left}"), |time| time.starts_with(left));
        }
        ana.radiogroup("How did it go?").is_there();
        then(&mut before, "time is up");
        ana.radio("Partly").click();
        ana.textbox("What happened").is_there();
        then(&mut before, "an answer is chosen");
        ana.textbox("What happened").enter("two options agreed");
        ana.list("Results").is_there();
        then(&mut before, "answered");
        ana.lets_controls_settle();
        ana.button("Stop").click();
        ana.button("Start").is_there();
        then(&mut before, "stopped");
        ana.lets_controls_settle();
        ana.button("Start").click();
        ana.button("Pause").is_there();
        // My own start of a block without an intention of mine gives the row of the results back.
        before.remove("below");
        then(&mut before, "the next block began");
        ana.lets_controls_settle();
        ana.button("Stop").click();
        ana.button("Start").is_there();
        ben.button("Start").is_there();
    }
}

#[test]
fn the_question_covers_and_moves_nothing_also_while_i_am_in_the_field_for_my_intention() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("Say no to ops");
    ana.radio("15 minutes").click();
    let covers = "
        const covered = (e) => { const r = e.getBoundingClientRect(), there = [[.1, .5], [.5, .5], [.9, .5]];
            return there.some(([x, y]) => { const hit = e.getRootNode().elementFromPoint(r.left + r.width * x, r.top + r.height * y); return hit && !e.contains(hit) && !hit.contains(e); }); };
        const question = deep('.report')[0].getBoundingClientRect(), below = deep('.columns')[0].getBoundingClientRect();
        return question.bottom <= below.top + 1 && !covered(deep('.report .segments')[0]) || `${question.bottom} ${below.top}`";
    for (width, height) in [(320, 700), (760, 700), (1280, 700), (320, 300), (760, 300), (1280, 300)] {
        ana.resize(width, 700);
        ana.textbox("My intention").retype("finish the plan");
        ana.button("Start").click();
        ben.list("Intentions").mentions("finish the plan");
        ana.resize(width, height);
        for left in ["09:", "04:"] {
            ana.press("-");
            ana.time().shows(format!("shows {left}"), |time| time.starts_with(left));
        }
        if height > 360 {
            ana.textbox("My intention").click();
        }
        ana.is_still();
        let before = places(&ana);
        // Ben takes the last minutes off: Ana's hands are in her field.
        ben.lets_controls_settle();
        ben.press("-");
        ana.radiogroup("How did it go?").is_there();
        ana.is_still();
        stay(&before, &places(&ana), &format!("the question came at {width} × {height}"));
        ana.page_becomes(&format!("it covers nothing at {width} × {height}"), covers);
        if height > 360 {
            ana.textbox("My intention").is_focused();
        }
        ana.button("Skip").click();
        ana.lets_controls_settle();
        ana.button("Stop").click();
        ana.button("Start").is_there();
        ben.button("Start").is_there();
    }
}
