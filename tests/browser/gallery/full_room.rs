//! A room in use, with everything that a point, a task and a session can have.

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
};

/// Ana and Ben in their second session.
pub fn full_room(story: &Story) -> (Person, Person) {
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("Growth plan");
    ana.opens_point("Growth plan");
    ana.notes().paste("Lead one project by spring.\nEva offered the migration; decide by May.");
    ana.checkbox("Discussed: Growth plan").click();
    ana.knows_that_has_it("Ben");
    ana.button("Session …").click();
    ana.dialog("Session").field("Date").set("2031-05-05");
    ana.dialog("Session").button("Close session").click();
    ana.press("Escape");
    ben.button("Session 2").is_there();
    ana.field("Next date").set("2031-05-19");
    ana.press("Tab");
    ana.button("Session …").click();
    ana.dialog("Session").textbox("Call link").type_text("https://call.example/ana-and-ben");
    ana.dialog("Session").spinbutton("Planned sessions").type_text("5");
    ana.press("Escape");
    dismiss(&[&ana, &ben]);
    the_agenda(&ana, &ben);
    the_tasks(&ana, &ben);
    for person in [&ana, &ben] {
        person.opens_point("Say no to ops");
        person.looks_away();
    }
    ana.knows_that_has_it("Ben");
    ben.knows_that_has_it("Ana");
    (ana, ben)
}

/// Puts away the lines below the columns.
pub fn dismiss(people: &[&Person]) {
    for person in people {
        while person.button("Dismiss").is_here_now() {
            person.button("Dismiss").click();
        }
    }
}

fn the_agenda(ana: &Person, ben: &Person) {
    ana.textbox("Add to the agenda").paste(
        "Growth plan\nSay no to ops 15m\nWhat went well since October, and what did that take of you? 10m\nשלום, מה שלומך?\nHoliday cover 5m\n\
         Pairing on the importer\nRetro: what to keep",
    );
    ben.agenda().has_so_many_rows(7);
    ben.textbox("Add to the agenda").enter("The offer from the platform team 20m");
    ana.agenda().row("The offer from the platform team").is_there();
    ana.checkbox("Discussed: Holiday cover").click();
    ana.chooses("Pairing on the importer", "Move to next session");
    ana.chooses("What went well since October, and what did that take of you?", "Write down the decision");
    ana.textbox("Decision: …").enter("Keep the Thursday hour free");
    ana.opens_point("Say no to ops");
    ben.opens_point("Say no to ops");
    ben.notes().paste(
        "Eva asked twice this week. I said **yes** both times.\n- [x] told her about May\n- [ ] next time I wait a day, whoever asks and however kindly\n\
         - what would “no” cost?\nSee https://example.org/saying-no",
    );
    ana.notes().mentions("saying-no");
}

fn the_tasks(ana: &Person, ben: &Person) {
    for title in ["Call Eva about the platform team", "Send the notes", "Bring the numbers", "Book a room"] {
        ana.adds_task(title);
    }
    ben.adds_task("Write down what “no” sounds like");
    ben.tasks().has_so_many_rows(5);
    ana.chooses("Call Eva about the platform team", "Due");
    ana.field("Due: …").set("2031-05-12");
    ana.press("Escape");
    ana.chooses("Send the notes", "Due");
    ana.field("Due: …").set("2026-01-05");
    ana.press("Escape");
    ana.chooses("Call Eva about the platform team", "First step");
    ana.textbox("First step: …").enter("find her number");
    ana.chooses("Call Eva about the platform team", "Link");
    ana.textbox("Link: …").enter("https://eva.example/team");
    ben.chooses("Call Eva about the platform team", "Comment");
    ben.textbox("Comment: …").enter("She is away until Monday.");
    ben.press("Escape");
    ana.chooses("Bring the numbers", "Owner");
    ana.combobox("Owner: Bring the numbers").choose("Ben");
    ana.press("Escape");
    ben.tasks().row("Bring the numbers").mentions("Ana asks");
    ana.checkbox("Done: Book a room").click();
}
