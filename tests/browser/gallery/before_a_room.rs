//! The screens outside a room.

use alongside_testkit::story::{
    element::Finds,
    person::{Person, Story},
};

use super::album::Chapter;

#[test]
fn first_screens() {
    let chapter = Chapter::begin("1 Before a room");
    let mut story = Story::begin();
    let eva = story.person("Eva");
    eva.opens("/");
    eva.button("Start a room").is_there();
    chapter.state("First screen").read_aloud().of(&[&eva]);
    eva.button("Start a room").click();
    eva.find("alert", "").mentions("Your name");
    chapter.state("Started without a name").of(&[&eva]);
    eva.textbox("Your name").type_text("Eva");
    chapter.state("With a name").of(&[&eva]);
    chapter.state("In a low frame").sizes(&[(320, 64), (760, 64), (320, 300), (760, 300)]).of(&[&eva]);
    eva.button("I have an invite link").click();
    eva.textbox("Invite link").is_there();
    chapter.state("Open an invite").read_aloud().of(&[&eva]);
    eva.textbox("Invite link").enter("https://alongside.example/#1.abc");
    eva.find("alert", "").mentions("incomplete");
    chapter.state("A link that is cut").of(&[&eva]);

    invited(&chapter, &story, &eva);

    let ana = story.ana_alone();
    let link = ana.invite_link();
    eva.opens("/");
    eva.button("I have an invite link").click();
    story.relay.kill();
    eva.textbox("Invite link").enter(&link);
    eva.reads("The relay cannot be reached.");
    chapter.state("The relay cannot be reached").of(&[&eva]);
    story.relay.start_again();
    eva.heading("Ana invites you").is_there();
    ana.leaves_for_both("Erase for both");
    ana.dialog("Erase for both").button("Erase").click();
    ana.reads("This room was erased for both.");
    eva.goto(&link);
    eva.heading("This room was erased").is_there();
    chapter.state("An invite to an erased room").of(&[&eva]);
}

fn invited(chapter: &Chapter, story: &Story, eva: &Person) {
    let ana = story.ana_alone();
    let link = ana.invite_link();
    let ben = story.person("Ben");
    ben.goto(&link);
    ben.heading("Ana invites you").is_there();
    chapter.state("Invited").read_aloud().of(&[&ben]);
    ben.says_name();
    ana.sees("Ben");
    eva.goto(&ana.invite_link());
    eva.radiogroup("Who are you?").is_there();
    chapter.state("Invited, with the question who it is").of(&[eva]);
    eva.radio("Someone else").click();
    chapter.state("Somebody else").of(&[eva]);
    eva.goto(&format!("{}.", ana.invite_link().replace('#', "%23")));
    eva.reads("the server was sent what it carries");
    chapter.state("A link that a mail program changed").of(&[eva]);
    eva.goto(&link);
    eva.heading("This link was used").is_there();
    chapter.state("A link that was used").read_aloud().of(&[eva]);
    eva.goto(&format!("{}/#1.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", story.relay.origin()));
    eva.heading("This link is not there yet").is_there();
    chapter.state("A link that is not there yet").of(&[eva]);
    eva.goto(&ana.address());
    eva.heading("This device has no key to this room").is_there();
    chapter.state("A device without the key").of(&[eva]);
    let phone = story.person("Ana");
    phone.goto(&ana.device_link());
    phone.button("Link this device").is_there();
    chapter.state("Linking a device").of(&[&phone]);
    phone.close();
    moved(chapter, &ana, &ben, eva);
}

fn moved(chapter: &Chapter, ana: &Person, ben: &Person, eva: &Person) {
    let old_link = ana.invite_link();
    ben.close();
    ana.chooses_in_menu("Devices");
    let devices = ana.dialog("Devices");
    devices.button("Change the key").click();
    devices.mentions("Old links stop working.");
    devices.button("Change the key").click();
    ana.reads("You changed the key of this room.");
    ana.sync().reads("Sent");
    eva.goto(&old_link);
    eva.reads("This room has moved");
    chapter.state("An invite to a room that has moved").of(&[eva]);
}

#[test]
fn lists_of_rooms() {
    let chapter = Chapter::begin("1b Lists of rooms");
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    let another = || {
        ana.chooses_in_menu("All rooms");
        ana.button("Start a room").click();
        ana.button("Start a room").click();
        ana.region("Agenda").is_there();
    };
    chapter
        .state("One room")
        .opened(&|ana| ana.chooses_in_menu("All rooms"), &|ana| ana.list("Rooms").link("Ben …").click())
        .of(&[&ana]);
    another();
    ana.opens_invite();
    ana.dialog("Invite").textbox("Who is it for?").type_text("Carol");
    ana.press("Escape");
    another();
    ana.chooses_in_menu("All rooms");
    ana.list("Rooms").has_so_many_rows(3);
    ben.adds_point("Growth plan");
    ben.adds_task("Call Eva");
    ana.list("Rooms").mentions("2 new");
    chapter.state("Several rooms, with what is new").read_aloud().of(&[&ana]);
    ben.leaves_for_both("End this together");
    ben.dialog("End this together").button("End it").click();
    ana.list("Rooms").mentions("Ended");
    chapter.state("A room that was ended").of(&[&ana]);
}

#[test]
fn codes() {
    let chapter = Chapter::begin("1c Pairing by a code");
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.opens_invite();
    ana.dialog("Invite").textbox("Who is it for?").retype("Ben");
    ana.dialog("Invite").button("Show a pairing code").click();
    ana.dialog("Invite").mentions("Read this to Ben");
    chapter.state("Read out").of(&[&ana]);
    let code = ana.ask_page("return deep('.code')[0].textContent");
    let ben = story.person("Ben");
    ben.opens("/");
    ben.button("I have a code").click();
    ben.textbox("Pairing code").type_text("7 gl");
    chapter.state("Typed").of(&[&ben]);
    ben.textbox("Pairing code").retype("7 xylo");
    ben.find("alert", "").mentions("is not one of the words");
    chapter.state("A word that is none").of(&[&ben]);
    ben.textbox("Pairing code").retype(code.as_str().expect("a code"));
    ben.button("Join").click();
    ana.button("They match").is_there();
    ben.list("Say these four to each other").is_there();
    chapter.state("Compared").of(&[&ana, &ben]);
    ana.button("They differ").click();
    ben.find("alert", "").mentions("has closed it");
    chapter.state("Broken off").of(&[&ana, &ben]);
}
