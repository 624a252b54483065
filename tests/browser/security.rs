//! What the page may do, and what it reveals.

use alongside_peer::{
    RoomSecret,
    invite::{self, Pasted},
};
use memchr::memmem;

use alongside_testkit::story::{browser::Site, element::Finds, person::Story};

#[test]
fn the_page_runs_under_a_strict_policy_and_breaks_none_of_it() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("Say no to ops");
    ana.opens_point("Say no to ops");
    ben.opens_point("Say no to ops");
    ana.notes().type_text("a caret is drawn by style, and styles are watched by the policy");
    ben.notes().type_text(" too");
    ana.adds_task("Call Eva");
    ana.button("Start").click();
    ana.chooses_in_menu("Keyboard");
    ana.dialog("Keyboard").is_there();
    ana.press("Escape");
    ana.dialog("Keyboard").is_gone();
    ana.prefers(&[("prefers-color-scheme", "dark")]);
    ana.knows_that_has_it("Ben");

    let policy = ana.ask_page(
        "return (async () => { const page = await fetch(location.pathname);
             const headers = Object.fromEntries([...page.headers]);
             return { headers, html: await page.text() }; })()",
    );
    let headers = &policy["headers"];
    let csp = headers["content-security-policy"].as_str().expect("a policy");
    for part in ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'none'"] {
        let implied = part.starts_with("object-src") && csp.contains("default-src 'none'");
        assert!(csp.contains(part) || implied, "{part} in {csp}");
    }
    for loose in ["'unsafe-inline'", "'unsafe-eval'", "http://*", "https://*"] {
        assert!(!csp.contains(loose), "{loose} in {csp}");
    }
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["referrer-policy"], "no-referrer");
    let inline = "return [...document.scripts].filter((e) => !e.src).length
        + [...document.querySelectorAll('[style], style')].length + deep('[style]').filter((e) => e.getAttribute('style') === null).length";
    assert_eq!(ana.ask_page(inline), 0, "nothing inline");

    for person in [&ana, &ben] {
        // A warning may be about something that browsers do not do before the first gesture; breaches of the policy
        // are errors.
        let complaints: Vec<String> = person.console().into_iter().filter(|line| line.starts_with("SEVERE")).collect();
        assert!(complaints.is_empty(), "{}’s console: {complaints:#?}", person.name);
    }
}

#[test]
fn the_widget_calls_nothing_but_its_relay() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("Say no to ops");
    ana.sync().reads("Sent");
    let elsewhere = ana.ask_page(
        "return performance.getEntriesByType('resource').map((e) => e.name).filter((name) => new URL(name).host !== location.host)",
    );
    assert_eq!(elsewhere, serde_json::json!([]));
}

/// Searches for every text that somebody can put into a room, each a different one, and for the key.
#[test]
fn no_word_and_no_key_is_in_the_relays_memory_files_or_log_or_on_the_wire() {
    let mut story = Story::begin();
    let ana = story.person_whose("Zaunkoenig", Site::OnALine);
    ana.starts_a_room();
    ana.opens_invite();
    ana.dialog("Invite").textbox("Who is it for?").enter("Steinschmaetzer");
    ana.press("Escape");
    let link = ana.invite_link();
    let ben = story.person_whose("Rotkehlchen", Site::OnALine);
    ben.joins_by(&link);
    ana.sees("Rotkehlchen");

    ana.adds_point("Kanarienvogel");
    ana.opens_point("Kanarienvogel");
    ana.notes().type_text("Nachtigall");
    ana.adds_task("Goldammer");
    ana.chooses("Goldammer", "Link");
    ana.textbox("Link: Goldammer").enter("https://seidenschwanz.example/");
    ana.chooses("Goldammer", "Comment");
    ana.textbox("Comment: Goldammer").enter("Wiedehopf");
    ana.textbox("My intention").type_text("Mauersegler");
    ana.button("Start").click();
    ana.button("Stop").click();
    ana.radio("Done").click();
    ana.textbox("What happened").enter("Blaumeise");
    ana.button("Session 1").click();
    ana.dialog("Session").textbox("Call link").enter("https://eisvogel.example/");
    ana.press("Escape");
    let ring = ana.device_link();
    ben.agenda().has_rows(&["Kanarienvogel"]);
    ana.knows_that_has_it("Rotkehlchen");

    let secret = link.split_once("#1.").expect("a secret").1;
    let device = ring.split_once("#k.").expect("a secret").1;
    let stored = ana.stored_secrets();
    let key = RoomSecret::from_bytes(stored.room.try_into().expect("32 bytes"));
    let Ok(Pasted::PrintedKey(ring)) = invite::read(&stored.keyring.expect("a keyring")) else {
        panic!("no printed key")
    };
    let words = [
        "Zaunkoenig",
        "Rotkehlchen",
        "Steinschmaetzer",
        "Kanarienvogel",
        "Nachtigall",
        "Goldammer",
        "seidenschwanz",
        "Wiedehopf",
        "Mauersegler",
        "Blaumeise",
        "eisvogel",
        secret,
        device,
    ];
    let secrets: Vec<&[u8]> =
        words.iter().map(|word| word.as_bytes()).chain([&key.as_bytes()[..], &ring.as_bytes()[..]]).collect();
    let named = |at: usize| words.get(at).copied().unwrap_or("a key’s bytes");
    // The search does find what is there: the room’s public id may be in all of these places.
    let public = key.room_id();
    assert_eq!(story.relay.remembers(&[&public.0]), [0], "the relay’s memory can be searched");
    assert_eq!(story.relay.remembers(&secrets).into_iter().map(named).collect::<Vec<_>>(), [""; 0], "in its memory");
    for person in [&ana, &ben] {
        let heard = person.line().heard();
        assert!(holds(&heard, &public.0) || heard.len() > 10_000, "{} bytes were captured", heard.len());
        let found = (0..secrets.len()).filter(|at| holds(&heard, secrets[*at]));
        assert_eq!(found.map(named).collect::<Vec<_>>(), [""; 0], "on {}’s wire", person.name);
    }
    story.relay.kill();
    for (at, secret) in secrets.iter().enumerate() {
        assert!(!holds(story.relay.said().as_bytes(), secret), "{} stands in the relay’s log", named(at));
        assert!(!story.relay.keeps(secret), "{} stands in the relay’s files", named(at));
    }
    assert!(story.relay.keeps(&public.0), "the relay’s files can be searched");
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    memmem::find(bytes, words).is_some()
}
