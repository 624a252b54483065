//! The whole widget: the open room, or the screens outside one.

use yew::prelude::*;

use crate::{
    browser::{host::Host, prefs::Prefs, sound::Bell},
    open_room::store::Room,
    room_screen::{layout::use_layout, screen::RoomScreen},
    rooms::{lobby::LobbyScreen, screens::Lobby},
};

/// Properties of [`App`].
#[derive(PartialEq, Properties)]
pub struct AppProps {
    /// The screens outside a room.
    pub lobby: Lobby,
    pub room: Option<Room>,
    pub host: Host,
    /// This device's preferences.
    pub prefs: Prefs,
    pub bell: Bell,
}

/// The container that sizes are measured by: style sheets query its width, and its `data-height` for its height.
#[component]
pub fn App(props: &AppProps) -> Html {
    let AppProps { lobby, room, host, prefs, bell } = props;
    let node = use_node_ref();
    let layout = use_layout(node.clone());
    let content = match (layout, room) {
        (None, _) => html! {},
        (Some(layout), Some(room)) => html! {
            <RoomScreen key={room.id.to_string()} room={room.clone()} {layout} host={host.clone()} prefs={prefs.clone()} bell={bell.clone()} />
        },
        (Some(_), None) => html! { <LobbyScreen lobby={lobby.clone()} /> },
    };
    html! {
        <div ref={node} class="alongside" data-height={layout.map(|layout| layout.height.name())}>{ content }</div>
    }
}
