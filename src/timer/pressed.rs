//! What is pressed on the notification at the end of a block. It was meant for the clock that the person saw: one that is another by now
//! is left alone, and said to be.

use alongside_room::{Timer, TimerEdit};
use yew::prelude::*;

use crate::{
    browser::{
        dom,
        notify::{self, NotifiedEvent},
        page,
    },
    open_room::{store::Room, tools::Tools},
    strings::{Key, t},
    timer::clock::{MINUTE, about},
};

/// The names of what the buttons do.
const ADD: &str = "add";
const REPORT: &str = "report";

/// Notifies that time is up.
pub fn notify_end(room: &Room, tools: &Tools) {
    let address = address(room);
    notify::show(&NotifiedEvent {
        title: t(Key::TimeIsUp),
        body: &about(room),
        tag: &format!("alongside {}", room.id),
        address: tools.host.is_page().then_some(&*address),
        seen: &seen(&room.view.timer),
        buttons: &[(ADD, t(Key::Add5)), (REPORT, t(Key::HowDidItGo))],
    });
}

/// Does what is pressed there, once the room is loaded. `within` is an element of the room.
#[hook]
pub fn use_pressed(room: &Room, tools: &Option<Tools>, within: &NodeRef) {
    let pressed = use_state_eq(|| None::<(String, String)>);
    let listens = tools.as_ref().is_some_and(|tools| tools.host.is_page());
    use_effect_with((address(room), listens), {
        let pressed = pressed.setter();
        move |(address, listens)| {
            let heard = move |action, seen| pressed.set(Some((action, seen)));
            let listener = listens.then(|| notify::on_pressed(address.clone(), heard)).flatten();
            move || drop(listener)
        }
    });
    use_effect_with((pressed, room.facts.loaded), {
        let (room, tools, within) = (room.clone(), tools.clone(), within.clone());
        move |(pressed, loaded)| {
            if let (Some((action, seen)), true, Some(tools)) = (&**pressed, loaded, tools) {
                pressed.set(None);
                if let Some(why) = act(&room, &within, action, seen) {
                    tools.say.emit(t(why).into());
                }
            }
        }
    });
}

/// Does it, or returns why not.
fn act(room: &Room, within: &NodeRef, action: &str, was_seen: &str) -> Option<Key> {
    let timer = &room.view.timer;
    match action {
        ADD => match timer.block.filter(|_| seen(timer) == was_seen && !room.is_only_read()) {
            Some(block) => room.edit(TimerEdit::AddTime { block, by: 5 * MINUTE as i64 }),
            None => return Some(Key::SayClockChanged),
        },
        REPORT if !dom::focus_around(within, ".room", ".report input") => return Some(Key::SayNothingAsked),
        _ => {}
    }
    None
}

/// The clock as the person sees it: which block it has, how long that is, and whether it runs.
fn seen(timer: &Timer) -> String {
    let block = timer.block.map(|block| block.to_string()).unwrap_or_default();
    format!("{block} {} {}", timer.budget.unwrap_or_default(), timer.since.0)
}

fn address(room: &Room) -> String {
    page::address(&format!("#r.{}", room.id))
}
