//! Large letters and long names.

use alongside_testkit::story::{browser::Site, element::Finds, person::Story};

use super::album::Chapter;
use crate::long_names::{LONG, overfull};

const ALL: &[&str] = &["Agenda", "Now", "Tasks", "More"];

#[test]
#[ignore = "takes pictures: cargo xtask gallery"]
fn large_and_long() {
    for (title, site) in [("8 Long names", Site::Usual), ("8b Long names in letters twice as large", Site::LargeText)] {
        let chapter = Chapter::begin(title);
        let story = Story::begin();
        let (ana, ben) = overfull(&story, site, LONG);
        let both = [&ana, &ben];
        chapter.state("At rest").tabs(ALL).of(&both);
        ana.button("Talk about this").click();
        ana.textbox("My intention")
            .type_text("Listen first, then two options, and then whatever else there may be to say");
        ana.button("Start").click();
        ben.button("Pause").is_there();
        for person in both {
            person.looks_away();
        }
        chapter.state("A block runs").tabs(&["Now"]).of(&both);
        chapter.state("Menu").until_escape(&|person| person.button("Menu").click()).of(&both[..1]);
        ana.lets_controls_settle();
        ana.button("Stop").click();
        ana.radiogroup("How did it go?").is_there();
        chapter.state("Asked how it went").of(&both);
    }
}
