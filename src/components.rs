//! What is on the screen.

use yew::prelude::*;

use crate::store::{Lobby, Room};

/// What [`App`] shows.
#[derive(PartialEq, Properties)]
pub struct AppProps {
    /// The screens outside a room.
    pub lobby: Lobby,
    /// The open room, if one is.
    pub room: Option<Room>,
}

/// The whole widget.
#[component]
pub fn App(props: &AppProps) -> Html {
    html! { <main>{ format!("{:?}", props.lobby.screen) }</main> }
}
