//! Direct connections: both must agree; they are for speed and for when the relay is down.

use std::net::{SocketAddr, UdpSocket};

use alongside_testkit::story::{
    browser::Make,
    element::Finds,
    patience::until,
    person::{Person, Story},
    turn::TurnServer,
};

#[test]
fn ana_asks_ben_agrees_and_they_are_connected_until_one_no_longer_wants_it() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    ana.chooses_in_menu("Sync details");
    let details = ana.dialog("Sync details");
    details.status("Connection").reads("Through the relay");
    details.mentions("Faster, and works if the server fails. Ben’s network can see your address.");
    details.button("Connect directly?").click();
    details.mentions("Waiting for Ben to agree.");

    ben.reads(
        "Ana asks to connect directly. Faster, and works if the server fails. Ana’s network can see your address.",
    );
    ben.button("Connect directly").click();
    details.status("Connection").reads("Direct");
    ana.press("Escape");
    connection_reads(&ben, "Direct");
    ana.adds_point("Heard twice, shown once");
    ben.agenda().has_rows(&["Heard twice, shown once"]);
    ben.adds_point("And back");
    ana.looks_away();
    ana.agenda().has_so_many_rows(2);
    ana.knows_that_has_it("Ben");

    ben.chooses_in_menu("Sync details");
    ben.dialog("Sync details").button("Through the relay only").click();
    ben.press("Escape");
    connection_reads(&ana, "Through the relay");
    connection_reads(&ben, "Through the relay");
    ana.adds_point("Still together");
    ben.looks_away();
    ben.agenda().has_so_many_rows(3);
}

#[test]
fn the_servers_that_the_operator_names_are_asked_and_no_others_are_needed() {
    let (stun, turn) = (StunListener::listen(), StunListener::listen());
    let ice = [format!("--ice=stun:{}", stun.address()), format!("--ice=turn:pair:secret@{}", turn.address())];
    let story = Story::begin_with(&ice);
    let (ana, ben) = story.ana_and_ben();
    for person in [&ana, &ben] {
        chooses(person, "On");
    }
    // A TURN server relays only if no shorter path is found first, as here.
    stun.is_asked();
    turn.is_asked();
    // Neither ever answers, which does not prevent the connection.
    connection_reads(&ana, "Direct");
    connection_reads(&ben, "Direct");
}

#[test]
fn a_person_with_direct_connections_off_is_not_asked_and_not_connected() {
    let story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    chooses(&ben, "Off");
    chooses(&ana, "On");
    ana.chooses_in_menu("Sync details");
    ana.dialog("Sync details").mentions("Waiting for Ben to agree.");
    ana.press("Escape");
    // By now Ben's page has been told.
    ana.adds_point("One");
    ben.agenda().has_rows(&["One"]);
    ana.knows_that_has_it("Ben");
    assert!(!ben.button("Connect directly").is_here_now());
    connection_reads(&ana, "Through the relay");
}

#[test]
fn when_the_relay_dies_both_go_on_and_it_is_filled_again_when_it_is_back() {
    let mut story = Story::begin();
    let (ana, ben) = story.ana_and_ben();
    for person in [&ana, &ben] {
        chooses(person, "On");
    }
    ana.adds_point("Growth plan");
    ben.agenda().has_rows(&["Growth plan"]);
    ana.knows_that_has_it("Ben");
    connection_reads(&ana, "Direct");
    ana.button("Start").click();
    ben.button("Pause").is_there();

    story.relay.kill();
    for person in [&ana, &ben] {
        person.opens_point("Growth plan");
    }
    ana.notes().type_text("Written to Ben, ");
    ben.notes().reads("Written to Ben,");
    ben.notes().type_text("and answered.");
    ana.notes().reads("Written to Ben, and answered.");
    ben.button("Pause").click();
    ana.button("Resume").is_there();
    ana.lets_controls_settle();
    ana.button("Resume").click();
    ben.button("Pause").is_there();
    // Nothing is reported as lost and nobody as gone, because nothing is lost and nobody gone.
    ana.knows_that_has_it("Ben");
    ben.knows_that_has_it("Ana");
    ana.sees("Ben");

    story.relay.start_again();
    ana.chooses_in_menu("Sync details");
    let details = ana.dialog("Sync details");
    details.shows("says that the relay has it all".into(), |text| !text.contains("not at the relay yet"));
    let carol = story.person("Carol");
    ana.press("Escape");
    let link = ana.invite_link();
    carol.joins_by(&link);
    carol.opens_point("Growth plan");
    carol.notes().reads("Written to Ben, and answered.");
}

#[test]
fn one_in_chromium_and_one_in_firefox_meet_and_go_on_without_the_relay() {
    let mut story = Story::begin();
    let (ana, ben) = story.ana_and_ben_in(Make::Chromium, Make::Firefox);
    ana.adds_point("Growth plan");
    ben.agenda().has_rows(&["Growth plan"]);
    for person in [&ana, &ben] {
        chooses(person, "On");
        person.opens_point("Growth plan");
    }
    for person in [&ana, &ben] {
        connection_reads(person, "Direct");
    }
    story.relay.kill();
    ana.notes().type_text("From Chromium, ");
    ben.notes().reads("From Chromium,");
    ben.notes().type_text("from Firefox.");
    ana.notes().reads("From Chromium, from Firefox.");
    ana.knows_that_has_it("Ben");
    ben.knows_that_has_it("Ana");
}

#[test]
fn two_who_can_meet_by_nothing_else_meet_by_the_operators_turn_server() {
    let turn = TurnServer::listen("alongside", "7f3a");
    let mut story = Story::begin_with(&["--ice".to_owned(), format!("turn:alongside:7f3a@{}", turn.address())]);
    let (ana, ben) = (story.person("Ana"), story.person("Ben"));
    for person in [&ana, &ben] {
        person.before_each_page(
            "const Direct = RTCPeerConnection;
             self.RTCPeerConnection = class extends Direct {
                 constructor(how) { super({ ...how, iceTransportPolicy: 'relay' }); }
             }",
        );
    }
    ana.starts_a_room();
    ben.joins_by(&ana.invite_link());
    ana.adds_point("Growth plan");
    for person in [&ana, &ben] {
        person.opens_point("Growth plan");
        chooses(person, "On");
    }
    for person in [&ana, &ben] {
        connection_reads(person, "Direct");
    }
    let users = turn.users();
    assert!(users.len() >= 2 && users.iter().all(|user| user == "alongside"), "each has an address there: {users:?}");
    story.relay.kill();
    ana.notes().type_text("Around every wall.");
    ben.notes().reads("Around every wall.");
}

fn chooses(person: &Person, choice: &str) {
    person.button("Menu").click();
    person.dialog("Menu").radiogroup("Connect directly").radio(choice).click();
    person.press("Escape");
}

fn connection_reads(person: &Person, words: &str) {
    person.chooses_in_menu("Sync details");
    let details = person.dialog("Sync details");
    details.status("Connection").reads(words);
    person.press("Escape");
    details.is_gone();
}

/// Listens where a STUN or TURN server would be, and records what is asked.
struct StunListener(UdpSocket);

impl StunListener {
    /// The beginning of a binding request; a length and the cookie follow (RFC 8489, 5).
    const BINDING: [u8; 2] = [0, 1];
    const COOKIE: [u8; 4] = [0x21, 0x12, 0xa4, 0x42];

    fn listen() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        socket.set_nonblocking(true).expect("a socket need not wait");
        Self(socket)
    }

    fn address(&self) -> SocketAddr {
        self.0.local_addr().expect("it has an address")
    }

    /// Waits for a binding request.
    #[track_caller]
    fn is_asked(&self) {
        until("somebody asks for their address", || {
            let mut message = [0; 1_500];
            match self.0.recv(&mut message) {
                Ok(length) if length >= 20 && message[..2] == Self::BINDING && message[4..8] == Self::COOKIE => Ok(()),
                Ok(length) => Err(format!("{:02x?}", &message[..length])),
                Err(error) => Err(error.to_string()),
            }
        });
    }
}
