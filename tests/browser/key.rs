//! Key rotation: those who are kept follow automatically, everybody else keeps what they had.

use alongside_testkit::story::{
    browser::Site,
    element::Finds,
    person::{Person, Story},
};

/// What a person does about keys.
trait ChangesKeys {
    /// Opens the dialog and checks how many devices are in the room.
    #[track_caller]
    fn sees_devices(&self, wanted: usize);

    /// Rotates the key, keeping all devices but those with these names; `devices` is how many there are.
    #[track_caller]
    fn changes_the_key(&self, devices: usize, but: &[&str]);

    /// Waits until everything from here is at the relay.
    #[track_caller]
    fn has_sent_all(&self);
}

impl ChangesKeys for Person {
    #[track_caller]
    fn sees_devices(&self, wanted: usize) {
        self.chooses_in_menu("Devices");
        self.dialog("Devices").list("In this room").has_so_many_rows(wanted);
    }

    #[track_caller]
    fn changes_the_key(&self, devices: usize, but: &[&str]) {
        self.sees_devices(devices);
        let dialog = self.dialog("Devices");
        dialog.button("Change the key").click();
        dialog.mentions("Old links stop working. Devices you do not keep need a new invite.");
        for name in but {
            let keep = dialog.checkbox(&format!("Keep: {name} …"));
            keep.is_ticked(true);
            keep.click();
            keep.is_ticked(false);
        }
        dialog.button("Change the key").click();
        self.reads("You changed the key of this room. Old links no longer work.");
    }

    #[track_caller]
    fn has_sent_all(&self) {
        self.sync().shows("is well".into(), |words| words == "Sent" || words.ends_with("has it"));
    }
}

/// `[P 85, 86]`
#[test]
fn every_device_that_is_kept_follows_by_itself_and_the_old_room_is_erased() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let phone = story.person("Ana");
    phone.links_by(&ana.device_link());
    ana.adds_point("Before");
    for other in [&ben, &phone] {
        other.agenda().has_rows(&["Before"]);
    }
    let (old_link, old_address) = (ana.invite_link(), ana.address());
    phone.has_sent_all();

    ana.changes_the_key(3, &[]);
    ben.reads("Ana changed the key of this room. Old links no longer work.");
    phone.reads("You changed the key of this room. Old links no longer work.");
    let address = ana.address();
    assert_ne!(address, old_address);
    for other in [&ben, &phone] {
        assert_eq!(other.address(), address);
        other.looks_away();
        other.agenda().has_rows(&["Before"]);
    }
    ben.adds_point("After");
    for other in [&ana, &phone] {
        other.looks_away();
        other.agenda().has_rows(&["Before", "After"]);
    }
    ana.list("Members").has_so_many_rows(2);
    ana.sees_devices(3);
    ana.dialog("Devices").no_longer_mentions("Not back");
    ana.press("Escape");

    phone.close();
    let eva = story.person("Eva");
    eva.goto(&old_link);
    eva.heading("This room was erased").is_there();

    // The list has the new room in place of the old one.
    ben.chooses_in_menu("All rooms");
    ben.list("Rooms").has_so_many_rows(1);
    ben.reload();
    ben.chooses_in_menu("All rooms");
    ben.list("Rooms").has_so_many_rows(1);
}

#[test]
fn an_old_link_says_that_the_room_has_moved_and_shows_nothing_that_is_written_after() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("Before");
    ana.knows_that_has_it("Ben");
    let old_link = ana.invite_link();
    ben.has_sent_all();
    ben.close();
    ana.changes_the_key(2, &[]);
    ana.adds_point("After");
    ana.sync().reads("Sent");
    ana.sees_devices(2);
    ana.dialog("Devices").mentions("Not back since the key was changed");
    ana.press("Escape");

    let eva = story.person("Eva");
    eva.goto(&old_link);
    eva.reads("This room has moved");
    eva.reads("Ask Ana for a new invite.");
    let text = eva.ask_page("return deep('main').map((e) => e.innerText).join(' ')").to_string();
    assert!(!text.contains("After") && !eva.button("Join").is_here_now(), "{text}");

    // Ben was kept: he follows when he is back, and then the old room is erased.
    ben.open_again();
    ben.opens("/");
    ben.reads("Ana changed the key of this room.");
    ben.looks_away();
    ben.agenda().has_rows(&["Before", "After"]);
    eva.heading("This room was erased").is_there();
}

#[test]
fn what_was_done_offline_meanwhile_comes_along() {
    let story = Story::begin();
    let ana = story.ana_alone();
    let ben = story.person_whose("Ben", Site::OnALine);
    ben.joins_by(&ana.invite_link());
    ana.sees("Ben");
    ana.knows_that_has_it("Ben");
    ben.has_sent_all();
    ana.sees_devices(2);
    ana.press("Escape");
    ben.line().cut();
    ben.adds_point("In a tunnel");
    ben.sync().reads("Offline · 1 change waiting");
    ana.changes_the_key(2, &[]);
    ana.adds_point("At the desk");
    ana.sync().reads("Sent");

    ben.line().mend();
    ben.reads("Ana changed the key of this room.");
    for person in [&ana, &ben] {
        person.looks_away();
        person.agenda().has_so_many_rows(2);
        person.agenda().row("In a tunnel").is_there();
        person.agenda().row("At the desk").is_there();
    }
    assert_eq!(ana.address(), ben.address());
    ana.knows_that_has_it("Ben");
    ben.knows_that_has_it("Ana");
}

#[test]
fn a_person_who_is_not_kept_only_reads_until_a_new_invite() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("Before");
    ben.agenda().has_rows(&["Before"]);
    ben.has_sent_all();
    let old_address = ben.address();
    ana.changes_the_key(2, &["Ben"]);
    ben.reads("This room has moved. Ask Ana for a new invite.");
    ben.textbox("Add to the agenda").is_gone();
    ben.textbox("Title: Before").is_usable(false);
    ben.agenda().has_rows(&["Before"]);
    assert_eq!(ben.address(), old_address);
    ana.adds_point("After");
    ana.sync().reads("Sent");

    ben.goto(&ana.invite_link());
    ben.radiogroup("Who are you?").radio("Ben, on another device").click();
    ben.button("Join").click();
    ben.looks_away();
    ben.agenda().has_rows(&["Before", "After"]);
    ana.knows_that_has_it("Ben");
}

#[test]
fn the_key_is_changed_again_while_a_device_is_away_that_then_follows_all_the_way() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let phone = story.person_whose("Ben", Site::OnALine);
    phone.goto(&ana.invite_link());
    phone.radiogroup("Who are you?").radio("Ben, on another device").click();
    phone.button("Join").click();
    phone.has_sent_all();
    ana.sees_devices(3);
    ana.press("Escape");
    phone.line().cut();

    let first = ana.address();
    ana.changes_the_key(3, &[]);
    ben.page_becomes("Ben has followed", &format!("return location.href !== {first:?} || location.href"));
    ana.adds_point("After the first");
    ben.agenda().has_rows(&["After the first"]);
    ana.has_sent_all();
    ben.has_sent_all();
    let second = ana.address();
    ana.changes_the_key(3, &[]);
    for person in [&ana, &ben] {
        person.page_becomes(
            "they are in the third room",
            &format!("return ![{first:?}, {second:?}].includes(location.href) || location.href"),
        );
    }
    // Nobody returns to an older room: everything written is in the new one, with everything from before.
    ana.adds_point("After the second");
    ben.looks_away();
    ben.agenda().has_rows(&["After the first", "After the second"]);
    ana.knows_that_has_it("Ben");
    let third = ana.address();

    phone.line().mend();
    phone.looks_away();
    phone.agenda().has_rows(&["After the first", "After the second"]);
    for person in [&ana, &ben, &phone] {
        assert_eq!(person.address(), third);
    }
}

#[test]
fn without_the_relay_the_key_stays() {
    let mut story = Story::begin();
    let ana = story.ana_alone();
    ana.sync().reads("Sent");
    story.relay.kill();
    ana.sync().reads("Offline");
    ana.chooses_in_menu("Devices");
    let dialog = ana.dialog("Devices");
    dialog.mentions("The relay cannot be reached.");
    dialog.button("Change the key").is_gone();
    ana.press("Escape");
    ana.adds_point("Still here");
}

#[test]
fn the_dialog_fits_at_every_width_in_light_and_dark() {
    let story = Story::begin();
    let (ana, _ben) = story.ana_and_ben();
    ana.sees_devices(2);
    ana.dialog("Devices").button("Change the key").click();
    for (width, height) in [(320, 568), (760, 900), (1280, 900)] {
        ana.resize(width, height);
        ana.page_becomes(
            "nothing hangs over",
            "const wide = deep('dialog').filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.scrollWidth);
             return wide.length === 0 || wide",
        );
    }
}
