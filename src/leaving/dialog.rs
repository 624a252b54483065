//! The dialogs of three ways out: the two end the room and both keep it, this device forgets it, or the relay erases
//! it for both.

use alongside_peer::facts::Sync;
use alongside_room::{AboutEdit, Edit};
use yew::prelude::*;

use crate::{
    open_room::{
        dialog::{DialogContext, Go, RoomDialog},
        private::PrivatePlace,
        store::{Room, RoomAction},
    },
    parts::button::button,
    strings::{Key, count, t},
};

/// The dialog to end the room.
pub static END: RoomDialog = RoomDialog { name: Key::EndTogether };

/// The dialog to remove the room from this device.
pub static REMOVE: RoomDialog = RoomDialog { name: Key::RemoveDevice };

/// The dialog to erase the room for both.
pub static ERASE: RoomDialog = RoomDialog { name: Key::EraseBoth };

/// Ends the room for both, who keep it to read.
pub fn end(DialogContext { room, go, .. }: &DialogContext) -> Html {
    html! {
        <>
            <p class="lead">{ t(Key::EndText) }</p>
            { actions(room, go, RoomAction::Edit(Edit::About(AboutEdit::End)), ["primary", t(Key::EndIt)]) }
        </>
    }
}

/// Removes the room from this device, and leads to the two ways out that are for both.
pub fn remove(DialogContext { room, go, .. }: &DialogContext) -> Html {
    let waiting = room.facts.waiting + room.unsaved.count();
    html! {
        <>
            <p class="lead">{ t(Key::RemoveText) }</p>
            if let Some(words) = private_words(room) { <p class="warned">{ words }</p> }
            if waiting > 0 { <p class="warned">{ count(Key::RemoveUnsent, waiting, &[]) }</p> }
            { actions(room, go, RoomAction::Forget, ["danger", t(Key::Remove)]) }
            <div class="part">
                <h3>{ t(Key::ForBoth) }</h3>
                <div class="dialog-actions">
                    if !room.is_only_read() { { button("", t(Key::EndTogether), go.reform(|_: MouseEvent| Some(&END))) } }
                    { button("danger", t(Key::EraseBoth), go.reform(|_: MouseEvent| Some(&ERASE))) }
                </div>
            </div>
        </>
    }
}

/// What becomes of private lines when the room goes from this device, where there are any.
fn private_words(room: &Room) -> Option<&'static str> {
    let has_lines = room.private.lines.iter().any(|line| !line.text.is_empty());
    has_lines
        .then(|| t(if room.private.place == PrivatePlace::Devices { Key::RemovePrivate } else { Key::LosePrivate }))
}

/// Erases the room at the relay, for both.
pub fn erase(DialogContext { room, go, .. }: &DialogContext) -> Html {
    html! {
        <>
            <p class="lead">{ t(Key::EraseText) }</p>
            // Only a connected relay can erase.
            if !matches!(room.facts.sync, Sync::SavedHere | Sync::Sent | Sync::HasIt(_)) {
                <p class="warned">{ t(Key::EraseOffline) }</p>
            } else {
                { actions(room, go, RoomAction::Erase, ["danger", t(Key::Erase)]) }
            }
        </>
    }
}

fn actions(room: &Room, go: &Go, act: RoomAction, [class, words]: [&'static str; 2]) -> Html {
    let does = {
        let (room, go) = (room.clone(), go.clone());
        Callback::from(move |_: MouseEvent| {
            go.emit(None);
            room.act.emit(act.clone());
        })
    };
    html! {
        <div class="dialog-actions">
            { button(class, words, does) }
            { button("", t(Key::Cancel), go.reform(|_: MouseEvent| None)) }
        </div>
    }
}
