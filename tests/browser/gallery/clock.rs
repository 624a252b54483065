//! The clock, from before a block to after it.

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
};

use super::album::Chapter;

#[test]
#[ignore = "takes pictures: cargo xtask gallery"]
fn blocks() {
    let chapter = Chapter::begin("4 The clock");
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let both = [&ana, &ben];
    ana.textbox("Add to the agenda").paste("Say no to ops 15m\nGrowth plan 10m");
    ana.opens_point("Say no to ops");
    ana.button("Talk about this").click();
    ben.region("Now").heading("Say no to ops").is_there();
    look_away(both);
    chapter.state("Before a block").of(&both);
    ana.radio("Custom").click();
    chapter.state("Any number of minutes").of(&[&ana]);
    ana.radio("Open-ended").click();
    chapter.state("Open-ended").of(&[&ana]);
    ana.radio("15 minutes").click();
    ana.textbox("My intention").type_text("Listen first, then two options");
    ben.textbox("My intention").type_text("Say what I really think of the offer");
    look_away(both);
    chapter.state("With intentions").of(&both);
    ana.button("Start").click();
    ben.button("Pause").is_there();
    look_away(both);
    chapter.state("A block runs").of(&both);
    chapter.state("Clock options").until_escape(&|person| person.button("Clock options").click()).of(&both);
    ana.time().click();
    look_away(both);
    chapter.state("Quiet").dimmed().of(&[&ana]);
    ana.time().click();
    ben.lets_controls_settle();
    ben.button("Pause").click();
    ana.region("Timer").mentions("Paused by Ben");
    look_away(both);
    chapter.state("Paused").of(&both);
    ana.lets_controls_settle();
    ana.button("Resume").click();
    ana.button("Pause").is_there();
    over(&ana);
    look_away(both);
    chapter.state("Time is up").of(&both);
    the_end(&chapter, &ana, &ben);
}

fn the_end(chapter: &Chapter, ana: &Person, ben: &Person) {
    let both = [ana, ben];
    ana.radiogroup("How did it go?").radio("Partly").click();
    chapter.state("An answer is chosen").of(&both);
    ana.textbox("What happened").enter("two options agreed");
    ben.list("Results").mentions("two options agreed");
    look_away(both);
    chapter.state("One has answered").of(&both);
    ben.radiogroup("How did it go?").radio("Done").click();
    ben.textbox("What happened").enter("said it, and it was well taken");
    ana.list("Results").mentions("well taken");
    ana.lets_controls_settle();
    if ana.button("Stop").is_here_now() {
        ana.button("Stop").click();
    }
    ben.button("Break 5").is_there();
    look_away(both);
    chapter.state("Settled, with what may come next").of(&both);
    ana.button("Break 5").click();
    ben.button("Pause").is_there();
    look_away(both);
    chapter.state("A break").of(&both);
    ana.lets_controls_settle();
    ana.button("Stop").click();
    ben.button("Start").is_there();
    ana.lets_controls_settle();
    ana.button("Start").click();
    ben.button("Pause").is_there();
    ana.lets_controls_settle();
    ana.button("Stop").click();
    ben.button("Go on").is_there();
    look_away(both);
    chapter.state("Stopped, and can go on").of(&both);
    let history = |person: &Person| {
        person.button("Clock options").click();
        person.menuitem("History").click();
        person.dialog("History").is_there();
    };
    chapter.state("History of blocks").until_escape(&history).of(&both);
}

#[test]
#[ignore = "takes pictures: cargo xtask gallery"]
fn blocks_of_one() {
    let chapter = Chapter::begin("4b A block that another began");
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.textbox("My intention").type_text("Write the letter");
    ana.button("Start").click();
    ana.button("Pause").is_there();
    ana.looks_away();
    chapter.state("Alone in a block").of(&[&ana]);
    let ben = story.person("Ben");
    ben.joins_by(&ana.invite_link());
    ana.sees("Ben");
    ben.region("Timer").mentions("Ana is in a block");
    look_away([&ana, &ben]);
    chapter.state("Who comes late sees it").of(&[&ana, &ben]);
}

fn look_away(both: [&Person; 2]) {
    for person in both {
        person.looks_away();
    }
}

/// Takes five minutes off until time is up.
pub fn over(ana: &Person) {
    ana.looks_away();
    for left in ["09:", "04:", "+00:"] {
        ana.press("-");
        ana.time().shows(format!("shows {left}"), |time| time.starts_with(left));
    }
}
