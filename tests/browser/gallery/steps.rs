//! What a room is for, and the steps of a session.

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
};

use super::album::Chapter;

#[test]
fn steps() {
    let chapter = Chapter::begin("9 Steps");
    let story = Story::begin();
    let alone = story.ana_alone();
    chapter.state("alone in an empty room").tabs(&["Agenda"]).of(&[&alone]);
    drop(alone);
    let (ana, ben) = story.ana_and_ben();
    ana.looks_away();
    chapter.state("an empty room").tabs(&["Agenda", "Now"]).of(&[&ana]);
    let open = |person: &Person| {
        person.opens_by_commands("Steps");
        person.dialog("Steps").list("Shapes").is_there();
    };
    chapter.state("shapes to choose from").until_escape(&open).of(&[&ana]);
    open(&ana);
    ana.dialog("Steps").button("Use: 50 minutes").click();
    ana.press("Escape");
    ben.list("Steps").is_there();
    ana.looks_away();
    chapter.state("before the first step").of(&[&ana]);
    ana.button("Next step").click();
    ben.lets_controls_settle();
    ben.list("Steps").button("Look back 10 min").click();
    ana.adds_point("Growth plan");
    for person in [&ana, &ben] {
        person.list("Steps").button("Look back 10 min").has("aria-current", Some("step"));
        person.looks_away();
    }
    chapter.state("a step").sizes(&[(320, 640), (760, 300), (760, 900), (1280, 900)]).of(&[&ana, &ben]);
    chapter.state("its editor").until_escape(&open).of(&[&ben]);
}
