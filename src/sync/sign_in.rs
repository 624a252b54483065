//! The way out where something in front of the relay, such as a company's sign-on, lets nobody through any more.

use yew::prelude::*;

use crate::{
    browser::page,
    open_room::store::Room,
    strings::{Key, t},
};

/// The link that leads to this address, where one signs in. From a frame it opens a window of its own: who asks for a sign-on
/// lets nobody show it in a frame.
pub fn sign_in_link(address: &str) -> Html {
    link(address, Callback::noop())
}

/// The link out of an open room, if one is to sign in. It is followed once the device has committed what was written: a browser may
/// drop what it has only begun to store when the page goes.
#[hook]
pub fn use_sign_in(room: &Room) -> Option<Html> {
    let pressed = use_state_eq(|| false);
    let is_storing = room.facts.unsaved > 0;
    use_effect_with((*pressed && !is_storing, room.sign_in.clone()), |(goes, address)| {
        address.iter().filter(|_| *goes).for_each(|address| page::go_to(address));
    });
    let address = room.sign_in.as_ref()?;
    let press = Callback::from(move |event: MouseEvent| {
        if is_storing && !page::is_framed() {
            event.prevent_default();
            pressed.set(true);
        }
    });
    Some(link(address, press))
}

fn link(address: &str, onclick: Callback<MouseEvent>) -> Html {
    let target = page::is_framed().then_some("_blank");
    html! { <a class="button" href={address.to_owned()} {target} rel="noreferrer" {onclick}>{ t(Key::SignIn) }</a> }
}
