//! "Next", the heart of a session: it names what comes, ticks what it leaves, and wraps up at the last point.

use alongside_testkit::story::{element::Finds, person::Story};

#[test]
fn next_names_what_comes_ticks_what_it_leaves_and_wraps_up_at_the_last_point() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["Say no to ops", "Growth plan", "Holidays"] {
        ana.adds_point(title);
    }
    ana.adds_task("Call Eva");
    ana.opens_point("Say no to ops");
    ana.button("Talk about this").click();
    ana.button("Start").click();
    ben.button("Pause").is_there();
    let primary =
        "const primary = deep('.primary').map((e) => e.ariaLabel ?? e.textContent); return primary.join() === ";
    ana.page_becomes("one button leads", &format!("{primary} 'Next: Growth plan' || primary"));

    // What it leaves is ticked, on both screens; the way back is beside it, and in the header by its name.
    ana.button("Next: Growth plan").click();
    ana.region("Now").heading("Growth plan").is_there();
    ben.checkbox("Discussed: Say no to ops").is_ticked(true);
    ben.agenda().row("Growth plan").has("aria-current", Some("true"));
    ana.button("Undo").has("title", Some("Undo: on to ‘Growth plan’"));
    ana.region("Now").button("Undo").click();
    ana.hears("Undone: on to ‘Growth plan’");
    ben.checkbox("Discussed: Say no to ops").is_ticked(false);
    ben.agenda().row("Say no to ops").has("aria-current", Some("true"));
    ana.region("Now").heading("Say no to ops").is_there();
    ana.button("Next: Growth plan").is_focused();

    // Left open, it comes again after the last.
    ana.lets_controls_settle();
    ana.button("Leave it open").click();
    ana.region("Now").heading("Growth plan").is_there();
    ben.checkbox("Discussed: Say no to ops").is_ticked(false);
    ana.lets_controls_settle();
    ana.button("Next: Holidays").click();
    ben.checkbox("Discussed: Growth plan").is_ticked(true);
    ana.lets_controls_settle();
    ana.region("Now").heading("Holidays").click();
    ana.press("Alt+n");
    ana.region("Now").heading("Say no to ops").is_there();
    ben.checkbox("Discussed: Holidays").is_ticked(false);
    ana.button("Next: Holidays").click();
    ben.checkbox("Discussed: Say no to ops").is_ticked(true);

    // The last one: one press closes the session, with what goes on, the next date, and the clock that still runs.
    ana.adds_point("For another day");
    ana.lets_controls_settle();
    ana.button("Leave it open").click();
    ana.checkbox("Discussed: Holidays").click();
    ana.lets_controls_settle();
    ana.button("Wrap up").click();
    for person in [&ana, &ben] {
        person.button("Session 2").is_there();
        person.reads("1 task goes to session 2");
        person.reads("Next date");
    }
    ana.button("Calendar file").is_gone();
    ana.button("Stop the clock").click();
    for person in [&ana, &ben] {
        person.button("Start").is_there();
        person.button("Stop the clock").is_gone();
    }

    // It is one step.
    ana.button("Reopen").is_there();
    ana.button("Undo").has("title", Some("Undo: close the session"));
    ana.button("Undo").click();
    for person in [&ana, &ben] {
        person.button("Session 1").is_there();
        person.checkbox("Discussed: For another day").is_ticked(false);
    }
}

#[test]
fn a_held_key_and_a_double_click_go_on_once() {
    let story = Story::begin();
    let ana = story.ana_alone();
    for title in ["One", "Two", "Three", "Four"] {
        ana.adds_point(title);
    }
    ana.opens_point("One");
    ana.button("Talk about this").click();
    ana.region("Now").heading("One").click();
    ana.ask_page(
        "const room = deep('.room')[0], press = (repeat) => room.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', code: 'KeyN', repeat, bubbles: true, composed: true, cancelable: true }));
         press(false); for (let n = 0; n < 9; n++) press(true)",
    );
    ana.region("Now").heading("Two").is_there();
    ana.button("Next: Three").is_there();
    ana.ask_page(
        "const click = (detail) => deep('[data-next]')[0].dispatchEvent(new MouseEvent('click', { detail, bubbles: true, composed: true, cancelable: true }));
         click(1); click(2); click(3)",
    );
    ana.region("Now").heading("Three").is_there();
    ana.button("Next: Four").is_there();
    ana.checkbox("Discussed: Three").is_ticked(false);
}

#[test]
fn the_next_date_is_agreed_by_one_press_and_goes_into_a_calendar() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("Growth plan");
    ana.button("Session 1").click();
    ana.dialog("Session").field("Date").set("2031-05-12");
    ana.dialog("Session").button("Close session").click();
    ana.press("Escape");
    ben.reads("1 point goes to session 2");
    ana.field("Next date").set("2031-05-19");
    ana.press("Tab");
    ben.field("Next date").reads("2031-05-19");
    // What the browser is given: the time and nothing of the room, unless she wants their names in it.
    ana.ask_page(
        "self.__files = []; const make = URL.createObjectURL.bind(URL);
         URL.createObjectURL = (blob) => { blob.text().then((text) => self.__files.push(text)); return make(blob); }",
    );
    let file = |n: usize, wanted: &str| {
        format!("const file = self.__files[{n}]; return file !== undefined && {wanted} || file")
    };
    ana.button("Calendar file").click();
    ana.page_becomes(
        "a file without a name",
        &file(0, r"file.includes('DTSTART;VALUE=DATE:20310519\r\n') && file.startsWith('BEGIN:VCALENDAR\r\n') && !/Ana|Ben|Growth/.test(file)"),
    );
    ana.checkbox("with our names").click();
    ana.button("Calendar file").click();
    ana.page_becomes("one with their names", &file(1, "/SUMMARY:.*Ana and Ben/.test(file) && !/Growth/.test(file)"));
}
