//! The room as plain text, to keep elsewhere where this page may not store it.

use alongside_room::Status;

use crate::{
    members::names,
    open_room::store::Room,
    strings::{Key, t},
};

/// Its name, its agenda with notes, its tasks.
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
