//! What is in the dialogs of a room, and what reads the lines that are typed there: a module of its own, which is loaded when the screen
//! of the room is there.

use yew::prelude::*;

use crate::{
    browser::sheets,
    concepts,
    entrance::{Loading, NotLoaded, Slot, entrance, use_module},
    guest::window,
    open_room::dialog::{DialogContext, RoomDialog},
    parts::typed::{self, reader},
    room_screen::menu::{MENU, menu},
    styles,
};

/// Draws what is in a dialog.
pub type DrawContent = fn(&RoomDialog, &DialogContext) -> Html;

entrance! {
    module dialogs, loaded by load_dialogs;
    /// The function that draws what is in a dialog; and fields read what is typed into them.
    fn dialogs() -> Result<DrawContent, NotLoaded> {
        reader::read_with(typed::read);
        sheets::add(styles::ONLY_MINE);
        Ok(draw_content)
    }
}

fn draw_content(dialog: &RoomDialog, with: &DialogContext) -> Html {
    if *dialog == MENU {
        return menu(with);
    }
    if let Some(way_out) = window::asked_again(dialog, with) {
        return way_out;
    }
    let drawn = concepts::DIALOGS.iter().find(|(drawn, _)| *drawn == dialog);
    drawn.map_or_else(Html::default, |(_, draw)| draw(with))
}

thread_local! {
    /// What draws the dialogs, once the module is there.
    static DRAW: Slot<DrawContent> = const { Slot::new(None) };
}

/// What draws the dialogs, as soon as it is there.
#[hook]
pub fn use_dialogs() -> Loading<DrawContent> {
    use_module(&DRAW, load_dialogs, dialogs)
}
