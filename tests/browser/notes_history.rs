//! The history of notes: who wrote what, by the hour, and what was taken out of them.

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
};

const DIALOG: &str = "History of the notes";
const TAKEN: &str = "Say no to ops in March.";

/// Ana and Ben at a point in whose notes Ana wrote three lines, the second of which Ben took out.
fn begin_with_a_line_taken_out(story: &Story) -> (Person, Person) {
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    ana.notes().type_text(&format!("Lead one project.\n{TAKEN}\nSpeak in May."));
    ben.notes().reads(&format!("Lead one project.\n{TAKEN}\nSpeak in May."));
    ben.notes().select(TAKEN, false);
    ben.press("Backspace");
    ana.notes().reads("Lead one project.\n\nSpeak in May.");
    (ana, ben)
}

#[test]
fn what_the_other_took_out_of_the_notes_is_brought_back_to_where_it_stood() {
    let story = Story::begin();
    let (ana, ben) = begin_with_a_line_taken_out(&story);
    ana.find("region", "Now").button("History").click();
    let history = ana.dialog(DIALOG);
    history.mentions("You wrote");
    history.mentions("Ben took out");
    history.mentions(TAKEN);
    history.button(&format!("Bring this back: {TAKEN}")).click();
    ben.notes().reads(&format!("Lead one project.\n{TAKEN}\nSpeak in May."));
    history.no_longer_mentions("Ben took out");
    ana.press("Escape");
    ana.notes().reads(&format!("Lead one project.\n{TAKEN}\nSpeak in May."));

    // Undone, it can be brought back again, by the other too.
    ana.button("Undo").click();
    ben.notes().reads("Lead one project.\n\nSpeak in May.");
    ben.find("region", "Now").button("History").click();
    let history = ben.dialog(DIALOG);
    history.mentions("You took out");
    history.mentions("Ana wrote");
    history.button(&format!("Bring this back: {TAKEN}")).is_there();
}

#[test]
fn a_passage_is_gone_for_good_when_that_was_asked_twice() {
    let story = Story::begin();
    let (ana, ben) = begin_with_a_line_taken_out(&story);
    ben.find("region", "Now").button("History").click();
    let history = ben.dialog(DIALOG);
    history.button(&format!("Delete for good: {TAKEN}")).click();
    history.mentions("For both of you, without undo?");
    history.button(&format!("Keep it: {TAKEN}")).click();
    history.no_longer_mentions("For both of you, without undo?");
    history.button(&format!("Delete for good: {TAKEN}")).click();
    history.mentions("For both of you, without undo?");
    history.button(&format!("Delete for good: {TAKEN}")).click();
    history.no_longer_mentions(TAKEN);
    ana.find("region", "Now").button("History").click();
    ana.dialog(DIALOG).mentions("You wrote");
    ana.dialog(DIALOG).no_longer_mentions(TAKEN);
}

#[test]
fn a_point_without_a_word_has_no_history() {
    let story = Story::begin();
    let (ana, _ben) = story.ana_and_ben_at("Growth plan");
    let history = || ana.find("region", "Now").button("History").is_here_now();
    ana.notes().is_there();
    assert!(!history());
    ana.notes().type_text("A word");
    ana.find("region", "Now").button("History").is_there();
    assert!(history());
}
