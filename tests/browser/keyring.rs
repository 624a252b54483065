//! One link brings all of a person's rooms to another device, and brings them back when every device is lost.

use alongside_testkit::story::{
    browser::Make,
    element::Finds,
    person::{Person, Story},
};

/// What a person does in the list of rooms.
trait HasRooms {
    /// Opens the list and checks how many rooms there are.
    #[track_caller]
    fn has_rooms(&self, wanted: usize);

    /// Starts another room.
    #[track_caller]
    fn starts_another_room(&self);

    /// Opens the room with this name from the list.
    #[track_caller]
    fn goes_into(&self, name: &str);
}

impl HasRooms for Person {
    #[track_caller]
    fn has_rooms(&self, wanted: usize) {
        self.chooses_in_menu("All rooms");
        self.list("Rooms").has_so_many_rows(wanted);
    }

    #[track_caller]
    fn starts_another_room(&self) {
        self.chooses_in_menu("All rooms");
        self.list("Rooms").is_there();
        self.button("Start a room").click();
        self.textbox("Your name").retype(&self.name);
        self.button("Start a room").click();
        self.region("Agenda").is_there();
    }

    #[track_caller]
    fn goes_into(&self, name: &str) {
        self.list("Rooms").link(name).click();
        self.region("Agenda").is_there();
    }
}

/// `[P 87, 88]`
#[test]
fn linking_a_device_once_brings_every_room_and_those_that_come_later() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.adds_point("With Ben");
    ben.agenda().has_rows(&["With Ben"]);
    let carol = story.person("Carol");
    ana.starts_another_room();
    carol.joins_by(&ana.invite_link());
    ana.sees("Carol");
    ana.adds_point("With Carol");
    carol.agenda().has_rows(&["With Carol"]);
    carol.close();

    let phone = story.person("Ana");
    phone.goto(&ana.device_link());
    phone.reads("This brings your 2 rooms to this device. With");
    phone.reads("Ben");
    phone.button("Link this device").click();
    phone.agenda().has_rows(&["With Carol"]);
    phone.list("Members").has_so_many_rows(2);
    phone.has_rooms(2);
    phone.goes_into("Ben …");
    phone.agenda().has_rows(&["With Ben"]);
    phone.adds_point("From the phone");
    ben.looks_away();
    ben.agenda().has_rows(&["With Ben", "From the phone"]);
    ben.list("Members").has_so_many_rows(2);

    // A room started later appears on the other device automatically, whichever device starts it.
    phone.starts_another_room();
    phone.adds_point("Begun on the phone");
    ana.has_rooms(3);
    phone.has_rooms(3);
    phone.reload();
    phone.list("Rooms").has_so_many_rows(3);
}

#[test]
fn the_key_on_paper_brings_everything_back_when_every_device_is_lost() {
    let story = Story::begin();
    let ana = story.person("Ana");
    ana.before_each_page(
        "const make = URL.createObjectURL.bind(URL);
         URL.createObjectURL = (blob) => { blob.text().then((text) => { self.__saved = text; }); return make(blob); };",
    );
    ana.starts_a_room();
    ana.adds_point("Say no to ops");
    ana.sync().reads("Sent");
    ana.chooses_in_menu("Devices");
    let devices = ana.dialog("Devices");
    devices.button("Link my other device").click();
    devices.mentions("Print or save this: it is the only key.");
    let link = devices.textbox("Device link").text();
    devices.button("Save").click();
    ana.page_becomes("a file is saved", "return typeof self.__saved === 'string'");
    let saved = ana.ask_page("return self.__saved");
    let saved = saved.as_str().expect("a text");
    assert!(!saved.contains(&link) && saved.contains("Anyone with it can read them"), "{saved}");
    let by_hand = saved.lines().find(|line| line.starts_with("key.")).expect("the key");

    ana.ask_page("deep('iframe')[0].contentWindow.print = () => { self.__paper = deep('iframe')[0].contentDocument.body.innerText; }");
    devices.button("Print").click();
    ana.page_becomes("it is printed", "return typeof self.__paper === 'string'");
    let paper = ana.ask_page("return self.__paper");
    assert!(paper.as_str().is_some_and(|paper| paper.contains(by_hand)), "{paper}");
    ana.close();

    let anew = story.person("Ana");
    // Not to be opened; where it is all the same, the page says what that means.
    anew.goto(&format!("{}/#{by_hand}", story.relay.origin()));
    anew.reads("the browser may have kept it");
    assert!(!anew.address().contains("key."), "{}", anew.address());
    anew.opens("/");
    anew.button("I have an invite link").click();
    anew.textbox("Invite link").enter(by_hand);
    anew.button("Link this device").click();
    anew.agenda().has_rows(&["Say no to ops"]);
    anew.list("Members").has_so_many_rows(1);
    anew.adds_point("Growth plan");
}

#[test]
fn a_person_who_does_not_continue_shares_nothing() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.sync().reads("Sent");
    let eva = story.person("Eva");
    eva.starts_a_room();
    eva.goto(&ana.device_link());
    eva.reads("whoever did gets every room on this device, too");
    eva.button("Not now").click();
    eva.list("Rooms").has_so_many_rows(1);
    eva.reload();
    eva.region("Agenda").is_there();
    ana.adds_point("Still alone");
    ana.has_rooms(1);
}

#[test]
fn a_room_removed_from_a_device_stays_removed_there_and_nowhere_else() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("Say no to ops");
    ana.sync().reads("Sent");
    let phone = story.person("Ana");
    phone.links_by(&ana.device_link());
    phone.agenda().has_rows(&["Say no to ops"]);
    phone.chooses_in_menu("Remove from this device");
    phone.dialog("Remove from this device").button("Remove").click();
    phone.button("Start a room").is_there();
    ana.starts_another_room();
    phone.reload();
    phone.region("Agenda").is_there();
    phone.has_rooms(1);
    ana.has_rooms(2);
}

/// `[P 89]`
#[test]
fn neither_a_device_that_is_not_kept_nor_an_old_device_link_finds_the_new_key() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("Before");
    ana.sync().reads("Sent");
    let lost = story.person("Ana");
    let old_link = ana.device_link();
    lost.links_by(&old_link);
    lost.agenda().has_rows(&["Before"]);
    lost.sync().reads("Sent");

    ana.chooses_in_menu("Devices");
    let devices = ana.dialog("Devices");
    devices.list("In this room").has_so_many_rows(2);
    devices.button("Change the key").click();
    let browser = match Make::of_the_stories() {
        Make::Chromium => "Chrome",
        Make::Firefox => "Firefox",
    };
    devices.checkbox(&format!("Keep: Ana · {browser} on Linux, Since …")).click();
    devices.button("Change the key").click();
    ana.reads("You changed the key of this room.");
    lost.reads("You moved this room and did not keep this device.");
    ana.adds_point("After");
    ana.starts_another_room();
    ana.sync().reads("Sent");
    let new_link = ana.device_link();

    lost.has_rooms(1);
    lost.reload();
    lost.reads("You moved this room and did not keep this device.");
    let text = lost.ask_page("return deep('main').map((e) => e.innerText).join(' ')").to_string();
    assert!(!text.contains("After"), "{text}");

    lost.close();
    let thief = story.person("Eva");
    thief.goto(&old_link);
    thief.heading("This link was used").is_there();
    thief.close();

    let phone = story.person("Ana");
    phone.links_by(&new_link);
    phone.has_rooms(2);
}

/// `[P 89]`
#[test]
fn an_old_device_link_finds_no_new_key_though_every_device_was_kept() {
    let story = Story::begin();
    let ana = story.ana_alone();
    ana.adds_point("Before");
    let old_link = ana.device_link();
    ana.sync().reads("Sent");
    ana.chooses_in_menu("Devices");
    let devices = ana.dialog("Devices");
    devices.button("Change the key").click();
    devices.mentions("Old links stop working.");
    devices.button("Change the key").click();
    ana.reads("If you linked devices or printed the key, do that again.");
    ana.adds_point("After");
    ana.sync().reads("Sent");

    let thief = story.person("Eva");
    thief.goto(&old_link);
    thief.button("Link this device").click();
    thief.heading("This room was erased").is_there();
}
