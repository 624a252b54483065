//! The steps' own module, which is loaded when the first is wanted.

use alongside_room::{LateKind, ShapesEdit, View, load_shapes as read_shapes};
use yew::prelude::*;

use crate::{
    browser::sheets,
    entrance::{Loading, NotLoaded, Slot, entrance},
    open_room::{concept_module::use_concept, store::Room},
    shapes::{content, line, shown},
    strings::Key,
    styles,
};

/// What the module draws, and what it knows.
#[derive(Clone, Copy)]
pub struct Drawn {
    /// The line under the clock.
    pub line: fn(&Room) -> Html,
    /// What is in the dialog.
    pub dialog: fn(&Room) -> Html,
    /// The step after the one that both are at: its name, and what goes there.
    pub next: fn(&Room) -> Option<(String, ShapesEdit)>,
    /// What the step that both are at is called where it comes along.
    pub step: fn(&View) -> Option<Key>,
}

entrance! {
    module shapes, loaded by load_shapes;
    /// The functions that draw the steps. Their sheet comes with them.
    fn shapes() -> Result<Drawn, NotLoaded> {
        sheets::add(styles::SHAPES);
        read_shapes();
        Ok(Drawn { line: line::line, dialog: content::content, next: line::next, step: shown::step })
    }
}

thread_local! {
    static DRAWN: Slot<Drawn> = const { Slot::new(None) };
}

/// What the module gives, as soon as it is there: it is loaded once the room uses it or it is wanted.
#[hook]
pub fn use_shapes(room: &Room, is_wanted: bool) -> Loading<Drawn> {
    use_concept(room, (LateKind::Shapes, is_wanted), &DRAWN, load_shapes, shapes)
}

/// What the module gives, if it is there.
pub fn drawn() -> Option<Drawn> {
    DRAWN.get()
}
