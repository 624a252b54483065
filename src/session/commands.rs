//! What the commands find of earlier sessions.

use alongside_room::Session;

use crate::{
    open_room::{
        command::{Command, stand_in},
        dialog::DialogContext,
    },
    session::dialog::SESSION,
    strings::{Key, fill, titled},
};

/// Each point of an earlier session in which these words stand, with the way to the earlier sessions.
pub fn commands(with: &DialogContext, words: &str) -> Vec<Command> {
    let view = &with.room.view;
    let of_session = |session: &Session| {
        let place = fill(Key::SessionN, &[("number", &session.number.to_string())]);
        let points = session.items.iter().filter(|item| stand_in(words, view.texts(item)));
        let way = |title: &str| Command::opens(titled(title).to_owned(), &SESSION).about(place.clone()).found();
        points.map(|item| way(&item.title)).collect::<Vec<_>>()
    };
    view.earlier.iter().flat_map(|session| of_session(session)).collect()
}
