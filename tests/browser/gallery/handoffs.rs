//! Handing a task over.

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
};

use super::album::Chapter;

const TASK: &str = "Run the workshop for the new engineers";

#[test]
fn handoffs() {
    let chapter = Chapter::begin("10 Hand-offs");
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_task("Say no to ops");
    ana.adds_task(TASK);
    let open = |entry: &'static str| {
        move |person: &Person| {
            let tasks = person.find("tab", "Tasks");
            if tasks.is_here_now() {
                tasks.click();
            }
            person.chooses(TASK, entry);
            person.dialog("Hand-off").region("What to know").is_there();
        }
    };
    chapter.state("nothing written yet").until_escape(&open("Hand it over")).of(&[&ana]);
    open("Hand it over")(&ana);
    let hers = ana.dialog("Hand-off");
    hers.textbox("What should come of it").type_text("Twelve people leave with a plan of their own");
    hers.textbox("What may fail safely").type_text("The timing, and who sits with whom");
    hers.textbox("You know, and Ben may not").enter("The room is booked until five; Eva has the key");
    hers.button("Offer it to Ben").click();
    hers.button("Change the offer").is_there();
    ana.press("Escape");
    for person in [&ana, &ben] {
        person.looks_away();
        person.is_still();
    }
    chapter.state("offered").tabs(&["Tasks"]).of(&[&ana, &ben]);
    ben.chooses(TASK, "Hand-off");
    ben.dialog("Hand-off").textbox("What do you miss?").enter("Who opens, and who decides on the lunch?");
    ben.press("Escape");
    chapter.state("offered, opened").until_escape(&open("Hand-off")).of(&[&ana, &ben]);
    ben.button(&format!("With help: {TASK}")).click();
    ben.chooses(TASK, "Hand-off");
    ben.dialog("Hand-off").textbox("What would help?").enter("An hour with Eva before");
    ben.press("Escape");
    chapter.state("help is wanted").tabs(&["Tasks"]).of(&[&ana, &ben]);
    chapter.state("help is wanted, opened").until_escape(&open("Hand-off")).of(&[&ana, &ben]);
    ben.chooses(TASK, "Hand-off");
    ben.dialog("Hand-off").button("Give it back").click();
    ben.dialog("Hand-off").textbox("What in the set-up made it hard?").enter("Two launches in one week");
    ben.press("Escape");
    chapter.state("given back, opened").until_escape(&open("Hand-off")).of(&[&ana, &ben]);
}
