//! The room in one row, for frames that are too low for more.

use alongside_room::TimerState;
use yew::prelude::*;

use crate::{
    members::names::{self, presence},
    open_room::{store::Room, tools::use_tools},
    parts::{
        badge::{Face, Fill, badge},
        cooldown::use_cooldown,
        outline,
        tick::use_tick,
    },
    strings::{Key, fill, t, use_language},
    sync::chip::SyncChip,
    timer::{
        clock::{self, Digits},
        go::{Go, press},
    },
};

/// Properties of [`Strip`].
#[derive(PartialEq, Properties)]
pub struct StripProps {
    pub room: Room,
}

/// Badges, clock, what the block is about, problems with saving and sending, and one button: in overtime it stops,
/// since nobody wants to pause then.
#[component]
pub fn Strip(props: &StripProps) -> Html {
    use_language();
    let room = &props.room;
    let tools = use_tools();
    let over = clock::is_over(&room.view.timer, room.now());
    let go = match Go::of(room) {
        Go::Pause | Go::Resume if over => Go::Stop,
        go => go,
    };
    let cooldown = use_cooldown(go);
    // For the line under the clock.
    use_tick((room.view.timer.state == TimerState::Running).then_some(1_000));
    let length = match &tools {
        Some(tools) => clock::kept_length(tools),
        None => None,
    };
    let press_go = {
        let room = room.clone();
        Callback::from(move |_: MouseEvent| press(&room, go, &cooldown, length))
    };
    let heading =
        fill(Key::RoomTitle, &[("names", &names::room_name(room)), ("number", &room.view.session.number.to_string())]);
    html! {
        <section class={classes!("strip", "timer", over.then_some("over"))} aria-label={t(Key::Timer)}>
            if let Some(tools) = &tools { { outline::heading(&tools.host, Some("vh"), None, &heading) } }
            <ul class="people" role="list" aria-label={t(Key::Members)}>
                { for room.view.members.iter().map(|member| html! {
                    <li key={member.id.to_string()}>
                        { badge(&Face::from(member), Fill::from(presence(room, member.id))) }
                        <span class="vh">{ &*member.name }</span>
                    </li>
                }) }
            </ul>
            <Digits room={room.clone()} idle={length} />
            <span class="about"><b dir="auto" translate="no" title={clock::about(room)}>{ clock::about(room) }</b></span>
            <SyncChip room={room.clone()} />
            if !room.is_only_read() {
                // The shortcut that starts and pauses never stops.
                <button type="button" class="primary" data-go={(go != Go::Stop).then_some("")} onclick={press_go}>{ go.words() }</button>
            }
            { clock::left(room) }
        </section>
    }
}
