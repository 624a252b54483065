//! Handing a task over: what is offered is answered, and none rests in limbo.

use alongside_testkit::story::{
    browser::Site,
    element::Finds,
    person::{Person, Story},
};

const TASK: &str = "Run the workshop";

/// The line in the task's row says so.
#[track_caller]
fn row_says(person: &Person, words: &str) {
    person.tasks().row(TASK).mentions(words);
}

/// Ana hands the task over, until in a week.
fn hands_over(ana: &Person) {
    ana.adds_task(TASK);
    ana.chooses(TASK, "Hand it over");
    let dialog = ana.dialog("Hand-off");
    dialog.textbox("What should come of it").type_text("Twelve people leave with a plan");
    dialog.textbox("What may fail safely").type_text("The timing");
    dialog.textbox("You know, and Ben may not").enter("The room is booked until five");
    dialog.list("What to know").has_so_many_rows(1);
    dialog.button("Offer it to Ben").click();
    dialog.button("Change the offer").is_there();
    ana.press("Escape");
}

#[test]
fn a_task_is_handed_over_given_back_and_offered_again_one_level_closer() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    hands_over(&ana);
    row_says(&ana, "Offered to Ben");
    ben.hears("Ana added the task ‘Run the workshop’");
    ben.hears("offered you ‘Run the workshop’");
    row_says(&ben, "Is there room for it until");

    // He sees what it is about, misses something, and she fills it.
    ben.chooses(TASK, "Hand-off");
    let his = ben.dialog("Hand-off");
    his.mentions("Twelve people leave with a plan");
    his.mentions("You do it alone.");
    his.textbox("What do you miss?").enter("Who opens?");
    his.list("What to know").mentions("missing");
    ana.chooses(TASK, "Hand-off");
    let hers = ana.dialog("Hand-off");
    hers.textbox("Answer: Who opens?").type_text("Eva does");
    his.list("What to know").mentions("Eva does");
    his.list("What to know").no_longer_mentions("missing");

    // Not now, and why: it is nobody's fault.
    his.button("Not now").click();
    his.textbox("What in the set-up made it hard?").enter("Two launches in one week");
    hers.mentions("Ben gave it back");
    hers.mentions("Two launches in one week");
    hers.radio("Pair").is_ticked(true);
    hers.button("Offer it to Ben again").click();
    ana.press("Escape");
    his.mentions("You do it together.");
    ben.press("Escape");

    // Answered from the row, by the keyboard.
    ben.lets_controls_settle();
    ben.button("Yes: Run the workshop").focus();
    ben.press("Enter");
    row_says(&ben, "You have it");
    row_says(&ana, "Ben has it");
    ana.hears("accepted ‘Run the workshop’");
    ana.checkbox("Done: Run the workshop").has("aria-readonly", Some("true"));
    ana.button("More actions: Run the workshop").click();
    ana.menuitem("Hand-off").is_there();
    ana.menuitem("Owner").is_gone();
    ana.press("Escape");

    // A sign of his, undo, and done with the task.
    ben.chooses(TASK, "Hand-off");
    ben.dialog("Hand-off").button("I could use help").click();
    ben.press("Escape");
    row_says(&ana, "Ben could use help");
    ben.button("Undo").click();
    row_says(&ana, "Ben has it");
    ben.checkbox("Done: Run the workshop").click();
    ana.checkbox("Show done").click();
    row_says(&ana, "Done");
}

/// So many days pass on this device, on both its clocks, as they do while it sleeps.
const TEN_DAYS_PASS: &str = "const days = 10 * 864e5, wall = Date.now, mono = performance.now.bind(performance);
    Date.now = () => wall() + days; performance.now = () => mono() + days; return true";

#[test]
fn when_the_day_is_over_both_read_lets_talk_offline_too_and_it_is_on_the_agenda_once() {
    let story = Story::begin();
    let [ana, ben] = ["Ana", "Ben"].map(|name| story.person_whose(name, Site::OnALine));
    ana.starts_a_room();
    ben.joins_by(&ana.invite_link());
    ana.sees("Ben");
    hands_over(&ana);
    ben.button("With help: Run the workshop").click();
    row_says(&ana, "Ben could use help");
    for person in [&ana, &ben] {
        person.line().cut();
        person.sync().mentions("Offline");
        person.page_becomes("days pass", TEN_DAYS_PASS);
    }
    // Each by themselves, at the next thing that happens there.
    ana.adds_point("Growth plan");
    ben.adds_point("Pay");
    for person in [&ana, &ben] {
        row_says(person, "Let’s talk");
    }
    for person in [&ana, &ben] {
        person.line().mend();
    }
    for person in [&ana, &ben] {
        person.agenda().row("Let’s talk: Run the workshop").is_there();
        person.agenda().has_so_many_rows(3);
    }
    ana.chooses("Let’s talk: Run the workshop", "Delete");
    for person in [&ana, &ben] {
        person.agenda().has_so_many_rows(2);
        row_says(person, "Let’s talk");
    }
    // It goes on, until a day to come.
    ben.chooses(TASK, "Hand-off");
    ben.dialog("Hand-off").field("It goes on until").set("2190-01-31");
    ben.dialog("Hand-off").button("It goes on").click();
    ben.press("Escape");
    row_says(&ben, "You have it");
    row_says(&ana, "Ben has it");
    ana.agenda().has_so_many_rows(2);
}
