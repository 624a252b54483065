//! Commitments, looking back on them, and habits.

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
};

use super::album::Chapter;

const SIZES: [(u32, u32); 3] = [(320, 640), (760, 900), (1280, 900)];

#[test]
fn commitments() {
    let chapter = Chapter::begin("10 Commitments");
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let open = |dialog: &'static str| {
        move |person: &Person| {
            person.opens_by_commands(dialog);
            person.dialog(dialog).list("Habits").is_there();
        }
    };
    let steps = || {
        ana.opens_by_commands("Steps");
        ana.dialog("Steps").button("Use: 15 minutes").click();
        ana.press("Escape");
        ben.list("Steps").is_there();
    };
    let at = |step: &str| {
        ben.lets_controls_settle();
        ana.lets_controls_settle();
        ana.list("Steps").button(step).click();
        ben.list("Steps").button(step).has("aria-current", Some("step"));
    };
    ana.adds_point("Growth plan");
    steps();
    at("Commit 3 min");
    for person in [&ana, &ben] {
        person.looks_away();
    }
    chapter.state("nothing committed yet").sizes(&SIZES).of(&[&ben]);
    let his = ben.region("Commitments");
    for (when, act, step, sure) in [
        ("ops calls", "say no, once", "Ask Eva how she does it", "3 of 5"),
        ("", "Write to Eva about an hour in December", "", "5 of 5"),
        ("", "Sleep on it", "", ""),
    ] {
        his.textbox("I will").type_text(act);
        if !when.is_empty() {
            his.textbox("If … (when it helps)").type_text(when);
            his.textbox("First step").type_text(step);
        }
        if !sure.is_empty() {
            his.radio(sure).click();
        }
        his.button("Commit").click();
        his.list("Commitments of this session").mentions(act);
    }
    his.textbox("A small thing, every week").type_text("Ten minutes to plan the week");
    ben.press("Enter");
    his.checkbox("This week: Ten minutes to plan the week").click();
    ana.textbox("Add a task").enter("Send the notes @ben");
    his.list("Asks").is_there();
    for person in [&ana, &ben] {
        person.looks_away();
    }
    chapter.state("three committed").sizes(&SIZES).of(&[&ana, &ben]);
    chapter.state("dialog Commitments").sizes(&SIZES).until_escape(&open("Commitments")).of(&[&ben]);
    ana.button("Session 1").click();
    ana.dialog("Session").button("Close session").click();
    ana.press("Escape");
    ben.button("Session 2").is_there();
    for person in [&ana, &ben] {
        person.looks_away();
    }
    chapter.state("in More").tabs(&["More"]).of(&[&ana]);
    steps();
    at("Look back 3 min");
    let his = ben.region("Look back");
    his.button("Done: Write to Eva about an hour in December").click();
    his.textbox("What came of it: Write to Eva about an hour in December")
        .type_text("She has one on Monday, and was glad");
    his.button("Changed: Sleep on it").click();
    his.textbox("New words: Sleep on it").type_text(", then decide by noon");
    his.button("Moved: If ops calls, then I will say no, once").click();
    ana.region("Look back").mentions("moved");
    for person in [&ana, &ben] {
        person.looks_away();
    }
    chapter.state("looking back").sizes(&SIZES).of(&[&ana, &ben]);
    chapter.state("dialog Look back").sizes(&SIZES).until_escape(&open("Look back")).of(&[&ben]);
}
