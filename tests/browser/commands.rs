//! The dialog "Commands": what can be done, found by a few letters.

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
};

/// Opens the dialog by this key, and types.
#[track_caller]
fn asks(person: &Person, key: &str, letters: &str) {
    person.press(key);
    person.find("combobox", "Command").is_focused();
    person.types(letters);
}

/// What the dialog lists for these letters.
fn listed(person: &Person, letters: &str) -> Vec<String> {
    person.find("combobox", "Command").retype(letters);
    let commands = person.dialog("Commands").find("listbox", "Commands");
    // The list follows the field at once; the field is filled by the driver before this is asked.
    let listed = commands.ask("return [...e.querySelectorAll('[role=option]')].map((o) => [...o.children].map((c) => c.textContent).join(' | '))");
    let listed = listed.expect("a list");
    listed.as_array().into_iter().flatten().map(|each| each.as_str().unwrap_or_default().to_owned()).collect()
}

/// The entries of the menu behind this button.
fn entries(person: &Person, button: &str) -> Vec<String> {
    person.button(button).click();
    person.find("menu", "Actions: …").is_there();
    let script =
        "return [...deep('[role=menu]')[0].querySelectorAll('[role^=menuitem]')].map((e) => e.textContent.trim())";
    let entries = person.ask_page(script);
    person.press("Escape");
    entries.as_array().into_iter().flatten().map(|each| each.as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn everything_that_has_a_key_or_stands_in_a_menu_is_among_the_commands() {
    let story = Story::begin();
    let (ana, _ben) = story.ana_and_ben();
    ana.adds_point("Growth plan");
    ana.adds_task("Call Eva");
    let of_rows =
        ["More actions: Growth plan", "More actions: Call Eva", "Clock options"].map(|menu| entries(&ana, menu));
    assert!(of_rows.iter().all(|entries| entries.len() > 2), "{of_rows:?}");
    ana.button("Menu").click();
    let texts = |script: &str| -> Vec<String> {
        let texts = ana.ask_page(script);
        texts.as_array().into_iter().flatten().map(|each| each.as_str().unwrap_or_default().to_owned()).collect()
    };
    ana.dialog("Menu").button("Keyboard").is_there();
    let of_menu = texts(
        "return [...deep('[role=dialog], dialog[open]')[0].querySelectorAll('.menu-list > li > button')].map((e) => e.firstChild.textContent.trim())",
    );
    assert_eq!(of_menu.len(), 10, "{of_menu:?}");
    ana.dialog("Menu").button("Keyboard").click();
    ana.dialog("Keyboard").is_there();
    let by_key = texts("return [...deep('dl.keys')[0].querySelectorAll('dd')].map((e) => e.textContent.trim())");
    assert!(by_key.len() > 12, "{by_key:?}");
    ana.press("Escape");
    ana.dialog("Keyboard").is_gone();

    // And what has its place elsewhere.
    let beside = ["Members", "Merge two people", "Print", "End this together", "Erase for both"].map(str::to_owned);
    ana.looks_away();
    ana.press("/");
    // The dialog itself is no command, what only moves a row or leaves it stands in the row's menu, and a line of the notes is
    // where the caret is.
    let is_elsewhere = [
        "Commands",
        "Search and commands",
        "The same, in a field too",
        "Edit / leave the row",
        "Move the row",
        "In the notes: make the line a task",
        "Redo",
    ];
    for wanted in of_rows.into_iter().flatten().chain(of_menu).chain(by_key).chain(beside) {
        if is_elsewhere.contains(&&*wanted) {
            continue;
        }
        let found = listed(&ana, &wanted);
        assert!(found.iter().any(|each| each.split(" | ").next() == Some(&wanted)), "{wanted}: {found:?}");
    }
}

#[test]
fn a_command_is_found_and_done_by_the_keyboard_alone() {
    let story = Story::begin();
    let ana = story.ana_alone();
    for title in ["Growth plan", "Say no to ops"] {
        ana.adds_point(title);
    }
    // From within a field, where a letter is a letter.
    ana.textbox("Add to the agenda").type_text("half a");
    asks(&ana, "Ctrl+k", "del ops");
    ana.dialog("Commands").find("option", "Delete …").mentions("Say no to ops");
    ana.press("Enter");
    ana.dialog("Commands").is_gone();
    ana.agenda().has_rows(&["Growth plan"]);
    ana.textbox("Add to the agenda").reads("half a");

    // What is typed is a length, and no other command begins like that.
    asks(&ana, "Ctrl+k", "start 40");
    ana.dialog("Commands").find("option", "Start 40 minutes").is_there();
    ana.press("Enter");
    ana.time().shows("a block of 40 minutes".to_owned(), |time| time.starts_with("39:") || time == "40:00");
    asks(&ana, "Ctrl+k", "stop");
    ana.press("Enter");
    ana.button("Go on").is_there();

    // A key that opens a dialog is a way to that dialog.
    asks(&ana, "Ctrl+k", "keyboard shortcuts");
    ana.press("Enter");
    ana.dialog("Keyboard").is_there();
    ana.press("Escape");

    // Escape returns to where the hand was; the arrows go round.
    ana.agenda().row("Growth plan").focus();
    ana.press("/");
    ana.find("combobox", "Command").is_focused();
    let chosen =
        || ana.ask_page("return deep('[role=option][aria-selected=true]')[0].firstChild.textContent").to_string();
    let first = chosen();
    ana.press("ArrowUp");
    assert_ne!(chosen(), first);
    ana.press("ArrowDown");
    assert_eq!(chosen(), first);
    ana.press("Escape");
    ana.agenda().row("Growth plan").is_focused();
}

#[test]
fn what_is_written_is_found_and_led_to() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    ana.notes().type_text("a mentor for the platform team");
    ben.notes().reads("a mentor for the platform team");
    ben.adds_task("Call Eva");
    ben.adds_point("Say no to ops");
    ben.opens_point("Say no to ops");
    ben.looks_away();
    // Words of the notes, in any order, in any case.
    asks(&ben, "/", "Platform mentor");
    ben.dialog("Commands").find("option", "Growth plan …").mentions("Agenda");
    ben.press("Enter");
    ben.heading("Growth plan").is_there();
    asks(&ben, "/", "eva");
    ben.dialog("Commands").find("option", "Call Eva …").click();
    ben.tasks().row("Call Eva").is_focused();
    asks(&ben, "/", "zzz");
    ben.dialog("Commands").find("status", "").mentions("Nothing found.");
}

#[test]
fn from_one_room_a_command_leads_to_another() {
    let story = Story::begin();
    let (ana, _ben) = story.ana_and_ben();
    ana.adds_point("Of Ben’s room");
    ana.chooses_in_menu("All rooms");
    ana.button("Start a room").click();
    ana.textbox("Your name").reads("Ana");
    ana.button("Start a room").click();
    ana.textbox("Add to the agenda").is_there();
    ana.agenda().has_rows(&[]);
    asks(&ana, "Ctrl+k", "ben");
    ana.dialog("Commands").find("option", "Go to Ben").click();
    ana.agenda().has_rows(&["Of Ben’s room"]);
}
