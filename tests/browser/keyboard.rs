//! Everything by keyboard, without a mouse.

use alongside_testkit::story::{element::Finds, person::Story};

#[test]
fn the_first_minute_and_a_round_of_the_agenda_need_no_mouse() {
    let story = Story::begin();
    let ana = story.person("Ana");
    ana.opens("/");
    ana.button("Start a room").is_there();
    ana.tabs_to("textbox “Your name”");
    ana.types("Ana");
    ana.press("Enter");
    ana.region("Agenda").is_there();

    // Invites.
    ana.tabs_to("button “Invite”");
    ana.press("Enter");
    ana.tabs_to("textbox “Invite link”");
    let link = ana.dialog("Invite").textbox("Invite link").text();
    ana.press("Escape");
    assert_eq!(ana.focus(), "button “Invite”");

    let ben = story.person("Ben");
    ben.goto(&link);
    ben.button("Join").is_there();
    ben.tabs_to("textbox “Your name”");
    ben.types("Ben");
    ben.press("Enter");
    ana.sees("Ben");

    // Adds two points without leaving the field.
    ana.press("a");
    ana.textbox("Add to the agenda").is_focused();
    ana.types("Say no to ops");
    ana.press("Enter");
    ana.agenda().has_rows(&["Say no to ops"]);
    ana.textbox("Add to the agenda").is_focused();
    ana.types("Growth plan");
    ana.press("Enter");
    ana.agenda().has_rows(&["Say no to ops", "Growth plan"]);
    ana.press("Escape");

    // Goes to the first row, into it and back, and ticks it.
    ana.looks_away();
    ana.press("j");
    ana.agenda().row("Say no to ops").is_focused();
    ana.press("j");
    ana.agenda().row("Growth plan").is_focused();
    ana.press("k");
    ana.press("Enter");
    ana.textbox("Title: Say no to ops").is_focused();
    ana.press("End");
    ana.types("!");
    ana.press("Escape");
    ana.agenda().row("Say no to ops!").is_focused();
    ana.press("x");
    ben.checkbox("Discussed: Say no to ops!").is_ticked(true);
    ana.press("Alt+ArrowDown");
    ben.agenda().has_rows(&["Growth plan", "Say no to ops!"]);
    ana.agenda().row("Say no to ops!").is_focused();

    // Talks about a point, starts the clock, undoes.
    ana.press("n");
    ben.agenda().row("Growth plan").has("aria-current", Some("true"));
    ana.press("p");
    ben.button("Pause").is_there();
    ana.press("+");
    ben.time().shows("has more".into(), |time| time.starts_with("29:"));
    ana.press("p");
    ben.button("Resume").is_there();
    ana.press("Ctrl+z");
    ben.agenda().row("Growth plan").has("aria-current", None);

    // Menus.
    ana.press("k");
    ana.agenda().row("Growth plan").is_focused();
    ana.tabs_to("button “More actions: Growth plan”");
    ana.press("Enter");
    ana.menuitem("Open").is_focused();
    ana.press("ArrowUp");
    ana.menuitem("Delete").is_focused();
    ana.press("Escape");
    ana.button("More actions: Growth plan").is_focused();
}

#[test]
fn a_question_mark_lists_the_keys_and_single_keys_can_be_switched_off() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.looks_away();
    ana.press("?");
    let keys = ana.dialog("Keyboard");
    keys.mentions("Start or pause");
    keys.checkbox("Single-key shortcuts").click();
    ana.press("Escape");
    keys.is_gone();
    ana.press("p");
    ana.press("a");
    ana.press("?");
    ana.button("Start").is_there();
    assert_ne!(ana.focus(), "textbox “Add to the agenda”");
    ana.chooses_in_menu("Keyboard");
    ana.dialog("Keyboard").checkbox("Single-key shortcuts").is_ticked(false);
    ana.dialog("Keyboard").checkbox("Single-key shortcuts").click();
    ana.press("Escape");
    ana.looks_away();
    ana.press("a");
    ana.textbox("Add to the agenda").is_focused();
    ana.types("a?p");
    ana.textbox("Add to the agenda").reads("a?p");
}

#[test]
fn the_numbers_lead_to_the_sections_and_the_slash_to_the_commands() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("Growth plan");
    ana.adds_point("Say no to ops");
    ana.looks_away();
    for (key, heading) in [("1", "Agenda"), ("3", "Tasks"), ("4", "Sessions")] {
        ana.press(key);
        ana.heading(heading).is_focused();
    }
    ana.press("/");
    let commands = ana.dialog("Commands");
    commands.is_there();
    ana.types("ops");
    commands.mentions("Say no to ops");
    ana.press("Escape");
    commands.is_gone();
}

#[test]
fn the_focus_goes_where_the_hand_is() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["one", "two", "three"] {
        ana.adds_point(title);
        ana.textbox("Add to the agenda").is_focused();
    }
    // After deleting: to the next row, at the end to the one before, at last to the field.
    ana.chooses("two", "Delete");
    ana.agenda().row("three").is_focused();
    ana.chooses("three", "Delete");
    ana.agenda().row("one").is_focused();
    ana.chooses("one", "Delete");
    ana.textbox("Add to the agenda").is_focused();

    // After a dialog: to the button that opened it.
    for opener in ["Session 1", "Menu"] {
        ana.button(opener).focus();
        ana.press("Enter");
        ana.find("dialog", if opener == "Menu" { "Menu" } else { "Session" }).is_there();
        ana.press("Escape");
        ana.button(opener).is_focused();
    }
    // From the menu into a dialog and out again: to the menu's button.
    ana.chooses_in_menu("Devices");
    ana.dialog("Devices").is_there();
    ana.press("Escape");
    ana.button("Menu").is_focused();

    // Nothing that the other does takes the focus.
    ana.textbox("Add a task").click();
    ben.adds_point("Ben’s point");
    ben.opens_point("Ben’s point");
    ben.button("Talk about this").click();
    ben.region("Now").heading("Ben’s point").is_focused();
    ben.button("Start").click();
    ana.button("Pause").is_there();
    ana.textbox("Add a task").is_focused();

    // The clock's one button keeps the focus while its label changes.
    ana.lets_controls_settle();
    ana.button("Pause").focus();
    ana.press("Space");
    ana.button("Resume").is_focused();
    ana.press("Space");
    ana.button("Pause").is_focused();
}

#[test]
fn a_button_that_disappears_passes_the_focus_on() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("one");
    for (done, other) in [("Undo", "Redo"), ("Redo", "Undo")] {
        ana.button(done).focus();
        ana.press("Enter");
        ana.button(done).is_usable(false);
        ana.button(other).is_usable(true);
        ana.button(done).is_focused();
    }

    // In Now: to "Next", and to the heading when that button goes, too.
    ana.adds_point("two");
    ana.opens_point("one");
    ana.button("Talk about this").focus();
    ana.press("Enter");
    ana.button("Talk about this").is_gone();
    ana.button("Next: two").is_focused();
    ana.press("Enter");
    ana.button("Wrap up").is_focused();
    ana.checkbox("Discussed: two").click();
    ana.lets_controls_settle();
    ana.button("Wrap up").focus();
    ana.press("Enter");
    ana.button("Wrap up").is_gone();
    ana.region("Now").heading("Now").is_focused();
    ana.button("Reopen").click();
    ana.agenda().has_rows(&["one", "two"]);

    // In the bin: to the next row to restore, at last to the heading.
    ana.chooses("one", "Delete");
    ana.chooses("two", "Delete");
    ana.chooses_in_menu("Bin");
    let bin = ana.dialog("Bin");
    bin.button("Restore: one").focus();
    ana.press("Enter");
    bin.button("Restore: one").is_gone();
    bin.button("Restore: two").is_focused();
    ana.press("Enter");
    bin.button("Restore: two").is_gone();
    bin.heading("Bin").is_focused();
    ana.press("Escape");

    ana.chooses_in_menu("Devices");
    let devices = ana.dialog("Devices");
    devices.button("Link my other device").focus();
    ana.press("Enter");
    devices.textbox("Device link").is_focused();
}

#[test]
fn a_row_at_rest_has_three_tab_stops() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("one");
    ana.adds_point("two");
    ana.checkbox("Discussed: one").focus();
    let mut stops = vec![ana.focus()];
    for _ in 0..5 {
        ana.press("Tab");
        stops.push(ana.focus());
    }
    assert_eq!(
        stops,
        [
            "checkbox “Discussed: one”",
            "textbox “Title: one”",
            "button “More actions: one”",
            "checkbox “Discussed: two”",
            "textbox “Title: two”",
            "button “More actions: two”",
        ]
    );
}

#[test]
fn escape_leaves_the_field_and_keeps_what_was_typed() {
    let story = Story::begin();
    let ana = story.ana_alone();
    let add = ana.textbox("Add to the agenda");
    add.type_text("Half a thou");
    ana.press("Escape");
    ana.heading("Agenda").is_focused();
    add.reads("Half a thou");
    ana.press("a");
    add.is_focused();
    ana.types("ght");
    ana.press("Enter");
    ana.agenda().has_rows(&["Half a thought"]);
    ana.press("Escape");
    ana.agenda().row("Half a thought").is_focused();
    ana.press("x");
    ana.checkbox("Discussed: Half a thought").is_ticked(true);
}

#[test]
fn enter_opens_what_is_found_first() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_task("Call Eva");
    ana.looks_away();
    ana.press("/");
    ana.dialog("Commands").is_there();
    ana.types("eva");
    ana.dialog("Commands").find("option", "Call Eva …").is_there();
    ana.press("Enter");
    ana.dialog("Commands").is_gone();
    ana.tasks().row("Call Eva").is_focused();
}

/// `B2`: undo from a menu or a gesture, and on a layout without Latin letters, is the room's own undo.
#[test]
fn every_way_to_undo_takes_back_my_letters_only() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    ana.notes().type_text("one");
    ben.notes().reads("one");
    ben.notes().caret_to_end();
    ben.types(" two");
    ana.notes().reads("one two");
    let menu = |way: &str| {
        format!(
            "return e.dispatchEvent(new InputEvent('beforeinput', {{ inputType: 'history{way}', cancelable: true }}))"
        )
    };
    let key = |shift: bool| {
        format!(
            "return e.dispatchEvent(new KeyboardEvent('keydown', {{ key: 'я', code: 'KeyZ', ctrlKey: true, shiftKey: {shift},
                bubbles: true, composed: true, cancelable: true }}))"
        )
    };
    for (undo, redo) in [(menu("Undo"), menu("Redo")), (key(false), key(true))] {
        // The browser's own undo is prevented.
        assert_eq!(ana.notes().ask(&undo), Ok(serde_json::json!(false)));
        ben.notes().reads("two");
        ana.notes().reads("two");
        assert_eq!(ana.notes().ask(&redo), Ok(serde_json::json!(false)));
        ben.notes().reads("one two");
    }
}

/// `B2`: holding Enter on a button presses it once.
#[test]
fn a_held_enter_presses_a_button_once() {
    let story = Story::begin();
    let ana = story.ana_alone();
    let held = "return e.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true,
        composed: true, cancelable: true }))";
    assert_eq!(ana.button("Start").ask(held), Ok(serde_json::json!(false)));
    assert_eq!(ana.button("Start").ask(&held.replace("true, bubbles", "false, bubbles")), Ok(serde_json::json!(true)));
}

/// Nothing behind a modal dialog is in the accessibility tree: what is said is said inside it.
#[test]
fn what_is_announced_while_a_dialog_is_open_is_announced_in_the_dialog() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.chooses_in_menu("Devices");
    ana.dialog("Devices").is_there();
    ben.adds_point("Growth plan");
    ana.hears("Ben added ‘Growth plan’");
    ana.page_becomes(
        "the toast is in front, too",
        "const toast = deep('dialog[open] .toast')[0]; return toast?.textContent.includes('Ben added') || String(toast)",
    );
    ana.press("Escape");
    ana.dialog("Devices").is_gone();
    ben.adds_point("Say no to ops");
    ana.hears("Ben added ‘Say no to ops’");
}

/// A letter goes to the next entry that begins with it, in the language that is spoken; one that begins none stays where it is.
#[test]
fn a_letter_in_a_menu_goes_to_the_next_entry_that_begins_with_it() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("Say no to ops");
    ana.adds_point("Growth plan");
    ana.button("More actions: Growth plan").focus();
    ana.press("Enter");
    ana.menuitem("Open").is_focused();
    for (letter, entry) in [
        ("m", "Move up"),
        ("m", "Move down"),
        ("m", "Move to top"),
        ("M", "Move to next session"),
        ("d", "Delete"),
        ("q", "Delete"),
        ("o", "Open"),
    ] {
        ana.types(letter);
        ana.menuitem(entry).is_focused();
    }
    ana.press("Escape");
    ana.agenda().has_so_many_rows(2);
    ana.ask_page("document.querySelector('alongside-room').lang = 'fr'");
    ana.button("Autres actions …").focus();
    ana.press("Enter");
    ana.menuitem("Ouvrir").is_focused();
    ana.types("s");
    ana.menuitem("Supprimer").is_focused();
    ana.press("Escape");
    ana.button("Menu").click();
    ana.dialog("Menu").is_there();
    ana.types("c");
    ana.page_becomes(
        "the menu of the room does so, too",
        "const e = deep(':focus').at(-1); return e.closest('.menu') !== null && e.textContent.trim().startsWith('C') || e.textContent",
    );
}
