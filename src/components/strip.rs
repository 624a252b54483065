//! The room in one row, where a page spares no more.

use alongside_room::view::TimerState;
use yew::prelude::*;

use super::{
    badge::{Face, Fill, badge},
    clock::{self, Digits},
    header::presence,
    names,
    timer::{Go, press},
    tools::use_tools,
};
use crate::{
    hooks::{use_settle, use_tick},
    store::Room,
    strings::{Key, fill, t},
};

/// What [`Strip`] shows.
#[derive(PartialEq, Properties)]
pub struct StripProps {
    /// The room.
    pub room: Room,
}

/// Badges, clock, what it is about, and the clock's button.
#[component]
pub fn Strip(props: &StripProps) -> Html {
    let room = &props.room;
    let tools = use_tools();
    let go = Go::of(room);
    let settled = use_settle(go);
    // The line under the clock.
    use_tick((room.view.timer.state == TimerState::Running).then_some(1_000));
    let length = match &tools {
        Some(tools) => clock::kept_length(tools),
        None => None,
    };
    let press_go = {
        let room = room.clone();
        Callback::from(move |_: MouseEvent| press(&room, go, &settled, length))
    };
    let heading =
        fill(Key::RoomTitle, &[("names", &names::room_name(room)), ("number", &room.view.session.number.to_string())]);
    html! {
        <section class="strip timer" aria-label={t(Key::Timer)}>
            <h1 class="vh">{ heading }</h1>
            <ul class="people" role="list" aria-label={t(Key::Members)}>
                { for room.view.members.iter().map(|member| html! {
                    <li key={member.id.to_string()}>
                        { badge(&Face::from(member), Fill::from(presence(room, member.id))) }
                        <span class="vh">{ &*member.name }</span>
                    </li>
                }) }
            </ul>
            <Digits room={room.clone()} idle={length} />
            <span class="about"><b dir="auto">{ clock::about(room) }</b></span>
            if !room.is_only_read() {
                <button type="button" class={classes!((go != Go::Start).then_some("primary"))} data-go="" onclick={press_go}>{ go.words() }</button>
            }
            { clock::left(room) }
        </section>
    }
}
