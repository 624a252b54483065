//! The way out where something in front of the relay, such as a company's sign-on, lets nobody through any more.

use yew::prelude::*;

use crate::{
    browser::page,
    strings::{Key, t},
};

/// The link that leads to this address, where one signs in. From a frame it opens a window of its own: who asks for a sign-on
/// lets nobody show it in a frame.
pub fn sign_in_link(address: &str) -> Html {
    let target = page::is_framed().then_some("_blank");
    html! { <a class="button" href={address.to_owned()} {target} rel="noreferrer">{ t(Key::SignIn) }</a> }
}
