//! The agreement of a pair.

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
};

use super::album::Chapter;

#[test]
fn agreement() {
    let chapter = Chapter::begin("10 Agreement");
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let open = |person: &Person| {
        person.opens_by_commands("Agreement");
        person.dialog("Agreement").textbox("Purpose").is_there();
    };
    chapter.state("proposals").until_escape(&open).of(&[&ana]);
    open(&ben);
    ben.dialog("Agreement")
        .textbox("Purpose")
        .retype("I want to lead one project of my own by spring, without losing my evenings.");
    ben.dialog("Agreement").spinbutton("Planned sessions").retype("5");
    ben.lets_controls_settle();
    ben.dialog("Agreement").button("I agree to this").click();
    open(&ana);
    ana.dialog("Agreement")
        .textbox("Limits")
        .retype("75 minutes each, every three weeks. After the fifth we end well.");
    ana.dialog("Agreement").textbox("Feedback").retype("");
    ana.dialog("Agreement").list("Who agreed").mentions("Changed since Ben agreed");
    ana.press("Escape");
    ben.press("Escape");
    let compared = |person: &Person| {
        open(person);
        person.dialog("Agreement").button("See what").click();
        person.dialog("Agreement").list("Versions").mentions("three weeks");
    };
    chapter.state("changed since").until_escape(&open).of(&[&ana, &ben]);
    chapter.state("see what").until_escape(&compared).of(&[&ana]);
    ana.button("Session 1 of 5").click();
    ana.dialog("Session").button("Close session").click();
    ana.press("Escape");
    for person in [&ana, &ben] {
        person.find("group", "Does your agreement still fit?").is_there();
        person.looks_away();
    }
    chapter.state("offered again").tabs(&["Agenda", "More"]).of(&[&ana, &ben]);
    ana.find("group", "Does your agreement still fit?").button("Yes").click();
    ben.lets_controls_settle();
    chapter.state("answered").tabs(&["Agenda"]).sizes(&[(320, 640), (760, 900), (1280, 900)]).of(&[&ben]);
}
