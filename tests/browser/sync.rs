//! Whether the sync chip tells the truth: saved on this device, at the relay, with the other; with and without
//! network.

use alongside_testkit::story::{
    browser::{Browser, Site},
    element::Finds,
    patience::together,
    person::{Person, Story},
};

#[test]
fn the_chip_says_sent_alone_and_ben_has_it_for_two() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("Before Ben came");
    ana.sync().reads("Sent");
    let ben = story.person("Ben");
    ben.joins_by(&ana.invite_link());
    ben.agenda().has_rows(&["Before Ben came"]);
    ana.knows_that_has_it("Ben");
    ana.adds_point("With Ben here");
    ana.knows_that_has_it("Ben");
    ben.adds_point("From Ben");
    ben.knows_that_has_it("Ana");

    ana.chooses_in_menu("Sync details");
    let details = ana.dialog("Sync details");
    details.mentions("All of it is on Ben’s device. That says nothing about whether Ben has read it.");
    details.status("Connection").reads("Through the relay");
    details.mentions("Ciphertext only");
    // The latest frames as the relay sees them: an added point, and a frame of the kind that every key press causes.
    let frames = details.list("Latest frames");
    frames.mentions("Sent (stored)");
    frames.mentions("Received (live)");
    frames.mentions("bytes");
    details.mentions("This page runs build ");
    // For people who look for a fault.
    details.button("Copy a report").click();
    details.button("Copied").is_there();
}

#[test]
fn what_ben_was_sent_while_away_is_his_when_he_is_back() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.knows_that_has_it("Ben");
    ben.close();
    ana.list("Members").shows("shows Ben away".into(), |text| text.contains("offline"));
    ana.adds_point("While Ben was away");
    ana.sync().reads("Sent");
    ben.open_again();
    ben.opens("/");
    ben.agenda().has_rows(&["While Ben was away"]);
    ben.reads("Ana added ‘While Ben was away’");
    ana.knows_that_has_it("Ben");
}

#[test]
fn without_a_network_every_change_is_counted_and_sent_later() {
    let mut story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("one");
    ben.agenda().has_rows(&["one"]);
    ana.knows_that_has_it("Ben");

    story.relay.kill();
    ana.sync().reads("Offline");
    ana.hears("Offline");
    ana.reads("Everything you write is kept on this device and goes out when you are back.");
    ana.adds_point("two");
    ana.sync().reads("Offline · 1 change waiting");
    ana.adds_task("three");
    ana.sync().reads("Offline · 2 changes waiting");
    ben.adds_point("four");

    story.relay.start_again();
    ana.knows_that_has_it("Ben");
    ana.hears("Back online, all sent");
    for person in [&ana, &ben] {
        person.looks_away();
        person.agenda().has_so_many_rows(3);
        person.tasks().has_rows(&["three"]);
    }
    let rows = ana.agenda().rows();
    ben.agenda().has_rows(&rows.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn one_who_loses_the_network_comes_back_by_himself() {
    let story = Story::begin();
    let ana = story.ana_alone();
    let ben = story.person_whose("Ben", Site::OnALine);
    ben.joins_by(&ana.invite_link());
    ana.sees("Ben");
    ana.knows_that_has_it("Ben");
    ben.line().cut();
    ben.adds_point("In a tunnel");
    ben.sync().reads("Offline · 1 change waiting");
    ana.list("Members").mentions("offline");
    ana.adds_point("At the desk");
    ana.sync().reads("Sent");
    ben.line().mend();
    for person in [&ana, &ben] {
        person.looks_away();
        person.agenda().has_so_many_rows(2);
    }
    ben.knows_that_has_it("Ana");
    ana.knows_that_has_it("Ben");
}

#[test]
fn a_room_opens_without_a_network_and_what_was_done_there_arrives() {
    let mut story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("one");
    ben.agenda().has_rows(&["one"]);
    ben.sync().shows("is well".into(), |words| words == "Sent" || words.ends_with("has it"));
    is_kept_for_offline(&ben);
    ben.close();
    ana.adds_point("two");
    ana.sync().reads("Sent");
    story.relay.kill();
    ana.sync().reads("Offline");

    ben.open_again();
    ben.opens("/");
    ben.agenda().has_rows(&["one"]);
    ben.sync().reads("Offline");
    ben.adds_point("three, with no network");
    ben.adds_task("a task, too");
    ben.sync().reads("Offline · 2 changes waiting");
    ben.close();

    story.relay.start_again();
    ben.open_again();
    ben.opens("/");
    for person in [&ana, &ben] {
        person.looks_away();
        person.agenda().has_so_many_rows(3);
        person.tasks().has_rows(&["a task, too"]);
    }
    let rows = ana.agenda().rows();
    ben.agenda().has_rows(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    ben.knows_that_has_it("Ana");
}

#[test]
fn a_room_started_without_a_network_is_sent_when_there_is_one() {
    let mut story = Story::begin();
    let ana = story.ana_alone();
    is_kept_for_offline(&ana);
    story.relay.kill();
    ana.opens("/");
    ana.chooses_in_menu("All rooms");
    ana.button("Start a room").click();
    ana.button("Start a room").click();
    ana.adds_point("Nobody but me");
    ana.sync().shows("waits".into(), |words| words.starts_with("Offline · "));
    let link = ana.invite_link();
    story.relay.start_again();
    ana.sync().reads("Sent");
    let ben = story.person("Ben");
    ben.joins_by(&link);
    ben.agenda().has_rows(&["Nobody but me"]);
}

#[test]
fn two_open_browsers_outlive_the_relays_death_again_and_again() {
    let mut story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for round in 0..3 {
        let (hers, his) = (format!("Ana {round}"), format!("Ben {round}"));
        together(|| ana.adds_point(&hers), || ben.adds_point(&his));
        story.relay.kill();
        let (hers, his) = (format!("Ana {round}, alone"), format!("Ben {round}, alone"));
        together(|| ana.adds_point(&hers), || ben.adds_point(&his));
        story.relay.start_again();
    }
    for person in [&ana, &ben] {
        person.looks_away();
        person.agenda().has_so_many_rows(12);
    }
    let rows = ana.agenda().rows();
    ben.agenda().has_rows(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    ana.knows_that_has_it("Ben");
}

#[test]
fn a_browser_that_is_killed_loses_nothing_that_it_said_was_saved() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("one");
    ana.opens_point("one");
    ana.notes().type_text("every letter of this");
    ana.knows_that_has_it("Ben");
    ana.crash();
    ana.open_again();
    ana.opens("/");
    ana.opens_point("one");
    ana.notes().reads("every letter of this");
    ben.sees("Ana");
}

#[test]
fn where_nothing_may_be_stored_it_says_so_and_works() {
    let mut story = Story::begin();
    let ana = story.person_whose("Ana", Site::StoresNothing);
    ana.starts_a_room();
    ana.reads("This page forgets the room when closed");
    ana.adds_point("In memory");
    ana.sync().reads("Sent");
    let ben = story.person("Ben");
    ben.joins_by(&ana.invite_link());
    ben.agenda().has_rows(&["In memory"]);
    ana.sees("Ben");

    story.relay.kill();
    ana.adds_point("Nowhere else");
    ana.sync().reads("Not saved");
    ana.reads("Closing it now would lose 1 change.");
    ana.hears("Not saved");
    story.relay.start_again();
    ben.agenda().row("Nowhere else").is_there();
    ana.sync().shows("is well".into(), |words| words == "Sent" || words == "Ben has it");
}

#[test]
fn two_tabs_of_one_browser_see_each_others_edits_without_a_network() {
    let mut story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("one");
    ana.sync().reads("Sent");
    is_kept_for_offline(&ana);
    ana.new_tab();
    ana.opens("/");
    ana.agenda().has_rows(&["one"]);
    ana.list("Members").has_so_many_rows(1);
    story.relay.kill();
    ana.sync().reads("Offline");
    ana.adds_point("two, in the second tab");
    ana.look_at_tab(0);
    ana.looks_away();
    ana.agenda().has_rows(&["one", "two, in the second tab"]);
    ana.adds_point("three, in the first");
    ana.look_at_tab(1);
    ana.looks_away();
    ana.agenda().has_rows(&["one", "two, in the second tab", "three, in the first"]);
    story.relay.start_again();
    for tab in 0..2 {
        ana.look_at_tab(tab);
        ana.sync().reads("Sent");
    }
}

/// Waits until the browser has everything to open the page without network.
pub fn is_kept_for_offline(browser: &Browser) {
    let ready = "return (async () => {
        const worker = await navigator.serviceWorker.ready;
        const kept = await caches.match(new URL('./', location).href);
        return (worker.active?.state === 'activated' && !!kept) || `${worker.active?.state} ${!!kept}`;
    })()";
    alongside_testkit::story::element::page_becomes(browser, "the page is kept for offline", ready);
}

#[test]
fn a_hidden_page_is_away() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    hide(&ben);
    ana.list("Members").mentions("away");
    ben.look_at_tab(0);
    ana.list("Members").no_longer_mentions("away");
}

fn hide(person: &Person) {
    person.new_tab();
    person.opens("/healthz");
}
