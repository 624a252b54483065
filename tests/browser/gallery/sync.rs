//! What is said of the line, of what is kept, and of who came and went.

use alongside_testkit::story::{
    browser::Site,
    element::Finds,
    front::{PathPrefix, SignOn},
    person::Story,
};

use super::album::Chapter;

const AGENDA: &[&str] = &["Agenda"];

#[test]
#[ignore = "takes pictures: cargo xtask gallery"]
fn lines() {
    let chapter = Chapter::begin("6 Lines and sync");
    let mut story = Story::begin();
    let (ana, ben) = story.ana_and_ben_at("Growth plan");
    let both = [&ana, &ben];
    ana.chooses_in_menu("Sync details");
    ana.dialog("Sync details").button("Connect directly?").click();
    ana.press("Escape");
    ben.reads("Ana asks to connect directly.");
    chapter.state("One asks to connect directly").tabs(AGENDA).of(&both);
    ben.button("Connect directly").click();
    ana.chooses_in_menu("Sync details");
    ana.dialog("Sync details").status("Connection").reads("Direct");
    ana.dialog("Sync details").button("Through the relay only").click();
    ana.press("Escape");
    story.relay.kill();
    for person in both {
        person.sync().reads("Offline");
    }
    chapter.state("Offline").tabs(AGENDA).of(&both);
    ana.adds_point("Written without a network");
    ana.adds_task("And a task");
    ana.sync().mentions("waiting");
    ana.looks_away();
    chapter.state("Offline, with changes waiting").tabs(AGENDA).of(&[&ana]);
    story.relay.start_again();
    ana.knows_that_has_it("Ben");
    let cleo = story.person("Cleo");
    cleo.joins_by(&ana.invite_link());
    ben.reads("Cleo joined this room.");
    chapter.state("A third person joined").tabs(AGENDA).of(&[&ana, &ben, &cleo]);
    cleo.close();
    ana.button("Dismiss").click();
    ana.chooses_in_menu("Devices");
    ana.dialog("Devices").button("Change the key").click();
    ana.dialog("Devices").mentions("Old links stop working.");
    ana.dialog("Devices").button("Change the key").click();
    for person in both {
        person.reads("changed the key of this room.");
        person.looks_away();
    }
    chapter.state("The key was changed").tabs(AGENDA).of(&both);
    ben.leaves_for_both("End this together");
    ben.dialog("End this together").button("End it").click();
    for person in both {
        person.reads("ended this room today");
        person.looks_away();
    }
    chapter.state("Ended together").tabs(&["Agenda", "Now"]).of(&both);
    ben.close();
    ana.button("Reopen the room").click();
    ana.list("Members").mentions("offline");
    ana.looks_away();
    chapter.state("The other is offline").tabs(AGENDA).of(&[&ana]);
    ana.leaves_for_both("Erase for both");
    ana.dialog("Erase for both").button("Erase").click();
    ana.reads("This room was erased for both.");
    ana.looks_away();
    chapter.state("Erased for both").tabs(AGENDA).of(&[&ana]);
}

#[test]
#[ignore = "takes pictures: cargo xtask gallery"]
fn what_is_not_kept() {
    let chapter = Chapter::begin("6b Not kept");
    let mut story = Story::begin();
    let ana = story.person_whose("Ana", Site::StoresNothing);
    ana.starts_a_room();
    ana.reads("This page forgets the room when closed");
    ana.looks_away();
    chapter.state("The page forgets the room").tabs(AGENDA).of(&[&ana]);
    story.relay.kill();
    ana.adds_point("Nowhere but here");
    ana.sync().reads("Not saved");
    ana.looks_away();
    chapter.state("Not saved").tabs(AGENDA).of(&[&ana]);
}

#[test]
#[ignore = "takes pictures: cargo xtask gallery"]
fn signed_out() {
    let chapter = Chapter::begin("6c Signed out");
    let story = Story::begin_behind("", PathPrefix::Kept);
    let ana = story.ana_alone();
    ana.sync().reads("Sent");
    story.front().signs_everybody_out(SignOn::Redirects);
    ana.reads("You are signed out of this server.");
    ana.looks_away();
    chapter.state("Signed out of the server").tabs(AGENDA).of(&[&ana]);
}
