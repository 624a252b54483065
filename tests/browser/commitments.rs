//! Commitments, looking back on them, and habits.

use alongside_testkit::story::{
    browser::Site,
    element::Finds,
    person::{Person, Story},
};

/// Both go through the steps of a quarter of an hour.
fn take_steps(ana: &Person, ben: &Person) {
    ana.opens_by_commands("Steps");
    ana.dialog("Steps").button("Use: 15 minutes").click();
    ana.press("Escape");
    ben.list("Steps").has_so_many_rows(4);
}

fn go_to(ana: &Person, ben: &Person, step: &str) {
    for person in [ana, ben] {
        person.lets_controls_settle();
    }
    ana.list("Steps").button(step).click();
    ben.list("Steps").button(step).has("aria-current", Some("step"));
}

fn commits(ben: &Person, act: &str) {
    let region = ben.region("Commitments");
    region.textbox("I will").type_text(act);
    region.button("Commit").click();
    region.list("Commitments of this session").mentions(act);
}

#[test]
fn what_ben_commits_to_in_one_session_both_look_back_on_in_the_next() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for person in [&ana, &ben] {
        person.region("Look back").is_gone();
        person.region("Commitments").is_gone();
    }
    take_steps(&ana, &ben);
    go_to(&ana, &ben, "Commit 3 min");

    // A plan, by keyboard alone; he is less than sure, and makes it smaller.
    let his = ben.region("Commitments");
    his.textbox("If … (when it helps)").focus();
    his.textbox("If … (when it helps)").type_text("ops calls");
    ben.press("Tab");
    his.textbox("then I will").is_focused();
    his.textbox("then I will").type_text("say no");
    his.textbox("First step").type_text("Ask Eva how");
    his.radio("3 of 5").click();
    his.button("Make it smaller?").click();
    his.textbox("then I will").is_focused();
    his.textbox("then I will").retype("say no, once");
    ben.press("Enter");
    ben.hears("You committed to If ops calls, then I will say no, once");
    let hers = ana.region("Commitments");
    for region in [&his, &hers] {
        region.list("Commitments of this session").mentions("First: Ask Eva how · 3 of 5 sure");
    }
    ana.tasks().checkbox("Done: If ops calls, then I will say no, once").has("aria-readonly", Some("true"));
    his.button("Make it smaller? If ops calls, then I will say no, once").click();
    his.radiogroup("How sure are you?").radio("5 of 5").click();
    hers.list("Commitments of this session").mentions("5 of 5 sure");
    his.button("Make it smaller? If ops calls, then I will say no, once").click();
    commits(&ben, "Write to Eva");
    commits(&ben, "Sleep on it");
    his.mentions("Three are plenty.");
    his.textbox("I will").is_gone();
    // One undo takes a whole commitment back.
    ben.button("Undo").click();
    hers.list("Commitments of this session").has_so_many_rows(2);
    ben.button("Redo").click();
    hers.list("Commitments of this session").has_so_many_rows(3);
    // It is his: she neither words it nor sets its day.
    ana.tasks().textbox("Title: Sleep on it").has("readonly", Some("readonly"));
    // A habit, ticked by its owner.
    his.textbox("A small thing, every week").type_text("Plan the week");
    ben.press("Enter");
    ana.hears("Ben began a habit");
    his.checkbox("This week: Plan the week").click();
    hers.checkbox("This week: Plan the week").is_ticked(true);
    hers.checkbox("This week: Plan the week").click();
    hers.checkbox("This week: Plan the week").is_ticked(true);
    // What Ana asks stands beside what he committed to.
    ana.textbox("Add a task").enter("Send the notes @ben");
    his.list("Asks").mentions("Ana asks");
    his.button("Take it: Send the notes").click();
    his.list("Asks").is_gone();
    ana.tasks().checkbox("Done: Send the notes").has("aria-readonly", Some("true"));

    ana.button("Session 1").click();
    ana.dialog("Session").button("Close session").click();
    ana.press("Escape");
    ben.button("Session 2").is_there();
    take_steps(&ana, &ben);
    go_to(&ana, &ben, "Look back 3 min");
    let (his, hers) = (ben.region("Look back"), ana.region("Look back"));
    let last = "Last commitments";
    for region in [&his, &hers] {
        region.list(last).has_so_many_rows(4);
    }
    let group = |title: &str| his.find("group", &format!("What came of it: {title}"));
    hers.find("group", "What came of it: Sleep on it").is_gone();
    his.button("Done: Write to Eva").click();
    group("Write to Eva").button("Done: Write to Eva").has("aria-pressed", Some("true"));
    his.textbox("What came of it: Write to Eva").type_text("She has an hour on Monday");
    hers.list(last).mentions("She has an hour on Monday");
    ana.hears("Ben finished ‘Write to Eva’");
    his.button("Moved: If ops calls, then I will say no, once").click();
    his.field("New day: If ops calls, then I will say no, once").is_there();
    hers.list(last).mentions("moved");
    his.button("Changed: Sleep on it").click();
    his.textbox("New words: Sleep on it").type_text(", then decide");
    hers.list(last).mentions("Sleep on it, then decide");
    hers.list(last).mentions("Before: Sleep on it");
    // Taken back by one undo, answer and status alike; nobody is asked again.
    his.button("Let go: Send the notes").click();
    hers.list(last).mentions("let go");
    ben.button("Undo").click();
    his.button("Let go: Send the notes").has("aria-pressed", Some("false"));
    ben.tasks().checkbox("Done: Send the notes").is_there();

    // Afterwards it is in More, and found by the commands, with what was said before.
    go_to(&ana, &ben, "One thing 8 min");
    for person in [&ana, &ben] {
        person.region("Look back").mentions("Write to Eva");
        person.region("Look back").button("Open: Look back").is_there();
    }
    ana.opens_by_commands("Look back");
    ana.dialog("Look back").list(last).has_so_many_rows(4);
}

#[test]
fn on_a_phone_ben_looks_back_offline_and_ana_hears_of_it_later() {
    let story = Story::begin();
    let ana = story.ana_alone();
    let ben = story.person_whose("Ben", Site::OnALine);
    ben.joins_by(&ana.invite_link());
    ana.sees("Ben");
    ben.adds_task("Say no to ops");
    ana.tasks().checkbox("Done: Say no to ops").has("aria-readonly", Some("true"));
    ana.button("Session 1").click();
    ana.dialog("Session").button("Close session").click();
    ana.press("Escape");
    ben.button("Session 2").is_there();
    ben.resize(320, 640);
    ben.looks_away();
    ben.opens_by_commands("Look back");
    let dialog = ben.dialog("Look back");
    dialog.list("Last commitments").mentions("Say no to ops");
    ben.line().cut();
    dialog.button("Done: Say no to ops").click();
    dialog.textbox("What came of it: Say no to ops").type_text("They understood");
    ben.line().mend();
    ana.opens_by_commands("Look back");
    let hers = ana.dialog("Look back");
    hers.list("Last commitments").mentions("They understood");
    hers.list("Last commitments").mentions("done");
}
