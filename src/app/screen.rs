//! The whole widget: the open room, or the screens outside one.

use yew::prelude::*;

use crate::{
    browser::{host::Host, prefs::Prefs, sound::Bell},
    parts::layout::{Height, Layout, use_layout},
    rooms::{
        lobby::{LobbyScreen, lobby_strip},
        screens::{Around, Lobby, ShownRoom},
    },
};

/// Properties of [`App`].
#[derive(PartialEq, Properties)]
pub struct AppProps {
    /// The screens outside a room.
    pub lobby: Lobby,
    /// The open room, if one is.
    pub room: Option<ShownRoom>,
    /// The page around the widget.
    pub host: Host,
    /// The relay's address.
    pub relay: AttrValue,
    /// This device's preferences.
    pub prefs: Prefs,
    pub bell: Bell,
}

/// The container that sizes are measured by: style sheets query its width, and its `data-height` for its height.
#[component]
pub fn App(props: &AppProps) -> Html {
    let AppProps { lobby, room, host, relay, prefs, bell } = props;
    let node = use_node_ref();
    let layout = use_layout(node.clone(), host);
    let content = match (layout, room) {
        (None, _) => html! {},
        (Some(layout), Some(room)) => room.0.html(&Around { layout, host, prefs, bell, rooms: &lobby.rooms }),
        (Some(Layout { height: Height::Strip, .. }), None) => lobby_strip(host, relay),
        (Some(_), None) => html! { <LobbyScreen lobby={lobby.clone()} host={host.clone()} /> },
    };
    html! {
        <div ref={node} class="alongside" data-height={layout.map(|layout| layout.height.name())}>{ content }</div>
    }
}
