//! The ways out of a room, and what each leaves behind.

use alongside_testkit::story::{element::Finds, person::Story};

#[test]
fn what_is_erased_for_both_stays_with_each_who_can_start_again_from_it() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("Growth plan");
    ben.agenda().has_rows(&["Growth plan"]);
    ana.knows_that_has_it("Ben");

    ben.leaves_for_both("Erase for both");
    ben.dialog("Erase for both").button("Erase").click();
    for person in [&ana, &ben] {
        person.reads("This room was erased for both.");
        person.looks_away();
        person.agenda().has_rows(&["Growth plan"]);
    }
    // Nobody can join by the old link.
    let eva = story.person("Eva");
    eva.goto(&ana.invite_link());
    eva.heading("This room was erased").is_there();
    eva.close();

    let before = ana.address();
    ana.button("Start again from my copy").click();
    ana.sync().reads("Sent");
    ana.agenda().has_rows(&["Growth plan"]);
    assert_ne!(ana.address(), before, "another room, with another key");
    ana.adds_point("First steps");

    ben.goto(&ana.invite_link());
    ben.radiogroup("Who are you?").radio("Ben, on another device").click();
    ben.button("Join").click();
    ben.looks_away();
    ben.agenda().has_rows(&["Growth plan", "First steps"]);
    ana.knows_that_has_it("Ben");
    ana.list("Members").has_so_many_rows(2);
}

#[test]
fn what_was_ended_together_is_read_by_both_until_one_reopens_it() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    ana.notes().type_text("Senior by summer.");
    ana.adds_task("Write it down");
    ben.tasks().has_so_many_rows(1);
    ben.button("Start").click();
    ana.button("Pause").is_there();

    ben.leaves_for_both("End this together");
    let dialog = ben.dialog("End this together");
    dialog.mentions("the room becomes read-only; you both keep a copy");
    dialog.button("End it").click();
    ana.reads("Ben ended this room today. It is read-only; you both keep a copy.");
    ana.hears("Ben ended this room");
    ben.reads("You ended this room today.");
    for person in [&ana, &ben] {
        person.region("Timer").is_gone();
        person.textbox("Add to the agenda").is_gone();
        person.textbox("Add a task").is_gone();
        person.notes().reads("Senior by summer.");
        person.notes().is_usable(false);
        person.textbox("Title: Growth plan").is_usable(false);
        person.checkbox("Discussed: Growth plan").is_usable(false);
        person.checkbox("Done: Write it down").is_usable(false);
    }
    // A room that is only read cannot be written in.
    ana.notes().focus();
    ana.types("no");
    ana.notes().reads("Senior by summer.");
    ben.chooses_in_menu("All rooms");
    ben.list("Rooms").mentions("Ended");

    ana.button("Reopen the room").click();
    ana.notes().type_text(" Or by spring.");
    ben.list("Rooms").link("Ana …").click();
    ben.notes().reads("Senior by summer. Or by spring.");
    ben.region("Timer").is_there();
}

#[test]
fn two_names_of_one_person_become_one() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ben.adds_task("Call Eva");
    // Ben, who did not notice that the question was about him.
    let phone = story.person("Benjamin");
    phone.goto(&ana.invite_link());
    phone.radiogroup("Who are you?").radio("Someone else").click();
    phone.textbox("Your name").type_text("Benjamin");
    phone.button("Join").click();
    ana.list("Members").has_so_many_rows(3);
    phone.adds_task("Write it down");
    ana.tasks().has_so_many_rows(2);

    ana.opens_members();
    ana.dialog("Members").button("Merge two people").click();
    let dialog = ana.dialog("Merge two people");
    dialog.combobox("This person").choose("Benjamin");
    dialog.combobox("is the same person as").choose("Ben");
    dialog.button("Merge").click();
    for person in [&ana, &ben, &phone] {
        person.list("Members").has_so_many_rows(2);
        person.looks_away();
        person.tasks().has_so_many_rows(2);
    }
    ana.radio("Ben’s").click();
    ana.tasks().has_so_many_rows(2);
    // From now on he is the one person that he is.
    phone.adds_point("From the phone");
    ana.agenda().has_rows(&["From the phone"]);
    ana.sync().reads("Ben has it");
}
