//! Two people with different browsers, in one room.

use alongside_testkit::story::{browser::Make, element::Finds, patience::together, person::Story};

#[test]
fn one_in_chromium_and_one_in_firefox_write_the_same_notes_at_once() {
    let mut story = Story::begin();
    let (ana, ben) = story.ana_and_ben_in(Make::Chromium, Make::Firefox);
    together(|| ana.adds_point("Growth plan"), || ben.adds_task("Call Eva"));
    ben.agenda().has_rows(&["Growth plan"]);
    ana.tasks().has_rows(&["Call Eva"]);
    for person in [&ana, &ben] {
        person.opens_point("Growth plan");
    }

    ana.notes().type_text("Goals:\n\nNext:");
    ben.notes().reads("Goals:\n\nNext:");
    ana.notes().select("Goals:", true);
    ben.notes().caret_to_end();
    let hers = " lead one project by spring, 🌱 and speak at the March meeting";
    let his = " ask Eva about the platform team, 👩‍👧 read two of her design notes";
    together(|| ana.types(hers), || ben.types(his));
    let both = format!("Goals:{hers}\n\nNext:{his}");
    for person in [&ana, &ben] {
        person.notes().reads(&both);
    }

    // While apart, both edit the same words; then they are together again.
    story.relay.kill();
    for person in [&ana, &ben] {
        person.sync().reads("Offline");
    }
    ana.notes().select("Next:", false);
    ana.types("Then:");
    ben.notes().select("design ", false);
    ben.press("Delete");
    ben.button("Start").click();
    story.relay.start_again();
    let both = format!("Goals:{hers}\n\nThen:{}", his.replace("design ", ""));
    for person in [&ana, &ben] {
        person.notes().reads(&both);
    }
    ana.region("Timer").button("Join").is_there();
    ana.lets_controls_settle();
    ana.region("Timer").button("Join").click();
    for person in [&ana, &ben] {
        person.button("Pause").is_there();
    }
    ana.knows_that_has_it("Ben");
    ben.knows_that_has_it("Ana");
}
