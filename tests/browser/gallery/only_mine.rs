//! Only mine: what one of the two writes for nobody else.

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
};

use super::album::Chapter;

#[test]
fn only_mine() {
    let chapter = Chapter::begin("10 Only mine");
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("Growth plan");
    ana.adds_point("Say no to ops");
    let opens = |person: &Person| {
        person.opens_by_commands("Only mine");
        person.dialog("Only mine").textbox("What struck me").is_there();
    };
    ana.looks_away();
    chapter.state("offered in More").tabs(&["More"]).of(&[&ana]);
    chapter.state("before the first line").until_escape(&opens).of(&[&ana]);
    ana.opens_point("Growth plan");
    opens(&ana);
    let hers = ana.dialog("Only mine");
    hers.textbox("Beside ‘Growth plan’").type_text(
        "He is afraid of it, I think. Ask about the first week before anything else, and wait for longer than is easy.",
    );
    hers.textbox("What happened").type_text("A slow start, then twenty good minutes");
    hers.textbox("What struck me").type_text("I spoke more than he did");
    ana.press("Escape");
    chapter.state("with lines").until_escape(&opens).of(&[&ana]);
    ana.looks_away();
    chapter.state("a point with a line beside it").tabs(&["Now", "More"]).of(&[&ana]);
    opens(&ana);
    hers.button("Share: I spoke more than he did").click();
    hers.mentions("Ben will see it");
    chapter.state("about to share").of(&[&ana]);
    hers.button("Share it").click();
    hers.mentions("Shared · ");
    chapter.state("shared").of(&[&ana]);
    ana.press("Escape");
    ana.button("Session 1").click();
    ana.dialog("Session").button("Close session").click();
    ana.press("Escape");
    ana.button("Three lines for yourself").is_there();
    ana.looks_away();
    chapter.state("after a session").tabs(&["Agenda"]).of(&[&ana, &ben]);
    chapter.state("the three lines of the session that was").until_escape(&opens).of(&[&ana]);
}
