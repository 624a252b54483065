//! What every part of a room may need and none of them owns.

use alongside_wire::RoomId;
use yew::prelude::*;

use crate::{
    browser::{
        host::Host,
        prefs::{Prefs, in_room},
        sound::Bell,
    },
    open_room::{menus::Menus, room_dialog::RoomDialog, unsaved::Unsaved},
};

/// Handed down as a context; hardly ever another while a room is open.
#[derive(Clone, PartialEq)]
pub struct Tools {
    /// The page around the widget.
    pub host: Host,
    /// What the person likes on this device.
    pub prefs: Prefs,
    /// The bell.
    pub bell: Bell,
    /// Says a result of mine aloud.
    pub say: Callback<AttrValue>,
    /// Opens a dialog.
    pub open: Callback<&'static RoomDialog>,
    /// What stands in fields and not in the room.
    pub unsaved: Unsaved,
    /// How much that is: whoever shows some of it is drawn again when there is more or less.
    pub unsaved_count: u32,
    /// The menus that are on the screen.
    pub menus: Menus,
    /// The room is only read, for now or for good.
    pub only_read: bool,
}

/// What is announced, and shown for a moment.
#[derive(Clone, PartialEq)]
pub struct Spoken {
    /// The latest lines by their numbers, in order.
    pub lines: Vec<(u64, AttrValue)>,
    pub toast: Option<AttrValue>,
}

/// Names of what was begun: all begin alike, and go on with a room that changes its key.
pub mod draft {
    /// A talking point.
    pub const POINT: &str = "draft-point";
    /// Something to do.
    pub const TASK: &str = "draft-task";
}

/// Names of preferences that more than one concept knows.
pub mod preference {
    /// The length of a block last chosen, in minutes; 0 is open-ended.
    pub const LENGTH: &str = "length";
}

/// Words that were begun and are nowhere in the room yet, and what takes what they are now. This device keeps them until they
/// are sent, or the room is removed.
#[hook]
pub fn use_draft(room: RoomId, name: &str) -> (String, Callback<String>) {
    let prefs = use_context::<Tools>().map(|tools| tools.prefs);
    let name = in_room(name, room);
    let draft = use_state_eq(|| prefs.as_ref().and_then(|prefs| prefs.text(&name)).unwrap_or_default());
    let write = {
        let draft = draft.setter();
        Callback::from(move |text: String| {
            if let Some(prefs) = &prefs {
                prefs.set(&name, &text);
            }
            draft.set(text);
        })
    };
    ((*draft).clone(), write)
}

/// Whether the room around this component is only read.
#[hook]
pub fn use_only_read() -> bool {
    use_context::<Tools>().is_some_and(|tools| tools.only_read)
}

/// The tools of the room around this component.
#[hook]
pub fn use_tools() -> Option<Tools> {
    use_context::<Tools>()
}

/// Says the result of what a person did here aloud.
#[hook]
pub fn use_say() -> Callback<String> {
    let tools = use_tools();
    use_callback(tools, |words: String, tools| {
        if let Some(tools) = tools {
            tools.say.emit(words.into());
        }
    })
}
