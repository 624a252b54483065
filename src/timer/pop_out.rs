//! The clock in a window of its own that stays in front of others. Drawn by the module of the dialogs, which comes late.

use alongside_room::TimerState;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::pop_out::PopOut,
    members::names,
    open_room::{
        dialog::{DialogContext, RoomDialog},
        store::Room,
        tools::use_tools,
    },
    strings::{Key, t, use_language},
    timer::{
        clock::{self, about},
        controls::{buttons, press_go, use_controls},
        go::Go,
        length::use_length,
    },
};

/// What asks for the window. It is no dialog of the room: others can be opened while it is there.
pub static POP_OUT: RoomDialog = RoomDialog { name: Key::PopOutClock };

/// The window, if it is open or asked for now.
pub fn pop_out(with: &DialogContext) -> Html {
    html! { <PopOutClock room={with.room.clone()} asked={with.pops_out.clone()} /> }
}

/// Properties of [`PopOutClock`].
#[derive(PartialEq, Properties)]
pub struct PopOutClockProps {
    pub room: Room,
    /// The window is asked for; called when that was heard.
    pub asked: Option<Callback<()>>,
}

/// The clock, what it is about, and its buttons; nothing while the window is closed.
#[component]
pub fn PopOutClock(props: &PopOutClockProps) -> Html {
    use_language();
    let PopOutClockProps { room, asked } = props;
    let tools = use_tools();
    let root = use_node_ref();
    let out = use_pop_out(room, asked);
    let go = Go::of(room);
    let controls = use_controls(room, go, &root);
    let (length, _) = use_length(tools.as_ref());
    let Some(out) = out else { return html! {} };
    let timer = &room.view.timer;
    let press_go = press_go(&controls, length, &NodeRef::default(), tools.as_ref());
    let over = clock::is_over(timer, room.now());
    let idle = timer.state == TimerState::Idle;
    let class = classes!(
        "timer",
        "pop-out",
        idle.then_some("idle"),
        over.then_some("over"),
        matches!(timer.state, TimerState::Paused { .. }).then_some("paused")
    );
    let face = html! {
        <section ref={root} {class} aria-label={t(Key::Timer)}>
            <div class="digits" role="timer" translate="no" aria-label={t(Key::Time)}>{ clock::shown(timer, room.now(), length.millis()) }</div>
            <p class="about"><b dir="auto" translate="no">{ if idle { names::room_name(room) } else { about(room) } }</b></p>
            if !room.is_only_read() { { buttons(&controls, press_go, over, None) } }
            { clock::left(room) }
        </section>
    };
    create_portal(face, out.root())
}

/// The window, once it is open. Its own ticks draw the clock: those of a hidden page come once a minute.
#[hook]
fn use_pop_out(room: &Room, asked: &Option<Callback<()>>) -> Option<PopOut> {
    let (window, tick) = (use_state_eq(|| None::<PopOut>), use_force_update());
    let say = use_tools().map(|tools| tools.say);
    use_effect_with(asked.is_some(), {
        let (window, asked, title) = (window.setter(), asked.clone(), names::room_name(room));
        move |_| {
            let Some(asked) = asked else { return };
            asked.emit(());
            spawn_local(async move {
                let closed = window.clone();
                match PopOut::open(SIZE, &title, move || tick.force_update(), move || closed.set(None)).await {
                    Ok(opened) => window.set(Some(opened)),
                    Err(_) => say.iter().for_each(|say| say.emit(t(Key::NoPopOut).into())),
                }
            });
        }
    });
    use_effect_with((*window).clone(), |window| {
        let window = window.clone();
        // It goes with the room.
        move || window.iter().for_each(PopOut::close)
    });
    (*window).clone()
}

/// Width and height, in CSS pixels.
const SIZE: (u32, u32) = (300, 150);
