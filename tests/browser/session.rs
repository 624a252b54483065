//! Sessions: when and where they are, how they end, and what carries over to the next.

use alongside_testkit::story::{element::Finds, person::Story};

#[test]
fn a_session_has_a_date_a_call_and_can_be_postponed() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("Say no to ops");
    ana.button("Session 1").click();
    let session = ana.dialog("Session");
    session.field("Date").set("2031-05-12");
    session.textbox("Call link").type_text("https://call.example/ana-and-ben");
    session.link("Open the call").has("href", Some("https://call.example/ana-and-ben"));
    session.button("Postpone").click();
    ana.menuitem("A week · Mon, May 19, 2031").click();
    session.field("Date").reads("2031-05-19");
    session.heading("Session 1 · Mon, May 19, 2031").is_there();
    session.button("Postpone").click();
    ana.menuitem("Two weeks · Mon, Jun 2, 2031").click();
    session.field("Date").reads("2031-06-02");
    session.button("Postpone").click();
    ana.menuitem("Pick a day").click();
    session.find("grid", "Jun 2031").button("Mon, Jun 2, 2031").is_focused();
    for _ in 0..2 {
        ana.press("ArrowUp");
    }
    ana.press("Enter");
    session.find("grid", " …").is_gone();
    session.field("Date").reads("2031-05-19");
    ana.press("Escape");
    ana.button("Session …").is_focused();

    ben.button("Session …").click();
    ben.dialog("Session").field("Date").reads("2031-05-19");
    ben.dialog("Session").link("Open the call").is_there();
    ben.dialog("Session").textbox("Call link").retype("javascript:alert(1)");
    ben.dialog("Session").link("Open the call").is_gone();
    ben.dialog("Session").mentions("This is no web link");
    ben.dialog("Session").textbox("Call link").retype("call.example/ben");
    ben.dialog("Session").link("Open the call").has("href", Some("https://call.example/ben"));
    ben.dialog("Session").no_longer_mentions("This is no web link");
    ben.press("Escape");
    ben.agenda().has_rows(&["Say no to ops"]);
}

#[test]
fn a_number_of_sessions_can_be_agreed() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.button("Session 1").click();
    ana.dialog("Session").spinbutton("Planned sessions").type_text("5");
    ben.button("Session 1 of 5").is_there();
}

#[test]
fn closing_is_one_line_and_what_is_open_goes_on() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["Said", "Not said", "Put off"] {
        ana.adds_point(title);
    }
    ana.opens_point("Said");
    ana.notes().type_text("What we said of it");
    ana.checkbox("Discussed: Said").click();
    ana.chooses("Put off", "Move to next session");
    ana.adds_task("Call Eva");
    ben.tasks().has_rows(&["Call Eva"]);

    ana.button("Session 1").click();
    ana.dialog("Session").button("Close session").click();
    ana.press("Escape");
    for person in [&ana, &ben] {
        person.button("Session 2").is_there();
        person.reads("2 points and 1 task go to session 2");
        person.looks_away();
        person.agenda().has_so_many_rows(2);
        person.agenda().row("Said").is_gone();
        person.agenda().row("Not said").is_there();
        person.agenda().row("Put off").is_there();
        person.tasks().has_rows(&["Call Eva"]);
    }
    ben.field("Next date").set("2031-06-02");
    ana.button("Session 2").click();
    ana.dialog("Session").field("Date").reads("2031-06-02");
    let earlier = ana.dialog("Session").list("Earlier sessions");
    earlier.has_so_many_rows(1);
    ana.press("Escape");

    ben.button("Reopen").click();
    for person in [&ana, &ben] {
        person.button("Session 1").is_there();
        person.looks_away();
        person.agenda().row("Said").is_there();
        person.checkbox("Discussed: Said").is_ticked(true);
        person.agenda().row("Not said").is_there();
    }
}

#[test]
fn an_earlier_session_opens_with_its_points_and_notes() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("Growth plan");
    ana.opens_point("Growth plan");
    ana.notes().type_text("Lead one project by spring");
    ana.checkbox("Discussed: Growth plan").click();
    ana.button("Session 1").click();
    ana.dialog("Session").button("Close session").click();
    let earlier = ana.dialog("Session").list("Earlier sessions");
    // The row says what it was about, and the first line that was written.
    earlier.mentions("Growth plan");
    earlier.mentions("Lead one project by spring");
    earlier.ask("e.querySelector('summary, button').click()").expect("it opens");
    earlier.mentions("Growth plan");
    earlier.mentions("Lead one project by spring");
}

#[test]
fn a_day_that_is_often_meant_is_one_press_and_the_time_waits_for_a_day() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let day = |after: u32| {
        let script = format!(
            "const day = new Date(); day.setDate(day.getDate() + {after}); return day.toLocaleDateString('sv')"
        );
        ana.ask_page(&script).as_str().expect("a day").to_owned()
    };
    for person in [&ana, &ben] {
        person.button("Session 1").click();
    }
    let (hers, his) = (ana.dialog("Session"), ben.dialog("Session"));
    hers.field("Time").is_usable(false);
    for (chip, after) in [("Today", 0), ("Tomorrow", 1), ("In a week", 7)] {
        hers.button(chip).click();
        hers.field("Date").reads(&day(after));
        his.field("Date").reads(&day(after));
        for person in [&hers, &his] {
            person.button(chip).has("aria-pressed", Some("true"));
        }
    }
    hers.button("Tomorrow").has("aria-pressed", Some("false"));
    hers.field("Time").is_usable(true);
}

#[test]
fn a_dialog_stays_with_the_session_that_was_closed_in_it() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("Say no to ops");
    ben.agenda().has_rows(&["Say no to ops"]);
    for person in [&ana, &ben] {
        person.button("Session 1").click();
        person.dialog("Session").button("Close session").is_there();
    }
    ana.dialog("Session").button("Close session").click();
    for (person, said) in [(&ana, "You closed session 1"), (&ben, "Ana closed session 1")] {
        let session = person.dialog("Session");
        session.heading("Session 1 · closed").is_there();
        session.mentions(said);
        session.mentions("1 point goes to session 2");
        session.button("Close session").is_gone();
    }
    assert_ne!(ana.focus(), "", "the focus is in the dialog");
    // The next date is the next session's.
    ana.dialog("Session").field("Date").set("2031-06-02");
    ana.press("Escape");
    ana.button("Session 2").click();
    ana.dialog("Session").heading("Session 2 · Mon, Jun 2, 2031").is_there();
    ana.dialog("Session").button("Close session").is_there();
    ben.lets_controls_settle();
    ben.dialog("Session").button("Reopen").click();
    ben.dialog("Session").heading("Session 1").is_there();
    ben.dialog("Session").button("Close session").is_there();
}

#[test]
fn two_closings_at_once_make_one_next_session() {
    let mut story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["one", "two"] {
        ana.adds_point(title);
    }
    ben.agenda().has_so_many_rows(2);
    ana.knows_that_has_it("Ben");
    // Neither hears of the other's closing.
    story.relay.kill();
    for person in [&ana, &ben] {
        person.sync().reads("Offline");
        person.button("Session 1").click();
        person.dialog("Session").button("Close session").click();
        person.press("Escape");
        person.button("Session 2").is_there();
    }
    story.relay.start_again();
    for person in [&ana, &ben] {
        person.sync().shows("is well".into(), |words| words.ends_with("has it"));
        person.button("Session 2").is_there();
        person.looks_away();
        person.agenda().has_rows(&["one", "two"]);
    }
}

#[test]
fn my_click_meant_for_the_session_that_the_other_just_closed_changes_nothing() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ben.button("Session 1").click();
    ben.dialog("Session").is_there();
    // At the moment when Ana's closing shows, Ben clicks at the place where he aimed before.
    ben.ask_page(
        "const dialog = deep('dialog[open]')[0];
         const press = (words) => [...dialog.querySelectorAll('button')].find((button) => button.textContent === words)?.click();
         new MutationObserver((_, watch) => {
             if (dialog.querySelector('h2').textContent.includes('closed')) { watch.disconnect(); press('Close session'); press('Reopen'); }
         }).observe(dialog, { characterData: true, childList: true, subtree: true })",
    );
    ana.button("Session 1").click();
    ana.dialog("Session").button("Close session").click();
    ben.dialog("Session").heading("Session 1 · closed").is_there();
    ben.dialog("Session").mentions("Ana closed session 1");
    ana.press("Escape");
    ana.adds_point("Still in the second");
    ben.lets_controls_settle();
    for person in [&ana, &ben] {
        person.press("Escape");
        person.button("Session 2").is_there();
        person.looks_away();
        person.agenda().has_rows(&["Still in the second"]);
    }
}

#[test]
fn a_postponed_session_loses_nothing() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("one");
    ana.adds_task("Call Eva");
    ben.button("Session 1").click();
    // Without a date there is nothing to postpone: a day is picked, and none is set before that.
    ben.dialog("Session").button("Postpone").click();
    ben.menuitem("A week …").is_gone();
    ben.menuitem("Pick a day").click();
    ben.dialog("Session").find("grid", " …").is_there();
    ben.press("Escape");
    ben.dialog("Session").find("grid", " …").is_gone();
    ben.dialog("Session").field("Date").reads("");
    ben.dialog("Session").button("Pick a day").is_focused();
    ben.dialog("Session").field("Date").set("2031-05-12");
    ben.dialog("Session").button("Postpone").click();
    ben.menuitem("A week …").click();
    ben.dialog("Session").field("Date").reads("2031-05-19");
    ben.press("Escape");
    for person in [&ana, &ben] {
        person.agenda().has_rows(&["one"]);
        person.tasks().has_rows(&["Call Eva"]);
        person.button("Session …").is_there();
    }
}

#[test]
fn the_line_about_a_closed_session_says_by_whom_and_stays_away_once_dismissed() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("one");
    ben.agenda().has_rows(&["one"]);
    ana.button("Session 1").click();
    ana.dialog("Session").button("Close session").click();
    ana.press("Escape");
    ana.reads("You closed session 1: 1 point goes to session 2");
    ben.reads("Ana closed session 1: 1 point goes to session 2");
    ben.button("Dismiss").click();
    ben.button("Reopen").is_gone();
    ben.reload();
    ben.agenda().has_rows(&["one"]);
    ben.button("Reopen").is_gone();
}
