//! Two ways out, which are two things: the room goes from this device, or from the relay for both.

use yew::prelude::*;

use super::Sheet;
use crate::{
    store::{Act, Room},
    strings::{Key, count, t},
};

/// What [`Remove`] and [`Erase`] show.
#[derive(PartialEq, Properties)]
pub struct LeaveProps {
    /// The room.
    pub room: Room,
    /// Leads to another dialog, or out.
    pub go: Callback<Option<Sheet>>,
}

/// Forgets the room on this device.
#[component]
pub fn Remove(props: &LeaveProps) -> Html {
    let waiting = props.room.facts.waiting;
    html! {
        <>
            <p class="lead">{ t(Key::RemoveText) }</p>
            if waiting > 0 { <p class="warned">{ count(Key::RemoveUnsent, waiting, &[]) }</p> }
            <Actions room={props.room.clone()} go={props.go.clone()} act={Act::Forget} words={t(Key::Remove)} />
        </>
    }
}

/// Erases it at the relay, for both.
#[component]
pub fn Erase(props: &LeaveProps) -> Html {
    html! {
        <>
            <p class="lead">{ t(Key::EraseText) }</p>
            <Actions room={props.room.clone()} go={props.go.clone()} act={Act::Erase} words={t(Key::Erase)} />
        </>
    }
}

/// What [`Actions`] shows.
#[derive(PartialEq, Properties)]
struct ActionsProps {
    room: Room,
    go: Callback<Option<Sheet>>,
    act: Act,
    words: AttrValue,
}

#[component]
fn Actions(props: &ActionsProps) -> Html {
    let ActionsProps { room, go, act, words } = props;
    let does = {
        let (room, go, act) = (room.clone(), go.clone(), act.clone());
        Callback::from(move |_: MouseEvent| {
            go.emit(None);
            room.act.emit(act.clone());
        })
    };
    html! {
        <div class="dialog-actions">
            <button type="button" class="danger" onclick={does}>{ words }</button>
            <button type="button" onclick={go.reform(|_: MouseEvent| None)}>{ t(Key::Cancel) }</button>
        </div>
    }
}
