//! The root of the widget: opens the device's storage, starts [`Rooms`](crate::rooms::Rooms), and renders what it
//! publishes.

pub mod screen;

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    app::screen::App,
    browser::{host::Host, prefs::Prefs, sound::Bell, storage},
    rooms::{Rooms, context::RoomsContext, screens::Screens},
};

/// What the root is given by its element.
#[derive(Clone, PartialEq, Properties)]
pub struct RootProps {
    /// The page, as far as the element may use it.
    pub host: Host,
    /// The relay's address.
    pub relay: AttrValue,
}

/// What is rendered once the device's storage is open.
#[derive(Clone)]
struct Drawn {
    screens: Screens,
    prefs: Prefs,
    bell: Bell,
}

/// The root of the widget.
#[component]
pub fn Root(props: &RootProps) -> Html {
    let drawn = use_state(|| None::<Drawn>);
    {
        let drawn = drawn.setter();
        use_effect_with(props.clone(), move |props| {
            let open = Rc::new(RefCell::new(None));
            let (slot, props) = (Rc::downgrade(&open), props.clone());
            spawn_local(async move {
                let RootProps { host, relay } = props;
                let storage = storage::open().await;
                let prefs = Prefs::read(Rc::clone(&storage)).await;
                let (liked, bell) = (prefs.clone(), Bell::new());
                let draw = Callback::from(move |screens| {
                    drawn.set(Some(Drawn { screens, prefs: liked.clone(), bell: bell.clone() }));
                });
                let rooms =
                    Rooms::begin(RoomsContext { host, relay: relay.as_str().into(), storage, prefs, draw }).await;
                // If the root was unmounted meanwhile, nobody holds the rooms and they close.
                if let Some(slot) = slot.upgrade() {
                    slot.replace(Some(rooms));
                }
            });
            move || drop(open.take())
        });
    }
    match &*drawn {
        Some(Drawn { screens: Screens { lobby, room }, prefs, bell }) => html! {
            <App
                lobby={lobby.clone()}
                room={room.clone()}
                host={props.host.clone()}
                prefs={prefs.clone()}
                bell={bell.clone()}
            />
        },
        // For the few milliseconds until storage is open.
        None => Html::default(),
    }
}
