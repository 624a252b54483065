//! What stands in front of the relay: a company's sign-on that has run out, a path of the host, another relay beside it.

use alongside_testkit::story::{
    element::Finds,
    front::{PathPrefix, SignOn},
    person::{Person, Story},
    relay_process::RelayProcess,
};

use crate::sync::is_kept_for_offline;

/// Signs in again, from the room or the screen that says so.
fn signs_in_again(person: &Person) {
    person.link("Sign in again").click();
    signs_in(person);
}

fn signs_in(person: &Person) {
    person.heading("Sign-on of the company").is_there();
    assert!(!person.address().contains('#'), "the sign-on sees no fragment: {}", person.address());
    person.button("Sign in").click();
}

#[test]
fn a_sign_on_that_runs_out_in_an_open_room_is_said_and_what_is_written_meanwhile_arrives() {
    let story = Story::begin_behind("", PathPrefix::Kept);
    let (ana, ben) = story.ana_and_ben();
    let address = ana.address();
    let mut titles = Vec::new();
    for sign_on in SignOn::ALL {
        ana.knows_that_has_it("Ben");
        story.front().signs_everybody_out(sign_on);
        ana.reads("You are signed out of this server. Everything you write is kept on this device");
        titles.push(format!("Written while signed out: {sign_on:?}"));
        ana.adds_point(titles.last().expect("a title"));
        ana.sync().reads("Offline · 1 change waiting");
        signs_in_again(&ana);
        ana.sync().reads("Sent");
        assert_eq!(ana.address(), address, "in the same room, {sign_on:?}");
        ana.link("Sign in again").is_gone();
        signs_in_again(&ben);
        let rows: Vec<&str> = titles.iter().map(String::as_str).collect();
        for person in [&ana, &ben] {
            person.looks_away();
            person.agenda().has_rows(&rows);
        }
    }
}

#[test]
fn a_sign_on_that_ran_out_while_the_page_was_closed_leaves_the_kept_room_and_a_way_in() {
    let story = Story::begin_behind("/rooms/a", PathPrefix::Removed);
    let ana = story.person("Ana");
    ana.starts_a_room_at("/rooms/a/");
    ana.adds_point("Before");
    let address = ana.address();
    for sign_on in SignOn::ALL {
        ana.sync().reads("Sent");
        is_kept_for_offline(&ana);
        story.front().signs_everybody_out(sign_on);
        // No reload: the driver of Firefox reloads past the service worker.
        ana.goto("about:blank");
        ana.goto(&address);
        ana.agenda().row("Before").is_there();
        let title = format!("After {sign_on:?}");
        ana.adds_point(&title);
        signs_in_again(&ana);
        ana.agenda().row(&title).is_there();
        ana.sync().reads("Sent");
        assert_eq!(ana.address(), address, "in the same room, {sign_on:?}");
    }
}

#[test]
fn on_a_first_visit_the_sign_on_comes_first_and_the_page_after_it() {
    let story = Story::begin_behind("", PathPrefix::Kept);
    for sign_on in SignOn::ALL {
        story.front().signs_everybody_out(sign_on);
        let ana = story.person("Ana");
        ana.opens("/");
        signs_in(&ana);
        ana.heading("A room for two").is_there();
        ana.starts_a_room();
        ana.sync().reads("Sent");
    }
}

#[test]
fn an_invite_that_is_opened_while_signed_out_leads_in_after_the_sign_on() {
    let story = Story::begin_behind("", PathPrefix::Kept);
    let ana = story.ana_alone();
    let link = ana.invite_link();
    let ben = story.person("Ben");
    ben.opens("/");
    ben.heading("A room for two").is_there();
    is_kept_for_offline(&ben);
    story.front().signs_everybody_out(SignOn::Redirects);
    ben.goto(&link);
    ben.reads("You are signed out of this server.");
    signs_in_again(&ben);
    ben.heading("Ana invites you").is_there();
    ben.says_name();
    let kept = ben.ask_page("return JSON.stringify({ ...sessionStorage })");
    assert!(!kept.to_string().contains("#1."), "the key waits nowhere any more: {kept}");
}

#[test]
fn the_page_of_a_sign_on_is_never_kept_for_the_page_of_the_room() {
    let story = Story::begin_behind("", PathPrefix::Kept);
    for sign_on in SignOn::ALL {
        let ana = story.person("Ana");
        ana.opens("/company/elsewhere");
        story.front().lets_everybody_through_to("/sw.js");
        story.front().signs_everybody_out(sign_on);
        ana.page_becomes(
            "the worker did not come to keep anything",
            "const registered = navigator.serviceWorker.register('/sw.js');
             return registered.then(async ({ installing }) => {
                 if (installing) await new Promise((done) => installing.onstatechange = () => {
                     if (['redundant', 'activated'].includes(installing.state)) done();
                 });
                 const kept = await caches.match(new URL('/', location).href);
                 return kept === undefined || kept.text();
             })",
        );
    }
}

/// A relay under each of these paths; Ana has a room at each.
fn two_relays_keep_apart(one: (&str, PathPrefix), other: (&str, PathPrefix)) {
    let mut story = Story::begin_behind(one.0, one.1);
    let mut second = RelayProcess::behind(story.front(), other.0, other.1);
    let ana = story.person("Ana");
    let at = |path: &str| format!("{path}/");
    ana.starts_a_room_at(&at(one.0));
    ana.adds_point("At the one");
    ana.sync().reads("Sent");
    is_kept_for_offline(&ana);

    ana.opens(&at(other.0));
    ana.heading("A room for two").is_there();
    ana.button("All rooms").is_gone();
    ana.starts_a_room_at(&at(other.0));
    ana.adds_point("At the other");
    ana.sync().reads("Sent");
    is_kept_for_offline(&ana);

    // Each opens its only room, with a network and without.
    for has_network in [true, false] {
        if !has_network {
            story.relay.kill();
            second.kill();
        }
        for (path, title) in [(one.0, "At the one"), (other.0, "At the other")] {
            ana.opens(&at(path));
            ana.agenda().has_rows(&[title]);
            ana.chooses_in_menu("All rooms");
            ana.list("Rooms").has_so_many_rows(1);
        }
    }
}

#[test]
fn two_relays_on_one_host_share_no_room_and_delete_nothing_of_each_other() {
    two_relays_keep_apart(("/a", PathPrefix::Kept), ("/b", PathPrefix::Removed));
}

#[test]
fn a_relay_below_the_root_of_another_shares_no_room_with_it() {
    two_relays_keep_apart(("", PathPrefix::Kept), ("/b", PathPrefix::Kept));
}

#[test]
fn a_link_without_the_slash_of_its_path_opens_the_room_whatever_the_proxy_does_with_the_path() {
    for prefix in [PathPrefix::Kept, PathPrefix::Removed] {
        let story = Story::begin_behind("/a", prefix);
        let ana = story.person("Ana");
        ana.starts_a_room_at("/a/");
        let link = ana.invite_link();
        assert!(link.contains("/a/#1."), "{link}");
        let ben = story.person("Ben");
        ben.joins_by(&link.replace("/a/#", "/a#"));
        assert!(ben.address().contains("/a/#r."), "{prefix:?}: {}", ben.address());
        ana.sees("Ben");
    }
}

#[test]
fn a_proxy_that_lets_no_socket_through_is_told_to_the_operator_and_nothing_written_is_lost() {
    let story = Story::begin_behind("", PathPrefix::Kept);
    story.front().drops_upgrades();
    let ana = story.ana_alone();
    ana.adds_point("Kept here");
    ana.sync().shows("is offline".into(), |words| words.starts_with("Offline"));
    ana.link("Sign in again").is_gone();
    let said = story.relay.said();
    assert_eq!(said.matches("without the headers of a WebSocket handshake").count(), 1, "{said}");
}
