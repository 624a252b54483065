//! What a room is for, and the steps that a session goes through: one quiet row in an empty room, one slim line under the clock, and
//! a dialog. All but the row is loaded when it is first wanted.

mod built_in;
pub mod commands;
mod content;
mod editor;
pub mod kind;
mod line;
mod loaded;
mod shown;
mod text_form;

use alongside_room::ShapesChange;
use yew::prelude::*;

use crate::{
    announcer::{Announcement, Position},
    entrance::Loading,
    open_room::{
        concept_module::loading_words,
        dialog::{DialogContext, RoomDialog},
        store::Room,
    },
    parts::button::button,
    shapes::loaded::use_shapes,
    strings::{Key, t, use_language},
};

/// The dialog of the steps.
pub static STEPS: RoomDialog = RoomDialog { name: Key::Steps };

/// The announcement of another's change. Which step both are at is told by the line that shows it: it knows its name.
pub fn announce(change: ShapesChange) -> Option<Announcement> {
    let words = match change {
        ShapesChange::Moved => return None,
        ShapesChange::Followed => Key::DidFollow,
        ShapesChange::Changed(_) => Key::DidChangeSteps,
    };
    Some(Announcement::once(Position::Steps, t(words)))
}

/// What is in the dialog.
pub fn steps(with: &DialogContext) -> Html {
    html! { <LazySteps room={with.room.clone()} /> }
}

/// The way to the dialog from that of the session.
pub fn in_session(with: &DialogContext) -> Html {
    if with.room.is_only_read() {
        return html! {};
    }
    let open = with.go.reform(|_: MouseEvent| Some(&STEPS));
    button("quiet", t(Key::StepsForSession), open)
}

/// What the step that both are at is called where it comes along, once the module is there.
pub fn step(room: &Room) -> Option<Key> {
    room.view.followed.and_then(|_| (loaded::drawn()?.step)(&room.view))
}

/// The line under the clock, in a session that goes through steps.
#[hook]
pub fn use_under_clock(room: &Room) -> Html {
    match use_shapes(room, false) {
        Loading::There(drawn) if room.view.followed.is_some() && room.facts.loaded => (drawn.line)(room),
        _ => html! {},
    }
}

/// Properties of [`LazySteps`].
#[derive(PartialEq, Properties)]
struct LazyProps {
    room: Room,
}

/// What is in the dialog, once the module is there.
#[component]
fn LazySteps(props: &LazyProps) -> Html {
    use_language();
    match use_shapes(&props.room, true) {
        Loading::There(drawn) => (drawn.dialog)(&props.room),
        Loading::NotYet { failed } => loading_words(failed),
    }
}
