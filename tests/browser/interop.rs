//! A second client, which follows `docs/protocol.md`, in a room with two of ours: the page is correct and complete.

use alongside_testkit::story::{
    element::Finds,
    patience::until,
    person::{Person, Story},
    relay_process::root,
    second_client::SecondClient,
};

#[test]
fn a_client_of_another_make_reads_the_agenda_and_adds_to_it() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["Say no to ops", "Pairing 👩‍👧 עם אווה", "Holidays", "Release date"] {
        ana.adds_point(title);
    }
    ben.adds_point("From Ben");
    ana.chooses("Release date", "Move up");
    ana.chooses("Holidays", "Delete");
    ana.chooses("Say no to ops", "Move to next session");
    ben.checkbox("Discussed: Release date").click();
    ben.checkbox("Discussed: Release date").is_ticked(true);
    let link = ana.invite_link();
    let client = SecondClient::ready();

    let rows = both_see(&ana, &ben, 3);
    until("the second client sees the same", || {
        let printed = client.reads(&link);
        let titles: Vec<_> = printed.agenda.iter().map(|(title, _)| title).collect();
        if titles.iter().eq(&rows.iter().collect::<Vec<_>>()) {
            Ok(())
        } else {
            Err(format!("{printed:?}, not {rows:?}"))
        }
    });
    let discussed = client.reads(&link).agenda.into_iter().filter(|(_, discussed)| *discussed);
    assert_eq!(discussed.collect::<Vec<_>>(), [("Release date".to_owned(), true)]);

    let after: Vec<_> = rows.iter().map(String::as_str).chain(["Added in another language"]).collect();
    let printed = client.adds(&link, "Added in another language", "Ben");
    assert!(printed.agenda.iter().map(|(title, _)| title).eq(&after), "{printed:?}");
    for person in [&ana, &ben] {
        person.agenda().has_rows(&after);
    }
    ana.knows_that_has_it("Ben");

    ana.agenda().textbox("Title: Added in another language").retype("Edited by Ana 🎉");
    ben.agenda().row("Edited by Ana 🎉").is_there();
    until("the second client reads what Ana made of it", || {
        let printed = client.reads(&link);
        match printed.agenda.last() {
            Some((title, false)) if title == "Edited by Ana 🎉" => Ok(()),
            _ => Err(format!("{printed:?}")),
        }
    });

    ana.button("Session 1").click();
    ana.dialog("Session").button("Close session").click();
    ana.press("Escape");
    ben.button("Session 2").is_there();
    let rows = both_see(&ana, &ben, 4);
    until("the second client is in the next session too", || {
        let printed = client.reads(&link);
        if printed.agenda.iter().map(|(title, _)| title).eq(&rows) { Ok(()) } else { Err(format!("{printed:?}")) }
    });
    client.adds(&link, "In session two", "Ana");
    for person in [&ana, &ben] {
        person.agenda().has_rows(&rows.iter().map(String::as_str).chain(["In session two"]).collect::<Vec<_>>());
    }
    assert_eq!(client.fails(&[&link, "add", "Whose?", "as", "Cara"]).trim(), "nobody in the room is called Cara");

    // A task that is handed over, and what becomes of it.
    ana.adds_task("Run the workshop");
    ana.chooses("Run the workshop", "Hand it over");
    ana.dialog("Hand-off").button("Offer it to Ben").click();
    reads_handed(&client, &link, "offered");
    ben.button("With help: Run the workshop").click();
    reads_handed(&client, &link, "needs help");
}

/// The second client reads that the task is in this state.
#[track_caller]
fn reads_handed(client: &SecondClient, link: &str, state: &str) {
    let wanted = [("Run the workshop".to_owned(), state.to_owned())];
    until("the second client reads how it stands", || {
        let handoffs = client.reads(link).handoffs;
        if handoffs == wanted { Ok(()) } else { Err(format!("{handoffs:?}")) }
    });
}

/// `[P 16, 34]`
#[test]
fn the_second_client_starts_from_the_relays_snapshot() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for title in ["Say no to ops", "Growth plan"] {
        ana.adds_point(title);
    }
    let (link, client) = (ana.invite_link(), SecondClient::ready());
    // It writes the order key as Yjs writes bytes.
    client.moves_last(&link, "Say no to ops", "Ana");
    for person in [&ana, &ben] {
        person.looks_away();
        person.agenda().has_rows(&["Growth plan", "Say no to ops"]);
    }
    ana.opens_point("Growth plan");
    // More than the log may grow to before a page puts a snapshot.
    ana.notes().paste(&"Words, many words. ".repeat(5_000));
    ana.knows_that_has_it("Ben");
    until("the relay has a snapshot", || {
        let printed = client.reads(&link);
        if printed.snapshot { Ok(()) } else { Err("none yet".to_owned()) }
    });
    client.adds(&link, "Added to a snapshot", "Ana");
    for person in [&ana, &ben] {
        person.looks_away();
        person.agenda().has_rows(&["Growth plan", "Say no to ops", "Added to a snapshot"]);
    }
    let phone = story.person("Ana’s phone");
    phone.links_by(&ana.device_link());
    phone.agenda().has_rows(&["Growth plan", "Say no to ops", "Added to a snapshot"]);
}

/// `[P 1, 11, 50, 60-64, 70, 84]`
#[test]
fn the_second_client_computes_every_frozen_vector() {
    let said = SecondClient::ready().checks(&root().join("docs/protocol-vectors.txt"));
    assert!(said.ends_with(" vectors hold\n"), "{said}");
}

/// The rows of the agenda, once both screens show so many, and the same ones.
#[track_caller]
fn both_see(ana: &Person, ben: &Person, count: usize) -> Vec<String> {
    for person in [ana, ben] {
        person.looks_away();
        person.agenda().has_so_many_rows(count);
    }
    let rows = ana.agenda().rows();
    ben.agenda().has_rows(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    rows
}
