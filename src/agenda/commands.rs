//! What the commands find of the agenda.

use crate::{
    open_room::{
        command::{Command, stand_in},
        dialog::DialogContext,
    },
    strings::{Key, t, titled},
};

/// A way to each point in which these words stand.
pub fn commands(with: &DialogContext, words: &str) -> Vec<Command> {
    let view = &with.room.view;
    let points = view.agenda.iter().chain(view.postponed.iter()).filter(|item| stand_in(words, view.texts(item)));
    let way = |id| with.look.reform(move |()| id);
    points
        .map(|item| Command::act(titled(&item.title).to_owned(), way(item.id)).about(t(Key::Agenda)).found())
        .collect()
}
