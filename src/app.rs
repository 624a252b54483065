//! The root of the widget.

use yew::prelude::*;

use crate::host::Host;

/// What an element is given.
#[derive(Clone, PartialEq, Properties)]
pub struct RootProps {
    /// The page, as far as it may be used.
    pub host: Host,
    /// The relay's address.
    pub relay: AttrValue,
}

/// The root of the widget.
#[component]
pub fn Root(_props: &RootProps) -> Html {
    html! {}
}
