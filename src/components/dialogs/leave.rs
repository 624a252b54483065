//! Two ways out, which are two things: the room goes from this device, or from the relay for both.

use yew::prelude::*;

use super::Sheet;
use crate::{
    components::button::button,
    store::{Act, Room},
    strings::{Key, count, t},
};

/// Forgets the room on this device.
pub fn remove(room: &Room, go: &Callback<Option<Sheet>>) -> Html {
    let waiting = room.facts.waiting;
    html! {
        <>
            <p class="lead">{ t(Key::RemoveText) }</p>
            if waiting > 0 { <p class="warned">{ count(Key::RemoveUnsent, waiting, &[]) }</p> }
            { actions(room, go, Act::Forget, t(Key::Remove)) }
        </>
    }
}

/// Erases it at the relay, for both.
pub fn erase(room: &Room, go: &Callback<Option<Sheet>>) -> Html {
    html! {
        <>
            <p class="lead">{ t(Key::EraseText) }</p>
            { actions(room, go, Act::Erase, t(Key::Erase)) }
        </>
    }
}

fn actions(room: &Room, go: &Callback<Option<Sheet>>, act: Act, words: &'static str) -> Html {
    let does = {
        let (room, go) = (room.clone(), go.clone());
        Callback::from(move |_: MouseEvent| {
            go.emit(None);
            room.act.emit(act.clone());
        })
    };
    html! {
        <div class="dialog-actions">
            { button("danger", words, does) }
            { button("", t(Key::Cancel), go.reform(|_: MouseEvent| None)) }
        </div>
    }
}
