//! What a page does with the element or the frame that the widget is in: moves, adds again, reloads, hides, shows twice.

use alongside_testkit::story::{element::Finds, person::Person};
use serde_json::json;

use crate::host::{HostStory, room_of};

/// An attribute that is set to what it is mounts nothing anew; another one does.
#[test]
fn an_attribute_set_to_its_own_value_does_nothing() {
    let host = HostStory::begin();
    let ana = host.story.ana_alone();
    let room = room_of(&ana);
    ana.goto(&host.page("inline", &format!("<alongside-room room='{room}' relay='./'></alongside-room>")));
    ana.textbox("Add a task").type_text("half a");
    ana.ask_page(
        "const e = document.querySelector('alongside-room'); self.field = deep('[data-add]').at(-1);
         for (const name of ['room', 'relay', 'theme']) for (let i = 0; i < 3; i++) e.setAttribute(name, e.getAttribute(name) ?? 'light');
         e.setAttribute('relay', new URL('./', location).href);
         return new Promise((later) => setTimeout(later, 300))",
    );
    ana.types(" task");
    ana.textbox("Add a task").reads("half a task");
    assert_eq!(ana.ask_page("return [self.field.isConnected, self.sockets]"), json!([true, 1]));
    ana.ask_page("document.querySelector('alongside-room').removeAttribute('room')");
    ana.page_becomes("it is mounted anew", "return !self.field.isConnected");
}

/// Caret, draft, open point, open dialog and clock outlive that the element is moved, and that it is taken out and added again.
#[test]
fn an_element_that_is_moved_or_added_again_goes_on_as_it_was() {
    let host = HostStory::begin();
    let ana = host.story.ana_alone();
    ana.adds_point("Growth");
    ana.adds_point("Holidays");
    let room = room_of(&ana);
    ana.goto(&host.page("inline", &format!("<alongside-room room='{room}'></alongside-room>")));
    ana.opens_point("Holidays");
    ana.button("Start").click();
    ana.button("Pause").is_there();
    ana.textbox("Add a task").type_text("half a task");
    let moves = [
        "elsewhere.append(e)",
        "place.append(e)",
        "e.remove(); return new Promise((done) => setTimeout(() => { elsewhere.append(e); done() }, 1_200))",
        "place.moveBefore ? place.moveBefore(e, null) : place.append(e)",
    ];
    for (at, how) in moves.iter().enumerate() {
        ana.notes().retype("before after");
        ana.notes().select("before", true);
        moved(&ana, how);
        ana.notes().is_focused();
        ana.types(&format!(" {at}"));
        ana.notes().reads(&format!("before {at} after"));
        ana.region("Now").heading("Holidays").is_there();
        ana.textbox("Add a task").reads("half a task");
        ana.button("Pause").is_there();
        assert_eq!(ana.ask_page("return self.sockets"), json!(1), "{how}");

        ana.button("Session 1").click();
        ana.dialog("Session").is_there();
        moved(&ana, how);
        ana.page_becomes("the dialog is a modal one", "return deep('dialog:modal').length === 1");
        ana.press("Escape");
        ana.dialog("Session").is_gone();
    }
    // Where the person has gone on to write elsewhere, the focus stays there.
    ana.notes().focus();
    ana.ask_page(
        "self.e = document.querySelector('alongside-room'); self.e.remove(); own.focus(); place.append(self.e)",
    );
    ana.textbox("Search the wiki").is_focused();
    // What is removed for good is closed.
    ana.ask_page("self.e.remove()");
    ana.page_becomes("nothing of it is left", "return self.e.shadowRoot.querySelector('.room') === null");
}

#[track_caller]
fn moved(person: &Person, how: &str) {
    person.ask_page(&format!(
        "const e = document.querySelector('alongside-room'), place = document.getElementById('place'),
             elsewhere = document.getElementById('elsewhere'); {how}"
    ));
}

/// Two elements on one page, with one room and with two: each is whole.
#[test]
fn two_elements_on_one_page_have_one_room_or_two() {
    let host = HostStory::begin();
    let ana = host.story.ana_alone();
    let room = room_of(&ana);
    let element = |room: &str| format!("<alongside-room room='{room}'></alongside-room>");
    ana.goto(&host.page("one-room", &element(&room).repeat(2)));
    ana.page_becomes("both have the room", "return deep('.agenda').length === 2");
    ana.textbox("Add to the agenda").enter("In the first");
    ana.page_becomes(
        "both have the point",
        "const titles = deep('textarea.title').map((e) => e.value); return titles.filter((title) => title === 'In the first').length === 2 || titles",
    );

    ana.goto(&host.page("two-rooms", &(element(&room) + "<alongside-room></alongside-room>")));
    ana.page_becomes("both have the only room", "return deep('.agenda').length === 2");
    ana.ask_page("const menu = deep('.menu-button')[1]; menu.scrollIntoView(); menu.click()");
    ana.dialog("Menu").button("All rooms").click();
    ana.button("Start a room").click();
    ana.textbox("Your name").retype("Ana");
    ana.press("Enter");
    ana.page_becomes("each has a room", "return deep('.agenda').length === 2");
    ana.ask_page("deep('[data-add]')[2].focus()");
    ana.types("In the second\n");
    ana.page_becomes(
        "the second has the point, and the first has its own",
        "const of = (at) => [...deep('.agenda')[at].querySelectorAll('textarea.title')].map((e) => e.value).join();
         return of(0) === 'In the first' && of(1) === 'In the second' || [of(0), of(1)]",
    );
}

/// An element or a frame whose height follows its content is no strip: not in the room, not after a reload.
#[test]
fn a_frame_keeps_its_height_after_a_reload() {
    let host = HostStory::begin();
    let ana = host.story.ana_alone();
    let room = room_of(&ana);
    let pages = [
        (
            host.page("own-height", &format!("<alongside-room class='own-height' room='{room}'></alongside-room>")),
            false,
        ),
        (host.page_with_frame("given", &format!("#r.{room}"), ""), true),
    ];
    for (page, framed) in &pages {
        ana.goto(page);
        let mut heights = Vec::new();
        for _ in 0..3 {
            if *framed {
                ana.look_into_frame(0);
            }
            ana.region("Agenda").is_there();
            let inside = ana.ask_page("return deep('.room')[0].offsetHeight");
            ana.look_at_whole_page();
            heights
                .push([inside, ana.ask_page("return document.querySelector('alongside-room, iframe').offsetHeight")]);
            if *framed {
                ana.look_into_frame(0);
            }
            ana.ask_page("deep('.room')[0].marked = true; setTimeout(() => location.reload())");
            ana.page_becomes(
                "it is loaded anew",
                "const room = deep('.room')[0]; return room !== undefined && !room.marked",
            );
            ana.look_at_whole_page();
        }
        let is_high = heights[0].iter().all(|height| height.as_f64() >= Some(450.0));
        assert!(is_high && heights.iter().all(|other| *other == heights[0]), "{page}: {heights:?}");
    }
    // A height that the page gives counts, however low.
    ana.opens("/own-height.html");
    ana.region("Agenda").is_there();
    ana.ask_page("document.querySelector('alongside-room').style.height = '64px'");
    ana.region("Agenda").is_gone();
    ana.region("Timer").is_there();
}

/// A page that loads in a hidden tab draws and joins at once; one that is hidden by its host keeps what is in it.
#[test]
fn a_frame_in_a_hidden_tab_is_there_before_it_is_looked_at() {
    let host = HostStory::begin();
    let (ana, ben) = host.story.ana_and_ben();
    let room = room_of(&ana);
    let page = host.page_with_frame("frame", &format!("#r.{room}"), "");
    ana.opens("/healthz");
    ben.list("Members").mentions("offline");
    ana.new_tab();
    ana.before_each_page(
        "setInterval(() => {
            const guest = document.querySelector('alongside-room');
            if (document.hidden && guest?.shadowRoot?.querySelector('.agenda')) localStorage.drawnUnseen = 'yes';
        }, 200)",
    );
    ana.opens("/healthz");
    ana.ask_page(&format!("setTimeout(() => {{ location.href = '{page}' }}, 1_500)"));
    ana.look_at_tab(0);
    ben.list("Members").mentions("away");
    ana.page_becomes("it is drawn unseen", "return localStorage.drawnUnseen === 'yes'");
    ana.look_at_tab(1);
    ana.look_into_frame(0);
    ana.textbox("Add a task").type_text("half a task");
    // As the tabs of a portal are hidden and shown.
    ana.look_at_whole_page();
    for shown in ["none", "block"] {
        ana.ask_page(&format!(
            "document.querySelector('iframe').style.display = '{shown}'; return new Promise((done) => setTimeout(done, 400))"
        ));
    }
    ana.look_into_frame(0);
    ana.textbox("Add a task").reads("half a task");
}
