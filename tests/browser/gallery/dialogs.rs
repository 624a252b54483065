//! The menu and every dialog.

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
};

use super::{album::Chapter, full_room::full_room};

#[test]
fn every_dialog() {
    let chapter = Chapter::begin("5 Dialogs");
    let story = Story::begin();
    let (ana, ben) = full_room(&story);
    let both = [&ana, &ben];
    ana.chooses("Retro: what to keep", "Delete");
    ana.looks_away();
    chapter
        .state("Menu")
        .read_aloud()
        .until_escape(&|person| {
            person.button("Menu").click();
            person.dialog("Menu").button("Invite").is_there();
        })
        .of(&both);
    chapter
        .state("Session")
        .read_aloud()
        .until_escape(&|person| {
            // Below 600 px the session is in the section "More".
            if !person.button("Session …").is_here_now() {
                person.tab("More").click();
            }
            person.button("Session …").click();
            person.dialog("Session").is_there();
        })
        .of(&both);
    for entry in [
        "Invite",
        "Members",
        "Devices",
        "Sync details",
        "Commands",
        "Sound",
        "Keyboard",
        "Bin",
        "End this together",
        "Remove from this device",
        "Erase for both",
    ] {
        let of: &[&Person] = if ["Members", "Devices", "Sync details"].contains(&entry) { &both } else { &both[..1] };
        let open = opened(entry);
        let state = chapter.state(entry).until_escape(&open);
        // What Sync details tells of the last minutes is never the same.
        if entry == "Sync details" { state } else { state.read_aloud() }.of(of);
    }
    chapter
        .state("Commands, found")
        .until_escape(&|person| {
            opened("Commands")(person);
            person.types("st");
        })
        .of(&both[..1]);
    let button_in = |dialog: &'static str, button: &'static str| {
        move |person: &Person| {
            opened(dialog)(person);
            person.dialog(dialog).button(button).click();
        }
    };
    chapter.state("Devices, with the link").until_escape(&button_in("Devices", "Link my other device")).of(&both[..1]);
    chapter.state("Devices, changing the key").until_escape(&button_in("Devices", "Change the key")).of(&both[..1]);
    chapter.state("Merge two people").until_escape(&button_in("Members", "Merge two people")).of(&both[..1]);
}

#[test]
fn dialogs_of_one() {
    let chapter = Chapter::begin("5b Dialogs while alone");
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.sync().reads("Sent");
    chapter.state("Invite").until_escape(&Person::opens_invite).of(&[&ana]);
    chapter.state("Menu").until_escape(&|person| person.button("Menu").click()).of(&[&ana]);
    chapter.state("Bin, empty").until_escape(&opened("Bin")).of(&[&ana]);
}

fn opened(entry: &'static str) -> impl Fn(&Person) {
    move |person| {
        if ["Members", "End this together", "Erase for both"].contains(&entry) {
            // Not in the menu.
            person.opens_by_commands(entry);
        } else {
            person.chooses_in_menu(entry);
            person.dialog(entry).is_there();
        }
    }
}
