//! The dialogs of a room, one open at a time.

use yew::prelude::*;

use super::menu;
use crate::{
    deleted, devices, keyboard, leaving,
    members::{self, invite},
    open_room::store::Room,
    parts::dialog::Dialog,
    room_screen::tools::Tools,
    search, session,
    strings::{Key, t},
    sync, timer,
};

/// A dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// Everything else.
    Menu,
    /// The link for the other.
    Invite,
    /// What the chip says, in sentences.
    Sync,
    /// The open session and earlier ones.
    Session,
    /// Names and parts.
    Members,
    /// Two entries that are one person.
    JoinNames,
    /// The link for another device of mine, who is in at which, and a new key.
    Devices,
    /// Bell and breaks.
    Sound,
    /// The keys.
    Keyboard,
    /// What was deleted.
    Bin,
    /// Blocks that ended.
    History,
    /// Find something.
    Search,
    /// The two are done.
    End,
    /// Forget the room here.
    Remove,
    /// Erase it for both.
    Erase,
}

impl Sheet {
    fn name(self) -> &'static str {
        t(match self {
            Self::Menu => Key::Menu,
            Self::Invite => Key::Invite,
            Self::Sync => Key::SyncDetails,
            Self::Session => Key::Session,
            Self::Members => Key::Members,
            Self::JoinNames => Key::JoinNames,
            Self::Devices => Key::Devices,
            Self::Sound => Key::SoundTitle,
            Self::Keyboard => Key::KeysTitle,
            Self::Bin => Key::Bin,
            Self::History => Key::History,
            Self::Search => Key::Search,
            Self::End => Key::EndTogether,
            Self::Remove => Key::RemoveDevice,
            Self::Erase => Key::EraseBoth,
        })
    }
}

/// What [`Sheets`] shows.
#[derive(PartialEq, Properties)]
pub struct SheetsProps {
    /// The room.
    pub room: Room,
    /// What the switches among them set.
    pub tools: Tools,
    /// The open dialog.
    pub sheet: Option<Sheet>,
    /// Another one, or none.
    pub open: Callback<Option<Sheet>>,
    /// A point that was found is to be looked at.
    pub look: Callback<alongside_room::ItemId>,
}

/// The open dialog. Going from one to another closes the first, so the focus finds its way back to the opener.
#[component]
pub fn Sheets(props: &SheetsProps) -> Html {
    let SheetsProps { room, tools, sheet, open, look } = props;
    let next = use_state_eq(|| None::<Sheet>);
    let leave = use_state_eq(|| false);
    let again = use_force_update();
    let Some(sheet) = *sheet else { return html! {} };
    let go = {
        let (next, leave) = (next.clone(), leave.clone());
        Callback::from(move |sheet: Option<Sheet>| {
            next.set(sheet);
            leave.set(true);
        })
    };
    let closed = {
        let (open, next, leave) = (open.clone(), next.clone(), leave.clone());
        Callback::from(move |()| {
            // Read first: a handle shows what was set last.
            let to = *next;
            leave.set(false);
            next.set(None);
            open.emit(to);
        })
    };
    let content = match sheet {
        Sheet::Menu => menu::menu(room, &tools.prefs, &go, &again),
        Sheet::Invite => invite::invite(room),
        Sheet::Sync => sync::dialog::details(room, &tools.prefs),
        Sheet::Session => html! { <session::dialog::SessionSheet room={room.clone()} /> },
        Sheet::Members => members::dialog::members(room),
        Sheet::JoinNames => html! { <members::dialog::JoinNames room={room.clone()} {go} /> },
        Sheet::Devices => html! { <devices::dialog::Devices room={room.clone()} {go} /> },
        Sheet::Sound => timer::sound::sound(&tools.prefs, &tools.bell, &again),
        Sheet::Keyboard => keyboard::dialog::keys(&tools.prefs, &again),
        Sheet::Bin => html! { <deleted::dialog::Bin room={room.clone()} /> },
        Sheet::History => timer::history::history(room),
        Sheet::Search => html! { <search::dialog::Search room={room.clone()} {go} look={look.clone()} /> },
        Sheet::End => leaving::dialog::end(room, &go),
        Sheet::Remove => leaving::dialog::remove(room, &go),
        Sheet::Erase => leaving::dialog::erase(room, &go),
    };
    html! { <Dialog key={sheet.name()} name={sheet.name()} {closed} leave={*leave}>{ content }</Dialog> }
}
