//! Only mine: what one of the two writes for nobody else.

use alongside_testkit::story::{
    browser::Site,
    element::Finds,
    person::{Person, Story},
};
use memchr::memmem;

/// Opens the dialog from wherever the focus is.
#[track_caller]
fn opens_only_mine(person: &Person) {
    person.opens_by_commands("Only mine");
    person.dialog("Only mine").textbox("What struck me").is_there();
}

/// Everything that this page's origin stores, as text.
fn stored(person: &Person) -> String {
    let script = "return (async () => {
        const all = [];
        for (const { name } of await indexedDB.databases()) {
            const base = await new Promise((done) => { indexedDB.open(name).onsuccess = (e) => done(e.target.result); });
            for (const store of base.objectStoreNames) {
                const from = base.transaction(store).objectStore(store);
                for (const what of ['getAll', 'getAllKeys']) {
                    const found = await new Promise((done) => { from[what]().onsuccess = (e) => done(e.target.result); });
                    all.push(JSON.stringify(found, (_, value) => value instanceof Uint8Array ? String.fromCharCode(...value)
                        : value instanceof ArrayBuffer ? String.fromCharCode(...new Uint8Array(value)) : value));
                }
            }
            base.close();
        }
        return all.join();
    })()";
    person.ask_page(script).as_str().expect("a text").to_owned()
}

/// `[P 155, 156, 157]`
#[test]
fn private_lines_are_kept_and_nothing_of_them_is_sent_until_one_is_shared_once() {
    let mut story = Story::begin();
    let ana = story.person_whose("Ana", Site::OnALine);
    ana.starts_a_room();
    let link = ana.invite_link();
    let ben = story.person_whose("Ben", Site::OnALine);
    ben.joins_by(&link);
    ana.sees("Ben");
    ana.adds_point("Growth plan");
    ana.adds_point("Say no to ops");
    ana.opens_point("Growth plan");
    ana.knows_that_has_it("Ben");
    ana.region("Only mine").is_gone();

    ana.button("Only mine").click();
    let hers = ana.dialog("Only mine");
    hers.mentions("Only you see this.");
    hers.mentions("It stays on this device and is never sent.");
    hers.textbox("Beside ‘Growth plan’").type_text("Nachtigall is afraid of it");
    // Enter goes on to the next line.
    ana.press("Enter");
    hers.textbox("What happened").is_focused();
    hers.textbox("What happened").type_text("Kanarienvogel paused twice");
    hers.textbox("What struck me").paste("Zaunkoenig\nhardly spoke");
    hers.textbox("What struck me").reads("Zaunkoenig hardly spoke");
    ana.press("Escape");
    hers.is_gone();
    ana.region("Only mine").mentions("Only you see this.");
    ana.region("Only mine").no_longer_mentions("Zaunkoenig");
    ana.sync().reads("Ben has it");

    // Written without a network, and kept through a reload.
    ana.line().cut();
    ana.sync().reads("Offline");
    opens_only_mine(&ana);
    hers.textbox("What next").type_text("Steinschmaetzer first");
    ana.press("Escape");
    ana.sync().reads("Offline");
    ana.line().mend();
    ana.reload();
    opens_only_mine(&ana);
    hers.textbox("What happened").reads("Kanarienvogel paused twice");
    hers.textbox("What next").reads("Steinschmaetzer first");
    ana.press("Escape");
    ana.knows_that_has_it("Ben");

    let canaries = ["Nachtigall", "Kanarienvogel", "Zaunkoenig", "Steinschmaetzer"];
    assert!(stored(&ben).contains("Ana"), "what Ben’s device stores can be searched");
    let is_there = |bytes: &[u8], words: &str| memmem::find(bytes, words.as_bytes()).is_some();
    for canary in canaries {
        assert!(!is_there(stored(&ben).as_bytes(), canary), "{canary} on Ben’s device");
        assert!(!is_there(stored(&ana).as_bytes(), canary), "{canary} as it is on Ana’s device");
        for person in [&ana, &ben] {
            assert!(!is_there(&person.line().heard(), canary), "{canary} on {}’s wire", person.name);
        }
        assert_eq!(story.relay.remembers(&[canary.as_bytes()]), [0_usize; 0], "{canary} in the relay’s memory");
    }
    ben.region("Only mine").is_gone();
    opens_only_mine(&ben);
    ben.dialog("Only mine").textbox("What struck me").reads("");
    ben.press("Escape");

    // Shared, once, right below its point.
    ana.opens_point("Growth plan");
    opens_only_mine(&ana);
    hers.button("Share: Nachtigall is afraid of it").click();
    hers.mentions("Ben will see it, as a point on the agenda.");
    hers.button("Keep it to myself").click();
    hers.button("Share: Nachtigall is afraid of it").click();
    hers.button("Share it").click();
    hers.mentions("Shared · ");
    hers.button("Share: Nachtigall is afraid of it").is_gone();
    hers.textbox("Beside ‘Growth plan’").reads("");
    ben.agenda().has_rows(&["Growth plan", "Nachtigall is afraid of it", "Say no to ops"]);
    ana.press("Escape");
    ana.chooses_in_menu("Remove from this device");
    ana.dialog("Remove from this device").mentions("What only you see is on this device alone");
    ana.dialog("Remove from this device").button("Remove").click();
    ana.button("Start a room").is_there();
    story.relay.kill();
    for canary in &canaries[1..] {
        assert!(!story.relay.keeps(canary.as_bytes()), "{canary} stands in the relay’s files");
    }
}

/// `[P 155, 158, 159]`
#[test]
fn a_linked_device_has_the_lines_and_what_both_write_merges() {
    let story = Story::begin();
    let laptop = story.ana_alone();
    opens_only_mine(&laptop);
    let (hers, line) = (laptop.dialog("Only mine"), "What struck me");
    hers.textbox(line).type_text("She paused");
    laptop.press("Escape");
    laptop.sync().reads("Sent");
    let phone = story.person("Ana");
    phone.links_by(&laptop.device_link());
    phone.region("Agenda").is_there();
    opens_only_mine(&phone);
    let there = phone.dialog("Only mine");
    there.mentions("Your linked devices have it, too");
    there.textbox(line).reads("She paused");
    there.textbox(line).caret_to_end();
    there.textbox(line).type_text(" for long");
    // Left, the room sends its parcel; opened, it takes it in.
    phone.press("Escape");
    phone.chooses_in_menu("All rooms");
    opens_only_mine(&laptop);
    hers.textbox(line).reads("She paused for long");
}
