//! Low frames: the strip, and one row with the clock first.

use alongside_testkit::story::{element::Finds, person::Story};

use super::{album::Chapter, clock::over, full_room::full_room};

/// A finger, and colours that the system forces on the page.
#[test]
#[ignore = "takes pictures: cargo xtask gallery"]
fn other_ways() {
    let chapter = Chapter::begin("9 Fingers and forced colours");
    let story = Story::begin();
    let (ana, ben) = full_room(&story);
    chapter.state("Forced colours").tabs(&["Agenda", "Now"]).preferring(("forced-colors", "active")).of(&[&ana, &ben]);
    ana.becomes_touch(360, 740);
    ana.reload();
    ana.agenda().row("Growth plan").is_there();
    // The driver presses nothing on a page that takes the mouse for a finger.
    chapter.state("Under a finger").sizes(&[(360, 740), (760, 900)]).of(&[&ana]);
}

const LOW: &[(u32, u32)] =
    &[(320, 64), (760, 64), (1280, 64), (320, 120), (760, 120), (320, 300), (480, 300), (760, 300), (1280, 300)];

#[test]
#[ignore = "takes pictures: cargo xtask gallery"]
fn low_frames() {
    let chapter = Chapter::begin("7 Low frames");
    let story = Story::begin();
    let (ana, ben) = full_room(&story);
    let both = [&ana, &ben];
    chapter.state("Before a block").sizes(LOW).of(&both);
    ana.radio("15 minutes").click();
    ana.textbox("My intention").type_text("Listen first");
    ana.button("Start").click();
    ben.button("Pause").is_there();
    for person in both {
        person.looks_away();
    }
    chapter.state("A block runs").sizes(LOW).of(&both);
    over(&ana);
    ana.radiogroup("How did it go?").is_there();
    chapter.state("Time is up").sizes(LOW).of(&both);
    ana.radiogroup("How did it go?").radio("Done").click();
    ana.textbox("What happened").enter("two options agreed");
    ana.lets_controls_settle();
    if ana.button("Stop").is_here_now() {
        ana.button("Stop").click();
    }
    ben.button("Start").is_there();
    chapter.state("After a block").sizes(LOW).of(&both);
}
