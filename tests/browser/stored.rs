//! What a browser stores: no secret as it is; and what happens when it clears that under an open page.

use std::iter;

use alongside_peer::invite::{self, Pasted};
use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
};
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD, prelude::BASE64_URL_SAFE_NO_PAD};
use memchr::memmem;

use crate::sync::is_kept_for_offline;

#[test]
fn no_secret_stands_in_what_a_browser_stores_and_everything_opens_after_a_reload() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("Kanarienvogel");
    let link = ana.invite_link();
    // Nobody has taken the link yet: what it carries is stored, to be shown again.
    let stored = ana.stored_secrets();
    let Ok(Pasted::Invite(invite)) = invite::read(&link) else { panic!("no invite") };
    assert_eq!(stored.invitation.as_ref().map(|bytes| &bytes[..32]), Some(&invite.pairing.0[..]));
    stores_no_secret(&ana, &[&link]);

    let ben = story.person("Ben");
    ben.joins_by(&link);
    ana.sees("Ben");
    let device_link = ana.device_link();
    for person in [&ana, &ben] {
        stores_no_secret(person, &[&link, &device_link]);
        person.reload();
        person.agenda().has_rows(&["Kanarienvogel"]);
        stores_no_secret(person, &[&link, &device_link]);
    }
    let before = ana.stored_secrets();
    ana.opens("/");
    ana.agenda().has_rows(&["Kanarienvogel"]);
    let after = ana.stored_secrets();
    assert!(before.room == after.room && before.device == after.device && before.keyring == after.keyring);

    let phone = story.person("Ana’s phone");
    phone.links_by(&device_link);
    phone.agenda().has_rows(&["Kanarienvogel"]);
    stores_no_secret(&phone, &[&device_link]);
}

#[test]
fn site_data_cleared_under_an_open_room_is_stored_again_and_the_reload_opens_the_room() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("before");
    ana.device_link();
    ana.knows_that_has_it("Ben");
    let before = ana.stored_secrets();
    for time in ["first", "second"] {
        ana.clears_site_data();
        ana.adds_point(&format!("after the {time} time"));
        ana.has_stored_everything_again();
        ana.knows_that_has_it("Ben");
        ana.reload();
        ana.agenda().row(&format!("after the {time} time")).is_there();
        let after = ana.stored_secrets();
        assert!(before.room == after.room && before.device == after.device, "it is the device that it was");
        assert_eq!(before.keyring, after.keyring);
        ana.list("Members").has_so_many_rows(2);
    }
    ben.agenda().has_rows(&["before", "after the first time", "after the second time"]);
    ben.agenda().row("after the first time").is_there();
}

#[test]
fn a_database_deleted_under_a_page_without_a_network_loses_nothing_that_was_written_before_or_after() {
    let mut story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("at the relay");
    ana.sync().reads("Sent");
    is_kept_for_offline(&ana);
    story.relay.kill();
    ana.sync().reads("Offline");
    ana.adds_point("before");
    ana.textbox("Add to the agenda").type_text("half a th");
    ana.loses_the_database();
    ana.adds_task("after");
    ana.has_stored_everything_again();
    ana.sync().reads("Offline · 2 changes waiting");
    // The task is written by itself, after the rest.
    ana.lets_controls_settle();
    // (Not by a reload: Firefox's driver passes by the worker then.)
    ana.opens("/");
    ana.agenda().has_rows(&["at the relay", "before"]);
    ana.tasks().has_rows(&["after"]);
    ana.textbox("Add to the agenda").reads("half a th");
    story.relay.start_again();
    ana.sync().reads("Sent");
}

#[test]
fn two_tabs_store_their_rooms_again_when_site_data_is_cleared_under_both() {
    let story = Story::begin();
    let (ana, _ben) = story.ana_and_ben();
    ana.adds_point("in the first room");
    ana.knows_that_has_it("Ben");
    let first = ana.address();
    ana.new_tab();
    ana.opens("/");
    ana.agenda().has_rows(&["in the first room"]);
    ana.chooses_in_menu("All rooms");
    ana.button("Start a room").click();
    ana.textbox("Your name").retype("Ana");
    ana.button("Start a room").click();
    ana.region("Agenda").is_there();
    ana.adds_point("in the second room");
    ana.sync().reads("Sent");
    let second = ana.address();
    ana.clears_site_data();
    ana.adds_point("and after");
    ana.look_at_tab(0);
    ana.adds_point("and after");
    ana.has_stored_everything_again();
    for tab in [1, 0] {
        ana.look_at_tab(tab);
        ana.reload();
        ana.agenda().row("and after").is_there();
        // Each of the tabs knows both rooms, under one wrapping key.
        for (address, point) in [(&first, "in the first room"), (&second, "in the second room")] {
            ana.goto(address);
            ana.agenda().row(point).is_there();
        }
        ana.goto(if tab == 0 { &first } else { &second });
    }
}

#[test]
fn a_device_that_can_store_nothing_any_more_says_so_at_once_and_gives_the_key_to_keep() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("one");
    ana.sync().reads("Sent");
    ana.loses_the_database_for_good();
    ana.reads("This page forgets the room when closed");
    ana.button("Copy my printed key").click();
    ana.button("Copied").is_there();
    ana.chooses_in_menu("Sync details");
    ana.dialog("Sync details").mentions("the browser refuses to store anything here");
}

#[test]
fn a_device_that_lost_its_wrapping_key_says_so_and_opens_the_room_by_a_new_link() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("one");
    ana.knows_that_has_it("Ben");
    ana.ask_page(
        "return new Promise((done) => {
            const opening = indexedDB.open('alongside');
            opening.onsuccess = () => {
                const writing = opening.result.transaction('prefs', 'readwrite');
                writing.objectStore('prefs').delete('wrapping key');
                writing.oncomplete = () => { opening.result.close(); done(); };
            };
        })",
    );
    ana.reload();
    ana.heading("This device has no key to this room").is_there();
    ana.reads("This browser has lost the key to 1 room that is stored here.");
    ana.goto(&ben.invite_link());
    ana.radiogroup("Who are you?").radio("Ana, on another device").click();
    ana.button("Join").click();
    ana.agenda().has_rows(&["one"]);
    ana.opens("/");
    ana.agenda().has_rows(&["one"]);
    ana.chooses_in_menu("All rooms");
    ana.heading("Rooms").is_there();
    assert!(!ana.ask_page("return deep('main')[0].innerText").to_string().contains("lost the key"));
}

/// Nothing that this person's browser stores holds one of its secrets, or one that a link carries: in no spelling.
#[track_caller]
fn stores_no_secret(person: &Person, links: &[&str]) {
    let stored = person.stored_secrets();
    let mut secrets = vec![stored.room, stored.device];
    secrets.extend(stored.invitation.map(|bytes| bytes[..32].to_vec()));
    let texts: Vec<&str> = links.iter().copied().chain(stored.keyring.as_deref()).collect();
    for text in &texts {
        match invite::read(text).expect("a link or a key") {
            Pasted::Invite(invite) => secrets.push(invite.pairing.0.to_vec()),
            Pasted::PrintedKey(secret) => secrets.push(secret.as_bytes().to_vec()),
        }
    }
    let spelled = secrets.iter().flat_map(|secret| spellings(secret));
    let fragments = texts.iter().map(|text| text.rsplit('#').next().unwrap_or_default().as_bytes().to_vec());
    let (needles, all) = (spelled.chain(fragments).collect::<Vec<_>>(), person.everything_stored());
    assert!(all.iter().any(|part| part == b"Ana" || part == b"Ben"), "the search finds the name that is stored");
    for needle in needles {
        let found = all.iter().find(|part| memmem::find(part, &needle).is_some());
        assert!(found.is_none(), "{}: {} stands in {found:?}", person.name, String::from_utf8_lossy(&needle));
    }
}

/// A secret as it is, and as a text would hold it.
fn spellings(secret: &[u8]) -> Vec<Vec<u8>> {
    let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    let numbers = secret.iter().map(u8::to_string).collect::<Vec<_>>();
    iter::once(secret.to_vec())
        .chain(
            [
                hex.to_ascii_uppercase(),
                hex,
                BASE64_STANDARD_NO_PAD.encode(secret),
                BASE64_URL_SAFE_NO_PAD.encode(secret),
                numbers.join(","),
                numbers.join(", "),
            ]
            .map(String::into_bytes),
        )
        .collect()
}
