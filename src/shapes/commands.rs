//! What the commands do with steps, and with what the room is for.

use alongside_room::AboutEdit;
use yew::Callback;

use crate::{
    open_room::{command::Command, dialog::DialogContext},
    shapes::{kind::KINDS, loaded},
    strings::{Key, t},
};

/// The next step; and each kind of room but the one that it is.
pub fn commands(with: &DialogContext, _: &str) -> Vec<Command> {
    let room = &with.room;
    if room.is_only_read() {
        return Vec::new();
    }
    let next = room.view.followed.and_then(|_| (loaded::drawn()?.next)(room)).map(|(name, edit)| {
        let room = room.clone();
        Command::act(t(Key::NextStep), Callback::from(move |()| room.edit(edit.clone()))).about(name)
    });
    let kinds = KINDS.into_iter().filter(|(mode, _)| *mode != room.view.mode).map(|(mode, name)| {
        let room = room.clone();
        Command::act(t(name), Callback::from(move |()| room.edit(AboutEdit::SetMode(mode)))).about(t(Key::ModeTitle))
    });
    next.into_iter().chain(kinds).collect()
}
