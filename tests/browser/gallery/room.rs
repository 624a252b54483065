//! The room: alone, empty, full, and in the middle of work.

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
};

use super::{
    album::Chapter,
    full_room::{dismiss, full_room},
};

const ALL: &[&str] = &["Agenda", "Now", "Tasks", "More"];

#[test]
fn new_rooms() {
    let chapter = Chapter::begin("2 A new room");
    let story = Story::begin();
    let ana = story.ana_alone();
    chapter.state("Waiting alone, with starters").tabs(ALL).of(&[&ana]);
    ana.button("A 1:1 …").click();
    ana.page_becomes("there are points", "return deep('.agenda li').length > 0");
    ana.looks_away();
    chapter.state("A starter was taken").tabs(&["Agenda", "Now"]).of(&[&ana]);
    drop(ana);

    let (ana, ben) = story.ana_and_ben();
    for person in [&ana, &ben] {
        person.looks_away();
    }
    chapter.state("Two in an empty room").read_aloud().tabs(ALL).of(&[&ana, &ben]);
    ana.textbox("Add to the agenda").type_text("Call Eva 15m @ben");
    ana.textbox("Add a task").type_text("Send the notes tomorrow @ben https://example.org/notes");
    chapter.state("Words that are read while one types").tabs(&["Agenda", "Tasks"]).of(&[&ana]);
}

#[test]
fn full_rooms() {
    let chapter = Chapter::begin("3 A full room");
    let story = Story::begin();
    let (ana, ben) = full_room(&story);
    let both = [&ana, &ben];
    chapter.state("At rest").read_aloud().tabs(ALL).of(&both);
    chapter.state("On a large screen").sizes(&[(1920, 1080)]).of(&both);
    for person in both {
        person.checkbox("Show done").click();
        person.looks_away();
    }
    chapter.state("With what is done").tabs(&["Tasks"]).of(&both);
    for person in both {
        person.checkbox("Show done").click();
        person.opens_point("Growth plan");
        person.looks_away();
    }
    chapter.state("A point of last time").tabs(&["Now"]).of(&both);
    for person in both {
        person.opens_point("שלום, מה שלומך?");
        person.looks_away();
    }
    chapter.state("A point without notes").tabs(&["Now"]).of(&both);
    of_rows(&chapter, both);
    at_work(&chapter, &ana, &ben);
}

fn of_rows(chapter: &Chapter, both: [&Person; 2]) {
    let agenda: &[&str] = &["Agenda"];
    let tasks: &[&str] = &["Tasks"];
    chapter
        .state("A row under the pointer")
        .tabs(agenda)
        .opened(&|person| person.agenda().row("Growth plan").hover(), &Person::looks_away)
        .of(&both);
    chapter
        .state("A title being written")
        .sizes(&[(760, 900), (1280, 900)])
        .opened(&|person| person.agenda().textbox("Title: Growth plan").click(), &Person::looks_away)
        .of(&both);
    chapter
        .state("Menu of a point")
        .read_aloud()
        .tabs(agenda)
        .until_escape(&|person| person.button("More actions: Growth plan").click())
        .of(&both);
    let title = "Call Eva about the platform team";
    chapter
        .state("Menu of a task")
        .tabs(tasks)
        .until_escape(&|person| person.button(&format!("More actions: {title}")).click())
        .of(&both);
    chapter
        .state("Due")
        .read_aloud()
        .tabs(tasks)
        .until_escape(&|person| person.button(&format!("Due May 12, 2031: {title}")).click())
        // Nobody else gives a commitment another day.
        .of(&both[..1]);
    let form = |entry: &'static str| move |person: &Person| person.chooses(title, entry);
    chapter.state("Comments").tabs(tasks).until_escape(&form("Comment")).of(&both);
    chapter.state("First step").tabs(tasks).until_escape(&form("First step")).of(&both[..1]);
    chapter.state("If … then").tabs(tasks).until_escape(&|person| person.button("If … then …").click()).of(&both[..1]);
    chapter
        .state("Settle in writing")
        .tabs(agenda)
        .until_escape(&|person| person.chooses("Growth plan", "Settle in writing"))
        .of(&both[..1]);
}

fn at_work(chapter: &Chapter, ana: &Person, ben: &Person) {
    for person in [ana, ben] {
        person.opens_point("Say no to ops");
    }
    chapter
        .state("The other writes")
        .tabs(&["Now"])
        .moving()
        .opened(&|_| ben.notes().type_text("!"), &|_| ())
        .of(&[ana]);
    ana.button("Talk about this").click();
    ana.button("Start").click();
    ben.button("Pause").is_there();
    dismiss(&[ana, ben]);
    for person in [ana, ben] {
        person.looks_away();
    }
    chapter.state("A block runs").tabs(&["Now", "Agenda"]).of(&[ana, ben]);
    ben.opens_point("Growth plan");
    ben.notes().focus();
    ana.lets_controls_settle();
    ana.button("Next: …").click();
    ben.reads("Ana moved on to");
    chapter.state("The other moved on").tabs(&["Now"]).of(&[ana, ben]);
    ben.notes().type_text("\nHalf a sentence");
    ana.agenda().row("Growth plan").is_there();
    ana.knows_that_has_it("Ben");
    ana.chooses("Growth plan", "Delete");
    ben.reads("Ana took this off the agenda");
    chapter.state("The point under my hand was deleted").of(&[ana, ben]);
    ana.button("Undo").click();
    ana.agenda().row("Growth plan").is_there();
    chapter
        .state("What the other did is said")
        .tabs(&["Agenda"])
        .moving()
        .opened(
            &|_| {
                ben.chooses("Bring the numbers", "Take it");
                ana.hears("took");
            },
            &|_| {
                ben.chooses("Bring the numbers", "Let it go");
                ben.checkbox("Show done").click();
                ben.chooses("Bring the numbers", "Open again");
                ben.checkbox("Show done").click();
            },
        )
        .sizes(&[(1280, 900)])
        .of(&[ana]);
    ana.button("Session …").click();
    ana.dialog("Session").button("Close session").click();
    ana.press("Escape");
    ben.reads("closed session 2");
    for person in [ana, ben] {
        person.looks_away();
    }
    chapter.state("The session is closed").tabs(&["Agenda"]).of(&[ana, ben]);
}
