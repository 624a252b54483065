//! The first words: how an invite is sent, what it says to whom, where it leads; and how one begins while waiting.

use alongside_testkit::story::{element::Finds, person::Story};

#[test]
fn an_invite_is_copied_and_shared_with_words_around_its_link() {
    let story = Story::begin();
    let ana = story.person("Ana");
    ana.before_each_page(
        "navigator.share = async (data) => { window.shared = data; };
         navigator.clipboard.writeText = async (text) => { window.copied = text; };",
    );
    ana.starts_a_room();
    let link = ana.invite_link();
    ana.opens_invite();
    let invite = ana.dialog("Invite");
    invite.button("Share").click();
    invite.button("Copy link").click();
    invite.mentions("Copied");
    let message = format!("Ana invites you to a room for two: {link}");
    assert_eq!(ana.ask_page("return window.copied"), message);
    assert_eq!(ana.ask_page("return `${window.shared.text} ${window.shared.url}`"), message);
    // What was copied opens the room as it is.
    let ben = story.person("Ben");
    ben.opens("/");
    ben.button("I have an invite link").click();
    ben.textbox("Invite link").enter(&message);
    ben.heading("Ana invites you").is_there();
}

#[test]
fn a_link_to_an_erased_room_says_so_and_leads_on() {
    let story = Story::begin();
    let ana = story.ana_alone();
    let link = ana.invite_link();
    let ben = story.person("Ben");
    ben.goto(&link);
    ben.heading("Ana invites you").is_there();
    ana.leaves_for_both("Erase for both");
    ana.dialog("Erase for both").button("Erase").click();
    ana.reads("This room was erased for both.");

    let eva = story.person("Eva");
    eva.goto(&link);
    eva.heading("This room was erased").is_there();
    eva.button("I have another link").click();
    eva.textbox("Invite link").is_there();
    eva.goto(&link);
    eva.button("Start a room").click();
    eva.textbox("Your name").enter("Eva");
    eva.region("Agenda").is_there();

    // Who has seen who invites is told whom to ask.
    ben.button("Join").is_there();
    ben.textbox("Your name").enter("Ben");
    ben.heading("This room was erased").is_there();
    ben.reads("Ask Ana for a new invite.");
}

#[test]
fn a_frame_too_low_for_the_first_screen_leads_to_a_window_of_its_own() {
    let story = Story::begin();
    let ana = story.person("Ana");
    ana.opens("/");
    ana.resize(320, 64);
    let open = ana.link("Open");
    open.has("target", Some("_blank"));
    ana.reads("Alongside");
}

#[test]
fn the_list_of_rooms_says_what_is_new_and_again_after_a_reload() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("Growth plan");
    ben.agenda().has_rows(&["Growth plan"]);
    ana.knows_that_has_it("Ben");
    ana.chooses_in_menu("All rooms");
    ana.list("Rooms").mentions("Ben");
    // Who looks at the list is not in the room.
    ben.list("Members").shows("shows Ana away".into(), |text| text.contains("offline"));
    ben.adds_point("Say no to ops");
    ana.list("Rooms").mentions("1 new");
    ben.adds_task("Call Eva");
    ana.list("Rooms").mentions("2 new");
    // Another room makes this one of several, so that the list is what a reload leads to.
    ana.button("Start a room").click();
    ana.textbox("Your name").enter("Ana");
    ana.region("Agenda").is_there();
    ana.opens("/");
    ana.list("Rooms").mentions("2 new");
    // What is looked at is new no more.
    ana.list("Rooms").link("Ben …").click();
    ana.agenda().has_rows(&["Growth plan", "Say no to ops"]);
    ana.chooses_in_menu("All rooms");
    ana.list("Rooms").has_so_many_rows(2);
    ana.list("Rooms").no_longer_mentions("new");
}

#[test]
fn somebody_who_waits_alone_begins_with_an_agenda_of_one_press() {
    let story = Story::begin();
    let ana = story.ana_alone();
    let starters = ana.find("group", "While you wait, begin with one of these");
    starters.is_there();
    ana.button("A first coaching session …").click();
    ana.agenda().has_so_many_rows(4);
    ana.agenda().row("What brings you here").mentions("15");
    starters.is_gone();
    ana.textbox("Add to the agenda").is_focused();
    // One act, one undo.
    ana.button("Undo").click();
    ana.agenda().has_so_many_rows(0);
    starters.is_there();

    // Who is not alone any more has something better to do.
    let ben = story.person("Ben");
    ben.joins_by(&ana.invite_link());
    ana.sees("Ben");
    starters.is_gone();
    assert!(!ben.find("group", "While you wait, begin with one of these").is_here_now());
}
