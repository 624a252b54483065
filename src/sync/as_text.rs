//! Plain text to copy: the room, if this page may not store it; and a report.

use alongside_room::Status;

use crate::{
    browser::agent::Agent,
    members::names,
    open_room::store::Room,
    strings::{Key, t},
};

/// The room's name, its agenda with notes, its tasks.
pub fn as_text(room: &Room) -> String {
    let view = &room.view;
    let mut text = names::room_name(room);
    text.push_str("\n\n");
    let mut line = |parts: &[&str]| {
        for part in parts {
            text.push_str(part);
        }
        text.push('\n');
    };
    line(&[t(Key::Agenda)]);
    for item in view.agenda.iter() {
        line(&["- ", &item.title]);
        if !item.notes.is_empty() {
            line(&[&item.notes]);
        }
    }
    line(&["\n", t(Key::Tasks)]);
    for task in view.tasks.iter() {
        let open = task.status == Status::Open;
        line(&[if open { "- [ ] " } else { "- [x] " }, &task.title]);
    }
    text
}

/// A report for people who look for a fault: the running versions, the kind of browser, and the peer's own report. It
/// contains nothing of the room or its people.
pub fn report(build: &str, agent: Agent, of_peer: &str) -> String {
    let mut text = String::from("alongside ");
    let wire = alongside_wire::frame::VERSION.to_string();
    let browser = [agent.browser.unwrap_or("unknown"), " on ", agent.system.unwrap_or("unknown")];
    for part in [&[env!("CARGO_PKG_VERSION"), " build ", build, "\nwire ", &wire, "\n"], &browser[..], &["\n", of_peer]]
        .concat()
    {
        text.push_str(part);
    }
    text
}

#[cfg(test)]
mod tests {
    use alongside_peer::{Config, Input, Now, Peer, RoomSecret};
    use alongside_room::{AgendaEdit, Edit, ItemId, MemberId, MembersEdit, Place, Role, TextEdit, TextField};

    use super::*;

    #[test]
    fn a_report_says_what_runs_and_nothing_of_the_room() {
        const SECRET: [u8; 32] = *b"canary secret 0123456789 abcdefg";
        let (me, item) = (MemberId(*b"canaryme"), ItemId(*b"canary-i"));
        let secret = RoomSecret::from_bytes(SECRET);
        let (seed, origin) = (*b"canary seed 0123456789 abcdefghi", "canary.example".to_owned());
        let at = |mono| Now { mono, wall: 1_800_000_000_000 + mono };
        let mut peer = Peer::new(at(0), Config { secret, me: Some(me), seed, origin, compact_above: u64::MAX });
        let notes = TextEdit::Retype {
            field: TextField::ItemNotes(item),
            base: String::new(),
            text: "canary notes".to_owned(),
            caret: None,
        };
        let edits: [Edit; 3] = [
            MembersEdit::Join { member: me, name: "canary name".to_owned(), role: Role::Coach }.into(),
            AgendaEdit::Add { item, title: "canary title".to_owned(), place: Place::Last }.into(),
            notes.into(),
        ];
        peer.handle(at(1), Input::Loaded(Box::default()));
        for (mono, edit) in (2..).zip(edits) {
            peer.handle(at(mono), edit.into());
            while peer.poll().is_some() {}
        }

        let agent = Agent { browser: Some("Firefox"), system: None };
        let report = report("0123456789abcdef", agent, &peer.report(at(9)));
        let head =
            concat!("alongside ", env!("CARGO_PKG_VERSION"), " build 0123456789abcdef\nwire 1\nFirefox on unknown\n");
        assert!(report.starts_with(head) && report.contains("> edit"), "{report}");
        let keys = RoomSecret::from_bytes(SECRET).keys();
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let names = [keys.room().to_string(), me.to_string(), item.to_string()];
        for canary in [hex(&SECRET), hex(&seed), hex(&me.0), hex(b"canary"), "canary".to_owned()].iter().chain(&names) {
            assert!(!report.to_ascii_lowercase().contains(&canary.to_ascii_lowercase()), "{canary}: {report}");
        }
    }
}
