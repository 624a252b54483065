//! From the first visit to two people in a room, and the ways back to the room.

use alongside_testkit::story::{element::Finds, person::Story, relay_process::WidgetCopy};

#[test]
fn a_room_starts_with_a_name_and_a_click_and_asks_a_question() {
    let story = Story::begin();
    let ana = story.person("Ana");
    ana.opens("/");
    ana.heading("A room for two").is_there();
    ana.textbox("Your name").type_text("Ana");
    ana.button("Start a room").click();

    for region in ["Timer", "Agenda", "Now", "Tasks"] {
        ana.region(region).is_there();
    }
    ana.region("Agenda").button("Another question").click();
    ana.region("Agenda").button("Add this").click();
    ana.agenda().has_so_many_rows(1);
    ana.region("Agenda").button("Add this").is_gone();
    ana.sync().reads("Sent");
    ana.list("Members").mentions("Ana");
    assert!(ana.address().contains("/#r."), "{}", ana.address());
}

#[test]
fn a_nameless_start_asks_for_the_name() {
    let story = Story::begin();
    let ana = story.person("Ana");
    ana.opens("/");
    ana.button("Start a room").click();
    ana.textbox("Your name").is_focused();
    ana.find("alert", "").mentions("Your name, so the other knows it is you.");
    ana.textbox("Your name").enter("Ana");
    ana.region("Agenda").is_there();
}

/// `[P 80, 81]`
#[test]
fn an_invite_brings_ben_in_and_each_sees_the_other() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.button("Invite").click();
    let invite = ana.dialog("Invite");
    invite.mentions("Anyone with this link can read the whole room.");
    invite.mentions("Only you so far.");
    invite.textbox("Who is it for?").type_text("Benjamin");
    invite.find("image", "QR code").is_there();
    let link = invite.textbox("Invite link").text();
    let secret = link.split_once("#1.").map(|(_, secret)| secret.to_owned()).expect("a secret");
    assert_eq!(secret.len(), 43, "32 bytes in base64url: {secret}");
    invite.button("Copy link").click();
    invite.mentions("Copied");
    ana.press("Escape");
    ana.button("Invite").is_focused();

    let ben = story.person("Ben");
    ben.goto(&link);
    ben.heading("Ana invites you").is_there();
    ben.reads("Nobody else can read it, no account.");
    ben.button("Join").click();
    ben.find("alert", "").mentions("Your name, so Ana knows it is you.");
    ben.textbox("Your name").type_text("Ben");
    ben.button("Join").click();
    ben.sees("Ana");
    ana.sees("Ben");
    ana.button("Invite").is_gone();
    ana.chooses_in_menu("Invite");
    ana.dialog("Invite").mentions("In the room: Ana and Ben.");

    for person in [&ana, &ben] {
        assert!(person.address().contains("/#r."), "{}", person.address());
        assert!(!person.address().contains(&secret) && !person.title().contains(&secret));
        let kept =
            person.ask_page("return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state])");
        assert!(!kept.to_string().contains(&secret), "{kept}");
    }
    assert_eq!(ana.address(), ben.address());
}

#[test]
fn who_starts_is_the_coach_and_who_joins_the_coachee_and_both_can_change() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.opens_members();
    let members = ana.dialog("Members");
    members.combobox("Role: Ana").reads("coach");
    members.combobox("Role: Ben").reads("coachee");
    members.combobox("This room is for").choose("Mentor and mentee");
    members.textbox("Name: Ben").retype("Benjamin");
    ben.list("Members").mentions("Benjamin");
    ben.opens_members();
    ben.page_becomes(
        "Ben reads his part",
        "const parts = deep('dialog select').map((e) => e.selectedOptions[0].text); return parts.includes('mentee') || parts",
    );
}

#[test]
fn an_invalid_link_says_why() {
    let story = Story::begin();
    let ana = story.ana_alone();
    let address = ana.address();
    let link = ana.invite_link();

    let ben = story.person("Ben");
    ben.opens("/");
    let have_one = ben.button("I have an invite link");
    have_one.click();
    let try_link = |text: &str, says: &str| {
        ben.textbox("Invite link").retype(text);
        ben.button("Join").click();
        ben.find("alert", "").mentions(says);
        assert!(!ben.address().contains("#1."), "{}", ben.address());
    };
    let cut = "That link is incomplete";
    try_link(&link[..link.len() - 5], "That link is incomplete: 5 letters are missing.");
    try_link("hello", cut);
    try_link(&link.replace("#1.", "#2."), "This link is from a newer version.");
    try_link(&address, "This is a room’s address. It carries no key");

    // The same from the address bar; the part of a secret in it is removed at once.
    ben.opens("/#1.abc");
    ben.find("alert", "").mentions(cut);
    assert!(!ben.address().contains("abc"), "{}", ben.address());

    ben.textbox("Invite link").retype(&link);
    ben.button("Join").click();
    ben.says_name();
    ana.sees("Ben");
}

#[test]
fn a_device_without_the_key_asks_for_the_invite() {
    let story = Story::begin();
    let ana = story.ana_alone();
    let ben = story.person("Ben");
    ben.goto(&ana.address());
    ben.heading("This device has no key to this room").is_there();
    ben.reads("Open the invite link again, or paste it here.");
    ben.textbox("Invite link").type_text(&ana.invite_link());
    ben.button("Join").click();
    ben.says_name();
    ana.sees("Ben");
}

/// `[P 112]`
#[test]
fn a_link_that_the_relay_does_not_know_says_so_and_is_looked_for_again() {
    let mut story = Story::begin();
    let ben = story.person("Ben");
    ben.goto(&format!("{}/#1.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", story.relay.origin()));
    ben.heading("This link is not there yet").is_there();

    ben.opens("/");
    let ana = story.ana_alone();
    let link = ana.invite_link();
    ben.button("I have an invite link").click();
    story.relay.kill();
    ben.textbox("Invite link").enter(&link);
    ben.reads("The relay cannot be reached.");
    story.relay.start_again();
    ben.heading("Ana invites you").is_there();
    ben.says_name();
    ana.sees("Ben");
}

/// `[P 112]`
#[test]
fn a_link_in_a_history_says_that_it_was_used_and_leads_its_own_device_to_the_room() {
    let story = Story::begin();
    let ana = story.ana_alone();
    let link = ana.invite_link();

    // A program that looks at links before people do uses nothing up.
    let preview = story.person("Eva");
    preview.goto(&link);
    preview.heading("Ana invites you").is_there();
    preview.close();

    let ben = story.person("Ben");
    ben.joins_by(&link);
    ana.sees("Ben");
    ben.adds_point("Only for us");
    ben.opens("/");
    ben.goto(&link);
    ben.agenda().has_rows(&["Only for us"]);

    let history = story.person("Eva");
    history.goto(&link);
    history.heading("This link was used").is_there();
    history.reads("Tell whoever sent it at once");
    history.reads("Link my other device");
    let text = history.ask_page("return deep('main').map((e) => e.innerText).join(' ')").to_string();
    assert!(!text.contains("Ana") && !text.contains("Ben"), "{text}");
    ana.opens_invite();
    let invite = ana.dialog("Invite");
    invite.textbox("Invite link").shows("holds another link".into(), |shown| *shown != link && shown.contains("#1."));
    invite.button("New link").click();
    ana.press("Escape");
    history.close();

    let phone = story.person("Ben’s phone");
    phone.links_by(&ben.device_link());
    phone.agenda().has_rows(&["Only for us"]);
    ana.list("Members").has_so_many_rows(2);
}

/// `[P 112, 113]`
#[test]
fn a_link_that_was_stolen_before_it_was_used_is_noticed_and_one_that_was_taken_back_opens_nothing() {
    let story = Story::begin();
    let ana = story.ana_alone();
    let link = ana.invite_link();
    ana.opens_invite();
    let thief = story.person("Eva");
    thief.joins_by(&link);
    ana.dialog("Invite").mentions("This link was used:");
    ana.dialog("Invite").no_longer_mentions("Anyone with this link can read the whole room.");
    ana.press("Escape");
    ana.sees("Eva");
    thief.close();
    let ben = story.person("Ben");
    ben.goto(&link);
    ben.reads("Was it not you?");

    let before = ana.invite_link();
    ana.opens_invite();
    let invite = ana.dialog("Invite");
    invite.button("New link").click();
    invite.textbox("Invite link").shows("holds another link".into(), |shown| *shown != before);
    let now = invite.textbox("Invite link").text();
    ben.goto(&before);
    ben.reads("The link is an old one. Ask Ana for a new invite.");
    ben.joins_by(&now);
    ana.press("Escape");
    // Eva is there, too, and offline.
    ana.list("Members").mentions("Ben");
}

/// `[P 80]`
#[test]
fn a_link_opens_out_of_a_whole_message_and_one_that_came_in_the_path_says_who_saw_it() {
    let story = Story::begin();
    let ana = story.ana_alone();
    let link = ana.invite_link();
    let ben = story.person("Ben");
    ben.opens("/");
    ben.button("I have an invite link").click();
    ben.textbox("Invite link").enter(&format!("Hi Ben, 1. here it is: <{link}>. Best, Ana"));
    ben.heading("Ana invites you").is_there();

    ben.goto(&format!("{}.", link.replace('#', "%23")));
    ben.heading("Ana invites you").is_there();
    ben.reads("the server was sent what it carries");
    assert!(!ben.address().contains("%23"), "{}", ben.address());
    ben.says_name();
    ana.sees("Ben");
}

#[test]
fn one_room_opens_by_itself_and_several_are_listed() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.opens_invite();
    ana.dialog("Invite").textbox("Who is it for?").type_text("Ben");
    ana.press("Escape");
    ana.adds_point("Say no to ops");
    ana.sync().reads("Sent");

    ana.opens("/");
    ana.agenda().has_rows(&["Say no to ops"]);
    ana.reload();
    ana.agenda().has_rows(&["Say no to ops"]);

    ana.chooses_in_menu("All rooms");
    ana.list("Rooms").has_so_many_rows(1);
    ana.list("Rooms").mentions("Ben, not here yet");
    ana.list("Rooms").button("Invite").click();
    ana.list("Rooms").button("Copied").is_there();
    ana.button("Start a room").click();
    ana.textbox("Your name").reads("Ana");
    ana.button("Start a room").click();
    ana.region("Agenda").is_there();
    ana.agenda().has_rows(&[]);

    ana.opens("/");
    ana.list("Rooms").has_so_many_rows(2);
    ana.list("Rooms").link("Ben, not here yet …").click();
    ana.agenda().has_rows(&["Say no to ops"]);
    ana.script("history.back()", Vec::new()).expect("back");
    ana.list("Rooms").has_so_many_rows(2);
}

#[test]
fn a_room_removed_from_a_device_is_gone_there_and_stays_with_the_other() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("Say no to ops");
    ben.agenda().has_rows(&["Say no to ops"]);
    let address = ben.address();

    ben.chooses_in_menu("Remove from this device");
    ben.dialog("Remove from this device").button("Cancel").click();
    ben.agenda().has_rows(&["Say no to ops"]);
    ben.chooses_in_menu("Remove from this device");
    ben.dialog("Remove from this device").button("Remove").click();
    ben.button("Start a room").is_there();
    ben.page_becomes("nothing of it is left on the device", LEFT);

    ben.goto(&address);
    ben.heading("This device has no key to this room").is_there();
    ana.agenda().has_rows(&["Say no to ops"]);
    ana.list("Members").mentions("offline");
}

/// `[P 82]`
#[test]
fn ben_on_another_device_is_ben_and_a_third_person_is_announced() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let link = ana.invite_link();

    let phone = story.person("Ben’s phone");
    phone.goto(&link);
    phone.radiogroup("Who are you?").radio("Ben, on another device").click();
    phone.textbox("Your name").is_gone();
    phone.button("Join").click();
    phone.list("Members").has_so_many_rows(2);
    phone.adds_point("From the phone");
    ben.agenda().has_rows(&["From the phone"]);
    ana.list("Members").has_so_many_rows(2);
    phone.close();

    let cleo = story.person("Cleo");
    cleo.joins_by(&ana.invite_link());
    ana.reads("Cleo joined this room.");
    ben.reads("Cleo joined this room.");
    ana.button("Dismiss").click();
    ana.reload();
    ana.list("Members").has_so_many_rows(3);
    assert!(!ana.ask_page("return deep('main')[0].innerText").to_string().contains("joined this room"));
}

/// `[P 80, 82]`
#[test]
fn a_device_link_brings_me_in_as_me() {
    let story = Story::begin();
    let (ana, _ben) = story.ana_and_ben();
    let phone = story.person("Ana’s phone");
    phone.links_by(&ana.device_link());
    phone.list("Members").has_so_many_rows(2);
    ana.list("Members").has_so_many_rows(2);
}

/// How many records of any room the device still has.
const LEFT: &str = "return new Promise((done) => {
    const opening = indexedDB.open('alongside');
    opening.onsuccess = () => {
        const stores = ['rooms', 'snapshots', 'checkpoints', 'frames', 'unsent'];
        const reading = opening.result.transaction(stores);
        const left = {};
        for (const store of stores) {
            reading.objectStore(store).count().onsuccess = (event) => { if (event.target.result) left[store] = event.target.result; };
        }
        reading.oncomplete = () => { opening.result.close(); done(Object.keys(left).length === 0 || left); };
    };
})";

#[test]
fn a_screen_opened_before_the_rooms_are_loaded_stays() {
    let widget = WidgetCopy::new();
    let story = Story::begin_with(&widget.options());
    let ana = story.person("Ana");
    widget.withholds_later_parts();
    ana.opens("/");
    ana.button("I have an invite link").click();
    ana.textbox("Invite link").type_text("no link");
    widget.gives_them_back();
    ana.page_becomes(
        "the rooms are loaded",
        "return performance.getEntriesByType('resource').some((e) => e.name.includes('engine') && e.responseStatus === 200)",
    );
    ana.button("Join").click();
    ana.find("alert", "").is_there();
    ana.textbox("Invite link").reads("no link");
}

#[test]
fn a_press_before_the_rooms_are_loaded_is_kept_until_they_are() {
    let widget = WidgetCopy::new();
    let story = Story::begin_with(&widget.options());
    let ana = story.person("Ana");
    widget.withholds_later_parts();
    ana.opens("/");
    ana.textbox("Your name").type_text("Ana");
    ana.button("Start a room").click();
    ana.heading("Opening…").is_there();
    ana.find("alert", "").mentions("A part of Alongside could not be loaded.");
    ana.button("Reload").is_there();

    widget.gives_them_back();
    ana.region("Agenda").is_there();
    ana.list("Members").mentions("Ana");
    ana.sync().reads("Sent");
}

#[test]
fn a_reload_finds_the_name_that_was_typed_before_the_rooms_came() {
    let widget = WidgetCopy::new();
    let story = Story::begin_with(&widget.options());
    let ana = story.person("Ana");
    widget.withholds_later_parts();
    ana.opens("/");
    ana.textbox("Your name").enter("Ana");
    let reload = ana.button("Reload");
    reload.is_there();
    widget.gives_them_back();
    reload.click();
    ana.textbox("Your name").reads("Ana");
    ana.button("Start a room").click();
    ana.region("Agenda").is_there();
}

#[test]
fn a_dialog_opened_before_its_module_is_there_says_so_and_is_filled_when_it_comes() {
    let widget = WidgetCopy::new();
    let story = Story::begin_with(&widget.options());
    let ana = story.person("Ana");
    widget.withholds_the_dialogs();
    ana.starts_a_room();
    ana.textbox("Add to the agenda").enter("Say no to ops");
    ana.checkbox("Discussed: Say no to ops").is_there();
    ana.button("Menu").click();
    let menu = ana.dialog("Menu");
    menu.find("alert", "").mentions("A part of Alongside could not be loaded.");
    menu.button("Reload").is_there();

    widget.gives_them_back();
    menu.button("Sync details").click();
    ana.dialog("Sync details").mentions("What the server sees");
    ana.press("Escape");
    ana.textbox("Add to the agenda").enter("Growth plan");
    ana.checkbox("Discussed: Growth plan").is_there();
}
