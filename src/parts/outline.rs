//! The widget in the outline of its page: the whole of it on a page of its own, a section of somebody else's.

use yew::prelude::*;

use crate::{
    browser::host::Host,
    strings::{Key, t},
};

/// The tag and the accessible name of the element around a screen.
pub fn landmark(host: &Host) -> (&'static str, Option<&'static str>) {
    // A page has one main part and one first heading, and those are the host's.
    if host.is_page() { ("main", None) } else { ("section", Some(t(Key::Widget))) }
}

/// The heading of a screen. With a node it can have the focus.
pub fn heading(host: &Host, class: Option<&'static str>, node: Option<&NodeRef>, words: impl Into<Html>) -> Html {
    let words = words.into();
    let (tabindex, node) = (node.map(|_| "-1"), node.cloned().unwrap_or_default());
    if host.is_page() {
        html! { <h1 ref={node} {class} {tabindex} data-title="">{ words }</h1> }
    } else {
        html! { <h2 ref={node} {class} {tabindex} data-title="">{ words }</h2> }
    }
}
